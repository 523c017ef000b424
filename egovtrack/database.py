"""The one engine factory, and what differs between SQLite and PostgreSQL.

SQLite: foreign keys on, write-ahead log, full synchronisation, a busy timeout, and every transaction of the engine
`BEGIN IMMEDIATE`: a deferred one loses writes under load, and the driver's own transactions leave SELECTs outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from egovtrack.errors import EgovtrackError, LedgerInUse
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.orm import Session

BUSY_SECONDS = 5


def is_url(db: str) -> bool:
    """Whether a `--db` value is a database URL rather than the path of a SQLite file."""
    return "://" in db


def make_engine(db: str) -> Engine:
    """An engine for a ledger: `db` is the path of a SQLite file or a `postgresql://` URL.

    Raises EgovtrackError when the URL is of no supported database or its driver is not installed.
    """
    from sqlalchemy import URL, create_engine, event

    if is_url(db):
        return create_engine(_driver_url(db), connect_args={"options": f"-c lock_timeout={int(1000 * BUSY_SECONDS)}ms"})
    engine = create_engine(URL.create("sqlite", database=db), connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


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
    """Keep other writers out until this transaction ends (SQLite does so from BEGIN IMMEDIATE on)."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE action IN SHARE ROW EXCLUSIVE MODE")


@contextmanager
def session(engine: Engine) -> Iterator[Session]:
    """One transaction: committed at the end of the block, rolled back whole when anything is raised in it."""
    from sqlalchemy.orm import Session

    with translated_errors(place(engine)), Session(engine) as opened, opened.begin():
        yield opened


@contextmanager
def translated_errors(where: str) -> Iterator[None]:
    """Turn the drivers' errors into ones that tell a person what is wrong with the ledger at `where`."""
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        raise explain(error.orig or error, where) from error


def explain(error: BaseException, where: str) -> EgovtrackError:
    """The error to show for one of a database driver (sqlite3 or psycopg) on the ledger at `where`."""
    text = " ".join(str(error).split())
    lowered = text.lower()
    if "locked" in lowered or "busy" in lowered or "lock timeout" in lowered:
        return LedgerInUse(
            _("the ledger {where} is in use by another process").format(where=where), _("try again in a moment")
        )
    if "not a database" in lowered or "malformed" in lowered:
        return no_ledger(where)
    if "readonly" in lowered or "unable to open" in lowered:
        return EgovtrackError(_("the ledger {where} cannot be written").format(where=where), _("give another --db"))
    return EgovtrackError(_("the ledger {where} answers: {text}").format(where=where, text=text))


def no_ledger(where: str) -> EgovtrackError:
    """What is said of something that is not a ledger."""
    return EgovtrackError(_("{where} is not an egovtrack ledger").format(where=where), _("give another --db"))


def make_folder(db: str) -> None:
    """Make the folder that a SQLite ledger is to stand in; raises EgovtrackError where that is not possible."""
    from pathlib import Path  # not for those who only read

    folder = Path(db).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EgovtrackError(
            _("the folder {folder} cannot be written: {why}").format(folder=folder, why=error.strerror or error),
            _("give another --db"),
        ) from error
