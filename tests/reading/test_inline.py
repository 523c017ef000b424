"""Items inside a line: pages and pastes lose their line ends, and the tasks are the same."""

from __future__ import annotations

import pytest

from egovtrack.reading import draft_text
from tests.reading.test_styles import shown

# Documents, and what is read, with line ends and without.
DOCUMENTS = {
    "after a title": (
        """某办公厅工作方案
（一）建设甲。推进甲。（市发展改革委牵头，市财政局配合）
（二）建设乙。推进乙。（市司法局牵头，市审计局配合）
（三）建设丙。（市民政局负责）""",
        ["1 | 建设甲。推进甲。 | L:市发展改革委 C:市财政局", "2 | 建设乙。推进乙。 | L:市司法局 C:市审计局",
         "3 | 建设丙。 | R:市民政局"],
    ),
    "three chains, one in another": (
        """某市2031年工作要点
一、优化服务
（一）完善平台
1.建设甲。（责任单位：市数据局）
2.建设乙。（责任单位：市财政局）
（二）推进共享
3.建设丙。（责任单位：市审计局）
二、强化保障，落实经费
（一）加强统筹
4.6月底前建设丁。（责任单位：市司法局）""",
        ["1 | 建设甲。 | R:市数据局", "2 | 建设乙。 | R:市财政局", "3 | 建设丙。 | R:市审计局",
         "4 | 6月底前建设丁。 | R:市司法局 | 2031-06-30"],
    ),
    "measures below an item": (
        """一、优化服务
（一）建设甲。（市数据局负责）具体措施：
1．归集数据。（市财政局牵头）
2．开放数据。（市司法局牵头）
（二）建设乙。（市审计局负责）""",
        ["1 | 建设甲。具体措施： | R:市数据局", "1.1 | 归集数据。 | L:市财政局", "1.2 | 开放数据。 | L:市司法局",
         "2 | 建设乙。 | R:市审计局"],
    ),
    "full stops alone": (
        """2031年工作要点
1、建设甲。牵头单位：市数据局。责任单位：市财政局。
2、建设乙。牵头单位：市审计局。
3、建设丙。牵头单位：市司法局。""",
        ["1 | 建设甲。 | L:市数据局 R:市财政局", "2 | 建设乙。 | L:市审计局", "3 | 建设丙。 | L:市司法局"],
    ),
    "full stops behind numbers": (
        """某市工作方案
1．建设甲。（市数据局负责）
2。建设乙。（市财政局负责）
3。建设丙，增长4。建设丁。（市审计局负责）""",
        ["1 | 建设甲。 | R:市数据局", "2 | 建设乙。 | R:市财政局", "3 | 建设丙，增长4。建设丁。 | R:市审计局"],
    ),
    "signs of half width": (
        """某市工作方案
1.建设甲.(责任单位:市数据局)
2.建设乙.(责任单位:市财政局)
3.建设丙.(责任单位:市审计局)""",
        ["1 | 建设甲. | R:市数据局", "2 | 建设乙. | R:市财政局", "3 | 建设丙. | R:市审计局"],
    ),
    "articles": (
        """某市工作方案
第一条建设甲。（市数据局负责）
第二条建设乙。（市财政局负责）""",
        ["1 | 建设甲。 | R:市数据局", "2 | 建设乙。 | R:市财政局"],
    ),
    "details that answer": (
        """1.建设甲。
①建设乙。（责任单位：市数据局）
②建设丙。（责任单位：市财政局）
2.建设丁。（责任单位：市审计局）""",
        ["1 | 建设乙。 | R:市数据局", "2 | 建设丙。 | R:市财政局", "2b | 建设丁。 | R:市审计局"],
    ),
    "semicolons after clauses": (
        """一、任务
1.建设甲（市数据局负责）；
2.建设乙（市财政局负责）；
3.建设丙（市审计局负责）。""",
        ["1 | 建设甲； | R:市数据局", "2 | 建设乙； | R:市财政局", "3 | 建设丙。 | R:市审计局"],
    ),
    "a beginning that is cut off, and a number that is lost": (
        """政局、市司法局）
（四）建设甲。（市数据局负责）
（五）建设乙。（市财政局负责）
（七）建设丁。（市审计局负责）""",
        ["4 | 建设甲。 | R:市数据局", "5 | 建设乙。 | R:市财政局", "7 | 建设丁。 | R:市审计局"],
    ),
    "other signs that end items": (
        """2031年工作要点
1.力争甲“样样好。”
2.让乙更快！
3.让丙更稳。（市财政局负责）""",
        ["1 | 力争甲“样样好。”", "2 | 让乙更快！", "3 | 让丙更稳。 | R:市财政局"],
    ),
    "a piece that begins with any number": (
        """三、拓宽渠道
（四）建设甲。（市数据局负责）
（五）建设乙。（市财政局负责）""",
        ["4 | 建设甲。 | R:市数据局", "5 | 建设乙。 | R:市财政局"],
    ),
    "head, signature, page number, annex and links": (
        """某市人民政府办公厅关于印发2031年工作要点的通知
某府办发〔2031〕3号
各区人民政府，市政府各部门：
现将工作要点印发给你们。
某市人民政府办公厅
2031年3月6日
2031年工作要点
为推进工作，安排如下：
一、优化服务
1.6月底前建设甲。（市数据局负责）
— 3 —
2.建设乙。（市财政局负责）
某市人民政府办公厅
2031年3月6日
附件：上年工作报告
一、成绩
1.建设丙。（市财政局负责）
上一篇：通知""",
        ["1 | 6月底前建设甲。 | R:市数据局 | 2031-06-30", "2 | 建设乙。 | R:市财政局"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("between", [" ", ""])
def test_labels_end_an_item_without_a_full_stop(between: str) -> None:
    lines = [
        "一、整治", "（一）建设甲", "责任单位：市数据局", "（二）建设乙", "责任单位：市财政局、市审计局",
        "二、配合", "（一）配合区执法局做好保洁", "配合部门：区园林局", "（二）配合区交通局做整治", "配合部门：城建科",
    ]  # fmt: skip
    assert shown(draft_text(between.join(lines))) == [
        "1.1 | 建设甲 | R:市数据局", "1.2 | 建设乙 | R:市财政局 R:市审计局",
        "2.1 | 配合区执法局做好保洁 | C:区园林局", "2.2 | 配合区交通局做整治 | C:城建科",
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["**", "- **"])
def test_marks_of_emphasis_between_items_end_none(mark: str) -> None:
    items = "".join(
        f"{mark}（{number}）建设{what}**推进{what}。（市数据局负责）" for number, what in ("一甲", "二乙", "三丙")
    )
    tasks = draft_text(f"某市2031年工作要点\n一、任务\n{items}").tasks
    assert [task.number for task in tasks][1:] == [2, 3]


@pytest.mark.parametrize("between", ["", " "])
def test_nothing_but_numbers_between_items_that_begin_as_items_do(between: str) -> None:
    styles = (("1.", "2.", ""), ("一、", "二、", ""), ("（一）", "（二）", "一、任务\n"), ("1、", "2、", "一、任务"))
    for first, second, title in styles:
        items = (f"{first}建设甲平台", f"{second}推进乙改革（市财政局负责）")
        assert shown(draft_text(f"某市工作方案\n{title}{between.join(items)}")) == [
            "1 | 建设甲平台", "2 | 推进乙改革 | R:市财政局",
        ]  # fmt: skip
    text = "某市工作方案\n一、任务\n1.甲平台（市公安局负责）2.建设乙3.优化丙\n"
    assert shown(draft_text(text))[1:] == ["2 | 建设乙", "3 | 优化丙"]


@pytest.mark.parametrize(
    "items",
    [
        "1.甲平台2.乙改革3.丙制度（市公安局负责）\n",
        "1.建设甲2.推进乙（市公安局负责）\n2.建设丙。（市财政局负责）\n",
        "1.建设甲，2.推进乙，3.完善丙。（市公安局负责）\n",
    ],
)
def test_numbers_in_the_words_that_may_be_items_are_reported(items: str) -> None:
    draft = draft_text(f"某市工作方案\n{items}")
    assert len(draft.tasks) == items.count("\n")
    assert ("number_inside", 2, "2.") in [(each.code, each.line, each.params.get("number")) for each in draft.problems]


# What stays in the words of the only task.
WORDS = (
    "落实第（二）项任务，见（三）和附件一、附件二。建设甲。",
    "建设甲，包括：（1）归集数据；（2）开放数据。",
    "建设甲。包括：1.归集数据；2.开放数据；3.共享数据。",
    "建设轨道交通1、2号线，推进三、四级医院达标。建设第2、3号泵站。",
    "推进“1.基础库2.主题库”建设。增长2.5%。3号线建成。",
    "建设甲（含：1.数据库。2.平台。3.门户。）。",
    "建设平台，包括1.建设甲2.推进乙3.完善丙。",
    "建设平台。包括：1.建设甲2.推进乙3.完善丙。",
)


@pytest.mark.parametrize("between", ["\n", "", " "])
@pytest.mark.parametrize("what", DOCUMENTS)
def test_line_ends_do_not_matter(what: str, between: str) -> None:
    text, expected = DOCUMENTS[what]
    text = text.replace("\n", between)
    draft = draft_text(text)
    assert shown(draft) == expected
    assert all(task.label + task.wording in text for task in draft.tasks)
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text


@pytest.mark.parametrize("between", ["\n", "", " "])
def test_what_stands_around_the_tasks(between: str) -> None:
    text = DOCUMENTS["head, signature, page number, annex and links"][0].replace("\n", between)
    draft = draft_text(text)
    assert (draft.title, draft.key, str(draft.issued_on)) == ("2031年工作要点", "2031", "2031-03-06")
    assert (draft.document_number, draft.issuer) == ("某府办发〔2031〕3号", "某市人民政府办公厅")
    blocks = [(block.kind, text[block.place.start : block.place.end].strip()) for block in draft.blocks]
    assert ("furniture", "— 3 —") in blocks
    assert blocks[-4:-2] == [
        ("task", "2.建设乙。（市财政局负责）"),
        ("preamble", f"某市人民政府办公厅{between}2031年3月6日"),
    ]
    assert blocks[-2:] == [
        ("annex", f"附件：上年工作报告{between}一、成绩{between}1.建设丙。（市财政局负责）"),
        ("furniture", "上一篇：通知")
    ]  # fmt: skip


def test_a_chain_goes_on_behind_a_heading_though_items_are_left_out() -> None:
    text = (
        "（一）提升甲能力11.建设甲。（市数据局牵头）12.建设戊。（市民政局负责）（二）加快乙转型14.建设乙。（市司法局牵头）15.建设丙。（市审计局负责）"
        "四、夯实丁底座20.建设丁。（市水务局负责）"
    )
    draft = draft_text(f"某市工作方案{text}")
    assert [(task.ref, task.text) for task in draft.tasks] == [
        ("11", "建设甲。"), ("12", "建设戊。"), ("14", "建设乙。"), ("15", "建设丙。"), ("20", "建设丁。")
    ]  # fmt: skip
    assert [section.title for section in draft.sections] == ["提升甲能力", "加快乙转型", "夯实丁底座"]
    assert [problem.code for problem in draft.problems].count("missing_number") == 2


def test_a_heading_no_sign_ends_before_the_chain_goes_on() -> None:
    text = "一、目标（一）建设甲。（市数据局负责）2031年指标表二、任务（二）建设乙。（市财政局负责）"
    draft = draft_text(text)
    assert [(task.ref, task.wording) for task in draft.tasks] == [
        ("1", "建设甲。（市数据局负责）2031年指标表"), ("2", "建设乙。（市财政局负责）")
    ]  # fmt: skip
    assert [section.title for section in draft.sections] == ["目标", "任务"]


@pytest.mark.parametrize("label", ["一、", "（一）", "1."])
def test_what_is_counted_in_running_text_belongs_to_its_item(label: str) -> None:
    text = f"{label}建设甲。一是制定标准（市数据局负责）。二是落实资金。（市财政局负责）\n"
    assert shown(draft_text(text)) == ["1 | 建设甲。一是制定标准。二是落实资金。 | R:市数据局 | R:市财政局"]


@pytest.mark.parametrize("words", WORDS)
def test_references_counts_and_details_begin_no_item(words: str) -> None:
    draft = draft_text(f"某市工作方案\n一、任务\n（一）{words}（市数据局负责）\n（二）建设乙。（市财政局负责）\n")
    assert [task.wording for task in draft.tasks] == [f"{words}（市数据局负责）", "建设乙。（市财政局负责）"]


def test_a_task_that_may_be_several_is_reported() -> None:
    many = "建设。（市数据局负责）" * 11
    inner = "建设甲。（市数据局负责）推进乙，（二）建设丙。（市财政局负责）"
    for item in (many, inner):
        draft = draft_text(f"某市工作方案\n（一）{item}\n（二）建设丁。（市审计局负责）\n")
        assert ("run_together", 2) in [(problem.code, problem.line) for problem in draft.problems]
    two = "某市工作方案\n（一）建设甲。（市数据局负责）推进乙。（市财政局负责）\n（二）建设丁。（市审计局负责）\n"
    assert not draft_text(two).problems
