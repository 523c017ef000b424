"""What the head of a document says of it: title, number, issuer, date, and the period it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal

from egovtrack.draft import Line, Masthead
from egovtrack.grammar.deadlines import Term, dates_in
from egovtrack.grammar.documents import NUMBER, is_date, is_title
from egovtrack.grammar.names import is_office
from egovtrack.grammar.numbering import numeral
from egovtrack.grammar.shadow import Shadowed, fold

_NOTICE = re.compile(r"(?P<issuer>.{0,40}?)关于(?:印发|发布|转发|批转)\s*(?P<title>.+?)的通知")
_ABOUT = re.compile(r"(?P<issuer>[^《》]{2,40}?)关于.+的(?:通知|意见|决定|方案|通告|公告|办法)")
_COMPLETE = re.compile(r"(?:安排|要点|计划|规划|方案|意见|措施|通知|清单|办法|分工|任务|决定)(?:\(.*\))?$")
_ANNEX = re.compile(r"附件\s*\d*[：:]?\s*")
_LONGEST_HEAD_LINE = 120
_LAST_MONTH = 9  # what is issued later may mean the next year by 6月底前
_BARE_NUMBER = re.compile(r"\[20\d\d\]\s*第?\d+号$")
_NO_TITLE = re.compile(
    rf"{_BARE_NUMBER.pattern}|"
    r"附(?:件|表)\s*\d{0,2}$|(?:单位|填报|填表|制表|日期|时间|责任)[^:]{0,6}:"
)

_FIVE_YEARS = re.compile(r"[“\"]?十([一二三四五六七八九])五[”\"]?")
_YEARS = re.compile(r"(20\d\d)年?\s*[—–\-~～至到]+\s*(20\d\d)\s*年")
_HAN_YEAR = re.compile(r"二[〇零][一二三四五六七八九〇零]{2}(?=年)")
_YEAR = re.compile(r"(20\d\d)\s*年")


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
    titles = [_tidy(entry.line.text) for entry in lines if is_title(entry)]
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
        is_whole = text.count("《") == text.count("》") and not re.search("印发|印發|通知|号$|號$", text)
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
    return re.sub(r"\s+", "", text.replace("**", ""))


def _without_date(title: str) -> str:
    return re.sub(r"[（(]\d{4}年\d{1,2}月\d{1,2}日[^（）()]*[）)]$", "", title)


def _number(lines: Sequence[Shadowed], title: str) -> str:
    texts = [entry.line.text for entry in lines if len(entry.shadow) <= _LONGEST_HEAD_LINE]
    for text in [*texts, *(first + second for first, second in pairwise(texts))]:
        if _BARE_NUMBER.match(fold(text)):
            return text
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
    if found := _FIVE_YEARS.search(title):
        count = 10 + (numeral(found[1]) or 0)
        first = 2011 + 5 * (count - 12)  # the twelfth ran from 2011 to 2015
        return f"{count}fyp", "five_year", date(first, 1, 1), date(first + 4, 12, 31)
    if found := _YEARS.search(title):
        return None, "other", date(int(found[1]), 1, 1), date(int(found[2]), 12, 31)
    years = set(map(int, _YEAR.findall(title))) or {numeral(year) or 0 for year in _HAN_YEAR.findall(fold(title))}
    if len(years) == 1:
        year = years.pop()
        return str(year), "annual", date(year, 1, 1), date(year, 12, 31)
    return None, "other", None, None
