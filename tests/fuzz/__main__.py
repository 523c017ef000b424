"""The long run: `python -m tests.fuzz --inputs 100000 --seed 1`. Ends with the number of inputs and the seeds."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.properties import FUZZERS, Fuzzer

_PART = 1000
"""Inputs for one seed: Hypothesis remembers all that it drew, and grows slower with it."""


@dataclass(slots=True)
class Run:
    """How many inputs a fuzzer had, how many seconds the slowest of them took, and what was found."""

    inputs: int = 0
    slowest: float = 0.0
    found: Exception | None = None


def run(fuzzer: Fuzzer, inputs: int, number: int) -> Run:
    """Give a fuzzer so many inputs made from the seed `number`; fewer where something is found."""
    done = Run()

    @seed(number)
    @settings(
        max_examples=inputs, deadline=None, database=None, suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )  # fmt: skip
    @given(fuzzer.inputs)
    def counted(drawn: object) -> None:
        done.inputs += 1
        start = time.perf_counter()
        try:
            fuzzer.take(drawn)
        finally:
            done.slowest = max(done.slowest, time.perf_counter() - start)

    try:
        counted()
    except Exception as error:
        done.found = error
    return done


def main(arguments: list[str]) -> int:
    """Run the fuzzers; 1 where one of them found something, which is told with its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each thousand inputs has the next one")
    parser.add_argument("--only", choices=[one.name for one in FUZZERS], help="one fuzzer alone")
    options = parser.parse_args(arguments)
    chosen = [one for one in FUZZERS if options.only in {None, one.name}]
    total = found = 0
    for fuzzer in chosen:
        wanted, had, slowest, number = options.inputs * fuzzer.share // sum(one.share for one in chosen), 0, 0.0, 0
        while had < wanted:
            done = run(fuzzer, min(_PART, wanted - had), options.seed + number)
            if done.found:
                found += 1
                notes = "\n".join(getattr(done.found, "__notes__", []))
                _say(f"{fuzzer.name}, seed {options.seed + number}: {done.found!r}\n{notes}")
            had, slowest, number = had + max(done.inputs, 1), max(slowest, done.slowest), number + 1
        total += had
        seeds = f"seeds {options.seed} to {options.seed + number - 1}"
        _say(f"{fuzzer.name:13} {had:7} inputs, {seeds}, slowest {slowest:.2f} s")
    _say(f"{total} inputs in all, {found} seeds found something")
    return 1 if found else 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a tool for contributors


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
