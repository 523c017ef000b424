"""Measure everything and write benchmarks/RESULTS.md: `python -m benchmarks --program BIN/egovtrack --peers BIN`.

The program is to be an installed wheel by its own entry point. Debian's packages taskwarrior and sqlite3 are taken from
the PATH; todoman and sqlite-utils (pip) from the folder `--peers`. Ledgers are made once, in `--cache`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks import ledger, loading, peers
from benchmarks.processes import Command, Run, compare, measure
from egovtrack import __version__

SIZES = (54, 10_000, 100_000)
MOST_OBLIGATIONS = 200_000  # tasks, for a million parties
_RESULTS = Path(__file__).parent / "RESULTS.md"
_BARE_MS = 31  # the milliseconds that a bare click program took where seconds were set as a limit
_BARE = """import click


@click.command()
@click.argument("name", required=False)
def main(name):
    click.echo("hello")


main()
"""
_XLSX = """import sqlite3, sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False})
sheet = book.add_worksheet()
for number, row in enumerate(sqlite3.connect(sys.argv[1]).execute(sys.argv[3])):
    sheet.write_row(number, 0, row)
book.close()
"""


class Figure(NamedTuple):
    """A line of the table: what was measured against what, the ratio, and what it is to be at the most (or least)."""

    what: str
    ours: str
    theirs: str
    ratio: float
    target: float
    by: str
    least: bool = False

    def reached(self) -> bool:
        """Whether the target is."""
        return self.ratio >= self.target if self.least else self.ratio <= self.target


class Bench:
    """The programs and ledgers to measure with."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.runs, self.folder, self.cache = options.runs, folder, Path(options.cache)
        self.program, self.peers = options.program, Path(options.peers)
        self.python = _interpreter(Path(options.program))
        self.bare = folder / "bare.py"
        self.bare.write_text(_BARE)
        self.cache.mkdir(parents=True, exist_ok=True)
        self.shipped = folder / "shipped.db"
        self.ours("--quiet", "seed", "--all").run()

    def ledger(self, tasks: int, **more: int) -> Path:
        """A ledger of that size, made where it is not there yet."""
        path = self.cache / ("-".join([str(tasks), *(f"{count}-{what}" for what, count in more.items())]) + ".db")
        if not path.exists():
            passing = path.with_suffix(".part")
            passing.unlink(missing_ok=True)
            ledger.make(passing, tasks, **more)
            passing.replace(path)
        return path

    def ours(self, *words: str, db: Path | None = None, terminal: bool = False) -> Command:
        """A run of the program: on the shipped plans as a user's, who sets no day; on a ledger `db` on its day."""
        settings = {"EGOVTRACK_DB": str(db or self.shipped), "EGOVTRACK_LANG": "zh"}
        if db is not None:  # made of entries of that year: the machine's clock is years after the last one
            settings |= {"EGOVTRACK_TODAY": str(ledger.TODAY), "EGOVTRACK_CLOCK_OK": "true"}
        return Command([self.program, *words], settings, terminal)

    def bare_click(self) -> Command:
        """A click program that prints a word, run by the same Python."""
        return Command([self.python, str(self.bare)])

    def ratio(self, what: str, ours: Command, theirs: Command, name: str, target: float, runs: int = 0) -> Figure:
        """Both in turn. The ratio is of the processor's seconds: others may be using the machine."""
        pair = compare(ours, theirs, runs or self.runs)
        return Figure(what, _told(pair.ours), f"{name}: {_told(pair.theirs)}", pair.processor, target, _shown(ours))


def _interpreter(program: Path) -> str:
    return program.read_text("utf-8").splitlines()[0].removeprefix("#!").strip()


def _told(run: Run) -> str:
    return f"{1000 * run.processor:,.0f} ms, {run.memory:.0f} MiB"


def _shown(command: Command) -> str:
    words = [Path(command.words[0]).name, *command.words[1:]]
    return " ".join("…" if os.sep in word and len(word) > 20 else word for word in words)


