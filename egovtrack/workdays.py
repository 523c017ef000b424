"""Working days: the Chinese calendar with its make-up days, and what an office says of years beyond it."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_SATURDAY = 5


class Year(NamedTuple):
    """A year as an office gives it: days that are free, and Saturdays and Sundays that are worked."""

    holidays: frozenset[date]
    workdays: frozenset[date]


class Workdays:
    """A calendar of working days; `years` are those that the office gives, and they hold before any other data."""

    def __init__(self, years: Mapping[int, Year] | None = None) -> None:
        self._years = years or {}

    def knows(self, year: int) -> bool:
        """Return whether the holidays of a year are known; of any other year plain weekdays are worked."""
        from chinese_calendar import holidays

        return year in self._years or any(day.year == year for day in holidays)

    def is_workday(self, day: date) -> bool:
        """Return whether a day is worked."""
        if own := self._years.get(day.year):
            return day in own.workdays or (day.weekday() < _SATURDAY and day not in own.holidays)
        return _is_worked(day)

    def after(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days after a day."""
        for _ in range(count):
            day = self.next(day + timedelta(days=1))
        return day

    def next(self, day: date) -> date:
        """Return the day if it is worked, else the next one that is."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day


@cache  # chinese_calendar goes through all its holidays each time, and a listing of four plans asks 100,000 times
def _is_worked(day: date) -> bool:
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError:  # no data of that year
        return day.weekday() < _SATURDAY
