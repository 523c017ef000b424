"""Many at once: nothing lost, no error, one order. The long form is `python -m tests.together`."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT, Program
from tests.together import Outcome, lost, write_together

WRITERS = 8


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes that write find the program of this checkout."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def _report(db: str, writer: int, notes: int, told: Any) -> None:
    """One process that enters its notes without a pause between them."""
    program = Program(db)
    for number in range(notes):
        words = ("--note", f"{writer}/{number}", "--date", "2017-03-10")
        said = program("progress", "set", "2017-13", *words, code=None)
        told.put((writer, int(said.err.split(":")[0].removeprefix("note ")) if not said.code else said.err))


def _together(db: str, writers: int, notes: int, report: Callable[..., None] = _report) -> Outcome:
    # A server that has imported the program forks them: twenty that start from nothing take most of a minute.
    context: Any = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
    if hasattr(context, "set_forkserver_preload"):
        context.set_forkserver_preload([__name__, "egovtrack.commands.progress", "egovtrack.ledger.progress"])
    told = context.Queue()
    processes = [context.Process(target=report, args=(db, writer, notes, told)) for writer in range(writers)]
    for one in processes:
        one.start()
    outcome = Outcome([[] for _each in range(writers)])
    for _each in range(writers * notes):
        writer, number = told.get(timeout=120)
        if isinstance(number, int):
            outcome.told[writer].append(number)
        else:
            outcome.failed.append(number)
    for one in processes:
        one.join()
    return outcome


def test_eight_writers_lose_nothing_and_keep_the_chain(egovtrack: Program) -> None:
    """Each note's hash builds on the one before: two writers that did not wait for each other would fork the chain."""
    outcome = _together(egovtrack.db, WRITERS, 10)
    assert lost(egovtrack.db, outcome) == []
    assert len(egovtrack.json("progress", "log")) == WRITERS * 10


def _waver(db: str, writer: int, notes: int, told: Any) -> None:
    """One process that takes each of its notes back by its number, but for the last."""
    program, me = Program(db), ("--by", f"第{writer}人")
    for number in range(notes):
        program(*me, "progress", "set", "2017-13", "--note", f"{writer}/{number}", "--date", "2017-03-10")
        last = program.json("log", "--author", me[1])[-1]["id"]
        said = program(*me, "undo", str(last), "--yes", code=None) if number < notes - 1 else None
        told.put((writer, said.err if said and said.code else number))


def test_what_is_taken_back_by_its_number_beside_others(egovtrack: Program) -> None:
    """Eight do so at once, and each keeps what it did not take back."""
    outcome = _together(egovtrack.db, WRITERS, 4, _waver)
    assert outcome.failed == []
    left = [row["note"] for row in egovtrack.json("progress", "log") if not row["undone_at"]]
    assert sorted(left) == [f"{writer}/3" for writer in range(WRITERS)]
    egovtrack("check")


def test_the_real_command_beside_readers(egovtrack: Program) -> None:
    outcome = write_together(egovtrack.db, writers=3, notes=2)
    assert lost(egovtrack.db, outcome) == []
    assert outcome.reads > 0


def test_twenty_writers_at_once_on_postgresql(database: str) -> None:
    program = Program(database)
    program("seed", "2017")
    outcome = _together(database, 20, 2)
    assert lost(database, outcome) == []


@pytest.mark.parametrize("isolation", ["serializable", "repeatable read"])
def test_whatever_isolation_the_server_is_set_to(database: str, isolation: str) -> None:
    """A transaction that waited must see what the one before it has stored."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(database, autocommit=True) as server:
        name = sql.Identifier(database.rsplit("/", 1)[1])
        server.execute(
            sql.SQL("ALTER DATABASE {} SET default_transaction_isolation = {}").format(name, sql.Literal(isolation))
        )
    Program(database)("seed", "2017")
    assert lost(database, _together(database, 4, 3)) == []
