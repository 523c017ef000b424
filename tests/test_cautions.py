"""What is said of the place of a ledger, once: a network drive, before anything is written to it; rights of others."""

from __future__ import annotations

import ctypes
import ntpath
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from egovtrack.app import cautions
from tests.conftest import Program, sqlite_only

NOTE = ("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10")
TABLE = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:5 / /proc rw - proc proc rw
30 22 0:40 / /mnt/share rw,relatime - cifs //server/share rw,vers=3.0
31 30 8:2 / /mnt/share/local rw - ext4 /dev/sdb1 rw
32 22 0:41 / /mnt/our\\040files rw - nfs4 server:/files rw
33 22 0:42 / /mnt/c rw - 9p drvfs rw
34 22 0:43 / /mnt/d rw - cifs //server/d rw
35 22 8:3 / /mnt/d rw - ext4 /dev/sdc1 rw
36 22 0:44 / /home/li/far rw,nosuid - fuse.sshfs li@server: rw
"""


def mounts(path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the table of mounts be this."""
    path.write_text(text, "utf-8")
    monkeypatch.setattr(cautions, "_MOUNTS", str(path))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/mnt/share/ledger.db", "cifs"), ("/mnt/share/a/b/ledger.db", "cifs"), ("/mnt/share/local/ledger.db", ""),
        ("/mnt/shared/ledger.db", ""), ("/mnt/our files/台账.db", "nfs4"), ("/mnt/c/ledger.db", "9p"),
        ("/mnt/d/ledger.db", ""), ("/home/li/far/ledger.db", "fuse.sshfs"), ("/home/li/ledger.db", ""),
    ],
)  # fmt: skip
def test_a_network_drive_is_known_by_where_it_is_mounted(
    place: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts(tmp_path / "mounts", TABLE, monkeypatch)
    assert cautions.network_drive(place) == kind
    mounts(tmp_path / "mounts", "22 1 0:40 / / rw - nfs4 server:/ rw\n", monkeypatch)  # a machine without a disk
    assert cautions.network_drive(place) == ""


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (r"C:\data\ledger.db", ""), (r"Z:\台账\ledger.db", "Z:"), (r"\\server\share\ledger.db", r"\\server\share"),
        ("//server/share/ledger.db", "//server/share"), (r"\\?\C:\data\ledger.db", ""),
        (r"\\?\UNC\server\share\ledger.db", r"\\?\UNC\server\share"),
    ],
)  # fmt: skip
def test_on_windows_the_system_tells(place: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated."""
    remote = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=lambda root: 4 if root == "Z:\\" else 3))
    monkeypatch.setattr(ctypes, "windll", remote, raising=False)
    monkeypatch.setattr(cautions, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(cautions, "os", SimpleNamespace(path=ntpath))
    assert cautions.network_drive(place) == found


@sqlite_only
def test_it_is_said_before_the_first_write_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share = tmp_path / "share"
    mounts(tmp_path / "mounts", f"1 1 0:4 / {share} rw - cifs //server/share rw\n", monkeypatch)
    there = Program(share / "ledger.db")
    with monkeypatch.context() as patch:
        patch.setattr("egovtrack.schema.upgrade", lambda _db: pytest.fail("written before it was said"))
        with pytest.raises(pytest.fail.Exception):
            there("seed", "2017")
    assert not share.exists()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # as if it had never been said
    first, *others = there("seed", "2017").err.splitlines()
    assert "network drive (cifs)" in first
    assert "network" not in "".join(others)
    assert "network" not in there("list").err + there(*NOTE).err
    assert (tmp_path / "state" / "egovtrack" / "told").stat().st_mode & 0o77 == 0


@sqlite_only
@pytest.mark.parametrize(
    "command", ["db copy {}", "db restore {}/../b.db", "db load {}/../d.txt", "list", "db backup -o {}/"]
)
def test_whatever_opens_it_says_it(
    egovtrack: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    egovtrack("db", "backup", "-o", f"{tmp_path}/b.db")
    egovtrack("db", "dump", "--with-contacts", "-o", f"{tmp_path}/d.txt")
    share = tmp_path / "share"
    share.mkdir()
    mounts(tmp_path / "mounts", f"1 1 0:4 / {share} rw - nfs server:/ rw\n", monkeypatch)
    target = share / "new.db"
    words = command.format(target if "copy" in command else share).split()
    if command == "list":
        shutil.copy(egovtrack.db, target)
    said = (egovtrack if "copy" in command or "backup" in command else Program(target))(*words).err
    assert ("network drive (nfs)" in said) == ("backup" not in command)  # a backup may lie there: nobody writes to it
    said = Program(target)(*NOTE, code=None).err
    assert "network" not in said or "backup" in command


@sqlite_only
def test_who_wants_no_words_is_told_another_time(ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(tmp_path / "mounts", f"1 1 0:4 / {ledger.parent} rw - cifs //server/share rw\n", monkeypatch)
    program = Program(ledger)
    assert program("--quiet", "list").err == ""
    assert "network" in program("list").err


@pytest.fixture
def shelf(ledger: Path) -> Iterator[Path]:
    """A folder that everybody may enter, with a ledger in it."""
    folder = Path(tempfile.mkdtemp(prefix="egovtrack-"))
    folder.chmod(0o755)
    shutil.copy(ledger, folder / "ledger.db")
    yield folder
    shutil.rmtree(folder)


@sqlite_only
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows keeps no such rights")
@pytest.mark.parametrize(
    ("mode", "above", "said"),
    [(0o644, 0o755, 1), (0o640, 0o750, 1), (0o600, 0o755, 0), (0o644, 0o700, 0), (0o604, 0o750, 0)],
)
def test_a_ledger_that_others_can_read_is_said_once(shelf: Path, mode: int, above: int, said: int) -> None:
    (shelf / "ledger.db").chmod(mode)
    shelf.chmod(above)
    program = Program(shelf / "ledger.db")
    assert [("other accounts" in program(*NOTE).err) for _time in range(2)] == [bool(said), False]
    assert "other accounts" not in program("list").err


@sqlite_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_who_may_only_read_it_is_not_told_to_change_it(shelf: Path) -> None:
    (shelf / "ledger.db").chmod(0o644)
    os.chown(shelf / "ledger.db", 65534, 65534)
    assert "other accounts" not in Program(shelf / "ledger.db")("list").err
