"""Tests run the real command on a ledger with the migrated schema, seeded once and copied for each test."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
import sys
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from egovtrack import i18n
from egovtrack.cli import main
from egovtrack.connection import Connection, reading_postgresql, reading_sqlite
from tests.copies import Copies

SEEDED_ON = "2015-03-20"
"""No plan's period was over then: none is closed."""
ALL = ("2015", "2016", "2017", "12fyp")
ROOT = Path(__file__).parent.parent

# EGOVTRACK_TEST_LEDGER=postgresql: the ledgers of the tests are databases of the server that
# EGOVTRACK_TEST_POSTGRESQL names. What does not touch a ledger is left out of such a run.
SERVER = os.environ.get("EGOVTRACK_TEST_POSTGRESQL", "")
ON_POSTGRESQL = os.environ.get("EGOVTRACK_TEST_LEDGER") == "postgresql"
sqlite_only = pytest.mark.skipif(ON_POSTGRESQL, reason="is about a ledger that is a file")
# How fast inputs are drawn depends on the load of the machine; fixtures that examples share are meant to be shared.
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("any machine", deadline=None, suppress_health_check=CALM)
settings.load_profile("any machine")
gc.set_threshold(10_000)  # each time it looks through all that pytest and the tests before hold: a tenth of the time
_LEDGERS = {"seeded", "shared", "ledger", "egovtrack", "reading", "empty", "begun"}


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
        gc.unfreeze()  # this process goes on
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert code is None or result.exit_code == code, result.stderr
        return Outcome(result.exit_code, result.stdout, result.stderr)

    def json(self, *args: str) -> list[dict[str, Any]]:
        """The rows of a command's json."""
        return self(*args, "--format", "json").rows()


