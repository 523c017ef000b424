"""Numbers at the start of an item: 一、 （一） 1. 1、 １． (1) ① 第一条 •, and the numerals in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_HAN = "[一二三四五六七八九十百零〇]"
SIGNS = "①-⒛㈠-㈩❶-➓"
"""Numbers that are a single sign (① ⑴ ⒈ ㈠ ❶), as ranges of a set."""
# After digits and a full stop a date or a count may follow (6.2017年底前…, 1.6月底前…, 2.30日内…), but no decimal.
_LABEL = re.compile(
    rf"""(?P<part>第{_HAN}{{1,4}}[编篇章]|第\d{{1,3}}[编篇章])(?:[\s,、:]+|(?=\S))
    |(?P<division>第{_HAN}{{1,4}}节)(?:[\s,、:]+|(?=\S))
    |(?P<article>第(?:{_HAN}{{1,5}}|\d{{1,3}})条)\s*
    |(?P<named>(?:重点|主要|具体|整改)?(?:措施|任务|事项|举措|行动|工程|项目|问题)\s*(?:\d{{1,3}}|{_HAN}{{1,4}}))(?:[.:](?!\d)\s*|\s+)
    |(?P<ordinal>第{_HAN}{{1,3}}(?=[,:])|{_HAN}{{1,2}}(?=是[\u4e00-\u9fff]))[,:是]\s*
    |(?P<han>{_HAN}{{1,4}})[、.]\s*
    |(?P<han_bracket>\({_HAN}{{1,4}}\)|\[{_HAN}{{1,4}}\])[、.]?\s*
    |(?P<path>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})(?:[.、]?\s+|[.、](?=[\u4e00-\u9fff]))
    |[★☆▲△◎※]?\s*(?P<digits>\d{{1,3}})(?:、|。(?=[\u4e00-\u9fff])|\.(?!\d)|\.(?=\d{{1,2}}(?:[—~-]\d{{1,2}})?月|\d{{1,2}}个?[年日天周工]|\d{{3}}))\s*
    |(?P<digits_bracket>\(\d{{1,3}}\)|\[\d{{1,3}}\])[、.]?\s*
    |(?P<digits_half>\d{{1,3}}\))\s*
    |(?P<letter>[a-zA-Z])[.)]\s*(?=[\u4e00-\u9fff“《])
    |(?P<sign>[{SIGNS}])\s*
    |(?P<formal>[Ⅰ-Ⅻ壹贰叁肆伍陆柒捌玖拾])[、.]\s*
    |(?P<bullet>[•●·▪■◆◇\-*+—][ \t]+|[★☆▲△◎※▶►]\s*)""",
    re.VERBOSE,
)
# Numbers that may begin an item inside a line; `read_label` has the last word.
_INSIDE = re.compile(
    rf"[(\[](?:{_HAN}{{1,4}}|\d{{1,3}})[)\]]|(?<!{_HAN}){_HAN}{{1,4}}[、.是]|(?<![\d.])\d{{1,3}}(?:[.、)]|(?:\.\d{{1,3}})+\s)|[{SIGNS}]"
    r"|(?:(?<=[)\]])|(?<=[)\]] ))\d{1,3}。"  # a misprint of 1.
    rf"|第(?:{_HAN}{{1,5}}|\d{{1,3}})[编篇章节条,:]"
    rf"|(?<=[。!?;:)\]])(?:措施|任务|事项|举措|行动|工程|项目|问题)\s*(?:\d{{1,3}}|{_HAN}{{1,4}})[.:]"
)
_NUMBER_ENDS = re.compile(
    rf"[{SIGNS}\d{_HAN[1:-1]}](?:(?<=[{SIGNS}])|[.、。)\]是编篇章节条,:\s])"
)  # much faster to search for
_WORDS = re.compile(r"[()\[\]第条章节编篇\s重点主要具体整改措施任务事项举行动工程目问题是]")
# How far in a kind of label stands by GB/T 9704-2012 (7.3.3: 一、 （一） 1. （1）), with the others around it.
_RANKS = {
    "part": 1.0, "division": 1.5, "formal": 1.8, "han": 2.0, "article": 2.5, "named": 2.5, "han_bracket": 3.0,
    "digits": 4.0, "digits_bracket": 5.0, "ordinal": 5.2, "digits_half": 5.5, "circle": 6.0, "letter": 6.5,
    "bullet": 7.0,
}  # fmt: skip
# Of 一、, （一） and （1）: what ranks below （1） are details of an item.
CHAPTER_RANK, HEADING_RANK, DETAIL_RANK = 2.0, 3.0, 5.0


class Label(NamedTuple):
    """A label as printed (white space after it included), its kind, its rank and the number it gives."""

    text: str
    style: str
    rank: float
    number: int | None


def read_label(shadow: str, text: str, start: int = 0) -> Label | None:
    """Return the label that a line (given with its shadow) begins with, or that stands at `start` in it."""
    found = _LABEL.match(shadow, start)
    if not found or found.end() == start:
        return None
    style, words = found.lastgroup or "", text[start : found.end()]
    printed = found[style]
    if style == "sign":
        style = _style_of(printed)
    if style == "path":
        return Label(words, style, 4.0 + 0.1 * printed.count("."), int(printed.rpartition(".")[2]))
    return Label(words, style, _RANKS[style], _value(printed))


def labels_inside(shadow: str, text: str, begin: int = 0) -> Iterator[tuple[int, Label]]:
    """Yield the numbers in a line from a place on that may be labels, with their places; not that at its beginning."""
    for found in _INSIDE.finditer(shadow, begin) if _NUMBER_ENDS.search(shadow, begin) else ():
        start = found.start()
        if start and (label := read_label(shadow, text, start)) and label.number is not None:
            yield start, label


def _style_of(sign: str) -> str:
    """Return the kind of label that a number of a single sign stands for (⒈ for 1., ⑴ for （1）, ㈠ for （一）)."""
    if "⑴" <= sign <= "⒇":
        return "digits_bracket"
    if "⒈" <= sign <= "⒛":
        return "digits"
    return "han_bracket" if "㈠" <= sign <= "㈩" else "circle"


def _value(printed: str) -> int | None:
    if len(printed) == 1 and (number := unicodedata.numeric(printed, None)) is not None:
        return int(number)
    if printed.isascii() and printed.isalpha():
        return ord(printed.lower()) - ord("a") + 1
    return numeral(_WORDS.sub("", printed))


def numeral(text: str) -> int | None:
    """Return the value of a number in digits or Chinese numerals (二〇一二, 二十六); None if it is none."""
    if text.isdecimal():
        return int(text)
    if not text or any(sign not in _DIGITS and sign not in _TENS for sign in text):
        return None
    if not any(sign in _TENS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
