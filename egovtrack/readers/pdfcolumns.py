"""Pages that are set in columns, as gazettes are: what stands on them in the order in which it is read."""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
Char = dict[str, Any]

_FEWEST_LINES = 8
"""Lines that stand in several columns; less is rather a table without rules, or a signature."""
_NARROWEST, _MOST_UNLIKE = 8, 1.4
"""Ems that a column is wide at least, and how many times as wide as the other."""
_RAGGED = 1.6
"""Ems that a line of running text may end before its column does."""
_APART = 1.6
"""A distance so many times the usual parts a running head or foot from the columns."""


class Stretch(NamedTuple):
    """Part of a page that is read in one go: its characters, and the box whose edges are as far from them as the page's
    are from all text; or a table, by its number.
    """

    chars: list[Char]
    box: Box
    table: int | None = None


@dataclass
class _Row:
    """What stands at one height: characters from left to right, or a table."""

    top: float
    chars: list[Char] = field(default_factory=list)
    table: int | None = None
    span: tuple[float, float] = (0, 0)

    def parted(self, gutters: Sequence[float], em: float) -> list[list[Char]] | None:
        """Return what stands in each column; None if something stands in a gutter."""
        parts: list[list[Char]] = [[] for _ in range(len(gutters) + 1)]
        for char in self.chars:
            parts[bisect(gutters, (char["x0"] + char["x1"]) / 2)].append(char)
        there = [part for part in parts if part]
        clear = all(right[0]["x0"] - left[-1]["x1"] >= em for left, right in pairwise(there))
        spans = [self.span] if self.table is not None else [(part[0]["x0"], part[-1]["x1"]) for part in there]
        inside = not any(begin < gutter < end for begin, end in spans for gutter in gutters)
        return parts if clear and inside else None


class Columns(NamedTuple):
    """The columns of a page: what parts them, where each begins and ends, and how far their lines are apart."""

    gutters: Sequence[float]
    begins: Sequence[float]
    ends: Sequence[float]
    pitch: float


def in_order(
    chars: Sequence[Char], page: Box, tables: Sequence[Box], before: Columns | None = None
) -> tuple[list[Stretch], Columns | None]:
    """Return the parts of a page in the order in which they are read: all of it, or where it has columns of running
    text what goes across it, and between that one column after the other; and the columns.

    A page with too little to tell has those of the page `before`, if nothing stands in a gutter but head and foot.
    """
    inked = [char for char in chars if not char["text"].isspace()]
    em = median(char["size"] for char in inked) if inked else 0
    rows = sorted([*_rows(inked, em), *_tables(tables)], key=lambda row: row.top)
    columns = _columns(rows, em)
    if columns is None and before and all(row.parted(before.gutters, em) for row in rows[1:-1]):
        columns = before
    if columns is None:
        return [Stretch(list(chars), page), *(Stretch([], page, number) for number in range(len(tables)))], None
    return list(_stretches(rows, columns, em, page)), columns


def _rows(chars: Sequence[Char], em: float) -> Iterator[_Row]:
    row: list[Char] = []
    for char in sorted(chars, key=lambda char: char["bottom"]):
        if row and char["bottom"] - row[0]["bottom"] > 0.4 * em:
            yield _row(row)
            row = []
        row.append(char)
    if row:
        yield _row(row)


def _row(chars: list[Char]) -> _Row:
    chars = sorted(chars, key=lambda char: char["x0"])
    span = (chars[0]["x0"], max(char["x1"] for char in chars))
    return _Row(min(char["bottom"] for char in chars), chars, None, span)


def _tables(boxes: Sequence[Box]) -> Iterator[_Row]:
    return (_Row(box[1], [], number, (box[0], box[2])) for number, box in enumerate(boxes))


