"""What the columns of a table hold, of what kind a cell is, and which words of a row stand under which column.

A row comes as cells, as a run of lines, or as a stretch of text without line ends. Its pieces are fitted to the columns
by what kind of text each is: a number, names of offices, a time, other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from egovtrack.draft import Role
from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.deadlines import after_time, is_deadline, is_ongoing, stated
from egovtrack.grammar.lexicon import AND_PERSON, KIND, ROLES, role_of
from egovtrack.grammar.names import BUREAU, DOES, LEVEL, SHORT, is_office, is_section
from egovtrack.grammar.numbering import numeral
from egovtrack.grammar.parties import read_list
from egovtrack.grammar.shadow import fold

_ROLE = f"(?:{ROLES}|业主)"
_AND = r"[/、和及与,]"
# A role column names an office (市级责任单位), a division of work, or is a bare role word; 落实河长制 is none.
ROLE_COLUMN = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}?{_ROLE}(?:{_ROLE}|{_AND}|{KIND})*?{KIND}(?:名称|分工)?|(?:部门|单位|职责|{_ROLE})+分工"
    rf"|(?:{_ROLE}{_AND}?)+[方处科股室局]?"
)
_BRACKET = re.compile(r"\([^()]*\)")
# A role column only where there is no other: it may tell what is done.
_DIVISION = re.compile("(?:任务|工作|具体)?分工")
# And only where there is none of these.
_CONCERNED = re.compile(rf"(?:涉及|主管|承担|职能|相关|有关|归口|对口)(?:管理)?{KIND}|部门")
_ROLE_IN_BRACKET = re.compile(rf"\(({_ROLE}{KIND}?)\)(?={KIND}|$)")
_PARTED = re.compile(rf"(?<!参){_AND}|(?<=单位|部门|主体)(?={_ROLE})")
_WHO = re.compile(r"(?:责任|负责|联系|承办|经办)人|领导|姓名")
_NAME_OF_PERSON = re.compile(r"(?:[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3}[、\s]*)+")
_TIME = re.compile(r"时限|年限|时间|期限|节点|进度|日期")
_BEGINS = re.compile(r"启动|开工|开始|起始|动工|进场|交办|下达|立项|登记|印发|批示|[来收发]文|会议")
_ENDS = re.compile(r"完成|办结|竣工|截止|结束|建成|完工|时限|期限|到期|起止")
NUMBER_COLUMN = re.compile(r"序号|编号|^序$|^号$")
_TASK = re.compile(r"任务|事项|内容|措施|项目|目标|工作|举措|要求|指标|分工")
_CATEGORY = re.compile(r"类别|分类|领域|板块|类型|大项|类$")
_NOTE = re.compile(r"备注|情况|依据|来源|电话|进展|说明|数量$")
_AS_OF = "(?:填报|报送|更新|反馈|统计)(?:时间|日期)"
_PROGRESS = re.compile(
    rf"""
    (?P<status>.*(?:状态|是否(?:完成|办结)))
    |(?P<percent>.*(?:完成率|百分比|完成比例|进度|%))
    |(?P<problem>.*(?:问题|困难|堵点|难点))
    |(?P<next_step>.*(?:下一?步|下阶段|下一阶段|工作打算))
    |(?P<as_of>.*{_AS_OF})
    |(?P<department>.*(?:填报|报送|反馈)(?:单位|部门))
    |(?P<value>.*完成(?:数量?|值|量)$)
    |(?P<completed_on>.*(?:完成|办结|销号)(?:时间|日期))
    |(?P<note>.*(?:进展|(?:完成|落实|推进|办理|工作)情况|成效))
    """,
    re.VERBOSE,
)
"""What columns to the right of those who answer say of a task's progress, by their names."""
_NO_TIME = re.compile(rf"^(?:完成|办理|当前|目前|实际)进度|{_AS_OF}")
_LONGEST_COLUMN = 20
COLUMN_NAME = re.compile(
    r"序号|编号|备注|说明|类别|分类|领域|联系(?:电话|方式)|(?:责任|负责|联系|分管|承办|经办|牵头|包保|[省市区县])*(?:人员?|领导)"
    r"|(?:工作|办理|完成|落实|推进|目前)*(?:进展|进度|情况)+|存在的?(?:问题|困难)|下一?步(?:打算|计划|措施|工作)"
    r"|(?:计划|要求|预计)?(?:完成|办结|整改|推进|办理|反馈|交办)?(?:时限|时间|期限|节点|日期)(?:要求|安排)?"
    rf"|[省市县区]?级?(?:{ROLES})+(?:[、/及和与](?:{ROLES}))*(?:{KIND})*(?:[、及和]责任人)?|(?:部门|单位|职责|责任|任务)?分工"
    r"|(?:重点|主要|具体|工作|年度|全年|目标|细化|推进|督办|督查|交办|办理|任务|事项|项目|民生|落实)*"
    r"(?:任务|事项|内容|措施|项目|目标|工作|举措|指标|要求|实事)(?:名称|内容|分解|清单)?"
)
"""The names that columns and fields mostly have."""
MAY_SAY_WHO = re.compile(
    r"[牵牽][头頭]|[责責]任|[负負][责責]|[主协協][办辦助]|承[办辦接]|落[实實]|[实實]施|参[与加]|參[與加]|配合|分工"
)
"""Words of which the head of a table has one: quick to look for."""
WIDE = re.compile(r"(?:[ \xa0]{2,}|[ \xa0]*[\t\u3000]+[ \xa0]*)+")
"""Blanks that part columns."""

