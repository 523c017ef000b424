"""Forms out to the departments, and what they say when they come back."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from egovtrack.datafiles import read_bytes
from egovtrack.errors import EgovtrackError
from egovtrack.facts import Plan
from egovtrack.files import placed
from egovtrack.forms import Expected, Form, FormProblem, FormRow, read_form, write_form
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.forms import TakenFile, take_forms
from egovtrack.ledger.reporting import request
from egovtrack.periods import Period
from egovtrack.queries.contacts import read_contacts
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import read_notes
from egovtrack.queries.snapshots import read_head
from egovtrack.sheets.forms import form_key, form_row, period_line
from egovtrack.usecases.asking import AskedItem, asked_items, check_open, is_open
from egovtrack.usecases.entries import TABLES, is_notice, take_table
from egovtrack.usecases.tasks import past

_LONGEST = 60  # of a name in that of a file: 255 bytes are the most that file systems take
_FORMS = (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".et", *TABLES)


class Returning(NamedTuple):
    """What came back: the files that may be forms by the names they are known by, and the names of the others."""

    forms: dict[str, Path]
    others: list[str]


class _Question(NamedTuple):
    """What is asked of a plan for one of its periods, due on one day: the items, each with its row in a form."""

    plan: Plan
    period: Period
    due: date
    items: list[tuple[AskedItem, FormRow]]


def send_forms(action: Action, facts: Facts, name: str | None, asked: Period | None, keys: Sequence[str]) -> list[Form]:
    """Return the form of a department, or without a name those of all that are asked and have not answered, and enter
    that they were asked. Asked is for each plan's own periods that end within a period, or
    without one for the earliest that is not overdue; of the plans with these keys, else of all open ones.

    Raises EgovtrackError where there is nothing to ask, which says why.
    """
    plans = _open_plans(facts, keys)
    periods = {plan.key: _periods(facts, plan, asked) for plan in plans}
    questions = [each for plan in plans for period in periods[plan.key] for each in _questions(facts, plan, period)]
    registry, today = facts.registry, facts.today
    wanted = [registry.find(name)[0].heir(today).id] if name else list(registry.departments)
    forms = []
    for department in wanted:
        own = [_of_department(each, department) for each in questions]
        if any(item.received_on is None for each in own for item, _row in each.items):
            own = [each for each in own if each.items]
            forms.append(_form(facts, department, asked and asked.label, own))
            for each in own:
                clauses = [{"clause_id": item.obligation.clause_id} for item, _row in each.items]
                request(action, each.plan, department, each.period, each.due, today, clauses)
    if not forms:
        called = registry.name_on(wanted[0], today) if name else _("everybody")
        raise _nothing_to_ask(facts, plans, periods, questions, wanted, called)
    return forms


def forms_for(facts: Facts, owed: Mapping[int, Collection[tuple[str, Period]]]) -> list[Form]:
    """Return the forms of departments for periods of plans: in each all that it has not answered of them."""
    plans = {(plan, period) for asked in owed.values() for plan, period in asked}
    questions = {place: list(_questions(facts, facts.plan(place[0]), place[1])) for place in sorted(plans)}
    forms = []
    for department, asked in owed.items():
        own = [_of_department(each, department) for place in sorted(asked) for each in questions[place]]
        if own := [each for each in own if each.items]:
            forms.append(_form(facts, department, None, own))
    return forms


def _open_plans(facts: Facts, keys: Sequence[str]) -> list[Plan]:
    """Return the plans that are meant. Raises EgovtrackError for one that is closed, and where none is open."""
    facts.newest(None)
    plans = facts.chosen(keys) or facts.plans
    check_open(plans)
    return plans


def _periods(facts: Facts, plan: Plan, asked: Period | None) -> list[Period]:
    """Return the periods of a plan that are asked for."""
    schedules = facts.reporting.of(plan).schedules()
    if asked is None:
        return sorted({schedule.upcoming(facts.today)[0] for schedule in schedules})
    return sorted({period for schedule in schedules for period in schedule.ending_within(asked)})


def _questions(facts: Facts, plan: Plan, period: Period) -> Iterator[_Question]:
    """Yield what is asked of a plan for a period, by the days on which it is due; all in the order of the document."""
    items = sorted(asked_items(facts, plan, period), key=lambda item: item.due)
    for due, group in groupby(items, key=lambda item: item.due):
        then = facts.on(min(due, facts.today))
        there = then.plan(plan.key)
        tasks = {task.id: (place, task) for place, task in enumerate(then.tasks(there, brief=True))}
        notes = {note.id: note for note in read_notes(then, plan=plan.id)}
        earlier = past(then, there, tasks)
        rows = []
        for item in sorted(group, key=lambda item: (tasks[item.obligation.task_id][0], item.obligation.clause)):
            each = item.obligation
            milestones = then.decisions.milestones_of(each.task_id, each.clause_id, each.department_id)
            task, note = tasks[each.task_id][1], notes.get(each.note_id or 0)
            ahead = [one for one in milestones if not one.done_on]
            row = form_row(task, each, note, ahead, earlier.get(each.task_id, ()), then.snapshot.zone)
            rows.append((item, row))
        yield _Question(there, period, due, rows)


def _of_department(question: _Question, department: int) -> _Question:
    items = [each for each in question.items if each[0].obligation.holder_id == department]
    return question._replace(items=items)


def _form(facts: Facts, department: int, label: str | None, questions: Sequence[_Question]) -> Form:
    """Return the form of a department; where it is for several periods, each row tells its own."""
    ledger, number, sealed = read_head(facts.connection)
    periods = [each.period for each in questions]
    labels = dict.fromkeys(period.label for period in sorted(periods))
    if not label or len(labels) == 1:
        label = "+".join(labels)
    rows = [
        replace(row, period=each.period.label if each.period.label != label else "")
        for each in questions
        for _item, row in each.items
    ]
    lines = tuple(period_line(each.plan, each.period.label, each.due) for each in questions)
    contact = str(read_contacts(facts, [department]).get(department, ""))
    return Form(
        ledger, facts.registry.name_on(department, facts.today), label, min(each.first for each in periods),
        max(each.last for each in periods), lines, facts.today, tuple(rows), contact, f"{number}:{sealed}",
    )  # fmt: skip


def _nothing_to_ask(
    facts: Facts, plans: Sequence[Plan], periods: Mapping[str, Sequence[Period]], questions: Sequence[_Question],
    wanted: Collection[int], name: str,
) -> EgovtrackError:  # fmt: skip
    """Return the error that says why nothing is asked of departments for the periods of plans."""
    asking = {plan.key: facts.reporting.of(plan) for plan in plans}
    if not any(periods.values()):
        first, day = min((asking[plan.key].schedule().upcoming(plan.issued_on) for plan in plans), default=(None, None))
        hint = _("the first period is {period}, due {day}").format(period=first and first.label, day=day)
        return EgovtrackError(_("no reporting period of the plan ends then"), hint)
    own = [each for plan in plans for each in facts.obligations(plan) if each.holder_id in wanted]
    left = [each for each in own if is_open(each)]
    schedules = [asking[each.plan].schedule(each.task_id, each.clause_id, each.department_id) for each in left]
    asked = [
        (each, schedule, period)
        for each, schedule in zip(left, schedules, strict=True)
        for period in periods[each.plan]
        if each.role in schedule.rule_on(period.first).roles
    ]
    labels = _(", ").join(dict.fromkeys(each.label for own_periods in periods.values() for each in own_periods))
    if any(item.obligation.holder_id in wanted for each in questions for item, _row in each.items):
        why = _("{name} has answered everything for {period}")
    elif not own:
        why = _("{name} has no obligation in the plans that are asked about")
    elif not left:
        why = _("everything that {name} answers for is done or given up")
    elif not asked:
        why = _("{name} only cooperates, and is not asked")
    elif not any(schedule.asks_for(period) for _each, schedule, period in asked):
        why = _("{name} is exempt for {period}")
    else:
        why = _("nothing that {name} answers for was there when {period} began: it is asked from the next period on")
    return EgovtrackError(why.format(name=name, period=labels), _("egovtrack plans tells how each plan is asked"))


def form_files(forms: Iterable[Form], output: str, *, many: bool) -> dict[Path, bytes]:
    """Return the workbooks of forms by the files they go to: in the folder `output` where there are `many`."""
    made: dict[Path, bytes] = {}
    output += os.sep if many and output != "-" else ""
    for form in forms:
        path = free_path(output, f"{file_name(form.department)}-{form.period}", ".xlsx", made)
        made[path] = write_form(form)
    return made


def file_name(name: str) -> str:
    """Return what of a department's name stands in the name of a file: no separators, no dots, and not too much."""
    return "".join(character for character in name if character.isalnum() or character in "-_")[:_LONGEST]


