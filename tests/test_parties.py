"""Every named party of the three annual plans, one by one, and what each department answers for because of them.

tests/data/parties.csv lists the parties: what a plan prints, what that means on the day the plan was issued, and who
answers today. What a department answers for is counted here a second time, from the plans' text and the curated data.
"""

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import ROOT, Program
from tests.curated import (
    BY_NAME,
    COLLECTIVE_BY_NAME,
    DEPARTMENTS,
    ISSUED,
    NAMED_PARTIES,
    Entry,
    Printed,
    heir,
    in_being,
    members,
    name_on,
    printed_parties,
)

Row = dict[str, Any]

TODAY = date(2017, 3, 20)  # what the program of the fixtures takes for today
AFTER_THE_REFORM = date(2019, 1, 1)
# The week in which each plan was issued and its Sunday; no name changed between the day of issue and that Sunday.
WEEKS = {"2015": ("2015-W10", "2015-03-08"), "2016": ("2016-W07", "2016-02-21"), "2017": ("2017-W08", "2017-02-26")}
PRINTED = [party for plan in ISSUED for party in printed_parties(plan)]


class Listed(NamedTuple):
    """A row of the list: `resolves_to` is the name on the day the plan was issued, `name_today` who answers now."""

    plan: str
    ref: str
    clause: int
    position: int
    role: str
    printed: str
    kind: str
    resolves_to: str
    name_today: str


