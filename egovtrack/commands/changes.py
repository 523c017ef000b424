"""`egovtrack compare` and `changes`: what is otherwise in the tables than they were at another moment."""

from __future__ import annotations

from functools import reduce
from typing import Any

import click

from egovtrack.app import App
from egovtrack.cli.options import Decorator, command, completed_by, known_at_option, option, output_option, plans_option
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.queries.leaders import division_in_force, in_charge
from egovtrack.sheets.changes import changes_sheet, comparison_title, counts_sheet
from egovtrack.sheets.evidence import measured_sheet
from egovtrack.sheets.tracing import turns_sheet
from egovtrack.usecases.comparing import compare as compared, sides, there
from egovtrack.usecases.evidence import measured_targets
from egovtrack.usecases.listing import is_under
from egovtrack.usecases.tracing import plan_turns


def _narrowed() -> Decorator:
    """Add what narrows a comparison, how it is told, and --check."""
    completed = completed_by("departments_like")
    added = (
        plans_option(),
        option("--dept", metavar="NAME", shell_complete=completed, help=N_("Only this department's.")),
        option("--leader", metavar="NAME", help=N_("Only what is under this leader.")),
        option(
            "--by", type=click.Choice(["dept", "leader"]), help=N_("Count them by department or by leader instead.")
        ),
        known_at_option(),
        output_option(),
        option("--check", is_flag=True, help=N_("Exit code 3 if something got worse.")),
    )
    return lambda function: reduce(lambda made, each: each(made), reversed(added), function)


@command("compare")
@option(
    "--from", "first", metavar="DATE|FILE",
    help=N_("The earlier table: a day, as known at its end, or a kept file (json, xlsx, csv, docx, a backup)."),
)  # fmt: skip
@option("--to", "last", metavar="DATE|FILE", help=N_("The later table (default: as it is now)."))
@option(
    "--plans", "pairs", nargs=2, multiple=True, metavar="PLAN PLAN",
    help=N_("Instead of two moments two plans: which task goes on with which (may be given again)."),
)  # fmt: skip
@_narrowed()
def compare(app: App, first: str | None, last: str | None, pairs: tuple[tuple[str, str], ...], **given: Any) -> int:
    """Tell what is otherwise between two moments, or what became of the tasks from one plan to the next."""
    if not pairs:
        if not first:
            raise UsageError(_("it is not said what is compared"), _("name a day with --from, or plans with --plans"))
        return _compare(app, first, last, **given)
    if first or last or any(given.values()):
        raise UsageError(_("plans are compared as a whole"), _("leave everything but --plans out"))
    with app.facts() as facts:
        earlier, later, turns = plan_turns(facts, [key for pair in pairs for key in pair])
        more = [measured_sheet(measured_targets(facts, earlier), facts.snapshot)] if earlier.kind == "five_year" else []
        sheet = turns_sheet(earlier, later, turns, facts.snapshot)
        app.show(sheet._replace(extra={each.kind: each.rows for each in more}), *more)
    return 0


@command()
@option(
    "--since", required=True, ask=True, metavar="DATE|FILE", help=N_("The day at whose end the earlier table stood.")
)
@_narrowed()
def changes(app: App, since: str, **given: Any) -> int:
    """Tell what is otherwise now."""
    return _compare(app, since, None, **given)


def _compare(
    app: App, first: str, last: str | None, keys: tuple[str, ...], dept: str | None, leader: str | None, by: str | None,
    *, check: bool,
) -> int:  # fmt: skip
    with app.facts() as facts:
        before, now, remarks = sides(facts, first, last, is_known=app.known_at is not None)
        plans = there(now, keys)
        found = compared(before, now, plans)
        if dept:
            found = found.only([now.registry.find(dept)[0].heir(now.snapshot.as_of).id])
        if leader:
            under = division_in_force(now).leader(leader)
            found = found.only(key for key in now.registry.departments if is_under(under, key))
        days = [str(each.snapshot.as_of) for each in (before, now)]
        title = comparison_title(days[0], days[1], found)
        if by:
            sheet = counts_sheet(title, by, found, in_charge(now), now.snapshot, remarks)
        else:
            sheet = changes_sheet(title, found, now.snapshot, remarks)
        told = {"from": days[0], "to": days[1], "from_head": before.head, "plans": [plan.key for plan in plans]}
        app.show(sheet._replace(head=now.head, extra=told | {"worse_count": len(found.worse)}))
    return 3 if check and found.worse else 0
