"""Inputs: fragments of plans mixed with junk, and valid files with something changed in them."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from tests.fuzz import samples
from tests.reading.layouts import LAYOUTS
from tests.reading.test_generated import plan

FRAGMENTS = (
    "一、", "（一）", "1.", "2、", "第三条 ", "①", "十二、", "附件", "附件1：", "目录", "\n", "\n\n", "\r\n", "\t",
    "|", "　", "（责任部门：市甲局、各区政府）", "（牵头部门：", "责任单位：", "市甲局", "市乙委、",
    "各区、县级市", "市政府有关部门", "；", "，", "。", "：", "）", "（", "〔", "〕", "【", "“", "”", "等", "牵头",
    "配合", "负责", "会同", "关于印发", "《", "》", "的通知", "某府办发〔2031〕3号", "2031年6月底前",
    "2031年2月30日", "12月", "99月99日", "全年", "每季度", "150—200个项目", "100%", "不少于", "以上", "万亿",
    "— 3 —", "- 4 -", "第 5 页 共 9 页", "某市人民政府办公厅", "2031年工作要点", "各区人民政府：", "现将",
    "建设平台", "# ", "- **", "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n", "| 1 | 建平台 | 市甲局 |\n", "<p>",
    "</td>", "&nbsp;", "[bold]", "[/b]", "=1+1", "\x1b[31m", "\u202e", "\u2028", "\u2029", "\x85", "\x0b", "\x0c",
    "\x1c", "\u200b", "\ufeff", "\0", "\U0001f4c4", "\u0301", "9" * 30, "（" * 40, "、" * 40, "1." * 20, "一" * 12,
)  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PIECES = st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(samples.LINES), ANY_TEXT)
PLANS = st.lists(PIECES, max_size=40).map("".join)
_MEMBERS = ["../x.xml", "/etc/passwd", "word/x.xml", "xl/x.xml", "x\\y", ""]
WORDS = st.sampled_from(
    [word.encode() for word in FRAGMENTS]
    + [b"\0", b"\xff\xfe", b"\x80", b'"', b"'", b"]", b"[" * 2000, b"{", b"}", b"=", b"1e999", b"-1", b"0", b"9" * 5000]
    + [b"\n[[department]]\n", b'"\\u0000"', b'"\\u202e"', b"2031-02-30", b"inf", b"nan", b"true", b"<", b">", b"&#0;"]
)


@st.composite
def changed(draw: st.DrawFn, data: bytes) -> bytes:
    """The data after up to four changes: something put in, taken out, put in place of something or doubled."""
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 30)))
        put = draw(st.one_of(WORDS, st.binary(max_size=8), st.just(data[start:end] * 2)))
        data = data[:start] + put + data[end:]
    return data


@st.composite
def _one_part_changed(draw: st.DrawFn, data: bytes) -> bytes:
    """An archive of which one member is changed, renamed, taken out or put in the place of another."""
    parts = dict(samples.parts(data))
    name = draw(st.sampled_from(sorted(parts)))
    match draw(st.sampled_from(["change", "change", "change", "change", "rename", "drop", "swap"])):
        case "change":
            parts[name] = draw(changed(parts[name]))
        case "rename":
            parts[draw(st.sampled_from(_MEMBERS))] = parts.pop(name)
        case "drop":
            del parts[name]
        case _:
            parts[name] = parts[draw(st.sampled_from(sorted(parts)))]
    return samples.packed(parts)


def archives(data: bytes) -> st.SearchStrategy[bytes]:
    """An office file with something changed in one of its members, or in its bytes as they are."""
    return st.one_of(_one_part_changed(data), _one_part_changed(data), changed(data))


def _files(documents: Mapping[str, bytes]) -> st.SearchStrategy[tuple[bytes, str]]:
    of_each = [
        st.tuples((archives if data.startswith(b"PK") else changed)(data), st.just(name))
        for name, data in documents.items()
    ]
    anything = st.tuples(st.binary(max_size=200), st.sampled_from([*documents, "plan", "plan.doc", "-"]))
    misnamed = st.tuples(PLANS.map(str.encode), st.sampled_from([*documents, "plan"]))
    return st.one_of(*of_each, anything, misnamed)


def files() -> st.SearchStrategy[tuple[bytes, str]]:
    """The bytes of a file and its name: documents of all formats with something changed, and anything at all."""
    return _files(samples.documents())


def layouts() -> st.SearchStrategy[tuple[str, str]]:
    """Plans made up as a whole, and the layout to read them in."""
    return st.tuples(plan().map(lambda made: made.text), st.sampled_from(sorted(LAYOUTS)))


def toml(*valid: str) -> st.SearchStrategy[bytes]:
    """Files of data with something changed, and anything at all."""
    return st.one_of(*(changed(one.encode()) for one in valid), st.binary(max_size=100))


TYPED = st.one_of(
    st.sampled_from(FRAGMENTS),
    ANY_TEXT,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.none(),
)
CELLS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 18), TYPED), max_size=8)
