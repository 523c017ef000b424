"""The registry: departments through time, found under every name; changes to it; another government's registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from opencc import OpenCC

from egovtrack.errors import EgovtrackError
from egovtrack.queries.registry import read_registry
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.registry import Registry
from egovtrack.spelling import folded, place_of, readings, shadow
from tests.conftest import Program, opened, sqlite_only
from tests.curated import BY_NAME, COLLECTIVE_BY_NAME, DEPARTMENTS

SAFETY, MARKET = "市工商局", "市市场监管局"
MERGED = ("市工商局", "市质量技监局", "市食品药品监管局")
NAMES = sorted(BY_NAME)
TRADITIONAL = OpenCC("s2t")
FULL_WIDTH = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def owed(program: Program, name: str, *args: str) -> list[tuple[str, str]]:
    """What a department owes: reference and the name it was given under."""
    return [(row["ref"], row["member"]) for row in program.json("dept", name, *args)]


def entry(program: Program, name: str) -> dict[str, Any]:
    (row,) = program.json("depts", "show", name)
    return row


def names_of(program: Program, name: str, form: str) -> list[tuple[str, str | None, str | None]]:
    names = entry(program, name)["names"]
    return [(each["name"], each["valid_from"], each["valid_to"]) for each in names if each["form"] == form]


def count(program: Program) -> int:
    return len(program.json("depts"))


# --- the registry as it comes ------------------------------------------------------------------------------------


def test_the_list_has_every_department_once(reading: Program) -> None:
    rows = reading.json("depts")
    assert [row["name"] for row in rows].count("市经济信息化委") == 1
    assert len(rows) == len(DEPARTMENTS)
    assert {row["kind"] for row in rows} >= {"department", "district", "party", "institution"}


def test_the_list_filters_by_kind_day_and_characters(reading: Program) -> None:
    assert len(reading.json("depts", "list", "--kind", "district", "--as-of", "2015-03-06")) == 17
    assert len(reading.json("depts", "list", "--kind", "district", "--as-of", "2017-02-23")) == 16
    assert [row["name"] for row in reading.json("depts", "list", "--search", "經信")] == ["市经济信息化委"]
    assert reading.json("depts", "list", "--search", "无此字样") == []


def test_the_list_of_a_day_has_the_names_of_that_day(reading: Program) -> None:
    def named(day: str) -> set[str]:
        return {row["name"] for row in reading.json("depts", "list", "--as-of", day)}

    assert {"市建设管理委", "闸北区", "崇明县"} <= named("2015-03-06")
    assert {"市住房城乡建设管理委", "崇明区"} <= named("2017-02-23")
    assert {"市建设管理委", "闸北区", "崇明县", MARKET}.isdisjoint(named("2017-02-23"))


def test_a_department_has_a_history(reading: Program) -> None:
    row = entry(reading, "市住房城乡建设管理委")
    assert row["predecessors"] == ["市住房保障房屋管理局"]
    assert names_of(reading, "市住房城乡建设管理委", "short") == [
        ("市建设管理委", None, "2015-09-01"),
        ("市住房城乡建设管理委", "2015-09-01", None),
    ]
    assert row["basis"]
    assert row["leaders"] == ["陈寅"]
    assert "市政府各部门" in row["collectives"]
    merged = entry(reading, SAFETY)
    assert (merged["valid_to"], merged["successor"]) == ("2018-11-11", MARKET)
    assert entry(reading, MARKET)["predecessors"] == list(MERGED)


# --- one question, all names -------------------------------------------------------------------------------------


def test_a_department_has_what_it_was_given_under_its_old_name(reading: Program) -> None:
    rows = owed(reading, "市住房城乡建设管理委")
    assert ("2015-18", "市建设管理委") in rows
    assert ("2016-15", "市住房城乡建设管理委") in rows
    said = reading("dept", "市住房城乡建设管理委")
    assert "Given under other names" in said.err + said.out
    assert "3 as 市建设管理委" in said.err + said.out


def test_an_old_name_asks_for_the_same_department(reading: Program) -> None:
    assert owed(reading, "市建设管理委") == owed(reading, "市住房城乡建设管理委")
    said = reading("dept", "市建设管理委")
    assert "市建设管理委 is called 市住房城乡建设管理委 since 2015-09-01" in said.err + said.out


def test_the_exact_name_leaves_the_others_out(reading: Program) -> None:
    everything = owed(reading, "市住房城乡建设管理委")
    for name in ("市建设管理委", "市住房城乡建设管理委"):
        exactly = owed(reading, name, "--exact-name")
        assert exactly == [row for row in everything if row[1] == name]
    assert {member for _ref, member in everything} == {
        "市建设管理委", "市住房城乡建设管理委", "市住房保障房屋管理局",
    }  # fmt: skip


def test_a_merger_brings_what_its_predecessors_were_given(ledger: Path) -> None:
    later = Program(ledger, today="2019-01-15")
    rows = later.json("dept", MARKET, "--plan", "2017")
    assert {(row["ref"], row["member"]) for row in rows} >= {("2017-24", SAFETY), ("2017-37", "市食品药品监管局")}
    assert {row["department"] for row in rows} == {MARKET}
    parts = [row for name in MERGED for row in owed(later, name, "--plan", "2017")]
    assert sorted(parts) == sorted(owed(later, MARKET, "--plan", "2017"))
    assert owed(later, MARKET, "--plan", "2017", "--exact-name") == []


@pytest.mark.parametrize(("status", "holder"), [("verified", SAFETY), ("in_progress", MARKET)])
def test_what_was_finished_stays_with_the_one_who_finished_it(ledger: Path | str, status: str, holder: str) -> None:
    then = Program(ledger)
    then("progress", "set", "2017-24", "--dept", SAFETY, "--status", "completed", "--date", "2017-03-10")
    decision = ("verify", "2017-24") if status == "verified" else ("return", "2017-24", "--reason", "不全")
    then("progress", *decision, "--date", "2017-03-15")
    later = Program(ledger, today="2019-01-15")
    assert (("2017-24", SAFETY) in owed(later, MARKET, "--plan", "2017")) is (holder == MARKET)
    (row,) = [row for row in later.json("dept", SAFETY, "--plan", "2017") if row["ref"] == "2017-24"]
    assert row["department"] == holder
    (counted,) = [row for row in later.json("status", "2017") if row["group"] == holder]
    assert counted[status] == 1


def test_what_the_office_ended_before_the_merger_stays_too(ledger: Path) -> None:
    word = ("progress", "set", "2017-37", "--status", "cancelled", "--note", "并入他项", "--date", "2017-03-10")
    Program(ledger)(*word)
    later = Program(ledger, today="2019-01-15")
    assert "2017-37" not in dict(owed(later, MARKET, "--plan", "2017"))
    assert "2017-37" in dict(owed(later, "市食品药品监管局", "--plan", "2017"))


def test_before_the_merger_there_is_nothing_to_answer_for(reading: Program) -> None:
    said = reading("dept", MARKET)
    assert reading.json("dept", MARKET) == []
    assert f"{MARKET} exists only from 2018-11-11. Before: {', '.join(MERGED)}" in said.err + said.out


def test_the_registry_is_that_of_the_day_asked_for(ledger: Path) -> None:
    later = Program(ledger, today="2019-01-15")
    for day, holder in (("2018-11-10", SAFETY), ("2018-11-11", MARKET)):
        rows = later.json("dept", SAFETY, "--plan", "2017", "--as-of", day)
        assert {row["department"] for row in rows} == {holder}
    assert {row["department"] for row in later.json("dept", "崇明区", "--plan", "2015", "--as-of", "2015-06-01")} == {
        "崇明县"
    }


# --- collectives -------------------------------------------------------------------------------------------------


def test_a_collective_is_listed_with_its_denominator_and_who_is_missing(egovtrack: Program) -> None:
    for district in ("黄浦区", "徐汇区"):
        egovtrack("progress", "set", "2017-10", "--dept", district, "--percent", "50", "--date", "2017-03-10")
    rows = {row["ref"]: row for row in egovtrack.json("dept", "各區政府", "--plan", "2017")}
    assert len(rows) == 15
    row = rows["2017-10"]
    assert (row["members"], row["reported"], len(row["unreported"])) == (16, 2, 14)
    assert {"黄浦区", "徐汇区"}.isdisjoint(row["unreported"])
    assert "2/16" in egovtrack("dept", "各区政府").out
    assert "Silent: 浦东新区 (15), 黄浦区 (14)" in egovtrack("dept", "各区政府", "--as-of", "2017-04-10").err


def test_two_members_that_became_one_are_still_two_by_name(reading: Program) -> None:
    """闸北区 was a member of its own when plan 2015 was issued; 静安区 answers for it now."""
    row = reading.json("dept", "各区县政府", "--plan", "2015")[0]
    assert row["members"] == len(set(row["unreported"])) == 17
    assert {"静安区", "闸北区", "崇明区"} <= set(row["unreported"])


def test_the_members_stand_in_the_registrys_order(reading: Program) -> None:
    row = reading.json("dept", "各区政府", "--plan", "2017")[0]
    order = [one["name"] for one in reading.json("depts", "list", "--kind", "district", "--as-of", "2017-02-23")]
    assert row["unreported"] == order


def test_nobody_is_counted_for_an_indefinite_collective(reading: Program) -> None:
    rows = reading.json("dept", "市政府有关部门", "--plan", "2017")
    assert {(row["open"], row["members"], row["reported"]) for row in rows} == {(True, 0, 0)}
    assert "nobody until designated" in reading("dept", "市政府有关部门", "--plan", "2017").out


def test_a_collective_is_no_department(reading: Program) -> None:
    assert "not one department but several" in reading("depts", "show", "各區政府", code=1).err


# --- typing a name -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("经信委", "市经济信息化委"),
        ("经济信息化委", "市经济信息化委"),
        ("上海市经济和信息化委员会", "市经济信息化委"),
        ("上海市經濟和信息化委員會", "市经济信息化委"),
        (" 市经济信息化委　", "市经济信息化委"),
        ("浦东", "浦东新区"),
        ("浦东新区政府", "浦东新区"),
        ("浦東新區人民政府", "浦东新区"),
        ("崇明县", "崇明区"),
        ("12345市民服务热线管理办公室", "“12345”市民服务热线管理办公室"),
        ("１２３４５市民服务热线管理办公室", "“12345”市民服务热线管理办公室"),
    ],
)
def test_a_name_is_understood_however_it_is_typed(reading: Program, typed: str, name: str) -> None:
    assert entry(reading, typed)["name"] == name


def test_what_may_mean_two_is_refused_with_both(reading: Program) -> None:
    refused = reading("dept", "市府办", code=1)
    assert "市政府办公厅" in refused.err
    assert "市政府法制办" in refused.err


@pytest.mark.parametrize("typed", ["", "市", "区", "市政府", "上海市", "静安县", "NBA"])
def test_what_is_no_name_is_refused(reading: Program, typed: str) -> None:
    assert "no department is called" in reading("dept", typed, code=1).err


@pytest.fixture(scope="module")
def registry(seeded: Path | str) -> Registry:
    with opened(seeded) as connection:
        found = read_registry(connection, read_snapshot(connection, date.max))
        named = found.named()
    found.named = lambda: named
    return found


@given(
    name=st.sampled_from(NAMES), traditional=st.booleans(), wide=st.booleans(), space=st.sampled_from(["", " ", "　"])
)
@settings(max_examples=150, deadline=None)
def test_every_registered_name_finds_its_department_in_every_form(
    registry: Registry, name: str, traditional: bool, wide: bool, space: str
) -> None:
    typed = TRADITIONAL.convert(name) if traditional else name
    typed = typed.translate(FULL_WIDTH) if wide else typed
    found, by = registry.find(space + typed + space)
    assert found is registry.find(name)[0]
    assert shadow(by.name) == shadow(name)


@given(name=st.sampled_from(sorted(COLLECTIVE_BY_NAME)))
@settings(max_examples=30, deadline=None)
def test_every_collective_is_found_in_traditional_characters(registry: Registry, name: str) -> None:
    found = registry.collective(f"　{TRADITIONAL.convert(name)} ")
    assert found is not None
    assert registry.collectives[found].name == registry.collectives[name].name


@given(text=st.text("市区县政府委局办上海监管各有关部门新闻经信Aａ1１ 　“”", max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_name_is_found_only_where_one_of_its_readings_is_registered(registry: Registry, text: str) -> None:
    """Nothing is guessed: what is found is what was typed, but for its form, the city and the kind of office."""
    place = place_of(one["full"] for one in DEPARTMENTS)
    known = {shadow(name.name) for one in registry.departments.values() for name in one.names}
    try:
        _found, by = registry.find(text)
    except EgovtrackError:
        typed = readings(text, place)
        meant = [one for one in registry.departments.values() if any(shadow(name.name) in typed for name in one.names)]
        assert len(meant) != 1
    else:
        assert shadow(by.name) in readings(text, place) & known
    assert len(registry.departments) == len(DEPARTMENTS)


@pytest.mark.parametrize("name", ["无此局", "市財政厅", "市府办", "各地政府"])
def test_no_command_makes_a_department_of_a_wrong_name(egovtrack: Program, name: str) -> None:
    before = egovtrack.json("depts")
    for args in (
        ("dept", name),
        ("depts", "show", name),
        ("depts", "alias", name, "某局"),
        ("depts", "rename", name, "某局", "--date", "2017-03-01", "--basis", "x"),
        ("depts", "merge", SAFETY, "--into", name, "--date", "2017-03-01", "--basis", "x"),
        ("designate", "2017-8", "市政府有关部门", name, "--basis", "x"),
        ("progress", "set", "2017-13", "--dept", name, "--percent", "1"),
    ):
        assert "no department is called" in egovtrack(*args, code=1).err
    assert egovtrack.json("depts") == before


@pytest.fixture(scope="module")
def untouched(seeded: Path | str) -> Iterator[Program]:
    """The program on one ledger for all commands that are refused: in the end it must be as it was."""
    program = Program(seeded)
    before = program.json("depts")
    yield program
    assert program.json("depts") == before


# --- changes -----------------------------------------------------------------------------------------------------


def test_a_department_is_added_with_its_names_and_period(egovtrack: Program) -> None:
    egovtrack(
        "depts", "add", " 市航务局", "--full", "上海市航务局", "--alias", "航务处", "--kind", "institution",
        "--from", "2016-01-01", "--until", "2017-06-01", "--successor", "交通委", "--basis", "某文件",
    )  # fmt: skip
    row = entry(egovtrack, "航務處")
    assert (row["name"], row["full_name"], row["kind"]) == ("市航务局", "上海市航务局", "institution")
    assert (row["valid_from"], row["valid_to"], row["successor"]) == ("2016-01-01", "2017-06-01", "市交通委")
    assert row["basis"] == "某文件"


def test_a_department_heard_of_today_answers_for_nothing_that_was_issued_before(egovtrack: Program) -> None:
    egovtrack("depts", "add", "江东区", "--kind", "district")
    assert entry(egovtrack, "江东区")["valid_from"] == "2017-03-20"
    assert egovtrack.json("dept", "江东区", "--via", "all") == []


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("市财政局",), 1, "市财政局 is registered already"),
        (("市財政局",), 1, "市财政局 is registered already"),
        (("市财 政局",), 1, "市财政局 is registered already"),
        (("市航务局", "--alias", "经信委"), 1, "经信委 is registered already"),
        (("市航务局", "--full", "上海市財政局"), 1, "上海市财政局 is registered already"),
        (("各区政府",), 1, "各区政府 is a collective"),
        (("各區政府",), 1, "各区政府 is a collective"),
        ((" ",), 2, "it has no name"),
        (("各航务局",), 1, "means several, not one department"),
        (("市航务局", "--successor", "市交通委"), 2, "a successor needs the day"),
        (("市航务局", "--from", "2017-01-02", "--until", "2017-01-02"), 2, "is not after"),
        (("市航务局", "--successor", "市无局"), 1, "no department is called"),
    ],
)
def test_a_department_that_is_there_is_not_added(
    untouched: Program, args: tuple[str, ...], code: int, word: str
) -> None:
    assert word in untouched("depts", "add", *args, code=code).err


def test_an_everyday_name_is_added_with_its_basis(egovtrack: Program) -> None:
    egovtrack("depts", "alias", "市财政局", "财神局", "管钱的", "--basis", "大家都这么叫")
    assert entry(egovtrack, "管钱的")["name"] == "市财政局"
    assert entry(egovtrack, "财神局")["basis"].endswith("大家都这么叫")
    assert "is registered already" in egovtrack("depts", "alias", "市民政局", "財神局", code=1).err
    assert "is a collective" in egovtrack("depts", "alias", "市民政局", "市政府各部门", code=1).err


RENAMED = (
    "depts", "rename", "市财政局", "市财税局", "--full", "上海市财税局", "--date", "2017-03-10", "--basis", "某号文",
)  # fmt: skip


def test_a_rename_holds_from_its_day_and_keeps_what_was_given_before(egovtrack: Program) -> None:
    before = owed(egovtrack, "市财政局", "--plan", "2017")
    egovtrack(*RENAMED)
    assert owed(egovtrack, "市财税局", "--plan", "2017") == before
    rows = {
        day: egovtrack.json("dept", "市财税局", "--plan", "2017", "--as-of", day)
        for day in ("2017-03-09", "2017-03-10")
    }
    assert [{row["department"] for row in one} for one in rows.values()] == [{"市财政局"}, {"市财税局"}]
    assert names_of(egovtrack, "市财税局", "short") == [
        ("市财政局", None, "2017-03-10"), ("市财税局", "2017-03-10", None),
    ]  # fmt: skip
    assert entry(egovtrack, "市财政局")["basis"].endswith("2017-03-10 某号文")
    assert owed(egovtrack, "市财税局", "--plan", "2017", "--exact-name") == []
    assert owed(egovtrack, "上海市财政局", "--plan", "2017", "--exact-name") == before


def test_a_name_to_come_is_not_said_to_be_an_old_one(egovtrack: Program) -> None:
    egovtrack("depts", "rename", "市财政局", "市财税局", "--date", "2017-06-01", "--basis", "某号文")
    said = egovtrack("dept", "市财税局", "--plan", "2017")
    assert "市财税局 was called 市财政局 on 2017-03-20" in said.err + said.out


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("市财政局", "市民政局", "--date", "2017-03-01", "--basis", "x"), 1, "市民政局 is registered already"),
        (("市财政局", "市財税局", "--date", "2017-03-01", "--basis", " "), 2, "it is empty"),
        (("市财政局", "市财税局", "--basis", "x"), 2, "--date"),
        (("市财政局", "市财税局", "--date", "2017-03-01"), 2, "--basis"),
        (("闸北区", "北区", "--date", "2017-03-01", "--basis", "x"), 1, "闸北区 ended on 2015-11-04"),
        (("崇明区", "崇明新区", "--date", "2016-01-01", "--basis", "x"), 2, "is its name only since 2016-07-22"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(untouched: Program, args: tuple[str, ...], code: int, word: str) -> None:
    assert word in untouched("depts", "rename", *args, code=code).err


def test_a_merger_moves_what_was_not_finished_from_its_day_on(egovtrack: Program) -> None:
    """2017-29 is 市水务局's, 2017-27 市交通委's."""
    egovtrack(
        "depts", "merge", "市水务局", "市水务局", "--into", "交通委", "--date", "2017-03-15", "--basis", "三定方案"
    )
    plan = ("--plan", "2017")
    assert owed(egovtrack, "市交通委", *plan) == [("2017-27", "市交通委"), ("2017-29", "市水务局")]
    assert owed(egovtrack, "市交通委", *plan, "--as-of", "2017-03-14") == [("2017-27", "市交通委")]
    assert owed(egovtrack, "市交通委", *plan, "--exact-name") == [("2017-27", "市交通委")]
    said = egovtrack("dept", "市水务局", *plan)
    assert "市水务局 ended on 2017-03-15" in said.err + said.out
    row = entry(egovtrack, "市水务局")
    assert (row["successor"], row["valid_to"]) == ("市交通委", "2017-03-15")
    assert row["basis"].endswith("2017-03-15 三定方案")


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("市交通委", "--into", "市交通委", "--date", "2017-03-15"), 2, "cannot come after itself"),
        (("闸北区", "--into", "静安区", "--date", "2017-03-15"), 1, "闸北区 ended on 2015-11-04"),
        (("市水务局", "--into", "闸北区", "--date", "2017-03-15"), 1, "闸北区 ended on 2015-11-04"),
        (("市水务局", "--into", MARKET, "--date", "2017-03-15"), 1, "exists only from 2018-11-11"),
        ((MARKET, "--into", "市水务局", "--date", "2018-11-11"), 1, "exists only from 2018-11-11"),
        (("市环保局", "--into", "市水务局", "--date", "2017-03-15"), 2, "is its name only since 2018-11-11"),
        (("市水务局", "--into", "市交通委"), 2, "--date"),
    ],
)
def test_a_merger_that_cannot_be_is_refused(untouched: Program, args: tuple[str, ...], code: int, word: str) -> None:
    assert word in untouched("depts", "merge", *args, "--basis", "x", code=code).err


def test_changes_of_the_registry_pass_the_check(egovtrack: Program) -> None:
    egovtrack(*RENAMED)
    egovtrack("depts", "merge", "市水务局", "--into", "交通委", "--date", "2017-03-15", "--basis", "三定方案")
    egovtrack("check")


# --- another government's registry -------------------------------------------------------------------------------

CSV = """\
name,full,kind,aliases,from,until,successor,basis
市航务局,江城市航务局,department,航务局；航局,2010-01-01,2019年3月1日,港航局,某文
市港航局,江城市港航局,,港航局,2019-03-01,,,
江东区,江城市江东区人民政府,district,,2000-01-01,,,
"""
TOML = """\
[[department]]
name = "市港航局"
full = "江城市港航局"
aliases = ["港航局"]
from = 2010-01-01
former = [{ name = "市航务局", full = "江城市航务局", until = 2019-03-01 }]

