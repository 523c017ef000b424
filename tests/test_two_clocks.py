"""Random commands against a simple model: every table, at any pair of clocks, is what the model says.

The model keeps a list of what was entered and works every answer out by going through it. `HYPOTHESIS_PROFILE=long`
plays longer.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from egovtrack.connection import reading_sqlite, writing_sqlite
from egovtrack.dates import utc_text
from egovtrack.errors import EgovtrackError
from egovtrack.facts import Plan, Reference
from egovtrack.forms import Entry, Returned
from egovtrack.ledger import decisions, forms, progress, undo as undoing
from egovtrack.ledger.actions import Action, Signature
from egovtrack.periods import period_of
from egovtrack.queries.check import check_ledger
from egovtrack.queries.facts import Facts
from egovtrack.queries.notes import read_notes
from egovtrack.queries.snapshots import read_snapshot
from egovtrack.rules import LightRule, Situation, light, mean_percent, reporting, roll_up, worst
from egovtrack.sheets.forms import form_key
from egovtrack.standing import Obligation
from tests.conftest import Program

PLAN = """2031年市政务服务要点

1.整合15个业务系统。（牵头部门：市财政局、市公安局。责任部门：市民政局）

2.建立月报。（责任部门：市财政局、市公安局）
"""
WHO = {"x-1": ("市财政局", "市公安局", "市民政局"), "x-2": ("市财政局", "市公安局")}
ACCOUNTABLE = {"x-1": ("市财政局", "市公安局"), "x-2": ("市财政局", "市公安局")}
PAIRS = [(ref, name) for ref, names in WHO.items() for name in names]
ISSUED, END, TODAY = date(2031, 1, 10), date(2031, 12, 31), date(2031, 12, 1)
RULE = LightRule()
MONTHS = {month: date(2031, month, 1) for month in range(1, 13)}
DAYS = st.integers(0, (TODAY - ISSUED).days).map(lambda days: ISSUED + timedelta(days))
FIRST = datetime(2031, 1, 10, tzinfo=UTC)
END_OF_TIME = "9999"

settings.register_profile("two-clocks", deadline=None, max_examples=10, stateful_step_count=25)
settings.register_profile("two-clocks-long", deadline=None, max_examples=400, stateful_step_count=60)


def due(first: date) -> date:
    """The day by which the report of a month is in: the 5th of the next, or the Monday after."""
    day = (first + timedelta(31)).replace(day=5)
    return day + timedelta((7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


@dataclass
class Note:
    """A note as the model keeps it."""

    id: int
    action: int
    at: str
    ref: str
    name: str
    day: date
    status: str
    percent: int | None
    kind: str = "report"
    received: date = date.max
    answers: date = date.min
    judged: int | None = None
    is_measured: bool = False
    retractions: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Model:
    """What was entered, in order."""

    notes: list[Note] = field(default_factory=list)
    deadlines: list[tuple[int, str, str, date, date]] = field(default_factory=list)
    moments: dict[int, str] = field(default_factory=dict)
    undoings: list[tuple[int, int]] = field(default_factory=list)

    def gone(self, known: str = END_OF_TIME, besides: int | None = None) -> set[int]:
        """The actions that were undone by a moment; `besides` is one that is to be."""
        found = {besides} if besides is not None else set()
        for number, undoes in reversed(self.undoings):
            if self.moments[number] <= known and number not in found:
                found.add(undoes)
        return found

    def stands(self, note: Note, known: str, gone: set[int]) -> bool:
        """Whether a note was known, and neither undone nor retracted; a verification falls with what it judged."""
        judged = self.notes[note.judged - 1] if note.judged and note.kind == "verification" else None
        return (
            note.at <= known
            and note.action not in gone
            and not self.is_retracted(note, known, gone)
            and not (judged and self.is_retracted(judged, known, gone))
        )

    def is_retracted(self, note: Note, known: str, gone: set[int]) -> bool:
        """Whether a note was taken back by a moment."""
        return any(at <= known and action not in gone for action, at in note.retractions)

    def history(self, ref: str, name: str, day: date, known: str = END_OF_TIME) -> list[Note]:
        """The notes that stand, oldest day first."""
        gone = self.gone(known)
        found = [
            note
            for note in self.notes
            if (note.ref, note.name) == (ref, name) and note.day <= day and self.stands(note, known, gone)
        ]
        return sorted(found, key=lambda note: (note.day, note.id))

    def latest(self, ref: str, name: str, day: date, known: str = END_OF_TIME) -> Note | None:
        """The note that counts."""
        return next(reversed(self.history(ref, name, day, known)), None)

    def moved(self, ref: str, day: date, known: str = END_OF_TIME) -> list[date]:
        """The deadlines that the office set, in order of their days."""
        gone = self.gone(known)
        found = [
            (decided, action, until)
            for action, at, task, until, decided in self.deadlines
            if task == ref and decided <= day and at <= known and action not in gone
        ]
        return [until for _decided, _action, until in sorted(found)]

    def situation(self, ref: str, name: str, day: date, known: str) -> Situation:
        """Where an obligation stands."""
        history = self.history(ref, name, day, known)
        last = history[-1] if history else None
        since = None
        for note in reversed(history):
            if note.status != "blocked":
                break
            since = note.day
        deadline = (self.moved(ref, day, known) or [END])[-1]
        status: Any = last.status if last else None
        return Situation(
            status, last.percent if last else None, last.day if last and status == "reported_done" else None,
            since, ISSUED, deadline,
            0 if status in {"reported_done", "verified"} else self.missed(ref, name, day, known),
            heard=self.last_report(ref, name, day, known) is not None,
        )  # fmt: skip

    def last_report(self, ref: str, name: str, day: date, known: str) -> date | None:
        """The day that the department's own last report speaks of."""
        return max((note.day for note in self.history(ref, name, day, known) if note.kind == "report"), default=None)

    def missed(self, ref: str, name: str, day: date, known: str) -> int:
        """How many months in a row were asked for and not answered: those after the last that was, and whole ones."""
        gone = self.gone(known)
        own = [n for n in self.notes if (n.ref, n.name) == (ref, name) and self.stands(n, known, gone)]
        until = max((n.answers for n in own if n.kind == "report" and n.received <= day), default=date.min)
        begun = max((n.day for n in own if n.kind == "return" and n.day <= day), default=date.min)
        return sum(first > until and first >= begun for first in list(MONTHS.values())[1:] if due(first) < day)

    def answered(self, ref: str, name: str, day: date) -> date:
        """The last day of the month that a report of a day answers."""
        first, before = day.replace(day=1), (day.replace(day=1) - timedelta(1)).replace(day=1)
        gone = self.gone()
        own = [n for n in self.notes if (n.ref, n.name, n.kind) == (ref, name, "report")]
        known = {n.answers for n in own if self.stands(n, END_OF_TIME, gone)}
        if before >= MONTHS[2] and day <= due(before) and first - timedelta(1) not in known:
            return first - timedelta(1)
        return (first + timedelta(31)).replace(day=1) - timedelta(1)

    # --- undo -----------------------------------------------------------------------------------------------------

    def can_undo(self, number: int) -> bool:
        """Whether nothing rests on an action: no retraction of its notes, and no note that would be refused."""
        before, after = self.gone(), self.gone(besides=number)
        if number in before:
            return False
        for note in self.notes:
            for action, _at in note.retractions:
                if action not in after and note.action in after:
                    return False
            if note.judged and note.action not in after and self.notes[note.judged - 1].action in after:
                return False
        return self.out_of_turn(after, number, before - after) <= self.out_of_turn(before, number, before - after)

    def out_of_turn(self, gone: set[int], since: int, back: set[int]) -> set[int]:
        """The notes entered since, or coming back, that would be refused after what was entered before them."""
        found = set()
        standing = [note for note in self.notes if self.stands(note, END_OF_TIME, gone)]
        for note in standing:
            earlier = [
                each
                for each in standing
                if (each.ref, each.name) == (note.ref, note.name) and each.id < note.id and each.day <= note.day
            ]
            status = max(earlier, key=lambda each: (each.day, each.id)).status if earlier else None
            wanted = {"verification": status == "reported_done", "return": status in {"reported_done", "verified"}}
            is_new = note.action > since or note.action in back
            if is_new and not wanted.get(note.kind, status != "verified"):
                found.add(note.id)
        return found


