"""Dates: those a document bears, those it sets as deadlines, and those it names without setting one.

A phrase of time (2017年6月底, 第三季度, “十三五”期末) is found wherever it stands. The words around it tell what it is:
a deadline (6月底前, 第三季度完成, 到2020年), a beginning (5月起), or what was (2015年以来). Nothing that may be a
deadline is dropped: what is not taken for one is a `Time` with another use, and is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from operator import itemgetter
from typing import Literal, NamedTuple

from dateutil.relativedelta import relativedelta

from egovtrack.grammar.brackets import QUOTED
from egovtrack.grammar.numbering import numeral

Use = Literal[
    "deadline", "ambiguous_date", "undated", "no_year", "no_such_day",
    "start_date", "recurring_date", "relative_date", "unused_date",
]  # fmt: skip
DEADLINES: tuple[Use, ...] = ("deadline", "ambiguous_date", "undated", "no_year", "no_such_day")


class Time(NamedTuple):
    """A phrase of time: where it stands, its last day (None: not known), and its use.

    Something is to be there by a `deadline`. An `ambiguous_date` (三季度前) may mean before its beginning; its end is
    taken. Of `undated` (年初, 5年内) and `no_year` the day is not known; of `no_such_day` (6月31日) there is none. The
    others are no deadlines: a `start_date`, a `recurring_date`, a `relative_date` that counts from another day, and an
    `unused_date`, where no word tells what is to be done by then. The uses are the codes of findings, too.
    """

    start: int
    end: int
    until: date | None
    use: Use


class Term(NamedTuple):
    """When a plan holds, as far as that is known: the year that dates 6月底前, the first day and the last; and the day
    of issue.
    """

    year: int | None
    first: date | None = None
    last: date | None = None
    issued: date | None = None


_N = "一二三四五六七八九十"
# A full date, as a document bears one: 2031年2月23日, 二〇三一年二月二十三日.
_DATE = re.compile(
    rf"(?P<year>(?:19|20)\d\d|[{_N[:9]}零〇]{{4}})\s*年\s*(?P<month>\d{{1,2}}|[{_N}]{{1,2}})\s*月\s*"
    rf"(?P<day>\d{{1,2}}|[{_N}]{{1,3}})\s*日"
)
_FEASTS = {
    "元旦": (12, 31), "五一": (4, 30), "劳动": (4, 30), "七一": (6, 30), "八一": (7, 31), "国庆": (9, 30),
    "十一": (9, 30),
}  # fmt: skip
"""Holidays that are the same day each year, by the day before."""
# What is on another day each year: 春节前, 汛期前.
_EVENTS = (
    "春节|元宵|清明|端午|中秋|重阳|两会|主?汛期?|[春秋]?季?开学|[暑寒]假|高考|中考|春运|入[汛冬]|[供采]暖季?|党代会|(?:十九|二十)大"
    "|[亚全冬]运会?|进博会"
)
_YEARS = {"今明两": 1, "今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "后": 2, "去": -1, "上": -1}
_TO = r"\s*(?:[—–~-]{1,2}|[至到])\s*"
# How 国庆节到来之前 goes on behind 国庆.
_TO_FEAST = r"[”\"]?(?:国际)?(?:劳动)?节?(?:假期|到来|来临|召开|开始)?(?=(?:之|以)?前)"
# A part of a year: 上半年; 6月, 6月30日, 3月1—15日, 6月中旬.
_PART = rf"""
    (?P<half>[上下])半年
  | (?:Q|第?(?:[一二三四1-4][、,和及至到—-]?第?){{0,3}})(?P<quarter>[一二三四1-4])(?:季度|(?<=Q.))  # 第一、二季度, Q3
  | (?P<month>\d{{1,2}}|[{_N}]{{1,2}})\s?月份?
    (?:\s?(?:\d{{1,2}}[日号]?{_TO})?(?P<day>\d{{1,2}}|[{_N}]{{1,3}})\s?[日号]|(?P<ten>[上中下])旬)?
  | [“"]?(?P<feast>{"|".join(_FEASTS)}){_TO_FEAST}  # 国庆节前
  | (?<![\d半几两{_N}百千多数近青少每逐同历周])
    (?P<yearend>年(?=[底末]|初(?![步中级期审])|内)|年度(?=内)|年中(?=[前完])|岁(?=末)|全年)  # 年底, but not 三年底
"""
# A day or a period that may bear its year: 2031-06-30, 2031.6前; “十六五”末; 2031年6月底, 明年3月.
_PERIOD = rf"""
    (?:20\d\d[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?{_TO})?(?P<iso>20\d\d(?P<sign>[-./])\d{{1,2}}(?:(?P=sign)\d{{1,2}}|(?=月?[底末]?前|\s*$)))(?!\d)月?[底末]?
  | [“"]?十(?P<plan>[一二三四五六七])五[”"]?(?:规划)?(?:(?:时期|期)?末|时期|期间|期内)  # “十六五”末
  | (?:  # of 2031年3月—6月 and 2031—2033年 the end counts
      (?:(?P<since>20\d\d)(?:\s?年度?)?)?
      (?:[上下]半年|第?[一二三四]季度|(?P<month_before>\d{{1,2}})(?:\s?月[份底初]?(?:\d{{1,2}}日)?)?)?
      (?<=[\d年月日度底初份]){_TO}(?=(?:20\d\d|二[〇零]|[今明次]|\d{{1,2}}\s?月|第?[一二三四1-4]季度|[上下]半年|年))
    )?
    (?:(?P<year>20\d\d|二[〇零][一二三四五六七八九〇零]{{2}}|\d\d(?=年(?:[底末上下第一二三四]|1?\d月)))\s?年度?
      |(?P<near>今明两|今|(?<![说证声申不查表])明|(?<![最以今])后|[本当次去上](?=年度?[底末初内\d一二三四第上下]))年度?
    )?\s*
    (?:{_PART})?
    (?P<edge>[底末](?![数线层图端位价])|初(?![步审验中级期稿始次评核选]))?
"""
# 前后, 前的 and 前已 are no deadlines; neither is 以来, which never follows 前.
_BEFORE = r"(?:\(含\))?(?:之前|以前|前)(?![后的已述期提沿端置瞻款者列往来])"
# The day of a month or a quarter: 每季度末月25日, 每周五.
_DAY_OF = r"""
    (?:第?[一二三四]季度|\d{1,2}月份?|[首末]月|[上中下]旬|结束后)?
    (?:\d{1,2}[日号]|\d{1,2}个?工作日|(?<=周)[一二三四五六日](?!次))?(?:月?[底末初])?
"""
# What tells no day by itself: 每月5日前; 30日内; 本月底, 春节前, 限期10天.
_UNDATED = rf"""
    (?P<every>每个?(?:半年|年度?|季度?|月|周)的?){_DAY_OF}(?:前?[、和及至](?=[\d第]){_DAY_OF})*(?:{_BEFORE}|之?内)?
  | (?P<within>(?<![近过第])(?:\d{{1,3}}|[{_N}两]{{1,3}}|半)个?(?P<unit>工作日|日|天|周|星期|月|年|季度)
      (?:[之以]?内|(?:左右)?的?(?:时间|努力))
    )(?!享受|给予|[免减不可对部设])
  | (?P<loose>
        [本下当次]个?(?:[月周]|季度)(?:[底末初内]|[上中下]旬|\d{{1,2}}[日号]|(?<=周)[{_N}日](?={_BEFORE}))
      | (?<![\d{_N}份每个])(?:月|季度?)[底末](?!线)|(?<![\d{_N}份每个])月内
      | (?<!月)\d{{1,2}}[日号](?={_BEFORE})
      | (?:20\d\d年|[今明]年)?[“"]?(?:{_EVENTS}){_TO_FEAST}
      | 今冬明春|限[时期](?:\d{{1,3}}|[{_N}两半]{{1,3}})个?(?:工作日|日|天|周|月|年)
    )
"""
_TIME = re.compile(
    rf"(?<![\d.])(?=[\d“\"Q每第本下次当今明后去上年岁全半两月季元劳国八七五十{_N}春秋清端中重主汛开暑寒高入供采党进亚冬限])"
    rf"(?:{_UNDATED}|{_PERIOD})",
    re.VERBOSE,
)
# Every phrase of time has one of these, most texts have none. That it begins with one sign makes the search fast.
MAY_DATE = re.compile(
    r"[年月日号季周天底末前冬五\d](?:(?<![冬五\d])|(?<=今冬)|(?<=五)[”\"]?(?:规划)?[时期]|(?<=\d)[-./]\d)"
)
_PARTS = ("iso", "plan", "year", "near", "half", "quarter", "month", "feast", "yearend")
# What is done by a deadline: words of what will be there then.
_DONE = (
    r"完成|完工|办结|[建落]成|竣工|投入|投[用运产]|上线|开通|运行|启用|使用|通车|交付|验收|[初终]验|到位|出台|印发|[发公]布"
    r"|制定|编制|形成|实现|达到?|覆盖|上?报|提交|召开|举[办行]|落地|见效|封顶|[建成确]立|新增|推出|接入|整改|清零|取得"
    r"|挂牌|签订|揭牌|组建|迁入|关停|淘汰|取消|停止|下降|降[至到低]|提[高升]|增[长加至]|减[少至]|控制在|不[低超少多]于?|超过"
)
# What a sentence says of work, whichever comes first: that it is done by then, or that it begins.
_WORK = re.compile(rf"(?:{_DONE})(?!后|的|了|情况|率|以来|以后)|(?P<begins>启动|开始|开工|动工|着手|筹备|起步)")
# What stands right behind a phrase of time, and right before it.
_BEHIND = re.compile(
    rf"""
    (?P<before>{_BEFORE})  # 6月底前
    (?=(?P<those>(?:仍?[未没][\u4e00-\u9fff]{{1,6}}|[\u4e00-\u9fff]{{2}})的)?)  # 6月底前注册的企业
  | (?P<inside>(?:之|以)?内(?![部容设外资涵销地蒙控陆在])|为?止|截止)  # 上半年内
  | (?P<was>
        以来|,?[^,。;:]{{0,6}}已|为(?:基准|界|准)  # 2015年以来; 2月底,已完成60%
      | 度?(?:{_DONE}|施行|实施|下发|修订|批准|通过)?的  # 2016年3月印发的意见
      | (?:(?!{_DONE})[^,。;:]){{0,14}}(?:精神|要求|部署|纪要|批示|讲话))  # 3月5日市政府会议精神
  | (?P<in_place>起(?:执行|实施|施行|落实)?到位)
  | (?P<starts>起(?![草步诉点重飞底到])|开始|启动|开工|动工|以后|之后|后)  # 5月起
  | (?P<about>前后|左右|[^,。;:的]{{0,10}}[日节](?![前常益报程]))  # 6月底前后, 12月4日国家宪法日
  | (?P<names>第|\)|(?:(?!{_DONE})[^,。;:]){{0,14}}  # 2018年预算, 2018年工作计划
        (?:计划|规划|方案|要点|安排|报告|[预决]算|考核|总结|年鉴|目标|任务|行动|工作|标准|水平|版|统计))
    """,
    re.VERBOSE,
)
_AHEAD = re.compile(
    r"""(?:
    (?P<to>(?<![得达收])到|至|截[至止]到?|不[晚迟]于|不超过|最[迟晚])  # 到2020年
  | (?P<says_when>(?<!起始|开始|启动|开工)(?:时限|时间|期限|节点)[:为是])  # 完成时限:6月
  | (?P<starts>自|从)
  | (?P<was>已经?[于在]?)  # 已于3月
  | (?P<sets>^|[,。;:!?、()\n\s.]|力争|确保|争取|计划|预计|拟|定|于|在|务必|分别|原则上|应|要|须|将|并)  # 力争6月底
    )\s*$""",
    re.VERBOSE,
)
_COMPARED = frozenset("比较")  # 2020年比2015年下降18%
_SENTENCE_ENDS, _FARTHEST = re.compile(r"[;。!?\n]"), 60
_MONTH_END = relativedelta(day=31)
# A whole cell or item that says that there is no deadline (长期坚持), and words that do so in one.
_ONGOING = re.compile(
    r"(?:年内|全年|长期)?(?:持续|长期|常态化?|全年)(?:推进|实施|坚持|开展|落实)?|每(?:年|季度|月|周)|[立即][行知][立即]改"
)
_CONTINUES = re.compile(r"持续|长期|常年|常态|全年|贯穿|每[年季月周日]|按[年季月]|[立即][行知][立即]改")
# What may stand around a phrase of time that is a deadline by itself: 印发后30日内, 力争于6月底; 6月底前全面完成整改.
_LEADS_IN = re.compile(rf"(?:[^,。;]{{0,14}}[起后](?=[\d半两{_N}])|(?:力争|确保)?(?:于|在|到|截?至)?)")
_AFTER_ALL = re.compile(rf"(?:全部|全面|基本|落实)?(?:{_DONE})[^,。;]{{0,12}}")


def dates_in(shadow: str) -> Iterator[tuple[date, int, int]]:
    """Yield every full date written in a text (2017年2月23日, 二〇一二年四月二十六日), with its place."""
    for found in _DATE.finditer(shadow):
        try:
            yield date(*(number(found[part]) for part in ("year", "month", "day"))), found.start(), found.end()
        except ValueError:  # there is no such day
            continue


def is_deadline(shadow: str) -> bool:
    """Return whether a text as a whole is a deadline, as in a table's cell or an item of a clause."""
    text = shadow.strip()
    found, end = _time_at_first(text)
    if not found:
        return bool(_ONGOING.fullmatch(text))
    # 6月底前出台政策 is a deadline, too, as an item of a clause.
    rest = text[end:]
    whole = not rest or _AFTER_ALL.fullmatch(rest) or _ONGOING.fullmatch(text)
    return bool(whole or (_names_period(found) and (end > found.end() or rest[0] in ",、:")))


def after_time(text: str) -> str:
    """Return a text without the phrase of time that it begins with (6月底前，), unless it is nothing else."""
    found, end = _time_at_first(text)
    goes_on = found and _names_period(found) and (end > found.end() or text[end : end + 1] in tuple("，,、：:"))
    return (text[end:].lstrip("，,、：: ") if goes_on else "") or text


def _time_at_first(text: str) -> tuple[re.Match[str] | None, int]:
    """Return the phrase of time that a text begins with, if it does, and where it ends with the 前 or 内 after it."""
    lead = _LEADS_IN.match(text)
    found = _TIME.match(text, lead.end()) if lead else None
    if not found or not _is_time(found):
        return None, 0
    return found, found.end() + _behind(text[found.end() :])[1]


def is_ongoing(shadow: str) -> bool:
    """Return whether what should be a deadline says that there is none (持续推进)."""
    return bool(_CONTINUES.search(shadow))


def stated(shadow: str, year: int | None) -> date | None:
    """Return the last day of what is a deadline as a whole (2026年3月, 6月底前); None if it is none, or has no day."""
    found = times(shadow, 0, len(shadow), Term(year), stated=True) if is_deadline(shadow) else ()
    return max((time.until for time in found if time.until and time.use in DEADLINES), default=None)


def times(shadow: str, start: int, end: int, term: Term, *, stated: bool = False) -> Iterator[Time]:
    """Yield the phrases of time in a stretch of text, but not those of what was, nor those in names.

    `stated`: the text should be a deadline, as in a table's cell: no words need to say so.
    """
    found = [
        each
        for each in _TIME.finditer(shadow, start, end)
        if _is_time(each) and shadow[each.start() - 1 : each.start()] not in _COMPARED
    ]
    quoted = [each.span() for each in QUOTED.finditer(shadow, start, end)] if found else []
    for each, later in zip_longest(found, found[1:]):
        following = later.start() if later else end
        before = bisect_left(quoted, each.start(), key=itemgetter(0))
        if before and each.end() <= quoted[before - 1][1]:
            continue
        if time := _time(shadow, each, following, term, stated=stated):
            yield time


def _is_time(found: re.Match[str]) -> bool:
    if found["every"]:
        return len(found[0]) > len(found["every"])
    return bool(found["within"] or found["loose"]) or _names_period(found)


def _names_period(found: re.Match[str]) -> bool:
    return any(found[part] for part in _PARTS)


def _time(shadow: str, found: re.Match[str], following: int, term: Term, *, stated: bool) -> Time | None:
    """Return a phrase of time with its use; None where it speaks of what was. The next one begins at `following`."""
    begin, end = found.start(), found.start() + len(found[0].rstrip())
    after = _SENTENCE_ENDS.split(shadow[end : min(end + _FARTHEST, following)], maxsplit=1)[0]
    behind, length = _behind(after)
    if found["every"] or found["within"] or found["loose"]:
        return _time_without_date(shadow, found, begin, end + length)
    said = _AHEAD.search(shadow[max(0, begin - 8) : begin])
    ahead = (said and said.lastgroup) or ""
    if ahead == "was":
        return None
    try:
        until = _last_day(found, term.year)
    except ValueError:
        return Time(begin, end + length, None, "no_such_day")
    use: Use | None
    is_by = behind in ("before", "those")
    is_aim = ahead == "to" and behind != "was" and not after.startswith(("水平", "目标"))  # 达到2020年水平 is none
    if behind == "those":
        use = None if _is_before(until, term.first) else "unused_date"
    elif is_by or behind == "inside":
        use = "ambiguous_date" if is_by and _is_whole(found) else "deadline"
    elif said and is_aim and not _is_before(until, term.first):
        begin, use = begin - len(said[0]), "deadline"
    else:
        use = _use_of_bare(found, (ahead, behind), after, until, term, stated=stated)
    if use == "deadline" and not (is_by or stated) and _is_before(until, term.issued):
        use = "unused_date"
    if use in {"deadline", "ambiguous_date"}:
        missing: Use = "no_year" if term.year is None else "undated"
        use = missing if until is None else "unused_date" if _is_before(until, term.first) and not stated else use
    return Time(begin, end + length, until, use) if use else None


def _behind(after: str) -> tuple[str, int]:
    """Return what stands right behind a phrase of time, and how long the 前 or 内 is that belongs to it."""
    found = _BEHIND.match(after)
    if not found:
        return "", 0
    return found.lastgroup or "", len(found[0]) if found["before"] or found["inside"] else 0


def _time_without_date(shadow: str, found: re.Match[str], begin: int, end: int) -> Time | None:
    """Return a phrase of time that names no day. 5年内 is a deadline, but it is not known from when. A number of
    working days is one if it says after what; if not, it tells how long something may take, which is a target.
    """
    if found["every"]:
        return Time(begin, end, None, "recurring_date")
    if found["within"] and found["unit"] in "年月":
        return Time(begin, end, None, "undated")
    follows = not {"起", "后"}.isdisjoint(shadow[max(0, begin - 2) : begin])  # 收到后10个工作日内
    is_norm = found["within"] and found["unit"] == "工作日" and not follows
    return None if is_norm else Time(begin, end, None, "relative_date")


def _is_before(day: date | None, first: date | None) -> bool:
    """Return whether both days are known and one is before the other."""
    return day is not None and first is not None and day < first


def _is_whole(found: re.Match[str]) -> bool:
    """Return whether a phrase names a period as a whole (三季度), and not its end (三季度末) or a day."""
    is_end = found["edge"] or found["day"] or found["iso"] or found["feast"] or found["yearend"]
    return found["edge"] == "初" or found["yearend"] == "年中" or not (is_end or found[0].endswith(("末", "期内")))


def _use_of_bare(  # noqa: PLR0911  a decision list
    found: re.Match[str], around: tuple[str, str], after: str, until: date | None, term: Term, *, stated: bool
) -> Use | None:
    """Return the use of a phrase of time without 前 or 到; None for what was, and for a year that is but a name."""
    ahead, behind = around
    is_year = not any(found[part] for part in ("half", "quarter", "month", "yearend", "edge", "iso", "feast"))
    if behind == "was":
        return None if is_year or _is_before(until, term.issued or term.first) else "unused_date"
    starts = behind in ("in_place", "starts")
    if (stated or ahead == "says_when") and not starts:
        return "deadline"
    is_end = until is not None and until in {term.last, term.year and date(term.year, 12, 31)}
    if _is_before(until, term.first) or (is_year and (is_end or not until)):
        return None
    if starts or ahead == "starts":
        return "deadline" if behind == "in_place" else "start_date"
    if found["yearend"] == "全年" or (is_year and found["near"] != "今明两" and behind == "names"):
        return None
    if behind == "about":
        return "unused_date"
    words = after[1:] if ahead == "sets" and after[:1] in ",、:" else after.partition(",")[0]
    work = _WORK.search(words)
    if work and work["begins"]:
        return "start_date"
    if work or (ahead == "sets" and not _is_whole(found)):
        return "deadline"
    return None if is_end else "unused_date"


def _last_day(found: re.Match[str], year: int | None) -> date | None:
    """Return the last day of a phrase of time; None without a year, and for 年初. Raises ValueError for no such day."""
    if found["iso"]:
        first, month, *days = map(int, found["iso"].split(found["sign"]))
        return date(first, month, days[0]) if days else date(first, month, 1) + _MONTH_END
    if found["plan"]:
        return date(2005 + 5 * (_N.index(found["plan"]) + 1), 12, 31)
    month = {"上": 6, "下": 12}.get(found["half"]) or 3 * number(found["quarter"]) or number(found["month"]) or 12
    written = number(found["year"])
    known = (written + 2000 if 0 < written < 100 else written) or number(found["since"]) or year
    at = (known or 2000) + _YEARS.get(found["near"], 0)  # a leap year, as far as is known
    if found["feast"]:
        month, day = _FEASTS[found["feast"]]
    else:
        day = number(found["day"]) or {"上": 10, "中": 20}.get(found["ten"], 0)
    until = date(at, month, day) if day else date(at, month, 1) + _MONTH_END
    # Of 11月—2月 it is not said whether the year is the next one.
    backwards = not found["year"] and not found["near"] and month < number(found["month_before"])
    return None if known is None or backwards or found["edge"] == "初" or found["yearend"] == "年中" else until


def number(text: str | None) -> int:
    """Return the value of a number in digits or Chinese numerals, 0 if it is none."""
    return numeral(text or "") or 0
