"""Notices and round-ups are official papers, and can be compared with the ledger that they were made from."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings, strategies as st

from egovtrack.queries.facts import Facts
from egovtrack.reports import (
    Blank,
    Chart,
    Col,
    Figure,
    Heading,
    Letter,
    Number,
    Para,
    Report,
    Series,
    Table,
    pieces,
    texts,
)
from egovtrack.usecases.notices import compare
from egovtrack.views.word import read_properties, read_texts, write_docx
from tests.conftest import Program, execute, sqlite_only
from tests.test_chasing import DEPT, OTHER, answer

pytestmark = sqlite_only  # what is shown does not depend on where the ledger is

PAPER = 'version = "甲"\nissuer = "海滨市人民政府办公室"\nsender = "市政府办公室电子政务科"\ncc = "市政府分管领导"\n'


@pytest.fixture
def office(egovtrack: Program, tmp_path: Path) -> Program:
    """The ledger in April, with something reported, a problem, and what the office has settled for its papers."""
    (tmp_path / "paper.toml").write_text(PAPER, "utf-8")
    egovtrack("rules", "set", "paper", str(tmp_path / "paper.toml"), "--from", "2017-03-01")
    said = ("--percent", "40", "--note", "完成方案", "--problem", "经费未落实")
    egovtrack("progress", "set", "2017-13", "--dept", OTHER, *said, "--date", "2017-03-20")
    answer(Program(egovtrack.db, "2017-04-03"), DEPT, "2017-03")
    return Program(egovtrack.db, "2017-04-10")


def written(program: Program, path: Path, *words: str) -> Path:
    program("notice", *words, "--plan", "2017", "-o", str(path))
    return path


def all_texts(path: Path) -> str:
    return "\n".join(read_texts(path.read_bytes()))


def changed(path: Path, change: Callable[[str], str]) -> None:
    """Change the text of a Word file, as somebody does who edits it."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            target.writestr(name, content)


def test_a_reminder_says_what_is_owed_by_whom_and_by_when(office: Program, tmp_path: Path) -> None:
    found = all_texts(written(office, tmp_path / "x.docx", OTHER))
    for words in (
        "海滨市人民政府办公室", "编号：", f"{OTHER}：",
        "《2017年上海市政府电子政务重点工作安排》（沪府办发〔2017〕20号）",
        "你单位承担责任事项21项", "截至2017年4月10日，其中20项需要办理：从未报送20项", "12月31日（计划期末）",
        "请于2017年4月13日前（3个工作日内）", "完成本市电子政务云标准规范制定。", "签收人", "签收时间",
        "市政府办公室电子政务科", "抄送：市政府分管领导", "统计口径：截至2017年4月10日", "催办规则第1版",
    ):  # fmt: skip
        assert words in found, words
    assert "2017-13" not in found, "what was answered is not asked about"


def test_under_supervision_each_item_has_a_sheet(office: Program, tmp_path: Path) -> None:
    for day in ("2017-04-06", "2017-04-11"):
        Program(office.db, day)("chase", "run", "--plan", "2017", "--dept", OTHER, "-o", str(tmp_path / day))
    late = Program(office.db, "2017-04-18")
    found = all_texts(written(late, tmp_path / "x.docx", OTHER, "--level", "督办"))
    assert found.count("督办单") == 20
    for words in (
        "督办编号", "紧急程度", "立项依据", "配合单位", "反馈时限", "报送内容和方式", "签收人", "签收时间",
        "未按期完成原因", "□办结销号　□继续办理　□退回补办",
    ):  # fmt: skip
        assert found.count(words) == 20, words
    assert "已催办次数\n2" in found


def test_a_round_up_praises_nobody_who_is_late(office: Program, tmp_path: Path) -> None:
    office("deadline", "2017-21", "--until", "2017-04-07", "--basis", "纪要")
    found = all_texts(written(office, tmp_path / "x.docx", "round-up", "--period", "2017-03"))
    assert "关于2017年3月工作进展情况的通报" in found
    assert "共54项任务、335项责任事项，涉及47个单位" in found
    assert "没有按时全部报送、且没有红灯事项的单位" in found, "市财政局 answered in time, but 2017-21 is overdue"
    assert "第21项“推进公共资源交易服务平台建设和应用”，逾期3天（" in found
    assert "第13项，经费未落实（市经济信息化委）" in found
    assert "本期未报送任何进展的有45个单位" in found
    assert "部分事项未报送的有1个单位：市经济信息化委" in found
    assert "尚未指定单位的责任主体18处" in found


