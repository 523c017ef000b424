"""`import`: a document becomes a plan; one that is there is compared; nothing is replaced unless told, no note lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from egovtrack import shipped
from tests.conftest import ROOT, Program

SHARED = ROOT.parent / "shared" / "documents"
SMALL = """2031年海滨市数字政务重点工作安排
海府办发〔2031〕7号
（2031年2月10日）

一、改进服务
1.建成一网通办平台，接入120个事项。（牵头单位：市数据局。责任单位：市财政局、市有关部门）
2.2031年6月底前完成旧系统迁移。（责任单位：市数据局、各区政府）
二、加强保障
3.开展网络安全检查。（责任单位：市网安办）
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(SMALL, "utf-8")
    return path


@pytest.fixture
def imported(egovtrack: Program, document: Path) -> Program:
    egovtrack.today = "2031-03-15"
    egovtrack("import", str(document))
    return egovtrack


def test_a_document_becomes_a_plan(imported: Program, document: Path) -> None:
    (plan,) = [row for row in imported.json("plans") if row["plan"] == "2031"]
    assert (plan["document_number"], plan["issued_on"], plan["tasks"]) == ("海府办发〔2031〕7号", "2031-02-10", 3)
    rows = imported.json("tasks", "2031")
    assert [row["ref"] for row in rows] == ["2031-1", "2031-2", "2031-3"]
    assert rows[1]["deadline"] == "2031-06-30"
    assert imported("export", "text", "2031").out == SMALL


def test_a_dry_run_shows_what_would_be_stored_and_stores_nothing(empty: Program, document: Path) -> None:
    shown = json.loads(empty("import", str(document), "--dry-run", "--format", "json").out)
    assert shown["kind"] == "draft"
    assert [row["ref"] for row in shown["rows"]] == ["2031-1", "2031-2", "2031-3"]
    assert sum(shown["coverage"].values()) == len(SMALL)
    assert set(shown["coverage"]) == {
        "task", "heading", "preamble", "annex", "furniture", "other_document", "unread", "progress",
    }  # fmt: skip
    assert shown["problems"] == []
    assert not Path(empty.db).exists()
    empty("import", str(document))
    assert empty.json("tasks", "2031") == shown["rows"]


def test_the_same_document_again_changes_nothing(imported: Program, document: Path) -> None:
    done = imported("import", str(document))
    assert "nothing changed" in done.err
    document.write_text(SMALL.replace("，", ",").replace("\n", "\r\n"), "gb18030")
    assert "nothing changed" in imported("import", str(document)).err


def test_a_document_that_differs_is_shown_task_by_task_and_replaces_nothing(imported: Program, document: Path) -> None:
    document.write_text(
        SMALL.replace("120个", "150个").replace("市网安办", "市公安局") + "4.新任务。（责任单位：市公安局）\n", "utf-8"
    )
    before = imported.json("tasks", "2031")
    shown = imported("import", str(document), code=3)
    for words in ("120个事项", "150个事项", "市网安办", "市公安局", "新任务", "nothing changed"):
        assert words in shown.out + shown.err
    assert imported.json("tasks", "2031") == before


def test_replacing_keeps_every_note(imported: Program, document: Path) -> None:
    imported("progress", "set", "2031-1", "--percent", "30", "--date", "2031-03-01")
    document.write_text(
        SMALL.replace("120个", "150个").replace("3.开展", "4.新任务。（责任单位：市公安局）\n3.开展"), "utf-8"
    )
    imported("import", str(document), "--replace")
    rows = {row["ref"]: row for row in imported.json("tasks", "2031")}
    assert set(rows) == {"2031-1", "2031-2", "2031-3", "2031-4"}
    assert rows["2031-1"]["percent"] == 30
    assert rows["2031-1"]["targets"][0]["min"] == 150
    assert imported("export", "text", "2031").out == document.read_text("utf-8")
    imported("check")


