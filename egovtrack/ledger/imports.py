"""Importing a plan: new, the same as the one in the ledger, or different; and putting a corrected one in its place."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from egovtrack import models
from egovtrack.draft import PlanDraft, TaskDraft
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger import plans
from egovtrack.ledger.actions import Act
from egovtrack.ledger.plans import PlanFacts
from egovtrack.limits import MOST_COMPARED

Aspect = Literal["task", "heading", "wording", "who answers", "deadline"]
T = TypeVar("T")
_KEY = re.compile(r"[\w.]+")
_LONGEST_KEY = 30  # the column has room for 40, and a plan that is taken back gets the action's number after its key


@dataclass(frozen=True, slots=True)
class Difference:
    """A task, by its ref, that a document has otherwise than the ledger; None: one of them does not have it."""

    ref: str
    aspect: Aspect
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: `new`, `same` (nothing changed), `different` (nothing changed) or `replaced`."""

    outcome: Literal["new", "same", "different", "replaced"]
    plan: models.Plan
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Told:
    """What the person who imports says of a plan; it beats what the document says."""

    key: str | None = None
    issued: date | None = None
    until: date | None = None

    def year(self) -> int | None:
        """The year that deadlines such as 3月底前 are in, where the document does not say it."""
        if self.key and re.fullmatch(r"20\d\d", self.key):
            return int(self.key)
        return self.issued.year if self.issued else None


def facts_of(session: Session, draft: PlanDraft, told: Told, source: str) -> PlanFacts:
    """What is to be known of a plan beside its text: as told, as the document says it, or as the ledger has it.

    Raises UsageError for what none of them says: a key, the day of issue.
    """
    key = told.key or draft.key
    if key is None:
        raise UsageError(_("the document does not tell which year it is for"), _("give the plan a key with --key 2018"))
    if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
        raise UsageError(_("{key} is no key").format(key=key), _("use letters, digits and dots: 2018, sz2018"))
    stored = session.scalar(select(models.Plan).where(models.Plan.key == key))
    issued = told.issued or draft.issued_on or (stored.document.issued_on if stored else None)
    if issued is None:
        raise UsageError(_("the document does not tell when it was issued"), _("give the day with --issued 2018-03-01"))
    first = draft.period_start or (stored.period_start if stored else min(issued, date(issued.year, 1, 1)))
    last = told.until or draft.period_end or (stored.period_end if stored else date(issued.year, 12, 31))
    if last < first:
        raise UsageError(_("{last} is before the plan begins ({first})").format(last=last, first=first))
    return PlanFacts(
        key, draft.title or key, draft.document_number or None, draft.issuer or None, issued, source, draft.kind,
        (first, last),
    )  # fmt: skip


def import_plan(act: Act, draft: PlanDraft, facts: PlanFacts, *, replace: bool = False) -> Imported:
    """Store a draft as the plan `facts.key`, unless the ledger has it: then tell the differences, and with `replace`
    put the draft in its place. Raises EgovtrackError when the text is another plan already, or notes would be lost.
    """
    session = act.session
    stored = session.scalar(select(models.Plan).where(models.Plan.key == facts.key))
    if stored is None:
        _refuse_known_text(session, draft, None)
        plan = plans.store_plan(act, draft, facts)
        if differences(plan, draft):  # the same document, read otherwise than before it was taken back
            _replace(act, plan, draft, facts)
        return Imported("new", plan, [])
    found = differences(stored, draft)
    if not found or not replace:
        return Imported("different" if found else "same", stored, found)
    _refuse_known_text(session, draft, stored)
    _replace(act, stored, draft, facts)
    return Imported("replaced", stored, found)


def _refuse_known_text(session: Session, draft: PlanDraft, stored: models.Plan | None) -> None:
    digest = hashlib.sha256(draft.document.text.encode()).hexdigest()
    other = session.scalar(select(models.Plan).join(models.Document).where(models.Document.sha256 == digest))
    if other is not None and other is not stored and not plans.is_withdrawn(session, other):
        raise EgovtrackError(_("this document is plan {key} in the ledger already").format(key=other.key))


# --- comparing ---------------------------------------------------------------------------------------------------


def differences(stored: models.Plan, draft: PlanDraft) -> list[Difference]:
    """What a draft says otherwise than a stored plan, task by task in the order of the draft, what is gone last.

    White space and the width of punctuation are no difference: the same document in another file has them otherwise.
    """
    before = {task.ref: task for task in stored.tasks}
    headings = {section.id: section.label + section.title for section in stored.sections}
    found: list[Difference] = []
    for task in draft.tasks:
        old = before.pop(task.ref, None)
        if old is None:
            found.append(Difference(task.ref, "task", None, task.label + task.wording))
        else:
            found += _compared(task, _stored_aspects(old, headings), _draft_aspects(task, draft))
    return found + [Difference(ref, "task", old.label + old.wording, None) for ref, old in before.items()]


