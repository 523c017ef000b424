"""PDF: wrapped lines back to paragraphs, page furniture apart, and the files that have no text to give."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO

import pytest

from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.readers import read_document
from egovtrack.reading import draft_document
from tests.readers import read, shown
from tests.readers.pdfs import pdf

pytest.importorskip("pdfplumber")


def test_text_comes_as_it_stands_not_as_it_is_drawn() -> None:
    data = pdf(["一、本市“一网通办”建设", "1.推进“一门式”受理和“一窗”服务。"], late="“”")
    assert b"201c> Tj\n1 0 0 1" in data  # the quotation marks are by themselves, behind all else
    assert shown(read(data, "plan.pdf")) == ["一、本市“一网通办”建设", "1.推进“一门式”受理和“一窗”服务。"]


def test_indented_first_lines_part_paragraphs_that_end_at_the_margin() -> None:
    page = [
        "　　三是建设统一的电子政务云平台，推动业务系统向平台迁移",
        "并在年底以前全部完成，由市甲局每个季度通报各部门的进展。",
        "　　四是完善公文交换，扩大范围，覆盖全部部门和各个街镇。",
        "　　五是开展年度的考核，由市乙局负责制定办法、组织实施。",
        "　　（一）这是新的一项，内容包括各部门之间业务的协同以及",
        "（二）所指的数据共享。",
    ]
    assert shown(read(pdf(page), "plan.pdf")) == [
        (page[0] + page[1]).strip(),
        page[2].strip(),
        page[3].strip(),
        (page[4] + page[5]).strip(),
    ]


def table(*rows: tuple[str, ...]) -> bytes:
    """A page with a ruled table of two columns, 100 points wide, a line in each cell to 20 points of height."""
    marks = list[bytes]()
    down = 800
    for row in rows:
        height = 20 * max(len(cell.split("/")) for cell in row)
        for column, cell in enumerate(row):
            x = 72 + 100 * column
            marks.append(b"%d %d 100 %d re S" % (x, down - height, height))
            for i, line in enumerate(cell.split("/")):
                text = line.encode("utf-16-be").hex().encode()
                marks.append(b"BT /F 10 Tf 1 0 0 1 %d %d Tm <%b> Tj ET" % (x + 5, down - 15 - 20 * i, text))
        down -= height
    return b"\n".join(marks)


def test_a_ruled_table_comes_in_rows_and_a_row_that_a_page_end_breaks_is_one() -> None:
    first = table(
        ("重点任务", "牵头单位"), ("建设统一的云平台/并推动迁移", "市甲局"), ("完善公文交换并且", "市发展改革委、市公")
    )
    second = table(("重点任务", "牵头单位"), ("", "安局（牵头）"), ("考核/（年底）", "市丙局"))
    document = read(pdf(first, second), "plan.pdf")
    assert [line.cells for line in document.lines if line.style == "row"] == [
        ("重点任务", "牵头单位"),
        ("建设统一的云平台并推动迁移", "市甲局"),
        ("完善公文交换并且", "市发展改革委、市公安局（牵头）"),
        ("考核\n（年底）", "市丙局"),
    ]
    assert shown(document)[-1] == "furniture: 重点任务 牵头单位"


def test_full_lines_are_joined_and_items_begin_anew() -> None:
    page = [
        "2031年某市电子政务工作要点",
        "一、总体要求",
        "1．建设统一的电子政务云平台，推动各部门的业务系统向平台",
        "迁移，三季度前完成一半以上的系统，年底前全部完成，并且要",
        "有报告。（责任部门：市甲局、市乙局）",
        "2．完善公文交换，扩大范围，覆盖全部部门和各个街镇与单位",
        "（责任部门：市丙局）",
        "3．开展考核，按照季度通报各个部门的进展情况和存在的问题",
        "（一）这是新的一项",
    ]
    assert shown(read(pdf(page), "plan.pdf")) == [
        page[0],
        page[1],
        "".join(page[2:5]),
        "".join(page[5:7]),
        page[7],
        page[8],
    ]


def test_a_paragraph_that_a_page_end_breaks_is_whole_and_its_furniture_follows() -> None:
    long = "建设统一的电子政务云平台并推动各部门的业务系统向平台迁移"
    pages = [
        ["某市人民政府公报", "1." + long[1:], long, long, "— 1 —"],
        ["某市人民政府公报", "和整合。（责任部门：市甲局）", "2." + long[1:], long, "— 2 —"],
        ["某市人民政府公报", "与共享。（责任部门：市甲局）", "第 3 页 共 3 页"],
    ]
    assert shown(read(pdf(*pages), "plan.pdf")) == [
        "furniture: 某市人民政府公报",
        f"1.{long[1:]}{long}{long}和整合。（责任部门：市甲局）",
        "furniture: — 1 —",
        "furniture: 某市人民政府公报",
        f"2.{long[1:]}{long}与共享。（责任部门：市甲局）",
        "furniture: — 2 —",
        "furniture: 某市人民政府公报",
        "furniture: 第3页 共3页",
    ]


def test_an_indented_first_line_counts_as_full_and_typeset_gaps_go() -> None:
    page = [
        "为落实市政府 2031 年的工作要求，现就本市的电子政务提出安",
        "排如下，请各部门结合实际，认真落实，按季度报告进展情况，",
        "并在年底以前报告全年的完成情况和下一年度工作安排，以便汇",
        "总。",
        "各区在 3 月底前制定本区的工作要点。",
        "本要点自印发之日起施行。",
    ]
    assert shown(read(pdf(page), "plan.pdf")) == [
        "为落实市政府2031年的工作要求，现就本市的电子政务提出安" + "".join(page[1:4]),
        "各区在3月底前制定本区的工作要点。",
        "本要点自印发之日起施行。",
    ]


def test_an_open_bracket_goes_on_even_where_an_item_seems_to_begin() -> None:
    page = [
        "1．建设统一的电子政务云平台和各网络。（牵头部门：市甲局；",
        "责任部门：市乙局）",
        "2．完善公文交换，扩大范围，覆盖全部部门和各个街镇与单位",
        "3.5万家，扩大使用，三季度前完成，年底前对各部门进行考核。",
    ]
    assert shown(read(pdf(page), "plan.pdf")) == ["".join(page[:2]), "".join(page[2:])]


def test_a_clause_that_comes_at_each_page_s_top_is_no_running_head() -> None:
    pages = [["（市甲局负责）", "1.建平台"], ["（市甲局负责）", "2.管平台"]]
    assert "furniture" not in "".join(shown(read(pdf(*pages), "plan.pdf")))


def test_a_page_that_is_a_picture_is_not_passed_over() -> None:
    picture = "\N{OBJECT REPLACEMENT CHARACTER}"
    assert shown(read(pdf(["1.建平台"], [], [], picture=True), "plan.pdf")) == ["1.建平台", picture, picture]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(pdf([], []), "scan|扫描", id="nothing"),
        pytest.param(pdf([], picture=True), "scan|扫描", id="a scan"),
        pytest.param(pdf(["\ue001\ue002\ue003年"]), "characters|字符", id="no characters, only glyphs"),
        pytest.param(pdf(["1.甲"])[:400], "plan.pdf", id="cut off"),
        pytest.param(b"%PDF-1.7\nnothing", "plan.pdf", id="nothing behind the header"),
    ],
)
def test_a_pdf_without_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_document(data, "plan.pdf")


def test_a_thousand_pages_are_enough() -> None:
    with pytest.raises(BadInput, match="1000"):
        read_document(pdf(*[["1.甲"]] * 1001), "plan.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit a process's memory this way")
def test_a_page_that_inflates_without_end_is_refused() -> None:
    blank, packer, check = b" " * 10_000_000, zlib.compressobj(wbits=-15), 1
    block = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(150):
        check = zlib.adler32(blank, check)
    packed = b"\x78\x9c" + block * 150 + packer.flush() + check.to_bytes(4, "big")
    with pytest.raises(BadInput, match=r"plan\.pdf"):
        read_document(pdf(packed, filters=b"/Filter/FlateDecode"), "plan.pdf")


def encrypted(user: str, owner: str) -> bytes:
    pypdf = pytest.importorskip("pypdf")
    writer, stream = pypdf.PdfWriter(clone_from=BytesIO(pdf(["1.建平台"]))), BytesIO()
    writer.encrypt(user, owner, algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def test_a_password_to_open_refuses_and_one_to_change_does_not() -> None:
    assert shown(read(encrypted("", "secret"), "plan.pdf")) == ["1.建平台"]
    with pytest.raises(BadInput, match=r"plan\.pdf"):
        read_document(encrypted("secret", "secret"), "plan.pdf")


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(EgovtrackError) as caught:
        read_document(pdf(["1.甲"]), "plan.pdf")
    assert (caught.value.exit_code, "egovtrack[pdf]" in caught.value.hint) == (1, True)


LEFT, RIGHT, WIDTH = 40, 232, 15
"""Where two columns begin, in points, and how many characters their lines have."""


def placed(*texts: tuple[int, int, str]) -> bytes:
    """A page of lines, each with the place of its first character."""
    marks = [
        b"BT /F 10 Tf 1 0 0 1 %d %d Tm <%b> Tj ET" % (x, y, text.encode("utf-16-be").hex().encode())
        for x, y, text in texts
        if text
    ]
    return b"\n".join(marks)


def in_columns(left: list[str], right: list[str], top: int = 740) -> list[tuple[int, int, str]]:
    """The lines of two columns of a page, 20 points apart."""
    return [(x, top - 20 * row, line) for x, side in ((LEFT, left), (RIGHT, right)) for row, line in enumerate(side)]


def wrapped(paragraphs: list[str]) -> list[str]:
    """Paragraphs as the lines of a column, each first line indented by two characters."""
    lines = list[str]()
    for text in paragraphs:
        lines.append("　　")
        for sign in text:
            if sum(1 if each.isascii() else 2 for each in lines[-1] + sign) > 2 * WIDTH:
                lines.append("")
            lines[-1] += sign
    return lines


PARAGRAPHS = [
    f"{number}.建设第{number}个数据平台，接入全部部门的业务系统，做好运行维护和安全管理工作。（市数据局牵头，市财政局、市审计局配合）"
    for number in range(1, 9)
]


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = wrapped(PARAGRAPHS)
    pages = [lines[:28], lines[28:]]
    head = [(40, 800, "海滨市人民政府公报"), (330, 800, "2031年第3期")]
    made = [
        placed(*head, *in_columns(page[: len(page) // 2], page[len(page) // 2 :]), (205, 60, f"—{number}—"))
        for number, page in enumerate(pages, start=1)
    ]
    document = read(pdf(*made), "gazette.pdf")
    assert [line.text for line in document.lines if line.style != "furniture"] == PARAGRAPHS


def test_a_title_across_two_columns_stands_above_them_and_a_last_column_may_stand_alone() -> None:
    lines = wrapped(PARAGRAPHS)
    title = [(142, 780, "2031年工作安排（摘要）")]
    first = placed(*title, *in_columns(lines[:17], lines[17:34]))
    last = placed(*in_columns(lines[34:], []))
    document = read(pdf(first, last), "gazette.pdf")
    assert [line.text for line in document.lines] == ["2031年工作安排（摘要）", *PARAGRAPHS]


def test_the_columns_of_a_table_without_rules_are_no_columns_of_text() -> None:
    names = ("市数据局", "市财政局、市审计局")
    rows = [(f"建设第{number}个平台{'和系统' * (number % 3)}", names[number % 2]) for number in range(1, 15)]
    page = placed(*in_columns([left for left, _ in rows], [right for _, right in rows]))
    assert [line.text for line in read(pdf(page), "plan.pdf").lines] == [f"{left} {right}" for left, right in rows]


def test_a_frame_around_two_columns_is_no_table() -> None:
    lines = wrapped(PARAGRAPHS[:6])
    frame = b"30 100 180 700 re S 210 100 190 700 re S\n"
    document = read(pdf(frame + placed(*in_columns(lines[:15], lines[15:]))), "gazette.pdf")
    assert [line.text for line in document.lines] == PARAGRAPHS[:6]


def grid(widths: tuple[int, ...], heights: tuple[int, ...], *cells: tuple[int, int, int, str]) -> bytes:
    """A page with a ruled table: each cell with its column, its first and last row, and its lines."""
    marks = list[bytes]()
    for column, first, last, text in cells:
        x, top = 40 + sum(widths[:column]), 800 - sum(heights[:first])
        bottom = 800 - sum(heights[: last + 1])
        marks.append(b"%d %d %d %d re S" % (x, bottom, widths[column], top - bottom))
        for row, line in enumerate(filter(None, text.split("/"))):
            glyphs = line.encode("utf-16-be").hex().encode()
            marks.append(b"BT /F 10 Tf 1 0 0 1 %d %d Tm <%b> Tj ET" % (x + 5, top - 15 - 20 * row, glyphs))
    return b"\n".join(marks)


def row(number: int, *texts: str, first: int = 0) -> list[tuple[int, int, int, str]]:
    """The cells of a row of a table, from a column on."""
    return [(column, number, number, text) for column, text in enumerate(texts, start=first)]


WIDTHS = (50, 40, 100, 60, 60)
HEAD = row(0, "类别", "序号", "重点任务", "责任单位", "完成时限")


def rows_of(*pages: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read(pdf(*pages), "plan.pdf").lines if line.style == "row"]


def test_a_row_that_a_page_end_breaks_beside_a_merged_cell_is_one() -> None:
    first = grid(
        WIDTHS, (20, 20, 20), *HEAD, (0, 1, 2, "平台"), *row(1, "1", "建设云平台", "市甲局", "6月底前", first=1),
        *row(2, "2", "完善公文交换而且扩", "市数据管理", "年底以前要", first=1),
    )  # fmt: skip
    second = grid(
        WIDTHS, (20, 20), (0, 0, 1, ""), *row(0, "", "大范围", "局", "完成", first=1),
        *row(1, "3", "做好考核", "市丙局", "持续推进", first=1),
    )  # fmt: skip
    assert rows_of(first, second) == [
        ("类别", "序号", "重点任务", "责任单位", "完成时限"),
        ("平台", "1", "建设云平台", "市甲局", "6月底前"),
        ("平台", "2", "完善公文交换而且扩大范围", "市数据管理局", "年底以前要完成"),
        ("平台", "3", "做好考核", "市丙局", "持续推进"),
    ]


@pytest.mark.parametrize("broken", [True, False])
def test_a_merged_cell_whose_name_a_page_end_breaks_is_whole_in_all_its_rows(broken: bool) -> None:
    """The name is broken beside a row that goes on, or between two rows."""
    wording = "完善公文交换而且扩" if broken else "完善公文交换"
    first = grid(
        WIDTHS, (20, 20, 20), *HEAD, *row(1, "甲", "1", "建设云平台"), *row(2, "乙", "2", wording),
        (3, 1, 2, "/市数据管理"), *row(1, "6月底前", first=4), *row(2, "9月底前", first=4),
    )  # fmt: skip
    rest = row(0, "", "", "大范围") + row(0, "", first=4) if broken else []
    next_row = len(rest) // 4
    second = grid(
        WIDTHS, (20, 20, 20), *rest, (3, 0, next_row + 1, "局"),
        *row(next_row, "丙", "3", "做好考核"), *row(next_row, "9月底前", first=4),
        *row(next_row + 1, "丁", "4", "开展培训"), *row(next_row + 1, "9月底前", first=4),
    )  # fmt: skip
    found = rows_of(first, second)[1:]
    assert [cells[1] for cells in found] == ["1", "2", "3", "4"]
    assert {cells[3] for cells in found} == {"市数据管理局"}
    assert found[1][2] == wording + "大范围" * broken


def test_a_row_without_a_number_at_the_top_of_a_page_is_a_row_where_its_number_is_merged() -> None:
    first = grid(
        WIDTHS, (20, 20, 20), *HEAD, *row(1, "甲", "1", "建设云平台", "市甲局", "6月底前"),
        *row(2, "乙", "2", "完善交换", "市乙局", "9月底前"),
    )  # fmt: skip
    second = grid(
        WIDTHS, (20, 20), (1, 0, 1, ""), *row(0, "乙"), *row(0, "扩大范围", "市丙局", "9月底前", first=2),
        *row(1, "乙"), *row(1, "做好考核", "市丁局", "9月底前", first=2),
    )  # fmt: skip
    assert [cells[1:4] for cells in rows_of(first, second)[2:]] == [
        ("2", "完善交换", "市乙局"), ("2", "扩大范围", "市丙局"), ("2", "做好考核", "市丁局"),
    ]  # fmt: skip


def test_three_columns_are_read_one_after_the_other() -> None:
    paragraphs = [f"{number}.推进第{number}项改革工作。（市数据局牵头）" for number in range(10, 25)]
    lines = [line for text in paragraphs for line in ("　　" + text[:9], text[9:19], text[19:]) if line]
    third = len(lines) // 3
    sides = [lines[:third], lines[third : 2 * third], lines[2 * third :]]
    page = [(40 + 125 * side, 740 - 20 * at, text) for side, texts in enumerate(sides) for at, text in enumerate(texts)]
    document = read(pdf(placed(*page)), "gazette.pdf")
    assert "".join(line.text for line in document.lines) == "".join(paragraphs)


def test_a_table_without_rules_is_one() -> None:
    rows = [
        ("序号", "重点任务", "责任单位", "完成时限"),
        ("1", "建设数据平台", "市数据局", "6月底前"),
        ("2", "推进改革30项", "市政务办、市财政局", "9月底前"),
        ("3", "优化流程", "市司法局", ""),
    ]
    page = [
        (x, 740 - 20 * at, cell)
        for at, cells in enumerate(rows)
        for x, cell in zip((40, 80, 200, 320), cells, strict=True)
    ]
    draft = draft_document(read(pdf(placed((142, 780, "2031年重点任务分工表"), *page)), "plan.pdf"))
    assert [(task.number, task.text) for task in draft.tasks] == [(1, rows[1][1]), (2, rows[2][1]), (3, rows[3][1])]
    assert [[party.name for party in task.clauses[0].parties] for task in draft.tasks] == [
        ["市数据局"], ["市政务办", "市财政局"], ["市司法局"],
    ]  # fmt: skip
    assert not draft.problems
