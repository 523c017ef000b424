"""`export weekly`: what cron writes every week."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, sqlite_only

DEPT = "市经济信息化委"
NAMES = ("obligations", "notes", "changes", "silent", "undesignated")


def week(program: Program, folder: Path, *args: str, week: str = "2017-W10") -> dict[str, list[dict[str, Any]]]:
    program("export", "weekly", "--week", week, "--plan", "2017", "-o", str(folder), *args)
    return {name: json.loads((folder / f"{week}-{name}.json").read_text("utf-8"))["rows"] for name in NAMES}


@pytest.fixture
def reported(egovtrack: Program) -> Program:
    """市经济信息化委 reports on 2017-13 on Friday of week 9 and on Friday of week 10."""
    for percent, day in (("20", "2017-03-03"), ("40", "2017-03-10")):
        egovtrack(
            "progress", "set", "2017-13", "--dept", DEPT, "--percent", percent, "--note", f"{percent}%", "--date", day
        )
    return egovtrack


def test_a_week_has_its_notes_and_what_changed_in_it(reported: Program, tmp_path: Path) -> None:
    tables = week(reported, tmp_path)
    assert [(row["ref"], row["percent"], row["as_of"]) for row in tables["notes"]] == [("2017-13", 40, "2017-03-10")]
    (change,) = [row for row in tables["changes"] if row["ref"] == "2017-13" and row["department"] == DEPT]
    assert (change["percent_before"], change["percent"]) == (20, 40)
    (row,) = [row for row in tables["obligations"] if row["ref"] == "2017-13" and row["department"] == DEPT]
    assert (row["status"], row["percent"], row["last_report_on"]) == ("in_progress", 40, "2017-03-10")


def test_obligations_are_all_of_them_with_every_member_of_a_collective(reported: Program, tmp_path: Path) -> None:
    """128 named parties in plan 2017; 15 of them are all 16 districts, and 18 are nobody until designated."""
    rows = week(reported, tmp_path)["obligations"]
    assert sum(row["via"] == "collective" for row in rows) == 15 * 16
    assert sum(row["via"] == "direct" for row in rows) + 15 + 18 == 128


def test_who_is_silent_is_named_once_a_reporting_cycle_has_passed(egovtrack: Program, tmp_path: Path) -> None:
    """Plan 2017 was issued on 23 February: its first report, for March, was due on 5 April."""
    egovtrack.today = "2017-04-10"
    assert week(egovtrack, tmp_path, week="2017-W13")["silent"] == []
    egovtrack("progress", "set", "2017-46", "--dept", "市统计局", "--percent", "5", "--received", "2017-03-28")
    silent = week(egovtrack, tmp_path, week="2017-W14")["silent"]
    assert "市统计局" not in {row["department"] for row in silent}
    (row,) = [row for row in silent if row["department"] == "市财政局"]
    assert (row["count"], row["refs"]) == (2, ["2017-21", "2017-22"])


def test_the_same_input_gives_the_same_bytes(reported: Program, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        week(reported, tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    tables = [f"2017-W10-{name}.{form}" for name in NAMES for form in ("csv", "json")]
    assert names == sorted([*tables, "2017-W10-head.txt"])
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_csv_is_for_a_spreadsheet(reported: Program, tmp_path: Path) -> None:
    """A byte order mark for Excel, labels in the language in use, the same rows as json."""
    reported("export", "weekly", "--week", "2017-W10", "--plan", "2017", "-o", str(tmp_path), lang="zh")
    content = (tmp_path / "2017-W10-notes.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["编号"], row["单位"], row["进度"], row["状态"]) == ("2017-13", DEPT, "40%", "推进中")


def test_a_cell_is_no_formula(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--note", "=1+1", "--date", "2017-03-10")
    week(egovtrack, tmp_path)
    assert "'=1+1" in (tmp_path / "2017-W10-notes.csv").read_text("utf-8-sig")


def test_without_a_week_it_is_the_last_one_that_is_over(egovtrack: Program, tmp_path: Path) -> None:
    """20 March 2017 is the Monday of week 12."""
    egovtrack("export", "weekly", "-o", str(tmp_path / "out"))
    assert {path.name[:8] for path in (tmp_path / "out").iterdir()} == {"2017-W11"}


def test_a_plan_that_was_not_issued_by_then_is_not_in_it(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("export", "weekly", "--week", "2016-W20", "-o", str(tmp_path), "--format", "json")
    rows = json.loads((tmp_path / "2016-W20-obligations.json").read_text("utf-8"))["rows"]
    assert {row["plan"] for row in rows} == {"2015", "2016"}


def test_quiet_is_quiet(egovtrack: Program, tmp_path: Path) -> None:
    done = egovtrack("--quiet", "export", "weekly", "--week", "2017-W10", "-o", str(tmp_path))
    assert (done.out, done.err) == ("", "")


def test_all_files_are_written_or_none(egovtrack: Program, tmp_path: Path) -> None:
    """A folder stands where one of the files is to go: the others stay as they were, and no part of one is left."""
    (tmp_path / "2017-W10-silent.json").mkdir()
    (tmp_path / "2017-W10-notes.csv").write_text("before")
    refused = egovtrack("export", "weekly", "--week", "2017-W10", "-o", str(tmp_path), code=1)
    assert "2017-W10-silent.json cannot be written" in refused.err
    assert {path.name for path in tmp_path.iterdir()} == {"2017-W10-silent.json", "2017-W10-notes.csv"} | {
        path.name for path in tmp_path.glob("ledger.db*")
    }
    assert (tmp_path / "2017-W10-notes.csv").read_text() == "before"


@pytest.mark.parametrize("place", ["-", "", "a-file"])
def test_a_week_needs_a_folder(egovtrack: Program, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a-file").touch()
    assert egovtrack("export", "weekly", "-o", place, code=2).err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_said(egovtrack: Program, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = egovtrack("export", "weekly", "-o", str(tmp_path / "file" / "below"), code=1)
    assert "cannot be written" in refused.err
    assert refused.err.count("\n") == 1


def test_cron_has_no_locale_and_no_terminal(ledger: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "EGOVTRACK_DB": str(ledger)}
    command = [sys.executable, "-m", "egovtrack", "--quiet", "export", "weekly", "--week", "2017-W10", "-o", "out"]
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out" / "2017-W10-silent.csv").read_text("utf-8-sig").startswith("计划,")


@sqlite_only
@pytest.mark.parametrize(
    ("formats", "count"),
    [(("csv",), 6), (("json",), 5), (("csv", "json"), 11), (("jsonl",), 6), (("xlsx", "docx", "html", "md"), 4)],
)
def test_only_the_formats_asked_for(egovtrack: Program, tmp_path: Path, formats: tuple[str, ...], count: int) -> None:
    args = [word for form in formats for word in ("--format", form)]
    egovtrack("export", "weekly", "--week", "2017-W10", "-o", str(tmp_path / "out"), *args)
    assert {path.suffix[1:] for path in (tmp_path / "out").iterdir()} - {"txt"} == set(formats)
    assert len(list((tmp_path / "out").iterdir())) == count
    egovtrack("export", "weekly", "-o", str(tmp_path / "out"), "--format", "pdf", code=2)


def test_a_plan_named_twice_is_there_once(egovtrack: Program, tmp_path: Path) -> None:
    once = week(egovtrack, tmp_path / "once")
    assert week(egovtrack, tmp_path / "twice", "--plan", "2017") == once


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_not_replaced_by_one(egovtrack: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "it is no file" in egovtrack("export", "text", "2017", "-o", str(pipe), code=1).err
    assert pipe.is_fifo()


def test_what_nobody_answers_for_is_not_hidden(egovtrack: Program, tmp_path: Path) -> None:
    """Those concerned are in no row of the obligations; a table of their own lists them until they are designated."""
    before = week(egovtrack, tmp_path / "a")
    open_ones = before["undesignated"]
    assert ("2017-8", "responsible", "市政府有关部门") in {(row["ref"], row["role"], row["party"]) for row in open_ones}
    assert not {row["party"] for row in open_ones} & {row["party"] for row in before["obligations"]}
    assert f"{len(open_ones)} parties are not counted" in egovtrack("export", "obligations", "--plan", "2017").err
    egovtrack("designate", "2017-8", "市政府有关部门", "市公安局", "--basis", "纪要", "--date", "2017-03-10")
    assert len(week(egovtrack, tmp_path / "b")["undesignated"]) == len(open_ones) - 1
