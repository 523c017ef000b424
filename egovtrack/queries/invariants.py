"""Whether the ledger is as the program wrote it: chains of hashes, digests, counts, and what must always hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from egovtrack import chain as chains
from egovtrack.i18n import gettext as _
from egovtrack.queries.known import View, note_stands
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.plans import PlanRow, read_plans
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import accountable, read_tasks
from egovtrack.rules import roll_up

_CHAINS = {
    "progress_note": chains.NOTE, "progress_retraction": chains.RETRACTION, "action": chains.ACTION,
}  # fmt: skip
_CHAINED = {
    table: f"SELECT x.id, x.previous_hash, x.hash, {', '.join(f'x.{one}' for one in columns)} "
    f"FROM {table} x ORDER BY x.id"
    for table, columns in _CHAINS.items()
}
_WORDS = {
    table: f"SELECT {', '.join(f'x.{one}' for one in columns)} FROM {table} x WHERE x.action_id = :action ORDER BY x.id"
    for table, columns in chains.WORDS.items()
}
_COUNTS = {
    table: f"SELECT x.action_id, count(*) FROM {table} x WHERE x.action_id IS NOT NULL GROUP BY x.action_id"
    for table in (*chains.WORDS, "progress_note", "progress_retraction")
}
_ACTIONS = """
SELECT a.id, a.written, a.digests,
       CASE WHEN EXISTS (SELECT 1 FROM action u WHERE u.undoes_id = a.id) THEN 1 ELSE 0 END
FROM action a ORDER BY a.id"""
_DOCUMENTS = "SELECT o.id, o.sha256, o.text, o.title FROM document o ORDER BY o.id"
_PLAN = (
    """SELECT p.title, p.kind, p.period_start, p.period_end, p.cycle, o.sha256
       FROM plan p JOIN document o ON o.id = p.document_id WHERE p.id = :plan""",
    """SELECT s.position, s.level, s.label, s.title, s.place_start, s.place_end, b.position
       FROM section s LEFT JOIN section b ON b.id = s.parent_id WHERE s.plan_id = :plan ORDER BY s.position""",
    """SELECT t.position, t.ref, t.number, t.label, t.title, t.wording, t.text, t.place_start, t.place_end,
              t.stated_deadline, t.stated_deadline_text, s.position
       FROM task t LEFT JOIN section s ON s.id = t.section_id WHERE t.plan_id = :plan ORDER BY t.position""",
    """SELECT t.position, c.number, c.text, c.printed, c.place_start, c.place_end, c.stated_deadline,
              c.stated_deadline_text
       FROM task t JOIN clause c ON c.task_id = t.id WHERE t.plan_id = :plan ORDER BY t.position, c.number""",
    """SELECT t.position, c.number, a.position, a.role, a.word, a.printed, a.name, a.kind, a.open_list, a.place_start,
              a.place_end
       FROM task t JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id
       WHERE t.plan_id = :plan ORDER BY t.position, c.number, a.position""",
    """SELECT t.position, g.position, g.text, g.min_value, g.max_value, g.unit, g.comparator
       FROM task t JOIN target g ON g.task_id = t.id WHERE t.plan_id = :plan ORDER BY t.position, g.position""",
)
_ODD_NOTES = """
SELECT n.id FROM progress_note n
WHERE (n.kind = 'verification' AND n.status <> 'verified') OR (n.kind = 'return' AND n.status <> 'in_progress')
   OR (n.kind = 'report' AND n.status = 'verified') ORDER BY n.id"""
_STRAYS = """
SELECT n.id FROM progress_note n JOIN task t ON t.id = n.task_id JOIN plan p ON p.id = t.plan_id
JOIN document o ON o.id = p.document_id JOIN department d ON d.id = n.department_id
WHERE NOT EXISTS (SELECT 1 FROM clause c JOIN assignment a ON a.clause_id = c.id
    WHERE c.task_id = t.id AND a.department_id = d.id)
  AND NOT EXISTS (SELECT 1 FROM clause c JOIN designation x ON x.clause_id = c.id
    WHERE c.task_id = t.id AND x.department_id = d.id)
  AND NOT EXISTS (SELECT 1 FROM clause c JOIN assignment a ON a.clause_id = c.id
    JOIN collective g ON g.id = a.collective_id AND g.kind = 'universal'
    JOIN collective_member m ON m.collective_id = g.id AND m.department_kind = d.kind
    WHERE c.task_id = t.id AND (d.valid_from IS NULL OR d.valid_from <= o.issued_on)
      AND (d.valid_to IS NULL OR d.valid_to > o.issued_on))
ORDER BY n.id"""
_STANDING = f"""
SELECT x.task_id, x.clause_id, x.department_id, x.as_of, x.id, x.status FROM progress_note x
JOIN task t ON t.id = x.task_id
WHERE t.plan_id = :plan AND x.as_of <= :as_of AND {note_stands("x")}"""
STATEMENTS = (
    *_CHAINED.values(), *_WORDS.values(), *_COUNTS.values(), _ACTIONS, _DOCUMENTS, *_PLAN, _ODD_NOTES, _STRAYS,
    _STANDING,
)  # fmt: skip
_ORPHANS = 'SELECT "table", rowid FROM pragma_foreign_key_check'
_DAMAGE = "SELECT quick_check FROM pragma_quick_check WHERE quick_check <> 'ok'"


@dataclass(frozen=True, slots=True)
class LedgerFinding:
    """Something that is not as the program wrote it: the table, the number of the row, and what is the matter."""

    table: str
    row: str
    message: str


def check_ledger(reader: Reader, registry: Registry, view: View) -> Iterator[LedgerFinding]:
    """Everything that is wrong with the ledger, one finding after another; nothing where all is well."""
    yield from _database(reader)
    yield from check_chains(reader)
    yield from _actions(reader)
    yield from _documents(reader)
    for sql, message in (
        (_ODD_NOTES, _("its status and what kind of note it is do not go together")),
        (_STRAYS, _("the department does not answer for this task")),
    ):
        yield from (LedgerFinding("progress_note", str(row[0]), message) for row in reader.rows(sql))
    for plan in read_plans(reader):
        yield from _standings(reader, registry, plan, view)


def plan_digest(reader: Reader, plan: int) -> str:
    """A digest of all that a plan's document says, as it stands in the plan's rows."""
    return chains.digest(chain.from_iterable(reader.rows(sql, plan=plan) for sql in _PLAN))


def words_digest(reader: Reader, table: str, action: int) -> str:
    """A digest of the office's words of one table that an action entered."""
    return chains.digest(reader.rows(_WORDS[table], action=action))


