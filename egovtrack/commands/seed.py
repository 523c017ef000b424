"""`egovtrack seed`: load the plans that come with the program."""

from __future__ import annotations

import click

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.errors import UsageError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _


@command(
    "seed",
    help=N_("Load plans that come with the program, and the registry of departments. A plan that is there is left."),
)
@click.argument("keys", metavar="[PLAN]...", nargs=-1)
@option("--all", "everything", is_flag=True, help=N_("All plans that come with the program."))
@option("--list", "only_list", is_flag=True, help=N_("List them and load nothing."))
def seed(context: Context, keys: tuple[str, ...], *, everything: bool, only_list: bool) -> None:
    """Load the named plans, all in one transaction: an unknown key leaves the ledger as it was."""
    from egovtrack.ledger import plans

    if only_list:
        _list(context)
        return
    wanted = plans.shipped_keys() if everything else list(dict.fromkeys(keys))
    if not wanted:
        raise UsageError(
            _("which plan?"), _("there are: {keys}; or --all").format(keys=_(", ").join(plans.shipped_keys()))
        )
    for key in wanted:
        plans.shipped_facts(key)
    with context.action() as act:
        loaded = {key: plans.seed(act, key) for key in wanted}
        counts = {key: plans.counts(act.session, key) for key in wanted}
    for key, is_new in loaded.items():
        tasks, parties, unbound = counts[key]
        if is_new:
            message = _("{key}: {tasks} tasks, {parties} named parties loaded")
            context.say(message.format(key=key, tasks=tasks, parties=parties))
        else:
            context.say(_("{key} is in the ledger already; nothing changed").format(key=key))
        if unbound:
            context.say(_("{key}: not in the registry: {names}").format(key=key, names=_(", ").join(unbound)))


def _list(context: Context) -> None:
    from egovtrack.ledger import plans
    from egovtrack.sheets import column, make_sheet

    title = column("title")._replace(label=_("Title"))
    keys = ("key", title, "document_number", "issued_on", "tasks")
    records = [
        {
            "key": facts.key, "title": facts.title, "document_number": facts.number, "issued_on": facts.issued_on,
            "tasks": len(facts.titles),
        }
        for facts in map(plans.shipped_facts, plans.shipped_keys())
    ]  # fmt: skip
    context.show(make_sheet("shipped", context.today, _("Plans that come with the program"), records, keys=keys))
