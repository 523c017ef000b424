"""Writing to the terminal, a pipe or a file whatever it can take: a console's code page, a stream that is closed."""

from __future__ import annotations

import re
from typing import Any

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


def one_line(text: str) -> str:
    """A stored text fit for a terminal's line: line ends and control characters become a space."""
    return _CONTROL.sub(" ", text)


def write_utf8(stream: Any, text: str) -> None:
    """Write what a program is to read: UTF-8 into a pipe or file, whatever the console's code page is. On a terminal
    stored control characters are shown as spaces.
    """
    if stream is None:
        return
    if stream.isatty():
        write(stream, "\n".join(map(one_line, text.splitlines())) + "\n")
        return
    stream.flush()
    stream.buffer.write(text.encode())


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
