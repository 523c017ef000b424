"""Pages that Word and WPS make, and what people paste of them: the same plan in many dresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.reading import draft_document
from tests.readers import read, shown

TITLE, HEADING = "东州市2031年数据工作要点", "一、重点任务"
ITEMS = (
    "1.建设统一平台，扩大使用。（牵头单位：市甲局；责任单位：市乙委）",
    "2.制定办法。（责任单位：市丙局）",
)
HEADINGS = ("序号", "工作任务", "责任单位")
ROW = ("3", "开展培训", "市丁局")

_XML = "<xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml>"
_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"\n'
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\n<head>'
    '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>'
    "<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>某人</o:Author></o:DocumentProperties></xml><![endif]-->"
    f"<!--[if gte mso 9]>{_XML}<![endif]--><style>\n<!-- p.MsoNormal {{margin:0cm;}} -->\n</style></head>"
)
_BLANK = "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span>"
_SETTINGS = f"<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>{_XML}"


def _table(cell: str) -> str:
    rows = "".join("<tr>" + "".join(cell.format(text) for text in row) + "</tr>" for row in (HEADINGS, ROW))
    return f"<table class=MsoTableGrid border=1>{rows}</table>"


def word() -> str:
    """As Word saves a page: conditional comments, smart tags, lines cut in mid-word, drawings."""
    number = (
        "<![if !supportLists]><span lang=EN-US><span\nstyle='mso-list:Ignore'>{}" + _BLANK + "</span></span><![endif]>"
    )
    items = "".join(
        f"<p class=MsoListParagraph style='text-indent:-21.0pt;mso-list:l0 level1 lfo1'>{number.format(text[:2])}"
        f'{text[2:5]}<st1:PersonName\nw:st="on">{text[5:7]}</st1:PersonName>{text[7:9]}\n{text[9:]}'
        "<span lang=EN-US><o:p></o:p></span></p>\n"
        for text in ITEMS
    )
    drawing = (
        '<!--[if gte vml 1]><v:shape id="a"><v:imagedata src="a.png" o:title="图"/></v:shape><![endif]-->'
        '<![if !vml]><img width=9 src="a.png" v:shapes="a"><![endif]>'
    )
    return (
        f"{_HEAD}<body lang=ZH-CN><div class=WordSection1 style='layout-grid:15.6pt'>"
        f"<p class=MsoNormal align=center><b style='mso-bidi-font-weight:normal'><span>{TITLE[:5]}\n{TITLE[5:]}"
        f"<span lang=EN-US><o:p></o:p></span></span></b></p>{_SETTINGS}"
        f"<p class=MsoNormal>{HEADING}<o:p></o:p></p>{items}"
        f'<p class=MsoNormal><o:smarttagtype namespaceuri="urn:x" name="City"/>{drawing}<o:p></o:p></p>'
        f"{_table('<td width=9><p class=MsoNormal>{}<o:p></o:p></p></td>')}</div></body></html>"
    )


def filtered() -> str:
    """As Word saves a filtered page: neither conditional comments nor tags of its own, no end tags but few."""
    items = "".join(f"<p class=MsoNormal>{text[:2]}<span\nlang=EN-US>{_BLANK}</span>{text[2:]}\n" for text in ITEMS)
    return (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<meta name=Generator content='Microsoft Word 15 (filtered)'></head><body lang=ZH-CN><div class=WordSection1>"
        f"<p class=MsoNormal>{TITLE}<p class=MsoNormal>{HEADING}{items}"
        f"{_table('<td><p class=MsoNormal>{}')}</div></body></html>"
    )


def wps() -> str:
    """As WPS saves a page: comments around numbers, which are text, and styles in each span."""
    items = "".join(
        '<p class=MsoNormal style="mso-list:l0 level1 lfo1;"><!--[if !supportLists]--><span style="font-family:仿宋;">'
        f"<span style='mso-list:Ignore;'>{text[:2]}<span>&nbsp;</span></span></span><!--[endif]-->"
        f'<span style="mso-spacerun:\'yes\';font-family:仿宋;"><font face="仿宋">{text[2:]}</font></span>'
        "<span style=\"mso-spacerun:'yes';\"><o:p></o:p></span></p>"
        for text in ITEMS
    )
    return (
        f'{_HEAD}<body style="tab-interval:21pt;"><!--StartFragment--><div class="Section0">'
        f'<p class=MsoNormal><b><span><font face="宋体">{TITLE}</font></span></b><b><o:p></o:p></b></p>'
        f"<p class=p0><span>{HEADING}</span></p>{items}"
        f"{_table('<td><p class=MsoNormal ><span>{}</span><span><o:p></o:p></span></p></td>')}</div><!--EndFragment-->"
    )


def pasted() -> str:
    """What an old editor of a web system keeps of a paste: no page around it, a declaration of a namespace."""
    items = "".join(f"<P class=MsoNormal><SPAN lang=EN-US>{text}<o:p></o:p></SPAN></P>" for text in ITEMS)
    return (
        '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />'
        f"<P class=MsoNormal>{TITLE}</P><P><?xml:namespace prefix = st1 /><st1:chsdate>{HEADING}</st1:chsdate></P>"
        f"{items}{_table('<TD><P>{}<o:p></o:p></P></TD>')}"
    )


def page() -> str:
    """The paste on the page of a site that lays itself out with tables, between scripts."""
    script = '<script>if (a<b) { document.write("<p>9.不是任务（责任单位：市戊局）</p>"); }</script>'
    return (
        "<html><head><meta charset=utf-8><title>某市</title></head><body><table><tr><td><table><tr><td>"
        f"{script}</td></tr></table></td></tr><tr><td><div class=TRS_Editor>{pasted()}</div>{script}</td></tr></table>"
    )


@pytest.mark.parametrize("name", ["plan.htm", "plan.doc", "plan", "plan.txt"])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
@pytest.mark.parametrize("dress", [word, filtered, wps, pasted, page], ids=lambda one: one.__name__)
def test_the_same_plan_in_every_dress(dress: Callable[[], str], encoding: str, name: str) -> None:
    document = read(dress().encode(encoding), name)
    article = [line for line in document.lines if line.style != "furniture"]
    assert [line.text.replace(" ", "") for line in article if not line.cells] == [TITLE, HEADING, *ITEMS]
    assert [line.cells for line in article if line.cells] == [HEADINGS, ROW]
    found = [
        (task.ref, [(party.role, party.name) for clause in task.clauses for party in clause.parties])
        for task in draft_document(document).tasks
    ]
    assert found == [
        ("1", [("lead", "市甲局"), ("responsible", "市乙委")]),
        ("2", [("responsible", "市丙局")]),
        ("3", [("responsible", "市丁局")]),
    ]


def test_settings_in_a_page_are_furniture_and_never_the_article() -> None:
    assert shown(read(f"<html><body>{_XML}<p>1.甲</p>".encode(), "a.html")) == ["furniture: Normal0", "1.甲"]
    long = "建设统一平台，" * 20
    assert shown(read(f"<html><body><xml><w:View>Normal</w:View><p>{long}</p>".encode(), "a.html"))[-1] == long


def test_bullets_of_a_font_of_pictures() -> None:
    span = "<span style='font-family:Wingdings'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>"
    body = "".join(f"<p class=MsoListParagraph>{span.format(sign)}建设甲，2031年" for sign in "lnuØü")
    assert shown(read(f"<html><body>{body}".encode(), "a.html")) == ["• 建设甲，2031年"] * 5
    text = "<p style='font-family:Wingdings'>建设甲</p><p style='font-family:Symbol'>5G</p>"
    assert shown(read(f"<html><body>{text}".encode(), "a.html")) == ["建设甲", "5G"]


def test_remarks_and_struck_words_are_no_part_of_the_plan() -> None:
    text = (
        "<html><body><p>1.建设<del cite='mailto:x'>旧</del><ins>新</ins>平台<span class=MsoCommentReference>"
        "<a class=msocomanchor href='#_msocom_1'>[A1]</a></span></p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>[A1]请核</p></div></div>"
    )
    assert shown(read(text.encode(), "a.html")) == ["1.建设新平台", "furniture: [A1]请核"]


@settings(deadline=None)
@given(st.from_regex(r"[a-z][a-z0-9]{0,3}[:._-]\w{0,5}", fullmatch=True), st.booleans())
def test_a_tag_that_no_browser_knows_hides_nothing(tag: str, closed: bool) -> None:
    end = f"</{tag}>" if closed else ""
    document = read(f"<html><body><p>建设<{tag} x='1'>甲{end}平台</p><p>乙".encode(), "a.html")
    assert shown(document) == ["建设甲平台", "乙"]
