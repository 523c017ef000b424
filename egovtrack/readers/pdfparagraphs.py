"""Make paragraphs and tables again of lines on the pages of a PDF, which only tells where things stand."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, dropwhile, pairwise
from statistics import mode
from typing import NamedTuple
from unicodedata import east_asian_width

from egovtrack.grammar.lexicon import FULL_LABEL, ROLES

_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–－·•\s]*"
)
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}(?:[）)]|[、．.])|第[一二三四五六七八九十百0-9]{1,4}[章节条]|[（(][0-9０-９]{1,3}[）)]"
    r"|[0-9０-９]{1,3}(?:[、．]|\.(?![0-9]))|[①-⑳㉑-㉟]|[●○■□◆·•]\s*|附件\s*[0-9一二三四五]?\s*[:：]?"
    rf"|[【〔\[]|{FULL_LABEL}|完成时[限间]|时间节点|各[^。]{{1,60}}[：:]$"
)
_SAYS_SOMETHING = re.compile(rf"[。；;：:，,）)〕\]]$|責任|{ROLES}|\ufffc")
_EDGE = 2
"""Lines at the top and at the bottom of a page that a running head may take."""
_ALIKE = 12.0
"""Points by which lines that reach the margin differ: a sign that may not begin a line takes another with it."""
_WIDER = 1.25
"""A distance so many times the usual between two lines parts paragraphs."""
_OPEN_WITHIN = 200
"""Characters after which an open bracket is rather one that the author forgot to close."""
_CELL_PADDING = 11.0
"""Points between a cell's text and its borders, left and right together (Word and WPS: 0.19 cm each)."""
_PIECE = r"[（(《“‘〔【]*(?:[0-9A-Za-z.,:/%+-]+|.)[、，。；：？！）)》”’〕】%…—]*"
_UNBREAKABLE = re.compile(
    rf"{_PIECE}(?:(?:(?<=[“”‘’])|(?=[“”‘’])|(?<=[。，、；：）〕])(?=[0-9])|(?<=[0-9])(?=\w)){_PIECE})*"
)
"""What stays together at a line's end: none ends with an opening sign or begins with a closing one. Curly quotes cling
to both sides (Unicode Standard Annex 14, rule LB19), a number to its measure."""
_MAY_HANG = tuple("，。、；：？！")
"""Signs that Word lets stand out over the right margin."""
_SCRIPT_GAP = 0.25
"""Ems that typesetting may put between Chinese and Latin script."""
_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u3400-\u9fff])")
"""The same, where a program makes it by a space."""
_COUNTED = re.compile(r"[（(]?\s*[0-9０-９]{1,3}\s*[）)．.、]?")
_WORD = re.compile(r"[0-9A-Za-z,.;:)]")


class Line(NamedTuple):
    """A line: points to the left and to the right edge of its page or cell, points down, the size of its letters.

    What stands for a picture has no place.
    """

    text: str
    before: float
    after: float
    down: float
    size: float

    @property
    def is_centred(self) -> bool:
        return abs(self.before - self.after) < self.size

    @property
    def is_indented(self) -> bool:
        return self.before > self.size


Row = list[list[Line]]
"""The cells of a row of a table; one that is merged over several rows is the same list in each."""
Block = tuple[str, str] | list[list[str]]
"""A paragraph and its style, or a table."""


@dataclass
class Page:
    """What stands on a page: lines, tables with how far down they begin, and text that runs across."""

    lines: list[Line]
    tables: list[tuple[float, list[Row]]]
    across: str = ""

    @property
    def text(self) -> str:
        """Return all of its text, in no order."""
        in_tables = (line.text for _, rows in self.tables for row in rows for cell in row for line in cell)
        return "".join((*(line.text for line in self.lines), *in_tables, self.across))


class _Layout(NamedTuple):
    """The margins in points, the size of most letters, the distance of lines in a paragraph for each size."""

    left: float
    right: float
    size: float
    pitches: dict[float, float]


def blocks(pages: Sequence[Page]) -> Iterator[Block]:
    """Yield paragraphs and tables in order. Furniture follows the paragraph or table that it interrupts."""
    furniture = _furniture(pages)
    layout = _layout(pages, furniture)
    paragraph, table, waiting = list[Line](), list[Row](), list[str]()
    for page, apart in zip(pages, furniture, strict=True):
        for item in _from_top(page):
            if isinstance(item, Line) and item in apart:
                waiting.append(item.text)
                continue
            if isinstance(item, Line):
                line = item._replace(before=item.before - layout.left, after=item.after - layout.right)
                if paragraph and _continues(paragraph, line, layout):
                    paragraph.append(line)
                    continue
            elif table and len(table[0]) == len(item[0]):
                waiting += _lengthen(table, item)
                continue
            yield from _ended(paragraph, table, waiting)
            paragraph, table, waiting = ([line], [], []) if isinstance(item, Line) else ([], item, [])
        waiting += filter(None, [page.across])
    yield from _ended(paragraph, table, waiting)


