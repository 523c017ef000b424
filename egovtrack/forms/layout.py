"""Where everything stands in the table of a form, and the words in it that are always the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from egovtrack.i18n import N_
from egovtrack.words import STATUS

TABLE_MARK = "egovtrack-table"
"""Stands in the hidden key column of the heading row: sheets may be renamed and moved."""
TITLE_ROWS = (1, 2, 3)
HEADING_ROW = 4
KEY_COLUMN = 1
FIRST_COLUMN = 2
MAX_TEXT = 16_000
"""Characters of a text that is written: a cell holds 32,767 UTF-16 units, and a character is one or two of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A visible column. `width` is in characters of the default font; `fill` marks those that are filled in."""

    name: str
    label: str
    width: float
    fill: bool = False


COLUMNS = (
    Column("ref", N_("Ref"), 8.5),
    Column("title", N_("Task"), 14),
    Column("text", N_("Wording"), 30),
    Column("role", N_("Role"), 7.5),
    Column("deadline", N_("Deadline"), 11),
    Column("target", N_("Targets"), 9.5),
    Column("last_report", N_("Last report"), 16),
    Column("status", N_("Status"), 8, fill=True),
    Column("percent", N_("Percent done (0–100)"), 8.5, fill=True),
    Column("value", N_("Number done"), 8, fill=True),
    Column("note", N_("Done"), 24, fill=True),
    Column("problem", N_("Problem"), 15, fill=True),
    Column("next_step", N_("Next step"), 15, fill=True),
    Column("author", N_("Filled in by"), 8, fill=True),
    Column("day", N_("Filled in on"), 11, fill=True),
    # The last, so that forms which were sent without it have the others where they are.
    Column("evidence", N_("Evidence"), 12, fill=True),
)
LAST_COLUMN = FIRST_COLUMN + len(COLUMNS) - 1
NUMBERS = {column.name: number for number, column in enumerate(COLUMNS, FIRST_COLUMN)}
FILL = tuple(column.name for column in COLUMNS if column.fill)

CHOICES = {code: STATUS[code] for code in ("not_started", "in_progress", "blocked")} | {"completed": N_("completed")}
"""What a department may say of an obligation. It claims completion; whether it is so the office verifies."""

_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f]|007[Ff])_")  # a control character in xlsx (ECMA-376 part 1, 22.9.2.19)
# What XML 1.0 cannot hold, and control characters, which no text needs.
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text as a cell can hold it: line ends as \\n, no control characters, U+FFFD for what is no character."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
    return _NO_CHARACTERS.sub("\ufffd", _UNPRINTABLE.sub("", text))


def address(row: int, column: str | int) -> str:
    """Return the address of a cell as people know it: K7. `column` is a name of `COLUMNS` or a number from 1."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    number = NUMBERS[column] if isinstance(column, str) else column
    cell: str = xl_rowcol_to_cell(row - 1, number - 1)
    return cell
