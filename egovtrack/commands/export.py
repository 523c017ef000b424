"""`egovtrack export`: tables as files."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

import click

from egovtrack.commands.base import Command, Group, command, option
from egovtrack.context import Context
from egovtrack.dates import parse_week, week_label
from egovtrack.errors import UsageError
from egovtrack.files import replacing, write_all
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.documents import read_plan_text
from egovtrack.queries.exports import FREE_KEYS, NOTE_KEYS, each_note
from egovtrack.queries.known import View
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.obligations import each_obligation
from egovtrack.queries.office import count_open
from egovtrack.queries.plans import PlanRow, find_plan, read_plans
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import each_task
from egovtrack.queries.weekly import read_week
from egovtrack.sheets import WORDS, Sheet, make_sheet
from egovtrack.sheets.obligations import not_counted, obligations_sheet, week_sheets
from egovtrack.sheets.tasks import every_task_sheet
from egovtrack.streams import utf8, write_utf8
from egovtrack.views import render, write_to

FORMS = ("csv", "json", "jsonl", "xlsx")

export = Group("export", help=N_("Write tables to files, each replaced in one step."))


@command(
    "weekly",
    help=N_("A week's tables: obligations at its end, its notes, what changed, who is silent, who is not designated."),
)
@option("--week", metavar="WEEK", help=N_("The week, as 2017-W10 (default: the last one that is over)."))
@option("--plan", "keys", metavar="PLAN", multiple=True, help=N_("Only this plan (may be given again)."))
@option("-o", "--output", metavar="DIR", required=True, help=N_("The folder to write to."))
@option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(["csv", "json"]),
    default=("csv", "json"),
    help=N_("Kinds of file (default: csv and json)."),
)
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def weekly(
    context: Context, week: str | None, keys: tuple[str, ...], output: str, formats: tuple[str, ...],
    known_at: str | None,
) -> None:  # fmt: skip
    """Write one file for each table and format, named after the week."""
    first, last = parse_week(week) if week else _last_week(context)
    folder = Path(output)
    if output in {"", "-"} or folder.is_file():
        raise UsageError(_("a week is several files"), _("give a folder with -o"))
    with context.reader() as reader:
        plans = [find_plan(reader, key) for key in dict.fromkeys(keys)] or read_plans(reader)
        found = read_week(reader, read_registry(reader), plans, first, context.view(None, known_at))
    label = week_label(last)
    files = {
        folder / f"{label}-{name}.{form}": render(sheet, form).encode("utf-8-sig" if form == "csv" else "utf-8")
        for name, sheet in week_sheets(found, context.view()).items()
        for form in dict.fromkeys(formats)
    }
    write_all(files)
    context.say(
        _(
            "{week}: {obligations} obligations, {notes} notes, {changes} changes, {silent} departments silent; "
            "{files} files in {folder}"
        ).format(
            week=label,
            obligations=len(found.obligations),
            notes=len(found.notes),
            changes=len(found.changes),
            silent=len({one.department for one in found.silent}),
            files=len(files),
            folder=folder,
        )
    )


def _last_week(context: Context) -> tuple[date, date]:
    """The last week that is over: on a Sunday that very week, else the one before."""
    sunday = context.today - timedelta(days=context.today.isoweekday() % 7)
    return sunday - timedelta(days=6), sunday


@command("text", help=N_("Write a plan out again from the ledger, word for word as it was issued."))
@click.argument("plan")
@option("-o", "--output", metavar="FILE|-", default="-", help=N_("The file to write (default: standard output)."))
def text(context: Context, plan: str, output: str) -> None:
    """Put the document together again from the headings and tasks in the ledger."""
    with context.reader() as reader:
        content = read_plan_text(reader, find_plan(reader, plan))
    if output == "-":
        write_utf8(sys.stdout, content)
    else:
        write_all({Path(output): content.encode()})


class _Whole(NamedTuple):
    """A table of everything; where the database makes the words for spreadsheets, its `cells` (given True: as text)."""

    sheet: Sheet
    cells: Callable[[bool], Iterable[Sequence[Any]]] | None = None


def _exporting(name: str, text: str, read: Callable[[Reader, Registry, Sequence[PlanRow], View], _Whole]) -> Command:
    """A command that writes a table of everything, row by row."""

    @command(name, help=text)
    @option("--plan", "keys", metavar="PLAN", multiple=True, help=N_("Only this plan (may be given again)."))
    @option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
    @option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
    @option("-o", "--output", metavar="FILE|-", default="-", help=N_("The file to write (default: standard output)."))
    @option("--format", "form", type=click.Choice(FORMS), help=N_("Kind of file (default: by its name, else csv)."))
    def whole(
        context: Context, keys: tuple[str, ...], as_of: str | None, known_at: str | None, output: str, form: str | None
    ) -> None:
        view = context.view(as_of, known_at)
        kind = form or _kind_of(output)
        with context.reader() as reader:
            issued = [plan for plan in read_plans(reader) if plan.issued_on <= view.as_of]
            plans = [find_plan(reader, key) for key in dict.fromkeys(keys)] or issued
            _write_whole(read(reader, read_registry(reader), plans, view), kind, output)
            waiting = sum(count_open(reader, plan, view) for plan in plans) if name == "obligations" else 0
        if waiting:
            context.say(not_counted(waiting))

    return whole


def _kind_of(output: str) -> str:
    ending = output.rpartition(".")[2].lower()
    return ending if ending in FORMS else "csv"


def _write_whole(table: _Whole, kind: str, output: str) -> None:
    if output != "-":
        with replacing(Path(output)) as file:
            _write_file(table, kind, file)
    elif kind != "xlsx":
        with utf8(sys.stdout) as stream:
            _write_text(table, kind, stream)
    elif sys.stdout.isatty():
        raise UsageError(_("an xlsx file is nothing for a terminal"), _("give a file with -o"))
    else:
        _write_file(table, kind, sys.stdout.buffer)


def _write_file(table: _Whole, kind: str, file: BinaryIO) -> None:
    if kind == "xlsx":
        from egovtrack.views import workbook

        rows = table.cells(False) if table.cells else workbook.rows_of(table.sheet)
        workbook.write_xlsx(table.sheet.all_columns, rows, file)
        return
    # Not utf-8-sig: that codec encodes every row by functions written in Python.
    stream = io.TextIOWrapper(file, encoding="utf-8", newline="")
    if kind == "csv":  # Excel takes a file without a byte order mark for one in the system's code page.
        stream.write("\ufeff")
    _write_text(table, kind, stream)
    stream.detach()


def _write_text(table: _Whole, kind: str, stream: TextIO) -> None:
    if kind == "csv" and table.cells:
        from egovtrack.views import delimited

        delimited.write_rows(table.sheet.all_columns, table.cells(True), stream, FREE_KEYS)
    else:
        write_to(table.sheet, kind, stream)


def _obligations(reader: Reader, registry: Registry, plans: Sequence[PlanRow], view: View) -> _Whole:
    rows = (one for plan in plans for one in each_obligation(reader, registry, plan, view))
    return _Whole(obligations_sheet(_("Obligations"), rows, view, stream=True))


def _tasks(reader: Reader, registry: Registry, plans: Sequence[PlanRow], view: View) -> _Whole:
    rows = (one for plan in plans for one in each_task(reader, registry, plan, view, brief=True))
    return _Whole(every_task_sheet(rows, view))


def _notes(reader: Reader, registry: Registry, plans: Sequence[PlanRow], view: View) -> _Whole:
    called = {key: registry.name_on(key, view.as_of) for key in registry.departments}
    names = {key: name for key, name in called.items() if name != registry.departments[key].name}
    ids = [plan.id for plan in plans]
    words = {key: {code: _(word) for code, word in WORDS[key].items()} for key in ("status", "channel")}
    words["kind"] = {code: _(word) for code, word in WORDS["note_kind"].items()}
    records = (dict(zip(NOTE_KEYS, row, strict=True)) for row in each_note(reader, view, names, ids))
    sheet = make_sheet("notes", view.as_of, _("Progress notes"), records, keys=NOTE_KEYS, stream=True)
    return _Whole(sheet, lambda as_text: each_note(reader, view, names, ids, words, as_text=as_text))


for each in (
    weekly,
    _exporting("obligations", N_("Every obligation, and where it stands."), _obligations),
    _exporting("tasks", N_("Every task, and where it stands, rolled up from those who answer."), _tasks),
    _exporting("notes", N_("Every progress note, in the order they were entered; moments are UTC."), _notes),
    text,
):
    export.add_command(each)
