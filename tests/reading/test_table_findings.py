"""Tables as offices really write them: an invented one, and what is made of each row."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from egovtrack.grammar.findings import MESSAGES
from egovtrack.grammar.tables import Row, read_rows
from egovtrack.readers import read_document
from egovtrack.reading import draft_document
from tests.reading.test_styles import shown

YEAR = 2031


def tasks(text: str, name: str = "plan.csv") -> list[str]:
    """The tasks of a plan that is a table; each party's place must hold its name."""
    document = read_document(text.encode(), name)
    draft = draft_document(document, year=YEAR)
    for clause in (clause for task in draft.tasks for clause in task.clauses):
        assert clause.place.start < clause.place.end
        for party in clause.parties:
            assert document.text[party.place.start : party.place.end] == party.printed
    return [line.replace("\n", " ") for line in shown(draft)]


def found(text: str, name: str = "plan.csv") -> list[tuple[str, str]]:
    """What is wrong with a table's cells: the code, and the words it is about."""
    document = read_document(text.encode(), name)
    rows, _ = read_rows(document.lines, None)
    findings = [finding for row in rows if isinstance(row, Row) for finding in row.findings]
    assert {MESSAGES[finding.code][0] for finding in findings} <= {"warning"}
    return [(finding.code, document.text[finding.place.start : finding.place.end]) for finding in findings]


def test_a_row_that_speaks_of_work_and_services_is_no_header() -> None:
    text = """序号,实事项目,主要内容,责任单位,完成时限
1,养老,建设养老院,市民政局,10月底
2,助残服务工作,实施残疾人康复救助,市残联,11月底
3,河湖,落实服务工作,市水务局,12月底
"""
    assert tasks(text) == [
        "1 | 养老 建设养老院 | R:市民政局 | 2031-10-31",
        "2 | 助残服务工作 实施残疾人康复救助 | R:市残联 | 2031-11-30",
        "3 | 河湖 落实服务工作 | R:市水务局 | 2031-12-31",
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("乙事项,市数据局（牵头）、市公安局", "1 | 乙事项 | L:市数据局 R:市公安局"),
        ("生态环保项目,市水务局负责", "1 | 生态环保项目 | R:市水务局"),
        ("生态环保工作,落实河长制办公室", "1 | 生态环保工作 | R:落实河长制办公室"),
        ("生态工作,牵头单位：市数据局；配合单位：市公安局", "1 | 生态工作 | L:市数据局 C:市公安局"),
    ],
)
def test_the_first_row_is_no_second_header(row: str, expected: str) -> None:
    assert tasks(f"任务,责任单位\n{row}\n") == [expected]


def test_a_row_that_leaves_its_category_out_gives_none_to_the_next() -> None:
    text = "|重点任务|责任单位|类别|\n|建设甲|市财政局|\n|建设乙|市审计局||\n"
    assert tasks(text, "plan.txt") == ["1 | 建设甲 | R:市财政局", "2 | 建设乙 | R:市审计局"]


@pytest.mark.parametrize(("end", "between"), [("", ""), ("|||", ""), ("", "|\n")])
def test_a_row_leaves_out_the_cells_merged_with_those_above(end: str, between: str) -> None:
    """A page's merged cells are lost when it is pasted; empty cells may make up for them at the row's end."""
    rows = [
        "序号|类别|任务|细化分工|责任处室|时限|备注|",
        "1|甲类|（一）方案|建设甲|市数据局|2031年6月|",
        "2|建设乙|市财政局 北山博物馆|2031年7月|" + end,
        "3|（二）宣传|建设丙|法规处|持续推进|" + end,
    ]
    assert tasks(f"\n{between}".join(rows), "plan.txt") == [
        "1 | （一）方案 建设甲 | R:市数据局 | 2031-06-30",
        "2 | 建设乙 | R:市财政局 R:北山博物馆 | 2031-07-31",
        "3 | （二）宣传 建设丙 | R:法规处 | 持续推进",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "1,建设甲,市财政局,,2031年6月\n,,市审计局,市公安局,2031年7月\n,,,市教育局,\n",
        "1,建设甲,市财政局,,2031年6月\n1,建设甲,市审计局,市公安局,2031年7月\n1,建设甲,,市教育局,2031年7月\n",
    ],
)
def test_a_task_whose_cells_are_merged_over_several_rows(rows: str) -> None:
    """A paste leaves the cells empty, a reader of files fills them: it is one task with all who answer."""
    text = f"序号,任务,牵头单位,配合单位,时限\n{rows}2,建设乙,市司法局,,2031年8月\n"
    assert tasks(text) == [
        "1 | 建设甲 | L:市财政局 | L:市审计局 C:市公安局 | C:市教育局 | 2031-07-31",
        "2 | 建设乙 | L:市司法局 | 2031-08-31",
    ]
    draft = draft_document(read_document(text.encode(), "plan.csv"), year=YEAR)
    assert [str(clause.deadline and clause.deadline.until) for clause in draft.tasks[0].clauses][:2] == [
        "2031-06-30", "2031-07-31",
    ]  # fmt: skip
    assert [problem.code for problem in draft.problems] == ["several_deadlines"]


