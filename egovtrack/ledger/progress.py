"""Entering progress: notes are appended, never changed; a wrong note is retracted with a reason, or superseded."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import NoteFact, Reference, TargetFact
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.periods import Period, period_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import answered_periods, latest_note
from egovtrack.queries.tasks import each_target, each_task, notes_on
from egovtrack.registry import Department
from egovtrack.rules import CEILINGS, DONE, attained, in_unit, is_beyond
from egovtrack.standing import Obligation
from egovtrack.words import STATUS

_TEXTS = ("note", "problem", "next_step", "evidence")
_NOTE = "SELECT n.action_id, n.salt FROM progress_note n WHERE n.id = :note"
_EMPTY = """
SELECT n.id, n.action_id, n.clause_id, n.department_id FROM progress_note n
WHERE n.task_id = :task AND n.kind = 'unchanged' AND n.as_of <= :day ORDER BY n.id"""


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be entered. `as_of` is the day it speaks of; `percent` 0–100; `status` is not_started, in_progress,
    blocked, completed, cancelled or None; `value` measures the task's target number `target`, where it has several, in
    `unit` (None: as `rules.in_unit` finds). It came in on `received_on` (None: today), and answers `period` (None: the
    one that its day tells).
    """

    as_of: date
    status: str | None = None
    percent: int | None = None
    value: float | None = None
    note: str | None = None
    problem: str | None = None
    next_step: str | None = None
    evidence: str | None = None
    unit: str | None = None
    target: int | None = None
    period: Period | None = None
    received_on: date | None = None

    def __post_init__(self) -> None:
        """Take a text of white space alone for none."""
        for name in _TEXTS:
            said = getattr(self, name)
            object.__setattr__(self, name, (said.strip() or None) if said else None)


def record(action: Action, facts: Facts, reference: Reference, department: Department | None, report: Report) -> None:
    """Append the note that a report makes. Raises what `draft` does."""
    action.append("progress_note", **draft(facts, reference, department, report, action.signature.author))


