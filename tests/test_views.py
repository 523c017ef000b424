"""What people see: aligned, folded and never cut on a terminal; never wrapped in a pipe; stored text does no harm."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import lxml.html
import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from egovtrack.sheets import make_sheet
from egovtrack.streams import one_line
from egovtrack.views import render
from egovtrack.words import STATUS
from egovtrack.wrapping import balanced_widths, column_widths, wrap
from tests.conftest import Program, sqlite_only


@sqlite_only
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize(
    "args", [("dept", "市经济信息化委"), ("tasks", "2016"), ("show", "2016-16"), ("depts",)], ids=" ".join
)
def test_a_terminals_table_fits_and_nothing_is_cut(
    reading: Program, args: tuple[str, ...], width: int, lang: str
) -> None:
    table = reading("--format", "table", "--width", str(width), *args, lang=lang).out
    assert max(map(cell_len, table.splitlines())) <= width
    assert "…" not in table
    if args[0] == "tasks":
        for row in reading.json(*args):
            assert row["ref"] in table
            assert set(row["title"]) <= set(table)


def test_columns_of_chinese_are_aligned(reading: Program) -> None:
    """Every row's deadline begins under the word Deadline."""
    lines = reading("--format", "table", "--width", "120", "dept", "市经济信息化委", "--plan", "2017").out.splitlines()
    start = cell_len(lines[1][: lines[1].index("Deadline")])
    rows = [line for line in lines if "2017-12-31" in line]
    assert len(rows) == 21
    assert {cell_len(line[: line.index("2017-12-31")]) for line in rows} == {start}


def test_a_pipe_gets_a_line_for_each_row_and_words_on_stderr(reading: Program) -> None:
    piped = reading("dept", "市经济信息化委", "--plan", "2017")
    assert len(piped.out.splitlines()) == 2 + 21
    assert "21 obligations" in piped.err


def test_control_characters_in_a_note_do_not_reach_the_terminal(egovtrack: Program) -> None:
    nasty = "[bold]x[/b]\x1b[31m\u202eabc\r\nnext"
    egovtrack("progress", "set", "2017-13", "--note", nasty, "--date", "2017-03-10")
    for form in ("table", "text"):
        out = egovtrack("--format", form, "--width", "160", "progress", "log").out
        assert "[bold]x[/b]" in out
        assert not {"\x1b", "\u202e", "\r"} & set(out)
    assert egovtrack.json("progress", "log")[0]["note"] == nasty


def test_a_table_in_html_has_the_cells_of_the_text(reading: Program) -> None:
    page = lxml.html.fromstring(reading("--format", "html", "dept", "市经济信息化委", "--plan", "2017").out)
    rows = [["".join(map(str, cell.itertext())).strip() for cell in row] for row in page.iter("tr")]
    plain = reading("--format", "text", "dept", "市经济信息化委", "--plan", "2017").out.splitlines()
    assert rows[0][:3] == ["Ref", "Task", "Role"]
    assert [row[0] for row in rows[1:]] == [line.split()[0] for line in plain[2:]]
    assert all(cell in line for row, line in zip(rows[1:], plain[2:], strict=True) for cell in row)


def test_a_table_in_markdown_is_aligned_by_what_a_terminal_shows(reading: Program) -> None:
    lines = reading("--format", "markdown", "dept", "市经济信息化委", "--plan", "2017").out.splitlines()
    assert lines[0].startswith("| Ref ")
    assert set(lines[1]) == {"|", ":", "-"}
    assert len(lines) == 2 + 21
    assert len({cell_len(line) for line in lines}) == 1


def test_a_card_is_a_table_of_two_columns(reading: Program) -> None:
    lines = reading("--format", "markdown", "show", "2016-16").out.splitlines()
    assert any(line.startswith("| Wording ") and "借鉴城乡建设" in line for line in lines)


