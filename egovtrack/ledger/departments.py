"""The registry of departments and collectives: what is stored of an entry, and what a change of it means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from egovtrack import shipped
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.founding import set_profile
from egovtrack.ledger.parties import party_ids
from egovtrack.queries.registry import count_named
from egovtrack.registry import KINDS, Registry
from egovtrack.spelling import place_of

Entry = Mapping[str, Any]
"""A department or a collective as it is written in `seed/departments.toml` and `seed/collectives.toml`."""
SHIPPED_PLACE = "上海市"
_SEVERAL = re.compile("各|有关|相关")


def load_registry(action: Action, *, update: bool = False) -> int:
    """Add what the shipped registry has and the ledger lacks. What the ledger already knows is left as it is: return of
    how much this version knows more, other names and who left a collective; with `update`, that is added too.

    Raises EgovtrackError in a ledger of another place, or where a name of the shipped registry is another's there.
    """
    facts = action.facts()
    registry = facts.registry
    full = [name.name for each in registry.departments.values() for name in each.names if name.form == "full"]
    place = facts.profile.get("place") or place_of(full)
    if place not in {"", SHIPPED_PLACE}:
        why = _("this ledger is of {place}; the registry that comes with the program is of {other}")
        hint = _("take your own registry: egovtrack depts import FILE")
        raise EgovtrackError(why.format(place=place, other=SHIPPED_PLACE), hint)
    set_profile(action, "place", SHIPPED_PLACE)
    departments = [entry for entry in _shipped("department") if entry["name"] not in registry]
    collectives = [entry for entry in _shipped("collective") if entry["name"] not in registry.collectives]
    store_departments(action, departments, registry)
    registry = action.facts().registry
    for entry in collectives:
        store_collective(action, entry, registry)
    registry = action.facts().registry
    names, left = list(_more_names(registry)), list(_left(registry))
    if update:
        parties = party_ids(action, [name for _department, name in names])
        rows = ({"department_id": key, "party_id": parties[name], "form": "alias"} for key, name in names)
        action.append_all("department_name", rows)
        for collective, department, day in left:
            append_members(action, collective, (), [department], day, member=False)
    if departments or collectives or update:
        refuse_contradictions(action)
    return len(names) + len(left)


def _more_names(registry: Registry) -> Iterator[tuple[int, str]]:
    """Yield other names that the shipped registry has for a department, and nobody bears in the ledger, nor was any
    entered wrongly for it.
    """
    for entry in _shipped("department"):
        if entry["name"] in registry:
            department = registry.find(entry["name"])[0]
            wrong = {row[8] for row in department.name_rows}
            for name in entry.get("aliases", ()):
                if name not in wrong and registry.refusal(name) is None:
                    yield department.id, name


def _left(registry: Registry) -> Iterator[tuple[int, int, date]]:
    """Yield who left a collective on which day by the shipped registry, where the ledger says nothing of them."""
    for entry in _shipped("collective"):
        collective = registry.collectives[entry["name"]]
        told = {key for _kind, key, _member, _since in collective.memberships}
        for gone in entry.get("without", ()):
            department = registry.find(gone["name"])[0].id
            if department not in told:
                yield collective.id, department, gone["from"]


def _shipped(what: str) -> list[Entry]:
    content = tomllib.loads((shipped.folder("seed") / f"{what}s.toml").read_text(encoding="utf-8"))
    return list(content[what])


# --- storing ---------------------------------------------------------------------------------------------------------


def store_departments(action: Action, entries: Sequence[Entry], registry: Registry) -> range:
    """Store departments, in this order, and return their ids. A successor is among them or in the registry."""
    made = action.append_all("department", ({} for _entry in entries))
    pairs = list(zip(made, entries, strict=True))
    ids = {name: key for key, entry in pairs for name in names_of(entry)}
    parties = party_ids(action, list(ids))

    def append(table: str, told: Callable[[Entry], Iterable[dict[str, Any]]]) -> None:
        action.append_all(table, ({"department_id": key, **row} for key, entry in pairs for row in told(entry)))

    def successor(name: str) -> int | None:
        return ids.get(name) or (registry.find(name)[0].id if name else None)

    append("department_kind", lambda entry: [{"kind": entry.get("kind", "department")}])
    append("department_name", lambda entry: _name_rows(entry, parties))
    append("department_event", lambda entry: _event_rows(entry, successor))
    return made


def names_of(entry: Entry) -> list[str]:
    """Return all names of a department's entry."""
    told = [*entry.get("former", ()), entry]
    pairs = [name for each in told for name in (each["name"], each.get("full", each["name"]))]
    return list(dict.fromkeys([*pairs, *entry.get("aliases", ())]))


