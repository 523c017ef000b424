"""Workbooks of Excel 97 to 2003 and of WPS (.xls, .et), by xlrd in a process of its own.

python-calamine is faster, but tells no number formats: a cell that shows 40% would be read as 0.4.
"""

from __future__ import annotations

from io import StringIO
from typing import Any

from egovtrack.draft import Document
from egovtrack.readers.assembly import MAX_CELLS, Assembly
from egovtrack.readers.bounded import Failed, answer
from egovtrack.readers.tables import Rows, add_sheet, as_shown
from egovtrack.refusals import refusal


def read_xls(data: bytes, name: str) -> Document:
    """Read an old workbook as `tables.read_xlsx` does a new one.

    Raises:
        BadInput: damaged, encrypted, too many cells, or too slow to read.
    """
    try:
        sheets = answer("xls:sheets", data, name)
    except Failed as failed:
        why = {"MemoryError": "cells", "PermissionError": "encrypted"}.get(str(failed), "unreadable")
        raise refusal(why, name, reason=failed) from failed
    assembly = Assembly(name)
    for title, visible, cells, merged in sheets:
        rows: Rows = {}
        for row, column, text in cells:
            rows.setdefault(row, {})[column] = text
        add_sheet(assembly, title, rows, merged, visible=visible)
    return assembly.document()


def sheets(data: bytes) -> list[Any]:
    """Return each sheet of a workbook: its name, whether it is visible, its cells (row, column, text), and its merged
    ranges, all counted from 1.

    Raises:
        PermissionError: it is encrypted.
        MemoryError: it has too many cells.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        raise PermissionError if "encrypted" in str(error) else error from error
    found, count = [], 0
    for sheet in book.sheets():
        cells = []
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row)):
                if text := _text(book, cell).strip():
                    cells.append((row + 1, column + 1, text))
            count += sheet.row_len(row)
        if count > MAX_CELLS:
            raise MemoryError
        # xlrd's ends of ranges are the first row and column behind them.
        merged = [(left + 1, top + 1, right, bottom) for top, bottom, left, right in sheet.merged_cells]
        found.append((sheet.name, not sheet.visibility, cells, merged))
    return found


def _text(book: Any, cell: Any) -> str:
    """Return what a cell shows."""
    import xlrd

    if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
        return ""
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return as_shown(_moment(cell.value, book.datemode), "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return as_shown(bool(cell.value), "")
    return as_shown(cell.value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _moment(value: float, datemode: int) -> Any:
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(value, datemode)
    except (OverflowError, ValueError):
        return value
    # Of a number that is no day the program shows ####, and of one under a day the time.
    return value if value < 0 else moment if value >= 1 else moment.time()
