"""Reading is quick because of what it leaves out, and right because it sees one moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from egovtrack.context import Context
from tests.conftest import ROOT, Program

_LOADED = """
import sys
from egovtrack.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def modules(db: Path, *args: str) -> set[str]:
    """The top-level modules loaded by a run of the program."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _LOADED, "--db", str(db), *args]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "args",
    [
        ("dept", "市财政局"), ("tasks", "2017"), ("show", "2016-5"), ("plans",), ("depts",), ("progress", "log"),
        ("export", "text", "2017"),
    ],
)  # fmt: skip
def test_the_read_path_imports_no_sqlalchemy(seeded: Path, args: tuple[str, ...]) -> None:
    assert {"sqlalchemy", "alembic"}.isdisjoint(modules(seeded, *args))


def test_machine_output_needs_no_table_maker(seeded: Path) -> None:
    assert {"rich", "tabulate"}.isdisjoint(modules(seeded, "dept", "市财政局", "--format", "json"))


@pytest.mark.parametrize("args", [("--help",), ("dept", "--help"), ("import", "--help")])
def test_help_opens_nothing(tmp_path: Path, args: tuple[str, ...]) -> None:
    heavy = {"sqlalchemy", "alembic", "sqlite3", "rich", "lxml", "dateutil"}
    assert heavy.isdisjoint(modules(tmp_path / "none.db", *args))
    assert not (tmp_path / "none.db").exists()


def test_a_reader_sees_one_moment(egovtrack: Program) -> None:
    """What is written while a command reads does not reach the second half of its table."""
    with Context({"db": egovtrack.db}).reader() as reader:
        before = reader.one("SELECT count(*) FROM progress_note")
        egovtrack("progress", "set", "2017-13", "--percent", "1", "--date", "2017-03-10")
        assert reader.one("SELECT count(*) FROM progress_note") == before == (0,)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_ledger_in_a_folder_that_may_only_be_read_is_read(egovtrack: Program) -> None:
    folder = Path(egovtrack.db).parent
    for beside in folder.glob("ledger.db-*"):
        beside.unlink()
    folder.chmod(0o555)
    try:
        assert len(egovtrack.json("plans")) == 4
    finally:
        folder.chmod(0o755)
