"""A report as a workbook: a page of figures and charts, a worksheet for each table, the numbers of the charts."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import lxml.etree
import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape
from pypdf import PdfReader

from egovtrack.app import App
from egovtrack.reports import Block, Chart, Col, Figure, Heading, Number, Para, Report, Series, Table, Value, Word
from egovtrack.usecases.reports import plan_report
from egovtrack.views.workbook_report import write_report
from tests.conftest import Program, sqlite_only
from tests.test_texts_come_back import TEXTS, in_a_cell

pytestmark = sqlite_only  # what is shown does not depend on where the ledger is

DAY = date(2017, 6, 20)


def bytes_of(report: Report) -> bytes:
    stream = io.BytesIO()
    write_report(report, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def made(shared: Path | str) -> tuple[Report, bytes]:
    """A plan's report in June, and its workbook."""
    early, late = Program(shared, "2017-04-03"), Program(shared, "2017-06-19")
    early("progress", "set", "2017-11", "--dept", "市政府办公厅", "--status", "completed", "--note", "=1+1")
    early("progress", "set", "2017-1", "--dept", "黄浦区", "--status", "in_progress", "--percent", "20")
    late("progress", "verify", "2017-11", "--dept", "市政府办公厅")
    late("deadline", "2017-36", "--until", "2017-06-15", "--basis", "会议纪要")
    late("milestone", "add", "2017-1", "--by", "2017-05-15", "--what", "完成方案", "--basis", "会议纪要")
    with App({"db": str(shared), "today": DAY.isoformat()}).facts() as facts:
        report = plan_report(facts, facts.plan("2017"))
    return report, bytes_of(report)


@pytest.fixture(scope="module")
def book(made: tuple[Report, bytes]) -> Workbook:
    return load_workbook(io.BytesIO(made[1]))


def table_of(book: Workbook, name: str) -> tuple[Any, int, list[str]]:
    """A worksheet, the row of its labels, and these."""
    sheet: Any = book[name]
    head = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
    return sheet, head, [cell.value for cell in sheet[head]]


def test_there_is_a_worksheet_for_each_thing_that_a_leader_asks_for(book: Workbook) -> None:
    assert book.sheetnames == [
        "总体情况", "本周变化", "逾期未报", "逾期与受阻", "阶段目标", "责任事项", "未计入的责任主体", "图表数据",
    ]  # fmt: skip


