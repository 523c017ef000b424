"""Obligations as sheets, and the words for what a record of an obligation holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from egovtrack.i18n import gettext as _, ngettext
from egovtrack.sheets import Record, Sheet, column, counted, in_brackets, in_words, make_sheet
from egovtrack.snapshot import Snapshot
from egovtrack.standing import OBLIGATION_KEYS, Obligation

if TYPE_CHECKING:
    from egovtrack.rollup import TaskRow


def obligation_record(obligation: Obligation) -> Record:
    """Return what scripts read of an obligation (kind `obligations`)."""
    return dict(zip(OBLIGATION_KEYS, obligation, strict=False))


def standing_words(record: Record) -> str:
    """Return status and percent in words; where nothing was reported, whether a report is owed."""
    if record["status"] is None:
        return in_words("reporting", record["reporting"])
    back = _("sent back") if record.get("returned") else ""
    return in_brackets(in_words("status", record["status"]) + measure_words(record), back)


def measure_words(record: Record) -> str:
    """Return the percent, and what was measured of the target: 80% 12/15个业务系统."""
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    if record.get("value") is None:
        return percent
    return f"{percent} {in_words('value', record['value'])}/{record.get('target') or '?'}"


def light_words(record: Record) -> str:
    """Return the light and, unless it is green, its reason."""
    light = in_words("light", record["light"])
    if record["light"] is None:
        return ""
    return light if record["light"] == "green" else f"{light} {in_words('light_reason', record['light_reason'])}"


def via_words(record: Record) -> str:
    """Return how the obligation came: named (with the printed name, if another), or through which collective."""
    printed, member, department = record["party"], record["member"], record["department"]
    if record["via"] == "direct":
        aside = "" if printed == department else printed
    else:
        aside = printed if member == department else _(", ").join((printed, member))
    return in_brackets(in_words("via", record["via"]), aside)


def role_words(record: Record) -> str:
    """Return the document's role, and beside it the lead that the office set."""
    return in_brackets(in_words("role", record["role"]), _("the office's lead") if record["assigned_lead"] else "")


def deadline_words(record: Record) -> str:
    """Return the deadline; where it was moved also the first one, and how often it was moved."""
    if not record["extensions"]:
        return str(record["deadline"])
    aside = ngettext(
        "first {day}, extended {count} time", "first {day}, extended {count} times", record["extensions"]
    ).format(day=record["original_deadline"], count=record["extensions"])
    return in_brackets(str(record["deadline"]), aside)


def obligations_sheet(title: str, rows: Iterable[Obligation], snapshot: Snapshot, notes: Sequence[str] = ()) -> Sheet:
    """Return obligations as a table: ref, title, role, how it came, deadline, standing, light, last report."""
    brief = (
        "ref", "title", column("role", role_words), column("via", via_words), column("deadline", deadline_words),
        column("status", standing_words), column("light", light_words), "last_report_on",
    )  # fmt: skip
    return make_sheet(
        "obligations", snapshot.as_of, title, rows, keys=OBLIGATION_KEYS, brief=brief, notes=notes,
        record=obligation_record,
    )  # fmt: skip


def uncounted(tasks: Iterable[TaskRow]) -> list[str]:
    """Return a note on the parties of tasks for which nobody is designated, and a note on those that the registry does
    not know: no obligation stands for them.
    """
    undesignated = unregistered = 0
    for task in tasks:
        undesignated += len(task.open_parties())
        unregistered += len(task.unregistered())
    open_words = ngettext(
        "{count} party is not counted: nobody is designated for it yet (egovtrack tasks --undesignated).",
        "{count} parties are not counted: nobody is designated for them yet (egovtrack tasks --undesignated).",
        undesignated,
    )
    unknown_words = ngettext(
        "{count} party is not in the registry and not counted (egovtrack tasks --unregistered).",
        "{count} parties are not in the registry and not counted (egovtrack tasks --unregistered).",
        unregistered,
    )
    return counted((open_words, undesignated), (unknown_words, unregistered))
