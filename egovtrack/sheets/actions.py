"""What was done to the ledger, as a sheet and in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from egovtrack.dates import local_text
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.queries.actions import PARTS, ActionRow, Deed
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import special
from egovtrack.snapshot import Snapshot

_DEEDS = {
    "edition": N_("plan {about}: {value}"),
    "progress_note": N_("note {about} {ref}: {value}"),
    "retraction": N_("retraction of note {about}: {value}"),
    "designation": N_("{ref} {about}: designated"),
    "dismissal": N_("{ref} {about}: no longer designated"),
    "lead": N_("{ref}: lead set by the office"),
    "deadline": N_("{ref}: due on {value}"),
    "division": N_("division of work {about}"),
    "undo": N_("taking back of number {about}: {value}"),
}
_TABLES = {
    "progress_note": N_("notes"),
    "retraction": N_("retractions"),
    "redaction": N_("redactions"),
    "designation": N_("designations"),
    "lead": N_("leads"),
    "deadline": N_("deadlines"),
    "edition": N_("editions"),
    "division": N_("divisions of work"),
    "department": N_("departments"),
    "department_name": N_("names"),
    "department_kind": N_("kinds of department"),
    "department_event": N_("changes of departments"),
    "handover": N_("handovers"),
    "collective": N_("collectives"),
    "collective_name": N_("names of collectives"),
    "collective_member": N_("members of collectives"),
    "task_change": N_("changes of tasks"),
    "profile": N_("particulars of the ledger"),
    "rule": N_("rules"),
    "clock_correction": N_("corrections of the clock"),
}


def actions_sheet(rows: Iterable[ActionRow], snapshot: Snapshot) -> Sheet:
    """Return the audit trail; moments are shown to people in the office's zone."""
    records = [row._asdict() for row in rows]
    when = special("recorded_at", lambda record: local_text(record["recorded_at"], snapshot.zone))
    written = special("written", _written)
    brief = ("id", when, "author", "origin", column("command").telling(_command), written)
    account = Column("account", _("Account"), partial(_plain, "account"))
    special_ones = {"recorded_at": when, "written": written, "account": account}
    keys = [special_ones.get(key, key) for key in ActionRow._fields]
    title = _("What was done to the ledger: {count}").format(count=len(records))
    return make_sheet("actions", snapshot.as_of, title, records, keys=keys, brief=brief)


def _plain(key: str, record: Record) -> str:
    return str(record[key] or "")


def _command(record: Record) -> str:
    undone = _("taken back by {id}").format(id=record["undone_by"]) if record["undone_by"] else ""
    undoes = _("takes back {id}").format(id=record["undoes"]) if record["undoes"] else ""
    return in_brackets(command_words(record["command"]), undone or undoes)


def command_words(command: str | None) -> str:
    """Return a command as it is shown: of one that was redacted, that."""
    return _("(taken out)") if command is None else command


def _written(record: Record) -> str:
    return _(", ").join(_rows(table, count) for table, count in record["written"].items() if table not in PARTS)


def _rows(table: str, count: int | None) -> str:
    return f"{_(_TABLES.get(table, table))} {count}"


def deed_words(deed: Deed) -> str:
    """Return what an action did, in words."""
    what = "dismissal" if deed.what == "designation" and not deed.more else deed.what
    if what not in _DEEDS:
        return _rows(what, deed.more)
    value = deed.value or ""
    if what == "progress_note":
        value = in_words("status", value) + (f" {deed.more}%" if deed.more is not None else "")
    words = _(_DEEDS[what]).format(about=deed.about, ref=deed.ref, value=value)
    return in_brackets(words, _(", ").join(part for part in (deed.department, deed.day) if part))