def test_a_task_that_a_corrected_document_does_not_have_needs_a_yes_and_keeps_its_notes(
    imported: Program, document: Path
) -> None:
    imported("progress", "set", "2031-3", "--percent", "30", "--date", "2031-03-01")
    document.write_text(SMALL.split("3.开展", maxsplit=1)[0], "utf-8")
    refused = imported("import", str(document), "--replace", code=2)
    assert "never issued" in refused.out
    assert "--yes" in refused.err
    assert len(imported.json("tasks", "2031")) == 3
    before = max(row["id"] for row in imported.json("log"))
    imported("import", str(document), "--replace", "--yes")
    assert [row["ref"] for row in imported.json("tasks", "2031")] == ["2031-1", "2031-2"]
    assert len(imported.json("tasks", "2031", "--known-at", f"#{before}")) == 3
    assert len(imported.json("progress", "log")) == 1
    imported("check")


def test_notes_follow_their_task_to_its_new_number(imported: Program, document: Path) -> None:
    """A task is put before the second: what was reported on the second is now on the third, not on the new one."""
    imported("progress", "set", "2031-2", "--dept", "市公安局", "--percent", "30", "--date", "2031-03-01", code=1)
    imported("depts", "add", "市数据局")
    imported("progress", "set", "2031-2", "--dept", "市数据局", "--percent", "30", "--date", "2031-03-01")
    renumbered = SMALL.replace("2.2031年", "3.2031年").replace("3.开展", "4.开展")
    document.write_text(renumbered.replace("3.2031年", "2.办好热线。（责任单位：市民政局）\n3.2031年"), "utf-8")
    imported("import", str(document), "--replace")
    assert [row["ref"] for row in imported.json("progress", "log")] == ["2031-3"]
    rows = imported.json("dept", "市数据局")
    assert [(row["ref"], row["percent"]) for row in rows] == [("2031-1", None), ("2031-3", 30)], "and no older plan's"
    assert imported("export", "text", "2031").out == document.read_text("utf-8")


def test_two_tasks_of_the_same_words_keep_their_own_notes(egovtrack: Program, document: Path) -> None:
    egovtrack.today = "2031-03-15"
    twice = SMALL.replace(
        "3.开展网络安全检查。（责任单位：市网安办）",
        "3.做好宣传。（责任单位：市财政局）\n4.做好宣传。（责任单位：市财政局）",
    )
    document.write_text(twice, "utf-8")
    egovtrack("import", str(document))
    for ref, percent in (("2031-3", "30"), ("2031-4", "40")):
        egovtrack("progress", "set", ref, "--percent", percent, "--date", "2031-03-01")
    document.write_text(twice.replace("120个", "150个"), "utf-8")
    egovtrack("import", str(document), "--replace")
    rows = {row["ref"]: row["percent"] for row in egovtrack.json("tasks", "2031")}
    assert (rows["2031-3"], rows["2031-4"]) == (30, 40)


def test_notes_are_not_put_on_a_task_that_says_something_else(imported: Program, document: Path) -> None:
    imported("progress", "set", "2031-3", "--percent", "30", "--date", "2031-03-01")
    document.write_text(SMALL.replace("开展网络安全检查", "举办市民读书节，评选十佳书香家庭"), "utf-8")
    assert "never issued" in imported("import", str(document), "--replace", code=2).out
    imported("import", str(document), "--replace", "--yes")
    row = imported.json("tasks", "2031")[2]
    assert (row["ref"], row["percent"]) == ("2031-3", None)