def _database(reader: Reader) -> Iterator[LedgerFinding]:
    if reader.is_sqlite:  # PostgreSQL does not let it come to that
        for (message,) in reader.rows(_DAMAGE):
            yield LedgerFinding("", "", str(message))
        for table, row in reader.rows(_ORPHANS):
            yield LedgerFinding(table, str(row), _("it refers to a row that is not there"))


def check_chains(reader: Reader) -> Iterator[LedgerFinding]:
    """The rows whose hash no longer fits what they say, or that do not follow the row before them."""
    for table, columns in _CHAINS.items():
        before = ""
        for number, previous, own, *values in reader.each(_CHAINED[table]):
            row = dict(zip(columns, values, strict=True))
            if previous != before or own != chains.chain_hash(previous, row):
                yield LedgerFinding(table, str(number), _("it is not as it was entered"))
            before = own


def _actions(reader: Reader) -> Iterator[LedgerFinding]:
    counts = {table: dict(reader.rows(sql)) for table, sql in _COUNTS.items()}
    plans: dict[int, str] = {}
    for action, written, digests, undone in reader.rows(_ACTIONS):
        told = json.loads(written or "{}")
        for table, found in counts.items():
            if found.get(action, 0) != told.get(table, 0):
                message = _("it added {told} rows to {table}, and {found} are there").format(
                    told=told.get(table, 0), table=table, found=found.get(action, 0)
                )
                yield LedgerFinding("action", str(action), message)
        for what, value in json.loads(digests or "{}").items():
            table, _colon, plan = what.partition(":")
            if plan and not undone:
                plans[int(plan)] = value
            elif not plan and words_digest(reader, table, action) != value:
                yield LedgerFinding(table, "", _("what action {id} entered is not as it was").format(id=action))
    keys = {plan.id: plan.key for plan in read_plans(reader)}
    for plan_id, value in plans.items():
        if plan_id in keys and plan_digest(reader, plan_id) != value:
            yield LedgerFinding("plan", keys[plan_id], _("its rows are not as they were read from the document"))


def _documents(reader: Reader) -> Iterator[LedgerFinding]:
    for number, sha256, text, title in reader.each(_DOCUMENTS):
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            message = _("the text of “{title}” does not have the digest that it had").format(title=title)
            yield LedgerFinding("document", str(number), message)


_Latest = dict[tuple[int, int | None, int | None], tuple[str, int, str]]


def _standings(reader: Reader, registry: Registry, plan: PlanRow, view: View) -> Iterator[LedgerFinding]:
    """Every standing and roll-up worked out a second time, from all notes one by one, without the read path's SQL."""
    latest: _Latest = {}
    rows = reader.each(_STANDING, plan=plan.id, as_of=view.as_of, known_at=view.known_at)
    for task_id, clause, department, day, number, status in rows:
        key = (task_id, clause, department)
        latest[key] = max(latest.get(key, ("", 0, "")), (str(day), number, status))
    if not latest:
        return
    for task in read_tasks(reader, registry, plan, view):
        word = latest.get((task.id, None, None))
        expected = {id(one): _expected(latest, one, word) for one in task.obligations}
        for one in task.obligations:
            if one.status != expected[id(one)]:
                yield _differs(one.note_id, f"{one.ref} {one.member}", one.status, expected[id(one)])
        answering = accountable(task.clauses, task.obligations)
        heard = max((found for one in answering if (found := _own(latest, one))), default=("", 0, ""))
        rolled_up = word[2] if word and heard[:2] < word[:2] else roll_up([expected[id(one)] for one in answering])
        if task.status != rolled_up:
            yield _differs(None, task.ref, task.status, rolled_up)


def _own(latest: _Latest, one: Obligation) -> tuple[str, int, str] | None:
    """The latest note of an obligation: on its clause, or on the whole task."""
    found = [latest.get((one.task_id, clause, one.department_id)) for clause in (None, one.clause_id)]
    return max((each for each in found if each), default=None)


def _expected(latest: _Latest, one: Obligation, word: tuple[str, int, str] | None) -> Any:
    own = _own(latest, one)
    if word and word[2] == "cancelled" and (own is None or own[:2] < word[:2]):
        return "cancelled"  # the office has ended the task for everybody
    return own[2] if own else None


def _differs(note: int | None, what: str, status: str | None, expected: str | None) -> LedgerFinding:
    message = _("{what} stands as {status}, and the notes say {expected}").format(
        what=what, status=status, expected=expected
    )
    return LedgerFinding("progress_note", str(note or ""), message)


def finding_row(one: LedgerFinding) -> dict[str, Any]:
    """The row that scripts read (kind `findings`)."""
    return {"table": one.table, "row": one.row, "message": one.message}
