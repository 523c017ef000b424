"""The report of a plan: its numbers, each with what it is a part of and the rows that it counts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings, strategies as st

from egovtrack.app import App
from egovtrack.reports import Chart, Col, Figure, Heading, Number, Para, Report, Table, digest, plan, texts
from egovtrack.usecases.reports import plan_report
from egovtrack.views.prose import write_markdown
from egovtrack.views.word import write_docx
from tests.conftest import Program

DAY = "2017-06-20"


@contextmanager
def report_of(ledger: Path | str, plan: str = "2017", day: str = DAY) -> Iterator[Report]:
    """The report of a plan of a ledger on a day."""
    with App({"db": str(ledger), "today": day}).facts() as facts:
        yield plan_report(facts, facts.plan(plan))


@pytest.fixture(scope="module")
def kept(shared: Path | str) -> Path | str:
    """A ledger of some weeks."""
    early, late = Program(shared, "2017-04-03"), Program(shared, "2017-06-19")
    early("progress", "set", "2017-11", "--dept", "市政府办公厅", "--status", "completed", "--note", "已上线")
    early("progress", "set", "2017-1", "--dept", "黄浦区", "--status", "in_progress", "--percent", "20")
    late("progress", "verify", "2017-11", "--dept", "市政府办公厅")
    late("deadline", "2017-36", "--until", "2017-06-15", "--basis", "会议纪要")
    late("milestone", "add", "2017-1", "--by", "2017-05-15", "--what", "完成方案", "--basis", "会议纪要")
    return shared


def test_the_report_is_in_the_language_of_the_ledger(kept: Path | str) -> None:
    with report_of(kept) as report:
        headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert headings == [
        "一、总体情况", "二、各章节进展", "三、完成累计", "四、时限分布", "五、各单位进展", "六、本周变化",
        "七、未报与逾期", "八、阶段目标", "九、责任事项", "十、未计入的责任主体",
    ]  # fmt: skip
    assert report.as_of == date(2017, 6, 20)
    assert report.basis[0].startswith("统计口径：截至2017年6月20日；按台账第")


def test_every_number_leads_to_as_many_rows(kept: Path | str) -> None:
    with report_of(kept) as report:
        tables = {block.name: block for block in report.blocks if isinstance(block, Table)}
        figures = [part for block in report.blocks if isinstance(block, Para) for part in block.parts
                   if isinstance(part, Figure)]  # fmt: skip
        charts = [block for block in report.blocks if isinstance(block, Chart)]
    numbers = [number for chart in charts for series in chart.series for number in series.numbers if number]
    assert {figure.label: figure.value for figure in figures}["已销号"] == 1
    counted: list[Figure | Number] = [*figures, *numbers]
    for each in counted:
        assert each.rows is not None
        assert each.value == len(set(each.rows.places))
        assert max(each.rows.places, default=0) < len(tables[each.rows.table].rows)
    for chart in charts:
        if chart.kind == "bars":  # the parts are the whole, once
            whole = sum(number.value for number in chart.series[-1].numbers if number)
            assert whole == len(tables["obligations"].rows) == 335


def test_the_course_of_completion_ends_with_what_the_summary_says(kept: Path | str) -> None:
    with report_of(kept) as report:
        course = next(block for block in report.blocks if isinstance(block, Chart) and block.kind == "steps")
    by_day = dict(
        zip(map(str, course.categories), zip(*(each.numbers for each in course.series), strict=True), strict=True)
    )
    assert [number and number.value for number in by_day["2017-04-30"]] == [0, 1, 0]
    assert [number and number.value for number in by_day[DAY]] == [2, 1, 1]
    assert by_day["2017-12-31"][1:] == (None, None)


def test_the_same_snapshot_makes_the_same_report(kept: Path | str) -> None:
    with report_of(kept) as one, report_of(kept) as other:
        assert digest(one) == digest(other)
        assert [str(text) for text in texts(one)] == [str(text) for text in texts(other)]


def test_the_ending_says_the_format_and_others_are_refused_first(kept: Path | str, tmp_path: Path) -> None:
    program = Program(kept, DAY)
    for name in ("x.pdf", "x.csv", "x"):
        outcome = program("report", "2017", "-o", str(tmp_path / name), code=2)
        assert ".txt, .md, .html, .htm, .xlsx, .docx" in outcome.err
    program("report", "2099", "-o", str(tmp_path / "x.md"), code=1)
    assert list(tmp_path.iterdir()) == []
    program("report", "2017", "-o", f"{tmp_path}/")
    assert [path.name for path in tmp_path.iterdir()] == ["2017年上海市政府电子政务重点工作安排进展情况.html"]


def test_markdown_has_what_charts_say_and_parted_tables(kept: Path | str, tmp_path: Path) -> None:
    Program(kept, DAY)("report", "2017", "-o", str(tmp_path / "x.md"))
    text = (tmp_path / "x.md").read_text("utf-8")
    assert text.startswith("# 2017年上海市政府电子政务重点工作安排进展情况\n\n## 一、总体情况\n")
    assert "截至2017年6月20日，335项中已报完成或已销号1项，其中已销号1项；到期2项。" in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        lines = table.splitlines()
        assert set(lines[1]) <= set("|-: ")
        assert len({line.replace(r"\|", "").count("|") for line in lines}) == 1


@settings(max_examples=50, deadline=None)
@given(st.text(), st.text())
def test_no_text_becomes_markdown(cell: str, title: str) -> None:
    file = io.BytesIO()
    write_markdown(Report([title], [Para([cell]), Table([Col(title), Col("")], [[cell, cell]])]), file)
    head, *rest = file.getvalue().decode().split("\n\n")
    assert head.startswith("#")
    plain = re.sub(r"\\.", "", "".join(rest))
    assert not re.search(r"[*_<\[`]", plain)


def test_a_word_file_still_says_what_the_ledger_says(kept: Path | str, tmp_path: Path) -> None:
    program = Program(kept, DAY)
    program("report", "2017", "-o", str(tmp_path / "x.docx"), "--as-of", "2017-06-19")
    assert program.json("notice", "verify", str(tmp_path / "x.docx")) == []


def test_an_earlier_day_and_what_was_known_then(kept: Path | str, tmp_path: Path) -> None:
    program, texts_of = Program(kept, DAY), {}
    verified = next(row["id"] for row in program.json("log") if "verify" in row["command"])
    for name, more in {
        "then": ["--as-of", "2017-04-03"],
        "known": ["--known-at", f"#{verified - 1}"],
        "now": [],
    }.items():
        program("report", "2017", "-o", str(tmp_path / f"{name}.txt"), *more)
        texts_of[name] = (tmp_path / f"{name}.txt").read_text("utf-8")
    assert "截至2017年4月3日" in texts_of["then"]
    assert "已销号0项（占0.0%）、已报完成1项（占0.3%）" in texts_of["known"]
    assert "已销号1项（占0.3%）、已报完成0项（占0.0%）" in texts_of["now"]


def test_a_long_table_is_summed_up(kept: Path | str, monkeypatch: pytest.MonkeyPatch) -> None:
    for least, most, rows in ((100, 5_000, 110), (100, 100, 54)):
        monkeypatch.setattr(plan, "_READABLE", least)
        monkeypatch.setattr(plan, "_MOST", most)
        with report_of(kept) as report:
            table = next(block for block in report.blocks if isinstance(block, Table) and block.name == "obligations")
        assert sorted(place for places, _row in table.brief for place in places) == list(range(335))
        assert len(table.brief) == rows


def test_a_word_file_lies_on_its_side_where_its_table_is_wide() -> None:
    """The chapter with the wide table alone; the next one stands again, and refs and days are not broken."""
    columns = [Col("编号", 1), Col("任务", 20), Col("期限", 1)]
    wide = Table(columns, [["2017-13", "完成平台建设" * 9, "2017-12-31"]], wide=True)
    report = Report(
        ["报告"], [Heading("一、总体"), Para(["一切顺利。"]), Heading("二、事项"), wide, Heading("三、其他")]
    )
    document = Document(io.BytesIO(write_docx([report])))
    assert [page.orientation == WD_ORIENT.LANDSCAPE for page in document.sections] == [False, True, False]
    ref, _task, day = (column.width.pt for column in document.tables[0].columns)
    size = document.styles["公文表格"].font.size.pt
    assert ref >= len("2017-13") * size / 2
    assert day >= len("2017-12-31") * size / 2
