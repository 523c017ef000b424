"""The only writer: an action appends facts, and is sealed with them when it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from egovtrack.chain import FREE, Digests, chain_hash, make_salt, text_hash, told
from egovtrack.columns import COLUMNS, LENGTHS
from egovtrack.connection import Connection
from egovtrack.dates import utc_text
from egovtrack.errors import BadInput, ClockAhead, EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME, MAX_TEXT, unfit, unfit_name

_PATIENCE = timedelta(minutes=1)  # a clock further behind is worth a word; waiting for other writers takes less
_LONGEST_SILENCE = timedelta(days=400)

# Tables whose texts come with a document, or with a file of data: what is wrong there is wrong in the file.
_DOCUMENT = frozenset({
    "document", "edition", "section", "task_text", "clause_text", "assignment", "target_text", "block", "party",
})  # fmt: skip
_FILED = frozenset({"division", "leader", "portfolio"})
_NAMED = frozenset({("leader", "name")})  # those of departments the registry checks; parties are kept as printed


class Signature(NamedTuple):
    """Who acts: `author` is the name as given, `account` the login name; from where (host, terminal or script); by
    what command; and when by this machine's clock. `clock_ok`: the person knows that the clock is right.
    """

    author: str
    account: str
    origin: str
    command: str
    clock: datetime
    clock_ok: bool = False


class Action:
    """An action under way. One that appends nothing leaves no trace.

    `clock_behind` is the moment of the last entry (UTC text) where this machine's clock is well before it, else None.
    `rows` counts what was appended, by table.
    """

    def __init__(self, connection: Connection, signature: Signature, undoes: int | None = None) -> None:
        self.connection = connection
        self.signature = signature
        self.undoes = undoes
        ((self._ledger_id, number, self._previous),) = connection.rows("SELECT id, number, hash FROM ledger")
        self.id: int = number + 1
        last = connection.one("SELECT recorded_at FROM action WHERE id = :last", last=number)
        clock = utc_text(signature.clock)
        self.recorded_at = max(clock, last[0]) if last else clock
        self._clock = clock if clock != self.recorded_at else None
        self.clock_behind = _refuse_or_tell(clock, last[0], signature) if last else None
        self.rows: dict[str, list[int]] = {}
        self._digests = Digests()
        self._begun = False

    @property
    def author(self) -> str:
        """Who acts."""
        return self.signature.author

    def append(self, table: str, **values: Any) -> int:
        """Append one fact and return its id; columns that are not given are null."""
        (made,) = self.append_all(table, [values])
        return made

    def append_all(self, table: str, rows: Iterable[Mapping[str, Any]]) -> range:
        """Append facts of a table, each given by its columns but `id` and `action_id`, and return their ids.

        Raises UsageError where a text cannot be kept; BadInput where it came with a document or a file.
        """
        columns = COLUMNS[table]
        if table not in self.rows:
            highest = self.connection.one(f"SELECT max(id) FROM {table}")
            self.rows[table] = [((highest and highest[0]) or 0) + 1, 0]
        first = sum(self.rows[table])
        filled = [self._filled(table, columns, first + place, row) for place, row in enumerate(rows)]
        if not filled:
            if not self.rows[table][1]:
                del self.rows[table]
            return range(first, first)
        self._begin()
        self.connection.insert(table, columns, filled)
        self._digests.add(table, (told(table, columns, row) for row in filled))
        self.rows[table][1] += len(filled)
        return range(first, first + len(filled))

    def _filled(self, table: str, columns: Sequence[str], number: int, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = dict(row)
        unknown = values.keys() - set(columns)
        if unknown:
            raise KeyError(f"{table} has no {', '.join(sorted(unknown))}")
        values |= {"id": number, "action_id": self.id}
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
        if self._begun:
            return
        self._begun = True
        signed = self.signature
        salt = make_salt()
        command = signed.command[:MAX_TEXT]
        row = {
            "id": self.id, "recorded_at": self.recorded_at, "clock": self._clock, "author": signed.author,
            "account": signed.account[:MAX_NAME], "origin": signed.origin[:MAX_NAME], "command": command,
            "salt": salt, "undoes_id": self.undoes, "rows": "", "hash": "",
        }  # fmt: skip
        row["text_hash"] = text_hash("action", row)
        for name, value in row.items():
            if isinstance(value, str):
                _refuse_unfit("action", name, value)
        self._row = row
        self.connection.insert("action", COLUMNS["action"], [tuple(row[name] for name in COLUMNS["action"])])

    def seal(self) -> None:
        """End the action: complete its row, and make it the head of the ledger."""
        if self.undoes is not None:
            self._begin()
        if not self._begun:
            return
        row = self._row
        rows = {table: [*told, self._digests.of(table)] for table, told in self.rows.items()}
        row["rows"] = json.dumps(rows, sort_keys=True)
        columns = COLUMNS["action"]
        row["hash"] = chain_hash(self._previous or self._ledger_id, columns, [row[name] for name in columns])
        self.connection.execute(
            "UPDATE action SET rows = ?, hash = ? WHERE id = ?", (row["rows"], row["hash"], self.id)
        )
        self.connection.execute("UPDATE ledger SET number = ?, hash = ?", (self.id, row["hash"]))


@contextmanager
def acting(connection: Connection, signature: Signature, undoes: int | None = None) -> Iterator[Action]:
    """One action in the connection's transaction. Raises ClockAhead where the machine's clock is more than 400 days
    after the last entry and nobody has said that it is right.
    """
    action = Action(connection, signature, undoes)
    yield action
    action.seal()


def _refuse_or_tell(clock: str, last: str, signature: Signature) -> str | None:
    distance = datetime.fromisoformat(clock) - datetime.fromisoformat(last)
    if distance > _LONGEST_SILENCE and not signature.clock_ok:
        raise ClockAhead(
            _("this machine's clock says {clock}, and the last entry is of {last}").format(
                clock=clock[:10], last=last[:10]
            ),
            _("set the clock right; if it is right, add --clock-ok"),
        )
    return last if -distance > _PATIENCE else None


def now() -> datetime:
    """Return this moment by the machine's clock."""
    return datetime.now(UTC)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _refuse_unfit(table: str, column: str, value: str) -> None:
    """SQLite keeps texts of any length in columns of a given length, PostgreSQL does not: here both are alike."""
    if (table, column) in _NAMED:
        why = unfit_name(value)
    elif (table, column) in LENGTHS:
        # How long a document may be is for its reader to say.
        room = LENGTHS[table, column] or (None if table in _DOCUMENT or column == "rows" else MAX_TEXT)
        why = unfit(value, room)
    else:
        return
    if why:
        raise _refusal(table, why)


def _refusal(table: str, why: str) -> EgovtrackError:
    if table in _DOCUMENT:
        return BadInput(_("the document cannot be stored: {why}").format(why=why))
    if table in _FILED:
        return BadInput(_("the division of work cannot be read: {problems}").format(problems=why))
    return UsageError(why)
