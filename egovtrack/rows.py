"""What a plan consists of as rows of the ledger's tables, and rows as what they were made of.

A field of a draft stands in the column of its name; a place, a deadline and the ends of a target take two columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from egovtrack.columns import COLUMNS
from egovtrack.connection import as_date
from egovtrack.draft import Block, Clause, Deadline, Party, Place, Section, Target, TaskDraft

DRAFTS: Mapping[str, type[Any]] = {
    "section": Section, "task_text": TaskDraft, "clause_text": Clause, "assignment": Party, "target_text": Target,
    "block": Block,
}  # fmt: skip
_ENDS = {"min": "min_value", "max": "max_value"}
_FIELDS = {table: [name for name in made._fields if name in COLUMNS[table]] for table, made in DRAFTS.items()}


def to_row(table: str, value: Any, edition: int, position: int, **others: Any) -> dict[str, Any]:
    """Return the row of a part of a draft in a table; `others` are the columns that are no field of it."""
    row = {name: getattr(value, name) for name in _FIELDS[table]} | others
    row |= {"edition_id": edition, "place_start": value.place.start, "place_end": value.place.end}
    if table == "task_text" and not isinstance(value.number, int):
        row["number"] = None
    if "position" in COLUMNS[table]:
        row["position"] = position
    if deadline := getattr(value, "deadline", None):
        row |= {"stated_deadline": deadline.until, "stated_deadline_text": deadline.text}
    if table == "target_text":
        for name, column in _ENDS.items():
            end = getattr(value, name)
            row[column] = None if end is None else float(end)
    return row


def from_row(table: str, row: Mapping[str, Any], **others: Any) -> Any:
    """Return the part of a draft that a row was made of; `others` are the fields that have no column."""
    place = Place(row["place_start"], row["place_end"])
    values = {name: row[name] for name in _FIELDS[table]} | {"place": place}
    if words := row.get("stated_deadline_text"):
        values["deadline"] = Deadline(words, as_date(row["stated_deadline"]), place)
    if table == "target_text":
        for name, column in _ENDS.items():
            end = row[column]
            values[name] = None if end is None else Decimal(str(end))
    return DRAFTS[table](**values | others)
