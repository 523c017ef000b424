"""json and jsonl: what scripts read (a contract, DESIGN §4)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from egovtrack.sheets import Record, Sheet

SCHEMA_VERSION = 1


def json_text(sheet: Sheet) -> str:
    """One object: schema_version, kind, as_of, rows. Keys stay in their order, absent values are null."""
    content = {
        "schema_version": SCHEMA_VERSION, "kind": sheet.kind, "as_of": sheet.as_of, "rows": _public(sheet),
        **sheet.extra, **({"total": sheet.total} if sheet.total else {}),
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=2, default=_plain) + "\n"


def jsonl_text(sheet: Sheet) -> str:
    """The rows alone, one object a line."""
    return "".join(json.dumps(row, ensure_ascii=False, default=_plain) + "\n" for row in _public(sheet))


def _public(sheet: Sheet) -> list[Record]:
    return [{key: value for key, value in row.items() if not key.startswith("_")} for row in sheet.records]


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
