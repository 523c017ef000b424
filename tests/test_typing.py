"""What people type is taken as they mean it, where there is no doubt; what says nothing is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program, sqlite_only

DEPT = "市经济信息化委"
SET = ("progress", "set", "2017-13", "--dept", DEPT)


@pytest.mark.parametrize("ref", ["２０１７－１３", "2017-013", "\ufeff2017-13\u200b", "2017–13", "13", "１３"])
def test_a_reference_as_it_is_typed(egovtrack: Program, ref: str) -> None:
    """`13` is of the open plan, where one is open."""
    egovtrack("plans", "close", "2015", "2016", "12fyp")
    (row,) = egovtrack.json("show", ref)
    assert row["ref"] == "2017-13"


def test_a_number_alone_is_no_reference_where_several_plans_are_open(egovtrack: Program) -> None:
    assert "2017-13" in egovtrack("show", "13", code=1).err


@pytest.mark.parametrize("name", ["\u200b市经济信息化委", "市经济\u00a0信息化委\ufeff", "经济信息化委"])
def test_a_name_with_characters_that_are_not_seen(egovtrack: Program, name: str) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", name, "--percent", "40")
    assert [note["department"] for note in egovtrack.json("progress", "log")] == [DEPT]


@pytest.mark.parametrize(
    ("typed", "status"), [("推进中", "in_progress"), ("已报完成", "reported_done"), ("Blocked", "blocked")]
)
def test_a_status_by_the_word_that_tables_print(egovtrack: Program, typed: str, status: str) -> None:
    egovtrack(*SET, "--status", typed)
    assert [note["status"] for note in egovtrack.json("progress", "log")] == [status]


def test_a_percent_as_tables_print_it(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "４０%")
    assert [note["percent"] for note in egovtrack.json("progress", "log")] == [40]


def test_a_role_and_a_way_by_their_words(egovtrack: Program) -> None:
    by_word = egovtrack.json("dept", DEPT, "--role", "牵头", "--via", "文件列明、指定")
    assert by_word == egovtrack.json("dept", DEPT, "--role", "lead", "--via", "direct,designated") != []


@pytest.mark.parametrize(
    "words",
    [
        ("progress", "verify", "2017-13", "--dept", ""),
        ("progress", "set", "2017-13", "--dept", DEPT, "--note", " "),
        ("progress", "log", ""),
        ("dept", DEPT, "--plan", " "),
        ("check", "--db", ""),
        ("log", "--author", ""),
        ("undo", "--by", "", "--yes"),
    ],
)
def test_an_empty_value_is_a_usage_error(egovtrack: Program, words: tuple[str, ...]) -> None:
    """`--dept ""` would strike off everybody's."""
    assert "empty" in egovtrack(*words, code=2).err


def test_an_empty_variable_counts_as_unset(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EGOVTRACK_FORMAT", "")
    monkeypatch.setenv("EGOVTRACK_PROGRESS_LOG_DEPT", "")
    egovtrack("progress", "log")


@sqlite_only
@pytest.mark.parametrize(
    "words",
    [
        (*SET, "--percent", "40"),
        ("progress", "retract", "1", "--reason", "错"),
        ("plans", "close", "2017", "--basis", "会"),
        ("undo", "--yes"),
        ("check",),
    ],
)
def test_a_mistyped_place_makes_no_ledger(tmp_path: Path, words: tuple[str, ...]) -> None:
    place = tmp_path / "台账.db"
    assert "no ledger yet" in Program(place)(*words, code=1).err
    assert not place.exists()
