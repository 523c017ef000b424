"""The ledger's facts as typed rows: what `queries` reads and `standing` works on. Dates of single rows are ISO text as
the database gives it: a plan has hundreds of thousands of them, and nearly all are compared and never shown.
"""

from collections.abc import Container
from datetime import date
from typing import Any, NamedTuple

from egovtrack.periods import Period
from egovtrack.snapshot import Snapshot


class Plan(NamedTuple):
    """A plan as the edition in force words it. The period's ends are both inclusive; `is_ours`: its issuer is the
    ledger's own, so that its parties are those of the registry. A `closed` plan is not asked about any longer; what is
    asked for begins at the earliest with the day `open_since`.
    """

    id: int
    key: str
    title: str
    kind: str
    period_start: date
    period_end: date
    cycle: str
    number: str | None
    issuer: str | None
    issued_on: date
    edition: int
    effective_on: date
    document_id: int
    is_ours: bool
    open_since: date
    closed: bool = False


class Reference(NamedTuple):
    """What a reference means: a plan's task, and one of its clauses where the reference names one."""

    plan: Plan
    task_id: int
    ref: str
    clause_id: int | None = None


class PartyFact(NamedTuple):
    """A party that a clause names, in the order of the clause."""

    party_id: int
    role: str
    printed: str
    word: str
    kind: str
    open_list: bool


class ClauseFact(NamedTuple):
    """A responsibility clause of an edition: `id` is the clause's identity, `stated` a deadline (ISO text)."""

    id: int
    number: int
    text: str
    stated: str | None
    parties: list[PartyFact]


class TaskFact(NamedTuple):
    """A task of an edition: `id` is the task's identity, `text_id` its row in the edition. `several`: it has more than
    one clause, of which only some may be here.
    """

    id: int
    text_id: int
    ref: str
    number: int | None
    label: str
    title: str
    text: str
    section: int | None
    stated: str | None
    several: bool
    clauses: list[ClauseFact]


class TargetFact(NamedTuple):
    """A target of a task in an edition: `id` is the target's identity."""

    id: int
    position: int
    text: str
    min: float | None
    max: float | None
    unit: str | None
    comparator: str | None


class NoteFact(NamedTuple):
    """A progress note on a task, as far as standings need it. `text_id` is the task's row in the edition looked at;
    `judged` is the report that the office judged by it. What follows `judged` is None where it was not asked for:
    `note`, `problem` and `next_step` are the department's words, `word` is the office's on them.
    """

    text_id: int
    department: int
    as_of: str
    id: int
    clause: int | None
    status: str
    percent: int | None
    action: int
    judged: int | None = None
    kind: str | None = None
    value: float | None = None
    target: int | None = None
    note: str | None = None
    problem: str | None = None
    next_step: str | None = None
    word: str | None = None
    period: Period | None = None

    def holds(self, snapshot: Snapshot, retracted: Container[int]) -> bool:
        """Return whether it is known, not undone and not retracted; a verification falls with the report it judged."""
        if not snapshot.holds(self.action) or self.id in retracted:
            return False
        return self.judged is None or self.status != "verified" or self.judged not in retracted


class AnswerFact(NamedTuple):
    """What a department has answered on a task, or on a clause: the last day (ISO text) of the latest period that a
    report of its answers, and the day that its last report speaks of.
    """

    text_id: int
    department: int
    clause: int | None
    until: str | None
    last: str | None


class Designated(NamedTuple):
    """The office's word that a department is designated for a party in a clause, or no longer is (`member`)."""

    id: int
    action_id: int
    as_of: date
    clause_id: int
    party_id: int
    department_id: int
    member: bool
    basis: str


class AssignedLead(NamedTuple):
    """The lead that the office set for a clause: since when, on what basis, by which action."""

    id: int
    action_id: int
    as_of: date
    clause_id: int
    department_id: int
    basis: str


class Extended(NamedTuple):
    """A deadline moved to `until`: of a whole task, or of one clause; decided on `as_of`, on what basis."""

    id: int
    action_id: int
    as_of: date
    task_id: int
    clause_id: int | None
    until: date
    basis: str


class OfficeWord(NamedTuple):
    """What the office itself last said of a task."""

    id: int
    action_id: int
    as_of: date
    task_id: int
    status: str
    percent: int | None


class Return(NamedTuple):
    """A claim that the office sent back on a day."""

    id: int
    action_id: int
    as_of: date
    task_id: int
    clause_id: int | None
    department_id: int | None


