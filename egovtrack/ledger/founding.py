"""What a ledger knows from the first: the rules that come with the program, its language and its time zone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from egovtrack.ledger.actions import Action
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


def rule_text(content: dict[str, Any]) -> str:
    """Return what a rule says as it is kept: JSON with sorted keys."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
