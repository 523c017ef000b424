"""Which obligations are listed, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from egovtrack.spelling import shadow
from egovtrack.standing import ROLES, Obligation, Standing

_LIGHTS = ("red", "yellow", "blue", "green", None)
SORTS: dict[str, Callable[[Obligation], Any]] = {
    "department": lambda each: each.department_id,
    "deadline": lambda each: each.deadline,
    "light": lambda each: _LIGHTS.index(each.light),
    "last_report_on": lambda each: each.last_report_on or date.min,
    "missed_periods": lambda each: each.missed_periods,
    "percent": lambda each: -1 if each.percent is None else each.percent,
    "role": lambda each: ROLES.index(each.role),
    "ref": lambda each: 0,
}
"""By key of an obligation, what it is sorted by; equal ones stay in the order of the document."""


class Question(NamedTuple):
    """What a listing is asked for, as typed: several values of one thing stand in one text; codes are read already.
    `columns` are the keys that a table shows (none: the usual ones).
    """

    plan: str | None = None
    dept: str | None = None
    leader: str | None = None
    section: str | None = None
    text: str | None = None
    role: tuple[str, ...] | None = None
    via: tuple[str, ...] | None = None
    light: tuple[str, ...] | None = None
    status: tuple[str, ...] | None = None
    silent: bool = False
    silent_for: int = 0
    due_by: str | None = None
    due_after: str | None = None
    awaiting_verification: bool = False
    returned: bool = False
    designated: bool = False
    sort: str | None = None
    columns: tuple[str, ...] | None = None
    counted: bool = False
    explain: bool = False

    def is_narrowed(self) -> bool:
        """Return whether more is asked than which plan, which department or which leader."""
        return self._replace(plan=None, dept=None, leader=None) != Question()


class Filter(NamedTuple):
    """What a question narrows a listing to, with what had to be read of it. Of everything that is given all must hold;
    of several values of one thing any.

    A `status` may be `none` for what nothing was reported on, or what is said of reports: `silent`, `never` (no report
    ever), `not_asked`. `due_by` is inclusive, `due_after` is not.
    """

    question: Question
    vias: Collection[str]
    sections: Sequence[str]
    due_by: date | None
    due_after: date | None

    def fits(self, each: Obligation, tasks_with_text: Container[int] = ()) -> bool:
        """Return whether an obligation is listed. `tasks_with_text` are those whose wording has the text in it."""
        asked = self.question
        return (
            each.via in self.vias
            and self._fits_words(each)
            and each.missed_periods >= max(asked.silent_for, int(asked.silent))
            and (self.due_by is None or each.deadline <= self.due_by)
            and (self.due_after is None or each.deadline > self.due_after)
            and (not asked.awaiting_verification or each.status == "reported_done")
            and (not asked.returned or each.returned)
            and (not asked.designated or each.via == "designated")
            and (not asked.text or each.task_id in tasks_with_text or _is_said(asked.text, each))
        )

    def _fits_words(self, each: Obligation) -> bool:
        asked, roles = self.question, {each.role, "lead" if each.leads() else each.role}
        return (
            (not asked.role or not roles.isdisjoint(asked.role))
            and (not self.sections or any(part in heading for part in self.sections for heading in each.section))
            and (not asked.light or each.light in asked.light)
            and (not asked.status or any(state in asked.status for state in _states(each)))
        )


def _is_said(text: str, each: Obligation) -> bool:
    said = (each.title, each.note, each.problem, each.next_step)
    return any(has_text(text, words) for words in said if words)


def _states(each: Obligation) -> tuple[str, ...]:
    never = each.reporting == "silent" and each.last_report_on is None
    return (each.status or "none", each.reporting, *(["never"] if never else []))


def owing(rows: Collection[Obligation | Standing]) -> str:
    """Return whether those who have some obligations owe reports: on all that are asked for (`never`, where none ever
    came, or `silent`), on some (`partly`), or on none (`reported`); `not_asked` where nothing was due yet.
    """
    asked = [each for each in rows if each.reporting != "not_asked"]
    silent = [each for each in asked if each.reporting == "silent"]
    if not silent:
        return "reported" if asked else "not_asked"
    if len(silent) < len(asked):
        return "partly"
    return "silent" if any(each.last_report_on for each in silent) else "never"


def has_text(text: str, words: str) -> bool:
    """Return whether a text is in some words, whichever width and case the two are written in."""
    return shadow(text).casefold() in shadow(words).casefold()


def in_order(rows: Iterable[Obligation], keys: Sequence[str]) -> list[Obligation]:
    """Return obligations sorted by keys of SORTS, the first of them first; with `-` before it the other way round."""
    found = list(rows)
    for key in reversed(keys):
        found.sort(key=SORTS[key.removeprefix("-")], reverse=key.startswith("-"))
    return found
