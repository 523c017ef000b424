"""Errors are one clear line on stderr that says what to do; exit codes by the contract; never a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from egovtrack.ledger import departments
from egovtrack.usecases import seeding
from tests.conftest import ON_POSTGRESQL, ROOT, Program, execute, sqlite_only


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("dept", "市府办"), 1, ("市政府办公厅", "市政府法制办")),
        (("dept", "市经济信息委"), 1, ("市经济信息化委",)),
        (("progress", "log", "--dept", "各区政府"), 1, ("several",)),
        (("dept", "市财政局", "--plan", "2018"), 1, ("2018", "2017, 2016, 2015, 12fyp")),
        (("tasks", "2071"), 1, ("2071", "2017")),
        (("show", "2017-99"), 1, ("2017-99", "2017-9")),
        (("show", "2016-5.3"), 1, ("2016-5.3", "2016-5.2")),
        (("show", "第13项"), 1, ("2017-13",)),
        (("dept", "市财政局", "--as-of", "2017-02-30"), 2, ("'2017-02-30' is no date",)),
        (("dept", "市财政局", "--as-of", "2017-03"), 2, ("2017-03-05",)),
        (("dept", "市财政局", "--via", "hearsay"), 2, ("hearsay", "direct")),
        (("dept",), 2, ("NAME",)),
        (("nonsense",), 2, ("nonsense",)),
        (("tasks", "--nonsense"), 2, ("--nonsense",)),
        (("seed", "2018"), 1, ("2018", "12fyp, 2015, 2016, 2017")),
        (("seed",), 2, ("--all",)),
        (("export", "weekly", "--week", "2017-W53", "-o", "x"), 2, ("2017-W10",)),
        (("progress", "retract", "7", "--reason", "x"), 1, ("7",)),
        (("--zone", "Shanghai", "plans", "--as-of"), 2, ()),
        (("rules", "set", "lights", "/nonexistent.toml"), 1, ("/nonexistent.toml",)),
    ],
)
def test_one_line_says_what_is_wrong_and_what_there_is(
    egovtrack: Program, args: tuple[str, ...], code: int, words: tuple[str, ...]
) -> None:
    refused = egovtrack(*args, code=code)
    assert refused.out == ""
    assert refused.err.count("\n") == 1
    assert refused.err.startswith("error: ")
    for word in words:
        assert word in refused.err


def test_a_plan_seeded_twice_is_left_and_said(egovtrack: Program) -> None:
    done = egovtrack("seed", "2017")
    assert done.err == "2017 is in the ledger already; nothing changed\n"
    assert len(egovtrack.json("plans")) == 4


def test_a_ledger_of_an_earlier_version_gets_titles_and_names_on_request(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the office has named itself stays; what was printed before is printed so again as it was known then."""
    plans, shipped = seeding.shipped_plans(), departments._shipped
    titles = {**plans["2017"].titles, "21": "推进服务平台建设和应用", "22": "着力促进规范统一"}
    plans["2017"] = plans["2017"]._replace(titles=titles)
    monkeypatch.setattr(seeding, "shipped_plans", lambda: plans)

    def later(what: str) -> list[departments.Entry]:
        entries = shipped(what)
        if what == "department":
            return [
                {**entry, "aliases": [*entry.get("aliases", ()), f"新称{at}"]} for at, entry in enumerate(entries[:2])
            ]
        return [{**entry, "without": [{"name": "市财政局", "from": date(2018, 11, 11)}]} for entry in entries[2:3]]

    monkeypatch.setattr(departments, "_shipped", later)
    egovtrack("title", "2017-22", "财政核心业务", "--date", "2017-03-01")
    before = egovtrack("show", "2017-21").out

    said = egovtrack("seed", "2017").err
    assert "registry: other short titles or names in this version: 3" in said
    assert "2017: other short titles or names in this version: 1; egovtrack seed … --update takes them" in said
    assert egovtrack("show", "2017-21").out == before
    head = max(row["id"] for row in egovtrack.json("log"))

    assert egovtrack("seed", "2017", "--update").err.splitlines() == [
        "registry: short titles or names that are now those of this version: 3",
        "2017: short titles or names that are now those of this version: 1",
    ]
    assert egovtrack("show", "2017-21").out.startswith("2017-21 推进服务平台建设和应用\n")
    assert egovtrack("show", "2017-21", "--as-of", "2017-02-24").out.startswith("2017-21 推进服务平台建设和应用\n")
    assert egovtrack("show", "2017-22").out.startswith("2017-22 财政核心业务\n")
    assert egovtrack("show", "2017-21", "--known-at", f"#{head}").out == before
    assert egovtrack.json("depts", "show", "新称1")[0]["name"] == "市发展改革委"
    everybody = {
        row["name"]: row["departments"]
        for row in egovtrack.json("depts", "collective", "list", "--as-of", "2018-12-01")
    }
    assert "市财政局" not in everybody["市政府各部门"]
    assert egovtrack("seed", "2017", "--update").err == "2017 is in the ledger already; nothing changed\n"
    titles["21"] = "推进平台建设和应用"
    egovtrack("seed", "2017", "--update", lang="zh")
    assert egovtrack("show", "2017-21").out.startswith("2017-21 推进平台建设和应用\n")
    egovtrack("check")


def test_one_unknown_plan_and_none_is_loaded(empty: Program) -> None:
    empty("seed", "2017", "2018", code=1)
    assert not Path(empty.db).exists()


