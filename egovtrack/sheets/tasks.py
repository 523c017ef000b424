"""Tasks as sheets: the table of a plan, and the card of one task with those who answer for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from egovtrack.i18n import gettext as _
from egovtrack.queries import tasks
from egovtrack.queries.obligations import Obligation, View
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.tasks import ClauseRow, PartyRow, TaskRow
from egovtrack.rules import STATUS_LABELS
from egovtrack.sheets import Column, Record, Sheet, clause_in_words, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import light_words, special, standing_words

_KEYS = (
    "plan", "ref", "number", "section", "title", "text", "clauses", "deadline", "deadline_source", "targets",
    "status", "percent", "light",
)  # fmt: skip


_TOLD = ("verified", "reported_done", "in_progress", "blocked", "not_started", "cancelled", "not_asked", "silent")


def tasks_sheet(plan: PlanRow, rows: Iterable[TaskRow], view: View) -> Sheet:
    """The tasks of a plan. The status is rolled up; beside it stands how many of those accountable have reported."""
    records = [_record(one) for one in rows]
    brief: tuple[str | Column, ...] = (
        "ref", "title", special("clauses", _first_named), "deadline", special("status", _status),
        special("light", lambda record: in_words("light", record["light"])),
    )  # fmt: skip
    title = _("{title}: {count} tasks on {day}").format(title=plan.title, count=len(records), day=view.as_of)
    return make_sheet("tasks", view.as_of, title, records, keys=_KEYS, brief=brief)


def _record(task: TaskRow) -> Record:
    """A task's record: what scripts get, how many of those accountable have reported, and whether one is silent."""
    answering = task.accountable()
    heard = sum(one.last_report_on is not None for one in answering)
    return tasks.machine_row(task) | {
        "_reports": _("{heard} of {count} reported").format(heard=heard, count=len(answering)) if answering else "",
        "_reporting": _reporting(answering),
    }


def _reporting(answering: Sequence[Obligation]) -> str | None:
    if not answering:
        return None
    return "silent" if any(one.reporting == "silent" for one in answering) else "not_asked"


def _status(record: Record) -> str:
    words = in_words("status", record["status"]) or in_words("reporting", record["_reporting"]) or _("nobody answers")
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    return in_brackets(words + percent, record["_reports"])


def _first_named(record: Record) -> str:
    return _(" / ").join(clause_in_words(clause) for clause in record["clauses"])


def task_card(plan: PlanRow, task: TaskRow, view: View) -> Sheet:
    """Everything the document says of a task, and where it stands."""
    lines = [
        (_("Plan"), f"{plan.title}" + (f" {plan.number}" if plan.number else "")),
        (_("Section"), " > ".join(task.section)),
        (_("Wording"), task.text),
        *_clause_lines(task),
        (_("Deadline"), in_brackets(str(task.deadline), in_words("deadline_source", task.deadline_source))),
        (_("Targets"), _(", ").join(target.text for target in task.targets)),
        (_("Status"), _status(_record(task))),
        (_("Light"), in_words("light", task.light)),
    ]
    record = tasks.machine_row(task)
    card = [(label, text) for label, text in lines if text]
    return make_sheet("tasks", view.as_of, f"{task.ref} {task.title}", [record], keys=_KEYS, card=card)


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
    if party.kind == "universal":
        return record | {"_status": tally(theirs)}
    if not theirs:
        return record | {
            "_status": _("nobody until designated") if party.kind == "indefinite" else _("not in the registry")
        }
    own = theirs[0]
    facts = {
        key: getattr(own, key) for key in ("status", "reporting", "percent", "light", "light_reason", "last_report_on")
    }
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
    silent = [one.department for one in members if one.status is None]
    names = _(" ({names})").format(names=_(", ").join(silent)) if 0 < len(silent) < len(members) else ""
    return _("{count}: {parts}").format(count=len(members), parts=_(", ").join(parts)) + names
