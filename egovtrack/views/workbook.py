"""xlsx: sheets for Excel and WPS, written row by row: of a long table only the packed file takes memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from egovtrack.cells import (
    AS_TEXT,
    BORDER,
    DAY,
    FONT,
    HEADING,
    breadth,
    cell_text,
    fits_page,
    plain,
    row_height,
    set_paper,
    set_running_lines,
)
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import written as _
from egovtrack.sheets import Column, Sheet
from egovtrack.sheets.columns import PROSE
from egovtrack.streams import one_line
from egovtrack.words import WORDS
from egovtrack.wrapping import balanced_widths

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
_ROOMS = 130, 150, 170, 190, 210  # characters across a page, the most readable first
_MOST_WIDTH, _NARROW = 80, 6  # of one column at most and at least
_MOST_ON_PAGE = 80  # rows
_TITLE_HEIGHT = 28.0
_WIDEST = 260.0  # what is broader, all in all, nobody could read on a page
STYLES: dict[str, dict[str, Any]] = {
    "heading": HEADING,
    "text": {**FONT, **BORDER, "text_wrap": True, "valign": "top"},
    "number": {**FONT, **BORDER, "align": "center", "valign": "top"},
    "percent": {**FONT, **BORDER, "align": "center", "valign": "top", "num_format": "0%"},
    "date": {**FONT, **BORDER, **DAY, "valign": "top"},
    "title": {**FONT, "font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter", "text_wrap": True},
    "words": {**FONT, "text_wrap": True, "valign": "top"},
    "middle": {**FONT, "text_wrap": True, "align": "center", "valign": "vcenter"},
    "note": {**FONT, "font_size": 9, "font_color": "#595959", "text_wrap": True, "valign": "top"},
}
_BAR = {
    "type": "data_bar", "bar_color": "#9DC3E6", "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
}  # fmt: skip
_TOTAL = {"bold": True, "bg_color": "#F2F2F2"}
LIGHTS = {
    "red": {"bg_color": "#F4B6B0", "font_color": "#7B0000"}, "yellow": {"bg_color": "#FFE699", "font_color": "#5F4700"},
    "blue": {"bg_color": "#BDD7EE", "font_color": "#0B3558"}, "green": {"bg_color": "#C6E0B4", "font_color": "#1C4A10"},
}  # fmt: skip
"""The colours of the lights; the word stands in the cell."""


def write_sheets(sheets: Sequence[Sheet], file: BinaryIO) -> None:
    """Write one workbook with a worksheet for each sheet, in this order, called by its name or title (made to fit where
    a worksheet cannot be called so): the labels of all columns, which stay in sight and can be filtered by, the rows, a
    blank row and the notes. Numbers, dates and percents are written as such, everything else as text, references too.
    The same sheets give the same bytes.

    Raises EgovtrackError if there are more rows than a worksheet holds, OSError if there is no room.
    """

    def write(book: Workbook) -> None:
        pen = Pen(book)
        for name, sheet in zip(sheet_names(each.name or each.title for each in sheets), sheets, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, pen)

    write_book(write, sheets[0].title, sheets[0].as_of, file)


def write_book(
    write: Callable[[Workbook], None], title: str, day: date, file: BinaryIO, *, streamed: bool = True
) -> None:
    """Write the workbook that `write` fills, if it is `streamed` from above to below; it is dated `day`, so that the
    same gives the same bytes. Raises OSError if there is no room.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    made = BytesIO()  # not into the file itself: where that fails, zipfile goes on writing and complaining
    with TemporaryDirectory(prefix="egovtrack-") as folder:
        try:
            with xlsxwriter.Workbook(made, {"constant_memory": streamed, "tmpdir": folder, **AS_TEXT}) as book:
                book.set_properties({"title": plain(title), "created": datetime.combine(day, time())})
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


class Grid(NamedTuple):
    """A table as a worksheet shows it: rows of values, each with the words that tell it. `lights` are the places of the
    columns that hold lights, `shares` those of percents; `totals` is how many rows at the end no filter should hide.
    """

    labels: Sequence[str]
    widths: Sequence[float]
    lights: Collection[int]
    rows: Iterable[Sequence[tuple[object, str]]]
    totals: int = 0
    shares: Collection[int] = ()


