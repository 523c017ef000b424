"""Lists of parties: （市财政局、各区、县级市等部门负责） → who is named, in which role, as which kind of party.

No department is known beforehand: a name is what stands between separators where the document lists names. What does
not read as a name is kept apart, with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from egovtrack.draft import PartyKind, Role
from egovtrack.grammar.brackets import split_outside
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.lexicon import ACTS, BY, VERB, VERB_ENDS, role_of
from egovtrack.grammar.names import (
    BARE,
    BUREAU,
    COUNTED,
    GENERIC,
    LEVEL,
    LONGEST_NAME,
    is_field,
    is_name,
    is_office,
    is_section,
    kind_of,
)
from egovtrack.grammar.numbering import SIGNS
from egovtrack.grammar.shadow import trimmed

_AND = re.compile("以及|[和与及并]|(?<![协共会合不])同")
_AND_EVERY = re.compile("(?:以及|[和与及])(?=各)")
# What a bracket behind a name says of its share (市公安局（负责安保）) is no part of the name.
_ASIDE = re.compile(
    r"\(按(?:照)?(?:各自)?(?:职责|职能)(?:任务)?(?:分工)?(?:负责)?\)$"
    r"|\((?![^()]*(?:牵头|配合))[^(),;、]{0,30}负责[^(),;、]{0,30}\)$|\([^():]{2,8}:[^()]*\)$"
    rf"|\((?:{ACTS}|主导|领衔|把关|兜底|认领)[^(),;、:]{{0,8}}\)$"
)
_MARKED = re.compile(
    r"\((?P<mark>第[一1]责任(?:单位|部门)|(?:负责|总)?牵头(?:单位|部门|负责)?|(?:主办|主责|配合|协办|参与)(?:单位|部门)?|[主协辅配])\)$"
)
_SPACE = re.compile(r"\s*(?:[/\\+&|·→]|[—–]+)\s*|\s+")
# What stands beside the name of an office (市财政局 张三, 市财政局（督战）), and in a bracket that is part of it.
_BESIDE = re.compile(r"(?:\s*/\s*|\s+|(?=\())(.*)$")
_OF_NAME = re.compile(rf"[{LEVEL}、]*$|.*[{LEVEL}]、|筹|原|含|.*(?:政府|党委)$")
_PERSONS = re.compile(r"[\s(]|副?(?:[局处科部所院校镇乡区县市厅司组队]长|主任|书记|经理)")
# 1.市财政局2.市审计局: numbers part names, too.
_ITEM_NUMBER = re.compile(
    rf"(?:^|(?<=[\n,;。、\s)])|(?<=[^\W\d_第]))(?:\d{{1,2}}[.、]|\(\d{{1,2}}\)|[{SIGNS}])(?=\s*[^\d\s.、])"
)
_AROUND = " \t\r*.★☆▲△※●—–-"
_MARKS = tuple("★☆▲△※*●")
_PARTED = re.compile(r"\s*(?:[;。][\s;。]*|\n\s*)")
# 会 and 商 also stand in names and words (安委会, 联合会, 会计处, 商贸科): by themselves they join only two offices.
_WITH = re.compile(
    rf"(?:牵头)?会同|(?<![^,;])商(?=[市省区县国])|(?<=[{BUREAU[1:-1]}处科室股司院])(?:商(?![务会业贸标])|联合(?=\S))"
    r"|(?:(?<=[部局办厅署处科室股司院])|(?<=[革康资教建信农]委))(?:牵头)?会(?![议计展员务商费客审合堂场馆]|办(?!公))"
)
_DECIDE = re.compile(
    r"(?:研究|协商|共同)*(?:确定|制[定订]|拟[定订]|修订|起草|提出|办理|解决|建立|开展)[^、,;。]{0,20}$"
)
# 市财政局负责资金保障: what an office does of the task.
_DOING = re.compile(
    r"(?:要|应|须)?(?P<verb>负责|牵头|配合|协助|参与|承担|做好|抓好|提供)(?!的|解释)(?=[^、,;。()]{2,20}$)"
)
# 由 begins a list, also behind the words for what those in it do (设备更新由市商务局负责).
_BY = re.compile(f"[^由]{{0,16}}{BY}")
_AND_OTHERS = re.compile(r"(?<![高初中平同均对])等(?P<rest>(?:\d+[个家]?)?[^等]{0,16})$")
_OTHERS = frozenset(("地", "企业", "高校", "院校", "银行", "机构", "运营商"))
_REGIONS_START = re.compile(
    rf"(?:{COUNTED}$|(?:各|全[市省区县州]各|市政府各|省政府各|所有)[^,;。(]*(?:\([^()]*\)[^,;。()]{{0,6}})?$)"
)
_UNITS = re.compile("部门|单位|机构|企业|机关")
_TOWNS = re.compile("[乡镇]")
_INSTITUTES = frozenset(("幼儿园", "学校", "医院", "高校", "科研院所"))
_COMPLETE = ("政府", "街道", "管委会", "办事处")
_SHOWN = frozenset("省市区县")
_ELIDED = re.compile(r"(?:[局厅办]|(?<![管党])委)$")
_OTHER_LEVEL = re.compile(
    r"国|中|全|省|市|区|县|州|团|军|央|自贸|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    r"|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|税务|气象|海|人民|证监|银|通信|铁|民航"
)
_LONGEST_ITEM, _LONGEST_PERSON = 200, 8


Span = tuple[int, int]
"""Where something stands in an excerpt, half open."""


@dataclass(slots=True)
class Named:
    """A party as found: where its name stands in the excerpt, and what is said of it so far."""

    start: int
    end: int
    role: Role | None
    word: str
    kind: PartyKind
    open_list: bool = False

    def moved(self, by: int) -> Named:
        """Return the party as found so many characters further on."""
        return Named(self.start + by, self.end + by, self.role, self.word, self.kind, self.open_list)


class Listed(NamedTuple):
    """What a list holds: the parties and the deadlines in it, and what does not read as either."""

    parties: list[Named]
    dates: list[Span]
    unread: list[Span]


class Leading(NamedTuple):
    """A convention: the first named leads, or those before the first `sign`, or beside a mark; the others have another
    role.
    """

    others: Role
    sign: str

    def apply(self, shadow: str, parties: Sequence[Named]) -> None:
        """Give the parties of a list without roles of its own theirs."""
        if len(parties) < 2 or any(party.role != "responsible" for party in parties):
            return
        leads = self._leads(shadow, parties)
        for index, party in enumerate(parties if 0 < sum(leads) < len(parties) else ()):
            party.role = "lead" if leads[index] else self.others

    def _leads(self, shadow: str, parties: Sequence[Named]) -> list[bool]:
        if self.sign in _MARKS:
            return [self.sign in (shadow[party.start - 1], shadow[party.end : party.end + 1]) for party in parties]
        ends = [stop for _begin, stop in split_outside(shadow, parties[0].start, parties[-1].start, self.sign)]
        return [party.start < ends[0] if self.sign else party is parties[0] for party in parties]


@dataclass(slots=True)
class RawClause:
    """A clause as found in an excerpt: the stretch that holds it, the parties and deadlines in it, what was not read.

    `leading` is the convention that tells who of them leads, where there is one.
    `unread` are whole lists without a name that could be read, `doubtful` what stands among names.
    `settled`: a column of its own says who leads, so that no convention does.
    `duty`: a sentence about what offices are to do, which stays in the words of the task.
    """

    start: int
    end: int
    parties: list[Named] = field(default_factory=list)
    deadlines: list[Span] = field(default_factory=list)
    leading: Leading | None = None
    unread: list[Span] = field(default_factory=list)
    settled: bool = False
    doubtful: list[Span] = field(default_factory=list)
    duty: bool = False


def read_list(shadow: str, start: int, end: int, role: Role | None = None, word: str = "") -> Listed:
    """Return the parties listed between two places, the deadlines among them, and what could not be read.

    `role` and `word` come from a label before the list; without them the list's own verbs say them
    (A牵头，B、C配合). A list without either gives parties with role None.
    """
    words = shadow[start:end]
    if not _ITEM_NUMBER.search(words):
        return _read_list(shadow, start, end, role, word)
    listed = _read_list(_ITEM_NUMBER.sub(lambda found: ";".ljust(len(found[0])), words), 0, len(words), role, word)
    for party in listed.parties:
        party.start, party.end = party.start + start, party.end + start
    return Listed(listed.parties, *([(begin + start, stop + start) for begin, stop in spans] for spans in listed[1:]))


def _read_list(shadow: str, start: int, end: int, role: Role | None, word: str) -> Listed:
    listed = Listed([], [], [])
    parties = listed.parties
    group = list_begin = part = 0
    closed = False
    along = ""
    before = start
    for begin, stop in _items(shadow, start, end):
        gap, before = shadow[before:begin], stop
        if parties and _PARTED.fullmatch(gap):
            list_begin = len(parties)
            if role and group < list_begin:
                # The label speaks of what stands before; what follows may say otherwise.
                _assign(parties, group, role, word)
                group, closed = list_begin, True
        item = _read_item(_rounded(shadow[begin:stop]), decides=bool(along))
        if item is None:
            listed.dates.append((begin, stop))
            continue
        part = len(parties) if "," in gap else part
        if item.named and not any(name.reads for name in item.named):
            # What does not read as a name says nothing by its verb either (加快推进).
            listed.unread.append((begin, stop))
            continue
        if item.along:
            # A、B会同C: all who stand before 会同 lead; those between it and another 会同 cooperate.
            said_along = f"{item.along}…{item.verb}" if item.verb else item.along
            _assign(parties, group, "cooperate" if along else "lead", along or said_along)
            list_begin = len(parties) + any(name.role == "lead" for name in item.named)
        list_begin = _take(shadow, begin, item.named, listed, list_begin)
        along = item.along or along
        if item.verb:
            said = role_of(item.verb)
            if role and said not in (role, "responsible"):
                # 牵头单位：A，B、C配合: the verb speaks of what stands after the last comma.
                _assign(parties[:part], group, role, word)
            elif not role and _parts_at_comma(shadow, parties[group:], part - group, said, first=not group):
                _assign(parties[:part], group, "responsible", "")
            _assign(
                parties, group, "cooperate" if along else _said(item.verb, None if closed else role), along or item.verb
            )
            group, list_begin, along = len(parties), len(parties), ""
    _assign(parties, group, "cooperate" if along else role, along or word)
    return listed


def _parts_at_comma(shadow: str, named: Sequence[Named], part: int, said: Role, *, first: bool) -> bool:
    """Return whether a verb speaks only of those after the last comma: A、B，C配合, but not A，B，C配合 or A、B，C负责.

    Who leads is never said of more than it must be; and where nobody else answers, those before the comma do.
    """
    if part <= 0 or said == "responsible" or (said == "cooperate" and not first):
        return False
    signs = {sign for sign in shadow[named[0].start : named[-1].end] if sign in "、,"}
    return signs == {"、", ","} or (said == "cooperate" and len(named) == 2)


def _take(shadow: str, start: int, named: Sequence[_Name], listed: Listed, begin: int) -> int:
    """Add the names of the item at `start` to a list; return where its part that a further 等 speaks of begins."""
    parties = listed.parties
    for name in named:
        words = shadow[start + name.start : start + name.end]
        # Where a list has run into sentences, only names of offices are names.
        reads = name.reads and (not _ran_on(listed) or kind_of(words) != "department" or is_office(words, strict=True))
        if not reads:
            if name.start < name.end:  # else it is 等 by itself
                listed.unread.append((start + name.start, start + name.end))
        else:
            parties.append(Named(start + name.start, start + name.end, name.role, name.word, name.kind))
            if name.kind != "universal" and len(parties) > begin:
                _share_every(shadow, parties, name)
        if name.others:
            # 各区政府等 leaves open the list before it, but is not what 等 leads to.
            alone = name.kind != "department" and len(parties) > begin + 1
            for party in parties[begin : len(parties) - alone]:
                party.open_list = True
            begin = len(parties)
    return begin


def _ran_on(listed: Listed) -> bool:
    """Return whether a list has run into what is no name, and longer than that of a person."""
    return any(end - start > _LONGEST_PERSON for start, end in listed.unread)


def _said(verb: str, given: Role | None) -> Role:
    """Return the role that a verb says; the role of the label before it where the verb is 负责."""
    said = role_of(verb)
    return given if given and said == "responsible" else said


def _share_every(shadow: str, parties: list[Named], name: _Name) -> None:
    """Let a bare noun after a party with 各 or 有关 share that word (市级各部门、直属机构)."""
    last = parties[-1]
    if len(parties) > 1 and parties[-2].kind != "department" and not name.others and shadow[last.start - 1] == "、":
        words = shadow[last.start : last.end]
        if GENERIC.fullmatch(words) or (
            parties[-2].kind == "universal" and (BARE.fullmatch(words) or words in _INSTITUTES)
        ):
            last.kind = parties[-2].kind


def _assign(parties: list[Named], group: int, role: Role | None, word: str) -> None:
    for party in parties[group:]:
        if party.role is None:
            party.role, party.word = role, word


def _items(shadow: str, start: int, end: int) -> list[Span]:
    """Return the items of a list, trimmed; 各区、县级市 stays a single item."""
    items: list[Span] = []
    spaced = _SPACE.search(shadow, start, end)
    for raw_begin, raw_stop in split_outside(shadow, start, end, "、,;。\n"):
        begin, stop = trimmed(shadow, raw_begin, raw_stop, _AROUND, _AROUND)
        if begin == stop:
            continue
        if items and shadow[raw_begin - 1] == "、":
            item = _rounded(shadow[begin:stop])
            more = _further(_AND_EVERY.split(_rounded(shadow[slice(*items[-1])]))[-1])
            if more and _goes_on(item, more):
                items[-1] = (items[-1][0], stop)
                continue
        for space in _SPACE.finditer(shadow, begin, stop) if spaced else ():
            # Cells often part names by spaces alone.
            if _ends_name(shadow[begin : space.start()]) and _may_follow(shadow[space.end() : stop]):
                items.append((begin, space.start()))
                begin = space.end()
        items.append((begin, stop))
    return items


def _ends_name(text: str) -> bool:
    verb = _verb(text)
    return is_office(text[: verb.start()] if verb else text, strict=True)


def _may_follow(text: str) -> bool:
    verb = _verb(text)
    return is_office(text[: verb.start()] if verb else text) or is_deadline(text)


def _goes_on(item: str, more: re.Pattern[str]) -> bool:
    """Return whether an item goes on with the one before it, up to its verb or 和 (直辖市人民政府和某兵团)."""
    verb, joint = _verb(item), _AND.search(item)
    ends = verb.start() if verb else len(item), joint.start() if joint else len(item)
    return any(more.fullmatch(item, 0, end) for end in ends)


def _rounded(name: str) -> str:
    return name.replace("[", "(").replace("]", ")")


@lru_cache(4096)
def _further(item: str) -> re.Pattern[str] | None:
    """Return which nouns after an item belong to it (各区、县级市; 市政府各委、办、局; 有关部门、单位), if any do."""
    # 各区政府 is complete in itself; 各区 before 县级市 is not, nor is 各街道 before 镇.
    every = _REGIONS_START.match(item) if len(item) <= LONGEST_NAME else None
    if len(item) > LONGEST_NAME or item.endswith(_COMPLETE):
        return _TOWNS if every and item.endswith("街道") else None
    if item.endswith(("部门", "单位", "机构")):
        return _UNITS if every or kind_of(item) == "indefinite" else None
    return BARE if every else None


class _Name(NamedTuple):
    """A name in an item, whether it reads as one, and whether 等 follows it. Empty: 等 by itself."""

    start: int
    end: int
    role: Role | None
    word: str
    kind: PartyKind
    others: bool
    reads: bool


class _Item(NamedTuple):
    """One item of a list: its names, the verb after them, and 会同 in it."""

    named: list[_Name]
    verb: str
    along: str


@lru_cache(8192)  # documents name the same offices over and over
def _read_item(item: str, *, decides: bool) -> _Item | None:
    """Read an item; `decides`: 会同 stood before it, so that it may end in what they do together (确定).

    None is a date.
    """
    if is_deadline(item):
        return None
    named: list[_Name] = []
    verb = along = ""
    begin, stop = 0, len(item)
    if found := _verb(item):
        verb, stop = found[0], found.start()
    doing = None if is_office(item[max(0, stop - LONGEST_NAME) : stop], strict=True) else _DOING.search(item)
    if doing and is_office(item[max(0, doing.start() - LONGEST_NAME) : doing.start()], strict=True):
        verb, stop = doing["verb"], doing.start()
    if by := _BY.match(item, begin, stop):
        begin = by.end()
    elif item.startswith("以", begin) and "为" in verb:
        begin += 1  # 以市财政局为主
    if with_ := _joint(item, begin, stop):
        along = with_[0]
        for first, last in _names(item, begin, with_.start()):
            named += _read_name(item, first, last, "lead", f"{along}…{verb}" if verb else along)
        begin = with_.end()
    if (along or decides) and (decided := _DECIDE.search(item, begin, stop)):
        stop = decided.start()
    for first, last in _names(item, begin, stop):
        named += _read_name(item, first, last)
    return _Item(named, verb, along)


def _joint(item: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return the word in an item that tells who works along with whom."""
    for found in _WITH.finditer(item, begin, stop):
        others = _AND_OTHERS.sub("", _DECIDE.sub("", item[found.end() : stop]))
        if found[0].endswith("同") or (found[0] == "商" and found.start() == begin):
            return found
        if is_office(item[begin : found.start()]) and is_office(others):
            return found
    return None


