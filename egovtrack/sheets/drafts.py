"""A draft as sheets: the account of its characters, its problems, and how it differs from the plan in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any

from egovtrack.draft import PlanDraft, Problem
from egovtrack.i18n import N_
from egovtrack.i18n import gettext as _
from egovtrack.limits import MOST_COMPARED
from egovtrack.sheets import Column, Record, Sheet, column, in_brackets, in_words, make_sheet

_AROUND = 8
COVERAGE = {
    "task": N_("tasks"),
    "heading": N_("headings"),
    "preamble": N_("preamble"),
    "annex": N_("annex"),
    "furniture": N_("page furniture"),
    "other_document": N_("other documents"),
    "unread": N_("unread"),
}


def coverage_words(draft: PlanDraft) -> str:
    """The account of a document's characters in one line; what there is none of is left out."""
    parts = [f"{_(COVERAGE[kind])} {count}" for kind, count in draft.coverage().items() if count]
    return _("{total} characters: {parts}").format(total=len(draft.document.text), parts=_(", ").join(parts))


def problem_record(problem: Problem) -> Record:
    """A problem as scripts read it (DESIGN §4); the hint is part of the message, what to do part of the problem."""
    return {
        "severity": problem.severity,
        "line": problem.line,
        "column": problem.column,
        "excerpt": problem.excerpt,
        "message": " ".join(filter(None, (problem.message, problem.hint))),
    }


def problems_sheet(problems: Iterable[Problem], day: date) -> Sheet:
    """Problems, the worst first, else in the order of the document."""
    order = ("error", "warning", "info")
    worst_first = sorted(problems, key=lambda problem: order.index(problem.severity))
    title = _("Problems: {count}").format(count=len(worst_first))
    keys = ("severity", "line", "column", "excerpt", "message")
    return make_sheet("problems", day, title, map(problem_record, worst_first), keys=keys)


def draft_sheet(draft: PlanDraft, tasks: Sheet, differences: list[Record]) -> Sheet:
    """The draft as it would be stored: the task rows, the account of its characters, all problems, and how it differs
    from the plan that the ledger has.
    """
    extra: dict[str, Any] = {
        "coverage": dict(draft.coverage()), "problems": [problem_record(one) for one in draft.problems],
    }  # fmt: skip
    if differences:
        extra["differences"] = differences
    notes = [coverage_words(draft)]
    return tasks._replace(kind="draft", notes=notes, extra=extra)


def differences_sheet(records: Iterable[Record], title: str, day: date) -> Sheet:
    """What a document says otherwise than the ledger, a line for each task and aspect; of long texts what changed."""
    shown = [record | dict(zip(("_before", "_after"), _told_apart(record), strict=True)) for record in records]
    changed = [column(key).telling(itemgetter(f"_{key}")) for key in ("before", "after")]
    brief: tuple[str | Column, ...] = ("ref", "aspect", *changed)
    return make_sheet("differences", day, title, shown, keys=("ref", "aspect", "before", "after"), brief=brief)


def _told_apart(record: Record) -> tuple[str, str]:
    """Before and after as a person compares them: the changed places with a few words around them."""
    before, after = record["before"] or "", record["after"] or ""
    if record["aspect"] == "who answers":
        return _roles(before), _roles(after)
    if not before or not after:
        return before, after
    if max(len(before), len(after)) > MOST_COMPARED:
        same = (a == b for a, b in zip(before, after, strict=False))
        start = next((place for place, alike in enumerate(same) if not alike), min(len(before), len(after)))
        return before[max(start - _AROUND, 0) :], after[max(start - _AROUND, 0) :]
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    places = [(group[0][1], group[-1][2], group[0][3], group[-1][4]) for group in groups]
    return (
        "…".join(before[start:end] for start, end, _start, _end in places),
        "…".join(after[start:end] for _start, _end, start, end in places),
    )


def _roles(text: str) -> str:
    return re.sub(
        r"(lead|responsible|cooperate):(\S+)", lambda found: in_brackets(found[2], in_words("role", found[1])), text
    )
