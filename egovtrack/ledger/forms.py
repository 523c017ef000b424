"""Taking in what returned forms say: a file as a whole or not at all, all files in one action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select, text

from egovtrack.errors import EgovtrackError
from egovtrack.forms import Entry, FormProblem, Returned
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.ledger.progress import Report, record
from egovtrack.models import ProgressNote
from egovtrack.queries.known import END_OF_TIME, View, note_stands
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.plans import PlanRow, Reference


@dataclass(slots=True)
class TakenFile:
    """A returned file: how many of its entries became notes, how many were known already, what is wrong with it."""

    file: str
    department: str
    period: str
    entries: int = 0
    known: int = 0
    problems: list[FormProblem] = field(default_factory=list)


def take_forms(
    act: Act, registry: Registry, files: Sequence[Returned], period_end: Mapping[str, date],
    known: Mapping[str, tuple[PlanRow, Obligation]], view: View,
) -> list[TakenFile]:  # fmt: skip
    """Make the entries of returned files notes of their departments. A note speaks of the day that was filled in,
    else of today, and of the period's last day at the latest.

    `known` are the ledger's obligations by the key of their form rows. Nothing of a file is taken that has a problem;
    an entry that is in the ledger already, from the same form, is passed over.
    """
    act.channel = "form"
    written: dict[str, tuple[str, Entry]] = {}
    done = []
    for returned in files:
        taken = TakenFile(returned.file, returned.department, returned.period, problems=list(returned.problems))
        done.append(taken)
        taken.problems += _clashes(returned, written)
        if not taken.problems:
            _take(act, registry, returned, taken, period_end, known, view)
        if not taken.problems:
            written |= {entry.key: (returned.file, entry) for entry in returned.entries}
    return done


def _clashes(returned: Returned, written: Mapping[str, tuple[str, Entry]]) -> list[FormProblem]:
    """Rows that another file of the same batch has filled in otherwise: which of them is meant only people know."""
    found = []
    for entry in returned.entries:
        other, first = written.get(entry.key, ("", entry))
        if first.fingerprint() != entry.fingerprint():
            found.append(
                FormProblem(
                    returned.file, entry.cell("note"),
                    _("{ref} is filled in otherwise in {other}").format(ref=entry.ref, other=other),
                    _("leave the file that holds in the folder, and import again"),
                )
            )  # fmt: skip
    return found


def _take(
    act: Act, registry: Registry, returned: Returned, taken: TakenFile, period_end: Mapping[str, date],
    known: Mapping[str, tuple[PlanRow, Obligation]], view: View,
) -> None:  # fmt: skip
    before = act.written.copy()
    file = act.session.begin_nested()
    for entry in returned.entries:
        plan, obligation = known[entry.key]
        if _is_known(act, entry, obligation.task_id):
            taken.known += 1
            continue
        last = period_end[returned.period]
        report = Report(
            min(entry.day or view.today, view.today, last), entry.status, entry.percent, entry.value, entry.note,
            entry.problem, entry.next_step,
        )  # fmt: skip
        clause = obligation.clause_id if obligation.several else None
        reference = Reference(plan, obligation.task_id, obligation.ref, clause)
        department = registry.departments[obligation.department_id]
        try:
            record(act, registry, reference, department, report, view, entry.author, entry.fingerprint())
        except EgovtrackError as error:
            cell = entry.cell("percent" if entry.value is None else "value")
            taken.problems.append(FormProblem(returned.file, cell, f"{entry.ref}: {error.message}", error.hint))
            continue
        taken.entries += 1
    if taken.problems:
        file.rollback()
        act.written = before
        taken.entries = 0
    else:
        file.commit()


def _is_known(act: Act, entry: Entry, task: int) -> bool:
    stands = text(note_stands("progress_note")).bindparams(known_at=END_OF_TIME)
    same = select(ProgressNote.id).where(
        ProgressNote.task_id == task, ProgressNote.source == entry.fingerprint(), stands
    )
    return act.session.scalar(same) is not None