def free_path(output: str, name: str, ending: str, taken: Collection[Path]) -> Path:
    """Return a path that is not taken, also where two names are alike but for their punctuation."""
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    return next(path for each in names if (path := placed(output, each + ending, only=True)) not in taken)


def take_in(action: Action, facts: Facts, files: Returning, period: str | None, received: date) -> list[TakenFile]:
    """Make notes of what returned forms and tables say that came in on a day, all files in one action. Where a `period`
    is given, forms of other periods are not taken.
    """
    known = {form_key(each): (plan, each) for plan in facts.plans for each in facts.obligations(plan)}
    statuses = {key: obligation.status for key, (_plan, obligation) in known.items()}
    expected = Expected(read_head(facts.connection)[0], period, received, statuses)
    forms = {name: path for name, path in files.forms.items() if path.suffix.lower() not in TABLES}
    returned = [read_form(name, read_bytes(path), expected) for name, path in forms.items()]
    hint = _("If somebody has reported in it, enter that by hand: egovtrack progress set.")
    others = [TakenFile(name, remarks=[FormProblem("", _("no form, and not read"), hint)]) for name in files.others]
    taken = take_forms(action, facts, returned, received, known)
    tables = [take_table(action, facts, path, period) for name, path in files.forms.items() if name not in forms]
    return [*taken, *tables, *others]


def returned_files(paths: Sequence[str]) -> Returning:
    """Return the files named, and of a folder and those in it all files; an office program's lock files are none.

    Raises EgovtrackError where a file is not there, or none can be a form.
    """
    found = Returning({}, [])
    for path in map(Path, paths):
        if path.is_dir():
            inside = {each.relative_to(path): each for each in sorted(path.rglob("*")) if each.is_file()}
            for name, each in inside.items():
                if any(part.startswith(("~$", ".")) for part in name.parts):
                    continue
                if each.suffix.lower() in _FORMS and (each.suffix.lower() != ".docx" or is_notice(each)):
                    found.forms[str(each) if str(name) in found.forms else str(name)] = each
                else:
                    found.others.append(str(name))
        elif path.is_file():
            found.forms[str(path) if path.name in found.forms else path.name] = path
        else:
            raise EgovtrackError(_("there is no file {path}").format(path=path))
    if not found.forms:
        others = _("these are none: {names}").format(names=_(", ").join(found.others)) if found.others else ""
        raise EgovtrackError(_("there is no form in {paths}").format(paths=_(", ").join(paths)), others)
    return found
