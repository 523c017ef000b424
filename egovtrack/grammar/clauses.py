"""Responsibility clauses: which brackets and lines of an item say who answers, and what they say.

More than half of all brackets are no clauses; those stay text. A clause is read in one of these ways: labels
(牵头单位：…配合单位：…), verbs (A牵头，B、C配合), or a bare list of offices in a bracket of its own.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from egovtrack.grammar.brackets import outermost
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.lexicon import (
    AND_PERSON,
    ANSWERS,
    BY,
    COOPERATE,
    FULL_LABEL,
    KIND,
    LABEL,
    LEAD,
    OF_LEVEL,
    ROLES,
    SAYS,
    TIME_LABEL,
    role_of,
)
from egovtrack.grammar.names import BUREAU, DOES, ENDS, FIRST_OFFICE, LEVEL, is_noun, is_office, is_section
from egovtrack.grammar.numbering import SIGNS
from egovtrack.grammar.parties import Leading, Named, RawClause, Span, read_list, without_persons
from egovtrack.grammar.prose import last_before, sentences, spots
from egovtrack.grammar.shadow import Excerpt, trimmed

_TIME = (
    r"(?:完成|办结|办理|答复|落实|实施|推进|整改|销号|化解)?"
    r"(?:时限|时间(?:节点|进度|安排|要求)?|期限|进度(?:安排|要求)?|时间节点|节点)"
)
_BULLETS = "—–▲△★☆※■◆◇►▶"
# A person who answers is often named with the office.
_WHO_ANSWERS = "(?:项目|工作|直接|第一|具体|主要|包保|包抓)?(?:责任|负责|牵头|承办|主办|经办)人"
_LABEL = re.compile(
    rf"(?:(?<=[,;。、\s.){SIGNS}{_BULLETS}])|(?<![^(\[]))(?:(?P<role>(?:{LABEL}))|(?P<time>{_TIME})|(?P<person>{_WHO_ANSWERS})|(?P<other>[\u4e00-\u9fff]{{2,8}})):"
    rf"|(?:(?<=[,;。、\s])|(?<![^(\[]))(?P<plain>(?:{ROLES}){KIND})(?:[为是]|\s+|(?=[省市县区州国]|各(?![自司负尽])))(?=\S)"
)
_MAY_LABEL = re.compile(rf":|{KIND}(?:[为是省市县区州国各]|\s)")
_LABEL_SIGN = re.compile(r"[:为是\s]")  # much faster to search for
# A label line may bear a number or a bullet of its own.
_NUMBERED = rf"(?<=\n\d[.、])|(?<=\n\([\d一二三四五六七八九十]\))|(?<=\n[{SIGNS}])"
_NUMBER = rf"(?:[-*•·●]\s+|[{_BULLETS}]+\s*|\d[.、]\s*|\([\d一二三四五六七八九十]\)\s*|[{SIGNS}]\s*)"
_NUMBER_LEFT = re.compile(rf"(?:^|\n)\s*{_NUMBER}$")
_OFFICE_NEXT = f"(?!{FULL_LABEL})(?={FIRST_OFFICE})"
# What says of offices that they take part, if not how: a problem.
_FURTHER = r"(?P<other>(?!填|报|编|印|制|发|来|网|抄|主送|分送|[督指审验监]|主管)[\u4e00-\u9fff]{2,8})"
# Without a bracket only a full label at the start of a line or a sentence counts: 责任 alone occurs in prose.
_BARE_LABEL = re.compile(
    rf"(?:^|(?<=[\n。,;:!?」\s{_BULLETS}])|{_NUMBERED})(?P<role>{FULL_LABEL})(?::|(?:\s+|[为是]){_OFFICE_NEXT})"
    rf"|(?:^|(?<=[\n。,;!?」\s]))(?:{_WHO_ANSWERS}:(?=[^,;。、:\s]{{2,18}}{BUREAU})|(?:(?P<short>{ROLES})|{_FURTHER}):{_OFFICE_NEXT})"
    rf"|(?:^|(?<=[\n。;!?」\s])|{_NUMBERED})(?P<time>{TIME_LABEL}):",
    re.MULTILINE,
)
_PERSON = (
    r"[\u4e00-\u9fff]{0,6}领导|(?:[\u4e00-\u9fff]{0,4}责任|负责|联系|经办|承办|主办)人(?:员)?(?:及电话|及联系方式)?"
    r"|联系电话|(?:督导|督办|指导|验收|监督|督查|审核|销号)(?:责任)?(?:单位|部门)"
)
_SUPERVISES = re.compile(rf"(?:{_PERSON})|[\u4e00-\u9fff]*(?:人|人员|电话)")
_LABELLED_LINE = re.compile(
    rf"\s*{_NUMBER}?(?:(?:(?:{LABEL})|{_TIME}|{_PERSON}):|(?:{FULL_LABEL})[ \t]+{_OFFICE_NEXT}"
    rf"|\[(?:{FULL_LABEL}|{_TIME}|{_PERSON})\]\s*\S)"
)
# 【责任单位】市财政局 is 责任单位：市财政局 in another dress.
_BRACKETED_LABEL = re.compile(
    rf"[(\[](?:(?<=\[)|(?<=^\()|(?<=[\n。;)\s]\())(?P<label>{FULL_LABEL}|{_TIME})(?:\)|\]:?)(?=\s?[^\s,。;:(\[)\]])",
    re.MULTILINE,
)
_LEADS_BEFORE = re.compile(r"(?:牵头(?:负责)?|主办)[,;、]")
_SPACE = " \n,;。、"
_BETWEEN_NAMES = re.compile(r"\s*[、,;/]\s*|\s+")
_STOP = re.compile(r"。\s*")
_ONLY_TIME = re.compile(rf"[(\[]\s*{_TIME}:\s*(?P<time>[^:]{{2,40}}?)[\s。;]*[)\]]")
_LEADING = r"[为是]牵头(?:负责)?(?:[或和及与/]汇总)?(?:部门|单位)?(?:[或和及与/]汇总(?:部门|单位))?"
CONVENTION = re.compile(
    r"(?:除[^,;。()]{1,20}外,?|责任(?:单位|部门|分解|分工)中,?)?(?:[标带加打有]+(?P<mark>[★☆▲△※*●])号?|[排列第](?:(?<!第)(?:名)?(?:在)?(?:首位|第一[位个名]?|第1位|最前面?|前面)"
    r"|(?<=第)一(?:(?=责任|负责)|[个家]|个(?P<sign>[逗顿分])号[之以]?前面?))|首[家个位])"
    rf"(?:的|者)?(?:责任|负责)?(?:部门|单位)?{_LEADING}"
    r"(?:[,、;]?\s*(?:(?:其他|其余|其它)(?:的|者)?(?:责任|负责)?(?:部门|单位)?[均都]?(?:[为是]|按照?(?:各自)?职责(?:分工)?)?"
    rf"(?P<others>(?:{COOPERATE}|负责|落实)+)(?:部门|单位)?"
    r"|以?(?P<following>下同))){0,2}"
)
MAY_CONVENE = re.compile("[为是](?:总?牵头|主办|主责)")  # much faster to search for
# Another convention (加粗的为牵头单位), which no rule here applies.
_LEADS_SOMEHOW = re.compile(
    r"(?<![^\s。;,、:(\[])(?:[无没未]有?牵头(?:部门|单位)的,)?[^\s。;,、:()\[\]]{0,20}(?:的|责任(?:部门|单位)即?)[为是](?:总?牵头|主办|主责)(?:部门|单位)(?=[\s,。;)\]]|$)"
)
_FROM_HERE = r"(?:^|(?<=[\s。;,:、!?(\[]))"
GOVERNS = re.compile(
    _FROM_HERE + r"(?:以下|下列)(?!简称|称)[^。;\n由需须]{0,30}?(?:均|都|统一|一律)?(?:应)?(?:由|需|须)"
    rf"(?P<who>(?:[^。;\n()]|\([^()\n]*\)){{2,200}}?{ANSWERS})"
    r"(?:,?\s*不再(?:一一|逐一|逐项|重复|另行)?(?:列出|注明|标注|列明|重复))?(?=[,。;\n)\]]|$)"
    rf"(?!,[^,。;\n]{{2,60}}{ANSWERS}(?:[,。;\n)]|$))"
)
# What is said of other tasks: nobody's name, and a problem where it is not read as what governs those that follow.
_OF_OTHERS = re.compile(
    _FROM_HERE + r"(?:以上|以下|上述|前述|下列)(?!简称|称)(?:[^。;\n()]|\([^()\n]*\)){0,200}?"
    rf"(?<!抓好)(?<!贯彻){ANSWERS}(?=[,。;\n)\]]|$)"
)
_BARE_NAME = re.compile(rf"[\s,;。、]*(?:{LABEL})?[\s,;。、]*")
# What a list says of itself: nobody's name either.
_ASIDES = re.compile(
    r"(?:以下|下列|后续|后文)[^,。;\n()]{0,20}(?:不再|略)[^,。;\n()]{0,8}|不再(?:一一|逐一|逐项|重复|另行|单独)*(?:列出|列明|注明|标注|列举|赘述)"
    r"|(?<=[,;。、(\s])以?下同(?=[,;。、)\]\s]|$)|\((?:不?含(?!山)|包括|包含|(?:以下)?(?:简|统|合|并)?称)(?:[^()]|\([^()]*\))*\)|[<〈][^<>〈〉\n]*[>〉]"
    r"|排名不分先后|(?:不分|排名)先后(?:顺序)?|按(?:行政|机构|部门|单位)*(?:序列|排序|顺序)(?:排[列序名])?"
)
_EMPTIED = re.compile(r"\(\s{4,}\)")
# Each way begins with a character of its own, which is what makes searching for it fast.
_MAY_REMARK = re.compile(
    r"为牵头|是牵头|以[上下]|\([简统合并]?称|上述|前述|下[列同]|后[续文]|不再|\(不?[含包]|<|〈|先后|序|顺"
)
_OF_A_PART = re.compile(f"[^,;。、:()]{{2,16}}{BY}")
# （含市财政局、市审计局） explains; 含山 and 如东 are places.
_EXPLAINS = re.compile(r"包括|包含|例如|比如|含(?!山)|如(?![东皋])|以下|简称|下称|即|原(?=[省市县区])|又称|不含")
_LOOKS_LIKE_CLAUSE = re.compile(
    rf"(?:{ROLES}){KIND}[^:]{{0,8}}:|(?<=\()(?:牵头|主办)[,;、]"
    rf"|(?:{ENDS})(?:\([^()]*\))?(?:共同|分别|按职责|分工)*(?:{ANSWERS}|{COOPERATE})(?=[,;。、]|$)"
    r"|(?<![谁人])(?:牵头|负责)[\s。]*$"
)
# （市财政局起草，市司法局审核）, a sentence of its own, says of offices what they do.
_ACTS = re.compile(
    rf"(?<![^(,;、。])由?(?:[{LEVEL}]|国家|中央)[^,;。、:()]{{1,12}}(?:{BUREAU}|部门|政府)[\u4e00-\u9fff]{{2,8}}(?=[,;。]|$)"
)
_SAYS_WHO = re.compile(
    rf"(?:{SAYS.pattern}|指导|统筹|协调|督促|保障|支持|推动|办理|推进|组织)\s*(?=[,;。、]|$|(?<=牵头)会同)"
    rf"|会同|{BUREAU}商(?!务)"
)
# A division of duties: 市财政局：安排资金。
_DUTY = re.compile(r"^\s*(?P<who>[^,;。:!?\n]{2,60}?)(?:[:。](?=(?P<does>负责|牵头|承担|配合))|:\s*(?=\S))")
_DUTY_LINE = re.compile(r"(?<=\n)\s*(?P<who>[^,;。:!?\n]{2,60}?):\s*[^\s][^\n]*")
# The head of a table that could not be read, run into its first row.
_HEAD_OF_TABLE = re.compile(rf"序号[^\d。;]{{2,60}}{KIND}[^\d。;]{{0,40}}(?=1\D)")
_FIRM = re.compile("公司|集团|银行|大学|(?:单位|部门)$")
# 市财政局, or 市财政局牵头的任务（3项）, as a heading. 市政府工作 and 政务服务中心 may be what it is about.
_OF_OFFICES = re.compile(
    rf"\s*由?(?P<who>[^。;:!?\n]{{3,60}}?)(?P<does>(?:{LEAD}|负责|承办|{COOPERATE})(?:负责|落实|办理|推进|实施)?)?"
    r"(?:的?(?:重点|主要|具体|工作)*(?:任务|工作|事项|项目|职责|分工))?(?:\(共?\d{1,3}[项个条件]\))?[:\s]*"
)
_TOPIC = re.compile("(?:中心|[院馆园校]|^[省市县区州]?(?:委|政府|人民政府|机关))$")
_SENTENCE_ENDS = frozenset("。;!?」\n")
_ENDS_BEFORE = _SENTENCE_ENDS | {")", "]", ""}
_PHRASE_ENDS = (";", "。", "\n", "(", "[", "")
# 公安、交通等部门, 市公安、交通、住建部门: the departments of some fields.
_OF_FIELDS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}、)*[\u4e00-\u9fff]{2,6}?(?:(?<!有关)(?<!相关)部门|等(?:有关|相关|主管)?部门)"
)
_DATE_ENDS = frozenset("年度月日号底末前内成")
_MAY_NAME = re.compile(f"{BUREAU}|[院会府室联各]|{ENDS.partition('|')[2]}|[区县市镇乡]")
_TAIL = re.compile(r"(?:\s{2,}|\t|[—–-]{1,2}|;)\s*(?P<who>[^—–;:!?。\t\n-]{2,}?)[。;\s]*$")
_CLOSERS = re.compile(r"[)\]\n]")  # of a bracket that no sign of its own kind closes
_LINE = re.compile(r"(?<=\n)[^\n:]{3,200}$", re.MULTILINE)
_LONGEST_CLAUSE, _LONGEST_OFFICE, _LONGEST_HEADING, _LONGEST_TAIL = 1500, 20, 80, 120


@dataclass(slots=True)
class Reading:
    """What reading an item gave: its words, the clauses in them, and the places of what is wrong with it.

    The wording of the item is `length` characters; the cells of its parties follow it in the row of a table. `closed`
    is a clause whose bracket is never closed. `duties` are sentences about what offices do where nothing else says who
    answers: they make no item a task that is none by itself.
    """

    excerpt: Excerpt
    length: int
    clauses: list[RawClause] = field(default_factory=list)
    brackets: list[Span] = field(default_factory=list)
    unclosed: list[int] = field(default_factory=list)
    closed: Span | None = None
    unreadable: list[Span] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    duties: list[RawClause] = field(default_factory=list)

    @property
    def said(self) -> list[Span]:
        """Return the places that say who answers, or may."""
        return sorted([*((clause.start, clause.end) for clause in self.clauses), *self.told, *self.unreadable])

    @property
    def told(self) -> list[Span]:
        """Return the places of duties that name an office: 请各区政府认真落实 closes many a document."""
        named = (duty for duty in self.duties if any(party.kind == "department" for party in duty.parties))
        return [(duty.start, duty.end) for duty in named]

    def wrong(self) -> Iterator[tuple[str, Span]]:
        """Yield what is wrong with an item: the code of each finding, and its place."""
        for start in self.unclosed[:1]:
            yield "unclosed_bracket", (start, self.length)
        for span in self.unreadable:
            yield "unread_clause", span
        if self.closed:
            yield "unclosed_clause", self.closed
        for clause in self.clauses:
            for span in clause.doubtful:
                yield "doubtful_name", span


def read_clauses(excerpt: Excerpt, *, numbered: bool = False) -> Reading:
    """Return every clause of an item, in order. One that is `numbered` may begin with who answers for it."""
    plain = excerpt.seen_as(without_remarks(excerpt.shadow))
    shadow = plain.shadow
    reading = Reading(excerpt, len(shadow), [], *outermost(excerpt.shadow))
    pairs = reading.brackets if plain is excerpt else outermost(shadow)[0]
    for start, end in pairs:
        if end - start <= _LONGEST_CLAUSE:
            _add_bracketed(reading, plain, start, end)
    if reading.unclosed:
        _add_unclosed(reading, plain)
    _add_unbracketed(reading, plain, pairs)
    _add_times(reading, shadow)
    _add_prose(reading, plain)
    if "\n" in shadow:
        _add_names(reading, shadow)
    if "序号" in shadow and (head := _HEAD_OF_TABLE.search(shadow)):
        reading.unreadable.append(head.span())
    if not (reading.clauses or reading.unreadable or reading.duties):
        _add_head(reading, plain, numbered=numbered)
    reading.clauses.sort(key=lambda clause: clause.start)
    _take_leads_of_other_levels(reading)
    for clause in reading.clauses if plain is not excerpt else ():
        if convention := CONVENTION.search(excerpt.shadow, clause.start, clause.end):
            clause.leading = leading(convention)
    if reading.unreadable:
        # What turned out to stand in a clause is read (the bracket of 各县（区）管委会（办事处） after a label).
        spans = [(clause.start, clause.end) for clause in reading.clauses]
        reading.unreadable = [span for span in reading.unreadable if last_before(spans, span[0] + 1)[1] < span[1]]
    for clause in reading.clauses:
        reading.unreadable += clause.unread
    return reading


def _take_leads_of_other_levels(reading: Reading) -> None:
    """Let those whom 省牵头单位 names be responsible, where a label without a level stands beside it."""
    parties = [party for clause in reading.clauses for party in clause.parties]
    leads = [party for party in parties if party.role == "lead" and OF_LEVEL.match(party.word)]
    if leads and not all(OF_LEVEL.match(party.word) for party in parties):
        for party in leads:
            party.role = "responsible"


def without_remarks(shadow: str) -> str:
    """Return a shadow in which spaces stand for what lists say of themselves and of others (下同, 以下…不再列出), and
    a colon follows each label, 【责任单位】 too.
    """
    if _BRACKETED_LABEL.search(shadow):
        shadow = _BRACKETED_LABEL.sub(lambda found: f" {found['label']}:".ljust(len(found[0])), shadow)
    if not _MAY_REMARK.search(shadow):
        return shadow
    for remark in (CONVENTION, _LEADS_SOMEHOW, GOVERNS, _OF_OTHERS, _ASIDES, _EMPTIED):
        shadow = remark.sub(lambda found: " " * len(found[0]), shadow)
    return shadow


def is_label_line(shadow: str) -> bool:
    """Return whether a line begins with a label (牵头单位：)."""
    return bool(_LABELLED_LINE.match(shadow))


def is_names_line(shadow: str) -> bool:
    """Return whether a line is nothing but names of offices: after a label line it goes on with that."""
    names = _BETWEEN_NAMES.split(shadow.strip(" ,;。、"))
    return (
        ":" not in shadow
        and "请" not in shadow
        and all(
            len(name) <= _LONGEST_OFFICE and is_office(name, strict=True) and not DOES.match(name) for name in names
        )
    )


def _names_offices(shadow: str, start: int, end: int) -> bool:
    """Return whether a bracket holds nothing but names of offices: it may say who answers.

    A single name behind another is that office once more, and one in mid-phrase is part of the phrase. A bracket that
    is a sentence of its own may also list places.
    """
    if _EXPLAINS.match(shadow, start + 1, end) or not _MAY_NAME.search(shadow, start + 1, end):
        return False
    parties, dates, unread = read_list(shadow, start + 1, end)
    before, after = shadow[max(0, start - _LONGEST_OFFICE) : start], shadow[end + 1 : end + 2]
    spans = [(party.start, party.end) for party in parties] + unread
    alone = len(spans) == 1 and not dates and not any(party.role or party.open_list for party in parties)
    if alone and (after not in _PHRASE_ENDS or is_office(before)):
        return False
    strict = alone or before[-1:] not in _SENTENCE_ENDS
    names = [shadow[first:last] for first, last in spans]
    known = [len(name) <= _LONGEST_OFFICE and is_office(name, strict=strict) for name in names]
    rest = [party.open_list for party in parties] + [False] * len(unread)  # 等部门 behind them is no name itself
    offices = sum(is_office(name, strict=True) for name in names)
    if not alone and _is_apart(shadow, start, end) and offices >= max(1, len(names) / 2):
        return True  # whatever stands among them
    return any(known) and all(map(operator.or_, known, rest))


def names_at_end(reading: Reading) -> RawClause | None:
    """Return what ends an item without clauses, if it is nothing but names of offices, in a bracket or behind another
    sign (建设甲（市财政局）, 建设甲——市财政局): whether they answer, only the items beside it tell.
    """
    if reading.clauses:
        return None
    shadow, length = reading.excerpt.shadow, reading.length
    start, end = reading.brackets[-1] if reading.brackets else (0, 0)
    begin, bracketed = start + 1, end > start and not shadow[end + 1 : length].strip(_SPACE)
    if not bracketed:
        tail = _TAIL.search(shadow, max(0, length - _LONGEST_TAIL), length)
        if not tail:
            return None
        start, (begin, end) = tail.start(), tail.span("who")
    if end - start > _LONGEST_CLAUSE:
        return None
    parties, dates, unread = read_list(shadow, begin, end, "responsible")
    known = all(is_office(shadow[party.start : party.end], strict=not bracketed) for party in parties)
    return RawClause(start, end + bracketed, parties, dates) if parties and known and not unread else None


def ends_in_clause(reading: Reading) -> bool:
    """Return whether an item ends in a bracket that says who answers."""
    shadow, clause = reading.excerpt.shadow, reading.clauses[-1] if reading.clauses else None
    return clause is not None and shadow[clause.start] in "([" and not shadow[clause.end :].strip(_SPACE)


def _is_of_a_part(shadow: str, start: int, end: int) -> bool:
    """Return whether a bracket in mid-sentence is about a part of it: 由单位组织（学校由市教育局负责），…"""
    return (
        shadow[start - 1 : start] not in _ENDS_BEFORE
        and shadow[end + 1 : end + 2] == ","
        and bool(_OF_A_PART.match(shadow, start + 1, end))
    )


def _add_bracketed(reading: Reading, plain: Excerpt, start: int, end: int) -> None:
    """Read a bracket that says who answers, or report it where it only looks so."""
    shadow = plain.shadow
    if clause := _bracketed(plain, start, end):
        if _is_of_a_part(shadow, start, end):
            reading.unreadable.append((start, end + 1))
        else:
            reading.clauses.append(clause)
        return
    convention = plain is not reading.excerpt and CONVENTION.search(reading.excerpt.shadow, start, end)
    if convention and _BARE_NAME.fullmatch(shadow, start + 1, end):
        return  # 责任单位 is left of （责任单位列首位的为牵头单位）
    if (
        _LOOKS_LIKE_CLAUSE.search(shadow, start + 1, end)
        or _names_offices(shadow, start, end)
        or (_is_apart(shadow, start, end) and _ACTS.search(shadow, start + 1, end))
    ):
        reading.unreadable.append((start, end + 1))


def _is_apart(shadow: str, start: int, end: int) -> bool:
    """Return whether a bracket is a sentence of its own, or ends one."""
    return shadow[start - 1 : start] in _ENDS_BEFORE or shadow[end + 1 : end + 2] in _PHRASE_ENDS


def _bracketed(plain: Excerpt, start: int, end: int) -> RawClause | None:
    clause = RawClause(start, end + 1)
    begin, stop = trimmed(plain.shadow, start + 1, end, _SPACE, _SPACE)
    if begin >= stop:
        return None
    if found := _LEADS_BEFORE.match(plain.shadow, begin, stop):
        return _lead_before(plain, clause, found.end(), stop)
    read = _labelled(plain, clause, begin, stop) or _by_verbs(plain, clause, begin, stop)
    return clause if read and clause.parties else None


def _lead_before(plain: Excerpt, clause: RawClause, begin: int, stop: int) -> RawClause | None:
    """Read 市数据局（牵头，市财政局配合）: the lead's name, a sentence of its own, stands before the bracket."""
    shadow = plain.shadow
    near = max(0, clause.start - _LONGEST_OFFICE)
    start = max(near - 1, *(shadow.rfind(sign, near, clause.start) for sign in "。;,!?\n")) + 1
    word = shadow[clause.start + 1 : begin - 1]
    leads = read_list(shadow, start, clause.start, "lead", word).parties
    if len(leads) != 1 or not _is_office(shadow, leads[0], strict=True):
        return None
    if not _by_verbs(plain, clause, begin, stop):
        return None
    clause.start = start
    clause.parties.insert(0, leads[0])
    return clause


