"""Bringing a backup back: into a new file, looked through, then swapped for the ledger, which is kept aside."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from egovtrack import database, schema
from egovtrack.database import explained, in_line, in_use, opened
from egovtrack.datafiles import ON_WINDOWS
from egovtrack.errors import BadInput, DamagedLedger, EgovtrackError
from egovtrack.files import beside, keep_as, put, temporary_beside, written
from egovtrack.i18n import gettext as _
from egovtrack.ledger import backups
from egovtrack.ledger.backups import Label
from egovtrack.queries.check import check_history


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: whether a checksum was there, from which revision the backup came, where the ledger that stood
    there is kept (None: there was none), and whether it was damaged or another ledger than the backup's.
    """

    checksum: bool
    revision: str
    kept: Path | None
    damaged: bool = False
    another: bool = False


def restore(db: str, backup: Path, now: str) -> Restored:
    """Put the ledger of a backup in the place of the SQLite ledger at `db`; `now` is this moment as UTC text.

    Raises BadInput when the backup is none, is not whole or has a broken chain, EgovtrackError when it comes from a
    newer program, and LedgerInUse while another process holds the ledger: the ledger is as it was then.
    """
    place = Path(db).resolve()
    if place.exists() and backup.samefile(place):
        raise EgovtrackError(_("{path} is the ledger itself").format(path=backup), _("give the file of a backup"))
    with _its_own_fault():
        checksum = backups.has_checksum(backup)
        found = backups.read_label(backup)
    schema.check_known(found.revision, str(backup))
    with written(place, _("mend that, or give another --db")):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with temporary_beside(place) as new:
            _fill(new, backup)
            kept, present, damaged = _swap(place, new, now)
    another = bool(present and present.ledger and found.ledger and present.ledger != found.ledger)
    return Restored(checksum, found.revision, kept, damaged, another)


def _fill(new: Path, backup: Path) -> None:
    """Make `new` the ledger of the backup, with today's schema, and look through it."""
    with _its_own_fault():
        backups.copy(backup, new)
        backups.look_through(new, backup)
    schema.upgrade(str(new))
    with opened(str(new)) as connection:
        broken = [f"{finding.table} {finding.row}" for finding in check_history(connection)]
    if broken:
        why = _("{path}: not as it was entered: {rows}").format(path=backup, rows=_(", ").join(broken))
        raise BadInput(why, _("take another backup; egovtrack --db FILE check tells more of this one"))
    backups.look_through(new, backup)


@contextmanager
def _its_own_fault() -> Iterator[None]:
    """Call what is wrong with the backup bad input: the ledger has nothing to do with it."""
    try:
        yield
    except EgovtrackError as error:
        if type(error) not in {EgovtrackError, DamagedLedger}:
            raise
        raise BadInput(error.message, _("take another backup")) from error


def _swap(place: Path, new: Path, now: str) -> tuple[Path | None, Label | None, bool]:
    """Put `new` in its place. Return where the ledger that stood there is kept, what it was, whether it is damaged."""
    if _has_content(place):
        try:
            present = backups.read_label(place)
            return _keep_and_replace(place, present, new, now), present, False
        except DamagedLedger:
            pass
    elif not _has_content(beside(place)[0]):
        put(new, place)
        return None, None, False
    kept = _put_aside(place, now)
    put(new, place)
    return kept, None, True


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _keep_and_replace(place: Path, present: Label, new: Path, now: str) -> Path:
    """Back the ledger up and replace it, all others kept out meanwhile. Return the backup."""
    kept = backups.folder_of(str(place)) / backups.name(str(place), present.revision, now, "-before-restore")
    with in_line(str(place)), explained(place), _held(place) as connection:
        with backups.made(kept, place) as copied:
            backups.copy_from(connection, copied)
        # Its write-ahead log must not be found beside the new ledger: it goes into the old one, which then has none.
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone() != ("delete",):
            raise in_use(str(place))
        if ON_WINDOWS:  # no open file can be deleted or replaced there, nor one that another has open
            connection.close()
        for each in beside(place):
            each.unlink(missing_ok=True)
        put(new, place)
    return kept


@contextmanager
def _held(place: Path) -> Iterator[sqlite3.Connection]:
    """Open a connection that keeps everybody else out of the ledger, readers too. Whoever waits until the ledger is
    replaced is told so by SQLite (SQLITE_READONLY_DBMOVED), and cannot write to the new file by mistake.
    """
    with closing(sqlite3.connect(place, timeout=database.BUSY_SECONDS, isolation_level=None)) as connection:
        for statement in ("PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE", "COMMIT"):
            connection.execute(statement).fetchall()  # the lock is kept until the connection is closed
        yield connection


def _put_aside(place: Path, now: str) -> Path:
    """Keep a damaged ledger, byte for byte and with its log, under a name that says so. Return its path."""
    aside = Path(f"{place}.damaged-{re.sub('[-:.]', '', now)}")
    if place.exists():
        keep_as(place, aside)
    for old, kept in zip(beside(place), beside(aside), strict=True):
        with suppress(FileNotFoundError):
            old.replace(kept)
    return aside
