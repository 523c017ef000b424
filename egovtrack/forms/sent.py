"""What was sent: the hidden record in a form, against which is decided what a person changed.

It is kept as lines of ASCII text, a cell each, the last one a SHA-256 of those before. Text cells in a hidden sheet are
what survives every program and format; properties of the document and "very hidden" do not survive in ods.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

RECORD_MARK = "egovtrack-form"
VERSION = 1


class DamagedRecord(Exception):
    """The hidden record is not as it was sent."""


class OtherVersion(Exception):
    """The form was made by a version of the program that made other forms."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it was sent: where it stood, its key, the digests of its locked cells by column, the columns that are
    to be filled in, and what stood there.
    """

    number: int
    key: str
    ref: str
    locked: dict[str, str]
    fill: list[str]
    status: str | None
    percent: int | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent. `earliest` is the first day it may be dated; `statuses` gives the code of each word."""

    ledger: str
    department: str
    period: str
    earliest: date
    titles: list[str]
    headings: dict[str, str]
    statuses: dict[str, str]
    rows: list[SentRow]

    def lines(self) -> list[str]:
        """The record, a line for each cell."""
        head = asdict(self)
        rows = head.pop("rows")
        lines = [f"{RECORD_MARK} {VERSION}", *map(_json, (head, *rows))]
        return [*lines, _seal(lines)]

    def seal(self) -> str:
        """What identifies the form as it was sent."""
        return self.lines()[-1]


def parse_record(lines: Sequence[str]) -> Sent:
    """The form that these lines of the hidden record stand for; the inverse of `Sent.lines`.

    Raises:
        DamagedRecord, OtherVersion
    """
    if not lines or lines[0] != f"{RECORD_MARK} {VERSION}":
        raise OtherVersion
    if len(lines) < 3 or _seal(lines[:-1]) != lines[-1]:
        raise DamagedRecord
    head, *rows = map(json.loads, lines[1:-1])
    head["earliest"] = date.fromisoformat(head["earliest"])
    return Sent(**head, rows=[SentRow(**row) for row in rows])


def digest(text: str) -> str:
    """Short for the text of a locked cell. White space does not count: programs change it when they save. Nor does an
    escaped low line, which openpyxl leaves out also where it is none.
    """
    return hashlib.sha256("".join(text.split()).replace("x005F_", "").encode()).hexdigest()[:16]


def token(key: str) -> str:
    """What stands for a key in the hidden column: any key fits in a cell that way, and comes back as it was."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _json(value: object) -> str:
    """ASCII without low lines: they begin escapes in xlsx (ECMA-376 part 1, 22.9.2.19) that programs read variously."""
    return json.dumps(value, default=date.isoformat, separators=(",", ":")).replace("_", "\\u005f")


def _seal(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
