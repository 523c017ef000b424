"""The language of labels, help and messages: gettext of the standard library, English msgids, a Chinese catalog.

What a person is told is in the language in use. What is kept in a file is in that of the ledger (`write_in`): the words
of results, which sheets, reports and views make, are looked up by `written`.
"""

from __future__ import annotations

import gettext as _gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

LANGUAGES = ("zh", "en")
_LOCALE = os.path.join(os.path.dirname(__file__), "locale")  # pathlib alone takes as long as all else here
_LANGUAGE_AT_START = os.environ.get("LANGUAGE", "")  # `use` sets it, for click
_chosen: list[str] = []
_said: dict[str, str] = {}  # what was looked up in the language in use: a table says the same words row by row
_of_files: list[str] = []
_wrote: dict[str, str] = {}  # the same in the language of files


def default_language() -> str:
    """Return the language of the locale: `en` where the locale says so, else `zh`, the language of the plans.

    A locale that names no language (`C`, `POSIX`, `C.UTF-8`: what cron gives) says nothing, so it gives `zh` too; but
    where Chinese cannot be shown (ASCII), words are English.
    """
    if not shows_chinese():
        return "en"
    given = (_LANGUAGE_AT_START, *(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")))
    for value in given:
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def shows_chinese() -> bool:
    """Return whether what a person is told on standard error can be Chinese."""
    return bool("中".encode(getattr(sys.stderr, "encoding", None) or "utf-8", "ignore"))


def language() -> str:
    """Return the language in use."""
    return _chosen[-1] if _chosen else default_language()


def use(lang: str) -> None:
    """Answer in `lang` (`zh` or `en`) from now on, in files too. click's own words come from the same catalog."""
    _chosen[:] = [lang]
    _of_files.clear()
    _said.clear()
    os.environ["LANGUAGE"] = lang
    _gettext.bindtextdomain("egovtrack", _LOCALE)
    _gettext.textdomain("egovtrack")


@cache
def _catalog(lang: str) -> _gettext.NullTranslations:
    return _gettext.translation("egovtrack", _LOCALE, [lang], fallback=True)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Answer in `lang` within the block, in files too."""
    before, of_files = language(), _of_files[:]
    use(lang)
    try:
        yield
    finally:
        use(before)
        _of_files[:] = of_files


def gettext(message: str) -> str:
    """Return a message in the language in use; the message itself where the catalog has no translation."""
    said = _said.get(message)
    if said is None:
        said = _said[message] = _catalog(language()).gettext(message) if message else ""
    return said


def write_in(lang: str) -> None:
    """Let the words of results be in `lang` from now on: what follows goes into a file."""
    _of_files[:] = [lang]
    _wrote.clear()


def written(message: str) -> str:
    """Return a message as `gettext` does, in the language of what is written."""
    if not _of_files:
        return gettext(message)
    said = _wrote.get(message)
    if said is None:
        said = _wrote[message] = _catalog(_of_files[-1]).gettext(message) if message else ""
    return said


def nwritten(singular: str, plural: str, n: int) -> str:
    """Return the form of a message for `n` things, in the language of what is written."""
    return _catalog(_of_files[-1] if _of_files else language()).ngettext(singular, plural, n)


def in_any_language(message: str) -> list[str]:
    """Return a message in every language."""
    return [_catalog(lang).gettext(message) for lang in LANGUAGES]


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of a message for `n` things, in the language in use."""
    return _catalog(language()).ngettext(singular, plural, n)


def N_(message: str) -> str:  # noqa: N802  the name that gettext's extraction tools know
    """Mark a message for the catalog where it is translated later."""
    return message
