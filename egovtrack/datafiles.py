"""Files of data that a person names: settings, rules, registries, divisions of work, forms that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_FILE

if TYPE_CHECKING:
    from pathlib import Path


def read_bytes(path: str | Path, most: int = MAX_FILE) -> bytes:
    """The content of a file. Raises EgovtrackError where it cannot be read, BadInput where it has over `most` bytes."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=path, why=why)) from error
    if len(content) > most:
        raise BadInput(_("{name}: larger than {limit} MB").format(name=path, limit=most // 1_000_000))
    return content


def parse_toml(text: str) -> dict[str, Any]:
    """A TOML file's content. Raises ValueError, in words: for what is no TOML, a number too long for any computer to
    want it, and tables nested deeper than anybody writes them, on which tomllib itself fails.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(_("it is nested too deeply")) from None
