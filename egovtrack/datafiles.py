"""Files that a person names: settings, rules, registries, divisions of work, forms that came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_FILE

if TYPE_CHECKING:
    from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE compound file begins: a document of an old format, or an encrypted new one ([MS-OFFCRYPTO] 1.3)."""


def read_bytes(path: str | Path, most: int = MAX_FILE) -> bytes:
    """Return the content of a file. Raises EgovtrackError if it cannot be read, BadInput for over `most` bytes."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=path, why=why)) from error
    if len(content) > most:
        raise BadInput(_("{name}: larger than {limit} MB").format(name=path, limit=most // 1_000_000))
    return content


def is_encrypted(compound: bytes) -> bool:
    """Return whether an OLE compound file holds an encrypted document."""
    return "EncryptedPackage".encode("utf-16-le") in compound


def parse_toml(text: str) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises ValueError with a message for what is not TOML, a number of too many digits, and tables that are nested so
    deeply that tomllib itself fails.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError(_("it is nested too deeply")) from None
