"""PDF with text, by pypdf (the extra `egovtrack[pdf]`): pages to lines, lines back to paragraphs."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from egovtrack.draft import Document
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.i18n import gettext
from egovtrack.readers.assembly import Assembly

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_PAGES = 3000
MAX_SECONDS = 60.0
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a page that shows something and has no text, so that the account of what was read does not hide it."""

_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–－·•\s]*"
)
_ITEM = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}(?:[）)]|[、．.])|第[一二三四五六七八九十百0-9]{1,4}[章节条]|[（(][0-9０-９]{1,3}[）)]"
    r"|[0-9０-９]{1,3}(?:[、．]|\.(?![0-9]))|[①-⑳㉑-㉟]|[●○■□◆·•]\s*|附件\s*[0-9一二三四五]?\s*[:：]?"
    r"|[【〔\[]|(?:牵头|责任|配合|主办|协办|承办)(?:单位|部门)|完成时[限间]|时间节点|各[^。]{1,60}[：:]$"
)
_SAYS_SOMETHING = re.compile(r"[。；;：:，,）)〕\]]$|负责|責任|责任|牵头|配合|参与|\ufffc")
_EDGE = 2
"""Lines at the top and at the bottom of a page that a running head may take."""
_SLACK = 4
"""Columns that a full line may be short of the widest: a sign that may not begin a line takes two with it."""
_OPEN_WITHIN = 200
"""Characters after which an open bracket is rather one that the author forgot to close."""
_OPEN_SLACK = 2
_INDENT = 4
"""Columns by which the first line of a paragraph is indented, and thus shorter; a PDF tells no indent."""
_LATIN, _LATIN_SLACK = re.compile(r"[0-9A-Za-z]"), 3
"""Latin letters and digits are not quite half as wide as a Chinese sign."""
_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[\u3400-\u9fff])")
"""The quarter of a sign that typesetting puts between Chinese and Latin script, which looks like a space."""
_WORD = re.compile(r"[0-9A-Za-z,.;:)]")


def read_pdf(data: bytes, name: str) -> Document:
    """The text of a PDF, a line for each paragraph, as far as full lines tell; page numbers and running heads as
    furniture, after the paragraph that the page's end breaks. Tables come as lines: a PDF has no cells.

    Raises:
        EgovtrackError: pypdf is not installed.
        BadInput: encrypted; no text (a scan); characters that the file does not map to any sign; too many pages, or too
            slow to read (also whatever pypdf raises; see `read_document`).
    """
    try:
        import pypdf
    except ImportError as error:
        raise EgovtrackError(
            gettext("{name}: reading PDF needs an extra").format(name=name), "pip install 'egovtrack[pdf]'"
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a file on stderr
    reader = pypdf.PdfReader(BytesIO(data))
    _check_open(reader, name)
    pages = list(_pages(reader, name))
    _check_text(pages, name)
    assembly = Assembly(name)
    for text, style in _paragraphs(pages):
        assembly.add(text, style)
    return assembly.document()


def _check_open(reader: PdfReader, name: str) -> None:
    from pypdf.errors import PyPdfError

    if reader.is_encrypted:
        try:
            opened = bool(reader.decrypt(""))  # only the owner's password was set: anyone may read
        except (PyPdfError, NotImplementedError):
            opened = False
        if not opened:
            raise BadInput(
                gettext("{name}: the file is encrypted").format(name=name), gettext("Save it without a password.")
            )
    if len(reader.pages) > MAX_PAGES:
        raise BadInput(
            gettext("{name}: more than {limit} pages").format(name=name, limit=MAX_PAGES),
            gettext("Save the pages of the plan alone."),
        )


def _pages(reader: PdfReader, name: str) -> Iterator[list[str]]:
    """The lines of each page, without the blank ones."""
    until = time.monotonic() + MAX_SECONDS

    def check_time(*_: object) -> None:
        if time.monotonic() > until:
            raise BadInput(
                gettext("{name}: takes too long to read").format(name=name),
                gettext("Print it to a new PDF, or copy its text, and import that."),
            )

    for page in reader.pages:
        check_time()
        text = page.extract_text(visitor_operand_before=check_time)
        lines = [line.strip() for line in text.replace("\0", "").splitlines() if line.strip()]
        yield lines or ([PICTURE] if _shows_something(page) else [])


def _shows_something(page: PageObject) -> bool:
    resources = page.get("/Resources")
    return resources is not None and "/XObject" in resources.get_object()


def _check_text(pages: list[list[str]], name: str) -> None:
    text = "".join(line for page in pages for line in page).replace(PICTURE, "")
    if not re.search(r"\w", text):
        raise BadInput(
            gettext("{name}: a PDF without text (a scan)").format(name=name),
            gettext("Run text recognition (OCR) on it and import the result, or ask for the .docx."),
        )
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in text)
    if unknown > 0.2 * len(text):
        raise BadInput(
            gettext("{name}: the PDF does not tell what its characters are").format(name=name),
            gettext("Its fonts have no character map: run text recognition (OCR), or ask for the .docx."),
        )


