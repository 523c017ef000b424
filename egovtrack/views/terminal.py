"""A table on a terminal: aligned by the width of its characters, folded and never cut, coloured by light."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TextIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from egovtrack.sheets import Column, Sheet
from egovtrack.streams import one_line

_FOLDED = 8
_TOKEN = re.compile(r"[!-~]+ ?|.", re.DOTALL)
_CLOSING = "，。、；：！？）》〉】〕」』”’％…,.;:!?)]}%"
# A rule under the labels and nothing else. Of ASCII: many Chinese terminals draw ─ two columns wide.
_HEAD_RULE = "    \n    \n -- \n    \n    \n    \n    \n    \n"
_ROOMY = 100
_COLOURS = {"red": "bold red", "yellow": "yellow", "blue": "blue", "green": "green"}


def make_console(stream: TextIO, width: int | None, *, colour: bool) -> Console:
    """Return a console that writes to `stream`, `width` columns wide (None: as wide as the terminal)."""
    return Console(file=stream, width=width, no_color=not colour, highlight=False, markup=False, emoji=False)


def show(sheet: Sheet, console: Console) -> None:
    """Print title, table and notes."""
    if sheet.title:
        console.print(Text(one_line(sheet.title), style="bold"))
    if sheet.card:
        console.print(_card(sheet.card, console.width))
    elif sheet.rows:
        console.print(_table(sheet, console.width))
    for note in sheet.notes:
        console.print(Text(one_line(note)))


def _card(lines: Sequence[tuple[str, str]], width: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    room = width - max(cell_len(label) for label, _text in lines) - 2
    for label, text in lines:
        table.add_row(Text(label), Text("\n".join(fold(one_line(line), room) for line in text.split("\n"))))
    return table


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


def _least(column: Column, cells: Sequence[str]) -> int:
    """Return how far a column can be folded: to its longest word, Chinese (it breaks anywhere) to a few signs."""

    def word_width(word: str) -> int:
        return min(cell_len(word), _FOLDED) if cell_len(word) > len(word) else len(word)

    texts = (*cells, column.label) if column.wrap else (column.label,)
    words = max(word_width(word) for text in texts for word in (text.split() or [""]))
    return words if column.wrap else max(words, *map(cell_len, cells))


def fold(text: str, width: int) -> str:
    """Return a text in lines of at most `width` columns.

    Chinese breaks anywhere, but no line begins with a closing mark (GB/T 15834-2011, 5.1.10). Other words stay whole if
    they fit.
    """
    lines, line = [], ""
    for token in _TOKEN.findall(text):
        word = token
        if cell_len(line + word.rstrip()) > width and line.strip():
            if word[0] in _CLOSING and len(line) > 1:
                line, word = line[:-1], line[-1] + word
            lines.append(line.rstrip())
            line = ""
        while cell_len(word.rstrip()) > width and len(word) > 1:
            fits = next(size for size in range(len(word), 0, -1) if cell_len(word[:size]) <= max(width, 2))
            lines.append(word[:fits])
            word = word[fits:]
        line = line + word if line.strip() else word.lstrip()
    return "\n".join([*lines, line.rstrip()])


def _table(sheet: Sheet, width: int) -> Table:
    cells = sheet.cells()
    by_column = list(zip(sheet.columns, zip(*cells, strict=True), strict=True))
    natural = [max(map(cell_len, (*texts, column.label))) for column, texts in by_column]
    least = [_least(column, texts) for column, texts in by_column]
    gap = 2 if width >= _ROOMY else 1
    widths = column_widths(natural, least, width - gap * (len(natural) - 1))
    box = Box(_HEAD_RULE, ascii=True)
    table = Table(box=box, pad_edge=False, padding=(0, gap - 1, 0, 0), header_style="bold", show_edge=False)
    for column, fixed in zip(sheet.columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(column.label, justify=justify, overflow="fold", width=fixed)
    for record, row in zip(sheet.shown(), cells, strict=True):
        colours = {"light": _COLOURS.get(record.get("light") or "", "")}
        styled = zip(sheet.columns, row, widths, strict=True)
        table.add_row(*(Text(fold(cell, room), style=colours.get(each.key, "")) for each, cell, room in styled))
    return table
