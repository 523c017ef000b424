"""Tables with a cell on each line, as pastes leave them: their names, numbers and times tell the rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from egovtrack.draft import Document, Line
from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.columns import (
    COLUMN_NAME,
    LABEL_IN_CELL,
    MAY_SAY_WHO,
    MOST_COLUMNS,
    NUMBER_COLUMN,
    ROLE_COLUMN,
    Header,
    begins_name,
    beneath,
    column_names,
    fitted,
    kind_of_cell,
    kinds,
    number_of,
    offices,
    read_header,
    whole_cells,
)
from egovtrack.grammar.documents import is_date
from egovtrack.grammar.form import whole
from egovtrack.grammar.furniture import is_page_mark
from egovtrack.grammar.lexicon import KIND, ROLES
from egovtrack.grammar.numbering import read_label
from egovtrack.grammar.shadow import fold

_FIRST_NAME = re.compile(
    r"\s*(?:序\s*号|编\s*号|序|号|(?:重点|主要|具体|工作|年度)*(?:任务|事项|内容|措施|项目|目标|工作|举措|指标|类别|领域)(?:名称|内容|分解)?|(?:重点|主要|具体|工作|年度)+)\s*"
)
_APART = re.compile(r"[(（][^()（）]*[)）]|^\d{1,2}(?:[-—–~至]\d{1,2})?月份?")  # in names of columns
_NAME = re.compile(r"[^\d。；;：:，,！!？?]{1,20}")
_REST_OF_NAME = re.compile(rf"{KIND}|时限|时间|期限|任务|内容|事项|措施|举措|名称|领导")
_UNFINISHED = re.compile(f"(?:{ROLES}|重点|主要|具体|工作|年度|完成|办结|整改|推进)$")
_NAMES_COLUMN = re.compile(rf"(?![各省市县区])[\u4e00-\u9fff]{{0,6}}{KIND}")  # 相关部门 is no office of a row there
_NO_NUMBER, _NO_TIME = "序号", "完成时限"
_BELOW = re.compile(r"\s*(?:注|备注|说明|附注|附件)\s*\d*[:：]")
_SIGNS = re.compile("^[^各、].*人民政府(?:办公[室厅])?$")
_MOST_TRIED = 12
"""Rows by which the readings of a head are compared."""
_CHAPTERS = ("part", "division", "han", "han_bracket")
_MOST_NAMED, _MOST_JOINED = 100, 4


def stacked(document: Document, at: int) -> list[Line]:
    """Return the lines of a table whose head begins with the line at a place, if each cell is a line.

    A name may be wrapped, and the number or the time be missing: the reading is taken that makes most rows plain.
    """
    lines = document.lines
    is_within = at > 0 and NUMBER_COLUMN.fullmatch(lines[at - 1].text)  # a head that could not be read
    first = fold("".join(lines[at].text.split()))
    if is_within or not (_FIRST_NAME.fullmatch(first) or ROLE_COLUMN.fullmatch(first)):
        return []
    end = at
    while end < min(at + 2 * MOST_COLUMNS, len(lines)) and _may_be_name(lines[end]):
        end += 1
    below = [line for line in lines[end : end + 2] if not is_chapter(line)]
    numbered = bool(below) and number_of(below[0].text) is not None
    if numbered:  # who answers may stand before the first number
        end -= next((count for count in range(_MOST_JOINED, 0, -1) if _is_office(lines[end - count : end])), 0)
    stops = [stop for stop in range(end if numbered else at + 2, end + 1) if numbered or not _is_name(lines, stop)]
    of_level = _is_of_level(lines[end : end + _MOST_NAMED])
    best, found = 0 if numbered else 1, list[Line]()
    for stop in stops:
        for names, announced in _heads(lines[at:stop]):
            known = numbered or all(map(COLUMN_NAME.fullmatch, column_names(names)))
            if (announced.number is not None) != numbered or not known:
                continue
            header = replace(announced, of_level=of_level)
            rows = _stacked_rows(document, at, stop, header, _MOST_TRIED)
            plain = sum(len(row.cells) == header.width for row in rows)
            if plain >= best:
                best, found = plain, [whole(document, lines[at:stop], names)]
                meant = stop, header
    return [*found, *_stacked_rows(document, at, *meant)] if found else []


def _is_of_level(lines: Sequence[Line]) -> bool:
    """Return whether the names of offices in some lines begin with their level; some may be cut, or be none."""
    named = {LABEL_IN_CELL.sub("", fold(cell)) for cell in _cells(lines) if kind_of_cell(cell) == "office"}
    return 3 * sum(map(begins_name, named)) > len(named)


def _is_name(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and bool(COLUMN_NAME.fullmatch(column_names([lines[at].text])[0]))


def _is_office(lines: Sequence[Line]) -> bool:
    texts = [line.text for line in lines]
    return bool(texts) and not _NAMES_COLUMN.fullmatch(texts[0]) and bool(offices(texts))


def _may_be_name(line: Line) -> bool:
    is_name = not line.style and bool(_NAME.fullmatch(_APART.sub("", line.text)))
    return is_name and number_of(line.text) is None and not is_chapter(line)


def _heads(lines: Sequence[Line]) -> Iterator[tuple[list[str], Header]]:
    """Yield the names of columns in some lines, and what they announce, as they may be meant, plainest last."""
    names: list[str] = []
    for name in ("".join(line.text.split()) for line in lines):
        above = names[-1] if names else ""
        if above and (len(name) == 1 or unmatched(fold(above))[1] or _is_wrapped(above, name)):
            names[-1] += name
        else:
            names.append(name)
    if len(set(names)) < len(names) or not MAY_SAY_WHO.search("".join(names)):
        return
    parted = (beneath(names[:at], names[at:]) for at in range(2, len(names) - 1))
    for level in (names, *filter(None, parted)):
        for numbered in (level,) if any(map(NUMBER_COLUMN.fullmatch, level)) else ([_NO_NUMBER, *level], level):
            for each in ([*numbered, _NO_TIME], numbered):
                header = read_header(each)
                if header and (each is numbered or header.time == len(numbered)):
                    yield each, header


def _is_wrapped(above: str, name: str) -> bool:
    """Return whether two lines are the name of a single column."""
    parted = _UNFINISHED.search(above) and _REST_OF_NAME.fullmatch(name)
    return bool(parted and (COLUMN_NAME.fullmatch(above + name) or ROLE_COLUMN.fullmatch(above + name)))


def _stacked_rows(document: Document, head: int, at: int, header: Header, most: int = 0) -> list[Line]:
    """Return the rows from a place on, below the head that begins at another; only so many, or all of them."""
    size = (most or _MOST_TRIED) * MOST_COLUMNS
    while True:  # over ever more lines, so that a document of many small tables is read in linear time
        title = document.lines[head - 1].text if head else ""
        lines, heads = _without_pages(document.lines[at : at + size], document.lines[head:at], title)
        found = _rows(document, lines, heads, header)
        is_whole = at + size >= len(document.lines)
        if most or is_whole or not found or found[-1].place.end < lines[len(lines) // 2].place.end:
            return found
        size *= 4


def _without_pages(lines: Sequence[Line], head: Sequence[Line], title: str) -> tuple[list[Line], set[int]]:
    """Return lines without page numbers and the head once more, perhaps below the title, and before which of them the
    head stood.
    """
    kept, heads, texts = list[Line](), set[int](), [line.text for line in head]
    at = 0
    while at < len(lines):
        begin = at + (lines[at].text == title)
        may_be = begin < len(lines) and lines[begin].text == texts[0]
        if may_be and [line.text for line in lines[begin : begin + len(head)]] == texts:
            heads.add(len(kept))
            at = begin + len(head)
            continue
        if lines[at].text[0].isdecimal() or not is_page_mark(fold(lines[at].text)):
            kept.append(lines[at])
        at += 1
    return kept, heads


def _rows(document: Document, lines: Sequence[Line], heads: Collection[int], header: Header) -> list[Line]:
    """Return the rows in some lines, and the headings between them, up to where the table ends."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        row = next((later for later in range(at, len(lines)) if not is_chapter(lines[later])), len(lines))
        if row > at and _begins_row(lines, row, header):
            found += lines[at:row]
            at = row
            continue
        is_row = not found or _begins_row(lines, at, header) or is_chapter(lines[at])
        here = header if is_row else replace(header, number=None)
        end = _next_row(lines, at, heads, here) if _begins_row(lines, at, here) else at
        is_doubtful = here is not header and len(found[-1].cells) < header.width
        may_sign = is_doubtful or (here is not header and any(is_date(fold(line.text)) for line in lines[at:end]))
        rows = _row(document, lines[at:end], here, header) if end > at and not may_sign else []
        if not rows or (found and _is_sentence(lines[at].text) and not _is_sentence(found[0].text)):
            break
        found += rows
        at = end
    return found


