"""A short run of every fuzzer; the long one is `python -m tests.fuzz`."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.properties import FUZZERS, Fuzzer


@pytest.mark.parametrize("fuzzer", FUZZERS, ids=lambda one: one.name)
def test_anything_is_read_or_refused(fuzzer: Fuzzer) -> None:
    done = run(fuzzer, 5 + fuzzer.share, 20310601)
    if done.found:
        raise done.found
    assert done.inputs > fuzzer.share
