"""Any action is undone on which nothing later rests; where something does, it is named. An undoing is undone too."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Program

DEPT = "市经济信息化委"
BASIS = ("--basis", "会议纪要第3号")
PLAN = """2017年本市窗口改造试点工作安排

1.建成20个业务系统。（责任部门：市财政局、市公安局）

2.建立月报。（责任部门：市政府办公厅）
"""


def last(program: Program) -> int:
    """The number of the last action."""
    return int(program.json("log")[-1]["id"])


def does(program: Program, *args: str) -> int:
    """Run a command; the number of its action."""
    program(*args)
    return last(program)


def report(program: Program, percent: int, ref: str = "2017-42", dept: str = DEPT, day: str = "2017-03-10") -> int:
    return does(program, "progress", "set", ref, "--dept", dept, "--percent", str(percent), "--date", day)


def standing(program: Program, ref: str = "2017-42", dept: str = DEPT) -> dict[str, Any]:
    (row,) = [row for row in program.json("dept", dept, "--plan", ref.split("-", 1)[0]) if row["ref"] == ref]
    return row


def undo(program: Program, number: int, code: int = 0) -> str:
    return program("undo", str(number), "--yes", code=code).err


@pytest.fixture
def trial(egovtrack: Program, tmp_path: Path) -> Path:
    """A small plan `trial`, whose file is given."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    egovtrack("import", str(path), "--key", "trial", "--issued", "2017-03-01")
    return path


# --- an older action -------------------------------------------------------------------------------------------------


def test_an_older_action_is_taken_back_and_later_ones_stay(egovtrack: Program) -> None:
    first = report(egovtrack, 10)
    report(egovtrack, 20, ref="2017-13")
    report(egovtrack, 30, day="2017-03-12")
    shown = egovtrack("undo", str(first), code=2).err
    assert "note 1 2017-42: in progress 10% (市经济信息化委, 2017-03-10)" in shown
    undo(egovtrack, first)
    assert [note["undone_at"] is not None for note in egovtrack.json("progress", "log")] == [True, False, False]
    assert (standing(egovtrack)["percent"], standing(egovtrack, "2017-13")["percent"]) == (30, 20)
    egovtrack("check")


def test_a_newer_note_on_the_same_item_does_not_rest_on_the_older(egovtrack: Program) -> None:
    first = report(egovtrack, 10)
    report(egovtrack, 30, day="2017-03-12")
    undo(egovtrack, first)
    assert standing(egovtrack)["percent"] == 30


def test_what_rests_on_it_by_name_is_named(egovtrack: Program) -> None:
    first = report(egovtrack, 10)
    egovtrack("--by", "李四", "progress", "retract", "1", "--reason", "录错")
    second = last(egovtrack)
    refused = undo(egovtrack, first, code=1)
    assert f"number {second} rests on it: progress retract 1 --reason 录错 (李四, 20" in refused
    assert f"egovtrack undo {second}" in refused
    egovtrack("undo", str(second), "--yes", "--others")
    undo(egovtrack, first)
    assert standing(egovtrack)["status"] is None
    egovtrack("check")


def test_a_verification_rests_on_the_report_that_it_struck_off(egovtrack: Program) -> None:
    done = does(
        egovtrack, "progress", "set", "2017-42", "--dept", DEPT, "--status", "completed", "--date", "2017-03-10"
    )
    verified = does(egovtrack, "progress", "verify", "2017-42", "--date", "2017-03-12")
    assert f"number {verified} rests on it: progress verify 2017-42" in undo(egovtrack, done, code=1)
    back = does(egovtrack, "progress", "return", "2017-42", "--reason", "漏项", "--date", "2017-03-14")
    again = report(egovtrack, 80, day="2017-03-15")
    assert f"number {again} rests on it" in undo(egovtrack, back, code=1), "what was struck off is closed"
    undo(egovtrack, again)
    undo(egovtrack, back)
    assert standing(egovtrack)["status"] == "verified"


