"""`egovtrack progress`: what departments report, what the office decides on it, entered and looked up."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import click

from egovtrack.commands.base import Group, Number, WholeNumber, command, completed_by, interactive, option
from egovtrack.commands.form import import_forms
from egovtrack.context import Context
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_TEXT
from egovtrack.queries.names import read_registry
from egovtrack.queries.obligations import read_obligations
from egovtrack.queries.plans import find_plan, find_reference
from egovtrack.queries.progress import NoteRow, read_notes
from egovtrack.queries.reader import Value
from egovtrack.sheets import in_words
from egovtrack.sheets.obligations import notes_sheet
from egovtrack.streams import one_line

SETTABLE = {
    "not_started": N_("not started"), "in_progress": N_("in progress"), "blocked": N_("blocked"),
    "completed": N_("completed"), "cancelled": N_("cancelled"),
}  # fmt: skip

progress = Group("progress", help=N_("Enter what departments report, and look it up. Nothing is ever overwritten."))


class SettableStatus(click.Choice[str]):
    """A status that may be set, by its code or by its word in the language in use."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The code."""
        words = {_(word): code for code, word in SETTABLE.items()}
        return super().convert(words.get(str(value).strip(), value), param, ctx)


@command("set", help=N_("Enter how far a task is: for a department, or without one the office's word on the task."))
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option(
    "--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("The department that reports.")
)
@option("--status", type=SettableStatus(list(SETTABLE)), help=N_("Where it stands (default: as before)."))
@option("--percent", type=WholeNumber(0, 100), metavar="N", help=N_("How much is done, 0 to 100."))
@option("--value", type=Number(), metavar="V", help=N_("The measured value, where the task has a target."))
@option("--target", type=WholeNumber(1), metavar="N", help=N_("Which target it measures, where there are several."))
@option("--note", metavar="TEXT|-", help=N_("What was done; - reads it from standard input."))
@option("--problem", metavar="TEXT", help=N_("What stands in the way."))
@option("--next", "next_step", metavar="TEXT", help=N_("What comes next."))
@option("--date", "day", metavar="DATE", help=N_("The day it speaks of (default: today)."))
@option("--evidence", metavar="URL|FILE", help=N_("What proves it; of a file the name and SHA-256 are kept."))
def set_(context: Context, ref: str, dept: str | None, day: str | None, **said: Any) -> None:
    """Append a progress note; the tables change from its day on. A person at the terminal is asked what is missing."""
    from egovtrack.ledger.progress import Report, record

    if interactive() and all(value is None for value in said.values()):
        dept, said = _ask(context, ref, dept)
    if said.get("note") == "-" and sys.stdin:
        said["note"] = sys.stdin.read(MAX_TEXT + 1)
    report = Report(as_of=context.day(day), **said | {"evidence": _evidence(said.get("evidence"))})
    with context.action() as act:
        registry = read_registry(act.reader)
        reference = find_reference(act.reader, ref)
        department = registry.find(dept)[0] if dept else None
        made = record(act, registry, reference, department, report, context.view())
        rows = read_notes(act.reader, registry, context.view(), note=made.id)
    if report.as_of < reference.plan.issued_on:
        context.say(
            _("careful: {day} is before plan {plan} was issued ({issued})").format(
                day=report.as_of, plan=reference.plan.key, issued=reference.plan.issued_on
            )
        )
    _confirm(context, rows)


def _ask(context: Context, ref: str, dept: str | None) -> tuple[str | None, dict[str, Any]]:
    """Ask for what a report has, one thing after another; an empty answer leaves it out."""
    with context.reader() as reader:
        reference = find_reference(reader, ref)
        rows = read_obligations(reader, read_registry(reader), reference.plan, context.view(), task=reference.task_id)
    names = list(dict.fromkeys(one.department for one in rows))

    def answer(question: str, kind: Any = str) -> Any:
        while True:
            given = click.prompt(one_line(question), default="", show_default=False, err=True)
            if not given.strip():
                return None
            try:
                return kind(given) if kind is str else kind.convert(given, None, None)
            except click.BadParameter as error:
                context.say(error.format_message())

    if dept is None and names:
        who = _("Department, nothing for the office itself ({names})").format(names=_(", ").join(names))
        dept = answer(who)
    words = _(", ").join(_(word) for code, word in SETTABLE.items() if not (dept and code == "cancelled"))
    said = {
        "status": answer(_("Status ({words})").format(words=words), SettableStatus(list(SETTABLE))),
        "percent": answer(_("Percent (0 to 100)"), WholeNumber(0, 100)),
        "note": answer(_("What was done")),
        "problem": answer(_("What stands in the way")),
        "next_step": answer(_("What comes next")),
    }
    return dept, said


