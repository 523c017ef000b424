"""The draft of a plan's year-end report: what was promised, what is reported done, what is not, and why. Pure.

It is a draft: what the ledger does not know is left as 【待补充】 for a person to write, and each sentence ends with
the reference and the note that it rests on, unless these marks are stripped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from egovtrack.facts import Decisions, Plan
from egovtrack.i18n import gettext as _
from egovtrack.reports import Block, Col, Figure, Heading, Para, Report, Table, Value
from egovtrack.rollup import TaskRow
from egovtrack.rules import DONE, ENDED
from egovtrack.sheets import clause_in_words, in_brackets, in_words
from egovtrack.snapshot import Snapshot
from egovtrack.standing import DEFINITE, Obligation

UNKNOWN = "【待补充】"
_TOP = re.compile("^([一二三四五六七八九十]+)、")  # of the plan's headings, which stand one level lower here
_STATES = ("verified", "reported_done", "carried", "cancelled", "unfinished", "blocked", "in_progress", "not_started")


class Year(NamedTuple):
    """What a year-end report is made of: a plan, its tasks with all their obligations, what the office decided, and the
    words of notes by their numbers. `marked`: each sentence tells what it rests on.
    """

    plan: Plan
    tasks: Sequence[TaskRow]
    decisions: Decisions
    notes: Mapping[int, str | None]
    snapshot: Snapshot
    marked: bool = True


def year_end(of: Year) -> Report:
    """Return the draft: a summary, what became of each task by section, and annexes with all of them in tables."""
    basis = _("What became of the tasks of {plan} is reported as follows.")
    plan = in_brackets(f"《{of.plan.title}》", of.plan.number or "")
    blocks: list[Block] = [
        Para([basis.format(plan=plan)]), Heading(_("1. The whole")), Para(_summary(of)), Heading(_("2. What was done")),
    ]  # fmt: skip
    sections = groupby(of.tasks, key=lambda task: task.section[0] if task.section else "")
    for section, tasks in sections:
        blocks += [Heading(_TOP.sub(r"（\1）", section), 2)] if section else []
        for task in tasks:
            opening = _("{number}. {title}: ").format(number=task.number, title=task.title)
            blocks.append(Para([opening, *_told(of, task), *_counts(task)]))
    annexes = [each for each in (_tasks(of), _departments(of), _moved(of), _ended(of)) if each]
    title = [of.plan.title, _("Report at the end of the year (draft)")]
    return Report(title, blocks, annexes=annexes, as_of=of.snapshot.as_of)


def _summary(of: Year) -> list[str | Figure]:
    counts = {state: sum((task.status or "no_report") == state for task in of.tasks) for state in _STATES}
    quiet = len(of.tasks) - sum(counts.values())
    whole = _("The plan set {count} tasks: ").format(count=len(of.tasks))
    figures = [Figure(in_words("status", state), count, len(of.tasks)) for state, count in counts.items() if count]
    figures += [Figure(_("without any report"), quiet, len(of.tasks))] if quiet else []
    parts: list[str | Figure] = [part for figure in figures for part in (_(", "), figure)]
    return [whole, *parts[1:]]


def _told(of: Year, task: TaskRow) -> Iterator[str]:
    """Yield the sentences on a task: what was reported, how far its targets are, whether it was verified, why not."""
    heard = [each for each in task.obligations if each.note and each.note_id]
    for each in heard:
        said = _("{name} reports: {note}").format(name=each.department, note=_sentence(each.note or ""))
        yield _marked(of, said, f"{each.ref} #{each.note_id}")
    for target in task.targets:
        values = [each for each in task.obligations if each.value is not None and each.target == target.text]
        actual = values[-1] if values else None
        told = _("The target was {target}; reached: {value}.").format(
            target=target.text, value=f"{actual.value:g}" if actual else UNKNOWN
        )
        yield _marked(of, told, f"{actual.ref} #{actual.note_id}" if actual else task.ref)
    yield from (_marked(of, sentence, task.ref) for sentence in _end(of, task, heard))


def _counts(task: TaskRow) -> Iterator[str]:
    """Yield how many departments answer for a task, and how they stand, where there are several."""
    states = {each.holder_id: each.status for each in task.obligations if each.via in DEFINITE}
    done, moving = (sum(state in some for state in states.values()) for some in (DONE, {"in_progress"}))
    if len(states) > 1:
        yield _("({count} departments: {done} done, {moving} in progress, {blocked} blocked, {silent} silent)").format(
            count=len(states), done=done, moving=moving, blocked=sum(state == "blocked" for state in states.values()),
            silent=sum(state is None for state in states.values()),
        )  # fmt: skip


def _end(of: Year, task: TaskRow, heard: Sequence[Obligation]) -> Iterator[str]:
    """Yield how a task ended: struck off or not, not reached and why, carried over, given up, or never reported on."""
    carried = of.decisions.carried(task.id, None) or next(iter(of.decisions.carries.get(task.id, ())), None)
    problems = list(dict.fromkeys(_sentence(each.problem) for each in heard if each.problem))
    if task.status == "verified":
        yield _("It has been verified and struck off.")
    elif task.status == "reported_done":
        yield _("It is reported done and not verified yet.")
    elif task.status == "cancelled":
        yield _("It was given up: {reason}").format(reason=_reason(of, task))
    elif carried:
        yield _("It is carried over to {ref} ({basis}).").format(ref=carried.to_ref, basis=carried.basis)
    elif not heard:
        yield _("Nothing was reported on it: {unknown}").format(unknown=UNKNOWN)
    else:
        yield _("It was not reached: {reasons}").format(reasons="".join(problems) or UNKNOWN)


def _reason(of: Year, task: TaskRow) -> str:
    """Return why the office has ended a task."""
    word = of.decisions.words.get(task.id)
    words = of.notes.get(word.id) if word else None
    return _sentence(words) if words else UNKNOWN


def _sentence(text: str) -> str:
    words = " ".join(text.split()).rstrip("。.;；")
    return words + "。"


def _marked(of: Year, sentence: str, rests_on: str) -> str:
    return f"{sentence}〔{rests_on}〕" if of.marked else sentence


def _annex(
    title: str, labels: Sequence[str], rows: Sequence[Sequence[Value]], shares: Sequence[float]
) -> Report | None:
    counted = [all(isinstance(row[place], int) for row in rows) for place in range(len(labels))]
    columns = [Col(label, share, centred) for label, share, centred in zip(labels, shares, counted, strict=True)]
    return Report([title], [Table(columns, rows)]) if rows else None


def _tasks(of: Year) -> Report | None:
    rows: list[list[Value]] = [
        [
            task.ref, task.title, _("; ").join(map(clause_in_words, task.clauses)), in_words("targets", task.targets),
            task.deadline, in_words("status", task.status) or _("no report"),
        ]
        for task in of.tasks
    ]  # fmt: skip
    labels = (_("Ref"), _("Task"), _("Who answers"), _("Targets"), _("Deadline"), _("Status"))
    return _annex(_("Every task"), labels, rows, (1.6, 3, 3.5, 1.5, 2.4, 1.3))


def _departments(of: Year) -> Report | None:
    names = dict.fromkeys(each.department for task in of.tasks for each in task.obligations)
    groups = {
        name: [each for task in of.tasks for each in task.obligations if each.department == name] for name in names
    }
    rows: list[list[Value]] = [
        [
            name, len(theirs), sum(each.status == "verified" for each in theirs),
            sum(each.status == "reported_done" for each in theirs),
            sum(each.status not in DONE and each.status not in ENDED for each in theirs),
            sum(each.note_id is None for each in theirs),
        ]
        for name, theirs in groups.items()
    ]  # fmt: skip
    labels = (
        _("Department"), _("Obligations"), _("Verified"), _("Reported done"), _("Not done"), _("No report"),
    )  # fmt: skip
    return _annex(_("Every department"), labels, rows, (3, 1, 1, 1, 1, 1))


def _moved(of: Year) -> Report | None:
    rows: list[list[Value]] = [
        [task.ref, task.title, task.original_deadline, each.until, each.as_of, each.basis]
        for task in of.tasks
        for each in of.decisions.deadlines.get(task.id, ())
    ]
    labels = (_("Ref"), _("Task"), _("First deadline"), _("Deadline"), _("Since"), _("Basis"))
    return _annex(_("Deadlines that were moved"), labels, rows, (2, 3, 2.4, 2.4, 2.4, 3))


def _ended(of: Year) -> Report | None:
    rows: list[list[Value]] = [
        [task.ref, task.title, _reason(of, task)] for task in of.tasks if task.status == "cancelled"
    ]
    return _annex(_("Tasks that were given up"), (_("Ref"), _("Task"), _("Basis")), rows, (1.6, 3, 4))
