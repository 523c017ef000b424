"""What a careful tester found in documents of other offices: each with the smallest document that shows it."""

from __future__ import annotations

import pytest

from egovtrack.draft import Document, Line, Place
from egovtrack.reading import draft_document, draft_text
from tests.reading.test_styles import shown

OTHER = "2.建设乙。（责任单位：市审计局）\n"


def read(item: str) -> str:
    """The first task, as `shown`, of a plan that has this item and one more."""
    return shown(draft_text(f"某市2031年工作要点\n1.{item}\n{OTHER}"))[0].removeprefix("1 | ")


def problems(text: str) -> list[tuple[str, str]]:
    """The code and the excerpt of each problem but the tasks that name nobody."""
    return [(one.code, one.excerpt) for one in draft_text(text).problems if one.code != "no_party"]


def test_numbers_that_word_makes_by_itself() -> None:
    labelled = [
        ("一、", "任务"), ("（一）", "平台"), ("1.", "建设甲。（市数据局负责）"), ("2.", "建设乙。（市财政局负责）"),
        ("（二）", "应用"), ("3.", "建设丙。（市审计局负责）"),
    ]  # fmt: skip
    lines, start = [], 0
    for label, text in labelled:
        lines.append(Line(text, Place(start, start + len(text)), label=label))
        start += len(text) + 1
    draft = draft_document(Document("\n".join(text for _, text in labelled) + "\n", tuple(lines), "plan.docx"))
    assert [(task.number, draft.headings(task.section)) for task in draft.tasks] == [
        (1, ["一、任务", "（一）平台"]), (2, ["一、任务", "（一）平台"]), (3, ["一、任务", "（二）应用"]),
    ]  # fmt: skip
    assert shown(draft)[2] == "3 | 建设丙。 | R:市审计局"


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("牵头单位：市数据局；市财政局、市审计局配合", "L:市数据局 C:市财政局 C:市审计局"),
        ("牵头单位：市数据局；市财政局、市审计局按职责分工负责", "L:市数据局 R:市财政局 R:市审计局"),
        ("责任单位：市财政局牵头，市审计局配合", "L:市财政局 C:市审计局"),
        ("牵头单位：市数据局，市财政局、市审计局配合", "L:市数据局 C:市财政局 C:市审计局"),
        ("责任单位：市财政局；市审计局", "R:市财政局 R:市审计局"),
        ("市监管局牵头，公安部、人民银行等国务院相关部门按职责分工负责",
         "L:市监管局 R:公安部… R:人民银行… R:国务院相关部门…"),
        ("市公安局、市数据局等有关市级部门及单位负责", "R:市公安局… R:市数据局… R:有关市级部门及单位…"),
    ],
)  # fmt: skip
def test_roles_and_open_lists(clause: str, expected: str) -> None:
    assert read(f"建设甲。（{clause}）") == f"建设甲。 | {expected}"


def test_what_governs_those_that_follow() -> None:
    everybody = "R:各市（州）、县（市、区）人民政府"
    ruling = "以下均需各市（州）、县（市、区）人民政府负责落实"
    for clause in (f"〔市财政局负责；{ruling}〕", f"（责任单位：市财政局，{ruling}，不再列出）"):
        draft = draft_text(f"1.建设甲。{clause}\n{OTHER}")
        assert shown(draft) == ["1 | 建设甲。 | R:市财政局", f"2 | 建设乙。 | R:市审计局 | {everybody}"]
    assert not problems(f"1.建设甲。以下任务由各区政府牵头，市直各部门配合。\n{OTHER}")
    text = "一、任务\n以下任务由各市（州）人民政府负责落实，不再列出。\n1.建设甲。（市审计局负责）\n2.建设乙。\n"
    assert shown(draft_text(text)) == [
        "1 | 建设甲。 | R:市审计局 | R:各市（州）人民政府",
        "2 | 建设乙。 | R:各市（州）人民政府",
    ]
    assert not problems(text)


