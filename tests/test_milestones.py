"""What must be there before the deadline, and what the office calls a task."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.test_several import BASIS, office, table

__all__ = ["office"]


def light(program: Program, name: str, ref: str) -> tuple[object, ...]:
    (row,) = [row for row in program.json("dept", name) if row["ref"] == ref]
    return row["milestone"], row["milestone_on"], row["light_reason"]


def test_a_milestone_that_is_passed_makes_an_item_yellow(office: Program) -> None:
    office("plans", "rule", "2031", "--from", "2031-03-20")
    office("milestone", "add", "2031-1", "--by", "2031-04-10", "--what", "完成标准初稿", *BASIS)
    assert light(office, "市财政局", "2031-1")[:2] == ("完成标准初稿", "2031-04-10")
    later = Program(office.db, "2031-04-20")
    assert light(later, "市财政局", "2031-1") == ("完成标准初稿", "2031-04-10", "milestone")
    later("milestone", "done", "1", "--date", "2031-04-18")
    assert light(later, "市财政局", "2031-1")[:2] == (None, None)
    assert "完成标准初稿" in later("show", "2031-1").out
    assert "--by 2031-04-10" in later("log").out
    assert later("check").out == ""


def test_a_milestone_may_be_one_departments_or_one_of_many(office: Program, tmp_path: Path) -> None:
    office("milestone", "add", "2031-1", "--by", "2031-05-31", "--what", "报送清单", "--dept", "市公安局", *BASIS)
    assert light(office, "市财政局", "2031-1")[0] is None
    assert light(office, "市公安局", "2031-1")[0] == "报送清单"
    rows = table(
        tmp_path, "任务,完成时限,阶段目标,单位", "2031-2,2031-05-31,拟定制度,", "2031-3,2031-06-30,排出课程,市人事局"
    )
    office("milestone", "add", "--from-csv", rows, *BASIS)
    found = office.json("milestone", "list")
    assert [(row["ref"], row["milestone"], row["department"]) for row in found] == [
        ("2031-1", "报送清单", "市公安局"), ("2031-2", "拟定制度", None), ("2031-3", "排出课程", "市人事局")
    ]  # fmt: skip
    assert [row["ref"] for row in office.json("milestone", "list", "2031-2")] == ["2031-2"]


def test_what_is_wrong_in_a_milestone_is_set_right(office: Program) -> None:
    office("milestone", "add", "2031-1", "--by", "2031-04-10", "--what", "完成初搞", *BASIS)
    office("milestone", "add", "2031-1", "--by", "2031-04-30", "--what", "完成初稿", "--corrects", "1", *BASIS)
    (row,) = office.json("milestone", "list")
    assert (row["id"], row["milestone"], row["milestone_on"]) == (2, "完成初稿", "2031-04-30")
    office("milestone", "done", "2", "--date", "2031-03-01")
    assert "was reached on 2031-03-01" in office("milestone", "done", "2", code=2).err
    office("milestone", "done", "2", "--date", "2031-03-15", "--corrects", "1")
    assert [row["done_on"] for row in office.json("milestone", "list")] == ["2031-03-15"]
    assert office.json("milestone", "list", "--open") == []
    assert office.json("milestone", "list", "--as-of", "2031-03-10") == []
    office("undo", "--yes")
    assert [row["done_on"] for row in office.json("milestone", "list")] == ["2031-03-01"]


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("add", "2031-1", "--what", "初稿", *BASIS), 2, "--by"),
        (("add", "2031-1", "--by", "2031-04-10", *BASIS), 2, "--what"),
        (("add", "2031-1", "--by", "2031-04-10", "--what", "初稿"), 2, "--basis"),
        (("add", "2031-1", "--by", "2032-04-10", "--what", "初稿", *BASIS), 2, "after the deadline"),
        (("add", "2031-1", "--by", "2030-04-10", "--what", "初稿", *BASIS), 2, "before plan 2031"),
        (("add", "2031-1", "--by", "2031-04-10", "--what", "初稿", "--dept", "市档案局", *BASIS), 1, "does not answer"),
        (("done", "7"), 2, "there is no milestone 7"),
    ],
)
def test_what_is_no_milestone_is_refused(office: Program, args: tuple[str, ...], code: int, word: str) -> None:
    assert word in office("milestone", *args, code=code).err
    assert office.json("milestone", "list") == []


# --- titles ------------------------------------------------------------------------------------------------------


def test_the_office_calls_a_task_otherwise_from_a_day_on(office: Program, tmp_path: Path) -> None:
    office("title", "2031-2", "月报制度", "--date", "2031-03-01")
    assert office.json("show", "2031-2")[0]["title"] == "月报制度"
    assert {row["title"] for row in office.json("dept", "市财政局") if row["ref"] == "2031-2"} == {"月报制度"}
    assert office.json("show", "2031-2", "--as-of", "2031-02-01")[0]["title"] == "建立月报制度"
    office("title", "2031-2", "每月报告", "--corrects", "1", "--date", "2031-02-01")
    assert office.json("show", "2031-2", "--as-of", "2031-02-01")[0]["title"] == "每月报告"
    office("title", "--from-csv", table(tmp_path, "编号,标题", "2031-1,系统整合", "2031-3,开展培训"))
    assert [row["title"] for row in office.json("tasks", "2031")] == ["系统整合", "每月报告", "开展培训"]
    office("progress", "set", "2031-1", "--dept", "市财政局", "--note", "已开始")
    assert office.json("progress", "log", "2031-1")[0]["title"] == "系统整合"
    assert "characters" in office("title", "2031-1", "长" * 41, code=2).err
    assert office("check").out == ""
