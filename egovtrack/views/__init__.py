"""Writing a sheet in the formats of `egovtrack.formats`, each by a module of its own."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from egovtrack.formats import FORMATS, PROGRAMS, format_of
from egovtrack.i18n import gettext as _
from egovtrack.streams import one_line, utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from egovtrack.reports import Report
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
    """Write a sheet to a file, in a folder to one called by its kind, in the format called `name`, else as the ending
    says. Return the file, which is there whole or not at all. What people read has the title above it, and below it the
    notes and the sheets in `more`.

    Raises EgovtrackError where the file cannot be written.
    """
    from egovtrack.files import placed, replacing

    name = name or format_of(output)
    path = placed(output, sheet.kind + FORMATS[name].ending)
    with replacing(path) as file:
        if FORMATS[name].is_binary:
            writer_of(name)(sheet, file)
            return path
        # Not utf-8-sig: that codec encodes every row by functions written in Python.
        stream = io.TextIOWrapper(file, encoding="utf-8", newline="")
        if name == "csv":  # without a byte order mark Excel reads it in the system's code page
            stream.write("\ufeff")
        if name in PROGRAMS:
            writer_of(name)(sheet, stream)
        else:
            *pages, last = (sheet, *more)
            if sheet.head:
                last = last._replace(notes=(*last.notes, _("ledger {head}").format(head=sheet.head)))
            head = '<!DOCTYPE html><meta charset="utf-8">\n' if name == "html" else ""
            stream.write(head + "\n".join(page(each.whole(), name) for each in (*pages, last)))
        stream.detach()
    return path


def page(sheet: Sheet, name: str) -> str:
    """Return a sheet for people with its title above it and its notes below, parted by blank lines."""
    from egovtrack.views.markup import paragraph

    title, *notes = (paragraph(one_line(text), name) if text else "" for text in (sheet.title, *sheet.notes))
    return title + "\n" * bool(title) + render(sheet, name) + "\n" * bool(notes) + "".join(notes)


# To lay out a row of a terminal's table takes some 200 µs: longer tables are shown as plain text.
_MOST_ROWS = 400


def too_long(sheet: Sheet) -> bool:
    """Return whether a sheet has too many rows to be laid out as a terminal's table."""
    return len(sheet.shown()) > _MOST_ROWS
