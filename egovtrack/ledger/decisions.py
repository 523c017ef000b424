"""What the office decides on a plan, apart from the document's words: who is meant by an indefinite party (指定), who
leads where the document names no lead, and until when. Every decision has a day and a basis, and is appended; one that
was entered wrongly is corrected by another that names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from egovtrack.connection import to_date
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import ClauseFact, Reference, TaskFact
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import answering, does_not_answer, on_day
from egovtrack.queries.facts import Facts
from egovtrack.queries.tasks import each_task, notes_on
from egovtrack.registry import Collective, Department
from egovtrack.spelling import folded
from egovtrack.standing import Obligation

_DECISION = "SELECT x.action_id, x.replaces_id, {columns} FROM {table} x WHERE x.id = :decision"
_REPLACED = "SELECT x.action_id FROM {table} x WHERE x.replaces_id = :decision"
_ITEM = {
    "designation": ("clause_id", "party_id", "department_id"),
    "lead": ("clause_id",),
    "deadline": ("task_id", "clause_id"),
}
STATEMENTS = (
    *(_DECISION.format(table=table, columns=f"x.{', x.'.join(item)}") for table, item in _ITEM.items()),
    *(_REPLACED.format(table=table) for table in _ITEM),
)


@dataclass(frozen=True, slots=True)
class Word:
    """The office's word: from which day on, on what basis (a document number, a decision, a reason), and which earlier
    decision it corrects, if any.
    """

    as_of: date
    basis: str
    corrects: int | None = None

    def columns(self) -> dict[str, Any]:
        """Return the columns of a decision that say this."""
        return {"as_of": self.as_of, "basis": self.basis.strip(), "replaces_id": self.corrects}


class Place(NamedTuple):
    """A clause that names a party for which somebody can be designated: an indefinite collective, or a department that
    was split with nobody having taken the task over.
    """

    clause: ClauseFact
    party: int
    meant: Collective | Department

    def means(self, department: Department, day: date, task: int) -> bool:
        """Return whether a department can be designated for the party."""
        if isinstance(self.meant, Collective):
            return self.meant.means(department, day)
        return department.id in {each.id for each in self.meant.heir(day, task).became(day)}


def designate(
    action: Action, facts: Facts, reference: Reference, party: str, departments: Sequence[Department], word: Word
) -> None:
    """Say that these departments are meant by the indefinite party `party` of a task or clause, from a day on.

    Raises EgovtrackError where the task names no such party, or a department is not one of those that the party means,
    does not exist that day, is named there already or is meant already; nothing is written then.
    """
    then, there = _check(facts, reference, word)
    places = _places(then, there, party)
    corrected = _corrected(facts, "designation", word)
    here = answering(then, there)
    for place in places:
        for department in departments:
            _refuse_ineligible(place, department, there, party, word, here, corrected)
    pairs = [(place, department.id) for place in places for department in dict.fromkeys(departments)]
    _write(action, pairs, word, corrected, member=True)


def _refuse_ineligible(
    place: Place, department: Department, reference: Reference, party: str, word: Word, here: Sequence[Obligation],
    corrected: tuple[Any, ...] | None,
) -> None:  # fmt: skip
    refuse_unfit(department, word.as_of)
    if not place.means(department, word.as_of, reference.task_id):
        raise EgovtrackError(
            _("{name} is none of those whom “{party}” means").format(name=_called(department, word), party=party)
        )
    own = [each for each in here if each.clause_id == place.clause.id]
    _refuse_answering(department, own, reference, word, corrected)


def dismiss(
    action: Action, facts: Facts, reference: Reference, party: str, departments: Sequence[Department], word: Word
) -> list[int]:
    """Take designations back from a day on, of these departments or, where none is named, of all; return the ids of
    those departments. A correction takes back what was entered wrongly, as if it had not been.

    Raises EgovtrackError where a department is not designated.
    """
    then, there = _check(facts, reference, word)
    places = _places(then, there, party)
    corrected = _corrected(facts, "designation", word)
    wanted = {department.id for department in departments}
    designated = then.decisions.designated
    leaving = [
        (place, department)
        for place in places
        for department in sorted(designated.get((place.clause.id, place.party), ()))
        if not wanted or department in wanted
    ]
    if corrected:
        clause, meant, department = corrected
        leaving = [(place, department) for place in places if (place.clause.id, place.party) == (clause, meant)]
    gone = sorted({department for _place, department in leaving})
    missing = [department.name for department in departments if department.id not in gone]
    if missing:
        raise EgovtrackError(
            _("“{party}” in {ref}: {names} is not designated").format(
                party=party, ref=reference.ref, names=_(", ").join(missing)
            )
        )
    if not gone:
        raise EgovtrackError(_("nobody is designated for “{party}” in {ref}").format(party=party, ref=reference.ref))
    _write(action, leaving, word, corrected, member=False)
    return gone


def assign_lead(action: Action, facts: Facts, reference: Reference, department: Department | None, word: Word) -> None:
    """Say who leads in a clause whose document names no lead; without a department: nobody does any longer.

    Raises EgovtrackError where the document names a lead, where the task has several clauses and none was named, or
    where the department does not answer there.
    """
    then, there = _check(facts, reference, word)
    clause = _only_clause(then, there)
    lead = next((party.printed for party in clause.parties if party.role == "lead"), None)
    if lead:
        raise EgovtrackError(_("the document names a lead for {ref}: {name}").format(ref=reference.ref, name=lead))
    owner = None if department is None else _owner(then, there, clause, department)
    if word.corrects is None:
        _refuse_same_lead(then, reference, clause, owner)
    else:
        _refuse_other(reference, _corrected(facts, "lead", word), (clause.id,))
    action.append("lead", clause_id=clause.id, department_id=owner, **word.columns())


def _refuse_same_lead(facts: Facts, reference: Reference, clause: ClauseFact, owner: int | None) -> None:
    current = facts.decisions.leads.get(clause.id)
    if (current.department_id if current else None) != owner:
        return
    if owner is None:
        raise EgovtrackError(_("the office has set no lead for {ref}").format(ref=reference.ref))
    name = facts.registry.departments[owner].name
    raise EgovtrackError(_("{name} leads {ref} already").format(name=name, ref=reference.ref))


def set_deadline(
    action: Action, facts: Facts, reference: Reference, until: date, word: Word, *, only_later: bool = False
) -> None:
    """Move the deadline of a task, or of one clause, to `until`; the first one is kept, and how often it was moved.

    Raises UsageError where `until` is the day in force, or before the plan's issue; with `only_later` (an extension)
    also where it is not a later day than the one in force.
    """
    then, there = _check(facts, reference, word)
    if word.corrects is not None:
        item = reference.task_id, reference.clause_id
        _refuse_other(reference, _corrected(facts, "deadline", word), item)
    _refuse_early(reference, until)
    current = _deadline(then, there, word.corrects)
    if until == current or (only_later and until < current):
        raise UsageError(
            _("{ref} is due on {day} already").format(ref=reference.ref, day=current),
            _("give a later day; egovtrack deadline also sets an earlier one, or corrects a wrong one")
            if only_later
            else _("give another day"),
        )
    action.append(
        "deadline", task_id=reference.task_id, clause_id=reference.clause_id, until=until, **word.columns()
    )  # fmt: skip


def _deadline(facts: Facts, reference: Reference, corrects: int | None) -> date:
    """Return the deadline in force, as if the decision `corrects` had not been entered: of a task, that of the last of
    its clauses.
    """
    task = _task(facts, reference)
    moved = [each for each in facts.decisions.deadlines.get(task.id, ()) if each.id != corrects]
    clauses: list[tuple[int | None, str | None]] = [(each.id, each.stated) for each in _clauses(task, reference)]
    ends = []
    for clause_id, own in clauses or [(None, None)]:
        theirs = [each.until for each in moved if each.clause_id in {None, clause_id}]
        stated = own or task.stated
        ends.append(theirs[-1] if theirs else to_date(stated) if stated else reference.plan.period_end)
    return max(ends)


# --- what is common to all -------------------------------------------------------------------------------------------


def _check(facts: Facts, reference: Reference, word: Word) -> tuple[Facts, Reference]:
    """Return the ledger and the reference as of the day of the word; refuse a word without a basis or with another day
    than one from the plan's issue until today.
    """
    if not word.basis.strip():
        raise UsageError(_("the office's word needs its basis"), _("name the document or the decision it rests on"))
    if word.as_of > facts.today:
        raise UsageError(_("{day} is after today ({today})").format(day=word.as_of, today=facts.today))
    _refuse_early(reference, word.as_of)
    return on_day(facts, reference, word.as_of)


def _refuse_early(reference: Reference, day: date) -> None:
    if day < reference.plan.issued_on:
        raise UsageError(
            _("{day} is before plan {plan} was issued ({issued})").format(
                day=day, plan=reference.plan.key, issued=reference.plan.issued_on
            )
        )


def _corrected(facts: Facts, table: Literal["designation", "lead", "deadline"], word: Word) -> tuple[Any, ...] | None:
    """Return what the decision that a word corrects is on; None where it corrects none.

    Raises UsageError where there is no such decision, or it was taken back or corrected before.
    """
    if word.corrects is None:
        return None
    columns = ", ".join(f"x.{name}" for name in _ITEM[table])
    statement = _DECISION.format(table=table, columns=columns)
    found = facts.connection.one(statement, decision=word.corrects)
    if found is None or not facts.snapshot.holds(found[0]):
        raise UsageError(
            _("there is no decision {id} that could be corrected").format(id=word.corrects),
            _("egovtrack show lists the office's decisions with their numbers"),
        )
    later = facts.connection.rows(_REPLACED.format(table=table), decision=word.corrects)
    if any(facts.snapshot.holds(action) for (action,) in later):
        raise UsageError(_("decision {id} was corrected before").format(id=word.corrects))
    return found[2:]


def _refuse_other(reference: Reference, corrected: tuple[Any, ...] | None, item: tuple[Any, ...]) -> None:
    if corrected != item:
        raise UsageError(_("the decision to be corrected is not on {ref}").format(ref=reference.ref))


def _task(facts: Facts, reference: Reference) -> TaskFact:
    """Return the task as the edition words it. Raises EgovtrackError where the edition does not have it."""
    task = next(each_task(facts.connection, reference.plan.edition, reference.task_id), None)
    if task is None:
        raise EgovtrackError(
            _("{ref} is not in the text of the plan that was in force on {day}").format(
                ref=reference.ref, day=facts.snapshot.as_of
            ),
            _("egovtrack show {ref} --editions lists the texts").format(ref=reference.ref),
        )
    return task


def _clauses(task: TaskFact, reference: Reference) -> list[ClauseFact]:
    return [clause for clause in task.clauses if reference.clause_id in {None, clause.id}]


def _places(facts: Facts, reference: Reference, party: str) -> list[Place]:
    """Return the clauses of a task in which the party stands, under the name given or the one printed."""
    task = _task(facts, reference)
    here = list(_open_parties(facts, reference, task))
    typed = {party.strip(), folded(party)}
    found = {
        (place.clause.id, place.party): place
        for place, printed in here
        if printed in typed or not typed.isdisjoint(_names(place.meant))
    }
    if not found:
        names = _(", ").join(dict.fromkeys(printed for _place, printed in here))
        raise EgovtrackError(
            _("{ref} names no “{party}”").format(ref=reference.ref, party=party),
            _("it names: {names}").format(names=names) if here else _("all that it names are definite"),
        )
    return list(found.values())


def _open_parties(facts: Facts, reference: Reference, task: TaskFact) -> Iterator[tuple[Place, str]]:
    """Yield the parties of a task, or of one clause, for which somebody can be designated, and how they are printed."""
    plan, registry = reference.plan, facts.registry
    if not plan.is_ours:
        return
    standing = facts.standing(plan, task=task.id)
    said = standing.by_department(notes_on(facts.connection, plan.edition, facts.snapshot, task.id))
    for clause in _clauses(task, reference):
        for party in clause.parties:
            department = standing.who(party.party_id)
            collective = registry.several(party.party_id)
            if department is not None:
                if standing.is_open(task.id, clause.id, department, said):
                    yield Place(clause, party.party_id, registry.departments[department]), party.printed
            elif collective is not None and collective.kind == "indefinite":
                yield Place(clause, party.party_id, collective), party.printed


def _names(meant: Collective | Department) -> list[str]:
    return meant.names if isinstance(meant, Collective) else [name.name for name in meant.names]


def _called(department: Department, word: Word) -> str:
    return department.called(word.as_of) or department.name


def _refuse_answering(
    department: Department, here: Iterable[Obligation], reference: Reference, word: Word,
    corrected: tuple[Any, ...] | None,
) -> None:  # fmt: skip
    """Refuse whoever answers in the clause already, itself or for an office it replaced: it would be counted twice.
    What is corrected does not count.
    """
    own = next((each for each in here if department.id in {each.department_id, each.holder_id}), None)
    if own is None or (corrected and own.via == "designated" and corrected[::2] == (own.clause_id, own.department_id)):
        return
    words = {
        "direct": _("{name} is named in {ref} already"),
        "designated": _("{name} is designated for “{party}” in {ref} already"),
        "collective": _("{name} answers for {ref} already, as one of “{party}”"),
    }[own.via]
    raise EgovtrackError(words.format(name=_called(department, word), party=own.party, ref=reference.ref))


def refuse_unfit(department: Department, day: date) -> None:
    """Raise EgovtrackError where a department does not exist on a day, naming who took over from it."""
    heir = department.heir(day)
    over = department.ended(day)
    if heir is not department and over is not None:
        raise EgovtrackError(
            _("{name} ended on {day}; {successor} took over from it").format(
                name=department.name, day=over.end, successor=heir.name
            )
        )
    if over is not None:
        raise EgovtrackError(_("{name} ended on {day}").format(name=department.name, day=over.end))
    if not department.exists(day):
        raise EgovtrackError(_("{name} exists only from {day}").format(name=department.name, day=department.valid_from))


def _write(
    action: Action, pairs: Sequence[tuple[Place, int]], word: Word, corrected: tuple[Any, ...] | None, *,
    member: bool,
) -> None:  # fmt: skip
    if corrected:
        if len(pairs) != 1:
            raise UsageError(_("a correction is of one decision"), _("name one department, and one clause"))
        ((place, _department),) = pairs
        if corrected[:2] != (place.clause.id, place.party):
            raise UsageError(_("the decision to be corrected is on another party"))
    action.append_all(
        "designation",
        [
            {"clause_id": place.clause.id, "party_id": place.party, "department_id": department, "member": member}
            | word.columns()
            for place, department in pairs
        ],
    )


def _only_clause(facts: Facts, reference: Reference) -> ClauseFact:
    """Return the clause that a reference means. Raises EgovtrackError where the task has none, or several."""
    clauses = _clauses(_task(facts, reference), reference)
    if len(clauses) != 1:
        refs = _(", ").join(f"{reference.ref}.{clause.number}" for clause in clauses)
        raise EgovtrackError(
            _("{ref} has {count} responsibility clauses").format(ref=reference.ref, count=len(clauses)),
            _("name one: {refs}").format(refs=refs) if clauses else "",
        )
    return clauses[0]


def _owner(facts: Facts, reference: Reference, clause: ClauseFact, department: Department) -> int:
    """Return the id under which a department answers in a clause."""
    here = [each for each in answering(facts, reference) if each.clause_id == clause.id]
    ids = [each.department_id for each in here if department.id in {each.department_id, each.holder_id}]
    if not ids:
        raise does_not_answer(reference, department, here)
    return department.id if department.id in ids else ids[0]


# --- whether a decision would still be taken -------------------------------------------------------------------------


def refuse_designation(facts: Facts, task: int, clause: int, party: int, department: int, day: date) -> None:
    """Raise EgovtrackError where a designation that was entered would be refused now."""
    then, there = _entered(facts, task, clause, day)
    open_parties = _open_parties(then, there, _task(then, there))
    named = [(place, printed) for place, printed in open_parties if place.party == party]
    if not named:
        raise EgovtrackError(_("all that it names are definite"))
    ((place, printed), *_again) = named
    meant = then.registry.departments[department]
    corrected = (clause, party, department)
    _refuse_ineligible(place, meant, there, printed, Word(day, ""), answering(then, there), corrected)


def refuse_lead(facts: Facts, task: int, clause: int, department: int, day: date) -> None:
    """Raise EgovtrackError where a lead that was set would be refused now."""
    then, there = _entered(facts, task, clause, day)
    here = answering(then, there)
    if department not in {each.department_id for each in here}:
        raise does_not_answer(there, then.registry.departments[department], here)


def _entered(facts: Facts, task: int, clause: int, day: date) -> tuple[Facts, Reference]:
    """Return the ledger as of a day, and a reference to a clause of a task by their identities."""
    then = facts.on(day)
    for plan in then.plans:
        for found in each_task(then.connection, plan.edition, task):
            return then, Reference(plan, task, f"{plan.key}-{found.ref}", clause)
    raise EgovtrackError(_("the task is in no plan"))
