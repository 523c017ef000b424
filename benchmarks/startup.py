"""How long a command takes as a whole process, beside a peer that prints the same rows: `python -m benchmarks.startup`.

Both run in turn, A B A B …, so that a machine's changing speed touches both; the ratio is the median of the pairs'.
The peer is sqlite-utils printing the same tasks from the same file (pip install sqlite-utils). Measure an installed
wheel by its own entry point: `--program` names it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

COMMANDS = (
    ("tasks", "2017"),
    ("tasks", "2017", "--format", "json"),
    ("dept", "市经济信息化委"),
    ("dept", "市经济信息化委", "--format", "table", "--width", "100"),
    ("dept", "市经济信息化委", "--format", "json"),
    ("show", "2016-5"),
    ("progress", "set", "2017-13", "--percent", "40"),
    ("--help",),
)


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one run; its output is read and thrown away."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def compare(ours: list[str], theirs: list[str], runs: int) -> tuple[float, float, float]:
    """Median seconds of both, and the median of the pairs' ratios; one pair is run first and not counted."""
    pairs = [(seconds(ours), seconds(theirs)) for _run in range(runs + 1)][1:]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(mine / peer for mine, peer in pairs),
    )


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=shutil.which("egovtrack"), help="the installed entry point")
    parser.add_argument("--peer", default=shutil.which("sqlite-utils"), help="the peer's entry point")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "ledger.db")
        os.environ |= {"EGOVTRACK_DB": ledger, "EGOVTRACK_TODAY": "2017-03-20"}
        subprocess.run([options.program, "--quiet", "seed", "--all"], check=True)
        peer = [
            options.peer,
            "rows",
            ledger,
            "task",
            "--where",
            "plan_id = (SELECT id FROM plan WHERE key = '2017')",
            "-t",
        ]
        for command in COMMANDS:
            ours, theirs, ratio = compare([options.program, *command], peer, options.runs)
            print(f"{' '.join(command):60} {1000 * ours:5.0f} ms   peer {1000 * theirs:5.0f} ms   ratio {ratio:4.2f}")


if __name__ == "__main__":
    main()
