"""`egovtrack milestone`: what must be there by an earlier day than the deadline (阶段目标)."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.groups import UnnamedGroup
from egovtrack.cli.options import (
    command,
    option,
    plans_option,
    refs_argument,
    snapshot_options,
)
from egovtrack.commands.designate import Enter, deciding
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.ledger import decisions
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word
from egovtrack.queries.facts import Facts


@command("add", N_("Add a milestone to tasks or clauses, for all who answer or one department."))
@refs_argument()
@option("--by", "until", metavar="DATE", help=N_("The day by which it must be there."))
@option("--what", metavar="TEXT", help=N_("What must be there."))
@option("--dept", "departments", metavar="DEPT", help=N_("Only this department's part."))
@deciding(N_("The day it was decided (default: today)."))
def add(app: App, enter: Enter, refs: tuple[str, ...], **given: str | None) -> None:
    """Add the milestones."""

    def decide(
        action: Action, facts: Facts, word: Word, ref: str, until: str | None, what: str | None, departments: str | None
    ) -> str:
        if not until:
            raise UsageError(_("no day is given"), _("give it with --by"))
        department, due = facts.registry.find(departments)[0] if departments else None, app.day(until)
        number = decisions.add_milestone(action, facts, facts.reference(ref), department, what or "", due, word)
        return _("milestone {id} of {ref}: {what} by {day}").format(id=number, ref=ref, what=what, day=due)

    enter(refs, decide, **given)


@command("done", N_("Say that milestones were reached, by their numbers in `egovtrack milestone list`."))
@click.argument("numbers", metavar="ID...", nargs=-1, type=int, required=True)
@deciding(N_("The day on which it was reached (default: today)."), from_file=False)
def done(_app: App, enter: Enter, numbers: tuple[int, ...]) -> None:
    """Enter that they are reached."""

    def decide(action: Action, facts: Facts, word: Word, number: int) -> str:
        found = decisions.reach_milestone(action, facts, number, word)
        return _("milestone {id} ({what}) was reached on {day}").format(id=number, what=found.what, day=word.as_of)

    enter(numbers, decide, needed="number")


@command("list", N_("List milestones, the earliest first: of tasks, of plans, or of all open plans."))
@refs_argument()
@plans_option()
@option("--open", "only_open", is_flag=True, help=N_("Only those that are not reached."))
@snapshot_options()
def list_(app: App, refs: tuple[str, ...], keys: tuple[str, ...], *, only_open: bool) -> None:
    """Show the milestones."""
    from egovtrack.sheets.tasks import milestones_sheet
    from egovtrack.usecases.reports import milestone_rows

    with app.facts() as facts:
        wanted = {reference.task_id: reference.plan for reference in map(facts.reference, refs)}
        plans = list(dict.fromkeys(wanted.values())) if refs else facts.chosen(keys)
        rows = [
            row
            for row in milestone_rows(facts, plans)
            if (not refs or row[0].id in wanted) and not (only_open and row[2].done)
        ]
        app.show(milestones_sheet(rows, facts.decisions, facts.registry, facts.snapshot))


milestone = UnnamedGroup(unnamed=list_, others=[add, done])
