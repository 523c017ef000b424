"""Plans in the ledger, and what a reference such as 2017-13 or 2016-5.2 means."""

from datetime import date
from typing import Any, NamedTuple

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.queries.names import unknown
from egovtrack.queries.reader import Reader, as_date

# A document's row holds its whole text, and what stands behind that is read through it: an index has the rest of it.
# The plus makes the database begin there; each document found by its number would be such a row.
_PLANS = """
SELECT p.id, p.key, p.title, p.kind, p.period_start, p.period_end, p.cycle, o.number, o.issuer, o.issued_on
FROM document o JOIN plan p ON p.document_id = +o.id
WHERE NOT EXISTS (SELECT 1 FROM action u WHERE u.undoes_id = p.action_id)
ORDER BY o.issued_on DESC, p.key DESC"""
_COUNT_TASKS = "SELECT count(*) FROM task t WHERE t.plan_id = :plan"
_COUNT_PARTIES = """
SELECT count(*) FROM task t JOIN clause c ON c.task_id = t.id JOIN assignment a ON a.clause_id = c.id
WHERE t.plan_id = :plan"""
_TASK = "SELECT t.id FROM task t WHERE t.plan_id = :plan AND t.ref = :ref"
_REFS = "SELECT t.ref FROM task t WHERE t.plan_id = :plan ORDER BY t.position"
_CLAUSES = "SELECT c.id, c.number FROM clause c WHERE c.task_id = :task ORDER BY c.number"
_SECTIONS = "SELECT s.id, s.parent_id, s.label, s.title FROM section s WHERE s.plan_id = :plan ORDER BY s.position"
STATEMENTS = (_PLANS, _COUNT_TASKS, _COUNT_PARTIES, _TASK, _REFS, _CLAUSES, _SECTIONS)


class PlanRow(NamedTuple):
    """A plan. The period's ends are both inclusive."""

    id: int
    key: str
    title: str
    kind: str
    period_start: date
    period_end: date
    cycle: str
    number: str | None
    issuer: str | None
    issued_on: date


class Reference(NamedTuple):
    """What a reference means: a plan's task, and one of its clauses where the reference names one."""

    plan: PlanRow
    task_id: int
    ref: str
    clause_id: int | None = None


def read_plans(reader: Reader) -> list[PlanRow]:
    """All plans, newest first."""
    return [_plan(*row) for row in reader.rows(_PLANS)]


def _plan(*row: Any) -> PlanRow:
    plan_id, key, title, kind, start, end, cycle, number, issuer, issued = row
    return PlanRow(plan_id, key, title, kind, _day(start), _day(end), cycle, number, issuer, _day(issued))


def count_tasks(reader: Reader, plan: PlanRow) -> int:
    """How many tasks a plan has."""
    return int((reader.one(_COUNT_TASKS, plan=plan.id) or (0,))[0])


def count_parties(reader: Reader, plan: PlanRow) -> int:
    """How many parties a plan names; every naming counts."""
    return int((reader.one(_COUNT_PARTIES, plan=plan.id) or (0,))[0])


def _day(value: date | str) -> date:
    return as_date(value) or date.min


def find_plan(reader: Reader, key: str) -> PlanRow:
    """The plan with this key. Raises EgovtrackError, with the keys there are."""
    plans = read_plans(reader)
    for plan in plans:
        if plan.key == key:
            return plan
    known = _(", ").join(plan.key for plan in plans)
    raise EgovtrackError(
        _("there is no plan {key} in the ledger").format(key=key), _("it holds: {keys}").format(keys=known or "—")
    )


def find_reference(reader: Reader, text: str) -> Reference:
    """What `2017-13`, `2016-5.2` or `12fyp-4.2.3` means. Raises EgovtrackError with the nearest references."""
    key, separator, rest = text.strip().partition("-")
    if not separator or not rest:
        raise EgovtrackError(
            _("{text} is no reference").format(text=text), _("write it as 2017-13 or, for a clause, 2016-5.2")
        )
    plan = find_plan(reader, key)
    task = reader.one(_TASK, plan=plan.id, ref=rest)
    if task:
        return Reference(plan, task[0], f"{key}-{rest}")
    ref, _dot, number = rest.rpartition(".")
    whole = reader.one(_TASK, plan=plan.id, ref=ref)
    clauses = {str(row[1]): row[0] for row in reader.rows(_CLAUSES, task=whole[0])} if whole else {}
    if whole and number in clauses:
        return Reference(plan, whole[0], f"{key}-{rest}", clauses[number])
    known = [f"{key}-{one}" for (one,) in reader.rows(_REFS, plan=plan.id)] + [f"{key}-{ref}.{one}" for one in clauses]
    raise unknown(_("there is no task {text}").format(text=text), text, known)


def read_headings(reader: Reader, plan_id: int) -> dict[int | None, tuple[str, ...]]:
    """For every section of a plan the headings down to it, outermost first, each as issued; None has none."""
    found: dict[int | None, tuple[str, ...]] = {None: ()}
    for section_id, parent_id, label, title in reader.rows(_SECTIONS, plan=plan_id):
        found[section_id] = (*found[parent_id], label + title)
    return found
