"""Waiting in line for a ledger that is a file. The long run is `python -m tests.together`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from egovtrack import turns
from egovtrack.turns import turn
from tests.conftest import ROOT, Program, sqlite_only

NOTE = ("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10")


def _waiting(path: Path) -> int:
    """How many wait for the lock, as the system tells it."""
    inode = f":{path.with_name(path.name + '-queue').stat().st_ino} "
    return sum("-> FLOCK" in line and inode in line for line in Path("/proc/locks").read_text().splitlines())


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="/proc/locks tells who waits")
def test_who_comes_first_is_first(tmp_path: Path) -> None:
    ledger, served, threads = tmp_path / "l.db", [], []

    def wait(number: int) -> None:
        with turn(str(ledger), 60):
            served.append(number)

    with turn(str(ledger), 60):
        for number in range(20):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while _waiting(ledger) <= number:
                time.sleep(0.001)
    for each in threads:
        each.join()
    assert served == list(range(20))


@contextmanager
def _clock(monkeypatch: pytest.MonkeyPatch, path: Path, *, moves: bool, looks: int) -> Iterator[threading.Event]:
    """One's turn comes after so many looks, 20 seconds apart; the line moves meanwhile or does not."""
    now = [0]

    def wait(_seconds: float) -> bool:
        now[0] += 20
        if moves:
            os.utime(path, (now[0], now[0]))
        return now[0] >= 20 * looks

    monkeypatch.setattr(turns, "time", SimpleNamespace(monotonic=lambda: now[0]))
    event = threading.Event()
    monkeypatch.setattr(event, "wait", wait)
    yield event


@pytest.mark.parametrize("moves", [True, False])
def test_nobody_gives_up_while_the_line_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: bool) -> None:
    """However long it is: 200 seconds here, and the wait is for 30."""
    with (
        (tmp_path / "queue").open("w") as file,
        _clock(monkeypatch, tmp_path / "queue", moves=moves, looks=10) as event,
    ):
        if moves:
            turns._wait(event, file.fileno(), 30)
        else:
            with pytest.raises(TimeoutError):
                turns._wait(event, file.fileno(), 30)


@sqlite_only
def test_who_waits_in_vain_is_told(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.1)
    with turn(egovtrack.db, 5):
        refused = egovtrack(*NOTE, code=4)
        assert egovtrack.json("plans"), "reading goes on meanwhile"
    assert "in use" in refused.err
    egovtrack(*NOTE)


_HOLD = """
import sys, time
from egovtrack.turns import turn
with turn(sys.argv[1], 5):
    print("held", flush=True)
    time.sleep(600)
"""


@sqlite_only
def test_one_that_is_killed_holds_nobody_up(egovtrack: Program) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, egovtrack.db], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    holder.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    egovtrack(*NOTE)


@sqlite_only
def test_where_there_can_be_no_line_the_ledger_is_written_all_the_same(egovtrack: Program) -> None:
    Path(egovtrack.db + "-queue").mkdir()
    egovtrack(*NOTE)


@sqlite_only
def test_the_file_is_its_owners_alone_and_the_same_by_every_name(egovtrack: Program, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(egovtrack.db)
    Program(link)(*NOTE)
    assert not Path(f"{link}-queue").exists()
    assert Path(f"{egovtrack.db}-queue").stat().st_mode & 0o777 == (0o666 if os.name == "nt" else 0o600)


@pytest.mark.skipif(sys.platform == "win32", reason="plays that it is Windows")
def test_on_windows_all_try_until_it_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = []

    def locking(handle: int, mode: int, count: int) -> None:
        tries.append((handle, mode, count))
        if len(tries) < 4:
            raise PermissionError

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK=2))
    monkeypatch.setattr("sys.platform", "win32")
    with turn(str(tmp_path / "l.db"), 60):
        assert [mode for _handle, mode, _count in tries] == [2] * 4
