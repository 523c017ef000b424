"""A year of an office: twelve periods, a dozen departments, and the answer to each question of its daily work.

Three departments fall silent, one is always late, one claims too much and is sent back, one is designated in
mid-period; a quarterly plan and a weekly register run beside the monthly one. The calendar is that of 2017: the report
for July is due on Monday 7 August, that for September on 9 October, after the National Day holiday. What every question
must answer is worked out by hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from egovtrack.ledger import actions
from tests.conftest import Program, sqlite_only

pytestmark = sqlite_only

NAMES = (
    "市数据局", "市财政局", "市公安局", "市民政局", "市教育局", "市交通局", "市水务局", "市卫生局", "市人社局",
    "市商务局", "市文旅局", "市档案局",
)  # fmt: skip
NEVER, STOPPED, LATER_SILENT, LATE, CLAIMS = "市文旅局", "市商务局", "市人社局", "市交通局", "市水务局"
PLAN = """东州市人民政府办公厅关于印发2017年政务服务工作安排的通知
东府办〔2017〕3号
2017年2月20日

2017年政务服务工作安排

一、平台建设

1.整合20个业务系统。（牵头单位：市数据局；责任单位：市财政局、市公安局）
2.推广身份认证，9月底前完成。（牵头单位：市公安局；责任单位：市人社局、市卫生局）
3.开通网上办事大厅。（牵头单位：市民政局；责任单位：市教育局、市交通局；配合单位：市档案局）

二、数据共享

4.归集水务数据。（责任单位：市水务局）
5.建立商务数据月报。（责任单位：市商务局、市文旅局）
6.开展安全检查。（责任单位：市政府有关部门）
"""
QUARTERLY = """东州市人民政府办公厅关于印发2017年专项任务的通知
东府办〔2017〕4号
2017年2月21日

2017年专项任务

1.清理证明事项。（牵头单位：市民政局；责任单位：市公安局）
"""
LEADERS = """
[division]
title = "东州市政府领导工作分工"
number = "东府〔2017〕1号"
issued = 2017-01-10

[[leader]]
name = "张三"
post = "副市长"
[[leader.field]]
relation = "in_charge"
name = "数据、财政、商务、文旅"
departments = ["市数据局", "市财政局", "市商务局", "市文旅局"]
"""
# The day by which each month's report is due.
DUE = {
    "2017-03": "2017-04-05", "2017-04": "2017-05-05", "2017-05": "2017-06-05", "2017-06": "2017-07-05",
    "2017-07": "2017-08-07", "2017-08": "2017-09-05", "2017-09": "2017-10-09", "2017-10": "2017-11-06",
    "2017-11": "2017-12-05", "2017-12": "2018-01-05", "2018-01": "2018-02-05", "2018-02": "2018-03-05",
}  # fmt: skip
# Who reports on what in each month, but for those told below.
ITEMS = {
    "2017-1": ("市数据局", "市财政局", "市公安局"),
    "2017-2": ("市公安局", "市人社局", "市卫生局"),
    "2017-3": ("市民政局", "市教育局", "市交通局"),
    "2017-4": ("市水务局",),
    "2017-5": ("市商务局", "市文旅局"),
}
Clock = Callable[[str], Program]


@contextmanager
def clock_of(ledger: Path) -> Iterator[Clock]:
    """The program on a ledger at a moment; at 9 o'clock where only the day is given."""
    with pytest.MonkeyPatch.context() as patch:

        def set_clock(moment: str) -> Program:
            at_nine = moment if "T" in moment else f"{moment}T09:00"
            clock = datetime.fromisoformat(f"{at_nine}+08:00").astimezone(UTC)
            patch.setattr(actions, "now", lambda: clock)
            return Program(ledger, moment[:10])

        yield set_clock


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clock]:
    """The program at a moment of the year that was played, or after it."""
    folder = tmp_path_factory.mktemp("year")
    with clock_of(folder / "ledger.db") as clock:
        play(clock, folder)
        yield clock


def play(at: Clock, folder: Path) -> None:
    """Play the year."""
    rows = [f"{name},东州{name},department" for name in NAMES]
    (folder / "registry.csv").write_text("名称,全称,类别\n" + "\n".join(rows) + "\n", "utf-8")
    for name, text in (("plan.txt", PLAN), ("quarterly.txt", QUARTERLY), ("leaders.toml", LEADERS)):
        (folder / name).write_text(text, "utf-8")
    program = at("2017-02-24")
    program("depts", "import", str(folder / "registry.csv"))
    program("depts", "collective", "add", "市政府有关部门", "--kind", "department", "--indefinite")
    program("import", str(folder / "plan.txt"), "--key", "2017", "--place", "东州市")
    program("import", str(folder / "quarterly.txt"), "--key", "zx")
    program("plans", "rule", "zx", "--cycle", "quarterly", "--from", "2017-02-24", "--basis", "通知")
    program("leader", "import", str(folder / "leaders.toml"))
    for period, due in DUE.items():
        if period == "2017-05":
            at("2017-05-17")("designate", "2017-6", "市政府有关部门", "市档案局", "--basis", "专题会议纪要")
        month(at, period, date.fromisoformat(due))
        if period == "2017-03":
            register(at)


