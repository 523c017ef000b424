"""Printed names: each is kept once, for ever, whoever bears it."""

from __future__ import annotations

from collections.abc import Collection

from egovtrack.ledger.actions import Action

_PARTIES = "SELECT p.name, p.id FROM party p"


def party_ids(action: Action, names: Collection[str]) -> dict[str, int]:
    """Return the ids of printed names; those that the ledger does not have are entered, in the order given."""
    wanted = list(dict.fromkeys(names))
    known: dict[str, int] = dict(action.connection.rows(_PARTIES))
    new = [name for name in wanted if name not in known]
    known |= zip(new, action.append_all("party", ({"name": name} for name in new)), strict=True)
    return {name: known[name] for name in wanted}
