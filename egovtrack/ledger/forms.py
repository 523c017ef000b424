"""Taking in what returned forms say: a file as a whole or not at all, all files in one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from egovtrack.dates import parse_period
from egovtrack.errors import EgovtrackError
from egovtrack.facts import NoteFact, Plan, Reference
from egovtrack.forms import Entry, FormProblem, Returned
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import Report, draft, far_beyond, unchanged
from egovtrack.periods import Period
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import is_entered, is_redacted
from egovtrack.snapshot import NEWEST
from egovtrack.standing import Obligation


@dataclass(slots=True)
class TakenFile:
    """A returned file: how many of its entries became reports, which rows were answered without anything new, how many
    entries were known already, what is wrong with it, what somebody should know of it, and what in it is doubtful.
    """

    file: str
    department: str = ""
    period: str = ""
    entries: int = 0
    known: int = 0
    problems: list[FormProblem] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    remarks: list[FormProblem] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


def take_forms(
    action: Action, facts: Facts, files: Sequence[Returned], received: date,
    known: Mapping[str, tuple[Plan, Obligation]],
) -> list[TakenFile]:  # fmt: skip
    """Make the entries of files that came in on a day notes of their departments, for the periods of their rows. A note
    speaks of the day that was filled in, else of the one on which it came in, and of the period's last at the latest.

    `known` are the ledger's obligations by the key of their form rows. Nothing of a file is taken that has a problem;
    an entry that is in the ledger already, from the same form, is passed over.
    """
    written: dict[tuple[str, str], tuple[str, Entry]] = {}
    done = []
    for returned in files:
        taken = TakenFile(returned.file, returned.department, returned.period)
        taken.problems, taken.remarks = list(returned.problems), list(returned.remarks)
        done.append(taken)
        taken.problems += _clashes(returned, written)
        if not taken.problems:
            notes = _notes(action, facts, returned, taken, received, known)
        if not taken.problems:
            action.append_all("progress_note", notes)
            taken.entries = len(notes) - len(taken.unchanged)
            written |= {(entry.key, entry.period): (returned.file, entry) for entry in returned.entries}
    return done


def _clashes(returned: Returned, written: Mapping[tuple[str, str], tuple[str, Entry]]) -> list[FormProblem]:
    """Return the rows that another file of the same batch has filled in otherwise: people must say which is meant."""
    found = []
    hint = _("leave the file that holds in the folder, and import again")
    for entry in returned.entries:
        other, first = written.get((entry.key, entry.period), ("", entry))
        if first.fingerprint() != entry.fingerprint():
            why = _("{ref} is filled in otherwise in {other}").format(ref=entry.ref, other=other)
            found.append(FormProblem(entry.cell("note"), why, hint))
    return found


def _notes(
    action: Action, facts: Facts, returned: Returned, taken: TakenFile, received: date,
    known: Mapping[str, tuple[Plan, Obligation]],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the notes of a file, as columns; what is wrong with it goes to `taken`."""
    rows: list[dict[str, Any]] = []
    before: list[NoteFact] = []
    for entry in returned.entries:
        plan, obligation = known[entry.key]
        period = parse_period(entry.period)
        if is_entered(facts, obligation.task_id, entry.fingerprint()):
            taken.known += 1
            continue
        if is_redacted(facts, obligation.task_id, obligation.clause_id, obligation.department_id, period):
            why = _("{ref}: what a form said for {period} was taken out of the ledger, and is not taken again")
            hint = _("a new report: egovtrack progress set {ref}").format(ref=entry.ref)
            taken.remarks.append(FormProblem(entry.cell("note"), why.format(ref=entry.ref, period=period.label), hint))
            continue
        try:
            reference, report = _report(plan, obligation, entry, period, received)
            row = _note(action, facts, reference, obligation, entry, report, before)
            doubtful = far_beyond(facts, reference, report)
        except EgovtrackError as error:
            cell = entry.cell("percent" if entry.value is None else "value")
            taken.problems.append(FormProblem(cell, f"{entry.ref}: {error.message}", error.hint))
            continue
        rows.append(row)
        taken.doubtful += [doubtful] if doubtful else []
        if row["kind"] == "unchanged":
            taken.unchanged.append(entry.ref)
        else:
            before.append(waiting(row, action.id, len(before)))
    return rows


def _report(
    plan: Plan, obligation: Obligation, entry: Entry, period: Period, received: date
) -> tuple[Reference, Report]:
    """Return what an entry speaks of, and what it says."""
    clause = obligation.clause_id if obligation.several else None
    reference = Reference(plan, obligation.task_id, obligation.ref, clause)
    return reference, Report(
        min(entry.day or received, period.last), entry.status, entry.percent, entry.value, entry.note, entry.problem,
        entry.next_step, entry.evidence, period=period, received_on=received,
    )  # fmt: skip


def _note(
    action: Action, facts: Facts, reference: Reference, obligation: Obligation, entry: Entry, report: Report,
    before: Sequence[NoteFact],
) -> dict[str, Any]:  # fmt: skip
    """Return the note of an entry, as columns: a report, or an answer that says nothing new. Raises EgovtrackError."""
    department = facts.registry.departments[obligation.department_id]
    author, source = entry.author or action.signature.author, entry.fingerprint()
    if not entry.says_something():
        return unchanged(facts, reference, department, report, author, source)
    return draft(facts, reference, department, report, author, source=source, besides=before)


def waiting(row: Mapping[str, Any], action: int, place: int) -> NoteFact:
    """Return a note that is to be entered as a fact; its id is above all others."""
    return NoteFact(
        row["task_id"], row["department_id"], row["as_of"].isoformat(), NEWEST + place, row["clause_id"], row["status"],
        row["percent"], action, row["kind"], row["value"], row["target_id"],
    )  # fmt: skip
