"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

import re

from egovtrack.sheets import Sheet

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """A stored text fit for a terminal's line: line ends and control characters become a space."""
    return _CONTROL.sub(" ", text)


def text(sheet: Sheet) -> str:
    """The columns that a terminal's table shows, one line a row."""
    if sheet.card:
        return "".join(f"{label}\t{one_line(words)}\n" for label, words in sheet.card)
    if not sheet.records:
        return ""
    import tabulate

    tabulate.WIDE_CHARS_MODE = True
    rows = [[one_line(column.words(record)) for column in sheet.columns] for record in sheet.shown()]
    align = ["right" if column.right else "left" for column in sheet.columns]
    headers = [column.label for column in sheet.columns]
    return tabulate.tabulate(rows, headers, tablefmt="simple", disable_numparse=True, colalign=align) + "\n"
