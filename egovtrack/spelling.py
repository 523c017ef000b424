"""Other ways to type a name: in traditional characters, full-width forms, without the city or the kind of office.

Every way stands for exactly one text, so nothing is guessed: a name that has none of them is not known.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from egovtrack.limits import typed

_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』《》")
_PLACE = re.compile(r"[^市省县区州]{2,6}?(?:市|省|自治区|州|县)")
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_DISTRICTS = ("", "区", "新区", "县")


def shadow(text: str) -> str:
    """Return a name as it is compared: half-width, without white space, quotation marks and what is not seen."""
    return "".join(typed(text).split()).translate(_QUOTES)


def folded(text: str) -> str:
    """Return the shadow of a name in simplified characters. Names that share it are one name, typed in two ways."""
    return simplified(shadow(text))


def place_of(full_names: Iterable[str]) -> str:
    """Return the place that most full names of offices begin with (上海市), "" if there is none."""
    heads = Counter(found.group() for name in full_names if (found := _PLACE.match(name)))
    ((head, times),) = heads.most_common(1) or [("", 0)]
    return head if times > 1 else ""


def readings(name: str, place: str) -> set[str]:
    """Return the shadows that a name typed in a place may stand for, also its own.

    With `place` 上海市: 经济信息化委 and 上海经济信息化委 also for 市经济信息化委; 浦东 and 浦东新区政府 for 浦东新区.
    """
    plain = folded(name)
    heads = {plain} | {plain.removeprefix(head) for head in (place, place[:-1]) if head and plain.startswith(head)}
    names = heads | {place[-1:] + head for head in heads}
    bare = {_GOVERNMENT.sub("", head) for head in heads}
    districts = {district + kind for district in bare for kind in _DISTRICTS if len(district) > 1}
    return (names | districts) - {""}


def simplified(text: str) -> str:
    """Return a text in simplified characters, each by itself; but 計畫 is 计划, for which an office may be named."""
    return text.replace("計畫", "计划").translate(characters())


@cache
def characters() -> dict[int, int]:
    """Return the simplified forms of the traditional characters."""
    with open(os.path.join(os.path.dirname(__file__), "characters.txt"), encoding="utf-8") as file:
        _source, traditional, plain = file.read().splitlines()
    return str.maketrans(traditional, plain)
