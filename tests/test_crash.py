"""Killed at any moment, nothing acknowledged is lost and nothing half there. Long form: `python -m tests.crash`."""

from __future__ import annotations

import os

import pytest

from tests.conftest import sqlite_only
from tests.crash import SCENARIOS, run

pytestmark = [sqlite_only, pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")]


def test_a_command_that_is_killed_leaves_the_ledger_whole() -> None:
    harness, wrong = run(points=2 * len(SCENARIOS), seed=7)
    assert wrong == []
    assert sum(harness.killed.values()) > len(SCENARIOS)
