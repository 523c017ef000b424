"""The JSON Schema of what `--format json` answers.

Which kinds there are, with which keys, is what all commands answer on a full ledger (`tests.commands`); what the
values of a key may be is what the definitions of the rows say, else what was answered.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from egovtrack.changes import NotCounted
from egovtrack.queries.actions import ActionRow
from egovtrack.queries.notes import NoteRow
from egovtrack.rollup import ClauseRow, CollectiveRow, PartyRow, TargetRow, TaskRow
from egovtrack.rules import Situation
from egovtrack.standing import Obligation
from egovtrack.views.machine import SCHEMA_VERSION

PLACE = Path(__file__).parent / "reference" / "schema.json"
DEFINED = (
    Obligation,
    TaskRow,
    ClauseRow,
    PartyRow,
    TargetRow,
    CollectiveRow,
    NoteRow,
    ActionRow,
    NotCounted,
    Situation,
)
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_PLAIN: dict[Any, Any] = {
    str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null", dict: "object",
}  # fmt: skip
Schema = dict[str, Any]


def of_annotation(told: Any) -> set[str]:
    """Return the names of the types that an annotation allows; `day` is a date, `array` any list."""
    origin = typing.get_origin(told)
    if origin is typing.Literal:
        return {"string"}
    if origin in {typing.Union, types.UnionType}:
        return {name for each in typing.get_args(told) for name in of_annotation(each)}
    if told is date:
        return {"day"}
    base = origin or told
    if base in {float, int}:
        return {_PLAIN[base]}
    return {_PLAIN.get(base, "array")}


def defined() -> dict[str, set[str]]:
    """Return by key the types that the definitions of rows allow."""
    found: dict[str, set[str]] = {}
    for rows in DEFINED:
        for key, told in typing.get_type_hints(rows).items():
            found.setdefault(key, set()).update(of_annotation(told))
    return found


DEFINED_TYPES = defined()


def seen(value: Any) -> str:
    """Return the name of the type of a value as json has it."""
    if isinstance(value, str):
        try:
            return "day" if len(value) == len("2017-03-05") and date.fromisoformat(value) else "string"
        except ValueError:
            return "string"
    return "array" if isinstance(value, list) else str(_PLAIN[type(value)])


def of_values(key: str, values: Iterable[Any], types_of: Mapping[str, set[str]]) -> Schema:
    """Return the schema of the values of a key: their types (of what is always null here, those of the key elsewhere),
    null too, and what is in lists; objects that stand alone have keys of their own (names of members, of tables).
    """
    values = list(values)
    known = set(map(seen, values)) - {"null"} or types_of[key] - {"null"}
    told = DEFINED_TYPES.get(key, set())
    known |= told if known & told or not known else set()  # elsewhere the key may stand for a count
    schema = of_types(known | {"null"}) if known else {}
    inner = [each for value in values if isinstance(value, list) for each in value]
    if inner and all(isinstance(each, dict) for each in inner):
        schema["items"] = of_objects(inner, types_of)
    elif inner:
        schema["items"] = of_types(set(map(seen, inner)))
    return schema


def of_types(names: set[str]) -> Schema:
    """Return the schema of types by name; a day is a text that looks like one, and whole numbers are numbers."""
    if "number" in names:
        names = names - {"integer"}
    if "day" in names and "string" not in names:
        return {"type": sorted(names - {"day"} | {"string"}), "pattern": _DAY["pattern"]}
    return {"type": sorted(names - {"day"})}


def of_objects(rows: list[dict[str, Any]], types_of: Mapping[str, set[str]]) -> Schema:
    """Return the schema of objects: their keys, and those that each of them has."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {
        "type": "object",
        "required": [key for key in keys if all(key in row for row in rows)],
        "properties": {key: of_values(key, [row[key] for row in rows if key in row], types_of) for key in keys},
    }


def collected(value: Mapping[str, Any], found: dict[str, set[str]]) -> None:
    """Add the types of all keys of an object, and of those of the objects in its lists."""
    for key, each in value.items():
        found.setdefault(key, set()).add(seen(each))
        for one in each if isinstance(each, list) else ():
            if isinstance(one, dict):
                collected(one, found)


def schema_of(answers: Iterable[Mapping[str, Any]]) -> Schema:
    """Return the schema of answers, a definition for each kind."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    types_of: dict[str, set[str]] = {}
    for answer in answers:
        kinds.setdefault(answer["kind"], []).append(dict(answer))
        collected(answer, types_of)
    kinds_schema = {}
    for kind, told in sorted(kinds.items()):
        schema = of_objects([answer | {"rows": []} for answer in told], types_of)
        schema["properties"]["rows"] = {
            "type": "array", "items": of_objects([row for answer in told for row in answer["rows"]], types_of),
        }  # fmt: skip
        schema["properties"] |= {
            "schema_version": {"const": SCHEMA_VERSION}, "kind": {"const": kind}, "as_of": _DAY,
            "head": {"type": "string"},
        }  # fmt: skip
        schema["required"] = ["schema_version", "kind", "as_of", "rows"]
        kinds_schema[kind] = schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "egovtrack --format json",
        "type": "object",
        "required": ["schema_version", "kind", "as_of", "rows"],
        "properties": {"kind": {"enum": list(kinds_schema)}},
        "allOf": [
            {"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": f"#/$defs/{kind}"}}
            for kind in kinds_schema
        ],
        "$defs": kinds_schema,
    }


def made() -> dict[Path, bytes]:
    """Run every command, and return what they answer as a schema."""
    from tests.commands import answers, prepare
    from tests.conftest import Program

    with TemporaryDirectory() as folder:
        seeded = Path(folder) / "seeded.db"
        Program(seeded, "2015-03-20")("seed", "2015", "2016", "2017", "12fyp")
        prepare(Path(folder), seeded)
        told = schema_of(answers(Program(Path(folder) / "ledger.db", "2017-04-10"), Path(folder)))
    return {PLACE: (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()}
