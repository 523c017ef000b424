"""Whether what was entered would still be taken: what undoing an earlier action must leave as it is.

Only those rules are gone through that can break without a foreign key breaking, and only where something of the tables
that they depend on comes or goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from egovtrack.connection import id_list, to_date
from egovtrack.errors import EgovtrackError
from egovtrack.facts import NoteFact
from egovtrack.i18n import gettext as _
from egovtrack.ledger.decisions import refuse_answering, refuse_designation
from egovtrack.queries.facts import Facts
from egovtrack.queries.tasks import NOTE_COLUMNS, each_task
from egovtrack.registry import Name
from egovtrack.standing import PlanStanding

_NOTES = f"""
SELECT n.task_id, {NOTE_COLUMNS} FROM progress_note n WHERE n.status IS NOT NULL AND n.task_id IN (
  SELECT x.task_id FROM progress_note x WHERE x.action_id IN {{actions}}
  UNION SELECT y.task_id FROM retraction r JOIN progress_note y ON y.id = r.note_id WHERE r.action_id IN {{actions}})
ORDER BY n.id"""
_LATER = "(x.action_id > :since OR x.action_id IN {back})"
_REPORTED = f"""
SELECT x.id, x.action_id, x.task_id, x.department_id, x.as_of FROM progress_note x
WHERE x.department_id > 0 AND {_LATER} ORDER BY x.id"""
_DECIDED = {
    "designation": f"""
SELECT x.id, x.action_id, c.task_id, x.clause_id, x.party_id, x.department_id, x.as_of FROM designation x
JOIN clause c ON c.id = x.clause_id WHERE x.member AND {_LATER} ORDER BY x.id""",
    "lead": f"""
SELECT x.id, x.action_id, c.task_id, x.clause_id, x.department_id, x.as_of FROM lead x
JOIN clause c ON c.id = x.clause_id WHERE x.department_id > 0 AND {_LATER} ORDER BY x.id""",
    "milestone": f"""
SELECT x.id, x.action_id, x.task_id, x.clause_id, x.department_id, x.as_of FROM milestone x
WHERE x.department_id > 0 AND {_LATER} ORDER BY x.id""",
}

_WHO_ANSWERS = frozenset({
    "department_name", "department_event", "department_kind", "handover", "collective", "collective_name",
    "collective_member", "edition", "designation",
})  # fmt: skip


class Flip(NamedTuple):
    """Which actions come to hold or not to hold when an action is undone: those of `gone` no longer, those of `back`
    again. `tables` are those that they added to, `since` is the number of the undone action.
    """

    gone: frozenset[int]
    back: frozenset[int]
    tables: frozenset[str]
    since: int


class Fault(NamedTuple):
    """A fact that would be refused: its action, its table and id, and why."""

    action: int
    table: str
    id: int
    why: str


def new_faults(before: Facts, after: Facts, flip: Flip) -> list[Fault]:
    """Return what would be refused after a flip and not before, by action: of what was entered later, and of what
    comes to hold again.
    """
    known = {fault[:3] for fault in _faults(before, flip)}
    return sorted(fault for fault in _faults(after, flip) if fault[:3] not in known)


def _faults(facts: Facts, flip: Flip) -> Iterator[Fault]:
    if flip.tables & {"progress_note", "retraction"}:
        yield from _notes_out_of_turn(facts, flip)
    if flip.tables & (_WHO_ANSWERS | {"progress_note"} if flip.back else _WHO_ANSWERS):
        yield from _strays(facts, flip)
    if flip.tables & (_WHO_ANSWERS | {"lead", "milestone"}):
        yield from _decisions(facts, flip)
    if flip.tables & {"department_name", "department_event"}:
        yield from _names_borne_twice(facts)
    if "edition" in flip.tables:
        yield from _plans_issued_twice(facts)


# --- notes -----------------------------------------------------------------------------------------------------------


def _notes_out_of_turn(facts: Facts, flip: Flip) -> Iterator[Fault]:
    """Yield the notes that do not follow on what was entered before: a verification of what was not reported done, a
    report on what was struck off or cancelled.
    """
    earlier: dict[int, list[NoteFact]] = defaultdict(list)
    for row in facts.connection.rows(_NOTES.format(actions=id_list(flip.gone | flip.back))):
        note = NoteFact(*row)
        if not note.holds(facts.snapshot, facts.retracted):
            continue
        if (note.action > flip.since or note.action in flip.back) and not _is_in_turn(note, earlier[note.text_id]):
            yield Fault(note.action, "progress_note", note.id, _("note {id} would not follow").format(id=note.id))
        earlier[note.text_id].append(note)


def _is_in_turn(note: NoteFact, earlier: Iterable[NoteFact]) -> bool:
    said = [each for each in earlier if each.as_of <= note.as_of and each.clause in {None, note.clause}]
    last = _last(said, note.department)
    status = last.status if last else None
    if note.kind != "report":
        return status == "reported_done" or (note.kind == "return" and status == "verified")
    word = _last(said, None)
    cancelled = word and word.status == "cancelled" and (last is None or _place(word) > _place(last))
    return note.department is None or not (status == "verified" or cancelled)


def _last(notes: Iterable[NoteFact], department: int | None) -> NoteFact | None:
    return max((note for note in notes if note.department == department), key=_place, default=None)


def _place(note: NoteFact) -> tuple[str, int]:
    return note.as_of, note.id


def _strays(facts: Facts, flip: Flip) -> Iterator[Fault]:
    """Yield the notes of departments that do not answer for the task on the note's day, nor on any later one."""
    rows = facts.connection.rows(_REPORTED.format(back=id_list(flip.back)), since=flip.since)
    notes = [row for row in rows if facts.snapshot.holds(row[1]) and row[0] not in facts.retracted]
    until = _named_until(facts, {task for _note, _action, task, *_rest in notes})
    for note, action, task, department, day in notes:
        if day < until.get((task, department), "") or _is_designated(facts, task, department, to_date(day)):
            continue
        yield Fault(action, "progress_note", note, _("the department of note {id} would not answer").format(id=note))


