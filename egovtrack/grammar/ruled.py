"""Tables drawn with signs (│ ─ + |), and tables that stand side by side under a head printed twice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.lexicon import is_office
from egovtrack.grammar.parties import DOES
from egovtrack.grammar.shadow import fold
from egovtrack.grammar.tables import Header, read_header

_BARS = re.compile("[│┃║┆┊|｜]")
_DRAWN, _CROSSES = re.compile("[\u2500-\u257f]"), re.compile("[─━═]{2}")
_MOST_ABOVE, _LONGEST_NAME = 20, 40
_NAME = re.compile("[^、，,；;\n]+")
_NO_NAME = re.compile("[^各省市县区州]?[^、，,；;]{0,2}(?:[、，,；;]|$)|办公|委员会")
_BORDER = re.compile(r"(?=.*(?:[─━═]{2}|[-=]{2,}\+))[\s\u2500-\u257f|｜+=:-]*")
_BORDER_WITHIN = re.compile("[\u2500-\u257f]{2,}")

Found = list[tuple[Line, int]]
"""Lines of a table, rows and others, each with how many lines of the document it is."""


def ruled(document: Document, at: int) -> Found:
    """Return the lines from a place on that make a drawn table: its borders as furniture, each of its rows as one."""
    lines = document.lines
    if lines[at].text[0] != "+" and not _DRAWN.match(lines[at].text):
        return []
    # The head stands among the first lines: looking for it is not to take longer in a long drawing that is no table.
    if not _read(lines, at, _MOST_ABOVE)[-1]:
        return []
    end, groups, parts, first, header = _read(lines, at, len(lines))
    if not header:
        return []
    below = groups[first + 1 :]
    crossed = {row for row in parts if _CROSSES.search(lines[row].text)}
    rows = groups[: first + 1]
    for group in below:
        rows += _rows(parts, group, header, crossed if len(below) > 1 else None)
    starts = {row[0]: row for row in rows}
    found: Found = []
    while at < end:
        row = starts.get(at)
        if row:
            cells = _joined(parts[each] for each in row)
            padded = cells if len(cells) > 1 else [*cells, *[""] * (header.width - 1)]  # a heading goes across
            found.append((whole(document, at, len(row), padded), len(row)))
        else:
            found.append((lines[at]._replace(style="furniture", cells=()), 1))
        at += found[-1][1]
    return found


def _read(
    lines: Sequence[Line], at: int, most: int
) -> tuple[int, list[list[int]], dict[int, list[str]], int, Header | None]:
    """Return where a drawing ends, of `most` lines, the lines between its borders, the cells of each, and its head."""
    end = next((end for end in range(at, min(at + most, len(lines))) if not _is_drawn(lines[end])), None)
    end = min(at + most, len(lines)) if end is None else end
    groups = list(_groups(lines, at, end))
    framed = all(_BARS.match(lines[row].text) for group in groups for row in group)
    parts = {row: _parts(lines[row].text, framed=framed) for group in groups for row in group}
    heads = (read_header(_joined(parts[row] for row in group)) for group in groups[:_MOST_ABOVE])
    first, header = next(((index, header) for index, header in enumerate(heads) if header), (0, None))
    return end, groups, parts, first, header


def _is_drawn(line: Line) -> bool:
    return bool(_DRAWN.search(line.text) or len(_parts(line.text)) > 1 or _is_border(line))


def _parts(text: str, *, framed: bool = False) -> list[str]:
    """Return the cells of a line between bars, a border that crosses it is none. A bar at its beginning is the border
    of a table that is `framed`.
    """
    cells = _BARS.split(_BORDER_WITHIN.sub("│", text))
    return [cell.strip() for cell in cells[framed : len(cells) - (not cells[-1].strip())]]


def _groups(lines: Sequence[Line], at: int, end: int) -> Iterator[list[int]]:
    """Yield the lines between borders."""
    group: list[int] = []
    for place in range(at, end + 1):
        is_end = place == end or _is_border(lines[place])
        crosses = not is_end and bool(_CROSSES.search(lines[place].text))  # beside a merged cell
        group += [] if is_end else [place]
        if group and (is_end or crosses):
            yield group
            group = []


def _is_border(line: Line) -> bool:
    return bool(_BORDER.fullmatch(line.text))


def _rows(
    parts: Mapping[int, Sequence[str]], group: Sequence[int], header: Header, crossed: Collection[int] | None
) -> list[list[int]]:
    """Return the lines of each row between two borders. Where borders part rows it is one, unless numbers tell of
    several; else (`crossed` is None) a line is a row, unless it only goes on with some of the cells above. A line that
    a border crosses begins no row.
    """
    rows: list[list[int]] = []
    for place in group:
        numbered = header.number is not None and parts[place][header.number : header.number + 1] != [""]
        if crossed is None:
            begins = not rows or numbered or _begins(parts[rows[-1][-1]], parts[place], header)
        else:
            begins = not rows or (numbered and place not in crossed)
        if begins:
            rows.append([])
        rows[-1].append(place)
    return rows


def _begins(above: Sequence[str], cells: Sequence[str], header: Header) -> bool:
    """Return whether a line without a number begins a row: it says what is done, and by whom, below a whole name."""
    does = any(DOES.match(cells[column]) for column in header.wording if column < len(cells))
    pairs = ((above[column], cells[column]) for column, _ in header.roles if column < min(len(above), len(cells)))
    is_whole = not any(cell.endswith(("、", "，", ",")) for cell in above)
    return does and is_whole and any(_are_names(upper, lower) for upper, lower in pairs)


def _joined(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the cells of several lines as one row. Where a cell was wrapped its words go on; names of offices that
    stand below one another are two.
    """
    cells: list[str] = []
    for row in rows:
        cells += [""] * (len(row) - len(cells))
        for column, text in enumerate(row):
            above = cells[column]
            latin = (above[-1:] + text[:1]).isascii() and above[-1:].isalpha() and text[:1].isalpha()
            between = "\n" if _are_names(above, text) else " " if latin else ""
            cells[column] = above + between + text if text else above
    return cells


