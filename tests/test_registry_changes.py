"""The registry as facts: what a change leaves of the past, what follows a merger or a split, what is set right."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.queries.snapshots import read_head
from egovtrack.registry import Department, Event, Name, Registry, spans_of
from tests.conftest import Program, opened, sqlite_only

ON = ("--date", "2017-03-10", "--basis", "某号文")
COUNTY = """\
江城县2017年政务公开工作安排

江政办发〔2017〕3号
2017年3月1日

一、总体要求
1．建设县政务网。各镇完成网上办事。（责任单位：各镇、县财政局）
2．整理档案。推进共建。（责任单位：各行政村、五镇）
"""


def head(program: Program) -> str:
    """What is known now, as --known-at takes it."""
    with opened(program.db) as connection:
        return f"#{read_head(connection)[1]}"


def said(program: Program, *args: str, code: int = 0) -> str:
    outcome = program(*args, code=code)
    return outcome.err + outcome.out


def shown(program: Program, name: str, *args: str) -> dict[str, Any]:
    (row,) = program.json("depts", "show", name, *args)
    return row


def number_of(program: Program, department: str, what: str) -> str:
    """The number of a name or of an event, as `depts show` lists it."""
    row = shown(program, department)
    (found,) = [each["id"] for each in row["names"] if each["name"] == what] or [
        each["id"] for each in row["events"] if each["event"] == what
    ][:1]
    return str(found)


def holders(program: Program, name: str, *args: str) -> dict[str, str]:
    """Who answers for what a department was given in plan 2017."""
    return {row["ref"]: row["department"] for row in program.json("dept", name, "--plan", "2017", *args)}


# --- the past stays --------------------------------------------------------------------------------------------------


def test_what_was_known_before_a_rename_is_printed_as_it_was(egovtrack: Program) -> None:
    known, asked = head(egovtrack), ("2017-03-20", "2017-03-09")
    commands = [
        *(("dept", "市财政局", "--as-of", day) for day in asked), ("depts", "list"), ("depts", "show", "市财政局"),
        ("depts", "list", "--as-of", "2017-03-20"), ("status", "2017"), ("show", "2017-22"), ("leader",),
    ]  # fmt: skip
    before = [egovtrack(*command, "--known-at", known).out for command in commands[:-1]]
    egovtrack("depts", "rename", "市财政局", "市财税局", *ON)
    egovtrack("depts", "merge", "市水务局", "--into", "交通委", *ON)
    egovtrack("depts", "kind", "市公安局", "party")
    egovtrack("depts", "collective", "change", "各区政府", "--without", "黄浦区")
    assert [egovtrack(*command, "--known-at", known).out for command in commands[:-1]] == before
    assert {row["department"] for row in egovtrack.json("dept", "市财税局")} == {"市财税局"}


def test_a_rename_is_known_from_its_entry_and_holds_from_its_day(egovtrack: Program) -> None:
    known = head(egovtrack)
    egovtrack("depts", "rename", "市财政局", "市财税局", *ON)
    names = {
        (day, at): shown(egovtrack, "市财政局", "--as-of", day, *at)["name"]
        for day in ("2017-03-09", "2017-03-10")
        for at in ((), ("--known-at", known))
    }
    assert names == {
        ("2017-03-09", ()): "市财政局", ("2017-03-10", ()): "市财税局",
        ("2017-03-09", ("--known-at", known)): "市财政局", ("2017-03-10", ("--known-at", known)): "市财政局",
    }  # fmt: skip


# --- what was entered wrongly ----------------------------------------------------------------------------------------


def test_a_wrong_day_of_a_rename_is_set_right(egovtrack: Program) -> None:
    egovtrack("depts", "rename", "市财政局", "市财税局", "--full", "上海市财税局", *ON)
    wrong = number_of(egovtrack, "市财政局", "市财税局")
    assert "is its name only since 2017-03-10 — if that is wrong: --corrects" in said(
        egovtrack, "depts", "rename", "市财政局", "市财税办", "--date", "2017-03-01", "--basis", "x", code=2
    )
    anew = ("--date", "2017-03-15", "--basis", "更正", "--corrects", wrong)
    egovtrack("depts", "rename", "市财税局", "市财税局", *anew)
    names = [(each["name"], each["valid_from"], each["valid_to"]) for each in shown(egovtrack, "市财税局")["names"]]
    assert names[:2] == [("上海市财政局", None, "2017-03-15"), ("市财政局", None, "2017-03-15")]
    assert names[-2:] == [("上海市财税局", "2017-03-15", None), ("市财税局", "2017-03-15", None)]
    assert set(holders(egovtrack, "市财政局", "--as-of", "2017-03-14").values()) == {"市财政局"}
    assert "has no n999999" in said(
        egovtrack, "depts", "rename", "市财税局", "市财局", *ON, "--corrects", "n999999", code=1
    )
    egovtrack("check")


def test_a_rename_that_never_was_is_voided(egovtrack: Program) -> None:
    before = shown(egovtrack, "市财政局")
    egovtrack("depts", "rename", "市财政局", "市财税局", "--full", "上海市财税局", *ON)
    egovtrack("depts", "void", "市财政局", number_of(egovtrack, "市财政局", "市财税局"), "--basis", "没有此事")
    after = shown(egovtrack, "市财政局")
    assert {key: after[key] for key in ("name", "full_name", "names")} == {
        key: before[key] for key in ("name", "full_name", "names")
    }
    assert "no department is called “市财税局”" in said(egovtrack, "depts", "show", "市财税局", code=1)
    only = number_of(egovtrack, "市公安局", "市公安局")
    assert "a department has a short name" in said(egovtrack, "depts", "void", "市公安局", only, "--basis", "x", code=2)


def test_a_slip_in_a_name_is_set_right_and_keeps_its_day(egovtrack: Program) -> None:
    egovtrack("depts", "add", "市航物局", "--full", "上海市航务局", "--from", "2016-01-01")
    egovtrack(
        "depts",
        "rename",
        "市航物局",
        "市航务局",
        "--basis",
        "录入有误",
        "--corrects",
        number_of(egovtrack, "市航物局", "市航物局"),
    )
    names = [(each["name"], each["form"], each["valid_from"]) for each in shown(egovtrack, "市航务局")["names"]]
    assert names == [("上海市航务局", "full", "2016-01-01"), ("市航务局", "short", "2016-01-01")]
    egovtrack("depts", "show", "市航物局", code=1)
    egovtrack("depts", "alias", "市航务局", "航务所", "--basis", "x")
    wrong = number_of(egovtrack, "市航务局", "航务所")
    egovtrack("depts", "alias", "市航务局", "航务处", "--basis", "录入有误", "--corrects", wrong)
    assert shown(egovtrack, "航务处")["name"] == "市航务局"
    egovtrack("depts", "show", "航务所", code=1)


def test_a_wrong_day_of_a_merger_is_set_right(egovtrack: Program) -> None:
    egovtrack("depts", "merge", "市水务局", "--into", "市交通委", *ON)
    wrong = number_of(egovtrack, "市水务局", "merged")
    anew = ("--date", "2017-03-18", "--basis", "更正", "--corrects", wrong)
    assert "市水务局 ended on 2017-03-10" in said(
        egovtrack, "depts", "merge", "市水务局", "--into", "市环保局", *ON, code=1
    )
    egovtrack("depts", "merge", "市水务局", "--into", "市环保局", *anew)
    assert holders(egovtrack, "市水务局", "--as-of", "2017-03-17") == {"2017-29": "市水务局"}
    assert holders(egovtrack, "市水务局") == {"2017-29": "市环保局"}
    assert "2017-29" not in holders(egovtrack, "市交通委")


def test_a_wrong_first_day_is_set_right(egovtrack: Program) -> None:
    egovtrack("depts", "add", "江东区", "--kind", "district", "--from", "2017-03-01")
    wrong = number_of(egovtrack, "江东区", "founded")
    egovtrack("depts", "found", "江东区", "--date", "2017-02-01", "--basis", "更正", "--corrects", wrong)
    row = shown(egovtrack, "江东区")
    assert (row["valid_from"], [each["valid_from"] for each in row["names"]]) == ("2017-02-01", ["2017-02-01"])
    assert len(egovtrack.json("dept", "江东区", "--plan", "2017")) == 15


def test_a_kind_is_set_right(egovtrack: Program) -> None:
    egovtrack("depts", "add", "江东区", "--from", "2010-01-01")
    assert egovtrack.json("dept", "江东区", "--plan", "2017") == []
    egovtrack("depts", "kind", "江东区", "区县政府")
    assert shown(egovtrack, "江东区")["kind"] == "district"
    assert len(egovtrack.json("dept", "江东区", "--plan", "2017")) == 15
    assert "the first of the kind “开发区”" in said(egovtrack, "depts", "kind", "江东区", "开发区")
    assert [row["name"] for row in egovtrack.json("depts", "list", "--kind", "开发区")] == ["江东区"]


# --- names are unique on a day, not for ever -------------------------------------------------------------------------


def test_a_department_is_called_again_what_it_was_called_before(egovtrack: Program) -> None:
    before = holders(egovtrack, "市财政局")
    egovtrack("depts", "rename", "市财政局", "市财税局", "--date", "2017-03-05", "--basis", "x")
    egovtrack("depts", "rename", "市财税局", "市财政局", *ON)
    row = shown(egovtrack, "市财税局")
    short = [(each["name"], each["valid_from"], each["valid_to"]) for each in row["names"] if each["form"] == "short"]
    assert short == [
        ("市财政局", None, "2017-03-05"), ("市财税局", "2017-03-05", "2017-03-10"), ("市财政局", "2017-03-10", None),
    ]  # fmt: skip
    assert row["name"] == "市财政局"
    assert holders(egovtrack, "市财政局") == before
    assert "市财政局 is registered already" in said(egovtrack, "depts", "rename", "市财政局", "市财政局", *ON, code=1)


def test_an_everyday_name_becomes_the_short_one(egovtrack: Program) -> None:
    egovtrack("depts", "rename", "市经济信息化委", "市经信委", *ON)
    assert shown(egovtrack, "市经济信息化委")["name"] == "市经信委"


def test_another_office_may_bear_a_name_that_is_free(egovtrack: Program) -> None:
    egovtrack("depts", "rename", "市财政局", "市财税局", "--date", "2017-03-05", "--basis", "x")
    refused = said(egovtrack, "depts", "add", "市财政局", code=1)
    assert "市财政局 is registered already" in refused
    egovtrack("depts", "add", "市财政局", "--from", "2017-03-08")
    assert shown(egovtrack, "市财政局")["valid_from"] == "2017-03-08"
    given = egovtrack.json("dept", "市财税局", "--plan", "2017")
    assert given, "what was printed before means the office that was called so then"
    assert egovtrack.json("dept", "市财政局", "--plan", "2017", "--exact-name") == []
    again = ("depts", "rename", "市财税局", "市财政局", "--date", "2017-03-12", "--basis", "x")
    assert "市财政局 is registered already" in said(egovtrack, *again, code=1)


# --- what became of a department -------------------------------------------------------------------------------------


def test_a_merged_department_is_founded_again(egovtrack: Program) -> None:
    egovtrack("depts", "merge", "市水务局", "--into", "市交通委", *ON)
    egovtrack("depts", "found", "市水务局", "--date", "2017-03-15", "--basis", "恢复设立")
    assert "was founded on 2017-03-15 already" in said(
        egovtrack, "depts", "found", "市水务局", "--date", "2017-03-15", "--basis", "x", code=1
    )
    days = {"2017-03-09": "市水务局", "2017-03-10": "市交通委", "2017-03-14": "市交通委", "2017-03-15": "市水务局"}
    for day, holder in days.items():
        assert holders(egovtrack, "市水务局", "--as-of", day)["2017-29"] == holder, day
        assert ("2017-29" in holders(egovtrack, "市交通委", "--as-of", day)) is (holder == "市交通委")
    row = shown(egovtrack, "市水务局")
    assert (row["name"], row["valid_from"], row["valid_to"]) == ("市水务局", "2017-03-15", None)
    assert [each["event"] for each in row["events"]] == ["merged", "founded"]
    egovtrack("check")


def test_a_merged_district_that_exists_again_answers_for_later_plans_alone(egovtrack: Program) -> None:
    egovtrack("depts", "found", "闸北区", "--date", "2017-03-01", "--basis", "恢复设立")
    assert len(egovtrack.json("depts", "list", "--kind", "district", "--as-of", "2017-03-01")) == 17
    assert {row["plan"] for row in egovtrack.json("dept", "闸北区")} == {"2015"}
    assert len(egovtrack.json("dept", "闸北区")) == 9
    assert len(egovtrack.json("dept", "静安区", "--plan", "2015")) == 9


SPLIT = ("depts", "split", "市水务局", "--into", "市河湖局", "市供水局", *ON)


@pytest.fixture
def parted(egovtrack: Program) -> Program:
    """市水务局, which plan 2017 gives task 29, was split into two on 2017-03-10."""
    for name in ("市河湖局", "市供水局"):
        egovtrack("depts", "add", name, "--from", "2017-03-10")
    egovtrack(*SPLIT)
    return egovtrack


def test_what_a_split_department_had_is_open_until_it_is_handed_over(parted: Program) -> None:
    assert holders(parted, "市水务局", "--as-of", "2017-03-09") == {"2017-29": "市水务局"}
    before = sum(row["obligations"] for row in parted.json("status", "2017", "--as-of", "2017-03-09"))
    assert sum(row["obligations"] for row in parted.json("status", "2017")) == before - 1
    for name in ("市河湖局", "市供水局"):
        assert parted.json("dept", name) == []
        assert [row["ref"] for row in parted.json("dept", name, "--plan", "2017", "--via", "all")] == ["2017-29"]
    parted("depts", "handover", "市水务局", "市供水局", "--task", "2017-29", "--basis", "分工方案")
    assert holders(parted, "市水务局") == holders(parted, "市供水局") == {"2017-29": "市供水局"}
    assert holders(parted, "市河湖局") == {}
    assert holders(parted, "市供水局", "--as-of", "2017-03-09") == {}
    parted("check")


def test_what_was_closed_before_a_split_stays_with_the_one_who_closed_it(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-29", "--dept", "市水务局", "--status", "completed", "--date", "2017-03-05")
    egovtrack("progress", "verify", "2017-29", "--date", "2017-03-06")
    before = sum(row["verified"] for row in egovtrack.json("status", "2017", "--as-of", "2017-03-09"))
    for name in ("市河湖局", "市供水局"):
        egovtrack("depts", "add", name, "--from", "2017-03-10")
    egovtrack(*SPLIT)
    assert holders(egovtrack, "市水务局") == {"2017-29": "市水务局"}
    assert sum(row["verified"] for row in egovtrack.json("status", "2017")) == before == 1


def test_all_the_rest_goes_to_another_and_comes_back(parted: Program) -> None:
    parted("depts", "handover", "市水务局", "市河湖局", "--date", "2017-03-12", "--basis", "分工方案")
    assert holders(parted, "市河湖局", "--as-of", "2017-03-11") == {}
    assert holders(parted, "市河湖局") == {"2017-29": "市河湖局"}
    parted("depts", "handover", "市水务局", "市供水局", "--task", "2017-29", "--basis", "更正")
    assert holders(parted, "市河湖局") == {}
    parted("undo", "--yes")
    assert holders(parted, "市河湖局") == {"2017-29": "市河湖局"}
    parted("depts", "handover", "市水务局", "市河湖局", "--task", "2017-29", "--basis", "更正")
    told = shown(parted, "市水务局")["events"]
    assert [(each["event"], each["other"], each["refs"]) for each in told] == [
        ("split", "市河湖局", []), ("split", "市供水局", []), ("handover", "市河湖局", ["2017-29"]),
        ("handover", "市河湖局", []),
    ]  # fmt: skip


def test_a_wrong_split_is_set_right(parted: Program) -> None:
    wrong = number_of(parted, "市水务局", "split")
    anew = ("--date", "2017-03-12", "--basis", "更正", "--corrects", wrong)
    parted("depts", "split", "市水务局", "--into", "市河湖局", "--into", "市供水局", *anew)
    assert holders(parted, "市水务局", "--as-of", "2017-03-11") == {"2017-29": "市水务局"}
    assert len(shown(parted, "市水务局")["events"]) == 2
    parted("depts", "void", "市水务局", number_of(parted, "市水务局", "split"), "--basis", "没有此事")
    assert holders(parted, "市水务局") == {"2017-29": "市水务局"}


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("split", "市水务局", "--into", "市无局", *ON), 1, "no department is called"),
        (("split", "市水务局", "--into", "市市场监管局", *ON), 1, "exists only from 2018-11-11"),
        (("split", "市水务局", "--into", "市水务局", *ON), 2, "cannot come after itself"),
        (("split", "闸北区", "--into", "静安区", *ON), 1, "闸北区 ended on 2015-11-04"),
        (("end", "市工商局", *ON), 1, "市工商局 ended on 2018-11-11"),
        (("end", "市水务局", "--date", "2017-03-10", "--basis", " "), 2, "it is empty"),
        (("found", "市市场监管局", *ON), 1, "was founded on 2018-11-11 already"),
        (("handover", "市水务局", "市财政局", "--basis", "x"), 1, "市水务局 has not ended"),
        (("handover", "闸北区", "市市场监管局", "--basis", "x"), 1, "exists only from 2018-11-11"),
        (("handover", "闸北区", "--basis", "x"), 2, "NEW"),
        (("handover", "闸北区", "静安区", "--task", "2017-99", "--basis", "x"), 1, "there is no task 2017-99"),
        (("void", "市水务局", "n1", "--basis", "x"), 1, "has no n1"),
        (("rename", "市水务局", "市水局", "--basis", "x"), 2, "--date"),
        (("collective", "add", "各街镇"), 2, "a collective has members"),
        (("collective", "add", "市水务局", "--kind", "镇"), 1, "市水务局 is registered already"),
        (("collective", "add", "各区政府", "--kind", "镇"), 1, "各区政府 is a collective"),
        (("collective", "add", "五区", "--members", "黄浦"), 0, "五区 is registered"),
        (("collective", "change", "各街镇", "--kind", "镇"), 1, "no collective is called"),
    ],
)
def test_changes_that_cannot_be_are_refused(egovtrack: Program, args: tuple[str, ...], code: int, word: str) -> None:
    assert word in said(egovtrack, "depts", *args, code=code)


def test_a_department_that_ended_without_an_heir_keeps_what_it_had(egovtrack: Program) -> None:
    egovtrack("depts", "end", "市水务局", *ON)
    assert holders(egovtrack, "市水务局") == {"2017-29": "市水务局"}
    egovtrack("depts", "handover", "市水务局", "市交通委", "--basis", "x")
    assert holders(egovtrack, "市水务局") == {"2017-29": "市交通委"}


# --- collectives, and other governments ------------------------------------------------------------------------------


@pytest.fixture
def county(empty: Program, tmp_path: Path) -> Program:
    """A county's plan that names 各镇, 各行政村, 五镇 and 县财政局, in a ledger without a registry."""
    (tmp_path / "plan.txt").write_text(COUNTY, "utf-8")
    empty("import", str(tmp_path / "plan.txt"), "--key", "2017")
    return empty


