"""`egovtrack seed`: load the plans that come with the program."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, option
from egovtrack.i18n import N_, gettext as _


@command()
@click.argument("keys", metavar="[PLAN]...", nargs=-1)
@option("--all", "everything", is_flag=True, help=N_("All plans that come with the program."))
@option("--list", "only_list", is_flag=True, help=N_("List them and load nothing."))
@option(
    "--update",
    is_flag=True,
    help=N_("Also take the short titles and names of this version, where the ledger's are older."),
)
@option("--place", metavar="PLACE", help=N_("Whose the ledger is, where nobody has said it yet."))
def seed(
    app: App, keys: tuple[str, ...], place: str | None, *, everything: bool, only_list: bool, update: bool
) -> None:
    """Load the named plans, all in one transaction: an unknown key leaves the ledger as it was."""
    from egovtrack.usecases.seeding import seed_plans, wanted

    if only_list:
        _list(app)
        return
    plans = wanted(keys, everything=everything)
    with app.action(makes=True) as action:
        remarks = seed_plans(action, lambda: app.facts_in(action), plans, place, update=update)
    for words in remarks:
        app.say(words)


def _list(app: App) -> None:
    from egovtrack.sheets import column, make_sheet
    from egovtrack.usecases.seeding import shipped_plans

    records = [
        {
            "plan": plan.key, "key": plan.key, "title": plan.says.title, "document_number": plan.says.number,
            "issued_on": plan.says.issued_on, "tasks": len(plan.titles),
        }
        for plan in shipped_plans().values()
    ]  # fmt: skip
    keys = ("plan", column("title")._replace(label=_("Title")), "document_number", "issued_on", "tasks")
    app.show(make_sheet("shipped", app.today, _("Plans that come with the program"), records, keys=keys))
