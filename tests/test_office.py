"""What the office adds to a plan: who is meant by an indefinite party, who leads, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

PARTY = "市政府有关部门"
BASIS = ("--basis", "会议纪要第3号")
MEANT = ("designate", "2017-8", PARTY, "市公安局", "市民政局", *BASIS, "--date", "2017-03-10")


def owed(program: Program, department: str, *args: str, plan: str = "2017") -> dict[str, dict[str, Any]]:
    """The obligations of a department in a plan, by reference."""
    return {row["ref"]: row for row in program.json("dept", department, "--plan", plan, *args)}


def parties(program: Program, ref: str, *args: str) -> dict[str, list[str]]:
    """Who is designated for each party of a task's only clause."""
    (task,) = program.json("show", ref, *args)
    (clause,) = task["clauses"]
    return {party["party"]: party["designated"] for party in clause["parties"]}


def open_ones(program: Program, *args: str) -> set[str]:
    return {row["ref"] for row in program.json("tasks", "2017", "--undesignated", *args)}


@pytest.fixture(scope="module")
def untouched(shared: Path | str) -> Iterator[Program]:
    """The program on one ledger for all commands that are refused: in the end it must be as it was."""
    program = Program(shared)
    answers = ("tasks", "2016"), ("tasks", "2017"), ("log", "--all"), ("progress", "log")
    before = [program.json(*args) for args in answers]
    yield program
    assert [program.json(*args) for args in answers] == before


# --- designate ---------------------------------------------------------------------------------------------------


def test_nobody_answers_for_an_indefinite_party_until_designated(egovtrack: Program) -> None:
    assert "2017-8" not in owed(egovtrack, "市公安局")
    assert "2017-8" in owed(egovtrack, "市公安局", "--via", "indefinite")
    egovtrack(*MEANT)
    row = owed(egovtrack, "市公安局")["2017-8"]
    assert (row["via"], row["party"], row["role"]) == ("designated", PARTY, "responsible")
    assert (row["designated_on"], row["basis"]) == ("2017-03-10", "会议纪要第3号")
    assert "2017-8" not in owed(egovtrack, "市公安局", "--via", "indefinite")
    assert "2017-8" not in owed(egovtrack, "市司法局", "--via", "all"), "once it is said who is meant, nobody else is"


