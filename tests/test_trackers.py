"""The office's own tracker (督办台账): its rows become tasks, and with --with-progress what they tell becomes notes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.conftest import Program

HEADS = [
    "序号",
    "重点任务",
    "牵头单位",
    "责任单位",
    "完成时限",
    "办理状态",
    "完成率",
    "进展情况",
    "存在问题",
    "下一步打算",
    "办结时间",
    "备注",
]
TITLES = ["建设数据平台", "推进一网通办", "优化流程", "开展培训"]
ROWS: list[list[Any]] = [
    [1, TITLES[0], "市数据局", "市财政局", "6月底前", "推进中", 0.6, "已完成招标", "经费不足", "抓紧建设", None, "可"],
    [2, TITLES[1], None, "市教委、市司法局", "9月底前", "已办结", 1, "全部上线", None, None, date(2031, 2, 10), None],
    [3, TITLES[2], "市司法局", *[None] * 9],
    [4, TITLES[3], None, "市有关部门", "12月底前", "未启动", None, "待定方案", *[None] * 4],
]
KEYS = ("status", "percent", "note", "problem", "next_step", "completed_on")
ENTER = ("--issued", "2031-01-05", "--add-departments", "--with-progress")


@pytest.fixture
def ledger(empty: Program) -> Program:
    empty.today = "2031-03-15"
    return empty


def tracker(folder: Path, rows: list[list[Any]] = ROWS, heads: list[str] = HEADS) -> str:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2031年海滨市重点工作督办台账"])
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    for column, head in enumerate(heads, start=1):
        if head in ("完成率", "推进%"):
            for row_number in range(3, len(rows) + 3):
                sheet.cell(row_number, column).number_format = "0%"
    path = folder / "ledger.xlsx"
    book.save(path)
    return str(path)


def changed(place: tuple[int, int], value: object) -> list[list[Any]]:
    rows = [list(row) for row in ROWS]
    rows[place[0]][place[1]] = value
    return rows


def test_one_action_makes_the_tasks_and_the_notes(ledger: Program, tmp_path: Path) -> None:
    done = ledger("import", tracker(tmp_path), *ENTER)
    assert "4 progress notes" in done.err
    notes = ledger.json("progress", "log")
    told = {(each["ref"], each["department"]): each for each in notes}
    assert set(told) == {
        ("2031-1", "市数据局"), ("2031-2", "市教委"), ("2031-2", "市司法局"), ("2031-4", None),
    }, "the lead's word; else that of each responsible; else the office's"  # fmt: skip
    first = told["2031-1", "市数据局"]
    assert [first[key] for key in ("status", "percent", "note", "problem", "next_step", "as_of")] == [
        "in_progress", 60, "已完成招标", "经费不足", "抓紧建设", "2031-03-15",
    ]  # fmt: skip
    second = told["2031-2", "市教委"]
    assert [second[key] for key in ("status", "percent", "note", "as_of")] == [
        "reported_done", 100, "全部上线", "2031-02-10",
    ]  # fmt: skip
    assert [each["title"] for each in ledger.json("tasks", "2031")] == TITLES
    ledger("check")
    ledger("undo", "--yes")
    assert not ledger.json("plans")
    ledger("check")


def test_a_dry_run_shows_which_column_says_what_and_stores_nothing(ledger: Program, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    shown = json.loads(ledger("import", path, *ENTER, "--dry-run", "--format", "json").out)
    assert shown["progress"] == {
        "notes": 4, "known": 0, "unread": ["备注"],
        "columns": dict(zip(HEADS[5:-1], KEYS, strict=True)),
    }  # fmt: skip
    told = ledger("import", path, *ENTER, "--dry-run", lang="zh").err
    assert "状态 ← 办理状态" in told
    assert "备注" in told
    assert not Path(ledger.db).exists()


def test_without_it_the_columns_are_counted_apart_and_said_to_be_unread(ledger: Program, tmp_path: Path) -> None:
    path = tracker(tmp_path)
    done = ledger("import", path, *ENTER[:3])
    assert "进展情况" in done.err
    assert "--with-progress" in done.err
    assert not ledger.json("progress", "log")
    coverage = json.loads(ledger("import", path, *ENTER[:3], "--dry-run", "--format", "json").out)["coverage"]
    said = [str(cell) for row in ROWS for cell in row[5:6] + row[7:11] if cell]
    assert coverage["progress"] == sum(map(len, said)) + len("60%") + len("100%")
    assert coverage["task"] > 0


def test_the_tracker_of_the_next_month_adds_what_is_new(ledger: Program, tmp_path: Path) -> None:
    ledger("import", tracker(tmp_path), *ENTER)
    ledger.today = "2031-04-10"
    done = ledger("import", tracker(tmp_path, changed((0, 7), "已开工")), "--with-progress")
    assert "1 progress note (3 known before)" in done.err
    assert [each["note"] for each in ledger.json("progress", "log", "2031-1")] == ["已完成招标", "已开工"]


@pytest.mark.parametrize(
    ("place", "value", "line", "words"),
    [
        ((1, 5), "差不多了", 5, "“差不多了” is not in the list"),
        ((0, 6), 1.5, 4, "“150%” is no whole number from 0 to 100"),
        ((1, 10), "2031年4月1日", 5, "after today"),
        ((1, 10), "前几天", 5, "前几天"),
        ((1, 6), 0.5, 5, "contradict"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_place_and_nothing_is_stored(
    ledger: Program, tmp_path: Path, place: tuple[int, int], value: object, line: int, words: str
) -> None:
    path = tracker(tmp_path, changed(place, value))
    for dry_run in ((), ("--dry-run",)):
        shown = json.loads(ledger("import", path, *ENTER, *dry_run, "--format", "json", code=65).out)
        (error,) = {(each["line"], each["message"]) for each in shown["problems"] if each["severity"] == "error"}
        assert error[0] == line
        assert words in error[1]
    assert not ledger.json("plans")


def test_a_column_whose_head_does_not_say_it_is_named(ledger: Program, tmp_path: Path) -> None:
    heads = [*HEADS[:5], "红黄绿", "推进%", *HEADS[7:]]
    path = tracker(tmp_path, heads=heads)
    ledger("import", path, *ENTER, "--column", "状态=红黄绿")
    assert [each["status"] for each in ledger.json("progress", "log", "2031-1")] == ["in_progress"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--with-progress", "--column", "状态=没有"), "备注"),
        (("--with-progress", "--column", "天气=备注"), "天气"),
        (("--column", "状态=备注"), "--with-progress"),
    ],
)
def test_a_column_that_is_not_there_is_refused(
    ledger: Program, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    assert words in ledger("import", tracker(tmp_path), "--issued", "2031-01-05", *options, code=2).err


def test_a_plan_without_progress_says_so(ledger: Program, tmp_path: Path) -> None:
    path = tracker(tmp_path, [row[:5] for row in ROWS], HEADS[:5])
    assert "no column tells of progress" in ledger("import", path, *ENTER, code=2).err


def test_a_done_percent_is_done_where_no_column_tells_a_status_and_struck_off_is_to_be_verified(
    ledger: Program, tmp_path: Path
) -> None:
    rows = [[*row[:5], *row[6:]] for row in ROWS]
    ledger("import", tracker(tmp_path, rows, [*HEADS[:5], *HEADS[6:]]), *ENTER)
    assert {each["status"] for each in ledger.json("progress", "log", "2031-2")} == {"reported_done"}
    ledger("undo", "--yes")
    done = ledger("import", tracker(tmp_path, changed((1, 5), "已销号")), *ENTER)
    assert "1 rows are struck off" in done.err
    assert {each["status"] for each in ledger.json("progress", "log", "2031-2")} == {"reported_done"}


def test_a_column_says_whose_word_a_row_is(ledger: Program, tmp_path: Path) -> None:
    rows = [[*row, "市财政局" if row[0] == 1 else None] for row in ROWS]
    ledger("import", tracker(tmp_path, rows, [*HEADS, "填报单位"]), *ENTER)
    assert [each["department"] for each in ledger.json("progress", "log", "2031-1")] == ["市财政局"]


def test_of_several_columns_that_tell_the_same_one_is_named(ledger: Program, tmp_path: Path) -> None:
    path = tracker(tmp_path, heads=[*HEADS[:7], "2月进展", "3月进展", *HEADS[9:]])
    refused = ledger("import", path, *ENTER, code=2).err
    assert "2月进展, 3月进展" in refused
    assert "=3月进展" in refused
    ledger("import", path, *ENTER, "--column", "note=3月进展")
    assert [each["note"] for each in ledger.json("progress", "log", "2031-1")] == ["经费不足"]


def test_a_column_may_be_left_unread(ledger: Program, tmp_path: Path) -> None:
    path = tracker(tmp_path, changed((1, 5), "是"), [*HEADS[:5], "是否完成", *HEADS[6:]])
    ledger("import", path, *ENTER, code=65)
    ledger("import", path, *ENTER, "--column", "-=是否完成")
    assert {each["status"] for each in ledger.json("progress", "log", "2031-2")} == {"reported_done"}
