"""A ledger as text, a line for each fact: to compare, to keep under version control, to read without this program.

The format is described in docs/how-to/dump.md. Facts stand in the order of the actions that entered them, so a later
dump of the same ledger begins with the lines of an earlier one. The lines are the same whatever the ledger is kept in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from egovtrack import schema
from egovtrack.addresses import is_server, shown
from egovtrack.chain import told
from egovtrack.columns import COLUMNS, KINDS
from egovtrack.connection import HEAD, Connection
from egovtrack.database import opened
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.files import beside
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.ledger.copying import refuse_filled
from egovtrack.queries.check import check_history

FORMAT = 1
_ROWS = {table: f"SELECT {', '.join(columns)} FROM {table} ORDER BY id" for table, columns in COLUMNS.items()}
_FACTS = [table for table in COLUMNS if table != "ledger"]
_PRIVATE = {"contact", "call"}
_MOST_HELD = 5000
_UNFIT = (OverflowError, ValueError)  # what the drivers raise for a number or a text that no database holds


def dump(connection: Connection, *, with_contacts: bool) -> Iterator[str]:
    """Yield the lines of a ledger: what it is, its facts, its head. Contacts are counted, but for `with_contacts`."""
    ((ledger, number, sealed),) = connection.rows(_ROWS["ledger"])
    yield _line("egovtrack", {"dump": FORMAT, "revision": HEAD, "ledger": ledger})
    rows = {table: connection.each(_ROWS[table]) for table in _FACTS}
    first = {table: next(each, None) for table, each in rows.items()}
    count = left_out = 0
    for action in [*range(1, number + 1), None]:
        for table, columns in COLUMNS.items():
            place = columns.index("id" if table == "action" else "action_id") if table in first else 0
            while (row := first.get(table)) is not None and (action is None or row[place] <= action):
                first[table] = next(rows[table], None)
                if table in _PRIVATE and not with_contacts:
                    left_out += 1
                    continue
                count += 1
                yield f"{table} {told('', columns, row)}\n"
    yield _line("head", {"number": number, "hash": sealed, "facts": count, "left_out": left_out})


def _line(word: str, said: Mapping[str, Any]) -> str:
    return f"{word} {told('', list(said), said.values())}\n"


def load(lines: Iterable[str], target: str) -> int:
    """Store the facts of a dump in a ledger that is empty, or not there yet; return how many there are.

    Raises BadInput where a line is none of a dump's, and where what was read is not the history that its last line
    names; EgovtrackError where the target holds anything. Nothing is stored then.
    """
    reader = _Reader(lines)
    reader.read_beginning()
    with ExitStack() as undoing:
        if not is_server(target) and not Path(target).exists():
            undoing.callback(_remove, Path(target))
        schema.upgrade(target)
        _fill(reader, target)
        undoing.pop_all()
    return reader.count


def _fill(reader: _Reader, target: str) -> None:
    with opened(target, writing=True) as writing:
        refuse_filled(writing, shown(target))
        for batch in reader.batches():
            for table, rows in batch.items():
                _insert(writing, table, rows)
        head = reader.head
        writing.execute("UPDATE ledger SET id = ?, number = ?, hash = ?", (reader.ledger, head["number"], head["hash"]))
        if found := next(check_history(writing), None):
            raise BadInput(
                _("the dump is not as it was written: {table} {row}: {why}").format(
                    table=found.table, row=found.row, why=found.message
                )
            )


def _remove(path: Path) -> None:
    for each in (path, *beside(path)):
        each.unlink(missing_ok=True)


def _insert(writing: Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    columns = COLUMNS[table]
    truths = {name for name in columns if KINDS[table, name] == "truth"}
    values = [[bool(row[name]) if name in truths & row.keys() else row.get(name) for name in columns] for row in rows]
    try:
        writing.insert(table, columns, values)
    except Exception as error:
        if type(error).__module__.partition(".")[0] in {"sqlite3", "psycopg"} or isinstance(error, _UNFIT):
            raise BadInput(_("the dump has a fact that no ledger takes: {table}").format(table=table)) from error
        raise


class _Reader:
    """The lines of a dump, one after another; an error names the line."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, start=1)
        self.ledger = ""
        self.head: Mapping[str, Any] = {}
        self.count = 0

    def read_beginning(self) -> None:
        """Read the first line. Raises BadInput where it is not that of a dump of this program's schema."""
        number, (word, said) = next(self._each(), (1, ("", {})))
        if word != "egovtrack" or said.get("dump") != FORMAT or not isinstance(said.get("ledger"), str):
            raise _wrong(number, _("this is no dump of a ledger"))
        if said.get("revision") != HEAD:
            why = _("the dump is of revision {revision}, and this program's is {head}")
            raise BadInput(
                why.format(revision=said.get("revision"), head=HEAD),
                _("load it with the version that made it, and upgrade the ledger"),
            )
        self.ledger = said["ledger"]

    def batches(self) -> Iterator[dict[str, list[Mapping[str, Any]]]]:
        """Yield the facts, some thousands at a time, by table, each after the tables that it refers to."""
        held = 0
        rows: dict[str, list[Mapping[str, Any]]] = {table: [] for table in _FACTS}
        for number, (word, said) in self._each():
            if word == "head":
                self._end(number, said)
                break
            known = word in rows and said.keys() <= set(COLUMNS[word])
            if not known or not all(isinstance(value, str | int | float) for value in said.values()):
                raise _wrong(number, _("this is no fact of a ledger"))
            rows[word].append(said)
            self.count, held = self.count + 1, held + 1
            if held == _MOST_HELD:
                yield rows
                held, rows = 0, {table: [] for table in _FACTS}
        if not self.head:
            raise BadInput(_("the dump ends early: its last line, which names its head, is missing"))
        yield rows

    def _end(self, number: int, said: Mapping[str, Any]) -> None:
        if not isinstance(said.get("number"), int) or not isinstance(said.get("hash"), str):
            raise _wrong(number, _("this is no head of a ledger"))
        if left_out := said.get("left_out"):
            why = ngettext(
                "{count} entry on a person was left out of this dump",
                "{count} entries on persons were left out of this dump",
                left_out,
            )
            raise BadInput(why.format(count=left_out), _("make one with db dump --with-contacts"))
        if said.get("facts") != self.count:
            raise BadInput(_("the dump has {count} facts instead of {all}").format(count=self.count, all=said["facts"]))
        if next(self._lines, None) is not None:
            raise _wrong(number + 1, _("something stands after the last line"))
        self.head = said

    def _each(self) -> Iterator[tuple[int, tuple[str, Mapping[str, Any]]]]:
        for number, line in self._lines:
            word, _space, text = line.partition(" ")
            try:
                said = json.loads(text, parse_constant=_refuse)
            except (ValueError, RecursionError):
                said = None
            if not isinstance(said, dict):
                raise _wrong(number, _("this is no line of a dump"))
            yield number, (word, said)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _wrong(number: int, why: str) -> EgovtrackError:
    return BadInput(_("line {number}: {why}").format(number=number, why=why))