@pytest.mark.parametrize(
    ("item", "expected", "excerpt"),
    [
        ("建设甲。（市财政局负责）\n以上任务由市司法局负责。", "建设甲。\n以上任务由市司法局负责。 | R:市财政局",
         "以上任务由市司法局负责"),
        ("建设甲。（市财政局负责）\n上述工作由市司法局、市审计局牵头。",
         "建设甲。\n上述工作由市司法局、市审计局牵头。 | R:市财政局", "上述工作由市司法局、市审计局牵头"),
        ("建设甲。（责任单位：市财政局，以上任务由市司法局负责）", "建设甲。 | R:市财政局", "以上任务由市司法局负责"),
        ("建设甲。（责任单位：市财政局；建设单位：市城投公司）", "建设甲。 | R:市财政局", "建设单位：市城投公司"),
        ("建设甲。（组织单位：市体育局；建设单位：市城投公司）", "建设甲。（组织单位：市体育局；建设单位：市城投公司）",
         "（组织单位：市体育局；建设单位：市城投公司）"),
        ("建设甲。（牵头单位：市数据局；配合单位：同牵头单位）", "建设甲。 | L:市数据局", "配合单位：同牵头单位"),
        ("建设甲。\n成员单位：市体育局、市教育局", "建设甲。\n成员单位：市体育局、市教育局",
         "成员单位：市体育局、市教育局"),
        ("建设甲。（责任单位：待定）", "建设甲。（责任单位：待定）", "（责任单位：待定）"),
        ("建设甲。（责任单位）", "建设甲。（责任单位）", "（责任单位）"),
        ("建设甲。（市数据局（牵头，市财政局配合））", "建设甲。（市数据局（牵头，市财政局配合））",
         "（市数据局（牵头，市财政局配合））"),
    ],
)  # fmt: skip
def test_what_is_reported_and_is_nobody_s_name(item: str, expected: str, excerpt: str) -> None:
    assert read(item) == expected
    assert problems(f"某市2031年工作要点\n1.{item}\n{OTHER}") == [("unread_clause", excerpt)]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("建设甲。（牵头单位 市数据局 责任单位 市财政局）", "建设甲。 | L:市数据局 R:市财政局"),
        ("建设甲。（责任单位：市审计局；督导单位：市城投公司；责任人：李某）", "建设甲。 | R:市审计局"),
        ("建设甲。市数据局（牵头，市财政局、市审计局配合）", "建设甲。 | L:市数据局 C:市财政局 C:市审计局"),
        ("建设甲。（责任单位：市财政局/市审计局）", "建设甲。 | R:市财政局 R:市审计局"),
        ("建设甲。（责任单位：市财政局、市审计局（按职责分工））", "建设甲。 | R:市财政局 R:市审计局"),
        ("建设甲。（责任单位：市财政局（负责资金）、市公安局（负责安保）、市审计局（配合部门））",
         "建设甲。 | R:市财政局 R:市公安局 C:市审计局"),
        ("建设甲。（责任单位和责任人：市财政局局长赵某、市审计局局长）", "建设甲。 | R:市财政局 R:市审计局"),
        ("建设甲。\n责任人：市民政局局长", "建设甲。 | R:市民政局"),
        ("建设甲。\n责任人：市民政局 赵某", "建设甲。 | R:市民政局"),
        ("建设甲。\n项目牵头人：市民政局 赵某；责任人：钱局", "建设甲。 | L:市民政局"),
        ("建设甲。（责任单位：市财政局；责任人：市财政局 孙某、市审计局 李某）", "建设甲。 | R:市财政局 R:市审计局"),
        ("建设甲（含市财政局、市审计局）。（市公安局负责）", "建设甲（含市财政局、市审计局）。 | R:市公安局"),
        ("建设甲。\n责任单位：\n市财政局、市公安局\n市审计局\n完成时限：2031年6月",
         "建设甲。 | R:市财政局 R:市公安局 R:市审计局 | 2031-06-30"),
        ("建设甲。\n责任单位：市审计局\n市公安局", "建设甲。 | R:市审计局 R:市公安局"),
        ("建设甲。\n牵头单位：市数据局\n市财政局、市审计局配合", "建设甲。 | L:市数据局 | C:市财政局 C:市审计局"),
        ("建设甲，于二〇三一年六月底前完成。（市财政局负责）",
         "建设甲，于二〇三一年六月底前完成。 | R:市财政局 | 2031-06-30"),
        ("建设甲。（责任单位：市财政局，于二〇三一年六月底前完成）", "建设甲。 | R:市财政局 | 2031-06-30"),
    ],
)  # fmt: skip
def test_labels_names_and_dates(item: str, expected: str) -> None:
    assert read(item) == expected
    assert not problems(f"某市2031年工作要点\n1.{item}\n{OTHER}")


