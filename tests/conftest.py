"""Tests run the real command on a ledger with the migrated schema, seeded once and copied for each test."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from egovtrack import i18n
from egovtrack.cli import main

ALL = ("2015", "2016", "2017", "12fyp")
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Outcome:
    """What a run of the program gave."""

    code: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        """The rows of its json."""
        assert self.code == 0, self.err
        found: list[dict[str, Any]] = json.loads(self.out)["rows"]
        return found


class Program:
    """The program on one ledger. `today` is the day it takes for today."""

    def __init__(self, db: Path | str, today: str = "2017-03-20") -> None:
        self.db = str(db)
        self.today = today

    def __call__(self, *args: str, stdin: str | None = None, lang: str = "en", code: int | None = 0) -> Outcome:
        """Run with these arguments; `code` is the exit code expected (None: any)."""
        words = ["--db", self.db, "--today", self.today, "--lang", lang, *args]
        result = CliRunner().invoke(main, words, input=stdin, prog_name="egovtrack")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert code is None or result.exit_code == code, result.stderr
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def json(self, *args: str) -> list[dict[str, Any]]:
        """The rows of a command's json."""
        return self(*args, "--format", "json").rows()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests reaches them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    for name in ("EGOVTRACK_DB", "EGOVTRACK_LANG", "EGOVTRACK_TODAY", "EGOVTRACK_FORMAT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EGOVTRACK_DEBUG", "1")
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with all four plans, for reading only."""
    path = tmp_path_factory.mktemp("seeded") / "ledger.db"
    Program(path)("seed", *ALL)
    return path


@pytest.fixture
def ledger(seeded: Path, tmp_path: Path) -> Path:
    """A ledger with all four plans that the test may write to."""
    path = tmp_path / "ledger.db"
    with sqlite3.connect(seeded) as source, sqlite3.connect(path) as target:
        source.backup(target)
    source.close()
    target.close()
    return path


@pytest.fixture
def egovtrack(ledger: Path) -> Program:
    """The program on a ledger of its own, on 20 March 2017."""
    return Program(ledger)


@pytest.fixture(scope="session")
def reading(seeded: Path) -> Program:
    """The program on the shared ledger; for commands that do not write."""
    return Program(seeded)


@pytest.fixture
def empty(tmp_path: Path) -> Program:
    """The program with no ledger yet."""
    return Program(tmp_path / "new" / "ledger.db")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how well the passages were read: precision and recall, and what was found of what there is."""
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.stats.get(outcome, ())]
    said = sorted({words for one in reports for words in one.user_properties})
    if said:
        terminalreporter.section("passages: precision, recall, found of all")
        for what, figures in said:
            terminalreporter.write_line(f"{figures:>22}  {what}")
