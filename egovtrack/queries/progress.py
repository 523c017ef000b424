"""Progress notes as they were entered, the retracted ones included and marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from egovtrack.queries.known import View, not_undone, note_stands
from egovtrack.queries.names import Registry
from egovtrack.queries.reader import Reader, Value, as_date, in_list


def _later(department: str) -> str:
    return f"""(
    SELECT min(x.id) FROM progress_note x
    WHERE x.task_id = n.task_id AND x.department_id {department} AND x.as_of = n.as_of AND x.id > n.id
      AND {note_stands("x")}
      AND (x.clause_id = n.clause_id OR (x.clause_id IS NULL AND n.clause_id IS NULL)))"""


SUPERSEDED_BY = f"CASE WHEN n.department_id IS NULL THEN {_later('IS NULL')} ELSE {_later('= n.department_id')} END"
"""SQL: the first note that was entered after the note n for the same day. With and without a department apart, as one
condition for both would find no index."""

_NOTES = f"""
SELECT n.id, p.key, t.ref, c.number, n.department_id, n.as_of, n.recorded_at, n.kind, n.status, n.percent, n.value,
       (SELECT w.text FROM target w WHERE w.task_id = n.task_id AND w.position = n.target), n.note,
       n.problem, n.next_step, n.evidence, n.author, n.channel, r.recorded_at, r.reason, r.author, t.title,
       {SUPERSEDED_BY},
       (SELECT u.recorded_at FROM action u WHERE u.undoes_id = n.action_id AND u.recorded_at <= :known_at)
FROM progress_note n
JOIN task t ON t.id = n.task_id JOIN plan p ON p.id = t.plan_id
LEFT JOIN clause c ON c.id = n.clause_id
LEFT JOIN progress_retraction r ON r.note_id = n.id AND r.recorded_at <= :known_at AND {not_undone("r")}
WHERE n.recorded_at <= :known_at{{limits}}
ORDER BY n.as_of, n.id"""
_LIMITS = {
    "note": " AND n.id = :note",
    "task": " AND n.task_id = :task",
    "clause": " AND (n.clause_id IS NULL OR n.clause_id = :clause)",
    "plan": " AND t.plan_id = :plan",
    "from_day": " AND n.as_of >= :from_day",
    "to_day": " AND n.as_of <= :to_day",
    "action": " AND n.action_id = :action",
}
STATEMENTS = (_NOTES.format(limits="".join(_LIMITS.values())),)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A progress note: a `report`, or the office's `verification` or `return` of a claim. `recorded_at`, `retracted_at`
    and `undone_at` (its command was taken back) are UTC text; `department` is None for the office's own word; `value`
    was measured of `target`, as printed; `superseded_by` is the note entered later for the same day.
    """

    id: int
    plan: str
    ref: str
    department: str | None
    as_of: date
    recorded_at: str
    kind: str
    status: str
    percent: int | None
    value: float | None
    target: str | None
    note: str | None
    problem: str | None
    next_step: str | None
    evidence: str | None
    author: str
    channel: str
    retracted_at: str | None
    retracted_reason: str | None
    retracted_by: str | None
    title: str
    superseded_by: int | None
    undone_at: str | None


def read_notes(
    reader: Reader, registry: Registry, view: View, *, departments: Sequence[int] | None = None, **limits: Value
) -> list[NoteRow]:
    """Notes in the order of the days they speak of, as known at the view's moment, with the names of its day.
    `limits` are any of: note, task, clause, plan, action (ids), from_day, to_day (both inclusive).
    """
    given: dict[str, Value] = {name: value for name, value in limits.items() if value is not None}
    sql = "".join(_LIMITS[name] for name in given)
    given["known_at"] = view.known_at
    if departments is not None:
        condition, parameters = in_list("n.department_id", departments, "department")
        sql += f" AND {condition}"
        given |= parameters
    return [_note(registry, view.as_of, row) for row in reader.rows(_NOTES.format(limits=sql), **given)]


def _note(registry: Registry, day: date, row: tuple[Any, ...]) -> NoteRow:
    note_id, plan, ref, clause, department, as_of, *rest = row
    return NoteRow(
        note_id,
        plan,
        f"{plan}-{ref}" + (f".{clause}" if clause else ""),
        None if department is None else registry.name_on(department, day),
        as_date(as_of) or date.min,
        *rest,
    )


def machine_row(note: NoteRow) -> dict[str, Any]:
    """The row that scripts read (kind `notes`)."""
    return {key: getattr(note, key) for key in NoteRow.__dataclass_fields__}
