"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
from typing import TextIO

from egovtrack.sheets import Sheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(sheet: Sheet, stream: TextIO) -> None:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    words = [column.words for column in sheet.all_columns]
    writer.writerows([_cell(tell(record)) for tell in words] for record in sheet.records)


def _cell(text: str) -> str:
    return "'" + text if text.startswith(FORMULA) else text
