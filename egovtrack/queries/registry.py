"""The registry as it stands at a snapshot, made from its facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from egovtrack.connection import Connection, as_date, id_list
from egovtrack.queries.holding import holding
from egovtrack.registry import Collective, Department, Registry
from egovtrack.snapshot import Snapshot

_DEPARTMENTS = "SELECT d.id, d.action_id, NULL FROM department d ORDER BY d.id"
_KINDS = "SELECT k.id, k.action_id, NULL, k.department_id, k.kind FROM department_kind k ORDER BY k.id"
_NAMES = """
SELECT n.id, n.action_id, n.replaces_id, n.department_id, n.since, n.basis, n.form, n.party_id, p.name, n.until
FROM department_name n JOIN party p ON p.id = n.party_id ORDER BY n.id"""
_EVENTS = """
SELECT e.id, e.action_id, e.replaces_id, e.department_id, e.as_of, e.basis, e.kind, e.other_id
FROM department_event e ORDER BY e.id"""
_HANDOVERS = """
SELECT h.id, h.action_id, NULL, h.department_id, h.as_of, h.basis, h.to_id, h.task_id FROM handover h ORDER BY h.id"""
_COLLECTIVES = "SELECT c.id, c.action_id, NULL, c.kind FROM collective c ORDER BY c.id"
_COLLECTIVE_NAMES = """
SELECT n.id, n.action_id, NULL, n.collective_id, n.party_id, p.name
FROM collective_name n JOIN party p ON p.id = n.party_id ORDER BY n.id"""
_MEMBERS = """
SELECT m.id, m.action_id, NULL, m.collective_id, m.department_kind, m.department_id, m.member, m.as_of
FROM collective_member m ORDER BY m.id"""
_COUNTS = """
SELECT a.edition_id, a.party_id, count(*) FROM assignment a WHERE a.party_id IN {parties}
GROUP BY a.edition_id, a.party_id"""
_REF = """(
  SELECT p.key || '-' || r.ref FROM task_text r JOIN edition e ON e.id = r.edition_id JOIN plan p ON p.id = e.plan_id
  WHERE r.task_id = {task} AND r.action_id <= :known AND r.action_id NOT IN {undone}
  ORDER BY e.effective_on > :as_of, CASE WHEN e.effective_on > :as_of THEN e.effective_on END,
           e.effective_on DESC, r.id DESC LIMIT 1)"""
_NAMED = "SELECT p.id FROM party p WHERE EXISTS (SELECT 1 FROM assignment a WHERE a.party_id = p.id)"


def read_registry(connection: Connection, snapshot: Snapshot) -> Registry:
    """Return the registry as it is known at the snapshot; what of it holds on a day, its methods say."""

    def facts(sql: str) -> list[tuple[Any, ...]]:
        return holding(snapshot, connection.rows(sql))

    departments = {number: Department(number, action=action) for number, action, _old in facts(_DEPARTMENTS)}
    for _number, _action, _old, department, kind in facts(_KINDS):
        departments[department].kind = kind
    parties: dict[str, int] = {}
    bearers: dict[int, list[Department]] = {}
    for row in facts(_NAMES):
        department, form, party, name = departments[row[3]], *row[6:9]
        department.name_rows.append(row)
        if form != "void":
            parties[name] = party
            borne = bearers.setdefault(party, [])
            if department not in borne:
                borne.append(department)
    for row in facts(_EVENTS):
        departments[row[3]].event_rows.append(row)
    for row in facts(_HANDOVERS):
        departments[row[3]].handover_rows.append(row)
    collectives = {number: Collective(number, kind) for number, _action, _old, kind in facts(_COLLECTIVES)}
    by_name: dict[str, Collective] = {}
    for _number, _action, _old, key, party, name in facts(_COLLECTIVE_NAMES):
        parties[name], by_name[name] = party, collectives[key]
        collectives[key].names.append(name)
    for _number, _action, _old, key, kind, member, is_member, day in facts(_MEMBERS):
        collectives[key].memberships.append((kind, member, bool(is_member), as_date(day)))
    return Registry(
        departments.values(), by_name, parties, bearers, lambda: {party for (party,) in connection.rows(_NAMED)}
    )


def count_named(connection: Connection, parties: Iterable[int]) -> list[tuple[int, int, int]]:
    """Return how often editions name each of some parties: edition, party, count."""
    return [(row[0], row[1], row[2]) for row in connection.rows(_COUNTS.format(parties=id_list(parties)))]


def ref_sql(snapshot: Snapshot, task: str) -> str:
    """Return SQL for the reference of the task whose id `task` is (a column or a parameter): that of the edition in
    force at the snapshot; of a task that this no longer has, of the last that had it. The parameters `known` and
    `as_of` are those of the snapshot.
    """
    return _REF.format(task=task, undone=id_list(snapshot.undone))


def task_ref(connection: Connection, snapshot: Snapshot, task: int) -> str:
    """Return the reference of a task at a snapshot."""
    sql = "SELECT " + ref_sql(snapshot, ":task")
    ((ref,),) = connection.rows(sql, task=task, known=snapshot.known, as_of=snapshot.as_of)
    return str(ref)
