"""Word documents, made by python-docx; what it has no words for is put in as XML."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from egovtrack.errors import BadInput
from egovtrack.readers import read_document
from tests.readers import read, shown

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def xml(text: str) -> _Element:
    """An element, `w` being the namespace of WordprocessingML."""
    return parse_xml(re.sub(r"^<[\w:]+", lambda found: f"{found[0]} {NS}", text))


def saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines(document: WordDocument) -> list[str]:
    return shown(read(saved(document), "plan.docx"))


def paragraph_of(document: WordDocument, content: str) -> None:
    """A paragraph of which the content is given as XML."""
    document.add_paragraph()._p.extend(xml(f"<w:p>{content}</w:p>"))


def make_list(document: WordDocument, levels: Sequence[tuple[str, str]], number: int = 50, extra: str = "") -> None:
    """A list in the document: number format and text of each level."""
    found = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    first = numbering.index(numbering.findall(f"{{{numbering.nsmap['w']}}}num")[0])
    numbering.insert(first, xml(f'<w:abstractNum w:abstractNumId="{number}">{found}</w:abstractNum>'))
    numbering.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{extra}</w:num>'))


def numbered(paragraph: Paragraph, level: int = 0, number: int = 50) -> Paragraph:
    """The paragraph, in a list."""
    settings = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(xml(settings))
    return paragraph


def test_paragraphs_and_tables_in_order() -> None:
    document = docx.Document()
    document.add_heading("2031年工作要点", 0)
    document.add_heading("一、总则", 1)
    document.add_paragraph("1.建设平台。\n（责任部门：市甲局）")
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ["序号", "任务", "牵头单位", "1", "管平台", "市乙局"], strict=True):
        cell.text = text
    document.add_paragraph("　　附件：略　")
    assert lines(document) == [
        "heading: 2031年工作要点",
        "heading: 一、总则",
        "1.建设平台。",
        "（责任部门：市甲局）",
        "row: 序号\t任务\t牵头单位",
        "row: 1\t管平台\t市乙局",
        "附件：略",
    ]


def test_numbers_that_word_makes() -> None:
    """一、 （一） 1. as most plans have them; the second level begins anew under each first, the third runs on."""
    document = docx.Document()
    make_list(document, [("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）")])
    make_list(document, [("decimal", "%1.")], number=51)
    for text, level, number in [
        ("总则", 0, 50), ("目标", 1, 50), ("建平台", 0, 51), ("原则", 1, 50),
        ("任务", 0, 50), ("网络", 1, 50), ("管网", 0, 51),
    ]:  # fmt: skip
        numbered(document.add_paragraph(text), level, number)
    assert lines(document) == [
        "list: 一、总则", "list: （一）目标", "list: 1.建平台", "list: （二）原则",
        "list: 二、任务", "list: （一）网络", "list: 2.管网",
    ]  # fmt: skip


def test_a_number_of_several_levels_and_one_that_starts_anew() -> None:
    document = docx.Document()
    make_list(document, [("chineseCounting", "第%1章"), ("decimal", "%1.%2"), ("decimalEnclosedCircle", "%3")])
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = document.part.numbering_part.element
    numbering.append(xml(f'<w:num w:numId="60"><w:abstractNumId w:val="50"/>{override}</w:num>'))
    for level, number in [(0, 50), (1, 50), (2, 50), (2, 50), (0, 60), (0, 60)]:
        numbered(document.add_paragraph("文"), level, number)
    assert lines(document) == [
        "list: 第一章文", "list: 一.1文", "list: ①文", "list: ②文", "list: 第五章文", "list: 第六章文",
    ]  # fmt: skip


def test_numbers_that_come_with_a_style_and_are_taken_away() -> None:
    document = docx.Document()
    make_list(document, [("chineseCounting", "%1、")])
    document.styles["Heading 1"].element.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="50"/></w:numPr>'))
    document.add_heading("总则", 1)
    numbered(document.add_heading("附件", 1), 0, number=0)
    document.add_heading("任务", 1)
    assert lines(document) == ["heading: 一、总则", "heading: 附件", "heading: 二、任务"]


def test_bullets_have_no_number() -> None:
    document = docx.Document()
    make_list(document, [("bullet", "●")])
    numbered(document.add_paragraph("建平台"))
    assert lines(document) == ["建平台"]


def test_a_numbered_column_and_merged_cells() -> None:
    document = docx.Document()
    make_list(document, [("decimal", "%1.")])
    table = document.add_table(3, 3)
    for cell, text in zip(
        table._cells, ["", "建平台", "市甲局\n市乙局", "", "管平台", "", "合计", "", "两项"], strict=True
    ):
        cell.text = text
    for row in (0, 1):
        numbered(table.cell(row, 0).paragraphs[0])
        table.cell(row, 0).paragraphs[0].add_run(" ")
    table.cell(0, 2).merge(table.cell(1, 2))
    table.cell(2, 0).merge(table.cell(2, 1))
    assert [line.cells for line in read(saved(document), "plan.docx").lines] == [
        ("1.", "建平台", "市甲局\n市乙局"),
        ("2.", "管平台", "市甲局\n市乙局"),
        ("合计", "", "两项"),
    ]


def test_a_frame_of_one_column_holds_paragraphs() -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "1.甲\n2.乙"
    assert lines(document) == ["1.甲", "2.乙"]


def test_a_table_in_a_cell_that_lays_the_page_out() -> None:
    document = docx.Document()
    frame = document.add_table(1, 2)
    frame.cell(0, 0).text = "2031年工作要点"
    inner = frame.cell(0, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ["任务", "牵头单位", "建平台", "市甲局"], strict=True):
        cell.text = text
    assert lines(document) == ["2031年工作要点", "row: 任务\t牵头单位", "row: 建平台\t市甲局"]


def test_a_small_table_in_a_cell_of_a_table_stays_in_it() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ["任务", "牵头单位", "甲", "市甲局", "乙", ""], strict=True):
        cell.text = text
    table.cell(2, 1).add_table(1, 1).cell(0, 0).text = "市乙局"
    assert lines(document) == ["row: 任务\t牵头单位", "row: 甲\t市甲局", "row: 乙\t市乙局"]


def test_tracked_changes_fields_and_hidden_text() -> None:
    document = docx.Document()
    paragraph_of(
        document,
        "<w:r><w:t>三月</w:t></w:r><w:del><w:r><w:delText>底</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>末</w:t></w:r></w:ins><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不见</w:t></w:r>"
        "<w:hyperlink><w:r><w:t>完成</w:t><w:tab/><w:t>甲</w:t></w:r></w:hyperlink>",
    )
    assert lines(document) == ["三月末完成\t甲"]


def test_a_text_box_comes_once_and_after_its_paragraph() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    paragraph_of(
        document,
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>" + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>框外</w:t></w:r>",
    )
    assert lines(document) == ["框外", "框内"]


def test_headers_and_footers_are_furniture() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "某市人民政府文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("1.甲")
    assert lines(document) == ["furniture: 某市人民政府文件", "1.甲", "furniture: — 1 —"]


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            part = before.read(info)
            after.writestr(info.filename, part.replace(old, new) if info.filename == name else part)
    return stream.getvalue()


def plan() -> bytes:
    document = docx.Document()
    document.add_paragraph("1.甲")
    return saved(document)


def test_a_document_with_macros_is_read_and_its_macros_are_not() -> None:
    kind = (
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    assert shown(read(changed(plan(), "[Content_Types].xml", *kind), "plan.docm")) == ["1.甲"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param("word/document.xml", b"<w:document ", b"<!DOCTYPE x [<!ENTITY a ''>]><w:document ", id="entities"),
        pytest.param("word/styles.xml", b"<w:styles ", b"<!DOCTYPE x SYSTEM 'file:///x'><w:styles ", id="a DTD"),
        pytest.param("word/document.xml", b"</w:body>", b"", id="broken XML"),
        pytest.param("word/document.xml", b"<w:body>", b"<w:body>" + b"<w:sdt>" * 3000, id="deep XML"),
        pytest.param("_rels/.rels", b"officeDocument\"", b"nothing\"", id="no main part"),
        pytest.param("word/document.xml", b"</w:body>", b" " * 60_000_000 + b"</w:body>", id="a bomb"),
        pytest.param("word/document.xml", b"<w:sectPr ", b"<w:p/>" * 3_000_000 + b"<w:sectPr ", id="empty paragraphs"),
    ],
)  # fmt: skip
def test_a_hostile_document_is_refused(part: str, old: bytes, new: bytes) -> None:
    with pytest.raises(BadInput, match=r"plan\.docx"):
        read_document(changed(plan(), part, old, new), "plan.docx")


def test_a_document_that_embeds_another_is_refused() -> None:
    """Its tasks would be missed. What stands for them is an empty element, and lxml takes such a one for false."""
    with pytest.raises(BadInput, match="another document is embedded"):
        read_document(changed(plan(), "word/document.xml", b"<w:sectPr ", b"<w:altChunk/><w:sectPr "), "plan.docx")


def test_a_cell_that_spans_a_thousand_columns_in_every_row_is_refused() -> None:
    row = b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>'
    table = b"<w:tbl>" + row * 6000 + b"</w:tbl><w:sectPr "
    with pytest.raises(BadInput):
        read_document(changed(plan(), "word/document.xml", b"<w:sectPr ", table), "plan.docx")
