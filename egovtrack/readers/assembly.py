"""Putting a `Document` together: one string, and the lines in it, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from egovtrack.draft import Document, Line, Place
from egovtrack.refusals import refusal

MAX_TEXT = 1_000_000
"""Characters of a document's text at most: seventy times the longest of the real plans. Spanning cells repeat text, so
a small file can ask for much more."""
MAX_LINES = 200_000
MAX_CELLS = 5_000_000
"""Table cells that are looked at, empty ones included: one stray cell at XFD1048576 makes 17 milliards."""

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Assembly:
    """Collects lines in order; `document` gives the text made of them, each line ended by a line feed."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._lines: list[Line] = []
        self._length = 0
        self._cells = 0

    def add(self, text: str, style: str = "", label: str = "", cells: tuple[str, ...] = ()) -> None:
        """Append a line. A blank line says nothing and is left out.

        Raises:
            BadInput: the text grows over `MAX_TEXT` or `MAX_LINES`.
        """
        if not text.strip():
            return
        start, end = self._length, self._length + len(text)
        if end > MAX_TEXT or len(self._lines) >= MAX_LINES:
            raise refusal("cells", self._name)
        self._lines.append(Line(text, Place(start, end), style, label, cells))
        self._parts += (text, "\n")
        self._length = end + 1

    def paragraph(self, text: str, style: str = "", label: str = "") -> None:
        """Append a paragraph, a line for each line break in it; the label belongs to the first."""
        for piece in filter(None, map(str.strip, _LINE_END.split(text))):
            self.add(piece, style, label)
            label = ""

    def table(self, rows: Iterable[Sequence[str]]) -> None:
        """Append a table, a line for each row that says something.

        All rows get the same number of cells; columns empty at the right are left out. A line's `text` is its `cells`
        joined by tabs; a line break in a cell is a space there, so that the row stays a line, and a tab too. A
        table of a single column is there for its frame: its cells are paragraphs.
        """
        table = list(rows)
        width = max((i for row in table for i, cell in enumerate(row, 1) if cell.strip()), default=0)
        for row in table:
            if width == 1:
                self.paragraph("".join(row))
            else:
                cells = tuple(_LINE_END.sub("\n", cell.strip()).replace("\t", " ") for cell in row[:width])
                cells += ("",) * (width - len(cells))
                self.add("\t".join(cells).replace("\n", " "), "row", cells=cells)

    def spend(self, cells: int) -> None:
        """Count cells before they are made.

        Raises:
            BadInput: more than `MAX_CELLS` in the document.
        """
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise refusal("cells", self._name)

    def document(self) -> Document:
        """Return the document as collected."""
        return Document("".join(self._parts), tuple(self._lines), self._name)
