"""`egovtrack chase`: whom to ask again, the notices of the day, and what was said on the telephone."""

from __future__ import annotations

import os

import click

from egovtrack.app import App
from egovtrack.cli.groups import UnnamedGroup
from egovtrack.cli.options import command, completed_by, listing_options, option, plans_option
from egovtrack.commands.notice import own_document
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.queries.contacts import read_contacts
from egovtrack.queries.facts import Facts
from egovtrack.usecases.chasing import chase_items, chased_plans
from egovtrack.words import several


@command("list", N_("List whom to ask again, about which items, why and how firmly; exit code 3 with --check."))
@option("--period", metavar="PERIOD", help=N_("Reports of this period (default: the newest that are due)."))
@option("--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("Only these departments."))
@plans_option()
@option("--all", "everything", is_flag=True, help=N_("All that is asked, also what was answered or is not due yet."))
@option("--check", is_flag=True, help=N_("Exit with 3 where somebody must be asked today."))
@listing_options()
def list_(
    app: App, period: str | None, dept: str | None, keys: tuple[str, ...], *,
    everything: bool, check: bool,
) -> int:  # fmt: skip
    """Show who owes what."""
    from egovtrack.sheets.chasing import chase_sheet

    with app.facts() as facts:
        span = app.period(period)
        items = chase_items(facts, chased_plans(facts, keys), span)
        wanted = _departments(facts, dept)
        items = [item for item in items if wanted is None or item.obligation.holder_id in wanted]
        shown = items if everything else [item for item in items if item.reasons]
        app.show(chase_sheet(items, shown, read_contacts(facts), facts.snapshot, facts.reporting.workdays))
        return 3 if check and any(item.due(facts.snapshot.as_of) for item in items) else 0


def _departments(facts: Facts, dept: str | None) -> set[int] | None:
    """Return the departments that are named, those that answer today in their place; None where none is."""
    if dept is None:
        return None
    return {facts.registry.find(name)[0].heir(facts.snapshot.as_of).id for name in several(dept)}


@command("log", N_("Enter that a department was spoken to about what it owes, and by when it promised to answer."))
@click.argument("name", metavar="DEPT", shell_complete=completed_by("departments_like"))
@click.argument("ref", required=False, shell_complete=completed_by("refs_like"))
@option("--phone", "channel", flag_value="phone", help=N_("By telephone (the default)."))
@option("--visit", "channel", flag_value="visit", help=N_("In person."))
@option("--message", "channel", flag_value="message", help=N_("By a message."))
@option("--who", metavar="NAME", help=N_("Who was spoken to."))
@option("--promise", metavar="DATE", help=N_("The day by which they promised to answer."))
@option("--note", metavar="TEXT", help=N_("What was said."))
@option("--date", "day", metavar="DATE", help=N_("The day of the call (default: today)."))
def log(
    app: App, name: str, ref: str | None, channel: str | None, who: str | None, promise: str | None, note: str | None,
    day: str | None,
) -> None:  # fmt: skip
    """Store the call."""
    from egovtrack.ledger.reporting import enter_call

    promised_on = app.day(promise) if promise else None
    with app.action() as action:
        facts = app.facts_in(action)
        department = facts.registry.find(name)[0]
        task = facts.reference(ref).task_id if ref else None
        enter_call(
            action, facts, department, task, channel=channel or "phone", who=who, note=note, promised_on=promised_on,
            day=app.day(day),
        )  # fmt: skip
    app.say(_("the call to {name} is entered").format(name=department.name))


@command("run", N_("Write the notices of the day and a form for each department, and enter that they were asked."))
@option("--period", metavar="PERIOD", help=N_("Reports of this period (default: the newest that are due)."))
@option("--dept", metavar="NAME", shell_complete=completed_by("departments_like"), help=N_("Only these departments."))
@plans_option()
@option("-o", "--output", required=True, ask=True, metavar="DIR", help=N_("The folder to write to."))
@option("--base", metavar="FILE", help=N_("The office's own .docx, whose page and styles are used."))
def run(
    app: App, period: str | None, dept: str | None, keys: tuple[str, ...], output: str, base: str | None
) -> None:  # fmt: skip
    """Write and enter what is due today; once more on the same day there is nothing to do."""
    from contextlib import ExitStack

    from egovtrack.files import writing
    from egovtrack.ledger.reporting import enter_notice
    from egovtrack.usecases.notices import documents_of, issues, not_ended

    with app.facts():
        pass  # a ledger that is not there is not made by asking
    span = app.period(period)
    with ExitStack() as files, app.action() as action:
        facts = app.facts_in(action)
        found = issues(facts, chased_plans(facts, keys), span, None, _departments(facts, dept))
        if span and span.last >= app.today and not found:
            raise not_ended(span, app.today)
        made = documents_of(facts, found, output + os.sep, own_document(app, base), with_forms=True)
        for issue in found:
            enter_notice(action, facts, issue.department, issue.items, issue.reply_by)
        files.enter_context(writing(made, private=True))
    if not found:
        app.say(_("nobody is to be asked today"))
        return
    words = ngettext("{count} notice in {place}", "{count} notices in {place}", len(found))
    app.say(words.format(count=len(found), place=output))


chase = UnnamedGroup(unnamed=list_, others=[run, log])
