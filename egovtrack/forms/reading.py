"""A returned form: what was changed in it becomes entries, what cannot be taken is named with its cell."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from egovtrack.forms.grid import Cell, Grid, open_workbook
from egovtrack.forms.layout import (
    FIRST_COLUMN,
    HEADING_ROW,
    KEY_COLUMN,
    NUMBERS,
    TABLE_MARK,
    TITLE_ROWS,
    address,
)
from egovtrack.forms.model import Entry, Expected, FormProblem, Refused, Returned
from egovtrack.forms.sent import AGAIN, RECORD_MARK, Sent, SentRow, digest, parse_record
from egovtrack.forms.typed import quoted, refused, typed_day, typed_percent, typed_status, typed_text, typed_value
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME
from egovtrack.rules import CLOSED
from egovtrack.words import STATUS

_MOST = 100


@dataclass(slots=True)
class _Case:
    """A returned form on the table: what was sent and how that is identified, what came back, what is expected, what
    was found to be wrong, and what is only worth a word.
    """

    sent: Sent
    form: str
    grid: Grid
    expected: Expected
    problems: list[FormProblem] = field(default_factory=list)
    remarks: list[FormProblem] = field(default_factory=list)

    @property
    def last_column(self) -> int:
        """The last column of the table as it was sent."""
        return FIRST_COLUMN + len(self.sent.headings) - 1

    def wrong(self, cell: str, reason: str, hint: str) -> None:
        """Note a problem of this file."""
        self.problems.append(FormProblem(cell, reason, hint))

    def remark(self, cell: str, what: str, hint: str = "") -> None:
        """Note what somebody should know of this file."""
        self.remarks.append(FormProblem(cell, what, hint))

    def cell(self, number: int, name: str) -> Cell | None:
        """Return the cell of a row in the column of this name."""
        return self.grid.cells.get((number, NUMBERS[name]))


def read_form(name: str, content: bytes, expected: Expected) -> Returned:
    """Return what a returned file (xlsx or ods, in whatever language it was made) says; `name` is that of the file.

    Never raises for what is in the file: all is in `problems`, and a file with any of them has no entries.
    """
    try:
        grids = open_workbook(content, name)
        sent, seal = _record(grids)
        case = _Case(sent, seal, _table(grids), expected)
    except Refused as error:
        return Returned(name, problems=(error.problem,))
    entries: list[Entry] = []
    # In a form for something else, or under other headings, nothing else is worth naming.
    _check_origin(case)
    if not case.problems:
        _check_headings(case)
    if not case.problems:
        placed = _placed(case)
        _check_strays(case, grids, max((number for _row, number in placed), default=HEADING_ROW))
        entries = [_entry(case, row, number) for row, number in placed]
        if not case.problems and not any(entry.is_touched() for entry in entries):
            hint = _("Where there is nothing new, the name of who filled it in belongs in each row.")
            case.wrong("", _("no cell of the form was filled in"), hint)
    return Returned(
        name, sent.ledger, sent.department, sent.period, len(sent.rows),
        () if case.problems else tuple(entry for entry in entries if entry.is_touched() and _is_open(case, entry)),
        _at_most(case.problems), _at_most(case.remarks),
    )  # fmt: skip


def head_of(name: str, content: bytes) -> str:
    """Return the ledger's head that a form (xlsx or ods) holds, `41:HASH`; "" where it is no form, or has none."""
    try:
        grids = open_workbook(content, name)
    except Refused:
        return ""
    return next((grid.text(1, 2) for grid in grids if grid.text(1, 1).startswith(RECORD_MARK)), "")


def _at_most(problems: list[FormProblem]) -> tuple[FormProblem, ...]:
    """Return the problems; of very many the first, and how many more there are."""
    if len(problems) <= _MOST:
        return tuple(problems)
    more = _("there are {count} more problems in the file").format(count=len(problems) - _MOST)
    return (*problems[:_MOST], FormProblem("", more, _(AGAIN)))


def _record(grids: list[Grid]) -> tuple[Sent, str]:
    """Return the form as it was sent, and what identifies it: the last line of its record."""
    found = [grid for grid in grids if grid.text(1, 1).startswith(RECORD_MARK)]
    if not found:
        raise Refused(_("not a form that this program made"), _(AGAIN))
    column = [cell.text() for (_row, column), cell in sorted(found[0].cells.items()) if column == 1]
    return parse_record(column), column[-1]


