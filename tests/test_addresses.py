"""Where a ledger is: a file or a server, taken apart as libpq does it, and a password is shown to nobody."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import example, given, strategies as st

from egovtrack.addresses import check, database_name, in_schema, is_server, masked, parameters, shown
from egovtrack.connection import connect_postgresql
from egovtrack.errors import EgovtrackError
from egovtrack.ledger.backups import name
from tests.conftest import SERVER, Program, Server, sqlite_only

SECRET = "kx7"  # noqa: S105  at both ends of every password here, and in nothing else
PASSWORDS = st.text(alphabet="ab@/:?#%&= '\\,[]+密", max_size=8).map(lambda middle: f"{SECRET}{middle}{SECRET}")
SERVERS = [
    "postgresql://h/g", "postgres://h/g", "postgresql+psycopg://h/g", "postgresql:///g", "host=h dbname=g", "service=g",
    " dbname = g", "dbname=g", "port=1 user=u", "postgresql:u@h/g", "hots=h dbname=g",
]  # fmt: skip
FILES = ["l.db", "./dbname=g", "a=b.db", "台账=2017.db", "/x=1/l.db", "C:\\data\\l.db", "C://data/l.db", "a b.db"]


def _quoted(password: str) -> str:
    return "'" + password.replace("\\", "\\\\").replace("'", "\\'") + "'"


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Addresses with a password, wherever one can be written, escaped or not."""
    password = draw(PASSWORDS)
    written = draw(st.sampled_from([password, quote(password, safe=""), quote(password)]))
    return draw(
        st.sampled_from([
            f"postgresql://u:{written}@127.0.0.1:1/g", f"postgresql://127.0.0.1:1/g?user=u&password={written}",
            f"postgresql+psycopg://u:{written}@127.0.0.1:1/g?schema=city", f"postgresql://u:{written}@/g",
            f"postgresql://127.0.0.1:1/g?sslpassword={written}", f"postgres://u:{written}@[::1]:1,h:2/g?port=1",
            f"host=127.0.0.1 port=1 dbname=g password={_quoted(password)}", f"dbname=g password={password} port=1",
            f"password = {_quoted(password)} dbname=g schema='a b'", f"postgresql:u:{written}@127.0.0.1/g",
        ])
    )  # fmt: skip


@given(addresses())
@example(f"postgresql://u:{SECRET}@{SECRET}@127.0.0.1:1/g")
@example(f"postgresql://u:{SECRET}/{SECRET}@127.0.0.1:1/g")
@example(f"postgresql://u:{SECRET}%aa{SECRET}@127.0.0.1:1/g")
def test_a_password_is_in_nothing_that_is_shown(address: str) -> None:
    """Neither in what is shown of an address nor in what is said of one that cannot be read, nor in a file's name."""
    assert is_server(address)
    told = shown(address)
    try:
        told += database_name(address) + name(address, "0004", "2017-03-20T00:00:00Z")
    except EgovtrackError as error:
        told += error.message + error.hint
    assert SECRET not in told


@given(PASSWORDS)
def test_of_what_can_be_read_host_and_database_are_shown_alone(password: str) -> None:
    address = f"postgresql://u:{quote(password, safe='')}@h:6/g?schema=jing%20an&connect_timeout=3"
    assert parameters(address)["password"] == password
    assert shown(address) == "postgresql://h:6/g?schema=jing%20an"
    assert database_name(address) == "g.jing an"
    assert parameters(f"host=h password={_quoted(password)} schema='a b' dbname=g")["password"] == password
    assert shown(f"host=h password={_quoted(password)} schema='a b' dbname=g") == "postgresql://h/g?schema=a%20b"


@pytest.mark.parametrize("place", SERVERS)
def test_what_is_a_server(place: str) -> None:
    assert is_server(place)
    assert shown(place).startswith("postgresql://")


