"""Whether the ledger is as the program wrote it: hashes, counts, references, and standings worked out a second way.

Every table is read once, in the order of ids. An action tells which rows of which tables it added; what stands
between these, or is missing there, was not the program's doing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from egovtrack.chain import FREE, Digests, chain_hash, sha256, text_hash, told
from egovtrack.columns import COLUMNS, REFERS
from egovtrack.connection import HEAD, Connection, Row
from egovtrack.facts import Decisions
from egovtrack.fitting import misfit
from egovtrack.i18n import gettext as _
from egovtrack.queries.facts import Facts
from egovtrack.rollup import TaskRow
from egovtrack.rules import CLOSED, DONE, roll_up
from egovtrack.shape import Shape, expected, read_damage, read_shape
from egovtrack.standing import Obligation

_ROWS = {
    table: f"SELECT {', '.join(f'x.{name}' for name in columns)} FROM {table} x ORDER BY x.id"
    for table, columns in COLUMNS.items()
}
_SOME = {table: sql.replace("ORDER", "WHERE x.id BETWEEN :first AND :last ORDER") for table, sql in _ROWS.items()}
_ORPHANS = {
    (table, column): f"SELECT x.id FROM {table} x WHERE x.{column} IS NOT NULL"
    f" AND NOT EXISTS (SELECT 1 FROM {other} y WHERE y.id = x.{column}) ORDER BY x.id"
    for table, columns in REFERS.items()
    for column, other in columns.items()
}
_REDACTED = "SELECT n.id, n.action_id FROM redaction r JOIN progress_note n ON n.id = r.note_id"
_LEDGER = "SELECT l.id, l.number, l.hash FROM ledger l"
_REVISION = "SELECT v.version_num FROM alembic_version v"
_HASHES = "SELECT a.id, a.hash FROM action a ORDER BY a.id"
_STANDING = """
SELECT n.task_id, n.clause_id, n.department_id, n.as_of, n.id, n.status, n.action_id, n.judged_id FROM progress_note n
WHERE n.status IS NOT NULL AND n.as_of <= :as_of AND n.action_id <= :known"""

_FACTS = [table for table in COLUMNS if table not in {"action", "ledger"}]
_STATUS_OF = {"verification": "verified", "return": "in_progress"}


class LedgerFinding(NamedTuple):
    """Something that is not as the program wrote it: the table, the number of the row (`5`, `5–9`), what is wrong."""

    table: str
    row: str
    message: str


def check_ledger(facts: Facts) -> Iterator[LedgerFinding]:
    """Yield everything that is wrong with the ledger; nothing where all is well. What rests on something that is wrong
    is not gone into.
    """
    found = list(check_rows(facts.connection))
    yield from found or _check_standings(facts)


def check_rows(connection: Connection) -> Iterator[LedgerFinding]:
    """Yield what is wrong with the database and the rows in it, without what follows of them."""
    shape = list(_check_shape(connection))
    damage = [LedgerFinding("", "", message) for message in read_damage(connection)]
    yield from (*shape, *damage)
    try:
        if not shape:
            yield from check_history(connection)
            yield from _check_references(connection)
    except Exception:  # whatever it is that the driver stumbles at
        if not damage:
            raise


def check_against(connection: Connection, heads: Sequence[tuple[int, str]]) -> Iterator[LedgerFinding]:
    """Yield where the history parts from what is told of it outside: number and hash of actions, a hash perhaps by its
    first digits alone.
    """
    ours: dict[int, str] = dict(connection.rows(_HASHES))
    holds = {number: ours.get(number, "").startswith(sealed) for number, sealed in sorted(heads)}
    parted = next((number for number, held in holds.items() if not held), None)
    if parted is None:
        return
    before = max((number for number, held in holds.items() if held and number < parted), default=0)
    newest = max(ours, default=0)
    if parted > newest:
        message = _("it is missing: the ledger's newest action is {number}").format(number=newest)
        yield LedgerFinding("action", _range(newest + 1, max(holds)), message)
    else:
        message = _("here the history is no longer the one that was noted down")
        yield LedgerFinding("action", _range(before + 1, parted), message)


# --- the database ----------------------------------------------------------------------------------------------------


def _check_shape(connection: Connection) -> Iterator[LedgerFinding]:
    if connection.rows(_REVISION) != [(HEAD,)]:
        yield LedgerFinding("alembic_version", "", _("the ledger's revision is not {head}").format(head=HEAD))
    yield from _compare_shapes(read_shape(connection), expected(is_postgresql=connection.is_postgresql))


def _compare_shapes(found: Shape, wanted: Shape) -> Iterator[LedgerFinding]:
    for table in sorted(found.columns.keys() | wanted.columns.keys()):
        theirs, ours = found.columns.get(table, frozenset()), wanted.columns.get(table, frozenset())
        if not ours:
            yield LedgerFinding(table, "", _("the ledger has no such table"))
        elif not theirs:
            yield LedgerFinding(table, "", _("the table is missing"))
        elif theirs != ours:
            message = _("these columns are missing, too many or of another kind: {columns}")
            names = sorted({name for name, _kind, _nullable in theirs ^ ours})
            yield LedgerFinding(table, "", message.format(columns=", ".join(names)))
    for table, columns_of, _unique in sorted(found.indexes ^ wanted.indexes):
        if table in found.columns.keys() & wanted.columns.keys():
            message = _("an index is missing or too many, on {columns}").format(columns=", ".join(columns_of))
            yield LedgerFinding(table, "", message)
    known = {name for name, _text in wanted.others}
    for name in sorted({name for name, _text in found.others ^ wanted.others}):
        message = _("it is missing or changed") if name in known else _("the ledger has no such thing")
        yield LedgerFinding(name, "", message)


def _check_references(connection: Connection) -> Iterator[LedgerFinding]:
    for (table, _column), sql in _ORPHANS.items():
        message = _("it refers to a row that is not there")
        yield from (LedgerFinding(table, str(row), message) for (row,) in connection.rows(sql))


# --- the history -----------------------------------------------------------------------------------------------------


def check_history(connection: Connection) -> Iterator[LedgerFinding]:
    """Yield what is wrong with the actions and the rows that they added: hashes, digests, counts, words taken out."""
    connection.take_any_text()
    ledgers = connection.rows(_LEDGER)
    if len(ledgers) != 1:
        yield LedgerFinding("ledger", "", _("it has {count} rows instead of one").format(count=len(ledgers)))
    ledger, newest, head = ledgers[0] if ledgers else ("", 0, "")
    notes, actions = _redacted(connection)
    entered = {table: _Entered(connection, table, notes) for table in _FACTS}
    columns = COLUMNS["action"]
    previous, last = ledger, 0
    for values in connection.each(_ROWS["action"]):
        row = dict(zip(columns, values, strict=True))
        if row["id"] != last + 1:
            yield LedgerFinding("action", _range(last + 1, row["id"] - 1), _("it is missing"))
        elif chain_hash(previous, columns, values) != row["hash"] or not _says_its_words("action", row, actions):
            # The hash of the first action covers which ledger this is.
            where = "action" if last else "action, ledger"
            yield from _changed(connection, where, row["id"], row["id"], _("it is not as it was entered"))
        previous, last = row["hash"], row["id"]
        yield from _check_action(connection, row, entered)
    for rows in entered.values():
        yield from rows.strays(None)
    if isinstance(newest, int) and last < newest:
        message = _("it is missing: the ledger's newest action is {number}").format(number=newest)
        yield LedgerFinding("action, ledger", _range(last + 1, newest), message)
    elif (last, previous if last else "") != (newest, head):
        yield LedgerFinding("ledger", "", _("it does not name the newest action, or not its hash"))


def _redacted(connection: Connection) -> tuple[frozenset[int], frozenset[int]]:
    """Return the notes whose words were taken out, and the actions that entered them."""
    rows = connection.rows(_REDACTED)
    return frozenset(note for note, _action in rows), frozenset(action for _note, action in rows)


class _Entered:
    """The rows of a table, in the order of ids, as the actions that added them ask for them."""

    def __init__(self, connection: Connection, table: str, redacted: frozenset[int]) -> None:
        self.table, self.columns, self._redacted = table, COLUMNS[table], redacted
        self._rows = connection.each(_ROWS[table])
        self._next: Row | None = next(self._rows, None)

    def _take(self, end: int | None) -> Iterator[Row]:
        while self._next is not None and (end is None or self._next[0] < end):
            row, self._next = self._next, next(self._rows, None)
            yield row

    def strays(self, before: int | None) -> Iterator[LedgerFinding]:
        """Yield the rows up to a number that no action added."""
        numbers = enumerate(row[0] for row in self._take(before))
        for _distance, run in groupby(numbers, key=lambda pair: pair[1] - pair[0]):
            first, *more = (number for _place, number in run)
            yield self._finding(first, (more or [first])[-1], _("no action entered it"))

    def added(self, action: int, first: int, count: int, digests: Digests) -> Iterator[LedgerFinding]:
        """Take the rows that an action added into their digest, and yield what is wrong with single rows."""
        missing, wanted, end = [], first, first + count
        for row in self._take(end):
            missing.append((wanted, row[0] - 1))
            wanted = row[0] + 1
            digests.add(self.table, [told(self.table, self.columns, row)])
            if row[1] != action:
                yield self._finding(row[0], row[0], _("it names another action than the one that entered it"))
            elif message := self._fault(row):
                yield self._finding(row[0], row[0], message)
        for gap in [*missing, (wanted, end - 1)]:
            if gap[0] <= gap[1]:
                yield self._finding(*gap, _("it is missing"))

    def _finding(self, first: int, last: int, message: str) -> LedgerFinding:
        return LedgerFinding(self.table, _range(first, last), message)

    def _fault(self, row: Row) -> str | None:
        """Return what is wrong with a row by itself."""
        if self.table not in {"progress_note", "document"}:
            return None
        values = dict(zip(self.columns, row, strict=True))
        if self.table == "document":
            if sha256(str(values["text"])) != values["sha256"]:
                return _("the text of “{title}” does not have the digest that it had").format(title=values["title"])
            return None
        if not _says_its_words(self.table, values, self._redacted):
            return _("it is not as it was entered")
        kind, status = values["kind"], values["status"]
        if status != _STATUS_OF.get(kind, status) or (kind, status) == ("report", "verified"):
            return _("its status and what kind of note it is do not go together")
        return None


def _says_its_words(table: str, row: Mapping[str, Any], redacted: frozenset[int]) -> bool:
    """Return whether the free texts of a row are those that were entered, or were taken out as a redaction says."""
    if row["salt"] is None:
        return row["id"] in redacted and all(row[name] is None for name in FREE[table])
    return bool(text_hash(table, row) == row["text_hash"])


def _check_action(
    connection: Connection, row: Mapping[str, Any], entered: Mapping[str, _Entered]
) -> Iterator[LedgerFinding]:
    for table, (first, count, digest) in _added(row["rows"]).items():
        digests = Digests()
        wrong = [*entered[table].strays(first), *entered[table].added(row["id"], first, count, digests)]
        if not wrong and digests.of(table) != digest:
            message = _("what action {id} entered is not as it was").format(id=row["id"])
            wrong = list(_changed(connection, table, first, first + count - 1, message))
        yield from wrong


def _changed(connection: Connection, where: str, first: int, last: int, message: str) -> Iterator[LedgerFinding]:
    """Yield that rows were changed: those with a value that cannot stand there, else all of them."""
    table = where.partition(",")[0]
    columns, found = COLUMNS[table], False
    for row in connection.rows(_SOME[table], first=first, last=last):
        for words in filter(None, (misfit(table, *each) for each in zip(columns, row, strict=True))):
            found = True
            yield LedgerFinding(where, str(row[0]), words)
    if not found:
        yield LedgerFinding(where, _range(first, last), message)


def _added(text: str) -> dict[str, tuple[int, int, str]]:
    """Return by table the first row, the number of rows and their digest, as an action tells of what it added; what
    was changed in that is told by its hash.
    """
    try:
        return {
            table: (int(first), int(count), str(digest))
            for table, (first, count, digest) in json.loads(text).items()
            if table in _FACTS
        }
    except (ValueError, TypeError, AttributeError):
        return {}


def _range(first: int, last: int) -> str:
    return str(first) if first >= last else f"{first}–{last}"


# --- standings -------------------------------------------------------------------------------------------------------

_Latest = dict[tuple[int, int | None, int | None], tuple[str, int, str]]


def _check_standings(facts: Facts) -> Iterator[LedgerFinding]:
    """Work every standing and roll-up out a second time, from all notes one by one, without the read path's SQL."""
    latest: _Latest = {}
    snapshot = facts.snapshot
    rows = facts.connection.each(_STANDING, as_of=snapshot.as_of, known=snapshot.known)
    for task, clause, department, day, number, status, action, judged in rows:
        fallen = status == "verified" and judged in facts.retracted
        if snapshot.holds(action) and number not in facts.retracted and not fallen:
            key = (task, clause, department)
            latest[key] = max(latest.get(key, ("", 0, "")), (day, number, status))
    if latest:
        for plan in facts.plans:
            for row in facts.tasks(plan):
                yield from _check_task(row, latest, facts.decisions, closed=plan.closed)


