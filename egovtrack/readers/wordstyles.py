"""The numbers that Word makes by itself (ECMA-376 part 1, 17.9), and headings, from numbering and styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from egovtrack.readers.labels import integer, numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_BASED_ON = 20
_HEADING = re.compile(r"(?:heading|标题) ?[1-9]|title|subtitle|标题|副标题", re.I)


def child(element: _Element | None, name: str) -> _Element | None:
    """Return the first WordprocessingML child of a name, or None; None for None."""
    return None if element is None else element.find(W + name)


def value(element: _Element | None) -> str:
    """Return the w:val of an element, "" if it has none."""
    return "" if element is None else element.get(W + "val", "")


def is_on(element: _Element | None) -> bool:
    """Return whether a property that is on or off is there, and on."""
    return element is not None and value(element) not in {"0", "false", "off"}


@dataclass
class _List:
    """A w:num: its levels, and its counters, which all w:num of the same abstract list share."""

    levels: dict[int, _Element]
    counters: dict[int, int]
    overrides: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles and lists of a document. `label` counts, so it is called once for each paragraph, in order."""

    def __init__(self, styles: _Element | None, numbering: _Element | None) -> None:
        self._styles = _by_id(styles, "style", "styleId")
        self._default = ""
        for name, style in reversed(self._styles.items()):
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
                self._default = name
        self._lists = {} if numbering is None else self._read_lists(numbering)

    def is_heading(self, paragraph: _Element) -> bool:
        """Return whether a paragraph has an outline level, its own or that of its style, or a style for titles."""
        for properties, style in self._chain(paragraph):
            if style is not None and _HEADING.fullmatch(value(child(style, "name"))):
                return True
            outline = child(properties, "outlineLvl")
            if outline is not None:
                return integer(value(outline), 9) < 9
        return False

    def label(self, paragraph: _Element) -> str:
        """Return the number before a paragraph as Word prints it, "" for none and for bullets."""
        number, depth = self._numbering_of(paragraph)
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        _count(found, depth)
        return _printed(found, depth)

    def _chain(self, paragraph: _Element) -> list[tuple[_Element | None, _Element | None]]:
        """Return the properties that hold for a paragraph, nearest first, each with the style it belongs to."""
        own = child(paragraph, "pPr")
        chain: list[tuple[_Element | None, _Element | None]] = [(own, None)]
        style = self._styles.get(value(child(own, "pStyle")) or self._default)
        while style is not None and len(chain) < _MAX_BASED_ON:
            chain.append((child(style, "pPr"), style))
            style = self._styles.get(value(child(style, "basedOn")))
        return chain

    def _numbering_of(self, paragraph: _Element) -> tuple[str, int]:
        """Return the w:num and level of a paragraph. A style without a level has the level that is tied to it."""
        depth: int | None = None
        for properties, style in self._chain(paragraph):
            settings = child(properties, "numPr")
            if settings is None:
                continue
            if depth is None and child(settings, "ilvl") is not None:
                depth = integer(value(child(settings, "ilvl")), 0)
            number = value(child(settings, "numId"))
            if number:
                return number, self._tied(number, style) if depth is None else depth
        return "", 0

    def _tied(self, number: str, style: _Element | None) -> int:
        if style is None or number not in self._lists:
            return 0
        name, levels = style.get(W + "styleId", ""), self._lists[number].levels
        return next((depth for depth, level in levels.items() if value(child(level, "pStyle")) == name), 0)

    def _read_lists(self, numbering: _Element) -> dict[str, _List]:
        abstract = _by_id(numbering, "abstractNum", "abstractNumId")
        concrete = _by_id(numbering, "num", "numId")
        counters: dict[str, dict[int, int]] = {key: {} for key in abstract}
        lists = {}
        for name, num in concrete.items():
            key = value(child(num, "abstractNumId"))
            linked = self._styles.get(value(child(abstract.get(key), "numStyleLink")))
            if linked is not None:
                other = concrete.get(value(child(child(child(linked, "pPr"), "numPr"), "numId")))
                key = key if other is None else value(child(other, "abstractNumId"))
            if key in abstract:
                lists[name] = _list(num, abstract[key], counters[key])
        return lists


def _by_id(parent: _Element | None, tag: str, attribute: str) -> dict[str, _Element]:
    """Return the children of a tag by an attribute; none of None."""
    found = [] if parent is None else parent.findall(W + tag)
    return {element.get(W + attribute, ""): element for element in found}


def _list(num: _Element, abstract: _Element, counters: dict[int, int]) -> _List:
    found = _List({_depth(level): level for level in abstract.findall(W + "lvl")}, counters)
    for override in num.findall(W + "lvlOverride"):
        level, start = child(override, "lvl"), child(override, "startOverride")
        if level is not None:
            found.levels[_depth(override)] = level
        if start is not None:
            found.overrides[_depth(override)] = integer(value(start), 1)
    return found


def _depth(element: _Element) -> int:
    text = element.get(W + "ilvl", "0")
    return int(text) if text in set("012345678") else 0


def _start(level: _Element | None) -> int:
    """Return with which number a level begins."""
    return 1 if level is None else integer(value(child(level, "start")), 0)


def _kind(level: _Element | None) -> str:
    """Return in which format a level prints its numbers."""
    return value(child(level, "numFmt")) or "decimal"


def _count(found: _List, depth: int) -> None:
    """Count a level on. Deeper levels begin anew, unless `lvlRestart` names a level above."""
    counters = found.counters
    if depth in found.overrides:
        counters[depth] = found.overrides.pop(depth)
    else:
        counters[depth] = counters[depth] + 1 if depth in counters else _start(found.levels[depth])
    for deeper in [d for d in counters if d > depth]:
        restart = child(found.levels.get(deeper), "lvlRestart")
        if restart is None or depth < integer(value(restart), 0):
            del counters[deeper]


def _printed(found: _List, depth: int) -> str:
    level = found.levels[depth]
    text = value(child(level, "lvlText"))
    if _kind(level) in {"bullet", "none"} and "%" not in text:
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        shown = found.levels.get(place)
        kind = "decimal" if is_on(child(level, "isLgl")) else _kind(shown)
        return numeral(found.counters.get(place, _start(shown)), kind)

    return re.sub(r"%([1-9])", number, text)
