"""What office programs have written since 1997, besides .docx and .xlsx; each file is made here."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from email.encoders import encode_base64, encode_quopri
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from egovtrack.errors import BadInput
from egovtrack.readers import bounded, read_document
from tests.readers import read, shown
from tests.readers.oldoffice import CHINESE_DATE, DATE, PERCENT, Shown, compound, workbook
from tests.readers.test_word_pages import word, wps

HEAD_OF_WORD = b"\xec\xa5\xc1" + bytes(8)
HEAD = ("序号", "任务", "完成率", "责任单位")


# --- workbooks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plan.xls", "plan.et", "plan.xlsx", "plan", "plan.doc"])
def test_an_old_workbook_shows_what_excel_shows(name: str) -> None:
    rows: list[list[object]] = [
        [*HEAD, "时限", "时限", "是否"],
        [1, "建设甲", Shown(0.4, PERCENT), "市甲局", Shown(48029, DATE), Shown(48029, CHINESE_DATE), True],
        [2.5, None, 0.4, "市乙局", Shown(48029.5, DATE), Shown(0.5, DATE), Shown(-3, DATE)],
        [],
        [3, "“建设”\n乙"],
    ]
    document = read(workbook(rows, [["旧表", 1]], merged=[(1, 2, 1, 1)]), name)
    assert [line.cells for line in document.lines if line.cells] == [
        (*HEAD, "时限", "时限", "是否"),
        ("1", "建设甲", "40%", "市甲局", "2031-06-30", "2031-06-30", "TRUE"),
        ("2.5", "建设甲", "0.4", "市乙局", "2031-06-30 12:00:00", "12:00:00", "-3"),
        ("3", "“建设”\n乙", "", "", "", "", ""),
    ]
    assert [line.text for line in document.lines if not line.cells] == ["表1", "表2", "旧表 1"]


@pytest.mark.parametrize("code", [27, 31, 36, 50, 57, 58])
def test_a_day_in_a_format_that_chinese_programs_use_by_number(code: int) -> None:
    """openpyxl does not know these, and would give 48029."""
    book, stream = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["任务", "时限"])
    sheet.append(["建设甲", 48029])
    sheet["B2"].number_format = "yyyy-mm-dd"
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = re.sub(rb'(<xf [^>]*numFmtId=")(?!0")\d+', rb"\g<1>%d" % code, parts["xl/styles.xml"])
    assert b'numFmtId="%d"' % code in parts["xl/styles.xml"]
    with zipfile.ZipFile(stream := BytesIO(), "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert shown(read(stream.getvalue(), "plan.xlsx"))[1:] == ["row: 任务\t时限", "row: 建设甲\t2031-06-30"]


def excel_2003(rows: str, styles: str = "", encoding: str = "utf-8") -> bytes:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="分工表"><Table>{rows}</Table></Worksheet>'
        '<Worksheet ss:Name="藏"><Table><Row><Cell><Data ss:Type="String">旧</Data></Cell></Row></Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>"
    ).encode(encoding)


@pytest.mark.parametrize("name", ["plan.xls", "plan.xml", "plan.doc", "plan", "plan.csv", "plan.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "utf-16"])
def test_a_workbook_in_xml_under_any_name(name: str, encoding: str) -> None:
    rows = """
    <Row><Cell><Data ss:Type="String">序号</Data></Cell><Cell><Data ss:Type="String">任务</Data></Cell>
      <Cell ss:Index="4"><Data ss:Type="String">限</Data></Cell></Row>
    <Row ss:Index="3"><Cell><Data ss:Type="Number">1</Data></Cell><Cell ss:MergeDown="1"><ss:Data ss:Type="String"
      xmlns="http://www.w3.org/TR/REC-html40"><B>建设</B>甲</ss:Data><Comment><ss:Data>注</ss:Data></Comment></Cell>
      <Cell ss:StyleID="p"><Data ss:Type="Number">0.4</Data></Cell>
      <Cell><Data ss:Type="DateTime">2031-06-30T00:00:00.000</Data></Cell></Row>
    <Row ss:StyleID="q"><Cell><Data ss:Type="Number">2</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">0.5</Data>
      </Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
    <Row><Cell ss:MergeAcross="2"><Data ss:Type="String">合计</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data>
      </Cell></Row>"""
    styles = (
        '<Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style><Style ss:ID="q"><NumberFormat ss:Format="General"/>'
        "</Style>"
    )
    document = read(excel_2003(rows, styles, encoding), name)
    assert [line.cells for line in document.lines if line.cells] == [
        ("序号", "任务", "", "限"),
        ("1", "建设甲", "40%", "2031-06-30"),
        ("2", "建设甲", "0.5", "TRUE"),
        ("合计", "", "", "#N/A"),
    ]
    assert shown(document)[-2:] == ["furniture: 藏", "furniture: 旧"]


# --- documents in XML --------------------------------------------------------------------------------------------

WORD_2003 = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"
 xmlns:aml="http://schemas.microsoft.com/aml/2001/core"
 xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:st1="urn:schemas-microsoft-com:office:smarttags">
<o:DocumentProperties><o:Author>某人</o:Author></o:DocumentProperties>
<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%2."/></w:lvl></w:listDef>
<w:list w:ilfo="7"><w:ilst w:val="0"/></w:list></w:lists>
<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
</w:style></w:styles>
<w:body><wx:sect><wx:sub-section>
<w:p><w:pPr><w:pStyle w:val="1"/><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="7"/><wx:t wx:val="一、"/></w:listPr>
</w:pPr>
<w:r><w:t>重点任务</w:t></w:r></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="1"/><w:ilfo w:val="7"/></w:listPr></w:pPr><w:r><w:t>建设</w:t></w:r>
<st1:City><w:r><w:t>东州</w:t></w:r></st1:City><aml:annotation aml:id="1" w:type="Word.Deletion"><aml:content>
<w:r><w:delText>旧</w:delText></w:r></aml:content></aml:annotation><aml:annotation aml:id="2" w:type="Word.Insertion">
<aml:content><w:r><w:t>新</w:t></w:r></aml:content></aml:annotation><w:r><w:t>平台。（责任单位：市甲局）</w:t></w:r>
<aml:annotation aml:id="3" w:type="Word.Comment"><aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content>
</aml:annotation>
<w:r><w:footnote><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote></w:r>
<w:r><w:pict><w:binData w:name="wordml://1.png">iVBORw0KGgo=</w:binData><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>框中</w:t>
</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r>
<w:t>培训</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vmerge/></w:tcPr>
<w:p/></w:tc></w:tr></w:tbl>
</wx:sub-section><w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect>
</w:body></w:wordDocument>
"""


