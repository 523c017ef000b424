"""Blanks and line ends that layout leaves in the words, told from those that part names, labels and items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from egovtrack.draft import Line
from egovtrack.grammar.brackets import unmatched
from egovtrack.grammar.clauses import is_label_line
from egovtrack.grammar.furniture import is_page_mark
from egovtrack.grammar.lexicon import FULL_LABEL, KINDS, ROLES, SAYS, TIME_LABEL, VERB
from egovtrack.grammar.names import FIRST_OFFICE, LEVEL, is_office
from egovtrack.grammar.numbering import read_label
from egovtrack.grammar.shadow import Shadowed, fold

_OFFICE_NEXT = re.compile(FIRST_OFFICE)
_BESIDE_LABEL = re.compile(
    rf"(?<=[门位室局构关体区县市镇街道业院系班])(?<={KINDS})"
    r"(?:[ \t]*(?:[;=→]|[—–-]{1,2})[ \t]*|[ \t]+:|(?P<remark>\([^()\n]*(?:先后|首位|第一|牵头)[^()\n]*\))[ \t]*:)"
)
_LABEL_ENDS = re.compile(rf"(?:^|(?<=[\s。;,:!?、(\[」”]))(?:{FULL_LABEL})$")
_BARE_NUMBER = re.compile(
    r"^[ \t]*(\d{1,3})(?:[ \t]+|[:,][ \t]*)(?=[\u4e00-\u9fff“《])(?![年月日个项家条号时点])", re.MULTILINE
)
_QUOTES = re.compile("[<〈『「]")
_QUOTED_LABEL = re.compile(rf"[<〈『「]((?:{FULL_LABEL}):[^<>〈〉『』「」\n]{{2,300}})[>〉』」]")
_HAN = "\u4e00-\u9fff"
# A blank between Chinese characters, before a sign that closes or parts, after an opening bracket, and in a date.
_BLANK = re.compile(
    rf"(?<=[{_HAN}])[ \t]+(?=[{_HAN}])|(?<=[{_HAN}\d)\]])[ \t]+(?=[、,;:。()\[\]])|(?<=[(\[、])[ \t]+(?=\S)"
    r"|(?<=\d)[ \t]+(?=[年月日条])|(?<=[年月第])[ \t]+(?=\d)"
)
_EACH = re.compile(r"(?<=\S) (?=\S)")
_LABEL = re.compile(rf"{FULL_LABEL}|{TIME_LABEL}|(?:{ROLES}|时限|期限)(?=:)")
_NO_NAME = re.compile(
    r"办公[厅室]|委员会|管理局|县政府|县级市|各?(?:有关|相关)?(?:部门|单位)|[等和与及牵负配协参共按分联指]|会同"
    rf"|[会商](?=[{LEVEL}])"
)
_SEPARATOR = re.compile(r"[、,;:。()\[\]]")
_LONGEST = 30  # characters of a name or a label
_FEWEST = 8  # blanks that may be scattered
_MOST_BROKEN = 12  # lines over which a bracket goes
_LEAST_FULL = 3  # lines, and a quarter of all, as long as lines can be show that lines were wrapped
_MARGIN = 4  # columns by which signs that may not begin a line make the line before them shorter or longer
_NARROWEST, _WIDEST = 32, 120
_ENDED = re.compile(r"[。!?;\]]$|(?<!时限|单位|部门):$")


def with_colons(shadow: str) -> str:
    """Return the shadow of a whole text, as long, in which a colon stands right behind each label that another sign or
    a remark parts from its names (责任单位→市财政局, 责任单位（排名不分先后）：), and brackets around a quoted one.
    """

    def settled(found: re.Match[str]) -> str:
        label = _LABEL_ENDS.search(shadow, max(0, found.start() - _LONGEST), found.start())
        if label and (":" in found[0] or _OFFICE_NEXT.match(shadow, found.end())):
            return f":{found['remark'] or ''}".ljust(len(found[0]))
        return found[0]

    quoted = _BESIDE_LABEL.sub(settled, shadow)
    return _QUOTED_LABEL.sub(r"[\1]", quoted) if _QUOTES.search(quoted) else quoted


def with_points(shadow: str) -> str:
    """Return the shadow of a whole text, as long, in which a point stands behind numbers without a sign that run on
    from line to line (1 建设甲, 2 推进乙).
    """
    bare = list(_BARE_NUMBER.finditer(shadow))
    running = {each for pair in pairwise(bare) if int(pair[1][1]) == int(pair[0][1]) + 1 for each in pair}
    parts, begin = list[str](), 0
    for at in (each.end(1) for each in bare if each in running):
        parts.append(shadow[begin:at])
        begin = at + 1
    return ".".join([*parts, shadow[begin:]])


def without_strays(line: Line, shadow: str, *, scattered: bool) -> Shadowed:
    """Return a line without the blanks in it that part nothing; where each character stands is kept."""
    places: Sequence[int] = range(line.place.start, line.place.end)
    blanks = [] if line.cells else strays(shadow, scattered=scattered)
    if line.cells and " " in shadow:  # of a cell only the words are kept; in it, names are often parted by blanks alone
        line = line._replace(cells=tuple(_without(cell, strays(fold(cell), scattered=False)) for cell in line.cells))
    if blanks:
        kept = [0, *(at for span in blanks for at in span), len(shadow)]
        spans = list(zip(kept[::2], kept[1::2], strict=True))
        places = [place for start, end in spans for place in places[start:end]]
        shadow = "".join(shadow[start:end] for start, end in spans)
        line = Line("".join(line.text[start:end] for start, end in spans), line.place, line.style, line.label)
    return Shadowed.of(line, shadow, places)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text without some stretches of it."""
    kept = [0, *(at for span in spans for at in span), len(text)]
    return "".join(text[start:end] for start, end in zip(kept[::2], kept[1::2], strict=True))


