"""The assessment of departments, as a sheet: the facts, and the points where the office has a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from egovtrack.assessing import AssessRule, Facts, mark
from egovtrack.i18n import gettext as _
from egovtrack.sheets import Record, Sheet, column, make_sheet
from egovtrack.sheets.columns import LABELS
from egovtrack.snapshot import Snapshot

_COUNTS = Facts._fields
_EXPLAINED = ("department", "count_of", "ref", "title", "when")


def assessment_sheet(
    title: str, rows: Sequence[tuple[str, Facts]], rule: AssessRule | None, snapshot: Snapshot, notes: Sequence[str]
) -> Sheet:
    """Return a row for each department (kind `assessment`)."""
    records = [_record(name, facts, rule) for name, facts in rows]
    keys = ("department", *_COUNTS, "rate", *(("points", "parts", "grade") if rule else ()), "confirmed", "version")
    return make_sheet("assessment", snapshot.as_of, title, records, keys=keys, notes=notes)


def _record(name: str, facts: Facts, rule: AssessRule | None) -> Record:
    rate = 100 * facts.done_in_time // facts.due if facts.due else None
    record: Record = {"department": name, **facts._asdict(), "rate": rate, "confirmed": None, "version": None}
    if rule:
        found = mark(facts, rule)
        parts = (f"{_(LABELS[what])} {count}: {points:+g}" for what, count, points in found.parts)
        record |= {"points": found.points, "parts": _("; ").join(parts), "grade": found.grade, "version": rule.version}
    return record


def explained_sheet(title: str, rows: Sequence[Mapping[str, str]], snapshot: Snapshot) -> Sheet:
    """Return the items that the numbers of a department come from."""
    what = column("count_of", lambda record: _(LABELS[record["count_of"]]))
    keys = [what if key == "count_of" else key for key in _EXPLAINED]
    return make_sheet("assessed", snapshot.as_of, title, list(rows), keys=keys)