def test_cells_are_what_they_are_and_nothing_is_a_formula(book: Workbook) -> None:
    sheet, head, labels = table_of(book, "责任事项")
    rows = {row[0].value + str(row[2].value): row for row in sheet.iter_rows(min_row=head + 1)}
    row = dict(zip(labels, rows["2017-1黄浦区"], strict=True))
    assert row["期限"].value == datetime(2017, 12, 31)  # noqa: DTZ001  a day
    assert row["期限"].number_format == "yyyy-mm-dd"
    assert (row["进度"].value, row["进度"].number_format) == (0.2, "0%")
    assert dict(zip(labels, rows["2017-11市政府办公厅"], strict=True))["进展情况"].value == "=1+1"
    cells = [cell for each in book.worksheets for row in each.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_tables_can_be_filtered_keep_their_heads_and_print_across_a4(book: Workbook) -> None:
    for sheet in book.worksheets:
        each: Any = sheet
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "第 &P 页" in each.oddFooter.right.text
        assert each.oddHeader.right.text == "截至 2017-06-20"
    first: Any = book.worksheets[0]
    assert first.page_setup.fitToHeight in {None, 1}, "the figures are one page"
    for name in book.sheetnames[2:-1]:
        sheet, head, labels = table_of(book, name)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.auto_filter.ref.startswith(f"A{head}:")
        assert all(labels)
    assert len(list(table_of(book, "责任事项")[0].iter_rows())) == 335 + 2


def test_lights_are_words_in_colour(book: Workbook) -> None:
    sheet, head, labels = table_of(book, "责任事项")
    place = labels.index("亮灯") + 1
    rules = [rule for each in sheet.conditional_formatting for rule in each.rules if rule.type == "beginsWith"]
    assert [rule.text for rule in rules] == ["红", "黄", "蓝", "绿"]
    assert {str(sheet.cell(row, place).value)[0] for row in range(head + 1, head + 336)} <= set("红黄蓝绿")


def test_figures_stand_with_what_they_are_a_part_of(book: Workbook, made: tuple[Report, bytes]) -> None:
    figures = [part for block in made[0].blocks if isinstance(block, Para) for part in block.parts
               if isinstance(part, Figure)]  # fmt: skip
    cells = {
        str(cell.value): (sheet.cell(cell.row + 1, cell.column).value, sheet.cell(cell.row + 2, cell.column))
        for sheet in book.worksheets[:1]
        for row in sheet.iter_rows(max_row=8)
        for cell in row
        if cell.value
    }  # fmt: skip
    for figure in figures:
        value, share = cells[figure.label]
        assert value == figure.value
        if figure.of:
            assert share.value == pytest.approx(figure.value / figure.of)
            assert str(figure.of) in share.number_format


def test_charts_are_drawn_from_cells_that_hold_what_the_report_says(book: Workbook, made: tuple[Report, bytes]) -> None:
    charts = [block for block in made[0].blocks if isinstance(block, Chart)]
    first: Any = book.worksheets[0]
    drawn = first._charts
    assert len(drawn) == len(charts) == 4
    data = book["图表数据"]

    def cells(reference: Any) -> list[Any]:
        name, area = reference.f.rsplit("!", 1)
        assert name.strip("'") == data.title
        (found,) = [data[area.replace("$", "")]] if ":" in area else [((data[area.replace("$", "")],),)]
        return [cell.value for row in found for cell in row]

    for chart, shown in zip(charts, drawn, strict=True):
        series = [each for each in chart.series if each.meaning != "all"]
        assert [cells(each.tx.strRef)[0] for each in shown.series] == [each.label for each in series]
        for mine, theirs in zip(shown.series, series, strict=True):
            if chart.kind == "steps":
                days = [day.date() for day in cells(mine.xVal.numRef)]
                points = dict(zip(days, cells(mine.yVal.numRef), strict=True))  # the later of two on a day
                assert points == {
                    day: number and number.value for day, number in zip(chart.categories, theirs.numbers, strict=True)
                }
                continue
            values = cells(mine.val.numRef)
            assert values == [number and number.value for number in theirs.numbers][: len(values)]
            assert len(values) == min(len(chart.categories), 15 if chart.kind == "bars" else 999)


def test_a_chart_is_told_in_words_below_it_and_to_a_screen_reader(made: tuple[Report, bytes]) -> None:
    says = [block.says for block in made[0].blocks if isinstance(block, Chart)]
    sheet: Any = load_workbook(io.BytesIO(made[1])).worksheets[0]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    drawing = zipfile.ZipFile(io.BytesIO(made[1])).read("xl/drawings/drawing1.xml").decode()
    assert set(says) <= texts
    assert all(f'descr="{each}"' in drawing for each in says)


def test_the_same_report_gives_the_same_bytes_anywhere(
    made: tuple[Report, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("TZ", "America/New_York"), ("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8")):
        monkeypatch.setenv(name, value)
    assert bytes_of(made[0]) == made[1]


def test_of_a_plan_that_names_nobody_there_is_nothing_to_draw() -> None:
    charts = Chart("甲", "bars", [], [Series("乙", "all", [])], ""), Chart("丙", "days", [], [], "")
    book: Any = load_workbook(io.BytesIO(bytes_of(Report(["空"], [Heading("一、总览"), *charts], as_of=DAY))))
    assert [len(sheet._charts) for sheet in book.worksheets] == [0, 0]


def hostile(texts: list[str]) -> Report:
    """A report that has texts wherever there can be any."""
    text = texts[0]
    rows: list[list[Value]] = [[each, 40, DAY, Word("red", each), Number(3)] for each in texts]
    columns = [Col(text), Col("进度", kind="percent"), Col("日期", kind="date"), Col("灯", key="light"), Col("数")]
    series = [Series(text, "verified", [Number(1)] * len(texts)), Series(text, text, [None] * len(texts))]
    tables = Table(columns, rows, title=text), Table(columns, rows, rows[0], title=text)
    blocks: list[Block] = [
        Heading("一、" + text), Para([text, Figure(text, 1, 2)]), Chart(text, "bars", texts, series, text),
        Heading("二、" + text), Para([text]), *tables,
    ]  # fmt: skip
    return Report([text], blocks, made_from={"head": text, "asked": text}, as_of=DAY, basis=[text])


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_comes_back(texts: list[str]) -> None:
    content = bytes_of(hostile(texts))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:  # openpyxl undoes only some of the escapes
        strings = lxml.etree.fromstring(archive.read("xl/sharedStrings.xml"))
    kept = {unescape("".join(map(str, each.itertext()))) for each in strings}
    assert {in_a_cell(text) for text in texts if text} <= kept
    book = load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == 4
    for sheet in book.worksheets[1:3]:
        rows: Any = list(sheet.iter_rows())
        head = next(place for place, row in enumerate(rows) if row[1].value == "进度")
        found = rows[head + 1 : head + 1 + len(texts)]
        assert [(row[1].value, row[2].is_date, row[4].value) for row in found] == [(0.4, True, 3)] * len(texts)


def test_libreoffice_shows_every_row_of_it(made: tuple[Report, bytes], tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    report = hostile(["<r>坏</r>", "</r>", "=1+1", "<r><t>假的</t></r>", "甲&乙", "长" * 40_000, "末行"])
    (tmp_path / "hostile.xlsx").write_bytes(bytes_of(report))
    (tmp_path / "leader.xlsx").write_bytes(made[1])
    words = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"  # the second worksheet
    for kind, name in (("pdf", "leader.xlsx"), (as_csv, "hostile.xlsx")):
        run = [*words, kind, "--outdir", str(tmp_path), str(tmp_path / name)]
        subprocess.run(run, check=True, capture_output=True, timeout=300)
    (second,) = tmp_path.glob("hostile*.csv")
    lines = second.read_text("utf-8")
    assert all(text in lines for text in ("<r>坏</r>", "=1+1", "<r><t>假的</t></r>", "甲&乙", "末行"))
    pages = [page.extract_text() for page in PdfReader(tmp_path / "leader.pdf").pages]
    assert "占335项的" in pages[0]
    assert "总体情况" not in pages[1], "the figures are one page"
    assert sum("下一步计划" in page for page in pages) > 5, "the head is on each page"
