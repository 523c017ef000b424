"""What the office decided: it is little, and read whole; what holds is worked out here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

from egovtrack.connection import Connection, Value, id_list
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
from egovtrack.queries.holding import F, each_fact, select
from egovtrack.queries.registry import ref_sql
from egovtrack.snapshot import Snapshot

T = TypeVar("T", Extended, Return, MilestoneFact, Carried)
_DESIGNATIONS = select(Designated, "designation", "{clauses}")
_LEADS = select(AssignedLead, "lead", "{clauses}")
_DEADLINES = select(Extended, "deadline", "{tasks}")
_MILESTONES = select(MilestoneFact, "milestone", "{tasks}", "x.due_on, x.id")
_REACHED = select(Done, "milestone_done")
_TITLES = select(Titled, "title", "{tasks}")
_CARRIES = select(Carried, "carry", to_ref="{to}")
_LINKS = select(Linked, "link", earlier_ref="{earlier}")
_WORDS = """
SELECT x.id, x.action_id, NULL, x.as_of, x.task_id, x.status, x.percent
FROM progress_note x WHERE x.department_id IS NULL{tasks} ORDER BY x.as_of, x.id"""
_RETURNS = """
SELECT x.id, x.action_id, NULL, x.as_of, x.task_id, x.clause_id, x.department_id
FROM progress_note x WHERE x.kind = 'return' AND x.status IS NOT NULL{tasks} ORDER BY +x.id"""
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
    moment: dict[str, Value] = {"known": snapshot.known, "as_of": snapshot.as_of}

    def facts(kind: type[F], sql: str, **parameters: Value) -> Iterator[F]:
        return each_fact(connection, snapshot, kind, sql.format(**limits), **parameters)

    reached = {each.milestone_id: each for each in facts(Done, _REACHED)}
    return Decisions(
        _designated(facts(Designated, _DESIGNATIONS)),
        _leads(facts(AssignedLead, _LEADS)),
        _by_task(facts(Extended, _DEADLINES)),
        {each.task_id: each for each in facts(OfficeWord, _WORDS) if each.id not in retracted},
        _by_task(each for each in facts(Return, _RETURNS) if each.id not in retracted),
        _by_task(each._replace(done=reached.get(each.id)) for each in facts(MilestoneFact, _MILESTONES)),
        {each.task_id: each for each in facts(Titled, _TITLES)},
        _by_task(facts(Carried, _CARRIES, **moment)),
        {(each.task_id, each.earlier_id): each for each in facts(Linked, _LINKS, **moment)},
    )


def read_titles(connection: Connection, snapshot: Snapshot) -> dict[int, str]:
    """Return by task the short titles that the office has given."""
    return {each.task_id: each.title for each in each_fact(connection, snapshot, Titled, _TITLES.format(tasks=""))}


def _by_task(facts: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for each in facts:
        found.setdefault(each.task_id, []).append(each)
    return found


def _designated(facts: Iterable[Designated]) -> dict[tuple[int, int], dict[int, Designated]]:
    found: dict[tuple[int, int], dict[int, Designated]] = {}
    for each in facts:
        meant = found.setdefault((each.clause_id, each.party_id), {})
        meant.pop(each.department_id, None)
        if each.member:
            meant[each.department_id] = each
        elif not meant:
            del found[each.clause_id, each.party_id]
    return found


def _leads(facts: Iterable[AssignedLead]) -> dict[int, AssignedLead]:
    found: dict[int, AssignedLead] = {}
    for each in facts:
        found.pop(each.clause_id, None)
        if each.department_id is not None:
            found[each.clause_id] = each
    return found


def read_signatures(
    connection: Connection, actions: Collection[int], moments: Mapping[int, str]
) -> dict[int, tuple[str, str]]:
    """Return by action who did it and when it was recorded (UTC text); `moments` are those that were set right."""
    rows = connection.rows(_SIGNATURES.format(actions=id_list(actions)))
    return {number: (author, moments.get(number, moment)) for number, author, moment in rows}
