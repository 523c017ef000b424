"""Many ledgers side by side: one table with the ledger's name first, and a word on those that cannot be read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program, execute, sqlite_only

pytestmark = sqlite_only
DEPT = "市经济信息化委"


@pytest.fixture
def folder(seeded: Path, tmp_path: Path) -> Path:
    """Three ledgers: one as it was seeded, one with a report, one with all reported done; and a list of them."""
    for name, percent in (("a", None), ("b", "40"), ("c", "100")):
        shutil.copy(seeded, tmp_path / f"{name}.db")
        if percent:
            Program(tmp_path / f"{name}.db")(
                "progress", "set", "2017-13", "--dept", DEPT, "--date", "2017-03-10",
                *(("--status", "completed") if percent == "100" else ("--percent", percent)),
            )  # fmt: skip
    (tmp_path / "all.txt").write_text("# 各市\n甲市=a.db\n\n乙市 = b.db\nc.db\n", "utf-8")
    return tmp_path


def across(folder: Path, *words: str, code: int = 0) -> dict[str, Any]:
    done = Program(folder / "none.db")("across", *words, "--format", "json", code=code)
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_each_ledger_answers_as_it_does_alone(folder: Path) -> None:
    whole = across(folder, "list", f"@{folder / 'all.txt'}", "--dept", DEPT, "--plan", "2017")
    for name, file in (("甲市", "a"), ("乙市", "b"), ("上海市", "c")):
        alone = Program(folder / f"{file}.db").json("list", "--dept", DEPT, "--plan", "2017")
        assert [row for row in whole["rows"] if row["ledger"] == name] == [{"ledger": name, **row} for row in alone]
    assert [row["ledger"] for row in whole["rows"]] == ["甲市"] * 21 + ["乙市"] * 21 + ["上海市"] * 21


def test_counts_are_a_row_a_ledger_and_their_sum(folder: Path) -> None:
    found = across(folder, "status", f"@{folder / 'all.txt'}")
    rows = found["rows"]
    assert [(row["ledger"], row["in_progress"], row["reported_done"]) for row in rows] == [
        ("甲市", 0, 0), ("乙市", 1, 0), ("上海市", 0, 1),
    ]  # fmt: skip
    assert found["total"]["obligations"] == sum(row["obligations"] for row in rows)
    counted = across(folder, "list", "--count", f"@{folder / 'all.txt'}", "--dept", DEPT, "--status", "in_progress")
    assert [row["obligations"] for row in counted["rows"]] == [0, 1, 0]


def test_the_past_is_asked_for_too(folder: Path) -> None:
    (row,) = across(folder, "status", str(folder / "b.db"), "--as-of", "2017-03-09")["rows"]
    assert row["in_progress"] == 0


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(folder: Path) -> None:
    (folder / "junk.db").write_bytes(b"junk " * 400)
    shutil.copy(folder / "a.db", folder / "old.db")
    execute(folder / "old.db", "UPDATE alembic_version SET version_num = '0003'")
    before = (folder / "old.db").read_bytes()
    places = [str(folder / f"{name}.db") for name in ("a", "junk", "nowhere", "old")]
    found = across(folder, "status", *places, "postgresql://127.0.0.1:9/none", code=1)
    assert [row["ledger"] for row in found["rows"]] == ["上海市"]
    assert [one["ledger"].rpartition("/")[2] for one in found["unread"]] == ["junk.db", "nowhere.db", "old.db", "none"]
    assert "db upgrade" in found["unread"][2]["why"]
    assert (folder / "old.db").read_bytes() == before, "a ledger of another office is not upgraded"
    assert not (folder / "nowhere.db").exists()


def test_ledgers_that_are_called_alike_are_told_apart(folder: Path) -> None:
    places = [str(folder / f"{name}.db") for name in ("a", "b", "a")]
    found = across(folder, "status", *places)
    assert [row["ledger"] for row in found["rows"]] == [f"上海市 ({place})" for place in places[:2]]


@pytest.mark.parametrize("words", [(), ("@none.txt",)])
def test_no_ledger_at_all(folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "none.txt").write_text("# nothing\n", "utf-8")
    assert "no ledger is named" in Program(folder / "x.db")("across", "list", *words, code=2).err
