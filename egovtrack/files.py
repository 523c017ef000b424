"""Files written in one step: each is there whole and new, or as it was before.

All that the program writes goes through here, but what SQLite writes itself: nothing is written over a database, a link
or somebody else's file.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from egovtrack.datafiles import BESIDE, ON_WINDOWS, begins_as_sqlite, is_beside_database, is_folder
from egovtrack.errors import EgovtrackError, UsageError, refused_by_system
from egovtrack.i18n import gettext as _
from egovtrack.streams import MADE, telling, utf8

_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *([.:].*)?", re.I)
_STREAM = re.compile(r"/dev/(null|stdout|stderr|fd/\d+)|/proc/self/fd/\d+")
_NAME_LENGTH = 50  # of a file's name in that of its unfinished one: 255 bytes are the most that file systems take
_LEFT_OVER = re.compile(r"\..+\.[a-z0-9_]{8}\.part(-wal|-shm|-journal)?")
_A_DAY = 86_400
_HERE, _SWAP = -100, 2  # of linux/fcntl.h and linux/fs.h: AT_FDCWD, RENAME_EXCHANGE


def placed(given: str, name: str, *, only: bool = False) -> Path:
    """Return the file that was asked for with -o: in a folder that called `name`. Raises UsageError for `-`, and with
    `only` for a file with another ending than that name has.
    """
    if given == "-":
        raise UsageError(_("this is not written to standard output"), _("give a file or a folder with -o"))
    ending = Path(name).suffix
    if only and not is_folder(given) and Path(given).suffix.lower() not in {ending, ""}:
        why = _("{path}: this is written as {ending}, and has no other format")
        raise UsageError(why.format(path=given, ending=ending), _("give the file this ending"))
    return Path(given, name) if is_folder(given) else Path(given)


def write_all(contents: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write files, all of them or none, as `writing` does."""
    with writing(contents, private=private):
        pass


@contextmanager
def writing(contents: Mapping[Path, bytes], *, private: bool = False) -> Iterator[None]:
    """Write files, all of them or none: if one cannot be written, or the block fails, they are as they were before.

    Each is written beside its place, and moved there when all are written. Missing folders are made. With `private`
    only the owner can read the files. Raises EgovtrackError if a file cannot be written.
    """
    with ExitStack() as stack:
        moves: list[tuple[Path, Path]] = []
        for given, content in contents.items():
            with written(given):
                stream = stack.enter_context(_opened(given, private=private, moves=moves))
                with stream:
                    stream.write(content)
        for temporary, path in moves:
            with written(path):
                _flush(temporary)
        for temporary, path in moves:
            with written(path):
                stack.enter_context(_moved(temporary, path))
        _settle(*(path for _temporary, path in moves))
        yield


def put_in(
    folder: Path, contents: Mapping[str, bytes], *, is_ours: Callable[[str], bool],
    too_old: Callable[[Sequence[str]], Sequence[str]],
) -> None:  # fmt: skip
    """Write files into a folder by name, and take away those of ours that are `too_old`: all of it or nothing.

    Where nothing but our files is in it, a new folder is made beside it and the two are swapped in one step: whoever
    looks finds all old or all new, also after the power fails in between. Elsewhere, and where the system cannot do
    that, the files are written as `write_all` does. Raises EgovtrackError if they cannot be written.
    """
    with written(folder):
        names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    ours = [name for name in names if is_ours(name)]
    gone = {*too_old(ours)} - contents.keys()
    staying = [name for name in ours if name not in gone and name not in contents]
    is_possible = "\0" not in str(folder)  # as whatever writes there will say
    if is_possible and len(ours) == len(names) and _swapped(folder, contents, staying, gone):
        return
    write_all({folder / name: content for name, content in contents.items()})
    for name in gone:
        with written(folder / name):
            (folder / name).unlink(missing_ok=True)


def _swapped(folder: Path, contents: Mapping[str, bytes], staying: Iterable[str], gone: Collection[str]) -> bool:
    """Swap a folder for a new one with these contents and what stays; return whether that could be done here."""
    place = folder.resolve()
    there = place.is_dir()
    if (
        ON_WINDOWS
        or folder.is_symlink()
        or is_beside_database(str(place))
        or place in (Path.cwd().resolve(), *Path.cwd().resolve().parents)
    ):
        return False
    if there and (any(each.is_symlink() or not each.is_file() for each in place.iterdir()) or _is_others(place)):
        return False
    with written(folder):
        place.parent.mkdir(parents=True, exist_ok=True)
    try:
        made = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name[:_NAME_LENGTH]}.", suffix=".part"))
    except OSError:
        return False
    _tidy_beside(made)
    try:
        with written(folder):
            for name in staying:
                keep_as(place / name, made / name)
            _let_others_read(made, 0o777)
            if there:
                shutil.copystat(place, made)
        try:
            write_all({made / name: content for name, content in contents.items()})
        except EgovtrackError as error:
            error.message = error.message.replace(str(made), str(folder))
            raise
        try:
            if not there:
                made.rename(place)
            else:
                _exchange(made, place)
        except (AttributeError, OSError, TypeError):
            return False
        _settle(place)
        known = {*staying, *contents, *gone}
        for each in made.iterdir() if there else ():  # what somebody put there meanwhile
            if each.name not in known and not (place / each.name).exists():
                each.rename(place / each.name)
        return True
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _exchange(one: Path, other: Path) -> None:
    """Let two folders change places in one step. Raises OSError, AttributeError or TypeError where that cannot be done:
    only Linux can (renameat2).
    """
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    if system.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _SWAP):
        raise OSError(ctypes.get_errno(), "renameat2")


