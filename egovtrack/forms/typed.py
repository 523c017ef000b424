"""What people type into the cells of a form: it is taken if there is no doubt about it, and refused if there is.

No doubt: a number typed as text (40, ４０), in the percent column with its sign (40%), or shown as a percentage by the
cell's format (0.4 as 40%), a date as text with its year (2017-3-5, 2017年3月5日, 20170305). Doubt: 0.4 or 1.5 in a
plain cell, a date without its year, or as a bare number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from egovtrack.forms.grid import Cell
from egovtrack.forms.model import Refused
from egovtrack.i18n import gettext as _

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))")
_MOST_TYPED = 32_767  # characters: what a cell of xlsx holds; ods knows no limit
_SHOWN = 30


def quoted(text: str) -> str:
    """Return a text as a message quotes it: in quotation marks, on one line, cut if it is long."""
    line = " ".join(text.split())
    return _("“{text}”").format(text=line if len(line) <= _SHOWN else line[:_SHOWN] + "…")


def refused(cell: Cell, reason: str, hint: str) -> Refused:
    """Return the error for what stands in a cell; the reason quotes it as {text}."""
    return Refused(reason.format(text=quoted(cell.text())), hint)


def typed_text(cell: Cell, most: int = _MOST_TYPED) -> str:
    """Return the words of a cell. Raises Refused for more than `most` characters, and an error value such as #REF!."""
    text = cell.text()
    if cell.kind == "error":
        raise refused(cell, _("{text} is an error value"), _("Type the words again."))
    if len(text) > most:
        hint = _("Write no more than {limit} characters.").format(limit=most)
        raise Refused(_("the text has {count} characters").format(count=len(text)), hint)
    return text


def typed_status(cell: Cell, statuses: dict[str, str]) -> str:
    """Return the code of a status by its word. Raises Refused for a word that is not in the list."""
    if cell.text() not in statuses:
        hint = _("Choose one of: {words}.").format(words=_(", ").join(statuses))
        raise refused(cell, _("{text} is not in the list"), hint)
    return statuses[cell.text()]


def typed_percent(cell: Cell) -> int:
    """Return a whole number from 0 to 100. Raises Refused for others, also 0.4 and 1.5: 40 or 150 may be meant."""
    number = _number(cell, "%")
    if number is None or abs(number - round(number)) > 1e-9 or not 0 <= round(number) <= 100:
        hint = _("Write 40 for 40 %; neither 0.4 nor a part of a percent, and no more than 100.")
        raise refused(cell, _("{text} is no whole number from 0 to 100"), hint)
    return round(number)


def typed_value(cell: Cell) -> float:
    """Return a number, not below 0. Raises Refused for words, and for a percentage, as its unit is in doubt."""
    number = None if cell.kind == "percent" else _number(cell, "")
    if number is None or number < 0:
        hint = _("Write the number alone, in the unit of the target, not below 0.")
        raise refused(cell, _("{text} is no number"), hint)
    return number


def _number(cell: Cell, unit: str) -> float | None:
    """Return the number that a cell shows, also as text with full-width digits, spaces around it, or the unit."""
    text = unicodedata.normalize("NFKC", cell.text()).removesuffix(unit).strip() if cell.kind == "text" else ""
    if _NUMBER.fullmatch(text):
        number = float(text)
    elif cell.kind in {"number", "percent"}:
        number = 100 * cell.value if cell.kind == "percent" else cell.value
    else:
        return None
    return number if math.isfinite(number) else None


def typed_day(cell: Cell, earliest: date, received: date) -> date:
    """Return a date from `earliest` to the day on which the form came in. Raises Refused for text without a year and
    for bare numbers, which are ambiguous.
    """
    day = cell.value if cell.kind == "date" else _day(cell)
    if day is None:
        hint = _("Type it again as {day}, in a cell with a date format.").format(day=received)
        raise refused(cell, _("{text} is no date but text or a number"), hint)
    if day > received:
        reason = _("{day} is after {received}, when the form came in").format(day=day, received=received)
        raise Refused(reason, _("Write the day it was filled in."))
    if day < earliest:
        hint = _("The first possible day is {day}: is the year right?").format(day=earliest)
        raise Refused(_("{day} is before the form and its period").format(day=day), hint)
    return day


def _day(cell: Cell) -> date | None:
    """Return the day that a text or a number such as 20170305 names; None for other texts."""
    text = "".join(unicodedata.normalize("NFKC", cell.text()).split())
    if cell.kind not in {"text", "number"} or not (found := _DAY.fullmatch(text)):
        return None
    year, _mark, *parts = found.groups()
    try:
        return date(int(year), *(int(part) for part in parts if part))
    except ValueError:
        return None
