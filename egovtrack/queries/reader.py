"""The only way to read the ledger: SELECTs on a plain driver connection, without SQLAlchemy (DESIGN §5).

Statements are written once, for SQLite and PostgreSQL alike, with `:name` parameters. A test prepares every one of
them against the schema that the models describe, on both databases.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, count
from typing import Any

_NAMES = count()  # several readers may share a connection, and their cursors are named apart
_PARAMETER = r"(?<!:):([a-z_]\w*)"
# What SQLite calls otherwise than PostgreSQL.
_CALLED = {"group_concat(": "string_agg(", "json_array(": "json_build_array("}

Value = str | int | float | date | None


class Reader:
    """SELECTs over a DBAPI connection of sqlite3 (`named`) or psycopg (`pyformat` parameters); `asked` counts them."""

    def __init__(self, connection: Any, *, pyformat: bool) -> None:
        self._connection = connection
        self._pyformat = pyformat
        self.asked = 0

    def rows(self, sql: str, /, **parameters: Value) -> list[tuple[Any, ...]]:
        """All rows of a SELECT, as tuples. Dates go in as dates; see `as_date` for how they come out."""
        found: list[tuple[Any, ...]] = self._run(self._connection.cursor(), sql, parameters).fetchall()
        return found

    def each(self, sql: str, /, **parameters: Value) -> Iterator[tuple[Any, ...]]:
        """The same rows one by one, as the database finds them: any number of them takes no memory."""
        if self._pyformat:
            return self._from_server(sql, parameters)
        # A generator that gives the rows on closes what it has them from, should it end early: a cursor cannot be when
        # the ledger was closed before.
        return chain(self._run(self._connection.cursor(), sql, parameters))

    def _from_server(self, sql: str, parameters: dict[str, Value]) -> Iterator[tuple[Any, ...]]:
        # psycopg holds a whole answer before it gives the first row, unless the cursor has a name.
        with self._connection.cursor(f"each{next(_NAMES)}") as cursor:
            yield from self._run(cursor, sql, parameters)

    def _run(self, cursor: Any, sql: str, parameters: dict[str, Value]) -> Any:
        self.asked += 1
        if self._pyformat:
            for name, theirs in _CALLED.items():
                sql = sql.replace(name, theirs)
            cursor.execute(re.sub(_PARAMETER, r"%(\1)s", sql.replace("%", "%%")), parameters)
        else:
            cursor.execute(sql, {name: _plain(value) for name, value in parameters.items()})
        return cursor

    @property
    def is_sqlite(self) -> bool:
        """Whether the ledger is a SQLite file."""
        return not self._pyformat

    def one(self, sql: str, /, **parameters: Value) -> tuple[Any, ...] | None:
        """The first row of a SELECT, or None."""
        found = self.rows(sql, **parameters)
        return found[0] if found else None


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def as_date(value: date | str | None) -> date | None:
    """A date column as a date: psycopg gives one, sqlite3 its ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def figure(value: float | None) -> float | None:
    """A number of the ledger as it is shown: whole where it is."""
    return int(value) if value is not None and value == int(value) else value


def in_list(column: str, values: Sequence[Value], prefix: str) -> tuple[str, dict[str, Value]]:
    """`column IN (…)` for any number of values, and its parameters, named with `prefix`."""
    parameters = {f"{prefix}{index}": value for index, value in enumerate(values)}
    names = ", ".join(f":{name}" for name in parameters)
    return f"{column} IN ({names})" if values else "1 = 0", parameters


@contextmanager
def open_sqlite(path: str, seconds: float) -> Iterator[Reader]:
    """A reader on a SQLite ledger, all of whose SELECTs see one moment. Raises sqlite3.Error as it comes."""
    connection = connect_sqlite(path, seconds)
    try:
        yield Reader(connection, pyformat=False)
    finally:
        connection.close()


def connect_sqlite(path: str, seconds: float) -> Any:
    """A connection in a transaction. In a folder that may only be read there can be no file of shared memory beside
    the ledger; where its write-ahead log is empty, nobody writes and it can be read as it lies.
    """
    import sqlite3

    # https://sqlite.org/uri.html, 3.1. An empty authority before the path: a network share (//server/share) would be
    # taken for one.
    place = os.path.abspath(path).replace(os.sep, "/")
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        place = place.replace(sign, code)
    uri = "file://" + (place if place.startswith("/") else "/" + place) + "?mode=ro"
    log = path + "-wal"
    try:
        return _begun(sqlite3.connect(uri, uri=True, timeout=seconds))
    except sqlite3.OperationalError as error:
        no_shared_memory = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not no_shared_memory or not os.path.isfile(path) or (os.path.exists(log) and os.path.getsize(log)):
            raise
        return _begun(sqlite3.connect(uri + "&immutable=1", uri=True, timeout=seconds))


def _begun(connection: Any) -> Any:
    connection.isolation_level = None
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def open_postgresql(url: str, seconds: float) -> Iterator[Reader]:
    """A reader on a PostgreSQL ledger, all of whose SELECTs see one moment. Raises psycopg.Error as it comes."""
    import psycopg

    settings = f"-c lock_timeout={int(1000 * seconds)}ms"
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=False, options=settings) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield Reader(connection, pyformat=True)


def revision(reader: Reader) -> str | None:
    """The schema revision that the ledger has. Raises the driver's error where it is no ledger."""
    row = reader.one("SELECT version_num FROM alembic_version")
    return row[0] if row else None
