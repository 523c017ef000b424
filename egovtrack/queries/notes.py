"""Progress notes as they were entered: those retracted, undone and superseded too, each marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import starmap
from typing import NamedTuple

from egovtrack.changes import Event
from egovtrack.connection import Row, Value, id_list, to_date
from egovtrack.facts import NoteFact, Plan
from egovtrack.periods import Period
from egovtrack.queries.decisions import read_signatures, read_titles
from egovtrack.queries.facts import Facts
from egovtrack.queries.registry import read_registry
from egovtrack.queries.snapshots import read_undoings, undone_by
from egovtrack.queries.tasks import NOTE_COLUMNS
from egovtrack.snapshot import Snapshot

_NOTES = """
SELECT n.id, n.task_id, n.department_id, n.as_of, n.kind, n.status, n.percent, n.value, n.target_id, n.note, n.problem,
       n.next_step, n.evidence, n.author, n.channel, a.recorded_at, n.action_id, n.clause_id,
       n.period_start, n.period_end, n.received_on
FROM progress_note n JOIN action a ON a.id = n.action_id
WHERE n.action_id <= :known{limits} ORDER BY {order}"""
# The unary plus makes SQLite read the notes in their own order where that is asked for.
_OF_PLAN = " AND +n.task_id IN (SELECT k.id FROM task k WHERE k.plan_id {plans})"
_LIMITS = {
    "task": " AND n.task_id = :task",
    "clause": " AND (n.clause_id IS NULL OR n.clause_id = :clause)",
    "plan": _OF_PLAN.format(plans="= :plan"),
    "from_day": " AND n.as_of >= :from_day",
    "to_day": " AND n.as_of <= :to_day",
    "action": " AND n.action_id = :action",
}
_OF_PLANS = " AND n.as_of <= :as_of" + _OF_PLAN.format(plans="IN {plans}")
_OF_DEPARTMENTS = " AND n.department_id IN {departments}"
_BY_DAY, _BY_ENTRY = "n.as_of, n.id", "n.id"

_RETRACTIONS = """
SELECT r.note_id, r.action_id, a.recorded_at, r.reason, a.author FROM retraction r JOIN action a ON a.id = r.action_id
ORDER BY r.id"""
_REDACTIONS = "SELECT r.note_id, r.reason FROM redaction r ORDER BY r.id"
# Few days have two notes of one department: those days are found along an index, and only their notes are read.
_TWICE = """
SELECT x.task_id, x.department_id, x.as_of, x.clause_id, x.id, x.action_id FROM (
  SELECT s.task_id AS task, s.department_id AS department, s.as_of AS day FROM progress_note s
  WHERE s.department_id > 0{tasks} GROUP BY s.task_id, s.department_id, s.as_of HAVING count(*) > 1
) d CROSS JOIN progress_note x
WHERE x.task_id = d.task AND x.department_id = d.department AND x.as_of = d.day AND x.action_id <= :known
ORDER BY x.id DESC"""
_OFFICE = """
SELECT s.task_id, NULL, s.as_of, NULL, s.id, s.action_id FROM progress_note s
WHERE s.department_id IS NULL{tasks} AND s.action_id <= :known ORDER BY s.id DESC"""
_PERCENTS = """
SELECT s.task_id, s.department_id, s.clause_id, s.kind, s.percent, s.as_of, s.id, s.action_id FROM progress_note s
WHERE s.action_id <= :known
  AND (s.kind = 'return' OR s.percent IS NOT NULL){tasks} ORDER BY s.task_id, s.department_id, s.as_of, s.id"""
_TARGETS = """
SELECT s.task_id, e.effective_on, e.action_id, e.id, g.text FROM task_text s JOIN edition e ON e.id = s.edition_id
LEFT JOIN target_text g ON g.task_text_id = s.id WHERE s.edition_id IN {editions}{tasks}
ORDER BY e.effective_on, e.id, g.id"""
_FEW = " AND s.task_id IN {tasks}"
_TEXTS = """
SELECT s.task_id, p.key, s.ref, s.title
FROM task_text s JOIN task t ON t.id = s.task_id JOIN plan p ON p.id = t.plan_id
WHERE s.edition_id IN {editions}{tasks}"""
_EVER = """
SELECT p.key, x.ref, x.title, x.action_id
FROM task_text x JOIN task t ON t.id = x.task_id JOIN plan p ON p.id = t.plan_id
WHERE x.task_id = :task ORDER BY x.id DESC"""
_NUMBERS = "SELECT c.edition_id, c.number FROM clause_text c WHERE c.clause_id = :clause ORDER BY c.id DESC"
_TARGET = """
SELECT e.effective_on, e.action_id, g.text FROM target i JOIN task_text x ON x.task_id = i.task_id
JOIN target_text g ON g.task_text_id = x.id AND g.target_id = i.id JOIN edition e ON e.id = x.edition_id
WHERE i.id = :target ORDER BY e.effective_on, e.id"""
_BEFORE = f"""
SELECT n.task_id, {NOTE_COLUMNS}
FROM progress_note n WHERE n.task_id = :task AND {{whose}} AND n.status IS NOT NULL AND n.as_of <= :day"""
_WHOSE = "n.department_id = :department", "n.department_id IS NULL"
_ANSWERED = """
SELECT n.id, n.action_id, n.clause_id, n.period_start, n.period_end FROM progress_note n
WHERE n.task_id = :task AND n.department_id = :department AND n.kind IN ('report', 'unchanged')
  AND n.period_end IS NOT NULL"""
_IN_PERIOD = """
SELECT n.id, n.action_id, n.task_id, n.clause_id, n.department_id, n.kind, coalesce(n.received_on, n.as_of)
FROM task k CROSS JOIN progress_note n
WHERE k.plan_id = :plan AND n.task_id = k.id AND n.department_id > 0 AND n.kind IN ('report', 'unchanged')
  AND (n.period_start = :first AND n.period_end = :last OR n.period_end IS NULL AND n.as_of BETWEEN :first AND :last)
