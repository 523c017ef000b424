"""Who is asked for a period, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from egovtrack.errors import EgovtrackError
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.periods import Period, Schedule
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import AnswerRow, period_answers
from egovtrack.rules import CLOSED, DONE
from egovtrack.standing import ROLES, VIAS, Obligation

Outcome = Literal["in_time", "late", "missed", "not_due"]
OUTCOMES: tuple[Outcome, ...] = ("in_time", "late", "missed", "not_due")


class AskedItem(NamedTuple):
    """An obligation that is asked for a period, and the answer, as far as it has come by the day looked at.

    `received_on` is the day on which the first answer came in, `unchanged`: no answer says anything new. What came
    after the next period's due day is `missed` all the same.
    """

    obligation: Obligation
    period: Period
    due: date
    outcome: Outcome
    received_on: date | None
    unchanged: bool


def asked_items(facts: Facts, plan: Plan, period: Period) -> list[AskedItem]:
    """Return what is asked for a period, and what came of it by the snapshot's day: what was open on the period's first
    day, and is still on its due day or was answered; once for each department and clause, in its strongest role, as
    named rather than as a member. What is asked for before the due day is told as of the snapshot's day.
    """
    day, asking = facts.snapshot.as_of, facts.reporting.of(plan)
    schedules = [schedule for schedule in asking.schedules() if schedule.asks_for(period)]
    if not schedules:
        return []
    first = facts.on(min(period.first, day))
    begun = {_place(each) for each in first.obligations(first.plan(plan.key)) if is_open(each)}
    answers: dict[int, list[AnswerRow]] = defaultdict(list)
    for answer in period_answers(facts, plan, period):
        answers[answer.task].append(answer)
    found: dict[tuple[int, int], AskedItem] = {}
    for due in sorted({due_days(schedule, period)[0] for schedule in schedules}):
        for item in _due_on(facts, plan, period, due, begun, answers):
            found.setdefault((item.obligation.holder_id, item.obligation.clause_id), item)
    return list(found.values())


def _due_on(
    facts: Facts, plan: Plan, period: Period, due: date, begun: Container[tuple[int, int]],
    answers: Mapping[int, list[AnswerRow]],
) -> Iterator[AskedItem]:  # fmt: skip
    """Yield what is asked for a period and due on a day, the strongest roles first. `begun` is what was open on the
    period's first day: department and clause; `answers` are those to the period, by task.
    """
    day, asking = facts.snapshot.as_of, facts.reporting.of(plan)
    last = facts.on(min(due, day))
    obligations = sorted(last.obligations(last.plan(plan.key)), key=strength)
    leads = {_place(each) for each in obligations if each.leads()}
    days = cache(lambda schedule: due_days(schedule, period) if schedule.asks_for(period) else None)
    rule_of = cache(lambda schedule: schedule.rule_on(period.first))
    for each in obligations:
        schedule = asking.schedule(each.task_id, each.clause_id, each.department_id)
        asked, rule = days(schedule), rule_of(schedule)
        if asked is None or asked[0] != due or _place(each) not in begun or each.role not in rule.roles:
            continue
        if last.decisions.returned_on(each.task_id, each.clause_id, each.department_id) > period.first:
            continue  # what was sent back is asked for again from the next period on
        own = [
            answer
            for answer in answers.get(each.task_id, ())
            if answer.clause in {None, each.clause_id}
            if _has_heir(facts, answer.department, each)
            or (rule.lead_answers and (answer.department, each.clause_id) in leads)
        ]
        if own or is_open(each):
            outcome = _outcome(own, *asked, day)
            received = own[0].received_on if own else None
            yield AskedItem(each, period, due, outcome, received, bool(own) and all(a.unchanged for a in own))


class AnswerCount(NamedTuple):
    """What a department was asked for a period, and what came of it. `state`: `in_time`, `late` (some came late),
    `partly` (some did not come), `missed` (nothing came), `not_due`; `refs` are those not answered.
    """

    department: str
    asked: int
    in_time: int
    late: int
    unchanged: int
    missed: int
    not_due: int
    state: str
    refs: list[str]


def count_answers(items: Iterable[AskedItem]) -> list[AnswerCount]:
    """Return what came of a period by department, in the order of the items."""
    groups: dict[str, list[AskedItem]] = {}
    for item in items:
        groups.setdefault(item.obligation.department, []).append(item)
    found = []
    for department, own in groups.items():
        counts = {outcome: sum(item.outcome == outcome for item in own) for outcome in OUTCOMES}
        open_ones = [item.obligation.ref for item in own if item.outcome in {"missed", "not_due"}]
        unchanged = sum(item.unchanged for item in own)
        state = "late" if counts["late"] else "in_time"
        if open_ones:
            state = "not_due" if not counts["missed"] else "missed" if len(open_ones) == len(own) else "partly"
        found.append(AnswerCount(
            department, len(own), counts["in_time"], counts["late"], unchanged, counts["missed"], counts["not_due"],
            state, open_ones,
        ))  # fmt: skip
    return found


def check_open(plans: Iterable[Plan]) -> None:
    """Raise EgovtrackError for a plan that is closed: nothing is asked of it."""
    for plan in plans:
        if plan.closed:
            why = _("plan {key} is closed, and nothing is asked").format(key=plan.key)
            raise EgovtrackError(why, _("to ask again: egovtrack plans reopen {key}").format(key=plan.key))


def newest_period(facts: Facts, plan: Plan) -> Period:
    """Return the newest period of a plan whose due day has passed; before there is one, the first."""
    schedule = facts.reporting.of(plan).schedule()
    passed = schedule.passed(facts.snapshot.as_of)
    return passed[-1] if passed else next(schedule.each())[0]


def asked_so_far(facts: Facts, plan: Plan) -> list[str]:
    """Return what the person should know of a plan that was just stored: whether it is closed, or for how many periods
    reports count as missed already, and how to change that.
    """
    if plan.closed:
        words = _(
            "{key}: its period ended on {day}, so it is closed and nothing is asked; egovtrack plans reopen {key}"
        )
        return [words.format(key=plan.key, day=plan.period_end)]
    passed = facts.reporting.of(plan).schedule().passed(facts.today)
    if not passed:
        return []
    words = ngettext(
        "{key}: reports are asked from {first} on, and {count} period counts as missed already; to begin now: "
        "egovtrack plans rule {key} --from {today}",
        "{key}: reports are asked from {first} on, and {count} periods count as missed already; to begin now: "
        "egovtrack plans rule {key} --from {today}",
        len(passed),
    )
    return [words.format(key=plan.key, first=passed[0].label, count=len(passed), today=facts.today)]


@lru_cache(maxsize=1024)  # asked for every item anew, and counted from the schedule's first period on
def due_days(schedule: Schedule, period: Period) -> tuple[date, date]:
    """Return the day on which the report of a period is due, and that of the period after it."""
    following, rule = next(each for each in schedule.each() if each[0].first > period.first)
    return schedule.due(period, schedule.rule_on(period.first)), schedule.due(following, rule)


def is_open(obligation: Obligation) -> bool:
    """Return whether something is still to be done: it is in an open plan, and neither done nor given up."""
    return obligation.status not in CLOSED | DONE | {"unfinished"}


def _outcome(answers: list[AnswerRow], due: date, following: date, day: date) -> Outcome:
    if answers and answers[0].received_on <= following:
        return "in_time" if answers[0].received_on <= due else "late"
    return "missed" if day > due else "not_due"


def _has_heir(facts: Facts, department: int, each: Obligation) -> bool:
    """Return whether a department answers in an obligation's place: it is the one, or has the same heir."""
    if department in {each.department_id, each.holder_id}:
        return True
    return facts.registry.departments[department].heir(facts.snapshot.as_of).id == each.holder_id


def _place(obligation: Obligation) -> tuple[int, int]:
    return obligation.department_id, obligation.clause_id


def strength(obligation: Obligation) -> tuple[int, int]:
    """Return how strong a role is, and how it came, as a key to sort by: the strongest first."""
    return ROLES.index(obligation.role), VIAS.index(obligation.via)
