"""Taking back the last command as a whole. What only grows stays, marked; what was changed is put back."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.ledger.journal import Images, put_back
from egovtrack.ledger.plans import withdraw
from egovtrack.models import Action, Plan
from egovtrack.queries.actions import last_action


def undo(act: Act) -> None:
    """Take back what `act.row.undoes_id` did. Raises EgovtrackError when something was done after it, or when notes
    that stay in the log refer to what would have to go.
    """
    session = act.session
    undone = session.get_one(Action, act.row.undoes_id)
    latest = last_action(act.reader)
    if latest is not None and latest > undone.id:
        raise EgovtrackError(
            _("something else was done in the meantime"), _("egovtrack undo shows what would be taken back now")
        )
    before: Images = json.loads(undone.before or "{}")
    for plan in session.scalars(select(Plan).where(Plan.action_id == undone.id)):
        if str(plan.id) not in before.get("plan", {}):
            withdraw(act, plan)
    try:
        put_back(session.connection(), before)
    except IntegrityError as error:
        raise EgovtrackError(
            _("this cannot be taken back: notes in the log refer to what would have to go"),
            _("retract them, or correct the plan: egovtrack import … --replace"),
        ) from error
    session.expire_all()
