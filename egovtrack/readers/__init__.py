"""Readers: the bytes of a file become a `Document`, lines with places. What each line means is for the grammar.

The content decides what a file is, then its suffix: web systems name HTML `.xls`, and people rename files. A format's
module, and the library behind it, is imported when a file needs it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import N_, gettext
from egovtrack.limits import MAX_FILE
from egovtrack.readers.assembly import MAX_TEXT

if TYPE_CHECKING:
    from egovtrack.draft import Document

_MOST_BYTES = 4  # of a character, in UTF-8 and in GB18030
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".xlsx", ".csv")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_PIECE_OF_PAGE = re.compile(r"\s*<(?:div|p|table|span|section|article|main|ul|ol|h[1-6]|meta|title)\b[^>]*>", re.I)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*\n\|[ :|-]+\|)", re.M)

_ELSEWHERE = (
    (b"{\\rtf", "RTF", N_("Save it as .docx and import that.")),
    (b"\x89PNG", "PNG", N_("A picture has no text: run text recognition (OCR) and import its result.")),
    (b"\xff\xd8\xff", "JPEG", N_("A picture has no text: run text recognition (OCR) and import its result.")),
    (b"II*\x00", "TIFF", N_("A picture has no text: run text recognition (OCR) and import its result.")),
    (b"MM\x00*", "TIFF", N_("A picture has no text: run text recognition (OCR) and import its result.")),
    (b"Rar!", "RAR", N_("Unpack it and import the document in it.")),
    (b"7z\xbc\xaf\x27\x1c", "7z", N_("Unpack it and import the document in it.")),
    (b"\x1f\x8b", "gzip", N_("Unpack it and import the document in it.")),
)


def read_path(path: str) -> Document:
    """Read the document in a file; `-` is standard input.

    Raises:
        EgovtrackError: the file cannot be opened or read.
        BadInput: as `read_document`.
    """
    try:
        if path == "-":
            return read_document(sys.stdin.buffer.read(MAX_FILE + 1), path)
        if Path(path).is_dir():
            raise EgovtrackError(gettext("{name} is a folder").format(name=path), gettext("Name a file in it."))
        with Path(path).open("rb") as file:
            return read_document(file.read(MAX_FILE + 1), path)
    except FileNotFoundError as error:
        raise EgovtrackError(
            gettext("{name}: no such file").format(name=path), gettext("Check the spelling, or give the whole path.")
        ) from error
    except PermissionError as error:
        raise EgovtrackError(
            gettext("{name}: no permission to read it").format(name=path),
            gettext("Close it in other programs, or ask its owner."),
        ) from error
    except (OSError, ValueError) as error:
        raise EgovtrackError(gettext("{name}: {reason}").format(name=path, reason=error)) from error


def read_document(data: bytes, name: str) -> Document:
    """The document in `data`; `name` (a path, or `-`) gives the suffix, and stands in messages.

    Raises:
        BadInput: no text can be had from it: empty, too large, binary, damaged, encrypted, of another format, hostile.
        EgovtrackError: it is a PDF, and the extra that reads PDF is not installed.
    """
    if len(data) > MAX_FILE:
        raise BadInput(
            gettext("{name}: larger than {limit} MB").format(name=name, limit=MAX_FILE // 1_000_000),
            gettext("Save the plan alone, without pictures."),
        )
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise BadInput(gettext("{name}: the file is empty").format(name=name), gettext("Is it the right file?"))
    try:
        document = _read(data, name)
    except EgovtrackError:
        raise
    except Exception as error:
        # What the format libraries raise on a damaged file is not documented and differs by version.
        raise BadInput(
            gettext("{name}: the file cannot be read ({reason})").format(name=name, reason=type(error).__name__),
            gettext("Open it in its program and save it again, or save it as plain text and import that."),
        ) from error
    if len(document.text) > MAX_TEXT:
        raise _too_long(name)
    if not document.text.strip():
        raise BadInput(gettext("{name}: there is no text in it").format(name=name), gettext("Is it the right file?"))
    return document


def _read(data: bytes, name: str) -> Document:
    suffix = PurePath(name).suffix.lower()
    if data[:2] in _UTF16:
        data = data.decode("utf-16").encode("utf-8-sig")
    if data.startswith(b"PK"):
        return _read_archive(data, name)
    if data.lstrip()[:5] == b"%PDF-" or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        from egovtrack.readers.pdf import read_pdf

        return read_pdf(data, name)
    _refuse_foreign(data, suffix, name)
    if _is_page(data, suffix):
        from egovtrack.readers.html import read_html

        return read_html(data, name)
    return _read_text(data, suffix, name)


def _read_archive(data: bytes, name: str) -> Document:
    from egovtrack.archive import members

    names = members(data, name)
    if any(member.startswith("word/") for member in names):
        from egovtrack.readers.docx import read_docx

        return read_docx(data, name)
    if any(member.startswith("xl/") for member in names):
        from egovtrack.readers.tables import read_xlsx

        return read_xlsx(data, name)
    raise BadInput(
        gettext("{name}: an archive, but neither a .docx nor an .xlsx").format(name=name),
        gettext("Save the document as .docx, .xlsx or PDF; unpack an archive of several files first."),
    )


def _read_text(data: bytes, suffix: str, name: str) -> Document:
    from egovtrack.readers.text import decode

    if len(data) > _MOST_BYTES * MAX_TEXT:
        raise _too_long(name)
    try:
        text = decode(data)
    except BadInput as error:
        raise BadInput(f"{name}: {error.message}", error.hint) from error
    if suffix == ".csv":
        from egovtrack.readers.tables import read_csv

        return read_csv(text, name)
    if suffix in {".md", ".markdown"} or (suffix not in SUFFIXES and _MARKDOWN.search(text)):
        from egovtrack.readers.markdown import read_markdown

        return read_markdown(text, name)
    from egovtrack.readers.text import read_text

    return read_text(text, name)


def _too_long(name: str) -> BadInput:
    return BadInput(
        gettext("{name}: more than {limit} characters of text").format(name=name, limit=MAX_TEXT),
        gettext("Import the plan alone, without what is bound with it."),
    )


def _is_page(data: bytes, suffix: str) -> bool:
    head = data[:8192].decode("latin-1").removeprefix("\xef\xbb\xbf")
    if suffix in {".html", ".htm"} or _PAGE.match(head):
        return True
    return suffix not in SUFFIXES and _PIECE_OF_PAGE.match(head) is not None


def _refuse_foreign(data: bytes, suffix: str, name: str) -> None:
    """Raise BadInput for a file that is known to be something else than text."""
    if data.startswith(_OLE):
        raise _old_office(data, suffix, name)
    for magic, kind, hint in _ELSEWHERE:
        if data.startswith(magic):
            raise BadInput(gettext("{name}: this is a file of type {kind}").format(name=name, kind=kind), gettext(hint))
    if suffix in {".docx", ".xlsx", ".pdf"}:
        raise BadInput(
            gettext("{name}: not a {suffix} file, whatever its name says").format(name=name, suffix=suffix),
            gettext("Open it in its program and save it again as {suffix}.").format(suffix=suffix),
        )
    if b"\0" in data:
        raise BadInput(
            gettext("{name}: a binary file, not a document").format(name=name),
            gettext("Known formats: {suffixes}").format(suffixes=" ".join(SUFFIXES)),
        )


def _old_office(data: bytes, suffix: str, name: str) -> BadInput:
    """OLE compound files hold either an encrypted new document ([MS-OFFCRYPTO] 1.3) or one of the old formats."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return BadInput(
            gettext("{name}: the file is encrypted").format(name=name), gettext("Save it without a password.")
        )
    is_table = suffix in {".xls", ".xlsx", ".et"} or "Workbook".encode("utf-16-le") in data
    return BadInput(
        gettext("{name}: a document of an old format (.doc, .xls, .wps)").format(name=name),
        gettext("Open it in its program and save it as {suffix}.").format(suffix=".xlsx" if is_table else ".docx"),
    )
