"""Lines → paragraphs → the tree of numbered items, before it is known which of them are tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import Literal

from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.clauses import Reading, is_label_line, is_names_line, of_offices, read_clauses
from egovtrack.grammar.names import is_office
from egovtrack.grammar.numbering import DETAIL_RANK, Label, read_label
from egovtrack.grammar.shadow import Excerpt, Shadowed, fold
from egovtrack.grammar.tables import Row, read_rows

_QUOTES = "“”《》%"
_CLOSERS = ",、。;)]”』」"
# A full line has 28 characters (GB/T 9704-2012, 5.2.3); a line that is much shorter was ended on purpose.
_FULL_LINE = 25
_LONGEST_HEADING = 40
_LONGEST_LOOSE_HEADING = 25
_MOST_NAME_LINES = 50
_LONGEST_MARK = 80  # white space and marks before a line's words; bounded, so that a document of one line stays linear
_ROW_RANK, _LOOSE_RANK, _PLAIN_RANK = 4.0, 8.5, 9.0
_SENTENCE = re.compile("[。：:]")
_SECOND = re.compile(r"[;。]\s*(?:\(2\)|2\)|②)")
_RESTS = ("政府", "人民政府", "管委会", "办事处", "委员会")  # of names, by themselves nobody's
SUPPLEMENT = re.compile(r"附\s*[则則]")
"""The heading of what rules when a document comes into force and who explains it, also without a number."""
_ENDS_LABEL = ("负责", "落实", "牵头", "配合")
_GAP = " \n,;。、"
_NO_HEADING = frozenset("。;；，,\n")


Part = Literal["task", "part", "section", "text", "unread"]
"""What an item is. A "part" belongs to the task above it."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph: the lines that make it up (several where a page or line end broke it), and its words together, with
    its label and without.

    `marks` counts the marks (##) that make it a heading. `heads` is the rank of a line without a number that says of
    the items below who answers for them.
    """

    lines: list[Shadowed]
    excerpt: Excerpt
    label: Label | None
    marks: int = 0
    row: Row | None = None
    heads: float = 0
    bare: Excerpt = field(init=False)
    _reading: Reading | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        is_printed = self.label and not self.lines[0].line.label
        self.bare = self.excerpt.cut(len(self.label.text)) if self.label and is_printed else self.excerpt

    @property
    def reading(self) -> Reading:
        """Return the clauses in the paragraph by itself, which is read once."""
        if self.row:
            return self.row.reading
        if self._reading is None:
            self._reading = read_clauses(self.excerpt)
        return self._reading

    @property
    def style(self) -> str:
        """Return what the format says of the paragraph."""
        return self.lines[0].line.style

    @property
    def whole(self) -> Shadowed:
        """Return the paragraph as a single line."""
        first, excerpt = self.lines[0], self.excerpt
        if len(self.lines) == 1:
            return first
        return first._replace(line=first.line._replace(text=excerpt.text), shadow=excerpt.shadow, number=self.label)


@dataclass(eq=False)
class Item:
    """A numbered item or heading: its own paragraphs, and where it hangs in the tree."""

    label: Label | None
    rank: float
    paragraphs: list[Paragraph]
    parent: Item | None
    marks: int = 0
    row: Row | None = None
    whole: bool = False  # a label line among the items below speaks of all of them together
    children: list[Item] = field(default_factory=list)
    part: Part = "text"
    in_table: bool = False  # the row of a table has its words, too, and is the task
    reading: Reading = field(init=False)

    @property
    def path(self) -> list[Item]:
        """Return the item and those above it, innermost first."""
        return [self, *(self.parent.path if self.parent else [])]

    @property
    def number(self) -> int | str | None:
        """Return the item's number; its label where that gives none; None for bullets and items without any."""
        if self.label is None or self.label.style == "bullet":
            return None
        return self.label.text.strip() if self.label.number is None else self.label.number

    @cached_property
    def heading(self) -> str:
        """Return the item's first sentence, where it is short enough to be a heading; else empty."""
        if self.row:
            return ""
        first = _SENTENCE.split(self.paragraphs[0].bare.text, maxsplit=1)[0].strip()
        return first if len(first) <= _LONGEST_HEADING and "\n" not in first else ""

    @property
    def is_heading(self) -> bool:
        """Return whether the item's first paragraph is a heading and nothing else."""
        heading = self.heading
        return bool(heading) and heading == self.paragraphs[0].bare.text.strip()

    @cached_property
    def is_of_offices(self) -> bool:
        """Return whether the item is a heading of nothing but offices, who answer for the items below."""
        if not self.children or self.row:
            return False
        return bool(self.paragraphs[0].heads or of_offices(together(self.paragraphs)))

    @property
    def announced(self) -> str:
        """Return what a heading that says who answers announces (党建工作（牵头部门：党委）), without its clauses."""
        if self.row or self.whole:
            return ""
        if self.is_of_offices:
            return self.paragraphs[0].bare.text.strip()
        words, clauses = self.reading.excerpt.text, self.reading.clauses
        text = words[: clauses[0].start].strip() if clauses else ""
        rest = words[max(clause.end for clause in clauses) :].strip() if text else ""
        return text if not rest.strip("：:") and len(text) <= _LONGEST_HEADING and _NO_HEADING.isdisjoint(text) else ""

    @property
    def answers(self) -> bool:
        """Return whether the item's own words say who answers."""
        return bool(self.reading.clauses)


def line_start(text: str, start: int) -> int:
    """Return the first character of the line of `text` that is no white space, at or before `start`."""
    if text[start - 1 : start] == "\n":
        return start
    near = text[max(0, start - _LONGEST_MARK) : start]
    before = near[max(near.rfind(sign) for sign in "\n\r\f\v") + 1 :]
    return start - len(before.lstrip())


def lines_of(paragraphs: Iterable[Paragraph]) -> list[Shadowed]:
    """Return the lines of several paragraphs."""
    return [entry for paragraph in paragraphs for entry in paragraph.lines]


def together(paragraphs: Sequence[Paragraph]) -> Excerpt:
    """Return paragraphs as a single excerpt, joined by line ends, the first without its label."""
    if len(paragraphs) == 1:
        return paragraphs[0].bare
    excerpts = [paragraphs[0].bare, *(paragraph.excerpt for paragraph in paragraphs[1:])]
    return Excerpt.joined(excerpts, {index for index, each in enumerate(paragraphs) if index and each.label})


def paragraphs(text: str, lines: Iterable[Shadowed]) -> list[Paragraph]:
    """Return the paragraphs in some lines of a document, whose whole text is `text`.

    Furniture is left out, broken lines are put together again, the rows of tables are read.
    """
    found: list[Paragraph] = []
    numbered, header = False, None
    body = (entry for entry in lines if not entry.furniture)
    for is_table, run in groupby(body, key=lambda entry: entry.line.style == "row"):
        entries, group = list(run), list[Shadowed]()
        if is_table:
            rows, header = read_rows([entry.line for entry in entries], header)
            for entry, row in zip(entries, rows, strict=True):
                if found and row and found[-1].row is row:
                    found[-1].lines.append(entry)
                else:
                    found.append(_row(entry, row))
            continue
        for entry in entries:
            numbered = numbered or entry.is_numbered or is_label_line(entry.shadow)
            if group and not (entry.joint == "wrapped" or (numbered and _broken(group[-1], entry))):
                found.append(_paragraph(text, group))
                group = []
            group.append(entry)
        found.append(_paragraph(text, group))
    _mark_heads(found)
    return found


def _mark_heads(found: Sequence[Paragraph]) -> None:
    """Find the lines without a number that are headings: offices, or labels, above each part of the items.

    Such lines below items speak of what stands above them. So the first must stand above item 1, and, of label lines,
    none below the last item.
    """
    above = [at for at, (each, after) in enumerate(pairwise(found)) if _is_loose(each) and _begins_item(after)]
    labels = {at for at in above if _of_labels(found, at)}
    heads = [at for at in above if at in labels or of_offices(found[at].excerpt)]
    of_labels = bool(heads) and heads[0] in labels
    heads = [at for at in heads if (at in labels) == of_labels]
    below = [label for head in heads if (label := found[head + 1].label)]
    if len(heads) < 2 or below[0].number != 1 or len({label.style for label in below}) > 1:
        return
    if any(each.label and each.label.style == below[0].style for each in found[: heads[0]]):
        return
    starts = dict(zip(heads, heads, strict=True))
    if of_labels:
        labels = {at for at, each in enumerate(found) if _is_loose(each) and _of_labels(found, at)}
        starts = {head: next(at for at in range(head, -1, -1) if at - 1 not in labels) for head in heads}
        if any(at not in starts and at + 1 not in labels for at in labels):
            return
    for start in starts.values():
        found[start].heads = below[0].rank - 0.5


def _is_loose(paragraph: Paragraph) -> bool:
    return not (paragraph.label or paragraph.row)


def _begins_item(paragraph: Paragraph) -> bool:
    label = paragraph.label
    return bool(label and label.number is not None and not is_label_line(paragraph.bare.shadow))


def _paragraph(text: str, group: list[Shadowed]) -> Paragraph:
    first = group[0].line
    excerpt = _excerpt(text, group)
    label = group[0].number if excerpt.shadow is group[0].shadow else read_label(excerpt.shadow, excerpt.text)
    if first.label:
        label = read_label(fold(first.label) + " ", first.label)
    if label is None and (first.label or first.style == "list"):
        label = Label(first.label, "bullet", 7.0, None)
    start = first.place.start
    marks = text.count("#", line_start(text, start), start) if first.style == "heading" else 0
    return Paragraph(group, excerpt, label, marks)


def _excerpt(text: str, group: Sequence[Shadowed]) -> Excerpt:
    """Return the words of lines; marks of emphasis (**) are format, not words."""
    only = group[0]
    if len(group) == 1 and isinstance(only.places, range) and "**" not in only.shadow:
        return Excerpt(only.line.text, range(only.places.start, only.places.stop + 1), only.shadow)
    words, shadow, places = "", "", list[int]()
    for entry in group:
        start = 0
        for piece in entry.line.text.split("**"):
            end = start + len(piece)
            words, shadow = words + piece, shadow + entry.shadow[start:end]
            places += entry.places[start:end]
            start = end + 2
    spaced = any(len(entry.places) < entry.line.place.end - entry.line.place.start for entry in group)
    end = places[-1] + 1 if places else group[0].line.place.start
    return Excerpt(words, [*places, end], shadow, text if spaced else "")


def _row(entry: Shadowed, row: Row | str | None) -> Paragraph:
    if isinstance(row, Row):
        return Paragraph([entry], row.excerpt, row.label, row=row)
    text = row or entry.line.text
    start = entry.line.place.start + max(0, entry.line.text.find(text))
    excerpt = Excerpt.of([(text, start)])
    return Paragraph([entry], excerpt, read_label(excerpt.shadow, text) if row else None)


def _broken(before: Shadowed, entry: Shadowed) -> bool:
    """Return whether a line goes on with the sentence of the line before it, which a page or line end broke."""
    if entry.joint or entry.is_numbered or entry.line.style in ("heading", "list") or before.line.style == "heading":
        return False
    shadow, last = entry.shadow, before.shadow.rstrip()
    is_open = last.endswith("(") or (last.rfind("(") > last.rfind(")") and len(last) >= _FULL_LINE)
    if is_open or (unmatched(last)[1] and unmatched(shadow)[0]):
        return True
    if is_label_line(shadow) or (is_label_line(last) and last.endswith(_ENDS_LABEL)):
        return False
    if last.endswith((",", "、")) or shadow[0] in _CLOSERS or _parts_name(last, shadow):
        return bool(last)
    return len(last) >= (_FULL_LINE if "," in last else _FULL_LINE + 2) and (last[-1].isalnum() or last[-1] in _QUOTES)


def _parts_name(last: str, shadow: str) -> bool:
    """Return whether a line ends in mid-name in a list (市财政局、市农业农 / 村局), which the next one completes."""
    before = re.split("[、,;:]", last[-_LONGEST_HEADING:])[-1]
    first = re.split("[、,;。]", shadow[:_LONGEST_HEADING])[0]
    is_rest = first in _RESTS or not is_office(before)
    label = read_label(last, last)
    return (
        "、" in last[len(label.text) if label else 0 :]
        and before.isalpha()
        and is_rest
        and is_office(before + first, strict=True)
    )


def items(body: Sequence[Paragraph]) -> list[Item]:
    """Return the tree of items from the first on."""
    found: list[Item] = []
    stack: list[Item] = []
    unnumbered = _unnumbered(body)
    for index, paragraph in enumerate(body):
        rank = paragraph.heads or unnumbered.get(index) or _rank(paragraph, stack)
        if rank is not None and (said_of := _labelled_item(paragraph, rank, stack)):
            said_of.whole = bool(said_of.children)
            said_of.paragraphs.append(paragraph)
            continue
        if rank is None and stack and stack[-1].row:
            rank = _ROW_RANK  # what stands below a table is no part of its last row
        if rank is None:
            if stack:
                stack[-1].paragraphs.append(paragraph)
            continue
        while stack and stack[-1].rank >= rank:
            stack.pop()
        item = Item(paragraph.label, rank, [paragraph], stack[-1] if stack else None, paragraph.marks, paragraph.row)
        if item.parent:
            item.parent.children.append(item)
        stack.append(item)
        found.append(item)
    _lift_clauses(found)
    for item in found:
        item.reading = _read(item)
    return found


def _read(item: Item) -> Reading:
    """Return an item's own words without its label, and the clauses in them."""
    if item.row:
        return item.row.reading
    if item.label or len(item.paragraphs) > 1:
        reading = read_clauses(together(item.paragraphs), numbered=bool(item.label))
    else:
        reading = item.paragraphs[0].reading
    if not reading.clauses and item.is_of_offices:
        reading.clauses, reading.unreadable = of_offices(reading.excerpt), []
    return reading


def _labelled_item(paragraph: Paragraph, rank: float, stack: Sequence[Item]) -> Item | None:
    """Return the item that a numbered label line (- 牵头单位：…, 2.责任单位：…) speaks of, which is above it."""
    if not paragraph.label or paragraph.row or not is_label_line(paragraph.bare.shadow):
        return None
    return next((item for item in reversed(stack) if item.rank < rank and not item.row), None)


def _lift_clauses(found: Sequence[Item]) -> None:
    """Give an item the clause that stands alone after its last detail, where no detail has a clause of its own. Items
    in it that could be tasks (1、 below （一）) are details where an item beside it says by itself who answers.
    """
    saying: dict[tuple[Item | None, float], bool] = {}
    for item in found:
        details = item.children
        several = len(details) > 1 or (details and _SECOND.search(details[0].paragraphs[0].excerpt.shadow))
        if not several or item.rank >= DETAIL_RANK:
            continue
        # The last paragraphs of the last detail may speak of the whole item.
        last = details[-1].paragraphs
        own = next((at for at in range(len(last), 1, -1) if not _stands_alone(last[at - 1])), 1)
        if own == len(last) or any(detail.children or detail.row for detail in details):
            continue
        level = item.parent, item.rank
        if any(detail.rank < DETAIL_RANK for detail in details):
            if level not in saying:
                beside = item.parent.children if item.parent else [each for each in found if not each.parent]
                saying[level] = any(_says_by_itself(each) for each in beside if each.rank == item.rank)
            if not saying[level]:
                continue
        before = [paragraph for detail in details[:-1] for paragraph in detail.paragraphs]
        if not any(map(says, before + last[:own])):
            item.paragraphs += last[own:]
            del last[own:]


def _says_by_itself(item: Item) -> bool:
    return not item.children and any(map(says, item.paragraphs))


def _stands_alone(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is nothing but a clause."""
    shadow = paragraph.excerpt.shadow
    return is_label_line(shadow) or (shadow[:1] in "([" and says(paragraph))


def _rank(paragraph: Paragraph, stack: Sequence[Item]) -> float | None:
    """Return how far in a paragraph begins an item; None if it begins none."""
    if paragraph.row:
        return _ROW_RANK
    if paragraph.label:
        style = paragraph.label.style
        return _article_rank(style, stack) if style in ("article", "named") else paragraph.label.rank
    if SUPPLEMENT.fullmatch(paragraph.excerpt.shadow):
        return 0.5
    if paragraph.style in ("heading", "row"):
        above = [item.rank for item in stack if 0 < item.marks < paragraph.marks]
        return above[-1] + 0.5 if above else 0.5
    if stack and _is_loose_heading(paragraph) and not says(paragraph) and says(stack[-1].paragraphs[-1]):
        parent = stack[-1].parent
        return parent.rank + 0.5 if parent else 0.5
    return None


def _article_rank(style: str, stack: Sequence[Item]) -> float:
    """Return the rank of 第一条 or 任务一：.

    It is above that of （一）, as in regulations, unless the first of them stands directly under （一）.
    """
    ranks = {item.label.style: item.rank for item in stack if item.label}
    return ranks.get(style) or (ranks["han_bracket"] + 0.5 if "han_bracket" in ranks else 2.5)


def _is_loose_heading(paragraph: Paragraph) -> bool:
    """Return whether a line without a number reads as a heading."""
    shadow = paragraph.excerpt.shadow
    if len(shadow) > _LONGEST_LOOSE_HEADING or any(sign in shadow for sign in ",。;:!?("):
        return False
    return not is_names_line(shadow)


def _unnumbered(body: Sequence[Paragraph]) -> dict[int, float]:
    """Return the paragraphs that are items without a number, and their ranks.

    They are paragraphs that say who answers, under a heading without a number, or several under a number: below its
    heading, or all that follow words that say who answers, too.
    """
    ranks: dict[int, float] = {}
    index = 0
    while index < len(body):
        end = index + 1
        while end < len(body) and not (body[end].label or body[end].row or body[end].style in ("heading", "row")):
            end += 1
        heading = body[index]
        bare = not heading.label and not heading.row
        if bare or (heading.label and heading.label.rank < DETAIL_RANK and not heading.row and end - index > 2):
            first = index if bare and heading.style == "" else index + 1
            run = [at for at in range(first, end) if not _of_labels(body, at)]
            if _are_items(body, heading if not bare else None, run):
                begins = _first_of_items(body, run)
                ranks |= {at: _LOOSE_RANK if bare and _is_loose_heading(body[at]) else _PLAIN_RANK for at in begins}
        index = end
    return ranks


def _first_of_items(body: Sequence[Paragraph], run: Sequence[int]) -> Sequence[int]:
    """Return which paragraphs of a run begin items. Where some are nothing but clauses, an item begins the run, and
    after each paragraph that says who answers; else each paragraph is one.
    """
    ends = {at for at in run if is_clause(body[at])}
    if not ends:
        return run
    begins = [run[0], *(after for before, after in pairwise(run) if before in ends or says(body[before]))]
    return [at for at in begins if at not in ends]


def _are_items(body: Sequence[Paragraph], numbered: Paragraph | None, run: Sequence[int]) -> bool:
    """Return whether paragraphs are items of their own: under a heading without a number, or below a `numbered` one."""
    if not numbered:
        return any(says_who(body, at, duties=True) for at in run)
    said = sum(says_who(body, at) for at in run)
    if said < 2 or any(_stands_alone(body[at]) for at in run):
        return False
    return said == len(run) if says(numbered) else len(numbered.bare.text) <= _LONGEST_HEADING


def _of_labels(body: Sequence[Paragraph], at: int) -> bool:
    """Return whether a paragraph is a label line, or the names that go on with such a line."""
    for _ in range(_MOST_NAME_LINES):
        if not (at and is_names_line(body[at].excerpt.shadow)):
            break
        at -= 1
    return is_label_line(body[at].excerpt.shadow)


def says(paragraph: Paragraph, *, duties: bool = False) -> bool:
    """Return whether a paragraph says who answers, or (`duties`) tells offices what to do."""
    reading = paragraph.reading
    return bool(reading.clauses or (duties and reading.duties))


def is_clause(paragraph: Paragraph) -> bool:
    """Return whether a paragraph without a number is nothing but who answers: （市财政局负责）, 市财政局牵头。"""
    if not _is_loose(paragraph) or is_label_line(paragraph.excerpt.shadow):
        return False
    reading = paragraph.reading
    ends = [0, *(clause.end for clause in reading.clauses)]
    starts = [*(clause.start for clause in reading.clauses), reading.length]
    gaps = zip(ends, starts, strict=True)
    return bool(reading.clauses) and not any(paragraph.excerpt.shadow[end:start].strip(_GAP) for end, start in gaps)


def says_who(body: Sequence[Paragraph], at: int, *, duties: bool = False) -> bool:
    """Return whether a paragraph, or the label line after it, says who answers."""
    below = body[at + 1] if at + 1 < len(body) and not body[at + 1].label else None
    after = below is not None and (is_label_line(below.excerpt.shadow) or is_clause(below))
    return after or says(body[at], duties=duties)
