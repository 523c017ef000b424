"""Standard input and output that are closed, full, empty or left early; pipes and devices where files are meant."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from egovtrack import streams
from tests.conftest import ROOT, Program, sqlite_only

Shell = Callable[[str], subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
TELLING = [
    "list", "list --format table", "list --format json", "export obligations --format xlsx", "export text 2017",
    "db dump", "--help", "completion bash",
]  # fmt: skip


@pytest.fixture
def shell(ledger: Path | str, tmp_path: Path) -> Shell:
    """Run a line of bash; % stands for the program."""
    program = f"timeout 60 {sys.executable} -m egovtrack"
    settings = {"EGOVTRACK_DB": str(ledger), "EGOVTRACK_TODAY": "2017-03-20", "EGOVTRACK_LANG": "en"}
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    environment.pop("EGOVTRACK_DEBUG")

    def run(line: str) -> subprocess.CompletedProcess[str]:
        words = ["bash", "-o", "pipefail", "-c", line.replace("%", program)]
        return subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, cwd=tmp_path, check=False)

    return run


def notes(db: Path | str) -> list[tuple[int, str | None]]:
    """The notes that are stored."""
    return [(row["percent"], row["note"]) for row in Program(db).json("progress", "log")]


@sqlite_only
@pytest.mark.parametrize("command", TELLING)
def test_a_reader_who_has_seen_enough_is_no_error(shell: Shell, command: str) -> None:
    """Under pipefail a script would stop."""
    done = shell(f"% --quiet {command} | true")
    assert (done.returncode, done.stderr) == (0, "")


@sqlite_only
def test_what_a_command_found_is_told_by_its_exit_code_also_to_a_reader_who_left(shell: Shell, ledger: Path) -> None:
    import sqlite3

    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE task_text SET title = title || 'x'")
    connection.close()
    assert shell("% check | true").returncode == 3
    assert shell("% nonsense 2>&1 | true").returncode == 2


@sqlite_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", TELLING)
def test_standard_output_without_room_is_said(shell: Shell, command: str) -> None:
    done = shell(f"% --quiet {command} >/dev/full")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the disk is full" in done.stderr or "磁盘已满" in done.stderr  # --help is read before --lang is


@sqlite_only
@pytest.mark.parametrize("closed", [">&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("more", ["", "--format json"])
def test_what_is_closed_keeps_nothing_from_being_done(shell: Shell, ledger: Path, closed: str, more: str) -> None:
    done = shell(f"% progress set 2017-13 --percent 5 {more} {closed}")
    assert done.returncode == 0
    assert done.stderr.startswith("note 1: 2017-13") or "2>&-" in closed
    assert notes(ledger) == [(5, None)]
    Program(ledger)("check")


@sqlite_only
@pytest.mark.parametrize("command", ["list --format json", "--help", "check", "export weekly -o out"])
def test_nor_anything_that_only_tells(shell: Shell, command: str) -> None:
    for closed in (">&-", "<&- >&- 2>&-"):
        done = shell(f"% {command} {closed}")
        assert (done.returncode, "failed" in done.stderr) == (0, False)


@sqlite_only
@pytest.mark.parametrize("source", ["<&-", "</dev/null"])
def test_standard_input_that_holds_nothing_is_said(shell: Shell, ledger: Path, source: str) -> None:
    """Also where the note would have had something besides its text."""
    for command, code in (("import -", 65), ("progress set 2017-13 --percent 5 --note -", 2)):
        done = shell(f"% {command} {source}")
        assert (done.returncode, done.stderr.count("\n")) == (code, 1)
        assert "empty" in done.stderr
    assert notes(ledger) == []


@sqlite_only
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_note_is_read_whatever_its_encoding(shell: Shell, ledger: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "note.txt").write_bytes("已接入18个系统，\r\n余下的在年内接入".encode(encoding))
    assert shell("% progress set 2017-13 --percent 5 --note - <note.txt").returncode == 0
    assert notes(ledger) == [(5, "已接入18个系统，\n余下的在年内接入")]


@sqlite_only
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    "command",
    ["progress set 2017-13 --percent 5 --evidence pipe", "progress set 2017-13 --percent 5 --evidence /dev/zero",
     "db restore pipe", "plans --db pipe", "progress set 2017-13 --percent 5 --db pipe", "progress import table.csv"],
)  # fmt: skip
def test_what_is_no_file_is_waited_for_by_nobody(shell: Shell, tmp_path: Path, command: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "table.csv").write_text("ref,dept,note,evidence\n2017-13,市经济信息化委,已办,pipe\n", "utf-8")
    done = shell(f"% {command}")
    assert done.returncode in {1, 65}
    assert "it is no file" in done.stdout + done.stderr or "is not an egovtrack ledger" in done.stderr


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_command_that_takes_long_shows_at_a_terminal_that_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is taken away as soon as something else is told."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(streams, "_SHOWN_AFTER", 0.0)
    shown = threading.Event()
    monkeypatch.setattr(terminal, "flush", shown.set)
    with streams.waiting():
        assert shown.wait(60)
        streams.hush()
        terminal.write("told\n")
    assert "working" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[Ktold\n")


def test_a_pipe_is_not_told_that_a_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anybody of a command that is over at once."""
    for stream in (io.StringIO(), _Terminal()):
        monkeypatch.setattr(sys, "stderr", stream)
        with streams.waiting():
            pass
        assert stream.getvalue() == ""
