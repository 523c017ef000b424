"""Which ledger this is."""

from __future__ import annotations

from egovtrack.queries.reader import Reader

_LEDGER = "SELECT l.id FROM ledger l"
STATEMENTS = (_LEDGER,)


def read_ledger_id(reader: Reader) -> str:
    """The id that the ledger got when it was made; a copy of it has the same."""
    row = reader.one(_LEDGER)
    return str(row[0]) if row else ""
