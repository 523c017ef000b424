"""The one engine factory, and what differs between SQLite and PostgreSQL.

SQLite: foreign keys on, write-ahead log, full synchronisation, a busy timeout, and every transaction of the engine
`BEGIN IMMEDIATE`: a deferred one loses writes under load, and the driver's own transactions leave SELECTs outside.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from egovtrack.errors import Conflict, DamagedLedger, EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine, Table
    from sqlalchemy.orm import Session

BUSY_SECONDS = 30  # eight who write without a pause on a busy machine wait for 5 at times


def is_url(db: str) -> bool:
    """Whether a `--db` value is a database URL rather than the path of a SQLite file."""
    return "://" in db


def make_engine(db: str, command: str = "") -> Engine:
    """An engine that writes to a ledger: `db` is the path of a SQLite file or a `postgresql://` URL; `command` is what
    those are told who wait for it. A file that is not there is made, for its owner alone.

    Raises EgovtrackError when the URL is of no supported database or its driver is not installed.
    """
    from sqlalchemy import URL, create_engine, event

    from egovtrack.writer import WriterNote, signature

    if is_url(db):
        # Each statement must see what the writer before has stored, whatever the server's default is.
        return create_engine(
            _driver_url(db),
            isolation_level="READ COMMITTED",
            connect_args={
                "options": f"-c lock_timeout={int(1000 * BUSY_SECONDS)}ms",
                "application_name": signature(command),
            },
        )
    make_private(db)
    note = WriterNote(db, command)
    engine = create_engine(URL.create("sqlite", database=db), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    event.listen(engine, "begin", lambda _connection: note.leave())
    event.listen(engine, "commit", lambda _connection: note.remove())
    event.listen(engine, "rollback", lambda _connection: note.remove())
    return engine


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that give values for the same columns, by the driver's `executemany`: SQLAlchemy's own looks at the
    parameters of each row anew, and takes half as long again. Defaults that Python gives are not filled in.

    Raises what SQLAlchemy does for an INSERT (sqlalchemy.exc.DBAPIError).
    """
    from operator import itemgetter

    from sqlalchemy import insert

    if not rows:
        return
    statement = insert(table).compile(connection, column_keys=list(rows[0]))
    names = statement.positiontup or list(rows[0])
    columns = []
    for name in names:
        tell = table.columns[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        values = map(itemgetter(name), rows)
        columns.append(map(tell, values) if tell else values)
    told: list[Any] = [*zip(*columns, strict=True)]
    if not statement.positiontup:  # psycopg takes them by name
        told = [dict(zip(names, row, strict=True)) for row in told]
    connection.exec_driver_sql(str(statement), told)


def _driver_url(db: str) -> str:
    rest = check_scheme(db)
    try:
        import psycopg  # noqa: F401  only to learn whether it is there
    except ImportError:
        raise missing_driver() from None
    return "postgresql+psycopg://" + rest


def check_scheme(url: str) -> str:
    """What comes after the scheme of a database URL. Raises EgovtrackError when it is not PostgreSQL's."""
    scheme, rest = url.split("://", 1)
    if scheme not in {"postgresql", "postgres", "postgresql+psycopg"}:
        raise EgovtrackError(
            _("{scheme}:// is no database the ledger can be kept in").format(scheme=scheme),
            _("give the path of a file, or postgresql://…"),
        )
    return rest


def missing_driver() -> EgovtrackError:
    """What is said where the PostgreSQL driver is not installed."""
    return EgovtrackError(_("PostgreSQL needs the driver psycopg"), _("install egovtrack[postgresql]"))


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def place(engine: Engine) -> str:
    """Where an engine's ledger is, as it may be shown: the file, or the URL without its password."""
    sqlite = engine.dialect.name == "sqlite"
    return str(engine.url.database) if sqlite else engine.url.render_as_string()


def one_writer(connection: Connection) -> None:
    """Keep other writers out until this transaction ends (SQLite does so from BEGIN IMMEDIATE on).

    The lock is the one row of the table `ledger`: every dialect of PostgreSQL can lock a row, not every one a table.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT id FROM ledger FOR UPDATE")


@contextmanager
def session(engine: Engine) -> Iterator[Session]:
    """One transaction: committed at the end of the block, rolled back whole when anything is raised in it."""
    from sqlalchemy.orm import Session

    try:
        with translated_errors(place(engine)), Session(engine) as opened, opened.begin():
            yield opened
    except LedgerInUse as error:
        if engine.dialect.name == "postgresql" and not isinstance(error, Conflict):
            raise _held(engine, error) from error
        raise


def _held(engine: Engine, error: LedgerInUse) -> LedgerInUse:
    """What is said to those who waited in vain on PostgreSQL, where it can be learnt who holds the ledger."""
    from egovtrack.writer import holder_on

    holder = holder_on(engine)
    return held_by(place(engine), holder) if holder else error


@contextmanager
def translated_errors(where: str) -> Iterator[None]:
    """Turn the drivers' errors into ones that tell a person what is wrong with the ledger at `where`."""
    import sqlite3

    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise explain(error.orig or error, where) from error
    except sqlite3.Error as error:  # from setting up a connection
        raise explain(error, where) from error
    except Exception as error:
        if (
            type(error).__module__.partition(".")[0] != "psycopg"
        ):  # what is read inside the transaction, past SQLAlchemy
            raise
        raise explain(error, where) from error


def explain(error: BaseException, where: str) -> EgovtrackError:  # noqa: PLR0911  a table of cases
    """The error to show for one of a database driver (sqlite3 or psycopg) on the ledger at `where`."""
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
    if "malformed" in lowered:
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
    """What is said to those who waited in vain: who holds the ledger, where that is known."""
    from egovtrack.writer import writer_of

    holder = None if is_url(where) else writer_of(where)
    if holder:
        return held_by(where, holder)
    return LedgerInUse(
        _("the ledger {where} is in use by another process").format(where=where),
        _("try again in a moment; a network folder may be unable to lock files: use a local disk or PostgreSQL"),
    )


def held_by(where: str, holder: str) -> LedgerInUse:
    """The same, with who holds the ledger."""
    return LedgerInUse(
        _("the ledger {where} is in use: {holder}").format(where=where, holder=holder), _("try again in a moment")
    )


def damaged_ledger(where: str, text: str) -> DamagedLedger:
    """What is said of a ledger whose file is not whole; it is left as it is."""
    return DamagedLedger(
        _("the ledger {where} is damaged: {text}").format(where=where, text=text),
        _("it was left as it is; egovtrack db restore brings a backup back"),
    )


def no_ledger(where: str) -> EgovtrackError:
    """What is said of something that is not a ledger."""
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
        for each in [one for one in (folder, *folder.parents) if not one.exists()][::-1]:
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
