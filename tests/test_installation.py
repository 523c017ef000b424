"""An installation that is not whole, or too old, is told as that, and never as a fault of a file."""

from __future__ import annotations

import ast
import configparser
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pytest

from egovtrack.database import explain
from tests.conftest import ROOT, sqlite_only
from tests.readers.oldoffice import compound

pytestmark = sqlite_only
NEEDS = [
    ("click", "plans"), ("rich", "plans --format table"), ("sqlalchemy", "--db new.db seed 2017"),
    ("alembic", "--db new.db seed 2017"), ("psycopg", "--db postgresql://127.0.0.1/none plans"),
    ("lxml", "import plan.html"), ("lxml", "import plan.docx"), ("sqlite3", "plans"),
    ("openpyxl", "import plan.xlsx"), ("openpyxl", "progress import plan.xlsx"), ("xlrd", "import plan.xls"),
    ("pdfplumber", "import plan.pdf"), ("xlsxwriter", "list -o list.xlsx"),
    ("xlsxwriter", "form 市财政局 -o form.xlsx"),
    ("docx", "notice 市财政局 --period 2017-03 -o notice.docx"), ("docx", "report 2017 -o report.docx"),
    ("docx", "notice verify plan.docx"), ("docx", "progress import plan.docx"), ("icalendar", "calendar -o year.ics"),
    ("chinese_calendar", "chase"), ("tabulate", "list -o list.md"), ("dateutil", "import plan.html"),
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of each format."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "plan.html").write_text("<p>1. 甲（责任部门：市财政局）</p>", "utf-8")
    (folder / "plan.pdf").write_bytes(b"%PDF-1.4\n")
    (folder / "plan.xls").write_bytes(compound({"Workbook": b"\0" * 4096}))
    docx.Document().save(str(folder / "plan.docx"))
    openpyxl.Workbook().save(folder / "plan.xlsx")
    return folder


@pytest.mark.parametrize(("package", "command"), NEEDS)
def test_a_package_that_is_broken_is_named(
    seeded: Path, files: Path, tmp_path: Path, package: str, command: str
) -> None:
    """As on Windows where a DLL is missing."""
    (tmp_path / f"{package}.py").write_text(f"raise ImportError('DLL load failed', name='{package}.deep')")
    settings = {"EGOVTRACK_DB": str(seeded), "EGOVTRACK_TODAY": "2017-03-20", "EGOVTRACK_LANG": "en", "LANGUAGE": "en"}
    environment = {**os.environ, **settings, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    environment.pop("EGOVTRACK_DEBUG", None)
    words = [sys.executable, "-m", "egovtrack", *command.split()]
    done = subprocess.run(words, cwd=files, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert package in done.stderr
    assert "install" in done.stderr


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """In words, where a checkout is run by it: any Python 3 can read so far. The least one is that of the settings."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    least = tuple(map(int, setup["options"]["python_requires"].removeprefix(">=").split(".")))
    source = (ROOT / "egovtrack/__init__.py").read_text("utf-8")
    ast.parse(source, feature_version=(3, 0))
    monkeypatch.setattr(sys, "version_info", (*least, 0))
    exec(source, vars(ModuleType("egovtrack")))  # noqa: S102  the package itself
    monkeypatch.setattr(sys, "version_info", (least[0], least[1] - 1, 9))
    with pytest.raises(SystemExit, match=f"needs Python {least[0]}.{least[1]} or newer"):
        exec(source, vars(ModuleType("egovtrack")))  # noqa: S102


@pytest.mark.parametrize("text", ['near "chain": syntax error', "malformed database schema (task_now)"])
def test_a_sqlite_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """And not called a damage of the ledger, whose schema it cannot read."""
    assert "too old" not in explain(sqlite3.DatabaseError(text), "ledger.db").message
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 26, 0))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.26.0")
    assert "SQLite 3.26.0 of this Python is too old: 3.30" in explain(sqlite3.DatabaseError(text), "ledger.db").message
    assert "in use" in explain(sqlite3.OperationalError("database is locked"), "ledger.db").message