LABEL_IN_CELL = re.compile(rf"(?:^|(?<=[\n,;。\s]))(?P<word>(?:(?:国家|[省市州县区])级?)?{_ROLE}+{KIND}?):")
NOTHING = re.compile(r"[无/\-—–\s]*$")
_WORDS = re.compile("[^\\W\\da-zA-Z_一二三四五六七八九十百]{3}")  # no number
_COUNT = re.compile(r"\(?(\d{1,3}|[一二三四五六七八九十]{1,3})[).、*]?")
LONGEST_LIST, _LONGEST_NAME, _LONGEST_PERSON, _LONGEST_REST = 3000, 40, 4, 8
_LONGEST_PERIOD, _LONGEST_ONGOING = 40, 12
MOST_COLUMNS = 12
"""Columns of a table whose cells lost their lines."""
_MOST_OF_TIME = 3  # lines over which a time is wrapped
# What a list or a sentence cannot end with: it goes on in the next line.
_OPEN = re.compile(r"[、,(]$|(?:会同|配合|协助|[和与及由向对将把为各]|[、,][省市县区州团])$")
_NAMES = re.compile("[^、，,；;\n]+")
_NO_NAME = re.compile("(?!各)[^各省市县区州]?[^、，,；;]{0,2}(?:[、，,；;]|$)|办公|委员会|(?:人民)?政府")
CLOSERS = ("、", ",", ")", "。", ";", "”")  # signs that no line of its own begins with
# 财政局 above 审计局, though a name has a rest as short as that; but 市政府 above 外事办.
_BUREAUS = re.compile(rf".+(?<![省市县区]委)[局委办]\n(?:..[局委办]|{'|'.join(sorted(SHORT))})")
_EVERY = re.compile("各[县区乡镇街]/(?:[镇街区道]|市[、区政人])")  # 各乡 above 镇人民政府
_REST_OF_NAME = re.compile(rf"(?P<rest>{KIND}|(?:人民)?政府|公司|集团|办公[厅室]|[^、,;]{{1,2}})(?:[、,;]|$)")
_AFTER_NAME = re.compile(rf"[和与及]|\([^\d一二三四五六七八九十]|{_REST_OF_NAME.pattern}")
# What is no office, though it may end as they do: more than `names` leaves out, as cells are cut anywhere.
_NO_OFFICE = re.compile(
    r"(?:社会|和社|城乡|[代帮联承交举主协开新理]办|有关|相关|涉及|其他|\d)$|^(?:[和与及或请望]|20\d\d|各[类项种])|\d[万个台处项家年月%]"
)
_HAS_OFFICE = re.compile("[省市县区州].*|(?:府|委|委员会)$")  # before 办公室
_TOLD = re.compile(rf"(?:{KIND}|{BUREAU}|政府|[区县镇]|街道)(?:要(?!素)|应当?(?!急)|须|认真|切实)")  # 各部门要抓好落实
# 市委, behind which 网信办 is no other office.
_HAS_BODIES = re.compile(r"(?:^|[、,;\n])[省市县区州]?(?:委|(?:人民)?政府)$")
_SIGNS = frozenset("，,。；;“”")
_DONE = re.compile("(?:完成|建成|启动|实现|投用|印发|出台)..")  # what is done by then may be the words of a task
_UNFINISHED_TIME = re.compile(r"(?:\d|[年月份底日.-])$")
_NAME_BEGINS = re.compile(
    "[省县区州各]|市(?!场)|团[省市县区州]|国网|中国|人民银行|人行|[\u4e00-\u9fff]{2,8}管委会(?:[、\n]|$)"
)

