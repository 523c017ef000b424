"""The shadow of a text: the same length, but one form of each sign, so that the rules need to know only one.

Traditional characters become simplified, full-width signs become half-width. What is stored and shown is always the
text itself; NFKC cannot be used, it changes lengths and, if kept, the document's own signs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from egovtrack.draft import Line, Place
from egovtrack.grammar.numbering import Label, read_label
from egovtrack.spelling import characters

_SIGNS = "（）﹙﹚：∶﹕︰，﹐；﹔﹑､｡！？．﹒〔［【〖﹝｛〕］】〗﹞｝％／＜＞＃＊＝　\xa0｜０１２３４５６７８９○Ο"
_PLAIN = "()()::::,,;;、、。!?..[[[[[[]]]]]]%/<>#*=  |0123456789〇〇"


_FOLDED = characters() | str.maketrans(_SIGNS, _PLAIN)
_TRADITIONAL = re.compile(f"[{''.join(chr(code) for code in characters() if code <= 0xFFFF)}\U00010000-\U0010ffff]")
_LONG = 1000


def fold(text: str) -> str:
    """Return the shadow of `text`: equally long."""
    if len(text) < _LONG or _TRADITIONAL.search(text):
        return text.translate(_FOLDED)
    for sign, plain in zip(_SIGNS, _PLAIN, strict=True):  # much faster than to look each character up
        text = text.replace(sign, plain)
    return text


def trimmed(shadow: str, start: int, end: int, after: str | None = None, before: str | None = None) -> tuple[int, int]:
    """Return a stretch of a text without certain characters at its end and its beginning (default: white space)."""
    text = shadow[start:end].rstrip(after)
    return start + len(text) - len(text.lstrip(before)), start + len(text)


Joint = Literal["", "inside", "wrapped"]
"""How a line begins: as a line of its own, inside a line of the document, or where a line was wrapped."""


class Shadowed(NamedTuple):
    """A line with its shadow, where each of its characters stands, the number that it begins with, how it begins, and
    whether it is page furniture.
    """

    line: Line
    shadow: str
    places: Sequence[int]
    number: Label | None
    joint: Joint = ""
    furniture: bool = False

    @classmethod
    def of(cls, line: Line, shadow: str, places: Sequence[int], joint: Joint = "") -> Shadowed:
        """Return a line with the number that it begins with."""
        return cls(line, shadow, places, read_label(shadow, line.text), joint)

    @property
    def is_numbered(self) -> bool:
        """Return whether the line bears a number, in its words or by its format."""
        return bool(self.number or self.line.label)


class Excerpt:
    """Words put together from several stretches of a document, which remember where each character stands there.

    `places` are those of the characters, and of the end. `source` is the document's text where blanks were left out.
    """

    __slots__ = ("_places", "shadow", "source", "text")

    def __init__(self, text: str, places: Sequence[int], shadow: str | None = None, source: str = "") -> None:
        self.text = text
        self.shadow = fold(text) if shadow is None else shadow
        self._places = places
        self.source = source

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, int]]) -> Excerpt:
        """Return several texts as a single excerpt, each given with its place in the document."""
        text = "".join(words for words, _ in pieces)
        places = [place for words, start in pieces for place in range(start, start + len(words))]
        return cls(text, [*places, pieces[-1][1] + len(pieces[-1][0])])

    @classmethod
    def joined(cls, excerpts: Sequence[Excerpt], seamless: Collection[int] = ()) -> Excerpt:
        """Return several excerpts as a single excerpt, with a line end between each two.

        `seamless` holds the indices of those that get none before them where the document has none either.
        """
        places: list[int] = []
        texts, shadows = list[str](), list[str]()
        for index, excerpt in enumerate(excerpts):
            if index in seamless and places[-1] == excerpt._places[0]:
                places.pop()
            elif texts:
                texts.append("\n")
                shadows.append("\n")
            places += excerpt._places
            texts.append(excerpt.text)
            shadows.append(excerpt.shadow)
        source = next((excerpt.source for excerpt in excerpts if excerpt.source), "")
        return cls("".join(texts), places, "".join(shadows), source)

    def words(self, start: int, end: int) -> str:
        """Return the document's own words between two places, with the blanks in them."""
        if not self.source:
            return self.text[start:end]
        kept = ""
        for index in range(start, end):
            gap = self.source[self._places[index - 1] + 1 : self._places[index]] if index > start else ""
            kept += (gap if gap.isspace() and "\n" not in gap else "") + self.text[index]
        return kept

    def at(self, index: int) -> int:
        """Return where in the document the character at `index` stands."""
        return self._places[index]

    def place(self, start: int, end: int) -> Place:
        """Return where in the document the characters from `start` to `end` stand."""
        first, last = self._places[start], self._places[end - 1 if end > start else start]
        if last < first:  # cells in another order than in their row
            first, last = min(self._places[start:end]), max(self._places[start:end])
        return Place(first, last + 1)

    def seen_as(self, shadow: str) -> Excerpt:
        """Return the same words with another shadow, as long."""
        return self if shadow is self.shadow else Excerpt(self.text, self._places, shadow)

    def cut(self, start: int) -> Excerpt:
        """Return the excerpt without its first `start` characters."""
        return Excerpt(self.text[start:], self._places[start:], self.shadow[start:], self.source)
