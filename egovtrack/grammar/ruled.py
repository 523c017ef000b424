"""Tables drawn with signs (│ ─ + |), and tables that stand side by side under a head printed twice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from egovtrack.draft import Document, Line, Place
from egovtrack.grammar.columns import MAY_SAY_WHO, Header, are_names, cell_at, fits, joined, number_of, read_header
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.form import form, whole
from egovtrack.grammar.names import DOES
from egovtrack.grammar.shadow import fold

_BARS = re.compile("[│┃║┆┊|｜]")
_DRAWN = re.compile("[\u2500-\u257f]")
_MOST_ABOVE, _MOST_OF_HEAD = 20, 6
_MOST_REPEATED = 20  # times that merged cells make a table longer; bounded, so that reading stays linear
_PART = tuple("△▲☆★●○◆◇■□·•—–")  # of the task above
_LEVEL = "─━┄┅┈┉╌╍═╴╶╸╺╼╾"
_RULE, _END = re.compile(rf"\s*[{_LEVEL}][{_LEVEL}\s]*"), re.compile(rf"((?![{_LEVEL}])[\u2500-\u257f|｜])")
_PLAIN_RULE = re.compile(r"\+[-=]{2,}(?=[+|])|\|[-=]{2,}(?=\+)|(?<=[-=]{2})\+")
_RULED = "─"
"""The cell of a line whose column is crossed by a rule there."""
_MOST_COLUMNS = 20  # of a table that stands beside another


def ruled(document: Document, at: int) -> list[Line]:
    """Return the lines from a place on that make a drawn table: its borders as furniture, each of its rows as one."""
    lines = document.lines
    text = lines[at].text
    is_head = bool(_DRAWN.search(text) and MAY_SAY_WHO.search(text))
    if not (is_head or text[0] == "+" or _DRAWN.match(text)):
        return []
    # The head stands among the first lines: looking for it is not to take longer in a long drawing that is no table.
    end, parts, heads, header = _read(lines, at, _MOST_ABOVE)
    if not header:
        drawn = [whole(document, lines[head[0] : head[-1] + 1], _joined(parts[row] for row in head)) for head in heads]
        return form(replace(document, lines=tuple(drawn)), 0) if len(drawn) > 1 else []
    end, parts, heads, header = _read(lines, at, len(lines))
    if not header:
        return []
    rows = [(head, _joined(parts[row] for row in head)) for head in heads]
    below = list(_groups(parts, heads[-1][-1] + 1, end))
    for group in below:
        if any(_RULED in parts[row] for row in group):
            found = _by_column(parts, group, header)
        else:
            each_row = _rows(parts, group, header, parted=len(below) > 1)
            found = [(row, _joined(parts[each] for each in row)) for row in each_row]
        if not found:
            return []
        rows += found
    starts = {row[0]: (len(row), cells) for row, cells in rows}
    result: list[Line] = []
    while at < end:
        count, cells = starts.get(at, (1, [_RULED]))
        if cells == [_RULED]:
            result.append(lines[at]._replace(style="furniture", cells=()))
        elif cells:
            padded = cells if len(cells) > 1 else [*cells, *[""] * (header.width - 1)]  # a heading goes across
            result.append(whole(document, lines[at : at + count], padded))
        else:
            result.append(whole(document, lines[at : at + count], ())._replace(style=""))
        at += count
    return result


def _read(
    lines: Sequence[Line], at: int, most: int
) -> tuple[int, dict[int, list[str]], list[list[int]], Header | None]:
    """Return where a drawing ends, of `most` lines, the cells of each line, and the head with the lines above it."""
    end = next((end for end in range(at, min(at + most, len(lines))) if not _is_drawn(lines[end].text)), None)
    end = min(at + most, len(lines)) if end is None else end
    parts = {row: _parts(lines[row].text) for row in range(at, end)}
    framed = all(not cells[0] for cells in parts.values() if cells[0] != _RULED)
    parts = {row: cells[framed and not cells[0] : len(cells) - (not cells[-1])] for row, cells in parts.items()}
    heads: list[list[int]] = []
    for group in islice(_groups(parts, at, end, crossed=True), _MOST_ABOVE):
        _widen(parts, group)
        for count in range(1, min(len(group), _MOST_OF_HEAD) + 1):
            header = read_header(_joined(parts[row] for row in group[:count]))
            below = parts[group[count]] if count < len(group) else ()
            if header and (not below or _may_follow(below, header)):
                return end, parts, [*heads, group[:count]], header
        heads.append(group)
    return end, parts, heads, None


def _may_follow(cells: Sequence[str], header: Header) -> bool:
    """Return whether a line right below a head begins a row, and does not go on with the head."""
    number = header.number
    return fits(cells, header) if number is None else number_of(cell_at(cells, number)) is not None


def _widen(parts: Mapping[int, list[str]], group: Sequence[int]) -> None:
    """Give the lines above a rule that parts one of their cells in several as many cells as there are below it."""
    for above, row in pairwise(group):
        more = len(parts[row]) - len(parts[above])
        start = parts[row].index(_RULED) if more > 0 and _RULED in parts[row] else 0
        if more > 0 and parts[row][start : start + more + 1] == [_RULED] * (more + 1):
            for each in range(group[0], row):
                parts[each][start + 1 : start + 1] = [""] * more


def _is_drawn(text: str) -> bool:
    return len(parts := _parts(text)) > 1 or parts[0] == _RULED


def _parts(text: str) -> list[str]:
    """Return the cells of a line between its bars, those that a rule crosses as such. A line of nothing but rules is a
    border. What two plain bars enclose (│──│) is no rule.
    """
    text = _PLAIN_RULE.sub(lambda found: "┼" + "─" * (len(found[0]) - 1), text)
    parts = _END.split(text)
    cells, ends = parts[::2], ["", *parts[1::2], ""]
    return [
        _RULED if _RULE.fullmatch(cell) and not (_BARS.match(left) and _BARS.match(right)) else cell.strip()
        for cell, (left, right) in zip(cells, pairwise(ends), strict=True)
    ]


def _is_border(cells: Sequence[str]) -> bool:
    return {*cells} == {_RULED}


def _groups(parts: Mapping[int, Sequence[str]], at: int, end: int, *, crossed: bool = False) -> Iterator[list[int]]:
    """Yield the lines between borders; where `crossed`, also those up to a rule beside a merged cell."""
    group: list[int] = []
    for place in range(at, end + 1):
        is_end = place == end or _is_border(parts[place])
        group += [] if is_end else [place]
        if group and (is_end or (crossed and _RULED in parts[place])):
            yield group
            group = []


def _by_column(
    parts: Mapping[int, Sequence[str]], group: Sequence[int], header: Header
) -> list[tuple[list[int], list[str]]]:
    """Return the rows of lines in which rules cross some columns only: a cell goes on until a rule in its own column,
    and stands beside each task that it goes along. Empty where it is not plain what the cells are.

    A row has no cells where those who answer change in the middle of a task, and go on beside the next.
    """
    columns = [*zip(*(parts[row] for row in group), strict=False)]
    cells = [_cells(group, column) for column in columns]
    number = [] if header.number is None else [header.number]
    if (
        len({len(parts[row]) for row in group}) > 1
        or len(cells) < header.width
        or any(_DRAWN.search(text) for each in cells for text in each.values())
        or any(
            sum(map(bool, cells[at].values())) < sum(text not in ("", _RULED) for text in columns[at]) for at in number
        )
    ):
        return []
    answering = [column for column in (*dict(header.roles), header.time) if column is not None]
    for column in header.wording:
        for above, start in reversed([*pairwise(cells[column])]):
            if cells[column][start].startswith(_PART) and not any(start in cells[each] for each in answering):
                cells[column][above] += "\n" + cells[column].pop(start)
    end = group[-1] + 1
    starts = [[*each, end] for each in cells]
    tasks = sorted({end, *chain(*(cells[column] for column in (*number, *header.wording)))})
    rows: list[tuple[list[int], list[str]]] = []
    lost = -1
    for start, stop in pairwise(sorted({end, *chain(*cells)})):
        index = bisect_right(tasks, start)
        is_task = tasks[index - 1] == start
        after = [bisect_right(each, start) for each in starts]
        texts = [
            each[starts[column][at - 1]] if is_task or start in each or column in header.wording else ""
            for column, (each, at) in enumerate(zip(cells, after, strict=True))
        ]
        ends = [starts[column][after[column]] for column in answering if start in cells[column]]
        is_lost = not is_task and (lost == tasks[index] or max([0, *ends]) > tasks[index])
        lost = tasks[index] if is_lost else lost  # and so is what more is said of the task
        rows.append(([*range(start, stop)], [] if is_lost else texts))
    told = sum(len(text) for _, texts in rows for text in texts)
    return rows if told <= _MOST_REPEATED * sum(len(text) for each in cells for text in each.values()) else []


def _cells(group: Sequence[int], column: Sequence[str]) -> dict[int, str]:
    """Return the cells of a column between its rules, by the line that each begins with."""
    lines: dict[int, list[list[str]]] = {group[0]: []}
    last = group[0]
    for row, text in zip(group, column, strict=True):
        if text == _RULED:
            lines[last := row + 1] = []
        else:
            lines[last].append([text])
    return {start: "".join(_joined(each)) for start, each in lines.items()}


def _rows(parts: Mapping[int, Sequence[str]], group: Sequence[int], header: Header, *, parted: bool) -> list[list[int]]:
    """Return the lines of each row between two borders. Where borders part rows it is one, unless numbers tell of
    several; else a line is a row, unless it only goes on with some of the cells above. Empty where it is not plain.
    """
    number = header.number
    numbered = [row for row in group if number is not None and parts[row][number : number + 1] != [""]]
    if numbered and numbered[0] != group[0]:  # it stands amid its row
        return [[*group]] if len(numbered) == 1 else []
    rows: list[list[int]] = []
    for place in group:
        begins = not rows or place in numbered or (not parted and _begins(parts[rows[-1][-1]], parts[place], header))
        if begins is None:
            return []
        if begins:
            rows.append([])
        rows[-1].append(place)
    return rows


def _begins(above: Sequence[str], cells: Sequence[str], header: Header) -> bool | None:
    """Return whether a line without a number begins a row: it says what is done, and by whom, below a whole name; or
    by when, though the row above says so, too. None if its words may go on with those above.
    """
    fit = fits(cells, header) and fits(above, header)
    times = [cell_at(each, header.time) for each in (above, cells)]
    if fit and all(times) and not is_deadline(fold("".join(times))):
        return True
    pairs = ((cell_at(above, column), cell_at(cells, column)) for column, _ in header.roles)
    is_whole = not any(cell.endswith(("、", "，", ",")) for cell in above)
    if not (is_whole and any(are_names(upper, lower) for upper, lower in pairs)):
        return False
    words = [cell_at(cells, column) for column in header.wording]
    does = any(map(DOES.match, words))
    return None if fit and any(words) and header.number is None and not does else does


def _joined(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the cells of several lines as one row."""
    cells: list[str] = []
    for row in rows:
        cells += [""] * (len(row) - len(cells))
        for column, text in enumerate(row):
            cells[column] = joined(cells[column], "" if text == _RULED else text)
    return cells