_NAME_IN_TEXT = (
    rf"[{LEVEL}各](?=[^、，。；,;:：\d]{{0,24}}?(?:{BUREAU}|[府室会]|中心|公司|集团|大队|部门|单位|[{LEVEL}]|街道))"
    f"|国网|(?<!集)团[{LEVEL}]委"
)
# Where a cell may begin.
_CUT = re.compile(
    rf"""
    # a name that ends before the next sign
    (?<![全各本该都城园社小景校片辖库矿、(（])(?<!各[县区市乡])(?<!(?<!集)团)(?!市场)(?={_NAME_IN_TEXT})
    # a time: 2031年, 6月, 年底, 第一季度, 持续推进
    |(?<![\d.年月—–-])(?=20\d\d[年.-])
    |(?<![\d年月至到—–-])(?=\d{{1,2}}月|年[底末内])
    |(?<![年第])(?=第?[一二三四]季度|[上下]半年|持续推进|长期坚持|全年推进|全年(?:$|[省市县区各]))
    # what follows a time: behind 6月底前, 6月底, 6月1日, 6月, 年内, 一季度, 2031.06
    |(?<=持续推进|长期坚持|全年推进)|(?<=[底末日]前)
    |(?:(?<=月[底末])|(?<=月\d日)|(?<=月\d\d日)|(?<=年[底末内]))(?!前)
    |(?<=\d月)(?![\d底末份上中下至到—–-])|(?<=季度)(?!末)|(?<=20\d\d[.]\d\d)(?![\d.])
    """,
    re.VERBOSE,
)
# What no task ends with: what seems to answer for it may be what is to be done.
_NEVER_LAST = re.compile(
    rf"(?:{DOES.pattern}|会同|对接|协调|指导|督促|组织|发动|覆盖|涵盖|面向|惠及|延伸|辐射|联通|贯通|接入|下放|赋予|帮扶|[、,，和与及由向对将把为的在经报至到全各局委厅署])$"
)
# An end of a name amid a cell: it holds several names, or more than names. 部门, 政府办 and 委员会 go on.
_SEVERAL = re.compile(
    r"""(?:[局厅署室]|中心|部(?![门队分])|政府(?![办研])|委(?![员网宣组政办机党统]))(?=[^、，()（）\n])
    |[)）](?=[^、，()（）政人管办])""",
    re.VERBOSE,
)
# Words with an office in their midst, where a cell may begin.
_BEGINS_WITH_OFFICE = re.compile(rf"[{LEVEL}各][^、，。]{{1,14}}?{BUREAU}")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a table hold: their indices, and for each role column its name.

    `width` counts columns up to the last that has a name; `unnamed` are those before it that have none.
    """

    number: int | None
    category: int | None
    wording: tuple[int, ...]
    roles: tuple[tuple[int, str], ...]
    time: int | None
    width: int
    unnamed: tuple[int, ...]
    asides: tuple[tuple[int, str, str], ...] = ()
    """The other columns: index, name and what it says of progress, "" for none."""
    of_level: bool = False
    """Whether the names of offices in it begin with their level (市财政局), so that others may well be words."""

    @property
    def leads(self) -> bool:
        """Return whether a column says who leads, and no other role."""
        return any(roles_of(name) == {"lead"} for _, name in self.roles)

    @property
    def by_office(self) -> bool:
        """Return whether those who answer stand before the tasks: each has several of them."""
        return self.roles[-1][0] < self.wording[0]


def read_header(cells: Sequence[str]) -> Header | None:
    """Return the columns that a row announces, or None if it is no header: it names no role or no task."""
    names = column_names(cells)
    if any(len(_BRACKET.sub("", name)) > _LONGEST_COLUMN for name in names):
        return None
    bare = [bare_name(name) for name in names]
    roles = tuple((i, names[i]) for i, name in enumerate(bare) if ROLE_COLUMN.fullmatch(name))
    for pattern in (_DIVISION, _CONCERNED):
        roles = roles or tuple((i, names[i]) for i, name in enumerate(bare) if pattern.fullmatch(name))
    taken: set[int | None] = {i for i, _ in roles}
    number = _first(names, NUMBER_COLUMN, taken)
    begins = {i for i, name in enumerate(names) if _BEGINS.search(name) and not _ENDS.search(name)}
    times = {i for i, name in enumerate(names) if _TIME.search(name) and not _NO_TIME.search(name)} - begins - taken
    time = min(times, key=lambda i: (not _ENDS.search(names[i]), i), default=None)
    category = _first(names, _CATEGORY, taken | {time})
    taken |= {number, time, category} | {i for i in begins if _TIME.search(names[i])}
    progress = {i: key for i, name in enumerate(names) if i not in taken and (key := _progress(name))}
    progress = {i: key for i, key in progress.items() if roles and i > roles[0][0]}
    wording = tuple(
        i
        for i, name in enumerate(names)
        if i not in taken and i not in progress and _TASK.search(name) and not _NOTE.search(name)
    )
    if not wording and roles and {number, time} != {None}:  # 民生实事, 反馈问题: what stands before who answers
        wording = tuple(i for i in range(roles[0][0]) if names[i] and i not in taken)
    if not roles or not wording:
        return None
    width = max(i for i, name in enumerate(names, start=1) if name)
    taken |= {*wording}
    others = tuple((i, cells[i], progress.get(i, "")) for i in range(width) if names[i] and i not in taken)
    return Header(number, category, wording, roles, time, width, tuple(i for i in range(width) if not names[i]), others)


def column_names(cells: Iterable[str]) -> list[str]:
    """Return the names of columns, without the blanks in them."""
    return [re.sub(r"\s+", "", fold(cell)) for cell in cells]


def beneath(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return the names of columns where a second row parts one of a header's into roles (责任单位: 牵头 | 配合)."""
    names, parts = list(upper), [name for name in lower if name]
    if not parts or not all(map(ROLE_COLUMN.fullmatch, column_names(parts))):
        return []
    groups = [at for at, name in enumerate(column_names(upper)) if ROLE_COLUMN.fullmatch(name)]
    if len(upper) >= len(lower) > len(parts) and not any(
        below and above and at not in groups for at, (above, below) in enumerate(zip(upper, lower, strict=False))
    ):
        return [below or above for above, below in zip(upper, [*lower, *[""] * len(upper)], strict=False)]
    if len(groups) != 1 or len(parts) < 2:
        return []
    names[groups[0] : groups[0] + 1] = parts
    return names


