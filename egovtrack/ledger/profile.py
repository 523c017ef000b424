"""What the ledger is about: its place, its issuer, the language of words in files, its time zone."""

from __future__ import annotations

from datetime import date

from egovtrack.ledger.actions import Action
from egovtrack.queries.plans import read_profile
from egovtrack.queries.snapshots import read_snapshot


def set_profile(action: Action, name: str, value: str) -> None:
    """Say what the ledger's `place`, `issuer`, `language` or `zone` is, where that is not what it says already."""
    known = read_profile(action.connection, read_snapshot(action.connection, date.max))
    if known.get(name) != value:
        action.append("profile", name=name, value=value)
