"""An assessment counts what each department did; every number leads to its rows; the office's calendar has the days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from tests.conftest import Begun, Program, sqlite_only
from tests.test_chasing import DEPT, OTHER, answer

RULE = """version = "2017年办法"
base = 100
weights = { late = -1, missed = -2, overdue = -5, urged = -1, done_in_time = 1 }
grades = { "优秀" = 95, "良好" = 80, "合格" = 60 }
"""


def begin(program: Program, folder: Path) -> None:
    """One department answers March in time and April late; the other answers neither, and is urged once."""
    answer(Program(program.db, "2017-04-04"), DEPT, "2017-03")
    for day in ("2017-04-06", "2017-04-11"):
        Program(program.db, day)("chase", "run", "--plan", "2017", "--dept", OTHER, "-o", str(folder / day))
    answer(Program(program.db, "2017-05-15"), DEPT, "2017-04")


@pytest.fixture
def office(begun: Begun, seeded: Path | str, tmp_path: Path) -> Program:
    """The program on it in June, and a rule of the office."""
    (tmp_path / "rule.toml").write_text(RULE, "utf-8")
    return begun(begin, "2017-06-01", seeded)


def row(program: Program, name: str, *words: str) -> dict[str, Any]:
    (found,) = [each for each in program.json("assess", "2017", *words) if each["department"] == name]
    return found


def test_what_each_did_is_counted(office: Program) -> None:
    mine, other = row(office, DEPT), row(office, OTHER)
    assert (mine["leads"] + mine["others"], mine["asked"], mine["in_time"], mine["late"], mine["missed"]) == (
        2,
        4,
        2,
        2,
        0,
    )
    assert (other["leads"] + other["others"], other["asked"], other["missed"]) == (21, 42, 42)
    assert (mine["urged"], other["urged"], other["supervised"]) == (0, 1, 0)
    assert "points" not in mine, "without a rule there are the facts alone"


def test_an_earlier_day_stays_as_it_was(office: Program, tmp_path: Path) -> None:
    """The same bytes, whatever was entered since."""
    words = ("assess", "2017", "--until", "2017-04-30", "--known-at", f"#{office.json('log')[-1]['id']}", "-o")
    office(*words, str(tmp_path / "before.xlsx"), lang="zh")
    office("deadline", "2017-21", "--until", "2017-04-10", "--basis", "纪要")
    answer(Program(office.db, "2017-06-02"), OTHER, "2017-03")
    office("rules", "set", "assess", str(tmp_path / "rule.toml"), "--from", "2017-03-01")
    office(*words, str(tmp_path / "after.xlsx"), lang="zh")
    assert (tmp_path / "before.xlsx").read_bytes() == (tmp_path / "after.xlsx").read_bytes()


def test_what_is_late_done_and_sent_back(office: Program) -> None:
    office("deadline", "2017-21", "--until", "2017-05-20", "--basis", "纪要")
    office("deadline", "2017-22", "--until", "2017-05-20", "--basis", "纪要")
    office("progress", "set", "2017-22", "--dept", DEPT, "--status", "completed", "--date", "2017-05-18")
    mine = row(office, DEPT)
    assert (mine["due"], mine["done_in_time"], mine["rate"], mine["overdue"], mine["extended"]) == (2, 1, 50, 1, 2)
    office("progress", "return", "2017-22", "--dept", DEPT, "--reason", "缺材料")
    mine = row(office, DEPT)
    assert (mine["done_in_time"], mine["overdue"], mine["returned"]) == (0, 2, 1)


def test_what_is_carried_over_is_late_only_if_it_was_on_that_day(office: Program) -> None:
    rows = office.json("list", "--plan", "2016", "--dept", DEPT)  # all overdue since the end of 2016
    for each, deadline in zip(rows, ("2017-05-20", "2017-06-01"), strict=False):
        ref = each["ref"]
        office("deadline", ref, "--until", deadline, "--basis", "纪要")
        office("carry", ref, "--to", "2017-21", "--basis", "纪要")
    (mine,) = [each for each in office.json("assess", "2016", "--until", "2017-06-01") if each["department"] == DEPT]
    assert (mine["due"], mine["overdue"], mine["carried"]) == (len(rows) - 1, len(rows) - 1, 1)


def test_points_and_grades_by_the_offices_rule(office: Program, tmp_path: Path) -> None:
    office("rules", "set", "assess", str(tmp_path / "rule.toml"), "--from", "2017-03-01")
    mine, other = row(office, DEPT), row(office, OTHER)
    assert (mine["points"], mine["grade"], mine["version"]) == (98, "优秀", "2017年办法")
    assert (other["points"], other["grade"]) == (100 - 84 - 1, None)
    assert "42" in other["parts"]


def test_every_number_leads_to_its_rows(office: Program) -> None:
    mine = row(office, DEPT)
    rows = office.json("assess", "2017", "--explain", DEPT)
    whats = [each["count_of"] for each in rows]
    assert all(whats.count(what) == mine[what] for what in ("leads", "others", "asked", "in_time", "late", "missed"))


@sqlite_only
@pytest.mark.parametrize(
    "wrong",
    ['base = "x"', "weights = { lat = 1 }", "weights = 3", "grades = {}", "grades = { a = 1, b = 1 }", "base = true"],
)
def test_a_rule_that_cannot_be(office: Program, tmp_path: Path, wrong: str) -> None:
    name = wrong.partition(" ")[0]
    lines = [line for line in RULE.splitlines() if line.partition(" ")[0] != name]
    (tmp_path / "wrong.toml").write_text("\n".join([*lines, wrong]) + "\n", "utf-8")
    office("rules", "set", "assess", str(tmp_path / "wrong.toml"), code=65)


def test_it_is_written_as_a_workbook_in_the_words_of_the_office(office: Program, tmp_path: Path) -> None:
    office("rules", "set", "assess", str(tmp_path / "rule.toml"), "--from", "2017-03-01")
    office("assess", "2017", "-o", str(tmp_path / "考核.xlsx"), lang="zh")
    (table,) = load_workbook(tmp_path / "考核.xlsx").worksheets
    labels, *rows = table.iter_rows(values_only=True)
    assert labels == (
        "单位", "责任事项（牵头）", "责任事项（责任）", "应报次数", "按时", "迟报", "漏报", "到期事项", "按期办结数",
        "按期办结率（%）", "逾期数", "结转", "退回", "延期次数", "被催办次数", "被督办次数", "加减分及依据", "得分",
        "等次", "单位确认", "口径版本",
    )  # fmt: skip
    (other,) = [each for each in rows if each[0] == OTHER]
    assert other[3:7] == (42, 0, 0, 42)
    assert other[16:] == ("漏报 42：-84；被催办次数 1：-1", 15, None, None, "2017年办法")
    notes = "".join(str(each[0]) for each in rows[-4:])
    assert "另有 18 处责任主体未计入" in notes
    assert "未计入：已终止的事项、只配合的单位" in notes
    assert "报送规则第1版" in notes


def test_who_answers_for_nothing(office: Program) -> None:
    assert "answers for nothing" in office("assess", "2017", "--explain", "市档案局", code=1).err


def test_the_calendar_has_the_days_ahead(office: Program, tmp_path: Path) -> None:
    office("milestone", "add", "2017-13", "--by", "2017-07-10", "--what", "初稿，（一）", "--basis", "纪要")
    office("chase", "log", OTHER, "--promise", "2017-06-08", "--who", "王某")
    office("calendar", "--plan", "2017", "-o", str(tmp_path / "x.ics"))
    made = (tmp_path / "x.ics").read_bytes()
    days, titles = {}, []
    for event in Calendar.from_ical(made.decode()).walk("VEVENT"):
        days[str(event.decoded("uid")).partition("@")[0].removeprefix("b'")] = str(event.decoded("dtstart"))
        titles.append(str(event["summary"]))
    assert days["report-2017-2017-05"] == "2017-06-05"
    assert days["deadline-2017-13"] == "2017-12-31"
    assert "milestone of 2017-13: 初稿，（一）" in titles
    assert [day for key, day in days.items() if key.startswith("promise")] == ["2017-06-08"]
    office("calendar", "--plan", "2017", "-o", str(tmp_path / "y.ics"))
    assert (tmp_path / "y.ics").read_bytes() == made
