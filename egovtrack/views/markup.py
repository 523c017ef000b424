"""Tables to be put into other people's pages: Markdown for notes and wikis, HTML for letters; laid out by tabulate."""

from __future__ import annotations

import re

from egovtrack.sheets import Sheet
from egovtrack.streams import one_line

_KINDS = {"markdown": "pipe", "html": "html"}


def markup(sheet: Sheet, form: str) -> str:
    """The columns that a terminal's table shows, as a table in `form`; nothing where there is no row. Stored text stays
    text: what either language would take for markup is escaped.
    """
    from tabulate import tabulate

    if sheet.card:
        labels, rows, right = ["", ""], [list(line) for line in sheet.card], [False, False]
    else:
        labels = [column.label for column in sheet.columns]
        rows = [[column.words(record) for column in sheet.columns] for record in sheet.shown()]
        right = [column.right for column in sheet.columns]
    if not rows:
        return ""
    cells = [[_cell(cell, form) for cell in row] for row in rows]
    aligned = ["right" if one else "left" for one in right]
    return tabulate(cells, labels, tablefmt=_KINDS[form], disable_numparse=True, colalign=aligned) + "\n"


def _cell(text: str, form: str) -> str:
    text = one_line(text)
    # A backslash before any ASCII punctuation makes it a character like others (CommonMark 0.31.2, 2.4).
    return re.sub(r"[\\`*_\[\]<>|&]", r"\\\g<0>", text) if form == "markdown" else text