def _from_top(page: Page) -> list[Line | list[Row]]:
    placed: list[tuple[float, Line | list[Row]]] = [(line.down, line) for line in page.lines]
    return [item for _, item in sorted([*placed, *page.tables], key=lambda place: place[0])]


def _ended(paragraph: list[Line], table: list[Row], waiting: Iterable[str]) -> Iterator[Block]:
    if paragraph:
        yield _GAP.sub("", _joined(line.text for line in paragraph)), ""
    if table:
        yield _texts(table)
    for text in waiting:
        yield _GAP.sub("", text), "furniture"


def _continues(paragraph: Sequence[Line], line: Line, layout: _Layout) -> bool:
    """Return whether a line continues a paragraph: its beginning found no room in the last line, and indents agree.

    Where nothing is indented, a wider distance and the number of an item tell the next paragraph. A line that is parted
    as by columns is one of a table without rules.
    """
    first, last = paragraph[0], paragraph[-1]
    if "\t" in last.text + line.text:
        return False
    if last.size != line.size or last.after >= _beginning(line, last):
        return False
    if line.size > layout.size and last.is_centred and line.is_centred:
        return True
    step = line.before - last.before
    if abs(step) > line.size:
        is_hanging = step > 0 and _ITEM.match(first.text) is not None
        return len(paragraph) == 1 and (step < 0 or is_hanging)
    if first.is_indented:
        return len(paragraph) > 1
    is_apart = line.down - last.down > _WIDER * layout.pitches.get(line.size, math.inf)
    return not is_apart and (_is_open(paragraph) or not _ITEM.match(line.text))


def _beginning(line: Line, last: Line) -> float:
    """Return the points that the beginning of a line, up to where it may be broken, needs after the last line."""
    match = _UNBREAKABLE.match(line.text)
    beginning = match[0] if match else line.text
    gap = _SCRIPT_GAP if last.text[-1].isascii() != beginning[0].isascii() else 0
    return line.size * (_columns(beginning) / 2 + gap)


def _is_open(paragraph: Sequence[Line]) -> bool:
    """Return whether a bracket or quotation that began in the last lines is still open."""
    end = "".join(line.text for line in paragraph[-_OPEN_WITHIN:])[-_OPEN_WITHIN:]
    return any(end.rfind(opening) > end.rfind(closing) for opening, closing in ("（）", "〔〕", "《》", "“”", "()"))


def _layout(pages: Sequence[Page], furniture: Sequence[set[Line]]) -> _Layout:
    """Return what the lines keep to. If too few are full to tell the right margin, it is as the left."""
    body = [line for page, apart in zip(pages, furniture, strict=True) for line in page.lines if line not in apart]
    lines = [line for line in body if line.before < math.inf]
    left = min(_least((line.before for line in lines), share=2), max((line.before for line in lines), default=0))
    right = _least(line.after for line in lines if not line.text.endswith(_MAY_HANG))
    size = mode([line.size for line in lines] or [0])
    return _Layout(left, right if right <= 2 * left else left, size, _pitches(pages))


def _least(distances: Iterable[float], alike: float = _ALIKE, share: int = 3) -> float:
    """Return the least distance that `share` of them have, within `alike` points."""
    ordered = sorted(distances)
    pairs = zip(ordered, ordered[share - 1 :], strict=False)
    return next((least for least, other in pairs if other - least <= alike), math.inf)


def _pitches(pages: Sequence[Page]) -> dict[float, float]:
    """Return the distance between two lines of a paragraph for each size of letters."""
    steps = defaultdict[float, list[float]](list)
    for page in pages:
        for upper, lower in pairwise(page.lines):
            if upper.size == lower.size:
                steps[upper.size].append(lower.down - upper.down)
    return {size: _least(found, alike=1.0) for size, found in steps.items()}


def _furniture(pages: Sequence[Page]) -> list[set[Line]]:
    """Return the lines of each page that are its number or a running head."""
    heads = _running_heads(pages)
    return [
        {line for line in _edges(page) if _without_numbers(line.text) in heads}
        | {line for line in (page.lines[:1] + page.lines[-1:]) if _PAGE_NUMBER.fullmatch(line.text)}
        for page in pages
    ]


