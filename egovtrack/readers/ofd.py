"""OFD (GB/T 33190), the PDF of Chinese offices: its pages are drawn as a PDF, which is read as any other.

Both only say what stands where; so lines, tables, running heads and columns are told by one set of rules. Curves,
colours, fonts and stamps are left out, a picture becomes a blank one.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import repeat, zip_longest
from unicodedata import east_asian_width

from lxml.etree import _Element

from egovtrack.archive import parse_xml
from egovtrack.draft import Document
from egovtrack.readers.assembly import MAX_TEXT
from egovtrack.readers.pdf import read_pdf
from egovtrack.refusals import refusal

_POINTS = 72 / 25.4
"""In a millimetre, which is the unit of OFD."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_Box = tuple[float, ...]
_SAME = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_OPERANDS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers each operator of a path has; the last two are the point where it ends."""
_NO_SIGN = str.maketrans("\xa4", "\ufffd")
"""What programs put for a glyph that is no character, beside the number of the glyph."""


def read_ofd(data: bytes, name: str) -> Document:
    """Read an OFD whose archive was checked (`archive.members`).

    Raises:
        BadInput: encrypted, a scan, or too large.
        EgovtrackError: as `pdf.read_pdf`, which reads it.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if any(posixpath.basename(part).lower() == "encryptions.xml" for part in archive.namelist()):
            raise refusal("encrypted", name)
        pdf = _Pdf(name)
        for box, parts in _pages(archive, name):
            pdf.page(box, parts)
    return read_pdf(pdf.content(), name)


