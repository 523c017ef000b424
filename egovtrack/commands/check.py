"""`egovtrack check`: whether the ledger is as the program wrote it, and whether a plan is fit to be issued."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, option, plan_option
from egovtrack.i18n import N_
from egovtrack.sheets import make_sheet


@command()
@plan_option(N_("Look at this plan instead: who leads, by when, who is not registered."))
@option("--against", metavar="N:HASH", help=N_("Whether the ledger still holds the history up to this head."))
def check(app: App, plan: str | None, against: str | None) -> int:
    """Recompute hashes, digests, counts and standings, or go through a plan."""
    return _check_plan(app, plan) if plan else _check_ledger(app, against)


def _check_ledger(app: App, against: str | None) -> int:
    from egovtrack.queries.check import check_against, check_ledger

    with app.facts() as facts:
        found = list(check_ledger(facts))
        if against:
            found += check_against(facts.connection, against)
    if found or app.output.machine:
        records = [finding._asdict() for finding in found]
        app.show(make_sheet("findings", app.today, "", records, keys=("table", "row", "message")))
    return 3 if found else 0


def _check_plan(app: App, key: str) -> int:
    from egovtrack.sheets.drafts import problems_sheet
    from egovtrack.usecases.proofreading import read_through

    with app.facts() as facts:
        found = read_through(facts, facts.plan(key))
    app.show(problems_sheet(found, app.today))
    return 3 if found else 0
