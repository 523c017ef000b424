"""Days, weeks, periods and moments as people type them. They are read strictly: what is uncertain is refused.

Accepted: 2017-03-05, 2017年3月5日, 2017-W10 (ISO 8601 week), 今天/today, 昨天/yesterday, 上周五/last friday.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _

# Texts, not patterns: compiling those that are not asked for would take as long as reading a small ledger.
_ISO = r"(\d{4})-(\d{2})-(\d{2})"
_SLASHED = r"(\d{4})/(\d{1,2})/(\d{1,2})"
_CHINESE = r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]"
_WEEK = r"(?i)(\d{4})-?W(\d{2})"
_QUARTER = r"(?i)(\d{4})-?Q([1-4])"
_MONTH = r"(\d{4})-(\d{2})"
_LAST_CHINESE = r"上(?:周|星期)([一二三四五六日天])"
_LAST_ENGLISH = r"(?i)last (monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_RELATIVE = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1}


def iso_day(text: str) -> date | None:
    """Return the day of a text such as 2017-03-05, None for other texts."""
    try:
        return _within(date.fromisoformat(text)) if re.fullmatch(_ISO, text) else None
    except ValueError:
        return None


def parse_day(text: str, today: date) -> date:
    """Return the day that `text` names. A week stands for its last day, the Sunday. Raises UsageError for other texts.

    上周五 and `last friday` are the Friday of the week before the one `today` is in (weeks begin on Monday).
    """
    text = text.strip()
    try:
        if found := re.fullmatch(f"{_ISO}|{_SLASHED}|{_CHINESE}", text):
            return _within(date(*map(int, filter(None, found.groups()))))
        if re.fullmatch(_WEEK, text):
            return parse_week(text)[1]
    except ValueError:
        raise _no_day(text) from None
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


def parse_week(text: str) -> tuple[date, date]:
    """Return Monday and Sunday of an ISO 8601 week such as 2017-W10. Raises UsageError if there is no such week."""
    found = re.fullmatch(_WEEK, text.strip())
    try:
        if found is None:
            raise ValueError(text)
        monday = _within(date.fromisocalendar(int(found[1]), int(found[2]), 1))
    except ValueError:
        raise UsageError(
            _("{text} is no week").format(text=repr(text)), _("write it as 2017-W10 (year and ISO week)")
        ) from None
    return monday, monday + timedelta(days=6)


def week_label(day: date) -> str:
    """Return the ISO week that a day is in, such as 2017-W10."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def parse_period(text: str) -> tuple[str, date, date]:
    """Return the label, the first and the last day of a reporting period.

    A period is a month (2017-06), a quarter (2017-Q2) or an ISO week (2017-W10). Raises UsageError for other texts.
    """
    text = text.strip()
    if re.fullmatch(_WEEK, text):
        first, last = parse_week(text)
        return week_label(first), first, last
    try:
        if found := re.fullmatch(_QUARTER, text):
            year, month, months = int(found[1]), 3 * int(found[2]) - 2, 3
        elif found := re.fullmatch(_MONTH, text):
            year, month, months = int(found[1]), int(found[2]), 1
        else:
            raise ValueError(text)
        first = _within(date(year, month, 1))
    except ValueError:
        raise UsageError(
            _("{text} is no period").format(text=repr(text)), _("write it as 2017-06, 2017-Q2 or 2017-W10")
        ) from None
    from dateutil.relativedelta import relativedelta

    return text.upper(), first, first + relativedelta(months=months, days=-1)


def parse_moment(text: str, today: date, zone: str) -> str:
    """Return a moment as the ledger keeps it: a day stands for its last instant in `zone`, else ISO 8601 with a time.

    A time without an offset is a time in `zone`. Raises UsageError for other texts.
    """
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text.strip()):
        try:
            moment = datetime.fromisoformat(text.strip())
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
    """Return the time zone of an IANA name. Raises UsageError if there is none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(_("there is no time zone {name}").format(name=name), _("write it as Asia/Shanghai")) from None


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
        _("write it as 2017-03-05, 2017年3月5日, 2017-W10, 今天 or 上周五"),
    )
