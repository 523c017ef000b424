"""The schema's revisions: what the program needs, what a ledger has, and the way from one to the other (alembic)."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovtrack import database, shipped
from egovtrack.addresses import is_server, parameters, shown
from egovtrack.connection import HEAD, begin_postgresql, connect_postgresql, connect_to_write_sqlite
from egovtrack.database import explained, make_folder, make_private, no_ledger
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _
from egovtrack.writer import signature

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

_UPGRADE_LOCK = 0x65676F76  # any number that nothing else locks: "egov"


def alembic_config() -> Config:
    """Return alembic's settings, without a file: only where the revisions are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shipped.folder("migrations")).replace("%", "%%"))
    return config


def upgrade(db: str, revision: str = "head", zone: str = "Asia/Shanghai") -> None:
    """Bring the ledger at `db` (a path or URL) to `revision`, in one transaction; make it where there is none.

    The schema of PostgreSQL that the URL names is made where it is missing. A ledger that is older than its profile
    gets the time zone `zone`. Raises EgovtrackError when what stands there is no ledger, or the ledger of a
    newer program.
    """
    from alembic import command

    where = shown(db)
    with explained(where), make_engine(db).begin() as connection:
        found = _prepare(connection, where)
        config = alembic_config()
        config.attributes.update(connection=connection, fresh=found is None, zone=zone)
        command.upgrade(config, revision)


def make_engine(db: str) -> Engine:
    """Return an engine of SQLAlchemy for the ledger at `db`. A file that is not there is made, for its owner alone."""
    from sqlalchemy import NullPool, create_engine, event

    if is_server(db):
        connect = partial(connect_postgresql, db, database.BUSY_SECONDS, signature("db upgrade"))
        engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, pool_reset_on_return=None)
        schema = parameters(db).get("schema", "")
        event.listen(  # the first transaction is SQLAlchemy's own
            engine, "begin", lambda each: begin_postgresql(each.connection, database.BUSY_SECONDS, schema)
        )
        return engine
    if not Path(db).exists():
        make_folder(db)
        make_private(db)
    connect = partial[Any](connect_to_write_sqlite, db, database.BUSY_SECONDS)
    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _prepare(connection: Connection, where: str) -> str | None:
    """Keep other upgrades out, and return the revision of what stands there: None where the database is empty.

    Raises EgovtrackError where that is no ledger, or the ledger of a newer program.
    """
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import inspect

    if connection.dialect.name == "postgresql":
        # Two that find no tables must not both make them.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
        _make_schema(connection)
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver's own transactions leave SELECTs outside
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None and inspect(connection).get_table_names():
        raise no_ledger(where)
    check_known(current, where)
    return current


def _make_schema(connection: Connection) -> None:
    """Make the first schema of the search path, but for a user's own, where it is missing."""
    path = str(connection.exec_driver_sql("SHOW search_path").scalar())
    quoted = re.match(r'\s*"((?:[^"]|"")*)"', path)
    name = quoted[1].replace('""', '"') if quoted else path.partition(",")[0].strip().lower()
    known = "SELECT 1 FROM pg_namespace WHERE nspname = %s"
    if name and name != "$user" and not connection.exec_driver_sql(known, (name,)).scalar():
        connection.exec_driver_sql(f"CREATE SCHEMA {connection.dialect.identifier_preparer.quote_identifier(name)}")


def check_known(revision: str | None, where: str) -> None:
    """Raise EgovtrackError when this program does not know `revision`, the revision of the ledger at `where`."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise EgovtrackError(
            _("the ledger {where} is of revision {revision}, from a newer egovtrack; this one knows {head}").format(
                where=where, revision=revision, head=HEAD
            ),
            _("install that version, or use the backup made before its upgrade"),
        )
