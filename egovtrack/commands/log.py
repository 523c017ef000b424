"""`egovtrack log` and `undo`: what was done to the ledger, and taking something of it back."""

from __future__ import annotations

from datetime import timedelta

import click

from egovtrack.app import App
from egovtrack.cli.options import WholeNumber, command, completed_by, known_at_option, option, output_option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.queries.actions import ActionRow, actions_about, each_deed, read_actions
from egovtrack.sheets.actions import actions_sheet, command_words, deed_words
from egovtrack.streams import interactive

_NEWEST, _MOST_SHOWN = 20, 30


@command()
@click.argument("ref", required=False, shell_complete=completed_by("refs_like"))
@option("--all", "everything", is_flag=True, help=N_("All of it (default: the last 20 commands)."))
@option("--dept", metavar="NAME", help=N_("Only what is about this department."))
@option("--from", "from_day", metavar="DATE", help=N_("From this day on."))
@option("--to", "to_day", metavar="DATE", help=N_("Up to this day."))
@option("--author", metavar="NAME", help=N_("Only what this person did."))
@known_at_option()
@output_option()
def log(
    app: App, ref: str | None, dept: str | None, from_day: str | None, to_day: str | None, author: str | None, *,
    everything: bool,
) -> None:  # fmt: skip
    """Show the audit trail in the order in which things were done."""
    limits = {"author": author, "until": app.clock.moment(to_day) if to_day else None}
    if from_day:
        limits["after"] = app.clock.moment(str(app.day(from_day, first=True) - timedelta(days=1)))
    newest = None if everything or ref or dept or any(limits.values()) else _NEWEST
    with app.facts() as facts:
        among = actions_about(facts, ref, dept)
        rows = read_actions(facts, newest=newest, among=among, **limits)
    app.show(actions_sheet(rows, facts.snapshot))


@command()
@click.argument("number", metavar="[N]", type=WholeNumber(1, 2**31 - 1), required=False)
@option("--yes", is_flag=True, help=N_("Do not ask; a script must say so. Without a number: what was entered today."))
@option("--others", is_flag=True, help=N_("Also what another person did."))
def undo(app: App, number: int | None, *, yes: bool, others: bool) -> None:
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
    _refuse_surprise(app, undone, others=others, alone=yes and number is None)
    if not yes:
        if not interactive():
            raise UsageError(_("nothing was taken back"), _("a script says --yes"))
        click.confirm(_("Take it back?"), abort=True, err=True)
    with app.action(undoes=undone.id) as action:
        take_back(action, app.facts_in(action), newest=number is None)
    app.say(_("taken back; it stays in the log as number {id}").format(id=undone.id))


def _refuse_surprise(app: App, undone: ActionRow, *, others: bool, alone: bool) -> None:
    """Raise UsageError where what would be taken back is another person's, or (`alone`) of an earlier day, and nobody
    has said so.
    """
    if undone.author != app.store.author and not others:
        why = _("number {id} was done by {author}, and nothing was taken back")
        raise UsageError(why.format(id=undone.id, author=undone.author), _("--others takes it back all the same"))
    if alone and app.local(undone.recorded_at)[:10] != app.local(app.now())[:10]:
        why = _("number {id} is not of today, and nothing was taken back").format(id=undone.id)
        raise UsageError(why, _("name it: egovtrack undo {id} --yes").format(id=undone.id))
