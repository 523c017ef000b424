"""Dates: those a document bears, and those it sets as deadlines (2017年底前, 6月底前, 完成时限：2026年3月)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from egovtrack.grammar.numbering import numeral

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二三四五六七八九零〇]{4})\s*年\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
_PERIOD = (
    r"(?:(?:(?P<year>20\d\d|二[〇零][一二三四五六七八九〇零]{2})年|(?P<this>今年|本年度?|当年|年内)|(?P<next>明年))?\s*"
    r"(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日|(?P<ten>[上中]旬))?"
    r"|(?P<yearend>年?(?=[底末])|全年))?)"
)
# 前后, 前的 and 前已 are no deadlines; neither is 以来, which never follows 前.
_BEFORE = r"(?:[底末初])?(?:之前|以前|前)(?!后|的|已|述|期|提|沿|端|置|瞻|款|者|列)"
_WITHIN = r"(?P<within>(?<![\d在])\d{1,2}(?:年|个月)(?:之)?内(?!(?:享受|给予|免|减|不|可|对)))"
_EFFECTIVE = r"自(?P<from>(?P<fyear>20\d\d)年(?P<fmonth>\d{1,2})月(?P<fday>\d{1,2})日)起(?:执行|实施|施行|落实)?到位"
_PROSE = re.compile(
    rf"(?<![自从至\d]){_PERIOD}{_BEFORE}|到(?P<goal>20\d\d|二[〇零][一二三四五六七八九〇零]{2})年[底末](?=[,，前])|{_EFFECTIVE}|{_WITHIN}"
)
_STATED = re.compile(rf"(?:于|在|到|至)?{_PERIOD}(?:[底末初])?(?:之前|以前|前)?(?:完成|办结|建成|落实到位|实现)?$")
_BEGINS = re.compile(rf"(?:于|在)?{_PERIOD}(?:{_BEFORE}|(?<=年内)(?=[\u4e00-\u9fff]))")
_LEADING = re.compile(
    rf"(?:力争|确保)?(?:于|在|到|至|截至)?{_PERIOD}"
    rf"(?:{_BEFORE}|[底末初]?(?=[，,、：:])|(?<=年内)(?=[\u4e00-\u9fff]))"
)
_ONGOING = re.compile(
    r"(?:(?:年内|全年|长期)?(?:持续|长期|常态化?|全年)(?:推进|实施|坚持|开展|落实)?|每(?:年|季度|月|周)|立行立改)$"
)
_NUMERIC = re.compile(r"(20\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?(?: 00:00:00)?(?:前|底前)?$")
_PARTS = ("year", "month", "half", "quarter", "yearend", "this", "next")


def dates_in(shadow: str) -> Iterator[tuple[date, int, int]]:
    """Yield every full date written in a text (2017年2月23日, 二〇一二年四月二十六日), with its place."""
    for found in _DATE.finditer(shadow):
        if day := _day(*(_number(found[part]) for part in ("year", "month", "day"))):
            yield day, found.start(), found.end()


def _number(text: str | None) -> int:
    """Return the value of a number in digits or Chinese numerals, 0 if it is none."""
    return int(text) if text and text.isdecimal() else numeral(text or "") or 0


def _day(year: int, month: int, day: int | None = None) -> date | None:
    """Return a day (None: the last day of the month), or None if there is no such day."""
    try:
        return date(year, month, calendar.monthrange(year, month)[1] if day is None else day)
    except ValueError:
        return None


def is_deadline(shadow: str) -> bool:
    """Return whether a text as a whole is a deadline, as in a table's cell or an item of a clause."""
    text = shadow.strip()
    if _ONGOING.fullmatch(text) or _NUMERIC.fullmatch(text):
        return True
    # 6月底前出台政策 is a deadline, too, as an item of a clause; 年内 by itself is no date, but no party either.
    found = _STATED.fullmatch(text) or _BEGINS.match(text)
    return bool(found and any(found[part] for part in _PARTS))


def after_time(text: str) -> str:
    """Return a text without the phrase of time that it begins with (6月底前，), unless it is nothing else."""
    found = _LEADING.match(text)
    is_time = found and any(found[part] for part in _PARTS)
    return (text[found.end() :].lstrip("，,、：: ") if found and is_time else "") or text


def stated(shadow: str, year: int | None) -> date | None:
    """Return the last day of a deadline that stands by itself (2026年3月, 6月底前); None if it cannot be dated."""
    if numeric := _NUMERIC.fullmatch(shadow.strip()):
        return _day(int(numeric[1]), int(numeric[2]), int(numeric[3]) if numeric[3] else None)
    found = _STATED.fullmatch(shadow.strip()) or _BEGINS.match(shadow.strip())
    return _last_day(found, year) if found else None


def in_prose(shadow: str, start: int, end: int, year: int | None) -> Iterator[tuple[int, int, date | None]]:
    """Yield every deadline set in running text, as (start, end, last day). `year` is the plan's, for 6月底前."""
    for found in _PROSE.finditer(shadow, start, end):
        if found["within"]:
            yield found.start(), found.end(), None
        elif found["from"]:
            yield *found.span("from"), _day(int(found["fyear"]), int(found["fmonth"]), int(found["fday"]))
        elif found["goal"]:
            yield found.start(), found.end(), date(_number(found["goal"]), 12, 31)
        elif any(found[part] for part in _PARTS):
            space = len(found[0]) - len(found[0].lstrip())
            yield found.start() + space, found.end(), _last_day(found, year)


def _last_day(found: re.Match[str], year: int | None) -> date | None:
    year = _number(found["year"]) if found["year"] else year
    if year is None:
        return None
    year += bool(found["next"])
    month = _number(found["month"] or "12")
    if found["half"]:
        month = 6 if found["half"] == "上" else 12
    elif found["quarter"]:
        month = 3 * _number(found["quarter"])
    day = {"上旬": 10, "中旬": 20}.get(found["ten"])
    return _day(year, month, _number(found["day"]) if found["day"] else day)
