"""What the head of a document says of it: title, number, issuer, date, and the period it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from egovtrack.draft import Line, Masthead
from egovtrack.grammar.deadlines import Term, dates_in, number
from egovtrack.grammar.documents import NUMBER, is_date, is_title
from egovtrack.grammar.names import is_office
from egovtrack.grammar.shadow import Shadowed, fold

# How titles begin and end: 市财政局关于印发某市工作要点的通知; 市财政局关于加强甲工作的意见; 某市工作要点(试行).
_NOTICE = re.compile(r"(?P<issuer>.{0,40}?)关于(?:印发|发布|转发|批转)\s*(?P<title>.+?)的通知")
_ABOUT = re.compile(r"(?P<issuer>[^《》]{2,40}?)关于.+的(?:通知|意见|决定|方案|通告|公告|办法)")
_COMPLETE = re.compile(r"(?:安排|要点|计划|规划|方案|意见|措施|通知|清单|办法|分工|任务|决定)(?:\(.*\))?$")
# Before a title in the first row of a table: 附件2:某市任务分解表.
_ANNEX = re.compile(r"附件\s*\d*[：:]?\s*")
_LONGEST_HEAD_LINE = 120
_LAST_MONTH = 9  # what is issued later may mean the next year by 6月底前
# What is no title: a document's number alone, the word 附件, what a form is to be filled in with (填报单位:).
_NO_TITLE = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{0,8}\[20\d\d\]\s*第?\d+号$)"
    r"|附(?:件|表)\s*\d{0,2}$|(?:单位|填报|填表|制表|日期|时间|责任)[^:]{0,6}:"
)
# The period in the title of a plan.
PERIOD = re.compile(
    r"""
    [“"]?十(?P<plan>[一二三四五六七八九])五[”"]?  # “十六五”规划
  | (?P<first>20\d\d)年?\s*[—–~至到-]+\s*(?P<last>20\d\d)\s*年  # 2031—2033年行动计划
  | (?P<year>20\d\d|二[〇零][一二三四五六七八九〇零]{2}(?=年))\s*年  # 2031年工作要点
    """,
    re.VERBOSE,
)


def read_masthead(head: Sequence[Shadowed], closing: Sequence[Shadowed]) -> Masthead:
    """Read the lines before a document's first item, and those after its last (signature and date)."""
    lines = [_across(entry) for entry in head if not entry.furniture]
    title, issuer = _title(lines)
    issuer = _signature(lines) or _signature(closing) or issuer
    issued = next(_issue_dates(lines), None) or next(_issue_dates(closing), None)
    key, kind, start, end = _period(title)
    return Masthead(title, _number(lines, title), issuer, issued, key, kind, start, end)


def _across(entry: Shadowed) -> Shadowed:
    """Return a table row with one text across it (the table's title) as a line; any other as it is."""
    texts = {cell for cell in entry.line.cells if cell}
    if len(texts) != 1:
        return entry
    text = _ANNEX.sub("", texts.pop())
    return Shadowed.of(Line(text, entry.line.place), fold(text), ())


def _title(lines: Sequence[Shadowed]) -> tuple[str, str]:
    titles = [_tidy(entry.line.text) for entry in lines if is_title(entry) and not _NO_TITLE.match(entry.shadow)]
    # A title may be broken into several lines.
    texts = [*titles, *(first + second for first, second in pairwise(titles)), "".join(titles)]
    notices = [(text, found) for text in texts if (found := _NOTICE.match(fold(text)))]
    for text, found in sorted(notices, key=lambda notice: not notice[1]["issuer"]):
        return _whole(text[slice(*found.span("title"))], titles), text[slice(*found.span("issuer"))]
    for text in texts:
        if found := _ABOUT.match(fold(text)):
            issuer = text[slice(*found.span("issuer"))]
            return _without_date(text), issuer if is_office(fold(issuer)) else ""
    return _first_title(lines), ""


