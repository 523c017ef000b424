"""Writing to a terminal, a pipe or a file, whatever its encoding, and also if it is closed or full."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from egovtrack import i18n
from egovtrack.errors import EgovtrackError, reason
from egovtrack.i18n import gettext as _
from egovtrack.limits import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path


MADE: list[Path] = []
"""The files that this run has put in their places (`files`)."""


_SHOWN_AFTER, _SHOWN_EVERY = 1.0, 0.5  # seconds
_ERASE = "\r" + " " * 30 + "\r"  # older consoles of Windows print control sequences
_ALIKE = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "−": "-", "…": "...", "→": "->", "×": "x", "•": "·",
    "✓": "√", "✔": "√", "☑": "√", "✗": "×", "✘": "×", "\xa0": " ",
}  # fmt: skip
"""What is written instead of a sign that an encoding lacks, where it has that."""
_LOST: list[str] = []  # the encodings of characters that were not shown


class _Clock(threading.Thread):
    """Shows on standard error for how long a command has been running, on a line of its own that is taken away."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over = threading.Event()

    def run(self) -> None:
        """Show it after a second, then every half second, until told to stop."""
        began, pause = time.monotonic(), _SHOWN_AFTER
        while not self._over.wait(pause):
            seconds = int(time.monotonic() - began)
            sys.stderr.write(_ERASE + _("working… {seconds} s").format(seconds=seconds))
            sys.stderr.flush()
            pause = _SHOWN_EVERY
        if pause == _SHOWN_EVERY:
            sys.stderr.write(_ERASE)
            sys.stderr.flush()

    def stop(self) -> None:
        """Take the line away."""
        self._over.set()
        self.join()


_CLOCKS: list[_Clock] = []


@contextmanager
def waiting() -> Iterator[None]:
    """Show a person at a terminal that this block is still running, until something is told or the block ends."""
    if sys.stderr.isatty():
        clock = _Clock()
        _CLOCKS.append(clock)
        clock.start()
    try:
        yield
    finally:
        hush()


def hush() -> None:
    """Take away what shows that a command is running: something else is to be written to the terminal."""
    while _CLOCKS:
        _CLOCKS.pop().stop()


def one_line(text: str) -> str:
    """Return a text for one line of a terminal: line ends, control and invisible characters become a space."""
    return re.sub(f"[{UNSEEN}]+", " ", text)


def reopen() -> None:
    """Give each stream that was closed before the program began to nobody, or the next file opened would be it. What an
    encoding lacks (GBK of a pipe on Windows) is counted from now on, whoever writes it (see `tell_lost`).
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open to the end
    _LOST.clear()
    streams: list[Any] = [sys.stdout, sys.stderr]
    for stream in streams:
        codecs.register_error(f"egovtrack-{stream.encoding}", partial(_instead, stream.encoding))
        stream.reconfigure(errors=f"egovtrack-{stream.encoding}")


def _instead(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """Return what is written instead of characters that an encoding lacks, a sign that looks alike or `?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    shown = ""
    for sign in error.object[error.start : error.end]:
        alike = _ALIKE.get(sign, "").encode(encoding, "ignore").decode(encoding)
        shown += alike or "?"
        if not alike:
            _LOST.append(encoding)
    return shown, error.end


def tell_lost() -> None:
    """Say how many characters could not be shown in this run, and what shows them."""
    if not _LOST:
        return
    if not i18n.shows_chinese():
        i18n.use("en")
    words = _(
        "{count} characters that {encoding} lacks stand as ?: -o FILE or PYTHONIOENCODING=utf-8 gives them in UTF-8"
    )
    message = words.format(count=len(_LOST), encoding=_LOST[0])
    with suppress(OSError):
        sys.stderr.write(_("careful: {message}").format(message=message) + "\n")


@contextmanager
def telling() -> Iterator[None]:
    """Write to standard output in this block. It is left where the reader (head, less) has gone: that one knows enough.

    Raises EgovtrackError where there is no room for what is written.
    """
    hush()
    try:
        yield
        sys.stdout.flush()
    except SystemExit:  # by which rich and click say that the reader has gone
        discard()
    except OSError as error:
        if error.filename is not None:
            raise
        discard()
        if error.errno not in {errno.EPIPE, errno.EINVAL}:  # Windows says EINVAL
            why = _("standard output cannot be written: {why}").format(why=reason(error))
            raise EgovtrackError(why, _("what a command enters is stored before it is told")) from error


def discard() -> None:
    """Let nothing more be written to standard output, not even by the interpreter as it ends."""
    with suppress(io.UnsupportedOperation):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def utf8(stream: Any) -> Iterator[TextIO]:
    """Open a stream of the process for output that a program reads.

    A pipe or file gets UTF-8, whatever the console's code page is, and line ends as they are. A terminal shows spaces
    for stored control characters.
    """
    if stream.isatty():
        text = io.StringIO(newline="")
        yield text
        stream.write("".join(one_line(line) + "\n" for line in text.getvalue().splitlines()))
        return
    usual = {"encoding": stream.encoding, "errors": stream.errors, "newline": None}
    stream.reconfigure(encoding="utf-8", errors="strict", newline="")
    try:
        yield stream
    finally:
        stream.reconfigure(**usual)


def interactive() -> bool:
    """Return whether a person sits at the terminal and may be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
