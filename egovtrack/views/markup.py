"""Tables to be put into other people's pages: Markdown for notes and wikis, HTML for letters; laid out by tabulate."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import TextIO

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line

# A backslash before any ASCII punctuation makes it a character like others (CommonMark 0.31.2, 2.4).
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|&]")


def escaped(text: str) -> str:
    """Return a text for a line of Markdown, which takes none of it for markup."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def write_markdown(sheet: Sheet, stream: TextIO) -> None:
    """Write the columns that a terminal's table shows, or nothing if there is no row. Stored text is escaped."""
    _write(sheet, stream, "pipe", lambda text: _MARKDOWN.sub(r"\\\g<0>", text))


def write_html(sheet: Sheet, stream: TextIO) -> None:
    """Write the same as HTML; tabulate escapes stored text."""
    _write(sheet, stream, "html", lambda text: text)


def paragraph(text: str, name: str) -> str:
    """Return a line of text for a file of the format called `name`: escaped as the tables are, else as it is."""
    if name == "html":
        return f"<p>{escape(text)}</p>\n"
    return (_MARKDOWN.sub(r"\\\g<0>", text) if name == "markdown" else text) + "\n"


def _write(sheet: Sheet, stream: TextIO, kind: str, escaped: Callable[[str], str]) -> None:
    from tabulate import tabulate

    if sheet.card:
        labels, rows, aligned = ["", ""], [[*map(one_line, line)] for line in sheet.card], ["left", "left"]
    else:
        labels, rows = [column.label for column in sheet.columns], sheet.cells()
        aligned = ["right" if column.right else "left" for column in sheet.columns]
    if rows:
        cells = [list(map(escaped, row)) for row in rows]
        stream.write(tabulate(cells, labels, tablefmt=kind, disable_numparse=True, colalign=aligned) + "\n")
