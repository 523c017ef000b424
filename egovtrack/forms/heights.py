"""How high a row must be for its words to be seen.

A workbook in which rows have no height is fitted by Excel when it is opened, but not by LibreOffice, and a height that
is set does not grow with what is typed. So rows get an estimated height that is not marked as set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

LINE = 13
"""Points that a line of 10 point Chinese type takes: 12 in Excel with 宋体, less in LibreOffice with Noto Sans CJK."""
MOST = 409.0
"""Points that a row can have in Excel."""
_MARGIN = 4


def lines_needed(text: str, width: float) -> int:
    """Return the lines that a text takes in a column of a width in characters. Chinese characters count as two."""
    room = max(int(1.05 * width), 2)  # type of 10 points is a little narrower than the default font of 11
    breadths = [len(line) + sum(east_asian_width(sign) in "WFA" for sign in line) for line in text.split("\n")]
    return sum(max(ceil(breadth / room), 1) for breadth in breadths)


def row_height(cells: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Return the height in points of a row with these texts in columns of these widths, and room for `least` lines."""
    lines = max((lines_needed(text, width) for text, width in cells), default=1)
    return min(LINE * max(lines, least) + _MARGIN, MOST)
