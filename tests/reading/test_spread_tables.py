"""Tables that lost the lines between their cells: columns parted by spaces, a cell on each line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width

import pytest
from hypothesis import example, given, settings, strategies as st

from egovtrack.draft import TaskDraft
from egovtrack.errors import BadInput
from egovtrack.reading import draft_text
from tests.reading.test_styles import shown

HEADER = ("序号", "重点任务", "牵头单位", "责任单位", "完成时限")
TITLE = "2031年海滨市重点任务分工表\n"
Rows = Sequence[Sequence[str]]


def tabbed(rows: Rows) -> str:
    return TITLE + "\n".join("\t".join(row) for row in rows) + "\n"


def aligned(rows: Rows) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("".join(cell.ljust(width + 1, "\u3000") for cell, width in zip(row, widths, strict=True)) for row in rows)
    return TITLE + "\n".join(lines) + "\n"


def wide(rows: Rows) -> str:
    return TITLE + "\n".join("   ".join(filter(None, row)) for row in rows) + "\n"


def narrow(rows: Rows) -> str:
    return TITLE + "\n".join(" ".join(filter(None, row)) for row in rows) + "\n"


def stacked(rows: Rows) -> str:
    return TITLE + "\n\n".join("\n".join(filter(None, row)) for row in rows) + "\n"


def barred(rows: Rows) -> str:
    return TITLE + "\n|\n".join("\n|\n".join(filter(None, row)) for row in rows) + "\n|\n"


LAYOUTS = (aligned, wide, narrow, stacked, barred)
words = st.sampled_from(["建设数据平台", "推进一网通办改革", "完善制度，做好宣传", "开展“清风”行动", "优化流程"])
names = st.sampled_from(["市财政局", "市数据局", "各区政府", "市教委", "市城投公司"])
offices = st.lists(names, min_size=1, max_size=3, unique=True).map("、".join)
times = st.sampled_from(["6月底前", "2031年9月", "持续推进", "2031-12-31", ""])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_whole_table_reads_as_with_its_lines(layout: Callable[[Rows], str]) -> None:
    rows = [
        HEADER,
        ("1", "建设数据平台", "市数据局", "市财政局、各区政府", "6月底前"),
        ("2", "推进一网通办改革，做好宣传", "市政务办", "市教委", "持续推进"),
        ("3", "优化流程", "市司法局", "市政府有关部门", "2031-12-31"),
    ]
    draft = draft_text(layout(rows))
    assert shown(draft) == shown(draft_text(tabbed(rows)))
    assert not draft.problems


@given(
    st.lists(st.tuples(words, st.one_of(offices, st.just("")), offices, times), min_size=1, max_size=4),
    st.sampled_from(LAYOUTS),
)
def test_what_is_not_plain_is_reported_and_nobody_is_invented(rows: Rows, layout: Callable[[Rows], str]) -> None:
    """With cells left out a row is read as the table has it, or it is said that it was not read."""
    table = [HEADER, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    clean, draft = draft_text(tabbed(table)), draft_text(layout(table))
    assert [task.ref for task in draft.tasks] == [task.ref for task in clean.tasks]
    for task, wanted in zip(draft.tasks, clean.tasks, strict=True):
        assert "".join(wanted.wording.split()) in "".join(task.wording.split())
        if task.clauses:
            assert parties(task) == parties(wanted)
            (clause,) = task.clauses
            assert all(
                draft.document.text[each.place.start : each.place.end] == each.printed for each in clause.parties
            )
        else:
            assert any(each.code == "misfit" and each.place == task.place for each in draft.problems)


def parties(task: TaskDraft) -> list[tuple[str, str]]:
    return [(party.role, party.name) for clause in task.clauses for party in clause.parties]


def test_headings_between_rows_a_wrapped_cell_and_what_stands_below() -> None:
    text = """任务分工表
序号 重点任务 责任单位 完成时限
一、平台
1 建设数据平台 市数据局 6月底前
并做好推广
二、改革
2 推进一网通办 市政务办、市科 9月底前
技局
3 优化流程 市司法局 9月底前
请各部门抓好落实，按季度报送。
"""
    draft = draft_text(text)
    assert [line.replace("\n", "/") for line in shown(draft)] == [
        "1 | 建设数据平台/并做好推广 | R:市数据局 | 6月底前",
        "2 | 推进一网通办/市政务办、市科/9月底前/技局 | 9月底前",
        "3 | 优化流程 | R:市司法局 | 9月底前",
    ]
    assert [section.title for section in draft.sections] == ["平台", "改革"]
    assert [(each.code, each.line) for each in draft.problems if each.code != "no_year"] == [
        ("misfit", 7),
        ("no_party", 7),
        ("unread_text", 10),
    ]


def test_where_a_task_comes_from_is_no_part_of_it() -> None:
    table = "序号\t任务来源\t任务内容\t责任单位\n1\t市政府\t建设甲\t市财政局\n2\t市政府\t建设乙\t市教育局\n"
    assert [task.text for task in draft_text(table).tasks] == ["建设甲", "建设乙"]


def test_a_name_broken_behind_what_is_one_by_itself() -> None:
    """各乡 ends as names do, and so does 镇人民政府: they are one."""
    cells = "序号 任务 责任单位 完成时限 1 建设甲 市财政局、各乡 镇人民政府 6月底前 2 建设乙 市教育局 9月底前"
    clause = draft_text(cells.replace(" ", "\n")).tasks[0].clauses[0]
    assert [party.name for party in clause.parties] == ["市财政局", "各乡镇人民政府"]


def test_a_broken_list_in_columns_of_blanks_is_not_read_as_two_rows() -> None:
    text = "序号  任务  责任单位\n1  建设甲  市数据局、\n   推广甲  市司法局\n2  建设乙  市审计局\n"
    draft = draft_text(TITLE + text)
    assert [(task.ref, bool(task.clauses)) for task in draft.tasks] == [("1", False), ("2", True)]
    assert ("misfit", 3) in [(each.code, each.line) for each in draft.problems]


def test_headings_in_a_row_and_lists_that_a_full_stop_ends() -> None:
    text = (
        "2031年工作安排\n序号\n任务\n主要责任单位\n协同配合单位\n一、平台\n1\n建设甲\n市数据局\n市司法局、各区政府。\n"
        "二、改革\n三、保障\n2\n推进乙\n市财政局\n市审计局。\n"
    )
    assert shown(draft_text(text)) == [
        "1 | 建设甲 | R:市数据局 C:市司法局 C:各区政府",
        "2 | 推进乙 | R:市财政局 C:市审计局",
    ]


def test_a_row_broken_where_blanks_part_the_columns_is_a_misfit() -> None:
    text = (
        "2031年重点工作责任清单\n序号 2031年重点工作任务 牵头领导 牵头责任单位 主体责任单位 配合责任单位 工作评价\n"
        "81 建设甲平台,方便群众办事。 汪某 县数据局 各乡镇\n县开发区\n县直有关单位 达到时序进度 加强人员培训\n"
        "85 新增乙2所以上。 吴某 县财政局 有关乡镇 县直有关单位 已完成 完成备案工作\n"
    )
    draft = draft_text(text)
    assert [(task.ref, parties(task)) for task in draft.tasks] == [
        ("81", []), ("85", [("lead", "县财政局"), ("responsible", "有关乡镇"), ("cooperate", "县直有关单位")]),
    ]  # fmt: skip
    assert [problem.code for problem in draft.problems].count("misfit") == 1


def test_a_signature_below_is_no_cell_of_the_last_row() -> None:
    text = """任务分工表
