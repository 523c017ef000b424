"""The same ledger on PostgreSQL, answering as SQLite does. Runs where EGOVTRACK_TEST_POSTGRESQL names a server."""

from __future__ import annotations

import json
import platform
import re
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from egovtrack.addresses import shown
from egovtrack.app import App
from egovtrack.errors import Conflict
from egovtrack.writer import signature
from tests.conftest import ON_POSTGRESQL, SEEDED_ON, Program, Server

pytestmark = pytest.mark.skipif(ON_POSTGRESQL, reason="compares PostgreSQL with SQLite")


@pytest.fixture(scope="module")
def postgresql(server: Server) -> Program:
    """The program on a ledger there, with all plans."""
    program = Program(server.database())
    Program(program.db, SEEDED_ON)("seed", "--all")
    return program


READS = [
    ("plans",), ("tasks", "2015"), ("tasks", "2016"), ("tasks", "2017"), ("tasks", "12fyp"), ("show", "2016-16"),
    ("depts",),    ("dept", "市经济信息化委", "--via", "all"), ("dept", "黄浦区"), ("dept", "市建设管理委"),
]  # fmt: skip


@pytest.mark.parametrize("args", READS, ids=" ".join)
def test_it_answers_what_sqlite_answers(postgresql: Program, reading: Program, args: tuple[str, ...]) -> None:
    assert postgresql.json(*args) == reading.json(*args)


def test_a_plan_is_written_out_again(postgresql: Program, reading: Program) -> None:
    assert postgresql("export", "text", "2017").out == reading("export", "text", "2017").out


def test_progress_is_kept(postgresql: Program, tmp_path: Path) -> None:
    args = ("progress", "set", "2017-13", "--dept", "市经济信息化委", "--percent", "40", "--value", "6")
    postgresql(*args, "--status", "blocked", "--date", "2017-03-10", "--note", "100% 完成")
    postgresql("progress", "retract", "1", "--reason", "重填")
    postgresql(*args, "--status", "blocked", "--date", "2017-03-11")
    (row,) = [row for row in postgresql.json("dept", "市经济信息化委", "--plan", "2017") if row["ref"] == "2017-13"]
    assert (row["status"], row["percent"], row["last_report_on"]) == ("blocked", 40, "2017-03-11")
    assert [row["note"] for row in postgresql.json("progress", "log")] == ["100% 完成", None]
    postgresql("export", "weekly", "--week", "2017-W10", "-o", str(tmp_path))
    postgresql("check")