def test_a_designation_holds_from_its_day_on(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    assert "2017-8" not in owed(egovtrack, "市公安局", "--as-of", "2017-03-09")
    assert "2017-8" in owed(egovtrack, "市公安局", "--as-of", "2017-03-10")
    assert parties(egovtrack, "2017-8", "--as-of", "2017-03-09")[PARTY] == []
    assert parties(egovtrack, "2017-8")[PARTY] == ["市公安局", "市民政局"]


def test_what_was_known_before_it_was_entered_can_still_be_printed(egovtrack: Program) -> None:
    before = datetime.now(UTC).isoformat()
    egovtrack(*MEANT)
    assert "2017-8" not in owed(egovtrack, "市公安局", "--known-at", before)
    assert "2017-8" in open_ones(egovtrack, "--known-at", before)
    assert "2017-8" not in open_ones(egovtrack)


def test_the_offices_list_of_what_is_open(egovtrack: Program) -> None:
    """2017-9 names two indefinite parties: it stays on the list until both are designated."""
    assert len(open_ones(egovtrack)) == 17
    egovtrack("designate", "2017-9", PARTY, "市公安局", *BASIS)
    assert "2017-9" in open_ones(egovtrack)
    egovtrack("designate", "2017-9", "市有关单位", "上海行政学院", *BASIS)
    assert "2017-9" not in open_ones(egovtrack)


def test_the_day_the_basis_and_the_person_are_shown(egovtrack: Program) -> None:
    egovtrack("--by", "李四", *MEANT)
    card = egovtrack("show", "2017-8", "--format", "table", "--width", "160").out
    assert "市政府有关部门 (市公安局, 市民政局)" in card
    (line,) = [
        line for line in card.splitlines() if "designated" in line and "市公安局" in line and "2017-03-10" in line
    ]
    assert "会议纪要第3号" in line
    assert "李四" in line


def test_it_is_taken_back_from_a_day_on(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    egovtrack("designate", "2017-8", PARTY, "市民政局", "--revoke", *BASIS, "--date", "2017-03-15")
    assert "2017-8" in owed(egovtrack, "市民政局", "--as-of", "2017-03-14")
    assert "2017-8" not in owed(egovtrack, "市民政局", "--as-of", "2017-03-15")
    assert parties(egovtrack, "2017-8")[PARTY] == ["市公安局"]


def test_without_a_department_everybody_is_taken_back(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    said = egovtrack("designate", "2017-8", PARTY, "--revoke", *BASIS, "--date", "2017-03-18").err
    assert "市公安局, 市民政局 no longer designated from 2017-03-18" in said
    assert "2017-8" in open_ones(egovtrack)
    assert "2017-8" in owed(egovtrack, "市司法局", "--via", "indefinite"), "it is possible for all again"


def test_somebody_taken_back_can_be_designated_again(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    egovtrack("designate", "2017-8", PARTY, "市公安局", "--revoke", *BASIS, "--date", "2017-03-12")
    egovtrack("designate", "2017-8", PARTY, "市公安局", *BASIS, "--date", "2017-03-16")
    answers = {day: "2017-8" in owed(egovtrack, "市公安局", "--as-of", day) for day in ("2017-03-13", "2017-03-17")}
    assert answers == {"2017-03-13": False, "2017-03-17": True}


def test_those_designated_report(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    egovtrack("progress", "set", "2017-8", "--dept", "市公安局", "--percent", "30", "--date", "2017-03-15")
    assert owed(egovtrack, "市公安局")["2017-8"]["percent"] == 30
    (row,) = [row for row in egovtrack.json("dept", PARTY, "--plan", "2017") if row["ref"] == "2017-8"]
    assert (row["open"], row["members"], row["reported"], row["unreported"]) == (False, 2, 1, ["市民政局"])
    refused = egovtrack("progress", "set", "2017-8", "--dept", "市司法局", "--percent", "30", code=1)
    assert "市司法局" in refused.err


def test_a_report_stays_in_the_log_when_the_designation_is_taken_back(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    egovtrack("progress", "set", "2017-8", "--dept", "市公安局", "--percent", "30", "--date", "2017-03-15")
    egovtrack("designate", "2017-8", PARTY, "市公安局", "--revoke", *BASIS)
    assert [row["department"] for row in egovtrack.json("progress", "log", "2017-8")] == ["市公安局"]
    assert "2017-8" not in owed(egovtrack, "市公安局")


def test_they_were_asked_from_their_day_on_not_from_the_plans(ledger: Path) -> None:
    """A month after the plan's issue the named ones are silent; who was designated a week ago is not."""
    later = Program(ledger, today="2017-04-10")
    later("designate", "2017-8", PARTY, "市公安局", *BASIS, "--date", "2017-04-03")
    rows = owed(later, "市公安局")
    assert (rows["2017-8"]["reporting"], rows["2017-34"]["reporting"]) == ("not_asked", "silent")


def test_they_count_in_the_roll_up_only_where_the_document_names_no_lead(egovtrack: Program) -> None:
    """2015-38 names 相关区县政府 as responsible and no lead; 2017-8 has a lead."""
    done = ("--status", "completed", "--date", "2017-03-15")
    egovtrack(*MEANT)
    egovtrack("progress", "set", "2017-8", "--dept", "市政府办公厅", *done)
    assert egovtrack.json("show", "2017-8")[0]["status"] == "reported_done"
    before = egovtrack("tasks", "2015", "--format", "csv").out
    egovtrack("designate", "2015-38", "相关区县政府", "黄浦区", *BASIS)
    named = [row["party"] for row in egovtrack.json("show", "2015-38")[0]["clauses"][0]["parties"]]
    for department in (name for name in named if name != "相关区县政府"):
        egovtrack("progress", "set", "2015-38", "--dept", department, *done)
    assert egovtrack.json("show", "2015-38")[0]["status"] == "in_progress", "黄浦区 has not reported"
    egovtrack("progress", "set", "2015-38", "--dept", "黄浦区", *done)
    assert egovtrack.json("show", "2015-38")[0]["status"] == "reported_done"
    assert before != egovtrack("tasks", "2015", "--format", "csv").out


def test_a_party_of_several_clauses_is_meant_in_each_or_in_the_one_named(egovtrack: Program) -> None:
    """2016-5 names 市政府相关部门 in both of its clauses."""
    egovtrack("designate", "2016-5.2", "市政府相关部门", "市公安局", *BASIS)
    assert set(owed(egovtrack, "市公安局", "--via", "designated", plan="2016")) == {"2016-5.2"}
    egovtrack("designate", "2016-5", "市政府相关部门", "市民政局", *BASIS)
    assert set(owed(egovtrack, "市民政局", "--via", "designated", plan="2016")) == {"2016-5.1", "2016-5.2"}


def test_the_successor_answers_for_what_its_predecessor_was_designated_for(ledger: Path) -> None:
    Program(ledger)("designate", "2017-8", PARTY, "市工商局", *BASIS)
    row = owed(Program(ledger, today="2019-01-15"), "市市场监管局")["2017-8"]
    assert (row["department"], row["member"], row["via"]) == ("市市场监管局", "市工商局", "designated")


def test_party_and_departments_may_be_typed_in_other_forms(egovtrack: Program) -> None:
    egovtrack("designate", "2017-8", "市政府有關部門", "公安局", "上海市民政局", *BASIS)
    assert parties(egovtrack, "2017-8")[PARTY] == ["市公安局", "市民政局"]


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("2017-8", PARTY, "市公安局", "--basis", " "), 2, "it is empty"),
        (("2017-8", PARTY, "市公安局"), 2, "--basis"),
        (("2017-8", PARTY, *BASIS), 2, "name the departments after the party"),
        (("2017-8", PARTY, "市公安局", *BASIS, "--date", "2017-03-21"), 2, "after today"),
        (("2017-8", PARTY, "市公安局", *BASIS, "--date", "2017-02-22"), 2, "before plan 2017 was issued"),
        (("2017-8", PARTY, "市政府办公厅", *BASIS), 1, "市政府办公厅 is named in 2017-8 already"),
        (("2017-8", PARTY, "浦东新区", *BASIS), 1, "浦东新区 is none of those whom"),
        (("2017-8", PARTY, "市市场监管局", *BASIS), 1, "exists only from 2018-11-11"),
        (("2017-8", PARTY, "市无局", *BASIS), 1, "no department is called"),
        (("2017-8", "市政府相关部门", "市公安局", *BASIS), 1, "it names: 市政府有关部门"),
        (("2017-8", "各区政府", "浦东新区", *BASIS), 1, "names no “各区政府”"),
        (("2017-33", PARTY, "市公安局", *BASIS), 1, "all that it names are definite"),
        (("2017-99", PARTY, "市公安局", *BASIS), 1, "2017-99"),
        (("2017-8", PARTY, "市公安局", "--revoke", *BASIS), 1, "市公安局 is not designated"),
        (("2017-8", PARTY, "--revoke", *BASIS), 1, "nobody is designated"),
    ],
)
def test_what_cannot_be_designated_is_refused(untouched: Program, args: tuple[str, ...], code: int, word: str) -> None:
    refused = untouched("designate", *args, code=code)
    assert word in refused.err
    assert refused.err.count("\n") == 1


def test_nobody_is_designated_who_answers_in_the_clause_already(egovtrack: Program) -> None:
    """2017-9 names two indefinite parties, and 市工商局, whose duties 市市场监管局 has since November 2018."""
    egovtrack("designate", "2017-9", "市有关单位", "市公安局", *BASIS)
    twice = egovtrack("designate", "2017-9", PARTY, "市民政局", "市公安局", *BASIS, code=1)
    assert "市公安局 is designated for “市有关单位” in 2017-9 already" in twice.err
    assert "2017-9" not in owed(egovtrack, "市民政局"), "nothing of a refused command is written"
    later = Program(egovtrack.db, today="2019-01-15")
    successor = later("designate", "2017-9", PARTY, "市市场监管局", *BASIS, code=1)
    assert "市市场监管局 is named in 2017-9 already" in successor.err
    gone = later("designate", "2017-8", PARTY, "市工商局", *BASIS, code=1)
    assert "市工商局 ended on 2018-11-11; 市市场监管局 took over from it" in gone.err


def test_an_office_that_ended_without_a_successor_is_not_designated(egovtrack: Program) -> None:
    egovtrack("depts", "add", "市筹备办", "--from", "2016-01-01", "--until", "2017-03-01")
    refused = egovtrack("designate", "2017-8", PARTY, "市筹备办", *BASIS, code=1)
    assert "市筹备办 ended on 2017-03-01" in refused.err
    egovtrack("designate", "2017-8", PARTY, "市筹备办", *BASIS, "--date", "2017-02-28")


# --- assign-lead -------------------------------------------------------------------------------------------------

LEAD = ("assign-lead", "2015-12", "市经济信息化委", *BASIS, "--date", "2016-01-10")


def test_the_offices_lead_stands_apart_from_the_documents_words(egovtrack: Program) -> None:
    egovtrack(*LEAD)
    row = owed(egovtrack, "市经济信息化委", plan="2015")["2015-12"]
    assert (row["role"], row["assigned_lead"]) == ("responsible", True)
    (clause,) = egovtrack.json("show", "2015-12")[0]["clauses"]
    assert clause["assigned_lead"] == "市经济信息化委"
    assert {party["role"] for party in clause["parties"]} == {"responsible"}
    assert "2015-12" in owed(egovtrack, "市经济信息化委", "--role", "lead", plan="2015")
    assert "responsible (the office's lead)" in egovtrack("dept", "市经济信息化委", "--plan", "2015").out


def test_the_offices_lead_holds_from_its_day_on_and_can_be_taken_back(egovtrack: Program) -> None:
    egovtrack(*LEAD)
    egovtrack("assign-lead", "2015-12", "市工商局", *BASIS, "--date", "2016-02-10")
    egovtrack("assign-lead", "2015-12", "--revoke", *BASIS, "--date", "2016-03-10")
    leads = [
        egovtrack.json("show", "2015-12", "--as-of", day)[0]["clauses"][0]["assigned_lead"]
        for day in ("2016-01-09", "2016-01-10", "2016-02-10", "2016-03-10")
    ]
    assert leads == [None, "市经济信息化委", "市工商局", None]


def test_the_offices_lead_does_not_change_who_makes_up_the_tasks_status(egovtrack: Program) -> None:
    """Everybody the document names stays responsible: the task is not done when the office's lead alone is."""
    egovtrack(*LEAD)
    egovtrack("progress", "set", "2015-12", "--dept", "市经济信息化委", "--status", "completed", "--date", "2016-01-15")
    assert egovtrack.json("show", "2015-12")[0]["status"] == "in_progress"


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("2017-13", "市经济信息化委", *BASIS), 1, "the document names a lead for 2017-13: 市政府办公厅"),
        (("2015-12", "市财政局", *BASIS), 1, "those who do: 市经济信息化委, 市政府办公厅, 市工商局"),
        (("2016-5", "市政府办公厅", *BASIS), 1, "name one: 2016-5.1, 2016-5.2"),
        (("2015-12", *BASIS), 2, "name the department that leads"),
        (("2015-12", "市工商局", "--revoke", *BASIS), 2, "name the department that leads"),
        (("2015-12", "--revoke", *BASIS), 1, "has set no lead"),
        (("2015-12", "市工商局", "--basis", ""), 2, "it is empty"),
        (("2015-12", "市工商局", *BASIS, "--date", "2015-01-01"), 2, "before plan 2015 was issued"),
    ],
)
def test_a_lead_that_cannot_be_is_refused(untouched: Program, args: tuple[str, ...], code: int, word: str) -> None:
    refused = untouched("assign-lead", *args, code=code)
    assert word in refused.err
    assert refused.err.count("\n") == 1