序号
任务
责任单位
完成时限
1
建设甲
市财政局
6月底前
2
建设乙
市审计局
海滨市人民政府办公室
2031年2月3日
"""
    assert shown(draft_text(text)) == ["1 | 建设甲 | R:市财政局 | 2031-06-30", "2 | 建设乙 | R:市审计局"]


@pytest.mark.parametrize("last", ["市财政局", "市财政局\n续建", "市直有关部门\n续建"])
@pytest.mark.parametrize("below", ["请各部门抓好落实。", "各部门要抓好落实。"])
def test_what_offices_are_told_below_a_table_is_no_office(last: str, below: str) -> None:
    text = f"{TITLE}序号\n类别\n任务\n责任单位\n备注\n1\n民生\n建设甲\n市教育局\n新建\n2\n建设乙\n{last}\n{below}\n"
    office, *_ = last.split()
    assert shown(draft_text(text)) == ["1 | 建设甲 | R:市教育局", f"2 | 建设乙 | R:{office}"]


# Tables with a cell on each line (here parted by /), and what is read.
STACKED = {
    "nobody cooperates alone: an office by itself leads": (
        "序号/任务/牵头单位/配合单位/完成时限/1/建设甲/市数据局/6月底前/2/推进乙/市司法局/市审计局、各区政府/持续推进",
        ["1 | 建设甲 | L:市数据局 | 2031-06-30", "2 | 推进乙 | L:市司法局 C:市审计局 C:各区政府 | 持续推进"],
    ),
    "the head is wrapped": (
        "序号/重点/任务/牵头/单位/配合/单位/完成/时/限/1/建设甲/市数据局/市财政局/6月底前",
        ["1 | 建设甲 | L:市数据局 C:市财政局 | 2031-06-30"],
    ),
    "the head names no number": (
        "任务/责任单位/完成时限/1/建设甲/市数据局/6月底前/2/推进乙/市司法局",
        ["1 | 建设甲 | R:市数据局 | 2031-06-30", "2 | 推进乙 | R:市司法局"],
    ),
    "the head names no time": (
        "序号/任务/牵头单位/1/建设甲/市数据局/6月底前/2/推进乙/市司法局/持续推进",
        ["1 | 建设甲 | L:市数据局 | 2031-06-30", "2 | 推进乙 | L:市司法局 | 持续推进"],
    ),
    "rows without numbers, an empty cell, a signature": (
        "工作任务/牵头单位/配合单位/完成时限/一、平台/建设甲/市数据局/市财政局/6月底前/推进乙/市司法局/持续推进"
        "/海滨市人民政府办公室/2031年2月3日",
        ["1 | 建设甲 | L:市数据局 C:市财政局 | 2031-06-30", "2 | 推进乙 | L:市司法局 | 持续推进"],
    ),
    "sentences between the time and who answers": (
        "序号/项目/完成时间/工作内容/责任单位/协助单位/1/建设甲/6月底前/建成甲平台，完善机制。/市数据局、市司法局/各区政府"
        "/2/推进乙/2031年/归集乙数据。/市财政局/市审计局",
        ["1 | 建设甲/建成甲平台，完善机制。 | R:市数据局 R:市司法局 C:各区政府 | 2031-06-30",
         "2 | 推进乙/归集乙数据。 | R:市财政局 C:市审计局 | 2031-12-31"],
    ),
    "cells of several lines": (
        "序号/任务/牵头单位/配合单位/1/建设甲，完善机制，/推进应用/市数据局/市财政局、/市审计局、各县（市、/区）/2"
        "/推进乙/年内建成3个平台/市人力资源社会保/障局/市司法局",
        ["1 | 建设甲，完善机制，推进应用 | L:市数据局 C:市财政局 C:市审计局 C:各县（市、区）",
         "2 | 推进乙/年内建成3个平台 | L:市人力资源社会保障局 C:市司法局 | 2031-12-31"],
    ),
    "names each on a line": (
        "序号/任务/责任单位/1/建设甲/市数据局/市财政局/2/推进乙/市司法局/各区政府",
        ["1 | 建设甲 | R:市数据局 R:市财政局", "2 | 推进乙 | R:市司法局 R:各区政府"],
    ),
    "a category, now and then": (
        "序号/类别/任务/责任单位/1/平台/建设甲/市数据局/2/建设乙/市财政局",
        ["1 | 建设甲 | R:市数据局", "2 | 建设乙 | R:市财政局"],
    ),
    "a number for several rows, the head again, page numbers": (
        "序号/任务/责任单位/完成时限/1/建设甲/市数据局/6月底前/推广甲/市财政局/— 3 —/9月底前"
        "/序号/任务/责任单位/完成时限/2/推进乙/市司法局/持续推进/注：按季度报送。",
        ["1 | 建设甲 | R:市数据局 | 2031-06-30", "1b | 推广甲 | R:市财政局 | 2031-09-30",
         "2 | 推进乙 | R:市司法局 | 持续推进"],
    ),
    "numbers in characters, persons beside offices": (
        "序号/任务/责任单位及责任人/完成时限/一/建设甲/市数据局 张三/6月底前/二/推进乙/市司法局/持续推进",
        ["1 | 建设甲 | R:市数据局 | 2031-06-30", "2 | 推进乙 | R:市司法局 | 持续推进"],
    ),
    "a table under each heading": (
        "一、平台/序号/任务/责任单位/1/建设甲/市数据局/2/建设乙/市财政局/二、改革/序号/任务/责任单位/3/推进丙/市司法局",
        ["1 | 建设甲 | R:市数据局", "2 | 建设乙 | R:市财政局", "3 | 推进丙 | R:市司法局"],
    ),
    "groups below a leader, labels of another level, numbers with a mark": (
        "序号/重点任务（2项）/责任单位/（一）张某副市长牵头工作/1/建设甲/市数据局、市商务局（市粮食局）/省牵头单位：省数据局/（二）李某牵头工作/2*/推进乙/市司法局",
        ["1 | 建设甲 | R:市数据局 R:市商务局（市粮食局） R:省数据局", "2 | 推进乙 | R:市司法局"],
    ),
    "what was done behind who answers, heads with blanks and months, empty cells": (
        "序号 |/任务 |/分管 领导 |/牵头 单位 |/协同单位 |/1-10月推进情况 |/说明 |/"
        "24 |/建设甲。 |/张某某 |/市财政局 |/市数据局 |/已开工。 |/||/"
        "25 |/推进乙。 |/李某某 |/市司法局 |/各街道 |/正在推进,完成选址。 |/资金不足。",
        ["24 | 建设甲。 | L:市财政局 C:市数据局", "25 | 推进乙。 | L:市司法局 C:各街道"],
    ),
    "names and times broken anywhere": (
        "序号/任务/牵头单位/配合单位/完成时限/1/建设甲/市行政审批服/务局/市公安局、市民政局、市/住房城乡建设局/2031年12/月"
        "/2/推进乙/市司法局/市人力资源和社会/保障局、市审计局/2031年/6月底前",
        ["1 | 建设甲 | L:市行政审批服务局 C:市公安局 C:市民政局 C:市住房城乡建设局 | 2031-12-31",
         "2 | 推进乙 | L:市司法局 C:市人力资源和社会保障局 C:市审计局 | 2031-06-30"],
    ),
    "a head of two levels": (
        "序号/任务/责任分工/完成时限/牵头单位/配合单位/1/建设甲/市数据局/市财政局/6月底前/2/推进乙/市司法局/市审计局/持续推进",
        ["1 | 建设甲 | L:市数据局 C:市财政局 | 2031-06-30", "2 | 推进乙 | L:市司法局 C:市审计局 | 持续推进"],
    ),
    "without numbers, cells broken anywhere": (
        "任务/牵头单位/责任单位/完成时限/建设甲，全年新增/平台3个/。/市公安局/市财政局、市卫生/健康委、市/市场监管局/2031年12月"
        "/推进乙/市司法局/市数据局/全年",
        ["1 | 建设甲，全年新增/平台3个。 | L:市公安局 R:市财政局 R:市卫生健康委 R:市市场监管局 | 2031-12-31",
         "2 | 推进乙 | L:市司法局 R:市数据局 | 2031-12-31"],
    ),
    "who answers stands once, before several tasks": (
        "责任单位/序号/任务/时限/市数据局、市/政府办公室/1/建设甲/6月底前/2/推进乙/9月底前/市司法局/3/完善丙/持续推进",
        ["1 | 建设甲 | R:市数据局 R:市政府办公室 | 2031-06-30", "2 | 推进乙 | R:市数据局 R:市政府办公室 | 2031-09-30",
         "3 | 完善丙 | R:市司法局 | 持续推进"],
    ),
    "words of time in the words, an office called by its place": (
        "序号/任务/目标/责任单位/完成时限/1/优化服务，全年新增高频事项30项以上。/6月底完成选址/高新区管委会/长期坚持"
        "/2/推进乙/推广应用/市司法局/全年",
        ["1 | 优化服务，全年新增高频事项30项以上。/6月底完成选址 | R:高新区管委会 | 长期坚持",
         "2 | 推进乙/推广应用 | R:市司法局 | 2031-12-31"],
    ),
    "offices without a level, counted regions, a category that no row has": (
        "序号/项目/类别/具 体 内 容/牵头/部门/相关责任部门/完成/时间/8/推进甲/教育局/13个街道、镇/2031年"
        "/9/扩建乙/机管局/教育局、建设交通委、人口计生委等相关部门,各街道、镇/2031年/10/深化丙/教育局/相关部门/2031年",
        ["8 | 推进甲 | L:教育局 R:13个街道、镇 | 2031-12-31",
         "9 | 扩建乙 | L:机管局 R:教育局… R:建设交通委… R:人口计生委… R:相关部门… R:各街道、镇 | 2031-12-31",
         "10 | 深化丙 | L:教育局 R:相关部门 | 2031-12-31"],
    ),
    "cells that begin with short names": (
        "序号/任务/时限/牵头单位/配合单位/1/推进甲/5月底/人社局/工会、妇联/2/推进乙/9月底/水利局/各镇、街道",
        ["1 | 推进甲 | L:人社局 C:工会 C:妇联 | 2031-05-31", "2 | 推进乙 | L:水利局 C:各镇、街道 | 2031-09-30"],
    ),
    "roles without 单位 beside a time": (
        "序号/任务/牵头/配合/时限/1/建设甲/市数据局/市公安局/6月底/2/建设乙/市民政局/市残联、团市委/9月底",
        ["1 | 建设甲 | L:市数据局 C:市公安局 | 2031-06-30", "2 | 建设乙 | L:市民政局 C:市残联 C:团市委 | 2031-09-30"],
    ),
    "blanks in the names of columns, labels in some cells": (
        "序 号/任 务/责 任 单 位/时 限/1/发展甲/牵头单位：商务局/配合单位：文旅局、公安局/8月底前/2/举办乙/商务局/10月",
        ["1 | 发展甲 | L:商务局 C:文旅局 C:公安局 | 2031-08-31", "2 | 举办乙 | R:商务局 | 2031-10-31"],
    ),
    "who carries it out, a remark now and then": (
        "序号/实施项目/实施单位/完成时限/备注/1/甲中心建设/文体局/2031年12月/续建/2/乙水厂扩建/水务集团/2031年6月",
        ["1 | 甲中心建设 | R:文体局 | 2031-12-31", "2 | 乙水厂扩建 | R:水务集团 | 2031-06-30"],
    ),
    "parts of a task below its number, a person above an office": (
        "序号/任务/措施/责任人/牵头科室/1/优化甲/（1）推行乙/王刚/办公室/（2）免费丙/李强/综合科/2/优化丁/推行戊/赵丽/法规科",
        ["1 | 优化甲/（1）推行乙 | L:办公室", "1b | （2）免费丙 | L:综合科", "2 | 优化丁/推行戊 | L:法规科"],
    ),
    "offices in a column of others": (
        "序号/目标/责任部门/相关部门/年限/1/就业率达到95%/人社局/教育局/2031年/2/覆盖率达到98%/医保局/残联/2032年",
        ["1 | 就业率达到95% | R:人社局 | 2031-12-31", "2 | 覆盖率达到98% | R:医保局 | 2032-12-31"],
    ),
    "the title again with the head, a column of others at the end": (
        "序号/项目/实施主体/监管部门/1/新建甲/职业学院/教育局/2031年海滨市重点任务分工表"
        "/序号/项目/实施主体/监管部门/2/新建乙/市人民医院/卫健局",
        ["1 | 新建甲 | R:职业学院", "2 | 新建乙 | R:市人民医院"],
    ),
    "sentences, an office of the market, a single office in the last row": (
        "序号/任务/牵头单位/配合单位/1/深化甲。/推行乙。/行政审批局/市场监管局/2/培训丙。/教育局/党校",
        ["1 | 深化甲。/推行乙。 | L:行政审批局 C:市场监管局", "2 | 培训丙。 | L:教育局 C:党校"],
    ),
    "a bracket that is never closed": (
        "序号/任务/当前进度/牵头单位/备注/1/建设甲/80%(乙镇滞后/市财政局/续建/2/推进丙/95%/市审计局/续建"
        "/3/推进丁/(戊镇/市公安局/续建",
        ["1 | 建设甲 | L:市财政局", "2 | 推进丙 | L:市审计局", "3 | 推进丁 | L:市公安局"],
    ),
    "a bracket around a whole name": (
        "序号/任务/责任单位/1/建设甲/市财政局（/市国资委）、/市公安局/2/推进乙/市教育局",
        ["1 | 建设甲 | R:市财政局（市国资委） R:市公安局", "2 | 推进乙 | R:市教育局"],
    ),
    "what is built ends as names of offices do": (
        "序号/类别/项目/内容/牵头单位/协同单位/1/健康/新（改）建村卫生室/新（改）建村卫生室80家。/市卫健局/各镇"
        "/2/献血屋建设/建设献血屋1个。/市卫健局/市财政局/3/便民/迁建市政务服务中心。/开工建设老年大学。/市数据局/市民政局",
        ["1 | 新（改）建村卫生室/新（改）建村卫生室80家。 | L:市卫健局 C:各镇",
         "2 | 献血屋建设/建设献血屋1个。 | L:市卫健局 C:市财政局",
         "3 | 迁建市政务服务中心。/开工建设老年大学。 | L:市数据局 C:市民政局"],
    ),
    "who answers stands first": (
        "序号/责任单位/任务/1/市数据局/建设甲/2/市司法局/推进乙",
        ["1 | 建设甲 | R:市数据局", "2 | 推进乙 | R:市司法局"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STACKED)
def test_a_cell_on_each_line(what: str) -> None:
    text, expected = STACKED[what]
    draft = draft_text(TITLE + text.replace("/", "\n"))
    assert [line.replace("\n", "/") for line in shown(draft)] == expected
    assert {each.code for each in draft.problems} <= {"unused_date", "starts_late"}
    for party in (party for task in draft.tasks for clause in task.clauses for party in clause.parties):
        printed = draft.document.text[party.place.start : party.place.end]
        assert printed.replace("\n", "") == party.printed


@pytest.mark.parametrize(
    "row",
    [
        "建设甲/市数据局/6月底前",
        "建设甲/市数据局/市财政局/6月底前",
        "建设甲/市数据局/市财政局/市审计局/市公安局/6月底前",
    ],
)
def test_who_of_several_columns_is_meant_is_not_guessed(row: str) -> None:
    head = "序号/任务/牵头单位/责任单位/配合单位/完成时限"
    draft = draft_text(f"{TITLE}{head}/1/{row}/2/推进乙/市司法局/市教育局/市公安局/持续推进".replace("/", "\n"))
    assert [bool(task.clauses) for task in draft.tasks] == [False, True]
    assert ("misfit", 8) in [(each.code, each.line) for each in draft.problems]


# Tables in one line, and what is read.
UNPARTED = {
    "all is lost": (
        "序号重点任务牵头单位责任单位完成时限1建设甲平台市发展改革委市财政局6月底前2推进乙应用市数据局市教育局、市民政局持续推进"
        "3完善丙机制市司法局各县（市、区）政府2031-11-304优化丁市审计局市公安局",
        ["1 | 建设甲平台 | L:市发展改革委 R:市财政局 | 2031-06-30",
         "2 | 推进乙应用 | L:市数据局 R:市教育局 R:市民政局 | 持续推进",
         "3 | 完善丙机制 | L:市司法局 R:各县（市、区）政府 | 2031-11-30", "4 | 优化丁 | L:市审计局 R:市公安局"],
    ),
    "with the title, figures in the words, headings and notes": (
        "2031年任务表序号任务责任单位时限备注一、平台1新建基站300个，覆盖120个村市数据局、市财政局2031年6月续建"
        "2推进3个试点市教育局"
        "年底前二、改革3开展2031年专项治理市司法局9月底前",
        ["1 | 新建基站300个，覆盖120个村 | R:市数据局 R:市财政局 | 2031-06-30",
         "2 | 推进3个试点 | R:市教育局 | 2031-12-31",
         "3 | 开展2031年专项治理 | R:市司法局 | 2031-09-30"],
    ),
    "blanks for line ends, who answers first": (
        "责任单位 序号 任务 完成时限 市数据局 1 建设甲 6月底前 2 推进乙 持续推进 市司法局 3 完善丙 9月底前",
        ["1 | 建设甲 | R:市数据局 | 2031-06-30", "2 | 推进乙 | R:市数据局 | 持续推进",
         "3 | 完善丙 | R:市司法局 | 2031-09-30"],
    ),
    "a note below it": (
        "序号 任务 责任单位 完成时限 1 推进甲 市教育局、市财政局 6月底前 2 建设乙 市数据局 12月底前 "
        "注：排在第一位的为牵头单位。",
        ["1 | 推进甲 | L:市教育局 R:市财政局 | 2031-06-30", "2 | 建设乙 | R:市数据局 | 2031-12-31"],
    ),
    "a note right behind the last row": (
        "序号任务责任单位完成时限1推进甲市教育局6月底前2建设乙市数据局12月底前注：按季度报送进展。",
        ["1 | 推进甲 | R:市教育局 | 2031-06-30", "2 | 建设乙 | R:市数据局 | 2031-12-31"],
    ),
    "blanks for line ends": (
        "序号 任务 牵头单位 责任单位 完成时限 1 建设甲 市数据局 市财政局、市审计局 6月底前 "
        "2 推进乙 市司法局 各县（区）政府 持续推进",
        ["1 | 建设甲 | L:市数据局 R:市财政局 R:市审计局 | 2031-06-30",
         "2 | 推进乙 | L:市司法局 R:各县（区）政府 | 持续推进"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", UNPARTED)
def test_a_table_in_one_line(what: str) -> None:
    text, expected = UNPARTED[what]
    draft = draft_text(TITLE + text)
    assert shown(draft) == expected
    assert {each.code for each in draft.problems} <= {"no_year"}
    assert "".join(draft.document.text[b.place.start : b.place.end] for b in draft.blocks) == draft.document.text
    for at, task in enumerate(draft.tasks):
        own = [
            draft.document.text[b.place.start : b.place.end] for b in draft.blocks if (b.kind, b.item) == ("task", at)
        ]
        assert f"{task.number}" in "".join(own)


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("1建设市服务中心市数据局6月底前", "what is built, or who answers"),
        ("1推进乙应用教育局6月底前", "where the name begins"),
        ("1推进乙应用司法局市财政局6月底前", "whether one of two begins in the words"),
        ("1推进乙应用市教育局市财政局6月底前", "two offices without a sign"),
        ("1推进乙应用市教育局供电公司6月底前", "one name, or two"),
        ("1推进乙应用各镇（街道）财政局6月底前", "one name, or two"),
        ("1推进乙应用县委宣传部财政局6月底前", "one name, or two"),
    ],
)
def test_nobody_is_read_where_a_table_in_one_line_can_be_parted_in_several_ways(row: str, doubt: str) -> None:
    draft = draft_text(f"{TITLE}序号任务责任单位时限{row}2完善丙市审计局持续推进")
    assert [(task.number, bool(task.clauses)) for task in draft.tasks] == [(1, False), (2, True)], doubt
    assert {("misfit", 2), ("no_party", 2)} & {(each.code, each.line) for each in draft.problems}


def test_a_row_that_names_nobody_keeps_its_time() -> None:
    text = "序号/任务/牵头单位/完成时限/1/建设甲/市数据局/6月底前/2/推进乙/2031年9月/3/完善丙/市司法局/持续推进"
    draft = draft_text(TITLE + text.replace("/", "\n"))
    assert shown(draft)[1] == "2 | 推进乙 | 2031-09-30"
    assert [(each.code, each.line) for each in draft.problems] == [("no_party", 10)]


@pytest.mark.parametrize("second", ["推广乙。/12月底前", "开工建设乙楼。/年底前"])
def test_a_part_of_a_row_that_names_nobody_takes_nothing_from_the_other(second: str) -> None:
    text = f"序号/任务/责任单位/完成时限/1/开工建设甲楼。/市民政局/5月底前动工/{second}/2/完善丙/市司法局/持续推进"
    draft = draft_text(TITLE + text.replace("/", "\n"))
    words, _ = second.split("/")
    assert shown(draft) == [
        "1 | 开工建设甲楼。 | R:市民政局 | 2031-05-31", f"1b | {words} | 2031-12-31",
        "2 | 完善丙 | R:市司法局 | 持续推进",
    ]  # fmt: skip
    assert [(each.code, each.line) for each in draft.problems] == [("no_party", 10)]


def test_a_part_of_a_row_that_names_others_than_the_first_is_not_guessed() -> None:
    text = "序号/任务/牵头单位/配合单位/1/建设甲/市民政局/市数据局/推广乙/市财政局/2/完善丙/市司法局/市审计局"
    draft = draft_text(TITLE + text.replace("/", "\n"))
    assert [bool(task.clauses) for task in draft.tasks] == [False, True]


def test_a_broken_name_that_may_also_end_the_words_is_not_guessed() -> None:
    text = "序号/任务/责任单位/1/建设甲/市人力资源社会/保障局/2/推进乙/{}/3/推进丙/{}"
    draft = draft_text(TITLE + text.format("市司法局", "市审计局").replace("/", "\n"))
    assert shown(draft)[0] == "1 | 建设甲 | R:市人力资源社会保障局"  # others show their level, too
    draft = draft_text(TITLE + text.format("司法局", "审计局").replace("/", "\n"))
    assert shown(draft)[:2] == ["1 | 建设甲\n市人力资源社会\n保障局", "2 | 推进乙 | R:司法局"]
    assert ("misfit", 5) in [(each.code, each.line) for each in draft.problems]


def test_the_head_of_a_table_in_one_line_that_is_not_read_is_reported() -> None:
    head = "序号项目名称主要内容区政府分管领导牵头单位配合单位"
    rows = "1增加学位新建学校何某教育局经开区各街道2促进就业开展培训李某人社局各街道"
    text = f"一、2031年某市实事{head}{rows}\n二、建设乙。（市审计局负责）\n"
    problems = draft_text(text).problems
    assert head in [problem.excerpt for problem in problems if problem.code == "unread_clause"]


def test_prose_is_no_table() -> None:
    text = "任务分工\n一、重点工作 责任分工 进度安排\n1.建设甲 乙 丙。（责任单位：市审计局）\n"
    assert shown(draft_text(text)) == ["1 | 建设甲 乙 丙。 | R:市审计局"]


@pytest.mark.parametrize("sign", ["{}.", "{}、", "（{}）", "{}．"])
def test_numbers_may_have_a_sign(sign: str) -> None:
    rows = "".join(f"{sign.format(n)}\n建设第{n}个平台\n市数据局\n6月底前\n" for n in (1, 2))
    assert shown(draft_text(f"2031年任务分工表\n序号\n任务\n责任单位\n完成时限\n{rows}")) == [
        "1 | 建设第1个平台 | R:市数据局 | 2031-06-30", "2 | 建设第2个平台 | R:市数据局 | 2031-06-30",
    ]  # fmt: skip


def padded(rows: Rows, wide: str = "WFA") -> str:
    """The columns stand below one another where a Chinese character, and perhaps a quotation mark, is two wide."""
    widths = [max(width_of(row[column], wide) for row in rows) for column in range(len(rows[0]))]
    return TITLE + "".join(
        "".join(cell + " " * (width + 3 - width_of(cell, wide)) for cell, width in zip(row, widths, strict=True)) + "\n"
        for row in rows
    )


def width_of(text: str, wide: str) -> int:
    return sum(1 + (east_asian_width(sign) in wide) for sign in text)


@given(
    st.lists(st.tuples(words, st.one_of(offices, st.just("")), offices, times), min_size=1, max_size=4),
    st.sampled_from(["WF", "WFA"]),
)
def test_columns_that_stand_below_one_another_are_plain_though_cells_are_empty(rows: Rows, wide: str) -> None:
    table = [HEADER, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    draft = draft_text(padded(table, wide))
    assert shown(draft) == shown(draft_text(tabbed(table)))
    assert not draft.problems


BOX = ("┌┬┐", "├┼┤", "└┴┘", "─", "│")
FENCE = ("+++", "+++", "+++", "-", "|")


def drawn(rows: Rows, signs: Sequence[str], most: int) -> str:
    """A table drawn with signs, its cells wrapped at a number of characters."""
    widths = [2 * min(max(len(row[column]) for row in rows), most) for column in range(len(rows[0]))]

    def border(left: str, inner: str, right: str) -> str:
        return left + inner.join(signs[3] * width for width in widths) + right + "\n"

    def row(cells: Sequence[str]) -> str:
        parts = [[cell[at : at + most] for at in range(0, len(cell), most)] for cell in cells]
        lines = zip_longest(*parts, fillvalue="") if any(parts) else []
        padded = (
            [part + " " * (width - width_of(part, "WFA")) for part, width in zip(line, widths, strict=True)]
            for line in lines
        )
        return "".join(signs[4] + signs[4].join(line) + signs[4] + "\n" for line in padded)

    return TITLE + border(*signs[0]) + border(*signs[1]).join(map(row, rows)) + border(*signs[2])


@given(
    st.lists(st.tuples(words, st.one_of(offices, st.just("")), offices, times), min_size=1, max_size=4),
    st.sampled_from([BOX, FENCE]),
    st.integers(5, 30),
)
def test_a_drawn_table_reads_as_with_its_lines(rows: Rows, signs: Sequence[str], most: int) -> None:
    table = [HEADER, *((str(number), *row) for number, row in enumerate(rows, start=1))]
    draft = draft_text(drawn(table, signs, most))
    assert shown(draft) == shown(draft_text(tabbed(table)))
    assert not draft.problems
    assert "".join(draft.document.text[b.place.start : b.place.end] for b in draft.blocks) == draft.document.text


DRAWN = {
    "a title, a heading and a merged number": (
        """┌─────────────────┐
