"""json and jsonl: what scripts read (a contract, DESIGN §4)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TextIO

from egovtrack.sheets import Record, Sheet

SCHEMA_VERSION = 1
_LISTS = (list, tuple)


def write_json(sheet: Sheet, stream: TextIO) -> None:
    """One object: schema_version, kind, as_of, rows. Keys stay in their order, absent values are null. What it is
    without its rows is written around them, row by row: there may be a million.
    """
    whole = {
        "schema_version": SCHEMA_VERSION, "kind": sheet.kind, "as_of": sheet.as_of, "rows": [],
        **sheet.extra, **({"total": sheet.total} if sheet.total else {}),
    }  # fmt: skip
    before, after = _dumps(whole, indent=2).split('"rows": []', 1)
    stream.write(before + '"rows": [')
    between = ""
    for row in _public(sheet):
        lines = _dumps(row, indent=2).replace("\n", "\n    ")
        stream.write(f"{between}\n    {lines}")
        between = ","
    stream.write(("\n  ]" if between else "]") + after + "\n")


def write_jsonl(sheet: Sheet, stream: TextIO) -> None:
    """The rows alone, one object a line."""
    for row in _public(sheet):
        stream.write(_dumps(row) + "\n")


def _public(sheet: Sheet) -> Iterator[Record]:
    for row in sheet.records:
        yield {
            key: _by_name(value) if isinstance(value, _LISTS) else value for key, value in row.items() if key[0] != "_"
        }


def _by_name(values: Sequence[Any]) -> Any:
    """A list of values; of a tuple with names an object, which json would make a list too."""
    told = [_by_name(value) if isinstance(value, _LISTS) else value for value in values]
    fields = getattr(values, "_fields", None)
    return dict(zip(fields, told, strict=True)) if fields else told


def _dumps(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
