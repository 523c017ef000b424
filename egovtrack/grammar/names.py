"""What names of offices look like: how they end, what kind of party they mean, and what is no name though it ends so.

No office is known beforehand. The words are parts of patterns, and match the shadow of a text, as in `lexicon`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from egovtrack.draft import PartyKind
from egovtrack.grammar.lexicon import KIND, ROLES

LEVEL = "省市县区州盟旗镇乡"
_LAST = "部委局办厅署"
BUREAU = f"[{_LAST}]"
"""The last character of what most offices are called."""
ISSUER = f"[{_LAST}院会府室]"
"""The last character of those who issue documents, and to whom they are addressed."""

# Whole endings. A single character that ends names of offices ends many other words (改革的机关, 工作会), so the
# strict list, for names without a role word beside them, is shorter.
ENDS = (
    f"[{_LAST}院会府室]|[残妇侨文社青学科商工农]联|中心|公司|集团|银行|[分支]行|海关|[总支大]队|委机关|部门|单位|街道|大学|人大|政协|[科足残侨]协|供销社|总社"
    "|专班|管委|公积金|开发区|经开区|高新区|银联|红十字|团中央|(?:管理|派出|研究|监察|看守|收费)所"
)
_LOOSE = (
    f"{ENDS}|[处科司社行队校台所站团组区县市镇乡街馆园班机制协州盟旗村省]|[海机]关|学院|银行|机构|团体|企业|主体|平台|社区|党组|高校|院校|运营商|商会"
    "|电网|地区|方|兵团|国企|各地|协会|成员|基地|法院|电视台|[河湖林田路链]长|网格员|公交|地铁|工会"
)
SHORT = frozenset(
    ["工会", "团委", "妇联", "科协", "残联", "文联", "侨联", "法院", "党校", "编办", "外办", "侨办", "台办", "党办"]
)
"""Whole names of two characters; others that a line begins with are the rest of a name above."""
# Bodies that are called by their field alone, behind their level: 省交投, 县城投, 市税务, 国网电力.
_BODY = re.compile(
    rf"(?:[{LEVEL}]|国网|中国|[\u4e00-\u9fff]{{2}}[{LEVEL}])[\u4e00-\u9fff]{{0,3}}?"
    "(?:[交城建国文水农旅产金科轨]投|电网|供电|税务|移动|联通|电信|铁塔|邮政|烟草|广电|石油|石化|气象|海事|消防|邮储|农信)"
)
FIRST_OFFICE = rf"[^,;。、:\s]{{1,18}}(?:{ENDS})(?:[,;。、\s]|$)"
"""A name that stands first in a list, up to its separator."""
_BRACKETS = r"(?:\((?:[^()]|\([^()]*\))*\))?"
_NO_OFFICE = "(?<!布局|格局|大局|结局|(?<!安)全[局部]|内部|外部|干部|乐部|部署|[举开创领会分经督]办)"
# The end of a name, a bracket behind it left out: 市财政局(市国资委). 全局 and 干部 end so, too.
_ORGAN = re.compile(rf"(?:{_LOOSE}){_NO_OFFICE}{_BRACKETS}$")
_STRICT_ORGAN = re.compile(rf"(?:{ENDS}){_NO_OFFICE}{_BRACKETS}$")

# A bare kind, counted or not (2个市直单位): nobody in particular.
GENERIC = re.compile(
    r"(?:\d{1,3}[个家]?)?(?:国家|国务院|中央|省|市|区|县|州|政府|级|直|属|及|和|、|/|部门|单位|机构|\(单位\))*"
    rf"{KIND}(?:\({KIND}\))?"
)
# All of a kind: 各区政府, 市属国有企业; and counted, 全市16个区.
_EVERY = re.compile(
    r"各(?!负其责)|^所有|^试点(?=城市|地区|[省市县区州])|地方(?:各级)?(?:人民)?政府|全体|成员单位$|^[省市县区州]属(?:国有|重点)*(?:企业|高校|院校|医院)$"
)
_REGION = "(?:区县|县区|县市区|区|县|市|州|盟|乡镇|镇街|乡|镇|街道)(?:(?:人民)?政府|管委会|办事处)?"
COUNTED = rf"(?:全[市省区县])?(?:\d{{1,3}}|[二三四五六七八九十]{{1,3}})个?{_REGION}(?:[、和]{_REGION})*"
"""All regions of a kind, told by their number (13个街道、镇)."""
# Counted, these are all; of 有关部门, 属地政府 and a bare kind it is not said who they are.
_MEANS = re.compile(
    rf"(?P<universal>{COUNTED}$)|(?P<indefinite>(?:{GENERIC.pattern})$"
    "|.*(?:有关|相关|涉及|其他|其它|具备条件|有条件|属地|所在地|当地))"
)
_RULE = "(?:(?:党委和?)?(?:人民)?政府|党委|党工委|(?:街道)?办事处|管委会?|管理委员会)?"
BARE = re.compile(
    rf"(?:{KIND}|县级市|自治[县州区旗]|直辖市|计划单列市|县市区|市县区|区县市|旗县区?|县市|市县|市州|州市|[省市县区州盟旗乡镇街委办局]|(?:开发|功能|高新|经开|管理|新)区|社区|村|[分子]公司)"
    rf"?{_RULE}(?:\([^()]*\))?{_RULE}(?:\({_RULE}\))?"
)
"""A noun that is nobody's name by itself, but may go on with 各… or 有关… before it (各区、县级市; 有关部门、单位)."""

