"""The registry at a snapshot: departments with their names through time, and which of them a name means.

Exact names only, in any spelling (`spelling`): nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import combinations
from operator import itemgetter
from typing import Any

from egovtrack.connection import as_date, to_date
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME

KINDS = ("department", "district", "party", "institution", "committee", "organisation")
"""The kinds that the shipped registry has; others are words of the office's own."""
_KIND_WORDS = {
    "政府部门": "department", "部门": "department", "区县政府": "district", "区县": "district", "党委机关": "party",
    "party organ": "party", "事业单位": "institution", "派出机构": "committee", "人民团体": "organisation",
}  # fmt: skip
_NEAR = 0.8
ENDS = frozenset({"ended", "merged", "split"})

Row = tuple[Any, ...]
Period = tuple[date, date]


def kind_of(word: str) -> str:
    """Return the kind that a word means: one of `KINDS` where it stands for that, else itself."""
    return _KIND_WORDS.get(word.strip(), word.strip())


class Name:
    """A name of a department; in use from `valid_from` up to, not including, `valid_to` (None: open). `id` is the
    number of its fact, `action` that of the action that added it.
    """

    __slots__ = ("action", "form", "id", "name", "valid_from", "valid_to")

    def __init__(
        self, name: str, form: str, valid_from: date | None, valid_to: date | None, number: int = 0, action: int = 0
    ) -> None:
        self.name, self.form, self.valid_from, self.valid_to = name, form, valid_from, valid_to
        self.id, self.action = number, action

    def holds(self, day: date) -> bool:
        """Return whether the name was in use on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


class Event:
    """Something that happened to a department on a day: `founded`, `ended`, `merged` (into the other) or `split` (the
    other is one of those that it became). `id` is the number of its fact, `action` that of the action that added it.
    """

    __slots__ = ("action", "basis", "day", "id", "kind", "other")

    def __init__(
        self, number: int, kind: str, day: date, other: int | None, basis: str | None = None, action: int = 0
    ) -> None:
        self.id, self.kind, self.day, self.other, self.basis, self.action = number, kind, day, other, basis, action


class Span:
    """A time in which a department existed: from `start` up to, not including, `end` (None: open); what ended it."""

    __slots__ = ("end", "events", "start")

    def __init__(self, start: date | None, end: date | None = None, events: Collection[Event] = ()) -> None:
        self.start, self.end, self.events = start, end, list(events)

    def holds(self, day: date) -> bool:
        """Return whether the department existed on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