def register(program: Program, kind: str, *names: str) -> None:
    for name in names:
        program("depts", "add", name, "--kind", kind, "--from", "2000-01-01")


def test_a_countys_collectives_are_those_of_its_own_kinds(county: Program) -> None:
    register(county, "镇", "东镇", "西镇")
    register(county, "行政村", "甲村", "乙村", "丙村")
    register(county, "县直部门", "县总工会", "县财政局")
    county("depts", "collective", "add", "各镇", "--kind", "镇", "--alias", "各镇人民政府")
    county("depts", "collective", "add", "各行政村", "--kind", "行政村")
    county("depts", "collective", "add", "五镇", "--members", "东镇", "西镇")
    owed = {
        name: [row["ref"] for row in county.json("dept", name)] for name in ("东镇", "甲村", "县总工会", "县财政局")
    }
    assert owed == {"东镇": ["2017-1", "2017-2"], "甲村": ["2017-2"], "县总工会": [], "县财政局": ["2017-1"]}
    (row,) = county.json("dept", "各镇")
    assert (row["members"], row["unreported"]) == (2, ["东镇", "西镇"])
    assert "各镇" in shown(county, "东镇")["collectives"]
    listed = {each["name"]: each["departments"] for each in county.json("depts", "collective", "list")}
    assert listed == {"各镇": ["东镇", "西镇"], "各行政村": ["甲村", "乙村", "丙村"], "五镇": ["东镇", "西镇"]}