def _table(grids: list[Grid]) -> Grid:
    found = [grid for grid in grids if grid.text(HEADING_ROW, KEY_COLUMN) == TABLE_MARK]
    if not found:
        cell = address(HEADING_ROW, FIRST_COLUMN)
        raise Refused(_("the headings of the table are not where they were sent"), _(AGAIN), cell)
    if len(found) > 1:
        names = _(", ").join(grid.name for grid in found)
        raise Refused(_("the table is in several sheets: {names}").format(names=names), _("Delete the copy."))
    return found[0]


def _check_origin(case: _Case) -> None:
    """Name a form for something else, whose content does not matter."""
    sent, expected = case.sent, case.expected
    if sent.ledger != expected.ledger:
        case.wrong("", _("a form of another ledger"), _("Use the ledger with which the form was made (--db)."))
    elif expected.period is not None and expected.period not in sent.period.split("+"):
        names = {"period": sent.period, "expected": expected.period}
        hint = _("Read it in with the others of its period, or ask for the form for {expected}.").format(**names)
        case.wrong("", _("a form for {period}, not for {expected}").format(**names), hint)


def _check_headings(case: _Case) -> None:
    """Name titles and headings that are not as they were sent."""
    grid, sent = case.grid, case.sent
    for row, title in zip(TITLE_ROWS, sent.titles, strict=True):
        if digest(grid.text(row, FIRST_COLUMN)) != title:
            hint = _("It was sent for {period}; a form is for that period only.").format(period=sent.period)
            case.wrong(address(row, FIRST_COLUMN), _("the head of the form was changed"), hint)
    for name, heading in sent.headings.items():
        shown = grid.text(HEADING_ROW, NUMBERS[name])
        if digest(shown) != digest(heading):
            names = {"heading": quoted(heading), "shown": quoted(shown)}
            hint = _("Put the headings back as they were sent; delete columns that were added.")
            reason = _("the heading was {heading} and is now {shown}").format(**names)
            case.wrong(address(HEADING_ROW, name), reason, hint)


def _check_strays(case: _Case, grids: list[Grid], last: int) -> None:
    """Name words that are not read, or for one row only: nothing that a department writes is lost silently. A remark
    beside the table keeps no form from being taken. `last` is the number of the last row.
    """
    for first_column, first_row, last_column, last_row in case.grid.merged:
        if last_row >= HEADING_ROW and first_row <= last and first_column <= case.last_column:
            cells = f"{address(first_row, first_column)}:{address(last_row, last_column)}"
            case.wrong(cells, _("the cells were merged"), _("Part them, and write into each row on its own."))
    for (row, column), cell in sorted(case.grid.cells.items()):
        if column > case.last_column or (row in TITLE_ROWS and column != FIRST_COLUMN) or row > last:
            what = _("{text} stands outside the table, and is not taken").format(text=quoted(cell.text()))
            case.remark(address(row, column), what)
    hint = _("Move the words to a yellow cell, and delete them here.")
    for grid in grids:
        are_instructions = digest(grid.text(1, 1)) == case.sent.titles[0]
        if grid.visible and grid.cells and grid is not case.grid and not are_instructions:
            case.wrong("", _("the sheet {name} was added").format(name=quoted(grid.name)), hint)


def _placed(case: _Case) -> list[tuple[SentRow, int]]:
    """Return the rows as they were sent, each with the number of the row in which it came back, and name what is wrong
    with the rows as a whole.
    """
    known = {row.token(): row for row in case.sent.rows}
    places: dict[str, int] = {}
    numbers = sorted({row for row, column in case.grid.cells if row > HEADING_ROW and column <= case.last_column})
    keys = {number: case.grid.text(number, KEY_COLUMN) for number in numbers}
    last = max((number for number, key in keys.items() if key in known), default=HEADING_ROW)
    for number, key in keys.items():
        if key not in known:
            columns = [column for row, column in case.grid.cells if row == number]
            if number > last and len(columns) == 1:
                continue  # a remark below the table
            column = min(columns)
            hint = _("Move the words to a yellow cell of a row that was sent, and delete the row.")
            case.wrong(address(number, max(column, FIRST_COLUMN)), _("this row was not sent with the form"), hint)
        elif key in places:
            reason = _("{ref} is here a second time, after row {row}").format(ref=known[key].ref, row=places[key])
            hint = _("Delete the copied row, and write into the one that was sent.")
            case.wrong(address(number, "ref"), reason, hint)
        else:
            places[key] = number
    for key, row in known.items():
        if key not in places:
            hint = _("Leave rows with nothing to report as they are; fill in the form as it was sent.")
            case.wrong(address(row.number, "ref"), _("the row of {ref} is gone").format(ref=row.ref), hint)
    returned = [(row, places[key]) for key, row in known.items() if key in places]
    _check_order(case, returned)
    return returned


