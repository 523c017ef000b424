"""What is no task is said to be none: items put aside, headings that name offices, signatures, the foot of a site."""

from __future__ import annotations

import pytest

from egovtrack.errors import BadInput
from egovtrack.reading import draft_text
from tests.reading.test_styles import shown

PLAN = "2031年工作安排\n一、建设平台。（责任单位：市数据局）\n二、推进改革。（责任单位：市财政局）\n"
TASKS = ["1 | 建设平台。 | R:市数据局", "2 | 推进改革。 | R:市财政局"]


def problems(text: str) -> list[tuple[str, int, dict[str, str]]]:
    return [(each.code, each.line, each.params) for each in draft_text(text).problems]


def test_where_nobody_is_named_all_headings_of_a_plan_hold_tasks() -> None:
    text = """2031年海滨市政务公开工作要点
为做好工作，制定本要点。
一、总体要求
（一）坚持统筹。
二、完善体系
（一）建立目录。编制目录。
（二）完善制度。修订办法。
三、深化应用
（三）推进开放。开放100个数据集。
四、加强保障
（四）加强培训。
"""
    assert [task.wording for task in draft_text(text).tasks] == [
        "建立目录。编制目录。", "完善制度。修订办法。", "推进开放。开放100个数据集。", "加强培训。",
    ]  # fmt: skip
    assert problems(text) == [("put_aside", 4, {"count": "1", "items": "（一）坚持统筹。"})]


def test_where_a_heading_sets_the_tasks_apart_the_other_items_are_listed() -> None:
    items = "".join(f"（{numeral}）召开会议{numeral}。\n" for numeral in "一二三四五六七八")
    tasks = "一、主要任务\n（一）改造小区。\n（二）建设公园。\n"
    text = f"城市更新实施方案\n{tasks}二、实施步骤\n{items}三、附则\n1.本方案自印发之日起施行。\n"
    assert [task.wording for task in draft_text(text).tasks] == ["改造小区。", "建设公园。"]
    first, second = problems(text)
    assert first[:2] == ("put_aside", 6)
    assert first[2]["count"] == "8"
    assert first[2]["items"].endswith("（六）召开会议六。 …")
    assert second == ("put_aside", 15, {"count": "1", "items": "1.本方案自印发之日起施行。"})


@pytest.mark.parametrize("heading", ["附则\n1.", "三、附则\n（一）", "第三章 附则\n第三条 "])
def test_what_stands_under_the_supplement_is_no_task(heading: str) -> None:
    assert shown(draft_text(f"{PLAN}{heading}本方案由市数据局负责。\n")) == TASKS


def test_the_supplement_ends_the_tasks_of_a_plan_that_names_nobody() -> None:
    text = "2031年工作安排\n一、完善机制\n（一）完善考核。\n（二）完善监督。\n附 则\n"
    for rest in ("本安排自印发之日起施行。\n", "1.本安排由市数据局解释。\n2.自印发之日起施行。\n"):
        assert [task.wording for task in draft_text(text + rest).tasks] == ["完善考核。", "完善监督。"]


@pytest.mark.parametrize("title", ["市财政局", "推进 市财政局", "市数据局、市财政局"])
def test_a_heading_that_names_offices_is_reported(title: str) -> None:
    text = f"工作安排\n一、{title}\n1.建设平台。（责任单位：市审计局）\n"
    assert [(code, line) for code, line, _ in problems(text)] == [("office_in_heading", 2)]
    assert "市财政局" in problems(text)[0][2]["names"]


@pytest.mark.parametrize("title", ["建设政务服务中心", "市级平台", "各项任务排第一位的为牵头单位", "加强队伍建设"])
def test_a_heading_that_only_sounds_like_it_is_not(title: str) -> None:
    assert not problems(f"工作安排\n一、{title}\n1.建设平台。（责任单位：市审计局）\n")


@pytest.mark.parametrize("sign", ["", "。", "，完善配套机制。"])
def test_items_before_a_table_of_the_same_work_are_said_to_stand_in_it(sign: str) -> None:
    items = f"一、任务\n1.建设运行平台{sign}\n2.推进电子证照改革{sign}\n3.召开会议\n"
    rows = "1\t建设运行平台\t市财政局\n2\t推进电子证照改革\t市审计局\n"
    text = f"2031年工作安排\n{items}二、分工\n序号\t任务\t责任单位\n{rows}"
    assert shown(draft_text(text)) == ["1 | 建设运行平台 | R:市财政局", "2 | 推进电子证照改革 | R:市审计局"]
    assert [(code, line, params["count"]) for code, line, params in problems(text)] == [
        ("in_table", 3, "2"), ("put_aside", 5, "1"),
    ]  # fmt: skip


