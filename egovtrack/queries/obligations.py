"""Obligations: one department answering for one clause in one role, how it came to it, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, cast

from egovtrack.queries.known import View, note_stands
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.office import IS_DESIGNATED, Designated, Office, read_office
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, figure, in_list
from egovtrack.rules import CLOSED, Light, Reason, Reporting, Standing, Status, light, reporting

Via = Literal["direct", "collective", "designated", "indefinite"]
VIAS: tuple[Via, ...] = ("direct", "collective", "designated", "indefinite")
DEFINITE: tuple[Via, ...] = ("direct", "collective", "designated")
ROLES = ("lead", "responsible", "cooperate")

# The latest note of an obligation as of a day and as known at a moment; one index, no second copy of the truth.
_LATEST = f"""
LEFT JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id = d.id AND (x.clause_id IS NULL OR x.clause_id = c.id)
    AND x.as_of <= :as_of AND {note_stands("x")}
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)"""
_COLUMNS = """
SELECT t.id, t.position, t.ref, t.number, t.label, t.title, t.section_id, t.stated_deadline,
       (SELECT count(*) FROM clause k WHERE k.task_id = t.id), c.id, c.number, c.stated_deadline,
       a.position, a.role, a.printed, a.collective_id, d.id, n.id, n.status, n.percent, n.as_of, n.note, n.kind,
       n.value, (SELECT w.text FROM target w WHERE w.task_id = t.id AND w.position = n.target)"""
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
_DESIGNATED = f"""{_COLUMNS}, 'designated'
FROM designation x
JOIN assignment a ON a.clause_id = x.clause_id AND a.collective_id = x.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN department d ON d.id = x.department_id {_LATEST}
WHERE t.plan_id = :plan AND {IS_DESIGNATED}"""
_BLOCKED_SINCE = f"""
SELECT min(x.as_of) FROM progress_note x
WHERE x.task_id = :task AND x.department_id = :department AND (x.clause_id IS NULL OR x.clause_id = :clause)
  AND x.status = 'blocked' AND x.as_of <= :as_of AND {note_stands("x")}
  AND NOT EXISTS (
    SELECT 1 FROM progress_note y
    WHERE y.task_id = x.task_id AND y.department_id = x.department_id
      AND (y.clause_id IS NULL OR y.clause_id = :clause) AND y.status <> 'blocked'
      AND (y.as_of > x.as_of OR (y.as_of = x.as_of AND y.id > x.id))
      AND y.as_of <= :as_of AND {note_stands("y")})"""
_OFFICE = f"""
SELECT t.id, n.id, n.status, n.percent, n.as_of FROM task t JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id IS NULL AND x.as_of <= :as_of AND {note_stands("x")}
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)
WHERE t.plan_id = :plan"""
STATEMENTS = (_DIRECT, _COLLECTIVE, _DESIGNATED, _BLOCKED_SINCE, _OFFICE)


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
    collective_id: int | None
    department_id: int
    note_id: int | None
    status: Status | None
    percent: int | None
    reported: date | str | None
    note: str | None
    kind: str | None
    value: float | None
    target: str | None
    via: Via

    def stated(self) -> date | None:
        """The deadline that the document states for the clause, or else for its task."""
        return as_date(self.clause_deadline) or as_date(self.task_deadline)


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """What the office itself last said of a task."""

    note_id: int
    status: Status
    percent: int | None
    as_of: date


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation and where it stands. `department` is who answers on the day looked at, `member` what it was
    called when the plan was issued, `party` the document's word; `title` is the task's short title. `assigned_lead`:
    the office made it the lead. `original_deadline` is the one before any of the `extensions`. Of a designated one
    `designated_on` and `basis` tell since when and by what. `value` was measured of `target`, as printed. `returned`:
    the office has sent its completion back, and nothing was reported since.
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
    assigned_lead: bool
    original_deadline: date
    extensions: int
    designated_on: date | None
    basis: str | None
    value: float | None
    target: str | None
    returned: bool
    task_id: int
    clause_id: int
    clause_count: int
    department_id: int
    holder_id: int
    note_id: int | None
    order: tuple[int, int, int]

    def leads(self) -> bool:
        """Whether it leads, by the document's word or the office's."""
        return self.role == "lead" or self.assigned_lead


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
    office = read_office(reader, plan, view)
    rows: list[tuple[Any, ...]] = []
    if "direct" in vias:
        rows += reader.rows(_DIRECT + tail, **parameters)
    if {"collective", "indefinite"} & set(vias):
        found = reader.rows(_COLLECTIVE + tail, **parameters, issued=plan.issued_on)
        rows += [row for row in found if row[-1] in vias]
    if "designated" in vias and office.designated:
        rows += reader.rows(_DESIGNATED + tail, **parameters)
    words = read_office_words(reader, plan, view) if rows else {}
    look = _Look(reader, registry, plan, view, office, words, read_headings(reader, plan.id))
    obligations = [
        look.obligation(found)
        for found in map(_Found._make, rows)
        if found.via != "indefinite" or not office.meant_by(found.clause_id, found.collective_id)
    ]
    return sorted(obligations, key=lambda one: (one.order, one.member))


@dataclass(frozen=True, slots=True)
class _Look:
    """All that is needed to say where the obligations of a plan stand."""

    reader: Reader
    registry: Registry
    plan: PlanRow
    view: View
    office: Office
    words: dict[int, OfficeWord]
    headings: dict[int | None, list[str]]

    def obligation(self, found: _Found) -> Obligation:
        plan, view = self.plan, self.view
        meant = self.office.meant_by(found.clause_id, found.collective_id).get(found.department_id)
        lead = self.office.leads.get(found.clause_id)
        original = found.stated() or plan.period_end
        extensions = self.office.extensions_of(found.task_id, found.clause_id)
        deadline = extensions[-1].until if extensions else original
        standing = self._standing(found, deadline, meant)
        colour, reason = light(standing, view.rule, view.as_of)
        department = self.registry.departments[found.department_id]
        holder = self._holder(department, found, standing)
        return Obligation(
            plan=plan.key,
            ref=f"{plan.key}-{found.ref}" + (f".{found.clause}" if found.clause_count > 1 else ""),
            number=found.number if found.number is not None else found.label or None,
            clause=found.clause,
            section=self.headings[found.section_id],
            title=found.title,
            role=found.role,
            party=found.party,
            department=holder.called(view.as_of) or holder.name,
            member=department.called(plan.issued_on) or department.name,
            via=found.via,
            deadline=deadline,
            deadline_source="office" if extensions else "stated" if found.stated() else "period",
            status=standing.status,
            reporting=reporting(standing, view.rule, view.as_of),
            percent=found.percent,
            light=colour,
            light_reason=reason,
            last_report_on=standing.last_report,
            note=found.note,
            assigned_lead=lead is not None and lead.department_id == found.department_id and found.via != "indefinite",
            original_deadline=original,
            extensions=len(extensions),
            designated_on=meant.as_of if meant else None,
            basis=meant.basis if meant else None,
            value=figure(found.value),
            target=found.target,
            returned=found.kind == "return",
            task_id=found.task_id,
            clause_id=found.clause_id,
            clause_count=found.clause_count,
            department_id=found.department_id,
            holder_id=holder.id,
            note_id=found.note_id,
            order=(found.task_position, found.clause, found.position),
        )

    def _standing(self, found: _Found, deadline: date, meant: Designated | None) -> Standing:
        """Where an obligation stands: as its latest note says, unless the office has ended the task for everybody.
        Somebody designated was asked from that day on, not from the plan's.
        """
        reported, word, status = as_date(found.reported), self.words.get(found.task_id), found.status
        latest = (reported or date.min, found.note_id or 0)
        if word and word.status == "cancelled" and (word.as_of, word.note_id) > latest:
            status = "cancelled"
        blocked_since = self._blocked_since(found) if status == "blocked" else None
        asked = max(self.plan.issued_on, meant.as_of) if meant else self.plan.issued_on
        return Standing(status, found.percent, reported, blocked_since, asked, deadline, self.plan.cycle)

    def _blocked_since(self, found: _Found) -> date | None:
        rows = self.reader.rows(
            _BLOCKED_SINCE, task=found.task_id, department=found.department_id, clause=found.clause_id,
            as_of=self.view.as_of, known_at=self.view.known_at,
        )  # fmt: skip
        return as_date(rows[0][0])

    def _holder(self, department: Department, found: _Found, standing: Standing) -> Department:
        """Who answers on the day looked at: the department, or whoever took over from it what it had not finished."""
        if department.valid_to and standing.status in CLOSED:
            by_office = found.status != standing.status
            closed = self.words[found.task_id].as_of if by_office else standing.last_report
            if closed and closed <= department.valid_to:
                return department
        return department.heir(self.view.as_of)


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
        "member", "assigned_lead", "original_deadline", "extensions", "designated_on", "basis",
        "value", "target", "returned",
    )  # fmt: skip
    return {key: cast("Any", getattr(one, key)) for key in keys}
