"""Clauses in plain prose, where they are unmistakable: 由市发展改革委牵头，市财政局配合，2031年底前建成…

牵头 and 负责 occur in running prose of every sort (实行市长负责制, 由起草部门负责清理). So only two things count. A
run of whole phrases between commas, each nothing but names of offices and a role word, is a clause where it is the
sentence, or names a lead and begins with 由 or goes on with who else answers. And a sentence that tells offices what to
do, or by when (市财政局负责安排资金，各街道6月底前完成宣传), is of duties, which stay in the words of the task. What
merely looks like one of them is doubtful.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from egovtrack.draft import Role
from egovtrack.grammar.brackets import split_outside
from egovtrack.grammar.deadlines import is_deadline
from egovtrack.grammar.lexicon import ACTS, ANSWERS, BY, COOPERATE, HOW, MUST, role_of
from egovtrack.grammar.names import BUREAU, DOES, LEVEL, is_noun, is_office, is_section
from egovtrack.grammar.parties import Named, RawClause, Span, read_list
from egovtrack.grammar.shadow import Excerpt, trimmed

# 主办 and 承办 are left out: they stand in imprints and in invitations.
_SAID = re.compile(
    rf"(?:{ANSWERS}|参与|参加|协助|协同|组织|实施|推进|办理|抓总|为主|各负其责|负总责"
    r"|[为是](?:牵头|责任|配合)(?:部门|单位))(?=[,。;!\n]|$)",
    re.MULTILINE,
)
# 此项工作由市财政局主办，市审计局协办, a sentence of its own about the item above it.
_THIS = re.compile(r"\s*[此该本](?:[项件]|重点|工作|任务|事项|项目)+(?=(?:交|统一)?由|请)")
_SAID_OF_THIS = re.compile(rf"{_SAID.pattern}|(?:主办|承办|协办|会办)(?=[,。;!\n]|$)", re.MULTILINE)
_DAY = r"(?=[\d一二三四上下本今明每年])[\d〇一二三四五六七八九十年月日季度底末前上下半内旬中初今明本每个]{2,14}"
_BY_WHEN = re.compile(
    rf"(?:力争|确保|[须应要于在])*{_DAY}(?:基本|全面|全部)?(?:完成|建成|竣工|投产|上线|启用|出台|办结)"
)
_DONE = "(?:已|[^,;。]{0,8}[的了]|增[至长加]|达到|突破|超过)"
_BY_DAY = rf"[于在]?{_DAY}(?<=[前内底末])(?![前内底末]|{_DONE})"
# By when an office is to do something: not what it did, nor what becomes of a firm or a building (市体育馆6月底前建成).
_DUE = (
    rf"(?:(?<![心院室馆站所会道行社司团])(?<![发新开]区)|(?=[于在]?{_DAY}(?:基本|全面|全部)?"
    "(?:[将把对向与]|完成|形成|制[定订]|编制|出台|上?报|提出|拿出|组织|开展|构?建立?(?!成)))(?![^,;。]*(?:签约|上市|注册|投[产资]|产值))"
    "(?:(?<=[行社司团])|(?![^,;。]*(?:建成|[开竣完]工|投[入用]|新增|改造|[建扩]建|建设|绿化|装修|搬迁|调整|验收|覆盖|召开))))"
    f"{_BY_DAY}"
)
# A、 that parts whole phrases as a comma does: 市财政局牵头、市审计局配合.
_PAUSE = re.compile(
    rf"(?<=牵头|负责|主办|承办)、(?=[^、,;。\n](?:[^,;。\n()]|\([^()\n]*\)){{1,60}}(?:{ANSWERS}|{COOPERATE})(?:[,;。\n]|$))"
)
_LINKS = re.compile("(?:[一二三四五六七八九十]是|首先|其次|最后|同时|另外|此外|其中|[再并](?=[由请市省区县各]))")
# Whom a letter or a meeting asks: 请市财政局提出意见, 会议决定由市财政局负责.
_MEETS = "会议(?:议定|决定|明确|要求|强调|同意|确定|指出)"
_ASKS = re.compile(
    rf"\s*(?:(?:{_MEETS}|会议|决定|明确|同意)?(?:(?:交|改|均|拟|统一|分别|继续|主要)?由(?!于)|请|责成|责令)|{_MEETS})"
)
# What a phrase is about may stand before 由 (资金由市财政局统筹). 完善由政府负责的机制 asks nobody for anything.
_BY = re.compile(rf"(?<![事经\s]){BY}")
_ARRANGES = re.compile("建立|完善|健全|探索|实行|推行|形成|构建|坚持|落实|支持|鼓励|引导|推动|深化|优化|明确|除")
_ARRANGED = re.compile("的[^,]{0,10}(?:机制|制度|体制|格局|模式|体系|方式|办法|做法|原则)$")
# 各区要按照职责抓好落实 and 请各部门认真落实 end many a text, and say nothing of a task.
_WISHES = re.compile("[请要应须]|认真")
_REPORTS = re.compile("[将把][^,]{2,20}(?:报送?|反馈)")
_LAID = re.compile("(?:责任|任务)[^,由]{0,6}[到给至于](?=[市省区县各])")
_OFFICE_ENDS = "部委局办厅署院会府室联行关队位道区县市州乡镇心司团社协班金处科股所馆组园门街构业地)"
# What stands right behind those whom a sentence tells what to do.
_PREDICATE = re.compile(
    rf"(?<=[{_OFFICE_ENDS}])(?:(?:{MUST})?(?:{HOW}|尽快|抓紧|先行|分级|继续|进一步|适时|务必|立即|迅速|限期|同步|统一|有序|科学)*"
    rf"(?P<by>{_DUE})?(?:{HOW})*"
    rf"(?P<verb>(?:牵头)?(?:会同|联合(?=[省市区县国各团])|(?<=[头{BUREAU[1:-1]}])商(?=[市省区县国自]))|牵头|主责|抓总|负责|承担|{COOPERATE}"
    rf"|(?:主办|承办)(?=[^,;。\n])|给予[^,]{{0,4}}支持|做好[^,;。]{{0,12}}配合[^,;。]{{0,2}}工作|{ACTS}"
    rf"|是[^,]{{0,20}}责任主体|[把对将就于在按从以每]|(?=\d)|(?(by)|(?!)))|{MUST})"
)
_NO_PREDICATE = re.compile(
    rf"[\u4e00-\u9fff]{{0,5}}(?:[科处股室办]|[支大中]队|中心|站)(?:{MUST}|负责|牵头|配合|会同)"
    rf"|{_DAY}(?<=[前内底末]){_DONE}|[、和与及][^,]{{2,15}}的|.{{0,2}}的|.{{0,4}}了(?!解)|人(?![口才力]|员[调培配])|单位|部门|责任|制(?![定订])|解释|职责|架构|机构|体系|覆盖|.?长(?![期效])"
)
_TELLS = re.compile(f"共同|务必|[抓做]好|抓紧|尽快|牵头|主办|主责|抓总|负责|承办|承担|负总责|组织|{COOPERATE}")
# Where the name ends of whom 请 or 责成 asks for whatever follows.
_ORDERS = frozenset("请成令")
_ORDERED = re.compile(
    rf"(?<=[部委局办厅署府院])(?!、|[^,、]{{0,5}}(?:{BUREAU}|[科处股室队所站会长员]|中心|组成|抽调|选派|[兼担]?任))"
)
_ALONG = re.compile("(?:并|再|牵头)?(?:会同|联合|商)")
_MORE = re.compile("、|并[由请]")
_REQUIRED = re.compile(f"{MUST}|是|负责|牵头|承担")
# Where a sentence may say who answers, or ask somebody for something: much faster to search for.
_MAY_SAY = re.compile(
    r"[责头实合与加助同织施进理总主办门位体](?=[,。;!\n]|$)(?<=负责|总责|其责|牵头|落实|实施|配合|参与|参加|协助|协同|组织|推进"
    r"|办理|抓总|为主|主办|承办|协办|会办|部门|单位|主体)",
    re.MULTILINE,
)
_MAY_ASK = re.compile(
    rf"[要应须需由请成令会落负牵承配协参组商共务\d年每今明本联](?:(?:(?<=[{_OFFICE_ENDS}][\d年每今明本])|(?<=[{_OFFICE_ENDS}][于在][\d年]))(?=[^,;。\n]{{0,10}}[前内底末])"
    rf"|(?<=[{_OFFICE_ENDS},][要应须需])|(?<=由)(?<![自理缘事]由)(?!于)"
    "|(?<=[请成令])(?=[省市区县各你贵])|(?<=会)议..(?=[省市区县各])|(?<=落)实到"
    "|(?<=[负牵承配协参会组商共务联])(?:责|头|[担办]|合|[助同办]|[与加]|同|织|必|[省市区县国自])"
    f"(?:{'|'.join(f'(?<=[{_OFFICE_ENDS}].{{{gap}}})' for gap in range(2, 7))}))"
)
_SENTENCE = re.compile(r"(?:[^。:;!?\n(]+|\([^()\n]*\)|\()+[。;]?")
_DOUBTFUL = re.compile(
    rf"(?:{BUREAU}|集团|公司|[{LEVEL}]政府|街道|[支大]队|中心)(?:要|应当?)?"
    rf"(?:牵头|负责|会同|承办(?!$)|主办(?!$)|(?:{COOPERATE})(?=[,;。]|$))(?![人制解]|[^,]{{0,6}}的|[^,]{{0,40}}(?:了|{_ARRANGED.pattern}))"
    r"|(?<![^\s,;。、])(?:请?你|请贵)(?!们|[^,;。]{0,6}(?:认真|遵照|参照|贯彻|知照|周知))"  # in a letter to one office
    rf"|(?<![^\s,;。])(?:请|责成|责令)[{LEVEL}][^,]{{1,12}}?{BUREAU}"
    rf"|(?:(?<![{LEVEL}]){BUREAU}|集团|公司)(?P<due>{_BY_DAY})"
)
_DONE_BY = re.compile(rf"[{LEVEL}][^,;。()的]{{1,20}}{BUREAU}(?![会])[^,;。()的]{{2,4}}")
_SOMEBODY = re.compile(
    rf"(?!密切|积极|主动|相互|互相|加强|全力|[搞做抓]好|共同|通力|紧密|认真|强化|依法|各负|各司)[^,由]{{2,12}}(?:(?:{COOPERATE}|负责|牵头)$|(?:{COOPERATE}|负责|落实|实施|联动)的)"
)
_OTHERS = re.compile(rf"(?<![跨多强])(?:部门|单位)(?:{ANSWERS}|{COOPERATE})$")
# What was (去年以来，市教育局牵头建成…), and what tells of a body, not of a task (办公室设在市财政局).
_TELLS_OF = re.compile(
    r"\s*(?:去年|过去|[一两三]年来|上[年月周]|截至|据[介统了悉]|近年|前期|此前|\d{1,2}月份?以来|今年以来)|.*?(?:设在|日常工作|负责解释)",
    re.DOTALL,
)
_DATE_ENDS = (*"前内底末月日年", "完成", "办结", "到位", "推进", "开展", "实施")
_NO_NAME = re.compile(
    "[由将的把该须并均都“”]|^每|^本(?!溪)|^全[省市县区州](?!各)|^(?:以|研究(?![院所室中生])|引导|争取|实行|部分)|应(?![急用])|^报"
    "|(?:请|协调|指导|督促|组织|联系|邀请|委托|联合|对接|会同|对照|提请|报请|商请|要求|依托|发挥|强化|经(?!研(?!究)|[济营信贸管开理])|向|按|与|及|在)(?![局厅委部办处])"
)
_NOBODY = re.compile(
    r"行业协会|(?:^子|外资|民营|运营|保安|检测|监理|造价|施工|中标|项目|物业|上市|专业|合资|平台|保险|金融|担保)公司|企业|业主|居民|群众|家长|属地|地方|当地|社会(?![\u4e00-\u9fff]{0,4}[局部厅委办])|所在|[上下本同市县乡区]级政府"
    "|(?:部门|单位|主体|机构)$"
)
# The office of a body (领导小组办公室) has no name of its own; that of a company or a school has none but this.
_BODY = re.compile("领导小组|指挥部|专班|联席会议|下设|设[在立]")
# Whose plan it is, and whoever coordinates: they are told nothing.
_OWN = re.compile("(?:自治[区州]|[省市县区州])?(?:委|党委|政府|人民政府)|领导小组.*|.*(?:领导小组|联席会议)")
_OF_PLACE = re.compile(
    rf"[\u4e00-\u9fff]{{2,3}}(?:[{LEVEL}]?(?:人民)?政府|[{LEVEL}]|街道|管委会|海关|[分支]行|分局|[供燃水电气力务]+局|[供燃水电气力务]*(?:分?公司|集团))"
)
_EVERY = re.compile(r"(?:全?[省市县区州]?(?:委|政府|[级直属])?|机关|直属)各")
_CONCERNED = re.compile(
    r"(?:(?:自治[区州]|国家|国务院|[省市县区州])[级直]?(?:(?:人民)?政府)?各?(?:有关|相关)?|各?(?:有关|相关))"
    r"(?:部门|单位|机构|地区|区县|县区|县市区)\S{0,2}"
)
# 各级交通、财政等部门 is one party.
_OF_EVERY = re.compile(r"[\u4e00-\u9fff]{0,3}各级[^,;。()]{2,60}?等?(?:主管|监管)?(?:部门|单位|机构)")
# 金融监管部门 and 各相关电网企业 are those of a field; 主管部门 and 有关部门 of none.
_OF_FIELD = re.compile(
    r"(?!加|建|形成|完善|促|打|.{0,4}(?:有关|相关|主管|职能|业务|责任|牵头|配合|政府|[上下同]级|成员|其他|上述|用人|起草|制定|实施|审批|受理|使用|建设|申报))[^,;。()部委局办厅署各的与和将由]{2,12}(?:部门|机关)"
    r"|各(?:有关|相关)[\u4e00-\u9fff]{2,6}(?:企业|机构)"
)
# 使用单位 and 学生所在单位 are somebody only beside an office that is named.
_UNNAMED = re.compile(
    "(?:相关|有关|日常|具体|实际|项目|工程|设[备施]|车辆|房屋|场[地所]|学生|教师|师生|职工|人员)*"
    "(?:使用|管理|所在|主管|监管|用人|用工|建设|施工|设计|监理|勘察|运[营维]|养护|维护|产权|经营|产生)(?:部门|单位)"
)
# 各部门要高度重视 asks nobody for anything.
_ANYBODY = re.compile(
    r"(?:各[\u4e00-\u9fff]{0,3}、?)?各(?:级|地|有关|相关|成员|责任|牵头|配合|参与|项目|业务|行业|主管|职能|各)*"
    "(?:部门|单位|机关|主体)|各(?:级|地|方)(?:区|面|(?:人民)?政府)?"
)
_PLATITUDE = re.compile(
    rf"{MUST}?(?:进一步|切实|牢固|真正|始终|全面|不断)*(?:高度|重视|提高|统一|充分|深刻|树立|增强|密切|各司其职|压实|站在|主动作为|加强(?:组织)?领导"
    r"|认真(?:贯彻|学习|组织)|强化(?:责任|担当|组织)|积极(?:配合|支持|参与)|从.{1,8}高度|把.{1,20}(?:作为|放|摆))"
)
_LONGEST_OFFICE, _LONGEST_SUBJECT = 20, 120


def spots(shadow: str) -> list[int]:
    """Return where a text may say who answers, in order."""
    return sorted([found.end() for found in (*_MAY_SAY.finditer(shadow), *_MAY_ASK.finditer(shadow))])


def sentences(
    excerpt: Excerpt, said: Sequence[int], taken: Sequence[Span], brackets: Sequence[Span]
) -> Iterator[RawClause]:
    """Yield the sentences that say who answers, or may, but none cut by `brackets`, and only what follows a clause at
    `taken`.

    Those that only may have no parties. `said` are the spots that may say it. All are in order; a bracket that is never
    closed reaches to the end.
    """
    excerpt = excerpt.seen_as(_PAUSE.sub(",", excerpt.shadow))
    shadow = excerpt.shadow
    beside = False
    for sentence in _SENTENCE.finditer(shadow):
        end = sentence.end()
        start = max(sentence.start(), last_before(taken, end)[1])
        beside = beside and shadow[start - 1] == ";"
        if start >= end or not (beside or bisect_left(said, start) < bisect_right(said, end)):
            continue
        cut = last_before(brackets, start)[1] >= start or last_before(brackets, end)[1] >= end
        if not cut and (found := _read(excerpt, start, end, beside=beside)):
            beside = any(party.kind == "department" for party in found.parties)
            yield found


def last_before(spans: Sequence[Span], end: int) -> Span:
    """Return the last of the spans in order that begins before `end`, (-1, -1) if there is none."""
    index = bisect_left(spans, (end, -1))
    return spans[index - 1] if index else (-1, -1)


def _read(excerpt: Excerpt, start: int, end: int, *, beside: bool) -> RawClause | None:
    """Return the clause in a sentence; without parties where it is doubtful whether it is a clause."""
    shadow = excerpt.shadow
    words = end - (shadow[end - 1] in "。;")
    this = _THIS.match(shadow, start, end)
    begins = this.end() if this else start
    stretches = (trimmed(shadow, begin, stop) for begin, stop in split_outside(shadow, begins, words, ","))
    linked = ((_LINKS.match(shadow, *piece), piece) for piece in stretches)
    pieces = [(link.end() if link else begin, stop) for link, (begin, stop) in linked if begin < stop]
    if not pieces:
        return None
    phrases = _phrases(excerpt, pieces, _SAID_OF_THIS if this else _SAID)
    idle = bool(_TELLS_OF.match(shadow, start, end))
    duties = [] if idle else _duties(shadow, pieces, phrases, beside=beside)
    groups = groupby(range(len(pieces)), key=lambda index: bool(phrases[index]))
    for run in [list(group) for said, group in groups if said]:
        first, last = run[0], run[-1] + 1
        dated = last
        while dated < len(pieces) and _is_date(shadow[slice(*pieces[dated])]):
            dated += 1
        starts, ends = first == 0, dated == len(pieces)
        parties = [party for index in run for party in phrases[index]]
        if not (starts and ends) and len(duties) > len(parties):
            break
        wishes = _WISHES.search(shadow, pieces[first][0], pieces[last - 1][1])
        if wishes and all(party.kind != "department" for party in parties):
            continue
        asked = bool(_ASKS.match(shadow, pieces[first][0]))
        named = any(party.kind == "department" for party in parties)
        by_when = named and starts and not ends and _BY_WHEN.match(shadow, *pieces[dated])
        _answer_together(parties)
        if by_when or _unmistakable(parties, asked=asked, several=len(run) > 1, starts=starts, ends=ends):
            dates = pieces[last:dated] if ends else []
            stop = end if starts and ends else pieces[last + len(dates) - 1][1]
            begin = start if this and starts else pieces[first][0]
            return RawClause(begin, stop, parties, dates, doubtful=_left(shadow, pieces, parties))
    doubtful = [] if idle else _left(shadow, pieces, duties)
    if not (idle or duties or doubtful):
        # 财务处牵头, where the next phrase could not be read
        doubtful = [pieces[at] for at, said in enumerate(phrases) if any(each.kind == "department" for each in said)]
    if duties or doubtful:
        return RawClause(pieces[0][0], words, duties, doubtful=doubtful, duty=bool(duties))
    return None


def _left(shadow: str, pieces: Sequence[Span], known: Sequence[Named]) -> list[Span]:
    """Return the phrases of a sentence that may say who answers, and name none of those `known`."""
    told = [party.start for party in known]
    silent = (piece for piece in pieces if bisect_left(told, piece[0]) == bisect_left(told, piece[1]))
    return [piece for piece in silent if _is_doubtful(shadow, *piece, among=bool(known))]


def _is_doubtful(shadow: str, begin: int, stop: int, *, among: bool) -> bool:
    """Return whether a phrase may say who answers: `among` duties, what begins with an office or ends in what others
    do, and what somebody does behind 由. By itself, offices behind 由 and a word that is not known (由市财政局兜底).
    """
    asked = _ASKS.match(shadow, begin, stop)
    first = asked.end() if asked else begin
    if among and ((asked and _SOMEBODY.match(shadow, first, stop)) or _OTHERS.search(shadow, begin, stop)):
        return True
    if asked and asked[0].endswith("由") and _DONE_BY.fullmatch(shadow, first, stop):
        return True
    for at in range(begin + 2, min(stop, begin + _LONGEST_OFFICE)) if among else ():
        names = _named(shadow, begin, at, "responsible", "") if shadow[at - 1] in _OFFICE_ENDS else []
        if any(_is_somebody(shadow, party) for party in names) and not _NO_PREDICATE.match(shadow, at, stop):
            return True
    found = None if _ARRANGES.match(shadow, begin, stop) else _DOUBTFUL.search(shadow, begin, stop)
    name = shadow[begin : found.start("due")] if found and found["due"] else ""
    if name and (DOES.match(name) or _NO_NAME.search(name) or not is_office(name, strict=True)):
        return False
    return bool(found and not _NOBODY.search(shadow, max(begin, found.start() - 2), found.end()))


def _duties(shadow: str, pieces: Sequence[Span], phrases: Sequence[Sequence[Named]], *, beside: bool) -> list[Named]:
    """Return whom a sentence tells what to do; nobody if it may be about something else.

    `beside`: the sentence before, up to its semicolon, tells an office.
    """
    parties: list[Named] = []
    says = beside
    for (begin, stop), whole in zip(pieces, phrases, strict=True):
        asked = _ASKS.match(shadow, begin, stop) or _about(shadow, begin, stop)
        found = [] if whole else _subjects(shadow, asked.end() if asked else begin, stop, more=bool(parties))
        if not (whole or found) and _SOMEBODY.match(shadow, begin, stop):
            return []
        parties += [*whole, *(party for subject in found for party in subject.parties)]
        goes_on = parties and _REQUIRED.match(shadow, begin, stop)  # 各区在建设时，要…
        says = says or bool(whole or goes_on or (asked and found)) or any(subject.says for subject in found)
    reports = _REPORTS.search(shadow, pieces[0][0], pieces[-1][1])
    if reports and all(party.kind != "department" for party in parties):
        return []
    if not beside:
        _answer_together(parties)
    return parties if says and (beside or any(_is_somebody(shadow, party) for party in parties)) else []


def _answer_together(parties: Sequence[Named]) -> None:
    """Let offices that do something together (A与B协同), and nobody else, answer for it."""
    if len(parties) > 1 and all(party.word == "协同" for party in parties):
        for party in parties:
            party.role = "responsible"


def _is_somebody(shadow: str, party: Named) -> bool:
    """Return whether a party is an office, all of a kind other than 各部门, or those of a field."""
    place = party.start, party.end
    if party.kind == "indefinite":
        return bool(_OF_FIELD.fullmatch(shadow, *place))
    return party.kind == "department" or not _ANYBODY.fullmatch(shadow, *place)


def _about(shadow: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return the 由 behind what a phrase is about (资金由…), or what lays a duty on somebody (责任落实到…)."""
    by = _BY.search(shadow, begin + 2, stop)
    arranged = by and (_ARRANGES.match(shadow, begin, by.start()) or _ARRANGED.search(shadow, by.end(), stop))
    return None if arranged else by or _LAID.search(shadow, begin, stop)


