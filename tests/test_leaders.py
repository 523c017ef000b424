"""The division of work among the leaders: who is in charge of what, and what stands under each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

STATES = ("verified", "reported_done", "in_progress", "blocked", "not_started", "cancelled", "no_report")
NEXT = """\
[division]
title = "关于调整工作分工的通知"
number = "某府办发〔2017〕99号"
issued = 2017-03-10
from = 2017-03-15

[[leader]]
name = "甲某"
post = "副市长"

[[leader.field]]
relation = "in_charge"
name = "财政"
departments = ["市财政局", "市工商局"]

[[leader]]
name = "乙某"
post = "副市长"

[[leader.field]]
relation = "holds"
name = "市公安局局长"
departments = ["公安局"]
"""


def take(program: Program, folder: Path, text: str, *args: str, code: int = 0) -> str:
    (folder / "division.toml").write_text(text, "utf-8")
    outcome = program("leader", "import", str(folder / "division.toml"), *args, code=code)
    return outcome.err + outcome.out


def counted(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What a row of counts should say of a department's own table."""
    states = dict.fromkeys(STATES, 0)
    for row in rows:
        states[row["status"] or "no_report"] += 1
    return {
        "obligations": len(rows), "tasks": len({row["number"] for row in rows}), **states,
        "silent": sum(row["reporting"] == "silent" for row in rows),
        "overdue": sum(row["light_reason"] == "overdue" for row in rows),
    }  # fmt: skip


@pytest.fixture(scope="module")
def busy(shared: Path | str) -> Program:
    """A ledger on which some departments have reported."""
    program = Program(shared, today="2017-04-20")
    for ref, department, *said in (
        ("2017-13", "市经济信息化委", "--percent", "40"),
        ("2017-22", "市财政局", "--status", "completed"),
        ("2017-29", "市水务局", "--status", "blocked"),
        ("2017-51", "市公安局", "--status", "not_started"),
    ):
        program("progress", "set", ref, "--dept", department, *said, "--date", "2017-04-10")
    program(
        "designate", "2017-8", "市政府有关部门", "市财政局", "市教委", "--basis", "会议纪要", "--date", "2017-03-10"
    )
    return program


def test_the_list_has_every_field_in_the_documents_order(reading: Program) -> None:
    rows = reading.json("leader")
    assert list(dict.fromkeys(row["leader"] for row in rows)) == ["应勇", "周波", "翁铁慧", "时光辉", "白少康", "陈寅"]
    assert rows[0] == {
        "leader": "应勇",
        "post": "市长",
        "relation": "leads",
        "field": "市政府全面工作",
        "departments": [],
    }
    (industry,) = [row for row in rows if row["field"] == "工业"]
    assert (industry["leader"], industry["departments"]) == ("周波", ["市经济信息化委"])


def test_a_department_that_the_division_does_not_name_is_listed_as_such(reading: Program) -> None:
    said = reading("leader")
    (line,) = [line for line in (said.err + said.out).splitlines() if line.startswith("Not in the division")]
    named = line.removeprefix("Not in the division of work: ").removesuffix(".").split(", ")
    assert {"市政府办公厅", "市政府法制办"} <= set(named)
    under = {name for row in reading.json("leader") for name in row["departments"]}
    everybody = {row["name"] for row in reading.json("depts", "list", "--kind", "department", "--as-of", "2017-03-20")}
    assert set(named) == everybody - under


CHARGES = [
    ("市财政局", ["周波"], "周波"),
    ("市审计局", [], "周波（协助分管）"),
    ("市委宣传部", [], "翁铁慧（联系）"),
    ("市司法局", [], "分工文件未载明"),
    ("黄浦区", [], "分工文件未载明"),
]


@pytest.mark.parametrize(("name", "leaders", "words"), CHARGES)
def test_whoever_only_helps_is_told_and_where_the_document_is_silent_that_it_is(
    reading: Program, name: str, leaders: list[str], words: str
) -> None:
    """It is not said that nobody is in charge: the document does not say."""
    (row,) = json.loads(reading("depts", "show", name, "--format", "json", lang="zh").out)["rows"]
    assert (row["leaders"], row["leader_text"]) == (leaders, words)
    assert f"分管领导\t{words.replace('（', '（副市长、') if '（' in words else words}" in reading(
        "depts", "show", name, lang="zh"
    ).out.replace("常务副市长", "副市长").replace("周波（副市长）", "周波")


def test_each_obligation_tells_it_too(reading: Program) -> None:
    """In json `leader` is a name or null; `leader_text`, and what people read, says why."""
    rows = json.loads(reading("list", "--plan", "2017", "--format", "json", lang="zh").out)["rows"]
    told = {row["department"]: (row["leader"], row["leader_text"]) for row in rows}
    assert told["市财政局"] == ("周波", "周波")
    assert told["市政府办公厅"] == (None, "分工文件未载明")
    for form in ("text", "csv", "markdown", "html"):
        table = reading("list", "--dept", "市政府办公厅", "--columns", "领导", "--format", form, lang="zh").out
        assert "分工文件未载明" in table, form
    assert "分管领导：分工文件未载明。" in reading("dept", "黄浦区", lang="zh").err
    assert "分管领导：周波。" in reading("dept", "市财政局", lang="zh").err
    early = reading.json("list", "--plan", "2017", "--as-of", "2017-02-25")
    assert {row["leader_text"] for row in early} == {None}


