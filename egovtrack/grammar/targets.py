"""Targets: what a task sets out to reach, in figures with a measure: 100%, 829项, 150—200个项目."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from egovtrack.draft import Comparator, Target
from egovtrack.grammar.parties import Span
from egovtrack.grammar.shadow import Excerpt

_MEASURES = (
    "个百分点|百分点|个工作日|平方公里|平方米|立方米|公里|千米|万元|亿元|元/平方米|元|万千瓦|千瓦|万亩|亩|公顷|万吨|亿吨|吨"
    "|万平方米|万人次|万户|万人|万家|万件|万条|万名|万个|万辆|亿条|亿次|人次|户次|家次|次|户|人|名|家|件|条|座|处|所|台|套"
    "|辆|项|个|篇|期|场|类|张|支|批|米|门|款|种|例|起|宗|对|艘|架|间|栋|幢|床|株|棵|岁|分钟|小时|倍|份|部|只|头|TB|GB|MB|PB"
)
_FIGURE = re.compile(
    r"(?P<before>不少于|不低于|不小于|不超过|不高于|不多于|至少|超过|高于|大于|突破|少于|低于|小于|超|约|近)?\s*"
    r"(?<![\d.A-Za-z+〔第])(?P<min>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s*[%％]?\s*[—–\-~～至到]{1,2}\s*(?P<max>\d+(?:\.\d+)?))?"
    rf"\s*(?P<more>多|余)?\s*(?P<unit>(?:[多余]?[万亿])?(?:%|‰|{_MEASURES}))"
    r"(?P<after>以上|以下|以内|左右|上下|多|余)?"
)
# 由60%提高到80%: the first figure is where things stand.
_NOW = re.compile(r"[由从][^,。;、]{0,12}$")
_CHANGES = re.compile(
    r"(?:提高|提升|增加|增长|上升|扩大|扩展|拓展|下降|降低|减少|压缩|缩短|缩减|压减|[降减增升])[至到为]"
)
_COMPARATORS: dict[str, Comparator] = {
    "不少于": ">=", "不低于": ">=", "不小于": ">=", "至少": ">=", "以上": ">=",
    "不超过": "<=", "不高于": "<=", "不多于": "<=", "以下": "<=", "以内": "<=",
    "超过": ">", "高于": ">", "大于": ">", "突破": ">", "超": ">",
    "少于": "<", "低于": "<", "小于": "<",
    "约": "~", "近": "~", "左右": "~", "上下": "~", "多": "~", "余": "~",
}  # fmt: skip
# The noun counted goes on to one of these signs; without such a sign nearby it is not known where the noun ends.
_NOUN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?=$|[^\u4e00-\u9fff]|[向基于的在和与及等并全被已用以对为是进实上下完建覆纳接][^通]|统一|开展|投入|得到)"
)
_QUOTED = re.compile(r"“[^”]{0,80}”|《[^》]{0,120}》|〈[^〉]{0,80}〉")
_COUNTS_THINGS = frozenset("个项类种家所座处件条批场")


def targets(excerpt: Excerpt, length: int, skip: Sequence[Span]) -> Iterator[Target]:
    """Yield the targets in the first `length` characters of a text, but none in the stretches to `skip`.

    What stands in quotation marks or book title marks is a name. Years, labels and document numbers have no measure.
    """
    shadow = excerpt.shadow[:length]
    closed = sorted([*skip, *(found.span() for found in _QUOTED.finditer(shadow))])
    index = 0
    for found in _FIGURE.finditer(shadow):
        while index < len(closed) and closed[index][1] <= found.start("min"):
            index += 1
        if index < len(closed) and closed[index][0] <= found.start("min"):
            continue
        start = found.start()
        if _CHANGES.match(shadow, found.end()) and _NOW.search(shadow, max(0, start - 14), start):
            continue
        yield _target(excerpt, shadow, found)


def _target(excerpt: Excerpt, shadow: str, found: re.Match[str]) -> Target:
    low = Decimal(found["min"].replace(",", ""))
    word = found["before"] or found["after"] or found["more"] or ("余" if found["unit"][0] in "多余" else "")
    unit, end = found["unit"].lstrip("多余"), found.end()
    if unit[-1] in _COUNTS_THINGS and not found["after"] and (noun := _NOUN.match(shadow, end)):
        unit, end = unit + noun[0], noun.end()
    start = found.start("before" if found["before"] else "min")
    text, comparator, place = excerpt.text[start:end], _COMPARATORS.get(word, "="), excerpt.place(start, end)
    return Target(text, low, Decimal(found["max"] or low), unit, comparator, place)
