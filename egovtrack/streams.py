"""Writing to a terminal, a pipe or a file, whatever its encoding, and also if it is closed or full."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from egovtrack.errors import EgovtrackError, reason
from egovtrack.i18n import gettext as _
from egovtrack.limits import UNSEEN

if TYPE_CHECKING:
    from pathlib import Path


MADE: list[Path] = []
"""The files that this run has put in their places (`files`)."""


def one_line(text: str) -> str:
    """Return a text for one line of a terminal: line ends, control and invisible characters become a space."""
    return re.sub(f"[{UNSEEN}]+", " ", text)


def reopen() -> None:
    """Give each stream that was closed before the program began to nobody, or the next file opened would be it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open to the end


@contextmanager
def telling() -> Iterator[None]:
    """Write to standard output in this block. It is left where the reader (head, less) has gone: that one knows enough.

    Raises EgovtrackError where there is no room for what is written.
    """
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
        write(stream, "".join(one_line(line) + "\n" for line in text.getvalue().splitlines()))
        return
    usual = {"encoding": stream.encoding, "errors": stream.errors, "newline": None}
    stream.reconfigure(encoding="utf-8", errors="strict", newline="")
    try:
        yield stream
    finally:
        stream.reconfigure(**usual)


def write(stream: Any, text: str) -> None:
    """Write text to a stream. A character that its encoding lacks (a GBK console) becomes `?`."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))


def interactive() -> bool:
    """Return whether a person sits at the terminal and may be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()
