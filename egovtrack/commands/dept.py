"""`egovtrack dept`: the obligations of a department, or of a collective."""

from __future__ import annotations

import click

from egovtrack.app import App
from egovtrack.cli.options import command, completed_by, listing_options, option
from egovtrack.cli.question import question_options
from egovtrack.i18n import N_
from egovtrack.listing import Question
from egovtrack.sheets.obligations import LISTED
from egovtrack.standing import VIAS
from egovtrack.usecases.listing import OF_ONE, answer


@command()
@click.argument("name", shell_complete=completed_by("parties_like"))
@question_options("dept")
@option("--exact-name", is_flag=True, help=N_("Only what was given to it under this very name."))
@listing_options(N_("The table, and the registry, as they stood on that day."))
def dept(app: App, name: str, question: Question, *, exact_name: bool) -> None:
    """Show what NAME answers for, under the names it had and for those whose duties it took over."""
    with app.facts() as facts:
        several = facts.registry.collective(name)
        if several and not question.is_narrowed():
            from egovtrack.sheets.registry import collectives_sheet
            from egovtrack.usecases.tasks import collective_rows

            rows = collective_rows(facts, several, question.plan)
            app.show(collectives_sheet(several, rows, facts.snapshot))
            return
        # A word about what is merely possible is for people.
        also = () if app.output.machine or several else VIAS
        shown = LISTED if several else OF_ONE
        app.show(answer(facts, question, name=name, exact_name=exact_name, also=also, shown=shown))