def are_scattered(shadow: str) -> bool:
    """Return whether blanks stand all over a text, as character recognition leaves them: there they part no names."""
    if shadow.count(" ") < max(_FEWEST, len(shadow) / 100):
        return False
    blanks = [_parts(shadow, 0, *found.span()) for found in _BLANK.finditer(shadow)]
    return sum(blanks) < len(blanks) / 4


def strays(shadow: str, *, scattered: bool) -> list[tuple[int, int]]:
    """Return the blanks in a line that part nothing, in order.

    In a text of which each character stands apart, every single blank is one, but before a label. Else a blank stays
    where it parts names of offices (unless they are `scattered`), or a label from what stands beside it.
    """
    if " " not in shadow and "\t" not in shadow:
        return []
    each = [found.span() for found in _EACH.finditer(shadow)]
    if 2 * len(each) > len(shadow) - len(each):
        blanks = {start for start, _ in each}
        signs = [at for at in range(len(shadow)) if at not in blanks]
        plain = "".join(shadow[at] for at in signs)
        heads = {signs[label.start()] for label in _LABEL.finditer(plain) if plain.startswith(":", label.end())}
        return [(start, end) for start, end in each if end not in heads or not shadow[start - 1].isalnum()]
    label = read_label(shadow, shadow)
    begin = len(label.text) if label else 0
    return [
        found.span()
        for found in _BLANK.finditer(shadow, begin)
        if not _parts(shadow, begin, *found.span(), names=not scattered)
    ]


def _parts(shadow: str, begin: int, start: int, end: int, *, names: bool = True) -> bool:
    """Return whether a blank parts two names, or a label from what stands beside it; the words start at `begin`."""
    if end - start > 1 or shadow[end] in "、,;:。()[]" or shadow[start - 1] in "([、":
        return end - start > 1
    before = shadow[max(0, start - _LONGEST) : start].replace(" ", "")
    both = before + shadow[end : end + _LONGEST].replace(" ", "")
    if at := _label_at(before, both[len(before) :]):
        return at == "beside"
    if not names:
        return False
    name, after = VERB.sub("", _SEPARATOR.split(before)[-1]), shadow[end:]  # 市财政局牵头 市审计局配合
    if len(after) == 1 or _SEPARATOR.match(after, 1):  # 各科 室: no name is a single character
        return False
    if after[0] in LEVEL and not _SEPARATOR.search(shadow, begin) and is_office(after, strict=True):
        return True  # beside a heading, or a column that lost its lines
    of_government = name.endswith("政府") and both[len(before)] not in LEVEL  # 市政府 新闻办
    joins = name[-1:] in ("会", "商") and is_office(name[:-1], strict=True)  # 市财政局会 市审计局
    return is_office(name, strict=True) and not (of_government or joins or _NO_NAME.match(both, len(before)))


