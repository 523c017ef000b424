"""Responsibility clauses: which brackets and lines of an item say who answers, and what they say.

More than half of all brackets are no clauses; those stay text. A clause is read in one of these ways: labels
(牵头单位：…配合单位：…), verbs (A牵头，B、C配合), or a bare list of offices in a bracket of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from egovtrack.draft import Role
from egovtrack.grammar.brackets import outermost
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.parties import DOES, KIND, ROLES, Named, RawClause, Span, is_office, read_list, role_of
from egovtrack.grammar.prose import last_before, sentences
from egovtrack.grammar.shadow import Excerpt, trimmed

_WORDS = f"{ROLES}|分办|领办|会办"
_ROLE = (
    rf"(?:第一|主要|共同|具体|项目|联合)?(?:{_WORDS}|支持)"
    rf"(?:负责|落实|实施|推进|配合|协办|承办|责任)?(?:{KIND}(?:(?:[、/和及与]|\(){KIND}\)?)*)?|(?:部门|单位|任务|责任|职责)分工"
)
_TIME = (
    r"(?:完成|办结|办理|答复|落实|实施|推进|整改|销号|化解)?"
    r"(?:时限|时间(?:节点|进度|安排|要求)?|期限|进度(?:安排|要求)?|时间节点|节点)"
)
_LABEL = re.compile(
    rf"(?:(?<=[,;。、\s.)①-⑳])|(?<![^(\[]))(?:(?P<role>(?:{_ROLE}))|(?P<time>{_TIME})|(?P<other>[\u4e00-\u9fff]{{2,8}})):"
    rf"|(?:(?<=[,;。、\s])|(?<![^(\[]))(?P<plain>(?:牵头|责任|配合|主办|承办|协办){KIND})(?:[为是]|\s+)(?=\S)"
)
# A label line may bear a number or a bullet of its own.
_NUMBERED = r"(?<=\n\d[.、])|(?<=\n\([\d一二三四五六七八九十]\))|(?<=\n[①-⑳])"
_NUMBER = r"(?:[-*•·●]\s+|\d[.、]\s*|\([\d一二三四五六七八九十]\)\s*|[①-⑳]\s*)"
_NUMBER_LEFT = re.compile(rf"(?:^|\n)\s*{_NUMBER}$")
# Without a bracket only a full label at the start of a line or a sentence counts: 责任 alone occurs in prose.
_BARE_LABEL = re.compile(
    rf"(?:^|(?<=[\n。,;!?」\s])|{_NUMBERED})(?P<role>(?:第一|主要|共同)?(?:{_WORDS})"
    rf"(?:负责|落实|责任)?{KIND}(?:[、/和及与(]?{KIND}\)?)*|(?:部门|单位|责任)分工):"
    rf"|(?:^|(?<=[\n。;!?」\s])|{_NUMBERED})(?P<time>(?:完成|办结|办理|答复|整改|销号|化解)(?:时限|时间|期限)):",
    re.MULTILINE,
)
_PERSON = (
    r"[\u4e00-\u9fff]{0,6}领导|(?:[\u4e00-\u9fff]{0,4}责任|负责|联系|经办|承办|主办)人(?:员)?(?:及电话|及联系方式)?"
    r"|联系电话|(?:督导|督办|指导|验收|监督|督查|审核|销号)(?:责任)?(?:单位|部门)"
)
_SUPERVISES = re.compile(rf"(?:{_PERSON})|[\u4e00-\u9fff]*(?:人|人员|电话)")
_LABELLED_LINE = re.compile(rf"\s*{_NUMBER}?(?:(?:{_ROLE})|{_TIME}|{_PERSON}):")
_LEADS_BEFORE = re.compile(r"(?:牵头(?:负责)?|主办)[,;、]")
_SPACE = " \n,;。、"
_BETWEEN_NAMES = re.compile(r"\s*[、,;/]\s*|\s+")
_STOP = re.compile(r"。\s*")
_NOBODY = re.compile(r"[无/\s,;。]*")
_ONLY_TIME = re.compile(rf"[(\[]\s*{_TIME}:\s*(?P<time>[^:]{{2,40}}?)[\s。;]*[)\]]")
CONVENTION = re.compile(
    r"(?:(?:排|列)(?:名)?(?:在)?(?:首位|第一[位个名]?|第1位|最前面?|前面)|第一(?=责任|负责))(?:的|者)?(?:责任|负责)?(?:部门|单位)?"
    r"[为是]牵头(?:负责)?(?:部门|单位)?"
    r"(?:[,、;]?\s*(?:(?:其他|其余|其它)(?:的|者)?(?:责任|负责)?(?:部门|单位)?均?[为是](?P<others>配合|协办|协助|参与)(?:部门|单位)?"
    r"|以?(?P<following>下同))){0,2}"
)
GOVERNS = re.compile(
    r"(?:以下|下列)(?!简称|称)[^。;\n由需须]{0,30}?(?:均|都|统一|一律)?(?:应)?(?:由|需|须)(?P<who>(?:[^。;\n()]|\([^()\n]*\)){2,200}?(?:负责落实|负责|牵头|落实|配合))"
    r"(?:,?\s*不再(?:一一|逐一|重复|另行)?(?:列出|注明|标注|列明))?(?=[,。;\n)\]]|$)(?!,[^,。;\n]{2,60}(?:负责|牵头|落实|配合)(?:[,。;\n)]|$))"
)
# What is said of other tasks: nobody's name, and a problem where it is not read as what governs those that follow.
_OF_OTHERS = re.compile(
    r"(?:^|(?<=[\n。;,、!?(\[]))(?:以上|以下|上述|前述|下列)(?!简称|称)(?:[^。;\n()]|\([^()\n]*\)){0,200}?"
    r"(?:负责(?:落实)?|牵头|(?<!抓好)(?<!贯彻)落实|配合)(?=[,。;\n)\]]|$)"
)
_BARE_NAME = re.compile(rf"[\s,;。、]*(?:{_ROLE})?[\s,;。、]*")
# （含市财政局、市审计局） explains; 含山 and 如东 are places.
_EXPLAINS = re.compile(r"包括|包含|例如|比如|含(?!山)|如(?![东皋])")
_LOOKS_LIKE_CLAUSE = re.compile(
    rf"(?:牵头|责任|配合|主办|协办|承办|负责){KIND}[^:]{{0,8}}:|[部委局办厅署](?:牵头|负责|配合)$|(?<=\()(?:牵头|主办)[,;、]"
)
_SAYS_WHO = re.compile(
    r"(?:负责|牵头|配合|参与|参加|协助|协办|协同|落实|实施|主办|承办|推进|办理|支持|抓总|各负其责)\s*(?=[,;。、]|$|(?<=牵头)会同)|(?:会同|[部委局办厅署]商).*(?:确定|制定|提出|办理|解决)$"
)
_SENTENCE_ENDS = frozenset("。;!?」\n")
_PHRASE_ENDS = (";", "。", "\n", "")
_LONGEST_CLAUSE, _LONGEST_OFFICE = 1500, 20


@dataclass(slots=True)
class Reading:
    """What reading an item gave: its words, the clauses in them, and the places of what is wrong with it.

    The wording of the item is `length` characters; the cells of its parties follow it in the row of a table.
    """

    excerpt: Excerpt
    length: int
    clauses: list[RawClause] = field(default_factory=list)
    brackets: list[Span] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    unreadable: list[Span] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)


def read_clauses(excerpt: Excerpt) -> Reading:
    """Return every clause of an item, in order."""
    shadow = excerpt.shadow
    reading = Reading(excerpt, len(shadow), [], *outermost(shadow))
    for start, end in reading.brackets:
        if end - start > _LONGEST_CLAUSE:
            continue
        if clause := _bracketed(excerpt, start, end):
            reading.clauses.append(clause)
        elif _LOOKS_LIKE_CLAUSE.search(shadow, start + 1, end) or _names_one(shadow, start, end):
            reading.unreadable.append((start, end + 1))
    _add_unbracketed(reading)
    _add_times(reading)
    _add_prose(reading)
    reading.clauses.sort(key=lambda clause: clause.start)
    spans = [(clause.start, clause.end) for clause in reading.clauses]
    # What turned out to stand in a clause is read (the bracket of 各县（区）管委会（办事处） after a label).
    reading.unreadable = [span for span in reading.unreadable if last_before(spans, span[0] + 1)[1] < span[1]]
    reading.unreadable += [span for clause in reading.clauses for span in clause.unread]
    return reading


def is_label_line(shadow: str) -> bool:
    """Return whether a line begins with a label (牵头单位：)."""
    return bool(_LABELLED_LINE.match(shadow))


def is_names_line(shadow: str) -> bool:
    """Return whether a line is nothing but names of offices: after a label line it goes on with that."""
    names = _BETWEEN_NAMES.split(shadow.strip(" ,;。、"))
    return ":" not in shadow and all(
        len(name) <= _LONGEST_OFFICE and is_office(name, strict=True) and not DOES.match(name) for name in names
    )


def _names_one(shadow: str, start: int, end: int) -> bool:
    """Return whether a bracket at the end of a phrase holds only the name of an office: it may say who answers."""
    name, after = shadow[start + 1 : end], shadow[end + 1 : end + 2]
    if after not in _PHRASE_ENDS or len(name) > _LONGEST_OFFICE or "、" in name or CONVENTION.search(name):
        return False
    return is_office(name, strict=True)


def _bracketed(excerpt: Excerpt, start: int, end: int) -> RawClause | None:
    clause = RawClause(start, end + 1)
    begin, stop = start + 1, end
    shadow = excerpt.shadow
    if convention := CONVENTION.search(shadow, begin, stop):
        clause.others = others_of(convention)
        if _BARE_NAME.fullmatch(shadow, begin, convention.start()):
            begin = convention.end()
        else:
            stop = convention.start()
    if other := GOVERNS.search(shadow, begin, stop) or _OF_OTHERS.search(shadow, begin, stop):
        stop = other.start()
    if found := _LEADS_BEFORE.match(shadow, begin, stop):
        return _lead_before(excerpt, clause, found.end(), stop)
    read = _labelled(excerpt, clause, begin, stop) or _by_verbs(excerpt, clause, begin, stop)
    return clause if read and clause.parties else None


def _lead_before(excerpt: Excerpt, clause: RawClause, begin: int, stop: int) -> RawClause | None:
    """Read 市数据局（牵头，市财政局配合）: the lead's name, a sentence of its own, stands before the bracket."""
    shadow = excerpt.shadow
    near = max(0, clause.start - _LONGEST_OFFICE)
    start = max(near - 1, *(shadow.rfind(sign, near, clause.start) for sign in "。;,!?\n")) + 1
    word = shadow[clause.start + 1 : begin - 1]
    leads, _dates = read_list(excerpt, start, clause.start, "lead", word) or ([], [])
    if len(leads) != 1 or not _is_office(shadow, leads[0], strict=True):
        return None
    if not _by_verbs(excerpt, clause, begin, stop):
        return None
    clause.start = start
    clause.parties.insert(0, leads[0])
    return clause


