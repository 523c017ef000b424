"""The workbook that is sent: what the reader sees, what can be filled in, how it is printed, what it hides."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovtrack import i18n
from egovtrack.forms import Form, write_form
from tests.forms import FIRST, FORM, SECOND, table


def opened(form: Form = FORM) -> Workbook:
    return load_workbook(BytesIO(write_form(form)))


def row(sheet: Worksheet, number: int) -> list[object]:
    return [cell.value for cell in sheet[number][1:]]


def header(sheet: Worksheet) -> tuple[object, object]:
    assert sheet.oddHeader is not None
    return sheet.oddHeader.left.text, sheet.oddHeader.right.text


def test_what_the_reader_sees() -> None:
    book = opened()
    assert book.sheetnames == ["Instructions", "Form", "egovtrack"]
    sheet = table(book)
    assert sheet["B1"].value == "市甲局: progress in 2031-06"
    assert sheet["B2"].value == "2031年工作要点（甲府办发〔2031〕1号）"
    assert row(sheet, 4) == [
        "Ref", "Task", "Wording", "Role", "Deadline", "Targets", "Last report", "Status", "Percent done (0–100)",
        "Number done", "Done", "Problem", "Next step", "Filled in by", "Filled in on", "Evidence",
    ]  # fmt: skip
    assert row(sheet, 5) == [
        "2031-1", "建平台", "建成20个业务系统统一使用的平台。", "lead\nnamed", "2031-12-31", "20个业务系统",
        "2031-05-31 张三：已接入6个系统", "in progress", 40, 6, None, None, None, None, None, None,
    ]  # fmt: skip
    assert row(sheet, 7)[7] == "verified"


def test_what_was_reported_done_a_department_calls_completed() -> None:
    sheet = table(opened(replace(FORM, rows=(replace(FIRST, status="reported_done"),))))
    assert sheet["I5"].value == "completed"


def test_the_cells_to_fill_in_and_no_others_are_unlocked() -> None:
    """A row without a target has no number done, a closed one nothing at all."""
    book = opened()
    unlocked = {cell.coordinate for line in table(book) for cell in line if not cell.protection.locked}
    assert unlocked == {f"{letter}5" for letter in "IJKLMNOPQ"} | {f"{letter}6" for letter in "IJLMNOPQ"}
    assert all(sheet.protection.sheet for sheet in book)


def test_a_status_is_chosen_and_figures_and_days_are_checked_where_they_are_typed() -> None:
    rules = {str(rule.sqref): rule for rule in table(opened()).data_validations.dataValidation}
    assert rules["I5:I7"].formula1 == '"not started,in progress,blocked,completed"'
    assert [rules["J5:J7"].type, rules["J5:J7"].formula1, rules["J5:J7"].formula2] == ["whole", "0", "100"]
    assert rules["K5:K7"].type == "decimal"
    assert [rules["P5:P7"].type, rules["P5:P7"].formula2] == ["date", "TODAY()"]


def test_it_is_printed_on_a4_landscape_with_headings_on_every_page() -> None:
    sheet = table(opened())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    # One page wide (which is what a missing fitToWidth says) and as many high as it takes.
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'Form'!$B$1:$Q$7"
    assert sheet.freeze_panes == "D5"
    assert header(sheet) == ("市甲局: progress in 2031-06", "Not classified")
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "page &P of &N"


def test_that_classified_matters_do_not_belong_here_stands_on_both_sheets_and_every_page() -> None:
    book = opened()
    assert "not classified" in str(book["Instructions"]["B2"].value)
    assert "not classified" in str(table(book)["B3"].value)
    assert header(table(book))[1] == "Not classified"


def test_ids_are_hidden() -> None:
    book = opened()
    assert table(book).column_dimensions["A"].hidden
    assert book["egovtrack"].sheet_state == "veryHidden"
    shown = [str(cell.value) for sheet in book.worksheets[:2] for line in sheet for cell in line]
    assert not any(secret in value for value in shown for secret in (FIRST.key, FORM.ledger))


def test_rows_are_high_enough_for_their_words_and_grow_with_what_is_typed() -> None:
    """A row of a height set by hand would not grow. A very long wording gets a wider column first."""
    long, longest = (replace(SECOND, key=key, text="制定办法。" * times) for key, times in (("a", 30), ("b", 300)))
    content = write_form(replace(FORM, rows=(SECOND, long)))
    sheet = load_workbook(BytesIO(content)).worksheets[1]
    heights = [sheet.row_dimensions[number].height for number in (5, 6)]
    assert 3 * 12 < heights[0] < 60
    assert 120 < heights[1] < 409
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet2.xml").decode()
    assert re.search('<row r="6"[^>]* ht=', xml)
    assert "customHeight" not in xml
    wide = table(opened(replace(FORM, rows=(longest,)))).column_dimensions["D"].width
    assert wide > sheet.column_dimensions["D"].width


def test_the_same_form_gives_the_same_bytes() -> None:
    assert write_form(FORM) == write_form(FORM)


def test_no_text_becomes_a_formula_a_link_or_a_code_of_the_header() -> None:
    """What begins with = + - @ stays what it is; & begins a code in a header; control characters are left out."""
    hostile = replace(
        SECOND, title="=HYPERLINK(1)", text="@SUM(1)\0\x1b[2J", deadline="-1+1", target="+1", last_report="http://a.b/"
    )
    book = opened(replace(FORM, department="甲&D局\ud800", plans=("=1+1",), rows=(hostile,)))
    sheet = table(book)
    assert row(sheet, 5)[1:7] == ["=HYPERLINK(1)", "@SUM(1)[2J", "lead\nnamed", "-1+1", "+1", "http://a.b/"]
    assert {cell.data_type for line in sheet for cell in line} == {"s", "n"}
    assert sheet["D5"].hyperlink is None
    assert "甲&D局\ufffd" in str(sheet["B1"].value)
    assert "&&D" in zipfile.ZipFile(BytesIO(write_form(replace(FORM, department="甲&D局")))).read(
        "xl/worksheets/sheet2.xml"
    ).decode().replace("&amp;", "&")


def test_a_form_without_rows_can_be_made() -> None:
    assert row(table(opened(replace(FORM, rows=()))), 4)[0] == "Ref"


def test_a_form_in_chinese() -> None:
    i18n.use("zh")
    sheet = table(opened())
    assert row(sheet, 4)[10:13] == ["进展情况", "存在问题", "下一步计划"]
    assert sheet["I5"].value == "推进中"
