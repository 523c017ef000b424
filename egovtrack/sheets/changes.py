"""What is otherwise in a later table than in an earlier one, as sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from egovtrack.changes import KINDS, Change, Comparison, NewPlan, Told, Why
from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.queries.leaders import Charge
from egovtrack.sheets import Column, Record, Sheet, column, counted, in_brackets, in_words, make_sheet
from egovtrack.sheets.drafts import shortened
from egovtrack.sheets.obligations import standing_words
from egovtrack.snapshot import Snapshot
from egovtrack.standing import Obligation
from egovtrack.words import WORDS

_NAMING = ("plan", "ref", "clause", "title", "role", "department", "via")
_COMPARED = ("status", "percent", "light", "deadline", "reporting")
_KEYS = (
    *_NAMING, "status_before", "status", "percent_before", "percent", "light_before", "light", "light_reason", "note",
    "change", "deadline_before", "deadline", "reporting_before", "reporting", "what", "worse", "before", "after",
    "basis", "decided_by", "decided_on",
)  # fmt: skip
_COUNTED = ("new", "gone", *(kind.code for kind in KINDS))


def comparison_title(first: str, last: str, found: Comparison) -> str:
    """Return the title of a comparison of two days as told: how much is otherwise, or that nothing is."""
    if not found.total:
        return _("{first} to {last}: nothing changed").format(first=first, last=last)
    words = ngettext("{first} to {last}: {count} change", "{first} to {last}: {count} changes", found.total)
    told = words.format(first=first, last=last, count=found.total)
    return in_brackets(told, _("{count} for the worse").format(count=len(found.worse)) if found.worse else "")


def changes_sheet(title: str, found: Comparison, snapshot: Snapshot, notes: Sequence[str] = ()) -> Sheet:
    """Return all changes as a table: of an obligation what was before beside what is now, of a new plan one line, and a
    line for each thing that a text or the registry says otherwise. The notes count the kinds.
    """
    records = [_of_plan(plan) for plan in found.new_plans]
    records += [*map(_of_text, found.told), *map(_of_obligation, found.changes)]
    count = Counter(code for record in records for code in record["what"])
    told = [(f"{_(word)} {{count}}", count[code]) for code, word in WORDS["what"].items()]
    summary = [_("; ").join(counted(*told))] if records else []
    keys = [_LABELLED.get(key, column)(key) for key in _KEYS]
    brief: list[str | Column] = [
        "ref",
        "title",
        "department",
        "what",
        *map(_side, ("before", "after")),
        column("basis", _why),
    ]
    return make_sheet(
        "changes", snapshot.as_of, title, records, keys=keys, brief=brief, notes=[*filter(None, summary), *notes]
    )


def _empty() -> Record:
    return dict.fromkeys(_KEYS) | {"what": [], "worse": False}


def _of_plan(plan: NewPlan) -> Record:
    words = ngettext("{title}: {count} obligation", "{title}: {count} obligations", plan.obligations)
    title = words.format(title=plan.title, count=plan.obligations)
    return _empty() | {"plan": plan.plan, "title": title, "change": "new_plan", "what": ["new_plan"]}


def _of_text(told: Told) -> Record:
    return _empty() | _rests_on(told.why) | {
        "plan": told.plan, "ref": told.ref, "title": told.title, "department": told.department,
        "change": "text" if told.plan else "registry", "what": [told.kind], "before": told.before, "after": told.after,
    }  # fmt: skip


def _of_obligation(change: Change) -> Record:
    after, before = change.after, change.before
    record = _empty() | {key: getattr(change.newest, key) for key in _NAMING} | _rests_on(change.why)
    for key in _COMPARED:
        record |= {f"{key}_before": getattr(before, key, None), key: getattr(after, key, None)}
    record |= {key: getattr(after, key, None) for key in ("light_reason", "note")}
    sides = {"_before": before and _standing(before, after), "_after": after and _standing(after, before)}
    state = "changed" if before and after else "new" if after else "gone"
    return record | sides | {"change": state, "what": change.kinds, "worse": change.is_worse}


def _rests_on(why: Why) -> Record:
    return {"basis": why.basis, "decided_by": why.author, "decided_on": why.since}


def _standing(each: Obligation, other: Obligation | None) -> str:
    """Return in words where an obligation stands, as far as it is otherwise than on the other side."""
    parts = {
        ("status", "percent", "value", "reporting", "returned"): standing_words(each._asdict()),
        ("deadline",): str(each.deadline),
        ("light",): in_words("light", each.light),
    }
    said = (
        words
        for keys, words in parts.items()
        if other is None or any(getattr(each, key) != getattr(other, key) for key in keys)
    )
    return _(", ").join(filter(None, said))


def _side(key: str) -> Column:
    def words(record: Record) -> str:
        if f"_{key}" in record:
            return str(record[f"_{key}"] or "")
        aspect = "who answers" if record["what"] == ["party"] else ""
        return shortened(aspect, record["before"], record["after"])[key == "after"]

    return _LABELLED[key](key)._replace(words=words)


def _why(record: Record) -> str:
    signed = " ".join(str(record[key]) for key in ("decided_by", "decided_on") if record[key])
    return in_brackets(record["basis"] or "", signed)


_LABELLED: dict[str, Callable[[str], Column]] = {
    "before": lambda key: column(key, label=_("Before")),
    "after": lambda key: column(key, label=_("After")),
}


def counts_sheet(
    title: str, by: str, found: Comparison, leaders: Mapping[int, Charge], snapshot: Snapshot, notes: Sequence[str] = ()
) -> Sheet:
    """Return how many changes of each kind there are by department or, `by` leader, by those who are in charge of it
    (`leaders`: what the division of work says by department).
    """
    groups: dict[str | None, list[Change]] = {}
    for each in found.changes:
        charge = leaders.get(each.newest.holder_id)
        by_leader = charge.words() if charge and charge.told else None
        groups.setdefault(by_leader if by == "leader" else each.newest.department, []).append(each)
    records = [_counts(by, name, theirs) for name, theirs in groups.items()]
    total = _counts(by, _("total"), found.changes)
    words = WORDS["what"]
    codes = [Column(code, _(words[code]), partial(_counted, code), right=True) for code in _COUNTED]
    label = column("department" if by == "dept" else by).label
    group = column("group", lambda record: record["group"] or _("(not in the division of work)"), label=label)
    changed = (column("count", label=_("Changes")), column("worse", label=_("For the worse"))._replace(right=True))
    brief = [group, *changed, *(each for each in codes if total[each.key])]
    return make_sheet(
        "change_counts", snapshot.as_of, title, records, keys=("by", group, *changed, *codes), brief=brief,
        notes=notes, total=total,
    )  # fmt: skip


def _counted(code: str, record: Record) -> str:
    return str(record[code])


def _counts(by: str, name: str | None, changes: Iterable[Change]) -> Record:
    rows = list(changes)
    kinds = Counter(code for each in rows for code in each.kinds)
    worse = sum(each.is_worse for each in rows)
    return {"by": by, "group": name, "count": len(rows), "worse": worse, **{code: kinds[code] for code in _COUNTED}}