def _labelled(excerpt: Excerpt, clause: RawClause, begin: int, stop: int) -> bool:
    """Read 牵头单位：…；责任单位：…；完成时限：… into `clause`."""
    labels = list(_LABEL.finditer(excerpt.shadow, begin, stop))
    if not any(label["role"] or label["plain"] or (label["time"] and label.start() > begin) for label in labels):
        return False
    before = excerpt.shadow[begin : labels[0].start() - _number_before(excerpt.shadow, labels[0].start())].strip(_SPACE)
    if is_deadline(before):
        at = excerpt.shadow.index(before, begin)
        clause.deadlines.append((at, at + len(before)))
    elif before and not _by_verbs(excerpt, clause, begin, labels[0].start()):
        return False
    ends = [label.start() - _number_before(excerpt.shadow, label.start()) for label in labels[1:]]
    for label, end in zip(labels, [*ends, stop], strict=True):
        if label["time"]:
            clause.deadlines.append(trimmed(excerpt.shadow, label.end(), end, _SPACE))
        elif _NOBODY.fullmatch(excerpt.shadow, label.end(), end):
            continue
        elif said := label["role"] or label["plain"]:
            word = excerpt.text[label.start() : label.start() + len(said)]
            found = read_list(excerpt, label.end(), end, role_of(said), word)
            if found is None:
                clause.unread.append((label.start(), end))
                continue
            clause.parties += found[0]
            clause.deadlines += found[1]
        elif _SUPERVISES.fullmatch(label["other"]) is None and _names_office(excerpt, label.end(), end):
            clause.unread.append(trimmed(excerpt.shadow, label.start(), end, _SPACE))
    return True


