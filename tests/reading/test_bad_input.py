"""Input that is no plan, and input made to hurt: a clear message, and time that grows with the text and no faster."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.errors import BadInput
from egovtrack.readers.markdown import read_markdown
from egovtrack.readers.text import decode, read_text
from egovtrack.reading import draft_document, draft_text

TASK = "1.建设平台。（责任单位：市数据局）\n"


@pytest.mark.parametrize(
    "data", [b"", b"  \n\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\xfd", bytes(range(1, 32)) * 50]
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        decode(data)
    assert caught.value.exit_code == 65


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(encoding: str) -> None:
    assert decode(TASK.encode(encoding)) == TASK


@pytest.mark.parametrize(
    "text", ["天气很好。\n", "某市2031年工作总结\n一、基本情况\n1.已经建成平台。\n", "a | b | c\n", "（" * 50]
)
def test_a_document_without_a_task(text: str) -> None:
    with pytest.raises(BadInput):
        draft_text(text)


def test_a_page_of_contents_is_no_document() -> None:
    contents = "某市公报\n目录\n一、关于甲的意见……1\n二、关于乙的意见……3\n"
    text = contents + "".join(
        f"某市人民政府关于{what}的意见\n某政发〔2031〕{number}号\n各区人民政府：\n1.建设{what}。（责任单位：市数据局）\n"
        for number, what in enumerate("甲乙", 1)
    )
    with pytest.raises(BadInput) as caught:
        draft_text(text)
    assert ": 1. 某市人民政府关于甲的意见; 2. 某市人民政府关于乙的意见" in caught.value.hint
    beside = "某市2031年工作要点……1\n某市2031年任务分工……3\n某市2031年工作要点\n1.建设甲。（责任单位：市数据局）\n"
    assert draft_text(beside).title == "某市2031年工作要点"


def test_several_plans_in_one_file() -> None:
    head = "某市2031年工作要点\n某政发〔2031〕{0}号\n各区人民政府：\n请落实。\n"
    one = head + "一、任务\n1.建设甲。（责任单位：市数据局）\n"
    text = one.format(1) + one.format(2).replace("建设甲", "建设乙").replace("工作要点", "重点任务")
    with pytest.raises(BadInput) as caught:
        draft_text(text)
    assert "1. 某市2031年工作要点; 2. 某市2031年重点任务" in caught.value.hint
    document = read_text(text, "two.txt")
    assert draft_document(document, which=2).tasks[0].text == "建设乙。"
    chosen = draft_document(document, title="工作要点")
    assert chosen.tasks[0].text == "建设甲。"
    assert chosen.coverage()["other_document"] > 0
    with pytest.raises(BadInput):
        draft_document(document, title="某市")


@pytest.mark.parametrize(
    "unit", ["（", "（（）", "〔", "）", "1.\n", "（责任单位：", "责任单位：市公安局、", "各区、", "市公安局牵头，",
             "12,", "“", "|",
             "各区：\n", "以下均由", "市财政局负责，", "责任单位：市财政局。建设。", "工程由市财政局负责。",
             "（时限：6月底）", "市财政局负责甲，", "市甲局负责乙、", "由市局", "请市局", "市局要",
             "附件：\n1.", "│甲│乙│\n", "序号\n任务\n",
             "等部门", "会同", "年底前", "**", "# 市\n", "第一条", "市\n", "标题\n1.建设（市局负责）\n"],
)  # fmt: skip
def test_a_long_run_of_anything_is_read_to_its_end(unit: str) -> None:
    """How the time grows with such a run is measured in benchmarks/reading.py."""
    text = TASK + "2.建设" + unit * (24_000 // len(unit)) + "\n"
    assert sum(draft_text(text).coverage().values()) == len(text)


def test_ten_thousand_nested_brackets() -> None:
    draft = draft_text(TASK + "2.建设" + "（" * 10_000 + "甲" + "）" * 10_000 + "。（责任单位：市财政局）\n")
    assert [len(task.clauses) for task in draft.tasks] == [1, 1]


SIGNS = st.sampled_from(
    [
        *"一二三1234.、（）()〔〕【】：:；;，,。“”《》|#-* \t\n市区县省各局委办部",
        "责任单位",
        "牵头",
        "负责",
        "2031年",
        "附件",
        "下同",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(SIGNS, max_size=80).map("".join), st.booleans())
def test_whatever_is_pasted_every_character_is_accounted_for(noise: str, markdown: bool) -> None:
    text = TASK + noise
    draft = draft_document((read_markdown if markdown else read_text)(text, ""))
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text
    assert len({task.ref for task in draft.tasks}) == len(draft.tasks)
    assert all(text[line.place.start : line.place.end] == line.text for line in draft.document.lines)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        draft = draft_text(text)
    except BadInput:
        return
    assert sum(draft.coverage().values()) == len(text)


def test_a_cell_that_begins_with_a_slash_is_no_list() -> None:
    text = "2031年任务表\n序号\n任务\n责任单位\n1\n建设甲\n/etc/passwd\n2\n建设乙\n市财政局/市审计局\n"
    names = [party.name for task in draft_text(text).tasks for clause in task.clauses for party in clause.parties]
    assert names == ["市财政局", "市审计局"]
