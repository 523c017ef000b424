"""The ledger's facts as typed rows: what `queries` reads and `standing` works on. Dates of single rows are ISO text as
the database gives it: a plan has hundreds of thousands of them, and nearly all are compared and never shown.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Plan(NamedTuple):
    """A plan as the edition in force words it. The period's ends are both inclusive; `is_ours`: its issuer is the
    ledger's own, so that its parties are those of the registry.
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
    kind, value, target and note are None where they were not asked for.
    """

    text_id: int
    department: int
    as_of: str
    id: int
    clause: int | None
    status: str
    percent: int | None
    action: int
    kind: str | None = None
    value: float | None = None
    target: int | None = None
    note: str | None = None


class Designated(NamedTuple):
    """A department designated for a party in a clause: since when, on what basis, by which action."""

    department_id: int
    as_of: date
    basis: str
    id: int
    action_id: int


class AssignedLead(NamedTuple):
    """The lead that the office set for a clause: since when, on what basis, by which action."""

    clause_id: int
    department_id: int
    as_of: date
    basis: str
    id: int
    action_id: int


class Extended(NamedTuple):
    """A deadline moved to `until`: of a whole task, or of one clause; decided on `as_of`, on what basis."""

    task_id: int
    clause_id: int | None
    until: date
    as_of: date
    basis: str
    id: int
    action_id: int


class OfficeWord(NamedTuple):
    """What the office itself last said of a task."""

    note_id: int
    status: str
    percent: int | None
    as_of: date


class Decisions(NamedTuple):
    """All that the office decided, at a snapshot: who is designated, by clause and party; the leads by clause; the
    deadlines by task, in the order in which they hold; what it last said of a task.
    """

    designated: dict[tuple[int, int], dict[int, Designated]]
    leads: dict[int, AssignedLead]
    deadlines: dict[int, list[Extended]]
    words: dict[int, OfficeWord]

    def actions_on(self, task: int) -> set[int]:
        """Return the actions that decided on a task; of designations and leads all, whatever their task."""
        found = {each.action_id for meant in self.designated.values() for each in meant.values()}
        found |= {lead.action_id for lead in self.leads.values()}
        return found | {moved.action_id for moved in self.deadlines.get(task, ())}

    def deadlines_of(self, task: int, clause: int) -> list[Extended]:
        """Return the deadlines that hold for a clause, its own and its task's; the last one counts."""
        return [moved for moved in self.deadlines.get(task, ()) if moved.clause_id in {None, clause}]
