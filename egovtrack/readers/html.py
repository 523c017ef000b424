"""HTML: the article's paragraphs, headings, lists and tables as lines, the site around it as page furniture.

lxml reads it: it repairs what web systems write, it is fast, and the reader of .docx needs it anyway, so that a second
library (Beautiful Soup drives the same parser, or a slower one) would add a dependency and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from egovtrack.draft import Document
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.furniture import BLOCKS, DROPPED, Weight, is_furniture, is_link_heavy, is_tool_line, weigh
from egovtrack.readers.labels import integer, numeral
from egovtrack.readers.text import decode
from egovtrack.refusals import refusal

MAX_ELEMENTS = 300_000
MAX_DEPTH = 512
"""Elements within elements: as deep as Blink builds its tree. Time grows with the depth squared."""
_CHUNK = 1 << 16
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
}  # fmt: skip
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I)
_PLAIN = re.compile(r"[a-z][a-z0-9]*")
"""A tag of HTML. Word adds others (`o:p`, `st1:city`, `v:shape`), which lxml's builder does not take."""
_CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_PICTURES = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|webdings)", re.I)
_PICTURE = re.compile(r"[!-\x7e\xa1-\xff]")
"""A sign of a font of pictures, which Word takes for its bullets."""
_ANCHORS = frozenset({"MsoCommentReference", "msocomanchor"})
"""What Word puts where a remark belongs: [A1]."""
_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,100};base64,[A-Za-z0-9+/=]*")
_ATTRIBUTES = ("class", "id", "role", "style", "hidden", "colspan", "rowspan", "start", "value", "type", "reversed")

_KINDS = {
    "a": "a", "pre": "pre", "article": "article", "main": "article",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip
_MAX_CELL_LINES = 12
"""Lines in a cell beyond which a table is there to lay the page out."""
_LIST_STYLES = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
    "decimal-leading-zero": "decimalZero", "cjk-ideographic": "chineseCounting", "cjk-decimal": "ideographDigital",
    "simp-chinese-informal": "chineseCounting", "trad-chinese-informal": "chineseCounting",
    "simp-chinese-formal": "chineseLegalSimplified", "cjk-heavenly-stem": "ideographTraditional",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.I)

