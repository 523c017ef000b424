"""Progress: a note is kept for good, tables change from its day on, and any earlier table can still be printed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Program, execute

DEPT = "市经济信息化委"
SET = ("progress", "set", "2017-13", "--dept", DEPT)


def standing(program: Program, *args: str) -> tuple[str | None, int | None, str, str | None]:
    (row,) = [row for row in program.json("dept", DEPT, "--plan", "2017", *args) if row["ref"] == "2017-13"]
    return row["status"], row["percent"], row["reporting"], row["last_report_on"]


def test_a_note_changes_the_table_from_its_day_on(egovtrack: Program) -> None:
    assert standing(egovtrack) == (None, None, "not_asked", None)
    egovtrack(*SET, "--status", "in_progress", "--percent", "40", "--note", "完成迁移方案", "--date", "2017-03-10")
    assert standing(egovtrack) == ("in_progress", 40, "reported", "2017-03-10")
    assert standing(egovtrack, "--as-of", "2017-03-09") == (None, None, "not_asked", None)


def test_a_later_note_supersedes_and_the_earlier_table_can_still_be_printed(egovtrack: Program) -> None:
    egovtrack(*SET, "--status", "in_progress", "--percent", "40", "--date", "2017-03-10")
    egovtrack(*SET, "--status", "completed", "--date", "2017-03-17")
    assert standing(egovtrack) == ("reported_done", None, "reported", "2017-03-17")
    assert standing(egovtrack, "--as-of", "2017-03-16") == ("in_progress", 40, "reported", "2017-03-10")
    assert [row["status"] for row in egovtrack.json("progress", "log", "2017-13")] == ["in_progress", "reported_done"]


def test_what_was_known_when_is_a_clock_of_its_own(egovtrack: Program) -> None:
    """A note for 10 March entered today is in March's table, but not in what was known before today."""
    before = datetime.now(UTC).isoformat()
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    assert standing(egovtrack, "--as-of", "2017-03-15")[0] == "in_progress"
    assert standing(egovtrack, "--as-of", "2017-03-15", "--known-at", before)[0] is None


def test_two_notes_for_one_day_the_later_entered_counts(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "60", "--date", "2017-03-10")
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    assert standing(egovtrack)[1] == 40
    assert [row["superseded_by"] for row in egovtrack.json("progress", "log", "2017-13")] == [2, None]


