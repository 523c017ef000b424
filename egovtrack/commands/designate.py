"""`egovtrack designate`, `assign-lead`, `deadline` and `extend`: what the office adds to a plan."""

from __future__ import annotations

from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.options import Decorator, WholeNumber, basis_option, command, option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _


def _word_options(day: str) -> Decorator:
    """Add --date and --corrects; `day` is the help of the first."""
    corrects = option(
        "--corrects",
        metavar="ID",
        type=WholeNumber(1, 2**31 - 1),
        help=N_("The number of an earlier decision that was entered wrongly: this one takes its place."),
    )
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
    from egovtrack.ledger.decisions import Word
    from egovtrack.usecases.deciding import enter_designation

    if not departments and not revoke:
        raise UsageError(_("no department is named"), _("name the departments after the party"))
    word = Word(app.day(day), basis, corrects)
    with app.action() as action:
        names = enter_designation(action, app.facts_in(action), ref, party, departments, word, revoke=revoke)
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
    from egovtrack.ledger.decisions import Word
    from egovtrack.usecases.deciding import enter_lead

    if bool(department) == revoke:
        raise UsageError(_("name the department that leads, or give --revoke"))
    word = Word(app.day(day), basis, corrects)
    with app.action() as action:
        name = enter_lead(action, app.facts_in(action), ref, department, word)
    app.say(_("{ref}: the office's lead from {day}: {name}").format(ref=ref, day=word.as_of, name=name or _("nobody")))


@command()
@click.argument("ref")
@option("--until", required=True, ask=True, metavar="DATE", help=N_("The new deadline."))
@basis_option()
@_word_options(N_("The day it was decided (default: today)."))
def deadline(app: App, ref: str, until: str, basis: str, day: str | None, corrects: int | None) -> None:
    """Set the deadline of REF to an earlier or a later day."""
    _move(app, ref, until, (app.day(day), basis, corrects), only_later=False)


@command()
@click.argument("ref")
@option("--until", required=True, ask=True, metavar="DATE", help=N_("The new deadline."))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is moved."))
@_word_options(N_("The day it was decided (default: today)."))
def extend(app: App, ref: str, until: str, reason: str, day: str | None, corrects: int | None) -> None:
    """Move the deadline of REF to a later day."""
    _move(app, ref, until, (app.day(day), reason, corrects), only_later=True)


def _move(app: App, ref: str, until: str, word: tuple[Any, ...], *, only_later: bool) -> None:
    from egovtrack.ledger.decisions import Word, set_deadline

    last = app.day(until)
    with app.action() as action:
        facts = app.facts_in(action)
        set_deadline(action, facts, facts.reference(ref), last, Word(*word), only_later=only_later)
    app.say(_("{ref} is due on {day} now").format(ref=ref, day=last))
