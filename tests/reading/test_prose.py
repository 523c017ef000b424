"""Clauses in plain prose: read where they are unmistakable, reported where they may be one, else left alone."""

from __future__ import annotations

import pytest

from egovtrack.reading import draft_text
from tests.reading.test_styles import shown

OTHER = "2.建设乙。（责任单位：市审计局）\n"


def read(item: str) -> str:
    """The first task, as `shown`, of a plan that has this item and one more."""
    return shown(draft_text(f"某市2031年工作要点\n1.{item}\n{OTHER}"))[0].removeprefix("1 | ")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("由市数据局牵头，市财政局、林业局配合，2031年底前建成平台。",
         "2031年底前建成平台。 | L:市数据局 C:市财政局 C:市林业局 | 2031-12-31"),
        ("县数据局牵头、县财政局配合，4月底前完成批复。", "4月底前完成批复。 | L:县数据局 C:县财政局 | 2031-04-30"),
        ("加强支持。省金融局会同某银行省分行、省财政厅负责。", "加强支持。 | L:省金融局 C:某银行省分行 C:省财政厅"),
        ("市财政局会同市审计局负责，争取资金3亿元。", "争取资金3亿元。 | L:市财政局 C:市审计局"),
        ("开展行动（以下简称“行动”），由纪委监委牵头负责，各部门配合。",
         "开展行动（以下简称“行动”）。 | L:纪委监委 C:各部门"),
        ("整治道路。市公安局负责，市交通局配合。", "整治道路。 | R:市公安局 C:市交通局"),
        ("推进改革，市发展改革委牵头，有关部门配合。", "推进改革。 | L:市发展改革委 C:有关部门"),
        ("建设平台，由市财政局牵头，会同市公安局、市民政局，6月底前完成。",
         "建设平台。 | L:市财政局 C:市公安局 C:市民政局 | 2031-06-30"),
        ("扩大投资。市发改委牵头抓总，市住建局、市交通局各负其责。", "扩大投资。 | L:市发改委 R:市住建局 R:市交通局"),
        ("由县住建局负责，尽快开工。", "尽快开工。 | R:县住建局"),
        ("清理死角，由区爱卫办牵头、各镇街具体实施。", "清理死角。 | L:区爱卫办 R:各镇街"),
        # The offices are what the sentence is about.
        ("区财政局负责统筹资金，各街道配合。", "区财政局负责统筹资金，各街道配合。 | R:区财政局 C:各街道"),
        ("加强保障。由市财政局负责落实资金，市审计局配合。", "加强保障。 | R:市财政局 C:市审计局"),
        ("改造小区。市住建局牵头制定办法，做好培训，市教育局、市公安局负责宣传，各区政府具体实施，6月底前完成。",
         "改造小区。 | L:市住建局 R:市教育局 R:市公安局 R:各区政府 | 2031-06-30"),
        ("督促整改。市应急局牵头，市消防总队参与，12月底前完成。",
         "督促整改。 | L:市应急局 C:市消防总队 | 2031-12-31"),
    ],
)  # fmt: skip
def test_a_sentence_that_says_who_answers(item: str, expected: str) -> None:
    assert read(item) == expected


@pytest.mark.parametrize(
    "item",
    [
        "清理文件，由起草部门负责清理。",
        "实行市长负责制，主要负责同志牵头。",
        "各项目牵头单位对项目负总责，领导小组负责统筹。",
        "坚持政府主导，社会参与，部门负责。",
        "属地政府负责。全社会参与。",
        "出版公报。\n市政府办公厅主办",
        "领导小组办公室设在区住建局，由区住建局负责日常工作。",
        "各区政府负责本辖区内的整治工作。",
        "建设平台（市财政局负责的除外，市审计局负责",
    ],
)
def test_prose_that_merely_has_the_words(item: str) -> None:
    assert " | " not in read(item)


@pytest.mark.parametrize(
    "item",
    [
        "工程由市住建局牵头，市财政局配合。",
        "省发展改革委牵头，建设平台。",
        "资金由市财政局负责落实，市审计局配合。",
        "市财政局负责落实资金，社会参与，企业配合。",
        "市财政局负责资金保障、市审计局负责监督，各区政府具体落实。",
        "安置房建设由城投集团负责，6月底前开工。",
        "清理壁垒（市数据局）；规范检查。",
        "建设平台。\n责任单位：同上",
    ],
)
def test_what_may_be_a_clause_is_a_problem(item: str) -> None:
    problems = draft_text(f"某市2031年工作要点\n1.{item}\n{OTHER}").problems
    assert [problem.code for problem in problems if problem.code != "no_party"] == ["unread_clause"]


def test_what_a_clause_in_prose_covers() -> None:
    draft = draft_text(f"1.由市数据局牵头，建设甲。建设乙，由市财政局牵头负责。\n{OTHER}")
    assert [(clause.text, clause.printed) for clause in draft.tasks[0].clauses] == [
        ("建设甲。建设乙", "由市数据局牵头"), ("建设甲。建设乙", "由市财政局牵头负责"),
    ]  # fmt: skip


def test_a_clause_before_the_first_task_is_a_problem() -> None:
    draft = draft_text("某市2031年工作要点\n各单位：\n统筹全局。（市政府办负责）\n1.建设甲。（责任单位：市数据局）\n")
    assert ("early_clause", 3) in [(problem.code, problem.line) for problem in draft.problems]