def test_the_models_say_what_the_revisions_make(postgresql: Program) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from egovtrack.models import Base
    from egovtrack.schema import make_engine

    engine = make_engine(postgresql.db)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_a_lock_held_elsewhere_is_exit_code_4(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with psycopg.connect(postgresql.db) as holder:
        holder.execute("LOCK TABLE progress_note IN SHARE ROW EXCLUSIVE MODE")
        refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
        holder.rollback()
    assert "in use" in refused.err


def test_who_waits_in_vain_is_told_who_holds_the_ledger(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """By user, host and command."""
    holder = App({"db": postgresql.db, "user": "王芳"}, "progress set 2017-13 --note " + "数" * 60)
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with holder.action():
        refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
    assert refused.err.count("\n") == 1
    assert re.search(
        rf"in use: \S+@{platform.node()}: egovtrack progress .*\(process \d+ of .*\), since 20", refused.err
    )


def test_another_role_is_told_who_holds_the_ledger(
    postgresql: Program, other_role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server keeps from it since when, and from where."""
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    other = Program(re.sub("//(?:[^@/]*@)?", f"//{other_role}@", postgresql.db))
    with App({"db": postgresql.db}, "seed 2017").action(makes=True):
        refused = other("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
    assert "egovtrack seed (process" in refused.err


@pytest.fixture
def other_role(postgresql: Program) -> Iterator[str]:
    """A role that may write to the ledger and is not the one that made it."""
    role = f"egovtrack_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute(f"CREATE ROLE {role} LOGIN")
        server.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}")
        server.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {role}")
        yield role
        server.execute(f"DROP OWNED BY {role}")
        server.execute(f"DROP ROLE {role}")


def test_who_only_writes_beside_the_ledger_is_not_named(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovtrack.database.BUSY_SECONDS", 0.2)
    with psycopg.connect(postgresql.db, application_name="bystander") as other:
        other.execute("UPDATE plan SET key = key WHERE false")
        with App({"db": postgresql.db}, "seed 2017").action(makes=True):
            refused = postgresql("progress", "set", "2017-14", "--percent", "1", "--date", "2017-03-10", code=4)
        other.rollback()
    assert "egovtrack seed (process" in refused.err


def test_what_was_given_to_the_command_is_not_told_to_the_server() -> None:
    assert signature("progress set 2017-13 --note 约谈").endswith(": egovtrack progress set")
    assert signature("db copy postgresql://user:secret@host/ledger").endswith(": egovtrack db copy")
    assert len(signature("progress set").encode()) <= 63


def _conflicts(postgresql: Program, times: int, state: str = "40001") -> None:
    """Have the server roll back the next so many transactions that enter a note, as when two change the same."""
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute("DROP SEQUENCE IF EXISTS conflicts CASCADE")
        server.execute("CREATE SEQUENCE conflicts")  # not rolled back with the rest: it counts the attempts
        server.execute(
            f"""CREATE OR REPLACE FUNCTION conflict() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('conflicts') <= {times} THEN
              RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '{state}';
            END IF; RETURN NEW; END $$"""
        )
        server.execute("DROP TRIGGER IF EXISTS conflict ON progress_note")
        server.execute(
            "CREATE TRIGGER conflict BEFORE INSERT ON progress_note FOR EACH ROW EXECUTE FUNCTION conflict()"
        )


@pytest.fixture
def in_the_way(postgresql: Program, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often the program paused before it tried again."""
    pauses: list[int] = []
    monkeypatch.setattr("egovtrack.cli.program._wait", pauses.append)
    yield pauses
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute("DROP TRIGGER conflict ON progress_note")


def _entered(postgresql: Program, note: str) -> int:
    return sum(row["note"] == note for row in postgresql.json("progress", "log", "2017-15"))


def test_a_change_that_the_server_rolls_back_is_made_again(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 3)
    told = postgresql("progress", "set", "2017-15", "--percent", "7", "--note", "再试", "--date", "2017-03-10")
    assert told.err.count("\n") == 1
    assert in_the_way == [1, 2, 3]
    assert _entered(postgresql, "再试") == 1
    found = json.loads(postgresql("check", "--format", "json", code=3).out)["rows"]
    assert [row["table"] for row in found] == ["trigger conflict"]


def test_one_that_is_rolled_back_ever_again_is_given_up(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 1000)
    words = ("progress", "set", "2017-15", "--percent", "8", "--note", "放弃", "--date", "2017-03-10")
    refused = postgresql(*words, code=4)
    assert "nothing was stored" in refused.err
    assert len(in_the_way) == 4
    assert _entered(postgresql, "放弃") == 0


@pytest.mark.parametrize("note", [("--note", "-"), ("--note=-",), ()], ids=["word", "joined", "variable"])
def test_what_came_by_standard_input_is_not_read_twice(
    postgresql: Program, in_the_way: list[int], monkeypatch: pytest.MonkeyPatch, note: tuple[str, ...]
) -> None:
    """It would be empty the second time, and the note would be stored without its words."""
    if not note:
        monkeypatch.setenv("EGOVTRACK_PROGRESS_SET_NOTE", "-")
    _conflicts(postgresql, 1)
    words = ("progress", "set", "2017-16", "--percent", "9", *note, "--date", "2017-03-10")
    before = len(postgresql.json("progress", "log", "2017-16"))
    postgresql(*words, stdin="来自标准输入", code=4)
    assert in_the_way == []
    postgresql(*words, stdin="来自标准输入")
    added = postgresql.json("progress", "log", "2017-16")[before:]
    assert [row["note"] for row in added] == ["来自标准输入"]


def test_what_came_through_a_pipe_is_not_read_twice(postgresql: Program, in_the_way: list[int]) -> None:
    _conflicts(postgresql, 1)
    words = ("progress", "set", "2017-15", "--percent", "9", "--date", "2017-03-10")
    postgresql(*words, "--note", "-", stdin="甲", code=4)
    assert in_the_way == []


def test_undo_takes_back_nothing_but_what_it_showed(
    postgresql: Program, in_the_way: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run again, it would take back what somebody else has entered in the pause."""
    _conflicts(postgresql, 0)
    note = ("progress", "set", "2017-15", "--date", "2017-03-10", "--percent")
    postgresql(*note, "20")

    def refuse(*_given: object, **_options: object) -> None:
        raise Conflict("rolled back")

    monkeypatch.setattr("egovtrack.ledger.undo.undo", refuse)
    refused = postgresql("undo", "--yes", code=4)
    assert refused.err.count("This takes back") == 1
    assert in_the_way == []


def test_what_may_have_been_stored_is_not_entered_twice(postgresql: Program, in_the_way: list[int]) -> None:
    """40003, statement completion unknown: no promise that nothing was stored, so it is not made again."""
    _conflicts(postgresql, 1, "40003")
    refused = postgresql("progress", "set", "2017-15", "--percent", "9", "--date", "2017-03-10", code=1)
    assert "nothing was stored" not in refused.err
    assert in_the_way == []


def test_a_deadlock_is_got_over(postgresql: Program) -> None:
    """Another program holds the notes and asks for the ledger, while this one holds the ledger and asks for them."""
    words = ("progress", "set", "2017-15", "--percent", "30", "--note", "死锁", "--date", "2017-03-10")
    done: list[int] = []
    with psycopg.connect(postgresql.db) as other, psycopg.connect(postgresql.db, autocommit=True) as watch:
        other.execute("SET deadlock_timeout = '20s'")  # the server ends the one who notices first
        other.execute("LOCK TABLE progress_note IN SHARE ROW EXCLUSIVE MODE")
        writer = threading.Thread(target=lambda: done.append(postgresql(*words, code=None).code))
        writer.start()
        while not watch.execute(
            "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'progress_note'::regclass"
        ).fetchone():
            time.sleep(0.01)
        other.execute("SELECT id FROM ledger FOR UPDATE")
        other.rollback()
        writer.join()
    assert done == [0]
    assert _entered(postgresql, "死锁") == 1


SCHEMAS = [
    pytest.param("?schema=jingan", "?schema=baoshan", id="schema"),
    pytest.param("?options=-csearch_path%3Djingan", "?options=-c%20search_path=baoshan", id="options"),
    pytest.param("?schema=jingan", "?options=-csearch_path%3Dbaoshan&connect_timeout=9", id="both"),
]


@pytest.mark.parametrize(("first", "second"), SCHEMAS)
def test_two_ledgers_on_one_server_are_two(server: Server, tmp_path: Path, first: str, second: str) -> None:
    """Each in a schema of its own, which is made with it; nothing lands in another."""
    url = server.database()
    jingan, baoshan = Program(url + first), Program(url + second)
    jingan("seed", "2017")
    baoshan("seed", "2015", "2016")
    jingan("progress", "set", "2017-13", "--percent", "10", "--date", "2017-03-10")
    assert [row["plan"] for row in jingan.json("plans")] == ["2017"]
    assert [row["plan"] for row in baoshan.json("plans")] == ["2016", "2015"]
    assert (len(jingan.json("progress", "log")), baoshan.json("progress", "log")) == (1, [])
    for program in (jingan, baoshan):
        program("check")
        program("db", "backup", "-o", str(tmp_path / f"{len(program.json('plans'))}.db"))
    assert [row["plan"] for row in Program(tmp_path / "2.db").json("plans")] == ["2016", "2015"]
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT DISTINCT table_schema FROM information_schema.tables WHERE table_name = 'plan'"
        )
        assert sorted(found) == [("baoshan",), ("jingan",)]
    server.drop(url)


def test_a_government_keeps_to_its_own_schema(postgresql: Program, tmp_path: Path, other_role: str) -> None:
    """A role that may do nothing but in its schema does everything there, beside a ledger in public."""
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {other_role}")
        server.execute(f"GRANT CREATE ON DATABASE {postgresql.db.rpartition('/')[2]} TO {other_role}")
    place, public = postgresql.db.replace("//postgres@", f"//{other_role}@"), postgresql("log", "--all").out
    told = Program(place)("db", "create", "--schema", "静安区")
    assert told.err == f"the ledger {shown(place)}?schema=静安区 was made\n"
    Program(place)("db", "create", "--schema", "静安区", code=1)
    city = Program(f"{place}?schema=静安区")
    assert city.json("plans") == []
    city("seed", "2017")
    city("progress", "set", "2017-13", "--percent", "10", "--date", "2017-03-10")
    city("deadline", "2017-14", "--until", "2017-11-30", "--basis", "会议")
    city("undo", "--yes")
    for args in [("tasks",), ("show", "2017-13"), ("list",), ("depts",), ("status",), ("check",), ("db", "upgrade")]:
        city(*args)
    city("db", "copy", str(tmp_path / "city.db"))
    Program(tmp_path / "city.db")("db", "copy", f"{place}?schema=copied")
    assert Program(f"{place}?schema=copied").json("log") == city.json("log")
    assert postgresql("log", "--all").out == public
    assert city.json("log")[-1]["origin"].endswith(f" postgresql:{other_role}")


def test_a_file_has_no_schemas(tmp_path: Path) -> None:
    assert "has no schemas" in Program(tmp_path / "l.db")("db", "create", "--schema", "x", code=2).err
    Program(tmp_path / "l.db")("db", "create")
    assert "already" in Program(tmp_path / "l.db")("db", "create", code=1).err


def test_who_may_only_read_is_told_so(postgresql: Program, other_role: str) -> None:
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {other_role}")
        server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {other_role}")
    reader = Program(postgresql.db.replace("//postgres@", f"//{other_role}@"))
    assert reader.json("dept", "市财政局") == postgresql.json("dept", "市财政局")
    reader("check", code=None)
    refused = reader("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10", code=1)
    assert "this user of the database may not do that" in refused.err
    assert "INSERT and UPDATE" in refused.err


def test_a_server_that_is_set_to_read_only_is_said(postgresql: Program, other_role: str) -> None:
    """As a standby is."""
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute(f"ALTER ROLE {other_role} SET default_transaction_read_only = on")
    reader = Program(postgresql.db.replace("//postgres@", f"//{other_role}@"))
    assert len(reader.json("plans")) == 4
    refused = reader("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10", code=1)
    assert "can only be read: its server is a standby" in refused.err
    assert refused.err.count("\n") == 1


def test_rows_that_row_security_hides_are_not_left_out_in_silence(
    postgresql: Program, other_role: str, tmp_path: Path
) -> None:
    """A backup would be short, and a listing wrong."""
    postgresql("progress", "set", "2017-13", "--percent", "10", "--date", "2017-03-10")
    reader = Program(postgresql.db.replace("//postgres@", f"//{other_role}@"))
    with psycopg.connect(postgresql.db, autocommit=True) as server:
        server.execute("ALTER TABLE progress_note ENABLE ROW LEVEL SECURITY")
        server.execute("CREATE POLICY half ON progress_note USING (percent < 5)")
        for args in (
            ("progress", "log"),
            ("db", "backup", "-o", str(tmp_path)),
            ("db", "copy", str(tmp_path / "c.db")),
        ):
            refused = reader(*args, code=1)
            assert "would not be seen whole" in refused.err
            assert refused.out == ""
        postgresql("progress", "log")  # the owner of the tables sees all
        server.execute("DROP POLICY half ON progress_note")
        server.execute("ALTER TABLE progress_note DISABLE ROW LEVEL SECURITY")
    assert [path.name for path in tmp_path.iterdir() if path.name != "c.db"] == []


def test_a_server_that_does_not_answer_is_said() -> None:
    refused = Program("postgresql://127.0.0.1:1/none")("plans", code=1)
    assert refused.err.count("\n") == 1
