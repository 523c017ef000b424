"""What scripts rely on (docs/contract.md), held for every command of the program."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import LEAVES, prepare, runs
from tests.conftest import Outcome, Program, sqlite_only

pytestmark = sqlite_only
_LANG = {"csv": "zh", "json": "en"}
Ran = list[tuple[str, Outcome]]


@pytest.fixture(scope="module")
def everything(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ran]:
    """Every command run one after the other in a format, each on the ledger as those before left it."""
    known: dict[str, Ran] = {}

    def run(form: str) -> Ran:
        if form not in known:
            folder = tmp_path_factory.mktemp(form)
            prepare(folder, seeded)
            program = Program(folder / "ledger.db", "2017-04-10")
            known[form] = [
                (" ".join(words), program("--format", form, *words, lang=_LANG[form], code=None))
                for words in runs(folder)
            ]
        return known[form]

    return run


def test_every_command_is_run(everything: Callable[[str], Ran]) -> None:
    ran = everything("csv")
    assert {name for name in LEAVES if not any(words.startswith(name) for words, _done in ran)} == set()
    assert {words: done.err for words, done in ran if done.code not in {0, 3}} == {}


def test_no_csv_has_two_columns_of_one_name(everything: Callable[[str], Ran]) -> None:
    for words, done in everything("csv"):
        head = next(csv.reader(io.StringIO(done.out)), [])
        assert max(Counter(head).values(), default=1) == 1, (words, head)


# --- what is data is on standard output ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json", "jsonl"])
def test_a_task_is_told_with_its_ref_and_title(reading: Program, form: str) -> None:
    shown = reading("show", "2017-13", "--format", form).out
    assert "2017-13" in shown
    assert "网上政务大厅等15个业务系统迁云" in shown


def test_a_leader_is_told_with_name_and_post(reading: Program) -> None:
    for form in ("text", "markdown", "html"):
        shown = reading("leader", "周波", "--format", form).out
        assert "周波 常务副市长" in shown
        assert "plan 2017" in shown


@pytest.mark.parametrize("args", [("show", "2017-13"), ("leader", "周波"), ("depts", "show", "市财政局")])
def test_tables_in_markdown_are_parted(reading: Program, args: tuple[str, ...]) -> None:
    """Each has its title above it and a blank line around it: two tables that touch would be one."""
    parts = reading(*args, "--format", "markdown").out.split("\n\n")
    tables = [place for place, part in enumerate(parts) if part.startswith("|")]
    assert len(tables) >= 2
    for place in tables:
        assert all(line.startswith("|") for line in parts[place].splitlines())
        assert not parts[place - 1].startswith("|")


# --- exit codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ("db", "restore", "FILE"), ("db", "load", "FILE", "--db", "new.db"), ("import", "FILE", "--key", "x"),
        ("progress", "import", "FILE"), ("depts", "import", "FILE"), ("leader", "import", "FILE"),
        ("rules", "set", "lights", "FILE"), ("rules", "set", "wording", "FILE"), ("notice", "verify", "FILE"),
        ("check", "--against", "FILE"), ("deadline", "--from-csv", "FILE", "--basis", "x"),
        ("notice", "of", "市公安局", "--base", "FILE", "-o", "x.docx"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("content", [b"", b"junk\0\xff\xfe\x01", b"PK\x03\x04junk"], ids=["empty", "binary", "zip"])
def test_a_file_that_cannot_be_what_it_should_be_is_bad_input(
    reading: Program, args: tuple[str, ...], content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FILE").write_bytes(content)
    refused = reading(*args, code=65)
    assert refused.err.splitlines()[-1].startswith("error: ")


@pytest.mark.parametrize("args", [("plans",), ("dept", "市财政局"), ("log",), ("export", "notes"), ("config", "show")])
def test_a_zone_that_is_none_is_a_usage_error_whether_it_matters_or_not(
    reading: Program, args: tuple[str, ...]
) -> None:
    for place in ("before", "after"):
        zone = ("--zone", "Asia/Nowhere")
        refused = reading(*(zone + args if place == "before" else args + zone), code=2)
        assert "no time zone Asia/Nowhere" in refused.err