def _edges(page: Page) -> list[Line]:
    return page.lines[:_EDGE] + page.lines[_EDGE:][-_EDGE:]


def _without_numbers(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)


def _running_heads(pages: Sequence[Page]) -> set[str]:
    """Return the lines, without their numbers, at the edge of at least two pages, and of a third of all.

    Left and right pages may have heads of their own. A full line, the end of a sentence and a clause are no heads.
    """
    margins = _least(line.before + line.after for page in pages for line in page.lines)
    counts = Counter[str]()
    for page in pages:
        is_short = [margins == math.inf or line.before + line.after - margins > 2 * line.size for line in _edges(page)]
        counts.update({_without_numbers(line.text) for line in compress(_edges(page), is_short)})
    common = {text for text, count in counts.items() if text and count >= max(2, len(pages) / 3)}
    return {text for text in common if not _SAYS_SOMETHING.search(text)}


def _texts(rows: Iterable[Row]) -> list[list[str]]:
    return [[_cell(lines) for lines in row] for row in rows]


def _cell(lines: Sequence[Line]) -> str:
    """Return the text of a cell, with a line feed only where a line ends before the cell does."""
    text = lines[0].text if lines else ""
    for upper, lower in pairwise(lines):
        text = _joined((text, lower.text)) if _goes_on(upper, lower) else f"{text}\n{lower.text}"
    return _GAP.sub("", text)


def _goes_on(upper: Line, lower: Line) -> bool:
    """Return whether a line of a cell goes on with the one above it: its beginning found no room there."""
    return upper.before + upper.after - _CELL_PADDING < _beginning(lower, upper)


def _lengthen(table: list[Row], rows: list[Row]) -> Iterator[str]:
    """Add what the next page shows of a table, and yield the head if it is repeated there.

    What the end of the page broke is put together: the last row, and cells that are merged over several rows.
    """
    if _texts(rows[:1]) == _texts(table[:1]):
        yield " ".join(_texts([rows.pop(0)])[0])
    if not rows:
        return
    is_rest = _is_rest(table, rows)
    for column, (upper, lower) in enumerate(zip(table[-1], rows[0], strict=True)):
        if not is_rest and not _runs_over(table, rows, column):
            continue
        upper.extend(lower)
        for row in rows:
            if row[column] is lower:
                row[column] = upper
    table += rows[is_rest:]


def _is_rest(table: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Return whether the first row on a page is the rest of the last row on the page before.

    In a table that numbers its rows it has no number; in others it is mostly empty.
    """
    texts, first = _texts(table), _texts(rows[:1])[0]
    columns = (column for column in range(len(first)) if _numbers(texts, column))
    number = next(columns, None)
    if number is None:
        return not first[0] and first.count("") * 2 >= len(first)
    if not first[number] and _is_merged(table, rows, number):
        # One number may be that of several rows.
        pairs = [(upper[-1], lower[0]) for upper, lower in zip(table[-1], rows[0], strict=True) if upper and lower]
        return bool(pairs) and all(_goes_on(upper, lower) for upper, lower in pairs)
    return not first[number]


def _numbers(texts: Sequence[Sequence[str]], column: int) -> bool:
    """Return whether a column numbers the rows of a table, from the first number on, but for headings across it."""
    cells = [row[column] for row in texts if len(set(filter(None, row))) > 1]
    numbered = list(dropwhile(lambda cell: not _COUNTED.fullmatch(cell), cells))
    return bool(numbered) and all(map(_COUNTED.fullmatch, numbered))


def _is_merged(table: Sequence[Row], rows: Sequence[Row], column: int) -> bool:
    """Return whether the cell above or below the end of a page is merged over several rows."""
    return any(len(side) > 1 and side[0][column] is side[1][column] for side in (table[-1:-3:-1], rows[:2]))


def _runs_over(table: Sequence[Row], rows: Sequence[Row], column: int) -> bool:
    """Return whether a merged cell runs over the end of a page: its text goes on, or several rows have none in it."""
    upper, lower = table[-1][column], rows[0][column]
    if not lower:
        return len(rows) > 1 and rows[1][column] is lower
    return bool(upper) and _is_merged(table, rows, column) and _goes_on(upper[-1], lower[0])


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _joined(lines: Iterable[str]) -> str:
    """Return the lines of a paragraph as a single text, with spaces only between words of Latin script."""
    text = ""
    for line in lines:
        is_word = text and _WORD.match(text[-1]) and _WORD.match(line[0]) and not (text[-1] + line[0]).isdigit()
        text += f" {line}" if is_word else line
    return text
