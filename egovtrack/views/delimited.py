"""csv for spreadsheets: RFC 4180, a row of labels first."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from operator import itemgetter
from types import NoneType, SimpleNamespace
from typing import Any, TextIO, TypeVar

from egovtrack.limits import UNSEEN
from egovtrack.sheets import Column, Sheet

T = TypeVar("T")

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
# Some programs drop white space, and what is not seen, before they look for a formula.
_HIDDEN = rf"[\s{UNSEEN}]+[=+\-@＝＋－＠]"
_SIGNS = frozenset(FORMULA)
_AT_A_TIME = 200
_MOST_KEPT = 4096


def write_csv(sheet: Sheet, stream: TextIO) -> None:
    """All columns of a sheet. A cell that a spreadsheet would take for a formula is kept text by an apostrophe."""
    _write(sheet.all_columns, _told(sheet), stream)


def _write(columns: Sequence[Column], parts: Iterable[Sequence[Sequence[Any]]], stream: TextIO) -> None:
    """Labels, and rows of cells, which come some hundred at a time.

    Python's csv looks up each character among those that end a line: a sixth of the time that it takes. It does not
    where a line has no end, and that a cell has one is then seen by there being more ends than lines.
    """
    whole = csv.writer(stream)
    whole.writerow(column.label for column in columns)
    lines: list[str] = []
    endless = csv.writer(SimpleNamespace(write=lines.append), lineterminator="")
    for some in parts:
        endless.writerows(some)
        text = "\r\n".join((*lines, ""))
        if text.count("\r") == text.count("\n") == len(some):
            stream.write(text)
        else:
            whole.writerows(some)
        lines.clear()


def _some(rows: Iterable[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while some := [*islice(rows, _AT_A_TIME)]:
        yield some


def _told(sheet: Sheet) -> Iterator[Sequence[Sequence[str]]]:
    """The cells of the rows, column by column: what is done for each is then done by the interpreter's own loops."""
    columns = sheet.all_columns
    if not all(column.plainly for column in columns):
        for records in _some(sheet.records):
            yield [[_no_formula(column.words(record)) for column in columns] for record in records]
        return
    keys = [column.key for column in columns]
    tells = [_Telling(column) for column in columns]
    for some in _some(sheet.rows):
        values = zip(*(some if sheet.record else [[*map(row.get, keys)] for row in some]), strict=True)
        yield [*zip(*[tell.all(those) for tell, those in zip(tells, values, strict=False)], strict=True)]


class _Telling(dict[Any, str]):
    """How the values of a column are told. The same few come again and again in a long table (days, states, percents),
    and what was said of them is kept.
    """

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._words = column.plainly or str
        self._coded = column.is_coded()
        self._kinds: set[type] = set()

    def all(self, values: Sequence[Any]) -> Sequence[Any]:
        """The cells of these values; what csv writes of a value as it is may stay one."""
        kinds = {*map(type, values)} - {NoneType}
        if not self._coded and (kinds <= {int} or kinds <= {date} or (kinds <= {str} and _harmless(values))):
            return values
        self._kinds |= kinds
        # Lists cannot be looked up (and tuples are what comes again), and True would find what was said of 1.
        if self._kinds.isdisjoint({list, dict}) and (bool not in self._kinds or self._kinds == {bool}):
            return [*map(self.__getitem__, values)]
        return [*map(self._tell, values)]

    def __missing__(self, value: Any) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        told = self[value] = self._tell(value)
        return told

    def _tell(self, value: Any) -> str:
        return _no_formula(self._words(value))


def write_rows(columns: Sequence[Column], rows: Iterable[Sequence[Any]], stream: TextIO, free: Collection[str]) -> None:
    """Labels, and rows of cells that are words already. In the columns `free` (keys) stands what people wrote: what a
    spreadsheet would take for a formula is kept text.
    """
    _write(columns, _all_kept(rows, [place for place, column in enumerate(columns) if column.key in free]), stream)


def _all_kept(rows: Iterable[Sequence[Any]], places: Sequence[int]) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows with what stands in these places kept text."""
    written = [*map(itemgetter, places)]
    for some in _some(rows):
        # A million rows are too many to look into each cell.
        quick = all(_harmless(map(cells, some)) for cells in written)
        yield some if quick else [[*map(_kept, row)] for row in some]


def _harmless(texts: Iterable[str | None]) -> bool:
    """Whether the signs that these texts begin with show that none of them could be taken for a formula."""
    return all(map(str.isalnum, set(map(itemgetter(0), filter(None, texts)))))


def _kept(cell: Any) -> Any:
    return _no_formula(cell) if isinstance(cell, str) else cell


def _no_formula(text: str) -> str:
    if not text or text[0].isalnum() or _SIGNS.isdisjoint(text):  # nearly all
        return text
    return "'" + text if text.startswith(FORMULA) or re.match(_HIDDEN, text) else text
