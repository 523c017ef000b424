"""Which actions are known at a moment, and which of them were undone by then."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from egovtrack.connection import Connection
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.snapshot import NEWEST, Snapshot

# The unary plus: the moments have an index of their own.
_BY_THEN = "SELECT max(a.id) FROM action a WHERE a.recorded_at <= :moment AND +a.id < :first"
_CORRECTIONS = "SELECT c.action_id, c.corrected_id, c.recorded_at FROM clock_correction c ORDER BY c.id"
_CLOCKS = "SELECT a.id, a.recorded_at, a.clock FROM action a WHERE a.id >= :first ORDER BY a.id"
_ONE = "SELECT a.recorded_at, a.clock FROM action a WHERE a.id = :number"
# The unary plus makes SQLite find them by their own index, and not go through all actions.
_UNDOINGS = "SELECT a.id, a.undoes_id FROM action a WHERE a.undoes_id IS NOT NULL ORDER BY +a.id DESC"
_HEAD = "SELECT l.id, l.number, l.hash FROM ledger l"
# Not an action under way: it has no hash yet.
_HEAD_AT = """
SELECT a.id, a.hash FROM action a WHERE a.id <= :known AND a.id <= (SELECT l.number FROM ledger l)
ORDER BY a.id DESC LIMIT 1"""


def read_snapshot(connection: Connection, as_of: date, known_at: str | None = None, zone: str = "UTC") -> Snapshot:
    """Return the snapshot of a day as known at a moment: UTC text, or `#41` for the action of that number; None: now.

    Raises UsageError where there is no action of that number.
    """
    undoings = read_undoings(connection)
    known = NEWEST if known_at is None else _known(connection, known_at, undoings)
    return Snapshot(as_of, known, undone_by(known, undoings), zone)


def read_head(connection: Connection) -> tuple[str, int, str]:
    """Return the ledger's id, and the number and hash of its newest action."""
    ((ledger, number, sealed),) = connection.rows(_HEAD)
    return ledger, number, sealed


def head_at(connection: Connection, known: int) -> str:
    """Return the newest action up to `known` and its hash: `41:HASH`; "" where there is none. It stands for the whole
    history up to that action.
    """
    row = connection.one(_HEAD_AT, known=known)
    return f"{row[0]}:{row[1]}" if row else ""


def read_undoings(connection: Connection) -> list[tuple[int, int]]:
    """Return all undoings, the newest first: the number of each, and what it undoes."""
    return connection.rows(_UNDOINGS)


def undone_by(known: int, undoings: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the actions that are undone as of the action `known`, each with the action that undid it. `undoings` come
    with the newest first: an undoing may be undone itself.
    """
    undone: dict[int, int] = {}
    for number, undoes in undoings:
        if number <= known and number not in undone:
            undone.setdefault(undoes, number)
    return undone


def no_such_action(number: int | str, newest: int) -> UsageError:
    """Return the error for an action that is not in the ledger."""
    why = _("there is no action {number}; the newest is {newest}")
    return UsageError(why.format(number=number, newest=newest))


def _known(connection: Connection, known_at: str, undoings: list[tuple[int, int]]) -> int:
    if found := re.fullmatch(r"#(\d{1,15})", known_at):
        newest = read_head(connection)[1]
        if not 0 <= int(found[1]) <= newest:
            raise no_such_action(known_at, newest)
        return int(found[1])
    return last_known(connection, known_at, Snapshot(date.max, undone=undone_by(NEWEST, undoings)))


# --- moments ---------------------------------------------------------------------------------------------------------


def read_moments(connection: Connection, snapshot: Snapshot) -> dict[int, str]:
    """Return when actions were recorded (UTC text), from the first on whose clock was set right afterwards: what
    followed it was entered when its own clock says, and not before what went before. Empty where none was.
    """
    right = _set_right(connection, snapshot)
    moments, last, first = {}, "", min(right, default=0)
    for number, recorded_at, clock in connection.each(_CLOCKS, first=first - 1) if right else ():
        last = max(last, recorded_at if number < first else right.get(number) or clock or recorded_at)
        moments[number] = last
    return moments


def last_known(connection: Connection, moment: str, snapshot: Snapshot) -> int:
    """Return the last action recorded by a moment (UTC text), with the clocks set right as the snapshot knows."""
    moments = read_moments(connection, snapshot)
    row = connection.one(_BY_THEN, moment=moment, first=min(moments, default=NEWEST))
    return max((number for number, at in moments.items() if at <= moment), default=(row and row[0]) or 0)


def moment_of_newest(connection: Connection, number: int) -> str | None:
    """Return when the newest action, of this number, was recorded (UTC text): the next is not dated before it."""
    for recorded_at, clock in connection.rows(_ONE, number=number):
        if not connection.one(_CORRECTIONS):
            return str(recorded_at)
        right = _set_right(connection, Snapshot(date.max, undone=undone_by(NEWEST, read_undoings(connection))))
        return right.get(number) or (right and clock) or recorded_at
    return None


def _set_right(connection: Connection, snapshot: Snapshot) -> dict[int, str]:
    return {corrected: at for action, corrected, at in connection.rows(_CORRECTIONS) if snapshot.holds(action)}
