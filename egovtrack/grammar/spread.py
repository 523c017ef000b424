"""Tables without lines between their cells: columns parted by spaces, or a line for each cell, as pastes leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from unicodedata import east_asian_width

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.columns import (
    Header,
    beneath,
    fits,
    fitted,
    kind_of_cell,
    kinds,
    number_of,
    read_header,
    whole_cells,
)
from egovtrack.grammar.documents import is_date
from egovtrack.grammar.furniture import is_page_mark
from egovtrack.grammar.lexicon import KIND, ROLES, is_office
from egovtrack.grammar.numbering import read_label
from egovtrack.grammar.ruled import one_by_one, ruled, whole
from egovtrack.grammar.shadow import fold

_WIDE, _ANY = re.compile(r"(?:[ \xa0]{2,}|[ \xa0]*[\t\u3000]+[ \xa0]*)+"), re.compile(r"[\s\xa0]+")
_HEAD = re.compile(r"[牵牽][头頭]|[责責]任|[负負][责責]|主[办辦]|承[办辦]|落实|落實|配合|分工")
_FIRST_NAME = re.compile(
    r"\s*(?:序\s*号|编\s*号|序|号|(?:重点|主要|具体|工作|年度)*(?:任务|事项|内容|措施|项目|目标|工作|举措|指标|类别|领域)(?:名称|内容|分解)?|(?:重点|主要|具体|工作|年度)+)\s*"
)
_APART = re.compile(r"[(（][^()（）]*[)）]|^\d{1,2}(?:[-—–~至]\d{1,2})?月份?")  # in names of columns
_NAME = re.compile(r"[^\d。；;：:，,！!？?]{1,20}")
_SENTENCE = re.compile(r"[。；;：:，,！!？?]")
_REST_OF_NAME = re.compile(rf"{KIND}|时限|时间|期限|任务|内容|事项|措施|举措|名称|领导")
_UNFINISHED = re.compile(f"(?:{ROLES}|重点|主要|具体|工作|年度|完成|办结|整改|推进)$")
_NUMBERS = re.compile("序号|编号|序|号")
_NO_NUMBER, _NO_TIME = "序号", "完成时限"
_BELOW = re.compile(r"\s*(?:注|备注|说明|附注|附件)\s*\d*[:：]")
_SIGNS = re.compile("^[^各、].*人民政府(?:办公[室厅])?$")
_MOST_TRIED = 12
"""Rows by which the readings of a head are compared."""
_SENTENCES = re.compile("[。；;]")
_CHAPTERS = ("part", "division", "han", "han_bracket")
_FIELD = re.compile(r"[^\d。;；！!？?]{2,20}")
_LONGEST_HEAD, _MOST_COLUMNS = 200, 12
_MOST_BETWEEN = 2
"""Lines between two rows that are none: a heading, the end of a page."""


def with_rows(document: Document) -> Document:
    """Return a document with the lines of such tables as rows. Its text stays the same, so do all other lines."""
    lines: list[Line] = []
    at = 0
    while at < len(document.lines):
        line = document.lines[at]
        found: list[Line] = []
        if line.cells or not _SENTENCES.search(line.text):
            found = ruled(document, at) or _form(document, at) or _spaced(document, at) or _stacked(document, at)
        lines += found or [line]
        end = found[-1].place.end if found else line.place.end
        while at < len(document.lines) and document.lines[at].place.start < end:
            at += 1
    return replace(document, lines=tuple(one_by_one(lines)))


def _form(document: Document, at: int) -> list[Line]:
    """Return the rows from a place on that make a form (牵头单位 | 市财政局), as a header and a row."""
    fields: dict[str, str] = {}
    end = at
    for line in islice(document.lines, at, at + _MOST_COLUMNS + 1) if document.lines[at].cells else ():
        names = [name.rstrip(":： ") for name in line.cells[::2]]
        is_next = line.cells and len(line.cells) % 2 == 0 and all(map(_FIELD.fullmatch, names))
        if not is_next or not fields.keys().isdisjoint(names) or len(fields) > _MOST_COLUMNS:
            break
        fields |= dict(zip(names, line.cells[1::2], strict=True))
        end += 1
    names, cells = list(fields), list(fields.values())
    is_form = end - at > 1 and _HEAD.search("".join(names)) and not read_header(document.lines[at].cells)
    header = read_header(names) if is_form else None
    if not header or not fits(cells, header):
        return []
    place = Place(document.lines[at].place.start, document.lines[at].place.start)
    return [Line("", place, "row", "", tuple(names)), whole(document, document.lines[at:end], cells)]


def _spaced(document: Document, at: int) -> list[Line]:
    """Return the lines of a table whose header is the line at a place, if its columns are parted by spaces."""
    line = document.lines[at]
    if line.style or len(line.text) > _LONGEST_HEAD or _SENTENCE.search(line.text) or not _HEAD.search(line.text):
        return []
    for gap, fewest in ((_WIDE, 2), (_ANY, 3)):
        names = gap.split(line.text)
        header = read_header(names) if len(names) >= fewest else None
        if header and (rows := _spaced_rows(document, at + 1, gap, names, header)):
            return [whole(document, [line], names), *rows]
    return []


def _spaced_rows(document: Document, at: int, gap: re.Pattern[str], names: Sequence[str], header: Header) -> list[Line]:
    """Return rows, each with the lines after it that only go on with its wording, and the headings between them."""
    rows: list[tuple[list[Line], Sequence[str]]] = []
    between: list[Line] = []
    begins = _begins(document, document.lines[at - 1], "WFA") if gap is _WIDE else []
    for line in islice(document.lines, at, None):
        cells = gap.split(line.text) if not line.style else []
        placed: Sequence[str] | None = cells if cells == names else None
        if len(cells) > 1 and not placed:
            placed = fitted(cells, header) or _beneath(document, line, begins, header) or _doubtful(cells, header)
        if placed:
            for each in between:
                if rows and rows[-1][1] and not _is_chapter(each):
                    rows[-1] = _longer(rows[-1], each, header)
                else:
                    rows.append(([each], ()))
            rows.append(([line], placed))
            between = []
        elif line.style or len(between) >= _MOST_BETWEEN:
            break
        else:
            between.append(line)
    return [whole(document, lines, cells) if cells else lines[0] for lines, cells in rows]


def _begins(document: Document, line: Line, wide: str) -> list[int]:
    """Return how far from the left the cells of a line begin, signs of some widths (UAX 11) being two wide."""
    near = document.text[max(0, line.place.start - _LONGEST_HEAD) : line.place.start]
    text = near[near.rfind("\n") + 1 :] + line.text
    indent = len(text) - len(line.text)
    ends = [indent, *(indent + gap.end() for gap in _WIDE.finditer(line.text))]
    return [sum(1 + (east_asian_width(sign) in wide) for sign in text[:end]) for end in ends]


def _beneath(document: Document, line: Line, heads: Sequence[int], header: Header) -> list[str] | None:
    """Return the cells of a line by the columns that begin right above them; None if some stand elsewhere."""
    for wide in ("WFA", "WF") if heads else ():  # quotation marks are one wide or two
        begins = _begins(document, line, wide)
        columns = [next((at for at, head in enumerate(heads) if abs(head - begin) <= 1), -1) for begin in begins]
        cells = dict(zip(columns, _WIDE.split(line.text), strict=True))
        placed = [cells.get(column, "") for column in range(len(heads))]
        if -1 not in columns and len(cells) == len(columns) and fits(placed, header):
            return placed
    return None


def _longer(row: tuple[list[Line], Sequence[str]], line: Line, header: Header) -> tuple[list[Line], Sequence[str]]:
    """Return a row with a line more below it. What may be the rest of a name makes it doubtful."""
    lines, cells = row[0], list(row[1])
    if kind_of_cell(line.text) == "words" and not is_office(fold(line.text)):
        cells[header.wording[-1]] += "\n" + line.text
    else:
        cells = _as_words([*filter(None, cells), line.text], header)
    return [*lines, line], cells


def _stacked(document: Document, at: int) -> list[Line]:
    """Return the lines of a table whose head begins with the line at a place, if each cell is a line.

    A name may be wrapped, and the number or the time be missing: the reading is taken that makes most rows plain.
    """
    lines = document.lines
    is_within = at > 0 and _NUMBERS.fullmatch(lines[at - 1].text)  # a head that could not be read
    if is_within or not _FIRST_NAME.fullmatch(fold(lines[at].text)):
        return []
    end = at
    while end < min(at + 2 * _MOST_COLUMNS, len(lines)) and _may_be_name(lines[end]):
        end += 1
    below = [line for line in lines[end : end + 2] if not _is_chapter(line)]
    numbered = bool(below) and number_of(below[0].text) is not None
    stops = range(end if numbered else at + 2, end + 1)
    found = [(stop, names, header) for stop in stops for names, header in _heads(lines[at:stop])]
    found = [each for each in found if (each[2].number is not None) == numbered]
    tried = [_stacked_rows(document, at, stop, header, _MOST_TRIED) for stop, _, header in found]
    plain = [
        sum(len(row.cells) == header.width for row in rows) for rows, (_, _, header) in zip(tried, found, strict=True)
    ]
    if not (any(plain) or (plain and numbered)):
        return []
    stop, names, header = found[len(plain) - 1 - plain[::-1].index(max(plain))]
    return [whole(document, lines[at:stop], names), *_stacked_rows(document, at, stop, header, len(lines))]


def _may_be_name(line: Line) -> bool:
    is_name = not line.style and bool(_NAME.fullmatch(_APART.sub("", line.text)))
    return is_name and number_of(line.text) is None and not _is_chapter(line)


def _heads(lines: Sequence[Line]) -> Iterator[tuple[list[str], Header]]:
    """Yield the names of columns in some lines, and what they announce, as they may be meant, plainest last."""
    names: list[str] = []
    for line in lines:
        is_rest = len(line.text) == 1 or (
            _REST_OF_NAME.fullmatch(line.text) and names and _UNFINISHED.search(names[-1])
        )
        if names and (is_rest or unmatched(fold(names[-1]))[1]):
            names[-1] += line.text
        else:
            names.append(line.text)
    if len(set(names)) < len(names) or not _HEAD.search("".join(names)):
        return
    parted = (beneath(names[:at], names[at:]) for at in range(2, len(names) - 1))
    for level in (names, *filter(None, parted)):
        for numbered in (level,) if any(map(_NUMBERS.fullmatch, level)) else ([_NO_NUMBER, *level], level):
            for each in ([*numbered, _NO_TIME], numbered):
                header = read_header(each)
                if header and (each is numbered or header.time == len(numbered)):
                    yield each, header


def _stacked_rows(document: Document, head: int, at: int, header: Header, most: int) -> list[Line]:
    """Return the rows from a place on, `most` at the most, below the head that begins at another."""
    lines = document.lines
    found: list[Line] = []
    while at < len(lines) and len(found) < most and lines[at].text != lines[head].text:
        if _is_chapter(lines[at]) and at + 1 < len(lines) and _begins_row(lines[at + 1], header):
            found.append(lines[at])
            at += 1
            continue
        is_row = not found or _begins_row(lines[at], header) or _is_chapter(lines[at])
        here = header if is_row else replace(header, number=None)
        end = _next_row(lines, head, at, here) if _begins_row(lines[at], here) else at
        may_sign = here is not header and any(is_date(fold(line.text)) for line in lines[at:end])
        rows = _row(document, at, end, here, header) if end > at and not may_sign else []
        if not rows or (found and _is_sentence(lines[at].text) and not _is_sentence(found[0].text)):
            break
        found += rows
        at = end
    return found


def _kind(line: Line) -> str:
    """Return the kind of a cell, "" for the number of a page."""
    return "" if is_page_mark(fold(line.text)) and not line.text.isdecimal() else kind_of_cell(line.text)


def _begins_row(line: Line, header: Header) -> bool:
    return "words" in kinds(line.text) if header.number is None else number_of(line.text) is not None


def _is_sentence(text: str) -> bool:
    """Return whether a cell is what may also stand below a table."""
    return text.endswith("。") or bool(_BELOW.match(text))


def _row(document: Document, at: int, end: int, header: Header, table: Header) -> list[Line]:
    """Return the lines between two places as a row, or as several below a number that is merged. `header` is that of
    the table, or without the number if the row has none.
    """
    lines = document.lines
    cells = _cells(lines[at:end])
    if placed := fitted(cells, header):
        return [whole(document, lines[at:end], placed)]
    found = [_kind(line) for line in lines[at:end]]
    begins = [at, *(place for place in range(at + 2, end) if _follows(lines, place)), end]
    parts = [(start, stop, fitted(_cells(lines[start:stop]), header)) for start, stop in pairwise(begins)]
    if header.number == 0 and all(placed for *_, placed in parts):
        return [whole(document, lines[start:stop], placed or ()) for start, stop, placed in parts]
    named = header.number == 0 or (header is table and begins[1] == end and "office" in found)
    return [whole(document, lines[at:end], _as_words(cells, header))] if named else []


def _cells(lines: Sequence[Line]) -> list[str]:
    return whole_cells(line.text for line in lines if _kind(line))


def _next_row(lines: Sequence[Line], head: int, at: int, header: Header) -> int:
    """Return where the row ends that begins at a place: before the next number, or a heading above it; where rows have
    no numbers, before words that follow who answers or by when; before the head printed again, and what stands below.
    """
    farthest = min(at + max(4 * header.width, _MOST_COLUMNS), len(lines))
    farthest = next((end for end in range(at + 1, farthest) if _ends_table(lines, head, end, header)), farthest)
    number = (number_of(lines[at].text) or 0) + 1
    for end in range(at + 2, farthest):
        if header.number is None and _follows(lines, end):
            return end
        if header.number is not None and number_of(lines[end].text) == number:
            return end - 1 if _is_chapter(lines[end - 1]) else end
    return _last_row(lines, at, farthest, header)


def _ends_table(lines: Sequence[Line], head: int, at: int, header: Header) -> bool:
    """Return whether a line is no cell: the head once more, a note, a sentence below cells, or who signs."""
    text, after = lines[at].text, lines[at + 1 : at + 2]
    if text == lines[head].text or _BELOW.match(text):
        return True
    words_follow = any(column > header.roles[-1][0] for column, *_ in header.asides)
    is_below = not words_follow and text.endswith("。") and _kind(lines[at - 1]) in ("office", "time")
    return is_below or bool(_SIGNS.search(text) and after and is_date(fold(after[0].text)))


def _follows(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line begins the wording of another row: words after an office or a time."""
    kind, last = _kind(lines[at]), _kind(lines[at - 1])
    if kind == "words" or last == "words":
        return kind == "words" != last
    above_office = at + 1 < len(lines) and _kind(lines[at + 1]) == "office"
    return "words" in kinds(lines[at].text) and (kind == last or above_office)


