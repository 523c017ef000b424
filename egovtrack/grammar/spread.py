"""Tables without lines between their cells: columns parted by spaces, or a line for each cell, as pastes leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from unicodedata import east_asian_width

from egovtrack.draft import Document, Line
from egovtrack.grammar.columns import (
    CLOSERS,
    MAY_SAY_WHO,
    WIDE,
    Header,
    cell_at,
    column_names,
    fits,
    fitted,
    joined,
    kind_of_cell,
    number_of,
    read_header,
)
from egovtrack.grammar.form import form, whole
from egovtrack.grammar.names import is_office
from egovtrack.grammar.ruled import one_by_one, ruled
from egovtrack.grammar.shadow import fold
from egovtrack.grammar.stacked import as_words, is_chapter, stacked
from egovtrack.grammar.unparted import unparted

_ANY = re.compile(r"[\s\xa0]+")
_SENTENCE_ENDS = frozenset("。；;")
_SIGNS = _SENTENCE_ENDS | frozenset("：:，,！!？?")  # that no head of a table has
_OFFICES, _ANSWERS = re.compile("(?:单位|部门|[科处股]室)(?:名称)?"), "责任单位"
_LABEL_NUMBER = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）、]+|[(（]\d+[项件个][)）]$")
_CELL_ENDS, _OPEN = re.compile(r"[ ]*[|｜\t][ ]*"), ("、", "，", ",")
_LONGEST_HEAD = 200
_MOST_BETWEEN = 2
"""Lines between two rows that are none: a heading, the end of a page."""


def with_rows(document: Document) -> Document:
    """Return a document with the lines of such tables as rows. Its text stays the same, so do all other lines."""
    lines: list[Line] = []
    head: Line | None = None
    at = 0
    while at < len(document.lines):
        line = document.lines[at]
        found: list[Line] = []
        if line.style != "furniture":
            head = (head or line) if line.cells else None
        if line.cells or _SENTENCE_ENDS.isdisjoint(line.text):
            found = ruled(document, at) or form(document, at) or _spaced(document, at) or stacked(document, at)
        found = found or unparted(document, at) or [_unbroken(document, at, head) or _with_roles(document, at)]
        lines += found
        end = found[-1].place.end
        while at < len(document.lines) and document.lines[at].place.start < end:
            at += 1
    return replace(document, lines=tuple(one_by_one(lines)))


def _unbroken(document: Document, at: int, head: Line | None) -> Line | None:
    """Return a row with the lines after it in which its last cell goes on; None if there are none."""
    line, cells, end = document.lines[at], [*document.lines[at].cells], at + 1
    is_whole = document.text[line.place.end : line.place.end + 1] == "\t"  # its last cells are empty
    if not head or is_whole or not any(not each.style for each in document.lines[end : end + 1]):
        return None
    header = read_header(head.cells) if number_of(cells[0]) is not None else None
    if not header:
        return None
    for line in islice(document.lines, at + 1, None):
        first, *others = _CELL_ENDS.split(line.text)
        is_rest = cells[-1].endswith(_OPEN) or first.startswith(CLOSERS)
        is_next = len(cells) < header.width and kind_of_cell(first) == "office"
        if line.style or is_chapter(line) or not (is_rest or is_next):
            break
        cells = [*cells[:-1], joined(cells[-1], first), *others]
        end += 1
    placed = cells if fits(cells, header) else as_words(cells, header)
    return whole(document, document.lines[at:end], placed) if end > at + 1 else None


def _with_roles(document: Document, at: int) -> Line:
    """Return a line; if it is a table's head that names no role, as its offices show it to be meant: a column 单位 of
    offices is of those who answer, and one is added where offices stand across the table, above their rows.
    """
    line, *after = document.lines[at : at + 3]
    below = [each for each in after if each.style != "furniture"]
    if not line.cells or not below or (at and document.lines[at - 1].cells) or read_header(line.cells):
        return line
    names = column_names(line.cells)
    for column, name in enumerate(names):
        if _OFFICES.fullmatch(name) and kind_of_cell(cell_at(below[0].cells, column)) == "office":
            names[column] = _ANSWERS
            header = read_header(names)
            is_plan = header and {header.number, header.time} != {None}
            return line._replace(cells=tuple(names)) if is_plan else line
    across = " ".join(filter(None, below[0].cells)) or below[0].text
    said = kind_of_cell(_LABEL_NUMBER.sub("", across)) == "office"
    header = read_header([*names, _ANSWERS]) if said else None
    return line._replace(cells=(*line.cells, _ANSWERS)) if header and header.number is not None else line


def _spaced(document: Document, at: int) -> list[Line]:
    """Return the lines of a table whose header is the line at a place, if its columns are parted by spaces."""
    line = document.lines[at]
    if (
        line.style
        or len(line.text) > _LONGEST_HEAD
        or not _SIGNS.isdisjoint(line.text)
        or not MAY_SAY_WHO.search(line.text)
    ):
        return []
    for gap, fewest in ((WIDE, 2), (_ANY, 3)):
        names = gap.split(line.text)
        header = read_header(names) if len(names) >= fewest else None
        if header and (rows := _spaced_rows(document, at + 1, gap, names, header)):
            return [whole(document, [line], names), *rows]
    return []


def _spaced_rows(document: Document, at: int, gap: re.Pattern[str], names: Sequence[str], header: Header) -> list[Line]:
    """Return rows, each with the lines after it that only go on with its wording, and the headings between them."""
    rows: list[tuple[list[Line], Sequence[str]]] = []
    between: list[Line] = []
    begins = _begins(document, document.lines[at - 1], "WFA") if gap is WIDE else []
    for line in islice(document.lines, at, None):
        cells = gap.split(line.text) if not line.style else []
        placed: Sequence[str] | None = cells if cells == names else None
        beneath = [*_beneath(document, line, begins)] if cells else []
        if len(cells) > 1 and not placed:
            fit = (each for each in beneath if fits(each, header))
            placed = fitted(cells, header) or next(fit, None) or _doubtful(cells, header)
        above = rows[-1][1] if rows and not between else ()
        broken = [column for column, cell in enumerate(above) if cell.endswith(_OPEN)]
        is_rest = not placed or broken or any(fold(cell).startswith(CLOSERS) for cell in cells)
        if above and cells and number_of(cells[0]) is None and is_rest:
            rest = next((each for each in beneath if not each[0] and all(each[column] for column in broken)), ())
            if rest and len(rest) == len(above):
                rows[-1] = ([*rows[-1][0], line], [*map(joined, above, rest)])
                continue
            if placed:  # it is not plain how the cells above go on
                rows[-1] = ([*rows[-1][0], line], as_words([*filter(None, above), *cells], header))
                continue
        if placed:
            for each in between:
                if rows and rows[-1][1] and not is_chapter(each):
                    rows[-1] = _longer(rows[-1], each, header)
                else:
                    rows.append(([each], ()))
            rows.append(([line], placed))
            between = []
        elif line.style or len(between) >= _MOST_BETWEEN:
            break
        else:
            between.append(line)
    return [whole(document, lines, cells) if cells else lines[0] for lines, cells in rows]


def _begins(document: Document, line: Line, wide: str) -> list[int]:
    """Return how far from the left the cells of a line begin, signs of some widths (UAX 11) being two wide."""
    near = document.text[max(0, line.place.start - _LONGEST_HEAD) : line.place.start]
    text = near[near.rfind("\n") + 1 :] + line.text
    indent = len(text) - len(line.text)
    ends = [indent, *(indent + gap.end() for gap in WIDE.finditer(line.text))]
    return [sum(1 + (east_asian_width(sign) in wide) for sign in text[:end]) for end in ends]


def _beneath(document: Document, line: Line, heads: Sequence[int]) -> Iterator[list[str]]:
    """Yield the cells of a line by the columns that begin right above them; nothing if some stand elsewhere."""
    for wide in ("WFA", "WF") if heads else ():  # quotation marks are one wide or two
        begins = _begins(document, line, wide)
        columns = [next((at for at, head in enumerate(heads) if abs(head - begin) <= 1), -1) for begin in begins]
        cells = dict(zip(columns, WIDE.split(line.text), strict=True))
        placed = [cells.get(column, "") for column in range(len(heads))]
        if -1 not in columns and len(cells) == len(columns):
            yield placed


def _longer(row: tuple[list[Line], Sequence[str]], line: Line, header: Header) -> tuple[list[Line], Sequence[str]]:
    """Return a row with a line more below it. What may be the rest of a name makes it doubtful."""
    lines, cells = row[0], [*row[1], *[""] * (header.width - len(row[1]))]
    if kind_of_cell(line.text) == "words" and not is_office(fold(line.text)):
        cells[header.wording[-1]] = f"{cells[header.wording[-1]]}\n{line.text}".lstrip()
    else:
        cells = as_words([*filter(None, cells), line.text], header)
    return [*lines, line], cells


def _doubtful(cells: Sequence[str], header: Header) -> Sequence[str] | None:
    """Return a row of which it is not plain which cell is which: its words are the task's, and nobody answers. Without
    a number it is no row.
    """
    return as_words(cells, header) if header.number == 0 and number_of(cells[0]) is not None else None