def _pages(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[_Box, list[_Element]]]:
    """Yield the pages: the box of each, and what is drawn on it, the template first."""

    def part(location: str | None, beside: str) -> tuple[_Element, str]:
        path = posixpath.normpath(posixpath.join("/", posixpath.dirname(beside), location or "")).lstrip("/")
        return parse_xml(archive.read(path), name), path

    for root in parse_xml(archive.read("OFD.xml"), name).iterfind("{*}DocBody/{*}DocRoot"):
        document, path = part(root.text, "")
        area = _numbers(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"), _A4)
        templates = {one.get("ID"): one.get("BaseLoc") for one in document.iterfind("{*}CommonData/{*}TemplatePage")}
        for entry in document.iterfind("{*}Pages/{*}Page"):
            page, _ = part(entry.get("BaseLoc"), path)
            used = [templates.get(one.get("TemplateID")) for one in page.iterfind("{*}Template")]
            parts = [part(location, path)[0] for location in used if location]
            yield _numbers(page.findtext("{*}Area/{*}PhysicalBox"), area), [*parts, page]


def _numbers(text: str | None, default: _Box) -> _Box:
    """Return the numbers that an attribute lists, if there are as many as in `default`."""
    found = tuple(map(float, (text or "").split()))
    return found if len(found) == len(default) else default


class _Pdf:
    """A PDF while it is written: pages whose content is numbered by one font, which says what each glyph is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._glyphs: dict[str, int] = {}
        self._pages: list[tuple[float, float, str]] = []
        self._drawn = 0

    def page(self, box: _Box, parts: list[_Element]) -> None:
        """Draw a page.

        Raises:
            BadInput: there is too much text in the file.
        """
        self._drawn += sum(len(code.text or "") for part in parts for code in part.iter("{*}TextCode"))
        if self._drawn > MAX_TEXT:
            raise refusal("heavy", self._name)
        marks = [mark for part in parts for thing in part.iter() for mark in self._marks(thing, box)]
        self._pages.append((box[2] * _POINTS, box[3] * _POINTS, "\n".join(marks)))

    def _marks(self, thing: _Element, page: _Box) -> Iterator[str]:
        """Yield the operators of a PDF that draw an object."""
        kind = str(thing.tag).rpartition("}")[2]
        if kind not in {"TextObject", "PathObject", "ImageObject"} or thing.get("Visible") == "false":
            return
        left, top, wide, high = _numbers(thing.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
        a, b, c, d, e, f = _numbers(thing.get("CTM"), _SAME)

        def place(x: float, y: float) -> str:
            across, down = a * x + c * y + e + left - page[0], b * x + d * y + f + top - page[1]
            return f"{across * _POINTS:.2f} {(page[3] - down) * _POINTS:.2f}"

        if kind == "ImageObject":
            x, y = left - page[0], page[3] - top - high + page[1]
            box = (wide, 0, 0, high, x, y)
            yield f"q {' '.join(f'{number * _POINTS:.2f}' for number in box)} cm /I Do Q"
        elif kind == "PathObject":
            yield from _path(thing, place)
        else:
            size = float(thing.get("Size", "0"))
            yield f"BT /F {size * _POINTS:.2f} Tf"
            for x, y, char in self._characters(thing, size):
                glyph = self._glyphs.setdefault(char, len(self._glyphs) + 1) & 0xFFFF
                yield f"{a:.4f} {-b:.4f} {-c:.4f} {d:.4f} {place(x, y)} Tm <{glyph:04x}> Tj"
            yield "ET"

    def _characters(self, text: _Element, size: float) -> Iterator[tuple[float, float, str]]:
        """Yield the characters of a text, each with its place in it. A code without a place goes on where one was."""
        x = y = 0.0
        changed = text.find("{*}CGTransform") is not None
        for code in text.iterfind("{*}TextCode"):
            x, y = float(code.get("X", x)), float(code.get("Y", y))
            signs = (code.text or "").translate(_NO_SIGN if changed else {})
            across, down = x, y
            steps = _steps(code.get("DeltaX"), code.get("DeltaY"))
            for sign in signs:
                yield across, down, sign
                step = next(steps, (_width(sign) * size, 0.0))
                across, down = across + step[0], down + step[1]

    def content(self) -> bytes:
        """Return the file."""
        pages = range(7, 7 + 2 * len(self._pages), 2)
        kids = " ".join(f"{page} 0 R" for page in pages)
        narrow = " ".join(f"{glyph} [500]" for sign, glyph in self._glyphs.items() if _width(sign) < 1)
        signs = [f"<{glyph:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, glyph in self._glyphs.items()]
        table = "\n".join(f"1 beginbfchar\n{sign}\nendbfchar" for sign in signs)
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
            "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/W[{narrow}]"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
            _stream(f"begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{table}\nendcmap"),
            _stream("\0", "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"),
        ]
        for page, (width, height, marks) in zip(pages, self._pages, strict=True):
            resources = "/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>"
            box = f"/MediaBox[0 0 {width:.2f} {height:.2f}]"
            objects += [f"<</Type/Page/Parent 2 0 R{box}/Contents {page + 1} 0 R{resources}>>", _stream(marks)]
        return _file(objects)


def _path(thing: _Element, place: Callable[[float, float], str]) -> Iterator[str]:
    """Yield the operators for a path, in which a curve is the line between its ends."""
    fills, strokes = thing.get("Fill") == "true", thing.get("Stroke") != "false"
    words = iter((thing.findtext("{*}AbbreviatedData") or "").split())
    for word in words:
        numbers = [float(next(words)) for _ in range(_OPERANDS[word])]
        yield f"{place(*numbers[-2:])} {'m' if word in 'MS' else 'l'}" if numbers else "h"
    yield "f" if fills else "S" if strokes else "n"


def _width(sign: str) -> float:
    """Return about how many ems wide a character is."""
    return 1.0 if east_asian_width(sign) in "WFA" else 0.5


def _steps(across: str | None, down: str | None) -> Iterator[tuple[float, float]]:
    """Return how far it is from each character to the next, as far as the file says so."""
    return zip_longest(_unpacked(across or ""), _unpacked(down or ""), fillvalue=0.0)


def _unpacked(steps: str) -> Iterator[float]:
    """Yield the numbers of a list in which `g 3 5.6` stands for three times 5.6."""
    words = iter(steps.split())
    for word in words:
        if word == "g":
            count, value = int(next(words)), float(next(words))
            yield from repeat(value, min(count, MAX_TEXT))
        else:
            yield float(word)


def _stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>stream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    parts, places, length = ["%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, start=1):
        places.append(f"{length:010d} 00000 n \n")
        parts.append(f"{number} 0 obj\n{body}\nendobj\n")
        length += len(parts[-1])
    size = len(objects) + 1
    parts.append(f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}trailer<</Size {size}/Root 1 0 R>>\n")
    return "".join([*parts, f"startxref\n{length}\n%%EOF"]).encode("latin-1")