class TwoClocks(RuleBasedStateMachine):
    """Commands on a ledger and on the model, side by side."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.path = str(Path(self.folder) / "ledger.db")
        shutil.copy(self.template, self.path)
        self.model = Model()
        self.minutes = 0

    @initialize()
    def look_around(self) -> None:
        with reading_sqlite(self.path, 5) as connection:
            facts = Facts(connection, read_snapshot(connection, TODAY), TODAY)
            self.plan: Plan = facts.plan("x")
            self.registry = facts.registry
            self.references: dict[str, Reference] = {ref: facts.reference(ref) for ref in WHO}
            found = list(facts.obligations(self.plan))
        self.obligations: dict[tuple[str, str], Obligation] = {(each.ref, each.member): each for each in found}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @contextmanager
    def act(self, undoes: int | None = None) -> Iterator[tuple[Action, Facts]]:
        self.minutes += 1
        signature = Signature("甲", "甲", "", "", FIRST + timedelta(minutes=self.minutes), clock_ok=True)
        with writing_sqlite(self.path, 5) as connection:
            action = Action(connection, signature, undoes)
            yield action, Facts(connection, read_snapshot(connection, TODAY), TODAY)
            action.seal()

    def attempt(
        self, allowed: bool, do: Callable[[Action, Facts], Any], undoes: int | None = None
    ) -> tuple[int, str] | None:
        """Do it; the action's number and moment, or None where it is refused, as the model says it must be."""
        try:
            with self.act(undoes) as (action, facts):
                do(action, facts)
                number, at = action.id, action.recorded_at
        except EgovtrackError:
            assert not allowed
            return None
        assert allowed
        self.model.moments[number] = at
        return number, at

    def entered(self, number: int, at: str, *notes: Note) -> None:
        for note in notes:
            self.model.notes.append(replace(note, id=len(self.model.notes) + 1, action=number, at=at))

    def reported(
        self, ref: str, name: str, day: date, status: str | None, percent: int | None, *, typed: bool = True
    ) -> Note | None:
        """The note that a report makes; None where it is refused."""
        before = self.model.latest(ref, name, day)
        if before and before.status == "verified":
            return None
        if status:
            status = "reported_done" if status == "completed" else status
        elif before:
            status = before.status
            if percent is not None and (status, percent < 100) == ("reported_done", True):
                status = "in_progress"
            if percent and status == "not_started":
                status = "in_progress"
        else:
            status = "not_started" if percent == 0 else "in_progress"
        if (
            typed
            and percent is not None
            and ((status == "not_started" and percent > 0) or (status == "in_progress" and percent == 100))
        ):
            return None
        is_measured = not typed
        if percent is None and before and status != "reported_done":
            is_measured = before.is_measured
            if (status, before.percent) != ("in_progress", 100) or is_measured:
                percent = before.percent if status != "not_started" or before.percent == 0 else None
        return Note(
            0, 0, "", ref, name, day, status, percent, received=TODAY, answers=self.model.answered(ref, name, day),
            is_measured=is_measured and percent is not None,
        )  # fmt: skip

    # --- commands -------------------------------------------------------------------------------------------------

    @rule(
        pair=st.sampled_from(PAIRS), day=DAYS, percent=st.none() | st.integers(0, 100),
        status=st.sampled_from([None, "not_started", "in_progress", "blocked", "completed"]),
        later=st.integers(0, 60),
    )  # fmt: skip
    def set(self, pair: tuple[str, str], day: date, status: str | None, percent: int | None, later: int) -> None:
        percent = None if status == "completed" else percent
        received = min(day + timedelta(later), TODAY)
        note = self.reported(*pair, day, status, percent)
        report = progress.Report(day, status, percent, note="进展", received_on=received)
        self.record(pair, note and replace(note, received=received), report)

    @rule(pair=st.sampled_from([pair for pair in PAIRS if pair[0] == "x-1"]), day=DAYS, value=st.integers(0, 30))
    def measure(self, pair: tuple[str, str], day: date, value: int) -> None:
        note = self.reported(*pair, day, "in_progress", min(100, value * 100 // 15), typed=False)
        self.record(pair, note, progress.Report(day, "in_progress", value=value))

    def record(self, pair: tuple[str, str], note: Note | None, report: progress.Report) -> None:
        ref, name = pair
        department = self.registry.find(name)[0]
        done = self.attempt(
            note is not None,
            lambda action, facts: progress.record(action, facts, self.references[ref], department, report),
        )
        if done and note:
            self.entered(*done, note)

    @rule(pair=st.sampled_from(PAIRS), day=DAYS)
    def verify(self, pair: tuple[str, str], day: date) -> None:
        ref, name = pair
        before = self.model.latest(ref, name, day)
        department = self.registry.find(name)[0]
        done = self.attempt(
            before is not None and before.status == "reported_done",
            lambda action, facts: progress.decide(
                action, facts, self.references[ref], department, day, None, back=False
            ),
        )
        if done and before:
            judged = before.judged or before.id
            decided = replace(before, day=day, status="verified", kind="verification", judged=judged, retractions=[])
            self.entered(*done, decided)

    @rule(pair=st.sampled_from(PAIRS), day=DAYS)
    def send_back(self, pair: tuple[str, str], day: date) -> None:
        ref, name = pair
        before = self.model.latest(ref, name, day)
        department = self.registry.find(name)[0]
        done = self.attempt(
            before is not None and before.status in {"reported_done", "verified"},
            lambda action, facts: progress.decide(
                action, facts, self.references[ref], department, day, "不全", back=True
            ),
        )
        if done and before:
            judged = before.judged or before.id
            self.entered(*done, Note(0, 0, "", ref, name, day, "in_progress", None, "return", judged=judged))

    @precondition(lambda self: self.model.notes)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        note = data.draw(st.sampled_from(self.model.notes))
        allowed = self.model.stands(note, END_OF_TIME, self.model.gone())
        done = self.attempt(allowed, lambda action, facts: progress.retract(action, facts, note.id, "录错"))
        if done:
            note.retractions.append(done)

    @rule(ref=st.sampled_from(list(WHO)), day=DAYS, later=st.integers(-30, 120), only_later=st.booleans())
    def move_deadline(self, ref: str, day: date, later: int, only_later: bool) -> None:
        until = END + timedelta(later)
        current = (self.model.moved(ref, day) or [END])[-1]
        word = decisions.Word(day, "推迟")
        done = self.attempt(
            until > current if only_later else until != current,
            lambda action, facts: decisions.set_deadline(
                action, facts, self.references[ref], until, word, only_later=only_later
            ),
        )
        if done:
            self.model.deadlines.append((*done, ref, until, day))

    @rule(
        rows=st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 100), min_size=1, max_size=3), day=DAYS,
        number=st.integers(),
    )  # fmt: skip
    def take_in_forms(self, rows: dict[tuple[str, str], int], day: date, number: int) -> None:
        """Forms of several departments are one action; a form with a row that is closed is not taken at all."""
        files, notes = [], []
        for name in dict.fromkeys(name for _ref, name in rows):
            own = {pair: percent for pair, percent in rows.items() if pair[1] == name}
            entries = tuple(
                Entry(f"{name}{number}{self.minutes}", form_key(self.obligations[pair]), pair[0], 5 + place,
                      percent=percent, day=day, period=f"{day:%Y-%m}")
                for place, (pair, percent) in enumerate(own.items())
            )  # fmt: skip
            files.append(Returned(f"{name}.xlsx", "", name, "2031-12", len(entries), entries))
            made = [self.reported(ref, name, day, None, percent) for (ref, _name), percent in own.items()]
            for note in filter(None, made):
                note.answers = period_of("monthly", day).last  # a form tells its period itself
            notes += [] if None in made else [note for note in made if note]
        known = {form_key(each): (self.plan, each) for each in self.obligations.values()}
        with self.act() as (action, facts):
            done = forms.take_forms(action, facts, files, facts.today, known)
        assert sum(file.entries for file in done) == len(notes)
        if notes:
            self.model.moments[action.id] = action.recorded_at
            self.entered(action.id, action.recorded_at, *notes)

    @precondition(lambda self: self.model.moments)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Any action may be undone on which nothing rests, an undoing too."""
        number = data.draw(st.sampled_from(sorted(self.model.moments, reverse=True)))
        done = self.attempt(self.model.can_undo(number), undoing.undo, undoes=number)
        if done:
            self.model.undoings.append((done[0], number))

    # --- tables ---------------------------------------------------------------------------------------------------

    @rule(day=DAYS, minute=st.integers(0, 100))
    def look(self, day: date, minute: int) -> None:
        known = utc_text(FIRST + timedelta(minutes=min(minute, self.minutes)))
        self.compare(day, known)

    @invariant()
    def now(self) -> None:
        if hasattr(self, "plan"):
            self.compare(TODAY, END_OF_TIME)

    def compare(self, day: date, known: str) -> None:
        with reading_sqlite(self.path, 5) as connection:
            facts = Facts(connection, read_snapshot(connection, day, known), TODAY)
            rows = list(facts.obligations(self.plan))
            tasks = {task.ref: task for task in facts.tasks(self.plan)}
            notes = read_notes(facts)
        expected = {pair: self.model.situation(*pair, day, known) for pair in PAIRS}
        assert {
            (row.ref, row.member): (
                row.status, row.percent, row.last_report_on, row.deadline, row.extensions, row.reporting, row.light,
                row.light_reason,
            )
            for row in rows
        } == {
            (ref, name): (
                found.status, found.percent, self.model.last_report(ref, name, day, known), found.deadline,
                len(self.model.moved(ref, day, known)), reporting(found), *light(found, RULE, day),
            )
            for (ref, name), found in expected.items()
        }  # fmt: skip
        for ref, names in ACCOUNTABLE.items():
            own = [expected[ref, name] for name in names]
            assert (tasks[ref].status, tasks[ref].percent, tasks[ref].light) == (
                roll_up([each.status for each in own]), mean_percent([each.percent for each in own]),
                worst(light(each, RULE, day)[0] for each in own),
            )  # fmt: skip
        gone = self.model.gone(known)
        assert [(note.id, note.kind, note.status, bool(note.undone_at), bool(note.retracted_at)) for note in notes] == [
            (
                note.id, note.kind, note.status, note.action in gone,
                any(at <= known and action not in gone for action, at in note.retractions),
            )
            for note in sorted(self.model.notes, key=lambda note: (note.day, note.id))
            if note.at <= known
        ]  # fmt: skip

    @rule()
    def check(self) -> None:
        with reading_sqlite(self.path, 5) as connection:
            assert list(check_ledger(Facts(connection, read_snapshot(connection, TODAY), TODAY))) == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the small plan."""
    folder = tmp_path_factory.mktemp("two-clocks")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    program = Program(folder / "ledger.db", today=str(TODAY))
    program("seed", "2017")
    program("import", str(folder / "plan.txt"), "--key", "x", "--issued", str(ISSUED))
    import sqlite3

    with sqlite3.connect(folder / "ledger.db") as source, sqlite3.connect(folder / "copy.db") as target:
        source.backup(target)
    source.close()
    target.close()
    return folder / "copy.db"


@pytest.mark.slow
def test_every_table_at_any_pair_of_clocks_is_what_the_model_says(template: Path) -> None:
    TwoClocks.template = template
    long = os.environ.get("HYPOTHESIS_PROFILE") == "long"
    chosen = settings.get_profile("two-clocks-long" if long else "two-clocks")
    run_state_machine_as_test(
        TwoClocks, settings=settings(chosen, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    )
