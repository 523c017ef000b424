"""A ledger copied row for row into another, between SQLite and PostgreSQL either way, and compared afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Integer, Select, Table, bindparam, func, select, text

from egovtrack.database import explain, insert_rows, make_engine, one_writer, place, translated_errors
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.models import Base, Ledger
from egovtrack.queries.invariants import LedgerFinding, check_chains

if TYPE_CHECKING:
    from sqlalchemy import Engine

_BATCH = 1000


def copy(source: str, target: str) -> tuple[int, list[LedgerFinding]]:
    """Copy all rows of one ledger into another that is empty; both are paths or URLs and have today's schema.

    Returns how many rows there are, and those that are not as they were entered, there as here. Raises
    EgovtrackError when the target holds anything or does not take a row; it is as it was then.
    """
    origin, copied = make_engine(source), make_engine(target)
    try:
        with (
            translated_errors(place(origin)),
            _reading(origin).begin() as reading,
            translated_errors(place(copied)),
            copied.begin() as writing,
        ):
            return _copy(reading, writing, place(copied))
    finally:
        origin.dispose()
        copied.dispose()


def _reading(origin: Engine) -> Engine:
    """The engine with transactions that see one moment; those of SQLite do."""
    if origin.dialect.name == "postgresql":
        return origin.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return origin


def _copy(reading: Connection, writing: Connection, where: str) -> tuple[int, list[LedgerFinding]]:
    from sqlalchemy.orm import Session

    from egovtrack.ledger.actions import reader_in

    one_writer(writing)
    _check_empty(writing, where)
    tables = Base.metadata.sorted_tables
    for table in tables:
        _copy_table(reading, writing, table, where)
    if writing.dialect.name == "postgresql":
        for table in tables:
            _continue_numbers(writing, table)
    counts = [_compare(reading, writing, table) for table in tables]
    with Session(writing) as session:
        return sum(counts), list(check_chains(reader_in(session)))


def _check_empty(writing: Connection, where: str) -> None:
    for table in Base.metadata.sorted_tables:
        if table is not Ledger.__table__ and writing.execute(select(table).limit(1)).first():
            raise EgovtrackError(
                _("the ledger {where} is not empty; it was left as it is").format(where=where),
                _("give a file that is not there yet, or an empty database"),
            )


def _copy_table(reading: Connection, writing: Connection, table: Table, where: str) -> None:
    if table is Ledger.__table__:  # its row is what writers lock: it is changed, not made anew
        writing.execute(table.update().values(**dict(reading.execute(select(table)).mappings().one())))
        return
    later = [column.name for column in table.columns if any(one.column.table is table for one in column.foreign_keys)]
    for rows in _batches(reading, select(table).order_by(*table.primary_key.columns)):
        _insert(writing, table, [{**row, **dict.fromkeys(later)} for row in rows], where)
    for name in later:  # rows of a table may refer to one that comes after them
        column = table.columns[name]
        referring = select(table.c.id.label("row"), column.label("other")).where(column.is_not(None))
        change = table.update().where(table.c.id == bindparam("row")).values({name: bindparam("other")})
        for rows in _batches(reading, referring):
            writing.execute(change, list(rows))


def _insert(writing: Connection, table: Table, rows: list[dict[str, Any]], where: str) -> None:
    from sqlalchemy.exc import DataError

    try:
        insert_rows(writing, table, rows)
    except DataError as error:
        told = explain(error.orig or error, where)
        raise EgovtrackError(f"{table.name}: {told.message}", told.hint) from error


def _batches(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Any]]:
    """The rows of a query as mappings, some at a time."""
    yield from connection.execution_options(yield_per=_BATCH).execute(query).mappings().partitions()


def _continue_numbers(writing: Connection, table: Table) -> None:
    """Let a table's numbers go on after the highest one."""
    (key, *more) = table.primary_key.columns
    if more or not isinstance(key.type, Integer):
        return
    highest = writing.scalar(select(func.max(key)))
    writing.execute(
        text("SELECT setval(pg_get_serial_sequence(:name, :key), :next, false)"),
        {"name": table.name, "key": key.name, "next": (highest or 0) + 1},
    )


def _compare(reading: Connection, writing: Connection, table: Table) -> int:
    """How many rows a table has. Raises EgovtrackError when the copy's are not those of the original."""
    (count, digest), copied = _digest(reading, table), _digest(writing, table)
    if copied != (count, digest):
        raise EgovtrackError(
            _("table {table} was not copied as it is: {count} rows became {copied}").format(
                table=table.name, count=count, copied=copied[0]
            ),
            _("nothing was stored; both ledgers are as they were"),
        )
    return count


def _digest(connection: Connection, table: Table) -> tuple[int, str]:
    """The number of rows and one SHA-256 over all their values, the same on every database."""
    # Each row for itself: the order of text is each database's own.
    rows = sorted(
        hashlib.sha256(repr(tuple(row.values())).encode()).digest()
        for batch in _batches(connection, select(table))
        for row in batch
    )
    return len(rows), hashlib.sha256(b"".join(rows)).hexdigest()
