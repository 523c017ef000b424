"""Obligations: one department answering for one clause in one role, how it came to it, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, cast

from egovtrack.queries.names import Registry
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, in_list
from egovtrack.rules import Light, LightRule, Reason, Reporting, Standing, Status, light, reporting

Via = Literal["direct", "collective", "indefinite"]
VIAS: tuple[Via, ...] = ("direct", "collective", "indefinite")
DEFINITE: tuple[Via, ...] = ("direct", "collective")
ROLES = ("lead", "responsible", "cooperate")
END_OF_TIME = "9999-12-31T23:59:59.999999Z"

# The latest note of an obligation as of a day and as known at a moment; one index, no second copy of the truth.
_LATEST = """
LEFT JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id = d.id AND (x.clause_id IS NULL OR x.clause_id = c.id)
    AND x.as_of <= :as_of AND x.recorded_at <= :known_at
    AND NOT EXISTS (SELECT 1 FROM progress_retraction r WHERE r.note_id = x.id AND r.recorded_at <= :known_at)
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)"""
_COLUMNS = """
SELECT t.id, t.position, t.ref, t.number, t.label, t.title, t.section_id, t.stated_deadline,
       (SELECT count(*) FROM clause k WHERE k.task_id = t.id), c.id, c.number, c.stated_deadline,
       a.position, a.role, a.printed, d.id, n.id, n.status, n.percent, n.as_of, n.note"""
_DIRECT = f"""{_COLUMNS}, 'direct'
FROM assignment a
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN department d ON d.id = a.department_id {_LATEST}
WHERE t.plan_id = :plan"""
_COLLECTIVE = f"""{_COLUMNS}, CASE g.kind WHEN 'universal' THEN 'collective' ELSE 'indefinite' END
FROM assignment a
JOIN collective g ON g.id = a.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN collective_member m ON m.collective_id = g.id
JOIN department d ON d.kind = m.department_kind
  AND (d.valid_from IS NULL OR d.valid_from <= :issued) AND (d.valid_to IS NULL OR d.valid_to > :issued) {_LATEST}
