"""`compare`: two tables side by side, each as it stood, and all that is otherwise in the later one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from egovtrack.changes import KINDS, Change
from egovtrack.rules import Situation
from egovtrack.standing import Obligation
from tests.conftest import Program, sqlite_only
from tests.test_week import Clock, at  # noqa: F401  a fixture

pytestmark = sqlite_only
SET = ("progress", "set", "2031-1", "--dept", "市财政局")
BASIS = ("--basis", "纪要")


@pytest.fixture
def year(at: Clock) -> Clock:  # noqa: F811
    """Reports for January and February; in March one goes on, one is silent, a deadline is moved."""
    at("2031-02-28T09:00")(*SET, "--percent", "20", "--note", "起步")
    at("2031-03-28T09:00")(*SET, "--percent", "50", "--note", "过半")
    at("2031-03-29T09:00")("deadline", "2031-1", "--until", "2031-10-31", *BASIS)
    return at


def test_what_moved_and_whose_deadline_by_whom_and_why(year: Clock) -> None:
    program = year("2031-04-10T09:00")
    rows = program.json("compare", "--from", "2031-03-01", "--to", "2031-03-31")
    (row,) = [row for row in rows if row["ref"] == "2031-1" and row["department"] == "市财政局"]
    assert (row["what"], row["percent_before"], row["percent"]) == (["moved", "deadline"], 20, 50)
    assert (row["deadline_before"], row["deadline"], row["basis"]) == ("2031-12-31", "2031-10-31", "纪要")
    assert (row["decided_by"], row["decided_on"]) == (program.json("log")[-1]["author"], "2031-03-29")
    assert not row["worse"]


def test_what_is_worse_is_told_by_an_exit_code(year: Clock) -> None:
    """Nobody else has reported for February by 5 March: they fall silent."""
    program = year("2031-04-10T09:00")
    args = ("compare", "--from", "2031-03-01", "--to", "2031-03-31")
    found = program(*args, "--check", "--format", "json", code=3)
    rows = json.loads(found.out)["rows"]
    assert {(row["ref"], row["department"]) for row in rows if "silent" in row["what"]} == {
        ("2031-1", "市数据局"), ("2031-1", "市公安局"), ("2031-2.1", "市财政局"), ("2031-2.2", "市公安局"),
    }  # fmt: skip
    assert all(row["worse"] == ("silent" in row["what"]) for row in rows)
    program(*args, "--check", "--dept", "市民政局", code=0)
    program("compare", "--from", "2031-03-31", "--to", "2031-03-31", "--check")


def test_a_table_compared_with_itself(year: Clock, tmp_path: Path) -> None:
    program = year("2031-04-10T09:00")
    for args in (("--from", "2031-03-31", "--to", "2031-03-31"), ("--from", "today")):
        said = program("compare", *args)
        assert "nothing changed" in said.err
        assert said.out == ""
    program("list", "-o", str(tmp_path / "now.json"))
    same = str(tmp_path / "now.json")
    assert program.json("compare", "--from", same, "--to", same) == []


def test_changes_is_the_comparison_with_now(year: Clock) -> None:
    program = year("2031-04-10T09:00")
    assert program("changes", "--since", "2031-03-01").out == program("compare", "--from", "2031-03-01").out
    assert program.json("changes", "--since", "last-week") == program.json("compare", "--from", "上周")


@pytest.mark.parametrize("name", ["kept.json", "kept.xlsx", "kept.md", "kept.html", "kept.txt"])
def test_a_kept_file_says_which_table_it_was(year: Clock, tmp_path: Path, name: str) -> None:
    """What was entered on the same day after it was kept is a change."""
    program = year("2031-04-10T09:00")
    program("list", "--as-of", "2031-03-31", "-o", str(tmp_path / name))
    program = year("2031-04-10T10:00")
    program(*SET, "--percent", "60", "--date", "2031-03-31")
    sides = ("--from", str(tmp_path / name), "--to", "2031-03-31")
    told = json.loads(program("compare", *sides, "--known-at", "today", "--format", "json").out)
    assert (told["from"], told["to"]) == ("2031-03-31", "2031-03-31")
    assert [(row["percent_before"], row["percent"]) for row in told["rows"]] == [(50, 60)]


@pytest.mark.parametrize("name", ["2031-W13-obligations.csv", "2031-W13-changes.json", "2031-W13-head.txt"])
def test_a_kept_week(year: Clock, tmp_path: Path, name: str) -> None:
    program = year("2031-04-10T09:00")
    program("export", "weekly", "--week", "2031-W13", "-o", str(tmp_path / "out"))
    told = json.loads(program("compare", "--from", str(tmp_path / "out" / name), "--format", "json").out)
    assert told["from"] == "2031-03-30"
    assert told["from_head"].startswith("7:")


def test_the_head_that_was_noted_down(year: Clock) -> None:
    program = year("2031-04-10T09:00")
    head = json.loads(program("compare", "--from", "2031-03-28", "--format", "json").out)["from_head"]
    said = program("compare", "--from", head)
    assert "taken for 2031-03-28" in said.err
    assert "deadline moved" in said.out


@pytest.mark.parametrize("forge", ["another", "forged"])
def test_a_file_of_another_ledger_is_refused(year: Clock, empty: Program, tmp_path: Path, forge: str) -> None:
    program, kept = year("2031-04-10T09:00"), tmp_path / "kept.json"
    other = Program(tmp_path / "other.db")
    other("seed", "2017")
    (other if forge == "another" else program)("list", "-o", str(kept))
    if forge == "forged":
        text = kept.read_text("utf-8")
        digit = text[(place := text.index('"head": "') + 20)]
        kept.write_text(text[:place] + ("1" if digit != "1" else "2") + text[place + 1 :], "utf-8")
    refused = program("compare", "--from", str(kept), code=65)
    assert "another ledger" in refused.err
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--from", "2031-03-31", "--to", "2031-03-01"), 2, "2031-03-31 is later than 2031-03-01"),
        (("--from", "2031-03-31", "--to", "gone.json"), 2, "'gone.json' is no date"),
        (("--from", "2030-12-01", "--to", "2030-12-31", "--plan", "2031"), 2, "plan 2031 was not there yet"),
        (("--from", "2031-03-01", "--plan", "2099"), 1, "2099"),
        (("--from", "2031-03-01", "--dept", "市无局"), 1, "市无局"),
        (("--from", "plan.txt"), 65, "holds no head"),
        (("--from", "2031-03-01", "--by", "moon"), 2, "moon"),
    ],
)
def test_what_cannot_be_compared(
    year: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.txt").write_text("纪要", "utf-8")
    refused = year("2031-04-10T09:00")("compare", *args, code=code)
    assert words in refused.err
    assert refused.err.count("\n") == 1


def test_a_day_before_the_ledger_was_made(year: Clock) -> None:
    said = year("2031-04-10T09:00")("compare", "--from", "2030-12-31")
    assert "the ledger was made on 2031-01-15 09:00; this is told as known now" in said.err


def test_a_plan_that_was_not_there_is_one_line(year: Clock) -> None:
    year("2031-04-01T09:00")("plans", "create", "批示", "--from", "2031-04-01")
    rows = year("2031-04-10T09:00").json("compare", "--from", "2031-03-31")
    assert [(row["plan"], row["what"]) for row in rows if row["change"] == "new_plan"] == [("批示", ["new_plan"])]


def test_what_a_later_text_says_otherwise(year: Clock, tmp_path: Path) -> None:
    """A document cuts a target and names another party; the office adds a task and withdraws one."""
    later = """关于调整工作的通知
