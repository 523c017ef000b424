"""`egovtrack designate`, `assign-lead` and `extend`: what the office adds to a plan."""

from __future__ import annotations

import click

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.errors import UsageError
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_reference


@command(
    "designate",
    help=N_(
        "Name the members of an indefinite party (those concerned) in a task: from then on they answer. With --revoke "
        "it is taken back."
    ),
)
@click.argument("ref")
@click.argument("party")
@click.argument("departments", metavar="DEPT...", nargs=-1)
@option("--basis", required=True, ask=True, metavar="TEXT", help=N_("The document or decision it rests on."))
@option("--date", "day", metavar="DATE", help=N_("From this day on (default: today)."))
@option("--revoke", is_flag=True, help=N_("They are no longer designated; without a department: nobody is."))
def designate(
    context: Context, ref: str, party: str, departments: tuple[str, ...], basis: str, day: str | None, *, revoke: bool
) -> None:
    """Designate departments for PARTY in the task or clause REF, or take that back."""
    from egovtrack.ledger import office

    if not departments and not revoke:
        raise UsageError(_("whom is it to mean?"), _("name the departments after the party"))
    with context.action() as act:
        registry = read_registry(act.reader)
        reference = find_reference(act.reader, ref)
        named = [registry.find(one)[0] for one in departments]
        word = office.Word(context.day(day), basis)
        if revoke:
            gone = office.dismiss(act, reference, party, named, word, context.view())
            names = [registry.name_on(one, word.as_of) for one in gone]
        else:
            office.designate(act, registry, reference, party, named, word, context.view())
            names = [one.called(word.as_of) or one.name for one in named]
    message = (
        _("{ref} “{party}”: {names} no longer designated from {day}")
        if revoke
        else _("{ref} “{party}”: {names} designated from {day}")
    )
    names = list(dict.fromkeys(names))
    context.say(message.format(ref=reference.ref, party=party, names=_(", ").join(names), day=word.as_of))


@command(
    "assign-lead",
    help=N_("Set who leads where the document names several and no lead. It stays apart from the document's words."),
)
@click.argument("ref")
@click.argument("department", metavar="DEPT", required=False)
@option("--basis", required=True, ask=True, metavar="TEXT", help=N_("The document or decision it rests on."))
@option("--date", "day", metavar="DATE", help=N_("From this day on (default: today)."))
@option("--revoke", is_flag=True, help=N_("Nobody is set as the lead any longer."))
def assign_lead(
    context: Context, ref: str, department: str | None, basis: str, day: str | None, *, revoke: bool
) -> None:
    """Set the lead of the task or clause REF, or take that back."""
    from egovtrack.ledger import office

    if bool(department) == revoke:
        raise UsageError(_("name the department that leads, or give --revoke"))
    with context.action() as act:
        registry = read_registry(act.reader)
        reference = find_reference(act.reader, ref)
        lead = registry.find(department)[0] if department else None
        word = office.Word(context.day(day), basis)
        office.assign_lead(act, registry, reference, lead, word, context.view())
    name = lead.called(word.as_of) or lead.name if lead else _("nobody")
    context.say(_("{ref}: the office's lead from {day}: {name}").format(ref=reference.ref, day=word.as_of, name=name))


@command("extend", help=N_("Move the deadline of a task or clause. The first one is kept, and how often it was moved."))
@click.argument("ref")
@option("--until", required=True, ask=True, metavar="DATE", help=N_("The new deadline."))
@option("--reason", required=True, ask=True, metavar="TEXT", help=N_("Why it is moved."))
@option("--date", "day", metavar="DATE", help=N_("The day it was decided (default: today)."))
def extend(context: Context, ref: str, until: str, reason: str, day: str | None) -> None:
    """Move the deadline of REF."""
    from egovtrack.ledger import office

    with context.action() as act:
        reference = find_reference(act.reader, ref)
        last = context.day(until)
        office.extend(act, reference, last, office.Word(context.day(day), reason), context.view())
    context.say(_("{ref} is due on {day} now").format(ref=reference.ref, day=last))
