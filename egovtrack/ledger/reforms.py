"""What becomes of departments: other names, ends, new foundings, handovers, who belongs to a collective.

Each change is a fact with a day and a basis. What was entered wrongly is voided by its number, and may be entered anew
in the same action; whether all of it can be is checked at the end (`departments.refuse_contradictions`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word, append_decision
from egovtrack.ledger.departments import append_members, store_collective
from egovtrack.ledger.parties import party_ids
from egovtrack.ledger.progress import check_day
from egovtrack.limits import unfit_name
from egovtrack.queries.facts import Facts
from egovtrack.registry import ENDS, Collective, Department, Event, Name, absence, called_later, kind_of, unknown

Fact = TypeVar("Fact", Name, Event)
_FORMS = frozenset({"short", "full", "alias"})
_EVENTS = ENDS | {"founded"}


class Change(NamedTuple):
    """A change of the registry: the action, the day from which it holds, what it rests on, and the number of what was
    entered wrongly before.
    """

    action: Action
    day: date | None = None
    basis: str | None = None
    corrects: str | None = None

    def find(self, name: str) -> Department:
        """Return the department that a name means. Raises EgovtrackError where there is none."""
        return self.action.facts().registry.find(name)[0]

    def first_day(self) -> date:
        """Return the day from which it holds. Raises UsageError where that is not told."""
        if self.day is None:
            raise UsageError(_("a change of the registry needs its first day"), _("give it with --date"))
        return self.day

    def anew(self, department: Department) -> Department:
        """Return a department with what the action has entered."""
        return self.action.facts().registry.departments[department.id]


def fit(name: str) -> str:
    """Return a name as it is kept. Raises UsageError where nothing can be called so."""
    if why := unfit_name(name) if name.strip() else _("it has no name"):
        raise UsageError(why)
    return name.strip()


def add_aliases(change: Change, department: Department, aliases: Iterable[str]) -> None:
    """Let a department be known by other names too; with `corrects`, in the place of a wrong name."""
    wrong = void_names(change, department, {"alias"}) if change.corrects else []
    since = change.day or (wrong[0].valid_from if wrong else None)
    _append_names(change, department, [(fit(alias), "alias") for alias in aliases], since)


def rename(change: Change, department: Department, name: str, full: str | None) -> date | None:
    """Call a department otherwise from the day on; the names that it had stay its names for the time before. With
    `corrects`, in the place of a name that was entered wrongly: its day and full name stay where they are not told.
    Return the first day. Raises EgovtrackError where it does not exist then, or is called so or otherwise already.
    """
    name, full, day = fit(name), full and fit(full), change.day
    if change.corrects:
        wrong = void_names(change, department, {"short", "full"})
        day = day or wrong[0].valid_from
        full = full or next((each.name for each in wrong if each.form == "full"), None)
        department = change.anew(department)
    else:
        day = change.first_day()
        for each in department.names:
            if each.form != "alias" and each.valid_from and day < each.valid_from:
                raise called_later(department, each)
    if day and not department.exists(day):
        raise EgovtrackError(absence(department, day))
    if department.called(day or date.max) == name:
        raise EgovtrackError(_("{name} is registered already").format(name=name))
    full = full if full != name or any(each.form == "full" for each in department.names) else None
    _append_names(change, department, [*([(full, "full")] if full else []), (name, "short")], day)
    return day


def _append_names(
    change: Change, department: Department, names: Iterable[tuple[str, str]], since: date | None,
    replaces: int | None = None,
) -> None:  # fmt: skip
    for name, form in dict.fromkeys(names):
        (party,) = party_ids(change.action, [name]).values()
        change.action.append(
            "department_name", department_id=department.id, party_id=party, form=form, since=since,
            replaces_id=replaces, basis=change.basis,
        )  # fmt: skip


def _append_event(change: Change, department: Department, kind: str, **more: int | None) -> None:
    change.action.append(
        "department_event", department_id=department.id, kind=kind, as_of=change.first_day(), basis=change.basis, **more
    )


def void_names(change: Change, department: Department, forms: Collection[str] = _FORMS) -> list[Name]:
    """Say that the name `corrects` (`n131`) was entered wrongly; of a short and a full name that were entered together,
    both. Return them. Raises EgovtrackError where the department has no such name.
    """
    known = [each for each in department.names if each.form in forms]
    wrong = _meant(change, department, "n", known)
    pair = [each for each in known if (each.action, each.valid_from) == (wrong.action, wrong.valid_from)]
    names = [wrong] if wrong.form == "alias" else [each for each in pair if each.form != "alias"]
    for each in names:
        _append_names(change, department, [(each.name, "void")], None, each.id)
    return names


def void_events(change: Change, department: Department, kinds: Collection[str] = _EVENTS) -> Event:
    """Say that the event `corrects` (`e17`) was entered wrongly, of a split all its parts, and return it. Raises
    EgovtrackError where the department has no such event.
    """
    wrong = _meant(change, department, "e", (each for each in department.events if each.kind in kinds))
    for each in department.events:
        if (each.action, each.day) == (wrong.action, wrong.day):
            _append_event(change._replace(day=each.day), department, "void", replaces_id=each.id)
    return wrong


def _meant(change: Change, department: Department, mark: str, facts: Iterable[Fact]) -> Fact:
    """Return the fact of which the number is corrected. Raises EgovtrackError where it is not among these."""
    for each in facts:
        if f"{mark}{each.id}" == change.corrects:
            return each
    why = _("{name} has no {number} that could be corrected so")
    hint = _("egovtrack depts show {name} lists them").format(name=department.name)
    raise EgovtrackError(why.format(name=department.name, number=change.corrects), hint)


def void(change: Change, department: Department) -> None:
    """Say that a name or an event of a department was entered wrongly, and nothing takes its place."""
    if (change.corrects or "").startswith("n"):
        void_names(change, department)
    else:
        void_events(change, department)
    if not any(name.form == "short" for name in change.anew(department).names):
        hint = _("give it another: egovtrack depts rename NAME NEW --corrects {number}")
        raise UsageError(_("a department has a short name"), hint.format(number=change.corrects))


def end(change: Change, departments: Iterable[Department], kind: str, others: Iterable[Department]) -> None:
    """Let departments end on the day: `ended`, `merged` into another or `split` into others. Raises EgovtrackError
    where a department does not exist before that day.
    """
    day, after = change.first_day(), list(dict.fromkeys(other.id for other in others))
    for key in dict.fromkeys(department.id for department in departments):
        department = change.action.facts().registry.departments[key]
        if change.corrects:
            void_events(change, department, ENDS)
            department = change.anew(department)
        if key in after:
            raise UsageError(_("{name} cannot come after itself").format(name=department.name))
        if not department.exists(day - timedelta(days=1)):
            raise EgovtrackError(absence(department, day - timedelta(days=1)))
        for other in after or (None,):
            _append_event(change, department, kind, other_id=other)


def found(change: Change, department: Department) -> None:
    """Say on which day a department was founded: for the first time, where that was not known or was told wrongly, or
    again after it had ended.
    """
    if change.corrects:
        wrong = void_events(change, department, {"founded"})
        first = [name for name in department.names if name.form != "alias" and name.valid_from == wrong.day]
        if first:  # what it was founded as
            names = void_names(change._replace(corrects=f"n{first[0].id}"), department, {"short", "full"})
            _append_names(change, department, [(name.name, name.form) for name in names], change.day)
    _append_event(change, department, "founded")


def hand_over(change: Change, department: Department, to: Department, tasks: Sequence[int]) -> date:
    """Say who goes on from the day (default: that on which it ended) with some tasks of a department that is no more,
    or with all the rest. Return that day. Raises EgovtrackError where the department exists then, or the other does
    not.
    """
    over = department.ended(change.day or date.max)
    if over is None or over.end is None:
        why = _("{name} has not ended").format(name=department.name)
        raise EgovtrackError(why, _("egovtrack depts end, merge or split says that and when it does"))
    day = change.day or over.end
    if not to.exists(day):
        raise EgovtrackError(absence(to, day))
    for task in dict.fromkeys(tasks) or [None]:
        change.action.append(
            "handover", department_id=department.id, to_id=to.id, task_id=task, as_of=day, basis=change.basis
        )
    return day


# --- collectives -----------------------------------------------------------------------------------------------------


def add_collective(
    change: Change, names: Sequence[str], kind: str, kinds: Sequence[str], members: Sequence[str], *, replace: bool
) -> None:
    """Register a collective, `universal` or `indefinite`; with `replace`, in the place of the collective of its
    first name, which was entered wrongly. Raises EgovtrackError where a name is taken, or nobody is a member.
    """
    registry = change.action.facts().registry
    known = registry.collective(names[0]) if replace else None
    own = registry.collectives[known].names if known else []
    new = [name for name in map(fit, names) if name not in own and name != known]
    for name in new:
        if why := registry.refusal(name):
            raise EgovtrackError(why)
    if not (kinds or members):
        raise UsageError(_("a collective has members"), _("name them with --members, or their kind with --kind"))
    name, *aliases = [*own, *new]
    entry = {
        "name": name,
        "aliases": aliases,
        "kind": kind,
        "members": list(map(kind_of, kinds)),
        "departments": members,
    }
    store_collective(change.action, entry, registry)


def change_members(
    change: Change, name: str, kinds: Iterable[str], members: Iterable[str], without: Iterable[str]
) -> None:
    """Say which kinds and departments join a collective from the day on (None: ever), and which leave it."""
    collective = find_collective(change, name)
    own = collective.kinds()
    gone = [kind_of(word) for word in without if kind_of(word) in own]
    leaving = [change.find(word).id for word in without if kind_of(word) not in own]
    joining = [change.find(member).id for member in members]
    append_members(change.action, collective.id, map(kind_of, kinds), joining, change.day)
    append_members(change.action, collective.id, gone, leaving, change.day, member=False)


def find_collective(change: Change, name: str) -> Collective:
    """Return the collective of a name. Raises EgovtrackError where there is none."""
    registry = change.action.facts().registry
    printed = registry.collective(name)
    if printed is None:
        raise unknown(_("no collective is called “{name}”").format(name=name), name, registry.collectives)
    return registry.collectives[printed]


# --- whom to ask -----------------------------------------------------------------------------------------------------


def set_contact(
    action: Action, facts: Facts, department: Department, name: str, phone: str | None, day: date,
    corrects: int | None = None,
) -> None:  # fmt: skip
    """Say whom to ask in a department from a day on; with an empty name, nobody any longer. Who it is stays out of the
    command that is kept.

    Raises UsageError where there is no entry of that department to be corrected, or a phone without a name.
    """
    check_day(day, facts.today)
    if phone and not name:
        raise UsageError(_("a phone belongs to somebody"), _("give the name with --name"))
    row = {"department_id": department.id, "name": name, "phone": phone or None}
    action.signature = action.signature._replace(command=f"depts contact {department.name} …")
    append_decision(action, facts, "contact", department.name, Word(day, "", corrects), [row])