class _Labels(NamedTuple):
    """What labels and the lists behind them say, and the words `before` the first of them; counted from their start."""

    before: Span
    parties: list[Named]
    deadlines: list[Span]
    unread: list[Span]
    doubtful: list[Span]


def _labelled(plain: Excerpt, clause: RawClause, begin: int, stop: int) -> bool:
    """Read 牵头单位：…；责任单位：…；完成时限：… into `clause`."""
    shadow = plain.shadow
    found = _read_labels(shadow[begin:stop], plain.text[begin:stop]) if _MAY_LABEL.search(shadow, begin, stop) else None
    if not found:
        return False
    before, until = found.before
    says_who = before == until or _by_verbs(plain, clause, begin + before, begin + until)
    if not says_who:
        # Words without a sentence's end or a bracket may tell how or by when (按时完成，责任单位：…).
        told = shadow[begin + before : begin + until]
        if any(sign in told for sign in "。([") or _names_office(told, 0, len(told)):
            return False
    clause.parties += [each.moved(begin) for each in found.parties]
    for ours, theirs in (
        (clause.deadlines, found.deadlines), (clause.unread, found.unread), (clause.doubtful, found.doubtful)
    ):  # fmt: skip
        for start, end in theirs:
            ours.append((begin + start, begin + end))
    return True


