"""Items inside a line: pages and pastes lose their line ends, and what such a line holds is told by its numbers.

A number in running text begins an item only where it continues a chain that is open (一、…二、, 1.…2.) or begins one,
and where the words before it have ended: after a sentence, a closed bracket, or a heading. So references (第（一）项,
见（二）) and details (包括：1.…；2.…) stay in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal

from egovtrack.draft import Place
from egovtrack.grammar.brackets import outermost
from egovtrack.grammar.lexicon import FULL_LABEL, SAYS, TIME_LABEL, VERB
from egovtrack.grammar.names import DOES, ISSUER, LONGEST_NAME, is_office
from egovtrack.grammar.numbering import CHAPTER_RANK, DETAIL_RANK, HEADING_RANK, SIGNS, Label, labels_inside, read_label
from egovtrack.grammar.parties import Span
from egovtrack.grammar.shadow import Joint, Shadowed, fold

_SHORTEST_LINE = 12  # what is shorter has no room for two items
_LONGEST_HEADING = 40
_MOST_LEFT_OUT = 9  # items of a chain
_LONGEST_CLAUSE = 300
_SPACE = " \t\u3000#"  # and marks of headings, where lines of Markdown were joined
_LONGEST_LABEL = 14
_LABEL = re.compile(rf"(?:{FULL_LABEL}|{TIME_LABEL})$")
_GOVERN = ("明确", "确定", "落实", "压实", *"各的为向由是及和与")  # words before a label that is part of the sentence
# The name behind a number (1.市财政局 2.市审计局); where a heading cannot go on.
_WORDS = re.compile(r"[^\s、,;。:()\d]{2,20}(?=[\s、,;。()]|$)")
_ENDS = re.compile(r"[。!?;:\n]|(?<=[\u4e00-\u9fff])\.(?!\d)")
# A reference (第（一）项) or a count (一、二级) is no item's number.
_REFERS = frozenset("第见按照从由至到及和与或的、,/-—~“《(［[")
# The end of a number, in words as printed: most hold none, and need not be looked through.
_MAY_HOLD = re.compile(rf"[{SIGNS}\d一二三四五六七八九十](?:(?<=[{SIGNS}])|[.．、)）])")
_PARTS = _REFERS | {";", ":"}
# Signs behind a number that counts or is referred to: 1、2号线, (一)项.
_COUNTS = frozenset("0123456789一二三四五六七八九十项条款点期级类、,;。):")
# A day that stands alone, and is not one on which something was done.
_DAY = (
    r"(?:20\d\d|二[〇零][〇零一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\s*"
    r"(?![批印召发会审通起前后以至到、,)])"
)
_OFFICE = rf"[\u4e00-\u9fff][\u4e00-\u9fff、 ]{{1,60}}{ISSUER}"
_ADDRESSED = r"各[^。;:《》]{1,90}:"
_LINKS = (
    "上一页", "上一篇", "上一条", "下一页", "下一篇", "下一条", "打印", "关闭", "返回",
    "版权所有", "主办单位", "扫一扫", "分享到", "来源",
)  # fmt: skip
# What else stands on a line of its own: the parts of a head, a signature with its day, an annex, page numbers, links.
# Each is looked for only where its sign stands.
_APART = {
    sign: re.compile(pattern)
    for sign, pattern in {
        "通知": rf"的通知\s*(?=[\u4e00-\u9fff]{{1,8}}\[20\d\d\]\s*第?\d+号|{_ADDRESSED})",
        "号": rf"\[20\d\d\]\s*第?\d{{1,4}}号\s*(?=[\u4e00-\u9fff、]{{2,40}}关于|{_ADDRESSED})",
        ":": rf"(?<=[{ISSUER[1:-1]}门位构关]):\s*(?=现将|经|为|根据|《)",
        "日": rf"[。)\]]\s*(?={_OFFICE}\s*{_DAY})|(?<=[。)\] ]){_OFFICE}\s*(?={_DAY})"
        rf"|{ISSUER}\s*(?={_DAY}(?:$|20\d\d年|\(|附))"
        rf"|(?:(?<={ISSUER})|(?<= )){_DAY}(?=\S)|{_DAY}(?=20\d\d年|\(此件|附件)",
        "附件": r"[。)\]日]\s*(?=附件\s*(?:\d?\s*20\d\d年|\d{0,2}\s*[:.、]|\d{0,2}(?:\s|$)))"
        r"|[。)\]日](?:附件\d?)(?=20\d\d年)|(?<=[^见如按照的和及与在由、,“《(])(?=附件\d{0,2}:)",
        "接": r"[\[(](?:上接第?\d*|接上)[页版文篇][\])]\s*(?=\S)",
        **{link: rf"[。)\]日]\s*(?=[\[(]?{link})" for link in _LINKS},
        **dict.fromkeys("—–-", r"[。)\]]\s*(?=[—–-]\s*\d{1,4}\s*[—–-])|(?:^|(?<=[。)\] ]))[—–-]\s*\d{1,4}\s*[—–-]\s*"),
    }.items()
}

_SIGNS = re.compile("|".join(sorted(_APART, key=len)).replace(":", r":(?=\s*[现经为根《])"))

# How items begin (1.建设甲2.优化乙).
_ITEM = re.compile(
    rf"(?:{DOES.pattern}|规范|发展|保障|促进|全[面力]|统筹|引导|开[发放]|编制|明确|整[治改]|治理|改革|创新"
    r"|归集|共享|举办|组织|新增|扩大|升级|普及)[^\d\s]"
)
_LISTS = ("包括", "包含", "例如", "分为", "分别为", "分别是")

Position = Literal["clause", "label", "stop", "run", "colon", "weak"]
"""What stands before a number: what says who answers, a label and its names, a sentence's end, another item whose end
nothing tells but the number, a colon, other words.
"""


@dataclass(slots=True)
class _Candidate:
    """A number inside a line that may begin an item; `following` is the next of its kind that has a firm place, `after`
    the next of any kind.
    """

    start: int
    label: Label
    position: Position = "weak"
    following: _Candidate | None = None
    after: _Candidate | None = None

    @property
    def firm(self) -> bool:
        """Return whether it has a place where only an item's number stands."""
        return self.position in ("clause", "label", "run") or (
            self.position == "stop" and self.label.rank < DETAIL_RANK
        )

    def goes_on_with(self, number: int) -> bool:
        """Return whether the next of its kind bears a number."""
        return self.following is not None and self.following.label.number == number