@pytest.mark.parametrize("number", ["", "1"])
def test_a_number_merged_over_rows_with_words_of_their_own(number: str) -> None:
    text = f"序号,任务,措施,责任单位\n1,建设甲,完善制度,市财政局\n{number},建设甲,做好推广,市审计局\n2,乙,丙,市公安局\n"
    assert tasks(text) == [
        "1 | 建设甲 完善制度 | R:市财政局", "1b | 建设甲 做好推广 | R:市审计局", "2 | 乙 丙 | R:市公安局",
    ]  # fmt: skip
    assert not draft_document(read_document(text.encode(), "plan.csv"), year=YEAR).problems


def test_words_alone_below_a_merged_number_are_no_heading() -> None:
    text = "序号,任务,措施,责任单位\n1,建设甲,完善制度,市财政局\n,,做好推广,\n一、其他,,,\n2,乙,丙,市公安局\n"
    assert tasks(text) == ["1 | 建设甲 完善制度 | R:市财政局", "1b | 做好推广", "2 | 乙 丙 | R:市公安局"]
    draft = draft_document(read_document(text.encode(), "plan.csv"), year=YEAR)
    assert [section.title for section in draft.sections] == ["其他"]
    assert [(each.code, each.line) for each in draft.problems] == [("no_party", 3)]


def test_a_row_without_its_category_has_no_time_among_those_who_answer() -> None:
    text = "序号|类别|任务|牵头单位|配合单位|时限\n1|产业|建设甲|市园区办|市财政局|6月\n2|招引乙|市商务局|各镇|12月\n"
    assert tasks(text, "plan.txt") == [
        "1 | 建设甲 | L:市园区办 C:市财政局 | 2031-06-30", "2 | 招引乙 | L:市商务局 C:各镇 | 2031-12-31",
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["\t", "|"])
def test_a_row_goes_on_in_the_lines_below_where_its_last_cell_was_cut(sign: str) -> None:
    text = (
        "序号/任务/牵头单位/责任单位/时限\n1/建设甲/水利局/市财政局\n市审计局\n各镇/6月\n"
        "2/建设乙/教育局/市民政局、\n市公安局/9月\n二、其他\n3/建设丙/卫健局/医保局/9月\n"
    )
    assert tasks(text.replace("/", sign), "plan.txt") == [
        "1 | 建设甲 | L:水利局 R:市财政局 R:市审计局 R:各镇 | 2031-06-30",
        "2 | 建设乙 | L:教育局 R:市民政局 R:市公安局 | 2031-09-30", "3 | 建设丙 | L:卫健局 R:医保局 | 2031-09-30",
    ]  # fmt: skip


def test_the_rest_of_a_row_in_a_row_of_its_own_is_reported() -> None:
    text = "序号,任务,牵头单位,配合单位\n1,建设甲,科技,市财政局、\n,,局,市审计局\n2,建设乙,市公安局,市司法局\n"
    assert [code for code, _ in found(text)] == ["misfit"]


def test_rows_of_one_task_that_tell_of_different_progress_stay_apart() -> None:
    text = "序号,任务,责任单位,进展情况\n1,建设甲,市财政局,已启动\n1,建设甲,市审计局,已完成\n"
    assert tasks(text) == ["1 | 建设甲 | R:市财政局", "1b | 建设甲 | R:市审计局"]