def test_stored_text_is_no_markup(egovtrack: Program) -> None:
    nasty = "<script>alert(1)</script> a|b [x](javascript:y) **z**\nnext"
    egovtrack("progress", "set", "2017-13", "--note", nasty, "--date", "2017-03-10")
    page = egovtrack("--format", "html", "progress", "log").out
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; a|b" in page
    line = egovtrack("--format", "markdown", "progress", "log").out.splitlines()[2]
    assert r"\<script\>alert(1)\</script\> a\|b \[x\](javascript:y) \*\*z\*\* next" in line


@given(st.text())
def test_one_line_is_one_line_without_controls(text: str) -> None:
    assert not any(ord(character) < 32 or character == "\x7f" for character in one_line(text))
    assert len(io.StringIO(one_line(text)).readlines()) <= 1


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), min_size=1, max_size=8), st.integers(1, 200))
def test_column_widths_share_the_room(columns: list[tuple[int, int]], room: int) -> None:
    natural = [max(pair) for pair in columns]
    least = [min(pair) for pair in columns]
    widths = column_widths(natural, least, room)
    assert all(low <= width <= high for low, width, high in zip(least, widths, natural, strict=True))
    assert sum(widths) <= max(room, sum(least))


@given(
    st.lists(st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=2), min_size=3, max_size=3), max_size=6),
    st.integers(0, 150),
)
def test_balanced_widths_leave_no_room_by_which_a_cell_could_be_lower(rows: list[list[list[int]]], room: int) -> None:
    least = [4, 8, 10]
    widths = balanced_widths(rows, least, [60, 60, 60], room)
    assert all(low <= width <= 60 for low, width in zip(least, widths, strict=True))
    left = room - sum(widths)
    assert left >= 0 or widths == least
    for place, width in enumerate(widths):
        broadest = max((line for row in rows for line in row[place]), default=0)
        assert broadest <= width or left < broadest - width


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.floats(0, 3),
    st.sampled_from([date(2017, 3, 5), "=1+1", "“十三五”", "1"]),
    st.text(max_size=5), st.lists(st.text(max_size=3), max_size=2), st.sampled_from(list(STATUS)),
)  # fmt: skip


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("ref", "status", "percent", "value", "number"), VALUES))))
def test_csv_told_column_by_column_is_what_each_cell_is_alone(records: list[dict[str, Any]]) -> None:
    """Whatever stands in a column: True after 1, lists, formulas, nothing."""
    sheet = make_sheet("any", date(2017, 3, 20), "", records, keys=("ref", "status", "percent", "value", "number"))
    alone = sheet._replace(all_columns=[one._replace(plainly=None) for one in sheet.all_columns])
    assert render(sheet, "csv") == render(alone, "csv")


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("title", "note"), st.text(alphabet='"\r\n, 甲', max_size=4)))))
def test_csv_is_read_by_the_standard_library_as_it_was_written(records: list[dict[str, str]]) -> None:
    """Also texts that have quotation marks, commas, or any of the ends that a line can have."""
    sheet = make_sheet("any", date(2017, 3, 20), "", records, keys=("title", "note"))
    head, *rows = csv.reader(io.StringIO(render(sheet, "csv"), newline=""))
    assert head == ["Task", "Done"]
    assert [[cell.removeprefix("'") for cell in row] for row in rows] == [
        [each["title"], each["note"]] for each in records
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("升级市信用平台，构建平台", ["升级市信用", "平台，构建", "平台"]),
        ("升级市信用。平台", ["升级市信", "用。平台"]),
        ("占了（1%）、余", ["占了", "（1%）、余"]),
        ("2017年底前完成15个 systems", ["2017年底前", "完成15个", "systems"]),
        ("abcdefghijklmn", ["abcdefghij", "klmn"]),
    ],
)
def test_chinese_is_folded_as_it_is_printed(text: str, lines: list[str]) -> None:
    assert wrap(text, 10).splitlines() == lines


@given(st.text(st.sampled_from("市政府，。、）（abc 12%“”")), st.integers(2, 20))
def test_folding_loses_nothing_and_fits(text: str, width: int) -> None:
    folded = wrap(text, width)
    assert "".join(folded.split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in folded.split("\n"))
