"""Web pages: the article's lines, and the site around it told apart."""

from __future__ import annotations

import pytest

from egovtrack.errors import BadInput
from egovtrack.readers import read_document
from tests.readers import read, shown


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def lines(body: str) -> list[str]:
    return shown(read(page(body), "page.html"))


def test_a_site_around_an_article() -> None:
    body = """
    <div class="header"><a href="/">首页</a> <a href="/x">政务公开</a> <a href="/y">互动交流</a></div>
    <div class="crumbs">您的位置：<a>首页</a> &gt; <a>文件</a></div>
    <div class="header-wrap"><h1>2031年工作要点</h1>
      <p>字号：[大 中 小] 打印</p>
      <p>&nbsp;&nbsp;1.建设<b>云</b>平台，
         扩大使用。<br>（责任部门：市甲局）</p>
    </div>
    <ul><li><a>通知一</a></li><li><a>通知二</a></li><li><a>通知三</a></li></ul>
    <script>document.write("<p>2.不是任务</p>")</script><!-- <p>3.也不是</p> -->
    <footer>某市人民政府办公厅</footer>"""
    assert lines(body) == [
        "furniture: 首页 政务公开 互动交流",
        "furniture: 您的位置：首页 > 文件",
        "heading: 2031年工作要点",
        "furniture: 字号：[大 中 小] 打印",
        "1.建设云平台，扩大使用。",
        "（责任部门：市甲局）",
        "furniture: 通知一",
        "furniture: 通知二",
        "furniture: 通知三",
        "furniture: 某市人民政府办公厅",
    ]


def test_what_a_class_calls_navigation_is_not_believed_of_the_article() -> None:
    text = "建设平台，" * 30
    assert lines(f'<div class="nav"><p>{text}</p></div>') == [text]


def test_text_with_some_links_stays_text() -> None:
    assert lines("<p>按<a>甲规定</a>、<a>乙规定</a>和<a>丙规定</a>，三季度前完成平台的升级改造。</p>") == [
        "按甲规定、乙规定和丙规定，三季度前完成平台的升级改造。"
    ]


