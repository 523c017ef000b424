"""`egovtrack redact`: take the words of a note out for good."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import WholeNumber, command, option
from egovtrack.i18n import N_, gettext as _


@command()
@click.argument("note_id", metavar="NOTE", type=WholeNumber(1, 2**31 - 1))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("On what ground; it is shown in their place."))
@option("--yes", is_flag=True, help=N_("Do not ask; a script must say so."))
def redact(app: App, note_id: int, reason: str, *, yes: bool) -> None:
    """Take out the texts of a note and the command that entered it; they cannot be brought back."""
    from egovtrack.errors import UsageError
    from egovtrack.ledger.redaction import redact as take_out

    if not yes and not app.output.confirm(_("The words of note {id} are lost for good. Go on?").format(id=note_id)):
        raise UsageError(_("nothing was taken out"), _("a script says --yes"))
    with app.action() as action:
        take_out(action, note_id, reason)
    app.say(
        _("the words of note {id} are taken out; see docs/how-to/redaction.md for backups and files").format(id=note_id)
    )
