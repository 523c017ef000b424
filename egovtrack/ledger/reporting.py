"""Entering how reports are asked: rules, exemptions, requests; and closing a plan or opening it again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from egovtrack.errors import EgovtrackError, UsageError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.ledger.actions import Action
from egovtrack.ledger.decisions import Word, append_decision
from egovtrack.periods import Period, ReportingRule
from egovtrack.queries.facts import Facts
from egovtrack.queries.reporting import Scope

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
    old = facts.reporting.of(plan).schedule(scope.task or 0, scope.clause or 0, scope.department or 0).rule_on(since)
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
    row = _columns(scope) | {
        "cycle": new.cycle, "due": new.weekday if is_weekly else new.due, "roles": " ".join(new.roles),
        "lead_answers": new.lead_answers, "begins": new.begins,
    }  # fmt: skip
    append_decision(action, facts, "reporting_rule", plan.key, word, [row])
    return new


def exempt(action: Action, facts: Facts, plan: Plan, scope: Scope, span: Period, word: Word) -> None:
    """Enter that no report is asked for the periods within a span of days. Raises UsageError without a basis."""
    if not word.basis.strip():
        raise UsageError(_("an exemption needs its basis"), _("give it with --basis"))
    row = _columns(scope) | {"period_start": span.first, "period_end": span.last}
    append_decision(action, facts, "exemption", plan.key, word, [row])


def request(
    action: Action, plan: Plan, department: int, period: Period, due: date, day: date, clauses: Iterable[int]
) -> None:
    """Enter that a form was made by which a department is asked for its reports on clauses of a plan."""
    number = action.append(
        "request", plan_id=plan.id, department_id=department, period_start=period.first, period_end=period.last,
        due_on=due, as_of=day, channel="form",
    )  # fmt: skip
    action.append_all("request_item", ({"request_id": number, "clause_id": clause} for clause in clauses))


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


def _columns(scope: Scope) -> dict[str, int | None]:
    return {
        "plan_id": scope.plan, "task_id": scope.task, "clause_id": scope.clause, "department_id": scope.department,
    }  # fmt: skip