def test_the_figures_of_a_round_up_are_those_of_the_ledger(office: Program, tmp_path: Path) -> None:
    """Counted again from the rows that scripts get."""
    found = all_texts(written(office, tmp_path / "x.docx", "round-up", "--period", "2017-03"))
    rows = office.json("list", "--plan", "2017")
    never = sum(row["status"] is None for row in rows)
    silent = sum(row["reporting"] == "silent" for row in rows)
    going = sum(row["status"] == "in_progress" for row in rows)
    for label, number in (("从未报送", never), ("本期未报", silent), ("推进中", going)):
        assert re.search(rf"{label}{number}项（占{100 * number / len(rows):.1f}%）", found), label
    table = found.partition("漏报\n")[2].split("\n")
    sums = table[table.index("合计") + 1 :]
    assert sums[0] == "335"
    assert sums[6] == str(never)


def test_a_notice_is_verified_until_a_figure_is_edited(office: Program, tmp_path: Path) -> None:
    path = written(office, tmp_path / "x.docx", OTHER)
    up = written(office, tmp_path / "y.docx", "round-up")
    (tmp_path / "wording.toml").write_text('version = "乙"\nevidence = "请附材料。"\n', "utf-8")
    office("rules", "set", "wording", str(tmp_path / "wording.toml"), "--from", "2017-03-01")
    office("progress", "set", "2017-42", "--dept", OTHER, "--percent", "5", "--date", "2017-04-10")
    assert office("notice", "verify", str(path), str(up)).out == ""
    changed(path, lambda text: text.replace("责任事项21项", "责任事项12项"))
    told = json.loads(office("notice", "verify", str(path), "--format", "json", code=3).out)["rows"]
    assert [("责任事项21项" in row["before"], "责任事项12项" in row["after"]) for row in told] == [(True, True)]


def test_places_left_empty_may_be_filled_in(office: Program, tmp_path: Path) -> None:
    path = written(office, tmp_path / "x.docx", OTHER)
    document = Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.text.startswith("编号："):
            paragraph.runs[0].text = "编号：海府督〔2017〕3号"
        if paragraph.text.startswith("（联系人："):
            paragraph.runs[0].text = "（联系人：李某　电话：021-1234）"
    cells = {table.cell(row, 0).text: table.cell(row, 1) for table in document.tables for row in range(len(table.rows))}
    cells["签收人"].text = "王某"
    document.save(str(path))
    assert office("notice", "verify", str(path)).code == 0
    cells["签收单位"].text = "市审计局"
    document.save(str(path))
    assert office("notice", "verify", str(path), code=3).code == 3


def test_a_notice_that_comes_back_filled_in_is_taken_as_a_form_is(office: Program, tmp_path: Path) -> None:
    """The receipt of an urging has a row for each item, a supervision sheet is filled in item by item. What is reported
    answers the period that was asked for.
    """
    path = written(office, tmp_path / "back" / "x.docx", OTHER)
    document = Document(str(path))
    table = document.tables[-2]  # below it stands the imprint
    labels = [cell.text for cell in table.rows[0].cells]
    assert labels == ["编号", "报送期", "进展情况", "存在问题", "下一步计划"]
    filled = {row.cells[0].text: row.cells for row in table.rows[1:]}
    filled["2017-42"][2].text, filled["2017-42"][3].text = "已完成检查", "人手不足"
    document.save(str(path))
    Document().save(str(tmp_path / "back" / "other.docx"))
    assert office("notice", "verify", str(path)).code == 0
    office("progress", "import", str(tmp_path / "back"))
    (row,) = office.json("progress", "log", "2017-42", "--dept", OTHER)
    assert (row["note"], row["problem"], row["period"]) == ("已完成检查", "人手不足", "2017-03")
    late = Program(office.db, "2017-04-18")
    path = written(late, tmp_path / "y.docx", "市公安局", "--level", "督办")
    document = Document(str(path))
    fields = {row.cells[0].text: row.cells[1] for table in document.tables for row in table.rows if len(row.cells) == 2}
    fields["办理进展"].text, fields["未按期完成原因"].text = "正在会签", "等待批复"
    ref = fields["督办事项"].text.split()[0]
    (clause,) = late.json("show", ref)[0]["clauses"]
    for role, label in (("lead", "牵头单位"), ("responsible", "责任单位"), ("cooperate", "配合单位")):
        named = "、".join(each["party"] for each in clause["parties"] if each["role"] == role)
        assert fields[label].text in {named, "—", "文件未定牵头单位"}
        assert fields[label].text == named or not named
    document.save(str(path))
    late("progress", "import", str(path))
    (row,) = late.json("progress", "log", ref, "--dept", "市公安局")
    assert (row["note"], row["problem"], row["period"]) == ("正在会签", "等待批复", "2017-03")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not there")
