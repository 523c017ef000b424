"""What the office adds to a plan, apart from the document's words: who is meant by an indefinite party, who leads
where the document names no lead, and until when.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from egovtrack.queries.known import View, entered
from egovtrack.queries.plans import PlanRow
from egovtrack.queries.reader import Reader, Value, as_date

IS_DESIGNATED = f"""w.member AND w.as_of <= :as_of AND {entered("w")}
  AND NOT EXISTS (
    SELECT 1 FROM designation v
    WHERE v.clause_id = w.clause_id AND v.collective_id = w.collective_id AND v.department_id = w.department_id
      AND (v.as_of > w.as_of OR (v.as_of = w.as_of AND v.id > w.id)) AND v.as_of <= :as_of AND {entered("v")})"""
"""SQL: the designation w is in force: nothing later on the same department in the same place is."""

_DESIGNATIONS = f"""
SELECT w.clause_id, w.collective_id, w.department_id, w.as_of, w.basis, e.author, e.recorded_at
FROM designation w
JOIN clause c ON c.id = w.clause_id JOIN task t ON t.id = c.task_id JOIN action e ON e.id = w.action_id
WHERE {{plan}} = :plan AND {IS_DESIGNATED}{{limit}}
ORDER BY w.id"""
_LEADS = f"""
SELECT x.clause_id, x.department_id, x.as_of, x.basis, e.author, e.recorded_at
FROM assigned_lead x
JOIN clause c ON c.id = x.clause_id JOIN task t ON t.id = c.task_id JOIN action e ON e.id = x.action_id
WHERE {{plan}} = :plan AND x.as_of <= :as_of AND {entered("x")}{{limit}}
ORDER BY x.as_of, x.id"""
_EXTENSIONS = f"""
SELECT x.task_id, x.clause_id, x.until, x.as_of, x.reason, e.author, e.recorded_at
FROM extension x JOIN task t ON t.id = x.task_id JOIN action e ON e.id = x.action_id
WHERE {{plan}} = :plan AND x.as_of <= :as_of AND {entered("x")}{{limit}}
ORDER BY x.as_of, x.id"""
# The office adds little: it is found from its own rows, not from the tasks of the plan. Unary plus keeps the database
# from beginning with those.
_NARROW = {None: {"plan": "+t.plan_id", "limit": ""}, "task": {"plan": "t.plan_id", "limit": " AND t.id = :task"}}
_INDEFINITE = """
SELECT DISTINCT a.clause_id, a.collective_id FROM task t
JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id JOIN collective g ON g.id = a.collective_id
WHERE t.plan_id = :plan AND g.kind = 'indefinite'"""
STATEMENTS = (
    *(one.format(**how) for one in (_DESIGNATIONS, _LEADS, _EXTENSIONS) for how in _NARROW.values()), _INDEFINITE,
)  # fmt: skip


class Designated(NamedTuple):
    """A department designated for an indefinite party: since when, on what basis, by whom, entered when (UTC text)."""

    clause_id: int
    collective_id: int
    department_id: int
    as_of: date
    basis: str
    author: str
    recorded_at: str


class AssignedLead(NamedTuple):
    """The lead that the office set for a clause: since when, on what basis, by whom, entered when (UTC text)."""

    clause_id: int
    department_id: int
    as_of: date
    basis: str
    author: str
    recorded_at: str


class Extended(NamedTuple):
    """A deadline moved to `until`: of a whole task, or of one clause; decided on `as_of`, for what reason, by whom."""

    task_id: int
    clause_id: int | None
    until: date
    as_of: date
    reason: str
    author: str
    recorded_at: str


class Office(NamedTuple):
    """All that the office has added to a plan, as of a day and as known at a moment: those designated by clause and
    collective, the leads by clause, the extensions by task.
    """

    designated: dict[tuple[int, int], dict[int, Designated]]
    leads: dict[int, AssignedLead]
    extensions: dict[int, list[Extended]]

    def meant_by(self, clause: int, collective: int | None) -> dict[int, Designated]:
        """Who is designated for a collective in a clause, by department; empty while nobody is."""
        return self.designated.get((clause, collective), {}) if collective is not None else {}

    def extensions_of(self, task: int, clause: int) -> list[Extended]:
        """The extensions that hold for a clause, its own and its task's, in order; the last one counts."""
        return [one for one in self.extensions.get(task, ()) if one.clause_id in {None, clause}]


def read_office(reader: Reader, plan: PlanRow, view: View, task: int | None = None) -> Office:
    """What the office has added to a plan, or to one of its tasks, and not taken back."""
    narrow = _NARROW[None if task is None else "task"]
    look: dict[str, Value] = {"plan": plan.id, "as_of": view.as_of, "known_at": view.known_at}
    if task is not None:
        look["task"] = task
    designated: dict[tuple[int, int], dict[int, Designated]] = defaultdict(dict)
    for clause, collective, department, day, *rest in reader.rows(_DESIGNATIONS.format(**narrow), **look):
        one = Designated(clause, collective, department, _day(day), *rest)
        designated[clause, collective][department] = one
    leads: dict[int, AssignedLead] = {}
    for clause, department, day, *rest in reader.rows(_LEADS.format(**narrow), **look):
        leads.pop(clause, None)
        if department is not None:
            leads[clause] = AssignedLead(clause, department, _day(day), *rest)
    extensions: dict[int, list[Extended]] = defaultdict(list)
    for of_task, clause, until, day, *rest in reader.rows(_EXTENSIONS.format(**narrow), **look):
        extensions[of_task].append(Extended(of_task, clause, _day(until), _day(day), *rest))
    return Office(dict(designated), leads, dict(extensions))


def _day(value: date | str) -> date:
    return as_date(value) or date.min


def count_open(reader: Reader, plan: PlanRow, view: View) -> int:
    """How many indefinite parties of a plan nobody is designated for."""
    designated = read_office(reader, plan, view).designated
    return sum((clause, collective) not in designated for clause, collective in reader.rows(_INDEFINITE, plan=plan.id))
