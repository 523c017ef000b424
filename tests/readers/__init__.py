"""Tests of the readers. Each file that is read is made here, by the library of its format or by hand."""

from __future__ import annotations

from egovtrack.draft import Document
from egovtrack.readers import read_document


def read(data: bytes, name: str) -> Document:
    """Read, and hold the document against what every reader promises."""
    document = read_document(data, name)
    end = 0
    for line in document.lines:
        assert document.text[line.place.start : line.place.end] == line.text
        assert line.place.start >= end
        assert not document.text[end : line.place.start].strip()
        assert "\n" not in line.text
        assert (line.style == "row") == bool(line.cells)
        if line.cells:
            assert "\t".join(line.cells).replace("\n", " ") == line.text
        end = line.place.end
    assert not document.text[end:].strip()
    return document


def shown(document: Document) -> list[str]:
    """The lines, the article's with their label before them, all others after their style: `heading: 一、总则`."""
    return [(f"{line.style}: " if line.style else "") + line.label + line.text for line in document.lines]
