"""The facts of a table that hold at a snapshot, less those in whose place another was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from egovtrack.columns import KINDS
from egovtrack.connection import Connection, Row, Value, as_date
from egovtrack.snapshot import Snapshot

F = TypeVar("F", bound=NamedTuple)
_READ: dict[str, Callable[[Any], Any]] = {"date": as_date, "truth": bool}
_READERS = {name: _READ[kind] for (_table, name), kind in KINDS.items() if kind in _READ}
"""By column of dates or truths, what makes one of its value."""


def holding(snapshot: Snapshot, rows: Iterable[Row]) -> list[Row]:
    """Return the facts that hold, less those that another which holds replaces. Their columns begin with id, action
    and the id of the fact that they replace.
    """
    found = [row for row in rows if snapshot.holds(row[1])]
    replaced = {row[2] for row in found if row[2]}
    return [row for row in found if row[0] not in replaced] if replaced else found


def select(kind: type[NamedTuple], table: str, where: str = "", order: str = "x.as_of, x.id", **instead: str) -> str:
    """Return the statement that selects a table's facts for `each_fact`; `instead` is SQL in the place of a column."""
    columns = ", ".join(instead.get(name, f"x.{name}") for name in _columns(kind)[2:])
    return f"SELECT x.id, x.action_id, x.replaces_id, {columns} FROM {table} x WHERE 1 = 1{where} ORDER BY {order}"


def each_fact(connection: Connection, snapshot: Snapshot, kind: type[F], sql: str, **parameters: Value) -> Iterator[F]:
    """Yield the facts that hold on the snapshot's day as tuples of a kind, whose fields are called as the columns, the
    first three `id`, `action_id` and `as_of`; a field with a default is none of them.
    """
    readers, day = [_READERS.get(name) for name in _columns(kind)], snapshot.as_of.isoformat()
    for number, action, _replaced, *values in holding(snapshot, connection.rows(sql, **parameters)):
        if values[0] <= day:
            row = (number, action, *values)
            yield kind(*(read(value) if read else value for read, value in zip(readers, row, strict=True)))


def _columns(kind: type[NamedTuple]) -> list[str]:
    return [name for name in kind._fields if name not in kind._field_defaults]
