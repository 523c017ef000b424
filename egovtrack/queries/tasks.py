"""What an edition says of its tasks, and the notes on them: plain SELECTs, narrowed by edition, task or party.

Rows come in the order of the document, which is that of their ids. A whole plan is read by cursors side by side; a
department by one join that begins with its names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from heapq import merge
from itertools import groupby, starmap
from operator import itemgetter

from egovtrack.connection import Connection, Row, id_list, to_date
from egovtrack.facts import AnswerFact, ClauseFact, NoteFact, PartyFact, TargetFact, TaskFact
from egovtrack.snapshot import Snapshot
from egovtrack.standing import Feed, Obligation

_NARROW = "n.department_id, n.as_of, n.id, n.clause_id, n.status, n.percent, n.action_id, n.judged_id"
NOTE_COLUMNS = _NARROW + ", n.kind, n.value, n.target_id"
"""What a `NoteFact` is made of, after the task, but for the words."""
# Of what the office judged, the words are the report's.
_WORDS = (f"CASE WHEN n.judged_id > 0 THEN j.{name} ELSE n.{name} END" for name in ("note", "problem", "next_step"))
_WORDINGS = "SELECT t.task_id, t.wording FROM task_text t WHERE t.edition_id = :edition"
_WIDE = f"{NOTE_COLUMNS}, {', '.join(_WORDS)}, CASE WHEN n.judged_id > 0 THEN n.note END"
_JUDGED = " LEFT JOIN progress_note j ON j.id = n.judged_id"

_AT_ONCE = 10_000  # ids in a statement
_JUDGED_DAYS = """
SELECT n.id, j.as_of FROM progress_note n JOIN progress_note j ON j.id = n.judged_id WHERE n.id IN {notes}"""

_TASKS = """
SELECT t.id, t.task_id, t.ref, t.number, t.label, t.title, t.text, t.section_id, t.stated_deadline
FROM task_text t WHERE t.edition_id = :edition{limit} ORDER BY t.id"""
_CLAUSES = """
SELECT c.task_text_id, c.id, c.clause_id, c.number, c.text, c.stated_deadline
FROM clause_text c WHERE c.edition_id = :edition{limit} ORDER BY c.id"""
_PARTIES = """
SELECT a.clause_text_id, a.party_id, a.role, a.printed, a.word, a.kind, a.open_list
FROM assignment a WHERE a.edition_id = :edition{limit} ORDER BY a.id"""
_TARGETS = """
SELECT g.task_text_id, g.target_id, g.position, g.text, g.min_value, g.max_value, g.unit, g.comparator
FROM target_text g WHERE g.edition_id = :edition{limit} ORDER BY g.id"""
_TEXT_OF = "SELECT x.id FROM task_text x WHERE x.edition_id = :edition AND x.task_id = :task"
_OF_TASK = {
    _TASKS: " AND t.task_id = :task",
    _CLAUSES: f" AND c.task_text_id IN ({_TEXT_OF})",
    _PARTIES: f" AND a.clause_text_id IN (SELECT y.id FROM clause_text y WHERE y.task_text_id IN ({_TEXT_OF}))",
    _TARGETS: f" AND g.task_text_id IN ({_TEXT_OF})",
}

_NAMING = """
SELECT t.id, t.task_id, t.ref, t.number, t.label, t.title, t.section_id, t.stated_deadline,
       EXISTS (SELECT 1 FROM clause_text k WHERE k.task_text_id = t.id AND k.id <> c.id),
       c.id, c.clause_id, c.number, c.stated_deadline, a.party_id, a.role, a.printed, a.word, a.kind, a.open_list,
       +a.id
FROM {start}"""
_BY_PARTY = _NAMING.format(
    start="assignment a JOIN clause_text c ON c.id = a.clause_text_id JOIN task_text t ON t.id = c.task_text_id"
    " WHERE a.edition_id = :edition AND a.party_id IN {parties}"
)
_BY_CLAUSE = _NAMING.format(
    start="clause_text c JOIN assignment a ON a.clause_text_id = c.id JOIN task_text t ON t.id = c.task_text_id"
    " WHERE +c.edition_id = :edition AND c.clause_id IN {clauses} AND a.party_id NOT IN {parties}"
)

_NOTES = """
SELECT t.id, {columns} FROM task_text t CROSS JOIN progress_note n{judged}
WHERE n.task_id = t.task_id AND n.department_id > 0 AND t.edition_id = :edition{limit}
  AND n.status IS NOT NULL AND n.as_of <= :as_of AND n.action_id <= :known
ORDER BY t.id, n.department_id, n.as_of, n.id"""
_THEIR_NOTES = """
SELECT t.id, {columns} FROM task_text t CROSS JOIN progress_note n{judged}
WHERE t.id IN {texts} AND n.task_id = t.task_id AND n.department_id IN {departments}
  AND n.status IS NOT NULL AND n.as_of <= :as_of AND n.action_id <= :known
