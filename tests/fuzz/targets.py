"""What is fuzzed: each takes any input, and fails unless what comes back adds up or is an `EgovtrackError`."""

from __future__ import annotations

import atexit
import contextlib
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from egovtrack.app import App
from egovtrack.cli import main
from egovtrack.datafiles import read_toml
from egovtrack.draft import Document, PlanDraft
from egovtrack.errors import EgovtrackError
from egovtrack.forms import Returned, read_form
from egovtrack.ledger import leaders, registries
from egovtrack.ledger.actions import Action
from egovtrack.ledger.departments import load_registry
from egovtrack.ledger.rules import set_rule
from egovtrack.readers import read_document
from egovtrack.readers.text import decode
from egovtrack.reading import draft_document, draft_text
from tests.forms import expected
from tests.reading.layouts import same_or_reported

_KEPT = tempfile.TemporaryDirectory(prefix="egovtrack-fuzz-")
atexit.register(_KEPT.cleanup)
_FOLDER = Path(_KEPT.name)


def _is_told(error: EgovtrackError) -> None:
    assert error.message


def plan(data: bytes, name: str) -> None:
    """A plan document."""
    try:
        document = read_document(data, name)
        _lines_add_up(document)
        _adds_up(draft_document(document))
    except EgovtrackError as error:
        _is_told(error)


def layout(text: str, name: str) -> None:
    """A plan that is made up as a whole, in another layout."""
    assert same_or_reported(text, name)


def grammar(text: str) -> None:
    """A plan as text."""
    try:
        _adds_up(draft_text(text))
    except EgovtrackError as error:
        _is_told(error)


def _lines_add_up(document: Document) -> None:
    end = 0
    for line in document.lines:
        assert line.place.start >= end
        assert document.text[line.place.start : line.place.end] == line.text
        end = line.place.end


def _adds_up(draft: PlanDraft) -> None:
    """Not a character of the document is lost, and all places are in it."""
    text, end = draft.document.text, 0
    for block in draft.blocks:
        assert block.place.start == end
        end = block.place.end
    assert end == len(text) == sum(draft.coverage().values())
    refs = [task.ref for task in draft.tasks]
    assert len(refs) == len(set(refs))
    for task in draft.tasks:
        for clause in task.clauses:
            for party in clause.parties:
                assert text[party.place.start : party.place.end]
    for problem in draft.problems:
        assert problem.message
        assert problem.hint is not None


def form(data: bytes) -> Returned:
    """A returned form: entries, or problems, or nothing; never both."""
    returned = read_form("form.xlsx", data, expected())
    assert not (returned.entries and returned.problems)
    for problem in returned.problems:
        assert problem.reason
    for entry in returned.entries:
        assert entry.says_something()
        assert entry.percent is None or 0 <= entry.percent <= 100
        assert entry.fingerprint()
    return returned


def settings_file(data: bytes) -> None:
    """The settings of the folder one works in, with defaults for commands: a command runs, or tells what is wrong."""
    _ledger()
    (_FOLDER / "egovtrack.toml").write_bytes(data)
    with contextlib.chdir(_FOLDER):
        done = CliRunner().invoke(main, ["--db", "ledger.db", "depts", "list"], prog_name="egovtrack")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code in {0, 1, 2, 65}
    assert "the program failed" not in done.stderr, done.stderr


def lights(data: bytes) -> None:
    """The office's own rule for the lights."""
    path = _FOLDER / "lights.toml"
    path.write_bytes(data)
    _rehearsed(lambda action: set_rule(action, "lights", read_toml(str(path)), None, None))


@cache
def _ledger() -> App:
    """A ledger with the shipped registry, into which nothing is stored."""
    app = App({"db": str(_FOLDER / "ledger.db"), "user": "fuzz"})
    with app.action(makes=True) as action:
        load_registry(action)
    return app


def _rehearsed(take: Callable[[Action], object]) -> None:
    try:
        with _ledger().action(rehearse=True) as action:
            take(action)
    except EgovtrackError as error:
        _is_told(error)


def registry(data: bytes, name: str) -> None:
    """Another government's registry, in a file of this name."""

    def take(action: Action) -> None:
        entries = registries.parse(data, name)
        done = registries.import_registry(action, entries)
        assert done.problems or done.new + done.same <= len(entries.departments)

    _rehearsed(take)


def division(data: bytes) -> None:
    """A division of work among leaders."""
    _rehearsed(lambda action: leaders.import_division(action, decode(data)))
