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
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from egovtrack.database import make_engine, session
from egovtrack.dates import utc_text
from egovtrack.errors import EgovtrackError
from egovtrack.forms import Entry, Returned
from egovtrack.ledger import forms, office, progress
from egovtrack.ledger import undo as undoing
from egovtrack.ledger.actions import Act, Signature, acting
from egovtrack.queries.invariants import check_ledger
from egovtrack.queries.known import END_OF_TIME, View
from egovtrack.queries.names import Registry, read_registry
from egovtrack.queries.obligations import Obligation, read_obligations
from egovtrack.queries.plans import PlanRow, find_plan, find_reference
from egovtrack.queries.progress import read_notes
from egovtrack.queries.reader import open_sqlite
from egovtrack.queries.tasks import read_tasks
from egovtrack.rules import LightRule, Standing, light, mean_percent, reporting, roll_up, worst
from egovtrack.sheets.forms import form_key
from tests.conftest import Program

PLAN = """2031年市政务服务要点

1.整合15个业务系统。（牵头部门：市财政局、市公安局。责任部门：市民政局）

2.建立月报。（责任部门：市财政局、市公安局）
"""
WHO = {"x-1": ("市财政局", "市公安局", "市民政局"), "x-2": ("市财政局", "市公安局")}
ACCOUNTABLE = {"x-1": ("市财政局", "市公安局"), "x-2": ("市财政局", "市公安局")}
PAIRS = [(ref, name) for ref, names in WHO.items() for name in names]
ISSUED, END, TODAY = date(2031, 1, 10), date(2031, 12, 31), date(2031, 12, 1)
RULE = LightRule("test", blocked_days=30, behind_points=20, silent_cycles=1, due_days=30)
DAYS = st.integers(0, (TODAY - ISSUED).days).map(lambda days: ISSUED + timedelta(days))
FIRST = datetime(2031, 1, 10, tzinfo=UTC)

settings.register_profile("two-clocks", deadline=None, max_examples=25, stateful_step_count=25)
settings.register_profile("two-clocks-long", deadline=None, max_examples=400, stateful_step_count=60)


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
    retractions: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Model:
    """What was entered, in order."""

    notes: list[Note] = field(default_factory=list)
    extensions: list[tuple[int, str, str, date, date]] = field(default_factory=list)
    actions: list[int] = field(default_factory=list)
    undone: dict[int, str] = field(default_factory=dict)

    def holds(self, action: int, at: str, known: str) -> bool:
        """Whether what an action entered was known, and not taken back."""
        return at <= known and not (action in self.undone and self.undone[action] <= known)

    def stands(self, note: Note, known: str) -> bool:
        return self.holds(note.action, note.at, known) and not any(
            self.holds(action, at, known) for action, at in note.retractions
        )

    def history(self, ref: str, name: str, day: date, known: str = END_OF_TIME) -> list[Note]:
        """The notes that stand, oldest day first."""
        found = [
            note
            for note in self.notes
            if (note.ref, note.name) == (ref, name) and note.day <= day and self.stands(note, known)
        ]
        return sorted(found, key=lambda note: (note.day, note.id))

    def latest(self, ref: str, name: str, day: date, known: str = END_OF_TIME) -> Note | None:
        return next(reversed(self.history(ref, name, day, known)), None)

    def moved(self, ref: str, day: date, known: str = END_OF_TIME) -> list[date]:
        """The deadlines that the office set, in order of their days."""
        found = [
            (decided, action, until)
            for action, at, task, until, decided in self.extensions
            if task == ref and decided <= day and self.holds(action, at, known)
        ]
        return [until for _decided, _action, until in sorted(found)]

    def standing(self, ref: str, name: str, day: date, known: str) -> Standing:
        history = self.history(ref, name, day, known)
        last = history[-1] if history else None
        since = None
        for note in reversed(history):
            if note.status != "blocked":
                break
            since = note.day
        deadline = (self.moved(ref, day, known) or [END])[-1]
        return Standing(
            last.status if last else None, last.percent if last else None, last.day if last else None,  # type: ignore[arg-type]
            since, ISSUED, deadline, "monthly",
        )  # fmt: skip

    def undoable(self) -> int | None:
        return max((action for action in self.actions if action not in self.undone), default=None)


