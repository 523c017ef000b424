"""Tables: 序号 | 重点任务 | 牵头单位 | 责任单位 | 完成时限, as rows of cells from any format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from egovtrack.draft import Line
from egovtrack.grammar.clauses import RawClause
from egovtrack.grammar.numbering import Label, read_label
from egovtrack.grammar.parties import read_list, role_of
from egovtrack.grammar.shadow import Excerpt, fold, joined

_ROLE = re.compile(r"牵头|责任|负责|配合|主办|承办|协办|协助|参与|参加|落实|实施")
_PERSON = re.compile(r"人$|人员|领导|电话|联系|情况|签字|姓名")
_FIRST_LEADS = re.compile(r"(?:首位|第一[位个名]?)(?:的|者)?[为是]牵头")
_OFFICE = re.compile(r"单位|部门|主体|处室|科室|机构|机关")
_TIME = re.compile(r"时限|时间|期限|节点|进度")
_NUMBER = re.compile(r"序号|编号|^序$|^号$")
_TASK = re.compile(r"任务|事项|内容|措施|项目|目标|工作|举措|要求|指标")
_CATEGORY = re.compile(r"类别|分类|领域|板块|类型|大项|类$")
_NOTE = re.compile(r"备注|情况|依据|来源|电话|进展|说明")
_NOTHING = re.compile(r"[无/\-—–\s]*$")
_SAME = re.compile(r"\s*(?:同上|〃)\s*")
_COUNT = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Header:
    """What each column of a table holds; `wide` columns give the wording."""

    number: int | None
    category: int | None
    wording: tuple[int, ...]
    roles: tuple[tuple[int, str], ...]
    time: int | None
    width: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row read as a task: its words and, after `length` of them, its parties' cells."""

    label: Label | None
    category: str
    excerpt: Excerpt
    length: int
    clause: RawClause | None
    unreadable: bool


def read_header(line: Line) -> Header | None:
    """The columns that a row announces; None where it is no header (it names no role or no task)."""
    names = [re.sub(r"\s+", "", fold(cell)) for cell in line.cells]
    if any(len(name) > 20 for name in names):
        return None
    roles = tuple((i, name) for i, name in enumerate(names) if _ROLE.search(name) and not _PERSON.search(name))
    roles = tuple(
        (i, name) for i, name in roles if _OFFICE.search(name) or not (_TIME.search(name) or _TASK.search(name))
    )
    taken: set[int | None] = {i for i, _ in roles}
    number = _first(names, _NUMBER, taken)
    time = _first(names, _TIME, taken)
    category = _first(names, _CATEGORY, taken | {time})
    taken |= {number, time, category}
    wording = tuple(
        i for i, name in enumerate(names) if i not in taken and _TASK.search(name) and not _NOTE.search(name)
    )
    if not roles or not wording:
        return None
    return Header(number, category, wording, roles, time, len(names))


def _first(names: Sequence[str], pattern: re.Pattern[str], taken: set[int | None]) -> int | None:
    return next((i for i, name in enumerate(names) if i not in taken and pattern.search(name)), None)


def read_rows(lines: Sequence[Line], header: Header | None) -> tuple[list[Row | str | None], Header | None]:
    """Each row of a table: a task, the text of a heading that goes across the table, or None for header rows.

    Rows before the header are not read: without it nobody knows what a column means. `header` is the one of a table
    before, which a heading interrupted; the header that was last in force is given back.
    """
    rows: list[Row | str | None] = []
    above: list[str] = []
    for line in lines:
        announced = read_header(line)
        if announced or header is None:
            header = announced or header
            rows.append(None)
            continue
        across = {cell for cell in line.cells if cell}
        if len(across) == 1 and len(line.cells) > 1:
            rows.append(across.pop())
            continue
        cells = _aligned(line.cells, header, above)
        row = _read_row(line, cells, header)
        rows.append(row)
        if row:
            above = cells
    return rows, header


def _aligned(cells: Sequence[str], header: Header, above: Sequence[str]) -> list[str]:
    """The cells under their columns. A merged category leaves its cell out, or empty: it is taken from above."""
    aligned = list(cells)
    category = header.category
    if above:
        aligned = [above[i] if _SAME.fullmatch(cell) and i < len(above) else cell for i, cell in enumerate(aligned)]
    if category is None or not above:
        return aligned
    place = header.number if header.number is not None else header.wording[0]
    moved = place > category and len(aligned) > place - 1 and not (aligned[-1] and len(aligned) >= header.width)
    if moved and read_label(fold(aligned[place - 1]), aligned[place - 1]) and not _labelled(aligned, place):
        aligned.insert(category, above[category])
    elif category < len(aligned) and not aligned[category]:
        aligned[category] = above[category]
    return aligned


def _labelled(cells: Sequence[str], place: int) -> bool:
    return place < len(cells) and bool(
        read_label(fold(cells[place]), cells[place]) or _COUNT.fullmatch(fold(cells[place]))
    )


def _read_row(line: Line, cells: Sequence[str], header: Header) -> Row | None:
    def cell(column: int | None) -> str:
        return cells[column] if column is not None and column < len(cells) else ""

    words = [cell(column) for column in header.wording if cell(column)]
    if not words:
        return None
    label, words[0] = _label(cell(header.number), words[0])
    answering = [(cell(column), name) for column, name in header.roles if not _NOTHING.match(cell(column))]
    answering += [(cell(header.time), "")] if not _NOTHING.match(cell(header.time)) else []
    excerpt = _excerpt(line, [*words, *(text for text, _ in answering)])
    length = len("\n".join(words))
    if not answering:
        return Row(label, cell(header.category), excerpt, length, None, unreadable=False)
    clause = RawClause(length + 1, len(excerpt.text))
    index = length + 1
    readable = True
    for text, name in answering:
        end = index + len(text)
        readable &= _read_cell(excerpt, clause, index, end, name)
        index = end + 1
    return Row(label, cell(header.category), excerpt, length, clause if readable else None, unreadable=not readable)


def _label(number: str, first: str) -> tuple[Label | None, str]:
    """The row's number: in its own column, else at the beginning of the wording."""
    shadow = fold(number).strip()
    if _COUNT.fullmatch(shadow):
        return Label(number, "row", 4.0, int(shadow)), first
    if number:
        return read_label(shadow, number) or Label(number, "row", 4.0, None), first
    label = read_label(fold(first), first)
    return label, first[len(label.text) :] if label else first


def _read_cell(excerpt: Excerpt, clause: RawClause, begin: int, end: int, name: str) -> bool:
    if not name:
        clause.deadlines.append((begin, end))
        return True
    # 责任单位（第一个为牵头单位）: the column's role is said before the bracket.
    clause.convention = clause.convention or bool(_FIRST_LEADS.search(name))
    name = name.partition("(")[0] or name
    found = read_list(excerpt, begin, end, role_of(name), name)
    if found is None:
        return False
    clause.parties += found[0]
    clause.deadlines += found[1]
    return True


def _excerpt(line: Line, texts: Sequence[str]) -> Excerpt:
    """The cells in one, each line of each where it stands in the row."""
    pieces: list[tuple[str, int]] = []
    index = 0
    for text in texts:
        for piece in text.split("\n"):
            found = line.text.find(piece, index)
            if found < 0:
                # The text of a cell merged over several rows stands in the first of them only.
                found = max(line.text.find(piece), len(line.text) - len(piece), 0)
            pieces.append((piece, line.place.start + found))
            index = found
    return joined(pieces, ["", *("\n" for _ in pieces[1:])])
