"""Every column of every table changed behind the program's back: `python -m tests.tampering [--postgresql URL]`.

In a ledger with rows in every table the first, a middle and the last row of each is changed in each column to several
other values, deleted, doubled and exchanged with another, and so are the ledger's own row and the schema: tables,
columns, indexes, what stands beside them, the revision. Each time `check` must name the table. What a constraint would
refuse is done all the same: constraints are taken away first, as somebody would who means harm. PostgreSQL: a server on
which databases can be made.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from egovtrack import schema
from egovtrack.columns import COLUMNS, KINDS, NULLABLE
from egovtrack.connection import Connection, Row, reading_sqlite, writing_sqlite
from egovtrack.ledger.actions import Action, Signature, now
from egovtrack.ledger.clock import correct_clock
from egovtrack.ledger.copying import copy
from egovtrack.ledger.redaction import redact
from egovtrack.ledger.rules import set_rule
from egovtrack.queries.check import check_history, check_rows
from egovtrack.shape import views
from tests.conftest import ROOT, Server

LIGHTS = {"version": "2", "blocked_days": 5, "behind_points": 5, "silent_cycles": 2, "due_days": 5}
_VALUES: dict[str, tuple[Any, ...]] = {
    "text": ("", "x", "2031-02-03", "2031-02-03T00:00:00.000000Z"),
    "number": (0, 1, 7, -1),
    "date": ("2031-02-03", "1900-01-01"),
    "truth": (True, False),
}
_ILL = ("x", b"\xff\xfe", 0.5, 10**15)
"""What a column of any kind can hold in SQLite."""


def fill(path: Path) -> None:
    """Make a ledger with rows in every table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((ROOT / "tests" / "data" / "ledger-0002.sql").read_text("utf-8"))
    schema.upgrade(str(path))
    with writing_sqlite(str(path), 5) as connection:
        action = Action(connection, Signature("王", "wang", "office script", "test", now()))
        action.append("handover", department_id=125, to_id=128, as_of="2031-05-01", basis="文件")
        action.append("task_change", edition_id=3, task_id=5, kind="added")
        day = {"as_of": "2031-05-01"}
        plan = {"plan_id": 1, "department_id": 125}
        span = {"period_start": "2031-05-01", "period_end": "2031-05-31"}
        action.append("milestone", task_id=5, due_on="2031-06-01", what="初稿", basis="纪要", **day)
        action.append("milestone_done", milestone_id=1, **day)
        action.append("title", task_id=5, title="标题", **day)
        action.append("contact", department_id=125, name="张三", **day)
        action.append("plan_state", plan_id=1, closed=True, **day)
        action.append(
            "reporting_rule", cycle="weekly", due=1, roles="lead", lead_answers=False, begins=False, **plan, **day
        )
        action.append("exemption", basis="来函", **plan, **span)
        action.append("request", due_on="2031-06-05", channel="form", **plan, **span, **day)
        action.append("request_item", request_id=1, clause_id=1)
        action.append("call", department_id=125, channel="phone", **day)
        action.append("link", task_id=5, earlier_id=1, state="confirmed", basis="会商", **day)
        action.append("carry", task_id=1, to_id=5, basis="纪要", **day)
        action.seal()
        action = Action(connection, Signature("王", "wang", "office script", "redact", now()))
        redact(action, 3, "身份证号")
        correct_clock(action, 5, 5, "2021-01-19T08:00:00.000000Z", "钟错了")
        action.seal()
        action = Action(connection, Signature("王", "wang", "office script", "rules set lights", now()))
        set_rule(action, "lights", LIGHTS, None, "办公会")
        action.seal()
    with reading_sqlite(str(path), 5) as reading:
        empty = [table for table in COLUMNS if not reading.one(f"SELECT 1 FROM {table} LIMIT 1")]  # noqa: S608
    assert empty == []


class Change(NamedTuple):
    """What is done to a table: words for it, and statements with their values; the row that it is done to as it was,
    where a database may take the value for the same: 1 for true, '7' for 7.
    """

    table: str
    what: str
    statements: Sequence[tuple[str, tuple[Any, ...]]]
    row: Row | None = None


