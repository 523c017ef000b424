"""Entering that departments were asked again: by notices, and by telephone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from egovtrack.chasing import ChaseItem, Level, Step
from egovtrack.errors import UsageError
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.progress import check_day
from egovtrack.periods import Period, period_of
from egovtrack.queries.facts import Facts
from egovtrack.registry import Department


def enter_call(
    action: Action, facts: Facts, department: Department, task: int | None, *, channel: str, who: str | None,
    note: str | None, promised_on: date | None, day: date,
) -> int:  # fmt: skip
    """Enter that somebody of a department was spoken to on a day, and by when it promised to answer; return the number.
    Who it was stays out of the command that is kept.

    Raises UsageError for a promise of an earlier day than the call's, and where nothing is told of it.
    """
    check_day(day, facts.today)
    if promised_on and promised_on < day:
        raise UsageError(_("{promised} is before {day}").format(promised=promised_on, day=day))
    if not (who or note or promised_on):
        raise UsageError(_("nothing is told of the call"), _("say who it was with --who, or what with --note"))
    action.signature = action.signature._replace(command=f"chase log {department.name} …")
    return action.append(
        "call", department_id=department.id, task_id=task, channel=channel, who=who, note=note,
        promised_on=promised_on, as_of=day,
    )  # fmt: skip


def enter_notice(
    action: Action, facts: Facts, department: int, level: Level, items: Iterable[ChaseItem], reply_by: date
) -> None:
    """Enter that a department was sent a notice of a level: what of each item was due for it, by plan and period."""
    day = facts.snapshot.as_of
    groups: dict[tuple[str, Period, date, Level], list[tuple[int, Step]]] = {}
    for item in items:
        each = item.obligation
        for step in item.due(day):
            period = step.cause.period or period_of("monthly", step.cause.since)
            groups.setdefault((each.plan, period, step.cause.since, step.level), []).append((each.clause_id, step))
    for (plan, period, due, at), steps in groups.items():
        number = action.append(
            "request", plan_id=facts.plan(plan).id, department_id=department, period_start=period.first,
            period_end=period.last, due_on=due, as_of=day, channel="notice", level=at, reply_by=reply_by,
        )  # fmt: skip
        rows = ({"clause_id": clause, "cause": step.cause.kind, "since": step.cause.key} for clause, step in steps)
        action.append_all("request_item", ({"request_id": number, **row} for row in rows))
