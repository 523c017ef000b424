"""DOCX: body paragraphs and tables in document order, with the numbers that Word makes by itself.

python-docx opens the package and finds its parts; the text is taken from the XML itself, as `Paragraph.text` leaves out
what was inserted with tracked changes. Element names are those of ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from egovtrack.draft import Document
from egovtrack.errors import BadInput
from egovtrack.i18n import gettext
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.wordstyles import Styles, W, child, value

if TYPE_CHECKING:
    from docx.opc.part import Part
    from lxml.etree import _Element

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAX_SPAN = 1000
_MAX_TAGS = 300_000
"""Tags in all XML of a package: three times those of a plan of 500 tasks. A tree of empty elements takes far more
memory than their bytes, so they are counted before it is made."""

_UNSEEN = frozenset(
    {W + tag for tag in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt", "object")}
    | {_COMPATIBLE + "Fallback"}
)
"""Deleted text, field codes, properties, the reading beside a character, and the copy for old programs."""
_SIGNS: dict[str, str] = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
_WRAPPERS = frozenset({W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")})


def read_docx(data: bytes, name: str) -> Document:
    """A Word document: paragraphs, tables as rows, text boxes after the paragraph that anchors them; page headers,
    footers and notes as furniture. Tracked deletions are left out, insertions kept. Macros are never looked at.

    Raises:
        BadInput: too many elements, or a part of the text is an embedded document of another kind (also whatever
            python-docx raises; see `read_document`).
    """
    from docx.package import Package

    _check_tags(data, name)
    main = Package.open(BytesIO(data)).main_document_part
    parts = {
        kind: list(_related(main, kind))
        for kind in ("styles", "numbering", "header", "footer", "footnotes", "endnotes")
    }
    assembly = Assembly(name)
    styles = Styles(*(next(iter(parts[kind]), None) for kind in ("styles", "numbering")))
    body = child(_root(main), "body")
    if body is None or any(True for _ in body.iter(W + "altChunk")):
        raise BadInput(
            gettext("{name}: another document is embedded in it").format(name=name),
            gettext("Open it in Word or WPS and save it again as .docx."),
        )
    _furniture(assembly, parts["header"])
    _blocks(body, assembly, styles)
    _furniture(assembly, parts["footnotes"] + parts["endnotes"] + parts["footer"])
    return assembly.document()


def _check_tags(data: bytes, name: str) -> None:
    """Raise BadInput where the package's XML has more than `_MAX_TAGS` tags."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = [info for info in archive.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
        tags = sum(archive.read(info).count(b"<") for info in xml)
    if tags > _MAX_TAGS:
        raise BadInput(
            gettext("{name}: there is too much text, or a table is too large").format(name=name),
            gettext("Save the plan alone, without pictures and other sheets."),
        )


def _root(part: Part) -> _Element:
    """The XML of a part; python-docx does not parse those it has no class for (a .docm, footnotes)."""
    from docx.oxml.parser import parse_xml

    element: _Element | None = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _related(main: Part, kind: str) -> Iterator[_Element]:
    for relation in main.rels.values():
        if relation.reltype == _RELATION + kind and not relation.is_external:
            yield _root(relation.target_part)


