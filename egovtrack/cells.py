"""Texts as the cells of an xlsx workbook hold them: XlsxWriter is given what makes it write any text as it is."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from egovtrack.i18n import gettext as _

MOST = 32_767
"""What a cell holds (ECMA-376), in units of UTF-16."""
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
