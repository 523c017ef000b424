"""`egovtrack form` and `progress import`: forms out to the departments, and what they say when they come back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.datafiles import read_bytes
from egovtrack.dates import parse_period
from egovtrack.errors import BadInput, EgovtrackError, UsageError
from egovtrack.files import write_all
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.identity import read_ledger_id
from egovtrack.queries.known import View
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.plans import PlanRow, find_plan, read_plans
from egovtrack.queries.progress import read_notes
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import TaskRow, read_tasks

_LONGEST = 60  # of a name in that of a file: 255 bytes are the most that file systems take
_FORMS = (".xlsx", ".ods", ".xls", ".xlsm", ".xlsb", ".et", ".csv")


@command(
    "form",
    help=N_(
        "Make the form that a department fills in for a period: an xlsx workbook with all its obligations. With --all "
        "one for each department. What is secret does not belong in it."
    ),
)
@click.argument("name", required=False, metavar="[DEPT]")
@option("--all", "everybody", is_flag=True, help=N_("One form for each department that has obligations."))
@option("--period", required=True, ask=True, metavar="PERIOD", help=N_("The period: 2017-06, 2017-Q2 or 2017-W10."))
@option("--plan", "keys", metavar="PLAN", multiple=True, help=N_("Only this plan (may be given again)."))
@option("-o", "--output", required=True, ask=True, metavar="FILE|DIR", help=N_("The file, or with --all the folder."))
def form(
    context: Context, name: str | None, period: str, keys: tuple[str, ...], output: str, *, everybody: bool
) -> None:
    """Write the forms of a period, for the plans that are under way in it unless told which."""
    from egovtrack.forms import write_form
    from egovtrack.sheets.forms import make_form

    if bool(name) == everybody:
        raise UsageError(_("whose form?"), _("name one department, or give --all"))
    span = parse_period(period)
    view = _look(context, span)
    with context.reader() as reader:
        registry = read_registry(reader)
        plans = _plans(reader, keys, span)
        theirs = _by_department(reader, registry, plans, view)
        wanted = [registry.find(name)[0].heir(view.as_of).id] if name else list(theirs)
        notes = {note.id: note for plan in plans for note in read_notes(reader, registry, view, plan=plan.id)}
        ledger = read_ledger_id(reader)
    made: dict[Path, bytes] = {}
    for one in wanted:
        rows = theirs.get(one, [])
        if not rows:
            raise EgovtrackError(
                _("{name} has no obligation in {period}").format(name=registry.name_on(one, view.as_of), period=span[0])
            )
        called = registry.name_on(one, view.as_of)
        shown = [plan for plan in plans if any(task.plan == plan.key for task, _obligation in rows)]
        many = everybody or Path(output).is_dir()
        path = _free(Path(output), _file_name(called), span[0], made) if many else Path(output)
        made[path] = write_form(make_form(ledger, called, span, shown, rows, notes, view))
    write_all(made, private=True)
    message = ngettext("{count} form for {period} in {place}", "{count} forms for {period} in {place}", len(made))
    context.say(message.format(count=len(made), period=span[0], place=output))


def _look(context: Context, span: tuple[str, date, date]) -> View:
    """As things stood at the period's end, or stand today where it is not over."""
    view = context.view()
    last = min(span[2], view.today)
    return View(last, view.today, view.rule, view.known_at, view.zone)


def _plans(reader: Reader, keys: Sequence[str], span: tuple[str, date, date]) -> list[PlanRow]:
    """The plans asked for, else those under way at some time of the period."""
    if keys:
        return [find_plan(reader, key) for key in dict.fromkeys(keys)]
    _label, first, last = span
    return [one for one in read_plans(reader) if one.issued_on <= last and one.period_end >= first]


def _by_department(
    reader: Reader, registry: Registry, plans: Sequence[PlanRow], view: View
) -> dict[int, list[tuple[TaskRow, Obligation]]]:
    found: dict[int, list[tuple[TaskRow, Obligation]]] = {}
    for plan in plans:
        for task in read_tasks(reader, registry, plan, view):
            for one in task.obligations:
                found.setdefault(one.holder_id, []).append((task, one))
    return {key: found[key] for key in registry.departments if key in found}


