"""Whole processes, measured from outside: seconds by the clock and of the processor, and the most memory they had."""

from __future__ import annotations

import os
import pty
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_LAUNCHER = Path(__file__).parent / "launcher.py"

Before = Callable[[], object]


class Run(NamedTuple):
    """One run of a command: seconds, and mebibytes."""

    wall: float
    processor: float
    memory: float


class Command(NamedTuple):
    """A command to run: its words, what is set in its environment, whether it writes to a terminal, and what is to be
    done before each run and is not measured.
    """

    words: Sequence[str]
    environment: Mapping[str, str] = {}
    terminal: bool = False
    before: Before | None = None
    output: Path | None = None

    def run(self) -> Run:
        """Run it once. Raises CalledProcessError where it fails."""
        if self.before is not None:
            self.before()
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= self.environment
        if self.terminal:
            return self._run_on_terminal(environment)
        with open(self.output or os.devnull, "wb") as out:  # noqa: PTH123  os.devnull is no path of a file
            return self._launched(environment, out.fileno())

    def _run_on_terminal(self, environment: dict[str, str]) -> Run:
        ours, theirs = pty.openpty()
        reading = threading.Thread(target=_read_away, args=(ours,))
        reading.start()
        try:
            return self._launched(environment, theirs)
        finally:
            os.close(theirs)
            reading.join()
            os.close(ours)

    def _launched(self, environment: dict[str, str], out: int) -> Run:
        figures, told = os.pipe()
        try:
            command = [sys.executable, "-I", "-S", str(_LAUNCHER), str(told), *self.words]
            subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, env=environment,
                pass_fds=[told], check=True,
            )  # fmt: skip
            return Run(*map(float, os.read(figures, 200).split()))
        finally:
            os.close(figures)
            os.close(told)


def _read_away(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # how Linux tells that nobody writes to it any more
        return


class Pair(NamedTuple):
    """Two commands run in turn: medians of both, and the medians of the pairs' ratios."""

    ours: Run
    theirs: Run
    wall: float
    processor: float


def compare(ours: Command, theirs: Command, runs: int) -> Pair:
    """Run A B A B …, so that a machine's changing speed touches both; the first pair is not counted."""
    pairs = [(ours.run(), theirs.run()) for _run in range(runs + 1)][1:]
    return Pair(
        middle([one for one, _other in pairs]),
        middle([other for _one, other in pairs]),
        statistics.median(one.wall / other.wall for one, other in pairs),
        statistics.median(one.processor / other.processor for one, other in pairs),
    )


def measure(command: Command, runs: int) -> Run:
    """The medians of some runs; the first is not counted."""
    return middle([command.run() for _run in range(runs + 1)][1:])


def middle(runs: Sequence[Run]) -> Run:
    """The median of each figure."""
    return Run(*(statistics.median(figures) for figures in zip(*runs, strict=True)))
