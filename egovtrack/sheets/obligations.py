"""Obligations, notes and a week as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from egovtrack.dates import local_text
from egovtrack.i18n import gettext as _
from egovtrack.i18n import ngettext
from egovtrack.queries import obligations
from egovtrack.queries.known import View
from egovtrack.queries.obligations import Obligation
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet

if TYPE_CHECKING:
    from egovtrack.queries.progress import NoteRow
    from egovtrack.queries.weekly import Week

_NOTE_KEYS = (
    "id", "plan", "ref", "title", "department", "as_of", "kind", "status", "percent", "value", "target", "note",
    "problem", "next_step", "evidence", "author", "channel", "recorded_at", "retracted_at", "retracted_reason",
    "retracted_by", "superseded_by", "undone_at",
)  # fmt: skip
_CHANGE_KEYS = (
    "plan", "ref", "clause", "title", "role", "department", "via", "status_before", "status", "percent_before",
    "percent", "light_before", "light", "light_reason", "note",
)  # fmt: skip
_OPEN_KEYS = ("plan", "ref", "clause", "title", "role", "party")
_SILENT_KEYS = ("plan", "department", "count", "refs", "last_report_on")


def standing_words(record: Record) -> str:
    """Status and percent in one cell; where nothing was reported, that."""
    if record["status"] is None:
        return in_words("reporting", record["reporting"])
    back = _("sent back") if record.get("returned") else ""
    return in_brackets(in_words("status", record["status"]) + measure_words(record), back)


def measure_words(record: Record) -> str:
    """The percent, and what was measured of the target: 80% 12/15个业务系统."""
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    if record.get("value") is None:
        return percent
    return f"{percent} {in_words('value', record['value'])}/{record.get('target') or '?'}"


def light_words(record: Record) -> str:
    """The light and why, unless it is green and all is as it should be."""
    light = in_words("light", record["light"])
    return light if record["light"] == "green" else f"{light} {in_words('light_reason', record['light_reason'])}"


def via_words(record: Record) -> str:
    """How the obligation came: named (with the printed name where that is another), or through which collective."""
    via = in_words("via", record["via"])
    member = record["member"]
    if record["via"] == "direct":
        printed = record["party"]
        return via if printed == record["department"] else in_brackets(via, printed)
    printed = record["party"] if member == record["department"] else _(", ").join((record["party"], member))
    return in_brackets(via, printed)


def role_words(record: Record) -> str:
    """The document's role, and beside it the lead that the office set."""
    return in_brackets(in_words("role", record["role"]), _("the office's lead") if record["assigned_lead"] else "")


def deadline_words(record: Record) -> str:
    """The deadline; of one that was moved also the first, and how often."""
    if not record["extensions"]:
        return str(record["deadline"])
    aside = ngettext(
        "first {day}, extended {count} time", "first {day}, extended {count} times", record["extensions"]
    ).format(day=record["original_deadline"], count=record["extensions"])
    return in_brackets(str(record["deadline"]), aside)


def special(key: str, words: Any) -> Column:
    """The column of a key with other words."""
    return column(key).telling(words)


def obligations_sheet(
    title: str, rows: Iterable[Obligation], view: View, notes: Sequence[str] = (), *, stream: bool = False
) -> Sheet:
    """Obligations as a table: ref, title, role, how it came, deadline, standing, light, last report."""
    brief: tuple[str | Column, ...] = (
        "ref", "title", special("role", role_words), special("via", via_words),
        special("deadline", deadline_words), special("status", standing_words),
        special("light", light_words), "last_report_on",
    )  # fmt: skip
    return make_sheet(
        "obligations", view.as_of, title, rows, keys=obligations.KEYS, brief=brief, notes=notes, stream=stream,
        record=obligations.machine_row,
    )  # fmt: skip


def notes_sheet(title: str, rows: Iterable[NoteRow], view: View) -> Sheet:
    """Progress notes, the retracted and superseded ones marked; moments are shown to people in the office's zone."""
    from egovtrack.queries import progress

    records = [progress.machine_row(one) for one in rows]
    instants = ("recorded_at", "retracted_at", "undone_at")
    moments = {key: special(key, partial(_moment, key, view.zone)) for key in instants}
    kind = special("kind", lambda record: in_words("note_kind", record["kind"]))
    brief: list[str | Column] = ["id", "ref", "department", "as_of", special("status", _note_status), "note"]
    brief += [key for key in ("problem", "next_step") if any(record[key] for record in records)]
    brief += ["author", moments["recorded_at"]]
    keys = [kind if key == "kind" else moments.get(key, key) for key in _NOTE_KEYS]
    return make_sheet("notes", view.as_of, title, records, keys=keys, brief=brief)


def _moment(key: str, zone: str, record: Record) -> str:
    return local_text(record[key], zone) if record[key] else ""


def _note_status(record: Record) -> str:
    decided = in_words("note_kind", record["kind"]) if record["kind"] == "return" else ""
    words = in_brackets(in_words("status", record["status"]) + measure_words(record), decided)
    if record["undone_at"]:
        return _("{words} (taken back)").format(words=words)
    if record["retracted_at"]:
        return _("{words} (retracted: {reason})").format(words=words, reason=record["retracted_reason"])
    if record["superseded_by"]:
        return _("{words} (superseded by {id})").format(words=words, id=record["superseded_by"])
    return words


def not_counted(parties: int) -> str:
    """A word on the parties that no obligation stands for."""
    return ngettext(
        "{count} party is not counted: nobody is designated for it yet (egovtrack tasks --undesignated).",
        "{count} parties are not counted: nobody is designated for them yet (egovtrack tasks --undesignated).",
        parties,
    ).format(count=parties)


def week_sheets(week: Week, view: View) -> dict[str, Sheet]:
    """The sheets of a week, by the name of their file."""
    from egovtrack.queries import weekly

    at_end = view._replace(as_of=week.last)
    title = _("Week {first} to {last}").format(first=week.first, last=week.last)
    changes = map(weekly.change_row, week.changes)
    silent = map(weekly.silence_row, week.silent)
    open_parties = [one._asdict() for one in week.undesignated]
    return {
        "obligations": obligations_sheet(title, week.obligations, at_end),
        "notes": notes_sheet(title, week.notes, at_end),
        "changes": make_sheet("changes", week.last, title, changes, keys=_CHANGE_KEYS),
        "silent": make_sheet("silent", week.last, title, silent, keys=_SILENT_KEYS),
        "undesignated": make_sheet("undesignated", week.last, title, open_parties, keys=_OPEN_KEYS),
    }
