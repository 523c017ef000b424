"""Which numbered items are tasks, which are headings, and which are neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from egovtrack.grammar.outline import Item

Part = Literal["task", "part", "section", "text", "unread"]

# Headings under which plans tell of the situation or of principles; items there oblige nobody.
_NO_TASKS = re.compile(
    r"形势|现状|背景|意义|基本情况|指导思想|基本原则|工作原则|总体(?:要求|目标|思路|考虑)|主要目标|工作目标|发展目标|工作思路|工作回顾|存在(?:的)?问题|重要性"
)
# Headings and titles that announce tasks where no item says who answers.
_ANNOUNCE = re.compile(r"(?:任务|措施|举措|工作|项目|工程|安排|行动|保障|事项)$")
_PLAN_TITLE = re.compile(r"要点|安排|清单|分工|计划|任务|实事")
_DETAIL_RANK = 5.0  # （1） and below are details of a numbered item (GB/T 9704-2012, 7.3.3)


def choose(items: Sequence[Item], title: str) -> list[Part]:
    """What each item is; a "part" belongs to the task above it.

    Where the document says who answers, an item that does is a task, and so is one numbered like those. Where it
    never does, the innermost items under headings that announce tasks are.
    """
    if any(item.answers for item in items):
        return _by_clauses(items)
    return _by_headings(items, title)


def _by_clauses(items: Sequence[Item]) -> list[Part]:
    below = [False] * len(items)
    for index in range(len(items) - 1, -1, -1):
        parent = items[index].parent
        if parent is not None and (items[index].answers or below[index]):
            below[parent] = True
    styles = {item.label.style for item in items if item.answers and item.label}
    idle = _under_no_tasks(items)
    parts: list[Part] = []
    for index, item in enumerate(items):
        above = parts[item.parent] if item.parent is not None else None
        if item.answers or item.row:
            parts.append("task")
        elif below[index]:
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


def _under_no_tasks(items: Sequence[Item]) -> list[bool]:
    idle: list[bool] = []
    for item in items:
        above = item.parent is not None and idle[item.parent]
        idle.append(above or bool(_NO_TASKS.search(item.heading)))
    return idle


def _by_headings(items: Sequence[Item], title: str) -> list[Part]:
    idle = _under_no_tasks(items)
    announced: list[bool] = []
    for item in items:
        under = item.parent is not None and announced[item.parent]
        announced.append(under or bool(_ANNOUNCE.search(item.heading) and item.children))
    if not any(announced) and _PLAN_TITLE.search(title):
        announced = [True] * len(items)
    parts: list[Part] = []
    for index, item in enumerate(items):
        above = parts[item.parent] if item.parent is not None else None
        inner = [child for child in item.children if items[child].rank < _DETAIL_RANK]
        if above in ("task", "part"):
            parts.append("part")
        elif announced[index] and not idle[index] and not inner and (item.parent is not None or not item.children):
            parts.append("task")
        else:
            parts.append("section" if item.is_heading or (inner and item.heading) else "text")
    return parts
