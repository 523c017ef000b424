"""A report as one HTML page: nothing is fetched, all of it is read without a script, and no text can become markup.

Numbers are links: the address of one (`#r12`) shows only the rows that it counts, by style sheet alone (`:target`). The
script adds searching and sorting. Charts are inline SVG whose x is in percent, so that words keep their size on any
screen; what a colour means a pattern, a shape or a dash says too. Equal reports give equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from egovtrack.i18n import gettext as _, language, speaking
from egovtrack.limits import UNSEEN
from egovtrack.reports import (
    WIDEST,
    Block,
    Chart,
    Col,
    Figure,
    Heading,
    Number,
    Para,
    Report,
    Series,
    Table,
    Word,
    day_words,
    numbers,
    pieces,
)

_HIDDEN = re.compile(f"(?![\n\t])[{UNSEEN}]+")
_VOID = frozenset({"meta", "input"})
_SIGNS = {"red": "■", "yellow": "▲", "blue": "◆", "green": "●"}
_PATTERNS = {
    "blocked": "stripes",
    "overdue": "stripes",
    "no_report": "dots",
    "unfinished": "dots",
    "carried": "lines",
    "reported_done": "lines",
}
_ROOM, _BASE = 170, 200  # pixels of a chart: above its base line, and where that is
_LEFT, _WIDE = 7.0, 78.0  # percent of its width: where its time begins, and how wide that is
_ACROSS = f"{_LEFT}%", f"{_LEFT + _WIDE}%"
_LONG = 540  # days from which on the axis has years
_APART = 4.0  # percent between two numbers above columns
_SEARCHED = 10  # rows from which on a table can be searched
_FEW = 12  # rows of numbers that are not folded away
_STOPS = " .。;；"
_SEVERAL = 2  # figures that stand side by side


class Html(str):
    """Markup. Only `tag` makes it: all else is text, which is escaped."""

    __slots__ = ()


def tag(name: str, /, *inside: Any, **attributes: Any) -> Html:
    """Return an element: of strings as text, of markup as it is, of lists what is in them; attributes that are None are
    left out, and `_` stands for `-` in their names.
    """
    shown = "".join(
        f' {key.strip("_").replace("_", "-")}="{_text(str(value))}"'
        for key, value in attributes.items() if value is not None
    )  # fmt: skip
    return Html(f"<{name}{shown}>" if name in _VOID else f"<{name}{shown}>{_joined(inside)}</{name}>")


def _joined(inside: Any) -> str:
    if isinstance(inside, str):
        return inside if isinstance(inside, Html) else _text(inside)
    return "".join(map(_joined, inside))


def _text(text: str) -> str:
    """Return a text as HTML holds it: what is not seen becomes a space, as on a terminal."""
    return escape(_HIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


def write_report(report: Report, file: BinaryIO) -> None:
    """Write a report as a page."""
    with speaking(report.language):
        file.write(str(_Page(report).whole()).encode())


class _Page:
    """Makes the page of a report: first numbers get the addresses of the rows that they count, then all is written."""

    def __init__(self, report: Report) -> None:
        annexes = [(Heading("".join(annex.title)), *annex.blocks) for annex in report.annexes]
        self.report, self.blocks = report, [*report.blocks, *(block for annex in annexes for block in annex)]
        tables = [block for block in self.blocks if isinstance(block, Table)]
        self.sizes = {table.name: len(table.rows) for table in tables if table.name}
        self.chosen: dict[tuple[str, tuple[int, ...]], tuple[str, str]] = {}
        self.labels: list[tuple[str, Sequence[Col]]] = []
        for number in numbers(self.blocks):
            self.address(number)

    def whole(self) -> Html:
        """Return the document."""
        title, day = "".join(self.report.title), self.report.as_of
        groups: list[list[Block]] = [[]]
        for block in self.blocks:
            groups += [[]] if isinstance(block, Heading) and block.level == 1 else []
            groups[-1].append(block)
        main = tag("main", [self.section(place, part) for place, part in enumerate(groups) if part])
        links = [tag("li", tag("a", part[0].text, href=f"#s{place}")) for place, part in enumerate(groups)
                 if part and isinstance(part[0], Heading)]  # fmt: skip
        last = next(reversed(self.sizes), None)
        style, script = Html(_own("webpage.css") + "".join(self.style())), Html(_own("webpage.js"))
        policy = (
            f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
            "base-uri 'none'; form-action 'none'"
        )
        head = tag(
            "head", tag("meta", charset="utf-8"), tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", title), tag("style", style),
        )  # fmt: skip
        body = tag(
            "body", tag("a", _("Skip to the table"), class_="skip", href=f"#{last}") if last else "", _pictures(),
            tag("header", tag("h1", title), tag("p", _("as of {day}").format(day=day_words(day))) if day else ""),
            tag("nav", tag("ul", links), aria_label=_("Contents")), main,
            tag("footer", [tag("p", line) for line in self.report.basis]), tag("script", script),
        )  # fmt: skip
        return Html(f"<!DOCTYPE html>\n{tag('html', head, body, lang='zh-Hans' if language() == 'zh' else 'en')}\n")

    def style(self) -> Iterator[str]:
        """Yield the rules that show the rows of an address alone, and on a phone the label of each cell."""
        for address, _what in self.chosen.values():
            yield f"#{address}:target~.scroll .{address}{{display:var(--row)}}"  # found by its class: there may be many
        yield "@media(max-width:640px){"
        for name, columns in self.labels:
            for place, column in enumerate(columns[1:], start=2):
                yield f"#{name} td:nth-child({place})::before{{content:{_quoted(column.label)}}}"
        yield "}"

    def section(self, place: int, part: Sequence[Block]) -> Html:
        """Return what stands under a heading."""
        return tag("section", [self.block(block, f"s{place}" if at == 0 else None) for at, block in enumerate(part)])

    def block(self, block: Block, called: str | None = None) -> Html:
        """Return a block."""
        if isinstance(block, Heading):
            return tag(f"h{block.level + 1}", block.text, id=called)
        if isinstance(block, Para):
            return self.paragraph(block)
        return self.chart(block) if isinstance(block, Chart) else self.table(block)

    def paragraph(self, para: Para) -> Html:
        """Return a paragraph; the figures of one that has several stand side by side, each with its share."""
        places = [place for place, part in enumerate(para.parts) if isinstance(part, Figure)]
        if len(places) < _SEVERAL:
            return tag(
                "p",
                [self.to(part, str(part)) if isinstance(part, Figure) else pieces([part])[0] for part in para.parts],
            )
        tiles = [
            tag("li", tag("b", self.to(part, str(part.value))), tag("span", part.label),
                tag("small", f"{100 * part.value / part.of:.1f}%") if part.of else "")
            for part in para.parts if isinstance(part, Figure)
        ]  # fmt: skip
        before, after = para.parts[: places[0]], para.parts[places[-1] + 1 :]
        around = [
            tag("p", said) if said.strip(_STOPS) else ""
            for said in ("".join(map(str, parts)) for parts in (before, after))
        ]
        return Html(f"{around[0]}{tag('ul', tiles, class_='tiles')}{around[1]}")

    def address(self, number: Number | Figure | None) -> str | None:
        """Return where the rows are that a number counts; all of a table are at the table."""
        rows = number and number.rows
        if not rows or not rows.places or rows.table not in self.sizes:
            return None
        if len(rows.places) == self.sizes[rows.table]:
            return rows.table
        key = rows.table, tuple(sorted(rows.places))
        return self.chosen.setdefault(key, (f"r{len(self.chosen) + 1}", rows.what))[0]

    def to(self, number: Number | Figure, words: str) -> Html | str:
        """Return words that lead to the rows that a number counts; words alone where there are none."""
        address = self.address(number)
        return tag("a", words, href=f"#{address}") if address else words

    # --- tables ---------------------------------------------------------------------------------------------------

    def table(self, table: Table) -> Html:
        """Return a table, below a line for each choice of its rows that numbers lead to."""
        name = table.name or f"t{len(self.labels)}"
        each_row: list[tuple[Sequence[int], Sequence[Any]]] = [((place,), row) for place, row in enumerate(table.rows)]
        classes: dict[int, list[str]] = {}
        only = []
        for (whose, places), (address, what) in self.chosen.items():
            if whose == table.name:
                for place in places:
                    classes.setdefault(place, []).append(address)
                words = _("{what}: {count} of {whole}").format(what=what, count=len(places), whole=len(table.rows))
                back = tag("a", _("show all"), href=f"#{name}")
                only.append(tag("p", words, " ", back, id=address, class_="only"))
        rows = [
            self.row(table.columns, values, class_=" ".join(
                dict.fromkeys(each for place in places for each in classes.get(place, ()))
            ) or None)
            for places, values in table.brief or each_row
        ]  # fmt: skip
        tools = tag(
            "div", tag("label", _("Search"), tag("input", type="search", autocomplete="off")),
            tag("output", aria_live="polite", data_words=_("{shown} of {whole} rows")), class_="tools", hidden="",
        )  # fmt: skip
        note = _("The table is long: several obligations are summed up in a row, with how many are in each state.")
        return tag(
            "div", only, tag("p", note) if table.brief else "", tools if len(rows) >= _SEARCHED else "",
            self.grid(table, name, rows), id=name,
        )  # fmt: skip

    def grid(self, table: Table, name: str, rows: Sequence[Html], drawn: str = "") -> Html:
        """Return rows as a table that is scrolled by itself where it is too wide; `drawn` heads a column of bars."""
        self.labels.append((name, [*table.columns[:1], *([Col("")] if drawn else []), *table.columns[1:]]))
        heads = [tag("th", column.label or _("group"), scope="col") for column in table.columns]
        heads[1:1] = [tag("th", drawn, scope="col", class_="plain")] if drawn else []
        title = table.title or _("table {number}").format(number=len(self.labels))
        total = tag("tfoot", self.row(table.columns, table.total)) if table.total else ""
        made = tag("table", tag("caption", title), tag("thead", tag("tr", heads)), tag("tbody", rows), total)
        return tag("div", made, class_="scroll", tabindex="0", role="region", aria_label=title)

    def row(self, columns: Sequence[Col], values: Sequence[Any], drawn: Html | None = None, **attributes: Any) -> Html:
        """Return a row; its first cell names it."""
        cells = [
            self.cell(column, value, "td" if place else "th")
            for place, (column, value) in enumerate(zip(columns, values, strict=True))
        ]
        cells[1:1] = [tag("td", drawn, class_="bar")] if drawn else []
        return tag("tr", cells, **attributes)

    def cell(self, column: Col, value: Any, name: str) -> Html:
        """Return a cell. A light has a shape and a word, and the order of lights to be sorted by."""
        scope = "row" if name == "th" else None
        if isinstance(value, Word) and value.code in _SIGNS:
            mark = tag("span", tag("i", _SIGNS[value.code], aria_hidden="true"), value.text, class_=f"l-{value.code}")
            return tag(name, mark, data_s=list(_SIGNS).index(value.code), scope=scope)
        shown = (
            self.to(value, str(value)) if isinstance(value, Number | Figure) else map(str, pieces(value, column.kind))
        )
        style = "d" if isinstance(value, date) or column.key == "ref" else "w" if column.share >= WIDEST else None
        style = "n" if column.kind in {"number", "percent"} else style
        return tag(name, shown, class_=style, scope=scope)

    # --- charts ---------------------------------------------------------------------------------------------------

    def chart(self, chart: Chart) -> Html:
        """Return a chart: what it says, what the colours mean, the drawing, and its numbers."""
        says = f"says{len(self.labels)}"
        parts = [each for each in chart.series if each.meaning != "all"]
        keys = [tag("li", _key(chart.kind, each.meaning), each.label) for each in parts]
        table = chart.table()
        if chart.kind == "bars":
            whole = max((number.value for number in chart.series[-1].numbers if number), default=0)
            rows = [
                self.row(table.columns, values, drawn=_bar(parts, place, whole))
                for place, values in enumerate(table.rows)
            ]
            drawing: Html | str = self.bars(table, rows)
        else:
            rows = [self.row(table.columns, values) for values in table.rows]
            drawn = (_steps if chart.kind == "steps" else _days)(chart, parts, self.report.as_of)
            svg = tag(
                "svg", drawn, _axis(*chart.span), role="img", aria_labelledby=says, class_="time", height=_BASE + 30
            )
            few = len(rows) <= _FEW
            listed = self.bars(table, rows, drawn="")
            drawing = Html(svg + tag("details", tag("summary", _("The numbers")), listed, open="" if few else None))
        caption = tag("figcaption", tag("b", chart.title), tag("p", chart.says, id=says))
        return tag("figure", caption, tag("ul", keys, class_="legend"), drawing)

    def bars(self, table: Table, rows: Sequence[Html], drawn: str | None = None) -> Html:
        """Return the numbers of a chart as a table."""
        name = f"t{len(self.labels)}"
        made = self.grid(table, name, rows, _("Parts") if drawn is None else "")
        return tag("div", made, id=name, class_="parts")


def _key(kind: str, meaning: str) -> Html:
    """Return a piece of what stands for a meaning in a chart."""
    line = _line(f"s-{meaning}", (0, 34), (7, 7))
    drawn = line if kind == "steps" else _filled(meaning, x=0, y=0, width=18, height=14)
    return tag("svg", drawn, width=34 if kind == "steps" else 18, height=14, aria_hidden="true")


def _line(called: str, x: tuple[Any, Any], y: tuple[Any, Any]) -> Html:
    return tag("line", x1=x[0], x2=x[1], y1=y[0], y2=y[1], class_=called)


def _filled(meaning: str, **place: Any) -> list[Html]:
    """Return a rectangle in the colour of a meaning, and over it the pattern that says the same."""
    pattern = _PATTERNS.get(meaning)
    over = [tag("rect", fill=f"url(#{pattern})", **place)] if pattern else []
    return [tag("rect", class_=f"m-{meaning}", **place), *over]


def _bar(parts: Sequence[Series], place: int, whole: int) -> Html:
    """Return the numbers of a group as a bar, as long as the group is part of the largest."""
    made, x = [], 0.0
    for each in parts:
        number = each.numbers[place]
        wide = 100 * number.value / whole if number and whole else 0
        if wide:
            made += _filled(each.meaning, x=f"{x:.2f}%", y=0, width=f"{wide:.2f}%", height=16)
        x += wide
    return tag("svg", made, width="100%", height=16, aria_hidden="true")


def _x(day: date, first: date, last: date) -> float:
    return _LEFT + _WIDE * (day - first).days / max(1, (last - first).days)


def _axis(first: date, last: date) -> list[Html]:
    """Return the line of time, with its months, or its years where there are many."""
    years = (last - first).days > _LONG
    firsts = [
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in ([1] if years else range(1, 13))
    ]
    made = [_line("axis", _ACROSS, (_BASE, _BASE))]
    for day in firsts:
        if first <= day <= last:
            x = f"{_x(day, first, last):.2f}%"
            words = str(day.year) if years else _("{month}|month").format(month=day.month).partition("|")[0]
            label = tag(
                "text", words, x=x, y=_BASE + 20, text_anchor="middle", class_="minor" if day.month % 2 == 0 else None
            )
            made += [_line("axis", (x, x), (_BASE, _BASE + 5)), label]
    return made


def _mark(day: date | None, first: date, last: date) -> list[Html]:
    """Return a line at the day that the report speaks of."""
    if day is None or not first <= day <= last:
        return []
    x = f"{_x(day, first, last):.2f}%"
    return [
        _line("today", (x, x), (_BASE - _ROOM, _BASE)),
        tag("text", str(day), x=x, y=_BASE - _ROOM - 8, text_anchor="middle"),
    ]


def _levels(most: int) -> list[Html]:
    """Return what the heights mean."""
    made = []
    for value in sorted({0, most // 2, most}):
        y = _BASE - _ROOM * value // max(1, most)
        made += [
            _line("level", _ACROSS, (y, y)),
            tag("text", str(value), x=f"{_LEFT - 1}%", y=y + 5, text_anchor="end"),
        ]
    return made


def _steps(chart: Chart, parts: Sequence[Series], day: date | None) -> list[Html]:
    """Return numbers as lines that rise from day to day, each with its name and its last number at its end."""
    most = max((number.value for each in parts for number in each.numbers if number), default=0)
    made, ends = [*_levels(most), *_mark(day, *chart.span)], []
    for each in parts:
        points = [
            (_x(on, *chart.span), _BASE - _ROOM * number.value / max(1, most), number.value)
            for on, number in zip(chart.categories, each.numbers, strict=True) if number and isinstance(on, date)
        ]  # fmt: skip
        for (x1, y1, _v), (x2, y2, _w) in pairwise(points):
            left, right, before, after = f"{x1:.2f}%", f"{x2:.2f}%", f"{y1:.1f}", f"{y2:.1f}"
            made.append(_line(f"s-{each.meaning}", (left, right), (before, before)))
            if y1 != y2:
                made.append(_line(f"s-{each.meaning}", (right, right), (before, after)))
        if points:
            ends.append((points[-1][1], points[-1][0], f"{each.label} {points[-1][2]}"))
    lowest = _BASE + 14.0
    for y, x, words in sorted(ends, reverse=True):  # no name over another
        lowest = min(y - 4, lowest - 17)
        made.append(tag("text", words, x=f"{x:.2f}%", y=f"{lowest:.1f}", dx=6))
    return made


def _days(chart: Chart, parts: Sequence[Series], day: date | None) -> list[Html]:
    """Return numbers as columns on their days, as high as the number is part of the largest."""
    totals = [
        sum(number.value for each in parts if (number := each.numbers[place])) for place in range(len(chart.categories))
    ]
    most, made, last = max(totals, default=0), _mark(day, *chart.span), 0.0
    for place, on in enumerate(chart.categories):
        x, y = _x(on, *chart.span) if isinstance(on, date) else 0, float(_BASE)
        for each in parts:
            number = each.numbers[place]
            if number and number.value:
                high = max(4.0, (_ROOM - 20) * number.value / most)
                y -= high
                where = {"x": f"{x:.2f}%", "y": f"{y:.1f}", "width": 12, "height": f"{high:.1f}"}
                made += _filled(each.meaning, **where, transform="translate(-6 0)")
        if x - last > _APART or place == 0:
            made.append(tag("text", str(totals[place]), x=f"{x:.2f}%", y=f"{y - 5:.1f}", text_anchor="middle"))
            last = x
    return made


def _pictures() -> Html:
    """Return the patterns that charts fill with."""
    inside = {
        "stripes": tag("line", x1=0, y1=0, x2=0, y2=6, stroke="#fff", stroke_width=3),
        "dots": tag("circle", cx=3, cy=3, r=1.2, fill="#4a2c00"),
        "lines": tag("line", x1=0, y1=3, x2=6, y2=3, stroke="#0d4a22", stroke_width=1),
    }
    patterns = [
        tag("pattern", drawn, id=name, width=6, height=6, patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)" if name == "stripes" else None)
        for name, drawn in inside.items()
    ]  # fmt: skip
    return tag("svg", tag("defs", patterns), width=0, height=0, class_="unseen", aria_hidden="true")


def _quoted(text: str) -> str:
    """Return a text as a string of a style sheet."""
    return '"' + "".join(each if each.isalnum() else f"\\{ord(each):x} " for each in text) + '"'


def _own(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
