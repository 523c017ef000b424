"""`egovtrack tasks`: the tasks of a plan and where they stand."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, listing_options, option, plan_argument
from egovtrack.i18n import N_
from egovtrack.queries.plans import count_tasks
from egovtrack.sheets.tasks import gone_sheet, not_counted_sheet, tasks_sheet


@command()
@plan_argument()
@option("--undesignated", is_flag=True, help=N_("Only those that name others concerned, whom nobody has designated."))
@option("--unregistered", is_flag=True, help=N_("Only those that name parties which the registry does not know."))
@listing_options()
def tasks(app: App, plan: str | None, *, undesignated: bool, unregistered: bool) -> None:
    """Show the tasks of one plan in the order of the document."""
    with app.facts() as facts:
        shown = facts.newest(plan)
        rows = facts.tasks(shown, brief=True)
        if undesignated or unregistered:
            app.show(not_counted_sheet(shown, rows, facts.snapshot, unregistered=unregistered))
            return
        gone = facts.gone(shown)
        sheet = tasks_sheet(shown, rows, count_tasks(facts.connection, shown), facts.snapshot)
        app.show(sheet, *([gone_sheet(gone, facts.snapshot)] if gone else []))
