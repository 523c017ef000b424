"""The rules, as examples of what the office means, and as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from egovtrack.rules import LightRule, Situation, Status, cycle_end, light, mean_percent, reporting, roll_up, worst

RULE = LightRule("1", blocked_days=30, behind_points=20, silent_cycles=1, due_days=30)
ISSUED = date(2017, 2, 23)
OPEN = Situation("in_progress", None, date(2017, 6, 1), None, ISSUED, date(2017, 12, 31), "monthly")
STATUSES: tuple[Status | None, ...] = (
    None, "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled",
)  # fmt: skip
statuses = st.sampled_from(STATUSES)
days = st.dates(date(2016, 1, 1), date(2018, 12, 31))


@pytest.mark.parametrize(
    ("situation", "today", "expected"),
    [
        (OPEN, date(2017, 6, 20), ("green", "on_track")),
        (OPEN, date(2018, 1, 1), ("red", "overdue")),
        (OPEN, date(2017, 12, 31), ("yellow", "no_report")),
        (OPEN._replace(last_report=date(2017, 12, 15)), date(2017, 12, 31), ("blue", "due_soon")),
        (OPEN._replace(status="blocked", blocked_since=date(2017, 5, 10)), date(2017, 6, 20), ("red", "blocked")),
        (OPEN._replace(status="blocked", blocked_since=date(2017, 5, 21)), date(2017, 6, 20), ("green", "on_track")),
        (OPEN, date(2017, 7, 2), ("yellow", "no_report")),
        (OPEN, date(2017, 7, 1), ("green", "on_track")),
        (OPEN._replace(percent=10), date(2017, 6, 20), ("yellow", "behind")),
        (OPEN._replace(percent=20), date(2017, 6, 20), ("green", "on_track")),
        (OPEN._replace(status="reported_done"), date(2018, 1, 1), ("red", "overdue")),
        (OPEN._replace(status="reported_done"), date(2017, 12, 31), ("green", "reported_done")),
        (OPEN._replace(status="verified"), date(2018, 6, 1), ("green", "verified")),
        (OPEN._replace(status=None, last_report=None), date(2017, 3, 23), ("green", "on_track")),
        (OPEN._replace(status=None, last_report=None), date(2017, 3, 24), ("yellow", "no_report")),
    ],
)
def test_lights(situation: Situation, today: date, expected: tuple[str, str]) -> None:
    assert light(situation, RULE, today) == expected


@pytest.mark.parametrize(
    ("status", "last", "today", "expected"),
    [
        (None, None, date(2017, 3, 23), "not_asked"),
        (None, None, date(2017, 3, 24), "silent"),
        ("in_progress", date(2017, 3, 20), date(2017, 4, 20), "reported"),
        ("in_progress", date(2017, 3, 20), date(2017, 4, 21), "silent"),
        ("verified", date(2017, 3, 20), date(2018, 4, 21), "reported"),
    ],
)
def test_silence_is_a_state_of_its_own(status: Status | None, last: date | None, today: date, expected: str) -> None:
    assert reporting(OPEN._replace(status=status, last_report=last), RULE, today) == expected


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], None),
        ([None, None], None),
        (["reported_done", None], "in_progress"),
        (["reported_done", "verified"], "reported_done"),
        (["verified", "verified"], "verified"),
        (["reported_done", "blocked"], "blocked"),
        (["not_started", None], "not_started"),
        (["cancelled", "verified"], "verified"),
        (["cancelled"], "cancelled"),
    ],
)
def test_a_task_is_rolled_up(parts: list[Status | None], whole: Status | None) -> None:
    assert roll_up(parts) == whole


@given(st.lists(statuses, max_size=6))
def test_silence_is_never_counted_as_done(parts: list[Status | None]) -> None:
    if None in parts:
        assert roll_up(parts) not in {"reported_done", "verified", "cancelled"}


@given(st.lists(statuses, max_size=6), st.randoms())
def test_a_roll_up_does_not_depend_on_order(parts: list[Status | None], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert roll_up(shuffled) == roll_up(parts)


@given(st.lists(st.none() | st.integers(0, 100), max_size=6))
def test_a_mean_percent_needs_everybodys_figure(percents: list[int | None]) -> None:
    mean = mean_percent(percents)
    if not percents or None in percents:
        assert mean is None
    else:
        assert min(p for p in percents if p is not None) <= (mean or 0) <= max(p for p in percents if p is not None)


@given(statuses, days, days, st.integers(0, 100))
def test_time_alone_never_makes_a_light_calmer(status: Status | None, start: date, last: date, after: int) -> None:
    order = ("green", "blue", "yellow", "red")
    situation = Situation(status, None, last if status else None, None, start, start + timedelta(days=200), "monthly")
    today = max(start, last)
    now, later = (light(situation, RULE, day)[0] for day in (today, today + timedelta(days=after)))
    assert order.index(now) <= order.index(later)


def test_the_worst_light_wins() -> None:
    assert worst(["green", "yellow", "blue"]) == "yellow"
    assert worst([]) is None


@given(days, st.sampled_from(["weekly", "monthly", "quarterly"]), st.integers(1, 12))
def test_a_cycle_ends_on_the_same_day_of_the_week_or_month(start: date, cycle: str, cycles: int) -> None:
    """Of the month, unless it is shorter: then on its last day."""
    end = cycle_end(start, cycle, cycles)
    if cycle == "weekly":
        assert (end - start).days == 7 * cycles
        return
    months = {"monthly": 1, "quarterly": 3}[cycle] * cycles
    assert 12 * (end.year - start.year) + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_a_month_from_the_31st_ends_on_the_last_of_a_shorter_one() -> None:
    assert cycle_end(date(2017, 1, 31), "monthly") == date(2017, 2, 28)
    assert cycle_end(date(2016, 1, 31), "monthly") == date(2016, 2, 29)
    assert cycle_end(date(2017, 1, 31), "monthly", 2) == date(2017, 3, 31)
