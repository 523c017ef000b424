"""Wrapping texts into lines of a width in columns, in which a Chinese character takes two."""

from __future__ import annotations

import re
from unicodedata import combining, east_asian_width

_TOKEN = re.compile(r"[!-~]+ ?|.", re.DOTALL)
_CLOSING = "，。、；：！？）》〉】〕」』”’％…,.;:!?)]}%"
_OPENING = tuple("（《〈【〔「『“‘")


def wrap(text: str, room: int) -> str:
    """Return a text in lines of at most `room` columns.

    Chinese breaks anywhere, but no line begins with a closing mark or ends with an opening one (GB/T 15834-2011,
    5.1.10). Other words stay whole if they fit, as dates, figures and refs do.
    """
    lines, line, last = [], "", ""
    for token in _TOKEN.findall(text):
        word = token
        if width(line + word.rstrip()) > room and line.strip():
            if (
                (word[0] in _CLOSING or last in _OPENING)
                and len(line) > len(last)
                and width(last + word.rstrip()) <= room
            ):
                line, word = line[: len(line) - len(last)], last + word
            lines.append(line.rstrip())
            line = ""
        while width(word.rstrip()) > room and len(word) > 1:
            fits = next(size for size in range(len(word), 0, -1) if width(word[:size]) <= max(room, 2))
            lines.append(word[:fits])
            word = word[fits:]
        line, last = line + word if line.strip() else word.lstrip(), word
    return "\n".join([*lines, line.rstrip()])


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal.

    A wide or full-width character takes two, and a mark that is written over a character takes none (Unicode Standard
    Annex 11).
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else not combining(character) for character in text)
