"""Whoever owes something is asked again, more firmly each time, on days that a calendar tells; an answer ends it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from egovtrack.chasing import LEVELS, Cause, ChaseRule, Level, next_level
from egovtrack.workdays import Workdays
from tests.conftest import Program

DEPT, OTHER = "市财政局", "市经济信息化委"
BASIS = ("--basis", "纪要")


class Office:
    """The office's days: what it does, and on which day."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def on(self, day: str) -> Program:
        """The program on a day."""
        return Program(self.program.db, day)

    def run(self, day: str, folder: Path) -> list[str]:
        """The notices of a day, by their files' names without the day."""
        self.on(day)("chase", "run", "--plan", "2017", "--dept", f"{DEPT},{OTHER}", "-o", str(folder / day))
        return sorted(path.name.removesuffix(f"-{day}.docx") for path in (folder / day).glob("*.docx"))

    def of(self, department: str, day: str) -> list[dict[str, Any]]:
        """What is told of a department on a day."""
        return self.on(day).json("chase", "--plan", "2017", "--dept", department, "--all")


@pytest.fixture
def office(egovtrack: Program) -> Office:
    return Office(egovtrack)


def answer(program: Program, department: str, period: str) -> None:
    """The department answers all that it is asked for a period."""
    for row in program.json("list", "--plan", "2017", "--dept", department):
        program(
            "progress", "set", row["ref"], "--dept", department, "--status", "in_progress", "--note", "按计划推进",
            "--period", period, "--date", program.today,
        )  # fmt: skip


def test_who_is_asked_how_firmly_on_which_day(office: Office, tmp_path: Path) -> None:
    """March is due on 5 April. The 6th, a Thursday, is the first working day after it; three working days later is the
    11th, eight are the 18th. Reports of April are due on 5 May, a Friday.
    """
    (row, *_more) = office.of(DEPT, "2017-04-05")
    assert (row["state"], row["reasons"], row["next_level"]) == ("not_due", [], None)
    assert office.on("2017-04-05")("chase", "--check", "--plan", "2017").code == 0
    assert office.on("2017-04-06")("chase", "--check", "--plan", "2017", code=3).code == 3
    (row, *_more) = office.of(DEPT, "2017-04-06")
    assert (row["state"], row["reasons"], row["next_level"], row["next_on"]) == (
        "silent", ["never"], "remind", "2017-04-06",
    )  # fmt: skip
    first = office.run("2017-04-06", tmp_path)
    assert f"{DEPT}-提醒" in first
    assert len(first) == 2
    assert office.run("2017-04-06", tmp_path / "again") == [], "once more on the same day there is nothing to do"
    assert office.run("2017-04-10", tmp_path) == []
    assert office.of(DEPT, "2017-04-10")[0]["level"] == "remind"
    assert office.of(DEPT, "2017-04-10")[0]["last_asked_on"] == "2017-04-06"
    second = office.run("2017-04-11", tmp_path)
    assert {name.rpartition("-")[2] for name in second} == {"催办"}
    answer(office.on("2017-04-12"), DEPT, "2017-03")
    assert {row["state"] for row in office.of(DEPT, "2017-04-12")} == {"moved"}
    assert office.run("2017-04-17", tmp_path) == []
    third = office.run("2017-04-18", tmp_path)
    assert third == [f"{OTHER}-督办"], "whoever answered is not asked"
    assert (tmp_path / "2017-04-18" / f"{OTHER}-2017-03.xlsx").exists(), "a form goes with the notice"
    assert office.run("2017-04-28", tmp_path) == [], "there is no firmer level"
    # With the next period it begins anew.
    assert f"{DEPT}-提醒" in office.run("2017-05-08", tmp_path)


def test_a_level_that_came_late_moves_the_next(office: Office, tmp_path: Path) -> None:
    office.run("2017-04-06", tmp_path)
    office.run("2017-04-14", tmp_path)
    assert office.of(DEPT, "2017-04-18")[0]["next_on"] == "2017-04-21"


def test_a_run_is_one_action_and_can_be_taken_back(office: Office, tmp_path: Path) -> None:
    before = len(office.program.json("log"))
    office.run("2017-04-06", tmp_path)
    assert len(office.program.json("log")) == before + 1
    office.on("2017-04-06")("undo", "--yes")
    assert office.of(DEPT, "2017-04-06")[0]["level"] is None
    assert len(office.run("2017-04-06", tmp_path / "again")) == 2
    office.program("check")


def test_a_due_day_that_a_notice_named_stays(office: Office, tmp_path: Path) -> None:
    office.run("2017-04-06", tmp_path)
    office.on("2017-04-07")("plans", "rule", "2017", "--due", "20", "--from", "2017-03-01")
    assert office.of(OTHER, "2017-04-07")[0]["state"] == "silent"