def _progress(name: str) -> str:
    """Return what a column says of the progress of tasks, by its name; empty if nothing."""
    found = _PROGRESS.match(name)
    return (found and found.lastgroup) or ""


def bare_name(name: str) -> str:
    """Return a column's name without what a bracket explains; 牵头（责任）单位 names two roles."""
    return AND_PERSON.sub("", _BRACKET.sub("", _ROLE_IN_BRACKET.sub(r"/\1", name)))


def roles_of(name: str) -> set[Role]:
    """Return the roles that a column's name (牵头/责任单位) gives to those in it."""
    return {role_of(part) for part in _PARTED.split(bare_name(name)) if re.search(_ROLE, part)} or {"responsible"}


def _first(names: Sequence[str], pattern: re.Pattern[str], taken: set[int | None]) -> int | None:
    return next((i for i, name in enumerate(names) if i not in taken and pattern.search(name)), None)


def cell_at(cells: Sequence[str], column: int | None) -> str:
    """Return the cell under a column, "" if the row has none."""
    return cells[column] if column is not None and column < len(cells) else ""


def fits(cells: Sequence[str], header: Header) -> bool:
    """Return whether cells stand under their columns: some name offices, the one of a time says one or nothing, and
    the one of a number is none of words.
    """
    said = {kind_of_cell(cell_at(cells, column)) for column, _ in header.roles}
    return (
        "office" in said
        and said <= {"office", "nothing"}
        and kind_of_cell(cell_at(cells, header.time)) in ("time", "nothing")
        and may_be_numbered(cells, header)
    )


