"""What comes back: what a person changed, and nothing else; what is in doubt is named with its cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovtrack import i18n
from egovtrack.forms import Expected, read_form, write_form
from tests.forms import FIRST, FORM, TODAY, back, cells_of, edited, expected, typed

FILLED = {
    "I5": "blocked", "J5": 60, "K5": 12, "L5": "已接入12个系统", "M5": "经费不足", "N5": "申请追加", "O5": "李四",
    "P5": date(2031, 6, 28),
}  # fmt: skip


def unedited(_sheet: Worksheet, _book: Workbook) -> None:
    pass


def test_a_form_in_which_no_cell_was_touched_is_refused() -> None:
    returned = back(unedited)
    (problem,) = returned.problems
    assert (returned.entries, problem.cell, problem.reason) == ((), "", "no cell of the form was filled in")
    assert "name" in problem.hint
    assert (returned.ledger, returned.department, returned.period, returned.rows) == ("9a1c", "市甲局", "2031-06", 3)


def test_what_is_filled_in_becomes_an_entry_of_its_row() -> None:
    (entry,) = back(typed(FILLED)).entries
    assert (entry.key, entry.ref, entry.row) == (FIRST.key, "2031-1", 5)
    assert (entry.status, entry.percent, entry.value) == ("blocked", 60, 12.0)
    assert (entry.note, entry.problem, entry.next_step) == ("已接入12个系统", "经费不足", "申请追加")
    assert (entry.author, entry.day) == ("李四", date(2031, 6, 28))
    assert [entry.cell(field) for field in ("status", "value", "day")] == ["I5", "K5", "P5"]


def test_cells_left_as_they_were_say_nothing() -> None:
    """The standing that was sent is not reported again with a note that is all there is; the other row is no entry."""
    (entry,) = back(typed({"L5": "仍在接入"})).entries
    assert (entry.note, entry.status, entry.percent, entry.value, entry.day) == ("仍在接入", None, None, None, None)


def test_typing_again_what_was_there_is_no_change() -> None:
    (entry,) = back(typed({"I5": "in progress", "J5": "40", "K5": 6.0, "O5": "李四"})).entries
    assert not entry.says_something()
    assert (entry.status, entry.percent, entry.value) == (None, None, None)


def test_a_name_or_a_day_alone_is_an_answer_that_says_nothing_new() -> None:
    entries = back(typed({"O5": "李四", "P5": date(2031, 6, 28), "O6": "李四", "L6": "  \n"})).entries
    assert [(entry.ref, entry.author, entry.says_something()) for entry in entries] == [
        ("2031-1", "李四", False), ("2031-2", "李四", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cells",
    [
        {"L5": "无"}, {"L5": "同上。"}, {"L5": "-"}, {"L5": " —— "}, {"L5": "已报"}, {"L5": "暂 无".replace(" ", "")},
        {"L5": "（无）"}, {"L5": "No change."}, {"L5": "／"}, {"M5": "无", "N5": "无"}, {"L5": "同上", "M5": "无"},
        {"L5": "见附件"}, {"L5": "无", "I5": "in progress"},
    ],
)  # fmt: skip
def test_words_that_say_nothing_new_are_an_answer_all_the_same(cells: dict[str, str]) -> None:
    (entry,) = back(typed(cells)).entries
    assert not entry.says_something()


@pytest.mark.parametrize(
    "cells",
    [
        {"L5": "无", "J5": 50}, {"L5": "无", "I5": "blocked"}, {"L5": "见附件", "Q5": "附件1.pdf"}, {"Q5": "甲函5号"},
        {"L5": "完成调研", "M5": "无"}, {"L5": "无人值守站建成"}, {"L5": "0"}, {"M5": "缺经费", "L5": "同上"},
    ],
)  # fmt: skip
def test_a_report_may_have_them_beside_what_is_new(cells: dict[str, Any]) -> None:
    (entry,) = back(typed(cells)).entries
    assert entry.says_something()


def test_no_problem_is_kept_as_it_was_typed() -> None:
    (entry,) = back(typed({"L5": "完成调研", "M5": "无"})).entries
    assert (entry.note, entry.problem) == ("完成调研", "无")


def test_a_department_claims_completion() -> None:
    (entry,) = back(typed({"I5": "completed"})).entries
    assert entry.status == "completed"


def test_several_rows() -> None:
    assert [entry.ref for entry in back(typed({"L5": "甲", "L6": "乙"})).entries] == ["2031-1", "2031-2"]


def test_words_come_back_as_they_were_typed() -> None:
    """Numbers and days that were typed among words are words; line ends are \\n; nothing is made of - or @."""
    returned = back(
        typed({"L5": "甲\r\n乙 \n", "M5": 2031, "N5": date(2031, 7, 1), "L6": "-甲", "M6": "@乙", "N6": 0.5})
    )
    assert returned.problems == ()
    first, second = returned.entries
    assert (first.note, first.problem, first.next_step) == ("甲\n乙", "2031", "2031-07-01")
    assert (second.note, second.problem, second.next_step) == ("-甲", "@乙", "0.5")


@pytest.mark.parametrize("value", [55, 55.0, "55", " 55 ", "５５", "55%", "５５％", "55 %"])
def test_a_percent_of_which_there_is_no_doubt(value: object) -> None:
    assert [entry.percent for entry in back(typed({"J5": value})).entries] == [55]


@pytest.mark.parametrize(("value", "number_format"), [(0.55, "0%"), (0.57, "0.0%"), (1, "0%")])
def test_a_percent_that_the_cell_shows_as_one(value: float, number_format: str) -> None:
    (entry,) = back(typed({"J5": value}, {"J5": number_format})).entries
    assert entry.percent == round(100 * value)


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(0.4, None), (1.5, None), (1.5, "0%"), (40, "0%"), (0.125, "0%"), (150, None), (-1, None), ("四成", None),
     ("0.4", None), ("1.5", None), ("40%以上", None), (True, None), (date(2031, 6, 1), None), (1e999, None)],
)  # fmt: skip
def test_a_percent_that_may_mean_something_else(value: object, number_format: str | None) -> None:
    """1.5 may be 150 % or one and a half, 0.4 may be 40 %; where 1.5 is shown as 150%, it is too much."""
    assert cells_of(back(typed({"J5": value}, {"J5": number_format} if number_format else {}))) == ["J5"]


def test_the_reason_shows_what_the_person_sees() -> None:
    (problem,) = back(typed({"J5": 1.5}, {"J5": "0%"})).problems
    assert problem.reason == "Percent done (0–100): “150%” is no whole number from 0 to 100"
    assert problem.hint == "Write 40 for 40 %; neither 0.4 nor a part of a percent, and no more than 100."


@pytest.mark.parametrize(("value", "number"), [(7, 7.0), (7.5, 7.5), ("７．５", 7.5), (0, 0.0)])
def test_a_number_done(value: object, number: float) -> None:
    assert [entry.value for entry in back(typed({"K5": value})).entries] == [number]


@pytest.mark.parametrize(
    ("value", "number_format"), [("7个", None), ("7%", None), (0.5, "0%"), (-1, None), ("1,200", None), (1e999, None)]
)
def test_a_number_done_in_doubt(value: object, number_format: str | None) -> None:
    assert cells_of(back(typed({"K5": value}, {"K5": number_format} if number_format else {}))) == ["K5"]


@pytest.mark.parametrize(
    ("value", "number_format"),
    [(date(2031, 6, 1), "yyyy-mm-dd"), (datetime.fromisoformat("2031-06-01T14:30"), 'yyyy"年"m"月"d"日"')],
)
def test_a_day(value: date, number_format: str) -> None:
    (entry,) = back(typed({"L5": "甲", "P5": value}, {"P5": number_format})).entries
    assert entry.day == date(2031, 6, 1)


@pytest.mark.parametrize(
    "value",
    ["2031-06-28", "2031-6-28", "2031/6/28", "2031.6.28", "2031年6月28日", "2031 年 6 月 28 号", "20310628", 20310628,
     "２０３１年６月２８日"],
)  # fmt: skip
def test_a_day_typed_as_text_is_taken_with_a_word(value: object) -> None:
    returned = back(typed({"L5": "甲", "P5": value}, {"P5": "General"}))
    assert [entry.day for entry in returned.entries] == [date(2031, 6, 28)]
    (remark,) = returned.remarks
    assert (remark.cell, "is taken for 2031-06-28" in remark.reason) == ("P5", True)


@pytest.mark.parametrize("value", ["6月30日", "28/6/2031", "2031-6/28", "2031-02-30", "2031年6月", 203106, 48029, True])
def test_a_day_of_which_there_is_doubt(value: object) -> None:
    assert cells_of(back(typed({"L5": "甲", "P5": value}, {"P5": "General"}))) == ["P5"]


@pytest.mark.parametrize(
    ("day", "good"),
    [(date(2031, 5, 31), False), (date(2031, 6, 1), True), (TODAY, True), (date(2031, 7, 4), False),
     (date(2030, 6, 30), False)],
)  # fmt: skip
def test_a_day_is_of_the_period_or_after_and_not_after_today(day: date, good: bool) -> None:
    """It is mostly after the period: June's form is filled in when June is over."""
    returned = back(typed({"L5": "甲", "P5": day}))
    assert [problem.cell for problem in returned.problems] == ([] if good else ["P5"])


