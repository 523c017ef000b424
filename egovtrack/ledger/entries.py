"""Whether tables of a TOML file are written as they should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Shape = Mapping[str, Callable[[Any], bool]]
"""The keys of a table and whether a value fits; a key that ends in ? may be missing."""


def is_text(value: Any) -> bool:
    """Return whether a value is a text without white space around it."""
    return isinstance(value, str) and bool(value) and value == value.strip()


def are_texts(value: Any) -> bool:
    """Return whether a value is a list of such texts."""
    return isinstance(value, list) and all(map(is_text, value))


def is_day(value: Any) -> bool:
    """Return whether a value is a day, without a time."""
    return type(value) is date


def are_tables(value: Any) -> bool:
    """Return whether a value is a list of tables."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def misfits(table: Mapping[str, Any], shape: Shape) -> list[str]:
    """Return the keys of a table that are missing, not known or do not fit; those that begin with _ are not its own."""
    fits = {key.rstrip("?"): check for key, check in shape.items()}
    needed = (key for key in shape if not key.endswith("?"))
    keys = (key for key in dict.fromkeys([*needed, *table]) if not key.startswith("_"))
    return [key for key in keys if not (key in fits and key in table and fits[key](table[key]))]
