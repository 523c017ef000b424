"""A table on a terminal: aligned by the width of its characters, folded and never cut, coloured by light."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TextIO

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from egovtrack.sheets import Column, Sheet
from egovtrack.sheets.columns import PROSE
from egovtrack.streams import one_line
from egovtrack.wrapping import column_widths, wrap

_FOLDED = 8
_LONGEST = 24  # words that are longer, such as addresses, are folded
# A rule under the labels and nothing else. Of ASCII: many Chinese terminals draw ─ two columns wide.
_HEAD_RULE = "    \n    \n -- \n    \n    \n    \n    \n    \n"
_ROOMY = 100
_COLOURS = {"red": "bold red", "yellow": "yellow", "blue": "blue", "green": "green"}


def make_console(stream: TextIO, width: int | None, *, colour: bool) -> Console:
    """Return a console that writes to `stream`, `width` columns wide (None: as wide as the terminal)."""
    return Console(file=stream, width=width, no_color=not colour, highlight=False, markup=False, emoji=False)


def show(sheet: Sheet, console: Console) -> None:
    """Print title, table and notes. A table that is too wide for the console becomes a card for each row."""
    width = console.width
    if sheet.title:
        console.print(Text(wrap(one_line(sheet.title), width), style="bold"))
    for words in sheet.summary:
        console.print(Text(wrap(one_line(words), width)))
    if sheet.card:
        console.print(_card(sheet.card, width))
    elif sheet.rows:
        cells = sheet.cells()
        gap, widths = _layout(sheet, cells, width)
        console.print(_table(sheet, cells, widths, gap) if widths else _cards(sheet, cells, width))
    for note in sheet.notes:
        console.print(Text(wrap(one_line(note), width)))


def _card(lines: Sequence[tuple[str, str]], width: int) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold")
    table.add_column(overflow="fold")
    room = width - max(cell_len(label) for label, _text in lines) - 2
    for label, text in lines:
        table.add_row(Text(label), Text("\n".join(wrap(one_line(line), room) for line in text.split("\n"))))
    return table


def _least(column: Column, cells: Sequence[str]) -> int:
    """Return how far a column can be folded: to its longest word (a date, a percent, a ref stay whole), Chinese, which
    breaks anywhere, to a few signs. A label of a figure may be folded to two.
    """

    def word_width(word: str, most: int = _FOLDED) -> int:
        return min(cell_len(word), most) if cell_len(word) > len(word) else min(len(word), _LONGEST)

    most = column.least or _FOLDED
    label = max(word_width(word, 4 if column.right else most) for word in column.label.split() or [""])
    if not column.wrap:
        return max(label, *map(cell_len, cells))
    return max(label, *(word_width(word, most) for text in cells for word in text.split() or [""]))


def _layout(sheet: Sheet, cells: Sequence[Sequence[str]], width: int) -> tuple[int, list[int]]:
    """Return the gap between columns and their widths; no widths where they do not fit."""
    by_column = list(zip(sheet.columns, zip(*cells, strict=True), strict=True))
    natural = [max(map(cell_len, (*texts, column.label))) for column, texts in by_column]
    least = [_least(column, texts) for column, texts in by_column]
    for gap in (2, 1) if width >= _ROOMY else (1,):
        room = width - gap * (len(natural) - 1)
        if sum(least) <= room:
            return gap, column_widths(natural, least, room)
    return 0, []


def _table(sheet: Sheet, cells: Sequence[Sequence[str]], widths: Sequence[int], gap: int) -> Table:
    box = Box(_HEAD_RULE, ascii=True)
    table = Table(box=box, pad_edge=False, padding=(0, gap - 1, 0, 0), header_style="bold", show_edge=False)
    for column, fixed in zip(sheet.columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(Text(wrap(column.label, fixed)), justify=justify, overflow="fold", width=fixed)
    for record, row in zip(sheet.shown(), cells, strict=True):
        colour = _COLOURS.get(record.get("light") or "", "")
        styled = zip(sheet.columns, row, widths, strict=True)
        table.add_row(*(Text(wrap(cell, room), style=colour * (each.key == "light")) for each, cell, room in styled))
    return table


def _cards(sheet: Sheet, cells: Sequence[Sequence[str]], width: int) -> Text:
    """Return a card for each row: the first two columns as its head (a figure is none); below it the others, each with
    its label, side by side as they fit, and sentences on lines of their own.
    """
    lines: list[Text] = []
    head = 1 if sheet.columns[1:] and sheet.columns[1].right else 2
    for record, row in zip(sheet.shown(), cells, strict=True):
        lines += [Text(line, style="bold") for line in wrap("  ".join(filter(None, row[:head])), width).splitlines()]
        told = [(column, cell) for column, cell in zip(sheet.columns[head:], row[head:], strict=True) if cell]
        begun = False  # whether the last line has room for one more
        for column, cell in sorted(told, key=lambda pair: pair[0].key in PROSE):
            colour = _COLOURS.get(record.get("light") or "", "") if column.key == "light" else ""
            text, alone = f"{column.label} {cell}", column.key in PROSE
            if begun and not alone and lines[-1].cell_len + 3 + cell_len(text) <= width:
                lines[-1].append("   ").append(text, style=colour)
                continue
            lines += [Text("  ").append(line, style=colour) for line in wrap(text, width - 2).splitlines()]
            begun = not alone
    return Text("\n").join(lines)
