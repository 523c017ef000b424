"""xlsx: sheets for Excel and WPS, written row by row: of a long table only the packed file takes memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from egovtrack.cells import (
    AS_TEXT,
    BORDER,
    DAY,
    FONT,
    HEADING,
    breadth,
    cell_text,
    row_height,
    set_paper,
    set_running_lines,
)
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.sheets import Column, Record, Sheet
from egovtrack.sheets.columns import PROSE
from egovtrack.streams import one_line
from egovtrack.words import WORDS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS = 1_048_576  # ECMA-376: what a worksheet holds, the labels among them
_MOST_NAME = 31  # and the characters of its name
_NO_NAME = re.compile(r"[\[\]:*?/\\'\ud800-\udfff\ufffe\uffff]")
_SURE = 10**15  # a cell keeps 15 digits of a number
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_PROSE_WIDTH, _WRAP_WIDTH, _WIDTH = 28.0, 14.0, 11.0
_FILTER = 3  # characters that the button of the filter takes
_WIDEST = 260.0  # what is broader, all in all, nobody could read on a page
STYLES: dict[str, dict[str, Any]] = {
    "heading": HEADING,
    "text": {**FONT, **BORDER, "text_wrap": True, "valign": "top"},
    "number": {**FONT, **BORDER, "valign": "top"},
    "percent": {**FONT, **BORDER, "valign": "top", "num_format": "0%"},
    "date": {**FONT, **BORDER, **DAY, "valign": "top"},
    "note": {**FONT, "font_color": "#595959"},
}
LIGHTS = {
    "red": {"bg_color": "#F4B6B0", "font_color": "#7B0000"}, "yellow": {"bg_color": "#FFE699", "font_color": "#5F4700"},
    "blue": {"bg_color": "#BDD7EE", "font_color": "#0B3558"}, "green": {"bg_color": "#C6E0B4", "font_color": "#1C4A10"},
}  # fmt: skip
"""The colours of the lights; the word stands in the cell."""


def write_sheet(sheet: Sheet, file: BinaryIO) -> None:
    """Write a sheet as a workbook of one worksheet; see `write_sheets`."""
    write_sheets([sheet], file)


def write_sheets(sheets: Sequence[Sheet], file: BinaryIO) -> None:
    """Write one workbook with a worksheet for each sheet, in this order, called by its title (made to fit where a
    worksheet cannot be called so): the labels of all columns, which stay in sight and can be filtered by, the rows, a
    blank row and the notes. Numbers, dates and percents are written as such, everything else as text, references too.
    The same sheets give the same bytes.

    Raises EgovtrackError if there are more rows than a worksheet holds, OSError if there is no room.
    """

    def write(book: Workbook) -> None:
        styles = {name: book.add_format(style) for name, style in STYLES.items()}
        lights = {name: book.add_format(style) for name, style in LIGHTS.items()}
        for name, sheet in zip(sheet_names(each.title for each in sheets), sheets, strict=True):
            _write_table(book.add_worksheet(name), sheet, styles, lights)

    write_book(write, sheets[0].title, sheets[0].as_of, file)


def write_book(write: Callable[[Workbook], None], title: str, day: date, file: BinaryIO) -> None:
    """Write the workbook that `write` fills, from above to below; it is dated `day`, so that the same gives the same
    bytes. Raises OSError if there is no room.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    made = BytesIO()  # not into the file itself: where that fails, zipfile goes on writing and complaining
    with TemporaryDirectory(prefix="egovtrack-") as folder:
        try:
            with xlsxwriter.Workbook(made, {"constant_memory": True, "tmpdir": folder, **AS_TEXT}) as book:
                book.set_properties({"title": one_line(title), "created": datetime.combine(day, time())})
                write(book)
        except FileCreateError as error:
            raise error.__context__ or error from None
    file.write(made.getbuffer())