def test_members_come_and_go_on_a_day(county: Program) -> None:
    register(county, "镇", "东镇", "西镇", "北镇")
    county("depts", "collective", "add", "五镇", "--members", "东镇", "--members", "西镇")
    county("depts", "collective", "change", "五镇", "--without", "西镇", "--members", "北镇", "--date", "2017-02-01")
    assert [each["departments"] for each in county.json("depts", "collective", "list", "--as-of", "2017-01-31")] == [
        ["东镇", "西镇"]
    ]
    assert [each["departments"] for each in county.json("depts", "collective", "list")] == [["东镇", "北镇"]]
    county("depts", "collective", "add", "各镇", "--kind", "镇")
    county("depts", "collective", "change", "各镇", "--without", "西镇")
    assert {row["ref"] for row in county.json("dept", "西镇")} == set()
    county("depts", "collective", "add", "各镇", "--kind", "镇", "--indefinite", "--replace")
    assert county.json("dept", "各镇")[0]["open"]


def test_one_department_is_not_called_like_several(county: Program) -> None:
    refused = said(county, "depts", "add", "各子公司", code=1)
    assert "means several" in refused
    assert "depts collective add 各子公司" in refused
    said(county, "depts", "add", "县有关部门", code=1)


def test_an_office_that_a_plan_names_is_registered_and_taken_back(county: Program) -> None:
    """The normal order: the plan first, then the office, and other commands after it."""
    before = county.json("tasks", "2017")
    assert "1 party in the plans is bound to it now" in said(county, "depts", "add", "县财政局")
    assert [row["ref"] for row in county.json("dept", "县财政局")] == ["2017-1"]
    added = head(county).strip("#")
    county("depts", "add", "县教育局")
    county("undo", added, "--yes")
    assert county.json("tasks", "2017") == before
    assert [row["name"] for row in county.json("depts")] == ["县教育局"]
    county("depts", "add", "县财政局")
    county("check")


