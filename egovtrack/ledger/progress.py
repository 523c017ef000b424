"""Entering progress: notes are appended, never changed; a wrong one is retracted with a reason, or superseded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act, action_fields, chain_hash, is_undone, last_hash
from egovtrack.models import Action, ProgressNote, ProgressRetraction
from egovtrack.queries.known import END_OF_TIME, View, note_stands
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.obligations import DEFINITE, Obligation, read_obligations
from egovtrack.queries.plans import Reference
from egovtrack.queries.reader import Reader

SETTABLE = ("not_started", "in_progress", "blocked", "completed", "cancelled")
_NOTE_FIELDS = (
    "task_id", "clause_id", "department_id", "as_of", "recorded_at", "status", "percent", "value", "note", "problem",
    "next_step", "evidence", "author", "channel",
)  # fmt: skip
_RETRACTION_FIELDS = ("note_id", "reason", "author", "recorded_at")
# Columns that came later are in the hash only where they say something, so that older rows keep theirs.
_LATER_FIELDS = {"kind": "report", "target": None, "action_id": None}


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be entered. `as_of` is the day it speaks of; `percent` 0–100; `status` one of SETTABLE or None."""

    as_of: date
    status: str | None = None
    percent: int | None = None
    value: float | None = None
    note: str | None = None
    problem: str | None = None
    next_step: str | None = None
    evidence: str | None = None

    def __post_init__(self) -> None:
        """White space alone says nothing."""
        for name in ("note", "problem", "next_step", "evidence"):
            said = getattr(self, name)
            object.__setattr__(self, name, (said.strip() or None) if said else None)

    def says_something(self) -> bool:
        """Whether there is anything in it beside the day."""
        return any(getattr(self, name) is not None for name in self.__dataclass_fields__ if name != "as_of")


def record(
    act: Act, registry: Registry, reference: Reference, department: Department | None, report: Report, view: View
) -> ProgressNote:
    """Append a note on a task (or one clause), of a department or, without one, of the office for the whole task.

    A status that is not given is carried over from the latest note at that day, and so is the percent while work is
    under way. Raises EgovtrackError when the department does not answer for the task, UsageError for an empty report,
    a day after today or one before the plan was issued.
    """
    _check(reference, department, report, view)
    owner = _owner(act.reader, registry, reference, department, view) if department else None
    previous = _previous(act.session, reference, owner, report.as_of)
    status = _status(report, previous)
    carried = previous.percent if previous and status not in {"reported_done", "cancelled"} else None
    note = ProgressNote(
        task_id=reference.task_id,
        clause_id=reference.clause_id,
        department_id=owner,
        as_of=report.as_of,
        recorded_at=act.recorded_at,
        status=status,
        percent=carried if report.percent is None else report.percent,
        value=report.value,
        note=report.note,
        problem=report.problem,
        next_step=report.next_step,
        evidence=report.evidence,
        author=act.author,
        channel=act.channel,
        kind="report",
    )
    _append(act, note)
    return note


def _append(act: Act, row: ProgressNote | ProgressRetraction) -> None:
    row.action_id = act.row.id
    row.previous_hash = last_hash(act.session, type(row))
    row.hash = chain_hash(row.previous_hash, _fields(row))
    act.add(row)


def _check(reference: Reference, department: Department | None, report: Report, view: View) -> None:
    if not report.says_something():
        raise UsageError(_("there is nothing to record"), _("give at least one of --status, --percent, --note …"))
    if report.value is not None and not math.isfinite(report.value):
        raise UsageError(_("{value} is no measured value").format(value=report.value))
    if any("\0" in one for one in (report.note, report.problem, report.next_step, report.evidence) if one):
        raise UsageError(_("the text has a character that no text has (NUL)"))
    if report.as_of > view.today:
        raise UsageError(_("{day} is after today ({today})").format(day=report.as_of, today=view.today))
    if report.as_of < reference.plan.issued_on:
        raise UsageError(
            _("{day} is before plan {plan} was issued ({issued})").format(
                day=report.as_of, plan=reference.plan.key, issued=reference.plan.issued_on
            )
        )
    if department is None and reference.clause_id is not None:
        raise UsageError(
            _("the office's word is on a whole task, and {ref} is a clause").format(ref=reference.ref),
            _("name the department with --dept, or leave out the clause"),
        )
    if department and report.status == "cancelled":
        raise UsageError(_("only the office cancels a task"), _("leave out --dept"))
    if report.status == "cancelled" and not report.note:
        raise UsageError(_("a cancelled task needs its reason"), _("give it with --note"))


