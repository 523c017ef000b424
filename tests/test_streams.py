"""Standard input and output that are closed, full, empty or left early; pipes and devices where files are meant."""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from egovtrack import i18n, streams
from egovtrack.app.output import Output
from egovtrack.cli import main
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
    assert terminal.getvalue().endswith(" \rtold\n")


def test_what_shows_that_a_command_runs_does_not_write_over_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", _Terminal())
    monkeypatch.setattr("click.prompt", lambda *_question, **_form: f"{len(streams._CLOCKS)} clocks run ")
    with streams.waiting():
        assert Output(None, width=80, colour=False, quiet=False).ask("Who?") == "0 clocks run"


def test_a_pipe_is_not_told_that_a_command_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anybody of a command that is over at once."""
    for stream in (io.StringIO(), _Terminal()):
        monkeypatch.setattr(sys, "stderr", stream)
        with streams.waiting():
            pass
        assert stream.getvalue() == ""


@sqlite_only
@pytest.mark.parametrize(
    ("encoding", "shown", "lost"),
    [("gbk", "√市长王?签批", 1), ("cp936", "√市长王?签批", 1), ("gb18030", "✓市长王䶮签批", 0),
     ("utf-8", "✓市长王䶮签批", 0), ("ascii", "???????", 7), ("latin-1", "???????", 7), ("cp437", "√??????", 6)],
)  # fmt: skip
@pytest.mark.parametrize("form", ["table", "md"])
def test_what_an_encoding_lacks_is_counted(egovtrack: Program, encoding: str, shown: str, lost: int, form: str) -> None:
    """On Windows the encoding of a pipe and of `>` is that of the system: GBK in China."""
    told = egovtrack("progress", "set", "2017-13", "--percent", "5", "--note", "✓市长王䶮签批")
    assert "stand as ?" not in told.err
    words = ("--db", egovtrack.db, "--today", "2017-03-20", "--lang", "en", "--no-color", "--width", "400",
             "progress", "log", "--format", form)  # fmt: skip
    done = CliRunner(charset=encoding).invoke(main, words)
    gc.unfreeze()  # this process goes on
    assert shown in done.stdout
    found = re.search(rf"careful: (\d+) characters that {encoding} lacks stand as \?: -o FILE or .*\n$", done.stderr)
    assert (int(found[1]) if found else 0) >= lost
    assert bool(found) == bool(lost)


@sqlite_only
@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "cp437"])
@pytest.mark.parametrize("lang", ["", "zh", "en"])
def test_errors_and_help_are_in_words_that_can_be_shown(ledger: Path, encoding: str, lang: str) -> None:
    """English where Chinese cannot be shown, and nobody has asked for Chinese."""
    given = ("--lang", lang) if lang else ()
    for words in (("show", "甲䶮-1"), ("--help",), ("import", "䶮.txt"), ("progress", "--quiet", "set", "䶮")):
        done = CliRunner(charset=encoding).invoke(main, ["--db", str(ledger), *given, *words])
        gc.unfreeze()
        *told, last = done.output.splitlines()
        is_lost = "?" in "".join(told)
        assert is_lost == (f"{encoding} " in last), done.output
        if encoding != "gbk" and lang != "zh":
            assert re.search("error|Usage", done.output)


def test_the_words_of_the_program_are_there_in_gbk() -> None:
    with (Path(i18n._LOCALE) / "zh/LC_MESSAGES/egovtrack.po").open("rb") as file:
        for message in read_po(file):
            for words in (message.string, message.id):
                str(words).encode("gbk")
