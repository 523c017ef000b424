"""The shadow of a text: the same length, but one form of each sign, so that the rules need to know only one.

Traditional characters become simplified, full-width signs become half-width. What is stored and shown is always the
text itself; NFKC cannot be used, it changes lengths and, if kept, the document's own signs.
"""

from __future__ import annotations

from collections.abc import Sequence

from egovtrack.draft import Place

_SIGNS = str.maketrans(
    "（）：，；！？．﹒〔［【〕］】％　\xa0｜０１２３４５６７８９○Ο", "():,;!?..[[[]]]%  |0123456789〇〇"
)
# Only characters that the rules look for: this is no converter.
_TRADITIONAL = str.maketrans(
    "牽頭責單門負協辦參與時爲為縣區關屬職級實進組織廳總務發業處員會機構聯領導適範圍節點項億萬畝達過專齊兩個戶條臺隊館園團戰標務規劃劃報號於印際資產費課題後並從執滿內現當資銀農鄉鎮黨數據庫電",
    "牵头责单门负协办参与时为为县区关属职级实进组织厅总务发业处员会机构联领导适范围节点项亿万亩达过专齐两个户条台队馆园团战标务规划划报号于印际资产费课题后并从执满内现当资银农乡镇党数据库电",
)
_FOLD = _SIGNS | _TRADITIONAL


def fold(text: str) -> str:
    """Return the shadow of `text`: equally long."""
    return text.translate(_FOLD)


def trimmed(shadow: str, start: int, end: int, after: str | None = None, before: str | None = None) -> tuple[int, int]:
    """Return a stretch of a text without certain characters at its end and its beginning (default: white space)."""
    text = shadow[start:end].rstrip(after)
    return start + len(text) - len(text.lstrip(before)), start + len(text)


class Excerpt:
    """Words put together from several stretches of a document, which remember where each character stands there.

    `places` are those of the characters, and of the end.
    """

    __slots__ = ("_places", "shadow", "text")

    def __init__(self, text: str, places: list[int], shadow: str | None = None) -> None:
        self.text = text
        self.shadow = fold(text) if shadow is None else shadow
        self._places = places

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, int]]) -> Excerpt:
        """Return several texts as a single excerpt, each given with its place in the document."""
        text = "".join(words for words, _ in pieces)
        places = [place for words, start in pieces for place in range(start, start + len(words))]
        return cls(text, [*places, pieces[-1][1] + len(pieces[-1][0])])

    @classmethod
    def joined(cls, excerpts: Sequence[Excerpt]) -> Excerpt:
        """Return several excerpts as a single excerpt, with a line end between each two that the document parts."""
        places: list[int] = []
        texts, shadows = list[str](), list[str]()
        for excerpt in excerpts:
            if places and places[-1] == excerpt._places[0]:
                places.pop()
            elif places:
                texts.append("\n")
                shadows.append("\n")
            places += excerpt._places
            texts.append(excerpt.text)
            shadows.append(excerpt.shadow)
        return cls("".join(texts), places, "".join(shadows))

    def at(self, index: int) -> int:
        """Return where in the document the character at `index` stands."""
        return self._places[index]

    def place(self, start: int, end: int) -> Place:
        """Return where in the document the characters from `start` to `end` stand."""
        return Place(self.at(start), self.at(max(start, end - 1)) + 1)

    def seen_as(self, shadow: str) -> Excerpt:
        """Return the same words with another shadow, as long."""
        return self if shadow is self.shadow else Excerpt(self.text, self._places, shadow)

    def cut(self, start: int) -> Excerpt:
        """Return the excerpt without its first `start` characters."""
        return Excerpt(self.text[start:], self._places[start:], self.shadow[start:])