def test_an_article_s_header_is_its_title_and_a_hidden_block_is_furniture() -> None:
    body = "<article><header><h1>工作要点</h1></header><p>1.建平台</p><p style='display: none'>旧稿</p></article>"
    assert lines(body) == ["heading: 工作要点", "1.建平台", "furniture: 旧稿"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲<li>乙</ol>", ["list: 1.甲", "list: 2.乙"]),
        ("<ol start=7><li>甲<li value=9>乙<li>丙</ol>", ["list: 7.甲", "list: 9.乙", "list: 10.丙"]),
        ("<ol type=a><li><p>甲</p><p>又甲</p><li>乙</ol>", ["list: a.甲", "又甲", "list: b.乙"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>", ["list: 一、甲", "list: 二、乙"]),
        ("<ol><li>甲<ol><li>子</ol><li>乙</ol>", ["list: 1.甲", "list: 1.子", "list: 2.乙"]),
        ("<ol style='list-style: none'><li>1、甲</ol>", ["list: 1、甲"]),
        ("<ul><li>甲</ul>", ["list: 甲"]),
    ],
)
def test_numbers_that_a_browser_makes(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_a_table_with_spans() -> None:
    body = """<table><caption>分工表</caption>
    <tr><th>序号<th>任务<th>牵头单位<th>配合单位</tr>
    <tr><td rowspan="2">1<td>建平台<td>市甲局<br>市乙局<td rowspan="2">无</tr>
    <tr><td>管平台<td>市丙局</tr>
    <tr><td colspan="3">合计<td></tr></table>"""
    document = read(page(body), "page.html")
    assert [line.cells for line in document.lines] == [
        (),
        ("序号", "任务", "牵头单位", "配合单位"),
        ("1", "建平台", "市甲局\n市乙局", "无"),
        ("1", "管平台", "市丙局", "无"),
        ("合计", "", "", ""),
    ]


def test_a_table_that_lays_the_page_out_is_none() -> None:
    body = "<table><tr><td><table><tr><td><p>1.甲</p><p>2.乙</p></td></tr></table></td><td>边栏</td></tr></table>"
    assert lines(body) == ["1.甲", "2.乙", "边栏"]


def test_a_line_of_preformatted_text_stays_a_line() -> None:
    assert lines("<pre>一、总则\n1.甲\n</pre>") == ["一、总则", "1.甲"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        *(
            (encoding, declared)
            for encoding in ("gb18030", "utf-8-sig", "utf-16")
            for declared in ("gb2312", "utf-8", "")
        ),
        ("utf-8", "UTF-8"),
        ("utf-8", ""),
    ],
)
def test_the_encoding_is_found_whatever_is_declared(encoding: str, declared: str) -> None:
    text = page("<p>1.建设电子政务平台（责任部门：市政府办公厅）</p>", f'<meta charset="{declared}">').decode()
    assert shown(read(text.encode(encoding), "page.htm")) == ["1.建设电子政务平台（责任部门：市政府办公厅）"]


def test_big5_has_to_be_declared() -> None:
    text = page("<p>1.建設平臺（責任單位：市甲局）</p>", '<meta charset="big5">').decode()
    assert shown(read(text.encode("big5"), "page.html")) == ["1.建設平臺（責任單位：市甲局）"]


@pytest.mark.parametrize("name", ["report.xls", "-", "paste.txt", "plan.doc"])
def test_a_page_under_any_name(name: str) -> None:
    assert shown(read(page("<p>1.甲</p>"), name)) == ["1.甲"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 200_000 + "甲", id="nested without end"),
        pytest.param("<p>甲</p>" * 600_000, id="too many elements"),
        pytest.param(
            "<table>" + "<tr><td colspan=1000 rowspan=60000>甲<td>乙" * 8_000, id="cells that span everything"
        ),
        pytest.param(
            "<table><tr><td rowspan=999>" + "甲" * 99_999 + "<td>丙" + "<tr><td>乙" * 400, id="a long cell in each row"
        ),
    ],
)
def test_a_hostile_page_is_refused(body: str) -> None:
    with pytest.raises(BadInput):
        read_document(page(body), "page.html")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p " + " ".join(f"a{i}=1" for i in range(300_000)) + ">甲</p>", id="attributes"),
        pytest.param("<div>" * 400 + "</b>" * 200_000 + "甲", id="end tags of nothing"),
        pytest.param("<p>" + "&" * 900_000 + "甲</p>", id="ampersands"),
        pytest.param('<img src="data:image/png;base64,' + "A" * 15_000_000 + '"><p>甲</p>', id="a picture in the page"),
    ],
)
def test_a_strange_page_is_read_in_time(body: str) -> None:
    assert read(page(body), "page.html").text.endswith("甲\n")


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("\n<script>count()</script>", []),
        ("<p>2.乙", ["2.乙"]),
        ("2.乙<html><head></head><body>3.丙</body></html>4.丁", ["2.乙", "3.丙", "4.丁"]),
        ("<!-- x --></div></body></html>\f", []),
    ],
)
def test_what_stands_behind_the_end_of_a_page_takes_nothing_from_it(behind: str, expected: list[str]) -> None:
    assert lines(f"<p>1.甲</p></body></html>{behind}") == ["1.甲", *expected]


@pytest.mark.parametrize("sign", ["\x01", "\x1f", "&#0;", "&#2;", "&#xd800;", "&#1114112;", "&#xffff;"])
def test_a_sign_that_no_text_has_is_shown_as_such(sign: str) -> None:
    text = "建设统一平台，" * 20
    assert lines(f"<p style='color:{sign}'>{text}市{sign}甲局</p>") == [f"{text}市\ufffd甲局"]
    assert lines("<p>甲\f乙</p>") == ["甲 乙"]


def test_entities_and_a_dtd_of_its_own_are_not_expanded() -> None:
    text = '<!DOCTYPE html [<!ENTITY a "bomb"><!ENTITY f SYSTEM "file:///etc/passwd">]><p>1.甲 &a; &f;</p>'
    assert "root:" not in read(text.encode(), "page.html").text
    assert "bomb;" not in shown(read(text.encode(), "page.html"))[-1].replace("&a;", "")
