"""The division of work among mayor and vice mayors, checked as data alone: every printed field, and who it falls to."""

import re
from collections import Counter
from datetime import date
from itertools import groupby
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.curated import (
    BY_NAME,
    DEPARTMENTS,
    ISSUED,
    SEED,
    Entry,
    in_being,
    members,
    name_on,
    printed_parties,
    read_toml,
)

GAZETTE = ROOT.parent / "shared" / "documents" / "2017-gazette-06.md"
DATA = read_toml("leaders.toml")
DIVISION: dict[str, Any] = DATA["division"]
LEADERS: list[Entry] = DATA["leader"]
DAY: date = DIVISION["from"]
HEAD = (SEED / "leaders.toml").read_text(encoding="utf-8").split("\n[division]")[0]

RELATIONS = {"leads", "in_charge", "holds", "helps", "contact"}
CHARGE = {"in_charge", "holds"}
# How the document says a relation, before and after the fields.
WORDING = {
    "leads": ("领导", ""),
    "in_charge": ("分管", "等工作"),
    "holds": ("兼", ""),
    "helps": ("协助分管", "工作"),
    "contact": ("联系", ""),
}


def placed(relations: set[str]) -> dict[str, set[str]]:
    """The leaders of each department in one of these relations."""
    found: dict[str, set[str]] = {}
    for leader in LEADERS:
        for field in leader["field"]:
            for department in field["departments"] if field["relation"] in relations else ():
                found.setdefault(department, set()).add(leader["name"])
    return found


def phrases(leader: Entry) -> list[str]:
    """The leader's work as the document puts it: 分管教育、…等工作, 联系…, in printed order."""
    grouped = groupby(leader["field"], key=lambda field: str(field["relation"]))
    return [WORDING[key][0] + "、".join(one["name"] for one in fields) + WORDING[key][1] for key, fields in grouped]


def test_every_key_is_known() -> None:
    assert DATA.keys() == {"division", "leader"}
    assert DIVISION.keys() == {"title", "number", "issued", "from"}
    assert all(leader.keys() == {"name", "post", "field"} for leader in LEADERS)
    fields = [field for leader in LEADERS for field in leader["field"]]
    assert all(field.keys() == {"relation", "name", "departments"} for field in fields)
    assert {field["relation"] for field in fields} == RELATIONS


def test_the_division_holds_from_the_day_it_was_issued() -> None:
    assert type(DIVISION["issued"]) is date
    assert DIVISION["issued"] == DAY


def test_one_mayor_leads_and_five_vice_mayors_are_in_charge() -> None:
    mayor, *others = LEADERS
    assert ([field["relation"] for field in mayor["field"]], mayor["post"]) == (["leads"], "市长")
    assert [leader["post"] for leader in others] == ["常务副市长", *["副市长"] * 4]
    assert all(any(field["relation"] == "in_charge" for field in leader["field"]) for leader in others)


def test_a_field_is_there_once() -> None:
    names = Counter(field["name"] for leader in LEADERS for field in leader["field"])
    assert len(names) == sum(names.values()) == 71


@pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: str(leader["name"]))
def test_departments_are_in_being_and_called_by_the_name_of_the_day(leader: Entry) -> None:
    for field in leader["field"]:
        assert len(set(field["departments"])) == len(field["departments"])
        for name in field["departments"]:
            assert in_being(BY_NAME[name], DAY), name
            assert name == name_on(BY_NAME[name], DAY)


def test_one_leader_at_the_most_is_in_charge_of_a_department() -> None:
    assert {name: leaders for name, leaders in placed(CHARGE).items() if len(leaders) > 1} == {}


def test_the_departments_under_nobody_are_those_the_file_lists_and_explains() -> None:
    listed = re.findall(r"^#   (\S+) +\S", HEAD.partition("# 二、")[2].partition("# 三、")[0], re.MULTILINE)
    charge = placed(CHARGE)
    government = [name_on(entry, DAY) for entry in members({"members": ["department"]}, DAY)]
    assert sorted(listed) == sorted(name for name in government if name not in charge)
    assert listed == [
        "市政府办公厅", "市国家安全局", "市司法局", "市监狱局", "市戒毒局", "市审计局", "市机管局", "市政府法制办",
        "市政府研究室",
    ]  # fmt: skip


def test_every_department_a_plan_names_has_a_leader_or_is_listed_as_having_none() -> None:
    named = {party.name for plan in ISSUED for party in printed_parties(plan)} & BY_NAME.keys()
    offices = {name_on(BY_NAME[name], DAY) for name in named if in_being(BY_NAME[name], DAY)}
    without = offices - placed(CHARGE | {"contact"}).keys()
    assert without == {name for name in offices if re.search(rf"^#   (\S+、)?{name}(、| |$)", HEAD, re.MULTILINE)}
    assert "市经济信息化委" in offices - without


@pytest.mark.parametrize(
    ("department", "leader"),
    [
        ("市公安局", "白少康"),
        ("市地税局", "周波"),
        ("市经济信息化委", "周波"),
        ("市公务员局", "时光辉"),
        ("市医保办", "翁铁慧"),
        ("市城管执法局", "陈寅"),
        ("“12345”市民服务热线管理办公室", "陈寅"),
    ],
)
def test_who_is_in_charge_of_a_department(department: str, leader: str) -> None:
    assert placed(CHARGE)[department] == {leader}


def test_helping_and_keeping_contact_is_not_being_in_charge() -> None:
    assert placed({"helps"}) == {"市审计局": {"周波"}}
    assert placed({"contact"}).keys() & placed(CHARGE).keys() == set()


def test_districts_are_under_nobody() -> None:
    districts = {name_on(entry, DAY) for entry in DEPARTMENTS if entry["kind"] == "district"}
    assert districts & placed(RELATIONS).keys() == set()


@pytest.mark.skipif(not GAZETTE.is_file(), reason="the source documents are not at hand")
def test_the_fields_are_those_the_document_prints_in_its_order() -> None:
    """Put together again from the data, each leader's paragraph is the one that was issued, to the character."""
    text = GAZETTE.read_text(encoding="utf-8")
    _before, number, after = text.partition(DIVISION["number"])
    assert number
    document = after.partition("\n## ")[0]
    printed = re.findall(r"^\*\*(.+?)\*\* (\S+) (.+)$", document, re.MULTILINE)
    assert [(name, post) for name, post, _work in printed] == [(leader["name"], leader["post"]) for leader in LEADERS]
    for leader, (_name, _post, work) in zip(LEADERS, printed, strict=True):
        assert phrases(leader) == [part for part in re.split("[。,，]", work) if part]


@pytest.mark.skipif(not GAZETTE.is_file(), reason="the source documents are not at hand")
def test_title_and_date_are_those_of_the_document() -> None:
    text = GAZETTE.read_text(encoding="utf-8").replace(" ", "")
    day: date = DIVISION["issued"]
    assert f"{DIVISION['title']}\n\n({day.year}年{day.month}月{day.day}日)\n\n{DIVISION['number']}" in text
