"""Files written in one step: each is there whole and new, or as it was before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _


def write_all(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write all files: each is written beside its place first and, once all are, moved there in one step. `private`
    ones are readable by their owner alone.

    Folders that are missing are made; a link is followed. Raises EgovtrackError when one cannot be written: nothing is
    half written then, and no file is new unless a move itself failed.
    """
    written: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for given, content in contents.items():
            path = given.resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and not path.is_file():
                raise FileExistsError(None, _("it is no file"))
            written.append((_beside(path, content, private=private), path))
        for temporary, path in written:
            put(temporary, path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise EgovtrackError(
            _("{path} cannot be written: {why}").format(path=path, why=why),
            _("give another place with -o"),
        ) from error
    finally:
        for temporary, _path in written:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def put(temporary: Path, path: Path) -> None:
    """Move a finished file to its place in one step, and have the disk know of it. Raises OSError."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)
    if os.name != "nt":  # there a folder is no file that could be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def replacing(given: Path) -> Iterator[BinaryIO]:
    """A stream to a file that is there whole and new once the block has ended, and as it was before where it fails.
    Raises EgovtrackError when it cannot be written.
    """
    path = given.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            raise FileExistsError(None, _("it is no file"))
        with _written_beside(path, private=False) as (temporary, stream):
            yield stream
        put(temporary, path)
    except OSError as error:
        raise EgovtrackError(
            _("{path} cannot be written: {why}").format(path=path, why=error.strerror or error),
            _("give another place with -o"),
        ) from error


def _beside(path: Path, content: bytes, *, private: bool) -> Path:
    with _written_beside(path, private=private) as (temporary, stream):
        stream.write(content)
    return temporary


@contextmanager
def _written_beside(path: Path, *, private: bool) -> Iterator[tuple[Path, BinaryIO]]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield temporary, stream
            stream.flush()
            os.fsync(stream.fileno())
        if not private:
            # mkstemp makes files for the owner alone; these are to be read by whoever may read the folder's others.
            umask = os.umask(0)
            os.umask(umask)
            temporary.chmod(0o666 & ~umask)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
