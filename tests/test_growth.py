"""What a command asks of the database does not grow with the ledger: no timings, but plans and counts of queries."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ledger as generated
from egovtrack import queries
from egovtrack.connection import Connection
from tests.conftest import ROOT, Program, sqlite_only
from tests.statements import statements

pytestmark = sqlite_only  # it asks SQLite for its plans

# What has a row for each task, clause, party, note or command of a ledger, not of an answer.
LARGE = {
    "task", "task_text", "clause", "clause_text", "assignment", "target_text", "block", "progress_note", "action",
}  # fmt: skip
# These indexes hold only the office's own words, and only the undoings: to read them from end to end is to read these.
PARTIAL = "ix_progress_note_office|ix_progress_note_return|ix_action_undoes_id"
# What reads a whole table on purpose: module, a part of the statement, and why.
WHOLE = {
    ("notes", "ORDER BY n.id"): "an export of all notes",
    (
        "notes",
        "AND n.department_id IN (1) ORDER BY n.as_of",
    ): "what a department ever reported: no index begins with departments",
    ("notes", "WHERE s.department_id > 0 GROUP BY"): "what an export of all notes marks as superseded",
    ("notes", "WHERE s.department_id IS NULL AND s.action_id <= :known"): "the same, of the office's words",
    ("notes", "s.percent IS NOT NULL) ORDER BY"): "the same, as lower than what was before",
    ("actions", "FROM progress_note x WHERE x.department_id"): "what a department ever reported, as above",
    ("actions", "WHERE a.undoes_id IS NULL ORDER BY a.id DESC"): "read backwards until an action is found",
    ("editions", "JOIN task_text t ON t.document_id = d.id"): "asked once by an import, which stores as many rows",
}


# All statements of the read path, each with its module. `check` reads everything.
STATEMENTS = [(module, sql) for module, sql in statements(queries) if module != "check"]


def make(folder: Path, **size: int) -> Path:
    """A ledger as the benchmarks make them, of 54 tasks if nothing else is said."""
    path = folder / ("-".join(f"{count}-{what}" for what, count in size.items()) + ".db")
    generated.make(path, **{"tasks": 54, **size})
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("growth")


@pytest.fixture(scope="module")
def larger(folder: Path) -> Path:
    """Six times as many tasks as a plan of the office."""
    return make(folder, tasks=324)


@pytest.fixture(scope="module")
def grown(folder: Path, larger: Path) -> dict[str, list[Path]]:
    """Ledgers that differ in one thing, smallest first."""
    small = make(folder, tasks=54)
    return {
        "tasks": [small, larger],
        "notes": [small, make(folder, notes=3 * generated.NOTES)],
        "editions": [small, make(folder, editions=3), make(folder, editions=9)],
        "undone": [make(folder, undone=count) for count in (1, 3, 9)],
    }


def plan_of(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The steps of SQLite's plan for a statement."""
    parameters = dict.fromkeys(re.findall(r":(\w+)", statement))
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def scans(connection: sqlite3.Connection, statement: str) -> set[str]:
    """The large tables that a statement reads from end to end, or looks up by an index made for the occasion."""
    aliases = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN) (\w+) (\w+)", statement)}
    steps = [step for step in plan_of(connection, statement) if not re.search(rf"USING .*INDEX ({PARTIAL})\b", step)]
    found = [re.match(r"SCAN (\w+)|SEARCH (\w+) USING AUTOMATIC", step) for step in steps]
    return {aliases.get(one[1] or one[2], "") for one in found if one} & LARGE


def is_whole(module: str, statement: str) -> bool:
    return any(module == where and part in statement for where, part in WHOLE)


@pytest.mark.parametrize(
    ("module", "statement"), STATEMENTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(STATEMENTS)]
)
def test_no_listing_reads_a_large_table_from_end_to_end(seeded: Path, module: str, statement: str) -> None:
    with closing(sqlite3.connect(seeded)) as connection:
        found = scans(connection, statement)
    assert not found or is_whole(module, statement)


def test_what_may_read_a_whole_table_does(seeded: Path) -> None:
    with closing(sqlite3.connect(seeded)) as connection:
        for where, part in WHOLE:
            chosen = [sql for module, sql in STATEMENTS if module == where and part in sql]
            assert chosen, part
            assert all(scans(connection, sql) for sql in chosen), part


def test_a_whole_plan_is_read_by_its_edition_alone(seeded: Path) -> None:
    """However many editions it has, and whatever other plans there are."""
    tables = "task_text|clause_text|assignment|target_text|block"
    with closing(sqlite3.connect(seeded)) as connection:
        chosen = [sql for _module, sql in STATEMENTS if re.search(r"\w\.edition_id = :edition ORDER BY", sql)]
        assert len(chosen) > 6
        for sql in chosen:
            (first,) = re.findall(rf"FROM (?:{tables}|section) (\w)\b", sql)
            assert re.search(rf"SEARCH {first} USING .*\(edition_id=\?", "\n".join(plan_of(connection, sql))), sql


