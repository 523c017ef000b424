"""What is common to all xlsx workbooks that are written: any text as it is, how high its row is, and the paper.

A workbook in which rows have no height is fitted by Excel when it is opened, but not by LibreOffice; so what is wrapped
gets an estimated height.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from egovtrack.i18n import written as _
from egovtrack.streams import one_line

MOST = 32_767
"""What a cell holds (ECMA-376), in units of UTF-16."""
AS_TEXT = dict.fromkeys(("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False)
"""Options of XlsxWriter. Each of the three would make something else of a text: a formula of =…, a number of 2017-1, a
link of http://…."""
FONT = {"font_name": "宋体", "font_size": 10}
BORDER = {"border": 1, "border_color": "#A6A6A6"}
HEADING = {
    **FONT, **BORDER, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DDE3EA",
}  # fmt: skip
DAY = {"align": "center", "num_format": "yyyy-mm-dd"}
LINE = 13
"""Points that a line of 10 point Chinese type takes: 12 in Excel with 宋体, less in LibreOffice with Noto Sans CJK."""
HIGHEST = 409.0
"""Points that a row can have in Excel."""
_MARGIN = 4
_A4 = 9
_PAGE = 785, 490  # points of it between the margins, across
_LONGEST = 100  # of the 255 characters that a header or footer takes
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str) -> str:
    """Return a text for `write_string`: what XML cannot hold as U+FFFD, and cut, with a word, where it is too long.

    XlsxWriter writes a text in <r>…</r> as XML of its own; such a one gets tags that say it is text.
    """
    text = _fitting(_NO_XML.sub("\ufffd", text))
    if text.startswith("<r>") and text.endswith("</r>"):
        tagged = f'<r><t xml:space="preserve">{escape(text)}</t></r>'
        return tagged if len(tagged) <= MOST else text + " "  # with a space after it, it is taken for text
    return text


def _fitting(text: str) -> str:
    """Return a text, or as much of it as a cell holds, and how long it is."""
    if len(text) <= MOST // 2 or len(text.encode("utf-16-le")) <= 2 * MOST:
        return text
    said = _("… (cut: the text has {count} characters, and a cell holds {most})").format(count=len(text), most=MOST)
    room = 2 * (MOST - len(said))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + said


def breadth(line: str) -> int:
    """Return how broad a line is in characters of the default font. Chinese characters count as two."""
    return len(line) if line.isascii() else len(line) + sum(east_asian_width(sign) in "WFA" for sign in line)


def lines_needed(text: str, width: float) -> int:
    """Return the lines that a text takes in a column of a width in characters."""
    room = max(int(1.05 * width), 2)  # type of 10 points is a little narrower than the default font of 11
    if 2 * len(text) <= room and "\n" not in text:
        return 1
    return sum(max(ceil(breadth(line) / room), 1) for line in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Return the height in points of a row with these texts in columns of these widths, and room for `least` lines."""
    lines = max((lines_needed(text, width) for text, width in cells), default=1)
    return min(LINE * max(lines, least) + _MARGIN, HIGHEST)


def fits_page(widths: Sequence[float], heights: Iterable[float]) -> bool:
    """Return whether rows of these heights in columns of these widths print on one page as `set_paper` sets it."""
    scale = min(1, _PAGE[0] / sum(0.75 * (7 * width + 5) for width in widths))  # a character has 7 pixels
    return sum(heights) * scale <= _PAGE[1]


def set_paper(sheet: Any, *, repeated: int | None = None, high: int = 0) -> None:
    """Set a worksheet to print on A4, landscape, one page wide and `high` (0: as many as there need to be), with the
    row `repeated` (from 0) on each page.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, high)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    if repeated is not None:
        sheet.repeat_rows(repeated)


def set_running_lines(sheet: Any, head: tuple[str, str], foot: str) -> None:
    """Set what stands above each page, left and right, and below it, where the page has its number on the right."""
    left, right = map(_in_header, head)
    page = _in_header(_("page {page} of {pages}")).format(page="&P", pages="&N")
    sheet.set_header(f"&L{left}&R{right}")
    sheet.set_footer(f"&L{_in_header(foot)}&R{page}")


def _in_header(text: str) -> str:
    """Return a text as it stands in a header or footer, where & begins a code and 255 characters are the limit."""
    return plain(text)[:_LONGEST].replace("&", "&&")


def plain(text: str) -> str:
    """Return a text on one line, as titles, names and descriptions can hold it."""
    return _NO_XML.sub("\ufffd", one_line(text))
