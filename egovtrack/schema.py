"""The schema's revisions: what the program needs, what a ledger has, and the way from one to the other (alembic)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from egovtrack import shipped
from egovtrack.database import make_engine, no_ledger, place, translated_errors
from egovtrack.errors import EgovtrackError
from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

HEAD = "0002"
_UPGRADE_LOCK = 0x65676F76  # any number that nothing else locks: "egov"


def alembic_config() -> Config:
    """alembic's settings, without a file: only where the revisions are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shipped.folder("migrations")).replace("%", "%%"))
    return config


def upgrade(db: str, revision: str = "head") -> None:
    """Bring the ledger at `db` (a path or URL) to `revision`, in one transaction; makes it where there is none.

    Raises EgovtrackError when what stands there is no ledger, or one of a newer program.
    """
    engine = make_engine(db)
    try:
        with translated_errors(place(engine)):
            upgrade_engine(engine, place(engine), revision)
    finally:
        engine.dispose()


def upgrade_engine(engine: Engine, where: str, revision: str = "head") -> None:
    """The same for an engine; `where` is what messages call it."""
    from alembic import command
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import inspect

    config = alembic_config()
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # two that find no tables must not both make them
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
        current = MigrationContext.configure(connection).get_current_revision()
        if current is None and inspect(connection).get_table_names():
            raise no_ledger(where)
        check_known(current, where)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def check_known(revision: str | None, where: str) -> None:
    """Raise EgovtrackError when `revision`, that of the ledger at `where`, is one this program does not know."""
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if revision is not None and revision not in known:
        raise EgovtrackError(
            _("the ledger {where} is of revision {revision}, from a newer egovtrack; this one knows {head}").format(
                where=where, revision=revision, head=HEAD
            ),
            _("install that version, or use the backup made before its upgrade"),
        )
