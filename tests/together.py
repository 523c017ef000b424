"""Many writers at once, through the real command: `python -m tests.together [--writers 8] [--notes 200] [--db URL]`.

Each writer is a process that starts the program again for each note. Readers run beside them all the while. At the end
every note that was acknowledged is there, once, in the order in which its writer entered it, and the chain is whole.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ALL, ROOT, Program

_ACKNOWLEDGED = re.compile(r"^note (\d+):", re.M)


@dataclass
class Outcome:
    """What came of it: per writer the numbers it was told, and every run that failed (its exit code and words)."""

    told: list[list[int]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    reads: int = 0
    seconds: float = 0.0
    longest: float = 0.0


def run(db: str, *args: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    words = [sys.executable, "-m", "egovtrack", "--db", db, "--today", "2017-03-20", "--lang", "en", *args]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, capture_output=True, text=True, env=environment, check=False)


def write_together(db: str, writers: int, notes: int, readers: int = 1) -> Outcome:
    """Let `writers` write `notes` notes each while `readers` read."""
    outcome, over, began = Outcome(), threading.Event(), time.monotonic()
    with ThreadPoolExecutor(writers + readers) as pool:
        reading = [pool.submit(_read, db, over, outcome) for _each in range(readers)]
        writing = [pool.submit(_write, db, number, notes, outcome) for number in range(writers)]
        outcome.told = [each.result() for each in writing]
        over.set()
        outcome.reads = sum(each.result() for each in reading)
    outcome.seconds = time.monotonic() - began
    return outcome


def _write(db: str, writer: int, notes: int, outcome: Outcome) -> list[int]:
    told = []
    for number in range(notes):
        words = ("--note", f"{writer}/{number}", "--percent", str(number % 101), "--date", "2017-03-10")
        began = time.monotonic()
        done = run(db, "progress", "set", f"2017-{writer % 54 + 1}", *words)
        outcome.longest = max(outcome.longest, time.monotonic() - began)
        if found := _ACKNOWLEDGED.search(done.stderr):
            told.append(int(found[1]))
        if done.returncode:
            outcome.failed.append(f"{done.returncode} {done.stderr.strip()}")
    return told


def _read(db: str, over: threading.Event, outcome: Outcome) -> int:
    """Read until it is over; what was there stays there."""
    reads, before = 0, 0
    while not over.is_set():
        done = run(db, "progress", "log", "--format", "jsonl")
        count = done.stdout.count("\n")
        if done.returncode or count < before:
            outcome.failed.append(f"read {done.returncode} {count} after {before} {done.stderr.strip()}")
        reads, before = reads + 1, count
    return reads


def lost(db: str, outcome: Outcome) -> list[str]:
    """What is not as it should be; empty where nothing was lost."""
    there = {row["id"]: row["note"] for row in Program(db).json("progress", "log")}
    told = {
        number: f"{writer}/{order}" for writer, mine in enumerate(outcome.told) for order, number in enumerate(mine)
    }
    wrong = [f"note {one}: {there.get(one)} for {text}" for one, text in told.items() if there.get(one) != text]
    wrong += [f"writer {writer} is out of order" for writer, mine in enumerate(outcome.told) if mine != sorted(mine)]
    acknowledged = sum(map(len, outcome.told))
    if not len(told) == len(there) == acknowledged:
        wrong.append(f"{len(there)} notes for {acknowledged} acknowledged")
    checked = Program(db)("check", code=None)
    return [*wrong, *([checked.out + checked.err] if checked.code or checked.out else []), *outcome.failed]


def main() -> int:
    """Run it, print the figures; 1 where something was lost or failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--db", help="an empty database, instead of a passing file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = given.db or str(Path(folder) / "ledger.db")
        Program(db)("seed", *ALL)
        outcome = write_together(db, given.writers, given.notes, given.readers)
        wrong = lost(db, outcome)
    total = sum(map(len, outcome.told))
    print(  # noqa: T201  a tool for contributors
        f"{given.writers} writers, {total} of {given.writers * given.notes} notes acknowledged, {outcome.reads} reads "
        f"beside them, {len(outcome.failed)} failed, in {outcome.seconds:.0f} s, the slowest note in "
        f"{outcome.longest:.1f} s; wrong: {wrong or 'nothing'}"
    )
    return 1 if wrong or total != given.writers * given.notes else 0


if __name__ == "__main__":
    sys.exit(main())
