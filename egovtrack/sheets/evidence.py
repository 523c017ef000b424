"""What an annual report says of the tasks of a plan, as sheets."""

from __future__ import annotations

from collections.abc import Sequence

from egovtrack.evidence import Evidence, Figure, MeasuredTarget, Progress, ReportEvidence, Statement
from egovtrack.i18n import gettext as _
from egovtrack.rollup import TaskRow
from egovtrack.sheets import Record, Sheet, column, in_words, make_sheet
from egovtrack.snapshot import Snapshot

_KEYS = (
    "plan", "report_year", "statement", "place", "section", "text", "figures", "reading", "matches", "flags",
    "proposed_note",
)  # fmt: skip


_NOTHING: list[tuple[int | None, Statement | None]] = [(None, None)]


def evidence_sheet(plan: str, reading: ReportEvidence, snapshot: Snapshot, *, every: bool) -> Sheet:
    """Return the statements of a report (kind `evidence`): to people those that speak of a task, unless they ask for
    `every` one.
    """
    shown = [row for row in reading.rows if every or row.proposed]
    brief = (
        "statement", column("ref", label=_("Ref")), column("score"),
        column("text", label=_("The report says"))._replace(least=34),
        column("reading", lambda record: record["_reading"]), column("flags"),
    )  # fmt: skip
    words = _("{title}: {count} statements, {spoken} of them on tasks of plan {plan}")
    spoken = sum(row.proposed is not None for row in reading.rows)
    title = words.format(title=reading.report.title, count=len(reading.rows), spoken=spoken, plan=plan)
    notes = [_("To enter one as the office's note: egovtrack evidence accept {plan} FILE --row N").format(plan=plan)]
    records = [_record(plan, reading.report.year, row) for row in shown]
    return make_sheet("evidence", snapshot.as_of, title, records, keys=_KEYS, brief=brief, notes=notes)


def _record(plan: str, year: int, row: Evidence) -> Record:
    said, best = row.statement, row.matches[0] if row.matches else None
    return {
        "plan": plan, "report_year": year, "statement": said.number, "place": {"line": said.line},
        "section": list(said.section), "text": said.text, "figures": [_figure(figure) for figure in said.figures],
        "reading": said.progress._asdict(),
        "matches": [
            {"ref": each.task.ref, "score": round(each.score, 2), "above": each.above} for each in row.matches
        ],
        "flags": row.flags, "proposed_note": row.proposed,
        "ref": best.task.ref if best and row.proposed else None, "score": round(best.score, 2) if best else None,
        "_reading": progress_words(said.progress),
    }  # fmt: skip


def measured_sheet(targets: Sequence[MeasuredTarget], snapshot: Snapshot) -> Sheet:
    """Return the targets of a five-year plan with what the annual reports in the ledger say of them."""
    records = [
        {
            "ref": each.ref, "target": each.target.text, "report_year": year, "text": said.text if said else None,
            "figures": [_figure(figure) for figure in said.figures] if said else [],
        }
        for each in targets
        for year, said in each.told or _NOTHING
    ]  # fmt: skip
    said = column("text", lambda record: record["text"] or _("not mentioned"), label=_("The report says"))
    title = _("Measured targets, and what the annual reports in the ledger say of them in figures")
    keys = ("ref", "target", "report_year", "text", "figures")
    brief = ("ref", "target", "report_year", said)
    return make_sheet("measured_targets", snapshot.as_of, title, records, keys=keys, brief=brief)


def _figure(figure: Figure) -> Record:
    return {**figure._asdict(), "unit": figure.unit or None}


def progress_words(progress: Progress) -> str:
    """Return how far something is: 675 of 829, 81%."""
    parts = []
    if progress.done is not None and progress.total is not None:
        parts.append(_("{done:g} of {total:g}").format(done=progress.done, total=progress.total))
    if progress.percent is not None:
        parts.append(f"{progress.percent:g}%")
    return _(", ").join(parts)


def unmentioned_sheet(silent: Sequence[tuple[TaskRow, Statement | None]], snapshot: Snapshot) -> Sheet:
    """Return the tasks of which the report says nothing, with where they stand by the ledger, and those of which one
    statement may speak.
    """
    records = [
        {
            "ref": task.ref, "title": task.title, "status": task.status, "statement": near.number if near else None,
            "mention": "unclear" if near else "none",
        }
        for task, near in sorted(silent, key=lambda each: each[1] is not None)
    ]  # fmt: skip
    title = _("Not mentioned in the report: {count} tasks; to be looked at: {unclear}")
    unclear = sum(near is not None for _task, near in silent)
    status = column("status", lambda record: in_words("status", record["status"]) or _("no report"))
    keys = ("ref", "title", "status", "mention", "statement")
    return make_sheet(
        "unmentioned", snapshot.as_of, title.format(count=len(silent) - unclear, unclear=unclear), records, keys=keys,
        brief=("ref", "title", status, "mention", "statement"),
    )  # fmt: skip
