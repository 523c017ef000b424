"""Taking an action back: what it did is shown first."""

from __future__ import annotations

from egovtrack.i18n import ngettext
from egovtrack.ledger.undo import find_action, refuse_undoing
from egovtrack.queries.actions import ActionRow, each_deed
from egovtrack.queries.facts import Facts
from egovtrack.sheets.actions import deed_words

_MOST_SHOWN = 30


def preview(facts: Facts, number: int | None) -> tuple[ActionRow, list[str]]:
    """Return the action of a number, or the last that can be undone, and in words what it did.

    Raises EgovtrackError where it cannot be undone.
    """
    action = find_action(facts, number)
    refuse_undoing(facts, action.id)
    deeds = list(each_deed(facts, action))
    words = [deed_words(deed) for deed in deeds[:_MOST_SHOWN]]
    left = len(deeds) - len(words)
    if left:
        words.append(ngettext("and {count} more", "and {count} more", left).format(count=left))
    return action, words
