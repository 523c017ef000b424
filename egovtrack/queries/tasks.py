"""Tasks of a plan: what the document says of them, and where they stand, rolled up from those who answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from egovtrack.queries.known import View
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Look, Obligation, OfficeWord
from egovtrack.queries.office import Office
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.reader import Reader, Value, as_date, figure
from egovtrack.rules import Light, Reporting, Standing, Status, light, mean_percent, roll_up, worst

T = TypeVar("T")

# In the order of the document, so that they can be read side by side, task by task. The parties of a clause come as
# lines of one value, each a list in JSON, in which no line ends: read as rows of their own they take twice as long,
# there being more of them than of all else.
_TASKS = """
SELECT t.id, t.ref, t.number, t.label, t.title, t.text, t.section_id, t.stated_deadline,
       c.id, c.number, c.text, c.stated_deadline,
       (SELECT group_concat(CAST(json_array(
          a.position, a.role, a.printed, a.word, a.kind, a.open_list, a.collective_id) AS TEXT), '\n')
        FROM assignment a WHERE a.clause_id = c.id)
FROM task t LEFT JOIN clause c ON c.task_id = t.id
WHERE t.plan_id = :plan{limit} ORDER BY t.position, c.number"""
_TARGETS = """
SELECT t.id, g.text, g.min_value, g.max_value, g.unit, g.comparator
FROM task t JOIN target g ON g.task_id = t.id
WHERE t.plan_id = :plan{limit} ORDER BY t.position, g.position"""
STATEMENTS = tuple(one.format(limit=limit) for one in (_TASKS, _TARGETS) for limit in ("", " AND t.id = :task"))


class PartyRow(NamedTuple):
    """A party as the document names it; `designated` are those whom the office says an indefinite one means."""

    role: str
    party: str
    word: str
    kind: str
    open_list: bool
    designated: Sequence[str]

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


class Answering(Protocol):
    """Whoever's reports make up a task's status: an `Obligation`, or what matters of one (`Accountable`)."""

    @property
    def clause(self) -> int: ...
    @property
    def status(self) -> Status | None: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def light(self) -> Light: ...
    @property
    def reporting(self) -> Reporting: ...
    @property
    def last_report_on(self) -> date | None: ...
    @property
    def note_id(self) -> int | None: ...


class TaskRow(NamedTuple):
    """One task and where it stands. `answering` are those whose reports make up its status (`accountable`);
    `obligations` are all the definite ones, in the document's order, and empty in a brief listing.
    """

    plan: str
    ref: str
    number: int | str | None
    section: tuple[str, ...]
    title: str
    text: str
    clauses: list[ClauseRow]
    deadline: date
    deadline_source: str
    targets: tuple[TargetRow, ...]
    status: Status | None
    percent: int | None
    light: Light
    original_deadline: date
    extensions: int
    id: int
    answering: Sequence[Answering]
    obligations: Sequence[Obligation]

    def open_parties(self) -> list[tuple[ClauseRow, PartyRow]]:
        """The indefinite parties for which nobody is designated yet, each with its clause."""
        return [(clause, party) for clause in self.clauses for party in clause.parties if party.is_open()]

    def only(self, clause: int) -> TaskRow:
        """The same task with one clause of it and those who answer for that."""
        return self._replace(
            clauses=[one for one in self.clauses if one.clause == clause],
            answering=[one for one in self.answering if one.clause == clause],
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
    without the obligations.
    """
    limit = " AND t.id = :task" if task is not None else ""
    which: dict[str, Value] = {"plan": plan.id}
    if task is not None:
        which["task"] = task
    look = Look(reader, registry, plan, view, task)
    office = look.office
    # Whose order does not matter need not be merged.
    streams: list[Iterator[Any]] = (
        [look.accountable("direct"), look.accountable("collective", "designated")] if brief else [look.obligations()]
    )
    answers = [_Feed(stream, attrgetter("task_id")) for stream in streams]
    targets = _Feed(reader.each(_TARGETS.format(limit=limit), **which), itemgetter(0))
    called = cache(lambda department: registry.name_on(department, view.as_of))
    standing, deadlines = _Standings(plan, view), _Deadlines(plan, office)

    def clause_row(clause_id: int, number: int, text: str, _stated: object, named: str | None) -> ClauseRow:
        parties = [
            party._replace(designated=[*map(called, meant)])
            if collective and (meant := office.meant_by(clause_id, collective))
            else party
            for _position, party, collective in sorted(map(_party, named.split("\n") if named else ()))
        ]
        lead = office.leads.get(clause_id)
        return ClauseRow(number, text, parties, called(lead.department_id) if lead else None)

    for (task_id, ref, number, label, title, text, section_id, stated), rows in groupby(
        reader.each(_TASKS.format(limit=limit), **which), key=itemgetter(slice(8))
    ):
        own_clauses = [row[8:] for row in rows if row[8] is not None]
        clauses = [clause_row(*row) for row in own_clauses]
        due = deadlines.of(task_id, stated, [(row[0], row[3]) for row in own_clauses])
        own: list[Any] = [one for feed in answers for one in feed.take(task_id)]
        answering = own if brief else accountable(clauses, own)
        status, percent, colour = standing.of(answering, look.words.get(task_id), due.deadline)
        yield TaskRow._make((
            plan.key, f"{plan.key}-{ref}", number if number is not None else label or None, look.headings[section_id],
            title, text, clauses, due.deadline, due.source,
            tuple([TargetRow(text, figure(low), figure(high), unit or None, comparator)
             for _task, text, low, high, unit, comparator in targets.take(task_id)]),
            status, percent, colour, due.original, due.extensions, task_id, answering, () if brief else own,
        ))  # fmt: skip


