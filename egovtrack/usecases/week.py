"""What a week brought: what was entered in it, and what is otherwise in the tables since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from egovtrack.changes import Event, NotCounted, Week, silences
from egovtrack.dates import local_text
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.queries.actions import founded_at
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import note_events, read_notes
from egovtrack.usecases.comparing import compare
from egovtrack.usecases.obligations import each_obligation
from egovtrack.usecases.tasks import each_task_row


def read_week(facts: Facts, keys: Sequence[str], first: date) -> Week:
    """Return the week that begins on the Monday `first`, of the plans with these keys, else of those open at its end.

    It is told as known at its end, and compared with the week before as known at that week's end. What was before the
    ledger was made is told as known now, and a week that is not over yet as it is today; the remarks say so.
    """
    last, before = first + timedelta(days=6), first - timedelta(days=1)
    remarks = []
    if facts.today <= last:
        remarks.append(_("the week is not over yet; it is told as of {day}").format(day=facts.today))
    end, start = facts.then(min(last, facts.today)), facts.then(before)
    is_later = end.snapshot.known == 0
    if is_later:
        end, start = facts.on(min(last, facts.today)), facts.on(before)
        made = local_text(founded_at(facts), facts.snapshot.zone)
        remarks.append(_("the ledger was made on {moment}; this is told as known now").format(moment=made))
    plans = [end.plan(key) for key in dict.fromkeys(keys)] or [plan for plan in end.issued if not plan.closed]
    week = Week(first, last, end.head, remarks, [], [], compare(start, end, plans), [], [])
    for plan in plans:
        week.obligations.extend(each_obligation(end, plan))
        spoken = read_notes(end, plan=plan.id, from_day=first, to_day=last) if is_later else ()
        week.notes.extend([Event("entered", note) for note in spoken] or note_events(end, plan, start.snapshot.known))
        week.not_counted.extend(_not_counted(end, plan))
    week.silent.extend(silences(week.obligations))
    return week


def _not_counted(facts: Facts, plan: Plan) -> list[NotCounted]:
    return [
        NotCounted(
            plan.key, task.ref, clause.clause, task.title, party.role, party.party,
            "undesignated" if party.registered else "unregistered",
        )
        for task in each_task_row(facts, plan, brief=True)
        for clause in task.clauses
        for party in clause.parties
        if party.open or not party.registered
    ]  # fmt: skip
