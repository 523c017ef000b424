"""Departments, collectives, leaders and counts of obligations as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from egovtrack.i18n import gettext as _
from egovtrack.i18n import ngettext
from egovtrack.queries.answers import CollectiveRow, collective_row
from egovtrack.queries.known import View
from egovtrack.queries.leaders import DivisionRow, LeaderRow
from egovtrack.queries.matrix import STATES, Matrix, count_row
from egovtrack.queries.names import Department
from egovtrack.sheets import WORDS, Column, Record, Sheet, column, in_brackets, in_words, make_sheet
from egovtrack.sheets.obligations import special

_DEPARTMENT_KEYS = ("name", "full_name", "kind", "other_names", "valid_from", "valid_to", "successor")
_COUNT_KEYS = ("by", "group", "tasks", "obligations", *STATES, "silent", "overdue")
_COLLECTIVE_KEYS = (
    "plan", "ref", "clause", "title", "role", "party", "open", "members", "reported", "verified", "unreported",
)  # fmt: skip


def department_record(one: Department, view: View) -> Record:
    """A department as it is called on the day looked at."""
    name, full = one.called(view.as_of) or one.name, one.called(view.as_of, "full") or one.last_full_name()
    return {
        "name": name,
        "full_name": full,
        "kind": one.kind,
        "other_names": [other.name for other in one.names if other.name not in {name, full}],
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "successor": one.successor.name if one.successor else None,
    }


def departments_sheet(rows: Iterable[Department], view: View) -> Sheet:
    """The registry, in its own order."""
    records = [department_record(one, view) for one in rows]
    title = _("Departments in the ledger: {count}").format(count=len(records))
    return make_sheet("departments", view.as_of, title, records, keys=_DEPARTMENT_KEYS)


def history_sheets(
    one: Department, collectives: Sequence[str], leaders: Sequence[LeaderRow], view: View
) -> list[Sheet]:
    """A department's history: the card of what it is, and the table of what it was called and when."""
    record = department_record(one, view) | {
        "predecessors": [before.name for before in one.predecessors],
        "basis": one.basis,
        "collectives": list(collectives),
        "leaders": [leader.name for leader in leaders],
        "names": [
            {"name": name.name, "form": name.form, "valid_from": name.valid_from, "valid_to": name.valid_to}
            for name in one.names
        ],
    }  # fmt: skip
    period = _("{first} to {last}").format(first=one.valid_from or "…", last=one.valid_to or "…")
    predecessors = [
        in_brackets(before.name, _("until {day}").format(day=before.valid_to)) for before in one.predecessors
    ]
    lines = [
        (_("Name"), record["name"]),
        (_("Full name"), record["full_name"] or ""),
        (_("Kind"), in_words("kind", one.kind)),
        (_("Existed"), period if one.valid_from or one.valid_to else ""),
        (_("Predecessors"), _(", ").join(predecessors)),
        (_("Successor"), record["successor"] or ""),
        (_("Belongs to"), _(", ").join(collectives)),
        (_("Leaders"), _(", ").join(in_brackets(leader.name, leader.post) for leader in leaders)),
        (_("Basis"), one.basis or ""),
    ]
    card = [(label, text) for label, text in lines if text]
    keys = (*_DEPARTMENT_KEYS, "predecessors", "basis", "collectives", "leaders", "names")
    names = make_sheet(
        "names", view.as_of, _("Names"), record["names"], keys=("name", "form", "valid_from", "valid_to")
    )
    return [make_sheet("departments", view.as_of, record["name"], [record], keys=keys, card=card), names]


def collectives_sheet(name: str, rows: Iterable[CollectiveRow], view: View) -> Sheet:
    """What a collective owes, each time with its denominator, and by name who has not reported."""
    records = [collective_row(one) for one in rows]
    brief: tuple[str | Column, ...] = (
        "ref", "title", "role", special("reported", _reported), special("verified", _verified),
        special("unreported", _unreported),
    )  # fmt: skip
    title = ngettext("{name}: {count} clause on {day}", "{name}: {count} clauses on {day}", len(records)).format(
        name=name, count=len(records), day=view.as_of
    )
    return make_sheet("collectives", view.as_of, title, records, keys=_COLLECTIVE_KEYS, brief=brief)


