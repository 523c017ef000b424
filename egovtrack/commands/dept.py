"""`egovtrack dept`: the obligations of a department, or of a collective."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import click

from egovtrack.commands.base import command, completed_by, option
from egovtrack.context import Context
from egovtrack.errors import UsageError
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.answers import read_collectives, read_department
from egovtrack.queries.known import View
from egovtrack.queries.names import Department, Name, Registry, read_registry
from egovtrack.queries.obligations import DEFINITE, ROLES, VIAS, Obligation
from egovtrack.queries.plans import PlanRow, find_plan, read_plans
from egovtrack.queries.reader import Reader
from egovtrack.rules import STATUS_LABELS
from egovtrack.sheets import Sheet
from egovtrack.sheets.obligations import obligations_sheet


@command(
    "dept",
    help=N_(
        "Show the obligations of a department: named ones first, then those it has as a member. Of a collective: how "
        "many of its members have reported, and who has not."
    ),
)
@click.argument("name", shell_complete=completed_by("parties_like"))
@option(
    "--plan",
    metavar="PLAN",
    shell_complete=completed_by("plans_like"),
    help=N_("Only this plan (default: all, newest first)."),
)
@option("--role", type=click.Choice(ROLES), help=N_("Only this role."))
@option("--via", metavar="VIA", help=N_("How it came to them: direct,collective,designated,indefinite or all."))
@option("--status", type=click.Choice([*STATUS_LABELS, "none"]), help=N_("Only this status (none: no report)."))
@option("--exact-name", is_flag=True, help=N_("Only what was given to it under this very name."))
@option("--as-of", metavar="DATE", help=N_("The table, and the registry, as they stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def dept(
    context: Context, name: str, plan: str | None, role: str | None, via: str | None, status: str | None,
    as_of: str | None, known_at: str | None, *, exact_name: bool,
) -> None:  # fmt: skip
    """Show what NAME answers for, under the names it had and for those whose duties it took over."""
    view, vias = context.view(as_of, known_at), _vias(via)
    with context.reader() as reader:
        registry = read_registry(reader)
        issued = [each for each in read_plans(reader) if each.issued_on <= view.as_of]
        plans = [find_plan(reader, plan)] if plan else issued
        if several := registry.collective(name):
            context.show(_collective(reader, registry, plans, view, several))
            return
        one, found = registry.find(name)
        wanted = vias if context.machine else VIAS  # a word about what is merely possible is for people
        everything = [
            obligation
            for each in plans
            for obligation in read_department(
                reader, registry, each, view, one, wanted, name=found if exact_name else None
            )
        ]
    rows = [
        obligation
        for obligation in everything
        if obligation.via in vias and _has(obligation, role) and status in {None, obligation.status or "none"}
    ]
    notes = [
        *_outdated(one, found, view.as_of),
        *_under_other_names(one, rows, view.as_of),
        *_possible(everything, vias),
    ]
    title = ngettext("{name}: {count} obligation on {day}", "{name}: {count} obligations on {day}", len(rows)).format(
        name=_title(one, view.as_of), count=len(rows), day=view.as_of
    )
    context.show(obligations_sheet(title, rows, view, notes))


def _title(department: Department, day: date) -> str:
    """Its name on the day; of an office that was no more, its last."""
    return (department.called(day) if department.exists(day) else None) or department.name


def _collective(reader: Reader, registry: Registry, plans: Sequence[PlanRow], view: View, name: str) -> Sheet:
    from egovtrack.sheets.registry import collectives_sheet

    names = registry.collectives_called(name)
    rows = [row for plan in plans for row in read_collectives(reader, registry, plan, view, names)]
    return collectives_sheet(name, rows, view)


def _vias(text: str | None) -> Collection[str]:
    if text is None:
        return DEFINITE
    asked = set(VIAS) if text == "all" else {part.strip() for part in text.split(",")}
    if asked - set(VIAS):
        raise UsageError(
            _("{text} is no way an obligation comes").format(text=", ".join(sorted(asked - set(VIAS)))),
            _("there are: {names}, all").format(names=", ".join(VIAS)),
        )
    return asked


def _has(obligation: Obligation, role: str | None) -> bool:
    return role in {None, obligation.role} or (role == "lead" and obligation.leads())


def _outdated(department: Department, name: Name, day: date) -> list[str]:
    """A word about a name that was not in use on the day, or an office that was no more, or not yet."""
    if department.valid_from and day < department.valid_from:
        before = _(", ").join(one.name for one in department.predecessors)
        return [
            _("{name} exists only from {day}.").format(name=department.name, day=department.valid_from)
            + (_(" Before: {names}.").format(names=before) if before else "")
        ]
    heir = department.heir(day)
    if heir is not department:
        return [
            _("{name} ended on {day}; egovtrack dept {successor} shows all that its successor answers for.").format(
                name=name.name, day=department.valid_to, successor=heir.called(day)
            )
        ]  # fmt: skip
    current = department.called(day, name.form)
    if name.form != "alias" and not name.holds(day) and current != name.name:
        since = next(one.valid_from for one in department.names if one.name == current)
        return [
            _("{name} is called {current} since {day}.").format(name=name.name, current=current, day=since)
            if since and since <= day and not (name.valid_from and day < name.valid_from)
            else _("{name} was called {current} on {day}.").format(name=name.name, current=current, day=day)
        ]
    return []


def _under_other_names(department: Department, rows: Sequence[Obligation], day: date) -> list[str]:
    """A word on how many of the obligations were given under another name."""
    current = department.called(day) or department.name
    others = [one.member for one in rows if one.member != current]
    parts = [_("{count} as {name}").format(count=others.count(name), name=name) for name in dict.fromkeys(others)]
    return [_("Given under other names: {parts}.").format(parts=_(", ").join(parts))] if parts else []


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
