"""Headings that say who answers, label lines with numbers of their own, rarer numbers, references, years."""

from __future__ import annotations

import pytest

from egovtrack.readers.markdown import read_markdown
from egovtrack.readers.text import read_text
from egovtrack.reading import draft_document, draft_text
from tests.reading.test_styles import shown

HEADED = """2038年度任务分解
一、党建工作（牵头部门：机关党委；责任部门：各支部）
1.落实制度。
2.发展党员10名。
二、业务工作
牵头部门：业务处
完成时限：2038年11月底
（一）受理
3.受理案件200件。
4.开展调研3次。（责任部门：研究室）
三、重大项目（市发展改革委牵头）
5.建设甲。（市交通局负责）
"""


def test_a_heading_answers_for_the_items_below_that_name_nobody() -> None:
    draft = draft_text(HEADED)
    assert shown(draft) == [
        "1 | 落实制度。 | L:机关党委 R:各支部",
        "2 | 发展党员10名。 | L:机关党委 R:各支部",
        "3 | 受理案件200件。 | L:业务处 | 2038-11-30",
        "4 | 开展调研3次。 | R:研究室",
        # Nobody below would answer for it: it is a task of its own, or its lead would be lost.
        "3b | 重大项目 | L:市发展改革委",
        "5 | 建设甲。 | R:市交通局",
    ]
    assert draft.headings(draft.tasks[2].section) == ["二、业务工作", "（一）受理"]
    place = draft.tasks[1].clauses[0].place
    assert HEADED[place.start : place.end] == "（牵头部门：机关党委；责任部门：各支部）"
    headings = [HEADED[b.place.start : b.place.end] for b in draft.blocks if b.kind == "heading"]
    assert headings[:2] == [
        "一、党建工作（牵头部门：机关党委；责任部门：各支部）\n",
        "二、业务工作\n牵头部门：业务处\n完成时限：2038年11月底\n",
    ]


def test_label_lines_that_are_bullets_or_numbered() -> None:
    text = """# 2033年某区任务清单

1. **招商引资**：签约项目100个。
   - 牵头领导：李某
   - 牵头单位：区投促局
   - 责任单位：各街道、区发改局
   - 完成时间：12月底

2. **工业升级**：增长7%左右。（区工信局）
"""
    assert shown(draft_document(read_markdown(text, "plan.md"))) == [
        "1 | 招商引资：签约项目100个。 | L:区投促局 R:各街道 R:区发改局 | 2033-12-31",
        "2 | 工业升级：增长7%左右。 | R:区工信局",
    ]
    text = "（一）污水直排问题\n1.整改措施：建设管网。\n2.责任单位：市水务局\n3.整改时限：2033年6月底\n"
    assert shown(draft_text(text)) == ["1 | 污水直排问题\n1.整改措施：建设管网。 | R:市水务局 | 2033-06-30"]