def may_be_numbered(cells: Sequence[str], header: Header) -> bool:
    """Return whether no words stand under the number: else the first cells are left out."""
    return not _WORDS.search(cell_at(cells, header.number))


@lru_cache(4096)
def kind_of_cell(text: str) -> Literal["office", "time", "nothing", "words"]:
    """Return what a cell says by itself: who (nothing but names of offices), when, nothing, or anything else."""
    shadow = fold(text)
    if NOTHING.match(shadow):
        return "nothing"
    if len(text) <= _LONGEST_PERIOD and (is_ongoing(shadow) or stated(shadow, 2000)):
        return "time"
    return "office" if names_offices(LABEL_IN_CELL.sub("", shadow)) else "words"


def names_offices(text: str) -> bool:
    """Return whether a cell is nothing but names of offices, of one at least as most are called."""
    shadow = fold(text)
    named, dates, unread = read_list(shadow, 0, len(text), "responsible") if len(text) <= LONGEST_LIST else ([], [], [])
    if not named or unread or (dates and "\n" in text):  # lines of which one is a time are several cells
        return False
    names = [(shadow[party.start : party.end], party.kind) for party in named]
    departments = [name for name, kind in names if kind == "department"]
    return (
        all(
            (is_office(name) and not DOES.match(name)) or (kind == "indefinite" and name.endswith(("地", "方面")))
            for name, kind in names
        )
        and not any(_NO_OFFICE.search(name) for name, kind in names if kind != "universal" or "各" in name)
        and not _TOLD.search(shadow)
        and (
            len(departments) < len(names)
            or any(is_office(name, strict=True) or is_section(name) for name in departments)
        )
    )


def number_of(text: str) -> int | None:
    """Return the number that a cell is (1, 1., （一）)."""
    found = _COUNT.fullmatch(fold(text))
    return (int(found[1]) if found[1].isdecimal() else numeral(found[1])) if found else None


@lru_cache(4096)
def kinds(text: str) -> frozenset[str]:
    """Return under what a cell may stand: 年内建成3个平台 is a time, or words; 市财政局、市 begins a list."""
    kind = kind_of_cell(text)
    if kind == "nothing":
        return frozenset(("office", "words", "time"))
    if kind == "words":
        names, _, last = text.rpartition("、")
        office, *persons = text.split()
        if len(last) <= _LONGEST_REST and not DOES.match(last) and names_offices(names):
            return frozenset()
        if persons and max(map(len, persons)) <= _LONGEST_PERSON and kind_of_cell(office) == "office":
            return frozenset(("office", "words"))  # 市财政局 张三
    return _kinds_of_time(text) if kind == "time" else frozenset((kind,))


