"""A made-up form, and what people do to it with openpyxl.

    B ref · C task · D wording · E role · F deadline · G targets · H last report
    I status · J percent · K number done · L done · M problem · N next step · O by · P on · Q evidence

Row 5 has a target, row 6 has none and no report yet, row 7 is verified and closed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovtrack.forms import Expected, Form, FormRow, Returned, read_form, write_form

FIRST = FormRow(
    key="2031-1/1/市甲局/lead",
    ref="2031-1",
    title="建平台",
    text="建成20个业务系统统一使用的平台。",
    role="lead",
    came_by="named",
    deadline="2031-12-31",
    target="20个业务系统",
    measured=True,
    status="in_progress",
    percent=40,
    value=6.0,
    last_report="2031-05-31 张三：已接入6个系统",
)
SECOND = replace(
    FIRST, key="2031-2/1/市甲局/responsible", ref="2031-2", title="管平台", text="制定平台管理办法。", target="",
    measured=False, status=None, percent=None, value=None, last_report="",
)  # fmt: skip
THIRD = replace(SECOND, key="2031-3/1/市甲局/lead", ref="2031-3", title="查平台", text="检查平台。", status="verified")
FORM = Form(
    ledger="9a1c",
    department="市甲局",
    period="2031-06",
    period_start=date(2031, 6, 1),
    period_end=date(2031, 6, 30),
    plans=("2031年工作要点（甲府办发〔2031〕1号）",),
    made_on=date(2031, 6, 20),
    rows=(FIRST, SECOND, THIRD),
    head="41:" + "9f2c" * 16,
)
TODAY = date(2031, 7, 3)
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0", "\0", "\x1b[2J", "\ud800", "\ufffe", "_x0041_", "_x005F_",
    "_x000D_", "&&L&P", "<r><t>", "<r></r>", "<b>&amp;</b>", "'", '"', "  两  端  ", "\r\n", "\t", "\u202e", "\u2028",
    "📄", "40%", "2031-1", "http://a.b", "#REF!", "#N/A", "TRUE",
]  # fmt: skip
Edit = Callable[[Worksheet, Workbook], None]


def expected(form: Form = FORM, period: str | None = None) -> Expected:
    """What is expected of a form of the same ledger, with the standing as it was when the form was made."""
    return Expected(form.ledger, period, TODAY, {row.key: row.status for row in form.rows})


def table(book: Workbook) -> Worksheet:
    """The sheet that is filled in."""
    return book.worksheets[1]


def edited(content: bytes, edit: Edit) -> bytes:
    """The workbook after a person edited it."""
    book, stream = load_workbook(BytesIO(content)), BytesIO()
    edit(table(book), book)
    book.save(stream)
    return stream.getvalue()


def typed(cells: Mapping[str, Any], formats: Mapping[str, str] | None = None) -> Edit:
    """Type these values into these cells, and give cells these number formats."""

    def edit(sheet: Worksheet, _book: Workbook) -> None:
        for address, value in cells.items():
            sheet[address] = value
        for address, number_format in (formats or {}).items():
            sheet[address].number_format = number_format

    return edit


def back(edit: Edit, form: Form = FORM, against: Expected | None = None) -> Returned:
    """The form, edited and read back."""
    return read_form("form.xlsx", edited(write_form(form), edit), against or expected(form))


def cells_of(returned: Returned) -> list[str]:
    """The cells in which there are problems; there are no entries then."""
    assert returned.entries == ()
    assert all(problem.reason and problem.hint for problem in returned.problems)
    return [problem.cell for problem in returned.problems]
