"""Reported is not verified; a measured value gives its percent; the last command is taken back whole; all is logged."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from egovtrack.rules import attained
from tests.conftest import Program, sqlite_only

DEPT = "市经济信息化委"
SMALL = """2017年本市窗口改造试点工作安排

1.改造12个窗口。（责任部门：市财政局、市公安局）

2.建立月报。（责任部门：市政府办公厅）
"""


def one(program: Program, ref: str, *args: str, dept: str = DEPT) -> dict[str, object]:
    (row,) = [row for row in program.json("dept", dept, "--plan", ref[:4], *args) if row["ref"] == ref]
    return row


# --- verification -------------------------------------------------------------------------------------------------


def test_what_a_department_reports_done_is_done_when_the_office_says_so(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--status", "completed", "--date", "2017-03-10")
    assert one(egovtrack, "2017-42")["status"] == "reported_done"
    (counted,) = [row for row in egovtrack.json("status", "2017") if row["group"] == DEPT]
    assert (counted["verified"], counted["reported_done"]) == (0, 1)
    egovtrack("progress", "verify", "2017-42", "--note", "现场核查", "--date", "2017-03-15")
    assert one(egovtrack, "2017-42")["status"] == "verified"
    assert one(egovtrack, "2017-42", "--as-of", "2017-03-14")["status"] == "reported_done"
    (counted,) = [row for row in egovtrack.json("status", "2017") if row["group"] == DEPT]
    assert (counted["verified"], counted["reported_done"]) == (1, 0)
    assert egovtrack.json("show", "2017-42")[0]["status"] == "verified"


def test_only_what_was_reported_done_can_be_struck_off(egovtrack: Program) -> None:
    refused = egovtrack("progress", "verify", "2017-42", code=1)
    assert "no completion was reported" in refused.err
    assert "does not answer" in egovtrack("progress", "verify", "2017-42", "--dept", "市财政局", code=1).err


def test_striking_off_a_task_strikes_off_those_who_reported_and_names_the_others(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--status", "completed")
    said = egovtrack("progress", "verify", "2017-13").err
    assert f"2017-13 {DEPT}, verified" in said
    assert "not struck off: 1 (市政府办公厅)" in said
    assert egovtrack.json("show", "2017-13")[0]["status"] == "in_progress"


def test_a_claim_is_sent_back_with_a_reason_and_may_be_made_again(egovtrack: Program) -> None:
    args = ("progress", "set", "2017-42", "--dept", DEPT, "--status", "completed")
    egovtrack(*args, "--date", "2017-03-10")
    assert "reason" in egovtrack("progress", "return", "2017-42", code=2).err
    egovtrack("progress", "return", "2017-42", "--reason", "目录不全", "--date", "2017-03-12")
    back = one(egovtrack, "2017-42")
    assert (back["status"], back["returned"], back["office_note"]) == ("in_progress", True, "目录不全")
    assert "in progress (sent back)" in egovtrack("dept", DEPT, "--plan", "2017").out
    egovtrack(*args, "--date", "2017-03-17")
    assert (one(egovtrack, "2017-42")["status"], one(egovtrack, "2017-42")["returned"]) == ("reported_done", False)
    kinds = [row["kind"] for row in egovtrack.json("progress", "log", "2017-42")]
    assert kinds == ["report", "return", "report"]


def test_what_was_struck_off_is_closed_until_the_office_opens_it_again(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--status", "completed", "--date", "2017-03-10")
    egovtrack("progress", "verify", "2017-42", "--date", "2017-03-12")
    late = ("progress", "set", "2017-42", "--dept", DEPT, "--percent", "80")
    assert "struck off on 2017-03-12" in egovtrack(*late, code=1).err
    egovtrack(*late, "--date", "2017-03-05")
    assert one(egovtrack, "2017-42")["status"] == "verified", "an earlier day, entered later"
    egovtrack("progress", "return", "2017-42", "--reason", "复查发现漏项", "--date", "2017-03-15")
    egovtrack(*late)
    assert (one(egovtrack, "2017-42")["status"], one(egovtrack, "2017-42")["percent"]) == ("in_progress", 80)


def test_a_department_does_not_take_up_what_the_office_cancelled(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--status", "cancelled", "--note", "并入2017-41", "--date", "2017-03-10")
    report = ("progress", "set", "2017-42", "--dept", DEPT, "--percent", "10")
    assert "cancelled by the office" in egovtrack(*report, code=1).err
    egovtrack("progress", "set", "2017-42", "--status", "in_progress", "--note", "恢复", "--date", "2017-03-12")
    egovtrack(*report)
    assert one(egovtrack, "2017-42")["status"] == "in_progress"


def test_one_district_of_sixteen_is_struck_off_for_itself(egovtrack: Program) -> None:
    for district in ("黄浦区", "浦东新区"):
        egovtrack("progress", "set", "2017-10", "--dept", district, "--status", "completed")
    egovtrack("progress", "verify", "2017-10", "--dept", "黄浦")
    assert "16: verified 1, reported done 1, not asked yet 14" in egovtrack("show", "2017-10").out
    (row,) = [row for row in egovtrack.json("dept", "各区政府", "--plan", "2017") if row["ref"] == "2017-10"]
    assert (row["members"], row["reported"], row["verified"], len(row["unreported"])) == (16, 2, 1, 14)


def test_a_task_that_nobody_answers_for_by_name_is_struck_off_on_the_offices_own_word(egovtrack: Program) -> None:
    egovtrack("progress", "set", "12fyp-4.2.3", "--status", "completed", "--date", "2015-06-30")
    egovtrack("progress", "verify", "12fyp-4.2.3", "--date", "2015-07-31")
    assert egovtrack.json("show", "12fyp-4.2.3")[0]["status"] == "verified"


# --- measured targets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "comparator", "value", "percent"),
    [
        (15, 15, "=", 12, 80),
        (150, 200, None, 160, 100),
        (150, 200, None, 120, 80),
        (829, 829, "=", 675, 81),
        (829, 829, "=", 828, 99),
        (0.7, 0.7, "=", 0.7, 100),
        (None, 5, "<=", 4, 100),
        (None, 5, "<=", 6, None),
        (50, None, ">=", 0, 0),
        (5, 5, "<", 5, None),
        (5, 5, "<", 4.9, 100),
        (70, 70, ">", 70, 99),
        (70, 70, ">", 70.1, 100),
        (200, 200, ">=", 200, 100),
    ],
)
def test_a_value_is_so_much_of_its_target(
    low: float | None, high: float | None, comparator: str | None, value: float, percent: int | None
) -> None:
    assert attained(low, high, comparator, value) == percent


@pytest.mark.parametrize(
    ("ref", "dept", "value", "percent", "target"),
    [
        ("2017-13", DEPT, 12, 80, "15个业务系统"),
        ("2017-14", DEPT, 160, 100, "150—200个项目"),
        ("2017-14", DEPT, 120, 80, "150—200个项目"),
        ("2016-3", "市政府办公厅", 675, 81, "829项审批事项"),
    ],
)
def test_a_measured_value_gives_the_percent(
    egovtrack: Program, ref: str, dept: str, value: int, percent: int, target: str
) -> None:
    egovtrack("progress", "set", ref, "--dept", dept, "--value", str(value))
    row = one(egovtrack, ref, dept=dept)
    assert (row["value"], row["percent"], row["target"]) == (value, percent, target)
    assert f"{percent}% {value}/{target}" in egovtrack("dept", dept, "--plan", ref[:4]).out


def test_a_value_stays_until_another_is_given(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--value", "12", "--date", "2017-03-10")
    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--problem", "经费未到", "--date", "2017-03-15")
    assert (one(egovtrack, "2017-13")["value"], one(egovtrack, "2017-13")["percent"]) == (12, 80)


def test_of_several_targets_one_is_named(egovtrack: Program) -> None:
    args = ("progress", "set", "2015-25", "--dept", DEPT, "--value", "150")
    egovtrack(*args, "--target", "2")
    row = one(egovtrack, "2015-25")
    assert (row["target"], row["percent"]) == ("200多个事项", 75)


# --- taking back --------------------------------------------------------------------------------------------------


def test_undo_says_what_it_takes_back_and_a_script_must_agree(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--percent", "40", "--date", "2017-03-10")
    shown = egovtrack("undo", code=2).err
    assert "progress set 2017-42 --dept 市经济信息化委 --percent 40" in shown
    assert "note 1 2017-42: in progress 40% (市经济信息化委, 2017-03-10)" in shown
    assert one(egovtrack, "2017-42")["percent"] == 40
    egovtrack("undo", "--yes")
    assert one(egovtrack, "2017-42")["percent"] is None


def test_what_was_undone_stays_in_the_log_and_in_what_was_known_before(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--percent", "40", "--date", "2017-03-10")
    before = datetime.now(UTC).isoformat()
    egovtrack("undo", "--yes")
    (note,) = egovtrack.json("progress", "log")
    assert note["undone_at"]
    assert one(egovtrack, "2017-42", "--known-at", before)["percent"] == 40
    *_rest, set_, undo = egovtrack.json("log", "--all")
    assert (set_["undone_by"], undo["undoes"]) == (undo["id"], set_["id"])
    assert set_["command"].startswith("progress set 2017-42")
    assert egovtrack.json("progress", "log", "--known-at", before)[0]["undone_at"] is None


def test_undo_goes_back_step_by_step_and_a_retraction_is_a_step(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--percent", "40")
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--percent", "60")
    egovtrack("progress", "retract", "2", "--reason", "错")
    assert one(egovtrack, "2017-42")["percent"] == 40
    egovtrack("undo", "--yes")
    assert one(egovtrack, "2017-42")["percent"] == 60
    egovtrack("progress", "retract", "2", "--reason", "还是错")
    assert one(egovtrack, "2017-42")["percent"] == 40
    for percent in (60, 40, None):
        egovtrack("undo", "--yes")
        assert one(egovtrack, "2017-42")["percent"] == percent
    egovtrack("check")


def test_an_imported_plan_is_taken_back_and_may_come_again(egovtrack: Program, tmp_path: Path) -> None:
    """Its notes stay in the log under their old reference; a plan that comes again, also under that key, has none."""
    (tmp_path / "small.txt").write_text(SMALL, "utf-8")
    into = ("import", str(tmp_path / "small.txt"), "--issued", "2017-03-01", "--key")
    egovtrack(*into, "trial")
    egovtrack("progress", "set", "trial-1", "--dept", "市财政局", "--percent", "10")
    egovtrack("undo", "--yes")
    egovtrack("undo", "--yes")
    assert "trial" not in [row["plan"] for row in egovtrack.json("plans")]
    assert "no plan trial" in egovtrack("tasks", "trial", code=1).err
    egovtrack(*into, "pilot")
    assert len(egovtrack.json("tasks", "pilot")) == 2
    assert [row["ref"] for row in egovtrack.json("progress", "log")] == ["trial-1"]
    egovtrack("check")
    egovtrack("undo", "--yes")
    assert "pilot" not in [row["plan"] for row in egovtrack.json("plans")]
    egovtrack(*into, "trial")
    assert [row["status"] for row in egovtrack.json("tasks", "trial")] == [None, None]
    egovtrack("check")


def test_a_replaced_plan_is_put_back_as_it_was(egovtrack: Program, tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_text(SMALL, "utf-8")
    into = ("import", str(path), "--issued", "2017-03-01", "--key", "trial")
    egovtrack(*into)
    egovtrack("progress", "set", "trial-1", "--dept", "市财政局", "--percent", "10")
    before = egovtrack.json("tasks", "trial"), egovtrack("export", "text", "trial").out
    path.write_text(SMALL.replace("2.建立月报。", "2.建立周报。") + "\n3.公布结果。（责任部门：市财政局）\n", "utf-8")
    egovtrack(*into, "--replace", "--yes")
    assert len(egovtrack.json("tasks", "trial")) == 3
    egovtrack("check")
    egovtrack("undo", "--yes")
    assert (egovtrack.json("tasks", "trial"), egovtrack("export", "text", "trial").out) == before
    egovtrack("check")


def test_a_change_of_the_registry_is_taken_back(egovtrack: Program) -> None:
    before = egovtrack.json("depts")
    egovtrack("depts", "rename", "市财政局", "市财政金融局", "--date", "2017-03-01", "--basis", "试行")
    egovtrack("depts", "merge", "市体育局", "--into", "市财政局", "--date", "2017-03-10", "--basis", "试行")
    egovtrack("depts", "add", "市数据服务中心", "--kind", "institution")
    assert egovtrack.json("depts") != before
    for _each in range(3):
        egovtrack("undo", "--yes")
    assert egovtrack.json("depts") == before
    egovtrack("check")


def test_there_is_an_end_to_taking_back(empty: Program) -> None:
    empty("seed", "2017")
    empty("undo", "--yes")
    assert "nothing to take back" in empty("undo", "--yes", code=1).err
    assert empty.json("plans") == []
    empty("seed", "2017")
    assert len(empty.json("tasks", "2017")) == 54


def test_the_log_tells_who_when_from_where_and_what(egovtrack: Program) -> None:
    egovtrack("--by", "李明", "progress", "set", "2017-42", "--dept", DEPT, "--note", "第一批 已检查")
    *_rest, last = egovtrack.json("log")
    assert last["author"] == "李明"
    assert last["command"] == f"progress set 2017-42 --dept {DEPT} --note '第一批 已检查'"
    assert last["origin"]
    assert last["written"] == {"progress_note": 1}
    assert [row["id"] for row in egovtrack.json("log", "--author", "李明")] == [last["id"]]


# --- check --------------------------------------------------------------------------------------------------------


def test_a_table_that_does_not_say_what_the_notes_say_is_found(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standings are worked out twice, by two ways: here the tables' own way goes wrong."""
    from egovtrack import rollup

    egovtrack("progress", "set", "2017-13", "--dept", DEPT, "--status", "completed", "--date", "2017-03-12")
    egovtrack("progress", "set", "2017-13", "--dept", "市政府办公厅", "--status", "blocked", "--date", "2017-03-12")
    egovtrack("check")
    monkeypatch.setattr(rollup, "roll_up", lambda _statuses: "reported_done")
    assert "2017-13 stands as reported_done, and the notes say blocked" in egovtrack("check", code=3).out


