"""Entering progress: notes are appended, never changed; a wrong one is retracted with a reason, or superseded."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from egovtrack.database import one_writer
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.models import ProgressNote, ProgressRetraction
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.obligations import DEFINITE, Obligation, View, read_obligations
from egovtrack.queries.plans import Reference
from egovtrack.queries.reader import Reader

SETTABLE = ("not_started", "in_progress", "blocked", "completed", "cancelled")
_NOTE_FIELDS = (
    "task_id", "clause_id", "department_id", "as_of", "recorded_at", "status", "percent", "value", "note", "problem",
    "next_step", "evidence", "author", "channel",
)  # fmt: skip
_RETRACTION_FIELDS = ("note_id", "reason", "author", "recorded_at")


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
            text = getattr(self, name)
            object.__setattr__(self, name, (text.strip() or None) if text else None)

    def says_something(self) -> bool:
        """Whether there is anything in it beside the day."""
        return any(getattr(self, name) is not None for name in self.__dataclass_fields__ if name != "as_of")


@dataclass(frozen=True, slots=True)
class Origin:
    """Who enters it, through what, and when (UTC text)."""

    author: str
    recorded_at: str
    channel: Literal["terminal", "form"] = "terminal"


def reader_in(session: Session) -> Reader:
    """A reader inside the session's transaction, so that what is checked is what is written on."""
    connection = session.connection()
    return Reader(connection.connection.driver_connection, pyformat=connection.dialect.name == "postgresql")


def record(
    session: Session, registry: Registry, reference: Reference, department: Department | None, report: Report,
    origin: Origin, view: View,
) -> ProgressNote:  # fmt: skip
    """Append a note on a task (or one clause), of a department or, without one, of the office for the whole task.

    A status that is not given is carried over from the latest note at that day, and so is the percent while work is
    under way. Raises EgovtrackError when the department does not answer for the task, UsageError for an empty report,
    a day after today or one before the plan was issued.
    """
    _check(reference, department, report, view)
    one_writer(session.connection())
    reader = reader_in(session)
    owner = _owner(reader, registry, reference, department, view) if department else None
    previous = _previous(session, reference, owner, report.as_of)
    status = _status(report, previous)
    carried = previous.percent if previous and status not in {"reported_done", "cancelled"} else None
    note = ProgressNote(
        task_id=reference.task_id,
        clause_id=reference.clause_id,
        department_id=owner,
        as_of=report.as_of,
        recorded_at=origin.recorded_at,
        status=status,
        percent=carried if report.percent is None else report.percent,
        value=report.value,
        note=report.note,
        problem=report.problem,
        next_step=report.next_step,
        evidence=report.evidence,
        author=origin.author,
        channel=origin.channel,
        previous_hash=_last_hash(session, ProgressNote),
    )
    note.hash = chain_hash(note.previous_hash, _fields(note, _NOTE_FIELDS))
    session.add(note)
    session.flush()
    return note


def _check(reference: Reference, department: Department | None, report: Report, view: View) -> None:
    if not report.says_something():
        raise UsageError(_("there is nothing to record"), _("give at least one of --status, --percent, --note …"))
    if report.value is not None and not math.isfinite(report.value):
        raise UsageError(_("{value} is no measured value").format(value=report.value))
    if any("\0" in text for text in (report.note, report.problem, report.next_step, report.evidence) if text):
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
    retracted = select(ProgressRetraction.note_id)
    query = (
        select(ProgressNote)
        .where(ProgressNote.task_id == reference.task_id, ProgressNote.as_of <= day)
        .where(ProgressNote.department_id == owner if owner else ProgressNote.department_id.is_(None))
        .where(ProgressNote.id.not_in(retracted))
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


def retract(session: Session, note_id: int, reason: str, origin: Origin) -> ProgressRetraction:
    """Take a note back; it stays in the log, marked. Raises EgovtrackError when there is no such note or it was
    retracted before, UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError(_("a retraction needs its reason"), _("give it with --reason"))
    one_writer(session.connection())
    if session.get(ProgressNote, note_id) is None:
        raise EgovtrackError(_("there is no note {id}").format(id=note_id), _("egovtrack progress log lists them"))
    if session.scalar(select(ProgressRetraction.id).where(ProgressRetraction.note_id == note_id)):
        raise EgovtrackError(_("note {id} was retracted before").format(id=note_id))
    retraction = ProgressRetraction(
        note_id=note_id,
        reason=reason,
        author=origin.author,
        recorded_at=origin.recorded_at,
        previous_hash=_last_hash(session, ProgressRetraction),
    )
    retraction.hash = chain_hash(retraction.previous_hash, _fields(retraction, _RETRACTION_FIELDS))
    session.add(retraction)
    session.flush()
    return retraction


def _last_hash(session: Session, table: type[ProgressNote | ProgressRetraction]) -> str:
    return session.scalar(select(table.hash).order_by(table.id.desc()).limit(1)) or ""


def _fields(row: ProgressNote | ProgressRetraction, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def chain_hash(previous: str, fields: dict[str, Any]) -> str:
    """SHA-256 over the hash of the row before and this row's fields as JSON with sorted keys, dates as ISO text."""
    content = json.dumps({"previous": previous, **fields}, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def broken_links(session: Session) -> list[str]:
    """The notes (by number) and retractions (`r` and a number) whose hash no longer fits what they say."""
    notes = session.scalars(select(ProgressNote).order_by(ProgressNote.id))
    retractions = session.scalars(select(ProgressRetraction).order_by(ProgressRetraction.id))
    return [
        *(str(row.id) for row in _broken(notes, _NOTE_FIELDS)),
        *(f"r{row.id}" for row in _broken(retractions, _RETRACTION_FIELDS)),
    ]


def _broken(
    rows: Iterable[ProgressNote | ProgressRetraction], names: tuple[str, ...]
) -> Iterator[ProgressNote | ProgressRetraction]:
    previous = ""
    for row in rows:
        if row.previous_hash != previous or row.hash != chain_hash(previous, _fields(row, names)):
            yield row
        previous = row.hash