def test_the_same_lead_is_not_set_twice(egovtrack: Program) -> None:
    egovtrack(*LEAD)
    assert "leads 2015-12 already" in egovtrack("assign-lead", "2015-12", "市经信委", *BASIS, code=1).err


# --- extend ------------------------------------------------------------------------------------------------------


def test_an_extension_keeps_the_first_deadline_and_how_often_it_was_moved(egovtrack: Program) -> None:
    egovtrack("extend", "2017-13", "--until", "2018-03-31", "--reason", "招标推迟", "--date", "2017-03-10")
    egovtrack("extend", "2017-13", "--until", "2018-06-30", "--reason", "设备晚到", "--date", "2017-03-15")
    keys = ("deadline", "deadline_source", "original_deadline", "extensions")
    facts = [
        tuple(owed(egovtrack, "市经济信息化委", "--as-of", day)["2017-13"][key] for key in keys)
        for day in ("2017-03-09", "2017-03-10", "2017-03-15")
    ]
    assert facts == [
        ("2017-12-31", "period", "2017-12-31", 0),
        ("2018-03-31", "office", "2017-12-31", 1),
        ("2018-06-30", "office", "2017-12-31", 2),
    ]
    assert "2018-06-30 (first 2017-12-31, extended 2 times)" in egovtrack("show", "2017-13").out


