"""Word: a report as an official paper by GB/T 9704-2012, with python-docx; sheets as tables.

A4, margins 37 mm above, 35 below, 28 left, 26 right (5.1, 5.2.1); 22 lines of 28 characters (5.2.3); faces by 7.2 to
7.4; page numbers between dashes, odd ones right and even ones left (7.5). Equal reports give equal bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import Any, BinaryIO, Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.packuri import PackURI
from docx.opc.part import Part as OpcPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.styles import Styles
from docx.text.paragraph import Paragraph

from egovtrack.datafiles import read_bytes
from egovtrack.errors import BadInput
from egovtrack.i18n import speaking, written as _
from egovtrack.reports import (
    PASSAGE,
    Blank,
    Block,
    Chart,
    Col,
    Heading,
    Letter,
    Para,
    Part as ReportPart,
    Report,
    Table,
    Word,
    annex_label,
    annex_lines,
    day_words,
    pieces,
)
from egovtrack.reports.layout import FACES, PAPER, TABLES, Layout
from egovtrack.sheets import Sheet
from egovtrack.streams import one_line
from egovtrack.views.workbook import LIGHTS
from egovtrack.wrapping import balanced_widths, width

_W = nsdecls("w")
_LEAST_SHARE, _EDGES = 8, 1.8  # half characters: of a column that is folded, and of the edges of a cell
_SIZES = 10.5, 9.5, 9, 8.5  # points of a table, the most readable first
_PAGE_HIGH = 508  # points of a page that lies
_SEEN = 200  # rows by which the widths of columns are settled
_UNBROKEN = re.compile(r"(?<![^\s,、])[\w.%-]{1,12}(?![^\s,、])", re.ASCII)
_MANY = 8  # columns: a table of more is set in smaller type
_SMALLER = 1.5  # points
_HIGH = 740  # twentieths of a point: a row for a passage
_TWIP = 635  # of the units in which Word measures a page
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_USER_PROPERTY = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FIRST = ("[Content_Types].xml", "_rels/.rels")


_INSTEAD = {
    "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "华文中宋", "黑体": "SimHei", "宋体": "SimSun",
}  # fmt: skip
"""By face, the one that stands in for it where it is not installed."""


class _Style(NamedTuple):
    """A style: its face and its size (fields of Layout), alignment, whether its first line is indented by two
    characters; how high its lines are for its size (0: as the body's, on whose grid they stand); whether it is kept
    with what follows; and how much its size differs.
    """

    face: str
    size: str = "body_size"
    align: Literal["both", "left", "center", "right"] = "both"
    indented: bool = False
    high: float = 0
    keep: bool = False
    more: float = 0


_STYLES = {
    "Normal": _Style("body"),
    "公文正文": _Style("body", indented=True),
    "公文主送": _Style("body", align="left"),
    "公文署名": _Style("body", align="right"),
    "Title": _Style("title", "title_size", "center", high=1.55, keep=True),
    "Heading 1": _Style("head", align="left", indented=True, keep=True),
    "Heading 2": _Style("second", align="left", indented=True, keep=True),
    "公文附件": _Style("head", align="left", keep=True),
    "公文注": _Style("second", "note_size", "left", high=1.5),
    "公文表格": _Style("body", "table_size", "left", high=1.4),
    "公文表头": _Style("head", "table_size", "center", high=1.4),
    "公文小表": _Style("body", "table_size", "left", high=1.3, more=-_SMALLER),
    "公文小表头": _Style("head", "table_size", "center", high=1.3, more=-_SMALLER),
    "公文版记": _Style("body", "number_size", "left", high=1.8),
    "公文页码": _Style("number", "number_size", "left", high=1.3),
    "公文红头": _Style("title", "title_size", "center", high=1.7, more=14),
    "公文文号": _Style("body", align="center"),
}
"""By name; an office's own document may bring styles of these names, which are left as they are."""
_ROLES = {"body": "公文正文", "flush": "公文主送", "note": "公文注", "right": "公文署名"}
_RED = "E60012"
_LIGHTS = {name: style["bg_color"][1:] for name, style in LIGHTS.items()}


def write_report(report: Report, file: BinaryIO) -> None:
    """Write a report into a Word file."""
    file.write(write_docx([report]))


def write_sheets(sheets: Sequence[Sheet], file: BinaryIO) -> None:
    """Write what people see of sheets into a Word file: below the title of each its summary, its table and its notes,
    in type as small as is readable where all then stands on one page.
    """
    first, *others = [sheet.whole() for sheet in sheets]
    head = [_("ledger {head}").format(head=first.head)] if first.head else []
    *before, last = (first, *others)
    wholes = [*before, last._replace(notes=[*last.notes, *head])]
    for size in (*_SIZES, TABLES.table_size):
        layout = TABLES._replace(table_size=size)
        blocks = [block for place, sheet in enumerate(wholes) for block in _blocks(sheet, layout, titled=bool(place))]
        if _high(blocks, layout) <= _PAGE_HIGH:
            break
    made_from = {"head": first.head} if first.head else {}
    report = Report([one_line(first.title)], blocks, made_from=made_from)
    file.write(_made([report], None, layout, lying=True))


def _blocks(sheet: Sheet, layout: Layout, *, titled: bool) -> list[Block]:
    """Return a sheet as blocks of a report."""
    return [
        *([Heading(one_line(sheet.title))] if titled else []),
        *(Para([line], "note") for line in sheet.summary),
        *([_as_table(sheet, layout)] if sheet.card or sheet.rows else []),
        *(Para([note], "note") for note in sheet.notes),
    ]


def _size(columns: int, layout: Layout) -> float:
    """Return the size of type in a table of some columns."""
    return layout.table_size - _SMALLER * (columns > _MANY)


def _high(blocks: Iterable[Block], layout: Layout) -> float:
    """Return about how many points paragraphs and tables take on a page that lies."""
    high = 2.0 * layout.title_size
    wide = _wide(layout)
    for block in blocks:
        if isinstance(block, Table):
            size = _size(len(block.columns), layout)
            whole = sum(column.share for column in block.columns)
            rooms = [(wide * column.share / whole - 6) / (size / 2) for column in block.columns]
            for row in ([column.label for column in block.columns], *block.rows):
                lines = (
                    sum(max(1, ceil(_broad(line) / room)) for line in str(value).split("\n"))
                    for value, room in zip(row, rooms, strict=True)
                )
                high += 1.3 * size * max(lines) + 4.5
        elif isinstance(block, Para):
            text = "".join(map(str, block.parts))
            high += 1.5 * layout.note_size * max(1, ceil(width(text) / (2 * wide / layout.note_size)))
    return high


def _broad(line: str) -> int:
    """Return how many half characters a line takes, also in a face whose figures are broader."""
    return ceil(width(line) + 0.15 * sum(map(str.isascii, line)))


def _wide(layout: Layout) -> float:
    """Return the points between the margins of a page that lies."""
    return (PAPER[1] - layout.top - layout.bottom) * 72 / 25.4


def _as_table(sheet: Sheet, layout: Layout) -> Table:
    """Return a sheet as a table of a report, its columns so wide that its rows take few lines."""
    if sheet.card:
        return Table([Col("", 1), Col("", 4)], sheet.card)
    records = sheet.shown()
    texts = [[column.words(record) for column in sheet.columns] for record in records]
    breadths = [[[_broad(line) for line in text.split("\n")] for text in row] for row in texts]
    most, least = [], []
    for place, column in enumerate(sheet.columns):
        label = _broad(column.label)
        most.append(max([label, *(line for row in breadths for line in row[place])]))
        least.append(min(most[-1], max(label, _LEAST_SHARE)) if column.wrap else most[-1])
    size = _size(len(most), layout)
    room = int(_wide(layout) / (size / 2) - _EDGES * len(most))
    columns = [
        Col(column.label, share + _EDGES, column.right, key=column.key)
        for column, share in zip(sheet.columns, balanced_widths(breadths, least, most, room), strict=True)
    ]
    rows = [
        [Word(record[column.key], words) if column.key == "light" and record[column.key] else words
         for column, words in zip(sheet.columns, row, strict=True)]
        for record, row in zip(records, texts, strict=True)
    ]  # fmt: skip
    return Table(columns, rows)


def write_docx(reports: Sequence[Report], base: bytes | None = None, layout: Layout = Layout()) -> bytes:  # noqa: B008
    """Return a Word file of reports, each of which begins on a page of its own; the properties are those of the first.

    `base` is an office's own document, whose styles and page are used, and whose text is left out.
    """
    with speaking(reports[0].language):
        return _made(reports, base, layout)


def _made(reports: Sequence[Report], base: bytes | None, layout: Layout, *, lying: bool = False) -> bytes:
    """Return the file; `lying`: its page lies on its side."""
    document = Document(io.BytesIO(_empty(base, layout, lying=lying)))
    for place, report in enumerate(reports):
        if place:
            _turn(document, lying=lying, anew=True)
        _write(document, report, bare=lying)
    first = reports[0]
    _describe(document, first)
    _put_in_order(document.element)
    return _saved(document)


@lru_cache(maxsize=1)
def _empty(base: bytes | None, layout: Layout, *, lying: bool) -> bytes:
    """Return a document without text that has the styles and the page; of many papers it is made once."""
    document = Document(io.BytesIO(base)) if base is not None else Document()
    body = document.element.body
    for element in [each for each in body if each.tag != qn("w:sectPr")]:
        body.remove(element)
    _make_styles(document, layout, given=base is not None)
    if base is None:
        _set_page(document.sections[0], layout, lying=lying)
    _number_pages(document)
    _put_in_order(document.styles.element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def read_base(path: str) -> tuple[bytes, list[str]]:
    """Return the content of an office's own document, and the styles of papers that it lacks. Raises EgovtrackError,
    and BadInput where it is no Word file, or has none of them.
    """
    data = read_bytes(path)
    try:
        known = {style.name for style in Document(io.BytesIO(data)).styles}
    except Exception as error:  # what the library raises on a damaged file is not documented
        raise BadInput(_("{path} is no Word file").format(path=path)) from error
    own = [name for name in _STYLES if not name.isascii()]  # the others are in every Word file
    missing = [name for name in own if name not in known]
    if missing == own:
        why = _("{path} has none of the styles that papers are set in: {names}")
        hint = _("begin with the file of a notice, which has them, or name styles so")
        raise BadInput(why.format(path=path, names=_(", ").join(own)), hint)
    return data, missing


# --- what stands on the page -----------------------------------------------------------------------------------------


def _write(document: DocumentObject, report: Report, *, bare: bool = False) -> None:
    letter = report.letter
    _write_head(document, report, letter or Letter("", [], "", "", date.min), bare=bare)
    for chapter in _chapters([*report.blocks, *(Para([line], "note") for line in report.basis)]):
        _turn(document, lying=bare or _is_wide(chapter))
        for block in chapter:
            _block(document, block)
    if report.annexes:
        _leave(document, 1)
    for line in annex_lines(report):
        _add(document, "公文正文", line).paragraph_format.keep_with_next = True
    if letter and letter.sender:
        _sign(document, letter.sender, day_words(letter.sent_on))
    for number, annex in enumerate(report.annexes, start=1):
        _turn(document, lying=bare or _is_wide(annex.blocks), anew=True)
        _add(document, "公文附件", annex_label(report, number))
        _write(document, annex)
    if letter and (letter.cc or letter.printer):
        _imprint(
            document, "抄送：" + letter.cc if letter.cc else "", letter.printer, day_words(letter.sent_on) + "印发"
        )


def _chapters(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the blocks by chapters, each with its heading of the first level."""
    starts = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    yield from (blocks[start:end] for start, end in pairwise(sorted({0, *starts, len(blocks)})))


def _is_wide(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Table) and block.wide for block in blocks)


def _write_head(document: DocumentObject, report: Report, letter: Letter, *, bare: bool) -> None:
    if letter.issuer:
        (run,) = _add(document, "公文红头", letter.issuer).runs
        run.font.size = Pt(min(36, int(_width(document) / 20.5 / len(letter.issuer))))
        run._r.get_or_add_rPr().append(parse_xml(f'<w:color {_W} w:val="{_RED}"/>'))
        _leave(document, 2 if letter.to else 1)  # 7.2.5; a form has no room to spare
    if letter.number:
        _paragraph(document, "公文文号", letter.number, line_below=bool(letter.issuer))
    _leave(document, 2 if letter.issuer and letter.to else 0 if bare else 1)  # 7.3.1
    for line in report.title:
        _add(document, "Title", line)
    _leave(document, 0 if bare else 1)  # 7.3.2
    if letter.to:
        _paragraph(document, "公文主送", [letter.to + "："])


def _add(document: DocumentObject, style: str, text: str = "") -> Paragraph:
    """Add a paragraph; python-docx would look through all styles for each."""
    paragraph = document.add_paragraph(_clean(text))
    paragraph._p.style = _style_ids(document.styles.element)[style]
    return paragraph


@lru_cache(maxsize=1)
def _style_ids(styles: Any) -> Mapping[str, str]:
    return {style.name or "": style.style_id for style in Styles(styles)}


def _leave(document: DocumentObject, lines: int) -> None:
    """Leave lines empty, on the page of what follows: no page has a signature alone."""
    for _line in range(lines):
        _add(document, "Normal").paragraph_format.keep_with_next = True


def _block(document: DocumentObject, block: Block) -> None:
    if isinstance(block, Heading):
        _add(document, f"Heading {block.level}", block.text)
    elif isinstance(block, Para):
        _paragraph(document, _ROLES[block.role], block.parts)
    elif isinstance(block, Chart):
        _paragraph(document, "公文注", [block.title])
        _paragraph(document, "公文正文", [block.says])
        _table(document, block.table()._replace(title=""))
    else:
        _table(document, block)


def _paragraph(document: DocumentObject, style: str, parts: Sequence[ReportPart], *, line_below: bool = False) -> Any:
    paragraph = _add(document, style, "".join(map(str, pieces(parts))))
    if line_below:
        border = f'<w:pBdr {_W}><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{_RED}"/></w:pBdr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(border))
    return paragraph


def _sign(document: DocumentObject, sender: str, day: str) -> None:
    """Write who signs and the day below, the day four characters from the edge, both round one middle (7.3.5.2)."""
    _leave(document, 1)
    wide = (len(sender), sum(0.5 if sign.isascii() else 1 for sign in day))
    right = [4 + max(0, (max(wide) - each) / 2) for each in wide]
    size = (document.styles["公文署名"].font.size or Pt(16)).pt
    for text, room in zip((sender, day), right, strict=True):
        paragraph = _paragraph(document, "公文署名", [text])
        paragraph.paragraph_format.keep_with_next = text is sender
        indent = f'<w:ind {_W} w:rightChars="{int(room * 100)}" w:right="{int(room * 20 * size)}"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(indent))


def _table_widths(table: Table, room: int, size: float) -> list[int]:
    """Return how wide columns are, by their shares; refs and days (2017-13, 2017-12-31) are not broken for that."""
    texts = [[str(value) for value in column] for column in zip(*table.rows[:_SEEN], strict=True)]
    longest = [max([0, *(len(word) for text in column for word in _UNBROKEN.findall(text))]) for column in texts]
    least = [12 * size * length + 140 if length else 0 for length in longest] or [0] * len(table.columns)
    whole = sum(column.share for column in table.columns)
    narrow = {place for place, each in enumerate(table.columns) if room * each.share / whole < least[place]}
    spare = room - sum(least[place] for place in narrow)
    rest = sum(column.share for place, column in enumerate(table.columns) if place not in narrow)
    if spare < room / 2:
        narrow, spare, rest = set(), room, whole
    return [
        int(least[place] if place in narrow else spare * column.share / rest)
        for place, column in enumerate(table.columns)
    ]


def _table(document: DocumentObject, table: Table) -> None:
    """Write a table as XML: by cell objects it takes ten times as long."""
    if table.title:
        _paragraph(document, "公文注", [table.title])
    names = ("公文小表", "公文小表头") if len(table.columns) > _MANY else ("公文表格", "公文表头")
    plain, strong = (_style_ids(document.styles.element)[name] for name in names)
    widths = _table_widths(table, _width(document), (document.styles[names[0]].font.size or Pt(9)).pt)

    def cell(value: Any, place: int, *, head: bool) -> str:
        column = table.columns[place]
        style = strong if head else plain
        centre = '<w:jc w:val="center"/>' if head or column.centred else ""
        lines = re.split("\r\n|[\r\n]", _clean("".join(map(str, pieces(value, column.kind)))))
        texts = "".join(
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{centre}</w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
            for line in lines
        )
        fill = "EDEDED" if head else _LIGHTS.get(value.code, "") if isinstance(value, Word) else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        wide = f'<w:tcW w:w="{widths[place]}" w:type="dxa"/>'
        return f'<w:tc><w:tcPr>{wide}{shade}<w:vAlign w:val="center"/></w:tcPr>{texts}</w:tc>'

    def row(values: Sequence[Any], *, head: bool = False, repeated: bool = False) -> str:
        cells = "".join(cell(value, place, head=head) for place, value in enumerate(values))
        is_high = any(isinstance(value, Blank) and value.width >= PASSAGE for value in values)
        high = f'<w:trHeight w:val="{_HIGH}" w:hRule="atLeast"/>' if is_high else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if repeated else ''}</w:trPr>{cells}</w:tr>"

    heads = row([column.label for column in table.columns], head=True, repeated=True) if table.has_heads else ""
    rows = "".join(map(row, table.rows)) + (row(table.total, head=True) if table.total else "")
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    room = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in (
        ("top", 40), ("left", 60), ("bottom", 40), ("right", 60),
    ))  # fmt: skip
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{heads}{rows}</w:tbl>"
    )
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def _imprint(document: DocumentObject, cc: str, printer: str, day: str) -> None:
    """Write whom a copy goes to, who prints it and when, between lines at the foot of the last page (7.4).

    The table floats. It is placed from the page's edge: one as wide as the text would be left where it stands by
    LibreOffice if it were placed from the margin.
    """
    width, style = _width(document), _style_ids(document.styles.element)["公文版记"]
    first = width * 3 // 5

    def cell(text: str, wide: int, side: str, span: int = 1) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:pPr>'
            f'<w:pStyle w:val="{style}"/><w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r></w:p></w:tc>'
        )

    copied = f"<w:tr>{cell(cc, width, 'left', 2)}</w:tr>" if cc else ""
    printed = f"<w:tr>{cell(printer, first, 'left')}{cell(day, width - first, 'right')}</w:tr>" if printer else ""
    edge = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="000000"/>' for side in ("top", "bottom", "insideH")
    )
    left = int((document.sections[-1].left_margin or 0) / _TWIP)
    room = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    table = parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
        f' w:horzAnchor="page" w:tblpX="{left}" w:tblpYSpec="bottom"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{edge}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{first}"/><w:gridCol w:w="{width - first}"/></w:tblGrid>{copied}{printed}</w:tbl>'
    )
    _add(document, "公文注")  # two tables side by side would be one
    _add(document, "公文注")._p.addprevious(table)


# --- styles and pages ------------------------------------------------------------------------------------------------


def _width(document: DocumentObject) -> int:
    """Return the width of the text on the last page, in twentieths of a point."""
    page = document.sections[-1]
    return int(((page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)) / _TWIP)


def _make_styles(document: DocumentObject, layout: Layout, *, given: bool) -> None:
    """Make the styles that the document does not bring; of an office's own document none is changed."""
    known = {style.name for style in document.styles}
    for name, wanted in _STYLES.items():
        if given and name in known:
            continue
        style: Any = document.styles[name] if name in known else document.styles.add_style(name, 1)
        face, latin = quoteattr(getattr(layout, wanted.face)), quoteattr(layout.latin)
        size = getattr(layout, wanted.size) + wanted.more
        line = int(size * 20 * wanted.high) or layout.line
        for element in (style.element.pPr, style.element.rPr):
            if element is not None:
                style.element.remove(element)
        indent = f'<w:ind w:firstLineChars="200" w:firstLine="{int(40 * size)}"/>' if wanted.indented else ""
        table = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        level = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name.startswith("Heading") else ""
        style.element.append(parse_xml(
            f'<w:pPr {_W}>{"<w:keepNext/>" if wanted.keep else ""}{"<w:keepLines/>" if name == "公文注" else ""}'
            f'<w:widowControl w:val="0"/>{table if wanted.high else ""}'
            f'<w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/>{indent}'
            f'<w:jc w:val="{wanted.align}"/>{level}</w:pPr>'
        ))  # fmt: skip
        style.element.append(parse_xml(
            f'<w:rPr {_W}><w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={face} w:cs={latin}/>'
            f'<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>'
            f'<w:spacing w:val="{0 if wanted.high else layout.apart}"/>'
            f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
            f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        ))  # fmt: skip
    if not given:
        _name_fonts(document, layout)


def _name_fonts(document: DocumentObject, layout: Layout) -> None:
    """Name for each face the one that stands in for it where it is not installed."""
    faces = dict.fromkeys(getattr(layout, name) for name in FACES if name != "latin")
    fonts = "".join(
        f"<w:font w:name={quoteattr(face)}><w:altName w:val={quoteattr(_INSTEAD.get(face, face))}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face in faces
    )
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            xml = f"{_XML}<w:fonts {_W}>{fonts}</w:fonts>"
            relation.target_part._blob = xml.encode()


def _set_page(section: Any, layout: Layout, *, lying: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, reversed(PAPER) if lying else PAPER)
    sides = ("top", "bottom", "left", "right")
    for side, turned in zip(sides, ("left", "right", "bottom", "top") if lying else sides, strict=True):
        setattr(section, f"{side}_margin", Mm(getattr(layout, turned)))
    # The number stands 7 mm below the text (7.5).
    section.header_distance, section.footer_distance, section.gutter = Mm(15), Mm(max(5, layout.bottom - 13)), 0
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    section._sectPr.append(parse_xml(f'<w:docGrid {_W} w:type="lines" w:linePitch="{layout.line}"/>'))


def _turn(document: DocumentObject, *, lying: bool, anew: bool = False) -> None:
    """Begin a page that lies on its side or stands, where the one before does not, or `anew` in any case."""
    before = document.sections[-1]
    turned = lying != (before.orientation == WD_ORIENT.LANDSCAPE)
    if not (turned or anew):
        return
    page: Any = document.add_section(WD_SECTION.NEW_PAGE)
    if turned:
        page.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = page.page_height, page.page_width
        top, bottom, left, right = page.top_margin, page.bottom_margin, page.left_margin, page.right_margin
        turned_to = (left, right, bottom, top) if lying else (right, left, top, bottom)
        page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = turned_to


def _number_pages(document: DocumentObject) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["公文页码"]
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:ind {_W} w:{side}Chars="100" w:{side}="280"/>'))
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<w:jc {_W} w:val="{side}"/>'))
        paragraph.add_run("— ")
        field = f'<w:fldSimple {_W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        paragraph._p.append(parse_xml(field))
        paragraph.add_run(" —")
        _put_in_order(footer._element)


# --- the file --------------------------------------------------------------------------------------------------------


def _describe(document: DocumentObject, report: Report) -> None:
    """Set the properties of the file: its title and day, and what the report is made from, as properties of its own."""
    core = document.core_properties
    day = report.letter.sent_on if report.letter else None
    core.title, core.author, core.last_modified_by = _clean("".join(report.title)), "", ""
    core.comments, core.revision = "", 1
    core.created = core.modified = datetime(day.year, day.month, day.day) if day else datetime(2000, 1, 1)  # noqa: DTZ001
    entries = "".join(
        f'<property fmtid="{_USER_PROPERTY}" pid="{number}" name={quoteattr("egovtrack." + name)}>'
        f'<vt:lpwstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{escape(_clean(value))}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(report.made_from.items(), start=2)
    )
    xml = f'{_XML}<Properties xmlns="{_CUSTOM_NS}">{entries}</Properties>'
    package = document.part.package
    package.relate_to(OpcPart(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, xml.encode(), package), _CUSTOM)


_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
    " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
    " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em"
    " lang eastAsianLayout specVanish oMath",
}
"""The order of properties in the schema (ECMA-376 part 1, 17.3): Word may call a file damaged that has another."""
_PLACES = {
    qn(f"w:{tag}"): {qn(f"w:{name}"): at for at, name in enumerate(names.split())} for tag, names in _ORDER.items()
}


def _put_in_order(root: Any) -> None:
    for tag, places in _PLACES.items():
        for element in root.iter(tag):
            last: dict[str, Any] = {each.tag: each for each in element}  # of two of a kind the later one holds
            element[:] = sorted(last.values(), key=lambda each: places.get(each.tag, len(places)))


def _saved(document: DocumentObject) -> bytes:
    """Return the file with its members sorted and dated 1980, so that equal documents are equal bytes."""
    given, made = io.BytesIO(), io.BytesIO()
    document.save(given)
    with zipfile.ZipFile(given) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda each: (each not in _FIRST, each)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(info, source.read(name))
    return made.getvalue()


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def read_properties(data: bytes) -> Mapping[str, str]:
    """Return what a Word file's report was made from; nothing where the file is none of the program's."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if "docProps/custom.xml" not in file.namelist():
            return {}
        root = parse_xml(file.read("docProps/custom.xml"))
    found = ((each.get("name", ""), "".join(map(str, each.itertext()))) for each in root)
    return {name.removeprefix("egovtrack."): value for name, value in found if name.startswith("egovtrack.")}


def read_texts(data: bytes) -> list[str]:
    """Return the texts of a Word file as `reports.texts` has them: paragraphs that are not empty, and all cells."""
    document = Document(io.BytesIO(data))
    found: list[str] = []
    for block in document.element.body.iterchildren():
        if block.tag == qn("w:p"):
            found += filter(str.strip, [_text_of(block)])
        elif block.tag == qn("w:tbl"):
            found += ["\n".join(map(_text_of, cell.iter(qn("w:p")))) for cell in block.iter(qn("w:tc"))]
    return found


def read_tables(data: bytes) -> list[list[list[str]]]:
    """Return the tables of a Word file, as rows of cells."""
    body = Document(io.BytesIO(data)).element.body
    return [
        [
            ["\n".join(map(_text_of, cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        for table in body.iter(qn("w:tbl"))
    ]


def _text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
