"""The thread of a task through the plans: read for a question, and handed to `tracing`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from egovtrack.errors import UsageError
from egovtrack.facts import Plan, Reference
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.queries.facts import Facts
from egovtrack.queries.plans import read_headings
from egovtrack.queries.tasks import each_target, each_task
from egovtrack.rollup import TaskRow
from egovtrack.rules import CLOSED, DONE
from egovtrack.tracing import (
    BEST,
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
from egovtrack.usecases.tasks import each_task_row, task_row
from egovtrack.words import STATUS


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


def past(facts: Facts, task: int) -> list[str]:
    """Return in words what a task goes on with: 2017-27, unfinished, extended once."""
    found = []
    for ref in facts.decisions.goes_on_with(task):
        row = task_row(facts, facts.reference(ref))
        said = _("{ref}, {status}").format(ref=ref, status=_(STATUS[row.status]) if row.status else _("no report"))
        words = ngettext("{text}, extended {count} time", "{text}, extended {count} times", row.extensions)
        found.append(words.format(text=said, count=row.extensions) if row.extensions else said)
    return found


def each_thread(facts: Facts, one: Plan, other: Plan) -> tuple[Plan, Plan, list[Thread]]:
    """Return of two plans the later one, the earlier one, and every pair of their tasks as a thread, the likest first.

    Raises UsageError for a plan and itself.
    """
    if one.id == other.id:
        raise UsageError(_("a plan is compared with another"), _("name two plans"))
    kind = relation(one, other)
    later, earlier = (one, other) if kind in {"forerunner", "serves"} else (other, one)
    said: dict[tuple[int, int], tuple[State, str]] = {
        pair: ("confirmed" if each.state == "confirmed" else "rejected", each.basis)
        for pair, each in facts.decisions.links.items()
    }
    least = SHOWN_OF_FIVE_YEARS if kind in {"serves", "served_by"} else SHOWN
    return later, earlier, threads(read_traced(facts, later), read_traced(facts, earlier), said, least)


def trace(facts: Facts, reference: Reference) -> list[Trace]:
    """Return the threads of a task: of each other plan the likest three, and all of which the office said something;
    the plan that comes next in time first.
    """
    found = []
    for plan in sorted(facts.issued, key=lambda plan: (plan.kind == "five_year", -plan.period_start.toordinal())):
        if plan.id != reference.plan.id:
            found += list(_with(facts, reference, plan))
    order: Sequence[Relation] = ("forerunner", "serves", "successor", "served_by")
    return sorted(found, key=lambda each: order.index(each.relation))


def _with(facts: Facts, reference: Reference, plan: Plan) -> Iterator[Trace]:
    kind = relation(reference.plan, plan)
    is_later = kind in {"forerunner", "serves"}
    own = (
        each
        for each in each_thread(facts, reference.plan, plan)[2]
        if (each.later if is_later else each.earlier).id == reference.task_id
    )
    for place, thread in enumerate(own):
        if place < BEST or thread.state != "suggested":
            ends = (thread.later, thread.earlier) if is_later else (thread.earlier, thread.later)
            yield Trace(thread, kind, *ends, reference.plan)


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
    between = [each for plan in plans[1:] for each in each_thread(facts, plans[0], plan)[2]]
    return plans[0], plans[1:], turns(sorted(between, key=lambda each: -each.likeness.score))


def left_open(facts: Facts, plan: Plan) -> list[tuple[TaskRow, Thread | None]]:
    """Return the tasks of a closed plan that are not done, each with the likest thread to a task of a later plan."""
    tasks = {row.id: row for row in each_task_row(facts, plan, brief=True) if row.status not in CLOSED | DONE}
    likest: dict[int, Thread] = {}
    for later in facts.issued if tasks else ():
        if later.id != plan.id and relation(plan, later) == "successor":
            for each in each_thread(facts, plan, later)[2]:
                known = likest.get(each.earlier.id)
                if each.holds and (known is None or each.likeness.score > known.likeness.score):
                    likest[each.earlier.id] = each
    return [(row, likest.get(key)) for key, row in tasks.items()]
