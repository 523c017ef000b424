"""Rows become a sheet: a title, columns, rows and notes, neutral to how they are shown.

`records` are what scripts get (docs/reference/contract.md); a column turns a record into the words a person reads.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from egovtrack.i18n import written as _
from egovtrack.sheets.columns import LABELS, PROSE, RIGHT, WRAPPED
from egovtrack.streams import one_line
from egovtrack.words import WORDS, as_listed, codes

if TYPE_CHECKING:
    from egovtrack.facts import Plan
    from egovtrack.rollup import ClauseRow

Record = dict[str, Any]


class Column(NamedTuple):
    """A column: the key of the record, its label, the words for a record, and whether it is wrapped or set to the
    right. `plainly`, where the words depend on the value alone, gives them for the value. `least`: how narrowly it may
    be folded at a terminal, where its longest word is not enough.
    """

    key: str
    label: str
    words: Callable[[Record], str]
    wrap: bool = False
    right: bool = False
    plainly: Callable[[Any], str] | None = None
    least: int = 0


class Sheet(NamedTuple):
    """What a view is given. `columns` is what a person sees in a table, `all_columns` what a file holds. Keys of a
    record that begin with _ are for columns alone. `summary` stands above the table, `notes` below it. With a `card`
    (labels and texts) people see that, not the table. `extra` stands beside the rows in json, and so do the `total` and
    the `head` of the ledger, which other files that are kept hold too. The `rows` of a long table may be a stream.

    `name` is what it is called among others in a file.

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
    summary: Sequence[str] = ()
    record: Callable[[Any], Record] | None = None
    head: str = ""
    name: str = ""

    @property
    def records(self) -> Iterable[Record]:
        """Return the rows as records."""
        return map(self.record, self.rows) if self.record else self.rows

    def whole(self) -> Self:
        """Return the same sheet with its rows as a list: a stream can be read only once."""
        return self if isinstance(self.rows, list) else self._replace(rows=list(self.rows))

    def shown(self) -> Sequence[Record]:
        """Return the records that people see: the total stands below the others."""
        records = list(self.records)
        return [*records, self.total] if self.total and records else records

    def headed_by_keys(self) -> Self:
        """Return the sheet with the keys of json in the place of the labels of columns."""
        return self._replace(all_columns=[each._replace(label=each.key) for each in self.all_columns])

    def as_seen(self) -> Self:
        """Return the sheet with what people see alone, also where all columns are asked for."""
        return self if self.card else self.whole()._replace(all_columns=self.columns)

    def cells(self) -> list[list[str]]:
        """Return the words of the columns that people see, each on one line, for each record that they see."""
        return [[one_line(column.words(record)) for column in self.columns] for record in self.shown()]


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
    record: Callable[[Any], Record] | None = None,
) -> Sheet:
    """Return a sheet of rows with these keys; `brief` are the columns that a table shows (default: all keys).

    Rows are records, or what `record` makes a record of (see `Sheet`); they may be a stream, and are not read now.
    """
    whole, shown = ([key if isinstance(key, Column) else column(key) for key in some] for some in (keys, brief or keys))
    return Sheet(kind, as_of, title, rows, shown, whole, tuple(notes), card, total=total, record=record)


_NAMES = ("departments", "unreported", "predecessors", "collectives", "leaders", "successors", "other_names")


def column(key: str, words: Callable[[Record], str] | None = None, *, label: str = "", codes_of: str = "") -> Column:
    """Return the column for a key of a record, with its label in the language in use.

    `words` tells a record otherwise than by the value of the key, `label` is another label, and `codes_of` is the key
    whose codes the values are.
    """
    plainly = _wording(codes_of or key)
    told = words or (lambda record: plainly(record.get(key)))
    alone = None if words else plainly
    return Column(key, label or _(LABELS[key]), told, key in WRAPPED, key in RIGHT, alone, 12 if key in PROSE else 0)


def in_words(key: str, value: Any) -> str:
    """Return a value as a person reads it: codes as words, dates as ISO, lists joined, absent as an empty string."""
    return _wording(key)(value)


@cache
def _wording(key: str) -> Callable[[Any], str]:
    """Return the function that puts the values of a key into words."""
    known = codes(key)

    def words(value: Any) -> str:
        if value is None:
            return ""
        if value.__class__ is str:
            return _(known[value]) if value in known else value
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list | tuple):
            return _LISTS[key](value) if key in _LISTS else " ".join(map(str, value))
        if key.startswith("percent"):
            return f"{value}%"
        if key == "score":
            value = f"{value:.2f}"
        return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)

    return words


def state_words(state: str) -> str:
    """Return the word for one of the states in which obligations are counted (`queries.matrix`)."""
    return in_words("light_reason" if state == "no_report" else "status", state)


def counted(*told: tuple[str, int]) -> list[str]:
    """Return sentences with their {count} filled in, without those whose count is 0."""
    return [words.format(count=count) for words, count in told if count]


def in_brackets(text: str, aside: str) -> str:
    """Return a text with an aside in brackets; the text alone where the aside is empty."""
    return _("{text} ({aside})").format(text=text, aside=aside) if aside else text


def plan_words(plan: "Plan") -> str:
    """Return the title of a plan, with its document number where it has one."""
    return plan.title + (f" {plan.number}" if plan.number else "")


def clause_in_words(clause: "ClauseRow") -> str:
    """Return the parties of a clause by role, as in 牵头：市政府办公厅；责任：市财政局等部门、各区政府."""
    between, others, pattern = _(", "), _(" and others"), _("{role}: {parties}")
    roles: dict[str, str] = {}
    for party, leads, ends in as_listed(clause.parties):
        name = party.party
        if party.designated:
            name = in_brackets(name, _("designated: {names}").format(names=between.join(party.designated)))
        if not party.registered:
            name = in_brackets(name, _("not in the registry"))
        joint = (_(" and other ") if leads else between) if party.role in roles else ""
        roles[party.role] = roles.get(party.role, "") + joint + name + (others if ends else "")
    said = WORDS["role"]
    parts = [pattern.format(role=_(said[role]), parties=named) for role, named in roles.items()]
    if clause.assigned_lead:
        parts.append(_("the office's lead: {name}").format(name=clause.assigned_lead))
    return _("; ").join(parts)


def _coded(key: str) -> Callable[[Sequence[Any]], str]:
    known = codes(key)
    return lambda values: _(", ").join(_(known[value]) for value in values)


_LISTS: dict[str, Callable[[Sequence[Any]], str]] = {
    "reasons": _coded("reasons"),
    "flags": _coded("flags"),
    "what": _coded("what"),
    "section": " > ".join,
    **dict.fromkeys(_NAMES, lambda values: _(", ").join(values)),
    "clauses": lambda values: _(" / ").join(map(clause_in_words, values)),
    "targets": lambda values: _(", ").join(target.text for target in values),
}
