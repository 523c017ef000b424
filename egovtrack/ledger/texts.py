"""The one door through which text enters the ledger: what has no room in it, or is no text, is refused."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, Text, inspect
from sqlalchemy.orm import Session

from egovtrack import limits
from egovtrack.errors import BadInput, EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.models import Base

_DOCUMENT = frozenset({"document", "plan", "section", "task", "clause", "assignment", "target", "block"})
_FILED = frozenset({"division", "leader", "portfolio"})  # what comes in a file of data
_OWN = frozenset({"written", "before", "digests"})  # what the program itself writes of an action
_NAMED = frozenset({"department", "department_name", "collective", "collective_name", "leader"})


def refuse_unfit(row: Base) -> None:
    """Raise UsageError where a text of the row cannot be kept, BadInput where it came with a document.

    SQLite keeps texts of any length in columns of a given length, PostgreSQL does not: here both are alike.
    """
    table = row.__tablename__
    for column in inspect(type(row)).columns:
        value = vars(row).get(column.key)
        if not isinstance(value, str) or (table == "action" and column.key in _OWN):
            continue
        is_name = table in _NAMED and column.key == "name"
        why = limits.unfit_name(value) if is_name else limits.unfit(value, _room(table, column.type))
        if why:
            raise _refusal(table, why)


def _room(table: str, kind: Any) -> int | None:
    if isinstance(kind, String) and kind.length is not None:
        return kind.length
    # How long a document may be is for its reader to say.
    return limits.MAX_TEXT if isinstance(kind, Text) and table not in _DOCUMENT else None


def _refusal(table: str, why: str) -> EgovtrackError:
    if table in _DOCUMENT:
        return BadInput(_("the document cannot be stored: {why}").format(why=why))
    if table in _FILED:
        return BadInput(_("the division of work cannot be read: {problems}").format(problems=why))
    return UsageError(why)


def refuse_unfit_rows(session: Session, *_event: object) -> None:
    """What a session calls before it writes."""
    for row in (*session.new, *session.dirty):
        if isinstance(row, Base):
            refuse_unfit(row)
