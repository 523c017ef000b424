"""Where obligations and tasks stand: facts and a snapshot in, rows out. Pure: nothing here asks a database."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from egovtrack.connection import figure, to_date
from egovtrack.facts import (
    AnswerFact,
    ClauseFact,
    Decisions,
    Designated,
    MilestoneFact,
    NoteFact,
    PartyFact,
    Plan,
    TargetFact,
    TaskFact,
)
from egovtrack.periods import ReportingRule, Schedule
from egovtrack.registry import Registry
from egovtrack.rules import (
    CLOSED,
    DONE,
    Light,
    LightRule,
    Reason,
    Reporting,
    Situation,
    Status,
    attained,
    light,
    reporting,
)
from egovtrack.snapshot import Snapshot

T = TypeVar("T")
Via = Literal["direct", "collective", "designated", "indefinite"]
VIAS: tuple[Via, ...] = ("direct", "collective", "designated", "indefinite")
DEFINITE: tuple[Via, ...] = ("direct", "collective", "designated")
ROLES = ("lead", "responsible", "cooperate")


class Obligation(NamedTuple):
    """One obligation and where it stands.

    `department` is who answers on the day looked at, `member` what it was called when the plan was issued, `party`
    the document's word; `title` is the task's short title. `assigned_lead`: the office made it the lead.
    `original_deadline` is the one before any of the `extensions`. Of a designated one `designated_on` and `basis` tell
    since when and by what. `value` was measured of `target`, as printed. `returned`: the office has sent its
    completion back, and nothing was reported since. `note`, `problem` and `next_step` are the department's words,
    `office_note` is the office's on them. `missed_periods` passed in a row without an answer; `milestone` is the
    earliest that is not reached, due on `milestone_on`; `continues` are the tasks of earlier plans that it goes on
    with. `several`: its task has other clauses too; `situation` is what its light was judged by.
    """

    plan: str
    ref: str
    number: int | str | None
    clause: int
    section: tuple[str, ...]
    title: str
    role: str
    party: str
    department: str
    via: Via
    deadline: date
    deadline_source: str
    status: Status | None
    reporting: Reporting
    percent: int | None
    light: Light | None
    light_reason: Reason | None
    last_report_on: date | None
    note: str | None
    member: str
    assigned_lead: bool
    original_deadline: date
    extensions: int
    designated_on: date | None
    basis: str | None
    value: float | None
    target: str | None
    returned: bool
    problem: str | None
    next_step: str | None
    office_note: str | None
    missed_periods: int
    milestone: str | None
    milestone_on: date | None
    continues: tuple[str, ...]
    task_id: int
    clause_id: int
    several: bool
    department_id: int
    holder_id: int
    note_id: int | None
    noted_on: date | None
    situation: Situation

    def called(self) -> str:
        """Return what a member of a collective is called: today's name, but its own where another has taken over its
        duties; no two members may come out alike.
        """
        return self.department if self.holder_id == self.department_id else self.member

    def leads(self) -> bool:
        """Return whether it leads, by the document's word or the office's."""
        return self.role == "lead" or self.assigned_lead


class Reports(NamedTuple):
    """What was reported on a task, by department: its notes, the oldest first, and what it has answered."""

    notes: dict[int, list[NoteFact]]
    answers: dict[int, list[AnswerFact]]


class Feed(Generic[T]):
    """Rows in the order of a key, given out key by key."""

    def __init__(self, rows: Iterable[T], key: Callable[[T], int]) -> None:
        self._groups = groupby(rows, key=key)
        self._next: tuple[int, Iterator[T]] | None = next(self._groups, None)

    def take(self, key: int) -> list[T]:
        """Return the rows of a key; those of smaller keys that nobody took are passed over."""
        while self._next is not None and self._next[0] < key:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != key:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


class Standing(NamedTuple):
    """Where one department stands with one clause (its number in the task), and by when it has to be done. `noted_on`
    is the day that its latest note speaks of, `last_report_on` that of its own last report.
    """

    clause: int
    status: Status | None
    percent: int | None
    noted_on: date | None
    last_report_on: date | None
    note: NoteFact | None
    deadline: date
    original: date
    extensions: int
    missed: int
    milestone: MilestoneFact | None
    light: Light | None
    reason: Reason | None
    reporting: Reporting
    situation: Situation

    @property
    def note_id(self) -> int | None:
        """The number of its latest note."""
        return self.note and self.note.id

    @property
    def returned(self) -> bool:
        """Whether the office has sent its completion back, and nothing was reported since."""
        return self.note is not None and self.note.kind == "return"


class PlanStanding:
    """Where the obligations and tasks of a plan stand at a snapshot.

    `headings` gives the headings down to a section, `target` a target as the edition has it; `history`
    gives all notes of a department on a task, oldest first, for those of whom the latest does not tell enough (it is
    None where all notes are at hand anyway). `changed`: the plan has more than one edition, and `appeared` tells by
    clause since when it is in the plan.
    """

    def __init__(
        self,
        plan: Plan,
        registry: Registry,
        snapshot: Snapshot,
        rule: LightRule,
        decisions: Decisions,
        schedule: Callable[[int, int, int], Schedule],
        retracted: Container[int],
        headings: Mapping[int | None, tuple[str, ...]],
        target: Callable[[int], TargetFact | None],
        history: Callable[[int, int], Iterable[NoteFact]] | None,
        appeared: Mapping[int, date],
        *,
        changed: bool = False,
    ) -> None:
        self.plan, self.registry, self.snapshot, self.rule = plan, registry, snapshot, rule
        self.decisions, self.retracted, self.headings, self.target = decisions, retracted, headings, target
        self.history, self.appeared, self.changed = history, appeared, changed
        self.schedule = schedule
        self.day = snapshot.as_of
        # What is the same for many rows is worked out once: there may be hundreds of thousands of them.
        self.date_of = cache(to_date)
        self.judged = cache(self._judge)
        self.rule_of = cache(self._rule_of)
        self.missed = cache(self._count_missed)
        self._called = cache(self._holder)
        self.who = cache(self._who)
        self.members = cache(self._members)
        self.answers_for = cache(self._answers_for)
        self._decided = decisions.deadlines.keys() | decisions.words.keys()

    # --- who answers ---------------------------------------------------------------------------------------------

    def _who(self, party: int) -> int | None:
        """Return the department that a printed party is; None where it is another's, or several."""
        return self.registry.who(party, self.plan.issued_on) if self.plan.is_ours else None

    def _members(self, party: int) -> tuple[str, list[int], frozenset[int]] | None:
        """Return the kind of the collective that a printed party is, and its members when the plan was issued."""
        collective = self.registry.several(party) if self.plan.is_ours else None
        if collective is None:
            return None
        members = self.registry.members(collective, self.plan.issued_on)
        return collective.kind, members, frozenset(members)

    def meant(self, clause: int, party: int) -> dict[int, Designated]:
        """Return those who are designated for a party in a clause."""
        return self.decisions.designated.get((clause, party), {})

    def _answering(
        self, task: int, clause: ClauseFact, party: int, vias: Collection[str], only: frozenset[int] | None,
        said: Reports,
    ) -> Iterator[tuple[int, Via, Designated | None]]:  # fmt: skip
        """Yield who answers by one naming of a party, all or only some departments: those whom the office designated,
        whatever is printed; else those whom the party means.
        """
        meant, department, found = self.meant(clause.id, party), self.who(party), self.members(party)
        if meant:
            if "designated" in vias:
                theirs = sorted(meant) if only is None else sorted(meant.keys() & only)
                yield from ((member, "designated", meant[member]) for member in theirs)
            return
        if department is not None:
            yield from self._named(task, clause, department, vias, only, said)
        elif found is not None:
            kind, members, among = found
            if only is not None:
                members = [member for member in members if member in only] if not only.isdisjoint(among) else []
            via: Via = "indefinite" if kind == "indefinite" else "collective"
            named = {self.who(each.party_id) for each in clause.parties} if kind == "indefinite" else ()
            if via in vias:
                yield from ((member, via, None) for member in members if member not in named)

    def _named(
        self, task: int, clause: ClauseFact, department: int, vias: Collection[str], only: frozenset[int] | None,
        said: Reports,
    ) -> Iterator[tuple[int, Via, Designated | None]]:  # fmt: skip
        """Yield the department that is named; of one that was split with nobody taking over, those who may."""
        if not self.is_open(task, clause.id, department, said):
            if "direct" in vias and (only is None or department in only):
                yield department, "direct", None
            return
        if "indefinite" in vias:
            for successor in self.registry.departments[department].heir(self.day, task).became(self.day):
                if only is None or successor.id in only:
                    yield successor.id, "indefinite", None

    def is_open(self, task: int, clause: int, department: int, said: Reports) -> bool:
        """Return whether a department was split before its part was closed, and nobody has taken over the task yet."""
        office = self.registry.departments[department]
        if not (self.registry.has_splits and office.is_left_open(self.day, task)):
            return False
        over = office.heir(self.day, task).ended_on(self.day)
        note, word = self._latest(said, department, clause), self.decisions.words.get(task)
        is_closed = note is not None and note.status in CLOSED and self.date_of(note.as_of) <= over
        return not is_closed and not (word and word.status == "cancelled" and word.as_of <= over)

    def _holder(self, department_id: int, task: int | None, closed: date | None) -> tuple[str, int, str]:
        """Return what a department was called when the plan was issued; and who answers for it on the day looked at,
        and its name then: itself, or whoever took over from it what it had not closed while it was there.
        """
        department, day = self.registry.departments[department_id], self.day
        over = department.ended(day)
        stays = over is not None and closed is not None and over.end is not None and closed <= over.end
        holder = department if stays else department.heir(day, task)
        member = department.called(self.plan.issued_on) or department.name
        return member, holder.id, holder.called(day) or holder.name

    # --- where they stand ----------------------------------------------------------------------------------------

    def reports(self, notes: Iterable[NoteFact], answers: Iterable[AnswerFact]) -> Reports:
        """Return what was reported on one task, without the notes that are retracted or undone."""
        found: dict[int, list[NoteFact]] = {}
        for note in notes:
            if self._holds(note):
                found.setdefault(note.department, []).append(note)
            elif self.history is not None:  # the latest does not hold: an earlier one may
                earlier = self.history(note.text_id, note.department)
                found.setdefault(note.department, []).extend(filter(self._holds, earlier))
        if self.history is not None:
            for own in found.values():
                if len(own) > 1:
                    own[:] = sorted(set(own), key=attrgetter("as_of", "id"))
        answered: dict[int, list[AnswerFact]] = {}
        for answer in answers:
            answered.setdefault(answer.department, []).append(answer)
        return Reports(found, answered)

    def _holds(self, note: NoteFact) -> bool:
        return note.holds(self.snapshot, self.retracted)

    def _latest(self, said: Reports, department: int, clause: int) -> NoteFact | None:
        """Return the latest note of an obligation: on its clause, or on the whole task."""
        for note in reversed(said.notes.get(department, ())):
            if note.clause is None or note.clause == clause:
                return note
        return None

    def _blocked_since(self, said: Reports, last: NoteFact, clause: int) -> date:
        """Return since when an obligation is blocked: the day of the first of the last notes in a row that say so."""
        notes = said.notes[last.department]
        if self.history is not None:
            notes = [note for note in self.history(last.text_id, last.department) if self._holds(note)]
        since = last.as_of
        for note in reversed(notes):
            if note.clause is None or note.clause == clause:
                if note.status != "blocked":
                    break
                since = note.as_of
        return self.date_of(since)

    def _stands(
        self, task: TaskFact, clause: ClauseFact, role: str, said: Reports, department: int, meant: Designated | None,
        via: Via,
    ) -> Standing:  # fmt: skip
        note = self._latest(said, department, clause.id)
        status: Any = note and note.status
        noted = self.date_of(note.as_of) if note else None
        stated = clause.stated or task.stated
        deadline = original = self.date_of(stated) if stated else self.plan.period_end
        issued, extensions = self.plan.issued_on, 0
        if task.id in self._decided:
            moved = self.decisions.deadlines_of(task.id, clause.id)
            extensions = len(moved)
            deadline = moved[-1].until if moved else original
            word = self.decisions.words.get(task.id)
            # As its latest note says, unless the office has ended the task for everybody since.
            if word and word.status == "cancelled" and (word.as_of, word.id) > _when(note, noted):
                status = "cancelled"
        if self.decisions.carries and status not in CLOSED | DONE and self.decisions.carried(task.id, department):
            status = "carried"
        if meant:  # somebody designated was asked from that day on, not from the plan's
            issued = max(issued, meant.as_of)
        answered, last = self._answered(task, clause, department, said)
        is_asked = not self.plan.closed and via != "indefinite" and status not in CLOSED | DONE
        missed = self._missed(task, clause, role, department, meant, answered) if is_asked else 0
        milestones = self.decisions.milestones_of(task.id, clause.id, department) if self.decisions.milestones else ()
        milestone = next((each for each in milestones if each.done_on is None), None)
        percent = self._percent(note) if note else None
        situation = Situation(
            status, percent, noted if status == "reported_done" else None,
            self._blocked_since(said, note, clause.id) if note and status == "blocked" else None, issued, deadline,
            missed, milestone and milestone.due_on, bool(milestones), bool(answered or last),
        )  # fmt: skip
        if self.plan.closed and status not in CLOSED | DONE:
            status = "unfinished"
        heard = self.date_of(last) if last else None
        return Standing(
            clause.number, status, percent, noted, heard, note, deadline, original, extensions, missed, milestone,
            *self.judged(situation),
        )  # fmt: skip

    def _answered(self, task: TaskFact, clause: ClauseFact, department: int, said: Reports) -> tuple[str, str | None]:
        """Return the last day (ISO text) of the latest period that a department has answered for, and the day of its
        last report. Those who took over from others, and those others, answer for each other; the lead answers for all
        where the rule says so.
        """
        until, last = self._last_answer(said, clause, self.answers_for(department))
        if self.rule_of(self.schedule(task.id, clause.id, department)).lead_answers:
            until = max(until, self._last_answer(said, clause, self._leads(clause))[0])
        return until, last or None

    def _last_answer(self, said: Reports, clause: ClauseFact, departments: Iterable[int]) -> tuple[str, str]:
        until = last = ""
        for department in departments:
            for _text, _department, about, period_end, day in said.answers.get(department, ()):
                if about is None or about == clause.id:
                    until, last = max(until, period_end or ""), max(last, day or "")
        return until, last

    def _leads(self, clause: ClauseFact) -> list[int]:
        """Return the departments that lead in a clause, by the document's word or the office's."""
        leads = [party.party_id for party in clause.parties if party.role == "lead"]
        named = [each for party in leads for each in self.meant(clause.id, party) or [self.who(party)]]
        assigned = self.decisions.leads.get(clause.id)
        return [each for each in (*named, assigned and assigned.department_id) if each is not None]

    def _answers_for(self, department: int) -> list[int]:
        """Return the departments whose reports answer for a department: itself, and all that have the same heir."""
        heir = self.registry.departments[department].heir(self.day)
        return [each.id for each in heir.with_predecessors()] if heir.predecessors else [department]

    def _rule_of(self, schedule: Schedule) -> ReportingRule:
        return schedule.rule_on(self.day)

    def _missed(
        self, task: TaskFact, clause: ClauseFact, role: str, department: int, meant: Designated | None, answered: str
    ) -> int:
        """Return how many periods in a row were asked for and not answered."""
        schedule = self.schedule(task.id, clause.id, department)
        rule = self.rule_of(schedule)
        if role not in rule.roles:
            return 0
        begun = self.appeared.get(clause.id, date.min) if self.appeared else date.min
        if meant:
            begun = max(begun, meant.as_of)
        if task.id in self.decisions.returns:
            begun = max(begun, self.decisions.returned_on(task.id, clause.id, department))
        return self.missed(schedule, begun, answered)

    def _count_missed(self, schedule: Schedule, begun: date, answered: str) -> int:
        return schedule.missed(self.day, begun, self.date_of(answered) if answered else date.min)

    def _percent(self, note: NoteFact) -> int | None:
        """Return the percent of a note. What follows from a measured value is that of the target as it is now: an
        edition after the plan's first may have changed it.
        """
        if not self.changed or note.value is None or note.target is None:
            return note.percent
        target = self.target(note.target)
        if target is None:
            return note.percent
        reached = attained(target.min, target.max, target.comparator, note.value)
        return note.percent if reached is None and note.percent != 100 else reached

    def _judge(self, situation: Situation) -> tuple[Light | None, Reason | None, Reporting, Situation]:
        """Return light, its reason, whether a report is owed, and by what it is judged; a closed plan has no lights."""
        colour = (None, None) if self.plan.closed else light(situation, self.rule, self.day)
        return (*colour, reporting(situation), situation)

    # --- rows ----------------------------------------------------------------------------------------------------

    def obligations(
        self,
        tasks: Iterable[TaskFact],
        notes: Iterable[NoteFact],
        answers: Iterable[AnswerFact],
        vias: Collection[str] = DEFINITE,
        only: frozenset[int] | None = None,
    ) -> Iterator[Obligation]:
        """Yield the obligations that came by `vias`, of all departments or of some, in the order of the document."""
        said, answered = Feed(notes, itemgetter(0)), Feed(answers, itemgetter(0))
        for task in tasks:
            reports = self.reports(said.take(task.text_id), answered.take(task.text_id))
            yield from self.of_task(task, reports, vias, only)

    def of_task(
        self,
        task: TaskFact,
        said: Reports,
        vias: Collection[str] = DEFINITE,
        only: frozenset[int] | None = None,
    ) -> Iterator[Obligation]:
        """Yield the obligations of one task, in the order of the document."""
        for clause in task.clauses:
            for party in clause.parties:
                for department, via, meant in self._answering(task.id, clause, party.party_id, vias, only, said):
                    yield self._obligation(task, clause, party, department, via, meant, said)

    def _obligation(
        self, task: TaskFact, clause: ClauseFact, party: PartyFact, department: int, via: Via,
        meant: Designated | None, said: Reports,
    ) -> Obligation:  # fmt: skip
        stands = self._stands(task, clause, party.role, said, department, meant, via)
        note, status, milestone = stands.note, stands.status, stands.milestone
        closed = None
        if status in CLOSED:
            closed = stands.noted_on if note and note.status == status else self._closed_on(task.id, department, status)
        member, holder, name = self._called(department, task.id if self.registry.hands_over_tasks else None, closed)
        target = self.target(note.target) if note and note.target is not None else None
        lead = self.decisions.leads.get(clause.id)
        key, extensions = self.plan.key, stands.extensions
        return Obligation(
            key, f"{key}-{task.ref}.{clause.number}" if task.several else f"{key}-{task.ref}",
            task.number if task.number is not None else task.label or None, clause.number,
            self.headings[task.section], self.decisions.title_of(task), party.role, party.printed,
            name, via, stands.deadline,
            "office" if extensions else "stated" if clause.stated or task.stated else "period", status,
            stands.reporting, stands.percent, stands.light, stands.reason, stands.last_report_on, note and note.note,
            member, lead is not None and lead.department_id == department and via != "indefinite", stands.original,
            extensions, meant.as_of if meant else None, meant.basis if meant else None,
            figure(note.value) if note else None,
            target and target.text,
            stands.returned, note and note.problem, note and note.next_step,
            note and note.word, stands.missed, milestone and milestone.what, milestone and milestone.due_on,
            self.decisions.goes_on_with(task.id) if self.decisions.links else (),
            task.id, clause.id, task.several, department, holder, stands.note_id, stands.noted_on, stands.situation,
        )  # fmt: skip

    def _closed_on(self, task: int, department: int, status: str) -> date:
        """Return the day of the office's word that closed an obligation."""
        carried = self.decisions.carried(task, department) if status == "carried" else None
        return carried.as_of if carried else self.decisions.words[task].as_of

    def accountable(self, task: TaskFact, said: Reports) -> list[Standing]:
        """Return those whose reports make up a task's status: of each clause the leads; where the document names no
        lead, everybody who definitely answers as responsible. A lead that is not registered, or is "those concerned",
        is a lead all the same: nobody else is counted in its place.
        """
        found = []
        for clause in task.clauses:
            role = _accountable_role(clause.parties)
            for party in clause.parties:
                if party.role != role:
                    continue
                for department, via, meant in self._answering(task.id, clause, party.party_id, DEFINITE, None, said):
                    found.append(self._stands(task, clause, role, said, department, meant, via))
        return found


def _when(note: NoteFact | None, noted: date | None) -> tuple[date, int]:
    """Return the place of a note among others: by the day that it speaks of, then by the order of entry."""
    return noted or date.min, note.id if note else 0


def _accountable_role(parties: Iterable[PartyFact]) -> str:
    return "lead" if any(party.role == "lead" for party in parties) else "responsible"


OBLIGATION_KEYS = Obligation._fields[: Obligation._fields.index("task_id")]
"""What scripts read of an obligation (kind `obligations`)."""