ORDER BY coalesce(n.received_on, n.as_of), n.id"""
_EVENTS = """
SELECT n.action_id, 0, n.id, n.kind FROM progress_note n JOIN task k ON k.id = n.task_id
WHERE n.action_id > :after AND n.action_id <= :known AND k.plan_id = :plan
UNION ALL
SELECT r.action_id, 1, n.id, 'retracted' FROM retraction r JOIN progress_note n ON n.id = r.note_id
JOIN task k ON k.id = n.task_id WHERE r.action_id > :after AND r.action_id <= :known AND k.plan_id = :plan
UNION ALL
SELECT a.id, 2, n.id, 'undone' FROM action a JOIN progress_note n ON n.action_id = a.undoes_id
JOIN task k ON k.id = n.task_id WHERE a.id > :after AND a.id <= :known AND k.plan_id = :plan
ORDER BY 1, 2, 3"""
_EVENT_OF = {
    "report": "entered", "unchanged": "entered", "verification": "verified", "return": "returned",
    "retracted": "retracted", "undone": "undone",
}  # fmt: skip
_OF_NOTES = " AND n.id IN {notes}"
_SAME = "SELECT n.id, n.action_id FROM progress_note n WHERE n.task_id = :task AND n.source = :source"
_REDACTED = """
SELECT n.clause_id FROM progress_note n CROSS JOIN redaction r
WHERE n.task_id = :task AND n.department_id = :department AND n.channel = 'form' AND r.note_id = n.id
  AND (n.period_start = :first AND n.period_end = :last OR n.period_end IS NULL AND n.as_of BETWEEN :first AND :last)"""
_MANY = 200


class NoteRow(NamedTuple):
    """A progress note: a `report`, or the office's `verification` or `return` of a claim.

    `as_of` is ISO text; `recorded_at`, `retracted_at` and `undone_at` (its command was taken back) are UTC text;
    `department` is None for the office's own word; `value` was measured of `target`, as that was printed when the note
    was entered; `superseded_by` is the note entered later for the same day. `percent_before` is what was reported
    before where that was more, unless a return or a changed target lies between; `overruled_by` is the office's word on
    the task, entered before, for the same day or a later one: it stays in force. Of a `redacted` note the texts are
    gone.
    """

    id: int
    plan: str
    ref: str
    title: str
    department: str | None
    as_of: str
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
    recorded_at: str
    retracted_at: str | None
    retracted_reason: str | None
    retracted_by: str | None
    superseded_by: int | None
    undone_at: str | None
    redacted: bool
    period: str | None
    received_on: str | None
    percent_before: int | None
    overruled_by: int | None
    redacted_reason: str | None


NOTE_KEYS = NoteRow._fields[: NoteRow._fields.index("redacted_reason")]
"""What scripts read of a note (kind `notes`)."""


def read_notes(
    facts: Facts, *, departments: Collection[int] | None = None, notes: Collection[int] | None = None, **limits: Value
) -> list[NoteRow]:
    """Return notes in the order of the days that they speak of, as known at the snapshot, with the names of its day.

    `limits` are any of: task, clause, plan, action (ids), from_day, to_day (both inclusive); None is no limit.
    """
    given = {name: value for name, value in limits.items() if value is not None}
    sql = "".join(_LIMITS[name] for name in given)
    if departments is not None:
        sql += _OF_DEPARTMENTS.format(departments=id_list(departments))
    if notes is not None:
        sql += _OF_NOTES.format(notes=id_list(notes))
    rows = facts.connection.rows(_NOTES.format(limits=sql, order=_BY_DAY), known=facts.snapshot.known, **given)
    tasks = {row[1] for row in rows}
    marks = _Marks(facts, None if len(tasks) > _MANY else tasks)
    return list(map(marks.row, rows))


def note_events(facts: Facts, plan: Plan, after: int) -> list[Event]:
    """Return what happened to a plan's notes by the actions after one, up to the snapshot's, in the order of entry."""
    rows = facts.connection.rows(_EVENTS, plan=plan.id, after=after, known=facts.snapshot.known)
    if not rows:
        return []
    notes = {note.id: note for note in read_notes(facts, notes={row[2] for row in rows})}
    return [Event(_EVENT_OF[kind], notes[note]) for _action, _order, note, kind in rows]


def each_note(facts: Facts, plans: Sequence[Plan]) -> Iterator[NoteRow]:
    """Yield the notes of plans up to the snapshot's day, in the order of entry, as they are read: any number of them
    takes no more memory than a few.
    """
    limits = _OF_PLANS.format(plans=id_list(plan.id for plan in plans))
    statement, snapshot = _NOTES.format(limits=limits, order=_BY_ENTRY), facts.snapshot
    rows = facts.connection.each(statement, known=snapshot.known, as_of=snapshot.as_of)
    return map(_Marks(facts, None).row, rows)


class _Marks:
    """What rows of notes are made into `NoteRow`s with: names and words of the day, and what became of notes since.
    `tasks` are those that the notes are on (None: any).
    """

    def __init__(self, facts: Facts, tasks: Collection[int] | None) -> None:
        self._facts = facts
        self._tasks = "" if tasks is None else _FEW.format(tasks=id_list(tasks))
        self._connection, self._snapshot = facts.connection, facts.snapshot
        self._name = cache(self._department_name)
        self._redactions: dict[int, str] = dict(facts.connection.rows(_REDACTIONS))
        self._retractions = {
            note: (facts.moments.get(action, at), *told)
            for note, action, at, *told in facts.connection.rows(_RETRACTIONS)
            if self._snapshot.holds(action)
        }
        undone = self._snapshot.undone
        signatures = read_signatures(facts.connection, undone.values(), facts.moments)
        self._undone = {action: signatures[number][1] for action, number in undone.items()}
        self._words: dict[int, list[tuple[str, int]]] = {}
        self._superseded, self._lowered = self._superseding(), self._lowering()
        self._editions = [plan.edition for plan in facts.plans]
        self._texts = self._read_texts()
        self._clause_number = cache(self._number)
        self._undoings = read_undoings(facts.connection)
        self._targets = cache(lambda target: self._connection.rows(_TARGET, target=target))

    def row(self, row: Row) -> NoteRow:
        """Return a row of the statement `_NOTES` as a note."""
        note, task, target, action, clause = row[0], row[1], row[8], row[16], row[17]
        key, ref, title = self._texts.get(task) or self._last_text(task)
        if clause is not None:
            ref = f"{ref}.{self._clause_number(clause)}"
        words = None if target is None else self._target_words(target, row[3], action)
        redacted = self._redactions.get(note)
        return NoteRow._make((
            note, key, ref, title, self._name(row[2]), *row[3:8], words, *row[9:15],
            self._facts.moments.get(action, row[15]),
            *self._retractions.get(note, _NOT_RETRACTED), self._superseded.get(note), self._undone.get(action),
            redacted is not None, _period(row[18], row[19]), row[20], self._lowered.get(note),
            self._overruling(row), redacted,
        ))  # fmt: skip

    def _department_name(self, department: int | None) -> str | None:
        """Return the name of a department on the snapshot's day, also of one that was undone or not known yet."""
        if department is None:
            return None
        registry, day = self._facts.registry, self._snapshot.as_of
        if department not in registry.departments:
            registry = read_registry(self._connection, Snapshot(day))
        return registry.name_on(department, day)

    def _read_texts(self) -> dict[int, tuple[str, str, str]]:
        """Return by task its plan's key, its reference and title in the edition in force."""
        rows = self._connection.rows(_TEXTS.format(editions=id_list(self._editions), tasks=self._tasks))
        titles = read_titles(self._connection, self._snapshot)
        return {task: (key, f"{key}-{ref}", titles.get(task) or title) for task, key, ref, title in rows}

    def _last_text(self, task: int) -> tuple[str, str, str]:
        """Return the same of a task that no edition in force has: as in the last edition that had it."""
        rows = self._connection.rows(_EVER, task=task)
        key, ref, title, _action = next((row for row in rows if self._snapshot.holds(row[3])), rows[0])
        self._texts[task] = key, f"{key}-{ref}", title
        return self._texts[task]

    def _number(self, clause: int) -> int:
        """Return the number of a clause: in the edition in force, else in the last edition that had it."""
        rows = self._connection.rows(_NUMBERS, clause=clause)
        return next((number for edition, number in rows if edition in self._editions), int(rows[0][1]))

    def _superseding(self) -> dict[int, int]:
        """Return by note the next note that holds, for the same day, by the same department and on the same task."""
        found: dict[int, int] = {}
        for sql in (_TWICE, _OFFICE):
            later: dict[Row, int] = {}
            for row in self._connection.each(sql.format(tasks=self._tasks), known=self._snapshot.known):
                what, note, action = row[:4], *row[4:]
                if what in later:
                    found[note] = later[what]
                if self._snapshot.holds(action) and note not in self._retractions:
                    later[what] = note
                    if sql == _OFFICE:
                        self._words.setdefault(row[0], []).append((row[2], note))
        return found

    def _overruling(self, row: Row) -> int | None:
        """Return the office's word on the task that a department's report in a row of `_NOTES` does not replace."""
        note, task, department, day, kind = row[:5]
        if department is None or kind not in {"report", "unchanged"}:
            return None
        return next((word for until, word in self._words.get(task, ()) if until >= day and word < note), None)

    def _lowering(self) -> dict[int, int]:
        """Return by note that gives a lower percent than the one before it what that gave."""
        found: dict[int, int] = {}
        whose: tuple[int, int | None] | None = None
        last: dict[int | None, tuple[str, int, int]] = {}
        rows = self._connection.each(_PERCENTS.format(tasks=self._tasks), known=self._snapshot.known)
        for task, department, clause, kind, percent, day, note, action in rows:
            if not self._snapshot.holds(action) or note in self._retractions:
                continue
            if whose != (task, department):
                whose, last = (task, department), {}
            if kind == "return":
                last = {}
                continue
            before = max((last[key] for key in {clause, None} & last.keys()), default=None)
            if before and percent < before[2] and self._targets_on(task, before[0]) == self._targets_on(task, day):
                found[note] = before[2]
            last[clause] = day, note, percent
        return found

    def _targets_on(self, task: int, day: str) -> list[str | None]:
        """Return the targets of a task in the edition in force on a day; none where they have never changed."""
        rows = self._changed_targets.get(task, ())
        edition = next((row[3] for row in reversed(rows) if row[1] <= day), None)
        return [row[4] for row in rows if row[3] == edition]

    @cached_property
    def _changed_targets(self) -> dict[int, list[Row]]:
        """By task the targets in all editions of the plans that have several."""
        plans = Counter(row.plan.id for row in self._facts.editions)
        editions = [row.plan.edition for row in self._facts.editions if plans[row.plan.id] > 1]
        found: dict[int, list[Row]] = {}
        if not editions:
            return found
        for row in self._connection.rows(_TARGETS.format(editions=id_list(editions), tasks=self._tasks)):
            if self._snapshot.holds(row[2]):
                found.setdefault(row[0], []).append(row)
        return found

    def _target_words(self, target: int, as_of: str, action: int) -> str:
        """Return the words of a target in the edition in force on a day, as known when an action was entered."""
        texts = self._targets(target)
        if len(texts) > 1:
            snapshot = Snapshot(to_date(as_of), action, undone_by(action, self._undoings))
            known = [text for text in texts if snapshot.holds(text[1])] or texts
            texts = [text for text in known if text[0] <= as_of][-1:] or known
        return str(texts[0][2])