│2031年任务分工表 │
├────┬──────┬─────┤
│序号│任务  │责任 │
│    │      │单位 │
├────┴──────┴─────┤
│一、平台         │
├────┬──────┬─────┤
│    │建设甲│市财 │
│    │      │政局 │
│ 1  ├──────┼─────┤
│    │建设乙│市审 │
│    │      │计局 │
├────┼──────┼─────┤
│ 2  │建设丙│市公 │
│    │      │安局 │
└────┴──────┴─────┘
""",
        ["1 | 建设甲 | R:市财政局", "1b | 建设乙 | R:市审计局", "2 | 建设丙 | R:市公安局"],
    ),
    "cells that end at different heights, with △ parts": (
        """┌──────┬────┬────────┬────┐
│ 工作 │分管│牵头单位│时限│
│ 任务 │领导│        │    │
├──────┼────┼────────┼────┤
│建设甲│张三│市财政局│6月 │
├──────┤    │、市审计│底前│
│△完善│    │局、各县│    │
│ 乙   │    │（市、区│    │
│△推进│    │）政府  │    │
├──────┤    ├────────┤    │
│建设丙│    │市公安局│    │
└──────┴────┴────────┴────┘
""",
        [
            "1 | 建设甲/△完善乙△推进 | L:市财政局 L:市审计局 L:各县（市、区）政府 | 2031-06-30",
            "2 | 建设丙 | L:市公安局 | 2031-06-30",
        ],
    ),
    "no lines between rows": (
        """+------+--------+------------+
