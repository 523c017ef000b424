"""The curated registry, checked as data alone: names, dates, successors; and it knows every party the plans name."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.curated import (
    BY_LAST_NAME,
    BY_NAME,
    COLLECTIVE_BY_NAME,
    COLLECTIVES,
    DEPARTMENTS,
    ISSUED,
    NAMED_PARTIES,
    Entry,
    all_names,
    former,
    in_being,
    members,
    name_on,
    printed_parties,
)

KINDS = {"department", "district", "party", "institution", "committee", "organisation"}
KEYS = {"name", "full", "aliases", "kind", "from", "until", "successor", "basis", "former"}

# Those whose history is dated, and which therefore must say what the dates rest on.
DATED = [entry for entry in DEPARTMENTS if {"from", "until", "successor", "former"} & entry.keys()]


def taken_over(entry: Entry, name: str) -> bool:
    """Whether a name of an office that ended went to one that began that day."""
    return any(name in all_names(other) and other.get("from") == entry["until"] for other in DEPARTMENTS)


def dated_names(entry: Entry) -> list[str]:
    return [*(old["name"] for old in former(entry)), entry["name"]]


def by_name(entry: Entry) -> str:
    return str(entry["name"])


def test_entries_have_known_keys_and_kinds() -> None:
    for entry in DEPARTMENTS:
        assert entry.keys() <= KEYS
        assert {"name", "full", "kind"} <= entry.keys()
        assert entry["kind"] in KINDS
        assert all(old.keys() == {"name", "full", "until"} for old in former(entry))


def test_collectives_have_known_keys_and_kinds() -> None:
    for entry in COLLECTIVES:
        assert entry.keys() <= {"name", "aliases", "kind", "members", "without"}
        assert all(gone["name"] in BY_LAST_NAME and gone["from"] and gone["basis"] for gone in entry.get("without", ()))
        assert entry["kind"] in {"universal", "indefinite"}
        assert entry["members"]
        assert set(entry["members"]) <= KINDS


def test_a_name_means_one_office_or_one_collective() -> None:
    """What is the other name of one office until it ends, and of another that begins then, means one on every day."""
    names = [name for entry in DEPARTMENTS if "until" not in entry for name in all_names(entry)]
    names += [
        name for entry in DEPARTMENTS if "until" in entry for name in all_names(entry) if not taken_over(entry, name)
    ]
    names += [name for entry in COLLECTIVES for name in [entry["name"], *entry.get("aliases", [])]]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_are_clean() -> None:
    for name in [*BY_NAME, *COLLECTIVE_BY_NAME]:
        assert name
        assert not re.search(r"\s", name)


def test_a_full_name_is_known_without_the_name_of_the_city() -> None:
    for entry in DEPARTMENTS:
        full = [old["full"] for old in [*former(entry), entry] if entry["kind"] != "district"]
        assert {re.sub("^(中共)?上海(?=市)", "", name) for name in full} <= set(all_names(entry))


def test_an_office_of_the_government_is_known_by_its_shorter_name_too() -> None:
    """市政府外办 is called 市府外办 as well; but 市府办 might be two."""
    short = [name for name in BY_LAST_NAME if name.startswith("市政府")]
    assert {name.replace("市政府", "市府") for name in short} <= BY_NAME.keys()


def test_a_district_is_not_named_without_saying_that_it_is_one() -> None:
    """浦东 and 静安 are places as well; what a person may leave out is not decided by the registry."""
    for entry in DEPARTMENTS:
        if entry["kind"] == "district":
            assert all(re.search("(区|县)(人民)?(政府)?$", name) for name in all_names(entry))


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("市府办公厅", "市政府办公厅"),
        ("市发改委", "市发展改革委"),
        ("经信委", "市经济信息化委"),
        ("市人社局", "市人力资源社会保障局"),
        ("市人保局", "市人力资源社会保障局"),
        ("市规土局", "市规划资源局"),
        ("市建管委", "市住房城乡建设管理委"),
        ("市文广局", "市文广影视局"),
        ("市卫计委", "市卫生健康委"),
        ("市安监局", "市应急管理局"),
        ("市食药监局", "市食品药品监管局"),
        ("市质监局", "市质量技监局"),
        ("市国税局", "市税务局"),
        ("市法制办", "市政府法制办"),
        ("市网信办", "市委网信办"),
        ("市港澳办", "市政府外办"),
        ("市府外办", "市政府外办"),
        ("市府法制办", "市政府法制办"),
        ("市府研究室", "市政府研究室"),
        ("市人防办", "市民防办"),
        ("市绿容局", "市绿化市容局"),
        ("申康中心", "市申康医院发展中心"),
        ("12345热线办", "“12345”市民服务热线管理办公室"),
    ],
)
def test_everyday_names(said: str, office: str) -> None:
    assert BY_NAME[said] is BY_LAST_NAME[office]


@pytest.mark.parametrize("name", ["市府办", "市房管局", "市档案馆", "市研究室"])
def test_a_name_that_could_mean_two_offices_is_not_in_it(name: str) -> None:
    assert name not in BY_NAME


@pytest.mark.parametrize("entry", DATED, ids=by_name)
def test_dates_are_dates_in_order_and_have_a_basis(entry: Entry) -> None:
    ends = [old["until"] for old in former(entry)]
    days = [*([entry["from"]] if "from" in entry else []), *ends, *([entry["until"]] if "until" in entry else [])]
    assert all(type(day) is date for day in days)
    assert days == sorted(set(days))
    assert entry["basis"]


@pytest.mark.parametrize("entry", [entry for entry in DEPARTMENTS if "until" in entry], ids=by_name)
def test_an_office_that_ended_has_a_successor_in_being_that_day(entry: Entry) -> None:
    successor = BY_LAST_NAME[entry["successor"]]
    assert successor is not entry
    assert in_being(successor, entry["until"])


def test_only_an_office_that_ended_has_a_successor() -> None:
    assert all("until" in entry for entry in DEPARTMENTS if "successor" in entry)


@pytest.mark.parametrize("plan", ISSUED)
def test_every_party_a_plan_names_is_known(plan: str) -> None:
    names = [party.name for party in printed_parties(plan)]
    assert len(names) == NAMED_PARTIES[plan]
    assert set(names) - BY_NAME.keys() - COLLECTIVE_BY_NAME.keys() == set()


@pytest.mark.parametrize("plan", ISSUED)
def test_a_plan_names_offices_in_being_by_names_valid_that_day(plan: str) -> None:
    for name in {party.name for party in printed_parties(plan)} & BY_NAME.keys():
        entry = BY_NAME[name]
        assert in_being(entry, ISSUED[plan]), name
        assert name == name_on(entry, ISSUED[plan]) or name not in dated_names(entry)


@pytest.mark.parametrize(
    ("day", "count", "chongming"),
    [
        (ISSUED["2015"], 17, "崇明县"),
        (date(2015, 11, 3), 17, "崇明县"),
        (date(2015, 11, 4), 16, "崇明县"),
        (ISSUED["2016"], 16, "崇明县"),
        (date(2016, 7, 22), 16, "崇明区"),
        (ISSUED["2017"], 16, "崇明区"),
    ],
)
def test_districts_and_counties_by_the_day(day: date, count: int, chongming: str) -> None:
    districts = [name_on(entry, day) for entry in DEPARTMENTS if entry["kind"] == "district" and in_being(entry, day)]
    assert len(districts) == count
    assert chongming in districts
    assert ("闸北区" in districts) == (count == 17)


@pytest.mark.parametrize(
    ("day", "enforcement"), [(ISSUED["2015"], False), (ISSUED["2016"], True), (ISSUED["2017"], True)]
)
def test_departments_of_the_city_government_by_the_day(day: date, enforcement: bool) -> None:
    """The work report of 2014 speaks of 52. In 2015 one merged into another and 市城管执法局 became one of its own."""
    names = {name_on(entry, day) for entry in members({"members": ["department"]}, day)}
    assert len(names) == 52
    assert ("市城管执法局" in names) == enforcement
    assert ("市住房保障房屋管理局" in names) != enforcement


def test_the_reform_of_2018_left_43_departments_of_the_city_government() -> None:
    """Of those of today four are left out; the data says on what basis."""
    everybody = COLLECTIVE_BY_NAME["市政府各部门"]
    names = {name_on(entry, date(2018, 11, 12)) for entry in members(everybody, date(2018, 11, 12))}
    assert len(names) == 43
    assert not names & {"市税务局", "市社团局", "市信访办", "市政府研究室"}
    assert "市地税局" in {name_on(entry, ISSUED["2017"]) for entry in members(everybody, ISSUED["2017"])}


@pytest.mark.parametrize(
    ("name", "day", "then"),
    [
        ("市住建委", ISSUED["2015"], "市建设管理委"),
        ("市住建委", ISSUED["2016"], "市住房城乡建设管理委"),
        ("市税务局", ISSUED["2017"], "市地税局"),
        ("市卫健委", ISSUED["2017"], "市卫生计生委"),
        ("市卫健委", date(2019, 1, 1), "市卫生健康委"),
        ("市食品药品监督管理局", ISSUED["2017"], "市食品药品监管局"),
    ],
)
def test_an_office_is_called_by_the_name_of_the_day(name: str, day: date, then: str) -> None:
    assert name_on(BY_NAME[name], day) == then


@pytest.mark.parametrize(
    ("name", "successor"),
    [
        ("市住房保障房屋管理局", "市住房城乡建设管理委"),
        ("市工商局", "市市场监管局"),
        ("市质量技监局", "市市场监管局"),
        ("市食品药品监管局", "市市场监管局"),
        ("市文广影视局", "市文化旅游局"),
        ("市旅游局", "市文化旅游局"),
        ("市政府法制办", "市司法局"),
        ("市公务员局", "市委组织部"),
        ("市新闻出版局", "市委宣传部"),
        ("市物价局", "市发展改革委"),
        ("市口岸办", "市商务委"),
        ("闸北区", "静安区"),
    ],
)
def test_successors_of_merged_offices(name: str, successor: str) -> None:
    assert BY_NAME[name]["successor"] == successor
