"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import io
import re

from egovtrack.limits import UNSEEN
from egovtrack.sheets import Sheet

# What begins a formula, full-width too, also after white space and what is not seen, which some programs drop.
_FORMULA = re.compile(rf"[\t\r\n]|(?:\s|{UNSEEN.pattern})*[=+\-@＝＋－＠]")


def csv_text(sheet: Sheet) -> str:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    writer.writerows([_cell(column.words(record)) for column in sheet.all_columns] for record in sheet.records)
    return stream.getvalue()


def _cell(text: str) -> str:
    return "'" + text if _FORMULA.match(text) else text
