"""xlsx: a sheet for Excel and WPS, written row by row: a table of any length takes no more memory than a short one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.sheets import Column, Record, Sheet

_MOST_ROWS = 1_048_576  # ECMA-376: what a worksheet holds, the labels among them
_WIDE, _NARROW = 40, 14


def write_xlsx(columns: Sequence[Column], rows: Iterable[Sequence[Any]], file: BinaryIO) -> None:
    """Write labels that stay in sight, then the rows: numbers as numbers, everything else as text, references too.

    Raises EgovtrackError if there are more rows than a worksheet holds.
    """
    import xlsxwriter

    # Each of the three would make something else of a text: a formula of =…, a number of 2017-1, a link of http://….
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with xlsxwriter.Workbook(file, {"constant_memory": True, **as_text}) as book:
        table = book.add_worksheet()
        table.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            table.set_column(place, place, _WIDE if column.wrap else _NARROW)
        table.write_row(0, 0, [column.label for column in columns], book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            if number == _MOST_ROWS:
                raise EgovtrackError(
                    _("an xlsx worksheet holds {count} rows, and there are more").format(count=_MOST_ROWS - 1),
                    _("export it as csv"),
                )
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    table.write_number(number, place, value)
                elif value:
                    table.write_string(number, place, str(value))  # PostgreSQL gives dates as dates


def write_sheet(sheet: Sheet, file: BinaryIO) -> None:
    """Write all columns of a sheet. Raises EgovtrackError as `write_xlsx`."""
    write_xlsx(sheet.all_columns, rows_of(sheet), file)


def rows_of(sheet: Sheet) -> Iterator[list[Any]]:
    """Yield the rows of all columns: words, but numbers as they are where the words are only the number."""
    for record in sheet.records:
        yield [_cell(column, record) for column in sheet.all_columns]


def _cell(column: Column, record: Record) -> Any:
    value = record.get(column.key)
    words = column.words(record)
    return value if isinstance(value, int | float) and words == str(value) else words