def test_what_a_leader_helps_with_names_the_department(reading: Program) -> None:
    assert "协助分管	审计（市审计局）" in reading("leader", "周波", lang="zh").out


def test_who_only_helps_is_not_counted_as_in_charge(egovtrack: Program) -> None:
    egovtrack("designate", "2017-8", "市政府有关部门", "市审计局", "--basis", "会议纪要", "--date", "2017-03-10")
    for args in (
        ("status", "2017", "--by", "leader"),
        ("compare", "--from", "2017-03-01", "--to", "2017-03-20", "--by", "leader"),
    ):
        rows = json.loads(egovtrack(*args, "--format", "json", lang="zh").out)["rows"]
        assert "周波（协助分管）" in {row["group"] for row in rows}, args


@pytest.mark.parametrize("leader", ["周波", "翁铁慧", "时光辉", "白少康", "陈寅"])
def test_a_leaders_table_has_the_totals_of_the_departments_own_tables(busy: Program, leader: str) -> None:
    under = {
        name
        for row in busy.json("leader")
        if row["leader"] == leader and row["relation"] in {"in_charge", "holds"}
        for name in row["departments"]
    }
    own = {name: busy.json("dept", name, "--plan", "2017") for name in sorted(under)}
    expected = {name: counted(rows) for name, rows in own.items() if rows}
    table = {row["group"]: row for row in busy.json("leader", leader, "--plan", "2017")}
    assert {name: {key: row[key] for key in expected[name]} for name, row in table.items()} == expected
    whole = [row for rows in own.values() for row in rows]
    said = busy("leader", leader, "--plan", "2017")
    total = counted(whole)
    assert f"{total['obligations']} obligations in {total['tasks']} tasks" in said.err + said.out


def test_the_mayor_leads_all(busy: Program) -> None:
    table = busy.json("leader", "应勇", "--plan", "2017")
    assert table == busy.json("status", "2017", "--by", "dept")


def test_other_relations_are_asked_for_by_name(reading: Program) -> None:
    """翁铁慧 is in contact with 市委宣传部, which plan 2017 gives nothing; 市文广影视局 is in his charge."""
    assert {row["group"] for row in reading.json("leader", "白少康", "--relation", "holds")} == {"市公安局"}
    assert reading.json("leader", "翁铁慧", "--relation", "contact") == []
    assert reading.json("leader", "翁铁慧", "--relation", "all") == reading.json("leader", "翁铁慧")


def test_the_card_says_by_which_document(reading: Program) -> None:
    said = reading("leader", "陳寅")
    assert said.out.startswith("陈寅 副市长\n")
    assert "沪府办发〔2017〕19号 (in force since 2017-02-27)" in said.err + said.out


def test_undesignated_parties_are_said_to_be_left_out(reading: Program, busy: Program) -> None:
    for program, waiting in ((reading, 18), (busy, 17)):
        said = program("leader", "周波", "--plan", "2017")
        assert f"{waiting} parties are not counted: nobody is designated" in said.err + said.out


def test_by_leader_the_matrix_counts_everything_once_or_says_otherwise(busy: Program) -> None:
    rows = {row["group"]: row for row in busy.json("status", "2017", "--by", "leader")}
    assert sum(row["obligations"] for row in rows.values()) == sum(
        row["obligations"] for row in busy.json("status", "2017", "--by", "dept")
    )
    for name, row in rows.items():
        if name is not None and "(" not in name:
            assert row["obligations"] == sum(one["obligations"] for one in busy.json("leader", name))
    assert rows[None]["obligations"] > 0
    assert "(not in the division of work)" in busy("status", "2017", "--by", "leader").out


@pytest.mark.parametrize("name", ["", "市长", "周", "张三"])
def test_a_leader_that_is_none_is_refused(reading: Program, name: str) -> None:
    assert "no leader is called" in reading("leader", name, code=1).err


def test_before_the_first_division_of_work_there_is_none(reading: Program) -> None:
    for command in (("leader",), ("leader", "周波"), ("status", "2015", "--by", "leader")):
        refused = reading(*command, "--as-of", "2017-02-26", code=1)
        assert "no division of work is in force on 2017-02-26" in refused.err


# --- the next division of work -----------------------------------------------------------------------------------


