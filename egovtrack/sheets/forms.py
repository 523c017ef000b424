"""Obligations as the rows of a form that a department fills in, and what came back as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from egovtrack.dates import local_text
from egovtrack.facts import Plan
from egovtrack.forms import Form, FormRow
from egovtrack.i18n import gettext as _
from egovtrack.queries.notes import NoteRow
from egovtrack.rollup import TargetRow, TaskRow
from egovtrack.sheets import Record, Sheet, column, in_brackets, in_words, make_sheet, plan_words
from egovtrack.sheets.obligations import deadline_words, obligation_record, role_words, standing_words, via_words
from egovtrack.standing import Obligation


def form_key(obligation: Obligation) -> str:
    """Return an obligation's own id in a form, made of identities that never change."""
    return f"{obligation.task_id}/{obligation.clause_id}/{obligation.department_id}/{obligation.role}"


def make_form(
    ledger: str, department: str, period: tuple[str, date, date], plans: Sequence[Plan],
    rows: Iterable[tuple[TaskRow, Obligation]], notes: Mapping[int, NoteRow], today: date, zone: str,
) -> Form:  # fmt: skip
    """Return the form of one department for a period: an obligation a row, with the wording of its clause, where it
    stands and what was last reported (`notes` by number).
    """
    made = tuple(_row(task, each, notes.get(each.note_id or 0), zone) for task, each in rows)
    return Form(ledger, department, *period, tuple(map(plan_words, plans)), today, made)


def _row(task: TaskRow, obligation: Obligation, note: NoteRow | None, zone: str) -> FormRow:
    record = obligation_record(obligation)
    return FormRow(
        key=form_key(obligation), ref=obligation.ref, title=obligation.title,
        text=next(clause.text for clause in task.clauses if clause.clause == obligation.clause),
        role=role_words(record), came_by=via_words(record), deadline=deadline_words(record),
        target=in_words("targets", task.targets), measured=measured_target(task) is not None,
        status=obligation.status, percent=obligation.percent, value=obligation.value,
        last_report=_last_report(record, note, zone),
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
    """Return the returned files: whose, how many reports they gave, and what is wrong with those not taken."""
    problems = column("problems", _problems)
    brief = ("file", "department", "entries", problems)
    keys = ("file", "department", "period", "entries", "known", problems)
    return make_sheet("returned_forms", day, title, records, keys=keys, brief=brief)


def _problems(record: Record) -> str:
    return _("; ").join(
        (f"{cell}: " if cell else "") + reason + (f" ({hint})" if hint else "")
        for cell, reason, hint in record["problems"]
    )
