"""Entering how reports are asked: rules, exemptions, requests by forms and notices, calls; and closing a plan or
opening it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from egovtrack.chasing import ChaseItem, Level
from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word, append_decision
from egovtrack.ledger.progress import check_day
from egovtrack.periods import Period, ReportingRule, period_of
from egovtrack.queries.facts import Facts
from egovtrack.queries.reporting import Scope
from egovtrack.registry import Department

_LAST_WEEKDAY, _LAST_DAY = 7, 31


def set_reporting_rule(
    action: Action, facts: Facts, plan: Plan, scope: Scope, word: Word, *, begins: bool = False,
    cycle: str | None = None, due: int | None = None, roles: tuple[str, ...] | None = None,
    lead_answers: bool | None = None,
) -> ReportingRule:  # fmt: skip
    """Enter how reports are asked from a day on, of a whole plan or of what `scope` names; what is not given stays as
    it is. A rule that changes nothing tells when asking begins, and so does one that `begins`. Return the rule.

    Raises UsageError for a due day that the cycle does not have.
    """
    since = word.as_of
    old = (
        facts.reporting.of(plan)
        .schedule(scope.task_id or 0, scope.clause_id or 0, scope.department_id or 0)
        .rule_on(since)
    )
    new = old._replace(since=since, begins=False, cycle=cycle or old.cycle, roles=roles or old.roles)
    if lead_answers is not None:
        new = new._replace(lead_answers=lead_answers)
    is_weekly = new.cycle == "weekly"
    if due is not None:
        if not 0 < due <= (_LAST_WEEKDAY if is_weekly else _LAST_DAY):
            hint = _("a weekday from 1 to 7") if is_weekly else _("a day of the month from 1 to 31")
            raise UsageError(_("{due} is no due day").format(due=due), hint)
        new = new._replace(weekday=due) if is_weekly else new._replace(due=due)
    unchanged = new._replace(since=old.since, begins=old.begins) == old and not any(scope[1:])
    new = new._replace(begins=begins or unchanged)
    row = scope._asdict() | {
        "cycle": new.cycle, "due": new.weekday if is_weekly else new.due, "roles": " ".join(new.roles),
        "lead_answers": new.lead_answers, "begins": new.begins,
    }  # fmt: skip
    append_decision(action, facts, "reporting_rule", plan.key, word, [row])
    return new


def exempt(action: Action, facts: Facts, plan: Plan, scope: Scope, span: Period, word: Word) -> None:
    """Enter that no report is asked for the periods within a span of days. Raises UsageError without a basis."""
    if not word.basis.strip():
        raise UsageError(_("an exemption needs its basis"), _("give it with --basis"))
    row = scope._asdict() | {"period_start": span.first, "period_end": span.last}
    append_decision(action, facts, "exemption", plan.key, word, [row])


def request(
    action: Action, plan: Plan, department: int, period: Period, due: date, day: date,
    items: Iterable[Mapping[str, Any]], *, channel: str = "form", **notice: Any,
) -> None:  # fmt: skip
    """Enter that a department is asked for its reports on clauses of a plan: by a form, or by a notice of a level. The
    columns of each item tell the clause and, of a notice, what passed.
    """
    number = action.append(
        "request", plan_id=plan.id, department_id=department, period_start=period.first, period_end=period.last,
        due_on=due, as_of=day, channel=channel, **notice,
    )  # fmt: skip
    action.append_all("request_item", items, request_id=number)


def enter_notice(action: Action, facts: Facts, department: int, items: Iterable[ChaseItem], reply_by: date) -> None:
    """Enter that a department was sent a notice: what of each item was due for it, by plan, period and level."""
    day = facts.snapshot.as_of
    groups: dict[tuple[str, Period, date, Level], list[dict[str, Any]]] = {}
    for item in items:
        each = item.obligation
        for step in item.due(day):
            cause = step.cause
            period = cause.period or period_of("monthly", cause.since)
            row = {"clause_id": each.clause_id, "cause": cause.kind, "since": cause.key}
            groups.setdefault((each.plan, period, cause.since, step.level), []).append(row)
    for (plan, period, due, level), rows in groups.items():
        request(
            action, facts.plan(plan), department, period, due, day, rows, channel="notice", level=level,
            reply_by=reply_by,
        )  # fmt: skip


def enter_call(
    action: Action, facts: Facts, department: Department, task: int | None, *, channel: str, who: str | None,
    note: str | None, promised_on: date | None, day: date,
) -> None:  # fmt: skip
    """Enter that somebody of a department was spoken to on a day, and by when it promised to answer. Who it was stays
    out of the command that is kept.

    Raises UsageError for a promise of an earlier day than the call's, and where nothing is told of it.
    """
    check_day(day, facts.today)
    if promised_on and promised_on < day:
        raise UsageError(_("{promised} is before {day}").format(promised=promised_on, day=day))
    if not (who or note or promised_on):
        raise UsageError(_("nothing is told of the call"), _("say who it was with --who, or what with --note"))
    action.signature = action.signature._replace(command=f"chase log {department.name} …")
    action.append(
        "call", department_id=department.id, task_id=task, channel=channel, who=who, note=note,
        promised_on=promised_on, as_of=day,
    )  # fmt: skip


def close_if_over(action: Action, plan: Plan, today: date) -> None:
    """Close a plan that is stored when its period is over already, from the day after its end; never a register."""
    if plan.period_end < today and plan.kind != "register":
        basis, day = _("the period was over when the plan was stored"), plan.period_end + timedelta(days=1)
        action.append("plan_state", plan_id=plan.id, closed=True, as_of=day, basis=basis)


def set_state(action: Action, facts: Facts, plan: Plan, word: Word, *, closed: bool) -> None:
    """Close a plan from a day on, or open it again. Raises EgovtrackError where it is so already, or was not issued."""
    if word.as_of < plan.issued_on:
        why = _("{day} is before plan {plan} was issued ({issued})")
        raise UsageError(why.format(day=word.as_of, plan=plan.key, issued=plan.issued_on))
    if plan.closed == closed and word.corrects is None:
        message = _("plan {key} is closed already") if closed else _("plan {key} is open already")
        raise EgovtrackError(message.format(key=plan.key))
    append_decision(action, facts, "plan_state", plan.key, word, [{"plan_id": plan.id, "closed": closed}])