| 序号 | 任务   | 责任单位   |
+======+========+============+
| 1    | 建设甲 | 市财政局、 |
|      | 并推广 | 市审计局   |
| 2    | 建设乙 | 市政府     |
|      |        | 办公室     |
|      | 建设丙 | 市公安局   |
+------+--------+------------+
""",
        ["1 | 建设甲并推广 | R:市财政局 R:市审计局", "2 | 建设乙 | R:市政府办公室", "2b | 建设丙 | R:市公安局"],
    ),
    "names below one another": (
        """────────────────
序号│任务│责任单位
────────────────
1│建设甲│市财政局
 │      │市审计局
2│建设乙│市公安局
────────────────
""",
        ["1 | 建设甲 | R:市财政局 R:市审计局", "2 | 建设乙 | R:市公安局"],
    ),
    "tables side by side, across": (
        "序号 | 任务 | 责任单位 || 序号 | 任务 | 责任单位\n1 | 建设甲 | 市财政局 || 2 | 建设乙 | 市审计局\n"
        "3 | 建设丙 | 市公安局 || | |\n",
        ["1 | 建设甲 | R:市财政局", "2 | 建设乙 | R:市审计局", "3 | 建设丙 | R:市公安局"],
    ),
    "tables side by side, down": (
        "|序号|任务|责任单位|序号|任务|责任单位|\n|1|建设甲|市财政局|3|建设丙|市公安局|\n|2|建设乙|市审计局|4|建设丁|市司法局|\n",
        ["1 | 建设甲 | R:市财政局", "2 | 建设乙 | R:市审计局", "3 | 建设丙 | R:市公安局", "4 | 建设丁 | R:市司法局"],
    ),
    "a head of two levels": (
        """+----+------+------------------+--------+
