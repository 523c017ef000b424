"""Tables: 序号 | 重点任务 | 牵头单位 | 责任单位 | 完成时限, as rows of cells from any format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from egovtrack.draft import Aside, Line, Place, Role
from egovtrack.grammar.clauses import Reading, without_remarks
from egovtrack.grammar.deadlines import is_ongoing, stated
from egovtrack.grammar.findings import Finding
from egovtrack.grammar.lexicon import AND_PERSON, KIND, OF_LEVEL, ROLES, is_office, role_of
from egovtrack.grammar.numbering import Label, read_label
from egovtrack.grammar.parties import DOES, Named, RawClause, read_list, without_persons
from egovtrack.grammar.shadow import Excerpt, fold

_ROLE = f"(?:{ROLES})"
_AND = r"[/、和及与,]"
# A role column names an office (市级责任单位), a division of work, or is a bare role word; 落实河长制 is none.
_COLUMN = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{_ROLE}(?:{_ROLE}|{_AND}|{KIND})*?{KIND}(?:名称|分工)?|(?:部门|单位|职责|{_ROLE})+分工"
    rf"|(?:{_ROLE}{_AND}?)+[方处科股室局]?"
)
_DIVISION = re.compile(
    "(?:任务|工作|具体)?分工"
)  # a role column only where there is no other: it may tell what is done
_BRACKET = re.compile(r"\([^()]*\)")
_ROLE_IN_BRACKET = re.compile(rf"\(({_ROLE}{KIND}?)\)(?={KIND}|$)")
_PARTED = re.compile(rf"(?<!参){_AND}|(?<=单位|部门|主体)(?={_ROLE})")
_PERSON = re.compile(r"人$|人员|领导|电话|联系|情况|签字|姓名")
_FIRST_LEADS = re.compile(r"(?:首位|第一[位个名]?)(?:的|者)?(?:单位|部门)?[为是]牵头")
_OTHERS_COOPERATE = re.compile(r"其[余他](?:的|单位|部门)*[均都]?[为是]?配合")
_TIME = re.compile(r"时限|时间|期限|节点|进度|日期")
_BEGINS = re.compile(r"启动|开工|开始|起始|动工|进场|交办|下达|立项|登记|印发|批示|[来收发]文|会议")
_ENDS = re.compile(r"完成|办结|竣工|截止|结束|建成|完工|时限|期限|到期|起止")
_NUMBER = re.compile(r"序号|编号|^序$|^号$")
_TASK = re.compile(r"任务|事项|内容|措施|项目|目标|工作|举措|要求|指标|分工")
_CATEGORY = re.compile(r"类别|分类|领域|板块|类型|大项|类$")
_NOTE = re.compile(r"备注|情况|依据|来源|电话|进展|说明")
_PROGRESS = {
    "status": re.compile(r"状态|是否(?:完成|办结)"),
    "percent": re.compile(r"完成率|百分比|完成比例|进度|%"),
    "problem": re.compile(r"问题|困难|堵点|难点"),
    "next_step": re.compile(r"下一?步|下阶段|下一阶段|工作打算"),
    "as_of": re.compile(r"(?:填报|报送|更新|反馈|统计)(?:时间|日期)"),
    "department": re.compile(r"(?:填报|报送|反馈)(?:单位|部门)"),
    "value": re.compile(r"完成(?:数量?|值|量)$"),
    "completed_on": re.compile(r"(?:完成|办结|销号)(?:时间|日期)"),
    "note": re.compile(r"进展|(?:完成|落实|推进|办理|工作)情况|成效"),
}
"""What columns to the right of those who answer say of a task's progress, by their names."""
_NO_TIME = re.compile(rf"^(?:完成|办理|当前|目前|实际)进度|{_PROGRESS['as_of'].pattern}")
_NOTHING = re.compile(r"[无/\-—–\s]*$")
_SAME = re.compile(r"\s*(?:同上|〃)\s*")
_COUNT = re.compile(r"(\d{1,3})\*?")
_SECTION = re.compile(r"[\u4e00-\u9fff]{2,}[处科股](?:\([^()]*\))?")
_LONGEST_NAME, _LONGEST_PERIOD, _LONGEST_LIST = 20, 40, 3000

