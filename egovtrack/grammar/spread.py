"""Tables without lines between their cells: columns parted by spaces, or a line for each cell, as pastes leave them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple
from unicodedata import east_asian_width

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.deadlines import after_time, is_deadline
from egovtrack.grammar.documents import is_date
from egovtrack.grammar.furniture import is_page_mark
from egovtrack.grammar.lexicon import KIND, ROLES, is_office, role_of
from egovtrack.grammar.numbering import numeral, read_label
from egovtrack.grammar.ruled import Found, one_by_one, ruled, whole
from egovtrack.grammar.shadow import fold
from egovtrack.grammar.tables import LABEL_IN_CELL, Header, fits, kind_of_cell, read_header

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
_OPEN = ("、", "，", ",", "（", "(")
"""Signs after which a list in a cell goes on in the next line."""
_BELOW = re.compile(r"\s*(?:注|备注|说明|附注|附件)\s*\d*[:：]")
_LONGEST_PERSON = 4
_SIGNS = re.compile("^[^各、].*人民政府(?:办公[室厅])?$")
_END_OF_NAME = re.compile("[^、,;]{1,2}(?:[、,;]|$)")
_MOST_TRIED = 12
"""Rows by which the readings of a head are compared."""
_SENTENCES = re.compile("[。；;]")
_INTEGER = re.compile(r"\(?(\d{1,3}|[一二三四五六七八九十]{1,3})[).、*]?")
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
        found: Found = []
        if line.cells or not _SENTENCES.search(line.text):
            found = ruled(document, at) or _form(document, at) or _spaced(document, at) or _stacked(document, at)
        lines += [line for line, _ in found] or [line]
        at += sum(count for _, count in found) or 1
    return replace(document, lines=tuple(one_by_one(lines)))


def _form(document: Document, at: int) -> Found:
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
    return [(Line("", place, "row", "", tuple(names)), 0), (whole(document, at, end - at, cells), end - at)]


def _spaced(document: Document, at: int) -> Found:
    """Return the lines of a table whose header is the line at a place, if its columns are parted by spaces."""
    line = document.lines[at]
    if line.style or len(line.text) > _LONGEST_HEAD or _SENTENCE.search(line.text) or not _HEAD.search(line.text):
        return []
    for gap, fewest in ((_WIDE, 2), (_ANY, 3)):
        names = gap.split(line.text)
        header = read_header(names) if len(names) >= fewest else None
        if header and (rows := _spaced_rows(document, at + 1, gap, names, header)):
            return [(whole(document, at, 1, names), 1), *rows]
    return []


def _spaced_rows(document: Document, at: int, gap: re.Pattern[str], names: Sequence[str], header: Header) -> Found:
    """Return rows, each with the lines after it that only go on with its wording, and the headings between them."""
    found: Found = []
    after = at
    begins = _begins(document, document.lines[at - 1], "WFA") if gap is _WIDE else []
    for place in range(at, len(document.lines)):
        line = document.lines[place]
        cells = gap.split(line.text) if not line.style else []
        placed: Sequence[str] | None = cells if cells == names else None
        if len(cells) > 1 and not placed:
            placed = arranged(cells, header) or _beneath(document, line, begins, header) or _doubtful(cells, header)
        if placed:
            for between in document.lines[after:place]:
                if found and found[-1][0].cells and not _is_chapter(between):
                    found[-1] = _longer(document, after, found[-1], between, header)
                else:
                    found.append((between, 1))
                after += 1
            found.append((whole(document, place, 1, placed), 1))
            after = place + 1
        elif line.style or place - after >= _MOST_BETWEEN:
            break
    return found


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


def _longer(document: Document, at: int, row: tuple[Line, int], line: Line, header: Header) -> tuple[Line, int]:
    """Return a row that ends before a place with a line more. What may be the rest of a name makes it doubtful."""
    cells, count = list(row[0].cells), row[1]
    is_words = kind_of_cell(line.text) == "words" and not is_office(fold(line.text))
    if not is_words:
        cells = _as_words([*filter(None, cells), line.text], header)
    else:
        cells[header.wording[-1]] += "\n" + line.text
    return whole(document, at - count, count + 1, cells), count + 1


def _stacked(document: Document, at: int) -> Found:
    """Return the lines of a table whose head begins with the line at a place, if each cell is a line.

    A name may be wrapped, and the number or the time be missing: the reading is taken that makes most rows plain.
    """
    is_within = at > 0 and _NUMBERS.fullmatch(document.lines[at - 1].text)  # a head that could not be read
    if is_within or not _FIRST_NAME.fullmatch(fold(document.lines[at].text)):
        return []
    end = at
    while end < min(at + 2 * _MOST_COLUMNS, len(document.lines)) and _may_be_name(document.lines[end]):
        end += 1
    below = [line for line in document.lines[end : end + 2] if not _is_chapter(line)]
    numbered = bool(below) and _number(below[0].text) is not None
    stops = range(end if numbered else at + 2, end + 1)
    found = [(stop, names, header) for stop in stops for names, header in _heads(document.lines[at:stop])]
    found = [each for each in found if (each[2].number is not None) == numbered]
    tried = ((_stacked_rows(document, at, stop, header, _MOST_TRIED), header) for stop, _, header in found)
    plain = [sum(len(row.cells) == header.width for row, _ in rows) for rows, header in tried]
    if not (any(plain) or (plain and numbered)):
        return []
    stop, names, header = found[len(plain) - 1 - plain[::-1].index(max(plain))]
    rows = _stacked_rows(document, at, stop, header, len(document.lines))
    return [(whole(document, at, stop - at, names), stop - at), *rows]


def _may_be_name(line: Line) -> bool:
    is_name = not line.style and bool(_NAME.fullmatch(_APART.sub("", line.text)))
    return is_name and _number(line.text) is None and not _is_chapter(line)


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
    for numbered in (names,) if any(map(_NUMBERS.fullmatch, names)) else ([_NO_NUMBER, *names], names):
        for each in ([*numbered, _NO_TIME], numbered):
            header = read_header(each)
            if header and (each is numbered or header.time == len(numbered)):
                yield each, header


def _stacked_rows(document: Document, head: int, at: int, header: Header, most: int) -> Found:
    """Return the rows from a place on, `most` at the most, below the head that begins at another."""
    lines = document.lines
    found: Found = []
    while at < len(lines) and len(found) < most and lines[at].text != lines[head].text:
        if _is_chapter(lines[at]) and at + 1 < len(lines) and _begins_row(lines[at + 1], header):
            found.append((lines[at], 1))
            at += 1
            continue
        is_row = not found or _begins_row(lines[at], header) or _is_chapter(lines[at])
        here = header if is_row else replace(header, number=None)
        end = _next_row(lines, head, at, here) if _begins_row(lines[at], here) else at
        may_sign = here is not header and any(is_date(fold(line.text)) for line in lines[at:end])
        rows = _row(document, at, end, here, header) if end > at and not may_sign else []
        if not rows or (found and _is_sentence(lines[at].text) and not _is_sentence(found[0][0].text)):
            break
        found += rows
        at += sum(count for _, count in rows)
    return found


def _kind(line: Line) -> str:
    """Return the kind of a cell, "" for the number of a page."""
    return "" if is_page_mark(fold(line.text)) and not line.text.isdecimal() else kind_of_cell(line.text)


def _begins_row(line: Line, header: Header) -> bool:
    return "words" in _kinds(line.text) if header.number is None else _number(line.text) is not None


def _is_sentence(text: str) -> bool:
    """Return whether a cell is what may also stand below a table."""
    return text.endswith("。") or bool(_BELOW.match(text))


def _row(document: Document, at: int, end: int, header: Header, table: Header) -> Found:
    """Return the lines between two places as a row, or as several below a number that is merged. `header` is that of
    the table, or without the number if the row has none.
    """
    cells = _cells(document.lines[at:end])
    if placed := arranged(cells, header):
        return [(whole(document, at, end - at, placed), end - at)]
    kinds = [_kind(line) for line in document.lines[at:end]]
    lines = document.lines
    begins = [at, *(place for place in range(at + 2, end) if _follows(lines, place)), end]
    parts = [(start, stop, arranged(_cells(document.lines[start:stop]), header)) for start, stop in pairwise(begins)]
    if header.number == 0 and all(placed for *_, placed in parts):
        return [(whole(document, start, stop - start, placed or ()), stop - start) for start, stop, placed in parts]
    named = header.number == 0 or (header is table and begins[1] == end and "office" in kinds)
    return [(whole(document, at, end - at, _as_words(cells, header)), end - at)] if named else []


def _cells(lines: Sequence[Line]) -> list[str]:
    """Return the cells in some lines: a list that goes on in the next line is one, the number of a page is none."""
    cells: list[str] = []
    for line in lines:
        shadow = fold(line.text)
        if cells and not _kind(line):
            continue
        goes_on = cells and (unmatched(fold(cells[-1]))[1] or cells[-1].endswith(_OPEN) or shadow.startswith(_OPEN))
        parts_name = cells and _END_OF_NAME.match(shadow) and kind_of_cell(cells[-1]) == "words"
        if cells and LABEL_IN_CELL.match(shadow) and kind_of_cell(cells[-1]) == "office":
            cells[-1] += "\n" + line.text
        elif goes_on or (parts_name and kind_of_cell(cells[-1] + shadow) != "words"):
            cells[-1] += line.text
        else:
            cells.append(line.text)
    return cells


def _next_row(lines: Sequence[Line], head: int, at: int, header: Header) -> int:
    """Return where the row ends that begins at a place: before the next number, or a heading above it; where rows have
    no numbers, before words that follow who answers or by when; before the head printed again, and what stands below.
    """
    farthest = min(at + max(4 * header.width, _MOST_COLUMNS), len(lines))
    farthest = next((end for end in range(at + 1, farthest) if _ends_table(lines, head, end, header)), farthest)
    number = (_number(lines[at].text) or 0) + 1
    for end in range(at + 2, farthest):
        if header.number is None and _follows(lines, end):
            return end
        if header.number is not None and _number(lines[end].text) == number:
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
    return "words" in _kinds(lines[at].text) and (kind == last or above_office)


def _last_row(lines: Sequence[Line], at: int, farthest: int, header: Header) -> int:
    """Return where a table's last row ends: after as many lines as there are columns, if all are filled, and further
    offices, else after as many as can be its cells.
    """
    end = min(at + header.width, farthest)
    cells = [line.text for line in lines[at:end]]
    if arranged(cells, header) == cells:
        while header.roles[-1][0] == header.width - 1 and end < farthest and kind_of_cell(lines[end].text) == "office":
            end += 1
        return end
    ends = range(farthest, at + 1, -1)
    return next((stop for stop in ends if arranged(_cells(lines[at:stop]), header)), end)


def _doubtful(cells: Sequence[str], header: Header) -> Sequence[str] | None:
    """Return a row of which it is not plain which cell is which: its words are the task's, and nobody answers. Without
    a number it is no row.
    """
    return _as_words(cells, header) if header.number == 0 and _number(cells[0]) is not None else None


def _as_words(cells: Sequence[str], header: Header) -> list[str]:
    """Return a row of which only the number is plain, if it has one: all else is the task's words."""
    numbered = int(header.number == 0 and _number(cells[0]) is not None)
    return [*cells[:numbered], *[""] * (header.wording[0] - numbered), "\n".join(cells[numbered:])]


