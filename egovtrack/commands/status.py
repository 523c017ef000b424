"""`egovtrack status`: obligations counted by department, leader, section or role."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, option, plan_argument, snapshot_options
from egovtrack.i18n import N_, gettext as _
from egovtrack.queries.matrix import BYS, By, make_matrix
from egovtrack.sheets.obligations import uncounted
from egovtrack.sheets.registry import matrix_sheet
from egovtrack.usecases.tasks import each_task_row


@command()
@plan_argument()
@option("--by", type=click.Choice(BYS), default="dept", help=N_("What to count by (default: dept)."))
@snapshot_options()
def status(app: App, plan: str | None, by: By, as_of: str | None, known_at: str | None) -> None:
    """Count the obligations of one plan (the newest where none is named)."""
    from egovtrack.queries.leaders import division_in_force

    with app.facts(as_of, known_at) as facts:
        counted = facts.newest(plan)
        tasks = list(each_task_row(facts, counted))
        division = division_in_force(facts) if by == "leader" else None
        obligations = [each for task in tasks for each in task.obligations]
        matrix = make_matrix(by, obligations, facts.registry, division)
    words = _("{title}: {count} obligations on {day}")
    title = words.format(title=counted.title, count=len(obligations), day=facts.snapshot.as_of)
    notes = [_("Done is what the office verified; what a department only reported stands beside it.")]
    app.show(matrix_sheet(title, matrix, facts.snapshot, [*notes, *uncounted(tasks)]))
