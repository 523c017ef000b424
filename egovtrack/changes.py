"""What two tables of obligations have otherwise, and who owes reports. Pure, as `standing` is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from egovtrack.registry import Department, Registry
from egovtrack.rules import CLOSED, DONE
from egovtrack.standing import Obligation

_ALARMS = ("red", "yellow")
_ORDER = (*_ALARMS, "blue", "green", None)


class Kind(NamedTuple):
    """A kind of change of an obligation: its code, when something is one (by what was before and what is now), and
    whether it is for the worse.
    """

    code: str
    holds: Callable[[Obligation, Obligation], bool]
    is_worse: bool = False


def _newly(reached: Callable[[Obligation], bool]) -> Callable[[Obligation, Obligation], bool]:
    return lambda then, now: reached(now) and not reached(then)


def _measure(each: Obligation) -> tuple[object, ...]:
    return each.status, each.percent, each.value


def _went_back(then: Obligation, now: Obligation) -> bool:
    """Return whether less is done than was said before, or what was said to be done was sent back."""
    less = then.percent is not None and now.percent is not None and now.percent < then.percent
    was_done = then.status == "verified" or (then.status == "reported_done" and now.status != "verified")
    undone = was_done and now.status != then.status and now.status not in CLOSED - DONE
    return less or undone or (now.returned and not then.returned)


def _moved(then: Obligation, now: Obligation) -> bool:
    told = now.status != then.status and now.status in CLOSED | DONE | {"blocked", "unfinished"}
    return _measure(then) != _measure(now) and not told and not _went_back(then, now)


def _to_alarm(then: Obligation, now: Obligation) -> bool:
    return now.light in _ALARMS and _ORDER.index(now.light) < _ORDER.index(then.light)


KINDS = (
    Kind("verified", _newly(lambda each: each.status == "verified")),
    Kind("reported_done", lambda then, now: now.status == "reported_done" and then.status not in DONE),
    Kind("moved", _moved),
    Kind("answered", _newly(lambda each: each.reporting != "silent")),
    Kind("late", _newly(lambda each: each.light_reason == "overdue"), is_worse=True),
    Kind("silent", _newly(lambda each: each.reporting == "silent"), is_worse=True),
    Kind("blocked", _newly(lambda each: each.status == "blocked"), is_worse=True),
    Kind("back", _went_back, is_worse=True),
    Kind("deadline", lambda then, now: then.deadline != now.deadline),
    Kind("cancelled", _newly(lambda each: each.status == "cancelled")),
    Kind("carried", _newly(lambda each: each.status == "carried")),
    Kind("unfinished", _newly(lambda each: each.status == "unfinished")),
    Kind("alarm", _to_alarm, is_worse=True),
    Kind("light", lambda then, now: then.light != now.light and not _to_alarm(then, now)),
)
"""The kinds of change, in the order in which they are told; several may hold of one obligation."""
WORSE = frozenset(kind.code for kind in KINDS if kind.is_worse)


class Why(NamedTuple):
    """What a change rests on: the basis, who entered it, and from which day on it holds."""

    basis: str | None = None
    author: str | None = None
    since: date | None = None


class Change(NamedTuple):
    """An obligation of which something is otherwise than before (None: there was none, or is none now); `why` its
    deadline was moved.
    """

    before: Obligation | None
    after: Obligation | None
    why: Why = Why()

    @property
    def newest(self) -> Obligation:
        """The obligation as it is now, or as it was where there is none any longer."""
        return self.after or self.before  # type: ignore[return-value]  # one of them is there

    @property
    def kinds(self) -> list[str]:
        """The codes of the kinds of change that it is."""
        if self.before is None or self.after is None:
            return ["new" if self.after else "gone"]
        return [kind.code for kind in KINDS if kind.holds(self.before, self.after)]

    @property
    def is_worse(self) -> bool:
        """Whether something of it got worse."""
        return not WORSE.isdisjoint(self.kinds)


class Told(NamedTuple):
    """What a document, the office or the registry says otherwise than before: the kind of change (`text`, `renamed` …);
    of a task its plan, ref and title, of the registry a department's name; and the departments (ids) that it concerns.
    """

    kind: str
    before: str | None
    after: str | None
    why: Why
    concerns: frozenset[int]
    plan: str | None = None
    ref: str | None = None
    title: str | None = None
    department: str | None = None


class Comparison(NamedTuple):
    """All that is otherwise in a later table than in an earlier one."""

    changes: list[Change]
    told: list[Told]
    new_plans: list[NewPlan]

    def only(self, departments: Iterable[int]) -> Comparison:
        """Return what of it concerns some departments (ids)."""
        ours = frozenset(departments)
        return Comparison(
            [each for each in self.changes if each.newest.holder_id in ours],
            [each for each in self.told if not ours.isdisjoint(each.concerns)],
            [],
        )

    @property
    def total(self) -> int:
        """How many changes there are."""
        return len(self.changes) + len(self.told) + len(self.new_plans)

    @property
    def worse(self) -> list[Change]:
        """Those that are for the worse."""
        return [each for each in self.changes if each.is_worse]


def changes(before: Iterable[Obligation], after: Iterable[Obligation]) -> Iterator[Change]:
    """Yield what is otherwise in a later table of obligations; what went away comes last."""
    key = attrgetter("clause_id", "department_id", "role")
    old = {key(each): each for each in before}
    for now in after:
        then = old.pop(key(now), None)
        if then is None or Change(then, now).kinds:
            yield Change(then, now)
    for gone in old.values():
        yield Change(gone, None)


# --- the registry ----------------------------------------------------------------------------------------------------


def registry_changes(before: Registry, then: date, now: Registry, day: date) -> Iterator[Told]:
    """Yield what is otherwise in the registry on a day than it was on an earlier one, `then`, as was known before."""
    new = [each for key, each in now.departments.items() if key not in before.departments and each.exists(day)]
    if new:
        names = "、".join(each.called(day) or each.name for each in new)
        yield Told("registered", None, names, Why(new[-1].basis), frozenset(each.id for each in new))
    for key, old in before.departments.items():
        if key in now.departments:
            yield from _of_department(old, then, now.departments[key], day)
    for collective in dict.fromkeys(now.collectives.values()):
        known = before.collectives.get(collective.name)
        if collective.kind == "universal" and known:
            members, were = set(now.members(collective, day)), set(before.members(known, then))
            for kind, keys in (("joined", members - were), ("left", were - members)):
                if keys:
                    names = "、".join(now.departments[key].called(day) or "" for key in sorted(keys))
                    left, joined = (names, None) if kind == "left" else (None, names)
                    yield Told(kind, left, joined, Why(), frozenset(keys), department=collective.name)


def _of_department(old: Department, then: date, new: Department, day: date) -> Iterator[Told]:
    was, name = old.called(then) or old.name, new.called(day) or new.name
    concerned = frozenset([new.id, *(each.id for each in new.became(day))])
    if old.exists(then) != new.exists(day):
        over = new.ended(day)
        events = over.events if over else [each for each in new.events if each.kind == "founded" and each.day <= day]
        why = Why(events[-1].basis, None, events[-1].day) if events else Why()
        others = "、".join(each.called(day) or each.name for each in new.became(day))
        kind = events[-1].kind if events else "ended" if over else "founded"
        yield Told(kind, was if over else None, others or (None if over else name), why, concerned, department=was)
    elif new.exists(day):
        for form in ("short", "full"):
            names = old.called(then, form), new.called(day, form)
            if names[0] != names[1] and all(names):
                row = next((row for row in reversed(new.name_rows) if row[8] == names[1]), None)
                why = Why(row[5], None, date.fromisoformat(row[4]) if row[4] else None) if row else Why()
                yield Told("renamed", *names, why, concerned, department=name)
                break
        if old.kind != new.kind:
            yield Told("kind", old.kind, new.kind, Why(), concerned, department=name)
    known = {(task, since, to.id) for task, since, to, _basis in old.handovers if since <= then}
    for task, since, to, basis in new.handovers:
        if since <= day and (task, since, to.id) not in known:
            taken = to.called(day) or to.name
            yield Told("handover", name, taken, Why(basis, None, since), concerned | {to.id}, department=name)


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
    changes: Comparison
    silent: list[Silence]
    not_counted: list[NotCounted]
