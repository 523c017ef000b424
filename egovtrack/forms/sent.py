"""The hidden record in a form of what was sent, which tells what a person changed.

The record is lines of ASCII text, one in each cell; the last line is a SHA-256 of the others. Text cells in a hidden
sheet survive every program and format. Properties of the document and "very hidden" do not survive in ods.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from egovtrack.forms.model import Refused
from egovtrack.i18n import N_, gettext as _

AGAIN = N_("Fill in the form as it was sent.")
RECORD_MARK = "egovtrack-form"
VERSION = 1


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it was sent.

    Its number and key, the digests of its locked cells by column, the columns to fill in, and what stood in them; and
    the period that it is for, where that is not the form's.
    """

    number: int
    key: str
    ref: str
    locked: dict[str, str]
    fill: list[str]
    status: str | None
    percent: int | None
    value: float | None
    period: str = ""

    def token(self) -> str:
        """Return what stands for the row in the hidden column: it fits into a cell and comes back as it was."""
        return hashlib.sha256((self.key + self.period).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent. `earliest` is the first day it may be dated. `statuses` gives the code of each word."""

    ledger: str
    department: str
    period: str
    earliest: date
    titles: list[str]
    headings: dict[str, str]
    statuses: dict[str, str]
    rows: list[SentRow]

    def lines(self) -> list[str]:
        """Return the record, one line for each cell."""
        head = asdict(self)
        rows = head.pop("rows")
        lines = [f"{RECORD_MARK} {VERSION}", *map(_json, (head, *rows))]
        return [*lines, _seal(lines)]


def parse_record(lines: Sequence[str]) -> Sent:
    """Return the form that the lines of a hidden record stand for: the inverse of `Sent.lines`.

    Raises Refused if the record was changed, or was made by another version of the program.
    """
    if not lines or lines[0] != f"{RECORD_MARK} {VERSION}":
        raise Refused(
            _("the form was made by another version of the program"), _("Make the form again, and have it filled in.")
        )
    if len(lines) < 3 or _seal(lines[:-1]) != lines[-1]:
        raise Refused(_("the hidden sheet of the form was changed"), _(AGAIN))
    head, *rows = map(json.loads, lines[1:-1])
    head["earliest"] = date.fromisoformat(head["earliest"])
    return Sent(**head, rows=[SentRow(**row) for row in rows])


def digest(text: str) -> str:
    """Return a short digest of the text of a locked cell.

    White space does not count, as programs change it when they save. Nor does an escaped low line, which openpyxl
    removes even where it is none.
    """
    return hashlib.sha256("".join(text.split()).replace("x005F_", "").encode()).hexdigest()[:16]


def _json(value: object) -> str:
    """Return ASCII without low lines, as these begin escapes in xlsx (ECMA-376 part 1, 22.9.2.19)."""
    return json.dumps(value, default=date.isoformat, separators=(",", ":")).replace("_", "\\u005f")


def _seal(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
