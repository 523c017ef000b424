"""The report of a plan: its numbers, each with what it is a part of and the rows that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from egovtrack.app import App
from egovtrack.reports import Chart, Figure, Heading, Number, Para, Report, Table, digest, texts
from egovtrack.usecases.reports import plan_report
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