TAMPERING = [
    ("UPDATE progress_note SET note = '改过' WHERE id = 1", "progress_note"),
    ("DELETE FROM progress_note WHERE id = 2", "progress_note"),
    ("UPDATE progress_note SET as_of = '2017-03-01' WHERE id = 2", "progress_note"),
    ("UPDATE action SET author = '别人' WHERE id = 2", "action"),
    ("UPDATE designation SET basis = '别的'", "designation"),
    ("UPDATE deadline SET until = '2019-01-01'", "deadline"),
    ("UPDATE document SET text = replace(text, '云', '雲') WHERE number LIKE '%20号'", "document"),
    ("UPDATE task_text SET wording = wording || '。' WHERE id = 20", "task_text"),
    ("UPDATE assignment SET role = 'cooperate' WHERE id = 20", "assignment"),
    ("PRAGMA foreign_keys = OFF; DELETE FROM clause WHERE id = 20", "clause"),
]


@sqlite_only
@pytest.mark.parametrize(("sql", "table"), TAMPERING)
def test_what_was_changed_with_another_program_is_found(egovtrack: Program, sql: str, table: str) -> None:
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--percent", "40", "--note", "甲", "--date", "2017-03-10")
    egovtrack("progress", "set", "2017-42", "--dept", DEPT, "--status", "completed", "--date", "2017-03-12")
    egovtrack("designate", "2017-8", "市政府有关部门", "市公安局", "--basis", "纪要1号")
    egovtrack("extend", "2017-6", "--until", "2018-03-31", "--reason", "系统上线推迟")
    egovtrack("check")
    connection = sqlite3.connect(egovtrack.db)
    connection.executescript(sql)
    connection.close()
    found = [json.loads(line) for line in egovtrack("check", "--format", "jsonl", code=3).out.splitlines()]
    assert table in {name for finding in found for name in finding["table"].split(", ")}


