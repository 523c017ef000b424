"""The curated registry, checked as data alone: names, dates, successors; and it knows every party the plans name."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).parents[1] / "seed"
DEPARTMENTS: list[dict[str, Any]] = tomllib.loads((SEED / "departments.toml").read_text("utf-8"))["department"]
COLLECTIVES: list[dict[str, Any]] = tomllib.loads((SEED / "collectives.toml").read_text("utf-8"))["collective"]

KINDS = {"department", "district", "party", "institution", "committee", "organisation"}
KEYS = {"name", "full", "aliases", "kind", "from", "until", "successor", "basis", "former"}
ISSUED = {"2015": date(2015, 3, 6), "2016": date(2016, 2, 18), "2017": date(2017, 2, 23)}
NAMED_PARTIES = {"2015": 112, "2016": 157, "2017": 128}

CLAUSE = re.compile(r"[（(]((?:牵头|责任)(?:部门|单位)[^（()）]*)[)）]")
ROLE = re.compile(r"(?:牵头|责任)(?:部门|单位)(?:、单位)?[：:]")


def former(entry: dict[str, Any]) -> list[dict[str, Any]]:
    names: list[dict[str, Any]] = entry.get("former", [])
    return names


def dated_names(entry: dict[str, Any]) -> list[str]:
    return [*(old["name"] for old in former(entry)), entry["name"]]


def all_names(entry: dict[str, Any]) -> list[str]:
    """Every name of an entry, each once: one that is short and full at the same time is no repetition."""
    pairs = ({old["name"], old["full"]} for old in [*former(entry), entry])
    return [*(name for pair in pairs for name in sorted(pair)), *entry.get("aliases", [])]


def in_being(entry: dict[str, Any], day: date) -> bool:
    first: date = entry.get("from", date.min)
    end: date = entry.get("until", date.max)
    return first <= day < end


def name_on(entry: dict[str, Any], day: date) -> str:
    return next((str(old["name"]) for old in former(entry) if day < old["until"]), str(entry["name"]))


def printed_parties(plan: str) -> list[str]:
    text = (SEED / plan / "plan.txt").read_text("utf-8")
    lists = [part for clause in CLAUSE.findall(text) for part in ROLE.split(clause)]
    return [party.removesuffix("等") for part in lists for party in re.split("[、；。]", part) if party]


BY_NAME = {name: entry for entry in DEPARTMENTS for name in all_names(entry)}
COLLECTIVE_NAMES = {name for entry in COLLECTIVES for name in [entry["name"], *entry.get("aliases", [])]}
# Those whose history is dated, and which therefore must say what the dates rest on.
DATED = [entry for entry in DEPARTMENTS if {"from", "until", "successor", "former"} & entry.keys()]


def by_name(entry: dict[str, Any]) -> str:
    return str(entry["name"])


def test_entries_have_known_keys_and_kinds() -> None:
    for entry in DEPARTMENTS:
        assert entry.keys() <= KEYS
        assert {"name", "full", "kind"} <= entry.keys()
        assert entry["kind"] in KINDS
        assert all(old.keys() == {"name", "full", "until"} for old in former(entry))


def test_collectives_have_known_keys_and_kinds() -> None:
    for entry in COLLECTIVES:
        assert entry.keys() <= {"name", "aliases", "kind", "members"}
        assert entry["kind"] in {"universal", "indefinite"}
        assert entry["members"]
        assert set(entry["members"]) <= KINDS


def test_a_name_means_one_office_or_one_collective() -> None:
    names = [name for entry in DEPARTMENTS for name in all_names(entry)]
    names += [name for entry in COLLECTIVES for name in [entry["name"], *entry.get("aliases", [])]]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_names_are_clean() -> None:
    for name in [*BY_NAME, *COLLECTIVE_NAMES]:
        assert name
        assert not re.search(r"\s", name)


@pytest.mark.parametrize("name", ["市府办", "市房管局", "市档案馆"])
def test_a_name_that_could_mean_two_offices_is_not_in_it(name: str) -> None:
    assert name not in BY_NAME


@pytest.mark.parametrize("entry", DATED, ids=by_name)
def test_dates_are_dates_in_order_and_have_a_basis(entry: dict[str, Any]) -> None:
    ends = [old["until"] for old in former(entry)]
    days = [*([entry["from"]] if "from" in entry else []), *ends, *([entry["until"]] if "until" in entry else [])]
    assert all(type(day) is date for day in days)
    assert days == sorted(set(days))
    assert entry["basis"]


@pytest.mark.parametrize("entry", [entry for entry in DEPARTMENTS if "until" in entry], ids=by_name)
def test_an_office_that_ended_has_a_successor_in_being_that_day(entry: dict[str, Any]) -> None:
    successor = next(other for other in DEPARTMENTS if other["name"] == entry["successor"])
    assert successor is not entry
    assert in_being(successor, entry["until"])


def test_only_an_office_that_ended_has_a_successor() -> None:
    assert all("until" in entry for entry in DEPARTMENTS if "successor" in entry)


@pytest.mark.parametrize("plan", ISSUED)
def test_every_party_a_plan_names_is_known(plan: str) -> None:
    parties = printed_parties(plan)
    assert len(parties) == NAMED_PARTIES[plan]
    assert set(parties) - BY_NAME.keys() - COLLECTIVE_NAMES == set()


@pytest.mark.parametrize("plan", ISSUED)
def test_a_plan_names_offices_in_being_by_names_valid_that_day(plan: str) -> None:
    for party in set(printed_parties(plan)) & BY_NAME.keys():
        entry = BY_NAME[party]
        assert in_being(entry, ISSUED[plan]), party
        assert party == name_on(entry, ISSUED[plan]) or party not in dated_names(entry)


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
        ("市工商局", "市市场监管局"),
        ("市质量技监局", "市市场监管局"),
        ("市食品药品监管局", "市市场监管局"),
        ("市旅游局", "市文化旅游局"),
        ("市政府法制办", "市司法局"),
        ("闸北区", "静安区"),
    ],
)
def test_successors_of_merged_offices(name: str, successor: str) -> None:
    assert BY_NAME[name]["successor"] == successor
