"""Another government's registry from a file: departments and collectives, checked as a whole and stored as a whole."""

from __future__ import annotations

import csv as csv_files
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from egovtrack.datafiles import parse_toml
from egovtrack.dates import parse_day
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.ledger.departments import Borne, bind, borne, make_collective, make_department, memberships
from egovtrack.limits import MAX_NAME, beginning, unfit, unfit_name
from egovtrack.models import Department, DepartmentName
from egovtrack.queries.names import KINDS
from egovtrack.spelling import shadow

_COLUMNS = ("name", "full", "kind", "aliases", "from", "until", "successor", "basis")
_COLLECTIVE_KINDS = ("universal", "indefinite")
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
    memberships: int = 0
    problems: list[str] = field(default_factory=list)


def parse(text: str, *, csv: bool) -> Entries:
    """The entries of a registry's file. Raises BadInput where it is no csv or TOML of this form."""
    if csv:
        try:
            rows = list(_rows(text))
        except csv_files.Error as error:
            raise BadInput(_("the registry is no csv: {why}").format(why=error)) from error
        if not rows:
            raise _names_none()
        return Entries(rows, [])
    try:
        content = parse_toml(text)
    except ValueError as error:
        raise BadInput(_("the registry is no TOML: {why}").format(why=error)) from error
    found = Entries(*(_tables(content, key) for key in ("department", "collective")))
    if not (found.departments or found.collectives):
        raise _names_none()
    for one in (*found.departments, *found.collectives):
        one["_where"] = beginning(str(one.get("name", "?")))
        _read_days(one)
    return found


