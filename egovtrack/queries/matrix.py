"""Obligations counted by department, leader, section or role; the parts add up to the whole, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from egovtrack.i18n import gettext as _
from egovtrack.queries.known import View
from egovtrack.queries.leaders import DivisionRow
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import ROLES, Obligation

By = Literal["dept", "section", "leader", "role"]
BYS: tuple[By, ...] = ("dept", "section", "leader", "role")
STATES = ("verified", "reported_done", "in_progress", "blocked", "not_started", "cancelled", "no_report")


class Count(NamedTuple):
    """A group of obligations, counted. Every obligation is in one of the STATES; `silent` and `overdue` are among
    them once more. `tasks` are the different tasks they belong to, `done` is `verified`: what the office accepted.
    """

    group: str | None
    tasks: int
    obligations: int
    states: dict[str, int]
    silent: int
    overdue: int


class Matrix(NamedTuple):
    """The groups, the whole, and how many tasks and obligations stand in more than one group."""

    by: By
    rows: list[Count]
    total: Count
    shared_tasks: int
    shared_obligations: int


def count(group: str | None, obligations: Iterable[Obligation]) -> Count:
    """Obligations as one row of counts."""
    rows = list(obligations)
    states = dict.fromkeys(STATES, 0)
    for one in rows:
        states[one.status or "no_report"] += 1
    return Count(
        group,
        len({one.task_id for one in rows}),
        len(rows),
        states,
        sum(one.reporting == "silent" for one in rows),
        sum(one.light_reason == "overdue" for one in rows),
    )


def make_matrix(
    by: By, obligations: Sequence[Obligation], registry: Registry, division: DivisionRow | None, view: View
) -> Matrix:
    """Obligations counted by one thing. By leader a department counts under whoever is in charge of it or holds it;
    under two leaders it counts twice, and under nobody as None.
    """
    groups: dict[str | None, list[Obligation]] = {
        name: [] for name in _order(by, obligations, registry, division, view)
    }
    shared = 0
    for one in obligations:
        names = _groups_of(by, one, division)
        shared += len(names) > 1
        for name in names:
            groups.setdefault(name, []).append(one)
    rows = [count(name, members) for name, members in groups.items() if members]
    total = count(_("total"), obligations)
    return Matrix(by, rows, total, _in_several(groups.values()), shared)


def _in_several(groups: Iterable[Sequence[Obligation]]) -> int:
    seen: set[int] = set()
    several: set[int] = set()
    for members in groups:
        tasks = {one.task_id for one in members}
        several |= seen & tasks
        seen |= tasks
    return len(several)


def _groups_of(by: By, one: Obligation, division: DivisionRow | None) -> list[str | None]:
    if by == "dept":
        return [one.department]
    if by == "section":
        return [one.section[0] if one.section else None]
    if by == "role":
        return [one.role]
    leaders = division.over(one.holder_id) if division else []
    return [leader.name for leader in leaders] or [None]


def _order(
    by: By, obligations: Sequence[Obligation], registry: Registry, division: DivisionRow | None, view: View
) -> list[str | None]:
    if by == "dept":
        present = {one.holder_id: one.department for one in obligations}
        return [present[key] for key in registry.departments if key in present]
    if by == "role":
        return list(ROLES)
    if by == "leader":
        return [one.name for one in division.leaders] if division else []
    return []


def count_row(by: str, one: Count) -> dict[str, Any]:
    """The row that scripts read (kind `status`)."""
    return {
        "by": by, "group": one.group, "tasks": one.tasks, "obligations": one.obligations, **one.states,
        "silent": one.silent, "overdue": one.overdue,
    }  # fmt: skip
