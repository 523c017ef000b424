"""What was done to the ledger: every command with who, when, from where and what, the undone ones too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from egovtrack.queries.names import Registry
from egovtrack.queries.reader import Reader, Value, as_date

_ACTIONS = """
SELECT a.id, a.recorded_at, a.author, a.origin, a.command, a.written, a.undoes_id, u.id
FROM action a LEFT JOIN action u ON u.undoes_id = a.id
WHERE a.recorded_at <= :known_at{limits} ORDER BY a.id"""
_LIMITS = {"author": " AND a.author = :author", "action": " AND a.id = :action", "since": " AND a.id > :since"}
_LAST = """
SELECT a.id FROM action a
WHERE a.undoes_id IS NULL AND NOT EXISTS (SELECT 1 FROM action u WHERE u.undoes_id = a.id)
ORDER BY a.id DESC LIMIT 1"""
_NEWEST = "SELECT max(a.id) FROM action a"
_NOTES = """
SELECT n.id, p.key, t.ref, n.department_id, n.status, n.percent, n.as_of FROM progress_note n
JOIN task t ON t.id = n.task_id JOIN plan p ON p.id = t.plan_id WHERE n.action_id = :action ORDER BY n.id"""
_RETRACTIONS = "SELECT r.note_id, r.reason FROM progress_retraction r WHERE r.action_id = :action ORDER BY r.id"
_DESIGNATIONS = """
SELECT p.key, t.ref, g.name, x.department_id, x.member, x.as_of FROM designation x
JOIN clause c ON c.id = x.clause_id JOIN task t ON t.id = c.task_id JOIN plan p ON p.id = t.plan_id
JOIN collective g ON g.id = x.collective_id WHERE x.action_id = :action ORDER BY x.id"""
_LEADS = """
SELECT p.key, t.ref, x.department_id, x.as_of FROM assigned_lead x
JOIN clause c ON c.id = x.clause_id JOIN task t ON t.id = c.task_id JOIN plan p ON p.id = t.plan_id
WHERE x.action_id = :action ORDER BY x.id"""
_EXTENSIONS = """
SELECT p.key, t.ref, x.until, x.as_of FROM extension x JOIN task t ON t.id = x.task_id JOIN plan p ON p.id = t.plan_id
WHERE x.action_id = :action ORDER BY x.id"""
_PLANS = "SELECT p.key, p.title FROM plan p WHERE p.action_id = :action ORDER BY p.id"
_DIVISIONS = "SELECT d.number, d.title FROM division d WHERE d.action_id = :action ORDER BY d.id"
_BEFORE = "SELECT a.before FROM action a WHERE a.id = :action"
STATEMENTS = (
    _ACTIONS.format(limits="".join(_LIMITS.values())), _LAST, _NEWEST, _NOTES, _RETRACTIONS, _DESIGNATIONS, _LEADS,
    _EXTENSIONS, _PLANS, _DIVISIONS, _BEFORE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A command that changed the ledger. `recorded_at` is UTC text, `written` counts what it added by table, `undoes`
    and `undone_by` are numbers of other actions.
    """

    id: int
    recorded_at: str
    author: str
    origin: str
    command: str
    written: dict[str, int]
    undoes: int | None
    undone_by: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that an action did: what it is (`note`, `retraction`, `designation`, `lead`, `extension`, `plan`,
    `division` or `changed`), what it is about, and the words to show.
    """

    what: str
    about: str
    department: str | None
    value: str | None
    day: date | None


def read_actions(reader: Reader, known_at: str, *, newest: int | None = None, **limits: Value) -> list[ActionRow]:
    """Actions in the order in which they were done. `newest`: only so many, the last ones; `limits` are any of author
    and action (a number).
    """
    given = {name: value for name, value in limits.items() if value is not None}
    if newest is not None:
        last = (reader.one(_NEWEST) or (None,))[0] or 0
        given["since"] = max(0, last - newest)
    sql = _ACTIONS.format(limits="".join(_LIMITS[name] for name in given))
    return [
        ActionRow(number, at, author, origin, command, json.loads(written or "{}"), undoes, undone_by)
        for number, at, author, origin, command, written, undoes, undone_by in reader.rows(
            sql, known_at=known_at, **given
        )
    ]


def last_action(reader: Reader) -> int | None:
    """The number of the last action that can be taken back: neither undone nor an undoing itself."""
    row = reader.one(_LAST)
    return row[0] if row else None


def read_deeds(reader: Reader, registry: Registry, action: int) -> Iterator[Deed]:
    """What an action did, piece by piece."""

    def called(department: int | None, day: date | None) -> str | None:
        return registry.name_on(department, day or date.max) if department is not None else None

    for note, key, ref, department, status, percent, day in reader.rows(_NOTES, action=action):
        told = status if percent is None else f"{status} {percent}%"
        yield Deed("note", f"{note} {key}-{ref}", called(department, as_date(day)), told, as_date(day))
    for note, reason in reader.rows(_RETRACTIONS, action=action):
        yield Deed("retraction", str(note), None, reason, None)
    for key, ref, party, department, member, day in reader.rows(_DESIGNATIONS, action=action):
        what = "designation" if member else "dismissal"
        yield Deed(what, f"{key}-{ref} {party}", called(department, as_date(day)), None, as_date(day))
    for key, ref, department, day in reader.rows(_LEADS, action=action):
        yield Deed("lead", f"{key}-{ref}", called(department, as_date(day)), None, as_date(day))
    for key, ref, until, day in reader.rows(_EXTENSIONS, action=action):
        yield Deed("extension", f"{key}-{ref}", None, str(as_date(until)), as_date(day))
    for key, title in reader.rows(_PLANS, action=action):
        yield Deed("plan", key, None, title, None)
    for number, title in reader.rows(_DIVISIONS, action=action):
        yield Deed("division", number, None, title, None)
    before = (reader.one(_BEFORE, action=action) or (None,))[0]
    for table, rows in json.loads(before or "{}").items():
        yield Deed("changed", table, None, str(len(rows)), None)


def machine_row(one: ActionRow) -> dict[str, Any]:
    """The row that scripts read (kind `actions`)."""
    return {key: getattr(one, key) for key in ActionRow.__dataclass_fields__}
