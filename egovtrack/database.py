"""A ledger's database: how its place is written, opening it, SQLite's files and folders, and the drivers' errors as
they are told to people.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from egovtrack.addresses import is_server, shown
from egovtrack.connection import (
    Connection,
    ConnectionLost,
    has_pending,
    is_stored,
    reading_postgresql,
    reading_sqlite,
    writing_postgresql,
    writing_sqlite,
)
from egovtrack.errors import Conflict, DamagedLedger, DiskFails, EgovtrackError, LedgerInUse, refused_by_system
from egovtrack.i18n import N_, gettext as _
from egovtrack.turns import turn

if TYPE_CHECKING:
    from pathlib import Path

BUSY_SECONDS = 30  # eight who write without a pause on a busy machine wait for 5 at times
_LEAST_ROOM = 65_536
_OLDEST_SQLITE = (3, 30)  # 3.26 does not read the views of the schema, and 3.28 answers some wrongly
_PAUSES, _A_LITTLE = (0, 1, 2, 4, 8), 5  # seconds between asking a server that is gone, and for a lock of its


@contextmanager
def opened(
    db: str, command: str = "", *, writing: bool = False, say: Callable[[str], None] | None = None
) -> Iterator[Connection]:
    """Open the ledger at `db`, of whatever revision it is, for reading or for one transaction that keeps other writers
    out. Those who wait for it are told of the `command`. Raises EgovtrackError.

    Where a server's answer to the commit was lost and all is stored nevertheless, only `say` is told.
    """
    with explained(shown(db)):
        if is_server(db):
            from egovtrack.writer import signature

            server = writing_postgresql if writing else reading_postgresql
            try:
                with server(db, BUSY_SECONDS, signature(command)) as connection:
                    yield connection
            except ConnectionLost as lost:
                words = _found_out(db, lost.head, writing=writing)
                if say:
                    say(words)
        else:
            with (writing_sqlite if writing else reading_sqlite)(db, BUSY_SECONDS) as connection:
                yield connection


@contextmanager
def in_line(db: str) -> Iterator[None]:
    """Wait for one's turn to write to a ledger that is a file. Raises LedgerInUse where it does not come."""
    if is_server(db):
        yield
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(turn(db, BUSY_SECONDS))
        except TimeoutError:
            raise in_use(db) from None
        yield


def _found_out(db: str, head: tuple[int, str] | None, *, writing: bool) -> str:
    """Return that all was stored, though the server's answer was lost. Raises EgovtrackError where it was not, and
    where nobody can say.
    """
    where = shown(db)
    if head is None:
        raise _broke(where, _("the connection to the ledger {where} broke; nothing was stored") if writing else "")
    for pause in _PAUSES:
        time.sleep(pause)
        with suppress(EgovtrackError), explained(where):
            if not is_stored(db, _A_LITTLE, head):
                break
            words = _("the connection to the ledger {where} broke and was made again: number {id} is stored")
            return words.format(where=where, id=head[0])
    else:
        why = _("the connection to the ledger {where} broke as number {id} was stored: it is not known whether it was")
        hint = _("egovtrack log shows it once the server answers; run the command again only if {id} is not there")
        raise EgovtrackError(why.format(where=where, id=head[0]), hint.format(id=head[0]))
    return _found_out(db, None, writing=True)


def _broke(where: str, why: str = "") -> EgovtrackError:
    why = why or _("the connection to the ledger {where} broke")
    return EgovtrackError(why.format(where=where), _("run the command again"))


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


def explain(error: BaseException, where: str) -> EgovtrackError:
    """Return the error to show for an error of a database driver (sqlite3 or psycopg) on the ledger at `where`."""
    driver = type(error).__module__.partition(".")[0]
    return (_explain_sqlite if driver == "sqlite3" else _explain_postgresql)(error, where)