ORDER BY +t.id, n.department_id, n.as_of, n.id"""
# Of everybody who is named only the latest note, found by any name ever entered: that is more than holds, and those
# who do not answer are not asked for. What was retracted or undone since is told from the pair's history.
_LATEST = """
SELECT c.task_text_id, {columns}
FROM assignment a CROSS JOIN department_name w JOIN clause_text c ON c.id = a.clause_text_id
JOIN clause k ON k.id = c.clause_id
JOIN progress_note n ON n.id = (
  SELECT x.id FROM progress_note x
  WHERE x.task_id = k.task_id AND x.department_id = w.department_id AND x.as_of <= :as_of AND x.action_id <= :known
    AND x.status IS NOT NULL AND (x.clause_id IS NULL OR x.clause_id = c.clause_id)
  ORDER BY x.as_of DESC, x.id DESC LIMIT 1){judged}
WHERE a.edition_id = :edition AND w.party_id = a.party_id{who} ORDER BY a.id"""
_OF_SEVERAL = """
SELECT c.task_text_id, {columns}
FROM {several} g CROSS JOIN assignment a CROSS JOIN clause_text c CROSS JOIN clause k CROSS JOIN progress_note n{judged}
WHERE a.party_id = g.party_id AND a.edition_id = :edition AND c.id = a.clause_text_id AND k.id = c.clause_id
  AND n.task_id = k.task_id AND n.department_id > 0 AND n.status IS NOT NULL
  AND n.as_of <= :as_of AND n.action_id <= :known{who}
ORDER BY a.id, n.department_id, n.as_of, n.id"""
# Of collectives, and of names in whose place others were ever designated, all notes.
_SEVERAL = (
    "collective_name",
    "(SELECT DISTINCT d.party_id FROM designation d"
    " WHERE NOT EXISTS (SELECT 1 FROM collective_name w WHERE w.party_id = d.party_id))",
)
_ACCOUNTABLE = """
  AND (a.role = 'lead' OR (a.role = 'responsible' AND NOT EXISTS (
    SELECT 1 FROM assignment l WHERE l.clause_text_id = a.clause_text_id AND l.role = 'lead')))"""
_HISTORY = f"""
SELECT t.id, {_WIDE} FROM task_text t JOIN progress_note n ON n.task_id = t.task_id{_JUDGED}
WHERE t.id = :text AND n.department_id = :department AND n.status IS NOT NULL
  AND n.as_of <= :as_of AND n.action_id <= :known ORDER BY n.as_of, n.id"""
# What a department has answered, by task and clause: the last day of the latest period, the day of the last report.
_ANSWERS = """
SELECT t.id, n.department_id, n.clause_id,
       max(CASE WHEN coalesce(n.received_on, n.as_of) <= :as_of THEN coalesce(n.period_end, n.as_of) END),
       max(CASE WHEN n.as_of <= :as_of THEN n.as_of END)
FROM task_text t CROSS JOIN progress_note n
WHERE n.task_id = t.task_id AND n.department_id {departments} AND t.edition_id = :edition{limit}
  AND n.kind IN ('report', 'unchanged') AND n.action_id <= :known
  AND n.action_id NOT IN {undone} AND n.id NOT IN {void}
