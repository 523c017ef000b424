"""The only writer: an action appends facts, and is sealed with them when it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from egovtrack.chain import FREE, Digests, chain_hash, make_salt, text_hash, told
from egovtrack.columns import COLUMNS, LENGTHS
from egovtrack.connection import Connection
from egovtrack.dates import utc_text
from egovtrack.errors import BadInput, ClockAhead, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME, MAX_TEXT, unfit, unfit_name
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import moment_of_newest, read_snapshot
from egovtrack.snapshot import NEWEST

_PATIENCE = timedelta(minutes=1)  # a clock further behind is worth a word; waiting for other writers takes less
_LONGEST_SILENCE = timedelta(days=400)

# Tables whose texts come with a document, or with a file of data: what is wrong there is wrong in the file.
_DOCUMENT = frozenset({
    "document", "edition", "section", "task_text", "clause_text", "assignment", "target_text", "block", "party",
})  # fmt: skip
_FILED = frozenset({"division", "leader", "portfolio"})
_NAMED = frozenset({("leader", "name")})  # those of departments the registry checks; parties are kept as printed


class Signature(NamedTuple):
    """Who acts: `author` is the name as given, `account` the login name; from where (host, terminal or script,
    and the user of a database server); by what command; and when by this machine's clock. `clock_ok`: the person knows
    that the clock is right.
    """

    author: str
    account: str
    origin: str
    command: str
    clock: datetime
    clock_ok: bool = False


class Action:
    """An action under way, in the connection's transaction. One that appends nothing leaves no trace.

    `clock_behind` is the moment of the last entry (UTC text) where this machine's clock is well before it, else None.
    `rows` has by table the first id of what was appended, and how many rows there are.
    """

    def __init__(self, connection: Connection, signature: Signature, undoes: int | None = None) -> None:
        self.connection = connection
        self.signature = signature
        self.undoes = undoes
        ((self._ledger_id, number, self._previous),) = connection.rows("SELECT id, number, hash FROM ledger")
        self.id: int = number + 1
        last = moment_of_newest(connection, number)
        self.clock = utc_text(signature.clock)
        self.recorded_at = max(self.clock, last or "")
        self.clock_behind = _refuse_or_tell(self.clock, last, signature) if last else None
        self.rows: dict[str, tuple[int, int]] = {}
        self._digests = Digests()
        self._row: dict[str, Any] = {}

    @property
    def is_entered(self) -> bool:
        """Whether anything was entered."""
        return bool(self._row)

    def facts(self, known: int = NEWEST) -> Facts:
        """Return what the ledger knows, with what the action has entered; or what it knew after the action `known`."""
        snapshot = read_snapshot(self.connection, date.max)._replace(known=known)
        return Facts(self.connection, snapshot, date.max)

    def append(self, table: str, **values: Any) -> int:
        """Append one fact and return its id; columns that are not given are null."""
        (made,) = self.append_all(table, [values])
        return made

    def append_all(self, table: str, rows: Iterable[Mapping[str, Any]], **common: Any) -> range:
        """Append facts of a table and return their ids. Each is given by its columns but `id` and `action_id`; `common`
        are the columns that are the same in all.

        Raises UsageError where a text cannot be kept; BadInput where it came with a document or a file.
        """
        columns = COLUMNS[table]
        start, count = self.rows.get(table) or (self._free_id(table), 0)
        first = start + count
        filled = [self._filled(table, columns, number, {**row, **common}) for number, row in enumerate(rows, first)]
        if filled:
            self._begin()
            self.connection.insert(table, columns, filled)
            self._digests.add(table, (told(table, columns, row) for row in filled))
            self.rows[table] = start, count + len(filled)
        return range(first, first + len(filled))

    def _free_id(self, table: str) -> int:
        ((highest,),) = self.connection.rows(f"SELECT max(id) FROM {table}")
        return (highest or 0) + 1

    def _filled(self, table: str, columns: Sequence[str], number: int, row: Mapping[str, Any]) -> tuple[Any, ...]:
        if unknown := row.keys() - set(columns):
            raise KeyError(f"{table} has no {', '.join(sorted(unknown))}")
        values = {**row, "id": number, "action_id": self.id}
        if table in FREE:
            values["salt"] = make_salt()
            values["text_hash"] = text_hash(table, values)
        filled = tuple([_plain(values.get(name)) for name in columns])
        for name, value in zip(columns, filled, strict=True):
            if value.__class__ is str:
                _refuse_unfit(table, name, value)
        return filled

    def _begin(self) -> None:
        """Insert the action's own row, which its facts refer to; it is completed at the end."""
        if self._row:
            return
        signed, columns = self.signature, COLUMNS["action"]
        row = {
            "recorded_at": self.recorded_at, "clock": self.clock if self.clock != self.recorded_at else None,
            "author": signed.author, "account": signed.account[:MAX_NAME], "origin": signed.origin[:MAX_NAME],
            "command": signed.command[:MAX_TEXT], "undoes_id": self.undoes, "rows": "", "hash": "",
        }  # fmt: skip
        filled = self._filled("action", columns, self.id, row)
        self._row = dict(zip(columns, filled, strict=True))
        self.connection.insert("action", columns, [filled])

    def seal(self) -> None:
        """End the action: complete its row, and make it the head of the ledger."""
        if self.undoes is not None:
            self._begin()
        row = self._row
        if not row:
            return
        rows = {table: [*told, self._digests.of(table)] for table, told in self.rows.items()}
        row["rows"] = json.dumps(rows, sort_keys=True)
        row["hash"] = chain_hash(self._previous or self._ledger_id, list(row), list(row.values()))
        sealed = row["rows"], row["hash"], self.id
        self.connection.execute("UPDATE action SET rows = ?, hash = ? WHERE id = ?", sealed)
        self.connection.execute("UPDATE ledger SET number = ?, hash = ?", (self.id, row["hash"]))


def _refuse_or_tell(clock: str, last: str, signature: Signature) -> str | None:
    distance = datetime.fromisoformat(clock) - datetime.fromisoformat(last)
    if distance > _LONGEST_SILENCE and not signature.clock_ok:
        why = _("this machine's clock says {clock}, and the last entry is of {last}")
        hint = _("set the clock right; if it is right, add --clock-ok")
        raise ClockAhead(why.format(clock=clock[:10], last=last[:10]), hint)
    return last if -distance > _PATIENCE else None


def now() -> datetime:
    """Return this moment by the machine's clock."""
    return datetime.now(UTC)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _refuse_unfit(table: str, column: str, value: str) -> None:
    """Raise an error for a text that cannot be kept. SQLite itself keeps texts that are longer than their column."""
    # How long a document may be is for its reader to say.
    room = LENGTHS.get((table, column)) or (None if table in _DOCUMENT or column == "rows" else MAX_TEXT)
    why = unfit_name(value) if (table, column) in _NAMED else unfit(value, room)
    if why is None:
        return
    if table in _DOCUMENT:
        raise BadInput(_("the document cannot be stored: {why}").format(why=why))
    if table in _FILED:
        raise BadInput(_("the division of work cannot be read: {problems}").format(problems=why))
    raise UsageError(why)