def _kinds_of_time(text: str) -> frozenset[str]:
    is_whole = is_deadline(fold(text))
    if text.endswith(("-", ".")):
        return frozenset()
    if not is_whole and (len(text) > _LONGEST_ONGOING or not _SIGNS.isdisjoint(text)):
        return frozenset(("words",))  # 全年 is but one of its words
    is_more = not is_whole or _SHORTEST <= len(after_time(text)) < len(text) or _DONE.search(text)
    return frozenset(("time", "words")) if is_more else frozenset(("time",))


def joined(upper: str, lower: str) -> str:
    """Return a cell that goes on in the next line. Names of offices that stand below one another are two."""
    latin = (upper[-1:] + lower[:1]).isascii() and upper[-1:].isalpha() and lower[:1].isalpha()
    between = "\n" if are_names(upper, lower) else " " if latin else ""
    return upper + between + lower if upper and lower else upper or lower


def are_names(upper: str, lower: str) -> bool:
    """Return whether a line of a cell ends with the name of an office, and the next one begins another."""
    if unmatched(fold(upper[-_LONGEST_NAME:]))[1] or _EVERY.search(upper + "/" + lower[:2]):
        return False
    both = (*_NAMES.findall(upper[-_LONGEST_NAME:])[-1:], *_NAMES.findall(lower[:_LONGEST_NAME])[:1])
    shadows = [*map(fold, both)]
    are_two = len(both) > 1 and all(is_office(name, strict=True) for name in shadows)
    return are_two and (bool(_BUREAUS.fullmatch("\n".join(shadows))) or not _NO_NAME.match(lower))


def whole_names(cell: str) -> str:
    """Return a cell of names without the line ends in the midst of one (市住房城乡, and below it 建设局)."""
    first, *lines = cell.split("\n")
    for line in lines:
        above, name = ([*map(fold, _NAMES.findall(text)), ""] for text in (first, line))
        upper, lower = above[-2:][0], name[0]
        is_open = upper[:1] in LEVEL and lower[:1] not in f"{LEVEL}各" and not is_office(upper, strict=True)
        first += line if is_open and is_office(upper + lower, strict=True) else f"\n{line}"
    return first


def whole_cells(lines: Iterable[str]) -> list[str]:
    """Return the cells in some lines: a list or a sentence that goes on in the next line, as its end shows, is one."""
    cells, pieces = list[str](), [*lines]
    for at, line in enumerate(pieces):
        above, shadow = cells[-1] if cells else "", fold(line)
        if above and LABEL_IN_CELL.match(shadow) and kind_of_cell(above) == "office":
            cells[-1] += "\n" + line
        elif above and (_goes_on(above, pieces[at:]) or shadow.startswith(CLOSERS) or _completes(above, shadow)):
            cells[-1] += line
        else:
            cells.append(line)
    return cells


def _goes_on(above: str, below: Sequence[str]) -> bool:
    """Return whether a cell goes on in the lines below it. Before a whole name a bracket that is never closed ends."""
    shadow = fold(above)
    if _OPEN.search(shadow) or not unmatched(shadow)[1]:
        return bool(_OPEN.search(shadow))
    return kind_of_cell(below[0]) != "office" or unmatched(fold("".join([above, *below])))[1] < unmatched(shadow)[1]


def _completes(above: str, line: str) -> bool:
    """Return whether a line begins with the last characters of a name, or a time, which the line above it begins."""
    if _is_begun(line):
        return False
    last = above.rpartition("、")[2]
    if (
        line[0] in "和与及"
        and len(last) <= _LONGEST_REST
        and _NAME_BEGINS.match(last)
        and kind_of_cell(last) == "words"
    ):
        return True
    if _HAS_BODIES.search(fold(above)) and kind_of_cell(line.partition("、")[0]) == "office":
        return True
    rest = _REST_OF_NAME.match(line)
    if not rest or (rest["rest"].startswith("办公") and not _HAS_OFFICE.search(last)):
        return False
    whole = above + rest["rest"]
    is_time = bool(_UNFINISHED_TIME.search(above)) and is_deadline(fold(whole))
    return is_time or (kind_of_cell(whole) == "office" and kind_of_cell(above) in ("words", "office"))


