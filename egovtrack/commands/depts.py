"""`egovtrack depts`: the registry of departments."""

from __future__ import annotations

from typing import Any

import click

from egovtrack.commands.base import command, group, option
from egovtrack.context import Context
from egovtrack.i18n import N_, ngettext
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import KINDS, Department, read_registry
from egovtrack.sheets import make_sheet

_KEYS = ("name", "full_name", "kind", "other_names", "valid_from", "valid_to", "successor")


@group("depts", help=N_("List the departments that the ledger knows, with all their names."))
def depts(context: Context) -> None:
    """Show the registry in its own order."""
    with context.reader() as reader:
        records = [_record(one) for one in read_registry(reader).departments.values()]
    title = _("Departments in the ledger: {count}").format(count=len(records))
    context.show(make_sheet("departments", context.today, title, records, keys=_KEYS))


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
    with context.session() as session:
        bound = add_department(session, new, context.today)
    message = ngettext(
        "{name} is registered; {count} party in the plans is bound to it",
        "{name} is registered; {count} parties in the plans are bound to it",
        bound,
    )
    context.say(message.format(name=name, count=bound))


depts.add_command(add)


def _record(one: Department) -> dict[str, Any]:
    full = one.last_full_name()
    return {
        "name": one.name,
        "full_name": full,
        "kind": one.kind,
        "other_names": [name.name for name in one.names if name.name not in {one.name, full}],
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "successor": one.successor.name if one.successor else None,
    }
