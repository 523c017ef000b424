"""Divisions of work among the leaders (工作分工): the shipped division, and those that follow it."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from egovtrack import shipped
from egovtrack.datafiles import parse_toml
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.departments import not_found
from egovtrack.ledger.entries import Shape, are_tables, is_day, is_text, misfits
from egovtrack.queries.leaders import RELATIONS, DivisionRow, division_in_force, read_numbers
from egovtrack.registry import Registry


def load_division(action: Action) -> None:
    """Add the division of work that comes with the program, unless the ledger has it."""
    entry = tomllib.loads((shipped.folder("seed") / "leaders.toml").read_text(encoding="utf-8"))
    facts = action.facts()
    if entry["division"]["number"] not in read_numbers(facts):
        _store(action, entry, facts.registry)


def import_division(action: Action, text: str) -> DivisionRow:
    """Add a division of work written as `seed/leaders.toml` is, and return it.

    Raises BadInput where it is not written so, with everything that is wrong; EgovtrackError where the ledger has it.
    """
    try:
        entry = parse_toml(text)
    except ValueError as error:
        raise BadInput(_("the division of work is no TOML: {why}").format(why=error)) from error
    facts = action.facts()
    if wrong := problems(entry, facts.registry):
        raise BadInput(_("the division of work cannot be read: {problems}").format(problems=_("; ").join(wrong)))
    number = entry["division"]["number"]
    if number in read_numbers(facts):
        raise EgovtrackError(_("{number} is in the ledger already").format(number=number))
    return division_in_force(facts.on(_store(action, entry, facts.registry)))


_HEAD: Shape = {"title": is_text, "number": is_text, "issued": is_day, "from?": is_day}
_LEADER: Shape = {"name": is_text, "post": is_text, "field?": are_tables}
_FIELD: Shape = {
    "relation": lambda value: value in RELATIONS, "name": is_text,
    "departments?": lambda value: isinstance(value, list),
}  # fmt: skip


def problems(entry: Mapping[str, Any], registry: Registry) -> list[str]:
    """Return what is wrong with a division of work, in words; nothing where it can be stored."""
    head, leaders = entry.get("division", {}), entry.get("leader", [])
    if not (isinstance(head, dict) and are_tables(leaders)):
        return [_("it needs a table [division] and tables [[leader]]")]
    found = list(_ill_written("[division]", head, _HEAD))
    if not leaders:
        found.append(_("it names no leader"))
    for leader in leaders:
        where = str(leader.get("name", "[[leader]]"))
        wrong = list(_ill_written(where, leader, _LEADER))
        found += wrong
        for field in () if wrong else leader.get("field", ()):
            within = f"{where} {field.get('name', '?')}"
            wrong = list(_ill_written(within, field, _FIELD))
            unknown = () if wrong else not_found(map(str, field.get("departments", ())), registry)
            wrong += [f"{within}: {each.message}" + (f" ({each.hint})" if each.hint else "") for each in unknown]
            found += wrong
    names = Counter(str(leader.get("name")) for leader in leaders)
    twice = _("{name} stands there {count} times")
    return found + [twice.format(name=name, count=count) for name, count in names.items() if count > 1]


def _ill_written(where: str, table: Mapping[str, Any], shape: Shape) -> Iterator[str]:
    for key in misfits(table, shape):
        yield _("{where}: “{key}” is missing, or not written as docs/how-to/own-registry.md shows").format(
            where=where, key=key
        )


def _store(action: Action, entry: Mapping[str, Any], registry: Registry) -> date:
    head = entry["division"]
    first_day: date = head.get("from", head["issued"])
    division = action.append(
        "division", title=head["title"], number=head["number"], issued_on=head["issued"], effective_on=first_day
    )
    for position, leader in enumerate(entry["leader"], start=1):
        key = action.append("leader", division_id=division, position=position, name=leader["name"], post=leader["post"])
        for place, field in enumerate(leader.get("field", ()), start=1):
            portfolio = action.append(
                "portfolio", leader_id=key, position=place, relation=field["relation"], name=field["name"]
            )
            found = dict.fromkeys(registry.find(str(name))[0].id for name in field.get("departments", ()))
            rows = ({"department_id": each, "position": number} for number, each in enumerate(found, start=1))
            action.append_all("portfolio_department", rows, portfolio_id=portfolio)
    return first_day
