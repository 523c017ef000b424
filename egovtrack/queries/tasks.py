"""Tasks of a plan: what the document says of them, and where they stand, rolled up from those who answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from egovtrack.queries.known import View
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation, OfficeWord, by_task, read_obligations, read_office_words
from egovtrack.queries.office import Extended, Office, read_office
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, figure
from egovtrack.rules import Light, Standing, Status, light, mean_percent, roll_up, worst

_TASKS = """
SELECT t.id, t.ref, t.number, t.label, t.title, t.text, t.section_id, t.stated_deadline, t.stated_deadline_text
FROM task t WHERE t.plan_id = :plan{limit} ORDER BY t.position"""
_CLAUSES = """
SELECT c.task_id, c.id, c.number, c.text, c.stated_deadline
FROM clause c JOIN task t ON t.id = c.task_id WHERE t.plan_id = :plan{limit} ORDER BY c.task_id, c.number"""
_PARTIES = """
SELECT a.clause_id, a.role, a.printed, a.word, a.kind, a.open_list, a.collective_id
FROM assignment a JOIN clause c ON c.id = a.clause_id JOIN task t ON t.id = c.task_id
WHERE t.plan_id = :plan{limit} ORDER BY a.clause_id, a.position"""
_TARGETS = """
SELECT g.task_id, g.text, g.min_value, g.max_value, g.unit, g.comparator
FROM target g JOIN task t ON t.id = g.task_id WHERE t.plan_id = :plan{limit} ORDER BY g.task_id, g.position"""
STATEMENTS = tuple(one.format(limit=" AND t.id = :task") for one in (_TASKS, _CLAUSES, _PARTIES, _TARGETS))


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party as the document names it; `designated` are those whom the office says an indefinite one means."""

    role: str
    party: str
    word: str
    kind: str
    open_list: bool
    designated: list[str]

    def is_open(self) -> bool:
        """Whether it means those concerned, and nobody has been designated yet."""
        return self.kind == "indefinite" and not self.designated


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A responsibility clause: its number in the task, the words it covers, whom it names, and the lead that the
    office set where the document names none.
    """

    clause: int
    text: str
    parties: list[PartyRow]
    assigned_lead: str | None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """Something measurable: as printed, and its range, unit and comparator where they could be read."""

    text: str
    min: float | None
    max: float | None
    unit: str | None
    comparator: str | None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task and where it stands; `obligations` are all the definite ones, in the document's order."""

    plan: str
    ref: str
    number: int | str | None
    section: list[str]
    title: str
    text: str
    clauses: list[ClauseRow]
    deadline: date
    deadline_source: str
    targets: list[TargetRow]
    status: Status | None
    percent: int | None
    light: Light
    original_deadline: date
    extensions: int
    id: int
    obligations: list[Obligation]

    def open_parties(self) -> list[tuple[ClauseRow, PartyRow]]:
        """The indefinite parties for which nobody is designated yet, each with its clause."""
        return [(clause, party) for clause in self.clauses for party in clause.parties if party.is_open()]

    def accountable(self) -> list[Obligation]:
        """Those whose reports make up the task's status, see `accountable`."""
        return accountable(self.clauses, self.obligations)

    def only(self, clause: int) -> TaskRow:
        """The same task with one clause of it and those who answer for that."""
        return replace(
            self,
            clauses=[one for one in self.clauses if one.clause == clause],
            obligations=[one for one in self.obligations if one.clause == clause],
        )


def read_tasks(
    reader: Reader, registry: Registry, plan: PlanRow, view: View, *, task: int | None = None
) -> list[TaskRow]:
    """The tasks of a plan, or the one with this id, in the order of the document."""
    limit = " AND t.id = :task" if task is not None else ""
    which: dict[str, Value] = {"plan": plan.id}
    if task is not None:
        which["task"] = task
    office = read_office(reader, plan, view)
    clauses, dates = _clauses(reader, registry, view, office, limit, which)
    targets: dict[int, list[TargetRow]] = defaultdict(list)
    for task_id, text, low, high, unit, comparator in reader.rows(_TARGETS.format(limit=limit), **which):
        targets[task_id].append(TargetRow(text, figure(low), figure(high), unit or None, comparator))
    words = read_office_words(reader, plan, view)
    obligations = dict(by_task(read_obligations(reader, registry, plan, view, task=task)))
    headings = read_headings(reader, plan.id)
    found = []
    for task_id, ref, number, label, title, text, section_id, task_stated, _words in reader.rows(
        _TASKS.format(limit=limit), **which
    ):
        own = obligations.get(task_id, [])
        due = _due(as_date(task_stated), dates[task_id], office.extensions.get(task_id, []), plan)
        answering = accountable(clauses[task_id], own)
        status, percent, colour = _standing(answering, words.get(task_id), plan, due.deadline, view)
        found.append(
            TaskRow(
                plan.key,
                f"{plan.key}-{ref}",
                number if number is not None else label or None,
                headings[section_id],
                title,
                text,
                clauses[task_id],
                due.deadline,
                due.source,
                targets[task_id],
                status,
                percent,
                colour,
                due.original,
                due.extensions,
                task_id,
                own,
            )
        )
    return found