WHERE t.plan_id = :plan
  AND (g.kind = 'universal' OR NOT EXISTS (
    SELECT 1 FROM assignment b WHERE b.clause_id = a.clause_id AND b.department_id = d.id))"""
_BLOCKED_SINCE = """
SELECT min(x.as_of) FROM progress_note x
WHERE x.task_id = :task AND x.department_id = :department AND (x.clause_id IS NULL OR x.clause_id = :clause)
  AND x.status = 'blocked' AND x.as_of <= :as_of AND x.recorded_at <= :known_at
  AND NOT EXISTS (SELECT 1 FROM progress_retraction r WHERE r.note_id = x.id AND r.recorded_at <= :known_at)
  AND NOT EXISTS (
    SELECT 1 FROM progress_note y
    WHERE y.task_id = x.task_id AND y.department_id = x.department_id
      AND (y.clause_id IS NULL OR y.clause_id = :clause) AND y.status <> 'blocked'
      AND (y.as_of > x.as_of OR (y.as_of = x.as_of AND y.id > x.id))
      AND y.as_of <= :as_of AND y.recorded_at <= :known_at
      AND NOT EXISTS (SELECT 1 FROM progress_retraction r WHERE r.note_id = y.id AND r.recorded_at <= :known_at))"""
_OFFICE = """
SELECT t.id, n.id, n.status, n.percent, n.as_of FROM task t JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id IS NULL AND x.as_of <= :as_of AND x.recorded_at <= :known_at
    AND NOT EXISTS (SELECT 1 FROM progress_retraction r WHERE r.note_id = x.id AND r.recorded_at <= :known_at)
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)
WHERE t.plan_id = :plan"""
STATEMENTS = (_DIRECT, _COLLECTIVE, _BLOCKED_SINCE, _OFFICE)


class _Found(NamedTuple):
    """A row of the statements above, in their order."""

    task_id: int
    task_position: int
    ref: str
    number: int | None
    label: str
    title: str
    section_id: int | None
    task_deadline: date | str | None
    clause_count: int
    clause_id: int
    clause: int
    clause_deadline: date | str | None
    position: int
    role: str
    party: str
    department_id: int
    note_id: int | None
    status: Status | None
    percent: int | None
    reported: date | str | None
    note: str | None
    via: Via

    def stated(self) -> date | None:
        """The deadline that the document states for the clause, or else for its task."""
        return as_date(self.clause_deadline) or as_date(self.task_deadline)


@dataclass(frozen=True, slots=True)
class View:
    """How to look: as of a day, knowing what was recorded up to a moment (UTC text), by a light rule, and what day
    it is today (names are today's); moments are shown in `zone`.
    """

    as_of: date
    today: date
    rule: LightRule
    known_at: str = END_OF_TIME
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """What the office itself last said of a task."""

    note_id: int
    status: Status
    percent: int | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation and where it stands. `department` is who answers today, `member` what it was called when the
    plan was issued, `party` the document's word; `title` is the task's short title.
    """

    plan: str
    ref: str
    number: int | str | None
    clause: int
    section: list[str]
    title: str
    role: str
    party: str
    department: str
    member: str
    via: Via
    deadline: date
    deadline_source: str
    status: Status | None
    reporting: Reporting
    percent: int | None
    light: Light
    light_reason: Reason
    last_report_on: date | None
    note: str | None
    task_id: int
    clause_id: int
    department_id: int
    note_id: int | None
    order: tuple[int, int, int]


def read_office_words(reader: Reader, plan: PlanRow, view: View) -> dict[int, OfficeWord]:
    """What the office said of its tasks, by task id."""
    rows = reader.rows(_OFFICE, plan=plan.id, as_of=view.as_of, known_at=view.known_at)
    return {row[0]: OfficeWord(row[1], row[2], row[3], as_date(row[4]) or date.min) for row in rows}


def read_obligations(
    reader: Reader,
    registry: Registry,
    plan: PlanRow,
    view: View,
    *,
    departments: Collection[int] | None = None,
    task: int | None = None,
    vias: Collection[str] = DEFINITE,
) -> list[Obligation]:
    """The obligations of a plan in the order of the document, of some departments or of one task if so told."""
    limits: list[str] = []
    parameters: dict[str, Value] = {"plan": plan.id, "as_of": view.as_of, "known_at": view.known_at}
    if departments is not None:
        condition, names = in_list("d.id", sorted(departments), "department")
        limits.append(condition)
        parameters |= names
    if task is not None:
        limits.append("t.id = :task")
        parameters["task"] = task
    tail = "".join(f" AND {limit}" for limit in limits)
    rows: list[tuple[Any, ...]] = []
    if "direct" in vias:
        rows += reader.rows(_DIRECT + tail, **parameters)
    if {"collective", "indefinite"} & set(vias):
        found = reader.rows(_COLLECTIVE + tail, **parameters, issued=plan.issued_on)
        rows += [row for row in found if row[-1] in vias]
    headings = read_headings(reader, plan.id)
    office = read_office_words(reader, plan, view) if rows else {}
    obligations = [
        _obligation(registry, plan, view, headings, found, _standing(reader, plan, view, found, office))
        for found in map(_Found._make, rows)
    ]
    return sorted(obligations, key=lambda one: (one.order, one.member))


def _standing(reader: Reader, plan: PlanRow, view: View, found: _Found, office: dict[int, OfficeWord]) -> Standing:
    """Where an obligation stands: as its latest note says, unless the office has ended the task for everybody."""
    reported, word = as_date(found.reported), office.get(found.task_id)
    status = found.status
    if word and word.status == "cancelled" and (word.as_of, word.note_id) > (reported or date.min, found.note_id or 0):
        status = "cancelled"
    blocked_since = _blocked_since(reader, view, found) if status == "blocked" else None
    deadline = found.stated() or plan.period_end
    return Standing(status, found.percent, reported, blocked_since, plan.issued_on, deadline, plan.cycle)


def _blocked_since(reader: Reader, view: View, found: _Found) -> date | None:
    rows = reader.rows(
        _BLOCKED_SINCE, task=found.task_id, department=found.department_id, clause=found.clause_id, as_of=view.as_of,
        known_at=view.known_at,
    )  # fmt: skip
    return as_date(rows[0][0])


def _obligation(
    registry: Registry,
    plan: PlanRow,
    view: View,
    headings: dict[int | None, list[str]],
    found: _Found,
    standing: Standing,
) -> Obligation:
    colour, reason = light(standing, view.rule, view.as_of)
    department = registry.departments[found.department_id]
    return Obligation(
        plan=plan.key,
        ref=f"{plan.key}-{found.ref}" + (f".{found.clause}" if found.clause_count > 1 else ""),
        number=found.number if found.number is not None else found.label or None,
        clause=found.clause,
        section=headings[found.section_id],
        title=found.title,
        role=found.role,
        party=found.party,
        department=registry.today_name(found.department_id, view.today),
        member=department.called(plan.issued_on) or department.name,
        via=found.via,
        deadline=standing.deadline,
        deadline_source="stated" if found.stated() else "period",
        status=standing.status,
        reporting=reporting(standing, view.rule, view.as_of),
        percent=found.percent,
        light=colour,
        light_reason=reason,
        last_report_on=standing.last_report,
        note=found.note,
        task_id=found.task_id,
        clause_id=found.clause_id,
        department_id=found.department_id,
        note_id=found.note_id,
        order=(found.task_position, found.clause, found.position),
    )


def by_task(obligations: Collection[Obligation]) -> Iterator[tuple[int, list[Obligation]]]:
    """The obligations of each task together, tasks in the order of the document."""
    tasks: dict[int, list[Obligation]] = {}
    for one in obligations:
        tasks.setdefault(one.task_id, []).append(one)
    return iter(tasks.items())


def machine_row(one: Obligation) -> dict[str, Any]:
    """The row that scripts read (DESIGN §4, kind `obligations`)."""
    keys = (
        "plan", "ref", "number", "clause", "section", "title", "role", "party", "department", "via", "deadline",
        "deadline_source", "status", "reporting", "percent", "light", "light_reason", "last_report_on", "note",
    )  # fmt: skip
    return {key: cast("Any", getattr(one, key)) for key in keys}
