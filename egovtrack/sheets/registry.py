"""Departments, collectives, leaders and counts of obligations as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from egovtrack.i18n import nwritten as ngettext, written as _
from egovtrack.queries.contacts import Contact
from egovtrack.queries.history import History
from egovtrack.queries.leaders import ANSWERS, DivisionRow, LeaderRow
from egovtrack.queries.matrix import STATES, Matrix, count_row
from egovtrack.registry import Department, Registry
from egovtrack.rollup import CollectiveRow
from egovtrack.sheets import Column, Record, Sheet, column, counted, in_brackets, in_words, make_sheet
from egovtrack.snapshot import Snapshot
from egovtrack.words import WORDS

_DEPARTMENT_KEYS = ("name", "full_name", "kind", "other_names", "valid_from", "valid_to", "successor")
_NAME_KEYS = ("name", "form", "valid_from", "valid_to")


def department_record(department: Department, day: date) -> Record:
    """Return a department as it is called on a day."""
    name = department.called(day) or department.name
    full = department.called(day, "full") or department.name
    return {
        "name": name, "full_name": full, "kind": department.kind,
        "other_names": [other.name for other in department.names if other.name not in {name, full}],
        "valid_from": department.valid_from, "valid_to": department.valid_to,
        "successor": department.successor.name if department.successor else None,
    }  # fmt: skip


def departments_sheet(
    rows: Iterable[Department], snapshot: Snapshot, contacts: Mapping[int, Contact] | None = None
) -> Sheet:
    """Return the registry, in its own order; with whom to ask, where `contacts` are given."""
    records = []
    for each in rows:
        asked = {} if contacts is None else {"contact": str(contacts[each.id]) if each.id in contacts else None}
        records.append(department_record(each, snapshot.as_of) | asked)
    keys = (*_DEPARTMENT_KEYS, *(() if contacts is None else ["contact"]))
    title = _("Departments in the ledger: {count}").format(count=len(records))
    return make_sheet("departments", snapshot.as_of, title, records, keys=keys)


def contacts_sheet(contacts: Iterable[Contact], registry: Registry, snapshot: Snapshot) -> Sheet:
    """Return whom to ask, by department."""
    records = [
        each._asdict() | {"department": registry.name_on(each.department_id, snapshot.as_of)} for each in contacts
    ]
    keys = ("id", "department", column("name", label=_("Whom to ask")), "phone", "as_of")
    return make_sheet("contacts", snapshot.as_of, _("Whom to ask"), records, keys=keys)


def history_sheets(history: History, snapshot: Snapshot) -> list[Sheet]:
    """Return a department's history: the card of what it is, and the tables of its names and of what happened to it.
    The numbers in them are those that a correction names.
    """
    department, day = history.department, snapshot.as_of
    record = department_record(department, day) | {
        "predecessors": [each.name for each in department.predecessors],
        "basis": department.basis,
        "collectives": history.collectives,
        "leaders": history.charge.names() if history.charge else [],
        "leader_text": history.charge.words() if history.charge else None,
        "names": [
            {"id": f"n{each.id}", **{key: getattr(each, key) for key in _NAME_KEYS}} for each in department.names
        ],
        "events": history.happened,
    }
    card = [(label, text) for label, text in _card(history, record) if text]
    number = column("id")._replace(right=False)
    what = _("What happened")
    happened = column("events", lambda record: _("; ").join(map(_event, record["events"])), label=what)
    called = column("names", lambda record: _("; ").join(map(_name, record["names"])))
    keys = (*_DEPARTMENT_KEYS, "predecessors", "basis", "collectives", "leaders", called, happened)
    sheets = [
        make_sheet("departments", day, record["name"], [record], keys=keys, card=card),
        make_sheet("names", day, _("Names"), record["names"], keys=(number, *_NAME_KEYS)),
    ]
    if history.happened:
        told = (number, column("event", _event, label=what), "refs", "basis")
        sheets.append(make_sheet("events", day, what, history.happened, keys=told))
    return sheets


def _period(first: date | None, last: date | None) -> str:
    return _("{first} to {last}").format(first=first or "…", last=last or "…") if first or last else ""


def _name(name: Record) -> str:
    called = in_brackets(name["name"], in_words("form", name["form"]))
    return f"{called} {_period(name['valid_from'], name['valid_to'])}".rstrip()


def _event(told: Record) -> str:
    """Return what happened to a department, in words."""
    words = {
        "founded": _("founded"), "ended": _("ended"), "merged": _("merged into {other}"),
        "split": _("split into {other} and others"), "handover": _("{other} goes on with its work"),
    }[told["event"]]  # fmt: skip
    return f"{told['day']} {words.format(other=told['other'])}"


def _card(history: History, record: Record) -> list[tuple[str, str]]:
    department = history.department
    predecessors = [
        in_brackets(each.name, _("until {day}").format(day=each.valid_to) if each.valid_to else "")
        for each in department.predecessors
    ]
    return [
        (_("Name"), record["name"]),
        (_("Full name"), record["full_name"]),
        (_("Kind"), in_words("kind", department.kind)),
        (_("Existed"), _period(department.valid_from, department.valid_to)),
        (_("Predecessors"), _(", ").join(predecessors)),
        (_("Successor"), record["successor"] or ""),
        (_("Belongs to"), _(", ").join(history.collectives)),
        (_("Leaders"), history.charge.words(posts=True) if history.charge else ""),
        (_("Basis"), department.basis or ""),
    ]


def collective_list_sheet(registry: Registry, snapshot: Snapshot) -> Sheet:
    """Return the collectives, with those who are their members on the day."""
    day = snapshot.as_of
    records: list[Record] = []
    for collective in dict.fromkeys(registry.collectives.values()):
        members = [registry.name_on(key, day) for key in registry.members(collective, day)]
        own = {"name": collective.name, "kind": collective.kind, "other_names": collective.names[1:]}
        records.append({**own, "count": len(members), "departments": members})
    words = {"universal": _("every member"), "indefinite": _("nobody until designated")}
    kind = column("kind", lambda record: words[record["kind"]])
    keys = ("name", kind, "other_names", column("count", label=_("Members")), "departments")
    title = _("Collectives in the ledger: {count}").format(count=len(records))
    return make_sheet("collective_list", day, title, records, keys=keys)


def collectives_sheet(name: str, rows: Iterable[CollectiveRow], snapshot: Snapshot) -> Sheet:
    """Return what a collective owes as a matrix: tasks down, its members across, a mark for where each stands. Who owes
    reports is named once, below.
    """
    records = [row._asdict() | {"undesignated": row.open} for row in rows]  # as `open` it was first called
    members = list(dict.fromkeys(member for record in records for member in record["standing"]))
    marks = [Column(each, each, partial(_mark, each), wrap=True, least=2) for each in members]
    title = ngettext("{name}: {count} clause on {day}", "{name}: {count} clauses on {day}", len(records))
    title = title.format(name=name, count=len(records), day=snapshot.as_of)
    keys: list[str | Column] = [key for key in CollectiveRow._fields if key != "standing"]
    brief: list[str | Column] = ["ref", "title", column("reported", _reported), *marks]
    notes = _legend(records) + _missing(records, members)
    return make_sheet(
        "collectives", snapshot.as_of, title, records, keys=[*keys, *marks], brief=brief, notes=notes
    )  # fmt: skip


def _mark(member: str, record: Record) -> str:
    return in_words("mark", record["standing"].get(member))


def _reported(record: Record) -> str:
    return _("nobody until designated") if record["open"] else f"{record['reported']}/{record['members']}"


def _legend(records: Sequence[Record]) -> list[str]:
    """Return what the marks in a matrix stand for."""
    there = {state for record in records for state in record["standing"].values()}
    words = [
        f"{in_words('mark', state)} {in_words('status' if state in WORDS['status'] else 'reporting', state)}"
        for state in WORDS["mark"]
        if state in there
    ]
    return [_("Marks: {marks}.").format(marks=_(", ").join(words))] if words else []


def _missing(records: Sequence[Record], members: Sequence[str]) -> list[str]:
    """Return who owes reports, each named once with how many; all of them in a word."""
    owed = {each: sum(record["standing"].get(each) == "silent" for record in records) for each in members}
    names = [in_brackets(each, str(count)) for each, count in owed.items() if count]
    whole = [each for record in records for each in record["standing"].values()]
    if names and all(state == "silent" for state in whole):
        names = [_("all {count}").format(count=len(members))]
    return [_("Silent: {names}.").format(names=_(", ").join(names))] if names else []


def matrix_sheet(
    title: str, matrix: Matrix, snapshot: Snapshot, notes: Sequence[str] = (), plans: Sequence[str] = ()
) -> Sheet:
    """Return counts of obligations by group, with the total; notes say what does not add up, and why."""
    label = column("department" if matrix.by == "dept" else matrix.by).label
    group = column("group", partial(_group_words, matrix.by), label=label)
    brief: list[str | Column] = [group, "tasks", "obligations", *STATES, "silent", "overdue", "reporting"]
    keys = ("plan", "by", *brief)
    plan = plans[0] if len(plans) == 1 else None
    records = [{"plan": plan, **count_row(matrix.by, row)} for row in matrix.rows]
    total = {"plan": plan, **count_row(matrix.by, matrix.total)}
    sheet = make_sheet(
        "status", snapshot.as_of, title, records, keys=keys, brief=brief, notes=[*_sharing(matrix), *notes], total=total
    )
    return sheet._replace(extra={"plan": plan, "plans": list(plans), "by": matrix.by})


def _group_words(by: str, record: Record) -> str:
    if record["group"] is None:
        return _("(not in the division of work)") if by == "leader" else _("(none)")
    return in_words("role", record["group"]) if record["group"] in WORDS["role"] else str(record["group"])


def _sharing(matrix: Matrix) -> list[str]:
    tasks = ngettext(
        "{count} task stands in several rows and is counted in each; the total counts it once.",
        "{count} tasks stand in several rows and are counted in each; the total counts them once.",
        matrix.shared_tasks,
    )
    obligations = ngettext(
        "{count} obligation is under two leaders and counted twice; the total counts it once.",
        "{count} obligations are under two leaders and counted twice; the total counts them once.",
        matrix.shared_obligations,
    )
    return counted((tasks, matrix.shared_tasks), (obligations, matrix.shared_obligations))


def division_sheet(division: DivisionRow, records: list[Record], silent: Sequence[str], snapshot: Snapshot) -> Sheet:
    """Return who is in charge of what: every field of every leader, with its departments, and whom it does not name."""
    notes = [_("Not in the division of work: {names}.").format(names=_(", ").join(silent))] if silent else []
    title = _("{title} ({number}), in force since {day}")
    title = title.format(title=division.title, number=division.number, day=division.effective_on)
    keys = ("leader", "post", "relation", "field", "departments")
    return make_sheet("portfolios", snapshot.as_of, title, records, keys=keys, notes=notes)


def leader_sheet(
    leader: LeaderRow,
    division: DivisionRow,
    fields: Sequence[Record],
    matrix: Matrix,
    plans: Sequence[str],
    snapshot: Snapshot,
    notes: Sequence[str],
) -> list[Sheet]:
    """Return a leader's fields, by relation and as printed, above the departments under them with their counts. Those
    that the leader only helps, or is in contact with, stand in brackets.
    """
    lines = []
    for relation in dict.fromkeys(field["relation"] for field in fields):
        between = _(", ")
        names = [
            in_brackets(each["field"], "" if relation in ANSWERS else between.join(each["departments"]))
            for each in fields
            if each["relation"] == relation
        ]
        lines.append((in_words("relation", relation), between.join(names)))
    since = _("in force since {day}").format(day=division.effective_on)
    lines.append((_("Division of work"), in_brackets(division.number, since)))
    title, total = _("{name}, plan {plan}: {obligations} obligations in {tasks} tasks on {day}"), matrix.total
    title = title.format(
        name=leader.name, plan=_(", ").join(plans), obligations=total.obligations, tasks=total.tasks, day=snapshot.as_of
    )
    counts = matrix_sheet(title, matrix, snapshot, notes, plans)
    told = {"leader": leader.name, "post": leader.post, "division": division.number}
    counts = counts._replace(extra={**counts.extra, **told})
    return [counts._replace(card=lines, title=f"{leader.name} {leader.post}", notes=()), counts]
