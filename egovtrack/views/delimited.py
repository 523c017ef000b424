"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TextIO

from egovtrack.limits import UNSEEN
from egovtrack.sheets import LISTED, Column, Sheet

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Some programs drop white space, and what is not seen, before they look for a formula.
_HIDDEN = rf"[\s{UNSEEN}]+[=+\-@＝＋－＠]"


def write_csv(sheet: Sheet, stream: TextIO) -> None:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    writer.writerows(_rows(sheet))


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    columns = sheet.all_columns
    keys = [column.key for column in columns]
    tells = [_telling(column) for column in columns]
    quick = all(column.plainly for column in columns)
    for record in sheet.records:
        try:
            if quick:
                yield [tell(value) for tell, value in zip(tells, map(record.get, keys), strict=True)]
                continue
        except TypeError:  # a list where none was to be expected: nothing that can be looked up
            pass
        yield [_no_formula(column.words(record)) for column in columns]


def _telling(column: Column) -> Callable[[Any], str]:
    """How a value of a column is told. The same few come again and again in a long table (days, states, percents), and
    what was said of them is kept.
    """
    words = column.plainly or str

    def tell(value: Any) -> str:
        return _no_formula(words(value))

    return tell if column.key in LISTED else lru_cache(4096, typed=True)(tell)


def write_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """Labels, and rows of cells that are what they should be already."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in columns)
    writer.writerows(rows)


def _no_formula(text: str) -> str:
    hidden = not text[:1].isalnum() and re.match(_HIDDEN, text)
    return "'" + text if hidden or text.startswith(FORMULA) else text