def sheet_names(given: Iterable[str]) -> list[str]:
    """Return names as worksheets can bear them: of 31 characters at most (in UTF-16), each another one."""
    names: list[str] = []
    for wanted in given:
        whole = _NO_NAME.sub(" ", one_line(wanted)).strip() or "-"
        ends = ("", *(f" {number}" for number in range(2, len(names) + 3)))
        taken = {name.casefold() for name in names}
        names.append(next(name for end in ends if (name := _beginning(whole, end)).casefold() not in taken))
    return names


def _beginning(name: str, end: str) -> str:
    room = 2 * (_MOST_NAME - len(end))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").strip() + end


def _write_table(table: Worksheet, sheet: Sheet, styles: Mapping[str, Format], lights: Mapping[str, Format]) -> None:
    columns = sheet.all_columns
    widths = [_width(column) for column in columns]
    folded = [place for place, column in enumerate(columns) if column.wrap]
    for place, width in enumerate(widths):
        table.set_column(place, place, width)
    table.set_row(0, row_height((column.label, width) for column, width in zip(columns, widths, strict=True)))
    table.write_row(0, 0, [column.label for column in columns], styles["heading"])
    last = 0
    for last, record in enumerate(sheet.records, start=1):
        if last == _MOST_ROWS:
            raise EgovtrackError(
                _("an xlsx worksheet holds {count} rows, and there are more").format(count=_MOST_ROWS - 1),
                _("export it as csv"),
            )
        texts = _write_row(table, last, columns, record, styles)
        table.set_row(last, row_height((texts[place], widths[place]) for place in folded))
    for number, note in enumerate(sheet.notes, start=last + 2):
        table.write_string(number, 0, cell_text(note), styles["note"])
    table.freeze_panes(1, 0)
    table.autofilter(0, 0, last - (last > 1 and sheet.total is not None), len(columns) - 1)
    for place, column in enumerate(columns):
        if column.key == "light":
            show_lights(table, 1, place, max(last, 1), lights)
    if sum(widths) <= _WIDEST:
        set_paper(table, repeated=0)
    else:
        table.repeat_rows(0)
    head = _("ledger {head}").format(head=sheet.head) if sheet.head else ""
    set_running_lines(table, (sheet.title, _("as of {day}").format(day=sheet.as_of)), head)


def _width(column: Column) -> float:
    usual = _PROSE_WIDTH if column.key in PROSE else _WRAP_WIDTH if column.wrap else _WIDTH
    return max(usual, min(breadth(column.label) + _FILTER, _PROSE_WIDTH))


def _write_row(
    table: Worksheet, row: int, columns: Sequence[Column], record: Record, styles: Mapping[str, Format]
) -> list[str]:
    """Write a record, and return the words in its cells."""
    texts = [column.words(record) for column in columns]
    for place, (column, words) in enumerate(zip(columns, texts, strict=True)):
        write_cell(table, row, place, record.get(column.key), words, styles)
    return texts


def write_cell(table: Worksheet, row: int, place: int, value: object, words: str, styles: Mapping[str, Format]) -> None:
    """Write a value that is told in words: as a number, percent or date where the words tell no more than that."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _SURE:
        if words == str(value):
            table.write_number(row, place, value, styles["number"])
            return
        if words == f"{value}%":
            table.write_number(row, place, value / 100, styles["percent"])
            return
    elif isinstance(value, date) and value >= _FIRST_DAY and words == str(value):
        table.write_datetime(row, place, datetime.combine(value, time()), styles["date"])
        return
    if words:
        table.write_string(row, place, cell_text(words), styles["text"])
    else:
        table.write_blank(row, place, None, styles["text"])


def show_lights(table: Worksheet, first: int, column: int, last: int, lights: Mapping[str, Format]) -> None:
    """Colour the cells of a column of lights, from a row to another, by the word that they begin with."""
    for light, style in lights.items():
        rule = {"type": "text", "criteria": "begins with", "value": _(WORDS["light"][light]), "format": style}
        table.conditional_format(first, column, last, column, rule)