def _period(first: str | None, last: str | None) -> str | None:
    return Period(to_date(first), to_date(last)).label if first and last else None


_NOT_RETRACTED = (None, None, None)


# --- for writers ----------------------------------------------------------------------------------------------------


def latest_note(
    facts: Facts, task: int, clause: int | None, department: int | None, day: date, besides: Iterable[NoteFact] = ()
) -> NoteFact | None:
    """Return the latest note up to a day that holds, of a department or the office (None), on a task as a whole or
    also on one clause of it. `besides` are notes that are to be entered, in order. The `text_id` of notes is the task.
    """

    def fits(note: NoteFact) -> bool:
        return note.clause in {None, clause}

    waiting = [
        note for note in besides
        if (note.text_id, note.department) == (task, department) and fits(note) and note.as_of <= day.isoformat()
    ]  # fmt: skip
    of_office = department is None
    given = {} if of_office else {"department": department}
    rows = facts.connection.rows(_BEFORE.format(whose=_WHOSE[of_office]), task=task, day=day, **given)
    stored = [
        note for note in starmap(NoteFact, rows) if fits(note) and note.holds(facts.snapshot, facts.retracted)
    ]  # fmt: skip
    return max((*stored, *waiting), key=lambda note: (note.as_of, note.id), default=None)


