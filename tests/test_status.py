"""The matrix: obligations counted by one thing, with totals that add up, or a word on why they do not."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

BYS = ("dept", "section", "leader", "role")
STATES = (
    "verified", "reported_done", "in_progress", "blocked", "not_started", "unfinished", "cancelled", "carried",
    "no_report",
)  # fmt: skip
COUNTS = ("obligations", *STATES, "silent", "overdue")


@pytest.fixture(scope="module")
def busy(shared: Path | str) -> Program:
    """A ledger in January 2018: plan 2017 has run out, and some of it is reported, blocked, ended, moved."""
    program = Program(shared, today="2018-01-07")
    for ref, *said in (
        ("2017-13", "--dept", "市经济信息化委", "--percent", "40"),
        ("2017-13", "--dept", "市政府办公厅", "--status", "completed"),
        ("2017-22", "--dept", "市财政局", "--status", "completed"),
        ("2017-29", "--dept", "市水务局", "--status", "blocked"),
        ("2017-51", "--dept", "市公安局", "--status", "not_started"),
        ("2017-10", "--dept", "黄浦区", "--percent", "60"),
        ("2017-33", "--status", "cancelled", "--note", "并入他项"),
    ):
        program("progress", "set", ref, *said, "--date", "2017-12-29")
    program("extend", "2017-51", "--until", "2018-06-30", "--reason", "另行安排")
    program("designate", "2017-8", "市政府有关部门", "市公安局", "市民政局", "--basis", "会议纪要")
    return program


@pytest.fixture(scope="module")
def week(busy: Program, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The obligations of plan 2017 on Sunday 7 January 2018, from the weekly export: reached by another way."""
    folder = tmp_path_factory.mktemp("week")
    busy("export", "weekly", "--week", "2018-W01", "--plan", "2017", "-o", str(folder))
    rows: list[dict[str, Any]] = json.loads((folder / "2018-W01-obligations.json").read_text("utf-8"))["rows"]
    return rows


def totals(program: Program, by: str, *args: str) -> dict[str, int]:
    """The total, which in json stands beside the rows; the table's last line has the same figures."""
    total = json.loads(program("status", *args, "--by", by, "--format", "json").out)["total"]
    out = program("status", *args, "--by", by, "--format", "table", "--width", "200").out
    (line,) = [line for line in out.splitlines() if line.startswith("total ")]
    figures = line.split()[1 : len(COUNTS) + 2]
    assert [int(figure) for figure in figures] == [total[key] for key in ("tasks", *COUNTS)]
    return {key: total[key] for key in ("tasks", *COUNTS)}


def count(rows: list[dict[str, Any]]) -> dict[str, int]:
    states = Counter(row["status"] or "no_report" for row in rows)
    return {
        "tasks": len({row["number"] for row in rows}), "obligations": len(rows), **{key: states[key] for key in STATES},
        "silent": sum(row["reporting"] == "silent" for row in rows),
        "overdue": sum(row["light_reason"] == "overdue" for row in rows),
    }  # fmt: skip


@pytest.mark.parametrize("by", BYS)
def test_the_rows_add_up_to_the_total(busy: Program, by: str) -> None:
    rows = busy.json("status", "2017", "--by", by)
    assert {row["by"] for row in rows} == {by}
    assert {key: sum(row[key] for row in rows) for key in COUNTS} == {
        key: value for key, value in totals(busy, by, "2017").items() if key != "tasks"
    }


@pytest.mark.parametrize("by", BYS)
def test_every_obligation_is_in_one_state(busy: Program, by: str) -> None:
    for row in busy.json("status", "2017", "--by", by):
        assert sum(row[state] for state in STATES) == row["obligations"] > 0


def test_the_total_is_that_of_the_weekly_table(busy: Program, week: list[dict[str, Any]]) -> None:
    expected = count(week)
    assert all(expected[key] for key in ("reported_done", "in_progress", "blocked", "not_started", "cancelled"))
    for by in BYS:
        assert totals(busy, by, "2017") == expected


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("dept", lambda row: row["department"]),
        ("section", lambda row: row["section"][0]),
        ("role", lambda row: row["role"]),
    ],
)
def test_each_row_is_that_of_the_weekly_table(busy: Program, week: list[dict[str, Any]], by: str, key: Any) -> None:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in week:
        groups.setdefault(key(row), []).append(row)
    found = {row.pop("group"): row for row in busy.json("status", "2017", "--by", by)}
    assert all(row.pop("reporting") in {"never", "silent", "partly", "reported", "not_asked"} for row in found.values())
    assert found == {name: {"plan": "2017", "by": by, **count(rows)} for name, rows in groups.items()}


