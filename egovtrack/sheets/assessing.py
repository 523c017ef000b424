"""The assessment of departments, as a sheet: the facts, and the points where the office has a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from egovtrack.assessing import AssessRule, Facts, mark
from egovtrack.i18n import N_, written as _
from egovtrack.sheets import Record, Sheet, column, make_sheet
from egovtrack.sheets.columns import LABELS
from egovtrack.snapshot import Snapshot

_EXPLAINED = ("department", "count_of", "ref", "title", "when")
_OWN = {
    "leads": N_("Obligations (lead)"), "others": N_("Obligations (responsible)"), "asked": N_("Reports asked"),
    "late": N_("Late reports"), "missed": N_("Reports missed"), "done_in_time": N_("Items done in time"),
    "overdue": N_("Items overdue"), "carried": N_("Items carried over"), "parts": N_("Points given and taken, and why"),
    "version": N_("Version of the rules"),
}  # fmt: skip
"""What is called otherwise here than in other tables."""


def _label(key: str) -> str:
    return _(_OWN.get(key) or LABELS[key])


def assessment_sheet(
    title: str, rows: Sequence[tuple[str, Facts]], rule: AssessRule | None, by: str, snapshot: Snapshot,
    notes: Sequence[str],
) -> Sheet:  # fmt: skip
    """Return a row for each department (kind `assessment`); `by` tells by which rules things are counted."""
    records = [_record(name, facts, rule) for name, facts in rows]
    counts = [name for field in Facts._fields for name in (field, *(("rate",) if field == "done_in_time" else ()))]
    judged = ("parts", "points", "grade") if rule else ()
    own = {"points": lambda record: f"{record['points']:g}", "version": lambda record: record["version"] or by}
    columns = [
        column(key, own.get(key), label=_label(key)) for key in ("department", *counts, *judged, "confirmed", "version")
    ]
    return make_sheet("assessment", snapshot.as_of, title, records, keys=columns, notes=notes)


def _record(name: str, facts: Facts, rule: AssessRule | None) -> Record:
    rate = 100 * facts.done_in_time // facts.due if facts.due else None
    record: Record = {"department": name, **facts._asdict(), "rate": rate, "confirmed": None, "version": None}
    if rule:
        found = mark(facts, rule)
        told = _("{what} {count}: {points:+g}")
        parts = (told.format(what=_label(what), count=count, points=points) for what, count, points in found.parts)
        record |= {"points": found.points, "parts": _("; ").join(parts), "grade": found.grade, "version": rule.version}
    return record


def explained_sheet(title: str, department: str, items: Sequence[Any], snapshot: Snapshot) -> Sheet:
    """Return the items that the numbers of a department come from: each with `what` it counts as, ref, title, when."""
    records = [
        {"department": department, "count_of": i.what, "ref": i.ref, "title": i.title, "when": i.when} for i in items
    ]
    what = column("count_of", lambda record: _label(record["count_of"]))
    keys = [what if key == "count_of" else key for key in _EXPLAINED]
    return make_sheet("assessed", snapshot.as_of, title, records, keys=keys)
