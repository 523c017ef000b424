"""A ledger of an earlier revision becomes one of facts, and every table that it can print stays what it was.

`data/ledger-0002.sql` was filled by the program of that revision with the commands in its table `action`, and
`data/listings-0002.json` holds what that program printed after some of them, and at the end: by the moment (empty:
at the end) and the command, the number of the answer.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from egovtrack import schema
from egovtrack.connection import reading_postgresql, reading_sqlite
from egovtrack.queries.check import check_history
from tests.conftest import ON_POSTGRESQL, ROOT, Program, Server

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="converts ledgers of SQLite, and one of PostgreSQL by itself")
DATA = ROOT / "tests" / "data"
LISTINGS: dict[str, Any] = json.loads((DATA / "listings-0002.json").read_text("utf-8"))
PRINTED = [(moment, command) for moment, commands in LISTINGS["of"].items() for command in commands]


def dumped(path: Path, revision: str) -> Path:
    """Make a ledger of an earlier revision."""
    connection = sqlite3.connect(path)
    connection.executescript((DATA / f"ledger-{revision}.sql").read_text("utf-8"))
    connection.close()
    return path


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program on the ledger of 0002, converted."""
    path = dumped(tmp_path_factory.mktemp("converted") / "ledger.db", "0002")
    schema.upgrade(str(path))
    return Program(path, today="2031-06-01")


def as_before(command: str, rows: Any) -> Any:
    """Return rows less what revision 0002 told otherwise, each for a reason."""
    for row in rows or ():
        if command == "log":  # the tables are others
            del row["written"]
        for key in ("light", "light_reason", "reporting", "last_report_on", "silent", "overdue"):
            row.pop(key, None)  # who is silent or late is told by periods and their due days now
        if row.get("note") and row.get("reporting") is None and "via" in row:
            row["note"] = None  # it told the office's words as the department's
        if "target" in row and row["value"] == 10:  # it told the text of another target after the plan was replaced
            row["target"] = None
        if row.get("ref") == "2031-1" and row.get("percent") in {45, 50}:  # 10 of 20 stayed 50 % when 20 became 22
            row["percent"] = None
    return rows


def reduced(now: Any, before: Any) -> Any:
    """Return what is printed now with the keys that there were before."""
    if isinstance(before, dict) and isinstance(now, dict):
        return {key: reduced(now.get(key), value) for key, value in before.items()}
    if isinstance(before, list) and isinstance(now, list) and len(now) == len(before):
        return [reduced(*pair) for pair in zip(now, before, strict=True)]
    return now


@pytest.mark.parametrize(("moment", "command"), PRINTED)
def test_what_was_printed_then_is_printed_as_known_then(
    converted: Program, tmp_path: Path, moment: str, command: str
) -> None:
    """Also what has been replaced, renamed or merged since: the old program printed today's in its place."""
    before = LISTINGS["answers"][LISTINGS["of"][moment][command]]
    words = [*command.split(), *(["--known-at", moment] if moment else [])]
    if command.startswith("export"):
        converted(*words, "-o", str(tmp_path / "rows.json"))
        now = json.loads((tmp_path / "rows.json").read_text("utf-8"))["rows"]
    else:
        done = converted(*words, "--format", "json", code=None)
        if done.code == 2 and moment and "--known-at" in done.err:
            pytest.skip("the command knows no moment")
        now = done.rows() if done.code == 0 else None
    if command == "log":  # it lists the newest ones, and the conversion is one more
        numbers = {row["id"] for row in now}
        before = [row for row in before if row["id"] in numbers]
        now = [row for row in now if row["id"] in {row["id"] for row in before}]
    assert as_before(command, reduced(now, before)) == as_before(command, before)


def test_a_note_keeps_the_target_that_it_measured(converted: Program) -> None:
    """The replaced plan had the targets in another order."""
    told = {row["id"]: (row["value"], row["target"]) for row in converted.json("progress", "log", "2031-1")}
    assert (told[1], told[7]) == ((10, "20个业务系统"), (11, "22个业务系统"))


def test_what_was_undone_stays_undone_and_its_key_is_its_own_again(converted: Program) -> None:
    """Plan 2032 was stored, taken back, and stored again: one plan with two editions, of which the second holds."""
    with reading_sqlite(converted.db, 5) as connection:
        assert connection.rows("SELECT key FROM plan ORDER BY id") == [("2032",), ("2031",)]
        editions = connection.rows("SELECT plan_id, action_id, kind, based_on_id FROM edition ORDER BY id")
    assert editions == [(1, 1, "issue", None), (2, 3, "issue", None), (2, 16, "correction", 2), (1, 19, "issue", None)]
    known = {
        moment: converted("show", "2032-1", "--known-at", moment, code=None).code for moment in ("#1", "#2", "#19")
    }
    assert known == {"#1": 0, "#2": 1, "#19": 0}