class Department:
    """A department: its kind, its names in the order of entry, the times in which it existed, and who went on with
    what it had. `action` is the one that registered it.

    The rows are what the ledger tells of it, void ones too: each begins with id, action, what it replaces, department,
    day, basis and form or kind. Names, events and handovers are made of them when they are asked for.
    """

    registry: Registry

    def __init__(self, department_id: int, kind: str = "department", action: int = 0) -> None:
        self.id, self.kind, self.action = department_id, kind, action
        self.name_rows: list[Row] = []
        self.event_rows: list[Row] = []
        self.handover_rows: list[Row] = []

    @cached_property
    def names(self) -> list[Name]:
        """Its names. A short or full name ends when the next of its form begins, and with the department."""
        begun = [(row[6], row[4]) for row in self.name_rows if row[4] and row[6] != "alias"]
        found = []
        for number, action, _old, _department, since, _basis, form, _party, name, until in self.name_rows:
            if form != "void":
                later = [day for other, day in begun if other == form and day > (since or "")]
                end = min([*later, until] if until else later, default=None)
                over = self.valid_to if form != "alias" and end is None else as_date(end)
                found.append(Name(name, form, as_date(since), over, number, action))
        return found

    @cached_property
    def events(self) -> list[Event]:
        """What happened to it, in the order of entry."""
        return [
            Event(number, kind, to_date(day), other, basis, action)
            for number, action, _old, _department, day, basis, kind, other in self.event_rows
            if kind != "void"
        ]

    @cached_property
    def handovers(self) -> list[tuple[int | None, date, Department, str]]:
        """Who went on with what it had: the task's id (None: all the rest), the first day, to whom, the basis."""
        return [
            (task, to_date(day), self.registry.departments[to], basis)
            for _number, _action, _old, _department, day, basis, to, task in self.handover_rows
        ]

    @cached_property
    def spans(self) -> list[Span]:
        """The times in which it existed."""
        return spans_of(self.events)[0] if self.events else [Span(None)]

    @property
    def name(self) -> str:
        """Its short name, the last that was entered for the latest day."""
        short = [name for name in self.names if name.form == "short"]
        return max(short or self.names, key=lambda name: (name.valid_from or date.min, name.id)).name

    @property
    def valid_from(self) -> date | None:
        """The first day of its last time of existence (None: ever)."""
        return self.spans[-1].start

    @property
    def valid_to(self) -> date | None:
        """The day from which it exists no longer (None: it exists)."""
        return self.spans[-1].end

    @property
    def successor(self) -> Department | None:
        """The department that it was merged into when it last ended."""
        return self._merged_into(self.spans[-1])

    @property
    def predecessors(self) -> list[Department]:
        """The departments whose duties, or some of them, came to it."""
        return self.registry.came_from.get(self.id, [])

    @property
    def basis(self) -> str | None:
        """What its names, events and handovers rest on, in the order of entry; of what it was registered with, no day
        needs to be told.
        """
        told = sorted([*self.name_rows, *self.event_rows, *self.handover_rows], key=itemgetter(1))
        lines = [f"{row[4]} {row[5]}" if row[4] and row[1] != self.action else row[5] for row in told if row[5]]
        return "；".join(dict.fromkeys(lines)) or None

    def became(self, day: date) -> list[Department]:
        """Return those that it was merged into or split into, where it does not exist on `day`."""
        over = self.ended(day)
        return [self.registry.departments[event.other] for event in (over.events if over else ()) if event.other]

    def called(self, day: date, form: str = "short") -> str | None:
        """Return its name of a form on `day`; the first one where it had none then."""
        forms = [name for name in self.names if name.form == form]
        on_the_day = next((name.name for name in reversed(forms) if name.holds(day)), None)
        return on_the_day or (forms[0].name if forms else None)

    def exists(self, day: date) -> bool:
        """Return whether there is such an office on `day`."""
        return any(span.holds(day) for span in self.spans)

    def ended(self, day: date) -> Span | None:
        """Return the time of existence that was over by `day`, where the office does not exist then."""
        if self.exists(day):
            return None
        return next((span for span in reversed(self.spans) if span.end is not None and span.end <= day), None)

    def ended_on(self, day: date) -> date:
        """Return the day on which it ended, where it does not exist on `day`; else that day."""
        over = self.ended(day)
        return over.end if over is not None and over.end is not None else day

    def heir(self, day: date, task: int | None = None) -> Department:
        """Return the department that answers on `day` for what this one had, or for one task of it: itself while it
        exists, or where nobody took over.
        """
        seen: list[Department] = []
        found: Department | None = self
        while found is not None and found not in seen:
            seen.append(found)
            found = found._next(day, task)
        return seen[-1]

    def _next(self, day: date, task: int | None) -> Department | None:
        over = self.ended(day)
        if over is None:
            return None
        begun = over.start or date.min  # what it had before is handed over with that time
        for scope in (task, None):  # what is said of the task beats what is said of all the rest
            said = [to for of, since, to, _basis in self.handovers if of == scope and begun <= since <= day]
            if said:
                return said[-1]
        return self._merged_into(over)

    def _merged_into(self, span: Span) -> Department | None:
        """Return the department that it was merged into at the end of a time of its existence."""
        others = [event.other for event in span.events if event.kind == "merged" and event.other]
        return self.registry.departments[others[0]] if others else None

    def times(self, name: Name) -> list[Period]:
        """Return from when to when it bears one of its names: an office that does not exist bears none."""
        first, last = name.valid_from or date.min, name.valid_to or date.max
        pairs = ((max(first, span.start or date.min), min(last, span.end or date.max)) for span in self.spans)
        return [(start, end) for start, end in pairs if start < end]

    def is_left_open(self, day: date, task: int) -> bool:
        """Return whether it was split by `day` and nobody has taken the task over."""
        last = self.heir(day, task)
        over = last.ended(day)
        return over is not None and bool(over.events) and over.events[0].kind == "split"

    def with_predecessors(self) -> list[Department]:
        """Return itself and every department whose duties, or some of them, came to it."""
        found: dict[int, Department] = {}
        waiting = [self]
        while waiting:
            department = waiting.pop()
            if department.id not in found:
                found[department.id] = department
                waiting += reversed(department.predecessors)
        return list(found.values())


