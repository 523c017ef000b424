"""Writing sheets in the formats of `egovtrack.formats`, each by a module of its own."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO

from egovtrack.errors import UsageError
from egovtrack.formats import FORMATS, PROGRAMS, format_of
from egovtrack.i18n import written as _
from egovtrack.streams import one_line, utf8

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from egovtrack.reports import Report
    from egovtrack.sheets import Sheet


def _write(name: str, sheets: Any, stream: Any) -> None:
    """Write by the function of a format, whose module is imported now."""
    module, _, function = FORMATS[name].written_by.partition(":")
    getattr(import_module(f"egovtrack.views.{module}"), function)(sheets, stream)


def render(sheet: Sheet, name: str) -> str:
    """Return a sheet as text in a format of text other than `table`."""
    stream = io.StringIO(newline="")
    _write(name, sheet, stream)
    return stream.getvalue()


def public(sheet: Sheet) -> list[dict[str, Any]]:
    """Return the rows of a sheet as programs get them."""
    from egovtrack.views.machine import public as rows

    return list(rows(sheet))


def write_out(sheets: Sequence[Sheet], name: str, stream: Any) -> None:
    """Write sheets to a stream of the process: for a program one, row by row (see `streams.utf8`). Raises UsageError
    where a terminal would get what is no text.
    """
    if FORMATS[name].is_binary:
        if stream.isatty():
            raise UsageError(_("{name} is nothing for a terminal").format(name=name), _("give a file with -o"))
        write_file(sheets, name, stream.buffer)
    elif name in PROGRAMS:
        with utf8(stream) as out:
            _write(name, sheets[0], out)
    else:
        stream.write("\n".join(render(each.whole(), name) for each in sheets))


def write_report(report: Report, output: str, writer: str) -> Path:
    """Write a report by a function of `formats.REPORTS` to a file, in a folder to one called by its title. Return the
    file. Raises EgovtrackError where it cannot be written.
    """
    from egovtrack.files import placed, replacing

    module, _, function = writer.partition(":")
    path = placed(output, one_line("".join(report.title)).replace("/", " ") + ".html")
    with replacing(path) as file:
        getattr(import_module(f"egovtrack.views.{module}"), function)(report, file)
    return path


def write_to(sheet: Sheet, output: str, name: str | None = None, more: Sequence[Sheet] = ()) -> Path:
    """Write a sheet, and below it those in `more`, to a file, in a folder to one called by its kind, in the format
    called `name`, else as the ending says. Return the file, which is there whole or not at all. Raises EgovtrackError
    where it cannot be written.
    """
    from egovtrack.files import placed, replacing

    name = name or format_of(output)
    path = placed(output, sheet.kind + FORMATS[name].ending)
    with replacing(path) as file:
        write_file((sheet, *more), name, file)
    return path


def as_file(sheets: Sequence[Sheet], name: str) -> bytes:
    """Return the content of a file of sheets."""
    file = io.BytesIO()
    write_file(sheets, name, file)
    return file.getvalue()


def write_file(sheets: Sequence[Sheet], name: str, file: BinaryIO) -> None:
    """Write sheets as a file has them: the first alone for programs, else all, each with its title above it and its
    notes below.
    """
    if FORMATS[name].is_binary:
        _write(name, sheets, file)
        return
    # Not utf-8-sig: that codec encodes every row by functions written in Python.
    stream = io.TextIOWrapper(file, encoding="utf-8", newline="", errors="backslashreplace")
    if name == "csv":  # without a byte order mark Excel reads it in the system's code page
        stream.write("\ufeff")
    if name in PROGRAMS:
        _write(name, sheets[0], stream)
    else:
        from egovtrack.views.markup import BEGIN

        *others, last = sheets
        if last.head:
            last = last._replace(notes=(*last.notes, _("ledger {head}, {day}").format(head=last.head, day=last.as_of)))
        pages = "\n".join(page(each.whole(), name) for each in (*others, last))
        stream.write(BEGIN * (name == "html") + pages)
    stream.detach()


def page(sheet: Sheet, name: str) -> str:
    """Return a sheet for people with its title above it and its notes below, parted by blank lines."""
    from egovtrack.views.markup import paragraph

    title, summary, notes = (
        "".join(paragraph(one_line(text), name) for text in texts if text)
        for texts in ([sheet.title], sheet.summary, sheet.notes)
    )
    return "\n".join(filter(None, (title, summary, render(sheet, name), notes)))


# To lay out a row of a terminal's table takes some 200 µs: longer tables are shown as plain text.
_MOST_ROWS = 400


def too_long(sheet: Sheet) -> bool:
    """Return whether a sheet has too many rows to be laid out as a terminal's table."""
    return len(sheet.shown()) > _MOST_ROWS
