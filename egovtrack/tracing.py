"""Which tasks of one plan go on with which of another, as far as their words tell. Pure.

How alike two tasks are is the cosine of the pairs of neighbouring Chinese characters in title and wording (Latin words
and figures count whole), weighed by tf-idf with a logarithmic tf (Salton and Buckley, 1988, "Term-weighting approaches
in automatic text retrieval"). What is rare is told by the two plans alone, so that a third plan changes no score. The
rarest office that both name, and their headings, add a little. A score is the same in both directions.

On the shipped plans the right forerunner is among the first three, and what is above the threshold is right, as
`python -m benchmarks.tracing` prints.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from egovtrack.facts import Plan
from egovtrack.grammar.shadow import fold

Relation = Literal["forerunner", "successor", "serves", "served_by"]
"""What the other task is to the one looked at: of an earlier or a later plan, or of the five-year plan that it serves,
or of the plan of a year that serves it.
"""
LATER: frozenset[Relation] = frozenset({"forerunner", "serves"})
"""What an earlier task is to a later one."""
State = Literal["suggested", "confirmed", "rejected"]
Op = Literal["kept", "deleted", "inserted"]

SHOWN = 0.16
"""From this score on people are shown a suggestion; of a five-year plan, whose items are longer, from the next on."""
SHOWN_OF_FIVE_YEARS = 0.14
UNLIKELY = 0.10
"""Below this score nothing goes on with a task."""
BEST = 3
"""So many suggestions are told for each other plan."""
_OFFICE, _HEADING = 0.10, 0.05  # what the rarest common office and like headings add at the most
_RUN = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")
_PHRASE = re.compile(r"[^，。；：,;:\n]+")


class Traced(NamedTuple):
    """A task as it is compared: its identity, its reference, title and wording, the headings above it, the offices
    that it names (each by the name it bears today), and the units of its targets.
    """

    id: int
    ref: str
    title: str
    text: str
    headings: tuple[str, ...]
    offices: frozenset[str]
    units: frozenset[str]


class Likeness(NamedTuple):
    """How alike two tasks are: the score, and what it comes from: words and headings as cosines, the offices that both
    name, the rarest first, and the units in which both set targets.
    """

    score: float
    text: float
    section: float
    departments: tuple[str, ...]
    targets: tuple[str, ...]


class Thread(NamedTuple):
    """A link between a task and one of an earlier plan: only suggested, or as the office said, on what basis."""

    later: Traced
    earlier: Traced
    likeness: Likeness
    above: bool
    state: State = "suggested"
    basis: str | None = None

    @property
    def holds(self) -> bool:
        """Return whether people are shown it: it is confirmed, or suggested above the threshold."""
        return self.state == "confirmed" or (self.state == "suggested" and self.above)


class Trace(NamedTuple):
    """A thread as seen from one of its two tasks, and what the other one is to it."""

    thread: Thread
    relation: Relation
    own: Traced
    other: Traced
    own_plan: Plan


def relation(own: Plan, other: Plan) -> Relation:
    """Return what a task of another plan is to one of this plan: the plan whose period begins later, or of two for the
    same period the one that was issued later, goes on with the other.
    """
    if (own.kind == "five_year") != (other.kind == "five_year"):
        return "serves" if other.kind == "five_year" else "served_by"
    first, second = ((plan.period_start, plan.issued_on, plan.key) for plan in (own, other))
    return "successor" if first < second else "forerunner"


def likenesses(first: Sequence[Traced], second: Sequence[Traced]) -> list[list[Likeness]]:
    """Return how alike each task of a plan is to each of another."""
    both = [*first, *second]
    words = weighed([grams(f"{each.title}\n{each.text}") for each in both])
    headings = weighed([grams("\n".join(each.headings)) for each in both])
    named = Counter(office for each in both for office in each.offices)
    rarity = {office: 1 - math.log(count) / math.log(len(both)) for office, count in named.items()} if both[1:] else {}
    count = len(first)
    return [
        [
            _likeness(
                one, other, cosine(words[row], words[count + column]),
                cosine(headings[row], headings[count + column]), rarity,
            )
            for column, other in enumerate(second)
        ]
        for row, one in enumerate(first)
    ]  # fmt: skip


def _likeness(one: Traced, other: Traced, text: float, section: float, rarity: Mapping[str, float]) -> Likeness:
    shared = sorted(one.offices & other.offices, key=lambda office: (-rarity[office], office))
    score = text + _HEADING * section + (_OFFICE * rarity[shared[0]] if shared else 0)
    return Likeness(score, text, section, tuple(shared), tuple(sorted(one.units & other.units)))


def grams(text: str) -> Counter[str]:
    """Return the pairs of neighbouring characters of a text, and its Latin words and figures."""
    found: Counter[str] = Counter()
    for run in _RUN.findall(fold(text).lower()):
        found.update([run] if run.isascii() or len(run) == 1 else map("".join, pairwise(run)))
    return found


def weighed(counted: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """Return the texts as vectors of length 1."""
    texts_with = Counter(gram for each in counted for gram in each)
    idf = {gram: math.log((1 + len(counted)) / (1 + count)) for gram, count in texts_with.items()}
    vectors = []
    for each in counted:
        vector = {gram: (1 + math.log(count)) * idf[gram] for gram, count in each.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({gram: weight / length for gram, weight in vector.items()})
    return vectors


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    # fsum is exact, so that neither the order nor the direction changes a score
    return math.fsum(one[gram] * other[gram] for gram in one.keys() & other.keys())


def threads(
    later: Sequence[Traced], earlier: Sequence[Traced], said: Mapping[tuple[int, int], tuple[State, str]],
    least: float = SHOWN,
) -> list[Thread]:  # fmt: skip
    """Return of two plans every pair of tasks as a thread, the likest first; `said` is by the ids of two tasks what the
    office said of them, and its basis. Scores from `least` on are above the threshold.
    """
    found = [
        Thread(one, other, likeness, likeness.score >= least, *said.get((one.id, other.id), ("suggested", None)))
        for one, row in zip(later, likenesses(later, earlier), strict=True)
        for other, likeness in zip(earlier, row, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.likeness.score, each.later.id, each.earlier.id))


def reworded(before: str, after: str) -> list[tuple[Op, str]]:
    """Return phrase by phrase what a later wording keeps of an earlier one, leaves out and adds."""
    from difflib import SequenceMatcher

    old, new = _PHRASE.findall(before), _PHRASE.findall(after)
    matcher = SequenceMatcher(None, [fold(each) for each in old], [fold(each) for each in new], autojunk=False)
    found: list[tuple[Op, str]] = []
    for op, start, end, begin, stop in matcher.get_opcodes():
        if op == "equal":
            found += [("kept", phrase) for phrase in new[begin:stop]]
        else:
            found += [("deleted", phrase) for phrase in old[start:end]]
            found += [("inserted", phrase) for phrase in new[begin:stop]]
    return found


Became = Literal["carried_over", "merged", "split", "unclear", "new", "dropped"]


class Turn(NamedTuple):
    """What became of tasks from one plan to the next: the earlier ones and the later ones; whether the office confirmed
    it, or it is only suggested by a score; None where there is nothing to confirm.
    """

    became: Became
    earlier: tuple[Traced, ...]
    later: tuple[Traced, ...]
    state: State | None
    score: float | None


def turns(between: Sequence[Thread]) -> list[Turn]:
    """Return what became of every task between two plans, given all threads between them, the likest first: in the
    order of the earlier plan, what is new last.

    What is merged or split is told by confirmed links alone. A task without one goes on with the likest above the
    threshold, as a suggestion; from `UNLIKELY` on it is unclear; below that it is new, or nothing goes on with it.
    """
    found = _confirmed([each for each in between if each.state == "confirmed"])
    linked = {task.id for turn in found for task in (*turn.earlier, *turn.later)}
    likest: dict[int, Thread] = {}
    for each in between:
        if each.state == "suggested" and each.likeness.score >= UNLIKELY:
            for task in (each.later, each.earlier):
                likest.setdefault(task.id, each)
    pairs = {(each.later.id, each.earlier.id): each for task, each in likest.items() if task not in linked}
    found += [
        Turn(
            "carried_over" if each.above else "unclear", (each.earlier,), (each.later,), "suggested",
            each.likeness.score,
        )
        for each in pairs.values()
    ]  # fmt: skip
    told = linked | likest.keys()
    earlier, later = (
        {getattr(each, side).id: getattr(each, side) for each in between} for side in ("earlier", "later")
    )
    found += [Turn("dropped", (task,), (), None, None) for key, task in earlier.items() if key not in told]
    found += [Turn("new", (), (task,), None, None) for key, task in later.items() if key not in told]
    return sorted(found, key=lambda turn: (not turn.earlier, [task.id for task in turn.earlier or turn.later]))


def _confirmed(links: Sequence[Thread]) -> list[Turn]:
    """Return what confirmed links tell: those that hang together are one turn."""
    groups: list[list[Thread]] = []
    for link in links:
        ends = {link.later.id, link.earlier.id}
        joined = [group for group in groups if any(ends & {each.later.id, each.earlier.id} for each in group)]
        whole = [link, *(each for group in joined for each in group)]
        groups = [*(group for group in groups if group not in joined), whole]
    found = []
    for group in groups:
        earlier = sorted({each.earlier.id: each.earlier for each in group}.values(), key=lambda task: task.id)
        later = sorted({each.later.id: each.later for each in group}.values(), key=lambda task: task.id)
        more = len(earlier) - len(later)
        kind: Became = "merged" if more > 0 else "split" if more < 0 else "carried_over"
        score = max(each.likeness.score for each in group)
        found.append(Turn(kind, tuple(earlier), tuple(later), "confirmed", score))
    return found
