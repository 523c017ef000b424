"""Readers: the bytes of a file become a `Document`, lines with places. The grammar says what each line means.

The content of a file decides its format, and then the ending of its name: web systems name HTML `.xls`, and people
rename files. The module of a format, and the library behind it, is imported when a file needs it.
"""

from __future__ import annotations

import re
import struct
import sys
from importlib import import_module
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from egovtrack.datafiles import OLE
from egovtrack.errors import BadInput, EgovtrackError, refused_by_system
from egovtrack.i18n import gettext
from egovtrack.limits import MAX_FILE
from egovtrack.refusals import refusal

if TYPE_CHECKING:
    from egovtrack.draft import Document


BY_ENDING = {
    ".txt": "text:read_text", ".md": "markdown:read_markdown", ".markdown": "markdown:read_markdown",
    ".html": "html:read_html", ".htm": "html:read_html", ".mht": "webarchive:read_mht",
    ".mhtml": "webarchive:read_mht", ".docx": "docx:read_docx", ".doc": "libreoffice:read_doc",
    ".wps": "libreoffice:read_doc", ".rtf": "libreoffice:read_rtf", ".odt": "odf:read_odf",
    ".pdf": "pdf:read_pdf", ".ofd": "ofd:read_ofd",
    ".xlsx": "tables:read_xlsx", ".xls": "xls:read_xls", ".et": "xls:read_xls", ".xlsb": "libreoffice:read_xlsb",
    ".ods": "odf:read_odf", ".csv": "tables:read_csv", ".xml": "officexml:read_xml",
}  # fmt: skip
"""What reads a document, by the ending of its file, in the order in which people are told of them.

Each is a module of this package and a function in it, which takes the content (text for what is plain text, else bytes)
and the name of the file.
"""

_TEXT = (".txt", ".md", ".markdown", ".csv")
_LOOSE = (".doc", ".wps", ".xls", ".et")
"""Endings under which systems hand out plain text."""
_MOST_BYTES = 4  # of a character, in UTF-8 and in GB18030
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BEFORE = r"\s*(?:<\?xml[^>]*>\s*|<!--.{0,2000}?-->\s*){0,5}"
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_PIECE_OF_PAGE = re.compile(
    rf"{_BEFORE}<(?:div|p|table|span|font|b|strong|center|section|article|main|ul|ol|h[1-6]|meta|title|xml|[a-z]\w*:\w+)"
    r"\b[^>]*>",
    re.I | re.S,
)
_XML = re.compile(r"\s*<(?:\?xml\s|(?:\w+:)?(?:wordDocument|Workbook|package|document)\s[^>]*xmlns)")
_MESSAGE = re.compile(r"\s*(?:[a-z-]+:.*\n(?:[ \t].*\n)*){0,20}?MIME-Version:", re.I)
_MARKS = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*\n\|[ :|-]+\|)", re.M)

_ELSEWHERE = (
    (b"\x89PNG", "PNG", "picture"),
    (b"\xff\xd8\xff", "JPEG", "picture"),
    (b"GIF8", "GIF", "picture"),
    (b"II*\x00", "TIFF", "picture"),
    (b"MM\x00*", "TIFF", "picture"),
    (b"Rar!", "RAR", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "packed"),
    (b"\x1f\x8b", "gzip", "packed"),
)
_PARTS = (
    ("word/", ".docx"), ("xl/workbook.bin", ".xlsb"), ("xl/", ".xlsx"), ("content.xml", ".odt"),
    ("OFD.xml", ".ofd"),
)  # fmt: skip
"""How the name of a member of an archive begins by which a format is known; one function reads .odt and .ods."""
_OTHERS = (".ceb", ".caj", ".gd", ".sep", ".kdh", ".nh")
"""Formats of readers that take out no text."""


