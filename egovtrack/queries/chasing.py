"""How departments were asked before: by forms, by notices of each level, by telephone; and what they promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from egovtrack.chasing import ChaseRule, Kind, Level
from egovtrack.connection import as_date, to_date
from egovtrack.facts import Plan
from egovtrack.periods import Period
from egovtrack.queries.decisions import read_signatures
from egovtrack.queries.facts import Facts
from egovtrack.queries.holding import each_fact, select
from egovtrack.queries.rules import read_rules

_REQUESTS = """
SELECT r.action_id, r.department_id, i.clause_id, r.as_of, r.channel, r.level, i.cause, i.since
FROM request r JOIN request_item i ON i.request_id = r.id ORDER BY r.id"""
_ASKED = """
SELECT r.id, r.action_id, r.department_id, r.period_start, r.period_end, r.due_on, r.as_of, r.channel, r.level,
  r.reply_by
FROM request r WHERE r.plan_id = :plan AND r.as_of <= :as_of ORDER BY +r.id"""
_REFS = """
SELECT i.request_id, s.ref
FROM request r JOIN request_item i ON i.request_id = r.id JOIN clause c ON c.id = i.clause_id
JOIN task_text s ON s.task_id = c.task_id AND s.edition_id = :edition
WHERE r.plan_id = :plan ORDER BY +i.id"""

Item = tuple[int, int]
"""A department and a clause."""


class Call(NamedTuple):
    """A word with a department about what it owes, of all it has or of one task; `promised_on` is the day it named."""

    id: int
    action_id: int
    as_of: date
    department_id: int
    task_id: int | None
    channel: str
    who: str | None
    note: str | None
    promised_on: date | None


_CALLS = select(Call, "call", " AND x.as_of <= :as_of")


class Requests(NamedTuple):
    """What was asked before, by department and clause: the last day, for each cause (its kind and key) the day of each
    level that was issued, and each time: the day, by what, and the level. `calls` are those to each department, the
    oldest first.
    """

    last: dict[Item, date]
    issued: dict[Item, dict[tuple[Kind, date], dict[Level, date]]]
    calls: dict[int, list[Call]]
    asked: dict[Item, dict[tuple[date, str, Level | None], None]]


def read_requests(facts: Facts) -> Requests:
    """Return what was asked by the snapshot's day; a department that is no more stands under the one that answers."""
    day, registry = facts.snapshot.as_of, facts.registry
    found = Requests({}, defaultdict(lambda: defaultdict(dict)), defaultdict(list), defaultdict(dict))
    for action, department, clause, on, channel, level, cause, key in facts.connection.rows(_REQUESTS):
        if not facts.snapshot.holds(action) or to_date(on) > day:
            continue
        item = registry.departments[department].heir(day).id, clause
        found.last[item] = max(to_date(on), found.last.get(item, date.min))
        found.asked[item][to_date(on), channel, level] = None
        if level and cause:
            found.issued[item][cause, to_date(key)].setdefault(level, to_date(on))
    for call in each_fact(facts.connection, facts.snapshot, Call, _CALLS, as_of=day):
        found.calls[registry.departments[call.department_id].heir(day).id].append(call)
    return found


class RequestRow(NamedTuple):
    """A request: whom reports on a plan were asked of, for which period, on which tasks (`refs`), by when (`due_on`,
    and of a notice `reply_by`), on which day, by a form or a notice of a level, and who entered it when (UTC text).
    """

    id: int
    plan: str
    department: str
    period: str
    due_on: date
    asked_on: date
    channel: str
    level: str | None
    reply_by: date | None
    refs: list[str]
    author: str
    recorded_at: str


def each_request(facts: Facts, plans: Iterable[Plan]) -> list[RequestRow]:
    """Return the requests of plans by the snapshot's day, in the order of entry."""
    day, found = facts.snapshot.as_of, []
    for plan in plans:
        rows = facts.connection.rows(_ASKED, plan=plan.id, as_of=day)
        rows = [row for row in rows if facts.snapshot.holds(row[1])]
        signed = read_signatures(facts.connection, {row[1] for row in rows}, facts.moments)
        refs: dict[int, dict[str, None]] = defaultdict(dict)
        for request, ref in facts.connection.rows(_REFS, plan=plan.id, edition=plan.edition):
            refs[request][f"{plan.key}-{ref}"] = None
        for number, action, department, first, last, due, on, channel, level, reply in rows:
            period = Period(to_date(first), to_date(last)).label
            found.append(RequestRow(
                number, plan.key, facts.registry.name_on(department, day), period, to_date(due), to_date(on), channel,
                level, as_date(reply), [*refs[number]], *signed[action],
            ))  # fmt: skip
    return sorted(found)


def read_chase_rule(facts: Facts) -> ChaseRule:
    """Return the rule of chasing that is in force."""
    rules = read_rules(facts.connection, facts.snapshot, "chase")
    return ChaseRule(rules[-1].version, **rules[-1].content) if rules else ChaseRule()