def test_a_form_that_was_made_before_its_period_may_be_dated_then() -> None:
    form = replace(FORM, made_on=date(2031, 5, 25))
    assert back(typed({"L5": "甲", "P5": date(2031, 5, 28)}), form).problems == ()


def test_a_status_that_is_not_in_the_list() -> None:
    (problem,) = back(typed({"I5": "half done"})).problems
    assert (problem.cell, problem.reason) == ("I5", "Status: “half done” is not in the list")
    assert problem.hint == "Choose one of: not started, in progress, blocked, completed."


@pytest.mark.parametrize("cell", ["I5", "J5", "K5", "L5", "O5", "P5", "D5", "K6", "L7"])
@pytest.mark.parametrize("formula", ["=1+1", "='[http://example.invalid/a.xlsx]S'!A1", '=WEBSERVICE("http://a.b")'])
def test_a_formula_is_never_calculated(cell: str, formula: str) -> None:
    assert cells_of(back(typed({cell: formula}))) == [cell]


def test_an_error_value_is_no_text() -> None:
    assert cells_of(back(typed({"L5": "#REF!"}))) == ["L5"]


@pytest.mark.parametrize("cell", ["I5", "J5", "K5"])
def test_what_was_deleted_is_not_silently_kept(cell: str) -> None:
    assert cells_of(back(typed({cell: None}))) == [cell]


