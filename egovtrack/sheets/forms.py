"""Obligations as the rows of a form that a department fills in, and what came back as a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from egovtrack.dates import local_text
from egovtrack.forms import Form, FormRow
from egovtrack.i18n import gettext as _
from egovtrack.queries import obligations
from egovtrack.queries.known import View
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.progress import NoteRow
from egovtrack.queries.tasks import TargetRow, TaskRow
from egovtrack.sheets import Column, Record, Sheet, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import deadline_words, role_words, special, standing_words, via_words


def form_key(one: Obligation) -> str:
    """The obligation's own id in a form: it stays the same while the plan's rows do."""
    return f"{one.task_id}/{one.clause_id}/{one.department_id}/{one.role}"


def make_form(
    ledger: str, department: str, period: tuple[str, date, date], plans: Sequence[PlanRow],
    rows: Iterable[tuple[TaskRow, Obligation]], notes: Mapping[int, NoteRow], view: View,
) -> Form:  # fmt: skip
    """The form of one department for a period: an obligation a row, with the wording of its clause, where it stands
    and what was last reported (`notes` by number).
    """
    label, first, last = period
    titles = tuple(f"{plan.title}" + (f" {plan.number}" if plan.number else "") for plan in plans)
    made = tuple(_row(task, one, notes.get(one.note_id or 0), view) for task, one in rows)
    return Form(ledger, department, label, first, last, titles, view.today, made)


def _row(task: TaskRow, one: Obligation, note: NoteRow | None, view: View) -> FormRow:
    record = obligations.machine_row(one)
    target = measured_target(task)
    return FormRow(
        key=form_key(one),
        ref=one.ref,
        title=one.title,
        text=next(clause.text for clause in task.clauses if clause.clause == one.clause),
        role=role_words(record),
        came_by=via_words(record),
        deadline=deadline_words(record),
        target=_(", ").join(each.text for each in task.targets),
        measured=target is not None,
        status=one.status,
        percent=one.percent,
        value=one.value,
        last_report=_last_report(record, note, view),
    )


def measured_target(task: TaskRow) -> TargetRow | None:
    """The one target of a task that a number done can be told of; None where there is none, or several."""
    counted = [one for one in task.targets if one.unit != "%"] or task.targets
    return counted[0] if len(counted) == 1 else None


def _last_report(record: Record, note: NoteRow | None, view: View) -> str:
    if note is None:
        return ""
    parts = [f"{note.as_of} {standing_words(record)}", note.note or "", note.problem or "", note.next_step or ""]
    told = _("; ").join(part for part in parts if part)
    return in_brackets(
        told, _("{author}, entered {when}").format(author=note.author, when=local_text(note.recorded_at, view.zone))
    )


def returned_sheet(records: Sequence[Record], title: str, day: date) -> Sheet:
    """The returned files: whose, how many reports they gave, and what is wrong with those that were not taken."""
    brief: tuple[str | Column, ...] = ("file", "department", "entries", special("problems", _problems))
    keys = ("file", "department", "period", "entries", "known", "problems")
    return make_sheet("returned_forms", day, title, records, keys=keys, brief=brief)


def _problems(record: Record) -> str:
    return _("; ").join(_problem(one) for one in record["problems"])


def _problem(one: dict[str, Any]) -> str:
    where = f"{one['cell']}: " if one["cell"] else ""
    return where + in_words("message", one["reason"]) + (f" ({one['hint']})" if one["hint"] else "")
