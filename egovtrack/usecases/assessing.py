"""What each department did on a plan up to a day, counted, each number with the items that it comes from."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from egovtrack.assessing import AssessRule, Facts as Counts
from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.queries.chasing import read_requests
from egovtrack.queries.facts import Facts
from egovtrack.queries.rules import read_rules, read_version
from egovtrack.rules import DONE
from egovtrack.standing import Obligation
from egovtrack.usecases.asking import asked_items


class Item(NamedTuple):
    """Something that counts: what (a field of `assessing.Facts`), of which obligation, and when or for which period."""

    what: str
    ref: str
    title: str
    when: str


class Assessed(NamedTuple):
    """A department with what counts for it or against it."""

    department: str
    holder: int
    items: list[Item]

    def counts(self) -> Counts:
        """Return how often each thing is among the items; urging and supervision count by the day."""
        by_day = {(each.what, each.when) for each in self.items if each.what in {"urged", "supervised"}}
        whats = [each.what for each in self.items if each.what not in {"urged", "supervised"}]
        whats += [what for what, _when in by_day]
        return Counts(**{name: whats.count(name) for name in Counts._fields})


def read_assess_rule(facts: Facts) -> AssessRule | None:
    """Return the rule of assessing that is in force, None where the office has set none."""
    rules = read_rules(facts.connection, facts.snapshot, "assess")
    if not rules:
        return None
    content = rules[-1].content
    return AssessRule(rules[-1].version, content["base"], content["weights"], content["grades"])


def counted_by(facts: Facts) -> str:
    """Return by which rules things are counted, whatever they are worth."""
    versions = {kind: read_version(facts.connection, facts.snapshot, kind) for kind in ("reporting", "chase")}
    return _("rule of reporting {reporting}, rule of chasing {chase}").format(**versions)


def assess(facts: Facts, plan: Plan) -> list[Assessed]:
    """Return what counts for each department that answers for something in a plan (who only cooperates does not), up to
    the snapshot's day, in the order of the registry.
    """
    day = facts.snapshot.as_of
    found: dict[int, list[Item]] = defaultdict(list)
    names: dict[int, str] = {}
    obligations = [each for each in facts.obligations(plan) if each.role != "cooperate" or each.assigned_lead]
    for each in obligations:
        names[each.holder_id] = each.department
        found[each.holder_id] += _of_obligation(facts, each, day)
    schedules = facts.reporting.of(plan).schedules()
    ended = (takewhile(lambda asked: asked[0].last < day, schedule.each()) for schedule in schedules)
    for period in sorted({period for each_schedule in ended for period, _rule in each_schedule}):
        for item in asked_items(facts, plan, period):
            if item.outcome != "not_due":
                each = item.obligation
                names.setdefault(each.holder_id, each.department)
                found[each.holder_id] += [
                    Item(what, each.ref, each.title, period.label) for what in ("asked", item.outcome)
                ]
    titles = {(each.holder_id, each.clause_id): each for each in obligations}
    for place, causes in read_requests(facts).issued.items():
        for levels in causes.values():
            for level, on in levels.items():
                if place in titles and level in {"urge", "supervise"}:
                    each = titles[place]
                    what = {"urge": "urged", "supervise": "supervised"}[level]
                    found[each.holder_id].append(Item(what, each.ref, each.title, on.isoformat()))
    order = [key for key in facts.registry.departments if key in names]
    return [Assessed(names[key], key, list(dict.fromkeys(found[key]))) for key in order]


def _of_obligation(facts: Facts, each: Obligation, day: date) -> list[Item]:
    """Return what counts of an obligation by itself. What is cancelled counts for nobody."""
    if each.status == "cancelled":
        return []
    whats = [("leads" if each.leads() else "others", "")]
    if each.status == "carried" and (word := facts.decisions.carried(each.task_id, each.department_id)):
        day = word.as_of  # what had not passed its deadline by then is not late
        whats += [("carried", day.isoformat())] if day <= each.deadline else []
    if each.deadline <= day and ("carried", day.isoformat()) not in whats:
        whats.append(("due", each.deadline.isoformat()))
        done_on = each.situation.done_on or each.noted_on
        if each.status in DONE and done_on and done_on <= each.deadline:
            whats.append(("done_in_time", done_on.isoformat()))
    if each.status not in DONE and each.deadline < day:
        whats.append(("overdue", each.deadline.isoformat()))
    whats += [("extended", str(number + 1)) for number in range(each.extensions)]
    returns = facts.decisions.returns.get(each.task_id, ())
    whats += [
        ("returned", back.as_of.isoformat())
        for back in returns
        if back.clause_id in {None, each.clause_id} and back.department_id in {each.department_id, each.holder_id}
    ]
    return [
        Item(what, each.ref + (f".{each.clause}" if each.several else ""), each.title, when) for what, when in whats
    ]