@pytest.mark.parametrize("name", ["市经济信息化委", "市公安局", "市水务局", "黄浦区"])
def test_a_departments_row_is_that_of_its_own_table(busy: Program, name: str) -> None:
    (row,) = [row for row in busy.json("status", "2017") if row["group"] == name]
    assert {key: row[key] for key in ("tasks", *COUNTS)} == count(busy.json("dept", name, "--plan", "2017"))


@pytest.mark.parametrize("by", BYS)
def test_a_task_in_several_rows_is_told(busy: Program, week: list[dict[str, Any]], by: str) -> None:
    """The tasks of the rows are more than the plan's by those that stand in several; as many as are told."""
    said = busy("status", "2017", "--by", by)
    told = re.search(r"(\d+) tasks stand in several rows", said.err + said.out)
    surplus = sum(row["tasks"] for row in busy.json("status", "2017", "--by", by)) - count(week)["tasks"]
    assert bool(told) is (surplus > 0)
    if told and by in {"dept", "role"}:
        key = {"dept": "department", "role": "role"}[by]
        groups: dict[int, set[str]] = {}
        for row in week:
            groups.setdefault(row["number"], set()).add(row[key])
        assert int(told[1]) == sum(len(names) > 1 for names in groups.values())


def test_undesignated_parties_are_not_counted_and_said_to_be_there(busy: Program, reading: Program) -> None:
    before, after = (program("status", "2017") for program in (reading, busy))
    assert "18 parties are not counted: nobody is designated" in before.err + before.out
    assert "17 parties are not counted: nobody is designated" in after.err + after.out
    rows = [{row["group"]: row["obligations"] for row in program.json("status", "2017")} for program in (reading, busy)]
    assert rows[1]["市公安局"] == rows[0]["市公安局"] + 1
    assert sum(rows[1].values()) == sum(rows[0].values()) + 2


def test_a_plan_with_nothing_open_says_nothing_of_it(reading: Program) -> None:
    said = reading("status", "12fyp")
    assert "not counted" not in said.err + said.out
    assert reading.json("status", "12fyp") == []


def test_departments_stand_in_the_registrys_order(reading: Program) -> None:
    order = [row["name"] for row in reading.json("depts", "list", "--as-of", "2017-03-20")]
    names = [row["group"] for row in reading.json("status", "2017")]
    assert names == [name for name in order if name in names]


def test_sections_and_roles_stand_in_the_documents_order(reading: Program) -> None:
    assert [row["group"][0] for row in reading.json("status", "2017", "--by", "section")] == list("一二三四")
    assert [row["group"] for row in reading.json("status", "2017", "--by", "role")] == ["lead", "responsible"]


def test_the_newest_plan_is_counted_where_none_is_named(reading: Program) -> None:
    assert reading.json("status") == reading.json("status", "2017")


def test_the_table_of_a_day_and_of_what_was_known(busy: Program, reading: Program) -> None:
    assert totals(busy, "dept", "2017", "--as-of", "2017-03-20") == totals(reading, "dept", "2017")
    later = Program(reading.db, today="2018-01-07")
    seeded = f"#{max(row['id'] for row in later.json('log'))}"
    assert totals(busy, "dept", "2017", "--known-at", seeded) == totals(later, "dept", "2017")


def test_a_predecessors_obligations_are_counted_under_the_one_who_answers(reading: Program) -> None:
    groups = {row["group"]: row for row in reading.json("status", "2015")}
    assert "市建设管理委" not in groups
    assert groups["静安区"]["obligations"] == len(reading.json("dept", "静安区", "--plan", "2015")) == 18


def test_csv_has_the_same_figures(busy: Program) -> None:
    rows = list(csv.reader(io.StringIO(busy("status", "2017", "--format", "csv").out)))
    assert {tuple(row[:2]) for row in rows[1:]} == {("2017", "dept")}
    figures = [[int(cell) for cell in row[-len(COUNTS) - 1 : -1]] for row in rows[1:]]
    assert figures == [[row[key] for key in COUNTS] for row in busy.json("status", "2017")]


def test_what_cannot_be_counted_is_refused(reading: Program, empty: Program) -> None:
    reading("status", "2020", code=1)
    reading("status", "--by", "month", code=2)
    empty("status", code=1)


def test_in_a_closed_plan_what_is_not_done_is_unfinished(egovtrack: Program) -> None:
    """Its parts add up too."""
    egovtrack("plans", "close", "2016", "--date", "2017-01-01")
    for row in egovtrack.json("status", "2016"):
        assert row["unfinished"] == row["obligations"]
        assert sum(row[state] for state in STATES) == row["obligations"]