def _compared(task: TaskDraft, old: dict[Aspect, str], new: dict[Aspect, str]) -> Iterator[Difference]:
    for aspect, before in old.items():
        if _shadow(before) != _shadow(new[aspect]):
            yield Difference(task.ref, aspect, before, new[aspect])


def _stored_aspects(task: models.Task, headings: dict[int, str]) -> dict[Aspect, str]:
    parties = [(one.role, one.name, one.open_list) for clause in task.clauses for one in clause.assignments]
    return {
        "heading": headings[task.section_id] if task.section_id else "",
        "wording": task.label + task.wording,
        "who answers": _in_words(parties),
        "deadline": str(task.stated_deadline or ""),
    }


def _draft_aspects(task: TaskDraft, draft: PlanDraft) -> dict[Aspect, str]:
    parties = [(one.role, one.name, one.open_list) for clause in task.clauses for one in clause.parties]
    above = draft.headings(task.section)
    return {
        "heading": above[-1] if above else "",
        "wording": task.label + task.wording,
        "who answers": _in_words(parties),
        "deadline": str((task.deadline and task.deadline.until) or ""),
    }


def _in_words(parties: Iterable[tuple[str, str, bool]]) -> str:
    return " ".join(f"{role}:{name}{'等' if open_list else ''}" for role, name, open_list in parties)


