"""xlsx: a report as a workbook for a leader: a page with figures and charts, a worksheet for each of its tables, and
the numbers that the charts are drawn from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from egovtrack.cells import FONT, cell_text, plain, row_height, set_paper, set_running_lines
from egovtrack.i18n import gettext as _, speaking
from egovtrack.reports import Block, Chart, Col, Figure, Heading, Number, Para, Report, Table, pieces
from egovtrack.views.workbook import Grid, Pen, fitting, sheet_names, write_book

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_COLUMNS, _COLUMN, _PIXELS = 24, 7.0, 54  # of the page of figures: how many, and their width (characters, pixels)
_ROW = 15.0  # points of a row below a chart
_ROWS = (14, 22)  # that a chart takes, and one of many bars
_MOST_BARS = 15  # of a chart: more nobody can read on a page
_MANY = 8  # bars
_MOST_TILES = 9  # side by side
_MONTH = 30.4375  # days
_FIRST_DAY = date(2000, 1, 1)
_FIGURE = {**FONT, "align": "center", "border": 1, "border_color": "#A6A6A6"}
_FONT = {"name": FONT["font_name"], "size": 9}
_COLOURS = {
    "verified": ("#1B7837", None), "reported_done": ("#7FBF7B", None), "in_progress": ("#4393C3", None),
    "going": ("#4393C3", None), "blocked": ("#B2182B", "wide_upward_diagonal"),
    "overdue": ("#B2182B", "wide_upward_diagonal"), "not_started": ("#BABABA", None),
    "unfinished": ("#8C510A", "wide_downward_diagonal"), "cancelled": ("#D9D9D9", "dotted_grid"),
    "carried": ("#D9D9D9", "narrow_horizontal"),
    "no_report": ("#FDB863", "light_downward_diagonal"), "due": ("#595959", None),
}  # fmt: skip
"""Of what a series means: its colour and, where print in grey would not tell it from others, its pattern."""
_DARK = frozenset(("verified", "in_progress", "going"))


class _Section(NamedTuple):
    title: str
    blocks: list[Block]


def write_report(report: Report, file: BinaryIO) -> None:
    """Write a report as a workbook, in its language: first the page of figures and charts, then a worksheet for each
    table, last the numbers of the charts. The same report gives the same bytes.

    Raises EgovtrackError if a table has more rows than a worksheet holds, OSError if there is no room.
    """
    with speaking(report.language):
        title, day = "".join(report.title), report.as_of or _FIRST_DAY
        # Not row by row: charts keep the numbers that they are drawn from, for those who only look at the file.
        write_book(lambda book: _Writer(book, report).write(), title, day, file, streamed=False)


class _Writer:
    def __init__(self, book: Workbook, report: Report) -> None:
        self._book, self._report, self._pen = book, report, Pen(book)
        self._title = plain("".join(report.title))
        self._small = book.add_format({**_FIGURE, "font_color": "#404040", "bg_color": "#F2F2F2"})
        self._large = book.add_format({**_FIGURE, "font_size": 20, "bold": True, "num_format": "0"})
        for name, value in report.made_from.items():
            book.set_custom_property(f"egovtrack.{name}", plain(value)[:255], "text")

    def write(self) -> None:
        """Write all of it."""
        first, *others = _sections(self._report)
        drawable = (block for block in first.blocks if isinstance(block, Chart) and block.categories)
        charts = [chart for chart in drawable if any(series.meaning != "all" for series in chart.series)]
        pages = [page for section in others for page in _pages(section)]
        data = _("Numbers of the charts")
        names = sheet_names([first.title, *(page.title for page in pages), data])
        tables = [self._book.add_worksheet(name) for name in names]
        self._figures(tables[0], first, charts, names[-1])
        for table, page in zip(tables[1:-1], pages, strict=True):
            self._page(table, page)
        self._numbers(tables[-1], charts)

    # --- the page of figures --------------------------------------------------------------------------------------

    def _figures(self, table: Worksheet, section: _Section, charts: Sequence[Chart], data: str) -> None:
        widths = [_COLUMN] * _COLUMNS
        table.set_column(0, _COLUMNS - 1, _COLUMN)
        table.set_default_row(_ROW)
        table.hide_gridlines(2)
        row = self._pen.lines(table, 0, [self._title], "title", widths)
        figures: list[Figure] = []
        for block in section.blocks:
            if isinstance(block, Para):
                told = [part for part in block.parts if isinstance(part, Figure)]
                figures += told
                row = self._pen.lines(
                    table, row, [] if told else ["".join(map(str, pieces(block.parts)))], "middle", widths
                )
        row = self._tiles(table, row + 1, figures) + 1
        row = self._charts(table, row, charts, data)
        self._pen.lines(table, row, self._report.basis, "note", widths)
        self._paper(table, high=1)

    def _tiles(self, table: Worksheet, row: int, figures: Sequence[Figure]) -> int:
        """Write figures side by side: what they count, how many, and what part that is of how many."""
        for start in range(0, len(figures), _MOST_TILES):
            some = figures[start : start + _MOST_TILES]
            span = _COLUMNS // len(some)
            edge = (_COLUMNS - span * len(some)) // 2
            heights = (row_height((figure.label, span * _COLUMN) for figure in some), 2 * _ROW, _ROW)
            for line, height in enumerate(heights):
                table.set_row(row, height)
                for place, figure in enumerate(some):
                    left = edge + place * span
                    style = (self._small, self._large, self._share(figure))[line]
                    table.merge_range(row, left, row, left + span - 1, "", style)
                    if line == 0:
                        table.write_string(row, left, cell_text(figure.label), style)
                    elif line == 1:
                        table.write_number(row, left, figure.value, style)
                    elif figure.of:
                        table.write_number(row, left, figure.value / figure.of, style)
                row += 1
        return row

    def _share(self, figure: Figure) -> Any:
        words = _('0.0%" of {count}"').format(count=figure.of or 0)
        return self._book.add_format({**_FIGURE, "font_size": 9, "font_color": "#404040", "num_format": words})

    def _charts(self, table: Worksheet, row: int, charts: Sequence[Chart], data: str) -> int:
        """Draw charts two in a row, what each says below it."""
        half, note = _COLUMNS // 2, self._pen.styles["note"]
        for start in range(0, len(charts), 2):
            some = charts[start : start + 2]
            high = max(_ROWS[len(chart.categories) > _MANY and chart.kind == "bars"] for chart in some)
            says = [plain(chart.says) for chart in some]
            table.set_row(row + high, row_height((each, half * _COLUMN) for each in says))
            for place, chart in enumerate(some):
                drawn = self._drawn(chart, _first_row(charts, start + place), data)
                drawn.set_size({"width": half * _PIXELS - 8, "height": int(high * _ROW / 0.75) - 4})
                table.insert_chart(row, half * place, drawn, {"x_offset": 4, "description": says[place]})
                table.merge_range(row + high, half * place, row + high, half * place + half - 1, "", note)
                table.write_string(row + high, half * place, cell_text(says[place]), note)
            row += high + 1
        return row

    def _drawn(self, chart: Chart, row: int, data: str) -> Any:
        kind = {"bars": ("bar", "stacked"), "days": ("column", "stacked"), "steps": ("scatter", "straight")}[chart.kind]
        drawn: Any = self._book.add_chart(dict(zip(("type", "subtype"), kind, strict=True)))
        rows = _data_rows(chart)
        shown = rows[:_MOST_BARS] if chart.kind == "bars" else rows
        first, last = row + 2, row + 1 + len(shown)
        for place, series in enumerate(chart.series, start=1):
            if series.meaning == "all":
                continue
            colour, pattern = _COLOURS.get(series.meaning, ("#595959", None))
            given: dict[str, Any] = {
                "name": [data, row + 1, place], "categories": [data, first, 0, last, 0],
                "values": [data, first, place, last, place],
            }  # fmt: skip
            if chart.kind == "steps":
                dash = {"dash_type": "dash"} if series.meaning == "due" else {}
                given |= {"line": {"color": colour, "width": 2.25, **dash}, "marker": {"type": "none"}}
            else:
                fill = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": "#FFFFFF"}} if pattern else {
                    "fill": {"color": colour}
                }  # fmt: skip
                light = {"color": "#FFFFFF" if series.meaning in _DARK else "#000000"}
                labels = {"value": True, "num_format": "0;;", "font": {**_FONT, "size": 8, **light}}
                given |= {**fill, "border": {"color": colour, "width": 0.5}, "gap": 40, "data_labels": labels}
            drawn.add_series(given)
        title = chart.title
        if len(shown) < len(rows):
            title = _("{title}: the first {count} of {all}").format(title=title, count=len(shown), all=len(rows))
        drawn.set_title({"name": plain(title), "name_font": {**_FONT, "size": 11, "bold": True}, "overlay": False})
        drawn.set_legend({"position": "bottom", "font": _FONT})
        lines = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_font": _FONT}
        if chart.kind == "bars":
            drawn.set_y_axis({"reverse": True, "num_font": _FONT, "interval_unit": 1})
            drawn.set_x_axis({**lines, "num_format": "0", "label_position": "high"})
        elif chart.kind == "days":
            drawn.set_x_axis({"num_font": _FONT, "num_format": "yyyy-mm-dd", "text_axis": True})
            drawn.set_y_axis({**lines, "num_format": "0", "min": 0})
        else:
            begin, end = (_serial(day) for day in chart.span)
            axis = {
                "num_font": _FONT,
                "num_format": "yyyy-mm",
                "min": begin,
                "max": end,
                "major_unit": (end - begin) / 6,
            }
            drawn.set_x_axis(axis)
            drawn.set_y_axis({**lines, "num_format": "0", "min": 0})
        return drawn

    # --- the other worksheets -------------------------------------------------------------------------------------

    def _page(self, table: Worksheet, page: _Section) -> None:
        """Write what stands before a table, and the table."""
        found = next((block for block in page.blocks if isinstance(block, Table)), None)
        grid = _grid(found) if found else Grid([], [80.0], [], [])
        for place, width in enumerate(grid.widths):
            table.set_column(place, place, width)
        told = ["".join(map(str, pieces(block.parts))) for block in page.blocks if isinstance(block, Para)]
        row = self._pen.lines(table, 0, [page.title], "title", grid.widths)
        row = self._pen.lines(table, row, told, "words", grid.widths)
        if found:
            self._pen.grid(table, row, grid)
            table.freeze_panes(row + 1, 0)
        self._paper(table, repeated=row if found else None)

    def _numbers(self, table: Worksheet, charts: Sequence[Chart]) -> None:
        """Write the numbers of charts, one below the other, as `_first_row` has it."""
        table.set_column(0, 0, 40)
        table.set_column(1, max([1, *(len(chart.series) for chart in charts)]), 14)
        row = 0
        for chart in charts:
            labels = ["", *(series.label for series in chart.series)]
            rows = [[(value, "" if value is None else str(value)) for value in line] for line in _data_rows(chart)]
            self._pen.lines(table, row, [chart.title], "words", [40])
            grid = Grid(labels, [40.0, *(14.0 for _series in chart.series)], [], rows)
            row = self._pen.grid(table, row + 1, grid, filtered=False) + 1
        self._paper(table)

    def _paper(self, table: Worksheet, *, high: int = 0, repeated: int | None = None) -> None:
        set_paper(table, repeated=repeated, high=high)
        table.center_horizontally()
        day, head = self._report.as_of, self._report.made_from.get("head", "")
        as_of = _("as of {day}").format(day=day) if day else ""
        set_running_lines(table, (self._title, as_of), _("ledger {head}").format(head=head) if head else "")


def _sections(report: Report) -> Iterator[_Section]:
    """Yield the page of figures, with what stands before the first heading and all that has charts; then the others."""
    sections = [_Section("", [])]
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append(_Section(_unnumbered(block.text), []))
        else:
            sections[-1].blocks.append(block)
    if not sections[0].blocks and len(sections) > 1:
        del sections[0]
    first, *others = sections
    drawn = [section for section in others if any(isinstance(block, Chart) for block in section.blocks)]
    yield _Section(
        first.title or _("Summary"), [*first.blocks, *(block for section in drawn for block in section.blocks)]
    )
    yield from (section for section in others if section not in drawn)


def _unnumbered(heading: str) -> str:
    """Return a heading without its number."""
    number, _mark, text = heading.partition("、") if "、" in heading[:4] else heading.partition(". ")
    return text or number


def _pages(section: _Section) -> list[_Section]:
    """Return a section in parts of one table each, which then are called by it, with what stands before it."""
    several = sum(isinstance(block, Table) for block in section.blocks) > 1
    pages = [_Section(section.title, [])]
    for block in section.blocks:
        pages[-1].blocks.append(block)
        if isinstance(block, Table):
            pages[-1] = _Section(block.title if several and block.title else section.title, pages[-1].blocks)
            pages.append(_Section(section.title, []))
    *whole, last = pages
    if whole and last.blocks:  # what stands below the last table
        whole[-1].blocks.extend(last.blocks)
    return whole or [last]


def _grid(table: Table) -> Grid:
    whole = [*table.rows, *([table.total] if table.total else [])]
    rows = [[_cell(column, value) for column, value in zip(table.columns, row, strict=True)] for row in whole]
    labels = [column.label for column in table.columns]
    folded = [any(value is None for value, _words in cells) for cells in zip(*rows, strict=True)] or [True] * len(
        labels
    )
    lights = [place for place, column in enumerate(table.columns) if column.key in {"light", "light_before"}]
    shares = [place for place, column in enumerate(table.columns) if column.kind == "percent"]
    widths = fitting(labels, folded, [[words for _value, words in row] for row in rows])
    return Grid(labels, widths, lights, rows, len(whole) - len(table.rows), shares)


def _cell(column: Col, value: Any) -> tuple[object, str]:
    """Return a value of a column, and the words that tell it: of a number its figures, of a day its date."""
    raw = value.value if isinstance(value, Number) else value
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw, f"{raw}%" if column.kind == "percent" else str(raw)
    return (raw, str(raw)) if isinstance(raw, date) else (None, "".join(map(str, pieces(value))))


def _data_rows(chart: Chart) -> list[list[Any]]:
    """Return the numbers of a chart by category. What rises in steps stands twice on each day: as it was, as it is."""
    numbers = [[number and number.value for number in series.numbers] for series in chart.series]
    rows = [[category, *(each[place] for each in numbers)] for place, category in enumerate(chart.categories)]
    if chart.kind != "steps":
        return rows
    found = rows[:1]
    for before, now in pairwise(rows):
        was = [number if is_now is not None else None for number, is_now in zip(before, now, strict=True)]
        found += [[now[0], *was[1:]], now]
    return found


def _first_row(charts: Sequence[Chart], place: int) -> int:
    """Return the row in which the numbers of a chart begin."""
    return sum(len(_data_rows(chart)) + 3 for chart in charts[:place])


def _serial(day: date) -> int:
    """Return a day as Excel counts it."""
    return (day - date(1899, 12, 30)) // timedelta(days=1)
