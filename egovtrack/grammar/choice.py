"""Which numbered items are tasks, which are headings, and which are neither."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from egovtrack.grammar.clauses import ends_in_clause, names_at_end
from egovtrack.grammar.numbering import CHAPTER_RANK, DETAIL_RANK
from egovtrack.grammar.outline import SUPPLEMENT, Item
from egovtrack.grammar.shadow import fold

# Headings under which plans tell of the situation or of principles; items there oblige nobody.
_NO_TASKS = re.compile(
    r"形势|现状|背景|意义|基本情况|指导思想|基本原则|工作原则|总体(?:要求|目标|思路|考虑)|主要目标|工作目标|发展目标|工作思路|工作回顾|存在(?:的)?问题|重要性|适用范围|编制依据|组织机构|名词解释|^附\s*则$"
)
# Headings and titles that announce tasks where no item says who answers.
_ANNOUNCE = re.compile(r"(?:任务|措施|举措|工作|项目|工程|安排|行动|保障|事项|内容|重点|要点|清单|分工)$")
_TASKS = re.compile(r"任务|(?:主要|重点)(?:工作|措施|举措|内容|项目)|工作(?:内容|措施|举措|重点)")
"""Headings that keep a plan's tasks apart from what else it says (实施步骤, 组织领导)."""
_OF_PLANS = ("要点", "安排", "清单", "分工", "计划", "任务", "实事", "方案", "措施")  # in titles
_FIRST_WORDS, _MOST_COMPARED = re.compile("[。;,:]"), 8
_FEWEST_ALIKE = 3  # items that end in a bracket with offices show that a plan says so who answers


def choose(items: Sequence[Item], title: str) -> None:
    """Find out what each item of a plan is, and note it as its `part`.

    Where the document says who answers, an item that does is a task, and so is an item numbered like it. But where a
    heading says it for items below that do not, those items are the tasks. Where the document never says it, the
    innermost items under headings that announce tasks are the tasks; in a plan none of whose headings sets tasks apart,
    those under all headings but 基本原则 and the like.
    """
    _take_names(items)
    answered = any(item.answers and (item.label or item.row) for item in items)
    if not answered:
        _by_headings(items, title)
    _take_duties(items, answered=answered)
    if any(item.answers for item in items):
        _by_clauses(items)
    _leave_to_rows(items)


def _leave_to_rows(items: Sequence[Item]) -> None:
    """Let a table's row be the task where an item that names nobody has the same words."""
    rows = {_begin_of(item.row.excerpt.text[: item.row.reading.length]) for item in items if item.row}
    for item in items if rows else ():
        is_same = bool(item.heading) and _begin_of(item.heading) in rows
        if is_same and item.label and not (item.row or item.children or item.answers):
            item.part, item.in_table = "text", True


def _begin_of(words: str) -> str:
    """Return by which of its first characters an item is known."""
    return _FIRST_WORDS.split(fold("".join(words.split())), maxsplit=1)[0][:_MOST_COMPARED]


