"""The page for a meeting about a department, or about all that a leader is in charge of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _
from egovtrack.listing import Question
from egovtrack.queries.chasing import read_requests
from egovtrack.queries.facts import Facts
from egovtrack.queries.leaders import in_charge, read_division
from egovtrack.reports import basis_words
from egovtrack.sheets import Sheet, plan_words
from egovtrack.sheets.meeting import Asked, meeting_sheet
from egovtrack.standing import VIAS, Obligation
from egovtrack.usecases.chasing import chase_items
from egovtrack.usecases.listing import listed
from egovtrack.usecases.notices import make_source


def meeting(facts: Facts, name: str, keys: Collection[str]) -> Sheet:
    """Return the page about what `name` answers for: a department under any of its names, a collective, or a leader, of
    the plans with these keys, else of all that are open. Raises EgovtrackError for a name that nobody bears.
    """
    division = read_division(facts)
    is_leader = name not in facts.registry and division and name in {leader.name for leader in division.leaders}
    question = Question(plan=",".join(keys) or None, leader=name if is_leader else None)
    found = listed(facts, question, name=None if is_leader else name, also=VIAS)
    plans = facts.chosen(keys)
    basis = _("Basis: {words}.").format(words=basis_words(make_source(facts, {})))
    titles = _("; ").join(map(plan_words, plans))
    notes = [*found.notes, _("Plans: {names}.").format(names=titles), basis]
    order = {department: place for place, department in enumerate(facts.registry.departments)}
    several = len({each.holder_id for each in found.rows}) > 1
    rows = sorted(found.rows, key=lambda each: order[each.holder_id]) if several else found.rows
    return meeting_sheet(
        found.called, rows, _asked(facts, plans, rows), facts.decisions, facts.snapshot, in_charge(facts), notes
    )


def _asked(facts: Facts, plans: Sequence[Plan], rows: Collection[Obligation]) -> list[list[Asked]]:
    """Return of each obligation when and how it was asked about, the first time first."""
    requests = read_requests(facts)
    spoken = any(requests.calls.get(each.holder_id) for each in rows)
    broken = {
        (item.obligation.holder_id, item.obligation.clause_id)
        for item in (chase_items(facts, plans) if spoken else ())
        if "promise" in item.reasons
    }
    return [
        sorted(
            [
                *(Asked(*request) for request in requests.asked.get((each.holder_id, each.clause_id), ())),
                *(
                    Asked(call.as_of, call.channel, None, call.who, call.note, call.promised_on,
                          (each.holder_id, each.clause_id) not in broken, call.task_id is None)
                    for call in requests.calls.get(each.holder_id, ())
                    if call.task_id in {None, each.task_id}
                ),
            ],
            key=lambda asked: asked.on,
        )
        for each in rows
    ]  # fmt: skip
