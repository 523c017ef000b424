"""Find out which task of a new text is which task of the old text, and likewise for clauses and targets in a task.

Every old and every new task is in exactly one `Match`. Exact words win, whatever the number is now:

    old                       new                           match
    5. 建成平台。              6. 建成平台。                  kept        5 = 6
    5. 建成平台，接入20项。     5. 建成平台，接入8项。         reworded    5 = 5
    5. 建成平台，开展培训。     5. 建成平台。 6. 开展培训。     split       5 = 5,6
    3. 建成平台。 4. 培训。     3. 建成平台，并培训。          merged      3,4 = 3
    (nothing like it)         9. 举办展会。                  new         9
    4. 举办展会。              (nothing like it)             withdrawn   4

Where a task is split or tasks are merged, the first ref on each side goes on with the identity, and so with the notes.
What a person tells, as matches, comes before what the words say.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import Literal, NamedTuple

from egovtrack.draft import Clause, Target, TaskDraft

Kind = Literal["kept", "reworded", "split", "merged", "new", "withdrawn"]

ALIKE = 0.5
"""From this likeness on a new task is an old task reworded."""
ALIKE_IN_PLACE = 0.3
"""The same for a task that has the old one's number."""
SURE = 0.65
"""Below this likeness a match is doubtful, and a person is asked."""
PART = 0.75
"""A text of which this share stands in another may be a part of it."""
_SAME_REF = 0.1  # of two that are as like, the one with the same number
_TELLING = 32  # that many of a text's rarest pairs tell which others may be like it,
_COMMON = 60  # but not those that stand in more texts than this
_CANDIDATES = 8  # that many are compared with it


class Match(NamedTuple):
    """Which old tasks (or clauses) are which new ones, by their refs; `doubtful`: a person should look."""

    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    doubtful: bool = False

    def asks(self) -> bool:
        """Return whether a person should look at it before it is stored."""
        return self.doubtful or self.kind in {"withdrawn", "split", "merged"}

    def side(self, side: int) -> tuple[str, ...]:
        """Return the refs of the old side (0) or the new side (1)."""
        return self.new if side else self.old


def shadow(text: str) -> str:
    """Return a text as it is compared: white space and the width of signs are no difference."""
    return "".join(unicodedata.normalize("NFKC", text).split())


class Item:
    """What is matched: a ref, unique on its side, and the shadows of its words: of all, and of those to be alike."""

    def __init__(self, ref: str, words: str, text: str) -> None:
        self.ref, self.words, self.text = ref, shadow(words), shadow(text)

    @cached_property
    def pairs(self) -> Counter[str]:
        """The pairs of neighbouring characters, by which texts are compared in linear time. All figures are alike: a
        target that is cut, or another day, makes no other task.
        """
        plain = re.sub(r"\d+", "0", re.sub(r"\W", "", self.text))
        return Counter(map("".join, pairwise(plain))) or Counter([plain])

    @cached_property
    def norm(self) -> float:
        """The length of the vector of pairs."""
        return sqrt(sum(count * count for count in self.pairs.values()))

    def likeness(self, other: Item) -> float:
        """Return how like both are, 0 to 1: the cosine of their pairs."""
        common = self.pairs.keys() & other.pairs.keys()
        return sum(self.pairs[pair] * other.pairs[pair] for pair in common) / (self.norm * other.norm)

    def share_in(self, other: Item) -> float:
        """Return how much of it stands in the other, 0 to 1."""
        common = self.pairs.keys() & other.pairs.keys()
        return sum(min(self.pairs[pair], other.pairs[pair]) for pair in common) / self.pairs.total()


def natural(ref: str) -> list[tuple[int, str]]:
    """Return the key that sorts refs by their numbers: 9 before 10."""
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in re.split(r"(\d+)", ref)]


def match_tasks(old: Iterable[TaskDraft], new: Iterable[TaskDraft], told: Sequence[Match] = ()) -> list[Match]:
    """Return which tasks of the old text are which of the new text, in the order of the new text, the withdrawn last.

    Raises KeyError, with the ref, where `told` names a task that there is not, or names it twice.
    """
    before, after = ([Item(task.ref, task.wording, task.text) for task in side] for side in (old, new))
    return match(before, after, told)


def match_clauses(old: Sequence[Clause], new: Sequence[Clause], told: Sequence[Match] = ()) -> list[Match]:
    """Return which clauses of a task are which in its new wording, by their numbers. The only clause stays the same,
    whatever it says.
    """
    before, after = (
        [Item(str(clause.number), clause.text + clause.printed, clause.text) for clause in side] for side in (old, new)
    )
    if len(before) == len(after) == 1 and not told:
        kind: Kind = "kept" if before[0].words == after[0].words else "reworded"
        return [Match(kind, (before[0].ref,), (after[0].ref,))]
    return match(before, after, told)


def match_targets(old: Sequence[Target], new: Sequence[Target]) -> list[int | None]:
    """Return for each new target of a task which of the old ones it is, by its place: first the same words, then the
    same unit, then the same words without the figures. A target that was cut from 20 to 8, or moved, is the same.
    """
    found: dict[int, int] = {}
    keys: tuple[Callable[[Target], str], ...] = (
        lambda target: shadow(target.text), lambda target: target.unit, lambda target: re.sub(r"\d", "", target.text),
    )  # fmt: skip
    for key in keys:
        left = [place for place in range(len(old)) if place not in found.values()]
        for place, target in enumerate(new):
            same = next((each for each in left if place not in found and key(old[each]) == key(target)), None)
            if same is not None:
                found[place] = same
                left.remove(same)
    return [found.get(place) for place in range(len(new))]


