"""What a ledger is about, and what it knows from the first: the shipped rules, its language and its time zone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from egovtrack.chasing import ChaseRule
from egovtrack.ledger.actions import Action
from egovtrack.periods import ReportingRule
from egovtrack.rules import LightRule


def found(action: Action, zone: str, language: str = "zh") -> None:
    """Write the first facts of a fresh ledger: the shipped rules, and its profile."""
    for table, values in founding_facts(zone, language):
        action.append(table, **values)


def founding_facts(zone: str, language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield these facts, each with its table."""
    yield "profile", {"name": "zone", "value": zone}
    yield "profile", {"name": "language", "value": language}
    lights = LightRule()._asdict()
    yield "rule", {"kind": "lights", "version": lights.pop("version"), "content": rule_text(lights)}
    shipped = ReportingRule()._asdict()
    reporting = {name: shipped[name] for name in ("due", "weekday", "roles", "lead_answers")}
    yield "rule", {"kind": "reporting", "version": "1", "content": rule_text(reporting)}
    chase = ChaseRule()._asdict()
    yield "rule", {"kind": "chase", "version": chase.pop("version"), "content": rule_text(chase)}


def set_profile(action: Action, name: str, value: str) -> None:
    """Say what the ledger's `place`, `issuer`, `language` or `zone` is, where that is not what it says already."""
    if action.facts().profile.get(name) != value:
        action.append("profile", name=name, value=value)


def rule_text(content: dict[str, Any]) -> str:
    """Return what a rule says as it is kept: JSON with sorted keys."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
