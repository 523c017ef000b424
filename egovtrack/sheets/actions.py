"""What was done to the ledger, as a sheet and in words."""

from __future__ import annotations

from collections.abc import Iterable

from egovtrack.dates import local_text
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries import actions
from egovtrack.queries.actions import ActionRow, Deed
from egovtrack.queries.known import View
from egovtrack.sheets import Record, Sheet, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import special

_KEYS = ("id", "recorded_at", "author", "origin", "command", "written", "undoes", "undone_by")
_DEEDS = {
    "note": N_("note {about}: {value}"),
    "retraction": N_("retraction of note {about}: {value}"),
    "designation": N_("{about}: designated"),
    "dismissal": N_("{about}: no longer designated"),
    "lead": N_("{about}: lead set by the office"),
    "extension": N_("{about}: due on {value}"),
    "plan": N_("plan {about}: {value}"),
    "division": N_("division of work {about}"),
    "changed": N_("{value} rows of the table {about} as they were before"),
}
TABLES = {
    "progress_note": N_("notes"),
    "progress_retraction": N_("retractions"),
    "designation": N_("designations"),
    "assigned_lead": N_("leads"),
    "extension": N_("extensions"),
    "plan": N_("plans"),
    "division": N_("divisions of work"),
    "department": N_("departments"),
    "collective": N_("collectives"),
    "department_name": N_("names"),
    "assignment": N_("assignments"),
    "task": N_("tasks"),
    "clause": N_("clauses"),
    "section": N_("sections"),
}


def actions_sheet(rows: Iterable[ActionRow], view: View) -> Sheet:
    """The audit trail; moments are shown to people in the office's zone."""
    records = [actions.machine_row(one) for one in rows]
    when = special("recorded_at", lambda record: local_text(record["recorded_at"], view.zone))
    written = special("written", _written)
    brief = ("id", when, "author", "origin", column("command").telling(_command), written)
    keys = [{"recorded_at": when, "written": written}.get(key, key) for key in _KEYS]
    title = _("What was done to the ledger: {count}").format(count=len(records))
    return make_sheet("actions", view.as_of, title, records, keys=keys, brief=brief)


def _command(record: Record) -> str:
    undone = _("taken back by {id}").format(id=record["undone_by"]) if record["undone_by"] else ""
    undoes = _("takes back {id}").format(id=record["undoes"]) if record["undoes"] else ""
    return in_brackets(str(record["command"]), undone or undoes)


def _written(record: Record) -> str:
    return _(", ").join(f"{_(TABLES.get(table, table))} {count}" for table, count in record["written"].items())


def deed_words(one: Deed) -> str:
    """One thing that an action did, in words."""
    value = one.value or ""
    if one.what == "note":
        status, _space, percent = value.partition(" ")
        value = " ".join(part for part in (in_words("status", status), percent) if part)
    about = _(TABLES.get(one.about, one.about)) if one.what == "changed" else one.about
    words = _(_DEEDS[one.what]).format(about=about, value=value)
    more = [part for part in (one.department, str(one.day) if one.day else None) if part]
    return in_brackets(words, _(", ").join(more))