def changes_of(connection: Connection, table: str) -> Iterator[Change]:
    """Yield what is done to the rows of a table."""
    columns = COLUMNS[table]
    rows = connection.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id")  # noqa: S608
    chosen = {row[0]: row for row in (rows[0], rows[len(rows) // 2], rows[-1])}
    for key, row in chosen.items():
        for place, column in enumerate(columns):
            others = {other[place] for other in (rows[0], rows[-1])}
            ill = () if connection.is_postgresql else _ILL
            for value in dict.fromkeys((None, *_VALUES[KINDS[table, column]], *_near(row[place]), *others, *ill)):
                if str(value) != str(row[place]):
                    statement = f"UPDATE {table} SET {column} = ? WHERE id = ?"  # noqa: S608
                    yield Change(table, f"{column} of {key} to {value!r}", [(statement, (value, key))], row)
        if table != "ledger":
            rest = ", ".join(columns[1:])
            doubled = f"INSERT INTO {table} (id, {rest}) SELECT ?, {rest} FROM {table} WHERE id = ?"  # noqa: S608
            yield Change(table, f"{key} doubled", [(doubled, (rows[-1][0] + 1, key))])
        yield Change(table, f"{key} deleted", [(f"DELETE FROM {table} WHERE id = ?", (key,))])  # noqa: S608
    if len(chosen) > 1:
        (one, first), *_more, (other, last) = chosen.items()
        if first[1:] != last[1:]:
            move = f"UPDATE {table} SET id = ? WHERE id = ?"  # noqa: S608
            exchanged = [(move, (-1, one)), (move, (one, other)), (move, (other, -1))]
            yield Change(table, f"{one} exchanged with {other}", exchanged)


def _near(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool) or value is None:
        return ()
    return (value + 1, -value) if isinstance(value, int | float) else (f"{value}x", value[:-1], value.swapcase())


def schema_changes(connection: Connection) -> Iterator[Change]:
    """Yield what is done to the schema."""
    cascade = " CASCADE" if connection.is_postgresql else ""
    for table, columns in COLUMNS.items():
        yield Change(table, "dropped", [(f"DROP TABLE {table}{cascade}", ())])
        yield Change(table, "column added", [(f"ALTER TABLE {table} ADD COLUMN colour TEXT", ())])
        renamed = f"ALTER TABLE {table} RENAME COLUMN {columns[-1]} TO colour"
        yield Change(table, "column renamed", [(renamed, ())])
        yield Change(f"view {table}_v", "view", [(f"CREATE VIEW {table}_v AS SELECT * FROM {table}", ())])  # noqa: S608
        yield Change(f"{table}_copy", "table added", [(f"CREATE TABLE {table}_copy AS SELECT * FROM {table}", ())])  # noqa: S608
        index = f"CREATE INDEX {table}_again ON {table} ({columns[-1]}, id)"
        yield Change(table, "index added", [(index, ())])
        if connection.is_postgresql:
            rule = f"CREATE RULE {table}_r AS ON DELETE TO {table} DO INSTEAD NOTHING"
            yield Change(f"rule {table}_r", "rule", [(rule, ())])
            for column in columns[1:]:
                kind = "bytea USING ''::bytea" if KINDS[table, column] == "text" else f"text USING {column}::text"
                altered = f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}"
                without = f"DROP VIEW {', '.join(views(is_postgresql=True))} CASCADE"  # else the server refuses
                yield Change(table, f"{column} of another kind", [(without, ()), (altered, ())])
                nullable = f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL"
                if (table, column) not in NULLABLE:
                    yield Change(table, f"{column} may be null", [(nullable, ())])
        else:
            trigger = f"CREATE TRIGGER {table}_t AFTER INSERT ON {table} BEGIN SELECT 1; END"
            yield Change(f"trigger {table}_t", "trigger", [(trigger, ())])
    for table, name in _index_names(connection):
        yield Change(table, f"index {name} dropped", [(f"DROP INDEX {name}", ())])
    for name in views(is_postgresql=connection.is_postgresql):
        yield Change(f"view {name}", "dropped", [(f"DROP VIEW {name}{cascade}", ())])
    for what, statement in (
        ("another", "UPDATE alembic_version SET version_num = '0003'"),
        ("none", "DELETE FROM alembic_version"),
        ("two", "INSERT INTO alembic_version VALUES ('0003')"),
    ):
        yield Change("alembic_version", what, [(statement, ())])
    second = "INSERT INTO ledger SELECT 'x', number, hash FROM ledger"
    yield Change("ledger", "two rows", [(second, ())])


def _index_names(connection: Connection) -> list[tuple[str, str]]:
    if connection.is_postgresql:
        sql = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'ix%'"
    else:
        sql = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix%'"
    return [(table, name) for table, name in connection.rows(sql)]


class Bench:
    """A ledger in one transaction: each change is looked at and taken back."""

    def __init__(self, driver: Any, *, postgresql: bool) -> None:
        self.connection = Connection(driver, postgresql=postgresql)
        self.counted: Counter[str] = Counter()

    def looked_at(self, change: Change, *, whole: bool) -> str | None:
        """Make a change, check, and take it back; what is wrong with what `check` finds, if anything."""
        connection = self.connection
        connection.execute("SAVEPOINT change")
        try:
            for statement, values in change.statements:
                connection.execute(statement, values)
        except Exception as error:
            self.counted[f"refused by the database: {type(error).__name__}"] += 1
            return None
        else:
            if change.row and self._row(change) == change.row:
                return None
            self.counted["schema" if whole else "rows"] += 1
            found = list(check_rows(connection) if whole else check_history(connection))
            if any(change.table in finding.table.split(", ") for finding in found):
                return None
            return f"{change.table}: {change.what}: {found[:3] or 'nothing is found'}"
        finally:
            connection.execute("ROLLBACK TO SAVEPOINT change")
            connection.execute("RELEASE SAVEPOINT change")

    def _row(self, change: Change) -> Row | None:
        sql = f"SELECT {', '.join(COLUMNS[change.table])} FROM {change.table} WHERE id = :id"  # noqa: S608
        return self.connection.one(sql, id=change.row[0]) if change.row else None


def run(bench: Bench) -> list[str]:
    """Go through all changes; returns what was not found."""
    connection, wrong = bench.connection, []
    for table in COLUMNS:
        wrong += [bench.looked_at(change, whole=False) for change in changes_of(connection, table)]
    return [words for words in wrong if words]


def run_schema(bench: Bench) -> list[str]:
    """Go through all changes of the schema."""
    wrong = [bench.looked_at(change, whole=True) for change in schema_changes(bench.connection)]
    return [words for words in wrong if words]


def on_sqlite(path: Path) -> tuple[list[str], Counter[str]]:
    """Go through all of it on SQLite."""
    wrong, counted = _declared_otherwise(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        driver.executescript("PRAGMA ignore_check_constraints=ON; BEGIN")
        bench = Bench(driver, postgresql=False)
        wrong += run_schema(bench)
        driver.execute("ROLLBACK")
    _redeclare(path, _bare("sql"))
    with closing(sqlite3.connect(path, isolation_level=None)) as driver:
        driver.executescript("PRAGMA ignore_check_constraints=ON; BEGIN")
        rows = Bench(driver, postgresql=False)
        wrong += run(rows)
    return wrong, counted + bench.counted + rows.counted


def _declared_otherwise(path: Path) -> tuple[list[str], Counter[str]]:
    """Declare each column as of another kind, or as one that may be null."""
    wrong, counted = [], Counter[str]()
    other = Path(f"{path}-other")
    for table, columns in COLUMNS.items():
        for column in columns[1:]:
            # A name may be the end of another, or stand in a constraint: what follows it here is its type.
            place = f"instr(sql, '\t{column} ')"
            type_of = f"substr(sql, {place} + {len(column) + 2})"
            for words in (f"'BLOB ' || {type_of}", _bare(type_of)):
                shutil.copy(path, other)
                whole = f"substr(sql, 1, {place} + {len(column) + 1}) || {words}"
                if _redeclare(other, f"CASE WHEN {place} THEN {whole} ELSE sql END", table):
                    counted["schema"] += 1
                    with reading_sqlite(str(other), 5) as connection:
                        found = next(check_rows(connection), None)
                    if found is None or found.table != table:
                        wrong.append(f"{table}: {column} declared otherwise: {found}")
    return wrong, counted


def _bare(sql: str) -> str:
    """Return what takes NOT NULL out of declarations, but not out of conditions."""
    return f"replace(replace(replace({sql}, 'IS NOT NULL', '§'), ' NOT NULL', ''), '§', 'IS NOT NULL')"


def _redeclare(path: Path, sql: str, table: str = "%") -> bool:
    """Change how tables are declared, without a word to SQLite; whether anything was changed."""
    with closing(sqlite3.connect(path)) as driver:
        driver.execute("PRAGMA writable_schema=ON")
        where = f"WHERE type = 'table' AND name LIKE '{table}' AND sql <> {sql}"
        changed = driver.execute(f"UPDATE sqlite_master SET sql = {sql} {where}").rowcount  # noqa: S608
        driver.commit()
        return changed > 0


def on_postgresql(path: Path, url: str) -> tuple[list[str], Counter[str]]:
    """Go through all of it on PostgreSQL."""
    import psycopg

    server = Server(url)
    place = server.database()
    try:
        assert copy(str(path), place)[1] == []
        with psycopg.connect(place) as driver:
            bench = Bench(driver, postgresql=True)
            wrong = run_schema(bench)
            driver.rollback()
            _without_constraints(bench.connection)
            wrong += run(bench)
            driver.rollback()
        return wrong, bench.counted
    finally:
        server.drop(place)


def _without_constraints(connection: Connection) -> None:
    kinds = "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype IN ('c', 'f') AND conrelid <> 0"
    for table, name in connection.rows(kinds):
        connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for table, columns in COLUMNS.items():
        for column in columns[1:]:
            connection.execute(f"ALTER TABLE {table} ALTER COLUMN {column} DROP NOT NULL")


def main() -> int:
    """Run it, print the figures; 1 where something was not found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgresql", metavar="URL", help="a server, in place of a file of SQLite")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        fill(path)
        began = time.monotonic()
        missed, counted = on_postgresql(path, given.postgresql) if given.postgresql else on_sqlite(path)
    print("\n".join(missed))  # noqa: T201  a tool for contributors
    print(f"{time.monotonic() - began:.0f} s; {dict(counted)}; not found: {len(missed)}")  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
