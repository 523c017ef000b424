"""Any form, filled in in any way: what comes back is what was typed, and an untouched form says nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings, strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from egovtrack.forms import Form, FormRow, read_form, write_form
from tests.forms import HOSTILE, TODAY, cells_of, edited, expected

ANY = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=()), max_size=20))
STATUSES = st.sampled_from([None, "not_started", "in_progress", "blocked", "reported_done", "verified", "cancelled"])
FIGURES = st.one_of(st.none(), st.floats(0, 1e15), st.integers(0, 10**6).map(float))
ROWS = st.builds(
    FormRow,
    key=ANY, ref=ANY, title=ANY, text=ANY, role=ANY, came_by=ANY, deadline=ANY, target=ANY, measured=st.booleans(),
    status=STATUSES, percent=st.one_of(st.none(), st.integers(0, 100)), value=FIGURES, last_report=ANY,
)  # fmt: skip
FORMS = st.builds(
    Form,
    ledger=ANY,
    department=ANY,
    period=ANY,
    period_start=st.just(date(2031, 6, 1)),
    period_end=st.just(date(2031, 6, 30)),
    plans=st.lists(ANY, max_size=3).map(tuple),
    made_on=st.dates(date(2031, 5, 1), TODAY),
    rows=st.lists(ROWS, max_size=6, unique_by=lambda row: row.key).map(tuple),
)
# What can be typed: no control characters, and nothing that openpyxl itself would make a formula or an error of.
TYPEABLE = st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="=#_")
WORDS = st.text(TYPEABLE, min_size=1).map(str.strip)
LABELS = {"not_started": "not started", "in_progress": "in progress", "blocked": "blocked", "completed": "completed"}
COLUMNS = {
    "status": "I", "percent": "J", "value": "K", "note": "L", "problem": "M", "next_step": "N", "author": "O",
    "day": "P", "evidence": "Q",
}  # fmt: skip
TYPED = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(list(LABELS)),
        "percent": st.integers(0, 100),
        "value": st.integers(0, 10**6).map(float),
        "note": WORDS.filter(bool),
        "problem": WORDS.filter(bool),
        "next_step": WORDS.filter(bool),
        "author": WORDS.filter(bool),
        "evidence": WORDS.filter(bool),
        "day": st.integers(0, 32).map(lambda days: date(2031, 6, 1) + timedelta(days)),
    },
)
SLOW = settings(deadline=None, max_examples=60)


@SLOW
@given(FORMS)
def test_any_form_comes_back_untouched_as_no_change(form: Form) -> None:
    returned = read_form("form.xlsx", write_form(form), expected(form))
    assert (cells_of(returned), returned.rows) == ([""], len(form.rows))
    assert (returned.ledger, returned.department, returned.period) == (form.ledger, form.department, form.period)


@SLOW
@given(FORMS, st.data())
def test_whatever_is_typed_comes_back_as_it_was_typed(form: Form, data: st.DataObject) -> None:
    edits: dict[tuple[int, FormRow], dict[str, Any]] = {
        (number, row): data.draw(TYPED, label=f"row {number}")
        for number, row in enumerate(form.rows, 5)
        if not row.closed
    }
    for (_number, row), edit in edits.items():
        if not row.measured:
            edit.pop("value", None)

    def fill_in(sheet: Worksheet, _book: Workbook) -> None:
        for (number, _row), edit in edits.items():
            for name, value in edit.items():
                sheet[f"{COLUMNS[name]}{number}"] = LABELS[value] if name == "status" else value

    returned = read_form("form.xlsx", edited(write_form(form), fill_in), expected(form))
    news = [(row.key, new) for (_number, row), edit in edits.items() if (new := changes(row, edit))]
    assert bool(returned.problems) == (not news)
    assert [(entry.key, said(entry)) for entry in returned.entries] == news


def said(entry: Any) -> dict[str, object]:
    return {name: getattr(entry, name) for name in COLUMNS if getattr(entry, name) is not None}


def changes(row: FormRow, edit: dict[str, Any]) -> dict[str, object]:
    """What of it is new."""
    was = "completed" if row.status == "reported_done" else row.status
    before = {"status": was, "percent": row.percent, "value": row.value}
    return {name: value for name, value in edit.items() if before.get(name) != value}
