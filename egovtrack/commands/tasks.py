"""`egovtrack tasks`: the tasks of a plan and where they stand."""

from __future__ import annotations

import click

from egovtrack.commands.base import command, completed_by, option
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import count_tasks, find_plan, read_plans
from egovtrack.queries.tasks import each_task
from egovtrack.sheets.tasks import tasks_sheet, undesignated_sheet


@command("tasks", help=N_("List the tasks of a plan (the newest where none is named), and where they stand."))
@click.argument("plan", required=False, shell_complete=completed_by("plans_like"))
@option("--undesignated", is_flag=True, help=N_("Only those that name others concerned, whom nobody has designated."))
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def tasks(context: Context, plan: str | None, as_of: str | None, known_at: str | None, *, undesignated: bool) -> None:
    """Show the tasks of one plan in the order of the document."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        plans = [find_plan(reader, plan)] if plan else read_plans(reader)[:1]
        if not plans:
            raise EgovtrackError(_("there is no plan in the ledger yet"), _("egovtrack seed 2017 loads one"))
        rows = each_task(reader, read_registry(reader), plans[0], view, brief=True)
        if undesignated:
            context.show(undesignated_sheet(plans[0], rows, view))
        else:
            context.show(tasks_sheet(plans[0], rows, count_tasks(reader, plans[0]), view))
