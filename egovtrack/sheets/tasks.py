"""Tasks as sheets: the table of a plan, and the card of one task with those who answer for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from egovtrack.dates import local_text
from egovtrack.facts import (
    AssignedLead,
    Carried,
    Decisions,
    Designated,
    Done,
    Extended,
    Linked,
    MilestoneFact,
    Plan,
    TaskFact,
    Titled,
)
from egovtrack.i18n import written as _
from egovtrack.listing import owing
from egovtrack.queries.leaders import Charge
from egovtrack.registry import Registry
from egovtrack.rollup import TASK_KEYS, ClauseRow, PartyRow, TaskRow
from egovtrack.rules import Light, Status, mean_percent, roll_up, worst
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet, plan_words
from egovtrack.sheets.obligations import (
    deadline_words,
    light_words,
    obligation_rows,
    record_of,
    told,
)
from egovtrack.snapshot import Snapshot
from egovtrack.standing import Obligation, Standing
from egovtrack.words import STATUS, as_listed

if TYPE_CHECKING:
    from egovtrack.queries.editions import TaskEdition, TaskGone

_Decision = Designated | AssignedLead | Extended | MilestoneFact | Done | Titled | Carried | Linked
_MILESTONE_KEYS = (
    "id", "plan", "ref", "title", "department", "milestone", "milestone_on", "done_on", "passed", "basis",
)  # fmt: skip
_TOLD = (
    "verified", "reported_done", "in_progress", "blocked", "not_started", "unfinished", "cancelled", "carried",
    "not_asked", "reported", "silent", "never",
)  # fmt: skip


def tasks_sheet(plan: Plan, rows: Iterable[TaskRow], count: int, snapshot: Snapshot) -> Sheet:
    """Return the `count` tasks of a plan, in a stream. The status is rolled up; beside it stands how many of those
    accountable have reported.
    """
    brief = ("ref", "title", "clauses", column("deadline", deadline_words), column("status", _status), "light")
    title = _("{title}: {count} tasks on {day}").format(title=plan.title, count=count, day=snapshot.as_of)
    return make_sheet("tasks", snapshot.as_of, title, rows, keys=TASK_KEYS, brief=brief, record=_record)


def every_task_sheet(rows: Iterable[TaskRow], snapshot: Snapshot) -> Sheet:
    """Return tasks of any plans, in a stream."""
    return make_sheet("tasks", snapshot.as_of, _("Tasks"), rows, keys=TASK_KEYS, record=_record)


def not_counted_sheet(plan: Plan, rows: Iterable[TaskRow], snapshot: Snapshot, *, unregistered: bool) -> Sheet:
    """Return the tasks with parties for whom nobody answers: those for whom nobody is designated or, with
    `unregistered`, those that the registry does not know.
    """
    found = [(task, task.unregistered() if unregistered else task.open_parties()) for task in rows]
    records = [_record(task) | {"_missing": _missing_words(task, parties)} for task, parties in found if parties]
    brief = ("ref", "title", column("clauses", itemgetter("_missing")))
    title = (
        _("{title}: {count} parties in {tasks} tasks not in the registry on {day}")
        if unregistered
        else _("{title}: {count} parties in {tasks} tasks not designated on {day}")
    ).format(
        title=plan.title, count=sum(len(parties) for _task, parties in found), tasks=len(records), day=snapshot.as_of
    )
    return make_sheet("tasks", snapshot.as_of, title, records, keys=TASK_KEYS, brief=brief)


def _missing_words(task: TaskRow, parties: Iterable[tuple[ClauseRow, PartyRow]]) -> str:
    return _("; ").join(
        (f"{task.ref}.{clause.clause} " if len(task.clauses) > 1 else "")
        + _("{role}: {parties}").format(role=in_words("role", party.role), parties=party.party)
        for clause, party in parties
    )


def _record(task: TaskRow) -> Record:
    """Return a task's record: what scripts get, and those accountable."""
    return dict(zip(TASK_KEYS, task, strict=False)) | {"_answering": task.answering}


