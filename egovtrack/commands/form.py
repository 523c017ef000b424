"""`egovtrack form` and `progress import`: forms out to the departments, and what they say when they come back."""

from __future__ import annotations

from contextlib import ExitStack

import click

from egovtrack.app import App
from egovtrack.cli.options import command, dry_run_option, option, plans_option
from egovtrack.datafiles import named
from egovtrack.errors import BadInput, UsageError
from egovtrack.i18n import N_, gettext as _, ngettext


@command()
@click.argument("name", required=False, metavar="[DEPT]")
@option("--all", "everybody", is_flag=True, help=N_("One form for each department that is asked and has not answered."))
@option(
    "--period",
    metavar="PERIOD",
    help=N_("2017-06, 2017-Q2 or 2017-W10 (default: of each plan the earliest period that is not overdue)."),
)
@plans_option()
@option("-o", "--output", required=True, ask=True, metavar="FILE|DIR", help=N_("The file, or with --all the folder."))
def form(
    app: App, name: str | None, period: str | None, keys: tuple[str, ...], output: str, *, everybody: bool
) -> None:
    """Write the forms of a period, for all open plans unless told which, and enter who was asked."""
    from egovtrack.files import writing
    from egovtrack.usecases.forms import form_files, send_forms

    if bool(name) == everybody:
        raise UsageError(_("whose form?"), _("name one department, or give --all"))
    with app.facts():
        pass  # a ledger that is not there is not made by asking
    with ExitStack() as files, app.action() as action:
        asked = app.period(period)
        forms = send_forms(action, app.facts_in(action), name, asked, keys)
        files.enter_context(writing(form_files(forms, output, many=everybody), private=True))
    message = ngettext("{count} form for {period} in {place}", "{count} forms for {period} in {place}", len(forms))
    periods = _(", ").join(dict.fromkeys(each.period for each in forms))
    app.say(message.format(count=len(forms), period=periods, place=output))
    for line in dict.fromkeys(line for each in forms for line in each.plans):
        app.say(line)


@command(
    "import",
    help=N_(
        "Read returned forms (xlsx, ods) and tables of reports (csv, jsonl), those in folders within a folder too. A "
        "row with something new becomes a report, one that is only signed an answer without change. A file with "
        "something wrong is not taken, and is listed with file, cell and reason; the others are. Exit code 65 then."
    ),
)
@click.argument("paths", metavar="FILE|DIR...", nargs=-1, required=True)
@option("--period", metavar="PERIOD", help=N_("Only forms of this period: any other is listed as wrong."))
@option("--received", metavar="DATE", help=N_("The day they came in (default: today)."))
@dry_run_option(N_("Say what would be taken and what is wrong, and store nothing."))
def import_forms(app: App, paths: tuple[str, ...], period: str | None, received: str | None, *, dry_run: bool) -> None:
    """Take in forms, all files in one action: undo takes back all of them."""
    from egovtrack.ledger.progress import check_day
    from egovtrack.sheets.forms import returned_record, returned_sheet
    from egovtrack.usecases.forms import returned_files, take_in

    files = returned_files(named(paths))
    wanted, day = app.period(period), app.day(received)
    check_day(day, app.today)
    with app.facts():
        pass  # a ledger that is not there is not made by taking forms in
    with app.action(rehearse=dry_run) as action:
        done = take_in(action, app.facts_in(action), files, wanted and wanted.label, day)
    bad = sum(bool(file.problems) for file in done)
    entries, known = sum(file.entries for file in done), sum(file.known for file in done)
    unchanged = sum(len(file.unchanged) for file in done)
    words = _(
        "{files} files: {entries} reports, {unchanged} without change, {known} known before, {bad} files not taken"
    )
    title = words.format(files=len(files.forms), entries=entries, unchanged=unchanged, known=known, bad=bad)
    telling = ("entries", "unchanged", "problems", "remarks")
    records = [returned_record(file) for file in done]
    shown = records if app.output.machine else [each for each in records if any(each[key] for key in telling)]
    app.show(returned_sheet(shown, title, app.today))
    for words in (words for file in done if not file.problems for words in file.doubtful):
        app.say(_("careful: {message}").format(message=words))
    if dry_run:
        app.say(_("nothing was stored (--dry-run)"))
    if bad:
        raise BadInput(
            ngettext("{count} file was not taken", "{count} files were not taken", bad).format(count=bad),
            _("mend what is named, and import again: what was taken is not taken twice"),
        )
