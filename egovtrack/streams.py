"""Writing to the terminal, a pipe or a file whatever it can take: a console's code page, a stream that is closed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from egovtrack.limits import UNSEEN


def one_line(text: str) -> str:
    """A stored text fit for a terminal's line: line ends, control characters and what is not seen become a space."""
    return re.sub(f"[{UNSEEN}]+", " ", text)


def write_utf8(stream: Any, text: str) -> None:
    """Write a text that a program is to read, see `utf8`."""
    with utf8(stream) as out:
        out.write(text)


@contextmanager
def utf8(stream: Any) -> Iterator[TextIO]:
    """A stream of the process (None: a closed one) as what a program is to read: UTF-8 into a pipe or file, whatever
    the console's code page is, and line ends as they are. On a terminal stored control characters are shown as spaces.
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
    """Write text to a stream whose encoding may lack a character (a GBK console): that one becomes `?`. A stream that
    was closed before the program began is None, and gets nothing.
    """
    if stream is None:
        return
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
