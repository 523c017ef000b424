"""Files of the old formats by hand: compound files ([MS-CFB]) and workbooks in BIFF8 ([MS-XLS])."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_END, _TABLE, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of these streams, each padded to 4096 bytes at least, as shorter ones are kept in another way."""
    padded = {
        name: content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        for name, content in streams.items()
    }
    folders = -(-(len(streams) + 1) // 4)
    tables = next(n for n in range(1, 99) if n + folders + sum(map(len, padded.values())) // _SECTOR <= n * 128)
    chains = [_TABLE] * tables + _chain(tables, folders)
    entries = [_entry("Root Entry", 5, _END, 0, child=1 if streams else _FREE)]
    for number, (name, content) in enumerate(padded.items(), start=1):
        entries.append(_entry(name, 2, len(chains), len(content), right=number + 1 if number < len(streams) else _FREE))
        chains += _chain(len(chains), len(content) // _SECTOR)
    table = struct.pack(f"<{tables * 128}I", *chains, *[_FREE] * (tables * 128 - len(chains)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    return head + table + b"".join(entries).ljust(folders * _SECTOR, b"\0") + b"".join(padded.values())


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


DATE, PERCENT, CHINESE_DATE = 1, 2, 3
"""Formats of cells: yyyy-mm-dd, 0%, and the one of number 31, which is 2017年6月30日 in Chinese programs."""


class Shown(float):
    """A number in a format."""

    def __new__(cls, value: float, style: int) -> Shown:
        made = super().__new__(cls, value)
        made.style = style
        return made

    style: int


def workbook(
    *sheets: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]] = (), before: bytes = b""
) -> bytes:
    """A workbook of rows of cells (text, number, `Shown`, bool, None); the second sheet and on are hidden; `merged`
    holds first and last row and column from 0, of the first sheet. `before` are records that come first.
    """
    formats = _record(0x41E, struct.pack("<H", 164) + _text("yyyy\\-mm\\-dd", "<H"))
    styles = b"".join(_record(0xE0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 164, 9, 31))
    begin = _begin(5) + before + _record(0x42, struct.pack("<H", 1200)) + formats + styles
    bodies = [_sheet(rows, () if number else merged) for number, rows in enumerate(sheets)]
    names = [_text(f"表{number}", "<B") for number in range(1, len(sheets) + 1)]
    place = len(begin) + sum(10 + len(name) for name in names) + 4
    bounds = b""
    for number, (name, body) in enumerate(zip(names, bodies, strict=True)):
        bounds += _record(0x85, struct.pack("<IBB", place, int(number > 0), 0) + name)
        place += len(body)
    return compound({"Workbook": begin + bounds + _record(0x0A) + b"".join(bodies)})


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def _record(code: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(content)) + content


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def _sheet(rows: Sequence[Sequence[object]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    cells = [
        _cell(number, column, value)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    ]
    ranges = struct.pack("<H", len(merged)) + b"".join(struct.pack("<4H", *one) for one in merged)
    return _begin(0x10) + b"".join(cells) + _record(0xE5, ranges) + _record(0x0A)


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, value.style if isinstance(value, Shown) else 0)
    if isinstance(value, bool):
        return _record(0x205, place + bytes([value, 0]))
    if isinstance(value, int | float):
        return _record(0x203, place + struct.pack("<d", value))
    return _record(0x204, place + _text(str(value), "<H"))
