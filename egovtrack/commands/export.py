"""`egovtrack export`: tables as files."""

from __future__ import annotations

from pathlib import Path

import click

from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import Command, FormatName, command, known_at_option, option, plans_option, snapshot_options
from egovtrack.dates import parse_week, week_label
from egovtrack.errors import UsageError
from egovtrack.formats import EXPORTED
from egovtrack.i18n import N_, gettext as _
from egovtrack.usecases import exporting
from egovtrack.usecases.week import read_week

_WEEKLY = ("csv", "json")


@command(
    "weekly", N_("A week's tables: obligations at its end, its notes, what changed, who is silent, who is missing.")
)
@option("--week", metavar="WEEK", help=N_("The week, as 2017-W10 (default: the last one that is over)."))
@plans_option()
@option("-o", "--output", metavar="DIR", required=True, help=N_("The folder to write to."))
@option(
    "--format", "formats", multiple=True, type=click.Choice(_WEEKLY), default=_WEEKLY,
    help=N_("Kinds of file (default: csv and json)."),
)  # fmt: skip
@known_at_option()
def weekly(
    app: App, week: str | None, keys: tuple[str, ...], output: str, formats: tuple[str, ...], known_at: str | None
) -> None:
    """Write one file for each table and format, named after the week."""
    first, last = parse_week(week, app.today) if week else exporting.last_week(app.today)
    folder = Path(output)
    if output in {"", "-"} or folder.is_file():
        raise UsageError(_("a week is several files"), _("give a folder with -o"))
    with app.facts(None, known_at) as facts:
        found = read_week(facts, keys, first)
        files = exporting.write_week(found, facts, folder, formats)
    words = _(
        "{week}: {obligations} obligations, {notes} notes, {changes} changes, {silent} departments silent; "
        "{files} files in {folder}"
    )
    for remark in found.remarks:
        app.say(remark)
    counts = {name: len(getattr(found, name)) for name in ("obligations", "notes", "changes")}
    silent = len({each.department for each in found.silent})
    app.say(words.format(week=week_label(last), **counts, silent=silent, files=files, folder=folder))


@command("text", N_("Write a plan out again from the ledger, word for word as it was issued."))
@click.argument("plan")
@option("-o", "--output", metavar="FILE|DIR|-", default="-", help=N_("Where to write it (default: standard output)."))
@snapshot_options(N_("The edition that was in force on that day."))
def text(app: App, plan: str, output: str, as_of: str | None, known_at: str | None) -> None:
    """Put the document together again from the headings and tasks in the ledger."""
    from egovtrack.files import text_to
    from egovtrack.queries.documents import read_plan_text

    with app.facts(as_of, known_at) as facts:
        found = facts.plan(plan)
        content = read_plan_text(facts.connection, found)
    with text_to(output, f"{found.key}.txt") as stream:
        stream.write(content)
    if output != "-":
        app.output.written(output, app.output.head)


def _exporting(table: exporting.Table, help: str) -> Command:  # noqa: A002
    """Return a command that writes a table of everything, row by row."""

    @command(table.__name__, help)
    @plans_option()
    @snapshot_options()
    @option(
        "-o", "--output", metavar="FILE|DIR|-", default="-", help=N_("Where to write it (default: standard output).")
    )
    @option(
        "--format", "format_", type=FormatName(EXPORTED),
        help=N_("Kind of file (default: by its name, else csv)."),
    )  # fmt: skip
    def whole(
        app: App, keys: tuple[str, ...], as_of: str | None, known_at: str | None, output: str, format_: str | None
    ) -> None:
        from egovtrack.sheets.obligations import uncounted
        from egovtrack.usecases.tasks import each_task_row

        with app.facts(as_of, known_at) as facts:
            plans = facts.chosen(keys)
            if path := exporting.write_table(table(facts, plans), output, format_):
                app.output.written(path, facts.head)
            if table is exporting.obligations:
                for words in uncounted(row for plan in plans for row in each_task_row(facts, plan, brief=True)):
                    app.say(words)

    return whole


export = Group(commands=[
    weekly,
    _exporting(exporting.obligations, N_("Every obligation, and where it stands.")),
    _exporting(exporting.tasks, N_("Every task, and where it stands, rolled up from those who answer.")),
    _exporting(exporting.notes, N_("Every progress note, in the order they were entered; moments are UTC.")),
    text,
])  # fmt: skip
