"""Workbooks in OpenDocument format (ISO/IEC 26300, part 3: table and office namespaces).

Read with lxml: python-calamine tells neither formulas nor percentages, and odfdo unfolds every repeated row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from lxml import etree

from egovtrack.forms.grid import Budget, Cell, Grid, Kind, as_date
from egovtrack.forms.model import has_password, no_workbook

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMESPACES[prefix]}}}" for prefix in ("office", "table", "text"))
_NUMBERS: dict[str | None, Kind] = {"float": "number", "currency": "number", "percentage": "percent"}
_SHEETS = "office:body/office:spreadsheet/table:table"
_HIDDEN = "office:automatic-styles/style:style[style:table-properties/@table:display='false']/@style:name"


def read_ods(content: bytes) -> list[Grid]:
    """Return the sheets of an ods file whose archive was checked (`archive.members`).

    Raises:
        Refused: it has a password, is no spreadsheet, or has too many cells.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise has_password()
        xml = archive.read("content.xml")
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    sheets = root.findall(_SHEETS, _NAMESPACES)
    if not sheets:
        raise no_workbook()
    hidden: Any = root.xpath(_HIDDEN, namespaces=_NAMESPACES)
    budget = Budget()
    return [_grid(sheet, set(hidden), budget) for sheet in sheets]


def _grid(sheet: etree._Element, hidden: set[str], budget: Budget) -> Grid:
    grid = Grid(sheet.get(_TABLE + "name", ""), sheet.get(_TABLE + "style-name") not in hidden)
    number = 1
    for row in sheet.iter(_TABLE + "table-row"):
        repeated = _count(row, "number-rows-repeated")
        cells = list(_cells(row, budget))
        # The blank rows down to the end of a sheet are one repeated row; one with cells is rarely repeated.
        for again in range(repeated if cells else 0):
            budget.spend(len(cells))
            grid.cells |= {(number + again, column): cell for column, cell, _span in cells}
        for column, _cell, (columns, rows) in cells:
            if (columns, rows) != (1, 1):
                grid.merged.append((column, number, column + columns - 1, number + rows - 1))
        number += repeated
    return grid


def _cells(row: etree._Element, budget: Budget) -> Iterator[tuple[int, Cell, tuple[int, int]]]:
    """Yield the cells of a row that are not blank, each with its column and how many columns and rows it spans."""
    column = 1
    for element in row.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
        repeated = _count(element, "number-columns-repeated")
        if cell := _cell(element):
            budget.spend(repeated)
            span = _count(element, "number-columns-spanned"), _count(element, "number-rows-spanned")
            yield from ((number, cell, span) for number in range(column, column + repeated))
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    return max(int(element.get(_TABLE + name, "1")), 1)


def _cell(element: etree._Element) -> Cell | None:
    formula = element.get(_TABLE + "formula")
    if formula is not None:
        return Cell("formula", formula)
    kind = element.get(_OFFICE + "value-type")
    if kind in _NUMBERS:
        return Cell(_NUMBERS[kind], float(element.get(_OFFICE + "value", "")))
    if kind == "date":
        return Cell("date", as_date(datetime.fromisoformat(element.get(_OFFICE + "date-value", ""))))
    if kind == "boolean":
        return Cell("boolean", element.get(_OFFICE + "boolean-value") == "true")
    paragraphs = element.iterchildren(_TEXT + "p")
    text = element.get(_OFFICE + "string-value") or "\n".join(map(_paragraph, paragraphs))
    return Cell("other" if kind == "time" else "text", text) if text.strip() else None


def _paragraph(element: etree._Element) -> str:
    """Return the text of a paragraph, whose blanks, tabs and line ends are elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            parts.append(" " * min(int(child.get(_TEXT + "c", "1")), 1000))
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif child.tag in {_TEXT + "span", _TEXT + "a"}:
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
