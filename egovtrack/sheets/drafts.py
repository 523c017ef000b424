"""A draft as sheets: the account of its characters, its problems, how it differs from the plan in the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from operator import itemgetter
from typing import Any

from egovtrack.differences import Difference
from egovtrack.draft import PlanDraft, Problem
from egovtrack.i18n import N_, written as _
from egovtrack.limits import MOST_COMPARED
from egovtrack.sheets import Record, Sheet, column, in_brackets, in_words, make_sheet

_AROUND = 8
COVERAGE = {
    "task": N_("tasks"),
    "heading": N_("headings"),
    "preamble": N_("preamble"),
    "annex": N_("annex"),
    "furniture": N_("page furniture"),
    "other_document": N_("other documents"),
    "unread": N_("unread"),
    "progress": N_("columns of progress"),
}


def coverage_words(draft: PlanDraft) -> str:
    """Return the account of a document's characters in one line; what there is none of is left out."""
    parts = [f"{_(COVERAGE[kind])} {count}" for kind, count in draft.coverage().items() if count]
    return _("{total} characters: {parts}").format(total=len(draft.document.text), parts=_(", ").join(parts))


_PROBLEM = ("severity", "line", "column", "excerpt", "message")


def problem_record(problem: Problem) -> Record:
    """Return a problem as scripts read it; what to do about it is part of the message."""
    message = " ".join(filter(None, (problem.message, problem.hint)))
    return {key: getattr(problem, key) for key in _PROBLEM} | {"message": message}


def problems_sheet(problems: Iterable[Problem], day: date) -> Sheet:
    """Return problems, the worst first, else in the order of the document."""
    order = ("error", "warning", "info")
    worst_first = sorted(problems, key=lambda problem: order.index(problem.severity))
    title = _("Problems: {count}").format(count=len(worst_first))
    return make_sheet("problems", day, title, [problem_record(each) for each in worst_first], keys=_PROBLEM)


def draft_sheet(draft: PlanDraft, tasks: Sheet, differences: Sequence[Difference], tracked: Any = None) -> Sheet:
    """Return the draft as it would be stored: the task rows, the account of its characters, all problems, how it
    differs from the plan that the ledger has, and what is made of the progress in it (`Tracked`).
    """
    extra: dict[str, Any] = {
        "coverage": dict(draft.coverage()), "problems": [problem_record(problem) for problem in draft.problems],
    }  # fmt: skip
    if differences:
        extra["differences"] = [each._asdict() for each in differences]
    if tracked:
        extra["progress"] = {
            "notes": tracked.taken.entries, "known": tracked.taken.known, "columns": dict(tracked.columns),
            "unread": list(tracked.unread),
        }  # fmt: skip
    notes = [coverage_words(draft)]
    return tasks._replace(kind="draft", notes=notes, extra=extra)


def differences_sheet(differences: Sequence[Difference], day: date) -> Sheet:
    """Return what a document says otherwise than the ledger, a line for each task and aspect; of long texts what
    changed.
    """
    sides = ("_before", "_after")
    records = [
        each._asdict() | dict(zip(sides, shortened(each.aspect, each.before, each.after), strict=True))
        for each in differences
    ]
    keys = ("ref", "aspect", "before", "after", "identity", column("was", label=_("Was")))
    before, after = column("before", itemgetter("_before")), column("after", itemgetter("_after"))
    brief = ("ref", column("identity", _identity), "aspect", before, after)
    title = _("Differences: {count}").format(count=len(differences))
    return make_sheet("differences", day, title, records, keys=keys, brief=brief)


def _identity(record: Record) -> str:
    """Return what became of a task, and what it was called where that is otherwise now."""
    words = in_words("identity", record["identity"])
    return words if record["was"] in ([], [record["ref"]]) else in_brackets(words, _(", ").join(record["was"]))


def shortened(aspect: str, before: str | None, after: str | None) -> tuple[str, str]:
    """Return before and after as a person compares them: the changed places with a few words around them."""
    before, after = before or "", after or ""
    if aspect == "who answers":
        before, after = _roles(before), _roles(after)
    elif max(len(before), len(after)) > MOST_COMPARED:
        same = next((place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
        start = max(same - _AROUND, 0)
        before, after = before[start:], after[start:]
    elif before and after:
        groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
        ends = [(group[0], group[-1]) for group in groups]
        before, after = (
            "…".join(before[first[1] : last[2]] for first, last in ends),
            "…".join(after[first[3] : last[4]] for first, last in ends),
        )
    return before, after


def _roles(text: str) -> str:
    return re.sub(
        r"(lead|responsible|cooperate):(\S+)", lambda found: in_brackets(found[2], in_words("role", found[1])), text
    )
