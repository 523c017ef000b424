"""What OpenDocument files (ISO/IEC 26300) are made of: the content, rows and cells of tables, text of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile

    from lxml import etree

NAMESPACES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("table", "table"), ("text", "text"), ("draw", "drawing"),
    )
}  # fmt: skip
OFFICE, STYLE, TABLE, TEXT, DRAW = (f"{{{address}}}" for address in NAMESPACES.values())
SHEETS = "office:body/office:spreadsheet/table:table"

_HIDDEN = "office:automatic-styles/style:style[style:table-properties/@table:display='false']/@style:name"
_UNSEEN = {TEXT + "note", TEXT + "ruby-text", TEXT + "tracked-changes", OFFICE + "annotation", DRAW + "frame"}
"""What stands in a paragraph without being its text."""
_MOST_BLANKS = 1000


def is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Return whether the content needs a password."""
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in archive.read(manifest)


def hidden_styles(root: etree._Element) -> set[str]:
    """Return the names of the styles whose tables are not shown."""
    found = root.xpath(_HIDDEN, namespaces=NAMESPACES)
    return set(map(str, found)) if isinstance(found, list) else set()


def rows(table: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the rows of a table, not of those within: number from 1, how often it is repeated, element."""
    number = 1
    for row in table.iter(TABLE + "table-row"):
        if next(row.iterancestors(TABLE + "table")) is table:
            repeated = count(row, "number-rows-repeated")
            yield number, repeated, row
            number += repeated


def cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the cells of a row, also those that another covers: column from 1, how often it is repeated, element."""
    column = 1
    for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
        repeated = count(cell, "number-columns-repeated")
        yield column, repeated, cell
        column += repeated


def span(cell: etree._Element) -> tuple[int, int]:
    """Return how many columns and rows a cell spans."""
    return count(cell, "number-columns-spanned"), count(cell, "number-rows-spanned")


def count(element: etree._Element, name: str) -> int:
    """Return the number that an attribute of a table gives, 1 if there is none."""
    return max(int(element.get(TABLE + name, "1")), 1)


def paragraph_text(element: etree._Element) -> str:
    """Return the text of a paragraph, whose blanks, tabs and line ends are elements."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            parts.append(" " * min(int(child.get(TEXT + "c", "1")), _MOST_BLANKS))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        elif child.tag not in _UNSEEN:
            parts.append(paragraph_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