def test_a_notice_saved_by_another_program_is_verified(office: Program, tmp_path: Path) -> None:
    path = written(office, tmp_path / "x.docx", "round-up")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "again"), str(path)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    saved = tmp_path / "again" / "x.docx"
    assert saved.read_bytes() != path.read_bytes()
    assert office("notice", "verify", str(saved)).code == 0


def test_a_ledger_that_was_changed_behind_its_back_is_found_out(office: Program, tmp_path: Path) -> None:
    path = written(office, tmp_path / "x.docx", OTHER)
    execute(office.db, "UPDATE deadline SET until = '2016-01-01'")
    execute(office.db, "UPDATE progress_note SET status = 'blocked' WHERE id = 1")
    execute(office.db, "DELETE FROM progress_note WHERE id = 1")
    assert office("notice", "verify", str(path), code=3).code == 3


@pytest.mark.parametrize("content", [b"", b"PK junk", b"hello"])
def test_what_is_no_word_file(office: Program, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    assert "no Word file" in office("notice", "verify", str(tmp_path / "x.docx"), code=65).err
    words = ("notice", OTHER, "-o", str(tmp_path / "y.docx"), "--base", str(tmp_path / "x.docx"))
    assert "no Word file" in office(*words, code=65).err
    assert not (tmp_path / "y.docx").exists()


def test_a_word_file_of_somebody_else(office: Program, tmp_path: Path) -> None:
    Document().save(str(tmp_path / "x.docx"))
    assert "is no notice" in office("progress", "import", str(tmp_path / "x.docx"), code=65).out
    assert "was not made by egovtrack" in office("notice", "verify", str(tmp_path / "x.docx"), code=65).err


def test_an_offices_own_document_gives_page_and_styles(office: Program, tmp_path: Path) -> None:
    own = Document()
    own.save(str(tmp_path / "own.docx"))
    words = ("notice", OTHER, "--plan", "2017", "-o", str(tmp_path / "x.docx"), "--base", str(tmp_path / "own.docx"))
    assert "has none of the styles" in office(*words, code=65).err
    assert not (tmp_path / "x.docx").exists()
    own.add_paragraph("样张")
    own.styles.add_style("公文正文", 1).font.name = "Arial"
    own.sections[0].left_margin = 1_000_125
    own.save(str(tmp_path / "own.docx"))
    assert "has no styles 公文主送, " in office(*words).err
    path = tmp_path / "x.docx"
    made = Document(str(path))
    assert made.styles["公文正文"].font.name == "Arial"
    assert made.sections[0].left_margin == 1_000_125
    assert "样张" not in all_texts(path)
    assert office("notice", "verify", str(path)).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((DEPT,), "nothing is owed"),
        (("市档案局",), "市档案局 has no obligation in the plans"),
        (("市档按局",), "is called"),
        ((OTHER, "--period", "2017-04"), "2017-04 has not ended on 2017-04-10"),
        (("round-up", "--period", "2017-04"), "2017-04 has not ended on 2017-04-10"),
        (("round-up", "--period", "2017-02"), "nothing was asked for that period"),
        (("round-up", "--plan", "2015"), "egovtrack plans reopen 2015"),
        ((OTHER, "--plan", "2015"), "egovtrack plans reopen 2015"),
    ],
)
def test_what_no_paper_can_be_written_about(office: Program, tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    office("plans", "close", "2015", "--basis", "纪要")
    plan = () if "--plan" in words else ("--plan", "2017")
    failed = office("notice", *words, *plan, "-o", str(tmp_path / "out" / "x.docx"), code=None)
    assert (failed.code in {1, 2}, told in failed.err) == (True, True), failed.err
    assert not (tmp_path / "out").exists()


def test_at_a_level_stands_what_could_have_been_asked_at_it(egovtrack: Program, tmp_path: Path) -> None:
    """An office that sends its notices by other means may write any that its rule allows by then: March is due on
    5 April, so that the 18th is the first day of supervision.
    """
    words = ("notice", OTHER, "--plan", "2017", "--level", "督办", "-o", str(tmp_path / "x.docx"))
    Program(egovtrack.db, "2017-04-17")(*words, code=1)
    Program(egovtrack.db, "2017-04-18")(*words)
    assert all_texts(tmp_path / "x.docx").count("督办编号") == 21


def test_a_file_of_another_ledger(office: Program, tmp_path: Path) -> None:
    path = written(office, tmp_path / "x.docx", OTHER)
    other = Program(tmp_path / "other.db", "2017-04-10")
    other("seed", "2017")
    assert "was not made from this ledger" in other("notice", "verify", str(path), code=None).err


def test_notices_enter_nothing(office: Program, tmp_path: Path) -> None:
    before = office.json("log", "--all")
    written(office, tmp_path / "x.docx", OTHER)
    assert office.json("log", "--all") == before


def test_an_offices_own_sentences(office: Program, tmp_path: Path) -> None:
    file = tmp_path / "wording.toml"
    file.write_text('version = "乙"\nevidence = "请附材料。"\n', "utf-8")
    office("rules", "set", "wording", str(file), "--from", "2017-03-01")
    found = all_texts(written(office, tmp_path / "x.docx", OTHER))
    assert "请附材料。" in found
    assert "文书用语第乙版" in found
    for wrong in ('evidence = "{many}"', 'evidence = "{"', "evidence = 3", 'evidnce = "x"', 'demands = "{reply!r}"'):
        file.write_text(f'version = "乙"\n{wrong}\n', "utf-8")
        office("rules", "set", "wording", str(file), code=65)


# --- the view --------------------------------------------------------------------------------------------------------

WORDS = st.text("甲乙丙丁戊己庚辛 a1%<>&'\"—“”〔〕\u3000📄", min_size=1, max_size=6).filter(str.strip)
PARTS = st.lists(
    WORDS | st.builds(Figure, WORDS, st.integers(0, 99), st.none() | st.just(99)) | st.builds(Blank, st.integers(1, 5)),
    min_size=1,
    max_size=3,
)
CELLS = WORDS | st.integers(0, 999) | st.dates() | st.just(Blank())
TABLES = st.integers(1, 10).flatmap(
    lambda wide: st.builds(
        Table,
        st.lists(st.builds(Col, WORDS, st.sampled_from([0.5, 1.0]), st.booleans()), min_size=wide, max_size=wide),
        st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1, max_size=3),
        st.lists(CELLS, min_size=wide, max_size=wide),
        st.just("") | WORDS,
    )
)
CHARTS = st.builds(
    lambda title, names, values, says: Chart(title, "bars", names, [Series(title, "all", values[: len(names)])], says),
    WORDS, st.lists(WORDS, min_size=1, max_size=3),
    st.lists(st.none() | st.builds(Number, st.integers(0, 99)), min_size=3, max_size=3), WORDS,
)  # fmt: skip
BLOCKS = st.lists(st.builds(Heading, WORDS) | st.builds(Para, PARTS) | TABLES | CHARTS, max_size=4)
LETTERS = st.builds(Letter, WORDS, PARTS, WORDS, WORDS, st.dates(), WORDS, WORDS)
ANNEXES = st.builds(Report, st.just(["附表"]), BLOCKS, st.none(), *map(st.just, ((), {}, None, (), "zh")))
REPORTS = st.builds(
    Report, st.lists(WORDS, min_size=1, max_size=2), BLOCKS, LETTERS, st.lists(ANNEXES, max_size=2),
    st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), WORDS, max_size=3),
    st.none(), st.lists(WORDS, max_size=1), st.sampled_from(["zh", "en"]),
)  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(REPORTS)
def test_a_file_holds_all_that_a_report_shows_and_the_same_bytes_again(report: Report) -> None:
    data = write_docx([report])
    assert compare(list(texts(report)), read_texts(data)) == []
    assert read_properties(data) == dict(report.made_from)
    assert write_docx([report]) == data


