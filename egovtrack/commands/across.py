"""`egovtrack across`: many ledgers side by side, as a superior office asks those below it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import click

from egovtrack import i18n
from egovtrack.addresses import is_server
from egovtrack.app import App
from egovtrack.cli.groups import Group
from egovtrack.cli.options import command, listing_options
from egovtrack.cli.question import question_options
from egovtrack.connection import HEAD
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import N_, gettext as _
from egovtrack.listing import Question
from egovtrack.sheets.across import across_counts_sheet, across_sheet
from egovtrack.streams import hush
from egovtrack.usecases import across as usecase
from egovtrack.usecases.across import Answer, Place

_FEW = 2


@command(
    "list", help=N_("List the obligations of several ledgers, narrowed as in egovtrack list; --count counts them.")
)
@click.argument("ledgers", nargs=-1, metavar="LEDGER|@FILE...")
@question_options("explain")
@listing_options()
def list_(app: App, ledgers: Sequence[str], question: Question) -> int:
    """Show what each ledger answers, one after another."""
    return _show(app, ledgers, question)


@command("status", help=N_("Count the obligations of several ledgers: of the open plans, a row for each ledger."))
@click.argument("ledgers", nargs=-1, metavar="LEDGER|@FILE...")
@listing_options()
def status(app: App, ledgers: Sequence[str]) -> int:
    """Show how many there are in each, and how they stand."""
    return _show(app, ledgers, Question(counted=True))


def _show(app: App, words: Sequence[str], question: Question) -> int:
    """Show the answers; returns 1 where a ledger could not be read, which is said of each."""
    asked = usecase.places(words)
    tasks = [(app.elsewhere(place.db), place, question, i18n.language()) for place in asked]
    hush()
    with click.progressbar(
        length=len(tasks), label=_("reading"), file=sys.stderr, hidden=not (sys.stderr and sys.stderr.isatty())
    ) as bar:
        answers: dict[int, Answer] = {}
        for number, found in _answers(tasks):
            answers[number] = found
            bar.update(1)
    given = usecase.named((answers[number] for number in range(len(tasks))), (app.store.at(p.db).place for p in asked))
    read = [each for each in given if not each.why]
    unread = [{"ledger": each.name, "why": each.why} for each in given if each.why]
    for each in unread:
        app.say(_("{name} was not read: {why}").format(name=each["ledger"], why=each["why"]))
    records = [{"ledger": each.name, **record} for each in read for record in each.records]
    day = app.day(app.as_of)
    if question.counted:
        app.show(across_counts_sheet(day, records, usecase.total(records), unread))
    else:
        app.show(across_sheet(day, records, question.columns or (), len(read), unread))
    return int(bool(unread))


_Task = tuple[dict[str, Any], Place, Question, str]


def _answers(tasks: Sequence[_Task]) -> Iterator[tuple[int, Answer]]:
    """Yield the answers with their places, as they come: of more than a few ledgers from several processes."""
    if len(tasks) <= _FEW:
        yield from ((number, _ask(*task)) for number, task in enumerate(tasks))
        return
    with ProcessPoolExecutor(min(len(tasks), os.cpu_count() or 1)) as pool:
        asked = {pool.submit(_ask, *task): number for number, task in enumerate(tasks)}
        for done in as_completed(asked):
            yield asked[done], done.result()


def _ask(values: dict[str, Any], place: Place, question: Question, language: str) -> Answer:
    i18n.use(language)
    app = App(values)
    try:
        if not is_server(app.store.db) and not Path(app.store.db).exists():
            return Answer(place, place.name, why=_("there is no such file"))
        if app.store.revision() not in {HEAD, None}:
            why = _("it is of an older version; egovtrack --db {where} db upgrade brings it up to date")
            return Answer(place, place.name, why=why.format(where=app.store.place))
        with app.facts() as facts:
            return usecase.ask(facts, place, question)
    except EgovtrackError as error:
        return Answer(place, place.name, why=error.message)


across = Group(commands=[status, list_])
