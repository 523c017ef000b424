"""The same ledger on PostgreSQL, answering as SQLite does. Runs where EGOVTRACK_TEST_POSTGRESQL names a server."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from egovtrack.context import Context
from tests.conftest import ON_POSTGRESQL, Program, Server

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="compares PostgreSQL with SQLite")


@pytest.fixture(scope="module")
def postgresql(server: Server) -> Program:
    """The program on a ledger there, with all plans."""
    program = Program(server.database())
    program("seed", "--all")
    return program


READS = [
    ("plans",), ("tasks", "2015"), ("tasks", "2016"), ("tasks", "2017"), ("tasks", "12fyp"), ("show", "2016-16"),
    ("depts",),    ("dept", "市经济信息化委", "--via", "all"), ("dept", "黄浦区"), ("dept", "市建设管理委"),
]  # fmt: skip


@pytest.mark.parametrize("args", READS, ids=" ".join)
def test_it_answers_what_sqlite_answers(postgresql: Program, reading: Program, args: tuple[str, ...]) -> None:
    assert postgresql.json(*args) == reading.json(*args)


def test_a_plan_is_written_out_again(postgresql: Program, reading: Program) -> None:
    assert postgresql("export", "text", "2017").out == reading("export", "text", "2017").out


def test_progress_is_kept(postgresql: Program, tmp_path: Path) -> None:
    args = ("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--value", "6")
    postgresql(*args, "--status", "blocked", "--date", "2017-03-10", "--note", "100% 完成")
    postgresql("progress", "retract", "1", "--reason", "重填")
    postgresql(*args, "--status", "blocked", "--date", "2017-03-11")
    (row,) = [row for row in postgresql.json("dept", "市经济信息化委", "--plan", "2017") if row["ref"] == "2017-13"]
    assert (row["status"], row["percent"], row["last_report_on"]) == ("blocked", 40, "2017-03-11")
    assert [row["note"] for row in postgresql.json("progress", "log")] == ["100% 完成", None]
    postgresql("export", "weekly", "--week", "2017-W10", "-o", str(tmp_path))
    postgresql("check")


def test_the_models_say_what_the_revisions_make(postgresql: Program) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from egovtrack.database import make_engine
    from egovtrack.models import Base

    engine = make_engine(postgresql.db)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_lock_held_elsewhere_is_exit_code_4(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with psycopg.connect(postgresql.db) as holder:
        holder.execute("LOCK TABLE progress_note IN SHARE ROW EXCLUSIVE MODE")
        refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
        holder.rollback()
    assert "in use" in refused.err


def test_who_waits_in_vain_is_told_who_holds_the_ledger(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """By user, host and command, as far as PostgreSQL keeps the name of a session."""
    holder = Context({"db": postgresql.db, "user": "王芳"}, "progress set 2017-13 --note " + "数" * 60)
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with holder.action():
        refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
    assert refused.err.count("\n") == 1
    assert re.search(
        rf"in use: \S+@{platform.node()}: egovtrack progress .*\(process \d+ of .*\), since 20", refused.err
    )


def _conflicts(postgresql: Program, times: int) -> None:
    """Have the server roll back the next so many transactions that enter a note, as when two change the same."""
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute("DROP SEQUENCE IF EXISTS conflicts CASCADE")
        server.execute("CREATE SEQUENCE conflicts")  # not rolled back with the rest: it counts the attempts
        server.execute(
            f"""CREATE OR REPLACE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('conflicts') <= {times} THEN
              RAISE EXCEPTION 'could not serialize access' USING ERRCODE = 'serialization_failure';
            END IF; RETURN NEW; END $$"""
        )
        server.execute("DROP TRIGGER IF EXISTS conflict ON progress_note")
        server.execute(
            "CREATE TRIGGER conflict BEFORE INSERT ON progress_note FOR EACH ROW EXECUTE FUNCTION conflict()"
        )


@pytest.fixture
def in_the_way(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often the program paused before it tried again."""
    pauses: list[int] = []
    monkeypatch.setattr("egovtrack.commands.base._wait", pauses.append)
    yield pauses
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute("DROP TRIGGER conflict ON progress_note")


def _entered(postgresql: Program, note: str) -> int:
    return sum(row["note"] == note for row in postgresql.json("progress", "log", "2017-15"))


def test_a_change_that_the_server_rolls_back_is_made_again(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 3)
    told = postgresql("progress", "set", "2017-15", "--percent", "7", "--note", "再试", "--date", "2017-03-10")
    assert told.err.count("\n") == 1
    assert in_the_way == [0, 1, 2]
    assert _entered(postgresql, "再试") == 1
    postgresql("check")


def test_one_that_is_rolled_back_ever_again_is_given_up(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 1000)
    words = ("progress", "set", "2017-15", "--percent", "8", "--note", "放弃", "--date", "2017-03-10")
    refused = postgresql(*words, code=4)
    assert "nothing was stored" in refused.err
    assert len(in_the_way) == 4
    assert _entered(postgresql, "放弃") == 0


def test_what_came_by_standard_input_is_not_read_twice(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 1)
    words = ("progress", "set", "2017-15", "--percent", "9", "--note", "-", "--date", "2017-03-10")
    postgresql(*words, stdin="来自标准输入", code=4)
    assert in_the_way == []
    postgresql(*words, stdin="来自标准输入")
    assert _entered(postgresql, "来自标准输入") == 1


def test_a_server_that_does_not_answer_is_said() -> None:
    refused = Program("postgresql://127.0.0.1:1/none")("plans", code=1)
    assert refused.err.count("\n") == 1
