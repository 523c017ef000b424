"""`egovtrack log` and `undo`: what was done to the ledger, and taking the last of it back."""

from __future__ import annotations

from collections.abc import Sequence

import click

from egovtrack.commands.base import command, interactive, option
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.actions import Deed, last_action, read_actions, read_deeds
from egovtrack.queries.names import read_registry
from egovtrack.sheets.actions import actions_sheet, deed_words

_NEWEST = 20
_MOST_SHOWN = 30


@command("log", help=N_("List what was done to the ledger: who, when, from where, what; the undone too."))
@option("--all", "everything", is_flag=True, help=N_("All of it (default: the last 20 commands)."))
@option("--author", metavar="NAME", help=N_("Only what this person did."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def log(context: Context, author: str | None, known_at: str | None, *, everything: bool) -> None:
    """Show the audit trail in the order in which things were done."""
    view = context.view(None, known_at)
    with context.reader() as reader:
        rows = read_actions(reader, view.known_at, newest=None if everything or author else _NEWEST, author=author)
    context.show(actions_sheet(rows, view))


@command("undo", help=N_("Take back the last command as a whole, after showing what it did. It stays in the log."))
@option("--yes", is_flag=True, help=N_("Do not ask; a script must say so."))
def undo(context: Context, *, yes: bool) -> None:
    """Take back the last command that was not taken back yet."""
    from egovtrack.ledger.undo import undo as take_back

    view = context.view()
    with context.reader() as reader:
        number = last_action(reader)
        if number is None:
            raise EgovtrackError(_("there is nothing to take back"))
        (action,) = read_actions(reader, view.known_at, action=number)
        deeds = list(read_deeds(reader, read_registry(reader), number))
    context.say(
        _("This takes back: {command} ({author}, {when})").format(
            command=action.command, author=action.author, when=context.local(action.recorded_at)
        )
    )
    for line in _lines(deeds):
        context.say("  " + line)
    if not yes:
        if not interactive():
            raise UsageError(_("nothing was taken back"), _("a script says --yes"))
        click.confirm(_("Take it back?"), abort=True, err=True)
    with context.action(undoes=number) as act:
        take_back(act)
    context.say(_("taken back; it stays in the log as number {id}").format(id=number))


def _lines(deeds: Sequence[Deed]) -> list[str]:
    words = [deed_words(one) for one in deeds[:_MOST_SHOWN]]
    left = len(deeds) - len(words)
    return words + ([ngettext("and {count} more", "and {count} more", left).format(count=left)] if left else [])
