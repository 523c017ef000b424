"""Copies of a ledger on a PostgreSQL server that tests write to: given back, each is put right and used again.

As it copies a database the server waits for its disk, which takes some times as long as to put back the few rows that a
test has written. A copy whose schema was changed is thrown away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from tests.conftest import Server

_TABLES = """
    SELECT oid::regclass::text, relnamespace = 'pg_catalog'::regnamespace FROM pg_class
    WHERE relkind = 'r' AND (NOT relisshared OR relname = 'pg_db_role_setting')
      AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data')
"""
# Of those that hold other things too: what is set for this database; not where the server keeps temporary tables.
_OF_INTEREST = {
    "pg_db_role_setting": "setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())",
    "pg_namespace": "nspname NOT LIKE 'pg%temp%'",
}
# What the server gathers by itself about the rows.
_GATHERED = "{relpages,reltuples,relallvisible,relfrozenxid,relminmxid}"
_ALONE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Template:
    """How many rows its tables have, and those that are in the ledger's own, as COPY writes them."""

    counts: dict[str, int]
    rows: dict[str, bytes]


@dataclass
class Copy:
    """A copy of the database at `template`; what transactions from `since` on have done is a test's."""

    template: str
    connection: Any  # kept open: to make one costs as much as to look at all tables
    since: str


class Copies:
    """Copies on a server; the `spare` ones are what their template is."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._templates: dict[str, Template] = {}
        self._copies: dict[str, Copy] = {}
        self.spare: dict[str, list[str]] = defaultdict(list)

    def take(self, template: str) -> str:
        """Return the URL of a copy of the database at `template`."""
        if self.spare[template]:
            return self.spare[template].pop()
        url = self._server.database(template)
        connection = connected(url)
        # Nobody needs these rows after a crash of the server; foreign keys wait until all rows are there.
        connection.execute("SET synchronous_commit = off; SET session_replication_role = replica")
        if template not in self._templates:
            self._templates[template] = read(connection)
        self._copies[url] = Copy(template, connection, now(connection))
        return url

    def give_back(self, url: str) -> None:
        """Put a copy right for the next who wants one, or drop it."""
        copy = self._copies[url]
        copy.connection.execute(_ALONE)
        if put_right(copy.connection, self._templates[copy.template], copy.since):
            copy.since = now(copy.connection)
            self.spare[copy.template].append(url)
        else:
            copy.connection.close()
            self._server.drop(url)

    def check(self) -> None:
        """Raise AssertionError where a spare copy is not what its template is, row for row."""
        for template, urls in self.spare.items():
            for url in urls:
                assert whole(url) == whole(template), "what a test has changed was there for the next one"

    def close(self) -> None:
        """Close its connections."""
        for copy in self._copies.values():
            copy.connection.close()


def whole(url: str) -> dict[str, str]:
    """Return a digest of the rows of each table of a database, the system's own too."""
    with connected(url) as connection:
        row = defaultdict(lambda: "t::text", pg_class=f"(to_jsonb(t) - '{_GATHERED}'::text[])::text")
        digests = [
            f"SELECT '{name}', md5(string_agg({row[name]}, ' ' ORDER BY {row[name]})) FROM {source} t"  # noqa: S608
            for name, source in _tables(connection)
        ]
        return dict(connection.execute(" UNION ALL ".join(digests)).fetchall())


def connected(url: str) -> Any:
    """Return a connection whose statements take effect at once."""
    return psycopg.connect(url, autocommit=True)


def read(connection: Any) -> Template:
    """Return what copies are to be from one that nobody has written to yet."""
    rows = {}
    for name in [name for name, is_system in connection.execute(_TABLES) if not is_system]:
        with connection.cursor().copy(f"COPY {name} TO STDOUT") as copied:
            rows[name] = b"".join(bytes(part) for part in copied)
    return Template({name: count for name, count, _new in _counted(connection, now(connection))}, rows)


def put_right(connection: Any, template: Template, since: str) -> bool:
    """Make the rows of a ledger what those of its template are; return whether its schema still is."""
    changed = {name for name, count, new in _counted(connection, since) if new or count != template.counts.get(name)}
    if not changed <= template.rows.keys():
        return False
    with connection.transaction():
        for name in changed:
            connection.execute(f"DELETE FROM {name}")  # noqa: S608
            with connection.cursor().copy(f"COPY {name} FROM STDIN") as copied:
                copied.write(template.rows[name])
    return True


def _tables(connection: Any) -> list[tuple[str, str]]:
    """Return the tables by name, and each as it stands in FROM."""
    of_interest = {name: f"(SELECT xmin, * FROM {name} WHERE {which})" for name, which in _OF_INTEREST.items()}  # noqa: S608
    return [(name, of_interest.get(name, name)) for name, _is_system in connection.execute(_TABLES)]


def _counted(connection: Any, since: str) -> list[tuple[str, int, int]]:
    """Return of each table how many rows it has, and how many were written since a transaction."""
    new = f"count(*) FILTER (WHERE age(xmin) <= age('{since}'::xid))"
    counts = [
        f"SELECT '{name}', count(*), {new} FROM {source} t"  # noqa: S608
        for name, source in _tables(connection)
    ]
    found: list[tuple[str, int, int]] = connection.execute(" UNION ALL ".join(counts)).fetchall()
    return found


def now(connection: Any) -> str:
    """Return the first transaction that is not over."""
    ((number,),) = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text").fetchall()
    return str(number)