def _begins_row(lines: Sequence[Line], at: int, header: Header) -> bool:
    if at >= len(lines):
        return False
    text = lines[at].text
    return "words" in kinds(text) if header.number is None else _numbered(lines, at, header) is not None


def _numbered(lines: Sequence[Line], at: int, header: Header) -> int | None:
    """Return the number of the row that begins at a line, which may have who answers before it."""
    ahead = range(at + 1, min(at + _MOST_JOINED, len(lines))) if header.number == 1 and header.by_office else ()
    before = next((end for end in ahead if number_of(lines[end].text) is not None), at)
    is_before = _is_office(lines[at:before]) and number_of(lines[at].text) is None
    return number_of(lines[before if is_before else at].text)


def _is_sentence(text: str) -> bool:
    """Return whether a cell is what may also stand below a table."""
    return text.endswith("。") or bool(_BELOW.match(text))


def _row(document: Document, lines: Sequence[Line], header: Header, table: Header) -> list[Line]:
    """Return lines as a row, or as several below a number that is merged. `header` is that of the table, or without the
    number if the row has none.
    """
    cells = _cells(lines)
    if placed := fitted(cells, header):
        return [whole(document, lines, placed)]
    begins = [0, *(at for at in range(2, len(lines)) if _follows(lines, at)), len(lines)]
    parts = [lines[start:stop] for start, stop in pairwise(begins)] if header.number == 0 else []
    numbered = ([*cells[: at > 0], *_cells(part)] for at, part in enumerate(parts))
    first, *others = [fitted(each, header) for each in numbered] or [None]
    if first and all(placed and _goes_with(placed, first, header) for placed in others):
        rows = [first, *(["", *(placed or ())[1:]] for placed in others)]
        return [whole(document, part, row) for part, row in zip(parts, rows, strict=True)]
    has_office = any(kind_of_cell(line.text) == "office" for line in lines)
    named = header.number == 0 or (header is table and len(begins) == 2 and has_office)
    return [whole(document, lines, as_words(cells, header))] if named else []