def start(bench: Bench) -> Iterator[Figure]:
    """The first key: help, version, completion."""
    bare = bench.bare_click()
    for words in ("--help", "--version"):
        yield bench.ratio(f"`{words}`", bench.ours(words), bare, "bare click", 1.3)
    for what, typed, target in (
        ("completion of a command", "egovtrack de", 1.3),
        ("completion of a department", "egovtrack dept 市", 1.6),
        ("completion of a ref", "egovtrack show 2017-", 1.6),
    ):
        asked = {"_EGOVTRACK_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
        ours = bench.ours()
        ours = ours._replace(environment={**ours.environment, **asked})
        yield bench.ratio(what, ours, bare, "bare click", target)._replace(by=f"COMP_WORDS='{typed}' egovtrack")


def shipped(bench: Bench) -> Iterator[Figure]:
    """The plans that come with the program."""
    bare = bench.bare_click()
    query = peers.OBLIGATIONS.format(department=ledger.COMMON)
    utils = Command([str(bench.peers / "sqlite-utils"), "query", str(bench.shipped), query, "--table"])
    small = bench.ledger(54)
    todo = Command([str(bench.peers / "todo"), "list"], peers.todoman(small, bench.folder / "todoman"))
    for form in ("json", "csv", "text"):
        ours = bench.ours("dept", ledger.COMMON, "--format", form)
        yield bench.ratio(f"`dept`, shipped plans, {form}", ours, bare, "bare click", 1.6)
        yield bench.ratio("the same", ours, utils, "sqlite-utils query --table", 0.5)
    table = bench.ours("dept", ledger.COMMON, "--format", "table", "--width", "100", terminal=True)
    yield bench.ratio("`dept`, shipped plans, a terminal's table", table, bare, "bare click", 3.2)
    yield bench.ratio("the same", table, utils._replace(terminal=True), "sqlite-utils query --table", 1)
    yield bench.ratio("the same", table, todo._replace(terminal=True), "todo list, 54 tasks", 1)
    pair = measure(bench.ours("dept", ledger.COMMON, "--format", "json"), bench.runs)
    yield Figure("memory of a listing, MiB", _told(pair), "", pair.memory, 24, "egovtrack dept … --format json")
    new = bench.folder / "new.db"
    seeding = bench.ours("--quiet", "seed", "--all", db=new)._replace(before=partial(_remove, new))
    yield bench.ratio("`seed --all`", seeding, bare, "bare click", 25)


def changed(bench: Bench) -> Iterator[Figure]:
    """Writing; and what it costs a listing that a plan was changed and entries were undone."""
    bare, small = bench.bare_click(), bench.ledger(54)
    report = bench.ours(
        "--quiet", "progress", "set", f"{ledger.KEY}-7", "--percent", "40", db=_copy(small, bench.folder)
    )
    yield bench.ratio("`progress set`, 54 tasks", report, bare, "bare click", 2.2)
    often = bench.ledger(54, editions=50, undone=1000)
    for words in (("dept", ledger.RARE), ("show", f"{ledger.KEY}-7")):
        ours = partial(bench.ours, *words, "--format", "json")
        yield bench.ratio(f"`{words[0]}`, 54 tasks", ours(db=small), bare, "bare click", 1.6)
        yield bench.ratio(
            "the same, 50 editions and 1,000 actions undone", ours(db=often), ours(db=small), "itself, none", 1.05
        )


def large(bench: Bench) -> Iterator[Figure]:
    """The largest ledgers beside the smallest, and beside Taskwarrior."""
    small, big = bench.ledger(54), bench.ledger(100_000)
    tasks = peers.taskwarrior(big, bench.folder / "taskwarrior")
    rare = partial(bench.ours, "dept", ledger.RARE, "--format", "json")
    yield bench.ratio("`dept`, 50 rows of 100,000 tasks", rare(db=big), rare(db=small), "itself, 54 tasks", 1.2)
    listing = Command(["task", f"project:{ledger.RARE}", "list"], tasks)
    yield bench.ratio("the same", rare(db=big), listing, "task project:X list", 0.08, 3)
    report = partial(bench.ours, "--quiet", "progress", "set", f"{ledger.KEY}-7", "--percent", "40")
    copies = [_copy(one, bench.folder) for one in (small, big)]
    yield bench.ratio(
        "`progress set`, 100,000 tasks", report(db=copies[1]), report(db=copies[0]), "itself, 54 tasks", 1.05
    )
    annotate = Command(["task", "7", "annotate", "done"], tasks)
    yield bench.ratio("the same", report(db=copies[1]), annotate, "task 7 annotate", 0.35, 3)
    whole = bench.ours("tasks", ledger.KEY, "--format", "csv", db=big)
    pair = compare(whole, bench.bare_click(), 5)
    yield Figure("`tasks`, 100,000 of them, seconds", _told(pair.ours), "", pair.ours.processor, 3, _shown(whole))
    yield Figure(
        "the same, for any machine", _told(pair.ours), f"bare click: {_told(pair.theirs)}", pair.processor,
        round(3000 / _BARE_MS), _shown(whole),
    )  # fmt: skip
    tenth = bench.ours("tasks", ledger.KEY, "--format", "csv", db=bench.ledger(10_000))
    yield bench.ratio("the same", whole, tenth, "itself, 10,000 tasks", 11, 3)
    million = bench.ledger(MOST_OBLIGATIONS)
    query = peers.OBLIGATIONS.format(department=ledger.COMMON)
    yield bench.ratio(
        "`dept`, some 16,000 rows of a million parties, csv",
        bench.ours("dept", ledger.COMMON, "--format", "csv", db=million),
        Command(["sqlite3", "-csv", str(million), query]),
        "sqlite3 -csv, the same rows",
        4,
        5,
    )


def growth(bench: Bench) -> Iterator[Figure]:
    """How cost grows with parties, notes and years: four times as many of each, 10,000 tasks."""
    usual = bench.ledger(10_000)
    for what, path, most in (
        ("notes", bench.ledger(10_000, notes=4 * ledger.NOTES), 1.3),
        ("parties", bench.ledger(10_000, parties=4 * ledger.PARTIES), 4),
    ):
        listing = partial(bench.ours, "tasks", ledger.KEY, "--format", "csv")
        yield bench.ratio(
            f"`tasks`, four times the {what}", listing(db=path), listing(db=usual), "10,000 tasks", most, 5
        )
        rare = partial(bench.ours, "dept", ledger.RARE, "--format", "json")
        yield bench.ratio(f"`dept`, 50 rows, four times the {what}", rare(db=path), rare(db=usual), "10,000 tasks", 1.2)
    one = bench.folder / "one.db"
    bench.ours("--quiet", "seed", "2017", db=one).run()
    tasks = partial(bench.ours, "tasks", "2017", "--format", "csv")
    yield bench.ratio("`tasks 2017` among four plans", tasks(), tasks(db=one), "the only plan", 1.1)


def exports(bench: Bench) -> Iterator[Figure]:
    """Everything at once, into files."""
    big, middle = bench.ledger(100_000), bench.ledger(10_000)
    out = bench.folder / "out.csv"
    ours = bench.ours("export", "notes", "-o", str(out), db=big)
    shell = Command(["sqlite3", "-csv", str(big), peers.NOTES], output=bench.folder / "shell.csv")
    yield bench.ratio("csv of a million notes", ours, shell, "sqlite3 -csv, the same rows", 2.2, 7)
    for what, words, db in (("a million notes", "notes", big), ("half a million obligations", "obligations", big)):
        run = measure(bench.ours("export", words, "-o", str(out), db=db), 1)
        yield Figure(
            f"memory of a csv of {what}, MiB", _told(run), "", run.memory, 48, f"egovtrack export {words} -o …"
        )
    sheet = bench.ours("export", "notes", "-o", str(bench.folder / "out.xlsx"), db=middle)
    least = bench.folder / "least.py"
    least.write_text(_XLSX)
    plain = Command([bench.python, str(least), str(middle), str(bench.folder / "least.xlsx"), peers.NOTES])
    yield bench.ratio("xlsx of 100,000 notes", sheet, plain, "XlsxWriter, constant memory", 1.1, 5)


def loads(bench: Bench) -> Iterator[Figure]:
    """Storing plans: by the program, by the driver alone, and by Taskwarrior, in turn."""
    plan, place = loading.read(4), bench.folder / "imported"
    settings = peers.taskwarrior_settings(place)
    imports: dict[str, tuple[int, Command]] = {}
    for notes, said in ((True, "ten notes a task"), (False, "no notes")):
        file = bench.folder / f"{said}.json"
        count = peers.taskwarrior_json(bench.ledger(10_000), file, notes=notes)
        imports[said] = count, Command(["task", "import", str(file)], settings, before=partial(_empty, place))
    stored: list[loading.Turn] = []
    rates: list[list[float]] = []
    for _turn in range(loading.TURNS + 1):
        stored.append(loading.store(plan))
        rates.append([count / command.run().processor for count, command in imports.values()])
    ours = [one.rows / one.ours for one in stored[1:]]
    driver = [one.rows / one.least for one in stored[1:]]
    what = f"storing a plan of {len(plan.tasks):,} tasks"
    yield _rate(what, ours, "executemany", driver, "rows/s", 0.4)._replace(by="python -m benchmarks.loading")
    for said, theirs in zip(imports, zip(*rates[1:], strict=True), strict=True):
        yield _rate("the same, rows", ours, f"task import, {said}", theirs, "tasks/s", 9)


def _rate(what: str, ours: Sequence[float], name: str, theirs: Sequence[float], unit: str, target: float) -> Figure:
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    told = f"{statistics.median(ours):,.0f} rows/s"
    return Figure(what, told, f"{name}: {statistics.median(theirs):,.0f} {unit}", ratio, target, "", least=True)


def _remove(path: Path) -> None:
    for one in path.parent.glob(path.name + "*"):
        one.unlink()


def _empty(folder: Path) -> None:
    for one in folder.glob("*.data"):
        one.unlink()


def _copy(path: Path, folder: Path) -> Path:
    return Path(shutil.copy(path, folder))


def written(figures: list[Figure], options: argparse.Namespace) -> str:
    """The results as Markdown."""
    processor = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "").partition(":")[2]
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    versions = (
        f"egovtrack {__version__}", f"Python {platform.python_version()}", peers.version("sqlite3", "--version"),
        "Taskwarrior " + peers.version("task", "--version"),
        peers.version(str(Path(options.peers) / "sqlite-utils"), "--version"),
        peers.version(str(Path(options.peers) / "todo"), "--version"),
    )  # fmt: skip
    head = f"""# Results

Written by `python -m benchmarks`. Whole processes, run in turn with their peers: medians, and the medians of the pairs'
ratios. Seconds are those of the processor (user and system), which other work on the machine disturbs least; of most
pairs {options.runs} were run, of those that take seconds 3 to 7.
The limit of 3 seconds is told in bare click programs, too, for any machine: it was set where one took {_BARE_MS} ms.

- {datetime.now(UTC):%Y-%m-%d}, {platform.system()}, {os.cpu_count()} processors{processor and "," + processor}
- load when it ended: {load}
- {"; ".join(one for one in versions if one)}

| what | ours | peer | ratio | to reach | reached |
|---|---|---|---|---|---|
"""
    return (
        head
        + "".join(
            f"| {one.what} | {one.ours} | {one.theirs} | {one.ratio:.2f} | {'≥' if one.least else '≤'} {one.target} "
            f"| {'yes' if one.reached() else '**no**'} |\n"
            for one in figures
        )
        + "\nCommands, in the order of the table:\n\n```\n"
        + "".join(f"{one.by}\n" for one in figures if one.by)
        + "```\n"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


GROUPS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    "start": start, "shipped": shipped, "changed": changed, "large": large, "growth": growth, "exports": exports,
    "loads": loads,
}  # fmt: skip


def main() -> None:
    """Measure, print each line as it comes, and write the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--program", default=shutil.which("egovtrack"), help="the installed entry point")
    parser.add_argument("--peers", default="", help="the folder of sqlite-utils and todo")
    parser.add_argument("--cache", default=str(Path(tempfile.gettempdir()) / "egovtrack-ledgers"))
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", choices=GROUPS, action="append", help="measure this, and write nothing")
    options = parser.parse_args()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, Path(folder))
        for name in options.only or GROUPS:
            for figure in GROUPS[name](bench):
                figures.append(figure)
                print(f"{figure.ratio:8.2f} of {figure.target:<5}", figure.what, figure.ours, figure.theirs, flush=True)
    if not options.only:
        _RESULTS.write_text(written(figures, options), encoding="utf-8")


if __name__ == "__main__":
    main()
