"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

from typing import TextIO

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line
from egovtrack.wrapping import aligned


def write_text(sheet: Sheet, stream: TextIO) -> None:
    """Write the columns that a terminal's table shows, one line a row."""
    if sheet.card:
        stream.writelines(f"{label}\t{one_line(words)}\n" for label, words in sheet.card)
    elif sheet.rows:
        rows = [[column.label for column in sheet.columns], *sheet.cells()]
        right = [column.right for column in sheet.columns]
        stream.writelines(f"{line}\n" for line in aligned(rows, right))