@pytest.mark.parametrize("name", ["plan.doc", "plan.xml", "plan.docx", "plan.txt", "plan"])
def test_a_document_of_word_2003_in_xml_under_any_name(name: str) -> None:
    assert shown(read(WORD_2003.encode(), name)) == [
        "furniture: 页眉",
        "heading: 一、重点任务",
        "list: 1.建设东州新平台。（责任单位：市甲局）",
        "框中",
        "row: 序号\t任务",
        "row: 2\t培训",
        "row: 3\t培训",
        "furniture: 脚注",
    ]


def new_word() -> bytes:
    document, stream = docx.Document(), BytesIO()
    document.add_heading("东州市2031年工作要点", 0)
    document.add_paragraph("建设统一平台。（责任单位：市甲局）", style="List Number")
    document.add_paragraph("制定办法。（责任单位：市乙局）", style="List Number")
    table = document.add_table(2, 3)
    table.style = "Table Grid"
    for row, texts in zip(table.rows, (("序号", "任务", "责任单位"), ("3", "培训", "市丙局")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("特此通知。")
    document.save(stream)
    return stream.getvalue()


PLAN = [
    "heading: 东州市2031年工作要点",
    "list: 1.建设统一平台。（责任单位：市甲局）",
    "list: 2.制定办法。（责任单位：市乙局）",
    "row: 序号\t任务\t责任单位",
    "row: 3\t培训\t市丙局",
    "特此通知。",
]


@pytest.mark.parametrize("name", ["plan.xml", "plan.doc"])
def test_a_package_written_as_one_file(name: str) -> None:
    package = docx.Document(BytesIO(new_word())).part.package
    parts = [(part.partname, part.content_type, part.blob) for part in package.iter_parts()]
    root = ("/_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml", package.rels.xml)
    main = package.main_document_part
    own = ("/word/_rels/document.xml.rels", root[1], main.rels.xml)
    flat = "".join(
        f'<pkg:part pkg:name="{path}" pkg:contentType="{kind}">'
        + (
            f"<pkg:xmlData>{xml.decode().partition('?>')[2]}</pkg:xmlData>"
            if kind.endswith("xml")
            else "<pkg:binaryData>AAAA</pkg:binaryData>"
        )
        + "</pkg:part>"
        for path, kind, xml in (root, own, *parts)
    )
    text = (
        '<?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>'
        f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{flat}</pkg:package>'
    )
    assert shown(read(text.encode(), name)) == PLAN


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        pytest.param('<?xml version="1.0"?><plan><task>1.建设甲</task></plan>', "XML", id="of another kind"),
        pytest.param('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "plan", id="entities"),
        pytest.param(WORD_2003.replace("<w:body>", "<w:body>" + "<w:p/>" * 300_000), "plan", id="many elements"),
        pytest.param(WORD_2003.replace("<w:body>", "<w:body>" + "<w:p>" * 5_000), "plan", id="deep"),
        pytest.param(WORD_2003.replace("<w:body>", "<w:body>" + " " * 20_000_000), "plan", id="large"),
        pytest.param(WORD_2003[:2000], "plan", id="cut off"),
        pytest.param(
            excel_2003('<Row><Cell ss:Index="999999"><Data ss:Type="String">a</Data></Cell></Row>' * 9).decode(), "",
            id="cells far away",
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["plan.xml", "plan.doc", "plan.txt"])
def test_xml_that_is_no_document_is_never_read_as_text(xml: str, reason: str, name: str) -> None:
    if not reason:
        assert "a" in read(xml.encode(), name).text
        return
    with pytest.raises(BadInput, match=reason):
        read_document(xml.encode(), name)


def test_cells_merged_without_end_are_refused() -> None:
    rows = "".join(
        f'<Row><Cell ss:Index="{n}" ss:MergeDown="999999"><Data ss:Type="String">甲</Data></Cell></Row>'
        for n in range(1, 5000)
    )
    with pytest.raises(BadInput, match=r"plan\.xml"):
        read_document(excel_2003(rows), "plan.xml")


# --- web archives ------------------------------------------------------------------------------------------------


def mht(page: bytes, charset: str, subtype: str = "html", encode: Callable[..., None] = encode_quopri) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<由浏览器保存>"
    message["Subject"] = "=?utf-8?B?5bel5L2c6KaB54K5?="
    text = MIMENonMultipart("text", subtype, charset=charset)
    text.set_payload(page)
    encode(text)
    message.attach(text)
    message.attach(MIMEImage(b"\x89PNG", "png"))
    return message.as_bytes()


@pytest.mark.parametrize("name", ["plan.mht", "plan.mhtml", "plan.doc", "plan"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("crlf", [True, False])
@pytest.mark.parametrize("encode", [encode_quopri, encode_base64])
def test_a_web_archive_is_the_page_in_it(name: str, charset: str, crlf: bool, encode: Callable[..., None]) -> None:
    for dress in (word, wps):
        page = dress().encode(charset)
        data = mht(page, charset, encode=encode)
        data = data.replace(b"\n", b"\r\n") if crlf else data
        assert shown(read(data, name)) == shown(read(page, "page.htm"))


def test_the_encoding_of_a_web_archive_is_that_of_its_part() -> None:
    assert shown(read(mht("<html><p>1.建設平臺".encode("big5"), "big5"), "a.mht")) == ["1.建設平臺"]


@pytest.mark.parametrize("data", [mht("甲".encode(), "utf-8", "plain"), b"MIME-Version: 1.0\n\n1.abc", b"1.abc"])
def test_a_web_archive_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"plan\.mht"):
        read_document(data, "plan.mht")


def test_a_web_archive_of_parts_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MAX_SECONDS", 1)
    with pytest.raises(BadInput, match=r"plan\.mht"):
        read_document(
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n" + b"\n--x\n" * 400_000, "plan.mht"
        )


# --- what is refused, by its right name --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        pytest.param(workbook([["x"]], before=b"\x2f\0\2\0\0\0"), "plan.xls", "encrypted|加密", id="xls"),
        pytest.param(compound({"WordDocument": HEAD_OF_WORD + b"\1"}), "a.doc", "encrypted|加密", id="doc"),
        pytest.param(compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "a.docx", "encrypted|加密", id="docx"),
        pytest.param(compound({"PowerPoint Document": b""}), "a.doc", "PowerPoint", id="slides"),
        pytest.param(compound({"Contents": b""}), "a.doc", "OLE", id="of another program"),
        pytest.param(workbook([["x"] * 900])[:2000], "a.xls", "damaged|损坏", id="cut off"),
        pytest.param(b"\0\1\2" * 99, "plan.ceb", "CEB", id="ceb"),
        pytest.param(b"GIF89a\0\0", "plan.doc", "GIF", id="a picture"),
    ],
)  # fmt: skip
def test_each_refused_kind_is_named_for_what_it_is(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as caught:
        read_document(data, name)
    assert (caught.value.exit_code, bool(caught.value.hint)) == (65, True)


@pytest.mark.parametrize(
    ("data", "ending", "better"),
    [
        (compound({"WordDocument": HEAD_OF_WORD + b"\0"}), ".doc", ".docx"),
        (compound({"WordDocument": HEAD_OF_WORD + b"\0"}), ".wps", ".docx"),
        (b"{\\rtf1 1.abc}", ".rtf", ".docx"),
    ],
)
def test_without_libreoffice_the_refusal_names_it(
    data: bytes, ending: str, better: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(BadInput, match=r"LibreOffice") as caught:
        read_document(data, f"plan{ending}")
    assert better in caught.value.hint
