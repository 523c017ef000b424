"""The words in which documents say who answers: roles, labels, verbs. Every rule takes them from here.

They are parts of patterns, and match the shadow of a text (half-width signs, simplified characters). What names of
offices look like is in `names`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from egovtrack.draft import Role

LEAD = "牵头|主办|主责|主抓|抓总"
COOPERATE = "配合|协办|协抓|协助|协同|参与|参加"
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
TIME_LABEL = "(?:完成|办结|办理|答复|整改|销号|化解)(?:时限|时间|期限)"
"""A label that says by when."""
BY = "(?<![自理缘])由(?!于)"
"""The word before those who do something (由市财政局负责), and no part of another (理由, 由于)."""

HOW = (
    "共同|联动|分别|分头|具体|联合|各自|密切|积极|分工|全力|主动|加强|要|应当?|须|总体?|全面|属地|归口|直接|认真|抓紧|切实|扎实|依法|因地制宜|结合(?:各自|本地|自身)?实际|抓好|做好|组织|协作|各司其职"
    "|(?:按照?|根据)(?:各自)?(?:职责|职能)(?:任务)?"
)
MUST = "(?:要(?![素点闻求件])|应当?(?![急用对邀届付变])|须|必须|(?<!所)需要?(?!求))"
"""Words that ask an office for something (市城管局要加强巡查)."""
ACTS = (
    "支持|提供|给予|保障|办理|作为|阅处|阅研|处理|研究|提出|制[定订]|拟[定订]|修订|起草|编制|出台|印发|转发|发布|公布|汇总|上报|报送|安排"
    "|拨付|筹措|解决|核实|落实|实施|组织|统筹|协调|指导|督促|监督|审核|抓好|做好|及时|履行|发挥|强化|加[强大快]|推[进动行]|建立|健全|完善"
    "|开展|完成|确保|拿出|负总责|具体抓|抓落实|收集|整理|梳理|摸排|排查|清理|查处|整治|改造|摸清|核定|垫付|拆除|督办|跟踪|接收|移交|承接"
    "|评估|验收|通报|巡查|争取|申报|引进|培育|打造|优化|提升|扩大|增加|设立|成立|搭建|利用|充分|深入|持续|逐步|重点|定期|主动|严格|依法|[依根]据"
)
"""What stands right behind offices that are told what to do (市财政局安排资金)."""
_ROLE_VERBS = ROLES.replace("责任|", "").replace("协办|", "")
VERB = re.compile(
    rf"(?:{HOW})*(?:各负其责|负总责|为主|(?<![政科足残侨])协办|[领会分经督]办|{_ROLE_VERBS}|{_SOFT})(?:{HOW}|{ROLES}|{_SOFT}|为主)*$|作?[为是](?:{ROLES}){KIND}$"
)
"""The verb at the end of a list (市财政局按职责分工负责落实)."""
VERB_ENDS = frozenset("头办抓责总合助同与加实施导筹调促障持动理进主作好织位门")
SAYS = re.compile(f"各负其责|负总责|为主|负责|[领会分经督]办|{LEAD}|{COOPERATE}|落实|实施|承办")
"""Words that make a bracket one that says who answers, whatever else stands in it."""


# The first of them that a word has: 牵头负责 leads, 协助负责 cooperates, but all alike answer who are 协同负责.
_ROLE = re.compile(
    rf"(?P<lead>.*(?:{LEAD}|为主|^主$))|(?P<cooperate>(?!协[同作](?:负责|落实|实施|推进|办理)+$).*(?:{COOPERATE}|^[协辅配]$|支持|保障|会办|协作|提供))"
    rf"|(?P<responsible>.*(?:{ROLES}|{_SOFT}|会同|商|负))"
)


@lru_cache(1024)
def role_of(word: str) -> Role:
    """Return the role that a label or verb gives: 牵头, 主办 lead, 配合, 协办 cooperate, 责任, 负责 are responsible.

    A label of several roles (牵头及责任单位) says no more than that those in it answer.
    """
    parts = re.split("[、/和及()]|(?<!参)与", word)
    roles = {cast("Role", found.lastgroup) for part in parts if (found := _ROLE.match(part))}
    return roles.pop() if len(roles) == 1 else "responsible"