@pytest.mark.parametrize("cell", ["B5", "C5", "D5", "E5", "F5", "G5", "H5", "K6", "I7", "L7"])
@pytest.mark.parametrize("value", ["改过", None])
def test_a_locked_cell_that_was_changed(cell: str, value: str | None) -> None:
    """Also one that was sent empty (K6, L7), if something stands in it now."""
    was_empty = cell in {"K6", "L7"}
    assert cells_of(back(typed({cell: value}))) == ([""] if was_empty and value is None else [cell])


def test_white_space_that_a_program_changes_in_a_locked_cell_does_not_matter() -> None:
    assert back(typed({"E5": "lead named ", "L5": "甲"})).problems == ()


def test_a_renamed_heading() -> None:
    (problem,) = back(typed({"L4": "工作进展"})).problems
    assert problem.cell == "L4"
    assert problem.reason == "the heading was “Done” and is now “工作进展”"


def test_an_inserted_column() -> None:
    assert cells_of(back(lambda sheet, _book: sheet.insert_cols(16)))[0] == "P4"


def test_a_row_inserted_above_the_headings() -> None:
    assert cells_of(back(lambda sheet, _book: sheet.insert_rows(1))) == ["B4"]


def test_a_head_changed_to_use_the_form_of_one_month_for_the_next() -> None:
    assert cells_of(back(typed({"B1": "市甲局: progress in 2031-07", "L5": "甲"}))) == ["B1"]


def test_a_row_that_is_gone() -> None:
    (problem,) = back(lambda sheet, _book: sheet.delete_rows(6)).problems
    assert (problem.cell, problem.reason) == ("B6", "the row of 2031-2 is gone")


def copy_row(sheet: Worksheet, source: int, target: int, first: int = 1) -> None:
    for column in range(first, 17):
        sheet.cell(target, column).value = sheet.cell(source, column).value


def test_a_row_that_was_copied() -> None:
    (problem,) = back(lambda sheet, _book: copy_row(sheet, 5, 8)).problems
    assert (problem.cell, problem.reason) == ("B8", "2031-1 is here a second time, after row 5")


