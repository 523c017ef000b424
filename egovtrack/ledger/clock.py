"""Setting right when an action was recorded, where the machine's clock was wrong."""

from __future__ import annotations

from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.queries.snapshots import no_such_action


def correct_clock(action: Action, number: int, moment: str, basis: str) -> None:
    """Enter that an action was recorded at another moment (UTC text) than its clock says.

    Raises UsageError where there is no such action before this action, the moment is yet to come, or no basis is given.
    """
    if not basis.strip():
        raise UsageError(_("a corrected clock needs its basis"), _("give it with --basis"))
    if not 0 < number < action.id:
        raise no_such_action(number, action.id - 1)
    if moment > action.recorded_at:
        raise UsageError(_("{moment} is after now").format(moment=moment))
    action.append("clock_correction", corrected_id=number, recorded_at=moment, basis=basis.strip())
