"""Connections that are cut: `python -m tests.cuts [--cuts 200]`, with EGOVTRACK_TEST_POSTGRESQL naming a server.

The real command talks to the server through a proxy on this machine, which cuts the connection at a chosen request:
before the server sees it, as it sees it, or after it has answered and before the program hears of it. What the program
says then must be so: stored, once; not stored; or not known.
"""

from __future__ import annotations

import argparse
import select
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle, islice

from egovtrack.addresses import parameters
from egovtrack.queries.snapshots import read_head
from tests.conftest import SERVER, Program, Server, opened

_REQUESTS = b"QSc"  # simple query, sync, end of a copy: what the server answers
WHEN = ("before it is asked", "as it is asked", "after it has answered")
_COMMANDS = [
    ("progress", "set", "2017-13", "--percent", "5", "--date", "2017-03-10", "--note", "填报"),
    ("deadline", "2017-14", "2017-20", "--until", "2017-11-30", "--basis", "会议"),
    ("depts", "alias", "市财政局", "财政"),
    ("undo", "--yes"),
]


class Proxy:
    """Passes on what clients and the server at `url` say to each other, and cuts the connection at a chosen request.

    `seen` counts the requests since `aim`; `startups` has what each session began with.
    """

    def __init__(self, url: str) -> None:
        self._server = parameters(url)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.startups: list[bytes] = []
        self.aim(None)
        threading.Thread(target=self._accept, daemon=True).start()

    def aim(self, cut: int | None, when: str = WHEN[0], *, down: bool = False) -> None:
        """Cut at the request of this number from now on (None: never). `down`: afterwards no connection is made."""
        self.seen, self._cut, self._when, self._down = 0, cut, when, down

    @property
    def address(self) -> str:
        """The ledger's URL through the proxy."""
        user, name, port = self._server["user"], self._server["dbname"], self._listener.getsockname()[1]
        return f"postgresql://{user}@127.0.0.1:{port}/{name}?sslmode=disable&gssencmode=disable"

    def close(self) -> None:
        """Take no more connections."""
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client = self._listener.accept()[0]
                if self._down and self._cut is not None and self.seen >= self._cut:
                    _reset(client)
                else:
                    threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError), socket.create_connection((self._server["host"], int(self._server["port"]))) as server:
            size = client.recv(4, socket.MSG_WAITALL)
            self.startups.append(client.recv(struct.unpack("!i", size)[0] - 4, socket.MSG_WAITALL))
            server.sendall(size + self.startups[-1])
            waiting = b""
            while True:
                ready = select.select([client, server], [], [])[0]
                for each in ready:
                    if not (data := each.recv(65536)):
                        break
                    if each is server:
                        client.sendall(data)
                        continue
                    *requests, waiting = _split(waiting + data)
                    for request in requests:
                        self.seen += 1
                        if self.seen != self._cut:
                            server.sendall(request)
                            continue
                        if self._when != WHEN[0]:
                            server.sendall(request)
                        if self._when == WHEN[2]:
                            server.recv(65536)
                        raise ConnectionError
                else:
                    continue
                break
        _reset(client)


def _split(said: bytes) -> list[bytes]:
    """Return what a client said by requests; the last is not complete, and may be empty."""
    found, begin, place = [], 0, 0
    while len(said) >= place + 5 and len(said) > (end := place + struct.unpack("!i", said[place + 1 : place + 5])[0]):
        kind, place = said[place], end + 1
        if kind in _REQUESTS:
            found.append(said[begin:place])
            begin = place
    return [*found, said[begin:]]


def _reset(client: socket.socket) -> None:
    """Close a connection so that the other side hears of it at once."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def cut_each(url: str, proxy: Proxy, cuts: int, *, down: bool = False) -> Iterator[tuple[str, str]]:
    """Cut commands off at `cuts` requests spread over all that they make; yield of each what the program said of it
    (stored, not stored, not known), and what is wrong with that (nothing: an empty text).
    """
    through, program = Program(proxy.address), Program(url)
    places = {}
    for words in _COMMANDS:
        if words[0] == "undo":
            program(*_COMMANDS[0])
        proxy.aim(None)
        through(*words)
        places[words] = proxy.seen
        _take_back(program, words)
    wanted = [(words, cut, when) for words, most in places.items() for cut in range(1, most + 1) for when in WHEN]
    # By their distance from the end: there it is decided whether anything is stored.
    wanted.sort(key=lambda one: places[one[0]] - one[1])
    for words, cut, when in islice(cycle(wanted), cuts):
        if words[0] == "undo":
            program(*_COMMANDS[0])
        before = _number(url)
        proxy.aim(cut, when, down=down)
        told = through(*words, code=None)
        after, place = _settled(url, before), f"{' '.join(words[:2])} cut at {cut} of {places[words]}, {when}"
        said = "stored" if not told.code else "not known" if "not known" in told.err else "not stored"
        fits = {"stored": after == before + 1, "not stored": after == before, "not known": after - before in {0, 1}}
        well_told = told.code == 0 or (told.code == 1 and told.err.count("\n") >= 1)
        yield said, "" if fits[said] and well_told else f"{place}: {before} → {after}, {told.code} {told.err}"
        if after > before:
            _take_back(program, words)


def _take_back(program: Program, words: tuple[str, ...]) -> None:
    if words[0] != "undo":  # what it took back stays away
        program("undo", "--yes")


def _number(url: str) -> int:
    with opened(url) as connection:
        return read_head(connection)[1]


def _settled(url: str, before: int) -> int:
    """Return the newest number, once the server is through with what it was told."""
    time.sleep(0.02)
    return max(_number(url), before)


def main() -> int:
    """Run it, print the figures; 1 where something was told that is not so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=200)
    given = parser.parse_args()
    server = Server(SERVER)
    url = server.database()
    proxy = Proxy(url)
    Program(url)("seed", "2017")
    begun = time.monotonic()
    found = list(cut_each(url, proxy, given.cuts))
    wrong = [words for _said, words in found if words]
    checked = Program(url)("check", code=None)
    took = time.monotonic() - begun
    proxy.close()
    server.drop(url)
    told = ", ".join(f"{count} {said}" for said, count in sorted(Counter(said for said, _words in found).items()))
    print(  # noqa: T201  a tool for contributors
        f"{given.cuts} connections cut in {took:.0f} s: {told}; check: {checked.code}; wrong: {wrong or 'nothing'}"
    )
    return 1 if wrong or checked.code else 0


if __name__ == "__main__":
    sys.exit(main())
