"""What a word that is being typed may become: keys of plans, refs of tasks, names of departments."""

from __future__ import annotations

from egovtrack.queries.decisions import read_titles
from egovtrack.queries.facts import Facts
from egovtrack.registry import Name

_REFS = """
SELECT t.task_id, t.ref, t.title FROM task_text t
WHERE t.edition_id = :edition AND substr(t.ref, 1, length(:start)) = :start ORDER BY t.id LIMIT 100"""

Found = list[tuple[str, str]]
"""What a word may become, and what it is then."""


def plans_like(facts: Facts, start: str) -> Found:
    """Return the keys of plans that begin so, newest first, with their titles."""
    return [(plan.key, plan.title) for plan in facts.plans if plan.key.startswith(start)]


def refs_like(facts: Facts, start: str) -> Found:
    """Return the refs of tasks that begin so, a hundred at the most, with their short titles. Before the - those of
    plans.
    """
    key, dash, rest = start.partition("-")
    if not dash:
        return [(f"{plan}-", title) for plan, title in plans_like(facts, start)]
    editions = [plan.edition for plan in facts.plans if plan.key == key]
    rows = [row for edition in editions for row in facts.connection.rows(_REFS, edition=edition, start=rest)]
    titles = read_titles(facts.connection, facts.snapshot)
    return [(f"{key}-{ref}", titles.get(task) or title) for task, ref, title in rows]


def departments_like(facts: Facts, start: str) -> Found:
    """Return the names of departments that begin so, with today's: short names; where none begins so, the others."""
    named: list[tuple[Name, str]] = [
        (name, department.name)
        for department in facts.registry.departments.values()
        for name in department.names
        if name.name.startswith(start)
    ]
    short = [(name, today) for name, today in named if name.form == "short"]
    return [(name.name, today) for name, today in short or named]


def parties_like(facts: Facts, start: str) -> Found:
    """Return the same, and the names of collectives."""
    collectives = [(name, each.name) for name, each in facts.registry.collectives.items() if name.startswith(start)]
    return departments_like(facts, start) + collectives
