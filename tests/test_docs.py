"""What the documents show is what the program does: examples are run, the reference is made anew, links lead on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import characters, columns, commands, examples, manual
from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


@pytest.mark.parametrize("page", examples.PAGES, ids=lambda page: page.name)
def test_every_example_answers_as_shown(page: Path) -> None:
    """Of a picture the words are compared: how it is drawn depends on the version of rich."""
    for path, made in examples.current(page).items():
        shown, told = (re.sub("(?s)<style>.*</style>|<[^>]*>", "", text) for text in (path.read_text("utf-8"), made))
        assert shown == told, "python -m docs writes it anew"


@pytest.mark.parametrize("lang", commands.PAGES)
def test_the_reference_is_that_of_the_commands(lang: str) -> None:
    """Line ends are not compared: where a line is folded depends on the version of click."""
    written, made = commands.PAGES[lang].read_text("utf-8"), commands.page(lang)
    assert "".join(written.split()) == "".join(made.split()), "python -m docs writes it anew"


@pytest.mark.parametrize("lang", manual.PAGES)
def test_so_is_the_manual_page(lang: str) -> None:
    assert manual.PAGES[lang].read_text("utf-8").split() == manual.page(lang).split(), "python -m docs writes it anew"


def test_the_columns_are_those_of_the_model() -> None:
    assert {path: path.read_bytes() for path in columns.made()} == columns.made(), "python -m docs writes it anew"


@pytest.mark.slow
def test_the_simplified_characters_are_those_of_opencc() -> None:
    assert {path: path.read_bytes() for path in characters.made()} == characters.made(), "python -m docs writes it anew"


def anchors(page: Path) -> set[str]:
    """Return what a link may name in a page: its headings in lower case, blanks as hyphens, other signs left out."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", prose):
        path, _hash, anchor = target.partition("#")
        goal = page.parent / path if path else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


def test_no_document_is_cited_that_is_not_there() -> None:
    """Documents are named by their paths from the top, in the code, its messages, the tests and the settings."""
    tops = ("benchmarks", "docs", "egovtrack", "migrations", "seed", "tests")
    texts = [*ROOT.glob("*.*"), *(path for top in tops for path in (ROOT / top).rglob("*.*"))]
    kinds = {".py", ".md", ".po", ".cfg", ".toml"}
    cited = {
        name[0]
        for path in texts
        if path.suffix in kinds
        for name in re.finditer(r"\bdocs/[a-z/-]+(\.[a-z]+)+\b", path.read_text("utf-8"))
    }
    assert [path for path in sorted(cited) if not (ROOT / path).exists()] == []
