"""What the office decides on a plan, apart from the document's words: who is meant by an indefinite party (指定) or
answers instead of a named one, who leads where the document names no lead, until when, what must be there before, and
what a task is called. Every decision has a day and a basis, and is appended; a wrong one is corrected by another that
names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from egovtrack.columns import COLUMNS
from egovtrack.connection import to_date
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import ClauseFact, MilestoneFact, Reference, TaskFact
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import answering, check_day, does_not_answer, on_day, owner_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.tasks import each_task, notes_on
from egovtrack.registry import Collective, Department, absence
from egovtrack.rules import CLOSED, DONE
from egovtrack.spelling import folded
from egovtrack.standing import Obligation
from egovtrack.tracing import LATER, relation

_DECISION = "SELECT {columns} FROM {table} x WHERE x.id = :decision"
_REPLACED = "SELECT x.action_id FROM {table} x WHERE x.replaces_id = :decision"
_ITEM = {
    "designation": ("clause_id", "party_id"),
    "lead": ("clause_id",),
    "deadline": ("task_id", "clause_id"),
    "milestone": ("task_id",),
    "milestone_done": ("milestone_id",),
    "title": ("task_id",),
    "link": ("task_id", "earlier_id"),
    "carry": ("task_id", "department_id"),
    "contact": ("department_id",),
    "plan_state": ("plan_id",),
    "reporting_rule": ("plan_id", "task_id", "clause_id", "department_id"),
    "exemption": ("plan_id", "task_id", "clause_id", "department_id"),
}
"""What a decision is on, by table: a correction is on the same."""
_LONGEST_TITLE = 40
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """The office's word: from which day on, on what basis (a document number, a decision, a reason), and which earlier
    decision it corrects, if any.
    """

    as_of: date
    basis: str
    corrects: int | None = None


class Place(NamedTuple):
    """A clause that names a party for which somebody can be designated: an indefinite collective, or a department that
    was split with nobody having taken the task over; or, `instead` of it, a department that is named. `meant` is None
    where the registry does not know the party.
    """

    clause: ClauseFact
    party: int
    printed: str
    meant: Collective | Department | None
    instead: bool = False

    def names(self) -> set[str]:
        """Return all names of the party, also as it is printed here, in simplified characters."""
        known = self.meant.names if self.meant else ()
        return {folded(name if isinstance(name, str) else name.name) for name in (self.printed, *known)}

    def means(self, department: Department, day: date, task: int) -> bool:
        """Return whether a department can be designated for the party."""
        if self.instead or self.meant is None:
            return True
        if isinstance(self.meant, Collective):
            return self.meant.means(department, day)
        return department.id in {each.id for each in self.meant.heir(day, task).became(day)}


def designate(
    action: Action, facts: Facts, reference: Reference, party: str | None, departments: Sequence[Department],
    word: Word, *, instead: bool = False,
) -> str:  # fmt: skip
    """Say that these departments are meant by the indefinite party `party` of a task or clause, from a day on, or
    (`instead`) answer in the place of a named one; without a party the only one of that kind is meant. Return the
    printed party.

    Raises EgovtrackError where the task names no such party, or a department is not one of those that the party means,
    does not exist that day, is named there already or is meant already; nothing is written then.
    """
    then, there = _check(facts, reference, word)
    places = _places(then, there, party, instead=instead)
    party = places[0].printed
    if not departments:
        raise UsageError(_("no department is named"), _("name the departments after the party, or with --dept"))
    corrected = _corrected(facts, "designation", word)
    here = answering(then, there)
    for place in places:
        for department in departments:
            _refuse_ineligible(then, place, department, there, party, here, corrected)
    rows = [_designation(place, department.id) for place in places for department in dict.fromkeys(departments)]
    append_decision(action, facts, "designation", f"{reference.ref} “{party}”", word, rows)
    return party


def _designation(place: Place, department: int, *, member: bool = True) -> Columns:
    return {
        "clause_id": place.clause.id, "party_id": place.party, "department_id": department, "member": member,
    }  # fmt: skip


def _refuse_ineligible(
    facts: Facts, place: Place, department: Department, reference: Reference, party: str, here: Iterable[Obligation],
    corrected: Columns,
) -> None:  # fmt: skip
    """Refuse whom the party does not mean, and whoever answers in the clause already, itself or for an office that it
    replaced: it would be counted twice. What is corrected does not count.
    """
    day = facts.snapshot.as_of
    _refuse_absent(department, day)
    name = facts.registry.name_on(department.id, day)
    if place.instead and department is place.meant:
        raise EgovtrackError(_("{name} is named in {ref} already").format(name=name, ref=reference.ref))
    if not place.means(department, day, reference.task_id):
        raise EgovtrackError(_("{name} is none of those whom “{party}” means").format(name=name, party=party))
    own = [each for each in here if each.clause_id == place.clause.id and not _is_replaced(place, each)]
    again = next((each for each in own if department.id in {each.department_id, each.holder_id}), None)
    if again is None or (
        again.via == "designated"
        and (corrected.get("clause_id"), corrected.get("department_id")) == (again.clause_id, again.department_id)
    ):
        return
    words = {
        "direct": _("{name} is named in {ref} already"),
        "designated": _("{name} is designated for “{party}” in {ref} already"),
        "collective": _("{name} answers for {ref} already, as one of “{party}”"),
    }[again.via]
    raise EgovtrackError(words.format(name=name, party=again.party, ref=reference.ref))


def _is_replaced(place: Place, each: Obligation) -> bool:
    """Return whether an obligation ends with a designation instead of the named party."""
    return place.instead and each.via == "direct" and each.party == place.printed


def dismiss(
    action: Action, facts: Facts, reference: Reference, party: str | None, departments: Sequence[Department],
    word: Word, *, instead: bool = False,
) -> tuple[str, list[int]]:  # fmt: skip
    """Take designations back from a day on, of these departments or, where none is named, of all; return the printed
    party and the ids of those departments. A correction takes back what was entered wrongly, as if it had not been.

    Raises EgovtrackError where a department is not designated.
    """
    then, there = _check(facts, reference, word)
    places = _places(then, there, party, instead=instead)
    party = places[0].printed
    corrected = _corrected(facts, "designation", word)
    wanted = {department.id for department in departments}
    designated = then.decisions.designated
    leaving = [
        _designation(place, department, member=False)
        for place in places
        for department in sorted(designated.get((place.clause.id, place.party), ()))
        if not wanted or department in wanted
    ]
    if corrected:
        meant = corrected["clause_id"], corrected["party_id"]
        leaving = [corrected | {"member": False} for place in places if (place.clause.id, place.party) == meant]
    gone = sorted({row["department_id"] for row in leaving})
    missing = [department.name for department in departments if department.id not in gone]
    if missing:
        why = _("“{party}” in {ref}: {names} is not designated")
        raise EgovtrackError(why.format(party=party, ref=reference.ref, names=_(", ").join(missing)))
    if not gone:
        raise EgovtrackError(_("nobody is designated for “{party}” in {ref}").format(party=party, ref=reference.ref))
    append_decision(action, facts, "designation", reference.ref, word, leaving)
    return party, gone


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
    owner = owner_of(then, there._replace(clause_id=clause.id), department) if department else None
    current = then.decisions.leads.get(clause.id)
    if word.corrects is None and owner == (current and current.department_id):
        if department is None:
            raise EgovtrackError(_("the office has set no lead for {ref}").format(ref=reference.ref))
        raise EgovtrackError(_("{name} leads {ref} already").format(name=department.name, ref=reference.ref))
    append_decision(action, facts, "lead", reference.ref, word, [{"clause_id": clause.id, "department_id": owner}])


def set_deadline(
    action: Action, facts: Facts, reference: Reference, until: date, word: Word, *, only_later: bool = False
) -> None:
    """Move the deadline of a task or clause to `until`; the first deadline is kept, and how often it was moved.

    Raises UsageError where `until` is the day in force, or before the plan's issue; with `only_later` (an extension)
    also where it is not after the day in force.
    """
    then, there = _check(facts, reference, word)
    _refuse_early(reference, until)
    current = _deadline(then, there, word.corrects)
    if until == current or (only_later and until < current):
        hint = _("give a later day; egovtrack deadline also sets an earlier one, or corrects a wrong one")
        why = _("{ref} is due on {day} already").format(ref=reference.ref, day=current)
        raise UsageError(why, hint if only_later else _("give another day"))
    row = {"task_id": reference.task_id, "clause_id": reference.clause_id, "until": until}
    append_decision(action, facts, "deadline", reference.ref, word, [row])


def add_milestone(
    action: Action, facts: Facts, reference: Reference, department: Department | None, what: str, due: date, word: Word
) -> int:
    """Say what must be there by an earlier day than the deadline: on a task, a clause, or a department's part of it.
    Return the milestone's number.

    Raises UsageError where it is not said what, or the day is not before the deadline or before the plan's issue.
    """
    then, there = _check(facts, reference, word)
    _refuse_early(reference, due)
    if not what.strip():
        raise UsageError(_("it is not said what must be there"), _("give it with --what"))
    deadline = _deadline(then, there, None)
    if due > deadline:
        why = _("{day} is after the deadline of {ref} ({deadline})")
        raise UsageError(why.format(day=due, ref=reference.ref, deadline=deadline), _("give an earlier day with --by"))
    owner = owner_of(then, there, department) if department else None
    row = {
        "task_id": reference.task_id, "clause_id": reference.clause_id, "department_id": owner, "due_on": due,
        "what": what.strip(),
    }  # fmt: skip
    return append_decision(action, facts, "milestone", reference.ref, word, [row])


def reach_milestone(action: Action, facts: Facts, number: int, word: Word) -> MilestoneFact:
    """Say that a milestone was reached, on the day of the word; return it.

    Raises UsageError where there is no such milestone, or it was reached before.
    """
    check_day(word.as_of, facts.today)
    known = [each for those in facts.decisions.milestones.values() for each in those]
    found = next((each for each in known if each.id == number), None)
    if found is None:
        raise UsageError(_("there is no milestone {id}").format(id=number), _("egovtrack milestone list lists them"))
    if found.done and found.done.id != word.corrects:
        raise UsageError(_("milestone {id} was reached on {day}").format(id=number, day=found.done_on))
    append_decision(
        action, facts, "milestone_done", _("milestone {id}").format(id=number), word, [{"milestone_id": number}]
    )
    return found


def set_title(action: Action, facts: Facts, reference: Reference, title: str, word: Word) -> None:
    """Give a task a short title. Raises UsageError for one that is empty, or too long for a column."""
    _check(facts, reference, word, needs_basis=False)
    words = " ".join(title.split())
    if not 0 < len(words) <= _LONGEST_TITLE:
        why = _("a title has 1 to {most} characters").format(most=_LONGEST_TITLE)
        raise UsageError(why, _("give a shorter one") if words else _("write it after the reference"))
    append_decision(action, facts, "title", reference.ref, word, [{"task_id": reference.task_id, "title": words}])


def set_link(action: Action, facts: Facts, reference: Reference, other: Reference, state: str, word: Word) -> Pair:
    """Say whether a task goes on with that of an earlier plan, or serves that of a five-year plan (`confirmed`), or
    does not (`rejected`); return the later task and the earlier one, in whichever order they were given.

    Raises UsageError where both are of one plan, and where that was said before.
    """
    later, earlier = _in_order(reference, other)
    _check(facts, later, word)
    known = facts.decisions.links.get((later.task_id, earlier.task_id))
    if known and known.state == state and word.corrects is None:
        words = {
            "confirmed": _("{ref} was linked to {other} on {day} already"),
            "rejected": _("on {day} it was said already that {ref} does not go on with {other}"),
        }[state]
        raise UsageError(words.format(ref=later.ref, other=earlier.ref, day=known.as_of))
    row = {"task_id": later.task_id, "earlier_id": earlier.task_id, "state": state}
    append_decision(action, facts, "link", f"{later.ref}, {earlier.ref}", word, [row])
    return Pair(later, earlier)


def carry(
    action: Action, facts: Facts, reference: Reference, to: Reference, departments: Sequence[Department], word: Word
) -> list[Obligation]:
    """Carry over what is open of a task, or some departments' parts of it, to a task of a later plan, which goes on
    with it from then on; return the obligations that this closes. What is reported done or struck off stays.

    Raises UsageError where the other plan is not a later one; EgovtrackError where nothing is open.
    """
    then, there = _check(facts, reference, word)
    if reference.clause_id or to.clause_id:
        raise UsageError(_("a task is carried over as a whole"), _("leave the number of the clause out"))
    later, earlier = _in_order(to, reference)
    if earlier.task_id != reference.task_id:
        why = _("{to} is of an earlier plan than {ref}").format(to=to.ref, ref=reference.ref)
        raise UsageError(why, _("write first what is carried over, and after --to where"))
    owners = [owner_of(then, there, department) for department in dict.fromkeys(departments)]
    here = [each for each in answering(then, there, reported=True) if each.status not in CLOSED | DONE]
    closing = [each for each in here if not owners or each.department_id in owners]
    if not closing and word.corrects is None:
        raise EgovtrackError(_("nothing of {ref} is open").format(ref=reference.ref))
    row = {"task_id": reference.task_id, "to_id": to.task_id}
    rows: list[Columns] = [row | {"department_id": owner} for owner in owners or (None,)]
    append_decision(action, facts, "carry", reference.ref, word, rows)
    known = facts.decisions.links.get((later.task_id, earlier.task_id))
    if not known or known.state != "confirmed":
        set_link(action, facts, later, earlier, "confirmed", replace(word, corrects=None))
    return closing


class Pair(NamedTuple):
    """A task and the one that it goes on with."""

    later: Reference
    earlier: Reference


def _in_order(one: Reference, other: Reference) -> Pair:
    """Return two tasks, the later plan's first. Raises UsageError where they are of one plan."""
    if one.plan.id == other.plan.id:
        why = _("{ref} and {other} are of one plan").format(ref=one.ref, other=other.ref)
        raise UsageError(why, _("name tasks of two plans"))
    return Pair(one, other) if relation(one.plan, other.plan) in LATER else Pair(other, one)