def test_a_promise_is_watched(office: Office) -> None:
    office.on("2017-04-07")("chase", "log", DEPT, "--phone", "--who", "王某", "--promise", "2017-04-12")
    row = office.of(DEPT, "2017-04-12")[0]
    assert (row["promised_on"], row["last_asked_on"], row["reasons"]) == ("2017-04-12", "2017-04-07", ["never"])
    assert office.of(DEPT, "2017-04-13")[0]["reasons"] == ["never", "promise"]
    answer(office.on("2017-04-13"), DEPT, "2017-03")
    assert office.of(DEPT, "2017-04-13")[0]["reasons"] == []


def test_whom_a_call_was_with_stays_out_of_log_dump_and_calendar(office: Office, tmp_path: Path) -> None:
    program = office.on("2017-04-07")
    program("chase", "log", DEPT, "--who", "王某某", "--promise", "2017-04-12")
    program("db", "dump", "-o", str(tmp_path / "dump.txt"))
    program("calendar", "-o", str(tmp_path / "x.ics"))
    kept = (tmp_path / "dump.txt").read_text("utf-8") + (tmp_path / "x.ics").read_text("utf-8") + program("log").out
    assert "王某某" not in kept


def test_a_call_says_something(office: Office) -> None:
    assert "nothing is told" in office.program("chase", "log", DEPT, code=2).err
    assert "before" in office.program("chase", "log", DEPT, "--promise", "2017-01-01", code=2).err


def test_every_item_that_is_asked_is_in_one_state(office: Office) -> None:
    program = office.on("2017-04-03")
    program("progress", "set", "2017-13", "--dept", OTHER, "--percent", "20", "--date", "2017-03-31")
    rows = office.on("2017-04-10").json("chase", "--plan", "2017", "--all", "--period", "2017-03")
    states = [row["state"] for row in rows]
    asked = office.on("2017-04-10").json("status", "2017", "--period", "2017-03")
    assert len(states) == sum(row["asked"] for row in asked)
    assert states.count("silent") == sum(row["missed"] for row in asked)
    assert states.count("moved") == 1


@pytest.mark.parametrize(
    ("words", "reason", "day"),
    [
        (("deadline", "2017-13", "--until", "2017-04-07", *BASIS), "overdue", "2017-04-10"),
        (("milestone", "add", "2017-13", "--by", "2017-04-07", "--what", "初稿", *BASIS), "milestone", "2017-04-10"),
        (
            ("progress", "set", "2017-13", "--dept", OTHER, "--status", "blocked", "--date", "2017-03-02"),
            "blocked",
            "2017-04-05",
        ),
    ],
)
def test_what_else_is_owed(office: Office, words: tuple[str, ...], reason: str, day: str) -> None:
    office.program(*words)
    rows = {row["ref"]: row for row in office.of(OTHER, day)}
    assert reason in rows["2017-13"]["reasons"]
    assert reason not in rows["2017-42"]["reasons"]


def test_a_rule_of_the_office(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "chase.toml"
    file.write_text('version = "快"\nremind = 2\nurge = 2\nsupervise = 4\nreply = 1\n', "utf-8")
    office.program("rules", "set", "chase", str(file), "--from", "2017-03-01")
    assert office.of(DEPT, "2017-04-06")[0]["next_on"] == "2017-04-07"
    file.write_text('version = "x"\nremind = 2\nurge = 4\nsupervise = 4\nreply = 1\n', "utf-8")
    assert "urge comes before supervise" in office.program("rules", "set", "chase", str(file), code=65).err


@given(
    st.dates(date(2017, 1, 1), date(2017, 11, 1)), st.lists(st.integers(0, 9), min_size=3, max_size=3),
    st.builds(ChaseRule, remind=st.integers(1, 5), urge=st.integers(1, 5), supervise=st.integers(6, 12)),
)  # fmt: skip
def test_levels_come_in_turn_and_never_too_soon(since: date, late: list[int], rule: ChaseRule) -> None:
    """Whatever the delays of the office are: each level once, the days rising, each a working day if it is in time."""
    workdays, cause = Workdays(), Cause("overdue", since)
    issued: dict[Level, date] = {}
    while step := next_level(rule, workdays, cause, issued):
        level, on = step
        assert level == LEVELS[len(issued)]
        assert workdays.is_workday(on)
        assert on > max([since, *issued.values()])
        issued[level] = workdays.after(on, late[len(issued)])
    assert list(issued) == list(LEVELS)
    apart = sum(workdays.is_workday(date.fromordinal(day)) for day in range(
        issued["urge"].toordinal() + 1, issued["supervise"].toordinal() + 1
    ))  # fmt: skip
    assert apart >= rule.supervise - rule.urge
