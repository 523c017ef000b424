"""A connection to the server that breaks: what is said of it is so. The long run is `python -m tests.cuts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.conftest import Program, Server
from tests.cuts import WHEN, Proxy, cut_each

NOTE = ("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10")


@pytest.fixture(scope="module")
def url(server: Server) -> Iterator[str]:
    """A ledger on the server."""
    made = server.database()
    Program(made)("seed", "2017")
    yield made
    server.drop(made)


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    """What stands between the program and the server."""
    made = Proxy(url)
    yield made
    made.close()


@pytest.fixture
def requests(url: str, proxy: Proxy) -> int:
    """How many requests a note takes; the last is the commit."""
    Program(proxy.address)(*NOTE)
    return proxy.seen


def test_what_is_said_of_twenty_cut_connections_is_so(url: str, proxy: Proxy) -> None:
    found = list(cut_each(url, proxy, 24))
    assert [wrong for _said, wrong in found if wrong] == []
    assert min(Counter(said for said, _wrong in found)[one] for one in ("stored", "not stored")) >= 4
    Program(url)("check")


def test_where_the_server_stays_away_it_is_not_known(
    url: str, proxy: Proxy, requests: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("egovtrack.database._PAUSES", (0, 0.01))
    proxy.aim(requests, WHEN[2], down=True)
    before = len(Program(url).json("log", "--all"))
    told = Program(proxy.address)(*NOTE, code=1)
    (last,) = Program(url).json("log", "--all")[before:]
    assert f"as number {last['id']} was stored: it is not known whether it was" in told.err
    assert f"run the command again only if {last['id']} is not there" in told.err


def test_what_was_stored_though_the_answer_was_lost_is_told_and_not_entered_twice(
    url: str, proxy: Proxy, requests: int
) -> None:
    proxy.aim(requests, WHEN[2])
    before = Program(url).json("progress", "log")
    told = Program(proxy.address)(*NOTE)
    (added,) = Program(url).json("progress", "log")[len(before) :]
    assert f"number {Program(url).json('log')[-1]['id']} is stored" in told.err
    assert f"note {added['id']}:" in told.err


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # psycopg's, of a cursor it cannot close
def test_a_reading_that_breaks_off_is_an_error_or_whole(proxy: Proxy) -> None:
    """Whole, where it broke before anything was read, or when all was."""
    whole = Program(proxy.address)("list").out
    codes = []
    for cut in range(1, proxy.seen + 1):
        proxy.aim(cut)
        told = Program(proxy.address)("list", code=None)
        codes.append(told.code)
        assert told.out == whole if told.code == 0 else told.err.count("\n") == 1
    assert set(codes) == {0, 1}


@pytest.mark.parametrize("when", WHEN)
def test_a_ledger_whose_making_breaks_off_is_whole_or_not_there(server: Server, when: str) -> None:
    url = server.database()
    proxy = Proxy(url)
    for cut in (3, 5, 6, 14, 60):
        proxy.aim(cut, when)
        told = Program(proxy.address)("seed", "2017", code=None)
        assert (told.code, told.err.count("\n")) == (1, 1)
        assert "broke" in told.err
        assert Program(url)("plans", code=None).code in {0, 1}
    proxy.aim(None)
    Program(url)("seed", "2017")
    Program(url)("check")
    proxy.close()
    server.drop(url)


def test_a_session_begins_without_options(url: str, proxy: Proxy) -> None:
    """Poolers refuse them, and give a session of the server to another client after each transaction."""
    Program(proxy.address + "&schema=public")("plans")
    assert proxy.startups
    assert not [each for each in proxy.startups if b"options" in each or b"search_path" in each]
