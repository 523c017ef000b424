"""The rules, as examples of what the office means, and as properties."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from egovtrack.rules import LightRule, Situation, Status, light, mean_percent, reporting, roll_up, worst

RULE = LightRule("1", blocked_days=30, behind_points=20, silent_cycles=1, due_days=30)
ISSUED = date(2017, 2, 23)
OPEN = Situation("in_progress", None, None, None, ISSUED, date(2017, 12, 31), heard=True)
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
        (OPEN._replace(missed=1), date(2018, 1, 1), ("red", "overdue")),
        (OPEN._replace(missed=1), date(2017, 12, 31), ("yellow", "no_report")),
        (OPEN, date(2017, 12, 31), ("blue", "due_soon")),
        (OPEN._replace(status="blocked", blocked_since=date(2017, 5, 10)), date(2017, 6, 20), ("red", "blocked")),
        (OPEN._replace(status="blocked", blocked_since=date(2017, 5, 21)), date(2017, 6, 20), ("green", "on_track")),
        (OPEN._replace(percent=10), date(2017, 6, 20), ("yellow", "behind")),
        (OPEN._replace(percent=20), date(2017, 6, 20), ("green", "on_track")),
        # With milestones nothing is concluded from the percent.
        (OPEN._replace(percent=10, has_milestones=True), date(2017, 6, 20), ("green", "on_track")),
        (OPEN._replace(milestone=date(2017, 6, 20), has_milestones=True), date(2017, 6, 20), ("green", "on_track")),
        (OPEN._replace(milestone=date(2017, 6, 20), has_milestones=True), date(2017, 6, 21), ("yellow", "milestone")),
        # Reported done in time waits for the office; the office's delay makes nobody overdue.
        (
            OPEN._replace(status="reported_done", done_on=date(2017, 12, 31)),
            date(2018, 3, 1),
            ("blue", "reported_done"),
        ),
        (OPEN._replace(status="reported_done", done_on=date(2018, 1, 1)), date(2018, 3, 1), ("red", "overdue")),
        (OPEN._replace(status="verified"), date(2018, 6, 1), ("green", "verified")),
        (OPEN._replace(status=None, heard=False), date(2017, 3, 23), ("green", "on_track")),
        (OPEN._replace(status=None, heard=False, missed=1), date(2017, 4, 6), ("yellow", "no_report")),
    ],
)
def test_lights(situation: Situation, today: date, expected: tuple[str, str]) -> None:
    assert light(situation, RULE, today) == expected


@pytest.mark.parametrize(
    ("status", "heard", "missed", "expected"),
    [
        (None, False, 0, "not_asked"),
        (None, False, 1, "silent"),
        ("in_progress", True, 0, "reported"),
        ("in_progress", True, 2, "silent"),
        ("verified", True, 0, "reported"),
    ],
)
def test_silence_is_a_state_of_its_own(status: Status | None, heard: bool, missed: int, expected: str) -> None:
    assert reporting(OPEN._replace(status=status, heard=heard, missed=missed)) == expected


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
        (["unfinished", "verified"], "unfinished"),
        (["carried", "verified"], "carried"),
        (["carried", "cancelled"], "carried"),
        (["carried", "in_progress"], "in_progress"),
        (["carried", None], None),
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


@given(statuses, days, st.integers(0, 300), st.integers(0, 100))
def test_time_alone_never_makes_a_light_calmer(status: Status | None, start: date, now: int, after: int) -> None:
    order = ("green", "blue", "yellow", "red")
    done_on = start + timedelta(days=now) if status == "reported_done" else None
    situation = Situation(status, None, done_on, None, start, start + timedelta(days=200))
    today = start + timedelta(days=now)
    before, later = (light(situation, RULE, day)[0] for day in (today, today + timedelta(days=after)))
    assert order.index(before) <= order.index(later)


def test_the_worst_light_wins() -> None:
    assert worst(["green", "yellow", "blue"]) == "yellow"
    assert worst(["green", None]) == "green"
    assert worst([]) is None
