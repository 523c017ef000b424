"""`egovtrack calendar`: the days ahead, for the office's calendar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from egovtrack.app import App
from egovtrack.cli.options import command, option, plans_option, snapshot_options
from egovtrack.i18n import N_, gettext as _, ngettext
from egovtrack.queries.snapshots import read_head


@command()
@plans_option()
@snapshot_options(N_("The days from that day on."))
@option("-o", "--output", required=True, ask=True, metavar="FILE", help=N_("The file to write (.ics)."))
def calendar(app: App, keys: tuple[str, ...], output: str) -> None:
    """Write the file; an entry keeps its name, so that a calendar that has it moves it."""
    from icalendar import Calendar, Event

    from egovtrack.files import placed, write_all
    from egovtrack.usecases.dates_ahead import days_ahead

    with app.facts() as facts:
        ledger, _number, _hash = read_head(facts.connection)
        days = days_ahead(facts, facts.chosen(keys))
        stamp = datetime(facts.snapshot.as_of.year, facts.snapshot.as_of.month, facts.snapshot.as_of.day)  # noqa: DTZ001
    made = Calendar()
    made.add("prodid", "-//egovtrack//")
    made.add("version", "2.0")
    for each in days:
        event = Event()
        event.add("uid", f"{each.key}@{ledger}")
        event.add("dtstamp", stamp)
        event.add("dtstart", each.day)
        event.add("summary", each.title)
        if each.text:
            event.add("description", each.text)
        made.add_component(event)
    path = placed(output, _("deadlines") + ".ics", only=True)
    write_all({Path(path): made.to_ical()})
    words = ngettext("{count} day in {place}", "{count} days in {place}", len(days))
    app.say(words.format(count=len(days), place=path))
