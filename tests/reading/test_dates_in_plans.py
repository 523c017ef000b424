"""Dates in the words of tasks: each is the deadline, or reported with its place, or clearly speaks of what was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from egovtrack.draft import PlanDraft
from egovtrack.grammar.deadlines import DEADLINES, Term, times
from egovtrack.reading import draft_text
from tests.conftest import Program

DATES = {
    "several_deadlines", "unused_date", "start_date", "recurring_date", "relative_date", "ambiguous_date", "undated",
    "no_year", "no_such_day",
}  # fmt: skip


def draft(words: str, title: str = "某市2031年工作要点") -> PlanDraft:
    return draft_text(f"{title}\n1.{words}（责任单位：市数据局）\n2.建设乙。（责任单位：市财政局）\n")


def told(found: PlanDraft) -> list[tuple[str, str]]:
    """The findings on dates: the code, and what stands at its place."""
    text = found.document.text
    return [(p.code, text[p.place.start : p.place.end]) for p in found.problems if p.code in DATES]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("2031年6月30日完成甲平台。", "2031-06-30"),
        ("2031年6月30日，甲平台上线。", "2031-06-30"),
        ("上半年完成甲。", "2031-06-30"),
        ("第三季度完成甲。", "2031-09-30"),
        ("2031年Q3完成甲。", "2031-09-30"),
        ("建成甲平台，三季度末投入使用。", "2031-09-30"),
        ("力争9月份建成甲。", "2031-09-30"),
        ("甲平台6月底上线。", "2031-06-30"),
        ("6月末完成甲。", "2031-06-30"),
        ("6月上旬完成甲。", "2031-06-10"),
        ("6月中旬完成甲。", "2031-06-20"),
        ("2月下旬完成甲。", "2031-02-28"),
        ("第一、二季度完成甲。", "2031-06-30"),
        ("一季度启动、四季度完成甲。", "2031-12-31"),
        ("年内建成甲。", "2031-12-31"),
        ("年底实现甲全覆盖。", "2031-12-31"),
        ("岁末完成甲。", "2031-12-31"),
        ("今明两年完成甲改造。", "2032-12-31"),
        ("明年3月完成甲。", "2032-03-31"),
        ("到2035年建成甲。", "2035-12-31"),
        ("到2035年，甲基本建成。", "2035-12-31"),
        ("力争“十六五”末建成甲。", "2035-12-31"),
        ("“十六五”期间，建成甲。", "2035-12-31"),
        ("2031—2033年，完成甲。", "2033-12-31"),
        ("2031年3月至6月完成甲整治。", "2031-06-30"),
        ("3—6月完成甲整治。", "2031-06-30"),
        ("至2031年底完成甲。", "2031-12-31"),
        ("2031.6.30前完成甲。", "2031-06-30"),
        ("2031-06-30完成甲。", "2031-06-30"),
        ("国庆节前完成甲。", "2031-09-30"),
        ("“五一”劳动节前甲上线。", "2031-04-30"),
        ("元旦前完成甲。", "2031-12-31"),
        ("甲（6月底前完成）。", "2031-06-30"),
        ("二〇三一年六月三十日前完成甲。", "2031-06-30"),
        ("2031年年底前完成甲。", "2031-12-31"),
        ("自2031年1月1日起执行到位。", "2031-01-01"),
        ("2031年新增50家，6月底前完成甲。", "2031-06-30"),
        ("年度内实现全覆盖。", "2031-12-31"),
        ("上半年召开2次联席会议。", "2031-06-30"),
        ("完成时间为2031年9月。", "2031-09-30"),
        ("2035年单位能耗比2030年下降18%。", "2035-12-31"),
        ("31年6月底前完成甲。", "2031-06-30"),
        ("2031 年 6 月 30 日前完成甲。", "2031-06-30"),
        ("6月20日至7月20日，开展检查。", "2031-07-20"),
        ("3月1—15日完成检查。", "2031-03-15"),
        ("2031年6月30日（含）前完成甲。", "2031-06-30"),
        ("最迟不超过2031年6月30日。", "2031-06-30"),
        ("申报至2031年6月30日止。", "2031-06-30"),
        ("一季度完成三成，二季度完成六成，三季度完成。", "2031-09-30"),
    ],
)
def test_a_date_by_which_something_is_to_be_there(words: str, until: str) -> None:
    found = draft(words)
    deadline = found.tasks[0].deadline
    assert deadline
    assert str(deadline.until) == until
    start, end = deadline.place.start, deadline.place.end
    assert found.document.text[start:end] == deadline.text
    assert {code for code, _text in told(found)} <= {"start_date", "several_deadlines"}


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        ("两会前完成甲。", "relative_date", "两会前"),
        ("春节前完成甲。", "relative_date", "春节前"),
        ("今冬明春完成甲。", "relative_date", "今冬明春"),
        ("限期3个月整改到位。", "relative_date", "限期3个月"),
        ("本月底完成甲。", "relative_date", "本月底"),
        ("月底前完成甲。", "relative_date", "月底前"),
        ("于15日前上报。", "relative_date", "15日前"),
        ("30日内完成整改。", "relative_date", "30日内"),
        ("收到通知后10个工作日内上报。", "relative_date", "10个工作日内"),
        ("自印发之日起三十日内完成。", "relative_date", "三十日内"),
        ("一周内完成甲。", "relative_date", "一周内"),
        ("2032年春节前完成甲。", "relative_date", "2032年春节前"),
        ("秋季开学前完成甲。", "relative_date", "秋季开学前"),
        ("党的二十大召开前完成甲。", "relative_date", "二十大召开前"),
        ("用三年左右时间完成甲。", "undated", "三年左右时间"),
        ("每年6月和12月底前报送。", "recurring_date", "每年6月和12月底前"),
        ("每季度末月25日前报送。", "recurring_date", "每季度末月25日前"),
        ("每月月底前报送。", "recurring_date", "每月月底前"),
        ("开始时间为2031年9月。", "unused_date", "2031年9月"),
        ("11月底前后验收。", "unused_date", "11月底"),
        ("本周五前报送。", "relative_date", "本周五前"),
        ("检查2031年9月1日前注册的企业。", "unused_date", "2031年9月1日前"),
        ("整合9月底前未接入的系统。", "unused_date", "9月底前"),
        ("召开一季度分析会。", "unused_date", "一季度"),
        ("3年内重点引进人才。", "undated", "3年内"),
        ("每季度末报送情况。", "recurring_date", "每季度末"),
        ("每月5日前报送情况。", "recurring_date", "每月5日前"),
        ("每年12月底前公布。", "recurring_date", "每年12月底前"),
        ("5月起按月通报。", "start_date", "5月"),
        ("自2031年5月1日起施行新办法。", "start_date", "2031年5月1日"),
        ("3月启动甲试点。", "start_date", "3月"),
        ("3月全面启动甲试点建设，完成筹备。", "start_date", "3月"),
        ("9月开展宣传活动。", "unused_date", "9月"),
        ("结合12月4日国家宪法日开展宣传。", "unused_date", "12月4日"),
        ("列入今明两年重点工作。", "unused_date", "今明两年"),
        ("2032年初完成甲。", "undated", "2032年初"),
        ("2030年6月底前完成甲。", "unused_date", "2030年6月底前"),
    ],
)
def test_what_is_no_deadline_is_reported(words: str, code: str, text: str) -> None:
    found = draft(words)
    assert told(found) == [(code, text)]
    deadline = found.tasks[0].deadline
    assert deadline is None or deadline.until is None


@pytest.mark.parametrize(
    ("words", "until", "text"),
    [
        ("三季度前完成甲。", "2031-09-30", "三季度前"), ("9月前完成甲。", "2031-09-30", "9月前"),
        ("2032年前完成甲。", "2032-12-31", "2032年前"), ("6月中旬前完成甲。", "2031-06-20", "6月中旬前"),
    ],
)  # fmt: skip
def test_a_date_that_may_mean_two_days_is_said_to(words: str, until: str, text: str) -> None:
    found = draft(words)
    assert found.tasks[0].deadline
    assert str(found.tasks[0].deadline.until) == until
    assert told(found) == [("ambiguous_date", text)]


@pytest.mark.parametrize("day", ["6月31日", "2031年2月29日", "2031年13月底", "11月31日", "2031-06-31"])
def test_a_day_that_there_is_not_is_a_misprint(day: str) -> None:
    found = draft(f"{day}前完成甲。")
    assert told(found) == [("no_such_day", f"{day}前")]
    labelled = draft_text(f"某市2031年工作要点\n1.建设甲。（责任单位：市数据局；完成时限：{day}）\n")
    assert [code for code, _text in told(labelled)] == ["no_such_day"]
    assert labelled.tasks[0].deadline
    assert labelled.tasks[0].deadline.until is None


@pytest.mark.parametrize(
    "words",
    [
        "根据2030年3月印发的《甲方案（2030—2032年）》推进。",
        "2028年以来甲成效明显。",
        "2030年完成50家。",
        "已于3月完成初验。",
        "截至2031年1月底，已完成60%。",
        "编制2032年预算，制定2032年工作计划。",
        "编制“十六五”期间发展规划，总结“十四五”期间经验。",
        "开展“3月安全月”活动。",
        "2031年新增50家，今年覆盖80%，全年完成100件。",
        "报告书12个工作日内办结。",
        "每年开展2次检查，每月通报一次。",
        "目前，说明年度执行情况，网上年检，不明年龄的除外。",
        "2030年12月印发的通知，2030年前后推广。",
        "自2031年起，每年新增10家，自2029年起推行。",
        "落实2031年3月5日市政府常务会议精神，纳入年底绩效考核。",
        "对2030年底前建成的系统进行整合，在2030年试点基础上推广。",
        "截至2030年底，甲平台访问量181万人次。",
        "企业年报公示期为1月1日至12月31日。",
    ],
)
def test_what_was_and_what_is_but_a_name_is_left_alone(words: str) -> None:
    found = draft(words, "某市2031年工作要点\n2031年4月6日")
    assert found.tasks[0].deadline is None
    assert told(found) == []


def test_what_was_over_when_the_plan_was_issued_needs_a_plain_word() -> None:
    """2月完成 in a plan of the 6th of March may tell what was; 2月底前 may not."""
    title = "某市2031年工作要点\n2031年3月6日"
    assert told(draft("2月完成初验。", title)) == [("unused_date", "2月")]
    deadline = draft("2月底前完成初验。", title).tasks[0].deadline
    assert deadline
    assert deadline.until == date(2031, 2, 28)


def test_of_several_dates_the_latest_counts() -> None:
    found = draft("6月完成初验，11月完成终验。")
    assert found.tasks[0].deadline
    assert str(found.tasks[0].deadline.until) == "2031-11-30"
    assert told(found) == [("several_deadlines", "6月")]
    cell = draft_text("某市2031年工作要点\n1.建设甲。（责任单位：市数据局；完成时限：6月初验，11月终验）\n")
    assert cell.tasks[0].deadline
    assert str(cell.tasks[0].deadline.until) == "2031-11-30"
    assert told(cell) == [("several_deadlines", "6月")]


def test_a_date_in_the_words_is_not_lost_beside_one_that_is_stated() -> None:
    found = draft_text("某市2031年工作要点\n1.3月底前印发方案。（责任单位：市数据局；完成时限：2031年10月）\n")
    assert found.tasks[0].deadline
    assert str(found.tasks[0].deadline.until) == "2031-10-31"
    assert told(found) == [("unused_date", "3月底前")]


@pytest.mark.parametrize(
    "date_words",
    ["9月上线", "三季度出台政策", "6月底印发方案", "12月底前全部验收", "每季度末报送情况", "收到通知后10个工作日内"],
)
def test_a_date_among_those_who_answer_is_no_name(date_words: str) -> None:
    found = draft_text(f"某市2031年工作要点\n1.建设甲。（市数据局牵头，市财政局配合，{date_words}）\n")
    (clause,) = found.tasks[0].clauses
    assert [party.printed for party in clause.parties] == ["市数据局", "市财政局"]
    assert found.tasks[0].deadline


def test_a_date_without_any_year_is_reported() -> None:
    found = draft("6月底前完成甲。", "某市重点工作要点")
    assert told(found) == [("no_year", "6月底前")]
    issued_late = draft("6月底前完成甲。", "某市重点工作要点\n2030年11月5日")
    assert told(issued_late) == [("no_year", "6月底前")]


_YEARS = st.sampled_from(["", "2031年", "今年", "2032年", "明年", "二〇三一年"])
_PARTS = st.sampled_from(
    ["上半年", "第三季度", "二季度末", "6月", "6月底", "6月30日", "十月中旬", "12月份", "10月31日", "6月31日"]
)
_DO = st.sampled_from([
    "完成甲", "前完成甲", "建成甲", "，甲上线", "起施行", "启动甲", "开展甲", "甲活动", "前，甲上线", "召开会议",
    "的任务", "工作要求", "目标完成", "会议精神", "，已建平台全部接入", "考核", "左右完成", "以后", "水平", "内完成",
    "为界", "止", "完成的项目", "前建成的平台", "重点工作",
])  # fmt: skip
_LEAD = st.sampled_from(["", "力争", "确保", "建设甲，", "于", "市数据局", "推进甲。", "结合"])


@given(_LEAD, _YEARS, _PARTS, _DO)
def test_no_date_of_the_time_to_come_is_ever_dropped(lead: str, year: str, part: str, what: str) -> None:
    """Whatever stands around it, a day, month, quarter or half year from now on is the deadline or reported, unless it
    is the day on which the plan ends.
    """
    found = draft(f"{lead}{year}{part}{what}。")
    deadline = found.tasks[0].deadline
    ends = part == "12月份" and year in {"", "2031年", "今年", "二〇三一年"}
    assert ends or told(found) or (deadline and deadline.until and deadline.until >= date(2031, 6, 10))
    assert not (deadline and deadline.until) or part[:2] in deadline.text


@given(st.text("2031年月日底末前内上下半季度第一三六十期间五“”到至自起以来每个工作完成，。的已—-.", max_size=30))
def test_any_text_is_read(words: str) -> None:
    term = Term(2031, date(2031, 1, 1), date(2031, 12, 31))
    ends = [0]
    for time in times(words, 0, len(words), term):
        assert ends[-1] <= time.end
        assert time.start < time.end
        assert time.until is None or time.use in DEADLINES or time.use.endswith("_date")
        ends.append(time.end)


def test_a_goal_of_a_later_year_is_not_overdue_at_the_end_of_this_one(egovtrack: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "2017年本市平台工作安排\n\n1.到2020年建成甲。（责任部门：市经济信息化委）\n"
        "2.每季度末报送情况。（责任部门：市经济信息化委）\n3.建设乙。（责任部门：市经济信息化委）\n"
        "4.2017年6月30日完成丙。（责任部门：市经济信息化委）\n",
        "utf-8",
    )
    egovtrack("import", str(path), "--key", "p", "--issued", "2017-03-01")
    rows = egovtrack.json("dept", "市经济信息化委", "--plan", "p", "--as-of", "2018-01-15")
    assert [(row["deadline"], row["deadline_source"]) for row in rows] == [
        ("2020-12-31", "stated"), ("2017-12-31", "period"), ("2017-12-31", "period"), ("2017-06-30", "stated"),
    ]  # fmt: skip
    said = egovtrack("check", "--plan", "p", code=3).out
    assert "Task 2 names dates (每季度末), but none is its deadline" in said
    assert "Task 3 sets no date" in said
    assert "Task 1" not in [line for line in said.splitlines() if "date" in line]
    assert "Task 4 sets no date" not in said
