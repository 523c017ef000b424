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

from tests.conftest import Program

COLUMNS = {
    "status": "I", "percent": "J", "value": "K", "note": "L", "problem": "M", "next": "N", "author": "O", "day": "P",
}  # fmt: skip


@pytest.fixture(scope="module")
def sent(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of June 2017 for both plans, as they went out on the 20th."""
    folder = tmp_path_factory.mktemp("sent")
    Program(seeded, today="2017-06-20")(
        "form", "--all", "--period", "2017-06", "--plan", "2016", "--plan", "2017", "-o", str(folder)
    )
    return folder


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


def test_everybody_with_an_obligation_gets_a_form_with_all_of_them(sent: Path, reading: Program) -> None:
    names = {path.stem.removesuffix("-2017-06") for path in sent.iterdir()}
    owing = {row["group"] for plan in ("2016", "2017") for row in reading.json("status", plan, "--as-of", "2017-03-20")}
    assert len(names) == len(owing) > 66
    sheet = load_workbook(sent / "市财政局-2017-06.xlsx").worksheets[1]
    refs = [cell.value for cell in sheet["B"][4:] if cell.value]
    rows = [*reading.json("dept", "市财政局", "--plan", "2017"), *reading.json("dept", "市财政局", "--plan", "2016")]
    assert sorted(refs) == sorted(row["ref"] for row in rows)


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
    touched, _untouched = copied(sent, tmp_path / "back", "市财政局", "市公安局")
    fill(touched, "2017-22", {"percent": 30, "note": "完成方案"})
    office("progress", "import", str(tmp_path / "back"))
    assert len(notes(office)) == 1
    again = office("progress", "import", str(tmp_path / "back"))
    assert "0 reports, 1 known before, 0 files not taken" in again.err
    assert len(notes(office)) == 1
    office("undo", "--yes")
    office("progress", "import", str(tmp_path / "back"))
    assert [note["undone_at"] is None for note in notes(office)] == [False, True]


DAMAGED = {
    "市财政局": "another period",
    "市公安局": "a renamed heading",
    "市民政局": "a moved row",
    "市教委": "150 %",
    "市科委": "a date as text",
    "市商务委": "an old format",
    "市交通委": "another ledger",
}


def test_a_batch_with_seven_kinds_of_damage(office: Program, empty: Program, sent: Path, tmp_path: Path) -> None:
    """66 forms come back: good ones are taken in one step, bad ones named with file, cell and reason."""
    folder = tmp_path / "back"
    rest = sorted(path.stem.removesuffix("-2017-06") for path in sent.iterdir())
    names = [*DAMAGED, *(name for name in rest if name not in DAMAGED)][:66]
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
    assert len(rows) == 66
    bad = {name: row["problems"] for name, row in rows.items() if row["problems"]}
    assert bad.keys() == expected.keys()
    for name, (cell, words) in expected.items():
        (problem, *_more) = bad[name]
        assert problem["cell"].startswith(cell), (name, problem)
        assert words in problem["reason"], (name, problem)
        assert problem["hint"]
    assert sum(row["entries"] for row in rows.values()) == len(notes(office)) == 59
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
    for name, column, value in (("市教委", "J", 1.5), ("市科委", "P", "6月30日")):
        book = load_workbook(path(name))
        book.worksheets[1][f"{column}5"] = value
        book.save(path(name))
    path("市商务委").unlink()
    (folder / "市商务委-2017-06.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    other("seed", "2016", "2017")
    Program(other.db, today="2017-06-20")("form", "市交通委", "--period", "2017-06", "-o", str(path("市交通委")))
    return {
        "市财政局-2017-06.xlsx": ("", "2017-05"),
        "市公安局-2017-06.xlsx": ("L4", ""),
        "市民政局-2017-06.xlsx": ("B5", ""),
        "市教委-2017-06.xlsx": ("J5", "1.5"),
        "市科委-2017-06.xlsx": ("P5", "6月30日"),
        "市商务委-2017-06.xls": ("", ""),
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
    assert "no period" in office("form", "市财政局", "--period", "六月", "-o", out, code=2).err
    assert not Path(out).exists()
