"""`egovtrack dept`: the obligations of a department."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import click

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import Department, Name, read_registry
from egovtrack.queries.obligations import DEFINITE, ROLES, VIAS, Obligation, read_obligations
from egovtrack.queries.plans import find_plan, read_plans
from egovtrack.rules import STATUS_LABELS
from egovtrack.sheets.obligations import obligations_sheet


@command("dept", help=N_("Show the obligations of a department: named ones first, then those it has as a member."))
@click.argument("name")
@option("--plan", metavar="PLAN", help=N_("Only this plan (default: all, newest first)."))
@option("--role", type=click.Choice(ROLES), help=N_("Only this role."))
@option("--via", metavar="VIA", help=N_("How it came to them: direct,collective,indefinite,designated or all."))
@option("--status", type=click.Choice([*STATUS_LABELS, "none"]), help=N_("Only this status (none: no report)."))
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def dept(
    context: Context, name: str, plan: str | None, role: str | None, via: str | None, status: str | None,
    as_of: str | None, known_at: str | None,
) -> None:  # fmt: skip
    """Show what NAME answers for, under the names it had and for those whose duties it took over."""
    view, vias = context.view(as_of, known_at), _vias(via)
    with context.reader() as reader:
        registry = read_registry(reader)
        one, found = registry.find(name)
        issued = [each for each in read_plans(reader) if each.issued_on <= view.as_of]
        plans = [find_plan(reader, plan)] if plan else issued
        ids = [each.id for each in one.with_predecessors()]
        everything = [
            obligation
            for each in plans
            for obligation in _in_order(read_obligations(reader, registry, each, view, departments=ids, vias=VIAS))
        ]
    rows = [
        obligation
        for obligation in everything
        if obligation.via in vias and role in {None, obligation.role} and status in {None, obligation.status or "none"}
    ]
    notes = [*_outdated(one, found, view.today), *_possible(everything, vias)]
    title = ngettext("{name}: {count} obligation on {day}", "{name}: {count} obligations on {day}", len(rows)).format(
        name=one.heir(view.today).called(view.today) or one.name, count=len(rows), day=view.as_of
    )
    context.show(obligations_sheet(title, rows, view, notes))


def _vias(text: str | None) -> Collection[str]:
    if text is None:
        return DEFINITE
    known = {*VIAS, "designated"}
    asked = known if text == "all" else {part.strip() for part in text.split(",")}
    if asked - known:
        raise UsageError(
            _("{text} is no way an obligation comes").format(text=", ".join(sorted(asked - known))),
            _("there are: {names}, all").format(names=", ".join((*VIAS, "designated"))),
        )
    return asked


def _in_order(rows: list[Obligation]) -> list[Obligation]:
    """Named ones first. What is only possible is possible once, for an office and all those it replaced."""
    possible = {(one.clause_id, one.role, one.party): one for one in rows if one.via == "indefinite"}
    definite = [one for one in rows if one.via != "indefinite"]
    return [*sorted(definite, key=lambda one: VIAS.index(one.via)), *possible.values()]


def _outdated(department: Department, name: Name, today: date) -> list[str]:
    """A word about a name that is no longer in use, or an office that is no more."""
    heir = department.heir(today)
    if heir is not department:
        return [
            _("{name} ended on {day}; egovtrack dept {successor} shows all that its successor answers for.").format(
                name=name.name, day=department.valid_to, successor=heir.called(today)
            )
        ]  # fmt: skip
    if name.valid_to and name.valid_to <= today:
        return [
            _("{name} has been called {current} since {day}.").format(
                name=name.name, current=department.called(today), day=name.valid_to
            )
        ]
    return []


def _possible(rows: list[Obligation], vias: Collection[str]) -> list[str]:
    possible = [one for one in rows if one.via == "indefinite"]
    if not possible or "indefinite" in vias:
        return []
    parties = _(", ").join(dict.fromkeys(one.party for one in possible))
    return [
        ngettext(
            "{count} more is possible through {parties}: nobody answers until designated (--via all lists it).",
            "{count} more are possible through {parties}: nobody answers until designated (--via all lists them).",
            len(possible),
        ).format(count=len(possible), parties=parties)
    ]  # fmt: skip