@settings(max_examples=15, deadline=None)
@given(REPORTS, st.data())
def test_any_other_text_in_it_is_found(report: Report, data: st.DataObject) -> None:
    wanted = list(texts(report))
    shown = [str(text) for text in wanted]
    fixed = [place for place, text in enumerate(wanted) if not any(isinstance(part, Blank) for part in text.parts)]
    place = data.draw(st.sampled_from(fixed))
    other = [*shown[:place], shown[place] + "改", *shown[place + 1 :]]
    assert compare(wanted, other) != []


def test_the_page_is_that_of_the_standard() -> None:
    """GB/T 9704-2012: A4; 37, 35, 28, 26 mm; 22 lines in 225 mm; odd page numbers right, even ones left."""
    document = Document(io.BytesIO(write_docx([Report(["标题"], [Para(["正文"])])])))
    section = document.sections[0]
    sizes = [round(each.mm) for each in (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin,
        section.right_margin,
    ) if each is not None]  # fmt: skip
    assert sizes == [210, 297, 37, 35, 28, 26]
    spacing = document.styles["公文正文"].paragraph_format.line_spacing
    assert 22 * float(getattr(spacing, "mm", 0)) == pytest.approx(225, abs=1)
    assert section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment
    assert pieces(Blank(2)) == [Blank(2)]


