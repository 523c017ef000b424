"""What a command asks of the database does not grow with the ledger: no timings, but plans and counts of queries."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ledger as generated
from egovtrack.queries import completion, names, obligations, office, plans, progress, tasks
from egovtrack.queries.reader import Reader
from tests.conftest import ROOT, Program, sqlite_only

pytestmark = sqlite_only  # it asks SQLite for its plans

# What has a row for each task, clause, party or note of a ledger, not of an answer.
LARGE = {"task", "clause", "assignment", "progress_note", "block", "action"}
STATEMENTS = [
    *obligations.STATEMENTS, *tasks.STATEMENTS, *plans.STATEMENTS, *names.STATEMENTS, *office.STATEMENTS,
    *completion.STATEMENTS, *progress.STATEMENTS,
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """54 tasks as the benchmarks make them."""
    path = tmp_path_factory.mktemp("small") / "ledger.db"
    generated.make(path, 54)
    return path


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six times as many."""
    path = tmp_path_factory.mktemp("larger") / "ledger.db"
    generated.make(path, 324)
    return path


def scans(connection: sqlite3.Connection, statement: str) -> set[str]:
    """The large tables that a statement reads from end to end, or looks up by an index made for the occasion."""
    aliases = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN) (\w+) (\w+)", statement)}
    parameters = dict.fromkeys(re.findall(r":(\w+)", statement))
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    found = [re.match(r"SCAN (\w+)|SEARCH (\w+) USING AUTOMATIC", step) for step in steps]
    return {aliases.get(one[1] or one[2], "") for one in found if one} & LARGE


@pytest.mark.parametrize("statement", STATEMENTS, ids=range(len(STATEMENTS)))
def test_no_listing_reads_a_large_table_from_end_to_end(seeded: Path, statement: str) -> None:
    connection = sqlite3.connect(seeded)
    assert scans(connection, statement) == set()
    connection.close()


def test_what_supersedes_a_note_is_looked_up_among_those_of_its_department(seeded: Path) -> None:
    """Not among all of its task's: a day on which a form came back from everybody would be gone through squared."""
    connection = sqlite3.connect(seeded)
    parameters = dict.fromkeys(re.findall(r":(\w+)", progress.STATEMENTS[0]))
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {progress.STATEMENTS[0]}", parameters)]
    connection.close()
    looked_up = [step for step in steps if step.startswith("SEARCH x USING INDEX ix_progress_note_latest")]
    assert looked_up
    assert all("(task_id=? AND department_id=? AND as_of=? AND id>?)" in step for step in looked_up)


def test_this_test_can_fail(seeded: Path) -> None:
    connection = sqlite3.connect(seeded)
    assert scans(connection, "SELECT * FROM progress_note n WHERE n.note = :note") == {"progress_note"}
    connection.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that readers are given while the test runs."""
    given: list[str] = []
    run = Reader._run

    def note(self: Reader, cursor: Any, sql: str, parameters: Any) -> Any:
        given.append(sql)
        return run(self, cursor, sql, parameters)

    monkeypatch.setattr(Reader, "_run", note)
    return given


@pytest.mark.parametrize(
    "args",
    [
        ("dept", generated.RARE), ("dept", generated.COMMON, "--via", "all"), ("dept", "各区政府"),
        ("tasks", "big"), ("status",), ("show", "big-25"), ("plans",), ("progress", "log", "big-7"),
        ("export", "obligations"), ("export", "tasks"), ("export", "notes"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_command_asks_as_often_of_a_large_ledger_as_of_a_small_one(
    small: Path, larger: Path, asked: list[str], args: tuple[str, ...]
) -> None:
    counts = []
    for path in (small, larger):
        asked.clear()
        Program(path, today=str(generated.TODAY))(*args)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 30


def test_reporting_asks_as_often_too(small: Path, larger: Path, asked: list[str], tmp_path: Path) -> None:
    counts = []
    for path in (small, larger):
        copy = tmp_path / path.parent.name
        copy.write_bytes(path.read_bytes())
        asked.clear()
        Program(copy, today=str(generated.TODAY))("progress", "set", "big-7", "--percent", "40")
        counts.append(len(asked))
    assert counts[0] == counts[1] < 30


@pytest.mark.parametrize("args", [("tasks", "big"), ("export", "obligations", "-o", "-")], ids=" ".join)
def test_who_leaves_in_the_middle_of_a_long_listing_hears_nothing(larger: Path, args: tuple[str, ...]) -> None:
    """Its rows are still being read, from a ledger that is closed by then."""
    command = [sys.executable, "-m", "egovtrack", "--db", str(larger), *args, "--format", "csv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_ledgers_that_are_measured_are_sound(larger: Path) -> None:
    """Chained as the program would, every character of the document accounted for, the rare department as rare."""
    program = Program(larger, today=str(generated.TODAY))
    program("check")
    assert len(program.json("tasks", "big")) == 324
    assert len(program.json("dept", generated.RARE)) == generated.RARE_TASKS
    connection = sqlite3.connect(larger)
    (notes,) = connection.execute("SELECT count(*) FROM progress_note").fetchone()
    (blocks, text) = connection.execute(
        "SELECT (SELECT sum(place_end - place_start) FROM block), (SELECT length(text) FROM document)"
    ).fetchone()
    connection.close()
    assert notes == 3240
    assert blocks == text