def test_standing_in_for_what_a_document_does_not_say(egovtrack: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("一、改进服务\n1.建成平台。（责任单位：市财政局）\n", "utf-8")
    assert "--key" in egovtrack("import", str(path), code=2).err
    assert "--issued" in egovtrack("import", str(path), "--key", "x", code=2).err
    assert "no key" in egovtrack("import", str(path), "--key", "a-b", code=2).err
    egovtrack("import", str(path), "--key", "x", "--issued", "2017-03-01", "--until", "2017-06-30")
    (row,) = egovtrack.json("tasks", "x")
    assert (row["deadline"], row["deadline_source"]) == ("2017-06-30", "period")


@pytest.mark.parametrize(
    "told", [("--key", "2031", "--issued", "2030-12-20"), ("--key", "x", "--issued", "2031-01-20")]
)
def test_a_deadline_without_a_year_is_in_the_plans(egovtrack: Program, tmp_path: Path, told: tuple[str, ...]) -> None:
    path = tmp_path / "table.csv"
    path.write_text("序号,任务,责任单位,完成时限\n1,建成平台,市财政局,6月底前\n", "utf-8")
    egovtrack("import", str(path), *told, "--until", "2031-12-31")
    (row,) = egovtrack.json("tasks", told[1])
    assert (row["deadline"], row["deadline_source"]) == ("2031-06-30", "stated")


def test_one_document_is_one_plan(imported: Program, document: Path) -> None:
    assert "plan 2031" in imported("import", str(document), "--key", "again", code=1).err


def test_a_department_that_is_not_registered_is_kept_and_bound_when_it_is(imported: Program) -> None:
    assert "not in the registry" in imported("show", "2031-3").out
    assert "no department" in imported("dept", "市网安办", code=1).err
    assert "市委网信办" in imported("check", "--plan", "2031", code=3).out
    done = imported("depts", "add", "市网安办", "--full", "海滨市网络安全办公室", "--kind", "party")
    assert "1 party" in done.err
    assert [row["ref"] for row in imported.json("dept", "海滨市网络安全办公室")] == ["2031-3"]
    assert "registered already" in imported("depts", "add", "市网安办", code=1).err
    assert "collective" in imported("depts", "add", "各区政府", code=1).err


def test_a_lead_that_is_not_registered_is_a_lead_all_the_same(imported: Program) -> None:
    """市数据局 leads 2031-1 and is not registered: what 市财政局 reports as responsible does not make the task done."""
    imported("progress", "set", "2031-1", "--dept", "市财政局", "--status", "completed", "--date", "2031-03-01")
    assert imported.json("show", "2031-1")[0]["status"] is None
    imported("depts", "add", "市数据局")
    imported("progress", "set", "2031-1", "--dept", "市数据局", "--status", "completed", "--date", "2031-03-01")
    assert imported.json("show", "2031-1")[0]["status"] == "reported_done"


def test_a_plan_is_read_as_its_author_should(imported: Program) -> None:
    rows = json.loads(imported("check", "--plan", "2031", "--format", "json", code=3).out)["rows"]
    told = [(row["line"], row["excerpt"]) for row in rows]
    assert (6, "市有关部门") in told
    assert any(excerpt.startswith("市网安办") for _line, excerpt in told)
    assert all(row["severity"] in {"error", "warning", "info"} and row["message"] for row in rows)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\xff" * 400, ""),
        ("今天天气很好。\n".encode(), "no task"),
        (SMALL.replace("开展网络", "开展（网络").encode(), "has errors"),
    ],
)
def test_what_is_no_plan_is_refused(empty: Program, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    refused = empty("import", str(path), code=65)
    assert words in refused.err.splitlines()[-1]
    assert "。。" not in empty("import", str(path), lang="zh", code=65).err
    assert empty("import", str(path), "--dry-run", code=65).err.splitlines()[-1] == refused.err.splitlines()[-1]
    assert not Path(empty.db).exists()


def test_an_unclosed_bracket_is_shown_with_its_place(empty: Program, document: Path) -> None:
    document.write_text(SMALL.replace("开展网络", "开展（网络"), "utf-8")
    shown = json.loads(empty("import", str(document), "--format", "json", code=65).out)
    (error,) = [problem for problem in shown["problems"] if problem["severity"] == "error"]
    assert (error["line"], error["column"], error["excerpt"]) == (9, 5, "（网络安全检查。（责任单位：市网安办）")
    assert not Path(empty.db).exists()


def test_a_file_that_is_not_there(empty: Program, tmp_path: Path) -> None:
    assert empty("import", str(tmp_path / "none.txt"), code=1).err.count("\n") == 1
    assert empty("import", str(tmp_path), code=1).err.count("\n") == 1


def test_other_formats_than_text(empty: Program, tmp_path: Path) -> None:
    """A Word document, a workbook and a table of commas give the same tasks as the text would."""
    import csv

    from docx import Document
    from openpyxl import Workbook

    word = Document()
    for line in SMALL.splitlines():
        word.add_paragraph(line)
    word.save(str(tmp_path / "plan.docx"))
    rows: list[tuple[Any, ...]] = [
        ("序号", "重点任务", "牵头单位", "责任单位", "完成时限"),
        (1, "建成一网通办平台，接入120个事项", "市数据局", "市财政局、市有关部门", "2031年12月"),
        (2, "完成旧系统迁移", None, "市数据局、各区政府", "2031年6月底前"),
        (3, "开展网络安全检查", "无", "市网安办", "持续推进"),
    ]
    book = Workbook()
    sheet = book.create_sheet("任务")
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "plan.xlsx")
    with (tmp_path / "plan.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    named = []
    for name in ("plan.docx", "plan.xlsx", "plan.csv"):
        args = ("--key", "2031", "--issued", "2031-02-10", "--dry-run", "--format", "json")
        tasks = json.loads(empty("import", str(tmp_path / name), *args).out)["rows"]
        named.append(
            [[(one["role"], one["party"]) for clause in row["clauses"] for one in clause["parties"]] for row in tasks]
        )
        assert tasks[1]["deadline"] == "2031-06-30"
    assert named[0] == named[1] == named[2]
    assert named[0][0] == [("lead", "市数据局"), ("responsible", "市财政局"), ("responsible", "市有关部门")]


def test_standard_input(egovtrack: Program) -> None:
    egovtrack("import", "-", stdin=SMALL)
    assert len(egovtrack.json("tasks", "2031")) == 3


needs_documents = pytest.mark.skipif(not SHARED.is_dir(), reason="the source documents are not here")


@needs_documents
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("2015-plan.txt", "2015"), ("2016-plan.txt", "2016"), ("2017-gazette-06.md", "2017"),
        ("2012-twelfth-five-year-plan.txt", "12fyp"),
    ],
)  # fmt: skip
def test_the_source_documents_are_the_shipped_plans(egovtrack: Program, name: str, key: str) -> None:
    done = egovtrack("import", str(SHARED / name))
    assert f"{key} is in the ledger already; nothing changed" in done.err


