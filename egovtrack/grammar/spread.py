"""Tables without lines between their cells: columns parted by spaces, or a line for each cell, as pastes leave them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from unicodedata import east_asian_width

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.columns import (
    Header,
    fits,
    fitted,
    kind_of_cell,
    number_of,
    read_header,
)
from egovtrack.grammar.lexicon import is_office
from egovtrack.grammar.ruled import one_by_one, ruled, whole
from egovtrack.grammar.shadow import fold
from egovtrack.grammar.stacked import as_words, is_chapter, stacked
from egovtrack.grammar.unparted import unparted

_WIDE, _ANY = re.compile(r"(?:[ \xa0]{2,}|[ \xa0]*[\t\u3000]+[ \xa0]*)+"), re.compile(r"[\s\xa0]+")
_HEAD = re.compile(r"[牵牽][头頭]|[责責]任|[负負][责責]|主[办辦]|承[办辦]|落实|落實|配合|分工")
_SENTENCE = re.compile(r"[。；;：:，,！!？?]")
_SENTENCES = re.compile("[。；;]")
_FIELD = re.compile(r"[^\d。;；！!？?]{2,20}")
_LONGEST_HEAD, _MOST_COLUMNS = 200, 12
_MOST_BETWEEN = 2
"""Lines between two rows that are none: a heading, the end of a page."""


def with_rows(document: Document) -> Document:
    """Return a document with the lines of such tables as rows. Its text stays the same, so do all other lines."""
    lines: list[Line] = []
    at = 0
    while at < len(document.lines):
        line = document.lines[at]
        found: list[Line] = []
        if line.cells or not _SENTENCES.search(line.text):
            found = ruled(document, at) or _form(document, at) or _spaced(document, at) or stacked(document, at)
        found = found or unparted(document, at) or [line]
        lines += found
        end = found[-1].place.end
        while at < len(document.lines) and document.lines[at].place.start < end:
            at += 1
    return replace(document, lines=tuple(one_by_one(lines)))


def _form(document: Document, at: int) -> list[Line]:
    """Return the rows from a place on that make a form (牵头单位 | 市财政局), as a header and a row."""
    fields: dict[str, str] = {}
    end = at
    for line in islice(document.lines, at, at + _MOST_COLUMNS + 1) if document.lines[at].cells else ():
        names = [name.rstrip(":： ") for name in line.cells[::2]]
        is_next = line.cells and len(line.cells) % 2 == 0 and all(map(_FIELD.fullmatch, names))
        if not is_next or not fields.keys().isdisjoint(names) or len(fields) > _MOST_COLUMNS:
            break
        fields |= dict(zip(names, line.cells[1::2], strict=True))
        end += 1
    names, cells = list(fields), list(fields.values())
    is_form = end - at > 1 and _HEAD.search("".join(names)) and not read_header(document.lines[at].cells)
    header = read_header(names) if is_form else None
    if not header or not fits(cells, header):
        return []
    place = Place(document.lines[at].place.start, document.lines[at].place.start)
    return [Line("", place, "row", "", tuple(names)), whole(document, document.lines[at:end], cells)]


def _spaced(document: Document, at: int) -> list[Line]:
    """Return the lines of a table whose header is the line at a place, if its columns are parted by spaces."""
    line = document.lines[at]
    if line.style or len(line.text) > _LONGEST_HEAD or _SENTENCE.search(line.text) or not _HEAD.search(line.text):
        return []
    for gap, fewest in ((_WIDE, 2), (_ANY, 3)):
        names = gap.split(line.text)
        header = read_header(names) if len(names) >= fewest else None
        if header and (rows := _spaced_rows(document, at + 1, gap, names, header)):
            return [whole(document, [line], names), *rows]
    return []


def _spaced_rows(document: Document, at: int, gap: re.Pattern[str], names: Sequence[str], header: Header) -> list[Line]:
    """Return rows, each with the lines after it that only go on with its wording, and the headings between them."""
    rows: list[tuple[list[Line], Sequence[str]]] = []
    between: list[Line] = []
    begins = _begins(document, document.lines[at - 1], "WFA") if gap is _WIDE else []
    for line in islice(document.lines, at, None):
        cells = gap.split(line.text) if not line.style else []
        placed: Sequence[str] | None = cells if cells == names else None
        if len(cells) > 1 and not placed:
            placed = fitted(cells, header) or _beneath(document, line, begins, header) or _doubtful(cells, header)
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
    ends = [indent, *(indent + gap.end() for gap in _WIDE.finditer(line.text))]
    return [sum(1 + (east_asian_width(sign) in wide) for sign in text[:end]) for end in ends]


def _beneath(document: Document, line: Line, heads: Sequence[int], header: Header) -> list[str] | None:
    """Return the cells of a line by the columns that begin right above them; None if some stand elsewhere."""
    for wide in ("WFA", "WF") if heads else ():  # quotation marks are one wide or two
        begins = _begins(document, line, wide)
        columns = [next((at for at, head in enumerate(heads) if abs(head - begin) <= 1), -1) for begin in begins]
        cells = dict(zip(columns, _WIDE.split(line.text), strict=True))
        placed = [cells.get(column, "") for column in range(len(heads))]
        if -1 not in columns and len(cells) == len(columns) and fits(placed, header):
            return placed
    return None


def _longer(row: tuple[list[Line], Sequence[str]], line: Line, header: Header) -> tuple[list[Line], Sequence[str]]:
    """Return a row with a line more below it. What may be the rest of a name makes it doubtful."""
    lines, cells = row[0], list(row[1])
    if kind_of_cell(line.text) == "words" and not is_office(fold(line.text)):
        cells[header.wording[-1]] += "\n" + line.text
    else:
        cells = as_words([*filter(None, cells), line.text], header)
    return [*lines, line], cells


def _doubtful(cells: Sequence[str], header: Header) -> Sequence[str] | None:
    """Return a row of which it is not plain which cell is which: its words are the task's, and nobody answers. Without
    a number it is no row.
    """
    return as_words(cells, header) if header.number == 0 and number_of(cells[0]) is not None else None
