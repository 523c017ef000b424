"""`egovtrack trace`: the thread of a task through the plans; and `carry`, which goes on with it in a later one."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.groups import NamingGroup
from egovtrack.cli.options import (
    Command,
    basis_option,
    command,
    completed_by,
    listing_options,
    option,
    refs_argument,
)
from egovtrack.commands.designate import Enter, deciding, word_options
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.ledger import decisions
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word
from egovtrack.queries.facts import Facts
from egovtrack.sheets.tracing import reworded_sheet, trace_sheet
from egovtrack.usecases.tracing import trace as trace_task


@command("show", N_("Show the tasks of other plans that a task goes on with, or that go on with it."))
@click.argument("ref", required=False, shell_complete=completed_by("refs_like"))
@option("--all", "every", is_flag=True, help=N_("Also those that are less like it, and those that were rejected."))
@listing_options()
def show(app: App, ref: str | None, *, every: bool) -> None:
    """Show the threads of the task that REF names."""
    if not ref:
        raise UsageError(_("no task is named"), _("name one: egovtrack trace 2017-39"))
    with app.facts() as facts:
        reference = facts.reference(ref)._replace(clause_id=None)
        found = trace_task(facts, reference)
        if not found:
            app.say(_("there is no other plan in the ledger on that day"))
        task = facts.task(reference)
        sheet = trace_sheet(task, found, facts.snapshot, every=every or app.output.machine)
        changed = reworded_sheet(found, facts.snapshot)
        app.show(sheet, *([changed] if changed.card else []))


def _linking(name: str, state: str, help: str) -> Command:  # noqa: A002  click's word
    """Return a command that says of two tasks whether one goes on with the other."""

    @command(name, help)
    @click.argument("ref", shell_complete=completed_by("refs_like"))
    @click.argument("others", metavar="OTHER...", nargs=-1, required=True, shell_complete=completed_by("refs_like"))
    @basis_option()
    @word_options(N_("From this day on (default: today)."))
    def link(app: App, ref: str, others: tuple[str, ...], basis: str, day: str | None, corrects: int | None) -> None:
        word = Word(app.day(day), basis, corrects)
        with app.action() as action:
            facts = app.facts_in(action)
            said = [
                decisions.set_link(action, facts, facts.reference(ref), facts.reference(other), state, word)
                for other in others
            ]
        words = {
            "confirmed": _("{later} goes on with {earlier}"),
            "rejected": _("{later} does not go on with {earlier}"),
        }
        for pair in said:
            app.say(words[state].format(later=pair.later.ref, earlier=pair.earlier.ref))

    return link


trace = NamingGroup(
    unnamed=show,
    named=show,
    others=[
        _linking("link", "confirmed", N_("Confirm that a task goes on with tasks of other plans, or serves them.")),
        _linking("unlink", "rejected", N_("Say that a task does not go on with tasks of other plans.")),
    ],
)


@command()
@refs_argument()
@option("--to", "to", metavar="REF", help=N_("The task of a later plan that goes on with them."))
@option(
    "--dept", "departments", metavar="DEPT", multiple=True, shell_complete=completed_by("departments_like"),
    help=N_("Only this department's part (may be given again)."),
)  # fmt: skip
@deciding(N_("The day on which it was decided (default: today)."))
def carry(_app: App, enter: Enter, refs: tuple[str, ...], to: str | None, departments: tuple[str, ...]) -> None:
    """Carry tasks over to a task of a later plan."""

    def decide(
        action: Action, facts: Facts, word: Word, ref: str, to: str | None, departments: str | tuple[str, ...]
    ) -> str:
        if not to:
            raise UsageError(_("it is not said where it is carried over to"), _("name a task with --to"))
        names = departments.split() if isinstance(departments, str) else departments
        named = [facts.registry.find(name)[0] for name in names]
        closed = decisions.carry(action, facts, facts.reference(ref), facts.reference(to), named, word)
        told = _("{ref} is carried over to {to}: {count} obligations closed")
        return told.format(ref=ref, to=to, count=len(closed))

    enter(refs, decide, to=to, departments=departments)