def match(old: Sequence[Item], new: Sequence[Item], told: Iterable[Match] = ()) -> list[Match]:
    """Return which old items are which new ones; see `match_tasks`."""
    return _Matcher(old, new).matches(told)


_OLD, _NEW = 0, 1
_KEYS: tuple[Callable[[Item], object], ...] = (
    lambda item: (item.ref, item.words), lambda item: item.words, lambda item: item.text,
)  # fmt: skip


class _Matcher:
    """Matches the items of two sides; `free` are those of either side about which nothing is decided yet."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.items = ({item.ref: item for item in old}, {item.ref: item for item in new})
        self.free = (dict(self.items[_OLD]), dict(self.items[_NEW]))
        self.found: dict[str, Match] = {}  # by the first of the new ones
        self.alike: dict[str, Match] = {}  # those of them that are only alike

    def matches(self, told: Iterable[Match]) -> list[Match]:
        for each in told:
            self._take(each)
        for key in _KEYS:
            self._take_equal(key)
        self._take_alike()
        self._take_parts("split", _OLD, _NEW)
        self._take_parts("merged", _NEW, _OLD)
        everything = self.found | self.alike | {ref: Match("new", (), (ref,)) for ref in self.free[_NEW]}
        in_order = [everything[ref] for ref in self.items[_NEW] if ref in everything]
        return in_order + [Match("withdrawn", (ref,), ()) for ref in self.free[_OLD]]

    def _take(self, match: Match) -> None:
        for free, refs in zip(self.free, (match.old, match.new), strict=True):
            for ref in refs:
                del free[ref]
        if match.kind == "reworded" and self._words(_OLD, match.old[0]) == self._words(_NEW, match.new[0]):
            match = match._replace(kind="kept")
        self.found[match.new[0]] = match

    def _words(self, side: int, ref: str) -> str:
        return self.items[side][ref].words

    def _take_equal(self, key: Callable[[Item], object]) -> None:
        """Match what is equal by a key; of several, in the order of their refs."""
        by_key: dict[object, list[str]] = defaultdict(list)
        for item in reversed(_in_order(self.free[_OLD].values())):
            by_key[key(item)].append(item.ref)
        for item in _in_order(self.free[_NEW].values()):
            if same := by_key.get(key(item)):
                self._take(Match("reworded", (same.pop(),), (item.ref,)))

    def _take_alike(self) -> None:
        """Match what is most alike, the most alike first."""
        old, new = self.free
        index = _Index(old.values())
        scored = []
        for item in new.values():
            same_ref = [old[item.ref]] if item.ref in old else []
            for other in {*index.near(item), *same_ref}:
                alike = item.likeness(other)
                if alike >= (ALIKE_IN_PLACE if item.ref == other.ref else ALIKE):
                    rank = -alike - _SAME_REF * (item.ref == other.ref)
                    scored.append((rank, natural(other.ref), natural(item.ref), alike, other.ref, item.ref))
        for *_rank, alike, before, after in sorted(scored):
            if before in old and after in new:
                del old[before], new[after]
                self.alike[after] = Match("reworded", (before,), (after,), alike < SURE)

    def _take_parts(self, kind: Kind, whole: int, part: int) -> None:
        """Find what was put together, or taken apart, among what is left and what is only alike."""
        reworded = {each.side(whole)[0]: each.side(part) for each in self.alike.values() if each.kind == "reworded"}
        wholes = self.items[whole]
        index = _Index(wholes[ref] for ref in [*reworded, *self.free[whole]])
        parts: dict[str, list[str]] = defaultdict(list)
        for item in _in_order(self.free[part].values()):
            near = [(item.share_in(other), natural(other.ref), other.ref) for other in index.near(item)]
            share, _order, ref = max(near, default=(0.0, [], ""))
            if share >= PART:
                parts[ref].append(item.ref)
        for ref, those in parts.items():
            first = [self.items[part][each] for each in reworded.get(ref, ())]
            if all(each.share_in(wholes[ref]) >= PART > wholes[ref].share_in(each) for each in first):
                refs = (*(each.ref for each in first), *those)
                self._propose(kind, *((ref,), refs) if whole == _OLD else (refs, (ref,)))

    def _propose(self, kind: Kind, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Take a match that is only likely, in the place of those of its items that were alike."""
        for ref in old:
            self.free[_OLD].pop(ref, None)
        for ref in new:
            self.free[_NEW].pop(ref, None)
            self.alike.pop(ref, None)
        self.alike[new[0]] = Match("reworded" if len(old) == len(new) else kind, old, new, doubtful=True)


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: natural(item.ref))


class _Index:
    """Texts by their pairs of characters, to find those that may be like another without comparing it with all."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._having: dict[str, list[Item]] = defaultdict(list)
        for item in _in_order(items):
            for pair in item.pairs:
                self._having[pair].append(item)

    def near(self, item: Item) -> list[Item]:
        """Return the few texts that share the most of an item's rarest pairs."""
        having = sorted((len(self._having[pair]), pair) for pair in item.pairs if pair in self._having)
        rare = [pair for times, pair in having[:_TELLING] if times <= _COMMON] or [pair for _times, pair in having[:1]]
        counts = Counter(other for pair in rare for other in self._having[pair][: 10 * _COMMON])
        return [other for other, _count in counts.most_common(_CANDIDATES)]
