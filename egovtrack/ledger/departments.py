"""The registry of departments and collectives: the curated one that comes with the program, and changes to it.

A change has a day and a basis; what stood before is kept by the action that changes it, which can be taken back.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from egovtrack import shipped
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.limits import unfit_name
from egovtrack.models import (
    Assignment,
    Clause,
    Collective,
    CollectiveMember,
    CollectiveName,
    Department,
    DepartmentName,
    Document,
    Plan,
    Task,
)
from egovtrack.spelling import folded, shadow


def load_registry(act: Act) -> None:
    """Add what the shipped registry has and the ledger lacks. What the ledger already knows is left as it is."""
    session = act.session
    known = {one.name: one for one in session.scalars(select(Department))}
    taken = set(session.scalars(select(DepartmentName.name)))
    entries = [entry for entry in _shipped("departments.toml")["department"] if entry["name"] not in taken]
    made = [make_department(entry, position) for position, entry in enumerate(entries, start=len(known) + 1)]
    session.add_all(made)
    session.flush()
    known |= {one.name: one for one in made}
    for entry in entries:
        if "successor" in entry:
            known[entry["name"]].successor_id = known[entry["successor"]].id
    present = set(session.scalars(select(Collective.name)))
    collectives = [
        make_collective(one) for one in _shipped("collectives.toml")["collective"] if one["name"] not in present
    ]
    session.add_all(collectives)
    session.flush()
    act.written.update({"department": len(made), "collective": len(collectives)})
    act.written += {}  # drops the zeros


def has_registry(session: Session) -> bool:
    """Whether the ledger knows any department."""
    return session.scalar(select(Department.id).limit(1)) is not None


@dataclass(frozen=True, slots=True)
class NewDepartment:
    """A department to be registered; `since` is its first day, `until` the first day it no longer existed."""

    name: str
    kind: str
    full: str | None = None
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    successor: str | None = None
    basis: str | None = None


def add_department(act: Act, new: NewDepartment, today: date) -> tuple[int, int]:
    """Register a department and bind to it the parties of stored plans that bear one of its names; their number, and
    how many obligations it has there as a member of collectives.

    Where its first day is not told, it is the day of the first plan that names it, else today: as a member of a
    collective it must not come to answer for plans that were issued before it was heard of.

    Raises EgovtrackError when one of the names is taken or the successor is not known.
    """
    session = act.session
    aliases = [one.strip() for one in new.aliases]
    new = replace(new, name=new.name.strip(), full=new.full and new.full.strip(), aliases=tuple(aliases))
    names = dict.fromkeys([new.name, *([new.full] if new.full else []), *new.aliases])
    _refuse_taken(session, names)
    if new.until and new.since and new.until <= new.since:
        raise UsageError(_("{last} is not after {first}").format(last=new.until, first=new.since))
    entry: dict[str, Any] = {
        "name": new.name,
        "kind": new.kind,
        "aliases": [name for name in names if name in new.aliases],
    }
    entry |= {"full": new.full or new.name, "from": new.since, "until": new.until, "basis": new.basis}
    made = make_department(entry, 1 + (session.scalar(select(func.max(Department.position))) or 0))
    with act.changing():
        if new.successor:
            made.successor_id = _named(session, new.successor).id
        session.add(made)
        session.flush()
        bound = bind(session, made, names)
        if new.since is None:
            made.valid_from = _first_named(session, made.id) or today
    return bound, memberships(session, [made.id])


def add_aliases(
    act: Act, department_id: int, aliases: Sequence[str], since: date | None = None, basis: str | None = None
) -> int:
    """Let a department be known by other names too; the number of parties in stored plans that are bound to it now.

    Raises EgovtrackError when one of the names is taken.
    """
    names = dict.fromkeys(one.strip() for one in aliases)
    _refuse_taken(act.session, names)
    with act.changing():
        one = act.session.get_one(Department, department_id)
        one.names.extend(DepartmentName(name=name, form="alias", valid_from=since) for name in names)
        if basis:
            one.basis = "；".join(part for part in (one.basis, basis.strip()) if part)
        act.session.flush()
        return bind(act.session, one, names)


def rename_department(act: Act, department_id: int, name: str, full: str | None, day: date, basis: str) -> int:
    """Call a department otherwise from `day` on; the names it had stay its names for the time before. The number of
    parties in stored plans that are bound to it now. Raises EgovtrackError when a name is taken or the day will not do.
    """
    session = act.session
    one = session.get_one(Department, department_id)
    name, full = name.strip(), full and full.strip()
    _refuse_taken(session, [name, *([full] if full else [])])
    _refuse_ended(one, day)
    changed = {"short": name, "full": full} if full else {"short": name}
    with act.changing():
        for old in one.names:
            if old.form in changed and old.valid_to is None:
                if old.valid_from and day <= old.valid_from:
                    raise UsageError(_("{name} is its name only since {day}").format(name=old.name, day=old.valid_from))
                old.valid_to = day
        # A name that was short and full at once is kept as one row, and goes as one.
        forms = {new: form for form, new in reversed(changed.items())}
        one.names.extend(DepartmentName(name=new, form=form, valid_from=day) for new, form in forms.items())
        one.name, one.basis = name, _with_basis(one, day, basis)
        session.flush()
        return bind(session, one, list(forms))


def merge_departments(act: Act, merged: Sequence[int], into: int, day: date, basis: str) -> None:
    """Let departments end on `day`, their duties going to another. Raises EgovtrackError when one has ended before,
    or the other does not exist on that day.
    """
    session = act.session
    successor = session.get_one(Department, into)
    _refuse_ended(successor, day)
    if successor.valid_from and day < successor.valid_from:
        raise EgovtrackError(_("{name} exists only from {day}").format(name=successor.name, day=successor.valid_from))
    with act.changing():
        for one in [session.get_one(Department, key) for key in dict.fromkeys(merged)]:
            if one.id == into:
                raise UsageError(_("{name} cannot be merged into itself").format(name=one.name))
            _refuse_ended(one, day)
            if one.valid_from and day <= one.valid_from:
                raise EgovtrackError(_("{name} exists only from {day}").format(name=one.name, day=one.valid_from))
            later = next((name for name in one.names if name.valid_from and day <= name.valid_from), None)
            if later:
                raise UsageError(_("{name} is its name only since {day}").format(name=later.name, day=later.valid_from))
            one.valid_to, one.successor_id, one.basis = day, into, _with_basis(one, day, basis)
            for name in one.names:
                if name.form != "alias" and name.valid_to is None:
                    name.valid_to = day


def _refuse_ended(one: Department, day: date) -> None:
    if one.valid_to is not None and one.valid_to <= day:
        raise EgovtrackError(_("{name} ended on {day}").format(name=one.name, day=one.valid_to))


def _with_basis(one: Department, day: date, basis: str) -> str:
    if not basis.strip():
        raise UsageError(_("a change of the registry needs its basis"), _("give it with --basis"))
    return "；".join(part for part in (one.basis, f"{day} {basis.strip()}") if part)


@dataclass(slots=True)
class Borne:
    """The names that departments and collectives bear, by their shadows. A name that is one of them typed otherwise
    (traditional characters, full-width forms) is understood already, and must not make a second department.
    """

    departments: dict[str, str]
    collectives: dict[str, str]

    def refusal(self, name: str) -> str | None:
        """Why nothing new can be called so, in words; None where it can."""
        for typed in (shadow(name), folded(name)):
            if typed in self.departments:
                return _("{name} is registered already").format(name=self.departments[typed])
            if typed in self.collectives:
                return _("{name} is a collective").format(name=self.collectives[typed])
        return None


def borne(session: Session) -> Borne:
    """The names in the ledger."""
    departments = session.scalars(select(DepartmentName.name))
    collectives = session.scalars(select(CollectiveName.name))
    return Borne({shadow(one): one for one in departments}, {shadow(one): one for one in collectives})


def _refuse_taken(session: Session, names: Iterable[str]) -> None:
    known = borne(session)
    for name in names:
        if not name:
            raise UsageError(_("a name is not empty"))
        if why := unfit_name(name):
            raise UsageError(why)
        if refusal := known.refusal(name):
            raise EgovtrackError(refusal)


def _named(session: Session, name: str) -> Department:
    found = session.scalar(select(Department).join(DepartmentName).where(DepartmentName.name == name))
    if found is None:
        raise EgovtrackError(_("no department is called “{name}”").format(name=name))
    return found


def bind(session: Session, one: Department, names: Iterable[str]) -> int:
    """Bind to a department the parties of stored plans that bear one of these names and are nobody's; their number."""
    unbound = select(Assignment).where(
        Assignment.name.in_(list(names)), Assignment.department_id.is_(None), Assignment.collective_id.is_(None)
    )
    parties = session.scalars(unbound).all()
    for party in parties:
        party.department_id = one.id
    session.flush()
    return len(parties)