def _tables(content: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    tables = content.get(key, [])
    if not (isinstance(tables, list) and all(isinstance(one, dict) for one in tables)):
        raise _names_none()
    return tables


def _names_none() -> BadInput:
    return BadInput(_("the registry names no department"), _("write each as [[department]] with name and kind"))


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
        entry |= {"_where": _("line {line}").format(line=reader.line_num), "_surplus": row.get(None)}
        _read_days(entry)
        yield entry


def _read_days(entry: dict[str, Any]) -> None:
    """Days that are written as text; one that is none stays as what is wrong with it, to be told with all the rest."""
    for key in _DATES:
        if isinstance(entry.get(key), str):
            try:
                entry[key] = parse_day(entry[key], date.min)
            except EgovtrackError as error:
                entry[key] = error.message


def import_registry(act: Act, entries: Entries) -> ImportedRegistry:
    """Add the departments and collectives that the ledger lacks; one that it has just so is left. Where an entry will
    not do, nothing is added and `problems` tells all of them.
    """
    done = ImportedRegistry()
    there, known = _taken(act.session), borne(act.session)
    taken = dict(there)
    fresh = []
    for entry in entries.departments:
        wrong = list(_wrong(entry))
        if not wrong and all(there.get(name) == entry["name"] for name in _names(entry)):
            done.same += 1
            continue
        wrong = wrong or _clashes(_names(entry), known)
        done.problems += [_told(entry, one) for one in wrong]
        if not wrong:
            taken |= dict.fromkeys(_names(entry), entry["name"])
            known.departments |= {shadow(name): name for name in _names(entry)}
            fresh.append(entry)
    done.problems += [_told(entry, one) for entry in fresh for one in _wrong_successor(entry, fresh, taken)]
    collectives = _new_collectives(entries, done, known)
    if not done.problems:
        _store(act, fresh, collectives, done, taken)
    return done


def _taken(session: Session) -> dict[str, str]:
    """Every name in the ledger, and whose it is."""
    pairs = session.execute(select(DepartmentName.name, Department.name).join(Department))
    return {name: holder for name, holder in pairs}  # noqa: C416  a Row is no pair to dict()


def _clashes(names: Iterable[str], known: Borne) -> list[str]:
    """What is wrong with these names for something new: they are borne by another, in the ledger or in the file."""
    return [refusal for name in names if (refusal := known.refusal(name))]


def _wrong(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a department's entry by itself."""
    if not _is_name(entry.get("name")):
        yield _("it has no name")
    if entry.get("kind", "department") not in KINDS:
        yield _("{kind} is no kind; there are: {kinds}").format(kind=entry.get("kind"), kinds=", ".join(KINDS))
    if entry.get("_surplus"):
        yield _("it has more cells than there are columns")
    unknown = [key for key in entry if key not in {*_COLUMNS, "former"} and not key.startswith("_")]
    ill_written = [key for key, fits in _FORMS.items() if key in entry and not fits(entry[key])]
    for key in (*unknown, *ill_written):
        yield _("“{key}” is not written as in seed/departments.toml").format(key=key)
    for key in _DATES:
        if key in entry and type(entry[key]) is not date:
            yield str(entry[key])
    if not ill_written:
        yield from _out_of_order(entry)
        yield from _unfit(entry)


def _unfit(entry: Mapping[str, Any]) -> Iterator[str]:
    names = _names(entry) if _is_name(entry.get("name")) else []
    yield from filter(None, (*map(unfit_name, names), unfit(entry.get("basis", ""))))


def _told(entry: Mapping[str, Any], why: str) -> str:
    return f"{entry['_where']}: {beginning(why, MAX_NAME)}"


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and value == value.strip()


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(_is_name(one) for one in value)


def _are_former(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and set(one) <= {"name", "full", "until"}
        and _is_name(one.get("name"))
        and _is_name(one.get("full", one.get("name")))
        and type(one.get("until")) is date
        for one in value
    )


_FORMS: dict[str, Callable[[Any], bool]] = {
    "full": _is_name, "aliases": _are_names, "successor": _is_name, "basis": _is_name, "former": _are_former,
}  # fmt: skip


def _out_of_order(entry: Mapping[str, Any]) -> Iterator[str]:
    days = [entry.get("from"), *(one["until"] for one in entry.get("former", ())), entry.get("until")]
    given = [day for day in days if type(day) is date]
    for first, last in pairwise(given):
        if last <= first:
            yield _("{last} is not after {first}").format(last=last, first=first)


def _wrong_successor(
    entry: Mapping[str, Any], fresh: Iterable[Mapping[str, Any]], taken: Mapping[str, str]
) -> Iterator[str]:
    """A successor must be known, and must not in the end be succeeded by the department itself."""
    if "successor" not in entry:
        return
    if entry["successor"] not in taken:
        yield _("no department is called “{name}”").format(name=entry["successor"])
        return
    next_one = {one["name"]: taken.get(one["successor"]) for one in fresh if "successor" in one}
    seen: list[str | None] = [entry["name"]]
    while (after := next_one.get(str(seen[-1]))) and after not in seen:
        seen.append(after)
    if after == entry["name"]:
        yield _("{name} comes after itself").format(name=entry["name"])


def _names(entry: Mapping[str, Any]) -> list[str]:
    pairs = [name for one in (*entry.get("former", ()), entry) for name in (one["name"], one.get("full", one["name"]))]
    return list(dict.fromkeys([*pairs, *entry.get("aliases", ())]))


def _new_collectives(entries: Entries, done: ImportedRegistry, known: Borne) -> list[dict[str, Any]]:
    present = set(known.collectives.values())
    found = []
    for entry in entries.collectives:
        names = [entry.get("name"), *_listed(entry.get("aliases", []))]
        if not all(map(_is_name, names)):
            wrong = [_("it has no name")]
        elif entry["name"] in present:
            continue
        elif entry.get("kind") not in _COLLECTIVE_KINDS or not _are_kinds(entry.get("members")):
            wrong = [_("it needs its kind and the kinds of its members")]
        else:
            wrong = [why for name in names if (why := unfit_name(name))] or _clashes(dict.fromkeys(names), known)
            known.collectives |= {shadow(name): name for name in names}
        done.problems += [_told(entry, one) for one in wrong]
        found.append(entry)
    return found


def _are_kinds(value: Any) -> bool:
    return _are_names(value) and set(value) <= set(KINDS) and 0 < len(value) == len(set(value))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _store(
    act: Act, fresh: list[dict[str, Any]], collectives: list[dict[str, Any]], done: ImportedRegistry,
    taken: Mapping[str, str],
) -> None:  # fmt: skip
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
                known[entry["name"]].successor_id = known[taken[entry["successor"]]].id
        done.bound = sum(bind(session, one, [name.name for name in one.names]) for one in made)
    done.memberships = memberships(session, [one.id for one in made])
    done.new, done.collectives = len(fresh), len(collectives)
