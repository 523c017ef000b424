"""`egovtrack rules`: the office's rules, which are facts of the ledger."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import basis_option, command, listing_options, option
from egovtrack.datafiles import read_toml
from egovtrack.i18n import N_, gettext as _
from egovtrack.ledger.rules import KINDS
from egovtrack.sheets import make_sheet

_KEYS = ("id", "kind", "as_of", "version", "content", "basis")


@command("show", N_("List the rules with what they say; the last of each kind is in force."))
@click.argument("kind", type=click.Choice(list(KINDS)), required=False)
@listing_options(N_("The rules that were in force by that day."))
def show(app: App, kind: str | None) -> None:
    """Show the rules of a kind, or all."""
    from egovtrack.queries.rules import read_rules

    with app.facts() as facts:
        found = [
            rule
            for each in KINDS
            if kind in {None, each}
            for rule in read_rules(facts.connection, facts.snapshot, each)
        ]
    records = [rule._asdict() | {"content": _toml(rule.content)} for rule in found]
    app.show(make_sheet("rules", facts.snapshot.as_of, _("Rules"), records, keys=_KEYS))


def _toml(content: dict[str, object]) -> str:
    return "; ".join(f"{name} = {value}" for name, value in content.items())


@command("set", N_("Put a rule in force, from a TOML file; what was shown before keeps the rule of its day."))
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", metavar="FILE")
@option("--from", "day", metavar="DATE", help=N_("The day from which it holds (default: today)."))
@basis_option(required=False)
def set_(app: App, kind: str, file: str, day: str | None, basis: str | None) -> None:
    """Store the rule of FILE."""
    from egovtrack.ledger.rules import set_rule

    content = read_toml(file)
    since = app.day(day)
    with app.action() as action:
        set_rule(action, kind, content, since, basis)
    app.say(_("the rule {kind} of {file} holds from {day}").format(kind=kind, file=file, day=since))


rules = Group(commands=[show, set_])
