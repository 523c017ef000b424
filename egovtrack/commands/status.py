"""`egovtrack status`: obligations counted by department, leader, section or role."""

from __future__ import annotations

from collections.abc import Sequence

import click

from egovtrack.commands.base import command, completed_by, option
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.leaders import read_division
from egovtrack.queries.matrix import BYS, By, make_matrix
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_plan, read_plans
from egovtrack.queries.tasks import TaskRow, read_tasks
from egovtrack.sheets.obligations import not_counted
from egovtrack.sheets.registry import matrix_sheet


@command("status", help=N_("Count a plan's obligations: done, reported, moving, silent, overdue, and by what."))
@click.argument("plan", required=False, shell_complete=completed_by("plans_like"))
@option("--by", type=click.Choice(BYS), default="dept", help=N_("What to count by (default: dept)."))
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def status(context: Context, plan: str | None, by: By, as_of: str | None, known_at: str | None) -> None:
    """Count the obligations of one plan (the newest where none is named)."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        plans = [find_plan(reader, plan)] if plan else read_plans(reader)[:1]
        if not plans:
            raise EgovtrackError(_("there is no plan in the ledger yet"), _("egovtrack seed 2017 loads one"))
        registry = read_registry(reader)
        tasks = read_tasks(reader, registry, plans[0], view)
        division = read_division(reader, registry, view) if by == "leader" else None
    if by == "leader" and division is None:
        raise EgovtrackError(_("no division of work is in force on {day}").format(day=view.as_of))
    obligations = [one for task in tasks for one in task.obligations]
    matrix = make_matrix(by, obligations, registry, division, view)
    title = _("{title}: {count} obligations on {day}").format(
        title=plans[0].title, count=len(obligations), day=view.as_of
    )
    notes = [
        _("Done is what the office verified; what a department only reported stands beside it."),
        *uncounted(tasks),
    ]
    context.show(matrix_sheet(title, matrix, view, notes))


def uncounted(tasks: Sequence[TaskRow]) -> list[str]:
    """A word on the parties that nobody is counted for: those concerned, until somebody is designated."""
    waiting = sum(len(task.open_parties()) for task in tasks)
    return [not_counted(waiting)] if waiting else []