def test_the_next_division_holds_from_its_day_on(egovtrack: Program, tmp_path: Path) -> None:
    said = take(egovtrack, tmp_path, NEXT)
    assert "某府办发〔2017〕99号: 2 leaders, in force from 2017-03-15" in said
    leaders = {
        day: {row["leader"] for row in egovtrack.json("leader", "list", "--as-of", day)}
        for day in ("2017-03-14", "2017-03-15")
    }
    assert "周波" in leaders["2017-03-14"]
    assert leaders["2017-03-15"] == {"甲某", "乙某"}
    assert {row["group"] for row in egovtrack.json("leader", "甲某")} == {"市财政局", "市工商局"}
    assert "there are: 甲某, 乙某" in egovtrack("leader", "周波", code=1).err
    assert egovtrack.json("leader", "周波", "--as-of", "2017-03-14")
    egovtrack("check")


def test_without_from_it_holds_from_its_issue(egovtrack: Program, tmp_path: Path) -> None:
    take(egovtrack, tmp_path, NEXT.replace("from = 2017-03-15\n", ""))
    assert {row["leader"] for row in egovtrack.json("leader", "list", "--as-of", "2017-03-10")} == {"甲某", "乙某"}


def test_a_department_under_two_is_told_and_counted_once_in_the_total(egovtrack: Program, tmp_path: Path) -> None:
    said = take(egovtrack, tmp_path, NEXT.replace('["公安局"]', '["公安局", "市财政局"]'))
    assert "under two leaders: 市财政局" in said
    rows = {row["group"]: row["obligations"] for row in egovtrack.json("status", "2017", "--by", "leader")}
    by_dept = egovtrack.json("status", "2017", "--by", "dept")
    twice = sum(row["obligations"] for row in by_dept if row["group"] == "市财政局")
    assert sum(rows.values()) == sum(row["obligations"] for row in by_dept) + twice
    told = egovtrack("status", "2017", "--by", "leader")
    assert f"{twice} obligations are under two leaders and counted twice" in told.err + told.out


def test_a_successor_stands_under_the_leader_of_its_predecessor(ledger: Path) -> None:
    later = Program(ledger, today="2019-01-15")
    assert "市市场监管局" in {row["group"] for row in later.json("leader", "陈寅", "--plan", "2017")}


def test_a_rehearsal_stores_nothing_and_a_number_is_taken_once(egovtrack: Program, tmp_path: Path) -> None:
    assert "nothing was stored" in take(egovtrack, tmp_path, NEXT, "--dry-run")
    assert egovtrack.json("leader", "周波")
    take(egovtrack, tmp_path, NEXT)
    assert "is in the ledger already" in take(egovtrack, tmp_path, NEXT, code=1)


@pytest.fixture(scope="module")
def untouched(seeded: Path | str) -> Iterator[Program]:
    """The program on one ledger for all files that are refused: in the end it must be as it was."""
    program = Program(seeded)
    before = program.json("leader")
    yield program
    assert program.json("leader") == before


HEAD = '[division]\ntitle = "通知"\nnumber = "某号"\nissued = 2017-03-01\n'
ONE = '[[leader]]\nname = "甲某"\npost = "副市长"\n'


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("[division", "is no TOML"),
        ("division = 3", "needs a table [division]"),
        ("leader = 3", "needs a table [division]"),
        ("leader = [1]\n" + HEAD, "needs a table [division]"),
        (HEAD, "it names no leader"),
        (ONE, "[division]: “title” is missing"),
        (HEAD.replace("2017-03-01", '"soon"') + ONE, "[division]: “issued” is missing, or not written"),
        (HEAD + 'from = "soon"\n' + ONE, "[division]: “from” is missing, or not written"),
        (HEAD + "[[leader]]", "[[leader]]: “name” is missing"),
        (HEAD + ONE.replace("甲某", " "), "“name” is missing, or not written"),
        (HEAD + ONE + ONE, "甲某 stands there 2 times"),
        (HEAD + ONE + "field = 3", "甲某: “field” is missing, or not written"),
        (HEAD + ONE + "field = [3]", "甲某: “field” is missing, or not written"),
        (
            HEAD + ONE + 'field = [{ relation = "rules", name = "财政" }]',
            "甲某 财政: “relation” is missing, or not written",
        ),
        (HEAD + ONE + 'field = [{ relation = ["leads"], name = "财政" }]', "“relation” is missing, or not written"),
        (HEAD + ONE + 'field = [{ relation = "leads" }]', "甲某 ?: “name” is missing"),
        (
            HEAD + ONE + 'field = [{ relation = "leads", name = "财政", departments = "市财政局" }]',
            "甲某 财政: “departments” is missing, or not written",
        ),
        (
            HEAD + ONE + 'field = [{ relation = "leads", name = "财政", departments = ["市无局"] }]',
            "no department is called “市无局” (did you mean",
        ),
        (
            HEAD + ONE + 'field = [{ relation = "leads", name = "财政", departments = ["各区政府", 3] }]',
            "甲某 财政: 各区政府 is not one department but several (name one of its members); 甲某 财政: no department",
        ),
    ],
)
def test_a_division_that_is_not_written_as_it_should_be_is_refused(
    untouched: Program, tmp_path: Path, text: str, word: str
) -> None:
    said = take(untouched, tmp_path, text, code=65)
    assert word in said
    assert said.count("\n") == 1
