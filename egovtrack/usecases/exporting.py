"""Tables of everything, and the tables of a week, as files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from pathlib import Path

from egovtrack.changes import Week
from egovtrack.dates import week_label
from egovtrack.facts import Plan
from egovtrack.files import write_all
from egovtrack.formats import FORMATS, format_of
from egovtrack.i18n import written
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge
from egovtrack.queries.notes import each_note
from egovtrack.sheets import Sheet
from egovtrack.sheets.notes import every_note_sheet
from egovtrack.sheets.obligations import obligations_sheet
from egovtrack.sheets.tasks import every_task_sheet
from egovtrack.sheets.week import week_sheets
from egovtrack.streams import telling
from egovtrack.usecases.obligations import each_obligation
from egovtrack.usecases.tasks import each_task_row
from egovtrack.views import as_file, write_out, write_to

Table = Callable[[Facts, Sequence[Plan]], Sheet]
"""What makes a table of everything that some plans have."""


def obligations(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every obligation of plans, in a stream."""
    rows = (row for plan in plans for row in each_obligation(facts, plan))
    return obligations_sheet(written("Obligations"), rows, facts.snapshot, in_charge(facts))._replace(head=facts.head)


def tasks(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every task of plans, in a stream."""
    rows = (row for plan in plans for row in each_task_row(facts, plan, brief=True))
    return every_task_sheet(rows, facts.snapshot)._replace(head=facts.head)


def notes(facts: Facts, plans: Sequence[Plan]) -> Sheet:
    """Return every note on plans in the order of entry, in a stream."""
    return every_note_sheet(each_note(facts, plans), facts.snapshot)._replace(head=facts.head)


def write_table(sheet: Sheet, output: str, name: str | None) -> Path | None:
    """Write a sheet to the file `output` (`-`: standard output) in the format called `name`, else in the format
    that the file's ending says; to standard output csv. Return the file. Raises UsageError for a binary format on a
    terminal.
    """
    if output != "-":
        return write_to(sheet, output, name or format_of(output, "csv"))
    with telling():
        write_out([sheet], name or "csv", sys.stdout)
    return None


def write_week(week: Week, facts: Facts, folder: Path, formats: Collection[str]) -> int:
    """Write a file for each table of a week and each format into a folder, and return how many there are."""
    label = week_label(week.last)
    files = {
        folder / f"{label}-{table}{FORMATS[name].ending}": as_file([sheet._replace(head=week.head)], name)
        for table, sheet in week_sheets(week, facts.snapshot, in_charge(facts.on(week.last))).items()
        for name in dict.fromkeys(formats)
    }
    if "csv" in formats:  # which cannot hold it
        files[folder / f"{label}-head.txt"] = f"{week.head}\n".encode()
    write_all(files)
    return len(files)


def last_week(today: date) -> tuple[date, date]:
    """Return Monday and Sunday of the last week that is over: on a Sunday that very week, else the week before."""
    sunday = today - timedelta(days=today.isoweekday() % 7)
    return sunday - timedelta(days=6), sunday
