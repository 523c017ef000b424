"""What people type into the cells of a form: taken where there is no doubt, else named as a mistake.

No doubt: a number typed as text (40, ４０), in the percent column with its sign (40%), or shown as a percentage by the
cell's format (0.4 as 40%). Doubt: 0.4 or 1.5 in a plain cell, a date as text or as a bare number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from egovtrack.forms.grid import Cell
from egovtrack.i18n import gettext as _

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
MAX_TEXT = 32_767  # what a cell of xlsx holds; ods knows no limit
_SHOWN = 30


class Mistake(Exception):
    """A cell that cannot be taken: why, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def quoted(text: str) -> str:
    """A text in a message: in quotation marks, on one line, cut when it is long."""
    line = " ".join(text.split())
    return _("“{text}”").format(text=line if len(line) <= _SHOWN else line[:_SHOWN] + "…")


def typed_text(cell: Cell, most: int = MAX_TEXT) -> str:
    """Any words, `most` characters of them. Raises Mistake for more, and for an error value such as #REF!."""
    text = cell.text()
    if cell.kind == "error":
        raise Mistake(_("{text} is an error value").format(text=quoted(text)), _("Type the words again."))
    if len(text) > most:
        raise Mistake(
            _("the text has {count} characters").format(count=len(text)),
            _("Write no more than {limit} characters.").format(limit=most),
        )
    return text


def typed_status(cell: Cell, statuses: dict[str, str]) -> str:
    """The code of a status by its word. Raises Mistake for a word that is not in the list."""
    if cell.text() not in statuses:
        raise Mistake(
            _("{text} is not in the list").format(text=quoted(cell.text())),
            _("Choose one of: {words}.").format(words=_(", ").join(statuses)),
        )
    return statuses[cell.text()]


def typed_percent(cell: Cell) -> int:
    """A whole number from 0 to 100. Raises Mistake for anything else, also 0.4 and 1.5: 40 and 150 may be meant."""
    number = _number(cell, "%")
    if number is None or abs(number - round(number)) > 1e-9 or not 0 <= round(number) <= 100:
        raise Mistake(
            _("{text} is no whole number from 0 to 100").format(text=quoted(cell.text())),
            _("Write 40 for 40 %; neither 0.4 nor a part of a percent, and no more than 100."),
        )
    return round(number)


def typed_value(cell: Cell) -> float:
    """A number, not below 0. Raises Mistake for words, and for a percentage: its unit is in doubt."""
    number = None if cell.kind == "percent" else _number(cell, "")
    if number is None or number < 0:
        raise Mistake(
            _("{text} is no number").format(text=quoted(cell.text())),
            _("Write the number alone, in the unit of the target, not below 0."),
        )
    return number


def _number(cell: Cell, unit: str) -> float | None:
    """A number as it is shown, also one typed as text with full-width digits, spaces around it, and the unit."""
    text = unicodedata.normalize("NFKC", cell.text()).removesuffix(unit).strip() if cell.kind == "text" else ""
    if _NUMBER.fullmatch(text):
        number = float(text)
    elif cell.kind in {"number", "percent"}:
        number = 100 * cell.value if cell.kind == "percent" else cell.value
    else:
        return None
    return number if math.isfinite(number) else None


def typed_day(cell: Cell, earliest: date, today: date) -> date:
    """A date, from `earliest` to today. Raises Mistake for text and bare numbers, which may be read in several ways."""
    if cell.kind != "date":
        raise Mistake(
            _("{text} is no date but text or a number").format(text=quoted(cell.text())),
            _("Type it again as {day}, in a cell with a date format.").format(day=today),
        )
    day: date = cell.value
    if day > today:
        raise Mistake(
            _("{day} is after today ({today})").format(day=day, today=today), _("Write the day it was filled in.")
        )
    if day < earliest:
        raise Mistake(
            _("{day} is before the form and its period").format(day=day),
            _("The first possible day is {day}: is the year right?").format(day=earliest),
        )
    return day