def put_aside(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the numbered items under each heading that are neither tasks nor headings of some. 一是… in a chapter that
    obliges nobody only counts what a sentence lists.
    """
    of_tasks = _above(item for item in items if item.part == "task")
    aside = (
        item
        for item in items
        if item.part in ("text", "section") and item.label and item.label.number is not None and not item.children
        if item not in of_tasks and not (item.label.style == "ordinal" and _obliges_nobody(item))
    )
    for _, group in groupby(aside, key=lambda item: (item.parent, item.in_table)):
        yield list(group)


def _take_names(items: Sequence[Item]) -> None:
    """Let the offices at the end of items (建设甲（市财政局）, 建设甲——市财政局) answer, where most items end so."""
    inner = [item.reading for item in items if item.label and not (item.children or item.row)]
    named = [(reading, clause) for reading in inner if (clause := names_at_end(reading))]
    tails = [(reading, clause) for reading, clause in named if reading.excerpt.shadow[clause.start] not in "(["]
    alike = len(tails) + sum((clause.start, clause.end) in reading.unreadable for reading, clause in named)
    alike += sum(map(ends_in_clause, inner)) if named else 0
    if alike >= _FEWEST_ALIKE and 2 * alike >= len(inner):
        for reading, clause in named:
            reading.clauses.append(clause)
            reading.unreadable = [span for span in reading.unreadable if span != (clause.start, clause.end)]
    else:
        for reading, clause in tails:
            reading.unreadable.append((clause.start, clause.end))


def _take_duties(items: Sequence[Item], *, answered: bool) -> None:
    """Let sentences that tell offices what to do say who answers, if half of the items have one. Where no numbered item
    is `answered` for otherwise, also if half of the tasks and others numbered like them have one, no heading tells
    which are tasks, or others without a number say who answers.
    """
    told = [
        item for item in items if item.reading.duties and not _obliges_nobody(item) and (item.label or not answered)
    ]
    tasks = [item for item in items if item.part == "task"]
    styles = {item.label.style for item in told if item.label and item.part == "task"}
    alike = any(item.label and item.label.style in styles and item.part != "task" for item in told)
    leaves = [item for item in items if item.label and not item.children and not _obliges_nobody(item)]
    mostly = 2 * sum(bool(item.reading.duties) for item in tasks) >= len(tasks)
    in_prose = not tasks or (alike and mostly) or any(item.answers for item in items)
    if 2 * len(told) >= len(leaves) or (in_prose and not answered):
        for item in told:
            item.reading.clauses, item.reading.duties = item.reading.duties, []


def _by_clauses(items: Sequence[Item]) -> None:
    tasks, heads = _answering(items)
    above_tasks = _above(tasks)
    styles = {item.label.style for item in tasks if item.label}
    for item in items:
        if item in tasks or item.row:
            item.part = "task"
        elif item in above_tasks or item in heads:
            item.part = "section" if item.heading else "text"
        elif _is_in_task(item) and item.parent not in above_tasks:
            item.part = "part"
        elif _obliges_nobody(item):
            item.part = "section" if item.is_heading else "text"
        elif item.label and item.label.style in styles:
            item.part = "task"
        else:
            item.part = "section" if item.is_heading else "unread"


def _answering(items: Sequence[Item]) -> tuple[set[Item], set[Item]]:
    """Return which items are tasks with a clause, and which are headings whose clause is for the items below."""
    closed = {item for item in items if item.children and (item.whole or SUPPLEMENT.fullmatch(item.heading))}
    tasks = {item for item in items if item.answers and not (closed and closed.intersection(item.path[1:]))}
    heads: set[Item] = set()
    for item in items:
        if item in tasks and item.children and item.announced:
            most = 9.0 if item.rank <= CHAPTER_RANK else DETAIL_RANK
            below = _innermost([child for child in item.children if child.rank < most])
            # A loose line without a number, a mark or a row (相关链接) takes no clause of a heading.
            waiting = [each for each in below if each not in tasks and (each.label or each.row or each.marks)]
            if waiting or item.is_of_offices:
                heads.add(item)
                tasks.remove(item)
                tasks.update(waiting)
    return tasks, heads


def _above(items: Iterable[Item]) -> set[Item]:
    """Return the headings and items above some items."""
    found: set[Item] = set()
    for item in items:
        above = item.parent
        while above and above not in found:
            found.add(above)
            above = above.parent
    return found


def _innermost(items: Sequence[Item]) -> list[Item]:
    """Return the innermost numbered items among some and those below, without the details of items."""
    found: list[Item] = []
    for item in items:
        further = _inner(item) if item.is_heading else []
        found += _innermost(further) if further else [item]
    return found


def _inner(item: Item) -> list[Item]:
    """Return the items directly below an item that are no details."""
    return [child for child in item.children if child.rank < DETAIL_RANK]


def _is_in_task(item: Item) -> bool:
    return item.parent is not None and item.parent.part in ("task", "part")


def _obliges_nobody(item: Item) -> bool:
    """Return whether an item is or stands under a heading of what is no task."""
    return any(_NO_TASKS.search(fold(each.heading)) for each in item.path)


def _by_headings(items: Sequence[Item], title: str) -> None:
    announcing = {item for item in items if item.children and _ANNOUNCE.search(fold(item.heading))}
    is_apart = any(_TASKS.search(fold(item.heading)) for item in announcing)
    if not is_apart and any(word in fold(title) for word in _OF_PLANS):
        announcing = set(items)
    for item in items:
        inner = _inner(item)
        is_announced = not announcing.isdisjoint(item.path) and not _obliges_nobody(item)
        if _is_in_task(item):
            item.part = "part"
        elif item.row or (is_announced and not inner and (item.parent or not item.children)):
            item.part = "task"
        else:
            item.part = "section" if item.is_heading or (inner and item.heading) else "text"
