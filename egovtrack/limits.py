"""Which texts the ledger takes from people, and which characters no line on a screen may have.

Notes and names come from some fifty departments, through forms, files and terminals. They are kept as they were
written, so a text that cannot be kept or shown is refused when it is entered.
"""

from __future__ import annotations

import re
import unicodedata

from egovtrack.i18n import gettext as _

MAX_TEXT = 100_000
"""Characters of a note, a reason, a basis: three times what a cell of a form holds, and more than any report."""
MAX_NAME = 200
"""Characters of a name: of a department, a person, a party."""
MAX_FILE = 50_000_000
"""Bytes of a file that is read: a plan with photographs has a few million."""
MOST_COMPARED = 3_000
"""Characters of two texts that are compared piece by piece; the longest task of the shipped plans has 600."""

UNSEEN = (
    "\x00-\x1f\x7f-\x9f"  # control characters: C0 and C1, with which a terminal is told what to do
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing (Unicode Annex 9)
    "\u2028\u2029"  # what breaks lines
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
"""Characters that are not seen, or change how others are seen, as they stand in the brackets of a pattern: for the most
part Default_Ignorable_Code_Point of Unicode; variation selectors are left to the characters that they go with."""
_DASHES = str.maketrans("‐–—−", "----")
_SHOWN = 20


def unfit(text: str, most: int | None = MAX_TEXT) -> str | None:
    """Return why the ledger does not take a text, or None if it does. `most` limits its characters (None: no limit)."""
    if "\0" in text:
        return _("the text has a character that no text has (NUL)")
    if re.search("[\ud800-\udfff]", text):
        return _("what was typed has bytes that are no characters")
    if most is not None and len(text) > most:
        return _("“{text}” has {count} characters; there is room for {most}").format(
            text=beginning(text), count=len(text), most=most
        )
    return None


def unfit_name(name: str) -> str | None:
    """Return why a name is not taken, or None if it is."""
    if not unfit(name, None) and re.search(f"[{UNSEEN}]", name):
        return _("“{text}” has characters that are not seen").format(text=beginning(re.sub(f"[{UNSEEN}]", "�", name)))
    return unfit(name, MAX_NAME)


def beginning(text: str, most: int = _SHOWN) -> str:
    """Return a text as a message quotes it: cut if it is long."""
    return text if len(text) <= most else text[:most] + "…"


def typed(text: str) -> str:
    """Return a value as it is meant: in half width, without what is not seen in it and white space around it."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return unicodedata.normalize("NFKC", re.sub(f"[{UNSEEN}]", "", text)).translate(_DASHES).strip()


def quantity(text: str) -> tuple[float, str | None] | None:
    """Return the number that is typed, and its unit (None without any): of 1,200 or 60万户; None for other texts."""
    found = re.fullmatch(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([\u4e00-\u9fff%‰A-Z]\D{0,19})?", typed(text))
    return (float(found[1].replace(",", "")), found[2]) if found else None