LABELS = {
    "offices' own words": (
        "1.建设甲。责任处室：科技处、财务处\n2.建设乙。（牵头处室：审批处；配合科室：法规科；责任人：李某）\n"
        "3.建设丙。主责单位：市数据局\n4.建设丁。（预算科、国库科）\n",
        ["1 | 建设甲。 | R:科技处 R:财务处", "2 | 建设乙。 | L:审批处 C:法规科", "3 | 建设丙。 | L:市数据局",
         "4 | 建设丁。 | R:预算科 R:国库科"],
    ),
    "nobody, and who only supervises": (
        "一、问题甲\n责任单位：市数据局\n督导单位：市审计局\n整改时限：2048年6月底\n"
        "二、问题乙\n牵头单位：市财政局\n责任单位：无\n",
        ["1 | 问题甲 | R:市数据局 | 2048-06-30", "2 | 问题乙 | L:市财政局"],
    ),
    "proposals": (
        "（一）提案甲\n主办单位：市数据局 会办单位：市财政局\n办理时限：2056年9月\n",
        ["1 | 提案甲 | L:市数据局 C:市财政局 | 2056-09-30"],
    ),
    "a second bracket with the date": (
        "1.建设甲。（责任单位：市数据局）（完成时限：每季度末）\n2.建设乙。（完成时限：2031年6月）（市财政局负责）\n"
        "3.建设丙。（市财政局负责；完成时限：2031年7月）\n",
        ["1 | 建设甲。 | R:市数据局 | 每季度末", "2 | 建设乙。 | R:市财政局 | 2031-06-30",
         "3 | 建设丙。 | R:市财政局 | 2031-07-31"],
    ),
    "labels after a comma": (
        "1.增长7%，牵头单位：市发改委；责任单位：市统计局，各区（市）县。\n",
        ["1 | 增长7% | L:市发改委 R:市统计局 R:各区（市）县"],
    ),
    "details on one line": (
        "1.健康工程。\n（1）建设甲；（2）建设乙。\n牵头部门：区卫健局    协办部门：区建设局\n",
        ["1 | 健康工程。\n（1）建设甲；（2）建设乙。 | L:区卫健局 C:区建设局"],
    ),
    "departments and regions in one list": (
        "1.建设甲。（自治区公安厅牵头，民政厅、农业农村厅等部门和各盟市配合）\n",
        ["1 | 建设甲。 | L:自治区公安厅 C:民政厅… C:农业农村厅… C:部门… C:各盟市"],
    ),
    "a label line among the items below": (
        "一、问题甲\n1.化解措施：由县住建局牵头，县税务局配合。\n2.责任单位：县住建局\n3.化解时限：2062年9月30日\n",
        ["1 | 问题甲\n1.化解措施： | L:县住建局 C:县税务局 | R:县住建局 | 2062-09-30"],
    ),
    "a label before the words": (
        "1.责任单位：市数据局。建设甲。\n",
        ["1 | 建设甲。 | R:市数据局"],
    ),
    "together with others": (
        "1.建设甲。（市数据局、市财政局会同相关部门负责）\n2.建设乙。（市数据局牵头，会同市财政局、市审计局）\n"
        "3.建设丙。（由市数据局商市财政局确定）\n",
        ["1 | 建设甲。 | L:市数据局 L:市财政局 C:相关部门", "2 | 建设乙。 | L:市数据局 C:市财政局 C:市审计局",
         "3 | 建设丙。 | L:市数据局 C:市财政局"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", LABELS)
def test_labels(style: str) -> None:
    text, expected = LABELS[style]
    assert shown(draft_text(text)) == expected


def test_the_same_as_in_the_row_above() -> None:
    text = "序号\t任务\t责任单位\t完成时限\n1\t建设甲\t市数据局\t2031年6月\n2\t建设乙\t同上\t〃\n"
    assert shown(draft_text(text))[1] == "2 | 建设乙 | R:市数据局 | 2031-06-30"


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (("措施1：", "措施2："), (1, 2)), (("任务一：", "任务二："), (1, 2)), (("第一，", "第二，"), (1, 2)),
        (("一是", "二是"), (1, 2)), (("1）", "2）"), (1, 2)), (("a.", "b."), (1, 2)), (("★1. ", "★2. "), (1, 2)),
        (("【一】", "【二】"), (1, 2)), (("3.1 ", "3.2 "), (1, 2)),
    ],
)  # fmt: skip
def test_rarer_numbers(labels: tuple[str, str], numbers: tuple[int, int]) -> None:
    draft = draft_text("\n".join(f"{label}建设平台。（责任单位：市数据局）" for label in labels))
    assert [(task.label, task.number) for task in draft.tasks] == list(zip(labels, numbers, strict=True))


@pytest.mark.parametrize("labels", [("1 ", "2  ", "3 "), ("01 ", "02 ", "03 "), ("7 ", "8 ", "9 ")])
def test_numbers_without_a_sign_that_run_on(labels: tuple[str, ...]) -> None:
    text = "".join(f"{label}建设平台。（责任单位：市数据局）\n" for label in labels)
    assert [(task.number, task.text) for task in draft_text(text).tasks] == [
        (int(each), "建设平台。") for each in labels
    ]


@pytest.mark.parametrize("said", ["（{}负责）", "{}按职责分工负责", "{}负责。"])
@pytest.mark.parametrize("head", ["某市2031年重点工作\n", "某市2031年重点工作\n各区政府：\n", ""])
def test_who_answers_on_a_line_below_items_without_numbers(said: str, head: str) -> None:
    lines = ["建设甲平台。", "完善机制。", said.format("市数据局、市财政局"), "推进乙。", said.format("市审计局")]
    tasks = shown(draft_text(head + "\n".join(lines) + "\n"))
    assert tasks == ["1 | 建设甲平台。\n完善机制。 | R:市数据局 R:市财政局", "2 | 推进乙。 | R:市审计局"]


def test_numbers_that_count_something_are_no_labels() -> None:
    text = "1.建设甲。（市数据局负责）\n3 月 完成\n4 月 验收\n2.建设乙。（市财政局负责）\n"
    assert [task.number for task in draft_text(text).tasks] == [1, 2]


def test_references_begin_with_the_number_that_runs_on() -> None:
    items = ["一、准入", "1.甲。", "2.乙。", "（1）丙；", "（2）丁。", "二、保障", "3.戊。", "（1）己；", "（2）庚。"]
    text = "\n".join(item if "、" in item else f"{item}（责任单位：市数据局）" for item in items)
    assert [task.ref for task in draft_text(text).tasks] == ["1", "2", "2.1", "2.2", "3", "3.1", "3.2"]
    text = "2.1 建设甲。（责任单位：市数据局）\n2.2 建设乙。（责任单位：市数据局）\n"
    assert [task.ref for task in draft_text(text).tasks] == ["2.1", "2.2"]


def test_the_year_of_a_date_without_one() -> None:
    table = read_text("序号\t任务\t责任单位\t完成时限\n1\t建设甲\t市数据局\t3月底前\n")
    assert shown(draft_document(table)) == ["1 | 建设甲 | R:市数据局 | 3月底前"]
    assert shown(draft_document(table, year=2031)) == ["1 | 建设甲 | R:市数据局 | 2031-03-31"]
    issued = "某市工作方案\n1.6月底前建设甲。（责任单位：市数据局）\n某市人民政府\n{}年{}月1日\n"
    dates = [draft_text(issued.format(2032, month)).tasks[0].deadline for month in (2, 11)]
    assert [str(date and date.until) for date in dates] == ["2032-06-30", "None"]


@pytest.mark.parametrize(
    ("head", "title", "key"),
    [
        ("2027年某市任务分解表\n", "2027年某市任务分解表", "2027"),
        ("附件2\n2027年某市任务分解表\n单位：件\n", "2027年某市任务分解表", "2027"),
        ("二〇二七年某市任务分解表\t\t\t\n", "二〇二七年某市任务分解表", "2027"),
        ("某市会议纪要\n〔2027〕12号\n", "某市会议纪要", None),
    ],
)
def test_the_title_above_a_table(head: str, title: str, key: str | None) -> None:
    draft = draft_text(f"{head}序号\t任务\t责任单位\n1\t建设甲\t市数据局\n2\t建设乙\t市财政局\n")
    assert (draft.title, draft.key) == (title, key)
    assert draft.document_number == ("〔2027〕12号" if key is None else "")


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("某市2031年工作要点", "2031-01-01 2031-12-31"),
        ("某市二〇三一年工作要点", "2031-01-01 2031-12-31"),
        ("某市2031—2033年行动计划", "2031-01-01 2033-12-31"),
        ("某市2031年至2033年行动计划", "2031-01-01 2033-12-31"),
        ("某市“十六五”规划2031年任务分工", "2031-01-01 2035-12-31"),
        ("某市行动计划", "None None"),
    ],
)
def test_the_period_in_a_title(title: str, period: str) -> None:
    draft = draft_text(f"{title}\n1.建设甲。（责任单位：市数据局）\n")
    assert f"{draft.period_start} {draft.period_end}" == period


