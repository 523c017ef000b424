"""The columns of the ledger's tables as the program keeps them, from the model."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sqlalchemy import Boolean, Column, Date, String, Table, Text, UniqueConstraint

from egovtrack.models import Base

PLACE = Path(__file__).parent.parent / "egovtrack" / "columns.py"
_HEAD = '''"""The columns of the ledger's tables, made from models.py by `python -m docs`; a test compares them.

Reading, writing, checking and copying a ledger need no SQLAlchemy, whose import takes longer than most commands.
"""

# A line for each table, in an order in which each comes after those that it refers to. After a column's name stand the
# characters that a text has room for (`*`: any number), `?` where it is true or false or `@` where it is a date, the
# table that it refers to, `-` where it may be null, and `+` where there is an index on it. The other indexes come last,
# with `!` where their columns are unique together, else with `=`.
_TABLES = """
'''
_TAIL = '''"""

COLUMNS: dict[str, tuple[str, ...]] = {}
"""The columns of each table, in order."""
LENGTHS: dict[tuple[str, str], int | None] = {}
"""How many characters a column of text has room for (None: any number)."""
KINDS: dict[tuple[str, str], str] = {}
"""What the columns hold: `text`, `number`, `date` (SQLite has texts in them) or `truth` (SQLite has numbers)."""
NULLABLE: set[tuple[str, str]] = set()
"""The columns that may be null."""
REFERS: dict[str, dict[str, str]] = {}
"""By table, the columns that refer to another table's id, and that table."""
INDEXES: set[tuple[str, tuple[str, ...], bool]] = set()
"""The indexes but for primary keys: their table, their columns, and whether these are unique."""

for _line in _TABLES.replace("\\n ", "").split("\\n")[1:-1]:
    _table, *_words = _line.split()
    COLUMNS[_table], REFERS[_table] = (), {}
    for _word in _words:
        if _word[0] in "!=":
            INDEXES.add((_table, tuple(_word[1:].split(",")), _word[0] == "!"))
            continue
        _rest, _arrow, _other = _word.rstrip("+-").partition(">")
        _name, _colon, _length = _rest.rstrip("?@").partition(":")
        COLUMNS[_table] += (_name,)
        KINDS[_table, _name] = "text" if _colon else {"?": "truth", "@": "date"}.get(_rest[-1], "number")
        if _word.rstrip("+").endswith("-"):
            NULLABLE.add((_table, _name))
        if _colon:
            LENGTHS[_table, _name] = None if _length == "*" else int(_length)
        if _arrow:
            REFERS[_table][_name] = _other
        if _word.endswith("+"):
            INDEXES.add((_table, (_name,), False))
'''


def _told(column: Column[object], indexes: list[tuple[str, bool]]) -> str:
    words = column.name
    if isinstance(column.type, Text):
        words += ":*"
    elif isinstance(column.type, String):
        words += f":{column.type.length}"
    elif isinstance(column.type, Boolean):
        words += "?"
    elif isinstance(column.type, Date):
        words += "@"
    for key in column.foreign_keys:
        words += f">{key.column.table.name}"
    words += "-" * bool(column.nullable)
    return words + "+" * ((column.name, False) in indexes)


def _indexes(table: Table) -> list[tuple[str, bool]]:
    """Return the columns of each index, with commas between them, and whether they are unique."""
    unique = [(each.columns, True) for each in table.constraints if isinstance(each, UniqueConstraint)]
    others = [(each.columns, bool(each.unique)) for each in table.indexes]
    return sorted((",".join(columns.keys()), is_unique) for columns, is_unique in unique + others)


def made() -> dict[Path, bytes]:
    """Return egovtrack/columns.py as the model makes it."""
    lines = []
    for table in Base.metadata.sorted_tables:
        indexes = _indexes(table)
        several = [("=!"[unique]) + names for names, unique in indexes if unique or "," in names]
        words = " ".join([table.name, *(_told(each, indexes) for each in table.columns), *several])
        lines += textwrap.wrap(words, 120, subsequent_indent="  ", break_on_hyphens=False)
    return {PLACE: (_HEAD + "\n".join(lines) + "\n" + _TAIL).encode()}