def _are_names(upper: str, lower: str) -> bool:
    """Return whether a line of a cell ends with the name of an office, and the next one begins another."""
    both = (*_NAME.findall(upper[-_LONGEST_NAME:])[-1:], *_NAME.findall(lower[:_LONGEST_NAME])[:1])
    return len(both) > 1 and all(is_office(fold(name), strict=True) for name in both) and not _NO_NAME.match(lower)


def whole(document: Document, at: int, count: int, cells: Sequence[str]) -> Line:
    """Return some lines as a single row."""
    start, end = document.lines[at].place.start, document.lines[at + count - 1].place.end
    return Line(document.text[start:end], Place(start, end), "row", "", tuple(cells))


def one_by_one(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a document, with tables side by side (序号 | 任务 | … | 序号 | 任务 | …) one after another."""
    halves: list[tuple[Line, Line | None]] = []
    width = 0
    for line in lines:
        cells = line.cells
        again = next((at for at in range(2, len(cells) // 2 + 1) if cells[0] and cells[:at] == cells[-at:]), 0)
        if again or (width and not cells and line.style != "furniture"):
            yield from _ordered(halves)
            halves, width = [], again
        if width and cells and not again:
            halves.append(_halves(line, width))
        else:
            yield line._replace(cells=cells[:again]) if again else line
    yield from _ordered(halves)


def _halves(line: Line, width: int) -> tuple[Line, Line | None]:
    """Return the rows of two tables that stand in one line."""
    left, right = line.cells[:width], line.cells[-width:]
    at = 0
    for cell in (*left, next(filter(None, right), "")):
        at = max(at, line.text.find(cell, at))
    if len(line.cells) < 2 * width or not any(right):
        return line._replace(cells=left), None
    start, text = line.place.start, _BARS.sub(" ", line.text[:at]).rstrip()
    first = line._replace(text=line.text[: len(text)], place=Place(start, start + len(text)), cells=left)
    return first, line._replace(text=line.text[at:], place=Place(start + at, line.place.end), cells=right)


def _ordered(halves: Sequence[tuple[Line, Line | None]]) -> Iterator[Line]:
    """Yield the rows of two tables, across where numbers go on so (1 | 2), else the left one first."""
    first = next(((left.cells[0], right.cells[0]) for left, right in halves if right), ("", ""))
    across = all(map(str.isdecimal, first)) and int(first[1]) == int(first[0]) + 1
    order = halves if across else [*((left,) for left, _ in halves), *((right,) for _, right in halves)]
    yield from (row for rows in order for row in rows if row)