def _shadow(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


# --- replacing ---------------------------------------------------------------------------------------------------


def _replace(act: Act, plan: models.Plan, draft: PlanDraft, facts: PlanFacts) -> None:
    """Put a draft in the place of a stored plan. A task that is in both keeps its row, and so all that was said of
    it, whatever its number is now; the former document stays in the ledger.
    """
    with act.changing():
        _put_in_place(act.session, plan, draft, facts)
    act.seal_plan(plan.id)


def _put_in_place(session: Session, plan: models.Plan, draft: PlanDraft, facts: PlanFacts) -> None:
    pairs = _paired(session, plan.tasks, draft)
    kept = {old.id for old in pairs.values()}
    _drop_tasks(session, [task for task in plan.tasks if task.id not in kept])
    _clear(session, plan)
    document = plans.store_document(session, draft, facts)
    plan.document_id, plan.title, plan.kind = document.id, facts.title, facts.kind
    plan.period_start, plan.period_end = facts.period
    sections: dict[int, int] = {}
    for place, section in enumerate(draft.sections):
        row = models.Section(**plans.section_values(plan, place, section, sections))
        session.add(row)
        session.flush()
        sections[place] = row.id
    bind = plans.Binder(session)
    tasks: list[models.Task] = []
    for position, one in enumerate(draft.tasks, start=1):
        fresh = plans.make_task(plan, sections, position, one, facts, bind)
        old = pairs.get(one.ref)
        tasks.append(fresh if old is None else _renewed(session, old, fresh))
    session.add_all(tasks)
    session.flush()
    ids = dict(enumerate(task.id for task in tasks))
    session.add_all(models.Block(**row) for row in plans.make_blocks(document.id, draft, ids, sections))
    session.flush()
    session.expire_all()


def _paired(session: Session, stored: Iterable[models.Task], draft: PlanDraft) -> dict[str, models.Task]:
    """Which stored task each task of a draft is, by its new ref: the one with the same ref and words, else the same
    words under another ref, else the same ref. Raises EgovtrackError when that would put progress notes on a task
    that says something else.
    """
    left = {task.ref: task for task in stored}
    pairs: dict[str, models.Task] = {}
    for one in draft.tasks:
        if one.ref in left and _shadow(left[one.ref].wording) == _shadow(one.wording):
            pairs[one.ref] = left.pop(one.ref)
    moved = {_shadow(task.wording): task for task in left.values()}
    for one in draft.tasks:
        same = None if one.ref in pairs else moved.pop(_shadow(one.wording), None)
        if same is not None:
            pairs[one.ref] = left.pop(same.ref)
    for one in draft.tasks:
        same = None if one.ref in pairs else left.pop(one.ref, None)
        if same is None:
            continue
        if not _alike(same.text, one.text) and _is_spoken_of(session, same):
            raise EgovtrackError(
                _("{ref} is another task in the document, and there are progress notes on it").format(ref=one.ref),
                _("cancel the task, or import the document under another --key"),
            )
        pairs[one.ref] = same
    return pairs


def _alike(before: str, after: str) -> bool:
    """Whether a text is the other one reworded: half of the characters, in order, are the same."""
    matcher = SequenceMatcher(None, _shadow(before), _shadow(after), autojunk=False)
    # Matching in order takes the square of the length, and of one character repeated much more.
    return (matcher.ratio() if max(len(before), len(after)) <= MOST_COMPARED else matcher.quick_ratio()) >= 0.5


def _clear(session: Session, plan: models.Plan) -> None:
    """Take away what is made anew. Positions and refs are moved out of the way: they are unique, and tasks may swap."""
    for task in plan.tasks:
        task.section_id, task.position, task.ref = None, -task.position, f"~{task.id}"
        for row in [*task.targets, *(party for clause in task.clauses for party in clause.assignments)]:
            session.delete(row)
    for block in session.scalars(select(models.Block).where(models.Block.document_id == plan.document_id)):
        session.delete(block)
    session.flush()
    for section in reversed(plan.sections):
        session.delete(section)
        session.flush()
    session.expire_all()


def _drop_tasks(session: Session, tasks: list[models.Task]) -> None:
    said = [task.ref for task in tasks if _is_spoken_of(session, task)]
    if said:
        refs = _(", ").join(said)
        raise EgovtrackError(
            _("the document no longer has {refs}, and there are progress notes on it").format(refs=refs),
            _("cancel the task instead: egovtrack progress set … --status cancelled"),
        )
    gone = [task.id for task in tasks]
    for block in session.scalars(select(models.Block).where(models.Block.task_id.in_(gone))):
        session.delete(block)
    for task in tasks:
        for row in [*task.targets, *(row for clause in task.clauses for row in (*clause.assignments, clause)), task]:
            session.delete(row)
    session.flush()
    session.expire_all()


_TASK_COLUMNS = (
    "ref", "section_id", "position", "number", "label", "wording", "text", "place_start", "place_end",
    "stated_deadline", "stated_deadline_text",
)  # fmt: skip
_CLAUSE_COLUMNS = ("text", "printed", "place_start", "place_end", "stated_deadline", "stated_deadline_text")


def _renewed(session: Session, old: models.Task, fresh: models.Task) -> models.Task:
    if _shadow(old.wording) != _shadow(fresh.wording):
        old.title = fresh.title
    for name in _TASK_COLUMNS:
        setattr(old, name, getattr(fresh, name))
    by_number = {clause.number: clause for clause in old.clauses}
    for clause in list(fresh.clauses):
        same = by_number.pop(clause.number, None)
        fresh.clauses.remove(clause)
        if same is None:
            old.clauses.append(clause)
            continue
        _refuse_other_clause(session, old, same, clause)
        for name in _CLAUSE_COLUMNS:
            setattr(same, name, getattr(clause, name))
        same.assignments.extend(_taken(clause.assignments))
    old.targets.extend(_taken(fresh.targets))
    for gone in by_number.values():
        _drop_clause(session, old, gone)
    return old


def _taken(rows: list[T]) -> list[T]:
    taken = list(rows)
    rows.clear()
    return taken


def _refuse_other_clause(session: Session, task: models.Task, old: models.Clause, fresh: models.Clause) -> None:
    if not _alike(old.text, fresh.text) and _is_spoken_of(session, old):
        raise EgovtrackError(
            _(
                "clause {number} of {ref} is about something else in the document, and there are progress notes on it"
            ).format(ref=task.ref, number=old.number),
            _("retract them first, or enter them for the whole task"),
        )
    named = {one.collective_id for one in fresh.assignments}
    meant = select(models.Designation).where(models.Designation.clause_id == old.id)
    if any(one.collective_id not in named for one in session.scalars(meant)):
        raise EgovtrackError(
            _("the document no longer names in clause {number} of {ref} those whom members were designated for").format(
                ref=task.ref, number=old.number
            )
        )


def _drop_clause(session: Session, task: models.Task, clause: models.Clause) -> None:
    if _is_spoken_of(session, clause):
        raise EgovtrackError(
            _("{ref} no longer has clause {number}, and there are progress notes on it").format(
                ref=task.ref, number=clause.number
            ),
            _("retract them first, or enter them for the whole task"),
        )
    task.clauses.remove(clause)
    session.delete(clause)


def _is_spoken_of(session: Session, what: models.Task | models.Clause) -> bool:
    """Whether anything was entered about a task or a clause: a note, a deadline, who is meant, who leads."""
    about_tasks: tuple[Any, ...] = (models.ProgressNote, models.Extension)
    if isinstance(what, models.Clause):
        about_clauses = (*about_tasks, models.Designation, models.AssignedLead)
        return any(session.scalar(select(table.id).where(table.clause_id == what.id)) for table in about_clauses)
    noted = any(session.scalar(select(table.id).where(table.task_id == what.id)) for table in about_tasks)
    return noted or any(_is_spoken_of(session, clause) for clause in what.clauses)