def _goes_with(placed: Sequence[str], first: Sequence[str], header: Header) -> bool:
    """Return whether a part of a row says as much as its first part, but for its number, category and words; or nothing
    more, and not who answers.
    """
    apart = (header.number, header.category, *header.wording)
    said = [
        (bool(below), bool(above))
        for at, (below, above) in enumerate(zip(placed, first, strict=True))
        if at not in apart
    ]
    is_alike = all(below == above for below, above in said)
    return is_alike or (all(below <= above for below, above in said) and not any(placed[at] for at, _ in header.roles))


def _cells(lines: Sequence[Line]) -> list[str]:
    return whole_cells(line.text for line in lines)


def _next_row(lines: Sequence[Line], at: int, heads: Collection[int], header: Header) -> int:
    """Return where the row ends that begins at a place: before the next number, or a heading above it; where rows have
    no numbers, before words that follow who answers or by when; and before what stands below the table.
    """
    farthest = min(at + max(4 * header.width, MOST_COLUMNS), len(lines))
    farthest = next((end for end in range(at + 1, farthest) if _ends_table(lines, end, header)), farthest)
    number = (_numbered(lines, at, header) or 0) + 1
    for end in range(at + 2, farthest):
        if header.number is None and _follows(lines, end):
            return end
        if header.number is not None and _numbered(lines, end, header) in (number, 1 if end in heads else number):
            return next(stop for stop in range(end, at, -1) if not is_chapter(lines[stop - 1]))
    return _last_row(lines, at, farthest, header)


