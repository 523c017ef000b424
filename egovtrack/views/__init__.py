"""Writing a sheet in the formats of `egovtrack.formats`, each by a module of its own."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from egovtrack.formats import FORMATS
from egovtrack.streams import utf8

if TYPE_CHECKING:
    from collections.abc import Callable

    from egovtrack.sheets import Sheet


def writer_of(name: str) -> Callable[[Sheet, Any], None]:
    """Import the module that writes a format, and return its function."""
    module, _, function = FORMATS[name].written_by.partition(":")
    writer: Callable[[Sheet, Any], None] = getattr(import_module(f"egovtrack.views.{module}"), function)
    return writer


def render(sheet: Sheet, name: str) -> str:
    """Return a sheet as text in a format of text other than `table`."""
    stream = io.StringIO(newline="")
    writer_of(name)(sheet, stream)
    return stream.getvalue()


def write(sheet: Sheet, name: str, stream: Any) -> None:
    """Write a sheet for a program to a stream of the process, row by row (see `streams.utf8`)."""
    with utf8(stream) as out:
        writer_of(name)(sheet, out)


# To lay out a row of a terminal's table takes some 200 µs: longer tables are shown as plain text.
_MOST_ROWS = 400


def too_long(sheet: Sheet) -> bool:
    """Return whether a sheet has too many rows to be laid out as a terminal's table."""
    return len(sheet.shown()) > _MOST_ROWS
