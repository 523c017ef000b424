"""Registries from files, and entries of departments however they come: checked as a whole and stored as a whole."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from egovtrack.datafiles import parse_toml
from egovtrack.dates import parse_day
from egovtrack.errors import BadInput, EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.departments import (
    Entry,
    means_several,
    names_of,
    new_contradictions,
    not_found,
    store_collective,
    store_departments,
)
from egovtrack.ledger.entries import Shape, are_tables, are_texts, is_day, is_text, misfits, table_entries
from egovtrack.ledger.founding import set_profile
from egovtrack.limits import MAX_NAME, beginning, unfit, unfit_name
from egovtrack.queries.registry import count_named
from egovtrack.registry import Registry, kind_of
from egovtrack.spelling import place_of

if TYPE_CHECKING:
    from egovtrack.draft import Document

_HEADS = {
    "name": "name 名称 简称 单位 单位名称",
    "full": "full 全称",
    "kind": "kind 类别 类型",
    "aliases": "aliases 别名 俗称",
    "from": "from 成立 成立日期 自",
    "until": "until 撤销 撤销日期 止",
    "successor": "successor 并入 继任 承接单位",
    "basis": "basis 依据",
}
_LIST = re.compile(r"[、，,;；]")
_MOST_OF_KIND = 40

Problem = tuple[str, EgovtrackError]
"""Where something is wrong, and what."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What a file has: departments and collectives as in `seed/`; `_where` of an entry says where it stands."""

    departments: list[dict[str, Any]]
    collectives: list[dict[str, Any]]


class Imported(NamedTuple):
    """What an import did, or, where there are `problems`, would have to be mended first. `place` is what the ledger is
    of from now on, where that was not known.
    """

    new: int
    same: int
    collectives: int
    place: str
    problems: list[Problem]


# --- reading ---------------------------------------------------------------------------------------------------------


def parse(content: bytes, name: str) -> Entries:
    """Return the entries of a registry's file: TOML by its name, else a table (csv, xlsx). Raises BadInput where it is
    none of this form.
    """
    from egovtrack.readers import read_document
    from egovtrack.readers.text import decode

    is_toml = name.lower().endswith(".toml")
    departments, collectives = _toml(decode(content)) if is_toml else (_table(read_document(content, name)), [])
    if not (are_tables(departments) and are_tables(collectives) and (departments or collectives)):
        raise BadInput(_("the registry names no department"), _("write each as [[department]] with name and kind"))
    for entry in (*departments, *collectives):
        entry.setdefault("_where", beginning(str(entry.get("name", "?"))))
    for entry in departments:
        _read_values(entry)
    return Entries(departments, collectives)


def _toml(text: str) -> tuple[Any, Any]:
    try:
        content = parse_toml(text)
    except ValueError as error:
        raise BadInput(_("the registry is no TOML: {why}").format(why=error)) from error
    return content.get("department", []), content.get("collective", [])


def _table(document: Document) -> list[dict[str, Any]]:
    """Return the entries of a table."""
    entries = table_entries(document, _HEADS, "name")
    for entry in entries:
        entry["aliases"] = [alias.strip() for alias in _LIST.split(entry.get("aliases", "")) if alias.strip()]
    return entries


def _read_values(entry: dict[str, Any]) -> None:
    """Read the kind and the days of an entry; `_wrong` tells of a day that is none."""
    if isinstance(entry.get("kind"), str):
        entry["kind"] = kind_of(entry["kind"])
    for key in ("from", "until"):
        if isinstance(entry.get(key), str):
            try:
                entry[key] = parse_day(entry[key], date.min)
            except EgovtrackError as error:
                entry["_wrong"] = [*entry.get("_wrong", ()), error.message]
                del entry[key]


# --- checking --------------------------------------------------------------------------------------------------------


def _is_kind(value: Any) -> bool:
    return is_text(value) and len(value) <= _MOST_OF_KIND


_GONE: Shape = {"name": is_text, "from": is_day, "basis?": is_text}
_FORMER: Shape = {"name": is_text, "full?": is_text, "until": is_day}
_DEPARTMENT: Shape = {
    "name": is_text, "full?": is_text, "aliases?": are_texts, "kind?": _is_kind, "successor?": is_text,
    "basis?": is_text, "from?": is_day, "until?": is_day,
    "former?": lambda value: are_tables(value) and not any(misfits(each, _FORMER) for each in value),
}  # fmt: skip
_COLLECTIVE: Shape = {
    "name": is_text, "kind": lambda value: value in ("universal", "indefinite"), "aliases?": are_texts,
    "members?": lambda value: are_texts(value) and all(map(_is_kind, value)), "departments?": are_texts,
    "from?": is_day, "without?": lambda value: are_tables(value) and not any(misfits(each, _GONE) for each in value),
}  # fmt: skip


def _faults(entry: Entry) -> list[EgovtrackError]:
    """Return what is wrong with a department's entry by itself."""
    ill_written = _("“{key}” is missing, or not written as docs/how-to/own-registry.md shows")
    wrong = [*entry.get("_wrong", ()), *(ill_written.format(key=key) for key in misfits(entry, _DEPARTMENT))]
    if not wrong:
        days = [entry.get("from"), *(each["until"] for each in entry.get("former", ())), entry.get("until")]
        for first, last in pairwise(filter(None, days)):
            if last <= first:
                wrong.append(_("{last} is not after {first}").format(last=last, first=first))
        wrong += filter(None, (*map(unfit_name, names_of(entry)), unfit(entry.get("basis", ""))))
    return [UsageError(why) for why in wrong]