def _owner(reader: Reader, registry: Registry, reference: Reference, department: Department, view: View) -> int:
    """The id under which the department answers: its own, or that of a predecessor whose duties it took over."""
    everybody = read_obligations(reader, registry, reference.plan, view, task=reference.task_id)
    here = [one for one in everybody if reference.clause_id in {None, one.clause_id} and one.via in DEFINITE]
    ids = {one.department_id for one in here}
    if department.id in ids:
        return department.id
    inherited = sorted(ids & {one.id for one in department.with_predecessors()})
    if len(inherited) == 1:
        return inherited[0]
    if inherited:
        names = _(", ").join(registry.departments[one].name for one in inherited)
        raise EgovtrackError(
            _("{name} answers for {ref} in the place of several: {names}").format(
                name=department.name, ref=reference.ref, names=names
            ),
            _("name one of them with --dept"),
        )
    raise EgovtrackError(
        _("{name} does not answer for {ref}").format(name=department.name, ref=reference.ref),
        _("those who do: {names}").format(names=_who(here)),
    )


def _who(obligations: list[Obligation]) -> str:
    named = list(dict.fromkeys(one.party for one in obligations))
    return _(", ").join(named) or _("nobody by name")


def _previous(session: Session, reference: Reference, owner: int | None, day: date) -> ProgressNote | None:
    query = (
        select(ProgressNote)
        .where(ProgressNote.task_id == reference.task_id, ProgressNote.as_of <= day)
        .where(ProgressNote.department_id == owner if owner else ProgressNote.department_id.is_(None))
        .where(text(note_stands("progress_note")).bindparams(known_at=END_OF_TIME))
        .order_by(ProgressNote.as_of.desc(), ProgressNote.id.desc())
    )
    whole = ProgressNote.clause_id.is_(None)
    same = ProgressNote.clause_id == reference.clause_id
    query = query.where(whole | same if reference.clause_id else whole)
    return session.scalar(query.limit(1))


def _status(report: Report, previous: ProgressNote | None) -> str:
    if report.status:
        return "reported_done" if report.status == "completed" else report.status
    if previous:
        return previous.status
    return "not_started" if report.percent == 0 else "in_progress"


def retract(act: Act, note_id: int, reason: str) -> ProgressRetraction:
    """Take a note back; it stays in the log, marked. Raises EgovtrackError when there is no such note or it was
    retracted before, UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError(_("a retraction needs its reason"), _("give it with --reason"))
    note = act.session.get(ProgressNote, note_id)
    if note is None:
        raise EgovtrackError(_("there is no note {id}").format(id=note_id), _("egovtrack progress log lists them"))
    if is_undone(act.session, note.action_id):
        raise EgovtrackError(_("note {id} was taken back with the command that entered it").format(id=note_id))
    before = act.session.scalars(select(ProgressRetraction).where(ProgressRetraction.note_id == note_id))
    if any(not is_undone(act.session, one.action_id) for one in before):
        raise EgovtrackError(_("note {id} was retracted before").format(id=note_id))
    retraction = ProgressRetraction(
        note_id=note_id, reason=reason.strip(), author=act.author, recorded_at=act.recorded_at
    )
    _append(act, retraction)
    return retraction


def _fields(row: ProgressNote | ProgressRetraction) -> dict[str, Any]:
    names = _NOTE_FIELDS if isinstance(row, ProgressNote) else _RETRACTION_FIELDS
    later = {name: getattr(row, name, default) for name, default in _LATER_FIELDS.items()}
    told = {name: value for name, value in later.items() if value != _LATER_FIELDS[name]}
    return {name: getattr(row, name) for name in names} | told


def broken_links(session: Session) -> list[str]:
    """The notes (by number), retractions (`r` and a number) and actions (`a` and a number) whose hash no longer fits
    what they say.
    """
    tables: tuple[tuple[str, Any], ...] = (("", ProgressNote), ("r", ProgressRetraction), ("a", Action))
    return [
        f"{mark}{row.id}"
        for mark, table in tables
        for row in _broken(session.scalars(select(table).order_by(table.id)))
    ]


def _broken(rows: Iterable[Any]) -> Iterator[Any]:
    previous = ""
    for row in rows:
        fields = action_fields(row) if isinstance(row, Action) else _fields(row)
        if row.previous_hash != previous or row.hash != chain_hash(previous, fields):
            yield row
        previous = row.hash
