"""Whom to ask again, who was asked, and what came of it, as sheets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from egovtrack.chasing import STATES, ChaseItem
from egovtrack.dates import local_text
from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.queries.chasing import RequestRow
from egovtrack.queries.contacts import Contact
from egovtrack.sheets import Column, Record, Sheet, column, in_words, make_sheet
from egovtrack.snapshot import Snapshot
from egovtrack.workdays import Workdays

_KEYS = (
    "plan", "ref", "clause", "title", "role", "department", "period", "state", "reasons", "missed_periods", "deadline",
    "level", "next_level", "next_on", "contact", "last_asked_on", "promised_on",
)  # fmt: skip
_BRIEF = (
    "department",
    "ref",
    "title",
    "period",
    "reasons",
    "level",
    "next_level",
    "next_on",
    "last_asked_on",
    "contact",
)


def chase_record(item: ChaseItem, contacts: Mapping[int, Contact]) -> Record:
    """Return what scripts read of an item (kind `chase`)."""
    each, following = item.obligation, item.next
    contact = contacts.get(each.holder_id)
    return {
        **{key: getattr(each, key) for key in ("plan", "ref", "clause", "title", "role", "department")},
        "period": item.period.label if item.period else None, "state": item.state, "reasons": list(item.reasons),
        "missed_periods": each.missed_periods, "deadline": each.deadline, "level": item.level,
        "next_level": following.level if following else None, "next_on": following.on if following else None,
        "contact": str(contact) if contact else None, "last_asked_on": item.last_asked_on,
        "promised_on": item.promised_on,
    }  # fmt: skip


def chase_sheet(
    items: Sequence[ChaseItem],
    shown: Sequence[ChaseItem],
    contacts: Mapping[int, Contact],
    snapshot: Snapshot,
    workdays: Workdays,
) -> Sheet:
    """Return the items that are `shown`; the title counts all of them by state, and what is to be asked now."""
    day = snapshot.as_of
    states = [item.state for item in items]
    parts = [f"{in_words('state', state)} {states.count(state)}" for state in STATES]
    now = [item for item in items if item.due(day)]
    departments = len({item.obligation.holder_id for item in now})
    title = ngettext(
        "Asked {count} on {day}: {parts}; to be asked now: {now}, of {departments} department",
        "Asked {count} on {day}: {parts}; to be asked now: {now}, of {departments} departments",
        departments,
    ).format(
        count=len(states) - states.count(None),
        day=day,
        parts=_(", ").join(parts),
        now=len(now),
        departments=departments,
    )
    records = [chase_record(item, contacts) for item in shown]
    years = {step.on.year for item in items for step in item.steps}
    notes = unknown_years(years, workdays)
    return make_sheet("chase", day, title, records, keys=_KEYS, brief=_BRIEF, notes=notes)


def unknown_years(years: Collection[int], workdays: Workdays) -> list[str]:
    """Return a note on those of some years whose holidays nobody knows."""
    missing = [str(year) for year in sorted(years) if not workdays.knows(year)]
    words = _("The holidays of {years} are not known: plain weekdays are counted (egovtrack rules set calendar).")
    return [words.format(years=_(", ").join(missing))] if missing else []


def requests_sheet(rows: Iterable[RequestRow], snapshot: Snapshot) -> Sheet:
    """Return whom reports were asked of (kind `requests`)."""
    moment = column("recorded_at", lambda record: local_text(record["recorded_at"], snapshot.zone))
    keys = [{"recorded_at": moment}.get(key, key) for key in RequestRow._fields]
    return make_sheet("requests", snapshot.as_of, _("Requests"), [row._asdict() for row in rows], keys=keys)


_ANSWERS = ("asked", "in_time", "late", "unchanged", "missed")


def answers_sheet(title: str, period: str, due: str, rows: Iterable[Any], snapshot: Snapshot) -> Sheet:
    """Return what departments were asked for a period and what came of it (rows of `AnswerCount`)."""
    keys = ("department", *_ANSWERS, "not_due", "state", "refs")
    records = [row._asdict() for row in rows]
    total = {name: sum(record[name] for record in records) for name in (*_ANSWERS, "not_due")}
    brief: list[str | Column] = ["department", *_ANSWERS, "state", column("refs", label=_("Not answered"))]
    sheet = make_sheet(
        "answers", snapshot.as_of, title, records, keys=keys, brief=brief,
        total={"department": _("total"), **total} if records else None,
    )  # fmt: skip
    return sheet._replace(extra={"period": period, "due": due})