def _status(record: Record) -> str:
    """Return the status and percent, or that somebody is silent, and how many of those accountable have reported."""
    answering: Sequence[Standing] = record["_answering"]
    words = in_words("status", record["status"])
    if not words and answering:
        words = in_words("reporting", owing(answering))
    if not words:
        parties = [party for clause in record["clauses"] for party in clause.parties]
        lost = [party for party in parties if not party.registered]
        words = _("not in the registry") if lost else _("nobody answers")
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    heard = sum(each.last_report_on is not None for each in answering)
    reports = _("{heard} of {count} reported").format(heard=heard, count=len(answering)) if answering else ""
    return in_brackets(words + percent, reports)


def task_card(
    plan: Plan, task: TaskRow, snapshot: Snapshot, leaders: Mapping[int, Charge], since: date | None = None,
    source: str | None = None, past: Sequence[str] = (),
) -> Sheet:  # fmt: skip
    """Return everything that the document says of a task, and where it stands; `since` is the day from which its
    wording holds, where it had another before, `source` is where an item of a register comes from, `past` what it goes
    on with. Scripts get its obligations too, with their `leaders`.
    """
    record = _record(task) | {"clauses": [_with_standings(task, clause) for clause in task.clauses]}
    theirs = [record_of(row) for row in obligation_rows(task.obligations, snapshot, leaders)]
    clauses = task.clauses if len(task.clauses) > 1 else []
    lines = [
        (_("Plan"), plan_words(plan)),
        (_("Source"), source or ""),
        (_("Goes on with"), _("; ").join(past)),
        (_("Section"), in_words("section", task.section)),
        (_("Wording"), task.text),
        (_("Worded so since"), str(since or "")),
        *((_("Clause {number}").format(number=clause.clause), clause.text) for clause in clauses),
        (_("Deadline"), in_brackets(deadline_words(record), in_words("deadline_source", task.deadline_source))),
        (_("Targets"), in_words("targets", task.targets)),
        (_("Status"), _status(record)),
        (_("Light"), in_words("light", task.light)),
    ]
    card = [(label, text) for label, text in lines if text]
    title = f"{task.ref} {task.title}"
    return make_sheet("tasks", snapshot.as_of, title, [record | {"obligations": theirs}], keys=TASK_KEYS, card=card)


class StandingParty(NamedTuple):
    """A party as the document names it, as `PartyRow` tells it, and where those stand who answer for it: how many they
    are; of several the rolled-up status, the mean percent, the worst light, the last report, and who has which problem.
    """

    role: str
    party: str
    word: str
    kind: str
    open_list: bool
    designated: Sequence[str]
    registered: bool
    open: bool
    undesignated: bool
    members: int
    status: Status | None
    percent: int | None
    light: Light | None
    reporting: str
    last_report_on: date | None
    note: str | None
    problem: str | None
    next_step: str | None


def _with_standings(task: TaskRow, clause: ClauseRow) -> ClauseRow:
    """Return a clause whose parties tell where they stand."""
    told: list[Any] = []
    for party in clause.parties:
        theirs = task.by_party(clause, party)

        def said(key: str, theirs: Sequence[Obligation] = theirs) -> str | None:
            words = [(each.called(), getattr(each, key)) for each in theirs if getattr(each, key)]
            alone = len(theirs) == 1
            return "\n".join(text if alone else f"{name}：{text}" for name, text in words) or None

        told.append(StandingParty(
            *party, len(theirs), roll_up([each.status for each in theirs]) if theirs else None,
            mean_percent([each.percent for each in theirs]) if theirs else None, worst(each.light for each in theirs),
            owing(theirs), max((each.last_report_on for each in theirs if each.last_report_on), default=None),
            said("note"), said("problem"), said("next_step"),
        ))  # fmt: skip
    return clause._replace(parties=told)