def spans_of(events: Iterable[Event]) -> tuple[list[Span], list[Event]]:
    """Return the times in which a department existed, by its events; and the events that cannot be: it was founded
    while it existed, or ended while it did not.
    """
    spans: list[Span] = []
    misplaced: list[Event] = []
    current: Span | None = Span(None)
    for event in sorted(events, key=lambda event: (event.day, event.kind == "founded", event.id)):
        is_first = current is not None and current.start is None and not spans
        if event.kind == "founded" and (current is None or is_first):
            current = Span(event.day)
        elif event.kind != "founded" and current is not None:
            spans.append(Span(current.start, event.day, [event]))
            current = None
        elif current is None and spans[-1].end == event.day and spans[-1].events[0].kind == event.kind == "split":
            spans[-1].events.append(event)  # a split has an event for each of those that it became
        else:
            misplaced.append(event)
    return ([*spans, current] if current else spans), misplaced


class Collective:
    """A party that is several: its names, `universal` or `indefinite`, and who its members are. Each row of
    `memberships` says of a kind or of a department (the other is None) whether it is a member, and from which day on.
    """

    def __init__(self, collective_id: int, kind: str) -> None:
        self.id, self.kind = collective_id, kind
        self.names: list[str] = []
        self.memberships: list[tuple[str | None, int | None, bool, date | None]] = []

    @property
    def name(self) -> str:
        """The name that it was registered under."""
        return self.names[0]

    def kinds(self) -> list[str]:
        """Return the kinds whose departments are members."""
        return [kind for kind, _department, member, _since in self.memberships if kind and member]

    def has(self, department: Department, day: date) -> bool:
        """Return whether a department is a member on `day`: what is said of it beats what is said of its kind."""
        return department.exists(day) and self.means(department, day)

    def means(self, department: Department, day: date) -> bool:
        """Return whether a department is of those that the collective means on `day`, existing or not."""
        own = of_kind = None
        for kind, key, member, since in self.memberships:
            if since is None or since <= day:
                own = member if key == department.id else own
                of_kind = member if kind == department.kind else of_kind
        return bool(of_kind if own is None else own)


