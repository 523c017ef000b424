"""Obligations: one department answering for one clause in one role, how it came to it, and where it stands."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from egovtrack.queries.known import View, note_stands
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.office import IS_DESIGNATED, Designated, Extended, Office, read_office
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, figure, in_list
from egovtrack.rules import CLOSED, Light, Reason, Reporting, Standing, Status, light, reporting

Via = Literal["direct", "collective", "designated", "indefinite"]
VIAS: tuple[Via, ...] = ("direct", "collective", "designated", "indefinite")
DEFINITE: tuple[Via, ...] = ("direct", "collective", "designated")
ROLES = ("lead", "responsible", "cooperate")


def blocked_since(department: str) -> str:
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


def _standing(department: str, via: str) -> str:
    """SQL: what places an obligation and tells how it stands; in this order the rows of all statements are merged."""
    return f"""t.position, c.number, a.position, t.id, c.id, a.collective_id, {department}, {via},
       COALESCE(c.stated_deadline, t.stated_deadline), n.id, n.status, n.percent, n.as_of,
       CASE n.status WHEN 'blocked' THEN {blocked_since(department)} END"""


_WORDING = """,
       t.ref, t.number, t.label, t.title, t.section_id,
       EXISTS (SELECT 1 FROM clause k WHERE k.task_id = t.id AND k.id <> c.id), a.role, a.printed, n.note, n.kind,
       n.value,
       CASE WHEN n.target IS NOT NULL THEN
         (SELECT w.text FROM target w WHERE w.task_id = t.id AND w.position = n.target) END"""


def latest_note(department: str) -> str:
    """SQL: the id of the latest note of an obligation as of a day and as known at a moment; one index, no second copy
    of the truth.
    """
    return f"""(
  SELECT x.id FROM progress_note x
  WHERE x.task_id = t.id AND x.department_id = {department} AND (x.clause_id IS NULL OR x.clause_id = c.id)
    AND x.as_of <= :as_of AND {note_stands("x")}
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1)"""


# {plan} is t.plan_id where a plan's tasks are what to begin with, and +t.plan_id, which no index knows, where the
# departments asked for are few among many, or the collectives: there the database is to begin with them.
_ORDER = " ORDER BY t.position, c.number, a.position"
_DIRECT = f"""
SELECT {_standing("a.department_id", "'direct'")}{{wording}}
FROM task t JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id
LEFT JOIN progress_note n ON n.id = {latest_note("a.department_id")}
WHERE {{plan}} = :plan AND a.department_id IS NOT NULL{{limits}}{_ORDER}"""
_COLLECTIVE = f"""
SELECT {_standing("d.id", "CASE g.kind WHEN 'universal' THEN 'collective' ELSE 'indefinite' END")}{{wording}}
FROM assignment a
JOIN collective g ON g.id = a.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN collective_member m ON m.collective_id = g.id
JOIN department d ON d.kind = m.department_kind
  AND (d.valid_from IS NULL OR d.valid_from <= :issued) AND (d.valid_to IS NULL OR d.valid_to > :issued)