def test_a_report_of_somebody_designated_rests_on_the_designation(egovtrack: Program) -> None:
    meant = does(egovtrack, "designate", "2017-8", "市政府有关部门", "市公安局", *BASIS, "--date", "2017-03-05")
    noted = report(egovtrack, 10, "2017-8", "市公安局")
    assert f"number {noted} rests on it: progress set 2017-8" in undo(egovtrack, meant, code=1)
    undo(egovtrack, noted)
    undo(egovtrack, meant)


def test_a_designation_rests_on_the_kind_that_made_it_eligible(egovtrack: Program) -> None:
    egovtrack("depts", "add", "市数据中心", "--kind", "department")
    made = last(egovtrack)
    meant = does(egovtrack, "designate", "2017-8", "市政府有关部门", "市数据中心", *BASIS)
    assert f"number {meant} rests on it: designate 2017-8" in undo(egovtrack, made, code=1)


def test_a_name_that_was_taken_after_a_renaming_rests_on_it(egovtrack: Program) -> None:
    renamed = does(egovtrack, "depts", "rename", "市财政局", "市财政金融局", "--date", "2017-03-01", *BASIS)
    added = does(egovtrack, "depts", "add", "市财政局", "--from", "2017-03-05")
    assert f"number {added} rests on it: depts add 市财政局" in undo(egovtrack, renamed, code=1)
    undo(egovtrack, added)
    undo(egovtrack, renamed)
    egovtrack("check")


def test_a_department_named_by_a_plan_can_be_taken_back(egovtrack: Program, tmp_path: Path) -> None:
    """The plan names a printed name, whoever bears it: it stays, and is counted as not registered."""
    report(egovtrack, 10)
    added = does(egovtrack, "depts", "add", "市数据中心", "--kind", "institution")
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.replace("市公安局", "市数据中心"), "utf-8")
    egovtrack("import", str(path), "--key", "trial", "--issued", "2017-03-01")
    assert [row["ref"] for row in egovtrack.json("dept", "市数据中心")] == ["trial-1"]
    undo(egovtrack, added)
    assert "no department is called" in egovtrack("dept", "市数据中心", code=1).err
    assert "not in the registry" in egovtrack("show", "trial-1").out
    undo(egovtrack, added - 1)
    egovtrack("check")


def test_a_department_that_has_reported_cannot(egovtrack: Program, tmp_path: Path) -> None:
    added = does(egovtrack, "depts", "add", "市数据中心", "--kind", "institution")
    path = tmp_path / "plan.txt"
    path.write_text(PLAN.replace("市公安局", "市数据中心"), "utf-8")
    egovtrack("import", str(path), "--key", "trial", "--issued", "2017-03-01")
    noted = report(egovtrack, 10, "trial-1", "市数据中心")
    assert f"number {noted} rests on it: progress set trial-1" in undo(egovtrack, added, code=1)


def test_a_correction_of_a_plan_is_taken_back_unless_a_note_needs_it(egovtrack: Program, trial: Path) -> None:
    trial.write_text(PLAN.replace("市公安局", "市民政局"), "utf-8")
    corrected = does(
        egovtrack, "import", str(trial), "--key", "trial", "--issued", "2017-03-01", "--corrects", "trial", "--yes"
    )
    noted = report(egovtrack, 10, "trial-1", "市民政局")
    assert f"number {noted} rests on it" in undo(egovtrack, corrected, code=1)
    undo(egovtrack, noted)
    undo(egovtrack, corrected)
    assert [row["ref"] for row in egovtrack.json("dept", "市公安局", "--plan", "trial")] == ["trial-1"]
    egovtrack("check")


def test_a_plan_with_notes_is_taken_back_after_them(egovtrack: Program, trial: Path) -> None:
    imported = last(egovtrack)
    noted = report(egovtrack, 10, "trial-1", "市财政局")
    assert f"number {noted} rests on it" in undo(egovtrack, imported, code=1)
    undo(egovtrack, noted)
    undo(egovtrack, imported)
    assert "trial" not in [row["plan"] for row in egovtrack.json("plans")]


# --- undoing an undoing ----------------------------------------------------------------------------------------------


