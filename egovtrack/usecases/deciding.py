"""Entering what the office decides, by the names that people type."""

from __future__ import annotations

from collections.abc import Sequence

from egovtrack.ledger import decisions
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word
from egovtrack.queries.facts import Facts


def enter_designation(
    action: Action, facts: Facts, ref: str, party: str, names: Sequence[str], word: Word, *, revoke: bool
) -> list[str]:
    """Designate departments for a party of a task, or take that back; return what they are called on the day."""
    reference = facts.reference(ref)
    named = [facts.registry.find(name)[0] for name in names]
    if revoke:
        gone = decisions.dismiss(action, facts, reference, party, named, word)
        return list(dict.fromkeys(facts.registry.name_on(department, word.as_of) for department in gone))
    decisions.designate(action, facts, reference, party, named, word)
    return list(dict.fromkeys(facts.registry.name_on(department.id, word.as_of) for department in named))


def enter_lead(action: Action, facts: Facts, ref: str, name: str | None, word: Word) -> str | None:
    """Set the lead of a clause, or take that back; return what it is called on the day."""
    lead = facts.registry.find(name)[0] if name else None
    decisions.assign_lead(action, facts, facts.reference(ref), lead, word)
    return facts.registry.name_on(lead.id, word.as_of) if lead else None
