"""OpenDocument: texts with the numbers of their lists, and spreadsheets."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from egovtrack.errors import BadInput
from egovtrack.opendocument import NAMESPACES
from egovtrack.readers import read_document
from tests.readers import read, shown

SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())


def packed(body: str, styles: str = "", page: str = "", manifest: str = "", kind: str = "text") -> bytes:
    """A package with this body, automatic styles, and content of its master page."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content(body, styles, kind=kind))
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{OUTLINE}</office:styles><office:master-styles>"
            f'<style:master-page style:name="Standard">{page}</style:master-page></office:master-styles>'
            "</office:document-styles>",
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return stream.getvalue()


def content(body: str, styles: str = "", root: str = "document-content", kind: str = "text") -> str:
    return (
        f"<office:{root} {SPACES}><office:automatic-styles>{STYLES}{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:{root}>"
    )


def level(number: int, form: str, before: str = "", after: str = "", more: str = "", tag: str = "list-level") -> str:
    return (
        f'<text:{tag}-style{"-number" if tag == "list-level" else ""} text:level="{number}" style:num-format="{form}"'
        f' style:num-prefix="{before}" style:num-suffix="{after}" {more}/>'
    )


OUTLINE = f"<text:outline-style>{level(1, '一, 二, 三, ...', '', '、', tag='outline-level')}</text:outline-style>"
STYLES = (
    '<text:list-style style:name="L">'
    + level(1, "一, 二, 三, ...", "（", "）")
    + level(2, "1", "", ".", 'text:display-levels="1"')
    + level(3, "1", "", "", 'text:display-levels="2" text:start-value="3"')
    + '</text:list-style><text:list-style style:name="B"><text:list-level-style-bullet text:level="1"'
    ' text:bullet-char="•"/></text:list-style><style:style style:name="P1" style:family="paragraph"'
    ' style:parent-style-name="Title"/>'
)
BODY = """<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">东州市<text:span>2031</text:span>年<text:s/><text:line-break/>工作要点</text:p>
<text:h text:outline-level="1">总则</text:h><text:h text:outline-level="1" text:is-list-header="true">附注</text:h>
<text:h text:outline-level="1">任务</text:h>
<text:list xml:id="a" text:style-name="L"><text:list-item><text:p>建设甲</text:p><text:p>又甲</text:p><text:list>
<text:list-item><text:p>子一</text:p></text:list-item><text:list-item><text:p>子二</text:p><text:list><text:list-item>
<text:p>孙</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item><text:list-item>
<text:p>建设乙<office:annotation><text:p>批注</text:p></office:annotation><text:note><text:note-body><text:p>脚注</text:p>
</text:note-body></text:note></text:p><text:list><text:list-item><text:p>子</text:p></text:list-item></text:list>
</text:list-item></text:list>
<text:p>中断<draw:frame><draw:text-box><text:p>框中</text:p></draw:text-box></draw:frame></text:p>
<text:list text:continue-numbering="true" text:style-name="L"><text:list-item>
<text:p>建设丙</text:p></text:list-item></text:list>
<text:section><text:list text:style-name="B"><text:list-item><text:p>点</text:p></text:list-item></text:list>
</text:section>
<text:list text:continue-list="a" text:style-name="L"><text:list-header><text:p>头</text:p></text:list-header>
<text:list-item><text:p>建设丁</text:p></text:list-item><text:list-item text:start-value="9"><text:p>建设戊</text:p>
</text:list-item></text:list>
<text:list text:style-name="L"><text:list-item><text:p>另起</text:p></text:list-item></text:list>
<table:table table:name="表"><table:table-header-rows><table:table-row><table:table-cell><text:p>序号</text:p>
</table:table-cell><table:table-cell><text:p>任务</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell table:number-rows-spanned="2">
<text:p>培</text:p><text:p>训</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell>
<text:list text:style-name="L"><text:list-item><text:p>甲</text:p></text:list-item></text:list></table:table-cell>
<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell></table:table-row></table:table>"""
LINES = [
    "heading: 东州市2031年", "heading: 工作要点", "heading: 一、总则", "heading: 附注", "heading: 二、任务",
    "list: （一）建设甲", "又甲", "list: 1.子一", "list: 2.子二", "list: 2.3孙", "list: （二）建设乙", "list: 1.子",
    "中断", "框中", "list: （三）建设丙", "点", "头", "list: （四）建设丁", "list: （九）建设戊",
    "list: （一）另起", "row: 序号\t任务",
    "row: 1\t培 训", "row: （一）甲\t培 训",
]  # fmt: skip


