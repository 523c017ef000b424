"""`egovtrack export`: tables as files."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import click

from egovtrack.commands.base import Group, command, option
from egovtrack.context import Context
from egovtrack.dates import parse_week, week_label
from egovtrack.errors import UsageError
from egovtrack.files import write_all
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.documents import read_plan_text
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_plan, read_plans
from egovtrack.queries.weekly import read_week
from egovtrack.sheets.obligations import week_sheets
from egovtrack.streams import write_utf8
from egovtrack.views import render

export = Group("export", help=N_("Write tables to files, each replaced in one step."))


@command("weekly", help=N_("A week's tables: obligations at its end, its notes, what changed, who is silent."))
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
def weekly(context: Context, week: str | None, keys: tuple[str, ...], output: str, formats: tuple[str, ...]) -> None:
    """Write one file for each table and format, named after the week."""
    first, last = parse_week(week) if week else _last_week(context)
    folder = Path(output)
    if output in {"", "-"} or folder.is_file():
        raise UsageError(_("a week is several files"), _("give a folder with -o"))
    with context.reader() as reader:
        plans = [find_plan(reader, key) for key in dict.fromkeys(keys)] or read_plans(reader)
        found = read_week(reader, read_registry(reader), plans, first, context.view())
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


for each in (weekly, text):
    export.add_command(each)
