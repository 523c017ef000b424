"""Writing to a terminal, a pipe or a file, whatever its encoding, and also if it is closed."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from egovtrack.limits import UNSEEN


def one_line(text: str) -> str:
    """Return a text for one line of a terminal: line ends, control and invisible characters become a space."""
    return re.sub(f"[{UNSEEN}]+", " ", text)


@contextmanager
def utf8(stream: Any) -> Iterator[TextIO]:
    """Open a stream of the process (None: a closed one) for output that a program reads.

    A pipe or file gets UTF-8, whatever the console's code page is, and line ends as they are. A terminal shows spaces
    for stored control characters.
    """
    if stream is None or stream.isatty():
        text = io.StringIO(newline="")
        yield text
        write(stream, "".join(one_line(line) + "\n" for line in text.getvalue().splitlines()))
        return
    stream.flush()
    out = io.TextIOWrapper(stream.buffer, encoding="utf-8", newline="", write_through=False)
    try:
        yield out
    finally:
        out.detach()


def write(stream: Any, text: str) -> None:
    """Write text to a stream. A character that its encoding lacks (a GBK console) becomes `?`.

    A stream that was closed before the program began is None, and gets nothing.
    """
    if stream is None:
        return
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))


def interactive() -> bool:
    """Return whether a person sits at the terminal and may be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())
