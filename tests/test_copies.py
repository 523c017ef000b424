"""A copy that a test has written to is for the next one what a new one is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from tests.conftest import Program, Server
from tests.copies import Copies, connected, now, put_right, read, whole


@pytest.fixture(scope="module")
def template(server: Server) -> Iterator[str]:
    """A ledger with one plan."""
    url = server.database()
    Program(url)("seed", "2017")
    yield url
    server.drop(url)


@pytest.fixture(scope="module")
def copies(server: Server) -> Iterator[Copies]:
    """Copies that no other module's test has had."""
    with closing(Copies(server)) as made:
        yield made


def test_what_the_program_writes_is_gone(copies: Copies, template: str) -> None:
    url = copies.take(template)
    Program(url)("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10")
    assert whole(url) != whole(template)
    copies.give_back(url)
    assert copies.take(template) == url
    assert whole(url) == whole(template)
    copies.give_back(url)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM department_name", "UPDATE task SET id = id", "UPDATE ledger SET hash = 'x'", "ANALYZE",
        "SET session_replication_role = replica; DELETE FROM task; UPDATE action SET command = ''",
        "BEGIN; ALTER TABLE task ADD note TEXT; ROLLBACK",
    ],
)  # fmt: skip
def test_rows_changed_behind_its_back_are_put_right(copies: Copies, template: str, statement: str) -> None:
    url = copies.take(template)
    with closing(connected(url)) as connection:
        connection.execute(statement)
        copies.give_back(url)
    assert copies.spare[template] == [url]
    copies.check()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE pets (name TEXT)", "ALTER TABLE plan ADD note TEXT", "DROP VIEW task_now", "TRUNCATE ledger",
        "DROP INDEX ix_progress_note_office", "CREATE SCHEMA city", "GRANT SELECT ON task TO PUBLIC",
        "COMMENT ON TABLE task IS 'x'", "ALTER TABLE action DISABLE TRIGGER ALL",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END $$",
    ],
)  # fmt: skip
def test_another_schema_is_seen(template: str, statement: str) -> None:
    with closing(connected(template)) as connection:
        original, since = read(connection), now(connection)
        assert put_right(connection, original, since)
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
            assert not put_right(connection, original, since)


def test_a_copy_with_another_schema_is_thrown_away(copies: Copies, template: str) -> None:
    url = copies.take(template)
    with connected(url) as connection:
        connection.execute("DROP VIEW task_now")
    copies.give_back(url)
    assert not copies.spare[template]
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        connected(url)


def test_who_still_writes_is_cut_off(copies: Copies, template: str) -> None:
    url = copies.take(template)
    with closing(psycopg.connect(url)) as connection:
        connection.execute("UPDATE ledger SET hash = 'x'")
        copies.give_back(url)
        with pytest.raises(psycopg.OperationalError):
            connection.commit()
    copies.check()


def test_a_copy_that_was_not_put_right_is_told(copies: Copies, template: str) -> None:
    url = copies.take(template)
    copies.give_back(url)
    with connected(url) as connection:
        connection.execute("UPDATE ledger SET hash = 'x'")
    with pytest.raises(AssertionError, match="there for the next one"):
        copies.check()
    copies.spare.clear()
