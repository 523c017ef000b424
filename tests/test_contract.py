"""What scripts rely on (docs/reference/contract.md), held for every command of the program."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from docs import schema
from egovtrack import views
from egovtrack.sheets import Sheet
from tests.commands import LEAVES, SILENT, TEXTS, prepare, runs
from tests.conftest import ROOT, Outcome, Program, sqlite_only

pytestmark = sqlite_only


class Ran(NamedTuple):
    """A command's words, what it gave in json, and the same table as csv."""

    words: str
    done: Outcome
    csv: str


@pytest.fixture(scope="module")
def everything(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Ran]:
    """Every command run one after the other, each on the ledger as those before left it."""
    folder, tables, write_out = tmp_path_factory.mktemp("everything"), [""], views.write_out

    def write_both(sheets: Sequence[Sheet], name: str, stream: Any) -> None:
        whole = [each.whole() for each in sheets]
        tables.append(views.render(whole[0], "csv"))
        write_out(whole, name, stream)

    prepare(folder, seeded)
    program, ran = Program(folder / "ledger.db", "2017-04-10"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "write_out", write_both)
        for words in runs(folder):
            del tables[1:]
            ran.append(Ran(" ".join(words), program("--format", "json", *words, lang="zh", code=None), tables[-1]))
    return ran


def test_every_command_is_run(everything: list[Ran]) -> None:
    assert {name for name in LEAVES if not any(ran.words.startswith(name) for ran in everything)} == set()
    assert {ran.words: ran.done.err for ran in everything if ran.done.code not in {0, 3}} == {}


def test_no_csv_has_two_columns_of_one_name(everything: list[Ran]) -> None:
    for ran in everything:
        head = next(csv.reader(io.StringIO(ran.csv)), [])
        assert max(Counter(head).values(), default=1) == 1, (ran.words, head)


# --- what programs read ----------------------------------------------------------------------------------------------

SCHEMA = json.loads(schema.PLACE.read_text("utf-8"))
RELEASED = json.loads((ROOT / "tests/data/schema-1.json").read_text("utf-8"))
ADDED = """\
python -m docs writes the schema anew. Keys may be added; none may be removed or told otherwise while
schema_version is 1."""


@pytest.fixture(scope="module")
def told(everything: list[Ran]) -> list[tuple[str, dict[str, Any]]]:
    """Every answer in json, with the words of its command."""
    return [
        (ran.words, json.loads(ran.done.out))
        for ran in everything
        if not ran.words.startswith(tuple(SILENT | TEXTS)) or " -o " in ran.words
    ]


def test_every_answer_fits_its_schema(told: list[tuple[str, dict[str, Any]]]) -> None:
    checks = {kind: Draft202012Validator(own) for kind, own in SCHEMA["$defs"].items()}
    Draft202012Validator.check_schema(SCHEMA)
    for words, answer in told:
        assert [error.message for error in checks[answer["kind"]].iter_errors(answer)] == [], words


def test_the_schema_has_every_kind_and_every_key(told: list[tuple[str, dict[str, Any]]]) -> None:
    made = schema.schema_of(answer for _words, answer in told)
    assert list(missing(made, SCHEMA)) == [], ADDED


def test_what_was_released_is_still_there_and_told_as_it_was() -> None:
    assert list(missing(RELEASED, SCHEMA, typed=True)) == [], ADDED


def missing(wanted: dict[str, Any], there: dict[str, Any], *, typed: bool = False, at: str = "") -> Iterator[str]:
    """What one schema has and another has not: kinds, keys at any depth and, if `typed`, the types of their values."""
    for part in ("$defs", "properties"):
        for key, each in wanted.get(part, {}).items():
            if key in there.get(part, {}):
                yield from missing(each, there[part][key], typed=typed, at=f"{at}.{key}")
            else:
                yield f"{at}.{key}"
    if "items" in wanted and isinstance(there.get("items"), dict):
        yield from missing(wanted["items"], there["items"], typed=typed, at=f"{at}[]")
    if typed and not set(there.get("type") or ()) <= set(wanted.get("type") or there.get("type") or ()):
        yield f"{at}: {there['type']}"