@pytest.mark.parametrize("place", FILES)
def test_what_is_a_file(place: str) -> None:
    assert not is_server(place)
    assert shown(place) == place
    check(place)


TYPED = [
    ("plans",), ("seed", "2017"), ("config", "show"), ("db", "status"), ("db", "backup"), ("log",),
    ("progress", "set", "2017-13", "--percent", "5"), ("db", "copy", "x.db"), ("undo",),
]  # fmt: skip
WRITTEN = [
    "postgresql://u:{}@127.0.0.1:1/g", "postgresql://127.0.0.1:1/g?password={}", "postgresql://u:{}@x@127.0.0.1:1/g",
    "postgresql://u:x/{}@127.0.0.1:1/g", "postgresql://u:{}%@127.0.0.1:1/g", "host=127.0.0.1 port=1 password={}",
    "host=127.0.0.1 port=1 password={} x", "mysql://u:{}@127.0.0.1/g",
]  # fmt: skip


@pytest.mark.parametrize("address", WRITTEN)
@pytest.mark.parametrize("args", TYPED, ids=" ".join)
def test_no_command_shows_a_password(
    address: str, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none makes a file of such a name."""
    monkeypatch.chdir(tmp_path)
    told = Program(address.format(SECRET))(*args, code=None)
    assert SECRET not in told.out + told.err
    assert list(tmp_path.iterdir()) == []


MISPLACED = [("{}", "plans"), ("plans", "{}"), ("db", "copy", "{}", "{}"), ("plans", "--format", "{}"), ("dept", "{}")]


@sqlite_only
@pytest.mark.parametrize("address", WRITTEN[:5])
@pytest.mark.parametrize("args", MISPLACED, ids=" ".join)
def test_an_address_in_the_wrong_place_keeps_its_password_too(
    reading: Program, address: str, args: tuple[str, ...]
) -> None:
    told = reading(*(word.format(address.format(SECRET)) for word in args), code=None)
    assert told.code in {1, 2}
    assert SECRET not in told.out + told.err


def test_words_that_quote_an_address_are_masked() -> None:
    assert masked("--db='host=h password = geheim x'") == "--db='host=h password = … x'"
    assert masked("a postgresql://u:a/b@c@h/g b") == "a postgresql://u:…@h/g b"
    assert masked("https://a.example/1 张三@办公厅") == "https://a.example/1 张三@办公厅"


@sqlite_only
def test_what_was_typed_is_recorded_without_a_password(egovtrack: Program) -> None:
    egovtrack("title", "2017-13", f"postgresql://u:{SECRET}@h/g", "--basis", "x", code=None)
    egovtrack("progress", "set", "2017-13", "--percent", "5", "--evidence", f"postgresql://u:{SECRET}@h/g")
    with sqlite3.connect(egovtrack.db) as ledger:
        typed = " ".join(command for (command,) in ledger.execute("SELECT command FROM action"))
    ledger.close()
    assert "postgresql://h/g" in typed
    assert SECRET not in typed


@pytest.fixture
def service(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A database on the server, told by a service file alone; what is known of it."""
    found = {key: value for key, value in parameters(database).items() if key in {"host", "port", "user", "dbname"}}
    found["password"] = SECRET
    lines = "".join(f"{key}={value}\n" for key, value in found.items())
    (tmp_path / "services.conf").write_text(f"[city]\n{lines}connect_timeout=17\n", "utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services.conf"))
    return found


