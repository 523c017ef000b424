"""What a week brought: the obligations at its end, its notes, what changed in it, and who is silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from egovtrack.changes import NotCounted, Week, changes, silences
from egovtrack.facts import Plan
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import read_notes
from egovtrack.usecases.obligations import each_obligation
from egovtrack.usecases.tasks import each_task_row


def read_week(facts: Facts, plans: Sequence[Plan], first: date) -> Week:
    """Return the week that begins on the Monday `first`, for those of `plans` that were issued by its end."""
    last = first + timedelta(days=6)
    at_end, before = facts.on(last), facts.on(first - timedelta(days=1))
    keys = [plan.key for plan in plans if plan.issued_on <= last]
    week = Week(first, last, [], [], [], [], [])
    for plan in map(at_end.plan, keys):
        now = list(each_obligation(at_end, plan))
        then = list(each_obligation(before, before.plan(plan.key))) if plan.issued_on < first else []
        week.changes.extend(changes(then, now))
        week.notes.extend(read_notes(at_end, plan=plan.id, from_day=first, to_day=last))
        week.obligations.extend(now)
        week.not_counted.extend(_not_counted(at_end, plan))
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
