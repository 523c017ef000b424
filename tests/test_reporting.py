"""Who was asked, who answered in time, late or not, and who is silent: told by periods and their due days."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.connection import reading_sqlite
from egovtrack.periods import Period, period_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import period_answers
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.usecases.asking import asked_items
from tests.conftest import Begun, Program, sqlite_only

WATER = "市水务局"
PLAN = """东州市人民政府办公厅关于印发2031年政务服务要点的通知
东府办〔2031〕3号
2031年1月10日

2031年政务服务要点

1.整合20个业务系统。（牵头单位：市数据局；责任单位：市财政局、市公安局；配合单位：市民政局）
2.建立月报制度（牵头单位：市财政局）和安全检查（牵头单位：市公安局；责任单位：市政府有关部门）。
"""
REGISTRY = "名称,全称,类别\n" + "".join(
    f"{name},东州{name},department\n" for name in ("市数据局", "市财政局", "市公安局", "市民政局", "市档案局")
)


def begin(program: Program, folder: Path) -> None:
    """A small plan of 2031, asked for each month from February on."""
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    (folder / "registry.csv").write_text(REGISTRY, "utf-8")
    program("depts", "import", str(folder / "registry.csv"))
    program("depts", "collective", "add", "市政府有关部门", "--kind", "department", "--indefinite")
    program("import", str(folder / "plan.txt"), "--key", "2031", "--place", "东州市")


@pytest.fixture
def office(begun: Begun) -> Program:
    """The program on a small plan of 2031, in January."""
    return begun(begin, "2031-01-15")


def on(program: Program, day: str) -> Program:
    """The same program on another day."""
    return Program(program.db, day)


def one(program: Program, name: str, ref: str, *args: str) -> dict[str, object]:
    (row,) = [row for row in program.json("dept", name, *args) if row["ref"] == ref]
    return row


def report(program: Program, ref: str, name: str, *args: str) -> None:
    program("progress", "set", ref, "--dept", name, "--percent", "20", *args)


# --- silence ---------------------------------------------------------------------------------------------------------


def test_whoever_answered_in_time_is_not_called_silent(egovtrack: Program) -> None:
    report(on(egovtrack, "2017-04-05"), "2017-29", WATER, "--date", "2017-03-31")
    row = one(on(egovtrack, "2017-05-02"), WATER, "2017-29")
    assert (row["reporting"], row["missed_periods"], row["last_report_on"]) == ("reported", 0, "2017-03-31")
    row = one(on(egovtrack, "2017-05-08"), WATER, "2017-29")
    assert (row["reporting"], row["missed_periods"], row["light_reason"]) == ("silent", 1, "no_report")


def test_nobody_is_silent_before_the_first_report_was_due(office: Program) -> None:
    for day, state, missed in (
        ("2031-03-05", "not_asked", 0),
        ("2031-03-06", "silent", 1),
        ("2031-05-30", "silent", 3),
    ):
        row = one(on(office, day), "市财政局", "2031-1")
        assert (row["reporting"], row["missed_periods"]) == (state, missed), day


def test_those_who_only_cooperate_are_not_asked(office: Program) -> None:
    assert one(on(office, "2031-05-30"), "市民政局", "2031-1")["reporting"] == "not_asked"


def test_a_report_of_the_first_days_answers_the_month_before(office: Program) -> None:
    report(on(office, "2031-03-04"), "2031-1", "市财政局")
    assert one(on(office, "2031-03-20"), "市财政局", "2031-1")["reporting"] == "reported"
    assert one(on(office, "2031-04-08"), "市财政局", "2031-1")["missed_periods"] == 1
    assert office.json("progress", "log", "2031-1", "--as-of", "2031-12-31")[0]["period"] == "2031-02"


def test_a_second_report_of_the_first_days_answers_the_month_itself(office: Program) -> None:
    report(on(office, "2031-02-27"), "2031-1", "市财政局")
    report(on(office, "2031-03-04"), "2031-1", "市财政局")
    periods = [row["period"] for row in office.json("progress", "log", "2031-1", "--as-of", "2031-12-31")]
    assert periods == ["2031-02", "2031-03"]


def test_the_period_may_be_named(office: Program) -> None:
    report(on(office, "2031-03-20"), "2031-1", "市财政局", "--period", "2031-02")
    assert one(on(office, "2031-03-21"), "市财政局", "2031-1")["missed_periods"] == 0
    assert (
        "2031-05"
        in on(office, "2031-03-20")(
            "progress", "set", "2031-1", "--dept", "市财政局", "--note", "x", "--period", "2031-05", code=2
        ).err
    )  # not begun yet


def test_what_came_in_later_was_not_there_before(office: Program) -> None:
    report(on(office, "2031-03-20"), "2031-1", "市财政局", "--date", "2031-02-28", "--received", "2031-03-14")
    assert one(on(office, "2031-03-20"), "市财政局", "2031-1", "--as-of", "2031-03-10")["missed_periods"] == 1
    assert one(on(office, "2031-03-20"), "市财政局", "2031-1", "--as-of", "2031-03-14")["missed_periods"] == 0


def test_a_note_on_a_task_answers_for_all_of_its_clauses(office: Program) -> None:
    report(on(office, "2031-02-27"), "2031-2", "市公安局")
    assert one(on(office, "2031-03-20"), "市公安局", "2031-2.2")["reporting"] == "reported"


def test_the_offices_words_are_no_reports(office: Program) -> None:
    march = on(office, "2031-03-03")
    march("progress", "set", "2031-1", "--dept", "市财政局", "--status", "completed", "--date", "2031-02-28")
    march("progress", "return", "2031-1", "--dept", "市财政局", "--reason", "缺材料", "--date", "2031-03-03")
    row = one(on(office, "2031-05-30"), "市财政局", "2031-1")
    # Asked again from the first whole month after the return: April; the return itself answers nothing.
    assert (row["last_report_on"], row["missed_periods"], row["light"]) == ("2031-02-28", 1, "yellow")
    assert row["office_note"] == "缺材料"


def test_the_offices_delay_makes_nobody_late(office: Program) -> None:
    on(office, "2031-03-03")("progress", "set", "2031-1", "--dept", "市财政局", "--status", "completed")
    row = one(on(office, "2032-01-20"), "市财政局", "2031-1")
    assert (row["status"], row["light"], row["light_reason"]) == ("reported_done", "blue", "reported_done")
    on(office, "2032-01-20")("progress", "set", "2031-1", "--dept", "市公安局", "--status", "completed")
    assert one(on(office, "2032-01-21"), "市公安局", "2031-1")["light_reason"] == "overdue"


def test_a_verification_falls_with_the_report_that_it_judged(office: Program) -> None:
    march = on(office, "2031-03-03")
    march("progress", "set", "2031-1", "--dept", "市财政局", "--status", "completed")
    march("progress", "verify", "2031-1")
    assert one(march, "市财政局", "2031-1")["status"] == "verified"
    (note,) = [row for row in march.json("progress", "log", "2031-1") if row["kind"] == "report"]
    march("progress", "retract", str(note["id"]), "--reason", "报错")
    assert one(march, "市财政局", "2031-1")["status"] is None
    assert march("check").out == ""


def test_what_is_designated_in_mid_period_is_asked_from_the_next(office: Program) -> None:
    on(office, "2031-03-10")("designate", "2031-2.2", "市政府有关部门", "市档案局", "--basis", "纪要")
    assert one(on(office, "2031-04-10"), "市档案局", "2031-2.2")["missed_periods"] == 0
    assert one(on(office, "2031-05-10"), "市档案局", "2031-2.2")["missed_periods"] == 1


# --- rules -----------------------------------------------------------------------------------------------------------


def test_a_plan_is_asked_by_its_own_rule(office: Program) -> None:
    office("plans", "rule", "2031", "--cycle", "quarterly", "--due", "10", "--from", "2031-01-15", "--basis", "通知")
    assert one(on(office, "2031-07-10"), "市财政局", "2031-1")["reporting"] == "not_asked"
    assert one(on(office, "2031-07-11"), "市财政局", "2031-1")["missed_periods"] == 1


def test_asking_may_begin_later(office: Program) -> None:
    office("plans", "rule", "2031", "--from", "2031-04-20")
    assert one(on(office, "2031-06-06"), "市财政局", "2031-1")["reporting"] == "silent"
    assert one(on(office, "2031-06-06"), "市财政局", "2031-1")["missed_periods"] == 1


def test_a_rule_may_hold_for_one_department(office: Program) -> None:
    office("plans", "rule", "2031", "--dept", "市公安局", "--cycle", "weekly", "--from", "2031-01-15")
    assert one(on(office, "2031-02-12"), "市公安局", "2031-1")["missed_periods"] == 4  # the weeks 3 to 6
    assert one(on(office, "2031-02-12"), "市财政局", "2031-1")["missed_periods"] == 0


def test_a_department_may_be_exempt_for_a_period(office: Program) -> None:
    office("plans", "exempt", "2031", "--dept", "市财政局", "--period", "2031-02", "--basis", "来函")
    assert one(on(office, "2031-03-20"), "市财政局", "2031-1")["missed_periods"] == 0
    assert one(on(office, "2031-03-20"), "市公安局", "2031-1")["missed_periods"] == 1


def test_the_leads_report_may_answer_for_its_clause(office: Program) -> None:
    office("plans", "rule", "2031", "--lead-answers", "--from", "2031-01-15")
    report(on(office, "2031-02-27"), "2031-1", "市数据局")
    row = one(on(office, "2031-03-20"), "市财政局", "2031-1")
    assert (row["reporting"], row["last_report_on"]) == ("reported", None)


def test_an_office_may_give_a_year_of_the_calendar(office: Program, tmp_path: Path) -> None:
    rule = 'version = "2031"\nyear = 2031\nholidays = ["2031-03-05", "2031-03-06"]\nworkdays = ["2031-03-08"]\n'
    (tmp_path / "calendar.toml").write_text(rule, "utf-8")
    office("rules", "set", "calendar", str(tmp_path / "calendar.toml"))
    assert one(on(office, "2031-03-07"), "市财政局", "2031-1")["reporting"] == "not_asked"
    assert one(on(office, "2031-03-08"), "市财政局", "2031-1")["reporting"] == "silent"


def test_a_past_table_is_asked_by_the_rule_known_then(office: Program) -> None:
    before = on(office, "2031-05-30").json("dept", "市财政局")
    number = max(row["id"] for row in office.json("log"))
    office("plans", "rule", "2031", "--cycle", "quarterly", "--from", "2031-01-15")
    assert on(office, "2031-05-30").json("dept", "市财政局") != before
    assert on(office, "2031-05-30").json("dept", "市财政局", "--known-at", f"#{number}") == before


# --- open and closed plans -------------------------------------------------------------------------------------------


def test_a_plan_that_was_over_when_it_was_stored_is_closed(empty: Program) -> None:
    empty.today = "2018-03-01"
    said = empty("seed", "2017").err
    assert "2017" in said
    rows = empty.json("dept", WATER)
    assert {(row["light"], row["light_reason"], row["status"]) for row in rows} == {(None, None, "unfinished")}
    assert {row["light"] for row in empty.json("dept", WATER, "--as-of", "2017-06-30")} == {"yellow"}
    empty("plans", "reopen", "2017", "--basis", "继续推进")
    assert {row["light"] for row in empty.json("dept", WATER)} == {"red"}


def test_a_closed_plan_is_listed_when_asked_for_or_when_nothing_else_is_there(egovtrack: Program) -> None:
    egovtrack("plans", "close", "2015", "2016", "12fyp", "--basis", "年度结束")
    plans = {row["plan"] for row in egovtrack.json("dept", "市政府办公厅")}
    assert plans == {"2017"}
    assert egovtrack.json("dept", "市政府办公厅", "--plan", "2016")
    egovtrack("plans", "close", "2017", "--basis", "年度结束")
    assert {row["plan"] for row in egovtrack.json("dept", "市政府办公厅")} > {"2017", "2016"}


def test_what_is_stored_in_mid_year_counts_missed_periods_and_says_so(empty: Program) -> None:
    empty.today = "2017-06-20"
    said = empty("seed", "2017").err
    assert "3" in said
    assert "egovtrack plans rule 2017 --from" in said


# --- one rule, told twice --------------------------------------------------------------------------------------------

REPORTERS = ("市数据局", "市财政局", "市公安局")
STEPS = st.tuples(
    st.sampled_from(["report", "done", "return", "retract"]), st.sampled_from(REPORTERS), st.integers(0, 40)
)


@sqlite_only
@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEPS, max_size=12), later=st.integers(0, 120))
def test_missed_in_a_row_are_the_periods_that_counting_tells(
    office: Program, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]], later: int
) -> None:
    """What a listing says of an obligation is what the counts of its periods say, one after another."""
    path = tmp_path_factory.mktemp("counted") / "ledger.db"
    shutil.copy(office.db, path)
    day = date(2031, 1, 20)
    for step, name, days in steps:
        day += timedelta(days)
        take(Program(path, str(day)), step, name, day)
    day += timedelta(later)
    with reading_sqlite(str(path), 5) as connection:
        facts = Facts(connection, read_snapshot(connection, day), day)
        plan = facts.plan("2031")
        schedule = facts.reporting.of(plan).schedule()
        departments = {each.department_id: each.department for each in facts.obligations(plan)}
        asked: dict[str, list[Period]] = {name: [] for name in REPORTERS}
        answered: dict[str, list[Period]] = {name: [] for name in REPORTERS}
        for period in (period_of("monthly", date(2031 + number // 12, number % 12 + 1, 1)) for number in range(24)):
            for answer in period_answers(facts, plan, period):
                answered[departments[answer.department]].append(period)
            if period in schedule.passed(day):
                for item in asked_items(facts, plan, period):
                    if item.obligation.ref == "2031-1":
                        asked[item.obligation.department].append(period)
        for each in facts.obligations(plan):
            if each.ref == "2031-1" and each.department in asked and each.status != "reported_done":
                # The newest periods that were asked for, as long as neither they nor a later one was answered.
                last = max(answered[each.department], default=None)
                missed = [period for period in asked[each.department] if last is None or period > last]
                assert each.missed_periods == len(missed), (each.department, asked, answered)


def take(program: Program, step: str, name: str, day: date) -> None:
    """Take a step, if the rules allow it."""
    who = ("2031-1", "--dept", name)
    words = {
        "report": ("progress", "set", *who, "--note", "进展"),
        "done": ("progress", "set", *who, "--status", "completed"),
        "return": ("progress", "return", *who, "--reason", "不全"),
    }
    if step != "retract":
        program(*words[step], code=None)
        return
    notes = program.json("progress", "log", "2031-1", "--dept", name, "--as-of", "2032-12-31")
    for note in notes[-1:]:
        program("progress", "retract", str(note["id"]), "--reason", "错", code=None)
