"""Brackets: which belong together, in one pass and without recursion, however deep they are nested."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"[()\[\]]")
# What is quoted, or the title of a document (《2030年规划》): a name, whose dates and figures set nothing.
QUOTED = re.compile(r"“[^”]{0,80}”|《[^》]{0,120}》|〈[^〉]{0,80}〉")
_OPENER = {")": "(", "]": "["}


def outermost(shadow: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the pairs that stand in no other, as (opening, closing) indices in order, and the openings never closed.

    A closing sign without an opening is an ordinary character (`1）`).
    """
    pairs: list[tuple[int, int]] = []
    stack: list[int] = []
    for found in _BRACKET.finditer(shadow):
        sign = found[0]
        if sign in "([":
            stack.append(found.start())
        elif stack and shadow[stack[-1]] == _OPENER[sign]:
            start = stack.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, found.start()))
    return pairs, stack


def unmatched(shadow: str) -> tuple[int, int]:
    """Return how many brackets are closed that were opened before, and how many stay open."""
    closed = opened = 0
    for sign in _BRACKET.findall(shadow):
        if sign in "([":
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return closed, opened


def split_outside(shadow: str, start: int, end: int, separators: str) -> list[tuple[int, int]]:
    """Return the stretches of `shadow[start:end]` between separators that stand in no bracket."""
    parts: list[tuple[int, int]] = []
    depth, begin = 0, start
    for found in re.compile(f"[()\\[\\]{separators}]").finditer(shadow, start, end):
        sign = found[0]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(0, depth - 1)
        elif not depth:
            parts.append((begin, found.start()))
            begin = found.end()
    parts.append((begin, end))
    return parts