class TwoClocks(RuleBasedStateMachine):
    """Commands on a ledger and on the model, side by side."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.mkdtemp()
        self.path = str(Path(self.folder) / "ledger.db")
        shutil.copy(self.template, self.path)
        self.engine = make_engine(self.path)
        self.model = Model()
        self.minutes = 0

    @initialize()
    def look_around(self) -> None:
        with open_sqlite(self.path, 5) as reader:
            self.registry: Registry = read_registry(reader)
            self.plan: PlanRow = find_plan(reader, "x")
            self.references = {ref: find_reference(reader, ref) for ref in WHO}
            found = read_obligations(reader, self.registry, self.plan, self.view())
            row = reader.one("SELECT max(id) FROM action")
        self.first = row[0] if row else 0
        self.model.actions.append(self.first)
        self.obligations: dict[tuple[str, str], Obligation] = {(one.ref, one.member): one for one in found}

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def view(self, day: date = TODAY, known: str = END_OF_TIME) -> View:
        return View(day, TODAY, RULE, known)

    @contextmanager
    def act(self, undoes: int | None = None) -> Iterator[Act]:
        self.minutes += 1
        at = utc_text(FIRST + timedelta(minutes=self.minutes))
        with session(self.engine) as opened, acting(opened, Signature("甲", at), undoes) as act:
            yield act

    def attempt(self, allowed: bool, do: Callable[[Act], Any], undoes: int | None = None) -> tuple[int, str] | None:
        """Do it; the action's number and moment, or None where it is refused, as the model says it must be."""
        try:
            with self.act(undoes) as act:
                do(act)
                number, at = act.row.id, act.recorded_at
        except EgovtrackError:
            assert not allowed
            return None
        assert allowed
        self.model.actions += [number] if undoes is None else []
        return number, at

    def entered(self, number: int, at: str, *notes: Note) -> None:
        for note in notes:
            self.model.notes.append(replace(note, id=len(self.model.notes) + 1, action=number, at=at))

    def reported(self, ref: str, name: str, day: date, status: str | None, percent: int | None) -> Note | None:
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
        if percent is None and before and status != "reported_done":
            percent = before.percent
        return Note(0, 0, "", ref, name, day, status, percent)

    # --- commands -------------------------------------------------------------------------------------------------

    @rule(
        pair=st.sampled_from(PAIRS), day=DAYS, percent=st.none() | st.integers(0, 100),
        status=st.sampled_from([None, "not_started", "in_progress", "blocked", "completed"]),
    )  # fmt: skip
    def set(self, pair: tuple[str, str], day: date, status: str | None, percent: int | None) -> None:
        ref, name = pair
        percent = None if status == "completed" else percent
        note = self.reported(ref, name, day, status, percent)
        report = progress.Report(day, status, percent, note="进展")
        department = self.registry.find(name)[0]
        done = self.attempt(
            note is not None,
            lambda act: progress.record(act, self.registry, self.references[ref], department, report, self.view()),
        )
        if done and note:
            self.entered(*done, note)

    @rule(pair=st.sampled_from([pair for pair in PAIRS if pair[0] == "x-1"]), day=DAYS, value=st.integers(0, 30))
    def measure(self, pair: tuple[str, str], day: date, value: int) -> None:
        ref, name = pair
        percent = min(100, value * 100 // 15)
        note = self.reported(ref, name, day, "in_progress", percent)
        report = progress.Report(day, "in_progress", value=value)
        department = self.registry.find(name)[0]
        done = self.attempt(
            note is not None,
            lambda act: progress.record(act, self.registry, self.references[ref], department, report, self.view()),
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
            lambda act: progress.verify(act, self.registry, self.references[ref], department, day, self.view()),
        )
        if done and before:
            self.entered(*done, replace(before, day=day, status="verified", kind="verification", retractions=[]))

    @rule(pair=st.sampled_from(PAIRS), day=DAYS)
    def send_back(self, pair: tuple[str, str], day: date) -> None:
        ref, name = pair
        before = self.model.latest(ref, name, day)
        department = self.registry.find(name)[0]
        done = self.attempt(
            before is not None and before.status in {"reported_done", "verified"},
            lambda act: progress.send_back(
                act, self.registry, self.references[ref], department, day, self.view(), "不全"
            ),
        )
        if done:
            self.entered(*done, Note(0, 0, "", ref, name, day, "in_progress", None, "return"))

    @precondition(lambda self: self.model.notes)
    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        note = data.draw(st.sampled_from(self.model.notes))
        done = self.attempt(self.model.stands(note, END_OF_TIME), lambda act: progress.retract(act, note.id, "录错"))
        if done:
            note.retractions.append(done)

    @rule(ref=st.sampled_from(list(WHO)), day=DAYS, later=st.integers(-30, 120))
    def extend(self, ref: str, day: date, later: int) -> None:
        until = END + timedelta(later)
        current = max(self.model.moved(ref, day), default=END)
        done = self.attempt(
            until > current,
            lambda act: office.extend(act, self.references[ref], until, office.Word(day, "推迟"), self.view()),
        )
        if done:
            self.model.extensions.append((*done, ref, until, day))

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
                      percent=percent, day=day)
                for place, (pair, percent) in enumerate(own.items())
            )  # fmt: skip
            files.append(Returned(f"{name}.xlsx", "", name, "2031-12", len(entries), entries))
            made = [self.reported(ref, name, day, None, percent) for (ref, _name), percent in own.items()]
            notes += [] if None in made else [one for one in made if one]
        known = {form_key(one): (self.plan, one) for one in self.obligations.values()}
        with self.act() as act:
            done = forms.take_forms(act, self.registry, files, {"2031-12": END}, known, self.view())
            action, at = act.row.id, act.recorded_at
        assert sum(one.entries for one in done) == len(notes)
        if notes:
            self.model.actions.append(action)
            self.entered(action, at, *notes)

    @rule()
    def undo(self) -> None:
        last = self.model.undoable()
        if last is None or last == self.first:
            return
        done = self.attempt(True, undoing.undo, undoes=last)
        assert done
        self.model.undone[last] = done[1]

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
        view = self.view(day, known)
        with open_sqlite(self.path, 5) as reader:
            rows = read_obligations(reader, self.registry, self.plan, view)
            tasks = {one.ref: one for one in read_tasks(reader, self.registry, self.plan, view)}
            notes = read_notes(reader, self.registry, view)
        expected = {pair: self.model.standing(*pair, day, known) for pair in PAIRS}
        assert {
            (one.ref, one.member): (
                one.status, one.percent, one.last_report_on, one.deadline, one.extensions, one.reporting, one.light,
                one.light_reason,
            )
            for one in rows
        } == {
            (ref, name): (
                found.status, found.percent, found.last_report, found.deadline, len(self.model.moved(ref, day, known)),
                reporting(found, RULE, day), *light(found, RULE, day),
            )
            for (ref, name), found in expected.items()
        }  # fmt: skip
        for ref, names in ACCOUNTABLE.items():
            own = [expected[ref, name] for name in names]
            assert (tasks[ref].status, tasks[ref].percent, tasks[ref].light) == (
                roll_up([one.status for one in own]), mean_percent([one.percent for one in own]),
                worst(light(one, RULE, day)[0] for one in own),
            )  # fmt: skip
        assert [(one.id, one.kind, one.status, bool(one.undone_at), bool(one.retracted_at)) for one in notes] == [
            (
                note.id, note.kind, note.status, not self.model.holds(note.action, note.at, known),
                any(self.model.holds(action, at, known) for action, at in note.retractions),
            )
            for note in sorted(self.model.notes, key=lambda note: (note.day, note.id))
            if note.at <= known
        ]  # fmt: skip

    @rule()
    def check(self) -> None:
        with open_sqlite(self.path, 5) as reader:
            assert list(check_ledger(reader, self.registry, self.view())) == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the small plan."""
    folder = tmp_path_factory.mktemp("two-clocks")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    program = Program(folder / "ledger.db", today=str(TODAY))
    program("import", str(folder / "plan.txt"), "--key", "x", "--issued", str(ISSUED))
    import sqlite3

    with sqlite3.connect(folder / "ledger.db") as source, sqlite3.connect(folder / "copy.db") as target:
        source.backup(target)
    source.close()
    target.close()
    return folder / "copy.db"


def test_every_table_at_any_pair_of_clocks_is_what_the_model_says(template: Path) -> None:
    TwoClocks.template = template
    long = os.environ.get("HYPOTHESIS_PROFILE") == "long"
    chosen = settings.get_profile("two-clocks-long" if long else "two-clocks")
    run_state_machine_as_test(
        TwoClocks, settings=settings(chosen, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
    )
