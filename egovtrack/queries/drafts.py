"""A stored plan as the draft it was, for the checks that read drafts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

from egovtrack.draft import Clause, Deadline, Document, Party, Place, PlanDraft, Section, Target, TaskDraft
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.reader import Reader, as_date

_TEXT = "SELECT o.text FROM document o JOIN plan p ON p.document_id = o.id WHERE p.id = :plan"
_SECTIONS = """
SELECT s.id, s.parent_id, s.level, s.label, s.title, s.place_start, s.place_end
FROM section s WHERE s.plan_id = :plan ORDER BY s.position"""
_TASKS = """
SELECT t.id, t.ref, t.number, t.label, t.wording, t.text, t.section_id, t.place_start, t.place_end,
       t.stated_deadline, t.stated_deadline_text
FROM task t WHERE t.plan_id = :plan ORDER BY t.position"""
_CLAUSES = """
SELECT c.task_id, c.id, c.number, c.text, c.printed, c.place_start, c.place_end, c.stated_deadline,
       c.stated_deadline_text
FROM clause c JOIN task t ON t.id = c.task_id WHERE t.plan_id = :plan ORDER BY c.task_id, c.number"""
_PARTIES = """
SELECT a.clause_id, a.role, a.word, a.printed, a.name, a.kind, a.place_start, a.place_end, a.open_list
FROM assignment a JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
WHERE t.plan_id = :plan ORDER BY a.clause_id, a.position"""
_TARGETS = """
SELECT g.task_id, g.text, g.min_value, g.max_value, g.unit, g.comparator, g.place_start, g.place_end
FROM target g JOIN task t ON t.id = g.task_id WHERE t.plan_id = :plan ORDER BY g.task_id, g.position"""
_UNKNOWN = """
SELECT a.name, min(a.place_start), count(*) FROM assignment a
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
WHERE t.plan_id = :plan AND a.department_id IS NULL AND a.collective_id IS NULL
GROUP BY a.name ORDER BY 2"""
STATEMENTS = (_TEXT, _SECTIONS, _TASKS, _CLAUSES, _PARTIES, _TARGETS, _UNKNOWN)


def read_draft(reader: Reader, plan: PlanRow) -> PlanDraft:
    """The draft that the plan was stored from, without its blocks and problems; places are those in the document."""
    row = reader.one(_TEXT, plan=plan.id)
    sections = reader.rows(_SECTIONS, plan=plan.id)
    index = {section[0]: position for position, section in enumerate(sections)}
    return PlanDraft(
        plan.title, plan.number or "", plan.issuer or "", plan.issued_on, plan.key, _kind(plan.kind),
        plan.period_start, plan.period_end, Document(row[0] if row else "", ()),
        tuple(
            Section(label, title, level, None, index.get(parent), Place(start, end))
            for _id, parent, level, label, title, start, end in sections
        ),
        tuple(_tasks(reader, plan, index)), (),
    )  # fmt: skip


def read_unknown(reader: Reader, plan: PlanRow) -> list[tuple[str, int, int]]:
    """The parties that the registry does not know: name, first place in the document, how often."""
    return [(name, place, count) for name, place, count in reader.rows(_UNKNOWN, plan=plan.id)]


def _kind(kind: str) -> Literal["annual", "five_year", "other"]:
    return "annual" if kind == "annual" else "five_year" if kind == "five_year" else "other"


def _tasks(reader: Reader, plan: PlanRow, sections: dict[int, int]) -> Iterator[TaskDraft]:
    clauses = _clauses(reader, plan)
    targets: dict[int, list[Target]] = defaultdict(list)
    for task_id, text, low, high, unit, comparator, start, end in reader.rows(_TARGETS, plan=plan.id):
        targets[task_id].append(
            Target(text, _figure(low), _figure(high), unit, comparator, Place(start, end))
        )  # fmt: skip
    for row in reader.rows(_TASKS, plan=plan.id):
        task_id, ref, number, label, wording, text, section, start, end, until, words = row
        yield TaskDraft(
            ref, number, label, wording, text, sections.get(section), Place(start, end), tuple(clauses[task_id]),
            _deadline(words, until, Place(start, end)), tuple(targets[task_id]),
        )  # fmt: skip


def _clauses(reader: Reader, plan: PlanRow) -> dict[int, list[Clause]]:
    parties: dict[int, list[Party]] = defaultdict(list)
    for clause_id, role, word, printed, name, kind, start, end, open_list in reader.rows(_PARTIES, plan=plan.id):
        parties[clause_id].append(Party(role, word, printed, name, kind, Place(start, end), bool(open_list)))
    clauses: dict[int, list[Clause]] = defaultdict(list)
    for task_id, clause_id, number, text, printed, start, end, until, words in reader.rows(_CLAUSES, plan=plan.id):
        place = Place(start, end)
        clauses[task_id].append(
            Clause(number, text, printed, tuple(parties[clause_id]), place, _deadline(words, until, place))
        )
    return clauses


def _deadline(words: str | None, until: date | str | None, place: Place) -> Deadline | None:
    return Deadline(words, as_date(until), place) if words else None


def _figure(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