def _is_begun(line: str) -> bool:
    """Return whether a line begins with the beginning of a name, not with its rest."""
    return bool(_NAME_BEGINS.match(line)) or line[:_LONGEST_REST].partition("、")[0] in SHORT


class _Fit(NamedTuple):
    """How some pieces stand under some columns: how many columns that count are filled, and what stands in each.

    `plain`: nothing else fits as well, but for how the wording is parted.
    """

    filled: int
    cells: tuple[str, ...]
    plain: bool = True


def fitted(
    pieces: Sequence[str], header: Header, cell_of: Callable[[Sequence[str], str], str | None] | None = None
) -> list[str] | None:
    """Return the pieces of a row under the columns, though some are left out or parted; None if it is not plain which.

    What stands under a role names offices, under a time says one, and as much as possible is said. `cell_of` puts
    pieces together to a cell of some kind; they are lines where nothing else is said.
    """
    cell_of, first = cell_of or _cell_of, header.roles[0][0]
    beside = first if header.of_level and first - 1 in header.wording else None
    if not 0 < len(pieces) <= 2 * MOST_COLUMNS or header.width > MOST_COLUMNS:
        return None
    wanted, weights = _wanted(header), _weights(header)

    @cache
    def best(piece: int, column: int) -> _Fit | None:
        """Return how the pieces from one on stand best under the columns from one on; None if they do not."""
        if column == header.width:
            return _Fit(0, ()) if piece == len(pieces) else None
        found: list[_Fit] = []
        kind = wanted.get(column, "")
        for end in range(piece, len(pieces) + 1):
            cell = cell_of(pieces[piece:end], kind)
            if cell is None:
                break
            if not cell and end > piece:
                continue
            if after := best(end, column + 1):
                weight = weights.get(column, 0) if end > piece else 0
                weight -= weight > 0 and column == beside and not begins_name(cell)
                found.append(_Fit(after.filled + weight, (cell, *after.cells), after.plain))
        most = max((fit.filled for fit in found), default=0)
        if not found:
            return None
        first, *others = sorted((fit for fit in found if fit.filled == most), key=lambda fit: not fit.plain)

        def of_those(fit: _Fit) -> list[str]:
            return [cell for at, cell in enumerate(fit.cells, start=column) if wanted.get(at) in ("office", "time")]

        is_plain = first.plain and all(fit.plain and of_those(fit) == of_those(first) for fit in others)
        return first._replace(plain=is_plain)

    fit = best(0, 0)
    if fit is None or not fit.plain or not any(fit.cells[column] for column in header.wording):
        return None
    said = next((cell for column, _ in header.roles if (cell := fit.cells[column])), "")
    if said and beside is not None and not begins_name(said):
        return None  # it may be the end of the words
    is_row = bool(cell_at(fit.cells, header.number)) and (header.by_office or bool(cell_at(fit.cells, header.time)))
    return list(fit.cells) if said or is_row else None


def _wanted(header: Header) -> dict[int | None, str]:
    """Return of what kind the cells are under each column that is not for any words."""
    wanted: dict[int | None, str] = {header.time: "time", header.number: "number"}
    wanted |= {**dict.fromkeys(dict(header.roles), "office"), **dict.fromkeys(header.wording, "words")}
    kinds_of_asides = ((_WHO, "person"), (_CONCERNED, "office"))
    return wanted | {at: kind for at, name, _ in header.asides for each, kind in kinds_of_asides if each.search(name)}