def _reported(record: Record) -> str:
    return "" if record["open"] else f"{record['reported']}/{record['members']}"


def _verified(record: Record) -> str:
    return "" if record["open"] else str(record["verified"])


def _unreported(record: Record) -> str:
    if record["open"]:
        return _("nobody until designated")
    return (
        _("all {count}").format(count=record["members"])
        if not record["reported"]
        else in_words("unreported", record["unreported"])
    )


def matrix_sheet(title: str, matrix: Matrix, view: View, notes: Sequence[str] = ()) -> Sheet:
    """Counts of obligations by one thing, with the total; below it what does not add up, and why."""
    words = {
        "dept": _("Department"), "section": _("Section"), "leader": _("Leader"), "role": _("Role"),
    }[matrix.by]  # fmt: skip
    group = column("group")._replace(label=words).telling(lambda record: _group_words(matrix.by, record))
    # What nobody is in takes no room; done and reported done are always told apart.
    shown = [state for state in STATES if state in {"verified", "reported_done"} or matrix.total.states[state]]
    brief: list[str | Column] = [group, "tasks", "obligations", *shown, "silent", "overdue"]
    keys: list[str | Column] = [
        group if key == "group" else column("group")._replace(key="by", label="by") if key == "by" else key
        for key in _COUNT_KEYS
    ]
    records = [count_row(matrix.by, one) for one in matrix.rows]
    total = count_row(matrix.by, matrix.total)
    return make_sheet(
        "status", view.as_of, title, records, keys=keys, brief=brief, notes=[*_sharing(matrix), *notes], total=total
    )


def _group_words(by: str, record: Record) -> str:
    if record["group"] is None:
        return _("(nobody)") if by == "leader" else _("(none)")
    return in_words("role", record["group"]) if record["group"] in WORDS["role"] else str(record["group"])


def _sharing(matrix: Matrix) -> list[str]:
    found = []
    if matrix.shared_tasks:
        found.append(
            ngettext(
                "{count} task stands in several rows and is counted in each; the total counts it once.",
                "{count} tasks stand in several rows and are counted in each; the total counts them once.",
                matrix.shared_tasks,
            ).format(count=matrix.shared_tasks)
        )
    if matrix.shared_obligations:
        found.append(
            ngettext(
                "{count} obligation is under two leaders and counted twice; the total counts it once.",
                "{count} obligations are under two leaders and counted twice; the total counts them once.",
                matrix.shared_obligations,
            ).format(count=matrix.shared_obligations)
        )
    return found


def division_sheet(division: DivisionRow, records: list[Record], nobody: Sequence[str], view: View) -> Sheet:
    """Who is in charge of what: every field of every leader with its departments; below it who is under nobody."""
    notes = [_("Under nobody: {names}.").format(names=_(", ").join(nobody))] if nobody else []
    title = _("{title} ({number}), in force since {day}").format(
        title=division.title, number=division.number, day=division.valid_from
    )
    return make_sheet(
        "portfolios",
        view.as_of,
        title,
        records,
        keys=("leader", "post", "relation", "field", "departments"),
        notes=notes,
    )


def leader_sheet(
    leader: LeaderRow, division: DivisionRow, matrix: Matrix, plan: str, view: View, notes: Sequence[str]
) -> list[Sheet]:
    """A leader's fields, by relation and as printed, above the departments under them with their counts."""
    lines = []
    for relation in dict.fromkeys(one.relation for one in leader.fields):
        fields = [one.name for one in leader.fields if one.relation == relation]
        lines.append((in_words("relation", relation), _(", ").join(fields)))
    since = _("in force since {day}").format(day=division.valid_from)
    lines.append((_("Division of work"), in_brackets(division.number, since)))
    title = _("{name}, plan {plan}: {obligations} obligations in {tasks} tasks on {day}").format(
        name=leader.name, plan=plan, obligations=matrix.total.obligations, tasks=matrix.total.tasks, day=view.as_of
    )
    counts = matrix_sheet(title, matrix, view, notes)
    return [counts._replace(card=lines, title=f"{leader.name} {leader.post}", notes=()), counts]
