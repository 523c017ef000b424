"""Targets: what a task sets out to reach, in figures with a measure: 100%, 829项, 150—200个项目, 压缩至5个工作日."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from egovtrack.draft import Comparator, Target
from egovtrack.grammar.brackets import QUOTED
from egovtrack.grammar.parties import Span
from egovtrack.grammar.shadow import Excerpt

_MEASURES = (
    "个百分点|百分点|个工作日|平方公里|平方米|立方米|公里|千米|万元|亿元|元/平方米|元|万千瓦|千瓦|万亩|亩|公顷|万吨|亿吨|吨"
    "|万平方米|万人次|万户|万人|万家|万件|万条|万名|万个|万辆|亿条|亿次|人次|户次|家次|次|户|人|名|家|件|条|座|处|所|台|套"
    "|辆|项|个(?!月)|篇|期|场|类|张|支|批|米|门|款|种|例|起|宗|对|艘|架|间|栋|幢|床|株|棵|岁|分钟|小时|倍|份|部|只|头|TB|GB|MB|PB"
)
# Lengths of time that are a target only where they are to become shorter (压缩至3天); elsewhere they are dates.
_SPANS = "个月|天|日|周"
_LESS = r"(?:下降|降低|减少|压[缩减降]|缩[短减小]|精简|下调|调[低减]|回落|[降减压])"
_CHANGES = rf"(?:提高|提升|增加|增长|上升|扩大|扩展|拓展|[增升]|{_LESS})[至到为]"
_FIGURE = re.compile(
    r"(?P<before>不少于|不低于|不小于|不超过|不高于|不多于|至少|超过|高于|大于|突破|少于|低于|小于|超|约|近)?\s*"
    r"(?<![\d.A-Za-z+〔第])(?P<min>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s*[%％]?\s*[—–\-~～至到]{1,2}\s*(?P<max>\d+(?:\.\d+)?))?"
    rf"\s*(?P<more>多|余)?\s*(?P<unit>(?:[多余]?[万亿])?(?:%|‰|{_MEASURES})|(?P<span>{_SPANS}))"
    rf"(?P<after>以上|以下|以内|(?<=[日时钟])之?内|左右|上下|多|余)?(?=(?P<changes>{_CHANGES})?)"
)
# 由60%提高到80%: the first figure is where things stand.
_NOW = re.compile(r"[由从][^,。;、]{0,12}$")
# 审批时限压缩至, 能耗控制在: less is better. 降低5% is no such thing: it tells by how much. 达到, 累计建成: more is.
_BOUND = re.compile(
    rf"(?:.*(?P<ceiling>{_LESS}[^,。;:\d]{{0,10}}[至到为]|控制在)|.*(?:达到?|(?:累计|力争)[^,。;:\d]{{0,6}}))\s*$",
    re.DOTALL,
)
# 去年完成50家, 已完成60%: what was. But 比去年提高5个百分点, 从目前的60%提高到80% and 将已公布的80项 are to be done.
_WAS = re.compile(
    rf"(?:(?<![比较与])(?:[去上前]|(?P<year>20\d\d))年(?!同期)|目前|现有|原有|此前)(?:(?!基础|相比|{_CHANGES})[^,。;!?\n])*$"
    r"|已(?![^,。;\d]{0,8}的)(?:(?!基础|相比)[^,。;!?\n])*$"
)
_FARTHEST = 40  # characters before a figure in which such words are looked for
_COMPARATORS: dict[str, Comparator] = {
    "不少于": ">=", "不低于": ">=", "不小于": ">=", "至少": ">=", "以上": ">=",
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "以下": "<=", "以内": "<=", "之内": "<=", "内": "<=",
    "超过": ">", "高于": ">", "大于": ">", "突破": ">", "超": ">", "逾": ">",
    "不足": "<", "不到": "<", "少于": "<", "低于": "<", "小于": "<",
    "多": ">=", "余": ">=", "约": "~", "近": "~", "左右": "~", "上下": "~",
}  # fmt: skip
# 近1400多家, 11万3千台, 4.5亿页次: a quantity as reports tell it; 粉丝约1172万 counts what was named before. Of 50—60家
# neither end is the quantity.
_QUANTITY = re.compile(
    r"(?P<before>不少于|至少|超过|突破|超|逾|不足|不到|约|近)?\s*(?<![\d.A-Za-z〔第“])(?<!\d[—–~～\-至到])(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"\s*(?:(?P<scale>[百千万亿])(?:(?P<thousands>\d)千)?)?\s*(?P<more>多|余)?\s*(?P<of>[万亿])?\s*"
    rf"(?:(?P<unit>%|‰|TB|GB|[页车班架批]次|{_MEASURES.replace('万', '').replace('亿', '')})(?!月)"
    r"|(?<=[万亿多余])(?=[^\d元])(?<!\d[多余]))"
    r"(?P<after>以上|以下|左右|多|余)?"
)
_SCALES = {None: 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# The noun counted goes on to one of these signs; without such a sign nearby it is not known where the noun ends.
_NOUN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?=$|[^\u4e00-\u9fff]|[向基于的在和与及等并全被已用以对为是进实上下完建覆纳接][^通]|统一|开展|投入|得到)"
)
_DIGITS = frozenset("0123456789")
_COUNTS_THINGS = frozenset("个项类种家所座处件条批场")


class Quantity(NamedTuple):
    """A quantity in a text: where it stands, how many of the unit ("": of what was named before it), and what is said
    of the figure (多, 以上, 近).
    """

    start: int
    end: int
    value: float
    unit: str
    comparator: Comparator


def quantities(shadow: str) -> Iterator[Quantity]:
    """Yield the quantities in a text, 万 and 亿 worked in: 11万3千台 are 113000 台."""
    for found in _QUANTITY.finditer(shadow):
        value = Decimal(found["figure"].replace(",", "")) * _SCALES[found["scale"]]
        value = (value + 1000 * int(found["thousands"] or 0)) * _SCALES[found["of"]]
        word = found["before"] or found["after"] or found["more"]
        start = found.start("before" if found["before"] else "figure")
        yield Quantity(start, found.end(), float(value), found["unit"] or "", _COMPARATORS.get(word or "", "="))


def targets(excerpt: Excerpt, length: int, skip: Sequence[Span], since: int | None = None) -> Iterator[Target]:
    """Yield the targets in the first `length` characters of a text, but none in the stretches to `skip`.

    What stands in quotation marks or book title marks is a name. Years, labels and document numbers have no measure.
    A figure of what is done already is none, nor is one of a year before `since`, in which the plan begins.
    """
    shadow = excerpt.shadow[:length]
    if _DIGITS.isdisjoint(shadow):
        return
    closed = sorted([*skip, *(found.span() for found in QUOTED.finditer(shadow))])
    index = 0
    for found in _FIGURE.finditer(shadow):
        while index < len(closed) and closed[index][1] <= found.start("min"):
            index += 1
        if index < len(closed) and closed[index][0] <= found.start("min"):
            continue
        start = found.start()
        before = shadow[max(0, start - _FARTHEST) : start]
        was = _WAS.search(before)
        if was and (not was["year"] or int(was["year"]) < (since or 0)):
            continue
        if found["changes"] and _NOW.search(before[-14:]):
            continue
        said = _BOUND.match(before)
        bound: Comparator = "=" if not said else "<=" if said["ceiling"] else ">="
        if bound == "<=" or not found["span"] or _COMPARATORS.get(found["before"] or "", "")[:1] == "<":
            yield _target(excerpt, shadow, found, bound)


def _target(excerpt: Excerpt, shadow: str, found: re.Match[str], bound: Comparator) -> Target:
    """Return the target that a figure is; `bound` is what the words before it say (压缩至, 达到), "=" for nothing."""
    low = Decimal(found["min"].replace(",", ""))
    word = found["before"] or found["after"] or found["more"] or ("余" if found["unit"][0] in "多余" else "")
    unit, end = found["unit"].lstrip("多余"), found.end()
    if unit[-1] in _COUNTS_THINGS and not found["after"] and (noun := _NOUN.match(shadow, end)):
        unit, end = unit + noun[0], noun.end()
    start = found.start("before" if found["before"] else "min")
    comparator = bound if bound == "<=" else _COMPARATORS.get(word, bound)
    high = Decimal(found["max"] or low)
    return Target(excerpt.words(start, end), low, high, unit, comparator, excerpt.place(start, end))
