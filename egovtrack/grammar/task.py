"""One item → one task: its words, its clauses and what each covers, its deadline and targets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from operator import attrgetter

from egovtrack.draft import Clause, Deadline, Line, Party, Place, Section, TaskDraft
from egovtrack.grammar.clauses import (
    CONVENTION,
    MAY_CONVENE,
    Reading,
    governing,
    leading,
    of_others,
    read_clauses,
    unread_conventions,
)
from egovtrack.grammar.deadlines import DEADLINES, MAY_DATE, Term, is_ongoing, times
from egovtrack.grammar.findings import Finding
from egovtrack.grammar.outline import Item, lines_of, together
from egovtrack.grammar.parties import Leading, RawClause, Span, full_names
from egovtrack.grammar.shadow import Excerpt
from egovtrack.grammar.targets import targets

_BEFORE_WORDS = "；;、，,。.  \n\t　"
_STOPS = ("。", "；", ";", "，", ",", "、", "\n")
_ENDS = ("。", "；", ";")


_COLUMN = re.compile("(?:责任|负责|承办|落实)(?:单位|部门)")
_OTHERS = re.compile("以[上下]|上述|前述|下列")
_MOST_RULINGS = 50  # more sentences of this sort in one document are no plan, but an attack


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A sentence that makes parties answer for what follows (under a section; `exception`: where nobody else does)."""

    clause: Clause
    scope: int | None
    exception: bool


