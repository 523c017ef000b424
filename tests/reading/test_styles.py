"""Each way of saying who answers, and each way of numbering: an invented document, and what is made of it."""

from __future__ import annotations

import pytest

from egovtrack.draft import PlanDraft
from egovtrack.readers.markdown import read_markdown
from egovtrack.reading import draft_document, draft_text

MARK = {"lead": "L", "responsible": "R", "cooperate": "C"}


def shown(draft: PlanDraft) -> list[str]:
    """The tasks, one a line: ref, words, per clause its parties (lead, responsible, cooperating), and the date."""
    lines = []
    for task in draft.tasks:
        clauses = [
            " ".join(f"{MARK[p.role]}:{p.name}{'…' if p.open_list else ''}" for p in clause.parties)
            for clause in task.clauses
        ]
        date = [str(task.deadline.until or task.deadline.text)] if task.deadline else []
        lines.append(" | ".join([task.ref, task.text, *clauses, *date]))
    return lines


STYLES = {
    "verbs": (
        """一、任务
1.建设甲。（市数据局、市财政局负责）
2.建设乙。（市数据局牵头，市财政局、各区政府配合）
3.建设丙。（市数据局牵头，市财政局、市审计局按职责分工负责）
4.建设丁。（市数据局会同有关部门负责）
5.建设戊（由市数据局牵头，各镇街参与，2031年3月底前完成）。
6.建设己。（市数据局牵头会同市财政局、市审计局负责）
7.建设庚。（市数据局、市财政局等部门负责）
""",
        [
            "1 | 建设甲。 | R:市数据局 R:市财政局",
            "2 | 建设乙。 | L:市数据局 C:市财政局 C:各区政府",
            "3 | 建设丙。 | L:市数据局 R:市财政局 R:市审计局",
            "4 | 建设丁。 | L:市数据局 C:有关部门",
            "5 | 建设戊。 | L:市数据局 C:各镇街 | 2031-03-31",
            "6 | 建设己。 | L:市数据局 C:市财政局 C:市审计局",
            "7 | 建设庚。 | R:市数据局… R:市财政局… R:部门…",
        ],
    ),
    "labels in brackets": (
        """（一）建设甲。〔牵头单位：省科技厅、教育厅；配合单位：各市、县（区）人民政府；完成时限：2031年6月〕
（二）建设乙。【责任单位：市商务局】
（三）建设丙。（牵头领导：张三；责任人：李四；责任单位：市财政局）
（四）建设丁。（主办单位：市文旅局，承办单位：市体育局，协办单位：市教育局）
（五）建设戊。（责任单位：市高院等；各区政府）
（六）建设己。（责任单位：市交通委（市道运局）、各区、县级市）
（七）建设庚。（2031年底前完成，责任单位为市教育局）
（八）建设辛。（责任单位 市教育局、市体育局）
（九）建设壬。（责任单位：市教育局，各区、县（市）政府（管委会））
（十）建设癸。（责任单位：市教育局；省牵头单位：省教育厅）
（十一）推进甲。（省级牵头单位：省教育厅；市级责任单位：市教育局）
""",
        [
            "1 | 建设甲。 | L:省科技厅 L:省教育厅 C:各市、县（区）人民政府 | 2031-06-30",
            "2 | 建设乙。 | R:市商务局",
            "3 | 建设丙。 | R:市财政局",
            "4 | 建设丁。 | L:市文旅局 R:市体育局 C:市教育局",
            "5 | 建设戊。 | R:市高院… R:各区政府",
            "6 | 建设己。 | R:市交通委（市道运局） R:各区、县级市",
            "7 | 建设庚。 | R:市教育局 | 2031-12-31",
            "8 | 建设辛。 | R:市教育局 R:市体育局",
            "9 | 建设壬。 | R:市教育局 R:各区、县（市）政府（管委会）",
            "10 | 建设癸。 | R:市教育局 R:省教育厅",  # who leads in the province does not lead here
            "11 | 推进甲。 | L:省教育厅 R:市教育局",
        ],
    ),
    "labels without brackets": (
        """一、任务
1.建设甲。
牵头单位：区数据局
责任单位：区财政局，各街道
完成时限：2031年12月底
2.建设乙。牵头单位：区数据局。责任单位：区财政局。
""",
        [
            "1 | 建设甲。 | L:区数据局 R:区财政局 R:各街道 | 2031-12-31",
            "2 | 建设乙。 | L:区数据局 R:区财政局",
        ],
    ),
    "the first named leads, where it is declared": (
        """1.建设甲。（市数据局、市财政局负责）
2.建设乙。（市审计局、市财政局负责。排在第一位的为牵头部门，下同）
3.建设丙。（市公安局、市民政局负责）
4.建设丁。（市司法局负责）
""",
        [
            "1 | 建设甲。 | R:市数据局 R:市财政局",
            "2 | 建设乙。 | L:市审计局 R:市财政局",
            "3 | 建设丙。 | L:市公安局 R:市民政局",
            "4 | 建设丁。 | R:市司法局",
        ],
    ),
    "a sentence for all that follows": (
        """一、推进
以下任务除注明外，均由市数据局牵头，各区政府配合。
1.建设甲。（市财政局负责）
2.建设乙。
二、优化
3.建设丙。（市审计局负责，以下任务均由市公安局负责）
4.建设丁。（市民政局配合）
""",
        [
            "1 | 建设甲。 | R:市财政局",
            "2 | 建设乙。 | L:市数据局 C:各区政府",
            "3 | 建设丙。 | R:市审计局",
            "4 | 建设丁。 | C:市民政局 | R:市公安局",
        ],
    ),
    "bare names, and brackets that are no clauses": (
        """1.建设平台（含市财政局系统）和（市公安局）子系统。（市公安局，市国资委）
2.建设街道（乡镇）“一网通办”（以下称平台）。（各镇街）
3.推进改革（试点）。（市财政局、审计局、民政局）
4.建设信息公示系统（上海）和居（村）委平台。（市民政局）
""",
        [
            "1 | 建设平台（含市财政局系统）和（市公安局）子系统。 | R:市公安局 R:市国资委",
            "2 | 建设街道（乡镇）“一网通办”（以下称平台）。 | R:各镇街",
            "3 | 推进改革（试点）。 | R:市财政局 R:市审计局 R:市民政局",
            "4 | 建设信息公示系统（上海）和居（村）委平台。 | R:市民政局",
        ],
    ),
    "an item and its children": (
        """一、体系
（一）建成体系。（牵头单位：市数据局）
1.建设甲。（责任单位：市公安局）
2.建设乙。（责任单位：市民政局）
（二）优化流程。（责任单位：市政务办）
（1）减少环节；
（2）压缩时限。
""",
        [
            "1 | 建成体系。 | L:市数据局",
            "1.1 | 建设甲。 | R:市公安局",
            "1.2 | 建设乙。 | R:市民政局",
            "2 | 优化流程。\n（1）减少环节；\n（2）压缩时限。 | R:市政务办",
        ],
    ),
    "a clause after the last of several details": (
        """1.完善制度。
（1）出台办法；
（2）修订细则。
（责任单位：市司法局）
2.建设甲。
（1）建设乙。
（责任单位：市公安局）
（2）建设丙。
（责任单位：市民政局）
""",
        [
            "1 | 完善制度。\n（1）出台办法；\n（2）修订细则。 | R:市司法局",
            "2.1 | 建设乙。 | R:市公安局",
            "2.2 | 建设丙。 | R:市民政局",
        ],
    ),
    "items that are no tasks": (
        """一、总体要求
（一）指导思想。全面贯彻。
（二）主要目标。覆盖率达到90%以上。
二、重点任务
（三）建设甲。（国家数据局牵头，财政部、各省级人民政府按职责分工负责）
""",
        ["3 | 建设甲。 | L:国家数据局 R:财政部 R:各省级人民政府"],
    ),
    "numbers that start anew": (
        """一、推进
1、建设甲。（市财政局负责）
2、建设乙。（市财政局负责）
二、优化
1、建设丙。（市财政局负责）
2、建设丁。（市财政局负责）
""",
        [
            "1.1 | 建设甲。 | R:市财政局",
            "1.2 | 建设乙。 | R:市财政局",
            "2.1 | 建设丙。 | R:市财政局",
            "2.2 | 建设丁。 | R:市财政局",
        ],
    ),
    "no numbers": (
        """某市重点任务
建设甲。（责任单位：市数据局）

建设乙。
责任单位：市数据局、市财政局
完成时限：2031年12月底

建设丙。（市委组织部、市人力社保局负责）
""",
        [
            "1 | 建设甲。 | R:市数据局",
            "2 | 建设乙。 | R:市数据局 R:市财政局 | 2031-12-31",
            "3 | 建设丙。 | R:市委组织部 R:市人力社保局",
        ],
    ),
    "the lead marked behind its name": (
        """1.建设甲。（责任单位：市财政局、市数据局（牵头）、市审计局）
2.建设乙。（牵头单位：市数据局）（配合单位：市审计局）
3.建设丙。
责任单位：
市审计局 市财政局
""",
        [
            "1 | 建设甲。 | R:市财政局 L:市数据局 R:市审计局",
            "2 | 建设乙。 | L:市数据局 | C:市审计局",
            "3 | 建设丙。 | R:市审计局 R:市财政局",
        ],
    ),
    "a clause with dates and what is to be done by then": (
        """1.建设甲。（市数据局牵头，市财政局配合，2031年5月底前出台政策，年内持续推进）
2.建设乙。（各部门分别负责，年内持续推进）
""",
        ["1 | 建设甲。 | L:市数据局 C:市财政局 | 2031-05-31", "2 | 建设乙。 | R:各部门 | 年内持续推进"],
    ),
    "label lines with persons and verbs": (
        """1﹒地区生产总值增长6%以上。
分管省领导：张三
部门分工：省发展改革委牵头，各地、各部门配合。
2﹒进出口增长9%左右。
牵头负责领导：李四。
牵头责任单位：省商务厅。
协同责任单位：省财政厅、合成海关等。
""",
        [
            "1 | 地区生产总值增长6%以上。 | L:省发展改革委 C:各地 C:各部门",
            "2 | 进出口增长9%左右。 | L:省商务厅 C:省财政厅… C:合成海关…",
        ],
    ),
    "a note to the whole document": (
        """1.建设甲。（责任单位：市财政局、市审计局）
注：排在首位的为牵头单位。
""",
        ["1 | 建设甲。\n注：排在首位的为牵头单位。 | L:市财政局 R:市审计局"],
    ),
    "a table whose header tells who leads": (
        """序号\t工作任务\t工作责任单位（第一个为牵头单位）\t完成时间
1\t建设甲\t市财政局 市审计局\t2031-06-30
2\t建设乙\t市审计局\t2031.9
""",
        ["1 | 建设甲 | L:市财政局 R:市审计局 | 2031-06-30", "2 | 建设乙 | R:市审计局 | 2031-09-30"],
    ),
    "a table with merged and empty cells": (
        """某县2031年工作安排
序号\t类别\t重点任务\t牵头单位\t责任单位\t完成时限
1\t平台\t建设甲\t县数据局\t县财政局、各乡镇\t6月底前
2\t\t建设乙\t县数据局、县财政局按职责分工负责\t无\t持续推进
一、其他\t\t\t\t\t
3\t应用\t改造50个网站\t县政府办\t\t2031年9月
""",
        [
            "1 | 建设甲 | L:县数据局 R:县财政局 R:各乡镇 | 2031-06-30",
            "2 | 建设乙 | L:县数据局 L:县财政局 | 持续推进",
            "3 | 改造50个网站 | L:县政府办 | 2031-09-30",
        ],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style(style: str) -> None:
    text, expected = STYLES[style]
    draft = draft_text(text)
    assert shown(draft) == expected
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text


@pytest.mark.parametrize(
    "labels",
    [
        ("一、", "二、"), ("（一）", "（二）"), ("(一)", "(二)"), ("1.", "2."), ("1、", "2、"), ("１．", "２．"),
        ("（1）", "（2）"),
        ("(1)", "(2)"), ("1)", "2)"), ("①", "②"), ("第一条 ", "第二条 "), ("第一条　", "第二条　"),
        ("1. ", "2. "), ("十九、", "二十、"),
        ("⑴", "⑵"), ("⒈", "⒉"), ("㈠", "㈡"), ("❶", "❷"), ("Ⅰ.", "Ⅱ."), ("壹、", "贰、"), ("【1】", "【2】"),
        ("1.1.", "1.2."), ("1：", "2："), ("1，", "2，"),
    ],
)  # fmt: skip
def test_a_numbering(labels: tuple[str, str]) -> None:
    draft = draft_text("\n".join(f"{label}建设平台。（责任单位：市数据局）" for label in labels))
    assert [task.label for task in draft.tasks] == list(labels)
    assert [task.wording for task in draft.tasks] == ["建设平台。（责任单位：市数据局）"] * 2
    first = 19 if labels[0] == "十九、" else 1
    assert [task.number for task in draft.tasks] == [first, first + 1]


def test_markdown() -> None:
    text = """# 某市2031年工作要点

## 重点任务

- **建设甲。**（责任单位：市数据局）
- 建设乙。（市财政局牵头，市审计局配合）

## 其他任务

1. 建设丙。（责任单位：市财政局）

| 序号 | 任务 | 牵头单位 |
| --- | --- | --- |
| 2 | 建设丁 | 市公安局 |

---
"""
    draft = draft_document(read_markdown(text, "plan.md"))
    assert draft.document.text == text
    assert [(task.wording, task.number) for task in draft.tasks] == [
        ("建设甲。（责任单位：市数据局）", None), ("建设乙。（市财政局牵头，市审计局配合）", None),
        ("建设丙。（责任单位：市财政局）", 1), ("建设丁", 2),
    ]  # fmt: skip
    assert [draft.headings(task.section) for task in draft.tasks][1:3] == [["重点任务"], ["其他任务"]]
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text


def test_what_is_measured() -> None:
    text = """1.到2030年，网上办理率不低于95%，改造网站150—200个，完成率超过80%，约30万户。（市数据局负责）
2.压缩至3个工作日以内，800多项事项上网。（市数据局负责）
3.与“12345”热线、110和800兆网对接，推进第5期“2+1”试点。（市公安局负责）
4.落实《规划（2021—2025年）》和某府发〔2017〕1号文（不含3家）。（市公安局负责）
"""
    first, second, *without = draft_text(text).tasks
    found = [(t.text, t.min, t.max, t.unit, t.comparator) for t in (*first.targets, *second.targets)]
    assert [(text, int(low or 0), int(high or 0), unit, sign) for text, low, high, unit, sign in found] == [
        ("不低于95%", 95, 95, "%", ">="), ("150—200个", 150, 200, "个", "="), ("超过80%", 80, 80, "%", ">"),
        ("约30万户", 30, 30, "万户", "~"), ("3个工作日以内", 3, 3, "个工作日", "<="),
        ("800多项事项", 800, 800, "项事项", ">="),
    ]  # fmt: skip
    assert not any(task.targets for task in without)


def test_what_is_a_date_and_what_is_none() -> None:
    text = """某市2031年工作要点
1.6月底前建成平台。（市数据局负责）
2.自2030年11月开通以来，目前已有成效，2030年前后推广。（市数据局负责）
3.上半年前完成。（市数据局负责）
4.年底前完成。（市数据局负责）
5.第三季度前完成。（市数据局负责）
6.2031年10月15日前完成。（市数据局负责）
"""
    dates = [str(task.deadline.until) if task.deadline else None for task in draft_text(text).tasks]
    assert dates == ["2031-06-30", None, "2031-06-30", "2031-12-31", "2031-09-30", "2031-10-15"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("1.建设甲。（责任单位：市数据局）\n2.建设乙（责任单位：市财政局。", "unclosed_clause", 2),
        ("1.建设甲。（责任单位：市数据局）\n2.建设乙（附市财政局的方案。", "unclosed_bracket", 2),
        ("1.建设甲。（责任单位：市数据局）\n3.建设乙。（责任单位：市财政局）", "missing_number", 2),
        ("1.建设甲。（责任单位：市数据局）\n1.建设乙。（责任单位：市财政局）", "duplicate_number", 2),
        ("3.建设甲。（责任单位：市数据局）", "starts_late", 1),
        ("、市数据局）\n1.建设甲。（责任单位：市数据局）", "headless", 1),
        ("1.建设甲。（责任单位：市数据局）\n2.建设乙。", "no_party", 2),
        ("1.建设甲。（责任单位：市数据局！要快）\n2.建设乙。（责任单位：市财政局）", "unread_clause", 1),
        ("1.建设甲。（责任单位：市数据局）\n第九条 本办法自印发之日起施行，由有关方面解释。", "unread_text", 2),
        ("1.3月底前建甲，6月底前建乙。（责任单位：市数据局）", "several_deadlines", 1),
    ],
)
def test_what_cannot_be_read_is_a_problem(text: str, code: str, line: int) -> None:
    draft = draft_text(text)
    assert (code, line) in [(problem.code, problem.line) for problem in draft.problems]
    assert all(problem.message and problem.hint and problem.excerpt for problem in draft.problems)
