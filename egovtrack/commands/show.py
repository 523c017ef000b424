"""`egovtrack show`: everything about one task."""

from __future__ import annotations

import click

from egovtrack.commands.base import command, option
from egovtrack.context import Context
from egovtrack.i18n import N_
from egovtrack.queries.names import read_registry
from egovtrack.queries.plans import find_reference
from egovtrack.queries.tasks import read_tasks
from egovtrack.sheets.tasks import answering_sheet, task_card


@command("show", help=N_("Show one task: its wording, who answers for which part of it, and how far they are."))
@click.argument("ref")
@option("--as-of", metavar="DATE", help=N_("The table as it stood on that day."))
@option("--known-at", metavar="TIME", help=N_("Only what had been entered by then."))
def show(context: Context, ref: str, as_of: str | None, known_at: str | None) -> None:
    """Show the task that REF names, or the one clause of it."""
    view = context.view(as_of, known_at)
    with context.reader() as reader:
        reference = find_reference(reader, ref)
        (task,) = read_tasks(reader, read_registry(reader), reference.plan, view, task=reference.task_id)
    if reference.clause_id is not None:
        task = task.only(int(reference.ref.rpartition(".")[2]))
    more = [answering_sheet(task, view)] if task.clauses else []
    context.show(task_card(reference.plan, task, view), *more)