@dataclass(slots=True)
class TaskReader:
    """Reads the tasks of a plan in order; `term` dates deadlines without a year. Keeps what it could not read.

    `sections` are the plan's headings so far: a sentence under one governs only what stands under it.
    """

    term: Term
    sections: list[Section] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    _led_from: int | None = None
    _leading: Leading | None = None
    _of_column: bool = False  # a note says it of the responsible, whatever another column says
    _rulings: list[_Ruling] = field(default_factory=list)
    _headed: dict[int, tuple[Clause, ...]] = field(default_factory=dict)

    def hear(self, excerpt: Excerpt, scope: int | None = None) -> None:
        """Take in what a text says for all that follows: 排在第一位的为牵头部门，下同; 以下任务均由各区政府负责."""
        if MAY_CONVENE.search(excerpt.shadow):
            if self._led_from is None and (found := CONVENTION.search(excerpt.shadow)):
                self._declare(found, excerpt.at(found.start()))
            self.find("unread_clause", excerpt, islice(unread_conventions(excerpt), 1))
        self._rule(excerpt, scope)

    def _declare(self, found: re.Match[str], start: int) -> None:
        self._led_from = start
        self._leading = leading(found)

    def _rule(self, excerpt: Excerpt, scope: int | None, reported: Sequence[Span] = ()) -> None:
        if not _OTHERS.search(excerpt.shadow):
            return
        rulings = governing(excerpt)[:_MOST_RULINGS]
        known = [*((found.start, found.end) for found in rulings), *reported][: 2 * _MOST_RULINGS]
        self.find("unread_clause", excerpt, islice(of_others(excerpt, known), _MOST_RULINGS))
        for found in rulings:
            place = excerpt.place(found.start, found.end)
            clause = Clause(0, "", excerpt.words(found.start, found.end), self._parties(excerpt, found, place), place)
            exception = "除" in excerpt.shadow[found.start : found.end]
            self._rulings = [*self._rulings, _Ruling(clause, scope, exception)][-_MOST_RULINGS:]

    def head(self, item: Item, section: int) -> None:
        """Take in the clauses of a heading: they are for the items below that have none of their own."""
        self.findings += [Finding(code, item.reading.excerpt.place(*span)) for code, span in item.reading.wrong()]
        self._headed[section] = self._clauses(item.reading)

    def hear_note(self, notes: Iterable[Excerpt]) -> None:
        """Take in notes to the whole document, wherever they stand (注：排在首位的为牵头单位)."""
        for note in notes:
            if found := CONVENTION.search(note.shadow):
                self._declare(found, 0)
                self._of_column = bool(_COLUMN.search(note.shadow, 0, found.end()))

    def _ruled(self, section: int | None, clauses: Sequence[Clause], words: str) -> Iterator[Clause]:
        """Yield the clauses of sentences before the task, and those of a heading if the task has none of its own."""
        above: list[int] = []
        at = section
        while at is not None:
            above.append(at)
            at = self.sections[at].parent
        answered = any(party.role != "cooperate" for clause in clauses for party in clause.parties)
        headed = [] if answered else next((self._headed[at] for at in above if at in self._headed), ())
        for number, clause in enumerate(headed, start=len(clauses) + 1):
            yield clause._replace(number=number, text=words)
        number = len(clauses) + len(headed)
        for ruling in self._rulings:
            if (ruling.scope is None or ruling.scope in above) and not (ruling.exception and clauses):
                number += 1
                yield ruling.clause._replace(number=number, text=words)

    def read(self, item: Item, details: Sequence[Item], section: int | None, ref: str) -> TaskDraft:
        """Return the task that an item is, with the items below that belong to it; `ref` is what it is called."""
        paragraphs = [*item.paragraphs]
        for detail in details:
            paragraphs += detail.paragraphs
        paragraphs.sort(key=lambda paragraph: paragraph.lines[0].line.place.start)
        for paragraph in paragraphs:
            for entry in paragraph.lines[1:]:
                self.breaks.add(entry.line.place.start)
        reading = item.reading
        if details and not item.row:
            reading = read_clauses(together(paragraphs), numbered=bool(item.label))
        if reading.duties:
            reading = replace(reading, clauses=sorted([*reading.clauses, *reading.duties], key=attrgetter("start")))
        excerpt, length = reading.excerpt, reading.length
        self.findings += [Finding(code, excerpt.place(*span)) for code, span in reading.wrong()]
        if MAY_CONVENE.search(excerpt.shadow):
            self._hear_aside(reading)
            self.find("unread_clause", excerpt, islice(unread_conventions(excerpt), 1))
        spans = [(each.start, each.end) for each in reading.clauses if each.start < length and not each.duty]
        wording = excerpt.words(0, length)
        words = _without(excerpt, wording, [*spans, (length, length)]) or wording
        clauses = self._clauses(reading)
        deadline = self._deadline(reading, clauses, spans)
        if item.row:
            self.findings += item.row.findings
            lines = [entry.line for entry in lines_of(paragraphs)]
            clauses = tuple(_as_printed(clause, lines) for clause in clauses if clause.parties)
        if self._rulings or self._headed:
            clauses += tuple(self._ruled(section, clauses, words))
            deadline = deadline or next((clause.deadline for clause in clauses if clause.deadline), None)
        self._rule(excerpt, None, reading.unreadable)
        since = self.term.first.year if self.term.first else None
        aims = tuple(targets(excerpt, length, [*reading.brackets, *spans], since))
        place = Place(paragraphs[0].lines[0].line.place.start, paragraphs[-1].lines[-1].line.place.end)
        label = item.label.text if item.label else ""
        return TaskDraft(ref, item.number, label, wording, words, section, place, clauses, deadline, aims)

    def _hear_aside(self, reading: Reading) -> None:
        """Take in a convention beside the clauses: （列首位的为牵头单位，下同）（市数据局、市财政局）."""
        found = CONVENTION.search(reading.excerpt.shadow)
        if not found or any(clause.start <= found.start() < clause.end for clause in reading.clauses):
            return
        if self._led_from is None and found["following"]:
            self._declare(found, reading.excerpt.at(found.start()))
        for clause in reading.clauses:
            clause.leading = leading(found)

    def _clauses(self, reading: Reading) -> tuple[Clause, ...]:
        excerpt, length, raw = reading.excerpt, reading.length, reading.clauses
        clauses: list[Clause] = []
        covered = 0
        for number, found in enumerate(raw, start=1):
            words = _words(excerpt, covered, min(found.start, length))
            if found.duty:
                words = _words(excerpt, found.start, found.end)
            elif not words:
                # A second bracket right after the first speaks of the same words; a first, of the words that follow.
                end = raw[1].start if len(raw) > 1 else length
                words = clauses[-1].text if clauses else _words(excerpt, found.end, end)
            covered = found.end
            printed, place = excerpt.words(found.start, found.end), excerpt.place(found.start, found.end)
            parties, deadline = self._parties(excerpt, found, place), None
            if found.deadlines:
                dates = self._stated(excerpt, found.deadlines)
                deadline = self._latest(dates, {each.until for each in dates if each.until})
            clauses.append(Clause(number, words, printed, parties, place, deadline))
        return tuple(clauses)

    def _parties(self, excerpt: Excerpt, clause: RawClause, place: Place) -> tuple[Party, ...]:
        named = clause.parties
        said = CONVENTION.search(excerpt.shadow, clause.start, clause.end) if clause.leading else None
        if said and said["following"] and self._led_from is None:
            self._declare(said, place.start)
        settled = clause.duty or (clause.settled and not self._of_column)
        heard = self._led_from is not None and self._led_from < place.end and not settled
        if convention := clause.leading or (self._leading if heard else None):
            convention.apply(excerpt.shadow, named)
        texts = [excerpt.text[each.start : each.end].replace("\n", "") for each in named]
        printed = [excerpt.words(each.start, each.end).replace("\n", "") for each in named] if excerpt.source else texts
        return tuple([
            Party(
                party.role or "responsible", party.word, text, name, party.kind,
                excerpt.place(party.start, party.end), party.open_list,
            )
            for party, text, name in zip(named, printed, full_names(texts, named), strict=True)
        ])  # fmt: skip

    def _stated(self, excerpt: Excerpt, spans: Sequence[Span]) -> list[Deadline]:
        """Return the deadlines that cells or labels state; what they say otherwise is reported."""
        stated = []
        for start, end in spans:
            before = len(self.findings)
            found = self._times(excerpt, start, end, stated=True)
            last = self._latest(found, {deadline.until or deadline.text for deadline in found})
            text, place = excerpt.words(start, end), excerpt.place(start, end)
            told = len(self.findings) > before
            if not (found or told or is_ongoing(excerpt.shadow[start:end])):
                self.findings.append(Finding("undated", place, {"text": text.strip()}))
            stated.append(Deadline(text, last.until if last else None, place))
        return stated

    def _times(self, excerpt: Excerpt, start: int, end: int, *, stated: bool = False) -> list[Deadline]:
        """Return the deadlines in a stretch of text, and report the dates that are none, or not certain."""
        found = []
        for time in times(excerpt.shadow, start, end, self.term, stated=stated):
            deadline = Deadline(excerpt.words(time.start, time.end), time.until, excerpt.place(time.start, time.end))
            if time.use in DEADLINES:
                found.append(deadline)
            if time.use != "deadline":
                self.findings.append(Finding(time.use, deadline.place, {"text": deadline.text}))
        return found

    def _deadline(self, reading: Reading, clauses: Sequence[Clause], spans: Sequence[Span]) -> Deadline | None:
        """Return what a clause states, or a label by itself, else the latest date that the words set."""
        excerpt, length, begin = reading.excerpt, reading.length, 0
        found = [clause.deadline for clause in clauses if clause.deadline]
        if not (found or reading.times or MAY_DATE.search(excerpt.shadow)):
            return None
        found += self._stated(excerpt, reading.times)
        said: list[Deadline] = []
        for start, end in sorted([*spans, *reading.times, (length, length)]):
            if begin < start <= length:
                said += self._times(excerpt, begin, start)
            begin = max(begin, end)
        if found:
            days = {deadline.until for deadline in found}
            others = [other for other in said if other.until and other.until not in days]
            self.findings += [Finding("unused_date", other.place, {"text": other.text}) for other in others]
        return self._latest(found or said, {deadline.until or deadline.text for deadline in found or said})

    def _latest(self, found: Sequence[Deadline], distinct: Collection[date | str]) -> Deadline | None:
        """Return the latest of some deadlines, and report it if several of them are `distinct`."""
        if len(distinct) > 1:
            dates = ", ".join(deadline.text for deadline in found)
            self.findings.append(Finding("several_deadlines", found[0].place, {"dates": dates}))
        if not found:
            return None
        dated = [deadline for deadline in found if deadline.until]
        return max(dated or found[:1], key=lambda deadline: (deadline.until, -deadline.place.start))

    def find(self, code: str, excerpt: Excerpt, spans: Iterable[Span]) -> None:
        """Keep findings of a kind at some places of an excerpt."""
        self.findings += [Finding(code, excerpt.place(*span)) for span in spans]


