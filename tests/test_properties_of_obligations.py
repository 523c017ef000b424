"""What must hold of all obligations: nothing is lost or made up between a document's parties and those who answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from egovtrack.database import make_engine
from egovtrack.errors import EgovtrackError
from egovtrack.ledger import office
from egovtrack.ledger.actions import Act, Signature, acting
from egovtrack.queries.answers import read_department
from egovtrack.queries.known import View
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.obligations import VIAS, Obligation, read_obligations
from egovtrack.queries.plans import PlanRow, find_reference, read_plans
from egovtrack.queries.reader import Reader
from egovtrack.queries.tasks import TaskRow, read_tasks
from egovtrack.rules import LightRule
from tests.conftest import opened
from tests.curated import COLLECTIVE_BY_NAME, ISSUED, members, name_on

RULE = LightRule("test", blocked_days=30, behind_points=20, silent_cycles=1, due_days=30)
DAYS = st.dates(date(2015, 3, 6), date(2019, 12, 31))
PLANS = ("2015", "2016", "2017")


def look(day: date) -> View:
    return View(day, day, RULE)


@pytest.fixture(scope="module")
def reader(shared: Path | str) -> Iterator[Reader]:
    with opened(shared) as found:
        yield found


@pytest.fixture(scope="module")
def registry(reader: Reader) -> Registry:
    return read_registry(reader)


@pytest.fixture(scope="module")
def plans(reader: Reader) -> dict[str, PlanRow]:
    return {plan.key: plan for plan in read_plans(reader) if plan.key in PLANS}


@pytest.fixture(scope="module")
def engine(shared: Path | str) -> Iterator[Engine]:
    made = make_engine(str(shared))
    yield made
    made.dispose()


class _Enough(Exception):
    pass


@contextmanager
def trying(engine: Engine) -> Iterator[Act]:
    """An action that is rolled back in the end, whatever was done in it."""
    with (
        suppress(_Enough),
        Session(engine) as session,
        acting(session, Signature("test", "2030-01-01T00:00:00.000000Z")) as act,
    ):
        yield act
        raise _Enough


def collected(rows: list[Obligation]) -> dict[tuple[str, int, str, str], list[str]]:
    """Obligations gathered again by the party they came from: reference of the task, clause, role, party → members."""
    parties: dict[tuple[str, int, str, str], list[str]] = defaultdict(list)
    for one in rows:
        parties[one.ref.partition(".")[0], one.clause, one.role, one.party].append(one.member)
    return parties


def named(tasks: list[TaskRow], *kinds: str) -> set[tuple[str, int, str, str]]:
    """The document's parties of these kinds: reference of the task, clause, role, party."""
    return {
        (task.ref, clause.clause, party.role, party.party)
        for task in tasks
        for clause in task.clauses
        for party in clause.parties
        if party.kind in kinds
    }


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=8, deadline=None)
def test_expanding_and_collecting_again_gives_the_documents_parties(
    reader: Reader, registry: Registry, plans: dict[str, PlanRow], plan: str, day: date
) -> None:
    """On whatever day one looks: the same definite parties as printed, each universal one with the same members."""
    view = look(day)
    tasks = read_tasks(reader, registry, plans[plan], view)
    found = collected(read_obligations(reader, registry, plans[plan], view))
    assert set(found) == named(tasks, "department", "universal")
    for (_ref, _clause, _role, party), answering in found.items():
        if party in COLLECTIVE_BY_NAME:
            expected = [name_on(one, ISSUED[plan]) for one in members(COLLECTIVE_BY_NAME[party], ISSUED[plan])]
            assert sorted(answering) == sorted(expected)
        else:
            assert len(answering) == 1


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=6, deadline=None)
def test_nobody_answers_who_did_not_exist_when_the_plan_was_issued(
    reader: Reader, registry: Registry, plans: dict[str, PlanRow], plan: str, day: date
) -> None:
    """And who answers today is the one that took over, or the one that finished it: always one that existed."""
    for one in read_obligations(reader, registry, plans[plan], look(day), vias=VIAS):
        department = registry.departments[one.department_id]
        assert department.exists(plans[plan].issued_on)
        assert one.member == department.called(plans[plan].issued_on)
        assert registry.departments[one.holder_id] is department.heir(day)
        if day >= plans[plan].issued_on and department.successor:
            assert registry.departments[one.holder_id].exists(day)


