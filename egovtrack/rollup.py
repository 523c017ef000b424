"""Tasks: what an edition says of them, and where they stand, rolled up from those who answer. Pure, like `standing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple, cast

from egovtrack.connection import figure
from egovtrack.facts import AnswerFact, ClauseFact, NoteFact, OfficeWord, PartyFact, TargetFact, TaskFact
from egovtrack.rules import Light, Situation, Status, mean_percent, roll_up, worst
from egovtrack.standing import Feed, Obligation, PlanStanding, Reports, Standing


class PartyRow(NamedTuple):
    """A party as the document names it. `designated` are those who answer for it by the office's word;
    `registered`: the registry knows it; `undesignated`: nobody answers for it until somebody is designated (`open` is
    what that was first called).
    """

    role: str
    party: str
    word: str
    kind: str
    open_list: bool
    designated: Sequence[str] = ()
    registered: bool = True
    open: bool = False
    undesignated: bool = False


class ClauseRow(NamedTuple):
    """A responsibility clause: its number in the task, the words it covers, whom it names, and the lead that the
    office set where the document names none.
    """

    clause: int
    text: str
    parties: list[PartyRow]
    assigned_lead: str | None


class TargetRow(NamedTuple):
    """Something measurable: as printed, and its range, unit and comparator where they could be read."""

    text: str
    min: float | None
    max: float | None
    unit: str | None
    comparator: str | None


class TaskRow(NamedTuple):
    """One task and where it stands. `answering` are those whose reports make up its status; `obligations` are all the
    definite ones, in the document's order, and empty in a brief listing.
    """

    plan: str
    ref: str
    number: int | str | None
    section: tuple[str, ...]
    title: str
    text: str
    clauses: list[ClauseRow]
    deadline: date
    deadline_source: str
    targets: tuple[TargetRow, ...]
    status: Status | None
    percent: int | None
    light: Light | None
    original_deadline: date
    extensions: int
    id: int
    answering: Sequence[Standing]
    obligations: Sequence[Obligation]

    def open_parties(self) -> list[tuple[ClauseRow, PartyRow]]:
        """Return the parties for which nobody answers until somebody is designated, each with its clause."""
        return [(clause, party) for clause in self.clauses for party in clause.parties if party.open]

    def unregistered(self) -> list[tuple[ClauseRow, PartyRow]]:
        """Return the parties that the registry does not know, each with its clause."""
        return [(clause, party) for clause in self.clauses for party in clause.parties if not party.registered]

    def by_party(self, clause: ClauseRow, party: PartyRow) -> list[Obligation]:
        """Return the obligations that stand for one naming of a party."""
        naming = clause.clause, party.role, party.party
        return [each for each in self.obligations if (each.clause, each.role, each.party) == naming]

    def only(self, clause: int) -> TaskRow:
        """Return the same task with one clause of it and those who answer for that."""
        return self._replace(
            clauses=[each for each in self.clauses if each.clause == clause],
            answering=[each for each in self.answering if each.clause == clause],
            obligations=[each for each in self.obligations if each.clause == clause],
        )


class CollectiveRow(NamedTuple):
    """A collective in a clause, with its members or those designated: how many, how many have reported, who has not,
    who is done, and where each stands: its status, `silent` where it owes the newest report, else `reported` or
    `not_asked`. `open`: an indefinite one for which nobody is designated.
    """

    plan: str
    ref: str
    clause: int
    title: str
    role: str
    party: str
    open: bool
    members: int
    reported: int
    verified: int
    unreported: list[str]
    standing: dict[str, str]


TASK_KEYS = TaskRow._fields[: TaskRow._fields.index("id")]
"""What scripts read of a task (kind `tasks`)."""


def task_rows(
    standing: PlanStanding,
    tasks: Iterable[TaskFact],
    notes: Iterable[NoteFact],
    answers: Iterable[AnswerFact],
    targets: Iterable[tuple[int, TargetFact]],
    *,
    brief: bool,
) -> Iterator[TaskRow]:
    """Yield tasks and where they stand, in the order of the document; when `brief`, without the obligations.
    `targets` come with the row of their task in the edition, in the same order.
    """
    noted, answered, measured = Feed(notes, itemgetter(0)), Feed(answers, itemgetter(0)), Feed(targets, itemgetter(0))
    for task in tasks:
        said = standing.reports(noted.take(task.text_id), answered.take(task.text_id))
        own = [] if brief else list(standing.of_task(task, said))
        yield _task(standing, task, standing.accountable(task, said), own, measured.take(task.text_id), said)


def _task(
    standing: PlanStanding,
    task: TaskFact,
    answering: Sequence[Standing],
    own: Sequence[Obligation],
    targets: Sequence[tuple[int, TargetFact]],
    said: Reports,
) -> TaskRow:
    key = standing.plan.key
    due = _due(standing, task)
    status, percent, colour = _status(standing, task, answering, due.deadline)
    return TaskRow(
        key, f"{key}-{task.ref}", task.number if task.number is not None else task.label or None,
        standing.headings[task.section], standing.decisions.title_of(task), task.text,
        [_clause(standing, task.id, each, said) for each in task.clauses], due.deadline, due.source,
        tuple([
            TargetRow(target.text, figure(target.min), figure(target.max), target.unit or None, target.comparator)
            for _text_id, target in targets
        ]),
        status, percent, colour, due.original, due.extensions, task.id, answering, own,
    )  # fmt: skip


def _clause(standing: PlanStanding, task: int, clause: ClauseFact, said: Reports) -> ClauseRow:
    lead = standing.decisions.leads.get(clause.id)
    return ClauseRow(
        clause.number,
        clause.text,
        [_party(standing, task, clause.id, party, said) for party in clause.parties],
        standing.registry.name_on(lead.department_id, standing.day) if lead else None,
    )


def _party(standing: PlanStanding, task: int, clause: int, party: PartyFact, said: Reports) -> PartyRow:
    party_id, role, printed, word, kind, open_list = party
    department, found = standing.who(party_id), standing.members(party_id)
    names = [standing.registry.name_on(member, standing.day) for member in standing.meant(clause, party_id)]
    registered = bool(names or found or department is not None)
    is_open = (
        standing.is_open(task, clause, department, said)
        if department is not None
        else (found is not None and found[0] == "indefinite")
    )
    is_open = is_open and not names
    return PartyRow(role, printed, word, kind, bool(open_list), names, registered, is_open, is_open)


def _due(standing: PlanStanding, task: TaskFact) -> _Due:
    """Return when a task is due: when the last of its clauses is."""
    stated = task.stated or max([clause.stated for clause in task.clauses if clause.stated], default=None)
    original = standing.date_of(stated) if stated else standing.plan.period_end
    moved = standing.decisions.deadlines.get(task.id)
    if not moved:
        return _Due(original, "stated" if stated else "period", original, 0)
    ends = []
    clauses: list[tuple[int | None, str | None]] = [(clause.id, clause.stated) for clause in task.clauses]
    for clause_id, own in clauses or [(None, None)]:
        theirs = [each.until for each in moved if each.clause_id in {None, clause_id}]
        day = own or task.stated
        ends.append(theirs[-1] if theirs else standing.date_of(day) if day else standing.plan.period_end)
    return _Due(max(ends), "office", original, len(moved))


def _status(
    standing: PlanStanding, task: TaskFact, answering: Sequence[Standing], deadline: date
) -> tuple[Status | None, int | None, Light | None]:
    """Return status, percent and light of a task: as the office last said, or rolled up from those accountable."""
    word = standing.decisions.words.get(task.id)
    rolled = roll_up([each.status for each in answering])
    if rolled == "carried" or (not answering and standing.decisions.carried(task.id, None)):
        return "carried", None, None if standing.plan.closed else "green"
    if word and not any(_is_later(each, word) for each in answering):
        status = cast("Status", word.status)
        since = word.as_of if status == "blocked" else None
        done = word.as_of if status == "reported_done" else None
        situation = Situation(status, word.percent, done, since, standing.plan.issued_on, deadline)
        return status, word.percent, standing.judged(situation)[0]
    if not answering:
        situation = Situation(None, None, None, None, standing.plan.issued_on, deadline)
        return None, None, standing.judged(situation)[0]
    return rolled, mean_percent([each.percent for each in answering]), worst(each.light for each in answering)


def _is_later(each: Standing, word: OfficeWord) -> bool:
    """Return whether the latest note on who answers is later than the office's word on the task. A report for the same
    day is not, whenever it was entered; the office's own decision on a report may be.
    """
    if each.noted_on is None or each.noted_on == word.as_of:
        is_decision = each.status == "verified" or each.returned
        return each.noted_on is not None and is_decision and (each.note_id or 0) > word.id
    return each.noted_on > word.as_of


class _Due(NamedTuple):
    """When a task is due: the day in force, where it comes from, the day before any extension, how many there were."""

    deadline: date
    source: str
    original: date
    extensions: int
