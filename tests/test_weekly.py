"""`export weekly` in every format, by a run file, in any language and zone: the same bytes, all new or all old."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from egovtrack import files
from tests.conftest import ROOT, Program, sqlite_only

pytestmark = sqlite_only
DEPT = "市经济信息化委"
WEEK = ("--week", "2017-W10")
NAMES = ("obligations", "notes", "changes", "silent", "undesignated")
FORMATS = ("csv", "json", "jsonl", "xlsx", "docx", "html", "md")
ALL = [word for name in FORMATS for word in ("--format", name)]
RUN = """
plans = ["2017"]
departments = ["市经济信息化委", "市公安局"]
formats = ["csv", "md"]
folder = "out"
keep = 2
"""


@pytest.fixture
def reported(egovtrack: Program) -> Program:
    egovtrack(
        "progress", "set", "2017-13", "--dept", DEPT, "--percent", "40", "--note", "甲\n乙", "--date", "2017-03-10"
    )
    return egovtrack


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_format_in_one_run(reported: Program, tmp_path: Path) -> None:
    """A file for each table where programs read it, one for all of them where people do."""
    reported("export", "weekly", *WEEK, "--plan", "2017", "-o", str(tmp_path / "out"), *ALL)
    apart = {f"2017-W10-{name}.{ending}" for name in NAMES for ending in ("csv", "json", "jsonl")}
    whole = {f"2017-W10.{ending}" for ending in ("xlsx", "docx", "html", "md")}
    assert contents(tmp_path / "out").keys() == apart | whole | {"2017-W10-head.txt"}
    book = load_workbook(tmp_path / "out" / "2017-W10.xlsx")
    assert len(book.sheetnames) == len(NAMES)
    assert book.sheetnames[0] == "责任事项"
    rows = json.loads((tmp_path / "out" / "2017-W10-obligations.json").read_text("utf-8"))["rows"]
    assert book.worksheets[0].cell(2, 2).value == rows[0]["ref"]
    assert len(docx.Document(str(tmp_path / "out" / "2017-W10.docx")).tables[1].rows) == len(rows) + 1


@pytest.mark.parametrize("machine", [("en_US.UTF-8", "America/New_York"), ("zh_CN.UTF-8", "Asia/Urumqi"), ("", "UTC")])
def test_the_same_bytes_on_any_machine(reported: Program, tmp_path: Path, machine: tuple[str, str]) -> None:
    lang, zone = machine
    week = ("export", "weekly", *WEEK, "--plan", "2017", *ALL)
    reported(*week, "-o", str(tmp_path / "here"), lang="zh")
    other = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "LANG": lang, "TZ": zone,
             "EGOVTRACK_ZONE": zone, "EGOVTRACK_DB": reported.db, "EGOVTRACK_TODAY": "2017-05-20"}  # fmt: skip
    command = [sys.executable, "-m", "egovtrack", *week, "-o", "there"]
    subprocess.run(command, env=other, cwd=tmp_path, check=True, capture_output=True)
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_words_are_the_ledgers_and_moments_in_its_zone(reported: Program, tmp_path: Path) -> None:
    reported("export", "weekly", *WEEK, "--plan", "2017", "-o", str(tmp_path / "out"), "--zone", "UTC", lang="en")
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out" / "2017-W10-notes.csv").read_text("utf-8-sig")))
    (same,) = json.loads((tmp_path / "out" / "2017-W10-notes.json").read_text("utf-8"))["rows"]
    assert (row["进度"], same["percent"]) == ("40%", 40)
    assert same["recorded_at"].endswith("Z")
    local = row["录入时间"]
    assert len(local) == len("2017-03-10 16:00")
    assert local[:10] >= same["recorded_at"][:10]
    assert (int(local[11:13]) - int(same["recorded_at"][11:13])) % 24 == 8


def test_keys_head_a_csv(reported: Program, tmp_path: Path) -> None:
    reported("export", "weekly", *WEEK, "-o", str(tmp_path / "out"), "--keys")
    for name in NAMES:
        head = (tmp_path / "out" / f"2017-W10-{name}.csv").read_text("utf-8-sig").split("\n")[0].strip().split(",")
        rows = json.loads((tmp_path / "out" / f"2017-W10-{name}.json").read_text("utf-8"))["rows"]
        assert not rows or set(head) <= rows[0].keys()
    assert reported("export", "progress", "--keys").out.startswith("id,plan,ref,")


def test_json_says_which_week_it_is(reported: Program, tmp_path: Path) -> None:
    reported("export", "weekly", *WEEK, "--plan", "2017", "-o", str(tmp_path / "out"))
    for name in NAMES:
        found = json.loads((tmp_path / "out" / f"2017-W10-{name}.json").read_text("utf-8"))
        assert [found[key] for key in ("week", "from", "to", "plans")] == [
            "2017-W10", "2017-03-06", "2017-03-12", ["2017"],
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["html", "md", "json", "jsonl"])
def test_standard_output(reported: Program, name: str) -> None:
    out = reported("export", "weekly", *WEEK, "--plan", "2017", "-o", "-", "--format", name).out
    assert "市经济信息化委" in out
    if name == "json":
        tables = {row["table"]: row for row in json.loads(out)["rows"]}
        assert tuple(tables) == NAMES
        assert len(tables["notes"]["rows"]) == 1


@pytest.mark.parametrize("formats", [["csv"], ["json", "xlsx"], []])
def test_what_is_several_files_needs_a_folder(egovtrack: Program, formats: list[str]) -> None:
    words = [word for name in formats for word in ("--format", name)]
    assert "several files" in egovtrack("export", "weekly", "-o", "-", *words, code=2).err


# --- the run file ----------------------------------------------------------------------------------------------------


def test_a_run_file_says_it_all(reported: Program, tmp_path: Path) -> None:
    """Its folder is relative to it; what is typed goes before what it says."""
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "weekly.toml").write_text(RUN, "utf-8")
    config = ("--config", str(tmp_path / "office" / "weekly.toml"))
    reported("export", "weekly", *WEEK, *config)
    out = tmp_path / "office" / "out"
    assert {path.suffix for path in out.iterdir()} == {".csv", ".md", ".txt"}
    rows = list(csv.DictReader(io.StringIO((out / "2017-W10-obligations.csv").read_text("utf-8-sig"))))
    assert {row["单位"] for row in rows} == {DEPT, "市公安局"}
    reported("export", "weekly", *WEEK, *config, "--format", "json", "-o", str(tmp_path / "there"), "--dept", DEPT)
    assert {path.suffix for path in (tmp_path / "there").iterdir()} == {".json"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('plan = ["2017"]', ("line 1", "plan is not known", "plans")),
        ('\nfolder = "o"\nkep = 3', ("line 3", "kep is not known", "keep")),
        ("plans = [2017]", ("line 1", "plans is a list of texts")),
        ('keep = "3"', ("line 1", "keep is a whole number")),
        ("keep = 0", ("keep is a whole number",)),
        ('formats = ["csv", "pdf"]', ("formats", "csv, json, jsonl")),
        ("formats = []", ("formats",)),
        ("folder = 3", ("folder is a text",)),
        ("[weekly]\nkeep = 3", ("line 1", "weekly is not known")),
        ("keep = ", ("is no TOML",)),
    ],
)
def test_a_wrong_run_file_is_told_with_the_place(
    egovtrack: Program, tmp_path: Path, said: str, told: tuple[str, ...]
) -> None:
    path = tmp_path / "weekly.toml"
    path.write_text(said, "utf-8")
    refused = egovtrack("export", "weekly", "--config", str(path), "-o", str(tmp_path / "out"), code=65)
    assert refused.err.count("\n") == 1
    assert all(words in refused.err for words in (str(path), *told))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "said", ['plans = ["2071"]', 'departments = ["市不存在委"]', 'plans=["2017"]\ndepartments = ["X"]']
)
def test_who_is_not_there_is_told_before_anything_is_written(egovtrack: Program, tmp_path: Path, said: str) -> None:
    (tmp_path / "weekly.toml").write_text(f'{said}\nfolder = "out"', "utf-8")
    assert egovtrack("export", "weekly", "--config", str(tmp_path / "weekly.toml"), code=None).code > 0
    assert not (tmp_path / "out").exists()


def test_only_so_many_weeks_are_kept_and_nothing_of_others(reported: Program, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    mine = ["2017-W05-会议.docx", "notes.csv", "2016-W50-notes.docx", "2017-W06-notes.csv.bak"]
    for name in mine:
        (out / name).write_text("mine")
    for number in (8, 9, 10):
        week = f"2017-W{number:02}"
        reported(
            "export", "weekly", "--week", week, "-o", str(out), "--format", "csv", "--format", "xlsx", "--keep", "2"
        )
    assert {name[:8] for name in contents(out) if name not in mine} == {"2017-W09", "2017-W10"}
    assert all((out / name).read_text() == "mine" for name in mine)
    reported("export", "weekly", "--week", "2017-W07", "-o", str(out), "--format", "xlsx", "--keep", "1")
    assert {name[:8] for name in contents(out) if name not in mine} == {"2017-W07", "2017-W09", "2017-W10"}


# --- all new or all old ----------------------------------------------------------------------------------------------

OLD, NEW = ({f"{name}.csv": text for name in "abc"} for text in (b"old", b"new"))


@pytest.mark.skipif(not hasattr(os, "fork") or not sys.platform.startswith("linux"), reason="needs fork and renameat2")
def test_a_folder_is_all_new_or_all_old_wherever_the_machine_stops(tmp_path: Path) -> None:
    """The process ends, without another word, as it does each of its calls of the system in turn."""
    folder = tmp_path / "out"
    for last in range(1, 400):
        for path in (folder, *folder.parent.glob(".out.*")):
            if path.is_dir():
                for each in path.iterdir():
                    each.unlink()
                path.rmdir()
        files.put_in(folder, {**OLD, "gone.csv": b"old"}, is_ours=lambda _name: True, too_old=lambda _names: [])
        child = os.fork()
        if not child:
            calls = [0]

            def stop(event: str, _args: object, calls: list[int] = calls, last: int = last) -> None:
                if event.split(".", maxsplit=1)[0] in {"open", "os", "shutil", "tempfile", "ctypes"}:
                    calls[0] += 1
                    if calls[0] == last:
                        os._exit(9)

            sys.addaudithook(stop)
            files.put_in(folder, NEW, is_ours=lambda _name: True, too_old=lambda _names: ["gone.csv"])
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        assert contents(folder) in ({**OLD, "gone.csv": b"old"}, NEW), last
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert contents(folder) == NEW
    assert last > 20


def test_what_is_put_into_the_folder_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    files.put_in(folder, OLD, is_ours=lambda _name: True, too_old=lambda _names: [])
    real = files._exchange

    def exchange(one: Path, other: Path) -> None:
        (folder / "theirs.xlsx").write_bytes(b"theirs")
        real(one, other)

    monkeypatch.setattr(files, "_exchange", exchange)
    files.put_in(folder, NEW, is_ours=lambda _name: True, too_old=lambda _names: [])
    assert contents(folder) == NEW | {"theirs.xlsx": b"theirs"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_other_things_in_it_stays_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    before = tmp_path.stat().st_ino
    files.put_in(tmp_path, NEW, is_ours=lambda name: name.endswith(".csv"), too_old=lambda _names: [])
    assert tmp_path.stat().st_ino == before
    assert {path.name for path in tmp_path.iterdir()} == {*NEW, "below"}


# --- bad places ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(reported: Program, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "egovtrack", "--db", reported.db, "export", "progress", "--format", "csv"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en"}, stdout=full,
                              stderr=subprocess.PIPE, check=False)  # fmt: skip
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr


@pytest.mark.parametrize("command", [
    ["list"], ["tasks"], ["status"], ["log"], ["export", "progress"], ["export", "log"], ["export", "requests"],
    ["export", "obligations"], ["export", "tasks"],
], ids=" ".join)  # fmt: skip
def test_an_unknown_ending_is_refused_with_the_known_ones(reading: Program, command: list[str], tmp_path: Path) -> None:
    for more in ([], ["--format", "csv"]):
        refused = reading(*command, *more, "-o", str(tmp_path / "x.pdf"), code=2)
        assert ".xlsx" in refused.err
        assert ".docx" in refused.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("command", "known"), [
    (["calendar"], ".ics"), (["export", "text", "2017"], ".txt"),
    (["notice", "市公安局"], ".docx"), (["form", "市公安局"], ".xlsx"),
], ids=" ".join)  # fmt: skip
def test_so_is_one_where_there_is_one_format(
    egovtrack: Program, command: list[str], known: str, tmp_path: Path
) -> None:
    refused = egovtrack(*command, "-o", str(tmp_path / "x.pdf"), code=None)
    assert refused.code == 2, refused
    assert known in refused.err
    assert not (tmp_path / "x.pdf").exists()


def test_format_and_ending_do_not_contradict(reading: Program, tmp_path: Path) -> None:
    assert "x.csv would be csv" in reading("export", "tasks", "-o", f"{tmp_path}/x.csv", "--format", "json", code=2).err


# --- progress, log, requests -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("kind", ["progress", "log", "requests"])
def test_each_in_every_format(reported: Program, tmp_path: Path, kind: str, ending: str) -> None:
    reported("export", kind, "-o", str(tmp_path / f"x.{ending}"))
    assert (tmp_path / f"x.{ending}").stat().st_size > 0 or kind == "requests"


def test_requests_are_who_was_asked_for_what(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("form", "市公安局", "--period", "2017-03", "-o", str(tmp_path / "form.xlsx"))
    (row,) = egovtrack("export", "requests", "--plan", "2017", "--format", "json").rows()
    assert (row["department"], row["period"], row["due_on"], row["channel"]) == (
        "市公安局",
        "2017-03",
        "2017-04-05",
        "form",
    )
    assert row["refs"]
    assert set(row["refs"]) <= {each["ref"] for each in egovtrack.json("dept", "市公安局", "--plan", "2017")}
    assert egovtrack("export", "requests", "--known-at", "#1", "--format", "json").rows() == []


def test_notes_is_still_called_so(reported: Program) -> None:
    assert reported("export", "notes").out == reported("export", "progress").out
    assert "\n  notes " not in reported("export", "--help").out


# --- what runs it ----------------------------------------------------------------------------------------------------


def blocks(kind: str) -> list[str]:
    text = (ROOT / "docs/how-to/weekly.md").read_text("utf-8")
    return [part.split("```")[0] for part in text.split(f"```{kind}\n")[1:]]


def run_as(words: list[str], reported: Program, tmp_path: Path) -> None:
    """Run a command of the page where the office's paths are those of the test, in the environment that cron gives."""
    (tmp_path / "weekly.toml").write_text('plans = ["2017"]\nfolder = "out"\n', "utf-8")
    places = {"/home/office/weekly.toml": str(tmp_path / "weekly.toml"), "/home/office/ledger.db": reported.db}
    words = [places.get(word, word) for word in words]
    assert words[0] == "/home/office/.venv/bin/egovtrack"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "SHELL": "/bin/sh", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "egovtrack", *words[1:]], env=environment, cwd="/", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "out").is_dir()


