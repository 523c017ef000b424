"""Files that are no form, or cannot be trusted: each is named, none is run, followed or unpacked without bounds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import docx
import pytest
from openpyxl import Workbook

from egovtrack import archive
from egovtrack.forms import Returned, grid, read_form, write_form
from tests.forms import FORM, back, edited, expected, typed

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "style", "table", "text")
)


def read(content: bytes) -> Returned:
    return read_form("form.xlsx", content, expected())


def reason(content: bytes) -> str:
    """Why a file is refused as a whole."""
    returned = read(content)
    (problem,) = returned.problems
    assert (returned.file, problem.cell, returned.entries) == ("form.xlsx", "", ())
    assert problem.hint
    return problem.reason


def with_parts(content: bytes, parts: dict[str, bytes], change: Callable[[bytes], bytes] | None = None) -> bytes:
    """The archive with parts added, and its table changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, change(part) if change and info.filename.endswith("sheet2.xml") else part)
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


def ods(body: str, styles: str = "", **parts: str) -> bytes:
    """A minimal ods file."""
    xml = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", ODS)
        file.writestr("content.xml", xml)
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), part)
    return stream.getvalue()


def word() -> bytes:
    stream = BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def another_workbook() -> bytes:
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (OLE + "Workbook".encode("utf-16-le"), "a file of the old format (.xls, .et)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the file has a password"),
        (b"%PDF-1.7", "no workbook (.xlsx or .ods)"),
        (b"", "no workbook (.xlsx or .ods)"),
        ("编号,任务\n".encode(), "no workbook (.xlsx or .ods)"),
        (word(), "no workbook (.xlsx or .ods)"),
        (another_workbook(), "not a form that this program made"),
        (ods("<table:table/>"), "not a form that this program made"),
        (ods(""), "no workbook (.xlsx or .ods)"),
        (ods("", META_INF__manifest_xml="<m><encryption-data/></m>"), "no workbook (.xlsx or .ods)"),
        (ods("<table:table/>", Basic__Standard__script_xml="<m/>"), "there are macros in it"),
    ],
)
def test_another_file(content: bytes, why: str) -> None:
    assert reason(content) == why


def test_an_encrypted_ods() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("content.xml", b"\x8f\x11 what only the password opens")
        file.writestr("META-INF/manifest.xml", '<m:manifest xmlns:m="m"><m:encryption-data/></m:manifest>')
    assert reason(stream.getvalue()) == "the file has a password"


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_not_even_looked_at(part: str) -> None:
    assert reason(with_parts(write_form(FORM), {part: b"<m/>"})) == "there are macros in it"


def test_a_binary_workbook() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("xl/workbook.bin", b"\x83\x01")
    assert reason(stream.getvalue()) == "a workbook of the binary format .xlsb"


@pytest.mark.parametrize("fill", [b"<fill/>", b"<fill />", b"<fill></fill>"])
def test_a_fill_without_a_pattern(fill: bytes) -> None:
    """Some programs write so when they restyle a form; openpyxl alone does not read it."""
    content, stream = edited(write_form(FORM), typed({"L5": "甲"})), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, re.sub(b"<fill>.*?</fill>", fill, part) if info.filename == "xl/styles.xml" else part)
    (entry,) = read(stream.getvalue()).entries
    assert entry.note == "甲"