|序号|任务  | 责任分工         |时限    |
|    |      +--------+---------+        |
|    |      | 牵头   |配合     |        |
+----+------+--------+---------+--------+
|1   |建设甲|市财政局|市审计局 |6月底前 |
+----+------+--------+---------+--------+
|2   |建设乙|市公安局|各区政府 |9月底前 |
+----+------+--------+---------+--------+
""",
        ["1 | 建设甲 | L:市财政局 C:市审计局 | 2031-06-30", "2 | 建设乙 | L:市公安局 C:各区政府 | 2031-09-30"],
    ),
    "lists broken in a bracket": (
        """┌──┬───┬────┐
│序号│任务  │责任单位│
├──┼───┼────┤
│1   │建设甲│市财政局│
│    │      │、各县（│
│    │      │市、区）│
│    │      │政府    │
└──┴───┴────┘
""",
        ["1 | 建设甲 | R:市财政局 R:各县（市、区）政府"],
    ),
    "a cell wrapped beside two tasks": (
        """┌──┬────┬───────┐
│序号│任务  │责任单位   │
├──┼────┼───────┤
│1 │建设甲 │市人力资源社会│
├──┼────┤保障局、市财 │
│2 │推进乙 │政局     │
├──┼────┼───────┤
│3 │完善丙 │市司法局   │
└──┴────┴───────┘
""",
        ["1 | 建设甲 | R:市人力资源社会保障局 R:市财政局", "2 | 推进乙 | R:市人力资源社会保障局 R:市财政局",
         "3 | 完善丙 | R:市司法局"],
    ),
    "no borders, the head and the cells wrapped": (
        """│序号│任务  │牵头│配合部门│时限│
