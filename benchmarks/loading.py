"""How fast a plan is stored that was read: `python -m benchmarks.loading`.

The peer, in the same run, is the driver's `executemany` putting the very same rows into the same tables with the same
indexes, foreign keys checked, in one transaction that reaches the disk: what any program has to do at the least.
"""

from __future__ import annotations

import gc
import sqlite3
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reading import text_of
from egovtrack.app import App
from egovtrack.composition import make_text
from egovtrack.draft import PlanDraft
from egovtrack.ledger.departments import load_registry
from egovtrack.ledger.editions import store_plan
from egovtrack.queries.editions import PlanFacts
from egovtrack.reading import draft_text

# Each after those that it refers to.
TABLES = (
    "document", "plan", "edition", "section", "task", "clause", "target", "party", "task_text", "clause_text",
    "assignment", "target_text", "block",
)  # fmt: skip
TURNS = 7  # that are counted; one before them is not
_SAYS = PlanFacts(
    "工作要点", "annual", "沪府办发〔2016〕99号", None, None, date(2016, 2, 18), date(2016, 1, 1), date(2016, 12, 31),
    "monthly",
)  # fmt: skip


class Turn(NamedTuple):
    """How many rows of all tables were stored, and the processor's seconds that the program and the driver took."""

    rows: int
    ours: float
    least: float


def read(megabytes: float) -> PlanDraft:
    """A plan of about so many megabytes, to be stored."""
    return draft_text(text_of(megabytes))


def store(draft: PlanDraft) -> Turn:
    """Store a plan in a new ledger, by the program and then by the driver alone; without the cycle collector, which the
    program turns off.
    """
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        ours, least = Path(folder, "ours.db"), Path(folder, "least.db")
        for path in (ours, least):
            with App({"db": str(path), "user": "benchmark"}).action(makes=True) as action:
                load_registry(action)
        seconds = _store(ours, draft)
        rows = _rows(ours)
        return Turn(sum(map(len, rows.values())), seconds, _insert(least, rows))


def _store(path: Path, draft: PlanDraft) -> float:
    start = time.process_time()
    with App({"db": str(path), "user": "benchmark"}).action(makes=True) as action:
        store_plan(action, "big", draft, _SAYS, make_text(draft))
    return time.process_time() - start


def _rows(path: Path) -> dict[str, list[Any]]:
    """The rows that the last action added, and its own."""
    connection = sqlite3.connect(path)
    rows = {"action": connection.execute("SELECT * FROM action ORDER BY id DESC LIMIT 1").fetchall()}
    for table in TABLES:
        sql = f"SELECT * FROM {table} WHERE action_id = ? ORDER BY id"  # noqa: S608
        rows[table] = connection.execute(sql, rows["action"][0][:1]).fetchall()
    connection.close()
    return rows


def _insert(path: Path, rows: dict[str, list[Any]]) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    start = time.process_time()
    connection.execute("BEGIN IMMEDIATE")
    for table, some in rows.items():
        if some:
            marks = ", ".join("?" * len(some[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", some)  # noqa: S608
    connection.execute("COMMIT")
    connection.close()
    return time.process_time() - start


if __name__ == "__main__":
    plan = read(1)
    turns = [store(plan) for _turn in range(TURNS + 1)][1:]
    print(
        f"{len(plan.tasks)} tasks: {statistics.median(turn.rows / turn.ours for turn in turns):,.0f} rows/s, "
        f"{statistics.median(turn.least / turn.ours for turn in turns):.2f} of executemany"
    )