@lru_cache(4096)  # documents list the same offices over and over
def _read_labels(shadow: str, text: str) -> _Labels | None:
    """Return what the labels in a text say, which is given with its shadow; None if it has none that says who."""
    inner = outermost(shadow)[0] if "(" in shadow else ()
    labels = [found for found in _LABEL.finditer(shadow) if last_before(inner, found.start())[1] < found.start()]
    if not any(
        label["role"] or label["plain"] or label["person"] or (label["time"] and label.start() > 0) for label in labels
    ):
        return None
    ends = [label.start() - _number_before(shadow, label.start()) for label in labels]
    found = _Labels(trimmed(shadow, 0, ends[0], _SPACE, _SPACE), [], [], [], [])
    if is_deadline(shadow[slice(*found.before)]):
        found.deadlines.append(found.before)
        found = found._replace(before=(0, 0))
    for label, end in zip(labels, [*ends[1:], len(shadow)], strict=True):
        if label["time"]:
            if _names_office(shadow, label.end(), end):
                found.unread.append(trimmed(shadow, label.start(), end, _SPACE))
            found.deadlines.append(trimmed(shadow, label.end(), end, _SPACE + "."))
        elif not shadow[label.end() : end].strip(_SPACE + "无/"):
            continue
        elif said := label["role"] or label["plain"] or label["person"]:
            of_offices = said if label["person"] else AND_PERSON.sub("", said)
            word = text[label.start() : label.start() + len(of_offices)]
            role = role_of(of_offices)
            listed = read_list(shadow, label.end(), end, role, word)
            if label["person"] or of_offices != said:
                listed = without_persons(shadow, listed, role, word, found.parties if label["person"] else ())
            found.parties.extend(listed.parties)
            found.deadlines.extend(listed.dates)
            if listed.unread and not listed.parties:
                found.unread.append((label.start(), end))
            else:
                found.doubtful.extend(listed.unread)
        elif _SUPERVISES.fullmatch(label["other"]) is None and _names_office(shadow, label.end(), end):
            found.unread.append(trimmed(shadow, label.start(), end, _SPACE))
    return found