def draft(
    facts: Facts, reference: Reference, department: Department | None, report: Report, author: str, *,
    source: str | None = None, besides: Iterable[NoteFact] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return the note that a report of a department or, without one, of the office makes, as columns. `source` is the
    fingerprint of the entry in a form that it comes from, `besides` are notes that are to be entered before it.

    A status that is not given is carried over from the latest note at that day, and so are percent and value while
    work is under way, unless the new status contradicts them. A value gives the percent of its target
    (`rules.attained`).

    Raises EgovtrackError where the department does not answer for the task, or the task was struck off or cancelled
    before; UsageError for a report that is empty or contradicts itself, or a day after today.
    """
    _check(reference, department, report, facts.today)
    task, clause, day = reference.task_id, reference.clause_id, report.as_of
    owner = owner_of(facts, reference, department) if department else None
    previous = latest_note(facts, task, clause, owner, day, besides)
    if department:
        _refuse_closed(facts, reference, department, previous, day)
        _refuse_carried(facts, reference, owner, previous, day)
    percent, value, target = _measured(facts, reference, report)
    status = _status(report, previous, percent)
    _refuse_contradiction(report, status)
    if percent is None and value is None and previous and _goes_on(previous, status):
        percent, value, target = previous.percent, previous.value, previous.target
    return _columns(reference, owner, day, "report", status) | {
        "percent": percent, "value": value, "target_id": target, "author": author, "source": source,
        **({"channel": "form"} if source else {}), **{name: getattr(report, name) for name in _TEXTS},
        **(_answers(facts, reference, owner, report, besides) if owner else {}),
    }  # fmt: skip


def unchanged(
    facts: Facts, reference: Reference, department: Department, report: Report, author: str, source: str
) -> dict[str, Any]:
    """Return the note, as columns, that a department's answer makes which says nothing new: it answers its period.

    Raises EgovtrackError where the department does not answer for the task.
    """
    owner = owner_of(facts, reference, department)
    check_day(report.as_of, facts.today)
    return _columns(reference, owner, report.as_of, "unchanged", None) | {
        "author": author, "source": source, "channel": "form", **{name: getattr(report, name) for name in _TEXTS},
        **_answers(facts, reference, owner, report, ()),
    }  # fmt: skip


def _goes_on(previous: NoteFact, status: str) -> bool:
    """Return whether percent and value of a note still hold in the next one, whose status is this."""
    holds = {
        "not_started": previous.percent == 0,
        "in_progress": previous.percent != 100 or previous.value is not None,
        "blocked": True,
    }
    return holds.get(status, False)


def _refuse_contradiction(report: Report, status: str) -> None:
    """Refuse a percent that was typed and cannot be with a status; what follows from a value goes with any."""
    percent = report.percent
    wrong = {"not_started": percent, "in_progress": percent == 100, "reported_done": percent != 100}
    if percent is None or not wrong.get(status):
        return
    word = _(STATUS[status]) if report.status != "completed" else _("completed")
    why = _("{status} and {percent} % contradict each other").format(status=word, percent=percent)
    raise UsageError(why, _("give one of them") if report.status else _("give the status too: --status completed"))


def _answers(
    facts: Facts, reference: Reference, owner: int, report: Report, besides: Iterable[NoteFact]
) -> dict[str, date]:
    """Return the period that a department's report answers, and the day on which it came in, as columns.

    Raises UsageError for a day after today, and for a period that has not begun or is none of the plan's.
    """
    received = report.received_on or facts.today
    check_day(received, facts.today)
    if report.as_of > received:
        raise UsageError(_("it speaks of {day}, and came in on {received}").format(day=report.as_of, received=received))
    schedule = facts.reporting.of(reference.plan).schedule(reference.task_id, reference.clause_id or 0, owner)
    period = report.period
    if period is None:
        known = answered_periods(facts, reference.task_id, reference.clause_id, owner)
        known |= {each.period for each in besides if each.period and each.text_id == reference.task_id}
        period = schedule.answered_by(report.as_of, known.__contains__)
    elif period.first > facts.today:
        raise UsageError(_("{period} has not begun yet").format(period=period.label))
    elif period != (own := period_of(schedule.rule_on(period.first).cycle, period.first)):
        raise UsageError(
            _("plan {plan} is not asked for {period}").format(plan=reference.plan.key, period=period.label),
            _("its period of those days is {period}").format(period=own.label),
        )
    return {"period_start": period.first, "period_end": period.last, "received_on": received}


def _columns(reference: Reference, owner: int | None, day: date, kind: str, status: str | None) -> dict[str, Any]:
    return {
        "task_id": reference.task_id, "clause_id": reference.clause_id, "department_id": owner, "as_of": day,
        "kind": kind, "status": status, "channel": "terminal",
    }  # fmt: skip


def _check(reference: Reference, department: Department | None, report: Report, today: date) -> None:
    if all(getattr(report, name) is None for name in ("status", "percent", "value", *_TEXTS)):
        raise UsageError(_("there is nothing to record"), _("give at least one of --status, --percent, --note …"))
    if report.value is not None and not math.isfinite(report.value):
        raise UsageError(_("{value} is no measured value").format(value=report.value))
    check_day(report.as_of, today)
    if department is None and reference.clause_id is not None:
        why = _("the office's word is on a whole task, and {ref} is a clause").format(ref=reference.ref)
        raise UsageError(why, _("name the department with --dept, or leave out the clause"))
    if department is None and report.period:
        why = _("the office's word answers no period")
        raise UsageError(why, _("name the department with --dept, or leave out --period"))
    if department and report.status == "cancelled":
        raise UsageError(_("only the office cancels a task"), _("leave out --dept"))
    if report.status == "cancelled" and not report.note:
        raise UsageError(_("a cancelled task needs its reason"), _("give it with --note"))


def check_day(day: date, today: date) -> None:
    """Raise UsageError for a day after today."""
    if day > today:
        raise UsageError(_("{day} is after today ({today})").format(day=day, today=today))


def _refuse_closed(
    facts: Facts, reference: Reference, department: Department, previous: NoteFact | None, day: date
) -> None:
    """Refuse a department's note on what the office has struck off or cancelled, until the office opens it again."""
    if previous and previous.status == "verified":
        why = _("{ref} {name} was struck off on {day}")
        hint = _("the office opens it again: egovtrack progress return … --reason …")
        raise EgovtrackError(why.format(ref=reference.ref, name=department.name, day=previous.as_of), hint)
    word = latest_note(facts, reference.task_id, None, None, day)
    later = word and (previous is None or (word.as_of, word.id) > (previous.as_of, previous.id))
    if word and later and word.status == "cancelled":
        why = _("{ref} was cancelled by the office on {day}")
        hint = _("the office takes it up again: egovtrack progress set {ref} --status in_progress")
        raise EgovtrackError(why.format(ref=reference.ref, day=word.as_of), hint.format(ref=reference.ref))


def _refuse_carried(
    facts: Facts, reference: Reference, owner: int | None, previous: NoteFact | None, day: date
) -> None:
    """Refuse a department's note on what is carried over: it reports on the task that goes on with it."""
    carried = facts.decisions.carried(reference.task_id, owner)
    if carried and day >= carried.as_of and not (previous and previous.status in DONE):
        to = carried.to_ref
        why = _("{ref} was carried over to {to} on {day}").format(ref=reference.ref, to=to, day=carried.as_of)
        raise EgovtrackError(why, _("report on that: egovtrack progress set {ref}").format(ref=to))


def on_day(facts: Facts, reference: Reference, day: date) -> tuple[Facts, Reference]:
    """Return the ledger as of a day, and a reference with its plan as the edition of that day words it."""
    then = facts.on(day)
    return (facts, reference) if then is facts else (then, reference._replace(plan=then.plan(reference.plan.key)))


def _measured(facts: Facts, reference: Reference, report: Report) -> tuple[int | None, float | None, int | None]:
    """Return the percent that a report gives, its value in the measure of the target, and the target."""
    if report.value is None:
        return report.percent, None, None
    target, value = _target(facts, reference, report, report.value)
    reached = attained(target.min, target.max, target.comparator, value)
    if report.percent is not None and reached is not None and report.percent not in {reached, reached + 1}:
        why = _("{percent} % and {value} of {target} contradict each other: that is {reached} %").format(
            percent=report.percent, value=f"{value:g}", target=target.text, reached=reached
        )
        raise UsageError(why, _("give the value alone"))
    if report.percent == 100 and reached is None and target.comparator in CEILINGS:
        why = _("{value} does not keep to {target}: it is not 100 % yet").format(value=f"{value:g}", target=target.text)
        raise UsageError(why, _("give the value alone"))
    return reached if report.percent is None else report.percent, float(value), target.id


def far_beyond(facts: Facts, reference: Reference, report: Report) -> str | None:
    """Return words on a value that may be in another unit than its target: over ten times as much; None for others."""
    if report.value is None:
        return None
    target, value = _target(facts, reference, report, report.value)
    if not is_beyond(value, target.max or target.min):
        return None
    words = _("{ref}: {value} is more than ten times the target ({target})")
    return words.format(ref=reference.ref, value=f"{value:.15g}", target=target.text)


def _target(facts: Facts, reference: Reference, report: Report, given: float) -> tuple[TargetFact, float]:
    """Return the target that the value `given` in a report measures, of the edition in force on its day, and the value
    in its measure.
    """
    _then, there = on_day(facts, reference, report.as_of)
    targets = [target for _text, target in each_target(facts.connection, there.plan.edition, reference.task_id)]
    if not targets:
        why = _("{ref} has no target to measure").format(ref=reference.ref)
        raise UsageError(why, _("say in --note what was reached"))
    if report.target is not None:
        found = [target for target in targets if target.position == report.target]
    else:
        counted = [target for target in targets if target.unit != "%"]
        found = targets if report.unit else counted or targets
    values = [in_unit(given, report.unit, target.unit or "", target.max or target.min) for target in found]
    fitting = [(target, value) for target, value in zip(found, values, strict=True) if value is not None]
    if len(fitting) == 1:
        return fitting[0]
    listed = _("; ").join(f"{target.position} {target.text}" for target in targets)
    if found and not fitting:
        why = _("{value}{unit} is in another unit than the target of {ref}")
        said = why.format(value=f"{given:.15g}", unit=report.unit or "", ref=reference.ref)
        raise UsageError(said, _("give it in the unit of one of: {targets}").format(targets=listed))
    why = _("which target of {ref} does the value measure?").format(ref=reference.ref)
    raise UsageError(why, _("give its number with --target: {targets}").format(targets=listed))


def answering(facts: Facts, reference: Reference, *, reported: bool = False) -> list[Obligation]:
    """Return the definite obligations of the task, or the one clause, that a reference means; unless `reported`, as if
    no notes had been entered.
    """
    connection, edition, task = facts.connection, reference.plan.edition, reference.task_id
    notes: Iterable[NoteFact] = notes_on(connection, edition, facts.snapshot, task) if reported else ()
    found = facts.standing(reference.plan, task=task).obligations(each_task(connection, edition, task), notes, ())
    return [each for each in found if reference.clause_id in {None, each.clause_id}]


def owner_of(facts: Facts, reference: Reference, department: Department) -> int:
    """Return the id under which a department answers: its own, or that of the department whose duties it took over.

    Raises EgovtrackError where it does not answer, or answers in the place of several.
    """
    here = answering(facts, reference)
    ids = {each.department_id for each in here if department.id in {each.department_id, each.holder_id}}
    if not ids:
        raise does_not_answer(reference, department, here)
    if department.id in ids:
        return department.id
    if len(ids) > 1:
        names = _(", ").join(facts.registry.departments[each].name for each in sorted(ids))
        why = _("{name} answers for {ref} in the place of several: {names}")
        hint = _("name one of them with --dept")
        raise EgovtrackError(why.format(name=department.name, ref=reference.ref, names=names), hint)
    return ids.pop()


def does_not_answer(reference: Reference, department: Department, here: Iterable[Obligation]) -> EgovtrackError:
    """Return the error for a department that does not answer, naming those who do."""
    names = _(", ").join(dict.fromkeys(each.party for each in here)) or _("nobody by name")
    why = _("{name} does not answer for {ref}").format(name=department.name, ref=reference.ref)
    return EgovtrackError(why, _("those who do: {names}").format(names=names))


def _status(report: Report, previous: NoteFact | None, percent: int | None) -> str:
    if report.status:
        return "reported_done" if report.status == "completed" else report.status
    if previous is None:
        return "not_started" if percent == 0 else "in_progress"
    # Who gives a figure says that work is under way, whatever was said before.
    gives = percent is not None or report.value is not None
    if gives and (
        (previous.status == "reported_done" and percent != 100) or (previous.status == "not_started" and percent != 0)
    ):
        return "in_progress"
    return previous.status


# --- what the office decides on a report --------------------------------------------------------------------------


def decide(
    action: Action, facts: Facts, reference: Reference, department: Department | None, as_of: date, note: str | None, *,
    back: bool,
) -> None:  # fmt: skip
    """Strike off what was reported done (销号): of a department, or of everybody who reported so, or, of a task that
    nobody answers for by name, the office's own word. It keeps the figures that were reported. `back`: send it back
    (退回) instead, or open again what was struck off; it is in progress from that day on. An answer that says nothing
    new can be sent back too: then it answers nothing.

    Raises EgovtrackError where nobody has reported completion by that day; UsageError for sending back with no reason.
    """
    note = (note or "").strip() or None
    if back and not note:
        raise UsageError(_("sending back needs its reason"), _("give it with --reason"))
    claims = _claims(facts, reference, department, as_of, DONE if back else {"reported_done"})
    if back and not claims and (empty := _empty_answers(facts, reference, department, as_of)):
        for there, owner, answer in empty:
            row = _columns(there, owner, as_of, "return", None) | {"note": note, "author": action.signature.author}
            action.append("progress_note", **row, judged_id=answer)
        return
    if not claims and back:
        why = _("{ref}: no completion was reported by {day} that could be sent back")
        raise EgovtrackError(why.format(ref=reference.ref, day=as_of))
    if not claims:
        why = _("{ref}: no completion was reported by {day} that could be struck off")
        hint = _("egovtrack show {ref} tells how far everybody is").format(ref=reference.ref)
        raise EgovtrackError(why.format(ref=reference.ref, day=as_of), hint)
    kind, status = ("return", "in_progress") if back else ("verification", "verified")
    for there, department_id in claims:
        row = _columns(there, department_id, as_of, kind, status) | {"note": note, "author": action.signature.author}
        claim = latest_note(facts, there.task_id, there.clause_id, department_id, as_of)
        if claim:
            row |= {"judged_id": claim.judged or claim.id}
        if claim and not back:
            row |= {"percent": claim.percent, "value": claim.value, "target_id": claim.target}
        action.append("progress_note", **row)


def _claims(
    facts: Facts, reference: Reference, department: Department | None, as_of: date, statuses: Collection[str]
) -> list[tuple[Reference, int | None]]:
    """Return whose completion the office may decide on: clause and department; the latter is None for the office's own
    word, where no department is asked for and none has reported.
    """
    check_day(as_of, facts.today)
    then, there = on_day(facts, reference, as_of)
    here = answering(then, there, reported=True)
    own = [each for each in here if department is None or department.id in {each.department_id, each.holder_id}]
    if department and not own:
        raise does_not_answer(reference, department, here)
    claims = {
        (reference._replace(clause_id=each.clause_id if each.several else None), each.department_id): None
        for each in own
        if each.status in statuses
    }
    if claims or department:
        return list(claims)
    word = latest_note(facts, reference.task_id, None, None, as_of)
    return [(reference, None)] if word and word.status in statuses and reference.clause_id is None else []


def _empty_answers(
    facts: Facts, reference: Reference, department: Department | None, as_of: date
) -> list[tuple[Reference, int, int]]:
    """Return the answers that said nothing new and can be sent back: clause, department and note, of each the last."""
    found = {}
    for note, action, clause, owner in facts.connection.rows(_EMPTY, task=reference.task_id, day=as_of):
        if not facts.snapshot.holds(action) or note in facts.void_notes or reference.clause_id not in {None, clause}:
            continue
        if department is None or owner == department.id:
            found[clause, owner] = (reference._replace(clause_id=clause), owner, note)
    return list(found.values())


def retract(action: Action, facts: Facts, note_id: int, reason: str) -> None:
    """Take a note back; it stays in the log, marked.

    Raises EgovtrackError where there is no such note or it was retracted before, UsageError without a reason.
    """
    if not reason.strip():
        raise UsageError(_("a retraction needs its reason"), _("give it with --reason"))
    entered_by, _salt = find_note(action, note_id)
    if not facts.snapshot.holds(entered_by):
        raise EgovtrackError(_("note {id} was taken back with the command that entered it").format(id=note_id))
    if note_id in facts.retracted:
        raise EgovtrackError(_("note {id} was retracted before").format(id=note_id))
    action.append("retraction", note_id=note_id, reason=reason.strip())


def find_note(action: Action, note_id: int) -> tuple[int, str | None]:
    """Return the action that entered a note, and the salt of its texts. Raises EgovtrackError where there is none."""
    found = action.connection.one(_NOTE, note=note_id)
    if found is None:
        raise EgovtrackError(_("there is no note {id}").format(id=note_id), _("egovtrack progress log lists them"))
    return found[0], found[1]