class _Fit(NamedTuple):
    """How some cells stand under some columns: how many columns that count are filled, and what stands in each.

    `plain`: nothing else fits as well, but for how the wording is parted.
    """

    filled: int
    cells: tuple[str, ...]
    plain: bool = True


def arranged(cells: Sequence[str], header: Header) -> Sequence[str] | None:
    """Return the cells of a row under the columns, though some are left out or parted; None if it is not plain which.

    What stands under a role names offices, under a time says one, and as much as possible is said.
    """
    has_number = header.number is not None and _number(cells[0]) is not None
    columns = [column for column in range(header.width) if not (has_number and column == header.number)]
    rest = cells[has_number:]
    if not 0 < len(rest) <= 2 * _MOST_COLUMNS or len(columns) > _MOST_COLUMNS:
        return None
    roles, kinds = dict(header.roles), [_kinds(cell) for cell in rest]
    fitting = dict.fromkeys(roles, "office") | dict.fromkeys(header.wording, "words")
    if header.time is not None:
        fitting[header.time] = "time"
    # Nobody cooperates alone: where one column says who does, and one who answers, a single office answers.
    helping = [column for column, name in header.roles if role_of(name) == "cooperate"] if len(roles) == 2 else []
    weights = dict.fromkeys(fitting, 4) | dict.fromkeys(helping, 3) | {header.category: 1}

    @cache
    def best(cell: int, at: int) -> _Fit | None:
        """Return how the cells from one on stand best under the columns from one on; None if they do not."""
        if at == len(columns):
            return _Fit(0, ()) if cell == len(rest) else None
        found: list[_Fit] = []
        kind = fitting.get(columns[at], "")
        most = cell + 1 if kind in ("", "time") else len(rest)
        for end in range(cell, min(most, len(rest)) + 1):
            if kind and any(kind not in each for each in kinds[cell:end]):
                break
            if after := best(end, at + 1):
                here = "\n".join(rest[cell:end])
                weight = weights.get(columns[at], 0) if end > cell else 0
                found.append(_Fit(after.filled + weight, (here, *after.cells), after.plain))
        if not found:
            return None
        first, *others = sorted(
            (fit for fit in found if fit.filled == max(found).filled), key=lambda fit: not fit.plain
        )
        says = [column for column in columns[at:] if fitting.get(column) in ("office", "time")]
        same = all(_under(fit, says, columns[at:]) == _under(first, says, columns[at:]) for fit in others)
        return first._replace(plain=first.plain and same and all(fit.plain for fit in others))

    fit = best(0, 0)
    if fit is None or not fit.plain:
        return None
    placed = dict(zip(columns, fit.cells, strict=True)) | ({header.number: cells[0]} if has_number else {})
    if not any(placed[column] for column in header.wording) or not any(placed[column] for column in roles):
        return None
    return [placed[column] for column in range(header.width)]


def _kinds(cell: str) -> tuple[str, ...]:
    """Return under what a cell may stand: 年内建成3个平台 is a time, or words."""
    kind = kind_of_cell(cell)
    if kind == "nothing":
        return ("office", "words", "time")
    office, *persons = cell.split()
    if (
        kind == "words"
        and persons
        and len(max(persons, key=len)) <= _LONGEST_PERSON
        and kind_of_cell(office) == "office"
    ):
        return ("office", "words")  # 市财政局 张三
    has_words = kind == "time" and (after_time(cell) != cell or not is_deadline(fold(cell)))
    return ("time", "words") if has_words else (kind,)


def _under(fit: _Fit, wanted: Collection[int], columns: Sequence[int]) -> list[str]:
    return [cell for column, cell in zip(columns, fit.cells, strict=True) if column in wanted]


def _number(text: str) -> int | None:
    found = _INTEGER.fullmatch(fold(text))
    return (int(found[1]) if found[1].isdecimal() else numeral(found[1])) if found else None


def _is_chapter(line: Line) -> bool:
    label = read_label(fold(line.text), line.text)
    return bool(label and label.style in _CHAPTERS and len(label.text) < len(line.text))
