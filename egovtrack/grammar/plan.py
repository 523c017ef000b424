"""One document's lines → a plan draft: its head, headings, tasks, and a block for every character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from egovtrack.draft import Aside, Block, BlockKind, Document, Masthead, Place, PlanDraft, Section, TaskDraft
from egovtrack.grammar.choice import choose, put_aside
from egovtrack.grammar.clauses import is_label_line, is_names_line, of_offices, read_clauses
from egovtrack.grammar.columns import read_header
from egovtrack.grammar.deadlines import dates_in
from egovtrack.grammar.documents import SALUTATION, is_title
from egovtrack.grammar.findings import Finding, located
from egovtrack.grammar.masthead import PERIOD, read_masthead, term
from egovtrack.grammar.names import is_office
from egovtrack.grammar.outline import (
    Item,
    Paragraph,
    is_clause,
    items,
    line_start,
    lines_of,
    paragraphs,
    says,
    says_who,
)
from egovtrack.grammar.references import references
from egovtrack.grammar.shadow import Shadowed
from egovtrack.grammar.tables import Row
from egovtrack.grammar.task import TaskReader
from egovtrack.limits import beginning

# Where an annex begins (附件1:, 附表), and a note on how to read the plan (备注:列首位的牵头).
_ANNEX = re.compile(r"附\s*(?:件|表|录)?\s*[\d一二三四五六七八九十]*\s*(?:[:、.]|$)|附件\s*\d*(?=\s)")
_NOTE = re.compile(r"(?:注|备注|说明|附注)\s*[:.、]")
# How lines behind the last task begin: who took part, links, sources, editors, buttons.
_CLOSING = re.compile(
    r"[\[(【|\s]*(?:此件|本件|抄送|主送|信息公开|发送|(?:参[会加]|出席|列席|与会|记录)(?:人员|领导|人|单位)?:"
    r"|(?:相关|友情|有关|推荐)(?:链接|阅读|稿件|文件|报道|信息|解读|新闻)\s*(?::|$)|(?:政策|文件)?(?:解读|图解|原文)\s*(?::|$)|一图读懂"
    r"|(?:信息|文章|稿件)?来源:|(?:责任|值班|网站|本文)?编辑:|(?:审核|校对|初审|终审|发布|撰稿|供稿)(?:人|者)?:|(?:附件|文件|点击|原文)下载"
    r"|[上下]一?[篇条]\s*:|打印|关闭|收藏|分享|纠错|返回顶部|扫一扫)"
)
_OF_TIME = ("时限", "时间", "期限", "进度")  # in labels: 完成时限
_MOST_NAMED, _LONGEST_NAMED = 6, 14
_MOST_AFTER = 100  # paragraphs after the last item that are looked at for its end


@dataclass(slots=True)
class _Builder:
    """What has been read so far of a document."""

    document: Document
    tasks: TaskReader
    drafts: list[TaskDraft] = field(default_factory=list)
    marks: list[tuple[int, BlockKind, int | None]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    def mark(self, lines: Iterable[Shadowed], kind: BlockKind, index: int | None = None) -> None:
        """Take lines for a kind of block, each with the marks (##, -) that its format puts before it."""
        for entry in lines:
            start, inside = entry.line.place.start, entry.joint == "inside"
            self.marks.append((start if inside else line_start(self.document.text, start), kind, index))

    def add_section(self, label: str, title: str, number: int | None, parent: int | None, place: Place) -> int:
        """Add a heading below another, and return its index."""
        level = self.tasks.sections[parent].level + 1 if parent is not None else 1
        self.tasks.sections.append(Section(label, title, level, number, parent, place))
        return len(self.tasks.sections) - 1


def read_plan(
    document: Document,
    entries: Sequence[Shadowed],
    others: Sequence[tuple[Shadowed, BlockKind]],
    year: int | None = None,
) -> PlanDraft:
    """Return the plan in the lines of a document. `others` are the other lines of the file, and what they are.

    `year` dates deadlines without a year where the document names neither a period nor the day of issue.
    """
    found = paragraphs(document.text, entries)
    begin, end = _body(found)
    closing = _closing(found, begin, end)
    head = read_masthead([line.whole for line in found[:begin]], [line.whole for line in found[closing:end]])
    builder = _Builder(document, TaskReader(term(head, year)))
    if any(_NOTE.match(paragraph.excerpt.shadow) for paragraph in found[begin:]):
        builder.tasks.hear_note(paragraph.excerpt for paragraph in found if _NOTE.match(paragraph.excerpt.shadow))
    _mark_outside(builder, found[:begin], found[closing:end], found[end:])
    _build(builder, found[begin:closing], head)
    builder.mark([entry for entry in entries if entry.furniture], "furniture")
    for entry, kind in others:
        builder.mark([entry], kind)
    return PlanDraft(
        **asdict(head), document=document, sections=tuple(builder.tasks.sections),
        tasks=tuple(builder.drafts), blocks=_blocks(builder),
        problems=located(document, builder.tasks.findings), asides=tuple(builder.asides),
    )  # fmt: skip


def _body(found: Sequence[Paragraph]) -> tuple[int, int]:
    """Return where the items begin and end: from the first up to the annex.

    An annex that itself holds the clauses is the plan.
    """
    annexes = [index for index, paragraph in enumerate(found) if _ANNEX.match(paragraph.excerpt.shadow)]
    last = next((index for index in range(len(found) - 1, -1, -1) if annexes and says(found[index])), -1)
    begin = 0
    for annex in annexes:
        numbered = any(found[index].label or found[index].row for index in range(begin, annex))
        if any(says(found[index]) for index in range(begin, annex)) or (numbered and last < annex):
            return _begin(found, begin, annex), annex
        begin = _after_list(found, annex + 1)
    return _begin(found, begin, len(found)), len(found)


def _after_list(found: Sequence[Paragraph], begin: int) -> int:
    """Return where a list of annexes (附件：1.名单2.措施) that begins at a place ends: where numbers begin anew."""
    label = found[begin].label if begin < len(found) else None
    if not label or label.style != "digits" or says(found[begin]):
        return begin
    for at in range(begin + 1, len(found)):
        following = found[at].label
        if following and following.number == 1 and following.rank <= label.rank:
            return at if any(map(says, found[at:])) else begin
        if says(found[at]):
            break
    return begin


def _begin(found: Sequence[Paragraph], begin: int, end: int) -> int:
    """Return where the first item stands: the first number; without any, the first paragraph that says who answers."""
    first = next((index for index in range(begin, end) if found[index].label or found[index].row), None)
    if first is not None:
        # A heading without a number right above it is its heading, unless it bears a year, as the plan's title does.
        above = first - 1
        while above > begin and found[above].style == "heading" and not _is_plan(found[above].excerpt.text):
            above -= 1
        return next((at for at in range(begin, first) if found[at].heads), above + 1)
    saying = (index for index in range(begin, end) if says_who(found, index, duties=True))
    first = next(saying, end)
    if first + 1 < end and is_clause(found[first + 1]):
        # What stands alone speaks of all the lines above it, up to the head.
        heads = (at for at in range(first, begin, -1) if found[at - 1].excerpt.shadow.endswith((":", "日", "号")))
        return next(heads, begin + (first > begin and is_title(found[begin].lines[0])))
    # The line above it may be a heading; the document's first line is its title.
    return first - 1 if first - 1 > begin and first < end and is_title(found[first - 1].lines[0]) else first


def _is_plan(title: str) -> bool:
    """Return whether a heading is the title of the plan, not one in it: it bears a year, or is that of a notice."""
    return "通知" in title or bool(PERIOD.search(title))


def _closing(found: Sequence[Paragraph], begin: int, end: int) -> int:
    """Return where what follows the last item begins: the signature, the date, notes of issue, links of the site."""
    first = end
    while first > max(begin, end - _MOST_AFTER) and not (found[first - 1].label or found[first - 1].row):
        first -= 1
    shadows = [paragraph.excerpt.shadow for paragraph in found[:end]]
    dated = next((at for at in range(first, end) if _signs(shadows[at])), end)
    signed = dated
    while first < signed < end and _may_sign(found[signed - 1]):
        signed -= 1
    above = shadows[signed - 1] if first < signed < end else ""
    if is_label_line(above) and not any(word in above.partition(":")[0] for word in _OF_TIME):
        signed = max(signed, dated - 1) if dated > signed + 1 else dated  # names of who answers, each on a line
    return next((at for at in range(first, signed) if _CLOSING.match(shadows[at]) and not says(found[at])), signed)


def _may_sign(paragraph: Paragraph) -> bool:
    shadow = paragraph.excerpt.shadow
    return is_office(shadow) and is_title(paragraph.lines[0]) and not is_label_line(shadow)


def _signs(shadow: str) -> bool:
    """Return whether a paragraph is a date, with no more than an office before it and a word of issue after it."""
    words = shadow.strip("() ").rstrip(" 印发布公")
    dates = dates_in(words) if words.endswith("日") else ()
    date = next((start for _, start, end in dates if end == len(words)), None)
    return date is not None and (not words[:date].strip() or is_office(words[:date].strip()))


def _mark_outside(
    builder: _Builder, head: Sequence[Paragraph], closing: Sequence[Paragraph], annex: Sequence[Paragraph]
) -> None:
    before = ""
    for paragraph in head:
        shadow = paragraph.excerpt.shadow
        headless = bool(shadow) and shadow[0] in "、,;。)" and "," not in before and "、" not in before
        before = shadow
        if headless:
            builder.mark(paragraph.lines, "unread")
            first, last = paragraph.lines[0].line.place, paragraph.lines[-1].line.place
            builder.tasks.findings.append(Finding("headless", Place(first.start, last.end)))
        else:
            builder.mark(paragraph.lines, "preamble")
            # The task of a clause before the first item cannot be told from the introduction.
            is_last = paragraph is head[-1] and paragraph is not head[0]
            is_heading = is_last and not SALUTATION.fullmatch(paragraph.excerpt.shadow)
            above = of_offices(paragraph.excerpt) if is_heading else []
            reading = paragraph.reading
            early = [(clause.start, clause.end) for clause in reading.clauses or above] or reading.told
            early = [] if read_header(paragraph.lines[0].line.cells) else early
            builder.tasks.findings += [Finding("early_clause", paragraph.excerpt.place(*span)) for span in early]
        builder.tasks.hear(paragraph.excerpt)
    builder.mark(lines_of(closing), "preamble")
    builder.mark(lines_of(annex), "annex")
    # An annex beside the plan that says who answers may hold tasks, too.
    if saying := next((paragraph.excerpt for paragraph in annex if says(paragraph)), None):
        builder.tasks.findings.append(Finding("unread_annex", saying.place(0, len(saying.text))))


def _build(builder: _Builder, body: Sequence[Paragraph], head: Masthead) -> None:
    body = [paragraph for paragraph in body if not _is_header(builder, paragraph)]
    tree = items(body)
    choose(tree, head.title)
    builder.tasks.findings += _put_aside(tree)
    refs = references(tree)
    places: dict[Item | None, tuple[int | None, int | None]] = {None: (None, None)}
    for item in tree:
        above, owner = places[item.parent]  # the section and task that it belongs to
        if item.part == "section":
            above = _add_section(builder, item, above)
        elif item.part == "task":
            owner = len(builder.drafts)
            section = _category(builder, item.row, item, above) if item.row else above
            details = _details(item) if item.children else ()
            builder.drafts.append(builder.tasks.read(item, details, section, refs[item]))
            builder.asides += (each._replace(task=owner) for each in item.row.asides) if item.row else ()
        if item.part in ("task", "part"):
            builder.mark(lines_of(item.paragraphs), "task", owner)
        elif item.part != "section":
            is_note = _NOTE.match(item.paragraphs[0].excerpt.shadow)
            unread = item.part == "unread" and not is_note
            builder.mark(lines_of(item.paragraphs), "unread" if unread else "preamble")
            for paragraph in item.paragraphs:
                builder.tasks.hear(paragraph.excerpt)
            builder.tasks.find("unread_clause", item.reading.excerpt, item.reading.told)
        places[item] = above, owner


def _put_aside(tree: Sequence[Item]) -> Iterator[Finding]:
    """Yield a finding for the numbered items under each heading that became no tasks."""
    for group in put_aside(tree):
        texts = ("".join(item.paragraphs[0].excerpt.text.split()) for item in group[:_MOST_NAMED])
        names = [beginning(text, _LONGEST_NAMED) for text in texts] + ["…"] * (len(group) > _MOST_NAMED)
        first, last = group[0].paragraphs[0].lines[0].line.place, group[-1].paragraphs[-1].lines[-1].line.place
        params = {"count": str(len(group)), "items": " ".join(names)}
        yield Finding("in_table" if group[0].in_table else "put_aside", Place(first.start, last.end), params)


def _is_header(builder: _Builder, paragraph: Paragraph) -> bool:
    """Return whether a paragraph is a table's header row, printed again on each page."""
    if paragraph.style != "row" or paragraph.row or len(paragraph.excerpt.text) < len(paragraph.lines[0].line.text):
        return False
    builder.mark(paragraph.lines, "furniture")
    return True


def _details(item: Item) -> list[Item]:
    """Return the items below an item that belong to it."""
    below = [child for child in item.children if child.part == "part"]
    return [each for child in below for each in (child, *_details(child))]


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
        builder.mark(lines_of(item.paragraphs), "heading", index)
        builder.tasks.head(item, index)
        return index
    builder.mark(paragraph.lines, "heading", index)
    # What it rules holds for what stands under it; under a heading without items (总体要求), for all that follows.
    scope = index if item.children else None
    own = len(paragraph.bare.text)
    builder.tasks.find("unread_clause", item.reading.excerpt, (span for span in item.reading.said if span[0] < own))
    rest = len(text) - len(text[end:].lstrip("。：: \u3000"))
    if rest < len(text):
        builder.marks.append((paragraph.excerpt.at(rest), "preamble", None))
    builder.tasks.hear(paragraph.excerpt, scope)
    for more in item.paragraphs[1:]:
        builder.mark(more.lines, "preamble")
        builder.tasks.hear(more.excerpt, scope)
        spans = read_clauses(more.excerpt, numbered=True).said
        if is_names_line(more.excerpt.shadow):
            spans = [(0, len(more.excerpt.text))]
        builder.tasks.find("unread_clause", more.excerpt, spans)
    return index


def _category(builder: _Builder, row: Row, item: Item, above: int | None) -> int | None:
    """Return the section that a table's category column makes; the section above where there is none."""
    if not row.category:
        return above
    sections = builder.tasks.sections
    if sections and sections[-1].title == row.category and sections[-1].parent == above:
        return len(sections) - 1
    line = item.paragraphs[0].lines[0].line
    start = line.place.start + max(0, line.text.find(row.category))
    place = Place(start, start + len(row.category))
    return builder.add_section("", row.category, None, above, place)


def _blocks(builder: _Builder) -> tuple[Block, ...]:
    """Return the marks as blocks without gap.

    Neighbours of the same kind and item are joined, unless a page end broke them.
    """
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
