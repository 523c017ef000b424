"""Days and weeks as people type them: what is not certain is refused."""

from __future__ import annotations

import sys
import zoneinfo
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from egovtrack.dates import local_text, parse_day, parse_moment, parse_period, parse_week, week_label
from egovtrack.errors import UsageError
from tests.conftest import Program

WEDNESDAY = date(2017, 3, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-03-05", date(2017, 3, 5)),
        ("2017年3月5日", date(2017, 3, 5)),
        (" 2017年03月05日 ", date(2017, 3, 5)),
        ("２０１７-03-05", date(2017, 3, 5)),
        ("2017/3/5", date(2017, 3, 5)),
        ("20170305", date(2017, 3, 5)),
        ("\ufeff2017年\u200b3月5日\u00a0", date(2017, 3, 5)),
        ("2017-W10", date(2017, 3, 12)),
        ("2017年第10周", date(2017, 3, 12)),
        ("上周", date(2017, 3, 5)),
        ("2017年2月", date(2017, 2, 28)),
        ("今天", WEDNESDAY),
        ("today", WEDNESDAY),
        ("昨天", date(2017, 3, 7)),
        ("上周五", date(2017, 3, 3)),
        ("last friday", date(2017, 3, 3)),
        ("上星期天", date(2017, 3, 5)),
    ],
)
def test_what_is_accepted(text: str, day: date) -> None:
    assert parse_day(text, WEDNESDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "17.3.5",
        "2017-03",
        "2017-3-5",
        "2017-02-29",
        "3月5日",
        "",
        "2017-W54",
        "tomorrow",
        "周五",
        "20170335",
        "2017年13月",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_day(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2017年3月", "2017-03"),
        ("2017年第2季度", "2017-Q2"),
        ("2017年二季度", "2017-Q2"),
        ("2017w10", "2017-W10"),
        ("２０１７－０３", "2017-03"),
        ("上周", "2017-W09"),
        ("本周", "2017-W10"),
        ("last month", "2017-02"),
        ("上季度", "2016-Q4"),
    ],
)
def test_a_period_in_words(text: str, label: str) -> None:
    found = parse_period(text, WEDNESDAY)
    assert (found.label, found.first <= found.last) == (label, True)


def test_a_week_as_the_begin_of_a_stretch_is_its_first_day() -> None:
    assert parse_day("上周", WEDNESDAY, first=True) == date(2017, 2, 27)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_week_holds_its_days_and_its_label_reads_back(day: date) -> None:
    monday, sunday = parse_week(week_label(day))
    assert monday <= day <= sunday
    assert sunday - monday == timedelta(days=6)
    assert monday.isoweekday() == 1


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.text(max_size=12))
def test_anything_typed_is_a_day_or_refused(today: date, text: str) -> None:
    try:
        day: date | UsageError = parse_day(text, today)
    except UsageError as refused:
        day = refused
    assert isinstance(day, date) or day.hint


def test_a_day_as_a_moment_is_its_last_instant_in_the_offices_zone() -> None:
    assert parse_moment("2017-03-10", WEDNESDAY, "Asia/Shanghai") == "2017-03-10T15:59:59.999999Z"
    assert parse_moment("2017-03-10 09:30", WEDNESDAY, "Asia/Shanghai") == "2017-03-10T01:30:00.000000Z"
    assert parse_moment("2017-03-10T09:30+00:00", WEDNESDAY, "Asia/Shanghai") == "2017-03-10T09:30:00.000000Z"
    assert local_text("2017-03-10T01:30:00.000000Z", "Asia/Shanghai") == "2017-03-10 09:30"


def test_the_zone_of_china_is_known_without_any_data_of_zones(
    reading: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows has none, and the package tzdata may be missing. Any zone can be given as its offset."""
    shown = reading("--zone", "Asia/Shanghai", "log").out
    assert shown == reading("--zone", "+08:00", "log").out != reading("--zone", "-03:30", "log").out
    for name in {
        "tzdata",
        *(each for each in sys.modules if each.startswith("tzdata.")),
    }:  # also what is loaded
        monkeypatch.setitem(sys.modules, name, None)
    zoneinfo.reset_tzpath([])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        assert shown == reading("--zone", "Asia/Shanghai", "log").out
        for name in ("Europe/Paris", "+8", "+25:00", "+08:00:00"):
            assert f"no time zone {name}" in reading("--zone", name, "log", code=2).err
    finally:
        zoneinfo.reset_tzpath()
