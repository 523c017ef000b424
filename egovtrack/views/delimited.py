"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TextIO

from egovtrack.limits import UNSEEN
from egovtrack.sheets import Column, Record, Sheet

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Some programs drop white space, and what is not seen, before they look for a formula.
_HIDDEN = rf"[\s{UNSEEN}]+[=+\-@＝＋－＠]"


def write_csv(sheet: Sheet, stream: TextIO) -> None:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    cells = [_cell_of(column) for column in sheet.all_columns]
    writer.writerows([cell(record) for cell in cells] for record in sheet.records)


def write_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """Labels, and rows of cells that are what they should be already."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in columns)
    writer.writerows(rows)


def _cell_of(column: Column) -> Callable[[Record], str]:
    """How a column's cell is made of a record. The same few values come again and again in a long table (days, states,
    percents): what was said of them is kept.
    """
    if column.plainly is None:
        return lambda record: _no_formula(column.words(record))
    key, words = column.key, column.plainly
    known = lru_cache(4096, typed=True)(lambda value: _no_formula(words(value)))

    def cell(record: Record) -> str:
        value = record.get(key)
        return _no_formula(words(value)) if value.__class__ is list else known(value)

    return cell


def _no_formula(text: str) -> str:
    hidden = not text[:1].isalnum() and re.match(_HIDDEN, text)
    return "'" + text if hidden or text.startswith(FORMULA) else text
