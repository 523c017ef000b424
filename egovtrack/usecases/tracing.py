"""The thread of a task through the plans: read for a question, and handed to `tracing`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from egovtrack.errors import UsageError
from egovtrack.facts import Plan, Reference
from egovtrack.i18n import gettext as _
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import read_headings
from egovtrack.queries.tasks import each_target, each_task
from egovtrack.rollup import TaskRow
from egovtrack.rules import CLOSED, DONE
from egovtrack.tracing import (
    BEST,
    LATER,
    SHOWN,
    SHOWN_OF_FIVE_YEARS,
    Relation,
    State,
    Thread,
    Trace,
    Traced,
    Turn,
    relation,
    threads,
    turns,
)


def read_traced(facts: Facts, plan: Plan) -> list[Traced]:
    """Return the tasks of a plan as they are compared, in its order."""
    connection, registry = facts.connection, facts.registry
    headings, standing = read_headings(connection, plan.edition), facts.standing(plan)
    units: dict[int, set[str]] = {}
    for text, target in each_target(connection, plan.edition):
        units.setdefault(text, set()).add(target.unit or "")
    found = []
    for task in each_task(connection, plan.edition):
        named = [party for clause in task.clauses for party in clause.parties if party.kind == "department"]
        known = [(party, standing.who(party.party_id)) for party in named]
        offices = {registry.name_on(who, facts.snapshot.as_of) if who else party.printed for party, who in known}
        found.append(
            Traced(
                task.id, f"{plan.key}-{task.ref}", facts.decisions.title_of(task), task.text, headings[task.section],
                frozenset(offices), frozenset(units.get(task.text_id, ())) - {""},
            )
        )  # fmt: skip
    return found


def threads_with(facts: Facts, plan: Plan, others: Iterable[Plan]) -> Iterator[tuple[Plan, Relation, list[Thread]]]:
    """Yield of each other plan what its tasks are to those of a plan, and every pair of their tasks as a thread, the
    likest first.
    """
    own = read_traced(facts, plan)
    said: dict[tuple[int, int], tuple[State, str]] = {
        pair: ("confirmed" if each.state == "confirmed" else "rejected", each.basis)
        for pair, each in facts.decisions.links.items()
    }
    for other in others:
        kind = relation(plan, other)
        theirs = read_traced(facts, other)
        later, earlier = (own, theirs) if kind in LATER else (theirs, own)
        least = SHOWN_OF_FIVE_YEARS if kind in {"serves", "served_by"} else SHOWN
        yield other, kind, threads(later, earlier, said, least)


def trace(facts: Facts, reference: Reference) -> list[Trace]:
    """Return the threads of a task: of each other plan the likest three, and all of which the office said something;
    the plan that comes next in time first.
    """
    others = [plan for plan in facts.issued if plan.id != reference.plan.id]
    others.sort(key=lambda plan: (plan.kind == "five_year", -plan.period_start.toordinal()))
    found = []
    for _plan, kind, between in threads_with(facts, reference.plan, others):
        is_later = kind in LATER
        own = [each for each in between if (each.later if is_later else each.earlier).id == reference.task_id]
        for place, thread in enumerate(own):
            if place < BEST or thread.state != "suggested":
                ends = (thread.later, thread.earlier) if is_later else (thread.earlier, thread.later)
                found.append(Trace(thread, kind, *ends, reference.plan))
    order: Sequence[Relation] = ("forerunner", "serves", "successor", "served_by")
    return sorted(found, key=lambda each: order.index(each.relation))


def plan_turns(facts: Facts, keys: Sequence[str]) -> tuple[Plan, list[Plan], list[Turn]]:
    """Return what became of the tasks of the earliest of some plans in the others, and those plans; a five-year plan
    comes before all others.

    Raises UsageError where fewer than two plans are named.
    """
    plans = sorted(
        (facts.plan(key) for key in dict.fromkeys(keys)),
        key=lambda plan: (plan.kind != "five_year", plan.period_start, plan.issued_on, plan.key),
    )
    if len(plans) < 2:
        raise UsageError(_("a plan is compared with another"), _("name two plans"))
    between = [each for _plan, _kind, pairs in threads_with(facts, plans[0], plans[1:]) for each in pairs]
    return plans[0], plans[1:], turns(sorted(between, key=lambda each: -each.likeness.score))


def left_open(facts: Facts, plan: Plan) -> list[tuple[TaskRow, Thread | None]]:
    """Return the tasks of a closed plan that are not done, each with the likest thread to a task of a later plan."""
    tasks = {row.id: row for row in facts.tasks(plan, brief=True) if row.status not in CLOSED | DONE}
    likest: dict[int, Thread] = {}
    later = [each for each in facts.issued if each.id != plan.id and relation(plan, each) == "successor"]
    for _plan, _kind, between in threads_with(facts, plan, later if tasks else ()):
        for each in between:
            known = likest.get(each.earlier.id)
            if each.holds and (known is None or each.likeness.score > known.likeness.score):
                likest[each.earlier.id] = each
    return [(row, likest.get(key)) for key, row in tasks.items()]
