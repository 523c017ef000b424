"""`egovtrack evidence`: the annual report on a plan, read as evidence."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.groups import NamingGroup
from egovtrack.cli.options import command, completed_by, listing_options, option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.sheets.evidence import evidence_sheet, unmentioned_sheet
from egovtrack.usecases.evidence import accept as enter, numbers_above, read_evidence

_plan = click.argument("plan", required=False, shell_complete=completed_by("plans_like"))
_file = click.argument("file", required=False)


def _refuse_missing(plan: str | None, file: str | None) -> tuple[str, str]:
    if not plan or not file:
        raise UsageError(_("a plan and the file of its report are needed"), _("as in: egovtrack evidence 2016 FILE"))
    return plan, file


@command("show", N_("List what the report says of the plan's tasks, and of which it says nothing."))
@_plan
@_file
@option("--all", "every", is_flag=True, help=N_("Also the statements that speak of no task."))
@listing_options()
def show(app: App, plan: str | None, file: str | None, *, every: bool) -> None:
    """Read the report; nothing is entered."""
    key, path = _refuse_missing(plan, file)
    with app.facts() as facts:
        about = facts.plan(key)
        reading = read_evidence(facts, about, path)
        sheet = evidence_sheet(about.key, reading, facts.snapshot, every=every or app.output.machine)
        unmentioned = unmentioned_sheet(reading.silent, facts.snapshot)
        app.show(sheet._replace(extra={"unmentioned": unmentioned.rows}), unmentioned)


@command("accept", N_("Enter statements of the report as the office's notes on the tasks that they speak of."))
@_plan
@_file
@option(
    "--row", "rows", metavar="N", type=int, multiple=True, help=N_("The number of a statement (may be given again).")
)
@option(
    "--all-above", "least", metavar="SCORE", type=float,
    help=N_("For each task the likest statement, where its score is at least this; shown first, entered with --yes."),
)  # fmt: skip
@option("--yes", is_flag=True, help=N_("Enter them without being asked."))
def accept(
    app: App, plan: str | None, file: str | None, rows: tuple[int, ...], least: float | None, *, yes: bool
) -> None:
    """Enter them in one action."""
    key, path = _refuse_missing(plan, file)
    if bool(rows) == (least is not None):
        raise UsageError(_("it is not said which statements"), _("name them with --row, or with --all-above"))
    with app.action() as action:
        facts = app.facts_in(action)
        about = facts.plan(key)
        reading = read_evidence(facts, about, path)
        numbers = list(rows) if least is None else numbers_above(reading, least)
        if least is not None:
            chosen = reading._replace(rows=[row for row in reading.rows if row.statement.number in numbers])
            app.show(evidence_sheet(about.key, chosen, facts.snapshot, every=True))
            if not numbers or not (yes or app.output.confirm(_("Enter these {count}?").format(count=len(numbers)))):
                app.say(_("nothing is entered"))
                return
        made = enter(action, facts, about, reading, numbers)
    words = ngettext("{count} note entered: {refs}", "{count} notes entered: {refs}", len(made))
    app.say(words.format(count=len(made), refs=_(", ").join(each["ref"] for each in made)))


evidence = NamingGroup(unnamed=show, named=show, others=[accept])
