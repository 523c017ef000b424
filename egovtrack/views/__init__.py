"""Ways to show a sheet. Each writes text to a stream; machine formats promise DESIGN §4, the others do not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TextIO

from egovtrack.sheets import Sheet
from egovtrack.streams import utf8

MARKUP = frozenset({"markdown", "html"})
"""The formats that are tables for other people's pages."""


def render(sheet: Sheet, form: str) -> str:
    """A sheet as text in a format for pipes and files: text, csv, json, jsonl, markdown or html, and a line end."""
    stream = io.StringIO(newline="")
    _writer(form)(sheet, stream)
    return stream.getvalue()


def write(sheet: Sheet, form: str, stream: Any) -> None:
    """Write what a program is to read to a stream of the process, row by row: see `streams.utf8`."""
    with utf8(stream) as out:
        write_to(sheet, form, out)


def write_to(sheet: Sheet, form: str, stream: TextIO) -> None:
    """The same to any stream of text."""
    _writer(form)(sheet, stream)


# Rendering a row for a terminal's table costs some 200 µs: past this many rows, plain text is shown.
_MOST_ROWS = 400


def too_long(sheet: Sheet) -> bool:
    """Whether a sheet has too many rows to be laid out as a terminal's table in a moment."""
    return len(sheet.shown()) > _MOST_ROWS


def _writer(form: str) -> Callable[[Sheet, TextIO], None]:
    if form == "csv":
        from egovtrack.views import delimited

        return delimited.write_csv
    if form == "text":
        from egovtrack.views import plain

        return lambda sheet, stream: _all(stream, plain.text(sheet))
    if form in MARKUP:
        from egovtrack.views import markup

        return lambda sheet, stream: _all(stream, markup.markup(sheet, form))
    from egovtrack.views import machine

    return {"json": machine.write_json, "jsonl": machine.write_jsonl}[form]


def _all(stream: TextIO, text: str) -> None:
    stream.write(text)
