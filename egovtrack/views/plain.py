"""Plain text for pipes: aligned, never cut, never wrapped, without control characters."""

from __future__ import annotations

from egovtrack.limits import UNSEEN
from egovtrack.sheets import Sheet


def one_line(text: str) -> str:
    """A stored text fit for a terminal's line: line ends, control characters and what is not seen become a space."""
    return UNSEEN.sub(" ", text)


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
