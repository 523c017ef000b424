"""OFD: what stands where on its pages becomes lines, paragraphs and tables, as with PDF."""

from __future__ import annotations

import pytest

from egovtrack.errors import BadInput
from egovtrack.readers import read_document
from egovtrack.reading import draft_document
from tests.readers import read, shown
from tests.readers.ofds import PICTURE, lines, ofd, ruled, text

pytest.importorskip("pdfplumber")

PLAN = [
    "某市2031年政务数据工作要点",
    "一、重点任务",
    "　　1.建设统一的数据平台，推动各部门的业务系统向平台迁移，",
    "并在年底以前全部完成，由市甲局按季度通报。（牵头单位：市甲",
    "局；责任单位：市乙委）",
    "　　2.制定办法。（责任单位：市丙局）",
]


@pytest.mark.parametrize("way", ["deltas", "grouped", "plain", "scaled", "apart"])
@pytest.mark.parametrize("name", ["plan.ofd", "plan.pdf", "plan"])
def test_lines_are_joined_however_their_places_are_given(way: str, name: str) -> None:
    document = read(ofd(lines(PLAN, way)), name)
    assert shown(document) == [
        *PLAN[:2],
        "".join(PLAN[2:5]).strip(),
        PLAN[5].strip(),
    ]
    parties = [(p.role, p.name) for task in draft_document(document).tasks for c in task.clauses for p in c.parties]
    assert parties == [("lead", "市甲局"), ("responsible", "市乙委"), ("responsible", "市丙局")]


def test_the_order_in_which_a_page_is_drawn_does_not_matter() -> None:
    first, second = lines(PLAN[:1]), lines(PLAN[1:2], top=60)
    assert shown(read(ofd(second + first), "plan.ofd")) == PLAN[:2]


@pytest.mark.parametrize("filled", [False, True])
def test_a_ruled_table(filled: bool) -> None:
    columns, rows = (25, 45, 120, 185), (60, 70, 80)
    cells = (("序号", "任务", "责任单位"), ("1", "建设甲平台", "市甲局、市乙局"))
    table = ruled(columns, rows, filled=filled) + "".join(
        text(words, column + 2, row + 7)
        for row, line in zip(rows, cells, strict=False)
        for column, words in zip(columns, line, strict=False)
    )
    assert [line.cells for line in read(ofd(lines(PLAN[:1]) + table), "plan.ofd").lines] == [(), *cells]


def test_page_numbers_watermarks_and_what_is_hidden_are_not_the_text() -> None:
    stamp = text("内部资料", 60, 150, more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text("旧稿", 25, 200, more='Visible="false"')
    pages = [lines([line]) + stamp + hidden + text(f"— {n} —", 100, 285) for n, line in enumerate(PLAN[:2], start=1)]
    document = read(ofd(*pages), "plan.ofd")
    assert [line.text for line in document.lines if line.style != "furniture"] == PLAN[:2]
    assert "旧稿" not in document.text


def test_what_stands_on_the_template_is_read_too() -> None:
    assert shown(read(ofd(lines(PLAN[1:2]), template=text(PLAN[0], 25, 15)), "plan.ofd")) == PLAN[:2]


def test_rare_characters_and_a_path_from_the_root() -> None:
    page = lines(["1.治理\U00020164河。（责任单位：市甲局）"])
    data = ofd(page).replace(b"Doc_0/Document.xml<", b"/Doc_0/Document.xml<")
    assert shown(read(data, "plan.ofd")) == ["1.治理\U00020164河。（责任单位：市甲局）"]


def test_a_page_that_is_a_picture_is_not_passed_over() -> None:
    assert shown(read(ofd(lines(PLAN[:1]), PICTURE), "plan.ofd")) == [PLAN[0], "\N{OBJECT REPLACEMENT CHARACTER}"]


GLYPHS = (
    '<ofd:TextObject Boundary="20 20 90 9" Size="5"><ofd:CGTransform CodePosition="0"/><ofd:TextCode X="0" Y="5">{}'
)
NO_PAGE = "<a><Pages><Page BaseLoc='/x'/></Pages></a>"
END = "</ofd:TextCode></ofd:TextObject>"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(ofd(PICTURE), "scan|扫描", id="a scan"),
        pytest.param(ofd(""), "scan|扫描", id="nothing"),
        pytest.param(ofd(lines(["\ue001\ue002\ue003"])), "characters|字符", id="no characters, only glyphs"),
        pytest.param(ofd(GLYPHS.format("\xa4" * 9) + END), "characters|字符", id="signs in place of characters"),
        pytest.param(ofd(lines(PLAN), others={"Encryptions.xml": "<a/>"}), "encrypted|加密", id="encrypted"),
        pytest.param(ofd(*[text("甲", 25, 25)] * 1001), "1000", id="too many pages"),
        pytest.param(ofd(text("甲" * 9000, 0, 9) * 300), "plan", id="too much text"),
        pytest.param(
            ofd(text("甲", 25, 25), others={"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "plan", id="DTD"
        ),
        pytest.param(ofd("<ofd:PageBlock>" * 999 + "</ofd:PageBlock>" * 999), "plan", id="deep"),
        pytest.param(ofd("<ofd:PageBlock/>" * 400_000), "plan", id="many objects"),
        pytest.param(
            ofd(others={"Doc_0/Document.xml": "<a><Pages><Page BaseLoc='/x'/></Pages></a>"}), "plan", id="no page"
        ),
        pytest.param(ofd(lines(PLAN))[:900], "plan", id="cut off"),
    ],
)
def test_what_is_not_text_or_has_no_end_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_document(data, "plan.ofd")


def test_numbers_without_end_cost_nothing() -> None:
    steps = '<ofd:TextObject Boundary="25 99 9 9" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="{}">'
    for delta in ("g 999999999999 0", "g 2 1e999", "5 " * 90_000):
        page = lines(PLAN[:1]) + steps.format(delta) + "甲乙" + END
        assert PLAN[0] in read(ofd(page), "plan.ofd").text
    path = '<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
    for data in ("M 0 0 B 1 1 2 2 3 3 Q 1 1 2 2 A 1 1 0 0 0 5 5 C", "M 0 0 L 1e300 1e300"):
        assert shown(read(ofd(lines(PLAN[:1]) + path.format(data)), "plan.ofd")) == PLAN[:1]