def test_actions_keep_what_they_were_and_the_last_tells_the_old_head(converted: Program) -> None:
    old = sqlite3.connect(":memory:")
    old.executescript((DATA / "ledger-0002.sql").read_text("utf-8"))
    actions = old.execute("SELECT id, recorded_at, author, origin, command, undoes_id FROM action").fetchall()
    ((number, head),) = old.execute("SELECT id, hash FROM action ORDER BY id DESC LIMIT 1").fetchall()
    old.close()
    with reading_sqlite(converted.db, 5) as connection:
        now = connection.rows("SELECT id, recorded_at, author, origin, command, undoes_id FROM action ORDER BY id")
    assert now[:-1] == actions
    assert now[-1][4] == f"db upgrade 0003 (head before: {number} {head})"


def test_a_converted_ledger_is_whole_and_goes_on(converted: Program, tmp_path: Path) -> None:
    program = Program(dumped(tmp_path / "ledger.db", "0002"), today="2031-06-01")
    program("check")
    program("progress", "set", "2031-1", "--dept", "市公安局", "--percent", "90")
    program("designate", "2031-3", "市政府有关部门", "市财政局", "--basis", "会议纪要9号")
    program("undo", str(program.json("log")[-1]["id"]), "--yes")
    program("check")
    assert 90 in {row["percent"] for row in program.json("dept", "市公安局")}
    assert converted.json("rules", "show")[0]["version"] == "1"


def test_a_broken_chain_is_told_by_the_conversion(tmp_path: Path) -> None:
    path = dumped(tmp_path / "ledger.db", "0002")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE progress_note SET percent = 99 WHERE id = 2")
    connection.commit()
    connection.close()
    schema.upgrade(str(path))
    with reading_sqlite(str(path), 5) as opened:
        ((command,),) = opened.rows("SELECT command FROM action ORDER BY id DESC LIMIT 1")
    assert command.endswith("; not as entered: progress_note 2)")


def test_a_ledger_of_0001_gets_actions_for_what_it_holds(tmp_path: Path) -> None:
    """There were none; what was known at a moment is known at it still."""
    program = Program(dumped(tmp_path / "ledger.db", "0001"), today="2017-06-30")
    notes = program.json("progress", "log")
    assert [row["retracted_reason"] for row in notes] == [None, None, "报错了任务"]
    for number, row in enumerate(notes, start=1):
        assert len(program.json("progress", "log", "--known-at", row["recorded_at"])) == number
    with reading_sqlite(program.db, 5) as connection:
        assert list(check_history(connection)) == []
        actions = connection.rows("SELECT recorded_at FROM action ORDER BY id")
    assert [row["recorded_at"] for row in notes] == [moment for (moment,) in actions[1:4]]


@pytest.mark.parametrize("revision", ["0001", "0002"])
def test_an_empty_ledger_has_the_conversion_alone(tmp_path: Path, revision: str) -> None:
    schema.upgrade(str(tmp_path / "ledger.db"), revision)
    schema.upgrade(str(tmp_path / "ledger.db"))
    with reading_sqlite(str(tmp_path / "ledger.db"), 5) as connection:
        assert connection.rows("SELECT id, command FROM action") == [(1, "db upgrade 0003")]
        assert list(check_history(connection)) == []


def test_the_conversion_is_the_same_on_postgresql(server: Server, converted: Program) -> None:
    """The old ledger is laid down there row by row, and upgraded."""
    import psycopg

    url = server.database()
    schema.upgrade(url, "0002")
    old = sqlite3.connect(":memory:")
    old.executescript((DATA / "ledger-0002.sql").read_text("utf-8"))
    tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    with psycopg.connect(url) as target:
        target.execute("DELETE FROM ledger; DELETE FROM alembic_version; SET session_replication_role = replica")
        for table in tables:
            columns = [name for _number, name, *_rest in old.execute(f"PRAGMA table_info({table})")]
            names = ", ".join(f'"{name}"' for name in columns)
            with target.cursor().copy(f"COPY {table} ({names}) FROM STDIN".encode()) as copy:
                for row in old.execute(f"SELECT {names} FROM {table}"):  # noqa: S608
                    copy.write_row(row)
    old.close()
    schema.upgrade(url)
    with reading_postgresql(url, 5) as there, reading_sqlite(converted.db, 5) as here:
        assert list(check_history(there)) == []
        for table in ("edition", "assignment", "department_name", "department_event", "target_text", "designation"):
            sql = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608
            assert there.rows(sql) == here.rows(sql)
    server.drop(url)