def _deadline(facts: Facts, reference: Reference, corrects: int | None) -> date:
    """Return the deadline in force, as if the decision `corrects` had not been entered: of a task, that of the last of
    its clauses.
    """
    task = _task(facts, reference)
    ends = []
    for clause, stated in [(each.id, each.stated) for each in _clauses(task, reference)] or [(0, None)]:
        moved = [each.until for each in facts.decisions.deadlines_of(task.id, clause) if each.id != corrects]
        first = stated or task.stated
        ends.append(moved[-1] if moved else to_date(first) if first else reference.plan.period_end)
    return max(ends)


# --- what is common to all -------------------------------------------------------------------------------------------


def _check(facts: Facts, reference: Reference, word: Word, *, needs_basis: bool = True) -> tuple[Facts, Reference]:
    """Return the ledger and the reference as of the day of the word. Refuse a word without a basis, and a day before
    the plan's issue or after today.
    """
    if needs_basis and not word.basis.strip():
        raise UsageError(_("the office's word needs its basis"), _("give it with --basis"))
    check_day(word.as_of, facts.today)
    _refuse_early(reference, word.as_of)
    return on_day(facts, reference, word.as_of)


def _refuse_early(reference: Reference, day: date) -> None:
    if day < reference.plan.issued_on:
        why = _("{day} is before plan {plan} was issued ({issued})")
        raise UsageError(why.format(day=day, plan=reference.plan.key, issued=reference.plan.issued_on))


