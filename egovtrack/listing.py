"""Which obligations are listed, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.standing import DEFINITE, ROLES, Obligation

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


class Filter(NamedTuple):
    """What a listing is narrowed to. Of everything that is given all must hold; of several values of one thing any.

    `statuses` may have `none` for what nothing was reported on; `tasks` are the identities of tasks (None: all); days
    are both inclusive.
    """

    vias: Container[str] = DEFINITE
    roles: Container[str] = ()
    sections: Sequence[str] = ()
    lights: Container[str] = ()
    statuses: Container[str] = ()
    silent_for: int = 0
    due_by: date | None = None
    due_after: date | None = None
    awaiting_verification: bool = False
    returned: bool = False
    designated: bool = False
    text: str = ""

    def fits(self, each: Obligation, tasks_with_text: Container[int] = ()) -> bool:
        """Return whether an obligation is listed. `tasks_with_text` are those whose wording has the text in it."""
        return (
            each.via in self.vias
            and self._fits_words(each)
            and each.missed_periods >= self.silent_for
            and (self.due_by is None or each.deadline <= self.due_by)
            and (self.due_after is None or each.deadline > self.due_after)
            and (not self.awaiting_verification or each.status == "reported_done")
            and (not self.returned or each.returned)
            and (not self.designated or each.via == "designated")
            and (not self.text or each.task_id in tasks_with_text or self._is_said(each))
        )

    def _fits_words(self, each: Obligation) -> bool:
        roles = {each.role, "lead" if each.leads() else each.role}
        return (
            (not self.roles or any(role in self.roles for role in roles))
            and (not self.sections or any(part in heading for part in self.sections for heading in each.section))
            and (not self.lights or each.light in self.lights)
            and (not self.statuses or (each.status or "none") in self.statuses)
        )

    def _is_said(self, each: Obligation) -> bool:
        return any(self.text in words for words in (each.title, each.note, each.problem, each.next_step) if words)


def in_order(rows: Iterable[Obligation], keys: Sequence[str]) -> list[Obligation]:
    """Return obligations sorted by keys, the first of them first; a key with `-` before it the other way round.

    Raises UsageError for what nothing is sorted by.
    """
    found = list(rows)
    for key in reversed(keys):
        name = key.removeprefix("-")
        if name not in SORTS:
            raise UsageError(
                _("nothing is sorted by “{key}”").format(key=name),
                _("there are: {names}").format(names=", ".join(SORTS)),
            )
        found.sort(key=SORTS[name], reverse=key != name)
    return found
