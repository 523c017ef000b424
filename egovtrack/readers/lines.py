"""Lines of plain text and Markdown, and the tables that people paste into them."""

from __future__ import annotations

import re
from html import unescape

from egovtrack.draft import Line, Place

_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.I)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\]\([^()\s]*\)")
LINE = re.compile(r"[^\n\r\f\v\u0085\u2028\u2029]+")


def line_at(text: str, start: int, end: int, style: str = "") -> Line | None:
    """Return the line between two places without the white space around it; None if nothing is left."""
    raw = text[start:end]
    words = raw.strip()
    if not words:
        return None
    start += raw.index(words[0])
    cells = () if style else row_cells(words)
    return Line(words, Place(start, start + len(words)), "row" if cells else style, "", cells)


def row_cells(words: str) -> tuple[str, ...]:
    """Return the cells of a table row written as text; empty if it is none."""
    bars = len(_BAR.findall(words))
    if bars >= 2:
        cells = _BAR.split(words)
        # A bar at either end is the table's border: what stands outside it is no cell.
        return tuple(_cell(cell) for cell in cells[not cells[0] : bars + bool(cells[-1])])
    if words.count("\t") >= 2:
        return tuple(cell.strip() for cell in words.split("\t"))
    return ()


def _cell(cell: str) -> str:
    """Return what a cell shows: <br> is a line break, \\| a bar, &nbsp; and the like are signs, ** is format."""
    cell = _BREAK.sub("\n", cell.replace("\\|", "|").replace("**", ""))
    return unescape(_LINK.sub(lambda found: found["words"], cell)).replace("\xa0", " ").strip()
