"""`egovtrack form` and `progress import`: forms out to the departments, and what they say when they come back."""

from __future__ import annotations

from pathlib import Path

import click

from egovtrack.app import App
from egovtrack.cli.options import command, dry_run_option, option, plans_option
from egovtrack.dates import parse_period
from egovtrack.errors import BadInput, UsageError
from egovtrack.i18n import N_, gettext as _, ngettext


@command()
@click.argument("name", required=False, metavar="[DEPT]")
@option("--all", "everybody", is_flag=True, help=N_("One form for each department that has obligations."))
@option("--period", required=True, ask=True, metavar="PERIOD", help=N_("The period: 2017-06, 2017-Q2 or 2017-W10."))
@plans_option()
@option("-o", "--output", required=True, ask=True, metavar="FILE|DIR", help=N_("The file, or with --all the folder."))
def form(app: App, name: str | None, period: str, keys: tuple[str, ...], output: str, *, everybody: bool) -> None:
    """Write the forms of a period, for the plans that are under way in it unless told which."""
    from egovtrack.files import write_all
    from egovtrack.usecases.forms import form_files, forms_of

    if bool(name) == everybody:
        raise UsageError(_("whose form?"), _("name one department, or give --all"))
    span = parse_period(period, app.today)
    with app.facts() as facts:
        forms = forms_of(facts, name, span, keys)
    write_all(form_files(forms, Path(output), many=everybody), private=True)
    message = ngettext("{count} form for {period} in {place}", "{count} forms for {period} in {place}", len(forms))
    app.say(message.format(count=len(forms), period=span[0], place=output))


@command(
    "import",
    help=N_(
        "Read returned forms (xlsx, ods): only cells that were changed become notes; of tables of reports (csv, jsonl) "
        "each row. A file with something wrong is not taken, and is listed with file, cell and reason; the others are. "
        "Exit code 65 then."
    ),
)
@click.argument("paths", metavar="FILE|DIR...", nargs=-1, required=True)
@option("--period", metavar="PERIOD", help=N_("Only forms of this period: any other is listed as wrong."))
@dry_run_option(N_("Say what would be taken and what is wrong, and store nothing."))
def import_forms(app: App, paths: tuple[str, ...], period: str | None, *, dry_run: bool) -> None:
    """Take in forms, all files in one action: undo takes back all of them."""
    from egovtrack.sheets.forms import returned_record, returned_sheet
    from egovtrack.usecases.forms import returned_files, take_in

    files = returned_files(paths)
    wanted = parse_period(period, app.today)[0] if period else None
    with app.action(rehearse=dry_run) as action:
        done = take_in(action, app.facts_in(action), files, wanted)
    bad = sum(bool(file.problems) for file in done)
    entries, known = sum(file.entries for file in done), sum(file.known for file in done)
    words = _("{files} files: {entries} reports, {known} known before, {bad} files not taken")
    title = words.format(files=len(done), entries=entries, known=known, bad=bad)
    records = [returned_record(file) for file in done]
    shown = records if app.output.machine else [record for record in records if record["entries"] or record["problems"]]
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
