"""References: how each task of a plan is called, uniquely: its number, or the path of numbers that leads to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from egovtrack.draft import TaskDraft
from egovtrack.grammar.shadow import fold


class Step(NamedTuple):
    """One step to a task: the kind of label (empty for items without a number) and its number or position."""

    style: str
    number: int


Path = tuple[Step, ...]


def with_refs(tasks: Sequence[TaskDraft], paths: Sequence[Path]) -> list[TaskDraft]:
    """Return the tasks with their references: the number where numbers run on through the plan, else the path to it.

    Where only the numbers of items below others start anew, the path begins with the number that runs on.
    """
    refs = [_own(task, path[-1].style) for task, path in zip(tasks, paths, strict=True)]
    if _starts_anew(tasks, paths):
        running = _running(paths)
        refs = [
            own if path[-1].style == "path" else ".".join(str(step.number) for step in _from(path, running))
            for own, path in zip(refs, paths, strict=True)
        ]
    seen: Counter[str] = Counter()
    drafts = []
    for position, (task, ref) in enumerate(zip(tasks, refs, strict=True), start=1):
        name = ref or str(position)
        seen[name] += 1
        drafts.append(replace(task, ref=name if seen[name] == 1 else _another(name, seen)))
    return drafts


def _own(task: TaskDraft, style: str) -> str:
    """Return the task's own number; of 3.1.2 all of it."""
    if style == "path":
        return fold(task.label).strip(" .、")
    return str(task.number) if isinstance(task.number, int) else ""


def _another(name: str, seen: Counter[str]) -> str:
    """Return a reference like a reference that is taken: 5b, 5c …"""
    count = seen[name]
    suffix = chr(ord("a") + count - 1) if count <= 26 else f"x{count}"
    seen[name + suffix] += 1
    return name + suffix


def _starts_anew(tasks: Sequence[TaskDraft], paths: Sequence[Path]) -> bool:
    """Return whether numbers start anew under headings or items (a number comes twice, in different places, from 1)."""
    numbers = [task.number for task in tasks if task.number is not None]
    if len(set(numbers)) == len(numbers):
        return False
    firsts: dict[Path, int | str | None] = {}
    for task, path in zip(tasks, paths, strict=True):
        firsts.setdefault(path[:-1], task.number)
    return sum(number == 1 for number in firsts.values()) * 2 > len(firsts) > 1


def _running(paths: Sequence[Path]) -> str:
    """Return the kind of label whose numbers run on through the plan: that of the outermost tasks; empty where none do.

    Headings above such tasks only order them: they are no part of the reference.
    """
    style = min(paths, key=len)[-1].style
    numbers = {path[: _depth(path, style)] for path in paths}
    distinct = len({prefix[-1:] for prefix in numbers}) == len(numbers)
    return style if distinct and all(_depth(path, style) for path in paths) else ""


def _depth(path: Path, style: str) -> int:
    """Return how many steps lead to the first of a style; 0 where there is none."""
    return next((depth for depth, step in enumerate(path, start=1) if style and step.style == style), 0)


def _from(path: Path, style: str) -> Path:
    """Return the path from the step of that style on."""
    return path[max(0, _depth(path, style) - 1) :]
