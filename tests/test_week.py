"""The week is what was entered in it: notes and what became of them, and what is otherwise in the tables since."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from egovtrack.ledger import actions
from tests.conftest import Begun, Program, sqlite_only
from tests.test_reporting import begin

pytestmark = sqlite_only
Clock = Callable[[str], Program]


@pytest.fixture
def at(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The program at a moment of the machine's clock (UTC+8); a small plan was stored on 15 January 2031."""

    def set_clock(moment: str) -> Program:
        clock = datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC)
        monkeypatch.setattr(actions, "now", lambda: clock)
        return Program(office.db, moment[:10])

    monkeypatch.setattr(actions, "now", lambda: datetime(2031, 1, 15, 1, tzinfo=UTC))
    office = begun(_begin, "2031-01-15")
    return set_clock


def _begin(program: Program, folder: Path) -> None:
    """Begin as test_reporting does, but at the moment of the test's clock."""
    begin(program, folder)


def week(program: Program, label: str, folder: Path, *args: str) -> dict[str, list[dict[str, Any]]]:
    program("export", "weekly", "--week", label, "-o", str(folder), *args)
    names = ("obligations", "notes", "changes", "silent", "undesignated")
    return {name: json.loads((folder / f"{label}-{name}.json").read_text("utf-8"))["rows"] for name in names}


SET = ("progress", "set", "2031-1", "--dept", "市财政局")


def test_what_was_entered_in_a_week_is_in_it_whatever_day_it_speaks_of(at: Clock, tmp_path: Path) -> None:
    """Forms are booked on the last of the month and entered on the 5th of the next."""
    at("2031-04-04T10:00")(*SET, "--percent", "30", "--date", "2031-03-31")
    monday = at("2031-04-08T08:00")
    assert week(monday, "2031-W13", tmp_path)["notes"] == []  # the week of 31 March ends on 6 April: see below
    tables = week(monday, "2031-W14", tmp_path)
    assert [(row["ref"], row["as_of"], row["event"]) for row in tables["notes"]] == [
        ("2031-1", "2031-03-31", "entered")
    ]
    (change,) = [row for row in tables["changes"] if row["department"] == "市财政局" and row["ref"] == "2031-1"]
    assert (change["percent_before"], change["percent"], change["change"]) == (None, 30, "changed")


def test_what_became_of_earlier_notes_is_in_the_week_in_which_it_was_entered(at: Clock, tmp_path: Path) -> None:
    at("2031-03-03T09:00")(*SET, "--status", "completed")
    at("2031-03-12T09:00")("progress", "return", "2031-1", "--reason", "缺材料")
    at("2031-03-19T09:00")(*SET, "--status", "completed")
    at("2031-03-20T09:00")("progress", "verify", "2031-1")
    at("2031-03-26T09:00")("progress", "retract", "1", "--reason", "报错")
    at("2031-04-02T09:00")(*SET[:2], "2031-2.2", "--dept", "市公安局", "--percent", "5")
    program = at("2031-04-03T09:00")
    program("undo", str(program.json("log")[-1]["id"]), "--yes")
    program = at("2031-04-20T09:00")
    events = {
        label: [row["event"] for row in week(program, label, tmp_path)["notes"]]
        for label in ("2031-W10", "2031-W11", "2031-W12", "2031-W13", "2031-W14")
    }
    assert events == {
        "2031-W10": ["entered"],
        "2031-W11": ["returned"],
        "2031-W12": ["entered", "verified"],
        "2031-W13": ["retracted"],
        "2031-W14": ["entered", "undone"],
    }


def test_an_extension_and_a_designation_taken_back_are_changes(at: Clock, tmp_path: Path) -> None:
    at("2031-03-04T09:00")("designate", "2031-2.2", "市政府有关部门", "市档案局", "--basis", "纪要")
    at("2031-03-11T09:00")("extend", "2031-1", "--until", "2032-03-31", "--reason", "延期")
    at("2031-03-12T09:00")("designate", "2031-2.2", "市政府有关部门", "市档案局", "--revoke", "--basis", "纪要2")
    program = at("2031-04-20T09:00")
    changes = week(program, "2031-W10", tmp_path)["changes"]
    assert [(row["department"], row["change"]) for row in changes if row["via"] == "designated"] == [
        ("市档案局", "new")
    ]
    changes = week(program, "2031-W11", tmp_path)["changes"]
    assert [(row["department"], row["change"]) for row in changes if row["via"] == "designated"] == [
        ("市档案局", "gone")
    ]
    moved = {(row["deadline_before"], row["deadline"]) for row in changes if row["ref"] == "2031-1"}
    assert moved == {("2031-12-31", "2032-03-31")}


def test_a_week_printed_again_has_the_same_bytes(at: Clock, tmp_path: Path) -> None:
    at("2031-03-04T09:00")(*SET, "--percent", "30", "--note", "一")
    week(at("2031-03-10T08:00"), "2031-W10", tmp_path / "march")
    program = at("2031-03-11T09:00")
    program(*SET, "--percent", "60", "--date", "2031-03-05")
    program("progress", "retract", "1", "--reason", "报错")
    program("depts", "rename", "市财政局", "市财税局", "--date", "2031-03-01", "--basis", "某号文")
    program("deadline", "2031-1", "--until", "2031-03-02", "--basis", "纪要", "--date", "2031-03-02")
    program("plans", "rule", "2031", "--cycle", "weekly", "--from", "2031-01-15")
    program("plans", "close", "2031", "--date", "2031-03-01")
    week(at("2031-12-20T08:00"), "2031-W10", tmp_path / "december")
    for path in (tmp_path / "march").iterdir():
        assert path.read_bytes() == (tmp_path / "december" / path.name).read_bytes(), path.name


def test_what_a_new_plan_brings_is_one_line(at: Clock, tmp_path: Path) -> None:
    tables = week(at("2031-01-20T09:00"), "2031-W03", tmp_path)
    assert [(row["plan"], row["change"]) for row in tables["changes"]] == [("2031", "new_plan")]
    assert len(tables["obligations"]) == 6


def test_a_week_that_is_not_over_and_one_before_the_ledger_say_so(at: Clock, tmp_path: Path) -> None:
    program = at("2031-03-05T09:00")
    said = program("export", "weekly", "--week", "2031-W10", "-o", str(tmp_path)).err
    assert "the week is not over yet" in said
    said = program("export", "weekly", "--week", "2031-W02", "-o", str(tmp_path)).err
    assert "the ledger was made on 2031-01-15 09:00" in said


def test_a_closed_plan_is_in_no_later_week(at: Clock, tmp_path: Path) -> None:
    at("2031-03-05T09:00")("plans", "close", "2031")
    program = at("2031-03-20T09:00")
    assert week(program, "2031-W09", tmp_path)["obligations"]
    assert week(program, "2031-W10", tmp_path)["obligations"] == []


def test_what_moved_since_friday(at: Clock) -> None:
    at("2031-03-07T16:00")(*SET, "--percent", "30")  # on Friday
    program = at("2031-03-10T09:00")
    program(*SET, "--percent", "50")
    (row,) = program.json("changes", "--since", "上周五")
    assert (row["ref"], row["percent_before"], row["percent"]) == ("2031-1", 30, 50)
    assert program.json("changes", "--since", "上周五", "--dept", "市公安局") == []
