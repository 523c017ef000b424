"""json and jsonl for scripts. Keys may be added, but never change (see SCHEMA_VERSION)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from egovtrack.sheets import Record, Sheet

SCHEMA_VERSION = 1


def write_json(sheet: Sheet, stream: TextIO) -> None:
    """Write one object: schema_version, kind, as_of, rows. Keys stay in their order, absent values are null.

    Rows are written one by one, as there may be a million; the rest of the object is written around them.
    """
    whole = {
        "schema_version": SCHEMA_VERSION, "kind": sheet.kind, "as_of": sheet.as_of,
        **({"head": sheet.head} if sheet.head else {}), "rows": [],
        **sheet.extra, **({"total": sheet.total} if sheet.total else {}),
    }  # fmt: skip
    before, after = _dumps(whole, indent=2).split('"rows": []', 1)
    stream.write(before + '"rows": [')
    between = ""
    for row in public(sheet):
        lines = _dumps(row, indent=2).replace("\n", "\n    ")
        stream.write(f"{between}\n    {lines}")
        between = ","
    stream.write(("\n  ]" if between else "]") + after + "\n")


def write_jsonl(sheet: Sheet, stream: TextIO) -> None:
    """Write the rows alone, one object a line."""
    for row in public(sheet):
        stream.write(_dumps(row) + "\n")


def public(sheet: Sheet) -> Iterator[Record]:
    """Yield the rows as programs get them: without what is for columns alone, tuples with names as objects."""
    for row in sheet.records:
        yield {key: _by_name(value) for key, value in row.items() if key[0] != "_"}


def _by_name(value: Any) -> Any:
    """Return a value with named tuples in it, at any depth, as objects; json would make lists of them."""
    if not isinstance(value, list | tuple):
        return value
    fields = getattr(value, "_fields", None)
    values = [_by_name(each) for each in value]
    return dict(zip(fields, values, strict=True)) if fields else values


def _dumps(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
