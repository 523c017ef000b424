"""Obligations: one department answering for one clause in one role, how it came to it, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import cache, partial
from heapq import merge
from itertools import groupby
from typing import Any, Literal, NamedTuple

from egovtrack.queries.known import View, note_stands
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.office import IS_DESIGNATED, Office, read_office
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, figure, in_list
from egovtrack.rules import CLOSED, Light, Reason, Reporting, Standing, Status, light, reporting

Via = Literal["direct", "collective", "designated", "indefinite"]
VIAS: tuple[Via, ...] = ("direct", "collective", "designated", "indefinite")
DEFINITE: tuple[Via, ...] = ("direct", "collective", "designated")
ROLES = ("lead", "responsible", "cooperate")


def _blocked_since(department: str) -> str:
    """SQL: since when an obligation has been blocked: the first of the last notes in a row that say so."""
    return f"""(
  SELECT min(x.as_of) FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id = {department} AND (x.clause_id IS NULL OR x.clause_id = c.id)
    AND x.status = 'blocked' AND x.as_of <= :as_of AND {note_stands("x")}
    AND NOT EXISTS (
      SELECT 1 FROM progress_note y
      WHERE y.task_id = x.task_id AND y.department_id = x.department_id
        AND (y.clause_id IS NULL OR y.clause_id = c.id) AND y.status <> 'blocked'
        AND (y.as_of > x.as_of OR (y.as_of = x.as_of AND y.id > x.id))
        AND y.as_of <= :as_of AND {note_stands("y")}))"""


def _columns(department: str, via: str) -> str:
    return f"""
SELECT t.id, t.position, t.ref, t.number, t.label, t.title, t.section_id,
       COALESCE(c.stated_deadline, t.stated_deadline),
       EXISTS (SELECT 1 FROM clause k WHERE k.task_id = t.id AND k.id <> c.id), c.id, c.number,
       a.position, a.role, a.printed, a.collective_id, {department}, n.id, n.status, n.percent, n.as_of, n.note,
       n.kind, n.value, (SELECT w.text FROM target w WHERE w.task_id = t.id AND w.position = n.target),
       CASE n.status WHEN 'blocked' THEN {_blocked_since(department)} END, {via}"""


def _latest(department: str) -> str:
    """SQL: the latest note of an obligation as of a day and as known at a moment; one index, no second copy of the
    truth.
    """
    return f"""
LEFT JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id = {department} AND (x.clause_id IS NULL OR x.clause_id = c.id)
    AND x.as_of <= :as_of AND {note_stands("x")}
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)"""


# {plan} is t.plan_id where a plan's tasks are what to begin with, and +t.plan_id, which no index knows, where the
# departments asked for are few among many, or the collectives: there the database is to begin with them.
_ORDER = " ORDER BY t.position, c.number, a.position"
_DIRECT = f"""{_columns("a.department_id", "'direct'")}
FROM task t JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id {_latest("a.department_id")}
WHERE {{plan}} = :plan AND a.department_id IS NOT NULL{{limits}}{_ORDER}"""
_COLLECTIVE = f"""{_columns("d.id", "CASE g.kind WHEN 'universal' THEN 'collective' ELSE 'indefinite' END")}
FROM assignment a
JOIN collective g ON g.id = a.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN collective_member m ON m.collective_id = g.id
JOIN department d ON d.kind = m.department_kind
  AND (d.valid_from IS NULL OR d.valid_from <= :issued) AND (d.valid_to IS NULL OR d.valid_to > :issued)
  {_latest("d.id")}
