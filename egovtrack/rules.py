"""The rules of the ledger, pure: every input is an argument, the day included."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

Status = Literal[
    "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled", "carried", "unfinished"
]  # fmt: skip
Reporting = Literal["not_asked", "silent", "reported"]
Light = Literal["red", "yellow", "blue", "green"]
Reason = Literal[
    "overdue", "blocked", "no_report", "milestone", "behind", "due_soon", "on_track", "reported_done", "verified",
    "cancelled", "carried",
]  # fmt: skip

CLOSED = frozenset({"verified", "cancelled", "carried"})
ENDED = frozenset({"cancelled", "carried"})  # closed without being done: counted in no share
DONE = frozenset({"reported_done", "verified"})
CEILINGS = frozenset({"<", "<="})  # comparators of targets of which less is better


class LightRule(NamedTuple):
    """The numbers of a rule of the lights, and its version; without others, those that come with the program.

    Days are calendar days, points are percentage points.
    """

    version: str = "1"
    blocked_days: int = 30  # red: blocked for longer than this
    behind_points: int = 20  # yellow: percent behind the share of time passed by more than this
    silent_cycles: int = 1  # yellow: no report for this many periods in a row
    due_days: int = 30  # blue: due within this many days


class Situation(NamedTuple):
    """Where an obligation stands on a day, as far as the light depends on it.

    `percent` is None where none was reported; `done_on` is the day that a report of completion speaks of; `missed`
    tells how many periods in a row were not answered; `milestone` is the day of the earliest that is not reached;
    `has_milestones`: there are any, so that nothing is concluded from the percent.
    """

    status: Status | None
    percent: int | None
    done_on: date | None
    blocked_since: date | None
    issued: date
    deadline: date
    missed: int = 0
    milestone: date | None = None
    has_milestones: bool = False
    heard: bool = False


def reporting(situation: Situation) -> Reporting:
    """Return whether an item owes a report: `silent` if periods passed that it did not answer. What is done or closed
    owes none: where it was reported done it is for the office to check.
    """
    if situation.status in CLOSED | DONE:
        return "reported"
    if situation.missed:
        return "silent"
    return "reported" if situation.heard else "not_asked"


def light(situation: Situation, rule: LightRule, today: date) -> tuple[Light, Reason]:  # noqa: PLR0911  a decision list
    """Return the light of an obligation on `today`, and why: the first that holds, red before yellow before blue.

    What was reported done, or is struck off, is overdue only if the report speaks of a day after the deadline.
    """
    if situation.status == "verified":
        return "green", "verified"
    if situation.status in ("cancelled", "carried"):
        return "green", situation.status
    if (situation.done_on or today) > situation.deadline:
        return "red", "overdue"
    if situation.status == "reported_done":
        return "blue", "reported_done"
    if situation.blocked_since and (today - situation.blocked_since).days > rule.blocked_days:
        return "red", "blocked"
    if situation.missed >= rule.silent_cycles:
        return "yellow", "no_report"
    if situation.milestone and today > situation.milestone:
        return "yellow", "milestone"
    if not situation.has_milestones and _behind(situation, today) > rule.behind_points:
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

    What is to be exceeded (`>`) is not reached by the figure itself. A ceiling (`<` or `<=`) is kept or not, 100 or
    None: where things stood at first is not known, so that no part of the way can be told.
    """
    from fractions import Fraction

    if comparator in CEILINGS:
        return 100 if high is not None and (value < high or (value == high and comparator == "<=")) else None
    least = low if low is not None else high
    if least is None or least <= 0:
        return None
    most = 99 if comparator == ">" and value <= least else 100
    return max(0, min(most, math.floor(Fraction(str(value)) * 100 / Fraction(str(least)))))


_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_BEYOND = 10  # a value over so many times its target may be in another unit


def in_unit(value: float, unit: str | None, measure: str, most: float | None) -> float | None:
    """Return a value typed with a unit, or with none, in the measure of a target; None where those do not fit.

    600000 and 60万 of 100万户 are 60. A number alone counts in the target's measure, unless that were absurdly much of
    `most`, what the target asks for, and without the 万 or 亿 it is a sensible part of it.
    """
    (there, of_target), (here, of_value) = _scale(measure), _scale(unit or "")
    if of_value and not (of_target.startswith(of_value) or of_value.startswith(of_target)):
        return None
    if unit:
        return value * here / there
    plain = value / there
    return plain if most and value > _BEYOND * most and most / 100 <= plain <= _BEYOND * most else value


def _scale(unit: str) -> tuple[int, str]:
    """Return the power of ten of a unit, and the unit without it, and without 个: (10000, 户) of 万户."""
    bare = unit.lstrip("万亿")
    return _SCALES.get(unit[: len(unit) - len(bare)], 1), bare.removeprefix("个")


def is_beyond(value: float, most: float | None) -> bool:
    """Return whether a value may be in another unit than its target, which asks for `most`: over ten times as much."""
    return bool(most) and _BEYOND * (most or 0) < value < math.inf


def roll_up(statuses: Sequence[Status | None]) -> Status | None:
    """Return the status of a task from those of everybody accountable for it (None: no report).

    Done when all are done, blocked when one is, in progress when one has moved; cancelled ones do not count unless
    all are. Carried over when one is, and nothing of the others is open. None when nobody has reported, or nobody is
    accountable. In a closed plan what is not done is unfinished.
    """
    open_ones = [status for status in statuses if status not in ENDED]
    if "carried" in statuses and all(status in DONE for status in open_ones):
        return "carried"
    if not any(open_ones):
        return "cancelled" if statuses and not open_ones else None
    if all(status in DONE for status in open_ones):
        return "verified" if all(status == "verified" for status in open_ones) else "reported_done"
    worst: tuple[Status, ...] = ("unfinished", "blocked")
    moved = any(status != "not_started" for status in open_ones if status)
    return next((status for status in worst if status in open_ones), "in_progress" if moved else "not_started")


def mean_percent(percents: Sequence[int | None]) -> int | None:
    """The mean of everybody accountable, rounded down; None where one of them gave no figure: silence is no zero."""
    known = [percent for percent in percents if percent is not None]
    return sum(known) // len(known) if known and len(known) == len(percents) else None


def worst(lights: Iterable[Light | None]) -> Light | None:
    """Return the most urgent of several lights: red, yellow, blue, green; None where there is none."""
    order: tuple[Light, ...] = ("red", "yellow", "blue", "green")
    return min((each for each in lights if each), key=order.index, default=None)
