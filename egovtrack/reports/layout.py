"""How the papers of an office look: faces, sizes and the page, by GB/T 9704-2012 where it has settled nothing else."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from egovtrack.i18n import gettext as _

PAPER = 210, 297
"""The width and height of A4 in mm."""
_POINTS, _TWIPS = 72 / 25.4, 1440 / 25.4  # in a mm
_NARROW, _WIDE = 0.9, 1.6  # of a character's width: how far from each other characters may begin


class Layout(NamedTuple):
    """The faces of the kinds of text (of the body, titles, headings of both levels, page numbers, Latin letters and
    figures), sizes in points, margins in mm, and how many lines of how many characters stand on a page.
    """

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    head: str = "黑体"
    second: str = "楷体_GB2312"
    number: str = "宋体"
    latin: str = "Times New Roman"
    body_size: float = 16
    title_size: float = 22
    table_size: float = 10.5
    note_size: float = 12
    number_size: float = 14
    top: float = 37
    bottom: float = 35
    left: float = 28
    right: float = 26
    lines: int = 22
    characters: int = 28

    @property
    def line(self) -> int:
        """The height of a line of the body, in twentieths of a point."""
        return floor((PAPER[1] - self.top - self.bottom) * _TWIPS / self.lines)

    @property
    def apart(self) -> int:
        """How much farther (or closer) than by themselves the body's characters stand, in twentieths of a point."""
        return floor(self._room * 20 - self.body_size * 20)

    @property
    def _room(self) -> float:
        return (PAPER[0] - self.left - self.right) * _POINTS / self.characters

    def contradictions(self) -> list[str]:
        """Return, in words, what in it does not go together."""
        found = []
        if self.line < 20 * max(self.body_size, 1):
            found.append(_("{lines} lines of {size} points do not fit between the margins").format(
                lines=self.lines, size=self.body_size,
            ))  # fmt: skip
        if not _NARROW <= self._room / self.body_size <= _WIDE:
            found.append(_("{count} characters of {size} points do not fill a line between the margins").format(
                count=self.characters, size=self.body_size,
            ))  # fmt: skip
        return found


TABLES = Layout(
    title_size=16, body_size=10.5, table_size=9.5, note_size=9, number_size=9, top=12, bottom=15, left=12, right=13,
    lines=66, characters=48,
)  # fmt: skip
"""Of tables for a meeting, of which as much as can be read is to stand on a page."""
FACES = tuple(name for name, default in Layout._field_defaults.items() if isinstance(default, str))
"""The names of the faces; the others are numbers."""