WHERE {{plan}} = :plan
  AND (g.kind = 'universal' OR NOT EXISTS (
    SELECT 1 FROM assignment b WHERE b.clause_id = a.clause_id AND b.department_id = d.id)){{limits}}{_ORDER}"""
_DESIGNATED = f"""{_columns("d.id", "'designated'")}
FROM designation w
JOIN assignment a ON a.clause_id = w.clause_id AND a.collective_id = w.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN department d ON d.id = w.department_id {_latest("d.id")}
WHERE {{plan}} = :plan AND {IS_DESIGNATED}{{limits}}{_ORDER}"""
_OFFICE = f"""
SELECT t.id, x.id, x.status, x.percent, x.as_of FROM progress_note x JOIN task t ON t.id = x.task_id
WHERE {{plan}} = :plan AND x.department_id IS NULL AND x.as_of <= :as_of AND {note_stands("x")}{{limits}}
ORDER BY x.as_of, x.id"""
# Whose reports make up a task's status (`tasks.accountable` says it of rows): the others need not be looked at then.
_ACCOUNTABLE = """
  AND (a.role = 'lead' OR (a.role = 'responsible' AND NOT EXISTS (
    SELECT 1 FROM assignment l WHERE l.clause_id = a.clause_id AND l.role = 'lead')))"""
# What lets an index find the parties that are collectives: all of them (by a number, as it does not find what merely is
# there), or those to which the departments asked for belong.
_ALL_SEVERAL = " AND a.collective_id > 0"
_THEIR_SEVERAL = """
  AND a.collective_id IN (SELECT k.collective_id FROM collective_member k
    JOIN department e ON e.kind = k.department_kind WHERE {condition})"""
_SOME = "IN (:department0, :department1)"
STATEMENTS = (
    *(one.format(plan="t.plan_id", limits=limits) for one in (_DIRECT, _DESIGNATED) for limits in ("", _ACCOUNTABLE)),
    *(_COLLECTIVE.format(plan="+t.plan_id", limits=limits + _ALL_SEVERAL) for limits in ("", _ACCOUNTABLE)),
    *(one.format(plan="t.plan_id", limits=" AND t.id = :task") for one in (_DIRECT, _COLLECTIVE, _DESIGNATED)),
    _DIRECT.format(plan="+t.plan_id", limits=f" AND a.department_id {_SOME}"),
    _DESIGNATED.format(plan="+t.plan_id", limits=f" AND d.id {_SOME}"),
    _COLLECTIVE.format(
        plan="+t.plan_id", limits=f" AND d.id {_SOME}" + _THEIR_SEVERAL.format(condition=f"e.id {_SOME}")
    ),
    *(_OFFICE.format(plan="+t.plan_id", limits=limits) for limits in ("", " AND t.id = :task")),
)


class _Found(NamedTuple):
    """A row of the statements above, in their order."""

    task_id: int
    task_position: int
    ref: str
    number: int | None
    label: str
    title: str
    section_id: int | None
    stated: date | str | None
    several: bool
    clause_id: int
    clause: int
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
    blocked_since: date | str | None
    via: Via


class OfficeWord(NamedTuple):
    """What the office itself last said of a task."""

    note_id: int
    status: Status
    percent: int | None
    as_of: date


class Obligation(NamedTuple):
    """One obligation and where it stands. `department` is who answers on the day looked at, `member` what it was
    called when the plan was issued, `party` the document's word; `title` is the task's short title. `assigned_lead`:
    the office made it the lead. `original_deadline` is the one before any of the `extensions`. Of a designated one
    `designated_on` and `basis` tell since when and by what. `value` was measured of `target`, as printed. `returned`:
    the office has sent its completion back, and nothing was reported since. `several`: its task has other clauses too.
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
    member: str
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
    several: bool
    department_id: int
    holder_id: int
    note_id: int | None
    order: tuple[int, int, int]

    def called(self) -> str:
        """What a member of a collective is called: today's name, but its own where another has taken over its duties;
        no two members may come out as one.
        """
        return self.department if self.holder_id == self.department_id else self.member

    def leads(self) -> bool:
        """Whether it leads, by the document's word or the office's."""
        return self.role == "lead" or self.assigned_lead


