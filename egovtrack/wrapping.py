"""Wrapping texts into lines of a width in columns, in which a Chinese character takes two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import ceil
from unicodedata import combining, east_asian_width

_TOKEN = re.compile(r"[!-~]+ ?|.", re.DOTALL)
_CLOSING = "，。、；：！？）》〉】〕」』”’％…,.;:!?)]}%"
_OPENING = tuple("（《〈【〔「『“‘")


def wrap(text: str, room: int) -> str:
    """Return a text in lines of at most `room` columns.

    Chinese breaks anywhere, but no line begins with a closing mark or ends with an opening one (GB/T 15834-2011,
    5.1.10). Other words stay whole if they fit, as dates, figures and refs do.
    """
    lines: list[str] = []
    line: list[str] = []
    for token in _TOKEN.findall(text):
        following = [token]
        if line and width("".join(line) + token.rstrip()) > room:
            while len(line) > 1 and (following[0][0] in _CLOSING or line[-1] in _OPENING):
                if width("".join((line[-1], *following)).rstrip()) > room:
                    break
                following.insert(0, line.pop())
            lines.append("".join(line).rstrip())
            line = []
        word = "".join(following)
        while width(word.rstrip()) > room and len(word) > 1:
            fits = next(size for size in range(len(word), 0, -1) if width(word[:size]) <= max(room, 2))
            lines.append(word[:fits])
            word = word[fits:]
            following = [word]
        line += following if line or word.strip() else []
    return "\n".join([*lines, "".join(line).rstrip()])


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal.

    A wide or full-width character takes two, and a mark that is written over a character takes none (Unicode Standard
    Annex 11).
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else not combining(character) for character in text)


def column_widths(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns whose contents are `natural` wide and can be folded to `least`, to fit into `room`.

    Each column gets its least width. What is left is shared equally, but no column gets more than it needs.
    """
    widths = list(least)
    left = room - sum(least)
    wanting = sorted(range(len(natural)), key=lambda index: natural[index] - least[index])
    for done, index in enumerate(wanting):
        share = min(natural[index] - least[index], max(left, 0) // (len(wanting) - done))
        widths[index] += share
        left -= share
    return widths


_SAMPLE = 300  # rows that tell how broad their columns should be


def balanced_widths(
    breadths: Sequence[Sequence[Sequence[int]]], least: Sequence[int], most: Sequence[int], room: int
) -> list[int]:
    """Return the widths of columns between `least` and `most` at which rows take few lines, not more than `room` in all
    if that can be. `breadths` are for each row those of the lines of each of its cells.
    """
    sample = breadths[:: len(breadths) // _SAMPLE + 1]

    @cache
    def cost(column: int, width: int) -> int:
        # A row is as high as its highest cell: the power lets that one count.
        return sum(sum(max(ceil(line / width), 1) for line in row[column]) ** 4 for row in sample)

    widths = list(least)
    while (left := room - sum(widths)) > 0:
        gains = [
            ((cost(column, width) - cost(column, width + more)) / more, more, column)
            for column, width in enumerate(widths)
            for more in range(1, min(left, most[column] - width) + 1)
        ]
        gain, more, column = max(gains, default=(0, 0, 0))
        if not gain:
            break
        widths[column] += more
    return widths


def aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    """Yield a table as lines, a rule below the first row; it is told which columns stand to the right."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in (rows[0], ["-" * wide for wide in widths], *rows[1:]):
        blanks = [" " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True)]
        cells = (blank + cell if each else cell + blank for cell, blank, each in zip(row, blanks, right, strict=True))
        yield "  ".join(cells).rstrip()
