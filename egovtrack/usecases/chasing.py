"""Whom to ask again, about what, why and how firmly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from egovtrack.chasing import LEVELS, Cause, ChaseItem, ChaseRule, Step, next_level
from egovtrack.facts import Plan
from egovtrack.periods import Period
from egovtrack.queries.chasing import Call, Requests, read_chase_rule, read_requests
from egovtrack.queries.facts import Facts
from egovtrack.standing import Obligation
from egovtrack.usecases.asking import AskedItem, asked_items, check_open, due_days, is_open, strength


def chase_items(facts: Facts, plans: Iterable[Plan], span: Period | None = None) -> list[ChaseItem]:
    """Return what is asked of open plans for a period (`span`: the periods that end within these days; else the newest
    whose due day has passed), and what else is owed, in the order of the departments in the registry.
    """
    rule, requests = read_chase_rule(facts), read_requests(facts)
    found = [item for plan in plans for item in _items(facts, plan, span, rule, requests)]
    order = {department: place for place, department in enumerate(facts.registry.departments)}
    return sorted(found, key=lambda item: order[item.obligation.holder_id])


def chased_plans(facts: Facts, keys: Collection[str]) -> list[Plan]:
    """Return the plans with these keys, else all that are open. Raises EgovtrackError for one named that is closed."""
    plans = facts.chosen(keys)
    check_open(plans if keys else ())
    return [plan for plan in plans if not plan.closed]


def _items(facts: Facts, plan: Plan, span: Period | None, rule: ChaseRule, requests: Requests) -> Iterator[ChaseItem]:
    asked = [item for period in _periods(facts, plan, span) for item in asked_items(facts, plan, period)]
    now: dict[tuple[int, int], Obligation] = {}
    for each in sorted(facts.obligations(plan), key=strength):
        now.setdefault((each.holder_id, each.clause_id), each)
    answered = {item.obligation.holder_id for item in asked if item.received_on}
    seen = set()
    for item in asked:
        place = item.obligation.holder_id, item.obligation.clause_id
        seen.add(place)
        current = now.get(place, item.obligation)
        causes = _causes(facts, plan, current, item if span else None)
        yield _item(facts, current, item, causes, rule, requests, answered)
    for place, each in now.items():
        if place not in seen and (causes := _causes(facts, plan, each, None)):
            yield _item(facts, each, None, causes, rule, requests, answered)


def _periods(facts: Facts, plan: Plan, span: Period | None) -> list[Period]:
    schedules = facts.reporting.of(plan).schedules()
    if span:
        return sorted({period for schedule in schedules for period in schedule.ending_within(span)})
    day = facts.snapshot.as_of
    return sorted({(schedule.passed(day) or [schedule.upcoming(day)[0]])[-1] for schedule in schedules})


def _causes(facts: Facts, plan: Plan, each: Obligation, of_period: AskedItem | None) -> list[Cause]:
    """Return what an obligation owes. `of_period`: of reports only that for this period."""
    asking, day = facts.reporting.of(plan), facts.snapshot.as_of
    schedule = asking.schedule(each.task_id, each.clause_id, each.department_id)
    if not is_open(each) or each.role not in schedule.rule_on(day).roles:
        return []
    if of_period:
        missed = [of_period.period] if _state(of_period) == "silent" else []
    else:
        missed = schedule.passed(day)[-each.missed_periods :] if each.reporting == "silent" else []
    causes = [Cause("silent", due_days(schedule, period)[0], period) for period in missed]
    situation = each.situation
    if each.deadline < day:
        causes.append(Cause("overdue", each.deadline))
    if situation.blocked_since and (day - situation.blocked_since).days > facts.rule.blocked_days:
        since = situation.blocked_since + timedelta(days=facts.rule.blocked_days)
        causes.append(Cause("blocked", since))
    if situation.milestone and situation.milestone < day:
        causes.append(Cause("milestone", situation.milestone))
    return causes


def _state(item: AskedItem) -> str:
    if item.received_on:
        return "unchanged" if item.unchanged else "moved"
    return "silent" if item.outcome == "missed" else "not_due"


def _item(
    facts: Facts, each: Obligation, asked: AskedItem | None, causes: Sequence[Cause], rule: ChaseRule,
    requests: Requests, answered: Collection[int],
) -> ChaseItem:  # fmt: skip
    day, workdays = facts.snapshot.as_of, facts.reporting.workdays
    issued = requests.issued[each.holder_id, each.clause_id]
    steps = [
        Step(cause, *step)
        for cause in causes
        if (step := next_level(rule, workdays, cause, issued[cause.kind, cause.key]))
    ]
    levels = [level for cause in causes for level in issued[cause.kind, cause.key]]
    calls = [call for call in requests.calls[each.holder_id] if call.task_id in {None, each.task_id}]
    promise = next((call for call in reversed(calls) if call.promised_on), None)
    reasons = list(dict.fromkeys(cause.kind for cause in causes if cause.kind != "silent"))
    told: list[str] = [*reasons]
    if any(cause.kind == "silent" for cause in causes):
        partly = "partly" if each.holder_id in answered else "silent"
        told.insert(0, partly if each.last_report_on else "never")
    if promise and _is_broken(promise, causes, day):
        told.append("promise")
    last = requests.last.get((each.holder_id, each.clause_id))
    days = [*([last] if last else []), *(call.as_of for call in calls)]
    return ChaseItem(
        each, asked.period if asked else None, _state(asked) if asked else None, tuple(told),
        max(levels, key=LEVELS.index, default=None), tuple(steps), max(days, default=None),
        promise.promised_on if promise else None, len({on for days in issued.values() for on in days.values()}),
    )  # fmt: skip


def _is_broken(promise: Call, causes: Iterable[Cause], day: date) -> bool:
    """Return whether what was owed when something was promised is owed still after the day that was named."""
    return bool(promise.promised_on and promise.promised_on < day and any(c.since <= promise.as_of for c in causes))
