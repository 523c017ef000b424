"""Files written in one step: each is there whole and new, or as it was before."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _


def write_all(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write files. Each is written beside its place first, and moved there when all are written.

    Missing folders are made, and a link is followed. With `private` only the owner can read the files.

    Raises EgovtrackError if a file cannot be written. No file is half written then, and none is new unless it was a
    move that failed.
    """
    with ExitStack() as moves:
        for path, content in contents.items():
            with moves.enter_context(replacing(path, private=private)) as stream:
                stream.write(content)


@contextmanager
def replacing(given: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a stream to a file that takes the place of `given` when the block ends. If the block fails, nothing changes.

    Missing folders are made, and a link is followed. With `private` only the owner can read the file.

    Raises EgovtrackError if the file cannot be written.
    """
    with written(given):
        path = _place(given)
        with temporary_beside(path) as temporary:
            with temporary.open("wb") as stream:
                yield stream
            if not private:
                _let_others_read(temporary)
            put(temporary, path)


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Turn the system's errors into an error that tells a person that the file at `path` cannot be written."""
    try:
        yield
    except OSError as error:
        raise EgovtrackError(
            _("{path} cannot be written: {why}").format(path=path, why=error.strerror or error),
            _("give another place with -o"),
        ) from error


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """Make an empty file in the folder of `path` that only its owner can read. Where it still is there at the end, it
    is deleted, and so is what SQLite keeps beside it.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for each in (Path(name), *beside(Path(name))):
            with suppress(OSError):
                each.unlink()


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside a database."""
    return tuple(Path(f"{path}{end}") for end in ("-wal", "-shm", "-journal"))


def _place(given: Path) -> Path:
    """Return the path of a file that is to be written, and make its folder. Raises OSError."""
    try:
        path = given.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
    except ValueError as error:
        raise FileNotFoundError(None, str(error)) from error
    if path.exists() and not path.is_file():
        raise FileExistsError(None, _("it is no file"))
    return path


def _let_others_read(path: Path) -> None:
    """Give a file that mkstemp made for its owner alone the permissions of a new file."""
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(0o666 & ~umask)


def put(temporary: Path, path: Path) -> None:
    """Move a finished file to its place in one step, and see that it is on the disk. Raises OSError."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.replace(path)
    if os.name != "nt":  # Windows cannot open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