def _ends_table(lines: Sequence[Line], at: int, header: Header) -> bool:
    """Return whether a line is no cell: a note, a sentence below cells with no time after it, or who signs."""
    text, after = lines[at].text, lines[at + 1 : at + 2]
    is_dated = bool(after) and is_date(fold(after[0].text))
    has_time = bool(after) and not is_dated and kind_of_cell(after[0].text) == "time"
    says: Collection[str] = () if "words" in kinds(lines[at - 1].text) else kinds(lines[at - 1].text)
    last = header.roles[-1][0] if "office" in says else header.time if "time" in says else None
    words_follow = last is None or any(at > last for at in (*header.wording, *(at for at, *_ in header.asides)))
    is_below = not words_follow and len(text) > 1 and text.endswith("。") and "office" not in kinds(text)
    return bool(_BELOW.match(text)) or (is_below and not has_time) or bool(_SIGNS.search(text) and is_dated)


def _follows(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line begins the wording of another row: words after an office or a time."""
    if len(_cells(lines[max(0, at - _MOST_JOINED) : at + 1])) == len(_cells(lines[max(0, at - _MOST_JOINED) : at])):
        return False  # the cell above goes on
    kind, above = kind_of_cell(lines[at].text), _cells(lines[max(0, at - _MOST_JOINED) : at])[-1]
    if kind == "words" or "words" in kinds(above):
        return "words" in kinds(lines[at].text) and not kinds(above) & {"words"}
    last = kind_of_cell(above)
    above_office = at + 1 < len(lines) and kind_of_cell(lines[at + 1].text) == "office"
    return "words" in kinds(lines[at].text) and (kind == last or above_office)


def _last_row(lines: Sequence[Line], at: int, farthest: int, header: Header) -> int:
    """Return where a table's last row ends: after as many lines as there are columns, if all are filled, and further
    offices, else after as many as can be its cells; and where that is not plain, after the last office or time.
    """
    end = min(at + header.width, farthest)
    cells = [line.text for line in lines[at:end]]
    if fitted(cells, header) == cells:
        while header.roles[-1][0] == header.width - 1 and end < farthest and kind_of_cell(lines[end].text) == "office":
            end += 1
        return end
    last = max(header.roles[-1][0], header.time or 0)
    for stop in range(farthest, at + 1, -1):
        placed = fitted(cells := _cells(lines[at:stop]), header)
        is_end = stop == farthest or (
            len(_cells(lines[at : stop + 1])) > len(cells) and kind_of_cell(lines[stop].text) == "words"
        )
        if placed and is_end and (stop == farthest or placed[last]):
            return stop
    ends = (stop for stop in range(at + 1, farthest) if is_chapter(lines[stop]) or _is_sentence(lines[stop].text))
    said = [
        stop for stop in range(at + 1, next(ends, farthest)) if kind_of_cell(lines[stop].text) in ("office", "time")
    ]
    end = said[-1] + 1 if said else end
    while end < farthest and len(_cells(lines[at : end + 1])) == len(_cells(lines[at:end])):
        end += 1
    return end


def as_words(cells: Sequence[str], header: Header) -> list[str]:
    """Return a row of which only the number is plain, if it has one: all else is the task's words."""
    numbered = int(header.number == 0 and number_of(cells[0]) is not None)
    return [*cells[:numbered], *[""] * (header.wording[0] - numbered), "\n".join(cells[numbered:])]


def is_chapter(line: Line) -> bool:
    label = read_label(fold(line.text), line.text)
    return bool(label and label.style in _CHAPTERS and len(label.text) < len(line.text))