@pytest.mark.parametrize("list_", ["含市财政局、市审计局", "如市财政局、市审计局等", "包括市财政局、市审计局"])
def test_a_list_of_examples_is_no_clause(list_: str) -> None:
    assert read(f"建设甲。（{list_}）") == f"建设甲。（{list_}）"


def test_everybody_of_a_kind() -> None:
    text = f"1.建设甲。（16个区政府、五区政府，各乡镇人民政府、街道办事处、市财政局负责）\n{OTHER}"
    assert [(party.name, party.kind) for party in draft_text(text).tasks[0].clauses[0].parties] == [
        ("16个区政府", "universal"), ("五区政府", "universal"), ("各乡镇人民政府", "universal"),
        ("街道办事处", "universal"), ("市财政局", "department"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.建设甲。（责任单位列首位的为牵头单位，其他为配合单位，下同）（市数据局、市财政局）\n2.建设乙。（市司法局、市公安局）\n",
         ["L:市数据局 C:市财政局", "L:市司法局 C:市公安局"]),
        ("1.建设甲。（市数据局、市财政局）（列首位的为牵头单位，其余为配合单位）\n2.建设乙。（市司法局、市公安局）\n",
         ["L:市数据局 C:市财政局", "R:市司法局 R:市公安局"]),
        ("1.建设甲。（责任单位：市数据局、市财政局）\n注：第一责任单位为牵头单位\n", ["L:市数据局 R:市财政局"]),
        ("一、任务（各项任务排第一位的为牵头单位）\n1.建设甲。（市数据局、市财政局负责）\n", ["L:市数据局 R:市财政局"]),
        ("一、各项任务排第一位的为牵头单位\n1.建设甲。（市数据局、市财政局负责）\n", ["L:市数据局 R:市财政局"]),
        ("1.建设甲。（列首位者为牵头单位，下同。市数据局、市财政局负责）\n2.建设乙。（市司法局、市公安局负责）\n",
         ["L:市数据局 R:市财政局", "L:市司法局 R:市公安局"]),
    ],
)  # fmt: skip
def test_who_leads_by_a_convention(text: str, expected: list[str]) -> None:
    assert [line.split(" | ")[2] for line in shown(draft_text(text))] == expected
    assert not problems(text)


def test_a_heading_that_ends_as_a_name_and_a_verb_do() -> None:
    assert shown(draft_text("一、建设服务大厅（试点）推进\n1.建设甲。（建设局负责）\n")) == ["1 | 建设甲。 | R:建设局"]


def test_a_loose_line_is_no_task() -> None:
    items = "1.建设甲。（责任单位：市审计局）\n2.建设乙。（责任单位：市审计局）\n"
    own = ["建设甲。 | R:市审计局", "建设乙。 | R:市审计局"]
    assert shown(draft_text(f"{items}相关链接\n责任编辑\n")) == [f"1 | {own[0]}", f"2 | {own[1]}"]
    headed = draft_text(f"一、党建（牵头部门：机关党委）\n{items}相关链接\n")
    assert shown(headed) == ["1 | 党建 | L:机关党委", f"1.1 | {own[0]}", f"1.2 | {own[1]}"]


def test_the_latest_date_of_a_clause() -> None:
    clause = "责任单位：市财政局，完成时限：2031年6月底前；配合单位：市审计局，完成时限：2031年8月底前"
    assert read(f"建设甲。（{clause}）") == "建设甲。 | R:市财政局 C:市审计局 | 2031-08-31"
    assert problems(f"1.建设甲。（{clause}）\n{OTHER}") == [("several_deadlines", "2031年6月底前")]


def test_what_is_to_be_reached_not_where_it_starts() -> None:
    text = f"1.比例由60%提高到80%，从目前的9天压缩至3个工作日，新增10家。（市数据局负责）\n{OTHER}"
    assert [target.text for target in draft_text(text).tasks[0].targets] == ["80%", "3个工作日", "10家"]


def test_an_annex_that_says_who_answers_is_announced() -> None:
    text = f"1.建设甲。（责任单位：市财政局）\n{OTHER}附件：任务清单\n序号\t任务\t责任单位\n1\t建设丙\t市公安局\n"
    found = [(one.code, one.severity, one.line) for one in draft_text(text).problems]
    assert found == [("unread_annex", "info", 5)]
