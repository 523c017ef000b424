"""`egovtrack report`: where a plan stands, to be read, printed or handed on."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, option, snapshot_options
from egovtrack.formats import REPORTS, format_of
from egovtrack.i18n import N_


@command()
@click.argument("plan", shell_complete=completed_by("plans_like"))
@snapshot_options(N_("The report as of that day."))
@option(
    "-o", "--output", required=True, ask=True, metavar="FILE|DIR",
    help=N_("Write it to this file, whose ending says the format (.html, .docx, .xlsx, .md, .txt), or this folder."),
)  # fmt: skip
@option("--year-end", is_flag=True, help=N_("The draft of the report at the end of the plan's year instead."))
@option("--strip", is_flag=True, help=N_("In that draft, leave out the refs and notes that its sentences rest on."))
def report(app: App, plan: str, output: str, *, year_end: bool, strip: bool) -> None:
    """Write the report of one plan, in the ledger's language."""
    from egovtrack.usecases.reports import plan_report, year_end_report
    from egovtrack.views import write_report

    writer = format_of(output, REPORTS[".html"], REPORTS)  # an unknown ending is refused before anything is read
    with app.facts() as facts:
        about = facts.plan(plan)
        made = year_end_report(facts, about, marked=not strip) if year_end else plan_report(facts, about)
        app.output.written(write_report(made, output, writer), facts.head)