def test_a_report_does_not_replace_a_later_word_of_the_office(egovtrack: Program) -> None:
    """The office says 受阻 of 15 March. A later report of 10 or 15 March changes nothing, one of 16 does."""

    def status() -> str:
        (row,) = egovtrack.json("show", "2017-13")
        return str(row["status"])

    egovtrack("progress", "set", "2017-13", "--status", "blocked", "--note", "经费未落实", "--date", "2017-03-15")
    report = ("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--date")
    for day in ("2017-03-10", "2017-03-15"):
        assert "the office's word on 2017-13 (note 1)" in egovtrack(*report, day).err
        assert status() == "blocked"
    assert "the office's word" not in egovtrack(*report, "2017-03-16").err
    assert status() == "in_progress"
    log = egovtrack.json("progress", "log", "2017-13")
    assert [(row["id"], row["overruled_by"]) for row in log] == [(2, 1), (1, None), (3, 1), (4, None)]
    assert "the office's word 1 stands" in egovtrack("progress", "log", "2017-13").out


def test_a_verification_of_the_same_day_replaces_the_offices_earlier_word(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-13", "--dept", "市经济信息化委", "--status", "completed", "--date", "2017-03-14")
    egovtrack("progress", "set", "2017-13", "--dept", "市政府办公厅", "--status", "completed", "--date", "2017-03-14")
    egovtrack("progress", "set", "2017-13", "--status", "blocked", "--note", "待查", "--date", "2017-03-15")
    egovtrack("progress", "verify", "2017-13", "--date", "2017-03-15")
    (row,) = egovtrack.json("show", "2017-13")
    assert row["status"] == "verified"
