"""Single bits of a ledger's file flipped: `python -m tests.bitflips [--flips 300] [--seed N] [--first BYTES]`.

For each flip the ledger of a year's work is laid out anew, one bit of its file is changed anywhere in it, and all the
tables are asked for. A command may answer as before, or say what is wrong; what it answers otherwise with exit code 0,
`check` must find. No command may end in an error of the program, hang, or change the file.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from egovtrack.ledger import actions
from tests.conftest import Outcome, Program
from tests.test_year import play

TODAY = "2018-01-08"
JSON = ("--format", "json")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list", *JSON), ("list", "--explain", *JSON), ("list", "--as-of", "2017-07-31", "--known-at", "2017-07-31", *JSON),
    ("tasks", *JSON), ("tasks", "2017", "--as-of", "2017-06-30", *JSON), ("show", "2017-1", *JSON), ("show", "2017-6"),
    ("status", *JSON), ("plans", *JSON), ("depts", "list", *JSON), ("leader", *JSON),
    ("dept", "市水务局", *JSON), ("progress", "log", *JSON), ("log", "--all", *JSON), ("rules", "show", *JSON),
    ("changes", "--since", "2017-12-01", *JSON), ("db", "status", *JSON), ("export", "text", "2017"),
    ("export", "obligations", "--as-of", "2017-10-10"), ("export", "notes"), ("db", "dump"),
)  # fmt: skip
_PATIENCE = 60
_CODES = {0, 1, 2, 3, 65}


def lay_out(folder: Path) -> Path:
    """Make the ledger of a year, in one file."""

    def at(moment: str) -> Program:
        now = datetime.fromisoformat(moment if "T" in moment else f"{moment}T09:00").replace(tzinfo=UTC)
        actions.now = lambda: now
        return Program(folder / "year.db", moment[:10])

    with patch.object(actions, "now"):
        play(at, folder)
    with closing(sqlite3.connect(folder / "year.db")) as source, closing(sqlite3.connect(folder / "ledger.db")) as made:
        source.backup(made)
        made.execute("PRAGMA journal_mode=DELETE").fetchall()
    return folder / "ledger.db"


def flipped(content: bytes, place: int) -> bytes:
    """Return the content with one bit changed."""
    changed = bytearray(content)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def run(program: Program, command: tuple[str, ...]) -> Outcome:
    """Run a command, but not for ever."""
    signal.alarm(_PATIENCE)
    try:
        return program(*command, code=None)
    finally:
        signal.alarm(0)


def answers(program: Program) -> dict[tuple[str, ...], Outcome]:
    """What all commands answer, and check."""
    return {command: run(program, command) for command in (*COMMANDS, ("check",))}


def faults(
    program: Program, true: dict[tuple[str, ...], Outcome], content: bytes, counted: Counter[str]
) -> Iterator[str]:
    """What must not be, of a ledger with one bit flipped."""
    found = answers(program)
    wrong = [each for each in COMMANDS if found[each].code == 0 and found[each].out != true[each].out]
    said = [each for each in COMMANDS if found[each].code not in {0, true[each].code}]
    checked = found["check",].code
    counted["flips"] += 1
    counted["an answer was wrong"] += bool(wrong)
    counted["a command said that it is damaged"] += bool(said)
    counted["check found it"] += bool(checked)
    if wrong and not checked:
        yield f"check finds nothing, and wrong with exit code 0 are: {wrong}"
    if said and not checked:
        yield f"check finds nothing, and refused are: {[(each, found[each].err) for each in said]}"
    for command, outcome in found.items():
        if outcome.code not in _CODES or "program failed" in outcome.err or "Traceback" in outcome.err:
            yield f"{' '.join(command)} ends with {outcome.code}: {outcome.err[-300:]}"
        if outcome.code == 1 and not any(words in outcome.err for words in ("damaged", "not an egovtrack ledger")):
            yield f"{' '.join(command)} does not say that it is damaged: {outcome.err[-300:]}"
    if Path(program.db).read_bytes() != content:
        yield "the file was changed"


def main() -> int:
    """Run it, print the figures; 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="only in so many bytes at the beginning: the schema")
    given = parser.parse_args()
    began, places, counted, wrong = time.monotonic(), random.Random(given.seed), Counter[str](), 0  # noqa: S311
    os.environ.pop("EGOVTRACK_DEBUG", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), folder)
        ledger = lay_out(Path(folder))
        content, program = ledger.read_bytes(), Program(ledger, TODAY)
        true = answers(program)
        if failed := [command for command, outcome in true.items() if outcome.code]:
            raise SystemExit(f"these do not work at all: {[(each, true[each].err) for each in failed]}")
        for _number in range(given.flips):
            place = places.randrange(8 * (given.first or len(content)))
            ledger.write_bytes(flipped(content, place))
            for words in faults(program, true, ledger.read_bytes(), counted):
                wrong += 1
                print(f"bit {place}: {words}", flush=True)  # noqa: T201  a tool for contributors
            for path in Path(folder).glob("ledger.db-*"):
                path.unlink()
        shutil.rmtree(Path(folder) / "backups", ignore_errors=True)
    took = time.monotonic() - began
    print(f"{len(content)} bytes, {took:.0f} s, seed {given.seed}; {dict(counted)}; wrong: {wrong}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
