"""Which numbered items are tasks, which are headings, and which are neither."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from egovtrack.grammar.outline import Item

Part = Literal["task", "part", "section", "text", "unread"]

# Headings under which plans tell of the situation or of principles; items there oblige nobody.
_NO_TASKS = re.compile(
    r"形势|现状|背景|意义|基本情况|指导思想|基本原则|工作原则|总体(?:要求|目标|思路|考虑)|主要目标|工作目标|发展目标|工作思路|工作回顾|存在(?:的)?问题|重要性"
)
# Headings and titles that announce tasks where no item says who answers.
_ANNOUNCE = re.compile(r"(?:任务|措施|举措|工作|项目|工程|安排|行动|保障|事项|内容|重点|要点|清单|分工)$")
_PLAN_TITLE = re.compile(r"要点|安排|清单|分工|计划|任务|实事|方案|措施")
_CHAPTER_RANK = 2.0  # 一、 and above
_DETAIL_RANK = 5.0  # （1） and below are details of a numbered item (GB/T 9704-2012, 7.3.3)


def choose(items: Sequence[Item], title: str) -> list[Part]:
    """Return what each item is. A "part" belongs to the task above it.

    Where the document says who answers, an item that does is a task, and so is an item numbered like it. But
    where a heading says it for items below that do not, those items are the tasks. Where the document never says it,
    the innermost items under headings that announce tasks are the tasks.
    """
    if any(item.answers for item in items):
        return _by_clauses(items)
    return _by_headings(items, title)


def _by_clauses(items: Sequence[Item]) -> list[Part]:
    heads, answers = _answering(items)
    below = [False] * len(items)
    for index in range(len(items) - 1, -1, -1):
        parent = items[index].parent
        if parent is not None and (answers[index] or below[index]):
            below[parent] = True
    styles = {item.label.style for item, answer in zip(items, answers, strict=True) if answer and item.label}
    idle = _under_no_tasks(items)
    parts: list[Part] = []
    for index, item in enumerate(items):
        above = parts[item.parent] if item.parent is not None else None
        if answers[index] or item.row:
            parts.append("task")
        elif below[index] or heads[index]:
            parts.append("section" if item.heading else "text")
        elif above in ("task", "part") and not (item.parent is not None and below[item.parent]):
            parts.append("part")
        elif idle[index]:
            parts.append("section" if item.is_heading else "text")
        elif item.label and item.label.style in styles:
            parts.append("task")
        else:
            parts.append("section" if item.is_heading else "unread")
    return parts


def _answering(items: Sequence[Item]) -> tuple[list[bool], list[bool]]:
    """Return which items are headings whose clause is for the items below, and which are tasks with a clause."""
    whole = _inherited(items, lambda item: item.whole)
    answers = [item.answers and not (item.parent is not None and whole[item.parent]) for item in items]
    heads = [False] * len(items)
    for index, item in enumerate(items):
        waiting = _innermost(items, index) if answers[index] and item.children and item.announced else []
        waiting = [below for below in waiting if not answers[below] and _counts(items[below])]
        if waiting:
            heads[index], answers[index] = True, False
            for below in waiting:
                answers[below] = True
    return heads, answers


def _counts(item: Item) -> bool:
    """Return whether an item has a number, a mark or a row. A loose line (相关链接) takes no clause of a heading."""
    return bool(item.label or item.row or item.marks)


def _innermost(items: Sequence[Item], index: int) -> list[int]:
    """Return the innermost numbered items below a heading, without the details of items."""
    found: list[int] = []
    most = 9.0 if items[index].rank <= _CHAPTER_RANK else _DETAIL_RANK
    waiting = [child for child in items[index].children if items[child].rank < most]
    while waiting:
        below = waiting.pop()
        further = _inner(items, below) if items[below].is_heading else []
        waiting += further
        if not further:
            found.append(below)
    return found


def _inner(items: Sequence[Item], index: int) -> list[int]:
    """Return the items directly below an item that are no details."""
    return [child for child in items[index].children if items[child].rank < _DETAIL_RANK]


def _under_no_tasks(items: Sequence[Item]) -> list[bool]:
    return _inherited(items, lambda item: bool(_NO_TASKS.search(item.heading)))


def _inherited(items: Sequence[Item], holds: Callable[[Item], bool]) -> list[bool]:
    """Return for each item whether something holds for it or for an item above it."""
    found: list[bool] = []
    for item in items:
        found.append((item.parent is not None and found[item.parent]) or holds(item))
    return found


def _by_headings(items: Sequence[Item], title: str) -> list[Part]:
    idle = _under_no_tasks(items)
    announced = _inherited(items, lambda item: bool(_ANNOUNCE.search(item.heading) and item.children))
    if not any(announced) and _PLAN_TITLE.search(title):
        announced = [True] * len(items)
    parts: list[Part] = []
    for index, item in enumerate(items):
        above = parts[item.parent] if item.parent is not None else None
        inner = _inner(items, index)
        if above in ("task", "part"):
            parts.append("part")
        elif announced[index] and not idle[index] and not inner and (item.parent is not None or not item.children):
            parts.append("task")
        else:
            parts.append("section" if item.is_heading or (inner and item.heading) else "text")
    return parts
