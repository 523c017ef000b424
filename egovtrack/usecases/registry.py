"""Which departments are meant, and what stands under a leader."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from egovtrack.facts import Plan
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import ANSWERS, RELATIONS, DivisionRow, LeaderRow
from egovtrack.queries.matrix import Matrix, make_matrix
from egovtrack.registry import Department
from egovtrack.rollup import TaskRow
from egovtrack.standing import Obligation
from egovtrack.usecases.tasks import each_task_row


def matching(facts: Facts, kind: str | None, search: str | None, *, existing: bool) -> list[Department]:
    """Return the departments of a kind, with these characters in one of their names; `existing`: on the day."""
    from egovtrack.spelling import folded, shadow

    wanted = folded(search) if search else ""
    return [
        department
        for department in facts.registry.departments.values()
        if kind in {None, department.kind}
        and (not existing or department.exists(facts.snapshot.as_of))
        and (not wanted or any(wanted in shadow(name.name) for name in department.names))
    ]


def under_leader(
    facts: Facts, division: DivisionRow, leader: LeaderRow, plans: Sequence[Plan], relation: str | None
) -> tuple[Matrix, list[TaskRow]]:
    """Return the obligations under a leader in some plans, counted by department, and the tasks of the plans.
    `relation` is the kind of fields (`all`; None: those that the leader is in charge of or holds).
    """
    wanted = set(RELATIONS) if relation == "all" else {relation} if relation else ANSWERS
    tasks = [task for plan in plans for task in each_task_row(facts, plan)]
    rows = [each for task in tasks for each in task.obligations if _is_under(leader, each, wanted)]
    return make_matrix("dept", rows, facts.registry, division), tasks


def _is_under(leader: LeaderRow, obligation: Obligation, relations: Collection[str]) -> bool:
    if leader.leads_all() and set(relations) in (ANSWERS, set(RELATIONS), {"leads"}):
        return True
    return any(field.relation in relations and obligation.holder_id in field.departments for field in leader.fields)


def under_nobody(facts: Facts, division: DivisionRow) -> list[str]:
    """Return the departments of the government that exist on the day and are in nobody's charge."""
    day = facts.snapshot.as_of
    return [
        department.called(day) or department.name
        for department in facts.registry.departments.values()
        if department.kind == "department" and department.exists(day) and not division.over(department.id)
    ]