def _names_office(shadow: str, begin: int, end: int) -> bool:
    """Return whether a list under a label of no known role names a department."""
    parties = read_list(shadow, begin, end).parties
    return any(p.kind == "department" and is_office(shadow[p.start : p.end], strict=True) for p in parties)


def _by_verbs(plain: Excerpt, clause: RawClause, begin: int, stop: int) -> bool:
    """Read A牵头，B、C配合 or a bare list of offices into `clause`.

    Half of the names at least must end as names of offices do; what stands among those need not (东州、西州市政府负责).
    """
    shadow = plain.shadow
    last = max(begin, stop - _LONGEST_OFFICE)
    name = shadow[last:stop].removesuffix("等")
    ends = shadow[stop - 1] in _DATE_ENDS or is_office(name) or is_office(name.rpartition("、")[2])
    says = ends or _SAYS_WHO.search(shadow, begin, stop)
    if not says or _EXPLAINS.match(shadow, begin, stop):
        return False
    parties, dates, unread = read_list(shadow, begin, stop)
    said = [party for party in parties if party.role]
    strict = not any(SAYS.search(party.word) or party.word.endswith(("会同", "会", "商", "联合")) for party in said)
    known = [party for party in parties if _is_office(shadow, party, strict=strict, among=len(parties))]
    if parties and _OF_FIELDS.fullmatch(shadow, parties[0].start, parties[-1].end):
        known = parties
    # Nobody but 部门 or 企业 is no list of those who answer.
    if not any(p.kind != "indefinite" or is_office(shadow[p.start : p.end], strict=True) for p in known):
        return False
    if 2 * len(known) < len(parties) + len(unread) or (strict and unread):
        return False
    kept, doubtful = [], list(unread)
    leads = {shadow[party.start : party.end] for party in parties if party.role == "lead"}
    # A noun beside offices is a name, by itself mostly a person; in a bare list it must end as names do (东州新区).
    beside = {party.word for party in known if party.role} if not strict else {""}
    for party in parties:
        name = shadow[party.start : party.end]
        if not party.word and party.role != "lead" and name in leads:
            continue  # A、B、C，A牵头
        if party in known or (party.word in beside and is_noun(name) and (not strict or is_office(name))):
            kept.append(party if party.role else replace(party, role="responsible", word=""))
        else:
            doubtful.append((party.start, party.end))
    # Who only takes part, or is named without a verb, answers where the bracket is a sentence of its own.
    answers = any(party.word for party in kept if party.role != "cooperate")
    if not answers and not _stands_alone(shadow, clause, len(parties)):
        return False
    clause.parties += kept
    clause.deadlines += dates
    clause.doubtful += doubtful
    return True


