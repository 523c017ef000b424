"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TextIO

from egovtrack.limits import UNSEEN
from egovtrack.sheets import Sheet

# Some programs drop white space, and characters that are not seen, before they look for a formula.
_FORMULA = re.compile(rf"[\t\r\n]|[\s{UNSEEN}]*[=+\-@＝＋－＠]")
_MOST_KEPT = 4096


def write_csv(sheet: Sheet, stream: TextIO) -> None:
    """Write all columns of a sheet. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(stream)
    writer.writerow(column.label for column in sheet.all_columns)
    writer.writerows(_cells(sheet))


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    columns = sheet.all_columns
    words = [column.plainly for column in columns if column.plainly]
    if len(words) < len(columns):
        for record in sheet.records:
            yield [_as_text(column.words(record)) for column in columns]
        return
    keys = [column.key for column in columns]
    known = [_remembering(each) for each in words]
    for row in sheet.rows:
        values = row[: len(keys)] if sheet.record else [row.get(key) for key in keys]
        try:
            yield [tell(value) for tell, value in zip(known, values, strict=True)]
        except TypeError:  # a list cannot be looked up
            yield [_as_text(tell(value)) for tell, value in zip(words, values, strict=True)]


def _remembering(words: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return a function that gives the cell of a value, and keeps it: the same few values come again and again."""
    return lru_cache(_MOST_KEPT, typed=True)(lambda value: _as_text(words(value)))


def _as_text(text: str) -> str:
    if text[:1].isalnum() or not _FORMULA.match(text):  # nearly all begin with a letter or a digit
        return text
    return "'" + text
