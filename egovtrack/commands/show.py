"""`egovtrack show`: everything about one task."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, listing_options, option
from egovtrack.i18n import N_
from egovtrack.queries.plans import source_of
from egovtrack.sheets.obligations import explained_sheet
from egovtrack.sheets.tasks import answering_sheet, editions_sheet, office_sheet, task_card
from egovtrack.usecases.tasks import past


@command()
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option("--editions", is_flag=True, help=N_("List how each edition of the plan words the task."))
@option("--contacts", is_flag=True, help=N_("List whom to ask in the departments that answer."))
@option("--explain", is_flag=True, help=N_("Tell by which rule, figures and version each has its light."))
@listing_options()
def show(app: App, ref: str, *, editions: bool, contacts: bool, explain: bool) -> None:
    """Show the task that REF names, or the one clause of it."""
    from egovtrack.queries.decisions import read_signatures
    from egovtrack.queries.leaders import in_charge

    with app.facts() as facts:
        reference = facts.reference(ref)
        if editions:
            from egovtrack.queries.editions import task_editions

            app.show(editions_sheet(reference.ref, task_editions(facts, reference.task_id), facts.snapshot))
            return
        task = facts.task(reference)
        since = facts.worded_since(reference.plan, task.id)
        source = source_of(facts.connection, reference.plan, task.id)
        signed = read_signatures(facts.connection, facts.decisions.actions_on(task.id), facts.moments)
        added = office_sheet(task, facts.decisions, facts.registry, signed, facts.snapshot)
        leaders = in_charge(facts)
        if reference.clause_id is not None:
            task = task.only(int(reference.ref.rpartition(".")[2]))
        if explain:
            app.show(explained_sheet(reference.ref, task.obligations, facts.snapshot, facts.rule))
            return
        card = task_card(
            reference.plan,
            task,
            facts.snapshot,
            leaders,
            since,
            source,
            past(facts, reference.plan, [task.id]).get(task.id, ()),
        )
        more = [answering_sheet(task, facts.snapshot)] if task.clauses else []
        if contacts:
            from egovtrack.queries.contacts import read_contacts
            from egovtrack.sheets.registry import contacts_sheet

            known = read_contacts(facts, [each.holder_id for each in task.obligations])
            more.append(contacts_sheet(known.values(), facts.registry, facts.snapshot))
    app.show(card, *more, *([added] if added.rows else []))
