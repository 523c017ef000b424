"""Setting right when an action was recorded, where the machine's clock was wrong."""

from __future__ import annotations

from datetime import UTC, datetime

from egovtrack.dates import utc_text
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action


def correct_clock(action: Action, number: int, moment: datetime | str, basis: str) -> None:
    """Enter that an action was recorded at another moment (UTC text, or a time with its zone) than its clock says.

    Raises UsageError where there is no such action before this one, the moment is yet to come, or no basis is given.
    """
    at = moment if isinstance(moment, str) else utc_text(moment.astimezone(UTC))
    if not basis.strip():
        raise UsageError(_("a corrected clock needs its basis"), _("give it with --basis"))
    if not 0 < number < action.id:
        raise UsageError(
            _("there is no action {number}; the newest is {newest}").format(number=number, newest=action.id - 1)
        )
    if at > action.recorded_at:
        raise UsageError(_("{moment} is after now").format(moment=at))
    action.append("clock_correction", corrected_id=number, recorded_at=at, basis=basis.strip())
