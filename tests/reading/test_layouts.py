"""A document's layout does not matter: the shipped plans in every layout, and stray blanks."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from opencc import OpenCC

import egovtrack.grammar
from egovtrack.grammar.shadow import fold
from egovtrack.reading import draft_document, draft_text
from tests.reading.layouts import LAYOUTS, facts, plain
from tests.reading.test_source_plans import KEYS, plan, text_of
from tests.reading.test_styles import shown


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", KEYS)
def test_the_shipped_plans_in_every_layout(key: str, layout: str) -> None:
    draft, clean = draft_document(LAYOUTS[layout](text_of(key))), plan(key)
    assert facts(draft) == facts(clean)
    assert (draft.key, plain(draft.title), draft.issued_on) == (clean.key, plain(clean.title), clean.issued_on)
    text = draft.document.text
    assert "".join(text[block.place.start : block.place.end] for block in draft.blocks) == text


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("建设甲。\n责 任单位：市科技局", "建设甲。 | R:市科技局"),
        (
            "建设甲。（牵 头单位：市 科技局；配合 单位 ：市审 计局 、市财政局）",
            "建设甲。 | L:市科技局 C:市审计局 C:市财政局",
        ),
        ("建设甲。（ 市科 技局牵 头，市财政局 配合）", "建设甲。 | L:市科技局 C:市财政局"),
        ("建 设 甲 。（ 责 任 单 位 ： 市 科 技 局 、 各 区 政 府 ）", "建 设 甲 。 | R:市科技局 R:各区政府"),
        ("2031 年 6 月底前建设甲。（市科技局负责）", "2031 年 6 月底前建设甲。 | R:市科技局 | 2031-06-30"),
        ("建设甲。（市科技局、市财政局，排在首 位的为 牵头单位）", "建设甲。 | L:市科技局 R:市财政局"),
        (
            "建 设 甲 。（ 牵 头 单 位 ： 市 科 技 局 责 任 单 位 ： 市 审 计 局 ）",
            "建 设 甲 。 | L:市科技局 R:市审计局",
        ),
        # What stands between a label and its names, or around both.
        ("建设甲。\n责任单位  ：市科技局", "建设甲。 | R:市科技局"),
        ("建设甲。责任单位→市科技局、市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。\n责任单位——市科技局", "建设甲。 | R:市科技局"),
        ("建设甲。\n责任单位＝市科技局﹑市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。\n牵头单位∶市科技局﹔配合单位﹕市审计局", "建设甲。 | L:市科技局 C:市审计局"),
        ("建设甲。\n责任单位；市科技局、市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。\n责任单位\n市科技局\n市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。责任单位（列首位的为牵头单位）：市科技局、市审计局", "建设甲。 | L:市科技局 R:市审计局"),
        ("建设甲。\n责任单位（排名不分先后）：市科技局、市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。『责任单位：市科技局』", "建设甲。 | R:市科技局"),
        ("建设甲。＜牵头单位：市科技局＞", "建设甲。 | L:市科技局"),
        # Blanks that part something.
        ("建设甲。\n责任单位：市科技局 市审计局", "建设甲。 | R:市科技局 R:市审计局"),
        ("建设甲。\n牵头单位：市科技局 责任单位：市审计局", "建设甲。 | L:市科技局 R:市审计局"),
        ("建设甲\n牵头：市科技局 配合：市审计局 时限：6月", "建设甲 | L:市科技局 C:市审计局 | 2031-06-30"),
        ("建设甲。（牵头单位 市科技局 责任单位 市审计局）", "建设甲。 | L:市科技局 R:市审计局"),
    ],
)
def test_stray_blanks_do_not_matter(item: str, expected: str) -> None:
    text = f"某市2031年工作要点\n1.{item}\n2.建设乙。（责任单位：市审计局）\n"
    draft = draft_text(text)
    assert shown(draft)[0] == f"1 | {expected}"
    assert not draft.problems
    for task in draft.tasks:  # what is kept are the document's words, blanks and all
        assert task.label + task.wording in text
        for clause in task.clauses:
            assert text[clause.place.start : clause.place.end] == clause.printed
            for party in clause.parties:
                assert text[party.place.start : party.place.end] == party.printed


def test_every_character_of_the_rules_is_known_in_its_traditional_form() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(egovtrack.grammar.__path__[0]).glob("*.py"))
    used = set(re.findall("[\u4e00-\u9fff]", sources))
    simplified = OpenCC("t2s")
    forms = {sign: simplified.convert(sign) for sign in map(chr, range(0x4E00, 0xA000))}
    assert [(sign, form) for sign, form in forms.items() if form in used and fold(sign) != form] == []


@pytest.mark.parametrize("width", [20, 28, 33, 40])
def test_a_number_at_the_end_of_a_wrapped_line(width: int) -> None:
    items = "".join(f"{number}.{'建设全市统一的平台' * 3}。（责任单位：市数据局、市财政局）" for number in range(1, 31))
    wrapped = "\n".join(items[at : at + width] for at in range(0, len(items), width))
    assert facts(draft_text(wrapped)) == facts(draft_text(items))
    assert len(draft_text(items).tasks) == 30


def test_a_clause_ends_its_paragraph_on_a_full_line_too() -> None:
    paragraphs = [
        "开展甲类产品绿色设计并提高可回收性，减少有害材料使用，推广乙工艺，完善丙标准，建成丁体系，形成戊机制。（市数据局指导）",
        "健全己类标准体系，推动庚类产品综合利用，推广先进适用的技术装备。（市水务局、市体育局指导）",
    ]
    wrapped = "".join(textwrap.fill(text, 30, break_on_hyphens=False) + "\n" for text in paragraphs)
    tasks = draft_text(f"某市2031年工作方案\n一、任务\n{wrapped}").tasks
    assert [task.text.replace("\n", "") for task in tasks] == [text.partition("（")[0] for text in paragraphs]
