"""Another government's registry from a file: departments and collectives, checked as a whole and stored as a whole."""

from __future__ import annotations

import csv as csv_files
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from egovtrack.dates import parse_day
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.ledger.departments import bind, make_collective, make_department
from egovtrack.models import CollectiveName, Department, DepartmentName
from egovtrack.queries.names import KINDS

_COLUMNS = ("name", "full", "kind", "aliases", "from", "until", "successor", "basis")
_DATES = ("from", "until")
_LIST = re.compile(r"[、，,;；]")


@dataclass(frozen=True, slots=True)
class Entries:
    """What a file has: departments and collectives as in `seed/`; `_where` of an entry says where it stands."""

    departments: list[dict[str, Any]]
    collectives: list[dict[str, Any]]


@dataclass(slots=True)
class ImportedRegistry:
    """What an import did, or, where there are `problems` (in words), would have to be mended first."""

    new: int = 0
    same: int = 0
    collectives: int = 0
    bound: int = 0
    problems: list[str] = field(default_factory=list)


def parse(text: str, *, csv: bool) -> Entries:
    """The entries of a registry's file. Raises BadInput where it is no csv or TOML of this form."""
    if csv:
        return Entries(list(_rows(text)), [])
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(_("the registry is no TOML: {why}").format(why=error)) from error
    found = Entries(content.get("department", []), content.get("collective", []))
    if not (found.departments or found.collectives):
        raise BadInput(_("the registry names no department"), _("write each as [[department]] with name and kind"))
    for one in (*found.departments, *found.collectives):
        one["_where"] = str(one.get("name", "?"))
    return found


def _rows(text: str) -> Iterator[dict[str, Any]]:
    reader = csv_files.DictReader(io.StringIO(text))
    unknown = set(reader.fieldnames or ()) - set(_COLUMNS)
    if "name" not in (reader.fieldnames or ()) or unknown:
        raise BadInput(
            _("the first line of the registry does not name its columns"),
            _("they are: {names}").format(names=", ".join(_COLUMNS)),
        )
    for row in reader:
        entry: dict[str, Any] = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
        entry["aliases"] = [one.strip() for one in _LIST.split(entry.get("aliases", "")) if one.strip()]
        entry["_where"] = _("line {line}").format(line=reader.line_num)
        for key in _DATES:
            if key in entry:
                try:
                    entry[key] = parse_day(entry[key], date.min)
                except EgovtrackError as error:
                    entry[key] = error.message  # told with the other problems, beside where it stands
        yield entry


def import_registry(act: Act, entries: Entries) -> ImportedRegistry:
    """Add the departments and collectives that the ledger lacks; one that it has just so is left. Where an entry will
    not do, nothing is added and `problems` tells all of them.
    """
    done = ImportedRegistry()
    taken = _taken(act.session)
    fresh = []
    for entry in entries.departments:
        wrong = list(_wrong(entry))
        names = [] if wrong else _names(entry)
        holders = {taken[name] for name in names if name in taken}
        if not wrong and holders == {entry["name"]} and all(taken.get(name) == entry["name"] for name in names):
            done.same += 1
            continue
        wrong += [_("{name} is registered already").format(name=name) for name in names if name in taken]
        done.problems += [f"{entry['_where']}: {one}" for one in wrong]
        taken |= dict.fromkeys(names, str(entry.get("name")))
        fresh.append(entry)
    known = set(taken.values())
    for entry in fresh:
        if "successor" in entry and entry["successor"] not in known:
            message = _("no department is called “{name}”").format(name=entry["successor"])
            done.problems.append(f"{entry['_where']}: {message}")
    collectives = _new_collectives(act.session, entries, done, taken)
    if not done.problems:
        _store(act, fresh, collectives, done)
    return done


def _taken(session: Session) -> dict[str, str]:
    """Every name in the ledger, and whose it is."""
    pairs = session.execute(select(DepartmentName.name, Department.name).join(Department))
    return dict(pairs.tuples().all())


def _wrong(entry: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(entry.get("name"), str):
        yield _("it has no name")
    if entry.get("kind", "department") not in KINDS:
        yield _("{kind} is no kind; there are: {kinds}").format(kind=entry.get("kind"), kinds=", ".join(KINDS))
    for key in _DATES:
        if key in entry and type(entry[key]) is not date:
            yield str(entry[key])
    first, last = entry.get("from"), entry.get("until")
    if type(first) is date and type(last) is date and last <= first:
        yield _("{last} is not after {first}").format(last=last, first=first)


def _names(entry: Mapping[str, Any]) -> list[str]:
    pairs = [name for one in (*entry.get("former", ()), entry) for name in (one["name"], one.get("full", one["name"]))]
    return list(dict.fromkeys([*pairs, *entry.get("aliases", ())]))


def _new_collectives(
    session: Session, entries: Entries, done: ImportedRegistry, taken: Mapping[str, str]
) -> list[dict[str, Any]]:
    present = set(session.scalars(select(CollectiveName.name)))
    found = []
    for entry in entries.collectives:
        if entry.get("name") in present:
            continue
        names = {entry.get("name"), *entry.get("aliases", ())}
        kinds = entry.get("members") or ["?"]
        if entry.get("kind") not in {"universal", "indefinite"} or not set(kinds) <= set(KINDS):
            done.problems.append(f"{entry['_where']}: " + _("it needs its kind and the kinds of its members"))
        clash = sorted(str(name) for name in names if name in present or name in taken)
        done.problems += [
            f"{entry['_where']}: " + _("{name} is registered already").format(name=name) for name in clash
        ]
        found.append(entry)
    return found


def _store(act: Act, fresh: list[dict[str, Any]], collectives: list[dict[str, Any]], done: ImportedRegistry) -> None:
    session = act.session
    last = session.scalar(select(func.max(Department.position))) or 0
    with act.changing():
        made = [
            make_department({"full": entry["name"], "kind": "department"} | entry, position)
            for position, entry in enumerate(fresh, start=last + 1)
        ]
        session.add_all(made)
        session.add_all(make_collective(entry) for entry in collectives)
        session.flush()
        known = {one.name: one for one in session.scalars(select(Department))}
        for entry in fresh:
            if "successor" in entry:
                known[entry["name"]].successor_id = known[entry["successor"]].id
        done.bound = sum(bind(session, one, [name.name for name in one.names]) for one in made)
    done.new, done.collectives = len(fresh), len(collectives)
