"""The four plans whose text comes with the program, read exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from egovtrack.draft import Clause, Party, PlanDraft, TaskDraft
from egovtrack.reading import draft_text

SEED = Path(__file__).parents[2] / "seed"
KEYS = ("2015", "2016", "2017", "12fyp")


def text_of(key: str) -> str:
    return (SEED / key / "plan.txt").read_text(encoding="utf-8")


@cache
def plan(key: str) -> PlanDraft:
    return draft_text(text_of(key), f"{key}.txt")


def task(key: str, ref: str) -> TaskDraft:
    return next(task for task in plan(key).tasks if task.ref == ref)


def clauses(key: str) -> Iterator[Clause]:
    for item in plan(key).tasks:
        yield from item.clauses


def parties(key: str) -> list[Party]:
    return [party for clause in clauses(key) for party in clause.parties]


@pytest.mark.parametrize(
    ("key", "tasks", "named"), [("2015", 47, 112), ("2016", 56, 157), ("2017", 54, 128), ("12fyp", 23, 0)]
)
def test_every_task_and_every_named_party(key: str, tasks: int, named: int) -> None:
    assert len(plan(key).tasks) == tasks
    assert len(parties(key)) == named


@pytest.mark.parametrize(("key", "count"), [("2015", 47), ("2016", 56), ("2017", 54)])
def test_an_annual_plan_numbers_its_tasks_through(key: str, count: int) -> None:
    assert [item.ref for item in plan(key).tasks] == [str(number) for number in range(1, count + 1)]
    assert [item.number for item in plan(key).tasks] == list(range(1, count + 1))
    assert all(item.clauses for item in plan(key).tasks)


def test_the_five_year_plan_numbers_its_tasks_under_their_headings() -> None:
    counts = {1: 3, 2: 3, 3: 3, 4: 3, 5: 4, 6: 2}
    items = [f"4.{section}.{number}" for section, count in counts.items() for number in range(1, count + 1)]
    assert [item.ref for item in plan("12fyp").tasks] == items + [f"5.{number}" for number in range(1, 6)]


def test_a_measure_is_its_heading_and_the_paragraph_under_it() -> None:
    measure = task("12fyp", "5.2")
    assert (measure.label, measure.number) == ("（二）", 2)
    assert measure.wording.startswith("增加资金投入，落实重点工程\n加大电子政务建设和运维资金投入力度，")
    assert measure.wording.endswith("通过重点工程的方式具体实施。")
    assert plan("12fyp").headings(measure.section) == ["五、保障措施"]


@pytest.mark.parametrize(("key", "count"), [("2015", 17), ("2016", 15), ("2017", 21)])
def test_the_clauses_that_name_one_department(key: str, count: int) -> None:
    assert sum(any(party.name == "市经济信息化委" for party in clause.parties) for clause in clauses(key)) == count


def test_all_districts_answer_for_fifteen_tasks_of_2017() -> None:
    found = [
        item for item in plan("2017").tasks if any(p.printed == "各区政府" for c in item.clauses for p in c.parties)
    ]
    assert len(found) == 15


def test_no_lead_is_made_up() -> None:
    assert not [party for party in parties("2015") if party.role == "lead"]
    assert {party.word for party in parties("2016") if party.role == "lead"} == {"牵头部门"}
    assert {party.word for party in parties("2015")} == {"责任部门", "责任部门、单位"}


def test_the_kinds_of_parties() -> None:
    kinds = {party.printed: party.kind for key in KEYS for party in parties(key) if party.kind != "department"}
    assert kinds == {
        "各区政府": "universal", "各区县政府": "universal", "市政府各部门": "universal",
        "市政府相关部门": "indefinite", "市政府有关部门": "indefinite", "相关区县政府": "indefinite",
        "市有关单位": "indefinite",
    }  # fmt: skip


def test_several_clauses_each_cover_their_own_words() -> None:
    first, second = task("2016", "5").clauses
    assert first.text == "建立事中事后监管平台集聚工作机制，推动区县权力清单、责任清单上网"
    assert second.text == "加强事中事后监管，汇接行政执法数据平台"
    assert [party.name for party in first.parties] == ["市审改办", "市政府办公厅", "各区县政府", "市政府相关部门"]
    assert [party.name for party in second.parties if party.role == "lead"] == ["市政府法制办", "市政府办公厅"]
    assert [clause.number for clause in task("2016", "8").clauses] == [1, 2]
    assert task("2016", "8").clauses[1].text == "和外资企业设立变更协同应用"
    assert task("2016", "8").text == "进一步深化建设工程领域协同应用和外资企业设立变更协同应用。"


def test_an_open_list_is_open_where_it_says_so() -> None:
    first, second = task("2016", "16").clauses
    assert [(p.role, p.printed, p.open_list) for p in second.parties] == [
        ("lead", "市工商局", False), ("responsible", "市质量技监局", True), ("responsible", "市食品药品监管局", True),
    ]  # fmt: skip
    assert not any(party.open_list for party in first.parties)
    assert first.printed == "（牵头部门：市教委、市卫生计生委、市人力资源社会保障局）"
    assert second.text == "市场监管领域"


def test_what_stands_where_the_draft_says() -> None:
    for key in KEYS:
        text = text_of(key)
        for item in plan(key).tasks:
            assert text[item.place.start : item.place.end] == item.label + item.wording
            for clause in item.clauses:
                assert text[clause.place.start : clause.place.end] == clause.printed
                assert all(text[p.place.start : p.place.end] == p.printed for p in clause.parties)
            assert all(text[t.place.start : t.place.end] == t.text for t in item.targets)


def test_headings_as_issued() -> None:
    assert plan("2017").headings(task("2017", "1").section) == [
        "一、优化“互联网+政务服务”体系",
        "(一)完善网上政务大厅建设",
    ]
    assert plan("2017").headings(task("2017", "38").section)[-1] == "（四）加强政府信息服务渠道建设"
    assert plan("2015").headings(task("2015", "44").section) == [
        "四、完善支撑保障体系", "（三）开展电子政务调研，启动“十三五”规划编制工作",
    ]  # fmt: skip
    assert [len(plan(key).sections) for key in ("2015", "2016", "2017")] == [18, 19, 17]


def test_what_is_measured_and_when() -> None:
    stated = {item.ref: item.deadline for item in plan("2017").tasks if item.deadline}
    assert [(ref, deadline.text, deadline.until) for ref, deadline in stated.items()] == [
        ("6", "2017年底前", date(2017, 12, 31))
    ]
    targets = {(key, item.ref): item.targets for key in KEYS for item in plan(key).tasks if item.targets}
    assert [(t.text, t.min, t.max, t.unit, t.comparator) for t in targets["2017", "13"]] == [
        ("15个业务系统", Decimal(15), Decimal(15), "个业务系统", "=")
    ]
    assert [(t.text, t.min, t.max, t.unit) for t in targets["2017", "14"]] == [
        ("150—200个项目", Decimal(150), Decimal(200), "个项目")
    ]
    assert {where: [t.text for t in found] for where, found in targets.items()} == {
        ("2015", "7"): ["1000项数据产品"],
        ("2015", "21"): ["100万户"],
        ("2015", "25"): ["10个主要业务条线", "200多个事项"],
        ("2016", "3"): ["829项审批事项", "100%"],
        ("2016", "10"): ["100%"],
        ("2016", "36"): ["184项事项"],
        ("2017", "13"): ["15个业务系统"],
        ("2017", "14"): ["150—200个项目"],
        ("12fyp", "4.3.2"): ["50%"],
        ("12fyp", "4.5.1"): ["70 %"],
    }
    assert targets["2015", "25"][1].comparator == ">="


def test_the_head_of_each_document() -> None:
    heads = {
        key: (p.title, p.document_number, p.issuer, p.issued_on, p.key, p.kind, p.period_start, p.period_end)
        for key in KEYS
        if (p := plan(key))
    }
    office = "上海市人民政府办公厅"
    assert heads == {
        "2015": (
            "2015年上海市政府电子政务重点工作安排", "沪府办发〔2015〕16号", office, date(2015, 3, 6),
            "2015", "annual", date(2015, 1, 1), date(2015, 12, 31),
        ),
        "2016": (
            "2016年上海市政府电子政务重点工作安排", "沪府办发〔2016〕6号", office, date(2016, 2, 18),
            "2016", "annual", date(2016, 1, 1), date(2016, 12, 31),
        ),
        "2017": (
            "2017年上海市政府电子政务重点工作安排", "沪府办发〔2017〕20号", office, date(2017, 2, 23),
            "2017", "annual", date(2017, 1, 1), date(2017, 12, 31),
        ),
        "12fyp": (
            "上海市政府电子政务“十二五”发展规划", "", "上海市人民政府", date(2012, 4, 26),
            "12fyp", "five_year", date(2011, 1, 1), date(2015, 12, 31),
        ),
    }  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_every_character_is_accounted_for(key: str) -> None:
    text, blocks = text_of(key), plan(key).blocks
    assert "".join(text[block.place.start : block.place.end] for block in blocks) == text
    assert sum(plan(key).coverage().values()) == len(text)
    for index, item in enumerate(plan(key).tasks):
        own = [text[b.place.start : b.place.end] for b in blocks if b.kind == "task" and b.item == index]
        assert "".join(own).rstrip() == item.label + item.wording
    for index, section in enumerate(plan(key).sections):
        own = [text[b.place.start : b.place.end] for b in blocks if b.kind == "heading" and b.item == index]
        assert "".join(own).rstrip() == section.label + section.title


def test_the_parts_of_a_document() -> None:
    assert {key: {kind for kind, count in plan(key).coverage().items() if count} for key in KEYS} == {
        "2015": {"preamble", "heading", "task", "annex"},
        "2016": {"preamble", "heading", "task", "annex"},
        "2017": {"preamble", "heading", "task", "annex"},
        "12fyp": {"preamble", "heading", "task"},
    }
    annex = next(block for block in plan("2016").blocks if block.kind == "annex")
    assert text_of("2016")[annex.place.start :].startswith("附件：1.重点工作中")


@pytest.mark.parametrize("key", KEYS)
def test_nothing_in_them_is_a_problem(key: str) -> None:
    assert not [problem for problem in plan(key).problems if problem.severity != "info"]