def append_decision(action: Action, facts: Facts, table: str, item: str, word: Word, rows: Sequence[Columns]) -> int:
    """Append a decision in each row, and return the first's number. A correction is a single decision, on the same
    `item` as what it corrects.
    """
    corrected = _corrected(facts, table, word)
    if corrected and len(rows) != 1:
        raise UsageError(_("a correction is of one decision"), _("name one department, and one clause"))
    if corrected and any(corrected[name] != rows[0][name] for name in _ITEM[table]):
        raise UsageError(_("the decision to be corrected is not on {ref}").format(ref=item))
    said = {"as_of": word.as_of, "basis": word.basis.strip() or None, "replaces_id": word.corrects}
    return action.append_all(table, rows, **{name: said[name] for name in COLUMNS[table] if name in said})[0]


def _corrected(facts: Facts, table: str, word: Word) -> Columns:
    """Return the columns of the decision that a word corrects; none where it corrects none.

    Raises UsageError where there is no such decision, or it was taken back or corrected before.
    """
    if word.corrects is None:
        return {}
    columns = COLUMNS[table]
    found = facts.connection.one(_DECISION.format(table=table, columns=", ".join(columns)), decision=word.corrects)
    corrected = dict(zip(columns, found, strict=True)) if found else {}
    if not corrected or not facts.snapshot.holds(corrected["action_id"]):
        why = _("there is no decision {id} that could be corrected").format(id=word.corrects)
        raise UsageError(why, _("egovtrack show lists the office's decisions with their numbers"))
    later = facts.connection.rows(_REPLACED.format(table=table), decision=word.corrects)
    if any(facts.snapshot.holds(action) for (action,) in later):
        raise UsageError(_("decision {id} was corrected before").format(id=word.corrects))
    return corrected


