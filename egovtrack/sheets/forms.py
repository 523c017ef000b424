"""Obligations as the rows of a form that a department fills in, and what came back as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from typing import Any

from egovtrack.dates import local_text
from egovtrack.facts import MilestoneFact, Plan
from egovtrack.forms import FormProblem, FormRow
from egovtrack.i18n import written as _
from egovtrack.queries.notes import NoteRow
from egovtrack.rollup import TargetRow, TaskRow
from egovtrack.sheets import Record, Sheet, column, in_brackets, in_words, make_sheet, plan_words
from egovtrack.sheets.obligations import deadline_words, obligation_record, role_words, standing_words, via_words
from egovtrack.standing import Obligation


def form_key(obligation: Obligation) -> str:
    """Return an obligation's own id in a form, made of identities that never change."""
    return f"{obligation.task_id}/{obligation.clause_id}/{obligation.department_id}/{obligation.role}"


def period_line(plan: Plan, period: str, due: date) -> str:
    """Return what the head of a form says of a plan: for which period it asks, and by when the reply is due."""
    return _("{plan}: {period}, to be returned by {day}").format(plan=plan_words(plan), period=period, day=due)


def form_row(
    task: TaskRow, obligation: Obligation, note: NoteRow | None, milestones: Iterable[MilestoneFact],
    past: Iterable[str], zone: str,
) -> FormRow:  # fmt: skip
    """Return an obligation as a row of a form: the wording of its clause, by when what has to be done (`milestones` are
    those not reached), where it stands, what was last reported and what it goes on with (`past`).
    """
    record = obligation_record(obligation)
    steps = [_("{day}: {what} (milestone)").format(day=each.due_on, what=each.what) for each in milestones]
    return FormRow(
        key=form_key(obligation), ref=obligation.ref, title=obligation.title,
        text=next(clause.text for clause in task.clauses if clause.clause == obligation.clause),
        role=role_words(record), came_by=via_words(record), deadline="\n".join((deadline_words(record), *steps)),
        target=in_words("targets", task.targets), measured=measured_target(task) is not None,
        status=obligation.status, percent=obligation.percent, value=obligation.value,
        last_report="\n".join(filter(None, (
            _last_report(record, note, zone), *past,
        ))),
    )  # fmt: skip


def measured_target(task: TaskRow) -> TargetRow | None:
    """Return the target of a task that a number done is measured by; None where there is no target, or several."""
    counted = [target for target in task.targets if target.unit != "%"] or task.targets
    return counted[0] if len(counted) == 1 else None


def _last_report(record: Record, note: NoteRow | None, zone: str) -> str:
    if note is None:
        return ""
    parts = [f"{note.as_of} {standing_words(record)}", note.note or "", note.problem or "", note.next_step or ""]
    told = _("; ").join(part for part in parts if part)
    return in_brackets(
        told, _("{author}, entered {when}").format(author=note.author, when=local_text(note.recorded_at, zone))
    )


def returned_record(file: Any) -> Record:
    """Return what scripts read of a returned file (`TakenFile`; kind `returned_forms`)."""
    record = {field.name: getattr(file, field.name) for field in fields(file)}
    return record | {"department": file.department or None, "period": file.period or None}


def returned_sheet(records: Sequence[Record], title: str, day: date) -> Sheet:
    """Return the returned files: whose, how many reports they gave, which rows say nothing new, and what is wrong with
    those not taken.
    """
    problems, remarks = (column(key, partial(_named, key)) for key in ("problems", "remarks"))
    both = problems._replace(
        words=lambda record: _("; ").join(filter(None, (problems.words(record), remarks.words(record))))
    )
    brief = ("file", "department", "entries", "unchanged", both)
    keys = ("file", "department", "period", "entries", "unchanged", "known", problems, remarks)
    return make_sheet("returned_forms", day, title, records, keys=keys, brief=brief)


def _named(key: str, record: Record) -> str:
    named: Sequence[FormProblem] = record[key]
    return _("; ").join((f"{cell}: " if cell else "") + in_brackets(reason, hint) for cell, reason, hint in named)
