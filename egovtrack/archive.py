"""Office files are ZIP archives of XML: what has to hold before a library may open one."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from egovtrack.errors import BadInput
from egovtrack.i18n import gettext

MAX_MEMBERS = 10_000
MAX_INFLATED = 200_000_000
"""Bytes of all members together: a 50 MB file of photographs passes, a bomb does not."""
MAX_XML = 20_000_000
"""Bytes of one XML member. A parsed tree takes some ten times that; a plan of 500 tasks is under 2 MB."""

_CHUNK = 1 << 20
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def members(data: bytes, name: str) -> list[str]:
    """The names in the archive, after every member was inflated once in small pieces and looked at.

    A declared size is not to be trusted: a member that inflates to something else fails its checksum here.

    Raises:
        BadInput: no archive, damaged, encrypted, too large when inflated, or XML with a DTD or entities, which office
            formats never need (ECMA-376 part 2 forbids DTDs) and attacks do.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_declared(infos, name)
            for info in infos:
                _check_member(archive, info, name)
            return [info.filename for info in infos]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise BadInput(
            gettext("{name}: the file is damaged").format(name=name),
            gettext("Open it in its program and save it again, or ask for another copy."),
        ) from error


def _check_declared(infos: list[zipfile.ZipInfo], name: str) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise BadInput(
            gettext("{name}: the file is encrypted").format(name=name), gettext("Save it without a password.")
        )
    if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in infos):
        raise zipfile.BadZipFile("compressed in a way that no office program uses")
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_INFLATED:
        raise _too_large(name)


def _check_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    is_xml = info.filename.lower().endswith((".xml", ".rels"))
    if is_xml and info.file_size > MAX_XML:
        raise _too_large(name)
    tail = b""
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            if is_xml and any(word in tail + chunk for word in _DECLARATIONS):
                raise BadInput(
                    gettext("{name}: the XML in it declares entities or a document type").format(name=name),
                    gettext("No office program writes this; do not trust the file."),
                )
            tail = chunk[-32:]


def _too_large(name: str) -> BadInput:
    return BadInput(
        gettext("{name}: too large when unpacked").format(name=name),
        gettext("Save it without pictures and other sheets."),
    )


def merged_ranges(data: bytes, part: str) -> Iterator[tuple[int, int, int, int]]:
    """The merged ranges of a sheet of an xlsx workbook, `part` being its member of the archive: first column, first
    row, last column, last row, from 1.

    openpyxl reads them only together with a cell object for every cell they cover, of which a hostile file makes
    milliards.
    """
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(part)
    for match in _MERGED.finditer(xml):
        first_column, first_row, last_column, last_row = range_boundaries(match[1].decode())
        yield int(first_column or 0), int(first_row or 0), int(last_column or 0), int(last_row or 0)
