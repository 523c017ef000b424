"""PDF files by hand: no library that writes PDF comes with a Chinese font, and reading needs none, only the map from
glyphs to characters (ISO 32000-1, 9.10.3).
"""

from __future__ import annotations

import re
from collections.abc import Sequence


def pdf(
    *pages: Sequence[str] | bytes,
    mapped: bool = True,
    picture: bool = False,
    late: str = "",
    filters: bytes = b"",
) -> bytes:
    """A PDF of pages of lines, none longer than 28 Chinese characters; without a character map if not `mapped`, with a
    picture on each page if `picture`. The characters in `late` stand where they belong but are drawn after all others,
    as by programs that take them from another font. A page of bytes is content as it is, packed by `filters`.
    """
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 3: _FONT, 4: _DESCENDANT, 5: _stream(_CMAP if mapped else b"")}
    objects[6] = _stream(
        b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    numbers = range(10, 10 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[2] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages))
    for number, lines in zip(numbers, pages, strict=True):
        images = b"/XObject<</I 6 0 R>>" if picture else b""
        objects[number] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 424 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>%b>>>>"
            % (number + 1, images)
        )
        content = lines if isinstance(lines, bytes) else _content(lines, late)
        objects[number + 1] = _stream(content + (b" q 99 0 0 99 72 400 cm /I Do Q" if picture else b""), filters)
    return _file(objects)


_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
_DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/W[32 126 500]"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
)
_CMAP = b"""/CIDInit /ProcSet findresource begin
begincmap
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap"""


def _content(lines: Sequence[str], late: str) -> bytes:
    first, last = [b"BT /F 10 Tf"], list[bytes]()
    for i, line in enumerate(lines):
        x = 72
        for piece in re.split(f"([{late}])", line) if late else [line]:
            (last if piece in late else first).append(b"1 0 0 1 %d %d Tm <%b> Tj" % (x, 780 - 20 * i, _glyphs(piece)))
            x += sum(5 if char.isascii() else 10 for char in piece)
    return b"\n".join([*first, *last, b"ET"])


def _glyphs(line: str) -> bytes:
    return line.encode("utf-16-be").hex().encode()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def _file(objects: dict[int, bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    table = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n" for number in range(size)
    )
    return out + b"xref\n0 %d\n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, table, size, start)
