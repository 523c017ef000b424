"""Office documents in one file of XML: Word 2003's and Excel 2003's, and packages written flat.

They come under the names .xml, .doc and .xls, mostly out of systems that fill a template in.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from egovtrack.archive import MAX_XML, parse_xml
from egovtrack.draft import Document
from egovtrack.opendocument import OFFICE
from egovtrack.readers import odf
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.docx import assembled, read_docx
from egovtrack.readers.html import decoded
from egovtrack.readers.labels import integer
from egovtrack.readers.tables import Rows, add_sheet, as_shown
from egovtrack.readers.wordstyles import W, child
from egovtrack.refusals import refusal

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_CHANGES = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BINARY = re.compile(rb"(<(?:\w+:)?(?:binData|binaryData)\b[^<>]*>)[^<]*")
_DECLARATION = re.compile(r"\ufeff?\s*<\?xml\s[^>]*\?>")

_NEWER = {
    "vmerge": "vMerge", "listPr": "numPr", "ilfo": "numId", "lists": "numbering", "listDef": "abstractNum",
    "list": "num", "ilst": "abstractNumId", "nfc": "numFmt", "listDefId": "abstractNumId",
}  # fmt: skip
"""What Word 2003 called by another name."""
_FORMATS = {
    "0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter",
    "10": "ideographDigital", "11": "japaneseCounting", "14": "decimalFullWidth", "18": "decimalEnclosedCircle",
    "19": "decimalFullWidth2", "22": "decimalZero", "23": "bullet", "26": "decimalEnclosedFullstop",
    "27": "decimalEnclosedParen", "28": "decimalEnclosedCircleChinese", "29": "ideographEnclosedCircle",
    "30": "ideographTraditional", "31": "ideographZodiac", "33": "taiwaneseCounting", "34": "ideographLegalTraditional",
    "35": "taiwaneseCountingThousand", "36": "taiwaneseDigital", "37": "chineseCounting",
    "38": "chineseLegalSimplified", "39": "chineseCountingThousand", "255": "none",
}  # fmt: skip
"""Formats of numbers by the codes of [MS-OSHARED] 2.2.1.3 (MSONFC)."""


def read_xml(data: bytes, name: str) -> Document:
    """Read an office document in XML.

    Raises:
        BadInput: too large, hostile, or XML of another kind (also whatever lxml raises; see `read_document`).
    """
    text = decoded(data)
    declaration = _DECLARATION.match(text)
    xml = _BINARY.sub(rb"\1", text[declaration.end() if declaration else 0 :].encode())
    if len(xml) > MAX_XML:
        raise refusal("tags", name)
    root = parse_xml(xml, name)
    reader = _READERS.get(str(root.tag))
    if reader is None:
        raise refusal("xml", name)
    return reader(root, name)


def _read_word(root: etree._Element, name: str) -> Document:
    """Read a document of Word 2003 by giving its elements the names that they have today."""
    for element in root.iter(etree.Element):
        element.tag = _tag(element)
        for key, value in list(element.attrib.items()):
            element.set(_renamed(str(key)), value)
    for code in root.iter(W + "numFmt"):
        code.set(W + "val", _FORMATS.get(code.get(W + "val", ""), "decimal"))
    heads, feet = (list(root.iter(W + tag)) for tag in ("hdr", "ftr"))
    notes = list(root.iter(W + "footnote", W + "endnote"))
    return assembled(name, root, child(root, "styles"), child(root, "numbering"), heads, notes + feet)


def _tag(element: etree._Element) -> str:
    """Return the name that an element has today. Other vocabularies only wrap what belongs to Word's."""
    tag = str(element.tag)
    if tag == _CHANGES:
        kind = element.get(_OLD + "type", "")
        return W + ("ins" if kind == "Word.Insertion" else "del")
    return _renamed(tag) if tag.startswith(_OLD) else W + "sdtContent"


def _renamed(name: str) -> str:
    if not name.startswith(_OLD):
        return name
    local = name.removeprefix(_OLD)
    return W + _NEWER.get(local, local)


def _read_package(root: etree._Element, name: str) -> Document:
    """Read a package of today's Word that was written as one file, by packing it."""
    stream, overrides = BytesIO(), ""
    with zipfile.ZipFile(stream, "w") as archive:
        for part in root.iter(_PACKAGE + "part"):
            path, content = part.get(_PACKAGE + "name", ""), part.find(f"{_PACKAGE}xmlData/*")
            archive.writestr(path.removeprefix("/"), b"" if content is None else etree.tostring(content))
            kind = quoteattr(part.get(_PACKAGE + "contentType", ""))
            overrides += f"<Override PartName={quoteattr(path)} ContentType={kind}/>"
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_TYPES}">{overrides}</Types>')
    return read_docx(stream.getvalue(), name)


def _read_workbook(root: etree._Element, name: str) -> Document:
    """Read a workbook of Excel 2003. Cells and rows that follow one another give no place."""
    assembly = Assembly(name)
    formats = {
        style.get(_SHEET + "ID", ""): number.get(_SHEET + "Format", "").replace("Percent", "0.00%")
        for style in root.iter(_SHEET + "Style")
        for number in style.iterfind(_SHEET + "NumberFormat")
    }
    for sheet in root.iter(_SHEET + "Worksheet"):
        rows: Rows = {}
        merged, number = [], 0
        for row in sheet.iterfind(f"{_SHEET}Table/{_SHEET}Row"):
            number, column = integer(row.get(_SHEET + "Index"), number + 1), 0
            for cell in row.iterfind(_SHEET + "Cell"):
                column = integer(cell.get(_SHEET + "Index"), column + 1)
                across, down = (integer(cell.get(f"{_SHEET}Merge{way}"), 0) for way in ("Across", "Down"))
                style = cell.get(_SHEET + "StyleID") or row.get(_SHEET + "StyleID")
                if text := _shown(cell, formats.get(style or "", "")).strip():
                    rows.setdefault(number, {})[column] = text
                if down:
                    merged.append((column, number, column + across, number + down))
                column += across
            number += integer(row.get(_SHEET + "Span"), 0)
        visible = sheet.findtext(".//{urn:schemas-microsoft-com:office:excel}Visible") is None
        add_sheet(assembly, sheet.get(_SHEET + "Name", ""), rows, merged, visible=visible)
    return assembly.document()


def _shown(cell: etree._Element, number_format: str) -> str:
    """Return what a cell shows."""
    data = cell.find(_SHEET + "Data")
    if data is None:
        return ""
    text, kind = "".join(map(str, data.itertext())), data.get(_SHEET + "Type", "")
    if kind == "Number":
        return as_shown(float(text), number_format)
    if kind == "DateTime":
        return as_shown(datetime.fromisoformat(text), "")
    return as_shown(text == "1", "") if kind == "Boolean" else text


_READERS: dict[str, Callable[[etree._Element, str], Document]] = {
    _OLD + "wordDocument": _read_word,
    _PACKAGE + "package": _read_package,
    _SHEET + "Workbook": _read_workbook,
    OFFICE + "document": lambda root, name: odf.assembled([root], name),
}
"""What reads a document, by the outermost element."""