LABEL_IN_CELL = re.compile(rf"(?:^|(?<=[\n,;。\s]))(?P<word>(?:(?:国家|[省市州县区])级?)?{_ROLE}+{KIND}?):")
_NOBODY = re.compile(
    r"(?:^|(?<=[\n,;。、]))[ \t]*(?P<what>待[定议]|待?另行[确指]定|待(?:明确|确定|指定)|未定|暂[无缺]|〃"
    r"|同(?:上|左|前|[牵责配主协承][头任合办](?:单位|部门)?))[ \t]*(?=$|[\n,;。、])"
)
_MARKUP = re.compile(r"[&\\*\]]")
_FARTHEST = 300  # what the format puts between two words of a cell (an address); bounded, so that reading stays linear
_WORDS = re.compile(r"\w+|\W")


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a table hold: their indices, and for each role column its name.

    `width` counts columns up to the last that has a name; `unnamed` are those before it that have none.
    """

    number: int | None
    category: int | None
    wording: tuple[int, ...]
    roles: tuple[tuple[int, str], ...]
    time: int | None
    width: int
    unnamed: tuple[int, ...]
    asides: tuple[tuple[int, str, str], ...] = ()
    """The other columns: index, name and what it says of progress, "" for none."""

    @property
    def leads(self) -> bool:
        """Return whether a column says who leads, and no other role."""
        return any(_roles(name) == {"lead"} for _, name in self.roles)


@dataclass(slots=True)
class Row:
    """A row read as a task. The cells that say who answers and by when, where there are any, make its clause."""

    label: Label | None
    category: str
    reading: Reading
    clause: RawClause
    findings: list[Finding] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)

    @property
    def excerpt(self) -> Excerpt:
        """Return the words of the row, and then the cells of its clause."""
        return self.reading.excerpt

    def goes_on(self, before: Row) -> bool:
        """Return whether the row has the words of the row `before` it: cells are merged, or all is written again."""
        told = {aside.column: aside.text for aside in before.asides}
        is_told = all(told.get(aside.column) == aside.text for aside in self.asides if aside.key)
        return is_told and not self.label and self._words() == before._words()

    def _words(self) -> str:
        return "".join(self.excerpt.text[: self.reading.length].split())

    def add(self, other: Row) -> None:
        """Take in who else answers, and by when, of a row that goes on with this one."""
        by = len(self.excerpt.text) - other.reading.length
        for clause in other.reading.clauses:
            parties = [party.moved(by) for party in clause.parties]
            dates = [(start + by, end + by) for start, end in clause.deadlines]
            moved = RawClause(clause.start + by, clause.end + by, parties, dates, settled=clause.settled)
            self.reading.clauses.append(moved)
            self.reading.excerpt = Excerpt.joined([self.excerpt, other.excerpt.cut(clause.start)])
        told = {(aside.column, aside.text) for aside in self.asides}
        self.asides += [aside for aside in other.asides if (aside.column, aside.text) not in told]
        self.findings += other.findings

    def read_parties(self, begin: int, end: int, name: str, told: set[str]) -> None:
        """Take in the parties of a cell, in the role of its column or of the labels in it."""
        self._blank_nobody(begin, end)
        labels = list(LABEL_IN_CELL.finditer(self.excerpt.shadow[begin:end]))
        stops = [*(begin + label.start() for label in labels), end]
        if stops[0] > begin:
            self._read_column(begin, stops[0], name, told)
        for label, stop in zip(labels, stops[1:], strict=True):
            role = "responsible" if OF_LEVEL.match(label["word"]) else role_of(label["word"])
            self._read_list(begin + label.end(), stop, role, label["word"])

    def _read_column(self, begin: int, end: int, name: str, told: set[str]) -> None:
        roles = _roles(name)
        word = _bare(name)
        role = next(iter(roles)) if len(roles) == 1 else "responsible"
        parties = self._read_list(begin, end, role, word, persons=bool(AND_PERSON.search(name)))
        plain = [party for party in parties if party.word == word]
        if _FIRST_LEADS.search(name):
            if len(parties) > 1 and len(plain) == len(parties):
                parties[0].role = "lead"
                for party in parties[1:]:
                    party.role = "cooperate" if _OTHERS_COOPERATE.search(name) else "responsible"
        elif plain and len(roles) > 1 and name not in told:
            told.add(name)
            self._find("several_roles", begin, end, column=word)

    def _read_list(self, begin: int, end: int, role: Role, word: str, *, persons: bool = False) -> list[Named]:
        if end - begin > _LONGEST_LIST:
            self._find("unread_cell", begin, end)
            return []
        listed = read_list(without_remarks(self.excerpt.shadow[:end]), begin, end, role, word)
        parties, dates, unread = without_persons(self.excerpt.shadow, listed) if persons else listed
        for span in unread:
            self._find("doubtful_name", *span) if parties else self._find("unread_cell", begin, end)
        self.clause.parties += parties
        self.clause.deadlines += dates
        return parties

    def read_time(self, begin: int, end: int) -> None:
        """Take in the cell of a deadline."""
        self.clause.deadlines.append((begin, end))

    def _blank_nobody(self, begin: int, end: int) -> None:
        def blank(found: re.Match[str]) -> str:
            self._find("nobody", begin + found.start("what"), begin + found.end("what"), text=found["what"])
            return " " * len(found[0])

        self._show(begin, end, _NOBODY.sub(blank, self.excerpt.shadow[begin:end]))

    def _show(self, begin: int, end: int, shadow: str) -> None:
        """Let the rules see a stretch as `shadow`, which is as long; the words stay."""
        whole = self.excerpt.shadow
        self.excerpt.shadow = whole[:begin] + shadow + whole[end:]

    def _find(self, code: str, begin: int, end: int, **params: str) -> None:
        self.findings.append(Finding(code, self.excerpt.place(begin, end), params))


def read_header(cells: Sequence[str]) -> Header | None:
    """Return the columns that a row announces, or None if it is no header: it names no role or no task."""
    names = _column_names(cells)
    if any(len(_BRACKET.sub("", name)) > _LONGEST_NAME for name in names):
        return None
    bare = [_bare(name) for name in names]
    roles = tuple((i, names[i]) for i, name in enumerate(bare) if _COLUMN.fullmatch(name) and not _PERSON.search(name))
    roles = roles or tuple((i, names[i]) for i, name in enumerate(bare) if _DIVISION.fullmatch(name))
    taken: set[int | None] = {i for i, _ in roles}
    number = _first(names, _NUMBER, taken)
    begins = {i for i, name in enumerate(names) if _BEGINS.search(name) and not _ENDS.search(name)}
    times = {i for i, name in enumerate(names) if _TIME.search(name) and not _NO_TIME.search(name)} - begins - taken
    time = min(times, key=lambda i: (not _ENDS.search(names[i]), i), default=None)
    category = _first(names, _CATEGORY, taken | {time})
    taken |= {number, time, category} | {i for i in begins if _TIME.search(names[i])}
    progress = {i: key for i, name in enumerate(names) if i not in taken and (key := _progress(name))}
    progress = {i: key for i, key in progress.items() if roles and i > roles[0][0]}
    wording = tuple(
        i
        for i, name in enumerate(names)
        if i not in taken and i not in progress and _TASK.search(name) and not _NOTE.search(name)
    )
    if not wording and roles and {number, time} != {None}:  # 民生实事, 反馈问题: what stands before who answers
        wording = tuple(i for i in range(roles[0][0]) if names[i] and i not in taken)
    if not roles or not wording:
        return None
    width = max(i for i, name in enumerate(names, start=1) if name)
    taken |= {*wording}
    others = tuple((i, cells[i], progress.get(i, "")) for i in range(width) if names[i] and i not in taken)
    return Header(number, category, wording, roles, time, width, tuple(i for i in range(width) if not names[i]), others)


def _progress(name: str) -> str:
    """Return what a column says of the progress of tasks, by its name; empty if nothing."""
    return next((key for key, pattern in _PROGRESS.items() if pattern.search(name)), "")


def _bare(name: str) -> str:
    """Return a column's name without what a bracket explains; 牵头（责任）单位 names two roles."""
    return AND_PERSON.sub("", _BRACKET.sub("", _ROLE_IN_BRACKET.sub(r"/\1", name)))