class Registry:
    """All departments and collectives. `parties` are the ids of printed names, `bearers` the departments that bear or
    bore one; `named` gives the names that stand in plans, and is asked when a name is not known.
    """

    def __init__(
        self, departments: Iterable[Department], collectives: Mapping[str, Collective], parties: Mapping[str, int],
        bearers: Mapping[int, list[Department]], named: Callable[[], Collection[int]] = frozenset,
    ) -> None:  # fmt: skip
        self.departments = {department.id: department for department in departments}
        self.collectives, self.parties, self.named, self._bearers = collectives, parties, named, bearers
        self._collective_of = {parties[name]: collective for name, collective in collectives.items()}
        for department in self.departments.values():
            department.registry = self

    @cached_property
    def has_splits(self) -> bool:
        """Whether a department was ever split."""
        return any(event.kind == "split" for department in self.departments.values() for event in department.events)

    @cached_property
    def hands_over_tasks(self) -> bool:
        """Whether single tasks were ever handed over."""
        return any(task for department in self.departments.values() for task, *_rest in department.handovers)

    @cached_property
    def came_from(self) -> dict[int, list[Department]]:
        """By department, those whose duties, or some of them, came to it."""
        found: dict[int, list[Department]] = {}
        for department in self.departments.values():
            others = [event.other for span in department.spans for event in span.events if event.other]
            for key in (*others, *(to.id for _task, _day, to, _basis in department.handovers)):
                found.setdefault(key, []).append(department)
        return found

    def __contains__(self, name: str) -> bool:
        return self.parties.get(name) in self._bearers

    # --- what documents print ------------------------------------------------------------------------------------

    def who(self, party: int, day: date) -> int | None:
        """Return the department whose name a printed party is on `day`; else the one that bears or bore it at all."""
        departments = self._bearers.get(party)
        if not departments:
            return None
        return departments[0].id if len(departments) == 1 else self._named(party, day)[0].id

    def _named(self, party: int, day: date) -> tuple[Department, Name]:
        """Return of those who bear or bore a name the one who did on `day`, else the last; and the name."""
        departments = dict.fromkeys(self._bearers[party])
        borne = [(each, name) for each in departments for name in each.names if self.parties[name.name] == party]
        holding = [(each, name) for each, name in borne if name.holds(day)]
        return next((found for found in reversed(holding) if found[0].exists(day)), (holding or borne)[-1])

    def several(self, party: int) -> Collective | None:
        """Return the collective that a printed party is."""
        return self._collective_of.get(party)

    def members(self, collective: Collective, day: date) -> list[int]:
        """Return the departments that are members of a collective on `day`, in the registry's order."""
        return [key for key, department in self.departments.items() if collective.has(department, day)]

    def parties_of(self, departments: Iterable[int]) -> set[int]:
        """Return the printed names that some departments bear or bore."""
        return {self.parties[name.name] for key in departments for name in self.departments[key].names}

    # --- what people type ----------------------------------------------------------------------------------------

    @cached_property
    def _spelled(self) -> dict[str, list[tuple[Department | Collective, str, list[Period]]]]:
        """All names by their folded spelling, those of departments first: whose, as printed, when it is borne."""
        from egovtrack.spelling import folded

        found: dict[str, list[tuple[Department | Collective, str, list[Period]]]] = {}
        for department in self.departments.values():
            for name in department.names:
                borne = (department, name.name, department.times(name))
                found.setdefault(folded(name.name), []).append(borne)
        for printed, collective in self.collectives.items():
            found.setdefault(folded(printed), []).append((collective, printed, [(date.min, date.max)]))
        return found

    def find(self, name: str, day: date | None = None) -> tuple[Department, Name]:
        """Return the department that bears or bore `name`, and that name; of several that bore it, the one of `day`.

        A name that nobody bears is looked for in its other spellings (`spelling`). Raises EgovtrackError where that
        gives none, with the nearest names, or several.
        """
        if name.strip() in self:
            return self._named(self.parties[name.strip()], day or date.max)
        if several := self.collective(name):
            raise EgovtrackError(
                _("{name} is not one department but several").format(name=several), _("name one of its members")
            )
        read = self._readings(name)
        if len({department.id for department, _name in read}) > 1:
            candidates = dict.fromkeys(department.name for department, _name in read)
            raise _refused(_("“{name}” may mean several departments").format(name=name), candidates)
        if not read:
            raise _refused(_("no department is called “{name}”").format(name=name), self.nearest(name))
        return read[0]

    def collective(self, name: str) -> str | None:
        """Return the printed name of the collective that `name` means, also in traditional or full-width characters."""
        if name.strip() in self.collectives:
            return name.strip()
        if name in self:
            return None
        from egovtrack.spelling import folded

        known = self._spelled.get(folded(name), ())
        return next((printed for owner, printed, _times in known if isinstance(owner, Collective)), None)

    def _readings(self, name: str) -> list[tuple[Department, Name]]:
        """Return what a name may stand for, first the very name that was typed in another spelling."""
        from egovtrack.spelling import folded, place_of, readings

        full = [name.name for found in self.departments.values() for name in found.names if name.form == "full"]
        read = sorted(readings(name, place_of(full)), key=lambda reading: reading != folded(name))
        known = [printed for reading in read for _owner, printed, _times in self._spelled.get(reading, ())]
        return [self._named(self.parties[printed], date.max) for printed in known if printed in self]

    def refusal(self, name: str) -> str | None:
        """Return why nothing else can be called so, in words; None where it can. A name that is known in another
        spelling is understood already, and must not make a second department.
        """
        from egovtrack.spelling import folded

        for owner, printed, _times in self._spelled.get(folded(name), ()):
            return _taken(owner, printed)
        return None

    def nearest(self, name: str) -> list[str]:
        """Return the departments with the names most like this one, best first, three at the most."""
        printed, best = set(self.named()), []
        for department in self.departments.values():
            # What plans name is asked for more often than what the registry knows besides.
            more = 0.15 if not printed.isdisjoint(self.parties_of([department.id])) else 0
            best.append((max(likeness(name, known.name) for known in department.names) + more, department.name))
        return [known for score, known in sorted(best, reverse=True) if score > _NEAR][:3]

    def name_on(self, department_id: int, day: date) -> str:
        """Return what the department that answers for this one on `day` is called then."""
        heir = self.departments[department_id].heir(day)
        return heir.called(day) or heir.name

    def kinds(self) -> set[str]:
        """Return the kinds that there are."""
        return {department.kind for department in self.departments.values()}

    # --- what cannot be ------------------------------------------------------------------------------------------

    def contradictions(self) -> Iterator[tuple[str, EgovtrackError]]:
        """Yield what cannot be, with whom it is said of: a name that two bear on one day, a department that ends
        twice, is called otherwise or goes on with the work of another while it does not exist.
        """
        for department in self.departments.values():
            hint = _("if that is wrong: --corrects NUMBER (egovtrack depts show {name})").format(name=department.name)
            for why in _out_of_order(department):
                yield department.name, EgovtrackError(why, hint)
            for name in department.names:
                if name.valid_from and name.form != "alias" and not department.times(name):
                    yield department.name, called_later(department, name)
        for borne in self._spelled.values():
            for (owner, printed, times), (other, same, others) in combinations(borne, 2):
                if owner is other or not any(a < d and c < b for a, b in times for c, d in others):
                    continue
                if isinstance(other, Collective):  # they come last
                    yield owner.name, EgovtrackError(_taken(other, same))
                else:
                    yield other.name, EgovtrackError(_taken(owner, printed))