def _task(facts: Facts, reference: Reference) -> TaskFact:
    """Return the task as the edition words it. Raises EgovtrackError where the edition does not have it."""
    task = next(each_task(facts.connection, reference.plan.edition, reference.task_id), None)
    if task is None:
        why = _("{ref} is not in the text of the plan that was in force on {day}")
        hint = _("egovtrack show {ref} --editions lists the texts").format(ref=reference.ref)
        raise EgovtrackError(why.format(ref=reference.ref, day=facts.snapshot.as_of), hint)
    return task


def _clauses(task: TaskFact, reference: Reference) -> list[ClauseFact]:
    return [clause for clause in task.clauses if reference.clause_id in {None, clause.id}]


def _places(facts: Facts, reference: Reference, party: str | None, *, instead: bool) -> list[Place]:
    """Return the clauses of a task in which the party stands, under the given name or the printed name; without a name
    the only place there is. `instead`: those of named parties.
    """
    everywhere = list(_open_parties(facts, reference, _task(facts, reference)))
    here = [place for place in everywhere if place.instead == instead]
    typed = folded(party or "")
    found = {(place.clause.id, place.party): place for place in here if party is None or typed in place.names()}
    names = _(", ").join(dict.fromkeys(place.printed for place in here))
    if not found and not instead and any(typed in place.names() for place in everywhere):
        why = _("{ref} names “{party}” itself").format(ref=reference.ref, party=party)
        raise EgovtrackError(why, _("who answers instead of it is designated with --instead"))
    if not found:
        why = _("{ref} names no “{party}”").format(ref=reference.ref, party=party)
        if party is None:
            why = _("{ref} names nobody who is to be designated").format(ref=reference.ref)
        hint = _("it names: {names}").format(names=names) if here else _("all that it names are definite")
        raise EgovtrackError(why, hint)
    if party is None and len(found) > 1:
        refs = _(", ").join(f"{reference.ref}.{place.clause.number} {place.printed}" for place in here)
        why = _("{ref} names several who are to be designated").format(ref=reference.ref)
        raise EgovtrackError(why, _("name the party, or the clause: {refs}").format(refs=refs))
    return list(found.values())