@pytest.mark.parametrize("title", ["某市2031年工作要点", "关于印发某市工作要点的通知"])
def test_a_heading_above_the_tasks_that_is_the_title(title: str) -> None:
    text = f"# 某市财政局\n\n# {title}\n\n1. 建设甲。（责任单位：市数据局）\n2. 建设乙。（责任单位：市财政局）\n"
    assert not draft_document(read_markdown(text, "plan.md")).sections


@pytest.mark.parametrize("issuer", ["", "某市人民政府"])
def test_a_documents_number_is_no_part_of_its_title(issuer: str) -> None:
    head = f"{issuer}\n某政发〔2031〕1号\n关于加强甲工作的意见\n各区人民政府：\n"
    draft = draft_text(f"{head}1.建设甲。（责任单位：市数据局）\n")
    assert (draft.title, draft.document_number) == (f"{issuer}关于加强甲工作的意见", "某政发〔2031〕1号")
    assert draft.issuer == issuer


def test_lines_of_fixed_width_are_put_together_again() -> None:
    words = "建设全市统一的公共数据平台，归集各部门、各区的公共数据，完善“一网通办”“一网统管”应用" * 2
    text = f"1.{words}。（责任单位：市数据局、市财政局、市审计局）"
    for width in (28, 33, 40):
        wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
        assert draft_text(wrapped + "\n2.建设乙。（市财政局负责）").tasks[0].wording == text.removeprefix("1.")


