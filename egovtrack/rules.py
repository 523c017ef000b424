"""The rules of the ledger, pure: every input is an argument, the day included."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

Status = Literal["not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled"]
Reporting = Literal["not_asked", "silent", "reported"]
Light = Literal["red", "yellow", "blue", "green"]
Reason = Literal[
    "overdue", "blocked", "no_report", "behind", "due_soon", "on_track", "reported_done", "verified", "cancelled"
]  # fmt: skip

CLOSED = frozenset({"verified", "cancelled"})
DONE = frozenset({"reported_done", "verified"})
_CYCLES: dict[str, dict[str, int]] = {"weekly": {"weeks": 1}, "monthly": {"months": 1}, "quarterly": {"months": 3}}


class LightRule(NamedTuple):
    """The numbers of a rule of the lights, and its version; without others, those that come with the program.

    Days are calendar days, points are percentage points.
    """

    version: str = "1"
    blocked_days: int = 30  # red: blocked for longer than this
    behind_points: int = 20  # yellow: percent behind the share of time passed by more than this
    silent_cycles: int = 1  # yellow: no report for more than this many reporting cycles
    due_days: int = 30  # blue: due within this many days


class Situation(NamedTuple):
    """Where an obligation stands on a day, as far as the light depends on it.

    `last_report` and `blocked_since` are days; `percent` is None where none was reported.
    """

    status: Status | None
    percent: int | None
    last_report: date | None
    blocked_since: date | None
    issued: date
    deadline: date
    cycle: str


def cycle_end(start: date, cycle: str, cycles: int = 1) -> date:
    """The last day of `cycles` reporting cycles counted from `start` (a month from 31 January ends on 28 February)."""
    from dateutil.relativedelta import relativedelta

    end: date = start + cycles * relativedelta(**_CYCLES[cycle])  # type: ignore[arg-type]  # weeks and months are whole
    return end


def is_quiet(situation: Situation, rule: LightRule, today: date) -> bool:
    """Whether nothing was heard for more than the rule's reporting cycles, from the last report or the plan's issue."""
    heard = situation.last_report or situation.issued
    if (today - heard).days <= 7 * rule.silent_cycles:  # shorter than any cycle: no calendar needed
        return False
    return today > cycle_end(heard, situation.cycle, rule.silent_cycles)


def reporting(situation: Situation, rule: LightRule, today: date) -> Reporting:
    """Silence is a state of its own: the plan asks for a report every cycle, and until the first cycle ends nobody
    was asked. What is done or closed owes no report: where it was reported done it is for the office to check.
    """
    if situation.status in CLOSED | DONE:
        return "reported"
    if is_quiet(situation, rule, today):
        return "silent"
    return "reported" if situation.last_report else "not_asked"


def light(situation: Situation, rule: LightRule, today: date) -> tuple[Light, Reason]:  # noqa: PLR0911  a decision list
    """The light of an obligation on `today`, and why: the first rule that holds, red before yellow before blue."""
    if situation.status == "verified":
        return "green", "verified"
    if situation.status == "cancelled":
        return "green", "cancelled"
    if today > situation.deadline:
        return "red", "overdue"
    if situation.blocked_since and (today - situation.blocked_since).days > rule.blocked_days:
        return "red", "blocked"
    if situation.status == "reported_done":
        return "green", "reported_done"
    if is_quiet(situation, rule, today):
        return "yellow", "no_report"
    if _behind(situation, today) > rule.behind_points:
        return "yellow", "behind"
    if (situation.deadline - today).days <= rule.due_days:
        return "blue", "due_soon"
    return "green", "on_track"


def _behind(situation: Situation, today: date) -> float:
    """By how many points the percent lags the share of time passed between issue and deadline; 0 without a percent."""
    span = (situation.deadline - situation.issued).days
    if situation.percent is None or span <= 0:
        return 0
    return 100 * (today - situation.issued).days / span - situation.percent


def attained(low: float | None, high: float | None, comparator: str | None, value: float) -> int | None:
    """How much of a target a measured value is, in percent, rounded down, 100 at the most; None where no percent can be
    told. A range asks for its lower end: of 150 to 200 projects 160 is reached, and 120 is 80 %.

    A ceiling (`<` or `<=`) is kept or not: 100 or None.
    """
    from fractions import Fraction

    if comparator in {"<", "<="}:
        return 100 if high is not None and value <= high else None
    least = low if low is not None else high
    if least is None or least <= 0:
        return None
    return max(0, min(100, math.floor(Fraction(str(value)) * 100 / Fraction(str(least)))))


def roll_up(statuses: Sequence[Status | None]) -> Status | None:
    """The status of a task from those of everybody accountable for it (None: no report).

    Done when all are done, blocked when one is, in progress when one has moved; cancelled ones do not count unless
    all are. None when nobody has reported, or nobody is accountable.
    """
    open_ones = [status for status in statuses if status != "cancelled"]
    if statuses and not open_ones:
        return "cancelled"
    if not any(open_ones):
        return None
    if all(status in DONE for status in open_ones):
        return "verified" if all(status == "verified" for status in open_ones) else "reported_done"
    if "blocked" in open_ones:
        return "blocked"
    return "in_progress" if any(status != "not_started" for status in open_ones if status) else "not_started"


def mean_percent(percents: Sequence[int | None]) -> int | None:
    """The mean of everybody accountable, rounded down; None where one of them gave no figure: silence is no zero."""
    known = [percent for percent in percents if percent is not None]
    return sum(known) // len(known) if known and len(known) == len(percents) else None


def worst(lights: Iterable[Light]) -> Light | None:
    """The most urgent of several lights: red, yellow, blue, green."""
    order: tuple[Light, ...] = ("red", "yellow", "blue", "green")
    return min(lights, key=order.index, default=None)
