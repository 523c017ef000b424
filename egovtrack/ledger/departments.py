"""The registry of departments and collectives: loading the curated one that comes with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from egovtrack import shipped
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
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


def load_registry(session: Session) -> None:
    """Add what the shipped registry has and the ledger lacks. What the ledger already knows is left as it is."""
    known = {one.name: one for one in session.scalars(select(Department))}
    entries = _shipped("departments.toml")["department"]
    for position, entry in enumerate(entries, start=1):
        if entry["name"] not in known:
            known[entry["name"]] = _department(entry, position)
            session.add(known[entry["name"]])
    session.flush()
    for entry in entries:
        if "successor" in entry:
            known[entry["name"]].successor_id = known[entry["successor"]].id
    present = set(session.scalars(select(Collective.name)))
    for entry in _shipped("collectives.toml")["collective"]:
        if entry["name"] not in present:
            session.add(_collective(entry))
    session.flush()


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


def add_department(session: Session, new: NewDepartment, today: date) -> int:
    """Register a department and bind to it the parties of stored plans that bear one of its names; their number.

    Where its first day is not told, it is the day of the first plan that names it, else today: as a member of a
    collective it must not come to answer for plans that were issued before it was heard of.

    Raises EgovtrackError when one of the names is taken or the successor is not known.
    """
    names = dict.fromkeys([new.name, *([new.full] if new.full else []), *new.aliases])
    taken = session.scalars(select(DepartmentName).where(DepartmentName.name.in_(names))).all()
    if taken:
        raise EgovtrackError(_("{name} is registered already").format(name=taken[0].name))
    collective = session.scalar(select(CollectiveName.name).where(CollectiveName.name.in_(names)))
    if collective:
        raise EgovtrackError(_("{name} is a collective").format(name=collective))
    entry: dict[str, Any] = {
        "name": new.name,
        "kind": new.kind,
        "aliases": [name for name in names if name in new.aliases],
    }
    entry |= {"full": new.full or new.name, "from": new.since, "until": new.until, "basis": new.basis}
    made = _department(entry, 1 + (session.scalar(select(func.max(Department.position))) or 0))
    if new.successor:
        successor = session.scalar(select(DepartmentName).where(DepartmentName.name == new.successor))
        if successor is None:
            raise EgovtrackError(_("no department is called “{name}”").format(name=new.successor))
        made.successor_id = successor.department_id
    session.add(made)
    session.flush()
    unbound = select(Assignment).where(
        Assignment.name.in_(names), Assignment.department_id.is_(None), Assignment.collective_id.is_(None)
    )
    parties = session.scalars(unbound).all()
    for party in parties:
        party.department_id = made.id
    session.flush()
    if new.since is None:
        made.valid_from = _first_named(session, made.id) or today
        session.flush()
    return len(parties)


def _first_named(session: Session, department_id: int) -> date | None:
    plans = (
        select(func.min(Document.issued_on)).select_from(Document).join(Plan).join(Task).join(Clause).join(Assignment)
    )
    return session.scalar(plans.where(Assignment.department_id == department_id))


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((shipped.folder("seed") / name).read_text(encoding="utf-8"))


def _department(entry: Mapping[str, Any], position: int) -> Department:
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


def _collective(entry: Mapping[str, Any]) -> Collective:
    return Collective(
        name=entry["name"],
        kind=entry["kind"],
        members=[CollectiveMember(department_kind=kind) for kind in entry["members"]],
        names=[CollectiveName(name=name) for name in (entry["name"], *entry.get("aliases", ()))],
    )