def test_an_office_has_faces_and_a_page_of_its_own(office: Program, tmp_path: Path) -> None:
    file = tmp_path / "layout.toml"
    file.write_text('version = "乙"\nbody = "仿宋"\nbody_size = 15\nleft = 30\nlines = 24\n', "utf-8")
    office("rules", "set", "layout", str(file), "--from", "2017-03-01")
    document = Document(str(written(office, tmp_path / "x.docx", OTHER)))
    style = document.styles["公文正文"]
    assert 'w:eastAsia="仿宋"' in style.element.xml
    assert style.font.size is not None
    assert style.font.size.pt == 15
    assert 24 * float(getattr(style.paragraph_format.line_spacing, "mm", 0)) == pytest.approx(225, abs=1)
    assert document.sections[-1].left_margin == 1_080_135
    assert "方正小标宋简体" in document.styles["Title"].element.xml, "what is not said is as in the standard"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('bdy = "仿宋"', "bdy is not known (is body meant?)"),
        ("body = 3", "body is the name of a face"),
        ('body = "仿\\u0007宋"', "body is the name of a face"),
        ("body_size = 200", "body_size is a number from 6 to 72"),
        ("left = -3", "left is a number from 10 to 80"),
        ("lines = 2.5", "lines is a whole number from 5 to 80"),
        ("lines = 60", "60 lines of 16 points do not fit between the margins"),
        ("characters = 60", "60 characters of 16 points do not fill a line between the margins"),
        ("left = 80\nright = 80", "28 characters of 16 points do not fill"),
    ],
)
def test_a_page_that_cannot_be(office: Program, tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / "layout.toml").write_text(f'version = "1"\n{line}\n', "utf-8")
    assert told in office("rules", "set", "layout", str(tmp_path / "layout.toml"), code=65).err


def test_a_notice_that_was_due_beside_one_issued_before_is_verified(office: Program, tmp_path: Path) -> None:
    """Only what was due that day stands in it, and not what had been reminded of already."""
    Program(office.db, "2017-04-06")("chase", "run", "--plan", "2017", "--dept", OTHER, "-o", str(tmp_path / "a"))
    Program(office.db, "2017-04-06")(
        "milestone", "add", "2017-13", "--by", "2017-04-06", "--what", "初稿", "--basis", "纪要"
    )
    late = Program(office.db, "2017-04-07")
    path = written(late, tmp_path / "x.docx", OTHER)
    assert "其中1项需要办理" in all_texts(path)
    assert late("notice", "verify", str(path)).code == 0
    again = written(late, tmp_path / "y.docx", OTHER, "--level", "remind")
    assert "其中21项需要办理" in all_texts(again)
    assert late("notice", "verify", str(again)).code == 0


def test_a_round_up_tells_what_changed_also_to_and_from_nothing(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Facts, "then", lambda self, day: self.on(day))  # as known now: the fixture is of today
    egovtrack("progress", "set", "2017-13", "--dept", OTHER, "--status", "not_started", "--date", "2017-03-10")
    later = Program(egovtrack.db, "2017-05-10")
    later("progress", "set", "2017-13", "--dept", OTHER, "--status", "blocked", "--date", "2017-04-20")
    found = all_texts(written(later, tmp_path / "x.docx", "round-up", "--period", "2017-04"))
    assert "未启动减少1项" in found
    assert "受阻增加1项" in found
