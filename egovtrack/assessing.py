"""Assessing departments, pure: what each did and did not do, and what that is worth by the office's rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

WEIGHTS = ("in_time", "late", "missed", "done_in_time", "overdue", "carried", "returned", "urged", "supervised")
"""What a rule gives points for, or takes them (a negative number): by the number of each."""


class Facts(NamedTuple):
    """What a department did: its items (those it leads, and the others), the reports that it was asked for and what
    came of them, the items that were due and those done by their deadlines, those overdue, those carried over before
    they were; how often something was sent back or extended, and on how many days it was urged or put under
    supervision.
    """

    leads: int = 0
    others: int = 0
    asked: int = 0
    in_time: int = 0
    late: int = 0
    missed: int = 0
    due: int = 0
    done_in_time: int = 0
    overdue: int = 0
    carried: int = 0
    returned: int = 0
    extended: int = 0
    urged: int = 0
    supervised: int = 0


class AssessRule(NamedTuple):
    """The points that a department begins with, those for each thing of WEIGHTS, and the least points of each grade."""

    version: str
    base: float
    weights: Mapping[str, float]
    grades: Mapping[str, float]


class Mark(NamedTuple):
    """The points of a department, how they come about (what, how many, the points for it), and its grade."""

    points: float
    parts: list[tuple[str, int, float]]
    grade: str | None


def mark(facts: Facts, rule: AssessRule) -> Mark:
    """Return what a department gets by a rule; below all grades it has none."""
    parts = [
        (what, getattr(facts, what), points * getattr(facts, what))
        for what, points in rule.weights.items()
        if points and getattr(facts, what)
    ]
    total = round(rule.base + sum(points for _what, _count, points in parts), 6)
    reached = [(least, grade) for grade, least in rule.grades.items() if total >= least]
    return Mark(total, parts, max(reached)[1] if reached else None)