def _strangers(entry: Entry, names: Collection[str], registry: Registry) -> Iterator[EgovtrackError]:
    """Yield what is wrong with an entry beside the others of its file, whose names these are, and the registry."""
    name, successor = entry["name"], entry.get("successor")
    if (why := means_several(name)) and not registry.collective(name):
        yield EgovtrackError(why, _("egovtrack depts collective add {name} … says who they are").format(name=name))
    if successor and successor not in names:
        yield from not_found([successor], registry)
    if successor and not entry.get("until"):
        yield UsageError(_("a successor needs the day on which it took over"), _("give it with --until"))


def _wrong_collective(entry: Entry, registry: Registry) -> Iterator[EgovtrackError]:
    """Yield what is wrong with a collective's entry."""
    if misfits(entry, _COLLECTIVE) or not (entry.get("members") or entry.get("departments")):
        yield UsageError(_("it needs its name, its kind and the kinds of its members"))
        return
    for name in (entry["name"], *entry.get("aliases", ())):
        if why := unfit_name(name) or registry.refusal(name):
            yield EgovtrackError(why)
    yield from not_found(
        [*entry.get("departments", ()), *(gone["name"] for gone in entry.get("without", ()))], registry
    )


# --- storing ---------------------------------------------------------------------------------------------------------


def add_department(action: Action, entry: Entry, today: date) -> None:
    """Register a department. Raises EgovtrackError where its entry will not do.

    Where its first day is not told, it is the day of the first plan that names it, else today: as a member of a
    collective it must not come to answer for plans that were issued before it was heard of.
    """
    entry = {key: value.strip() if isinstance(value, str) else value for key, value in entry.items() if value}
    _read_values(entry)
    sound, problems = _sound([entry])
    made = _store(action, sound, problems)
    for _where, error in problems:
        raise error
    if entry.get("from"):
        return
    facts = action.facts()
    named = {edition for edition, *_rest in count_named(action.connection, facts.registry.parties_of(made))}
    day = min((plan.issued_on for plan in facts.plans if plan.is_ours and plan.edition in named), default=today)
    if not entry.get("until") or day < entry["until"]:
        action.append("department_event", department_id=made[0], kind="founded", as_of=day)


def _sound(entries: Iterable[Entry]) -> tuple[list[Entry], list[Problem]]:
    """Return the entries that are sound by themselves, and what is wrong with the others."""
    faults = [(entry, _faults(entry)) for entry in entries]
    problems = [(_where(entry), why) for entry, found in faults for why in found]
    return [entry for entry, found in faults if not found], problems


def _store(action: Action, entries: Sequence[Entry], problems: list[Problem]) -> range:
    """Store departments and return their ids. What is wrong with an entry is added to `problems`; nothing may be
    kept of it all then.
    """
    registry = action.facts().registry
    names = {name for entry in entries for name in names_of(entry)}
    stored: list[Entry] = []
    for entry in entries:
        wrong = list(_strangers(entry, names, registry))
        problems += [(_where(entry), why) for why in wrong]
        stored.append({**entry, "successor": ""} if wrong else entry)
    made = store_departments(action, stored, registry)
    places = {entry["name"]: _where(entry) for entry in stored}
    problems += [(places.get(name, name), why) for name, why in new_contradictions(action)]
    return made


def _where(entry: Entry) -> str:
    return str(entry.get("_where", ""))


def import_registry(action: Action, entries: Entries) -> Imported:
    """Add the departments and collectives that the ledger lacks; what it has just so is left. Where an entry will
    not do, nothing may be kept of it all, and `problems` tells everything that is wrong.
    """
    before = action.facts().registry
    sound, problems = _sound(entries.departments)
    departments = [entry for entry in sound if not _is_there(entry, before)]
    made = _store(action, departments, problems)
    registry = action.facts().registry
    collectives = [entry for entry in entries.collectives if entry.get("name") not in before.collectives]
    for entry in collectives:
        wrong = list(_wrong_collective(entry, registry))
        problems += [(_where(entry), why) for why in wrong]
        if not wrong:
            store_collective(action, {**entry, "members": list(map(kind_of, entry.get("members", ())))}, registry)
    place = ""
    if "place" not in action.facts().profile:
        place = place_of(name for entry in departments for name in names_of(entry))
    if place:
        set_profile(action, "place", place)
    return Imported(len(made), len(sound) - len(departments), len(collectives), place, problems)


def _is_there(entry: Entry, registry: Registry) -> bool:
    """Return whether the ledger has a department of this name with all the other names."""
    known = registry.find(entry["name"])[0] if entry["name"] in registry else None
    return bool(known and known.name == entry["name"] and {each.name for each in known.names} >= set(names_of(entry)))


def in_words(problem: Problem) -> str:
    """Return a problem as one line."""
    where, error = problem
    return f"{where}: {beginning(error.message, MAX_NAME)}"
