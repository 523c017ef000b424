"""One document's lines → a plan draft: its head, headings, tasks, and a block for every character."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from egovtrack.draft import Block, BlockKind, Document, Place, PlanDraft, Section, Severity, TaskDraft
from egovtrack.grammar.choice import Part, choose
from egovtrack.grammar.clauses import read_clauses
from egovtrack.grammar.documents import Shadowed, is_date, is_title
from egovtrack.grammar.findings import Finding, located
from egovtrack.grammar.masthead import Masthead, read_masthead
from egovtrack.grammar.outline import Item, Paragraph, items, paragraphs, says, says_who
from egovtrack.grammar.parties import is_office
from egovtrack.grammar.references import Path, Step, with_refs
from egovtrack.grammar.task import TaskReader
from egovtrack.i18n import N_

_ANNEX = re.compile(r"附\s*(?:件|表|录)?\s*[\d一二三四五六七八九十]*\s*(?:[:、.]|$)|附件\s*\d*(?=\s)")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*[:.、]")
_HAS_YEAR = re.compile(r"20\d\d\s*年|[“\"]?十.五|通知")
_LONGEST_MARK = 80  # white space and marks before a line's words; bounded, so that a document of one line stays linear
_LAST_MONTH = 9  # what is issued later may mean the next year by 6月底前
_CLOSING = re.compile(r"\(?(?:此件|本件|抄送|信息公开)|(?:参[会加]|出席|列席|与会|记录)(?:人员|领导|人|单位)?:")


@dataclass(slots=True)
class _Builder:
    """What has been read so far of one document."""

    document: Document
    tasks: TaskReader
    sections: list[Section]
    drafts: list[TaskDraft] = field(default_factory=list)
    marks: list[tuple[int, BlockKind, int | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    def mark(self, paragraph: Paragraph, kind: BlockKind, index: int | None = None) -> None:
        """Take a paragraph for a kind of block; each line that a page end broke off begins a block of its own."""
        for entry in paragraph.lines:
            self.marks.append((self.start(entry), kind, index))
            if len(paragraph.lines) == 1:
                break

    def mark_all(self, paragraphs: Iterable[Paragraph], kind: BlockKind, index: int | None = None) -> None:
        """Take paragraphs for a kind of block."""
        for paragraph in paragraphs:
            self.mark(paragraph, kind, index)

    def add_section(self, label: str, title: str, number: int | None, parent: int | None, place: Place) -> int:
        """Add a heading below another, and return its index."""
        level = self.sections[parent].level + 1 if parent is not None else 1
        self.sections.append(Section(label, title, level, number, parent, place))
        return len(self.sections) - 1

    def find(self, code: str, severity: Severity, place: Place, message: str, hint: str) -> None:
        """Report something that a person has to look at."""
        self.findings.append(Finding(code, severity, message, place, hint))

    def start(self, entry: Shadowed) -> int:
        """Return where a line begins, with the marks (##, -) that its format puts before it."""
        return line_start(self.document.text, entry.line.place.start)


def line_start(text: str, start: int) -> int:
    """Return the first character of the line of `text` that is no white space, at or before `start`."""
    near = text[max(0, start - _LONGEST_MARK) : start]
    before = near[max(near.rfind(sign) for sign in "\n\r\f\v") + 1 :]
    return start - len(before.lstrip())


def read_plan(
    document: Document,
    entries: Sequence[Shadowed],
    others: Sequence[tuple[Shadowed, BlockKind]],
    year: int | None = None,
) -> PlanDraft:
    """Return the plan in the lines of a document. `others` are the other lines of the file, and what they are.

    `year` dates deadlines without a year where the document names neither a period nor the day of issue.
    """
    found = paragraphs(entries)
    begin, end = _body(found)
    closing = end
    while closing > begin and _closes(found, closing):
        closing -= 1
    head = read_masthead(
        [entry for paragraph in found[:begin] for entry in paragraph.lines],
        [entry for paragraph in found[closing:end] for entry in paragraph.lines],
    )
    if head.start:
        year = head.start.year if head.kind == "annual" else None
    elif head.issued_on and head.issued_on.month <= _LAST_MONTH:
        year = head.issued_on.year
    sections: list[Section] = []
    builder = _Builder(document, TaskReader(year, sections), sections)
    if any(_NOTE.match(paragraph.excerpt.shadow) for paragraph in found[begin:]):
        builder.tasks.hear_note(paragraph.excerpt for paragraph in found if _NOTE.match(paragraph.excerpt.shadow))
    _mark_outside(builder, found[:begin], found[closing:end], found[end:])
    _build(builder, found[begin:closing], head)
    builder.marks += [(builder.start(entry), "furniture", None) for entry in entries if entry.furniture]
    builder.marks += [(builder.start(entry), kind, None) for entry, kind in others]
    return _draft(builder, head)


def _draft(builder: _Builder, head: Masthead) -> PlanDraft:
    return PlanDraft(
        head.title, head.number, head.issuer, head.issued_on, head.key, head.kind, head.start, head.end,
        builder.document, tuple(builder.sections), tuple(with_refs(builder.drafts, builder.paths)), _blocks(builder),
        located(builder.document, builder.findings + builder.tasks.findings),
    )  # fmt: skip


def _body(found: Sequence[Paragraph]) -> tuple[int, int]:
    """From the first item up to the annex. An annex that itself holds the clauses is the plan."""
    annexes = [index for index, paragraph in enumerate(found) if _ANNEX.match(paragraph.excerpt.shadow)]
    last = next((index for index in range(len(found) - 1, -1, -1) if annexes and says(found[index])), -1)
    begin = 0
    for annex in annexes:
        numbered = any(found[index].label or found[index].row for index in range(begin, annex))
        if any(says(found[index]) for index in range(begin, annex)) or (numbered and last < annex):
            return _begin(found, begin, annex), annex
        begin = annex + 1
    return _begin(found, begin, len(found)), len(found)


def _begin(found: Sequence[Paragraph], begin: int, end: int) -> int:
    """Return where the first item stands: the first number; without any, the first paragraph that says who answers."""
    first = next((index for index in range(begin, end) if found[index].label or found[index].row), None)
    if first is not None:
        # A heading without a number right above it is its heading, unless it bears a year, as the plan's title does.
        above = first - 1
        while above > begin and found[above].style == "heading" and not _HAS_YEAR.search(found[above].excerpt.text):
            above -= 1
        return above + 1
    saying = (index for index in range(begin, end) if says_who(found, index))
    first = next(saying, end)
    # The line above it may be a heading; the document's first line is its title.
    return first - 1 if first - 1 > begin and first < end and is_title(found[first - 1].lines[0]) else first


def _closes(found: Sequence[Paragraph], end: int) -> bool:
    """Return whether the last paragraph before `end` is the signature, the date, or a note of issue."""
    paragraph = found[end - 1]
    if paragraph.label or paragraph.row:
        return False
    shadow = paragraph.excerpt.shadow
    if is_date(shadow) or _CLOSING.match(shadow):
        return True
    after = found[end] if end < len(found) else None
    return is_office(shadow) and is_title(paragraph.lines[0]) and after is not None and is_date(after.excerpt.shadow)


def _mark_outside(
    builder: _Builder, head: Sequence[Paragraph], closing: Sequence[Paragraph], annex: Sequence[Paragraph]
) -> None:
    before = ""
    for paragraph in head:
        shadow = paragraph.excerpt.shadow
        headless = bool(shadow) and shadow[0] in "、,;。)" and "," not in before and "、" not in before
        before = shadow
        if headless:
            builder.mark(paragraph, "unread")
            builder.find(
                "headless", "warning", Place(paragraph.lines[0].line.place.start, paragraph.lines[-1].line.place.end),
                N_("The text begins in the middle of a task."),
                N_("Its beginning is missing from this file; import the whole document, or add the task by hand."),
            )  # fmt: skip
        else:
            builder.mark(paragraph, "preamble")
            _report_early(builder, paragraph)
        builder.tasks.hear(paragraph.excerpt)
    builder.mark_all(closing, "preamble")
    builder.mark_all(annex, "annex")
    _report_annex(builder, annex)


def _report_annex(builder: _Builder, annex: Sequence[Paragraph]) -> None:
    """Report where an annex beside the plan begins to say who answers: it may hold tasks, too."""
    saying = next((paragraph.excerpt for paragraph in annex if says(paragraph)), None)
    if saying:
        builder.find(
            "unread_annex", "info", saying.place(0, len(saying.text)),
            N_("The annex says who answers, too; it was not read for tasks."),
            N_("If its tasks are to be in the ledger, import the annex as a document of its own."),
        )  # fmt: skip


def _report_early(builder: _Builder, paragraph: Paragraph) -> None:
    """Report a clause before the first item: its task could not be told from the introduction."""
    for clause in read_clauses(paragraph.excerpt).clauses:
        builder.find(
            "early_clause", "warning", paragraph.excerpt.place(clause.start, clause.end),
            N_("This says who answers, but stands before the first task."),
            N_("Number the task that it belongs to like the others and import again, or add it by hand."),
        )  # fmt: skip


def _hashes(document: Document, found: Sequence[Paragraph]) -> list[int]:
    """Return how many heading marks (##) stand before each paragraph."""
    starts = [paragraph.lines[0].line.place.start for paragraph in found]
    return [
        document.text.count("#", line_start(document.text, start), start) if paragraph.style == "heading" else 0
        for paragraph, start in zip(found, starts, strict=True)
    ]


def _build(builder: _Builder, body: Sequence[Paragraph], head: Masthead) -> None:
    body = [paragraph for paragraph in body if not _is_header(builder, paragraph)]
    tree = items(body, _hashes(builder.document, body))
    parts = choose(tree, head.title)
    places: list[tuple[int | None, int | None, Path]] = []  # of each item: section, task and path of numbers
    counts: Counter[int | None] = Counter()
    for index, (item, part) in enumerate(zip(tree, parts, strict=True)):
        above, owner, path = (None, None, ()) if item.parent is None else places[item.parent]
        path = (*path, _step(item, counts))
        if part == "section":
            above = _add_section(builder, item, above)
        elif part == "task":
            owner = len(builder.drafts)
            section = _category(builder, item, above)
            builder.drafts.append(builder.tasks.read(item, _details(tree, parts, index), section))
            builder.paths.append(path)
            builder.mark_all(item.paragraphs, "task", owner)
        elif part == "part":
            builder.mark_all(item.paragraphs, "task", owner)
        else:
            builder.mark_all(item.paragraphs, "unread" if part == "unread" else "preamble")
            for paragraph in item.paragraphs:
                builder.tasks.hear(paragraph.excerpt)
        places.append((above, owner, path))


def _is_header(builder: _Builder, paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a table's header row, printed again on each page."""
    if paragraph.style != "row" or paragraph.row or len(paragraph.excerpt.text) < len(paragraph.lines[0].line.text):
        return False
    builder.mark(paragraph, "furniture")
    return True


def _step(item: Item, counts: Counter[int | None]) -> Step:
    """Return the item's step in a path of headings: its number, or its position among its siblings."""
    counts[item.parent] += 1
    number = item.label.number if item.label else None
    style = item.label.style if item.label and number is not None else ""
    return Step(style, counts[item.parent] if number is None else number)


def _details(tree: Sequence[Item], parts: Sequence[Part], index: int) -> list[Item]:
    """Return the items below one that belong to it."""
    details: list[Item] = []
    waiting = list(reversed(tree[index].children))
    while waiting:
        below = waiting.pop()
        if parts[below] == "part":
            details.append(tree[below])
            waiting += reversed(tree[below].children)
    return details


def _add_section(builder: _Builder, item: Item, parent: int | None) -> int:
    paragraph = item.paragraphs[0]
    text = paragraph.excerpt.text
    label, number = (item.label.text, item.label.number) if item.label else ("", None)
    begin = 0 if paragraph.lines[0].line.label else len(label)
    title = item.announced or item.heading
    end = text.index(title, begin) + len(title)
    index = builder.add_section(label, title, number, parent, paragraph.excerpt.place(0, end))
    if item.announced:
        builder.tasks.hear(paragraph.excerpt)
        builder.mark_all(item.paragraphs, "heading", index)
        builder.tasks.head(item, index)
        return index
    builder.mark(paragraph, "heading", index)
    # What it rules holds for what stands under it; under a heading without items (总体要求), for all that follows.
    scope = index if item.children else None
    rest = len(text) - len(text[end:].lstrip("。：: \u3000"))
    if rest < len(text):
        builder.marks.append((paragraph.excerpt.at(rest), "preamble", None))
    builder.tasks.hear(paragraph.excerpt, scope)
    for more in item.paragraphs[1:]:
        builder.mark(more, "preamble")
        builder.tasks.hear(more.excerpt, scope)
    return index


def _category(builder: _Builder, item: Item, above: int | None) -> int | None:
    """Return the section that a table's category column makes; the one above where there is none."""
    if not item.row or not item.row.category:
        return above
    last = builder.sections[-1] if builder.sections else None
    if last and last.title == item.row.category and last.parent == above:
        return len(builder.sections) - 1
    line = item.paragraphs[0].lines[0].line
    start = line.place.start + max(0, line.text.find(item.row.category))
    place = Place(start, start + len(item.row.category))
    return builder.add_section("", item.row.category, None, above, place)


def _blocks(builder: _Builder) -> tuple[Block, ...]:
    """Return the marks as blocks without gap; neighbours of one kind and item are one, unless a page end broke them."""
    length = len(builder.document.text)
    marks = sorted(builder.marks, key=lambda mark: mark[0]) or [(0, "unread", None)]
    blocks: list[Block] = []
    for (start, kind, item), end in zip(marks, [*(mark[0] for mark in marks[1:]), length], strict=True):
        begin, last = (start, blocks[-1]) if blocks else (0, None)
        if last and last.kind == kind and last.item == item and start not in builder.tasks.breaks:
            blocks[-1] = Block(kind, Place(last.place.start, end), item)
        elif end > begin:
            blocks.append(Block(kind, Place(begin, end), item))
    return tuple(blocks)