def _furniture(assembly: Assembly, roots: list[_Element]) -> None:
    """Headers, footers and notes, each text once: first page, even and odd pages mostly repeat one."""
    texts = (_text(paragraph) for root in roots for paragraph in root.iter(W + "p"))
    for text in dict.fromkeys(texts):
        assembly.paragraph(text, "furniture")


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """The children of an element, those in content controls and insertions included."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in _WRAPPERS:
            waiting.extend(reversed(element))
        else:
            yield element


def _blocks(parent: _Element, assembly: Assembly, styles: Styles) -> None:
    for element in _unwrapped(parent):
        if element.tag == W + "p":
            _paragraph(element, assembly, styles)
        elif element.tag == W + "tbl" and _is_layout(element):
            for row in (row for row in _unwrapped(element) if row.tag == W + "tr" and not _row_is_deleted(row)):
                for cell in (cell for cell in _unwrapped(row) if cell.tag == W + "tc"):
                    _blocks(cell, assembly, styles)
        elif element.tag == W + "tbl":
            assembly.table(_rows(element, assembly, styles))


def _is_layout(table: _Element) -> bool:
    """Whether a table only lays the page out: the tables in it have at least as many rows as it has itself."""
    own = sum(row.tag == W + "tr" for row in _unwrapped(table))
    return sum(1 for _ in table.iter(W + "tr")) >= 2 * own and any(True for _ in table.iterdescendants(W + "tbl"))


def _paragraph(paragraph: _Element, assembly: Assembly, styles: Styles) -> None:
    label = styles.label(paragraph)
    style = "heading" if styles.is_heading(paragraph) else "list" if label else ""
    assembly.paragraph(_text(paragraph), style, label)
    for box in _boxes(paragraph):
        _blocks(box, assembly, styles)


def _boxes(paragraph: _Element) -> Iterator[_Element]:
    """The text boxes anchored in a paragraph, without the copies for old programs and those in other boxes."""
    return (e for e in _walk(paragraph, lambda element: element.tag == W + "txbxContent") if e.tag == W + "txbxContent")


def _walk(root: _Element, stop: Callable[[_Element], bool]) -> Iterator[_Element]:
    """The elements below one in document order, without what is unseen and what is below one that `stop` names."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSEEN or (element.tag == W + "r" and _is_hidden(element)):
            continue
        yield element
        if not stop(element):
            waiting.extend(reversed(element))


def _is_hidden(run: _Element) -> bool:
    properties = child(run, "rPr")
    vanish = None if properties is None else child(properties, "vanish")
    return vanish is not None and value(vanish) not in {"0", "false", "off"}


def _text(paragraph: _Element) -> str:
    """The text of a paragraph as printed, a line feed for each line break in it."""
    return "".join(map(_sign, _walk(paragraph, lambda element: element.tag == W + "txbxContent")))


def _sign(element: _Element) -> str:
    if element.tag in {W + "t", _MATH + "t"}:
        return element.text or ""
    if element.tag == W + "sym":
        return chr(int(element.get(W + "char", "25A1"), 16))
    return _SIGNS.get(str(element.tag), "")


def _rows(table: _Element, assembly: Assembly, styles: Styles) -> list[list[str]]:
    """The rows of a table. A cell merged over several rows says its text in each, one over several columns in the
    first; a deleted row is left out.
    """
    rows: list[list[str]] = []
    above: dict[int, str] = {}  # column → text of the cell that is merged downward from there
    for row in _unwrapped(table):
        if row.tag != W + "tr" or _row_is_deleted(row):
            continue
        line = [""] * _number(row, "trPr", "gridBefore", 0)
        for cell in (cell for cell in _unwrapped(row) if cell.tag == W + "tc"):
            column, width = len(line), _number(cell, "tcPr", "gridSpan", 1)
            assembly.spend(width)
            text = _cell_text(cell, styles)
            merge = _property(cell, "tcPr", "vMerge")
            if merge is not None and value(merge) != "restart":
                text = text.strip() or above.get(column, "")
            above[column] = text if merge is not None else ""
            line += [text] + [""] * (width - 1)
        rows.append(line)
    return rows


def _cell_text(cell: _Element, styles: Styles) -> str:
    """The text of a cell, a line for each paragraph, tables in it included; numbers that Word makes stand before it."""
    paragraphs = (element for element in _walk(cell, lambda _: False) if element.tag == W + "p")
    return "\n".join(filter(str.strip, (styles.label(paragraph) + _text(paragraph) for paragraph in paragraphs)))


def _property(element: _Element, properties: str, name: str) -> _Element | None:
    found = child(element, properties)
    return None if found is None else child(found, name)


def _row_is_deleted(row: _Element) -> bool:
    return _property(row, "trPr", "del") is not None


def _number(element: _Element, properties: str, name: str, default: int) -> int:
    found = _property(element, properties, name)
    return default if found is None else min(max(int(value(found) or default), default), _MAX_SPAN)