@needs_documents
def test_a_gazette_gives_the_plan_in_it(empty: Program, reading: Program) -> None:
    empty("import", str(SHARED / "2017-gazette-06.md"))
    empty("seed", "2015")  # brings the registry's rest
    imported, seeded = empty.json("tasks", "2017"), reading.json("tasks", "2017")
    for row, shipped_row in zip(imported, seeded, strict=True):
        assert {**row, "title": None} == {**shipped_row, "title": None}


@needs_documents
def test_a_piece_of_a_web_page_is_read_as_far_as_it_goes(egovtrack: Program) -> None:
    shown = json.loads(egovtrack("import", str(SHARED / "2015-plan-webpage.txt"), "--dry-run", "--format", "json").out)
    assert [row["ref"] for row in shown["rows"]] == ["2015-44", "2015-45", "2015-46", "2015-47"]
    assert shown["problems"][0]["excerpt"].startswith("、市发展改革委、市经济信息化委")
    assert len(egovtrack.json("tasks", "2015")) == 47


def test_the_shipped_texts_are_what_import_reads(empty: Program, reading: Program) -> None:
    """One path: what `seed` stores is what `import` makes of the same text, but for the curated titles."""
    empty.today = "2015-03-20"
    empty("seed", "2015")
    empty("import", str(shipped.folder("seed") / "2016" / "plan.txt"))
    empty.today = reading.today
    for row, seeded in zip(empty.json("tasks", "2016"), reading.json("tasks", "2016"), strict=True):
        assert {**row, "title": None} == {**seeded, "title": None}


def test_many_parties_of_one_clause_are_listed_in_the_order_of_the_document(empty: Program, document: Path) -> None:
    """Twelve and more: the tenth does not come before the second, and a name may hold what JSON marks."""
    names = [*(f"市第{number}专班" for number in range(12, 0, -1)), '市"一网"通办专班', "市数据局"]
    document.write_text(SMALL.replace("市数据局、各区政府", "、".join([*names, "各区政府"])), "utf-8")
    empty("seed", "2015")
    shown = json.loads(empty("import", str(document), "--add-departments", "--dry-run", "--format", "json").out)
    empty("import", str(document), "--add-departments")
    task = empty.json("tasks", "2031")[1]
    assert [party["party"] for party in task["clauses"][0]["parties"]] == [*names, "各区政府"]
    assert task == shown["rows"][1]
    rows = csv.reader(empty("--lang", "zh", "tasks", "2031", "--format", "csv").out.splitlines())
    assert f"责任：{'、'.join(names)}、各区政府" in list(rows)[2]