def _explain_postgresql(error: BaseException, where: str) -> EgovtrackError:
    text, state = " ".join(str(error).split()), getattr(error, "sqlstate", None)
    if state in {"40001", "40P01"}:  # of class 40 only what is certainly rolled back, which 40003 is not
        return Conflict(
            _("another process changed the ledger {where} at the same moment; nothing was stored").format(where=where),
            _("run the command again"),
        )
    if state is None and _LOST.match(text):
        return _broke(where)
    if state == "55P03":
        return in_use(where)
    if state == "53100":
        return _full(where)
    why, hint = _REFUSALS.get(state or "", (_("the ledger {where} answers: {text}"), ""))
    if "row-level security" in text:
        why, hint = _REFUSALS["row security"]
    elif "unsupported startup parameter" in text:
        hint = _NO_OPTIONS
    return EgovtrackError(_(why).format(where=where, text=text), _(hint) if hint else "")


_LOST = re.compile(
    "consuming|flushing|sending|receiving|connection socket|the connection is (lost|closed)"
)  # psycopg's words
_REFUSALS = {
    "25006": (
        N_("the ledger {where} can only be read: its server is a standby, or set to read only"),
        N_("write to the primary server: with all hosts in the address, target_session_attrs=read-write finds it"),
    ),
    "42501": (
        N_("this user of the database may not do that to the ledger {where}: {text}"),
        N_(
            "have it granted: SELECT on the ledger's tables to read, INSERT and UPDATE too to write; CREATE to make one"
        ),
    ),
    "row security": (
        N_("the ledger {where} is under row security, and would not be seen whole: {text}"),
        N_("use the owner of its tables, or have the policies taken off"),
    ),
}
_NO_OPTIONS = N_("a pooler takes no options in an address; a schema is named with schema=NAME")


def _explain_sqlite(error: BaseException, where: str) -> EgovtrackError:  # noqa: PLR0911  a table of cases
    import sqlite3

    text = " ".join(str(error).split())
    lowered = text.lower()
    if "locked" in lowered or "busy" in lowered:
        return in_use(where)
    if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED":
        return LedgerInUse(
            _("the ledger {where} was just replaced by a restored one").format(where=where), _("run the command again")
        )
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        why = _("SQLite {version} of this Python is too old: {least} or newer is needed")
        least = ".".join(map(str, _OLDEST_SQLITE))
        return EgovtrackError(why.format(version=sqlite3.sqlite_version, least=least), _("install a newer Python"))
    if any(words in lowered for words in ("malformed", "could not decode", "no such column", "no such table")):
        return damaged_ledger(where, text)
    if "not a database" in lowered:
        return DamagedLedger(_("{where} is not an egovtrack ledger").format(where=where), _("give another --db"))
    if "disk is full" in lowered or (_has_no_room(where) and ("i/o error" in lowered or "unable to open" in lowered)):
        return _full(where)
    if "i/o error" in lowered or "locking protocol" in lowered or "access permission denied" in lowered:
        return DiskFails(
            _("the disk or network folder of the ledger {where} fails: {text}").format(where=where, text=text),
            _("keep the ledger on a local disk, or use PostgreSQL"),
        )
    if ("readonly" in lowered or "unable to open" in lowered) and has_pending(where):
        return EgovtrackError(
            _(
                "what was being written to the ledger {where} was cut short, and this account may not set it right"
            ).format(where=where),
            _("run egovtrack check as an account that may write in its folder"),
        )
    if "readonly" in lowered or "unable to open" in lowered:
        return EgovtrackError(_("the ledger {where} cannot be written").format(where=where), _("give another --db"))
    return EgovtrackError(_("the ledger {where} answers: {text}").format(where=where, text=text))


def _has_no_room(where: str) -> bool:
    """Return whether the disk of a file has no room for SQLite's shared memory."""
    from pathlib import Path
    from shutil import disk_usage

    with suppress(OSError):
        return disk_usage(Path(where).resolve().parent).free < _LEAST_ROOM
    return False


def _full(where: str) -> EgovtrackError:
    return EgovtrackError(
        _("the disk of the ledger {where} is full; nothing was stored").format(where=where),
        _("make room and run the command again"),
    )


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
        words = _("the folder {folder} cannot be written: {why}")
        raise refused_by_system(error, words, _("give another --db"), folder=folder) from error
