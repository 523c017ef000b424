"""PDF with text (the extra `egovtrack[pdf]`), by pdfplumber in a process of its own."""

from __future__ import annotations

import math
import re
from importlib.util import find_spec
from typing import Any

from egovtrack.draft import Document
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.bounded import Failed, answer
from egovtrack.readers.pdfparagraphs import Line, Page, Row, blocks
from egovtrack.refusals import refusal

PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a page that shows something and has no text, so that the account of what was read does not hide it."""

_BLANK = re.compile(r"[\s\x85]+")
_NO_SIGN = re.compile(r"\(cid:[0-9]+\)|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""A glyph that the file maps to no character: pdfminer gives its number, some programs map it to a control."""


def read_pdf(data: bytes, name: str) -> Document:
    """Read the text of a PDF: a line for each paragraph, and for each row of a ruled table.

    Page numbers, running heads and watermarks are furniture, after the paragraph that the end of the page breaks.

    Raises:
        EgovtrackError: pdfplumber is not installed.
        BadInput: damaged; encrypted; no text (a scan); characters that the file does not map to any sign; too many
            pages, too much text, or too slow to read.
    """
    if find_spec("pdfplumber") is None:
        raise EgovtrackError(
            gettext("{name}: reading PDF needs an extra").format(name=name), "pip install 'egovtrack[pdf]'"
        )
    try:
        pages = [_page(found) for found in answer("pdfpages:pages", data, name)]
    except Failed as failed:
        raise _refusal(str(failed), name) from failed
    _check_text("".join(page.text for page in pages).replace(PICTURE, ""), name)
    assembly = Assembly(name)
    for block in blocks(pages):
        if isinstance(block, tuple):
            assembly.add(*block)
        else:
            assembly.table(block)
    return assembly.document()


def _refusal(reason: str, name: str) -> BadInput:
    from egovtrack.readers.pdfpages import MAX_PAGES

    if reason in {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return refusal("encrypted", name)
    if reason == "OverflowError":
        return refusal("pages", name, limit=MAX_PAGES)
    return refusal("heavy", name) if reason == "MemoryError" else refusal("unreadable", name, reason=reason)


def _page(found: dict[str, Any]) -> Page:
    lines = [line for line in map(_line, found["lines"]) if line.text]
    tables = [(down, _rows(cells, rows)) for down, cells, rows in found["tables"]]
    if found["picture"] and not lines and not tables:
        lines = [Line(PICTURE, math.inf, math.inf, 0, 0)]
    return Page(lines, tables, _cleaned(found["across"]))


def _rows(cells: list[Any], rows: list[list[int]]) -> list[Row]:
    """Return the rows of a table; a cell that spans several is the same list in each."""
    made = [list(map(_line, cell)) for cell in cells]
    return [[made[number] if number >= 0 else [] for number in row] for row in rows]


def _line(found: list[Any]) -> Line:
    return Line(_cleaned(found[0]), *found[1:])


def _cleaned(text: str) -> str:
    words = _BLANK.sub(lambda found: "\t" if "\t" in found[0] else " ", _NO_SIGN.sub("\ufffd", text))
    return words.strip()


def _check_text(text: str, name: str) -> None:
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    if unknown > 0.2 * len(text):
        raise refusal("unmapped", name)
    if not re.search(r"\w", text):
        raise refusal("scan", name)
