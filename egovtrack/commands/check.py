"""`egovtrack check`: whether the ledger is as the program wrote it, and whether a plan is fit to be issued."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, option, plan_option
from egovtrack.i18n import N_, gettext as _
from egovtrack.sheets import make_sheet


@command()
@plan_option(N_("Look at this plan instead: who leads, by when, who is not registered."))
@option(
    "--against", multiple=True, metavar="N:HASH|FILE",
    help=N_("Whether the ledger still holds the history up to this head, or to that in a form, an export, a backup."),
)  # fmt: skip
def check(app: App, plan: str | None, against: tuple[str, ...]) -> int:
    """Recompute hashes, digests, counts and standings, or go through a plan."""
    return _check_plan(app, plan) if plan else _check_ledger(app, against)


def _check_ledger(app: App, against: tuple[str, ...]) -> int:
    from egovtrack.queries.check import check_against, check_ledger
    from egovtrack.usecases.anchors import read_anchor

    heads = [head for each in against for head in read_anchor(each)]
    with app.facts() as facts:
        found = [*check_ledger(facts), *check_against(facts.connection, heads)]
    if found or app.output.machine:
        records = [finding._asdict() for finding in found]
        app.show(make_sheet("findings", app.today, "", records, keys=("table", "row", "message")))
    if not found:
        app.say(_("nothing is wrong with the ledger; its head is {head}").format(head=app.output.head))
    if heads and not found:
        app.say(_("it holds the history up to {number}").format(number=max(heads)[0]))
    return 3 if found else 0


def _check_plan(app: App, key: str) -> int:
    from egovtrack.sheets.drafts import problems_sheet
    from egovtrack.usecases.proofreading import read_through

    with app.facts() as facts:
        found = read_through(facts, facts.plan(key))
    app.show(problems_sheet(found, app.today))
    return 3 if found else 0
