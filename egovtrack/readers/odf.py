"""OpenDocument texts and spreadsheets (.odt, .ods, and .fodt, .fods in one file), with the numbers of their lists.

Read with lxml, as forms are: odfdo unfolds every repeated row, and no library gives the numbers of lists.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from lxml import etree

from egovtrack.archive import parse_xml
from egovtrack.draft import Document
from egovtrack.opendocument import (
    DRAW,
    NAMESPACES,
    OFFICE,
    SHEETS,
    STYLE,
    TABLE,
    TEXT,
    cells,
    hidden_styles,
    is_encrypted,
    paragraph_text,
    rows,
    span,
)
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.labels import integer, numeral
from egovtrack.readers.tables import Rows, add_sheet
from egovtrack.refusals import refusal

_PARAGRAPHS = {TEXT + "p", TEXT + "h"}
_APART = {TEXT + "tracked-changes", TEXT + "note", OFFICE + "annotation", OFFICE + "forms"}
"""What was deleted, notes, remarks, and what is clicked at."""
_TITLES = {"Title", "Subtitle"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MAX_DERIVED = 20
_KINDS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "一": "chineseCounting",
    "壹": "chineseLegalSimplified", "甲": "ideographTraditional", "子": "ideographZodiac", "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
}  # fmt: skip
"""Formats of numbers by the first sign of what the file calls them: `一, 二, 三, ...`."""

_Emit = Callable[[str, str, str], None]
"""Takes a paragraph: its text, style and number."""
_Counters = dict[int, int]
_Levels = dict[int, etree._Element]


def read_odf(data: bytes, name: str) -> Document:
    """Read an OpenDocument text or spreadsheet whose archive was checked (`archive.members`).

    Raises:
        BadInput: encrypted, neither of the two, or too much (also whatever lxml raises; see `read_document`).
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if is_encrypted(archive):
            raise refusal("encrypted", name)
        there = {"content.xml", "styles.xml"} & set(archive.namelist())
        roots = [parse_xml(archive.read(part), name) for part in sorted(there)]
    return assembled(roots, name)


def assembled(roots: list[etree._Element], name: str) -> Document:
    """Return the document of which these are the content and the styles. Raises BadInput as `read_odf`."""
    assembly = Assembly(name)
    reader = _Reader(roots, assembly)
    text = roots[0].find("office:body/office:text", NAMESPACES)
    if text is not None:
        reader.furniture("header")
        reader.blocks(text, assembly.paragraph)
        reader.furniture("footer")
        return assembly.document()
    sheets, hidden = roots[0].findall(SHEETS, NAMESPACES), hidden_styles(roots[0])
    if not sheets:
        body = roots[0].find("office:body/*", NAMESPACES)
        kind = "" if body is None else f" ({etree.QName(body).localname})"
        raise refusal("other", name, kind=f"OpenDocument{kind}")
    for sheet in sheets:
        reader.table(sheet, sheet.get(TABLE + "name", ""), visible=sheet.get(TABLE + "style-name") not in hidden)
    return assembly.document()