def test_a_retracted_note_counts_no_more_and_stays_in_the_log(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    before = datetime.now(UTC).isoformat()
    egovtrack("progress", "retract", "1", "--reason", "填错了任务")
    assert standing(egovtrack)[0] is None
    assert standing(egovtrack, "--known-at", before)[0] == "in_progress"
    (row,) = egovtrack.json("progress", "log")
    assert row["retracted_reason"] == "填错了任务"
    assert "before" in egovtrack("progress", "retract", "1", "--reason", "again", code=1).err


def test_a_status_that_is_not_given_is_carried_over(egovtrack: Program) -> None:
    egovtrack(*SET, "--status", "blocked", "--percent", "30", "--problem", "经费未落实", "--date", "2017-03-08")
    egovtrack(*SET, "--next", "报市财政局审核", "--date", "2017-03-15")
    assert standing(egovtrack)[:2] == ("blocked", 30)


def test_a_note_may_come_from_standard_input(egovtrack: Program) -> None:
    egovtrack(*SET, "--note", "-", "--date", "2017-03-10", stdin="第一行\n第二行\n")
    assert egovtrack.json("progress", "log")[0]["note"] == "第一行\n第二行"


def test_evidence_that_is_a_file_is_kept_with_its_digest(egovtrack: Program, tmp_path: Path) -> None:
    (tmp_path / "验收报告.txt").write_text("ok", "utf-8")
    egovtrack(*SET, "--evidence", str(tmp_path / "验收报告.txt"), "--date", "2017-03-10")
    assert egovtrack.json("progress", "log")[0]["evidence"].startswith("验收报告.txt sha256:2689367b")
    assert "cannot be read" in egovtrack(*SET, "--evidence", str(tmp_path / "no.txt"), code=1).err


def test_a_clause_is_reported_on_by_itself(egovtrack: Program) -> None:
    """市政府办公厅 leads both clauses of 2016-5 and reports on the second."""
    egovtrack("progress", "set", "2016-5.2", "--dept", "市政府办公厅", "--percent", "20", "--date", "2016-05-03")
    rows = [row for row in egovtrack.json("dept", "市政府办公厅", "--plan", "2016") if row["ref"].startswith("2016-5.")]
    named = [(row["ref"], row["percent"]) for row in rows if row["via"] == "direct"]
    assert named == [("2016-5.1", None), ("2016-5.2", 20)]


def test_a_task_is_rolled_up_from_its_leads(egovtrack: Program) -> None:
    """2017-13 has two leads: it is done only when both say so."""
    egovtrack(*SET, "--status", "completed", "--date", "2017-03-10")
    assert egovtrack.json("show", "2017-13")[0]["status"] == "in_progress"
    egovtrack("progress", "set", "2017-13", "--dept", "市政府办公厅", "--status", "completed", "--date", "2017-03-12")
    assert egovtrack.json("show", "2017-13")[0]["status"] == "reported_done"


def test_a_collective_shows_its_denominator_and_who_is_missing(egovtrack: Program) -> None:
    for district in ("黄浦区", "徐汇区"):
        egovtrack("progress", "set", "2017-10", "--dept", district, "--percent", "50", "--date", "2017-03-10")
    card = egovtrack("show", "2017-10").out
    assert "16: in progress 2, not asked yet 14" in card
    assert "浦东新区" in card


def test_the_office_cancels_a_task_for_everybody(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2017-13", "--status", "cancelled", "--note", "并入2017-14", "--date", "2017-03-15")
    assert standing(egovtrack)[0] == "cancelled"
    assert egovtrack.json("show", "2017-13")[0]["status"] == "cancelled"
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    assert standing(egovtrack)[0] == "cancelled", "a note on an earlier day, entered later, does not take it up again"
    assert "only the office" in egovtrack(*SET, "--status", "cancelled", "--note", "x", code=2).err


def test_a_task_without_parties_has_the_offices_word(egovtrack: Program) -> None:
    egovtrack("progress", "set", "12fyp-4.2.3", "--percent", "70", "--date", "2014-06-30")
    (row,) = egovtrack.json("show", "12fyp-4.2.3")
    assert (row["status"], row["percent"]) == ("in_progress", 70)


def test_a_successor_reports_for_the_office_it_replaced(ledger: Path) -> None:
    later = Program(ledger, today="2019-01-15")
    later("progress", "set", "2017-24", "--dept", "市市场监管局", "--percent", "90")
    (row,) = [row for row in later.json("dept", "市市场监管局") if row["ref"] == "2017-24"]
    assert (row["percent"], row["party"]) == (90, "市工商局")
    refused = later("progress", "set", "2015-12", "--dept", "市市场监管局", "--percent", "90", code=1)
    assert "市工商局, 市质量技监局, 市食品药品监管局" in refused.err


@pytest.mark.parametrize(
    ("args", "code", "word"),
    [
        (("2017-13", "--dept", "市财政局", "--percent", "10"), 1, "市政府办公厅, 市经济信息化委"),
        (("2017-13", "--dept", DEPT), 2, "nothing to record"),
        (("2017-13", "--dept", DEPT, "--percent", "140"), 2, "140"),
        (("2017-13", "--dept", DEPT, "--percent", "10", "--date", "2017-03-21"), 2, "after today"),
        (("2017-14", "--dept", DEPT, "--value", "120", "--percent", "60"), 2, "that is 80 %"),
        (("2017-13", "--dept", DEPT, "--status", "completed", "--percent", "40"), 2, "contradict"),
        (("2017-13", "--dept", DEPT, "--status", "not_started", "--percent", "60"), 2, "contradict"),
        (("2017-13", "--dept", DEPT, "--status", "in_progress", "--percent", "100"), 2, "contradict"),
        (("2017-13", "--dept", DEPT, "--percent", "100"), 2, "--status completed"),
        (("2017-6", "--dept", DEPT, "--value", "3"), 2, "no target"),
        (("2015-25", "--dept", "市经济信息化委", "--value", "3"), 2, "1 10个主要业务条线; 2 200多个事项"),
        (("2017-13", "--dept", DEPT, "--percent", "10", "--date", "17.3.5"), 2, "no date"),
        (("2017-13", "--dept", DEPT, "--status", "done"), 2, "done"),
        (("2017-13", "--status", "cancelled"), 2, "reason"),
        (("2017-13", "--value", "nan"), 2, "nan"),
        (("2017-13", "--note", "\udcff"), 2, "no characters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    egovtrack: Program, args: tuple[str, ...], code: int, word: str
) -> None:
    refused = egovtrack("progress", "set", *args, code=code)
    assert word in refused.err
    assert refused.err.count("\n") == 1
    assert egovtrack.json("progress", "log") == []


def test_a_row_changed_behind_the_programs_back_is_found(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    egovtrack(*SET, "--percent", "50", "--value", "7.5", "--date", "2017-03-11")
    egovtrack("progress", "retract", "1", "--reason", "重复")
    silent = egovtrack("check")
    assert silent.out == ""
    execute(egovtrack.db, "UPDATE progress_note SET percent = 90 WHERE id = 2")
    found = egovtrack("check", code=3)
    assert "progress_note" in found.out
    assert [line.split()[1] for line in found.out.splitlines()[2:]] == ["2"]


def test_the_office_speaks_of_whole_tasks(egovtrack: Program) -> None:
    """A clause of 2016-5 cannot be ended by itself: those in the other clause would lose their obligation."""
    args = ("progress", "set", "2016-5.2", "--status", "cancelled", "--note", "停", "--date", "2016-05-01")
    assert "whole task" in egovtrack(*args, code=2).err


def test_a_note_on_the_whole_task_carries_nothing_over_from_one_clause(egovtrack: Program) -> None:
    egovtrack(
        "progress",
        "set",
        "2016-5.2",
        "--dept",
        "黄浦区",
        "--status",
        "blocked",
        "--percent",
        "30",
        "--date",
        "2016-06-01",
    )
    egovtrack("progress", "set", "2016-5", "--dept", "黄浦区", "--note", "x", "--date", "2016-06-20")
    rows = {row["ref"]: row for row in egovtrack.json("dept", "黄浦区", "--plan", "2016", "--as-of", "2016-06-30")}
    assert (rows["2016-5.1"]["status"], rows["2016-5.1"]["percent"]) == ("in_progress", None)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_note_is_no_report(egovtrack: Program, text: str) -> None:
    """A command that failed in front of the pipe gives an empty note."""
    assert "empty" in egovtrack(*SET, "--note", text, code=2).err
    assert "nothing to record" in egovtrack(*SET, "--note", "-", stdin=text, code=2).err


def test_the_log_of_an_office_has_what_it_reported_for_those_it_replaced(ledger: Path) -> None:
    later = Program(ledger, today="2019-01-15")
    later("progress", "set", "2017-30", "--dept", "市市场监管局", "--percent", "50", "--date", "2017-06-01")
    assert [row["ref"] for row in later.json("progress", "log", "--dept", "市市场监管局")] == ["2017-30"]


def test_who_has_reported_completion_is_not_silent(ledger: Path, tmp_path: Path) -> None:
    later = Program(ledger, today="2017-07-01")
    later("progress", "set", "2017-46", "--dept", "市统计局", "--status", "completed", "--date", "2017-05-02")
    (row,) = later.json("dept", "市统计局", "--plan", "2017", "--via", "direct")
    assert (row["status"], row["reporting"], row["light"]) == ("reported_done", "reported", "blue")


def test_a_person_at_the_terminal_is_asked_for_what_is_missing(
    egovtrack: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("cli.options", "commands.progress"):
        monkeypatch.setattr(f"egovtrack.{module}.interactive", lambda: True)
    answers = "市经信委\n推进\n推进中\n140\n40\n完成迁移方案\n\n\n"
    asked = egovtrack("progress", "set", "2017-13", stdin=answers, lang="zh").err
    assert "市政府办公厅、市经济信息化委" in asked
    assert "未启动、推进中、受阻、已完成" in asked
    (note,) = egovtrack.json("progress", "log")
    assert (note["status"], note["percent"], note["note"], note["problem"]) == (
        "in_progress", 40, "完成迁移方案", None,
    )  # fmt: skip
    egovtrack("progress", "retract", "1", stdin="录错\n")
    assert egovtrack.json("progress", "log")[0]["retracted_reason"] == "录错"


def test_a_script_is_never_asked(egovtrack: Program) -> None:
    assert "nothing to record" in egovtrack("progress", "set", "2017-13", stdin="市经信委\n", code=2).err
    assert "--reason" in egovtrack("progress", "retract", "1", stdin="x\n", code=2).err


# --- what contradicts itself, and what is doubtful -------------------------------------------------------------------


NETS_PLAN = "2017年本市宽带工作安排\n\n1.新增光纤用户{}万户。（责任部门：市经济信息化委、市财政局）\n"


@pytest.fixture
def counted(egovtrack: Program, tmp_path: Path) -> Program:
    """A ledger with the plan `nets`, whose task 1 has a target of 1,000,000 households."""
    path = tmp_path / "plan.txt"
    path.write_text(NETS_PLAN.format(100), "utf-8")
    egovtrack("import", str(path), "--key", "nets", "--issued", "2017-03-01")
    return egovtrack


NETS = ("progress", "set", "nets-1", "--dept", DEPT)


def test_a_value_in_another_unit_is_doubted(counted: Program) -> None:
    """--value 2000 of 100万户 would be 20 million; a script is told, and goes on."""
    assert "more than ten times the target (100万户)" in counted(*NETS, "--value", "2000").err
    assert "careful" not in counted(*NETS, "--value", "120").err


@pytest.mark.parametrize("typed", ["60", "60万户", "60 万", "600000", "600,000户", "６０万户"])
def test_a_value_may_come_in_any_unit_of_its_target(counted: Program, typed: str) -> None:
    said = counted(*NETS, "--value", typed).err
    assert "60% 60/100万户" in said
    assert "careful" not in said
    (row,) = [row for row in counted.json("dept", DEPT, "--plan", "nets") if row["ref"] == "nets-1"]
    assert (row["value"], row["percent"]) == (60, 60)


@pytest.mark.parametrize("typed", ["60万元", "60%", "60万平方米"])
def test_a_value_in_a_unit_of_something_else_is_refused(counted: Program, typed: str) -> None:
    said = counted(*NETS, "--value", typed, code=2).err
    assert typed in said
    assert "1 100万户" in said


def test_the_unit_tells_which_target_is_measured(egovtrack: Program) -> None:
    egovtrack("progress", "set", "2015-25", "--dept", DEPT, "--value", "150个事项")
    egovtrack("progress", "set", "2015-7", "--dept", DEPT, "--value", "600项")
    rows = {row["ref"]: row for row in egovtrack.json("dept", DEPT, "--plan", "2015")}
    assert [(rows[ref]["target"], rows[ref]["percent"]) for ref in ("2015-25", "2015-7")] == [
        ("200多个事项", 75), ("1000项数据产品", 60),
    ]  # fmt: skip


def test_of_a_table_of_reports_values_have_units_too(counted: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"ref,dept,value\nnets-1,{DEPT},60万户\n", "utf-8")
    counted("progress", "import", str(path))
    assert [(note["value"], note["percent"]) for note in counted.json("progress", "log")] == [(60, 60)]


@pytest.fixture
def pressed(egovtrack: Program, tmp_path: Path) -> Program:
    """A ledger with the plan `days`, whose task 1 has a ceiling of 5 working days."""
    path = tmp_path / "plan.txt"
    path.write_text("2017年本市审批工作安排\n\n1.审批时限压缩至5个工作日。（责任部门：市经济信息化委）\n", "utf-8")
    egovtrack("import", str(path), "--key", "days", "--issued", "2017-03-01")
    return egovtrack


DAYS = ("progress", "set", "days-1", "--dept", DEPT)


def test_less_is_better_of_a_ceiling(pressed: Program) -> None:
    """Where things stood at first is not known: what is not reached has no percent, rather than a false one."""
    pressed(*DAYS, "--status", "not_started", "--date", "2017-03-01")
    for day, value, expected in (
        ("03-05", "8", None),
        ("03-07", "5个工作日", 100),
        ("03-08", "3", 100),
        ("03-09", "7", None),
    ):
        pressed(*DAYS, "--value", value, "--date", f"2017-{day}")
        (row,) = pressed.json("dept", DEPT, "--plan", "days")
        assert (row["value"], row["percent"], row["status"]) == (float(value[0]), expected, "in_progress")


def test_what_does_not_keep_to_a_ceiling_is_not_all_of_it(pressed: Program) -> None:
    assert "8 does not keep to 5个工作日" in pressed(*DAYS, "--value", "8", "--percent", "100", code=2).err
    pressed(*DAYS, "--value", "8", "--percent", "40")
    assert pressed.json("dept", DEPT, "--plan", "days")[0]["percent"] == 40


def test_a_ceiling_that_is_lowered_is_not_reached_any_more(pressed: Program, tmp_path: Path) -> None:
    pressed(*DAYS, "--value", "4", "--date", "2017-03-05")
    path = tmp_path / "amended.txt"
    path.write_text("2017年本市审批工作安排\n\n1.审批时限压缩至3个工作日。（责任部门：市经济信息化委）\n", "utf-8")
    pressed("import", str(path), "--amends", "days", "--issued", "2017-03-10", "--yes")
    (row,) = pressed.json("dept", DEPT, "--plan", "days")
    assert (row["value"], row["percent"], row["target"]) == (4, None, "3个工作日")


def test_a_person_is_asked_about_it(counted: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("egovtrack.app.output", "egovtrack.cli.options", "egovtrack.commands.progress"):
        monkeypatch.setattr(f"{module}.interactive", lambda: True)
    assert "Is it right?" in counted(*NETS, "--value", "2000", stdin="n\n", code=130).err
    assert counted.json("progress", "log") == []
    counted(*NETS, "--value", "2000", stdin="y\n")
    assert len(counted.json("progress", "log")) == 1


@pytest.mark.parametrize("status", ["not_started", "in_progress"])
def test_a_status_carries_over_no_percent_that_contradicts_it(egovtrack: Program, status: str) -> None:
    egovtrack(*SET, "--status", "blocked", "--percent", "100", "--date", "2017-03-10")
    egovtrack(*SET, "--status", status, "--date", "2017-03-12")
    assert standing(egovtrack)[:2] == (status, None)


def before(program: Program, ref: str = "2017-13") -> list[int | None]:
    return [note["percent_before"] for note in program.json("progress", "log", ref)]


def test_a_lower_percent_than_before_is_marked(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "60", "--date", "2017-03-10")
    said = egovtrack(*SET, "--percent", "40", "--date", "2017-03-12").err
    assert "40 % is lower than before (60 %)" in said
    assert before(egovtrack) == [None, 60]
    assert "40% (before: 60%)" in egovtrack("progress", "log", "2017-13").out


def test_it_is_not_marked_after_a_return(egovtrack: Program) -> None:
    egovtrack(*SET, "--status", "completed", "--percent", "100", "--date", "2017-03-10")
    egovtrack("progress", "return", "2017-13", "--dept", DEPT, "--reason", "材料不全", "--date", "2017-03-11")
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-12")
    assert before(egovtrack) == [None, None, None]


def test_it_is_not_marked_after_a_changed_target(counted: Program, tmp_path: Path) -> None:
    counted(*NETS, "--percent", "60", "--date", "2017-03-10")
    path = tmp_path / "amended.txt"
    path.write_text(NETS_PLAN.format(200), "utf-8")
    counted("import", str(path), "--amends", "nets", "--issued", "2017-03-11")
    counted(*NETS, "--percent", "40", "--date", "2017-03-12")
    assert before(counted, "nets-1") == [None, None]


def test_a_verification_falls_with_the_report_that_it_judged(egovtrack: Program) -> None:
    """A retracted report is no longer struck off, and nothing is found wrong; only a newer note leaves it standing."""
    egovtrack(*SET, "--percent", "40", "--date", "2017-03-10")
    egovtrack(*SET, "--status", "completed", "--date", "2017-03-12")
    egovtrack("progress", "verify", "2017-13", "--dept", DEPT, "--date", "2017-03-13")
    assert standing(egovtrack)[0] == "verified"
    egovtrack("progress", "retract", "2", "--reason", "报错了任务")
    assert standing(egovtrack)[:2] == ("in_progress", 40)
    egovtrack("check")
    egovtrack(*SET, "--percent", "50", "--date", "2017-03-14")
    egovtrack("check")


# --- the period that a report answers, and the day it came in --------------------------------------------------------


def test_a_report_speaks_of_the_day_it_came_in_and_answers_its_period(egovtrack: Program) -> None:
    egovtrack(*SET, "--percent", "40", "--received", "上周五")
    (note,) = egovtrack.json("progress", "log")
    assert (note["as_of"], note["received_on"], note["period"]) == ("2017-03-17", "2017-03-17", "2017-03")


def test_a_report_may_answer_an_earlier_period(egovtrack: Program) -> None:
    egovtrack.today = "2017-05-10"
    egovtrack(*SET, "--percent", "40", "--period", "2017年3月", "--date", "2017-03-31", "--received", "2017/4/5")
    (note,) = egovtrack.json("progress", "log")
    assert (note["as_of"], note["received_on"], note["period"]) == ("2017-03-31", "2017-04-05", "2017-03")
    shown = egovtrack("progress", "log", "2017-13").out
    assert "2017-03" in shown
    assert "2017-04-05" in shown


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--period", "2017-06"), "has not begun"),
        (("--period", "2017-W10"), "is not asked for"),
        (("--received", "2017-03-21"), "after today"),
        (("--date", "2017-03-10", "--received", "2017-03-09"), "came in on"),
    ],
)
def test_a_period_or_day_that_cannot_be_is_refused(egovtrack: Program, words: tuple[str, ...], why: str) -> None:
    assert why in egovtrack(*SET, "--percent", "40", *words, code=2).err
    assert egovtrack.json("progress", "log") == []


def test_the_offices_word_answers_no_period(egovtrack: Program) -> None:
    words = ("progress", "set", "2017-13", "--note", "已协调", "--period", "2017-03")
    assert "answers no period" in egovtrack(*words, code=2).err


def test_an_answer_that_says_nothing_new_is_shown_as_such(egovtrack: Program) -> None:
    """A row of a form that was left as it was answers its period; retracted, it is marked like any other."""
    egovtrack(*SET, "--percent", "40")
    execute(egovtrack.db, "UPDATE progress_note SET kind = 'unchanged', status = NULL, percent = NULL")
    shown = egovtrack("progress", "log", "2017-13").out
    assert "nothing new" in shown
    assert "2017-03" in shown
    egovtrack("progress", "retract", "1", "--reason", "录错")
    assert "nothing new (retracted: 录错)" in egovtrack("progress", "log", "2017-13").out
