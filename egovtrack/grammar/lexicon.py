"""The words in which documents say who answers: roles, kinds of office, how names end. Every rule takes them from here.

They are parts of patterns, and match the shadow of a text (half-width signs, simplified characters).
"""

from __future__ import annotations

import re
from functools import lru_cache

from egovtrack.draft import PartyKind, Role

LEAD = "牵头|主办|主责|抓总"
COOPERATE = "配合|协办|协助|协同|参与|参加"
ROLES = f"{LEAD}|责任|负责|落实|实施|承办|承接|{COOPERATE}"
"""The role words of labels and columns (牵头单位, 落实主体)."""
ANSWERS = "(?:负责落实|负责|牵头|落实|配合|参与)"
"""Verbs that end a sentence of whole phrases about who answers."""
_SOFT = "指导|统筹|协调|督促|督导|保障|支持|推动|办理|推进"
"""Verbs that say who answers only behind a list of offices (财政部指导); they stand in every other sentence."""
KINDS = (
    "部门|单位|处室|科室|股室|部室|司局|机构|机关|主体|地区|区县|县区|县市|市区|乡镇|镇街|街道|园区|企业|学院|院系|专班"
)
KIND = rf"(?:{KINDS}|[科处部股]\(室\))"
"""What the document calls those it lists (责任单位, 责任司局)."""
_WHICH = (
    "(?:第一|[主次]要|其[他余它]|共同|具体|项目|任务|联合|总|国家|[省市州县区]级|属地|"
    r"(?<![\u4e00-\u9fff])[省市州县区])"
)
_SAID = f"{ROLES}|支持|分办|领办|会办|包保|包抓"
_BESIDE = rf"(?:[、/和及与]?\(?(?:{ROLES})\)?|组织|考核|建设|整改|管理|推进|监管|{_SAID})?"
_AND_PERSON = r"[、/和及与(](?:责任|负责|联系)?(?:人|领导)\)?"
AND_PERSON = re.compile(f"{_AND_PERSON}$")
"""What a label adds to offices (责任单位和责任人)."""
FULL_LABEL = (
    rf"{_WHICH}?(?:{_SAID}|统筹|保障|承担|协作|推进|办理|主管|组织实施){_BESIDE}{KIND}(?:[、/和及与(]?{KIND}\)?)*"
    rf"(?:{_AND_PERSON}|及其?(?:职责|分工|任务)(?:分工)?)?"
    "|(?:部门|单位|责任)分工"
)
"""A label that can be nothing else (牵头单位, 市级责任部门、单位)."""
LABEL = (
    rf"{FULL_LABEL}|{_WHICH}?(?:{_SAID})(?:负责|落实|实施|推进|配合|协办|承办|责任)?(?:{KIND}(?:[、/和及与(]{KIND}\)?)*)?"
    "|(?:任务|职责|工作)分工"
)
"""A label among others, or in a bracket (牵头, 责任)."""
OF_LEVEL = re.compile(rf"(?:国家|[省市州县区])级?(?=总?(?:{ROLES}))")
"""How a label of one level begins (省牵头单位): beside a label of none, who leads there does not lead here."""
LEVEL = "省市县区州盟旗镇乡"
_LAST = "部委局办厅署"
BUREAU = f"[{_LAST}]"
"""The last character of what most offices are called."""
ISSUER = f"[{_LAST}院会府室]"
"""The last character of those who issue documents, and to whom they are addressed."""