def memberships(session: Session, departments: Iterable[int]) -> int:
    """How many obligations these departments have in stored plans as members of universal collectives."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Assignment)
            .join(Collective, (Collective.id == Assignment.collective_id) & (Collective.kind == "universal"))
            .join(CollectiveMember, CollectiveMember.collective_id == Collective.id)
            .join(Clause, Clause.id == Assignment.clause_id)
            .join(Task, Task.id == Clause.task_id)
            .join(Plan, Plan.id == Task.plan_id)
            .join(Document, Document.id == Plan.document_id)
            .join(Department, Department.kind == CollectiveMember.department_kind)
            .where(Department.id.in_(list(departments)))
            .where(Department.valid_from.is_(None) | (Department.valid_from <= Document.issued_on))
            .where(Department.valid_to.is_(None) | (Department.valid_to > Document.issued_on))
        )
        or 0
    )


def _first_named(session: Session, department_id: int) -> date | None:
    plans = (
        select(func.min(Document.issued_on)).select_from(Document).join(Plan).join(Task).join(Clause).join(Assignment)
    )
    return session.scalar(plans.where(Assignment.department_id == department_id))


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((shipped.folder("seed") / name).read_text(encoding="utf-8"))


def make_department(entry: Mapping[str, Any], position: int) -> Department:
    """A department from an entry written as in `seed/departments.toml`."""
    names: list[DepartmentName] = []
    since: date | None = entry.get("from")
    for former in entry.get("former", ()):
        names += _names(former, since, former["until"])
        since = former["until"]
    names += _names(entry, since, entry.get("until"))
    names += [DepartmentName(name=alias, form="alias") for alias in entry.get("aliases", ())]
    return Department(
        name=entry["name"],
        kind=entry["kind"],
        valid_from=entry.get("from"),
        valid_to=entry.get("until"),
        basis=entry.get("basis"),
        position=position,
        names=names,
    )


def _names(entry: Mapping[str, Any], since: date | None, until: date | None) -> list[DepartmentName]:
    forms = {entry["full"]: "full"} if "full" in entry else {}
    forms[entry["name"]] = "short"  # a school's short name is its full name
    return [DepartmentName(name=name, form=form, valid_from=since, valid_to=until) for name, form in forms.items()]


def make_collective(entry: Mapping[str, Any]) -> Collective:
    """A collective from an entry written as in `seed/collectives.toml`."""
    return Collective(
        name=entry["name"],
        kind=entry["kind"],
        members=[CollectiveMember(department_kind=kind) for kind in entry["members"]],
        names=[CollectiveName(name=name) for name in (entry["name"], *entry.get("aliases", ()))],
    )
