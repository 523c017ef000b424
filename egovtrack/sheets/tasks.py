"""Tasks as sheets: the table of a plan, and the card of one task with those who answer for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from egovtrack.dates import local_text
from egovtrack.i18n import gettext as _
from egovtrack.queries import tasks
from egovtrack.queries.known import View
from egovtrack.queries.names import Registry
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.office import AssignedLead, Designated, Extended, Office
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.tasks import Answering, ClauseRow, PartyRow, TaskRow
from egovtrack.rules import STATUS_LABELS
from egovtrack.sheets import Column, Record, Sheet, clause_in_words, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import deadline_words, light_words, special, standing_words

_TOLD = ("verified", "reported_done", "in_progress", "blocked", "not_started", "cancelled", "not_asked", "silent")


def tasks_sheet(plan: PlanRow, rows: Iterable[TaskRow], count: int, view: View) -> Sheet:
    """The `count` tasks of a plan, in a stream. The status is rolled up; beside it stands how many of those
    accountable have reported.
    """
    brief: tuple[str | Column, ...] = (
        "ref", "title", special("clauses", _first_named), special("deadline", deadline_words),
        special("status", _status), special("light", lambda record: in_words("light", record["light"])),
    )  # fmt: skip
    title = _("{title}: {count} tasks on {day}").format(title=plan.title, count=count, day=view.as_of)
    return make_sheet("tasks", view.as_of, title, rows, keys=tasks.KEYS, brief=brief, stream=True, record=_record)


def every_task_sheet(rows: Iterable[TaskRow], view: View) -> Sheet:
    """Tasks of any plans, in a stream."""
    return make_sheet("tasks", view.as_of, _("Tasks"), rows, keys=tasks.KEYS, stream=True, record=_record)


def undesignated_sheet(plan: PlanRow, rows: Iterable[TaskRow], view: View) -> Sheet:
    """The tasks that name those concerned, and for whom nobody is designated yet."""
    waiting = [one for one in rows if one.open_parties()]
    records = [_record(one) | {"_open": _open_words(one)} for one in waiting]
    brief: tuple[str | Column, ...] = ("ref", "title", special("clauses", lambda record: record["_open"]))
    count = sum(len(one.open_parties()) for one in waiting)
    title = _("{title}: {count} parties in {tasks} tasks not designated on {day}").format(
        title=plan.title, count=count, tasks=len(waiting), day=view.as_of
    )
    return make_sheet("tasks", view.as_of, title, records, keys=tasks.KEYS, brief=brief)


def _open_words(task: TaskRow) -> str:
    return _("; ").join(
        (f"{task.ref}.{clause.clause} " if len(task.clauses) > 1 else "")
        + _("{role}: {parties}").format(role=in_words("role", party.role), parties=party.party)
        for clause, party in task.open_parties()
    )


def _record(task: TaskRow) -> Record:
    """A task's record: what scripts get, and those accountable."""
    return tasks.machine_row(task) | {"_answering": task.answering}


def _reporting(answering: Sequence[Answering]) -> str | None:
    if not answering:
        return None
    return "silent" if any(one.reporting == "silent" for one in answering) else "not_asked"


def _status(record: Record) -> str:
    """The status, or that one is silent; the percent; and how many of those accountable have reported."""
    answering: Sequence[Answering] = record["_answering"]
    words = in_words("status", record["status"]) or in_words("reporting", _reporting(answering)) or _("nobody answers")
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    heard = sum(one.last_report_on is not None for one in answering)
    reports = _("{heard} of {count} reported").format(heard=heard, count=len(answering)) if answering else ""
    return in_brackets(words + percent, reports)


def _first_named(record: Record) -> str:
    return _(" / ").join(clause_in_words(clause) for clause in record["clauses"])


def task_card(plan: PlanRow, task: TaskRow, view: View) -> Sheet:
    """Everything the document says of a task, and where it stands."""
    lines = [
        (_("Plan"), f"{plan.title}" + (f" {plan.number}" if plan.number else "")),
        (_("Section"), " > ".join(task.section)),
        (_("Wording"), task.text),
        *_clause_lines(task),
        (_("Deadline"), _deadline_line(_record(task))),
        (_("Targets"), _(", ").join(target.text for target in task.targets)),
        (_("Status"), _status(_record(task))),
        (_("Light"), in_words("light", task.light)),
    ]
    card = [(label, text) for label, text in lines if text]
    title = f"{task.ref} {task.title}"
    return make_sheet("tasks", view.as_of, title, [task], keys=tasks.KEYS, card=card, record=_record)