def _names_office(excerpt: Excerpt, begin: int, end: int) -> bool:
    """Return whether a list under a label of no known role names a department."""
    parties, _dates = read_list(excerpt, begin, end) or ([], [])
    departments = [party for party in parties if party.kind == "department"]
    return any(is_office(excerpt.shadow[party.start : party.end], strict=True) for party in departments)


def _by_verbs(excerpt: Excerpt, clause: RawClause, begin: int, stop: int) -> bool:
    """Read A牵头，B、C配合 or a bare list of offices into `clause`."""
    shadow = excerpt.shadow
    says = _SAYS_WHO.search(shadow, begin, stop) or is_office(shadow[begin:stop].rstrip(" 。;,"))
    if not says or _EXPLAINS.match(shadow, begin, stop):
        return False
    parties, dates = read_list(excerpt, begin, stop) or ([], [])
    said = [party for party in parties if party.role]
    if not all(_is_office(shadow, party, strict=not said, among=len(parties)) for party in parties):
        return False
    if not parties or 0 < len(said) < len(parties) or not (said or _stands_alone(shadow, clause, len(parties))):
        return False
    if not said:
        parties = [replace(party, role="responsible", word="") for party in parties]
    clause.parties += parties
    clause.deadlines += dates
    return True


def _is_office(shadow: str, party: Named, *, strict: bool, among: int = 1) -> bool:
    """Return whether a party reads as an office. A section of an office (预算科) only does `among` several names."""
    name = shadow[party.start : party.end]
    section = among > 1 and len(name) > 2 and name.endswith(("科", "处", "队", "所"))
    return party.kind == "indefinite" or section or is_office(name, strict=strict)


