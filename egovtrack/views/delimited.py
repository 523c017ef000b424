"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import io

from egovtrack.sheets import Sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(sheet: Sheet) -> str:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    writer.writerows([_cell(column.words(record)) for column in sheet.all_columns] for record in sheet.records)
    return stream.getvalue()


def _cell(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text
