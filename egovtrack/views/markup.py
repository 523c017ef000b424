"""Tables to be put into other people's pages: Markdown for notes and wikis, HTML for letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TextIO

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line

# A backslash before any ASCII punctuation makes it a character like others (CommonMark 0.31.2, 2.4).
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|&~]")
_LINE_END = re.compile("\r\n|[\r\n]")
BEGIN = """<!DOCTYPE html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 1em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: .2em .5em; vertical-align: top; text-align: left; }
th { background: #eee; white-space: nowrap; }
</style>
"""
_Row = Sequence[str]


def escaped(text: str) -> str:
    """Return a text for a line of Markdown, which takes none of it for markup."""
    return _MARKDOWN.sub(r"\\\g<0>", one_line(text))


def write_markdown(sheet: Sheet, stream: TextIO) -> None:
    """Write the columns that a terminal's table shows, or nothing if there is no row. Stored text is escaped, and
    stands on one line: a cell has no other.
    """
    labels, rows, right = _table(sheet)
    if not rows:
        return
    from tabulate import tabulate

    cells = [[*map(escaped, row)] for row in rows]
    aligned = ["right" if each else "left" for each in right]
    heads = [*map(escaped, labels)]
    stream.write(tabulate(cells, heads, tablefmt="pipe", disable_numparse=True, colalign=aligned) + "\n")


def write_html(sheet: Sheet, stream: TextIO) -> None:
    """Write the same as HTML, where a text keeps its lines."""
    labels, rows, right = _table(sheet)
    if not rows:
        return
    styles = [' style="text-align: right"' if at_right else "" for at_right in right]

    def line(row: _Row, tag: str) -> str:
        cells = (f"<{tag}{style}>{_lines(cell)}</{tag}>" for cell, style in zip(row, styles, strict=True))
        return f"<tr>{''.join(cells)}</tr>\n"

    head = f"<thead>\n{line(labels, 'th')}</thead>\n" if any(labels) else ""
    stream.write(f"<table>\n{head}<tbody>\n")
    stream.writelines(line(row, "td") for row in rows)
    stream.write("</tbody>\n</table>\n")


def paragraph(text: str, name: str) -> str:
    """Return a line of text for a file of the format called `name`: escaped as the tables are, else as it is."""
    if name == "html":
        return f"<p>{escape(text)}</p>\n"
    return (escaped(text) if name == "markdown" else text) + "\n"


def _lines(text: str) -> str:
    return "<br>\n".join(escape(one_line(line)) for line in _LINE_END.split(text))


def _table(sheet: Sheet) -> tuple[_Row, list[_Row], list[bool]]:
    """Return the labels of a sheet's columns, its rows in words, and which columns are set to the right."""
    if sheet.card:
        return ["", ""], [*sheet.card], [False, False]
    rows: list[_Row] = [[each.words(record) for each in sheet.columns] for record in sheet.shown()]
    return [each.label for each in sheet.columns], rows, [each.right for each in sheet.columns]
