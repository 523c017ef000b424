"""Changes in the parts of an xlsx file where a library writes or reads otherwise than is needed."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_SET_BY_HAND = re.compile(rb'(<row [^>]*?) customHeight="1"')
_NO_FILL = re.compile(rb"<((?:\w+:)?fill)\s*(?:/>|>\s*</\1>)")
_STYLES = "xl/styles.xml"


def let_rows_grow(workbook: bytes) -> bytes:
    """Return the workbook without the mark that its rows were set by hand, so that they are fitted to new words."""
    return _replaced(workbook, "xl/worksheets/sheet", _SET_BY_HAND, rb"\1")


def mend_fills(workbook: bytes) -> bytes:
    """Return the workbook with a pattern in each fill: openpyxl does not read one in which some programs write none."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        styles = archive.read(_STYLES) if _STYLES in archive.namelist() else b""
    found = _NO_FILL.search(styles)
    return _replaced(workbook, _STYLES, _NO_FILL, rb"<\1><patternFill/></\1>") if found else workbook


def _replaced(workbook: bytes, beginning: str, pattern: re.Pattern[bytes], words: bytes) -> bytes:
    """Return the workbook with a pattern replaced in the parts whose names have this beginning."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, pattern.sub(words, part) if info.filename.startswith(beginning) else part)
    return stream.getvalue()
