"""The values that forms are made from, and those that returned forms give."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from egovtrack.forms.layout import address
from egovtrack.i18n import gettext as _
from egovtrack.rules import CLOSED
from egovtrack.words import is_empty_word


class FormProblem(NamedTuple):
    """What is wrong in a returned file: the cell (such as F12, "" for the whole file), the reason, and what to do."""

    cell: str
    reason: str
    hint: str


class Refused(Exception):
    """A file or a cell is not taken: the reason, what to do, and the address of the cell, "" for the whole file."""

    def __init__(self, reason: str, hint: str, cell: str = "") -> None:
        super().__init__(reason)
        self.problem = FormProblem(cell, reason, hint)


def no_workbook() -> Refused:
    """Return the error for a file that is no workbook."""
    return Refused(_("no workbook (.xlsx or .ods)"), _("Fill in the form that was sent, and save it as .xlsx."))


def has_password() -> Refused:
    """Return the error for a file that needs a password."""
    return Refused(_("the file has a password"), _("Save it without a password."))


@dataclass(frozen=True, slots=True)
class FormRow:
    """One obligation in a form. Its texts are in words, "" if there is none.

    `key` is the caller's own id for it and is not shown. `measured` tells whether a number done makes sense. `status`
    (a code of `rules.Status`), `percent` (0–100) and `value` are the standing of the day, which is to be changed.
    `period` is the row's own, where the plans in the form have several.
    """

    key: str
    ref: str
    title: str
    text: str
    role: str
    came_by: str
    deadline: str
    target: str
    measured: bool
    status: str | None
    percent: int | None
    value: float | None
    last_report: str
    period: str = ""

    @property
    def closed(self) -> bool:
        """Return whether nothing is to be reported any more. Such a row has no cell to fill in."""
        return self.status in CLOSED


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a department for a period (`2017-06`, `2017-Q2`, `2017-W10`; several joined by +) and its days.

    `ledger` is the id of the ledger, `plans` are titles with document numbers for the heading, each with the day by
    which the reply is due; `contact` is whom the department has named, `head` the number and hash of the ledger's
    last action, `41:HASH`.
    """

    ledger: str
    department: str
    period: str
    period_start: date
    period_end: date
    plans: tuple[str, ...]
    made_on: date
    rows: tuple[FormRow, ...]
    contact: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a returned form is compared with.

    The id of the ledger, the period asked for (None for any), the day on which the form came in, and the status of each
    obligation in the ledger today by `FormRow.key` (None for no report).
    """

    ledger: str
    period: str | None
    received: date
    rows: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wrote in one row, for its `period`. None stands for a cell that was left as it was sent.

    `status` is one of not_started, in_progress, blocked, completed. `day` is the day that the person wrote, never after
    the one on which the form came in. Texts have \\n as line ends and no white space around them. `form` identifies
    the form as it was sent.
    """

    form: str
    key: str
    ref: str
    row: int
    status: str | None = None
    percent: int | None = None
    value: float | None = None
    note: str | None = None
    problem: str | None = None
    next_step: str | None = None
    author: str | None = None
    day: date | None = None
    evidence: str | None = None
    period: str = ""

    def cell(self, field: str) -> str:
        """Return the address of a field from `status` to `day` in the sheet, such as K7."""
        return address(self.row, field)

    def is_touched(self) -> bool:
        """Return whether anything was written in the row."""
        return self.says_something() or any((self.author, self.day, self.note, self.problem, self.next_step))

    def says_something(self) -> bool:
        """Return whether anything new is reported. A name and a day alone say nothing new, nor do words such as 无."""
        new = (self.status, self.percent, self.value, self.evidence)
        words = (self.note, self.problem, self.next_step)
        return any(field is not None for field in new) or any(said and not is_empty_word(said) for said in words)

    def fingerprint(self) -> str:
        """Return a digest of the words and the form, by which a form that comes in twice is recognised.

        It does not depend on where the row stands, or on which program saved the file and how often.
        """
        apart = {"ref", "row", "period"} | ({"evidence"} if self.evidence is None else set())
        parts = [value for field, value in asdict(self).items() if field not in apart]
        return hashlib.sha256(json.dumps(parts, default=date.isoformat).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file, with either its entries or its problems: a file with a problem has no entries. `remarks` are
    what somebody should know of one that is taken.

    `ledger`, `department` and `period` are "" if they could not be read. `rows` counts the rows that were sent.
    """

    file: str
    ledger: str = ""
    department: str = ""
    period: str = ""
    rows: int = 0
    entries: tuple[Entry, ...] = ()
    problems: tuple[FormProblem, ...] = ()
    remarks: tuple[FormProblem, ...] = ()
