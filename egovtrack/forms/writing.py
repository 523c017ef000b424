"""A form as a workbook: instructions, the table to fill in, and the hidden record of what was sent."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from egovtrack.cells import (
    AS_TEXT,
    BORDER,
    DAY,
    FONT,
    HEADING,
    HIGHEST,
    cell_text,
    row_height,
    set_paper,
    set_running_lines,
)
from egovtrack.forms.guide import instructions
from egovtrack.forms.layout import (
    CHOICES,
    COLUMNS,
    FILL,
    FIRST_COLUMN,
    HEADING_ROW,
    KEY_COLUMN,
    LAST_COLUMN,
    MAX_TEXT,
    NUMBERS,
    TABLE_MARK,
    TITLE_ROWS,
    clean,
)
from egovtrack.forms.model import Form, FormRow
from egovtrack.forms.parts import let_rows_grow
from egovtrack.forms.sent import Sent, SentRow, digest
from egovtrack.i18n import gettext as _
from egovtrack.words import STATUS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_HEAD = 24  # characters of a head that are enough to be typed
_LEAST_LINES = 3  # room to write in
_WIDEST = 80
_GUIDE_WIDTHS = (24, 92)
_CELL = {**BORDER, "text_wrap": True, "valign": "top"}
_LOCKED = {**_CELL, "bg_color": "#F5F6F7"}
_FILLED = {**_CELL, "bg_color": "#FFF8DC", "locked": False}
_MIDDLE = {"align": "center"}
# A percent sign that is only shown: 40 is 40 %, and a cell that holds 0.4 does not look like 40 %.
_PERCENT = {"align": "center", "num_format": 'General"%"'}
_WORDS = {"text_wrap": True, "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "valign": "vcenter"},
    "subtitle": _WORDS,
    "reminder": {**_WORDS, "bold": True, "font_size": 11, "font_color": "#C00000"},
    "plain": {**_WORDS, "font_size": 11},
    "strong": {**_WORDS, "bold": True, "font_size": 11},
    "heading": HEADING,
    "fill_heading": {**HEADING, "bg_color": "#FFE08A"},
    "locked": _LOCKED,
    **{f"locked {name}": _LOCKED | _MIDDLE for name in ("ref", "role", "deadline", "status", "value")},
    "locked percent": _LOCKED | _PERCENT,
    # A text format: what begins with - or = or looks like a date stays what was typed.
    "filled": {**_FILLED, "num_format": "@"},
    **{f"filled {name}": _FILLED | _MIDDLE for name in ("status", "value")},
    "filled percent": _FILLED | _PERCENT,
    "filled day": _FILLED | DAY,
}
Cells = dict[str, str | float | None]
"""What the cells of a row show, by column."""


def write_form(form: Form) -> bytes:
    """Return the form as an xlsx file in the language in use, without formulas. Equal forms give equal bytes."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **AS_TEXT})
    book.set_properties({
        "title": clean(_title(form)),
        "created": datetime(form.made_on.year, form.made_on.month, form.made_on.day),  # noqa: DTZ001  a day, no moment
    })  # fmt: skip
    styles = {name: book.add_format({**FONT, **style}) for name, style in _STYLES.items()}
    rows = [_row(row, number) for number, row in enumerate(form.rows, HEADING_ROW + 1)]
    titles = [_words(text) for text in (_title(form), "\n".join(_subtitle(form)), _reminder())]
    _write_guide(book, styles, form)
    _write_table(book, styles, form, titles, rows)
    _write_record(book, _sent(form, titles, [row for row, _cells in rows]), form.head)
    book.close()
    return let_rows_grow(stream.getvalue())