def _roles(name: str) -> set[Role]:
    """Return the roles that a column's name (牵头/责任单位) gives to those in it."""
    return {role_of(part) for part in _PARTED.split(_bare(name)) if re.search(_ROLE, part)} or {"responsible"}


def _first(names: Sequence[str], pattern: re.Pattern[str], taken: set[int | None]) -> int | None:
    return next((i for i, name in enumerate(names) if i not in taken and pattern.search(name)), None)


def read_rows(lines: Sequence[Line], header: Header | None) -> tuple[list[Row | str | None], Header | None]:
    """Return each row of a table, and the header that was last in force. A row that goes on with the one before it is
    that one again.

    A row is a task, the text of a heading that goes across the table, or None for headers. Rows before the header are
    not read, as it says what the columns mean. `header` is that of the table before, which a heading interrupted.
    """
    rows: list[Row | str | None] = []
    above: list[str] = []
    told: set[str] = set()
    names: Sequence[str] = ()
    number: Label | None = None
    for line in lines:
        upper, names = names, _column_names(line.cells)
        announced = read_header(names) or (read_header(_beneath(upper, names)) if rows and rows[-1] is None else None)
        if announced and above and announced != header and not any(map(_NUMBER.fullmatch, names)):
            announced = None
        if announced or header is None:
            header = announced or header
            rows.append(None)
            continue
        if above and _is_about_the_page(line.cells):
            rows.append(None)
            continue
        across = {cell for cell in line.cells if cell}
        if len(across) == 1 and len(line.cells) > 1 and not (above and _stands_below(line.cells, header)):
            rows.append(across.pop())
            continue
        cells = _aligned(line.cells, header, above)
        row = _read_row(line, cells, header, told)
        last = rows[-1] if rows else None
        if row and isinstance(last, Row):
            if row.label == number:
                row.label = None  # it is merged over several rows
            if row.goes_on(last):
                last.add(row)
                row = last
        rows.append(row)
        if row:
            above, number = cells, row.label or number
    return rows, header