def test_blanks_in_cells_that_part_nothing() -> None:
    text = (
        "| 序 号 | 任 务 | 牵头 单位 | 配合单位 | 完成 时限 |\n"
        "| 1 | 建设 平台，推进 App 应用 | 市 财政局 | 市审计局 市 公安局、各 区政府 | 2031 年 6 月 底前 |\n"
    )
    assert tasks(text, "plan.txt") == [
        "1 | 建设平台，推进 App 应用 | L:市财政局 C:市审计局 C:市公安局 C:各区政府 | 2031-06-30"
    ]
    parties = draft_document(read_document(text.encode(), "plan.txt"), year=YEAR).tasks[0].clauses[0].parties
    assert [party.printed for party in parties] == ["市 财政局", "市审计局", "市 公安局", "各 区政府"]


def test_a_row_that_ends_without_its_bar_goes_on_in_the_next_line() -> None:
    text = (
        "任务 | 内容 | 责任科室 |\n甲 | 建设平台 | 综合\n科 |\n乙 | 建设\n系统 | 市财政\n局、市审计局 |\n"
        "丙 | 及时答复 | 各业务科 室、信访 科 |\n"
    )
    parties = [
        [party.name for party in task.clauses[0].parties]
        for task in draft_document(read_document(text.encode(), "plan.txt"), year=YEAR).tasks
    ]
    assert parties == [["综合科"], ["市财政局", "市审计局"], ["各业务科室", "信访科"]]


def test_what_is_said_of_the_page_below_a_table_is_no_task() -> None:
    head = "序号 | 任务 | 责任单位 | 编号 |\n1 | 建设甲 | 教育局 | 0100-1 |\n"
    assert tasks(head + "索引号: | 11370000/2031-1 | 成文日期: | 2031-03-01 |\n", "plan.txt") == [
        "1 | 建设甲 | R:教育局"
    ]
    assert len(tasks(head + "任务: | 建设乙 | 责任单位: | 市财政局 |\n", "plan.txt")) == 2


@pytest.mark.parametrize("column", ["分工", "任务分工"])
def test_what_is_to_be_done_names_nobody(column: str) -> None:
    text = f"任务,{column},时限\n建设甲,市财政局牵头，市审计局配合,2031年6月\n建设乙,完善制度、组织培训,2031年6月\n"
    assert tasks(text) == ["1 | 建设甲 | L:市财政局 C:市审计局 | 2031-06-30", "2 | 建设乙 | 2031-06-30"]
    assert ("unread_cell", "完善制度、组织培训") in found(text)


def test_a_header_that_comes_again_and_another_that_counts() -> None:
    text = "任务,责任单位\n甲,市财政局\n任务,责任单位\n乙,市审计局\n序号,事项,牵头单位\n3,丙,市公安局\n"
    assert tasks(text) == ["1 | 甲 | R:市财政局", "2 | 乙 | R:市审计局", "3 | 丙 | L:市公安局"]


@pytest.mark.parametrize(
    "column",
    [
        "牵头/责任单位",
        "牵头、责任单位",
        "牵头单位及配合单位",
        "责任单位及配合单位",
        "牵头（责任）单位",
        "牵头单位责任单位",
    ],
)
def test_a_column_of_several_roles_makes_nobody_lead(column: str) -> None:
    text = f"序号,任务,{column}\n1,建设甲,市财政局、市审计局\n2,建设乙,市公安局\n3,建设丙,市数据局牵头，市公安局配合\n"
    assert tasks(text) == [
        "1 | 建设甲 | R:市财政局 R:市审计局", "2 | 建设乙 | R:市公安局", "3 | 建设丙 | L:市数据局 C:市公安局",
    ]  # fmt: skip
    assert found(text) == [("several_roles", "市财政局、市审计局")]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("牵头/责任单位（列第一位的为牵头）", "L:市财政局 R:市审计局"),
        ("责任单位（排名第一的为牵头单位）", "L:市财政局 R:市审计局"),
        ("责任单位（排名第一的为牵头单位，其余为配合单位）", "L:市财政局 C:市审计局"),
        ("牵头责任单位", "L:市财政局 L:市审计局"),
        ("市级主要负责单位", "R:市财政局 R:市审计局"),
        ("部门分工", "R:市财政局 R:市审计局"),
        ("参与单位", "C:市财政局 C:市审计局"),
        ("分工", "R:市财政局 R:市审计局"),
        ("责任单位（标★的为牵头单位）", "R:市财政局 R:市审计局"),
        ("牵头单位和责任人", "L:市财政局 L:市审计局"),
    ],
)
def test_what_a_column_says_of_its_parties(column: str, expected: str) -> None:
    text = f"序号,任务,{column}\n1,建设甲,市财政局、市审计局\n"
    assert tasks(text) == [f"1 | 建设甲 | {expected}"]
    assert not found(text)