def read_list() -> list[Listed]:
    with (ROOT / "tests" / "data" / "parties.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == Listed._fields
    return [Listed(plan, ref, int(clause), int(position), *rest) for plan, ref, clause, position, *rest in rows]


LISTED = read_list()
NAMED = [party for party in LISTED if party.kind == "department"]


def week(program: Program, folder: Path, label: str, *plans: str) -> list[Row]:
    """All definite obligations of plans at the end of a week, in the order of the documents."""
    chosen = [word for plan in plans for word in ("--plan", plan)]
    program("export", "weekly", "--week", label, *chosen, "-o", str(folder), "--format", "json")
    rows: list[Row] = json.loads((folder / f"{label}-obligations.json").read_text(encoding="utf-8"))["rows"]
    return rows


def clause_of(row: Row) -> tuple[str, int, str, str]:
    """The clause, role and party of a row, as the list has them: 2016-5.2 is clause 2 of 2016-5."""
    return f"{row['plan']}-{row['number']}", row["clause"], row["role"], row["party"]


@pytest.fixture(scope="module", params=ISSUED)
def when_issued(request: pytest.FixtureRequest, reading: Program, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A plan and its obligations as they stood in the week in which it was issued."""
    plan = request.param
    label, sunday = WEEKS[plan]
    return plan, week(Program(reading.db, sunday), tmp_path_factory.mktemp("issued"), label, plan)


@pytest.fixture(scope="module")
def answered(reading: Program, tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, ...]]:
    """How many obligations each department has now, by plan, role and way."""
    rows = week(reading, tmp_path_factory.mktemp("now"), "2017-W11", *ISSUED)
    return Counter((row["department"], row["plan"], row["role"], row["via"]) for row in rows)


@cache
def counted(day: date) -> Counter[tuple[str, ...]]:
    """The same, counted from the texts: a named office once for each clause and role, every member of a collective."""
    found: Counter[tuple[str, ...]] = Counter()
    for party in PRINTED:
        collective = COLLECTIVE_BY_NAME.get(party.name)
        if collective is None:
            offices, via = [BY_NAME[party.name]], "direct"
        elif collective["kind"] == "universal":
            offices, via = members(collective, ISSUED[party.plan]), "collective"
        else:
            continue
        found.update((name_on(heir(office, day), day), party.plan, party.role, via) for office in offices)
    return found


def possible(office: Entry, day: date) -> set[tuple[str, int, str, str]]:
    """The clauses that those concerned (市政府有关部门) may put on an office or on one it took over from: those with
    an indefinite party it is a possible member of, except where the clause names it.
    """
    taken_over = [entry for entry in DEPARTMENTS if heir(entry, day) is office]
    named = {(party.ref, party.clause, id(BY_NAME[party.name])) for party in PRINTED if party.name in BY_NAME}
    return {
        (party.ref, party.clause, party.role, party.name)
        for party in PRINTED
        if (collective := COLLECTIVE_BY_NAME.get(party.name)) and collective["kind"] == "indefinite"
        for entry in members(collective, ISSUED[party.plan])
        if entry in taken_over and (party.ref, party.clause, id(entry)) not in named
    }


def test_the_list_has_every_party_the_plans_print() -> None:
    assert [Printed(*party[:6]) for party in LISTED] == PRINTED
    assert Counter(party.plan for party in LISTED) == NAMED_PARTIES


def test_the_list_agrees_with_the_curated_data() -> None:
    for party in LISTED:
        if party.kind == "department":
            office = BY_NAME[party.printed]
            assert party.resolves_to == name_on(office, ISSUED[party.plan])
            assert party.name_today == name_on(heir(office, date.max), date.max)
        else:
            collective = COLLECTIVE_BY_NAME[party.printed]
            assert (party.kind, party.resolves_to, party.name_today) == (collective["kind"], collective["name"], "")


@pytest.mark.parametrize("plan", ISSUED)
def test_every_party_is_read_in_its_clause_role_and_place(reading: Program, plan: str) -> None:
    read = [
        (row["ref"], clause["clause"], position, party["role"], party["party"], party["kind"])
        for row in reading.json("tasks", plan)
        for clause in row["clauses"]
        for position, party in enumerate(clause["parties"], start=1)
    ]
    assert read == [party[1:7] for party in LISTED if party.plan == plan]


def test_a_name_means_the_office_that_bore_it_on_the_day_of_issue(when_issued: tuple[str, list[Row]]) -> None:
    plan, rows = when_issued
    direct = [(*clause_of(row), row["department"]) for row in rows if row["via"] == "direct"]
    assert direct == [
        (party.ref, party.clause, party.role, party.printed, party.resolves_to) for party in NAMED if party.plan == plan
    ]


def test_a_universal_collective_means_every_member_on_the_day_of_issue(when_issued: tuple[str, list[Row]]) -> None:
    plan, rows = when_issued
    found: dict[tuple[str, int, str, str], list[str]] = {}
    for row in rows:
        if row["via"] == "collective":
            found.setdefault(clause_of(row), []).append(row["department"])
    expected = {
        (party.ref, party.clause, party.role, party.printed): [
            name_on(member, ISSUED[plan]) for member in members(COLLECTIVE_BY_NAME[party.printed], ISSUED[plan])
        ]
        for party in LISTED
        if party.plan == plan and party.kind == "universal"
    }
    assert {clause: sorted(names) for clause, names in found.items()} == {
        clause: sorted(names) for clause, names in expected.items()
    }


def test_after_the_reform_of_2018_the_successors_answer(reading: Program, tmp_path: Path) -> None:
    later = Program(reading.db, AFTER_THE_REFORM.isoformat())
    direct = [row for row in week(later, tmp_path, "2018-W52", *ISSUED) if row["via"] == "direct"]
    assert [(*clause_of(row), row["department"]) for row in direct] == [
        (party.ref, party.clause, party.role, party.printed, party.name_today) for party in NAMED
    ]


@pytest.mark.parametrize("office", [entry for entry in DEPARTMENTS if in_being(entry, TODAY)], ids=lambda e: e["name"])
def test_a_department_answers_as_often_as_the_plans_say(answered: Counter[tuple[str, ...]], office: Entry) -> None:
    name, everything = name_on(office, TODAY), counted(TODAY)
    assert {key: count for key, count in answered.items() if key[0] == name} == {
        key: count for key, count in everything.items() if key[0] == name
    }


def test_nobody_else_answers(answered: Counter[tuple[str, ...]]) -> None:
    in_office = {name_on(entry, TODAY) for entry in DEPARTMENTS if in_being(entry, TODAY)}
    assert {name for name, *_how in answered} <= in_office
    assert answered.total() == counted(TODAY).total()


def test_the_districts_answer_alike_but_for_the_merged_one(answered: Counter[tuple[str, ...]]) -> None:
    """静安区 answers for 闸北区 too, which was a district when plan 2015 was issued."""
    districts = [name_on(entry, TODAY) for entry in DEPARTMENTS if entry["kind"] == "district"]
    for name in {*districts} - {"闸北区"}:
        share = {key[1:]: count for key, count in answered.items() if key[0] == name}
        assert share == {
            ("2015", "responsible", "collective"): 18 if name == "静安区" else 9,
            ("2016", "responsible", "collective"): 22,
            ("2017", "responsible", "collective"): 15,
        }


@pytest.mark.parametrize(
    "name",
    [
        "市经济信息化委", "市财政局", "市工商局", "市住房城乡建设管理委", "市城管执法局", "黄浦区", "静安区", "崇明区",
        "市委网信办", "市申康医院发展中心", "自贸试验区管委会", "市妇联",
    ],
)  # fmt: skip
def test_what_is_possible_is_possible_once_and_not_where_the_office_is_named(reading: Program, name: str) -> None:
    rows = reading.json("dept", name, "--via", "direct,collective,indefinite")
    found = [clause_of(row) for row in rows if row["via"] == "indefinite"]
    expected = possible(BY_NAME[name], TODAY)
    assert len(found) == len(expected)
    assert set(found) == expected
    assert {row["department"] for row in rows} == {name}


def test_an_open_list_is_printed_as_the_document_has_it(empty: Program, tmp_path: Path) -> None:
    text = (
        "某市2031年工作要点\n1.建设甲。（海关总署、商务部等有关部门负责）\n"
        "2.建设乙。（责任单位：市公安局、市民政局等，各区政府）\n3.建设丙。（市公安局、各区政府等负责）\n"
    )
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    empty("import", str(file), "--key", "2031", "--issued", "2031-03-01", "--yes")
    listed = empty("--lang", "zh", "tasks", "2031", "--format", "csv").out.replace("（单位未登记）", "")
    for said in (
        "责任：海关总署、商务部等有关部门",
        "责任：市公安局、市民政局等、各区政府",
        "责任：市公安局等、各区政府",
    ):
        assert said in listed
    clause = empty.json("show", "2031-1")[0]["clauses"][0]
    assert [party["party"] for party in clause["parties"]] == ["海关总署", "商务部", "有关部门"]
    assert "等" not in empty("--lang", "zh", "show", "2031-1").out
    assert "市民政局等" in empty("--lang", "zh", "show", "2031-2").out
    file.write_text(text.replace("商务部等", "商务部、财政部等"), encoding="utf-8")
    differences = empty(
        "--lang", "zh", "import", str(file), "--corrects", "2031", "--issued", "2031-03-01", "--dry-run"
    ).out
    assert "海关总署（责任） 商务部（责任） 财政部（责任） 有关部门（责任）" in differences
