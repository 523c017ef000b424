"""Storing a plan: the draft that reading gave, with every place kept, bound to the registry's names."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from egovtrack import models, shipped
from egovtrack.database import insert_rows
from egovtrack.draft import Clause, Deadline, Party, PlanDraft, Section, Target, TaskDraft
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act, is_undone
from egovtrack.ledger.departments import load_registry
from egovtrack.ledger.leaders import load_division
from egovtrack.reading import draft_text


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of a plan beside its text: the curated facts of a shipped one, or what reading found.

    `period` is its first and last day; `titles` are short titles by ref.
    """

    key: str
    title: str
    number: str | None
    issuer: str | None
    issued_on: date
    source: str | None
    kind: str
    period: tuple[date, date]
    cycle: str = "monthly"
    titles: Mapping[str, str] = field(default_factory=dict)


def shipped_keys() -> list[str]:
    """The keys of the plans that come with the program, oldest first."""
    return [facts.key for facts in sorted(map(_facts, _folders()), key=lambda one: one.issued_on)]


def shipped_facts(key: str) -> PlanFacts:
    """The curated facts of a shipped plan. Raises EgovtrackError, with the keys there are."""
    if key not in {folder.name for folder in _folders()}:
        raise EgovtrackError(
            _("no plan {key} comes with the program").format(key=key),
            _("there are: {keys}").format(keys=_(", ").join(shipped_keys())),
        )
    return _facts(shipped.folder("seed") / key)


def _folders() -> list[Any]:
    return [path.parent for path in shipped.folder("seed").glob("*/plan.toml")]


def _facts(folder: Any) -> PlanFacts:
    entry = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    first, last = entry["period"]
    return PlanFacts(
        entry["key"], entry["title"], entry.get("number"), entry.get("issuer"), entry["issued"], entry.get("source"),
        entry["kind"], (first, last), entry.get("cycle", "monthly"), entry["titles"],
    )  # fmt: skip


def seed(act: Act, key: str) -> bool:
    """Load a shipped plan: its text is read by the grammar that reads every document. False when it was there.

    Raises EgovtrackError for a key that is not shipped.
    """
    facts = shipped_facts(key)
    load_registry(act)
    load_division(act)
    if act.session.scalar(select(models.Plan.id).where(models.Plan.key == key)) is not None:
        return False
    text = (shipped.folder("seed") / key / "plan.txt").read_bytes().decode("utf-8")
    store_plan(act, draft_text(text, f"seed/{key}/plan.txt"), facts)
    return True


def counts(session: Session, key: str) -> tuple[int, int, list[str]]:
    """How many tasks and named parties a stored plan has, and the printed parties that the registry does not know."""
    named = select(models.Assignment).join(models.Clause).join(models.Task).join(models.Plan)
    named = named.where(models.Plan.key == key)
    tasks = session.scalar(select(func.count(models.Task.id)).join(models.Plan).where(models.Plan.key == key)) or 0
    parties = session.scalar(named.with_only_columns(func.count())) or 0
    unknown = named.where(models.Assignment.department_id.is_(None), models.Assignment.collective_id.is_(None))
    order = (models.Task.position, models.Clause.number, models.Assignment.position)
    printed = session.scalars(unknown.with_only_columns(models.Assignment.printed).order_by(*order))
    return tasks, parties, list(dict.fromkeys(printed))


def store_plan(act: Act, draft: PlanDraft, facts: PlanFacts) -> models.Plan:
    """Store a draft as a plan. Every party that the registry knows is bound to it; one that it does not know is kept
    as printed. The same document that was stored and taken back before comes back with what was said of it.
    """
    session = act.session
    document = store_document(session, draft, facts)
    known = session.scalar(select(models.Plan).where(models.Plan.document_id == document.id))
    if known is not None:
        return _brought_back(act, known, facts)
    plan = models.Plan(
        key=facts.key,
        title=facts.title,
        kind=facts.kind,
        period_start=facts.period[0],
        period_end=facts.period[1],
        cycle=facts.cycle,
        document_id=document.id,
        recorded_at=act.recorded_at,
    )
    act.add(plan)
    sections = _store_sections(session, plan, draft)
    tasks = _store_tasks(session, plan, sections, draft, facts)
    _insert(session, models.Block, make_blocks(document.id, draft, dict(enumerate(tasks)), sections))
    session.expire_all()
    act.seal_plan(plan.id)
    return plan


