"""What the documents show is what the program does: examples are run, the reference is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs import columns, generate, readme


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_every_example_answers_as_shown(page: Path) -> None:
    assert page.read_text("utf-8") == readme.current(page), "python -m docs.readme writes it anew"


@pytest.mark.parametrize("lang", generate.PAGES)
def test_the_reference_is_that_of_the_commands(lang: str) -> None:
    """Line ends are not compared: where a line is folded depends on the version of click."""
    written, made = generate.PAGES[lang].read_text("utf-8"), generate.page(lang)
    assert "".join(written.split()) == "".join(made.split()), "python -m docs.generate writes it anew"


def test_the_columns_are_those_of_the_model() -> None:
    assert columns.PLACE.read_text(encoding="utf-8") == columns.content(), "run python -m docs.columns"
