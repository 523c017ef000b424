"""The year of tests/test_year.py, chased through: who got what on which day is stated by hand and met.

Each report is due as told there. The reminder follows on the next working day, the urging three working days later, the
supervision eight. National Day is free from 1 to 8 October 2017 (Saturday 30 September is worked), the Spring Festival
from 15 to 21 February 2018 (Sunday 11 February is worked).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from egovtrack.views.word import read_texts
from tests.conftest import Program, sqlite_only
from tests.test_year import (
    DUE,
    ITEMS,
    LATE,
    LATER_SILENT,
    NAMES,
    NEVER,
    PLAN,
    STOPPED,
    Clock,
    clock_of,
    enter,
    reports,
)

pytestmark = [sqlite_only, pytest.mark.slow]

FIRST, SECOND = [NEVER], [NEVER, STOPPED]
THIRD = [NEVER, STOPPED, LATER_SILENT]
SHARED = ["市公安局", LATER_SILENT, "市卫生局"]  # 2017-2, which was to be done by the end of September
ALL = [name for name in NAMES if name not in {LATER_SILENT, "市卫生局"}]  # their items were due at the year's end
ISSUED = {
    "2017-04-06": ("提醒", [*FIRST, LATE]), "2017-04-11": ("催办", FIRST), "2017-04-18": ("督办", FIRST),
    "2017-05-08": ("提醒", [*FIRST, LATE]), "2017-05-11": ("催办", FIRST), "2017-05-18": ("督办", FIRST),
    "2017-06-06": ("提醒", [*FIRST, LATE]), "2017-06-09": ("催办", FIRST), "2017-06-16": ("督办", FIRST),
    "2017-07-06": ("提醒", [*SECOND, LATE]), "2017-07-11": ("催办", SECOND), "2017-07-18": ("督办", SECOND),
    "2017-08-08": ("提醒", [*SECOND, LATE]), "2017-08-11": ("催办", SECOND), "2017-08-18": ("督办", SECOND),
    "2017-09-06": ("提醒", [*THIRD, LATE]), "2017-09-11": ("催办", THIRD), "2017-09-18": ("督办", THIRD),
    "2017-10-09": ("提醒", SHARED), "2017-10-12": ("催办", SHARED), "2017-10-19": ("督办", SHARED),
    "2017-10-10": ("提醒", [*THIRD, LATE]), "2017-10-13": ("催办", THIRD), "2017-10-20": ("督办", THIRD),
    "2017-11-07": ("提醒", [*THIRD, LATE]), "2017-11-10": ("催办", THIRD), "2017-11-17": ("督办", THIRD),
    "2017-12-06": ("提醒", [*THIRD, LATE]), "2017-12-11": ("催办", THIRD), "2017-12-18": ("督办", THIRD),
    "2018-01-02": ("提醒", ALL), "2018-01-05": ("催办", ALL), "2018-01-12": ("督办", ALL),
    "2018-01-08": ("提醒", [*THIRD, LATE]), "2018-01-11": ("催办", THIRD), "2018-01-18": ("督办", THIRD),
    "2018-02-06": ("提醒", [*THIRD, LATE]), "2018-02-09": ("催办", THIRD), "2018-02-22": ("督办", THIRD),
}  # fmt: skip
"""What the run of a morning writes, and to whom."""
QUIET = (
    "2017-03-20", "2017-04-05", "2017-04-07", "2017-04-10", "2017-04-19", "2017-05-12", "2017-06-12", "2017-07-21",
    "2017-09-30", "2017-10-11", "2017-10-23", "2017-12-29", "2018-01-03", "2018-02-11", "2018-02-14", "2018-02-23",
)  # fmt: skip
"""Mornings on which nobody is to be asked."""


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clock]:
    """The program at a moment, on the ledger of the year."""
    with clock_of(tmp_path_factory.mktemp("year") / "ledger.db") as clock:
        yield clock


@pytest.fixture(scope="module")
def sent(at: Clock, tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    """The notices of each morning, by department and level: the year is played, each run before the reports of its
    day.
    """
    folder = tmp_path_factory.mktemp("notices")
    (folder / "registry.csv").write_text(
        "名称,全称,类别\n" + "\n".join(f"{name},东州{name},department" for name in NAMES) + "\n", "utf-8"
    )
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    program = at("2017-02-24")
    program("depts", "import", str(folder / "registry.csv"))
    program("depts", "collective", "add", "市政府有关部门", "--kind", "department", "--indefinite")
    program("import", str(folder / "plan.txt"), "--key", "2017", "--place", "东州市")
    found = {}
    for day in sorted({*ISSUED, *QUIET, *(day for day, *_more in entries()), "2017-05-17", "2017-07-20"}):
        if day in ISSUED or day in QUIET:
            at(f"{day}T08:00")("chase", "run", "-o", str(folder / day))
            files = [path.stem.removesuffix(f"-{day}").rpartition("-") for path in (folder / day).glob("*.docx")]
            found[day] = {(name, level) for name, _dash, level in files}
        for _day, ref, name, period in (each for each in entries() if each[0] == day):
            enter(at(day), ref, name, period)
        if day == "2017-05-17":
            at(day)("designate", "2017-6", "市政府有关部门", "市档案局", "--basis", "专题会议纪要")
        if day == "2017-07-20":
            at(day)("progress", "return", "2017-4", "--reason", "无佐证材料")
    return found


def entries() -> list[tuple[str, str, str, str]]:
    """The reports of the year: day, task, department, period."""
    found = []
    for period, due in DUE.items():
        for ref, names in {**ITEMS, "2017-6": ("市档案局",)}.items():
            for name in names:
                if reports(name, period) and due < "2018-02-20":
                    day = date.fromisoformat(due) + (timedelta(3) if name == LATE else -timedelta(1))
                    found.append((day.isoformat(), ref, name, period))
    return found


@pytest.mark.parametrize("day", ISSUED)
def test_who_got_what_on_which_day(sent: dict[str, set[tuple[str, str]]], day: str) -> None:
    level, names = ISSUED[day]
    assert sent[day] == {(name, level) for name in names}


@pytest.mark.parametrize("day", QUIET)
def test_on_other_days_nobody_is_asked(sent: dict[str, set[tuple[str, str]]], day: str) -> None:
    assert sent[day] == set()


FIGURES = """
WITH owed AS (
  SELECT c.clause_id, t.task_id, n.department_id, a.role
  FROM assignment a JOIN clause_text c ON c.id = a.clause_text_id JOIN task_text t ON t.id = c.task_text_id
  JOIN department_name n ON n.party_id = a.party_id
  UNION SELECT d.clause_id, c.task_id, d.department_id, 'responsible'
  FROM designation d JOIN clause c ON c.id = d.clause_id
), standing AS (
  SELECT o.*,
    (SELECT p.status FROM progress_note p WHERE p.task_id = o.task_id AND p.department_id = o.department_id
     AND p.kind = 'report' AND p.as_of <= :day ORDER BY p.as_of DESC, p.id DESC LIMIT 1) AS status,
    (SELECT min(p.received_on) FROM progress_note p WHERE p.task_id = o.task_id AND p.department_id = o.department_id
     AND p.period_end = :last AND p.received_on <= :day) AS received
  FROM owed o
)
SELECT count(*), count(DISTINCT department_id), sum(status = 'in_progress'), sum(status IS NULL),
  sum(role <> 'cooperate' AND received IS NULL), sum(role <> 'cooperate'), sum(received <= :due), sum(received > :due)
