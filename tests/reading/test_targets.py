"""What a task sets out to reach: which figures are targets, which way they go, and in what they are counted."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from egovtrack.limits import quantity
from egovtrack.reading import draft_text
from egovtrack.rules import attained, in_unit


def found(sentence: str) -> list[tuple[str, str | None]]:
    """The targets in the words of a task, each with its comparison."""
    (task,) = draft_text(f"某市2031年工作要点\n1.{sentence}（责任单位：市数据局）\n").tasks
    return [(target.text, target.comparator) for target in task.targets]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("审批时限压缩至5个工作日。", [("5个工作日", "<=")]),
        ("不动产登记由10个工作日压缩至5个工作日。", [("5个工作日", "<=")]),
        ("企业开办时间缩短到3天，能耗降至60吨以下。", [("3天", "<="), ("60吨以下", "<=")]),
        ("证明材料精简为20项。", [("20项", "<=")]),
        ("将办理环节减少至4个，收费下调至1.5元。", [("4个", "<="), ("1.5元", "<=")]),
        ("投诉率控制在5%左右。", [("5%左右", "<=")]),
        ("报告书12个工作日内办结，失业率低于4%。", [("12个工作日内", "<="), ("低于4%", "<")]),
        ("办理时间压缩30%，减少材料50项以上。", [("30%", "="), ("50项以上", ">=")]),
        ("网上办理率提高到80%。", [("80%", "=")]),
        ("平均用时不超过3天，培训3天。", [("不超过3天", "<=")]),
    ],
)
def test_less_is_better_where_the_words_say_so(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("整合200多个平台。", [("200多个平台", ">=")]),
        ("覆盖率达到95%，累计培训300人，力争新增40家。", [("95%", ">="), ("300人", ">="), ("40家", ">=")]),
        ("用户约30万户，投资近2亿元。", [("约30万户", "~"), ("近2亿元", "~")]),
    ],
)
def test_bounds(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert found(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("去年完成50家，今年新增30家。", ["30家"]),
        ("2030年完成50家，2031年新增30家，2032年达到80家。", ["30家", "80家"]),
        ("比2030年增加20家，从2030年的50家扩大到70家。", ["20家", "70家"]),
        ("平台已完成60%，年内全部建成。", []),
        ("在已建50家的基础上新增30家。", ["30家"]),
        ("目前接入12个系统，再接入8个。", ["8个"]),
        ("比去年提高5个百分点，较上年增加20家。", ["5个百分点", "20家"]),
        ("将已公布的80项事项上网。", ["80项事项"]),
        ("3个月内整改40处，每两周通报一次。", ["40处"]),
    ],
)
def test_what_was_done_is_no_target(sentence: str, expected: list[str]) -> None:
    assert [text for text, _comparator in found(sentence)] == expected


@pytest.mark.parametrize(
    ("typed", "measure", "most", "value"),
    [
        ("60", "万户", 100, 60), ("60万户", "万户", 100, 60), ("60万", "万户", 100, 60), ("600000", "万户", 100, 60),
        ("600,000户", "万户", 100, 60), ("６０ 万户", "万户", 100, 60), ("0.5亿元", "万元", 8000, 5000),
        ("20000000", "万元", 3000, 2000), ("150个", "个事项", 200, 150), ("3个工作日", "个工作日", 5, 3),
        ("80%", "%", 95, 80), ("1200", "项数据产品", 1000, 1200),
        ("2000", "万户", 100, 2000),  # neither 20 million nor a fifth of a percent is likely: it is asked about
        ("60万元", "万户", 100, None), ("5天", "个工作日", 5, None), ("60%", "万户", 100, None),
    ],
)  # fmt: skip
def test_a_value_is_understood_in_the_unit_of_its_target(
    typed: str, measure: str, most: float, value: float | None
) -> None:
    said = quantity(typed)
    assert said is not None
    assert in_unit(*said, measure, most) == value


@given(st.integers(1, 10**6), st.integers(1, 200), st.sampled_from(["万", "亿"]))
def test_the_same_amount_is_the_same_percent_in_any_unit(least: int, percent: int, scale: str) -> None:
    """A value with its unit, with another, and the bare count: all of them one part of the target."""
    value, factor = least * percent / 100, {"万": 10**4, "亿": 10**8}[scale]
    wanted = attained(least, least, "=", in_unit(value, f"{scale}户", f"{scale}户", least) or 0)
    for number, unit in ((value * factor, "户"), (value, scale), (round(value * factor), None)):
        there = in_unit(number, unit, f"{scale}户", least)
        assert there is not None
        assert abs((attained(least, least, "=", there) or 0) - (wanted or 0)) <= 1


@pytest.mark.parametrize("text", ["", "万户", "nan", "inf", "1e9", "12,34", "3/4", "六十"])
def test_what_is_no_quantity(text: str) -> None:
    assert quantity(text) is None
