"""The days that the office has to think of: reports due, deadlines, milestones, promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.queries.chasing import read_requests
from egovtrack.queries.facts import Facts
from egovtrack.queries.tasks import each_task
from egovtrack.usecases.asking import is_open


class Day(NamedTuple):
    """A day in the calendar: `key` tells the entry from all others, for good; `title` and `text` are what it says."""

    key: str
    day: date
    title: str
    text: str = ""


def days_ahead(facts: Facts, plans: Sequence[Plan]) -> list[Day]:
    """Return the days from the snapshot's day on to the end of the plans, the earliest first."""
    today = facts.snapshot.as_of
    found = [day for plan in plans if not plan.closed for day in _of_plan(facts, plan)]
    registry = facts.registry
    for department, calls in read_requests(facts).calls.items():
        found += [
            Day(f"promise-{call.id}", call.promised_on, _("{name} promised to answer").format(
                name=registry.name_on(department, today)), call.note or "")
            for call in calls
            if call.promised_on
        ]  # fmt: skip
    return sorted((day for day in found if day.day >= today), key=lambda day: (day.day, day.key))


def _of_plan(facts: Facts, plan: Plan) -> Iterator[Day]:
    schedule = facts.reporting.of(plan).schedule()
    for period, rule in takewhile(lambda asked: asked[0].first <= plan.period_end, schedule.each()):
        due = schedule.due(period, rule)
        title = _("{plan}: reports of {period} are due").format(plan=plan.key, period=period.label)
        yield Day(f"report-{plan.key}-{period.label}", due, title)
    deadlines: dict[tuple[date, str], tuple[str, list[str]]] = {}
    for each in facts.obligations(plan):
        if is_open(each):
            ref = each.ref + (f".{each.clause}" if each.several else "")
            names = deadlines.setdefault((each.deadline, ref), (each.title, []))[1]
            names.append(each.department)
    for (day, ref), (title, names) in deadlines.items():
        yield Day(f"deadline-{ref}", day, _("{ref} is due: {title}").format(ref=ref, title=title), _(", ").join(names))
    refs = {task.id: f"{plan.key}-{task.ref}" for task in each_task(facts.connection, plan.edition)}
    for task, milestones in facts.decisions.milestones.items():
        for each_one in milestones:
            if task in refs and not each_one.done:
                title = _("milestone of {ref}: {what}").format(ref=refs[task], what=each_one.what)
                yield Day(f"milestone-{each_one.id}", each_one.due_on, title)
