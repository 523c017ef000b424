"""The schema: revisions and model agree, every statement fits both, every earlier revision comes forward with data."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from egovtrack import schema
from egovtrack.connection import HEAD, reading_postgresql
from egovtrack.models import Base
from egovtrack.schema import make_engine
from tests.conftest import ON_POSTGRESQL, ROOT, Program
from tests.statements import statements

STATEMENTS = [statement for _module, statement in statements()]
REVISIONS = [one.revision for one in ScriptDirectory.from_config(schema.alembic_config()).walk_revisions()][::-1]


def test_the_models_say_what_the_revisions_make(seeded: Path) -> None:
    engine = make_engine(str(seeded))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_the_read_path_knows_the_newest_revision() -> None:
    assert REVISIONS[-1] == HEAD


@pytest.mark.parametrize("statement", STATEMENTS, ids=range(len(STATEMENTS)))
def test_every_statement_of_the_read_path_fits_the_schema(seeded: Path, statement: str) -> None:
    """Preparing a statement checks each table and column that it names; so does using what the model describes."""
    if ON_POSTGRESQL:
        with reading_postgresql(str(seeded), 1) as connection:
            assert connection.rows(f"EXPLAIN {statement}", **dict.fromkeys(re.findall(r"(?<!:):(\w+)", statement)))
        return
    used: set[tuple[str, str]] = set()

    def note(action: int, table: str | None, column: str | None, *_rest: object) -> int:
        if action == sqlite3.SQLITE_READ and table and column:
            used.add((table, column))
        return sqlite3.SQLITE_OK

    opened = sqlite3.connect(seeded)
    opened.set_authorizer(note)
    parameters = dict.fromkeys(re.findall(r":(\w+)", statement))
    opened.execute(f"EXPLAIN {statement}", parameters).fetchall()
    opened.close()
    model = {(table.name, column.name) for table in Base.metadata.tables.values() for column in table.columns}
    assert used
    assert used <= model | {(table, "ROWID") for table in Base.metadata.tables} | {("alembic_version", "version_num")}


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_ledger_of_an_earlier_revision_is_upgraded_with_its_data(tmp_path: Path, revision: str) -> None:
    path = tmp_path / "ledger.db"
    schema.upgrade(str(path), revision)
    program = Program(path)
    program("seed", "2017")
    assert len(program.json("tasks", "2017")) == 54
    program("check")


def test_what_an_earlier_program_wrote_is_read_and_goes_on(tmp_path: Path) -> None:
    """A ledger of 0001: an invented plan, three notes, one retracted."""
    path = tmp_path / "ledger.db"
    connection = sqlite3.connect(path)
    connection.executescript((ROOT / "tests" / "data" / "ledger-0001.sql").read_text("utf-8"))
    connection.close()
    program = Program(path, today="2017-06-30")
    assert [row["status"] for row in program.json("dept", "市财政局")] == ["in_progress"]
    assert [row["retracted_reason"] for row in program.json("progress", "log")] == [None, None, "报错了任务"]
    program("check")
    program("progress", "set", "trial-2", "--dept", "市财政局", "--percent", "60")
    program("designate", "trial-1", "市政府有关部门", "市民政局", "--basis", "会议纪要1号")
    program("check")
    assert [row["percent"] for row in program.json("dept", "市财政局")] == [60]


def test_constraints_stand_in_the_database_too(ledger: Path) -> None:
    engine = make_engine(str(ledger))
    insert = (
        "INSERT INTO progress_note (id, action_id, task_id, as_of, kind, status, percent, author, channel, text_hash)"
        " VALUES (1, 1, {task}, '2017-03-10', 'report', '{status}', {percent}, '', '', '')"
    )
    from sqlalchemy.exc import IntegrityError

    for bad in (
        insert.format(task=1, status="in_progress", percent=140),
        insert.format(task=1, status="nonsense", percent=1),
        insert.format(task=99999, status="in_progress", percent=1),
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.exec_driver_sql(bad)
    engine.dispose()


def test_a_failing_migration_leaves_nothing_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic import op

    real, made = op.create_table, []

    def fail_at_the_fifth(*args: object, **kwargs: object) -> object:
        made.append(args[0])
        if len(made) == 5:
            raise RuntimeError("power cut")
        return real(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(op, "create_table", fail_at_the_fifth)
    with pytest.raises(RuntimeError):
        schema.upgrade(str(tmp_path / "ledger.db"))
    connection = sqlite3.connect(tmp_path / "ledger.db")
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