def _is_office(shadow: str, party: Named, *, strict: bool, among: int = 1) -> bool:
    """Return whether a party reads as an office. A section of an office (预算科) only does `among` several names."""
    name = shadow[party.start : party.end]
    section = among > 1 and is_section(name)
    return party.kind == "indefinite" or section or is_office(name, strict=strict and party.kind == "department")


def _stands_alone(shadow: str, clause: RawClause, names: int) -> bool:
    """Return whether a bare list in a bracket is a sentence of its own, or several names that end the paragraph."""
    before = shadow[: clause.start].rstrip(" ")[-1:]
    after = shadow[clause.end : clause.end + 3].lstrip(" 。;")
    ends_paragraph = not after or after.startswith("\n")
    return before in _ENDS_BEFORE or (ends_paragraph and (before == "”" or names >= 2))


def _add_unclosed(reading: Reading, plain: Excerpt) -> None:
    """Read a bracket that is never closed to the end of its line, where nothing is left unread but its last name."""
    start = reading.unclosed[-1]
    found = _CLOSERS.search(plain.shadow, start)
    end = found.start() if found else len(plain.shadow)
    clause = _bracketed(plain, start, end) if end - start <= _LONGEST_CLAUSE else None
    if clause and not clause.unread and not clause.doubtful:
        clause.end = end + (plain.shadow[end : end + 1] in (")", "]"))
        last = clause.parties[-1]
        if len(clause.parties) > 1 and not is_office(plain.shadow[last.start : last.end]):
            clause.doubtful.append((last.start, last.end))
            clause.parties.pop()
        reading.clauses.append(clause)
        reading.unclosed.pop()
        reading.closed = (start, clause.end)


