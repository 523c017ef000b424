"""What several ledgers answered, as one table with the ledger's name first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from egovtrack.i18n import written as _
from egovtrack.queries.matrix import STATES
from egovtrack.sheets import Column, Record, Sheet, make_sheet
from egovtrack.sheets.obligations import KEYS, LISTED, told

_COUNTS = ("tasks", "obligations", *STATES, "silent", "overdue")


def across_sheet(
    day: date, records: Sequence[Record], shown: Sequence[str], ledgers: int, unread: Sequence[Mapping[str, str]]
) -> Sheet:
    """Return the obligations of several ledgers; `unread` are those that could not be read, and why."""
    title = _("{ledgers} ledgers: {count} obligations on {day}").format(ledgers=ledgers, count=len(records), day=day)
    brief: list[str | Column] = ["ledger", *map(told, shown or LISTED)]
    sheet = make_sheet("obligations", day, title, records, keys=("ledger", *KEYS), brief=brief)
    return sheet._replace(extra={"unread": list(unread)})


def across_counts_sheet(
    day: date, records: Sequence[Record], total: dict[str, Any], unread: Sequence[Mapping[str, str]]
) -> Sheet:
    """Return a row of counts for each ledger, and their sum."""
    words = _("{ledgers} ledgers: {count} obligations on {day}")
    title = words.format(ledgers=len(records), count=total.get("obligations", 0), day=day)
    keys = ("ledger", *_COUNTS, "reporting")
    sheet = make_sheet("status", day, title, records, keys=keys, total={"ledger": _("total"), **total})
    return sheet._replace(extra={"unread": list(unread)})
