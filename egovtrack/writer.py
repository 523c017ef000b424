"""Who is writing to a PostgreSQL ledger, for the message to those who waited in vain.

The server knows its sessions by the name that each gives itself.
"""

from __future__ import annotations

import os
import re
from itertools import takewhile

from egovtrack.i18n import gettext as _

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


def signature(command: str) -> str:
    """Return the name of a writer's session: user, host and the command, as far as there is room.

    What was given to the command stays out: every user of the server may read it, and it goes into the server's log.
    """
    name = " ".join(takewhile(re.compile("[a-z][a-z-]*").fullmatch, command.split()[:2]))
    words = " ".join(f"{login_name()}@{host_name()}: egovtrack {name}".split())
    return words.encode()[:_NAME_BYTES].decode(errors="ignore")


def host_name() -> str:
    """Return this machine's name. The standard library's own way asks the network on some systems."""
    return os.environ.get("COMPUTERNAME") or (os.uname().nodename if hasattr(os, "uname") else "?")


def login_name() -> str:
    """Return the name of the account that runs the program, as the system has it: LOGNAME may say anything."""
    if hasattr(os, "getuid"):
        return account_name(os.getuid())
    return os.environ.get("USERNAME") or "unknown"


def account_name(uid: int) -> str:
    """Return the name of an account of the machine by its number; the number where it has no name."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def holder_of(url: str) -> str | None:
    """Return who holds the ledger at a URL, in words; None where the server does not tell."""
    import psycopg

    from egovtrack.connection import connect_postgresql

    try:
        with connect_postgresql(url, 1) as driver:
            found = driver.execute(_HOLDER).fetchone()
    except psycopg.Error:
        return None
    if found is None:
        return None
    pid, name, user, address, since = found
    # Of another role's sessions the server tells no more than who they are.
    since, address = (f"{since.astimezone():%Y-%m-%d %H:%M:%S}", address or "localhost") if since else ("?", "?")
    return _("{name} (process {pid} of the server, {user} from {address}), since {since}").format(
        name=name or "?", pid=pid, user=user, address=address, since=since,
    )  # fmt: skip
