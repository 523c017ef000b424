"""Entering progress: notes are appended, never changed; a wrong one is retracted with a reason, or superseded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from egovtrack import chain
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act, is_undone, last_hash
from egovtrack.models import ProgressNote, ProgressRetraction, Target
from egovtrack.queries.known import END_OF_TIME, View, note_stands
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.obligations import DEFINITE, Obligation, read_obligations
from egovtrack.queries.plans import Reference
from egovtrack.queries.reader import Reader
from egovtrack.rules import attained

_TEXTS = ("note", "problem", "next_step", "evidence")
SETTABLE = ("not_started", "in_progress", "blocked", "completed", "cancelled")


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be entered. `as_of` is the day it speaks of; `percent` 0–100; `status` one of SETTABLE or None;
    `value` measures the task's target number `target`, where it has several.
    """

    as_of: date
    status: str | None = None
    percent: int | None = None
    value: float | None = None
    note: str | None = None
    problem: str | None = None
    next_step: str | None = None
    evidence: str | None = None
    target: int | None = None

    def __post_init__(self) -> None:
        """White space alone says nothing."""
        for name in _TEXTS:
            said = getattr(self, name)
            object.__setattr__(self, name, (said.strip() or None) if said else None)

    def says_something(self) -> bool:
        """Whether there is anything in it beside the day."""
        return any(getattr(self, name) is not None for name in ("status", "percent", "value", *_TEXTS))


def record(
    act: Act, registry: Registry, reference: Reference, department: Department | None, report: Report, view: View,
    author: str | None = None, source: str | None = None,
) -> ProgressNote:  # fmt: skip
    """Append a note on a task (or one clause), of a department or, without one, of the office for the whole task.

    A status that is not given is carried over from the latest note at that day, and so are percent and value while
    work is under way. A value gives the percent of its target (`rules.attained`). `author` is who filled in a form,
    `source` the fingerprint of the entry in it.

    Raises EgovtrackError when the department does not answer for the task, or it was struck off or cancelled before;
    UsageError for an empty report, one that contradicts itself, or a day after today.
    """
    _check(reference, department, report, view)
    owner = _owner(act.reader, registry, reference, department, view) if department else None
    previous = _previous(act.session, reference, owner, report.as_of)
    if department:
        _refuse_closed(act, reference, department, previous, report.as_of)
    percent, target = _measured(act.session, reference, report)
    status = _status(report, previous, percent)
    _refuse_contradiction(report, status, percent)
    value = None if report.value is None else float(report.value)
    if percent is None and previous and status not in {"reported_done", "cancelled"}:
        percent, value, target = previous.percent, previous.value, previous.target
    note = _note(act, reference, owner, report.as_of, status)
    note.percent, note.value, note.target = percent, value, target
    note.note, note.problem, note.next_step = report.note, report.problem, report.next_step
    note.evidence, note.author, note.source = report.evidence, author or act.author, source
    _append(act, note)
    return note


def _note(
    act: Act, reference: Reference, owner: int | None, as_of: date, status: str, kind: str = "report"
) -> ProgressNote:
    return ProgressNote(
        task_id=reference.task_id, clause_id=reference.clause_id, department_id=owner, as_of=as_of, status=status,
        kind=kind, recorded_at=act.recorded_at, author=act.author, channel=act.channel,
    )  # fmt: skip


def _append(act: Act, row: ProgressNote | ProgressRetraction) -> None:
    row.action_id = act.row.id
    row.previous_hash = last_hash(act.session, type(row))
    columns = chain.NOTE if isinstance(row, ProgressNote) else chain.RETRACTION
    row.hash = chain.chain_hash(row.previous_hash, {name: getattr(row, name) for name in columns})
    act.add(row)


def _check(reference: Reference, department: Department | None, report: Report, view: View) -> None:
    if not report.says_something():
        raise UsageError(_("there is nothing to record"), _("give at least one of --status, --percent, --note …"))
    if report.value is not None and not math.isfinite(report.value):
        raise UsageError(_("{value} is no measured value").format(value=report.value))
    _check_day(report.as_of, view)
    if department is None and reference.clause_id is not None:
        raise UsageError(
            _("the office's word is on a whole task, and {ref} is a clause").format(ref=reference.ref),
            _("name the department with --dept, or leave out the clause"),
        )
    if department and report.status == "cancelled":
        raise UsageError(_("only the office cancels a task"), _("leave out --dept"))
    if report.status == "cancelled" and not report.note:
        raise UsageError(_("a cancelled task needs its reason"), _("give it with --note"))


def _check_day(day: date, view: View) -> None:
    if day > view.today:
        raise UsageError(_("{day} is after today ({today})").format(day=day, today=view.today))


def _refuse_closed(
    act: Act, reference: Reference, department: Department, previous: ProgressNote | None, day: date
) -> None:
    """What the office has struck off or cancelled is closed to departments until the office opens it again."""
    if previous and previous.status == "verified":
        raise EgovtrackError(
            _("{ref} {name} was struck off on {day}").format(
                ref=reference.ref, name=department.name, day=previous.as_of
            ),
            _("the office opens it again: egovtrack progress return … --reason …"),
        )
    word = _previous(act.session, Reference(reference.plan, reference.task_id, reference.ref), None, day)
    later = word and (previous is None or (word.as_of, word.id) > (previous.as_of, previous.id))
    if word and later and word.status == "cancelled":
        raise EgovtrackError(
            _("{ref} was cancelled by the office on {day}").format(ref=reference.ref, day=word.as_of),
            _("the office takes it up again: egovtrack progress set {ref} --status in_progress").format(
                ref=reference.ref
            ),
        )


