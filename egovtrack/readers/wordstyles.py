"""What Word makes by itself: automatic numbers (ECMA-376 part 1, 17.9) and headings, from numbering and styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from egovtrack.readers.labels import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_BASED_ON = 20
_HEADING = re.compile(r"(?:heading|标题) ?[1-9]|title|subtitle|标题|副标题", re.I)


def child(element: _Element | None, name: str) -> _Element | None:
    """The first WordprocessingML child of that name; None of None."""
    return None if element is None else element.find(W + name)


def value(element: _Element | None) -> str:
    """Its w:val, "" where it has none."""
    return "" if element is None else element.get(W + "val", "")


def _int(element: _Element | None, default: int) -> int:
    text = value(element)
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else default


@dataclass
class _Level:
    """How one level of a list counts and prints; `restart` is the level after which it begins anew, -1: never."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass
class _List:
    """A w:num: its levels, and the counters, which it shares with every w:num of the same abstract list."""

    levels: dict[int, _Level]
    counters: dict[int, int]
    overrides: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles and lists of a document. `label` counts: call it for every paragraph, in order, once."""

    def __init__(self, styles: _Element | None, numbering: _Element | None) -> None:
        found = [] if styles is None else styles.findall(W + "style")
        self._styles = {style.get(W + "styleId", ""): style for style in found}
        default = (s for s in found if s.get(W + "type") == "paragraph" and s.get(W + "default") in {"1", "true", "on"})
        self._default = next((style.get(W + "styleId", "") for style in default), "")
        self._lists = {} if numbering is None else self._read_lists(numbering)

    def is_heading(self, paragraph: _Element) -> bool:
        """Whether a paragraph has an outline level, by itself or by its style, or a style for titles."""
        for properties, style in self._chain(paragraph):
            if style is not None and _HEADING.fullmatch(value(child(style, "name"))):
                return True
            outline = child(properties, "outlineLvl")
            if outline is not None:
                return _int(outline, 9) < 9
        return False

    def label(self, paragraph: _Element) -> str:
        """The number before a paragraph as Word prints it, "" for none and for bullets."""
        number, depth = self._numbering_of(paragraph)
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        _count(found, depth)
        return _printed(found, depth)

    def _chain(self, paragraph: _Element) -> list[tuple[_Element | None, _Element | None]]:
        """The properties that hold for a paragraph, nearest first, each with the style that they are of."""
        own = child(paragraph, "pPr")
        chain: list[tuple[_Element | None, _Element | None]] = [(own, None)]
        style = self._styles.get(value(child(own, "pStyle")) or self._default)
        while style is not None and len(chain) < _MAX_BASED_ON:
            chain.append((child(style, "pPr"), style))
            style = self._styles.get(value(child(style, "basedOn")))
        return chain

    def _numbering_of(self, paragraph: _Element) -> tuple[str, int]:
        """The w:num and level of a paragraph; a level that a style leaves open is the one tied to that style."""
        depth: int | None = None
        for properties, style in self._chain(paragraph):
            settings = child(properties, "numPr")
            if settings is None:
                continue
            if depth is None and child(settings, "ilvl") is not None:
                depth = _int(child(settings, "ilvl"), 0)
            number = value(child(settings, "numId"))
            if number:
                return number, self._tied(number, style) if depth is None else depth
        return "", 0

    def _tied(self, number: str, style: _Element | None) -> int:
        if style is None or number not in self._lists:
            return 0
        name = style.get(W + "styleId", "")
        return next((depth for depth, level in self._lists[number].levels.items() if level.style == name), 0)

    def _read_lists(self, numbering: _Element) -> dict[str, _List]:
        abstract = {a.get(W + "abstractNumId", ""): a for a in numbering.findall(W + "abstractNum")}
        bound = {num.get(W + "numId", ""): value(child(num, "abstractNumId")) for num in numbering.findall(W + "num")}
        counters: dict[str, dict[int, int]] = {key: {} for key in abstract}
        lists = {}
        for num in numbering.findall(W + "num"):
            key = value(child(num, "abstractNumId"))
            source = abstract.get(key)
            linked = self._styles.get(value(child(source, "numStyleLink")))
            if linked is not None:
                key = bound.get(value(child(child(child(linked, "pPr"), "numPr"), "numId")), key)
                source = abstract.get(key)
            if source is not None:
                lists[num.get(W + "numId", "")] = _list(num, source, counters[key])
        return lists


def _list(num: _Element, abstract: _Element, counters: dict[int, int]) -> _List:
    found = _List({_depth(level): _level(level) for level in abstract.findall(W + "lvl")}, counters)
    for override in num.findall(W + "lvlOverride"):
        level, start = child(override, "lvl"), child(override, "startOverride")
        if level is not None:
            found.levels[_depth(override)] = _level(level)
        if start is not None:
            found.overrides[_depth(override)] = _int(start, 1)
    return found


def _depth(element: _Element) -> int:
    text = element.get(W + "ilvl", "0")
    return int(text) if text in set("012345678") else 0


def _level(level: _Element) -> _Level:
    restart = child(level, "lvlRestart")
    legal = child(level, "isLgl")
    return _Level(
        start=_int(child(level, "start"), 0),
        kind=value(child(level, "numFmt")) or "decimal",
        text=value(child(level, "lvlText")),
        restart=None if restart is None else _int(restart, 0) - 1,
        legal=legal is not None and value(legal) not in {"0", "false", "off"},
        style=value(child(level, "pStyle")),
    )


def _count(found: _List, depth: int) -> None:
    """Go on to the next number of a level. Deeper levels begin anew, unless `lvlRestart` names a level above."""
    counters = found.counters
    if depth in found.overrides:
        counters[depth] = found.overrides.pop(depth)
    else:
        counters[depth] = counters[depth] + 1 if depth in counters else found.levels[depth].start
    for deeper in [d for d in counters if d > depth]:
        restart = found.levels[deeper].restart if deeper in found.levels else None
        if restart is None or depth <= restart:
            del counters[deeper]


def _printed(found: _List, depth: int) -> str:
    level = found.levels[depth]
    if level.kind in {"bullet", "none"} and "%" not in level.text:
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        shown = found.levels.get(place, _Level())
        return numeral(found.counters.get(place, shown.start), "decimal" if level.legal else shown.kind)

    return re.sub(r"%([1-9])", number, level.text)