东府〔2031〕8号
2031年4月1日

1.整合8个系统。（牵头单位：市财政局；责任单位：市档案局）
"""
    (tmp_path / "later.txt").write_text(later, "utf-8")
    program = year("2031-04-02T09:00")
    before = program.json("show", "2031-1")[0]
    program("import", str(tmp_path / "later.txt"), "--amends", "2031", "--part", "--same", "1=1", "--yes")
    year("2031-04-03T09:00")("task", "add", "2031", "--text", "清理地名。", "--responsible", "市档案局", *BASIS)
    rows = year("2031-04-10T09:00").json("compare", "--from", "2031-03-31")
    told = {row["what"][0]: row for row in rows if row["change"] == "text"}
    assert {"text", "party", "target", "added"} <= told.keys()
    assert told["target"]["before"] == before["targets"][0]["text"] if before["targets"] else True
    assert "8个系统" in told["target"]["after"]
    assert "市档案局" in told["party"]["after"]
    assert told["text"]["decided_on"] == "2031-04-01"
    assert told["added"]["basis"] == "纪要"
    assert (told["added"]["after"] or "").endswith("清理地名。（责任单位：市档案局）")


def test_what_the_registry_says_otherwise(year: Clock) -> None:
    program = year("2031-04-02T09:00")
    program("depts", "rename", "市财政局", "市财税局", "--date", "2031-04-01", *BASIS)
    program("depts", "end", "市档案局", "--date", "2031-04-02", *BASIS)
    program("depts", "add", "市新局", "--kind", "department", "--from", "2031-04-01", *BASIS)
    rows = year("2031-04-10T09:00").json("compare", "--from", "2031-03-31")
    told = {row["what"][0]: row for row in rows if row["change"] == "registry"}
    assert (told["renamed"]["before"], told["renamed"]["after"]) == ("市财政局", "市财税局")
    assert (told["renamed"]["basis"], told["renamed"]["decided_on"]) == ("纪要", "2031-04-01")
    assert (told["ended"]["before"], told["registered"]["after"]) == ("市档案局", "市新局")
    ours = year("2031-04-10T09:00").json("compare", "--from", "2031-03-31", "--dept", "市财税局")
    assert {row["what"][0] for row in ours if row["change"] == "registry"} == {"renamed"}


def test_counted_by_department(year: Clock) -> None:
    program = year("2031-04-10T09:00")
    rows = program.json("compare", "--from", "2031-03-01", "--by", "dept")
    listed = program.json("compare", "--from", "2031-03-01")
    assert {row["group"]: row["count"] for row in rows} == {
        name: sum(row["department"] == name for row in listed) for name in {row["department"] for row in listed}
    }
    (ours,) = [row for row in rows if row["group"] == "市财政局"]
    assert (ours["by"], ours["moved"], ours["deadline"], ours["worse"]) == ("dept", 1, 1, 1)
    for form in ("table", "markdown", "html", "csv"):
        assert "市财政局" in program("compare", "--from", "2031-03-01", "--by", "dept", "--format", form).out


@pytest.mark.parametrize("width", [80, 120])
def test_it_can_be_read_on_a_terminal(year: Clock, width: int) -> None:
    program = year("2031-04-10T09:00")
    shown = program("compare", "--from", "2031-03-01", "--format", "table", "--width", str(width), lang="zh").out
    assert "推进中 20%" in shown.replace("\n", "")
    assert "纪要" in shown


def test_the_week_has_the_same_changes(year: Clock, tmp_path: Path) -> None:
    program = year("2031-04-10T09:00")
    program("export", "weekly", "--week", "2031-W13", "-o", str(tmp_path / "out"))
    rows = json.loads((tmp_path / "out" / "2031-W13-changes.json").read_text("utf-8"))["rows"]
    assert rows == program.json("compare", "--from", "2031-03-23", "--to", "2031-03-30")


# --- the kinds, pure -------------------------------------------------------------------------------------------------

DAYS = st.sampled_from([date(2031, 6, 30), date(2031, 12, 31)])
LIGHTS = st.sampled_from(["red", "yellow", "blue", "green", None])
STATES = st.sampled_from([
    None, "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled", "carried", "unfinished",
])  # fmt: skip


@st.composite
def obligations(draw: st.DrawFn) -> Obligation:
    """An obligation that stands anywhere."""
    situation = Situation(None, None, None, None, date(2031, 1, 1), date(2031, 12, 31))
    values: dict[str, Any] = dict.fromkeys(Obligation._fields) | {
        "status": draw(STATES), "percent": draw(st.none() | st.integers(0, 100)), "light": draw(LIGHTS),
        "deadline": draw(DAYS), "reporting": draw(st.sampled_from(["silent", "reported", "not_asked"])),
        "light_reason": draw(st.sampled_from(["overdue", "on_track", None])), "value": draw(st.none() | st.just(3.0)),
        "returned": draw(st.booleans()), "situation": situation,
    }  # fmt: skip
    return Obligation(**values)


@given(obligations(), obligations())
def test_whatever_is_otherwise_is_of_some_kind(then: Obligation, now: Obligation) -> None:
    told = ("status", "percent", "value", "light", "deadline")
    differs = any(getattr(then, key) != getattr(now, key) for key in told)
    assert bool(Change(then, now).kinds) >= differs
    assert Change(then, then).kinds == []


@given(obligations(), obligations())
def test_nothing_is_worse_both_ways_but_what_may_be(then: Obligation, now: Obligation) -> None:
    """Of each kind for the worse the way back is not one."""
    for kind in KINDS:
        if kind.is_worse and kind.code != "back":
            assert not (kind.holds(then, now) and kind.holds(now, then))
