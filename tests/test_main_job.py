"""The main job on the real plans, through the real command: what the office counts on being exact."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from egovtrack import shipped
from tests.conftest import Program

PLANS = {"2015": (47, 112), "2016": (56, 157), "2017": (54, 128), "12fyp": (23, 0)}


def parties(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [party for row in rows for clause in row["clauses"] for party in clause["parties"]]


@pytest.mark.parametrize(("plan", "counts"), PLANS.items())
def test_no_task_and_no_named_party_is_lost(reading: Program, plan: str, counts: tuple[int, int]) -> None:
    rows = reading.json("tasks", plan)
    assert (len(rows), len(parties(rows))) == counts
    assert [(row["plan"], row["tasks"], row["parties"]) for row in reading.json("plans") if row["plan"] == plan] == [
        (plan, *counts)
    ]


@pytest.mark.parametrize(("plan", "count"), [("2015", 17), ("2016", 15), ("2017", 21)])
def test_a_department_has_every_clause_that_names_it(reading: Program, plan: str, count: int) -> None:
    rows = reading.json("dept", "市经济信息化委", "--plan", plan, "--via", "direct")
    assert len({(row["ref"], row["clause"]) for row in rows}) == len(rows) == count
    assert {row["department"] for row in rows} == {"市经济信息化委"}


def test_a_district_answers_where_all_districts_do(reading: Program) -> None:
    rows = reading.json("dept", "黄浦区", "--plan", "2017")
    assert [row["via"] for row in rows] == ["collective"] * 15
    assert {row["party"] for row in rows} == {"各区政府"}


@pytest.mark.parametrize(("ref", "count"), [("2015-3", 17), ("2016-2", 16), ("2017-10", 16)])
def test_the_districts_are_those_of_the_day_the_plan_was_issued(
    reading: Program, ref: str, count: int, tmp_path: Path
) -> None:
    reading("export", "weekly", "--week", "2017-W11", "--plan", ref[:4], "-o", str(tmp_path), "--format", "json")
    rows = json.loads((tmp_path / "2017-W11-obligations.json").read_text("utf-8"))["rows"]
    members = [row for row in rows if row["ref"] == ref and row["via"] == "collective"]
    assert len(members) == count
    assert f"{count}: " in reading("show", ref).out


def test_those_concerned_are_nobody_until_designated(reading: Program) -> None:
    """市政府有关部门 is in 2017-13; 市财政局 may be concerned and is not counted."""
    named = reading.json("dept", "市财政局", "--plan", "2017")
    assert "2017-13" not in {row["ref"] for row in named}
    possible = reading.json("dept", "市财政局", "--plan", "2017", "--via", "indefinite")
    assert "2017-13" in {row["ref"] for row in possible}
    assert {row["party"] for row in possible} == {"市政府有关部门", "市有关单位"}
    assert f"{len(possible)} more are possible" in reading("dept", "市财政局", "--plan", "2017").err


def test_whoever_is_named_in_a_clause_is_not_possibly_in_it_too(reading: Program) -> None:
    """2017-13 names 市经济信息化委 as a lead, beside 市政府有关部门."""
    rows = reading.json("dept", "市经济信息化委", "--plan", "2017", "--via", "all")
    assert [row["via"] for row in rows if row["ref"] == "2017-13"] == ["direct"]


def test_named_obligations_come_first_and_newer_plans_before_older(reading: Program) -> None:
    rows = reading.json("dept", "市公安局", "--via", "all")
    plans, vias = ("2017", "2016", "2015"), ("direct", "collective", "indefinite")
    order = [plans.index(row["plan"]) * 3 + vias.index(row["via"]) for row in rows]
    assert order == sorted(order)
    assert set(order) == {0, 2, 3, 4, 5, 6, 7, 8}


def test_plan_2015_names_no_lead(reading: Program) -> None:
    assert {party["role"] for party in parties(reading.json("tasks", "2015"))} == {"responsible"}


@pytest.mark.parametrize("ref", ["2016-5", "2016-8", "2016-16"])
def test_a_task_with_two_clauses_keeps_them_apart(reading: Program, ref: str) -> None:
    (row,) = reading.json("show", ref)
    assert [clause["clause"] for clause in row["clauses"]] == [1, 2]
    first, second = row["clauses"]
    assert first["text"] != second["text"]
    assert first["text"] in row["text"]
    assert {party["party"] for party in first["parties"]} != {party["party"] for party in second["parties"]}


def test_the_second_clause_of_2016_16_is_an_open_list(reading: Program) -> None:
    (row,) = reading.json("show", "2016-16")
    assert [(party["role"], party["party"], party["open_list"]) for party in row["clauses"][1]["parties"]] == [
        ("lead", "市工商局", False),
        ("responsible", "市质量技监局", True),
        ("responsible", "市食品药品监管局", True),
    ]
    assert [party["open_list"] for party in row["clauses"][0]["parties"]] == [False] * 3


def test_a_clause_has_a_reference_of_its_own(reading: Program) -> None:
    refs = [row["ref"] for row in reading.json("dept", "市政府法制办", "--plan", "2016", "--via", "direct")]
    assert refs == ["2016-5.2"]
    (row,) = reading.json("show", "2016-5.2")
    assert [clause["clause"] for clause in row["clauses"]] == [2]


@pytest.mark.parametrize(
    ("ref", "ending"),
    [
        ("2017-4", "不断增加市级部门和区政府全程网上办理事项数量。"),
        ("2017-20", "在移动终端上实现非密“文、会、报”等业务处理。"),
        ("2017-35", "群众文化的信息化管理系统。"),
        ("2017-48", "地方性法规、政府规章和有关规定。"),
    ],
)
def test_tasks_that_a_page_end_broke_are_whole(reading: Program, ref: str, ending: str) -> None:
    (row,) = reading.json("show", ref)
    assert row["text"].endswith(ending)
    assert row["clauses"][0]["parties"]


def test_a_stated_deadline_is_told_from_the_end_of_the_plan(reading: Program) -> None:
    (stated,) = reading.json("show", "2017-6")
    (other,) = reading.json("show", "2017-13")
    assert (stated["deadline"], stated["deadline_source"]) == ("2017-12-31", "stated")
    assert (other["deadline"], other["deadline_source"]) == ("2017-12-31", "period")


def test_targets_have_their_figures(reading: Program) -> None:
    (systems,) = reading.json("show", "2017-13")[0]["targets"]
    assert systems == {"text": "15个业务系统", "min": 15, "max": 15, "unit": "个业务系统", "comparator": "="}
    (projects,) = reading.json("show", "2017-14")[0]["targets"]
    assert (projects["text"], projects["min"], projects["max"]) == ("150—200个项目", 150, 200)


def test_the_five_year_plan_is_referred_to_by_its_headings(reading: Program) -> None:
    rows = reading.json("tasks", "12fyp")
    counts = Counter(row["ref"].split("-")[1].split(".")[0] for row in rows)
    assert counts == {"4": 18, "5": 5}
    (row,) = reading.json("show", "12fyp-4.2.3")
    assert row["title"]
    assert row["section"] == ["四、主要任务", "（二）有效促进信息资源共享利用"]
    assert row["number"] == 3
    assert reading.json("show", "12fyp-5.3")[0]["text"].startswith("建立考评制度")


def test_headings_are_as_issued(reading: Program) -> None:
    (row,) = reading.json("show", "2017-13")
    assert row["section"] == ["一、优化“互联网+政务服务”体系", "(三)推进市级电子政务云建设"]


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_is_written_out_again_word_for_word(reading: Program, plan: str) -> None:
    issued = (shipped.folder("seed") / plan / "plan.txt").read_bytes().decode()
    assert reading("export", "text", plan).out == issued


def test_a_former_name_finds_the_same_office_and_says_so(reading: Program) -> None:
    """Plan 2015 prints 市建设管理委; the office has been 市住房城乡建设管理委 since 2015."""
    rows = reading.json("dept", "市建设管理委")
    assert rows == reading.json("dept", "市住房城乡建设管理委")
    named = {(row["party"], row["department"]) for row in rows if (row["plan"], row["via"]) == ("2015", "direct")}
    assert named == {("市建设管理委", "市住房城乡建设管理委")}
    assert "市住房城乡建设管理委" in reading("dept", "市建设管理委").err


def test_a_successor_answers_for_those_it_replaced(seeded: Path) -> None:
    """市工商局, 市质量技监局 and 市食品药品监管局 became 市市场监管局 in 2018."""
    later = Program(seeded, today="2019-01-15")
    rows = later.json("dept", "市市场监管局", "--via", "direct")
    assert {row["party"] for row in rows} == {
        "市工商局", "市质量技监局", "市食品药品监管局", "市食品药品监督管理局",
    }  # fmt: skip
    assert {row["department"] for row in rows} == {"市市场监管局"}
    theirs = later("dept", "市工商局", "--via", "direct")
    assert "市市场监管局" in theirs.err
    assert theirs.err.startswith("市工商局: ")
    assert {row["party"] for row in later.json("dept", "市工商局", "--via", "direct")} == {"市工商局"}


def test_everyday_names_and_full_names_are_known(reading: Program) -> None:
    short = reading.json("dept", "市经济信息化委")
    assert reading.json("dept", "市经信委") == reading.json("dept", "上海市经济和信息化委员会") == short


def test_machine_rows_have_the_promised_keys(reading: Program) -> None:
    assert list(reading.json("dept", "市财政局")[0]) == [
        "plan", "ref", "number", "clause", "section", "title", "role", "party", "department", "via", "deadline",
        "deadline_source", "status", "reporting", "percent", "light", "light_reason", "last_report_on", "note",
        "member", "assigned_lead", "original_deadline", "extensions", "designated_on", "basis",
        "value", "target", "returned", "problem", "next_step", "office_note", "missed_periods", "milestone",
        "milestone_on", "continues", "leader", "light_reason_text", "leader_text",
    ]  # fmt: skip
    row = reading.json("tasks", "2016")[0]
    assert list(row) == [
        "plan", "ref", "number", "section", "title", "text", "clauses", "deadline", "deadline_source", "targets",
        "status", "percent", "light", "original_deadline", "extensions",
    ]  # fmt: skip
    assert list(row["clauses"][0]) == ["clause", "text", "parties", "assigned_lead"]
    assert list(row["clauses"][0]["parties"][0]) == [
        "role", "party", "word", "kind", "open_list", "designated", "registered", "open", "undesignated",
    ]  # fmt: skip
    assert row["clauses"][0]["parties"][0]["word"] == "牵头部门"


def test_json_is_one_object_and_jsonl_its_rows(reading: Program) -> None:
    whole = json.loads(reading("dept", "市财政局", "--format", "json").out)
    lines = reading("dept", "市财政局", "--format", "jsonl").out.splitlines()
    assert re.fullmatch(r"\d+:[0-9a-f]{64}", whole["head"])
    assert {key: whole[key] for key in whole if key not in {"rows", "head"}} == {
        "schema_version": 1, "kind": "obligations", "as_of": "2017-03-20",
    }  # fmt: skip
    assert [json.loads(line) for line in lines] == whole["rows"]
