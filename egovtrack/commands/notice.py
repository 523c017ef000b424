"""`egovtrack notice`: reminders, urgings, sheets of supervision and round-ups as Word files; nothing is entered."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from egovtrack.app import App
from egovtrack.chasing import LEVELS, Level
from egovtrack.cli.groups import NamingGroup
from egovtrack.cli.options import Term, command, completed_by, option, plans_option, snapshot_options
from egovtrack.datafiles import read_bytes
from egovtrack.errors import BadInput, EgovtrackError, UsageError
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.periods import Period
from egovtrack.sheets import column, make_sheet
from egovtrack.usecases.chasing import chased_plans


def _options(function: Any) -> Any:
    """Add what all papers take: --period, --plan, --base and the snapshot."""
    for decorate in (
        snapshot_options(),
        option("--base", metavar="FILE", help=N_("The office's own .docx, whose page and styles are used.")),
        plans_option(),
        option("--period", metavar="PERIOD", help=N_("Reports of this period (default: the newest that are due).")),
    ):
        function = decorate(function)
    return function


def _level_option(function: Any) -> Any:
    words = N_("How firmly: remind, urge, supervise, or the words of the tables (default: what is due).")
    return option("--level", type=Term(LEVELS, "level"), help=words)(function)


def own_document(app: App, path: str | None) -> bytes | None:
    """Return the office's own document, and say which styles it lacks."""
    from egovtrack.views.word import read_base

    if path is None:
        return None
    data, missing = read_base(path)
    if missing:
        words = _("{path} has no styles {names}: they are made as the standard has them")
        app.say(words.format(path=path, names=_(", ").join(missing)))
    return data


@command("all", N_("Write the notices to all departments, a file for each."))
@option("--all", "everybody", is_flag=True, help=N_("The notices to all departments."))
@_level_option
@_options
@option("-o", "--output", required=True, ask=True, metavar="DIR", help=N_("The folder to write to."))
def all_(
    app: App, period: str | None, keys: tuple[str, ...], output: str, base: str | None, level: Level | None, *,
    everybody: bool,
) -> None:  # fmt: skip
    """Write all of a level, or all that are due."""
    if not everybody:
        raise UsageError(_("whose notice?"), _("name one department, or give --all"))
    _write(app, None, app.period(period), keys, output + os.sep, base, level)


@command("of", N_("Write the notice to a department: what it owes, since when, and by when it is to answer."))
@click.argument("name", metavar="DEPT", shell_complete=completed_by("departments_like"))
@_level_option
@_options
@option("-o", "--output", required=True, ask=True, metavar="FILE|DIR", help=N_("The file, or the folder."))
def of(
    app: App, name: str, period: str | None, keys: tuple[str, ...], output: str, base: str | None, level: Level | None
) -> None:
    """Write that of one department."""
    _write(app, name, app.period(period), keys, output, base, level)


def _write(
    app: App, name: str | None, span: Period | None, keys: tuple[str, ...], output: str, base: str | None,
    level: Level | None,
) -> None:  # fmt: skip
    from egovtrack.files import write_all
    from egovtrack.usecases.notices import documents_of, issues, nothing_owed

    with app.facts() as facts:
        day, plans = facts.snapshot.as_of, chased_plans(facts, keys)
        wanted = {facts.registry.find(name)[0].heir(day).id} if name else None
        found = issues(facts, plans, span, level, wanted)
        if not found:
            raise nothing_owed(facts, plans, span, wanted)
        made = documents_of(facts, found, output, own_document(app, base))
    write_all(made, private=True)
    app.say(ngettext("{count} notice in {place}", "{count} notices in {place}", len(made)).format(
        count=len(made), place=output,
    ))  # fmt: skip


@command("round-up", N_("Write the round-up of a period: how all stand, who answered, what is overdue."))
@_options
@option("-o", "--output", required=True, ask=True, metavar="FILE", help=N_("The file to write."))
def round_up(app: App, period: str | None, keys: tuple[str, ...], output: str, base: str | None) -> None:
    """Write it for the open plans, or for those named."""
    from egovtrack.files import placed, write_all
    from egovtrack.usecases import notices
    from egovtrack.views.word import write_docx

    with app.facts() as facts:
        report = notices.round_up(facts, chased_plans(facts, keys), app.period(period))
        path = placed(output, "".join(report.title) + ".docx", only=True)
        made = write_docx([report], own_document(app, base), notices.read_layout(facts))
    write_all({path: made})
    app.say(_("written: {path}").format(path=path))


@command("verify", N_("Compare notices with the ledger that they were made from; exit code 3 where they differ."))
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def verify(app: App, files: tuple[str, ...]) -> int:
    """Make each report again from the day and the head that it names, and compare all that it shows."""
    from egovtrack.usecases.notices import all_texts, compare, remade
    from egovtrack.views.word import read_properties, read_texts

    records = []
    for name in files:
        data = read_bytes(name)
        try:
            properties, found = read_properties(data), read_texts(data)
        except Exception as error:  # what the library raises on a damaged file is not documented
            raise BadInput(_("{path} is no Word file").format(path=name)) from error
        if "known" not in properties:
            raise BadInput(_("{path} was not made by egovtrack").format(path=name))
        try:
            with app.facts(properties["as_of"], "#" + properties["known"]) as facts:
                wanted = all_texts(remade(facts, properties))
        except EgovtrackError as error:
            why = _("{path} was not made from this ledger: {why}").format(path=name, why=error.message)
            raise EgovtrackError(why, error.hint) from error
        records += [
            {"file": Path(name).name, "place": each.place, "before": each.wanted, "after": each.found}
            for each in compare(wanted, found)
        ]
    columns = (
        "file",
        column("place", label=_("Paragraph")),
        column("before", label=_("By the ledger")),
        column("after", label=_("As found")),
    )
    title = _("{count} differences in {files} files").format(count=len(records), files=len(files))
    app.show(make_sheet("differences", app.today, title, records, keys=columns))
    return 3 if records else 0


notice = NamingGroup(unnamed=all_, named=of, others=[round_up, verify])
