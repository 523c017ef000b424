"""The values that reading a document gives, before anything is stored: plain and frozen.

Readers turn a file into a `Document` (one string, and the lines in it); the grammar turns a `Document` into a
`PlanDraft`; checks turn a `PlanDraft` into more `Problem`s. Every `Place` counts characters of `Document.text`,
half open. Nothing here knows a database, a terminal or the day's date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from egovtrack.i18n import gettext

Role = Literal["lead", "responsible", "cooperate"]
PartyKind = Literal["department", "universal", "indefinite"]
Comparator = Literal["=", ">", ">=", "<", "<=", "~"]
BlockKind = Literal["task", "heading", "preamble", "annex", "furniture", "other_document", "unread"]
Severity = Literal["error", "warning", "info"]


class Place(NamedTuple):
    """Where something stands: characters `start` to `end` (exclusive) of the document's text."""

    start: int
    end: int


class Line(NamedTuple):
    """One line as a reader found it, without its line end; `text == document.text[place.start:place.end]`.

    `style` is what the format itself says of the line: "" for plain text, "heading", "list", "row" (a table row, its
    cells in `cells`), "furniture" (page headers, site navigation). `label` is a number the format made by itself
    (Word's automatic numbering) and that is not part of the text.
    """

    text: str
    place: Place
    style: str = ""
    label: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its whole text, kept as issued, and its lines in order. `name` is for messages."""

    text: str
    lines: tuple[Line, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person has to look at. `message` and `hint` are English msgids with `{name}` fields from `params`."""

    code: str
    severity: Severity
    message_id: str
    place: Place
    line: int
    column: int
    excerpt: str
    params: dict[str, str] = field(default_factory=dict)
    hint_id: str = ""

    @property
    def message(self) -> str:
        """Return the message in the language in use."""
        return gettext(self.message_id).format(**self.params)

    @property
    def hint(self) -> str:
        """Return what to do about it in the language in use, "" if nothing is to be done."""
        return gettext(self.hint_id).format(**self.params) if self.hint_id else ""


class Party(NamedTuple):
    """A party that a clause names.

    `printed` is the wording of the document, `name` the same with an elided prefix restored (省科技厅、工业和信息化厅:
    省工业和信息化厅). `word` is the role word as printed (牵头部门, 责任部门、单位). `open_list` tells whether its list
    ends in 等.
    """

    role: Role
    word: str
    printed: str
    name: str
    kind: PartyKind
    place: Place
    open_list: bool = False


class Deadline(NamedTuple):
    """A date that the document states, as printed; `until` is its last day, None where it cannot be dated."""

    text: str
    until: date | None
    place: Place


class Target(NamedTuple):
    """Something measurable, as printed: 150—200个项目 is min 150, max 200, unit 个项目, comparator "="."""

    text: str
    min: Decimal | None
    max: Decimal | None
    unit: str
    comparator: Comparator | None
    place: Place


class Clause(NamedTuple):
    """A responsibility clause: `printed` is the parenthesis (or label, or table cells) as it stands, `text` the words
    of the task that it covers. `number` counts from 1 within its task.
    """

    number: int
    text: str
    printed: str
    parties: tuple[Party, ...]
    place: Place
    deadline: Deadline | None = None


class Section(NamedTuple):
    """A heading that is no task. `label` as printed (一、 （一）), `number` its value, `parent` an index into
    `PlanDraft.sections`. `label + title` is the heading as issued.
    """

    label: str
    title: str
    level: int
    number: int | None
    parent: int | None
    place: Place


class TaskDraft(NamedTuple):
    """One numbered item. `label + wording` is the item as issued, page furniture taken out, paragraphs joined by
    line ends; `text` is the wording without its responsibility clauses. `ref` is unique in its plan: the number
    where numbers run on, else the path of headings (4.2.3). `number` is an int, else the printed label, else None.
    """

    ref: str
    number: int | str | None
    label: str
    wording: str
    text: str
    section: int | None
    place: Place
    clauses: tuple[Clause, ...] = ()
    deadline: Deadline | None = None
    targets: tuple[Target, ...] = ()


class Aside(NamedTuple):
    """A cell beside a task in its table that is no part of the task. `column` is the head of its column as printed,
    `key` what it says of progress (status, percent, note …), "" for others; `task` an index into `PlanDraft.tasks`.
    """

    task: int
    column: str
    key: str
    text: str
    place: Place


class Block(NamedTuple):
    """A stretch of the document and what it was taken for. Blocks follow one another without gap or overlap from the
    first character to the last; white space belongs to the block before it. `item` is an index into
    `PlanDraft.tasks` (kind task) or `PlanDraft.sections` (kind heading). A task that a page end breaks has several.
    """

    kind: BlockKind
    place: Place
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document says of it; empty or None where it does not say."""

    title: str
    document_number: str
    issuer: str
    issued_on: date | None
    key: str | None
    kind: Literal["annual", "five_year", "other"]
    period_start: date | None
    period_end: date | None


@dataclass(frozen=True, slots=True)
class PlanDraft(Masthead):
    """A plan as its document gives it."""

    document: Document
    sections: tuple[Section, ...]
    tasks: tuple[TaskDraft, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()
    asides: tuple[Aside, ...] = ()

    def headings(self, section: int | None) -> list[str]:
        """Return a section's heading and those above it, outermost first, each as issued."""
        found: list[str] = []
        while section is not None:
            here = self.sections[section]
            found.insert(0, here.label + here.title)
            section = here.parent
        return found

    @property
    def is_unsound(self) -> bool:
        """Return whether there is an error in it, so that it cannot be stored."""
        return any(problem.severity == "error" for problem in self.problems)

    def coverage(self) -> dict[str, int]:
        """Return how many characters were taken for each kind of block, and of the tasks' blocks how many tell of their
        progress. Their sum is the length of the text.
        """
        counts: dict[str, int] = dict.fromkeys((*get_args(BlockKind), "progress"), 0)
        for block in self.blocks:
            counts[block.kind] += block.place.end - block.place.start
        counts["progress"] = sum(aside.place.end - aside.place.start for aside in self.asides if aside.key)
        counts["task"] -= counts["progress"]
        return counts
