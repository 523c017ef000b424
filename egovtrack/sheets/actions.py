"""What was done to the ledger, as a sheet and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from egovtrack.dates import local_text
from egovtrack.i18n import N_, written as _
from egovtrack.queries.actions import TABLES, ActionRow, Deed
from egovtrack.sheets import Record, Sheet, column, in_brackets, in_words, make_sheet
from egovtrack.snapshot import Snapshot

_DISMISSED = N_("{ref} {about}: no longer designated")
_CODED = {"plan_state": "plan_state", "reporting_rule": "cycle"}
_UNDONE = N_("taking back of number {about}: {value}")


def actions_sheet(rows: Iterable[ActionRow], snapshot: Snapshot) -> Sheet:
    """Return the audit trail; moments are shown to people in the office's zone."""
    records = [row._asdict() for row in rows]
    when = column("recorded_at", lambda record: local_text(record["recorded_at"], snapshot.zone))
    written = column("written", _written)
    who = column("author", _who)
    brief = ("id", when, who, "origin", column("command", _command), written)
    keys = [{"recorded_at": when, "written": written}.get(key, key) for key in ActionRow._fields]
    title = _("What was done to the ledger: {count}").format(count=len(records))
    return make_sheet("actions", snapshot.as_of, title, records, keys=keys, brief=brief)


def _who(record: Record) -> str:
    """Return the name that was given, and the account of the machine where that is another."""
    return in_brackets(record["author"], record["account"] if record["account"] != record["author"] else "")


def _command(record: Record) -> str:
    undone = _("taken back by {id}").format(id=record["undone_by"]) if record["undone_by"] else ""
    undoes = _("takes back {id}").format(id=record["undoes"]) if record["undoes"] else ""
    return in_brackets(command_words(record["command"]), undone or undoes)


def command_words(command: str | None) -> str:
    """Return a command as it is shown; of a command that was redacted, that it was taken out."""
    return _("(taken out)") if command is None else command


def _written(record: Record) -> str:
    return _(", ").join(_rows(table, count) for table, count in record["written"].items() if table in TABLES)


def _rows(table: str, count: int | None) -> str:
    return f"{_(TABLES[table].name)} {count}"


_DONE = ("action", "deed", "about", "ref", "department", "day", "value", "percent", "count", "path")


def done_sheet(action: Any, deeds: Iterable[Deed], files: Iterable[Path], said: Sequence[str], day: date) -> Sheet:
    """Return what a run has done, as scripts read it: a row for each thing entered and each file made; beside them the
    number of the action, its command, what it takes back, how many rows of each table it added, and what was said.
    """
    none = dict.fromkeys(_DONE)
    rows: list[Record] = [
        none | {
            "action": action and action.id, "deed": each.what, "about": None if each.about is None else str(each.about),
            "ref": each.ref, "department": each.department, "day": each.day, "value": each.value,
            "percent" if each.what == "progress_note" else "count": each.more,
        }
        for each in deeds
    ]  # fmt: skip
    rows += [none | {"deed": "file", "path": str(path)} for path in files]
    labels = {"action": _("Number"), "deed": _("What was done"), "about": _("Of what"), "path": _("File")}
    labels |= {"day": _("Day"), "count": _("How many")}
    keys = [column(key, label=labels.get(key, "")) for key in _DONE]
    extra = {
        "action": action and action.id, "command": action and action.signature.command,
        "undoes": action and action.undoes,
        "written": {table: count for table, (_first, count) in action.rows.items()} if action else {},
        "messages": list(said),
    }  # fmt: skip
    return make_sheet("done", day, "", rows, keys=keys)._replace(extra=extra)


def deed_words(deed: Deed) -> str:
    """Return what an action did, in words."""
    words = _UNDONE if deed.what == "undo" else TABLES[deed.what].words
    if not words:
        return _rows(deed.what, deed.more)
    value = deed.value or ""
    if deed.what == "progress_note":
        value = in_words("status", value) if value else in_words("note_kind", "unchanged")
        value += f" {deed.more}%" if deed.more is not None else ""
    elif deed.what == "designation" and not deed.more:
        words = _DISMISSED
    elif deed.what in _CODED:
        value = in_words(_CODED[deed.what], value)
    told = _(words).format(about=deed.about, ref=deed.ref, value=value)
    return in_brackets(told, _(", ").join(part for part in (deed.department, deed.day) if part))
