"""DOCX: body paragraphs and tables in document order, with the numbers that Word makes by itself.

python-docx opens the package and finds its parts; the text is taken from the XML itself, as `Paragraph.text` leaves out
what was inserted with tracked changes. Element names are those of ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml.etree import _Element

from egovtrack.archive import MAX_TAGS
from egovtrack.draft import Document
from egovtrack.readers.assembly import Assembly
from egovtrack.readers.wordstyles import Styles, W, child, is_on, value
from egovtrack.refusals import refusal

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MAX_SPAN = 1000

_UNSEEN = frozenset(
    {
        W + tag
        for tag in (
            "del",
            "moveFrom",
            "delText",
            "instrText",
            "delInstrText",
            "pPr",
            "rPr",
            "rt",
            "object",
            "footnote",
            "endnote",
        )
    }
    | {_COMPATIBLE + "Fallback"}
)
"""Deleted text, field codes, properties, the reading beside a character, notes, and the copy for old programs."""
_SIGNS: dict[str, str] = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
_BOX = W + "txbxContent"
_WRAPPERS = frozenset({W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")})


def read_docx(data: bytes, name: str) -> Document:
    """Read a Word document: paragraphs, tables as rows, text boxes after the paragraph that anchors them.

    Page headers, footers and notes are furniture. Tracked deletions are left out, insertions kept. Macros are ignored.

    Raises:
        BadInput: too many elements, or a part of the text is an embedded document of another kind (also whatever
            python-docx raises; see `read_document`).
    """
    _check_tags(data, name)
    main = Package.open(BytesIO(data)).main_document_part
    parts = {
        kind: list(_related(main, kind))
        for kind in ("styles", "numbering", "header", "footer", "footnotes", "endnotes")
    }
    styles, numbering = (next(iter(parts[kind]), None) for kind in ("styles", "numbering"))
    behind = parts["footnotes"] + parts["endnotes"] + parts["footer"]
    return assembled(name, _root(main), styles, numbering, parts["header"], behind)


def assembled(
    name: str,
    root: _Element,
    styles: _Element | None,
    numbering: _Element | None,
    before: list[_Element],
    behind: list[_Element],
) -> Document:
    """Return the document of a w:document, with furniture before and behind it.

    Raises:
        BadInput: as `read_docx`.
    """
    assembly, body = Assembly(name), child(root, "body")
    if body is None or any(True for _ in body.iter(W + "altChunk")):
        raise refusal("embedded", name)
    _furniture(assembly, before)
    _blocks(body, assembly, Styles(styles, numbering))
    _furniture(assembly, behind)
    return assembly.document()


def _check_tags(data: bytes, name: str) -> None:
    """Raise BadInput if the XML in the package has more than `MAX_TAGS` tags."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        xml = [info for info in archive.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
        tags = sum(archive.read(info).count(b"<") for info in xml)
    if tags > MAX_TAGS:
        raise refusal("tags", name)


def _root(part: Part) -> _Element:
    """Return the XML of a part. python-docx does not parse those it has no class for (a .docm, footnotes)."""
    element: _Element | None = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _related(main: Part, kind: str) -> Iterator[_Element]:
    for relation in main.rels.values():
        if relation.reltype == _RELATION + kind and not relation.is_external:
            yield _root(relation.target_part)


def _furniture(assembly: Assembly, roots: list[_Element]) -> None:
    """Add headers, footers and notes, each text once: first, even and odd pages mostly repeat the same."""
    texts = (_text(paragraph) for root in roots for paragraph in root.iter(W + "p"))
    for text in dict.fromkeys(texts):
        assembly.paragraph(text, "furniture")


def _unwrapped(parent: _Element) -> Iterator[_Element]:
    """Yield the children of an element, also those in content controls and insertions."""
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
            for row in _table_rows(element):
                for cell in _cells(row):
                    _blocks(cell, assembly, styles)
        elif element.tag == W + "tbl":
            assembly.table(_rows(element, assembly, styles))


def _is_layout(table: _Element) -> bool:
    """Return whether a table only lays the page out: the tables in it have at least as many rows as itself."""
    own = sum(row.tag == W + "tr" for row in _unwrapped(table))
    return sum(1 for _ in table.iter(W + "tr")) >= 2 * own and any(True for _ in table.iterdescendants(W + "tbl"))


def _paragraph(paragraph: _Element, assembly: Assembly, styles: Styles) -> None:
    label = styles.label(paragraph)
    style = "heading" if styles.is_heading(paragraph) else "list" if label else ""
    assembly.paragraph(_text(paragraph), style, label)
    for element in _walk(paragraph):
        if element.tag == _BOX:
            _blocks(element, assembly, styles)


def _walk(root: _Element, *, into_boxes: bool = False) -> Iterator[_Element]:
    """Yield the elements below another in document order, without those that are unseen or in text boxes."""
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSEEN or (element.tag == W + "r" and is_on(child(child(element, "rPr"), "vanish"))):
            continue
        yield element
        if into_boxes or element.tag != _BOX:
            waiting.extend(reversed(element))


def _text(paragraph: _Element) -> str:
    """Return the text of a paragraph as printed, with a line feed for each line break."""
    return "".join(map(_sign, _walk(paragraph)))


def _sign(element: _Element) -> str:
    if element.tag in {W + "t", _MATH + "t"}:
        return element.text or ""
    if element.tag == W + "sym":
        return chr(int(element.get(W + "char", "25A1"), 16))
    return _SIGNS.get(str(element.tag), "")


def _rows(table: _Element, assembly: Assembly, styles: Styles) -> list[list[str]]:
    """Return the cells of a table by row.

    The text of a cell that spans rows stands in each of them, that of a cell that spans columns in the first.
    """
    rows: list[list[str]] = []
    above: dict[int, str] = {}  # column → text of the cell that is merged downward from there
    for row in _table_rows(table):
        line = [""] * _number(row, "trPr", "gridBefore", 0)
        for cell in _cells(row):
            column, width = len(line), _number(cell, "tcPr", "gridSpan", 1)
            assembly.spend(width)
            text = _cell_text(cell, styles)
            merge = child(child(cell, "tcPr"), "vMerge")
            if merge is not None and value(merge) != "restart":
                text = text.strip() or above.get(column, "")
            above[column] = text if merge is not None else ""
            line += [text] + [""] * (width - 1)
        rows.append(line)
    return rows


def _cell_text(cell: _Element, styles: Styles) -> str:
    """Return the text of a cell with the tables in it, a line for each paragraph, with the numbers that Word makes."""
    paragraphs = (element for element in _walk(cell, into_boxes=True) if element.tag == W + "p")
    return "\n".join(filter(str.strip, (styles.label(paragraph) + _text(paragraph) for paragraph in paragraphs)))


def _table_rows(table: _Element) -> Iterator[_Element]:
    """Yield the rows of a table that are not deleted."""
    for row in _unwrapped(table):
        if row.tag == W + "tr" and child(child(row, "trPr"), "del") is None:
            yield row


def _cells(row: _Element) -> Iterator[_Element]:
    return (cell for cell in _unwrapped(row) if cell.tag == W + "tc")


def _number(element: _Element, properties: str, name: str, default: int) -> int:
    found = child(child(element, properties), name)
    return default if found is None else min(max(int(value(found) or default), default), _MAX_SPAN)