def _stands_alone(shadow: str, clause: RawClause, names: int) -> bool:
    """Return whether a bare list in a bracket is a sentence of its own, or several names that end the paragraph."""
    before = shadow[: clause.start].rstrip(" ")[-1:]
    after = shadow[clause.end : clause.end + 3].lstrip(" 。;")
    ends_paragraph = not after or after.startswith("\n")
    return before in _SENTENCE_ENDS or (ends_paragraph and (before == "”" or names >= 2))


def _add_unbracketed(reading: Reading) -> None:
    """Find labels without brackets: inline at a paragraph's end, or on lines of their own (a clause together)."""
    shadow = reading.excerpt.shadow
    index = 0
    while label := _BARE_LABEL.search(shadow, index):
        start = label.start()
        index = _end_of_labels(shadow, start)
        if any(begin <= start <= end for begin, end in reading.brackets):
            index = label.end()
            continue
        end = trimmed(shadow, start, index, " \n")[1]
        start = _start_of_labels(shadow, start)
        clause = RawClause(start - _number_before(shadow, start), end)
        if _labelled(reading.excerpt, clause, start, end) and clause.parties:
            reading.clauses.append(clause)
        elif label["time"]:
            reading.times.append(trimmed(shadow, label.end(), end, _SPACE))
        else:
            reading.unreadable.append((start, end))


