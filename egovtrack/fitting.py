"""What a column of the ledger may hold, for values that came to be there without the program."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from egovtrack.columns import KINDS, LENGTHS, NULLABLE
from egovtrack.i18n import gettext as _
from egovtrack.limits import beginning

_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z"
_WRITTEN = {"recorded_at": "moment", "clock": "moment", "rows": "json", "content": "json"}
_SHOWN = 40


def misfit(table: str, column: str, value: Any) -> str | None:
    """Return what is wrong with a value of a column, in words; None where it may stand there."""
    if value is None:
        return None if (table, column) in NULLABLE else _("{column}: nothing stands there").format(column=column)
    words = {
        "date": _("{column}: {value} is no date"), "moment": _("{column}: {value} is no moment"),
        "json": _("{column}: {value} is no JSON"), "text": _("{column}: {value} is no text"),
        **dict.fromkeys(("number", "truth"), _("{column}: {value} is no number")),
    }  # fmt: skip
    kind = KINDS[table, column]
    if kind == "text" and column in _WRITTEN:
        kind = _WRITTEN[column]
    if not _fits(kind, value):
        return words[kind].format(column=column, value=beginning(repr(value), _SHOWN))
    room = LENGTHS.get((table, column))
    return (
        _("{column}: longer than {room} characters").format(column=column, room=room)
        if _is_longer(value, room)
        else None
    )


def _is_longer(value: Any, room: int | None) -> bool:
    return room is not None and len(value) > room


def _fits(kind: str, value: Any) -> bool:
    """Return whether a value is written as the program writes it: `fromisoformat` takes more than that."""
    if kind in {"number", "truth"}:
        return isinstance(value, int | float)
    try:
        value.encode()
        if kind == "date":
            return date.fromisoformat(value).isoformat() == str(value)
        if kind == "moment":
            return bool(datetime.fromisoformat(value) and re.fullmatch(_MOMENT, value))
        if kind == "json":
            json.loads(value)
    except (ValueError, TypeError, AttributeError):
        return False
    return True
