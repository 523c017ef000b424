"""Divisions of work among the leaders (工作分工): the one that comes with the program, and the next ones."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from egovtrack import shipped
from egovtrack.datafiles import parse_toml
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act, is_undone
from egovtrack.models import Division, Leader, Portfolio, PortfolioDepartment
from egovtrack.queries.leaders import ANSWERS, RELATIONS
from egovtrack.queries.names import Registry, read_registry


def load_division(act: Act) -> None:
    """Add the division of work that comes with the program, unless the ledger has it."""
    entry = tomllib.loads((shipped.folder("seed") / "leaders.toml").read_text(encoding="utf-8"))
    if not _is_known(act, str(entry["division"]["number"])):
        act.add(_division(entry, read_registry(act.reader)))


def import_division(act: Act, text: str) -> Division:
    """Add a division of work written as `seed/leaders.toml` is.

    Raises BadInput when it is not written so, with everything that is wrong; EgovtrackError when the ledger has it.
    """
    try:
        entry = parse_toml(text)
    except ValueError as error:
        raise BadInput(_("the division of work is no TOML: {why}").format(why=error)) from error
    registry = read_registry(act.reader)
    wrong = problems(entry, registry)
    if wrong:
        raise BadInput(_("the division of work cannot be read: {problems}").format(problems=_("; ").join(wrong)))
    number = str(entry["division"]["number"])
    if _is_known(act, number):
        raise EgovtrackError(_("{number} is in the ledger already").format(number=number))
    division = _division(entry, registry)
    act.add(division)
    return division


def problems(entry: Mapping[str, Any], registry: Registry) -> list[str]:
    """What is wrong with a division of work, in words; empty when it can be stored."""
    head, leaders = entry.get("division", {}), entry.get("leader", [])
    if not (isinstance(head, dict) and _are_tables(leaders)):
        return [_("it needs a table [division] and tables [[leader]]")]
    kinds: dict[str, type] = {"title": str, "number": str, "issued": date}
    found = [
        _("[division] lacks “{key}”").format(key=key) for key, kind in kinds.items() if type(head.get(key)) is not kind
    ]
    if type(head.get("from", date.min)) is not date:
        found.append(_("“from” of [division] is no day"))
    if not leaders:
        found.append(_("it names no leader"))
    names = Counter(str(one["name"]) for one in leaders if "name" in one)
    found += [
        _("{name} stands there {count} times").format(name=name, count=count)
        for name, count in names.items()
        if count > 1
    ]
    for leader in leaders:
        if not (_is_text(leader.get("name")) and _is_text(leader.get("post"))):
            found.append(_("every leader has a name and a post"))
        if not _are_tables(leader.get("field", [])):
            found.append(_("{where}: each field of work is a table").format(where=leader.get("name")))
            continue
        for one in leader.get("field", []):
            found += _wrong_field(str(leader.get("name")), one, registry)
    return found


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _wrong_field(leader: str, one: Mapping[str, Any], registry: Registry) -> list[str]:
    where = f"{leader} {one.get('name', '?')}"
    if one.get("relation") not in RELATIONS or not isinstance(one.get("name"), str):
        return [_("{where}: the relation is one of {relations}").format(where=where, relations=" ".join(RELATIONS))]
    if not isinstance(one.get("departments", []), list):
        return [_("{where}: the departments are a list").format(where=where)]
    return [f"{where}: {why}" for name in one.get("departments", []) if (why := _not_found(str(name), registry))]


def _not_found(name: str, registry: Registry) -> str | None:
    try:
        registry.find(name)
    except EgovtrackError as error:
        return " ".join(part for part in (error.message, error.hint and f"({error.hint})") if part)
    return None


def under_two(division: Division, registry: Registry) -> list[str]:
    """The departments that two leaders are in charge of."""
    over: dict[int, set[str]] = {}
    for leader in division.leaders:
        for one in leader.fields:
            for department in one.departments if one.relation in ANSWERS else ():
                over.setdefault(department.department_id, set()).add(leader.name)
    return [registry.departments[key].name for key, leaders in over.items() if len(leaders) > 1]


def _is_known(act: Act, number: str) -> bool:
    stored = act.session.scalars(select(Division).where(Division.number == number))
    return any(not is_undone(act.session, one.action_id) for one in stored)


def _division(entry: Mapping[str, Any], registry: Registry) -> Division:
    head = entry["division"]
    return Division(
        title=head["title"],
        number=head["number"],
        issued_on=head["issued"],
        valid_from=head.get("from", head["issued"]),
        leaders=[
            Leader(position=position, name=one["name"], post=one["post"], fields=_fields(one, registry))
            for position, one in enumerate(entry["leader"], start=1)
        ],
    )


def _fields(leader: Mapping[str, Any], registry: Registry) -> list[Portfolio]:
    return [
        Portfolio(
            position=position, relation=one["relation"], name=one["name"],
            departments=[
                PortfolioDepartment(position=order, department_id=key)
                for order, key in enumerate(_ids(one, registry), start=1)
            ],
        )
        for position, one in enumerate(leader.get("field", ()), start=1)
    ]  # fmt: skip


def _ids(field: Mapping[str, Any], registry: Registry) -> dict[int, None]:
    return dict.fromkeys(registry.find(str(name))[0].id for name in field.get("departments", ()))
