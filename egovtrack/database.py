"""A ledger's database: how its place is written, opening it, SQLite's files and folders, and the drivers' errors as
they are told to people.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from egovtrack.connection import Connection, reading_postgresql, reading_sqlite, writing_postgresql, writing_sqlite
from egovtrack.errors import Conflict, DamagedLedger, EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 30  # eight who write without a pause on a busy machine wait for 5 at times


def is_url(db: str) -> bool:
    """Return whether a `--db` value is a database URL rather than the path of a SQLite file."""
    return "://" in db


def shown(db: str) -> str:
    """Return a ledger's path or URL as it may be shown: without a password."""
    return re.sub(r"(?<=//)([^@/:]*):[^@/]*@", r"\1:…@", db)


@contextmanager
def opened(db: str, command: str = "", *, writing: bool = False) -> Iterator[Connection]:
    """Open the ledger at `db`, of whatever revision it is, for reading or for one transaction that keeps other writers
    out. Those who wait for it are told of the `command`. Raises EgovtrackError.
    """
    with explained(shown(db)):
        if is_url(db):
            from egovtrack.writer import signature

            server = writing_postgresql if writing else reading_postgresql
            with server(db, BUSY_SECONDS, signature(command)) as connection:
                yield connection
        else:
            with (writing_sqlite if writing else reading_sqlite)(db, BUSY_SECONDS) as connection:
                yield connection


def check_scheme(url: str) -> None:
    """Raise EgovtrackError when the scheme of a database URL is not PostgreSQL's."""
    scheme = url.partition("://")[0]
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise EgovtrackError(
            _("{scheme}:// is no database the ledger can be kept in").format(scheme=scheme),
            _("give the path of a file, or postgresql://…"),
        )


@contextmanager
def explained(where: str | Path, what: str = "") -> Iterator[None]:
    """Turn the drivers' errors into an error that tells what is wrong with the ledger at `where`, after `what`."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", None) or error  # SQLAlchemy's errors hold the driver's
        if type(cause).__module__.partition(".")[0] not in {"sqlite3", "psycopg"}:
            raise
        told = explain(cause, str(where))
        told.message = what + told.message
        raise told from cause


def explain(error: BaseException, where: str) -> EgovtrackError:  # noqa: PLR0911  a table of cases
    """Return the error to show for an error of a database driver (sqlite3 or psycopg) on the ledger at `where`."""
    text = " ".join(str(error).split())
    lowered = text.lower()
    # First, for the word on a deadlock says by whom each was "blocked". Of class 40 only what is certainly rolled back:
    # after 40003 nobody knows whether it was stored.
    if getattr(error, "sqlstate", None) in {"40001", "40P01"}:
        return Conflict(
            _("another process changed the ledger {where} at the same moment; nothing was stored").format(where=where),
            _("run the command again"),
        )
    if "locked" in lowered or "busy" in lowered or "lock timeout" in lowered:
        return in_use(where)
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
        return LedgerInUse(
            _("the ledger {where} was just replaced by a restored one").format(where=where), _("run the command again")
        )
    if "malformed" in lowered or "could not decode" in lowered:
        return damaged_ledger(where, text)
    if "not a database" in lowered:
        return DamagedLedger(_("{where} is not an egovtrack ledger").format(where=where), _("give another --db"))
    if "disk is full" in lowered or "no space left" in lowered:
        return EgovtrackError(
            _("the disk of the ledger {where} is full; nothing was stored").format(where=where),
            _("make room and run the command again"),
        )
    if "i/o error" in lowered or "locking protocol" in lowered or "access permission denied" in lowered:
        return EgovtrackError(
            _("the disk or network folder of the ledger {where} fails: {text}").format(where=where, text=text),
            _("keep the ledger on a local disk, or use PostgreSQL"),
        )
    if "readonly" in lowered or "unable to open" in lowered:
        return EgovtrackError(_("the ledger {where} cannot be written").format(where=where), _("give another --db"))
    return EgovtrackError(_("the ledger {where} answers: {text}").format(where=where, text=text))


def in_use(where: str) -> LedgerInUse:
    """Return the error for those who waited in vain for another process."""
    return LedgerInUse(
        _("the ledger {where} is in use by another process").format(where=where),
        _("try again in a moment; a network folder may be unable to lock files: use a local disk or PostgreSQL"),
    )


def damaged_ledger(where: str, text: str) -> DamagedLedger:
    """Return the error for a ledger whose file is not whole; it is left as it is."""
    return DamagedLedger(
        _("the ledger {where} is damaged: {text}").format(where=where, text=text),
        _("it was left as it is; egovtrack db restore brings a backup back"),
    )


def no_ledger(where: str) -> EgovtrackError:
    """Return the error for something that is not a ledger."""
    return EgovtrackError(_("{where} is not an egovtrack ledger").format(where=where), _("give another --db"))


def make_private(path: str | Path) -> None:
    """Make an empty file that only its owner may read, whatever the umask is, unless there is a file already.

    SQLite gives its write-ahead log the rights of the ledger. Raises EgovtrackError where that is not possible.
    """
    from pathlib import Path

    with _folder_errors(Path(path).parent), suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.close(handle)
        Path(path).chmod(0o600)


def make_folder(db: str | Path) -> None:
    """Make the folder that a file is to stand in, for its owner alone; raises EgovtrackError where that is not
    possible, or where a write-ahead log lies there whose ledger was moved away: a new ledger would be its end.
    """
    from pathlib import Path

    folder = Path(db).parent
    with _folder_errors(folder):
        for each in [path for path in (folder, *folder.parents) if not path.exists()][::-1]:
            each.mkdir(mode=0o700, exist_ok=True)
    log = Path(f"{db}-wal")
    if log.exists() and log.stat().st_size:
        raise EgovtrackError(
            _("{log} holds notes of a ledger that is not there").format(log=log),
            _("put the ledger back beside it, or move it away"),
        )


@contextmanager
def _folder_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EgovtrackError(
            _("the folder {folder} cannot be written: {why}").format(folder=folder, why=error.strerror or error),
            _("give another --db"),
        ) from error