def read_path(path: str) -> Document:
    """Read the document in a file. `-` is standard input.

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
        hint = gettext("Close it in other programs, or ask its owner.")
        raise refused_by_system(error, gettext("{name}: no permission to read it"), hint, name=path) from error
    except (OSError, ValueError) as error:
        raise EgovtrackError(gettext("{name}: {reason}").format(name=path, reason=error)) from error


def read_document(data: bytes, name: str) -> Document:
    """Read the document in `data`. `name` (a path, or `-`) gives the ending, and stands in messages.

    Raises:
        BadInput: no text can be read from it: empty, too large, binary, damaged, encrypted, of another format, hostile.
        EgovtrackError: it is a PDF, and the extra that reads PDF is not installed.
    """
    from egovtrack.readers.assembly import MAX_TEXT

    if len(data) > MAX_FILE:
        raise refusal("large", name, limit=MAX_FILE // 1_000_000)
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise refusal("empty", name)
    try:
        document = _read(data, name, MAX_TEXT)
    except (EgovtrackError, ImportError):
        raise
    except Exception as error:
        # What the format libraries raise on a damaged file is not documented and differs by version.
        raise refusal("unreadable", name, reason=type(error).__name__) from error
    if not document or len(document.text) > MAX_TEXT:
        raise refusal("long", name, limit=MAX_TEXT)
    if not document.text.strip():
        raise refusal("silent", name)
    return document


def _read(data: bytes, name: str, most: int) -> Document | None:
    """Read the document in `data`, or return None for text of more than `most` characters."""
    ending = PurePath(name).suffix.lower()
    if data[:2] in _UTF16:
        data = data.decode("utf-16").encode("utf-8-sig")
    if found := _binary_format(data, ending, name):
        return _read_by(BY_ENDING[found], data, name)
    if len(data) > _MOST_BYTES * most:
        return None
    from egovtrack.readers.text import decode

    try:
        text = decode(data)
    except BadInput as error:
        raise BadInput(f"{name}: {error.message}", error.hint) from error
    if ending not in _TEXT:
        ending = ".md" if _MARKS.search(text) else ".txt"
    return _read_by(BY_ENDING[ending], text, name)


def _read_by(reader: str, content: bytes | str, name: str) -> Document:
    """Import the module that reads a format, and read a file with it."""
    module, _, function = reader.partition(":")
    document: Document = getattr(import_module(f"egovtrack.readers.{module}"), function)(content, name)
    return document


def _binary_format(data: bytes, ending: str, name: str) -> str | None:
    """Return the ending of the format of a file, or None for plain text. Raises BadInput for one that is not read."""
    if data.startswith(b"PK"):
        return _archive_format(data, name)
    if data.startswith(OLE):
        return _compound_format(data, name)
    if data.lstrip()[:5] == b"%PDF-" or (ending == ".pdf" and b"%PDF-" in data[:1024]):
        return ".pdf"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    for magic, kind, why in _ELSEWHERE:
        if data.startswith(magic):
            raise refusal(why, name, kind=kind)
    return _marked_up_format(data, ending, name)


def _marked_up_format(data: bytes, ending: str, name: str) -> str | None:
    """Return the ending of a format that is written as text, or None for plain text."""
    head = data[:8192].decode("latin-1").removeprefix("\xef\xbb\xbf")
    if b"\0" in data:
        if ending in _OTHERS:
            raise refusal("other", name, kind=ending[1:].upper())
        raise refusal("binary", name, suffixes=" ".join(BY_ENDING))
    if _MESSAGE.match(head):
        return ".mht"
    if ending in {".html", ".htm"} or _PAGE.match(head):
        return ".html"
    if _XML.match(head):
        return ".xml"
    if ending in BY_ENDING.keys() - {*_TEXT, *_LOOSE}:
        raise refusal("misnamed", name, suffix=ending)
    return ".html" if ending not in _TEXT[1:] and _PIECE_OF_PAGE.match(head) else None


def _archive_format(data: bytes, name: str) -> str:
    from egovtrack.archive import members

    names = members(data, name)
    for part, ending in _PARTS:
        if any(member.startswith(part) for member in names):
            return ending
    if any(member.startswith("ppt/") for member in names):
        raise refusal("other", name, kind="PowerPoint")
    raise refusal("archive", name)


def _compound_format(data: bytes, name: str) -> str:
    """Return the ending of an OLE compound file: an old document, or a new one that is encrypted ([MS-OFFCRYPTO])."""
    from io import StringIO

    from xlrd.compdoc import CompDoc, CompDocError

    try:
        file = CompDoc(data, logfile=StringIO())
        streams = {
            stream: content[start : start + length]
            for stream in ("EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document")
            for content, start, length in [file.locate_named_stream(stream)]
            if content
        }
    except (CompDocError, IndexError, struct.error) as error:
        raise refusal("damaged", name) from error
    word = streams.get("WordDocument", b"")
    # The bit fEncrypted of the head of a Word document ([MS-DOC] 2.5.2).
    if "EncryptedPackage" in streams or any(byte & 1 for byte in word[11:12]):
        raise refusal("encrypted", name)
    if word:
        return ".doc"
    if "Workbook" in streams or "Book" in streams:
        return ".xls"
    raise refusal("other", name, kind="PowerPoint" if streams else "OLE")