def _file_name(name: str) -> str:
    """What of a department's name stands in the name of a file: no separators, no dots, and not too much."""
    return "".join(character for character in name if character.isalnum() or character in "-_")[:_LONGEST]


def _free(folder: Path, name: str, period: str, taken: Collection[Path]) -> Path:
    """A file of its own for each department, also where two names are alike but for their punctuation."""
    names = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 2)))
    return next(path for each in names if (path := folder / f"{each}-{period}.xlsx") not in taken)


@command(
    "import",
    help=N_(
        "Read returned forms (xlsx, ods): only cells that were changed become notes. A file with something wrong is "
        "not taken, and is listed with file, cell and reason; the others are. Exit code 65 then."
    ),
)
@click.argument("paths", metavar="FILE|DIR...", nargs=-1, required=True)
@option("--period", metavar="PERIOD", help=N_("Only forms of this period: any other is listed as wrong."))
@option("--dry-run", is_flag=True, help=N_("Say what would be taken and what is wrong, and store nothing."))
def import_forms(context: Context, paths: tuple[str, ...], period: str | None, *, dry_run: bool) -> None:
    """Take in forms, all files in one action: undo takes back all of them."""
    from egovtrack.forms import Expected, read_form
    from egovtrack.ledger.forms import take_forms
    from egovtrack.sheets.forms import form_key, returned_sheet

    files = _files(paths)
    view = context.view()
    wanted = parse_period(period)[0] if period else None
    with context.reader():
        pass  # a ledger that is not there is not made by taking forms in
    with context.action(rehearse=dry_run) as act:
        reader = act.reader
        registry = read_registry(reader)
        known = {
            form_key(one): (plan, one)
            for plan in read_plans(reader)
            for task in read_tasks(reader, registry, plan, view)
            for one in task.obligations
        }
        expected = Expected(
            read_ledger_id(reader), wanted, view.today, {key: one.status for key, (_plan, one) in known.items()}
        )
        returned = [read_form(path.name, read_bytes(path), expected) for path in files]
        ends = {one.period: parse_period(one.period)[2] for one in returned if one.period and not one.problems}
        done = take_forms(act, registry, returned, ends, known, view)
    records = [_record(one) for one in done]
    bad = [one for one in done if one.problems]
    title = _("{files} files: {entries} reports, {known} known before, {bad} files not taken").format(
        files=len(done), entries=sum(one.entries for one in done), known=sum(one.known for one in done), bad=len(bad)
    )
    shown = records if context.machine else [one for one in records if one["entries"] or one["problems"]]
    context.show(returned_sheet(shown, title, context.today))
    if dry_run:
        context.say(_("nothing was stored (--dry-run)"))
    if bad:
        raise BadInput(
            ngettext("{count} file was not taken", "{count} files were not taken", len(bad)).format(count=len(bad)),
            _("mend what is named, and import again: what was taken is not taken twice"),
        )


def _record(one: Any) -> dict[str, Any]:
    problems = [{"cell": each.cell, "reason": each.reason, "hint": each.hint} for each in one.problems]
    return {
        "file": one.file, "department": one.department or None, "period": one.period or None, "entries": one.entries,
        "known": one.known, "problems": problems,
    }  # fmt: skip


def _files(paths: Sequence[str]) -> list[Path]:
    """The files named, and of a folder all that could be forms; an office program's lock files are none."""
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(
                one
                for one in path.iterdir()
                if one.suffix.lower() in _FORMS and not one.name.startswith(("~$", ".")) and one.is_file()
            )
        elif path.is_file():
            found.append(path)
        else:
            raise EgovtrackError(_("there is no file {path}").format(path=path))
    if not found:
        raise EgovtrackError(_("there is no form in {paths}").format(paths=_(", ").join(paths)))
    return found