@pytest.mark.parametrize("column", ["民生实事", "反馈问题", "承诺"])
def test_what_stands_before_who_answers_is_the_wording(column: str) -> None:
    assert tasks(f"序号,{column},责任单位\n1,建设甲,市财政局\n") == ["1 | 建设甲 | R:市财政局"]


@pytest.mark.parametrize("column", ["填报时间", "更新日期", "交办时间"])
def test_when_something_was_written_is_no_deadline(column: str) -> None:
    assert tasks(f"序号,任务,责任单位,{column}\n1,建设甲,市财政局,2031年3月\n") == ["1 | 建设甲 | R:市财政局"]


@pytest.mark.parametrize("begin", ["开工时间", "启动时间", "项目启动时间", "交办时间", "收文日期"])
def test_the_deadline_is_when_it_is_to_be_completed(begin: str) -> None:
    text = f"序号,任务,责任单位,{begin},截止日期\n1,建设甲,市财政局,2031年3月,2031年9月\n"
    assert tasks(text) == ["1 | 建设甲 | R:市财政局 | 2031-09-30"]


@pytest.mark.parametrize(
    ("cell", "until"),
    [
        ("2031年6月-12月", "2031-12-31"),
        ("2031.6-2031.12", "2031-12-31"),
        ("2031年1—6月", "2031-06-30"),
        ("2031年3月1日至15日", "2031-03-15"),
        ("2031—2033年", "2033-12-31"),
        ("3月至9月底", "2031-09-30"),
    ],
)
def test_the_end_of_a_period_is_the_deadline(cell: str, until: str) -> None:
    text = f"序号,任务,责任单位,完成时限\n1,建设甲,市财政局,{cell}\n"
    document = read_document(text.encode(), "plan.csv")
    [task] = draft_document(document, year=YEAR).tasks
    assert task.deadline
    assert (task.deadline.text, str(task.deadline.until)) == (cell, until)
    assert not found(text)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2031-13", "no_such_day"), ("尽快", "undated"), ("2031年11月-2月", "undated"), ("长期坚持", ""),
        ("持续推进", ""), ("每季度末", "recurring_date"), ("两会前", "relative_date"), ("2031年3月启动", "start_date"),
    ],
)  # fmt: skip
def test_a_time_that_is_no_date_is_reported(cell: str, code: str) -> None:
    text = f"序号,任务,责任单位,完成时限\n1,建设甲,市财政局,{cell}\n"
    assert tasks(text) == [f"1 | 建设甲 | R:市财政局 | {cell}"]
    draft = draft_document(read_document(text.encode(), "plan.csv"), year=YEAR)
    assert [problem.code for problem in draft.problems] == [code] * bool(code)


def test_a_time_may_stand_before_who_answers() -> None:
    text = "序号,任务,完成时限,责任单位\n1,建设甲,6月底,市财政局\n"
    assert tasks(text) == ["1 | 建设甲 | R:市财政局 | 2031-06-30"]


@pytest.mark.parametrize("column", ["涉及单位", "主管部门", "承担单位", "部门"])
def test_a_column_of_offices_where_no_other_says_who_answers(column: str) -> None:
    assert tasks(f"序号,任务,{column}\n1,建设甲,市数据局、市财政局\n") == ["1 | 建设甲 | R:市数据局 R:市财政局"]
    text = f"序号,任务,{column},责任单位\n1,建设甲,市数据局,市财政局\n"
    assert tasks(text) == ["1 | 建设甲 | R:市财政局"]


def test_a_row_in_which_nothing_is_to_be_done_yet() -> None:
    text = (
        "序号,问题,问题描述,责任单位,整改措施\n1,进度滞后,道路甲停工,市住建局,\n2,台账不全,缺记录,市应急局,完善台账\n"
    )
    assert tasks(text) == ["1 | 进度滞后 道路甲停工 | R:市住建局", "2 | 完善台账 | R:市应急局"]


