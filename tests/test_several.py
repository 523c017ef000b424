"""One decision on several tasks, or a file of decisions: one action, all of it or nothing; and who answers instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Begun, Program

PLAN = """东州市人民政府办公厅关于印发2031年政务服务要点的通知
东府办〔2031〕3号
2031年1月10日

2031年政务服务要点

1.整合20个业务系统。（牵头单位：市数据局；责任单位：市财政局、市公安局）
2.建立月报制度，6月底前完成。（责任单位：市财政局、市政府有关部门）
3.开展培训。（责任单位：市人事局、市政府有关部门、相关区政府）
"""
NAMES = ("市数据局", "市财政局", "市公安局", "市民政局", "市人事局", "市档案局")
BASIS = ("--basis", "纪要1号")


def begin(program: Program, folder: Path) -> None:
    """A small plan of 2031."""
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    rows = [f"{name},东州{name},department\n" for name in NAMES]
    (folder / "registry.csv").write_text("名称,全称,类别\n" + "".join(rows), "utf-8")
    program("depts", "import", str(folder / "registry.csv"))
    program("import", str(folder / "plan.txt"), "--key", "2031", "--place", "东州市")


@pytest.fixture
def office(begun: Begun) -> Program:
    """The program on it, two months later."""
    office = begun(begin, "2031-01-15")
    office.today = "2031-03-20"
    return office


def table(folder: Path, *lines: str) -> str:
    """A file of decisions."""
    (folder / "decisions.csv").write_text("\n".join(lines) + "\n", "utf-8")
    return str(folder / "decisions.csv")


def actions(program: Program) -> int:
    return len(program.json("log"))


def owed(program: Program, name: str) -> dict[str, tuple[object, object]]:
    return {row["ref"]: (row["via"], row["party"]) for row in program.json("dept", name)}


def due(program: Program, ref: str) -> object:
    return program.json("show", ref)[0]["deadline"]


# --- several at once ---------------------------------------------------------------------------------------------


def test_a_deadline_is_brought_forward_for_several_tasks_in_one_action(office: Program) -> None:
    before = actions(office)
    office("deadline", "2031-1", "2031-3", "--until", "2031-06-30", *BASIS)
    assert (due(office, "2031-1"), due(office, "2031-3"), actions(office)) == ("2031-06-30", "2031-06-30", before + 1)
    office("undo", "--yes")
    assert due(office, "2031-1") == due(office, "2031-3") == "2031-12-31"


def test_every_deadline_and_the_printed_one_stay(office: Program) -> None:
    office("deadline", "2031-2", "--until", "2031-09-30", *BASIS)
    office("deadline", "2031-2", "--until", "2031-05-31", "--basis", "纪要2号")
    said = office("show", "2031-2").out
    assert all(day in said for day in ("2031-06-30", "2031-09-30", "2031-05-31"))
    assert "first deadline" in said


def test_decisions_come_from_a_table_with_chinese_heads(office: Program, tmp_path: Path) -> None:
    rows = table(tmp_path, "任务,截止日期,依据", "2031-1,2031/5/31,纪要1号", "2031-2,2031年8月31日,纪要2号")
    before = actions(office)
    office("deadline", "--from-csv", rows)
    assert (due(office, "2031-1"), due(office, "2031-2"), actions(office)) == ("2031-05-31", "2031-08-31", before + 1)


def test_of_a_table_with_a_wrong_row_nothing_is_entered(office: Program, tmp_path: Path) -> None:
    rows = table(tmp_path, "任务,截止日期", "2031-1,2031-05-31", "2031-9,2031-05-31", ",2031-05-31")
    refused = office("deadline", "--from-csv", rows, *BASIS, code=65).err
    assert "of 3 decisions 2 are refused" in refused
    assert "line 3: there is no task 2031-9" in refused
    assert "line 4: it names nothing" in refused
    assert due(office, "2031-1") == "2031-12-31"


def test_of_several_refs_one_that_is_wrong_stops_all(office: Program) -> None:
    assert "2031-9" in office("deadline", "2031-1", "2031-9", "--until", "2031-05-31", *BASIS, code=1).err
    assert due(office, "2031-1") == "2031-12-31"


def test_leads_are_set_for_several_tasks(office: Program, tmp_path: Path) -> None:
    office("assign-lead", "2031-2", "2031-3", "--dept", "市财政局", *BASIS, code=1)  # it does not answer for 2031-3
    rows = table(tmp_path, "任务,牵头单位", "2031-2,市财政局", "2031-3,市人事局")
    office("assign-lead", "--from-csv", rows, *BASIS)
    assert [office.json("show", ref)[0]["clauses"][0]["assigned_lead"] for ref in ("2031-2", "2031-3")] == [
        "市财政局", "市人事局"
    ]  # fmt: skip


def test_several_tasks_are_verified_and_sent_back_at_once(office: Program) -> None:
    for ref in ("2031-1", "2031-2"):
        office("progress", "set", ref, "--dept", "市财政局", "--status", "completed")
    before = actions(office)
    said = office("progress", "verify", "2031-1", "2031-2", "--note", "现场核查").err
    assert "not struck off" in said
    assert "市数据局" in said
    assert {row["status"] for row in office.json("dept", "市财政局")} == {"verified"}
    office("progress", "return", "2031-1", "2031-2", "--reason", "复查")
    assert {row["status"] for row in office.json("dept", "市财政局")} == {"in_progress"}
    assert actions(office) == before + 2
    assert office("check").out == ""


# --- who is meant ------------------------------------------------------------------------------------------------


def test_the_only_indefinite_party_need_not_be_named(office: Program) -> None:
    office("designate", "2031-2", "--dept", "市档案局", *BASIS)
    assert owed(office, "市档案局") == {"2031-2": ("designated", "市政府有关部门")}
    assert "name the party" in office("designate", "2031-3", "--dept", "市档案局", *BASIS, code=1).err


def test_the_same_departments_are_meant_in_several_tasks(office: Program, tmp_path: Path) -> None:
    office("designate", "2031-2", "2031-3", "市政府有关部门", "市档案局", "市民政局", *BASIS)
    assert owed(office, "市档案局").keys() == owed(office, "市民政局").keys() == {"2031-2", "2031-3"}
    office("undo", "--yes")
    rows = table(tmp_path, "任务,责任主体,部门", "2031-2,,市档案局、市民政局", "2031-3,市政府有关部门,市档案局")
    office("designate", "--from-csv", rows, *BASIS)
    assert owed(office, "市档案局").keys() == {"2031-2", "2031-3"}
    assert owed(office, "市民政局").keys() == {"2031-2"}


def test_a_department_that_was_named_wrongly_is_replaced_by_the_office(office: Program) -> None:
    """The document's word stays; who answers, and what is counted, is the department designated instead."""
    office("progress", "set", "2031-1", "--dept", "市公安局", "--percent", "20")
    assert "--instead" in office("designate", "2031-1", "市公安局", "市档案局", *BASIS, code=1).err
    office("designate", "2031-1", "市公安局", "市档案局", "--instead", *BASIS)
    assert owed(office, "市档案局") == {"2031-1": ("designated", "市公安局")}
    assert owed(office, "市公安局") == {}
    (clause,) = office.json("show", "2031-1")[0]["clauses"]
    assert [(each["party"], each["designated"]) for each in clause["parties"]][-1] == ("市公安局", ["市档案局"])
    office("progress", "set", "2031-1", "--dept", "市档案局", "--status", "blocked", "--problem", "缺人")
    assert "blocked" in office("show", "2031-1").out
    rows = [row for row in office.json("export", "obligations", "--format", "json") if row["ref"] == "2031-1"]
    assert ("市档案局", "blocked") in {(row["department"], row["status"]) for row in rows}
    assert office("check").out == ""
    office("designate", "2031-1", "市公安局", "--instead", "--revoke", "--basis", "纪要5号")
    assert owed(office, "市公安局") == {"2031-1": ("direct", "市公安局")}
    assert owed(office, "市档案局") == {}


def test_who_answers_in_the_clause_already_is_not_counted_twice(office: Program) -> None:
    refused = office("designate", "2031-1", "市公安局", "市财政局", "--instead", *BASIS, code=1).err
    assert "市财政局 is named in 2031-1 already" in refused
    assert "already" in office("designate", "2031-1", "市公安局", "市公安局", "--instead", *BASIS, code=1).err


def test_a_designation_instead_holds_from_its_day_on_and_keeps_the_past(office: Program) -> None:
    known = max(row["id"] for row in office.json("log"))
    office("designate", "2031-1", "市公安局", "市档案局", "--instead", *BASIS, "--date", "2031-03-01")
    assert [row["ref"] for row in office.json("dept", "市公安局", "--as-of", "2031-02-28")] == ["2031-1"]
    assert [row["ref"] for row in office.json("dept", "市公安局", "--known-at", f"#{known}")] == ["2031-1"]
    assert office.json("dept", "市公安局") == []
