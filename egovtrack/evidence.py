"""An annual report as evidence: what it states, with its figures, and of which task of its plan each statement speaks.
Pure.

A statement is matched with the wordings of tasks as those of two plans are with each other (`tracing`), by its own
words and, with less weight, by those of the phrase above it (一是…). Its figures are read as they stand; how far a task
is by them only where the words leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from egovtrack.draft import Comparator, Document
from egovtrack.grammar.numbering import read_label
from egovtrack.grammar.shadow import fold
from egovtrack.grammar.targets import quantities
from egovtrack.rollup import TargetRow, TaskRow
from egovtrack.tracing import Traced, cosine, grams, weighed

_TELLING = 20  # figures below, as how many districts there are, stay the same without anybody standing still
SHOWN = 0.17
"""From this score on a statement is said to speak of a task."""
MATCHES = 3
"""So many tasks are told for each statement; people are shown the best."""
UNLIKELY = 0.10
"""Below this score no statement speaks of a task."""
_CONTEXT = 0.7
_TITLE = re.compile(
    r"[#\s]*(?:关于)?[\u4e00-\u9fff]{0,12}?(?P<year>20\d\d)年[^。,;:]{2,40}(?P<kind>报告|总结|情况)(?:的报告)?\s*$"
)
_SENTENCE = re.compile(r"[^。!?！？]+[。!?！？]?")
_LONGEST_HEADING = 40
_DONE = r"(?:完成|接入|建成|实现|办结|纳入|开通|上线|落实)"
# 829项…中,已完成675项; 794项…已100%接入; 已累计完成70%
_PART = re.compile(
    rf"(?P<total>\d[\d,]*)\s*(?P<unit>[\u4e00-\u9fff]{{1,2}})[^。;]{{0,30}}?中,?\s*(?:目前|现)?已(?:累计)?{_DONE}[^。;,\d]{{0,6}}"
    r"(?P<done>\d[\d,]*)\s*(?P=unit)"
)
_WHOLE = re.compile(
    rf"(?P<total>\d[\d,]*)\s*[\u4e00-\u9fff]{{1,2}}[^。;,\d]{{0,20}}?(?:已(?:经)?(?:全部|100%)|全部|100%)\s*{_DONE}"
)
_SHARE = re.compile(rf"已(?:经)?(?:累计)?{_DONE}[^。;,\d率]{{0,8}}(?P<percent>\d{{1,3}}(?:\.\d+)?)%")
_ASIDE = re.compile(r"\([^()]*\)")
# What is to come, or is meant to: 将建成, 即将推开, 为实现…, …的目标.
_AHEAD = re.compile(
    r"将(?!近)|拟|计划(?!单列)|预计|预期|下一步|明年|力争|争取|努力|确保|逐步|有待|需要进一步|尚未|[仍还]未|为(?:实现|完成|确保)|的(?:目标|要求)"
    r"|(?:推动|推进|促进)(?=[^,。;]*100%)"
)
# A part of the whole, said so (其中, 其余, 已有18个部门) or not: 5个部门100%完成 does not tell how many there are.
_OF_A_PART = re.compile(
    r"(?:其中|其余|其他|另|除|部分|基本|大多|率|有(?=\s*\d))[^。;]*$|[个家](?:[市区县]级)?(?:部门|单位|委办局|街|镇|企业|机构)[^。;,]*$"
)


class Figure(NamedTuple):
    """A quantity as printed: its value in the unit ("" where it counts what was named before), and what is said of it
    (多, 以上, 近).
    """

    text: str
    value: float
    unit: str
    bound: Comparator


class Progress(NamedTuple):
    """How far something is, as far as a statement leaves no doubt: so many of so many, and in percent."""

    done: float | None = None
    total: float | None = None
    percent: float | None = None


class Statement(NamedTuple):
    """A sentence of a report: its number, the line it stands on, the headings above it, the phrase that opens its
    paragraph, its figures, and how far something is by it.
    """

    number: int
    line: int
    section: tuple[str, ...]
    context: str
    text: str
    figures: tuple[Figure, ...]
    progress: Progress


class Match(NamedTuple):
    """A task that a statement may speak of, with the score."""

    task: Traced
    score: float

    @property
    def above(self) -> bool:
        """Return whether it is said to."""
        return self.score >= SHOWN


class AnnualReport(NamedTuple):
    """The report on a year that a document holds."""

    year: int
    title: str
    statements: list[Statement]


class Evidence(NamedTuple):
    """A statement with the tasks that it may speak of, the likest first; `flags` are what a person should look at:
    `scope` (it counts otherwise than the plan), `repeated` (the same figure as last year). `proposed` is the note of
    the office that can be made of it, None where it speaks of no task.
    """

    statement: Statement
    matches: list[Match]
    flags: list[str]
    proposed: dict[str, Any] | None


class ReportEvidence(NamedTuple):
    """A report read for a plan: its statements, and the tasks that none of them speaks of, each with the statement that
    may, where one does.
    """

    report: AnnualReport
    source: str
    rows: list[Evidence]
    silent: list[tuple[TaskRow, Statement | None]]


class MeasuredTarget(NamedTuple):
    """A target of a five-year plan, and what annual reports say of its item in figures, by their years."""

    ref: str
    target: TargetRow
    told: list[tuple[int, Statement]]


def read_report(document: Document) -> AnnualReport | None:
    """Return the annual report in a document (by itself, in a gazette, as an annex); None where there is none."""
    lines = [(line.text.strip(), line.place.start) for line in document.lines if line.text.strip()]
    titles = [(at, found) for at, (text, _start) in enumerate(lines) if (found := _TITLE.match(fold(text)))]
    if not titles:
        return None
    # contents name it before; and 2016年工作情况 may be a heading in it
    at, found = max(titles, key=lambda title: (title[1]["kind"] != "情况", title[0]))
    title = lines[at][0].lstrip("# ")
    return AnnualReport(int(found["year"]), title, list(_statements(document.text, lines[at + 1 :])))


def _statements(text: str, lines: Sequence[tuple[str, int]]) -> Iterator[Statement]:
    number = 0
    headings: dict[float, str] = {}
    for paragraph, start in _paragraphs(lines):
        label = read_label(fold(paragraph), paragraph)
        if label and _is_heading(paragraph):
            headings = {rank: words for rank, words in headings.items() if rank < label.rank} | {label.rank: paragraph}
            continue
        sentences = [words for found in _SENTENCE.findall(paragraph) if len(words := found.strip()) > 1]
        is_title = len(sentences) > 1 and len(sentences[0]) <= _LONGEST_HEADING
        context = sentences[0] if label and (label.style == "ordinal" or is_title) else ""
        section = tuple(headings[rank] for rank in sorted(headings))
        line = text.count("\n", 0, start) + 1
        for sentence in sentences[bool(context) and len(sentences) > 1 :]:
            number += 1
            yield Statement(
                number, line, section, context, sentence, figures_in(sentence), progress_in(sentence)
            )  # fmt: skip


def _paragraphs(lines: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the paragraphs of a report with the place of each, put together where a page end broke them; the foot of
    what it was printed in is left out.
    """
    whole, begin = "", 0
    for text, start in lines:
        words = text.lstrip("# ")
        labelled = read_label(fold(words), words)
        if whole and not (whole.endswith(("。", "!", "！")) or labelled or _is_heading(whole)):
            whole += words
            continue
        if whole:
            yield whole, begin
        if whole.endswith("。") and not labelled and "。" not in words and not words.endswith((":", "：")):
            return
        whole, begin = words, start
    if whole:
        yield whole, begin


