"""The office's rules as they are in force: facts whose content is JSON."""

import json
from typing import Any, NamedTuple

from egovtrack.connection import Connection
from egovtrack.rules import LightRule
from egovtrack.snapshot import Snapshot

_RULES = """
SELECT r.id, r.action_id, r.kind, r.as_of, r.version, r.basis, r.content
FROM rule r WHERE r.kind = :kind ORDER BY r.id"""


class RuleRow(NamedTuple):
    """A rule of the office: from which day on (ISO text; None: ever), its version, what it says, on what basis."""

    id: int
    action_id: int
    kind: str
    as_of: str | None
    version: str
    basis: str | None
    content: dict[str, Any]


def read_rules(connection: Connection, snapshot: Snapshot, kind: str) -> list[RuleRow]:
    """Return the rules of a kind that hold at the snapshot, in the order in which they came into force; the last one
    is in force.
    """
    day = snapshot.as_of.isoformat()
    rows = [RuleRow._make((*row, json.loads(content))) for *row, content in connection.rows(_RULES, kind=kind)]
    known = [row for row in rows if snapshot.holds(row.action_id) and (row.as_of or "") <= day]
    # A table of the time before the ledger was made is coloured by the rule that it was made with.
    known = known or [row for row in rows[:1] if row.as_of is None]
    return sorted(known, key=lambda row: (row.as_of or "", row.id))


def read_version(connection: Connection, snapshot: Snapshot, kind: str) -> str:
    """Return the version of the rule of a kind that is in force; that of the shipped ones is 1."""
    rules = read_rules(connection, snapshot, kind)
    return rules[-1].version if rules else "1"


def read_light_rule(connection: Connection, snapshot: Snapshot) -> LightRule:
    """Return the rule of the lights that is in force."""
    rules = read_rules(connection, snapshot, "lights")
    return LightRule(rules[-1].version, **rules[-1].content) if rules else LightRule()
