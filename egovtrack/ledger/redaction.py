"""Taking the words of a note out for good, with what else quotes them; that there was a note stays, and why it went."""

from __future__ import annotations

from egovtrack.chain import FREE
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import find_note


def redact(action: Action, note_id: int, reason: str) -> None:
    """Take the free texts of a note out of the ledger, and the command that entered it, and enter why.

    Their hashes stay, so that the chain holds; without the salt nobody can try out what the words were. Raises
    EgovtrackError where there is no such note, or its words were taken out before; UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError(_("what is taken out needs its reason"), _("give it with --reason"))
    entered_by, salt = find_note(action, note_id)
    if salt is None:
        raise EgovtrackError(_("the words of note {id} were taken out before").format(id=note_id))
    action.append("redaction", note_id=note_id, reason=reason.strip())
    for table, row in (("progress_note", note_id), ("action", entered_by)):
        emptied = ", ".join(f"{name} = NULL" for name in (*FREE[table], "salt"))
        action.connection.execute(f"UPDATE {table} SET {emptied} WHERE id = ?", (row,))