def register(at: Clock) -> None:
    """A weekly register of a leader's instructions: its one item is reported on in the weeks 19 and 20 alone."""
    at("2017-05-02")("plans", "create", "批示2017", "--cycle", "weekly")
    at("2017-05-02T10:00")(
        "task", "add", "批示2017", "--text", "解决异地结算问题。", "--lead", "市数据局", "--deadline", "2017-12-29",
        "--source", "市长批示",
    )  # fmt: skip
    for day in ("2017-05-12", "2017-05-19"):
        at(day)("progress", "set", "批示2017-1", "--dept", "市数据局", "--note", "已协调")


def month(at: Clock, period: str, due: date) -> None:
    """The reports of a month, entered on the day before they are due; those of the late on the third day after."""
    for ref, names in {**ITEMS, "2017-6": ("市档案局",)}.items():
        for name in names:
            if reports(name, period):
                day = due + timedelta(3) if name == LATE else due - timedelta(1)
                enter(at(str(day)), ref, name, period)
    if period == "2017-06":  # what was claimed as done is sent back on 20 July
        at("2017-07-20")("progress", "return", "2017-4", "--reason", "无佐证材料")
    if period in {"2017-06", "2017-09", "2017-12"}:
        quarter = f"2017-Q{int(period[-2:]) // 3}"
        for name in ("市民政局", "市公安局"):
            at(str(due))("progress", "set", "zx-1", "--dept", name, "--percent", "30", "--period", quarter)


def reports(name: str, period: str) -> bool:
    """Whether a department reports for a month."""
    if name == "市档案局":  # designated on 17 May
        return period >= "2017-06"
    if name == CLAIMS:  # not asked while its claim is looked at, asked again from August on
        return period != "2017-07"
    silent_from = {NEVER: "2017-03", STOPPED: "2017-06", LATER_SILENT: "2017-08"}
    return period < silent_from.get(name, "9999")


def enter(program: Program, ref: str, name: str, period: str) -> None:
    """Enter one report."""
    said = ["--percent", str(5 * list(DUE).index(period) + 5), "--note", f"{name}{period}进展"]
    if name == CLAIMS and period == "2017-06":
        said = ["--status", "completed", "--note", "全部归集"]
    if name == "市公安局" and ref == "2017-2":
        said += ["--problem", "接口未开放"]
    program("progress", "set", ref, "--dept", name, *said, "--period", period)


def pairs(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(row["ref"], row["department"]) for row in rows}


OCTOBER = "2017-10-20"


def test_who_has_not_answered_for_two_periods(at: Clock) -> None:
    rows = at(OCTOBER).json("list", "--silent-for", "2")
    assert {(row["ref"], row["department"], row["missed_periods"]) for row in rows} == {
        ("2017-5", NEVER, 7),  # March to September
        ("2017-5", STOPPED, 4),  # June to September
        ("2017-2", LATER_SILENT, 2),  # August and September
        ("批示2017-1", "市数据局", 21),  # the weeks 21 to 41
    }


def test_who_has_not_returned_this_months_form(at: Clock) -> None:
    """On 20 October: for September, due on 9 October."""
    rows = {row["department"]: row for row in at(OCTOBER).json("status", "2017", "--period", "2017-09")}
    assert {name for name, row in rows.items() if row["missed"]} == {NEVER, STOPPED, LATER_SILENT}
    assert {name for name, row in rows.items() if row["late"]} == {LATE}
    assert (rows["市公安局"]["asked"], rows["市公安局"]["in_time"], rows["市公安局"]["state"]) == (2, 2, "in_time")
    assert sum(row["asked"] for row in rows.values()) == 13
    assert rows["市档案局"]["asked"] == 1  # designated for 2017-6; on 2017-3 it only cooperates


def test_on_the_due_day_nobody_is_accused(at: Clock) -> None:
    """Who has answered in time is silent on no day of the year."""
    for day in ("2017-03-31", "2017-04-04", *DUE.values()):
        rows = at("2018-03-20").json("list", "--silent", "--plan", "2017", "--as-of", day)
        assert {row["department"] for row in rows} <= {NEVER, STOPPED, LATER_SILENT}, day
    rows = at("2018-03-20").json("list", "--silent", "--plan", "2017", "--as-of", "2017-10-10")
    assert {row["department"] for row in rows} == {NEVER, STOPPED, LATER_SILENT, LATE}