def _verb(item: str) -> re.Match[str] | None:
    """Return the verb that an item ends in."""
    return VERB.search(item, max(0, len(item) - LONGEST_NAME)) if item[-1:] in VERB_ENDS else None


def _names(item: str, begin: int, stop: int) -> Iterator[Span]:
    """Yield the names in a stretch, joined by 和, 与 or 及: only between two names, for 市科技和信息化局 is one."""
    for joint in _AND.finditer(item, begin, stop) if stop - begin <= _LONGEST_ITEM else ():
        if joint.start() > begin and _are_two(item[begin : joint.start()], item[joint.end() : stop]):
            yield begin, joint.start()
            begin = joint.end()
    if begin < stop:
        yield begin, stop


def _are_two(first: str, second: str) -> bool:
    if first.count("(") != first.count(")") or BARE.fullmatch(_AND.split(second)[0]):
        return False
    if first.endswith("等"):
        return True
    second = _AND_OTHERS.sub("", second) or second
    following = _AND.split(second)[0]
    if is_field(first) and following[:1] not in LEVEL and kind_of(following) == "department":
        return False  # 市文化广电和旅游局
    loosely = kind_of(second) != "department"  # 市供销合作社和有关区县政府
    ends = is_office(first, strict=not loosely) or kind_of(first) != "department" or is_section(first)
    strict = kind_of(first) != "universal"  # 各省人民政府和某某兵团
    return bool(ends) and (
        is_office(second, strict=strict) or second[:1] in LEVEL or is_section(second) or kind_of(second) != "department"
    )


