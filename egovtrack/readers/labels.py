"""Numbers as word processors and browsers print them before a paragraph: 一 (一) 1 ① 壹 a iv."""

from __future__ import annotations

import re
from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟萬")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese(number: int) -> str:
    """Return 十, 二十一, 一百零五, 一千零二十; from ten thousand on digits, as no plan counts that far."""
    if not 0 < number < 10_000:
        return _DIGITS[0] if number == 0 else str(number)
    out, pending_zero = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            out += (_DIGITS[0] if pending_zero else "") + _DIGITS[digit] + unit
        pending_zero = bool(out) and not digit
    return out.removeprefix("一") if 10 <= number < 20 else out


def _digit_by_digit(digits: str) -> Callable[[int], str]:
    return lambda number: str(number).translate(str.maketrans("0123456789", digits))


def _letters(number: int) -> str:
    """Return a … z, then aa, bb … as Word does."""
    return chr(97 + (number - 1) % 26) * min((number - 1) // 26 + 1, 10) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def _from(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _digit_by_digit("０１２３４５６７８９")),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from(_CIRCLED)),
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
            "japaneseCounting",
        ), chinese,
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional"), lambda number: chinese(number).translate(_LEGAL)
    ),
    **dict.fromkeys(
        ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _digit_by_digit("〇一二三四五六七八九")
    ),
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    **dict.fromkeys(("none", "bullet"), lambda _: ""),
}  # fmt: skip


def integer(text: str | None, default: int) -> int:
    """Return the number that an attribute gives in digits; `default` if it is none, or has more than six."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else default


def numeral(number: int, kind: str) -> str:
    """Return `number` in a format of ECMA-376 part 1, 17.18.59 (ST_NumberFormat), in digits if that is unknown."""
    return _FORMATS.get(kind, str)(number)