def _weights(header: Header) -> dict[int | None, int]:
    """Return how much it counts that something stands under each column.

    Nobody cooperates alone: where one column says who does, and one who answers, a single office answers.
    """
    helping = [column for column, name in header.roles if len(header.roles) == 2 and role_of(name) == "cooperate"]
    asides = [column for column, name, _ in header.asides if _WHO.search(name) or _CONCERNED.search(name)]
    weights: dict[int | None, int] = dict.fromkeys([*dict(header.roles), header.time, *header.wording], 4)
    weights |= dict.fromkeys([*helping, *asides], 3)
    return weights | {header.number: 9, header.category: 1} | dict.fromkeys(header.wording[1:], 2)


def _cell_of(pieces: Sequence[str], kind: str) -> str | None:
    """Return lines as a cell of a kind; empty if there are none, or more are needed; None if they can be none."""
    text, is_single = "".join(pieces), len(pieces) < 2
    if not pieces or any(kind_of_cell(piece) == "nothing" for piece in pieces) or not kind:
        return text if is_single and kind not in ("number", "person") else None if pieces else ""
    if kind == "words":
        return "\n".join(pieces) if "words" in kinds(pieces[-1]) else None
    if kind == "office":
        return offices(pieces)
    if kind == "time":
        if len(pieces) > _MOST_OF_TIME or not all(map(_UNFINISHED_TIME.search, pieces[:-1])):
            return None
        is_time = "time" in kinds(text) if is_single else is_deadline(fold(text))
        return text if is_time else "" if _UNFINISHED_TIME.search(text) else None
    is_person = _NAME_OF_PERSON.fullmatch(text) and not DOES.match(text)
    return text if is_single and (number_of(text) is not None if kind == "number" else is_person) else None


def begins_name(text: str) -> bool:
    """Return whether a text begins as names of offices do that show their level, or with a label."""
    return bool(_NAME_BEGINS.match(text) or LABEL_IN_CELL.match(fold(text)))


def offices(pieces: Sequence[str]) -> str | None:
    """Return lines as a cell of names; empty if its last name has not ended yet."""
    text, shadow = "", fold(pieces[0])
    rest = None if _is_begun(shadow) else _REST_OF_NAME.match(shadow)
    if len(shadow) < 2 or (rest and not rest["rest"].startswith("办公")):
        return None
    for piece in pieces:
        begins, ended = _is_begun(piece), not text or "office" in kinds(text)
        after = _AFTER_NAME.match(fold(piece)) if text and ended else None
        is_rest = after and (not after["rest"] or is_office(fold(text) + after["rest"], strict=True))
        may_follow = is_rest if ended else text
        is_none = kinds(piece) == {"time"} or not (begins or may_follow or kinds(piece) <= {"office"})
        if is_none or (begins and not ended):
            return None
        text = f"{text}\n{piece}" if text and begins else joined(text, piece)
    return text if "office" in kinds(text) else ""


def pieces_of(text: str) -> list[str]:
    """Return the parts of a text without line ends, parted wherever a cell may begin."""
    return [piece.strip() for piece in _CUT.split(text) if piece.strip()]


def cell_of_parts(pieces: Sequence[str], kind: str) -> str | None:
    """Return parts of a text as a cell of a kind; empty if there are none, or more are needed; None if they are not."""
    text = "".join(pieces)
    if not pieces or not kind:
        return text
    if kind == "words":
        is_open = len(text) < _SHORTEST or _NEVER_LAST.search(text) or "words" not in kinds(pieces[-1])
        names = any(_BEGINS_WITH_OFFICE.match(piece) for piece in pieces[1:])
        return "" if is_open or names or not all(kinds(piece) & {"words", "time"} for piece in pieces) else text
    is_kind = {
        "number": text.isdecimal(),
        "time": is_deadline(fold(text)),
        "office": kind_of_cell(text) == "office" and not _SEVERAL.search(text),
    }
    return text if len(pieces) == 1 and is_kind[kind] else None