@given(plan=st.sampled_from(PLANS), day=DAYS)
@settings(max_examples=5, deadline=None)
def test_no_obligation_is_lost_or_doubled_by_asking_department_by_department(
    reader: Reader, registry: Registry, plans: dict[str, PlanRow], plan: str, day: date
) -> None:
    whole = read_obligations(reader, registry, plans[plan], look(day))
    asked = [
        one
        for holder in {one.holder_id for one in whole}
        for one in read_department(reader, registry, plans[plan], look(day), registry.departments[holder])
        if one.via != "indefinite"
    ]
    assert Counter(map(_key, asked)) == Counter(map(_key, whole))


def _key(one: Obligation) -> tuple[int, str, str, int]:
    return one.clause_id, one.role, one.party, one.department_id


@pytest.fixture(scope="module")
def indefinite(reader: Reader, registry: Registry, plans: dict[str, PlanRow]) -> list[tuple[str, str]]:
    """The references of clauses that name an indefinite party, and the party."""
    found = []
    for plan in plans.values():
        for task in read_tasks(reader, registry, plan, look(plan.issued_on)):
            several = len(task.clauses) > 1
            found += [
                (task.ref + (f".{clause.clause}" if several else ""), party.party)
                for clause, party in task.open_parties()
            ]
    return found


@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_random_designation_is_in_force_as_said_or_refused_whole(
    engine: Engine, registry: Registry, indefinite: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Those designated answer from the day on and not before; everybody else answers for just what they did before.
    It is refused where one of them did not exist on the day, is of another kind, or answers there already.
    """
    ref, party = data.draw(st.sampled_from(indefinite))
    chosen = data.draw(st.lists(st.sampled_from(list(registry.departments.values())), min_size=1, max_size=2))
    with trying(engine) as act:
        reference = find_reference(act.reader, ref)
        task, issued = reference.task_id, reference.plan.issued_on
        day = data.draw(st.dates(issued, date(2019, 12, 31)))
        today = day + timedelta(days=data.draw(st.integers(0, 400)))
        before = read_obligations(act.reader, registry, reference.plan, look(day), task=task, vias=VIAS)
        definite = [one for one in before if one.via != "indefinite"]
        here = [one for one in definite if one.ref == ref]
        fit = [
            one
            for one in chosen
            if one.exists(day)
            and one.kind in COLLECTIVE_BY_NAME[party]["members"]
            and all(one.id not in {other.department_id, other.holder_id} for other in here)
        ]
        try:
            office.designate(act, registry, reference, party, chosen, office.Word(day, "会议纪要"), look(today))
        except EgovtrackError:
            assert len(fit) < len(chosen)
            assert read_obligations(act.reader, registry, reference.plan, look(day), task=task) == definite
            return
        assert len(fit) == len(chosen)
        after = read_obligations(act.reader, registry, reference.plan, look(day), task=task, vias=VIAS)
        new = [one for one in after if one.via == "designated"]
        assert {(one.ref, one.party, one.department_id) for one in new} == {(ref, party, one.id) for one in chosen}
        assert all(registry.departments[one.department_id].exists(one.designated_on or date.min) for one in new)
        assert [one for one in after if one.via not in {"designated", "indefinite"}] == definite
        possible = [one for one in after if one.via == "indefinite"]
        gone = [one for one in before if one.via == "indefinite" and one not in possible]
        assert {(one.ref, one.party) for one in gone} <= {(ref, party)}
        earlier = read_obligations(act.reader, registry, reference.plan, look(day - timedelta(days=1)), task=task)
        assert all(one.via != "designated" for one in earlier)