def test_a_damaged_file_cut_anywhere() -> None:
    content = write_form(FORM)
    for end in range(10, len(content) - 1, len(content) // 25):
        assert "damaged" in reason(content[:end])


def test_parts_that_are_missing_or_no_xml() -> None:
    content = write_form(FORM)
    with zipfile.ZipFile(BytesIO(content)) as whole:
        names = [info.filename for info in whole.infolist()]
    for name in names:
        for part in (None, b"<a>"):
            stream = BytesIO()
            with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
                for info in old.infolist():
                    if info.filename != name:
                        new.writestr(info, old.read(info))
                    elif part is not None:
                        new.writestr(info, part)
            returned = read(stream.getvalue())
            assert returned.entries == (), name


def test_an_entity_that_would_read_a_file() -> None:
    declaration = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    content = with_parts(write_form(FORM), {}, lambda xml: xml.replace(b"<worksheet", declaration + b"<worksheet", 1))
    assert reason(content) == "the XML in it declares entities or a document type"


def test_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED", 1_000_000)
    assert reason(with_parts(write_form(FORM), {"xl/media/image1.png": b"\0" * 2_000_000})) == "too large when unpacked"


FAR = [
    b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + b'<row r="9"><c r="XFD9"><v>1</v></c></row>' * 100,
]


@pytest.mark.parametrize("rows", FAR, ids=["beyond the last row", "far to the right, often"])
def test_cells_far_away(rows: bytes) -> None:
    content = with_parts(write_form(FORM), {}, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    assert read(content).entries == ()


def test_a_merged_range_over_the_whole_sheet() -> None:
    merged = b'<mergeCells count="4"><mergeCell ref="A5:XFD1048576"/>'
    content = with_parts(write_form(FORM), {}, lambda xml: re.sub(b"<mergeCells[^>]*>", merged, xml))
    assert [problem.cell for problem in read(content).problems] == ["A5:XFD1048576"]


CELL = '<table:table-cell office:value-type="float" office:value="1" {more}><text:p>1</text:p></table:table-cell>'


@pytest.mark.parametrize("of", ["rows", "columns"])
def test_an_ods_that_repeats_a_cell_very_often(of: str) -> None:
    repeated = f'table:number-{of}-repeated="999999999"'
    cell = CELL.format(more=repeated if of == "columns" else "")
    row = f"<table:table-row {repeated if of == 'rows' else ''}>{cell}</table:table-row>"
    assert reason(ods(f"<table:table>{row}</table:table>")) == "there are far too many cells in it"


def test_an_ods_that_repeats_blank_rows_is_as_small_as_it_is() -> None:
    """Every ods does so: the rows down to the end of the sheet are one repeated row."""
    blank = '<table:table-row table:number-rows-repeated="999999999999"><table:table-cell/></table:table-row>'
    body = f"<table:table>{blank}<table:table-row>{CELL.format(more='')}</table:table-row></table:table>"
    assert reason(ods(body)) == "not a form that this program made"


def test_the_cells_of_an_ods() -> None:
    """What each kind of cell is, with what is told of it; a comment on a cell is no text of it."""
    cells = [
        '<table:table-cell office:value-type="percentage" office:value="0.4"><text:p>40%</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-repeated="2"/>',
        '<table:table-cell office:value-type="date" office:date-value="2031-06-30T08:00:00"/>',
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>',
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>',
        '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation>'
        '<text:p>甲<text:s text:c="2"/>乙<text:tab/><text:span>丙<text:line-break/></text:span>丁</text:p>'
        "<text:p>戊</text:p></table:table-cell>",
        '<table:table-cell office:value-type="time" office:time-value="PT8H"><text:p>8:00</text:p></table:table-cell>',
        CELL.format(more='table:number-columns-spanned="2" table:number-rows-spanned="3"'),
    ]
    hidden = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    rows = f"<table:table-row>{''.join(cells)}</table:table-row>"
    (sheet,) = grid.open_workbook(
        ods(f'<table:table table:name="表" table:style-name="ta1">{rows}</table:table>', hidden), ""
    )
    assert (sheet.name, sheet.visible, sheet.merged) == ("表", False, [(9, 1, 10, 3)])
    assert {column: (cell.kind, cell.text()) for (_row, column), cell in sheet.cells.items()} == {
        1: ("percent", "40%"),
        4: ("date", "2031-06-30"),
        5: ("boolean", "TRUE"),
        6: ("formula", "of:=1+1"),
        7: ("text", "甲  乙\t丙\n丁\n戊"),
        8: ("other", "8:00"),
        9: ("number", "1"),
    }


def test_a_day_in_the_format_that_chinese_programs_know_by_number() -> None:
    """Number 31 shows 2031年6月28日, and is not declared in the file."""
    content = edited(write_form(FORM), typed({"L5": "甲", "P5": date(2031, 6, 28)}, {"P5": "mm-dd-yy"}))
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info).replace(b'numFmtId="14"', b'numFmtId="31"'))
    (entry,) = read(stream.getvalue()).entries
    assert entry.day == date(2031, 6, 28)


def test_escaped_characters_of_xlsx() -> None:
    """Excel writes a carriage return as _x000D_; what only looks like an escape comes back as it was typed."""
    (entry,) = back(typed({"L5": "甲_x000D_\n乙_x0041__x0007_"})).entries
    assert entry.note == "甲\n乙_x0041_"