def test_the_shipped_registry_is_not_loaded_in_a_ledger_of_another_place(empty: Program, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("name,full\n县财政局,江城县财政局\n县教育局,江城县教育局\n", "utf-8")
    assert "this ledger is of 江城县" in said(empty, "depts", "import", str(path))
    refused = said(empty, "seed", "2017", code=1)
    assert "this ledger is of 江城县; the registry that comes with the program is of 上海市" in refused
    assert len(empty.json("depts")) == 2
    assert empty.json("plans") == []


HEADS = "名称,全称,类别,别名,成立,撤销,并入,依据"
ROWS = [
    ["县财政局", "江城县财政局", "部门", "财政局、县财局", "2010/1/1", "", "", "某号文"],
    ["东镇", "江城县东镇人民政府", "镇", "", "", "", "", ""],
    ["县地税局", "江城县地方税务局", "政府部门", "", "2010年1月1日", "2018-06-15", "县财政局", ""],
]
TABLE = "\n".join([HEADS, *(",".join(row) for row in ROWS)]) + "\n"


def as_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    dated: list[Any] = [*ROWS[2][:4], date(2010, 1, 1), date(2018, 6, 15), *ROWS[2][6:]]
    for row in (HEADS.split(","), *ROWS[:2], dated):
        sheet.append([cell or None for cell in row])
    sheet.append([None])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@sqlite_only
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("utf-8.csv", TABLE.encode()),
        ("bom.csv", TABLE.encode("utf-8-sig")),
        ("gbk.CSV", TABLE.replace("\n", "\r\n").encode("gb18030")),
        ("utf-16.csv", TABLE.encode("utf-16")),
        ("unicode.txt", TABLE.replace(",", "\t").replace("\n", "\r\n").encode("utf-16")),
        ("book.xlsx", as_workbook()),
    ],
)
def test_a_registry_is_taken_as_excel_writes_it(empty: Program, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert "3 departments are new" in said(empty, "depts", "import", str(tmp_path / name))
    rows = {row["name"]: row for row in empty.json("depts")}
    assert [rows[row[0]]["kind"] for row in ROWS] == ["department", "镇", "department"]
    assert [rows[row[0]]["full_name"] for row in ROWS] == [row[1] for row in ROWS]
    merged = rows["县地税局"]
    assert (merged["valid_from"], merged["valid_to"], merged["successor"]) == ("2010-01-01", "2018-06-15", "县财政局")
    assert shown(empty, "县财局")["basis"] == "某号文"
    assert "0 departments are new, 3 were there" in said(empty, "depts", "import", str(tmp_path / name))


def test_what_is_no_workbook_is_refused(empty: Program, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(TABLE.encode())
    assert "not a .xlsx file" in said(empty, "depts", "import", str(tmp_path / "r.xlsx"), code=65)


def test_a_file_tells_of_collectives_by_kind_and_by_name(county: Program, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        '[[department]]\nname = "东镇"\nkind = "镇"\n[[department]]\nname = "西镇"\nkind = "镇"\n'
        '[[collective]]\nname = "各镇"\nkind = "universal"\nmembers = ["镇"]\n'
        '[[collective]]\nname = "五镇"\nkind = "universal"\ndepartments = ["西镇"]\n',
        "utf-8",
    )
    assert "2 collectives are new" in said(county, "depts", "import", str(tmp_path / "r.toml"))
    assert [row["ref"] for row in county.json("dept", "东镇")] == ["2017-1"]
    assert [row["ref"] for row in county.json("dept", "西镇")] == ["2017-1", "2017-2"]


# --- who goes on with what, in general -------------------------------------------------------------------------------

FIRST = date(2017, 1, 1)


def days(at_most: int = 40) -> st.SearchStrategy[date]:
    return st.integers(0, at_most).map(lambda count: FIRST + timedelta(days=count))


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Departments that end, merge, split and are founded again, each on a day on which that can be."""
    departments = [Department(key) for key in range(1, 6)]
    for each in departments:
        each.names, each.events = [Name(f"{each.id}局", "short", None, None, each.id)], []
    number = 0
    for day in sorted(draw(st.lists(days(), max_size=8))):
        for each in departments:
            each.spans = spans_of(each.events)[0]
        there = [each for each in departments if each.exists(day) and each.exists(day - timedelta(days=1))]
        gone = [each for each in departments if not each.exists(day)]
        kind = draw(st.sampled_from(["ended", "merged", "split", "founded"]))
        if kind == "founded" and gone:
            number += 1
            draw(st.sampled_from(gone)).events.append(Event(number, kind, day, None))
        elif kind != "founded" and len(there) > 2:
            old, *others = draw(st.permutations(there))
            after: list[Department | None] = [None]
            if kind != "ended":
                after = [*others[: 1 if kind == "merged" else 2]]
            for other in after:
                number += 1
                old.events.append(Event(number, kind, day, other.id if other else None))
    for each in departments:
        each.spans, each.handovers = spans_of(each.events)[0], []
    for day in draw(st.lists(days(), max_size=6)):
        over = [each for each in departments if each.ended(day)]
        there = [each for each in departments if each.exists(day)]
        if over and there:
            old, to = draw(st.sampled_from(over)), draw(st.sampled_from(there))
            old.handovers.append((draw(st.sampled_from([None, 1, 2])), day, to, "某号文"))
    return Registry(departments, {}, {f"{each.id}局": each.id for each in departments}, {})


@given(registry=registries(), day=days(50), task=st.sampled_from([1, 2, 3]))
@settings(max_examples=400, deadline=None)
def test_a_task_of_a_department_has_one_holder_on_every_day_or_is_open(
    registry: Registry, day: date, task: int
) -> None:
    for department in registry.departments.values():
        holder = department.heir(day, task)
        if department.exists(day):
            assert holder is department
        if holder.exists(day):
            assert not department.is_left_open(day, task)
        else:
            over = holder.ended(day)
            assert over is not None
            assert over.events[0].kind in {"ended", "split"}
            assert department.is_left_open(day, task) is (over.events[0].kind == "split")
            if over.events[0].kind == "split":
                assert len(holder.became(day)) == 2
        assert all(each.day in (span.start, span.end) for span in department.spans for each in span.events)


def test_what_was_handed_over_at_an_earlier_end_is_not_handed_over_again() -> None:
    """Department 1 ended and handed over to 2; founded again, it was merged into 3."""
    one, two, three = departments = [Department(number) for number in (1, 2, 3)]
    first, again, last = date(2017, 1, 1), date(2017, 3, 1), date(2017, 6, 1)
    one.events = [Event(1, "ended", first, None), Event(2, "founded", again, None), Event(3, "merged", last, three.id)]
    for each in departments:
        each.names = [Name(f"{each.id}局", "short", None, None, each.id)]
        each.spans = spans_of(each.events)[0]
    one.handovers = [(None, first, two, "某号文")]
    Registry(departments, {}, {f"{each.id}局": each.id for each in departments}, {})
    assert [one.heir(day).id for day in (first, again, last)] == [2, 1, 3]


@given(registry=registries())
@settings(max_examples=200, deadline=None)
def test_what_happened_in_order_is_no_contradiction(registry: Registry) -> None:
    found = [str(error) for _name, error in registry.contradictions()]
    assert [why for why in found if not re.search("exists only from|ended on", why)] == []