def test_a_row_whose_words_were_pasted_over_another() -> None:
    """The hidden id is not selected by somebody who copies what can be seen."""
    (problem,) = back(lambda sheet, _book: copy_row(sheet, 5, 6, first=2)).problems
    assert (problem.cell, problem.reason) == ("B6", "2031-1 was pasted over 2031-2")


def test_rows_that_changed_places() -> None:
    def swap(sheet: Worksheet, _book: Workbook) -> None:
        copy_row(sheet, 5, 8)
        copy_row(sheet, 6, 5)
        copy_row(sheet, 8, 6)
        sheet.delete_rows(8)

    (problem,) = back(swap).problems
    assert (problem.cell, problem.reason) == ("B5", "the rows were moved: 2031-2 stands where 2031-1 stood")


def test_an_inserted_row() -> None:
    """An empty one does no harm: the rows below it are known by their hidden ids."""

    def empty(sheet: Worksheet, _book: Workbook) -> None:
        sheet.insert_rows(6)
        sheet["L7"] = "甲"

    assert [entry.ref for entry in back(empty).entries] == ["2031-2"]

    def with_words(sheet: Worksheet, _book: Workbook) -> None:
        sheet.insert_rows(6)
        sheet["L6"] = "又一件事"

    assert cells_of(back(with_words)) == ["L6"]


@pytest.mark.parametrize("cell", ["L9", "R5", "R2", "C60"])
def test_a_remark_outside_the_table_is_named_and_the_form_is_taken(cell: str) -> None:
    returned = back(typed({cell: "说明", "L5": "甲"}))
    assert (returned.problems, [entry.note for entry in returned.entries]) == ((), ["甲"])
    (remark,) = returned.remarks
    assert (remark.cell, remark.reason) == (cell, "“说明” stands outside the table, and is not taken")


def test_a_row_that_was_written_below_the_table_is_a_problem() -> None:
    """Nobody can tell what it reports on."""
    assert cells_of(back(typed({"C9": "又一件事", "L9": "已办"}))) == ["C9"]


def test_cells_merged_below_the_table_do_no_harm() -> None:
    def merge(sheet: Worksheet, _book: Workbook) -> None:
        sheet["L5"], sheet["B9"] = "甲", "注：以上均已核对"
        sheet.merge_cells("B9:P9")

    returned = back(merge)
    assert (returned.problems, [remark.cell for remark in returned.remarks]) == ((), ["B9"])


@pytest.mark.parametrize("place", [0, 1, 3])
def test_words_on_a_sheet_that_was_added(place: int) -> None:
    def add(_sheet: Worksheet, book: Workbook) -> None:
        book.create_sheet("附件", place).append(["说明"])

    (problem,) = back(add).problems
    assert (problem.cell, problem.reason) == ("", "the sheet “附件” was added")


def test_merged_cells_would_say_something_of_one_row_only() -> None:
    def merge(sheet: Worksheet, _book: Workbook) -> None:
        sheet["L5"] = "两项一并推进"
        sheet.merge_cells("L5:L6")

    assert cells_of(back(merge)) == ["L5:L6"]


def test_sheets_may_be_renamed_and_moved() -> None:
    def rename(sheet: Worksheet, book: Workbook) -> None:
        sheet.title = "六月"
        book.worksheets[0].title = "说明"
        sheet["L5"] = "甲"
        book.move_sheet(sheet, -1)

    assert [entry.note for entry in back(rename).entries] == ["甲"]


def test_a_copy_of_the_table() -> None:
    def copied(sheet: Worksheet, book: Workbook) -> None:
        book.copy_worksheet(sheet)

    (problem,) = back(copied).problems
    assert problem.reason == "the table is in several sheets: Form, Form Copy"


def test_one_mistake_and_nothing_of_the_file_is_taken_but_all_mistakes_are_named() -> None:
    returned = back(typed({"L5": "甲", "J5": 1.5, "P5": "6月30日", "L6": "乙", "I6": "?", "K6": 3}))
    assert cells_of(returned) == ["J5", "P5", "K6", "I6"]


def test_a_form_of_another_ledger() -> None:
    (problem,) = read_form("form.xlsx", write_form(FORM), replace(expected(), ledger="77")).problems
    assert (problem.cell, problem.reason) == ("", "a form of another ledger")


