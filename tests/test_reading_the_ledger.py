"""Reading is quick because of what it leaves out, and right because it sees one moment."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from egovtrack.app import App
from tests.conftest import ROOT, Program, sqlite_only

_LOADED = """
import sys
before = set(sys.modules)
from egovtrack.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.split(".")[0] for name in set(sys.modules) - before}), file=sys.stderr)
"""


def modules(db: Path, *args: str) -> set[str]:
    """The top-level modules that a run of the program loads, beside those that Python begins with. Without `site`: what
    an editable installation loads for itself would hide that the program does, too.
    """
    places = (str(ROOT), *(sysconfig.get_path(kind) for kind in ("purelib", "platlib")))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(places))}
    command = [sys.executable, "-S", "-c", _LOADED, "--db", str(db), "--today", "2017-03-20", *args]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.splitlines()[-1].split())


READING = [
    ("dept", "市财政局"), ("dept", "各区政府"), ("tasks", "2017"), ("tasks", "--undesignated"), ("show", "2016-5"),
    ("plans",), ("depts",), ("depts", "市财政局"), ("leader",), ("status",), ("progress", "log"), ("db", "status"),
    ("export", "text", "2017"), ("export", "obligations"), ("export", "tasks"), ("export", "notes"),
]  # fmt: skip


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_the_read_path_imports_no_sqlalchemy(seeded: Path, args: tuple[str, ...]) -> None:
    """Nor what makes tables or reads documents, where plain text is asked for."""
    heavy = {"sqlalchemy", "alembic", "rich", "openpyxl", "xlsxwriter", "lxml", "docx", "opencc"}
    assert heavy.isdisjoint(modules(seeded, *args))


@sqlite_only
@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "text"])
def test_a_listing_loads_little_beside_the_database_driver(seeded: Path, form: str) -> None:
    needless = {
        "rich",
        "pathlib",
        "tomllib",
        "zoneinfo",
        "tempfile",
        "platformdirs",
        "dataclasses",
        "logging",
    }
    assert needless.isdisjoint(modules(seeded, "dept", "市财政局", "--format", form))


def test_rich_is_loaded_for_its_tables_alone(seeded: Path) -> None:
    assert "rich" in modules(seeded, "dept", "市财政局", "--format", "table")


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("dept", "--help")])
def test_help_opens_nothing(tmp_path: Path, args: tuple[str, ...]) -> None:
    heavy = {"sqlalchemy", "alembic", "sqlite3", "rich", "lxml", "pathlib"}
    assert heavy.isdisjoint(modules(tmp_path / "none.db", *args))
    assert not (tmp_path / "none.db").exists()


def test_a_reader_sees_one_moment(egovtrack: Program) -> None:
    """What is written while a command reads does not reach the second half of its table."""
    count = "SELECT count(*) FROM progress_note"
    with App({"db": egovtrack.db}).store.reading() as connection:
        before = connection.one(count)
        egovtrack("progress", "set", "2017-13", "--percent", "1", "--date", "2017-03-10")
        assert connection.one(count) == before == (0,)


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
