"""The editions of plans: which texts hold one after the other, and what they say of a task."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from egovtrack.connection import Connection, to_date
from egovtrack.errors import UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import EditionRow

_PLAN = "SELECT p.id FROM plan p WHERE p.key = :key"
_DOCUMENTS = """
SELECT DISTINCT e.id, p.key FROM document d JOIN task_text t ON t.document_id = d.id
JOIN edition e ON e.id = t.edition_id JOIN plan p ON p.id = e.plan_id WHERE d.sha256 = :sha256"""
_WORDINGS = """
SELECT t.edition_id, t.ref, t.label || t.wording FROM task_text t WHERE t.task_id = :task ORDER BY t.edition_id"""
_GONE = """
SELECT t.task_id, t.edition_id, t.ref, t.title FROM edition e JOIN task_text t ON t.edition_id = e.id
WHERE e.plan_id = :plan AND NOT EXISTS (
  SELECT 1 FROM task_text x WHERE x.edition_id = :edition AND x.task_id = t.task_id)
ORDER BY t.edition_id, t.id"""
_CHANGES = """
SELECT c.edition_id, c.task_id, c.kind, c.other_task_id
FROM task_change c JOIN edition e ON e.id = c.edition_id WHERE e.plan_id = :plan ORDER BY c.id"""


class PlanFacts(NamedTuple):
    """What an edition says of its plan beside its text; `place` is the issuer's, where that is not the ledger's own."""

    title: str
    plan_kind: str
    number: str | None
    issuer: str | None
    place: str | None
    issued_on: date
    period_start: date
    period_end: date
    cycle: str


_FACTS = f"SELECT {', '.join(f'e.{name}' for name in PlanFacts._fields)} FROM edition e WHERE e.id = :edition"


def plan_identity(connection: Connection, key: str) -> int | None:
    """Return the id of the plan with this key, whether an edition of it holds or not."""
    return next((plan for (plan,) in connection.rows(_PLAN, key=key)), None)


def read_plan_facts(connection: Connection, edition: int) -> PlanFacts:
    """Return what an edition says of its plan."""
    ((*names, issued, start, end, cycle),) = connection.rows(_FACTS, edition=edition)
    return PlanFacts._make((*names, to_date(issued), to_date(start), to_date(end), cycle))


def sequence(facts: Facts, plan_id: int) -> list[EditionRow]:
    """Return the editions of a plan that are in force one after the other: of each day the last that was entered."""
    last = {row.plan.effective_on: row for row in facts.editions if row.plan.id == plan_id}
    return [last[day] for day in sorted(last)]


def edition_on(facts: Facts, plan: Plan, day: date) -> EditionRow:
    """Return the edition of a plan that is in force on a day. Raises UsageError where the plan was issued later."""
    texts = sequence(facts, plan.id)
    begun = [row for row in texts if row.plan.effective_on <= day]
    if not begun:
        why = _("{key} was issued on {day}: nothing can change it before")
        raise UsageError(why.format(key=plan.key, day=texts[0].plan.effective_on))
    return begun[-1]


def plans_of_document(facts: Facts, sha256: str) -> set[str]:
    """Return the keys of the plans of which some task has its words from a document."""
    known = {row.plan.edition for row in facts.editions}
    return {key for edition, key in facts.connection.rows(_DOCUMENTS, sha256=sha256) if edition in known}


class TaskEdition(NamedTuple):
    """A task as an edition words it. `number` counts the texts of the plan in the order of their days; it is None for
    an edition in whose place another was entered.
    """

    edition: int
    number: int | None
    kind: str
    effective_on: date
    basis: str | None
    action: int
    ref: str
    wording: str


def task_editions(facts: Facts, task_id: int) -> list[TaskEdition]:
    """Return a task as all known editions word it, by the days from which they hold."""
    worded = {row[0]: row[1:] for row in facts.connection.rows(_WORDINGS, task=task_id)}
    rows = [row for row in facts.editions if row.plan.edition in worded]
    texts = sequence(facts, rows[0].plan.id) if rows else []
    numbers = {row.plan.edition: number for number, row in enumerate(texts, start=1)}
    return [
        TaskEdition(
            row.plan.edition, numbers.get(row.plan.edition), row.kind, row.plan.effective_on, row.basis, row.action,
            *worded[row.plan.edition],
        )
        for row in sorted(rows, key=lambda row: row.plan.effective_on)
    ]  # fmt: skip


class TaskGone(NamedTuple):
    """A task that an earlier edition of a plan had, and the edition in force has not: how it ceased to be (`withdrawn`,
    `void`, `split`, `merged`), from which day on, and on what basis.
    """

    ref: str
    title: str
    kind: str
    as_of: date
    basis: str | None


def withdrawn_tasks(facts: Facts, plan: Plan) -> list[TaskGone]:
    """Return the tasks of a plan that are gone by the day, in the order of the document."""
    begun = {row.plan.edition: row for row in facts.editions if row.plan.effective_on <= facts.snapshot.as_of}
    ended = {
        task: (kind, begun[edition].plan.effective_on, begun[edition].basis)
        for edition, task, kind, _other in facts.connection.rows(_CHANGES, plan=plan.id)
        if edition in begun and kind != "added"
    }
    last_worded = {
        task: (ref, title)
        for task, edition, ref, title in facts.connection.rows(_GONE, plan=plan.id, edition=plan.edition)
        if edition in begun
    }
    return [TaskGone._make((*words, *ended[task])) for task, words in last_worded.items() if task in ended]


def tasks_of_the_office(facts: Facts, plan_id: int) -> set[int]:
    """Return the tasks of a plan that the office added, by itself or by splitting one: no document has them."""
    decided = {row.plan.edition for row in facts.editions if row.kind == "decision"}
    return {
        task if kind == "added" else other
        for edition, task, kind, other in facts.connection.rows(_CHANGES, plan=plan_id)
        if edition in decided and kind in {"added", "split"}
    }
