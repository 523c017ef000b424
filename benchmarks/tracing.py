"""How well the threads between the shipped plans are found: `python -m benchmarks.tracing`.

The gold in tests/data/links.csv was made by reading the plans. For each pair of plans: in how many of the tasks that
have a forerunner a right one is among the first three (recall); how many tasks have a suggestion above the threshold
(yield), and of how many of those the first is right (precision).
"""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.tracing import BEST, Thread
from egovtrack.usecases.tracing import threads_with
from tests.conftest import ALL, SEEDED_ON, Program, opened

GOLD = Path(__file__).parent.parent / "tests" / "data" / "links.csv"
PAIRS = (("2016", "2015"), ("2017", "2016"), ("2015", "12fyp"))


class Measure(NamedTuple):
    """Of the tasks of a plan: how many have a forerunner, how many of those have one among the first three; how many
    have a suggestion above the threshold, and of how many of those it is right.
    """

    known: int
    found: int
    above: int
    right: int


def gold() -> dict[str, set[str]]:
    """Return by a task those of earlier plans that it goes on with."""
    links: dict[str, set[str]] = defaultdict(set)
    with GOLD.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            links[row["later"]].add(row["earlier"])
    return links


def measure(threads: list[Thread], links: dict[str, set[str]]) -> Measure:
    """Return how well the threads between two plans are found."""
    likest: dict[str, list[Thread]] = defaultdict(list)
    for thread in threads:
        likest[thread.later.ref].append(thread)
    plan = threads[0].earlier.ref.partition("-")[0] + "-"
    wanted = {ref: {other for other in links.get(ref, ()) if other.startswith(plan)} for ref in likest}
    known = [ref for ref in likest if wanted[ref]]
    found = [ref for ref in known if any(each.earlier.ref in wanted[ref] for each in likest[ref][:BEST])]
    above = [own[0] for own in likest.values() if own[0].above]
    right = [each for each in above if each.earlier.ref in wanted[each.later.ref]]
    return Measure(len(known), len(found), len(above), len(right))


def read_threads(db: Path | str, later: str, earlier: str) -> list[Thread]:
    """Return the threads between two plans of a ledger."""
    day = date(2017, 3, 20)
    with opened(db) as connection:
        facts = Facts(connection, read_snapshot(connection, day), day)
        ((_plan, _kind, between),) = threads_with(facts, facts.plan(later), [facts.plan(earlier)])
        return between


def main() -> None:
    """Measure a ledger of the shipped plans."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "ledger.db"
        Program(db, SEEDED_ON)("seed", *ALL)
        for later, earlier in PAIRS:
            told = measure(read_threads(db, later, earlier), gold())
            print(
                f"{later} → {earlier}: recall {told.found}/{told.known} = {told.found / told.known:.2f}, "
                f"precision {told.right}/{told.above} = {told.right / told.above:.2f}, "
                f"yield {told.above}"
            )


if __name__ == "__main__":
    main()