def key_of(label: Label) -> str:
    """Return which numbers a label counts with: those of its kind, of 3.1 those that begin with 3."""
    return label.style + (label.text.strip(" .、").rpartition(".")[0] if label.style == "path" else "")


def part_lines(groups: Iterable[Sequence[Shadowed]]) -> Iterator[Shadowed]:
    """Yield the lines of a document, those that hold several items parted; wrapped lines stand in one group."""
    chains: dict[str, int] = {}
    for group, after in pairwise(chain(groups, [()])):
        text, shadow = group[0].line.text, group[0].shadow
        if len(group) > 1:
            text, shadow = "".join(entry.line.text for entry in group), "".join(entry.shadow for entry in group)
        first = group[0].line
        cuts: list[int] = []
        own = None if first.cells else group[0].number if len(group) == 1 else read_label(shadow, text)
        if own and own.number is not None:
            chains[key_of(own)] = own.number
        if not first.cells and len(shadow) >= _SHORTEST_LINE:
            begin, rank = (len(own.text), own.rank) if own and not first.label else (0, None)
            cuts = _cuts(text, shadow, begin, own if rank else None, after, chains)
        if len(group) == 1 and not cuts:
            yield group[0]
            continue
        begin = 0
        for index, entry in enumerate(group):
            end = begin + len(entry.shadow)
            within = cuts[bisect_left(cuts, begin) : bisect_left(cuts, end)]
            is_wrapped = index > 0 and within[:1] != [begin]
            yield from _parted(entry._replace(joint="wrapped") if is_wrapped else entry, [at - begin for at in within])
            begin = end


