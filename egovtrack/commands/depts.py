"""`egovtrack depts`: the registry of departments, and changes to it."""

from __future__ import annotations

import click

from egovtrack.commands.base import NamingGroup, command, option
from egovtrack.context import Context
from egovtrack.datafiles import read_bytes
from egovtrack.errors import BadInput
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.leaders import read_division
from egovtrack.queries.names import KINDS, read_registry
from egovtrack.sheets.registry import departments_sheet, history_sheets
from egovtrack.spelling import folded, shadow


@command("list", help=N_("List the departments that the ledger knows, with all their names."))
@option("--kind", type=click.Choice(KINDS), help=N_("Only this kind."))
@option("--as-of", metavar="DATE", help=N_("Only those that existed on that day, as they were called then."))
@option("--search", metavar="WORDS", help=N_("Only those with these characters in one of their names."))
def list_(context: Context, kind: str | None, as_of: str | None, search: str | None) -> None:
    """Show the registry in its own order."""
    view = context.view(as_of)
    with context.reader() as reader:
        everybody = read_registry(reader).departments.values()
    wanted = folded(search) if search else ""
    rows = [
        one
        for one in everybody
        if kind in {None, one.kind}
        and (as_of is None or one.exists(view.as_of))
        and (not search or any(wanted in shadow(name.name) for name in one.names))
    ]
    context.show(departments_sheet(rows, view))


@command("show", help=N_("Show a department's history: its names, where it came from, who took over, who leads it."))
@click.argument("name")
@option("--as-of", metavar="DATE", help=N_("As it was on that day."))
def show(context: Context, name: str, as_of: str | None) -> None:
    """Show everything the registry has on the department that NAME means."""
    view = context.view(as_of)
    with context.reader() as reader:
        registry = read_registry(reader)
        one = registry.find(name)[0]
        division = read_division(reader, registry, view)
    collectives = {each.name for each in registry.collectives.values() if one.kind in each.members}
    leaders = division.over(one.id) if division else []
    context.show(*history_sheets(one, sorted(collectives), leaders, view))


@command("add", help=N_("Register a department, so that what plans put on it under this name finds it."))
@click.argument("name")
@option("--kind", type=click.Choice(KINDS), default="department", help=N_("What it is (default: department)."))
@option("--full", metavar="NAME", help=N_("Its full name."))
@option("--alias", "aliases", metavar="NAME", multiple=True, help=N_("Another name for it (may be given again)."))
@option("--from", "since", metavar="DATE", help=N_("The first day it existed."))
@option("--until", metavar="DATE", help=N_("The first day it no longer existed."))
@option("--successor", metavar="NAME", help=N_("Who took over its duties."))
@option("--basis", metavar="TEXT", help=N_("What this rests on: a document, an event."))
def add(
    context: Context, name: str, kind: str, full: str | None, aliases: tuple[str, ...], since: str | None,
    until: str | None, successor: str | None, basis: str | None,
) -> None:  # fmt: skip
    """Add a department, and bind to it every party in the ledger's plans that is printed with one of its names."""
    from egovtrack.ledger.departments import NewDepartment, add_department

    new = NewDepartment(
        name, kind, full, aliases, context.day(since) if since else None, context.day(until) if until else None,
        successor, basis,
    )  # fmt: skip
    with context.action() as act:
        bound, members = add_department(act, new, context.today)
    context.say(_("{name} is registered").format(name=name))
    _say_bound(context, bound, members)


def _say_bound(context: Context, bound: int, members: int = 0) -> None:
    if members:
        context.say(
            ngettext(
                "{count} obligation in the plans is theirs now as members of collectives; is the first day right?",
                "{count} obligations in the plans are theirs now as members of collectives; is the first day right?",
                members,
            ).format(count=members)
        )
    if bound:
        context.say(
            ngettext(
                "{count} party in the plans is bound to it now",
                "{count} parties in the plans are bound to it now",
                bound,
            ).format(count=bound)
        )