def _add_unbracketed(reading: Reading, plain: Excerpt, pairs: Sequence[Span]) -> None:
    """Find labels without brackets: inline at a paragraph's end, or on lines of their own (a clause together)."""
    shadow = plain.shadow
    taken = sorted([*pairs, reading.closed]) if reading.closed else pairs
    index = 0 if _may_label(shadow, taken) else len(shadow)
    while label := _BARE_LABEL.search(shadow, index):
        start = label.start()
        index = _end_of_labels(shadow, start)
        if last_before(taken, start + 1)[1] >= start:
            index = label.end()
            continue
        if label["other"] and not is_names_line(shadow[label.end() : index]):
            index = label.end()
            continue
        end = trimmed(reading.excerpt.shadow, start, index, " \n")[1]
        start = _start_of_labels(
            shadow, start - (shadow is not reading.excerpt.shadow and reading.excerpt.shadow[start - 1] in "[(")
        )
        clause = RawClause(start - _number_before(shadow, start), end)
        if _labelled(plain, clause, start, end) and clause.parties:
            reading.clauses.append(clause)
        elif label["time"]:
            reading.times.append(trimmed(shadow, label.end(), end, _SPACE))
        else:
            reading.unreadable.append((start, end))


def _may_label(shadow: str, taken: Sequence[Span]) -> bool:
    """Return whether a label may stand outside the stretches that are `taken`."""
    begin = 0
    for start, end in [*taken, (len(shadow), 0)]:
        if _LABEL_SIGN.search(shadow, begin, start) and _MAY_LABEL.search(shadow, begin, start):
            return True
        begin = end
    return False


