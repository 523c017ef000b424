"""What stands where on the pages of a PDF, by pdfplumber (the extra `egovtrack[pdf]`).

Runs in a process of its own (see `bounded`): no library for PDF bounds what a file may cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby, pairwise
from statistics import median, mode
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.table import Table
from pdfplumber.utils.text import chars_to_textmap, dedupe_chars

from egovtrack.readers.assembly import MAX_LINES, MAX_TEXT
from egovtrack.readers.pdfcolumns import Box, Char, Columns, in_order

MAX_PAGES = 1000

_GAP = 0.5
"""Ems between two characters that count as a space; between Chinese and Latin script typesetting puts a quarter."""
_APART = 1.5
"""Ems between two characters that part columns."""
_SAME_LINE = 0.4
"""Ems by which characters of several fonts on one line may differ in height; lines are at least one apart."""

_SLOPE = 0.1
"""How steep a line may be; a page that was laid crooked on a scanner is less so."""


def pages(data: bytes) -> list[dict[str, Any]]:
    """Return what is found on each page of a PDF (see `_page`).

    Raises:
        OverflowError: more than `MAX_PAGES`.
        MemoryError: too much text.
    """
    return list(_pages(data))


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    lines = length = 0
    with pdfplumber.open(BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise OverflowError
        columns = None
        for page in pdf.pages:
            found, columns = _page(page, columns)
            yield found
            page.close()
            lines += len(found["lines"])
            length += len(str(found))
            if lines > MAX_LINES or length > 2 * MAX_TEXT:
                raise MemoryError


def _page(page: Page, columns: Columns | None) -> tuple[dict[str, Any], Columns | None]:
    """Return whether a page shows a `picture`, text that runs `across` it (a stamp), its `lines` and `tables`.

    A line is its text, how far it is from the left and right edge (of the page or cell), how far down, the size of its
    letters. A table is how far down it begins, and its `_grid`. What stands in columns (those of the page before are
    given, this page's returned) is as far down as if the second followed the first.
    """
    tables = [table for table in page.find_tables() if len(table.columns) > 1 and not _is_frame(table, page)]
    cells: dict[Box, list[Char]] = {box: [] for table in tables for box in table.cells}
    upright, across = list[Char](), list[Char]()
    for char in dedupe_chars(page.chars):  # some programs make bold letters by drawing them twice
        box = next((box for box in cells if _is_in(char, box)), None)
        (across if not _is_level(char) else upright if box is None else cells[box]).append(char)
    parts, columns = in_order(upright, page.bbox, [table.bbox for table in tables], columns)
    lines, placed, below = list[list[Any]](), list[list[Any]](), 0.0
    for part in parts:
        found = list(_lines(part.chars, part.box))
        table = tables[part.table] if part.table is not None else None
        top = table.bbox[1] if table else found[0][3] if found else 0.0
        shift = max(0.0, below - top) if columns else 0.0
        lines += [[text, before, after, down + shift, size] for text, before, after, down, size in found]
        if table:
            placed.append([top + shift, *_grid(table, cells)])
        below = shift + (table.bbox[3] if table else found[-1][3] + _pitch(found) if found else 0.0)
    return {
        "picture": bool(page.images or page.curves),
        "across": "".join(char["text"] for char in across),
        "lines": lines,
        "tables": placed,
    }, columns


def _is_frame(table: Table, page: Page) -> bool:
    """Return whether a table is the frame around the columns of a page, with a line between them."""
    return len(table.rows) == 1 and table.bbox[3] - table.bbox[1] > page.height / 2


def _pitch(lines: list[list[Any]]) -> float:
    """Return the usual distance between two lines."""
    steps = [lower[3] - upper[3] for upper, lower in pairwise(lines)]
    return float(median(steps)) if steps else 1.5 * float(lines[0][4])


def _is_level(char: Char) -> bool:
    """Return whether a character stands on a line. To pdfminer one that is turned by less than 90 degrees does, too."""
    along, rising = char["matrix"][:2]
    return bool(char["upright"] and abs(rising) <= _SLOPE * abs(along))


def _is_in(char: Char, box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(chars: list[Char], box: Box) -> Iterator[list[Any]]:
    """Yield the lines that the characters in a box make: by their place, not in the order in which they are drawn."""
    if not chars:
        return
    height = _SAME_LINE * median(char["size"] for char in chars)
    found = chars_to_textmap(chars, x_tolerance_ratio=_GAP, y_tolerance=height, keep_blank_chars=True)
    for is_end, group in groupby(found.tuples, key=lambda pair: pair[0] == "\n"):
        pairs = [] if is_end else list(group)
        inked = [char for sign, char in pairs if char and not sign.isspace()]
        if inked:
            before = min(char["x0"] for char in inked) - box[0]
            after = box[2] - max(char["x1"] for char in inked)
            down = mode(round(char["bottom"], 1) for char in inked)
            yield [_text(pairs), before, after, down, mode(round(char["size"] * 2) / 2 for char in inked)]


def _text(pairs: list[tuple[str, Char | None]]) -> str:
    """Return the words of a line, with tabs where there is room as between three columns or more."""
    text = blank = ""
    last: Char | None = None
    for sign, char in pairs:
        if char is None or sign.isspace():
            blank += sign
            continue
        is_apart = blank and last and char["x0"] - last["x1"] >= _APART * char["size"]
        text += ("\t" if is_apart else blank) + sign
        last, blank = char, ""
    return text if text.count("\t") > 1 else text.replace("\t", " ")


def _grid(table: Table, cells: dict[Box, list[Char]]) -> tuple[list[list[Any]], list[list[int]]]:
    """Return the cells of a table, each as lines, and its rows: the number of the cell in each column, the same in all
    rows that the cell spans; -1 where there is none.
    """
    columns = sorted({box[0] for box in table.cells})
    edges = sorted({edge for box in table.cells for edge in (box[1], box[3])})
    boxes = list(enumerate(table.cells))
    rows = [
        [next((i for i, box in boxes if box[0] == column and box[1] <= top < box[3]), -1) for column in columns]
        for top in edges[:-1]
    ]
    return [list(_lines(cells[box], box)) for box in table.cells], rows