def _name_rows(entry: Entry, parties: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """Yield the names of an entry, oldest first, each with its first day; full names only where they differ."""
    since: date | None = entry.get("from")
    is_dated = any(entry.get(key) for key in ("from", "until", "former"))
    told = (*entry.get("former", ()), entry)
    forms = ["full", "short"] if any(each.get("full", each["name"]) != each["name"] for each in told) else ["short"]
    for each in told:
        basis = entry.get("basis") if since or not is_dated else None
        for form in forms:
            name = each.get("full", each["name"]) if form == "full" else each["name"]
            yield {"party_id": parties[name], "form": form, "since": since, "basis": basis}
        since = each.get("until")
    for alias in entry.get("aliases", ()):
        yield {"party_id": parties[alias], "form": "alias"}


def _event_rows(entry: Entry, successor: Callable[[str], int | None]) -> Iterator[dict[str, Any]]:
    basis = entry.get("basis")
    if entry.get("from"):
        yield {"kind": "founded", "as_of": entry["from"], "basis": basis}
    if entry.get("until"):
        other = successor(entry.get("successor", ""))
        yield {"kind": "merged" if other else "ended", "as_of": entry["until"], "other_id": other, "basis": basis}


def store_collective(action: Action, entry: Entry, registry: Registry) -> None:
    """Store a collective: its `members` are kinds; `departments` are members by themselves, those `without` none from a
    day on.
    """
    key = action.append("collective", kind=entry["kind"])
    names = list(dict.fromkeys([entry["name"], *entry.get("aliases", ())]))
    parties = party_ids(action, names)
    action.append_all("collective_name", ({"party_id": parties[name]} for name in names), collective_id=key)
    departments = [registry.find(name)[0].id for name in entry.get("departments", ())]
    append_members(action, key, entry.get("members", ()), departments, entry.get("from"))
    for gone in entry.get("without", ()):
        append_members(action, key, (), [registry.find(gone["name"])[0].id], gone["from"], member=False)


def append_members(
    action: Action, collective: int, kinds: Iterable[str], departments: Iterable[int], day: date | None, *,
    member: bool = True,
) -> None:  # fmt: skip
    """Say of kinds and departments that from a day on (None: ever) they are, or are not, members of a collective."""
    rows: list[dict[str, Any]] = [{"department_kind": kind} for kind in dict.fromkeys(kinds)]
    rows += [{"department_id": department} for department in dict.fromkeys(departments)]
    action.append_all("collective_member", rows, collective_id=collective, member=member, as_of=day)


# --- what a change means ---------------------------------------------------------------------------------------------


class Effect(NamedTuple):
    """What an action means in the stored plans: how many more parties are understood, how many more obligations
    departments have as members of universal collectives; and the kinds of departments that are new.
    """

    parties: int
    obligations: int
    kinds: Sequence[str]


def means_several(name: str) -> str | None:
    """Return why a name cannot be that of one department, in words; None where it can."""
    return _("{name} means several, not one department").format(name=name) if _SEVERAL.search(name) else None


def not_found(names: Iterable[str], registry: Registry) -> Iterator[EgovtrackError]:
    """Yield what is wrong with the names that mean no department."""
    for name in names:
        try:
            registry.find(name)
        except EgovtrackError as error:
            yield error


def new_contradictions(action: Action) -> list[tuple[str, EgovtrackError]]:
    """Return what cannot be by what the action entered, each with the department or collective it is said of."""
    known = {str(error) for _name, error in action.facts(action.id - 1).registry.contradictions()}
    return [(name, error) for name, error in action.facts().registry.contradictions() if str(error) not in known]


def refuse_contradictions(action: Action) -> None:
    """Raise EgovtrackError where what the action entered in the registry cannot be."""
    for _name, error in new_contradictions(action):
        raise error


def effect_of(action: Action) -> Effect:
    """Return what the action's changes of the registry mean."""
    before, now = action.facts(action.id - 1).registry, action.facts()
    issued = {plan.edition: plan.issued_on for plan in now.plans if plan.is_ours}
    parties = {**before.parties, **now.registry.parties}.values()
    named = [row for row in count_named(action.connection, parties) if row[0] in issued]

    def bound(registry: Registry) -> tuple[int, int]:
        understood = owed = 0
        for edition, party, count in named:
            collective = registry.several(party)
            if collective is not None and collective.kind == "universal":
                owed += count * len(registry.members(collective, issued[edition]))
            understood += count * bool(collective or registry.who(party, issued[edition]))
        return understood, owed

    (parties_before, owed_before), (parties_now, owed_now) = bound(before), bound(now.registry)
    kinds = sorted(now.registry.kinds() - before.kinds() - set(KINDS))
    return Effect(parties_now - parties_before, owed_now - owed_before, kinds)
