"""Reporting periods: which there are, when their reports are due, and which of them an item is asked for. Pure.

A period is a month, a quarter or an ISO 8601 week, from its first to its last day.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from egovtrack.workdays import Workdays

CYCLES = ("weekly", "monthly", "quarterly")
_DAY = timedelta(days=1)
_LONGEST_REST = timedelta(days=20)
"""More days than were ever free in a row: a due day is not moved by as many."""


class Period(NamedTuple):
    """A reporting period; both days are in it."""

    first: date
    last: date

    @property
    def cycle(self) -> str:
        """Weekly, monthly or quarterly."""
        days = (self.last - self.first).days
        return "weekly" if days < 7 else "quarterly" if days > 31 else "monthly"

    @property
    def label(self) -> str:
        """What it is called: 2017-03, 2017-Q1 or 2017-W10."""
        if self.cycle == "weekly":
            year, week, _weekday = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        if self.cycle == "quarterly":
            return f"{self.first.year}-Q{self.last.month // 3}"
        return f"{self.first:%Y-%m}"


class ReportingRule(NamedTuple):
    """How reports are asked from the day `since` on.

    `due` is the day of the following month on which the report of a month or quarter is due, `weekday` that of the
    following week (1 is Monday); either moves to the next working day. `roles` are those asked; with `lead_answers` the
    lead's report answers for everybody in its clause. With a rule that `begins` asking begins: before its day nothing
    was asked.
    """

    since: date = date.min
    cycle: str = "monthly"
    due: int = 5
    weekday: int = 1
    roles: tuple[str, ...] = ("lead", "responsible")
    lead_answers: bool = False
    begins: bool = False

    def due_day(self, period: Period) -> date:
        """Return the day on which a period's report is due, before it moves to a working day."""
        if self.cycle == "weekly":
            return period.last + self.weekday * _DAY
        start = period.last + _DAY
        return min(start + (self.due - 1) * _DAY, period_of("monthly", start).last)


def period_of(cycle: str, day: date) -> Period:
    """Return the period of a cycle (weekly, monthly, quarterly) that a day is in."""
    if cycle == "weekly":
        first = day - day.weekday() * _DAY
        return Period(first, first + 6 * _DAY)
    months = 3 if cycle == "quarterly" else 1
    first = date(day.year, day.month - (day.month - 1) % months, 1)
    years, month = divmod(first.month - 1 + months, 12)
    return Period(first, date(first.year + years, month + 1, 1) - _DAY)


def first_whole(cycle: str, day: date) -> Period:
    """Return the first period of a cycle that begins on a day or after it."""
    period = period_of(cycle, day)
    return period if period.first == day else period_of(cycle, period.last + _DAY)


def each_period(rules: Sequence[ReportingRule], begin: date) -> Iterator[tuple[Period, ReportingRule]]:
    """Yield without end the periods that are asked from `begin` on, each with the rule that it is asked by.

    When the rule changes, the running period ends under the old one, and the new one begins with its first whole period
    after that; until then the old one goes on. Before anything was asked, the new one takes the old one's place.
    `rules` are in the order in which they came into force.
    """
    begin = max([begin, *(rule.since for rule in rules if rule.begins)])
    rule, has_begun = rules[0], False
    period = first_whole(rule.cycle, begin)
    for following in rules[1:]:
        start = first_whole(following.cycle, begin)
        if has_begun or following.since > period.first:
            running = period_of(rule.cycle, following.since)
            is_whole = running.first == following.since
            start = first_whole(following.cycle, following.since if is_whole else running.last + _DAY)
            while period.first < start.first:
                yield period, rule
                has_begun, period = True, period_of(rule.cycle, period.last + _DAY)
        rule, period = following, start
    while True:
        yield period, rule
        period = period_of(rule.cycle, period.last + _DAY)


