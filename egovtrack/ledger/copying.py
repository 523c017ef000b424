"""A ledger copied row for row into another, between SQLite and PostgreSQL either way, and compared afterwards."""

from __future__ import annotations

import hashlib
from itertools import islice

from egovtrack import schema
from egovtrack.addresses import shown
from egovtrack.columns import COLUMNS, KINDS
from egovtrack.connection import Connection, Row
from egovtrack.database import explained, opened
from egovtrack.errors import DamagedLedger, EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _
from egovtrack.queries.check import LedgerFinding, check_history

_ROWS = {table: f"SELECT {', '.join(columns)} FROM {table} ORDER BY id" for table, columns in COLUMNS.items()}
_ANY = "SELECT a.id FROM action a LIMIT 1"
_AT_A_TIME = 1000


def copy(source: str, target: str) -> tuple[int, list[LedgerFinding]]:
    """Copy all rows of one ledger into another that is empty, or not there yet; both are paths or URLs.

    Returns how many rows there are, and what is not as it was entered, there as here. Raises EgovtrackError when the
    target holds anything or does not take a row; it is as it was then.
    """
    schema.upgrade(target)
    with opened(source) as reading, opened(target, writing=True) as writing:
        refuse_filled(writing, shown(target))
        for table in COLUMNS:
            _copy_table(reading, writing, table, shown(target))
        count = sum(_compare(reading, writing, table) for table in COLUMNS)
        return count, list(check_history(writing))


def refuse_filled(writing: Connection, where: str) -> None:
    """Raise EgovtrackError where the ledger that is to be filled holds anything."""
    if writing.one(_ANY):
        why = _("the ledger {where} is not empty; it was left as it is").format(where=where)
        raise EgovtrackError(why, _("give a file that is not there yet, or an empty database"))


def _copy_table(reading: Connection, writing: Connection, table: str, where: str) -> None:
    columns = COLUMNS[table]
    if table == "ledger":  # its row is what writers lock: it is changed, not made anew
        (row,) = reading.rows(_ROWS[table])
        writing.execute(f"UPDATE ledger SET {', '.join(f'{name} = ?' for name in columns)}", row)
        return
    truths = [place for place, name in enumerate(columns) if KINDS[table, name] == "truth"]
    waiting = reading.each(_ROWS[table])
    while rows := list(islice(waiting, _AT_A_TIME)):
        try:
            with explained(where, f"{table}: "):
                writing.insert(table, columns, [_with_truths(row, truths) for row in rows] if truths else rows)
        except LedgerInUse:
            raise
        except EgovtrackError as error:  # a value, perhaps, that one database can hold and the other cannot
            raise DamagedLedger(error.message, error.hint) from error


def _with_truths(row: Row, places: list[int]) -> Row:
    return tuple(bool(value) if place in places else value for place, value in enumerate(row))


def _compare(reading: Connection, writing: Connection, table: str) -> int:
    """Return how many rows a table has. Raises EgovtrackError when the copy's are not those of the original."""
    (count, digest), copied = _digest(reading, table), _digest(writing, table)
    if copied != (count, digest):
        why = _("table {table} was not copied as it is: {count} rows became {copied}")
        hint = _("nothing was stored; both ledgers are as they were")
        raise EgovtrackError(why.format(table=table, count=count, copied=copied[0]), hint)
    return count


def _digest(connection: Connection, table: str) -> tuple[int, str]:
    """Return the number of rows and a SHA-256 over all their values, the same on every database."""
    digest, count = hashlib.sha256(), 0
    for row in connection.each(_ROWS[table]):
        count += 1
        digest.update(repr([int(value) if isinstance(value, bool) else value for value in row]).encode())
    return count, digest.hexdigest()
