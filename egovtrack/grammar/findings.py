"""What is wrong in a document: rules find it at a place, and `located` adds the line and the column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from egovtrack.draft import Document, Place, Problem, Severity
from egovtrack.i18n import N_

_LONGEST_EXCERPT = 40


class Finding(NamedTuple):
    """Something that a person has to look at; `params` are for the `{name}` fields of its words in `MESSAGES`."""

    code: str
    place: Place
    params: dict[str, str] = {}  # noqa: RUF012  a NamedTuple field, never changed


MESSAGES: dict[str, tuple[Severity, str, str]] = {
    # Of what was not read, or may have been read wrongly:
    "headless": ("warning", N_("The text begins in the middle of a task."),
        N_("Its beginning is missing from this file; import the whole document, or add the task by hand.")),
    "early_clause": ("warning", N_("This says who answers, but stands before the first task."),
        N_("Number the task that it belongs to like the others and import again, or add it by hand.")),
    "unread_annex": ("info", N_("The annex says who answers, too; it was not read for tasks."),
        N_("If its tasks are to be in the ledger, import the annex as a document of its own.")),
    "unclosed_bracket": ("error", N_("A bracket is opened and never closed."),
        N_("If it names who answers, close it in the document and import again.")),
    "unread_clause": ("warning", N_("This looks as if it says who answers, but it could not be read."),
        N_("Write it as （责任单位：A、B） in a copy of the document, or add it by hand.")),
    "unclosed_clause": ("warning", N_("A bracket is never closed; it was read to the end of its line."),
        N_("Look whether the line holds all who answer; close the bracket in a copy of the document if not.")),
    "doubtful_name": ("warning",
        N_("This stands among those who answer, but does not read as a name; it was not taken."),
        N_("If it names somebody, write the name between 、 in a copy of the document, or add it by hand.")),
    "several_deadlines": ("info", N_("The task sets several dates: {dates}. The latest is its deadline."),
        N_("If another is meant: egovtrack deadline; an earlier one can be a milestone: egovtrack milestone add.")),
    # Of dates:
    "unused_date": ("info", N_("“{text}” is a date, but no deadline was made of it."),
        N_("If the task is due then, set it: egovtrack deadline; if a part of it is: egovtrack milestone add.")),
    "start_date": ("info", N_("“{text}” is when something begins; no deadline was made of it."),
        N_("If the task is due then, set it: egovtrack deadline.")),
    "recurring_date": ("info", N_("“{text}” comes again and again; no deadline was made of it."),
        N_("Each time can be entered by its day: egovtrack milestone add.")),
    "relative_date": ("info", N_("“{text}” counts from another day; no deadline was made of it."),
        N_("When that day is known, set it: egovtrack deadline.")),
    "ambiguous_date": ("info", N_("“{text}” may mean the beginning of that time or its end: its end was taken."),
        N_("If the beginning is meant, set it: egovtrack deadline.")),
    "no_year": ("warning", N_("“{text}” names no year, and neither does the plan."),
        N_("Give the day of issue (--issued), and import again.")),
    "no_such_day": ("warning", N_("There is no such day as “{text}”; no deadline was made of it."),
        N_("It is a misprint: correct a copy of the document, or set the deadline: egovtrack deadline.")),
    "unread_text": ("warning", N_("This text was not read as part of the plan."),
        N_("It is kept with the document; if it holds a task, number it like the others and import again.")),
    "put_aside": ("info", N_("Numbered items that were not taken for tasks ({count}): {items}"),
        N_("If they are tasks, say so in a copy （责任单位：A、B）, or add them: egovtrack task add.")),
    "in_table": ("info", N_("The table holds these numbered items, too; its rows are the tasks ({count}): {items}"),
        N_("If an item says more than its row, add it by hand.")),
    "office_in_heading": ("warning", N_("This line was taken for a heading, and names {names}."),
        N_("If it says who answers, write it as （责任单位：A、B） in a copy of the document, or add it by hand.")),
    # Of the cells of a table:
    "unread_cell": ("warning", N_("This cell should say who answers, but it could not be read."),
        N_("Write the names one after another, parted by 、, in a copy of the document, or add it by hand.")),
    "several_roles": ("warning",
        N_("The column “{column}” names several roles: who of those in it leads is not said."),
        N_("All in it are taken as responsible; part it into one column for each role in a copy.")),
    "misfit": ("warning", N_("The row does not fit the columns of its table; who answers was not read from it."),
        N_("Write a copy with a cell for each column; in a .csv quotation marks go around a cell with a comma.")),
    "joined_cells": ("warning", N_("The row has more cells than the table has columns: “{text}” was taken for one."),
        N_("Put it right in a copy of the document if that is wrong.")),
    "undated": ("warning", N_("“{text}” could not be read as a date."),
        N_("The words are kept; write a date in a copy to count with one.")),
    "nobody": ("warning", N_("“{text}” names nobody."),
        N_("Enter who it is, by hand or in a copy of the document.")),
    "progress": ("error", "{reason}", "{hint}"),
    # Of the tasks as a whole:
    "starts_late": ("warning", N_("The first task is number {label}."),
        N_("If the document begins earlier, import the whole of it.")),
    "duplicate_number": ("warning", N_("The number {label} comes twice."),
        N_("The second is kept under its own reference; correct the number if it is a slip.")),
    "missing_number": ("warning", N_("After {before} comes {label}: a task is missing, or the order is wrong."),
        N_("Look in the document whether a task was left out or its number could not be read.")),
    "no_party": ("warning", N_("Task {ref} names nobody who answers for it."),
        N_("If the document names somebody in another way, add it by hand.")),
    "run_together": ("warning", N_("Task {ref} says {count} times who answers: several tasks may have run together."),
        N_("Begin each task on a line of its own in a copy of the document and import again.")),
    "number_inside": ("warning", N_("The words of task {ref} hold the number {number}: tasks may have run together."),
        N_("Begin each task on a line of its own in a copy of the document and import again.")),
    # Of a plan that its author reads through:
    "no_lead": ("warning", N_("Task {ref} names {count} who answer and none who leads."),
        N_("Name a lead (牵头单位：…).")),
    "indefinite_party": ("warning", N_("Task {ref}: “{party}” makes nobody responsible."), N_("Name the departments.")),
    "open_list": ("warning", N_("Task {ref}: the list ends in 等; who else answers is open."), N_("Name all of them.")),
    "unknown_department": ("warning", N_("{name} is not registered; it stands in {count} clauses."),
        N_("Near it: {names}. Correct the name, or register it: egovtrack depts add.")),
    "no_date": ("info", N_("Task {ref} sets no date; it will be due at the end of the plan's period."),
        N_("State by when it is to be done (2026年6月底前).")),
    "no_deadline": ("info",
        N_("Task {ref} names dates ({dates}), but none is its deadline; it is due at the end of the plan's period."),
        N_("State by when it is to be done (2026年6月底前), or set it: egovtrack deadline.")),
    "not_measurable": ("info", N_("Task {ref} sets nothing that can be measured."),
        N_("Say what will exist when it is done, in figures where there are any.")),
    "two_names": ("info", N_("“{short}” and “{long}” may be one department."), N_("Use one name throughout.")),
}  # fmt: skip
"""What findings say, by code: how bad it is, what is wrong, and what to do about it (msgids)."""


def located(document: Document, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Return the findings as problems in the order of their places, each with line, column and excerpt."""
    found = sorted(findings, key=lambda finding: (finding.place.start, finding.code))
    breaks = [found.start() for found in re.finditer("\n", document.text)] if found else []
    return tuple(_problem(document.text, breaks, finding) for finding in found)


def _problem(text: str, breaks: list[int], finding: Finding) -> Problem:
    start = finding.place.start
    line = bisect_right(breaks, start - 1)
    column = start - (breaks[line - 1] + 1 if line else 0) + 1
    excerpt = " ".join(text[start : min(finding.place.end, start + 4 * _LONGEST_EXCERPT)].split())
    if len(excerpt) > _LONGEST_EXCERPT:
        excerpt = excerpt[: _LONGEST_EXCERPT - 1] + "…"
    severity, message, hint = MESSAGES[finding.code]
    return Problem(
        finding.code, severity, message, finding.place, line + 1, column, excerpt, dict(finding.params), hint
    )