def test_an_undoing_is_undone(egovtrack: Program) -> None:
    first = report(egovtrack, 10)
    undo(egovtrack, first)
    undone = last(egovtrack)
    shown = egovtrack("undo", str(undone), code=2).err
    assert f"taking back of number {first}: progress set 2017-42" in shown
    undo(egovtrack, undone)
    assert standing(egovtrack)["percent"] == 10
    assert "taken back already" in undo(egovtrack, undone, code=1)
    rows = {row["id"]: row for row in egovtrack.json("log")}
    assert (rows[first]["undone_by"], rows[undone]["undone_by"], rows[last(egovtrack)]["undoes"]) == (
        None, last(egovtrack), undone,
    )  # fmt: skip
    undo(egovtrack, first)
    assert standing(egovtrack)["status"] is None
    egovtrack("check")


def test_what_would_hold_again_needs_what_it_names(egovtrack: Program) -> None:
    added = does(egovtrack, "depts", "add", "市数据中心")
    meant = does(egovtrack, "designate", "2017-8", "市政府有关部门", "市数据中心", *BASIS)
    undo(egovtrack, meant)
    undone = last(egovtrack)
    undo(egovtrack, added)
    gone = last(egovtrack)
    assert f"number {gone} rests on it: undo {added}" in undo(egovtrack, undone, code=1)
    undo(egovtrack, gone)
    undo(egovtrack, undone)
    assert [row["ref"] for row in egovtrack.json("dept", "市数据中心")] == ["2017-8"]


