"""Write egovtrack/columns.py from the model: `python -m docs.columns`; a test compares them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from sqlalchemy import Column, String, Text

from egovtrack.models import Base

PLACE = Path(__file__).parent.parent / "egovtrack" / "columns.py"
_HEAD = '''"""The columns of the ledger's tables, made from models.py by `python -m docs.columns`; a test compares them.

Reading, writing, checking and copying a ledger need no SQLAlchemy, whose import takes longer than most commands.
"""

# A line for each table, in an order in which each comes after those that it refers to. After a column's name stand the
# characters that a text has room for (`*`: any number) and the table that it refers to.
_TABLES = """
'''
_TAIL = '''"""

COLUMNS: dict[str, tuple[str, ...]] = {}
"""The columns of each table, in order."""
LENGTHS: dict[tuple[str, str], int | None] = {}
"""How many characters a column of text has room for (None: any number)."""
REFERS: dict[str, dict[str, str]] = {}
"""By table, the columns that refer to another table's id, and that table."""

for _line in _TABLES.replace("\\n ", "").split("\\n")[1:-1]:
    _table, *_columns = _line.split()
    REFERS[_table] = {}
    for _place, _told in enumerate(_columns):
        _rest, _arrow, _other = _told.partition(">")
        _name, _colon, _length = _rest.partition(":")
        _columns[_place] = _name
        if _colon:
            LENGTHS[_table, _name] = None if _length == "*" else int(_length)
        if _arrow:
            REFERS[_table][_name] = _other
    COLUMNS[_table] = tuple(_columns)
'''


def _told(column: Column[object]) -> str:
    words = column.name
    if isinstance(column.type, Text):
        words += ":*"
    elif isinstance(column.type, String):
        words += f":{column.type.length}"
    for key in column.foreign_keys:
        words += f">{key.column.table.name}"
    return words


def content() -> str:
    """Return the file as the model makes it."""
    lines = []
    for table in Base.metadata.sorted_tables:
        words = " ".join([table.name, *map(_told, table.columns)])
        lines += textwrap.wrap(words, 118, subsequent_indent="  ", break_on_hyphens=False)
    return _HEAD + "\n".join(lines) + "\n" + _TAIL


if __name__ == "__main__":
    PLACE.write_text(content(), "utf-8")