def _check_task(task: TaskRow, latest: _Latest, decisions: Decisions, *, closed: bool) -> Iterator[LedgerFinding]:
    word = latest.get((task.id, None, None))
    heard: list[tuple[str, int, str]] = []
    statuses: list[Any] = []
    leading = {
        clause.clause: "lead" if any(party.role == "lead" for party in clause.parties) else "responsible"
        for clause in task.clauses
    }
    for each in task.obligations:
        own = _own(latest, each)
        status = _status(own, word)
        if status not in CLOSED | DONE and decisions.carried(task.id, each.department_id):
            status = "carried"
        if closed and status not in CLOSED | DONE:
            status = "unfinished"
        if each.status != status:
            yield _differs(each.note_id, f"{each.ref} {each.member}", each.status, status)
        if each.role == leading[each.clause]:
            statuses.append(status)
            heard.append(own or ("", 0, ""))
    rolled_up = word[2] if word and max(heard, default=("", 0, ""))[:2] < word[:2] else None
    below = roll_up(statuses)
    if below == "carried" or (not statuses and decisions.carried(task.id, None)):
        rolled_up = "carried"
    rolled_up = rolled_up or below
    if task.status != rolled_up:
        yield _differs(None, task.ref, task.status, rolled_up)


def _own(latest: _Latest, each: Obligation) -> tuple[str, int, str] | None:
    """Return the latest note of an obligation: on its clause, or on the whole task."""
    found = [latest.get((each.task_id, clause, each.department_id)) for clause in (None, each.clause_id)]
    return max((note for note in found if note), default=None)


def _status(own: tuple[str, int, str] | None, word: tuple[str, int, str] | None) -> str | None:
    if word and word[2] == "cancelled" and (own is None or own[:2] < word[:2]):
        return "cancelled"  # the office has ended the task for everybody
    return own[2] if own else None


def _differs(note: int | None, what: str, status: str | None, wanted: str | None) -> LedgerFinding:
    message = _("{what} stands as {status}, and the notes say {expected}").format(
        what=what, status=status, expected=wanted
    )
    return LedgerFinding("progress_note", str(note or ""), message)