class _Subject(NamedTuple):
    """Whom a phrase begins with, and whether it says by its words that they answer; what they do follows at `end`."""

    parties: list[Named]
    says: bool
    end: int


def _subjects(shadow: str, begin: int, stop: int, *, more: bool) -> list[_Subject]:
    """Return the offices that a phrase says something of, each with what they do: A负责资金、B负责监督.

    `more`: a phrase before it names others, along with whom they may do it (会同市审计局).
    """
    along = _ALONG.match(shadow, begin, stop) if more else None
    first = _subject(shadow, along.end() if along else begin, stop, along[0] if along else "")
    found = [first] if first else []
    for sign in _MORE.finditer(shadow, first.end, stop) if first else ():
        further = _subject(shadow, sign.end(), stop)
        found += [further] if further and further.says else []
    return found


def _subject(shadow: str, begin: int, stop: int, along: str = "") -> _Subject | None:
    """Return the offices right at the beginning of a phrase; `along`: behind such a word they only cooperate."""
    for found in _PREDICATE.finditer(shadow, begin + 2, min(stop, begin + _LONGEST_SUBJECT)):
        verb = found["verb"] or ""
        joins = _ALONG.fullmatch(verb)
        role: Role = "cooperate" if along else "lead" if joins else role_of(verb)
        word = along or (verb if joins or _TELLS.search(verb) else "")
        parties = _named(shadow, begin, found.start(), role, word)
        if not parties or _NO_PREDICATE.match(shadow, found.end(), stop):
            continue
        if joins:
            others = _subject(shadow, found.end(), stop, verb)
            return others and others._replace(parties=[*parties, *others.parties], says=True)
        if _PLATITUDE.match(shadow, found.start(), stop) and all(party.kind != "department" for party in parties):
            return None
        says = bool(found["by"] or _TELLS.search(found[0]) or _REQUIRED.match(found[0]))
        return _Subject(parties, says, found.end())
    for ends in _ORDERED.finditer(shadow, begin + 2, stop) if shadow[begin - 1 : begin] in _ORDERS else ():
        if parties := _named(shadow, begin, ends.start(), "responsible", ""):
            return _Subject(parties, True, ends.start())
    is_rest = along or shadow.startswith((*LEVEL, "各"), begin, stop) or shadow[begin - 1 : begin] == "由"
    rest = _named(shadow, begin, stop, "cooperate" if along else "responsible", along) if is_rest else []
    return _Subject(rest, bool(along), stop) if rest else None


