"""A report: what it says, and not how it looks. Pure data: values are not formatted, texts hold no markup.

Its words are those of official papers, which are Chinese. A view (`egovtrack.views.word`) makes a file of it. All that
a reader sees comes from `texts`, in one order, so that a file can be compared with the report again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple


class Blank(NamedTuple):
    """A place that is left empty for a person to fill in: as many full-width spaces."""

    width: int = 6

    def __str__(self) -> str:
        """Return the empty place as it is printed."""
        return "\u3000" * self.width


class Figure(NamedTuple):
    """A number with what it is a part of: the whole stands where it is given."""

    label: str
    value: int
    of: int | None = None

    def __str__(self) -> str:
        """Return the figure in words: 已销号5项（占1.5%）."""
        share = f"（占{100 * self.value / self.of:.1f}%）" if self.of else ""
        return f"{self.label}{self.value}项{share}"


Part = str | Figure | Blank
Value = str | int | date | Blank | None


class Heading(NamedTuple):
    """A heading with its number: of the first level 一、, of the second （一）."""

    text: str
    level: Literal[1, 2] = 1


class Para(NamedTuple):
    """A paragraph. `flush`: without indent, as the salutation is; `note`: in small type; `right`: a signature."""

    parts: Sequence[Part]
    role: Literal["body", "flush", "note", "right"] = "body"


class Col(NamedTuple):
    """A column of a table: its label, its share of the width, and whether its values stand in the middle."""

    label: str
    share: float = 1.0
    centred: bool = False


class Table(NamedTuple):
    """A table. Without labels it is a form: the first column names what stands in the second."""

    columns: Sequence[Col]
    rows: Sequence[Sequence[Value | Sequence[Part]]]
    total: Sequence[Value] = ()

    @property
    def has_heads(self) -> bool:
        """Whether it has a row of labels, which is printed again on each page."""
        return any(column.label for column in self.columns)


Block = Heading | Para | Table


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

    `made_from` is what it is made from again: kind, day, number of the newest action, and what was asked.
    """

    title: Sequence[str]
    blocks: Sequence[Block]
    letter: Letter | None = None
    annexes: Sequence[Report] = ()
    made_from: Mapping[str, str] = MappingProxyType({})


def day_words(day: date, year: int | None = None) -> str:
    """Return a day as official papers write it, without its year where that is `year`."""
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def pieces(value: Value | Sequence[Part]) -> list[str | Blank]:
    """Return what a cell or a paragraph shows: texts, and the places that are left empty."""
    if value is None:
        return [""]
    parts = list(value) if isinstance(value, list | tuple) and not isinstance(value, Blank | Figure) else [value]
    return [
        part if isinstance(part, Blank) else day_words(part) if isinstance(part, date) else str(part) for part in parts
    ]


class Text(NamedTuple):
    """What a paragraph or a cell shows. An empty paragraph shows nothing; an empty cell is there all the same."""

    parts: Sequence[str | Blank]
    in_table: bool = False

    def __str__(self) -> str:
        """Return it as it is printed."""
        return "".join(map(str, self.parts))


def texts(report: Report) -> Iterator[Text]:
    """Yield all that a report shows, paragraph by paragraph and cell by cell, in the order of the page; of paragraphs
    only those that are not empty.
    """
    return (text for text in _all_texts(report) if text.in_table or str(text).strip())


def _all_texts(report: Report) -> Iterator[Text]:
    letter = report.letter
    if letter:
        yield from (Text([letter.issuer]), Text(pieces(letter.number)))
    yield from (Text([line]) for line in report.title)
    if letter and letter.to:
        yield Text([letter.to + "："])
    for block in report.blocks:
        yield from _block_texts(block)
    yield from (Text([line]) for line in annex_lines(report))
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
    else:
        heads = [column.label for column in block.columns] if block.has_heads else []
        for value in (*heads, *(value for row in (*block.rows, block.total) for value in row)):
            yield Text(pieces(value), in_table=True)


def annex_label(report: Report, number: int) -> str:
    """Return what stands above an annex: 附件, with its number where there are several."""
    return f"附件{number}" if len(report.annexes) > 1 else "附件"


def annex_lines(report: Report) -> list[str]:
    """Return the lines that name the annexes below the text."""
    several = len(report.annexes) > 1
    titles = ["".join(annex.title) for annex in report.annexes]
    return [
        ("附件：" if number == 1 else "\u3000\u3000\u3000") + (f"{number}." if several else "") + title
        for number, title in enumerate(titles, start=1)
    ]


def digest(report: Report) -> str:
    """Return a SHA-256 over all that a report shows, without the places to be filled in."""
    shown = [[part for part in text.parts if isinstance(part, str)] for text in texts(report)]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()