def _stands_below(cells: Sequence[str], header: Header) -> bool:
    """Return whether the only cell of a row stands under its column, the others being merged with those above."""
    words = [cell for column in header.wording if column and (cell := _cell(cells, column))]
    return fits(cells, header) or (bool(words) and not read_label(fold(words[0]), words[0]))


def _is_about_the_page(cells: Sequence[str]) -> bool:
    """Return whether a row below a table is labels with a colon, each beside its value (索引号： | 0100)."""
    labels, values = cells[::2], cells[1::2]
    return bool(values) and all(label.endswith((":", "：")) for label in labels) and not any(map(is_office, values))


def _column_names(cells: Sequence[str]) -> list[str]:
    return [re.sub(r"\s+", "", fold(cell)) for cell in cells]


def _beneath(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the names of columns where a second row parts some of a header's into roles (责任单位: 牵头 | 配合)."""
    parts = [name for name in lower if name]
    if not parts or not all(map(_COLUMN.fullmatch, parts)):
        return []
    return [below or above for above, below in zip(upper, lower, strict=False)]


def _aligned(cells: Sequence[str], header: Header, above: Sequence[str]) -> list[str]:
    """Return the cells under their columns. Those merged with the cells above are left out or empty: the category is
    taken from above, and the wording where none of it is left.
    """
    aligned = list(cells)
    category = header.category
    if above:
        aligned = [above[i] if _SAME.fullmatch(cell) and i < len(above) else cell for i, cell in enumerate(aligned)]
        aligned = next(_with_merged(aligned, header, above), aligned)
        if not any(_cell(aligned, column) for column in header.wording) and fits(aligned, header):
            aligned[:] = [
                above[i] if i in header.wording and i < len(above) else cell for i, cell in enumerate(aligned)
            ]
    if category is not None and category < len(aligned) and not aligned[category]:
        aligned[category] = _cell(above, category)
    return aligned


def _with_merged(cells: list[str], header: Header, above: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ways in which a row fits its columns with cells from above before those who answer, plainest first.

    A number of its own stays the row's number; of what is merged only the category is the row's, too.
    """
    filled = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    if filled >= header.width or fits(cells, header):
        return
    first = header.roles[0][0]
    begin = header.number + 1 if header.number is not None and _labelled(cells, header.number) else 0
    for count in range(1, min(header.width - filled, first) + 1):
        for at in range(begin, first - count + 1):
            merged = [_cell(above, column) if column == header.category else "" for column in range(at, at + count)]
            candidate = [*cells[:at], *merged, *cells[at:filled]]
            if fits(candidate, header):
                yield candidate


def _labelled(cells: Sequence[str], place: int) -> bool:
    cell = cells[place] if place < len(cells) else ""
    return bool(read_label(fold(cell), cell) or _COUNT.fullmatch(fold(cell)))


def _read_row(line: Line, cells: Sequence[str], header: Header, told: set[str]) -> Row | None:
    """Return a row as a task. `told` holds the columns of which a finding says already that they name several roles.

    A row with more cells than the table has columns is read only if it is plain which is which.
    """
    placed = _placed(cells, header)
    columns = header.wording if placed else range(header.wording[0], len(cells))
    words = [text for column in columns if (text := _cell(placed or cells, column))]
    if not words:
        return None
    label, words[0] = _label(_cell(cells, header.number), words[0])
    answers = [(_cell(placed, column), name) for column, name in (*header.roles, (header.time, ""))] if placed else []
    answering = [(text, name) for text, name in answers if not _NOTHING.match(text)]
    excerpt = _excerpt(line, [*words, *(text for text, _ in answering)])
    index = len("\n".join(words)) + 1
    clause = RawClause(index, len(excerpt.text), settled=header.leads)
    reading = Reading(excerpt, index - 1, [clause] if answering else [])
    row = Row(label, _cell(cells, header.category), reading, clause)
    for text, name in answering:
        end = index + len(text)
        if name:
            row.read_parties(index, end, name, told)
        else:
            row.read_time(index, end)
        index = end + 1
    row.asides += _asides(line, cells, header) if placed else []
    row.findings += _misplaced(line, cells, placed, "\n".join(words).split("\n"), header)
    return row


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column] if column is not None and column < len(cells) else ""


def _placed(cells: Sequence[str], header: Header) -> Sequence[str]:
    """Return the cells of a row as they stand under the columns; empty if the row has more and it is not plain which.

    What is too much is another column without a name, or part of a cell (a comma in a .csv), if who answers and by when
    can be read in one such way only.
    """
    filled = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    extra = max(filled, len(cells)) - header.width
    if extra <= 0 or fits(cells, header):
        return cells
    joined = (_joined(cells, column, extra, header) for column in {header.wording[-1], *dict(header.roles)})
    found = [placed for placed in joined if placed]
    # Where only empty cells are too many, the row may well stand as it is.
    return found[0] if len(found) == 1 else cells if filled <= header.width else ()


def _joined(cells: Sequence[str], column: int, extra: int, header: Header) -> Sequence[str]:
    """Return a row with the cells that are too many as part of a column's cell; empty if it cannot be read so."""
    parts = [cell for cell in cells[column : column + extra + 1] if cell]
    joined = [*cells[:column], "\n".join(parts), *cells[column + extra + 1 :]]
    is_prose = column not in dict(header.roles) and not any(map(_names_offices, parts))
    return joined if fits(joined, header) and (is_prose or column in dict(header.roles)) else ()


def fits(cells: Sequence[str], header: Header) -> bool:
    """Return whether cells stand under their columns: some name offices, and the one of a time says one or nothing."""
    kinds = {kind_of_cell(_cell(cells, column)) for column, _ in header.roles}
    return "office" in kinds and "words" not in kinds | {kind_of_cell(_cell(cells, header.time))} - {"time"}


@lru_cache(4096)
def kind_of_cell(text: str) -> Literal["office", "time", "nothing", "words"]:
    """Return what a cell says by itself: who (nothing but names of offices), when, nothing, or anything else."""
    shadow = fold(text)
    if _NOTHING.match(shadow):
        return "nothing"
    if len(text) <= _LONGEST_PERIOD and (is_ongoing(shadow) or stated(shadow, 2000)):
        return "time"
    return "office" if _names_offices(LABEL_IN_CELL.sub("", shadow)) else "words"


def _names_offices(text: str) -> bool:
    """Return whether a cell is nothing but names of offices, of one at least as most are called."""
    shadow = fold(text)
    named, dates, unread = (
        read_list(shadow, 0, len(text), "responsible") if len(text) <= _LONGEST_LIST else ([], [], [])
    )
    names = [shadow[party.start : party.end] for party in named if party.kind != "indefinite"]
    return (
        bool(named)
        and not (unread or (dates and "\n" in text))  # lines of which one is a time are several cells
        and all(is_office(name) and not DOES.match(name) for name in names)
        and (len(names) < len(named) or any(is_office(name, strict=True) or _SECTION.fullmatch(name) for name in names))
    )


def _asides(line: Line, cells: Sequence[str], header: Header) -> Iterator[Aside]:
    """Yield the cells that are no part of the task, each with its place in the row."""
    index, starts = 0, list[int]()
    for cell in cells:
        found = line.text.find(cell.replace("\n", " "), index)
        starts.append(found)
        index = max(index, found + len(cell))
    for column, name, key in header.asides:
        if column < len(cells) and cells[column] and starts[column] >= 0:
            start = line.place.start + starts[column]
            place = Place(start, start + len(cells[column]))
            yield Aside(0, " ".join(name.split()), key, cells[column], place)


def _misplaced(
    line: Line, cells: Sequence[str], placed: Sequence[str], words: Sequence[str], header: Header
) -> Iterator[Finding]:
    """Yield findings of cells that do not stand where they belong, and of those that name offices under no name."""
    answered = any(_cell(placed, column) for column, _ in header.roles)
    if not placed or (not answered and any(map(_names_offices, words))):
        yield Finding("misfit", line.place)
        return
    if placed != cells:
        yield Finding("joined_cells", line.place, {"text": " ".join(words)})
        return
    for column in (*header.unnamed, *range(header.width, len(cells))):
        text = _cell(cells, column)
        if text and _names_offices(text):
            start = line.place.start + max(line.text.find(text), 0)
            yield Finding("unread_cell", Place(start, start + len(text)))


def _label(number: str, first: str) -> tuple[Label | None, str]:
    """Return the row's number: in its own column, else at the beginning of the wording."""
    shadow = fold(number).strip()
    if count := _COUNT.fullmatch(shadow):
        return Label(number, "row", 4.0, int(count[1])), first
    if number:
        return read_label(shadow, number) or Label(number, "row", 4.0, None), first
    label = read_label(fold(first), first)
    return label, first[len(label.text) :] if label else first


def _excerpt(line: Line, texts: Sequence[str]) -> Excerpt:
    """Return the cells as a single excerpt, each line of each cell where it stands in the row."""
    lines: list[Excerpt] = []
    index = 0
    for piece in "\n".join(texts).split("\n"):
        found = _stretches(line.text, piece, index)
        lines.append(Excerpt.of([(word, line.place.start + at) for word, at in found]))
        if len(found) > 1 or piece in line.text:  # else it is merged, and stands in the row above
            index = max(index, found[-1][1] + len(found[-1][0]))
    return Excerpt.joined(lines)


def _stretches(text: str, piece: str, index: int) -> list[tuple[str, int]]:
    """Return where the words of a cell stand in its row; several stretches if a sign is written as &nbsp; or alike, a
    blank in it was left out, or the row is several lines.
    """
    found = text.find(piece, index)
    if found >= 0:
        return [(piece, found)]
    stretches: list[tuple[str, int]] = []
    is_there = piece not in text
    index = 0 if "\n" in text else index
    words = _WORDS.findall(piece)[::-1] if is_there else []
    while words:
        if word := words.pop():
            most = len(word) if word.isalnum() else 0
            ends = ((size, text.find(word[:size], index, index + size + _FARTHEST)) for size in range(most, 0, -1))
            size, at = next(((size, at) for size, at in ends if at >= 0), (len(word), min(index, len(text) - 1)))
            is_there &= at >= 0 and (not most or text.startswith(word[:size], at))
            stretches.append((word[:size], at))
            index = at + size
            words.append(word[size:])
    if is_there or (stretches and _MARKUP.search(text)):
        return stretches
    # A column further left; or the text of a cell merged over several rows, which stands in the first of them only.
    found = text.find(piece)
    if found < 0 and len(piece) > len(text):
        return [(sign, min(at, len(text) - 1)) for at, sign in enumerate(piece)]
    return [(piece, found if found >= 0 else len(text) - len(piece))]