def _named(shadow: str, begin: int, end: int, role: Role, word: str) -> list[Named]:
    """Return the offices between two places, if there is nothing but those."""
    tail = shadow[max(begin, end - _LONGEST_OFFICE) : end]
    ends = tail[-1:] in _OFFICE_ENDS and tail and (is_office(tail, strict=True) or is_section(tail.rpartition("、")[2]))
    if not ends:
        return []
    if _OF_EVERY.fullmatch(shadow, begin, end):
        return [Named(begin, end, role, word, "universal")]
    name = shadow[begin:end]
    if _OF_FIELD.fullmatch(name) and not (_NO_NAME.search(name) or _TELLS.search(name)):
        return [Named(begin, end, role, word, "indefinite")]
    parties, dates, unread = read_list(shadow, begin, end, role, word)
    known = _are_parties(shadow, parties) and parties[0].start <= begin + 1 and not (dates or unread)
    for party in parties:
        words = party.kind == "universal" and _PREDICATE.search(shadow, party.start, party.end)
        known = known and not (words or _OWN.fullmatch(shadow, party.start, party.end))
    return parties if known else []


def _is_date(shadow: str) -> bool:
    return is_deadline(shadow) and shadow.endswith(_DATE_ENDS)


def _phrases(excerpt: Excerpt, pieces: Sequence[Span], verbs: re.Pattern[str]) -> list[list[Named]]:
    """Return for each piece between two commas its parties, if it is nothing but names of offices and a role word."""
    found: list[list[Named]] = []
    for begin, stop in pieces:
        along = bool(found and found[-1]) and excerpt.shadow.startswith("会同", begin)
        said = along or verbs.search(excerpt.shadow, begin, stop)
        asked = _ASKS.match(excerpt.shadow, begin, stop) if said else None
        first = asked.end() if asked else begin
        parties, dates, unread = read_list(excerpt.shadow, first, stop) if said else ([], [], [])
        beside = any(party.kind == "department" for phrase in found for party in phrase)
        whole = all(party.role for party in parties) and _are_parties(excerpt.shadow, parties, beside=beside)
        begins = whole and parties[0].start <= first + 2  # behind 会同 or nothing
        found.append(parties if begins and not dates and not unread else [])
    return found