_Clauses = dict[int, list[ClauseRow]]
_Dates = dict[int, dict[int, date | None]]


def _clauses(
    reader: Reader, registry: Registry, view: View, office: Office, limit: str, which: dict[str, Value]
) -> tuple[_Clauses, _Dates]:
    """The clauses of each task, and the date that each states, by the task's and the clause's id."""

    def called(departments: Iterable[int]) -> list[str]:
        return [registry.name_on(one, view.as_of) for one in departments]

    parties: dict[int, list[PartyRow]] = defaultdict(list)
    for clause_id, role, printed, word, kind, is_open, collective in reader.rows(_PARTIES.format(limit=limit), **which):
        meant = called(office.meant_by(clause_id, collective))
        parties[clause_id].append(PartyRow(role, printed, word, kind, bool(is_open), meant))
    clauses: _Clauses = defaultdict(list)
    dates: _Dates = defaultdict(dict)
    for task_id, clause_id, number, text, stated in reader.rows(_CLAUSES.format(limit=limit), **which):
        lead = office.leads.get(clause_id)
        name = called([lead.department_id])[0] if lead else None
        clauses[task_id].append(ClauseRow(number, text, parties[clause_id], name))
        dates[task_id][clause_id] = as_date(stated)
    return clauses, dates


class _Due(NamedTuple):
    """When a task is due: the day in force, where it comes from, the day before any extension, how many there were."""

    deadline: date
    source: str
    original: date
    extensions: int


def _due(stated: date | None, clauses: dict[int, date | None], extended: Sequence[Extended], plan: PlanRow) -> _Due:
    """A task is due when the last of its clauses is."""
    own = stated or max((day for day in clauses.values() if day), default=None)
    original = own or plan.period_end
    if not extended:
        return _Due(original, "stated" if own else "period", original, 0)
    ends = []
    for clause, day in clauses.items() or ((None, None),):
        moved = [one.until for one in extended if one.clause_id in {None, clause}]
        ends.append(moved[-1] if moved else day or stated or plan.period_end)
    return _Due(max(ends), "office", original, len(extended))


def accountable(clauses: Sequence[ClauseRow], obligations: Sequence[Obligation]) -> list[Obligation]:
    """Those whose reports make up a task's status (DESIGN §3): of each clause the leads; where the document names no
    lead, everybody who definitely answers as responsible. A lead that is not registered yet, or is "those concerned",
    is a lead all the same: nobody else is counted in its place.
    """
    roles = {
        clause.clause: "lead" if any(party.role == "lead" for party in clause.parties) else "responsible"
        for clause in clauses
    }
    return [one for one in obligations if one.role == roles[one.clause]]


def _standing(
    answering: Sequence[Obligation], office: OfficeWord | None, plan: PlanRow, deadline: date, view: View
) -> tuple[Status | None, int | None, Light]:
    latest = max(((one.last_report_on or date.min, one.note_id or 0) for one in answering), default=(date.min, 0))
    if office and latest < (office.as_of, office.note_id):
        blocked = office.as_of if office.status == "blocked" else None
        standing = Standing(office.status, office.percent, office.as_of, blocked, plan.issued_on, deadline, plan.cycle)
        return office.status, office.percent, light(standing, view.rule, view.as_of)[0]
    status = roll_up([one.status for one in answering])
    colour = worst(one.light for one in answering)
    if colour is None:
        silent = Standing(None, None, None, None, plan.issued_on, deadline, plan.cycle)
        colour = light(silent, view.rule, view.as_of)[0]
    return status, mean_percent([one.percent for one in answering]), colour


def machine_row(task: TaskRow) -> dict[str, Any]:
    """The row that scripts read (DESIGN §4, kind `tasks`)."""
    row = {key: getattr(task, key) for key in TaskRow.__dataclass_fields__ if key not in {"id", "obligations"}}
    row["clauses"] = [asdict(clause) for clause in task.clauses]
    row["targets"] = [asdict(target) for target in task.targets]
    return row
