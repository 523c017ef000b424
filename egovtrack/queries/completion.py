"""What a word that is being typed may become: keys of plans, refs of tasks, names of departments."""

from __future__ import annotations

from egovtrack.queries.reader import Reader

_PLANS = """
SELECT p.key, p.title FROM document o JOIN plan p ON p.document_id = +o.id
WHERE NOT EXISTS (SELECT 1 FROM action u WHERE u.undoes_id = p.action_id)
  AND substr(p.key, 1, length(:start)) = :start
ORDER BY o.issued_on DESC, p.key DESC"""
_TASKS = """
SELECT t.ref, t.title FROM task t JOIN plan p ON p.id = t.plan_id
WHERE p.key = :plan AND substr(t.ref, 1, length(:start)) = :start LIMIT 100"""
_NAMES = """
SELECT n.name, d.name FROM department_name n JOIN department d ON d.id = n.department_id
WHERE substr(n.name, 1, length(:start)) = :start
  AND (n.form = 'short' OR NOT EXISTS (
    SELECT 1 FROM department_name k WHERE k.form = 'short' AND substr(k.name, 1, length(:start)) = :start))
ORDER BY d.position, n.id"""
_COLLECTIVES = """
SELECT n.name, g.name FROM collective_name n JOIN collective g ON g.id = n.collective_id
WHERE substr(n.name, 1, length(:start)) = :start ORDER BY n.collective_id, n.name"""
STATEMENTS = (_PLANS, _TASKS, _NAMES, _COLLECTIVES)

Found = list[tuple[str, str]]
"""What a word may become, and what it is then."""


def plans_like(reader: Reader, start: str) -> Found:
    """The keys of plans that begin so, newest first, with their titles."""
    return [(key, title) for key, title in reader.rows(_PLANS, start=start)]


def refs_like(reader: Reader, start: str) -> Found:
    """The refs of tasks that begin so, a hundred at the most, with their short titles. Before the - those of plans."""
    key, dash, rest = start.partition("-")
    if not dash:
        return [(f"{plan}-", title) for plan, title in plans_like(reader, start)]
    return [(f"{key}-{ref}", title) for ref, title in reader.rows(_TASKS, plan=key, start=rest)]


def departments_like(reader: Reader, start: str) -> Found:
    """The names of departments that begin so, with today's: short names; where none begins so, the others."""
    return [(name, today) for name, today in reader.rows(_NAMES, start=start)]


def parties_like(reader: Reader, start: str) -> Found:
    """The same, and the names of collectives."""
    collectives = [(name, collective) for name, collective in reader.rows(_COLLECTIVES, start=start)]
    return departments_like(reader, start) + collectives
