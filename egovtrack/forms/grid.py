"""The cells of a returned workbook, xlsx or ods: values, never the results of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from egovtrack.archive import members, merged_ranges, value_of, worksheets
from egovtrack.datafiles import OLE, is_encrypted
from egovtrack.errors import BadInput
from egovtrack.forms.layout import clean
from egovtrack.forms.model import Refused, has_password, no_workbook
from egovtrack.forms.parts import mend_fills
from egovtrack.i18n import gettext as _

Kind = Literal["text", "number", "percent", "date", "boolean", "formula", "error", "other"]

MAX_CELLS = 400_000
"""Cells of a workbook, blank ones between others included; a form of 500 rows has 8,000."""
_MAX_ROW = 1_048_576  # of a sheet; programs write the last row for its height alone
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank. A `percent` is a number that is shown as a percentage, 0.4 as 40%, and a `formula` is
    its text.
    """

    kind: Kind
    value: Any

    def text(self) -> str:
        """Return what a person sees in the cell, a date in ISO format, without white space around it."""
        if self.kind == "number":
            return f"{self.value:.15g}"
        if self.kind == "percent":
            return f"{100 * self.value:.12g}%"
        if self.kind == "boolean":
            return str(self.value).upper()
        return clean(self.value.isoformat() if isinstance(self.value, date) else str(self.value)).strip()


@dataclass(slots=True)
class Grid:
    """A sheet: its cells by row and column from 1, and its merged ranges as in `archive.merged_ranges`."""

    name: str
    visible: bool
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows, "" for a blank cell."""
        cell = self.cells.get((row, column))
        return cell.text() if cell else ""


class Budget:
    """Counts how many cells may still be read."""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    def spend(self, cells: int) -> None:
        """Take a number of cells. Raises Refused if fewer are left."""
        self._left -= cells
        if self._left < 0:
            raise Refused(_("there are far too many cells in it"), _("Fill in the form that was sent, and no other."))


def as_date(value: date) -> date:
    """Return the day of a date or of a moment."""
    return value.date() if isinstance(value, datetime) else value


def open_workbook(content: bytes, name: str) -> list[Grid]:
    """Return the sheets of an xlsx or ods file, also the hidden ones. Nothing in it is calculated, run or followed.

    Raises:
        Refused: the file has another format, macros or a password, or is damaged, hostile or too large.
    """
    if content.startswith(OLE):
        old = Refused(_("a file of the old format (.xls, .et)"), _("Open it in its program and save it as .xlsx."))
        raise has_password() if is_encrypted(content) else old
    if not content.startswith(b"PK"):
        raise no_workbook()
    try:
        names = members(content, name)
    except BadInput as error:
        # The message begins with the name of the file, which a problem of a form has in a place of its own.
        raise Refused(error.message.removeprefix(name).lstrip(":： "), error.hint) from error
    try:
        return _read(content, names)
    except (Refused, ImportError):
        raise
    except Exception as error:
        # What openpyxl raises on a damaged file is not documented and differs by version.
        raise Refused(
            _("the file is damaged ({reason})").format(reason=type(error).__name__),
            _("Open it in its program and save it again, or ask for another copy."),
        ) from error


def _read(content: bytes, names: list[str]) -> list[Grid]:
    if any(name.startswith(("xl/macrosheets/", "Basic/", "Scripts/")) or "vbaProject" in name for name in names):
        raise Refused(_("there are macros in it"), _("Save it as .xlsx, which keeps no macros."))
    if "content.xml" in names:
        from egovtrack.forms.ods import read_ods

        return read_ods(content)
    if "xl/workbook.bin" in names:
        raise Refused(_("a workbook of the binary format .xlsb"), _("Save it as .xlsx."))
    if not any(name.startswith("xl/") for name in names):
        raise no_workbook()
    return list(_read_xlsx(mend_fills(content)))


def _read_xlsx(content: bytes) -> Iterator[Grid]:
    budget = Budget()
    for sheet in worksheets(content, results=False):
        grid = Grid(sheet.title, sheet.sheet_state == "visible")
        for row in sheet.iter_rows(max_row=_MAX_ROW):
            budget.spend(len(row))
            for found in row:
                if found.value is not None and (cell := _xlsx_cell(found)):
                    grid.cells[found.row, found.column] = cell
        grid.merged = list(merged_ranges(content, sheet))
        yield grid


def _xlsx_cell(cell: Any) -> Cell | None:
    value = value_of(cell)
    if cell.data_type == "f":
        return Cell("formula", value if isinstance(value, str) else "=")
    if isinstance(value, str):
        return Cell("error" if cell.data_type == "e" else "text", value) if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_percent = "%" in _LITERAL.sub("", cell.number_format or "")
        return Cell("percent" if is_percent else "number", float(value))
    kind: Kind = "date" if isinstance(value, date) else "boolean" if isinstance(value, bool) else "other"
    return Cell(kind, as_date(value) if isinstance(value, date) else value)