def _store_tasks(
    session: Session, plan: models.Plan, sections: Mapping[int, int], draft: PlanDraft, facts: PlanFacts
) -> list[int]:
    """Insert the tasks of a draft with their clauses, parties and targets, a table at a time: ten times as fast as one
    object after the other, and in the same transaction under the same constraints. Returns the tasks' ids.
    """
    bind = Binder(session)
    tasks = [
        {"plan_id": plan.id, **task_values(sections, position, task, facts)}
        for position, task in enumerate(draft.tasks, start=1)
    ]
    _insert(session, models.Task, tasks)
    ids = _ids(session, select(models.Task.id).where(models.Task.plan_id == plan.id).order_by(models.Task.position))
    owned = list(zip(ids, draft.tasks, strict=True))
    clauses = [(task_id, clause) for task_id, task in owned for clause in task.clauses]
    _insert(session, models.Clause, [{"task_id": task_id, **clause_values(clause)} for task_id, clause in clauses])
    of_plan = select(models.Clause.id).join(models.Task).where(models.Task.plan_id == plan.id)
    clause_ids = _ids(session, of_plan.order_by(models.Task.position, models.Clause.number))
    parties = [
        {"clause_id": clause_id, **assignment_values(position, party, bind)}
        for clause_id, (_task, clause) in zip(clause_ids, clauses, strict=True)
        for position, party in enumerate(clause.parties, start=1)
    ]
    _insert(session, models.Assignment, parties)
    targets = [
        {"task_id": task_id, **target_values(position, target)}
        for task_id, task in owned
        for position, target in enumerate(task.targets, start=1)
    ]
    _insert(session, models.Target, targets)
    return ids


def _insert(session: Session, model: type[models.Base], rows: list[dict[str, Any]]) -> None:
    insert_rows(session.connection(), model.metadata.tables[model.__tablename__], rows)


def _ids(session: Session, query: Select[Any]) -> list[int]:
    """The ids that the database gave to rows just inserted. Asked for afterwards: to have them from the insertion
    itself and in its order, rows must go in one by one.
    """
    return list(session.connection().execute(query).scalars())


def _brought_back(act: Act, plan: models.Plan, facts: PlanFacts) -> models.Plan:
    with act.changing():
        plan.key, plan.title, plan.kind, plan.cycle = facts.key, facts.title, facts.kind, facts.cycle
        plan.period_start, plan.period_end = facts.period
        plan.recorded_at, plan.action_id = act.recorded_at, act.row.id
    act.written["plan"] += 1
    act.seal_plan(plan.id)
    return plan


def withdraw(act: Act, plan: models.Plan) -> None:
    """Take a plan out of sight: its key is free again; its rows stay, since notes in the log point to them."""
    plan.key = f"{plan.key}~{act.row.id}"
    act.session.flush()


def is_withdrawn(session: Session, plan: models.Plan) -> bool:
    """Whether the action that brought the plan was taken back."""
    return is_undone(session, plan.action_id)


def store_document(session: Session, draft: PlanDraft, facts: PlanFacts) -> models.Document:
    """The document of a draft in the ledger: the text exactly as read. One that is there already is taken again."""
    text = draft.document.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = session.scalar(select(models.Document).where(models.Document.sha256 == digest))
    document = known or models.Document(sha256=digest, text=text)
    document.title, document.number, document.issuer = draft.title or facts.title, facts.number, facts.issuer
    document.issued_on, document.source = facts.issued_on, facts.source
    session.add(document)
    session.flush()
    return document


def _store_sections(session: Session, plan: models.Plan, draft: PlanDraft) -> dict[int, int]:
    """Insert the headings of a draft, the outer ones first; returns their ids by their place among all."""
    ids: dict[int, int] = {}
    for level in sorted({section.level for section in draft.sections}):
        here = [(place, section) for place, section in enumerate(draft.sections) if section.level == level]
        rows = [section_values(plan, place, section, ids) for place, section in here]
        _insert(session, models.Section, rows)
        of_level = select(models.Section.id).where(models.Section.plan_id == plan.id, models.Section.level == level)
        made = _ids(session, of_level.order_by(models.Section.position))
        ids |= {place: made_id for (place, _section), made_id in zip(here, made, strict=True)}
    return ids


def section_values(plan: models.Plan, place: int, section: Section, ids: Mapping[int, int]) -> dict[str, Any]:
    """The columns of a plan's heading; `ids` are those of the headings above, by their place among all."""
    return {
        "plan_id": plan.id, "position": place + 1, "level": section.level, "label": section.label,
        "title": section.title, "parent_id": None if section.parent is None else ids[section.parent],
        "place_start": section.place.start, "place_end": section.place.end,
    }  # fmt: skip


