"""Tables in files of their own: XLSX workbooks and CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from io import StringIO
from typing import Any

from egovtrack.archive import merged_ranges, value_of, worksheets
from egovtrack.draft import Document
from egovtrack.readers.assembly import Assembly
from egovtrack.refusals import refusal

Rows = dict[int, dict[int, str]]
"""The cells of a sheet that are not blank: row number → column number → text, both from 1."""


def read_xlsx(data: bytes, name: str) -> Document:
    """Read a workbook: the rows of every sheet, below its name as furniture. A hidden sheet is furniture as a whole.

    Formulas give the results that were saved with them. The text of a cell merged over several rows stands in each.

    Raises:
        BadInput: too many cells, or not a workbook (also whatever openpyxl raises; see `read_document`).
    """
    assembly = Assembly(name)
    for sheet in worksheets(data, results=True):
        rows = _rows(sheet, assembly)
        add_sheet(assembly, sheet.title, rows, merged_ranges(data, sheet), visible=sheet.sheet_state == "visible")
    return assembly.document()


def read_csv(text: str, name: str) -> Document:
    """Read a table of values separated by commas, tabs or semicolons, whichever its first lines agree on.

    Raises:
        BadInput: a quotation mark that is never closed, or text after a closed quotation mark.
    """
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    assembly, rows = Assembly(name), list[list[str]]()
    try:
        for row in reader:
            assembly.spend(len(row) + 1)
            rows.append(row)
    except csv.Error as error:
        raise refusal("table", name, line=reader.line_num) from error
    assembly.table(rows)
    return assembly.document()


def delimiter(text: str) -> str:
    """Return the sign that parts most of the first rows into the same number of cells, or else the comma."""

    def score(sign: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(StringIO(text[:20_000], newline=""), delimiter=sign) if row]
        except csv.Error:
            return 0, 0
        common = max(set(widths), key=widths.count, default=1)
        return (widths.count(common), common) if common > 1 else (0, 0)

    return max(",\t;", key=score)


def _rows(sheet: Any, assembly: Assembly) -> Rows:
    rows: Rows = {}
    for row in sheet.iter_rows():
        assembly.spend(len(row) + 1)
        for cell in row:
            if cell.value is not None and (text := as_shown(value_of(cell), cell.number_format).strip()):
                rows.setdefault(cell.row, {})[cell.column] = text
    return rows


def as_shown(value: Any, number_format: str) -> str:
    """Return a value as a person sees it in its cell, a date in ISO format."""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float) and "%" in number_format:
        decimals = re.search(r"\.(0+)[^0]*%", number_format)
        return f"{value * 100:.{len(decimals[1]) if decimals else 0}f}%"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def add_sheet(
    assembly: Assembly, title: str, rows: Rows, merged: Iterable[tuple[int, int, int, int]], *, visible: bool
) -> None:
    """Append the rows of a sheet below its name, if any, as furniture; a hidden sheet is furniture as a whole.

    The text of a cell merged over several rows (first column, first row, last column, last row) stands in each.
    """
    if not rows:
        return
    _repeat_merged(rows, merged, assembly)
    assembly.paragraph(title, "furniture")
    if visible:
        assembly.table(_table(rows, assembly))
    else:
        for row in _table(rows, assembly):
            assembly.paragraph(" ".join(filter(None, row)), "furniture")


def _repeat_merged(rows: Rows, ranges: Iterable[tuple[int, int, int, int]], assembly: Assembly) -> None:
    for column, first, _, last in ranges:
        text = rows.get(first, {}).get(column)
        if text is None:
            continue
        # A range may reach far below the last row, and a sheet may have many more rows than a range.
        below = range(first + 1, last + 1) if last - first < len(rows) else list(rows)
        assembly.spend(len(below))
        for row in below:
            if first < row <= last and row in rows:
                rows[row][column] = text


def _table(rows: Rows, assembly: Assembly) -> list[list[str]]:
    """Return the rows in order, without the columns that are empty in all of them."""
    columns = sorted({column for row in rows.values() for column in row})
    assembly.spend(len(columns) * len(rows))
    return [[row.get(column, "") for column in columns] for _, row in sorted(rows.items())]
