"""How departments were asked before: by forms, by notices of each level, by telephone; and what they promised."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from egovtrack.chasing import ChaseRule, Kind, Level
from egovtrack.connection import as_date, to_date
from egovtrack.queries.facts import Facts
from egovtrack.queries.registry import holding
from egovtrack.queries.rules import read_rules

_REQUESTS = """
SELECT r.action_id, r.department_id, i.clause_id, r.as_of, r.channel, r.level, i.cause, i.since
FROM request r JOIN request_item i ON i.request_id = r.id ORDER BY r.id"""
_CALLS = """
SELECT c.id, c.action_id, c.replaces_id, c.department_id, c.task_id, c.channel, c.who, c.note, c.promised_on, c.as_of
FROM call c WHERE c.as_of <= :as_of ORDER BY c.as_of, c.id"""

Item = tuple[int, int]
"""A department and a clause."""


class Call(NamedTuple):
    """A word with a department about what it owes, of all it has or of one task; `promised_on` is the day it named."""

    id: int
    action: int
    department: int
    task: int | None
    channel: str
    who: str | None
    note: str | None
    promised_on: date | None
    as_of: date


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
    for row in holding(facts.snapshot, facts.connection.rows(_CALLS, as_of=day)):
        number, action, _old, department, task, channel, who, note, promised, on = row
        call = Call(number, action, department, task, channel, who, note, as_date(promised), to_date(on))
        found.calls[registry.departments[department].heir(day).id].append(call)
    return found


def read_chase_rule(facts: Facts) -> ChaseRule:
    """Return the rule of chasing that is in force."""
    rules = read_rules(facts.connection, facts.snapshot, "chase")
    return ChaseRule(rules[-1].version, **rules[-1].content) if rules else ChaseRule()