│    │      │部门│        │    │
│1   │建设甲│科技│财政局、│6月 │
│    │      │局  │教育局  │    │
│2   │举办乙│科协│教育局  │9月 │
""",
        ["1 | 建设甲 | L:科技局 C:财政局 C:教育局 | 2031-06-30", "2 | 举办乙 | L:科协 C:教育局 | 2031-09-30"],
    ),
    "no borders, numbers or numbers of lines": (
        "任务│牵头│配合│时限\n产业园建设│园区办│财政局│6月\n企业招引│投促局│各街道、镇│12月\n",
        ["1 | 产业园建设 | L:园区办 C:财政局 | 2031-06-30", "2 | 企业招引 | L:投促局 C:各街道、镇 | 2031-12-31"],
    ),
    "bars of full width": (
        "｜序号｜任务｜责任单位｜\n｜1｜建设甲｜市财政局｜\n｜2｜建设乙｜市审计局｜\n",
        ["1 | 建设甲 | R:市财政局", "2 | 建设乙 | R:市审计局"],
    ),
}  # fmt: skip


def test_nobody_is_read_from_lines_of_a_drawing_that_may_be_rows_or_one() -> None:
    text = "2031年某市工作安排\n任务│牵头│配合\n产业园建设│园区办│财政局\n企业招引│投促局│各镇\n"
    with pytest.raises(BadInput):
        draft_text(text)


def test_cells_that_go_on_below_one_another_where_columns_are_aligned() -> None:
    text = """序号  重点任务          牵头单位  配合单位        完成时限