[[collective]]
name = "各港口"
kind = "universal"
members = ["institution"]
"""


def take(program: Program, folder: Path, text: str, name: str, *args: str, code: int = 0, coding: str = "utf-8") -> str:
    (folder / name).write_bytes(text.encode(coding))
    outcome = program("depts", "import", str(folder / name), *args, code=code)
    return outcome.err + outcome.out


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_registry_is_taken_from_csv(empty: Program, tmp_path: Path, coding: str) -> None:
    assert "3 departments are new, 0 were there" in take(empty, tmp_path, CSV, "r.csv", coding=coding)
    row = entry(empty, "航局")
    assert (row["name"], row["full_name"], row["kind"]) == ("市航务局", "江城市航务局", "department")
    assert (row["valid_from"], row["valid_to"], row["successor"]) == ("2010-01-01", "2019-03-01", "市港航局")
    assert entry(empty, "江東")["name"] == "江东区"
    assert "0 departments are new, 3 were there" in take(empty, tmp_path, CSV, "r.csv")


def test_a_registry_is_taken_from_toml(empty: Program, tmp_path: Path) -> None:
    assert "1 departments are new, 0 were there; 1 collectives are new" in take(empty, tmp_path, TOML, "r.toml")
    assert names_of(empty, "市航务局", "full") == [
        ("江城市航务局", "2010-01-01", "2019-03-01"), ("江城市港航局", "2019-03-01", None),
    ]  # fmt: skip


def test_what_comes_with_the_program_is_taken_and_is_there_already(egovtrack: Program) -> None:
    from egovtrack import shipped

    said = egovtrack("depts", "import", str(shipped.folder("seed") / "departments.toml")).err
    assert f"0 departments are new, {len(DEPARTMENTS)} were there" in said


def test_a_rehearsal_stores_nothing(egovtrack: Program, tmp_path: Path) -> None:
    assert "nothing was stored" in take(egovtrack, tmp_path, CSV, "r.csv", "--dry-run")
    assert count(egovtrack) == len(DEPARTMENTS)


NEW = '[[department]]\nname = "市航务局"\n'
BAD = [
    ("department = 3", "names no department"),
    ('department = ["市航务局"]', "names no department"),
    ("x = 1", "names no department"),
    ("[[department", "is no TOML"),
    ("[[department]]\nname = 3", "“name” is missing, or not written"),
    ('[[department]]\nname = " "', "“name” is missing, or not written"),
    (NEW + 'kind = ["department"]', "“kind” is missing, or not written"),
    (NEW + 'kind = "%s"' % ("局" * 41), "“kind” is missing, or not written"),
    ('[[department]]\nname = "各航务局"', "means several"),
    (NEW + 'until = 2017-01-01\nsuccessor = "市市场监管局"', "市市场监管局 exists only from 2018-11-11"),
    (NEW + 'aliases = "航务局"', "“aliases” is missing, or not written"),
    (NEW + "full = 3", "“full” is missing, or not written"),
    (NEW + "successor = []", "“successor” is missing, or not written"),
    (NEW + "form = 2010-01-01", "“form” is missing, or not written"),
    (NEW + 'former = [{ name = "市船舶局" }]', "“former” is missing, or not written"),
    (NEW + 'former = ["市船舶局"]', "“former” is missing, or not written"),
    (NEW + 'from = "2010"', "'2010' is no date"),
    (NEW + "from = 2010-01-01\nuntil = 2009-01-01", "2009-01-01 is not after 2010-01-01"),
    (NEW + 'until = 2009-01-01\nformer = [{ name = "市船舶局", until = 2010-01-01 }]', "is not after"),
    (NEW + 'successor = "市无局"', "no department is called “市无局”"),
    (NEW + 'successor = "市航务局"', "a successor needs the day"),
    (NEW + 'successor = "乙局"\n[[department]]\nname = "乙局"\nsuccessor = "市航务局"', "a successor needs the day"),
    (NEW + NEW, "市航务局 is registered already"),
    (NEW + 'aliases = ["经信委"]', "经信委 is registered already"),
    ('[[department]]\nname = "市財政局"', "市财政局 is registered already"),
    ('[[department]]\nname = "各区政府"', "各区政府 is a collective"),
    ('[[collective]]\nkind = "universal"', "it needs its name"),
    ('[[collective]]\nname = "各港口"\nkind = "universal"', "the kinds of its members"),
    ('[[collective]]\nname = "各港口"\nkind = "universal"\nmembers = "district"', "the kinds of its members"),
    ('[[collective]]\nname = "各港口"\nkind = "all"\nmembers = ["district"]', "the kinds of its members"),
    ('[[collective]]\nname = "市财政局"\nkind = "universal"\nmembers = ["district"]', "is registered already"),
]


@sqlite_only
@pytest.mark.parametrize(("text", "word"), BAD)
def test_a_registry_that_is_not_written_as_it_should_be_is_refused(
    untouched: Program, tmp_path: Path, text: str, word: str
) -> None:
    assert word in take(untouched, tmp_path, text, "r.toml", code=65)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name;what\n市航务局;x\n", "nothing is known of the columns what"),
        ("称呼\n市航务局\n", "does not name the columns"),
        ("名称,name\n市航务局,\n", "does not name the columns"),
        ("name,kind\n", "names no department"),
        ("", "empty"),
        ("name,kind\n市航务局,department,多,余\n", "line 2: it has more cells than there are columns"),
        ("name,from\n市航务局,2010-13-01\n", "line 2: '2010-13-01' is no date"),
        ("name,kind\n,department\n", "line 2: “name” is missing"),
    ],
)
def test_a_table_that_is_no_registry_is_refused(untouched: Program, tmp_path: Path, text: str, word: str) -> None:
    assert word in take(untouched, tmp_path, text, "r.csv", code=65)


def test_everything_that_is_wrong_is_told_at_once(egovtrack: Program, tmp_path: Path) -> None:
    text = CSV + "市甲局,,,,,,市无局,\n市財政局,,,,,,,\n"
    said = take(egovtrack, tmp_path, text, "r.csv", code=65)
    assert "line 5: no department is called “市无局”" in said
    assert "line 5: a successor needs the day" in said
    assert "line 6: 市财政局 is registered already" in said
    assert "3 things are wrong" in said
    assert count(egovtrack) == len(DEPARTMENTS), "all of it is stored, or nothing"


def test_members_that_come_by_a_file_are_said_to_answer_for_earlier_plans(egovtrack: Program, tmp_path: Path) -> None:
    """An undated district exists ever since; plan 2017 has fifteen clauses that name all districts."""
    path = tmp_path / "more.csv"
    path.write_text("name,kind\n新设区,district\n", "utf-8")
    said = egovtrack("depts", "import", str(path)).err
    owed = [row for plan in ("2015", "2016", "2017") for row in egovtrack.json("dept", "新设区", "--plan", plan)]
    assert f"{len(owed)} obligations in the plans are theirs now" in said
    egovtrack("undo", "--yes")
    path.write_text("name,kind,from\n新设区,district,2017-03-01\n", "utf-8")
    assert "theirs now" not in egovtrack("depts", "import", str(path)).err


def test_an_office_that_was_entered_in_traditional_characters_is_found_in_either(egovtrack: Program) -> None:
    assert folded("人口計畫生育委") == folded("人口計劃生育委") == "人口计划生育委"
    egovtrack("depts", "add", "乾縣建設局", "--kind", "department")
    for words in ("乾縣建設", "乾县建设"):
        assert [row["name"] for row in egovtrack.json("depts", "list", "--search", words)] == ["乾縣建設局"]


@pytest.mark.parametrize(
    ("name", "day", "office"),
    [
        ("市文物局", "2017-03-20", "市文广影视局"),
        ("市文物局", "2019-01-01", "市文化旅游局"),
        ("市府外办", "2017-03-20", "市政府外办"),
    ],
)
def test_a_name_that_went_from_one_office_to_the_next_is_its_of_the_day(
    reading: Program, name: str, day: str, office: str
) -> None:
    (row,) = reading.json("depts", "show", name, "--as-of", day)
    assert row["name"] == office


def test_who_left_a_collective_answers_for_no_later_plan(reading: Program) -> None:
    """The office is there still; 市政府各部门 means it no longer, by the reform of 2018."""
    count = {
        day: next(
            row for row in reading.json("depts", "collective", "list", "--as-of", day) if row["name"] == "市政府各部门"
        )
        for day in ("2017-02-23", "2018-11-12")
    }
    assert [row["count"] for row in count.values()] == [52, 43]
    assert "市信访办" in count["2017-02-23"]["departments"]
    assert "市信访办" not in count["2018-11-12"]["departments"]
    assert "不在“市政府各部门”之列" in entry(reading, "市信访办")["basis"]
