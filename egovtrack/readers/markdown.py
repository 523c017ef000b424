"""Markdown: the marks of headings, bullets and tables are recognised, the text is kept with every mark."""

from __future__ import annotations

import re

from egovtrack.draft import Document, Line
from egovtrack.readers.lines import LINE, line_at

_MARK = re.compile(r"[ \t]*(?:>[ \t]*)*(?P<mark>#{1,6}[ \t]+|[-*+•][ \t]+)?")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$")
_BOLD_NUMBER = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?\*\*[（(][一二三四五六七八九十]+[）)]")
_NEXT_NUMBER = re.compile(r"(?<=[；;。])[ \t]*\*\*[（(][一二三四五六七八九十]+[）)]")
_IMAGE = re.compile(r"[ \t]*!\[[^\]]*\]\([^)]*\)[ \t]*$")


def read_markdown(text: str, name: str = "") -> Document:
    """Return a text as a document.

    Headings have style "heading", bullets "list", tables "row", rules "furniture". A line's place leaves out the marks
    before its words (`## `, `- `); the text keeps them.
    """
    stretches = (part for found in LINE.finditer(text) for part in _items(text, found.start(), found.end()))
    lines = [line for start, end in stretches if (line := _line(text, start, end))]
    return Document(text, tuple(lines), name)


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return a line, parted where a number in bold begins a further item on it (`- **(五)** …；**(六)** …`)."""
    if not _BOLD_NUMBER.match(text, start, end):
        return [(start, end)]
    starts = [start, *(found.start() for found in _NEXT_NUMBER.finditer(text, start + 1, end))]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _line(text: str, start: int, end: int) -> Line | None:
    raw = text[start:end]
    if _RULE.match(raw) or _IMAGE.match(raw):
        return line_at(text, start, end, "furniture")
    mark = _MARK.match(raw)
    begin = start + mark.end() if mark else start
    if mark and mark["mark"]:
        return line_at(text, begin, end, "heading" if mark["mark"].startswith("#") else "list")
    words = text[begin:end].strip()
    is_bold = words.startswith("**") and words.endswith("**") and words.count("**") == 2
    return line_at(text, begin, end, "heading" if is_bold else "")
