"""The report of a plan: what it is made of is read, and what it was made from is told below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from egovtrack.facts import MilestoneFact, Plan, TaskFact
from egovtrack.i18n import speaking
from egovtrack.periods import period_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge
from egovtrack.queries.notes import read_notes
from egovtrack.queries.tasks import each_task, reported_days
from egovtrack.reports import Report, sealed
from egovtrack.reports.plan import Material, report_of
from egovtrack.reports.yearend import Year, year_end
from egovtrack.sheets.tasks import milestones_sheet
from egovtrack.usecases.comparing import compare
from egovtrack.usecases.notices import make_source


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
        tasks = list(facts.tasks(plan))
        rows = [each for task in tasks for each in task.obligations]
        material = Material(
            plan, facts.snapshot, facts.rule, tasks, since,
            compare(before, facts, [plan]), reported_days(facts.connection, rows), milestones, in_charge(facts),
        )  # fmt: skip
        return sealed(report_of(material), make_source(facts, {"kind": "plan", "plans": plan.key}))


def milestone_rows(facts: Facts, plans: Sequence[Plan]) -> Iterator[tuple[TaskFact, Plan, MilestoneFact]]:
    """Yield the milestones of plans, each with its task and its plan, in the order of the documents."""
    known = facts.decisions.milestones
    for plan in plans if known else ():
        for task in each_task(facts.connection, plan.edition):
            yield from ((task, plan, each) for each in known.get(task.id, ()))


def year_end_report(facts: Facts, plan: Plan, *, marked: bool) -> Report:
    """Return the draft of a plan's report at the end of its year, in the ledger's language; `marked`: with the refs and
    notes that its sentences rest on.
    """
    with speaking(facts.profile.get("language") or "zh"):
        notes = {note.id: note.note for note in read_notes(facts, plan=plan.id)}
        year = Year(plan, list(facts.tasks(plan)), facts.decisions, notes, facts.snapshot, marked)
        return sealed(year_end(year), make_source(facts, {"kind": "year-end", "plans": plan.key}))