_SPACE = r"[ \t\n\r\f\xa0]"
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
_WRAP = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]{_SPACE}*(?={_WIDE})")
_SPACES = re.compile(rf"{_SPACE}+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))


def read_html(data: bytes, name: str) -> Document:
    """Read a web page, or a piece of a page. Raises BadInput as `read_page`, and if its encoding is not found."""
    return read_page(decoded(data), name)


def read_page(text: str, name: str) -> Document:
    """Read a web page, or a piece of a page.

    Navigation, headers, footers and blocks of links are furniture, and so is what a style hides: nobody sees it, but it
    may belong to the plan. Scripts and comments are left out.

    Raises:
        BadInput: the page cannot be parsed to its end.
    """
    assembly = Assembly(name)
    root = _parsed(text, name)
    if root is not None:
        _Walk(root, assembly).run()
    return assembly.document()


def decoded(data: bytes, declared: str = "") -> str:
    """Decode a page as it is declared or declares itself, unless a byte order mark or the bytes say otherwise."""
    inside = _CHARSET.search(data[:4096])
    encoding = _ENCODINGS.get((declared or (inside[1].decode() if inside else "")).lower())
    if encoding and not data.startswith(b"\xef\xbb\xbf"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass  # the template says one thing, the program that filled it does another: common
    return decode(data)


class _Slim:
    """Builds the tree with the few attributes that say something here. libxml2 puts an attribute at the end of a list
    by walking it from the start, which takes minutes for a tag with a million of them.
    """

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._builder.start("html", {})  # what stands behind `</html>` comes as a second tree, and joins the first here
        self._elements = self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise OverflowError(tag)
        kept: dict[str | bytes, str | bytes] = {
            key: _CONTROL.sub("", attributes[key]) for key in _ATTRIBUTES if key in attributes
        }
        self._builder.start(self._known(tag), kept)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(self._known(tag))

    @staticmethod
    def _known(tag: str) -> str:
        """Return a tag, `span` for one that a browser does not know either."""
        return tag if _PLAIN.fullmatch(tag) else "span"

    def data(self, text: str) -> None:
        self._builder.data(_CONTROL.sub("\ufffd", text))

    def comment(self, text: str) -> None:
        """Leave a comment out: nobody sees it."""

    def pi(self, target: str, text: str | None = None) -> None:
        """Leave a processing instruction out."""

    def close(self) -> etree._Element:
        self._builder.end("html")
        return self._builder.close()


def _parsed(text: str, name: str) -> etree._Element | None:
    target: Any = _Slim()  # the stubs ask for parameter types that lxml never passes
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    source = _DATA_URI.sub("", text).replace("\f", " ").encode()
    try:
        for start in range(0, len(source), _CHUNK):  # an exception in the target stops the parser between two pieces
            parser.feed(source[start : start + _CHUNK])
        return parser.close()
    except (etree.LxmlError, AssertionError, OverflowError) as error:
        raise refusal("page", name) from error


@dataclass(slots=True)
class _Numbers:
    """The state of a list: its next number, and how it is printed. A list with bullets has step 0."""

    next: int = 1
    step: int = 0
    kind: str = "decimal"

    @classmethod
    def of(cls, element: etree._Element) -> _Numbers:
        """Return the numbering of an `ol` or `ul`."""
        if element.tag != "ol":
            return cls()
        style = _LIST_STYLE.search(element.get("style", ""))
        kind = _LIST_STYLES.get(style[1].lower() if style else element.get("type", ""), "decimal")
        return cls(integer(element.get("start"), 1), -1 if element.get("reversed") is not None else 1, kind)

    def label(self, item: etree._Element) -> str:
        """Return what a browser prints before an item."""
        if not self.step:
            return ""
        number = integer(item.get("value"), self.next)
        self.next = number + self.step
        sign = numeral(number, self.kind)
        return sign and sign + ("、" if self.kind.startswith(("chinese", "ideograph")) else ".")


class _Inline:
    """The text of a line while it is put together, and the share of links in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.weight = Weight()

    def add(self, text: str | None, *, linked: bool = False) -> None:
        """Append a text. `linked` tells whether it stands in a link."""
        if text:
            self._parts.append(text)
            length = len("".join(text.split()))
            self.weight.text += length
            self.weight.linked += length if linked else 0

    def text(self, *, keep_breaks: bool = False) -> str:
        """Return the text as a browser shows it."""
        text = "".join(self._parts).translate(_INVISIBLE)
        return text if keep_breaks else _SPACES.sub(" ", _WRAP.sub("", text)).strip()


class _Walk:
    """One pass over the tree in document order, without recursion: pages nest as deep as they like."""

    def __init__(self, root: etree._Element, assembly: Assembly) -> None:
        self._root, self._assembly = root, assembly
        self._weights = weigh(root)
        self._inline = _Inline()
        self._inside = [frozenset[str]()]  # the kinds that matter, of each open element and those around it
        self._lists: list[_Numbers] = []
        self._style = self._label = ""

    def run(self) -> None:
        """Send every line to the assembly."""
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walk.skip_subtree()
        self._end_line()

    def _enter(self, element: etree._Element) -> bool:
        """Begin an element. Return False if its content is dealt with."""
        tag = element.tag
        if tag in BLOCKS or tag == "br":
            self._end_line()
        if tag in DROPPED or element.get("class") in _ANCHORS or (tag == "table" and self._table(element)):
            self._inside.append(self._inside[-1])
            return False
        self._inside.append(self._inside[-1] | self._kinds(element))
        if tag in {"ol", "ul"}:
            self._lists.append(_Numbers.of(element))
        elif tag == "li":
            self._style, self._label = "list", self._lists[-1].label(element) if self._lists else ""
        elif tag == "a":
            self._inline.weight.links += 1
        self._add(element.text)
        return True

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._end_line()
        self._inside.pop()
        if tag in {"ol", "ul"}:
            self._lists.pop()
        elif tag == "li":
            self._style = self._label = ""
        self._add(element.tail)

    def _kinds(self, element: etree._Element) -> set[str]:
        """Return the kinds that an element is of, of those that matter for the lines in it."""
        kinds = {_KINDS.get(str(element.tag), "")}
        if element.get("role") == "main":
            kinds.add("article")
        if _PICTURES.search(element.get("style", "")):
            kinds.add("pictures")
        if self._is_furniture(element):
            kinds.add("furniture")
        return kinds

    def _is_furniture(self, element: etree._Element) -> bool:
        weight = self._weights.get(element)
        whole = self._weights.get(self._root, Weight())
        return is_furniture(element, weight, whole, in_article="article" in self._inside[-1])

    def _add(self, text: str | None) -> None:
        if text and "pictures" in self._inside[-1]:
            text = _PICTURE.sub("•", text)
        self._inline.add(text, linked="a" in self._inside[-1])

    def _end_line(self) -> None:
        text, heavy = self._inline.text(keep_breaks="pre" in self._inside[-1]), is_link_heavy(self._inline.weight)
        self._inline = _Inline()
        if text.strip():
            style = "heading" if "heading" in self._inside[-1] else self._style
            if "furniture" in self._inside[-1] or heavy or is_tool_line(text.strip()):
                style = "furniture"
            self._assembly.paragraph(text, style, self._label)
            self._style = self._label = ""

    def _table(self, table: etree._Element) -> bool:
        """Add the rows of a table. Return False for a table that only lays the page out."""
        if self._weights[table].tables or "furniture" in self._inside[-1] or self._is_furniture(table):
            return False
        rows = [[(cell_text(c), c) for c in row if c.tag in {"td", "th"}] for row in table.iter("tr")]
        if all(len(row) < 2 for row in rows) or any(t.count("\n") >= _MAX_CELL_LINES for row in rows for t, _ in row):
            return False
        for caption in table.iter("caption"):
            self._assembly.paragraph(cell_text(caption))
        self._assembly.table(_grid(rows, self._assembly))
        return True


def cell_text(element: etree._Element) -> str:
    """Return the text of an element, a line for each block in it."""
    lines = [_Inline()]
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if part.tag in BLOCKS or part.tag == "br":
            lines.append(_Inline())
        if part.tag in DROPPED and event == "start":
            walk.skip_subtree()
        elif event == "start":
            lines[-1].add(part.text)
        if event == "end" and part is not element:
            lines[-1].add(part.tail)
    return "\n".join(filter(None, (line.text() for line in lines)))


def _grid(rows: list[list[tuple[str, etree._Element]]], assembly: Assembly) -> list[list[str]]:
    """Return the cells in their columns (HTML Living Standard, 4.9.12).

    The text of a cell that spans rows stands in each of them, that of a cell that spans columns in the first.
    """
    table: list[list[str]] = []
    hanging: _Hanging = {}
    for row in rows:
        line: list[str] = []
        for text, cell in row:
            _hang(line, hanging)
            column, width = len(line), min(max(integer(cell.get("colspan"), 1), 1), 1000)
            assembly.spend(width)
            line += [text] + [""] * (width - 1)
            height = min(integer(cell.get("rowspan"), 1) or len(rows), len(rows))
            if height > 1:
                hanging |= {column + i: (height - 1, "" if i else text) for i in range(width)}
        for column in sorted(column for column in hanging if column >= len(line)):
            line += [""] * (column - len(line))
            _hang(line, hanging)
        assembly.spend(len(line) + 1)
        table.append(line)
    return table


_Hanging = dict[int, tuple[int, str]]
"""Column → how many rows a cell from above still reaches into, and its text."""


def _hang(line: list[str], hanging: _Hanging) -> None:
    while (column := len(line)) in hanging:
        left, text = hanging.pop(column)
        line.append(text)
        if left > 1:
            hanging[column] = (left - 1, text)
