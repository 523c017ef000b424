"""Taking an action back: one more action names it, and from then on its facts do not hold.

It is refused where a later action rests on it: a fact of that action names an identity or a fact that would be gone,
or would be refused by the rules. An undoing may be undone likewise: then what it took back holds again.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from egovtrack.columns import REFERS
from egovtrack.dates import local_text
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.recheck import Flip, new_faults
from egovtrack.queries.actions import ActionRow, founding_actions, last_action, read_actions
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import no_such_action, read_head, read_undoings, undone_by
from egovtrack.snapshot import NEWEST

_LINKED = """
SELECT DISTINCT {found}.action_id FROM {table} x JOIN {other} y ON y.id = x.{column}
WHERE {given}.action_id = :action"""
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
        why = _("something else was done in the meantime")
        raise EgovtrackError(why, _("egovtrack undo shows what would be taken back now"))
    refuse_undoing(facts, number)


def find_action(facts: Facts, number: int | None) -> ActionRow:
    """Return the action of a number, or the last that can be undone. Raises EgovtrackError where there is none."""
    wanted = last_action(facts.connection, facts.snapshot) if number is None else number
    if wanted is None:
        raise EgovtrackError(_("there is nothing to take back"))
    found = read_actions(facts, action=wanted)
    if not found:
        raise no_such_action(wanted, read_head(facts.connection)[1])
    return found[0]


def refuse_undoing(facts: Facts, number: int) -> None:
    """Raise EgovtrackError where an action cannot be undone: it was before, it can never be, or a later action rests
    on it; the first such action is named.
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
    undone = undone_by(NEWEST, [(NEWEST, number), *read_undoings(facts.connection)])
    after = Facts(facts.connection, facts.snapshot._replace(undone=undone), facts.today)
    before, now = frozenset(facts.snapshot.undone), frozenset(undone)
    tables = {table for action in now ^ before for table in find_action(facts, action).written}
    return after, Flip(now - before, before - now, frozenset(tables), number)


def _naming(after: Facts, flip: Flip) -> Iterator[int]:
    """Yield the actions that hold and name by a foreign key what would be gone, and those that took away what the facts
    that would hold again name.
    """
    for number in flip.gone:
        yield from filter(after.snapshot.holds, _linked(after, number, naming=True))
    for number in flip.back:
        missing = itertools.filterfalse(after.snapshot.holds, _linked(after, number, naming=False))
        yield from map(after.snapshot.undone.__getitem__, missing)


def _linked(facts: Facts, number: int, *, naming: bool) -> Iterator[int]:
    """Yield the actions whose facts name those of an action, or else whose facts those of the action name."""
    found, given = "xy" if naming else "yx"
    written = find_action(facts, number).written
    for table, column, other in _FOREIGN:
        if (other if naming else table) in written:
            sql = _LINKED.format(table=table, column=column, other=other, found=found, given=given)
            yield from (action for (action,) in facts.connection.rows(sql, action=number))


def _refused(before: Facts, after: Facts, flip: Flip) -> int | None:
    """Return the first later action that the rules would refuse. Raises EgovtrackError where they would refuse what
    would hold again.
    """
    fault = next(iter(new_faults(before, after, flip)), None)
    if fault and fault.action in flip.back:
        why = _("number {id} cannot hold again: {why}").format(id=fault.action, why=fault.why)
        raise EgovtrackError(why, _("egovtrack log lists what was done since"))
    return fault and fault.action


def _rests_on_it(facts: Facts, number: int) -> EgovtrackError:
    resting = find_action(facts, number)
    when = local_text(resting.recorded_at, facts.snapshot.zone)
    why = _("this cannot be taken back: number {id} rests on it: {command} ({author}, {when})").format(
        id=number, command=resting.command or "…", author=resting.author, when=when
    )
    return EgovtrackError(why, _("take that back first: egovtrack undo {id}").format(id=number))