def _parted(entry: Shadowed, cuts: Sequence[int]) -> Iterator[Shadowed]:
    """Yield the parts of a line between its `cuts`, without the blanks and marks around them."""
    if not cuts:
        yield entry
        return
    for start, end in pairwise(sorted({0, *cuts, len(entry.shadow)})):
        words = entry.line.text[start:end].rstrip(_SPACE)
        if words:
            places = entry.places[start : start + len(words)]
            line = entry.line._replace(text=words, place=Place(places[0], places[-1] + 1))
            shadow = entry.shadow[start : start + len(words)]
            joint: Joint = "inside" if start else entry.joint
            yield Shadowed.of(line._replace(label="") if start else line, shadow, places, joint)


def _cuts(
    text: str, shadow: str, begin: int, own: Label | None, after: Sequence[Shadowed], chains: dict[str, int]
) -> list[int]:
    """Return where a line is parted, in order. Its `own` label ends at `begin`; the lines `after` it are the next."""
    pairs = outermost(shadow)[0]
    others = {found.end() for sign in {*_SIGNS.findall(shadow)} for found in _APART[sign].finditer(shadow)}
    others.update(_label_lines(shadow, pairs))
    others.discard(len(shadow))
    numbers = list(labels_inside(shadow, text, begin))
    if not (others or numbers):
        return []
    apart = [at for at in sorted(others) if _is_outside(pairs, at)]
    cuts: list[int] = []
    rank = own.rank if own else None
    opened, begins = {end: start for start, end in pairs}, [0, *apart]
    candidates = [
        _Candidate(at, label, _position(shadow, begins[bisect_right(begins, at) - 1], at, pairs, opened))
        for at, label in numbers
        if _is_outside(pairs, at)
    ]
    following = after[0].number if after else None
    _mark_runs(candidates, shadow, begin, own, following)
    for found in candidates:
        while apart and apart[0] <= found.start:
            begin, rank = apart.pop(0), None
            cuts.append(begin)
        if found.start == begin > 0 or _begins(found, shadow, begin, rank, chains):
            cuts.append(found.start)
            begin, rank = found.start + len(found.label.text), found.label.rank
            chains[key_of(found.label)] = found.label.number or 0
    return sorted({*cuts, *apart})


def _is_outside(pairs: Sequence[Span], at: int) -> bool:
    """Return whether a place stands in none of the pairs of brackets."""
    index = bisect_left(pairs, (at, 0)) - 1
    return index < 0 or pairs[index][1] < at


def _label_lines(shadow: str, pairs: Sequence[Span]) -> Iterator[int]:
    """Yield where a label (责任单位：) outside the brackets follows words that nothing ends: it stood on a line of its
    own.
    """
    colon = shadow.find(":")
    while colon > 0:
        label = _is_outside(pairs, colon) and _LABEL.search(shadow, max(0, colon - _LONGEST_LABEL), colon)
        before = shadow[max(0, label.start() - 2) : label.start()] if label else ""
        if label and (before[-1:].isalnum() or before.endswith((")", "”", "》"))) and not before.endswith(_GOVERN):
            yield label.start()
        colon = shadow.find(":", colon + 1)