def one_by_one(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a document, with tables side by side (序号 | 任务 | … | 序号 | 任务 | …) one after another."""
    halves: list[tuple[Line, Line | None]] = []
    width = 0
    for line in lines:
        cells = line.cells
        widths = range(2, min(len(cells) // 2, _MOST_COLUMNS) + 1) if cells and cells[0] else ()
        again = next((at for at in widths if cells[:at] == cells[-at:]), 0) if widths else 0
        if again or (width and not cells and line.style != "furniture"):
            yield from _ordered(halves)
            halves, width = [], again
        if width and cells and not again:
            halves.append(_halves(line, width))
        else:
            yield line._replace(cells=cells[:again]) if again else line
    yield from _ordered(halves)


def _halves(line: Line, width: int) -> tuple[Line, Line | None]:
    """Return the rows of two tables that stand in one line."""
    left, right = line.cells[:width], line.cells[-width:]
    at = 0
    for cell in (*left, next(filter(None, right), "")):
        at = max(at, line.text.find(cell, at))
    if len(line.cells) < 2 * width or not any(right):
        return line._replace(cells=left), None
    start, text = line.place.start, _BARS.sub(" ", line.text[:at]).rstrip()
    first = line._replace(text=line.text[: len(text)], place=Place(start, start + len(text)), cells=left)
    return first, line._replace(text=line.text[at:], place=Place(start + at, line.place.end), cells=right)


def _ordered(halves: Sequence[tuple[Line, Line | None]]) -> Iterator[Line]:
    """Yield the rows of two tables, across where numbers go on so (1 | 2), else the left one first."""
    first = next(((left.cells[0], right.cells[0]) for left, right in halves if right), ("", ""))
    across = all(map(str.isdecimal, first)) and int(first[1]) == int(first[0]) + 1
    order = halves if across else [*((left,) for left, _ in halves), *((right,) for _, right in halves)]
    yield from (row for rows in order for row in rows if row)
