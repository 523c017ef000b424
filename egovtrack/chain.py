"""How the ledger is sealed: hashes over the rows of an action, and over the action and the one before it.

A row is told as JSON, an object of its columns that are not null: a column that is added to a table later, and is
null in older rows, changes no hash. Free texts are told by one salted hash, so that they can be redacted.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

FREE: dict[str, tuple[str, ...]] = {
    "action": ("command",),
    "progress_note": ("note", "problem", "next_step", "evidence", "source"),
}
"""The columns of free text, by table: `text_hash` covers them and `salt`, and they can be redacted."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def make_salt() -> str:
    """Return 32 random hexadecimal digits."""
    return os.urandom(16).hex()


def text_hash(table: str, row: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a row's free texts and salt."""
    return sha256(_encode([row["salt"], *(row.get(name) for name in FREE[table])]))


def told(table: str, columns: Sequence[str], values: Iterable[Any]) -> str:
    """Return a row as it is hashed: what is not null, dates as ISO text, true and false as 1 and 0, whole floats as
    integers (the databases differ in both), without the salt and the free texts.
    """
    hidden = FREE.get(table, ())
    return _encode({
        name: _plain(value)
        for name, value in zip(columns, values, strict=True)
        if value is not None and name not in hidden and (not hidden or name != "salt")
    })  # fmt: skip


class Digests:
    """The digests of an action, made while its rows go by: by table, SHA-256 over the rows in the order of ids."""

    def __init__(self) -> None:
        self._tables: dict[str, Any] = {}

    def add(self, table: str, rows: Iterable[str]) -> None:
        """Take in rows of a table, as `told` gives them."""
        digest = self._tables.setdefault(table, hashlib.sha256())
        for row in rows:
            digest.update(_bytes(row))

    def of(self, table: str) -> str:
        """Return the digest of a table's rows."""
        digest: str = self._tables.get(table, hashlib.sha256()).hexdigest()
        return digest


def chain_hash(previous: str, columns: Sequence[str], values: Sequence[Any]) -> str:
    """Return the hash of an action: over the hash of the action before it (of the first, the ledger's id) and its own
    row but for the hash.
    """
    row = [(name, value) for name, value in zip(columns, values, strict=True) if name != "hash"]
    return sha256(str(previous) + told("action", [name for name, _value in row], [value for _name, value in row]))


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()) else value


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(_bytes(text)).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")  # bytes that are no text have another hash, as all that is changed
