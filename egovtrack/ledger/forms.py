"""Taking in what returned forms say: a file as a whole or not at all, all files in one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from egovtrack.errors import EgovtrackError
from egovtrack.facts import NoteFact, Plan, Reference
from egovtrack.forms import Entry, FormProblem, Returned
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import Report, draft
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import is_entered
from egovtrack.snapshot import NEWEST
from egovtrack.standing import Obligation


@dataclass(slots=True)
class TakenFile:
    """A returned file: how many of its entries became notes, how many were known already, what is wrong with it,
    and what in it is doubtful.
    """

    file: str
    department: str
    period: str
    entries: int = 0
    known: int = 0
    problems: list[FormProblem] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def take_forms(
    action: Action, facts: Facts, files: Sequence[Returned], period_end: Mapping[str, date],
    known: Mapping[str, tuple[Plan, Obligation]],
) -> list[TakenFile]:  # fmt: skip
    """Make the entries of returned files notes of their departments. A note speaks of the day that was filled in,
    else of today, and of the period's last day at the latest.

    `known` are the ledger's obligations by the key of their form rows. Nothing of a file is taken that has a problem;
    an entry that is in the ledger already, from the same form, is passed over.
    """
    written: dict[str, tuple[str, Entry]] = {}
    done = []
    for returned in files:
        taken = TakenFile(returned.file, returned.department, returned.period, problems=list(returned.problems))
        done.append(taken)
        taken.problems += _clashes(returned, written)
        if not taken.problems:
            notes = _notes(action, facts, returned, taken, period_end, known)
        if not taken.problems:
            action.append_all("progress_note", notes)
            taken.entries = len(notes)
            written |= {entry.key: (returned.file, entry) for entry in returned.entries}
    return done


def _clashes(returned: Returned, written: Mapping[str, tuple[str, Entry]]) -> list[FormProblem]:
    """Return the rows that another file of the same batch has filled in otherwise: people must say which is meant."""
    found = []
    hint = _("leave the file that holds in the folder, and import again")
    for entry in returned.entries:
        other, first = written.get(entry.key, ("", entry))
        if first.fingerprint() != entry.fingerprint():
            why = _("{ref} is filled in otherwise in {other}").format(ref=entry.ref, other=other)
            found.append(FormProblem(entry.cell("note"), why, hint))
    return found


def _notes(
    action: Action, facts: Facts, returned: Returned, taken: TakenFile, period_end: Mapping[str, date],
    known: Mapping[str, tuple[Plan, Obligation]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the notes of a file, as columns; what is wrong with it goes to `taken`."""
    rows: list[dict[str, Any]] = []
    before: list[NoteFact] = []
    for entry in returned.entries:
        plan, obligation = known[entry.key]
        if is_entered(facts, obligation.task_id, entry.fingerprint()):
            taken.known += 1
            continue
        clause = obligation.clause_id if obligation.several else None
        reference = Reference(plan, obligation.task_id, obligation.ref, clause)
        report = Report(
            min(entry.day or facts.today, facts.today, period_end[returned.period]), entry.status, entry.percent,
            entry.value, entry.note, entry.problem, entry.next_step,
        )  # fmt: skip
        department = facts.registry.departments[obligation.department_id]
        try:
            author, source = entry.author or action.signature.author, entry.fingerprint()
            row = draft(facts, reference, department, report, author, source=source, besides=before)
        except EgovtrackError as error:
            cell = entry.cell("percent" if entry.value is None else "value")
            taken.problems.append(FormProblem(cell, f"{entry.ref}: {error.message}", error.hint))
            continue
        rows.append(row)
        before.append(waiting(row, action.id, len(before)))
    return rows


def waiting(row: Mapping[str, Any], action: int, place: int) -> NoteFact:
    """Return a note that is to be entered as a fact; its id is above all others."""
    return NoteFact(
        row["task_id"], row["department_id"], row["as_of"].isoformat(), NEWEST + place, row["clause_id"], row["status"],
        row["percent"], action, row["kind"], row["value"], row["target_id"],
    )  # fmt: skip