GROUP BY t.id, n.department_id, n.clause_id ORDER BY t.id"""
_TARGET = """
SELECT g.target_id, g.position, g.text, g.min_value, g.max_value, g.unit, g.comparator
FROM target_text g WHERE g.edition_id = :edition AND g.target_id = :target"""


def each_task(connection: Connection, edition: int, task: int | None = None) -> Iterator[TaskFact]:
    """Yield the tasks of an edition, or the task with this identity, in the order of the document."""
    rows = partial(_of_edition, connection, edition, task)
    clauses, parties = Feed(rows(_CLAUSES), itemgetter(0)), Feed(rows(_PARTIES), itemgetter(0))
    for text, task_id, ref, number, label, title, words, section, stated in rows(_TASKS):
        own = [
            ClauseFact(clause, place, covered, day, [PartyFact(*party[1:]) for party in parties.take(row)])
            for _text, row, clause, place, covered, day in clauses.take(text)
        ]
        yield TaskFact(task_id, text, ref, number, label, title, words, section, stated, len(own) > 1, own)


def _of_edition(connection: Connection, edition: int, task: int | None, sql: str) -> Iterator[Row]:
    """Yield the rows of an edition, or of one of its tasks."""
    if task is None:
        return connection.each(sql.format(limit=""), edition=edition)
    return iter(connection.rows(sql.format(limit=_OF_TASK[sql]), edition=edition, task=task))


def tasks_with(connection: Connection, edition: int, fits: Callable[[str], bool]) -> set[int]:
    """Return the tasks of an edition whose whole wording fits."""
    return {task for task, wording in connection.rows(_WORDINGS, edition=edition) if fits(wording)}


def tasks_naming(
    connection: Connection, edition: int, parties: Collection[int], clauses: Collection[int] = ()
) -> list[TaskFact]:
    """Return the tasks of an edition that name some parties, and some clauses besides: of each task only those clauses
    and, but for the clauses asked for, only those parties. The wording is left out.
    """
    sql = _BY_PARTY.format(parties=id_list(parties))
    if clauses:
        sql += " UNION ALL " + _BY_CLAUSE.format(clauses=id_list(clauses), parties=id_list(parties))
    rows = connection.rows(sql + " ORDER BY 20", edition=edition)
    return [
        TaskFact(
            task, text, ref, number, label, title, "", section, stated, bool(several),
            [
                ClauseFact(clause, place, "", day, [PartyFact(*row[13:19]) for row in of_clause])
                for (_row, clause, place, day), of_clause in groupby(of_task, key=itemgetter(slice(9, 13)))
            ],
        )
        for (text, task, ref, number, label, title, section, stated, several), of_task in groupby(
            rows, key=itemgetter(slice(9))
        )
    ]  # fmt: skip


def notes_on(connection: Connection, edition: int, snapshot: Snapshot, task: int | None = None) -> Iterator[NoteFact]:
    """Yield all notes of departments on the tasks of an edition, or on one, in the order of the tasks; the oldest of
    each department first.
    """
    sql = _NOTES.format(columns=_WIDE, judged=_JUDGED, limit="" if task is None else f" AND t.task_id = {int(task)}")
    rows = connection.each(sql, edition=edition, as_of=snapshot.as_of, known=snapshot.known)
    return starmap(NoteFact, rows)


def notes_by(
    connection: Connection, tasks: Sequence[TaskFact], snapshot: Snapshot, departments: Iterable[int]
) -> list[NoteFact]:
    """Return the notes of some departments on some tasks, in the same order."""
    texts = id_list(task.text_id for task in tasks)
    sql = _THEIR_NOTES.format(columns=_WIDE, judged=_JUDGED, texts=texts, departments=id_list(departments))
    return list(starmap(NoteFact, connection.rows(sql, as_of=snapshot.as_of, known=snapshot.known)))


def latest_notes(
    connection: Connection, edition: int, snapshot: Snapshot, *, accountable: bool = False, wide: bool = True
) -> Iterator[NoteFact]:
    """Yield of everybody who is named in an edition the latest note, and on tasks that name a collective all notes, in
    the order of the tasks; when `accountable`, only of those whose reports make up a task's status. Words and values
    are left out unless `wide`.
    """
    how = {"who": _ACCOUNTABLE if accountable else ""}
    how |= {"columns": _WIDE, "judged": _JUDGED} if wide else {"columns": _NARROW, "judged": ""}

    def rows(sql: str, several: str = "") -> Iterator[Row]:
        statement = sql.format(**how, several=several)
        return connection.each(statement, edition=edition, as_of=snapshot.as_of, known=snapshot.known)

    streams = [rows(_LATEST), *(rows(_OF_SEVERAL, several) for several in _SEVERAL)]
    merged: Iterator[Row] = merge(*streams, key=itemgetter(0))
    return starmap(NoteFact, merged)


def each_answer(
    connection: Connection, edition: int, snapshot: Snapshot, void: Collection[int], *,
    tasks: Iterable[int] | None = None, departments: Iterable[int] | None = None,
) -> Iterator[AnswerFact]:  # fmt: skip
    """Yield what departments have answered on the tasks of an edition, in their order; or some departments, on some
    tasks. `void` are the notes that answer nothing: retracted, or sent back.
    """
    sql = _ANSWERS.format(
        departments="> 0" if departments is None else f"IN {id_list(departments)}",
        limit="" if tasks is None else f" AND t.task_id IN {id_list(tasks)}",
        undone=id_list(snapshot.undone),
        void=id_list(void),
    )
    rows = connection.each(sql, edition=edition, as_of=snapshot.as_of, known=snapshot.known)
    return starmap(AnswerFact, rows)


def reported_days(connection: Connection, obligations: Iterable[Obligation]) -> dict[int, date]:
    """Return by the note that struck one of some obligations off the day that the report spoke of which it judged."""
    struck = [each.note_id for each in obligations if each.status == "verified" and each.note_id]
    parts = [struck[place : place + _AT_ONCE] for place in range(0, len(struck), _AT_ONCE)]
    return {
        note: to_date(day) for part in parts for note, day in connection.rows(_JUDGED_DAYS.format(notes=id_list(part)))
    }


def note_history(connection: Connection, text: int, department: int, snapshot: Snapshot) -> list[NoteFact]:
    """Return all notes of a department on the task that the row `text` words, the oldest first."""
    rows = connection.rows(
        _HISTORY, text=text, department=department, as_of=snapshot.as_of, known=snapshot.known
    )  # fmt: skip
    return list(starmap(NoteFact, rows))


def each_target(connection: Connection, edition: int, task: int | None = None) -> Iterator[tuple[int, TargetFact]]:
    """Yield the targets of an edition, or of one of its tasks, each with the row of its task there."""
    return ((text, TargetFact(*target)) for text, *target in _of_edition(connection, edition, task, _TARGETS))


def find_target(connection: Connection, edition: int, target: int) -> TargetFact | None:
    """Return a target as an edition has it; None where it has it no longer."""
    row = connection.one(_TARGET, edition=edition, target=target)
    return TargetFact(*row) if row else None