def read_office_words(reader: Reader, plan: PlanRow, view: View, task: int | None = None) -> dict[int, OfficeWord]:
    """What the office last said of its tasks, or of one, by task id."""
    limits = "" if task is None else " AND t.id = :task"
    look: dict[str, Value] = {"plan": plan.id, "as_of": view.as_of, "known_at": view.known_at}
    if task is not None:
        look["task"] = task
    rows = reader.rows(_OFFICE.format(plan="+t.plan_id", limits=limits), **look)
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
    return list(each_obligation(reader, registry, plan, view, departments=departments, task=task, vias=vias))


def each_obligation(
    reader: Reader,
    registry: Registry,
    plan: PlanRow,
    view: View,
    *,
    departments: Collection[int] | None = None,
    task: int | None = None,
    vias: Collection[str] = DEFINITE,
    accountable: bool = False,
) -> Iterator[Obligation]:
    """The same one by one, as they are read: a plan of any size takes no more memory than a small one. With
    `accountable` only those whose reports make up their task's status.
    """
    limits = _ACCOUNTABLE if accountable else ""
    parameters: dict[str, Value] = {"plan": plan.id, "as_of": view.as_of, "known_at": view.known_at}
    if task is not None:
        limits += " AND t.id = :task"
        parameters["task"] = task
    office = read_office(reader, plan, view, task)
    words = read_office_words(reader, plan, view, task)

    def found(statement: str, department: str, **more: Value) -> Iterator[Any]:
        wanted = sorted(departments or ())
        condition, names = in_list(department, wanted, "department")
        begin = "t.plan_id" if departments is None and statement is not _COLLECTIVE else "+t.plan_id"
        narrowed = limits + (f" AND {condition}" if departments is not None else "")
        if statement is _COLLECTIVE and departments is not None:
            narrowed += _THEIR_SEVERAL.format(condition=in_list("e.id", wanted, "department")[0])
        elif statement is _COLLECTIVE and task is None:
            narrowed += _ALL_SEVERAL
        return reader.each(statement.format(plan=begin, limits=narrowed), **parameters, **names, **more)

    look = _Look(registry, plan, view, office, words, read_headings(reader, plan.id))
    streams = [found(_DIRECT, "a.department_id")] if "direct" in vias else []
    if {"collective", "indefinite"} & set(vias):
        several = found(_COLLECTIVE, "d.id", issued=plan.issued_on)
        streams.append(look.by_member(row for row in several if row[-1] in vias and not _is_meant(office, row)))
    if "designated" in vias and office.designated:
        streams.append(look.by_member(found(_DESIGNATED, "d.id")))
    return map(look.obligation, merge(*streams, key=_order))


def _order(row: tuple[Any, ...]) -> tuple[int, int, int]:
    return row[1], row[10], row[11]


def _is_meant(office: Office, row: tuple[Any, ...]) -> bool:
    """Whether a row tells who may be meant by a party of which it is known who is."""
    return row[-1] == "indefinite" and bool(office.meant_by(row[9], row[14]))


