"""`egovtrack leader`: the division of work among the leaders, and what stands under each."""

from __future__ import annotations

import click

from egovtrack.commands.base import NamingGroup, command, option
from egovtrack.commands.status import uncounted
from egovtrack.context import Context
from egovtrack.datafiles import read_bytes
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.known import View
from egovtrack.queries.leaders import ANSWERS, RELATIONS, DivisionRow, LeaderRow, field_rows, read_division
from egovtrack.queries.matrix import make_matrix
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.obligations import Obligation
from egovtrack.queries.plans import find_plan, read_plans
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import read_tasks
from egovtrack.sheets.registry import division_sheet, leader_sheet


@command("list", help=N_("List who is in charge of what, with the departments of each field."))
@option("--as-of", metavar="DATE", help=N_("The division of work in force on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def list_(context: Context, as_of: str | None, known_at: str | None) -> None:
    """Show every field of every leader, and the departments that are under nobody."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        registry = read_registry(reader)
        division = _division(reader, registry, view)
    context.show(
        division_sheet(division, field_rows(division, registry, view), _under_nobody(registry, division, view), view)
    )


@command("show", help=N_("Show the obligations under a leader's portfolio, by department."))
@click.argument("name")
@option("--plan", metavar="PLAN", help=N_("Only this plan (default: the newest)."))
@option(
    "--relation",
    type=click.Choice([*RELATIONS, "all"]),
    help=N_("Only these fields (default: those that the leader is in charge of or holds)."),
)
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def show(
    context: Context, name: str, plan: str | None, relation: str | None, as_of: str | None, known_at: str | None
) -> None:
    """Show the departments of a leader with the same totals as their own tables."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        registry = read_registry(reader)
        division = _division(reader, registry, view)
        leader = division.leader(name)
        plans = [find_plan(reader, plan)] if plan else read_plans(reader)[:1]
        tasks = [task for each in plans for task in read_tasks(reader, registry, each, view)]
    wanted = set(RELATIONS) if relation == "all" else {relation} if relation else ANSWERS
    rows = [one for task in tasks for one in task.obligations if _is_under(leader, one, wanted)]
    matrix = make_matrix("dept", rows, registry, division, view)
    key = plans[0].key if plans else ""
    context.show(*leader_sheet(leader, division, matrix, key, view, uncounted(tasks)))


def _is_under(leader: LeaderRow, one: Obligation, relations: set[str] | frozenset[str]) -> bool:
    if leader.leads_all() and relations in (ANSWERS, set(RELATIONS), {"leads"}):
        return True
    return any(field.relation in relations and one.holder_id in field.departments for field in leader.fields)


def _division(reader: Reader, registry: Registry, view: View) -> DivisionRow:
    division = read_division(reader, registry, view)
    if division is None:
        raise EgovtrackError(
            _("no division of work is in force on {day}").format(day=view.as_of),
            _("egovtrack leader import FILE takes one"),
        )
    return division


def _under_nobody(registry: Registry, division: DivisionRow, view: View) -> list[str]:
    """The departments of the government that exist on the day and are in nobody's charge."""
    return [
        one.called(view.as_of) or one.name
        for one in registry.departments.values()
        if one.kind == "department" and one.exists(view.as_of) and not division.over(one.id)
    ]


@command("import", help=N_("Take the next division of work, from a TOML file written as seed/leaders.toml is."))
@click.argument("file")
@option("--dry-run", is_flag=True, help=N_("Say what would be stored, and store nothing."))
def import_(context: Context, file: str, *, dry_run: bool) -> None:
    """Store a division of work; from its day on it is the one in force."""
    from egovtrack.ledger import leaders
    from egovtrack.readers.text import decode

    text = decode(read_bytes(file))
    with context.action(rehearse=dry_run) as act:
        division = leaders.import_division(act, text)
        doubled = leaders.under_two(division, read_registry(act.reader))
        words = _("{number}: {leaders} leaders, in force from {day}").format(
            number=division.number, leaders=len(division.leaders), day=division.valid_from
        )
    context.say(words)
    if doubled:
        context.say(_("under two leaders: {names}").format(names=_(", ").join(doubled)))
    if dry_run:
        context.say(_("nothing was stored (--dry-run)"))


leader = NamingGroup(
    "leader", unnamed=list_, named=show, others=[import_],
    help=N_("The division of work among the leaders: who is in charge of what, and what stands under each."),
)  # fmt: skip
