"""The tables of a week."""

from __future__ import annotations

from collections.abc import Mapping

from egovtrack.changes import NotCounted, Silence, Week
from egovtrack.dates import week_label
from egovtrack.i18n import N_, written as _
from egovtrack.queries.leaders import Charge
from egovtrack.sheets import Record, Sheet, make_sheet
from egovtrack.sheets.changes import changes_sheet
from egovtrack.sheets.notes import events_sheet
from egovtrack.sheets.obligations import obligations_sheet
from egovtrack.snapshot import Snapshot

_SILENT_KEYS = ("plan", "department", "count", "refs", "last_report_on")


TABLES = {
    "obligations": N_("Obligations"), "notes": N_("Progress notes"), "changes": N_("Changes"), "silent": N_("Silent"),
    "undesignated": N_("Nobody designated"),
}  # fmt: skip
"""The tables of a week by name, and what they are called."""


def week_tables(week: Week, snapshot: Snapshot, leaders: Mapping[int, Charge]) -> dict[str, Sheet]:
    """Return the sheets of a week by name, with names and titles that tell them apart; json says which week it is."""
    label = week_label(week.last)
    plans = list(dict.fromkeys(each.plan for each in week.obligations))
    of = {
        "week": label,
        "from": week.first,
        "to": week.last,
        "plan": plans[0] if len(plans) == 1 else None,
        "plans": plans,
    }
    title = _("{table}, {week} ({first} to {last})")
    return {
        name: sheet._replace(
            name=_(TABLES[name]), head=week.head, extra={**of, **sheet.extra},
            title=title.format(table=_(TABLES[name]), week=label, first=week.first, last=week.last),
        )
        for name, sheet in week_sheets(week, snapshot, leaders).items()
    }  # fmt: skip


def week_card(week: Week, tables: Mapping[str, Sheet]) -> Sheet:
    """Return how many rows the tables of a week have, for the head of a file."""
    counts = [(sheet.name, str(len(sheet.shown()))) for sheet in tables.values()]
    title = _("Week {first} to {last}").format(first=week.first, last=week.last)
    any_of = tables["obligations"]
    sheet = make_sheet("weekly", week.last, title, [], keys=("kind",), card=counts)
    return sheet._replace(head=week.head, extra=any_of.extra)


def week_sheets(week: Week, snapshot: Snapshot, leaders: Mapping[int, Charge]) -> dict[str, Sheet]:
    """Return the sheets of a week, by the name of their file; `leaders`: what the division of work says."""
    at_end = snapshot._replace(as_of=week.last)
    title = _("Week {first} to {last}").format(first=week.first, last=week.last)
    silent = [silence_record(silence) for silence in week.silent]
    missing = [party._asdict() for party in week.not_counted]
    return {
        "obligations": obligations_sheet(title, week.obligations, at_end, leaders).whole(),
        "notes": events_sheet(title, week.notes, at_end),
        "changes": changes_sheet(title, week.changes, at_end),
        "silent": make_sheet("silent", week.last, title, silent, keys=_SILENT_KEYS),
        "undesignated": make_sheet("undesignated", week.last, title, missing, keys=NotCounted._fields),
    }


def silence_record(silence: Silence) -> Record:
    """Return what scripts read of a department that owes reports (kind `silent`)."""
    refs = [each.ref for each in silence.obligations]
    values = (silence.plan, silence.department, len(refs), refs, silence.last_report_on)
    return dict(zip(_SILENT_KEYS, values, strict=True))
