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

# The tables of a database, the system's own too, but what the server gathers by itself about the rows. The last is of
# all databases: what is set for this one.
_TABLES = """
    SELECT c.oid::regclass::text, c.oid::regclass::text, relnamespace <> 'pg_catalog'::regnamespace FROM pg_class c
    WHERE relkind = 'r' AND NOT relisshared AND relname NOT IN ('pg_statistic', 'pg_statistic_ext_data')
    UNION ALL SELECT 'settings', '(SELECT xmin, * FROM pg_db_role_setting WHERE setdatabase ='
        ' (SELECT oid FROM pg_database WHERE datname = current_database()))', false
"""
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


class Copies:
    """Copies on a server; the `spare` ones are what their template is."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._templates: dict[str, Template] = {}
        self._of: dict[str, str] = {}
        self._since: dict[str, str] = {}
        self.spare: dict[str, list[str]] = defaultdict(list)

    def take(self, template: str) -> str:
        """Return the URL of a copy of the database at `template`."""
        if self.spare[template]:
            return self.spare[template].pop()
        url = self._server.database(template)
        with connected(url) as connection:
            if template not in self._templates:
                self._templates[template] = read(connection)
            self._of[url], self._since[url] = template, now(connection)
        return url

    def give_back(self, url: str) -> None:
        """Put a copy right for the next who wants one, or drop it."""
        template = self._of[url]
        with connected(url) as connection:
            connection.execute(_ALONE)
            kept = put_right(connection, self._templates[template], self._since[url])
            self._since[url] = now(connection)
        if kept:
            self.spare[template].append(url)
        else:
            self._server.drop(url)

    def check(self) -> None:
        """Raise AssertionError where a spare copy is not what its template is, row for row."""
        for template, urls in self.spare.items():
            for url in urls:
                assert whole(url) == whole(template), "what a test has changed was there for the next one"


def whole(url: str) -> dict[str, str]:
    """Return a digest of the rows of each table of a database, the system's own too."""
    with connected(url) as connection:
        tables = {name: source for name, source, _own in connection.execute(_TABLES)}
        row = dict.fromkeys(tables, "t::text") | {"pg_class": f"(to_jsonb(t) - '{_GATHERED}'::text[])::text"}
        digests = [
            f"SELECT '{name}', md5(string_agg({row[name]}, ' ' ORDER BY {row[name]})) FROM {source} t"  # noqa: S608
            for name, source in tables.items()
        ]
        return dict(connection.execute(" UNION ALL ".join(digests).encode()).fetchall())


def connected(url: str) -> Any:
    """Return a connection whose statements take effect at once."""
    return psycopg.connect(url, autocommit=True)


def read(connection: Any) -> Template:
    """Return what copies are to be from one that nobody has written to yet."""
    rows = {}
    for name, _source, own in connection.execute(_TABLES).fetchall():
        if own:
            with connection.cursor().copy(f"COPY {name} TO STDOUT") as copied:
                rows[name] = b"".join(bytes(part) for part in copied)
    return Template({name: count for name, count, _new in _counted(connection, now(connection))}, rows)


def put_right(connection: Any, template: Template, since: str) -> bool:
    """Make the rows of a ledger what those of its template are; return whether its schema still is."""
    changed = {name for name, count, new in _counted(connection, since) if new or count != template.counts.get(name)}
    if not changed <= template.rows.keys():
        return False
    connection.execute("SET session_replication_role = replica")  # which keeps foreign keys out of it
    for name in changed:
        connection.execute(f"DELETE FROM {name}")  # noqa: S608
        connection.execute(f"VACUUM {name}")
        with connection.cursor().copy(f"COPY {name} FROM STDIN") as copied:
            copied.write(template.rows[name])
    return True


def _counted(connection: Any, since: str) -> list[tuple[str, int, int]]:
    """Return of each table how many rows it has, and how many were written since a transaction."""
    new = f"count(*) FILTER (WHERE age(xmin) <= age('{since}'::xid))"
    counts = [
        f"SELECT '{name}', count(*), {new} FROM {source} t"  # noqa: S608
        for name, source, _own in connection.execute(_TABLES)
    ]
    found: list[tuple[str, int, int]] = connection.execute(" UNION ALL ".join(counts)).fetchall()
    return found


def now(connection: Any) -> str:
    """Return the first transaction that is not over."""
    ((number,),) = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text").fetchall()
    return str(number)
