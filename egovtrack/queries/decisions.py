"""What the office decided: it is little, and read whole; what holds is worked out here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from egovtrack.connection import Connection, id_list, to_date
from egovtrack.facts import AssignedLead, Decisions, Designated, Extended, OfficeWord
from egovtrack.queries.registry import holding
from egovtrack.snapshot import Snapshot

_DESIGNATIONS = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.clause_id, x.party_id, x.department_id, x.member, x.basis
FROM designation x WHERE 1 = 1{clauses} ORDER BY x.as_of, x.id"""
_LEADS = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.clause_id, x.department_id, x.basis
FROM lead x WHERE 1 = 1{clauses} ORDER BY x.as_of, x.id"""
_DEADLINES = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.task_id, x.clause_id, x.until, x.basis
FROM deadline x WHERE 1 = 1{tasks} ORDER BY x.as_of, x.id"""
_WORDS = """
SELECT x.id, x.action_id, NULL, x.as_of, x.task_id, x.status, x.percent
FROM progress_note x WHERE x.department_id IS NULL{tasks} ORDER BY x.as_of, x.id"""
_RETRACTIONS = "SELECT r.note_id, r.action_id FROM retraction r"
_SIGNATURES = "SELECT a.id, a.author, a.recorded_at FROM action a WHERE a.id IN {actions}"
_OF = {
    "clauses": " AND x.clause_id IN (SELECT c.id FROM clause c WHERE c.task_id IN {ids})",
    "tasks": " AND x.task_id IN {ids}",
}


def read_retracted(connection: Connection, snapshot: Snapshot) -> frozenset[int]:
    """Return the notes that were retracted."""
    return frozenset(note for note, action in connection.rows(_RETRACTIONS) if snapshot.holds(action))


def read_decisions(
    connection: Connection, snapshot: Snapshot, retracted: frozenset[int], tasks: Collection[int] | None = None
) -> Decisions:
    """Return what the office decided on all tasks, or on some, as far as it holds on the snapshot's day."""
    ids = id_list(tasks) if tasks is not None else ""
    limits = {name: limit.format(ids=ids) if ids else "" for name, limit in _OF.items()}
    day = snapshot.as_of.isoformat()

    def facts(sql: str) -> Iterator[tuple[Any, ...]]:
        rows = holding(snapshot, connection.rows(sql.format(**limits)))
        return ((row[0], row[1], *row[3:]) for row in rows if row[3] <= day)

    found = Decisions({}, {}, {}, {})
    for number, action, since, clause, party, department, member, basis in facts(_DESIGNATIONS):
        meant = found.designated.setdefault((clause, party), {})
        meant.pop(department, None)
        if member:
            meant[department] = Designated(department, to_date(since), basis, number, action)
        elif not meant:
            del found.designated[clause, party]
    for number, action, since, clause, department, basis in facts(_LEADS):
        found.leads.pop(clause, None)
        if department is not None:
            found.leads[clause] = AssignedLead(clause, department, to_date(since), basis, number, action)
    for number, action, since, task, clause, until, basis in facts(_DEADLINES):
        moved = Extended(task, clause, to_date(until), to_date(since), basis, number, action)
        found.deadlines.setdefault(task, []).append(moved)
    for note, _action, since, task, status, percent in facts(_WORDS):
        if note not in retracted:
            found.words[task] = OfficeWord(note, status, percent, to_date(since))
    return found


def read_signatures(connection: Connection, actions: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return by action who did it and when it was recorded (UTC text)."""
    rows = connection.rows(_SIGNATURES.format(actions=id_list(actions)))
    return {number: (author, moment) for number, author, moment in rows}
