"""`egovtrack show`: everything about one task."""

from __future__ import annotations

import click

from egovtrack.commands.base import command, completed_by, option
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.queries.names import read_registry
from egovtrack.queries.office import read_office
from egovtrack.queries.plans import find_reference
from egovtrack.queries.tasks import read_tasks
from egovtrack.sheets.tasks import answering_sheet, office_sheet, task_card


@command("show", help=N_("Show one task: its wording, who answers for which part of it, and how far they are."))
@click.argument("ref", shell_complete=completed_by("refs_like"))
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def show(context: Context, ref: str, as_of: str | None, known_at: str | None) -> None:
    """Show the task that REF names, or the one clause of it."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        reference = find_reference(reader, ref)
        registry = read_registry(reader)
        (task,) = read_tasks(reader, registry, reference.plan, view, task=reference.task_id)
        office = read_office(reader, reference.plan, view)
    if reference.clause_id is not None:
        task = task.only(int(reference.ref.rpartition(".")[2]))
    more = [answering_sheet(task, view)] if task.clauses else []
    added = office_sheet(task, office, registry, view)
    context.show(task_card(reference.plan, task, view), *more, *([added] if added.rows else []))
