"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

from typing import TextIO

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line
from egovtrack.wrapping import padded, width


def write_text(sheet: Sheet, stream: TextIO) -> None:
    """Write the columns that a terminal's table shows, one line a row."""
    if sheet.card:
        stream.writelines(f"{label}\t{one_line(words)}\n" for label, words in sheet.card)
    elif sheet.rows:
        rows = [[column.label for column in sheet.columns], *sheet.cells()]
        widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
        rows.insert(1, ["-" * wide for wide in widths])
        stream.writelines(_line(row, widths, sheet) for row in rows)


def _line(row: list[str], widths: list[int], sheet: Sheet) -> str:
    cells = zip(row, widths, sheet.columns, strict=True)
    return "  ".join(padded(cell, room, right=column.right) for cell, room, column in cells).rstrip() + "\n"
