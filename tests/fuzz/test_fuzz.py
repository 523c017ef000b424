"""A short run of every fuzzer; the long one is `python -m tests.fuzz`."""

from __future__ import annotations

import pytest

from egovtrack.readers import read_document
from egovtrack.reading import draft_document
from tests.fuzz import samples, targets
from tests.fuzz.__main__ import run
from tests.fuzz.properties import FUZZERS, Fuzzer


@pytest.mark.parametrize("name", samples.documents())
def test_fuzzing_begins_with_files_that_are_read(name: str) -> None:
    """Else nothing but refusals would be tried."""
    content = samples.documents()[name]
    assert draft_document(read_document(content, name)).tasks
    if content.startswith(b"PK"):
        assert draft_document(read_document(samples.packed(samples.parts(content)), name)).tasks


def test_fuzzing_begins_with_a_form_that_is_read() -> None:
    returned = targets.form(samples.packed(samples.parts(samples.form())))
    assert (returned.problems, returned.rows) == ((), 3)


@pytest.mark.parametrize("fuzzer", FUZZERS, ids=lambda one: one.name)
def test_anything_is_read_or_refused(fuzzer: Fuzzer) -> None:
    done = run(fuzzer, 10 + 3 * fuzzer.share, 20310601)
    if done.found:
        raise done.found
    assert done.inputs > fuzzer.share
