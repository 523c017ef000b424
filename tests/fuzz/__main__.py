"""The long run: `python -m tests.fuzz --inputs 100000 --seed 1`. Ends with the number of inputs and the seeds."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, seed, settings

from tests.fuzz.properties import SHARES

_PART = 1000
"""Inputs for one seed: Hypothesis remembers all that it drew, and grows slower with it."""


@dataclass(slots=True)
class Run:
    """How many inputs a fuzzer had, how many seconds the slowest of them took, and what was found."""

    inputs: int = 0
    slowest: float = 0.0
    found: Exception | None = None


def run(fuzz: Callable[[], None], inputs: int, number: int) -> Run:
    """Give a fuzzer so many inputs made from a seed."""
    done = Run()
    inner = fuzz.hypothesis.inner_test  # type: ignore[attr-defined]  # what @given leaves there

    def counted(**drawn: object) -> None:
        done.inputs += 1
        start = time.perf_counter()
        try:
            inner(**drawn)
        finally:
            done.slowest = max(done.slowest, time.perf_counter() - start)

    fuzz.hypothesis.inner_test = counted  # type: ignore[attr-defined]
    limits = settings(max_examples=inputs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    try:
        seed(number)(limits(fuzz))()
    except Exception as error:
        done.found = error
    finally:
        fuzz.hypothesis.inner_test = inner  # type: ignore[attr-defined]
    return done


def main(arguments: list[str]) -> int:
    """Run all fuzzers; 1 where one of them found something, which is told with its seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many in all (default: 100000)")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; each thousand inputs has one more")
    parser.add_argument("--only", metavar="NAME", help="one fuzzer alone")
    options = parser.parse_args(arguments)
    shares = {fuzz: share for fuzz, share in SHARES.items() if options.only in {None, fuzz.__name__}}
    total, found = 0, 0
    for fuzz, share in shares.items():
        wanted, had, slowest, number = options.inputs * share // sum(shares.values()), 0, 0.0, options.seed
        while had < wanted:
            done = run(fuzz, min(_PART, wanted - had), number)
            if done.found:
                found += 1
                notes = "\n".join(getattr(done.found, "__notes__", []))
                print(f"{fuzz.__name__}, seed {number}: {done.found!r}\n{notes}", flush=True)
            had, slowest, number = had + max(done.inputs, 1), max(slowest, done.slowest), number + 1
        total += had
        seeds = f"seeds {options.seed} to {number - 1}"
        print(f"{fuzz.__name__:15} {had:7} inputs, {seeds}, slowest {slowest:.2f} s", flush=True)
    print(f"{total} inputs in all, seeds from {options.seed} on, {found} seeds found something")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