def test_what_the_rules_would_refuse_does_not_hold_again(egovtrack: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    into = ("import", str(path), "--key", "trial", "--issued", "2017-03-01")
    first = does(egovtrack, *into)
    undo(egovtrack, first)
    undone = last(egovtrack)
    again = does(egovtrack, *into)
    assert f"number {again} rests on it: import" in undo(egovtrack, undone, code=1)
    undo(egovtrack, again)
    undo(egovtrack, undone)
    assert len(egovtrack.json("tasks", "trial")) == 2


# --- what cannot be undone -------------------------------------------------------------------------------------------


def test_there_must_be_such_an_action(egovtrack: Program) -> None:
    newest = last(egovtrack)
    assert f"no action {newest + 1}; the newest is {newest}" in undo(egovtrack, newest + 1, code=2)
    assert "the ledger began with this" in undo(egovtrack, 1, code=1)


def test_words_that_were_taken_out_do_not_come_back(egovtrack: Program) -> None:
    first = does(egovtrack, "progress", "set", "2017-42", "--dept", DEPT, "--note", "身份证号", "--date", "2017-03-10")
    redacted = does(egovtrack, "redact", "1", "--reason", "信访条例", "--yes")
    assert "cannot be put back" in undo(egovtrack, redacted, code=1)
    (note,) = egovtrack.json("progress", "log")
    assert (note["note"], note["redacted"]) == (None, True)
    assert "deleted: 信访条例" in egovtrack("progress", "log").out
    assert "deleted: 信访条例" in egovtrack("export", "notes").out
    undo(egovtrack, first)
    egovtrack("check")


# --- corrections -----------------------------------------------------------------------------------------------------


def decision(program: Program, table: str) -> int:
    """The number of the newest decision of a kind."""
    from tests.conftest import opened

    with opened(program.db) as connection:
        ((number,),) = connection.rows(f"SELECT max(id) FROM {table}")  # noqa: S608
    return int(number)


def test_a_wrong_year_is_corrected_after_a_colleagues_entry(egovtrack: Program) -> None:
    egovtrack("extend", "2017-42", "--until", "2028-03-31", "--reason", "推迟", "--date", "2017-03-10")
    wrong = decision(egovtrack, "deadline")
    report(egovtrack, 10, ref="2017-13")
    before = egovtrack.json("log")[-1]["recorded_at"]
    egovtrack(
        "extend",
        "2017-42",
        "--until",
        "2018-03-31",
        "--reason",
        "推迟",
        "--date",
        "2017-03-10",
        "--corrects",
        str(wrong),
    )
    row = standing(egovtrack)
    assert (row["deadline"], row["original_deadline"], row["extensions"]) == ("2018-03-31", "2017-12-31", 1)
    (then,) = [
        row for row in egovtrack.json("dept", DEPT, "--known-at", before, "--plan", "2017") if row["ref"] == "2017-42"
    ]
    assert then["deadline"] == "2028-03-31", "what was known before stays as it was"
    twice = ("extend", "2017-42", "--until", "2018-06-30", "--reason", "x", "--corrects", str(wrong))
    assert "was corrected before" in egovtrack(*twice, code=2).err
    assert (
        "not on 2017-13"
        in egovtrack(
            "deadline", "2017-13", "--until", "2018-06-30", "--basis", "x", "--corrects", str(wrong + 1), code=2
        ).err
    )
    egovtrack("check")


def test_a_deadline_is_set_earlier_too(egovtrack: Program) -> None:
    earlier = ("--until", "2017-10-31")
    assert "due on 2017-12-31 already" in egovtrack("extend", "2017-42", *earlier, "--reason", "x", code=2).err
    egovtrack("deadline", "2017-42", *earlier, *BASIS)
    assert standing(egovtrack)["deadline"] == "2017-10-31"
    assert "due on 2017-10-31 already" in egovtrack("deadline", "2017-42", *earlier, *BASIS, code=2).err
    assert (
        "before plan 2017 was issued" in egovtrack("deadline", "2017-42", "--until", "2016-10-31", *BASIS, code=2).err
    )


def test_a_wrong_designation_is_corrected(egovtrack: Program) -> None:
    meant = ("designate", "2017-8", "市政府有关部门")
    egovtrack(*meant, "市公安局", *BASIS, "--date", "2017-03-15")
    wrong = decision(egovtrack, "designation")
    egovtrack(*meant, "市公安局", *BASIS, "--date", "2017-03-05", "--corrects", str(wrong))
    assert standing(egovtrack, "2017-8", "市公安局")["designated_on"] == "2017-03-05"
    egovtrack(*meant, "市民政局", *BASIS, "--date", "2017-03-05", "--corrects", str(wrong + 1))
    assert standing(egovtrack, "2017-8", "市民政局")["via"] == "designated"
    assert "2017-8" not in [row["ref"] for row in egovtrack.json("dept", "市公安局", "--plan", "2017")]
    egovtrack(*meant, "--revoke", *BASIS, "--corrects", str(wrong + 2))
    assert "2017-8" not in [row["ref"] for row in egovtrack.json("dept", "市民政局", "--plan", "2017")]
    assert "no decision 99" in egovtrack(*meant, "市民政局", *BASIS, "--corrects", "99", code=2).err
    egovtrack("check")


def test_a_wrong_lead_is_corrected(egovtrack: Program) -> None:
    egovtrack("assign-lead", "2015-12", "市工商局", *BASIS, "--date", "2016-02-10")
    wrong = decision(egovtrack, "lead")
    right = ("assign-lead", "2015-12", DEPT, *BASIS, "--date", "2016-01-10", "--corrects", str(wrong))
    egovtrack(*right)
    leads = [
        egovtrack.json("show", "2015-12", "--as-of", day)[0]["clauses"][0]["assigned_lead"]
        for day in ("2016-01-10", "2016-02-10")
    ]
    assert leads == [DEPT, DEPT]
    assert "was corrected before" in egovtrack(*right, code=2).err


# --- what a note measured --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [("--corrects", "trial"), ("--amends", "trial", "--effective", "2017-03-15")])
def test_a_note_goes_on_saying_what_it_measured(egovtrack: Program, trial: Path, how: tuple[str, ...]) -> None:
    egovtrack("progress", "set", "trial-1", "--dept", "市财政局", "--value", "10", "--date", "2017-03-10")
    trial.write_text(PLAN.replace("20个业务系统", "8个业务系统"), "utf-8")
    egovtrack("import", str(trial), "--issued", "2017-03-01", *how, "--same", "1=1", "--yes")
    egovtrack("progress", "set", "trial-1", "--dept", "市公安局", "--value", "4", "--date", "2017-03-16")
    told = [(note["value"], note["percent"], note["target"]) for note in egovtrack.json("progress", "log")]
    assert told == [(10, 50, "20个业务系统"), (4, 50, "8个业务系统")]
    assert "50% 10/20个业务系统" in egovtrack("progress", "log").out
    exported = [row["target"] for row in egovtrack("export", "notes", "--format", "json").rows()]
    assert exported == ["20个业务系统", "8个业务系统"]


# --- whose, and of when ----------------------------------------------------------------------------------------------


def test_what_another_person_did_needs_a_word(egovtrack: Program) -> None:
    number = does(egovtrack, "--by", "李四", "progress", "set", "2017-13", "--dept", DEPT, "--percent", "40")
    refused = egovtrack("--by", "张三", "undo", "--yes", code=2).err
    assert f"number {number} was done by 李四" in refused
    assert "note 1 2017-13: in progress 40% (市经济信息化委, 2017-03-20)" in refused
    assert "taken back" in egovtrack("--by", "张三", "undo", str(number), "--yes", "--others").err
    assert "2017-13" in egovtrack("progress", "log").out


def test_yes_alone_takes_back_what_was_entered_today(egovtrack: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    number = report(egovtrack, 40)
    monkeypatch.setattr("egovtrack.app.clock.Clock.now", lambda _self: "2099-01-01T00:00:00.000000Z")
    assert f"number {number} is not of today" in egovtrack("undo", "--yes", code=2).err
    assert "taken back" in undo(egovtrack, number)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("plans", "close", "2017", *BASIS), "plan 2017: closed (2017-03-20)"),
        (("plans", "rule", "2017", "--cycle", "weekly", *BASIS), "plan 2017: asked weekly (2017-03-20)"),
        (
            ("plans", "exempt", "2017", "--period", "2017-04", *BASIS),
            "no report is asked for from 2017-04-01 on",
        ),
        (("depts", "alias", "市财政局", "财政", *BASIS), "name 财政 (市财政局"),
    ],
)
def test_what_it_takes_back_is_told_in_words(egovtrack: Program, words: tuple[str, ...], shown: str) -> None:
    does(egovtrack, *words)
    assert shown in egovtrack("undo", code=2).err


