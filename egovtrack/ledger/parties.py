"""Printed names: each is kept once, for ever, whoever bears it."""

from __future__ import annotations

from collections.abc import Collection

from egovtrack.ledger.actions import Action

_PARTY = "SELECT p.name, p.id FROM party p WHERE p.name = :name"
_PARTIES = "SELECT p.name, p.id FROM party p"
_FEW = 5


def party_id(action: Action, name: str) -> int:
    """Return the id of a printed name, which is entered where the ledger does not have it."""
    return party_ids(action, [name])[name]


def party_ids(action: Action, names: Collection[str]) -> dict[str, int]:
    """Return the ids of printed names; those that the ledger does not have are entered, in the order given."""
    wanted = list(dict.fromkeys(names))
    if len(wanted) > _FEW:
        known: dict[str, int] = dict(action.connection.rows(_PARTIES))
    else:
        known = dict(row for name in wanted for row in action.connection.rows(_PARTY, name=name))
    new = [name for name in wanted if name not in known]
    known |= zip(new, action.append_all("party", ({"name": name} for name in new)), strict=True)
    return {name: known[name] for name in wanted}
