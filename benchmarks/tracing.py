"""How well threads and evidence are found in the shipped plans, and how fast: `python -m benchmarks.tracing`.

The gold in tests/data was made by reading: links.csv the plans; evidence.csv the reports on 2015 and 2016 (which
sentence, by its line in the shipped document, speaks of which tasks); figures.csv every quantity in digits in them.

Links, for each pair of plans: in how many of the tasks that have a forerunner a right one is among the first three
(recall); how many tasks have a suggestion above the threshold (yield), and of how many of those the first is right
(precision). Evidence: of the sentences that speak of a task how many are shown with a right one (recall); how many are
shown (yield), and of how many of those the task is right (precision); of the tasks called unmentioned, how many are.
Figures: how many are read (recall), and of how many value, unit and bound are right (precision).
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from egovtrack.evidence import ReportEvidence, Statement
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.tracing import BEST, Thread, likenesses
from egovtrack.usecases.evidence import read_evidence
from egovtrack.usecases.tracing import read_traced, threads_with
from tests.conftest import ALL, SEEDED_ON, Program, opened

ROOT = Path(__file__).parent.parent
PAIRS = (("2016", "2015"), ("2017", "2016"), ("2015", "12fyp"))
REPORTS = {"2015": ROOT / "seed" / "2016" / "plan.txt", "2016": ROOT / "seed" / "2017" / "plan.txt"}
"""By a plan the document that has the report on it as its annex."""
MANY = 160


class Measure(NamedTuple):
    """How many there are to find, how many of them are found; how many are shown, and how many of those are right."""

    known: int
    found: int
    above: int
    right: int

    def __str__(self) -> str:
        shares = self.found / self.known, self.right / self.above
        recall, precision = (
            f"{self.found}/{self.known} = {shares[0]:.2f}",
            f"{self.right}/{self.above} = {shares[1]:.2f}",
        )
        return f"recall {recall}, precision {precision}, yield {self.above}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (ROOT / "tests" / "data" / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def gold() -> dict[str, set[str]]:
    """Return by a task those of earlier plans that it goes on with."""
    links: dict[str, set[str]] = defaultdict(set)
    for row in _rows("links.csv"):
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


def _placed(statements: list[Statement]) -> Iterator[tuple[str, Statement]]:
    """Yield each statement with its place: its line, and which one of that line it is."""
    on_line: Counter[int] = Counter()
    for each in statements:
        on_line[each.line] += 1
        yield f"{each.line}.{on_line[each.line]}", each


def measure_evidence(plan: str, read: ReportEvidence) -> tuple[Measure, Measure, Measure]:
    """Return how well the statements of the report on a plan are matched, how well what it never mentions is told, and
    how well its figures are read.
    """
    gold = {
        f"{row['line']}.{row['sentence']}": row["tasks"].split() for row in _rows("evidence.csv") if row["plan"] == plan
    }
    places = [place for place, _statement in _placed(read.report.statements)]
    best = {place: row.matches[0].task.ref for place, row in zip(places, read.rows, strict=True) if row.proposed}
    right = sum(ref.removeprefix(f"{plan}-") in gold.get(place, ()) for place, ref in best.items())
    mentioned = {f"{plan}-{number}" for numbers in gold.values() for number in numbers}
    silent = {task.ref for task, near in read.silent if near is None}
    never = {task.ref for task, _near in read.silent} - mentioned
    told = Counter(
        (f"{row['line']}.{row['sentence']}", float(row["value"]), row["unit"], row["bound"])
        for row in _rows("figures.csv")
        if row["plan"] == plan
    )
    figures: Counter[tuple[str, float, str, str]] = Counter(
        (place, *each[1:]) for place, said in _placed(read.report.statements) for each in said.figures
    )
    as_told = (told & figures).total()
    return (
        Measure(len(gold), right, len(best), right),
        Measure(len(never), len(silent & never), len(silent), len(silent - mentioned)),
        Measure(told.total(), as_told, figures.total(), as_told),
    )


def read_report_on(db: Path | str, plan: str) -> ReportEvidence:
    """Return what the shipped report on a plan says of its tasks, by a ledger."""
    day = date(2017, 3, 20)
    with opened(db) as connection:
        facts = Facts(connection, read_snapshot(connection, day), day)
        return read_evidence(facts, facts.plan(plan), str(REPORTS[plan]))


def read_threads(db: Path | str, later: str, earlier: str) -> list[Thread]:
    """Return the threads between two plans of a ledger."""
    day = date(2017, 3, 20)
    with opened(db) as connection:
        facts = Facts(connection, read_snapshot(connection, day), day)
        ((_plan, _kind, between),) = threads_with(facts, facts.plan(later), [facts.plan(earlier)])
        return between


def seconds(db: Path | str) -> float:
    """Return how long it takes to compare as many tasks as the largest plans have with as many others."""
    day = date(2017, 3, 20)
    with opened(db) as connection:
        facts = Facts(connection, read_snapshot(connection, day), day)
        tasks = [task for plan in facts.issued for task in read_traced(facts, plan)]
    begun = time.perf_counter()
    likenesses(tasks[:MANY], tasks[-MANY:])
    return time.perf_counter() - begun


def main() -> None:
    """Measure a ledger of the shipped plans."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "ledger.db"
        Program(db, SEEDED_ON)("seed", *ALL)
        for later, earlier in PAIRS:
            print(f"{later} → {earlier}: {measure(read_threads(db, later, earlier), gold())}")
        for plan in REPORTS:
            told = measure_evidence(plan, read_report_on(db, plan))
            for what, measured in zip(("evidence", "unmentioned", "figures"), told, strict=True):
                print(f"report on {plan}, {what}: {measured}")
        print(f"{MANY} × {MANY} tasks: {seconds(db):.2f} s")


if __name__ == "__main__":
    main()
