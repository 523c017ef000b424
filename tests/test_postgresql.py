"""The same ledger on PostgreSQL, answering as SQLite does. Runs where EGOVTRACK_TEST_POSTGRESQL names a server."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    import psycopg

    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with psycopg.connect(postgresql.db) as holder:
        holder.execute("LOCK TABLE progress_note IN SHARE ROW EXCLUSIVE MODE")
        refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
        holder.rollback()
    assert "in use" in refused.err


def test_a_server_that_does_not_answer_is_said() -> None:
    refused = Program("postgresql://127.0.0.1:1/none")("plans", code=1)
    assert refused.err.count("\n") == 1