FROM standing"""


def test_the_figures_of_a_round_up_by_sql_alone(
    at: Clock, sent: dict[str, set[tuple[str, str]]], tmp_path: Path
) -> None:
    """That of September, on 20 October; nothing of the program is asked."""
    assert sent
    program, path = at("2018-02-27"), tmp_path / "x.docx"
    program("notice", "round-up", "--period", "2017-09", "--as-of", "2017-10-20", "-o", str(path))
    found = read_texts(path.read_bytes())
    with sqlite3.connect(program.db) as ledger:
        days = {"day": "2017-10-20", "last": "2017-09-30", "due": "2017-10-09"}
        items, departments, going, never, silent, asked, in_time, late = ledger.execute(FIGURES, days).fetchone()
    ledger.close()
    text = "".join(found)
    assert f"{items}项责任事项，涉及{departments}个单位" in text
    for label, number in (("推进中", going), ("从未报送", never), ("本期未报", silent)):
        assert f"{label}{number}项（占{100 * number / items:.1f}%）" in text
    sums = found[found.index("合计") + 1 :]
    assert sums[0] == str(items)
    assert sums[9:13] == [str(number) for number in (asked, in_time, late, silent)]


def test_a_run_taken_back_can_be_done_again(at: Clock, sent: dict[str, set[tuple[str, str]]], tmp_path: Path) -> None:
    """That of 22 February; a promise that was not kept, and an answer that ends it, lie between."""
    assert sent
    late = at("2018-02-23")
    number = next(
        row["id"] for row in late.json("log") if row["command"].startswith("chase run") and "02-22" in row["command"]
    )
    assert next_of(late, STOPPED) == {None}
    late("undo", str(number), "--yes")
    assert next_of(late, STOPPED) == {"supervise"}
    late("chase", "log", STOPPED, "--phone", "--promise", "2018-02-24")
    late = at("2018-02-26")
    assert {"promise" in row["reasons"] for row in late.json("chase", "--dept", STOPPED)} == {True}
    late("progress", "set", "2017-5", "--dept", STOPPED, "--percent", "90", "--period", "2018-01")
    late("chase", "run", "-o", str(tmp_path / "again"))
    assert {path.name for path in (tmp_path / "again").glob("*.docx")} == {
        f"{name}-督办-2018-02-26.docx" for name in (NEVER, LATER_SILENT)
    }
    late("check")


def next_of(program: Program, name: str) -> set[str | None]:
    return {row["next_level"] for row in program.json("chase", "--dept", name, "--period", "2018-01")}


def test_of_years_whose_holidays_nobody_knows_weekdays_count_and_the_papers_say_so(
    empty: Program, tmp_path: Path
) -> None:
    """March 2031 is due on Saturday 5 April, so on the Monday; whether that is the Qingming Festival nobody knows."""
    (tmp_path / "plan.txt").write_text(PLAN.replace("2017", "2031"), "utf-8")
    words = ("--key", "2031", "--place", "东州市", "--add-departments")
    Program(empty.db, "2031-02-24")("import", str(tmp_path / "plan.txt"), *words)
    assert Program(empty.db, "2031-04-07")("chase", "--check", "--clock-ok").code == 0
    late = Program(empty.db, "2031-04-08")
    assert "holidays of 2031 are not known" in late("chase", "--check", "--format", "table", code=3).out
    late("notice", "市公安局", "-o", str(tmp_path / "x.docx"))
    late("notice", "round-up", "-o", str(tmp_path / "y.docx"))
    for name in ("x.docx", "y.docx"):
        found = "".join(read_texts((tmp_path / name).read_bytes()))
        assert "2031年4月11日前" in found
        assert "2031 年的节假日" in found