def answered_periods(facts: Facts, task: int, clause: int | None, department: int) -> set[Period]:
    """Return the periods that a department has answered on a task or a clause of it."""
    void = facts.void_notes
    return {
        Period(to_date(first), to_date(last))
        for note, action, about, first, last in facts.connection.rows(_ANSWERED, task=task, department=department)
        if facts.snapshot.holds(action) and note not in void and about in {None, clause}
    }


class AnswerRow(NamedTuple):
    """An answer to a period: of which department, on which task or clause, whether it said nothing new, and when it
    came in.
    """

    task: int
    clause: int | None
    department: int
    unchanged: bool
    received_on: date


def period_answers(facts: Facts, plan: Plan, period: Period) -> list[AnswerRow]:
    """Return the answers to a period of a plan that had come in by the snapshot's day, the first to come first."""
    void, snapshot = facts.void_notes, facts.snapshot
    rows = facts.connection.rows(_IN_PERIOD, plan=plan.id, first=period.first, last=period.last)
    return [
        AnswerRow(task, clause, department, kind == "unchanged", to_date(received))
        for note, action, task, clause, department, kind, received in rows
        if snapshot.holds(action) and note not in void and received <= snapshot.as_of.isoformat()
    ]


def is_entered(facts: Facts, task: int, source: str) -> bool:
    """Return whether a note on a task that holds came from this entry of a form."""
    rows = facts.connection.rows(_SAME, task=task, source=source)
    return any(facts.snapshot.holds(action) and note not in facts.retracted for note, action in rows)


def is_redacted(facts: Facts, task: int, clause: int, department: int, period: Period) -> bool:
    """Return whether a form's words on a task or clause, for a period, were taken out of the ledger for good: what they
    were nobody can tell any more.
    """
    rows = facts.connection.rows(_REDACTED, task=task, department=department, first=period.first, last=period.last)
    return any(about in {None, clause} for (about,) in rows)
