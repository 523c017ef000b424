"""Progress notes as sheets."""

from __future__ import annotations

from collections.abc import Iterable

from egovtrack.changes import Event
from egovtrack.dates import local_text
from egovtrack.i18n import written as _
from egovtrack.queries.notes import NOTE_KEYS, NoteRow
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import measure_words
from egovtrack.snapshot import Snapshot

_MOMENTS = ("recorded_at", "retracted_at", "undone_at")
_LISTED = (
    "id", "plan", "ref", "department", "as_of", "recorded_at", "kind", "status", "percent", "value", "target", "note",
    "problem", "next_step", "evidence", "author", "channel", "retracted_at", "retracted_reason", "retracted_by",
    "title", "superseded_by", "undone_at", "redacted", "period", "received_on", "percent_before",
    "overruled_by",
)  # fmt: skip
"""The keys of a listed note in json: scripts rely on their order, which is not that of an exported note."""


def notes_sheet(title: str, rows: Iterable[NoteRow], snapshot: Snapshot) -> Sheet:
    """Return progress notes, each marked if it was retracted or superseded; people see moments in the office's zone."""
    records = [_listed(row) for row in rows]
    moments = _moments(snapshot.zone)
    note = column("note", _note)
    brief: list[str | Column] = ["id", "ref", "department", "as_of", column("status", _status), note]
    brief += ["problem", "next_step", "period", "received_on", "author", moments["recorded_at"]]
    keys = list((_columns() | moments | {"note": note}).values())
    return make_sheet("notes", snapshot.as_of, title, records, keys=keys, brief=brief)


def events_sheet(title: str, events: Iterable[Event], snapshot: Snapshot) -> Sheet:
    """Return what happened to notes, a line for each: the note as it is now, and the event."""
    rows = list(events)
    sheet = notes_sheet(title, (row.note for row in rows), snapshot)
    records = [record | {"event": row.event} for record, row in zip(sheet.rows, rows, strict=True)]
    event = column("event")
    return sheet._replace(rows=records, columns=[*sheet.columns, event], all_columns=[*sheet.all_columns, event])


def every_note_sheet(rows: Iterable[NoteRow], snapshot: Snapshot) -> Sheet:
    """Return notes in a stream, for a file."""
    title, keys = _("Progress notes"), list((_columns() | _moments(snapshot.zone)).values())
    return make_sheet("notes", snapshot.as_of, title, map(_with_words, rows), keys=keys, record=_exported)


def _columns() -> dict[str, Column]:
    """Return the columns of notes; the words for their kind are others than those for that of a plan."""
    return {key: column(key, codes_of="note_kind" if key == "kind" else "") for key in NOTE_KEYS}


def _listed(row: NoteRow) -> Record:
    return {key: getattr(row, key) for key in _LISTED} | {"_redacted": row.redacted_reason}


def _with_words(row: NoteRow) -> NoteRow:
    """Return a note with a word in the place of its text where that was taken out."""
    return row._replace(note=_deleted(row.redacted_reason)) if row.redacted else row


def _exported(row: NoteRow) -> Record:
    record = dict(zip(NOTE_KEYS, row, strict=False))
    return record | {"note": None} if row.redacted else record


def _moments(zone: str) -> dict[str, Column]:
    """Return the columns of moments, which people see in a zone: their words depend on the value alone."""

    def words(moment: str | None) -> str:
        return local_text(moment, zone) if moment else ""

    return {
        key: column(key, lambda record, key=key: words(record[key]))._replace(plainly=words)  # type: ignore[misc]
        for key in _MOMENTS
    }


def _note(record: Record) -> str:
    """Return what was done; of a note whose texts were taken out, on what ground."""
    return _deleted(record["_redacted"]) if record["redacted"] else in_words("note", record["note"])


def _deleted(reason: str | None) -> str:
    return _("deleted: {reason}").format(reason=reason)


def _status(record: Record) -> str:
    kind = in_words("note_kind", record["kind"])
    aside = kind if record["kind"] == "return" else ""
    if record["percent_before"] is not None:
        aside = _("before: {percent}%").format(percent=record["percent_before"])
    words = in_brackets(in_words("status", record["status"]) + measure_words(record), aside)
    words = kind if record["status"] is None else words
    if record["undone_at"]:
        return _("{words} (taken back)").format(words=words)
    if record["retracted_at"]:
        return _("{words} (retracted: {reason})").format(words=words, reason=record["retracted_reason"])
    if record["superseded_by"]:
        return _("{words} (superseded by {id})").format(words=words, id=record["superseded_by"])
    if record["overruled_by"]:
        return _("{words} (the office's word {id} stands)").format(words=words, id=record["overruled_by"])
    return words
