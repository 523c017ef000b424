"""`egovtrack export`: tables as files."""

from __future__ import annotations

from typing import Any

import click

from egovtrack import i18n
from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import (
    Command,
    Decorator,
    FormatName,
    WholeNumber,
    command,
    known_at_option,
    option,
    plans_option,
    snapshot_options,
)
from egovtrack.dates import parse_week, week_label
from egovtrack.formats import EXPORTED
from egovtrack.i18n import N_, gettext as _
from egovtrack.usecases import exporting, weekly as weekly_files

_FORMAT_HELP = N_("Kind of file (default: by its name, else csv).")


def _keys_option() -> Decorator:
    """Add --keys; the parameter is `by_keys`."""
    return option("--keys", "by_keys", is_flag=True, help=N_("Head a csv with the keys of json, not with words."))


@command(
    "weekly", N_("A week's tables: obligations at its end, its notes, what changed, who is silent, who is missing.")
)
@option("--week", metavar="WEEK", help=N_("The week, as 2017-W10 (default: the last one that is over)."))
@option("--config", metavar="FILE", help=N_("A run file: plans, departments, formats, folder, keep."))
@plans_option()
@option("--dept", "departments", metavar="NAME", multiple=True, help=N_("Only this department (may be given again)."))
@option("-o", "--output", metavar="DIR|-", help=N_("The folder to write to; - is standard output."))
@option(
    "--format",
    "formats",
    multiple=True,
    type=FormatName(EXPORTED),
    help=N_("Kinds of file (may be given again; default: csv and json)."),
)
@option("--keep", type=WholeNumber(1), metavar="N", help=N_("Keep the files of the N newest weeks there."))
@_keys_option()
@known_at_option()
def weekly(app: App, week: str | None, config: str | None, *, by_keys: bool, **given: Any) -> None:
    """Write files that are named after the week; what is given here goes before what the run file says."""
    run = weekly_files.read_run(config) if config else weekly_files.Run()
    said = {_OF_RUN.get(name, name): value for name, value in given.items() if value}
    run = run._replace(**said).checked()
    first, last = parse_week(week, app.today) if week else exporting.last_week(app.today)
    with app.facts(kept=True) as facts:
        i18n.write_in(facts.language)
        found = weekly_files.read(facts, run, first)
        if run.folder == "-":
            (name,) = run.formats
            exporting.write_sheets(weekly_files.on_one_stream(found, facts, name), name)
            return
        files = weekly_files.write_week(found, facts, run, by_keys=by_keys)
    words = _(
        "{week}: {obligations} obligations, {notes} notes, {changes} changes, {silent} departments silent; "
        "{files} files in {folder}"
    )
    for remark in found.remarks:
        app.say(remark)
    counts = {"obligations": len(found.obligations), "notes": len(found.notes), "changes": found.changes.total}
    silent = len({each.department for each in found.silent})
    app.say(words.format(week=week_label(last), **counts, silent=silent, files=files, folder=run.folder))


_OF_RUN = {"keys": "plans", "output": "folder"}


@command("text", N_("Write a plan out again from the ledger, word for word as it was issued."))
@click.argument("plan")
@option("-o", "--output", metavar="FILE|DIR|-", default="-", help=N_("Where to write it (default: standard output)."))
@snapshot_options(N_("The edition that was in force on that day."))
def text(app: App, plan: str, output: str) -> None:
    """Put the document together again from the headings and tasks in the ledger."""
    from egovtrack.files import text_to
    from egovtrack.queries.documents import read_plan_text

    with app.facts() as facts:
        found = facts.plan(plan)
        content = read_plan_text(facts.connection, found)
    with text_to(output, f"{found.key}.txt") as stream:
        stream.write(content)
    if output != "-":
        app.output.written(output, app.output.head)


def _exporting(table: exporting.Table, help: str, *, name: str = "", hidden: bool = False) -> Command:  # noqa: A002
    """Return a command that writes a table of everything, row by row."""

    narrowed = (
        known_at_option() if table is exporting.log else lambda function: plans_option()(snapshot_options()(function))
    )

    @command(name or table.__name__, help)
    @narrowed
    @option(
        "-o", "--output", metavar="FILE|DIR|-", default="-", help=N_("Where to write it (default: standard output).")
    )
    @option("--format", "format_", type=FormatName(EXPORTED), help=_FORMAT_HELP)
    @_keys_option()
    def whole(app: App, output: str, format_: str | None, keys: tuple[str, ...] = (), *, by_keys: bool) -> None:
        from egovtrack.sheets.obligations import uncounted

        if output == "-" and app.setting("format") in EXPORTED:
            format_ = format_ or app.setting("format")
        form = exporting.format_for(output, format_)
        with app.facts(kept=True) as facts:
            plans = facts.chosen(keys)
            sheet = table(facts, plans)._replace(head=facts.head)
            if by_keys and form == "csv":
                sheet = sheet.headed_by_keys()
            if path := exporting.write_table(sheet, output, form):
                app.output.written(path, facts.head)
            if table is exporting.obligations:
                for words in uncounted(row for plan in plans for row in facts.tasks(plan, brief=True)):
                    app.say(words)

    whole.hidden = hidden
    return whole


export = Group(commands=[
    weekly,
    _exporting(exporting.obligations, N_("Every obligation, and where it stands.")),
    _exporting(exporting.tasks, N_("Every task, and where it stands, rolled up from those who answer.")),
    _exporting(exporting.progress, N_("Every progress note, in the order they were entered.")),
    _exporting(exporting.progress, N_("The same as export progress."), name="notes", hidden=True),
    _exporting(exporting.requests, N_("Whom reports were asked of, when, for which period, how firmly.")),
    _exporting(exporting.log, N_("Everything that was done to the ledger, in its order.")),
    text,
])  # fmt: skip
