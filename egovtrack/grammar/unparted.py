"""Tables whose line ends are lost: 序号任务责任单位完成时限1建设甲平台市财政局6月底前2…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.columns import COLUMN_NAME, Header, cell_of_parts, fitted, kind_of_cell, pieces_of, read_header
from egovtrack.grammar.stacked import stacked

_HEAD = re.compile(r"(?:[牵责承主][头任办][单部][位门]\s+)?(?:序\s*号|编\s*号)[^\d。；;]{6,80}?(?=1(?![\d.]))")
_CHAPTER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])[^\d。；;、]{2,20}$")
_NOTE = re.compile("(?:备?注|说明)[:：]")
# What may follow a figure in the words of a task: then it is no row's number.
_MEASURE = (
    r"[\d.%年月日亿万元米次件名户座台套种批期季层轮间张所条公级类]"
    "|个(?![人体])|项(?!目)|人(?![才大工社口力])|处(?![理置])|家(?!庭)"
)
_FIGURE = re.compile(rf"(?:(?<![\d.-])|(?<=20\d\d-\d\d-\d\d))\d{{1,3}}(?!{_MEASURE})")
_WORD = re.compile(r"\S+")
_MOST_STOPS, _LONGEST_ROW = 8, 600

_Row = tuple[Sequence[str], int, int]
"""The cells of a row, where they end, and where the next row begins."""


def unparted(document: Document, at: int) -> list[Line]:
    """Return the rows of a table that the line at a place holds as a whole, with what stands before its head.

    A row is read where its number, names of offices and times part it in one way only; else all that is left is one
    row, from which nobody is read.
    """
    line = document.lines[at]
    head = _HEAD.search(line.text) if not line.style else None
    if not head:
        return []
    before = [_part(line, 0, head.start())] if head.start() else []
    words = [_part(line, *found.span()) for found in _WORD.finditer(line.text, head.start())]
    if len(head[0].split()) > 2:  # blanks part the cells
        found = stacked(replace(document, lines=tuple(words)), 0)
        rest = line.place.end - found[-1].place.end if found else 0
        below = [_part(line, len(line.text) - rest, len(line.text))] if rest else []
        return [*before, *found, *below] if found else []
    chapter = _CHAPTER.search(head[0])
    end = chapter.start() if chapter else len(head[0])
    names = COLUMN_NAME.findall(head[0], 0, end)
    header = read_header(names) if "".join(names) == head[0][:end] else None
    if not header:
        return []
    above = [_part(line, head.start() + end, head.end())] if chapter else []
    announced = _part(line, head.start(), head.start() + end)._replace(style="row", cells=tuple(names))
    if header.category is not None or header.by_office or len(header.wording) > 1 or _has_asides_before(header):
        cells, *_ = _as_words(line.text, head.end(), len(line.text), header)  # nothing tells words from words
        rows = [_part(line, head.end(), len(line.text))._replace(style="row", cells=tuple(cells))]
    else:
        rows = list(_rows(line, head.end(), header))
    return [*before, announced, *above, *rows]


def _part(line: Line, start: int, end: int) -> Line:
    """Return a part of a line, without the blanks around it."""
    text = line.text[start:end]
    start += line.place.start + len(text) - len(text.lstrip())
    return Line(text.strip(), Place(start, start + len(text.strip())))


def _has_asides_before(header: Header) -> bool:
    """Return whether a column that may hold any words stands before who answers or the time."""
    last = max(header.time or 0, *(column for column, _ in header.roles))
    return any(column < last for column, *_ in header.asides)


def _rows(line: Line, at: int, header: Header) -> Iterator[Line]:
    """Yield the rows from a place in a line on, and the headings between them."""
    number, text = 1, line.text
    while at < len(text):
        stops = _stops(text, at, number)
        rows = _plain_rows(text, at, number, header)
        if len(rows) != 1:  # the next row may be plain
            after = [stop for stop in stops if _says(text[at:stop]) and _plain_rows(text, stop, number + 1, header)]
            rows = [_as_words(text, at, after[0] if len(after) == 1 else len(text), header)]
        cells, end, stop = rows[0]
        yield _part(line, at, end)._replace(style="row", cells=tuple(cells))
        if end < stop:
            yield _part(line, end, stop)
        at, number = stop, number + 1


def _says(text: str) -> bool:
    """Return whether a text holds a whole cell that says who answers, or by when."""
    return any(kind_of_cell(piece) in ("office", "time") for piece in pieces_of(text))


def _stops(text: str, at: int, number: int) -> list[int]:
    """Return where the row after that of a number may begin."""
    following = _FIGURE.finditer(text, at + 1, at + _LONGEST_ROW)
    return [*islice((found.start() for found in following if int(found[0]) == number + 1), _MOST_STOPS)]


def _plain_rows(text: str, at: int, number: int, header: Header) -> list[_Row]:
    """Return what the row that begins at a place may be: up to each place where the next may begin, else to the end."""
    stops = _stops(text, at, number)
    rows = [row for stop in stops if (row := _row(text, at, stop, header))]
    is_last = not rows and len(text) - at <= _LONGEST_ROW and not any(_says(text[at:stop]) for stop in stops)
    return [last] if is_last and (last := _row(text, at, len(text), header)) else rows


def _row(text: str, at: int, stop: int, header: Header) -> _Row | None:
    """Return the cells between two places, where they end and where the next row begins; None if they are not plain."""
    others = [found for pattern in (_CHAPTER, _NOTE) if (found := pattern.search(text, at, stop))]
    for end in (stop, *(found.start() for found in others)):
        number, body = _parted(text[at:end])
        cells = fitted([number, *pieces_of(body)], header, cell_of_parts)
        if cells and any(cells[column] for column, _ in header.roles):
            return cells, end, stop
    return None


def _as_words(text: str, at: int, stop: int, header: Header) -> _Row:
    number, body = _parted(text[at:stop])
    return [number, *[""] * (header.wording[0] - 1), body.strip()], stop, stop


def _parted(row: str) -> tuple[str, str]:
    """Return the number that a row begins with, and the rest."""
    body = row.lstrip("0123456789")
    return row[: len(row) - len(body)], body