@pytest.mark.parametrize("name", ["plan.odt", "plan.docx", "plan", "plan.txt"])
def test_a_text_with_all_that_may_be_in_it(name: str) -> None:
    page = "<style:header><text:p>页眉</text:p></style:header><style:footer><text:p>页脚</text:p></style:footer>"
    document = read(packed(BODY, page=page), name)
    assert shown(document) == ["furniture: 页眉", *LINES, "furniture: 页脚", "furniture: 脚注"]


def test_a_text_in_one_file() -> None:
    flat = '<?xml version="1.0"?>' + content(BODY, OUTLINE, "document")
    assert shown(read(flat.encode(), "plan.fodt")) == [*LINES, "furniture: 脚注"]


SHEETS = """<table:table table:name="分工"><table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell>
<table:table-cell><text:p>完成率</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/>
</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float"
office:value="1"><text:p>1</text:p></table:table-cell><table:table-cell office:value-type="percentage"
office:value="0.4"><text:p>40%</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table>
<table:table table:name="藏" table:style-name="H"><table:table-row><table:table-cell><text:p>旧</text:p>
</table:table-cell></table:table-row></table:table>"""
HIDDEN = (
    '<style:style style:name="H" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


@pytest.mark.parametrize("name", ["plan.ods", "plan.xls", "plan.odt"])
def test_a_spreadsheet_shows_what_the_program_shows(name: str) -> None:
    assert shown(read(packed(SHEETS, HIDDEN, kind="spreadsheet"), name)) == [
        "furniture: 分工", "row: 序号\t完成率", "row: 1\t40%", "row: 1\t40%", "furniture: 藏", "furniture: 旧",
    ]  # fmt: skip


REPEATED = (
    "<table:table><table:table-row table:number-rows-repeated='{}'>"
    "<table:table-cell table:number-columns-repeated='{}'>"
    "<text:p>甲</text:p></table:table-cell></table:table-row></table:table>"
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(packed(BODY, manifest="<encryption-data/>"), "encrypted|加密", id="a password"),
        pytest.param(packed("<draw:page/>", kind="presentation"), r"OpenDocument \(presentation\)", id="slides"),
        pytest.param(packed(REPEATED.format(1_000_000, 16_000), kind="spreadsheet"), "plan", id="cells without end"),
        pytest.param(packed(REPEATED.format(1, 10**9), kind="spreadsheet"), "plan", id="a row without end"),
        pytest.param(packed(REPEATED.format("9" * 5000, 1), kind="spreadsheet"), "plan", id="a number without end"),
        pytest.param(packed("<text:p/>" * 300_000), "plan", id="empty paragraphs"),
        pytest.param(packed("<text:section>" * 400 + "</text:section>" * 400), "plan", id="deep"),
        pytest.param(packed("<text:p>" + "甲" * 9_000_000 + "</text:p>"), "plan", id="large"),
        pytest.param(packed("<!DOCTYPE a>" + BODY), "plan", id="a document type"),
        pytest.param(packed(BODY)[:1500], "plan", id="cut off"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["plan.odt", "plan.ods"])
def test_what_is_hostile_or_none_of_it_is_refused(data: bytes, reason: str, name: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_document(data, name)
