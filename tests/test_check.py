"""`check`: any column of any row changed, any row deleted, added or exchanged behind the program's back is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings, strategies as st

from egovtrack.columns import COLUMNS
from egovtrack.connection import reading_postgresql, reading_sqlite
from egovtrack.ledger.copying import copy
from egovtrack.models import Base
from egovtrack.queries.check import check_history, check_ledger
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_head, read_snapshot
from egovtrack.shape import expected
from tests import tampering
from tests.conftest import ON_POSTGRESQL, Program, Server

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="goes behind the back of a file, and of PostgreSQL by itself")
DAY = date(2031, 6, 1)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with rows in every table."""
    path = tmp_path_factory.mktemp("full") / "ledger.db"
    tampering.fill(path)
    return path


def findings(path: Path) -> list[dict[str, Any]]:
    """Return what the command finds."""
    done = Program(path, today="2031-06-01")("check", "--format", "json", code=None)
    found: list[dict[str, Any]] = json.loads(done.out)["rows"]
    assert done.code == (3 if found else 0), done.err
    return found


def found_in(path: Path) -> list[dict[str, Any]]:
    """Return the same without the command, which takes longer."""
    with reading_sqlite(str(path), 5) as connection:
        found = check_ledger(Facts(connection, read_snapshot(connection, DAY), DAY))
        return [finding._asdict() for finding in found]


def behind_the_back(path: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Change rows, whatever the constraints say. Assumes that the database can hold them at all."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        try:
            for statement, values in statements:
                connection.execute(statement, values)
        except sqlite3.IntegrityError:
            assume(False)


def names(found: list[dict[str, Any]], table: str) -> bool:
    """Return whether one of the findings names a table."""
    return any(table in row["table"].split(", ") for row in found)


def test_what_the_program_wrote_is_silent(full: Path) -> None:
    assert findings(full) == []


CHANGES = ["changed", "deleted", "added", "exchanged"]
TABLES = st.sampled_from(sorted(COLUMNS))


@settings(deadline=None, max_examples=80)
@given(data=st.data(), table=TABLES, change=st.sampled_from(CHANGES))
def test_whatever_is_changed_is_named(full: Path, tmp_path: Path, data: st.DataObject, table: str, change: str) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    with closing(sqlite3.connect(path)) as connection:
        keys = [key for (key,) in connection.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608
    key, columns = data.draw(st.sampled_from(keys)), COLUMNS[table]
    if change == "changed":
        column = data.draw(st.sampled_from(columns))
        with closing(sqlite3.connect(path)) as connection:
            query = f"SELECT {column} FROM {table} WHERE id = ?"  # noqa: S608
            ((before,),) = connection.execute(query, (key,)).fetchall()
        after = data.draw(st.sampled_from([None, 0, 1, 7, -1, "", "x", "2031-02-03", f"{before}x", 0.5]))
        assume(str(after) != str(before))
        behind_the_back(path, (f"UPDATE {table} SET {column} = ? WHERE id = ?", (after, key)))  # noqa: S608
    elif change == "deleted":
        behind_the_back(path, (f"DELETE FROM {table} WHERE id = ?", (key,)))  # noqa: S608
    elif change == "added":
        assume(table != "ledger")
        rest = ", ".join(columns[1:])
        behind_the_back(
            path,
            (
                f"INSERT INTO {table} (id, {rest}) SELECT ?, {rest} FROM {table} WHERE id = ?",  # noqa: S608
                (max(keys) + data.draw(st.integers(1, 3)), key),
            ),
        )
    else:
        other = data.draw(st.sampled_from(keys))
        assume(other != key)
        statement = f"UPDATE {table} SET id = ? WHERE id = ?"  # noqa: S608
        behind_the_back(path, (statement, (-1, key)), (statement, (key, other)), (statement, (other, -1)))
    with closing(sqlite3.connect(path)) as connection, closing(sqlite3.connect(full)) as before_all:
        query = f"SELECT * FROM {table} ORDER BY id"  # noqa: S608
        assume(connection.execute(query).fetchall() != before_all.execute(query).fetchall())
    assert names(found_in(path), table)


def test_a_single_row_is_named_by_its_number(full: Path, tmp_path: Path) -> None:
    """So is a stretch of rows that is gone, or that nobody entered."""
    path = tmp_path / "ledger.db"
    for statement, row in (
        ("UPDATE progress_note SET percent = 99 WHERE id = 2", {"table": "progress_note", "row": "2"}),
        ("UPDATE progress_note SET note = '改' WHERE id = 2", {"table": "progress_note", "row": "2"}),
        ("UPDATE action SET author = '李' WHERE id = 7", {"table": "action", "row": "7"}),
        ("DELETE FROM assignment WHERE id IN (3, 4, 5)", {"table": "assignment", "row": "3–5"}),
        ("DELETE FROM action WHERE id = 9", {"table": "action", "row": "9"}),
    ):
        shutil.copy(full, path)
        behind_the_back(path, (statement, ()))
        assert row.items() <= findings(path)[0].items()


def test_the_last_action_deleted_with_its_rows_is_found(full: Path, tmp_path: Path) -> None:
    """The ledger's one row knows it; whoever changes that too is found by a head that was noted down."""
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    with reading_sqlite(str(path), 5) as connection:
        _ledger, number, sealed = read_head(connection)
        ((before,),) = connection.rows("SELECT hash FROM action WHERE id = :id", id=number - 1)
    program = Program(path, today="2031-06-01")
    program("check", "--against", f"{number}:{sealed}")
    of_facts = [table for table, columns in COLUMNS.items() if "action_id" in columns]
    gone = [(f"DELETE FROM {table} WHERE action_id = ?", (number,)) for table in of_facts]  # noqa: S608
    behind_the_back(path, *gone, ("DELETE FROM action WHERE id = ?", (number,)))
    assert names(findings(path), "ledger")
    behind_the_back(path, ("UPDATE ledger SET number = ?, hash = ?", (number - 1, before)))
    assert findings(path) == []
    assert f"action  {number}" in program("check", "--against", f"{number}:{sealed}", code=3).out
    program("check", "--against", f"{number - 1}:{before}")
    program("check", "--against", f"{number - 1}:{before[:12]}")
    assert "head" in program("check", "--against", "41-abc", code=2).err


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("ALTER TABLE plan ADD COLUMN colour TEXT", "plan"),
        ("ALTER TABLE retraction DROP COLUMN reason", "retraction"),
        ("CREATE TABLE extra (id INTEGER)", "extra"),
        ("DROP TABLE task_change", "task_change"),
        ("DROP INDEX ix_progress_note_latest", "progress_note"),
        ("CREATE INDEX ix_extra ON deadline (until)", "deadline"),
        ("CREATE TRIGGER sly AFTER INSERT ON lead BEGIN DELETE FROM deadline; END", "trigger sly"),
        ("ALTER TABLE deadline RENAME COLUMN until TO since", "deadline"),
        ("UPDATE alembic_version SET version_num = '0003x'", "alembic_version"),
        ("INSERT INTO alembic_version VALUES ('0003')", "alembic_version"),
    ],
)
def test_the_shape_is_compared_with_the_revision(full: Path, tmp_path: Path, statement: str, table: str) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    behind_the_back(path, (statement, ()))
    # SQLite writes a column's new name into the views too.
    assert [each["table"] for each in found_in(path) if not each["table"].startswith("view ")] == [table]