1     建设城市生命线    市住建局  应急局、水务局  6月底
      监测平台                    、城管局
2     建设智慧校园      市教育局  市财政局        9月底
                                  市数据局
"""
    assert shown(draft_text(TITLE + text)) == [
        "1 | 建设城市生命线监测平台 | L:市住建局 C:应急局 C:水务局 C:城管局 | 2031-06-30",
        "2 | 建设智慧校园 | L:市教育局 C:市财政局 C:市数据局 | 2031-09-30",
    ]


Merged = list[tuple[int, int, str]]
"""The cells of a column, which may be merged over several rows: from which row up to which, and what they say."""


@st.composite
def merged_columns(draw: st.DrawFn) -> list[Merged]:
    rows = draw(st.integers(2, 4))
    columns: list[Merged] = []
    for said in ("{}", "建设第{}个平台", "市{0}甲局、市{0}乙局", "市{0}丙局、市{0}丁局"):
        stops = sorted({rows, *draw(st.lists(st.integers(1, rows), max_size=rows))})
        spans = zip([0, *stops], stops, strict=False)
        columns.append([(start, stop, said.format("一二三四"[start])) for start, stop in spans])
    return columns


def drawn_by_column(columns: Sequence[Merged], most: int) -> str:
    """A table of four lines a row, the last of which a rule crosses below each cell; words stand amid their cells."""
    lines = [[""] * len(columns) for _ in range(4 * columns[0][-1][1])]
    for column, cells in enumerate(columns):
        for start, stop, text in cells:
            words = [text[at : at + most] for at in range(0, len(text), most)]
            for at, word in enumerate(words, start=2 * (start + stop) - len(words)):
                lines[at][column] = word
            lines[4 * stop - 1][column] = "──"
    drawn = "".join(f"│{'│'.join(line)}│\n" for line in lines).replace("│──", "├──").replace("──│", "──┤")
    return f"{TITLE}┌──┬──┬──┬──┐\n│序号│任务│牵头单位│配合单位│\n├──┼──┼──┼──┤\n{drawn}"


def beside(cells: Merged, start: int, stop: int) -> set[str]:
    """The names in those cells of a column that stand beside some rows."""
    return {name for first, last, text in cells if first < stop and last > start for name in text.split("、")}


OFFICES_THAT_CHANGE_TWICE: list[Merged] = [
    [(0, 4, "一")],
    [(0, 3, "建设第一个平台"), (3, 4, "建设第四个平台")],
    [(0, 1, "市一甲局、市一乙局"), (1, 4, "市二甲局、市二乙局")],
    [(0, 2, "市一丙局、市一丁局"), (2, 3, "市三丙局、市三丁局"), (3, 4, "市四丙局、市四丁局")],
]


@given(merged_columns(), st.integers(5, 9))
@example(OFFICES_THAT_CHANGE_TWICE, 5)
def test_a_cell_goes_on_until_a_rule_in_its_own_column(columns: list[Merged], most: int) -> None:
    """Each task has those who stand beside it. Where they change amid a task, and go on beside the next, who of them
    answers is not plain: then some may be missing, which is a problem. No name is ever made of two cells.
    """
    draft = draft_text(drawn_by_column(columns, most))
    begins = sorted({start for cells in columns[:2] for start, *_ in cells})
    spans = list(zip(begins, [*begins[1:], columns[0][-1][1]], strict=True))
    assert len(draft.tasks) == len(spans)
    for task, (start, stop) in zip(draft.tasks, spans, strict=True):
        assert {task.text} == beside(columns[1], start, stop)
        for role, cells in zip(("lead", "cooperate"), columns[2:], strict=True):
            named = {party.printed for clause in task.clauses for party in clause.parties if party.role == role}
            assert named == beside(cells, start, stop) or (named < beside(cells, start, stop) and draft.problems)


@pytest.mark.parametrize("what", DRAWN)
def test_drawn_tables(what: str) -> None:
    text, expected = DRAWN[what]
    draft = draft_text(f"2031年某市工作安排\n{text}")
    assert [line.replace("\n", "/") for line in shown(draft)] == expected
    assert not draft.problems
    text = draft.document.text
    assert "".join(text[b.place.start : b.place.end] for b in draft.blocks) == text
    for task in draft.tasks:
        for party in (party for clause in task.clauses for party in clause.parties):
            begins = text[party.place.start] == party.printed[0]  # else it stands in a cell merged with others
            assert begins or party.place == (task.place.start, task.place.start + 1)


CELL = st.sampled_from(
    [
        "序号", "重点任务", "牵头单位", "责任单位 主体", "配合单位", "完成时限", "备注", "81", "2.", "一、平台",
        "（二）改革", "建设甲平台。", "推进乙，", "市财政局", "市审计局、", "各区、县", "政府", "6月底前", "2031年",
        "12-31", "张三", "无",
        "│", "|", "──", "（", "县直有关单位",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELL, st.sampled_from(["\n", " ", "  ", "\t", "|", "│", ""])), min_size=4, max_size=40))
def test_whatever_cells_stand_together_the_text_is_read_or_refused(cells: list[tuple[str, str]]) -> None:
    head = "序号  重点任务  牵头单位  配合单位  完成时限\n"
    for text in ("".join(cell + gap for cell, gap in cells), head + "".join(cell + gap for cell, gap in cells)):
        try:
            draft = draft_text(text)
        except BadInput:
            continue
        assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text
        for task in draft.tasks:
            assert all(clause.place.start < clause.place.end for clause in task.clauses)


def test_a_row_shorter_than_the_columns_before_who_answers_is_read() -> None:
    text = "序号 序号 序号 牵头单位 重点任务\n市财政局 序号\n序号\t重点任务\t"
    draft = draft_text(text)
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text


def test_a_frame_around_words_is_no_table() -> None:
    text = "2031年工作要点\n┌───┐\n│一、任务│\n└───┘\n1.建设甲。（市财政局负责）\n2.建设乙。（市审计局负责）\n"
    assert shown(draft_text(text)) == ["1 | 建设甲。 | R:市财政局", "2 | 建设乙。 | R:市审计局"]


FIELDS = [
    "{} | {} |\n" * 4,
    "|{}：|{}|\n|{}：|{}|\n|{}：|{}|{}：|{}|\n",
    "{}\t{}\n" * 4,
    "{}\n{}\n" * 4,
    "┌──┬──┐\n" + "│{}│{}│\n├──┼──┤\n" * 3 + "│{}│{}│\n└──┴──┘\n",
]


def test_a_form_may_tell_in_a_sentence_by_when() -> None:
    text = (
        "2031年工作安排\n具体任务\n建设甲\n责任单位\n市财政局\n完成时限\n甲平台5月底前建成;其他9月底前取得成效并坚持\n"
    )
    assert shown(draft_text(text)) == ["1 | 建设甲 | R:市财政局 | 2031-09-30"]


@pytest.mark.parametrize("rows", FIELDS)
def test_a_form_is_a_row_for_each_thing(rows: str) -> None:
    """The sheet of a single task, with its heads beside the cells; another begins where a head comes again."""
    first = rows.format(
        "督办事项", "建设甲", "牵头单位", "市财政局", "配合单位", "市审计局、各区", "完成时限", "2031年6月"
    )
    second = rows.format("督办事项", "建设乙", "牵头单位", "市公安局", "配合单位", "市教育局", "完成时限", "持续推进")
    draft = draft_text(f"某市督办单\n{first}{second}")
    assert shown(draft) == [
        "1 | 建设甲 | L:市财政局 C:市审计局 C:各区 | 2031-06-30", "2 | 建设乙 | L:市公安局 C:市教育局 | 持续推进",
    ]  # fmt: skip
    assert "".join(draft.document.text[b.place.start : b.place.end] for b in draft.blocks) == draft.document.text