def _paragraphs(pages: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Each paragraph and its style. Furniture waits for the paragraph that it interrupts to end."""
    widest = _full_width([line for page in pages for line in page])
    heads = _running_heads(pages, widest)
    paragraph, full, waiting = "", False, list[str]()
    for page in pages:
        furniture = _furniture_of(page, heads)
        width = _full_width(page) or widest
        for i, line in enumerate(page):
            if i in furniture:
                waiting.append(line)
                continue
            if paragraph and full and (_is_open(paragraph) or not _ITEM.match(line)):
                paragraph = _joined(paragraph, line)
            else:
                yield from _ended(paragraph, waiting)
                paragraph, waiting = line, []
            full = _is_full(line, width, is_first=paragraph == line, is_open=_is_open(paragraph))
    yield from _ended(paragraph, waiting)


def _is_open(paragraph: str) -> bool:
    """Whether a bracket or quotation that began in the last lines is still to be closed."""
    end = paragraph[-_OPEN_WITHIN:]
    return any(end.rfind(opening) > end.rfind(closing) for opening, closing in ("（）", "〔〕", "《》", "“”", "()"))


def _is_full(line: str, width: int, *, is_first: bool, is_open: bool) -> bool:
    """Whether a line goes to the margin, so that the next may continue it."""
    missing = width - _columns(line)
    if is_first and (is_open or not line.endswith(("。", "；", "：", ":"))):
        missing -= _INDENT
    if is_open:
        missing -= _OPEN_SLACK
    if _LATIN.search(line):
        missing -= _LATIN_SLACK
    return width > 0 and missing <= _SLACK


def _ended(paragraph: str, waiting: list[str]) -> Iterator[tuple[str, str]]:
    if paragraph:
        yield _GAP.sub("", paragraph), ""
    for line in waiting:
        yield _GAP.sub("", line), "furniture"


def _edges(page: list[str]) -> list[int]:
    """The indexes of the first and last lines of a page."""
    return sorted({*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))})


def _without_numbers(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)


def _running_heads(pages: list[list[str]], widest: int) -> set[str]:
    """What stands at the edge of at least two pages, and of a third of them, but for its numbers: left and right pages
    may have heads of their own. A full line, the end of a sentence and who answers for it are no head, however often
    they come.
    """
    shorter = widest - _SLACK if widest else sys.maxsize
    edges = ([page[i] for i in _edges(page) if _columns(page[i]) < shorter] for page in pages)
    counts = Counter(head for lines in edges for head in {_without_numbers(line) for line in lines})
    common = {head for head, count in counts.items() if head and count >= max(2, len(pages) / 3)}
    return {head for head in common if not _SAYS_SOMETHING.search(head)}


def _furniture_of(page: list[str], heads: set[str]) -> set[int]:
    """The indexes of the lines of a page that are its number or a running head."""
    edges = _edges(page)
    return {i for i in edges if _without_numbers(page[i]) in heads} | {
        i for i in {0, *edges[-1:]} & set(edges) if _PAGE_NUMBER.fullmatch(page[i])
    }


def _columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in line)


def _full_width(lines: list[str]) -> int:
    """The columns of a full line: the most that at least three lines about reach; 0 where none do."""
    widths = sorted((_columns(line) for line in lines), reverse=True)
    reached = (width for width, third in zip(widths, widths[2:], strict=False) if width - third <= _SLACK)
    return next(reached, 0)


def _joined(paragraph: str, line: str) -> str:
    """Two lines of a paragraph as one; a space only between words of Latin script."""
    is_word = _WORD.match(paragraph[-1]) and _WORD.match(line[0]) and not (paragraph[-1] + line[0]).isdigit()
    return f"{paragraph} {line}" if is_word else paragraph + line