def test_what_was_sent_back_is_asked_for_again(at: Clock) -> None:
    """Claimed on 4 July, sent back on 20 July: asked again from August on, and answered since."""
    program = at("2018-03-20")
    answers = {
        period: {row["department"]: row["asked"] for row in program.json("status", "2017", "--period", period)}
        for period in ("2017-06", "2017-07", "2017-08")
    }
    assert [CLAIMS in rows for rows in answers.values()] == [True, False, True]
    (row,) = program.json("dept", CLAIMS, "--plan", "2017", "--as-of", "2017-08-08")
    assert (row["reporting"], row["missed_periods"], row["office_note"]) == ("reported", 0, "无佐证材料")


def test_what_is_designated_in_mid_period_is_asked_from_the_next_one(at: Clock) -> None:
    program = at("2018-03-20")
    asked = [
        [row["asked"] for row in program.json("status", "2017", "--period", period) if row["department"] == "市档案局"]
        for period in ("2017-05", "2017-06")
    ]
    assert asked == [[], [1]]


def test_the_quarterly_plan_is_asked_by_quarters(at: Clock) -> None:
    program = at("2018-03-20")
    counts = program.json("status", "zx", "--period", "2017-Q3")
    assert [(row["department"], row["asked"], row["in_time"]) for row in counts] == [
        ("市民政局", 1, 1),
        ("市公安局", 1, 1),
    ]
    assert program.json("list", "--plan", "zx", "--silent", "--as-of", "2017-12-20") == []


def test_the_weekly_register_is_asked_by_weeks(at: Clock) -> None:
    """The report for week 21 is due on Wednesday 31 May, after the Dragon Boat Festival."""
    program = at("2018-03-20")
    missed = {
        day: [row["missed_periods"] for row in program.json("list", "--plan", "批示2017", "--as-of", day)]
        for day in ("2017-05-15", "2017-05-31", "2017-06-01", "2017-06-15")
    }
    assert missed == {"2017-05-15": [0], "2017-05-31": [0], "2017-06-01": [1], "2017-06-15": [3]}


def test_what_moved_since_friday(at: Clock) -> None:
    """On Monday 9 October, since the Friday before the holiday's end: all that reported for September on the 8th."""
    program = at("2017-10-09T18:00")
    rows = program.json("changes", "--since", "2017-10-06", "--plan", "2017")
    moved = {(row["ref"], row["department"]) for row in rows if row["percent"] != row["percent_before"]}
    everybody = {(ref, name) for ref, names in {**ITEMS, "2017-6": ("市档案局",)}.items() for name in names}
    assert moved == {pair for pair in everybody if reports(pair[1], "2017-09") and pair[1] != LATE}


def test_what_of_a_vice_mayor_is_red(at: Clock) -> None:
    program = at("2018-01-10")
    red = program.json("list", "--leader", "张三", "--light", "red")
    assert program.json("leader", "张三", "--light", "红") == red
    assert {row["department"] for row in red} <= {"市数据局", "市财政局", "市商务局", "市文旅局"}
    assert ("2017-5", NEVER) in pairs(red)
    assert {row["light_reason"] for row in red} == {"overdue"}


def test_all_of_a_department_for_a_meeting(at: Clock) -> None:
    rows = at(OCTOBER).json("list", "--dept", "市公安局")
    assert {row["ref"] for row in rows} == {"2017-1", "2017-2", "zx-1"}
    (row,) = [row for row in rows if row["ref"] == "2017-2"]
    assert (row["problem"], row["note"]) == ("接口未开放", "市公安局2017-09进展")


def test_what_is_due_by_a_day(at: Clock) -> None:
    rows = at(OCTOBER).json("list", "--due-by", "2017-09-30")
    assert pairs(rows) == {("2017-2", "市公安局"), ("2017-2", "市人社局"), ("2017-2", "市卫生局")}


def test_what_awaits_verification(at: Clock) -> None:
    assert pairs(at("2017-07-10").json("list", "--awaiting-verification", "--as-of", "2017-07-10")) == {
        ("2017-4", CLAIMS)
    }
    assert at(OCTOBER).json("list", "--awaiting-verification") == []


def test_what_a_department_said_in_may(at: Clock) -> None:
    rows = at(OCTOBER).json(
        "progress", "log", "2017-2", "--dept", "市公安局", "--from", "2017-05-01", "--to", "2017-05-31"
    )
    assert [row["note"] for row in rows] == ["市公安局2017-04进展"]


def test_all_items_about_a_word(at: Clock) -> None:
    assert {row["ref"] for row in at(OCTOBER).json("list", "--text", "身份认证")} == {"2017-2"}


def test_the_table_as_it_was_handed_out(at: Clock) -> None:
    """What was printed on 10 July is printed again in March of the next year."""
    program = at("2018-03-20")
    again = program("list", "--as-of", "2017-07-10", "--known-at", "2017-07-10", "--format", "json").out
    rows = {(row["ref"], row["department"]): row for row in json.loads(again)["rows"]}
    assert rows["2017-4", CLAIMS]["status"] == "reported_done"
    assert rows["2017-1", "市数据局"]["percent"] == 20
    assert rows["2017-5", STOPPED]["missed_periods"] == 1
