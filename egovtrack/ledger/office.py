"""What the office adds to a plan, apart from the document's words: who is meant by an indefinite party (指定), who
leads where the document names no lead, and until when (延期). Every word of it has a day and a basis, and is appended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Act
from egovtrack.models import (
    AssignedLead,
    Assignment,
    Clause,
    Collective,
    CollectiveMember,
    CollectiveName,
    Designation,
    Extension,
    Task,
)
from egovtrack.queries.known import View
from egovtrack.queries.names import Department, Registry
from egovtrack.queries.obligations import DEFINITE, Obligation, read_obligations
from egovtrack.queries.office import read_office
from egovtrack.queries.plans import Reference
from egovtrack.spelling import folded


@dataclass(frozen=True, slots=True)
class Word:
    """The office's word: from which day on, and on what basis (a document number, a decision, a reason)."""

    as_of: date
    basis: str


def designate(
    act: Act, registry: Registry, reference: Reference, party: str, departments: Sequence[Department], word: Word,
    view: View,
) -> list[int]:  # fmt: skip
    """Say that these departments are meant by the indefinite party `party` of a task or clause, from a day on.

    Returns the numbers of the clauses that it holds for. Raises EgovtrackError when the task names no such party, or
    a department is not of the kind the party means, does not exist that day, is named there already or is meant
    already; nothing is written then.
    """
    _check(reference, word, view)
    places = _places(act, reference, party)
    answering = read_obligations(
        act.reader, registry, reference.plan, _on(view, word.as_of), task=reference.task_id, vias=DEFINITE
    )
    for collective, clause in places:
        kinds = select(CollectiveMember.department_kind).where(CollectiveMember.collective_id == collective.id)
        eligible = set(act.session.scalars(kinds))
        here = [one for one in answering if one.clause_id == clause.id]
        for one in departments:
            _refuse_unfit(one, word.as_of)
            if one.kind not in eligible:
                raise EgovtrackError(
                    _("{name} is none of those whom “{party}” means").format(name=_called(one, word), party=party)
                )
            _refuse_answering(one, here, reference, word)
    _write(act, places, [one.id for one in departments], word, member=True)
    return [clause.number for _collective, clause in places]


def dismiss(
    act: Act, reference: Reference, party: str, departments: Sequence[Department], word: Word, view: View
) -> list[int]:
    """Take designations back from a day on, of these departments or, where none is named, of all; the ids of those
    departments. Raises EgovtrackError where one is not designated.
    """
    _check(reference, word, view)
    office = read_office(act.reader, reference.plan, _on(view, word.as_of))
    gone: list[int] = []
    wanted = {one.id for one in departments}
    for collective, clause in _places(act, reference, party):
        meant = set(office.meant_by(clause.id, collective.id))
        leaving = meant & wanted if wanted else meant
        _write(act, [(collective, clause)], sorted(leaving), word, member=False)
        gone += leaving
    missing = [one.name for one in departments if one.id not in gone]
    if missing or not gone:
        names = _(", ").join(missing) or _("nobody")
        raise EgovtrackError(
            _("“{party}” in {ref}: {names} is not designated").format(party=party, ref=reference.ref, names=names)
            if missing
            else _("nobody is designated for “{party}” in {ref}").format(party=party, ref=reference.ref)
        )
    return sorted(set(gone))


def assign_lead(
    act: Act, registry: Registry, reference: Reference, department: Department | None, word: Word, view: View
) -> None:
    """Say who leads in a clause whose document names no lead; without a department: nobody does any longer.

    Raises EgovtrackError where the document names a lead, where the task has several clauses and none was named, or
    where the department does not answer there.
    """
    _check(reference, word, view)
    clause = _one_clause(act, reference)
    parties = act.session.scalars(select(Assignment).where(Assignment.clause_id == clause.id)).all()
    lead = next((one.printed for one in parties if one.role == "lead"), None)
    if lead:
        raise EgovtrackError(_("the document names a lead for {ref}: {name}").format(ref=reference.ref, name=lead))
    owner = None if department is None else _owner(act, registry, reference, clause, department, _on(view, word.as_of))
    current = read_office(act.reader, reference.plan, _on(view, word.as_of)).leads.get(clause.id)
    if (current.department_id if current else None) == owner:
        raise EgovtrackError(
            _("the office has set no lead for {ref}").format(ref=reference.ref)
            if owner is None
            else _("{name} leads {ref} already").format(name=registry.departments[owner].name, ref=reference.ref)
        )
    act.add(AssignedLead(clause_id=clause.id, department_id=owner, as_of=word.as_of, basis=word.basis.strip()))


def extend(act: Act, reference: Reference, until: date, word: Word, view: View) -> None:
    """Move the deadline of a task, or of one clause, to `until`; the first one is kept, and how often it was moved.

    Raises UsageError when `until` is not a later day than the one in force, or is before the office's word.
    """
    _check(reference, word, view)
    office = read_office(act.reader, reference.plan, _on(view, word.as_of))
    moved = [
        one for one in office.extensions.get(reference.task_id, []) if reference.clause_id in {None, one.clause_id}
    ]
    current = max((one.until for one in moved), default=None) or _stated(act, reference)
    if until <= current:
        raise UsageError(
            _("{ref} is due on {day} already").format(ref=reference.ref, day=current),
            _("give a later day; a wrong extension is taken back with egovtrack undo"),
        )
    act.add(
        Extension(
            task_id=reference.task_id, clause_id=reference.clause_id, until=until, as_of=word.as_of,
            reason=word.basis.strip(),
        )
    )  # fmt: skip