def test_a_form_for_another_period() -> None:
    filled = edited(write_form(FORM), typed({"L5": "甲"}))
    assert read_form("form.xlsx", filled, expected(period="2031-06")).problems == ()
    returned = read_form("form.xlsx", write_form(FORM), expected(period="2031-07"))
    assert [problem.reason for problem in returned.problems] == ["a form for 2031-06, not for 2031-07"]
    assert (returned.department, returned.period) == ("市甲局", "2031-06")


def test_an_obligation_that_the_ledger_has_no_more_matters_if_something_is_reported_on_it() -> None:
    against = Expected(FORM.ledger, None, TODAY, {})
    assert cells_of(back(typed({"L5": "甲"}), against=against)) == ["B5"]
    signed = back(typed({"O5": "李四"}), against=against)
    assert (signed.problems, signed.entries, [remark.cell for remark in signed.remarks]) == ((), (), ["B5"])


def test_an_obligation_closed_since_the_form_was_made() -> None:
    """The department's word must not reopen what the office has struck off meanwhile."""
    against = Expected(FORM.ledger, None, TODAY, {row.key: "verified" for row in FORM.rows})
    (problem,) = back(typed({"J5": 60}), against=against).problems
    assert (problem.cell, problem.reason) == ("I5", "2031-1 has been closed since the form was made: verified")


def test_a_form_is_read_in_whatever_language_it_was_made() -> None:
    for made_in, read_in, word in (("zh", "en", "受阻"), ("en", "zh", "blocked")):
        i18n.use(made_in)
        content = write_form(FORM)
        i18n.use(read_in)
        returned = read_form("form.xlsx", edited(content, typed({"I5": word})), expected())
        assert [entry.status for entry in returned.entries] == ["blocked"]


def test_the_same_words_in_the_same_form_have_the_same_fingerprint() -> None:
    """Also when the file was saved again, and whatever became of other rows."""
    assert back(typed({"O5": "李四"})).entries[0].fingerprint() == back(typed({"O5": "李四"})).entries[0].fingerprint()
    (once,) = back(typed(FILLED)).entries
    again = edited(edited(write_form(FORM), typed(FILLED)), typed({"L6": "乙"}))
    twice = read_form("again.xlsx", again, expected()).entries[0]
    (otherwise,) = back(typed(FILLED | {"J5": 61})).entries
    assert once.fingerprint() == twice.fingerprint() != otherwise.fingerprint()


def test_each_row_knows_its_period() -> None:
    weekly = replace(FIRST, key="w", period="2031-W26")
    form = replace(FORM, period="2031-06+2031-W26", rows=(FIRST, weekly))
    returned = back(typed({"L5": "甲", "L6": "乙"}), form, expected(form, period="2031-W26"))
    assert [entry.period for entry in returned.entries] == ["2031-06+2031-W26", "2031-W26"]
    assert [entry.ref for entry in returned.entries] == ["2031-1", "2031-1"]


def record_line(number: int, change: Any) -> Any:
    def edit(_sheet: Worksheet, book: Workbook) -> None:
        cell = book["egovtrack"].cell(number, 1)
        cell.value = change(cell.value)

    return edit


def test_a_hidden_record_that_was_tampered_with() -> None:
    (problem,) = back(record_line(2, lambda line: line.replace("2031-06", "2031-07"))).problems
    assert problem.reason == "the hidden sheet of the form was changed"


def test_a_form_of_another_version_of_the_program() -> None:
    (problem,) = back(record_line(1, lambda _line: "egovtrack-form 0")).problems
    assert problem.reason == "the form was made by another version of the program"


def test_the_table_alone_in_a_new_workbook_is_no_form() -> None:
    (problem,) = back(lambda _sheet, book: book.remove(book["egovtrack"])).problems
    assert problem.reason == "not a form that this program made"


def test_very_many_problems_are_counted() -> None:
    def scribble(sheet: Worksheet, _book: Workbook) -> None:
        for number in range(10, 160):
            sheet.cell(number, 3).value = sheet.cell(number, 4).value = "?"

    problems = back(scribble).problems
    assert len(problems) == 101
    assert problems[-1].reason == "there are 50 more problems in the file"
