"""Read a plan document the whole way: lines → documents in the file → draft → problems."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

from egovtrack import checks
from egovtrack.draft import BlockKind, Document, Line, PlanDraft
from egovtrack.errors import BadInput
from egovtrack.grammar.clauses import read_clauses
from egovtrack.grammar.documents import mark_furniture, split
from egovtrack.grammar.plan import read_plan
from egovtrack.grammar.shadow import Excerpt, Shadowed
from egovtrack.grammar.spread import with_rows
from egovtrack.i18n import N_, gettext
from egovtrack.limits import beginning
from egovtrack.readers.text import read_text

_MOST_LISTED = 20
_MOST_SHOWN, _LONGEST_SHOWN, _LONGEST_SAYING = 3, 60, 20


def draft_text(text: str, name: str = "") -> PlanDraft:
    """Return the plan in a plain text. Raises BadInput if it holds no task, or several plans."""
    with _no_collector():
        return _read(read_text(text, name), None, None, None)


def draft_document(
    document: Document, *, which: int | None = None, title: str | None = None, year: int | None = None
) -> PlanDraft:
    """Return the plan in a document.

    `which` (from 1) or `title` (a part of it) choose a document if the file holds several. `year` dates deadlines such
    as 3月底前 if the document does not name the year it is for.

    Raises BadInput if there is no task, no such document, or more than one plan to choose from.
    """
    with _no_collector():
        return _read(document, which, title, year)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Keep the collector out: a draft has no cycles, and its passes over the growing heap made reading non-linear.

    Afterwards all objects count as old ones, which are looked through seldom.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()


def _read(document: Document, which: int | None, title: str | None, year: int | None) -> PlanDraft:
    document = with_rows(document)
    lines = mark_furniture(document)
    parts = split(lines)
    drafts = [read_plan(document, part, [], year) for part in parts]
    index = _chosen(drafts, which, title)
    draft = drafts[index]
    if len(parts) > 1:
        draft = read_plan(document, parts[index], _outside(lines, parts, index), year)
    if not draft.tasks:
        raise BadInput(
            gettext("There is no task in this document. {read}").format(read=_what_was_read(draft)),
            gettext(
                "Number the tasks in a copy and say who answers （1.……（责任单位：A、B））, or in a table's head which "
                "column holds the tasks （重点任务） and which says who answers （责任单位）."
            ),
        )
    problems = sorted((*draft.problems, *checks.run(checks.CHECKS, draft)), key=lambda problem: problem.place.start)
    return replace(draft, problems=tuple(problems))


def _what_was_read(draft: PlanDraft) -> str:
    """Return what a document without tasks holds: how much, its headings, the heads of its tables, how it begins."""
    lines = [line for line in draft.document.lines if line.style != "furniture"]
    heads = [line for before, line in pairwise([None, *lines]) if line and line.cells and not (before and before.cells)]
    saying = [text for line in lines if not line.cells for text in _saying(line)]
    parts = (
        (N_("headings: {texts}"), _MOST_SHOWN, [section.label + section.title for section in draft.sections]),
        (N_("may say who answers: {texts}"), _MOST_LISTED, saying),
        (N_("heads of tables: {texts}"), _MOST_SHOWN, [" | ".join(filter(None, line.cells)) for line in heads]),
        (N_("it begins: {texts}"), _MOST_SHOWN, [line.text for line in lines if not line.cells]),
    )
    said = [gettext("{count} characters were read").format(count=len(draft.document.text))]
    for words, most, texts in parts:
        if texts:
            shown = [beginning(text, _LONGEST_SHOWN) for text in texts[:most]]
            said.append(gettext(words).format(texts=" / ".join(shown)))
    return gettext("; ").join(said)


def _saying(line: Line) -> list[str]:
    """Return what a line holds that says who answers, or may."""
    spans = read_clauses(Excerpt.of([(line.text, line.place.start)])).said
    return [beginning(line.text[start:end], _LONGEST_SAYING) for start, end in spans]


def _outside(
    lines: Sequence[Shadowed], parts: Sequence[Sequence[Shadowed]], index: int
) -> list[tuple[Shadowed, BlockKind]]:
    """Return the lines of the file's other documents, and those of none (cover, contents)."""
    cover = lines[: len(lines) - sum(map(len, parts))]
    others = [entry for number, part in enumerate(parts) if number != index for entry in part]
    outside: list[tuple[Shadowed, BlockKind]] = [(entry, "furniture") for entry in cover]
    return outside + [(entry, "furniture" if entry.furniture else "other_document") for entry in others]


def _chosen(drafts: Sequence[PlanDraft], which: int | None, title: str | None) -> int:
    """Return which draft is meant: the draft asked for, else the only draft that is a plan."""
    if which is not None:
        found = [which - 1] if 1 <= which <= len(drafts) else []
        message = gettext("There is no document {number} in this file.").format(number=which)
    elif title is not None:
        found = [index for index, draft in enumerate(drafts) if title in draft.title]
        message = gettext("Not one document has “{title}” in its title.").format(title=title)
    else:
        said = [sum(bool(task.clauses) for task in draft.tasks) for draft in drafts]
        # An opinion may tell of some offices what they are to do.
        mostly = [index for index, draft in enumerate(drafts) if 2 * said[index] > len(draft.tasks)]
        found = mostly or [index for index, count in enumerate(said) if count]
        found = found or [index for index, draft in enumerate(drafts) if draft.tasks] or [0]
        message = gettext("This file holds several plans.")
    if len(found) != 1:
        raise BadInput(message, _listed(drafts))
    return found[0]


def _listed(drafts: Sequence[PlanDraft]) -> str:
    titles = "; ".join(f"{number}. {draft.title}" for number, draft in enumerate(drafts[:_MOST_LISTED], start=1))
    return gettext("The file holds: {titles}. Choose one with --document or --title.").format(titles=titles)
