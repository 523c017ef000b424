"""What must hold of all obligations: nothing is lost or made up between a document's parties and those who answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from egovtrack.app import App
from egovtrack.connection import Connection
from egovtrack.errors import EgovtrackError
from egovtrack.facts import Reference
from egovtrack.ledger.decisions import Word, designate
from egovtrack.queries.facts import Facts
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.queries.tasks import each_task, notes_on
from egovtrack.standing import DEFINITE, VIAS, Obligation
from egovtrack.usecases.obligations import department_obligations
from tests.conftest import opened
from tests.curated import COLLECTIVE_BY_NAME, ISSUED, members, name_on

DAYS = st.dates(date(2015, 3, 6), date(2019, 12, 31))
PLANS = ("2015", "2016", "2017")


def known(connection: Connection, day: date) -> Facts:
    """All that is in a ledger, as of a day."""
    return Facts(connection, read_snapshot(connection, day), day)


def task_obligations(facts: Facts, whole: Reference, vias: Collection[str] = DEFINITE) -> list[Obligation]:
    """The obligations of a task that came by `vias`."""
    connection, edition, task = facts.connection, whole.plan.edition, whole.task_id
    notes = notes_on(connection, edition, facts.snapshot, task)
    standing = facts.standing(whole.plan, task=task)
    return list(
        standing.obligations(each_task(connection, edition, task), notes, facts.answers(standing, [task]), vias)
    )


@pytest.fixture(scope="module")
def connection(shared: Path | str) -> Iterator[Connection]:
    with opened(shared) as found:
        yield found


def collected(rows: list[Obligation]) -> dict[tuple[str, int, str, str], list[str]]:
    """Obligations gathered again by the party they came from: reference of the task, clause, role, party → members."""
    parties: dict[tuple[str, int, str, str], list[str]] = defaultdict(list)
    for one in rows:
        parties[one.ref.partition(".")[0], one.clause, one.role, one.party].append(one.member)
    return parties


def named(facts: Facts, plan: str, *kinds: str) -> set[tuple[str, int, str, str]]:
    """A plan's parties of these kinds: reference of the task, clause, role, party."""
    return {
        (task.ref, clause.clause, party.role, party.party)
        for task in facts.tasks(facts.plan(plan))
        for clause in task.clauses
        for party in clause.parties
        if party.kind in kinds
    }


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=8, deadline=None)
def test_expanding_and_collecting_again_gives_the_documents_parties(
    connection: Connection, plan: str, day: date
) -> None:
    """On whatever day one looks: the same definite parties as printed, each universal one with the same members."""
    facts = known(connection, day)
    found = collected(list(facts.obligations(facts.plan(plan))))
    assert set(found) == named(facts, plan, "department", "universal")
    for (_ref, _clause, _role, party), answering in found.items():
        if party in COLLECTIVE_BY_NAME:
            expected = [name_on(one, ISSUED[plan]) for one in members(COLLECTIVE_BY_NAME[party], ISSUED[plan])]
            assert sorted(answering) == sorted(expected)
        else:
            assert len(answering) == 1


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=6, deadline=None)
def test_nobody_answers_who_did_not_exist_when_the_plan_was_issued(
    connection: Connection, plan: str, day: date
) -> None:
    """And who answers today is the one that took over, or the one that finished it: always one that existed."""
    facts = known(connection, day)
    issued, departments = facts.plan(plan).issued_on, facts.registry.departments
    for one in facts.obligations(facts.plan(plan), VIAS):
        department = departments[one.department_id]
        assert department.exists(issued)
        assert one.member == department.called(issued)
        assert departments[one.holder_id] is department.heir(day)
        if day >= issued and department.successor:
            assert departments[one.holder_id].exists(day)


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=5, deadline=None)
def test_no_obligation_is_lost_or_doubled_by_asking_department_by_department(
    connection: Connection, plan: str, day: date
) -> None:
    facts = known(connection, day)
    whole = list(facts.obligations(facts.plan(plan)))
    asked = [
        one
        for holder in {one.holder_id for one in whole}
        for one in department_obligations(facts, facts.plan(plan), facts.registry.departments[holder])
        if one.via != "indefinite"
    ]
    assert Counter(map(_key, asked)) == Counter(map(_key, whole))


def _key(one: Obligation) -> tuple[int, str, str, int]:
    return one.clause_id, one.role, one.party, one.department_id


@pytest.fixture(scope="module")
def indefinite(connection: Connection) -> list[tuple[str, str]]:
    """The references of clauses that name an indefinite party, and the party."""
    found = []
    for plan in PLANS:
        facts = known(connection, ISSUED[plan])
        for task in facts.tasks(facts.plan(plan)):
            several = len(task.clauses) > 1
            found += [
                (task.ref + (f".{clause.clause}" if several else ""), party.party)
                for clause, party in task.open_parties()
            ]
    return found


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_random_designation_is_in_force_as_said_or_refused_whole(
    shared: Path | str, indefinite: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Those designated answer from the day on and not before; everybody else answers for just what they did before.
    It is refused where one of them did not exist on the day, is of another kind, or answers there already.
    """
    ref, party = data.draw(st.sampled_from(indefinite))
    with App({"db": str(shared), "user": "test"}).action(rehearse=True) as action:
        plan = ref.partition("-")[0]
        day = data.draw(st.dates(ISSUED[plan], date(2019, 12, 31)))
        today = day + timedelta(days=data.draw(st.integers(0, 400)))
        facts = known(action.connection, day)
        chosen = data.draw(st.lists(st.sampled_from(list(facts.registry.departments.values())), min_size=1, max_size=2))
        whole = facts.reference(ref)._replace(clause_id=None)
        before = task_obligations(facts, whole, VIAS)
        definite = [one for one in before if one.via != "indefinite"]
        here = [one for one in definite if one.ref == ref]
        fit = [
            one
            for one in chosen
            if one.exists(day)
            and one.kind in COLLECTIVE_BY_NAME[party]["members"]
            and all(one.id not in {other.department_id, other.holder_id} for other in here)
        ]
        late = known(action.connection, today)
        try:
            designate(action, late, late.reference(ref), party, chosen, Word(day, "会议纪要"))
        except EgovtrackError:
            assert len(fit) < len(chosen)
            assert task_obligations(known(action.connection, day), whole) == definite
            return
        assert len(fit) == len(chosen)
        facts = known(action.connection, day)
        after = task_obligations(facts, whole, VIAS)
        new = [one for one in after if one.via == "designated"]
        assert {(one.ref, one.party, one.department_id) for one in new} == {(ref, party, one.id) for one in chosen}
        assert all(facts.registry.departments[one.department_id].exists(one.designated_on or date.min) for one in new)
        assert [one for one in after if one.via not in {"designated", "indefinite"}] == definite
        possible = [one for one in after if one.via == "indefinite"]
        gone = [one for one in before if one.via == "indefinite" and one not in possible]
        assert {(one.ref, one.party) for one in gone} <= {(ref, party)}
        earlier = task_obligations(known(action.connection, day - timedelta(days=1)), whole)
        assert all(one.via != "designated" for one in earlier)