def _read_name(item: str, begin: int, stop: int, role: Role | None = None, word: str = "") -> Iterator[_Name]:
    """Yield a name, and the collective behind 等 after it. A mark (牵头) behind the name gives its role."""
    if aside := _ASIDE.search(item, begin, stop):
        stop = aside.start()
    if mark := _MARKED.search(item, begin, stop):
        role, word, stop = role_of(mark["mark"]), mark["mark"], mark.start()
    others = _AND_OTHERS.search(item, begin, stop)
    rest = others["rest"] if others else ""
    if others and rest and not (rest in _OTHERS or kind_of(rest) != "department"):
        others = None
    begin, end = trimmed(item, begin, others.start() if others else stop)
    if item[end - 1 : end] == ")" and item.count("(", begin, end) < item.count(")", begin, end):
        end -= 1
    name = item[begin:end]
    if beside := _beside(name):
        yield _Name(begin + beside.start(1), end, role, word, "department", others=False, reads=False)
        end = begin + beside.start()
        name = item[begin:end]
    if name or others:
        kind: PartyKind = kind_of(name) if len(name) <= LONGEST_NAME else "department"
        yield _Name(begin, end, role, word, kind, bool(others), is_name(name))
    if others and rest:
        kind = "universal" if kind_of(rest) == "universal" else "indefinite"
        yield _Name(*others.span("rest"), role, word, kind, others=True, reads=is_name(rest))


