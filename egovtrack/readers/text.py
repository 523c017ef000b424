"""Plain text: its encoding, its lines, and tables that people paste as text."""

from __future__ import annotations

import re

from egovtrack import datafiles
from egovtrack.draft import Document, Line, Place
from egovtrack.errors import BadInput
from egovtrack.i18n import gettext
from egovtrack.readers.lines import LINE, line_at, whole_rows, with_first_cells
from egovtrack.readers.markdown import read_markdown

_HEADING_MARK = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_BOLD_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+\*\*\S", re.MULTILINE)
_ROW_START = re.compile(r"^\|", re.MULTILINE)
_QUOTE = re.compile(r"[ \t]*(?:[>＞][ \t]*)+")
_QUOTED = re.compile(rf"^{_QUOTE.pattern}", re.MULTILINE)
_HEAD_OF_VALUES = re.compile(r"\s*[^,\n。；：:]{1,20}(?:,[^,\n。；：:]{1,20}){2,}\n")
_HAS_LETTER = re.compile(r"\w")


def decode(data: bytes) -> str:
    """Return the text of a document. Raises BadInput if it is empty, or as `datafiles.decode`."""
    text = datafiles.decode(data)
    if not _HAS_LETTER.search(text):
        raise BadInput(gettext("The document is empty."))
    return text


def read_text(text: str, name: str = "") -> Document:
    """Return a text as a document without blank lines. Rows of tables (cells parted by | or tabs) are found.

    A mail's quotation (> before most lines) is read without its marks. Text with heading marks (## ) or several bold
    bullets (- **) is read as Markdown, whatever its name says, and rows of values parted by commas below the names of
    columns as a .csv.
    """
    if _HEAD_OF_VALUES.match(text) and (table := _read_values(text, name)):
        return table
    if _HEADING_MARK.search(text) or len(_BOLD_BULLET.findall(text)) > 1:
        return read_markdown(text, name)
    if _is_spread_table(text):
        return Document(text, tuple(_spread_rows(text)), name)
    found = [line.span() for line in LINE.finditer(text)]
    if len(_QUOTED.findall(text)) * 2 > len(found):
        found = [(quote.end() if (quote := _QUOTE.match(text, *span)) else span[0], span[1]) for span in found]
    lines = (line for span in whole_rows(text, found) if (line := line_at(text, *span)))
    return Document(text, tuple(with_first_cells(text, lines)), name)


def _read_values(text: str, name: str) -> Document | None:
    """Return a table of values parted by commas; None if most of its rows hold but one."""
    from egovtrack.readers.tables import read_csv

    try:
        document = read_csv(text, name)
    except BadInput:
        return None
    below = [sum(map(bool, line.cells)) > 1 for line in document.lines[1:]]
    return document if 2 * sum(below) > len(below) else None


def _is_spread_table(text: str) -> bool:
    """Return whether every row of a table begins with a bar and goes on over several lines (a pasted page)."""
    starts = len(_ROW_START.findall(text))
    return starts >= 2 and text.count("|") > 2 * starts and text.startswith("|") and "\n| \n" in text


def _spread_rows(text: str) -> list[Line]:
    starts = [found.start() for found in _ROW_START.finditer(text)]
    rows = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        words = text[start:end].rstrip()
        cells = tuple(re.sub(r"\s*\n\s*", "\n", cell.strip()) for cell in words.strip("|").split("|"))
        rows.append(Line(words, Place(start, start + len(words)), "row", "", cells))
    return rows