def test_the_log_of_a_task_a_department_a_person_and_a_stretch_of_days(egovtrack: Program) -> None:
    def commands(*words: str) -> list[str]:
        return [row["command"].split()[0] + " " + row["command"].split()[-1] for row in egovtrack.json("log", *words)]

    report(egovtrack, 10, ref="2017-13")
    report(egovtrack, 20)
    does(egovtrack, "--by", "李四", "progress", "retract", "1", "--reason", "录错")
    does(egovtrack, "deadline", "2017-13", "--until", "2017-11-30", "--basis", "会议")
    does(egovtrack, "undo", "--yes")
    of_task = ["seed 12fyp", "progress 2017-03-10", "progress 录错", "deadline 会议", "undo --yes"]
    assert commands("2017-13") == of_task
    assert commands("--dept", DEPT)[-3:] == ["progress 2017-03-10", "progress 2017-03-10", "progress 录错"]
    assert commands("2017-13", "--author", "李四") == ["progress 录错"]
    assert commands("--to", "2016-12-31") == []
    assert commands("2017-13", "--from", "2017-01-01") == of_task


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system does not tell who runs a program")
def test_the_account_of_the_machine_is_kept_beside_the_name_that_was_typed(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable of the environment cannot say that it was another."""
    import pwd

    monkeypatch.setenv("LOGNAME", "somebody")
    does(egovtrack, "--by", "李四", "deadline", "2017-13", "--until", "2017-11-30", "--basis", "会议")
    row = egovtrack.json("log")[-1]
    account = pwd.getpwuid(os.getuid()).pw_name
    assert (row["author"], row["account"]) == ("李四", account)
    assert f"李四 ({account})" in egovtrack("log").out