def editions_sheet(ref: str, rows: Iterable[TaskEdition], snapshot: Snapshot) -> Sheet:
    """Return how each edition of its plan words a task, by the days from which they hold."""
    names = ("number", "kind", "effective_on", "ref", "text", "basis", "action")
    values = ((row.number, row.kind, row.effective_on, row.ref, row.wording, row.basis, row.action) for row in rows)
    records = [dict(zip(names, each, strict=True)) for each in values]
    keys = ("number", column("kind", codes_of="edition_kind"), "effective_on", "ref", "text", "basis")
    return make_sheet("editions", snapshot.as_of, _("Editions of {ref}").format(ref=ref), records, keys=keys)


def gone_sheet(rows: Iterable[TaskGone], snapshot: Snapshot) -> Sheet:
    """Return the tasks that a plan had and no longer has, with the day and the basis."""
    keys = ("ref", "title", "identity", "as_of", "basis")
    records = [dict(zip(keys, row, strict=True)) for row in rows]
    return make_sheet("gone", snapshot.as_of, _("Tasks that are no longer in the plan"), records, keys=keys)


def office_sheet(
    task: TaskRow, decisions: Decisions, registry: Registry, actions: Mapping[int, tuple[str, str]], snapshot: Snapshot
) -> Sheet:
    """Return what the office decided on a task: who is meant, who leads, until when, what must be there before, its
    title; since when, on what basis, by whom (`actions`: author and moment by action).
    """
    clauses = {each.clause_id: each.clause for each in task.obligations}
    several = len(task.clauses) > 1

    def line(what: str, clause: int | None, who: str, decision: _Decision) -> Record:
        author, moment = actions[decision.action_id]
        return {
            "id": decision.id, "ref": f"{task.ref}.{clauses[clause]}" if several and clause in clauses else task.ref,
            "message": what, "name": who, "as_of": decision.as_of, "basis": decision.basis, "author": author,
            "recorded_at": local_text(moment, snapshot.zone),
        }  # fmt: skip

    def called(department: int) -> str:
        return registry.name_on(department, snapshot.as_of)

    records = [
        line(_("designated"), clause, called(each.department_id), each)
        for (clause, _party), meant in decisions.designated.items()
        if clause in clauses
        for each in meant.values()
    ]
    records += [
        line(_("set as lead"), clause, called(each.department_id), each)
        for clause, each in decisions.leads.items()
        if clause in clauses
    ]
    moved = decisions.deadlines.get(task.id, ())
    first = {"ref": task.ref, "message": _("first deadline"), "name": str(task.original_deadline)}
    records += [first] if moved else []
    records += [line(_("deadline"), each.clause_id, str(each.until), each) for each in moved]
    for each in decisions.milestones.get(task.id, ()):
        who = f" ({called(each.department_id)})" if each.department_id else ""
        records.append(line(_("milestone"), each.clause_id, f"{each.due_on} {each.what}{who}", each))
        records += [line(_("milestone reached"), each.clause_id, each.what, each.done)] if each.done else []
    for carried in decisions.carries.get(task.id, ()):
        who = f" ({called(carried.department_id)})" if carried.department_id else ""
        records.append(line(_("carried over"), None, carried.to_ref + who, carried))
    records += [line(_("goes on with"), None, link.earlier_ref, link) for link in decisions.confirmed(task.id)]
    if task.id in decisions.titles:
        records.append(line(_("title"), None, task.title, decisions.titles[task.id]))
    keys = ("id", "ref", "message", "name", "as_of", "basis", "author", "recorded_at")
    labels = {"message": _("What"), "name": _("Who or when"), "as_of": _("Since")}
    columns = [column(key, label=labels.get(key, "")) for key in keys]
    return make_sheet("office", snapshot.as_of, _("Added by the office"), records, keys=columns)


