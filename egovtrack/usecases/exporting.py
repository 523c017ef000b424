"""Tables of everything, and the tables of a week, as files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from egovtrack.datafiles import is_folder
from egovtrack.errors import UsageError
from egovtrack.facts import Plan
from egovtrack.formats import format_of
from egovtrack.i18n import gettext as _, written
from egovtrack.queries.actions import read_actions
from egovtrack.queries.chasing import each_request
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge
from egovtrack.queries.notes import each_note
from egovtrack.sheets import Sheet
from egovtrack.sheets.actions import actions_sheet
from egovtrack.sheets.chasing import requests_sheet
from egovtrack.sheets.notes import every_note_sheet
from egovtrack.sheets.obligations import obligations_sheet
from egovtrack.sheets.tasks import every_task_sheet
from egovtrack.streams import telling
from egovtrack.views import write_out, write_to

Table = Callable[[Facts, Sequence[Plan]], Sheet]
"""What makes a table of everything that some plans have."""


def obligations(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every obligation of plans, in a stream."""
    rows = (row for plan in plans for row in facts.obligations(plan))
    return obligations_sheet(written("Obligations"), rows, facts.snapshot, in_charge(facts))


def tasks(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every task of plans, in a stream."""
    rows = (row for plan in plans for row in facts.tasks(plan, brief=True))
    return every_task_sheet(rows, facts.snapshot)


def progress(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every note on plans in the order of entry, in a stream."""
    return every_note_sheet(each_note(facts, plans), facts.snapshot)


def log(facts: Facts, _plans: Sequence[Plan]) -> Sheet:
    """Return every action that is known."""
    return actions_sheet(read_actions(facts), facts.snapshot)


def requests(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return whom reports on plans were asked of up to the snapshot's day, in the order of entry."""
    return requests_sheet(each_request(facts, plans), facts.snapshot)


def format_for(output: str, given: str | None) -> str:
    """Return the format of a file: what its ending says, and for a folder, standard output or a name without an ending
    what was `given`, else csv. Raises UsageError for an ending that is none, or another format's than was given.
    """
    if output == "-" or is_folder(output) or (given and "." not in Path(output).name):
        return given or "csv"
    name = format_of(output)
    if given and name != given:
        why = _("{path} would be {name} by its ending, and {given} is asked for")
        raise UsageError(why.format(path=output, name=name, given=given), _("leave one of the two out"))
    return name


def write_table(sheet: Sheet, output: str, name: str) -> Path | None:
    """Write a sheet to the file `output` (`-`: standard output), and return the file. Raises UsageError for a binary
    format on a terminal.
    """
    if output != "-":
        return write_to(sheet, output, name)
    write_sheets([sheet], name)
    return None


def write_sheets(sheets: Sequence[Sheet], name: str) -> None:
    """Write sheets to standard output. Raises UsageError for a binary format on a terminal."""
    with telling():
        write_out(sheets, name, sys.stdout)


def last_week(today: date) -> tuple[date, date]:
    """Return Monday and Sunday of the last week that is over: on a Sunday that very week, else the week before."""
    sunday = today - timedelta(days=today.isoweekday() % 7)
    return sunday - timedelta(days=6), sunday