def scoped(rules: Sequence[tuple[int, ReportingRule]]) -> list[ReportingRule]:
    """Return the rules that hold for an item of those for its plan and for itself, each with how special it is: a more
    special one holds from its day on, whatever is set for the plan later.
    """
    found: list[ReportingRule] = []
    for special in sorted({level for level, _rule in rules}):
        own = sorted((rule for level, rule in rules if level == special), key=lambda rule: rule.since)
        found = [rule for rule in found if rule.since < own[0].since] + own
    return found


class Schedule:
    """The periods for which reports are asked from `begin` on.

    `fixed` are due days that a request has named already, by period; `exempt` are stretches of days: no period within
    one of them is asked for.
    """

    def __init__(
        self,
        rules: Sequence[ReportingRule],
        begin: date,
        workdays: Workdays,
        fixed: Mapping[Period, date],
        exempt: Collection[Period] = (),
    ) -> None:
        self._rules, self._begin, self._workdays, self._fixed, self._exempt = rules, begin, workdays, fixed, exempt
        self._passed: dict[date, list[Period]] = {}

    def due(self, period: Period, rule: ReportingRule) -> date:
        """Return the day on which the report of a period is due."""
        return self._fixed.get(period) or self._workdays.next(rule.due_day(period))

    def each(self) -> Iterator[tuple[Period, ReportingRule]]:
        """Yield the periods that are asked for, the earliest first, without end."""
        for period, rule in each_period(self._rules, self._begin):
            if not any(span.first <= period.first and period.last <= span.last for span in self._exempt):
                yield period, rule

    def asks_for(self, period: Period) -> bool:
        """Return whether reports are asked for a period."""
        asked = takewhile(lambda each: each[0].first <= period.first, self.each())
        return any(each == period for each, _rule in asked)

    def passed(self, day: date) -> list[Period]:
        """Return the periods whose due day had passed on a day, the earliest first."""
        if day not in self._passed:
            ended = takewhile(lambda asked: asked[0].last < day, self.each())
            self._passed[day] = [period for period, rule in ended if self._has_passed(period, rule, day)]
        return self._passed[day]

    def _has_passed(self, period: Period, rule: ReportingRule, day: date) -> bool:
        # The calendar is asked where it matters: loading it takes a while.
        return rule.due_day(period) + _LONGEST_REST < day or self.due(period, rule) < day

    def missed(self, day: date, begun: date, answered: date) -> int:
        """Return how many periods in a row, up to the newest whose due day has passed, were asked for and not answered
        by an item that is open since `begun`; `answered` is the last day of the latest period that it has answered.
        """
        passed = self.passed(day)
        since = max(begun, answered + _DAY if answered < date.max else answered)
        return len(passed) - bisect_left(passed, since, key=lambda period: period.first)

    def rule_on(self, day: date) -> ReportingRule:
        """Return the rule by which a day's period is asked; before any is asked, the first one."""
        rule = self._rules[0]
        for period, asked_by in each_period(self._rules, self._begin):
            if period.first > day:
                break
            rule = asked_by
        return rule

    def answered_by(self, day: date, is_answered: Callable[[Period], bool]) -> Period:
        """Return the period that a report answers which speaks of a day: the one that the day is in, or the one before,
        while that is asked for, not answered, and its due day has not passed.
        """
        before = [(period, rule) for period, rule in takewhile(lambda asked: asked[0].last < day, self.each())][-1:]
        for period, rule in before:
            if day <= self.due(period, rule) and not is_answered(period):
                return period
        return period_of(self.rule_on(day).cycle, day)

    def ending_within(self, span: Period) -> list[Period]:
        """Return the periods that are asked for and end within a span of days, the earliest first."""
        begun = takewhile(lambda asked: asked[0].first <= span.last, self.each())
        return [period for period, _rule in begun if span.first <= period.last <= span.last]

    def upcoming(self, day: date) -> tuple[Period, date]:
        """Return the earliest period whose due day has not passed on a day, and its due day."""
        for period, rule in self.each():
            due = self.due(period, rule)
            if due >= day:
                return period, due
        raise AssertionError("periods have no end")
