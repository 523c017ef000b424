"""Numbers as programs print them before a paragraph."""

from __future__ import annotations

import pytest

from egovtrack.readers.labels import numeral


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [
        ("decimal", 7, "7"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 12, "十二"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 110, "一百一十"),
        ("chineseCountingThousand", 1020, "一千零二十"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("bullet", 3, ""),
        ("a kind unheard of", 3, "3"),
    ],
)
def test_numeral(kind: str, number: int, expected: str) -> None:
    assert numeral(number, kind) == expected
