"""Tasks of a plan: what the document says of them, and where they stand, rolled up from those who answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from egovtrack.queries.known import View
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation, OfficeWord, each_obligation, read_office_words
from egovtrack.queries.office import Extended, read_office
from egovtrack.queries.plans import PlanRow, read_headings
from egovtrack.queries.reader import Reader, Value, as_date, figure
from egovtrack.rules import Light, Standing, Status, light, mean_percent, roll_up, worst

T = TypeVar("T")

# All in the order of the document, so that they can be read side by side, task by task.
_TASKS = """
SELECT t.id, t.ref, t.number, t.label, t.title, t.text, t.section_id, t.stated_deadline,
       c.id, c.number, c.text, c.stated_deadline
FROM task t LEFT JOIN clause c ON c.task_id = t.id
WHERE t.plan_id = :plan{limit} ORDER BY t.position, c.number"""
_PARTIES = """
SELECT c.id, a.role, a.printed, a.word, a.kind, a.open_list, a.collective_id
FROM task t JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id
WHERE t.plan_id = :plan{limit} ORDER BY t.position, c.number, a.position"""
_TARGETS = """
SELECT t.id, g.text, g.min_value, g.max_value, g.unit, g.comparator
FROM task t JOIN target g ON g.task_id = t.id
WHERE t.plan_id = :plan{limit} ORDER BY t.position, g.position"""
STATEMENTS = tuple(
    one.format(limit=limit) for one in (_TASKS, _PARTIES, _TARGETS) for limit in ("", " AND t.id = :task")
)


class PartyRow(NamedTuple):
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


class ClauseRow(NamedTuple):
    """A responsibility clause: its number in the task, the words it covers, whom it names, and the lead that the
    office set where the document names none.
    """

    clause: int
    text: str
    parties: list[PartyRow]
    assigned_lead: str | None


class TargetRow(NamedTuple):
    """Something measurable: as printed, and its range, unit and comparator where they could be read."""

    text: str
    min: float | None
    max: float | None
    unit: str | None
    comparator: str | None


class TaskRow(NamedTuple):
    """One task and where it stands; `obligations` are all the definite ones, in the document's order, or only those
    whose reports make up its status.
    """

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
        return self._replace(
            clauses=[one for one in self.clauses if one.clause == clause],
            obligations=[one for one in self.obligations if one.clause == clause],
        )


def read_tasks(
    reader: Reader, registry: Registry, plan: PlanRow, view: View, *, task: int | None = None
) -> list[TaskRow]:
    """The tasks of a plan, or the one with this id, in the order of the document."""
    return list(each_task(reader, registry, plan, view, task=task))


def each_task(
    reader: Reader, registry: Registry, plan: PlanRow, view: View, *, task: int | None = None, brief: bool = False
) -> Iterator[TaskRow]:
    """The same one by one, as they are read: a plan of any size takes no more memory than a small one. When `brief`,
    with the obligations alone that make up the status.
    """
    limit = " AND t.id = :task" if task is not None else ""
    which: dict[str, Value] = {"plan": plan.id}
    if task is not None:
        which["task"] = task
    office = read_office(reader, plan, view, task)
    words = read_office_words(reader, plan, view, task)
    headings = read_headings(reader, plan.id)
    obligations = each_obligation(reader, registry, plan, view, task=task, accountable=brief)
    of_task = _Feed(obligations, attrgetter("task_id"))
    of_clause = _Feed(reader.each(_PARTIES.format(limit=limit), **which), itemgetter(0))
    targets = _Feed(reader.each(_TARGETS.format(limit=limit), **which), itemgetter(0))
    called = cache(lambda department: registry.name_on(department, view.as_of))
    day = cache(as_date)

    def meant(clause_id: int, collective: int | None) -> list[str]:
        return [*map(called, office.meant_by(clause_id, collective))] if collective else []

    def clause_row(clause_id: int, number: int, text: str) -> ClauseRow:
        parties = [
            # What PartyRow(…) does, without the call in Python between: there are as many as all else together.
            tuple.__new__(PartyRow, (role, printed, word, kind, bool(is_open), meant(clause_id, collective)))
            for _clause, role, printed, word, kind, is_open, collective in of_clause.take(clause_id)
        ]
        lead = office.leads.get(clause_id)
        return ClauseRow(number, text, parties, called(lead.department_id) if lead else None)

    for (task_id, ref, number, label, title, text, section_id, stated), rows in groupby(
        reader.each(_TASKS.format(limit=limit), **which), key=itemgetter(slice(8))
    ):
        own = of_task.take(task_id)
        own_clauses = [row[8:] for row in rows if row[8] is not None]
        clauses = [clause_row(*row[:3]) for row in own_clauses]
        dates = {row[0]: day(row[3]) for row in own_clauses}
        due = _due(day(stated), dates, office.extensions.get(task_id, ()), plan)
        answering = own if brief else accountable(clauses, own)
        status, percent, colour = _standing(answering, words.get(task_id), plan, due.deadline, view)
        yield TaskRow(
            plan.key,
            f"{plan.key}-{ref}",
            number if number is not None else label or None,
            headings[section_id],
            title,
            text,
            clauses,
            due.deadline,
            due.source,
            [TargetRow(text, figure(low), figure(high), unit or None, comparator)
             for _task, text, low, high, unit, comparator in targets.take(task_id)],
            status,
            percent,
            colour,
            due.original,
            due.extensions,
            task_id,
            own,
        )  # fmt: skip


class _Feed(Generic[T]):
    """Rows in the order of something, given out for one of it after the other."""

    def __init__(self, rows: Iterable[T], of: Any) -> None:
        self._groups = groupby(rows, key=of)
        self._next = next(self._groups, None)

    def take(self, key: int) -> list[T]:
        """The rows of the one that comes now; none where it has none."""
        if self._next is None or self._next[0] != key:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


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


KEYS = TaskRow._fields[: TaskRow._fields.index("id")]
"""What scripts read of a task (DESIGN §4, kind `tasks`)."""


def machine_row(task: TaskRow) -> dict[str, Any]:
    """The row that scripts read."""
    row: dict[str, Any] = dict(zip(KEYS, task, strict=False))
    row["clauses"] = [
        {
            "clause": clause.clause,
            "text": clause.text,
            "parties": [
                {"role": role, "party": party, "word": word, "kind": kind, "open_list": open_list, "designated": meant}
                for role, party, word, kind, open_list, meant in clause.parties
            ],
            "assigned_lead": clause.assigned_lead,
        }
        for clause in task.clauses
    ]
    row["targets"] = [target._asdict() for target in task.targets]
    return row
