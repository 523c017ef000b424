"""Pages that are set in two columns, as gazettes are: what stands on them in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
Char = dict[str, Any]

_FEWEST_LINES = 8
"""Lines that stand in both columns; less is rather a table without rules, or a signature."""
_NARROWEST, _MOST_UNLIKE = 8, 1.4
"""Ems that a column is wide at least, and how many times as wide as the other."""
_MARGIN = 0.35
"""Share of the text's width in which the gutter does not stand, at either side."""
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

    def parted(self, gutter: float, em: float) -> tuple[list[Char], list[Char]] | None:
        """Return what stands left and right of a gutter; None if something stands in it."""
        left = [char for char in self.chars if (char["x0"] + char["x1"]) / 2 < gutter]
        right = self.chars[len(left) :]
        if self.table is not None or not (left and right):
            clear = self.span[1] <= gutter or self.span[0] >= gutter
            return (left, right) if clear else None
        return (left, right) if right[0]["x0"] - left[-1]["x1"] >= em else None


class Columns(NamedTuple):
    """Two columns: what parts them, where they begin, where they end, and how far their lines are apart."""

    gutter: float
    begins: Sequence[float]
    ends: Sequence[float]
    pitch: float


def in_order(
    chars: Sequence[Char], page: Box, tables: Sequence[Box], before: Columns | None = None
) -> tuple[list[Stretch], Columns | None]:
    """Return the parts of a page in the order in which they are read: all of it, or where it has two columns of running
    text what goes across it, and between that the left column and then the right; and the columns.

    A page with too little to tell has those of the page `before`, if nothing stands in the gutter but head and foot.
    """
    inked = [char for char in chars if not char["text"].isspace()]
    em = median(char["size"] for char in inked) if inked else 0
    rows = sorted([*_rows(inked, em), *_tables(tables)], key=lambda row: row.top)
    columns = _columns(rows, em)
    if columns is None and before and all(row.parted(before.gutter, em) for row in rows[1:-1]):
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
    """Return the two columns that rows make; None where they make none, alike and full of running text. The columns of
    a table without rules are none.
    """
    spans = [row.span for row in rows if row.chars]
    if len(spans) < _FEWEST_LINES:
        return None
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    lowest, highest = first + _MARGIN * (last - first), last - _MARGIN * (last - first)
    gaps = [
        (left["x1"] + right["x0"]) / 2
        for row in rows
        for left, right in pairwise(row.chars)
        if right["x0"] - left["x1"] >= em
    ]
    middles = {round(gap) for gap in gaps if lowest <= gap <= highest}
    gutter = max(middles, key=lambda middle: len(_both(rows, middle, em)), default=0)
    both = _both(rows, gutter, em)
    if len(both) < _FEWEST_LINES or 2 * len(both) < len(spans):
        return None
    sides = list(zip(*both, strict=True))
    # A running head may stand further out, and a sign hang over the margin.
    begins = [sorted(parts[0]["x0"] for parts in side)[len(both) // 5] for side in sides]
    ends = [sorted(parts[-1]["x1"] for parts in side)[-1 - len(both) // 5] for side in sides]
    widths = [end - begin for begin, end in zip(begins, ends, strict=True)]
    full = [sum(parts[-1]["x1"] >= end - _RAGGED * em for parts in side) for side, end in zip(sides, ends, strict=True)]
    if min(widths) < _NARROWEST * em or max(widths) > _MOST_UNLIKE * min(widths) or 2 * min(full) < len(both):
        return None
    return Columns(gutter, begins, ends, median(lower.top - upper.top for upper, lower in pairwise(rows)))


def _both(rows: Sequence[_Row], gutter: float, em: float) -> list[tuple[list[Char], list[Char]]]:
    """Return what the rows that stand in both columns have in each."""
    return [parts for row in rows if (parts := row.parted(gutter, em)) and parts[0] and parts[1]]


def _stretches(rows: Sequence[_Row], columns: Columns, em: float, page: Box) -> Iterator[Stretch]:
    """Yield what goes across the page, and what stands in the columns between that, the left one first."""
    gutter, begins, ends, pitch = columns
    before, after = begins[0] - page[0], page[2] - ends[1]
    boxes = [(begin - before, page[1], end + after, page[3]) for begin, end in zip(begins, ends, strict=True)]
    across, sides = list[_Row](), [list[_Row](), list[_Row]()]

    def band() -> Iterator[Stretch]:
        for side, box in zip(sides, boxes, strict=True):
            yield from _of_rows(side, box)
            side.clear()

    for number, row in enumerate(rows):
        parts = row.parted(gutter, em)
        is_head = number == 0 < len(rows) - 1 and rows[1].top - row.top > _APART * pitch
        is_foot = number == len(rows) - 1 > 0 and row.top - rows[-2].top > _APART * pitch
        if parts is None or is_head or is_foot or _is_centred(row, begins[0], ends[1], em):
            yield from band()
            if (is_head or is_foot) and parts and all(parts):
                # A head may be parted, too: the gazette's name on the left, its number on the right.
                yield from _of_rows(across, page)
                across.clear()
                yield from (Stretch(part, page) for part in parts)
            else:
                across.append(row)
            continue
        yield from _of_rows(across, page)
        across.clear()
        for side, chars in enumerate(parts):
            if chars:
                sides[side].append(_row(chars))
        if row.table is not None:
            sides[row.span[0] >= gutter].append(row)
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
