"""Obligations counted by department, leader, section or role; the parts add up to the whole, or it is said why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from egovtrack.i18n import gettext as _
from egovtrack.listing import owing
from egovtrack.queries.leaders import Charge, DivisionRow
from egovtrack.registry import Registry
from egovtrack.standing import ROLES, Obligation

By = Literal["dept", "section", "leader", "role"]
BYS: tuple[By, ...] = ("dept", "section", "leader", "role")
STATES = (
    "verified", "reported_done", "in_progress", "blocked", "not_started", "unfinished", "cancelled", "carried",
    "no_report",
)  # fmt: skip
ALWAYS = frozenset(("verified", "reported_done", "in_progress", "blocked", "no_report"))
"""The states of which people are told also that none is there."""


class Count(NamedTuple):
    """A group of obligations, counted. Every obligation is in one of the STATES, and may be `silent` or `overdue`
    besides. `tasks` counts the different tasks that they belong to; `reporting` tells whether reports are owed on them.
    """

    group: str | None
    tasks: int
    obligations: int
    states: dict[str, int]
    silent: int
    overdue: int
    reporting: str


class Matrix(NamedTuple):
    """The groups, the whole, and how many tasks and obligations stand in more than one group."""

    by: By
    rows: list[Count]
    total: Count
    shared_tasks: int
    shared_obligations: int


def count(group: str | None, obligations: Iterable[Obligation]) -> Count:
    """Return obligations as one row of counts."""
    rows = list(obligations)
    stand = Counter[str](each.status or "no_report" for each in rows)
    states = {state: stand[state] for state in STATES}
    silent = sum(each.reporting == "silent" for each in rows)
    overdue = sum(each.light_reason == "overdue" for each in rows)
    return Count(group, len({each.task_id for each in rows}), len(rows), states, silent, overdue, owing(rows))


def make_matrix(by: By, obligations: Sequence[Obligation], registry: Registry, division: DivisionRow | None) -> Matrix:
    """Return obligations counted by `by`. By leader a department counts under whoever is in charge of it or holds
    it; under two leaders it counts twice, and where the division of work names nobody as None.
    """
    charges = division.charges() if division else {}
    groups: dict[str | None, list[Obligation]] = {name: [] for name in _order(by, obligations, registry, division)}
    shared = 0
    for each in obligations:
        names = _groups_of(by, each, charges)
        shared += len(names) > 1
        for name in names:
            groups.setdefault(name, []).append(each)
    rows = [count(name, members) for name, members in groups.items() if members]
    total = count(_("total"), obligations)
    stands = Counter(task for members in groups.values() for task in {each.task_id for each in members})
    return Matrix(by, rows, total, sum(times > 1 for times in stands.values()), shared)


def _groups_of(by: By, obligation: Obligation, charges: Mapping[int, Charge]) -> Sequence[str | None]:
    if by == "leader":
        charge = charges.get(obligation.holder_id)
        return charge.names() or [charge.words()] if charge else [None]
    section = obligation.section[0] if obligation.section else None
    return [{"dept": obligation.department, "section": section, "role": obligation.role}[by]]


def _order(
    by: By, obligations: Sequence[Obligation], registry: Registry, division: DivisionRow | None
) -> Iterable[str | None]:
    if by == "dept":
        present = {each.holder_id: each.department for each in obligations}
        return [present[key] for key in registry.departments if key in present]
    leaders = division.leaders if division and by == "leader" else ()
    return ROLES if by == "role" else [leader.name for leader in leaders]


def count_row(by: str, group: Count) -> dict[str, Any]:
    """Return the row that scripts read (kind `status`)."""
    return {
        "by": by, "group": group.group, "tasks": group.tasks, "obligations": group.obligations, **group.states,
        "silent": group.silent, "overdue": group.overdue, "reporting": group.reporting,
    }  # fmt: skip
