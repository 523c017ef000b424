"""What a week brought: the obligations at its end, its notes, what changed in it, and who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from egovtrack.queries.known import View
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation, read_obligations
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.progress import NoteRow, read_notes
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import each_task


class Change(NamedTuple):
    """An obligation whose status, percent or light is another at the week's end than on the day before it began."""

    before: Obligation | None
    after: Obligation


class Silence(NamedTuple):
    """A department that owes reports at the week's end: on which obligations, and when it was last heard on any."""

    plan: str
    department: str
    obligations: list[Obligation]
    last_report_on: date | None


class OpenParty(NamedTuple):
    """An indefinite party of a clause for which nobody is designated at the week's end: nobody answers there."""

    plan: str
    ref: str
    clause: int
    title: str
    role: str
    party: str


class Week(NamedTuple):
    """Everything of a week; `first` and `last` are its Monday and Sunday."""

    first: date
    last: date
    obligations: list[Obligation]
    notes: list[NoteRow]
    changes: list[Change]
    silent: list[Silence]
    undesignated: list[OpenParty]


def read_week(reader: Reader, registry: Registry, plans: Sequence[PlanRow], first: date, view: View) -> Week:
    """The week that begins on the Monday `first`, for those of `plans` that were issued by its end."""
    last = first + timedelta(days=6)
    issued = [plan for plan in plans if plan.issued_on <= last]
    at_end = view._replace(as_of=last)
    before = view._replace(as_of=first - timedelta(days=1))
    obligations: list[Obligation] = []
    changes: list[Change] = []
    notes: list[NoteRow] = []
    undesignated: list[OpenParty] = []
    for plan in issued:
        now = read_obligations(reader, registry, plan, at_end)
        then = (
            {}
            if plan.issued_on >= first
            else {_key(one): one for one in read_obligations(reader, registry, plan, before)}
        )
        changes += [Change(then.get(_key(one)), one) for one in now if _differs(then.get(_key(one)), one)]
        notes += read_notes(reader, registry, at_end, plan=plan.id, from_day=first, to_day=last)
        obligations += now
        undesignated += [
            OpenParty(plan.key, task.ref, clause.clause, task.title, party.role, party.party)
            for task in each_task(reader, registry, plan, at_end, brief=True)
            for clause, party in task.open_parties()
        ]
    return Week(first, last, obligations, notes, changes, _silent(obligations), undesignated)


def _key(one: Obligation) -> tuple[Any, ...]:
    return one.clause_id, one.department_id, one.role


def _differs(before: Obligation | None, after: Obligation) -> bool:
    if before is None:
        return True
    return (before.status, before.percent, before.light) != (after.status, after.percent, after.light)


def _silent(obligations: Sequence[Obligation]) -> list[Silence]:
    groups: dict[tuple[str, str], list[Obligation]] = {}
    for one in obligations:
        groups.setdefault((one.plan, one.department), []).append(one)
    found = []
    for (plan, department), theirs in groups.items():
        owed = [one for one in theirs if one.reporting == "silent"]
        if owed:
            heard = max((one.last_report_on for one in theirs if one.last_report_on), default=None)
            found.append(Silence(plan, department, owed, heard))
    return found


def change_row(change: Change) -> dict[str, Any]:
    """The row that scripts read (kind `changes`)."""
    after, before = change.after, change.before
    return {
        "plan": after.plan, "ref": after.ref, "clause": after.clause, "title": after.title, "role": after.role,
        "department": after.department, "via": after.via,
        "status_before": before and before.status, "status": after.status,
        "percent_before": before and before.percent, "percent": after.percent,
        "light_before": before and before.light, "light": after.light, "light_reason": after.light_reason,
        "note": after.note,
    }  # fmt: skip


def silence_row(silence: Silence) -> dict[str, Any]:
    """The row that scripts read (kind `silent`)."""
    return {
        "plan": silence.plan,
        "department": silence.department,
        "count": len(silence.obligations),
        "refs": [one.ref for one in silence.obligations],
        "last_report_on": silence.last_report_on,
    }