def _row(row: FormRow, number: int) -> tuple[SentRow, Cells]:
    """Return a row of the table as it is remembered, and what its cells show. What was reported done is completed in
    the department's words, and numbers have the 15 significant digits that a workbook keeps.
    """
    status = "completed" if row.status == "reported_done" else row.status
    value = None if row.value is None else float(f"{row.value:.15g}")
    cells: Cells = {
        "ref": "\n".join(filter(None, (row.ref, row.period))), "title": row.title, "text": row.text,
        "role": "\n".join(filter(None, (row.role, row.came_by))), "deadline": row.deadline, "target": row.target,
        "last_report": row.last_report, "status": _((STATUS | CHOICES).get(status or "", "")), "percent": row.percent,
        "value": value, **dict.fromkeys(FILL[3:]),
    }  # fmt: skip
    cells = {name: _words(cell) if isinstance(cell, str) else cell for name, cell in cells.items()}
    fill = [] if row.closed else [name for name in FILL if row.measured or name != "value"]
    locked = {name: digest(as_text(cell)) for name, cell in cells.items() if name not in fill}
    return SentRow(number, row.key, _words(row.ref), locked, fill, status, row.percent, value, row.period), cells


def _words(text: str) -> str:
    """Return a text as a form keeps it."""
    return clean(text)[:MAX_TEXT]


def _title(form: Form) -> str:
    return _("{department}: progress in {period}").format(department=form.department, period=form.period)


def _subtitle(form: Form) -> tuple[str, ...]:
    """Return what stands below the title: the plans, each with its due day, and whom the department has named."""
    return (*form.plans, *([_("Contact: {name}").format(name=form.contact)] if form.contact else ()))


def _reminder() -> str:
    return _(
        "For matters that are not classified only. Fill in the yellow cells alone; where there is nothing new, put "
        "your name: a blank row counts as not answered."
    )


def _sent(form: Form, titles: list[str], rows: list[SentRow]) -> Sent:
    headings = {column.name: _(column.label) for column in COLUMNS}
    statuses = {_(word): code for code, word in CHOICES.items()}
    earliest = min(form.period_start, form.made_on)
    heads = [digest(title) for title in titles]
    return Sent(form.ledger, form.department, form.period, earliest, heads, headings, statuses, rows)


def as_text(cell: str | float | None) -> str:
    """Return what a cell shows as text, a number without needless digits."""
    return "" if cell is None else cell if isinstance(cell, str) else f"{cell:.15g}"


def _write_record(book: Workbook, sent: Sent, head: str) -> None:
    sheet = book.add_worksheet("egovtrack")
    for number, line in enumerate(sent.lines()):
        sheet.write_string(number, 0, cell_text(line))
    sheet.write_string(0, 1, head)  # beside the record: it tells nothing of what was sent
    sheet.protect()
    sheet.very_hidden()


def _write_table(
    book: Workbook, styles: dict[str, Format], form: Form, titles: list[str], rows: list[tuple[SentRow, Cells]]
) -> None:
    sheet = book.add_worksheet(_("Form"))
    sheet.set_column(0, 0, None, None, {"hidden": True})
    widths = _widths([str(cells["text"]) for _row, cells in rows])
    for name, width in widths.items():
        sheet.set_column(NUMBERS[name] - 1, NUMBERS[name] - 1, width)
    _write_titles(sheet, styles, titles)
    sheet.write_string(HEADING_ROW - 1, KEY_COLUMN - 1, TABLE_MARK)
    sheet.set_row(HEADING_ROW - 1, 34)
    for column in COLUMNS:
        style = styles["fill_heading" if column.fill else "heading"]
        sheet.write_string(HEADING_ROW - 1, NUMBERS[column.name] - 1, _(column.label), style)
    for row, cells in rows:
        texts = [(as_text(cell), widths[name]) for name, cell in cells.items()]
        sheet.set_row(row.number - 1, row_height(texts, least=_LEAST_LINES))
        _write_row(sheet, styles, row, cells)
    _validate(sheet, form)
    _set_page(sheet, form)
    sheet.protect("", {"format_rows": True})


