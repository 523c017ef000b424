"""Reading the annual report on a plan: which of its statements speak of which task, and what they say of it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from egovtrack.datafiles import read_bytes
from egovtrack.errors import BadInput, UsageError
from egovtrack.evidence import (
    MATCHES,
    UNLIKELY,
    AnnualReport,
    Evidence,
    Match,
    MeasuredTarget,
    ReportEvidence,
    Statement,
    match,
    other_scope,
    read_report,
    repeated,
)
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import Report, record
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import read_notes
from egovtrack.readers import read_document
from egovtrack.readers.text import read_text
from egovtrack.usecases.tracing import read_traced

_DOCUMENTS = "SELECT d.text, d.action_id FROM document d ORDER BY d.id"


def read_evidence(facts: Facts, plan: Plan, path: str) -> ReportEvidence:
    """Read the annual report in a file for the plan that it reports on.

    Raises BadInput where the file holds no annual report, UsageError for the report of another year.
    """
    data, name = read_bytes(path), Path(path).name
    report = read_report(read_document(data, name))
    if report is None or not report.statements:
        why = _("{path} holds no annual report").format(path=path)
        raise BadInput(why, _("its title names the year: 2016年…工作报告"))
    first, last = plan.period_start.year, plan.period_end.year
    if not first <= report.year <= last:
        why = _("{title} is of another year than plan {plan} ({first})")
        raise UsageError(
            why.format(title=report.title, plan=plan.key, first=first if first == last else f"{first}—{last}"),
            _("name the plan of {year}").format(year=report.year),
        )
    source = f"{name} sha256:{hashlib.sha256(data).hexdigest()}"
    tasks = {row.ref: row for row in facts.tasks(plan, brief=True)}
    before = next((each for each in _reports(facts) if each.year == report.year - 1), None)
    again = repeated(report.statements, before.statements if before else ())
    rows: list[Evidence] = []
    nearest: dict[str, tuple[float, Statement]] = {}
    matched = match(report.statements, read_traced(facts, plan))
    for statement, matches, stands_still in zip(report.statements, matched, again, strict=True):
        best = matches[0] if matches and matches[0].above else None
        flags = ["scope"] if best and other_scope(statement, tasks[best.task.ref].targets) else []
        flags += ["repeated"] if stands_still else []
        for each in matches:
            if each.score > nearest.get(each.task.ref, (UNLIKELY, statement))[0]:
                nearest[each.task.ref] = each.score, statement
        rows.append(
            Evidence(
                statement, matches[:MATCHES], flags, _proposed(statement, best, plan, source, flags) if best else None
            )
        )
    spoken = {row.matches[0].task.ref for row in rows if row.proposed}
    silent = [(task, nearest[ref][1] if ref in nearest else None) for ref, task in tasks.items() if ref not in spoken]
    return ReportEvidence(report, source, rows, silent)


def _reports(facts: Facts) -> Iterator[AnnualReport]:
    """Yield the annual reports that stand in the documents of the ledger."""
    for text, action in facts.connection.rows(_DOCUMENTS):
        if facts.snapshot.holds(action) and (report := read_report(read_text(text, ""))):
            yield report


def measured_targets(facts: Facts, plan: Plan) -> list[MeasuredTarget]:
    """Return the targets of a five-year plan, each with what the annual reports in the ledger say of its item in
    figures.
    """
    years = range(plan.period_start.year, plan.period_end.year + 1)
    tasks = read_traced(facts, plan)
    told: dict[str, list[tuple[int, Statement]]] = {}
    for report in sorted((each for each in _reports(facts) if each.year in years), key=lambda each: each.year):
        for statement, (best, *_others) in zip(report.statements, match(report.statements, tasks), strict=True):
            if best.above and statement.figures:
                told.setdefault(best.task.ref, []).append((report.year, statement))
    return [
        MeasuredTarget(task.ref, target, told.get(task.ref, []))
        for task in facts.tasks(plan, brief=True)
        for target in task.targets
    ]


def _proposed(
    statement: Statement, best: Match, plan: Plan, source: str, flags: Sequence[str]
) -> dict[str, Any]:  # fmt: skip
    percent = None if "scope" in flags else statement.progress.percent  # what it counts is not what was planned
    done = percent is not None and percent >= 100
    return {
        "ref": best.task.ref, "as_of": plan.period_end, "status": "completed" if done else "in_progress",
        "percent": None if done or percent is None else math.floor(percent), "note": statement.text, "evidence": source,
    }  # fmt: skip


def accept(
    action: Action, facts: Facts, plan: Plan, reading: ReportEvidence, numbers: Sequence[int]
) -> list[dict[str, Any]]:
    """Enter the office's notes that statements propose, by their numbers; return the notes.

    Raises UsageError for a number that there is not, a statement that speaks of no task, and one that was entered.
    """
    rows = {row.statement.number: row for row in reading.rows}
    entered = {(note.ref, note.note) for note in read_notes(facts, plan=plan.id) if not note.department}
    made = []
    for number in dict.fromkeys(numbers):
        proposed = rows[number].proposed if number in rows else None
        if proposed is None:
            why = _("statement {number} speaks of no task") if number in rows else _("there is no statement {number}")
            raise UsageError(
                why.format(number=number), _("egovtrack evidence {plan} FILE lists them").format(plan=plan.key)
            )
        if (proposed["ref"], proposed["note"]) in entered:
            why = _("statement {number} was entered before, on {ref}")
            raise UsageError(why.format(number=number, ref=proposed["ref"]))
        said = {key: proposed[key] for key in ("as_of", "status", "percent", "note", "evidence")}
        record(action, facts, facts.reference(proposed["ref"]), None, Report(**said))
        made.append(proposed)
    return made


def numbers_above(reading: ReportEvidence, least: float) -> list[int]:
    """Return the numbers of the statements whose best match has at least a score, one for each task: the likest."""
    likest: dict[str, Evidence] = {}
    for row in reading.rows:
        if row.proposed and row.matches[0].score >= least:
            ref = row.matches[0].task.ref
            if ref not in likest or row.matches[0].score > likest[ref].matches[0].score:
                likest[ref] = row
    return [row.statement.number for row in likest.values()]
