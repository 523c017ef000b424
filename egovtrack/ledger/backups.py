"""Backups: a ledger as one file of SQLite, taken while others write, looked through before it counts, with a checksum.

A backup is made beside its place under a passing name and moved there whole. No file but an older backup of the same
ledger is ever replaced or deleted.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from egovtrack import database
from egovtrack.addresses import database_name, is_server
from egovtrack.connection import connect_sqlite
from egovtrack.database import damaged_ledger, explained, make_folder, no_ledger
from egovtrack.errors import EgovtrackError
from egovtrack.files import beside, place_for, put, temporary_beside, write_all, written
from egovtrack.i18n import gettext as _

_FIRST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class Label:
    """What a ledger's file says of itself: its schema's revision, which ledger it is (None before 0002), and its head,
    number and hash of its newest action (none before 0003).
    """

    revision: str
    ledger: str | None = None
    number: int = 0
    hash: str = ""


def read_label(path: str | Path) -> Label:
    """Return what the file at `path` is. Raises EgovtrackError when it is no ledger, or too damaged to say."""
    if not Path(path).is_file():  # SQLite would wait for what comes out of a pipe
        raise no_ledger(str(path))
    with explained(path), closing(connect_sqlite(str(path), database.BUSY_SECONDS)) as driver:
        tables = {name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        known = "alembic_version" in tables
        revision = driver.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
        if revision is None:
            raise no_ledger(str(path))
        # of 0002 its one column
        row = driver.execute("SELECT * FROM ledger").fetchone() if "ledger" in tables else None
        return Label(revision[0], *(row or ())[:3])


def before(db: str, what: str, now: str) -> Path:
    """Back up the SQLite ledger at `db` before something is done to it; `now` is this moment as UTC text. Such a
    backup is never deleted by the program. Raises EgovtrackError.
    """
    target = folder_of(db) / name(db, read_label(db).revision, now, f"-before-{what}")
    with made(target, db) as temporary:
        copy(db, temporary)
    return target


def folder_of(db: str) -> Path:
    """Return where backups of the ledger at `db` go unless told: beside it; for a server, beside the default one."""
    from egovtrack.settings import default_ledger

    return Path(default_ledger() if is_server(db) else db).parent / "backups"


def name(db: str, revision: str, now: str, why: str = "") -> str:
    """Return the name of a backup: the ledger's, the moment (UTC) and the schema's revision."""
    return f"{_stem(db)}-{re.sub('[-:.]', '', now)}-{revision}{why}.db"


def _stem(db: str) -> str:
    return re.sub(r"[^\w.-]", "_", database_name(db)) if is_server(db) else Path(db).stem


@contextmanager
def made(target: Path, source: str | Path) -> Iterator[Path]:
    """Yield where to write the backup of `source` that is to stand at `target`: it is looked through at the end of the
    block, moved there whole and given its checksum. Raises EgovtrackError; what stood there is left then.
    """
    make_folder(target)
    with written(target):
        place, checksum = place_for(target, backup=True), place_for(checksum_of(target))
        with temporary_beside(place) as temporary:
            yield temporary
            look_through(temporary, source)
            if place.exists() and not _holding(temporary)(read_label(place)):
                why = _("{path} holds what this ledger does not; it was left as it is").format(path=target)
                raise EgovtrackError(why, _("give another place with -o"))
            digest = _digest(temporary)
            checksum.unlink(missing_ok=True)  # that of another content must not stand beside this one
            put(temporary, place)
            write_all({checksum: f"{digest}  {target.name}\n".encode()}, private=True)


def copy(source: str | Path, target: Path) -> None:
    """Copy a SQLite database as it is at one moment, while others write to it. Raises EgovtrackError."""
    with explained(source), closing(connect_sqlite(str(source), database.BUSY_SECONDS)) as opened:
        copy_from(opened, target)


def copy_from(opened: sqlite3.Connection, target: Path) -> None:
    """Copy the database of an open connection in one step: it is read at one moment, and no writer is kept out."""
    with closing(sqlite3.connect(target, isolation_level=None)) as made:
        try:
            opened.backup(made)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error


def look_through(path: Path, source: str | Path) -> None:
    """Raise EgovtrackError when the database at `path`, copied from `source`, is not whole. It becomes one file without
    a write-ahead log, which can be moved and read anywhere.
    """
    with explained(source), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        faults = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        faults += [f"{row[0]} {row[1]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    if faults:
        raise damaged_ledger(str(source), "; ".join(" ".join(fault.split()) for fault in faults[:_FIRST_FAULTS]))


def checksum_of(path: Path) -> Path:
    """Return the file with the checksum of a backup, in the form of sha256sum."""
    return Path(f"{path}.sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def has_checksum(path: Path) -> bool:
    """Return whether a backup has a checksum beside it, which then fits. Raises EgovtrackError when it does not."""
    try:
        told = checksum_of(path).read_text("utf-8").split()
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError) as error:
        raise EgovtrackError(_("{path} cannot be read: {why}").format(path=checksum_of(path), why=error)) from error
    if told[:1] != [_digest(path)]:
        why = _("{path} is not what was backed up: it does not fit its checksum").format(path=path)
        raise EgovtrackError(why, _("take another backup"))
    return True


def thin_out(newest: Path, db: str, ledger: str | None, keep: int) -> list[Path]:
    """Delete all but the `keep` newest backups of this ledger in the folder of `newest`, which was just made. Return
    what was deleted.

    The ledger's backups have its name and hold the same ledger, and the newest is the one with most in it, for clocks
    may be wrong. One whose history is not that of the newest (another backup was restored since) stays, for nothing
    else holds what it does; and so does a backup made before an upgrade or a restore.
    """
    pattern = re.compile(re.escape(_stem(db)) + r"-\d{8}T\d{12}Z-\w+\.db")
    there = [path for path in newest.parent.iterdir() if pattern.fullmatch(path.name) and path != newest]
    own = {path: label for path in there if (label := _label_of(path)) and label.ledger and label.ledger == ledger}
    holds = _holding(newest)
    older = [
        path
        for path, label in sorted(own.items(), key=lambda each: (each[1].revision, each[1].number, each[0].name))
        if holds(label)
    ]
    gone = []
    for path in older[: len(older) - keep + 1]:
        with suppress(OSError):
            path.unlink()
            checksum_of(path).unlink(missing_ok=True)
            gone.append(path)
    return gone


def _holding(path: Path) -> Callable[[Label], bool]:
    """Return what tells whether a backup has all that a ledger has; of another schema that is taken for granted, and so
    it is of one in which a ledger does not tell its head.
    """
    own = read_label(path)
    with closing(connect_sqlite(str(path), database.BUSY_SECONDS)) as driver:
        hashes = dict(driver.execute("SELECT id, hash FROM action") if own.number else ())
    return lambda label: label.revision != own.revision or hashes.get(label.number, "") == label.hash


def check_target(target: Path, db: str, ledger: str | None) -> None:
    """Raise EgovtrackError unless a backup may be written to `target`: nothing is there, or a backup of this ledger.
    One that has a log beside it is written to by somebody.
    """
    if not target.exists():
        return
    if not is_server(db) and target.samefile(db):
        raise EgovtrackError(_("{path} is the ledger itself").format(path=target), _("give another place with -o"))
    label = _label_of(target)
    log, _shared_memory, journal = beside(target)
    in_use = any(each.exists() and each.stat().st_size for each in (log, journal))
    if ledger is None or label is None or label.ledger != ledger or in_use:
        why = _("{path} is no backup of this ledger; it was left as it is").format(path=target)
        raise EgovtrackError(why, _("give another place with -o"))


def _label_of(path: Path) -> Label | None:
    try:
        return read_label(path)
    except EgovtrackError:
        return None