def _mark_runs(
    candidates: Sequence[_Candidate], shadow: str, begin: int, own: Label | None, following: Label | None
) -> None:
    """Find the numbers that nothing stands before (1.建设甲2.优化乙3.完善丙), and for each the next with a firm place.

    They begin items if they run on, each item has a clause or begins as items do, and the next line goes on with them.
    """
    runs: list[list[_Candidate]] = []
    open_runs: dict[str, list[_Candidate]] = {}
    first = [_Candidate(begin - len(own.text), own, "stop")] if own else []
    for found in [*first, *candidates]:
        run = open_runs.get(key_of(found.label), [])
        if found.position == "weak" and (shadow[found.start - 1] in _PARTS or _counts(found, shadow)):
            continue
        if run and found.label.number == (run[-1].label.number or 0) + 1:
            run.append(found)
        elif found in first or (found.label.number == 1 and found.position != "colon"):
            runs.append([found])
            open_runs[key_of(found.label)] = runs[-1]
    for run in runs:
        ends = [each.position == "clause" for each in run[1:]] + [False]
        items = zip(run, ends, strict=True)
        plain = all(has_clause or _ITEM.match(shadow, each.start + len(each.label.text)) for each, has_clause in items)
        again = following.number if following and key_of(following) == key_of(run[0].label) else 0
        if plain and not 1 < (again or 0) <= (run[-1].label.number or 0):
            for each in run[1:]:
                each.position = "run" if each.position == "weak" and each.label.rank < DETAIL_RANK else each.position
    latest: dict[str, _Candidate] = {}
    for candidate, after in zip(reversed(candidates), [None, *reversed(candidates)], strict=False):
        candidate.after = after
        candidate.following = latest.get(key_of(candidate.label))
        if candidate.firm:
            latest[key_of(candidate.label)] = candidate


def _position(shadow: str, begin: int, start: int, pairs: Sequence[Span], opened: dict[int, int]) -> Position:
    """Return what stands before `start`, from `begin` on."""
    end = start
    while end and shadow[end - 1] in " 。;,.#*-":
        end -= 1
    after = shadow[end:start]
    if end and shadow[end - 1] in ")]":
        opening = opened.get(end - 1, max(0, end - LONGEST_NAME))  # a page may begin inside a bracket
        words = shadow[opening + 1 : end - 1]
        label, sign, _names = words.partition(":")
        if is_office(VERB.sub("", words)) or SAYS.search(words) or (sign and _LABEL.match(label.strip())):
            return "clause"
        return "weak" if read_label(shadow, shadow, opening) else "stop"
    first = max(begin, *(shadow.rfind(sign, max(0, end - _LONGEST_CLAUSE), end) + 1 for sign in "。.;"))
    colon = shadow.rfind(":", first, end)
    labelled = _LABEL.search(shadow, max(first, colon - _LONGEST_LABEL), colon) if colon >= first else None
    stopped = "。" in after or ("." in after and not shadow[:end].isascii())
    if labelled and _is_outside(pairs, colon) and (stopped or colon + 1 < end):
        return "clause" if stopped else "label"
    if stopped or shadow.endswith(("!", "?", "。”", "。」"), 0, end):
        return "stop"
    return "colon" if shadow[end - 1 : end] == ":" and not (labelled or after.strip(_SPACE)) else "weak"


def _begins(found: _Candidate, shadow: str, begin: int, rank: float | None, chains: dict[str, int]) -> bool:
    """Return whether a number begins an item; the item before it, of some `rank`, has words from `begin` on."""
    label, last = found.label, chains.get(key_of(found.label))
    number = label.number or 0
    goes_on = last is not None and number == last + 1
    # A 1 begins the chain anew, unless the next of its kind goes on with the chain that is open.
    anew = number == 1 and (last is None or last == 1 or not found.goes_on_with(last + 1))
    headed = rank if rank is not None and _is_heading(shadow[begin : found.start]) else DETAIL_RANK
    if label.style == "ordinal" and (rank or label.rank) < label.rank and headed != CHAPTER_RANK:
        return False  # （一）建设甲。一是…二是… counts what the item lists
    is_detail = label.rank >= DETAIL_RANK and chains and headed > HEADING_RANK
    if is_detail and (goes_on or not (anew and found.goes_on_with(2))):
        return goes_on and (found.position == "clause" or (found.position == "label" and not _names(found, shadow)))
    if found.position in ("clause", "stop", "run"):
        return (
            goes_on
            or anew
            or _heads_next(found, shadow, chains)
            or (found.position == "clause" and not _counts(found, shadow))
        )
    if found.position == "label":
        return (goes_on or anew) and not _names(found, shadow)
    if found.position == "colon":
        return anew and (found.goes_on_with(2) or (found.following is None and label.rank <= HEADING_RANK))
    # A piece of a plan begins with any number: 三、…（四）…（五）…
    alone = found.following is None and label.rank <= HEADING_RANK
    begun = rank is not None and last is None and (alone or found.goes_on_with(number + 1))
    # Behind a heading the chain goes on, also where items were left out: （二）加快转型14.建设丙平台。
    skips = rank is not None and rank <= HEADING_RANK and last is not None and last < number <= last + _MOST_LEFT_OUT
    is_next = goes_on or begun or skips if number > 1 else anew or rank is not None
    heads = goes_on and shadow[found.start - 1] not in _REFERS and _heads_next(found, shadow, chains)
    return heads or (is_next and _follows_heading(found, shadow, begin, rank))


