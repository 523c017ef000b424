"""`egovtrack log` and `undo`: what was done to the ledger, and taking something of it back."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import WholeNumber, command, known_at_option, option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.actions import ActionRow, read_actions
from egovtrack.sheets.actions import actions_sheet, command_words
from egovtrack.streams import interactive

_NEWEST = 20


@command()
@option("--all", "everything", is_flag=True, help=N_("All of it (default: the last 20 commands)."))
@option("--author", metavar="NAME", help=N_("Only what this person did."))
@known_at_option()
def log(app: App, author: str | None, known_at: str | None, *, everything: bool) -> None:
    """Show the audit trail in the order in which things were done."""
    newest = None if everything or author else _NEWEST
    with app.facts(None, known_at) as facts:
        rows = read_actions(facts.connection, facts.snapshot, newest=newest, author=author)
    app.show(actions_sheet(rows, facts.snapshot))


@command()
@click.argument("number", metavar="[N]", type=WholeNumber(1, 2**31 - 1), required=False)
@option("--yes", is_flag=True, help=N_("Do not ask; a script must say so."))
def undo(app: App, number: int | None, *, yes: bool) -> None:
    """Take back the action of a number, else the last one that was not taken back yet."""
    from egovtrack.ledger.undo import undo as take_back
    from egovtrack.usecases.undoing import preview

    with app.facts() as facts:
        undone, deeds = preview(facts, number)
    _tell(app, undone, deeds)
    if not yes:
        if not interactive():
            raise UsageError(_("nothing was taken back"), _("a script says --yes"))
        click.confirm(_("Take it back?"), abort=True, err=True)
    with app.action(undoes=undone.id) as action:
        take_back(action, app.facts_in(action), newest=number is None)
    app.say(_("taken back; it stays in the log as number {id}").format(id=undone.id))


def _tell(app: App, undone: ActionRow, deeds: list[str]) -> None:
    app.say(
        _("This takes back: {command} ({author}, {when})").format(
            command=command_words(undone.command), author=undone.author, when=app.local(undone.recorded_at)
        )
    )
    for line in deeds:
        app.say("  " + line)