def _stated(act: Act, reference: Reference) -> date:
    task = act.session.get_one(Task, reference.task_id)
    clauses = [one for one in task.clauses if reference.clause_id in {None, one.id}]
    days = [day for one in clauses if (day := one.stated_deadline)]
    return max(days, default=None) or task.stated_deadline or reference.plan.period_end


def _check(reference: Reference, word: Word, view: View) -> None:
    if not word.basis.strip():
        raise UsageError(_("the office's word needs its basis"), _("name the document or the decision it rests on"))
    if word.as_of > view.today:
        raise UsageError(_("{day} is after today ({today})").format(day=word.as_of, today=view.today))
    if word.as_of < reference.plan.issued_on:
        raise UsageError(
            _("{day} is before plan {plan} was issued ({issued})").format(
                day=word.as_of, plan=reference.plan.key, issued=reference.plan.issued_on
            )
        )


def _on(view: View, day: date) -> View:
    return View(day, view.today, view.rule, zone=view.zone)


def _places(act: Act, reference: Reference, party: str) -> list[tuple[Collective, Clause]]:
    """The clauses of the task in which the indefinite party stands, under the name given or the one printed."""
    typed = {party.strip(), folded(party)}
    wanted = select(CollectiveName.collective_id).where(CollectiveName.name.in_(typed))
    rows = act.session.execute(
        select(Collective, Clause, Assignment)
        .join(Assignment, Assignment.collective_id == Collective.id)
        .join(Clause, Clause.id == Assignment.clause_id)
        .where(Clause.task_id == reference.task_id, Collective.kind == "indefinite")
        .order_by(Clause.number, Assignment.position)
    ).all()
    here = [row for row in rows if reference.clause_id in {None, row[1].id}]
    ids = set(act.session.scalars(wanted))
    found = [row for row in here if row[0].id in ids or row[2].printed in typed]
    if not found:
        names = _(", ").join(dict.fromkeys(row[2].printed for row in here))
        raise EgovtrackError(
            _("{ref} names no “{party}”").format(ref=reference.ref, party=party),
            _("it names: {names}").format(names=names) if here else _("all that it names are definite"),
        )
    return list(dict.fromkeys((row[0], row[1]) for row in found))


def _called(one: Department, word: Word) -> str:
    return one.called(word.as_of) or one.name


def _refuse_answering(one: Department, here: Iterable[Obligation], reference: Reference, word: Word) -> None:
    """Refuse whoever answers in the clause already, itself or for an office it replaced: it would be counted twice."""
    own = next((each for each in here if one.id in {each.department_id, each.holder_id}), None)
    if own is None:
        return
    words = {
        "direct": _("{name} is named in {ref} already"),
        "designated": _("{name} is designated for “{party}” in {ref} already"),
        "collective": _("{name} answers for {ref} already, as one of “{party}”"),
    }[own.via]
    raise EgovtrackError(words.format(name=_called(one, word), party=own.party, ref=reference.ref))


def _refuse_unfit(one: Department, day: date) -> None:
    heir = one.heir(day)
    if heir is not one:
        raise EgovtrackError(
            _("{name} ended on {day}; {successor} took over from it").format(
                name=one.name, day=one.valid_to, successor=heir.name
            )
        )
    if one.valid_to and one.valid_to <= day:
        raise EgovtrackError(_("{name} ended on {day}").format(name=one.name, day=one.valid_to))
    if one.valid_from and day < one.valid_from:
        raise EgovtrackError(_("{name} exists only from {day}").format(name=one.name, day=one.valid_from))


def _write(
    act: Act, places: Iterable[tuple[Collective, Clause]], departments: Iterable[int], word: Word, *, member: bool
) -> None:
    act.add(
        *(
            Designation(
                clause_id=clause.id, collective_id=collective.id, department_id=one, member=member, as_of=word.as_of,
                basis=word.basis.strip(),
            )
            for collective, clause in places
            for one in dict.fromkeys(departments)
        )
    )  # fmt: skip


def _one_clause(act: Act, reference: Reference) -> Clause:
    clauses = act.session.scalars(select(Clause).where(Clause.task_id == reference.task_id)).all()
    if reference.clause_id is not None:
        return next(one for one in clauses if one.id == reference.clause_id)
    if len(clauses) != 1:
        refs = _(", ").join(f"{reference.ref}.{one.number}" for one in clauses)
        raise EgovtrackError(
            _("{ref} has {count} responsibility clauses").format(ref=reference.ref, count=len(clauses)),
            _("name one: {refs}").format(refs=refs) if clauses else "",
        )
    return clauses[0]


def _owner(
    act: Act, registry: Registry, reference: Reference, clause: Clause, department: Department, view: View
) -> int:
    """The id under which the department answers in the clause."""
    everybody = read_obligations(act.reader, registry, reference.plan, view, task=reference.task_id)
    here = [one for one in everybody if one.clause_id == clause.id and one.via in DEFINITE]
    ids = [one.department_id for one in here if department.id in {one.department_id, one.holder_id}]
    if not ids:
        names = _(", ").join(dict.fromkeys(one.party for one in here)) or _("nobody by name")
        raise EgovtrackError(
            _("{name} does not answer for {ref}").format(name=department.name, ref=reference.ref),
            _("those who do: {names}").format(names=names),
        )
    return department.id if department.id in ids else ids[0]