def _words(excerpt: Excerpt, start: int, end: int) -> str:
    return excerpt.words(start, end).lstrip(_BEFORE_WORDS).rstrip(" \n，,")


def _as_printed(clause: Clause, lines: Sequence[Line]) -> Clause:
    """Return a clause in the words of its row, with the blanks in them, unless the row has other words between."""
    line = next((line for line in reversed(lines) if line.place.start <= clause.place.start), None)
    if line is None:
        return clause  # merged with a row above

    def printed(place: Place) -> str:
        return line.text[place.start - line.place.start : place.end - line.place.start]

    parties = tuple(
        party._replace(printed=words.replace("\n", "")) if "".join(words.split()) == party.printed else party
        for party in clause.parties
        for words in [printed(party.place)]
    )
    words = printed(clause.place)
    is_whole = all("".join(cell.split()) in "".join(words.split()) for cell in clause.printed.split("\n"))
    return clause._replace(printed=words if is_whole else clause.printed, parties=parties)


def _without(excerpt: Excerpt, wording: str, spans: Sequence[Span]) -> str:
    """Return a wording without some stretches of it, and without the comma that only parted such a stretch from it."""
    kept, begin = "", 0
    for start, end in spans:
        piece = excerpt.words(begin, start)
        if begin and (not kept.strip() or kept.endswith(_STOPS)):
            piece = piece.lstrip("，,、")
        if begin and kept.endswith("\n") and piece.startswith("\n"):
            piece = piece[1:]
        if begin and piece.startswith(_ENDS):
            kept = kept.rstrip("，,")
        kept += piece
        begin = end
    return kept.strip() if wording.endswith(kept) else kept.strip().rstrip("，,")
