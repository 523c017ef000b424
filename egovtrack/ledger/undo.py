"""Taking an action back: one more action names it, and from then on its facts do not hold.

It is refused where a later action rests on it: a fact of that action names an identity or a fact that would be gone,
or would be refused by the rules. An undoing may be undone likewise: then what it took back holds again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from egovtrack.columns import REFERS
from egovtrack.dates import local_text
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.recheck import Flip, new_faults
from egovtrack.queries.actions import (
    ActionRow,
    founding_actions,
    last_action,
    read_actions,
    read_undoings,
    read_undone,
)
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import undone_by
from egovtrack.snapshot import NEWEST

_ROWS = "SELECT a.rows FROM action a WHERE a.id = :action"
_NAMING = """
SELECT DISTINCT x.action_id FROM {table} x WHERE x.{column} >= :first AND x.{column} < :end ORDER BY x.action_id"""
_NAMED = """
SELECT DISTINCT y.action_id FROM {table} x JOIN {other} y ON y.id = x.{column} WHERE x.action_id = :action
ORDER BY y.action_id"""
_KEPT = frozenset({"plan", "party", "document", "action"})
"""What stays when the action that made it is undone: keys, printed names, and documents as read."""
_FOREIGN = [
    (table, column, other)
    for table, columns in REFERS.items()
    if table not in {"ledger", "action", "redaction", "clock_correction"}
    for column, other in columns.items()
    if other not in _KEPT
]


def undo(action: Action, facts: Facts, *, newest: bool = False) -> None:
    """Take back what `action` is said to undo; `newest`: it was chosen as the last that can be undone.

    Raises EgovtrackError where that is not so any longer, and where a later action rests on it, naming the first.
    """
    number = action.undoes
    assert number is not None  # noqa: S101  whoever begins such an action gives it
    if newest and last_action(facts.connection, facts.snapshot) != number:
        raise EgovtrackError(
            _("something else was done in the meantime"), _("egovtrack undo shows what would be taken back now")
        )
    refuse_undoing(facts, number)


def find_action(facts: Facts, number: int | None) -> ActionRow:
    """Return the action of a number, or the last that can be undone. Raises EgovtrackError where there is none."""
    wanted = last_action(facts.connection, facts.snapshot) if number is None else number
    if wanted is None:
        raise EgovtrackError(_("there is nothing to take back"))
    found = read_actions(facts.connection, facts.snapshot, action=wanted)
    if not found:
        newest = read_actions(facts.connection, facts.snapshot, newest=1)
        raise UsageError(
            _("there is no action {number}; the newest is {newest}").format(number=number, newest=newest[-1].id)
        )
    return found[0]


def refuse_undoing(facts: Facts, number: int) -> None:
    """Raise EgovtrackError where an action cannot be undone: it was before, it can never be, or a later action rests
    on it; the first such one is named.
    """
    action = find_action(facts, number)
    if action.undone_by is not None:
        raise EgovtrackError(_("this was taken back already"))
    if number in founding_actions(facts.connection):
        raise EgovtrackError(_("the ledger began with this: it cannot be taken back"))
    if "redaction" in action.written:
        raise EgovtrackError(_("what was taken out of a note cannot be put back"))
    after, flip = _flipped(facts, number)
    resting = min(_naming(after, flip), default=None)
    if resting is None:
        resting = _refused(facts, after, flip)
    if resting is not None:
        raise _rests_on_it(facts, resting)


def _flipped(facts: Facts, number: int) -> tuple[Facts, Flip]:
    """Return the ledger as it would be with an action undone, and the actions that come to hold or not to hold."""
    before = facts.snapshot.undone
    undone = undone_by(NEWEST, [(NEWEST, number), *read_undoings(facts.connection)])
    after = Facts(facts.connection, facts.snapshot._replace(undone=undone), facts.today)
    tables = {table for action in undone ^ before for table in _made(facts, action)}
    return after, Flip(undone - before, before - undone, frozenset(tables), number)


def _made(facts: Facts, action: int) -> dict[str, tuple[int, int, str]]:
    """Return by table the first id, the number and the digest of the rows that an action added."""
    ((rows,),) = facts.connection.rows(_ROWS, action=action)
    made: dict[str, tuple[int, int, str]] = json.loads(rows)
    return made


def _naming(after: Facts, flip: Flip) -> Iterator[int]:
    """Yield the actions that hold and name by a foreign key what would be gone, and those that took away what the facts
    that would hold again name.
    """
    for number in flip.gone:
        made = _made(after, number)
        for table, column, other in _FOREIGN:
            if other in made:
                first, count, _digest = made[other]
                sql = _NAMING.format(table=table, column=column)
                named = after.connection.rows(sql, first=first, end=first + count)
                yield from (action for (action,) in named if after.snapshot.holds(action))
    if flip.back:
        undone = read_undone(after.connection, after.snapshot)
        yield from (undone[action][0] for action in _missing(after, flip))


def _missing(after: Facts, flip: Flip) -> Iterator[int]:
    """Yield the actions that do not hold and made what the facts that would hold again name."""
    for number in flip.back:
        made = _made(after, number)
        for table, column, other in _FOREIGN:
            if table in made:
                sql = _NAMED.format(table=table, column=column, other=other)
                named = after.connection.rows(sql, action=number)
                yield from (action for (action,) in named if not after.snapshot.holds(action))


def _refused(before: Facts, after: Facts, flip: Flip) -> int | None:
    """Return the first later action that the rules would refuse. Raises EgovtrackError where they would refuse what
    would hold again.
    """
    fault = next(iter(new_faults(before, after, flip)), None)
    if fault and fault.action in flip.back:
        raise EgovtrackError(
            _("number {id} cannot hold again: {why}").format(id=fault.action, why=fault.why),
            _("egovtrack log lists what was done since"),
        )
    return fault and fault.action


def _rests_on_it(facts: Facts, number: int) -> EgovtrackError:
    (resting,) = read_actions(facts.connection, facts.snapshot, action=number)
    return EgovtrackError(
        _("this cannot be taken back: number {id} rests on it: {command} ({author}, {when})").format(
            id=number,
            command=resting.command or "…",
            author=resting.author,
            when=local_text(resting.recorded_at, facts.snapshot.zone),
        ),
        _("take that back first: egovtrack undo {id}").format(id=number),
    )
