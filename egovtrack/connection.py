"""Connections to a ledger by the plain drivers, sqlite3 and psycopg, alike for both: the everyday commands need no
SQLAlchemy, whose import takes longer than most of them.

Statements are written once for both databases: `:name` parameters in a SELECT, `?` in what writes. A date comes out
as its ISO text from either.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from itertools import chain, count
from typing import Any

from egovtrack.addresses import parameters

_NAMES = count()  # several connections may share a server session, and their cursors have names of their own
_PARAMETER = r"(?<!:):([a-z_]\w*)"

HEAD = "0008"
"""The revision of the schema that this program reads and writes."""
Value = str | int | float | date | None
Row = tuple[Any, ...]


class Connection:
    """A DBAPI connection of sqlite3 or psycopg; `asked` counts the SELECTs, `user` is the writer on a server."""

    def __init__(self, driver: Any, *, postgresql: bool, user: str = "") -> None:
        self.driver = driver
        self.is_postgresql = postgresql
        self.user = user
        self.asked = 0
        if postgresql:
            from psycopg.types.string import TextLoader

            driver.adapters.register_loader("date", TextLoader)

    def rows(self, sql: str, /, **parameters: Value) -> list[Row]:
        """Return all rows of a SELECT."""
        found: list[Row] = self._select(self.driver.cursor(), sql, parameters).fetchall()
        return found

    def one(self, sql: str, /, **parameters: Value) -> Row | None:
        """Return the first row of a SELECT, or None."""
        found: Row | None = self._select(self.driver.cursor(), sql, parameters).fetchone()
        return found

    def each(self, sql: str, /, **parameters: Value) -> Iterator[Row]:
        """Yield the rows as the database finds them: any number of them takes no memory."""
        if self.is_postgresql:
            return self._from_server(sql, parameters)
        return chain(self._select(self.driver.cursor(), sql, parameters))

    def _from_server(self, sql: str, parameters: dict[str, Value]) -> Iterator[Row]:
        # psycopg holds a whole answer before it gives the first row, unless the cursor has a name.
        with self.driver.cursor(f"each{next(_NAMES)}") as cursor:
            yield from self._select(cursor, sql, parameters)

    def _select(self, cursor: Any, sql: str, parameters: dict[str, Value]) -> Any:
        self.asked += 1
        if self.is_postgresql:
            cursor.execute(re.sub(_PARAMETER, r"%(\1)s", sql.replace("%", "%%")), parameters)
        else:
            cursor.execute(sql, {name: _plain(value) for name, value in parameters.items()})
        return cursor

    def take_any_text(self) -> None:
        """From now on give bytes that are no text as surrogates: SQLite keeps them, and its driver fails at them."""
        if not self.is_postgresql:
            self.driver.text_factory = lambda text: text.decode("utf-8", "surrogateescape")

    def execute(self, sql: str, values: Sequence[Value] = ()) -> None:
        """Run a statement with `?` for its values."""
        if self.is_postgresql:
            self.driver.execute(sql.replace("?", "%s"), values)
        else:
            self.driver.execute(sql, [_plain(value) for value in values]).close()

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Insert rows of values for these columns; dates are ISO text already."""
        names = ", ".join(columns)
        sign = "%s" if self.is_postgresql else "?"
        sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join([sign] * len(columns))})"
        cursor = self.driver.cursor()
        if self.is_postgresql and len(rows) > 1:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(sql, rows)


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def as_date(value: str | None) -> date | None:
    """Return the ISO text of a date column as a date."""
    return None if value is None else date.fromisoformat(value)


def to_date(value: str) -> date:
    """The same for a column that is never null."""
    return date.fromisoformat(value)


def figure(value: float | None) -> float | None:
    """Return a number of the ledger as it is shown: whole where it is."""
    return int(value) if value is not None and value == int(value) else value


def id_list(ids: Iterable[int]) -> str:
    """Return the SQL of a list of ids, `(1, 2)`; of none, a list that holds no id."""
    return f"({', '.join(map(str, sorted(ids))) or '-1'})"


# --- opening ---------------------------------------------------------------------------------------------------------


@contextmanager
def reading_sqlite(path: str, seconds: float) -> Iterator[Connection]:
    """Open a SQLite ledger for reading; all SELECTs see one moment. Raises sqlite3.Error as it comes."""
    with closing(connect_sqlite(path, seconds)) as driver:
        yield Connection(driver, postgresql=False)


def connect_sqlite(path: str, seconds: float) -> Any:
    """Return a sqlite3 connection that reads a ledger in a transaction.

    In a folder that may only be read there can be no file of shared memory beside the ledger; where its write-ahead
    log and its rollback journal are empty, nobody writes and it can be read as it lies.
    """
    import sqlite3

    # https://sqlite.org/uri.html, 3.1. An empty authority before the path: a network share (//server/share) would be
    # taken for one.
    place = os.path.abspath(path).replace(os.sep, "/")
    for sign, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        place = place.replace(sign, code)
    uri = "file://" + (place if place.startswith("/") else "/" + place)
    try:
        return _begun(sqlite3.connect(uri + "?mode=ro", uri=True, timeout=seconds))
    except sqlite3.OperationalError as error:
        no_shared_memory = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
        if not no_shared_memory or not os.path.isfile(path):
            raise
        # SQLite takes in what a writer left that was killed, where it may write; else that is an error.
        how = "?mode=rw" if has_pending(path) else "?mode=ro&immutable=1"
        return _begun(sqlite3.connect(uri + how, uri=True, timeout=seconds))