def _open_parties(facts: Facts, reference: Reference, task: TaskFact) -> Iterator[Place]:
    """Yield the parties of a task, or of one clause, for which somebody can be designated, or instead of which."""
    plan, registry = reference.plan, facts.registry
    if not plan.is_ours:
        return
    standing = facts.standing(plan, task=task.id)
    said = standing.reports(notes_on(facts.connection, plan.edition, facts.snapshot, task.id), ())
    for clause in _clauses(task, reference):
        for party in clause.parties:
            department = standing.who(party.party_id)
            collective = registry.several(party.party_id)
            if department is not None:
                is_open = standing.is_open(task.id, clause.id, department, said)
                meant = registry.departments[department]
                yield Place(clause, party.party_id, party.printed, meant, not is_open)
            elif (collective.kind if collective else party.kind) != "universal":
                instead = collective is None and party.kind == "department"
                yield Place(clause, party.party_id, party.printed, collective, instead)


def _refuse_absent(department: Department, day: date) -> None:
    """Raise EgovtrackError where a department does not exist on a day, naming who took over from it."""
    heir = department.heir(day)
    over = department.ended(day)
    if heir is not department and over is not None:
        why = _("{name} ended on {day}; {successor} took over from it")
        raise EgovtrackError(why.format(name=department.name, day=over.end, successor=heir.name))
    if not department.exists(day):
        raise EgovtrackError(absence(department, day))