Begun = Callable[..., Program]
_BEGUN: dict[object, Path | str] = {}


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No setting of the person who runs the tests reaches them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    if sys.platform == "win32":  # which knows them otherwise
        monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _name: str(home))
    for name in ("EGOVTRACK_DB", "EGOVTRACK_LANG", "EGOVTRACK_TODAY", "EGOVTRACK_FORMAT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EGOVTRACK_DEBUG", "1")
    i18n.use("en")
    yield
    i18n.use("en")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--quick`: some tests of every file."""
    parser.addoption("--quick", action="store_true", help="of every file the first tests, each by its first example")


@pytest.hookimpl(trylast=True)  # Hypothesis marks its own first
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, the tests that use a ledger; the others say the same as in the run on SQLite. In a quick run, the
    first five tests of each file, but those that are marked slow or draw many inputs.
    """
    chosen = items[:]
    if ON_POSTGRESQL:
        chosen = [one for one in items if _LEDGERS.intersection(getattr(one, "fixturenames", ()))]
    if config.getoption("quick"):
        first: dict[Path, dict[str, pytest.Item]] = defaultdict(dict)
        for one in chosen:
            first[one.path].setdefault(one.name.partition("[")[0], one)
        few = [one for tests in first.values() for one in [*tests.values()][:5]]
        chosen = [one for one in few if not {"slow", "hypothesis"} & {mark.name for mark in one.iter_markers()}]
    kept = {id(one) for one in chosen}
    config.hook.pytest_deselected(items=[one for one in items if id(one) not in kept])
    items[:] = chosen


def opened(place: Path | str) -> AbstractContextManager[Connection]:
    """Open a ledger for reading, whatever it is kept in."""
    return reading_postgresql(place, 5) if isinstance(place, str) and "://" in place else reading_sqlite(str(place), 5)


def execute(db: Path | str, statement: str) -> None:
    """Run SQL on a ledger behind the program's back."""
    if ON_POSTGRESQL:
        import psycopg

        with psycopg.connect(str(db)) as server:
            server.execute(statement.encode())
        return
    connection = sqlite3.connect(db)
    connection.execute(statement)
    connection.commit()
    connection.close()


class Server:
    """A PostgreSQL server and the databases that were made on it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.made: list[str] = []

    def database(self, template: str | None = None) -> str:
        """The URL of a new database, a copy of `template` (a URL of this server) if there is one."""
        from psycopg import sql

        name = f"egovtrack_{uuid.uuid4().hex[:12]}"
        copied = sql.SQL("TEMPLATE {}").format(sql.Identifier(template.rsplit("/", 1)[1])) if template else sql.SQL("")
        self._execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), copied))
        self.made.append(f"{self._url.rsplit('/', 1)[0]}/{name}")
        return self.made[-1]

    def drop(self, url: str) -> None:
        """Drop one of its databases, whoever is connected to it."""
        from psycopg import sql

        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(url.rsplit("/", 1)[1])))
        self.made.remove(url)

    def _execute(self, statement: Any) -> None:
        import psycopg

        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server that the tests may use; its databases are dropped at the end."""
    if not SERVER:
        pytest.skip("EGOVTRACK_TEST_POSTGRESQL names no server")
    made = Server(SERVER)
    yield made
    for url in list(made.made):
        made.drop(url)


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The URL of an empty database."""
    url = server.database()
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def copies(server: Server) -> Iterator[Copies]:
    """Copies of ledgers on the server."""
    with closing(Copies(server)) as made:
        yield made
        made.check()


def _place(request: pytest.FixtureRequest, folder: Path, of: Path | str | None = None) -> Path | str:
    """The place of a ledger: of a copy of another, or of one that is to be made."""
    if ON_POSTGRESQL:
        server: Server = request.getfixturevalue("server")
        return server.database(str(of) if of else None)
    place = folder / "ledger.db"
    if of:
        with closing(sqlite3.connect(of)) as source, closing(sqlite3.connect(place)) as target:
            source.backup(target)
    return place


@contextmanager
def _copied(request: pytest.FixtureRequest, folder: Path, of: Path | str) -> Iterator[Path | str]:
    """A copy of a ledger, for as long as it is needed."""
    if ON_POSTGRESQL:
        copies: Copies = request.getfixturevalue("copies")
        place = copies.take(str(of))
        yield place
        copies.give_back(place)
    else:
        yield _place(request, folder, of)


@pytest.fixture(scope="session")
def seeded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """A ledger with all four plans, for reading only."""
    place = _place(request, tmp_path_factory.mktemp("seeded"))
    Program(place, SEEDED_ON)("seed", *ALL)
    return place


@pytest.fixture(scope="module")
def shared(
    request: pytest.FixtureRequest, seeded: Path | str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path | str]:
    """A ledger with all four plans that the tests of a module write to together."""
    with _copied(request, tmp_path_factory.mktemp("shared"), seeded) as place:
        yield place


@pytest.fixture
def ledger(request: pytest.FixtureRequest, seeded: Path | str, tmp_path: Path) -> Iterator[Path | str]:
    """A ledger with all four plans that the test may write to."""
    with _copied(request, tmp_path, seeded) as place:
        yield place


@pytest.fixture
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    """The program on a copy of the ledger that a function begins; it does so once for all tests."""
    with ExitStack() as copies:

        def copy(begin: Callable[[Program, Path], object], today: str, of: Path | str | None = None) -> Program:
            folder = tmp_path_factory.mktemp("begun")
            if begin not in _BEGUN:
                (folder / "first").mkdir()
                _BEGUN[begin] = _place(request, folder / "first", of)
                begin(Program(_BEGUN[begin], today), folder)
            return Program(copies.enter_context(_copied(request, folder, _BEGUN[begin])), today)

        yield copy


@pytest.fixture
def egovtrack(ledger: Path | str) -> Program:
    """The program on a ledger of its own, on 20 March 2017."""
    return Program(ledger)


@pytest.fixture(scope="session")
def reading(seeded: Path | str) -> Program:
    """The program on the shared ledger; for commands that do not write."""
    return Program(seeded)


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Program:
    """The program with no ledger yet."""
    return Program(request.getfixturevalue("database") if ON_POSTGRESQL else tmp_path / "new" / "ledger.db")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how well the passages were read: precision and recall, and what was found of what there is."""
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.stats.get(outcome, ())]
    said = sorted({words for one in reports for words in one.user_properties})
    if said:
        terminalreporter.section("passages: precision, recall, found of all")
        for what, figures in said:
            terminalreporter.write_line(f"{figures:>22}  {what}")