class Done(NamedTuple):
    """The office's word that a milestone was reached on `as_of`."""

    id: int
    action_id: int
    as_of: date
    milestone_id: int
    basis: str | None


class Titled(NamedTuple):
    """The title that the office gave a task on `as_of`."""

    id: int
    action_id: int
    as_of: date
    task_id: int
    title: str
    basis: str | None


class Carried(NamedTuple):
    """The office's word that a task, or one department's part of it, is carried over to another, which bears a
    reference.
    """

    id: int
    action_id: int
    as_of: date
    task_id: int
    department_id: int | None
    to_ref: str
    basis: str


class Linked(NamedTuple):
    """The office's word on whether a task goes on with an earlier one, which bears a reference: `confirmed` or
    `rejected`.
    """

    id: int
    action_id: int
    as_of: date
    task_id: int
    earlier_id: int
    earlier_ref: str
    state: str
    basis: str


class MilestoneFact(NamedTuple):
    """A milestone of a task, of a clause of it, or of one department's part; it is reached, where it is `done`."""

    id: int
    action_id: int
    as_of: date
    task_id: int
    clause_id: int | None
    department_id: int | None
    due_on: date
    what: str
    basis: str | None
    done: Done | None = None

    @property
    def done_on(self) -> date | None:
        """The day on which it was reached."""
        return self.done and self.done.as_of


class Decisions(NamedTuple):
    """All that the office decided, at a snapshot: who is designated, by clause and party; the leads by clause; the
    deadlines by task, in the order in which they hold; what it last said of a task; by task what it sent back, its
    milestones, its own title and what is carried over; by a task and an earlier one what it said of the two.
    """

    designated: dict[tuple[int, int], dict[int, Designated]]
    leads: dict[int, AssignedLead]
    deadlines: dict[int, list[Extended]]
    words: dict[int, OfficeWord]
    returns: dict[int, list[Return]]
    milestones: dict[int, list[MilestoneFact]]
    titles: dict[int, Titled]
    carries: dict[int, list[Carried]]
    links: dict[tuple[int, int], Linked]

    def actions_on(self, task: int) -> set[int]:
        """Return the actions that decided on a task; of designations and leads all, whatever their task."""
        found = {each.action_id for meant in self.designated.values() for each in meant.values()}
        found |= {lead.action_id for lead in self.leads.values()}
        on_task: list[Any] = [*self.milestones.get(task, ()), *self.deadlines.get(task, ()), self.titles.get(task)]
        on_task += [milestone.done for milestone in self.milestones.get(task, ())]
        on_task += [*self.carries.get(task, ()), *self.confirmed(task)]
        return found | {each.action_id for each in on_task if each}

    def title_of(self, task: TaskFact) -> str:
        """Return the short title of a task: the office's, else the one made of its words."""
        return self.titles[task.id].title if task.id in self.titles else task.title

    def carried(self, task: int, department: int | None) -> Carried | None:
        """Return by what word a department's part of a task is carried over; without one, the whole task."""
        said = self.carries.get(task, ())
        return next((each for each in reversed(said) if each.department_id in {None, department}), None)

    def goes_on_with(self, task: int) -> tuple[str, ...]:
        """Return the references of the earlier tasks that a task goes on with, as the office confirmed."""
        return tuple(each.earlier_ref for each in self.confirmed(task))

    def confirmed(self, task: int) -> list[Linked]:
        """Return the confirmed links of a task with earlier ones."""
        return [each for each in self.links.values() if each.task_id == task and each.state == "confirmed"]

    def deadlines_of(self, task: int, clause: int) -> list[Extended]:
        """Return the deadlines that hold for a clause, its own and its task's; the last one counts."""
        return [moved for moved in self.deadlines.get(task, ()) if moved.clause_id in {None, clause}]

    def milestones_of(self, task: int, clause: int, department: int) -> list[MilestoneFact]:
        """Return the milestones of a department's part in a clause, the earliest first."""
        return [
            each
            for each in self.milestones.get(task, ())
            if each.clause_id in {None, clause} and each.department_id in {None, department}
        ]

    def returned_on(self, task: int, clause: int, department: int) -> date:
        """Return the last day on which a department's claim was sent back, `date.min` where none was."""
        days = [
            each.as_of
            for each in self.returns.get(task, ())
            if each.clause_id in {None, clause} and each.department_id in {None, department}
        ]
        return max(days, default=date.min)