def milestones_sheet(
    rows: Iterable[tuple[TaskFact, Plan, MilestoneFact]], decisions: Decisions, registry: Registry, snapshot: Snapshot
) -> Sheet:
    """Return milestones, the earliest first, each with its task and plan; `passed` are those that were not reached in
    time.
    """
    records = [
        {
            "id": each.id, "plan": plan.key, "ref": f"{plan.key}-{task.ref}", "title": decisions.title_of(task),
            "department": registry.name_on(each.department_id, snapshot.as_of) if each.department_id else None,
            "milestone": each.what, "milestone_on": each.due_on, "done_on": each.done_on,
            "passed": (each.done_on or snapshot.as_of) > each.due_on, "basis": each.basis,
        }
        for task, plan, each in sorted(rows, key=lambda row: (row[2].due_on, row[2].id))
    ]  # fmt: skip
    late = sum(bool(record["passed"]) and record["done_on"] is None for record in records)
    title = _("Milestones: {count}, passed and not reached: {late}").format(count=len(records), late=late)
    brief = ("id", "ref", "title", "department", "milestone", "milestone_on", "done_on")
    return make_sheet("milestones", snapshot.as_of, title, records, keys=_MILESTONE_KEYS, brief=brief)


def answering_sheet(task: TaskRow, snapshot: Snapshot) -> Sheet:
    """Return who answers, a line for each party as printed, with the latest words of its own and the office's on them;
    a collective with its denominator, and below it the members that have said something.
    """
    records = [
        line
        for clause in task.clauses
        for party, _leads, ends in as_listed(clause.parties)
        for line in _lines(task, clause, party, party.party + (_(" and others") if ends else ""), snapshot)
    ]
    status = column("status", itemgetter("_status"))._replace(least=24)  # it may name the members of a collective
    light = column("light", lambda record: light_words(record) if "light" in record else "")
    several = ["clause"] if len(task.clauses) > 1 else []
    words = [told(key) for key in ("note", "problem", "next_step", "office_note")]
    brief: list[str | Column] = [*several, "role", "party", status, light, *words]
    return make_sheet("answering", snapshot.as_of, _("Who answers"), records, keys=("role", "party"), brief=brief)


def _lines(task: TaskRow, clause: ClauseRow, party: PartyRow, name: str, snapshot: Snapshot) -> list[Record]:
    theirs = task.by_party(clause, party)
    record: Record = {"clause": clause.clause, "role": party.role, "party": name}
    own = [record_of(row) for row in obligation_rows(theirs, snapshot, {})]
    own = [each | record | {"_status": told("status").words(each)} for each in own]
    if party.registered and (party.kind == "universal" or party.designated):
        names = _(", ").join(party.designated)
        whole = record | {"_status": tally(theirs), "party": in_brackets(name, names)}
        return [
            whole,
            *(each | {"party": each["department"]} for each in own if each["last_report_on"] or each["status"]),
        ]
    if not own:
        return [record | {"_status": _("nobody until designated") if party.registered else _("not in the registry")}]
    for each in own:
        if each["department"] != party.party:
            each["party"] = _("{party} (today {name})").format(party=name, name=each["department"])
    return own[:1]


def tally(members: list[Obligation]) -> str:
    """Return a collective with its denominator, as in 16: done 11, in progress 2, no report 3 (names)."""
    groups = Counter(each.status or owing([each]) for each in members)
    counted = _("{words} {count}") if len(groups) > 1 else "{words}"
    parts = [
        counted.format(words=in_words("status" if state in STATUS else "reporting", state), count=count)
        for state, count in sorted(groups.items(), key=lambda group: _TOLD.index(group[0]))
    ]
    silent = [each.called() for each in members if each.status is None]
    names = _(" ({names})").format(names=_(", ").join(silent)) if 0 < len(silent) < len(members) else ""
    return _("{count}: {parts}").format(count=len(members), parts=_(", ").join(parts)) + names