@pytest.mark.parametrize(
    ("before", "after"),
    [("until DATE NOT NULL", "until DATE"), ("until DATE", "until TEXT"), ("basis TEXT", "basis BLOB")],
)
def test_how_a_column_is_declared_is_compared_too(full: Path, tmp_path: Path, before: str, after: str) -> None:
    """What may stand in it, and how it is compared with another, depends on that."""
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        words = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'deadline'"
        connection.execute(words, (before, after))
        connection.commit()
    assert [finding["table"] for finding in found_in(path)] == ["deadline"]


def test_the_shape_that_is_expected_is_the_models() -> None:
    from sqlalchemy import Boolean, Date, String, UniqueConstraint

    def kind(column: Any) -> str:
        kinds = {Boolean: "truth", Date: "date", String: "text"}
        return next((word for each, word in kinds.items() if isinstance(column.type, each)), "number")

    indexes = set()
    for table in Base.metadata.tables.values():
        indexes |= {(table.name, tuple(index.columns.keys()), bool(index.unique)) for index in table.indexes}
        unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        indexes |= {(table.name, tuple(each.columns.keys()), True) for each in unique}
    columns = {
        table.name: frozenset((each.name, kind(each), bool(each.nullable)) for each in table.columns)
        for table in Base.metadata.tables.values()
    }
    columns["alembic_version"] = frozenset({("version_num", "text", False)})
    shape = expected(is_postgresql=False)
    assert (shape.columns, shape.indexes) == (columns, frozenset(indexes))


# --- what was taken out ----------------------------------------------------------------------------------------------


def test_what_is_taken_out_is_gone_and_the_chain_holds(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    program = Program(path, today="2031-06-01")
    program("redact", "2", "--reason", "含身份证号", "--yes")
    program("check")
    (row,) = [row for row in program.json("progress", "log") if row["id"] == 2]
    assert (row["note"], row["percent"]) == (None, 20)
    with closing(sqlite3.connect(path)) as connection:
        assert "开始" not in "".join(connection.iterdump())
    assert "taken out before" in program("redact", "2", "--reason", "再删", "--yes", code=1).err
    assert "no note" in program("redact", "999", "--reason", "删", "--yes", code=1).err
    assert program("redact", "2", "--reason", " ", "--yes", code=2).err


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE progress_note SET note = NULL, problem = NULL, next_step = NULL, evidence = NULL, source = NULL, salt = NULL WHERE id = 2",  # noqa: E501
        "UPDATE progress_note SET note = '别的' WHERE id = 3",
        "DELETE FROM redaction",
    ],
    ids=["without a word", "written anew", "denied"],
)
def test_taking_out_behind_the_back_is_found(full: Path, tmp_path: Path, statement: str) -> None:
    path = tmp_path / "ledger.db"
    shutil.copy(full, path)
    behind_the_back(path, (statement, ()))
    assert names(findings(path), "progress_note")


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE progress_note SET percent = 99 WHERE id = 2", "progress_note"),
        ("UPDATE assignment SET open_list = NOT open_list WHERE id = 2", "assignment"),
        ("UPDATE document SET issued_on = '2031-01-11' WHERE id = 2", "document"),
        ("DELETE FROM retraction", "retraction"),
        ("UPDATE ledger SET number = number - 1", "ledger"),
    ],
)
def test_it_is_found_on_postgresql_too(full: Path, server: Server, statement: str, table: str) -> None:
    import psycopg

    url = server.database()
    assert copy(str(full), url)[1] == []
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode())
    with reading_postgresql(url, 5) as connection:
        assert names([finding._asdict() for finding in check_history(connection)], table)
    server.drop(url)
