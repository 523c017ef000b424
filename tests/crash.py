"""The real command killed at random moments: `python -m tests.crash [--points 300] [--seed N]`.

For each point a scenario is laid out anew, its command is started as a process of its own and ended by SIGKILL: half of
the times after any part of the time it takes, half of the times once it has begun to write (its note beside the ledger
or an unfinished file is seen). Then what must hold is looked through. What a power cut adds, a disk that lies about
what it has written, no such run can show.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from egovtrack.connection import HEAD
from egovtrack.ledger import backups
from tests.conftest import ALL, ROOT, Program
from tests.test_forms_and_ledger import fill

TODAY = "2017-07-03"
_LONG = "已完成" * 7000  # a note of several pages: half of it would be seen
_WEEK = ("export", "weekly", "--week", "2017-W10", "-o")
_PATIENCE = 60.0


@dataclass(frozen=True)
class Scenario:
    """`prepare` lays out a folder with `ledger.db`; `args` is the command for it; `wrong` tells what does not hold in
    it, knowing whether the command ended well before it could be killed.
    """

    name: str
    prepare: Callable[[Path], None]
    args: Callable[[Path], tuple[str, ...]]
    wrong: Callable[[Path, bool], Iterator[str]]


def _program(folder: Path) -> Program:
    return Program(folder / "ledger.db", today=TODAY)


def _note(program: Program, percent: int, *more: str) -> None:
    program("progress", "set", "2017-13", "--percent", str(percent), "--date", "2017-03-10", *more)


def _percents(program: Program) -> list[int]:
    return [row["percent"] for row in program.json("progress", "log")]


def _with_notes(folder: Path) -> None:
    """A ledger with two notes; made once, beside the folder of a scenario."""
    made = folder.parent / "with-notes.db"
    if not made.exists():
        program = Program(made, today=TODAY)
        program("seed", "2017")
        _note(program, 10)
        _note(program, 20)
    shutil.copy(made, folder / "ledger.db")


def _unsound(program: Program) -> Iterator[str]:
    """What `check` says, and whether the ledger still takes a note."""
    checked = program("check", code=None)
    if checked.code or checked.out:
        yield f"check: {checked.code} {checked.out} {checked.err}"
    before = len(_percents(program))
    _note(program, 99)
    if len(_percents(program)) != before + 1:
        yield "a note entered afterwards is not there"


# --- progress set ----------------------------------------------------------------------------------------------------


def _after_set(folder: Path, acknowledged: bool) -> Iterator[str]:
    program = _program(folder)
    rows = program.json("progress", "log")
    if [row["percent"] for row in rows] not in ([10, 20], [10, 20, 30]):
        yield f"notes {[row['percent'] for row in rows]}"
    if acknowledged and len(rows) != 3:
        yield "an acknowledged note is lost"
    if any(row["note"] != _LONG for row in rows[2:]):
        yield "half a note"
    yield from _unsound(program)


# --- progress import -------------------------------------------------------------------------------------------------

_FILLED = ("2017-7", "2017-9", "2017-12", "2017-13", "2017-14")


def _with_a_form(folder: Path) -> None:
    _with_notes(folder)
    _program(folder)("form", "市经济信息化委", "--period", "2017-06", "--plan", "2017", "-o", str(folder / "form.xlsx"))
    for ref in _FILLED:
        fill(
            folder / "form.xlsx",
            ref,
            {"percent": 60 if ref not in {"2017-13", "2017-14"} else None, "note": f"{ref} 已办理"},
        )


def _after_import(folder: Path, acknowledged: bool) -> Iterator[str]:
    program = _program(folder)
    entered = [row["ref"] for row in program.json("progress", "log") if (row["note"] or "").endswith("已办理")]
    if sorted(entered) not in ([], sorted(_FILLED)):
        yield f"of one form only {entered}"
    if acknowledged and not entered:
        yield "an acknowledged form is lost"
    yield from _unsound(program)
    program("progress", "import", str(folder / "form.xlsx"), code=None)
    if len(program.json("progress", "log")) != 3 + len(_FILLED):
        yield "the form again does not make it whole"


# --- seed ------------------------------------------------------------------------------------------------------------


def _after_seed(folder: Path, acknowledged: bool) -> Iterator[str]:
    program = _program(folder)
    found = program("plans", "--format", "json", code=None)
    if found.code and "no ledger yet" not in found.err:
        yield f"plans: {found.err}"
    count = 0 if found.code else len(found.rows())
    if count not in {0, 4} or (acknowledged and count != 4):
        yield f"{count} plans, acknowledged: {acknowledged}"
    program("seed", *ALL)
    if [len(program.json("tasks", plan)) for plan in ALL] != [47, 56, 54, 23]:
        yield "seeding again does not make it whole"
    yield from _unsound(program)


# --- db upgrade ------------------------------------------------------------------------------------------------------


def _old(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "ledger.db")) as connection:
        connection.executescript((ROOT / "tests" / "data" / "ledger-0001.sql").read_text("utf-8"))


def _after_upgrade(folder: Path, acknowledged: bool) -> Iterator[str]:
    revision = backups.read_label(folder / "ledger.db").revision
    if revision not in {"0001", HEAD} or (acknowledged and revision != HEAD):
        yield f"revision {revision}, acknowledged: {acknowledged}"
    if revision == HEAD and not list(folder.glob("backups/*-before-upgrade.db")):
        yield "no backup was made before"
    for made in folder.glob("backups/*.db"):
        backups.has_checksum(made)
        if backups.read_label(made).revision != "0001":
            yield f"{made.name} is none of the ledger as it was"
    program = _program(folder)
    if len(program.json("progress", "log")) != 3:
        yield "notes are lost"
    checked = program("check", code=None)
    if checked.code:
        yield f"check: {checked.out}{checked.err}"


# --- db restore ------------------------------------------------------------------------------------------------------


def _with_a_backup(folder: Path) -> None:
    _with_notes(folder)
    program = _program(folder)
    program("db", "backup", "-o", str(folder / "backup.db"))
    _note(program, 30)


def _after_restore(folder: Path, acknowledged: bool) -> Iterator[str]:
    program = _program(folder)
    found = _percents(program)
    if found not in ([10, 20], [10, 20, 30]) or (acknowledged and found != [10, 20]):
        yield f"notes {found}, acknowledged: {acknowledged}"
    kept = [_percents(Program(path)) for path in folder.glob("backups/*-before-restore.db")]
    if found == [10, 20] and kept != [[10, 20, 30]]:
        yield f"of the ledger as it was there is kept {kept}"
    yield from _unsound(program)


# --- db backup -------------------------------------------------------------------------------------------------------


def _after_backup(folder: Path, acknowledged: bool) -> Iterator[str]:
    made = folder / "backup.db"
    has_checksum = backups.has_checksum(made)  # raises where it does not fit
    if acknowledged and not has_checksum:
        yield "no checksum"
    shutil.copy(made, folder / "looked-at.db")
    found = _percents(Program(folder / "looked-at.db"))
    if found not in ([10, 20], [10, 20, 30]) or (acknowledged and found != [10, 20, 30]):
        yield f"notes {found} in the backup, acknowledged: {acknowledged}"
    yield from _unsound(_program(folder))


# --- export ----------------------------------------------------------------------------------------------------------


def _with_an_old_export(folder: Path) -> None:
    _with_notes(folder)
    program = _program(folder)
    program(*_WEEK, str(folder / "out"))
    shutil.copytree(folder / "out", folder / "before")
    _note(program, 30)
    program(*_WEEK, str(folder / "after"))


def _after_export(folder: Path, acknowledged: bool) -> Iterator[str]:
    for before in (folder / "before").iterdir():
        old, new = before.read_bytes(), (folder / "after" / before.name).read_bytes()
        found = (folder / "out" / before.name).read_bytes()
        if found not in {old, new} or (acknowledged and found != new):
            yield f"{before.name} is neither the old nor the new one"
    yield from _unsound(_program(folder))


SCENARIOS = (
    Scenario(
        "progress set",
        _with_notes,
        lambda _: ("progress", "set", "2017-13", "--percent", "30", "--date", "2017-03-11", "--note", _LONG),
        _after_set,
    ),
    Scenario(
        "progress import",
        _with_a_form,
        lambda folder: ("progress", "import", str(folder / "form.xlsx")),
        _after_import,
    ),
    Scenario("seed", lambda _: None, lambda _: ("seed", *ALL), _after_seed),
    Scenario("db upgrade", _old, lambda _: ("db", "upgrade"), _after_upgrade),
    Scenario("db restore", _with_a_backup, lambda folder: ("db", "restore", str(folder / "backup.db")), _after_restore),
    Scenario("db backup", _with_a_backup, lambda folder: ("db", "backup", "-o", f"{folder}/backup.db"), _after_backup),
    Scenario("export", _with_an_old_export, lambda folder: (*_WEEK, str(folder / "out")), _after_export),
)


class Harness:
    """Lays scenarios out in `folder`, and knows how long each command takes."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._random = random.Random(seed)  # noqa: S311  to choose moments
        self._times: dict[str, float] = {}
        self.killed: Counter[str] = Counter()
        self.acknowledged: Counter[str] = Counter()

    def point(self, scenario: Scenario, *, while_writing: bool) -> list[str]:
        """Kill the scenario's command once and return what does not hold then."""
        template = self._template(scenario)
        place = self._folder / "point"
        shutil.copytree(template, place)
        try:
            acknowledged = self._kill(scenario, place, while_writing=while_writing)
            self.acknowledged[scenario.name] += acknowledged
            return [f"{scenario.name}: {one}" for one in scenario.wrong(place, acknowledged)]
        except Exception as error:  # whatever it is, it is a finding
            return [f"{scenario.name}: {type(error).__name__} {error}"]
        finally:
            shutil.rmtree(place)

    def _template(self, scenario: Scenario) -> Path:
        template = self._folder / scenario.name.replace(" ", "-")
        if not template.exists():
            template.mkdir()
            scenario.prepare(template)
            trial = self._folder / "trial"
            shutil.copytree(template, trial)
            began = time.monotonic()
            process = self._start(scenario, trial)
            assert process.wait(_PATIENCE) == 0, f"{scenario.name} does not work at all"
            self._times[scenario.name] = time.monotonic() - began
            shutil.rmtree(trial)
        return template

    def _start(self, scenario: Scenario, place: Path) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "egovtrack", "--db", str(place / "ledger.db"), "--today", TODAY, "--lang", "en"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            [*words, *scenario.args(place)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _kill(self, scenario: Scenario, place: Path, *, while_writing: bool) -> bool:
        """Start the command and kill it; whether it had ended well before."""
        usual = self._times[scenario.name]
        process = self._start(scenario, place)
        if while_writing:
            self._wait_for_writing(process, place)
            time.sleep(usual * 10 ** self._random.uniform(-3, -0.7))  # what is written last takes the shortest time
        else:
            time.sleep(self._random.uniform(0, usual * 1.1))
        process.send_signal(signal.SIGKILL)
        code = process.wait(_PATIENCE)
        self.killed[scenario.name] += code == -signal.SIGKILL
        return code == 0

    @staticmethod
    def _wait_for_writing(process: subprocess.Popen[bytes], place: Path) -> None:
        began, log = time.monotonic(), place / "ledger.db-wal"
        while process.poll() is None and time.monotonic() - began < _PATIENCE:
            if (log.exists() and log.stat().st_size) or any(place.glob("**/*.part")):
                return
            time.sleep(0.0005)


def run(points: int, seed: int) -> tuple[Harness, list[str]]:
    """Kill commands `points` times, all scenarios in turn; returns what was counted, and what did not hold."""
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(Path(folder), seed)
        wrong, number = [], 0
        while harness.killed.total() < points:
            scenario, while_writing = SCENARIOS[number % len(SCENARIOS)], number // len(SCENARIOS) % 2 == 1
            wrong += [f"start {number}: {one}" for one in harness.point(scenario, while_writing=while_writing)]
            number += 1
    return harness, wrong


def main() -> int:
    """Run it, print the figures; 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.monotonic()
    harness, wrong = run(given.points, given.seed)
    for one in wrong:
        print(one)  # noqa: T201  a tool for contributors
    print(  # noqa: T201
        f"killed {given.points} times in {time.monotonic() - began:.0f} s, seed {given.seed}; "
        f"{dict(harness.killed)}; ended before: {dict(harness.acknowledged)}; wrong: {len(wrong)}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
