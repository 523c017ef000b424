"""The report of a plan: what it is made of is read, and what it was made from is told below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from egovtrack.facts import MilestoneFact, Plan, TaskFact
from egovtrack.i18n import speaking
from egovtrack.periods import period_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge
from egovtrack.queries.tasks import each_task
from egovtrack.reports import Report, sealed
from egovtrack.reports.plan import Material, report_of
from egovtrack.sheets.tasks import milestones_sheet
from egovtrack.standing import Obligation
from egovtrack.usecases.notices import make_source
from egovtrack.usecases.obligations import each_obligation
from egovtrack.usecases.tasks import each_task_row
from egovtrack.usecases.week import what_moved

_MOST_MONTHS = 18  # of a longer plan the course is told quarter by quarter


def plan_report(facts: Facts, plan: Plan) -> Report:
    """Return the report of a plan at a snapshot, in the ledger's language."""
    with speaking(facts.profile.get("language") or "zh"):
        since = period_of("weekly", facts.snapshot.as_of).first
        before = facts.then(since - timedelta(days=1))
        if before.snapshot.known == 0:  # the ledger was made later
            before = facts.on(since - timedelta(days=1))
        milestones = milestones_sheet(
            list(milestone_rows(facts, [plan])), facts.decisions, facts.registry, facts.snapshot
        )
        material = Material(
            plan, facts.snapshot, facts.rule, list(each_task_row(facts, plan)), since,
            what_moved(before, facts, [plan]), _curve(facts, plan), milestones, in_charge(facts),
        )  # fmt: skip
        return sealed(report_of(material), make_source(facts, {"kind": "plan", "plans": plan.key}))


def _curve(facts: Facts, plan: Plan) -> list[tuple[date, Sequence[Obligation]]]:
    """Return a plan's obligations as they stood at the end of each month (of a long plan each quarter), and on the day,
    by what is known now.
    """
    months = (plan.period_end - plan.period_start).days / 30
    cycle, day = "monthly" if months < _MOST_MONTHS else "quarterly", plan.issued_on
    days = []
    while day < facts.snapshot.as_of:
        days.append(day)
        day = period_of(cycle, day + timedelta(days=1)).last
    found: list[tuple[date, Sequence[Obligation]]] = []
    for each in (*days, facts.snapshot.as_of):
        then = facts.on(each)
        found += [(each, list(each_obligation(then, known))) for known in then.plans if known.id == plan.id]
    return found


def milestone_rows(facts: Facts, plans: Sequence[Plan]) -> Iterator[tuple[TaskFact, Plan, MilestoneFact]]:
    """Yield the milestones of plans, each with its task and its plan, in the order of the documents."""
    known = facts.decisions.milestones
    for plan in plans if known else ():
        for task in each_task(facts.connection, plan.edition):
            yield from ((task, plan, each) for each in known.get(task.id, ()))
