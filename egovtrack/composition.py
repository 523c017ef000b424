"""The text of an edition, with the identities in it, and how a text is made from others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from egovtrack.draft import Block, PlanDraft, Section, TaskDraft
from egovtrack.grammar.deadlines import after_time
from egovtrack.identities import Match, match_clauses, match_targets, shadow

Path = tuple[Section, ...]
NOTHING: Mapping[str, Any] = MappingProxyType({})
_LONGEST_TITLE = 24
_ENDS = re.compile(r"[。，；;]|,(?!\d)")
_NUMBER = re.compile(r"[\d.,．，]*\d[.,]?$")


class Worded(NamedTuple):
    """A task as an edition words it: its short title, the headings above it (outermost first), the identities of the
    task, its clauses and targets (None: new), and the document that its words are in (None: the edition's).

    `split_from`: a new task that was a part of this. `item`: the task of the text's blocks that it is.
    """

    draft: TaskDraft
    title: str
    path: Path = ()
    task: int | None = None
    clauses: tuple[int | None, ...] = ()
    targets: tuple[int | None, ...] = ()
    document: int | None = None
    split_from: int | None = None
    item: int | None = None

    @property
    def printed(self) -> str:
        """The task as issued."""
        return self.draft.label + self.draft.wording

    def called(self, ref: str, like: TaskDraft | None = None) -> Worded:
        """Return the same task under another ref, with the number and the label of another task."""
        like = like or self.draft
        return self._replace(draft=self.draft._replace(ref=ref, number=like.number, label=like.label))

    def words(self) -> tuple[object, ...]:
        """Return what it says, to be compared: the wording, and who answers."""
        parties = [party for clause in self.draft.clauses for party in clause.parties]
        return shadow(self.draft.wording), [(party.role, party.name, party.open_list) for party in parties]


class Text(NamedTuple):
    """The whole text of an edition: its headings, its tasks in order, and what its document was taken for."""

    sections: tuple[Section, ...]
    tasks: tuple[Worded, ...]
    blocks: tuple[Block, ...]

    def by_ref(self) -> dict[str, Worded]:
        """Return the tasks by their refs."""
        return {each.draft.ref: each for each in self.tasks}

    def by_identity(self) -> dict[int | None, Worded]:
        """Return the tasks by their identities."""
        return {each.task: each for each in self.tasks}


def heading_words(path: Path) -> list[str]:
    """Return headings as they are compared."""
    return [shadow(section.label + section.title) for section in path]


def path_to(sections: Sequence[Section], section: int | None) -> Path:
    """Return a heading and those above it, outermost first."""
    found: Path = ()
    while section is not None:
        found = (sections[section], *found)
        section = found[0].parent
    return found


def make_text(draft: PlanDraft, titles: Mapping[str, str] = NOTHING) -> Text:
    """Return the text of a draft, in which everything is new; `titles` are short titles by ref."""
    paths = {section: path_to(draft.sections, section) for section in {task.section for task in draft.tasks}}
    tasks = [
        Worded(
            task, titles.get(task.ref) or _first_words(task.text), paths[task.section], None,
            (None,) * len(task.clauses), (None,) * len(task.targets), item=item,
        )
        for item, task in enumerate(draft.tasks)
    ]  # fmt: skip
    return Text(draft.sections, tuple(tasks), draft.blocks)


def _first_words(text: str) -> str:
    """Return the short title of a task that nobody has given any: its first words, without a phrase of time before
    them. A number is never cut.
    """
    line = after_time(text.lstrip(".．、 \t\n").split("\n")[0])
    first = _ENDS.split(line, maxsplit=1)[0]
    return first if len(first) <= _LONGEST_TITLE else _NUMBER.sub("", first[: _LONGEST_TITLE - 1]) + "…"


def identified(
    old: Text, new: Text, matches: Iterable[Match], clauses: Mapping[str, Sequence[Match]] = NOTHING
) -> tuple[Text, list[Match]]:
    """Return a new text whose tasks, clauses and targets have the identities of the old text's that they are; and the
    matches, of which those are doubtful, too, where it is doubtful which clauses are which.

    `clauses` is what was told of clauses, by the new ref of their task. Raises KeyError where that names no clause.
    """
    before, after = old.by_ref(), new.by_ref()
    looked_at = []
    for match in matches:
        doubtful = match.doubtful
        if match.old and match.new:
            first, *parts = match.new
            was, now = before[match.old[0]], after[match.new[0]]
            same = match_clauses(was.draft.clauses, now.draft.clauses, clauses.get(first, ()))
            after[first] = _continued(was, now, same)
            after |= {ref: after[ref]._replace(split_from=was.task) for ref in parts}
            doubtful |= any(each.asks() for each in same)
        looked_at.append(match._replace(doubtful=doubtful))
    return new._replace(tasks=tuple(after.values())), looked_at


def _continued(old: Worded, new: Worded, clauses: Iterable[Match]) -> Worded:
    """Return a new wording of a task with its identity, and with those of its clauses and targets."""
    numbers = {str(clause.number): known for clause, known in zip(old.draft.clauses, old.clauses, strict=True)}
    same = {each.new[0]: numbers[each.old[0]] for each in clauses if each.old and each.new}
    targets = match_targets(old.draft.targets, new.draft.targets)
    return new._replace(
        title=old.title if shadow(old.draft.wording) == shadow(new.draft.wording) else new.title,
        task=old.task,
        clauses=tuple(same.get(str(clause.number)) for clause in new.draft.clauses),
        targets=tuple(None if place is None else old.targets[place] for place in targets),
    )


# --- a text made from others ------------------------------------------------------------------------------------------


def woven(text: Text, changed: Mapping[int | None, Worded | None], others: Iterable[Worded]) -> Text:
    """Return a text with some tasks (by their identities) worded otherwise or, where that is None, left out; and with
    those of `others` that it does not have, each after the one that it follows there, else at the end.

    Of two tasks with the same ref that came last gets another.
    """
    here = {each.task for each in text.tasks} - {None}
    following: dict[int | None, list[Worded]] = defaultdict(list)
    last: int | None = 0
    for each in others:
        if each.task in here:
            last = each.task
        else:
            following[last].append(each._replace(item=None))
    tasks: list[Worded] = []
    for each in text.tasks:
        now = changed.get(each.task, each)
        tasks += [now._replace(item=each.item)] if now else []
        tasks += following.get(each.task, [])
    tasks += following[0]
    taken: set[str] = set()
    for place in sorted(range(len(tasks)), key=lambda place: tasks[place].item is None):
        tasks[place] = tasks[place].called(unique_ref(tasks[place].draft.ref, taken))
        taken.add(tasks[place].draft.ref)
    return text._replace(tasks=tuple(tasks))


def unique_ref(ref: str, taken: Collection[str]) -> str:
    """Return a ref that is not taken: 5, else 5b, 5c …"""
    names = [ref, *(ref + letter for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next((name for name in names if name not in taken), f"{ref}x{len(taken)}")


def with_part(base: Text, part: Text, matches: Collection[Match]) -> Text:
    """Return the base with the tasks of a part of a plan in it: those that it words in their places and under their
    headings, new ones after the task that they follow in the part. What no match names stays as it is.
    """
    before, after = base.by_ref(), part.by_ref()
    named = [ref for match in matches for ref in match.old]
    for match in matches:
        if match.old and match.new:
            was, new = before[match.old[0]], after[match.new[0]]
            # A part often numbers its tasks anew: where its number is another task's, the old one stays.
            like = was.draft if new.draft.ref in before else new.draft
            after[match.new[0]] = new.called(like.ref, like)._replace(path=was.path)
            after |= {ref: after[ref]._replace(path=after[ref].path or was.path) for ref in match.new[1:]}
    tasks: list[Worded] = []
    for each in after.values():
        above = each.path or (tasks[-1].path if tasks else ())
        tasks.append(each if each.task else each._replace(path=above))
    changed = base._replace(tasks=tuple(before[ref] for ref in named))
    return rebased(changed, part._replace(tasks=tuple(tasks)), base, {})


def rebased(before: Text, after: Text, later: Text, merged: Mapping[int | None, int | None]) -> Text:
    """Return a later text with the change from `before` to `after` in it, wherever it had left the text as it was.

    A task that was `merged` into another stays where the other is not taken over: no duty gets lost.
    """
    old, new, theirs = before.by_identity(), after.by_identity(), later.by_identity()
    changed: dict[int | None, Worded | None] = {}
    for task, each in theirs.items():
        if task not in old:
            continue
        if task in new:
            changed[task] = _rebased(old[task], new[task], each)
        elif each.words() == old[task].words():
            into = merged.get(task)
            if into is None or (into in theirs and theirs[into].words() == old[into].words()):
                changed[task] = None
    return woven(later, changed, [each for each in after.tasks if each.task in theirs or each.task not in old])


def _rebased(old: Worded, new: Worded, later: Worded) -> Worded:
    """Return a later wording of a task with what was changed of it, where it had that as it was: the words, the number,
    the headings.
    """
    if _all_of(old) == _all_of(new):
        return later
    worded = new if later.words() == old.words() else later
    called = new if (later.draft.ref, later.draft.label) == (old.draft.ref, old.draft.label) else later
    above = new if heading_words(later.path) == heading_words(old.path) else later
    return worded.called(called.draft.ref, called.draft)._replace(path=above.path)


def _all_of(each: Worded) -> tuple[object, ...]:
    return each.words(), each.draft.ref, each.draft.label, heading_words(each.path), each.clauses