def test_one_clause_is_extended_by_itself(egovtrack: Program) -> None:
    egovtrack("extend", "2016-5.2", "--until", "2017-06-30", "--reason", "另行安排")
    rows = owed(egovtrack, "黄浦区", plan="2016")
    assert (rows["2016-5.1"]["deadline"], rows["2016-5.2"]["deadline"]) == ("2016-12-31", "2017-06-30")
    assert (rows["2016-5.1"]["light"], rows["2016-5.2"]["light"]) == ("red", "yellow")


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (("--until", "2017-12-31", "--reason", "x"), "due on 2017-12-31 already"),
        (("--until", "2018-01-31", "--reason", " "), "it is empty"),
        (("--until", "17.3.5", "--reason", "x"), "no date"),
        (("--until", "2018-01-31"), "--reason"),
        (("--until", "2018-01-31", "--reason", "x", "--date", "2017-03-21"), "after today"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(untouched: Program, args: tuple[str, ...], word: str) -> None:
    assert word in untouched("extend", "2017-13", *args, code=2).err


def test_what_the_office_added_passes_the_check(egovtrack: Program) -> None:
    egovtrack(*MEANT)
    egovtrack(*LEAD)
    egovtrack("extend", "2017-13", "--until", "2018-03-31", "--reason", "招标推迟")
    egovtrack("check")


# --- a department that was split -----------------------------------------------------------------------------------


def test_what_nobody_took_over_after_a_split_can_be_given_to_those_it_became(egovtrack: Program) -> None:
    for name in ("市财政一局", "市财政二局"):
        egovtrack("depts", "add", name, "--from", "2017-03-10")
    into = ("--into", "市财政一局", "--into", "市财政二局")
    egovtrack("depts", "split", "市财政局", *into, "--date", "2017-03-10", *BASIS)
    assert "2017-22" not in owed(egovtrack, "市财政一局")
    egovtrack("designate", "2017-22", "市财政局", "市财政一局", *BASIS, "--date", "2017-03-12")
    assert owed(egovtrack, "市财政一局")["2017-22"]["via"] == "designated"
    assert "2017-22" not in owed(egovtrack, "市财政二局", "--via", "all")
    refused = egovtrack("designate", "2017-22", "市财政局", "市公安局", *BASIS, code=1)
    assert "市公安局 is none of those whom “市财政局” means" in refused.err
    egovtrack("progress", "set", "2017-22", "--dept", "市财政一局", "--percent", "30", "--date", "2017-03-15")
    (task,) = [row for row in egovtrack.json("tasks", "2017") if row["ref"] == "2017-22"]
    assert (task["status"], task["percent"]) == ("in_progress", 30)
    egovtrack("check")
