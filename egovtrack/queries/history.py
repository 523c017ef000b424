"""What the registry tells of a department through time."""

from __future__ import annotations

from typing import Any, NamedTuple

from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import Charge, in_charge
from egovtrack.queries.registry import task_ref
from egovtrack.registry import Department


class History(NamedTuple):
    """A department through time: what happened to it, the collectives that it belongs to, what the division of work
    says of it (None: none is in force).
    """

    department: Department
    happened: list[dict[str, Any]]
    collectives: list[str]
    charge: Charge | None


def read_history(facts: Facts, name: str) -> History:
    """Return the history of the department that `name` means. Raises EgovtrackError where there is none."""
    registry, day = facts.registry, facts.snapshot.as_of
    department = registry.find(name, day)[0]
    collectives = {each.name for each in registry.collectives.values() if each.means(department, day)}
    return History(department, _happened(facts, department), sorted(collectives), in_charge(facts).get(department.id))


def _happened(facts: Facts, department: Department) -> list[dict[str, Any]]:
    """Return what happened to a department, by day; `handover`: another goes on with its work, all that is left of it
    or some tasks. `id` is what a correction names.
    """
    found: list[dict[str, Any]] = []
    for each in department.events:
        other = facts.registry.departments[each.other].name if each.other else None
        found.append(_row(f"e{each.id}", each.kind, each.day, other, [], each.basis))
    for task, since, to, basis in department.handovers:
        refs = [task_ref(facts.connection, facts.snapshot, task)] if task else []
        found.append(_row(None, "handover", since, to.name, refs, basis))
    return sorted(found, key=lambda each: str(each["day"]))


def _row(*values: Any) -> dict[str, Any]:
    return dict(zip(("id", "event", "day", "other", "refs", "basis"), values, strict=True))
