"""`export obligations|tasks|notes`: tables of everything, row by row, for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Program, execute, sqlite_only

DEPT = "市经济信息化委"


@pytest.fixture
def reported(egovtrack: Program) -> Program:
    """Two notes for the same day, the second in place of the first, one of which a spreadsheet would reckon."""
    for value, note in (("3", "=1+1"), ("6", '说 "好", 再说')):
        egovtrack(
            "progress", "set", "2017-13", "--dept", DEPT, "--value", value, "--note", note, "--date", "2017-03-10",
        )  # fmt: skip
    egovtrack("progress", "set", "2016-5.2", "--dept", "市政府办公厅", "--status", "blocked", "--date", "2017-03-11")
    egovtrack("progress", "retract", "3", "--reason", "报错了")
    return egovtrack


def rows(program: Program, *args: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in program("export", *args, "--format", "jsonl").out.splitlines()]


def table(program: Program, *args: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(program("export", *args).out, newline="")))


def test_obligations_are_those_of_every_plan_as_dept_tells_them(reported: Program) -> None:
    everything = rows(reported, "obligations")
    assert [row for row in everything if row["department"] == DEPT and row["plan"] == "2017"] == sorted(
        reported.json("dept", DEPT, "--plan", "2017"), key=lambda row: row["number"]
    )
    assert [row["plan"] for row in everything] == sorted((row["plan"] for row in everything), reverse=True)


def test_tasks_are_those_that_the_listing_tells(reported: Program) -> None:
    assert rows(reported, "tasks", "--plan", "2016") == reported.json("tasks", "2016")
    assert len(rows(reported, "tasks")) == 23 + 47 + 56 + 54


def test_notes_are_those_of_the_log(reported: Program) -> None:
    """In the order they were entered; moments are UTC in both."""
    assert rows(reported, "notes") == reported.json("progress", "log")
    assert [row["superseded_by"] for row in rows(reported, "notes")] == [2, None, None]
    assert rows(reported, "notes")[2]["retracted_reason"] == "报错了"


def test_notes_as_they_were_known(reported: Program) -> None:
    assert rows(reported, "notes", "--as-of", "2017-03-10", "--plan", "2016") == []
    assert rows(reported, "notes", "--known-at", "2017-03-10") == []


def test_json_is_one_object_like_that_of_other_commands(reported: Program) -> None:
    content = json.loads(reported("export", "notes", "--format", "json").out)
    assert (content["schema_version"], content["kind"], content["as_of"]) == (1, "notes", "2017-03-20")
    assert content["rows"] == rows(reported, "notes")


def test_csv_says_what_the_log_says(reported: Program) -> None:
    """The database makes the words of the one, the program those of the other; the moments alone are UTC here."""
    exported = table(reported, "notes")
    logged = list(csv.DictReader(io.StringIO(reported("progress", "log", "--format", "csv").out, newline="")))
    for mine, theirs in zip(exported, logged, strict=True):
        assert {**mine, "Entered": "", "Retracted": ""} == {**theirs, "Entered": "", "Retracted": ""}
    assert [row["Done"] for row in exported] == ["'=1+1", '说 "好", 再说', ""]
    assert exported[2]["Ref"] == "2016-5.2"


@pytest.mark.parametrize("note", ["@SUM(1)", "  =1", "\u200b=1", "\u3000＋1", "\t1", "－1"])
def test_no_note_becomes_a_formula(egovtrack: Program, note: str) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--note", f"甲{note}", "--date", "2017-03-10")
    execute(egovtrack.db, f"UPDATE progress_note SET note = '{note}'")  # noqa: S608  one of those above
    (exported,) = table(egovtrack, "notes")
    (logged,) = csv.DictReader(io.StringIO(egovtrack("progress", "log", "--format", "csv").out, newline=""))
    assert exported["Done"] == logged["Done"] == f"'{note}"


def test_csv_of_obligations_says_what_dept_says(reported: Program) -> None:
    everything = table(reported, "obligations", "--plan", "2017")
    theirs = csv.DictReader(io.StringIO(reported("dept", DEPT, "--plan", "2017", "--format", "csv").out, newline=""))
    assert all(row in everything for row in theirs)


@sqlite_only
@pytest.mark.parametrize("kind", ["obligations", "tasks", "notes"])
def test_xlsx_holds_texts_as_texts_and_keeps_the_labels_in_sight(reported: Program, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "out" / "table.xlsx"
    reported("export", kind, "-o", str(path))
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    labels, first, *rest = sheet.iter_rows()
    assert len(rest) + 1 == len(table(reported, kind))
    ref = [cell.value for cell in labels].index("Ref")
    assert first[ref].data_type == "s"
    assert not [cell for row in rest for cell in row if cell.data_type == "f"]


def test_a_formula_stays_a_text_in_xlsx(reported: Program, tmp_path: Path) -> None:
    reported("export", "notes", "-o", str(tmp_path / "notes.xlsx"))
    sheet = load_workbook(tmp_path / "notes.xlsx").active
    assert sheet is not None
    labels, first, *_rest = sheet.iter_rows()
    values = dict(zip((cell.value for cell in labels), first, strict=True))
    assert (values["Done"].value, values["Done"].data_type) == ("=1+1", "s")
    assert (values["No."].value, values["No."].data_type) == (1, "n")


def test_a_csv_file_is_marked_for_excel_and_standard_output_is_not(reported: Program, tmp_path: Path) -> None:
    reported("export", "notes", "-o", str(tmp_path / "notes.csv"))
    assert (tmp_path / "notes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "notes.csv").read_bytes()[3:].decode() == reported("export", "notes").out.replace("\n", "\r\n")


def test_a_file_that_cannot_be_written_stays_as_it_was(reported: Program, tmp_path: Path) -> None:
    (tmp_path / "folder" / "notes.csv").mkdir(parents=True)
    refused = reported("export", "notes", "-o", str(tmp_path / "folder"), code=1)
    assert "cannot be written" in refused.err
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith("ledger")} == {"folder"}


def test_an_empty_ledger_has_empty_tables(empty: Program) -> None:
    empty("seed", "2017")
    assert empty("export", "notes").out.count("\n") == 1
    assert rows(empty, "notes") == []