def _last_row(lines: Sequence[Line], at: int, farthest: int, header: Header) -> int:
    """Return where a table's last row ends: after as many lines as there are columns, if all are filled, and further
    offices, else after as many as can be its cells.
    """
    end = min(at + header.width, farthest)
    cells = [line.text for line in lines[at:end]]
    if fitted(cells, header) == cells:
        while header.roles[-1][0] == header.width - 1 and end < farthest and kind_of_cell(lines[end].text) == "office":
            end += 1
        return end
    ends = (stop for stop in range(farthest, at + 1, -1) if stop == farthest or _kind(lines[stop]) == "words")
    return next((stop for stop in ends if fitted(_cells(lines[at:stop]), header)), end)


def _doubtful(cells: Sequence[str], header: Header) -> Sequence[str] | None:
    """Return a row of which it is not plain which cell is which: its words are the task's, and nobody answers. Without
    a number it is no row.
    """
    return _as_words(cells, header) if header.number == 0 and number_of(cells[0]) is not None else None


def _as_words(cells: Sequence[str], header: Header) -> list[str]:
    """Return a row of which only the number is plain, if it has one: all else is the task's words."""
    numbered = int(header.number == 0 and number_of(cells[0]) is not None)
    return [*cells[:numbered], *[""] * (header.wording[0] - numbered), "\n".join(cells[numbered:])]


def _is_chapter(line: Line) -> bool:
    label = read_label(fold(line.text), line.text)
    return bool(label and label.style in _CHAPTERS and len(label.text) < len(line.text))
