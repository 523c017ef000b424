"""Office files, which are ZIP archives of XML: the checks before a library opens one, and the sheets of a workbook."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from egovtrack.refusals import refusal

if TYPE_CHECKING:
    from lxml import etree

MAX_MEMBERS = 10_000
MAX_INFLATED = 200_000_000
"""Bytes of all members together: a 50 MB file of photographs passes, a bomb does not."""
MAX_XML = 20_000_000
"""Bytes of one XML member. A parsed tree takes some ten times that; a plan of 500 tasks is under 2 MB."""
MAX_TAGS = 300_000
"""Tags in the XML of a document: three times those of a plan of 500 tasks. A tree of empty elements takes far more
memory than their bytes, so they are counted before it is made."""

_CHUNK = 1 << 20
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")
_CHINESE_DATES = {27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
"""Formats that Chinese programs use by number, as 31 for 2017年6月30日 (ECMA-376 part 1, 18.8.30)."""
_DECLARATIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def members(data: bytes, name: str) -> list[str]:
    """Inflate every member of an archive once, in small pieces, and return their names.

    The declared sizes are not trusted: a member that inflates to another size fails its checksum here.

    Raises:
        BadInput: not an archive, damaged, encrypted, or too large when inflated. Also XML with a DTD or entities:
            office formats never need them (ECMA-376 part 2 forbids DTDs), attacks do.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_declared(infos, name)
            for info in infos:
                _check_member(archive, info, name)
            return [info.filename for info in infos]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refusal("damaged", name) from error


def _check_declared(infos: list[zipfile.ZipInfo], name: str) -> None:
    if any(info.flag_bits & 1 for info in infos):
        raise refusal("encrypted", name)
    if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in infos):
        raise zipfile.BadZipFile("compressed in a way that no office program uses")
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_INFLATED:
        raise refusal("inflated", name)


def _check_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> None:
    is_xml = info.filename.lower().endswith((".xml", ".rels"))
    if is_xml and info.file_size > MAX_XML:
        raise refusal("inflated", name)
    tail = b""
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            if is_xml and any(word in tail + chunk for word in _DECLARATIONS):
                raise refusal("entities", name)
            tail = chunk[-32:]


def parse_xml(xml: bytes, name: str) -> etree._Element:
    """Return the outermost element of XML that an office program wrote.

    Raises:
        BadInput: it has a DTD or entities, or too many tags.
        XMLSyntaxError: it is damaged, or nested too deeply.
    """
    from lxml import etree

    if any(word in xml for word in _DECLARATIONS):
        raise refusal("entities", name)
    if xml.count(b"<") > MAX_TAGS:
        raise refusal("tags", name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(xml, parser)


def worksheets(data: bytes, *, results: bool) -> Iterator[Any]:
    """Yield the worksheets of an xlsx workbook. With `results` a formula gives its saved result, else itself.

    In read-only mode openpyxl makes no cell that is not in the file.
    """
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions it does not know; none holds text
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=results, keep_links=False)
        sheets: list[Any] = book.worksheets  # read-only ones have more methods than the type of this list says
        for sheet in sheets:
            sheet.reset_dimensions()  # the size that the file declares may be wrong, and rows would be cut to it
            yield sheet
        book.close()


def value_of(cell: Any) -> Any:
    """Return the value of a cell from `worksheets`, also of a date in a format that openpyxl does not know."""
    from openpyxl.utils.datetime import from_excel

    value = cell.value
    if type(value) in {int, float} and cell.style_array.numFmtId in _CHINESE_DATES:
        return from_excel(value, cell.parent.parent.epoch)
    return value


def merged_ranges(data: bytes, sheet: Any) -> Iterator[tuple[int, int, int, int]]:
    """Yield the merged ranges of a sheet from `worksheets`: first column, first row, last column, last row, from 1.

    openpyxl reads them only together with a cell object for every cell they cover, of which a hostile file makes
    thousands of millions.
    """
    from openpyxl.utils import range_boundaries

    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = archive.read(sheet._worksheet_path)
    for match in _MERGED.finditer(xml):
        first_column, first_row, last_column, last_row = range_boundaries(match[1].decode())
        yield int(first_column or 0), int(first_row or 0), int(last_column or 0), int(last_row or 0)
