"""Rows become a sheet: a title, columns, rows and notes, neutral to how they are shown.

`records` are what scripts get (DESIGN §4); a column turns a record into the words a person reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.rules import STATUS_LABELS

if TYPE_CHECKING:
    from egovtrack.queries.tasks import ClauseRow

Record = dict[str, Any]

WORDS: dict[str, dict[str, str]] = {
    "role": {"lead": N_("lead"), "responsible": N_("responsible"), "cooperate": N_("cooperating")},
    "via": {
        "direct": N_("named"),
        "collective": N_("collective"),
        "indefinite": N_("possibly"),
        "designated": N_("designated"),
    },
    "cycle": {"weekly": N_("weekly"), "monthly": N_("monthly"), "quarterly": N_("quarterly")},
    "note_kind": {"report": N_("report"), "verification": N_("struck off"), "return": N_("sent back")},
    "relation": {
        "leads": N_("leads"),
        "in_charge": N_("in charge of"),
        "holds": N_("holds in person"),
        "helps": N_("helps with"),
        "contact": N_("in contact with"),
    },
    "form": {"short": N_("short name"), "full": N_("full name"), "alias": N_("everyday name")},
    "channel": {"terminal": N_("terminal"), "form": N_("form")},
    "status": STATUS_LABELS,
    "reporting": {"not_asked": N_("not asked yet"), "silent": N_("silent"), "reported": N_("reported")},
    "light": {"red": N_("red"), "yellow": N_("yellow"), "blue": N_("blue"), "green": N_("green")},
    "light_reason": {
        "overdue": N_("overdue"),
        "blocked": N_("blocked for long"),
        "no_report": N_("no report"),
        "behind": N_("behind schedule"),
        "due_soon": N_("due soon"),
        "on_track": N_("on track"),
        "reported_done": N_("reported done"),
        "verified": N_("verified"),
        "cancelled": N_("cancelled"),
    },
    "deadline_source": {"stated": N_("stated"), "office": N_("set by the office"), "period": N_("end of the plan")},
    "severity": {"error": N_("error"), "warning": N_("warning"), "info": N_("remark")},
    "aspect": {
        "task": N_("the task itself"),
        "heading": N_("heading"),
        "wording": N_("wording"),
        "who answers": N_("who answers"),
        "deadline": N_("deadline"),
    },
    "kind": {
        "annual": N_("annual"),
        "five_year": N_("five-year"),
        "other": N_("other"),
        "department": N_("department"),
        "district": N_("district"),
        "party": N_("party organ"),
        "institution": N_("institution"),
        "committee": N_("committee"),
        "organisation": N_("organisation"),
    },
}

LABELS = {
    "plan": N_("Plan"),
    "ref": N_("Ref"),
    "number": N_("Number"),
    "clause": N_("Clause"),
    "section": N_("Section"),
    "title": N_("Task"),
    "role": N_("Role"),
    "party": N_("As printed"),
    "department": N_("Department"),
    "via": N_("Came by"),
    "deadline": N_("Deadline"),
    "deadline_source": N_("Deadline from"),
    "status": N_("Status"),
    "reporting": N_("Reporting"),
    "percent": N_("Percent"),
    "light": N_("Light"),
    "light_reason": N_("Because"),
    "last_report_on": N_("Last report"),
    "note": N_("Done"),
    "text": N_("Wording"),
    "clauses": N_("Who answers"),
    "targets": N_("Targets"),
    "id": N_("No."),
    "as_of": N_("As of"),
    "recorded_at": N_("Entered"),
    "value": N_("Value"),
    "problem": N_("Problem"),
    "next_step": N_("Next step"),
    "evidence": N_("Evidence"),
    "author": N_("By"),
    "channel": N_("Through"),
    "retracted_at": N_("Retracted"),
    "retracted_reason": N_("Reason"),
    "retracted_by": N_("Retracted by"),
    "superseded_by": N_("Superseded by"),
    "undone_at": N_("Undone"),
    "file": N_("File"),
    "entries": N_("Reports"),
    "known": N_("Known before"),
    "problems": N_("What is wrong"),
    "period": N_("Period"),
    "table": N_("Table"),
    "row": N_("Row"),
    "undoes": N_("Takes back"),
    "undone_by": N_("Taken back by"),
    "origin": N_("From where"),
    "command": N_("Command"),
    "written": N_("Added"),
    "target": N_("Target"),
    "returned": N_("Sent back"),
    "status_before": N_("Status before"),
    "percent_before": N_("Percent before"),
    "light_before": N_("Light before"),
    "count": N_("Number owed"),
    "refs": N_("Refs"),
    "key": N_("Key"),
    "kind": N_("Kind"),
    "period_start": N_("From"),
    "period_end": N_("To"),
    "cycle": N_("Reports"),
    "issuer": N_("Issued by"),
    "issued_on": N_("Issued"),
    "document_number": N_("Document number"),
    "tasks": N_("Tasks"),
    "parties": N_("Named parties"),
    "name": N_("Name"),
    "full_name": N_("Full name"),
    "other_names": N_("Also called"),
    "valid_from": N_("From"),
    "valid_to": N_("Until"),
    "successor": N_("Successor"),
    "loaded": N_("Loaded"),
    "setting": N_("Setting"),
    "from": N_("From"),
    "variable": N_("Variable"),
    "severity": N_("Severity"),
    "line": N_("Line"),
    "column": N_("Column"),
    "excerpt": N_("Excerpt"),
    "message": N_("What is the matter"),
    "aspect": N_("What differs"),
    "before": N_("In the ledger"),
    "after": N_("In the document"),
    "notes": N_("Progress notes"),
    "plans": N_("Plans"),
    "member": N_("Name when issued"),
    "assigned_lead": N_("Lead set by the office"),
    "original_deadline": N_("First deadline"),
    "extensions": N_("Extended"),
    "designated_on": N_("Designated"),
    "basis": N_("Basis"),
    "open": N_("Open"),
    "members": N_("Members"),
    "reported": N_("Reported"),
    "unreported": N_("Not reported"),
    "verified": N_("Verified"),
    "reported_done": N_("Reported done"),
    "in_progress": N_("In progress"),
    "blocked": N_("Blocked"),
    "not_started": N_("Not started"),
    "cancelled": N_("Cancelled"),
    "no_report": N_("No report"),
    "silent": N_("Silent"),
    "overdue": N_("Overdue"),
    "group": N_("Group"),
    "obligations": N_("Obligations"),
    "leader": N_("Leader"),
    "post": N_("Post"),
    "relation": N_("Relation"),
    "field": N_("Field of work"),
    "departments": N_("Departments"),
    "form": N_("Kind of name"),
    "predecessors": N_("Predecessors"),
    "names": N_("Names"),
    "collectives": N_("Belongs to"),
    "leaders": N_("Leaders"),
    "revision": N_("Revision"),
    "ledger": N_("Ledger"),
}


class Column(NamedTuple):
    """A column: the record's `key`, its label, and how it is put into words; `plainly`, where those depend on the value
    alone, says how the value is.
    """

    key: str
    label: str
    words: Callable[[Record], str]
    wrap: bool = False
    right: bool = False
    plainly: Callable[[Any], str] | None = None

    def is_coded(self) -> bool:
        """Whether its values are put into other words than those that they are kept in."""
        return self.key.removesuffix("_before") in WORDS or self.key.startswith("percent")

    def telling(self, words: Callable[[Record], str]) -> Self:
        """The same column with other words."""
        return self._replace(words=words, plainly=None)


class Sheet(NamedTuple):
    """What a view is given. `columns` is what a person sees in a table, `all_columns` what a file holds. Keys of a
    record that begin with _ are for columns alone. With a `card` (labels and texts) people see that, not the table.
    `extra` stands beside the rows in json, and so does the `total`. The `rows` of a long table may be a stream.

    A row is a record; or, with `record`, what that makes a record of: a tuple that begins with the values of
    `all_columns`, for a file that needs no more than those.
    """

    kind: str
    as_of: date
    title: str
    rows: Iterable[Any]
    columns: Sequence[Column]
    all_columns: Sequence[Column]
    notes: Sequence[str] = ()
    card: Sequence[tuple[str, str]] = ()
    extra: Mapping[str, Any] = MappingProxyType({})
    total: Record | None = None
    record: Callable[[Any], Record] | None = None

    @property
    def records(self) -> Iterable[Record]:
        """The rows as records, one after the other."""
        return map(self.record, self.rows) if self.record else self.rows

    def whole(self) -> Self:
        """The same with its rows at hand: a stream of them can be gone through only once."""
        return self if isinstance(self.rows, list) else self._replace(rows=list(self.rows))

    def shown(self) -> Sequence[Record]:
        """The records that people see: the total stands below the others."""
        records = list(self.records)
        return [*records, self.total] if self.total and records else records


def make_sheet(
    kind: str,
    as_of: date,
    title: str,
    rows: Iterable[Any],
    *,
    keys: Sequence[str | Column],
    brief: Sequence[str | Column] = (),
    notes: Iterable[str] = (),
    card: Sequence[tuple[str, str]] = (),
    total: Record | None = None,
    stream: bool = False,
    record: Callable[[Any], Record] | None = None,
) -> Sheet:
    """A sheet of rows with these keys; `brief` are the columns a table shows (default: all keys). Rows are records, or
    what `record` makes one of (see `Sheet`); with `stream` they are not gone through now.
    """
    whole, shown = ([one if isinstance(one, Column) else column(one) for one in some] for some in (keys, brief or keys))
    return Sheet(
        kind, as_of, title, rows if stream else list(rows), shown, whole, tuple(notes), card, total=total,
        record=record,
    )  # fmt: skip


_WRAP = {
    "title", "text", "note", "problem", "next_step", "evidence", "refs", "full_name", "other_names", "section",
    "clauses", "targets", "party", "via", "retracted_reason", "status", "light", "role", "excerpt", "message",
    "recorded_at", "department", "deadline", "name", "successor", "aspect", "before", "after",
    "departments", "unreported", "predecessors", "field", "group", "basis", "member", "post", "leader", "origin",
    "command", "written", "author", "file", "problems",
}  # fmt: skip
_NAMES = ("departments", "unreported", "predecessors", "collectives", "leaders", "successors")
_RIGHT = {
    "members", "reported", "obligations", "verified", "reported_done", "in_progress", "blocked", "not_started",
    "cancelled", "no_report", "silent", "overdue", "extensions", "percent", "percent_before", "count", "tasks",
    "parties", "id", "line", "column",
}  # fmt: skip


def column(key: str) -> Column:
    """The column for a key of a record, with its label in the language in use."""
    words = _wording(key)
    return Column(key, _(LABELS[key]), lambda record: words(record.get(key)), key in _WRAP, key in _RIGHT, words)


def in_words(key: str, value: Any) -> str:
    """A value as a person reads it: codes as words, dates as ISO, lists joined, absent as an empty string."""
    return _wording(key)(value)


@cache
def _wording(key: str) -> Callable[[Any], str]:
    """How the values of a key are put into words. What depends on the key alone is settled before the first row."""
    codes = WORDS.get(key.removesuffix("_before"), {})

    def words(value: Any) -> str:
        if value is None:
            return ""
        if value.__class__ is str:
            return _(codes[value]) if value in codes else value
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple):
            return _LISTS.get(key, _joined)(value)
        if key.startswith("percent"):
            return f"{value}%"
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    return words


def in_brackets(text: str, aside: str) -> str:
    """A text and, in brackets, what is to be known beside it; the text alone where there is nothing."""
    return _("{text} ({aside})").format(text=text, aside=aside) if aside else text


def _joined(values: Iterable[Any]) -> str:
    return " ".join(str(value) for value in values)


def _section(values: Iterable[str]) -> str:
    return " > ".join(values)


def clause_in_words(clause: "ClauseRow") -> str:
    """The parties of a clause by role, as in 牵头：市政府办公厅；责任：市财政局、各区政府."""
    between, pattern = _(", "), _("{role}: {parties}")
    roles: dict[str, str] = {}
    endings: dict[str, str] = {}
    for role, printed, _word, _kind, is_open, designated in clause.parties:
        name = printed
        if designated:
            name = in_brackets(printed, _("designated: {names}").format(names=between.join(designated)))
        roles[role] = roles[role] + between + name if role in roles else name
        if is_open:
            endings[role] = _(" and others")
    said = WORDS["role"]
    parts = [
        pattern.format(role=_(said[role]), parties=named + endings[role] if role in endings else named)
        for role, named in roles.items()
    ]
    if clause.assigned_lead:
        parts.append(_("the office's lead: {name}").format(name=clause.assigned_lead))
    return _("; ").join(parts)


_LISTS: dict[str, Callable[[Sequence[Any]], str]] = {
    "section": _section,
    "other_names": lambda values: _(", ").join(values),
    **dict.fromkeys(_NAMES, lambda values: _(", ").join(values)),
    "clauses": lambda values: _(" / ").join(map(clause_in_words, values)),
    "targets": lambda values: _(", ").join(target.text for target in values),
}
