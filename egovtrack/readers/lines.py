"""Lines of plain text and Markdown, and the tables that people paste into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import accumulate, pairwise
from math import gcd

from egovtrack.draft import Line, Place

_BAR = re.compile(r"(?<!\\)[|｜]")
_BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.I)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
_LONGEST_ROW = 4  # lines of a row
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?$")
LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")


def line_at(text: str, start: int, end: int, style: str = "") -> Line | None:
    """Return the line between two places without the white space around it; None if nothing is left, or only bars.

    The rule below the head of a table in Markdown is furniture.
    """
    raw = text[start:end]
    words = raw.strip()
    if "|" in words:
        if words.endswith("|") and words.count("|") == 1:
            words = words[:-1].rstrip()  # the end of a cell that a page shows on a line of its own
        style = "furniture" if _TABLE_RULE.match(words) else style
        words = words if words.strip("| ") else ""
    if not words:
        return None
    start += raw.index(words[0])
    may_be_row = not style and ("|" in words or "｜" in words or "\t" in raw)
    empty = raw[len(raw.rstrip()) :].count("\t") if may_be_row else 0
    cells = row_cells(words.replace("\n", " "), empty=empty) if may_be_row else ()
    return Line(words, Place(start, start + len(words)), "row" if cells else style, "", cells)


def whole_rows(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of lines. A row without the bar that the row before it ends with goes on in the next lines, up
    to one with that bar and as many bars in all.
    """
    if not _BAR.search(text):
        yield from spans
        return
    counts = [len(_BAR.findall(text, *span)) for span in spans]
    ended = [text[start:end].rstrip().endswith(("|", "｜")) for start, end in spans]
    counted = _counted_rows([not text[start:end].strip("|｜ \t\xa0\u3000") for start, end in spans], counts, ended)
    index = width = 0
    while index < len(spans):
        first = index
        if index in counted:
            index = counted[index]
        elif ended[index] or not counts[index]:
            width = counts[index] if counts[index] > 1 else 0
        elif counts[index] < width:
            bars = list(accumulate(counts[index : index + _LONGEST_ROW]))
            if width in bars and ended[index + bars.index(width)]:
                index += bars.index(width)
        yield spans[first][0], spans[index][1]
        index += 1


def _counted_rows(is_empty: Sequence[bool], counts: Sequence[int], ended: Sequence[bool]) -> dict[int, int]:
    """Return the first and last lines of rows whose cells stand each on lines of their own, up to its bar.

    Cells that are merged with those above are left out, and the bars for them end the row (||||): so all rows have the
    same number of bars, and none begins with an empty cell. One that leaves out half of its cells shows that this is
    the number of one row, not of several.
    """
    rows: dict[int, int] = {}
    at = 0
    while at < len(counts):
        if not counts[at]:
            at += 1
            continue
        last, bars, most = at, 0, 0
        before = at - 1 - (is_empty[at] and at > 0)
        stops, closed = {0: before}, list[int]()
        while at < len(counts) and at - last <= _LONGEST_ROW and (is_empty[at] or counts[at] <= ended[at]):
            bars += counts[at]
            if counts[at]:
                last = stops[bars] = at
            if counts[at] > 1:
                closed.append(bars)
                most = max(most, counts[at])
            at += 1
        width = gcd(*closed)
        ends = [stops.get(bar, -1) for bar in range(0, bars + 1, width)] if 2 < width <= 2 * most else []
        if ends and ends[-1] < last:
            ends.append(last)  # the text breaks off amid a row
        if all(above < end and not is_empty[above + 1] for above, end in pairwise(ends)):
            rows |= {above + 1: end for above, end in pairwise(ends)}
        at = last + 1
    return rows


def with_first_cells(text: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of a text; a row whose first cell is empty gets that cell. Its bar would be taken for the border
    of a table that has none, its tab for white space before a line.
    """
    head: Line | None = None
    for line in lines:
        is_first_empty = False
        if head and line.style == "row" and "\t" not in head.text:
            is_first_empty = line.text.startswith("|") and not head.text.startswith("|")
        elif head and line.style in ("", "row") and "\t" in head.text:
            is_first_empty = "\t" in line.text and text[line.place.start - 1 : line.place.start] == "\t"
        if is_first_empty:
            line = line._replace(style="row", cells=("", *(line.cells or map(str.strip, line.text.split("\t")))))  # noqa: PLW2901
        if line.style != "furniture":
            head = (head or line) if line.style == "row" else None
        yield line


def row_cells(words: str, *, empty: int = 0) -> tuple[str, ...]:
    """Return the cells of a table row written as text, after which so many tabs stand; empty if it is none."""
    bars = len(_BAR.findall(words))
    if bars >= 2:
        cells = _BAR.split(words)
        # A bar at either end is the table's border: what stands outside it is no cell.
        return tuple(_cell(cell) for cell in cells[not cells[0] : bars + bool(cells[-1])])
    tabs = words.count("\t")
    if tabs >= 2 or (tabs and tabs + empty >= 2):
        return tuple(cell.strip() for cell in words.split("\t"))
    return ()


def _cell(cell: str) -> str:
    """Return what a cell shows: <br> is a line break, \\| a bar, &nbsp; and the like are signs, ** is format."""
    cell = _BREAK.sub("\n", cell.replace("\\|", "|").replace("**", ""))
    return unescape(_LINK.sub(lambda found: found["words"], cell)).replace("\xa0", " ").strip()
