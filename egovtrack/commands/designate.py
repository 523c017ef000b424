"""`egovtrack designate`, `assign-lead`, `deadline`, `extend` and `title`: what the office adds to a plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import update_wrapper
from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.options import (
    Command,
    Decorator,
    WholeNumber,
    basis_option,
    command,
    completed_by,
    csv_option,
    option,
    refs_argument,
)
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.ledger import decisions
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word
from egovtrack.queries.facts import Facts
from egovtrack.registry import Department
from egovtrack.usecases.several import each_decision

_REF = re.compile(r"[\w.]{1,40}-[\w.]+")
Enter = Callable[..., None]
_BETWEEN = re.compile(r"[、，,;；\s]+")
_words = click.argument("words", metavar="[REF]... [NAME]...", nargs=-1, shell_complete=completed_by("refs_like"))


def word_options(day: str) -> Decorator:
    """Add --date and --corrects; `day` is the help of the first."""
    words = N_("The number of an earlier decision that was entered wrongly: this one takes its place.")
    corrects = option("--corrects", metavar="ID", type=WholeNumber(1, 2**31 - 1), help=words)
    dated = option("--date", "day", metavar="DATE", help=day)
    return lambda function: dated(corrects(function))


def deciding(day: str, ground: str = "basis", *, from_file: bool = True) -> Callable[[Callable[..., None]], Any]:
    """Let a command enter decisions: add --from-csv, --basis (or, as `ground`, --reason), --date and --corrects; `day`
    is the help of --date.

    The command gets the run's `App` and a function `enter(refs, decide, **given)`, which takes a decision on each ref
    or row of the file (`usecases.several.each_decision`) in one action, and says what each `decide` returned. That gets
    the action, the facts, the office's `Word`, and by name the ref and what was given.
    """
    based = basis_option(required=False)
    if ground == "reason":
        based = option("--reason", metavar="TEXT", help=N_("Why it is moved."))

    def decorate(function: Callable[..., None]) -> Any:
        def run(app: App, *, path: str | None = None, day: str | None, corrects: int | None, **own: Any) -> None:
            basis = own.pop(ground)

            def enter(refs: Iterable[Any], decide: Callable[..., str], needed: str = "ref", **given: Any) -> None:
                def decided(facts: Facts, basis: str | None, day: str | None, **said: Any) -> str:
                    return decide(action, facts, Word(app.day(day), basis or "", corrects), **said)

                whole = given | {"basis": basis, "day": day}
                with app.action() as action:
                    said = each_decision(app.facts_in(action), refs, path, whole, decided, needed=needed)
                app.say("\n".join(said))

            function(app, enter, **own)

        wrapped = based(word_options(day)(update_wrapper(run, function)))
        return csv_option()(wrapped) if from_file else wrapped

    return decorate


def _refs_and_names(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the references that words begin with (the first word is one), and the names after them."""
    count = next((place for place, word in enumerate(words) if place and not _REF.fullmatch(word)), len(words))
    return words[:count], words[count:]


def _departments(facts: Facts, names: Sequence[str] | str) -> list[Department]:
    each = filter(None, _BETWEEN.split(names)) if isinstance(names, str) else names
    return [facts.registry.find(name)[0] for name in each]


@command()
@_words
@option("--dept", "departments", metavar="DEPT", multiple=True, help=N_("Who is meant (may be given again)."))
@option("--instead", is_flag=True, help=N_("They answer instead of a party that the document names."))
@option("--revoke", is_flag=True, help=N_("They are no longer designated; without a department: nobody is."))
@deciding(N_("From this day on (default: today)."))
def designate(
    _app: App, enter: Enter, words: tuple[str, ...], departments: tuple[str, ...], *, instead: bool, revoke: bool
) -> None:
    """Designate departments for a party in tasks or clauses, or take that back."""
    refs, (party, *names) = (found := _refs_and_names(words))[0], found[1] or (None,)
    message = _("{ref} “{party}”: {names} designated from {day}")
    if revoke:
        message = _("{ref} “{party}”: {names} no longer designated from {day}")

    def decide(
        action: Action, facts: Facts, word: Word, ref: str, party: str | None, departments: str | Sequence[str]
    ) -> str:
        reference, named = facts.reference(ref), _departments(facts, departments)
        meant = [department.id for department in named]
        if revoke:
            printed, meant = decisions.dismiss(action, facts, reference, party, named, word, instead=instead)
        else:
            printed = decisions.designate(action, facts, reference, party, named, word, instead=instead)
        called = dict.fromkeys(facts.registry.name_on(department, word.as_of) for department in meant)
        return message.format(ref=ref, party=printed, names=_(", ").join(called), day=word.as_of)

    enter(refs, decide, party=party, departments=(*names, *departments))


@command()
@_words
@option("--dept", metavar="DEPT", help=N_("Who leads."))
@deciding(N_("From this day on (default: today)."))
@option("--revoke", is_flag=True, help=N_("Nobody is set as the lead any longer."))
def assign_lead(_app: App, enter: Enter, words: tuple[str, ...], dept: str | None, *, revoke: bool) -> None:
    """Set the lead of tasks or clauses, or take that back."""
    refs, names = _refs_and_names(words)

    def decide(action: Action, facts: Facts, word: Word, ref: str, departments: str | Sequence[str]) -> str:
        named = _departments(facts, departments)
        if len(named) > 1 or bool(named) == revoke:
            raise UsageError(_("name the department that leads, or give --revoke"))
        lead = named[0] if named else None
        decisions.assign_lead(action, facts, facts.reference(ref), lead, word)
        name = facts.registry.name_on(lead.id, word.as_of) if lead else _("nobody")
        return _("{ref}: the office's lead from {day}: {name}").format(ref=ref, day=word.as_of, name=name)

    enter(refs, decide, departments=[*names, *filter(None, [dept])])


def _moving(ground: str, *, only_later: bool) -> Command:
    """Return a command that moves the deadline of REF; `ground` is the option that says what the move rests on."""

    @command()
    @refs_argument()
    @option("--until", metavar="DATE", help=N_("The new deadline."))
    @deciding(N_("The day it was decided (default: today)."), ground)
    def move(app: App, enter: Enter, refs: tuple[str, ...], until: str | None) -> None:
        def decide(action: Action, facts: Facts, word: Word, ref: str, until: str | None) -> str:
            if not until:
                raise UsageError(_("no day is given"), _("give it with --until"))
            if ground == "reason" and not word.basis:
                raise UsageError(_("an extension needs its reason"), _("give it with --reason"))
            last = app.day(until)
            decisions.set_deadline(action, facts, facts.reference(ref), last, word, only_later=only_later)
            return _("{ref} is due on {day} now").format(ref=ref, day=last)

        enter(refs, decide, until=until)

    return move


deadline = _moving("basis", only_later=False)
extend = _moving("reason", only_later=True)


@command()
@click.argument("ref", required=False, shell_complete=completed_by("refs_like"))
@click.argument("title", required=False)
@deciding(N_("From this day on (default: today)."))
def title(_app: App, enter: Enter, ref: str | None, title: str | None) -> None:
    """Give the task REF a title, or those of a file."""

    def decide(action: Action, facts: Facts, word: Word, ref: str, title: str | None) -> str:
        decisions.set_title(action, facts, facts.reference(ref), title or "", word)
        return _("{ref} is called “{title}” from {day}").format(ref=ref, title=title, day=word.as_of)

    enter([ref] if ref else [], decide, title=title)
