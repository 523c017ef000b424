"""What tasks go on with, and where the clauses stand that name a collective."""

from __future__ import annotations

from collections.abc import Iterable

from egovtrack.facts import Plan
from egovtrack.i18n import gettext as _, ngettext
from egovtrack.queries.facts import Facts
from egovtrack.rollup import ClauseRow, CollectiveRow, PartyRow, TaskRow
from egovtrack.standing import Obligation
from egovtrack.words import STATUS, several


def past(facts: Facts, plan: Plan, tasks: Iterable[int]) -> dict[int, list[str]]:
    """Return in words, of those tasks of a plan that go on with others, what these are: the year before 2017-27,
    unfinished, extended once; of one that is no longer in its plan the reference alone. What was carried over was not
    finished.
    """
    refs = {task: found for task in tasks if (found := facts.decisions.goes_on_with(task))}
    known: dict[str, str] = {}
    for other in facts.issued if refs else ():
        if not any(ref.startswith(f"{other.key}-") for found in refs.values() for ref in found):
            continue
        is_before = other.period_end.year == plan.period_start.year - 1
        pattern = _("the year before: {ref}, {status}") if is_before else _("earlier: {ref}, {status}")
        for row in facts.tasks(other, brief=True):
            status = "unfinished" if row.status == "carried" else row.status
            words = pattern.format(ref=row.ref, status=_(STATUS[status]) if status else _("no report"))
            moved = ngettext("{text}, extended {count} time", "{text}, extended {count} times", row.extensions)
            known[row.ref] = moved.format(text=words, count=row.extensions) if row.extensions else words
    return {task: [known.get(ref, ref) for ref in found] for task, found in refs.items()}


def collective_rows(facts: Facts, name: str, plans: str | None) -> list[CollectiveRow]:
    """Return the clauses that name a collective, by any of its printed forms, and where each of its members stands.
    `plans` are keys as typed.
    """
    names = set(facts.registry.collectives[name].names)
    return [
        _collective(task, clause, party)
        for plan in facts.chosen(several(plans) if plans else [])
        for task in facts.tasks(plan)
        for clause in task.clauses
        for party in clause.parties
        if party.party in names and party.kind != "department"
    ]


def _collective(task: TaskRow, clause: ClauseRow, party: PartyRow) -> CollectiveRow:
    theirs = task.by_party(clause, party)
    # In a closed plan what was never reported on has a status too.
    unreported = [each.called() for each in theirs if each.note_id is None and each.status in {None, "unfinished"}]
    ref = f"{task.ref}.{clause.clause}" if len(task.clauses) > 1 else task.ref
    return CollectiveRow(
        plan=task.plan, ref=ref, clause=clause.clause, title=task.title, role=party.role, party=party.party,
        open=party.open, members=len(theirs), reported=len(theirs) - len(unreported),
        verified=sum(each.status == "verified" for each in theirs), unreported=unreported,
        standing={each.called(): _mark(each) for each in theirs},
    )  # fmt: skip


def _mark(each: Obligation) -> str:
    return "silent" if each.reporting == "silent" else each.status or each.reporting
