"""Waiting in line for a ledger that is a file: who comes first writes first.

SQLite lets those who wait try again by chance; on a busy machine some wait for half a minute while others pass them by.
A lock on a file is granted in the order in which it was asked for. The file stays beside the ledger, empty: the lock
ends with its holder, however that ends.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from egovtrack.datafiles import QUEUE

_LOOK = 0.2  # seconds between looking whether the line moves


@contextmanager
def turn(path: str, seconds: float) -> Iterator[None]:
    """Wait until all who came before have written to the ledger at `path`, and keep those who come after waiting.

    Raises TimeoutError when the line has not moved for `seconds`. Where the file cannot be made or locked, there is no
    line, and SQLite alone decides.
    """
    place = os.path.realpath(path) + QUEUE
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    taken, over = threading.Event(), threading.Event()

    def hold() -> None:  # in a thread of its own: who waits for a lock hears of nothing else
        with suppress(OSError):
            _lock(handle)
            os.utime(place)
        taken.set()
        over.wait()
        os.close(handle)

    holding = threading.Thread(target=hold, daemon=True)
    holding.start()
    try:
        _wait(taken, handle, seconds)
        yield
    finally:
        over.set()
        if taken.is_set():
            holding.join()


def _wait(taken: threading.Event, handle: int, seconds: float) -> None:
    """Wait for one's turn; whoever gets it sets the file's time."""
    moved, since = 0, time.monotonic()
    while not taken.wait(min(seconds, _LOOK)):
        if (now := os.fstat(handle).st_mtime_ns) != moved:
            moved, since = now, time.monotonic()
        elif time.monotonic() - since > seconds:
            raise TimeoutError


def _lock(handle: int) -> None:
    """Wait for the lock on a file, however long. Raises OSError where files cannot be locked."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    import msvcrt

    while True:  # all try equally often, and get it equally soon
        with suppress(PermissionError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return
        time.sleep(0.01)
