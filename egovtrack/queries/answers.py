"""What a department owes, under all the names it had; and what a collective owes, with how many of it have reported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from egovtrack.queries.known import View
from egovtrack.queries.names import Department, Name, Registry
from egovtrack.queries.obligations import VIAS, Obligation, read_obligations
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.reader import Reader

if TYPE_CHECKING:
    from egovtrack.queries.tasks import TaskRow


def read_department(
    reader: Reader,
    registry: Registry,
    plan: PlanRow,
    view: View,
    department: Department,
    vias: Collection[str] = VIAS,
    *,
    name: Name | None = None,
) -> list[Obligation]:
    """The obligations of a department in a plan that came by `vias`: its own under all its names, and what its
    predecessors had not finished when it took over. Of an office that is no more: what it was given. With a `name`,
    only what was given to it under that very name. Named ones come first.
    """
    ids = [department.id] if name else [one.id for one in department.with_predecessors()]
    rows = read_obligations(reader, registry, plan, view, departments=ids, vias=vias)
    if name:
        then = name.name if name.form == "short" else _short_name(department, name)
        rows = [one for one in rows if one.member == then]
    elif department.heir(view.as_of) is department:
        rows = [one for one in rows if one.holder_id == department.id]
    return _in_order(rows)


def _short_name(department: Department, name: Name) -> str:
    """The short name of the time in which a name was in use; for an everyday name, today's."""
    if name.form == "full":
        for one in department.names:
            if one.form == "short" and (one.valid_from, one.valid_to) == (name.valid_from, name.valid_to):
                return one.name
    return department.name


def _in_order(rows: Sequence[Obligation]) -> list[Obligation]:
    """Named ones first. What is only possible is possible once, for an office and all those it replaced."""
    possible = {(one.clause_id, one.role, one.party): one for one in rows if one.via == "indefinite"}
    definite = [one for one in rows if one.via != "indefinite"]
    return [*sorted(definite, key=lambda one: VIAS.index(one.via)), *possible.values()]


class CollectiveRow(NamedTuple):
    """A collective in a clause, with its members or those designated: how many, how many have reported, who has not,
    who is done. `open`: an indefinite one for which nobody is designated.
    """

    plan: str
    ref: str
    clause: int
    title: str
    role: str
    party: str
    open: bool
    members: int
    reported: int
    verified: int
    unreported: list[str]


def read_collectives(
    reader: Reader, registry: Registry, plan: PlanRow, view: View, names: Collection[str]
) -> list[CollectiveRow]:
    """The clauses of a plan that name one of these collectives (`names` are all its printed forms), with how many of
    its members have reported.
    """
    from egovtrack.queries.tasks import read_tasks

    return [
        _collective(task, clause.clause, party.role, party.party, open_=party.is_open())
        for task in read_tasks(reader, registry, plan, view)
        for clause in task.clauses
        for party in clause.parties
        if party.party in names and party.kind != "department"
    ]


def _collective(task: TaskRow, clause: int, role: str, party: str, *, open_: bool) -> CollectiveRow:
    theirs = [one for one in task.obligations if (one.clause, one.role, one.party) == (clause, role, party)]
    return CollectiveRow(
        plan=task.plan,
        ref=task.ref + (f".{clause}" if len(task.clauses) > 1 else ""),
        clause=clause,
        title=task.title,
        role=role,
        party=party,
        open=open_,
        members=len(theirs),
        reported=sum(one.status is not None for one in theirs),
        verified=sum(one.status == "verified" for one in theirs),
        unreported=[one.called() for one in theirs if one.status is None],
    )


def collective_row(one: CollectiveRow) -> dict[str, Any]:
    """The row that scripts read (kind `collectives`)."""
    return one._asdict()