def _measured(session: Session, reference: Reference, report: Report) -> tuple[int | None, int | None]:
    """The percent that a report gives, and the position of the target that it measures."""
    if report.value is None:
        return report.percent, None
    target = _target(session, reference, report.target)
    reached = attained(target.min_value, target.max_value, target.comparator, report.value)
    if report.percent is not None and reached is not None and report.percent not in {reached, reached + 1}:
        raise UsageError(
            _("{percent} % and {value} of {target} contradict each other: that is {reached} %").format(
                percent=report.percent, value=f"{report.value:g}", target=target.text, reached=reached
            ),
            _("give the value alone"),
        )
    return reached if report.percent is None else report.percent, target.position


def _target(session: Session, reference: Reference, position: int | None) -> Target:
    targets = session.scalars(select(Target).where(Target.task_id == reference.task_id).order_by(Target.position)).all()
    if not targets:
        raise UsageError(
            _("{ref} has no target to measure").format(ref=reference.ref), _("say in --note what was reached")
        )
    if position is not None:
        found = [one for one in targets if one.position == position]
    else:
        found = [one for one in targets if one.unit != "%"] or list(targets)
    if len(found) != 1:
        listed = _("; ").join(f"{one.position} {one.text}" for one in targets)
        raise UsageError(
            _("which target of {ref} does the value measure?").format(ref=reference.ref),
            _("give its number with --target: {targets}").format(targets=listed),
        )
    return found[0]


def _refuse_contradiction(report: Report, status: str, percent: int | None) -> None:
    if status == "reported_done" and report.status and percent is not None and percent < 100:
        raise UsageError(
            _("completed and {percent} % contradict each other").format(percent=percent),
            _("give one of them"),
        )


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


def _status(report: Report, previous: ProgressNote | None, percent: int | None) -> str:
    if report.status:
        return "reported_done" if report.status == "completed" else report.status
    if previous is None:
        return "not_started" if percent == 0 else "in_progress"
    # Who gives a figure says that work is under way, whatever was said before.
    if percent is not None and (
        (previous.status == "reported_done" and percent < 100) or (previous.status == "not_started" and percent > 0)
    ):
        return "in_progress"
    return previous.status


def verify(
    act: Act, registry: Registry, reference: Reference, department: Department | None, as_of: date, view: View,
    note: str | None = None,
) -> list[ProgressNote]:  # fmt: skip
    """Strike off what was reported done (销号): of a department, or of everybody who reported so, or, of a task that
    nobody answers for by name, the office's own word.

    Returns the notes. Raises EgovtrackError where nobody has reported completion by that day.
    """
    claims = _claims(act, registry, reference, department, as_of, view, {"reported_done"})
    if not claims:
        raise EgovtrackError(
            _("{ref}: no completion was reported by {day} that could be struck off").format(
                ref=reference.ref, day=as_of
            ),
            _("egovtrack show {ref} tells how far everybody is").format(ref=reference.ref),
        )
    return [_decision(act, one, as_of, "verified", "verification", note) for one in claims]


def send_back(
    act: Act, registry: Registry, reference: Reference, department: Department | None, as_of: date, view: View,
    reason: str,
) -> list[ProgressNote]:  # fmt: skip
    """Send a reported completion back (退回), or open again what was struck off: it is in progress from that day on.

    Returns the notes. Raises EgovtrackError where nothing was reported done, UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError(_("sending back needs its reason"), _("give it with --reason"))
    claims = _claims(act, registry, reference, department, as_of, view, {"reported_done", "verified"})
    if not claims:
        raise EgovtrackError(
            _("{ref}: no completion was reported by {day} that could be sent back").format(ref=reference.ref, day=as_of)
        )
    return [_decision(act, one, as_of, "in_progress", "return", reason.strip()) for one in claims]


_Claim = tuple[Reference, int | None]


def _claims(
    act: Act, registry: Registry, reference: Reference, department: Department | None, as_of: date, view: View,
    statuses: set[str],
) -> list[_Claim]:  # fmt: skip
    """Whose completion the office may decide on: clause and department; without a department, the office's own word."""
    _check_day(as_of, view)
    look = view._replace(as_of=as_of, known_at=END_OF_TIME)
    everybody = read_obligations(act.reader, registry, reference.plan, look, task=reference.task_id)
    here = [one for one in everybody if reference.clause_id in {None, one.clause_id}]
    if department:
        here = [one for one in here if department.id in {one.department_id, one.holder_id}]
        if not here:
            _owner(act.reader, registry, reference, department, look)
    claims = {
        (reference._replace(clause_id=one.clause_id if one.several else None), one.department_id): None
        for one in here
        if one.status in statuses
    }
    if claims or department:
        return list(claims)
    word = _previous(act.session, reference, None, as_of)
    return [(reference, None)] if word and word.status in statuses and reference.clause_id is None else []


def _decision(act: Act, claim: _Claim, as_of: date, status: str, kind: str, note: str | None) -> ProgressNote:
    reference, owner = claim
    made = _note(act, reference, owner, as_of, status, kind)
    before = _previous(act.session, reference, owner, as_of)
    if before and status == "verified":
        made.percent, made.value, made.target = before.percent, before.value, before.target
    made.note = note
    _append(act, made)
    return made


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
