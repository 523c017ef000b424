"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

from typing import TextIO
from unicodedata import combining, east_asian_width

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line


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
    padded = []
    for cell, room, column in zip(row, widths, sheet.columns, strict=True):
        blank = " " * (room - width(cell))
        padded.append(blank + cell if column.right else cell + blank)
    return "  ".join(padded).rstrip() + "\n"


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal.

    A wide or full-width character takes two, and a mark that is written over a character takes none (Unicode Standard
    Annex 11).
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else not combining(character) for character in text)
