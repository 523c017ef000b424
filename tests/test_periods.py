"""Which periods there are, when their reports are due, and which of them count as missed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, strategies as st

from egovtrack.dates import parse_period
from egovtrack.periods import Period, ReportingRule, Schedule, each_period, first_whole, period_of, scoped
from egovtrack.workdays import Workdays, Year

MONTHLY = ReportingRule()
QUARTERLY = ReportingRule(cycle="quarterly")
WEEKLY = ReportingRule(cycle="weekly")
ISSUED = date(2017, 2, 23)
CYCLES = ("weekly", "monthly", "quarterly")
days = st.dates(date(2010, 1, 1), date(2030, 12, 31))


def schedule(*rules: ReportingRule, begin: date = ISSUED, **others: object) -> Schedule:
    return Schedule(rules or (MONTHLY,), begin, Workdays(), others.pop("fixed", {}), others.pop("exempt", ()))  # type: ignore[arg-type]


def labels(periods: list[Period]) -> list[str]:
    return [period.label for period in periods]


@given(st.sampled_from(CYCLES), days)
def test_every_day_is_in_one_period_and_its_label_reads_back(cycle: str, day: date) -> None:
    period = period_of(cycle, day)
    assert period.first <= day <= period.last
    assert period_of(cycle, period.last + timedelta(days=1)).first == period.last + timedelta(days=1)
    assert parse_period(period.label) == period


def test_asking_begins_with_the_first_whole_period_after_issue() -> None:
    assert first_whole("monthly", ISSUED).label == "2017-03"
    assert first_whole("monthly", date(2017, 3, 1)).label == "2017-03"
    assert first_whole("quarterly", ISSUED).label == "2017-Q2"
    assert first_whole("weekly", ISSUED).label == "2017-W09"


@pytest.mark.parametrize(
    ("rule", "period", "due"),
    [
        (MONTHLY, "2017-03", date(2017, 4, 5)),
        (MONTHLY, "2017-07", date(2017, 8, 7)),  # the 5th is a Saturday
        (MONTHLY, "2017-09", date(2017, 10, 9)),  # the National Day holiday until the 8th
        (
            MONTHLY._replace(due=27),
            "2017-04",
            date(2017, 5, 27),
        ),  # a Saturday that is worked for the Dragon Boat Festival
        (MONTHLY._replace(due=31), "2017-01", date(2017, 2, 28)),  # the month's last day
        (QUARTERLY, "2017-Q1", date(2017, 4, 5)),
        (WEEKLY, "2017-W10", date(2017, 3, 13)),
        (WEEKLY._replace(weekday=3), "2017-W10", date(2017, 3, 15)),
        (MONTHLY, "2030-08", date(2030, 9, 5)),  # beyond the calendar's data plain weekdays
    ],
)
def test_a_report_is_due_on_a_day_that_is_worked(rule: ReportingRule, period: str, due: date) -> None:
    asked = parse_period(period)
    assert schedule(rule).due(asked, rule) == due


def test_an_office_may_give_a_year_of_its_own() -> None:
    own = Year(holidays=frozenset({date(2030, 9, 5)}), workdays=frozenset({date(2030, 9, 7)}))
    workdays = Workdays({2030: own})
    assert workdays.next(date(2030, 9, 5)) == date(2030, 9, 6)
    assert workdays.is_workday(date(2030, 9, 7))
    assert not workdays.is_workday(date(2030, 9, 8))
    assert workdays.knows(2030)
    assert workdays.knows(2017)
    assert not workdays.knows(2035)


def test_a_period_counts_as_passed_after_its_due_day() -> None:
    asked = schedule()
    assert labels(asked.passed(date(2017, 4, 5))) == []
    assert labels(asked.passed(date(2017, 4, 6))) == ["2017-03"]
    assert labels(asked.passed(date(2017, 6, 6))) == ["2017-03", "2017-04", "2017-05"]


def test_what_was_missed_is_counted_from_the_last_answer() -> None:
    asked, day = schedule(), date(2017, 6, 6)
    assert asked.missed(day, date.min, date.min) == 3
    assert asked.missed(day, date.min, date(2017, 3, 31)) == 2
    assert asked.missed(day, date.min, date(2017, 5, 31)) == 0
    assert asked.missed(day, date.min, date(2017, 6, 30)) == 0


def test_what_began_in_mid_period_is_asked_from_the_next_one() -> None:
    asked, day = schedule(), date(2017, 6, 6)
    assert asked.missed(day, date(2017, 4, 20), date.min) == 1
    assert asked.missed(day, date(2017, 4, 1), date.min) == 2
    assert asked.missed(day, date(2017, 5, 2), date.min) == 0


def test_the_first_request_fixes_the_due_day() -> None:
    march = Period(date(2017, 3, 1), date(2017, 3, 31))
    asked = schedule(fixed={march: date(2017, 4, 10)})
    assert labels(asked.passed(date(2017, 4, 10))) == []
    assert labels(asked.passed(date(2017, 4, 11))) == ["2017-03"]


def test_an_exempt_period_is_not_asked_for() -> None:
    asked = schedule(exempt=[Period(date(2017, 4, 1), date(2017, 5, 31))])
    assert labels(asked.passed(date(2017, 7, 20))) == ["2017-03", "2017-06"]


@pytest.mark.parametrize(
    ("old", "new", "since", "expected"),
    [
        # The running month ends under the old rule, months go on until the first whole quarter.
        (MONTHLY, QUARTERLY, date(2017, 5, 10), ["2017-03", "2017-04", "2017-05", "2017-06", "2017-Q3", "2017-Q4"]),
        # The running quarter ends under the old rule, so that June is in it.
        (QUARTERLY, MONTHLY, date(2017, 5, 10), ["2017-Q2", "2017-07", "2017-08"]),
        (MONTHLY, WEEKLY, date(2017, 4, 12), ["2017-03", "2017-04", "2017-W18", "2017-W19"]),
        # A rule that changes no cycle holds from the next period on, or from one that begins on its day.
        (MONTHLY, MONTHLY._replace(due=10), date(2017, 5, 1), ["2017-03", "2017-04", "2017-05"]),
    ],
)
def test_a_changed_rule_begins_with_its_first_whole_period(
    old: ReportingRule, new: ReportingRule, since: date, expected: list[str]
) -> None:
    found = list(islice(each_period([old, new._replace(since=since)], ISSUED), len(expected)))
    assert labels([period for period, _rule in found]) == expected
    assert [rule.due for period, rule in found if period.first >= since][-1] == new.due


def test_asking_may_begin_later() -> None:
    late = MONTHLY._replace(since=date(2017, 6, 10), begins=True)
    assert next(each_period([MONTHLY, late], ISSUED))[0].label == "2017-07"


def test_a_special_rule_stays_when_the_plans_changes() -> None:
    own = WEEKLY._replace(since=date(2017, 4, 1))
    later = QUARTERLY._replace(since=date(2017, 6, 1))
    assert scoped([(-1, MONTHLY), (0, later), (2, own)]) == [MONTHLY, own]


@pytest.mark.parametrize(
    ("day", "answered", "period"),
    [
        (date(2017, 3, 31), [], "2017-03"),
        (date(2017, 4, 5), [], "2017-03"),  # March is not answered, and its due day has not passed
        (date(2017, 4, 5), ["2017-03"], "2017-04"),
        (date(2017, 4, 6), [], "2017-04"),
        (date(2017, 3, 2), [], "2017-03"),  # February is not asked for
        (date(2017, 2, 24), [], "2017-02"),
    ],
)
def test_a_report_answers_one_period(day: date, answered: list[str], period: str) -> None:
    assert schedule().answered_by(day, lambda each: each.label in answered).label == period


def test_the_period_to_ask_for_is_the_earliest_whose_due_day_has_not_passed() -> None:
    assert schedule().upcoming(date(2017, 2, 25))[0].label == "2017-03"
    assert schedule().upcoming(date(2017, 4, 5))[0].label == "2017-03"
    assert schedule().upcoming(date(2017, 4, 6)) == (period_of("monthly", date(2017, 4, 30)), date(2017, 5, 5))


@given(st.sampled_from(CYCLES), days, st.integers(0, 400), days)
def test_missed_periods_are_those_that_passed_unanswered(cycle: str, begin: date, later: int, answered: date) -> None:
    """Against the definition, period by period."""
    asked, day = schedule(ReportingRule(cycle=cycle), begin=begin), begin + timedelta(days=later)
    until = period_of(cycle, answered).last
    passed = [period for period in asked.passed(day) if period.first > until]
    assert asked.missed(day, date.min, until) == len(passed)
    assert all(Workdays().next(asked._rules[0].due_day(period)) < day for period in passed)