def _add_times(reading: Reading, shadow: str) -> None:
    """Give a bracket with nothing but a date (（完成时限：每季度末）) to the clause beside it, if there is any."""
    timed = [(*span, found) for span in reading.brackets if (found := _ONLY_TIME.match(shadow, span[0], span[1] + 1))]
    after = {clause.end: clause for clause in reading.clauses} if timed else {}
    before = {clause.start: clause for clause in reading.clauses} if timed else {}
    for start, end, found in timed:
        if "理" in found[0] and not is_deadline(found["time"]):  # 办理时限 is mostly that of a service
            continue
        if _names_office(shadow, *found.span("time")):
            reading.unreadable.append((start, end + 1))
            continue
        if clause := after.pop(start, None):
            clause.end = end + 1
            after[end + 1] = clause
        elif clause := before.get(end + 1):
            clause.start = start
        (clause.deadlines if clause else reading.times).append(found.span("time"))


def _add_prose(reading: Reading, plain: Excerpt) -> None:
    """Find sentences that say who answers, and report those that only may."""
    if not (places := spots(plain.shadow)):
        return
    taken = sorted([*((clause.start, clause.end) for clause in reading.clauses), *reading.unreadable])
    brackets = sorted([*reading.brackets, *((index, reading.length) for index in reading.unclosed[:1])])
    answered = any(party.role != "cooperate" for clause in reading.clauses for party in clause.parties)
    known = {name for clause in reading.clauses for name in _offices(plain.shadow, clause)}
    for said in sentences(plain, places, taken, brackets):
        if said.duty and answered and known.issuperset(_offices(plain.shadow, said)):
            continue  # it says who of those in the clause does what
        if said.duty and said.parties and not answered:
            reading.duties.append(said)
        elif said.parties and not said.duty:
            reading.clauses.append(said)
        else:
            reading.unreadable.append((said.start, said.end))
    _name_once(plain.shadow, reading.duties)
    reading.duties = [duty for duty in reading.duties if duty.parties]


