"""Everything the program says can be said in Chinese, by the catalog that is in the tree."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from docs import catalog, commands
from tests.conftest import Program, sqlite_only

pytestmark = sqlite_only  # what is shown does not depend on where the ledger is

MISTAKES = {
    "an unknown command": ("nonsense",),
    "an unknown command of a group": ("progress", "nonsense"),
    "a near miss of an option": ("tasks", "--formt", "csv"),
    "an option without its value": ("tasks", "--width"),
    "a word too many": ("plans", "2017"),
    "no argument": ("progress", "set"),
    "no option that is required": ("progress", "retract", "1"),
    "a format that is none": ("tasks", "--format", "xls"),
    "a number that is none": ("progress", "retract", "one", "--reason", "x"),
    "a percent of 140": ("progress", "set", "2017-13", "--percent", "140"),
    "a date that is none": ("tasks", "--as-of", "2017-02-30"),
    "an unknown department": ("dept", "市府办"),
    "an unknown plan": ("tasks", "2027"),
    "an unknown task": ("show", "2017-99"),
}


def pairs(one: Catalog) -> dict[str, object]:
    """Each message with its translation; a message with a plural by its singular, which is what gettext looks up."""
    return {key(message.id): message.string for message in one if message.id}


def key(message: object) -> str:
    return forms(message)[0]


def forms(message: object) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)  # type: ignore[arg-type]


def fields(text: str) -> set[tuple[str, str | None]]:
    """The fields of a format string and how each is converted, as in {name!r}."""
    return {(name, conversion) for _text, name, _spec, conversion in Formatter().parse(text) if name is not None}


def test_the_catalog_has_the_messages_of_the_program_and_no_other() -> None:
    assert pairs(catalog.translated()).keys() == pairs(catalog.messages()).keys(), "python -m docs"


def test_every_message_is_translated() -> None:
    assert [message.id for message in catalog.translated() if not catalog.is_translated(message)] == []
    assert [message.id for message in catalog.translated() if message.fuzzy] == []


def test_a_translation_has_the_fields_of_its_message() -> None:
    """Of one of its forms: Chinese has a single one for singular and plural."""
    for message in catalog.translated():
        for translation in forms(message.string) if message.id else ():
            assert fields(translation) in [fields(form) for form in forms(message.id)], message.id


def test_the_compiled_catalog_is_that_of_the_text() -> None:
    with catalog.MO.open("rb") as file:
        compiled = read_mo(file)
    assert {one: forms(text) for one, text in pairs(compiled).items()} == {
        one: forms(text) for one, text in pairs(catalog.translated()).items()
    }, "python -m docs"


def test_no_english_sentence_is_left_in_chinese_help() -> None:
    """Two lower-case words in a row are none of a command, an option or a metavar."""
    prose = re.sub(r"egovtrack( [a-z]+)*|`[^`]*`|\[[^]]*\]", "", commands.page("zh"))
    assert re.findall(r"\b[a-z]+[ \n]+[a-z]+\b", prose) == []


@pytest.mark.parametrize("arguments", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_line_in_the_language_asked_for(reading: Program, arguments: tuple[str, ...]) -> None:
    for lang, beginning in (("zh", "错误："), ("en", "error: ")):
        outcome = reading(*arguments, lang=lang, code=None)
        assert outcome.code in {1, 2}
        assert outcome.out == ""
        (line,) = outcome.err.splitlines()
        assert line.startswith(beginning)
        if lang == "zh":
            assert re.findall(r"[A-Za-z]+ [a-z]+", re.sub(r"egovtrack( [a-z]+)*", "", line)) == [], line


@pytest.mark.parametrize(
    ("locale", "beginning"),
    [({"LANG": "zh_CN.UTF-8"}, "错误："), ({"LANG": "en_GB.UTF-8"}, "error: "), ({"LC_ALL": "C"}, "错误：")],
)
def test_the_locale_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], beginning: str
) -> None:
    from click.testing import CliRunner

    from egovtrack.cli import main

    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert CliRunner().invoke(main, ["nonsense"]).stderr.startswith(beginning)
