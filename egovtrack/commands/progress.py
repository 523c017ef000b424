"""`egovtrack progress`: what departments report, entered and looked up."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import click

from egovtrack.commands.base import Group, Number, WholeNumber, command, completed_by, option
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_plan, find_reference
from egovtrack.queries.progress import NoteRow, read_notes
from egovtrack.queries.reader import Value
from egovtrack.sheets import in_words
from egovtrack.sheets.obligations import notes_sheet

SETTABLE = ("not_started", "in_progress", "blocked", "completed", "cancelled")

progress = Group("progress", help=N_("Enter what departments report, and look it up. Nothing is ever overwritten."))


@command("set", help=N_("Enter how far a task is: for a department, or without one the office's word on the task."))
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option(
    "--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("The department that reports.")
)
@option("--status", type=click.Choice(SETTABLE), help=N_("Where it stands (default: as before)."))
@option("--percent", type=WholeNumber(0, 100), metavar="N", help=N_("How much is done, 0 to 100."))
@option("--value", type=Number(), metavar="V", help=N_("The measured value, where the task has a target."))
@option("--note", metavar="TEXT|-", help=N_("What was done; - reads it from standard input."))
@option("--problem", metavar="TEXT", help=N_("What stands in the way."))
@option("--next", "next_step", metavar="TEXT", help=N_("What comes next."))
@option("--date", "day", metavar="DATE", help=N_("The day it speaks of (default: today)."))
@option("--evidence", metavar="URL|FILE", help=N_("What proves it; of a file the name and SHA-256 are kept."))
def set_(
    context: Context, ref: str, dept: str | None, status: str | None, percent: int | None, value: float | None,
    note: str | None, problem: str | None, next_step: str | None, day: str | None, evidence: str | None,
) -> None:  # fmt: skip
    """Append a progress note; the tables change from its day on."""
    from egovtrack.ledger.progress import Report, record

    text = sys.stdin.read() if note == "-" and sys.stdin else note
    report = Report(context.day(day), status, percent, value, text, problem, next_step, _evidence(evidence))
    with context.action() as act:
        reader = act.reader
        registry = read_registry(reader)
        reference = find_reference(reader, ref)
        department = registry.find(dept)[0] if dept else None
        made = record(act, registry, reference, department, report, context.view())
        (row,) = read_notes(reader, registry, context.today, note=made.id)
    _confirm(context, row)


def _evidence(text: str | None) -> str | None:
    path = Path(text) if text and "://" not in text else None
    if path is None:
        return text
    try:
        return f"{path.name} sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError as error:
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=path, why=error.strerror)) from error


def _confirm(context: Context, row: NoteRow) -> None:
    percent = f" {row.percent}%" if row.percent is not None else ""
    context.say(
        _("note {id}: {ref} {name}, {status}{percent}, as of {day}").format(
            id=row.id,
            ref=row.ref,
            name=row.department or _("(the office)"),
            status=in_words("status", row.status),
            percent=percent,
            day=row.as_of,
        )
    )
    if context.machine:
        context.show(notes_sheet("", [row], context.view()))


@command("log", help=N_("List the notes on a task, or all of them, the retracted ones too."))
@click.argument("ref", required=False)
@option("--dept", metavar="NAME", help=N_("Only this department's."))
@option("--plan", metavar="PLAN", help=N_("Only this plan's."))
@option("--from", "from_day", metavar="DATE", help=N_("From this day on."))
@option("--to", "to_day", metavar="DATE", help=N_("Up to this day."))
def log(
    context: Context, ref: str | None, dept: str | None, plan: str | None, from_day: str | None, to_day: str | None
) -> None:
    """List notes in the order of the days they speak of."""
    with context.reader() as reader:
        registry = read_registry(reader)
        limits: dict[str, Value] = {
            "from_day": context.day(from_day) if from_day else None,
            "to_day": context.day(to_day) if to_day else None,
            "plan": find_plan(reader, plan).id if plan else None,
        }
        if ref:
            reference = find_reference(reader, ref)
            limits |= {"task": reference.task_id, "clause": reference.clause_id}
        departments = [one.id for one in registry.find(dept)[0].with_predecessors()] if dept else None
        rows = read_notes(reader, registry, context.today, departments=departments, **limits)
    title = _("Progress notes: {count}").format(count=len(rows))
    context.show(notes_sheet(title, rows, context.view()))


@command("retract", help=N_("Take a note back, with the reason. It stays in the log, marked."))
@click.argument("note_id", metavar="ID", type=WholeNumber(1, 2**31 - 1))
@option("--reason", required=True, metavar="TEXT", help=N_("Why it is taken back."))
def retract(context: Context, note_id: int, reason: str) -> None:
    """Retract a note; the tables are as if it had not been entered, except as known before now."""
    from egovtrack.ledger import progress as ledger

    with context.action() as act:
        ledger.retract(act, note_id, reason)
    context.say(_("note {id} is retracted").format(id=note_id))


for each in (set_, log, retract):
    progress.add_command(each)
