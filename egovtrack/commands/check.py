"""`egovtrack check`: whether the ledger is as the program wrote it, and whether a plan is fit to be issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.drafts import read_draft, read_unknown
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.plans import PlanRow, find_plan
from egovtrack.queries.reader import Reader
from egovtrack.sheets import make_sheet

if TYPE_CHECKING:
    from egovtrack.grammar.findings import Finding


@command(
    "check",
    help=N_(
        "Check that nothing was changed behind the program's back, and all that must always hold: silent when all is "
        "well. With --plan, read a plan as its author should before issuing it. Exit code 3 when something is found."
    ),
)
@option("--plan", metavar="PLAN", help=N_("Look at this plan instead: who leads, by when, who is not registered."))
def check(context: Context, plan: str | None) -> int:
    """Recompute hashes, digests, counts and standings, or go through a plan."""
    return _check_plan(context, plan) if plan else _check_ledger(context)


def _check_ledger(context: Context) -> int:
    from egovtrack.queries.invariants import check_ledger, finding_row

    with context.reader() as reader:
        found = list(check_ledger(reader, read_registry(reader), context.view()))
    if found or context.machine:
        records = [finding_row(one) for one in found]
        context.show(make_sheet("findings", context.today, "", records, keys=("table", "row", "message")))
    return 3 if found else 0


def _check_plan(context: Context, key: str) -> int:
    from egovtrack import checks
    from egovtrack.sheets.drafts import problems_sheet

    with context.reader() as reader:
        plan = find_plan(reader, key)
        draft = read_draft(reader, plan)
        unknown = _unknown(reader, read_registry(reader), plan)
    found = checks.run((*checks.AUTHOR_CHECKS, lambda _draft: iter(unknown)), draft)
    context.show(problems_sheet(found, context.today))
    return 3 if found else 0


def _unknown(reader: Reader, registry: Registry, plan: PlanRow) -> list[Finding]:
    """Parties that the registry does not know, each with the names nearest to it."""
    from egovtrack.draft import Place
    from egovtrack.grammar.findings import Finding

    return [
        Finding(
            "unknown_department",
            "warning",
            N_("{name} is not registered; it stands in {count} clauses."),
            Place(place, place + len(name)),
            N_("Near it: {names}. Correct the name, or register it: egovtrack depts add."),
            {"name": name, "count": str(count), "names": _(", ").join(registry.nearest(name)) or "—"},
        )
        for name, place, count in read_unknown(reader, plan)
    ]
