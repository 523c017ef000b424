"""`egovtrack log` and `undo`: what was done to the ledger, and taking something of it back."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import WholeNumber, command, known_at_option, option, output_option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.queries.actions import each_deed, read_actions
from egovtrack.sheets.actions import actions_sheet, command_words, deed_words
from egovtrack.streams import interactive

_NEWEST, _MOST_SHOWN = 20, 30


@command()
@option("--all", "everything", is_flag=True, help=N_("All of it (default: the last 20 commands)."))
@option("--author", metavar="NAME", help=N_("Only what this person did."))
@known_at_option()
@output_option()
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
    """Take back the action of a number, else the last one that was not taken back yet; what it did is shown first."""
    from egovtrack.ledger.undo import find_action, refuse_undoing, undo as take_back

    with app.facts() as facts:
        undone = find_action(facts, number)
        refuse_undoing(facts, undone.id)
        deeds = list(each_deed(facts, undone))
    when, words = app.local(undone.recorded_at), command_words(undone.command)
    app.say(_("This takes back: {command} ({author}, {when})").format(command=words, author=undone.author, when=when))
    for deed in deeds[:_MOST_SHOWN]:
        app.say("  " + deed_words(deed))
    if (left := len(deeds) - _MOST_SHOWN) > 0:
        app.say("  " + ngettext("and {count} more", "and {count} more", left).format(count=left))
    if not yes:
        if not interactive():
            raise UsageError(_("nothing was taken back"), _("a script says --yes"))
        click.confirm(_("Take it back?"), abort=True, err=True)
    with app.action(undoes=undone.id) as action:
        take_back(action, app.facts_in(action), newest=number is None)
    app.say(_("taken back; it stays in the log as number {id}").format(id=undone.id))
