"""xlsx: a sheet for Excel and WPS, written row by row: of a long table only the packed file takes memory."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import BinaryIO

from egovtrack.cells import cell_text
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.sheets import Sheet

_MOST_ROWS = 1_048_576  # ECMA-376: what a worksheet holds, the labels among them
_WIDE, _NARROW = 40, 14


def write_sheet(sheet: Sheet, file: BinaryIO) -> None:
    """Write the labels of all columns, which stay in sight, then the rows: numbers as numbers, everything else as text,
    references too. Raises EgovtrackError if there are more rows than a worksheet holds, OSError if there is no room.
    """
    from xlsxwriter.exceptions import FileCreateError

    made = BytesIO()  # not into the file itself: where that fails, zipfile goes on writing and complaining
    with TemporaryDirectory(prefix="egovtrack-") as folder:
        try:
            _write(sheet, made, folder)
        except FileCreateError as error:
            raise error.__context__ or error from None
    file.write(made.getbuffer())


def _write(sheet: Sheet, file: BinaryIO, folder: str) -> None:
    import xlsxwriter

    # Each of the three would make something else of a text: a formula of =…, a number of 2017-1, a link of http://….
    as_text = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
    with xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": folder, **as_text}) as book:
        book.set_properties({"created": datetime.combine(sheet.as_of, time())})  # the same table gives the same bytes
        table = book.add_worksheet()
        table.freeze_panes(1, 0)
        if sheet.head:
            table.set_footer("&L" + _("ledger {head}").format(head=sheet.head))
        for place, column in enumerate(sheet.all_columns):
            table.set_column(place, place, _WIDE if column.wrap else _NARROW)
        table.write_row(0, 0, [column.label for column in sheet.all_columns], book.add_format({"bold": True}))
        for number, record in enumerate(sheet.records, start=1):
            if number == _MOST_ROWS:
                raise EgovtrackError(
                    _("an xlsx worksheet holds {count} rows, and there are more").format(count=_MOST_ROWS - 1),
                    _("export it as csv"),
                )
            for place, column in enumerate(sheet.all_columns):
                value, words = record.get(column.key), column.words(record)
                if isinstance(value, int | float) and words == str(value):
                    table.write_number(number, place, value)
                elif words:
                    table.write_string(number, place, cell_text(words))
