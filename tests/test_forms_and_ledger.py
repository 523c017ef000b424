"""Forms through the real command: sent to all, filled in by some, damaged by a few, taken in as one step."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Begun, Program
from tests.test_reporting import begin

COLUMNS = {
    "status": "I", "percent": "J", "value": "K", "note": "L", "problem": "M", "next": "N", "author": "O", "day": "P",
}  # fmt: skip


@pytest.fixture(scope="module")
def sent(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of June 2017, as they went out on the 20th."""
    folder = tmp_path_factory.mktemp("sent")
    june = Program(shared, today="2017-06-20")
    june("form", "--all", "--plan", "2017", "--period", "2017-06", "-o", str(folder / "forms"))
    return folder / "forms"


@pytest.fixture
def office(ledger: Path) -> Program:
    """The office on the day when the forms come back."""
    return Program(ledger, today="2017-07-03")


def copied(sent: Path, folder: Path, *names: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        yield Path(shutil.copy(sent / f"{name}-2017-06.xlsx", folder))


def fill(path: Path, ref: str, cells: Mapping[str, Any]) -> None:
    """Fill in the row of an obligation; keys are those of COLUMNS or other column letters."""
    book = load_workbook(path)
    sheet: Worksheet = book.worksheets[1]
    (row,) = [cell.row for cell in sheet["B"] if cell.value == ref][:1]
    for key, value in cells.items():
        sheet[f"{COLUMNS.get(key, key)}{row}"] = value
    book.save(path)


def notes(program: Program) -> list[dict[str, Any]]:
    return program.json("progress", "log")


def test_everybody_who_is_asked_gets_a_form_with_all_that_is_asked(sent: Path, reading: Program) -> None:
    names = {path.stem.removesuffix("-2017-06") for path in sent.iterdir()}
    rows = [row for row in reading.json("export", "obligations", "--plan", "2017") if row["role"] != "cooperate"]
    assert names == {row["department"].replace("“", "").replace("”", "") for row in rows}
    sheet = load_workbook(sent / "市财政局-2017-06.xlsx").worksheets[1]
    refs = {cell.value for cell in sheet["B"][4:] if cell.value}
    assert refs == {row["ref"] for row in rows if row["department"] == "市财政局"}
    assert "2017-06, to be returned by 2017-07-05" in str(sheet["B2"].value)


def test_forms_are_for_their_owner_alone(sent: Path) -> None:
    assert {stat.S_IMODE(path.stat().st_mode) for path in sent.iterdir()} == {0o600}


def test_what_was_filled_in_becomes_a_note_of_the_department(office: Program, sent: Path, tmp_path: Path) -> None:
    (path,) = copied(sent, tmp_path / "back", "市经济信息化委")
    fill(path, "2017-13", {"value": 12, "note": "迁移12个系统", "author": "王芳", "day": date(2017, 6, 28)})
    fill(path, "2017-42", {"status": "已完成" if "已完成" in _statuses(path) else "completed", "note": "检查完毕"})
    office("progress", "import", str(path))
    first, second = notes(office)
    assert (first["ref"], first["value"], first["percent"], first["status"]) == ("2017-13", 12, 80, "in_progress")
    assert (first["author"], first["as_of"], first["channel"]) == ("王芳", "2017-06-28", "form")
    assert (second["ref"], second["status"], second["as_of"]) == ("2017-42", "reported_done", "2017-06-30")


def _statuses(path: Path) -> str:
    sheet = load_workbook(path).worksheets[1]
    return str([rule.formula1 for rule in sheet.data_validations.dataValidation])


def test_an_untouched_form_and_the_same_form_again_change_nothing(office: Program, sent: Path, tmp_path: Path) -> None:
    touched, untouched = copied(sent, tmp_path / "back", "市财政局", "市公安局")
    fill(touched, "2017-22", {"percent": 30, "note": "完成方案"})
    fill(touched, "2017-21", {"author": "王芳"})
    refused = office("progress", "import", str(tmp_path / "back"), "--format", "csv", code=65)
    assert "no cell of the form was filled in" in refused.out
    assert len(notes(office)) == 2
    untouched.unlink()
    again = office("progress", "import", str(tmp_path / "back"))
    assert "0 reports, 0 without change, 2 known before, 0 files not taken" in again.err
    assert len(notes(office)) == 2
    office("undo", "--yes")
    office("progress", "import", str(tmp_path / "back"))
    assert [note["undone_at"] is None for note in notes(office)] == [False, False, True, True]


DAMAGED = {
    "市财政局": "another period",
    "市公安局": "a renamed heading",
    "市民政局": "a moved row",
    "市发展改革委": "150 %",
    "浦东新区": "a date without its year",
    "市经济信息化委": "an old format",
    "市交通委": "another ledger",
}


@pytest.mark.slow
def test_a_batch_with_seven_kinds_of_damage(office: Program, empty: Program, sent: Path, tmp_path: Path) -> None:
    """40 forms come back: good ones are taken in one step, bad ones named with file, cell and reason."""
    folder = tmp_path / "back"
    rest = sorted(path.stem.removesuffix("-2017-06") for path in sent.iterdir())
    names = [*DAMAGED, *(name for name in rest if name not in DAMAGED)][:40]
    for path in copied(sent, folder, *names):
        book = load_workbook(path)
        book.worksheets[1]["L5"] = "按计划推进"
        book.save(path)
    expected = damage(folder, office, empty, tmp_path)
    before = office("export", "text", "2017").out, len(notes(office))
    rehearsed = office(
        "progress", "import", str(folder), "--period", "2017-06", "--dry-run", "--format", "json", code=65
    )
    assert len(notes(office)) == before[1]
    taken = office("progress", "import", str(folder), "--period", "2017-06", "--format", "json", code=65)
    assert taken.out == rehearsed.out
    rows = {row["file"]: row for row in _rows(taken.out)}
    assert len(rows) == 40
    bad = {name: row["problems"] for name, row in rows.items() if row["problems"]}
    assert bad.keys() == expected.keys()
    for name, (cell, words) in expected.items():
        (problem, *_more) = bad[name]
        assert problem["cell"].startswith(cell), (name, problem)
        assert words in problem["reason"], (name, problem)
        assert problem["hint"]
    assert sum(row["entries"] for row in rows.values()) == len(notes(office)) == 33
    assert "7 files were not taken" in taken.err
    listed = office(
        "progress", "import", str(folder), "--period", "2017-06", "--dry-run", "--format", "csv", code=65
    ).out
    assert all(words in listed for _cell, words in expected.values())
    assert "{" not in listed
    office("check")
    office("undo", "--yes")
    assert all(note["undone_at"] for note in notes(office))


def _rows(text: str) -> list[dict[str, Any]]:
    import json

    found: list[dict[str, Any]] = json.loads(text)["rows"]
    return found


def damage(folder: Path, office: Program, other: Program, tmp_path: Path) -> dict[str, tuple[str, str]]:
    """Damage seven files; for each the cell that is named ("" for the whole file) and words of the reason."""

    def path(name: str) -> Path:
        return folder / f"{name}-2017-06.xlsx"

    office("form", "市财政局", "--period", "2017-05", "-o", str(path("市财政局")))
    book = load_workbook(path("市公安局"))
    book.worksheets[1]["L4"] = "进展"
    book.save(path("市公安局"))
    book = load_workbook(path("市民政局"))
    sheet = book.worksheets[1]
    for column in "BCD":
        sheet[f"{column}5"], sheet[f"{column}6"] = sheet[f"{column}6"].value, sheet[f"{column}5"].value
    book.save(path("市民政局"))
    for name, column, value in (("市发展改革委", "J", 1.5), ("浦东新区", "P", "6月30日")):
        book = load_workbook(path(name))
        book.worksheets[1][f"{column}5"] = value
        book.save(path(name))
    path("市经济信息化委").unlink()
    (folder / "市经济信息化委-2017-06.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    Program(other.db, today="2017-03-20")("seed", "2017")
    Program(other.db, today="2017-06-20")("form", "市交通委", "--period", "2017-06", "-o", str(path("市交通委")))
    return {
        "市财政局-2017-06.xlsx": ("", "2017-05"),
        "市公安局-2017-06.xlsx": ("L4", ""),
        "市民政局-2017-06.xlsx": ("B5", ""),
        "市发展改革委-2017-06.xlsx": ("J5", "1.5"),
        "浦东新区-2017-06.xlsx": ("P5", "6月30日"),
        "市经济信息化委-2017-06.xls": ("", ""),
        "市交通委-2017-06.xlsx": ("", "ledger"),
    }


def test_what_contradicts_itself_or_was_struck_off_is_named_with_its_cell(
    office: Program, sent: Path, tmp_path: Path
) -> None:
    one, other = copied(sent, tmp_path / "back", "市经济信息化委", "市水务局")
    fill(one, "2017-13", {"value": 12, "percent": 90})
    fill(one, "2017-42", {"note": "也不采用"})
    fill(other, "2017-29", {"percent": 60})
    office("progress", "set", "2017-29", "--dept", "市水务局", "--status", "completed", "--date", "2017-06-25")
    office("progress", "verify", "2017-29")
    bad = office("progress", "import", str(tmp_path / "back"), "--format", "json", code=65)
    (first, second) = _rows(bad.out)
    assert [row["file"] for row in (first, second)] == ["市水务局-2017-06.xlsx", "市经济信息化委-2017-06.xlsx"]
    assert "contradict" in second["problems"][0]["reason"]
    assert first["problems"]
    assert len(notes(office)) == 2, "nothing of a file with a problem is taken"


def test_two_files_that_fill_in_the_same_row_otherwise_are_not_both_taken(
    office: Program, sent: Path, tmp_path: Path
) -> None:
    (one,) = copied(sent, tmp_path / "back", "市财政局")
    other = one.with_name("市财政局(1).xlsx")
    shutil.copy(one, other)
    fill(one, "2017-22", {"percent": 30})
    fill(other, "2017-22", {"percent": 50})
    bad = office("progress", "import", str(tmp_path / "back"), "--format", "json", code=65)
    assert [bool(row["problems"]) for row in _rows(bad.out)] == [False, True]
    assert len(notes(office)) == 1


def test_a_department_that_owes_nothing_gets_no_form(office: Program, tmp_path: Path) -> None:
    out = str(tmp_path / "x.xlsx")
    assert "no obligation" in office("form", "市体育局", "--period", "2017-06", "--plan", "2017", "-o", out, code=1).err
    office("plans", "close", "2016")
    closed = office("form", "市财政局", "--plan", "2016", "-o", out, code=1).err
    assert "egovtrack plans reopen 2016" in closed
    assert "no period" in office("form", "市财政局", "--period", "六月", "-o", out, code=2).err
    assert not Path(out).exists()


# --- who is asked for what, and what came of it --------------------------------------------------------------------


@pytest.fixture
def small(begun: Begun) -> Program:
    """A small plan of 2031, asked for each month from February on, on 20 February."""
    return Program(begun(begin, "2031-01-15").db, "2031-02-20")


def on(program: Program, day: str) -> Program:
    return Program(program.db, day)


def form_of(program: Program, name: str, path: Path, *args: str) -> Worksheet:
    program("form", name, "-o", str(path), *args)
    sheet: Worksheet = load_workbook(path).worksheets[1]
    return sheet


def row_of(program: Program, name: str, ref: str) -> dict[str, Any]:
    (row,) = [row for row in program.json("dept", name) if row["ref"] == ref]
    return row


def taken(program: Program, *args: str, code: int = 0) -> list[dict[str, Any]]:
    return _rows(program("progress", "import", *args, "--format", "json", code=code).out)


def test_every_row_that_somebody_touched_is_an_answer(small: Program, tmp_path: Path) -> None:
    """Of three rows one reports, one is signed, one is left blank. The second moves nothing and is green no more."""
    path = tmp_path / "财政.xlsx"
    form_of(small, "市财政局", path)
    fill(path, "2031-1", {"percent": 40, "note": "完成8个系统", "problem": "无"})
    fill(path, "2031-2.1", {"note": "同上。", "author": "王芳"})
    march = on(small, "2031-03-04")
    (file,) = taken(march, str(path))
    assert (file["entries"], file["unchanged"], file["problems"]) == (1, ["2031-2.1"], [])
    reported, unchanged = march.json("progress", "log")
    assert (reported["kind"], reported["problem"], reported["period"]) == ("report", "无", "2031-02")
    assert (unchanged["kind"], unchanged["status"], unchanged["author"]) == ("unchanged", None, "王芳")
    assert (unchanged["period"], unchanged["received_on"], unchanged["note"]) == ("2031-02", "2031-03-04", "同上。")
    row = row_of(on(small, "2031-03-20"), "市财政局", "2031-2.1")
    assert (row["status"], row["percent"], row["missed_periods"]) == (None, None, 0)
    march("progress", "return", "2031-2.1", "--dept", "市财政局", "--reason", "请填实")
    assert row_of(on(small, "2031-03-20"), "市财政局", "2031-2.1")["missed_periods"] == 1
    (again,) = taken(march, str(path))
    assert (again["entries"], again["unchanged"], again["known"]) == (0, [], 2)


def test_a_row_left_blank_is_not_answered(small: Program, tmp_path: Path) -> None:
    path = tmp_path / "公安.xlsx"
    form_of(small, "市公安局", path)
    fill(path, "2031-1", {"author": "李四"})
    taken(on(small, "2031-03-04"), str(path))
    assert row_of(on(small, "2031-03-20"), "市公安局", "2031-1")["missed_periods"] == 0
    assert row_of(on(small, "2031-03-20"), "市公安局", "2031-2.2")["missed_periods"] == 1


def test_a_form_answers_its_own_period_and_came_in_when_it_came_in(small: Program, tmp_path: Path) -> None:
    path = tmp_path / "财政.xlsx"
    form_of(small, "市财政局", path)
    fill(path, "2031-1", {"note": "推进"})
    late = on(small, "2031-04-10")
    assert "2031-05-01" in late("progress", "import", str(path), "--received", "2031-05-01", code=2).err
    taken(late, str(path), "--received", "2031-03-03")
    (note,) = late.json("progress", "log")
    assert (note["period"], note["received_on"], note["as_of"]) == ("2031-02", "2031-03-03", "2031-02-28")


def test_a_request_is_entered_with_the_files_or_not_at_all(small: Program, tmp_path: Path) -> None:
    def actions() -> list[str]:
        return [row["command"] for row in small.json("log")]

    before = actions()
    (tmp_path / "file").write_text("no folder", "utf-8")
    small("form", "--all", "-o", str(tmp_path / "file" / "forms"), code=1)
    assert actions() == before
    small("form", "--all", "-o", str(tmp_path / "forms"))
    assert len(actions()) == len(before) + 1
    assert sorted(path.stem for path in (tmp_path / "forms").iterdir()) == [
        f"{name}-2031-02" for name in ("市公安局", "市数据局", "市财政局")
    ]
    small("check")


def test_the_day_by_which_a_form_is_due_stays_what_it_said(small: Program, tmp_path: Path) -> None:
    head = form_of(small, "市财政局", tmp_path / "a.xlsx")["B2"].value
    assert "2031-02, to be returned by 2031-03-05" in str(head)
    small("plans", "rule", "2031", "--due", "20", "--from", "2031-02-20")
    assert form_of(small, "市财政局", tmp_path / "b.xlsx")["B2"].value == head


def test_without_a_period_the_earliest_is_asked_for_that_is_not_overdue(small: Program, tmp_path: Path) -> None:
    for day, period in (("2031-03-05", "2031-02"), ("2031-03-06", "2031-03")):
        form_of(on(small, day), "市财政局", tmp_path / "x.xlsx")
        assert period in str(load_workbook(tmp_path / "x.xlsx").worksheets[1]["B1"].value)


def test_why_nothing_is_asked(small: Program, tmp_path: Path) -> None:
    def why(name: str, *args: str, day: str = "2031-02-20") -> str:
        out = str(tmp_path / "x.xlsx")
        said = on(small, day)("form", name, "-o", out, *args, code=1).err
        assert not Path(out).exists()
        return said

    assert "only cooperates" in why("市民政局")
    assert "no obligation" in why("市档案局")
    assert "the first period is 2031-02, due 2031-03-05" in why("市财政局", "--period", "2031-01")
    small("plans", "exempt", "2031", "--dept", "市财政局", "--period", "2031-02", "--basis", "来函")
    assert "exempt for 2031-02" in why("市财政局")
    small("progress", "set", "2031-1", "--dept", "市数据局", "--status", "completed")
    assert "answered everything for 2031-02" in why("市数据局")
    assert "done or given up" in why("市数据局", "--period", "2031-04", day="2031-05-06")
    small("plans", "close", "2031", "--basis", "年度结束")
    assert "egovtrack plans reopen 2031" in why("市公安局")


def test_each_row_answers_the_period_of_its_own_cycle(small: Program, tmp_path: Path) -> None:
    """A department that is asked each week for one task, and each month for the others, has both in one form."""
    small("plans", "rule", "2031", "--task", "2031-2.2", "--cycle", "weekly", "--from", "2031-01-15")
    path = tmp_path / "公安.xlsx"
    sheet = form_of(small, "市公安局", path)
    assert [cell.value for cell in sheet["B"][4:]] == ["2031-1\n2031-02", "2031-2.2\n2031-W08"]
    fill(path, "2031-1\n2031-02", {"note": "推进"})
    fill(path, "2031-2.2\n2031-W08", {"note": "检查"})
    taken(on(small, "2031-02-25"), str(path), "--period", "2031-W08")
    assert {row["ref"]: row["period"] for row in on(small, "2031-02-25").json("progress", "log")} == {
        "2031-1": "2031-02", "2031-2.2": "2031-W08",
    }  # fmt: skip


def test_a_plan_that_goes_on_beyond_its_end_is_asked_about(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("extend", "2017-27", "--until", "2018-06-30", "--reason", "会议纪要")
    later = on(egovtrack, "2018-01-20")
    later("form", "--all", "--period", "2018-01", "-o", str(tmp_path / "forms"))
    lead = next(row for row in later.json("export", "obligations", "--plan", "2017") if row["ref"] == "2017-27")
    sheet = load_workbook(tmp_path / "forms" / f"{lead['department']}-2018-01.xlsx").worksheets[1]
    assert "2017-27" in [cell.value for cell in sheet["B"]]


def test_forms_are_read_with_their_subfolders_and_what_is_none_is_named(small: Program, tmp_path: Path) -> None:
    folder = tmp_path / "back"
    (folder / "区").mkdir(parents=True)
    form_of(small, "市财政局", folder / "区" / "财政.xlsx")
    fill(folder / "区" / "财政.xlsx", "2031-1", {"note": "推进", "R": "另附材料", "day": "2031-2-20"})
    (folder / "材料.pdf").write_bytes(b"%PDF")
    (folder / "~$lock.xlsx").write_bytes(b"")
    file, other = taken(small, str(folder))
    assert (file["file"], file["entries"]) == (str(Path("区", "财政.xlsx")), 1)
    assert [remark["cell"] for remark in file["remarks"]] == ["R5", "P5"]
    assert (other["file"], other["problems"], len(other["remarks"])) == ("材料.pdf", [], 1)
    assert "材料.pdf" in small("progress", "import", str(folder), "--format", "text").out
    (note,) = small.json("progress", "log")
    assert note["as_of"] == "2031-02-20"


def test_words_that_were_taken_out_do_not_come_in_again(small: Program, tmp_path: Path) -> None:
    path = tmp_path / "财政.xlsx"
    form_of(small, "市财政局", path)
    fill(path, "2031-1", {"note": "身份证号……"})
    taken(small, str(path))
    (note,) = small.json("progress", "log")
    small("redact", str(note["id"]), "--reason", "误录", "--yes")
    (file,) = taken(small, str(path))
    assert (file["entries"], [remark["cell"] for remark in file["remarks"]]) == (0, ["L5"])
    assert len(small.json("progress", "log")) == 1


def test_evidence_comes_with_a_row(small: Program, tmp_path: Path) -> None:
    path = tmp_path / "财政.xlsx"
    form_of(small, "市财政局", path)
    fill(path, "2031-1", {"note": "见附件", "Q": "验收报告.pdf"})
    taken(small, str(path))
    (note,) = small.json("progress", "log")
    assert (note["kind"], note["note"], note["evidence"]) == ("report", "见附件", "验收报告.pdf")


def test_a_value_in_another_unit_than_its_target_is_told(small: Program, tmp_path: Path) -> None:
    path = tmp_path / "财政.xlsx"
    form_of(small, "市财政局", path)
    fill(path, "2031-1", {"K": 201})
    assert "more than ten times the target" in small("progress", "import", str(path), "--dry-run").err
    fill(path, "2031-1", {"K": 200})
    assert "ten times" not in small("progress", "import", str(path)).err


def test_a_form_tells_its_contact_and_what_must_be_there_earlier(small: Program, tmp_path: Path) -> None:
    small("depts", "contact", "市财政局", "--name", "王芳", "--phone", "021-555", "--date", "2031-02-01")
    small("milestone", "add", "2031-1", "--by", "2031-06-30", "--what", "整合10个", "--basis", "纪要")
    number = small.json("log")[-1]["id"]
    sheet = form_of(small, "市财政局", tmp_path / "a.xlsx")
    assert str(sheet["B2"].value).split("\n")[1:] == ["Contact: 王芳 021-555"]
    assert sheet["F5"].value == "2031-12-31\n2031-06-30: 整合10个 (milestone)"
    assert sheet.oddFooter is not None
    assert f"ledger {number}:" in str(sheet.oddFooter.left.text)
