"""The tables of a week."""

from __future__ import annotations

from egovtrack.changes import Change, NotCounted, Silence, Week
from egovtrack.i18n import gettext as _
from egovtrack.sheets import Record, Sheet, make_sheet
from egovtrack.sheets.notes import notes_sheet
from egovtrack.sheets.obligations import obligations_sheet
from egovtrack.snapshot import Snapshot

_NAMING_KEYS = ("plan", "ref", "clause", "title", "role", "department", "via")
_CHANGE_KEYS = (
    *_NAMING_KEYS, "status_before", "status", "percent_before", "percent", "light_before", "light", "light_reason",
    "note", "change",
)  # fmt: skip
_SILENT_KEYS = ("plan", "department", "count", "refs", "last_report_on")


def week_sheets(week: Week, snapshot: Snapshot) -> dict[str, Sheet]:
    """Return the sheets of a week, by the name of their file."""
    at_end = snapshot._replace(as_of=week.last)
    title = _("Week {first} to {last}").format(first=week.first, last=week.last)
    changes = [_change_record(change) for change in week.changes]
    silent = [_silence_record(silence) for silence in week.silent]
    missing = [party._asdict() for party in week.not_counted]
    return {
        "obligations": obligations_sheet(title, week.obligations, at_end),
        "notes": notes_sheet(title, week.notes, at_end),
        "changes": make_sheet("changes", week.last, title, changes, keys=_CHANGE_KEYS),
        "silent": make_sheet("silent", week.last, title, silent, keys=_SILENT_KEYS),
        "undesignated": make_sheet("undesignated", week.last, title, missing, keys=NotCounted._fields),
    }


def _change_record(change: Change) -> Record:
    after, before = change.after, change.before
    record = {key: getattr(after or before, key) for key in _NAMING_KEYS}
    for key in ("status", "percent", "light"):
        record |= {f"{key}_before": getattr(before, key, None), key: getattr(after, key, None)}
    record |= {key: getattr(after, key, None) for key in ("light_reason", "note")}
    return record | {"change": "changed" if before and after else "new" if after else "gone"}


def _silence_record(silence: Silence) -> Record:
    refs = [each.ref for each in silence.obligations]
    values = (silence.plan, silence.department, len(refs), refs, silence.last_report_on)
    return dict(zip(_SILENT_KEYS, values, strict=True))
