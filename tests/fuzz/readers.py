"""Fuzzing by coverage: `python -m tests.fuzz.readers --target text --runs 50000 --seed 1`, with `.[fuzz]` installed.

atheris watches which branches of the readers and the grammar an input reaches, and goes on from those that reach new
ones. An input that fails is kept as a file `crash-…` in the working folder.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import atheris

with atheris.instrument_imports(
    include=["egovtrack.readers", "egovtrack.grammar", "egovtrack.forms", "egovtrack.archive", "egovtrack.opendocument"]
):
    from tests.fuzz import samples, strategies, targets

_SECONDS, _MEGABYTES = 60, 2000


def _part(archive: bytes, name: str, content: bytes) -> bytes:
    return samples.packed(samples.parts(archive) | {name: content})


def _in_part(name: str, part: str) -> tuple[Callable[[bytes], object], list[bytes]]:
    """One XML member of an office file as the input: bytes changed in an archive fail its checksums."""
    archive = samples.documents()[name]
    return lambda data: targets.plan(_part(archive, part, data), name), [samples.parts(archive)[part]]


def _named(*names: str) -> tuple[Callable[[bytes], object], list[bytes]]:
    return lambda data: targets.plan(data, names[0]), [samples.documents()[name] for name in names]


def _form(part: str) -> tuple[Callable[[bytes], object], list[bytes]]:
    return lambda data: targets.form(_part(samples.form(), part, data)), [samples.parts(samples.form())[part]]


TARGETS: dict[str, Callable[[], tuple[Callable[[bytes], object], list[bytes]]]] = {
    "text": lambda: _named("plan.txt", "plan-gb.txt"),
    "markdown": lambda: _named("plan.md"),
    "csv": lambda: _named("plan.csv"),
    "html": lambda: _named("plan.html"),
    "pdf": lambda: _named("plan.pdf"),
    "ofd": lambda: _in_part("plan.ofd", "Doc_0/Pages/Page_0/Content.xml"),
    "odt": lambda: _in_part("plan.odt", "content.xml"),
    "ods": lambda: _in_part("plan.ods", "content.xml"),
    "mht": lambda: _named("plan.mht"),
    "xml": lambda: _named("plan.doc", "plan.xml"),
    "xls": lambda: _named("plan.xls"),
    "docx": lambda: _in_part("plan.docx", "word/document.xml"),
    "xlsx": lambda: _in_part("plan.xlsx", "xl/worksheets/sheet1.xml"),
    "form": lambda: _form("xl/worksheets/sheet2.xml"),
    "form-words": lambda: _form("xl/sharedStrings.xml"),
    "archive": lambda: (lambda data: targets.plan(data, "plan.docx"), [samples.documents()["plan.docx"]]),
}
"""What may be fuzzed: the function that takes an input, and the inputs to begin with."""


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def fuzz(target: str, runs: int, seed: int, folder: Path) -> NoReturn:
    """Fuzz one target, with a folder for what is kept meanwhile; libFuzzer ends the process."""
    take, beginnings = TARGETS[target]()
    corpus, words = folder / "corpus", folder / "words.dict"
    corpus.mkdir()
    for number, content in enumerate(beginnings):
        (corpus / f"{number}").write_bytes(content)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in strategies.FRAGMENTS), "ascii")
    limits = [f"-timeout={_SECONDS}", f"-rss_limit_mb={_MEGABYTES}", "-max_len=60000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], str(corpus), f"-dict={words}", f"-runs={runs}", f"-seed={seed}", *limits], take)
    atheris.Fuzz()
    raise SystemExit


def main(arguments: list[str]) -> int:
    """Run one target in a process of its own, which libFuzzer ends without clearing up; 0 where nothing was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.readers", description=__doc__)
    parser.add_argument("--target", choices=TARGETS, default="text", help="what to fuzz (default: text)")
    parser.add_argument("--runs", type=int, default=10_000, help="how many inputs (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="the seed (default: 1)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="egovtrack-fuzz-") as folder:
        child = multiprocessing.get_context("fork").Process(
            target=fuzz, args=(options.target, options.runs, options.seed, Path(folder))
        )
        child.start()
        child.join()
    return int(bool(child.exitcode))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