def term(head: Masthead, year: int | None = None) -> Term:
    """Return when a plan holds: its period, or the year of issue. `year` is for a plan that tells neither."""
    begins = [day for day in (head.period_start, head.issued_on) if day]
    if head.period_start:
        year = head.period_start.year if head.kind == "annual" else None
    elif head.issued_on:
        begins = [date(head.issued_on.year, 1, 1)]
        year = head.issued_on.year if head.issued_on.month <= _LAST_MONTH else year
    return Term(year, min(begins, default=None), head.period_end, head.issued_on)


def _whole(title: str, titles: Sequence[str]) -> str:
    """Return a title without the 《》 around it, or as it stands above the text if it says more there (the year)."""
    if title.startswith("《") and title.endswith("》"):
        title = title[1:-1].replace("〈", "《").replace("〉", "》")
    for text in titles:
        is_whole = text.count("《") == text.count("》") and not any(word in fold(text) for word in ("印发", "通知"))
        if is_whole and text.endswith(title):
            return text
    return title


def _first_title(lines: Sequence[Shadowed]) -> str:
    """Return the first title lines, up to the line that completes the title (…重点工作 / 任务分解方案)."""
    title = ""
    for entry in lines:
        if is_title(entry) and not _NO_TITLE.match(entry.shadow):
            title += _tidy(entry.line.text)
            if _COMPLETE.search(entry.shadow) or len(title) > 60:
                break
        elif title:
            break
    return _without_date(title)


def _tidy(text: str) -> str:
    """Return a title without spaces, which line breaks and layout leave between Chinese characters, and marks."""
    return "".join(text.replace("**", "").split())


def _without_date(title: str) -> str:
    return re.sub(r"[（(]\d{4}年\d{1,2}月\d{1,2}日[^（）()]*[）)]$", "", title)


def _number(lines: Sequence[Shadowed], title: str) -> str:
    texts = [entry.line.text for entry in lines if len(entry.shadow) <= _LONGEST_HEAD_LINE]
    for text in [*texts, *(first + second for first, second in pairwise(texts))]:
        if (alone := _NO_TITLE.match(fold(text))) and alone["number"]:
            return _tidy(text)
        if found := re.search(NUMBER.pattern + "$", fold(text)):
            # The number may follow the title without a space: the agency's code is what comes after it.
            after = _tidy(text).rpartition(title)[2] if title else ""
            return after or _tidy(text[found.start() :])
    return ""


def _issue_dates(lines: Sequence[Shadowed]) -> Iterator[date]:
    """Yield the dates that stand alone on a line, or in a bracket at the end of a title."""
    for entry in lines:
        for day, start, end in dates_in(entry.shadow):
            bracketed = entry.shadow[start - 1 : start] == "(" and entry.shadow[end:].startswith(")")
            if is_date(entry.shadow) or (bracketed and is_title(entry)):
                yield day


def _signature(lines: Sequence[Shadowed]) -> str:
    """Return the office above a date that stands alone."""
    for before, entry in pairwise(lines):
        if is_date(entry.shadow) and is_title(before) and is_office(before.shadow):
            return before.line.text
    return ""


def _period(title: str) -> tuple[str | None, Literal["annual", "five_year", "other"], date | None, date | None]:
    periods = sorted(PERIOD.finditer(fold(title)), key=lambda found: (not found["plan"], not found["first"]))
    years = {number(found["year"]) for found in periods}
    if periods and (plan := number(periods[0]["plan"])):
        first = 2001 + 5 * plan  # the eleventh ran from 2006 to 2010
        return f"{10 + plan}fyp", "five_year", date(first, 1, 1), date(first + 4, 12, 31)
    if periods and (begin := number(periods[0]["first"])):
        return None, "other", date(begin, 1, 1), date(number(periods[0]["last"]), 12, 31)
    if len(years) == 1:
        year = years.pop()
        return str(year), "annual", date(year, 1, 1), date(year, 12, 31)
    return None, "other", None, None