def test_a_command_that_changes_something_says_what_it_did(egovtrack: Program, tmp_path: Path) -> None:
    done = json.loads(
        egovtrack("extend", "2017-14", "--until", "2018-03-31", "--reason", "招标", "--format", "json").out
    )
    assert (done["kind"], done["written"]) == ("done", {"deadline": 1})
    ((row),) = done["rows"]
    assert (row["deed"], row["ref"], row["value"]) == ("deadline", "2017-14", "2018-03-31")
    assert done["action"] == row["action"] == egovtrack.json("log")[-1]["id"]
    undone = json.loads(egovtrack("undo", "--yes", "--format", "json").out)
    assert undone["undoes"] == done["action"]
    for args in (("db", "backup"), ("export", "obligations"), ("form", "市财政局", "--period", "2017-04")):
        path = tmp_path / {"form": "a.xlsx", "export": "a.csv", "db": "a.db"}[args[0]]
        made = json.loads(egovtrack("--format", "json", *args, "-o", str(path)).out)
        assert str(path) in {row["path"] for row in made["rows"] if row["deed"] == "file"}


def test_a_fresh_ledger_tells_what_was_loaded(empty: Program) -> None:
    done = json.loads(empty("seed", "2017", "--format", "json").out)
    assert [(row["about"], row["value"]) for row in done["rows"] if row["deed"] == "edition"] == [
        ("2017", "2017年上海市政府电子政务重点工作安排")
    ]
    assert done["written"]["edition"] == 1
    assert empty("seed", "2017", "--format", "text").out == ""


def test_nothing_is_answered_for_what_was_refused(egovtrack: Program) -> None:
    assert egovtrack("extend", "2017-14", "--until", "x", "--reason", "招标", "--format", "json", code=2).out == ""


def test_a_task_tells_where_each_party_stands(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--problem", "缺钱")
    (task,) = egovtrack.json("show", "2017-13")
    parties = {party["party"]: party for clause in task["clauses"] for party in clause["parties"]}
    ours = parties["市经济信息化委"]
    assert (ours["status"], ours["percent"], ours["problem"]) == ("in_progress", 40, "缺钱")
    assert (ours["light"], ours["last_report_on"], ours["members"]) == ("green", "2017-03-20", 1)
    nobody = parties["市政府有关部门"]
    assert (nobody["status"], nobody["members"], nobody["undesignated"], nobody["open"]) == (None, 0, True, True)


def test_a_table_of_counts_and_a_week_say_what_they_are_of(reading: Program, tmp_path: Path) -> None:
    for args in (("status", "2017", "--by", "section"), ("leader", "周波", "--plan", "2017")):
        told = json.loads(reading(*args, "--format", "json").out)
        assert (told["plan"], told["by"]) == ("2017", "section" if args[0] == "status" else "dept")
        assert {row["plan"] for row in told["rows"]} == {"2017"}
    assert (told["leader"], told["post"]) == ("周波", "常务副市长")
    reading("export", "weekly", "--week", "2017-W10", "--plan", "2017", "-o", str(tmp_path), "--format", "json")
    for path in tmp_path.glob("*.json"):
        told = json.loads(path.read_text("utf-8"))
        assert (told["plan"], told["week"], told["from"], told["to"]) == (
            "2017", "2017-W10", "2017-03-06", "2017-03-12",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("args", "better", "older"), [(("seed", "--list"), "plan", "key"), (("config", "path"), "path", "name")]
)
def test_what_has_two_names_is_told_under_both(
    reading: Program, args: tuple[str, ...], better: str, older: str
) -> None:
    assert all(row[better] == row[older] for row in reading.json(*args))


# --- what is data is on standard output ------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json", "jsonl"])
def test_a_task_is_told_with_its_ref_and_title(reading: Program, form: str) -> None:
    shown = reading("show", "2017-13", "--format", form).out
    assert "2017-13" in shown
    assert "网上政务大厅等15个业务系统向电子政务云迁移" in shown


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
