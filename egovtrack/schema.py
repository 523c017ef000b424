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
    from alembic.script import ScriptDirectory
    from sqlalchemy import inspect

    config = alembic_config()
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if current is None and inspect(connection).get_table_names():
            raise no_ledger(where)
        if current is not None and current not in known:
            raise newer_ledger(where)
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def newer_ledger(where: str) -> EgovtrackError:
    """What is said of a ledger whose revision this program does not know."""
    return EgovtrackError(
        _("the ledger {where} was written by a newer egovtrack").format(where=where), _("install that version")
    )
