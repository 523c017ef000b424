"""`egovtrack status`: obligations counted by department, leader, section or role; and what came of a period."""

from __future__ import annotations

from collections import Counter

import click

from egovtrack.app import App
from egovtrack.cli.options import command, listing_options, option, plan_argument
from egovtrack.dates import parse_period
from egovtrack.facts import Plan
from egovtrack.i18n import N_, written as _
from egovtrack.periods import Period
from egovtrack.queries.facts import Facts
from egovtrack.queries.matrix import BYS, By, make_matrix
from egovtrack.sheets import Sheet
from egovtrack.sheets.chasing import answers_sheet
from egovtrack.sheets.obligations import uncounted
from egovtrack.sheets.registry import matrix_sheet
from egovtrack.usecases.asking import asked_items, count_answers, newest_period


@command()
@plan_argument()
@option("--by", type=click.Choice(BYS), default="dept", help=N_("What to count by (default: dept)."))
@option("--period", metavar="PERIOD", help=N_("Who answered for this period, in time, late or not, by department."))
@listing_options()
def status(app: App, plan: str | None, by: By, period: str | None) -> None:
    """Count the obligations of one plan (the newest where none is named)."""
    from egovtrack.queries.leaders import division_in_force

    with app.facts() as facts:
        counted = facts.newest(plan)
        if period:
            app.show(_answers(facts, counted, parse_period(period)))
            return
        tasks = list(facts.tasks(counted))
        division = division_in_force(facts) if by == "leader" else None
        obligations = [each for task in tasks for each in task.obligations]
        matrix = make_matrix(by, obligations, facts.registry, division)
        notes = [_("Done is what the office verified; what a department only reported stands beside it.")]
        notes += [*(() if app.output.machine else _last_period(facts, counted)), *uncounted(tasks)]
    words = _("{title}: {count} obligations on {day}")
    title = words.format(title=counted.title, count=len(obligations), day=facts.snapshot.as_of)
    app.show(matrix_sheet(title, matrix, facts.snapshot, notes, [counted.key]))


def _answers(facts: Facts, plan: Plan, period: Period) -> Sheet:
    items = asked_items(facts, plan, period)
    words = _("{title}: {count} asked for {period}, due on {due}, on {day}")
    due = items[0].due if items else None
    title = words.format(
        title=plan.title, count=len(items), period=period.label, due=due or "—", day=facts.snapshot.as_of
    )
    return answers_sheet(title, period.label, str(due), count_answers(items), facts.snapshot)


def _last_period(facts: Facts, plan: Plan) -> list[str]:
    """Return in one sentence what came of the newest period whose due day has passed, or of the first."""
    period = newest_period(facts, plan)
    items = asked_items(facts, plan, period) if not plan.closed and period.first <= facts.snapshot.as_of else []
    if not items:
        return []
    counts = Counter(item.outcome for item in items)
    words = _(
        "{period}, due on {due}: {asked} asked, {in_time} in time, {late} late, {missed} not "
        "(egovtrack status {plan} --period {period} lists who)."
    )
    told = {"in_time": counts["in_time"], "late": counts["late"], "missed": counts["missed"] + counts["not_due"]}
    return [words.format(period=period.label, due=items[0].due, asked=len(items), plan=plan.key, **told)]