def _deadline_line(record: Record) -> str:
    return in_brackets(deadline_words(record), in_words("deadline_source", record["deadline_source"]))


def office_sheet(task: TaskRow, office: Office, registry: Registry, view: View) -> Sheet:
    """What the office added to a task: who is meant, who leads, until when; since when, on what basis, by whom."""
    clauses = {one.clause_id: one.clause for one in task.obligations}
    several = len(task.clauses) > 1

    def line(what: str, clause: int | None, who: str, word: Designated | AssignedLead | Extended, basis: str) -> Record:
        where = f"{task.ref}.{clauses[clause]}" if several and clause in clauses else task.ref
        return {
            "ref": where, "message": what, "name": who, "as_of": word.as_of, "basis": basis, "author": word.author,
            "recorded_at": local_text(word.recorded_at, view.zone),
        }  # fmt: skip

    records = [
        line(_("designated"), clause, registry.name_on(one.department_id, view.as_of), one, one.basis)
        for (clause, _collective), meant in office.designated.items()
        if clause in clauses
        for one in meant.values()
    ]
    records += [
        line(_("set as lead"), clause, registry.name_on(one.department_id, view.as_of), one, one.basis)
        for clause, one in office.leads.items()
        if clause in clauses
    ]
    records += [
        line(_("extended"), one.clause_id, str(one.until), one, one.reason)
        for task_id, moved in office.extensions.items()
        if task_id == task.id
        for one in moved
    ]
    keys = ("ref", "message", "name", "as_of", "basis", "author", "recorded_at")
    labels = {"message": _("What"), "name": _("Who or when"), "as_of": _("Since")}
    columns = [column(key)._replace(label=labels[key]) if key in labels else column(key) for key in keys]
    return make_sheet("office", view.as_of, _("Added by the office"), records, keys=columns)


def _clause_lines(task: TaskRow) -> Iterator[tuple[str, str]]:
    if len(task.clauses) > 1:
        for clause in task.clauses:
            yield _("Clause {number}").format(number=clause.clause), clause.text


def answering_sheet(task: TaskRow, view: View) -> Sheet:
    """Who answers, a line for each party as printed; a collective with its denominator."""
    records = [_line(task, clause, party) for clause in task.clauses for party in clause.parties]
    brief: list[str | Column] = [
        column("role"), column("party"), special("status", lambda record: record["_status"]),
        special("light", lambda record: record["_light"]), "last_report_on",
    ]  # fmt: skip
    if len(task.clauses) > 1:
        brief.insert(0, "clause")
    return make_sheet("answering", view.as_of, _("Who answers"), records, keys=("role", "party"), brief=brief)


_FACTS = (
    "status", "reporting", "percent", "light", "light_reason", "last_report_on", "value", "target", "returned",
)  # fmt: skip


def _line(task: TaskRow, clause: ClauseRow, party: PartyRow) -> Record:
    theirs = [
        one for one in task.obligations if (one.clause, one.role, one.party) == (clause.clause, party.role, party.party)
    ]
    last = [one for one in clause.parties if one.role == party.role][-1]
    name = party.party + (_(" and others") if party.open_list and party == last else "")
    record: Record = {
        "clause": clause.clause, "role": party.role, "party": name, "light": None, "last_report_on": None,
        "_status": "", "_light": "",
    }  # fmt: skip
    if party.kind == "universal" or party.designated:
        names = _(", ").join(party.designated)
        return record | {"_status": tally(theirs), "party": in_brackets(name, names)}
    if not theirs:
        return record | {
            "_status": _("nobody until designated") if party.kind == "indefinite" else _("not in the registry")
        }
    own = theirs[0]
    facts = {key: getattr(own, key) for key in _FACTS}
    if own.department != own.party:
        name = _("{party} (today {name})").format(party=name, name=own.department)
    return record | facts | {"party": name, "_status": standing_words(facts), "_light": light_words(facts)}


def tally(members: list[Obligation]) -> str:
    """A collective with its denominator, as in 16: done 11, in progress 2, no report 3 (names)."""
    groups = Counter(one.status or one.reporting for one in members)
    parts = [
        _("{words} {count}").format(
            words=in_words("status" if state in STATUS_LABELS else "reporting", state), count=count
        )
        for state, count in sorted(groups.items(), key=lambda group: _TOLD.index(group[0]))
    ]
    silent = [one.called() for one in members if one.status is None]
    names = _(" ({names})").format(names=_(", ").join(silent)) if 0 < len(silent) < len(members) else ""
    return _("{count}: {parts}").format(count=len(members), parts=_(", ").join(parts)) + names
