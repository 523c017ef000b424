"""What was done to the ledger: every command with who, when, from where and what, the undone ones too."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import NamedTuple

from egovtrack.columns import REFERS
from egovtrack.connection import Connection, Row, Value, id_list, to_date
from egovtrack.i18n import N_
from egovtrack.queries.facts import Facts
from egovtrack.queries.registry import task_ref
from egovtrack.queries.snapshots import last_known
from egovtrack.snapshot import Snapshot

_ACTIONS = """
SELECT a.id, a.recorded_at, a.author, a.origin, a.command, a.rows, a.undoes_id, a.account FROM action a
WHERE a.id <= :known{limits} ORDER BY a.id"""
_LIMITS = {
    "author": " AND a.author = :author", "action": " AND a.id = :action", "since": " AND a.id > :since",
    "until": " AND a.id <= :until",
}  # fmt: skip
_AMONG = " AND (a.id IN {actions} OR a.undoes_id IN {actions})"
_TOUCHING = "SELECT DISTINCT x.action_id FROM {table} x WHERE {about}"
_ABOUT = {
    "task": "x.{column} IN {ids}",
    "department": "x.{column} IN {ids}",
    "clause": "x.{column} IN (SELECT c.id FROM clause c WHERE c.task_id IN {ids})",
    "progress_note": "EXISTS (SELECT 1 FROM progress_note n WHERE n.id = x.{column} AND n.{what}_id IN {ids})",
    "milestone": "EXISTS (SELECT 1 FROM milestone m WHERE m.id = x.{column} AND m.{what}_id IN {ids})",
}
_COMMANDS = "SELECT a.id FROM action a WHERE a.undoes_id IS NULL ORDER BY a.id DESC"
_NEWEST = "SELECT max(a.id) FROM action a WHERE a.id <= :known"
_FIRST = "SELECT a.recorded_at FROM action a WHERE a.id = (SELECT min(b.id) FROM action b)"
_FOUNDING = "SELECT DISTINCT r.action_id FROM rule r WHERE r.as_of IS NULL"


class Table(NamedTuple):
    """What is told of a table's rows: what they are called, and how a row is worded. `sql` selects of each row what it
    is about, its task, its department, its day, and its value in two parts; without `sql` the rows are only counted.
    """

    name: str
    words: str = ""
    sql: str = ""


TABLES = {
    "edition": Table(
        N_("editions"),
        N_("plan {about}: {value}"),
        "SELECT p.key, NULL, NULL, x.effective_on, x.title, NULL FROM edition x JOIN plan p ON p.id = x.plan_id",
    ),
    "progress_note": Table(
        N_("notes"),
        N_("note {about} {ref}: {value}"),
        "SELECT x.id, x.task_id, x.department_id, x.as_of, x.status, x.percent FROM progress_note x",
    ),
    "retraction": Table(
        N_("retractions"),
        N_("retraction of note {about}: {value}"),
        "SELECT x.note_id, NULL, NULL, NULL, x.reason, NULL FROM retraction x",
    ),
    "designation": Table(
        N_("designations"),
        N_("{ref} {about}: designated"),
        "SELECT p.name, c.task_id, x.department_id, x.as_of, NULL, x.member FROM designation x"
        " JOIN clause c ON c.id = x.clause_id JOIN party p ON p.id = x.party_id",
    ),
    "lead": Table(
        N_("leads set by the office"),
        N_("{ref}: lead set by the office"),
        "SELECT NULL, c.task_id, x.department_id, x.as_of, NULL, NULL FROM lead x JOIN clause c ON c.id = x.clause_id",
    ),
    "deadline": Table(
        N_("deadlines"),
        N_("{ref}: due on {value}"),
        "SELECT NULL, x.task_id, NULL, x.as_of, x.until, NULL FROM deadline x",
    ),
    "milestone": Table(
        N_("milestones"),
        N_("{ref}: milestone “{value}”"),
        "SELECT NULL, x.task_id, x.department_id, x.due_on, x.what, NULL FROM milestone x",
    ),
    "milestone_done": Table(
        N_("milestones reached"),
        N_("{ref}: milestone “{value}” reached"),
        "SELECT NULL, m.task_id, m.department_id, x.as_of, m.what, NULL"
        " FROM milestone_done x JOIN milestone m ON m.id = x.milestone_id",
    ),
    "title": Table(
        N_("titles"),
        N_("{ref}: called “{value}”"),
        "SELECT NULL, x.task_id, NULL, x.as_of, x.title, NULL FROM title x",
    ),
    "plan_state": Table(
        N_("plans closed or reopened"),
        N_("plan {about}: {value}"),
        "SELECT p.key, NULL, NULL, x.as_of, CASE WHEN x.closed THEN 'closed' ELSE 'open' END, NULL"
        " FROM plan_state x JOIN plan p ON p.id = x.plan_id",
    ),
    "reporting_rule": Table(
        N_("reporting rules"),
        N_("plan {about}: asked {value}"),
        "SELECT p.key, NULL, x.department_id, x.as_of, x.cycle, NULL"
        " FROM reporting_rule x JOIN plan p ON p.id = x.plan_id",
    ),
    "exemption": Table(
        N_("exemptions"),
        N_("plan {about}: no report is asked for from {value} on"),
        "SELECT p.key, NULL, x.department_id, NULL, x.period_start, NULL"
        " FROM exemption x JOIN plan p ON p.id = x.plan_id",
    ),
    "request": Table(
        N_("requests"),
        N_("plan {about}: asked, due on {value}"),
        "SELECT p.key, NULL, x.department_id, NULL, x.due_on, NULL FROM request x JOIN plan p ON p.id = x.plan_id",
    ),
    "call": Table(
        N_("calls"),
        N_("a call, promised for {value}"),
        "SELECT NULL, x.task_id, x.department_id, x.as_of, x.promised_on, NULL FROM call x",
    ),
    "contact": Table(
        N_("contacts"),
        N_("contact set"),
        "SELECT NULL, NULL, x.department_id, x.as_of, NULL, NULL FROM contact x",
    ),
    "division": Table(
        N_("divisions of work"),
        N_("division of work {about}"),
        "SELECT x.number, NULL, NULL, x.effective_on, x.title, NULL FROM division x",
    ),
    "redaction": Table(N_("redactions")),
    "department": Table(N_("departments")),
    "department_name": Table(
        N_("names"),
        N_("name {about}"),
        "SELECT p.name, NULL, x.department_id, x.since, NULL, NULL"
        " FROM department_name x JOIN party p ON p.id = x.party_id",
    ),
    "department_kind": Table(N_("kinds of department")),
    "department_event": Table(N_("changes of departments")),
    "handover": Table(N_("handovers")),
    "collective": Table(N_("collectives")),
    "collective_name": Table(N_("names of collectives")),
    "collective_member": Table(N_("members of collectives")),
    "task_change": Table(N_("changes of tasks")),
    "profile": Table(N_("particulars of the ledger")),
    "rule": Table(N_("rules")),
    "clock_correction": Table(N_("corrections of the clock")),
}
"""The tables of which something is told; the rows of the others belong to those of one of these."""
_ROWS = "{sql} WHERE x.action_id = :action ORDER BY x.id"


class ActionRow(NamedTuple):
    """A command that changed the ledger. `recorded_at` is UTC text, `command` None where it was redacted, `written`
    counts what it added by table; `undoes` and `undone_by` are numbers of other actions, `account` is the login name.
    """

    id: int
    recorded_at: str
    author: str
    origin: str
    command: str | None
    written: dict[str, int]
    undoes: int | None
    undone_by: int | None
    account: str


class Deed(NamedTuple):
    """Something that an action did: rows that it added to a table, or what it undid (`undo`). What it is about, the
    task's reference, the department's name, a day (ISO text), and a value in two parts, each None where there is none.
    """

    what: str
    about: str | int | None = None
    ref: str | None = None
    department: str | None = None
    day: str | None = None
    value: str | None = None
    more: int | None = None


def read_actions(
    facts: Facts, *, newest: int | None = None, among: Collection[int] | None = None, after: str | None = None,
    until: str | None = None, **limits: Value,
) -> list[ActionRow]:  # fmt: skip
    """Return actions in the order in which they were done. `newest` is how many of the last are wanted; only those
    `among` some numbers, or that took one of them back; `after` and `until` are moments (UTC text), `limits` are any of
    author and action (a number).
    """
    connection, snapshot = facts.connection, facts.snapshot
    moments = {"since": after, "until": until}
    limits |= {name: last_known(connection, at, snapshot) for name, at in moments.items() if at}
    given = {name: value for name, value in limits.items() if value is not None}
    if newest is not None:
        last = connection.one(_NEWEST, known=snapshot.known)
        given["since"] = max(0, ((last and last[0]) or 0) - newest)
    some = "" if among is None else _AMONG.format(actions=id_list(among))
    sql = _ACTIONS.format(limits="".join(_LIMITS[name] for name in given) + some)
    found = []
    for number, at, *words, rows, undoes, account in connection.rows(sql, known=snapshot.known, **given):
        written = {table: count for table, (_first, count, _digest) in json.loads(rows).items()}
        signed = (number, facts.moments.get(number, at), *words)
        found.append(ActionRow._make((*signed, written, undoes, snapshot.undone.get(number), account)))
    return found


def actions_about(facts: Facts, ref: str | None, dept: str | None) -> set[int] | None:
    """Return the numbers of the actions that added a fact about a task and about a department, as typed; None where
    neither is given.
    """
    given = []
    if ref:
        given.append(ways_to("task", id_list([facts.reference(ref).task_id])))
    if dept:
        departments = facts.registry.find(dept)[0].with_predecessors()
        given.append(ways_to("department", id_list(each.id for each in departments)))
    rows = facts.connection.rows
    found = [{action for way in ways for (action,) in rows(_TOUCHING.format_map(way))} for ways in given]
    return set.intersection(*found) if found else None


def ways_to(what: str, ids: str) -> Iterator[dict[str, str]]:
    """Yield which tables have facts about tasks or departments, and how they are found: by their own columns, else by
    what they name.
    """
    kinds = (what, *(("clause",) if what == "task" else ()), "progress_note", "milestone")
    for table, columns in REFERS.items():
        for kind in kinds:
            if found := [column for column, other in columns.items() if other == kind]:
                for column in found:
                    yield {"table": table, "about": _ABOUT[kind].format(column=column, what=what, ids=ids)}
                break


def founding_actions(connection: Connection) -> frozenset[int]:
    """Return the actions that a ledger began with: they cannot be undone."""
    return frozenset(number for (number,) in connection.rows(_FOUNDING))


def last_action(connection: Connection, snapshot: Snapshot) -> int | None:
    """Return the number of the last action that can be undone: neither undone nor an undoing itself."""
    founding = founding_actions(connection)
    commands = (number for (number,) in connection.each(_COMMANDS))
    return next((number for number in commands if snapshot.holds(number) and number not in founding), None)


def each_deed(facts: Facts, action: ActionRow) -> Iterator[Deed]:
    """Yield what an action did, piece by piece; of the lesser tables how many rows it added."""
    if action.undoes is not None:
        (undone,) = read_actions(facts, action=action.undoes)
        yield Deed("undo", undone.id, value=undone.command)
    for name, table in TABLES.items():
        if name in action.written and table.sql:
            rows = facts.connection.rows(_ROWS.format(sql=table.sql), action=action.id)
            yield from (_deed(facts, name, row) for row in rows)
    for name, count in action.written.items():
        if name in TABLES and not TABLES[name].sql:
            yield Deed(name, more=count)


def _deed(facts: Facts, table: str, row: Row) -> Deed:
    about, task, department, day, value, more = row
    ref = task_ref(facts.connection, facts.snapshot, task) if task is not None else None
    known = department in facts.registry.departments
    name = facts.registry.name_on(department, to_date(day) if day else facts.snapshot.as_of) if known else None
    return Deed(table, about, ref, name, day, value, more)


def founded_at(facts: Facts) -> str:
    """Return when the ledger was made (UTC text): when its first action was recorded."""
    row = facts.connection.one(_FIRST)
    return facts.moments.get(1) or (row[0] if row else "")
