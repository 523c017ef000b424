"""What a form is made of, and what a returned one says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egovtrack.forms.layout import address
from egovtrack.rules import CLOSED


@dataclass(frozen=True, slots=True)
class FormRow:
    """One obligation. `key` is the caller's own id for it, shown to nobody; texts are in words, "" where there is none.

    `measured`: whether a number done makes sense. `status` (a code of `rules.Status`), `percent` (0–100) and `value`
    are the standing of the day; they stand in the cells to be changed there.
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

    @property
    def closed(self) -> bool:
        """Whether nothing is to be reported any more; such a row has no cell to fill in."""
        return self.status in CLOSED


@dataclass(frozen=True, slots=True)
class Form:
    """What one department is asked for one period (`2017-06`, `2017-Q2`, `2017-W10`), and the days of that period.

    `ledger` is the id of the ledger, `plans` the titles with document numbers for the heading.
    """

    ledger: str
    department: str
    period: str
    period_start: date
    period_end: date
    plans: tuple[str, ...]
    made_on: date
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a returned form is held against: the ledger it is for, the period asked for (None: any), today, and the
    obligations of the ledger by `FormRow.key` with the status of each today (None: no report).
    """

    ledger: str
    period: str | None
    today: date
    rows: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wrote in one row; None where a cell was left as it was sent.

    `status` is one of not_started, in_progress, blocked, completed; `day` the day that the person wrote, never after
    today; texts have \\n line ends and no white space around them. `form` identifies the form as it was sent.
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

    def cell(self, field: str) -> str:
        """The address in the sheet of one of the fields from `status` to `day`, as K7."""
        return address(self.row, field)

    def says_something(self) -> bool:
        """Whether anything is reported; a name and a day alone are no report."""
        reported = (self.status, self.percent, self.value, self.note, self.problem, self.next_step)
        return any(one is not None for one in reported)

    def fingerprint(self) -> str:
        """The same for the same words in the same form, however often and by what program it was saved, wherever
        its row stands; a form that comes in twice is recognised by it.
        """
        parts = (
            self.form, self.key, self.status, self.percent, self.value, self.note, self.problem, self.next_step,
            self.author, self.day and self.day.isoformat(),
        )  # fmt: skip
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong in a returned file: the cell (as F12, "" for the whole file), why, and what to do about it."""

    file: str
    cell: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file: whose form for what period of which ledger ("" where that could not be read), how many rows it
    was sent with, and either its entries or its problems. A file with a problem has no entries.
    """

    file: str
    ledger: str = ""
    department: str = ""
    period: str = ""
    rows: int = 0
    entries: tuple[Entry, ...] = ()
    problems: tuple[FormProblem, ...] = ()