def has_pending(path: str) -> bool:
    """Return whether the ledger is not whole without its write-ahead log or its rollback journal."""
    return any(os.path.exists(path + end) and os.path.getsize(path + end) for end in ("-wal", "-journal"))


def _begun(driver: Any) -> Any:
    import sqlite3

    driver.isolation_level = None
    try:
        driver.execute("BEGIN")
        driver.execute("SELECT count(*) FROM sqlite_master").close()
    except UnicodeDecodeError as error:  # SQLite names what is damaged in the schema, and that is no text any more
        driver.close()
        raise sqlite3.DatabaseError("malformed database schema") from error
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def writing_sqlite(path: str, seconds: float) -> Iterator[Connection]:
    """Open a SQLite ledger for one transaction that keeps other writers out: committed at the end of the block, rolled
    back when anything is raised in it. Raises sqlite3.Error as it comes.
    """
    with closing(connect_to_write_sqlite(path, seconds)) as driver, driver:
        driver.execute("BEGIN IMMEDIATE")
        yield Connection(driver, postgresql=False)


def connect_to_write_sqlite(path: str, seconds: float) -> Any:
    """Return a sqlite3 connection for writing, outside a transaction."""
    import sqlite3

    driver = sqlite3.connect(path, timeout=seconds, isolation_level=None)
    try:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
            driver.execute(f"PRAGMA {pragma}").close()
    except BaseException:
        driver.close()
        raise
    return driver


@contextmanager
def reading_postgresql(db: str, seconds: float, name: str = "") -> Iterator[Connection]:
    """Open a PostgreSQL ledger for reading; all SELECTs see one moment.

    Raises ConnectionLost where the connection breaks, else psycopg.Error as it comes.
    """
    with closing(connect_postgresql(db, seconds, name, reading=True)) as driver:
        with _noticing_loss(driver):
            yield Connection(driver, postgresql=True)
        with suppress(Exception):  # all is read; a pooler keeps a session that has no transaction open
            driver.rollback()


@contextmanager
def writing_postgresql(db: str, seconds: float, name: str = "") -> Iterator[Connection]:
    """Open a PostgreSQL ledger for one transaction, as `writing_sqlite` does; `name` is what others on the server see.

    The lock is the one row of the table `ledger`: every dialect of PostgreSQL can lock a row, not every one a table.
    Raises ConnectionLost where the connection breaks, else psycopg.Error as it comes.
    """
    with connect_postgresql(db, seconds, name) as driver:
        with _noticing_loss(driver):
            found = driver.execute("SELECT session_user FROM ledger FOR UPDATE").fetchone()
            yield Connection(driver, postgresql=True, user=found[0] if found else "")
            head = driver.execute("SELECT number, hash FROM ledger").fetchone()
        with _noticing_loss(driver, head):
            driver.commit()


class ConnectionLost(Exception):
    """The connection to the server broke. If that was as it was told to commit, `head` is the number and hash that the
    ledger's newest action has if it did so; else nothing was stored.
    """

    def __init__(self, head: tuple[int, str] | None) -> None:
        super().__init__()
        self.head = head


@contextmanager
def _noticing_loss(driver: Any, head: tuple[int, str] | None = None) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Where a connection is left, the server may say itself that it does not know what became of the commit.
        if driver.broken or (head and getattr(error, "sqlstate", None) in {"08007", "40003"}):
            raise ConnectionLost(head) from error
        raise


def is_stored(db: str, seconds: float, head: tuple[int, str]) -> bool:
    """Return whether the action of a number and hash is in a PostgreSQL ledger, once whoever was writing has ended."""
    with connect_postgresql(db, seconds) as driver:
        driver.execute("SELECT id FROM ledger FOR UPDATE")
        return driver.execute("SELECT id FROM action WHERE id = %s AND hash = %s", head).fetchone() is not None


# Where the address does not say otherwise: nobody waits for ever for a server that is gone.
_PATIENCE = {
    "connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}  # fmt: skip


def connect_postgresql(db: str, seconds: float, name: str = "", *, reading: bool = False) -> Any:
    """Return a psycopg connection with a transaction begun. Raises EgovtrackError where psycopg is not installed."""
    given = parameters(db)
    schema = given.pop("schema", "")

    import psycopg

    # A pooler may give each transaction another session of the server, which knows no statement prepared before.
    wanted: dict[str, Any] = {**_PATIENCE, **given, "application_name": name, "prepare_threshold": None}
    driver = psycopg.connect(**wanted)
    try:
        # Each statement must see what the writer before has stored, whatever the server's default is.
        levels = psycopg.IsolationLevel
        driver.isolation_level = levels.REPEATABLE_READ if reading else levels.READ_COMMITTED
        driver.read_only = reading or None
        begin_postgresql(driver, seconds, schema)
    except BaseException:
        driver.close()
        raise
    return driver


def begin_postgresql(driver: Any, seconds: float, schema: str) -> None:
    """Begin a transaction in which nobody waits longer than `seconds` for a lock, no row is left out in silence, and
    every name is one of the `schema`, if there is one.

    All of it ends with the transaction: a pooler gives the session to others then, and takes no options at its start.
    """
    name = schema.replace('"', '""')
    path = [f'search_path = "{name}", pg_temp'] if schema else []
    local = [f"lock_timeout = {int(1000 * seconds)}", "row_security = off", *path]
    driver.execute("; ".join(f"SET LOCAL {each}" for each in local))