LEFT JOIN progress_note n ON n.id = {latest_note("d.id")}
WHERE {{plan}} = :plan
  AND (g.kind = 'universal' OR NOT EXISTS (
    SELECT 1 FROM assignment b WHERE b.clause_id = a.clause_id AND b.department_id = d.id)){{limits}}{_ORDER}"""
_DESIGNATED = f"""
SELECT {_standing("d.id", "'designated'")}{{wording}}
FROM designation w
JOIN assignment a ON a.clause_id = w.clause_id AND a.collective_id = w.collective_id
JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
JOIN department d ON d.id = w.department_id
LEFT JOIN progress_note n ON n.id = {latest_note("d.id")}
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
_UNIVERSAL = " AND g.kind = 'universal'"
_SOME = "IN (:department0, :department1)"
STATEMENTS = (
    *(one.format(wording=_WORDING, plan="t.plan_id", limits="") for one in (_DIRECT, _DESIGNATED)),
    *(one.format(wording="", plan="t.plan_id", limits=_ACCOUNTABLE) for one in (_DIRECT, _DESIGNATED)),
    _COLLECTIVE.format(wording=_WORDING, plan="+t.plan_id", limits=_UNIVERSAL + _ALL_SEVERAL),
    _COLLECTIVE.format(wording="", plan="+t.plan_id", limits=_ACCOUNTABLE + _UNIVERSAL + _ALL_SEVERAL),
    *(
        one.format(wording=_WORDING, plan="t.plan_id", limits=" AND t.id = :task")
        for one in (_DIRECT, _COLLECTIVE, _DESIGNATED)
    ),
    _DIRECT.format(wording=_WORDING, plan="+t.plan_id", limits=f" AND a.department_id {_SOME}"),
    _DESIGNATED.format(wording=_WORDING, plan="+t.plan_id", limits=f" AND d.id {_SOME}"),
    *(
        _COLLECTIVE.format(
            wording=_WORDING,
            plan="+t.plan_id",
            limits=kinds + f" AND d.id {_SOME}" + _THEIR_SEVERAL.format(condition=f"e.id {_SOME}"),
        )
        for kinds in ("", _UNIVERSAL)
    ),
    *(_OFFICE.format(plan="+t.plan_id", limits=limits) for limits in ("", " AND t.id = :task")),
)


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
    section: tuple[str, ...]
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

    def called(self) -> str:
        """What a member of a collective is called: today's name, but its own where another has taken over its duties;
        no two members may come out as one.
        """
        return self.department if self.holder_id == self.department_id else self.member

    def leads(self) -> bool:
        """Whether it leads, by the document's word or the office's."""
        return self.role == "lead" or self.assigned_lead


class Accountable(NamedTuple):
    """One of those whose reports make up a task's status, and where it stands: what of an obligation matters there."""

    task_id: int
    clause: int
    status: Status | None
    percent: int | None
    light: Light
    reporting: Reporting
    last_report_on: date | None
    note_id: int | None


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
) -> Iterator[Obligation]:
    """The same one by one, as they are read: a plan of any size takes no more memory than a small one."""
    return Look(reader, registry, plan, view, task).obligations(vias, departments)


class _Judged(NamedTuple):
    """What the rules say of a standing; `reported` is the day of its latest note."""

    light: Light
    reason: Reason
    reporting: Reporting
    reported: date | None


class _Stands(NamedTuple):
    """Where an obligation stands, until when it is to be done (and was, before the office moved that), and who of a
    collective is meant.
    """

    status: Status | None
    judged: _Judged
    deadline: date
    original: date
    extensions: Sequence[Extended]
    meant: Designated | None


# Where the columns of `_standing` are, for those who look at a row before it is an obligation.
_order = itemgetter(slice(3))
_CLAUSE, _COLLECTIVE_ID, _DEPARTMENT, _VIA = 4, 5, 6, 7