def _is_heading(text: str) -> bool:
    return bool(read_label(fold(text), text)) and len(text) <= _LONGEST_HEADING and not text.endswith("。")


def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the quantities in a sentence, each with its unit."""
    shadow = fold(text)
    return tuple(
        Figure(text[found.start : found.end], found.value, found.unit, found.comparator)
        for found in quantities(shadow)
    )  # fmt: skip


def progress_in(text: str) -> Progress:
    """Return how far something is by a sentence, where that is certain. 其中，5个部门100%完成 tells of a part, 将建成
    of what is to come, 覆盖率达90% of another measure.
    """
    shadow = _ASIDE.sub("", fold(text))
    parts = list(_PART.finditer(shadow))
    if _AHEAD.search(shadow) or len(parts) > 1:
        return Progress()
    if parts:
        done, total = (float(parts[0][name].replace(",", "")) for name in ("done", "total"))
        return Progress(done, total, round(100 * done / total, 1)) if 0 < done <= total else Progress()
    if (found := _WHOLE.search(shadow)) and not _OF_A_PART.search(shadow[: found.end()]):
        total = float(found["total"].replace(",", ""))
        return Progress(total, total, 100)
    if (found := _SHARE.search(shadow)) and not _OF_A_PART.search(shadow[: found.end()]):
        return Progress(percent=float(found["percent"]))
    return Progress()


def match(statements: Sequence[Statement], tasks: Sequence[Traced]) -> list[list[Match]]:
    """Return for each statement the tasks that it may speak of, the likest first."""
    texts = [*(each.text for each in statements), *(each.text for each in tasks)]
    contexts = {each.context: grams(each.context) for each in statements}
    vectors = weighed([*map(grams, texts), *contexts.values()])
    count, whole = len(statements), len(texts)
    above = dict(zip(contexts, vectors[whole:], strict=True))
    found = []
    for statement, vector in zip(statements, vectors, strict=False):
        scores = [
            Match(task, cosine(vector, own) + _CONTEXT * cosine(above[statement.context], own))
            for task, own in zip(tasks, vectors[count:whole], strict=True)
        ]
        found.append(sorted(scores, key=lambda each: (-each.score, each.task.id)))
    return found


def repeated(statements: Sequence[Statement], before: Sequence[Statement]) -> list[list[Figure]]:
    """Return for each statement the figures that a statement like it in last year's report had too, though they should
    have moved.
    """
    vectors = weighed([grams(each.text) for each in (*statements, *before)])
    known: dict[tuple[float, str], list[dict[str, float]]] = {}
    for each, vector in zip(before, vectors[len(statements) :], strict=True):
        for figure in each.figures:
            known.setdefault((figure.value, figure.unit), []).append(vector)
    return [
        [
            figure
            for figure in each.figures
            if figure.unit != "%" and figure.value >= _TELLING
            and any(cosine(own, other) >= SHOWN for other in known.get((figure.value, figure.unit), ()))
        ]
        for each, own in zip(statements, vectors, strict=False)
    ]  # fmt: skip


def other_scope(statement: Statement, targets: Sequence[TargetRow]) -> list[TargetRow]:
    """Return the targets that a statement counts otherwise: it says that all are done, and of another number (plan
    829项, report 794项 at 100%), or its count falls short of the target.
    """
    found = []
    for target in targets:
        counts = [
            each.value for each in statement.figures if each.unit not in {"", "%"} and each.unit in (target.unit or "")
        ]
        least, whole = target.min, statement.progress.total
        falls_short = counts and least and max(counts) < least and (target.comparator or "=") not in {"<=", "<"}
        if falls_short or (counts and whole is not None and whole not in {least, target.max}):
            found.append(target)
    return found