def _taken(owner: Department | Collective, printed: str) -> str:
    if isinstance(owner, Collective):
        return _("{name} is a collective").format(name=printed)
    return _("{name} is registered already").format(name=printed)


def _out_of_order(department: Department) -> Iterator[str]:
    """Yield what is wrong with what happened to a department."""
    for event in spans_of(department.events)[1]:
        said = _("{name} was founded on {day} already") if event.kind == "founded" else _("{name} ended on {day}")
        yield said.format(name=department.name, day=event.day)
    for event in department.events:
        if event.other and not (other := department.registry.departments[event.other]).exists(event.day):
            yield absence(other, event.day)


def called_later(department: Department, name: Name) -> UsageError:
    """Return the error for a change that does not fit with a name of a later day."""
    why = _("{name} is its name only since {day}").format(name=name.name, day=name.valid_from)
    hint = _("if that is wrong: --corrects NUMBER (egovtrack depts show {name})").format(name=department.name)
    return UsageError(why, hint)


def absence(department: Department, day: date) -> str:
    """Return, in words, why a department cannot be meant on a day on which it does not exist."""
    over = department.ended(day)
    if over is not None:
        return _("{name} ended on {day}").format(name=department.name, day=over.end)
    return _("{name} exists only from {day}").format(name=department.name, day=department.spans[0].start)


def likeness(name: str, other: str) -> float:
    """Return how like two names are, 0 to 2: the share of the first one's characters that stand in the other in order,
    and the ratio of common characters to all. What is longer than any name is like none.
    """
    if len(name) > MAX_NAME:
        return 0.0
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, name, other, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    return common / max(len(name), 1) + matcher.ratio()


def unknown(message: str, name: str, known: Collection[str]) -> EgovtrackError:
    """Return the error for a name that is not known, with the candidates nearest to it."""
    scored = sorted(((likeness(name, other), -len(other), other) for other in known), reverse=True)
    return _refused(message, [other for score, _length, other in scored[:3] if score > _NEAR])


def _refused(message: str, candidates: Collection[str]) -> EgovtrackError:
    hint = _("did you mean {names}?").format(names=_(", ").join(candidates)) if candidates else ""
    return EgovtrackError(message, hint)
