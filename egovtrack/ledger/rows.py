"""Taking in the rows of a table of reports: a file as a whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from egovtrack.errors import EgovtrackError
from egovtrack.facts import NoteFact, Reference
from egovtrack.forms import FormProblem
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.forms import TakenFile, waiting
from egovtrack.ledger.progress import Report, draft, far_beyond
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import is_entered
from egovtrack.registry import Department


class Row(NamedTuple):
    """A row of a table: where it stands, and what it reports, for a department or the office; `source` is the
    fingerprint of its words.
    """

    place: str
    reference: Reference
    department: Department | None
    report: Report
    source: str


def take_rows(action: Action, facts: Facts, taken: TakenFile, rows: Iterable[Row]) -> None:
    """Make rows notes of their departments, unless something is wrong with any; `taken` tells what became of them. A
    row that is in the ledger already, word for word, is passed over.
    """
    notes: list[dict[str, Any]] = []
    before: list[NoteFact] = []
    seen: dict[tuple[int, int | None, int | None, date], Row] = {}
    for row in rows:
        task, clause = row.reference.task_id, row.reference.clause_id
        first = seen.setdefault((task, clause, row.department.id if row.department else None, row.report.as_of), row)
        if is_entered(facts, task, row.source) or (first is not row and first.source == row.source):
            taken.known += 1
            continue
        try:
            if first is not row:
                why = _("it is filled in otherwise in {other}").format(other=first.place)
                raise EgovtrackError(why, _("leave the row that holds"))
            author = action.signature.author
            note = draft(facts, row.reference, row.department, row.report, author, source=row.source, besides=before)
            doubtful = far_beyond(facts, row.reference, row.report)
        except EgovtrackError as error:
            taken.problems.append(FormProblem(row.place, f"{row.reference.ref}: {error.message}", error.hint))
            continue
        taken.doubtful += [doubtful] if doubtful else []
        notes.append(note | {"channel": "table"})
        before.append(waiting(note, action.id, len(before)))
    if not taken.problems:
        action.append_all("progress_note", notes)
        taken.entries = len(notes)