def _check_order(case: _Case, returned: list[tuple[SentRow, int]]) -> None:
    """Name the first row that stands where another stood."""
    for (row, _number), (instead, number) in zip(returned, sorted(returned, key=itemgetter(1)), strict=True):
        if row is not instead:
            names = {"ref": instead.ref, "expected": row.ref}
            reason = _("the rows were moved: {ref} stands where {expected} stood").format(**names)
            case.wrong(address(number, "ref"), reason, _("Put the rows back into the order in which they were sent."))
            return


def _entry(case: _Case, row: SentRow, number: int) -> Entry:
    """Return what was written in a row, and name its mistakes; where there are none, what is not asked for any more."""
    before = len(case.problems)
    _check_locked(case, row, number)
    values: dict[str, Any] = {}
    for name in row.fill:
        try:
            cell = case.cell(number, name)
            values[name] = _changed(case, row, name, cell)
            if name == "day" and cell and cell.kind != "date":
                names = {"text": quoted(cell.text()), "day": values[name]}
                case.remark(address(number, name), _("{text} is taken for {day}").format(**names))
        except Refused as mistake:
            _cell, reason, hint = mistake.problem
            words = _("{heading}: {reason}").format(heading=case.sent.headings[name], reason=reason)
            case.wrong(address(number, name), words, hint)
    entry = Entry(case.form, row.key, row.ref, number, period=row.period or case.sent.period, **values)
    if len(case.problems) == before and entry.is_touched():
        _check_wanted(case, entry)
    return entry


def _changed(case: _Case, row: SentRow, name: str, cell: Cell | None) -> object:
    """Return the value of a cell to be filled in, or None where it is as it was sent. Raises Refused."""
    before = getattr(row, name, None)  # only the status and the figures were sent filled in
    if cell is None:
        if before is None:
            return None
        raise Refused(_("what stood here was deleted"), _("Put it back, or write what is so now."))
    if cell.kind == "formula":
        hint = _("Formulas are not calculated: type the value; begin words with another character than =.")
        raise refused(cell, _("{text} is a formula"), hint)
    value = _typed(case, name, cell)
    same = math.isclose(value, before) if isinstance(value, float) and before is not None else value == before
    return None if same else value


def _typed(case: _Case, name: str, cell: Cell) -> object:
    match name:
        case "status":
            return typed_status(cell, case.sent.statuses)
        case "percent":
            return typed_percent(cell)
        case "value":
            return typed_value(cell)
        case "day":
            return typed_day(cell, case.sent.earliest, case.expected.received)
    return typed_text(cell, MAX_NAME) if name == "author" else typed_text(cell)


def _check_locked(case: _Case, row: SentRow, number: int) -> None:
    """Name locked cells that are not as they were sent: another row was pasted over this one, or words written in."""
    shown = {name: case.grid.text(number, NUMBERS[name]) for name in row.locked}
    formulas = {name for name in row.locked if (cell := case.cell(number, name)) and cell.kind == "formula"}
    changed = [name for name, text in shown.items() if digest(text) != row.locked[name] or name in formulas]
    if "title" in changed or "text" in changed:
        for other in case.sent.rows:
            if other is not row and all(digest(shown[name]) == other.locked[name] for name in ("ref", "title", "text")):
                reason = _("{other} was pasted over {ref}").format(other=other.ref, ref=row.ref)
                case.wrong(address(number, "ref"), reason, _("Put both rows back as they were sent."))
                return
    for name in changed:
        reason = _("{heading}: the cell was locked and has been changed").format(heading=case.sent.headings[name])
        hint = _("Put it back as it was sent; what you want to say belongs in the yellow cells.")
        case.wrong(address(number, name), reason, hint)


def _check_wanted(case: _Case, entry: Entry) -> None:
    """Name an entry that the ledger does not ask for any more. Where it says nothing new that is worth only a word."""
    if _is_open(case, entry):
        return
    name = case.wrong if entry.says_something() else case.remark
    if entry.key not in case.expected.rows:
        names = {"ref": entry.ref, "department": case.sent.department}
        reason = _("the ledger has no {ref} for {department} any more").format(**names)
        name(address(entry.row, "ref"), reason, _("Make a new form."))
    else:
        status = case.expected.rows[entry.key] or ""
        names = {"ref": entry.ref, "status": _(STATUS[status])}
        reason = _("{ref} has been closed since the form was made: {status}").format(**names)
        hint = _("Nothing is to be reported on it any more; put the row back as it was sent.")
        name(address(entry.row, "status"), reason, hint)


def _is_open(case: _Case, entry: Entry) -> bool:
    return entry.key in case.expected.rows and case.expected.rows[entry.key] not in CLOSED