def test_a_service_and_a_connection_string_are_ledgers(
    service: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They show host and database, and lend the database's name to a backup."""
    monkeypatch.chdir(tmp_path)
    written = " ".join(f"{key}={value}" for key, value in service.items())
    Program("service=city")("seed", "2017")
    for place in ("service=city", written, "postgresql://?service=city"):
        (row,) = Program(place).json("db", "status")
        assert (row["plans"], row["ledger"].rpartition("/")[2]) == (["2017"], service["dbname"])
        assert row["ledger"].startswith(f"postgresql://{service['host']}")
        Program(place)("db", "backup", "-o", "backups/")
    made = [path.name for path in (tmp_path / "backups").iterdir()]
    assert len(made) == 6
    assert all(each.startswith(service["dbname"] + "-") for each in made)
    assert {path.name for path in tmp_path.iterdir()} == {"backups", "services.conf"}
    shutil.rmtree(tmp_path / "backups")


def test_what_an_address_leaves_out_is_taken_from_its_service_alone(service: dict[str, str]) -> None:
    assert parameters("service=city")["connect_timeout"] == "17"
    assert parameters("service=city connect_timeout=3")["connect_timeout"] == "3"
    assert parameters("dbname=g").get("dbname") == "g"
    assert "connect_timeout" not in parameters("dbname=g")
    assert service["dbname"] not in shown("dbname=g")


def test_nobody_waits_for_ever_for_a_server(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless the address, its service or the environment says how long."""
    told: list[dict[str, Any]] = []
    connect = psycopg.connect

    def spy(*place: str, **given: Any) -> psycopg.Connection[tuple[Any, ...]]:
        told.append(given)
        return connect(*place, **given)

    monkeypatch.setattr("psycopg.connect", spy)
    for address in (database, f"{database}?connect_timeout=4&tcp_user_timeout=9000&keepalives=0"):
        connect_postgresql(address, 5).close()
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "6")
    connect_postgresql(database, 5).close()
    timeouts = [(each["connect_timeout"], each["tcp_user_timeout"], each.get("keepalives")) for each in told[:3]]
    assert timeouts == [("10", "30000", None), ("4", "9000", "0"), ("6", "30000", None)]


def test_nothing_is_asked_of_a_server_as_it_starts_a_session(server: Server) -> None:
    """A pooler refuses options; the wait for locks and the schema are set in each transaction."""
    url = server.database()
    with psycopg.connect(url, autocommit=True) as made:
        made.execute("CREATE SCHEMA city")
    driver = connect_postgresql(f"{url}?schema=city", 7)
    names = ("lock_timeout", "row_security", "search_path")
    assert [driver.execute(f"SHOW {each}".encode()).fetchone()[0] for each in names] == ["7s", "off", "city, pg_temp"]
    driver.rollback()
    assert [driver.execute(f"SHOW {each}".encode()).fetchone()[0] for each in names][:2] == ["0", "on"]
    assert "options" not in psycopg.conninfo.conninfo_to_dict(driver.info.dsn)
    driver.close()
    server.drop(url)


@pytest.mark.skipif(not SERVER, reason="EGOVTRACK_TEST_POSTGRESQL names no server")
def test_options_in_the_address_are_kept() -> None:
    driver = connect_postgresql(f"{SERVER}?options=-cwork_mem%3D7MB", 5)
    assert driver.execute("SHOW work_mem").fetchone() == ("7MB",)
    driver.close()


@pytest.mark.parametrize("name", ["jingan", "静安区", "a b", 'a"b', "a'b\\c", "a&b=c?d@e/f%41", "a,b"])
@pytest.mark.parametrize("address", ["postgresql://u:p%40q@h/g", "postgresql://u:a?b@h/g?port=1", "host=h dbname=g"])
def test_an_address_takes_a_schema(address: str, name: str) -> None:
    there = in_schema(address, name)
    assert parameters(there) == {**parameters(address), "schema": name}
    assert parameters(in_schema(there, "other"))["schema"] == "other"


@pytest.mark.parametrize("name", ["", "a" * 64, "区" * 22, "pg_temp", "%00"])
def test_what_would_be_another_schema_is_refused(name: str) -> None:
    """The server would cut a name that is too long, and without one the ledger would be in public."""
    assert "cannot be the name of a schema" in Program(f"postgresql://h/g?schema={name}")("plans", code=2).err