def _offices(shadow: str, clause: RawClause) -> set[str]:
    return {shadow[party.start : party.end] for party in clause.parties if party.kind == "department"}


def _name_once(shadow: str, duties: Sequence[RawClause]) -> None:
    """Leave out of sentences about duties whom one before names in the same role, in full or without the level."""
    full, short = set[tuple[str, str]](), set[tuple[str, str]]()
    for duty in duties:
        parties, duty.parties = duty.parties, []
        for party in parties:
            names = [(party.role or "", shadow[start : party.end]) for start in range(party.start, party.start + 4)]
            if names[0] not in short and full.isdisjoint(names):
                duty.parties.append(party)
            full.add(names[0])
            short.update(names)


def _add_names(reading: Reading, shadow: str) -> None:
    """Report a line of nothing but names of offices that is part of no clause."""
    spans = sorted([*((clause.start, clause.end) for clause in reading.clauses), *reading.unreadable])
    for line in _LINE.finditer(shadow):
        if is_names_line(line[0]) and last_before(spans, line.end())[1] < line.end():
            reading.unreadable.append(line.span())


def _add_head(reading: Reading, plain: Excerpt, *, numbered: bool) -> None:
    """Read 市财政局：负责资金; in an item that is `numbered` also 市财政局：安排资金, and lines below that begin so."""
    found = _DUTY.match(plain.shadow)
    does = found["does"] if found else None
    parties = _heads(plain.shadow, *found.span("who"), does or "") if found and (numbered or does) else []
    if found and parties:
        reading.clauses.append(RawClause(found.start("who"), found.end(), parties))
    for line in _DUTY_LINE.finditer(plain.shadow) if numbered else ():
        if parties := _heads(plain.shadow, *line.span("who"), ""):
            reading.clauses.append(RawClause(line.start("who"), line.end(), parties, duty=True))


def _heads(shadow: str, begin: int, stop: int, word: str) -> list[Named]:
    """Return the offices named between two places, if nothing else is. A firm, or 成员单位, may be a topic."""
    parties, dates, unread = read_list(shadow, begin, stop, role_of(word), word)
    names = [shadow[party.start : party.end] for party in parties]
    known = all(is_office(name, strict=True) and not DOES.match(name) for name in names)
    every = any(name[0] == "各" for name in names)  # 各区政府、管委会
    plain = all(party.kind == "department" or (party.kind == "universal" and every) for party in parties)
    firm = not word and any(_FIRM.search(name) and name[0] != "各" for name in names)
    return parties if known and plain and not (firm or dates or unread) else []


def of_offices(excerpt: Excerpt) -> list[RawClause]:
    """Return the clause of a heading that is nothing but offices: they answer for the items below."""
    found = _OF_OFFICES.fullmatch(excerpt.shadow) if len(excerpt.shadow) <= _LONGEST_HEADING else None
    named = found and is_office(_BETWEEN_NAMES.split(found["who"])[-1], strict=True)  # else it is not worth the reading
    parties = _heads(excerpt.shadow, *found.span("who"), found["does"] or "") if found and named else []
    topics = (_TOPIC.search(excerpt.shadow, party.start, party.end) for party in parties)
    return [RawClause(parties[0].start, len(excerpt.shadow), parties)] if parties and not any(topics) else []


def _number_before(shadow: str, end: int) -> int:
    """Return how long the number or bullet is that stands between the line's beginning and `end`."""
    found = None if shadow[end - 1 : end] in "(,;:。" else _NUMBER_LEFT.search(shadow[max(0, end - 8) : end])
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
        parties, dates, unread = read_list(excerpt.shadow, *sentence.span("who"))
        known = all(party.role and _is_office(excerpt.shadow, party, strict=False) for party in parties)
        if parties and known and not unread:
            found.append(RawClause(*sentence.span(), parties, dates))
    return found


def leading(convention: re.Match[str]) -> Leading:
    """Return what a convention (排在首位的为牵头单位，其他为配合单位) makes of those in a list."""
    sign = convention["mark"] or {"逗": ",", "顿": "、", "分": ";"}.get(convention["sign"], "")
    return Leading(role_of(convention["others"] or ""), sign)


def unread_conventions(excerpt: Excerpt) -> Iterator[Span]:
    """Return what a text says of who leads in its lists by a convention that is none of those known."""
    for found in _LEADS_SOMEHOW.finditer(excerpt.shadow):
        if not CONVENTION.search(excerpt.shadow, *found.span()):
            yield found.span()


def of_others(excerpt: Excerpt, read: Sequence[Span]) -> Iterator[Span]:
    """Return what is said of other tasks (以上任务由市司法局负责) and stands in none of the places that were `read`."""
    spans = (found.span() for found in _OF_OTHERS.finditer(excerpt.shadow))
    return (span for span in spans if not any(start < span[1] and span[0] < end for start, end in read))