class Look:
    """All that is needed to say where the obligations of a plan, or of one task, stand. What is the same for many is
    kept: there may be hundreds of thousands of rows.
    """

    def __init__(self, reader: Reader, registry: Registry, plan: PlanRow, view: View, task: int | None) -> None:
        self.reader, self.registry, self.plan, self.view, self.task = reader, registry, plan, view, task
        self.office: Office = read_office(reader, plan, view, task)
        self.words = read_office_words(reader, plan, view, task)
        self.headings = read_headings(reader, plan.id)
        self.day: Callable[[date | str | None], date | None] = cache(as_date)
        self.judged: Callable[..., _Judged] = cache(partial(_judge, plan, view))
        self.said = self.office.extensions.keys() | self.words.keys()
        self.unsaid = cache(self._unsaid)
        self.called = cache(self._called)
        self.place = {key: place for place, key in enumerate(registry.departments)}

    def obligations(
        self, vias: Collection[str] = DEFINITE, departments: Collection[int] | None = None
    ) -> Iterator[Obligation]:
        """The obligations that come by `vias`, of all departments or of some, in the order of the document."""
        return map(self._obligation, self._rows(_WORDING, vias, departments))

    def accountable(self, *vias: Via) -> Iterator[Accountable]:
        """Those who came by `vias` and whose reports make up their task's status, in the order of the document."""
        for row in self._rows("", vias, None, _ACCOUNTABLE):
            status, (light, _reason, reporting, reported), *_when = self._stands(*row[3:])
            yield Accountable(row[3], row[1], status, row[11], light, reporting, reported, row[9])

    def _rows(
        self, wording: str, vias: Collection[str], departments: Collection[int] | None, limits: str = ""
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of the statements, of all that come by `vias`, in the order of the document."""
        find = partial(self._find, wording, departments, limits)
        streams = [find(_DIRECT, "a.department_id")] if "direct" in vias else []
        if {"collective", "indefinite"} & set(vias):
            kinds = limits if "indefinite" in vias else limits + _UNIVERSAL
            several = self._find(wording, departments, kinds, _COLLECTIVE, "d.id", issued=self.plan.issued_on)
            streams.append(self._by_member(row for row in several if row[_VIA] in vias and not self._is_meant(row)))
        if "designated" in vias and self.office.designated:
            streams.append(self._by_member(find(_DESIGNATED, "d.id")))
        return merge(*streams, key=_order)

    def _find(
        self,
        wording: str,
        departments: Collection[int] | None,
        limits: str,
        statement: str,
        department: str,
        **more: Value,
    ) -> Iterator[Any]:
        parameters: dict[str, Value] = {"plan": self.plan.id, "as_of": self.view.as_of, "known_at": self.view.known_at}
        begin = "t.plan_id" if departments is None and statement is not _COLLECTIVE else "+t.plan_id"
        if self.task is not None:
            limits += " AND t.id = :task"
            parameters["task"] = self.task
        if departments is not None:
            condition, wanted = in_list(department, sorted(departments), "department")
            parameters |= wanted
            limits += f" AND {condition}"
            if statement is _COLLECTIVE:
                limits += _THEIR_SEVERAL.format(condition=in_list("e.id", sorted(departments), "department")[0])
        elif statement is _COLLECTIVE and self.task is None:
            limits += _ALL_SEVERAL
        return self.reader.each(statement.format(wording=wording, plan=begin, limits=limits), **parameters, **more)

    def _by_member(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Rows in their order, those of one party in the registry's order of its members."""
        for _order_of_all, group in groupby(rows, key=_order):
            yield from sorted(group, key=lambda row: self.place[row[_DEPARTMENT]])

    def _is_meant(self, row: tuple[Any, ...]) -> bool:
        """Whether a row tells who may be meant by a party of which it is known who is."""
        return row[_VIA] == "indefinite" and bool(self.office.meant_by(row[_CLAUSE], row[_COLLECTIVE_ID]))

    def _obligation(self, row: tuple[Any, ...]) -> Obligation:
        """A row, and what else is to be said of it."""
        (
            _position, clause, _place, task_id, clause_id, _collective, department_id, via, stated, note_id, _status,
            percent, _reported, _since, ref, number, label, title, section_id, several, role, party, note, kind, value,
            target,
        ) = row  # fmt: skip
        plan = self.plan
        status, judged, deadline, original, extensions, meant = self._stands(*row[3:14])
        lead = self.office.leads.get(clause_id)
        member, holder, name = self.called(department_id, self._closed_on(task_id, status, row[10], judged.reported))
        # By place: naming each of them would take longer than all else that is done for a row.
        return Obligation._make((
            plan.key, f"{plan.key}-{ref}.{clause}" if several else f"{plan.key}-{ref}",
            number if number is not None else label or None, clause, self.headings[section_id], title, role, party,
            name, via, deadline, "office" if extensions else "stated" if stated else "period", status,
            judged.reporting, percent, judged.light, judged.reason, judged.reported, note, member,
            lead is not None and lead.department_id == department_id and via != "indefinite",
            original, len(extensions), meant.as_of if meant else None, meant.basis if meant else None,
            figure(value), target, kind == "return", task_id, clause_id, bool(several), department_id, holder, note_id,
        ))  # fmt: skip

    def _stands(
        self,
        task_id: int,
        clause_id: int,
        collective_id: int | None,
        department_id: int,
        _via: str,
        stated: date | str | None,
        note_id: int | None,
        status: Status | None,
        percent: int | None,
        reported: date | str | None,
        since: date | str | None,
    ) -> _Stands:
        if collective_id is None and task_id not in self.said:  # nearly all
            return self.unsaid(status, percent, reported, since, stated)
        office, plan = self.office, self.plan
        meant = office.meant_by(clause_id, collective_id).get(department_id) if collective_id is not None else None
        extensions = office.extensions_of(task_id, clause_id) if task_id in office.extensions else ()
        word = self.words.get(task_id)
        # As its latest note says, unless the office has ended the task for everybody since.
        if word and word.status == "cancelled" and (word.as_of, word.note_id) > (
            self.day(reported) or date.min, note_id or 0,
        ):  # fmt: skip
            status = "cancelled"
        original = self.day(stated) or plan.period_end
        deadline = extensions[-1].until if extensions else original
        # Somebody designated was asked from that day on, not from the plan's.
        asked = max(plan.issued_on, meant.as_of) if meant else plan.issued_on
        judged = self.judged(status, percent, reported, since, asked, deadline)
        return _Stands(status, judged, deadline, original, extensions, meant)

    def _unsaid(
        self,
        status: Status | None,
        percent: int | None,
        reported: date | str | None,
        since: date | str | None,
        stated: date | str | None,
    ) -> _Stands:
        """Where one stands who is named in a task of which the office has said nothing."""
        deadline = self.day(stated) or self.plan.period_end
        judged = self.judged(status, percent, reported, since, self.plan.issued_on, deadline)
        return _Stands(status, judged, deadline, deadline, (), None)

    def _closed_on(self, task_id: int, status: Status | None, own: str | None, reported: date | None) -> date | None:
        """When an obligation was closed, by its `own` note or by the office's word; None while it is not."""
        if status not in CLOSED:
            return None
        return reported if own == status else self.words[task_id].as_of

    def _called(self, department_id: int, closed: date | None) -> tuple[str, int, str]:
        """What a department was called when the plan was issued; and who answers for it on the day looked at, and its
        name then: itself, or whoever took over from it what it had not closed while it was there.
        """
        department, day = self.registry.departments[department_id], self.view.as_of
        stays = department.valid_to and closed and closed <= department.valid_to
        holder: Department = department if stays else department.heir(day)
        member = department.called(self.plan.issued_on) or department.name
        return member, holder.id, holder.called(day) or holder.name


def _judge(
    plan: PlanRow,
    view: View,
    status: Status | None,
    percent: int | None,
    reported: date | str | None,
    since: date | str | None,
    asked: date,
    deadline: date,
) -> _Judged:
    heard = as_date(reported)
    blocked = as_date(since) if status == "blocked" else None
    standing = Standing(status, percent, heard, blocked, asked, deadline, plan.cycle)
    colour, reason = light(standing, view.rule, view.as_of)
    return _Judged(colour, reason, reporting(standing, view.rule, view.as_of), heard)


KEYS = Obligation._fields[: Obligation._fields.index("task_id")]
"""What scripts read of an obligation (DESIGN §4, kind `obligations`)."""


def machine_row(one: Obligation) -> dict[str, Any]:
    """The row that scripts read."""
    return dict(zip(KEYS, one, strict=False))
