"""Lists of parties: （市财政局、各区、县级市等部门负责） → who is named, in which role, as which kind of party.

No department is known beforehand: a name is what stands between separators where the document lists names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from egovtrack.draft import PartyKind, Role
from egovtrack.grammar.brackets import split_outside
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.shadow import Excerpt, trimmed

_LEAD, _COOPERATE = "牵头|主办|主责", "配合|协办|协助|协同|参与|参加"
ROLES = f"{_LEAD}|责任|负责|落实|实施|承办|{_COOPERATE}"
KIND = r"(?:部门|单位|处室|科室|股室|机构|机关|主体|地区|区县)"
# 与/和 between two names counts only where both sides read as offices: 市科技和信息化局 is a single office.
_AND = re.compile(
    r"(?<=[局委办厅署])(?:以及|和|与|及)(?=[市区县省各有相])|(?<=政府)(?:以及|和|与|及)(?=[市区县省各有相])"
    r"|(?:(?<=部门)|(?<=单位))(?:以及|和|与|及)(?=各)"
    r"|(?<=[^干内][^干内]部)(?:以及|和|与|及)(?=[^、,]{1,12}[部委局办署]$)"
)
_VERB = re.compile(
    r"(?:共同|分别|分头|具体|联合|统筹|各自|密切|积极|分工|按(?:照)?(?:各自)?(?:职责|职能)(?:任务)?(?:分工)?)*"
    r"(?:各负其责|牵头(?:负责|落实|实施|推进|办理|抓总|组织(?:实施|落实)?)?|主办|主责|承办|协办|协助|协同|参与|参加|支持"
    r"|配合(?:落实|实施|做好)?|负责(?:落实|实施|推进|办理|组织(?:实施|落实)?)?|组织实施|组织落实|抓好落实|落实|实施|推进|办理)$"
)
# What a bracket behind a name says of its share (市公安局（负责安保）) is no part of the name.
_ASIDE = re.compile(
    r"\(按(?:照)?(?:各自)?(?:职责|职能)(?:任务)?(?:分工)?(?:负责)?\)$"
    r"|\((?![^()]*(?:牵头|配合))[^(),;、]{0,30}负责[^(),;、]{0,30}\)$"
)
_MARKED = re.compile(r"\((?P<mark>(?:负责)?牵头(?:单位|部门|负责)?|(?:主办|配合|协办|参与)(?:单位|部门)?)\)$")
_VERB_ENDS = frozenset("头办责助同与加持合施实理进好总")
_SPACE = re.compile(r"\s*/\s*|\s+")
_PARTED = re.compile(r"\s*(?:[;。][\s;。]*|\n\s*)")
_WITH = re.compile(r"(?:牵头)?会同|(?<=[部委局办厅署])商(?!务)|(?<![^,;])商(?=[市省区县国])")
_DECIDE = re.compile(r"(?:研究|协商)?(?:确定|制定|提出|办理|解决)$")
_AND_OTHERS = re.compile(
    rf"等(?P<rest>(?:\d+[个家])?(?:各|有关|相关|国务院|中央|国家|[省市州县区][级直]?)*(?:{KIND}(?:[及和与]{KIND})?)?)$"
)
_INDEFINITE = re.compile(r"有关|相关|涉及|其他|其它|具备条件|有条件")
_GENERIC = re.compile(rf"(?:国家|市|区|县|省|政府|级|直|属)*{KIND}$")
_REGIONS_START = re.compile(r"(?:各|全[市省区县]各|市政府各|省政府各|所有)[^,;。(]*(?:\([^()]*\))?$")
_REGIONS_NEXT = re.compile(
    r"(?:县级市|自治县|区县|县|区|市|旗|乡|镇|乡镇|街道|办事处|街|园区|委|办|局|部门|单位|直属机构|开发区|功能区|县区)"
    r"(?:人民政府|政府|街道办事处|办事处|管委会|管理委员会)?(?:\([^()]*\))?(?:人民政府|政府)?$"
)
_COUNTED = re.compile(
    r"(?:全[市省区县])?(?:\d{1,3}|[二三四五六七八九十]{1,3})个?(?:区县|县区|县市区|区|县|市|州|盟|乡镇|乡|镇|街道)(?:(?:人民)?政府|管委会|办事处)?"
)
_LOWER = re.compile(r"(?:街道|乡镇?|镇|园区|开发区|功能区)(?:(?:人民)?政府|(?:街道)?办事处|管委会|管理委员会|党工委)?")
# A bare label (责任单位), a reference to what stands elsewhere, and a blank to be filled in are nobody's names.
_NO_NAME = re.compile(
    rf"(?:第一|主要)?(?:牵头|主办|主责|责任|负责|承办|协办|配合|落实|实施|参与|参加)(?:责任|负责|配合)?{KIND}$"
    r"|同(?:上|[牵责配主承协]).*|(?:待|另行)(?:定|确定|明确)$|.*(?:以[上下]|上述|前述|下列|不再|(?<!自)由)|.*\([^()]*(?:牵头|配合|负责)"
)
_ORGAN = re.compile(
    r"(?:[部委局办厅署院会府室处科司社行关队校台所站团联组区县市镇乡街馆园专班机制]|公司|集团|中心|街道|银行|海关|大学|学院"
    r"|部门|单位|机构|企业|主体|平台|妇联|科协|残联|方)(?:\([^()]*\))?$"
)
# 建设政务服务中心 is no name, though it ends as names do; 建设局 and 推进办 are.
DOES = re.compile(
    r"(?:建[设成立]|新建|改[造建]|推[进动]|加[快强大]|[完改]善|成立|组[建织]|设立|打造|整合|提[升高]|实施|落实|做好|支持|开展"
    r"|深化|健全|强化|创[建新]|培育|启动)(?![局厅委部办])"
)
_STRICT_ORGAN = re.compile(
    r"(?:[部委局办厅署院会府室联]|中心|公司|集团|银行|分行|支行|海关|[总支大]队|部门|单位|街道)(?:\([^()]*\))?$"
)
_LEVEL = re.compile(r"[省市区县]")
_ELIDED = re.compile(r"(?:[局厅办]|(?<!管)委)$")
_OTHER_LEVEL = re.compile(
    r"国|中|全|省|市|区|县|州|团|军|央|自贸|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    r"|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|税务|气象|海|人民|证监|银|通信|铁|民航"
)
_LONGEST_NAME = 40


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


@dataclass(slots=True)
class RawClause:
    """A clause as found in an excerpt: the stretch that holds it, the parties and deadlines in it, what was not read.

    `others` is what those after the first are, where the first leads by a convention; None without a convention.
    `settled`: a column of its own says who leads, so that no convention does.
    """

    start: int
    end: int
    parties: list[Named] = field(default_factory=list)
    deadlines: list[Span] = field(default_factory=list)
    others: Role | None = None
    unread: list[Span] = field(default_factory=list)
    settled: bool = False


def role_of(word: str) -> Role:
    """Return the role that a label or verb gives: 牵头, 主办 lead, 配合, 协办 cooperate, 责任, 负责 are responsible."""
    if re.search(_LEAD, word):
        return "lead"
    return "cooperate" if re.search(f"{_COOPERATE}|支持|会办", word) else "responsible"


def kind_of(name: str) -> PartyKind:
    """Return whether a name (its shadow) means a department, all of a kind (各区政府), or nobody (有关部门)."""
    if _INDEFINITE.search(name) or _GENERIC.fullmatch(name):
        return "indefinite"
    if "各" in name or name.startswith("所有") or _COUNTED.fullmatch(name):
        return "universal"
    return "department"


def is_office(name: str, *, strict: bool = False) -> bool:
    """Return whether a name (its shadow) ends as the names of offices do."""
    if strict:
        return (len(name) >= 3 and bool(_STRICT_ORGAN.search(name))) or ("各" in name and is_office(name))
    return len(name) >= 2 and bool(_ORGAN.search(name))


def read_list(
    excerpt: Excerpt, start: int, end: int, role: Role | None = None, word: str = ""
) -> tuple[list[Named], list[Span]] | None:
    """Return the parties listed between two places, and the deadlines among them; None if the list cannot be read.

    `role` and `word` come from a label before the list; without them the list's own verbs say them
    (A牵头，B、C配合). A list without either gives parties with role None.
    """
    parties: list[Named] = []
    dates: list[Span] = []
    shadow = excerpt.shadow
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
        if is_deadline(shadow[begin:stop]):
            dates.append((begin, stop))
            continue
        part = len(parties) if "," in gap else part
        item = _read_item(shadow, begin, stop, decides=bool(along))
        if item is None:
            return None
        if item.along:
            # A、B会同C: all who stand before 会同 lead.
            _assign(parties, group, "lead", f"{item.along}…{item.verb}" if item.verb else item.along)
            list_begin = len(parties) + any(party.role == "lead" for party in item.named)
        parties += item.named
        if len(parties) > list_begin and parties[-1].kind != "universal":
            _share_every(shadow, parties)
        if item.others:
            for party in parties[list_begin:]:
                party.open_list = True
        along = item.along or along
        if item.verb:
            if role and role_of(item.verb) not in (role, "responsible"):
                # 牵头单位：A，B、C配合: the verb speaks of what stands after the last comma.
                _assign(parties[:part], group, role, word)
            _assign(
                parties, group, "cooperate" if along else _said(item.verb, None if closed else role), along or item.verb
            )
            group, list_begin, along = len(parties), len(parties), ""
    _assign(parties, group, "cooperate" if along else role, along or word)
    return parties, dates


def _said(verb: str, given: Role | None) -> Role:
    """Return the role that a verb says; the role of the label before it where the verb is 负责."""
    said = role_of(verb)
    return given if given and said == "responsible" else said


def _share_every(shadow: str, parties: list[Named]) -> None:
    """Let a bare noun after a party with 各 share the 各 (市级各部门、直属机构)."""
    if len(parties) < 2 or parties[-2].kind != "universal" or parties[-1].open_list:
        return
    name = shadow[parties[-1].start : parties[-1].end]
    if (_GENERIC.fullmatch(name) or _LOWER.fullmatch(name)) and shadow[parties[-1].start - 1] == "、":
        parties[-1].kind = "universal"


def _assign(parties: list[Named], group: int, role: Role | None, word: str) -> None:
    for party in parties[group:]:
        if party.role is None:
            party.role, party.word = role, word


def _items(shadow: str, start: int, end: int) -> list[Span]:
    """Return the items of a list, trimmed; 各区、县级市 stays a single item."""
    items: list[Span] = []
    for raw_begin, raw_stop in split_outside(shadow, start, end, "、,;。\n"):
        begin, stop = trimmed(shadow, raw_begin, raw_stop, " \t\r*.", " \t\r*.")
        if begin == stop:
            continue
        if items and shadow[raw_begin - 1] == "、" and _one_party(shadow, items[-1], begin, stop):
            items[-1] = (items[-1][0], stop)
            continue
        for space in _SPACE.finditer(shadow, begin, stop):
            # Cells often part names by spaces alone.
            names = shadow[begin : space.start()], shadow[space.end() : stop]
            if all(is_office(name, strict=True) for name in names):
                items.append((begin, space.start()))
                begin = space.end()
        if joint := _AND.search(shadow, begin, stop):
            items.append((begin, joint.start()))
            begin = joint.end()
        items.append((begin, stop))
    return items


def _one_party(shadow: str, before: Span, begin: int, stop: int) -> bool:
    """Return whether an item continues the item before it: 各区、县级市; 市政府各委、办、局."""
    verb = _VERB.search(shadow, begin, stop)
    name = shadow[begin : verb.start() if verb else stop]
    first = shadow[before[0] : before[1]]
    if not (_REGIONS_START.match(first) and _REGIONS_NEXT.match(name)):
        return False
    # 各区政府 is complete in itself; 各区 before 县级市 is not.
    return not first.endswith(("政府", "部门", "单位", "街道", "管委会", "办事处"))


@dataclass(slots=True)
class _Item:
    """One item of a list: its parties, the verb after them, 会同 in it, and whether 等 ends it."""

    named: list[Named]
    verb: str = ""
    along: str = ""
    others: bool = False


def _read_item(shadow: str, begin: int, stop: int, *, decides: bool) -> _Item | None:
    """Read an item; `decides`: 会同 stood before it, so that it may end in what they do together (确定)."""
    item = _Item([])
    if shadow[stop - 1] in _VERB_ENDS and (found := _VERB.search(shadow, begin, stop)):
        item.verb, stop = shadow[found.start() : stop], found.start()
    if aside := _ASIDE.search(shadow, begin, stop):
        stop = aside.start()
    role: Role | None = None
    mark = _MARKED.search(shadow, begin, stop)
    if mark:
        role, stop = role_of(mark["mark"]), mark.start()
    if shadow.startswith("由", begin):
        begin += 1
    if with_ := _WITH.search(shadow, begin, stop):
        item.along = with_[0]
        word = f"{with_[0]}…{item.verb}" if item.verb else with_[0]
        if with_.start() > begin:
            item.named.append(Named(begin, with_.start(), "lead", word, kind_of(shadow[begin : with_.start()])))
        begin = with_.end()
    if (with_ or decides) and (decided := _DECIDE.search(shadow, begin, stop)):
        stop = decided.start()
    others = _AND_OTHERS.search(shadow, begin, stop) if begin < stop else None
    if others:
        item.others = True
        stop = others.start()
    if begin < stop:
        item.named.append(Named(begin, stop, role, mark["mark"] if mark else "", kind_of(shadow[begin:stop])))
    if others and others["rest"]:
        item.named.append(Named(*others.span("rest"), None, "", "indefinite", True))
    return item if all(_plausible(shadow, party) for party in item.named) else None


def _plausible(shadow: str, party: Named) -> bool:
    name = shadow[party.start : party.end]
    return (
        2 <= len(name) <= _LONGEST_NAME
        and not _NO_NAME.match(name)
        and not any(sign in name for sign in "。;?!:《》\n")
    )


def full_names(parties: Sequence[tuple[str, PartyKind, str]]) -> list[str]:
    """Return names of parties (given with kind and role word) with an elided level: 省科技厅、教育厅 → 省教育厅.

    Only where the first department under a role word shows its level and no later department does: one that
    shows its level tells that nothing is elided in this list.
    """
    groups = groupby(parties, key=lambda party: party[2])
    return [name for _, group in groups for name in _restored(list(group))]


def _restored(parties: Sequence[tuple[str, PartyKind, str]]) -> list[str]:
    restored = [name for name, _, _ in parties]
    departments = [index for index, (_, kind, _) in enumerate(parties) if kind == "department"]
    first, later = departments[:1], departments[1:]
    if not later or not _LEVEL.match(restored[first[0]]) or any(_LEVEL.match(restored[index]) for index in later):
        return restored
    for index in later:
        if _ELIDED.search(restored[index]) and not _OTHER_LEVEL.match(restored[index]):
            restored[index] = restored[first[0]][0] + restored[index]
    return restored
