"""What came of a period, department by department, as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from egovtrack.i18n import written as _
from egovtrack.sheets import Column, Sheet, column, make_sheet
from egovtrack.snapshot import Snapshot

_NUMBERS = ("asked", "in_time", "late", "unchanged", "missed")
_KEYS = ("department", *_NUMBERS, "not_due", "state", "refs")


def answers_sheet(
    title: str, period: str, due: str, rows: Iterable[Any], snapshot: Snapshot, notes: Sequence[str] = ()
) -> Sheet:
    """Return what departments were asked for a period and what came of it (rows of `AnswerCount`)."""
    records = [row._asdict() for row in rows]
    total = {name: sum(record[name] for record in records) for name in (*_NUMBERS, "not_due")}
    brief: list[str | Column] = ["department", *_NUMBERS, "state", column("refs", label=_("Not answered"))]
    sheet = make_sheet(
        "answers", snapshot.as_of, title, records, keys=_KEYS, brief=brief, notes=notes,
        total={"department": _("total"), **total} if records else None,
    )  # fmt: skip
    return sheet._replace(extra={"period": period, "due": due})