class Binder:
    """Finds the department or collective that a party's name means, in the registry of this transaction."""

    def __init__(self, session: Session) -> None:
        departments = select(models.DepartmentName.name, models.DepartmentName.department_id)
        collectives = select(models.CollectiveName.name, models.CollectiveName.collective_id)
        self._departments = dict(session.execute(departments).all())
        self._collectives = dict(session.execute(collectives).all())

    def __call__(self, party: Party) -> tuple[int | None, int | None]:
        if party.kind == "department":
            return self._departments.get(party.name), None
        return None, self._collectives.get(party.name)


def make_task(
    plan: models.Plan, sections: Mapping[int, int], position: int, task: TaskDraft, facts: PlanFacts, bind: Binder
) -> models.Task:
    """A task with all that belongs to it as objects, to be compared with those that are stored."""
    clauses = [
        models.Clause(
            **clause_values(clause),
            assignments=[
                models.Assignment(**assignment_values(order, party, bind))
                for order, party in enumerate(clause.parties, start=1)
            ],
        )
        for clause in task.clauses
    ]
    targets = [models.Target(**target_values(order, one)) for order, one in enumerate(task.targets, start=1)]
    values = task_values(sections, position, task, facts)
    return models.Task(plan_id=plan.id, **values, clauses=clauses, targets=targets)


def task_values(sections: Mapping[int, int], position: int, task: TaskDraft, facts: PlanFacts) -> dict[str, Any]:
    """The columns of a task, but its plan."""
    return {
        "section_id": None if task.section is None else sections[task.section],
        "position": position,
        "ref": task.ref,
        "number": task.number if isinstance(task.number, int) else None,
        "label": task.label,
        "title": facts.titles.get(task.ref) or _first_words(task.text),
        "wording": task.wording,
        "text": task.text,
        "place_start": task.place.start,
        "place_end": task.place.end,
        **_stated(task.deadline),
    }


def target_values(position: int, target: Target) -> dict[str, Any]:
    """The columns of a target, but its task."""
    return {
        "position": position, "text": target.text, "unit": target.unit, "comparator": target.comparator,
        "min_value": None if target.min is None else float(target.min),
        "max_value": None if target.max is None else float(target.max),
        "place_start": target.place.start, "place_end": target.place.end,
    }  # fmt: skip


def clause_values(clause: Clause) -> dict[str, Any]:
    """The columns of a clause, but its task."""
    return {
        "number": clause.number, "text": clause.text, "printed": clause.printed,
        "place_start": clause.place.start, "place_end": clause.place.end, **_stated(clause.deadline),
    }  # fmt: skip


def assignment_values(position: int, party: Party, bind: Binder) -> dict[str, Any]:
    """The columns of a party, but its clause."""
    department, collective = bind(party)
    return {
        "position": position, "role": party.role, "word": party.word, "printed": party.printed, "name": party.name,
        "kind": party.kind, "open_list": party.open_list, "department_id": department, "collective_id": collective,
        "place_start": party.place.start, "place_end": party.place.end,
    }  # fmt: skip


def _first_words(text: str, most: int = 24) -> str:
    first = text.lstrip("0123456789.．、 \t\n").split("\n")[0]
    for mark in "。，；,;":
        first = first.split(mark)[0]
    return first if len(first) <= most else first[: most - 1] + "…"


def _stated(deadline: Deadline | None) -> dict[str, Any]:
    return {
        "stated_deadline": deadline.until if deadline else None,
        "stated_deadline_text": deadline.text if deadline else None,
    }


def make_blocks(
    document_id: int, draft: PlanDraft, tasks: Mapping[int, int], sections: Mapping[int, int]
) -> list[dict[str, Any]]:
    """The rows of a draft's blocks; `tasks` and `sections` are the ids of its tasks and headings."""

    def item(kind: str, index: int | None, of: str, stored: Mapping[int, int]) -> int | None:
        return stored[index] if kind == of and index is not None else None

    return [
        {
            "document_id": document_id, "position": position, "kind": block.kind,
            "place_start": block.place.start, "place_end": block.place.end,
            "task_id": item(block.kind, block.item, "task", tasks),
            "section_id": item(block.kind, block.item, "heading", sections),
        }
        for position, block in enumerate(draft.blocks, start=1)
    ]  # fmt: skip
