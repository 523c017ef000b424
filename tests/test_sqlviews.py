"""The views for other programs say what the program says, of a ledger in which everything that can happen has."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from typing import Any

import pytest

from tests.conftest import ALL, ON_POSTGRESQL, Program, execute, opened, sqlite_only

TODAY = date.today().isoformat()  # noqa: DTZ011  the views know no other day
ON = "--date 2017-03-10 --basis 纪要"
YEAR = f"""
progress set 2017-13 --dept 市经济信息化委 --percent 60 --note 迁六个 --problem 缺钱 --next 招标 --date 2017-03-11
progress set 2017-13 --dept 市经济信息化委 --percent 70 --date 2017-03-12
progress retract 2 --reason 报错
progress set 2017-21 --dept 市财政局 --status blocked --problem 等文件 --date 2017-03-11
progress set 2017-22 --dept 市财政局 --status completed --date 2017-03-11
progress verify 2017-22 --dept 市财政局 --date 2017-03-12
progress set 2017-46 --dept 市统计局 --status completed --date 2018-01-05
progress set 2017-12 --dept 市发展改革委 --status completed --date 2017-03-13
progress return 2017-12 --dept 市发展改革委 --reason 缺材料 --date 2017-03-14
progress set 2016-5.1 --dept 市审改办 --percent 30 --date 2017-03-11
progress set 2017-1 --status in_progress --percent 40 --date 2017-03-11
progress set 2017-2 --status cancelled --note 不再实施 --date 2017-03-11
undo LAST --yes
undo LAST --yes
progress set 2017-3 --status cancelled --note 不再实施 --date 2017-03-11
designate 2017-13 市政府有关部门 市公安局 市民政局 {ON}
designate 2017-13 市政府有关部门 市民政局 --revoke {ON}
assign-lead 2015-12 市经济信息化委 {ON}
deadline 2017-13 --until 2017-11-30 {ON}
deadline 2016-5.2 --until 2031-11-30 {ON}
extend 2017-14 --until 2031-03-31 --reason 招标
title 2017-13 业务迁云
carry 2016-7 --to 2017-9 {ON}
carry 2016-9 --to 2017-9 --dept 市公安局 {ON}
task withdraw 2017-50 --basis 纪要
task split 2017-53 --into 推进电子证照建设。 --into 推进数据共享。 --basis 纪要
depts rename 市财政局 市财税局 {ON}
depts merge 市水务局 --into 市交通委 {ON}
depts add 市河湖局 --from 2017-03-10
depts add 市园林局 --from 2017-03-10
depts add 市供水局 --from 2017-03-10
progress set 2016-15 --dept 市绿化市容局 --status completed --date 2017-03-01
progress verify 2016-15 --dept 市绿化市容局 --date 2017-03-02
depts split 市绿化市容局 --into 市河湖局 --into 市园林局 {ON}
depts handover 市绿化市容局 市供水局 --task 2017-31 {ON}
depts found 市水务局 --date 2017-04-01 --basis 恢复设立
depts end 市教委 --date 2017-03-10 --basis 纪要
depts collective change 各区政府 --without 黄浦区 --date 2015-01-01
plans close 2015 {ON}
"""


@pytest.fixture(scope="module")
def played(shared: Any) -> Program:
    """A ledger after all that, on the day of the machine."""
    program = Program(shared, today=TODAY)
    for line in YEAR.strip().splitlines():
        ((last,),) = rows(program, "SELECT l.number FROM ledger l")
        program(*(str(last) if word == "LAST" else word for word in shlex.split(line)))
    return program


def rows(program: Program, sql: str) -> list[tuple[Any, ...]]:
    """What another program reads, dates as text and truth as truth."""
    with opened(program.db) as ledger:
        if ON_POSTGRESQL:
            ledger.execute("SET jit = off")  # else it compiles these statements for half a minute
        found = ledger.rows(sql)
    return [tuple(str(each) if isinstance(each, date) else each for each in row) for row in found]


PLANS = [word for key in ALL for word in ("--plan", key)]
OBLIGATION = (
    "ref", "title", "role", "party", "via", "department", "deadline", "status", "percent", "note", "problem",
    "next_step", "office_note",
)  # fmt: skip
TASK = ("ref", "title", "text", "deadline", "status", "percent")
NOTE = ("ref", "department", "as_of", "kind", "status", "percent", "note", "problem", "next_step", "author", "channel")


def told(program: Program, view: str, keys: tuple[str, ...], *others: str) -> list[tuple[Any, ...]]:
    return sorted(rows(program, f"SELECT {', '.join((*keys, *others))} FROM {view}"), key=str)  # noqa: S608


def asked(found: list[dict[str, Any]], keys: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return sorted((tuple(row[key] for key in keys) for row in found), key=str)


def test_obligations(played: Program) -> None:
    found = played.json("export", "obligations", *PLANS)
    assert told(played, "obligation_now", OBLIGATION) == asked(found, OBLIGATION)
    for view, key in (("is_returned", "returned"), ("is_overdue", "overdue")):
        theirs = {(row[0], row[1]) for row in told(played, "obligation_now", ("ref", "department", view)) if row[2]}
        rows_of = {"returned": lambda row: row["returned"], "overdue": lambda row: row["light_reason"] == "overdue"}
        assert theirs == {(row["ref"], row["department"]) for row in found if rows_of[key](row)} != set()


def test_tasks(played: Program) -> None:
    assert told(played, "task_now", TASK) == asked(played.json("export", "tasks", *PLANS), TASK)


def test_notes(played: Program) -> None:
    """What was retracted or undone is not there."""
    found = played.json("export", "progress", *PLANS)
    holding = [row for row in found if not row["retracted_at"] and not row["undone_at"]]
    assert told(played, "note", NOTE) == asked(holding, NOTE)
    assert len(holding) < len(found)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="asks PostgreSQL for its plans")
@pytest.mark.parametrize("view", ["obligation_now", "task_now", "note"])
def test_postgresql_works_no_part_out_for_each_row_of_another(played: Program, view: str) -> None:
    """Its plans are others once it knows how large the tables are. Where a part is worked out for each row, some step
    of these plans runs more than a million times.
    """
    execute(played.db, "ANALYZE")
    steps = [step for (step,) in rows(played, f"EXPLAIN (ANALYZE, TIMING OFF) SELECT * FROM {view}")]  # noqa: S608
    times = [int(count) for step in steps for count in re.findall(r"loops=(\d+)", step)]
    assert 0 < max(times) < 100_000


def test_check_finds_a_view_that_is_gone_or_not_ours(ledger: Any) -> None:
    program = Program(ledger)
    program("check")
    execute(ledger, "DROP VIEW task_now")
    execute(ledger, "CREATE VIEW task_then AS SELECT 1 AS one")
    assert [row["table"] for row in json.loads(program("check", "--format", "json", code=3).out)["rows"]] == [
        "view task_now", "view task_then",
    ]  # fmt: skip


@sqlite_only
def test_check_finds_a_view_that_says_something_else(ledger: Any) -> None:
    execute(ledger, "DROP VIEW note")
    execute(ledger, "CREATE VIEW note AS SELECT * FROM progress_note")
    assert "view note" in Program(ledger)("check", code=3).out