def _only_clause(facts: Facts, reference: Reference) -> ClauseFact:
    """Return the clause that a reference means. Raises EgovtrackError where the task has none, or several."""
    clauses = _clauses(_task(facts, reference), reference)
    if len(clauses) != 1:
        refs = _(", ").join(f"{reference.ref}.{clause.number}" for clause in clauses)
        why = _("{ref} has {count} responsibility clauses").format(ref=reference.ref, count=len(clauses))
        raise EgovtrackError(why, _("name one: {refs}").format(refs=refs) if clauses else "")
    return clauses[0]


# --- whether a decision would still be taken -------------------------------------------------------------------------


def refuse_designation(facts: Facts, task: int, clause: int, party: int, department: int, day: date) -> None:
    """Raise EgovtrackError where a designation that was entered would be refused now."""
    then, there = _entered(facts, task, clause, day)
    places = _open_parties(then, there, _task(then, there))
    place = next((each for each in places if each.party == party), None)
    if place is None:
        raise EgovtrackError(_("all that it names are definite"))
    meant = then.registry.departments[department]
    own = {"clause_id": clause, "department_id": department}
    _refuse_ineligible(then, place, meant, there, place.printed, answering(then, there), own)


def refuse_answering(facts: Facts, task: int, clause: int | None, department: int, day: date) -> None:
    """Raise EgovtrackError where a lead or a milestone of a department would be refused now: it does not answer."""
    then, there = _entered(facts, task, clause, day)
    here = answering(then, there)
    if department not in {each.department_id for each in here}:
        raise does_not_answer(there, then.registry.departments[department], here)


def _entered(facts: Facts, task: int, clause: int | None, day: date) -> tuple[Facts, Reference]:
    """Return the ledger as of a day, and a reference to a clause of a task by their identities."""
    then = facts.on(day)
    for plan in then.plans:
        for found in each_task(then.connection, plan.edition, task):
            return then, Reference(plan, task, f"{plan.key}-{found.ref}", clause)
    raise EgovtrackError(_("the task is in no plan"))
