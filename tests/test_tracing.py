"""The thread of a task through the plans: what is suggested, what the office says of it, what is carried over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, strategies as st
from openpyxl import load_workbook

from benchmarks.tracing import PAIRS, gold, measure, read_threads
from egovtrack.sheets import in_words
from egovtrack.tracing import Traced, likenesses, reworded
from tests.conftest import Program

FIRST = """2030年东州市电子政务重点工作安排
一、重点工作
1.建设电子证照库，归集身份证、营业执照等20类证照。（责任单位：市公安局、市经济信息化委）
2.完善市民热线知识库，开通微信受理。（责任单位：市民政局）
3.推进政务外网向街道延伸。（责任单位：市财政局）
4.举办电子政务知识竞赛。（责任单位：市教委）
5.建设气象灾害预警发布系统，实现分区预警、分级发布。（责任单位：市水务局）
"""
SECOND = """2031年东州市电子政务重点工作安排
一、重点工作
1.扩建电子证照库，归集身份证、营业执照等50类证照，推动互认。（责任单位：市公安局、市经济信息化委）
2.市民热线知识库开放查询。（责任单位：市民政局）
3.市民热线开通微信受理，引入语音识别。（责任单位：市民政局）
4.推进政务外网向街道、居村延伸，扩容出口。（责任单位：市财政局）
5.编制数字孪生城市模型标准。（责任单位：市住房城乡建设管理委）
"""


@pytest.fixture
def two_years(egovtrack: Program, tmp_path: Path) -> Program:
    """The program on a ledger with two invented plans besides, of 2030 and 2031, in the spring of 2031."""
    for year, text in ((2030, FIRST), (2031, SECOND)):
        path = tmp_path / f"{year}.txt"
        path.write_text(text, "utf-8")
        egovtrack.today = f"{year}-03-01"
        egovtrack("import", str(path), "--key", str(year), "--issued", f"{year}-02-01", "--clock-ok")
    egovtrack.today = "2031-03-20"
    return egovtrack


# --- what is suggested -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_suggestions_are_mostly_right_on_the_shipped_plans(seeded: Path | str, pair: tuple[str, str]) -> None:
    """By a gold made by reading: among the first three of a task is a right one, and what people are shown is right."""
    told = measure(read_threads(seeded, *pair), gold())
    assert told.found / told.known >= 0.9
    assert told.right / told.above >= 0.85


def test_a_forerunner_may_be_two_years_older(reading: Program) -> None:
    """2017-54 goes on with a task of 2015; the plan between them has none like it."""
    rows = reading.json("trace", "2017-54")
    assert any(row["other"] == "2015-47" and row["relation"] == "forerunner" for row in rows)


def test_what_is_told_of_a_thread(reading: Program) -> None:
    """The three likest of each other plan, with score, reasons and what is worded otherwise."""
    rows = [row for row in reading.json("trace", "2017-39") if row["relation"] == "forerunner"]
    assert [row["other"] for row in rows if row["above"]] == ["2016-44", "2015-36"]
    best = rows[0]
    assert best["state"] == "suggested"
    assert best["reasons"]["departments"] == ["市政府新闻办", "市政府办公厅"]
    assert {"op": "deleted", "text": "并探索APP等新平台的开发建设"} in best["wording"]
    assert best["parties_added"] == best["parties_removed"] == []
    assert len(rows) == 6
    served = [row for row in reading.json("trace", "2017-39") if row["relation"] == "serves"]
    assert len(served) == 3


def test_people_are_shown_what_is_likely(reading: Program) -> None:
    """A table has the threads above the threshold, how to confirm them, and with --all the others."""
    shown = reading("trace", "2017-39", lang="zh")
    assert "2016-44 → 2017-39" in shown.out
    assert "删去：" in shown.out
    assert "2017-39 提升“上海发布”服务水平   责任：市政府办公厅、市政府新闻办" in shown.out
    assert in_words("score", 0.3) == "0.30"
    assert "建议 2 条，已确认 0 条" in shown.err
    assert "egovtrack trace link 2017-39 2016-44" in shown.err
    assert shown.out.count("2016-") < reading("trace", "2017-39", "--all", lang="zh").out.count("2016-")


def test_a_thread_is_seen_from_both_ends(reading: Program) -> None:
    """What is a forerunner seen from the later task is a successor seen from the earlier one, with the same score."""
    later = next(row for row in reading.json("trace", "2017-39") if row["other"] == "2016-44")
    earlier = next(row for row in reading.json("trace", "2016-44") if row["other"] == "2017-39")
    assert (earlier["relation"], earlier["score"]) == ("successor", later["score"])
    assert earlier["wording"] == later["wording"]


_WORDS = st.text(alphabet="建设完善平台政务数据共享交换热线证照库12AB，。", max_size=30)
_OFFICES = st.frozensets(st.sampled_from(["市公安局", "市财政局", "市教委"]), max_size=2)
_TASKS = st.lists(st.tuples(_WORDS, _WORDS, _OFFICES), min_size=1, max_size=4)


def _traced(tasks: list[tuple[str, str, frozenset[str]]]) -> list[Traced]:
    return [
        Traced(number, str(number), title, text, (text[:4],), offices, frozenset())
        for number, (title, text, offices) in enumerate(tasks)
    ]


@given(_TASKS, _TASKS)
def test_a_score_is_the_same_in_both_directions(
    one: list[tuple[str, str, frozenset[str]]], other: list[tuple[str, str, frozenset[str]]]
) -> None:
    """To the last bit, whatever the words are."""
    there, back = likenesses(_traced(one), _traced(other)), likenesses(_traced(other), _traced(one))
    for row, likes in enumerate(there):
        for column, like in enumerate(likes):
            assert like == back[column][row]
            assert 0 <= like.score <= 1.15 + 1e-9


def test_another_plan_shifts_no_score(two_years: Program, tmp_path: Path) -> None:
    """What two plans have in common is told by them alone."""
    before = {row["other"]: row["score"] for row in two_years.json("trace", "2031-1")}
    path = tmp_path / "third.txt"
    path.write_text(SECOND.replace("2031", "2032"), "utf-8")
    two_years.today = "2032-03-01"
    two_years("import", str(path), "--key", "2032", "--issued", "2032-02-01", "--clock-ok")
    after = {row["other"]: row["score"] for row in two_years.json("trace", "2031-1")}
    assert {other: after[other] for other in before} == before


def test_wordings_are_compared_phrase_by_phrase() -> None:
    """What stays, what is left out, what is added."""
    assert reworded("建设证照库，归集20类证照。", "建设证照库，归集50类证照，推动互认。") == [
        ("kept", "建设证照库"), ("deleted", "归集20类证照"), ("inserted", "归集50类证照"), ("inserted", "推动互认"),
    ]  # fmt: skip


def test_the_same_question_has_the_same_answer(two_years: Program) -> None:
    """To the byte."""
    words = ("trace", "2031-1", "--format", "json")
    assert two_years(*words).out == two_years(*words).out


# --- what the office says of it --------------------------------------------------------------------------------------


def test_a_link_is_confirmed_and_rejected_with_its_basis(two_years: Program) -> None:
    """In whichever order the two are named; each is an action of its own, and can be taken back."""
    two_years("trace", "link", "2030-1", "2031-1", "--basis", "办公室会商")
    row = next(row for row in two_years.json("trace", "2031-1") if row["other"] == "2030-1")
    assert (row["state"], row["basis"]) == ("confirmed", "办公室会商")
    two_years("trace", "unlink", "2031-1", "2030-1", "--basis", "查无关联")
    row = next(row for row in two_years.json("trace", "2031-1") if row["other"] == "2030-1")
    assert (row["state"], row["basis"]) == ("rejected", "查无关联")
    assert "2030-1" not in two_years("trace", "2031-1").out
    two_years("undo", "--yes")
    two_years("undo", "--yes")
    row = next(row for row in two_years.json("trace", "2031-1") if row["other"] == "2030-1")
    assert row["state"] == "suggested"
    assert two_years("check").code == 0


def test_a_confirmed_link_is_shown_however_unlike_its_tasks_are(two_years: Program) -> None:
    """The office knows better than the words."""
    two_years("trace", "link", "2031-5", "2030-4", "--basis", "会议纪要")
    assert "2030-4" in two_years("trace", "2031-5").out


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("link", "2031-1", "2031-2", "--basis", "x"), "of one plan"),
        (("link", "2031-1", "2030-99", "--basis", "x"), "there is no task"),
        (("link", "2031-1", "2030-1", "--basis", " "), "empty"),
        (("2031-99",), "there is no task"),
        ((), "no task is named"),
    ],
)
def test_what_cannot_be_linked_is_refused(two_years: Program, words: tuple[str, ...], why: str) -> None:
    """With the reason, and nothing entered."""
    assert why in two_years("trace", *words, code=None).err


def test_the_same_link_is_not_entered_twice(two_years: Program) -> None:
    """That would be noise in the log."""
    two_years("trace", "link", "2031-1", "2030-1", "--basis", "一")
    assert "already" in two_years("trace", "link", "2031-1", "2030-1", "--basis", "二", code=2).err


# --- what is carried over --------------------------------------------------------------------------------------------


def _statuses(program: Program, dept: str, *options: str) -> dict[str, str | None]:
    return {row["ref"]: row["status"] for row in program.json("dept", dept, "--plan", "2030", *options)}


def test_what_is_open_is_carried_over_and_what_is_done_stays(two_years: Program) -> None:
    """The later task goes on with it; nobody is asked about the earlier one any longer."""
    two_years(
        "progress",
        "set",
        "2030-1",
        "--dept",
        "市公安局",
        "--status",
        "completed",
        "--note",
        "已归集",
        "--date",
        "2030-12-20",
    )
    said = two_years("carry", "2030-1", "--to", "2031-1", "--basis", "东府办〔2031〕5号").err
    assert "1 obligation" in said
    assert _statuses(two_years, "市公安局") == {"2030-1": "reported_done"}
    assert _statuses(two_years, "市经济信息化委") == {"2030-1": "carried"}
    (task,) = two_years.json("show", "2030-1")
    assert task["status"] == "carried"
    row = next(row for row in two_years.json("trace", "2031-1") if row["other"] == "2030-1")
    assert (row["state"], row["basis"]) == ("confirmed", "东府办〔2031〕5号")
    assert two_years("check").code == 0


def test_one_departments_part_is_carried_over(two_years: Program) -> None:
    """The others go on with theirs."""
    two_years("carry", "2030-1", "--to", "2031-1", "--dept", "市公安局", "--basis", "会议纪要")
    assert _statuses(two_years, "市公安局") == {"2030-1": "carried"}
    assert _statuses(two_years, "市经济信息化委") != {"2030-1": "carried"}


def test_it_is_carried_over_from_its_day_on_and_as_known_then(two_years: Program) -> None:
    """Tables of the past stay as they were, and undo takes it back."""
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "会议纪要", "--date", "2031-03-10")
    assert _statuses(two_years, "市财政局") == {"2030-3": "carried"}
    assert _statuses(two_years, "市财政局", "--as-of", "2031-03-09") != {"2030-3": "carried"}
    two_years("undo", "--yes")
    assert _statuses(two_years, "市财政局") != {"2030-3": "carried"}


def test_a_department_reports_on_the_task_that_goes_on(two_years: Program) -> None:
    """A note on what is carried over is refused, and says where it belongs."""
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "会议纪要")
    refused = two_years(
        "progress", "set", "2030-3", "--dept", "市财政局", "--note", "在推进", "--status", "in_progress", code=1
    )
    assert "2031-4" in refused.err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("2030-1", "--basis", "x"), "where"),
        (("2031-1", "--to", "2030-1", "--basis", "x"), "earlier plan"),
        (("2030-1", "--to", "2030-2", "--basis", "x"), "of one plan"),
        (("2030-1", "--to", "2031-1", "--dept", "市教委", "--basis", "x"), "does not answer"),
        (("2030-1", "--to", "2031-1"), "basis"),
    ],
)
def test_what_cannot_be_carried_over_is_refused(two_years: Program, words: tuple[str, ...], why: str) -> None:
    """With the reason, and nothing entered."""
    before = two_years("db", "status", "--format", "json").out
    assert why in two_years("carry", *words, code=None).err
    assert two_years("db", "status", "--format", "json").out == before


def test_nothing_open_is_nothing_to_carry_over(two_years: Program) -> None:
    """What was carried over already, or is done."""
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "会议纪要")
    assert "nothing of 2030-3 is open" in two_years("carry", "2030-3", "--to", "2031-4", "--basis", "又", code=1).err


def test_many_are_carried_over_from_a_table(two_years: Program, tmp_path: Path) -> None:
    """All in one action, or none."""
    path = tmp_path / "carry.csv"
    path.write_text("任务,结转至,部门,依据\n2030-1,2031-1,市公安局,纪要\n2030-3,2031-4,,纪要\n", "utf-8")
    two_years("carry", "--from-csv", str(path))
    assert _statuses(two_years, "市财政局") == {"2030-3": "carried"}
    two_years("undo", "--yes")
    assert _statuses(two_years, "市财政局") != {"2030-3": "carried"}


def test_the_later_task_tells_what_it_goes_on_with(two_years: Program, tmp_path: Path) -> None:
    """In show, in every listing, in the form that its department fills in, and in the round-up: that it was not
    finished, and how often it was put off.
    """
    two_years("deadline", "2030-3", "--until", "2031-02-28", "--basis", "东府办〔2030〕9号")
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "会议纪要")
    told = "上年 2030-3，未完成，已延期1次"
    assert told in two_years("show", "2031-4", lang="zh").out
    assert f"2031-4（{told}）" in two_years("list", "--plan", "2031", lang="zh").err
    assert [row["continues"] for row in two_years.json("dept", "市财政局", "--plan", "2031")] == [["2030-3"]]
    path = tmp_path / "form.xlsx"
    two_years("form", "市财政局", "--plan", "2031", "--period", "2031-03", "-o", str(path), lang="zh")
    cells = [cell.value for row in load_workbook(path).worksheets[1].iter_rows() for cell in row]
    assert any(told in str(value) for value in cells)
    two_years.today = "2031-04-20"
    paper = tmp_path / "round-up.docx"
    two_years("notice", "round-up", "--plan", "2031", "-o", str(paper))
    assert f"承接以往计划的任务1项：2031-4（{told}）。" in [each.text for each in Document(str(paper)).paragraphs]


def test_closing_a_plan_lists_what_is_left_open(two_years: Program) -> None:
    """With the task of a later plan that may go on with each, and how to carry it over."""
    two_years.today = "2030-12-31"
    two_years(
        "progress", "set", "2030-4", "--dept", "市教委", "--status", "completed", "--note", "已举办", "--clock-ok"
    )
    two_years("progress", "verify", "2030-4", "--clock-ok")
    two_years.today = "2031-03-20"
    closed = two_years("plans", "close", "2030", "--basis", "归档", lang="zh")
    assert "2030-1" in closed.out
    assert "2031-1" in closed.out
    assert "2030-4" not in closed.out
    assert "egovtrack carry" in closed.out + closed.err


def _turns(program: Program, *plans: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...], str | None]]:
    rows = program.json("compare", "--plans", *plans)
    return [(row["became"], tuple(row["earlier"]), tuple(row["later"]), row["state"]) for row in rows]


def test_what_became_of_every_task_from_one_plan_to_the_next(two_years: Program) -> None:
    """Only suggested at first; what nothing goes on with, and what is new, is told."""
    found = _turns(two_years, "2031", "2030")
    assert ("carried_over", ("2030-1",), ("2031-1",), "suggested") in found
    assert ("carried_over", ("2030-3",), ("2031-4",), "suggested") in found
    assert ("dropped", ("2030-4",), (), None) in found
    assert ("new", (), ("2031-5",), None) in found
    assert not {"merged", "split"} & {turn[0] for turn in found}
    assert {ref for turn in found for ref in turn[1]} == {f"2030-{number}" for number in range(1, 6)}
    assert {ref for turn in found for ref in turn[2]} == {f"2031-{number}" for number in range(1, 6)}


def test_what_is_split_or_merged_is_told_by_confirmed_links_alone(two_years: Program) -> None:
    """2030-2 became two tasks; and of what was rejected nothing is suggested again."""
    two_years("trace", "link", "2031-2", "2030-2", "--basis", "会商")
    two_years("trace", "link", "2031-3", "2030-2", "--basis", "会商")
    two_years("trace", "unlink", "2031-4", "2030-3", "--basis", "无关")
    found = _turns(two_years, "2030", "2031")
    assert ("split", ("2030-2",), ("2031-2", "2031-3"), "confirmed") in found
    assert not any({"2030-3"} & set(turn[1]) and {"2031-4"} & set(turn[2]) for turn in found)
    two_years("trace", "link", "2031-1", "2030-1", "2030-5", "--basis", "会商")
    assert ("merged", ("2030-1", "2030-5"), ("2031-1",), "confirmed") in _turns(two_years, "2030", "2031")


def test_a_plan_is_not_compared_with_itself(two_years: Program) -> None:
    """Nor is a day, at the same time."""
    assert "compared with another" in two_years("compare", "--plans", "2030", "2030", code=2).err
    assert "as a whole" in two_years("compare", "--plans", "2030", "2031", "--from", "2030-12-31", code=2).err
    assert "not said what" in two_years("compare", code=2).err


def test_which_tasks_of_the_years_serve_a_five_year_plan(reading: Program) -> None:
    """Which of its items no year took up, and what the annual reports in the ledger say of its measured targets."""
    words = ("compare", "--plans", "12fyp", "2015", "--plans", "12fyp", "2016")
    told = json.loads(reading(*words, "--format", "json").out)
    assert any(row["earlier"] == ["12fyp-5.5"] and "2015-46" in row["later"] for row in told["rows"])
    assert {ref for row in told["rows"] for ref in row["earlier"]} >= {"12fyp-4.3.2", "12fyp-5.2"}
    said = [(each["ref"], each["target"], each["report_year"], each["text"]) for each in told["measured_targets"]]
    assert ("12fyp-4.5.1", "70 %", 2014, "28个政府网站完成无障碍改造，方便视力障碍人士使用。") in said
    assert {each[2] for each in said if each[:2] == ("12fyp-4.3.2", "50%")} == {2014, 2015}
    shown = reading(*words, lang="zh").out
    assert "无年度任务落实  12fyp-4.5.3" in shown
    assert "规划未列" in shown


def test_what_is_printed_stays_when_the_earlier_plan_is_renumbered(two_years: Program, tmp_path: Path) -> None:
    """A later correction numbers the earlier task otherwise: today's table has the new number, that of then the old."""
    two_years("carry", "2030-3", "--to", "2031-4", "--basis", "会议纪要")
    moment = "#" + two_years.json("log")[-1]["id"].__str__()
    words = ("dept", "市财政局", "--plan", "2031", "--known-at", moment, "--format", "json")
    shown = ("show", "2031-4", "--known-at", moment)
    before = two_years(*words).out, two_years(*shown).out
    path = tmp_path / "corrected.txt"
    path.write_text(FIRST.replace("\n3.", "\n13."), "utf-8")
    two_years("import", str(path), "--corrects", "2030", "--yes")
    assert (two_years(*words).out, two_years(*shown).out) == before
    assert [row["continues"] for row in two_years.json("dept", "市财政局", "--plan", "2031")] == [["2030-13"]]


def test_a_task_is_shown_though_what_it_goes_on_with_is_withdrawn(two_years: Program) -> None:
    """The earlier task is named, and nothing else is told of it."""
    two_years("trace", "link", "2031-5", "2030-4", "--basis", "会商")
    two_years("task", "withdraw", "2030-4", "--basis", "停办")
    assert "2030-4" in two_years("show", "2031-5").out