class _Look:
    """All that is needed to say where the obligations of a plan stand. What is the same for many is kept."""

    def __init__(
        self,
        registry: Registry,
        plan: PlanRow,
        view: View,
        office: Office,
        words: dict[int, OfficeWord],
        headings: dict[int | None, list[str]],
    ) -> None:
        self.registry, self.plan, self.view = registry, plan, view
        self.office, self.words, self.headings = office, words, headings
        self.day: Callable[[date | str | None], date | None] = cache(as_date)
        self.judged: Callable[..., _Judged] = cache(partial(_judge, plan, view))
        self.called = cache(self._called)
        self.place = {key: place for place, key in enumerate(registry.departments)}

    def by_member(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows in their order, those of one party in the registry's order of its members."""
        for _order_of_all, group in groupby(rows, key=_order):
            yield from sorted(group, key=lambda row: self.place[row[15]])

    def obligation(self, row: tuple[Any, ...]) -> Obligation:
        found, plan = _Found._make(row), self.plan
        meant = self.office.meant_by(found.clause_id, found.collective_id).get(found.department_id)
        lead = self.office.leads.get(found.clause_id)
        extensions = self.office.extensions_of(found.task_id, found.clause_id)
        stated = self.day(found.stated)
        original = stated or plan.period_end
        deadline = extensions[-1].until if extensions else original
        status = self._status(found)
        reported = self.day(found.reported)
        # Somebody designated was asked from that day on, not from the plan's.
        asked = max(plan.issued_on, meant.as_of) if meant else plan.issued_on
        since = self.day(found.blocked_since) if status == "blocked" else None
        judged = self.judged(status, found.percent, reported, since, asked, deadline)
        member, holder, name = self.called(found.department_id, self._closed_on(found, status, reported))
        return Obligation(
            plan=plan.key,
            ref=f"{plan.key}-{found.ref}.{found.clause}" if found.several else f"{plan.key}-{found.ref}",
            number=found.number if found.number is not None else found.label or None,
            clause=found.clause,
            section=self.headings[found.section_id],
            title=found.title,
            role=found.role,
            party=found.party,
            department=name,
            member=member,
            via=found.via,
            deadline=deadline,
            deadline_source="office" if extensions else "stated" if stated else "period",
            status=status,
            reporting=judged.reporting,
            percent=found.percent,
            light=judged.light,
            light_reason=judged.reason,
            last_report_on=reported,
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
            several=bool(found.several),
            department_id=found.department_id,
            holder_id=holder,
            note_id=found.note_id,
            order=(found.task_position, found.clause, found.position),
        )

    def _status(self, found: _Found) -> Status | None:
        """As its latest note says, unless the office has ended the task for everybody since."""
        word = self.words.get(found.task_id)
        if word and word.status == "cancelled":
            latest = (self.day(found.reported) or date.min, found.note_id or 0)
            if (word.as_of, word.note_id) > latest:
                return "cancelled"
        return found.status

    def _closed_on(self, found: _Found, status: Status | None, reported: date | None) -> date | None:
        """When an obligation was closed; None while it is not."""
        if status not in CLOSED:
            return None
        return reported if found.status == status else self.words[found.task_id].as_of

    def _called(self, department_id: int, closed: date | None) -> tuple[str, int, str]:
        """What a department was called when the plan was issued; and who answers for it on the day looked at, and its
        name then: itself, or whoever took over from it what it had not closed while it was there.
        """
        department, day = self.registry.departments[department_id], self.view.as_of
        stays = department.valid_to and closed and closed <= department.valid_to
        holder: Department = department if stays else department.heir(day)
        member = department.called(self.plan.issued_on) or department.name
        return member, holder.id, holder.called(day) or holder.name


class _Judged(NamedTuple):
    """What the rules say of a standing."""

    light: Light
    reason: Reason
    reporting: Reporting


def _judge(
    plan: PlanRow,
    view: View,
    status: Status | None,
    percent: int | None,
    reported: date | None,
    since: date | None,
    asked: date,
    deadline: date,
) -> _Judged:
    standing = Standing(status, percent, reported, since, asked, deadline, plan.cycle)
    colour, reason = light(standing, view.rule, view.as_of)
    return _Judged(colour, reason, reporting(standing, view.rule, view.as_of))


def by_task(obligations: Collection[Obligation]) -> Iterator[tuple[int, list[Obligation]]]:
    """The obligations of each task together, tasks in the order of the document."""
    tasks: dict[int, list[Obligation]] = {}
    for one in obligations:
        tasks.setdefault(one.task_id, []).append(one)
    return iter(tasks.items())


KEYS = Obligation._fields[: Obligation._fields.index("task_id")]
"""What scripts read of an obligation (DESIGN §4, kind `obligations`)."""


def machine_row(one: Obligation) -> dict[str, Any]:
    """The row that scripts read."""
    return dict(zip(KEYS, one, strict=False))
