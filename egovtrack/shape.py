"""The shape of a ledger's database (tables, columns and indexes): as it must be, and as the catalog has it.

What is particular to SQLite or PostgreSQL stands here and in `connection`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from egovtrack import shipped
from egovtrack.columns import COLUMNS, INDEXES, KINDS, NULLABLE
from egovtrack.connection import Connection


class Shape(NamedTuple):
    """Tables with their columns (name, what it holds, whether it may be null), indexes but for primary keys, and views
    and triggers by name, with their text where the database keeps it as it was given.
    """

    columns: dict[str, frozenset[tuple[str, str, bool]]]
    indexes: frozenset[tuple[str, tuple[str, ...], bool]]
    others: frozenset[tuple[str, str]]


_MACROS = {
    r"HOLDS\((\w+), (\w+)\)": r"KNOWN(\1) AND NOT EXISTS (SELECT 1 FROM \2 y WHERE y.replaces_id = \1.id AND KNOWN(y))",
    r"KNOWN\((\w+)\)": r"\1.action_id NOT IN (SELECT z.action_id FROM undone_action z)",
}


def views(*, is_postgresql: bool) -> dict[str, str]:
    """Return the statements that make the views for other programs, by their names, in the order to make them in."""
    text = re.sub("^--.*\n", "", (shipped.folder("migrations") / "views.sql").read_text("utf-8"), flags=re.MULTILINE)
    for pattern, meaning in _MACROS.items():
        text = re.sub(pattern, meaning, text)
    if not is_postgresql:
        text = text.replace(" AS MATERIALIZED ", " AS ")
    text = re.sub(r"\bTODAY\b", "CURRENT_DATE" if is_postgresql else "date('now', 'localtime')", text)
    return {each.split()[2]: each.strip() for each in text.split(";")[:-1]}


def expected(*, is_postgresql: bool) -> Shape:
    """Return the shape of the newest revision."""
    columns = {
        table: frozenset((name, KINDS[table, name], (table, name) in NULLABLE) for name in names)
        for table, names in COLUMNS.items()
    }
    others = {
        (f"view {name}", "" if is_postgresql else text) for name, text in views(is_postgresql=is_postgresql).items()
    }
    version = {"alembic_version": frozenset({("version_num", "text", False)})}
    return Shape(columns | version, frozenset(INDEXES), frozenset(others))


_KINDS = {
    "boolean": "truth", "date": "date", "integer": "number", "float": "number", "double": "number", "varchar": "text",
    "character": "text", "text": "text",
}  # fmt: skip
_SQLITE = (
    """SELECT m.name, c.name, c.type, c."notnull" = 0 FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'""",
    """SELECT m.name, i.name, i."unique", c.name FROM sqlite_master m, pragma_index_list(m.name) i,
              pragma_index_info(i.name) c
       WHERE m.type = 'table' AND i.origin <> 'pk' ORDER BY i.name, c.seqno""",
    "SELECT m.type || ' ' || m.name, m.sql FROM sqlite_master m WHERE m.type IN ('trigger', 'view')",
)
_POSTGRESQL = (
    """SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES'
       FROM information_schema.columns c JOIN information_schema.tables t
         ON t.table_schema = c.table_schema AND t.table_name = c.table_name
       WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'""",
    """SELECT t.relname, i.relname, x.indisunique, a.attname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
         JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace
         CROSS JOIN LATERAL unnest(x.indkey) WITH ORDINALITY k (number, place)
         JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
       WHERE NOT x.indisprimary AND s.nspname = current_schema() ORDER BY i.relname, k.place""",
    """SELECT 'trigger ' || g.tgname, '' FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
         JOIN pg_namespace s ON s.oid = t.relnamespace WHERE NOT g.tgisinternal AND s.nspname = current_schema()
       UNION SELECT 'rule ' || r.rulename, '' FROM pg_rules r WHERE r.schemaname = current_schema()
       UNION SELECT 'view ' || v.viewname, '' FROM pg_views v WHERE v.schemaname = current_schema()""",
)


def read_shape(connection: Connection) -> Shape:
    """Return the shape that the database has."""
    of_columns, of_indexes, of_others = _POSTGRESQL if connection.is_postgresql else _SQLITE
    columns: dict[str, set[tuple[str, str, bool]]] = defaultdict(set)
    for table, column, kind, is_nullable in connection.rows(of_columns):
        columns[table].add((column, _kind(kind), bool(is_nullable)))
    indexes: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for table, name, unique, column in connection.rows(of_indexes):
        indexes[table, name, bool(unique)].append(column)
    return Shape(
        {table: frozenset(names) for table, names in columns.items()},
        frozenset((table, tuple(names), unique) for (table, _name, unique), names in indexes.items()),
        frozenset((name, text) for name, text in connection.rows(of_others)),
    )


def _kind(name: str) -> str:
    """Return what a type of SQLite or PostgreSQL holds; the type itself where no column of ours has it."""
    first = re.split(r"\W", name.lower())[0]
    return _KINDS.get(first, first)


def read_damage(connection: Connection) -> Iterable[str]:
    """Return what the database itself finds wrong with its file; PostgreSQL does not let it come to that."""
    if connection.is_postgresql:
        return []
    found = connection.rows("SELECT c.integrity_check FROM pragma_integrity_check c")
    return [message for (message,) in found if message != "ok"]
