"""Workbooks in OpenDocument format (ISO/IEC 26300, part 3: table and office namespaces).

Read with lxml: python-calamine tells neither formulas nor percentages, and odfdo unfolds every repeated row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from lxml import etree

from egovtrack.forms.grid import Budget, Cell, Grid, Kind, as_date
from egovtrack.forms.model import has_password, no_workbook
from egovtrack.opendocument import (
    NAMESPACES,
    OFFICE,
    SHEETS,
    TABLE,
    TEXT,
    cells,
    hidden_styles,
    is_encrypted,
    paragraph_text,
    rows,
    span,
)

_NUMBERS: dict[str | None, Kind] = {"float": "number", "currency": "number", "percentage": "percent"}


def read_ods(content: bytes) -> list[Grid]:
    """Return the sheets of an ods file whose archive was checked (`archive.members`).

    Raises:
        Refused: it has a password, is no spreadsheet, or has too many cells.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if is_encrypted(archive):
            raise has_password()
        xml = archive.read("content.xml")
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    sheets = root.findall(SHEETS, NAMESPACES)
    if not sheets:
        raise no_workbook()
    hidden, budget = hidden_styles(root), Budget()
    return [_grid(sheet, hidden, budget) for sheet in sheets]


def _grid(sheet: etree._Element, hidden: set[str], budget: Budget) -> Grid:
    grid = Grid(sheet.get(TABLE + "name", ""), sheet.get(TABLE + "style-name") not in hidden)
    for number, repeated, row in rows(sheet):
        found = list(_cells(row, budget))
        # The blank rows down to the end of a sheet are one repeated row; one with cells is rarely repeated.
        for again in range(repeated if found else 0):
            budget.spend(len(found))
            grid.cells |= {(number + again, column): cell for column, cell, _span in found}
        for column, _cell, (wide, high) in found:
            if (wide, high) != (1, 1):
                grid.merged.append((column, number, column + wide - 1, number + high - 1))
    return grid


def _cells(row: etree._Element, budget: Budget) -> Iterator[tuple[int, Cell, tuple[int, int]]]:
    """Yield the cells of a row that are not blank, each with its column and how many columns and rows it spans."""
    for column, repeated, element in cells(row):
        if cell := _cell(element):
            budget.spend(repeated)
            yield from ((number, cell, span(element)) for number in range(column, column + repeated))


def _cell(element: etree._Element) -> Cell | None:
    formula = element.get(TABLE + "formula")
    if formula is not None:
        return Cell("formula", formula)
    kind = element.get(OFFICE + "value-type")
    if kind in _NUMBERS:
        return Cell(_NUMBERS[kind], float(element.get(OFFICE + "value", "")))
    if kind == "date":
        return Cell("date", as_date(datetime.fromisoformat(element.get(OFFICE + "date-value", ""))))
    if kind == "boolean":
        return Cell("boolean", element.get(OFFICE + "boolean-value") == "true")
    paragraphs = element.iterchildren(TEXT + "p")
    text = element.get(OFFICE + "string-value") or "\n".join(map(paragraph_text, paragraphs))
    return Cell("other" if kind == "time" else "text", text) if text.strip() else None