def _columns(rows: Sequence[_Row], em: float) -> Columns | None:
    """Return the columns that rows make; None where they make none, alike and full of running text. The columns of a
    table without rules are none.
    """
    lines = [row for row in rows if row.chars]
    gutters = _gutters(lines, em)
    parted = [parts for row in lines if (parts := row.parted(gutters, em)) and sum(map(bool, parts)) > 1]
    if not gutters or len(parted) < _FEWEST_LINES or 2 * len(parted) < len(lines):
        return None
    sides = [[part for part in side if part] for side in zip(*parted, strict=True)]
    # A running head may stand further out, and a sign hang over the margin.
    begins = [sorted(part[0]["x0"] for part in side)[len(side) // 5] for side in sides]
    ends = [sorted(part[-1]["x1"] for part in side)[-1 - len(side) // 5] for side in sides]
    widths = [end - begin for begin, end in zip(begins, ends, strict=True)]
    full = [
        2 * sum(part[-1]["x1"] >= end - _RAGGED * em for part in side) >= len(side)
        for side, end in zip(sides, ends, strict=True)
    ]
    if min(widths) < _NARROWEST * em or max(widths) > _MOST_UNLIKE * min(widths) or not all(full):
        return None
    return Columns(gutters, begins, ends, median(lower.top - upper.top for upper, lower in pairwise(rows)))


def _gutters(lines: Sequence[_Row], em: float) -> list[float]:
    """Return where most lines leave room, and stand on both sides of it."""
    room = Counter(
        point
        for line in lines
        for left, right in pairwise(line.chars)
        if right["x0"] - left["x1"] >= em
        for point in range(math.ceil(left["x1"]), math.floor(right["x0"]) + 1)
    )
    fewest = max(_FEWEST_LINES, len(lines) / 2)
    points = sorted(point for point, count in room.items() if count >= fewest)
    gutters: list[float] = []
    for _, group in groupby(enumerate(points), key=lambda pair: pair[1] - pair[0]):
        gutters.append(max((point for _, point in group), key=lambda point: room[point]))
    return gutters


def _stretches(rows: Sequence[_Row], columns: Columns, em: float, page: Box) -> Iterator[Stretch]:
    """Yield what goes across the page, and what stands in the columns between that, from left to right."""
    gutters, begins, ends, pitch = columns
    before, after = begins[0] - page[0], page[2] - ends[-1]
    boxes = [(begin - before, page[1], end + after, page[3]) for begin, end in zip(begins, ends, strict=True)]
    across, sides = list[_Row](), [list[_Row]() for _ in boxes]

    def band() -> Iterator[Stretch]:
        for side, box in zip(sides, boxes, strict=True):
            yield from _of_rows(side, box)
            side.clear()

    for number, row in enumerate(rows):
        parts = row.parted(gutters, em)
        is_head = number == 0 < len(rows) - 1 and rows[1].top - row.top > _APART * pitch
        is_foot = number == len(rows) - 1 > 0 and row.top - rows[-2].top > _APART * pitch
        if parts is None or is_head or is_foot or _is_centred(row, begins[0], ends[-1], em):
            yield from band()
            if (is_head or is_foot) and parts and sum(map(bool, parts)) > 1:
                # A head may be parted, too: the gazette's name on the left, its number on the right.
                yield from _of_rows(across, page)
                across.clear()
                yield from (Stretch(part, page) for part in parts if part)
            else:
                across.append(row)
            continue
        yield from _of_rows(across, page)
        across.clear()
        for side, chars in enumerate(parts):
            if chars:
                sides[side].append(_row(chars))
        if row.table is not None:
            sides[bisect(gutters, row.span[0])].append(row)
    yield from band()
    yield from _of_rows(across, page)


def _is_centred(row: _Row, begin: float, end: float, em: float) -> bool:
    """Return whether a row is a title in the middle of the page, whose letters are spaced out."""
    return row.span[0] - begin > 3 * em and end - row.span[1] > 3 * em


def _of_rows(rows: Sequence[_Row], box: Box) -> Iterator[Stretch]:
    chars: list[Char] = []
    for row in rows:
        if row.table is not None:
            if chars:
                yield Stretch(chars, box)
            yield Stretch([], box, row.table)
            chars = []
        chars = chars + row.chars
    if chars:
        yield Stretch(chars, box)