def test_this_test_can_fail(seeded: Path) -> None:
    with closing(sqlite3.connect(seeded)) as connection:
        assert scans(connection, "SELECT * FROM progress_note n WHERE n.note = :note") == {"progress_note"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that connections are given while the test runs."""
    given: list[str] = []
    select = Connection._select

    def note(self: Connection, cursor: Any, sql: str, parameters: Any) -> Any:
        given.append(sql)
        return select(self, cursor, sql, parameters)

    monkeypatch.setattr(Connection, "_select", note)
    return given


LISTINGS = [
    ("dept", generated.RARE), ("dept", generated.COMMON, "--via", "all"), ("dept", "各区政府"),
    ("tasks", "big"), ("status",), ("show", "big-25"), ("plans",), ("progress", "log", "big-7"),
    ("export", "obligations"), ("export", "tasks"), ("export", "notes"),
]  # fmt: skip


# Asked for one pair of task and department at a time, along an index: what it reported before, where it is blocked or
# its latest note holds no longer.
HISTORY = "t.id = :text AND n.department_id = :department"
# Asked one by one up to six, and then for all headings at once.
HEADING = "FROM section s"


def counted(asked: list[str]) -> tuple[int, int, int]:
    """How many histories, headings and other things were asked for."""
    histories, headings = (sum(what in sql for sql in asked) for what in (HISTORY, HEADING))
    return histories, headings, len(asked) - histories - headings


@pytest.mark.slow
@pytest.mark.parametrize("args", LISTINGS, ids=" ".join)
@pytest.mark.parametrize("what", ["tasks", "notes", "editions", "undone"])
def test_a_command_asks_as_often_of_a_large_ledger_as_of_a_small_one(
    grown: dict[str, list[Path]], asked: list[str], what: str, args: tuple[str, ...]
) -> None:
    counts = []
    for path in grown[what]:
        program = Program(path, today=str(generated.TODAY))
        blocked = sum(row["status"] == "blocked" for row in program.json("export", "obligations"))
        with closing(sqlite3.connect(path)) as connection:
            ((undone,),) = connection.execute("SELECT count(*) FROM action WHERE undoes_id IS NOT NULL")
        asked.clear()
        program(*args)
        histories, headings, others = counted(asked)
        # What came of a period is told of the table of its first day and that of its due day, besides today's.
        tables = 3 if args == ("status",) else 1
        assert histories <= 2 * tables * (blocked + undone)
        assert headings <= 7
        counts.append(others)
    # Of a plan that was changed more is to be told; how often it was changed does not matter.
    first, *more = counts[what == "editions" :]
    assert {*more} == {first}, counts
    assert max(counts) < 100


@pytest.mark.parametrize("what", ["tasks", "notes", "editions", "undone"])
def test_reporting_asks_as_often_too(grown: dict[str, list[Path]], asked: list[str], tmp_path: Path, what: str) -> None:
    counts = []
    for number, path in enumerate(grown[what]):
        copy = tmp_path / f"{number}.db"
        copy.write_bytes(path.read_bytes())
        asked.clear()
        # The machine's clock is years after the last note.
        Program(copy, today=str(generated.TODAY))("--clock-ok", "progress", "set", "big-7", "--percent", "99")
        counts.append(len(asked))
    assert len({*counts}) == 1, counts
    assert counts[0] < 100


@pytest.mark.parametrize("args", [("tasks", "big"), ("export", "obligations", "-o", "-")], ids=" ".join)
def test_who_leaves_in_the_middle_of_a_long_listing_hears_nothing(larger: Path, args: tuple[str, ...]) -> None:
    """Its rows are still being read, from a ledger that is closed by then."""
    command = [sys.executable, "-m", "egovtrack", "--db", str(larger), *args, "--format", "csv"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert not re.search(b"error|Traceback|Broken", process.stderr.read())


def test_the_ledgers_that_are_measured_are_sound(folder: Path) -> None:
    """Chained as the program would, every character of the document accounted for, the rare department as rare; and
    what was undone changes nothing.
    """
    path = make(folder, tasks=108, editions=3, undone=20)
    program = Program(path, today=str(generated.TODAY))
    program("check")
    assert len(program.json("tasks", "big")) == 108
    assert len(program.json("dept", generated.RARE)) == generated.RARE_TASKS
    with closing(sqlite3.connect(path)) as connection:
        ((notes,),) = connection.execute("SELECT count(*) FROM progress_note")
        ((blocks, text),) = connection.execute(
            "SELECT (SELECT sum(place_end - place_start) FROM block), (SELECT sum(length(text)) FROM document)"
        )
    assert notes == 1080 + 20
    assert blocks == text
    plain = Program(make(folder, tasks=108), today=str(generated.TODAY))
    assert program.json("dept", generated.RARE) == plain.json("dept", generated.RARE)
