"""Lines of plain text and Markdown, and the tables that people paste into them."""

from __future__ import annotations

import re

from egovtrack.draft import Line, Place

LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")


def line_at(text: str, start: int, end: int, style: str = "") -> Line | None:
    """The line between two places without the white space around it; None where nothing is left."""
    raw = text[start:end]
    words = raw.strip()
    if not words:
        return None
    start += raw.index(words[0])
    cells = () if style else row_cells(words)
    return Line(words, Place(start, start + len(words)), "row" if cells else style, "", cells)


def row_cells(words: str) -> tuple[str, ...]:
    """The cells of a table row written as text; empty where it is none."""
    if words.count("|") >= 2:
        cells = words.split("|")
        # A bar at either end is the table's border: what stands outside it is no cell.
        return tuple(cell.strip() for cell in cells[words.startswith("|") : len(cells) - words.endswith("|")])
    if words.count("\t") >= 2:
        return tuple(cell.strip() for cell in words.split("\t"))
    return ()