def test_the_line_of_crontab_runs(reported: Program, tmp_path: Path) -> None:
    (block,) = blocks("crontab")
    (line,) = [line for line in block.splitlines() if line and not line.startswith("#") and "=" not in line.split()[0]]
    *times, command = line.split(None, 5)
    least_most = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
    assert all(each == "*" or low <= int(each) <= high for each, (low, high) in zip(times, least_most, strict=True))
    assert "%" not in command  # which cron takes for the end of the line
    run_as(shlex.split(command), reported, tmp_path)


def test_the_units_of_systemd_run(reported: Program, tmp_path: Path) -> None:
    import configparser
    import shutil

    units = {}
    for block in blocks("ini"):
        name = block.splitlines()[0].removeprefix("# ").rpartition("/")[2]
        (tmp_path / name).write_text(block, "utf-8")
        units[name] = configparser.ConfigParser(interpolation=None)
        units[name].optionxform = str  # type: ignore[assignment,method-assign]
        units[name].read_string(block)
    assert set(units) == {"egovtrack-weekly.service", "egovtrack-weekly.timer"}
    assert units["egovtrack-weekly.timer"]["Install"]["WantedBy"] == "timers.target"
    if analyze := shutil.which("systemd-analyze"):
        when = units["egovtrack-weekly.timer"]["Timer"]["OnCalendar"]
        subprocess.run([analyze, "calendar", when], check=True, capture_output=True)
    run_as(shlex.split(units["egovtrack-weekly.service"]["Service"]["ExecStart"]), reported, tmp_path)
