"""One page for a meeting about a department: its items, where each stands and why, what was asked and promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from egovtrack.facts import Decisions
from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.queries.leaders import Charge
from egovtrack.queries.matrix import ALWAYS, STATES, count
from egovtrack.rules import ENDED
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet, state_words
from egovtrack.sheets.obligations import KEYS, note_words, obligation_rows, record_of, told
from egovtrack.snapshot import Snapshot
from egovtrack.standing import Obligation

_ADDED = ("milestones", "requests")
_SHOWN = (
    "ref", "title", "role", "deadline", "milestones", "light", "status", "note", "problem", "next_step", "requests",
)  # fmt: skip


class Asked(NamedTuple):
    """When a department was asked, and how: by a form, by a notice of a `level`, or by word of mouth (`channel`: phone,
    visit, message), with what was said and the day that it named; `kept` is False where that day passed in vain.
    `whole`: about all that it owes.
    """

    on: date
    channel: str
    level: str | None = None
    who: str | None = None
    note: str | None = None
    promised_on: date | None = None
    kept: bool = True
    whole: bool = False


def meeting_sheet(
    called: str, rows: Sequence[Obligation], asked: Sequence[Sequence[Asked]], decisions: Decisions, snapshot: Snapshot,
    leaders: Mapping[int, Charge], notes: Iterable[str],
) -> Sheet:  # fmt: skip
    """Return what there is to be said about obligations: of one department, or of several, whose names then stand in
    each row. `asked` tells of each obligation when it was asked about, the first time first;
    `leaders` is what the division of work says by department.
    """
    departments = {each.holder_id for each in rows}
    alone = len(departments) == 1
    records = [
        record_of(row) | {
            "milestones": [
                {"milestone": milestone.what, "milestone_on": milestone.due_on}
                for milestone in decisions.milestones_of(each.task_id, each.clause_id, each.department_id)
                if milestone.done is None
            ],
            "requests": [one._asdict() for one in times],
            "_times": [one for one in times if not (alone and one.whole)],
        }
        for each, row, times in zip(rows, obligation_rows(rows, snapshot, leaders), asked, strict=True)
    ]  # fmt: skip
    shown = [key for key in _SHOWN if key != "milestones" or any(record["milestones"] for record in records)]
    if not alone:
        shown.insert(2, "department")
    words = ngettext("{name}: {count} obligation on {day}", "{name}: {count} obligations on {day}", len(rows))
    sheet = make_sheet(
        "sheet", snapshot.as_of, words.format(name=called, count=len(rows), day=snapshot.as_of), records,
        keys=[*KEYS, *map(_column, _ADDED)], brief=[_column(key) for key in shown], notes=notes,
    )  # fmt: skip
    charge = [leaders[key].words() for key in departments if key in leaders] if alone else []
    summary = [*_counts(rows), *([_("Leader in charge: {names}.").format(names=charge[0])] if charge else [])]
    return sheet._replace(summary=[*summary, *(_requests(asked) if alone else ())])


def _column(key: str) -> Column:
    own = {"milestones": _milestone_words, "requests": _times_words, "note": _note_words}
    return column(key, own[key]) if key in own else told(key)


def _milestone_words(record: Record) -> str:
    return "\n".join(f"{each['milestone_on']} {each['milestone']}" for each in record["milestones"])


def _times_words(record: Record) -> str:
    """Return by what a department was asked last about an item, how often in all, and what it said."""
    notices = [one for one in record["_times"] if one.who is one.note is one.promised_on is None]
    spoken = [one for one in record["_times"] if one not in notices]
    often = ngettext("{count} time", "{count} times", len(notices)).format(count=len(notices))
    last = [in_brackets(_said(notices[-1]), often if len(notices) > 1 else "")] if notices else []
    return "\n".join([*last, *map(_said, spoken)])


def _said(asked: Asked) -> str:
    """Return when and how somebody was asked, and what was said: 2017-04-12 电话（张三）：缺人手；承诺 2017-04-20."""
    how = in_words("level", asked.level) if asked.level else in_words("channel", asked.channel)
    promised = _("promised for {day}").format(day=asked.promised_on) if asked.promised_on else ""
    broken = in_words("reasons", ["promise"]) if not asked.kept else ""
    said = _("; ").join(filter(None, (asked.note, in_brackets(promised, broken))))
    first = f"{asked.on} {in_brackets(how, asked.who or '')}"
    return _("{text}: {said}").format(text=first, said=said) if said else first


def _requests(asked: Iterable[Iterable[Asked]]) -> list[str]:
    """Return when one department was asked about how many items, and what it said about all that it owes."""
    times = Counter(one for each in asked for one in dict.fromkeys(each) if one.kept)
    vain = [one for each in asked for one in each if not one.kept]
    if not times and not vain:
        return []
    told_of = [
        (one.on, _said(one) if one.whole else _("{text}, items: {count}").format(text=_said(one), count=count))
        for one, count in {**times, **dict.fromkeys(vain, 1)}.items()
        if (one.whole or one.level or one.channel in {"form", "notice"}) and one._replace(kept=not one.kept) not in vain
    ]
    return [_("Asked: {times}.").format(times=_("; ").join(words for _on, words in sorted(told_of)))]


def _note_words(record: Record) -> str:
    """Return what was done, and the office's words on it."""
    word = _("the office: {words}").format(words=record["office_note"]) if record["office_note"] else ""
    return "\n".join(filter(None, (note_words(record), word)))


def _counts(rows: Collection[Obligation]) -> list[str]:
    """Return the counts in words, each with what it is a part of: all that is not cancelled or
    carried over.
    """
    going = [each for each in rows if each.status not in ENDED]
    if not going:
        return []
    counted, whole = count(None, going), len(going)
    states = [(state_words(state), counted.states[state])
              for state in STATES if state in ALWAYS or counted.states[state]]  # fmt: skip
    lights = [(in_words("light", light), sum(each.light == light for each in going)) for light in _LIGHTS]
    signs = [(in_words("reporting", "silent"), counted.silent), (in_words("light_reason", "overdue"), counted.overdue)]
    parts = (states, [light for light in lights if light[1]], signs)
    told_of = _("; ").join(_(", ").join(_share(*each, whole) for each in part) for part in parts if part)
    words = ngettext("Of {count} obligation: {parts}.", "Of {count} obligations: {parts}.", whole)
    said = [words.format(count=whole, parts=told_of)]
    for ended in sorted(ENDED):
        if number := sum(each.status == ended for each in rows):
            said.append(_("Besides: {label} {value}.").format(label=state_words(ended), value=number))
    return said


def _share(label: str, value: int, whole: int) -> str:
    words = _("{label} {value} ({share}%)") if value else _("{label} {value}")
    return words.format(label=label, value=value, share=f"{100 * value / whole:.1f}")


_LIGHTS = ("red", "yellow", "blue", "green")
