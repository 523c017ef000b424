"""`egovtrack dept`: the obligations of a department, or of a collective."""

from __future__ import annotations

from collections.abc import Collection

import click

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, option, plan_option, snapshot_options
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, gettext as _
from egovtrack.standing import DEFINITE, ROLES, VIAS, Obligation
from egovtrack.usecases.department import answer_for
from egovtrack.words import STATUS


@command()
@click.argument("name", shell_complete=completed_by("parties_like"))
@plan_option(N_("Only this plan (default: all, newest first)."))
@option("--role", type=click.Choice(ROLES), help=N_("Only this role."))
@option("--via", metavar="VIA", help=N_("How it came to them: direct,collective,designated,indefinite or all."))
@option("--status", type=click.Choice([*STATUS, "none"]), help=N_("Only this status (none: no report)."))
@option("--exact-name", is_flag=True, help=N_("Only what was given to it under this very name."))
@snapshot_options(N_("The table, and the registry, as they stood on that day."))
def dept(
    app: App, name: str, plan: str | None, role: str | None, via: str | None, status: str | None,
    as_of: str | None, known_at: str | None, *, exact_name: bool,
) -> None:  # fmt: skip
    """Show what NAME answers for, under the names it had and for those whose duties it took over."""
    vias = _vias(via)

    def fits(obligation: Obligation) -> bool:
        plays = role in {None, obligation.role} or (role == "lead" and obligation.leads())
        return plays and status in {None, obligation.status or "none"}

    with app.facts(as_of, known_at) as facts:
        plans = facts.chosen([plan] if plan else [])
        if several := facts.registry.collective(name):
            from egovtrack.sheets.registry import collectives_sheet
            from egovtrack.usecases.tasks import collective_rows

            names = set(facts.registry.collectives[several].names)
            rows = [row for each in plans for row in collective_rows(facts, each, names)]
            app.show(collectives_sheet(several, rows, facts.snapshot))
            return
        # A word about what is merely possible is for people.
        also = () if app.output.machine else VIAS
        app.show(answer_for(facts, plans, name, vias, fits, exact_name=exact_name, also=also))


def _vias(text: str | None) -> Collection[str]:
    """Return the ways an obligation comes that were typed. Raises UsageError."""
    if text is None:
        return DEFINITE
    asked = set(VIAS) if text == "all" else {part.strip() for part in text.split(",")}
    if asked - set(VIAS):
        raise UsageError(
            _("{text} is no way an obligation comes").format(text=", ".join(sorted(asked - set(VIAS)))),
            _("there are: {names}, all").format(names=", ".join(VIAS)),
        )
    return asked
