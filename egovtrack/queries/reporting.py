"""How reports are asked: the rules in force, exemptions, due days that a request has fixed, and the working days."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from egovtrack.connection import Connection, to_date
from egovtrack.facts import Plan
from egovtrack.periods import Period, ReportingRule, Schedule, scoped
from egovtrack.queries.holding import holding
from egovtrack.snapshot import Snapshot
from egovtrack.workdays import Workdays, Year

_RULES = """
SELECT x.id, x.action_id, x.replaces_id, x.plan_id, x.task_id, x.clause_id, x.department_id, x.as_of, x.cycle, x.due,
       x.roles, x.lead_answers, x.begins, x.basis
FROM reporting_rule x ORDER BY x.as_of, x.id"""
_EXEMPTIONS = """
SELECT x.id, x.action_id, x.replaces_id, x.plan_id, x.task_id, x.clause_id, x.department_id, x.period_start,
       x.period_end, x.basis
FROM exemption x ORDER BY x.id"""
_FIXED = """
SELECT r.plan_id, r.period_start, r.period_end, r.due_on, r.action_id FROM request r
WHERE r.level IS NULL OR EXISTS (SELECT 1 FROM request_item i WHERE i.request_id = r.id AND i.cause = 'silent')
ORDER BY r.id DESC"""
_OFFICE = "SELECT r.action_id, r.as_of, r.kind, r.content FROM rule r WHERE r.kind IN ('reporting', 'calendar')" \
    " ORDER BY r.id"  # fmt: skip
_APPEARED = """
SELECT c.clause_id, min(e.effective_on) FROM clause_text c JOIN edition e ON e.id = c.edition_id
WHERE e.plan_id = :plan AND e.id IN {editions} GROUP BY c.clause_id"""


class Scope(NamedTuple):
    """What a rule or an exemption is for: a whole plan, or what is named of it."""

    plan_id: int
    task_id: int | None
    clause_id: int | None
    department_id: int | None

    def covers(self, task: int, clause: int, department: int) -> bool:
        """Return whether an obligation of the plan is meant."""
        return all(own in {None, other} for own, other in zip(self[1:], (task, clause, department), strict=True))

    @property
    def level(self) -> int:
        """How special it is: a plan, a department, a task, a clause, and a department in one of these."""
        return (self.department_id is not None) + 2 * (self.task_id is not None) + 4 * (self.clause_id is not None)


class Asking:
    """How reports on a plan are asked. `lead_answers`: some rule says that the lead's report answers for others."""

    def __init__(
        self,
        plan: Plan,
        shipped: ReportingRule,
        rules: list[tuple[Scope, ReportingRule]],
        exempt: list[tuple[Scope, Period]],
        fixed: Mapping[Period, date],
        workdays: Workdays,
    ) -> None:
        self.workdays = workdays
        self._plan, self._rules, self._exempt, self._fixed = plan, rules, exempt, fixed
        self._base = shipped._replace(cycle=plan.cycle)
        self._special = any(scope.level for scope, _what in (*rules, *exempt))
        self._of = cache(self._make)
        self.lead_answers = shipped.lead_answers or any(rule.lead_answers for _scope, rule in rules)

    def schedule(self, task: int = 0, clause: int = 0, department: int = 0) -> Schedule:
        """Return the periods for which an obligation is asked; without one, the plan as a whole."""
        return self._of(task, clause, department) if self._special else self._of(0, 0, 0)

    def schedules(self) -> list[Schedule]:
        """Return the ways in which something in the plan is asked, whoever is exempt; the plan's own is the first."""
        special = dict.fromkeys(scope[1:] for scope, _rule in self._rules if scope.level)
        return [self._asked((), *(each or 0 for each in scope)) for scope in ((0, 0, 0), *special)]

    def _make(self, task: int, clause: int, department: int) -> Schedule:
        exempt = [span for scope, span in self._exempt if scope.covers(task, clause, department)]
        return self._asked(exempt, task, clause, department)

    def _asked(self, exempt: Sequence[Period], task: int, clause: int, department: int) -> Schedule:
        rules = [(scope.level, rule) for scope, rule in self._rules if scope.covers(task, clause, department)]
        return Schedule(scoped([(-1, self._base), *rules]), self._plan.open_since, self.workdays, self._fixed, exempt)


class ReportingFacts:
    """All that is known of how reports are asked, read once; `of` gives a plan's part."""

    def __init__(self, connection: Connection, snapshot: Snapshot) -> None:
        self._rules: dict[int, list[tuple[Scope, ReportingRule]]] = defaultdict(list)
        self._exempt: dict[int, list[tuple[Scope, Period]]] = defaultdict(list)
        self._fixed: dict[int, dict[Period, date]] = defaultdict(dict)
        self._shipped = ReportingRule()
        years: dict[int, Year] = {}
        # By plan the rules and exemptions that hold, each with its number and basis.
        self.said: dict[int, list[tuple[int, Scope, ReportingRule | Period, str | None]]] = defaultdict(list)
        for row in holding(snapshot, connection.rows(_RULES)):
            since, cycle, due, roles, lead_answers, begins, basis = row[7:]
            given = {"weekday" if cycle == "weekly" else "due": due}
            rule = ReportingRule(
                to_date(since), cycle, roles=tuple(roles.split()), lead_answers=bool(lead_answers),
                begins=bool(begins), **given,
            )  # fmt: skip
            self._rules[row[3]].append((Scope(*row[3:7]), rule))
            self.said[row[3]].append((row[0], Scope(*row[3:7]), rule, basis))
        for row in holding(snapshot, connection.rows(_EXEMPTIONS)):
            span = Period(to_date(row[7]), to_date(row[8]))
            self._exempt[row[3]].append((Scope(*row[3:7]), span))
            self.said[row[3]].append((row[0], Scope(*row[3:7]), span, row[9]))
        for plan, first, last, due, action in connection.rows(_FIXED):  # of several the first request comes last
            if snapshot.holds(action):
                self._fixed[plan][Period(to_date(first), to_date(last))] = to_date(due)
        for action, since, kind, content in connection.rows(_OFFICE):
            if snapshot.holds(action) and (since or "") <= snapshot.as_of.isoformat():
                said = json.loads(content)
                if kind == "reporting":
                    self._shipped = ReportingRule(
                        due=said["due"], weekday=said["weekday"], roles=tuple(said["roles"]),
                        lead_answers=said["lead_answers"],
                    )  # fmt: skip
                else:
                    days = (frozenset(map(date.fromisoformat, said[name])) for name in Year._fields)
                    years[said["year"]] = Year(*days)
        self.workdays = Workdays(years)
        self.of = cache(self._of)

    def _of(self, plan: Plan) -> Asking:
        """Return how reports on a plan are asked."""
        return Asking(
            plan, self._shipped, self._rules[plan.id], self._exempt[plan.id], self._fixed[plan.id], self.workdays
        )


def appeared(connection: Connection, plan: Plan, editions: str) -> dict[int, date]:
    """Return by clause the day from which it is in a plan, of those `editions` (a list as SQL has it)."""
    rows = connection.rows(_APPEARED.format(editions=editions), plan=plan.id)
    return {clause: to_date(day) for clause, day in rows}