def test_whom_a_document_addresses_answers_for_nothing() -> None:
    draft = draft_text("某部2031年工作要点\n各司局、各直属单位：\n1.建设甲。（科技司牵头）\n2.建设乙。（规划司牵头）\n")
    assert [problem.code for problem in draft.problems] == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("市财政局：安排资金。", "安排资金。 | R:市财政局"),
        ("市教育局、市公安局：排查校园周边。", "排查校园周边。 | R:市教育局 R:市公安局"),
        ("市政府办公室。负责日常工作。", "负责日常工作。 | R:市政府办公室"),
        ("各乡镇人民政府：抓好落实。", "抓好落实。 | R:各乡镇人民政府"),
    ],
)
def test_a_division_of_duties(item: str, expected: str) -> None:
    """In a plan that says it in no other way, too."""
    assert read(item) == expected
    assert shown(draft_text(f"职责分工\n1.{item}\n2.{item}\n"))[1] == f"2 | {expected}"


@pytest.mark.parametrize(
    "item",
    ["成员单位：市财政局、市教育局。", "某某有限公司：建设厂房。", "申报单位：市财政局。", "市级层面：市财政局督促。"],
)
def test_what_a_colon_says_of_others(item: str) -> None:
    assert " | " not in read(item)


def test_offices_that_do_something_are_a_problem() -> None:
    draft = draft_text("职责分工\n一、保障措施\n1.市财政局负责安排资金，市审计局负责监督。\n2.市教育局牵头实施改造。\n")
    assert [(problem.code, problem.excerpt) for problem in draft.problems] == [
        ("unread_clause", "市财政局负责"), ("unread_clause", "市审计局负责"), ("unread_clause", "市教育局牵头"),
    ]  # fmt: skip


HEADS = {
    "一、{}\n": "", "（一）{}（2项）\n": "", "{}\n": "", "{}：\n": "", "## {}\n": "",
    "牵头单位：{}\n": "L", "二、{}牵头的重点任务（共2项）\n": "L", "由{}负责落实\n": "",
    "责任单位：{}\n配合单位：市审计局\n": "",
}  # fmt: skip


@pytest.mark.parametrize("runs_on", [True, False])
@pytest.mark.parametrize("head", HEADS)
def test_offices_as_headings_answer_for_the_items_below(head: str, runs_on: bool) -> None:
    first, second = head.format("市发展改革委"), head.format("市财政局、市司法局")
    numbers = (3, 4) if runs_on else (1, 2)
    upper = f"{first}1.建设甲。\n2.建设乙。（市公安局配合）\n"
    lower = f"{second}{numbers[0]}.建设丙。\n{numbers[1]}.建设丁。（市教育局负责）\n"
    draft = draft_text(f"2031年任务分工\n{upper}{lower}")
    role, helping = HEADS[head] or "R", " C:市审计局" if "配合" in head else ""
    assert [line.partition(" | ")[2] for line in shown(draft)] == [
        f"建设甲。 | {role}:市发展改革委{helping}",
        f"建设乙。 | C:市公安局 | {role}:市发展改革委{helping}",
        f"建设丙。 | {role}:市财政局 {role}:市司法局{helping}",
        "建设丁。 | R:市教育局",
    ]
    assert not draft.problems


@pytest.mark.parametrize(
    "text",
    [
        "一、政务服务中心\n1.建设甲。（市公安局负责）\n二、市政府\n2.建设乙。\n",
        "1.建设甲。\n市财政局\n2.建设乙。（市公安局负责）\n市审计局\n",
        "市财政局\n2.建设甲。\n市审计局\n3.建设乙。（市公安局负责）\n",
        "市财政局\n1.建设甲。\n2.建设乙。（市公安局负责）\n",
        "市财政局、市审计局：\n现将任务印发给你们。\n1.建设甲。（市公安局负责）\n2.建设乙。\n",
    ],
)
def test_offices_that_may_be_a_topic_or_speak_of_what_stands_above_answer_for_nothing(text: str) -> None:
    draft = draft_text(f"2031年任务分工\n{text}")
    names = {party.name for task in draft.tasks for clause in task.clauses for party in clause.parties}
    assert names == {"市公安局"}


SENTENCES = {
    "此项工作由市卫生局主办，市民政局、劳动和社会保障局协办。": "L:市卫生局 C:市民政局 C:市劳动和社会保障局",
    "该任务由市水务局承办。": "R:市水务局",
    "市数据局、东州公司牵头，年底前完成试点应用。": "L:市数据局 L:东州公司 | 2031-12-31",
    "市数据局牵头，市财政局配合，6月底前完成平台建设，推广应用。": "L:市数据局 C:市财政局 | 2031-06-30",
}


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_sentence_of_its_own_says_who_answers(wrapped: bool) -> None:
    """Also where line ends were lost, and a heading stands between two items of the chain."""
    items = [f"{number}.建设平台。{sentence}" for number, sentence in enumerate(SENTENCES, start=9)]
    text = ("\n" if wrapped else "").join([*items[:2], "（二）试点课题", *items[2:]])
    draft = draft_text(f"2031年工作要点\n{text}")
    said = [" | ".join(line.split(" | ")[2:]) for line in shown(draft)]
    assert said == list(SENTENCES.values())


@pytest.mark.parametrize(
    "sentence",
    ["东州、西州公司牵头，年底前完成试点应用。", "数据处组织，各单位抓好落实。", "财务部与人事部协同，统筹推进。"],
)
def test_a_sentence_that_may_say_who_answers_is_reported_and_read_as_nobody(sentence: str) -> None:
    draft = draft_text(f"2031年工作要点\n1.建设甲。{sentence}\n2.建设乙。（市财政局负责）\n")
    assert not draft.tasks[0].clauses
    assert ("unread_clause", sentence.rstrip("。")) in [(each.code, each.excerpt) for each in draft.problems]
