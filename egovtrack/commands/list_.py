"""`egovtrack list`: obligations across departments and plans, narrowed in every way."""

from __future__ import annotations

from egovtrack.app import App
from egovtrack.cli.options import command, listing_options
from egovtrack.cli.question import question_options
from egovtrack.listing import Question
from egovtrack.usecases.listing import answer


@command()
@question_options()
@listing_options()
def list_(app: App, question: Question) -> None:
    """Show the obligations that a question asks for."""
    with app.facts() as facts:
        app.show(answer(facts, question))
