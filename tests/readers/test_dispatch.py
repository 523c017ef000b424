"""Which reader a file gets, and which files none does."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook

from egovtrack import archive, readers
from egovtrack.errors import BadInput, EgovtrackError
from egovtrack.limits import MAX_FILE
from egovtrack.readers import read_document, read_path
from tests.readers import read, shown
from tests.readers.pdfs import pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def word() -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("1.建平台（责任部门：市甲局）")
    document.save(stream)
    return stream.getvalue()


def book() -> bytes:
    workbook, stream = Workbook(), io.BytesIO()
    assert workbook.active is not None
    workbook.worksheets[0].append(["1", "建平台"])
    workbook.save(stream)
    return stream.getvalue()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_", "."), data)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt", "plan", "-", "plan.xlsx"])
def test_the_content_counts_before_the_suffix(name: str) -> None:
    assert shown(read(word(), name)) == ["1.建平台（责任部门：市甲局）"]
    assert shown(read(book(), name))[1:] == ["row: 1\t建平台"]
    assert shown(read(pdf(["1.建平台"]), name)) == ["1.建平台"]


@pytest.mark.parametrize("name", ["plan.md", "plan.markdown", "-", "plan"])
def test_markdown_by_suffix_or_by_its_marks(name: str) -> None:
    assert [line.style for line in read_document("# 工作要点\n\n1.建平台\n".encode(), name).lines] == ["heading", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["plan.txt", "-", "plan.dat"])
def test_plain_text_is_kept_as_it_is(name: str, encoding: str) -> None:
    text = "关于印发工作要点的通知\n\n　　1.建设<统一>平台（责任部门：市甲局）\n"
    assert read(text.encode(encoding), name).text == text


@pytest.mark.parametrize(
    ("data", "name", "hint"),
    [
        pytest.param(b"", "plan.txt", "", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "plan.docx", "", id="blank"),
        pytest.param(b"MZ\x90\0\x03\0\0\0" * 99, "plan.txt", "docx", id="a program"),
        pytest.param(b"\0\1\2", "plan.html", "docx", id="binary under the name of a page"),
        pytest.param(OLE, "plan.doc", "", id="an old document in name only"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "plan.png", "OCR", id="a picture"),
        pytest.param(b"1.abc", "plan.docx", r"\.docx", id="text under the name of a Word document"),
        pytest.param(b"1.abc", "plan.pdf", r"\.pdf", id="text under the name of a PDF"),
        pytest.param(word()[:3000], "plan.docx", "", id="a document cut off"),
        pytest.param(zipped(content_xml=b"<a/>", mimetype=b"odt"), "plan.odt", "PDF", id="another office's"),
        pytest.param(zipped(word__document_xml=b"<a/>"), "plan.docx", "", id="a Word document in name only"),
        pytest.param(zipped(xl__workbook_xml=b"<a/>"), "plan.xlsx", "", id="a workbook in name only"),
        pytest.param(b"\xff\xfe\x00", "plan.txt", "", id="half a character of UTF-16"),
        pytest.param("责任".encode()[:5] + b"\xff\xff\xff", "plan.txt", "UTF-8", id="no encoding"),
        pytest.param(b"<html><body></body></html>", "plan.html", "", id="a page without text"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_in_one_line(data: bytes, name: str, hint: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_document(data, name)
    assert caught.value.exit_code == 65
    assert re.search(hint, caught.value.hint)
    assert caught.value.message
    assert "\n" not in caught.value.message + caught.value.hint


def test_the_docs_name_every_ending_that_is_read_and_no_other() -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/reading.md").read_text("utf-8")
    table = page.partition("## Which files\n")[2].partition("\n## ")[0]
    named = [ending for row in re.findall(r"^\| (`\..*?) \|", table, re.M) for ending in re.findall(r"`(\.\w+)`", row)]
    assert sorted(named) == sorted(readers.BY_ENDING)


def test_a_large_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(MAX_FILE * 100)
    with pytest.raises(BadInput, match="50"):
        read_path(str(path))


@pytest.mark.parametrize("honest", [True, False])
def test_a_bomb_is_refused_before_a_library_sees_it(honest: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_INFLATED", 1_000_000)
    data = zipped(word__document_xml=b"<a/>", word__media=b"\0" * 3_000_000)
    if not honest:
        data = data.replace((3_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    with pytest.raises(BadInput):
        archive.members(data, "plan.docx")


def test_an_encrypted_member_and_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(zipped(word__document_xml=b"<a/>"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInput):
        archive.members(bytes(data), "plan.docx")
    monkeypatch.setattr(archive, "MAX_MEMBERS", 1)
    with pytest.raises(BadInput):
        archive.members(zipped(a=b"", b=b""), "plan.docx")


def test_entities_in_utf_16_are_found_too() -> None:
    data = zipped(word__document_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16"))
    with pytest.raises(BadInput):
        archive.members(data, "plan.docx")


def test_files_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        with pytest.raises(EgovtrackError) as caught:
            read_path(str(path))
        assert caught.value.exit_code == 1
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(EgovtrackError) as caught:
        read_path(str(tmp_path / "plan.txt"))
    assert caught.value.exit_code == 1


def test_a_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "工作要点.docx"
    path.write_bytes(word())
    assert read_path(str(path)).name == str(path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(word())))
    assert read_path("-").lines == read_path(str(path)).lines


def test_values_parted_by_commas_are_a_table_under_any_name() -> None:
    text = '序号,工作任务,责任单位\n1,建设甲平台,市数据局\n2,"推进乙，年内建成","市财政局、市审计局"\n'
    rows = [line.cells for line in read_document(text.encode(), "plan.txt").lines]
    assert rows[2] == ("2", "推进乙，年内建成", "市财政局、市审计局")
    sentences = "推进甲, 乙, 丙\n一、建设甲。（市数据局负责）\n二、建设乙。（市财政局负责）\n"
    assert not any(line.cells for line in read_document(sentences.encode(), "plan.txt").lines)


def test_no_library_is_imported_before_a_file_needs_it() -> None:
    import subprocess

    code = "import sys, egovtrack.readers as r; r.read_document(b'1.abc', 'a.txt'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"lxml", "docx", "openpyxl", "pdfplumber", "csv", "zipfile"} & set(loaded)


SEEDS = [
    word(),
    book(),
    pdf(["1.建平台"]),
    "<html><table><tr><td rowspan=2>甲<td>乙<ol><li>丙".encode(),
    '序号,"任务"\n1,甲'.encode(),
]
names = st.sampled_from(["plan" + suffix for suffix in (*readers.BY_ENDING, "", ".doc", ".docm")])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with some bytes changed, cut out or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 8)))
        data[start:end] = draw(st.binary(max_size=8))
    return bytes(data)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), damaged()), names)
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes, name: str) -> None:
    with suppress(EgovtrackError):
        document = read_document(data, name)
        assert all(document.text[line.place.start : line.place.end] == line.text for line in document.lines)