def _are_parties(shadow: str, parties: Sequence[Named], *, beside: bool = False) -> bool:
    """Return whether there are parties, and all read as such; a bare place shares what the next is (东州、西州公司).

    `beside`: an office is named before them. Beside one, 使用单位 is somebody, and made nobody in particular.
    """
    names = [shadow[party.start : party.end] for party in parties]
    known = [_is_party(name, party) for name, party in zip(names, parties, strict=True)]
    beside = beside or any(known[at] and party.kind == "department" for at, party in enumerate(parties))
    for at, party in enumerate(parties) if beside and not all(known) else ():
        if not known[at] and _UNNAMED.fullmatch(names[at]):
            known[at], party.kind = True, "indefinite"
    if "办公室" in names and not _is_own_office(shadow, parties[-1]):
        return False
    shared = False
    for at in range(len(names) - 2, -1, -1):
        shared = shared or bool(known[at + 1] and _OF_PLACE.fullmatch(names[at + 1]))
        shared = shared and len(names[at]) in (2, 3) and is_noun(names[at])
        known[at] = known[at] or shared
    return bool(names) and all(known)


def _is_own_office(shadow: str, party: Named) -> bool:
    """Return whether those up to a party may be called 办公室 alone: not beside a body whose office it may be."""
    return party.word not in ("", "组织") and not _BODY.search(shadow, max(0, party.end - _LONGEST_SUBJECT), party.end)


def _is_party(name: str, party: Named) -> bool:
    if party.open_list and party.kind == "indefinite":
        return True
    if DOES.match(name) or _NO_NAME.search(name) or name.count("(") != name.count(")"):
        return False
    if party.kind == "indefinite":
        return bool(_CONCERNED.fullmatch(name))
    if party.kind == "universal":  # 各区政府, but not 统筹各区政府
        return bool(_EVERY.match(name) or _CONCERNED.fullmatch(name)) and is_office(name)
    return bool(is_office(name, strict=True) or is_section(name)) and not _NOBODY.search(name)


def _unmistakable(parties: Sequence[Named], *, asked: bool, several: bool, starts: bool, ends: bool) -> bool:
    """Return whether a run of phrases says who answers: a whole sentence, its beginning, its end, or its middle.

    `asked`: the run begins with 由 or 请. `several`: it has several phrases.
    """
    roles = {party.role for party in parties}
    named = any(party.kind == "department" for party in parties)
    if starts and ends:
        return named or "lead" in roles or "responsible" in roles
    if asked and starts:
        return named
    several = several or len(roles) > 1
    return "lead" in roles and named and ((asked or several) if starts or ends else (asked and several))
