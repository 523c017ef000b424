"""The obligations of a department at a snapshot: facts read for it, and handed to `standing`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from egovtrack.facts import Plan
from egovtrack.queries.facts import Facts
from egovtrack.queries.tasks import each_task, notes_by, tasks_naming
from egovtrack.registry import Department, Name
from egovtrack.standing import VIAS, Obligation


def department_obligations(
    facts: Facts, plan: Plan, department: Department, vias: Collection[str] = VIAS, *, name: Name | None = None
) -> list[Obligation]:
    """Return the obligations of a department in a plan that came by `vias`: its own under all its names, and what its
    predecessors had not finished when it took over. Of an office that is no more: what it was given. With a `name`,
    only what was given to it under that very name. Named ones come first.
    """
    only = frozenset([department.id] if name else [each.id for each in department.with_predecessors()])
    registry, connection = facts.registry, facts.connection
    standing = facts.standing(plan, few=True)
    parties = registry.parties_of(only)
    parties |= {
        registry.parties[printed]
        for printed, collective in registry.collectives.items()
        if (collective.kind == "universal" or "indefinite" in vias)
        and any(collective.has(registry.departments[key], plan.issued_on) for key in only)
    }
    meant = {clause for (clause, _party), those in facts.decisions.designated.items() if not only.isdisjoint(those)}
    if facts.reporting.of(plan).lead_answers:  # then others' parties matter too
        tasks = list(each_task(connection, plan.edition))
    else:
        tasks = tasks_naming(connection, plan.edition, parties, meant)
    notes = notes_by(connection, tasks, facts.snapshot, only)
    answers = facts.answers(standing, [task.id for task in tasks], only)
    rows = list(standing.obligations(tasks, notes, answers, vias, only))
    if name:
        then = name.name if name.form == "short" else _short_name(department, name)
        rows = [each for each in rows if each.member == then]
    elif department.ended(facts.snapshot.as_of) is None:
        rows = [each for each in rows if each.holder_id == department.id]
    return _named_first(rows)


def _short_name(department: Department, name: Name) -> str:
    """Return the short name of the time in which a name was in use; for an everyday name, today's."""
    if name.form == "full":
        for each in department.names:
            if each.form == "short" and (each.valid_from, each.valid_to) == (name.valid_from, name.valid_to):
                return each.name
    return department.name


def _named_first(rows: Sequence[Obligation]) -> list[Obligation]:
    """Return the obligations by how they came, and then the possible ones: each of those stands once, for an office and
    all those it replaced.
    """
    possible = {(each.clause_id, each.role, each.party): each for each in rows if each.via == "indefinite"}
    definite = [each for each in rows if each.via != "indefinite"]
    return [*sorted(definite, key=lambda each: VIAS.index(each.via)), *possible.values()]
