"""What two tables of obligations have otherwise, and who owes reports. Pure, as `standing` is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from egovtrack.standing import Obligation


class Change(NamedTuple):
    """An obligation whose status, percent, light or deadline is another than before; None: there was none, or is none
    now.
    """

    before: Obligation | None
    after: Obligation | None

    @property
    def newest(self) -> Obligation:
        """The obligation as it is now, or as it was where there is none any longer."""
        return self.after or self.before  # type: ignore[return-value]  # one of them is there


def changes(before: Iterable[Obligation], after: Iterable[Obligation]) -> Iterator[Change]:
    """Yield what is otherwise in a later table of obligations; what went away comes last."""
    key = attrgetter("clause_id", "department_id", "role")
    old = {key(each): each for each in before}
    for now in after:
        then = old.pop(key(now), None)
        if then is None or _compared(then) != _compared(now):
            yield Change(then, now)
    for gone in old.values():
        yield Change(gone, None)


_compared = attrgetter("status", "percent", "light", "deadline")


class NewPlan(NamedTuple):
    """A plan that was not there before, and how many obligations it brought."""

    plan: str
    title: str
    obligations: int


class Event(NamedTuple):
    """What happened to a note: it was `entered`, `verified`, `returned`, `retracted` or `undone`."""

    event: str
    note: Any


class Silence(NamedTuple):
    """A department that owes reports: on which obligations, and when it was last heard on any of the plan's."""

    plan: str
    department: str
    obligations: list[Obligation]
    last_report_on: date | None


def silences(obligations: Iterable[Obligation]) -> Iterator[Silence]:
    """Yield the departments that owe reports, plan by plan."""
    groups: dict[tuple[str, str], list[Obligation]] = {}
    for each in obligations:
        groups.setdefault((each.plan, each.department), []).append(each)
    for (plan, department), theirs in groups.items():
        owed = [each for each in theirs if each.reporting == "silent"]
        if owed:
            heard = max((each.last_report_on for each in theirs if each.last_report_on), default=None)
            yield Silence(plan, department, owed, heard)


class NotCounted(NamedTuple):
    """A party of a clause that nobody answers for at the week's end, and why: `undesignated` or `unregistered`."""

    plan: str
    ref: str
    clause: int
    title: str
    role: str
    party: str
    why: str


class Week(NamedTuple):
    """Everything of a week; `first` and `last` are its Monday and Sunday. `remarks` are what the reader should know,
    `head` is that of the ledger as known at its end.
    """

    first: date
    last: date
    head: str
    remarks: list[str]
    obligations: list[Obligation]
    notes: list[Event]
    changes: list[Change]
    new_plans: list[NewPlan]
    silent: list[Silence]
    not_counted: list[NotCounted]
