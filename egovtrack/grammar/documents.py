"""Which documents one file holds: a gazette has several, a web page its navigation around one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from egovtrack.draft import Document
from egovtrack.grammar.deadlines import dates_in
from egovtrack.grammar.furniture import ends_site, is_furniture, is_page_mark, registers_site, runs_site
from egovtrack.grammar.inline import part_lines
from egovtrack.grammar.shadow import Shadowed, fold
from egovtrack.grammar.spaces import are_scattered, unwrapped, with_colons, with_points, without_strays

# 各区人民政府,市政府各部门:
SALUTATION = re.compile(r"(?:各|市政府各|省政府各|国务院各)[^。;]{1,90}:")
# 某政发[2031]1号
NUMBER = re.compile(r"(?P<office>[\u4e00-\u9fff]{1,40})\[(?P<year>20\d\d)\]\s*第?\d+号")
_LEADERS = ("...", "……")  # in an entry of a contents page
_LONGEST_TITLE = 90


def mark_furniture(document: Document) -> list[Shadowed]:
    """Return every line with whether it is furniture, by its words or as part of the foot of a page or gazette.

    Lines that were wrapped are marked to go on, a line that holds several items is parted.
    """
    whole = with_points(with_colons(fold(document.text)))
    scattered = are_scattered(whole)
    read = [
        without_strays(line, whole[line.place.start : line.place.end], scattered=scattered) for line in document.lines
    ]
    lines = list(part_lines(unwrapped(document.text, _inside(document.text, read))))
    marked: list[Shadowed] = []
    gazette = next((entry.shadow for entry in lines[:5] if entry.shadow.endswith("公报")), None)
    foot = False
    for entry, after in zip_longest(lines, lines[1:]):
        shadow = entry.shadow
        # The number of an item may stand at the end of a wrapped line.
        mark = is_furniture(entry.line, shadow) and not (after and after.joint == "wrapped")
        if len(marked) * 2 > len(lines) and (shadow == gazette or (mark and ends_site(shadow))):
            foot = True
        elif foot and (len(shadow) > 90 or shadow.endswith("。") or entry.number):
            foot = False
        marked.append(entry._replace(furniture=True) if mark or foot else entry)
    return _without_site_owner(marked)


def _inside(text: str, lines: Iterable[Shadowed]) -> list[Shadowed]:
    """Return lines, with those marked that begin inside a line of the text: rows of a table that lost its line ends."""
    last, found = 0, list[Shadowed]()
    for entry in lines:
        is_inside = bool(entry.line.cells) and last and "\n" not in text[last : entry.line.place.start]
        found.append(entry._replace(joint="inside") if is_inside else entry)
        last = entry.line.place.end
    return found


def _without_site_owner(marked: list[Shadowed]) -> list[Shadowed]:
    """Mark as furniture who runs a site (主办单位：…), above its registration; not where tasks are answered for so."""
    begin = end = next((at for at, entry in enumerate(marked) if entry.furniture and registers_site(entry.shadow)), 0)
    while begin and (marked[begin - 1].furniture or runs_site(marked[begin - 1].shadow)):
        begin -= 1
    while end < len(marked) and (marked[end].furniture or runs_site(marked[end].shadow)):
        end += 1
    if end and not any(runs_site(entry.shadow) for entry in marked[:begin]):
        marked[begin:end] = [entry._replace(furniture=True) for entry in marked[begin:end]]
    return marked


def split(lines: Sequence[Shadowed]) -> list[Sequence[Shadowed]]:
    """Return the lines of each document in a file, found by their document numbers and salutations.

    Lines before the first of several documents (cover, contents) belong to none, unless numbered items stand there. A
    file that holds one document is that document from its first line on.
    """
    heads = _heads(lines)
    if len(heads) < 2:
        return [lines]
    if any(_numbered(entry) for entry in lines[: heads[0]]):
        heads.insert(0, 0)
    return [lines[first:last] for first, last in zip(heads, [*heads[1:], len(lines)], strict=True)]


def _numbered(entry: Shadowed) -> bool:
    """Return whether a line is a numbered item, not an entry of a contents page."""
    number, is_of_contents = entry.number, any(sign in entry.shadow for sign in _LEADERS)
    return bool(number and number.number is not None and not (entry.furniture or is_of_contents))


def _heads(lines: Sequence[Shadowed]) -> list[int]:
    heads: list[int] = []
    reached = 0
    for index, entry in enumerate(lines):
        if entry.shadow[-1:] not in "号:" or entry.furniture or entry.line.style == "row":
            continue
        if not (NUMBER.fullmatch(entry.shadow) or SALUTATION.fullmatch(entry.shadow)):
            continue
        head = index
        while head > reached and (lines[head - 1].furniture or _in_head(lines[head - 1])):
            head -= 1
        while lines[head].furniture:  # the line at `index` is none
            head += 1
        if head > reached or not heads:
            heads.append(head)
        reached = index
    return heads


def _in_head(entry: Shadowed) -> bool:
    """Return whether a line can stand in a document's head: title lines, number, date."""
    return bool(is_title(entry) or NUMBER.fullmatch(entry.shadow) or is_date(entry.shadow))


def is_title(entry: Shadowed) -> bool:
    """Return whether a line reads as (part of) a title: short, no sentence, no number, no entry of a contents page."""
    line, shadow = entry.line, entry.shadow
    if line.style in ("list", "row", "furniture") or len(shadow) > _LONGEST_TITLE or is_page_mark(shadow):
        return False
    if shadow.endswith((";", ":", ",", "、", "!")) or any(sign in shadow for sign in (*_LEADERS, "。")):
        return False
    return not (entry.is_numbered or is_date(shadow))


def is_date(shadow: str) -> bool:
    """Return whether a line is nothing but a date, in brackets or not."""
    bare = shadow.strip("() ")
    return len(bare) < 20 and any(end - start == len(bare) for _, start, end in dates_in(bare))
