"""OFD files by hand (GB/T 33190-2016)."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE = 5.0  # millimetres


def text(words: str, x: float, y: float, *, way: str = "deltas", more: str = "") -> str:
    """A line of text at a place, in one of the ways in which programs write it."""
    steps = [_SIZE if ord(sign) > 127 else _SIZE / 2 for sign in words[:-1]]
    box = f'Boundary="{x} {y - _SIZE} 170 {_SIZE + 1}"'
    if way == "scaled":  # by a matrix, in a box as large as the page
        codes = f'<ofd:TextCode X="{x * 10}" Y="{y * 10}" DeltaX="{" ".join(str(step * 10) for step in steps)}">{words}'
        box = 'Boundary="0 0 210 297" CTM="0.1 0 0 0.1 0 0"'
        return f'<ofd:TextObject ID="9" {box} Size="{_SIZE * 10}" {more}>{codes}</ofd:TextCode></ofd:TextObject>'
    if way == "apart":  # an object for each character
        places = [x + sum(steps[:n]) for n in range(len(words))]
        return "".join(text(sign, at, y, more=more) for sign, at in zip(words, places, strict=True))
    deltas = f'DeltaX="{" ".join(map(str, steps))}"' if way == "deltas" else ""
    if way == "grouped" and len(set(steps)) == 1:
        deltas = f'DeltaX="g {len(steps)} {steps[0]}"'
    code = f'<ofd:TextCode X="0" Y="{_SIZE}" {deltas}>{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="9" {box} Size="{_SIZE}" {more}>{code}</ofd:TextObject>'


def lines(words: Sequence[str], way: str = "deltas", top: float = 30) -> str:
    """Lines one below the other."""
    return "".join(text(line, 32.5, top + 8 * number, way=way) for number, line in enumerate(words))


def ruled(columns: Sequence[float], rows: Sequence[float], *, filled: bool = False) -> str:
    """The lines of a table; thin filled rectangles if `filled`."""
    across = [(columns[0], row, columns[-1], row) for row in rows]
    down = [(column, rows[0], column, rows[-1]) for column in columns]
    drawn = ""
    for x0, y0, x1, y1 in across + down:
        wide, high = max(x1 - x0, 0.2), max(y1 - y0, 0.2)
        path = f"M 0 0 L {wide} 0 L {wide} {high} L 0 {high} C" if filled else f"M 0 0 L {x1 - x0} {y1 - y0}"
        fill = 'Fill="true" Stroke="false"' if filled else ""
        data = f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>"
        drawn += f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {wide} {high}" {fill}>{data}</ofd:PathObject>'
    return drawn


PICTURE = '<ofd:ImageObject ID="7" Boundary="20 20 170 250" ResourceID="3"/>'


def ofd(*pages: str, template: str = "", others: Mapping[str, str] | None = None) -> bytes:
    """An OFD of pages of objects, each over the template."""
    used = '<ofd:Template TemplateID="2"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="1{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {_SPACE} Version='1.0' DocType='OFD'><ofd:DocBody>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID='2' BaseLoc='Tpls/Tpl_0/Content.xml'/></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": _page(template),
    }
    parts |= {f"Doc_0/Pages/Page_{n}/Content.xml": _page(page, used) for n, page in enumerate(pages)}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (parts | dict(others or {})).items():
            archive.writestr(name, content)
    return stream.getvalue()


def _page(objects: str, used: str = "") -> str:
    layer = f'<ofd:Layer ID="6" Type="Body">{objects}</ofd:Layer>'
    return f"<ofd:Page {_SPACE}>{used}<ofd:Content>{layer}</ofd:Content></ofd:Page>"
