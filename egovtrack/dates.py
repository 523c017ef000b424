"""Days, weeks, periods and moments as people type them. They are read strictly: what is uncertain is refused.

Days: 2017-03-05, 2017/3/5, 20170305, 2017年3月5日, 今天/today, 昨天/yesterday, 上周五/last friday. Periods: 2017-W10
(ISO 8601 week), 2017-03, 2017-Q1, 2017年3月, 2017年第1季度, 2017年第10周, 上周/last week, 上月, 上季度.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.limits import typed
from egovtrack.periods import Period, period_of

_CHINA = "Asia/Shanghai"
# Texts, not patterns: compiling those that are not asked for would take as long as reading a small ledger.
_ISO = r"(\d{4})-(\d{2})-(\d{2})"
_DAYS = (_ISO, r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})(\d{2})(\d{2})", r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]")
_PERIODS = {
    "weekly": r"(?i)(\d{4})-?W(\d{2})|(\d{4})年第?(\d{1,2})周",
    "quarterly": r"(?i)(\d{4})-?Q([1-4])|(\d{4})年第?([1-4一二三四])季度",
    "monthly": r"(\d{4})-(\d{2})|(\d{4})年(\d{1,2})月",
}
_BACK = {
    "本周": ("weekly", 0), "this week": ("weekly", 0), "上周": ("weekly", 1), "last week": ("weekly", 1),
    "本月": ("monthly", 0), "this month": ("monthly", 0), "上月": ("monthly", 1), "上个月": ("monthly", 1),
    "last month": ("monthly", 1), "本季度": ("quarterly", 0), "this quarter": ("quarterly", 0),
    "上季度": ("quarterly", 1), "last quarter": ("quarterly", 1),
}  # fmt: skip
"""Periods by how they are called on a day: the cycle, and how many periods before that of the day."""
_LAST_CHINESE = r"上(?:周|星期)([一二三四五六日天])"
_LAST_ENGLISH = r"(?i)last[ -](monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_RELATIVE = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1}


def iso_day(text: str) -> date | None:
    """Return the day of a text such as 2017-03-05, None for other texts."""
    try:
        return _within(date.fromisoformat(text)) if re.fullmatch(_ISO, text) else None
    except ValueError:
        return None


def parse_day(text: str, today: date, *, first: bool = False) -> date:
    """Return the day that `text` names. A week, or a period in words (2017年3月, 上月), stands for its last day, or
    for its `first`. Raises UsageError for other texts.

    上周五 and `last friday` are the Friday of the week before the one `today` is in (weeks begin on Monday).
    """
    text = typed(text)
    try:
        if found := next(filter(None, (re.fullmatch(way, text) for way in _DAYS)), None):
            return _within(date(*map(int, found.groups())))
        period = _period(text, today)
    except (ValueError, OverflowError):
        raise _no_day(text) from None
    if period and (re.fullmatch(_PERIODS["weekly"], text) or not text[-1].isdigit()):
        return period.first if first else period.last
    if text.lower() in _RELATIVE:
        return today - timedelta(days=_RELATIVE[text.lower()])
    return _last_weekday(text, today)


def _last_weekday(text: str, today: date) -> date:
    if found := re.fullmatch(_LAST_CHINESE, text):
        weekday = "一二三四五六日".index(found[1].replace("天", "日"))
    elif found := re.fullmatch(_LAST_ENGLISH, text):
        weekday = _WEEKDAYS.index(found[1].lower())
    else:
        raise _no_day(text)
    return today - timedelta(days=today.weekday() + 7 - weekday)


def parse_week(text: str, today: date | None = None) -> Period:
    """Return Monday and Sunday of a week such as 2017-W10 or, on a day, 上周. Raises UsageError if there is none."""
    try:
        week = _period(typed(text), today)
        if week is None or week.cycle != "weekly":
            raise ValueError(text)
    except ValueError:
        raise UsageError(
            _("{text} is no week").format(text=repr(text)), _("write it as 2017-W10 (year and ISO week)")
        ) from None
    return week


def week_label(day: date) -> str:
    """Return the ISO week that a day is in, such as 2017-W10."""
    return period_of("weekly", day).label


def parse_period(text: str, today: date | None = None) -> Period:
    """Return the reporting period that `text` names.

    A period is a month (2017-06), a quarter (2017-Q2) or an ISO week (2017-W10), also in words (2017年6月), or as it is
    called on a day (上周). Raises UsageError for other texts.
    """
    try:
        period = _period(typed(text), today)
        if period is None:
            raise ValueError(text)
    except ValueError:
        raise UsageError(
            _("{text} is no period").format(text=repr(text)), _("write it as 2017-06, 2017-Q2 or 2017-W10")
        ) from None
    return period


def _period(text: str, today: date | None) -> Period | None:
    """Return the period that a text names, None for other texts. Raises ValueError for one that there is not."""
    if today and (words := text.lower().replace("-", " ")) in _BACK:
        cycle, back = _BACK[words]
        period = period_of(cycle, today)
        return period_of(cycle, period.first - timedelta(days=1)) if back else period
    for cycle, way in _PERIODS.items():
        if found := re.fullmatch(way, text):
            year, number = (part for part in found.groups() if part)
            which = "一二三四".find(number) + 1 or int(number)
            month = 3 * which - 2 if cycle == "quarterly" else which
            first = date.fromisocalendar(int(year), which, 1) if cycle == "weekly" else date(int(year), month, 1)
            return period_of(cycle, _within(first))
    return None


def parse_moment(text: str, today: date, zone: str) -> str:
    """Return a moment as the ledger keeps it: a day stands for its last instant in `zone`, else ISO 8601 with a time.

    A time without an offset is a time in `zone`. Raises UsageError for other texts.
    """
    text = typed(text)
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
        try:
            moment = datetime.fromisoformat(text)
            _within(moment.date())
        except ValueError:
            raise _no_day(text) from None
        return utc_text(moment if moment.tzinfo else moment.replace(tzinfo=in_zone(zone)))
    return utc_text(datetime.combine(parse_day(text, today), time.max, tzinfo=in_zone(zone)))


def utc_text(moment: datetime) -> str:
    """Return an aware datetime as the ledger keeps it: 2017-03-10T08:00:00.000000Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_text(moment: str, zone: str) -> str:
    """Return a moment of the ledger for people: 2017-03-10 16:00 in `zone`."""
    return datetime.fromisoformat(moment).astimezone(in_zone(zone)).strftime("%Y-%m-%d %H:%M")


def in_zone(name: str) -> tzinfo:
    """Return the time zone of an IANA name, or of an offset (+08:00). Raises UsageError if there is none.

    That of China is known where the system has no data of zones; since 1992 it is an offset.
    """
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if re.fullmatch(r"[+-](0\d|1[0-4]):[0-5]\d", name):
        return datetime.strptime(name, "%z").tzinfo or UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        if name == _CHINA:
            return in_zone("+08:00")
        why, hint = _("there is no time zone {name}"), _("write it as Asia/Shanghai or +08:00")
        raise UsageError(why.format(name=name), hint) from None


def _within(day: date) -> date:
    """Return a day that a plan can be about. Raises ValueError for others, which are slips.

    Near the ends of the calendar no day has another before or after it.
    """
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(day)
    return day


def _no_day(text: str) -> UsageError:
    return UsageError(
        _("{text} is no date").format(text=repr(text)),
        _("write it as 2017-03-05, 2017/3/5, 2017年3月5日, 2017-W10, 今天 or 上周五"),
    )
