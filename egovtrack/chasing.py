"""Chasing, pure: what is owed since when, how firmly it was asked for, and what comes next on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from egovtrack.periods import Period
from egovtrack.standing import Obligation
from egovtrack.workdays import Workdays

Level = Literal["remind", "urge", "supervise"]
LEVELS: tuple[Level, ...] = ("remind", "urge", "supervise")
"""提醒, 催办, 督办: how firmly a department is asked, the gentlest first."""
Kind = Literal["silent", "overdue", "blocked", "milestone"]


class ChaseRule(NamedTuple):
    """After how many working days a department is asked again: reminded, after what was due; urged and put under
    supervision, after the reminder; and how many it has for its reply.
    """

    version: str = "1"
    remind: int = 1
    urge: int = 3
    supervise: int = 8
    reply: int = 3


class Cause(NamedTuple):
    """Why somebody is chased: a report that did not come, a deadline or milestone that passed, an item that is blocked
    for too long; and the day that passed: of a report the due day of its `period`.
    """

    kind: Kind
    since: date
    period: Period | None = None

    @property
    def key(self) -> date:
        """What tells it from others of its kind: of a report the last day of its period."""
        return self.period.last if self.period else self.since


STATES = ("not_due", "silent", "unchanged", "moved")
"""What came of an item that is asked for a period: each is in exactly one of these."""


class Step(NamedTuple):
    """What comes next for a cause: its level, and the day from which on it is due."""

    cause: Cause
    level: Level
    on: date


class ChaseItem(NamedTuple):
    """An obligation that is asked for a period (`state`, one of STATES; None: not asked), or owes something else.

    `reasons`: `never`, `silent` or `partly`, `overdue`, `blocked`, `milestone`, `promise` (a promise that was not
    kept). `level` is the firmest one issued for what still holds, `steps` are what comes next for each cause; `times`:
    on how many days notices about it went out.
    """

    obligation: Obligation
    period: Period | None
    state: str | None
    reasons: tuple[str, ...]
    level: Level | None
    steps: tuple[Step, ...]
    last_asked_on: date | None
    promised_on: date | None
    times: int

    @property
    def next(self) -> Step | None:
        """What comes next: the earliest, and of several on a day the firmest."""
        return min(self.steps, key=lambda step: (step.on, -LEVELS.index(step.level)), default=None)

    def due(self, day: date) -> list[Step]:
        """Return what is to be done on a day or before."""
        return [step for step in self.steps if step.on <= day]


def next_level(
    rule: ChaseRule, workdays: Workdays, cause: Cause, issued: Mapping[Level, date]
) -> tuple[Level, date] | None:
    """Return the level that comes next for a cause, and the day from which on it does; None where there is none left.
    `issued` are the days on which each level was. No level is passed over, and between two of them lie as many working
    days as the rule has between them, though one was late.
    """
    reminded, urged = issued.get("remind"), issued.get("urge")
    if "supervise" in issued:
        return None
    if urged is not None:
        after = workdays.after(urged, rule.supervise - rule.urge)
        return "supervise", max(after, workdays.after(reminded, rule.supervise)) if reminded else after
    if reminded is not None:
        return "urge", workdays.after(reminded, rule.urge)
    return "remind", workdays.after(cause.since, rule.remind)


def would_be_due(rule: ChaseRule, workdays: Workdays, cause: Cause, level: Level) -> date:
    """Return the day from which on a level would be due for a cause, had everything before it been in time."""
    reminded = workdays.after(cause.since, rule.remind)
    return workdays.after(reminded, {"remind": 0, "urge": rule.urge, "supervise": rule.supervise}[level])
