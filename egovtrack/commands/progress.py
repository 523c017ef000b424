"""`egovtrack progress`: what departments report, what the office decides on it, entered and looked up."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import (
    Quantity,
    Term,
    WholeNumber,
    command,
    completed_by,
    csv_option,
    listing_options,
    option,
    plan_option,
    refs_argument,
)
from egovtrack.commands.form import import_forms
from egovtrack.datafiles import decode
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _, ngettext, written
from egovtrack.limits import MAX_FILE
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import NoteRow, read_notes
from egovtrack.registry import Department
from egovtrack.rules import CLOSED
from egovtrack.sheets import in_words
from egovtrack.snapshot import Snapshot
from egovtrack.streams import interactive
from egovtrack.words import SETTABLE

_STATUS = Term(list(SETTABLE), "settable")


@command("set", help=N_("Record progress on a task: for a department, or without one the office's word on the task."))
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option(
    "--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("The department that reports.")
)
@option("--status", type=_STATUS, help=N_("Where it stands (default: as before)."))
@option("--percent", type=WholeNumber(0, 100), metavar="N", help=N_("How much is done, 0 to 100."))
@option(
    "--value", type=Quantity(), metavar="V", help=N_("The measured value, where the task has a target: 60, 60万户.")
)
@option("--target", type=WholeNumber(1), metavar="N", help=N_("Which target it measures, where there are several."))
@option("--note", metavar="TEXT|-", help=N_("What was done; - reads it from standard input."))
@option("--problem", metavar="TEXT", help=N_("What stands in the way."))
@option("--next", "next_step", metavar="TEXT", help=N_("What comes next."))
@option("--date", "day", metavar="DATE", help=N_("The day it speaks of (default: the day it came in)."))
@option(
    "--period", metavar="PERIOD", help=N_("The period it answers: 2017-03, 2017-Q1 or 2017-W10 (default: by its day).")
)
@option("--received", metavar="DATE", help=N_("The day it came in (default: today)."))
@option("--evidence", metavar="URL|FILE", help=N_("What proves it; of a file the name and SHA-256 are kept."))
def set_(
    app: App, ref: str, dept: str | None, day: str | None, period: str | None, received: str | None, **said: Any
) -> None:
    """Append a progress note; the tables change from its day on. A person at the terminal is asked what is missing."""
    from egovtrack.ledger import progress as ledger
    from egovtrack.usecases.entries import kept_evidence

    if interactive() and all(value is None for value in said.values()):
        dept, said = _ask(app, ref, dept)
    if said.get("note") == "-":
        said["note"] = decode(sys.stdin.buffer.read(MAX_FILE)).replace("\r\n", "\n")
        if not said["note"].strip():
            raise UsageError(_("standard input is empty: there is nothing to record"), _("write the text after --note"))
    said |= {"evidence": kept_evidence(said.get("evidence"), Path()), "received_on": app.day(received)}
    said["value"], said["unit"] = said.get("value") or (None, None)
    said |= {"period": app.period(period)}
    report = ledger.Report(as_of=app.day(day or received), **said)
    with app.facts() as facts:
        doubtful = ledger.far_beyond(facts, facts.reference(ref), report)
    if doubtful and not app.output.doubt(doubtful):
        raise click.Abort
    with app.action() as action:
        facts = app.facts_in(action)
        reference = facts.reference(ref)
        ledger.record(action, facts, reference, _department(facts, dept), report)
        notes = read_notes(facts, action=action.id)
    plan = reference.plan
    if report.as_of < plan.issued_on:
        words = _("careful: {day} is before plan {plan} was issued ({issued})")
        app.say(words.format(day=report.as_of, plan=plan.key, issued=plan.issued_on))
    _confirm(app, notes, facts.snapshot)


def _department(facts: Facts, name: str | None) -> Department | None:
    return facts.registry.find(name)[0] if name else None


def _ask(app: App, ref: str, dept: str | None) -> tuple[str | None, dict[str, Any]]:
    """Ask for what a report has, question by question; an empty answer leaves it out."""
    from egovtrack.ledger.progress import answering

    with app.facts() as facts:
        whole = facts.reference(ref)._replace(clause_id=None)
        names = dict.fromkeys(each.department for each in answering(facts, whole))
    if dept is None and names:
        who = _("Department, nothing for the office itself ({names})").format(names=_(", ").join(names))
        dept = _answer(app, who)
    words = _(", ").join(_(word) for code, word in SETTABLE.items() if not (dept and code == "cancelled"))
    said = {
        "status": _answer(app, _("Status ({words})").format(words=words), _STATUS),
        "percent": _answer(app, _("Percent (0 to 100)"), WholeNumber(0, 100)),
        "note": _answer(app, _("What was done")),
        "problem": _answer(app, _("What stands in the way")),
        "next_step": _answer(app, _("What comes next")),
    }
    return dept, said


def _answer(app: App, question: str, kind: click.ParamType[Any] | None = None) -> Any:
    while True:
        if not (given := app.output.ask(question)):
            return None
        try:
            return given if kind is None else kind.convert(given, None, None)
        except click.BadParameter as error:
            app.say(error.format_message())


def _confirm(app: App, notes: Sequence[NoteRow], snapshot: Snapshot) -> None:
    """Tell what was entered, and write it to scripts."""
    from egovtrack.sheets.obligations import measure_words

    for note in notes:
        words = _("note {id}: {ref} {name}, {status}{percent}, as of {day}")
        name = note.department or _("(the office)")
        status = in_words("status", note.status) or in_words("note_kind", note.kind)
        percent = measure_words(note._asdict())
        app.say(words.format(id=note.id, ref=note.ref, name=name, status=status, percent=percent, day=note.as_of))
        if note.percent_before is not None:
            lower = _("careful: {ref} {name}: {percent} % is lower than before ({before} %)")
            app.say(lower.format(ref=note.ref, name=name, percent=note.percent, before=note.percent_before))
        if note.overruled_by is not None:
            stands = _("careful: the office's word on {ref} (note {id}) is for the same day or a later one, and stands")
            app.say(stands.format(ref=note.ref, id=note.overruled_by))
    if app.output.machine:
        from egovtrack.sheets.notes import notes_sheet

        app.show(notes_sheet("", notes, snapshot))


@command("verify", help=N_("Strike off what was reported done (销号): of one department, or of all that reported so."))
@refs_argument()
@csv_option()
@option("--dept", "departments", metavar="NAME", help=N_("Only this department's."))
@option("--note", metavar="TEXT", help=N_("What it was checked by."))
@option("--date", "day", metavar="DATE", help=N_("The day of the decision (default: today)."))
def verify(app: App, refs: tuple[str, ...], path: str | None, **given: str | None) -> None:
    """Accept completion; from that day on it counts as done."""
    _decide(app, refs, path, given, back=False)


@command(
    "return", help=N_("Send a reported completion back (退回), or open again what was struck off, with the reason.")
)
@refs_argument()
@csv_option()
@option("--dept", "departments", metavar="NAME", help=N_("Only this department's."))
@option("--reason", "note", metavar="TEXT", help=N_("Why it is sent back."))
@option("--date", "day", metavar="DATE", help=N_("The day of the decision (default: today)."))
def return_(app: App, refs: tuple[str, ...], path: str | None, **given: str | None) -> None:
    """Send back; from that day on it is in progress again."""
    _decide(app, refs, path, given, back=True)


def _decide(app: App, refs: tuple[str, ...], path: str | None, given: dict[str, str | None], *, back: bool) -> None:
    from egovtrack.ledger import progress as ledger
    from egovtrack.usecases.several import each_decision

    left: list[str] = []

    def decide(facts: Facts, ref: str, departments: str | None, note: str | None, day: str | None) -> None:
        reference, department = facts.reference(ref), _department(facts, departments)
        ledger.decide(action, facts, reference, department, app.day(day), note, back=back)
        if not back and not department:
            everybody = ledger.answering(facts, reference._replace(clause_id=None), reported=True)
            left.extend(each.department for each in everybody if each.status not in CLOSED)

    with app.action() as action:
        facts = app.facts_in(action)
        each_decision(facts, refs, path, given, decide)
        notes = read_notes(facts, action=action.id)
    _confirm(app, notes, facts.snapshot)
    if left:
        words = ngettext("not struck off: {count} ({names})", "not struck off: {count} ({names})", len(left))
        app.say(words.format(count=len(left), names=_(", ").join(dict.fromkeys(left))))


@command("log", help=N_("List the notes on a task, or all of them, the retracted and undone ones too."))
@click.argument("ref", required=False)
@option("--dept", metavar="NAME", help=N_("Only this department's."))
@plan_option(N_("Only this plan's."))
@option("--from", "from_day", metavar="DATE", help=N_("From this day on."))
@option("--to", "to_day", metavar="DATE", help=N_("Up to this day."))
@listing_options()
def log(
    app: App, ref: str | None, dept: str | None, plan: str | None, from_day: str | None, to_day: str | None,
) -> None:  # fmt: skip
    """List notes in the order of the days they speak of."""
    from egovtrack.sheets.notes import notes_sheet

    last = min((app.day(day) for day in (to_day, app.as_of) if day), default=None)
    with app.facts() as facts:
        first = app.day(from_day, first=True) if from_day else None
        reference, department = facts.reference(ref) if ref else None, _department(facts, dept)
        rows = read_notes(
            facts,
            departments=[each.id for each in department.with_predecessors()] if department else None,
            plan=facts.plan(plan).id if plan else None,
            task=reference and reference.task_id,
            clause=reference and reference.clause_id,
            from_day=first,
            to_day=last,
        )
    app.show(notes_sheet(written("Progress notes: {count}").format(count=len(rows)), rows, facts.snapshot))


@command("retract", help=N_("Take a note back, with the reason. It stays in the log, marked."))
@click.argument("note_id", metavar="ID", type=WholeNumber(1, 2**31 - 1))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is taken back."))
def retract(app: App, note_id: int, reason: str) -> None:
    """Retract a note; the tables are as if it had not been entered, except as known before now."""
    from egovtrack.ledger import progress as ledger

    with app.action() as action:
        ledger.retract(action, app.facts_in(action), note_id, reason)
    app.say(_("note {id} is retracted").format(id=note_id))


progress = Group(commands=[set_, verify, return_, log, retract, import_forms])
