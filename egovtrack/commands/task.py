"""`egovtrack task`: what the office itself changes in a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import basis_option, command, completed_by, csv_option, option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _

if TYPE_CHECKING:
    from egovtrack.composition import Worded
    from egovtrack.queries.facts import Facts
    from egovtrack.usecases.retasking import Edit


_date = option("--date", "day", metavar="DATE", help=N_("From this day on (default: today)."))
_refs = click.argument("refs", metavar="REF...", nargs=-1, required=True, shell_complete=completed_by("refs_like"))


@contextmanager
def _edit(app: App, refs: Iterable[str], basis: str, day: str | None) -> Iterator[Edit]:
    """Change the plan whose tasks (or key) are named. Raises UsageError where they are of several."""
    from egovtrack.usecases.retasking import Edit

    keys = {ref.strip().partition("-")[0] for ref in refs}
    if len(keys) > 1:
        raise UsageError(_("these are tasks of several plans"), _("name tasks of one plan"))
    with app.action() as action:
        yield Edit(action, app.facts_in(action), keys.pop(), app.day(day), basis)


@command("add", help=N_("Add a task to a plan: as a plan's item, or with those who answer named apart."))
@click.argument("plan", shell_complete=completed_by("plans_like"))
@option("--text", metavar="TEXT", help=N_("The task, as a plan words it."))
@option("--lead", multiple=True, metavar="DEPT", help=N_("Who leads (may be given again)."))
@option("--responsible", multiple=True, metavar="DEPT", help=N_("Who answers (may be given again)."))
@option("--cooperate", multiple=True, metavar="DEPT", help=N_("Who cooperates (may be given again)."))
@option("--deadline", metavar="DATE", help=N_("By when, where the text does not say it."))
@option("--source", metavar="TEXT", help=N_("Where it comes from: a leader's instruction, a meeting (also the basis)."))
@option("--after", metavar="REF", help=N_("Behind this task, under its heading (default: at the end)."))
@csv_option()
@basis_option(required=False)
@_date
def add(
    app: App, plan: str, text: str | None, path: str | None, after: str | None, basis: str | None, day: str | None,
    source: str | None, **given: Any,
) -> None:  # fmt: skip
    """Add the task, or those of a file; they are not withdrawn by a document that does not have them."""
    from egovtrack.usecases.several import each_decision

    if not (basis or source or "").strip():
        raise UsageError(_("the office's word needs its basis"), _("give it with --basis"))

    def read(
        _facts: Facts, text: str, deadline: str | None, source: str | None, **named: str | Sequence[str]
    ) -> Worded:
        who = {role: [names] if isinstance(names, str) else names for role, names in named.items()}
        return edit.read(text, who, app.day(deadline) if deadline else None, source)

    with _edit(app, [plan], basis or source or "", day) as edit:
        said = {"source": source, **given}
        new = each_decision(edit.facts, [text] if text else [], path, said, read, needed="text")
        refs = edit.add(new, after)
    app.say(_("{ref} added from {day}").format(ref=_(", ").join(refs), day=edit.day))


@command("withdraw", help=N_("Withdraw tasks: from then on nobody is asked for them. What was reported stays."))
@_refs
@basis_option()
@_date
def withdraw(app: App, refs: tuple[str, ...], basis: str, day: str | None) -> None:
    """Withdraw the tasks, all of one plan."""
    with _edit(app, refs, basis, day) as edit:
        edit.withdraw(refs)
    app.say(_("{refs} withdrawn from {day}").format(refs=_(", ").join(refs), day=edit.day))


@command(
    "split",
    help=N_(
        "Split a task into several: the first --into keeps its number and notes. A part that does not say who answers "
        "has all who answered for the whole."
    ),
)
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option("--into", "texts", multiple=True, required=True, metavar="TEXT", help=N_("A part (given for each)."))
@basis_option()
@_date
def split(app: App, ref: str, texts: tuple[str, ...], basis: str, day: str | None) -> None:
    """Split the task."""
    with _edit(app, [ref], basis, day) as edit:
        refs = edit.split(ref, texts)
    app.say(_("{ref} split into {refs} from {day}").format(ref=ref, refs=_(", ").join(refs), day=edit.day))


@command("merge", help=N_("Merge tasks into one of them, which keeps its number and notes, and has the words of all."))
@_refs
@option("--into", required=True, metavar="REF", help=N_("The task that goes on."))
@option("--text", metavar="TEXT", help=N_("What it says from then on (default: the words of all)."))
@basis_option()
@_date
def merge(app: App, refs: tuple[str, ...], into: str, text: str | None, basis: str, day: str | None) -> None:
    """Merge the tasks."""
    with _edit(app, [*refs, into], basis, day) as edit:
        ref = edit.merge(refs, into, text)
    app.say(_("{refs} merged into {ref} from {day}").format(refs=_(", ").join(refs), ref=ref, day=edit.day))


task = Group(commands=[add, withdraw, split, merge])