def _named_until(facts: Facts, tasks: Collection[int]) -> dict[tuple[int, int], str]:
    """Return by task and department the first day from which no edition names the department there any longer."""
    until: dict[tuple[int, int], str] = {}
    for place, edition in enumerate(facts.editions):
        later = [
            each.plan.effective_on.isoformat()
            for each in facts.editions[place + 1 :]
            if each.plan.id == edition.plan.id and each.plan.effective_on >= edition.plan.effective_on
        ]
        end = min(later, default="9999-12-31")
        standing = facts.standing(edition.plan, few=True)
        for task in each_task(facts.connection, edition.plan.edition):
            if task.id in tasks:
                parties = {party.party_id for clause in task.clauses for party in clause.parties}
                for department in _named(standing, parties):
                    until[task.id, department] = max(end, until.get((task.id, department), ""))
    return until


def _named(standing: PlanStanding, parties: Iterable[int]) -> Iterator[int]:
    """Yield the departments that parties are, or that are members of universal ones."""
    for party in parties:
        department, several = standing.who(party), standing.members(party)
        if department is not None:
            yield department
        elif several and several[0] == "universal":
            yield from several[1]


def _is_designated(facts: Facts, task: int, department: int, day: date) -> bool:
    """Return whether a department is designated for a party of a task on a day, or today."""
    decisions = (facts.decisions.designated, facts.on(day).decisions.designated)
    clauses = {
        clause for designated in decisions for (clause, _party), meant in designated.items() if department in meant
    }
    return any(
        clause.id in clauses
        for plan in facts.plans
        for each in each_task(facts.connection, plan.edition, task)
        for clause in each.clauses
    )


# --- what the office decided -----------------------------------------------------------------------------------------


def _decisions(facts: Facts, flip: Flip) -> Iterator[Fault]:
    """Yield the designations, leads and milestones that would be refused."""
    refusals: dict[str, Callable[..., None]] = {
        "designation": refuse_designation, "lead": refuse_answering, "milestone": refuse_answering,
    }  # fmt: skip
    for table, refuse in refusals.items():
        statement = _DECIDED[table].format(back=id_list(flip.back))
        for number, action, *item, day in facts.connection.rows(statement, since=flip.since):
            if facts.snapshot.holds(action):
                try:
                    refuse(facts, *item, to_date(day))
                except EgovtrackError as error:
                    yield Fault(action, table, number, error.message)


# --- the registry and the plans --------------------------------------------------------------------------------------


def _names_borne_twice(facts: Facts) -> Iterator[Fault]:
    """Yield the names that two departments would bear on a day; of two, what was entered later is at fault."""
    borne: dict[str, list[tuple[int, Name]]] = defaultdict(list)
    for department in facts.registry.departments.values():
        for name in department.names:
            borne[name.name].append((department.id, name))
    for printed, those in borne.items():
        for (one, name), (other, also) in combinations(those, 2):
            if one != other and _overlap(name, also):
                action, number = max((each.action, each.id) for each in (name, also))
                why = _("two departments would be called {name}").format(name=printed)
                yield Fault(action, "department_name", number, why)


def _overlap(name: Name, other: Name) -> bool:
    start = max(name.valid_from or date.min, other.valid_from or date.min)
    return start < min(name.valid_to or date.max, other.valid_to or date.max)


def _plans_issued_twice(facts: Facts) -> Iterator[Fault]:
    issued: set[int] = set()
    for edition in facts.editions:
        plan = edition.plan
        if edition.kind == "issue" and plan.id in issued:
            why = _("plan {key} is in the ledger again").format(key=plan.key)
            yield Fault(edition.action, "edition", plan.edition, why)
        issued.add(plan.id)
