"""A short run of every fuzzer; the long one is `python -m tests.fuzz`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.properties import SHARES


@pytest.mark.parametrize("fuzz", SHARES, ids=lambda fuzz: fuzz.__name__)
def test_anything_is_read_or_refused(fuzz: Callable[[], None]) -> None:
    done = run(fuzz, 5 + SHARES[fuzz], 20310601)
    if done.found:
        raise done.found
    assert done.inputs
