"""Checks of a plan draft: small pure functions, draft → findings.

`CHECKS` are for those who import a document: was it read as a whole? `AUTHOR_CHECKS` are for those who write it: does
every task say who leads, by when, and how it is measured? `run` adds line and column to what they find.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import cast

from egovtrack.draft import Clause, Party, PlanDraft, Problem, TaskDraft
from egovtrack.grammar.deadlines import times
from egovtrack.grammar.findings import Finding, located
from egovtrack.grammar.inline import holds_items, number_inside
from egovtrack.grammar.masthead import term
from egovtrack.grammar.names import is_office
from egovtrack.grammar.numbering import read_label
from egovtrack.grammar.shadow import fold
from egovtrack.i18n import gettext

Check = Callable[[PlanDraft], Iterator[Finding]]

_MOST_CLAUSES = 10  # of one task
_NAMES_IN_HEADING = re.compile(r"[\s、,，;()]+")
_OWN_NAME = re.compile(r"[省市县区州各][^的为]{1,15}$")
_MOST_NAMES = 400  # names are compared in pairs; a plan that names more departments is none


def run(checks: Iterable[Check], draft: PlanDraft) -> tuple[Problem, ...]:
    """Return what the checks find in a draft, in the order of the document."""
    return located(draft.document, (finding for check in checks for finding in check(draft)))


def numbering(draft: PlanDraft) -> Iterator[Finding]:
    """Find numbers that come twice or are left out (counted anew under each heading, where the plan does)."""
    first = draft.tasks[0]
    if isinstance(first.number, int) and first.number > 1 and not _stands_between(draft, 0, first):
        yield Finding("starts_late", first.place, {"label": first.label.strip()})
    for before, task in pairwise(draft.tasks):
        if not (isinstance(before.number, int) and isinstance(task.number, int)) or task.number == before.number + 1:
            continue
        if _restarts(draft, before, task):
            continue
        params = {"before": before.label.strip(), "label": task.label.strip()}
        if task.number == before.number:
            yield Finding("duplicate_number", task.place, params)
        elif not _stands_between(draft, before.place.end, task):
            yield Finding("missing_number", task.place, params)


def _stands_between(draft: PlanDraft, start: int, task: TaskDraft) -> bool:
    """Return whether the number before that of a task is that of another item (（一）指导思想 before （三）…)."""
    for line in draft.document.text[start : task.place.start].splitlines():
        label = read_label(fold(line.strip()), line.strip())
        if label and label.number == cast(int, task.number) - 1 and _kind(label.text) == _kind(task.label):
            return True
    return False


def _restarts(draft: PlanDraft, before: TaskDraft, task: TaskDraft) -> bool:
    """Return whether a number may start anew between two tasks: under another heading, or inside a task."""
    if _kind(before.label) != _kind(task.label):
        return True
    return task.number == 1 and (before.section != task.section or "." in task.ref)


def _kind(label: str) -> str:
    last = label.strip()[-1:]
    return ("#" if last.isalnum() else last) + str("（" in label or "(" in label)


def unanswered(draft: PlanDraft) -> Iterator[Finding]:
    """Find tasks of which nobody is said to answer, in a plan that says it of others."""
    idle = [task for task in draft.tasks if not task.clauses]
    for task in idle if len(idle) < len(draft.tasks) else ():
        yield Finding("no_party", task.place, {"ref": task.ref})


def run_together(draft: PlanDraft) -> Iterator[Finding]:
    """Find tasks that may be several: with many clauses, or with some and further numbers inside."""
    for task in draft.tasks:
        several = task.clauses if len(task.clauses) > 1 else ()
        count = sum(task.place.start <= clause.place.start < task.place.end for clause in several)
        if count > _MOST_CLAUSES or (count > 1 and holds_items(task.label, task.wording)):
            yield Finding("run_together", task.place, {"ref": task.ref, "count": str(count)})
        elif number := number_inside(task.label, task.wording):
            yield Finding("number_inside", task.place, {"ref": task.ref, "number": number})


def offices_in_headings(draft: PlanDraft) -> Iterator[Finding]:
    """Find headings that hold names of offices: they may be lines of a table, or say who answers."""
    said = sorted([clause.place.start for task in draft.tasks for clause in task.clauses])
    below: dict[int | None, list[TaskDraft]] = defaultdict(list)
    for task in draft.tasks:
        below[task.section].append(task)
    for number, section in enumerate(draft.sections):
        names = [name for name in _NAMES_IN_HEADING.split(fold(section.title)) if _OWN_NAME.match(name)]
        is_read = bisect_left(said, section.place.start) < bisect_left(said, section.place.end)
        names = [name for name in names if is_office(name, strict=True)]
        if names and not (is_read or _answer(names, below[number])):
            yield Finding("office_in_heading", section.place, {"names": gettext(", ").join(names)})


def _answer(names: Iterable[str], tasks: Sequence[TaskDraft]) -> bool:
    """Return whether each of some tasks says that all of some offices answer for it."""
    said = ({party.name for clause in task.clauses for party in clause.parties} for task in tasks)
    return bool(tasks) and all(each.issuperset(names) for each in said)


def unread(draft: PlanDraft) -> Iterator[Finding]:
    """Find text that was taken for nothing (a headless beginning is reported where it is found)."""
    for block in draft.blocks:
        if block.kind == "unread" and draft.document.text[block.place.start] not in "、，,；;。)）":
            yield Finding("unread_text", block.place)


def no_lead(draft: PlanDraft) -> Iterator[Finding]:
    """Find clauses that name several who answer and none who leads."""
    for task, clause in _clauses(draft):
        if len(clause.parties) > 1 and all(party.role == "responsible" for party in clause.parties):
            yield Finding("no_lead", clause.place, {"ref": task.ref, "count": str(len(clause.parties))})


def indefinite(draft: PlanDraft) -> Iterator[Finding]:
    """Find parties such as 有关部门, whom nobody can be asked as."""
    for task, party in _parties(draft):
        if party.kind == "indefinite":
            yield Finding("indefinite_party", party.place, {"ref": task.ref, "party": party.printed})


def open_list(draft: PlanDraft) -> Iterator[Finding]:
    """Find lists that end in 等."""
    for task, clause in _clauses(draft):
        for party in [party for party in clause.parties if party.open_list][-1:]:
            yield Finding("open_list", party.place, {"ref": task.ref})


def no_date(draft: PlanDraft) -> Iterator[Finding]:
    """Find tasks without a deadline of their own, and those whose dates are none."""
    here = term(draft)
    for task in draft.tasks:
        if task.deadline and task.deadline.until:
            continue
        shadow = fold(task.text)
        dates = [task.text[time.start : time.end] for time in times(shadow, 0, len(shadow), here)]
        dates += [task.deadline.text] if task.deadline and not dates else []
        words = ", ".join(dict.fromkeys(dates))
        yield Finding("no_deadline" if dates else "no_date", task.place, {"ref": task.ref, "dates": words})


def not_measurable(draft: PlanDraft) -> Iterator[Finding]:
    """Find tasks of which no figure shows that they are done."""
    return (Finding("not_measurable", task.place, {"ref": task.ref}) for task in draft.tasks if not task.targets)


def two_names(draft: PlanDraft) -> Iterator[Finding]:
    """Find one department under two names: a short name whose characters all stand, in order, in a longer one."""
    first: dict[str, Party] = {}
    for _, party in _parties(draft):
        if party.kind == "department":
            first.setdefault(party.name, party)
    for short, long in combinations(sorted(first, key=len)[:_MOST_NAMES], 2):
        if _may_be_one(short, long):
            later = max(first[short], first[long], key=lambda party: party.place.start)
            yield Finding("two_names", later.place, {"short": short, "long": long})


def _may_be_one(short: str, long: str) -> bool:
    if short[0] != long[0] or short[-1] != long[-1] or 2 * len(short) < len(long):
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _clauses(draft: PlanDraft) -> Iterator[tuple[TaskDraft, Clause]]:
    return ((task, clause) for task in draft.tasks for clause in task.clauses)


def _parties(draft: PlanDraft) -> Iterator[tuple[TaskDraft, Party]]:
    return ((task, party) for task, clause in _clauses(draft) for party in clause.parties)


CHECKS: tuple[Check, ...] = (numbering, unanswered, run_together, offices_in_headings, unread)
AUTHOR_CHECKS: tuple[Check, ...] = (no_lead, indefinite, open_list, no_date, not_measurable, two_names)