@pytest.mark.parametrize(
    "cell",
    ["市水务局\\市体育局", "市水务局+市体育局", "市水务局——市体育局", "市水务局·市体育局", "市水\n务局、市体\n育局"],
)
def test_names_that_other_signs_part_and_line_ends_cut(cell: str) -> None:
    assert tasks(f'序号,任务,责任单位\n1,建设甲,"{cell}"\n') == ["1 | 建设甲 | R:市水务局 R:市体育局"]


@pytest.mark.parametrize("done", ["已完成。已印发乙方案,惠及3人。", "3月11日公开采购；建成设施。", "已完成"])
def test_what_was_done_is_nobody_s_name_where_cells_are_merged(done: str) -> None:
    text = f"序号|项目|计划|牵头单位|落实情况\n1|甲|4月制定方案|县教育局|已完成\n2|乙|4月制定方案|{done}|"
    draft = draft_document(read_document(text.encode(), "plan.txt"), year=YEAR)
    assert not draft.tasks[1].clauses
    assert "unread_cell" in {problem.code for problem in draft.problems}


def test_cells_that_name_nobody() -> None:
    text = """序号,任务,牵头单位,责任单位
1,建设甲,市财政局,同上
2,建设乙,市财政局,同牵头单位
3,建设丙,待定,市审计局
4,建设丁,市公安局,市审计局、待定
5,建设戊,市公安局,做好什么！
"""
    assert tasks(text) == [
        "1 | 建设甲 | L:市财政局",
        "2 | 建设乙 | L:市财政局",
        "3 | 建设丙 | R:市审计局",
        "4 | 建设丁 | L:市公安局 R:市审计局",
        "5 | 建设戊 | L:市公安局",
    ]
    assert found(text) == [
        ("nobody", "同上"), ("nobody", "同牵头单位"), ("nobody", "待定"), ("nobody", "待定"),
        ("unread_cell", "做好什么！"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell", ['"1.市财政局\n2.市审计局"', "1、市财政局 2、市审计局", "（1）市财政局；（2）市审计局", "市财政局/市审计局"]
)
def test_parties_that_are_numbered_or_parted_by_a_slash(cell: str) -> None:
    document = read_document(f"序号,任务,责任单位\n1,建设甲,{cell}\n".encode(), "plan.csv")
    assert shown(draft_document(document)) == ["1 | 建设甲 | R:市财政局 R:市审计局"]


def test_marks_in_the_cells_of_a_markdown_table() -> None:
    text = """# 某市2031年工作要点

| 序号 | 任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建设甲\\|乙 | 市财政局<br>市审计局 | 6月底前 |
| 2 | **建设乙**&amp;丙 | &nbsp;市财政局、[市审计局](https://example.org/a) | 6月底前 |
"""
    assert tasks(text, "plan.md") == [
        "1 | 建设甲|乙 | R:市财政局 R:市审计局 | 2031-06-30",
        "2 | 建设乙&丙 | R:市财政局 R:市审计局 | 2031-06-30",
    ]


@pytest.mark.parametrize("rule", ["|---|---|---|", "| --- | :---: | ---: |"])
def test_the_rule_below_the_head_of_a_table_is_no_row_in_any_file(rule: str) -> None:
    text = f"|序号|任务|责任单位|\n{rule}\n|1|建设甲|市财政局|\n||建设乙|市审计局|\n"
    assert tasks(text, "plan.txt") == ["1 | 建设甲 | R:市财政局", "1b | 建设乙 | R:市审计局"]


def test_bold_bullets_are_markdown_in_any_file() -> None:
    text = """- **（一）建设甲。**（责任单位：市财政局）；**（二）建设乙。**（责任单位：市审计局）
- **（三）建设丙。**（责任单位：市公安局）
"""
    assert tasks(text, "plan.txt") == tasks(text, "plan.md")
    assert len(tasks(text, "plan.txt")) == 3


@given(st.lists(st.one_of(st.none(), st.integers(1, 12)), min_size=1, max_size=12))
def test_a_printed_number_never_moves(numbers: list[int | None]) -> None:
    """Rows with and without a number, and numbers that come twice: who is first of a number is called by it alone."""
    rows = (f"{'' if each is None else each},建设事项{at},市财政局\n" for at, each in enumerate(numbers))
    document = read_document(f"序号,任务,责任单位\n{''.join(rows)}".encode(), "plan.csv")
    refs = [task.ref for task in draft_document(document, year=YEAR).tasks]
    assert len(set(refs)) == len(numbers) == len(refs)
    for number in set(numbers) - {None}:
        assert refs[numbers.index(number)] == str(number)
    for ref, number in zip(refs, numbers, strict=True):
        assert number is None or ref.startswith(str(number))


def test_numbers_in_the_words_of_numbered_rows_count_their_parts() -> None:
    text = "序号,任务,责任单位\n1,1.建设甲,市财政局\n,2.建设乙,市审计局\n2,3.建设丙,市公安局\n"
    expected = ["1 | 1.建设甲 | R:市财政局", "1b | 2.建设乙 | R:市审计局", "2 | 3.建设丙 | R:市公安局"]
    assert tasks(text) == expected


def test_a_row_without_a_number_is_called_by_the_number_above_it() -> None:
    text = "序号,任务,责任单位\n1,建设甲,市财政局\n,建设乙,市审计局\n,建设丙,市公安局\n2,建设丁,市教育局\n"
    assert [line.partition(" ")[0] for line in tasks(text)] == ["1", "1b", "1c", "2"]


@pytest.mark.parametrize(
    ("row", "expected", "wrong"),
    [
        (
            "1,建设甲,推进乙、做好丙,市财政局,6月底前",
            "1 | 建设甲 推进乙、做好丙 | R:市财政局 | 2031-06-30",
            "joined_cells",
        ),
        ("1,建设甲,市财政局,6月底前,已上报", "1 | 建设甲 | R:市财政局 | 2031-06-30", ""),
        ("1,建设甲,市财政局,6月底前,市审计局", "1 | 建设甲 | R:市财政局 | 2031-06-30", "unread_cell"),
        ("1,建设甲,推进乙,做好丙、抓好丁,尽快", "1 | 建设甲 推进乙 做好丙、抓好丁 尽快", "misfit"),
        (
            "1,建设甲,市财政局,推进乙,市审计局,6月底前",
            "1 | 建设甲 市财政局 推进乙 市审计局 6月底前 | 2031-06-30",
            "misfit",
        ),
    ],
)
def test_a_row_wider_than_its_header_puts_no_prose_among_the_parties(row: str, expected: str, wrong: str) -> None:
    text = f"序号,任务,责任单位,完成时限\n{row}\n"
    assert tasks(text) == [expected]
    assert [code for code, _ in found(text)] == [wrong] * bool(wrong)


def test_a_column_without_a_name_that_holds_offices_is_reported() -> None:
    text = "序号,任务,责任单位,,完成时限\n1,建设甲,市财政局,市审计局,6月底前\n2,建设乙,市公安局,,6月底前\n"
    assert tasks(text) == [
        "1 | 建设甲 | R:市财政局 | 2031-06-30", "2 | 建设乙 | R:市公安局 | 2031-06-30",
    ]  # fmt: skip
    assert found(text) == [("unread_cell", "市审计局")]


def test_a_header_of_two_rows() -> None:
    text = "序号,任务,责任单位,,完成时限\n,,牵头单位,配合单位,\n1,建设甲,市财政局,市审计局、各区政府,6月底前\n"
    assert tasks(text) == ["1 | 建设甲 | L:市财政局 C:市审计局 C:各区政府 | 2031-06-30"]


@pytest.mark.parametrize(
    ("note", "first"),
    [
        ("注：排在第一位的为牵头部门。", "R"),
        ("注：责任单位栏中排在第一位的为牵头单位。", "L"),
        ("注：排在第一位的责任单位为牵头单位。", "L"),
    ],
)
def test_who_stands_first_leads_in_the_column_that_a_note_is_meant_for(note: str, first: str) -> None:
    """Where a column says who leads, its empty cell stays empty, unless the note speaks of the other column."""
    text = f"序号,任务,牵头单位,责任单位\n1,建设甲,市数据局,市财政局、市审计局\n2,建设乙,,市公安局、市教育局\n{note}\n"
    assert tasks(text) == [
        "1 | 建设甲 | L:市数据局 R:市财政局 R:市审计局", f"2 | 建设乙 | {first}:市公安局 R:市教育局",
    ]  # fmt: skip
    mixed = f"序号,任务,责任单位\n1,建设甲,市财政局、市审计局\n{note}\n"
    assert tasks(mixed) == ["1 | 建设甲 | L:市财政局 R:市审计局"]


@pytest.mark.parametrize(
    "text",
    [
        "序号|任务|责任单位\n1|建设甲|市财政局\n|建设乙|市审计局\n2|建设丙|市民政局\n",
        "|序号|任务|责任单位|\n|1|建设甲|市财政局|\n||建设乙|市审计局|\n|2|建设丙|市民政局|\n",
        "序号\t任务\t责任单位\n1\t建设甲\t市财政局\n\t建设乙\t市审计局\n2\t建设丙\t市民政局\n",
    ],
)
def test_a_row_whose_first_cell_is_empty(text: str) -> None:
    """A bar before it is a border only where the table's head has one, too."""
    assert tasks(text, "plan.txt") == [
        "1 | 建设甲 | R:市财政局", "1b | 建设乙 | R:市审计局", "2 | 建设丙 | R:市民政局",
    ]  # fmt: skip


def test_who_answers_may_stand_once_before_the_tasks() -> None:
    """Only where the row begins with it: amid a row an empty cell is not known to be merged."""
    text = (
        "责任单位\t序号\t任务\t时限\n市财政局\t1\t建设甲\t6月底前\n\t2\t建设乙\t9月底前\n市审计局\t3\t建设丙\t6月底前\n"
    )
    assert tasks(text, "plan.txt") == [
        "1 | 建设甲 | R:市财政局 | 2031-06-30", "2 | 建设乙 | R:市财政局 | 2031-09-30",
        "3 | 建设丙 | R:市审计局 | 2031-06-30",
    ]  # fmt: skip
    amid = "序号,责任单位,任务\n1,市财政局,建设甲\n2,,建设乙\n"
    assert tasks(amid) == ["1 | 建设甲 | R:市财政局", "2 | 建设乙"]


@pytest.mark.parametrize("column", ["单位", "科室"])
def test_a_column_of_offices_without_a_role_word_is_of_those_who_answer(column: str) -> None:
    rows = "|---|---|---|\n| 市财政局 | 建设甲 | 6月底前 |\n| 市审计局 | 建设乙 | 持续推进 |\n"
    text = f"| {column} | 任务 | 时限 |\n{rows}"
    assert tasks(text, "plan.txt") == ["1 | 建设甲 | R:市财政局 | 2031-06-30", "2 | 建设乙 | R:市审计局 | 持续推进"]
    units = f"| 指标 | {column} | 目标值 |\n| 覆盖率 | % | 95 |\n一、建设甲。（责任单位：市财政局）\n"
    assert tasks(units, "plan.txt") == ["1 | 建设甲。 | R:市财政局"]


@pytest.mark.parametrize(
    ("first", "second", "role"),
    [("牵头单位：市财政局\n", "牵头单位：市审计局\n", "L"), ("|市财政局（1项）|||\n", "|市审计局|||\n", "R")],
)
def test_who_answers_may_stand_across_the_table(first: str, second: str, role: str) -> None:
    text = f"|序号|任务|时限|\n{first}|1|建设甲|6月底前|\n{second}|2|建设乙|9月底前|\n"
    assert tasks(text, "plan.txt") == [
        f"1 | 建设甲 | {role}:市财政局 | 2031-06-30", f"2 | 建设乙 | {role}:市审计局 | 2031-09-30",
    ]  # fmt: skip


def test_a_row_whose_last_cells_are_empty() -> None:
    text = "任务\t牵头单位\t配合单位\t时限\n建设甲\t市财政局\t\t\n建设乙\t市审计局\t\t2031年6月\n"
    assert tasks(text, "plan.txt") == ["1 | 建设甲 | L:市财政局", "2 | 建设乙 | L:市审计局 | 2031-06-30"]


def test_a_row_with_a_cell_more_before_an_empty_one_at_its_end() -> None:
    """Counted by what is filled in it has the width of its head, and its prose would stand among the parties."""
    text = (
        "工作任务 | 目标和要求 | 责任单位 | 备注 |\n"
        "拓展公开内容 | 推进重点公开 | 公开规划、土地出让等信息,由主管部门制定细则 | 市规划局、市环保局 | |\n"
        "推行政策解读 | 编写解读材料 | 市司法局 | |\n"
    )
    draft = draft_document(read_document(text.encode(), "plan.txt"), year=YEAR)
    parties = [[party.printed for clause in task.clauses for party in clause.parties] for task in draft.tasks]
    assert parties == [["市规划局", "市环保局"], ["市司法局"]]
    assert "joined_cells" in {problem.code for problem in draft.problems}


# Cells on lines of their own, each up to its bar (here ; parts the lines), and what is read.
CELLS_WITH_BARS = {
    "cells merged with those above are left out": (
        "序号 |;类别 |;任务 |;分管领导 |;责任单位 |;1 |;指标 |;1.建设甲 |;张 某 |;★市财政局、税务局 |;"
        "2.建设乙 |;★市审计局 |;|||;3.建设丙 |;|;市公安局 |;||;4.建设丁 |;市教育局 |;|||;"
        "2 |;平台 |;5.建设戊 |;李某;王某 |;市民政局 |",
        ["1 | 1.建设甲 | R:市财政局 R:税务局", "1b | 2.建设乙 | R:市审计局", "1c | 3.建设丙 | R:市公安局",
         "1d | 4.建设丁 | R:市教育局", "2 | 5.建设戊 | R:市民政局"],
    ),
    "bars on their own lines, a heading": (
        "序号;|;类别;|;任务;|;分管领导;|;责任单位;|;一、平台;|;||||;1;|;指标;|;建设甲;|;张某;|;市财政局;|;"
        "建设乙;|;市审计局;|;|||;建设丙;|;市公安局;|;|||;建设丁;|;市教育局;|",
        ["1 | 建设甲 | R:市财政局", "1b | 建设乙 | R:市审计局", "1c | 建设丙 | R:市公安局",
         "1d | 建设丁 | R:市教育局"],
    ),
    "a lead that stands once, parts of projects, a head of two levels": (
        "序号 |;牵头单位 |;项目数量 |;项目名称 |;业主单位 |;进展情况 |;||;前期手续 |;形象进度 |;||||||;"
        "1 |;市住建局 |;（2个） |;（一）道路甲 |;市城投 |;已完工 |;||;（二）道路乙 |;东州街道 |;已完工 |;|||||;"
        "2 |;市教育局 |;（1个） |;（一）学校丙 |;市教育局 |;已完工 |;||",
        ["1 | （一）道路甲 | L:市住建局 R:市城投", "1b | （二）道路乙 | L:市住建局 R:东州街道",
         "2 | （一）学校丙 | L:市教育局 R:市教育局"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CELLS_WITH_BARS)
def test_cells_on_lines_of_their_own_that_end_with_bars(what: str) -> None:
    """A page shows a table so; the bars of cells that are merged with those above end the row."""
    text, expected = CELLS_WITH_BARS[what]
    assert tasks(text.replace(";", "\n"), "plan.txt") == expected
    assert found(text.replace(";", "\n"), "plan.txt") == []


def test_two_rows_whose_bars_may_be_those_of_one_are_not_joined() -> None:
    rows = "".join(
        f"{at} |\n建设{at} |\n市财政局 |\n2031年 |\n推广{at} |\n市审计局 |\n2031年 |\n|\n" for at in (1, 2, 3)
    )
    expected = [f"{at}{part}" for at in (1, 2, 3) for part in ("", "b")]
    text = f"序号 |\n任务 |\n责任单位 |\n时限 |\n{rows}"
    assert [line.partition(" ")[0] for line in tasks(text, "plan.txt")] == expected
    text = text.replace("\n市审计局 |\n2031年 |\n|\n", "\n市审计局 |\n||\n")
    assert [line.partition(" ")[0] for line in tasks(text, "plan.txt")] == expected


def test_a_row_that_is_not_read_leads_none_of_those_below() -> None:
    text = (
        "序号 |\n牵头单位 |\n项目名称 |\n业主单位 |\n1 |\n市住建局 |\n道路甲 |\n市城投 |\n"
        "学校乙 |\n楼丙 |\n东州甲公司（由市财政局代建） |\n|\n道路丁 |\n市水务局 |\n||\n"
        "道路戊 |\n市公安局 |\n||\n道路己 |\n市民政局 |\n||\n"
    )
    assert tasks(text, "plan.txt") == [
        "1 | 道路甲 | L:市住建局 R:市城投",
        "1b | 学校乙 楼丙 东州甲公司（由市财政局代建）",
        "1c | 道路丁 | R:市水务局",
        "1d | 道路戊 | R:市公安局",
        "1e | 道路己 | R:市民政局",
    ]
    assert [code for code, _ in found(text, "plan.txt")] == ["misfit"]