def test_without_a_ledger_the_way_to_one_is_said(empty: Program) -> None:
    for args in (("plans",), ("dept", "市财政局"), ("check",)):
        refused = empty(*args, code=1)
        assert "egovtrack import FILE" in refused.err
        assert "seed 2017" in refused.err
    assert ON_POSTGRESQL or not Path(empty.db).parent.exists()


def _text_file(path: Path) -> None:
    path.write_text("序号,任务\n" * 100, "utf-8")


def _other_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE pets (name TEXT)")
    connection.close()


@pytest.mark.parametrize("make", [_text_file, _other_database])
@pytest.mark.parametrize("args", [("plans",), ("seed", "2017"), ("progress", "set", "2017-1", "--percent", "1")])
def test_a_ledger_that_is_no_ledger_is_left_alone(tmp_path: Path, make: object, args: tuple[str, ...]) -> None:
    path = tmp_path / "file"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    refused = Program(path)(*args, code=1)
    assert "is not an egovtrack ledger" in refused.err
    assert refused.err.count("\n") == 1
    assert path.read_bytes() == before


def test_a_ledger_of_a_newer_program_is_left_alone(ledger: Path) -> None:
    execute(ledger, "UPDATE alembic_version SET version_num = '9999'")
    assert "newer" in Program(ledger)("plans", code=1).err


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refused = Program(tmp_path / "file" / "ledger.db")("seed", "2017", code=1)
    assert "cannot be written" in refused.err
    assert refused.err.count("\n") == 1


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    for args in (("plans",), ("seed", "2017")):
        assert Program(tmp_path)(*args, code=1).err.count("\n") == 1


@sqlite_only
def test_a_ledger_held_by_another_process_is_exit_code_4(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(egovtrack.db, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused = egovtrack("progress", "set", "2017-13", "--percent", "1", "--date", "2017-03-10", code=4)
    assert "in use" in refused.err
    assert egovtrack.json("plans"), "reading goes on meanwhile"
    holder.rollback()
    holder.close()


def test_a_reader_that_leaves_early_is_no_error(ledger: Path) -> None:
    command = f"{sys.executable} -m egovtrack --db {ledger} dept 市公安局 --format jsonl | head -n 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)  # noqa: S602  a pipe
    assert done.stdout.startswith(b'{"plan"')
    assert done.stderr == b""


def test_what_programs_read_is_utf8_whatever_the_console_is(ledger: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk"}
    for args in (("dept", "市财政局", "--format", "json"), ("export", "text", "2017")):
        command = [sys.executable, "-m", "egovtrack", "--db", str(ledger), *args]
        assert "市财政局" in subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode()


def test_a_password_is_shown_to_nobody() -> None:
    program = Program("postgresql://office:secret@127.0.0.1:1/none")
    for args in (("plans",), ("seed", "2017"), ("config", "show")):
        shown = program(*args, code=None)
        assert "secret" not in shown.out + shown.err


def test_settings_that_are_no_toml_are_said(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "egovtrack.toml").write_text("db = ", "utf-8")
    assert "egovtrack.toml is no TOML" in egovtrack("plans", code=65).err


@pytest.mark.parametrize("name", ["a?b.db", "a%41.db", "a#b.db", "台账 2017.db"])
def test_a_ledgers_name_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    program = Program(tmp_path / name)
    program("seed", "2017")
    assert len(program.json("plans")) == 1
    assert {path.name for path in tmp_path.iterdir()} <= {name, f"{name}-wal", f"{name}-shm", f"{name}-queue"}


@pytest.mark.parametrize("db", [":memory:", "mysql://host/base"])
def test_what_no_ledger_can_be_kept_in(db: str) -> None:
    for args in (("plans",), ("seed", "2017")):
        assert Program(db)(*args, code=1).err.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ("export", "weekly", "--week", "0001-W01", "-o", "x"), ("export", "weekly", "--week", "9999-W52", "-o", "x"),
        ("dept", "市财政局", "--known-at", "9999-12-31"), ("dept", "市财政局", "--known-at", "0001-01-01T00:00"),
        ("progress", "retract", "99999999999999999999", "--reason", "x"),
    ],
)  # fmt: skip
def test_numbers_beyond_reason_are_a_slip(reading: Program, args: tuple[str, ...]) -> None:
    assert reading(*args, code=2).err.count("\n") == 1


def test_a_setting_of_the_wrong_kind_is_said(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    (tmp_path / "egovtrack.toml").write_text("quiet = 3\n", "utf-8")
    assert "3 is no value for quiet" in egovtrack("plans", code=2).err


def test_a_note_is_stored_even_if_nobody_can_be_told(egovtrack: Program) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EGOVTRACK_DB": egovtrack.db, "EGOVTRACK_TODAY": "2017-03-20"}
    command = f"{sys.executable} -m egovtrack progress set 2017-13 --percent 5 2>&-"
    assert subprocess.run(command, shell=True, env=environment, check=False).returncode == 0  # noqa: S602  a closed stream
    assert len(egovtrack.json("progress", "log")) == 1


@sqlite_only
def test_a_locked_ledger_is_not_read_as_if_nobody_wrote(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a write-ahead log a writer keeps readers out: that is no reason to read the file as it lies."""
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.1)
    holder = sqlite3.connect(egovtrack.db, isolation_level=None)
    holder.execute("PRAGMA journal_mode=DELETE").fetchall()
    holder.execute("BEGIN EXCLUSIVE")
    assert "in use" in egovtrack("plans", code=4).err
    holder.rollback()
    holder.close()
