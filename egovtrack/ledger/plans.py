"""Storing a plan: the draft that reading gave, with every place kept, bound to the registry's names."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from egovtrack import models, shipped
from egovtrack.draft import Clause, Deadline, Party, PlanDraft, TaskDraft
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
    plan = session.scalars(select(models.Plan).where(models.Plan.key == key)).one()
    parties = [party for task in plan.tasks for clause in task.clauses for party in clause.assignments]
    unbound = [party.printed for party in parties if party.department_id is None and party.collective_id is None]
    return len(plan.tasks), len(parties), list(dict.fromkeys(unbound))


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
    sections = store_sections(session, plan, draft)
    bind = Binder(session)
    tasks = [
        make_task(plan, sections, position, task, facts, bind) for position, task in enumerate(draft.tasks, start=1)
    ]
    session.add_all(tasks)
    session.flush()
    session.add_all(make_blocks(document, draft, tasks, sections))
    session.flush()
    act.seal_plan(plan.id)
    return plan


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


def store_sections(session: Session, plan: models.Plan, draft: PlanDraft) -> list[models.Section]:
    stored: list[models.Section] = []
    for position, section in enumerate(draft.sections, start=1):
        stored.append(
            models.Section(
                plan_id=plan.id,
                position=position,
                level=section.level,
                label=section.label,
                title=section.title,
                parent_id=None if section.parent is None else stored[section.parent].id,
                place_start=section.place.start,
                place_end=section.place.end,
            )
        )
        session.add(stored[-1])
        session.flush()
    return stored


class Binder:
    """Finds the department or collective that a party's name means, in the registry of this transaction."""

    def __init__(self, session: Session) -> None:
        departments = session.scalars(select(models.DepartmentName))
        collectives = session.scalars(select(models.CollectiveName))
        self._departments = {one.name: one.department_id for one in departments}
        self._collectives = {one.name: one.collective_id for one in collectives}

    def __call__(self, party: Party) -> tuple[int | None, int | None]:
        if party.kind == "department":
            return self._departments.get(party.name), None
        return None, self._collectives.get(party.name)


def make_task(
    plan: models.Plan,
    sections: list[models.Section],
    position: int,
    task: TaskDraft,
    facts: PlanFacts,
    bind: Binder,
) -> models.Task:
    return models.Task(
        plan_id=plan.id,
        section_id=None if task.section is None else sections[task.section].id,
        position=position,
        ref=task.ref,
        number=task.number if isinstance(task.number, int) else None,
        label=task.label,
        title=facts.titles.get(task.ref) or _first_words(task.text),
        wording=task.wording,
        text=task.text,
        place_start=task.place.start,
        place_end=task.place.end,
        clauses=[_clause(clause, bind) for clause in task.clauses],
        targets=[
            models.Target(
                position=order, text=one.text, unit=one.unit, comparator=one.comparator,
                min_value=None if one.min is None else float(one.min),
                max_value=None if one.max is None else float(one.max),
                place_start=one.place.start, place_end=one.place.end,
            )
            for order, one in enumerate(task.targets, start=1)
        ],
        **_stated(task.deadline),
    )  # fmt: skip


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


def _clause(clause: Clause, bind: Binder) -> models.Clause:
    assignments = []
    for position, party in enumerate(clause.parties, start=1):
        department, collective = bind(party)
        assignments.append(
            models.Assignment(
                position=position,
                role=party.role,
                word=party.word,
                printed=party.printed,
                name=party.name,
                kind=party.kind,
                open_list=party.open_list,
                department_id=department,
                collective_id=collective,
                place_start=party.place.start,
                place_end=party.place.end,
            )
        )
    return models.Clause(
        number=clause.number,
        text=clause.text,
        printed=clause.printed,
        place_start=clause.place.start,
        place_end=clause.place.end,
        assignments=assignments,
        **_stated(clause.deadline),
    )


def make_blocks(
    document: models.Document, draft: PlanDraft, tasks: list[models.Task], sections: list[models.Section]
) -> list[models.Block]:
    def item(kind: str, index: int | None, of: str, stored: list[Any]) -> int | None:
        return stored[index].id if kind == of and index is not None else None

    return [
        models.Block(
            document_id=document.id, position=position, kind=block.kind,
            place_start=block.place.start, place_end=block.place.end,
            task_id=item(block.kind, block.item, "task", tasks),
            section_id=item(block.kind, block.item, "heading", sections),
        )
        for position, block in enumerate(draft.blocks, start=1)
    ]  # fmt: skip
