"""Workbooks and CSV: rows with cells."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovtrack.errors import BadInput
from egovtrack.readers import read_document
from tests.readers import read, shown

HEADER = ["序号", "重点任务", "牵头单位", "责任单位", "完成时限"]


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(book: Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def with_part(data: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The archive with one part changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info.filename, part.replace(*change) if info.filename == name else part)
    return stream.getvalue()


def test_a_sheet_with_merged_and_empty_cells() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.title = "分工"
    sheet.append(["2031年重点任务分工表"])
    sheet.append(HEADER)
    sheet.append([1, "建平台", "市甲局", "市乙局\n市丙局", date(2031, 6, 30)])
    sheet.append([None, "管平台", None, "无", "12月底"])
    sheet.append([])
    sheet.append([2.0, "覆盖率", "市丁局", None, datetime.fromisoformat("2031-07-01T09:30")])
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("C3:C4")
    document = read(saved(book), "plan.xlsx")
    assert shown(document)[0] == "furniture: 分工"
    assert [line.cells for line in document.lines[1:]] == [
        ("2031年重点任务分工表", "", "", "", ""),
        tuple(HEADER),
        ("1", "建平台", "市甲局", "市乙局\n市丙局", "2031-06-30"),
        ("1", "管平台", "市甲局", "无", "12月底"),
        ("2", "覆盖率", "市丁局", "", "2031-07-01 09:30:00"),
    ]


def test_numbers_as_a_person_sees_them() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append([0.7, 0.985, 1.5, True, 829])
    sheet["A1"].number_format, sheet["B1"].number_format = "0%", "0.0%"
    assert read(saved(book), "plan.xlsx").lines[1].cells == ("70%", "98.5%", "1.5", "TRUE", "829")


def test_several_sheets_the_hidden_one_as_furniture() -> None:
    book = Workbook()
    sheet_of(book).append(["1", "甲"])
    hidden = book.create_sheet("名单")
    hidden.append(["市甲局", "市乙局"])
    hidden.sheet_state = "hidden"
    book.create_sheet("附表").append(["2", "乙"])
    assert shown(read(saved(book), "plan.xlsx")) == [
        "furniture: Sheet", "row: 1\t甲",
        "furniture: 名单", "furniture: 市甲局 市乙局",
        "furniture: 附表", "row: 2\t乙",
    ]  # fmt: skip


def test_a_stray_cell_far_out_makes_no_empty_columns() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["1", "甲"])
    sheet["XFD1048576"] = "x"
    assert [line.cells for line in read(saved(book), "plan.xlsx").lines[1:]] == [("1", "甲", ""), ("", "", "x")]


def test_a_merge_over_a_whole_sheet_costs_nothing() -> None:
    book = Workbook()
    sheet = sheet_of(book)
    sheet.append(["1", "甲"])
    sheet.merge_cells("D1:E1")
    data = with_part(saved(book), "xl/worksheets/sheet1.xml", (b'"D1:E1"', b'"A1:XFD1048576"'))
    assert shown(read(data, "plan.xlsx"))[1:] == ["row: 1\t甲"]


def test_a_macro_workbook_is_read_and_its_macros_are_not() -> None:
    book = Workbook()
    sheet_of(book).append(["1", "甲"])
    kind = (b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main", b"vnd.ms-excel.sheet.macroEnabled.main")
    data = with_part(saved(book), "[Content_Types].xml", kind)
    assert shown(read(data, "plan.xlsm"))[1:] == ["row: 1\t甲"]


def test_a_broken_sheet_is_refused() -> None:
    book = Workbook()
    sheet_of(book).append(["1", "甲"])
    data = with_part(saved(book), "xl/worksheets/sheet1.xml", (b"</sheetData>", b"</row>"))
    with pytest.raises(BadInput, match=r"plan\.xlsx"):
        read_document(data, "plan.xlsx")


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_of_any_sign_and_encoding(sign: str, encoding: str) -> None:
    text = (
        f'序号{sign}重点任务{sign}责任单位\r\n1{sign}"建{sign}平台\r\n和网络"{sign}市甲局、市乙局\r\n2{sign}管网络\r\n'
    )
    document = read(text.encode(encoding), "plan.csv")
    assert [line.cells for line in document.lines] == [
        ("序号", "重点任务", "责任单位"),
        ("1", f"建{' ' if sign == chr(9) else sign}平台\n和网络", "市甲局、市乙局"),
        ("2", "管网络", ""),
    ]


def test_csv_of_one_column_is_a_list_of_paragraphs() -> None:
    assert shown(read("一、总则\n1.甲\n".encode(), "plan.csv")) == ["一、总则", "1.甲"]


@pytest.mark.parametrize("text", ['序号,任务\n1,"建平台\n2,管平台\n', '序号,任务\n1,"建"平台\n'])
def test_a_broken_csv_says_in_which_line(text: str) -> None:
    with pytest.raises(BadInput, match=r"[23]"):
        read_document(text.encode(), "plan.csv")


@pytest.mark.parametrize("text", ["," * 6_000_000 + "甲", "," * 90_000 + "甲\n" + "乙\n" * 400], ids=["wide", "ragged"])
def test_a_hostile_csv_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_document(text.encode(), "plan.csv")