def test_a_name_that_a_line_end_parts_is_one_name() -> None:
    names = "市财政局、市农业农\n村局、滨江经开区\n管委会、各县、市、区\n政府"
    text = f"1.建设甲。\n责任单位：{names}。\n2.建设乙。\n责任单位：市公安局\n"
    assert [line.split(" | ")[-1] for line in shown(draft_text(text))] == [
        "R:市财政局 R:市农业农村局 R:滨江经开区管委会 R:各县、市、区政府", "R:市公安局",
    ]  # fmt: skip


BESIDE = {
    "labels below several parts speak of the whole, as they do beside": (
        "（一）加大宣传力度。\n责任科室：办公室\n责 任 人：\n完成时限：8月15日前\n"
        "（二）加强保洁。\n1、办公楼要干净。\n2、河段要清洁。\n责任科室：市容科\n完成时限：8月20日前\n",
        ["1 | 加大宣传力度。 | R:办公室 | 2031-08-15",
         "2 | 加强保洁。/1、办公楼要干净。/2、河段要清洁。 | R:市容科 | 2031-08-20"],
    ),
    "below chapters they speak of the last part": (
        "（一）宣传\n1、开展活动。\n责任科室：办公室\n（二）保洁\n1、办公楼要干净。\n责任科室：后勤科\n2、河段要清洁。\n责任科室：市容科\n",
        ["1.1 | 开展活动。 | R:办公室", "2.1 | 办公楼要干净。 | R:后勤科", "2.2 | 河段要清洁。 | R:市容科"],
    ),
    "the page before": (
        "[接上页] （一）建设甲（市委编办、市发展改革委牵头）。（二）建设乙（市财政局负责）。\n",
        ["1 | 建设甲。 | L:市委编办 L:市发展改革委", "2 | 建设乙。 | R:市财政局"],
    ),
    "a list of annexes": (
        "请认真落实。附件：1.名单2.建设甲的措施某市水利局2031年9月8日附件2建设甲的措施一、平台1.建设甲。（市水利局负责）2.建设乙。（市财政局负责）",
        ["1 | 建设甲。 | R:市水利局", "2 | 建设乙。 | R:市财政局"],
    ),
    "items below an annex": (
        "附件：\n1.建设甲。\n2.建设乙。（市财政局负责）\n3.建设丙。（市审计局负责）\n",
        ["1 | 建设甲。", "2 | 建设乙。 | R:市财政局", "3 | 建设丙。 | R:市审计局"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BESIDE)
def test_what_stands_around_items(what: str) -> None:
    text, expected = BESIDE[what]
    assert [line.replace("\n", "/") for line in shown(draft_text(f"2031年工作方案\n{text}"))] == expected
