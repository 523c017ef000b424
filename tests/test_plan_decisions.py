"""How a plan is asked, set right, and whom to ask in a department."""

from __future__ import annotations

from tests.conftest import Program
from tests.test_several import BASIS, office

__all__ = ["office"]


def decided(program: Program, *args: str) -> list[tuple[object, ...]]:
    return [(row["kind"], row["id"], row["as_of"]) for row in program.json("plans", "show", "2031", *args)]


def test_what_was_decided_on_a_plan_is_listed_and_can_be_set_right(office: Program) -> None:
    office("plans", "rule", "2031", "--cycle", "weekly", "--due", "2")
    office("plans", "rule", "2031", "--cycle", "weekly", "--due", "3", "--corrects", "1", "--from", "2031-03-01")
    office("plans", "exempt", "2031", "--dept", "市财政局", "--period", "2031-04", *BASIS)
    office("plans", "exempt", "2031", "--dept", "市财政局", "--period", "2031-05", *BASIS, "--corrects", "1")
    office("plans", "close", "2031", "--date", "2031-03-10")
    office("plans", "close", "2031", "--date", "2031-03-15", "--corrects", "1")
    assert decided(office) == [
        ("rule", 2, "2031-03-01"), ("exemption", 2, "2031-05-01"), ("closed", 2, "2031-03-15")
    ]  # fmt: skip
    assert {plan["closed"] for plan in office.json("plans", "--as-of", "2031-03-12")} == {False}
    assert "not on 2031" in office(
        "plans", "exempt", "2031", "--period", "2031-05", *BASIS, "--corrects", "2", code=2
    ).err  # fmt: skip
    assert office("check").out == ""


def test_a_plan_is_not_closed_before_it_was_issued(office: Program) -> None:
    assert "before plan 2031" in office("plans", "close", "2031", "--date", "2031-01-01", code=2).err
    assert "is open already" in office("plans", "reopen", "2031", code=1).err


def test_several_plans_are_closed_at_once(egovtrack: Program) -> None:
    egovtrack("plans", "close", "2015", "2016", "12fyp", "--date", "2017-01-01")
    egovtrack("plans", "close", "2017", "12fyp", "--date", "2017-03-15", code=1)  # 12fyp is closed already
    assert not next(plan for plan in egovtrack.json("plans") if plan["plan"] == "2017")["closed"]
    egovtrack("plans", "reopen", "2015", "2016", "--date", "2017-03-01")
    assert sum(not plan["closed"] for plan in egovtrack.json("plans")) == 3


# --- whom to ask -------------------------------------------------------------------------------------------------


def test_whom_to_ask_is_told_where_it_is_asked_for_and_nowhere_else(office: Program) -> None:
    office("depts", "contact", "市财政局", "--name", "张三", "--phone", "63210000", "--date", "2031-02-01")
    assert "张三" in office("show", "2031-1", "--contacts").out
    assert "张三" in office("depts", "list", "--with-contacts").out
    (row,) = office.json("depts", "contact", "市财政局")
    assert (row["department"], row["name"], row["phone"]) == ("市财政局", "张三", "63210000")
    silent = [
        ("show", "2031-1"),
        ("depts", "list"),
        ("log",),
        ("log", "--all"),
        ("export", "obligations"),
        ("export", "tasks"),
    ]
    for args in silent:
        assert "张三" not in (told := office(*args)).out + told.err, args
        assert "63210000" not in told.out, args


def test_a_contact_is_set_right_replaced_and_removed(office: Program) -> None:
    def asked(*args: str) -> list[object]:
        return [row["name"] for row in office.json("depts", "list", "--with-contacts", *args) if row["contact"]]

    office("depts", "contact", "市财政局", "--name", "张三", "--date", "2031-02-01")
    office("depts", "contact", "市财政局", "--name", "张山", "--date", "2031-02-01", "--corrects", "1")
    office("depts", "contact", "市财政局", "--remove", "--date", "2031-03-10")
    assert asked() == []
    assert asked("--as-of", "2031-03-01") == ["市财政局"]
    office("undo", "--yes")
    assert [row["name"] for row in office.json("depts", "contact")] == ["张山"]
    assert "not on 市公安局" in office("depts", "contact", "市公安局", "--name", "李四", "--corrects", "2", code=2).err
    assert office("check").out == ""