def _beside(name: str) -> re.Match[str] | None:
    """Return what stands beside the name of an office and is no part of it, in the match's first group."""
    found = _BESIDE.search(name)
    if not found or not is_office(name[: found.start()], strict=True):
        return None
    words = found[1].removeprefix("(").removesuffix(")")
    return None if words != found[1] and (is_office(words) or _OF_NAME.match(words)) else found


def without_persons(shadow: str, listed: Listed, role: Role, word: str, known: Sequence[Named] = ()) -> Listed:
    """Return the offices in a list of offices and persons (市财政局 张三、市教育局局长李四), without those `known`.

    `role` and `word` are those of the label before the list.
    """
    names = {shadow[party.start : party.end] for party in known}
    parties = [*listed.parties, *(Named(*span, role, word, "department") for span in listed.unread)]
    for party in parties:
        party.end = party.start + len(_PERSONS.split(shadow[party.start : party.end])[0])
    offices = [(party, shadow[party.start : party.end]) for party in sorted(parties, key=attrgetter("start"))]
    parties = [party for party, name in offices if name not in names and len(name) > 2 and is_office(name)]
    return listed._replace(parties=parties, unread=[])


def full_names(names: list[str], parties: Sequence[Named]) -> list[str]:
    """Return the names of parties with an elided level: 省科技厅、教育厅 → 省教育厅.

    Only where the first department under a role word shows its level and no later department does: one that
    shows its level tells that nothing is elided in this list.
    """
    named = zip(names, parties, strict=True)
    if len({name[:1] in _SHOWN for name, party in named if party.kind == "department"}) < 2:
        return names
    groups = groupby(zip(names, parties, strict=True), key=lambda each: each[1].word)
    return [name for _, group in groups for name in _restored(list(group))]


def _restored(named: Sequence[tuple[str, Named]]) -> list[str]:
    restored = [name for name, _ in named]
    departments = [index for index, (_, party) in enumerate(named) if party.kind == "department"]
    first, later = departments[:1], departments[1:]
    if not later or restored[first[0]][0] not in _SHOWN or any(restored[index][0] in _SHOWN for index in later):
        return restored
    for index in later:
        if _ELIDED.search(restored[index]) and not _OTHER_LEVEL.match(restored[index]):
            restored[index] = restored[first[0]][0] + restored[index]
    return restored
