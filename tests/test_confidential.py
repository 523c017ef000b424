"""What is confidential stays with its owner: files are made for nobody else, and nothing goes to a network."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from egovtrack.connection import reading_sqlite
from tests.conftest import ROOT, Program, sqlite_only
from tests.test_backup import backup, note, old_ledger

pytestmark = [sqlite_only, pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights")]


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The rights of a folder and all that is in it."""
    return {str(path): stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.usefixtures("_umask")
def test_ledger_log_and_backups_are_their_owners_alone(tmp_path: Path) -> None:
    program = Program(tmp_path / "office" / "data" / "ledger.db")
    program("seed", "2017")
    note(program, 10)
    program("db", "restore", str(backup(program)))
    note(program, 20)
    program("db", "copy", str(tmp_path / "office" / "copy" / "ledger.db"))
    with reading_sqlite(program.db, 1):  # the log and the shared memory stand beside the ledger
        found = modes(tmp_path / "office")
    assert any(name.endswith("-wal") for name in found)
    assert any(name.endswith(".sha256") for name in found)
    for name, mode in found.items():
        assert mode == (0o700 if Path(name).is_dir() else 0o600), name


@pytest.mark.usefixtures("_umask")
def test_so_is_the_backup_before_an_upgrade(tmp_path: Path) -> None:
    old_ledger(tmp_path / "ledger.db")
    Program(tmp_path / "ledger.db")("plans")
    assert set(modes(tmp_path / "backups").values()) == {0o700, 0o600}


def test_what_others_are_to_read_has_the_rights_that_the_umask_gives(egovtrack: Program, tmp_path: Path) -> None:
    """Exports are made to be handed on."""
    before = os.umask(0o022)
    try:
        egovtrack("export", "weekly", "--week", "2017-W10", "-o", str(tmp_path / "out"))
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {0o644}


_NO_NETWORK = """
import sys
def refuse(event, _arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        raise SystemExit(f"reached for the network: {event}")
sys.addaudithook(refuse)
from egovtrack.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    "args",
    [
        ("plans",), ("export", "weekly", "-o", "out"), ("check",), ("seed", "2017"), ("db", "backup"),
        ("progress", "set", "2017-13", "--percent", "5", "--evidence", "https://example.invalid/report"),
    ],
)  # fmt: skip
def test_nothing_goes_to_a_network(egovtrack: Program, tmp_path: Path, args: tuple[str, ...]) -> None:
    words = [sys.executable, "-c", _NO_NETWORK, "--db", egovtrack.db, "--today", "2017-03-20", *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr.count("reached for")) == (0, 0), done.stderr


def test_of_evidence_only_name_and_digest_are_kept(egovtrack: Program, tmp_path: Path) -> None:
    paper = tmp_path / "会议纪要.txt"
    paper.write_text("内部资料，不得外传", "utf-8")
    egovtrack("progress", "set", "2017-13", "--percent", "5", "--evidence", str(paper))
    (row,) = egovtrack.json("progress", "log")
    assert row["evidence"].startswith("会议纪要.txt sha256:")
    assert "内部资料".encode() not in Path(egovtrack.db).read_bytes() + Path(f"{egovtrack.db}-wal").read_bytes()


def test_a_ledger_written_out_as_text_is_its_owners_alone(egovtrack: Program, tmp_path: Path) -> None:
    egovtrack("db", "dump", "-o", f"{tmp_path}/out/")
    (made,) = (tmp_path / "out").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
