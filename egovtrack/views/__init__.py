"""Ways to show a sheet. Each is a function that gives text; machine formats promise DESIGN §4, the others do not."""

from __future__ import annotations

from collections.abc import Callable

from egovtrack.sheets import Sheet


def render(sheet: Sheet, form: str) -> str:
    """A sheet as text in a format for pipes and files: text, csv, json or jsonl, ending in a line end."""
    return _renderer(form)(sheet)


# Rendering a row for a terminal's table costs some 200 µs: past this many rows, plain text is shown.
_MOST_ROWS = 400


def too_long(sheet: Sheet) -> bool:
    """Whether a sheet has too many rows to be laid out as a terminal's table in a moment."""
    return len(sheet.records) > _MOST_ROWS


def _renderer(form: str) -> Callable[[Sheet], str]:
    from egovtrack.views import delimited, machine, plain

    return {"text": plain.text, "csv": delimited.csv_text, "json": machine.json_text, "jsonl": machine.jsonl_text}[form]
