"""Files that a person names: settings, rules, registries, divisions of work, forms that came back."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from egovtrack.errors import BadInput, refused_by_system
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ENCODINGS = {b"\xff\xfe": ("utf-16",), b"\xfe\xff": ("utf-16",)}
_USUAL = ("utf-8-sig", "gb18030")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an OLE compound file begins: a document of an old format, or an encrypted new one ([MS-OFFCRYPTO] 1.3)."""


ON_WINDOWS = os.name == "nt"
BESIDE = ("-wal", "-shm", "-journal")
"""What the names of the files end in that SQLite keeps beside a database."""
QUEUE = "-queue"
"""The same of the file on which those who write to a ledger wait in line."""
# https://sqlite.org/fileformat2.html, 1.3, 3 and 4.1: a rollback journal, a write-ahead log
_DATABASE = b"SQLite format 3\0"
_OF_SQLITE = (_DATABASE, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")


def begins_as_sqlite(path: str, beginnings: tuple[bytes, ...] = _OF_SQLITE) -> bool:
    """Return whether a file begins as a database of SQLite does, or its journal or log. Raises OSError."""
    if not os.path.isfile(path):
        return False
    with open(path, "rb") as stream:
        return stream.read(len(_DATABASE)).startswith(beginnings)


def is_beside_database(path: str) -> bool:
    """Return whether what belongs to a database is kept at a path, or may be looked for there. Raises OSError."""
    bases = (path.removesuffix(end) for end in (*BESIDE, QUEUE) if path.endswith(end))
    return any(begins_as_sqlite(base, (_DATABASE,)) for base in bases)


def read_bytes(path: str | Path) -> bytes:
    """Return the content of a file. Raises EgovtrackError if it cannot be read, BadInput if it is too large."""
    try:
        with open(path, "rb") as stream:
            content = stream.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise refused_by_system(error, _("{path} cannot be read: {why}"), path=path) from error
    if len(content) > MAX_FILE:
        raise BadInput(_("{name}: larger than {limit} MB").format(name=path, limit=MAX_FILE // 1_000_000))
    return content


def named(paths: Sequence[str]) -> list[str]:
    """Return the files that were named. On Windows, where no shell does it, a pattern (*.xlsx) stands for them."""
    if not ON_WINDOWS:
        return list(paths)
    from glob import glob

    found = []
    for given in paths:
        path = os.path.expanduser(given) if given.startswith(("~/", "~\\")) else given
        found += [path] if os.path.exists(path) else sorted(glob(path)) or [path]
    return found


def is_folder(given: str) -> bool:
    """Return whether a path as typed means a folder: one that is there, or any that ends like one."""
    return given.endswith(("/", os.sep)) or os.path.isdir(given)


def is_encrypted(compound: bytes) -> bool:
    """Return whether an OLE compound file holds an encrypted document."""
    return "EncryptedPackage".encode("utf-16-le") in compound


def decode(data: bytes) -> str:
    """Return a text: in UTF-16 where it begins with a byte order mark of that, else in UTF-8 (with or without one),
    else in GB18030. Raises BadInput for what is none of these, or binary.
    """
    for encoding in _ENCODINGS.get(data[:2], _USUAL):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
            break
        return text
    else:
        raise BadInput(_("The text is neither UTF-8 nor GB18030."), _("Save it as UTF-8 and try again."))
    raise BadInput(_("This is binary data, not text."))


def read_toml(path: str | Path) -> dict[str, Any]:
    """Return the content of a TOML file. Raises EgovtrackError if it cannot be read, BadInput if it is no TOML."""
    text = ""
    try:
        text = decode(read_bytes(path))
        return parse_toml(text)
    except (ValueError, BadInput) as error:
        why = error.message if isinstance(error, BadInput) else error
        hint = _("write a path as it is between single quotes: {example}").format(example=r"'C:\data'")
        raise BadInput(_("{path} is no TOML: {why}").format(path=path, why=why), hint * ("\\" in text)) from error


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
