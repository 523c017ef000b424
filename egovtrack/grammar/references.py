"""References: how each task of a plan is called, uniquely: its number, or the path of numbers that leads to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from egovtrack.grammar.outline import Item
from egovtrack.grammar.shadow import fold


class Step(NamedTuple):
    """One step to a task: the kind of label (empty for items without a number) and its number or position."""

    style: str
    number: int


Path = tuple[Step, ...]
_Number = int | str | None


def references(tree: Sequence[Item]) -> dict[Item, str]:
    """Return what the tasks among a plan's items are called: by the number where numbers run on through the plan, else
    by the path to it.

    Where only the numbers of items below others start anew, the path begins with the number that runs on.
    """
    tasks = [item for item in tree if item.part == "task"]
    path_of = _paths(tree)
    paths, numbers = [path_of[task] for task in tasks], [task.number for task in tasks]
    refs = [_own(task, number, path[-1].style) for task, number, path in zip(tasks, numbers, paths, strict=True)]
    if _starts_anew(numbers, paths):
        running = _running(paths)
        refs = [
            own if path[-1].style == "path" else ".".join(str(step.number) for step in _from(path, running))
            for own, path in zip(refs, paths, strict=True)
        ]
    return dict(zip(tasks, _unique(refs, numbers, paths), strict=True))


def _paths(tree: Sequence[Item]) -> dict[Item | None, Path]:
    """Return the path to each item: of each step the number, or the position among its siblings."""
    paths: dict[Item | None, Path] = {None: ()}
    counts: dict[Item | None, int] = defaultdict(int)
    for item in tree:
        counts[item.parent] += 1
        label = item.label if item.label and item.label.number is not None else None
        step = Step(label.style, label.number or 0) if label else Step("", counts[item.parent])
        paths[item] = (*paths[item.parent], step)
    return paths


def _unique(refs: Sequence[str], numbers: Sequence[_Number], paths: Sequence[Path]) -> list[str]:
    """Return references without doubles. A number that is printed is kept for its first task; the others get a letter.

    A task without a number that stands among numbered ones is called by the number before it, with a letter; else by
    its place, if nothing is called so.
    """
    printed = [bool(path[-1].style) and number is not None for number, path in zip(numbers, paths, strict=True)]
    taken = {ref for ref, own in zip(refs, printed, strict=True) if own}
    kept, seen = set[str](), Counter[str]()
    found: list[str] = []
    above: dict[Path, str] = {}
    for position, (ref, own, path) in enumerate(zip(refs, printed, paths, strict=True), start=1):
        name = ref or str(position)
        if own and name not in kept:
            kept.add(name)
        else:
            name = _another(name if own else above.get(path[:-1], name), taken, seen)
            taken.add(name)
        if own:
            above[path[:-1]] = ref
        found.append(name)
    return found


def _own(task: Item, number: _Number, style: str) -> str:
    """Return the task's own number; of 3.1.2 all of it."""
    if style == "path" and task.label:
        return fold(task.label.text).strip(" .、")
    return str(number) if isinstance(number, int) else ""


def _another(name: str, taken: set[str], seen: Counter[str]) -> str:
    """Return a reference like one that is taken: 5b, 5c …; `seen` counts how many there are of each."""
    found = name
    while found in taken:
        seen[name] += 1
        number = seen[name] + 1
        found = name + (chr(ord("a") + number - 1) if number <= 26 else f"x{number}")
    return found


def _starts_anew(numbers: Sequence[_Number], paths: Sequence[Path]) -> bool:
    """Return whether numbers start anew under headings or items (a number comes twice, in different places, from 1)."""
    known = [number for number in numbers if number is not None]
    if len(set(known)) == len(known):
        return False
    firsts: dict[Path, _Number] = {}
    for number, path in zip(numbers, paths, strict=True):
        firsts.setdefault(path[:-1], number)
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