class _Reader:
    """The styles and lists of a document, and what is sent on of its content."""

    def __init__(self, roots: list[etree._Element], assembly: Assembly) -> None:
        self._roots, self._assembly = roots, assembly
        self._notes: list[etree._Element] = []
        self._parents = {
            style.get(STYLE + "name", ""): style.get(STYLE + "parent-style-name", "")
            for style in self._all(STYLE + "style")
            if style.get(STYLE + "family") == "paragraph"
        }
        self._styles = {style.get(STYLE + "name", ""): _levels(style) for style in self._all(TEXT + "list-style")}
        self._outline = next(map(_levels, self._all(TEXT + "outline-style")), {})
        self._headings: _Counters = {}
        self._lists: dict[str | None, _Counters] = {}
        self._last: _Counters = {}

    def _all(self, tag: str) -> Iterator[etree._Element]:
        return (element for root in self._roots for element in root.iter(tag))

    def furniture(self, where: str) -> None:
        """Send the headers or footers of the pages on, each text once; with the footers, the notes."""
        parts = [part for ending in ("", "-left", "-first") for part in self._all(f"{STYLE}{where}{ending}")]
        parts += self._notes if where == "footer" else []
        texts = (paragraph_text(paragraph) for part in parts for paragraph in part.iter(*_PARAGRAPHS))
        for text in dict.fromkeys(texts):
            self._assembly.paragraph(text, "furniture")

    def blocks(self, parent: etree._Element, emit: _Emit) -> None:
        """Send on what is in an element: paragraphs, lists and tables, in whatever they are wrapped."""
        for element in parent:
            if element.tag in _PARAGRAPHS:
                self._paragraph(element, emit, self._heading_label(element))
            elif element.tag == TEXT + "list":
                self._list(element, emit, "", self._continued(element), 1)
            elif element.tag == TABLE + "table" and emit == self._assembly.paragraph:
                self.table(element)
            elif element.tag not in _APART:
                self.blocks(element, emit)

    def table(self, table: etree._Element, title: str = "", *, visible: bool = True) -> None:
        """Send a table on."""
        found: Rows = {}
        merged = []
        for number, repeated, row in rows(table):
            texts: dict[int, str] = {}
            for column, again, cell in cells(row):
                if cell.tag == TABLE + "table-cell" and (text := self._cell_text(cell)):
                    self._assembly.spend(again)
                    texts |= dict.fromkeys(range(column, column + again), text)
                    wide, high = span(cell)
                    if high > 1:
                        merged.append((column, number, column + wide - 1, number + high - 1))
            self._assembly.spend(len(texts) * repeated + 1)
            if texts:
                found |= {number + again: dict(texts) for again in range(repeated)}
        add_sheet(self._assembly, title, found, merged, visible=visible)

    def _cell_text(self, cell: etree._Element) -> str:
        lines: list[str] = []
        self.blocks(cell, lambda text, _style, label: lines.append(label + text))
        return "\n".join(filter(None, map(str.strip, lines)))

    def _paragraph(self, element: etree._Element, emit: _Emit, label: str) -> None:
        """Send a paragraph on, and behind it the text boxes in it."""
        emit(paragraph_text(element), "heading" if self._is_heading(element) else "list" if label else "", label)
        for inner in element.iter(DRAW + "text-box", TEXT + "note-body"):
            if next(inner.iterancestors(*_PARAGRAPHS)) is element:
                if inner.tag == TEXT + "note-body":
                    self._notes.append(inner)
                else:
                    self.blocks(inner, emit)

    def _is_heading(self, element: etree._Element) -> bool:
        name = element.get(TEXT + "style-name", "")
        for _ in range(_MAX_DERIVED):
            if name in _TITLES:
                return True
            name = self._parents.get(name, "")
        return element.tag == TEXT + "h"

    def _heading_label(self, element: etree._Element) -> str:
        """Return the number that a heading has by its level, outside of lists."""
        if element.tag != TEXT + "h" or element.get(TEXT + "is-list-header") == "true":
            return ""
        return _label(element, self._outline, self._headings, integer(element.get(TEXT + "outline-level"), 1))

    def _continued(self, element: etree._Element) -> _Counters:
        """Return the counters of a list: those of the one that it continues, or new ones."""
        other = element.get(TEXT + "continue-list")
        if other or element.get(TEXT + "continue-numbering") != "true":
            self._last = self._lists.get(other, {}) if other else {}
        self._lists[element.get(_ID)] = self._last
        return self._last

    def _list(self, element: etree._Element, emit: _Emit, style: str, counters: _Counters, depth: int) -> None:
        style = element.get(TEXT + "style-name", style)
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            has_label = item.tag == TEXT + "list-item"
            for inner in item:
                if inner.tag == TEXT + "list":
                    self._list(inner, emit, style, counters, depth + 1)
                elif inner.tag in _PARAGRAPHS:
                    label = _label(item, self._styles.get(style, {}), counters, depth) if has_label else ""
                    self._paragraph(inner, emit, label)
                    has_label = False
                else:
                    self.blocks(inner, emit)


def _levels(style: etree._Element) -> _Levels:
    return {integer(level.get(TEXT + "level"), 0): level for level in style}


def _label(item: etree._Element, levels: _Levels, counters: _Counters, depth: int) -> str:
    """Count on, and return the number before an item as it is printed, "" for none and for bullets."""
    level = levels.get(depth)
    if level is None:
        return ""
    start = integer(level.get(TEXT + "start-value"), 1)
    counters[depth] = integer(item.get(TEXT + "start-value"), counters.get(depth, start - 1) + 1)
    for deeper in [d for d in counters if d > depth]:
        del counters[deeper]
    if not level.get(STYLE + "num-format"):
        return ""
    first = depth - integer(level.get(TEXT + "display-levels"), 1) + 1
    shown = [_number(levels[d], counters.get(d, 1)) for d in range(first, depth + 1) if d in levels]
    return level.get(STYLE + "num-prefix", "") + ".".join(filter(None, shown)) + level.get(STYLE + "num-suffix", "")


def _number(level: etree._Element, number: int) -> str:
    form = level.get(STYLE + "num-format", "")
    return numeral(number, _KINDS.get(form[:1], "decimal")) if form else ""
