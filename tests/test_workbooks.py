"""Workbooks for people: typed cells, filters, heads in sight, colours with words, pages that print as they should."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from egovtrack.sheets import Sheet, make_sheet
from egovtrack.views.workbook import sheet_names, write_sheets
from tests.conftest import Program

DAY = date(2017, 6, 20)


def table(rows: list[dict[str, Any]], *keys: str, title: str = "表", **given: Any) -> Sheet:
    return make_sheet("obligations", DAY, title, rows, keys=keys, **given)


def book_of(*sheets: Sheet) -> Workbook:
    stream = io.BytesIO()
    write_sheets(sheets, stream)
    return load_workbook(stream)


def only(book: Workbook) -> Any:
    """The one worksheet (openpyxl's types have None for what every sheet has)."""
    (sheet,) = book.worksheets
    return sheet


def test_dates_percents_and_numbers_are_what_they_are_and_refs_are_text() -> None:
    row = {"ref": "2017-1", "deadline": date(2017, 12, 31), "percent": 40, "missed_periods": 3, "note": "=1+1"}
    sheet = only(book_of(table([row], *row)))
    ref, deadline, percent, missed, note = sheet[2]
    assert (ref.value, ref.data_type) == ("2017-1", "s")
    assert (deadline.value, deadline.number_format) == (datetime(2017, 12, 31), "yyyy-mm-dd")  # noqa: DTZ001  a day
    assert (percent.value, percent.number_format) == (0.4, "0%")
    assert (missed.value, missed.data_type) == (3, "n")
    assert (note.value, note.data_type) == ("=1+1", "s")


@pytest.mark.parametrize("value", [10**15, 20_170_001_234_567_890_123, date(1899, 12, 31), True])
def test_what_a_cell_cannot_keep_is_written_in_words(value: object) -> None:
    sheet = only(book_of(table([{"number": value}], "number")))
    assert sheet["A2"].value == ("yes" if value is True else str(value))


def test_the_head_stays_in_sight_is_filtered_by_and_printed_on_each_page() -> None:
    sheet = only(book_of(table([{"ref": "1"}, {"ref": "2"}], "ref", "title", notes=["另有 18 处未指定"])))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages as there need to be, one wide (the default)"
    assert sheet["A5"].value == "另有 18 处未指定", "below the rows, where no filter hides it"
    assert sheet.oddHeader.left.text == "表"
    assert sheet.oddHeader.right.text == "as of 2017-06-20"


def test_a_light_is_coloured_by_the_word_that_stands_there() -> None:
    sheet = only(book_of(table([{"light": "red"}, {"light": None}], "light")))
    (found,) = sheet.conditional_formatting
    assert str(found.sqref) == "A2:A3"
    assert [rule.text for rule in found.rules] == ["red", "yellow", "blue", "green"]
    assert sheet["A2"].value == "red"


def test_a_row_is_as_high_as_its_words_need() -> None:
    rows = [{"note": "短"}, {"note": "完成平台主体建设，" * 10}, {"note": "字" * 20_000}]
    sheet = only(book_of(table(rows, "note")))
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights[0] < 20 < heights[1] < 200
    assert heights[2] == pytest.approx(409, abs=1)


def test_several_sheets_are_worksheets_of_one_workbook(tmp_path: Path) -> None:
    book = book_of(table([{"ref": "1"}], "ref", title="义务"), table([], "ref", "note", title="进展"))
    assert book.sheetnames == ["义务", "进展"]
    assert book["进展"].auto_filter.ref == "A1:B1"


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), unique=True, min_size=1, max_size=6))
@example(["a/b", "a:b", "A B", "'", "", "x" * 40, "x" * 50, "[说明]", "History"])
def test_any_name_becomes_one_that_a_worksheet_can_bear(names: list[str]) -> None:
    book = book_of(*(table([{"ref": "1"}], "ref", title=name) for name in names))
    assert book.sheetnames == sheet_names(names)
    assert len({name.casefold() for name in book.sheetnames}) == len(names)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in book.sheetnames)


def test_a_listing_is_a_workbook_of_that_kind(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--date", "2017-03-10")
    egovtrack("dept", "市经济信息化委", "--plan", "2017", "-o", str(tmp_path / "x.xlsx"), lang="zh")
    sheet = only(load_workbook(tmp_path / "x.xlsx"))
    labels = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, labels.index("期限") + 1).is_date
    assert sheet.auto_filter.ref == f"A1:J{1 + 21}"
