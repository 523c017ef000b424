"""Work on a file in a process of its own, bounded in memory and processor time whatever a hostile file does.

The time of the processor counts, not that of the clock: that a machine is busy is no fault of the file. Where the
system limits no processes (Windows), a function of ours watches its own time, and memory is not bounded.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from egovtrack.refusals import refusal

MAX_SECONDS = 60
MAX_MEMORY = 1_000_000_000
_PATIENCE = 20
"""How many times as long the clock may run, for a process that only waits."""
_SLOW = 24
"""The number of SIGXCPU, and the exit code of a process that found its own time to be over."""
FROZEN = "read-within-bounds"
"""What a frozen program, which is no interpreter, is called with instead of code (distribution/program.py)."""
_CHILD = (
    "import json, sys; given = json.loads(sys.argv[1]); sys.path[:] = given.pop()\n"
    "from egovtrack.readers.bounded import main; main(*given)"
)


class Failed(Exception):
    """A function did not give an answer: the name of the exception, MemoryError where its process died."""


def answer(function: str, data: bytes, name: str) -> Any:
    """Return what a function of this package (`module:function`) makes of `data`, which must be fit for JSON.

    Raises:
        Failed: it raised an exception, or its process died.
        BadInput: it takes too long.
        ImportError: what it needs is not installed.
    """
    is_done, result = json.loads(run([function], data, name) or '[false, "MemoryError"]')
    if is_done is None:
        raise ImportError(result[0], name=result[1])
    if not is_done:
        raise Failed(result)
    return result


def run(command: list[str], data: bytes, name: str, memory: int = MAX_MEMORY) -> bytes:
    """Return what a function of this package, or a program with its arguments, writes; nothing if it fails.

    Raises:
        BadInput: it takes too long.
    """
    if len(command) == 1 or os.name == "posix":
        given = json.dumps([MAX_SECONDS, memory, command, sys.path])
        start = [FROZEN] if getattr(sys, "frozen", False) else ["-I", "-c", _CHILD]
        command = [sys.executable, *start, given]
    before = _spent()
    process = subprocess.Popen(  # noqa: S603 - the command is this program's own
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    with process:
        try:
            out, _ = process.communicate(data, timeout=MAX_SECONDS * _PATIENCE)
        except BaseException as error:  # also an interruption at the keyboard, which the process does not get
            _kill(process)
            if isinstance(error, subprocess.TimeoutExpired):
                raise refusal("slow", name) from error
            raise
    # LibreOffice makes a crash of the signal, and what processes have taken is not told to the last millisecond.
    if abs(process.returncode) == _SLOW or (process.returncode and _spent() - before > 0.9 * MAX_SECONDS):
        raise refusal("slow", name)
    return out if process.returncode == 0 else b""


def _spent() -> float:
    """Return the seconds of the processor that ended processes have taken."""
    times = os.times()
    return times.children_user + times.children_system


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with those that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def main(seconds: int, memory: int, command: list[str]) -> None:
    """Be the process: take the limits, then become the program, or give the function what comes on standard input."""
    _limit(seconds, memory)
    if len(command) > 1:
        os.execv(command[0], command)  # noqa: S606 - the command is this program's own
    module, _, function = command[0].partition(":")
    try:
        made = getattr(import_module(f"egovtrack.readers.{module}"), function)(sys.stdin.buffer.read())
        out = json.dumps([True, made])
    except ImportError as error:
        out = json.dumps([None, [str(error), error.name]])
    except Exception as error:  # whatever it is, the parent reports it; pdfplumber wraps what others raise
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        out = json.dumps([False, type(cause).__name__])
    sys.stdout.write(out)


def _limit(seconds: int, memory: int) -> None:
    if sys.platform == "win32":
        threading.Thread(target=_watch, args=(seconds,), daemon=True).start()
        return
    import resource

    for what, most, hardest in (
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(OSError, ValueError):  # macOS has no limit of memory
            resource.setrlimit(what, (most, hardest))


def _watch(seconds: int) -> None:
    while time.process_time() < seconds:
        time.sleep(0.1)
    os._exit(_SLOW)
