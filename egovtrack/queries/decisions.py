"""What the office decided: it is little, and read whole; what holds is worked out here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from egovtrack.connection import Connection, Row, id_list, to_date
from egovtrack.facts import (
    AssignedLead,
    Carried,
    Decisions,
    Designated,
    Done,
    Extended,
    Linked,
    MilestoneFact,
    OfficeWord,
    Return,
    Titled,
)
from egovtrack.queries.registry import holding, ref_sql
from egovtrack.snapshot import Snapshot

T = TypeVar("T")
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
_RETURNS = """
SELECT x.id, x.action_id, NULL, x.as_of, x.task_id, x.clause_id, x.department_id
FROM progress_note x WHERE x.kind = 'return' AND x.status IS NOT NULL{tasks} ORDER BY +x.id"""
_MILESTONES = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.task_id, x.clause_id, x.department_id, x.due_on, x.what, x.basis
FROM milestone x WHERE 1 = 1{tasks} ORDER BY x.due_on, x.id"""
_REACHED = """
SELECT d.id, d.action_id, d.replaces_id, d.as_of, d.milestone_id, d.basis
FROM milestone_done d ORDER BY d.as_of, d.id"""
_TITLES = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.task_id, x.title, x.basis
FROM title x WHERE 1 = 1{tasks} ORDER BY x.as_of, x.id"""
_CARRIES = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.task_id, x.department_id, {to}, x.basis
FROM carry x ORDER BY x.as_of, x.id"""
_LINKS = """
SELECT x.id, x.action_id, x.replaces_id, x.as_of, x.task_id, x.earlier_id, {earlier}, x.state, x.basis
FROM link x ORDER BY x.as_of, x.id"""
_SENT_BACK = """
SELECT j.id, x.id, x.action_id FROM progress_note x JOIN progress_note j ON j.id = x.judged_id
WHERE x.kind = 'return' AND j.kind = 'unchanged' AND x.as_of <= :as_of"""
_RETRACTIONS = "SELECT r.note_id, r.action_id FROM retraction r"
_SIGNATURES = "SELECT a.id, a.author, a.recorded_at FROM action a WHERE a.id IN {actions}"
_OF = {
    "clauses": " AND x.clause_id IN (SELECT c.id FROM clause c WHERE c.task_id IN {ids})",
    "tasks": " AND x.task_id IN {ids}",
}


def read_retracted(connection: Connection, snapshot: Snapshot) -> frozenset[int]:
    """Return the notes that were retracted."""
    return frozenset(note for note, action in connection.rows(_RETRACTIONS) if snapshot.holds(action))


def read_sent_back(connection: Connection, snapshot: Snapshot, retracted: frozenset[int]) -> frozenset[int]:
    """Return the answers without anything new that the office sent back."""
    rows = connection.rows(_SENT_BACK, as_of=snapshot.as_of)
    return frozenset(note for note, back, action in rows if snapshot.holds(action) and back not in retracted)


def read_decisions(
    connection: Connection, snapshot: Snapshot, retracted: frozenset[int], tasks: Collection[int] | None = None
) -> Decisions:
    """Return what the office decided on all tasks, or on some, as far as it holds on the snapshot's day."""
    ids = id_list(tasks) if tasks is not None else ""
    limits = {name: limit.format(ids=ids) if ids else "" for name, limit in _OF.items()}
    limits |= {"to": ref_sql(snapshot, "x.to_id"), "earlier": ref_sql(snapshot, "x.earlier_id")}
    day = snapshot.as_of.isoformat()

    def facts(sql: str, **parameters: Any) -> Iterator[Row]:
        rows = holding(snapshot, connection.rows(sql.format(**limits), **parameters))
        return ((row[0], row[1], *row[3:]) for row in rows if row[3] <= day)

    moment = {"known": snapshot.known, "as_of": snapshot.as_of}
    words = (row for row in facts(_WORDS) if row[0] not in retracted)
    returns = (row for row in facts(_RETURNS) if row[0] not in retracted)
    return Decisions(
        _designated(facts(_DESIGNATIONS)),
        _leads(facts(_LEADS)),
        _by_task((task, Extended(task, clause, to_date(until), to_date(since), basis, number, action))
                 for number, action, since, task, clause, until, basis in facts(_DEADLINES)),
        {task: OfficeWord(note, status, percent, to_date(since)) for note, _a, since, task, status, percent in words},
        _by_task((task, Return(clause, department, to_date(since)))
                 for _note, _action, since, task, clause, department in returns),
        _milestones(facts(_MILESTONES), {
            milestone: Done(milestone, to_date(day), basis, number, action)
            for number, action, day, milestone, basis in facts(_REACHED)
        }),
        _titles(facts(_TITLES)),
        _by_task((task, Carried(task, department, to, to_date(since), basis, number, action))
                 for number, action, since, task, department, to, basis in facts(_CARRIES, **moment)),
        {(task, earlier): Linked(task, earlier, ref, state, to_date(since), basis, number, action)
         for number, action, since, task, earlier, ref, state, basis in facts(_LINKS, **moment)},
    )  # fmt: skip


def read_titles(connection: Connection, snapshot: Snapshot) -> dict[int, str]:
    """Return by task the short titles that the office has given."""
    day = snapshot.as_of.isoformat()
    rows = holding(snapshot, connection.rows(_TITLES.format(tasks="")))
    titles = _titles((row[0], row[1], *row[3:]) for row in rows if row[3] <= day)
    return {task: titled.title for task, titled in titles.items()}


def _titles(rows: Iterable[Row]) -> dict[int, Titled]:
    return {
        task: Titled(task, title, to_date(since), basis, number, action)
        for number, action, since, task, title, basis in rows
    }


def _by_task(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for task, fact in rows:
        found.setdefault(task, []).append(fact)
    return found


def _designated(rows: Iterable[Row]) -> dict[tuple[int, int], dict[int, Designated]]:
    found: dict[tuple[int, int], dict[int, Designated]] = {}
    for number, action, since, clause, party, department, member, basis in rows:
        meant = found.setdefault((clause, party), {})
        meant.pop(department, None)
        if member:
            meant[department] = Designated(department, to_date(since), basis, number, action)
        elif not meant:
            del found[clause, party]
    return found


def _leads(rows: Iterable[Row]) -> dict[int, AssignedLead]:
    found: dict[int, AssignedLead] = {}
    for number, action, since, clause, department, basis in rows:
        found.pop(clause, None)
        if department is not None:
            found[clause] = AssignedLead(clause, department, to_date(since), basis, number, action)
    return found


def _milestones(rows: Iterable[Row], reached: Mapping[int, Done]) -> dict[int, list[MilestoneFact]]:
    return _by_task(
        (task, MilestoneFact(
            number, task, clause, department, to_date(due), what, to_date(since), basis, action, reached.get(number)
        ))
        for number, action, since, task, clause, department, due, what, basis in rows
    )  # fmt: skip


def read_signatures(
    connection: Connection, actions: Collection[int], moments: Mapping[int, str]
) -> dict[int, tuple[str, str]]:
    """Return by action who did it and when it was recorded (UTC text); `moments` are those that were set right."""
    rows = connection.rows(_SIGNATURES.format(actions=id_list(actions)))
    return {number: (author, moments.get(number, moment)) for number, author, moment in rows}