HOW = (
    "共同|分别|分头|具体|联合|各自|密切|积极|分工|全力|主动|加强|要|应当?|须|总体?|全面|属地|归口|直接|认真|抓紧|切实|扎实|依法|因地制宜|结合(?:各自|本地|自身)?实际|抓好|做好|组织|协作|各司其职"
    "|(?:按照?|根据)(?:各自)?(?:职责|职能)(?:任务)?"
)
MUST = "(?:要(?![素点闻求件])|应当?(?![急用对邀届付变])|须|必须|(?<!所)需要?(?!求))"
"""Words that ask an office for something (市城管局要加强巡查)."""
ACTS = (
    "支持|提供|给予|保障|办理|作为|阅处|阅研|处理|研究|提出|制[定订]|拟[定订]|修订|起草|编制|出台|印发|转发|发布|公布|汇总|上报|报送|安排"
    "|拨付|筹措|解决|核实|落实|实施|组织|统筹|协调|指导|督促|监督|审核|抓好|做好|及时|履行|发挥|强化|加[强大快]|推[进动行]|建立|健全|完善"
    "|开展|完成|确保|拿出|负总责|具体抓|抓落实|收集|整理|梳理|摸排|排查|清理|查处|整治|改造|摸清|核定|垫付|拆除|督办|跟踪|接收|移交|承接"
    "|评估|验收|通报|巡查|争取|申报|引进|培育|打造|优化|提升|扩大|增加|设立|成立|搭建|利用|充分|深入|持续|逐步|重点|定期|主动|严格|依法|根据"
)
"""What stands right behind offices that are told what to do (市财政局安排资金)."""
_ROLE_VERBS = ROLES.replace("责任|", "").replace("协办|", "")
VERB = re.compile(
    rf"(?:{HOW})*(?:各负其责|负总责|为主|(?<![政科足残侨])协办|{_ROLE_VERBS}|{_SOFT})(?:{HOW}|{ROLES}|{_SOFT}|为主)*$|作?[为是](?:{ROLES}){KIND}$"
)
"""The verb at the end of a list (市财政局按职责分工负责落实)."""
VERB_ENDS = frozenset("头办责总合助同与加实施导筹调促障持动理进主作好织位门")
SAYS = re.compile(f"各负其责|负总责|为主|负责|会办|{LEAD}|{COOPERATE}|落实|实施|承办")
"""Words that make a bracket one that says who answers, whatever else stands in it."""

# Whole endings. A single character that ends names of offices ends many other words (改革的机关, 工作会), so the
# strict list, for names without a role word beside them, is shorter.
ENDS = (
    f"[{_LAST}院会府室联]|中心|公司|集团|银行|[分支]行|海关|[总支大]队|委机关|部门|单位|街道|大学|人大|政协|[科足残侨]协|供销社|总社"
    "|专班|管委|公积金|开发区|经开区|高新区|银联|红十字|团中央|(?:管理|派出|研究|监察|看守|收费)所"
)
_LOOSE = (
    f"{ENDS}|[处科司社行关队校台所站团组区县市镇乡街馆园班机制协州盟旗村省]|学院|银行|机构|企业|主体|平台|社区|党组|高校|院校|运营商|商会"
    "|电网|地区|方|兵团|国企|各地|协会|成员|基地|法院|电视台|[河湖林田路链]长|网格员|公交|地铁|工会"
)
# Bodies that are called by their field alone, behind their level: 省交投, 县城投, 市税务, 国网电力.
_BODY = re.compile(
    rf"(?:[{LEVEL}]|国网|中国|[\u4e00-\u9fff]{{2}}[{LEVEL}])[\u4e00-\u9fff]{{0,3}}?"
    "(?:[交城建国文水农旅产金科轨]投|电网|供电|税务|移动|联通|电信|铁塔|邮政|烟草|广电|石油|石化|气象|海事|消防|邮储|农信)"
)
_BRACKETS = r"(?:\((?:[^()]|\([^()]*\))*\))?"
_NO_OFFICE = "(?<!布局|格局|全局|大局|结局|全部|内部|外部|干部|部署|举办|开办|创办)"
_ORGAN = re.compile(rf"(?:{_LOOSE}){_NO_OFFICE}{_BRACKETS}$")
_STRICT_ORGAN = re.compile(rf"(?:{ENDS}){_NO_OFFICE}{_BRACKETS}$")