def _widths(wordings: list[str]) -> dict[str, float]:
    """Return the width of each column. The wording gets as much as the longest needs to be seen whole."""
    widths = {column.name: column.width for column in COLUMNS}
    while widths["text"] < _WIDEST and any(row_height([(text, widths["text"])]) == HIGHEST for text in wordings):
        widths["text"] += 10
    return widths


def _write_titles(sheet: Worksheet, styles: dict[str, Format], titles: list[str]) -> None:
    heights = (26, 15 * (titles[1].count("\n") + 1), 20)
    for row, style, height, title in zip(TITLE_ROWS, ("title", "subtitle", "reminder"), heights, titles, strict=True):
        sheet.set_row(row - 1, height)
        sheet.merge_range(row - 1, FIRST_COLUMN - 1, row - 1, LAST_COLUMN - 1, "", styles[style])
        sheet.write_string(row - 1, FIRST_COLUMN - 1, cell_text(title), styles[style])


def _write_row(sheet: Worksheet, styles: dict[str, Format], row: SentRow, cells: Cells) -> None:
    sheet.write_string(row.number - 1, KEY_COLUMN - 1, cell_text(row.token()))
    for name, cell in cells.items():
        kind = "filled" if name in row.fill else "locked"
        place, style = (row.number - 1, NUMBERS[name] - 1), styles.get(f"{kind} {name}", styles[kind])
        if isinstance(cell, str):
            sheet.write_string(*place, cell_text(cell), style)
        else:
            sheet.write(*place, cell, style)


def _validate(sheet: Worksheet, form: Form) -> None:
    """Set what the program in which the form is filled in accepts. Reading checks it again, as pasting goes past it."""
    whole = _("A whole number from 0 to 100: 40 stands for 40 %.")
    date = _("A date such as {day}, not after today.").format(day=form.period_end)
    rules: dict[str, dict[str, Any]] = {
        "status": {
            "validate": "list", "source": [_(word) for word in CHOICES.values()],
            "error_message": _("Choose from the list."),
        },
        "percent": {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100, "input_message": whole,
            "error_message": whole,
        },
        "value": {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_message": _("A number, without its unit."),
        },
        "day": {
            "validate": "date", "criteria": "between", "minimum": min(form.period_start, form.made_on),
            "maximum": "=TODAY()", "input_message": date, "error_message": date,
        },
    }  # fmt: skip
    for name, rule in rules.items() if form.rows else ():
        column = NUMBERS[name] - 1
        sheet.data_validation(HEADING_ROW, column, HEADING_ROW + len(form.rows) - 1, column, rule)


def _set_page(sheet: Worksheet, form: Form) -> None:
    last_row = HEADING_ROW + len(form.rows) - 1
    set_paper(sheet, repeated=HEADING_ROW - 1)
    sheet.print_area(0, FIRST_COLUMN - 1, last_row, LAST_COLUMN - 1)
    sheet.freeze_panes(HEADING_ROW, NUMBERS["text"] - 1)
    sheet.set_selection(HEADING_ROW, NUMBERS["status"] - 1, HEADING_ROW, NUMBERS["status"] - 1)
    made = _("made on {day}, ledger {head}").format(day=form.made_on, head=form.head[:_HEAD])
    set_running_lines(sheet, (_title(form), _("Not classified")), made)


def _write_guide(book: Workbook, styles: dict[str, Format], form: Form) -> None:
    sheet = book.add_worksheet(_("Instructions"))
    sheet.hide_gridlines(2)
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 34)
    sheet.write_string(0, 0, cell_text(_words(_title(form))), styles["title"])
    for row, (what, how) in enumerate(instructions(form), 1):
        words = _words(how)
        sheet.set_row(row, 1.15 * row_height(zip((what, words), _GUIDE_WIDTHS, strict=True)) + 6)
        sheet.write_string(row, 0, what, styles["strong"])
        sheet.write_string(row, 1, cell_text(words), styles["reminder" if row == 1 else "plain"])
    set_paper(sheet)
    sheet.protect()
