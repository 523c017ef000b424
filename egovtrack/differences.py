"""What a text of a plan says otherwise than another, task by task."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, NamedTuple

from egovtrack.composition import Text, Worded
from egovtrack.identities import Match, match_tasks, shadow
from egovtrack.words import as_listed

Aspect = Literal["task", "heading", "wording", "who answers", "targets", "deadline"]


class Difference(NamedTuple):
    """Something that a document says of a task otherwise than the ledger; None: either of them does not have it.
    `identity` says what became of it, `was` are the refs that it had.
    """

    ref: str
    aspect: Aspect
    before: str | None
    after: str | None
    identity: str
    was: list[str]


def matches_of(old: Text, new: Text, told: Sequence[Match] = ()) -> list[Match]:
    """Return which tasks of a text are which of another; see `match_tasks`."""
    return match_tasks([each.draft for each in old.tasks], [each.draft for each in new.tasks], told)


def differences(
    old: Text, new: Text, matches: Iterable[Match], staying: Collection[str] = (), gone: str = "withdrawn"
) -> list[Difference]:
    """Return what the new text says otherwise than the old, task by task in its order, what is `gone` last, but for
    what stays.

    White space and the width of punctuation are no difference: the same document in another file has them otherwise.
    """
    before, after = old.by_ref(), new.by_ref()
    found: list[Difference] = []
    for match in matches:
        if match.old and match.new:
            ref = match.new[0]
            aspects = _aspects(after[ref])
            found += [
                Difference(ref, aspect, words, aspects[aspect], match.kind, list(match.old))
                for aspect, words in _aspects(before[match.old[0]]).items()
                if shadow(words) != shadow(aspects[aspect])
            ]
        for ref in match.new[1 if match.old else 0 :]:
            found.append(Difference(ref, "task", None, after[ref].printed, match.kind, list(match.old)))
        for ref in match.old[1 if match.new else 0 :]:
            if ref not in staying:
                kind = match.kind if match.new else gone
                found.append(Difference(ref, "task", before[ref].printed, None, kind, [ref]))
    return found


def _aspects(each: Worded) -> dict[Aspect, str]:
    parties = [party for clause in each.draft.clauses for party in clause.parties]
    return {
        "heading": each.path[-1].label + each.path[-1].title if each.path else "",
        "wording": each.printed,
        "who answers": " ".join(
            f"{party.role}:{party.name}{'等' if ends else ''}" for party, _leads, ends in as_listed(parties)
        ),
        "targets": "、".join(target.text for target in each.draft.targets),
        "deadline": str((each.draft.deadline and each.draft.deadline.until) or ""),
    }  # fmt: skip
