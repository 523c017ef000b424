"""What rows were like before they were changed, and putting them back: for tables whose rows do change (the registry,
a plan that is replaced). Tables that only grow need none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Date, ForeignKeyConstraint, Integer, Table, UniqueConstraint, event, inspect
from sqlalchemy.orm import Session

from egovtrack.models import Action, Base, Document

T = TypeVar("T")
Images = dict[str, dict[str, dict[str, Any] | None]]
"""By table and primary key (its values joined by `/`): the row before it was changed; None where there was none."""


@contextmanager
def journal(session: Session, images: Images) -> Iterator[None]:
    """Keep in `images` what every row that the session changes was like when the block began."""

    def before(session: Session, _context: object, _instances: object) -> None:
        connection = session.connection()
        for row in [*session.dirty, *session.deleted]:
            if not isinstance(row, Action) and (row in session.deleted or session.is_modified(row)):
                table, key = _table(row), _key(row)
                if key not in images.get(table.name, {}):
                    images.setdefault(table.name, {})[key] = _stored(connection, table, key)

    def after(session: Session, _context: object) -> None:
        for row in session.new:
            # What an action appends it owns, and is taken back with it; a document, once read, stays.
            if not isinstance(row, Action | Document) and getattr(row, "action_id", None) is None:
                images.setdefault(_table(row).name, {}).setdefault(_key(row), None)

    session.flush()
    event.listen(session, "before_flush", before)
    event.listen(session, "after_flush", after)
    try:
        yield
    finally:
        event.remove(session, "before_flush", before)
        event.remove(session, "after_flush", after)


def put_back(connection: Connection, images: Mapping[str, Mapping[str, Mapping[str, Any] | None]]) -> None:
    """Make rows what they were. Raises IntegrityError where a row that must go is referred to by one that stays."""
    tables = [table for table in Base.metadata.sorted_tables if table.name in images]
    for table in reversed(tables):
        for key, row in reversed(_in_order(images[table.name])):
            if row is None:
                connection.execute(table.delete().where(*_is(table, key)))
    for table in tables:
        for key in (key for key, row in images[table.name].items() if row is not None):
            if aside := _aside(table, key):
                connection.execute(table.update().where(*_is(table, key)).values(**aside))
    for table in tables:
        for key, row in _in_order(images[table.name]):
            if row is not None:
                values = {name: _value(table.columns[name], value) for name, value in row.items()}
                if not connection.execute(table.update().where(*_is(table, key)).values(**values)).rowcount:
                    connection.execute(table.insert().values(**values))


def _aside(table: Table, key: str) -> dict[str, Any]:
    """Values that collide with nothing, for what must be unique: rows may have to swap them."""
    foreign = {
        column.name for one in table.constraints if isinstance(one, ForeignKeyConstraint) for column in one.columns
    }
    aside: dict[str, Any] = {}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            column = next((one for one in constraint.columns if one.name not in foreign), None)
            if column is not None and not column.primary_key:
                aside[column.name] = -int(key) if isinstance(column.type, Integer) else f"~{key}"
    return aside


def _in_order(rows: Mapping[str, T]) -> list[tuple[str, T]]:
    """By primary key: what a row refers to in its own table was there before it."""
    return sorted(rows.items(), key=lambda pair: (len(pair[0]), pair[0]))


def _table(row: Any) -> Table:
    table: Table = inspect(type(row)).local_table
    return table


def _key(row: Any) -> str:
    return "/".join(map(str, inspect(type(row)).primary_key_from_instance(row)))


def _is(table: Table, key: str) -> list[Any]:
    pairs = zip(table.primary_key.columns, key.split("/"), strict=True)
    return [column == (int(value) if isinstance(column.type, Integer) else value) for column, value in pairs]


def _stored(connection: Connection, table: Table, key: str) -> dict[str, Any] | None:
    row = connection.execute(table.select().where(*_is(table, key))).mappings().one_or_none()
    return dict(row) if row else None


def _value(column: Column[Any], value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(column.type, Date) and isinstance(value, str) else value