def _add_times(reading: Reading) -> None:
    """Give a bracket with nothing but a date (（完成时限：每季度末）) to the clause beside it, if there is any."""
    after = {clause.end: clause for clause in reading.clauses}
    before = {clause.start: clause for clause in reading.clauses}
    for start, end in reading.brackets:
        found = _ONLY_TIME.match(reading.excerpt.shadow, start, end + 1)
        if not found:
            continue
        if clause := after.pop(start, None):
            clause.end = end + 1
            after[end + 1] = clause
        elif clause := before.get(end + 1):
            clause.start = start
        (clause.deadlines if clause else reading.times).append(found.span("time"))


def _add_prose(reading: Reading) -> None:
    """Find sentences that say who answers; those that only may are reported where nothing else says it."""
    taken = sorted([*((clause.start, clause.end) for clause in reading.clauses), *reading.unreadable])
    brackets = sorted([*reading.brackets, *((index, reading.length) for index in reading.unclosed[:1])])
    answered = bool(reading.clauses)
    for said in sentences(reading.excerpt, taken, brackets):
        if said.parties:
            reading.clauses.append(said)
        elif not answered and not GOVERNS.search(reading.excerpt.shadow, said.start, said.end):
            reading.unreadable.append((said.start, said.end))


def _number_before(shadow: str, end: int) -> int:
    """Return how long the number or bullet is that stands between the line's beginning and `end`."""
    found = _NUMBER_LEFT.search(shadow[max(0, end - 8) : end])
    return len(found[0].lstrip("\n")) if found else 0


def _start_of_labels(shadow: str, start: int) -> int:
    """Return where the labelled lines directly above a label begin (分管领导：… above 责任单位：…)."""
    while start and shadow[start - 1] == "\n":
        above = shadow.rfind("\n", 0, start - 1) + 1
        if not above or not _LABELLED_LINE.match(shadow, above):
            break
        start = above
    return start


def _end_of_labels(shadow: str, start: int) -> int:
    """Return where the line with a label and the labelled lines directly after it end, before the text goes on."""
    end = _line_end(shadow, start)
    if shadow[start:end].rstrip().endswith(":"):
        end = _line_end(shadow, end + 1)
    while end < len(shadow):
        following = _line_end(shadow, end + 1)
        if not (_LABELLED_LINE.match(shadow, end + 1) or is_names_line(shadow[end + 1 : following])):
            break
        end = following
    for stop in _STOP.finditer(shadow, start, end):
        # What follows a full stop, and is no label, is the text again.
        if stop.end() < end and not _LABELLED_LINE.match(shadow, stop.end()):
            return stop.end()
    return end


def _line_end(shadow: str, start: int) -> int:
    """Return where the line ends, looking no further than a clause can reach: that keeps a text of one line linear."""
    most = min(len(shadow), start + _LONGEST_CLAUSE)
    end = shadow.find("\n", start, most)
    return most if end < 0 else end


def governing(excerpt: Excerpt) -> list[RawClause]:
    """Return the sentences that make parties answer for what follows: 以下任务均由各区政府负责."""
    found = []
    for sentence in GOVERNS.finditer(excerpt.shadow):
        begin, end = sentence.span("who")
        parties, dates = read_list(excerpt, begin, end) or ([], [])
        if parties and all(party.role and _is_office(excerpt.shadow, party, strict=False) for party in parties):
            found.append(RawClause(*sentence.span(), parties, dates))
    return found


def others_of(convention: re.Match[str]) -> Role:
    """Return what a convention makes of those who are not named first."""
    return "cooperate" if convention["others"] else "responsible"


def of_others(excerpt: Excerpt, read: Sequence[Span]) -> Iterator[Span]:
    """Return what is said of other tasks (以上任务由市司法局负责) and stands in none of the places that were `read`."""
    spans = (found.span() for found in _OF_OTHERS.finditer(excerpt.shadow))
    return (span for span in spans if not any(start < span[1] and span[0] < end for start, end in read))