@contextmanager
def text_to(output: str, name: str, *, private: bool = False) -> Iterator[TextIO]:
    """Open standard output (`-`) or a file for text that is taken as it is; in a folder the file is called `name`."""
    if output == "-":
        with telling(), utf8(sys.stdout) as stream:
            yield stream
        return
    with replacing(placed(output, name, only=name.endswith(".txt") and not private), private=private) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        yield text
        text.detach()


@contextmanager
def replacing(given: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a stream to a file that takes the place of `given` when the block ends. If the block fails, nothing changes.

    Missing folders are made. With `private` only the owner can read the file. Raises EgovtrackError if the file cannot
    be written.
    """
    moves: list[tuple[Path, Path]] = []
    with written(given), _opened(given, private=private, moves=moves) as stream:
        with stream:
            yield stream
        for temporary, path in moves:
            put(temporary, path)


@contextmanager
def _opened(given: Path, *, private: bool, moves: list[tuple[Path, Path]]) -> Iterator[BinaryIO]:
    """Open what is to become the file `given`, and add to `moves` from where to where; or a stream of the process,
    which is written to as it is.
    """
    if _STREAM.fullmatch(str(given)):
        yield given.open("ab")
        return
    path = place_for(given)
    with temporary_beside(path) as temporary:
        if not private:
            _let_others_read(temporary)
        moves.append((temporary, path))
        yield temporary.open("wb")


@contextmanager
def written(path: Path, hint: str = "") -> Iterator[None]:
    """Turn the system's errors into an error that tells a person that the file at `path` cannot be written, and what to
    do (by default, to name another one).
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        words = _("{path} cannot be written: {why}")
        raise refused_by_system(error, words, hint or _("give another place with -o"), path=path) from error


@contextmanager
def temporary_beside(path: Path) -> Iterator[Path]:
    """Make an empty file in the folder of `path` that only its owner can read. Where it still is there at the end, it
    is deleted, and so is what SQLite keeps beside it. Those that were left by a run that was killed are deleted too.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_NAME_LENGTH]}.", suffix=".part")
    os.close(handle)
    _tidy_beside(Path(name))
    try:
        yield Path(name)
    finally:
        for each in (Path(name), *beside(Path(name))):
            with suppress(OSError):
                each.unlink()


def _tidy_beside(new: Path) -> None:
    """Delete unfinished files that are older by a day than a new one, by the clock of their disk."""
    mine = new.stat()
    for each in new.parent.iterdir():
        if _LEFT_OVER.fullmatch(each.name):
            with suppress(OSError):
                found = each.lstat()
                is_old = found.st_mtime < mine.st_mtime - _A_DAY
                if is_old and found.st_uid == mine.st_uid:
                    if stat.S_ISREG(found.st_mode):
                        each.unlink()
                    elif stat.S_ISDIR(found.st_mode):
                        shutil.rmtree(each)


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite keeps beside a database."""
    return tuple(Path(f"{path}{end}") for end in BESIDE)


def place_for(given: Path, *, backup: bool = False) -> Path:
    """Return where a file is to be written, and make its folder. Raises OSError, also for what must stay as it is; a
    database may be written over by a `backup` alone.
    """
    try:
        folder = given.parent.resolve()
        path = folder / given.name
        if why := _protected(path, backup=backup):
            raise FileExistsError(None, why)
        folder.mkdir(parents=True, exist_ok=True)
    except ValueError as error:
        raise FileNotFoundError(None, str(error)) from error
    if ON_WINDOWS and path.exists():
        path.open("r+b").close()  # one that is open elsewhere cannot be replaced there, and no other must be before
    return path


def _protected(path: Path, *, backup: bool) -> str:  # noqa: PLR0911  a decision list
    """Return why nothing may be written to a path, or nothing where it may."""
    if "\0" in path.name:
        return _("the text has a character that no text has (NUL)")
    if _DEVICE.fullmatch(path.name):
        return _("Windows takes that name for a device")
    if path.is_symlink():
        return _("it is a link")
    if path.exists():
        if not path.is_file():
            return _("it is no file")
        if _is_others(path):
            return _("it belongs to somebody else")
    if any(map(is_beside_database, (str(path), str(path.parent)))):
        return _("it belongs to a database")
    return _("it is a database") if not backup and begins_as_sqlite(str(path)) else ""


def _is_others(path: Path) -> bool:
    return hasattr(os, "geteuid") and path.stat().st_uid != os.geteuid()


def _let_others_read(path: Path, most: int = 0o666) -> None:
    """Give a file that mkstemp made for its owner alone the permissions of a new file; a folder those in `most`."""
    umask = os.umask(0)
    os.umask(umask)
    path.chmod(most & ~umask)


def put(temporary: Path, path: Path) -> None:
    """Move a finished file to its place in one step, and see that it is on the disk. Raises OSError."""
    _flush(temporary)
    temporary.replace(path)
    _settle(path)


@contextmanager
def _moved(temporary: Path, path: Path) -> Iterator[None]:
    """Move a finished file to its place in one step. If the block fails, what was there is put back."""
    with temporary_beside(path) as before:
        was_there = path.exists()
        if was_there:
            keep_as(path, before)
        temporary.replace(path)
        try:
            yield
        except BaseException:
            with suppress(OSError):
                if was_there:
                    before.replace(path)
                else:
                    path.unlink()
            raise


def keep_as(path: Path, other: Path) -> None:
    """Give a file a second name, or make a copy of it where the file system knows no links. Raises OSError."""
    other.unlink(missing_ok=True)
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)


def _flush(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _settle(*paths: Path) -> None:
    """See that the names of files are on the disk, where the system can be asked for that; and keep in mind what was
    put in place.
    """
    MADE.extend(paths)
    if ON_WINDOWS:
        return
    for folder in {path.parent for path in paths}:
        with suppress(OSError):  # not every file system can; the contents are on the disk already
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