AFTER = {
    "a signature": "海滨市人民政府办公室\n2031年2月3日\n",
    "two who sign": "海滨市数据局\n海滨市财政局\n2031年2月3日\n",
    "on one line": "海滨市人民政府办公室  2031年2月3日印发\n",
    "Chinese figures": "海滨市人民政府办公室\n二〇三一年二月三日\n（此件公开发布）\n",
    "links": "海滨市人民政府办公室\n2031年2月3日\n2030年工作安排\n关于开展培训的通知\n",
    "links alone": "相关链接：\n2030年工作安排\n一图读懂\n",
    "who edits": "来源：海滨市数据局\n责任编辑：李某\n【打印】【关闭】\n",
    "who runs the site": "主办单位：海滨市人民政府办公室\n承办单位：海滨市大数据中心\n网站标识码：3100000001\n",
}


@pytest.mark.parametrize("case", AFTER)
def test_what_stands_after_the_last_task_is_no_part_of_it(case: str) -> None:
    draft = draft_text(PLAN + AFTER[case])
    assert shown(draft) == TASKS
    assert not draft.problems
    assert draft.tasks[-1].place.end < len(PLAN)


def test_the_names_of_who_answers_are_no_signature() -> None:
    lines = "责任单位：\n市财政局\n市审计局\n海滨市人民政府办公室\n2031年2月3日\n"
    text = f"2031年工作安排\n一、建设平台。（责任单位：市数据局）\n二、推进改革。\n{lines}"
    assert shown(draft_text(text))[1] == "2 | 推进改革。 | R:市财政局 R:市审计局"


def test_a_signature_below_the_time_of_the_last_task() -> None:
    text = PLAN.rstrip() + "\n完成时限：2031年5月\n海滨市人民政府\n2031年2月3日\n"
    assert [each.deadline.text for each in draft_text(text).tasks if each.deadline] == ["2031年5月"]


def test_a_heading_whose_office_each_task_names_is_not_reported() -> None:
    text = "一、市财政局\n1.建设甲。（责任单位：市财政局、市审计局）\n二、市司法局\n2.建设乙。（责任单位：市公安局）\n"
    assert [(each.code, each.line) for each in draft_text(text).problems] == [("office_in_heading", 3)]


def test_a_line_of_nothing_but_offices_is_never_passed_over() -> None:
    items = "1.建设甲。（市公安局负责）\n市教育局、市审计局\n2.建设乙。（市公安局负责）\n"
    duties = "二、职责分工\n市财政局：安排资金。\n市审计局负责监督。\n三、其他\n"
    draft = draft_text(f"2031年工作方案\n市司法局\n一、任务\n{items}{duties}")
    assert [section.title for section in draft.sections] == ["任务", "职责分工", "其他"]
    problems = [(each.code, each.line) for each in draft.problems if each.code != "put_aside"]
    assert problems == [("early_clause", 2), *(("unread_clause", line) for line in (5, 8, 9))]


def test_who_answers_under_the_same_word_as_a_site_is_kept() -> None:
    text = "工作安排\n一、建设平台。\n主办单位：市数据局\n二、推进改革。\n主办单位：市财政局\n版权所有 海滨市人民政府\n"
    assert shown(draft_text(text)) == ["1 | 建设平台。 | L:市数据局", "2 | 推进改革。 | L:市财政局"]


def test_a_document_without_tasks_says_what_was_read() -> None:
    with pytest.raises(BadInput) as caught:
        draft_text("预算公开\n一、收入\n本年收入增加。\n\n项目\t科室\t金额\n甲\t办公室\t3\n")
    message = caught.value.message
    for words in ("36 characters", "headings: 一、收入", "heads of tables: 项目 | 科室 | 金额", "it begins: 预算公开"):
        assert words in message
    assert "重点任务" in caught.value.hint


def test_a_refusal_lists_what_may_say_who_answers() -> None:
    with pytest.raises(BadInput, match=r"may say who answers: 你局会同市审计局抓好甲 / 甲局、乙局协同;"):
        draft_text("某市例会纪要\n会议听取汇报。你局会同市审计局抓好甲。甲局、乙局协同。\n")
