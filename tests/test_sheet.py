"""`sheet NAME`: one page for a meeting: items, lights and why, what was done, what is in the way, what was asked."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from rich.cells import cell_len

from egovtrack.views.word import read_texts
from tests.conftest import Program, sqlite_only

pytestmark = sqlite_only  # what is shown does not depend on where the ledger is

DEPT = "黄浦区"


@pytest.fixture(scope="module")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Program:
    """June 2017: a district has reported on two items, promised the others in vain, and one is overdue."""
    folder = tmp_path_factory.mktemp("notices")

    def on(day: str, *words: str) -> None:
        Program(shared, day)(*words)

    on("2017-03-10", "milestone", "add", "2017-10", "--by", "2017-05-31", "--what", "方案评审", "--basis", "纪要")
    on("2017-04-06", "chase", "run", "--plan", "2017", "--dept", DEPT, "-o", str(folder / "a"))
    on("2017-04-10", "chase", "log", DEPT, "--phone", "--who", "张三", "--promise", "2017-04-20", "--note", "缺人手")
    on("2017-04-11", "chase", "run", "--plan", "2017", "--dept", DEPT, "-o", str(folder / "b"))
    blocked = ("--status", "blocked", "--percent", "30", "--note", "接入12个部门", "--problem", "编码不一致")
    on(
        "2017-06-08",
        "progress",
        "set",
        "2017-10",
        "--dept",
        DEPT,
        *blocked,
        "--next",
        "定编码规则",
        "--date",
        "2017-04-18",
    )
    on("2017-06-08", "progress", "set", "2017-12", "--dept", DEPT, "--status", "completed", "--date", "2017-06-05")
    on("2017-06-08", "deadline", "2017-43", "--until", "2017-05-31", "--basis", "批示")
    return Program(shared, "2017-06-20")


def row(program: Program, ref: str, *words: str) -> dict[str, Any]:
    return next(each for each in program.json("sheet", DEPT, "--plan", "2017", *words) if each["ref"] == ref)


def test_an_item_tells_how_it_stands_and_what_was_asked_and_promised(office: Program) -> None:
    item = row(office, "2017-10")
    assert (item["light"], item["status"], item["percent"]) == ("red", "blocked", 30)
    assert (item["note"], item["problem"], item["next_step"]) == ("接入12个部门", "编码不一致", "定编码规则")
    assert item["milestones"] == [{"milestone": "方案评审", "milestone_on": "2017-05-31"}]
    assert [(one["on"], one["level"] or one["channel"]) for one in item["requests"]] == [
        ("2017-04-06", "remind"), ("2017-04-10", "phone"), ("2017-04-11", "urge"),
    ]  # fmt: skip
    call = row(office, "2017-43")["requests"][1]
    assert (call["promised_on"], call["kept"], call["who"], call["whole"]) == ("2017-04-20", False, "张三", True)


def test_it_has_the_items_of_dept_as_it_stood_then(office: Program) -> None:
    for then in ((), ("--as-of", "2017-04-01"), ("--known-at", "#6")):
        mine, theirs = (office.json(name, DEPT, "--plan", "2017", *then) for name in ("sheet", "dept"))
        assert [{key: each[key] for key in theirs[0]} for each in mine] == theirs
    assert row(office, "2017-43", "--as-of", "2017-04-08")["requests"] == [
        one for one in row(office, "2017-43")["requests"] if one["on"] < "2017-04-08"
    ]


def test_above_the_table_stand_counts_with_what_they_are_a_part_of(office: Program) -> None:
    page = office("sheet", DEPT, "--plan", "2017", "--format", "table", lang="zh").out
    for words in ("黄浦区：15项责任事项", "15项中：", "已报完成1项（占6.7%）", "受阻1项（占6.7%）", "红2项（占13.3%）",
                  "2017-04-06提醒15项", "电话（张三）：缺人手；承诺2017-04-20（承诺未兑现）"):  # fmt: skip
        assert words in "".join(page.split()), words
    assert "统计口径：截至2017年6月20日" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_it_fits_a_terminal(office: Program, width: int, lang: str) -> None:
    page = office("sheet", DEPT, "--format", "table", "--width", str(width), lang=lang).out
    assert max(map(cell_len, page.splitlines())) <= width


def test_older_names_are_understood(office: Program) -> None:
    """市工商局 became 市市场监管局 in 2018, which answers for what the former had not finished."""
    later = Program(office.db, "2018-12-20")
    refs = {each["ref"] for each in later.json("sheet", "市市场监管局", "--plan", "2017")}
    assert {each["ref"] for each in later.json("sheet", "工商局", "--plan", "2017")} <= refs
    assert "市市场监管局" in later("sheet", "市工商局", "--plan", "2017").err


def test_of_a_leader_and_of_a_collective_the_departments_stand_one_after_another(office: Program) -> None:
    for name, command in (("陈寅", "leader"), ("各区政府", "list")):
        words = (name,) if command == "leader" else ("--dept", name)
        rows = office.json("sheet", name, "--plan", "2017")
        assert {(each["ref"], each["department"]) for each in rows} == {
            (each["ref"], each["department"])
            for each in office.json(command, *words, "--plan", "2017", "--sort", "ref")
        }
        departments = [each["department"] for each in rows]
        assert departments == sorted(departments, key=departments.index)
        assert len(set(departments)) > 3


def test_a_name_that_nobody_bears_is_refused_with_the_nearest(office: Program) -> None:
    refused = office("sheet", "黄埔区", code=1, lang="zh")
    assert "黄浦区" in refused.err
    assert office("sheet", "没有的局", "-o", "x.xlsx", code=1).out == ""


def sheet_of(program: Program, path: Path, *words: str, lang: str = "zh") -> Any:
    program("sheet", *words, "--plan", "2017", "-o", str(path), lang=lang)
    (sheet,) = load_workbook(path).worksheets
    return sheet


def test_the_workbook_is_one_page_with_the_summary_above_the_table(office: Program, tmp_path: Path) -> None:
    sheet = sheet_of(office, tmp_path / "x.xlsx", DEPT)
    texts = [str(cell.value or "") for cell in sheet["A"]]
    head = texts.index("编号") + 1
    assert texts[0] == "黄浦区：15 项责任事项（2017-06-20）"
    assert "15 项中：" in texts[1]
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.auto_filter.ref == f"A{head}:K{head + 15}"
    labels = [cell.value for cell in sheet[head]]
    assert {"任务", "角色", "期限", "亮灯", "进展情况", "存在问题", "下一步计划", "催办与承诺"} <= set(labels)
    assert sheet.cell(head + 1, labels.index("期限") + 1).is_date


def test_a_word_file_has_what_the_workbook_has(office: Program, tmp_path: Path) -> None:
    office("sheet", DEPT, "--plan", "2017", "-o", str(tmp_path / "x.docx"), lang="zh")
    texts = read_texts((tmp_path / "x.docx").read_bytes())
    sheet = sheet_of(office, tmp_path / "x.xlsx", DEPT)
    shown = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s"}
    assert shown <= set(texts)


def test_the_same_bytes_twice_and_on_another_machine(
    office: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet_of(office, tmp_path / "a.xlsx", DEPT)
    for name, value in (("TZ", "America/New_York"), ("LANG", "en_US.UTF-8"), ("LC_ALL", "en_US.UTF-8")):
        monkeypatch.setenv(name, value)
    sheet_of(office, tmp_path / "b.xlsx", DEPT)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert "2017-10" in json.dumps(office.json("sheet", DEPT))


@pytest.fixture(scope="module")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Any:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(path: Path) -> PdfReader:
        words = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*words, str(path.parent), str(path)], check=True, capture_output=True, timeout=300)
        return PdfReader(path.with_suffix(".pdf"))

    return convert


def test_a_district_is_one_page_and_forty_items_are_some_with_repeated_heads(
    office: Program, tmp_path: Path, to_pdf: Any
) -> None:
    sheet_of(office, tmp_path / "x.xlsx", DEPT)
    assert len(to_pdf(tmp_path / "x.xlsx").pages) == 1
    office("sheet", DEPT, "--plan", "2017", "-o", str(tmp_path / "x.docx"), lang="zh")
    assert len(to_pdf(tmp_path / "x.docx").pages) == 1
    office("sheet", "市经济信息化委", "--plan", "2017", "--plan", "2016", "-o", str(tmp_path / "y.xlsx"), lang="zh")
    pages = [page.extract_text() for page in to_pdf(tmp_path / "y.xlsx").pages]
    assert 1 < len(pages) < 5
    assert all("下一步计划" in page for page in pages)
    count = len(office.json("sheet", "市经济信息化委", "--plan", "2017", "--plan", "2016"))
    assert sum(page.count("责任") + page.count("牵头") for page in pages) >= count