@command("alias", help=N_("Let a department be known by other names too."))
@click.argument("name")
@click.argument("aliases", metavar="ALIAS...", nargs=-1, required=True)
@option("--date", "day", metavar="DATE", help=N_("In use from this day on (default: ever)."))
@option("--basis", metavar="TEXT", help=N_("What this rests on: a document, an event."))
def alias(context: Context, name: str, aliases: tuple[str, ...], day: str | None, basis: str | None) -> None:
    """Add everyday names."""
    from egovtrack.ledger.departments import add_aliases

    with context.action() as act:
        one = read_registry(act.reader).find(name)[0]
        bound = add_aliases(act, one.id, aliases, context.day(day) if day else None, basis)
    context.say(_("{name} is also called {names}").format(name=one.name, names=_(", ").join(aliases)))
    _say_bound(context, bound)


@command(
    "rename", help=N_("Call a department otherwise from a day on; what it was given under its old name stays its.")
)
@click.argument("name")
@click.argument("new")
@option("--full", metavar="NAME", help=N_("Its new full name."))
@option("--date", "day", required=True, ask=True, metavar="DATE", help=N_("The first day of the new name."))
@option("--basis", required=True, ask=True, metavar="TEXT", help=N_("What this rests on: a document, an event."))
def rename(context: Context, name: str, new: str, full: str | None, day: str, basis: str) -> None:
    """Rename the department that NAME means."""
    from egovtrack.ledger.departments import rename_department

    with context.action() as act:
        one = read_registry(act.reader).find(name)[0]
        bound = rename_department(act, one.id, new, full, context.day(day), basis)
    context.say(_("{old} is called {new} from {day}").format(old=one.name, new=new, day=context.day(day)))
    _say_bound(context, bound)


@command("merge", help=N_("Let departments end on a day, what they have not finished going to another."))
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@option(
    "--into", required=True, ask=True, metavar="NAME", help=N_("Who takes over; register it first where it is new.")
)
@option("--date", "day", required=True, ask=True, metavar="DATE", help=N_("The first day they no longer exist."))
@option("--basis", required=True, ask=True, metavar="TEXT", help=N_("What this rests on: a document, an event."))
def merge(context: Context, names: tuple[str, ...], into: str, day: str, basis: str) -> None:
    """Merge the departments that NAME... mean into one."""
    from egovtrack.ledger.departments import merge_departments

    with context.action() as act:
        registry = read_registry(act.reader)
        merged = [registry.find(name)[0] for name in names]
        successor = registry.find(into)[0]
        merge_departments(act, [one.id for one in merged], successor.id, context.day(day), basis)
    context.say(
        _("{names} ended on {day}; {successor} answers for what they had not finished").format(
            names=_(", ").join(one.name for one in merged), day=context.day(day), successor=successor.name
        )
    )


@command("import", help=N_("Take a registry from a file (csv, or toml written as seed/departments.toml is)."))
@click.argument("file")
@option("--dry-run", is_flag=True, help=N_("Say what would be stored, and store nothing."))
def import_(context: Context, file: str, *, dry_run: bool) -> None:
    """Add the departments and collectives of a file, all of them or, where something is wrong, none."""
    from egovtrack.ledger import registries
    from egovtrack.readers.text import decode

    entries = registries.parse(decode(read_bytes(file)), csv=file.lower().endswith(".csv"))
    with context.action(rehearse=dry_run) as act:
        done = registries.import_registry(act, entries)
        if done.problems:
            for problem in done.problems:
                context.say(problem)
            raise BadInput(
                ngettext(
                    "{file} is not taken: {count} thing is wrong", "{file} is not taken: {count} things are wrong",
                    len(done.problems),
                ).format(file=file, count=len(done.problems)),
                _("mend it, and import it again"),
            )  # fmt: skip
    context.say(
        _("{new} departments are new, {same} were there; {collectives} collectives are new").format(
            new=done.new, same=done.same, collectives=done.collectives
        )
    )
    _say_bound(context, done.bound, done.memberships)
    if dry_run:
        context.say(_("nothing was stored (--dry-run)"))


depts = NamingGroup(
    "depts", unnamed=list_, named=show, others=[add, alias, rename, merge, import_],
    help=N_("The registry of departments: all their names, and how they changed."),
)  # fmt: skip
