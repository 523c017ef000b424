"""Entering what departments report and what the office decides on it, and looking it up."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from egovtrack.errors import EgovtrackError
from egovtrack.facts import Reference
from egovtrack.i18n import gettext as _
from egovtrack.ledger import progress
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import Report, answering
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import NoteRow, read_notes
from egovtrack.rules import CLOSED


def enter_report(action: Action, facts: Facts, ref: str, dept: str | None, report: Report) -> tuple[Reference, NoteRow]:
    """Enter a report on the task or clause `ref`, of a department by its name or of the office; return what the
    reference means, and the note.
    """
    reference = facts.reference(ref)
    department = facts.registry.find(dept)[0] if dept else None
    progress.record(action, facts, reference, department, report)
    (note,) = read_notes(facts, action=action.id)
    return reference, note


def enter_decision(
    action: Action, facts: Facts, ref: str, dept: str | None, day: date, note: str | None, *, back: bool
) -> tuple[list[NoteRow], list[str]]:
    """Strike off what was reported done, or send it back (`back`, with `note` as the reason); return the notes, and
    the departments whose duty is not struck off yet, where everybody's was to be.
    """
    reference, department = facts.reference(ref), facts.registry.find(dept)[0] if dept else None
    progress.decide(action, facts, reference, department, day, note, back=back)
    notes = read_notes(facts, action=action.id)
    if back or department:
        return notes, []
    whole = reference._replace(clause_id=None)
    return notes, [each.department for each in answering(facts, whole, reported=True) if each.status not in CLOSED]


def those_who_report(facts: Facts, ref: str) -> list[str]:
    """Return the departments that answer for a task."""
    reference = facts.reference(ref)._replace(clause_id=None)
    return list(dict.fromkeys(each.department for each in answering(facts, reference)))


def list_notes(
    facts: Facts, ref: str | None, dept: str | None, plan: str | None, first: date | None, last: date | None
) -> list[NoteRow]:
    """Return the notes on a task or clause, of a department and its predecessors, of a plan, of the days from `first`
    to `last`; None is no limit.
    """
    reference = facts.reference(ref) if ref else None
    return read_notes(
        facts,
        departments=[each.id for each in facts.registry.find(dept)[0].with_predecessors()] if dept else None,
        plan=facts.plan(plan).id if plan else None,
        task=reference and reference.task_id,
        clause=reference and reference.clause_id,
        from_day=first,
        to_day=last,
    )


def evidence(text: str | None) -> str | None:
    """Return what is kept of a piece of evidence: a URL as it is; of a file its name and SHA-256.

    Raises EgovtrackError where the file cannot be read.
    """
    if not text or "://" in text:
        return text
    path = Path(text)
    try:
        with path.open("rb") as stream:
            return f"{path.name} sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=path, why=why)) from error