def _evidence(text: str | None) -> str | None:
    path = Path(text) if text and "://" not in text else None
    if path is None:
        return text
    try:
        with path.open("rb") as stream:
            return f"{path.name} sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=path, why=why)) from error


def _confirm(context: Context, rows: list[NoteRow]) -> None:
    for row in rows:
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
        context.show(notes_sheet("", rows, context.view()))


@command("verify", help=N_("Strike off what was reported done (销号): of one department, or of all that reported so."))
@click.argument("ref")
@option("--dept", metavar="NAME", help=N_("Only this department's."))
@option("--note", metavar="TEXT", help=N_("What it was checked by."))
@option("--date", "day", metavar="DATE", help=N_("The day of the decision (default: today)."))
def verify(context: Context, ref: str, dept: str | None, note: str | None, day: str | None) -> None:
    """Accept completion; from that day on it counts as done."""
    _decide(context, ref, dept, day, note, back=False)


@command(
    "return", help=N_("Send a reported completion back (退回), or open again what was struck off, with the reason.")
)
@click.argument("ref")
@option("--dept", metavar="NAME", help=N_("Only this department's."))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is sent back."))
@option("--date", "day", metavar="DATE", help=N_("The day of the decision (default: today)."))
def return_(context: Context, ref: str, dept: str | None, reason: str, day: str | None) -> None:
    """Send back; from that day on it is in progress again."""
    _decide(context, ref, dept, day, reason, back=True)


def _decide(context: Context, ref: str, dept: str | None, day: str | None, note: str | None, *, back: bool) -> None:
    from egovtrack.ledger import progress as ledger

    with context.action() as act:
        registry = read_registry(act.reader)
        reference = find_reference(act.reader, ref)
        department = registry.find(dept)[0] if dept else None
        where = (act, registry, reference, department, context.day(day), context.view())
        if back:
            ledger.send_back(*where, reason=note or "")
        else:
            ledger.verify(*where, note=note)
        rows = read_notes(act.reader, registry, context.view(), action=act.row.id)
        after = read_obligations(act.reader, registry, reference.plan, context.view(), task=reference.task_id)
    _confirm(context, rows)
    left = [one.department for one in after if one.status not in {"verified", "cancelled"}]
    if not back and left and not department:
        context.say(
            ngettext("not struck off: {count} ({names})", "not struck off: {count} ({names})", len(left)).format(
                count=len(left), names=_(", ").join(dict.fromkeys(left))
            )
        )


@command("log", help=N_("List the notes on a task, or all of them, the retracted and undone ones too."))
@click.argument("ref", required=False)
@option("--dept", metavar="NAME", help=N_("Only this department's."))
@option("--plan", metavar="PLAN", help=N_("Only this plan's."))
@option("--from", "from_day", metavar="DATE", help=N_("From this day on."))
@option("--to", "to_day", metavar="DATE", help=N_("Up to this day."))
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def log(
    context: Context, ref: str | None, dept: str | None, plan: str | None, from_day: str | None, to_day: str | None,
    as_of: str | None, known_at: str | None,
) -> None:  # fmt: skip
    """List notes in the order of the days they speak of."""
    view = context.view(as_of, known_at)
    last = min((day for day in (to_day and context.day(to_day), as_of and view.as_of) if day), default=None)
    with context.reader() as reader:
        registry = read_registry(reader)
        limits: dict[str, Value] = {
            "from_day": context.day(from_day) if from_day else None,
            "to_day": last,
            "plan": find_plan(reader, plan).id if plan else None,
        }
        if ref:
            reference = find_reference(reader, ref)
            limits |= {"task": reference.task_id, "clause": reference.clause_id}
        departments = [one.id for one in registry.find(dept)[0].with_predecessors()] if dept else None
        rows = read_notes(reader, registry, view, departments=departments, **limits)
    title = _("Progress notes: {count}").format(count=len(rows))
    context.show(notes_sheet(title, rows, view))


@command("retract", help=N_("Take a note back, with the reason. It stays in the log, marked."))
@click.argument("note_id", metavar="ID", type=WholeNumber(1, 2**31 - 1))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is taken back."))
def retract(context: Context, note_id: int, reason: str) -> None:
    """Retract a note; the tables are as if it had not been entered, except as known before now."""
    from egovtrack.ledger import progress as ledger

    with context.action() as act:
        ledger.retract(act, note_id, reason)
    context.say(_("note {id} is retracted").format(id=note_id))


for each in (set_, verify, return_, log, retract, import_forms):
    progress.add_command(each)
