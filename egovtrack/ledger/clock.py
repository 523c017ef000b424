"""Setting right when an action was recorded, where the machine's clock was wrong."""

from __future__ import annotations

from datetime import datetime

from egovtrack.dates import utc_text
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.queries.snapshots import no_such_action

_CLOCKS = """
SELECT a.id, coalesce(a.clock, a.recorded_at) FROM action a WHERE a.id BETWEEN :first AND :last ORDER BY a.id"""


def correct_clock(action: Action, first: int, last: int, moment: str, basis: str) -> None:
    """Enter that an action was recorded at another moment (UTC text) than its clock says, and that the clock of those
    after it, up to the `last`, was wrong by as much.

    Raises UsageError where there are no such actions before this action, the moment is yet to come, or no basis is
    given.
    """
    if not basis.strip():
        raise UsageError(_("a corrected clock needs its basis"), _("give it with --basis"))
    for number in (first, last):
        if not first <= number < action.id:
            raise no_such_action(number, action.id - 1)
    clocks = [
        (number, datetime.fromisoformat(clock))
        for number, clock in action.connection.rows(_CLOCKS, first=first, last=last)
    ]
    wrong_by = clocks[0][1] - datetime.fromisoformat(moment)
    for number, clock in clocks:
        if (right := utc_text(clock - wrong_by)) > action.clock:
            raise UsageError(_("{moment} is after now").format(moment=right))
        action.append("clock_correction", corrected_id=number, recorded_at=right, basis=basis.strip())
