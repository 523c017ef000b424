"""`egovtrack designate`, `assign-lead`, `deadline` and `extend`: what the office adds to a plan."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import Command, Decorator, WholeNumber, basis_option, command, option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.ledger import decisions
from egovtrack.ledger.decisions import Word


def _word_options(day: str) -> Decorator:
    """Add --date and --corrects; `day` is the help of the first."""
    words = N_("The number of an earlier decision that was entered wrongly: this one takes its place.")
    corrects = option("--corrects", metavar="ID", type=WholeNumber(1, 2**31 - 1), help=words)
    dated = option("--date", "day", metavar="DATE", help=day)
    return lambda function: dated(corrects(function))


@command()
@click.argument("ref")
@click.argument("party")
@click.argument("departments", metavar="DEPT...", nargs=-1)
@basis_option()
@_word_options(N_("From this day on (default: today)."))
@option("--revoke", is_flag=True, help=N_("They are no longer designated; without a department: nobody is."))
def designate(
    app: App, ref: str, party: str, departments: tuple[str, ...], basis: str, day: str | None, corrects: int | None, *,
    revoke: bool,
) -> None:  # fmt: skip
    """Designate departments for PARTY in the task or clause REF, or take that back."""
    if not departments and not revoke:
        raise UsageError(_("no department is named"), _("name the departments after the party"))
    word = Word(app.day(day), basis, corrects)
    with app.action() as action:
        facts = app.facts_in(action)
        reference, registry = facts.reference(ref), facts.registry
        named = [registry.find(name)[0] for name in departments]
        meant = [department.id for department in named]
        if revoke:
            meant = decisions.dismiss(action, facts, reference, party, named, word)
        else:
            decisions.designate(action, facts, reference, party, named, word)
        names = dict.fromkeys(registry.name_on(department, word.as_of) for department in meant)
    message = _("{ref} “{party}”: {names} designated from {day}")
    if revoke:
        message = _("{ref} “{party}”: {names} no longer designated from {day}")
    app.say(message.format(ref=ref, party=party, names=_(", ").join(names), day=word.as_of))


@command()
@click.argument("ref")
@click.argument("department", metavar="DEPT", required=False)
@basis_option()
@_word_options(N_("From this day on (default: today)."))
@option("--revoke", is_flag=True, help=N_("Nobody is set as the lead any longer."))
def assign_lead(
    app: App, ref: str, department: str | None, basis: str, day: str | None, corrects: int | None, *, revoke: bool
) -> None:
    """Set the lead of the task or clause REF, or take that back."""
    if bool(department) == revoke:
        raise UsageError(_("name the department that leads, or give --revoke"))
    word = Word(app.day(day), basis, corrects)
    with app.action() as action:
        facts = app.facts_in(action)
        lead = facts.registry.find(department)[0] if department else None
        decisions.assign_lead(action, facts, facts.reference(ref), lead, word)
        name = facts.registry.name_on(lead.id, word.as_of) if lead else _("nobody")
    app.say(_("{ref}: the office's lead from {day}: {name}").format(ref=ref, day=word.as_of, name=name))


def _moving(ground: Decorator, *, only_later: bool) -> Command:
    """Return a command that moves the deadline of REF; `ground` is the option that says what the move rests on."""

    @command()
    @click.argument("ref")
    @option("--until", required=True, ask=True, metavar="DATE", help=N_("The new deadline."))
    @ground
    @_word_options(N_("The day it was decided (default: today)."))
    def move(app: App, ref: str, until: str, day: str | None, corrects: int | None, **grounds: str) -> None:
        (basis,) = grounds.values()
        word, last = Word(app.day(day), basis, corrects), app.day(until)
        with app.action() as action:
            facts = app.facts_in(action)
            decisions.set_deadline(action, facts, facts.reference(ref), last, word, only_later=only_later)
        app.say(_("{ref} is due on {day} now").format(ref=ref, day=last))

    return move


_reason = option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is moved."))
deadline = _moving(basis_option(), only_later=False)
extend = _moving(_reason, only_later=True)
