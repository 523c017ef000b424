"""Reading a plan document, the whole way: lines → documents in the file → draft → problems."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from egovtrack import checks
from egovtrack.draft import BlockKind, Document, PlanDraft
from egovtrack.errors import BadInput
from egovtrack.grammar.documents import Part, Shadowed, mark_furniture, split
from egovtrack.grammar.plan import read_plan
from egovtrack.grammar.shadow import fold
from egovtrack.i18n import N_, gettext
from egovtrack.readers.text import read_text

_MOST_LISTED = 20


def draft_text(text: str, name: str = "") -> PlanDraft:
    """The plan in a plain text. Raises `BadInput` where it holds no task, or several plans."""
    return draft_document(read_text(text, name))


def draft_document(
    document: Document, *, which: int | None = None, title: str | None = None, year: int | None = None
) -> PlanDraft:
    """The plan in a document. `which` (from 1) or `title` (a part of it) choose where a file holds several documents.

    `year` dates deadlines such as 3月底前 where the document does not name the year it is for.

    Raises `BadInput` where there is no task, no such document, or more than one plan to choose from.
    """
    with _no_collection():
        return _read(document, which, title, year)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cycle collector: a draft has no cycles, and walking the growing heap made reading non-linear."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(document: Document, which: int | None, title: str | None, year: int | None) -> PlanDraft:
    shadow = fold(document.text)
    lines = mark_furniture(document.lines, [shadow[line.place.start : line.place.end] for line in document.lines])
    parts = split(lines)
    drafts = [read_plan(document, lines[part.first : part.last], [], year) for part in parts]
    index = _chosen(drafts, which, title)
    draft = drafts[index]
    if len(parts) > 1:
        own = lines[parts[index].first : parts[index].last]
        draft = read_plan(document, own, _outside(lines, parts, index), year)
    if not draft.tasks:
        raise BadInput(
            gettext(N_("There is no task in this document.")),
            gettext(N_("A plan has numbered items that say who answers, or headings that announce tasks.")),
        )
    problems = sorted((*draft.problems, *checks.run(checks.CHECKS, draft)), key=lambda problem: problem.place.start)
    return replace(draft, problems=tuple(problems))


def _outside(lines: Sequence[Shadowed], parts: Sequence[Part], index: int) -> list[tuple[Shadowed, BlockKind]]:
    """The lines of the file's other documents, and those of none (cover, contents)."""
    others: list[tuple[Shadowed, BlockKind]] = [(entry, "furniture") for entry in lines[: parts[0].first]]
    for number, part in enumerate(parts):
        if number != index:
            others += [
                (entry, "furniture" if entry.furniture else "other_document") for entry in lines[part.first : part.last]
            ]
    return others


def _chosen(drafts: Sequence[PlanDraft], which: int | None, title: str | None) -> int:
    """Which draft is meant: the one asked for, else the only one that is a plan."""
    if which is not None:
        if not 1 <= which <= len(drafts):
            message = gettext(N_("There is no document {number} in this file.")).format(number=which)
            raise BadInput(message, _listed(drafts))
        return which - 1
    if title is not None:
        found = [index for index, draft in enumerate(drafts) if title in draft.title]
        if len(found) != 1:
            message = gettext(N_("Not one document has “{title}” in its title.")).format(title=title)
            raise BadInput(message, _listed(drafts))
        return found[0]
    plans = [index for index, draft in enumerate(drafts) if any(task.clauses for task in draft.tasks)]
    plans = plans or [index for index, draft in enumerate(drafts) if draft.tasks] or [0]
    if len(plans) > 1:
        raise BadInput(gettext(N_("This file holds several plans.")), _listed(drafts))
    return plans[0]


def _listed(drafts: Sequence[PlanDraft]) -> str:
    titles = "; ".join(f"{number}. {draft.title}" for number, draft in enumerate(drafts[:_MOST_LISTED], start=1))
    return gettext(N_("The file holds: {titles}. Choose one with --document or --title.")).format(titles=titles)
