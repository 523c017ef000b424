"""Tables: 序号 | 重点任务 | 牵头单位 | 责任单位 | 完成时限, as rows of cells from any format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from egovtrack.draft import Aside, Line, Place, Role
from egovtrack.grammar.clauses import Reading, without_remarks
from egovtrack.grammar.columns import (
    LABEL_IN_CELL,
    LONGEST_LIST,
    NOTHING,
    NUMBER_COLUMN,
    Header,
    bare_name,
    beneath,
    cell_at,
    column_names,
    fits,
    fitted,
    may_be_numbered,
    names_offices,
    pieces_of,
    read_header,
    roles_of,
    whole_names,
)
from egovtrack.grammar.findings import Finding
from egovtrack.grammar.lexicon import AND_PERSON, OF_LEVEL, role_of
from egovtrack.grammar.names import is_office
from egovtrack.grammar.numbering import Label, read_label
from egovtrack.grammar.parties import Named, RawClause, read_list, without_persons
from egovtrack.grammar.shadow import Excerpt, fold

_FIRST_LEADS = re.compile(r"(?:首位|第一[位个名]?)(?:的|者)?(?:单位|部门)?[为是]牵头")
_OTHERS_COOPERATE = re.compile(r"其[余他](?:的|单位|部门)*[均都]?[为是]?配合")
_SAME = frozenset(("同上", "〃"))
_TELLS = re.compile(r"\d|[。;!?]\s*\S")  # a cell of what was done has it, under merged cells of those who answer
_COUNT = re.compile(r"(\d{1,3})\*?")
_NOBODY = re.compile(
    r"(?:^|(?<=[\n,;。、]))[ \t]*(?P<what>待[定议]|待?另行[确指]定|待(?:明确|确定|指定)|未定|暂[无缺]|〃"
    r"|同(?:上|左|前|[牵责配主协承][头任合办](?:单位|部门)?))[ \t]*(?=$|[\n,;。、])"
)
_MARKUP = frozenset("&\\*]")
_FARTHEST = 300  # what the format puts between two words of a cell (an address); bounded, so that reading stays linear
_WORDS = re.compile(r"\w+|\W")


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
        roles = roles_of(name)
        word = bare_name(name)
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
        if end - begin > LONGEST_LIST:
            self._find("unread_cell", begin, end)
            return []
        listed = read_list(without_remarks(self.excerpt.shadow[:end]), begin, end, role, word)
        parties, dates, unread = without_persons(self.excerpt.shadow, listed, role, word) if persons else listed
        names = [self.excerpt.shadow[party.start : party.end] for party in parties]
        if not any(map(is_office, names)) and _TELLS.search(self.excerpt.shadow, begin, end):
            parties, dates, unread = [], [], [(begin, end)]
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


def read_rows(lines: Sequence[Line], header: Header | None) -> tuple[list[Row | str | None], Header | None]:
    """Return each row of a table, and the header that was last in force. A row that goes on with the one before it is
    that one again.

    A row is a task, the text of a heading that goes across the table, or None for headers. Rows before the header are
    not read, as it says what the columns mean. `header` is that of the table before, which a heading interrupted.
    """
    rows: list[Row | str | None] = []
    above: Sequence[str] = ()
    told: set[str] = set()
    names: Sequence[str] = ()
    number: Label | None = None
    counted = False
    answers = lines[0]
    for line in lines:
        upper, names = names, column_names(line.cells)
        announced = _announced(names, upper if rows and rows[-1] is None else (), header if above else None)
        if announced or header is None:
            header = announced or header
            rows.append(None)
            continue
        is_second = bool(rows) and rows[-1] is None and _parts_last(upper, names, header)
        if is_second or (above and _is_about_the_page(line.cells)):
            rows.append(None)
            continue
        across = {cell for cell in line.cells if cell}
        if len(across) == 1 and len(line.cells) > 1 and not (above and _stands_below(line.cells, header)):
            rows.append(across.pop())
            continue
        placed = _under_columns(line.cells, header, above)
        begin = next((i for i, cell in enumerate(placed) if cell), 0)
        held = [column for column, _ in header.roles if column < min(begin, header.wording[0])]
        placed = [cell_at(above, i) if i in held else cell for i, cell in enumerate(placed)]  # it stands once, before
        answers = answers if held else line
        row = _read_row(line, placed, header, told, dict.fromkeys(held, answers), counted=counted)
        counted = counted or bool(cell_at(placed, header.number))
        last = rows[-1] if rows else None
        if row and isinstance(last, Row):
            if row.label == number:
                row.label = None  # it is merged over several rows
            if row.goes_on(last):
                last.add(row)
                row = last
        elif isinstance(last, Row) and any(cell_at(placed, column) for column, _ in header.roles):
            last.findings.append(Finding("misfit", line.place))  # the rest of its cells, perhaps
        rows.append(row)
        if row:
            above, number = placed or [""], row.label or number
    return rows, header


def _announced(names: Sequence[str], upper: Sequence[str], known: Header | None) -> Header | None:
    """Return the columns that a row announces, by itself or together with the `upper` row of a head.

    Below rows of a header that is `known`, another one must have a column of numbers: else it is a row of such words.
    """
    found = read_header(names) or (read_header(beneath(upper, names)) if upper else None)
    is_other = found and known and found != known
    return None if is_other and not any(map(NUMBER_COLUMN.fullmatch, names)) else found


def _stands_below(cells: Sequence[str], header: Header) -> bool:
    """Return whether the only cell of a row stands under its column, the others being merged with those above."""
    words = [cell for column in header.wording if column and (cell := cell_at(cells, column))]
    return fits(cells, header) or (bool(words) and not read_label(fold(words[0]), words[0]))


def _parts_last(upper: Sequence[str], names: Sequence[str], header: Header) -> bool:
    """Return whether the row below a head names what its last cells are parted in, those above being left out."""
    return 0 < sum(map(bool, names)) <= upper.count("") and not (
        may_be_numbered(names, header) or any(map(is_office, names))
    )


def _is_about_the_page(cells: Sequence[str]) -> bool:
    """Return whether a row below a table is labels with a colon, each beside its value (索引号： | 0100)."""
    labels, values = cells[::2], cells[1::2]
    return bool(values) and all(label.endswith((":", "：")) for label in labels) and not any(map(is_office, values))


def _under_columns(row: Sequence[str], header: Header, above: Sequence[str]) -> list[str]:
    """Return the cells of a row under the columns; empty if the row has more and it is not plain which is which.

    Cells merged with those above are left out or empty: the category is taken from above, and the wording where none of
    it is left. What is too much is another column without a name, or part of a cell (a comma in a .csv).
    """
    cells = [cell_at(above, i) if cell.strip() in _SAME and i < len(above) else cell for i, cell in enumerate(row)]
    last = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    if not fits(cells, header) and (len(cells) > header.width or (above and last < header.width and cell_at(cells, 0))):
        cells = fitted([*filter(None, cells)], header) or (
            cells if last <= header.width and may_be_numbered(cells, header) else []
        )
    merged = {header.category}
    if not any(cell_at(cells, column) for column in header.wording) and fits(cells, header):
        merged.update(header.wording)
    return [cell or (cell_at(above, i) if i in merged else "") for i, cell in enumerate(cells)]


def _read_row(
    line: Line, placed: Sequence[str], header: Header, told: set[str], held: Mapping[int, Line], *, counted: bool
) -> Row | None:
    """Return a row as a task, with the cells as `placed` under their columns. Who answers in the
    columns of `held` stands in a line above.

    `told` holds the columns of which a finding says already that they name several roles. `counted`: a column counts
    the rows.
    """
    cells = placed or line.cells
    is_numbered = may_be_numbered(cells, header)
    columns = header.wording if placed else range(header.wording[0] if is_numbered else 0, len(cells))
    words = [text for column in columns if (text := cell_at(cells, column))]
    if not words and cell_at(placed, header.number):
        # What is to be done is not written yet; what it is about stands for it.
        before = [at for at, _, key in header.asides if at < header.roles[0][0] and not key]
        words = [cell for at in before if (cell := cell_at(placed, at))]
    if not words:
        return None
    number = cell_at(cells, header.number) if placed or is_numbered else ""
    label, rest = _label(number, words[0])
    if label and counted and not number:
        label = None  # a number in its words (2.开展培训) counts parts of what the row above is about
    else:
        words[0] = rest
    said = [(whole_names(cell_at(placed, column)), name, held.get(column, line)) for column, name in header.roles]
    said.append((cell_at(placed, header.time), "", line))
    answering = [each for each in said if not NOTHING.match(each[0])]
    pieces = [*((text, line) for text in words), *((text, there) for text, _, there in answering)]
    excerpt = _excerpt(pieces)
    index = len("\n".join(words)) + 1
    clause = RawClause(index, len(excerpt.text), settled=header.leads)
    reading = Reading(excerpt, index - 1, [clause] if answering else [])
    row = Row(label, cell_at(cells, header.category), reading, clause)
    for text, name, _ in answering:
        end = index + len(text)
        if name:
            row.read_parties(index, end, name, told)
        else:
            row.read_time(index, end)
        index = end + 1
    row.asides += _asides(line, cells, header) if placed else []
    row.findings += _misplaced(line, placed, "\n".join(words).split("\n"), header)
    return row


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


def _misplaced(line: Line, placed: Sequence[str], told: Sequence[str], header: Header) -> Iterator[Finding]:
    """Yield findings of cells that do not stand where they belong, and of those that name offices under no name."""
    answered = any(cell_at(placed, column) for column, _ in header.roles)
    told_apart = header.width - (header.roles[0][0] == header.width - 1)
    is_short = len(line.cells) == header.wording[0] + 1 < told_apart  # nothing but its words could be
    pieces = (each for words in told for each in (words, *pieces_of(words)))
    if not placed or (not answered and (is_short or any(map(names_offices, pieces)))):
        yield Finding("misfit", line.place)
        return
    if any("\n" in cell and cell not in line.cells and cell.partition("\n")[0] in line.cells for cell in placed):
        yield Finding("joined_cells", line.place, {"text": " ".join(told)})
        return
    for column in (*header.unnamed, *range(header.width, len(placed))):
        text = cell_at(placed, column)
        if text and names_offices(text):
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


def _excerpt(cells: Sequence[tuple[str, Line]]) -> Excerpt:
    """Return cells as a single excerpt, each line of each cell where it stands in its row."""
    lines: list[Excerpt] = []
    index, own = 0, cells[0][1]
    for piece, line in ((piece, line) for text, line in cells for piece in text.split("\n")):
        found = _stretches(line.text, piece, index if line is own else 0)
        lines.append(Excerpt.of([(word, line.place.start + at) for word, at in found]))
        if line is own and (len(found) > 1 or piece in line.text):  # else it stands in the row above
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
    if is_there or (stretches and not _MARKUP.isdisjoint(text)):
        return stretches
    # A column further left; else the text of a cell merged with others, which is said to stand where the row begins.
    found = text.find(piece)
    return [(piece, found)] if found >= 0 else [(sign, 0) for sign in piece]