def _label_at(before: str, after: str) -> Literal["across", "beside", ""]:
    """Return whether a label stands across the place where two stretches of text meet, or beside it."""
    both = before + after
    for label in _LABEL.finditer(both):
        if label.start() < len(before) < label.end():
            return "across"
        # Without a colon a label is one only before its names: 排在首位的为 牵头单位 is a sentence.
        if label.end() == len(before) or (label.start() == len(before) and both.startswith(":", label.end())):
            return "beside"
    return ""


def unwrapped(text: str, entries: Sequence[Shadowed]) -> Iterator[list[Shadowed]]:
    """Yield the lines of a document, `text`, together with those that go on with them where lines were wrapped."""
    full = _full([len(entry.line.text.encode("gbk", "replace")) for entry in entries], entries)
    full |= _full([2 * len(entry.shadow) for entry in entries], entries)
    group: list[Shadowed] = []
    bracketed = 0  # how far an open bracket reaches
    for index, entry in enumerate(entries):
        if group and index > bracketed and not (index - 1 in full and _goes_on(text, group[-1], entry)):
            yield group
            group = []
        group.append(entry)
        bracketed = max(bracketed, _closing_line(entries, index))
    if group:
        yield group


def _closing_line(entries: Sequence[Shadowed], index: int) -> int:
    """Return the line in which the brackets close that are open at the end of a line; that line itself for none."""
    shadow = entries[index].shadow
    opened = unmatched(shadow)[1] if not entries[index].line.style else 0
    if not opened:
        return index
    for after in range(index + 1, min(index + _MOST_BROKEN, len(entries))):
        entry = entries[after]
        if entry.line.style or entry.is_numbered or is_page_mark(entry.shadow):
            break
        closed, more = unmatched(entry.shadow)
        if closed >= opened:
            return after
        opened += more - closed
    return index


def _goes_on(text: str, before: Shadowed, entry: Shadowed) -> bool:
    """Return whether a line goes on with the line before it, which is full."""
    if before.line.style or entry.line.style or entry.line.label or is_page_mark(entry.shadow):
        return False
    if text.count("\n", before.line.place.end, entry.line.place.start) > 1:
        return False
    if _ENDED.search(before.shadow[-3:]) or _ends_clause(before.shadow):
        return False
    if is_label_line(entry.shadow):  # 时限： may be what is left of 完成时限：
        return _label_at(before.shadow[-_LONGEST:], entry.shadow[:_LONGEST]) == "across"
    return True


def _ends_clause(shadow: str) -> bool:
    """Return whether a line ends with a bracket that says who answers; one such as 县（区） ends nothing."""
    if not shadow.endswith(")"):
        return False
    words = shadow[shadow.rfind("(") + 1 : -1]
    return "(" not in shadow or bool(
        SAYS.search(words) or is_office(VERB.sub("", words), strict=True) or _LABEL.match(words)
    )


def _full(widths: Sequence[int], entries: Sequence[Shadowed]) -> set[int]:
    """Return which lines are as long as lines can be, by their widths; none where lines were not wrapped."""
    plain = [width for width, entry in zip(widths, entries, strict=True) if not entry.line.style]
    least = max(plain, default=0) - _MARGIN
    found = sum(width >= least for width in plain)
    is_wrapped = _NARROWEST < least <= _WIDEST - _MARGIN and found >= max(_LEAST_FULL, len(plain) / 4)
    return {at for at, width in enumerate(widths) if width >= least} if is_wrapped else set()
