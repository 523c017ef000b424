"""A dump is the whole ledger as text: the same bytes on every database, and a ledger again when it is loaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

from egovtrack.cli import main
from tests.conftest import Program, sqlite_only

DEPT = "市经济信息化委"


def filled(program: Program) -> None:
    """A little of everything, hostile texts and contacts among it."""
    program(
        "progress",
        "set",
        "2017-13",
        "--dept",
        DEPT,
        "--percent",
        "40",
        "--note",
        '甲\n"乙"\u2028\\ \x01',
        "--date",
        "2017-03-10",
    )
    program("progress", "set", "2017-13", "--dept", DEPT, "--value", "12.5", "--date", "2017-03-11")
    program("depts", "contact", "市财政局", "--name", "王某", "--phone", "021-9876543")
    program("deadline", "2017-13", "--until", "2017-11-30", "--basis", "会议")
    program("undo", "--yes")
    program("redact", "1", "--reason", "身份证号", "--yes")


def dumped(program: Program, path: Path, *words: str) -> bytes:
    program("db", "dump", "-o", str(path), *words)
    return path.read_bytes()


def test_a_loaded_dump_is_the_same_ledger(egovtrack: Program, tmp_path: Path) -> None:
    filled(egovtrack)
    dump = dumped(egovtrack, tmp_path / "a.txt", "--with-contacts")
    other = Program(tmp_path / "new" / "other.db")
    other("db", "load", str(tmp_path / "a.txt"))
    assert other("check").out == ""
    assert dumped(other, tmp_path / "b.txt", "--with-contacts") == dump
    assert other.json("db", "status")[0]["head"] == egovtrack.json("db", "status")[0]["head"]
    assert other.json("progress", "log") == egovtrack.json("progress", "log")
    other("progress", "set", "2017-14", "--percent", "5", "--date", "2017-03-12")
    assert other("check").out == ""


def test_a_copy_in_another_database_gives_the_same_bytes(egovtrack: Program, tmp_path: Path) -> None:
    filled(egovtrack)
    egovtrack("db", "copy", str(tmp_path / "copy.db"))
    dumps = [dumped(each, tmp_path / "x.txt") for each in (egovtrack, Program(tmp_path / "copy.db"))]
    assert dumps[0] == dumps[1]


def test_a_later_dump_begins_with_an_earlier_one(egovtrack: Program, tmp_path: Path) -> None:
    before = dumped(egovtrack, tmp_path / "a.txt").splitlines()
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--percent", "40", "--date", "2017-03-10")
    after = dumped(egovtrack, tmp_path / "b.txt").splitlines()
    assert after[: len(before) - 1] == before[:-1]
    assert [line.split()[0] for line in after[len(before) - 1 :]] == [b"action", b"progress_note", b"head"]


def test_contacts_are_left_out_and_said_so(egovtrack: Program, tmp_path: Path) -> None:
    filled(egovtrack)
    text = dumped(egovtrack, tmp_path / "a.txt").decode()
    assert "王某" not in text
    assert "021-9876543" not in text
    assert json.loads(text.splitlines()[-1].partition(" ")[2])["left_out"] == 1
    other = Program(tmp_path / "other.db")
    assert "--with-contacts" in other("db", "load", str(tmp_path / "a.txt"), code=65).err
    assert not (tmp_path / "other.db").exists()


def test_it_goes_to_standard_output(egovtrack: Program, tmp_path: Path) -> None:
    dump = dumped(egovtrack, tmp_path / "a.txt")
    assert CliRunner().invoke(main, ["--db", egovtrack.db, "db", "dump"]).stdout_bytes == dump


def test_a_ledger_that_holds_anything_is_not_loaded_into(egovtrack: Program, tmp_path: Path) -> None:
    before = dumped(egovtrack, tmp_path / "a.txt", "--with-contacts")
    assert "not empty" in egovtrack("db", "load", str(tmp_path / "a.txt"), code=1).err
    assert dumped(egovtrack, tmp_path / "b.txt", "--with-contacts") == before


@pytest.fixture(scope="module")
def lines(reading: Program, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = tmp_path_factory.mktemp("dump") / "a.txt"
    return dumped(reading, path, "--with-contacts").decode().splitlines(keepends=True)


CHANGES: dict[str, Callable[[list[str]], list[str]]] = {
    "cut": lambda lines: lines[:-5],
    "cut in a line": lambda lines: [*lines[:9], lines[9][:20]],
    "no dump": lambda _lines: ["hello\n"],
    "empty": lambda _lines: [],
    "of another program": lambda lines: [lines[0].replace('"dump":1', '"dump":2'), *lines[1:]],
    "of another revision": lambda lines: [lines[0].replace('"revision":"0', '"revision":"9'), *lines[1:]],
    "an unknown table": lambda lines: [*lines[:-1], 'sqlite_master {"id":1}\n', lines[-1]],
    "a column that is none": lambda lines: [*lines[:-1], 'party {"id) VALUES (1); --":1}\n', lines[-1]],
    "a list": lambda lines: [*lines[:-1], 'party {"id":[1]}\n', lines[-1]],
    "no number": lambda lines: [*lines[:-1], 'party {"id":NaN}\n', lines[-1]],
    "a huge number": lambda lines: [*lines[:-1], f'party {{"id":{"9" * 30}}}\n', lines[-1]],
    "no character": lambda lines: [*lines[:-1], 'party {"id":99999,"action_id":1,"name":"\\ud800"}\n', lines[-1]],
    "something after it": lambda lines: [*lines, lines[-1]],
}


@sqlite_only
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_no_dump_is_refused_and_leaves_nothing(lines: list[str], change: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("".join(CHANGES[change](lines)), "utf-8")
    error = Program(tmp_path / "other.db")("db", "load", str(tmp_path / "a.txt"), code=65).err
    assert error.startswith("error: ")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]


@sqlite_only
@settings(max_examples=8, deadline=None)
@given(st.data())
def test_a_dump_that_was_changed_anywhere_is_not_loaded(lines: list[str], tmp_path: Path, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    place = data.draw(st.integers(0, len(line) - 2))
    other = data.draw(st.sampled_from([sign for sign in '0a好"}' if sign != line[place]]))
    changed = {
        "a character": [line[:place] + other + line[place + 1 :]], "a line lost": [], "a line twice": [line, line],
    }  # fmt: skip
    new = changed[data.draw(st.sampled_from(sorted(changed)))]
    (tmp_path / "a.txt").write_text("".join([*lines[:at], *new, *lines[at + 1 :]]), "utf-8")
    Program(tmp_path / "other.db")("db", "load", str(tmp_path / "a.txt"), code=65)
    assert not (tmp_path / "other.db").exists()
