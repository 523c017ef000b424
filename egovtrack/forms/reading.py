"""A returned form: what was changed in it becomes entries, what cannot be taken is named with its cell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from egovtrack.forms.grid import Cell, Grid, open_workbook
from egovtrack.forms.layout import (
    COLUMNS,
    FIRST_COLUMN,
    HEADING_ROW,
    KEY_COLUMN,
    LAST_COLUMN,
    NUMBERS,
    TABLE_MARK,
    TITLE_ROWS,
    address,
)
from egovtrack.forms.model import Entry, Expected, FormProblem, Refused, Returned
from egovtrack.forms.sent import AGAIN, RECORD_MARK, Sent, SentRow, digest, parse_record, token
from egovtrack.forms.typed import quoted, typed_day, typed_percent, typed_status, typed_text, typed_value
from egovtrack.i18n import gettext as _
from egovtrack.limits import MAX_NAME
from egovtrack.rules import CLOSED
from egovtrack.words import STATUS

_MOST = 100


@dataclass(frozen=True, slots=True)
class _Case:
    """A returned form on the table: its file, what was sent and how that is identified, what came back, and what is
    expected.
    """

    file: str
    sent: Sent
    form: str
    grid: Grid
    expected: Expected

    def problem(self, cell: str, reason: str, hint: str) -> FormProblem:
        """Return a problem of this file."""
        return FormProblem(self.file, cell, reason, hint)

    def cell(self, number: int, name: str) -> Cell | None:
        """Return the cell of a row in the column of this name."""
        return self.grid.cells.get((number, NUMBERS[name]))


def read_form(name: str, content: bytes, expected: Expected) -> Returned:
    """Return what a returned file (xlsx or ods, in whatever language it was made) says; `name` stands in its problems.

    Never raises for what is in the file: all is in `problems`, and a file with any of them has no entries.
    """
    try:
        grids = open_workbook(content, name)
        sent = _record(grids)
        case = _Case(name, sent, sent.seal(), _table(grids), expected)
    except Refused as error:
        return Returned(name, problems=(FormProblem(name, error.cell, error.reason, error.hint),))
    entries: list[Entry] = []
    # In a form for something else, or under other headings, nothing else is worth naming.
    problems = list(_origin_problems(case)) or list(_heading_problems(case))
    if not problems:
        problems.extend(_stray_problems(case, grids))
        entries.extend(_entry(case, row, number, problems) for row, number in _placed(case, problems))
    return Returned(
        name, sent.ledger, sent.department, sent.period, len(sent.rows),
        () if problems else tuple(entry for entry in entries if entry.says_something()), _at_most(problems, name),
    )  # fmt: skip


def _at_most(problems: list[FormProblem], name: str) -> tuple[FormProblem, ...]:
    """Return the problems; of very many the first, and how many more there are."""
    if len(problems) <= _MOST:
        return tuple(problems)
    more = _("there are {count} more problems in the file").format(count=len(problems) - _MOST)
    return (*problems[:_MOST], FormProblem(name, "", more, _(AGAIN)))


def _record(grids: list[Grid]) -> Sent:
    found = [grid for grid in grids if grid.text(1, 1).startswith(RECORD_MARK)]
    if not found:
        raise Refused(_("not a form that this program made"), _(AGAIN))
    column = [cell.text() for (_row, column), cell in sorted(found[0].cells.items()) if column == 1]
    return parse_record(column)


def _table(grids: list[Grid]) -> Grid:
    found = [grid for grid in grids if grid.text(HEADING_ROW, KEY_COLUMN) == TABLE_MARK]
    if not found:
        cell = address(HEADING_ROW, FIRST_COLUMN)
        raise Refused(_("the headings of the table are not where they were sent"), _(AGAIN), cell)
    if len(found) > 1:
        names = _(", ").join(grid.name for grid in found)
        raise Refused(_("the table is in several sheets: {names}").format(names=names), _("Delete the copy."))
    return found[0]


def _origin_problems(case: _Case) -> Iterator[FormProblem]:
    """Yield the problem of a form for something else, whose content does not matter."""
    sent, expected = case.sent, case.expected
    if sent.ledger != expected.ledger:
        yield case.problem("", _("a form of another ledger"), _("Use the ledger with which the form was made (--db)."))
    elif expected.period is not None and sent.period != expected.period:
        names = {"period": sent.period, "expected": expected.period}
        hint = _("Read it in with the others of its period, or ask for the form for {expected}.").format(**names)
        yield case.problem("", _("a form for {period}, not for {expected}").format(**names), hint)


def _heading_problems(case: _Case) -> Iterator[FormProblem]:
    """Titles and headings that are not as they were sent."""
    grid, sent = case.grid, case.sent
    for row, title in zip(TITLE_ROWS, sent.titles, strict=True):
        if digest(grid.text(row, FIRST_COLUMN)) != title:
            hint = _("It was sent for {period}; a form is for that period only.").format(period=sent.period)
            yield case.problem(address(row, FIRST_COLUMN), _("the head of the form was changed"), hint)
    for column in COLUMNS:
        shown, heading = grid.text(HEADING_ROW, NUMBERS[column.name]), sent.headings[column.name]
        if digest(shown) != digest(heading):
            yield case.problem(
                address(HEADING_ROW, column.name),
                _("the heading was {heading} and is now {shown}").format(heading=quoted(heading), shown=quoted(shown)),
                _("Put the headings back as they were sent; delete columns that were added."),
            )


def _stray_problems(case: _Case, grids: list[Grid]) -> Iterator[FormProblem]:
    """Words that would not be read, or for one row only: nothing a department writes is lost without a word."""
    for first_column, first_row, last_column, last_row in case.grid.merged:
        if last_row >= HEADING_ROW and first_column <= LAST_COLUMN:
            cells = f"{address(first_row, first_column)}:{address(last_row, last_column)}"
            yield case.problem(cells, _("the cells were merged"), _("Part them, and write into each row on its own."))
    hint = _("Move the words to a yellow cell, and delete them here.")
    for (row, column), cell in sorted(case.grid.cells.items()):
        in_titles = row in TITLE_ROWS and column != FIRST_COLUMN
        if column > LAST_COLUMN or in_titles:
            reason = _("{text} stands outside the table").format(text=quoted(cell.text()))
            yield case.problem(address(row, column), reason, hint)
    for grid in grids:
        are_instructions = digest(grid.text(1, 1)) == case.sent.titles[0]
        if grid.visible and grid.cells and grid is not case.grid and not are_instructions:
            yield case.problem("", _("the sheet {name} was added").format(name=quoted(grid.name)), hint)


def _placed(case: _Case, problems: list[FormProblem]) -> list[tuple[SentRow, int]]:
    """Return the rows as they were sent, each with the number of the row in which it came back.

    What is wrong with the rows as a whole goes to `problems`.
    """
    known = {token(row.key): row for row in case.sent.rows}
    places: dict[str, int] = {}
    for number in sorted({row for row, _column in case.grid.cells if row > HEADING_ROW}):
        key = case.grid.text(number, KEY_COLUMN)
        if key not in known:
            problems.append(_foreign_row(case, number))
        elif key in places:
            reason = _("{ref} is here a second time, after row {row}").format(ref=known[key].ref, row=places[key])
            hint = _("Delete the copied row, and write into the one that was sent.")
            problems.append(case.problem(address(number, "ref"), reason, hint))
        else:
            places[key] = number
    returned = [(row, places[token(row.key)]) for row in case.sent.rows if token(row.key) in places]
    problems.extend(_missing_and_moved(case, returned))
    return returned


def _foreign_row(case: _Case, number: int) -> FormProblem:
    column = min(column for row, column in case.grid.cells if row == number)
    return case.problem(
        address(number, max(column, FIRST_COLUMN)),
        _("this row was not sent with the form"),
        _("Move the words to a yellow cell of a row that was sent, and delete the row."),
    )


def _missing_and_moved(case: _Case, returned: list[tuple[SentRow, int]]) -> Iterator[FormProblem]:
    here = {row.key for row, _number in returned}
    for row in case.sent.rows:
        if row.key not in here:
            hint = _("Leave rows with nothing to report as they are; fill in the form as it was sent.")
            yield case.problem(address(row.number, "ref"), _("the row of {ref} is gone").format(ref=row.ref), hint)
    for (row, _number), (instead, number) in zip(returned, sorted(returned, key=itemgetter(1)), strict=True):
        if row is not instead:
            yield case.problem(
                address(number, "ref"),
                _("the rows were moved: {ref} stands where {expected} stood").format(ref=instead.ref, expected=row.ref),
                _("Put the rows back into the order in which they were sent."),
            )
            return


def _entry(case: _Case, row: SentRow, number: int, problems: list[FormProblem]) -> Entry:
    """Return what was written in a row; mistakes go to `problems`."""
    found = list(_locked_problems(case, row, number))
    values: dict[str, Any] = {}
    for name in row.fill:
        try:
            values[name] = _changed(case, row, name, case.cell(number, name))
        except Refused as mistake:
            reason = _("{heading}: {reason}").format(heading=case.sent.headings[name], reason=mistake.reason)
            found.append(case.problem(address(number, name), reason, mistake.hint))
    entry = Entry(case.form, row.key, row.ref, number, **values)
    problems.extend(found or (_unwanted(case, entry) if entry.says_something() else ()))
    return entry


def _changed(case: _Case, row: SentRow, name: str, cell: Cell | None) -> object:
    """Return the value of a cell to be filled in, or None where it is as it was sent. Raises Refused."""
    before = getattr(row, name) if name in {"status", "percent", "value"} else None
    if cell is None:
        if before is None:
            return None
        raise Refused(_("what stood here was deleted"), _("Put it back, or write what is so now."))
    if cell.formula:
        raise Refused(
            _("{text} is a formula").format(text=quoted(cell.text())),
            _("Formulas are not calculated: type the value; begin words with another character than =."),
        )
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
            return typed_day(cell, case.sent.earliest, case.expected.today)
    return typed_text(cell, MAX_NAME) if name == "author" else typed_text(cell)


def _locked_problems(case: _Case, row: SentRow, number: int) -> Iterator[FormProblem]:
    """Locked cells that are not as they were sent: the words of another row were pasted here, or one was written in."""
    shown = {name: case.grid.text(number, NUMBERS[name]) for name in row.locked}
    formulas = {name for name in row.locked if (cell := case.cell(number, name)) and cell.formula}
    changed = [name for name, text in shown.items() if digest(text) != row.locked[name] or name in formulas]
    if "title" in changed or "text" in changed:
        for other in case.sent.rows:
            if other is not row and all(digest(shown[name]) == other.locked[name] for name in ("ref", "title", "text")):
                reason = _("{other} was pasted over {ref}").format(other=other.ref, ref=row.ref)
                yield case.problem(address(number, "ref"), reason, _("Put both rows back as they were sent."))
                return
    for name in changed:
        reason = _("{heading}: the cell was locked and has been changed").format(heading=case.sent.headings[name])
        hint = _("Put it back as it was sent; what you want to say belongs in the yellow cells.")
        yield case.problem(address(number, name), reason, hint)


def _unwanted(case: _Case, entry: Entry) -> Iterator[FormProblem]:
    """Yield what the ledger does not ask for any more."""
    status = case.expected.rows.get(entry.key)
    if entry.key not in case.expected.rows:
        names = {"ref": entry.ref, "department": case.sent.department}
        reason = _("the ledger has no {ref} for {department} any more").format(**names)
        yield case.problem(address(entry.row, "ref"), reason, _("Make a new form."))
    elif status is not None and status in CLOSED:
        names = {"ref": entry.ref, "status": _(STATUS[status])}
        reason = _("{ref} has been closed since the form was made: {status}").format(**names)
        hint = _("Nothing is to be reported on it any more; put the row back as it was sent.")
        yield case.problem(address(entry.row, "status"), reason, hint)
