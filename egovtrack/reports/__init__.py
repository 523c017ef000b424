"""A report: what it says, and not how it looks. Pure data: values are not formatted, texts hold no markup.

Its words are in its language; those of official papers are Chinese. Views (`egovtrack.views.word`, `webpage`, `prose`,
`workbook`) make files of it. All that a reader sees comes from `texts`, in one order, so that a file can be compared
with the report again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from egovtrack.i18n import gettext as _, language, speaking


class Blank(NamedTuple):
    """A place that is left empty for a person to fill in: as many full-width spaces."""

    width: int = 6

    def __str__(self) -> str:
        """Return the empty place as it is printed."""
        return "\u3000" * self.width


class Rows(NamedTuple):
    """The rows that a number counts: the name of their table, their places in it, and what they have in common."""

    table: str
    places: Sequence[int]
    what: str


class Figure(NamedTuple):
    """A number with what it is a part of: the whole stands where it is given."""

    label: str
    value: int
    of: int | None = None
    rows: Rows | None = None

    def __str__(self) -> str:
        """Return the figure in words: 已销号5项（占1.5%）."""
        words = _("{label} {value} ({share}%)") if self.of else _("{label} {value}")
        share = f"{100 * self.value / self.of:.1f}" if self.of else ""
        return words.format(label=self.label, value=self.value, share=share)


class Number(NamedTuple):
    """A number of a table or a chart, and the rows that it counts."""

    value: int
    rows: Rows | None = None

    def __str__(self) -> str:
        """Return the number alone."""
        return str(self.value)


class Word(NamedTuple):
    """The word for a code (a light, a status), by which a view may choose a colour."""

    code: str
    text: str

    def __str__(self) -> str:
        """Return the word."""
        return self.text


PASSAGE = 20
"""The width of a blank from which on it is for more than a line: the row of a form that has one is higher."""
Part = str | Figure | Blank
Value = str | int | date | Blank | Number | Word | None
_WHOLE = (Blank, Figure, Number, Word)  # tuples, but no sequences of parts


class Heading(NamedTuple):
    """A heading with its number: of the first level 一、, of the second （一）."""

    text: str
    level: Literal[1, 2] = 1


class Para(NamedTuple):
    """A paragraph. `flush`: without indent, as the salutation is; `note`: in small type; `right`: a signature."""

    parts: Sequence[Part]
    role: Literal["body", "flush", "note", "right"] = "body"


WIDEST = 24
"""Columns of a terminal from which on a text is folded; the shares of columns are by the widths of their texts."""


class Col(NamedTuple):
    """A column of a table: its label, its share of the width, and whether its values stand in the middle; what kind
    they are of (where they are dates or percents), and the key of the record that they come from.
    """

    label: str
    share: float = 1.0
    centred: bool = False
    kind: Literal["text", "number", "percent", "date"] = "text"
    key: str = ""


class Table(NamedTuple):
    """A table. Without labels it is a form: the first column names what stands in the second.

    `name` is what `Rows` call it by. Where it has too many rows to be read, `brief` may stand in their place: rows that
    each sum up some of them, whose places stand before it. A `wide` one wants a page across.
    """

    columns: Sequence[Col]
    rows: Sequence[Sequence[Value | Sequence[Part]]]
    total: Sequence[Value] = ()
    title: str = ""
    name: str = ""
    brief: Sequence[tuple[Sequence[int], Sequence[Value]]] = ()
    wide: bool = False

    @property
    def has_heads(self) -> bool:
        """Whether it has a row of labels, which is printed again on each page."""
        return any(column.label for column in self.columns)


class Series(NamedTuple):
    """The numbers of a chart that mean the same, one for each category (None: not known yet). `meaning` is a code, by
    which a view chooses colour and pattern: a status, `no_report`, `overdue`, `going`, `due`; the `all` of bars is what
    they add up to.
    """

    label: str
    meaning: str
    numbers: Sequence[Number | None]


class Chart(NamedTuple):
    """Numbers to be drawn: as stacked `bars`, as `steps` that rise from day to day, or as `days` on a line of time,
    from the first to the last day of `span`. `says` is what a reader should take away: all that shows where nothing can
    be drawn, and what is read out.
    """

    title: str
    kind: Literal["bars", "steps", "days"]
    categories: Sequence[str | date]
    series: Sequence[Series]
    says: str
    span: tuple[date, date] = (date.min, date.max)

    def table(self) -> Table:
        """Return the same numbers as a table."""
        columns = [Col("", 3), *(Col(each.label, centred=True, kind="number") for each in self.series)]
        rows = [
            [str(category), *(each.numbers[place] for each in self.series)]
            for place, category in enumerate(self.categories)
        ]
        return Table(columns, rows, title=self.title)


Block = Heading | Para | Table | Chart


class Letter(NamedTuple):
    """What makes a report an official paper (GB/T 9704-2012): the issuer in red at its head, the parts of its number,
    whom it is for, who signs it and when, whom a copy goes to, who prints it. What is empty is left out.
    """

    issuer: str
    number: Sequence[Part]
    to: str
    sender: str
    sent_on: date
    cc: str = ""
    printer: str = ""


class Report(NamedTuple):
    """A report: the lines of its title, its blocks, and its annexes, each on a page of its own.

    `made_from` is what it is made from again: kind, day, number of the newest action, and what was asked. `as_of` is
    the day that it speaks of, `basis` says below the text how things were counted.
    """

    title: Sequence[str]
    blocks: Sequence[Block]
    letter: Letter | None = None
    annexes: Sequence[Report] = ()
    made_from: Mapping[str, str] = MappingProxyType({})
    as_of: date | None = None
    basis: Sequence[str] = ()
    language: str = "zh"


def day_words(day: date, year: int | None = None) -> str:
    """Return a day as official papers write it, without its year where that is `year`."""
    if language() != "zh":
        return str(day)
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def pieces(value: Value | Sequence[Part], kind: str = "text") -> list[str | Blank]:
    """Return what a paragraph shows, or a cell of a column of some kind: texts, and the places that are left empty."""
    if value is None:
        return [""]
    if kind == "percent" and isinstance(value, int):
        return [f"{value}%"]
    parts: Sequence[Any] = value if isinstance(value, list | tuple) and not isinstance(value, _WHOLE) else [value]
    dated = str if kind == "date" else day_words
    return [part if isinstance(part, Blank) else dated(part) if isinstance(part, date) else str(part) for part in parts]


class Text(NamedTuple):
    """What a paragraph or a cell shows. An empty paragraph shows nothing; an empty cell is there all the same."""

    parts: Sequence[str | Blank]
    in_table: bool = False

    def __str__(self) -> str:
        """Return it as it is printed."""
        return "".join(map(str, self.parts))


def texts(report: Report) -> Iterator[Text]:
    """Return all that a report shows, paragraph by paragraph and cell by cell, in the order of the page; of paragraphs
    only those that are not empty.
    """
    with speaking(report.language):
        return iter([text for text in _all_texts(report) if text.in_table or str(text).strip()])


def _all_texts(report: Report) -> Iterator[Text]:
    letter = report.letter
    if letter:
        yield from (Text([letter.issuer]), Text(pieces(letter.number)))
    yield from (Text([line]) for line in report.title)
    if letter and letter.to:
        yield Text([letter.to + "："])
    for block in report.blocks:
        yield from _block_texts(block)
    yield from (Text([line]) for line in (*report.basis, *annex_lines(report)))
    if letter and letter.sender:
        yield from (Text([letter.sender]), Text([day_words(letter.sent_on)]))
    for number, annex in enumerate(report.annexes, start=1):
        yield Text([annex_label(report, number)])
        yield from _all_texts(annex)
    if letter and letter.cc:
        yield Text(["抄送：" + letter.cc], in_table=True)
    if letter and letter.printer:
        yield from (Text([each], in_table=True) for each in (letter.printer, day_words(letter.sent_on) + "印发"))


def _block_texts(block: Block) -> Iterator[Text]:
    if isinstance(block, Heading):
        yield Text([block.text])
    elif isinstance(block, Para):
        yield Text(pieces(block.parts))
    elif isinstance(block, Chart):
        yield from (Text([block.title]), Text([block.says]))
        yield from _block_texts(block.table()._replace(title=""))
    else:
        yield Text([block.title])
        heads = [column.label for column in block.columns] if block.has_heads else []
        yield from (Text([label], in_table=True) for label in heads)
        for row in (*block.rows, block.total):
            for column, value in zip(block.columns, row, strict=False):
                yield Text(pieces(value, column.kind), in_table=True)


def numbers(blocks: Iterable[Block]) -> Iterator[Number | Figure]:
    """Yield the numbers in blocks that may know their rows."""
    for block in blocks:
        found: list[Any] = []
        if isinstance(block, Chart):
            found = [number for series in block.series for number in series.numbers]
        elif isinstance(block, Para):
            found = list(block.parts)
        elif isinstance(block, Table):
            found = [value for row in block.rows for value in row]
        yield from (each for each in found if isinstance(each, Number | Figure))


def annex_label(report: Report, number: int) -> str:
    """Return what stands above an annex: 附件, with its number where there are several."""
    return _("Annex") + (str(number) if len(report.annexes) > 1 else "")


def annex_lines(report: Report) -> list[str]:
    """Return the lines that name the annexes below the text."""
    several = len(report.annexes) > 1
    titles = ["".join(annex.title) for annex in report.annexes]
    return [
        (_("Annex") + _(": ") if number == 1 else "\u3000\u3000\u3000") + (f"{number}." if several else "") + title
        for number, title in enumerate(titles, start=1)
    ]


def digest(report: Report) -> str:
    """Return a SHA-256 over all that a report shows, without the places to be filled in."""
    shown = [[part for part in text.parts if isinstance(part, str)] for text in texts(report)]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


class Source(NamedTuple):
    """What a report is made from: the day, the ledger's head as known then, the versions of the rules; and what a
    reader should know of how things were counted.
    """

    day: date
    head: str
    rules: Mapping[str, str]
    made_from: Mapping[str, str]
    notes: Sequence[str] = ()

    def of(self, **more: str) -> Source:
        """Return the same of which more is told."""
        return self._replace(made_from={**self.made_from, **more})


def basis_words(source: Source) -> str:
    """Return in words what a report or a table is made from."""
    number, _colon, sealed_by = source.head.partition(":")
    words = _("as of {day}; as known at action {number} of the ledger ({head}); {rules}")
    head = f"{number}:{sealed_by[:12]}"
    return words.format(day=day_words(source.day), number=number, head=head, rules=_versions(source))


def _versions(source: Source) -> str:
    versions = (_("{rule} version {version}").format(rule=rule, version=kept) for rule, kept in source.rules.items())
    return _("; ").join(versions)


def sealed(report: Report, source: Source) -> Report:
    """Return a report with a line that tells what it was made from, and a digest of all else that it shows."""
    report = report._replace(basis=[*report.basis, *source.notes])
    found = digest(report)
    line = _("Basis: {words}; digest {digest}.").format(words=basis_words(source), digest=found[:16])
    made_from = {**source.made_from, "head": source.head, "rules": _versions(source), "digest": found}
    return report._replace(basis=[*report.basis, line], as_of=source.day, made_from=made_from)