@lru_cache(maxsize=4096)
def _party(told: str) -> tuple[int, PartyRow, int | None]:
    """A party as `_TASKS` tells it: its position in the clause, what the document says, and which collective it is. The
    same few dozen stand in all clauses of a plan.
    """
    import json

    position, role, printed, word, kind, is_open, collective = json.loads(told)
    return position, PartyRow(role, printed, word, kind, bool(is_open), ()), collective


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


class _Deadlines:
    """When tasks are due: when the last of their clauses is. What they say is the same for many, and is kept."""

    def __init__(self, plan: PlanRow, office: Office) -> None:
        self.plan, self.office = plan, office
        self._as_issued = cache(self._stated)

    def of(self, task: int, stated: date | str | None, clauses: Sequence[tuple[int | None, date | str | None]]) -> _Due:
        """The deadline of a task, by the days that it and its clauses (with their ids) state."""
        issued = self._as_issued(stated, *[day for _clause, day in clauses])
        extended = self.office.extensions.get(task)
        if not extended:
            return issued
        ends = []
        for clause, day in clauses or ((None, None),):
            moved = [one.until for one in extended if one.clause_id in {None, clause}]
            ends.append(moved[-1] if moved else as_date(day or stated) or self.plan.period_end)
        return _Due(max(ends), "office", issued.original, len(extended))

    def _stated(self, stated: date | str | None, *days: date | str | None) -> _Due:
        own = as_date(stated or max([day for day in days if day], default=None))
        day = own or self.plan.period_end
        return _Due(day, "stated" if own else "period", day, 0)


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


class _Standings:
    """Where tasks stand, by the office's word or rolled up. A light that is the same for many is kept."""

    def __init__(self, plan: PlanRow, view: View) -> None:
        self.plan, self.view = plan, view
        self._silent = cache(lambda deadline: self._light(None, None, None, None, deadline))

    def of(
        self, answering: Sequence[Answering], office: OfficeWord | None, deadline: date
    ) -> tuple[Status | None, int | None, Light]:
        """Status, percent and light of a task due on `deadline`, of which the office last said `office`."""
        if office:
            latest = max(((one.last_report_on or date.min, one.note_id or 0) for one in answering), default=None)
            if latest is None or latest < (office.as_of, office.note_id):
                blocked = office.as_of if office.status == "blocked" else None
                colour = self._light(office.status, office.percent, office.as_of, blocked, deadline)
                return office.status, office.percent, colour
        if not answering:
            return None, None, self._silent(deadline)
        if len(answering) == 1:  # most tasks have one lead
            (one,) = answering
            return one.status, one.percent, one.light
        return (
            roll_up([one.status for one in answering]),
            mean_percent([one.percent for one in answering]),
            worst(one.light for one in answering) or "green",
        )

    def _light(
        self, status: Status | None, percent: int | None, reported: date | None, blocked: date | None, deadline: date
    ) -> Light:
        standing = Standing(status, percent, reported, blocked, self.plan.issued_on, deadline, self.plan.cycle)
        return light(standing, self.view.rule, self.view.as_of)[0]


KEYS = TaskRow._fields[: TaskRow._fields.index("id")]
"""What scripts read of a task (DESIGN §4, kind `tasks`)."""


def machine_row(task: TaskRow) -> dict[str, Any]:
    """The row that scripts read."""
    return dict(zip(KEYS, task, strict=False))