_INDEFINITE = re.compile(r"有关|相关|涉及|其他|其它|具备条件|有条件|属地|所在地|当地")
GENERIC = re.compile(
    r"(?:\d{1,3}[个家]?)?(?:国家|国务院|中央|省|市|区|县|州|政府|级|直|属|及|和|、|/|部门|单位|机构|\(单位\))*"
    rf"{KIND}(?:\({KIND}\))?"
)
_EVERY = re.compile(
    r"各(?!负其责)|^所有|^试点(?=城市|地区|[省市县区州])|地方(?:各级)?(?:人民)?政府|全体|成员单位$|^[省市县区州]属(?:国有|重点)*(?:企业|高校|院校|医院)$"
)
_COUNTED = re.compile(
    r"(?:全[市省区县])?(?:\d{1,3}|[二三四五六七八九十]{1,3})个?(?:区县|县区|县市区|区|县|市|州|盟|乡镇|乡|镇|街道)(?:(?:人民)?政府|管委会|办事处)?"
)
_RULE = "(?:(?:党委和?)?(?:人民)?政府|党委|党工委|(?:街道)?办事处|管委会?|管理委员会)?"
BARE = re.compile(
    rf"(?:{KIND}|县级市|自治[县州区旗]|直辖市|计划单列市|县市区|市县区|区县市|旗县区?|县市|市县|市州|州市|[省市县区州盟旗乡镇街委办局]|(?:开发|功能|高新|经开|管理|新)区|社区|村|[分子]公司)"
    rf"?{_RULE}(?:\([^()]*\))?{_RULE}(?:\({_RULE}\))?"
)
"""A noun that is nobody's name by itself, but may go on with 各… or 有关… before it (各区、县级市; 有关部门、单位)."""


_LEADS = re.compile(f"{LEAD}|为主|^主$")
_COOPERATES = re.compile(f"{COOPERATE}|^[协辅配]$|支持|保障|会办|协作|提供")
_TOGETHER = re.compile("(?:协同|协作)(?:负责|落实|实施|推进|办理)+")
_ANY_ROLE = re.compile(f"{ROLES}|{_SOFT}|会办|协作|提供|为主|会同|商|负|^[主协辅配]$")


@lru_cache(1024)
def role_of(word: str) -> Role:
    """Return the role that a label or verb gives: 牵头, 主办 lead, 配合, 协办 cooperate, 责任, 负责 are responsible.

    A label of several roles (牵头及责任单位) says no more than that those in it answer.
    """
    if _TOGETHER.fullmatch(word):
        return "responsible"
    roles: set[Role] = {
        "lead" if _LEADS.search(part) else "cooperate" if _COOPERATES.search(part) else "responsible"
        for part in re.split("[、/和及()]|(?<!参)与", word)
        if _ANY_ROLE.search(part)
    }
    return roles.pop() if len(roles) == 1 else "responsible"


@lru_cache(4096)
def kind_of(name: str) -> PartyKind:
    """Return whether a name means a department, all of a kind (各区政府), or nobody (有关部门)."""
    if _INDEFINITE.search(name) or GENERIC.fullmatch(name):
        return "indefinite"
    return "universal" if _EVERY.search(name) or _COUNTED.fullmatch(name) else "department"


@lru_cache(4096)
def is_field(name: str) -> bool:
    """Return whether a name is a level and a field (省交投, 市文化广电), with nothing that names of offices end in."""
    return bool(_BODY.fullmatch(name)) and not _STRICT_ORGAN.search(name)


@lru_cache(4096)
def is_office(name: str, *, strict: bool = False) -> bool:
    """Return whether a name ends as the names of offices do."""
    if strict:
        known = _STRICT_ORGAN.search(name) or _BODY.fullmatch(name) or (_EVERY.search(name) and is_office(name))
        return bool(known) and (len(name) >= 3 or name[0] == "各")
    return len(name) >= 2 and bool(_ORGAN.search(name) or _BODY.fullmatch(name))
