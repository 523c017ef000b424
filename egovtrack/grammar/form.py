"""Forms of a single task (督办事项 | 建设甲, 牵头单位 | 市财政局), and rows of several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.columns import COLUMN_NAME, WIDE, fits, joined, read_header
from egovtrack.grammar.shadow import fold

_FIELD = re.compile(r"[^\d。；;！!？?]{2,20}")
_MOST_FIELDS, _MOST_LINES = 12, 6


def whole(document: Document, lines: Sequence[Line], cells: Sequence[str]) -> Line:
    """Return some lines as a single row."""
    place = Place(lines[0].place.start, lines[-1].place.end)
    return Line(document.text[place.start : place.end], place, "row", "", tuple(cells))


def form(document: Document, at: int) -> list[Line]:
    """Return the rows from a place on that make a form, as a header and a row."""
    lines, fields, end = document.lines, dict[str, str](), at
    while end < len(lines) and len(fields) <= _MOST_FIELDS:
        more, count = _fields(lines, end)
        if not more or not fields.keys().isdisjoint(more):
            break
        fields |= more
        end += count
    names, cells = list(fields), list(fields.values())
    header = read_header(names) if end - at > 1 and not read_header(lines[at].cells) else None
    if not header or not fits(cells, replace(header, time=None)):  # by when may be told in a sentence
        return []
    place = Place(lines[at].place.start, lines[at].place.start)
    return [Line("", place, "row", "", tuple(names)), whole(document, lines[at:end], cells)]


def _fields(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int]:
    """Return what stands beside the names of fields in a line, or below the name that it is, and in how many lines."""
    line = lines[at]
    if line.cells:
        names = [name.rstrip(":： ") for name in line.cells[::2]]
        are_fields = len(line.cells) % 2 == 0 and all(map(_FIELD.fullmatch, names))
        return (dict(zip(names, line.cells[1::2], strict=True)) if are_fields else {}), 1
    if line.style or not COLUMN_NAME.match(fold(line.text)):
        return {}, 1
    name, *values = WIDE.split(line.text)
    if not _is_name(name):
        return {}, 1
    below: list[Line] = []
    if not values:
        below = [
            *takewhile(lambda each: not (each.style or _is_name(each.text)), islice(lines, at + 1, at + _MOST_LINES))
        ]
        values = [each.text for each in below[:1]]
        for each in below[1:]:
            values = [joined(values[0], each.text)]
    return ({name: values[0]} if len(values) == 1 else {}), 1 + len(below)


def _is_name(text: str) -> bool:
    return bool(COLUMN_NAME.fullmatch("".join(fold(text).split())))
