"""The sentences of notices: the shipped ones, and those that an office has put in their place."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from egovtrack.datafiles import read_toml
from egovtrack.i18n import written as _


@cache
def shipped() -> dict[str, str]:
    """Return the shipped sentences by name, `version` among them."""
    return {str(key): str(value) for key, value in read_toml(Path(__file__).parent / "wording.toml").items()}


def names_in(sentence: str) -> set[str]:
    """Return the names in braces in a sentence. Raises ValueError where the braces do not fit."""
    parts = list(string.Formatter().parse(sentence))
    if any(form or conversion for _text, name, form, conversion in parts if name is not None):
        raise ValueError(sentence)
    return {name for _text, name, _form, _conversion in parts if name is not None}


def wrong_sentence(name: str, value: object) -> str | None:
    """Return what is wrong with an office's sentence, None where it may take the place of the shipped one."""
    if not isinstance(value, str) or not value.strip():
        return _("a text")
    try:
        unknown = names_in(value) - names_in(shipped()[name])
    except ValueError:
        return _("a text with the names of figures in braces, such as {{count}}").format()
    if unknown:
        known = _(", ").join(sorted(names_in(shipped()[name]))) or "—"
        return _("a text without {unknown}: there are {known}").format(
            unknown=_(", ").join(sorted(unknown)), known=known
        )
    return None


class Wording:
    """The sentences in force; `version` tells whose and which."""

    def __init__(self, own: Mapping[str, str], version: str) -> None:
        self._sentences = {**shipped(), **own}
        self.version = version

    def __call__(self, name: str, **figures: object) -> str:
        """Return a sentence with its figures filled in."""
        return self._sentences[name].format(**figures)
