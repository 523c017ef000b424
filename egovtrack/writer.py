"""Who is writing, for the word to those who wait in vain: a note beside a SQLite ledger, a question to PostgreSQL.

SQLite's own lock decides who may write and cannot say who holds it. The note is left once the lock is held and taken
away before it is given back; nothing is decided by it, and reading does without it. PostgreSQL knows its sessions by
the name that each gives itself.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovtrack.i18n import gettext as _

if TYPE_CHECKING:
    from sqlalchemy import Engine

_LONGEST = 60
_NAME_BYTES = 63  # of application_name: NAMEDATALEN - 1 (PostgreSQL 15, 20.9.1)
# Whoever has locked the row of the table ledger and waits for nothing. Others who write in the same database, and the
# server itself when it cleans up, are in nobody's way.
_HOLDER = """
SELECT a.pid, a.application_name, a.usename, host(a.client_addr), a.xact_start
FROM pg_stat_activity a
WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
  AND EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database b ON b.oid = l.database
    WHERE l.pid = a.pid AND b.datname = a.datname AND l.granted AND l.locktype = 'relation'
      AND l.relation = 'ledger'::regclass AND l.mode <> 'AccessShareLock')
  AND NOT EXISTS (SELECT 1 FROM pg_locks w WHERE w.pid = a.pid AND NOT w.granted)
ORDER BY a.xact_start LIMIT 1"""


class WriterNote:
    """The note of one writer on the ledger at `db`; `command` is what was typed."""

    def __init__(self, db: str, command: str = "") -> None:
        self._path = _path(db)
        self._command = command
        self._left = False

    def leave(self) -> None:
        """Say that this process writes. A folder that takes no note is no reason not to write."""
        import getpass
        import platform

        with suppress(OSError, KeyError, ImportError):
            content = {
                "pid": os.getpid(), "host": platform.node(), "user": getpass.getuser(), "command": self._command,
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
            }  # fmt: skip
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._left = True
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(content, stream)

    def remove(self) -> None:
        """Take the note away, if it is this writer's."""
        if self._left:
            self._left = False
            with suppress(OSError):
                self._path.unlink()


def writer_of(db: str) -> str | None:
    """Who writes to the ledger at `db`, in words; None where no note says it or its writer is no more."""
    try:
        content: Mapping[str, Any] = json.loads(_path(db).read_text("utf-8"))
        since = datetime.fromisoformat(content["since"]).astimezone()
        if not _runs(content["pid"], content["host"]):
            return None
        words = f"egovtrack {content['command']}".strip()
        return _("process {pid} on {host} ({user}: {command}), since {since}").format(
            pid=content["pid"],
            host=content["host"],
            user=content["user"],
            command=words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…",
            since=since.strftime("%Y-%m-%d %H:%M:%S"),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def signature(command: str) -> str:
    """How a writer calls itself on PostgreSQL: user, host and the command, as far as there is room. What was given to
    the command stays out: every user of the server may read it, and it goes into the server's log.
    """
    import getpass
    import platform

    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    name = " ".join(takewhile(re.compile("[a-z][a-z-]*").fullmatch, command.split()[:2]))
    words = " ".join(f"{user}@{platform.node()}: egovtrack {name}".split())
    return words.encode()[:_NAME_BYTES].decode(errors="ignore")


def holder_on(engine: Engine) -> str | None:
    """Who holds the PostgreSQL ledger of an engine, in words; None where it cannot be learnt."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with engine.connect() as connection:
            found = connection.exec_driver_sql(_HOLDER).first()
    except SQLAlchemyError:
        return None
    if found is None:
        return None
    pid, name, user, address, since = found
    if since is None:  # of another role's sessions the server tells no more than who they are
        since = address = "?"
    else:
        since = since.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return _("{name} (process {pid} of the server, {user} from {address}), since {since}").format(
        name=name or "?", pid=pid, user=user, address=address or "localhost", since=since,
    )  # fmt: skip


def _path(db: str) -> Path:
    return Path(f"{db}-writer")


def _runs(pid: int, host: str) -> bool:
    """Whether a process still runs; taken for granted where it cannot be asked (elsewhere, and on Windows, where
    sending signal 0 would end it).
    """
    import platform

    if host != platform.node() or os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
