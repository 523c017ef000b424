"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line


def text(sheet: Sheet) -> str:
    """The columns that a terminal's table shows, one line a row."""
    if sheet.card:
        return "".join(f"{label}\t{one_line(words)}\n" for label, words in sheet.card)
    if not sheet.rows:
        return ""
    rows = [[one_line(column.words(record)) for column in sheet.columns] for record in sheet.shown()]
    rows.insert(0, [column.label for column in sheet.columns])
    cells = [[(cell, width(cell)) for cell in row] for row in rows]
    widths = [max(wide for _cell, wide in some) for some in zip(*cells, strict=True)]
    lines = [_line(row, widths, sheet) for row in cells]
    lines.insert(1, "  ".join("-" * wide for wide in widths))
    return "\n".join(lines) + "\n"


def _line(row: list[tuple[str, int]], widths: list[int], sheet: Sheet) -> str:
    padded = [
        " " * (room - wide) + cell if column.right else cell + " " * (room - wide)
        for (cell, wide), room, column in zip(row, widths, sheet.columns, strict=True)
    ]
    return "  ".join(padded).rstrip()


def width(text: str) -> int:
    """How many columns a text takes on a terminal: two for a wide or full-width character, none for one that is
    written over the one before (Unicode Standard Annex 11).
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(one) in "WF" else not combining(one) for one in text)