class Pen:
    """Writes on the worksheets of a workbook, from above to below, with the formats that it has there."""

    def __init__(self, book: Workbook) -> None:
        self.styles = {name: book.add_format(style) for name, style in STYLES.items()}
        self._totals = {name: book.add_format({**style, **_TOTAL}) for name, style in STYLES.items()}
        self._lights = {name: book.add_format(style) for name, style in LIGHTS.items()}

    def lines(self, table: Worksheet, row: int, texts: Iterable[str], style: str, widths: Sequence[float]) -> int:
        """Write texts from a row on, each across columns of these widths, and return the row after them."""
        size = STYLES[style]["font_size"] / FONT["font_size"]
        for last, text in enumerate(texts, start=row):
            table.set_row(last, size * row_height([(text, sum(widths) / size)]))
            if len(widths) > 1:
                table.merge_range(last, 0, last, len(widths) - 1, "", self.styles[style])
            table.write_string(last, 0, cell_text(text), self.styles[style])
            row = last + 1
        return row

    def grid(self, table: Worksheet, row: int, grid: Grid, *, filtered: bool = True) -> int:
        """Write labels in a row and the rows below it, and return the row after them. Raises EgovtrackError where there
        are more than a worksheet holds.
        """
        labels = list(zip(grid.labels, grid.widths, strict=True))
        table.set_row(row, row_height((label, width - filtered * _FILTER) for label, width in labels))
        for place, (label, _width) in enumerate(labels):
            table.write_string(row, place, cell_text(label), self.styles["heading"])
        last = row
        waiting: list[Sequence[tuple[object, str]]] = []
        for cells in grid.rows:
            waiting.append(cells)
            if len(waiting) > grid.totals:
                last += 1
                self._row(table, last, waiting.pop(0), grid.widths, self.styles)
        if filtered and labels:
            table.autofilter(row, 0, last, len(grid.labels) - 1)
        for place in grid.lights:
            self._colour(table, row + 1, place, max(last, row + 1))
        for place in grid.shares:
            table.conditional_format(row + 1, place, max(last, row + 1), place, _BAR)
        for cells in waiting:
            last += 1
            self._row(table, last, cells, grid.widths, self._totals)
        return last + 1

    def _row(
        self, table: Worksheet, row: int, cells: Sequence[tuple[object, str]], widths: Sequence[float],
        styles: Mapping[str, Format],
    ) -> None:  # fmt: skip
        if row == _MOST_ROWS:
            raise EgovtrackError(
                _("an xlsx worksheet holds {count} rows, and there are more").format(count=_MOST_ROWS - 1),
                _("export it as csv"),
            )
        for place, (value, words) in enumerate(cells):
            _write_cell(table, row, place, value, words, styles)
        table.set_row(row, row_height((words, width) for (_value, words), width in zip(cells, widths, strict=True)))

    def _colour(self, table: Worksheet, first: int, column: int, last: int) -> None:
        """Colour lights in a column, from a row to another, by the word that they begin with."""
        for light, style in self._lights.items():
            rule = {"type": "text", "criteria": "begins with", "value": _(WORDS["light"][light]), "format": style}
            table.conditional_format(first, column, last, column, rule)


def _write_sheet(table: Worksheet, sheet: Sheet, pen: Pen) -> None:
    columns = sheet.all_columns
    records = sheet.shown() if isinstance(sheet.rows, list) else sheet.records
    rows: Iterable[list[tuple[object, str]]] = (
        [(record.get(column.key), column.words(record)) for column in columns] for record in records
    )
    if isinstance(sheet.rows, list):
        rows = list(rows)
        words = [[words for _value, words in row] for row in rows]
        others = [_TITLE_HEIGHT, *(row_height([]) for _line in (*sheet.summary, *sheet.notes, ""))]
        widths = fitting([column.label for column in columns], [column.wrap for column in columns], words, others)
    else:
        widths = [_usual_width(column) for column in columns]
    for place, width in enumerate(widths):
        table.set_column(place, place, width)
    head = 0
    if sheet.summary:
        head = pen.lines(table, 0, [sheet.title], "title", widths)
        head = pen.lines(table, head, sheet.summary, "words", widths)
    lights = [place for place, column in enumerate(columns) if column.key == "light"]
    grid = Grid([column.label for column in columns], widths, lights, rows, totals=int(sheet.total is not None))
    end = pen.grid(table, head, grid)
    pen.lines(table, end + (not sheet.summary), sheet.notes, "note", widths)
    table.freeze_panes(head + 1, 0)
    if sum(widths) <= _WIDEST:
        set_paper(table, repeated=head)
    else:
        table.repeat_rows(head)
    foot = _("ledger {head}").format(head=sheet.head) if sheet.head else ""
    set_running_lines(table, (sheet.title, _("as of {day}").format(day=sheet.as_of)), foot)


def _usual_width(column: Column) -> float:
    usual = _PROSE_WIDTH if column.key in PROSE else _WRAP_WIDTH if column.wrap else _WIDTH
    return max(usual, min(breadth(column.label) + _FILTER, _PROSE_WIDTH))


def fitting(
    labels: Sequence[str], folded: Sequence[bool], rows: Sequence[Sequence[str]], others: Iterable[float] = ()
) -> list[float]:
    """Return widths in which the words of rows can be read on paper; columns that are `folded` may be narrower than
    their words. The table is as narrow as it may be to stand on one page, with `others`, the heights of other rows.
    """
    breadths = [[[breadth(line) + 1 for line in cell.split("\n")] for cell in row] for row in rows]
    most, least = [], []
    for place, label in enumerate(labels):
        widest = max([breadth(label) + _FILTER, *(line for row in breadths for line in row[place])])
        narrowest = max(min(breadth(label), 2 * _NARROW) + _FILTER, _NARROW) if folded[place] else widest
        most.append(min(widest, _MOST_WIDTH))
        least.append(min(most[-1], narrowest))
    above = sum(others)
    for room in _ROOMS:
        widths = [float(width) for width in balanced_widths(breadths, least, most, room)]
        if len(rows) > _MOST_ON_PAGE or sum(widths) < room:
            break
        if fits_page(widths, (above, *(row_height(zip(row, widths, strict=True)) for row in rows))):
            return widths
    return [float(width) for width in balanced_widths(breadths, least, most, _ROOMS[1])]


def _write_cell(
    table: Worksheet, row: int, place: int, value: object, words: str, styles: Mapping[str, Format]
) -> None:
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
