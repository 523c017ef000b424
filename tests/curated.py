"""The curated data and the plans' text as tests read them: with tomllib and regular expressions.

What the program answers is compared with this, so no code of the program may be used here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

SEED = Path(__file__).parents[1] / "seed"


def read_toml(name: str) -> dict[str, Any]:
    """A file of seed/."""
    return tomllib.loads((SEED / name).read_text(encoding="utf-8"))


Entry = dict[str, Any]
DEPARTMENTS: list[Entry] = read_toml("departments.toml")["department"]
COLLECTIVES: list[Entry] = read_toml("collectives.toml")["collective"]
ISSUED: dict[str, date] = {plan: read_toml(f"{plan}/plan.toml")["issued"] for plan in ("2015", "2016", "2017")}
NAMED_PARTIES = {"2015": 112, "2016": 157, "2017": 128}

_TASK = re.compile(r"^(\d+)\.(.+)$", re.MULTILINE)
_CLAUSE = re.compile(r"[（(]((?:牵头|责任)(?:部门|单位)[^（()）]*)[)）]")
_ROLE = re.compile(r"(牵头|责任)(?:部门|单位)(?:、单位)?[：:]")
_ROLES = {"牵头": "lead", "责任": "responsible"}


def former(entry: Entry) -> list[Entry]:
    """The names an office had before, oldest first."""
    names: list[Entry] = entry.get("former", [])
    return names


def all_names(entry: Entry) -> list[str]:
    """Every name of an entry, each once: one that is short and full at the same time is no repetition."""
    pairs = ({old["name"], old["full"]} for old in [*former(entry), entry])
    return [*(name for pair in pairs for name in sorted(pair)), *entry.get("aliases", [])]


def in_being(entry: Entry, day: date) -> bool:
    """Whether an office existed on a day."""
    first: date = entry.get("from", date.min)
    end: date = entry.get("until", date.max)
    return first <= day < end


def name_on(entry: Entry, day: date) -> str:
    """What an office was called on a day."""
    return next((str(old["name"]) for old in former(entry) if day < old["until"]), str(entry["name"]))


BY_LAST_NAME = {str(entry["name"]): entry for entry in DEPARTMENTS}
BY_NAME = {name: entry for entry in DEPARTMENTS for name in all_names(entry)}
COLLECTIVE_BY_NAME = {name: entry for entry in COLLECTIVES for name in [entry["name"], *entry.get("aliases", [])]}


def heir(entry: Entry, day: date) -> Entry:
    """The office that answers for this one on a day: itself, or whoever its duties came to."""
    while "until" in entry and entry["until"] <= day:
        entry = BY_LAST_NAME[entry["successor"]]
    return entry


def members(collective: Entry, day: date) -> list[Entry]:
    """The offices of a collective's kinds that existed on a day, without those that had left it."""
    gone = {one["name"] for one in collective.get("without", ()) if one["from"] <= day}
    kinds = collective["members"]
    return [each for each in DEPARTMENTS if each["kind"] in kinds and in_being(each, day) and each["name"] not in gone]


class Printed(NamedTuple):
    """A party as a plan prints it: where, in which role, under which name. Clauses and positions count from 1."""

    plan: str
    ref: str
    clause: int
    position: int
    role: str
    name: str


def printed_parties(plan: str) -> list[Printed]:
    """Every party that a plan of seed/ names, in its order. Its text has one task a line."""
    text = (SEED / plan / "plan.txt").read_text(encoding="utf-8")
    return [
        Printed(plan, f"{plan}-{task[1]}", number, position, role, name)
        for task in _TASK.finditer(text)
        for number, clause in enumerate(_CLAUSE.findall(task[2]), start=1)
        for position, (role, name) in enumerate(_listed(clause), start=1)
    ]


def _listed(clause: str) -> Iterator[tuple[str, str]]:
    _before, *parts = _ROLE.split(clause)
    for word, names in zip(parts[::2], parts[1::2], strict=True):
        for name in re.split("[、；。]", names):
            if name:
                yield _ROLES[word], name.removesuffix("等")