def _heads_next(found: _Candidate, shadow: str, chains: dict[str, int]) -> bool:
    """Return whether a number begins a heading behind which the items above go on: （二）试点课题11.…"""
    after, begin = found.after, found.start + len(found.label.text)
    return (
        found.label.rank <= HEADING_RANK
        and after is not None
        and chains.get(key_of(after.label)) == (after.label.number or 0) - 1
        and _is_heading(shadow[begin : after.start])
    )


def _follows_heading(found: _Candidate, shadow: str, begin: int, rank: float | None) -> bool:
    """Return whether the words before a number are a heading, or a title (after which the number must go on)."""
    if shadow[found.start - 1] in _REFERS or _counts(found, shadow) or shadow.endswith(_LISTS, begin, found.start):
        return False
    if rank is None:
        window = max(begin, found.start - 2 * _LONGEST_HEADING)
        return len(_ENDS.split(shadow[window : found.start])[-1].strip()) >= 2 and found.goes_on_with(2)
    is_below = rank < found.label.rank or (rank == HEADING_RANK and found.label.style in ("article", "named"))
    return is_below and _is_heading(shadow[begin : found.start])


def _is_heading(words: str) -> bool:
    return 2 <= len(words.strip()) <= _LONGEST_HEADING and not _ENDS.search(words)


def _counts(found: _Candidate, shadow: str) -> bool:
    """Return whether what follows a number tells that it counts something (1、2号线) or is referred to (（一）项)."""
    text, end = found.label.text, found.start + len(found.label.text)
    return not text.rstrip().endswith(".") and shadow[end : end + 1] in _COUNTS


def _names(found: _Candidate, shadow: str) -> bool:
    """Return whether the name of an office follows a number (责任单位：1.市财政局 2.市审计局)."""
    words = _WORDS.match(shadow, found.start + len(found.label.text))
    return words is not None and is_office(words[0], strict=True) and not DOES.match(words[0])


def number_inside(label: str, wording: str) -> str:
    """Return the number after an item's own that stands in its words where no sentence ends; "" if none does."""
    own = read_label(fold(label), label) if _MAY_HOLD.search(wording) else None
    if not own or own.number is None or own.rank >= DETAIL_RANK:
        return ""
    shadow = fold(wording)
    for at, found in labels_inside(shadow, wording):
        if key_of(found) != key_of(own) or found.number != own.number + 1 or _counts(_Candidate(at, found), shadow):
            continue
        is_item, before = _ITEM.match(shadow, at + len(found.text)), shadow[at - 1]
        is_free = before.isalpha() and before not in _REFERS
        if (is_free or (is_item and before in ",、 ")) and _is_outside(outermost(shadow)[0], at):
            return found.text.strip()
    return ""


def holds_items(label: str, wording: str) -> bool:
    """Return whether the words of an item hold the number after its own, or others in a row: it may be several."""
    own, shadow = read_label(fold(label), label), fold(wording)
    expected = {key_of(own): own.number + 1} if own and own.number else {}
    for _, found in labels_inside(shadow, wording):
        if expected.get(key_of(found)) == found.number:
            return True
        if found.rank < DETAIL_RANK:
            expected.setdefault(key_of(found), (found.number or 0) + 1)
    return False
