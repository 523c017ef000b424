"""Registers: items that leaders and meetings give singly, without a document of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.test_several import office, table

__all__ = ["office"]


@pytest.fixture
def register(office: Program) -> Program:
    """A register that is asked each week."""
    office("plans", "create", "批示2031", "--title", "市领导批示事项", "--cycle", "weekly")
    return office


def test_an_item_has_its_deadline_its_source_and_its_parties(register: Program) -> None:
    register(
        "task", "add", "批示2031", "--text", "解决异地结算问题。", "--lead", "市数据局", "--responsible", "市财政局",
        "--deadline", "2031-04-30", "--source", "市长批示〔2031〕5号",
    )  # fmt: skip
    register("task", "add", "批示2031", "--text", "6月底前建成平台。（责任单位：市财政局）", "--source", "第3次会议")
    first, second = register.json("tasks", "批示2031")
    assert (first["title"], first["deadline"], first["deadline_source"]) == (
        "解决异地结算问题",
        "2031-04-30",
        "stated",
    )
    assert (second["title"], second["deadline"]) == ("建成平台", "2031-06-30")
    assert [(each["role"], each["party"]) for each in first["clauses"][0]["parties"]] == [
        ("lead", "市数据局"), ("responsible", "市财政局")
    ]  # fmt: skip
    assert "市长批示〔2031〕5号" in register("show", "批示2031-1").out
    assert register("check").out == ""


def test_a_file_of_items_is_one_action_and_one_edition(register: Program, tmp_path: Path) -> None:
    head = "事项,牵头单位,责任单位,期限,来源"
    rows = [f"办好第{place}件实事。,市数据局,市财政局、市公安局,2031-05-31,批示{place}号" for place in range(1, 41)]
    before = len(register.json("log"))
    register("task", "add", "批示2031", "--from-csv", table(tmp_path, head, *rows), "--basis", "批示汇总")
    assert len(register.json("tasks", "批示2031")) == 40
    assert len(register.json("log")) == before + 1
    assert len(register.json("dept", "市公安局", "--plan", "批示2031")) == 40
    assert "批示7号" in register("show", "批示2031-7").out
    refused = register("task", "add", "批示2031", "--from-csv", table(tmp_path, head, rows[0], "办好。,,,,"), code=2)
    assert "--basis" in refused.err
    wrong = table(tmp_path, head, rows[0], "办好。,市数据局,,,")
    assert "line 3: it is not said by when" in register(
        "task", "add", "批示2031", "--from-csv", wrong, "--basis", "批示", code=65
    ).err  # fmt: skip
    assert len(register.json("tasks", "批示2031")) == 40


def test_a_register_is_asked_each_week_and_never_closed_by_itself(register: Program) -> None:
    register(
        "task",
        "add",
        "批示2031",
        "--text",
        "办好实事。（责任单位：市财政局）",
        "--deadline",
        "2031-04-30",
        "--source",
        "批示",
    )
    (row,) = Program(register.db, "2031-04-15").json("dept", "市财政局", "--plan", "批示2031")
    assert row["missed_periods"] == 3
    (row,) = Program(register.db, "2032-04-15").json("dept", "市财政局", "--plan", "批示2031")
    assert (row["light"], row["light_reason"]) == ("red", "overdue")
    register("plans", "close", "批示2031", "2031")
    assert {plan["closed"] for plan in register.json("plans")} == {True}


def test_a_register_that_cannot_be_made_is_refused(register: Program) -> None:
    assert "in the ledger already" in register("plans", "create", "批示2031", code=2).err
    assert "is no key" in register("plans", "create", "批示-2031", code=2).err
