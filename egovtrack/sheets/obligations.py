"""Obligations as sheets, and the words for what a record of an obligation holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.queries.leaders import Charge
from egovtrack.rules import LightRule, Reason, Situation
from egovtrack.sheets import Column, Record, Sheet, column, counted, in_brackets, in_words, make_sheet
from egovtrack.snapshot import Snapshot
from egovtrack.standing import OBLIGATION_KEYS, Obligation

if TYPE_CHECKING:
    from egovtrack.rollup import TaskRow


def obligation_record(obligation: Obligation) -> Record:
    """Return what scripts read of an obligation (kind `obligations`)."""
    return dict(zip(OBLIGATION_KEYS, obligation, strict=False))


def obligation_rows(
    rows: Iterable[Obligation], snapshot: Snapshot, leaders: Mapping[int, Charge]
) -> Iterator[tuple[Any, ...]]:
    """Yield of obligations what files and tables hold: the values of KEYS. `leaders` is what the division of work says
    by department.
    """
    told = lru_cache(4096)(partial(reason_words, day=snapshot.as_of))  # the same few come again and again
    said = {key: (_(", ").join(charge.names()) or None, charge.words()) for key, charge in leaders.items()}
    for each in rows:
        text = told(each.light_reason, each.situation, each.milestone) if each.light_reason else None
        names, words = said.get(each.holder_id, (None, None))
        yield (*each[:_OWN], names, text, words)


def reason_words(  # noqa: PLR0911  a decision list
    reason: Reason, situation: Situation, milestone: str | None, day: date
) -> str:
    """Return in words why an obligation has its light on a day."""
    late = ((situation.done_on or day) - situation.deadline).days
    if reason == "overdue" and situation.done_on:
        return ngettext("done {count} day late", "done {count} days late", late).format(count=late)
    if reason == "overdue":
        return ngettext("overdue by {count} day", "overdue by {count} days", late).format(count=late)
    if reason == "blocked" and situation.blocked_since:
        blocked = (day - situation.blocked_since).days
        return ngettext("blocked for {count} day", "blocked for {count} days", blocked).format(count=blocked)
    if reason == "no_report":
        words = ngettext("silent for {count} period", "silent for {count} periods", situation.missed)
        return words.format(count=situation.missed)
    if reason == "milestone":
        return _("milestone of {day} passed: {what}").format(day=situation.milestone, what=milestone)
    if reason == "behind":
        gone = 100 * (day - situation.issued).days // (situation.deadline - situation.issued).days
        return _("{percent}% done when {share}% of the time is gone").format(percent=situation.percent, share=gone)
    if reason == "due_soon":
        return ngettext("due in {count} day", "due in {count} days", -late).format(count=-late)
    return in_words("light_reason", reason)


def standing_words(record: Record) -> str:
    """Return status and percent in words; where nothing was reported, whether a report is owed."""
    if record["status"] is None:
        return owed_words(record)
    back = _("sent back") if record.get("returned") else ""
    return in_brackets(in_words("status", record["status"]) + measure_words(record), back)


def owed_words(record: Record) -> str:
    """Return in words whether a report is owed for the newest period, or none ever came."""
    never = record["reporting"] == "silent" and not record["last_report_on"]
    return in_words("reporting", "never" if never else record["reporting"])


def _status_words(record: Record) -> str:
    """Return the same, and of what has a status that the newest report is owed."""
    owed = owed_words(record) if record["status"] and record["reporting"] == "silent" else ""
    return in_brackets(standing_words(record), owed)


def measure_words(record: Record) -> str:
    """Return the percent, and what was measured of the target: 80% 12/15个业务系统."""
    percent = f" {record['percent']}%" if record["percent"] is not None else ""
    if record.get("value") is None:
        return percent
    return f"{percent} {in_words('value', record['value'])}/{record.get('target') or '?'}"


def light_words(record: Record) -> str:
    """Return the light and, unless it is green, its reason."""
    light = in_words("light", record["light"])
    return light if record["light"] in {None, "green"} else f"{light} {record['light_reason_text']}"


def note_words(record: Record) -> str:
    """Return what was done, after the day of the last report."""
    return f"{record.get('last_report_on') or ''} {record.get('note') or ''}".strip()


def via_words(record: Record) -> str:
    """Return how the obligation came: named (with the printed name, if another), or through which collective."""
    printed, member, department = record["party"], record["member"], record["department"]
    if record["via"] == "collective":
        return in_brackets(_("in “{party}”").format(party=printed), "" if member == department else member)
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
    count, first = record["extensions"], record["original_deadline"]
    if not count:
        return str(record["deadline"])
    if record["deadline"] < first:
        aside = ngettext("first {day}, moved {count} time", "first {day}, moved {count} times", count)
    else:
        aside = ngettext("first {day}, extended {count} time", "first {day}, extended {count} times", count)
    return in_brackets(str(record["deadline"]), aside.format(day=first, count=count))


_OWN = len(OBLIGATION_KEYS)
KEYS = (*OBLIGATION_KEYS, "leader", "light_reason_text", "leader_text")
"""What files and scripts get of an obligation (kind `obligations`)."""
LISTED = ("ref", "title", "department", "role", "deadline", "light", "status", "note", "problem", "next_step")
"""What a table shows of it."""
_WORDS: dict[str, Callable[[Record], str]] = {
    "role": role_words, "via": via_words, "deadline": deadline_words, "status": _status_words, "light": light_words,
    "note": note_words, "leader": lambda record: record["leader_text"] or "",
}  # fmt: skip


def told(key: str) -> Column:
    """Return the column of a table of obligations for a key."""
    return column(key, _WORDS.get(key))


def obligations_sheet(
    title: str, rows: Iterable[Obligation], snapshot: Snapshot, leaders: Mapping[int, Charge],
    notes: Sequence[str] = (), shown: Iterable[str] = LISTED,
) -> Sheet:  # fmt: skip
    """Return obligations as a table of the columns `shown`; `leaders`: what the division of work says by department."""
    return make_sheet(
        "obligations", snapshot.as_of, title, obligation_rows(rows, snapshot, leaders), keys=KEYS,
        brief=[told(key) for key in shown], notes=notes, record=record_of,
    )  # fmt: skip


def record_of(row: Sequence[Any]) -> Record:
    """Return what scripts read of a row of `obligation_rows`."""
    return dict(zip(KEYS, row, strict=True))


_SITUATION = {
    "status": "status", "percent": "percent", "done_on": "reported_done", "blocked_since": "blocked",
    "issued": "issued_on", "deadline": "deadline", "missed": "missed_periods", "milestone": "milestone_on",
}  # fmt: skip
"""By input of a light the key of which it has label and words."""


def explained_sheet(title: str, rows: Iterable[Obligation], snapshot: Snapshot, rule: LightRule) -> Sheet:
    """Return the light of each obligation: its reason, the rule that it is by, what was put in, the rule's version."""
    rules = {
        "overdue": _("not struck off after the deadline"),
        "blocked": _("blocked for more than {count} days").format(count=rule.blocked_days),
        "no_report": ngettext(
            "silent for {count} period or more", "silent for {count} periods or more", rule.silent_cycles
        ).format(count=rule.silent_cycles),
        "milestone": _("a milestone passed that is not reached"),
        "behind": _("{count} points or more behind the time gone").format(count=rule.behind_points + 1),
        "due_soon": _("due within {count} days").format(count=rule.due_days),
        "reported_done": _("reported done, to be verified"),
        "on_track": _("nothing of all this"),
    }
    keys = ("plan", "ref", "department", "role", "light", "light_reason", "light_reason_text")
    records = []
    for each, row in zip(whole := list(rows), map(record_of, obligation_rows(whole, snapshot, {})), strict=True):
        used = {
            key: value for key, value in each.situation._asdict().items() if key in _SITUATION and value is not None
        }
        words = (f"{column(_SITUATION[key]).label} {in_words(_SITUATION[key], value)}" for key, value in used.items())
        records.append(
            {key: row[key] for key in keys}
            | {"rule": rules.get(each.light_reason or "", row["light_reason_text"]), "inputs": _("; ").join(words)}
            | {"version": rule.version, **each.situation._asdict()}
        )  # fmt: skip
    shown = ("ref", "department", "light", "light_reason_text", "rule", "inputs", "version")
    whole_keys = (*keys, "rule", "inputs", "version")
    return make_sheet("lights", snapshot.as_of, title, records, keys=whole_keys, brief=shown)


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
