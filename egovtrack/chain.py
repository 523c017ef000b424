"""Hashes that show a row changed behind the program's back: each covers a row and the hash of the row before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

NOTE = (
    "task_id", "clause_id", "department_id", "as_of", "recorded_at", "status", "percent", "value", "note", "problem",
    "next_step", "evidence", "author", "channel", "kind", "target", "action_id", "source",
)  # fmt: skip
RETRACTION = ("note_id", "reason", "author", "recorded_at", "action_id")
ACTION = ("recorded_at", "author", "origin", "command", "undoes_id", "written", "before", "digests")
# Columns that came later are covered only where they say something, so that older rows keep their hashes.
_SILENT = {"kind": "report", "target": None, "action_id": None, "source": None}
_AT_A_TIME, _BETWEEN = 200, "], ["

WORDS = {
    "designation": ("clause_id", "collective_id", "department_id", "member", "as_of", "basis"),
    "assigned_lead": ("clause_id", "department_id", "as_of", "basis"),
    "extension": ("task_id", "clause_id", "until", "as_of", "reason"),
    "division": ("title", "number", "issued_on", "valid_from"),
}
"""The office's words, by table: an action holds a digest of those it entered."""


def chain_hash(previous: str, row: Mapping[str, Any]) -> str:
    """SHA-256 over the hash of the row before and this row as JSON with sorted keys, dates as ISO text."""
    said = {name: value for name, value in row.items() if name not in _SILENT or value != _SILENT[name]}
    content = json.dumps({"previous": previous, **said}, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def digest(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over rows in their order, each as JSON, dates as ISO text, true and false as 1 and 0."""
    made = hashlib.sha256()
    encode = json.JSONEncoder(ensure_ascii=False, default=str).encode  # json.dumps makes one for each row
    rows = iter(rows)
    while some := [*islice(rows, _AT_A_TIME)]:
        if not {bool, float}.isdisjoint(map(type, chain.from_iterable(some))):
            some = [[*map(_plain, row)] for row in some]
        content = encode(some)
        # Many rows at once are encoded in half the time, if what then stands between two stands nowhere else.
        if content.count(_BETWEEN) == len(some) - 1:
            content = content[1:-1].replace(_BETWEEN, "][")
        else:
            content = "".join(map(encode, some))
        made.update(content.encode())
    return made.hexdigest()


def _plain(value: Any) -> Any:
    # What one database has as a boolean or a whole float the other has as an integer.
    return int(value) if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()) else value
