"""What the office decided on a whole plan, as a sheet."""

from __future__ import annotations

from egovtrack.facts import Plan
from egovtrack.i18n import written as _
from egovtrack.periods import ReportingRule
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import read_states
from egovtrack.queries.registry import task_ref
from egovtrack.queries.reporting import Scope
from egovtrack.sheets import Sheet, column, in_words, make_sheet


def plan_decisions_sheet(facts: Facts, plan: Plan) -> Sheet:
    """Return how a plan is asked, for whom no report is asked, and when it was closed; each with its number, which a
    correction names.
    """
    records = []
    for number, scope, said, basis in facts.reporting.said[plan.id]:
        is_rule = isinstance(said, ReportingRule)
        records.append({
            "id": number, "kind": "rule" if is_rule else "exemption", "name": _whom(facts, scope),
            "message": _rule(said) if isinstance(said, ReportingRule) else said.label,
            "as_of": said.since if isinstance(said, ReportingRule) else said.first, "basis": basis,
        })  # fmt: skip
    records += [
        {
            "id": state.id, "kind": "closed" if state.closed else "reopened", "name": "", "message": "",
            "as_of": state.as_of, "basis": state.basis,
        }
        for state in read_states(facts.connection, facts.snapshot)
        if state.plan_id == plan.id
    ]  # fmt: skip
    title = _("What the office decided on plan {key}").format(key=plan.key)
    keys = (
        "id", column("kind", codes_of="plan_decision"), column("name", label=_("For whom")),
        column("message", label=_("What")), column("as_of", label=_("Since")), "basis",
    )  # fmt: skip
    return make_sheet("plan_decisions", facts.snapshot.as_of, title, records, keys=keys)


def _whom(facts: Facts, scope: Scope) -> str:
    """Return the task and the department that a decision is for; nothing where it is for all."""
    name = facts.registry.name_on(scope.department_id, facts.snapshot.as_of) if scope.department_id else ""
    ref = task_ref(facts.connection, facts.snapshot, scope.task_id) if scope.task_id else ""
    return " ".join(filter(None, (ref, name)))


def _rule(rule: ReportingRule) -> str:
    due = rule.weekday if rule.cycle == "weekly" else rule.due
    roles = _(", ").join(in_words("role", role) for role in rule.roles)
    words = _("{cycle}, due on day {due}; asked: {roles}")
    return words.format(cycle=in_words("cycle", rule.cycle), due=due, roles=roles)