# A bare label (责任单位), a reference to what stands elsewhere, and a blank to be filled in are nobody's names.
_NO_NAME = re.compile(
    rf"""
    (?:第一|主要)?(?:{ROLES})(?:责任|负责|配合)?{KIND}$
    |同(?:上|[牵责配主协承]).*|(?:待|另行)(?:定|确定|明确)$|详?见|[无略]$|以[上下]
    |.*(?:上述|前述|不再|参照|(?<![自理缘])由)
    # how far they are, where a cell is missing: 已完成
    |(?:已|尚?未|正在|基本|全部|部分|持续|有序|顺利)(?:完成|办结|启动|开工|推进|建成|竣工|达标|实施|落实)
    # persons, by what they are: 市财政局局长, 分管副市长
    |.*(?:书记|主任|[省市县区镇乡村局处科部院校所站队厅司]长|董事长|秘书长|主席|经理|领导|同志)$
    # words of a sentence: 市财政局负责资金, 均需落实, 任务涉及, 达到80%
    |.*\([^()]*(?:牵头|配合|负责)|.*(?:按职责|负责).|.*(?:牵头|配合|主办|[承协]办)[省市县区州各]|.*{KIND}[为是]
    |.*(?:[均都](?:[需须应要有为涉与]|$)|(?:任务|事项|工作)(?:涉及|需|须))|.*(?:%|达到?\d)
    # signs that no name has
    |.*[。;?!:《》\n]|.*\([一二三四五六七八九十]{{1,3}}\)|.*[\u4e00-\u9fff]\.[\u4e00-\u9fff]
    """,
    re.VERBOSE,
)
# 建设政务服务中心 is no name, though it ends as names do; 建设局, 建设交通委 and 推进办 are.
DOES = re.compile(
    r"(?:建设(?!(?:和|与)?[^\W省市县区\d]{2,4}[局委](?:[、,;\n]|$))|建[成立]|[新扩迁续](?:\([^()]{1,9}\))?建|改[造建]|开工|推[进动]|加[快强大]|[完改]善|成立|组[建织]|设立|打造|整合|提[升高]|实施|落实|做[好到]|支持|开展"
    r"|深[入化]|健全|强化|优化|简化|创[建新]|培育|启动|确保|力争|抓好|及时|尽快|配合|协助|督促|加强|增强|持续|积极|探索|制[定订]|严格"
    r"|拓[展宽]|构建|推[行广]|夯实|压[实缩减]|着力|扎实|大力|切实|聚焦|鼓励|完成|出台|修[订编]|畅通|清理|打通|搭建)(?![局厅委办]|部(?!署))"
)
# 市财政局包联: what begins as an office and goes on is none.
_BEGINS_AS_OFFICE = re.compile(rf"[{LEVEL}][\u4e00-\u9fff]{{1,8}}?{BUREAU}(?=[\u4e00-\u9fff])")
# A sentence, not a name, has words such as these.
_SENTENCE = re.compile("[的了把被须并或]|应(?!急)|[^、]要(?!素)|需(?!求)|进行|谁|任.*人|[人长员]$|领导$|同志")
# 预算科 and 派出所, parts of offices, and 科协: what ends so is often none (到处, 文科).
_SECTION = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:(?<![各到此好用难益])处|(?<![学专本文理工医外内])科|(?<!公)股|(?<![验教议卫诊休温])室"
    r"|(?<![处场厕住居诊])所|[务技机]站|中队)"
    r"|[\u4e00-\u9fff]{0,6}(?:纪检(?:监察)?组|(?:图书|档案|博物|文化|美术)馆)|(?:(?![省市县区镇乡村城集小])[\u4e00-\u9fff]){2,3}[镇乡]|[残妇文侨]联|[团纪]委|科协|编办|工会|法院"
)
LONGEST_NAME, _LONGEST_NOUN = 40, 16


@lru_cache(4096)
def kind_of(name: str) -> PartyKind:
    """Return whether a name means a department, all of a kind (各区政府), or nobody (有关部门)."""
    if found := _MEANS.match(name):
        return cast("PartyKind", found.lastgroup)
    return "universal" if _EVERY.search(name) else "department"


@lru_cache(4096)
def is_field(name: str) -> bool:
    """Return whether a name is a level and a field (省交投, 市文化广电), with nothing that names of offices end in."""
    return bool(_BODY.fullmatch(name)) and not _STRICT_ORGAN.search(name)


@lru_cache(4096)
def is_office(name: str, *, strict: bool = False) -> bool:
    """Return whether a name ends as the names of offices do."""
    if strict:
        known = _STRICT_ORGAN.search(name) or _BODY.fullmatch(name) or (_EVERY.search(name) and is_office(name))
        return name in SHORT or (bool(known) and (len(name) >= 3 or name[0] == "各"))
    return len(name) >= 2 and bool(_ORGAN.search(name) or _BODY.fullmatch(name))


@lru_cache(4096)
def is_section(name: str) -> bool:
    """Return whether a name is that of a part of an office (预算科, 派出所), as lists of its own plans name them."""
    return bool(_SECTION.fullmatch(name))


def is_name(name: str) -> bool:
    """Return whether a text may be a name where only names are expected, as behind a label."""
    if not 2 <= len(name) <= LONGEST_NAME or _NO_NAME.match(name):
        return False
    does = DOES.search(name)
    if not does or (kind_of(name) == "department" and is_office(name, strict=True)):
        return True
    # 市审计局推动建设 and 各区推进改革处 are no names; 市住房建设协会 may be one.
    return does.start() > 0 and not is_office(name[: does.start()], strict=True)


@lru_cache(4096)
def is_noun(name: str) -> bool:
    """Return whether a text may be a name among those of offices (东州), though it does not end as they do."""
    return (
        len(name) <= _LONGEST_NOUN
        and not DOES.match(name)
        and not _SENTENCE.search(name)
        and not (_BEGINS_AS_OFFICE.match(name) and not is_office(name))
    )
