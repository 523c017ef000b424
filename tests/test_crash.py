"""Killed at any moment, nothing acknowledged is lost and nothing half there. Long form: `python -m tests.crash`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from egovtrack import schema
from tests.conftest import Program, sqlite_only
from tests.crash import SCENARIOS, run

pytestmark = [sqlite_only, pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")]


@pytest.mark.slow
def test_a_command_that_is_killed_leaves_the_ledger_whole() -> None:
    harness, wrong = run(points=len(SCENARIOS), seed=7)
    assert wrong == []
    assert sum(harness.killed.values()) > len(SCENARIOS) / 2


def test_a_ledger_whose_making_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    """The tables were there already, the first entry was not: it is made before any other."""
    schema.upgrade(str(tmp_path / "ledger.db"))
    program = Program(tmp_path / "ledger.db")
    assert program("status", code=None).code in {0, 1}
    program("seed", "2017")
    assert program.json("rules", "show")
    assert program.json("dept", "市财政局")
    program("check")
